"""The fuller forms in which a text gives a name: whose it is, where it is, which noun or title goes with it.

"Taiwan's Constitutional Court", "the US Embassy in London", "the Houthi movement", "Queen Elizabeth II".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from ingest.extract.participants.cast import Cast
from ingest.extract.participants.mentions import Name
from ingest.extract.phrases import prepositions
from ingest.extract.tables import read_words
from ingest.extract.word_classes import class_of

_BELONGS_BY = frozenset({("of",), ("in",), ("for",)})
# Nouns for what people do together stand for those people: a movement, an administration.
_OF_GROUPS = frozenset({"noun.group", "noun.act"})


def cast_fuller_names(doc: Doc, names: tuple[Name, ...], cast: Cast) -> None:
    """Add the fuller forms of the names of persons and organizations to what they are also called."""
    at = {token: name for name in names for token in range(name.start, name.end)}
    for name in names:
        draft = cast.at(name.head)
        if draft is None or draft.kind not in {"person", "organization"}:
            continue
        forms = _person_forms(doc, name) if draft.kind == "person" else _organization_forms(doc, name, at)
        draft.forms.extend(form for start, end in forms if (form := doc[start:end].text) not in draft.forms)


def _person_forms(doc: Doc, name: Name) -> Iterator[tuple[int, int]]:
    """Give the name with the one title before it: "Mufti Qawi", but not "Minister Johnson" of a prime minister."""
    title = doc[name.start - 1] if name.start else None
    if title is None or title.head.i not in range(name.start, name.end) or not title.is_title:
        return
    is_alone = title.i == 0 or doc[title.i - 1].tag_ not in {"NNP", "NNPS", "NN", "JJ", "HYPH"}
    if is_alone and title.lower_ in read_words("titles") | read_words("courtesies"):
        yield title.i, name.end


def _organization_forms(doc: Doc, name: Name, at: dict[int, Name]) -> Iterator[tuple[int, int]]:
    """Give the name with its owner before it, its place behind it, or the noun that it stands on."""
    start, end = name.start, name.end
    if start > 1 and doc[start - 1].tag_ == "POS" and doc[start - 2].head.i in range(start, end):
        owner = at.get(start - 2)
        if owner is not None and owner.type in {"LOC", "ORG"}:
            yield owner.start, end
    for child in doc[name.head].children:
        place = at.get(child.i)
        is_next = place is not None and end + 1 <= place.start <= end + 2
        if place is not None and is_next and place.type in {"LOC", "ORG"} and prepositions(child) in _BELONGS_BY:
            yield start, place.end
    head = doc[name.head].head
    if head.i == end and head.pos_ == "NOUN" and doc[name.head].dep_ == "compound" and class_of(head) in _OF_GROUPS:
        yield start, end + 1
