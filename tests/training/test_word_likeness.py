from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("tqdm")

from training.word_likeness import save


def test_each_word_has_those_most_like_it_and_not_itself(tmp_path: Path) -> None:
    vectors = np.array([[1.0, 0.0], [0.9, 0.436], [0.0, 1.0]], np.float32)
    table = tmp_path / "table.npz"
    save(["blaze", "fire", "vote"], vectors, Counter({"fire": 3, "rare": 1}), 4, table)
    stored = np.load(table)
    pairs = list(zip(stored["first"].tolist(), stored["other"].tolist(), strict=True))
    assert pairs == [(0, 1), (1, 0)]
    assert stored["likeness"].tolist() == [100, 100]
    assert (str(stored["counted"]), stored["articles"].tolist(), int(stored["total"])) == ("fire", [3], 4)
