from importlib import resources

import numpy as np
import pytest
import spacy

from ingest.nlp.sentences import goes_on, sentence_starts
from ingest.nlp.tokens import news_tokenizer
from ingest.nlp.windows import Words, read_words
from ingest.nlp.wordpiece import WordPieces

WORDPIECES = WordPieces((resources.files("ingest.nlp") / "model" / "vocab.txt").read_text("utf-8"))
TOKENIZE = news_tokenizer(spacy.blank("en").vocab)


def words_of(text: str) -> Words:
    return read_words(TOKENIZE(text), WORDPIECES)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("He met Gen. Milley there.", "Milley"),
        ("On Sept. 5 he left.", "5"),
        ("The U.S. troops left.", "troops"),
        ("“We won,” She said.", "She"),
        ("He said “no.” Then", "”"),
        ("He left (today.) Then", ")"),
        ("He lives in Kyiv-Ost.", "-"),
        ("“Is it?” asked Omar.", "asked"),
        ("He is No. 2 there.", "2"),
        ("He died. [12] His son ruled.", "["),
        ("It rose. , 2000 Carr", ","),
    ],
)
def test_no_sentence_starts_where_the_writing_goes_on(text, word):
    words = words_of(text)
    assert goes_on(words, words.texts.index(word))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("He left the U.S. The troops stayed.", "The"),
        ("“We won.” She left.", "She"),
        ('He left."We stay," she said.', '"'),
        ("“We won. They lost", "They"),
        ("He met the Gen.\n\nMilley left.", "Milley"),
        ("Best regards, Ann", "Ann"),
        ("Is that so? No. He left.", "He"),
        ("He “won.” http://a.org/ says so.", "http://a.org/"),
    ],
)
def test_a_sentence_may_start_where_the_model_says(text, word):
    words = words_of(text)
    assert not goes_on(words, words.texts.index(word))


def test_a_paragraph_and_a_window_always_start_a_sentence():
    words = words_of("He came,\n\nsaw")
    never = np.tile(np.array([9, 0], np.float32), (len(words), 1))
    assert sentence_starts(words, 0, len(words), never).tolist() == [True, False, False, True]


def test_the_word_after_a_note_starts_the_sentence_that_the_model_saw_before_it():
    words = words_of("He died. [12] His son ruled.")
    scores = np.tile(np.array([9, 0], np.float32), (len(words), 1))
    scores[words.texts.index("[")] = 0, 9
    starts = sentence_starts(words, 0, len(words), scores)
    assert [text for text, is_start in zip(words.texts, starts, strict=True) if is_start] == ["He", "His"]
