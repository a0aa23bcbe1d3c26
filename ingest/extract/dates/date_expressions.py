"""The written forms of a date or period, found in a text.

Forms after TIMEX3 (TimeML 1.2.1, section 3.3: DATE, and the begin and end points of DURATION).
Numeric dates with slashes are not read, because their order of day and month differs between countries.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?!\d)(?:st|nd|rd|th)?"
_YEAR = r"(?:1[6-9]|20)\d\d(?![\d%])"
_PART = r"(?:(?:[Vv]ery )?[Ee]arly|[Mm]id|[Ll]ate|(?:[Tt]he )?(?:beginning|start|end|middle) of)"
_HOURS = r"(?:morning|afternoon|evening|night)"
_COUNT = (
    r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
    r"|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Twelve|Twenty|Thirty|An?)"
)
_UNIT = r"(?:day|week|month|year)"
_WHICH = r"(?:[Ll]ast|[Nn]ext|[Tt]his|[Tt]he (?:past|coming))"

_FORMS: tuple[tuple[str, str], ...] = (
    ("iso", r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)"),
    ("days", rf"(?P<m>{_MONTH}) (?P<d>{_DAY})\s?[-–—]\s?(?P<d2>{_DAY})(?:,? (?P<y>{_YEAR}))?"),
    ("days_before", rf"(?P<d>{_DAY})\s?[-–—]\s?(?P<d2>{_DAY}) (?P<m>{_MONTH})(?:,? (?P<y>{_YEAR}))?"),
    ("day_month", rf"(?:{_WEEKDAY},? )?(?:the )?(?P<d>{_DAY}) (?:of )?(?P<m>{_MONTH})(?:,? (?P<y>{_YEAR}))?"),
    ("month_day", rf"(?:{_WEEKDAY},? )?(?P<m>{_MONTH}) (?P<d>{_DAY})(?:,? (?P<y>{_YEAR}))?"),
    ("month_year", rf"(?:(?P<part>{_PART})[ -])?(?P<m>{_MONTH}),? (?:of )?(?P<y>{_YEAR})"),
    ("month", rf"(?:(?P<which>{_WHICH}) )?(?:(?P<part>{_PART})[ -])?(?P<m>{_MONTH})\b"),
    ("weekday", rf"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his) )?(?P<wd>{_WEEKDAY})(?: {_HOURS})?"),
    ("today", rf"(?P<near>[Tt]he day before yesterday|[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow|[Tt]his {_HOURS}"
              rf"|[Ll]ast night)(?: {_HOURS})?"),
    ("unit", r"(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Ee]arlier this|[Ll]ater this|(?:[Oo]ver|[Aa]t|[Dd]uring) the)"
             r" (?P<unit>(?:(?<=the )|(?<=is )|(?<=st )|(?<=xt ))weekend|(?<!the )(?:week|month|year))\b"),
    ("season", rf"(?:(?P<which>{_WHICH}) )(?P<season>spring|summer|autumn|fall)\b"),
    ("ago", rf"(?P<n>{_COUNT}) (?P<unit>{_UNIT})s? ago"),
    ("in_units", rf"(?<=\b[Ii]n )(?P<n>{_COUNT}) (?P<unit>{_UNIT})s?(?: time|['’]s? time)?(?= |[.,;])"),
    ("past_units", rf"(?:[Tt]he )?(?P<which>past|last|next|coming) (?:(?P<n>{_COUNT}) )?(?P<unit>{_UNIT})s\b"),
    ("decade", rf"(?:(?P<part>{_PART})[ -])?(?:the )?(?P<y>(?:19|20)\d0)s\b"),
    ("year", rf"(?:(?P<part>{_PART})[ -]|(?<=\b[Ii]n )|(?<=\b[Ss]ince )|(?<=\b[Bb]y )|(?<=\b[Uu]ntil )|(?<=\b[Oo]f )"
             rf"|(?<=\b[Ff]rom )|(?<=\b[Ii]n the )|(?<=[Bb]etween )|(?<=\d and )|(?<=\d to )|(?<=[Tt]he )"
             rf"|(?<=[Dd]uring ))(?P<y>{_YEAR})(?!s|-\d|,\d)\b"),
    ("refused", rf"(?:{_COUNT}|several|a few|some|many) (?:hour|minute|{_UNIT})s? (?:later|earlier|before|after)\b"
                rf"|(?:several|a few|some|many) (?:{_UNIT})s ago|(?:a |some )?(?:short |long )?(?:time|while) ago"
                rf"|(?:{_COUNT}|several|a few|some) (?:hour|minute)s? ago"
                rf"|[Rr]ecently|(?:any ?time )?\bsoon\b"
                rf"|(?:the|that) (?:same|following|next|previous) (?:{_UNIT}|{_HOURS})"),
)  # fmt: skip
_DETAILS = {name: re.compile(pattern) for name, pattern in _FORMS}
_ANY = re.compile(
    r"\b(?=\w)(?:" + "|".join(f"(?P<{name}>{re.sub(r'P<[a-z0-9]+>', ':', text)})" for name, text in _FORMS) + ")"
)


@dataclass(frozen=True, slots=True)
class Expression:
    """One written date or period: character offsets, the name of its form, its parts."""

    start: int
    end: int
    form: str
    parts: dict[str, str]


def find_expressions(text: str) -> list[Expression]:
    """Find all written dates in ``text``, in order, without overlaps."""
    found = []
    for match in _ANY.finditer(text):
        form = match.lastgroup or ""
        detail = _DETAILS[form].match(text, match.start())
        if detail is None or _is_verb_may(form, detail, text):
            continue
        parts = {key: value for key, value in detail.groupdict().items() if value}
        found.append(Expression(match.start(), detail.end(), form, parts))
    return found


def _is_verb_may(form: str, detail: re.Match[str], text: str) -> bool:
    """``May`` and ``March`` without a preposition or a modifier before them are verbs or names."""
    if form != "month" or detail["m"] not in ("May", "March") or detail["which"] or detail["part"]:
        return False
    return not re.search(
        r"\b(?:in|since|until|by|from|to|and|of|before|after|during)\s$",
        text[max(0, detail.start() - 8) : detail.start()].lower(),
    )
