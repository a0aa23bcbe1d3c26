import pytest
import spacy
from spacy.tokenizer import Tokenizer

from ingest.nlp.tokens import news_tokenizer

TOKENIZE = news_tokenizer(spacy.blank("en").vocab)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("ALBAWABA – The air", "ALBAWABA | – | The | air"),
        ("KYIV—The 2023—the –The", "KYIV | — | The | 2023 | — | the | – | The"),
        ("“I don’t,” ‘it’s’", "“ | I | do | n’t | , | ” | ‘ | it | ’s | ’"),
        ("February. pic.twitter.com/AbC12x", "February | . | pic.twitter.com/AbC12x"),
        ("February.pic.twitter.com/AbC12x", "February | . | pic.twitter.com/AbC12x"),
        ("said.https://t.co/a1B?x=2", "said | . | https://t.co/a1B?x=2"),
        ("see http://a.example/?u=http://b.example", "see | http://a.example/?u=http://b.example"),
        ("(@reuters) @AP_News:", "( | @reuters | ) | @AP_News | :"),
        ("Jean-Pierre Al-Assad COVID-19", "Jean | - | Pierre | Al | - | Assad | COVID | - | 19"),
        ("Anti-government, pro-Beijing e-mail", "Anti-government | , | pro-Beijing | e-mail"),
        ("92-year-old", "92 | - | year | - | old"),
        ("the U.S.'s U.S.-led", "the | U.S. | 's | U.S. | - | led"),
        ("Lt. Col. Kim, Maj. Gen. Lee", "Lt. | Col. | Kim | , | Maj. | Gen. | Lee"),
        ("they wed, id", "they | wed | , | id"),
        ("What?! No!!", "What | ?! | No | !!"),
        ("in 2019–2020", "in | 2019 | – | 2020"),
        ('left."We stay,"', 'left | . | " | We | stay | , | "'),
        ("=-=-=-=-=-=-=", "=-=-=-=-=-=-="),
    ],
)
def test_news_is_cut_as_the_treebanks_cut_it(text, tokens):
    assert " | ".join(token.text for token in TOKENIZE(text)) == tokens


@pytest.mark.parametrize("text", ["(" * 50_000, '"' * 50_000, "_*" * 30_000, "x" * 100_000], ids=["(", '"', "_*", "x"])
def test_long_runs_take_no_quadratic_time(text):
    assert TOKENIZE(text).text == text


def test_the_rules_survive_saving():
    again = Tokenizer(spacy.blank("en").vocab).from_bytes(TOKENIZE.to_bytes())
    text = "KYIV—The U.S.-led pro-Beijing Lt. Kim left.pic.twitter.com/a1 ======== wed"
    assert [token.text for token in again(text)] == [token.text for token in TOKENIZE(text)]
