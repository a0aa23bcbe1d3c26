"""The names in an article, each with its exact tokens: titles, articles and possessive endings are outside of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from graph.model import MentionType
from ingest.extract.participants.countries import country_of
from ingest.extract.phrases import head_between
from ingest.extract.tables import read_words

# The number of a king or pope: "Elizabeth II".
_ROMAN = re.compile("[IVX]+")
_TYPES: dict[str, MentionType] = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "NORP": "NORP", "FAC": "FAC"}


@dataclass(frozen=True, slots=True)
class Name:
    """A name at the tokens ``[start, end)``; ``head`` is the token through which the sentence's tree holds it."""

    start: int
    end: int
    head: int
    type: MentionType
    text: str


def find_names(doc: Doc) -> tuple[Name, ...]:
    """Give the names of ``doc`` in order: its ``ents``, trimmed, and surnames and acronyms that they left out."""
    spans = [_trimmed(doc, ent.start, ent.end, ent.label_) for ent in doc.ents if ent.label_ in _TYPES]
    spans = [span for span in _joined(doc, spans) if span[0] < span[1] and not _is_no_name(doc, *span)]
    names = [name_at(doc, start, end, _TYPES[label]) for start, end, label in spans]
    return tuple(sorted([*names, *_missed(doc, names)], key=lambda name: name.start))


def name_at(doc: Doc, start: int, end: int, label: MentionType) -> Name:
    """Give the tokens ``[start, end)`` as a name."""
    return Name(start, end, head_between(doc, start, end).i, label, doc[start:end].text)


def _trimmed(doc: Doc, start: int, end: int, label: str) -> tuple[int, int, str]:
    while end > start and (doc[end - 1].lower_ in {"'s", "’s", "'", "’"} or doc[end - 1].is_space):
        end -= 1
    while start < end - 1 and (doc[start].is_space or doc[start].is_quote or doc[start].lower_ in {"the", "a", "an"}):
        start += 1
    if start < end < len(doc) and doc[end - 1].tag_ == "HYPH" and not doc[end - 1].whitespace_:
        end += 1  # "Tizya-Tramm" goes on behind its hyphen.
    plain = end - 1 if end - start > 2 and _ROMAN.fullmatch(doc[end - 1].text) else end
    while label == "PER" and start < end - 1 and _is_title(doc[start], is_last=start == plain - 2):
        start += 1
    if label in {"PER", "ORG"} and country_of(doc[start:end].text):
        label = "LOC"
    elif label in {"PER", "LOC"} and doc[start:end].text in read_words("international", "name"):
        label = "ORG"
    return start, end, label


def _is_title(token: Token, *, is_last: bool) -> bool:
    """Whether a token inside a person's name is a title; "Pope Francis" and "Man-kei Tam" stay whole."""
    if not token.whitespace_:
        return False
    if token.lower_ in read_words("courtesies"):
        return True
    kept = {"pope", "king", "queen", "prince", "princess", "emperor", "sultan"}
    return token.lower_ in read_words("titles") and not (is_last and token.lower_ in kept)


def _is_no_name(doc: Doc, start: int, end: int, label: str) -> bool:
    """Whether it is a pronoun ("Who"), an address, or for a person nothing but an office: "the President"."""
    if end - start == 1 and (doc[start].pos_ == "PRON" or doc[start].like_email or doc[start].like_url):
        return True
    titles = read_words("titles") | read_words("courtesies")
    whole, last = doc[start:end].text.lower(), doc[end - 1].lower_
    return label == "PER" and (
        whole in titles or (last in titles and not any(t.pos_ == "PROPN" for t in doc[start : end - 1]))
    )


def _joined(doc: Doc, spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Join neighbours of one type where one is the other's compound or flat part ("Native" "American")."""
    joined: list[tuple[int, int, str]] = []
    for start, end, label in spans:
        if joined and joined[-1][1] == start and joined[-1][2] == label:
            before, here = head_between(doc, *joined[-1][:2]), head_between(doc, start, end)
            is_part = before.head == here or here.head == before or (label == "NORP" and before.head == here.head)
            if is_part and {before.dep_, here.dep_} & {"compound", "flat", "amod"}:
                joined[-1] = (joined[-1][0], end, label)
                continue
        joined.append((start, end, label))
    return joined


def _missed(doc: Doc, names: list[Name]) -> list[Name]:
    """Give surnames of persons and acronyms of organizations that the tagger knew elsewhere in the article."""
    taken = {token for name in names for token in range(name.start, name.end)}
    known: dict[str, MentionType] = {
        name.text: "ORG" for name in names if name.type == "ORG" and _is_acronym(name.text)
    }
    known |= {doc[name.end - 1].text: "PER" for name in names if name.type == "PER" and name.end - name.start > 1}
    return [
        name_at(doc, token.i, token.i + 1, known[token.text])
        for token in doc
        if token.text in known and len(token.text) > 2 and token.text[0].isupper()
        if token.i not in taken and token.pos_ == "PROPN" and not _is_part(token)
    ]


def _is_acronym(text: str) -> bool:
    return text.isupper() and text.isalpha()


def _is_part(token: Token) -> bool:
    """Whether the token belongs to a longer name ("Trump Tower")."""
    doc = token.doc
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    before = doc[token.i - 1] if token.i else None
    return any(other is not None and other.pos_ == "PROPN" and not other.is_space for other in (before, after))
