"""What the words of a batch of windows should point at, as tensors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from training.windows import Window


@dataclass(frozen=True, slots=True)
class Pairs:
    """``rows`` (windows, words): the words that learn; ``columns`` and ``targets`` (windows, words, words + 1): where
    they may point, and where they should; column 0 is nothing."""

    rows: Tensor
    columns: Tensor
    targets: Tensor

    def to(self, device: str) -> Pairs:
        """Give the same on ``device``."""
        return Pairs(self.rows.to(device), self.columns.to(device), self.targets.to(device))


def window_pairs(windows: Sequence[Window], name: str, length: int) -> Pairs:
    """Give the pairs of the pointer ``name``; ``length``: how many words the longest window has."""
    rows = np.zeros((len(windows), length), bool)
    columns = np.zeros((len(windows), length, length + 1), bool)
    targets = np.zeros_like(columns)
    columns[:, :, 0] = True
    for row, window in enumerate(windows):
        count = window.end - window.start
        if name == "same":
            # A mention may be the same as an earlier one only.
            candidates = window.document.candidates[window.start : window.end]
            columns[row, :count, 1 : count + 1] = np.tril(np.ones((count, count), bool), -1) & candidates
        else:
            columns[row, :count, 1 : count + 1] = True
        for word, places in window.document.pointing.get(name, {}).items():
            if window.start <= word < window.end:
                inside = [place - window.start + 1 for place in places if window.start <= place < window.end]
                # What stands outside the window is nothing to a mention, and unknown to a word of a statement.
                rows[row, word - window.start] = bool(inside) or not places or name == "same"
                targets[row, word - window.start, inside or [0]] = True
    return Pairs(torch.from_numpy(rows), torch.from_numpy(columns), torch.from_numpy(targets))
