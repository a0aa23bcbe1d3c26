import pytest

from graph.model import Actor
from ingest.extract.participants.participants import Participants
from ingest.extract.statements.groups import forms_of, phrase_in
from tests.parses import parse_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("the/DT/DET/det/1 guards/NNS/NOUN/ROOT/1", "guards", id="without its article"),
        pytest.param("to/IN/ADP/case/1 guards/NNS/NOUN/ROOT/1", "guards", id="without its preposition"),
        pytest.param(
            "at/IN/ADP/case/1 least/JJS/ADJ/advmod/2 one/CD/NUM/nummod/3 guard/NN/NOUN/ROOT/3",
            "least one guard",
            id="without one of a number",
        ),
    ],
)
def test_a_group_is_called_by_its_phrase(text: str, words: str):
    doc = parse_of(text)

    start, end = phrase_in(doc, (0, len(doc)))

    assert doc[start:end].text == words


def test_a_group_is_also_called_by_its_core():
    doc = parse_of("multiple/JJ/ADJ/amod/2 news/NN/NOUN/compound/2 outlets/NNS/NOUN/ROOT/2 there/RB/ADV/advmod/2")

    assert forms_of(doc, (0, 4), Participants((), (), (), {}, {})) == ("news outlets",)


def test_a_group_that_somebody_has_is_called_after_them():
    doc = parse_of("his/PRP$/PRON/nmod:poss/1 aides/NNS/NOUN/ROOT/1")
    participants = Participants((), (Actor("a1", "Kari Moe", "person"),), (), {0: "a1"}, {})

    assert forms_of(doc, (0, 2), participants) == ("Kari Moe's aides", "aides")


def test_a_bare_noun_is_also_called_as_the_text_called_it_first():
    doc = parse_of(
        "Oslo/NNP/PROPN/compound/1 guards/NNS/NOUN/nsubj/2 left/VBD/VERB/ROOT/2 ././PUNCT/punct/2 "
        "Guards/NNS/NOUN/ROOT/4"
    )

    assert "Oslo guards" in forms_of(doc, (4, 5), Participants((), (), (), {}, {}))
