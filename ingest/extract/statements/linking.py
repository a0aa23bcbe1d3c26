"""Which cue a piece of content belongs to: by the tree where it tells, by nearness in the paragraph where not."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from ingest.extract.statements.attribution import Range, distance, head_of

# A link below this score is none: the content then stands for itself.
LEAST = -2.5
# Words that far apart are not looked at: no paragraph is read as longer, so that long documents take linear time.
_LONGEST = 500
_SAYS_AFTER = frozenset({"parataxis", "ccomp", "advcl", "conj", "discourse"})


def link_contents(doc: Doc, contents: Sequence[Range], cues: Sequence[Range], sources: Sequence[Range]) -> list[int]:
    """Give for each content the index of its cue, -1 where none is near enough."""
    taken = [*cues, *sources]
    links = []
    for content in contents:
        scores = [link_score(doc, content, cue, contents, taken) for cue in cues]
        best = max(range(len(cues)), key=lambda index: scores[index], default=-1)
        links.append(best if best >= 0 and scores[best] >= LEAST else -1)
    return links


def link_score(doc: Doc, content: Range, cue: Range, contents: Sequence[Range], taken: Sequence[Range]) -> float:
    """Give how well ``cue`` fits ``content``: the tree's word for it, less the words in between."""
    if not is_same_paragraph(doc, content, cue):
        return -99.0
    score = _tree_score(doc, content, cue) - _between(doc, content, cue, taken) / 6
    return score - 1.5 * sum(_is_between(other, content, cue) for other in contents if other != content)


def is_same_paragraph(doc: Doc, one: Range, other: Range) -> bool:
    """Whether no line break stands between the two ranges."""
    if distance(one, other) > _LONGEST:
        return False
    first, second = min(one, other), max(one, other)
    return not any("\n" in token.text for token in doc[min(first[1], second[0]) : second[0]])


def _tree_score(doc: Doc, content: Range, cue: Range) -> float:
    said, says = head_of(doc, content), head_of(doc, cue)
    if cue[0] <= said.head.i < cue[1] and said.head != said:
        return 6.0
    if content[0] <= says.head.i < content[1] and says.head != says:
        # A relative clause speaks of a word of the content: "the drills, which are said to …".
        return 5.0 if says.dep_ in _SAYS_AFTER else 0.0 if says.dep_ == "acl:relcl" else 4.0
    if says.sent != said.sent:
        return 0.0
    return max(0.0, 5.0 - path_length(said, says))


def path_length(one: Token, other: Token) -> int:
    """Give the number of edges between two tokens of a sentence."""
    above = {token.i: number for number, token in enumerate([one, *one.ancestors])}
    for number, token in enumerate([other, *other.ancestors]):
        if token.i in above:
            return number + above[token.i]
    return 99


def _between(doc: Doc, content: Range, cue: Range, taken: Sequence[Range]) -> int:
    """Give how many words stand between content and cue that belong to neither cues nor sources."""
    first, second = min(content, cue), max(content, cue)
    start, end = first[1], second[0]
    inside = {index for part in taken if part[0] < end and start < part[1] for index in range(*part)}
    return sum(not token.is_punct and token.i not in inside for token in doc[start:end])


def _is_between(part: Range, one: Range, other: Range) -> bool:
    first, second = min(one, other), max(one, other)
    return first[1] <= part[0] and part[1] <= second[0] and distance(one, other) > 0
