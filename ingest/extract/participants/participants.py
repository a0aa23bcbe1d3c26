"""Who and where: the actors and places of an article with all their mentions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from graph.model import Actor, ActorKind, Mention, MentionType, Place, Via
from ingest.extract.participants.actors import cast_names
from ingest.extract.participants.cast import Cast
from ingest.extract.participants.descriptions import cast_descriptions
from ingest.extract.participants.fuller_names import cast_fuller_names
from ingest.extract.participants.genders import cast_genders
from ingest.extract.participants.impersonal import cast_impersonal
from ingest.extract.participants.mentions import Name, find_names
from ingest.extract.participants.metonyms import cast_metonyms
from ingest.extract.participants.nominals import cast_nominals
from ingest.extract.participants.places import cast_places
from ingest.extract.participants.pronouns import cast_pronouns
from ingest.extract.participants.roles import cast_roles
from ingest.extract.phrases import characters, name_of

_TYPES: dict[ActorKind, MentionType] = {"person": "PER", "organization": "ORG", "state": "LOC", "group": "NORP"}


@dataclass(frozen=True, slots=True)
class Participants:
    """What `read_participants` found; ids are the article's own ("a1", "p2").

    ``actor_by_token`` and ``place_by_token`` give the actor or place that the phrase headed by a token stands for
    (index of the head token of a name, nominal or pronoun that was resolved); ``via_by_token`` how it was named,
    ``confidence_by_token`` how sure that is. ``actors_by_token`` has the several actors of "both countries", "they".
    """

    mentions: tuple[Mention, ...]
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    actor_by_token: dict[int, str]
    place_by_token: dict[int, str]
    via_by_token: dict[int, Via] = field(default_factory=dict)
    confidence_by_token: dict[int, float] = field(default_factory=dict)
    actors_by_token: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def actor_of(self, token: Token) -> str | None:
        """Give the actor of a token's phrase, also where the token is a later part of the name ("Zelensky")."""
        while token.i not in self.actor_by_token and token.dep_ in {"flat", "flat:foreign", "goeswith", "fixed"}:
            token = token.head
        return self.actor_by_token.get(token.i)


def read_participants(doc: Doc) -> Participants:
    """Read who and where out of a parsed ``doc`` (UD labels; ``ents`` PER ORG LOC NORP FAC)."""
    cast = Cast()
    names = find_names(doc)
    cast_names(doc, names, cast)
    cast_places(doc, names, cast)
    cast_metonyms(doc, names, cast)
    cast_roles(doc, names, cast)
    cast_descriptions(doc, names, cast)
    cast_fuller_names(doc, names, cast)
    cast_genders(doc, names, cast)
    cast_nominals(doc, names, cast)
    cast_pronouns(doc, names, cast)
    cast_impersonal(doc, names, cast)
    return _participants(doc, names, cast)


def _participants(doc: Doc, names: tuple[Name, ...], cast: Cast) -> Participants:
    actors, ids = cast.actors()
    order = sorted(cast.places, key=lambda key: min((t for t, k in cast.place_by_token.items() if k == key), default=0))
    places = {key: f"p{number}" for number, key in enumerate(order, 1)}
    actor_by_token = {token: ids[key] for token, key in cast.by_token.items()}
    place_by_token = {token: places[key] for token, key in cast.place_by_token.items()}
    mentions = [_name_mention(doc, name, actor_by_token, place_by_token) for name in names]
    mentions += _resolved_mentions(doc, names, cast, actor_by_token)
    return Participants(
        mentions=tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end))),
        actors=actors,
        places=tuple(replace(cast.places[key], id=places[key]) for key in order),
        actor_by_token=actor_by_token,
        place_by_token=place_by_token,
        via_by_token=dict(cast.via),
        confidence_by_token=dict(cast.confidence),
        actors_by_token={token: tuple(ids[key] for key in keys) for token, keys in cast.many_by_token.items()},
    )


def _name_mention(doc: Doc, name: Name, actors: dict[int, str], places: dict[int, str]) -> Mention:
    start, end = characters(doc, name.start, name.end)
    actor, place = actors.get(name.head), places.get(name.head)
    return Mention(start, end, name.type, "name", actor or place, place if actor else None)


def _resolved_mentions(doc: Doc, names: tuple[Name, ...], cast: Cast, actors: dict[int, str]) -> list[Mention]:
    """Give the nominals and pronouns that were resolved, each with the type of what it stands for."""
    inside = {token for name in names for token in range(name.start, name.end)}
    mentions = []
    for position, ref in actors.items():
        if position in inside:
            continue
        token, draft = doc[position], cast.drafts[cast.by_token[position]]
        is_pronoun = token.pos_ in {"PRON", "DET"}
        start, end = characters(doc, *((position, position + 1) if is_pronoun else name_of(token)))
        mentions.append(
            Mention(
                start,
                end,
                _TYPES[draft.kind],
                "pronoun" if is_pronoun else "nominal",
                ref,
                confidence=cast.confidence[position],
                method=cast.via[position],
            )
        )
    return mentions
