import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from ingest.extract.events import event_coreference
from ingest.extract.events.triggers import untyped_trigger
from ingest.extract.participants.participants import Participants

VOCAB = spacy.blank("en").vocab


def groups_of(words: str, chance: float, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Give the groups of the nouns of "The X ended ." each, where the language model gives each pair ``chance``."""
    nouns = words.split()
    doc = Doc(
        VOCAB,
        words=[word for noun in nouns for word in ("The", noun, "ended", ".")],
        lemmas=[word for noun in nouns for word in ("the", noun.removesuffix("s"), "end", ".")],
        tags=["DT", "NN", "VBD", "."] * len(nouns),
        pos=["DET", "NOUN", "VERB", "PUNCT"] * len(nouns),
        deps=["det", "nsubj", "ROOT", "punct"] * len(nouns),
        heads=[4 * place + head for place in range(len(nouns)) for head in (1, 2, 2, 2)],
    )
    monkeypatch.setattr(event_coreference, "same_chances", lambda _, __, heads: np.full(len(heads), chance, np.float32))
    triggers = [untyped_trigger(4 * place + 1) for place in range(len(nouns))]
    groups = event_coreference.group_triggers(doc, triggers, Participants((), (), (), {}, {}))
    return [[doc[one.trigger.head].text for one in group] for group in groups]


@pytest.mark.parametrize(
    ("words", "chance", "groups"),
    [
        pytest.param("fire fires", 0.05, [["fire", "fires"]], id="forms of a word"),
        pytest.param("drill exercise", 0.05, [["drill", "exercise"]], id="words that stand for it by turns"),
        pytest.param("fire election", 0.05, [["fire"], ["election"]], id="other words stay apart"),
        pytest.param("fire blaze", 0.9, [["fire", "blaze"]], id="other words of which the model is sure"),
    ],
)
def test_mentions_of_an_event_are_grouped(
    words: str, chance: float, groups: list[list[str]], monkeypatch: pytest.MonkeyPatch
):
    assert groups_of(words, chance, monkeypatch) == groups
