from __future__ import annotations

import json

import numpy as np
import pytest

pytest.importorskip("tqdm")

from graph.acts import ACTS
from training.question_articles import QUESTIONS, Choice, learn, share_right


def test_what_tells_the_article_gets_the_weight() -> None:
    random = np.random.default_rng(7)
    choices = []
    for number in range(60):
        features = random.random((8, 3))
        choices.append(Choice(features, int(features[:, 1].argmax()), str(number % 10)))
    weights = learn(choices)
    assert int(weights.argmax()) == 1
    assert share_right(choices, 5) > 0.8


def test_every_question_has_what_a_question_has() -> None:
    keys = {"article", "question", "act", "answers", "maybe", "not"}
    lines = [
        json.loads(line)
        for path in sorted(QUESTIONS.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert len(lines) > 900
    for line in lines:
        assert line.keys() == keys
        assert line["question"].endswith("?") and (line["act"] is None or line["act"] in ACTS)
        assert not set(line["answers"]) & set(line["maybe"])
