"""Products of matrices that stay on the thread that asks for them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

# OpenBLAS starts threads of its own for products of more multiplications; they then wait busily for the next product
# and take the processor from the network: half of the speed on two cores.
_SMALL = 2**18
# A broad matrix is taken so many columns at a time, so that several rows make up for reading it.
_COLUMNS = 64


def product(rows: Floats, matrix: Floats) -> Floats:
    """Give ``rows @ matrix``, computed some rows and columns at a time."""
    found = np.empty((len(rows), matrix.shape[1]), np.float32)
    for left in range(0, matrix.shape[1], _COLUMNS):
        columns = matrix[:, left : left + _COLUMNS]
        count = max(1, _SMALL // max(1, columns.size))
        for first in range(0, len(rows), count):
            found[first : first + count, left : left + _COLUMNS] = rows[first : first + count] @ columns
    return found
