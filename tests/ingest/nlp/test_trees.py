from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.nlp.trees import decode_heads, is_tree


def best_by_trying_all(scores: np.ndarray) -> float:
    count = len(scores)
    trees = (np.array(heads) for heads in product(range(count + 1), repeat=count))
    return max(scores[range(count), heads].sum() for heads in trees if is_tree(heads))


@pytest.mark.parametrize(
    ("heads", "truth"),
    [([0], True), ([2, 0], True), ([0, 0], False), ([2, 1], False), ([2, 3, 2, 0], False), ([4, 1, 2, 0], True)],
)
def test_a_tree_has_one_root_and_no_cycle(heads, truth):
    assert is_tree(np.array(heads)) is truth


def test_the_best_heads_are_kept_where_they_are_a_tree():
    scores = np.array([[0, -9, 5, 0], [5, 0, -9, 0], [0, 0, 5, -9]], np.float32)
    assert decode_heads(scores).tolist() == [2, 0, 2]


def test_a_cycle_is_opened_where_it_costs_least():
    scores = np.array([[4, -9, 10], [3, 10, -9]], np.float32)
    assert decode_heads(scores).tolist() == [0, 1]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 4), st.integers(0, 10_000))
def test_heads_are_a_tree_and_the_best_one_where_the_root_is_sure(count, seed):
    scores = np.random.default_rng(seed).normal(size=(count, count + 1)).astype(np.float32)
    scores[:, 0] -= 20
    scores[range(count), range(1, count + 1)] = -1e6
    heads = decode_heads(scores)
    assert is_tree(heads)
    assert scores[range(count), heads].sum() == pytest.approx(best_by_trying_all(scores), abs=1e-3)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 60), st.integers(0, 10_000))
def test_any_scores_give_a_tree(count, seed):
    assert is_tree(decode_heads(np.random.default_rng(seed).normal(size=(count, count + 1)).astype(np.float32)))


def test_equal_scores_give_a_tree():
    assert is_tree(decode_heads(np.zeros((100, 101), np.float32)))
