"""What a speaker without a name is called: the words of its phrase, and the shorter and fuller forms of them."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from ingest.extract.participants.participants import Participants
from ingest.extract.phrases import children, noun_phrase
from ingest.extract.statements.attribution import Range, head_of

# Quantifiers, which tell how many speak and not who (Huddleston and Pullum 2002, chapter 5), and "without a name".
_COUNTS = frozenset({"some", "many", "several", "few", "most", "all", "both", "number", "group", "handful", "majority"})
_QUANTITIES = _COUNTS | {"various", "multiple", "numerous", "unnamed", "anonymous"}


def phrase_in(doc: Doc, source: Range) -> Range:
    """Give the words of a source that name the group, without an article before and an ending behind."""
    start, end = source
    while end - start > 1 and (doc[start].dep_ == "case" or doc[start].lower_ in {"the", "a", "an"}):
        start += 1
    while end - start > 1 and doc[end - 1].tag_ == "POS":
        end -= 1
    return start, end


def forms_of(doc: Doc, phrase: Range, participants: Participants) -> tuple[str, ...]:
    """Give what else a group may be called: its core alone, with its owner's name, as the text called it first."""
    head = head_of(doc, phrase)
    owned = _with_owner(doc, phrase, head, participants)
    earlier = _earlier(doc, phrase, head)
    forms = (owned, _core(doc, phrase, head), None if earlier is None else doc[slice(*earlier)].text)
    return tuple(dict.fromkeys(form for form in forms if form is not None and form != doc[slice(*phrase)].text))


def _core(doc: Doc, phrase: Range, head: Token) -> str | None:
    """Give "opinion polls" of "various opinion polls taken in May", "protesters" of "some of the protesters"."""
    if head.lemma_.lower() in _COUNTS:
        head = next((child for child in children(head, "nmod") if child.i < phrase[1]), head)
    start = head.i
    while start > phrase[0] and doc[start - 1].dep_ in {"amod", "compound", "flat", "punct"}:
        if doc[start - 1].head.i > head.i or doc[start - 1].lower_ in _QUANTITIES:
            break
        start -= 1
    return doc[start : head.i + 1].text if head.pos_ in {"NOUN", "PROPN"} else None


def _with_owner(doc: Doc, phrase: Range, head: Token, participants: Participants) -> str | None:
    """Give "Navalny's associates" of "his associates"."""
    owner = next((child for child in children(head, "nmod:poss") if child.i == phrase[0]), None)
    actor = participants.actor_of(owner) if owner is not None and owner.pos_ in {"PRON", "DET"} else None
    name = next((one.name for one in participants.actors if one.id == actor), None)
    return None if name is None else f"{name}'s {doc[phrase[0] + 1 : phrase[1]].text}"


def _earlier(doc: Doc, phrase: Range, head: Token) -> Range | None:
    """Give the fuller phrase that "the researchers" takes up again: the last one before that the same noun heads."""
    is_bare = phrase[1] - phrase[0] == 1 and head.tag_ == "NNS"
    if not is_bare:
        return None
    for token in reversed(doc[: phrase[0]]):
        if token.lemma_ == head.lemma_ and token.pos_ == "NOUN":
            fuller = phrase_in(doc, noun_phrase(token, is_whole=False))
            if fuller[1] - fuller[0] > 1:
                return fuller
    return None
