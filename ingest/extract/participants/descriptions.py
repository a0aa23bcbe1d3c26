"""What an article says an organization is: "the airline Lufthansa", "Woolworths, a supermarket chain"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from graph.model import Role
from ingest.extract.participants.actors import organization_sector
from ingest.extract.participants.cast import Cast, Draft
from ingest.extract.participants.mentions import Name
from ingest.extract.participants.name_matching import name_words
from ingest.extract.phrases import characters, children
from ingest.extract.tables import read_words
from ingest.extract.word_classes import class_of

_MODIFIERS = frozenset({"compound", "amod"})


def cast_descriptions(doc: Doc, names: tuple[Name, ...], cast: Cast) -> None:
    """Read what organizations are said to be into their drafts, as words to find them by and for their sector.

    The country that a description tells ("Russian news agency") is kept in its words alone: as the organization's own
    it would make of it another one than in articles that do not tell it.
    """
    at = {token for name in names if name.type != "NORP" for token in range(name.start, name.end)}
    for name in names:
        draft = cast.at(name.head) if name.type == "ORG" else None
        if draft is None or draft.kind != "organization":
            continue
        for noun in _descriptions(doc, name):
            if noun.i not in at and _is_kind(noun):
                _add(doc, draft, noun, at)


def _descriptions(doc: Doc, name: Name) -> list[Token]:
    """Give the nouns in apposition to a name, right before it, or said of it."""
    head = doc[name.head]
    nouns = [child for child in children(head, "appos") if child.i >= name.end]
    before = doc[name.start - 1] if name.start else None
    # In "the government Twitter account" both words tell of the account.
    is_beside = before is not None and before.head in {head, head.head} and head.dep_ != "compound"
    if before is not None and (is_beside or head.head == before):
        nouns.append(before)
    if head.dep_ == "nsubj" and children(head.head, "cop"):
        nouns.append(head.head)
    return nouns


def _is_kind(noun: Token) -> bool:
    """Whether a noun in the singular says what kind of organization something is."""
    if noun.tag_ != "NN":
        return False
    return class_of(noun) == "noun.group" or noun.lower_ in read_words("organizations") | read_words("asked_kinds")


def _add(doc: Doc, draft: Draft, noun: Token, at: set[int]) -> None:
    start = noun.i
    while start and doc[start - 1].dep_ in _MODIFIERS and doc[start - 1].head == noun and start - 1 not in at:
        start -= 1
    title = doc[start : noun.i + 1].text
    known = {role.title.lower() for role in draft.roles} | {word for name in draft.names for word in name_words(name)}
    if title.lower() not in known:
        draft.roles.append(Role(title, None, characters(doc, start, noun.i + 1)))
    # "News agency" is no agency of a government.
    draft.sector = draft.sector or ("JRN" if "news" in title.lower().split() else organization_sector(noun.lower_))
