from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.nlp.wordpiece import WordPieces, shape_of, split_runs

VOCABULARY = (resources.files("ingest.nlp") / "model" / "vocab.txt").read_text("utf-8")
WORDPIECES = WordPieces(VOCABULARY)
PIECES = VOCABULARY.split("\n")


def spelled(word: str) -> list[str]:
    return [PIECES[number] for number in WORDPIECES.pieces(word).ids]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("president", ["president"]),
        ("Lukashenko", ["lukas", "##henko"]),
        ("Café", ["cafe"]),
        ("don't", ["don", "'", "t"]),
        ("zero\u200bwidth", ["zero", "##wi", "##dt", "##h"]),
        ("👍", ["[UNK]"]),
        ("\x00", ["[UNK]"]),
        ("中文", ["中", "文"]),
    ],
)
def test_a_word_is_split_as_bert_splits_it(word, pieces):
    assert spelled(word) == pieces


@settings(max_examples=50, deadline=None)
@given(st.text(min_size=1, max_size=100))
def test_any_word_has_one_to_eight_pieces_and_a_shape(word):
    pieces = WORDPIECES.pieces(word)
    assert 1 <= len(pieces.ids) <= 8
    assert 1 <= pieces.shape <= 9


def test_a_word_of_a_million_letters_costs_no_more_than_its_beginning():
    assert spelled("x" * 1_000_000) == ["[UNK]"]


def test_punctuation_stands_by_itself():
    assert split_runs("U.S.$5") == ["u", ".", "s", ".", "$", "5"]


@pytest.mark.parametrize(
    ("word", "shape"),
    [("—", 1), ("2023", 2), ("B-52", 3), ("said", 4), ("A", 5), ("NATO", 6), ("Kyiv", 7), ("McCain", 8), ("iPhone", 9)],
)
def test_the_shape_says_how_a_word_is_written(word, shape):
    assert shape_of(word) == shape
