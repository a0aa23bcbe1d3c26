"""Who speaks: from the words of a source to an actor of the article, or to a group without a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from graph.model import Actor, ActorKind, Via
from ingest.extract.participants.participants import Participants
from ingest.extract.phrases import children, name_of, prepositions
from ingest.extract.statements.attribution import Attribution, Range, head_of, trim_edges
from ingest.extract.tables import read_table, read_words
from ingest.extract.word_classes import class_of

_OWN = frozenset({"i", "we", "me", "us", "my", "our"})
_PRONOUNS = frozenset({"he", "she", "they", "it", "his", "her", "their", "its", "him", "them"})
_OF = frozenset({"by", "from", "for", "of"})
_SINGLE = frozenset({"he", "she", "his", "her", "him"})
# Classes of nouns for texts rather than for those who write them.
_TEXTS = frozenset({"noun.communication", "noun.cognition", "noun.act"})
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
        named = [
            token for one in joined for token in (*_names_beside(one, source), one)[:1] if token.ent_type_ in _KIND
        ]
        actors = [self.participants.actor_of(token) for token in named]
        return tuple(
            Speaker(actor, "name", 0.8) for actor in dict.fromkeys(actors) if actor not in {None, speaker.actor}
        )

    def _read(self, attribution: Attribution, outer: Speaker | None) -> Speaker:
        if not attribution.source:
            return UNKNOWN
        source = attribution.source[0]
        head = head_of(self.doc, source)
        # "US" in capitals is a state.
        if head.lower_ in _OWN and head.pos_ != "PROPN":
            return Speaker(outer.actor, "pronoun", outer.confidence) if outer else Speaker(None, "pronoun", 0.3)
        if _is_unnamed(head, source):
            return self._unnamed(source)
        for token in _naming_tokens(head, source):
            actor = self.participants.actor_of(token)
            if actor is not None:
                sure = self.participants.confidence_by_token.get(token.i, 1.0)
                return self._remember(head, Speaker(actor, self._via(token), sure))
        if head.lower_ in _PRONOUNS:
            return self._previous(attribution, head)
        if head.lemma_.lower() in self._authors and any(child.lower_ == "the" for child in head.children):
            return self._authors[head.lemma_.lower()]
        if head.pos_ == "PROPN":
            return self._named(head)
        if head.lemma_.lower() in read_words("said_in") and class_of(head) in _TEXTS:
            # A text speaks for whoever wrote it; mostly nobody tells who that is.
            owner = next((one for one in _owners(head) if not _is_platform(one)), None)
            return UNKNOWN if owner is None else self._unnamed(name_of(owner))
        if (proper := next((one for one in apposed_in(head, source) if one.pos_ == "PROPN"), None)) is not None:
            return self._remember(head, self._named(proper))
        is_group = head.pos_ in {"NOUN", "NUM", "ADJ", "PRON"} or head.lower_ in read_words("unnamed_speakers")
        # A phrase with the words of saying in it is what is said of somebody, not who says it.
        holds_cue = any(source[0] < start < source[1] for start, _ in attribution.cue)
        return self._unnamed(source) if is_group and not holds_cue else UNKNOWN

    def _remember(self, head: Token, speaker: Speaker) -> Speaker:
        """Keep whose report it was, for "the report" later on."""
        if head.lemma_.lower() in read_words("said_in") or head.lower_.startswith("spokes"):
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
        start, end = source
        while end - start > 1 and (self.doc[start].pos_ == "ADP" or self.doc[start].lower_ in {"the", "a", "an"}):
            start += 1
        while end - start > 1 and self.doc[end - 1].tag_ == "POS":
            end -= 1
        return self._make(self.doc[start:end].text, "group", is_named=False)

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

    def _make(self, name: str, kind: ActorKind, *, is_named: bool) -> Speaker:
        name = " ".join(name.split())
        key = name.lower()
        if key not in self.made:
            self.made[key] = Actor(f"u{len(self.made) + 1}", name, kind, named=is_named)
        return Speaker(self.made[key].id, "name" if is_named else "unnamed", 0.8)


def _is_unnamed(head: Token, source: Range) -> bool:
    """Whether the head is a noun for people without a name, and no name stands beside it."""
    if head.pos_ not in {"NOUN", "DET", "ADJ", "NUM", "PRON"} or head.lower_ in _PRONOUNS | _OWN:
        return False
    if _names_beside(head, source):
        return False
    lemma = head.lemma_.lower()
    is_plural = head.tag_ == "NNS" or lemma in {"people", "some", "many", "several", "few", "other"}
    return lemma in read_words("unnamed_speakers") and (is_plural or _is_indefinite(head))


def _names_beside(head: Token, source: Range) -> list[Token]:
    """Give the names that stand beside ``head`` or a noun after it: "one of the parties, the Greens"."""
    beside = [one for one in apposed_in(head, source) if one.pos_ == "PROPN" and one.dep_ in {"appos", "flat"}]
    return [*_closing_name(head, source), *beside]


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
    is_apposed = before.i == head.i or (before.text == "," and before.i - 1 == head.i)
    return [first] if is_apposed or before.ent_type_ in {"PER", "ORG", "LOC"} else []


def _is_indefinite(head: Token) -> bool:
    if "spokes" in head.lower_:  # A spokesperson without a name speaks as the organisation.
        return False
    return any(child.lower_ in {"a", "an", "one", "another", "some"} for child in head.children)


def _naming_tokens(head: Token, source: Range) -> Iterator[Token]:
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
    if _speaks_for_another(head):
        yield from (owner for owner in _owners(head) if not _is_platform(owner))


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
        is_place = child.dep_ == "compound" and _is_platform(child)
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


def _is_platform(token: Token) -> bool:
    """Whether posts are made there: "a Facebook post" speaks for who wrote it."""
    return any(row["word"] == token.lower_ and row["as"] == "place" for row in read_table("platforms"))


def _speaks_for_another(head: Token) -> bool:
    lemma = head.lemma_.lower()
    return lemma in read_words("said_in") | read_words("unnamed_speakers") or lemma.startswith("spokes")


def _owners(head: Token) -> Iterator[Token]:
    """Give whose words or people the head stands for: "a statement from X", "X's report", "X spokesperson"."""
    by = [child for child in children(head, "nmod", "obl") if set(prepositions(child)) & _OF]
    yield from by
    yield from children(head, "nmod:poss")
    yield from children(head, "compound")
    for child in children(head, "acl"):
        yield from children(child, "obl:agent")
    for child in by:
        yield from _apposed(child)
        yield from children(child, "nmod:poss", "compound")
