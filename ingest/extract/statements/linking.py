"""Which cue a source or a piece of content belongs to: by the tree, by nearness, by the language model's pointer."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Token

from ingest.extract.layout import layout_of
from ingest.extract.phrases import sentence_start
from ingest.extract.statements.attribution import Range, distance, head_of, paragraph_around
from ingest.extract.statements.pointing import belonging

# From this score on the tree joins a content to its cue.
JOINED = 3.0
# A link below this score is none: the content then stands for itself.
LEAST = -5.0
# How much the pointer's log probability counts beside the tree's edges, and the least it can be. Both and the score
# above were chosen on annotated articles that the model had seen little of.
_POINTED = 3.0
UNLIKELY = -8.0
# Words that far apart are not looked at: no paragraph is read as longer, so that long documents take linear time.
_LONGEST = 500
_SAYS_AFTER = frozenset({"parataxis", "ccomp", "advcl", "conj", "discourse"})


def best_cue(scores: Mapping[Range, float]) -> Range | None:
    """Give the cue with the best score, None where none is good enough."""
    best = max(scores, key=lambda cue: scores[cue], default=None)
    return best if best is not None and scores[best] >= LEAST else None


def link_scores(
    doc: Doc, part: Range, cues: Sequence[Range], *, others: Sequence[Range], taken: Sequence[Range]
) -> dict[Range, float]:
    """Give how well each cue of its paragraph fits a source or content.

    It is the tree's word for it, less the words in between, which count little where they are ``taken`` by other
    parts, less other contents in between; and what the pointer says.
    """
    scores = {}
    for cue, odds in cue_odds(doc, part, cues).items():
        score = _tree_score(doc, part, cue) - _between(doc, part, cue, taken) / 6
        score -= 1.5 * _number_between(others, part, cue)
        scores[cue] = score + _POINTED * odds
    return scores


def cue_odds(doc: Doc, part: Range, cues: Sequence[Range]) -> dict[Range, float]:
    """Give the log probability that ``part`` belongs to each cue of its paragraph; 0 where nobody can tell."""
    start, end = paragraph_around(doc, part, _LONGEST)
    near = cues[bisect_left(cues, (start, 0)) : bisect_left(cues, (end, 0))]
    pointed = belonging(doc, part, near) or [0.0] * len(near)
    return {cue: max(odds, UNLIKELY) for cue, odds in zip(near, pointed, strict=True)}


def is_same_paragraph(doc: Doc, one: Range, other: Range) -> bool:
    """Whether no line break stands between the two ranges."""
    if distance(one, other) > _LONGEST:
        return False
    first, second = min(one, other), max(one, other)
    return not layout_of(doc).has_break(first[1], second[0])


def _tree_score(doc: Doc, content: Range, cue: Range) -> float:
    said, says = head_of(doc, content), head_of(doc, cue)
    if cue[0] <= said.head.i < cue[1] and said.head != said:
        return 6.0
    if content[0] <= says.head.i < content[1] and says.head != says:
        # A relative clause speaks of a word of the content: "the drills, which are said to …".
        return 5.0 if says.dep_ in _SAYS_AFTER else 0.0 if says.dep_ == "acl:relcl" else 4.0
    if sentence_start(says) != sentence_start(said):
        return 0.0
    return max(0.0, 5.0 - path_length(said, says))


def path_length(one: Token, other: Token) -> int:
    """Give the number of edges between two tokens of a sentence."""
    layout = layout_of(one.doc)
    above = {index: number for number, index in enumerate(layout.path_up(one.i))}
    for number, index in enumerate(layout.path_up(other.i)):
        if index in above:
            return number + above[index]
    return 99


def _between(doc: Doc, content: Range, cue: Range, taken: Sequence[Range]) -> int:
    """Give how many words stand between content and cue that belong to neither cues nor sources."""
    (_, start), (end, _) = min(content, cue), max(content, cue)
    inside = {index for part in taken if part[0] < end and start < part[1] for index in range(*part)}
    is_punct = layout_of(doc).is_punct
    return sum(not is_punct[index] and index not in inside for index in range(start, end))


def _number_between(parts: Sequence[Range], one: Range, other: Range) -> int:
    """Give how many of ``parts``, which are in order, stand between the two ranges."""
    (_, start), (end, _) = min(one, other), max(one, other)
    return sum(part[1] <= end for part in parts[bisect_left(parts, (start, 0)) : bisect_left(parts, (end, 0))])
