"""PLOVER's closed table of event types with their modes, quad classes and scores, and its closed list of contexts.

Source: PLOVER manual, draft 0.8 (the README's table of 18 types is older). The score is Goldstein-like: from -10
(conflict) to 10 (cooperation). A mode's name alone is no key: ``arrest`` is one of THREATEN and one of COERCE.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Quad = Literal[1, 2, 3, 4]

VERBAL_COOPERATION: Quad = 1
MATERIAL_COOPERATION: Quad = 2
VERBAL_CONFLICT: Quad = 3
MATERIAL_CONFLICT: Quad = 4


@dataclass(frozen=True, slots=True)
class Mode:
    """A finer kind of one event type; ``score`` is None where the manual gives none."""

    name: str
    score: float | None


@dataclass(frozen=True, slots=True)
class EventType:
    """One of the 16 types; ``needs_recipient`` where the manual asks for one."""

    name: str
    quad: Quad
    score: float
    modes: tuple[Mode, ...] = ()
    needs_recipient: bool = False


def _modes(**scores: float | None) -> tuple[Mode, ...]:
    return tuple(Mode(name.replace("_", "-"), score) for name, score in scores.items())


_TYPES = (
    EventType("AGREE", VERBAL_COOPERATION, 2.5),
    EventType("CONSULT", VERBAL_COOPERATION, 2.5, _modes(visit=4, third_party=1, multilateral=4, phone=1.5)),
    EventType("SUPPORT", VERBAL_COOPERATION, 5),
    EventType("CONCEDE", VERBAL_COOPERATION, 4.5),
    EventType("COOPERATE", MATERIAL_COOPERATION, 9.5, needs_recipient=True),
    EventType("AID", MATERIAL_COOPERATION, 10, needs_recipient=True),
    EventType(
        "RETREAT",
        MATERIAL_COOPERATION,
        6.5,
        _modes(withdraw=8, release=6.5, disarm=10, ceasefire=7.5, access=6.5, resign=4.5),
    ),
    EventType("REQUEST", VERBAL_CONFLICT, 0, _modes(assist=0.5, change=-1, **{"yield": -1}, meet=0)),
    EventType("ACCUSE", VERBAL_CONFLICT, -3, _modes(disapprove=-2, investigate=-3.5, allege=-3.5)),
    EventType("REJECT", VERBAL_CONFLICT, -2, _modes(assist=-1.5, change=-2, **{"yield": -2}, meet=-2)),
    EventType(
        "THREATEN",
        VERBAL_CONFLICT,
        -3.5,
        _modes(restrict=-3, arrest=-3.5, relations=-3.5, expel=-3.5, territory=-4, violence=-3.5),
    ),
    EventType(
        "PROTEST",
        MATERIAL_CONFLICT,
        -5,
        _modes(demo=-5, riot=-7, strike=-5, hunger=-4.5, boycott=-4.5, obstruct=-4.5, vandalize=None),
    ),
    EventType(
        "SANCTION",
        MATERIAL_CONFLICT,
        -6,
        _modes(convict=-6, expel=-5.5, withdraw=-6, discontinue=-6),
        needs_recipient=True,
    ),
    EventType("MOBILIZE", MATERIAL_CONFLICT, -5.5, _modes(troops=-6.5, weapons=-6.5, police=-5.5, militia=-6)),
    EventType(
        "COERCE",
        MATERIAL_CONFLICT,
        -7,
        _modes(seize=-7, restrict=-7, censor=-6.5, curfew=-6.5, martial_law=-7.5, arrest=-7, deport=-7, withhold=-7,
               misinformation=-6.5, cyber=-7),
    ),
    EventType(
        "ASSAULT",
        MATERIAL_CONFLICT,
        -9,
        _modes(abduct=-8.5, beat=-7.5, torture=-8.5, sexual=-8.5, targeted=-9.5, destroy=-8.5, primitive=-8,
               firearms=-9, explosives=-9, suicide_attack=-9.5, aerial=-9.5, drone=-9.5, heavy_weapons=-9.5,
               crowd_control=-7.5, unconventional=-10),
    ),
)  # fmt: skip

EVENT_TYPES = MappingProxyType({kind.name: kind for kind in _TYPES})

CONTEXTS = (
    "military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy",
    "pro_autocracy", "economic", "legal", "reparations", "human_rights", "rights_freedoms", "repression",
    "human_security", "gender", "lgbt", "religion_ethnicity", "inequality", "diplomatic", "territory", "peacekeeping",
    "health", "asylum", "migration", "disasters", "natural_resource", "environment", "technology", "terrorism",
    "cbrn", "cyber", "misinformation", "crime", "corruption", "illegal_drugs", "trafficking",
)  # fmt: skip


def quad_of(event_type: str) -> Quad:
    """Give the quad class of a type, 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""
    return EVENT_TYPES[event_type].quad


def score_of(event_type: str, mode: str | None = None) -> float:
    """Give the score of a type, or of its mode where that has one of its own."""
    kind = EVENT_TYPES[event_type]
    scores = {known.name: known.score for known in kind.modes}
    own = scores.get(mode) if mode else None
    return kind.score if own is None else own


def is_mode_of(event_type: str, mode: str) -> bool:
    """Whether ``mode`` is one of the modes of ``event_type``."""
    return any(known.name == mode for known in EVENT_TYPES[event_type].modes)
