"""Who and where: the actors and places of an article with all their mentions."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Actor, Mention, Place


@dataclass(frozen=True, slots=True)
class Participants:
    """What `read_participants` found; ids are the article's own ("a1", "p2").

    ``actor_by_token`` and ``place_by_token`` give the actor or place that the phrase headed by a token stands for
    (index of the head token of a name, nominal or pronoun that was resolved); ``via_by_token`` how it was named.
    """

    mentions: tuple[Mention, ...]
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    actor_by_token: dict[int, str]
    place_by_token: dict[int, str]
