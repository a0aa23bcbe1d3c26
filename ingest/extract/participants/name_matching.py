"""Whether two names in one article are one actor's: surnames, initials, acronyms, shortened organizations."""

from __future__ import annotations

import re
from functools import cache

from anyascii import anyascii
from rapidfuzz import fuzz

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_LEGAL = frozenset(
    {"inc", "corp", "corporation", "ltd", "llc", "plc", "co", "company", "group", "magazine", "newspaper"}
)
# What a broadcaster's name ends in and is often called without.
_MEDIA = frozenset({("news",), ("radio",), ("television",), ("tv",)})
_SMALL_WORDS = frozenset({"of", "the", "and", "for", "in", "on", "to", "&", "de", "la", "du", "et"})
# Spellings of one transliterated surname ("Zelensky", "Zelenskyy") score above this; different surnames of six
# letters or more hardly ever do.
_SAME_SPELLING = 90.0


@cache
def name_words(name: str) -> tuple[str, ...]:
    """Give a name's words in plain lower-case letters, without dots, quote marks and a leading article."""
    words = tuple(re.findall(r"[\w&'-]+", anyascii(name).casefold().replace(".", "")))
    words = tuple(word.removesuffix("'s").strip("'-") for word in words)
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def person_match(short: str, full: str) -> int:
    """Give how well ``short`` may be the person ``full``: 0 not, 1 by first name, 2 by part, 3 by surname, 4 wholly."""
    one, other = name_words(short), name_words(full)
    if not one or len(one) > len(other):
        return 0
    if one == other:
        return 4
    if _SUFFIXES & (set(one) ^ set(other)) and len(one) > 1:
        return 0
    core = tuple(word for word in other if word not in _SUFFIXES)
    if one == core[-len(one) :]:
        return 3
    if len(one) == 1 and core:
        return _single_match(one[0], core)
    return 3 if _is_subsequence(one, other) else 0


def _single_match(word: str, full: tuple[str, ...]) -> int:
    if word in full[1:]:
        return 2
    if word == full[0]:
        return 1
    spelled = len(word) >= 6 and word[0] == full[-1][0] and fuzz.ratio(word, full[-1]) >= _SAME_SPELLING
    return 2 if spelled else 0


def _is_subsequence(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether first and last names agree and what is between is left out or an initial."""
    if short[0] != full[0] and not (len(short[0]) == 1 and full[0].startswith(short[0])):
        return False
    position = 1
    for word in short[1:]:
        while position < len(full) and not (full[position] == word or (len(word) == 1 and full[position][0] == word)):
            position += 1
        if position == len(full):
            return False
        position += 1
    return True


def organization_match(short: str, full: str) -> int:
    """Give how well ``short`` may be the organization called ``full``: 0 not, 1 part, 2 but for "Inc.", 3 acronym."""
    one, other = name_words(short), name_words(full)
    if not one or not other:
        return 0
    if one == other:
        return 4
    if is_acronym(short, full):
        return 3
    if len(one) >= len(other):
        return 0
    if one == tuple(word for word in other if word not in _LEGAL):
        return 2
    first, last = other[: len(one)], other[-len(one) :]
    if one == last:
        return 1
    # "House" is the House of Representatives and "Ford" the Ford Motor Company, but not the Ford Foundation.
    is_firm = other[-1] in _LEGAL or other[len(one) :] in _MEDIA
    return 1 if one == first and (is_firm or other[len(one)] in _SMALL_WORDS | _LEGAL) else 0


def is_acronym(short: str, full: str) -> bool:
    """Whether the letters of ``short`` begin the words of ``full``: WHO, U.N., TfL."""
    letters = short.replace(".", "")
    if not 2 <= len(letters) <= 8 or " " in letters or sum(letter.isupper() for letter in letters) < 2:
        return False
    words = [word for word in re.split(r"[\s\-–/]+", anyascii(full)) if word]
    every = "".join(word[0] for word in words).casefold()
    large = "".join(word[0] for word in words if word.casefold() not in _SMALL_WORDS).casefold()
    # The country before a name is often left out of its letters: the United States Commission on Presidential Debates.
    is_end = len(letters) >= 3 and large.endswith(letters.casefold())
    return len(words) > 1 and (letters.casefold() in {every, large} or is_end)
