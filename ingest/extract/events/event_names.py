"""What to call an event: "joint drills of Russia and Belarus", "police arrested Jan Novak"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from ingest.extract.participants.participants import Participants
from ingest.extract.phrases import children, name_of

# Of whom an event is rather than by whom.
_OF = frozenset({"COOPERATE", "CONSULT", "AGREE", "PROTEST", "MOBILIZE", "RETREAT", "CONCEDE"})
_MOST_WORDS = 5


def name_event(
    tokens: Sequence[Token],
    kind: str | None,
    actors: Sequence[str],
    recipients: Sequence[str],
    participants: Participants,
) -> str:
    """Give a readable name: the first modified noun that names it with its actors, else a clause of its verb."""
    names = {actor.id: actor.name for actor in participants.actors}
    doers, receivers = _listed(actors, names), _listed(recipients, names)
    # "It" and "this" name nothing; an event has another word, else it would not be known.
    tokens = [token for token in tokens if token.pos_ not in ("PRON", "DET")] or tokens
    phrases = [_phrase(token) for token in tokens if token.pos_ not in ("VERB", "AUX")]
    short = [phrase for phrase in phrases if len(phrase.split()) <= _MOST_WORDS]
    if short:
        phrase = next((one for one in short if " " in one), short[0])
        return (
            f"{phrase} {'of' if kind is None or kind in _OF else 'by'} {doers}"
            if doers and doers not in phrase
            else phrase
        )
    verb = tokens[0]
    words = " ".join([verb.text, *(child.text for child in children(verb, "compound:prt"))])
    told = receivers or " ".join(_phrase(child) for child in children(verb, "obj")[:1])
    return " ".join(part for part in (doers, words, told) if part)


def _listed(ids: Sequence[str], names: dict[str, str]) -> str:
    known = [names[one] for one in ids if one in names][:3]
    return " and ".join([", ".join(known[:-1]), known[-1]] if len(known) > 1 else known)


def _phrase(token: Token) -> str:
    start, end = name_of(token)
    words = token.doc[start:end]
    first = 1 if words[0].dep_ in ("det", "nmod:poss") and words[0].pos_ in ("DET", "PRON") else 0
    return _with_hyphens(token.doc, start + first) + " ".join(words[first:].text.split())


def _with_hyphens(doc: Doc, start: int) -> str:
    """Give the parts of a hyphenated word that the parse left outside: "11-month-" of "11-month-old war"."""
    first = start
    while first and not doc[first - 1].whitespace_ and (doc[first - 1].text.isalnum() or doc[first - 1].text == "-"):
        first -= 1
    return doc[first:start].text
