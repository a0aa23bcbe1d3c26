"""The actors of an article while it is being read: names are gathered into actors, and tokens point at them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from graph.model import Actor, ActorKind, Place, Role, Via
from ingest.extract.participants.countries import country_of

Gender = Literal["masculine", "feminine"]


@dataclass(slots=True)
class Draft:
    """An actor that further mentions still add to: the one record here that changes."""

    key: str
    kind: ActorKind
    names: list[str]
    forms: list[str] = field(default_factory=list)
    """Fuller forms of its names, with words around them that a name alone would not have."""
    country: str | None = None
    sector: str | None = None
    roles: list[Role] = field(default_factory=list)
    role_words: list[tuple[str, int]] = field(default_factory=list)
    """Head nouns of its roles ("spokesperson") and the token where each stands."""
    gender: Gender | None = None
    tokens: list[int] = field(default_factory=list)
    """Head tokens of its mentions, in the order in which they were found."""

    @property
    def name(self) -> str:
        """Give the fullest of its names: the most words, then the earliest; a state's is a name of the country."""
        names = [name for name in self.names if self.kind != "state" or country_of(name)]
        return max(names, key=lambda name: len(name.split()))


class Cast:
    """All drafts of one article, and who or where each token stands for."""

    def __init__(self) -> None:
        self.drafts: dict[str, Draft] = {}
        self.places: dict[str, Place] = {}
        self.by_token: dict[int, str] = {}
        self.many_by_token: dict[int, tuple[str, ...]] = {}
        self.place_by_token: dict[int, str] = {}
        self.via: dict[int, Via] = {}
        self.confidence: dict[int, float] = {}

    def add(self, kind: ActorKind, name: str, *, key: str | None = None, country: str | None = None) -> Draft:
        """Give the draft of this key, made if it is new; ``name`` is added to its names."""
        key = key or f"{kind}:{name}"
        draft = self.drafts.setdefault(key, Draft(key, kind, [], country=country))
        if name not in draft.names:
            draft.names.append(name)
        return draft

    def refer(self, token: int, draft: Draft, via: Via, *, confidence: float = 1.0) -> None:
        """Let the phrase headed by ``token`` stand for the actor; the first finding stays."""
        if token not in self.by_token:
            self.by_token[token] = draft.key
            self.via[token] = via
            self.confidence[token] = confidence
            draft.tokens.append(token)

    def at(self, token: int) -> Draft | None:
        """Give the actor that the phrase headed by ``token`` stands for."""
        key = self.by_token.get(token)
        return self.drafts[key] if key else None

    def of_kind(self, *kinds: ActorKind) -> list[Draft]:
        """Give the drafts of these kinds."""
        return [draft for draft in self.drafts.values() if draft.kind in kinds]

    def actors(self) -> tuple[tuple[Actor, ...], dict[str, str]]:
        """Give the mentioned actors in the text's order with ids "a1", "a2" …, and those ids by key."""
        drafts = sorted((draft for draft in self.drafts.values() if draft.tokens), key=lambda draft: min(draft.tokens))
        ids = {draft.key: f"a{number}" for number, draft in enumerate(drafts, 1)}
        return tuple(_finished(draft, ids[draft.key]) for draft in drafts), ids


def _finished(draft: Draft, id: str) -> Actor:
    return Actor(
        id=id,
        name=draft.name,
        kind=draft.kind,
        aliases=tuple(name for name in dict.fromkeys([*draft.names, *draft.forms]) if name != draft.name),
        country=draft.country,
        sector=draft.sector,
        roles=tuple(dict.fromkeys(draft.roles)),
    )
