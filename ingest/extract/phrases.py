"""Noun phrases and verb arguments over Universal Dependencies; spaCy's own noun chunks expect other labels."""

from __future__ import annotations

from collections.abc import Iterator, Set

from spacy.tokens import Doc, Token

from graph.model import Span
from ingest.extract.layout import layout_of

# What belongs to a noun phrase's core; clauses and appositions are outside of it. UD 2, "nominal dependents".
_CORE = frozenset(
    {"det", "det:predet", "amod", "compound", "compound:prt", "nummod", "flat", "flat:foreign", "fixed", "nmod:poss",
     "case", "goeswith", "nmod:desc", "nmod:unmarked", "nmod:npmod"}
)  # fmt: skip
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass"})
_CASE = frozenset({"case"})
_OF_PASSIVE = frozenset({"aux:pass", "nsubj:pass", "obl:agent"})
_MAY_BE_AGENT = frozenset({"obl:agent", "obl", "nmod"})
_MAY_NEGATE = frozenset({"advmod", "det", "mark", "case", "cc:preconj", "cc"})
_CLAUSE = frozenset({"VERB", "AUX"})
_DASHES = frozenset({"–", "—", "-", "--"})


def name_of(token: Token) -> tuple[int, int]:
    """Give the token range ``[start, end)`` of a noun's core: modifiers and names, no preposition before it."""
    parts = {token.i}
    stack = [token]
    while stack:
        for child in stack.pop().children:
            if child.dep_ in _CORE and not (child.dep_ == "case" and child.head == token and child.i < token.i):
                parts.add(child.i)
                stack.append(child)
    return _contiguous(parts, token.i)


def head_between(doc: Doc, start: int, end: int) -> Token:
    """Give the first of the tokens ``[start, end)`` whose head is outside of them.

    spaCy's ``Span.root`` and ``Token.sent`` walk through the whole document each time.
    """
    return next(
        (token for token in doc[start:end] if not start <= token.head.i < end or token.head == token), doc[start]
    )


def sentence_start(token: Token) -> int:
    """Give the index of the first token of the sentence that ``token`` stands in."""
    return layout_of(token.doc).starts[token.i]


def noun_phrase(token: Token, *, is_whole: bool = True) -> tuple[int, int]:
    """Give the token range ``[start, end)`` of the phrase that ``token`` heads, its own preposition left out.

    ``is_whole`` takes "of …" phrases, appositions and relative clauses with it; otherwise only the core and its
    prepositional modifiers.
    """
    skipped = {"case", "cc", "punct", "mark", "parataxis", "cop", "nsubj", "aux", "advmod", "expl"}
    if not is_whole:
        skipped |= {"appos", "acl:relcl", "acl", "conj", "advcl"}
    parts = {token.i}
    for child in token.children:
        if child.dep_ == "case" and child.i > token.i:
            parts.add(child.i)
        elif child.dep_ not in skipped:
            parts.update(part.i for part in child.subtree)
    start, end = _contiguous(parts | set(_punctuation(token, parts)), token.i)
    return trim(token.doc, start, end)


def _punctuation(token: Token, parts: set[int]) -> Iterator[int]:
    first, last = min(parts), max(parts)
    for child in token.subtree:
        if child.is_punct and first < child.i < last:
            yield child.i


def _contiguous(parts: set[int], center: int) -> tuple[int, int]:
    start, end = center, center + 1
    while start - 1 in parts:
        start -= 1
    while end in parts:
        end += 1
    return start, end


def trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Give the token range without white space and commas at its edges."""
    while start < end and (doc[start].is_space or doc[start].text in ",;:"):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in ",;:.!?"):
        end -= 1
    return start, end


def characters(doc: Doc, start: int, end: int) -> Span:
    """Give the character offsets of the tokens ``[start, end)``."""
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])


def children(token: Token, *relations: str) -> list[Token]:
    """Give the dependents of ``token`` by relation, a relation without subtype standing for all of its subtypes."""
    doc = token.doc
    return [doc[child] for child in layout_of(doc).dependents(token.i, relations)]


def _related(token: Token, relations: Set[str]) -> list[Token]:
    """Give the dependents of ``token`` by relations that are written out with their subtypes."""
    doc, layout = token.doc, layout_of(token.doc)
    return [doc[child] for child in layout.children[token.i] if layout.relations[child] in relations]


def prepositions(token: Token) -> tuple[str, ...]:
    """Give the case markers of a nominal in lower case: ``("because", "of")``."""
    return tuple(part.lower_ for child in _related(token, _CASE) for part in (child, *children(child, "fixed")))


def _is_dateline(token: Token) -> bool:
    """Whether a name opens the sentence and a dash follows it: "KYIV – The army …"; parsers take it for a subject."""
    doc = token.doc
    after = token.right_edge.i + 1
    is_first = token.left_edge.i == sentence_start(token) and token.pos_ == "PROPN"
    return is_first and any(at < len(doc) and doc[at].text in _DASHES for at in (after, token.i + 1, after - 1))


def subjects(verb: Token) -> list[Token]:
    """Give the subjects of a verb, shared ones too: of a conjunct, of an open clausal complement, of a participle."""
    token: Token = verb
    for _ in range(6):
        found = _related(token, _SUBJECTS)
        if found:
            return [child for child in found if len(found) == 1 or not _is_dateline(child)]
        if token.dep_ == "acl:relcl":
            return [token.head]
        if token.dep_ in {"acl", "amod"} and token.tag_ == "VBG":
            return [token.head]
        if token.dep_ in {"conj", "xcomp", "advcl", "parataxis", "ccomp"} and token.head != token:
            token = token.head
            continue
        return []
    return []


def is_passive(verb: Token) -> bool:
    """Whether the verb is in the passive voice."""
    return bool(_related(verb, _OF_PASSIVE)) or (verb.tag_ == "VBN" and verb.dep_ in {"acl", "amod"})


def agents(verb: Token) -> list[Token]:
    """Give the nominals after "by" of a passive verb or of a deverbal noun."""
    return [
        child for child in _related(verb, _MAY_BE_AGENT) if child.dep_ == "obl:agent" or prepositions(child) == ("by",)
    ]


def is_negated(token: Token) -> bool:
    """Whether "not", "never", "no" or "without" stands on the word or on its auxiliary."""
    return any(
        "Neg" in child.morph.get("Polarity", []) or child.lower_ in {"no", "never", "without", "neither", "nor"}
        for child in _related(token, _MAY_NEGATE)
    )


def clause_of(token: Token) -> Token:
    """Give the verb or predicate whose clause ``token`` stands in."""
    while token.head != token and token.pos_ not in _CLAUSE:
        token = token.head
    return token
