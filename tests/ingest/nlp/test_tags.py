from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.nlp.tags import best_path, bio_tags, find_spans, search

BIO = bio_tags(["O", "B-PER", "I-PER", "B-ORG", "I-ORG"])


def scores_of(*tags: str) -> np.ndarray:
    scores = np.zeros((len(tags), len(BIO.tags)), np.float32)
    for row, tag in enumerate(tags):
        scores[row, BIO.tags.index(tag)] = 5
    return scores


def is_allowed(path: tuple[int, ...]) -> bool:
    tags = ["O", *(BIO.tags[column] for column in path)]
    return all(not tag.startswith("I-") or before in {f"B-{tag[2:]}", tag} for before, tag in pairwise(tags))


def test_spans_are_read_from_their_tags():
    scores = scores_of("B-PER", "I-PER", "O", "B-ORG", "B-ORG", "I-ORG")
    assert list(find_spans(scores, BIO)) == [(0, 2, "PER"), (3, 4, "ORG"), (4, 6, "ORG")]


def test_a_name_does_not_run_over_a_barrier():
    barriers = np.array([True, False, True])
    assert next(find_spans(scores_of("B-PER", "I-PER", "I-PER"), BIO, barriers)) == (0, 2, "PER")


@pytest.mark.parametrize("tags", [("I-PER",), ("O", "I-PER", "I-PER"), ("B-ORG", "I-PER")])
def test_a_span_never_begins_in_its_middle(tags):
    assert is_allowed(tuple(best_path(scores_of(*tags), BIO)))


def test_no_words_have_no_spans():
    assert list(find_spans(np.zeros((0, 5), np.float32), BIO)) == []


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 6), st.integers(0, 10_000))
def test_the_path_is_the_best_allowed_one(count, seed):
    scores = np.random.default_rng(seed).normal(size=(count, 5)).astype(np.float32)
    best = max(
        (path for path in product(range(5), repeat=count) if is_allowed(path)),
        key=lambda path: scores[range(count), list(path)].sum(),
    )
    assert best_path(scores, BIO).tolist() == list(best)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 60), st.integers(0, 10_000), st.floats(0, 4))
def test_a_search_of_stretches_finds_what_a_search_of_the_whole_finds(count, seed, outside):
    random = np.random.default_rng(seed)
    scores = random.normal(size=(count, 5)).astype(np.float32)
    scores[:, 0] += outside
    barriers = random.random(count) < 0.1
    barriers[0] = True
    stretches, whole = best_path(scores, BIO, barriers).tolist(), search(scores, BIO, barriers)
    assert is_allowed(tuple(stretches)) and not (barriers & BIO.inside[stretches]).any()
    assert scores[range(count), stretches].sum() == pytest.approx(scores[range(count), whole].sum(), abs=1e-4)
