"""The statements and triggers of a batch of windows as tensors: which words each of them has, and what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from training.windows import Window


@dataclass(frozen=True, slots=True)
class Acts:
    """n statements: the ``windows`` (n) that they are in, and shares (n, words) of the words of cue and of content.

    ``first`` (n, words) has a one at the content's first word. ``acts`` and ``others`` (n) are the act, -100 where
    unknown, and the second choice or -1.
    """

    windows: Tensor
    cue: Tensor
    content: Tensor
    first: Tensor
    acts: Tensor
    others: Tensor

    def __len__(self) -> int:
        return len(self.windows)

    def to(self, device: str) -> Acts:
        """Give the same on ``device``."""
        return Acts(*(getattr(self, field.name).to(device) for field in fields(self)))

    def features(self, words: Tensor) -> Tensor:
        """Give (n, 3 × width) from word vectors (windows, words, width): cue, content, and the content's first.

        They are means; what a statement lacks is zeros.
        """
        shares = torch.stack([self.cue, self.content, self.first], dim=1).to(words.dtype)
        return (shares @ words[self.windows]).flatten(1)


@dataclass(frozen=True, slots=True)
class Triggers:
    """n triggers: their ``windows`` (n), shares (n, words) of their words, ``modes`` and ``realis`` (n) or -100."""

    windows: Tensor
    words: Tensor
    modes: Tensor
    realis: Tensor

    def __len__(self) -> int:
        return len(self.windows)

    def to(self, device: str) -> Triggers:
        """Give the same on ``device``."""
        return Triggers(*(getattr(self, field.name).to(device) for field in fields(self)))

    def features(self, words: Tensor) -> Tensor:
        """Give the means (n, width) of word vectors (windows, words, width)."""
        return (self.words[:, None].to(words.dtype) @ words[self.windows])[:, 0]


def window_acts(windows: Sequence[Window], length: int) -> Acts:
    """Give the statements whose cue is wholly in its window; ``length``: how many words the longest window has."""
    found = []
    for row, window in enumerate(windows):
        for act in window.document.acts:
            cue, content = _inside(act.cue, window), _inside(act.content, window)
            if len(cue) == len(act.cue) and (cue or content):
                found.append((row, cue, content, act.act, act.other))
    rows, cues, contents, acts, others = zip(*found, strict=True) if found else ((),) * 5
    return Acts(
        windows=_numbers(rows),
        cue=_shares(cues, length),
        content=_shares(contents, length),
        first=_shares([content[:1] for content in contents], length),
        acts=_numbers(acts),
        others=_numbers(others),
    )


def window_triggers(windows: Sequence[Window], length: int) -> Triggers:
    """Give the triggers in the windows; ``length``: how many words the longest window has."""
    found = []
    for row, window in enumerate(windows):
        for trigger in window.document.triggers:
            if words := _inside(trigger.words, window):
                found.append((row, words, trigger.mode, trigger.realis))
    rows, words, modes, realis = zip(*found, strict=True) if found else ((),) * 4
    return Triggers(_numbers(rows), _shares(words, length), _numbers(modes), _numbers(realis))


def _inside(words: tuple[int, ...], window: Window) -> tuple[int, ...]:
    return tuple(word - window.start for word in words if window.start <= word < window.end)


def _shares(spans: Sequence[Sequence[int]], length: int) -> Tensor:
    shares: npt.NDArray[np.float32] = np.zeros((len(spans), length), np.float32)
    for row, words in enumerate(spans):
        shares[row, list(words)] = 1 / max(1, len(words))
    return torch.from_numpy(shares)


def _numbers(values: Sequence[int]) -> Tensor:
    return torch.tensor(values, dtype=torch.long)
