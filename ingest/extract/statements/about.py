"""What a statement is about: the events, actors and places in its content that it is directed at or speaks of.

Which of them, and whether as target or topic, is decided by two votes: that of the statement reader, and that of a
linear model over their place in the content's tree and the act (``training/statement_tables.py``). A long content names
many that it is not about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from spacy.tokens import Doc, Token

from graph.acts import ACTS
from graph.model import About, AboutKind, AboutRole, Event, EventMention, Span, Stance
from ingest.extract.participants.participants import Participants
from ingest.extract.phrases import characters, name_of
from ingest.extract.statements.acts import cue_key, valence
from ingest.extract.statements.attribution import Attribution, Range, head_of, is_inside
from ingest.extract.statements.linking import path_length
from ingest.extract.statements.reader import tell
from ingest.extract.weights import Row, probabilities, read_weights
from ingest.extract.word_classes import class_of, names_people

# The probability from which a candidate is a link: of those that give nearly the best F1 on held-out articles, one that
# links rather less.
SURE_ENOUGH = 0.4
_STANCES: tuple[Stance, ...] = ("neutral", "negative", "positive")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something named in a content: its id, its kind, the head token and the characters of the mention.

    A bare word names an event or people that are not known of so far: its id is `word_ref`'s.
    """

    ref: str
    kind: AboutKind
    token: Token
    span: Span
    is_word: bool = False


def word_ref(token: int) -> str:
    """Give the id by which a link names what only a word stands for, until that is an event or an actor."""
    return f"w{token}"


def word_of(ref: str) -> int | None:
    """Give the token of `word_ref`, None for the id of something known."""
    return int(ref[1:]) if ref.startswith("w") else None


def links_of(
    doc: Doc,
    attribution: Attribution,
    act: str,
    speaker: str | None,
    participants: Participants,
    events: tuple[Event, ...],
) -> tuple[About, ...]:
    """Give the links of a statement in the text's order, each thing once."""
    found: dict[str, About] = {}
    candidates = candidates_in(doc, attribution, participants, events)
    weights, told = read_weights("about_weights"), tell(doc, attribution)
    for candidate in candidates:
        features = link_features(doc, attribution, act, candidate, candidates, is_speaker=candidate.ref == speaker)
        links = None if told is None else told.link_odds(candidate.token.i, candidate.kind)
        odds = _odds(weights.classes, weights.score(features), links)
        sure = 1 - odds["none"]
        if sure >= SURE_ENOUGH and (candidate.ref not in found or sure > found[candidate.ref].confidence):
            found[candidate.ref] = _link(candidate, odds, sure)
    return tuple(sorted(found.values(), key=lambda link: link.span or (0, 0)))


def _odds(classes: Sequence[str], scores: Row, told: Mapping[str, float] | None) -> dict[str, float]:
    """Give the chance of each class: the mean of both models' votes, or the linear one's where the other read nothing.

    Which is about right as it stands: of held-out links from .8 on, 95 % were there.
    """
    votes = np.log(probabilities(scores))
    if told is not None:
        votes = (votes + np.array([told[name] for name in classes], np.float32)) / 2
    return dict(zip(classes, probabilities(votes).tolist(), strict=True))


def _link(candidate: Candidate, odds: Mapping[str, float], sure: float) -> About:
    role: AboutRole = "target" if _of(odds, "target") > _of(odds, "topic") else "topic"
    stance = max(_STANCES, key=lambda stance: odds.get(f"{role} {stance}", 0.0))
    return About(candidate.ref, candidate.kind, role, stance, candidate.span, round(sure, 3))


def _of(odds: Mapping[str, float], role: AboutRole) -> float:
    return sum(share for name, share in odds.items() if name.startswith(role))


def candidates_in(
    doc: Doc, attribution: Attribution, participants: Participants, events: Sequence[Event]
) -> list[Candidate]:
    """Give what the content names, and the cue's object outside of it ("described him as …"), in the text's order."""
    places = {index for start, end in attribution.content for index in range(start, end)}
    if attribution.anchor is not None:
        places.update(child.i for child in doc[attribution.anchor].children if child.dep_ in {"obj", "iobj"})
    near = list(_mentions_near(doc, events, places))
    found = [*_events_in(doc, near, places), *_participants_in(doc, participants, places)]
    taken = {index for _, mention in near for index in _tokens_of(doc, mention)}
    found += _words_in(doc, participants, places, taken)
    return sorted(found, key=lambda one: (one.span, one.kind))


def _tokens_of(doc: Doc, mention: EventMention) -> Iterator[int]:
    for start, end in mention.trigger:
        span = doc.char_span(start, end, alignment_mode="expand")
        yield from range(span.start, span.end) if span is not None else ()


def _words_in(doc: Doc, participants: Participants, places: Set[int], taken: Set[int]) -> Iterator[Candidate]:
    """Yield the nouns and verbs that name neither a known event nor somebody known."""
    for index in sorted(places - taken):
        token = doc[index]
        is_known = index in participants.actor_by_token or index in participants.place_by_token or token.ent_type_
        if token.pos_ in {"NOUN", "VERB"} and token.text[0].isalpha() and not is_known:
            kind: AboutKind = "actor" if names_people(token) else "event"
            yield Candidate(word_ref(index), kind, token, characters(doc, index, index + 1), is_word=True)


def _mentions_near(doc: Doc, events: Sequence[Event], places: Set[int]) -> Iterator[tuple[Event, EventMention]]:
    """Yield the mentions of events that do not end before ``places`` or begin behind them."""
    first, last = doc[min(places)].idx, doc[max(places)].idx
    for event in events:
        for mention in event.mentions:
            if first <= mention.trigger[-1][1] and mention.trigger[0][0] <= last:
                yield event, mention


def _events_in(doc: Doc, mentions: Iterable[tuple[Event, EventMention]], places: Set[int]) -> Iterator[Candidate]:
    for event, mention in mentions:
        start, end = mention.trigger[0][0], mention.trigger[-1][1]
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None and (head := head_of(doc, (span.start, span.end))).i in places:
            yield Candidate(event.id, "event", head, (start, end))


def _participants_in(doc: Doc, participants: Participants, places: Set[int]) -> Iterator[Candidate]:
    for index in sorted(places):
        if index not in participants.actor_by_token and index not in participants.place_by_token:
            continue
        span = characters(doc, *name_of(doc[index]))
        if index in participants.actor_by_token:
            yield Candidate(participants.actor_by_token[index], "actor", doc[index], span)
        if index in participants.place_by_token:
            yield Candidate(participants.place_by_token[index], "place", doc[index], span)


def link_features(
    doc: Doc,
    attribution: Attribution,
    act: str,
    candidate: Candidate,
    candidates: Sequence[Candidate],
    *,
    is_speaker: bool,
) -> list[str]:
    """Give the features that tell whether a statement is about ``candidate``."""
    kind, token = candidate.kind, candidate.token
    head = head_of(doc, attribution.content[0])
    depth = "head" if token.i == head.i else str(min(5, path_length(token, head)))
    relation = token.dep_.split(":")[0]
    same = [one for one in candidates if one.kind == kind]
    size = min(4, sum(end - start for start, end in attribution.content) // 8)
    place = next(number for number, one in enumerate(same) if one is candidate)
    names = [
        "bias", kind, f"{kind} depth {depth}", f"{kind} {relation}", f"{kind} {relation} depth {depth}",
        f"{kind} {act}", f"{kind} {act} depth {depth}", f"{kind} place {min(4, place)}",
        f"{kind} of {min(5, len(same))}",
        f"{kind} size {size}", f"{kind} depth {depth} size {size}", f"{kind} {token.pos_}", f"{kind} {token.ent_type_}",
        f"{kind} events {min(3, sum(one.kind == 'event' for one in candidates))}",
        f"{kind} head {head.pos_} depth {depth}", f"{kind} lemma {cue_key(token)}" if kind == "event" else "named",
    ]  # fmt: skip
    names += [f"{kind} {feature}" for feature in _feelings(doc, attribution, act, token)]
    if candidate.is_word:
        names = [f"word {name}" for name in names]
        names += _word_features(token, depth)
    if is_speaker:
        names.append(f"{kind} is speaker")
    if not is_inside(token.i, attribution.content):
        names.append(f"{kind} outside")
    if token.dep_ in {"compound", "amod", "nmod", "nmod:poss"}:
        names.append(f"{kind} within {any(one.token.i == token.head.i for one in candidates)}")
    return names


def _word_features(token: Token, depth: str) -> Iterator[str]:
    """Give what tells whether a word names something that can be spoken about at all."""
    name, lemma = class_of(token), token.lemma_.lower()
    relation = token.dep_.split(":")[0]
    yield f"class {name}"
    yield f"class {name} {relation}"
    yield f"class {name} depth {depth}"
    yield f"word {token.pos_} ends {lemma[-4:]}"
    yield f"word {token.pos_} under {token.head.pos_} {relation}"
    yield from (f"word {token.pos_} with {child.dep_.split(':')[0]}" for child in token.children)
    yield from (f"word det {child.lower_}" for child in token.children if child.dep_ == "det")


def _feelings(doc: Doc, attribution: Attribution, act: str, token: Token) -> Iterator[str]:
    """Give what tells the speaker's stance: the act's polarity, the word's own sentiment, that of the content."""
    polarity, own = ACTS[act].polarity, _sign(valence(token))
    whole = _sign(_valence_of(doc, attribution.content) / 2)
    yield f"polarity {polarity}"
    yield f"own {own}"
    yield f"whole {whole}"
    yield f"polarity {polarity} own {own}"
    yield f"polarity {polarity} whole {whole}"


@lru_cache(maxsize=1)
def _valence_of(doc: Doc, content: tuple[Range, ...]) -> float:
    """Give the sum over a content, which all of its candidates share."""
    return sum(valence(word) for start, end in content for word in doc[start:end])


def _sign(value: float) -> int:
    return 1 if value > 0.5 else -1 if value < -0.5 else 0
