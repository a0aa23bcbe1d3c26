import pytest

from ingest.extract.participants.actors import cast_names
from ingest.extract.participants.cast import Cast
from ingest.extract.participants.fuller_names import cast_fuller_names
from ingest.extract.participants.mentions import find_names
from tests.parses import parse_of


def forms_in(text: str) -> list[str]:
    doc = parse_of(text)
    cast, names = Cast(), find_names(doc)
    cast_names(doc, names, cast)
    cast_fuller_names(doc, names, cast)
    return [form for draft in cast.drafts.values() for form in draft.forms]


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        pytest.param(
            "Norway/NNP/PROPN/nmod:poss/3/B-LOC 's/POS/PART/case/0/O High/NNP/PROPN/amod/3/B-ORG "
            "Court/NNP/PROPN/nsubj/4/I-ORG sat/VBD/VERB/ROOT/4/O",
            ["Norway 's High Court"],
            id="with the name before it that it is owned by",
        ),
        pytest.param(
            "Embassy/NNP/PROPN/nsubj/3/B-ORG in/IN/ADP/case/2/O Oslo/NNP/PROPN/nmod/0/B-LOC shut/VBD/VERB/ROOT/3/O",
            ["Embassy in Oslo"],
            id="with its place behind it",
        ),
        pytest.param(
            "Embassy/NNP/PROPN/nsubj/1/B-ORG shut/VBD/VERB/ROOT/1/O in/IN/ADP/case/3/O Oslo/NNP/PROPN/obl/1/B-LOC",
            [],
            id="not with where it acted",
        ),
        pytest.param(
            "Wednesday/NNP/PROPN/compound/1/O Qawi/NNP/PROPN/nsubj/2/B-PER left/VBD/VERB/ROOT/2/O",
            [],
            id="not with a word that is no title",
        ),
        pytest.param(
            "Archbishop/NNP/PROPN/compound/1/O Moe/NNP/PROPN/nsubj/2/B-PER left/VBD/VERB/ROOT/2/O",
            ["Archbishop Moe"],
            id="with its title",
        ),
        pytest.param(
            "Prime/NNP/PROPN/compound/1/O Minister/NNP/PROPN/compound/2/O Moe/NNP/PROPN/nsubj/3/B-PER "
            "left/VBD/VERB/ROOT/3/O",
            [],
            id="not with half of its title",
        ),
    ],
)
def test_names_have_the_fuller_forms_of_the_text(text: str, forms: list[str]):
    assert forms_in(text) == forms
