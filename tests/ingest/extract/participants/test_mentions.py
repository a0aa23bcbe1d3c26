import pytest

from ingest.extract.participants.mentions import find_names
from tests.parses import parse_of


def names_in(text: str) -> list[tuple[str, str]]:
    return [(name.text, name.type) for name in find_names(parse_of(text))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(
            "International/NNP/PROPN/compound/2/B-ORG Atomic/NNP/PROPN/compound/2/B-ORG Agency/NNP/PROPN/ROOT/2/I-ORG",
            [("International Atomic Agency", "ORG")],
            id="a part of a name is joined with it",
        ),
        pytest.param(
            "Moe/NNP/PROPN/obj/2/B-PER Kari/NNP/PROPN/nsubj/2/B-PER met/VBD/VERB/ROOT/2/O",
            [("Moe", "PER"), ("Kari", "PER")],
            id="a neighbour that is no part is not",
        ),
        pytest.param(
            "Kari/NNP/PROPN/ROOT/0/B-PER Moe_/NNP/PROPN/flat/0/I-PER -_/HYPH/PUNCT/punct/3/I-PER "
            "hansen/NN/NOUN/flat/0/O",
            [("Kari Moe-hansen", "PER")],
            id="a name goes on behind its hyphen",
        ),
        pytest.param("Who/WP/PRON/nsubj/1/B-ORG left/VBD/VERB/ROOT/1/O", [], id="a pronoun is no name"),
        pytest.param("moe@acme.com/NNP/PROPN/ROOT/0/B-ORG", [], id="an address is no name"),
        pytest.param("EU/NNP/PROPN/ROOT/0/B-LOC", [("EU", "ORG")], id="the names of organizations of states are known"),
    ],
)
def test_names_are_whole_and_nothing_else_is_one(text: str, names: list[tuple[str, str]]):
    assert names_in(text) == names
