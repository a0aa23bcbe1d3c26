import numpy as np
import spacy
from spacy.tokens import Doc

from ingest.extract.events.triggers import LinearModel
from training.event_check import count
from training.event_data import GoldArticle, GoldMention

# Knows one word: "attack" is an assault.
MODEL = LinearModel(("-", "ASSAULT"), {"bias": 0, "lemma=attack": 1}, np.array([[4, 0], [-8, 0]], np.float32))


def make_article(*heads: int) -> GoldArticle:
    doc = Doc(
        spacy.blank("en").vocab,
        words=["The", "attack", "hit", "markets", "."],
        lemmas=["the", "attack", "hit", "market", "."],
        pos=["DET", "NOUN", "VERB", "NOUN", "PUNCT"],
        tags=["DT", "NN", "VBD", "NNS", "."],
        heads=[1, 2, 2, 2, 2],
        deps=["det", "nsubj", "ROOT", "obj", "punct"],
    )
    mentions = (GoldMention(head, range(head, head + 1), head, "ASSAULT", None, "asserted", ()) for head in heads)
    return GoldArticle("one", doc, tuple(mentions), True, None, [])


def test_what_the_model_knows_is_found_and_right() -> None:
    assert count([make_article(1)], MODEL)["linear", 0.5] == [1, 1, 1]


def test_what_is_annotated_and_not_found_counts_too() -> None:
    assert count([make_article(1, 2)], MODEL)["linear", 0.5] == [1, 1, 2]


def test_articles_add_up() -> None:
    assert count([make_article(1), make_article()], MODEL)["linear", 0.5] == [1, 2, 1]


def test_without_word_vectors_the_linear_model_alone_is_measured() -> None:
    assert {name for name, _ in count([make_article(1)], MODEL)} == {"linear"}
