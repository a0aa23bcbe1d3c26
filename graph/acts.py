"""The closed list of statement acts: what saying something does, and the speaker's polarity towards the target.

After Searle's classes, CAMEO's codes (manual 1.1b3) and PLOVER's event types; `STATE` is what is left when nothing
more is known. Two lookalikes are kept apart on purpose: in `WARN` the danger comes from others, in `THREATEN` the
speaker will act.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Searle = Literal["assertive", "declarative", "expressive", "directive", "commissive"]


@dataclass(frozen=True, slots=True)
class Act:
    """One act. ``polarity`` is -1, 0 or 1; ``cameo`` are root or full codes; ``plover`` the event it may also make."""

    meaning: str
    polarity: int = 0
    searle: Searle | None = None
    cameo: tuple[str, ...] = ()
    plover: str | None = None


ACTS: Mapping[str, Act] = {
    "STATE": Act("Says something; nothing more is known.", 0, "assertive", ("010",)),
    "ANNOUNCE": Act("Makes something known officially.", 0, "declarative", ("010",)),
    "REPORT": Act("A medium, agency or study gives findings.", 0, "assertive", ("010",)),
    "CLAIM": Act("Asserts what is not verified.", 0, "assertive", ("010",)),
    "EXPLAIN": Act("Gives reasons, or defends a decision.", 0, "assertive", ("010", "052")),
    "CONFIRM": Act("Says that it is so.", 0, "assertive", ("015",)),
    "DENY": Act("Says that it is not so.", -1, "assertive", ("016",)),
    "DECLINE_COMMENT": Act("Says nothing when asked.", 0, None, ("011",)),
    "PREDICT": Act("Says what will happen.", 0, "assertive", ("012", "013")),
    "QUESTION": Act("Doubts, or asks whether.", -1, "assertive", ("012",)),
    "EXPRESS_CONCERN": Act("Voices concern, fear, worry or alarm.", -1, "expressive", ("012",)),
    "EXPRESS_HOPE": Act("Voices hope, optimism or confidence.", 1, "expressive", ("013",)),
    "CONDOLE": Act("Offers sympathy or condolences.", 1, "expressive", ("018",)),
    "REGRET": Act("Apologises, or is sorry.", 1, "expressive", ("055",), "CONCEDE"),
    "PRAISE": Act("Welcomes, thanks or congratulates.", 1, "expressive", ("051",), "SUPPORT"),
    "SUPPORT": Act("Backs, endorses or stands with.", 1, "expressive", ("050", "051", "052"), "SUPPORT"),
    "OPPOSE": Act("Objects to, or is against.", -1, "expressive", ("110", "128"), "REJECT"),
    "CRITICISE": Act("Finds fault with; strongly: condemns.", -1, "expressive", ("110", "111"), "ACCUSE"),
    "ACCUSE": Act("Says that somebody did wrong.", -1, "assertive", ("112",), "ACCUSE"),
    "PROTEST": Act("Lodges a protest, or summons an ambassador.", -1, "directive", ("114",), "ACCUSE"),
    "URGE": Act("Appeals to somebody to do something.", 0, "directive", ("02",), "REQUEST"),
    "PROPOSE": Act("Suggests that something be done.", 0, "directive", ("014", "02"), "REQUEST"),
    "DEMAND": Act("Insists that something be done.", -1, "directive", ("10",), "REQUEST"),
    "REFUSE": Act("Says no to an offer or request, or rules it out.", -1, "commissive", ("12",), "REJECT"),
    "PROMISE": Act("Commits to do something.", 1, "commissive", ("03",), "AGREE"),
    "AGREE": Act("Says yes.", 1, "commissive", ("019", "03"), "AGREE"),
    "WARN": Act("Warns of a danger that comes from others.", -1, "assertive", ("012",)),
    "THREATEN": Act("Says that the speaker will do harm, perhaps unless.", -1, "commissive", ("13",), "THREATEN"),
    "BELIEVE": Act("Holds an opinion."),
    "INTEND": Act("Wants or plans to do something."),
}  # fmt: skip
