"""Products of matrices that stay on the thread that asks for them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

# OpenBLAS starts threads of its own for products of more multiplications; they then wait busily for the next product
# and take the processor from the network: half of the speed on two cores.
_SMALL = 2**18


def product(rows: Floats, matrix: Floats) -> Floats:
    """Give ``rows @ matrix``, computed some rows at a time."""
    count = max(1, _SMALL // max(1, matrix.size))
    if len(rows) <= count:
        return rows @ matrix
    found = np.empty((len(rows), matrix.shape[1]), np.float32)
    for first in range(0, len(rows), count):
        np.matmul(rows[first : first + count], matrix, out=found[first : first + count])
    return found
