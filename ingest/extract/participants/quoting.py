"""Which tokens stand in quotation marks, and who speaks there by the sentence's grammar."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from ingest.extract.participants.salience import Setting

_OPEN = frozenset("“«„")
_CLOSE = frozenset("”»")


def read_setting(doc: Doc) -> Setting:
    """Give each token's sentence and quotation, and the speakers of the quotations."""
    sentence = []
    for number, sent in enumerate(doc.sents):
        sentence += [number] * len(sent)
    quotation = _quotations(doc)
    return Setting(tuple(sentence), tuple(quotation), _speakers(doc, quotation))


def _quotations(doc: Doc) -> list[int]:
    """Number the quotations; one ends with its mark or with the paragraph."""
    numbers, count, is_open = [], 0, False
    for token in doc:
        if is_open and token.is_space and "\n" in token.text:
            is_open = False
        opens = token.text in _OPEN or (token.text in {'"', "``"} and not is_open)
        closes = is_open and (token.text in _CLOSE or token.text in {'"', "''"})
        if opens and not is_open:
            count += 1
        is_open = (is_open or opens) and not closes
        numbers.append(count if is_open else 0)
    return numbers


def _speakers(doc: Doc, quotation: list[int]) -> dict[int, int]:
    speakers: dict[int, int] = {}
    for token in doc:
        number = quotation[token.i]
        if number and number not in speakers:
            verb = _verb_outside(token, quotation)
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
