from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from ingest.extract import heads
from ingest.extract.statements.linking import best_cue, link_scores
from ingest.extract.statements.pointing import belonging, untagged_cue

WORDS = ["Petrov", "said", "the", "bridge", "fell", "and", "Irina", "denied", "that", "it", "burned"]
SAID, DENIED = (1, 2), (7, 8)
FELL, BURNED = (2, 5), (9, 11)


def blank_doc() -> Doc:
    """Give a doc without vectors whose tree tells nothing: every word hangs on the first."""
    return Doc(spacy.blank("en").vocab, words=WORDS, pos=["VERB"] * 11, deps=["ROOT", *["dep"] * 10], heads=[0] * 11)


def doc_that_points(cues: Mapping[int, int]) -> Doc:
    """Give a doc whose words have vectors for which the shipped pointer points from each key to its value."""
    weights = np.hstack([heads._heads()[f"cue.{side}.weight"] for side in ("source", "target")])
    width = weights.shape[1] // 2
    inverse = np.linalg.pinv(weights)
    directions = np.random.default_rng(1).normal(size=(len(WORDS), width)).astype(np.float32)
    doc = blank_doc()
    doc.tensor = np.zeros((len(WORDS), weights.shape[0]), np.float32)
    for word, cue in cues.items():
        doc.tensor[word] = 10 * directions[cue] @ inverse[:width]
        doc.tensor[cue] = directions[cue] @ inverse[width:]
    return doc


POINTING = dict.fromkeys(range(*FELL), 1) | dict.fromkeys(range(*BURNED), 7)


def test_a_content_belongs_to_the_cue_that_its_words_point_at() -> None:
    doc = doc_that_points(POINTING)
    for content, near, far in ((FELL, 0, 1), (BURNED, 1, 0)):
        odds = belonging(doc, content, [SAID, DENIED])
        assert odds is not None
        assert odds[near] == pytest.approx(0, abs=0.01)
        assert odds[far] < -5


def test_the_pointer_outweighs_nearness() -> None:
    doc = doc_that_points(dict.fromkeys(range(*BURNED), 1) | dict.fromkeys(range(*FELL), 7))
    links = [best_cue(link_scores(doc, content, [SAID, DENIED], others=(), taken=())) for content in (FELL, BURNED)]
    assert links == [DENIED, SAID]


def test_a_word_that_is_pointed_at_is_a_cue_without_a_tag() -> None:
    assert untagged_cue(doc_that_points(POINTING), BURNED, {1}) == DENIED


def test_a_word_that_is_tagged_is_no_new_cue() -> None:
    assert untagged_cue(doc_that_points(POINTING), BURNED, {7}) is None


def test_without_our_vectors_nothing_points_and_nearness_decides() -> None:
    doc = blank_doc()
    assert belonging(doc, FELL, [SAID, DENIED]) is None
    assert untagged_cue(doc, FELL, set()) is None
    assert best_cue(link_scores(doc, FELL, [SAID, DENIED], others=(), taken=())) == SAID


def test_without_cues_there_is_nothing_to_belong_to() -> None:
    assert belonging(doc_that_points(POINTING), FELL, []) == []
