"""What the language model's word vectors change in events: vectors for which its heads say what is tested."""

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from ingest.extract import heads
from ingest.extract.events import event_coreference
from ingest.extract.events.event_coreference import group_triggers
from ingest.extract.events.realis import read_realis
from ingest.extract.events.triggers import Trigger, find_triggers, untyped_trigger
from ingest.extract.participants.participants import Participants

VOCAB = spacy.blank("en").vocab
NOBODY = Participants((), (), (), {}, {})
# "The gorp shook Minsk. The blick followed.": words that no table knows.
GORP, SHOOK, BLICK = 1, 2, 6


def make_doc() -> Doc:
    return Doc(
        VOCAB,
        words=["The", "gorp", "shook", "Minsk", ".", "The", "blick", "followed", "."],
        lemmas=["the", "gorp", "shake", "Minsk", ".", "the", "blick", "follow", "."],
        pos=["DET", "NOUN", "VERB", "PROPN", "PUNCT", "DET", "NOUN", "VERB", "PUNCT"],
        tags=["DT", "NN", "VBD", "NNP", ".", "DT", "NN", "VBD", "."],
        heads=[1, 2, 2, 2, 2, 6, 7, 7, 7],
        deps=["det", "nsubj", "ROOT", "obj", "punct", "det", "nsubj", "ROOT", "punct"],
    )


def say(doc: Doc, place: int, head: str, label: str) -> Doc:
    """Give the word a vector for which the shipped ``head`` is certain of ``label``."""
    weight = heads._heads()[f"{head}.weight"]
    column = weight[:, heads._classes(head).index(label)] - weight.mean(axis=1)
    vectors = np.zeros((len(doc), len(weight)), np.float32) if not len(doc.tensor) else doc.tensor.copy()
    vectors[place] += 60 * column / np.linalg.norm(column)
    doc.tensor = vectors
    return doc


def link(doc: Doc, later: int, earlier: int) -> Doc:
    """Give two words vectors with which the shipped head lets the later point at the earlier."""
    table = heads._heads()
    left, _, right = np.linalg.svd(table["same.source.weight"] @ table["same.target.weight"].T)
    doc.tensor = np.zeros((len(doc), len(left)), np.float32)
    doc.tensor[later], doc.tensor[earlier] = 60 * left[:, 0], 60 * right[0]
    return doc


def assault(place: int) -> Trigger:
    return Trigger(place, (place,), "ASSAULT", None, 0.9)


@pytest.mark.parametrize("kind", ["ASSAULT", "PROTEST", "AGREE"])
def test_a_word_that_only_the_language_model_knows_is_a_trigger(kind: str) -> None:
    found = {trigger.head: trigger.type for trigger in find_triggers(say(make_doc(), GORP, "events", f"B-{kind}"))}
    assert found[GORP] == kind


def test_a_word_that_nobody_knows_is_no_trigger() -> None:
    assert GORP not in {trigger.head for trigger in find_triggers(make_doc())}


def test_the_language_model_tells_the_mode_too() -> None:
    doc = say(say(make_doc(), GORP, "events", "B-PROTEST"), GORP, "modes", "PROTEST-riot")
    trigger = next(one for one in find_triggers(doc) if one.head == GORP)
    assert (trigger.type, trigger.mode) == ("PROTEST", "riot")


@pytest.mark.parametrize("realis", ["asserted", "future", "hypothetical", "historical", "negated"])
def test_a_certain_language_model_prevails_over_the_syntax(realis: str) -> None:
    assert read_realis(say(make_doc(), SHOOK, "realis", realis)[SHOOK]) == realis


def test_without_word_vectors_the_syntax_tells_the_realis() -> None:
    assert read_realis(make_doc()[SHOOK]) == "asserted"


def test_triggers_in_other_words_are_one_event_where_the_language_model_says_so() -> None:
    doc = link(make_doc(), BLICK, GORP)
    (event,) = group_triggers(doc, [assault(GORP), assault(BLICK)], NOBODY)
    assert [named.trigger.head for named in event] == [GORP, BLICK]


def test_triggers_of_different_types_stay_apart_whatever_the_language_model_says() -> None:
    doc = link(make_doc(), BLICK, GORP)
    other = Trigger(BLICK, (BLICK,), "AID", None, 0.9)
    assert len(group_triggers(doc, [assault(GORP), other], NOBODY)) == 2


def test_a_word_of_no_type_does_not_make_one_event_of_two_types(monkeypatch: pytest.MonkeyPatch) -> None:
    def same_as_all(doc: Doc, word: int, places: list[int]) -> np.ndarray:
        return np.full(len(places), 1 / len(places), np.float32)

    monkeypatch.setattr(event_coreference, "same_chances", same_as_all)
    aid = Trigger(BLICK, (BLICK,), "AID", None, 0.9)
    groups = group_triggers(make_doc(), [assault(GORP), untyped_trigger(SHOOK), aid], NOBODY)
    assert [[named.trigger.head for named in group] for group in groups] == [[GORP, SHOOK], [BLICK]]


def test_without_word_vectors_other_words_are_another_event() -> None:
    assert len(group_triggers(make_doc(), [assault(GORP), assault(BLICK)], NOBODY)) == 2
