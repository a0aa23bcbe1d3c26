"""``orderBy`` of every noun: each field is what a plan sorts by.

Unknown values count as the smallest, and the unique sort key ends every order.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any

import strawberry

from api.enums import OrderDirection
from graph.plan import ALWAYS, Count, Direction, FarValue, Order, Score, Step


def _by(key: str | Count | FarValue | Score, description: str) -> Any:
    return strawberry.enum_value(key, description=description)


def _count(*steps: tuple[str, Direction, str]) -> Count:
    return Count(tuple(Step(*step) for step in steps), ALWAYS)


def _first(field: str, *steps: tuple[str, Direction, str]) -> FarValue:
    return FarValue(tuple(Step(*step) for step in steps), field)


def _last(field: str, *steps: tuple[str, Direction, str]) -> FarValue:
    return FarValue(tuple(Step(*step) for step in steps), field, is_greatest=True)


RELEVANCE = (
    "How alike it is to the text of similarTo, or else how well it matches that of matches; asked of every noun."
)


@strawberry.enum(description="By what articles can be ordered.")
class ArticleOrderField(Enum):
    """Members are what a plan sorts by."""

    PUBLISHED = _by("published", "When it was published.")
    TITLE = _by("title", "Its title.")
    SOURCE = _by("source", "The outlet.")
    AUTHOR = _by("author", "The author.")
    LANGUAGE = _by("language", "The language.")
    STATEMENT_COUNT = _by(_count(("IN", "in", "Statement")), "How many statements are in it.")
    EVENT_COUNT = _by(
        _count(("IN", "in", "EventMention"), ("REALISES", "out", "Event")), "How many events it tells of."
    )
    ACTOR_COUNT = _by(_count(("APPEARS_IN", "in", "Actor")), "How many actors are in it.")
    RELEVANCE = _by(Score(), RELEVANCE)


@strawberry.enum(description="By what outlets can be ordered.")
class SourceOrderField(Enum):
    """Members are what a plan sorts by."""

    NAME = _by("name", "The name.")
    ARTICLE_COUNT = _by(_count(("PUBLISHED", "out", "Article")), "How many articles it published.")
    LAST_PUBLISHED = _by(_last("published", ("PUBLISHED", "out", "Article")), "When it last published one.")
    RELEVANCE = _by(Score(), RELEVANCE)


@strawberry.enum(description="By what runs can be ordered.")
class RunOrderField(Enum):
    """Members are what a plan sorts by."""

    STARTED = _by("started", "When it started.")
    VERSION = _by("version", "The version of newsgraph, character by character.")
    MODEL = _by("model", "The name of the model.")
    ARTICLE_COUNT = _by(_count(("GENERATED_BY", "in", "Article")), "How many articles it read.")


@strawberry.enum(description="By what roles can be ordered.")
class RoleOrderField(Enum):
    """Members are what a plan sorts by."""

    TITLE = _by("title", "The title.")
    ORGANIZATION = _by("organization_name", "The name of what it is held in.")
    HOLDER_COUNT = _by(_count(("HOLDS", "in", "Actor")), "How many hold it.")
    RELEVANCE = _by(Score(), RELEVANCE)


@strawberry.enum(description="By what actors can be ordered.")
class ActorOrderField(Enum):
    """Members are what a plan sorts by."""

    NAME = _by("name", "The name.")
    KIND = _by("kind", "What it is.")
    COUNTRY = _by("country", "The code of its country.")
    SECTOR = _by("sector", "The code of its sector.")
    STATEMENT_COUNT = _by(_count(("SAID_BY", "in", "Statement")), "How many statements it made.")
    STATEMENTS_ABOUT_COUNT = _by(_count(("ABOUT", "in", "Statement")), "How many statements are about it.")
    EVENT_COUNT = _by(_count(("ACTOR_IN", "out", "Event")), "How many events it did.")
    ARTICLE_COUNT = _by(_count(("APPEARS_IN", "out", "Article")), "How many articles name it.")
    FIRST_SAID_AT = _by(_first("said_start", ("SAID_BY", "in", "Statement")), "When it first said something.")
    LAST_SAID_AT = _by(_last("said_start", ("SAID_BY", "in", "Statement")), "When it last said something.")
    LAST_PUBLISHED = _by(_last("published", ("APPEARS_IN", "out", "Article")), "When an article last named it.")
    RELEVANCE = _by(Score(), RELEVANCE)


@strawberry.enum(description="By what places can be ordered.")
class PlaceOrderField(Enum):
    """Members are what a plan sorts by."""

    NAME = _by("name", "The name.")
    COUNTRY = _by("country", "The code of its country.")
    LAT = _by("lat", "From south to north.")
    LON = _by("lon", "From west to east.")
    EVENT_COUNT = _by(_count(("AT", "in", "Event")), "How many events took place there.")
    STATEMENTS_ABOUT_COUNT = _by(_count(("ABOUT", "in", "Statement")), "How many statements are about it.")
    ARTICLE_COUNT = _by(_count(("APPEARS_IN", "out", "Article")), "How many articles name it.")
    LAST_PUBLISHED = _by(_last("published", ("APPEARS_IN", "out", "Article")), "When an article last named it.")
    RELEVANCE = _by(Score(), RELEVANCE)


@strawberry.enum(description="By what events can be ordered.")
class EventOrderField(Enum):
    """Members are what a plan sorts by."""

    START = _by("start", "When it began.")
    END = _by("end", "When it ended.")
    NAME = _by("name", "Its name.")
    TYPE = _by("type", "PLOVER's type.")
    QUAD = _by("quad", "From verbal cooperation to material conflict.")
    SCORE = _by("score", "PLOVER's score.")
    CONFIDENCE = _by("confidence", "How sure.")
    STATEMENT_COUNT = _by(_count(("ABOUT", "in", "Statement")), "How many statements are about it.")
    ACTOR_COUNT = _by(_count(("ACTOR_IN", "in", "Actor")), "How many actors did it.")
    ARTICLE_COUNT = _by(
        _count(("REALISES", "in", "EventMention"), ("IN", "out", "Article")), "How many articles tell of it."
    )
    FIRST_PUBLISHED = _by(
        _first("published", ("REALISES", "in", "EventMention"), ("IN", "out", "Article")), "When it was first told of."
    )
    LAST_PUBLISHED = _by(
        _last("published", ("REALISES", "in", "EventMention"), ("IN", "out", "Article")), "When it was last told of."
    )
    PLACE_NAME = _by(_first("name", ("AT", "out", "Place")), "The name of its place; of several, the first by name.")
    RELEVANCE = _by(Score(), RELEVANCE)


@strawberry.enum(description="By what statements can be ordered.")
class StatementOrderField(Enum):
    """Members are what a plan sorts by."""

    SAID_AT = _by("said_start", "When it was said.")
    CONFIDENCE = _by("confidence", "How sure.")
    ACT = _by("act", "What saying it does.")
    POLARITY = _by("polarity", "From -1 to 1.")
    ARTICLE_PUBLISHED = _by(_first("published", ("IN", "out", "Article")), "When its article was published.")
    ARTICLE_TITLE = _by(_first("title", ("IN", "out", "Article")), "The title of its article.")
    SPEAKER_NAME = _by(_first("name", ("SAID_BY", "out", "Actor")), "The name of who said it.")
    SPEAKER_COUNTRY = _by(_first("country", ("SAID_BY", "out", "Actor")), "The country of who said it.")
    EVENT_START = _by(_first("start", ("ABOUT", "out", "Event")), "When the first event began that it is about.")
    ABOUT_COUNT = _by(_count(("ABOUT", "out", "")), "How many events, actors and places it is about.")
    RELEVANCE = _by(Score(), RELEVANCE)


def _field() -> Any:
    return strawberry.field(description="By what.")


def _direction() -> Any:
    return strawberry.field(description="Smallest first if not given.", default=OrderDirection.ASC)


@strawberry.input(description="One key of an order of articles.")
class ArticleOrder:
    """Several keys decide one after another."""

    field: ArticleOrderField = _field()
    direction: OrderDirection = _direction()


@strawberry.input(description="One key of an order of actors.")
class ActorOrder:
    """Several keys decide one after another."""

    field: ActorOrderField = _field()
    direction: OrderDirection = _direction()


@strawberry.input(description="One key of an order of places.")
class PlaceOrder:
    """Several keys decide one after another."""

    field: PlaceOrderField = _field()
    direction: OrderDirection = _direction()


@strawberry.input(description="One key of an order of events.")
class EventOrder:
    """Several keys decide one after another."""

    field: EventOrderField = _field()
    direction: OrderDirection = _direction()


@strawberry.input(description="One key of an order of statements.")
class StatementOrder:
    """Several keys decide one after another."""

    field: StatementOrderField = _field()
    direction: OrderDirection = _direction()


@strawberry.input(description="One key of an order of outlets.")
class SourceOrder:
    """Several keys decide one after another."""

    field: SourceOrderField = _field()
    direction: OrderDirection = _direction()


@strawberry.input(description="One key of an order of runs.")
class RunOrder:
    """Several keys decide one after another."""

    field: RunOrderField = _field()
    direction: OrderDirection = _direction()


@strawberry.input(description="One key of an order of roles.")
class RoleOrder:
    """Several keys decide one after another."""

    field: RoleOrderField = _field()
    direction: OrderDirection = _direction()


def orders_of(orders: Iterable[Any]) -> tuple[Order, ...]:
    """Give the plan's orders of an ``orderBy``."""
    return tuple(Order(order.field.value, is_descending=order.direction is OrderDirection.DESC) for order in orders)
