import pytest
import spacy
from spacy.tokens import Doc

from ingest.extract.statements.quotes import find_quotations

VOCAB = spacy.blank("en").vocab


def quoted(words: list[str], spaces: list[bool] | None = None) -> list[str]:
    doc = Doc(VOCAB, words=words, spaces=spaces or [True] * len(words))
    return [doc[quotation.start : quotation.end].text for quotation in find_quotations(doc)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param(['"', "Stop", ",", '"', "he", "said"], ["Stop ,"], id="straight"),
        pytest.param(["“", "Go", "”", "and", "“", "come", "”"], ["Go", "come"], id="curly"),
        pytest.param(["“", "He", "said", "“", "no", "”"], ["He said “ no"], id="an opening mark inside opens nothing"),
        pytest.param(['"', "Never", "closed", "\n\n", "Next"], ["Never closed"], id="ends with its paragraph"),
        pytest.param(["no", "marks"], [], id="none"),
    ],
)
def test_a_quotation_stands_between_a_pair_of_marks(words, found):
    assert quoted(words) == found


def test_an_apostrophe_does_not_close_a_quotation_in_single_marks():
    words = ["He", "said", "‘", "the", "town", "’s", "ours", "’", "."]
    spaces = [True, True, False, True, False, True, False, False, False]
    assert quoted(words, spaces) == ["the town’s ours"]


def test_a_quotation_left_open_goes_on_in_the_next_paragraph_when_that_opens_with_a_mark():
    doc = Doc(VOCAB, words=['"', "First", "\n\n", '"', "Second", '"'])
    assert [quotation.is_continued for quotation in find_quotations(doc)] == [True, False]
