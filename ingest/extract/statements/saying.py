"""Words of saying: how often each is the cue of a statement, and the statements that the tree alone makes certain."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from functools import cache
from math import log

from spacy.tokens import Doc, Token

from ingest.extract.heads import has_vectors
from ingest.extract.layout import layout_of
from ingest.extract.phrases import agents, children, is_passive, prepositions, subjects
from ingest.extract.statements.acts import core_acts, cue_key
from ingest.extract.statements.attribution import Attribution, Range, trim_content
from ingest.extract.statements.linking import UNLIKELY, cue_odds
from ingest.extract.statements.quotes import Quotation, quotation_at
from ingest.extract.statements.sources import source_of
from ingest.extract.tables import read_table

# A word with a clause after it is a cue where at least this share of its occurrences in the training articles was one.
_CERTAIN = 0.9
# The log probability from which the pointer makes a word the cue of its clause, or of its objects.
_CLAUSE_POINTED, _PHRASE_POINTED = log(0.3), log(0.5)
_AMONG = frozenset({"in", "among", "across", "within", "throughout", "amongst", "around"})


def is_no_statement(cue: Token) -> bool:
    """Whether a cue only looks like one: a feeling raised in others, a view that nobody utters."""
    return _raises_feeling(cue) or _is_bare_view(cue)


def _raises_feeling(cue: Token) -> bool:
    """Whether somebody's deed worries others: "has raised concerns in Kyiv", "sparked fears among residents"."""
    kinds = _looks()
    verb = cue.head if cue.pos_ == "NOUN" and cue.dep_ in {"obj", "nsubj:pass"} else cue
    if "cause" not in kinds.get(verb.lemma_.lower(), ()):
        return False
    feelings = [
        child for child in children(verb, "obj", "nsubj:pass") if "feeling" in kinds.get(child.lemma_.lower(), ())
    ]
    others = [*children(verb, "obl"), *(other for feeling in feelings for other in children(feeling, "nmod"))]
    return bool(feelings) and any(set(prepositions(other)) & _AMONG for other in others)


def _is_bare_view(cue: Token) -> bool:
    return "view" in _looks().get(cue.lemma_.lower(), ()) and is_passive(cue) and not agents(cue)


@cache
def _looks() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in read_table("no_statements"):
        found[row["word"]] = (*found.get(row["word"], ()), row["kind"])
    return found


def clauses_of(word: Token) -> list[Token]:
    """Give the clauses that complete a word: what a verb says, what a noun holds ("the insistence that …")."""
    if word.pos_ == "NOUN":
        return [child for child in children(word, "acl", "ccomp") if children(child, "mark")]
    return children(word, "ccomp", "xcomp")


def certain_attributions(
    doc: Doc, known: Sequence[Attribution], sources: Sequence[Range], quotations: Sequence[Quotation]
) -> Iterator[Attribution]:
    """Give the attributions that the tags lack, nested ones above all: what a word of saying governs, and who says it.

    The word is certain by its share of cues in annotated articles, or by the pointer.
    """
    cues = sorted(part for one in known for part in one.cue)
    contents = sorted(part for one in known for part in one.content)
    inside = {index for part in cues for index in range(*part)}
    for index, pos in enumerate(layout_of(doc).poses):
        word = doc[index] if pos in {"VERB", "NOUN"} and index not in inside else None
        if word is None or is_no_statement(word):
            continue
        cue, content = (index, index + 1), _governed(doc, word)
        if content is None or _is_known(content, contents):
            continue
        others = sorted([*cues, cue])
        is_certain = _says(word) and not quotation_at(tuple(quotations), index)
        if is_certain or _is_pointed_at(doc, word, content, others):
            source = source_of(doc, cue, content, sources, others)
            if source:
                insort(contents, content)
                yield Attribution((content,), (cue,), source, index, "syntax")


def _is_pointed_at(doc: Doc, word: Token, content: Range, cues: Sequence[Range]) -> bool:
    """Whether a word that was seen as a cue before is that of ``content``, by the pointer."""
    said, _, _, _ = _counts().get((cue_key(word), word.pos_), (0, 0, 0, 0))
    if not said or not has_vectors(doc):
        return False
    odds = cue_odds(doc, content, cues).get((word.i, word.i + 1), UNLIKELY)
    return odds > (_CLAUSE_POINTED if clauses_of(word) else _PHRASE_POINTED)


def _says(word: Token) -> bool:
    if not clauses_of(word) or (word.pos_ == "VERB" and not subjects(word)):
        return False
    # Rare as a noun of saying may be, with "that" after it, it tells what somebody holds.
    if word.pos_ == "NOUN" and core_acts([cue_key(word)]):
        return True
    _, _, said, seen = _counts().get((cue_key(word), word.pos_), (0, 0, 0, 0))
    return seen >= 3 and said / seen >= _CERTAIN


def _governed(doc: Doc, word: Token) -> Range | None:
    """Give the range of a word's clause, with the object before it in "urged X to …"; else of its objects."""
    clauses = clauses_of(word)[:1]
    relations = ("nmod",) if word.pos_ == "NOUN" else ("obj", "obl")
    parts = clauses or [child for child in children(word, *relations) if child.i > word.i]
    if not parts:
        return None
    start, end = parts[0].left_edge.i, parts[-1].right_edge.i + 1
    if clauses and clauses[0].dep_ == "xcomp" and word.i < clauses[0].i:
        start = min([start, *(child.left_edge.i for child in children(word, "obj") if child.i > word.i)])
    if not clauses and doc[start].dep_ == "case":
        start += 1
    if start <= word.i < end:
        return None
    start, end = trim_content(doc, start, end)
    return (start, end) if end - start > 1 or (start < end and not clauses) else None


def _is_known(content: Range, contents: Sequence[Range]) -> bool:
    """Whether a content is one of ``contents``, which are in order."""
    return any(_overlaps(content, part) for part in contents[: bisect_left(contents, (content[1], 0))])


def _overlaps(one: Range, other: Range) -> bool:
    """Whether two ranges share more than half of the shorter one, and neither holds the other with much to spare."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    longer = max(one[1] - one[0], other[1] - other[0])
    return shared * 2 > longer


@cache
def _counts() -> dict[tuple[str, str], tuple[int, int, int, int]]:
    return {
        (row["word"], row["pos"]): (
            int(row["said"]),
            int(row["seen"]),
            int(row["said_with_clause"]),
            int(row["seen_with_clause"]),
        )
        for row in read_table("cues")
    }
