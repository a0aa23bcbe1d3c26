"""Who speaks: from the words of a source to an actor of the article, or to a group without a name."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from graph.model import Actor, ActorKind, Via
from ingest.extract.participants.participants import Participants
from ingest.extract.phrases import children, name_of, noun_phrase
from ingest.extract.statements.attribution import Attribution, Range, head_of, trim_edges
from ingest.extract.statements.groups import forms_of, phrase_in
from ingest.extract.statements.naming import (
    OWN,
    PRONOUNS,
    apposed_in,
    is_platform,
    is_unnamed,
    names_after_and,
    names_beside,
    naming_tokens,
    owners,
    speaks_for_another,
)
from ingest.extract.statements.speaking_nouns import TEXTS, is_text, organ_in
from ingest.extract.tables import read_words
from ingest.extract.word_classes import class_of

# Pronouns that name nobody by themselves and take up nobody before.
_NOBODY = frozenset({"you", "your", "who", "which", "that", "itself"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET"})
_SINGLE = frozenset({"he", "she", "his", "her", "him"})
_KIND: dict[str, ActorKind] = {"PER": "person", "ORG": "organization", "NORP": "group", "LOC": "state"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """The actor that speaks, how the text names it, and how sure that is; without ``actor`` nobody can tell."""

    actor: str | None
    via: Via
    confidence: float = 1.0


UNKNOWN = Speaker(None, "unnamed", 0.5)


@dataclass(slots=True)
class Speakers:
    """Finds speakers in the order of the text, and keeps the actors that it had to make."""

    doc: Doc
    participants: Participants
    made: dict[str, Actor] = field(default_factory=dict)
    _last: list[tuple[Range, Speaker]] = field(default_factory=list)
    _authors: dict[str, Speaker] = field(default_factory=dict)

    def speaker_of(self, attribution: Attribution, outer: Speaker | None) -> Speaker:
        """Give the speaker of an attribution; ``outer`` is the speaker of the statement that it stands in."""
        found = self._read(attribution, outer)
        if found.actor is not None:
            self._last.append((attribution.content[0], found))
            self._remember_texts(attribution, found)
        return found

    def _remember_texts(self, attribution: Attribution, speaker: Speaker) -> None:
        """Keep whose statement it was, for "the statement" later on: "said in a statement", "issued a report"."""
        if attribution.anchor is None:
            return
        anchor = self.doc[attribution.anchor]
        for noun in (anchor, *children(anchor, "obl", "obj")):
            if noun.pos_ == "NOUN" and noun.lemma_.lower() in read_words("said_in"):
                self._authors[noun.lemma_.lower()] = replace(speaker, via="organisation", confidence=0.7)

    def others_of(self, attribution: Attribution, speaker: Speaker) -> tuple[Speaker, ...]:
        """Give the further named speakers that "and" joins to the first: "Miller and the mayor, Smith, said"."""
        if not attribution.source or speaker.via == "unnamed":
            return ()
        source = attribution.source[0]
        joined = [child for child in children(head_of(self.doc, source), "conj") if source[0] <= child.i < source[1]]
        named = [token for one in joined for token in (*names_beside(one, source), one)[:1] if token.ent_type_ in _KIND]
        named += names_after_and(self.doc, source)
        states = self._states(head_of(self.doc, source))
        actors = [*states, *(self.participants.actor_of(token) for token in named)]
        return tuple(
            Speaker(actor, "name", 0.8) for actor in dict.fromkeys(actors) if actor not in {None, speaker.actor}
        )

    def _read(self, attribution: Attribution, outer: Speaker | None) -> Speaker:
        if not attribution.source:
            return UNKNOWN
        source = attribution.source[0]
        head = head_of(self.doc, source)
        # "US" in capitals is a state.
        if head.lower_ in OWN and head.pos_ != "PROPN":
            return Speaker(outer.actor, "pronoun", outer.confidence) if outer else Speaker(None, "pronoun", 0.3)
        is_nobody = any(child.lower_ == "no" for child in children(head, "det"))
        if is_nobody or (head.lower_ in _NOBODY and head.pos_ != "PROPN"):
            return UNKNOWN
        if states := self._states(head):
            return Speaker(states[0], "collective", 0.7)
        if is_unnamed(head, source):
            return self._unnamed(source)
        if (organ := self._organ(head, source)) is not None:
            return organ
        if self._is_taken_up(head):
            return self._authors[head.lemma_.lower()]
        for token in naming_tokens(head, source):
            actor = self.participants.actor_of(token)
            if actor is not None:
                sure = self.participants.confidence_by_token.get(token.i, 1.0)
                return self._remember(head, Speaker(actor, self._via(token), sure))
        if head.lower_ in PRONOUNS:
            return self._previous(attribution, head)
        if head.pos_ == "PROPN":
            return self._named(head)
        if is_text(head) and class_of(head) in TEXTS:
            return self._writer(attribution, head)
        if (proper := next((one for one in apposed_in(head, source) if one.pos_ == "PROPN"), None)) is not None:
            return self._remember(head, self._named(proper))
        is_group = head.pos_ in {"NOUN", "NUM", "ADJ", "PRON"} or head.lower_ in read_words("unnamed_speakers")
        # A phrase with the words of saying in it is what is said of somebody, not who says it.
        holds_cue = any(source[0] < start < source[1] for start, _ in attribution.cue)
        return self._unnamed(source) if is_group and not holds_cue else UNKNOWN

    def _organ(self, head: Token, source: Range) -> Speaker | None:
        """Give the organ that speaks, or for which the head does, and keep it for "the administration" later on."""
        for voice in (head, *(owners(head) if speaks_for_another(head) else ())):
            organ = organ_in(voice, source) if self.participants.actor_of(voice) is None else None
            if organ is not None:
                whole = self.doc[organ[0] : noun_phrase(voice, is_whole=False)[1]].text
                made = self._make(self.doc[slice(*organ)].text, "organization", is_named=True, forms=(whole,))
                self._authors[voice.lemma_.lower()] = replace(made, via="organisation", confidence=0.7)
                return made
        return None

    def _writer(self, attribution: Attribution, text: Token) -> Speaker:
        """Give whoever wrote a text, for whom it speaks; mostly nobody tells who that is."""
        owner = next((one for one in owners(text) if one.pos_ in _NOMINAL and not is_platform(one)), None)
        if owner is None:
            return UNKNOWN
        if owner.lower_ in PRONOUNS:
            return self._previous(attribution, owner)
        return self._named(owner) if owner.pos_ == "PROPN" else self._unnamed(name_of(owner))

    def _states(self, head: Token) -> tuple[str, ...]:
        """Give the states that "both countries" are."""
        kinds = {actor.id: actor.kind for actor in self.participants.actors}
        several = self.participants.actors_by_token.get(head.i, ())
        return several if all(kinds[actor] == "state" for actor in several) else ()

    def _is_taken_up(self, head: Token) -> bool:
        """Whether a definite noun takes up an organ or a text that spoke before: "the administration", "the report"."""
        is_definite = any(child.lower_ == "the" for child in head.children)
        is_told = any(child.ent_type_ for child in head.children) or next(owners(head), None) is not None
        return is_definite and not is_told and head.lemma_.lower() in self._authors

    def _remember(self, head: Token, speaker: Speaker) -> Speaker:
        """Keep whose report it was, for "the report" later on."""
        if is_text(head) or head.lower_.startswith("spokes"):
            self._authors[head.lemma_.lower()] = replace(speaker, via="organisation", confidence=0.7)
        return speaker

    def _via(self, token: Token) -> Via:
        return self.participants.via_by_token.get(token.i, "name")

    def _previous(self, attribution: Attribution, pronoun: Token) -> Speaker:
        """Give the last speaker of this paragraph or the one before, a person where the pronoun tells one."""
        actors = {actor.id: actor for actor in (*self.participants.actors, *self.made.values())}
        for content, speaker in reversed(self._last):
            if content > attribution.content[0] or speaker.actor is None:
                continue
            if sum("\n" in token.text for token in self.doc[min(content[1], pronoun.i) : pronoun.i]) > 1:
                break
            if (pronoun.lower_ in _SINGLE) == (actors[speaker.actor].kind == "person"):
                return Speaker(speaker.actor, "pronoun", 0.6)
        return Speaker(None, "pronoun", 0.3)

    def _unnamed(self, source: Range) -> Speaker:
        start, end = phrase_in(self.doc, source)
        forms = forms_of(self.doc, (start, end), self.participants)
        return self._make(self.doc[start:end].text, "group", is_named=False, forms=forms)

    def group_at(self, head: Token) -> str:
        """Give the id of the people whom the phrase of ``head`` calls so, without a name."""
        start, end = name_of(head)
        while end - start > 1 and self.doc[start].pos_ == "DET":
            start += 1
        return str(self._make(self.doc[start:end].text, "group", is_named=False).actor)

    def _named(self, head: Token) -> Speaker:
        start, end = trim_edges(self.doc, *name_of(head))
        # "News agency Fars": what somebody is called is the name alone.
        while start < head.i and not (self.doc[start].pos_ == "PROPN" or self.doc[start].is_title):
            start += 1
        kind = _KIND.get(head.ent_type_, "organization")
        return self._make(self.doc[start:end].text, kind, is_named=True)

    def post_author(self, start: int, end: int) -> Speaker:
        """Give the actor that signs a post with the name in the token range, made where the article has none."""
        for token in self.doc[start:end]:
            actor = self.participants.actor_of(token)
            if actor is not None:
                return Speaker(actor, "name", 0.9)
        kind = _KIND.get(self.doc[start].ent_type_, "group")
        return self._make(self.doc[start:end].text, kind, is_named=True)

    def _make(self, name: str, kind: ActorKind, *, is_named: bool, forms: tuple[str, ...] = ()) -> Speaker:
        name = " ".join(name.split())
        key = name.lower()
        if key not in self.made:
            forms = tuple(form for form in forms if form != name)
            self.made[key] = Actor(f"u{len(self.made) + 1}", name, kind, forms, named=is_named)
        return Speaker(self.made[key].id, "name" if is_named else "unnamed", 0.8)
