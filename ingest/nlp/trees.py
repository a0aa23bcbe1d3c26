"""Heads from arc scores: the best head of each word, and Chu-Liu-Edmonds where those do not make a tree.

Y. J. Chu and T. H. Liu (1965); J. Edmonds (1967); for parsing: R. McDonald et al., "Non-projective Dependency Parsing
using Spanning Tree Algorithms", HLT-EMNLP 2005.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]
Heads = npt.NDArray[np.int64]

_NEVER = -1e9


def decode_heads(scores: npt.NDArray[np.float32]) -> Heads:
    """Give each word's head, 1-based, 0 for the root, from ``scores[word, head]`` of shape (n, n + 1).

    The heads are a tree with exactly one root.
    """
    count = len(scores)
    greedy: Heads = scores.argmax(axis=1).astype(np.int64)
    if is_tree(greedy):
        return greedy
    square = np.full((count + 1, count + 1), _NEVER)
    square[1:] = scores
    np.fill_diagonal(square, _NEVER)
    heads = spanning_tree(square)[1:]
    roots = np.flatnonzero(heads == 0)
    if len(roots) > 1:
        margins = square[roots + 1, 0] - square[roots + 1, 1:].max(axis=1)
        root = roots[margins.argmax()] + 1
        square[1:, 0] = _NEVER
        square[root] = _NEVER
        square[root, 0] = 0.0
        heads = spanning_tree(square)[1:]
    return heads


def is_tree(heads: Heads) -> bool:
    """Whether 1-based ``heads`` have one root and no cycle: then 2^k steps upwards end at 0 for every word."""
    if np.count_nonzero(heads == 0) != 1:
        return False
    above = np.concatenate([[0], heads])
    for _ in range(len(heads).bit_length()):
        above = above[above]
    return not above.any()


def spanning_tree(scores: Scores) -> Heads:
    """Give the heads of the best tree under ``scores[dependent, head]``; row and column 0 are the root, its head 0."""
    heads: Heads = scores.argmax(axis=1).astype(np.int64)
    heads[0] = 0
    cycle = find_cycle(heads)
    if cycle is None:
        return heads
    outside = np.setdiff1d(np.arange(len(scores)), cycle)
    # Entering the cycle at a word costs the arc inside the cycle that it had.
    entering = scores[np.ix_(cycle, outside)] - scores[cycle, heads[cycle]][:, None]
    leaving = scores[np.ix_(outside, cycle)]
    contracted = np.full((len(outside) + 1, len(outside) + 1), _NEVER)
    contracted[:-1, :-1] = scores[np.ix_(outside, outside)]
    contracted[-1, :-1] = entering.max(axis=0)
    contracted[:-1, -1] = leaving.max(axis=1)
    tree = spanning_tree(contracted)
    whole = heads.copy()
    for place, word in enumerate(outside[1:], start=1):
        is_below = tree[place] == len(outside)
        whole[word] = cycle[leaving[place].argmax()] if is_below else outside[tree[place]]
    entered = tree[-1]
    whole[cycle[entering[:, entered].argmax()]] = outside[entered]
    return whole


def find_cycle(heads: Heads) -> Heads | None:
    """Give the words of one cycle in ``heads`` (0 is the root), or None."""
    seen = np.zeros(len(heads), np.int64)
    for start in range(1, len(heads)):
        word = start
        while word and not seen[word]:
            seen[word] = start
            word = int(heads[word])
        if word and seen[word] == start:
            cycle = [word]
            while heads[cycle[-1]] != word:
                cycle.append(int(heads[cycle[-1]]))
            return np.array(cycle, np.int64)
    return None
