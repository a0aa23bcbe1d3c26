import pytest
import spacy

from ingest.nlp.paragraphs import paragraph_gaps
from ingest.nlp.tokens import news_tokenizer

TOKENIZE = news_tokenizer(spacy.blank("en").vocab)
WRAPPED = "He said that the\ntroops had left the\ncity in the early\nmorning of the\nday."


@pytest.mark.parametrize(
    ("text", "first_words"),
    [
        ("One.\nTwo.\n\nThree.", ["Two", "Three"]),
        ("Talks begin\nKYIV, Jan. 16", ["KYIV"]),
        (WRAPPED, []),
        (f"{WRAPPED}\n\nShe left.", ["She"]),
        (f"{WRAPPED}\n  She left.", ["She"]),
        (f"{WRAPPED}\n• two tanks\n• a jeep", ["•", "•"]),
        ("One.\u2028Two.\r\nThree.", ["Two", "Three"]),
        ("One.  Two.", []),
        ("", []),
        ("\n", []),
    ],
    ids=[
        "lines",
        "headline",
        "wrapped",
        "blank line",
        "indented",
        "bullets",
        "other breaks",
        "spaces",
        "empty",
        "break",
    ],
)
def test_paragraphs_begin_at_lines_unless_the_text_is_wrapped(text, first_words):
    doc = TOKENIZE(text)
    ends = sorted(paragraph_gaps(doc))
    assert [doc[end + 1].text for end in ends if end + 1 < len(doc)] == first_words
