"""Which tokens stand in quotation marks, and who speaks there by the sentence's grammar."""

from __future__ import annotations

from itertools import accumulate

from spacy.tokens import Doc, Token

from ingest.extract.layout import layout_of
from ingest.extract.participants.salience import Setting

_OPEN = frozenset("“«„")
_CLOSE = frozenset("”»")


def read_setting(doc: Doc) -> Setting:
    """Give each token's sentence and quotation, and the speakers of the quotations."""
    starts = layout_of(doc).starts
    sentence = accumulate(int(start == place) for place, start in enumerate(starts))
    quotation = _quotations(doc)
    return Setting(tuple(sentence), tuple(quotation), _speakers(doc, quotation))


def _quotations(doc: Doc) -> list[int]:
    """Number the quotations; one ends with its mark or with the paragraph."""
    numbers, count, is_open = [], 0, False
    layout = layout_of(doc)
    for word, is_space in zip(layout.words, layout.is_space, strict=True):
        if is_open and is_space and "\n" in word:
            is_open = False
        opens = word in _OPEN or (word in {'"', "``"} and not is_open)
        closes = is_open and (word in _CLOSE or word in {'"', "''"})
        if opens and not is_open:
            count += 1
        is_open = (is_open or opens) and not closes
        numbers.append(count if is_open else 0)
    return numbers


def _speakers(doc: Doc, quotation: list[int]) -> dict[int, int]:
    speakers: dict[int, int] = {}
    for place, number in enumerate(quotation):
        if number and number not in speakers:
            verb = _verb_outside(doc[place], quotation)
            subject = (
                next((c for c in verb.children if c.dep_ == "nsubj" and not quotation[c.i]), None) if verb else None
            )
            if subject is not None:
                speakers[number] = subject.i
    return speakers


def _verb_outside(token: Token, quotation: list[int]) -> Token | None:
    """Give the word outside the quotation that its words hang on, or that hangs on them ("…", he said)."""
    number = quotation[token.i]
    if not quotation[token.head.i] and token.dep_ in {"ccomp", "parataxis", "obj", "xcomp"}:
        return token.head
    for child in token.children:
        if child.dep_ == "parataxis" and quotation[child.i] != number and child.pos_ == "VERB":
            return child
    return None
