"""Which words of a source may name who speaks: its head, names beside it, and whose words or people these are."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from ingest.extract.phrases import children, prepositions
from ingest.extract.statements.attribution import Range
from ingest.extract.statements.speaking_nouns import is_text
from ingest.extract.tables import read_table, read_words
from ingest.extract.word_classes import class_of

OWN = frozenset({"i", "we", "me", "us", "my", "our"})
PRONOUNS = frozenset({"he", "she", "they", "it", "his", "her", "their", "its", "him", "them"})
_OF = frozenset({("by",), ("from",), ("for",), ("of",)})


def is_unnamed(head: Token, source: Range) -> bool:
    """Whether the head is a noun for people without a name, and no name stands beside it."""
    if head.pos_ not in {"NOUN", "DET", "ADJ", "NUM", "PRON"} or head.lower_ in PRONOUNS | OWN:
        return False
    if names_beside(head, source):
        return False
    lemma = head.lemma_.lower()
    is_plural = head.tag_ == "NNS" or lemma in {"people", "some", "many", "several", "few", "other"}
    return lemma in read_words("unnamed_speakers") and (is_plural or _is_indefinite(head))


def names_beside(head: Token, source: Range) -> list[Token]:
    """Give the names that stand beside ``head`` or a noun after it: "one of the parties, the Greens"."""
    beside = [one for one in apposed_in(head, source) if one.pos_ == "PROPN" and one.dep_ in {"appos", "flat"}]
    return [*_closing_name(head, source), *beside]


def names_after_and(doc: Doc, source: Range) -> list[Token]:
    """Give the last name of a source of two whom "and" joins, whatever the tree makes of a long title before it.

    "Both he and the county's commissioner, Kari Moe": nothing before "and" may hold the second ("the director of …").
    """
    tokens = doc[source[0] : source[1]]
    joints = [token.i for token in tokens if token.lower_ == "and" and token.ent_iob_ != "I"]
    if not joints or any(token.pos_ in {"ADP", "VERB", "SCONJ"} for token in tokens):
        return []
    firsts = [token for token in doc[joints[0] + 1 : source[1]] if token.ent_iob_ == "B"]
    people = [token for token in firsts if token.ent_type_ == "PER"]
    return (people or [token for token in firsts if token.ent_type_ == "ORG"])[-1:]


def _closing_name(head: Token, source: Range) -> list[Token]:
    """Give the first word of the name that ends a source, right after its head noun or another name.

    "News agency Fars", "the Oslo director of Amnesty Kari Moe": whatever the parse makes of two nouns side by side.
    """
    start = source[1] - 1
    while start > head.i and head.doc[start].ent_iob_ == "I":
        start -= 1
    first = head.doc[start]
    if head.pos_ != "NOUN" or start <= head.i or first.ent_iob_ != "B" or first.ent_type_ not in {"PER", "ORG"}:
        return []
    before = first.nbor(-1)
    is_apposed = before.i == head.i or (before.text == "," and first.ent_type_ == "PER")
    return [first] if is_apposed or before.ent_type_ in {"PER", "ORG", "LOC"} else []


def _is_indefinite(head: Token) -> bool:
    if "spokes" in head.lower_:  # A spokesperson without a name speaks as the organisation.
        return False
    return any(child.lower_ in {"a", "an", "one", "another", "some"} for child in head.children)


def naming_tokens(head: Token, source: Range) -> Iterator[Token]:
    """Give the tokens that may name the speaker, best first: apposed persons, the head, whose words these are."""
    apposed = apposed_in(head, source)
    # Where the parser takes "Merkel's spokesperson, Seibert" for one name, the ending still tells whose it is.
    named = [token for token in head.doc[source[0] : source[1]] if token.ent_type_ == "PER" and token.ent_iob_ == "B"]
    if _is_owner(head) and (others := [token for token in named if not _is_owner(token)]):
        yield from others
    yield from _closing_name(head, source)
    # In "Trump adviser Sebastian Gorka" the first name is not the speaker's.
    yield from sorted((one for one in apposed if one.ent_type_ == "PER"), key=lambda one: one.dep_ == "compound")
    yield head
    yield from apposed
    yield from (
        token for token in head.doc[source[0] : source[1]] if token.ent_type_ == "PER" and _is_beside(token, head)
    )
    if speaks_for_another(head):
        yield from (owner for owner in owners(head) if not is_platform(owner))


def apposed_in(head: Token, source: Range) -> list[Token]:
    """Give what stands beside ``head`` as another name of it, inside of the source."""
    return [token for token in _apposed(head) if source[0] <= token.i < source[1]]


def _is_owner(token: Token) -> bool:
    """Whether a possessive ending stands behind the name of a person that ``token`` is in."""
    end = token.i + 1
    while end < len(token.doc) and token.doc[end].ent_iob_ == "I" and token.doc[end].ent_type_ == "PER":
        end += 1
    return token.ent_type_ == "PER" and end < len(token.doc) and token.doc[end].tag_ == "POS"


def _apposed(head: Token) -> Iterator[Token]:
    """Give what stands beside the head as another name of it, and beside its modifiers: "spokesperson for X, Y"."""
    for child in head.children:
        # In "the Oslo-based movement", the name before the hyphen is where it is, not what it is.
        is_hyphenated = child.i + 1 < len(child.doc) and child.nbor().text == "-"
        is_place = child.dep_ in {"compound", "amod"} and (is_platform(child) or _is_where(child))
        if child.dep_ in {"appos", "flat", "nmod:desc", "compound", "amod"} and not is_hyphenated and not is_place:
            yield child
        if child.dep_ in {"nmod", "appos", "flat", "compound", "nmod:desc"}:
            yield from (token for token in _apposed(child) if token.dep_ in {"appos", "flat"})


def _is_beside(token: Token, head: Token) -> bool:
    """Whether nothing between a name and the head of its source makes it somebody else's: no preposition, no clause."""
    for _ in range(6):
        if token.i == head.i:
            return True
        if (
            token.dep_.split(":")[0] in {"acl", "obl", "obj", "conj"}
            or token.dep_ == "nmod:poss"
            or prepositions(token)
        ):
            return False
        token = token.head
    return False


def _is_where(token: Token) -> bool:
    """Whether a place's name only tells where people are: "Hong Kong students", unlike "the US government"."""
    head = token.head
    speaks = head.lower_ in read_words("power_nouns") or head.lemma_.lower() in read_words("said_in")
    return token.ent_type_ == "LOC" and head.pos_ == "NOUN" and not speaks


def is_platform(token: Token) -> bool:
    """Whether posts are made there: "a Facebook post" speaks for who wrote it."""
    return any(row["word"] == token.lower_ and row["as"] == "place" for row in read_table("platforms"))


def speaks_for_another(head: Token) -> bool:
    lemma = head.lemma_.lower()
    return is_text(head) or lemma in read_words("unnamed_speakers") or lemma.startswith("spokes")


def owners(head: Token) -> Iterator[Token]:
    """Give whose words or people the head stands for: "a statement from X", "X's report", "X spokesperson"."""
    by = [child for child in children(head, "nmod", "obl") if prepositions(child)[:1] in _OF]
    yield from by
    yield from children(head, "nmod:poss")
    yield from (
        child for child in children(head, "compound") if child.pos_ == "PROPN" or class_of(child) == "noun.person"
    )
    for child in children(head, "acl"):
        yield from children(child, "obl:agent")
    for child in by:
        yield from _apposed(child)
        yield from children(child, "nmod:poss", "compound")
