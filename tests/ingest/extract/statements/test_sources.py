import spacy
from spacy.tokens import Doc

from ingest.extract.statements.sources import source_of

VOCAB = spacy.blank("en").vocab


def test_a_source_of_an_article_alone_is_the_phrase_that_it_opens() -> None:
    doc = Doc(
        VOCAB,
        words=["Talks", "failed", ",", "said", "the", "minister"],
        pos=["NOUN", "VERB", "PUNCT", "VERB", "DET", "NOUN"],
        deps=["nsubj", "ccomp", "punct", "ROOT", "det", "nsubj"],
        heads=[1, 3, 3, 3, 5, 3],
        sent_starts=[True, *[False] * 5],
    )
    assert source_of(doc, (3, 4), (0, 2), sources=[(4, 5)]) == ((4, 6),)
