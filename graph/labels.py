"""The one table of labels, edges, their properties and indexes; `ontology` in docs/reference/nouns.md.

Instants are stored as integer seconds since 1970 (UTC) with a granularity, because both engines truncate
or drop the zone of a zoned datetime. Every property has a type, because ArcadeDB sorts a whole page of an
untyped one and reads a typed index in order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PropertyType = Literal["string", "integer", "float", "boolean", "strings", "integers", "vector"]


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a label or an edge; ``is_indexed`` makes a range index. A vector is a list of floats.

    ``is_paged``: so many nouns share a value that the nouns of one are paged through; they have an index in page order.
    """

    name: str
    type: PropertyType = "string"
    is_indexed: bool = False
    is_paged: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A kind of node. Its key is always the unique string property ``id``; ``text`` lists full-text properties."""

    name: str
    properties: tuple[Property, ...]
    text: tuple[str, ...] = ()

    @property
    def index(self) -> str:
        """Name of the full-text index."""
        return f"{self.name.lower()}_text"

    @property
    def vector_index(self) -> str:
        """Name of the index on vectors."""
        return f"{self.name.lower()}_vector"


@dataclass(frozen=True, slots=True)
class Edge:
    """A kind of relationship from ``start`` to one of ``ends``."""

    type: str
    start: str
    ends: tuple[str, ...]
    properties: tuple[Property, ...] = ()


def _strings(*names: str) -> tuple[Property, ...]:
    return tuple(Property(name) for name in names)


ID = Property("id", is_indexed=True)
SORT = Property("sort_key", is_indexed=True)
# Mentions are read with their article or what they mention, never paged through, so this order has no index.
IN_TEXT = Property("sort_key")
CONFIDENCE = Property("confidence", "float")
VECTOR = Property("vector", "vector")
# Parallel lists, one entry a piece of evidence: where it stands, its words, and 32 characters on each side.
EVIDENCE = (
    Property("starts", "integers"),
    Property("ends", "integers"),
    Property("exacts", "strings"),
    Property("prefixes", "strings"),
    Property("suffixes", "strings"),
)
TIME = (
    Property("start", "integer", is_indexed=True),
    Property("end", "integer"),
    Property("last", "integer"),
    Property("granularity"),
    Property("date_type"),
)

SOURCE = Label("Source", (ID, SORT, Property("name")), text=("name",))
ARTICLE = Label(
    "Article",
    (
        ID,
        SORT,
        *_strings("url", "title", "author", "source", "published_text", "language", "text", "text_hash"),
        Property("published", "integer", is_indexed=True),
        Property("published_last", "integer"),
        Property("fetched", "integer"),
        Property("revision", "integer"),
        Property("digest"),
        Property("read_by"),
        Property("labels", "strings"),
    ),
    text=("title", "text"),
)
MENTION = Label(
    "Mention",
    (
        ID,
        IN_TEXT,
        Property("article", is_indexed=True),
        *_strings("type", "kind", "text", "method"),
        Property("start", "integer"),
        Property("end", "integer"),
        CONFIDENCE,
    ),
)
ACTOR = Label(
    "Actor",
    (
        ID,
        SORT,
        Property("name", is_indexed=True),
        *_strings("kind", "country", "sector"),
        Property("named", "boolean"),
        Property("aliases", "strings"),
        Property("titles", "strings"),
        Property("search_text"),
    ),
    text=("search_text",),
)
ROLE = Label("Role", (ID, SORT, *_strings("title", "organization_name")), text=("title",))
PLACE = Label(
    "Place",
    (
        ID,
        SORT,
        Property("name", is_indexed=True),
        Property("aliases", "strings"),
        *_strings("country", "feature_code", "resolution", "search_text"),
        Property("geonameid", "integer", is_indexed=True),
        Property("lat", "float", is_indexed=True),
        Property("lon", "float", is_indexed=True),
    ),
    text=("search_text",),
)
EVENT = Label(
    "Event",
    (
        ID,
        SORT,
        Property("article", is_indexed=True),
        Property("type", is_indexed=True, is_paged=True),
        *_strings("mode", "subtype", "realis", "name", "search_text"),
        Property("contexts", "strings"),
        *TIME,
        Property("quad", "integer"),
        Property("score", "float"),
        CONFIDENCE,
        VECTOR,
    ),
    text=("search_text",),
)
EVENT_MENTION = Label(
    "EventMention",
    (ID, IN_TEXT, Property("article", is_indexed=True), Property("trigger"), *EVIDENCE),
)
STATEMENT = Label(
    "Statement",
    (
        ID,
        SORT,
        Property("article", is_indexed=True),
        Property("act", is_indexed=True, is_paged=True),
        Property("likely_acts", "strings"),
        *_strings("act_source", "form", "via", "text", "cue", "source_text", "sentence", "search_text"),
        Property("polarity", "integer"),
        Property("negated", "boolean"),
        *EVIDENCE,
        Property("cue_starts", "integers"),
        Property("cue_ends", "integers"),
        Property("source_starts", "integers"),
        Property("source_ends", "integers"),
        Property("said_start", "integer", is_indexed=True),
        Property("said_end", "integer"),
        Property("said_last", "integer"),
        Property("said_granularity"),
        Property("said_date_type"),
        CONFIDENCE,
        VECTOR,
    ),
    text=("search_text",),
)
RUN = Label("Run", (ID, *_strings("version", "model"), Property("started", "integer")))
MANIFEST = Label("Manifest", (ID, Property("count", "integer")))

LABELS = (SOURCE, ARTICLE, MENTION, ACTOR, ROLE, PLACE, EVENT, EVENT_MENTION, STATEMENT, RUN, MANIFEST)

PUBLISHED = Edge("PUBLISHED", "Source", ("Article",))
IN = Edge("IN", "Mention|EventMention|Statement", ("Article",))
REFERS_TO = Edge("REFERS_TO", "Mention", ("Actor", "Place"), (CONFIDENCE, Property("method")))
# What an article says of a noun that other articles may share: the noun is what they say together, and it is kept as
# long as one of them is.
APPEARS_IN = Edge(
    "APPEARS_IN",
    "Actor|Role|Place",
    ("Article",),
    (
        *_strings("name", "kind", "country", "sector", "title", "organization_name", "organization"),
        Property("named", "boolean"),
        Property("aliases", "strings"),
        Property("titles", "strings"),
        *_strings("feature_code", "resolution"),
        Property("geonameid", "integer"),
        Property("lat", "float"),
        Property("lon", "float"),
    ),
)
HOLDS = Edge("HOLDS", "Actor", ("Role",), (Property("articles", "strings"),))
OF = Edge("OF", "Role", ("Actor",))
REALISES = Edge("REALISES", "EventMention", ("Event",))
ACTOR_IN = Edge("ACTOR_IN", "Actor", ("Event",), (Property("ord", "integer"),))
RECIPIENT_IN = Edge("RECIPIENT_IN", "Actor", ("Event",), (Property("ord", "integer"),))
AT = Edge("AT", "Event", ("Place",), (Property("ord", "integer"),))
SAID_BY = Edge("SAID_BY", "Statement", ("Actor",), (Property("via"), CONFIDENCE))
ADDRESSED_TO = Edge("ADDRESSED_TO", "Statement", ("Actor",))
ABOUT = Edge(
    "ABOUT",
    "Statement",
    ("Event", "Actor", "Place"),
    (
        Property("stance"),
        Property("role"),
        Property("span_start", "integer"),
        Property("span_end", "integer"),
        CONFIDENCE,
    ),
)
WITHIN = Edge("WITHIN", "Statement", ("Statement",))
GENERATED_BY = Edge("GENERATED_BY", "Article|Mention|Event|EventMention|Statement", ("Run",))

EDGES = (
    PUBLISHED, IN, REFERS_TO, APPEARS_IN, HOLDS, OF, REALISES, ACTOR_IN, RECIPIENT_IN, AT,
    SAID_BY, ADDRESSED_TO, ABOUT, WITHIN, GENERATED_BY,
)  # fmt: skip
