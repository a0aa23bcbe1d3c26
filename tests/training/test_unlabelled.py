from ingest.nlp.windows import PARAGRAPH, SPACE
from training.prepare import is_held_out
from training.unlabelled import cut_passages


def test_passages_end_between_paragraphs_when_these_are_short():
    gaps = [PARAGRAPH if at % 4 == 0 else SPACE for at in range(12)]
    assert list(cut_passages(["word"] * 12, gaps, limit=8)) == [(0, 8), (8, 12)]


def test_long_paragraphs_end_after_a_sentence():
    words = ["word"] * 10 + ["."] + ["word"] * 3
    assert list(cut_passages(words, [PARAGRAPH] + [SPACE] * 13, limit=8)) == [(0, 11), (11, 14)]


def test_no_words_are_no_passages():
    assert list(cut_passages([], [])) == []


def test_few_documents_are_held_out_and_always_the_same():
    held_out = [number for number in range(1000) if is_held_out(f"id-{number}")]
    assert 40 < len(held_out) < 120
    assert held_out == [number for number in range(1000) if is_held_out(f"id-{number}")]
