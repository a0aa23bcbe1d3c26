"""Base forms of words that the table of lemmas lacks, by the rules of English spelling.

The model's edit script cuts what it saw most often ("voted" → "vot", "factories" → "factorie"). Spelling allows only a
few base forms; of these a known word is taken, else the model's guess if it is one of them, else the likeliest.
Irregular forms ("fled", "sung") are not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.nlp.word_lists import plurals_with_e

# One vowel before one consonant: without an "e" it would be doubled ("stopped" but "staged").
_SHORT = re.compile(r"[^aeiou]*(?:[gq]u)?[aeiouy][^aeiouwxy]")
# "agreed", "giggled", "stated", "forced", "increased", "immersed", "decided", "judged", "managed", "required".
_NEEDS_E = re.compile(
    r".*(?:[^e]e|u|[^aeiourl]l|[^aeiou]at|[iu]at|[cvz]|[aeiou]{2}s|[^aeious]s|[aiou]s|(?<![aeiou])[aiou]d|ced|dg|rg"
    r"|[eu]ng|[a-z]{3}ang|(?:(?<![aeiou])|(?<=qu))(?:[aeiu]g|[aou]k|[aiu]r|um|in|ap|yp|[aeiou]b|ut))"
)
_DOUBLED = re.compile(r".*[aeiou]([bdgmnprt])\1")
_SIBILANT = ("ch", "sh", "x", "ss", "zz")
_ENDINGS = {"VBG": "ing", "VBD": "ed", "VBN": "ed", "JJR": "er", "RBR": "er", "JJS": "est", "RBS": "est"}
_PREFIX = re.compile("over|under|out|mis|dis|pre|re|un|co|up")


def base_form(form: str, tag: str, guess: str, is_known: Callable[[str], bool]) -> str:
    """Give the base form of ``form``, a word in lower case with the Penn tag ``tag``, where spelling can tell it."""
    bases = _bases(form, tag)
    # An irregular participle ("written") has a base form that its spelling does not tell.
    if not bases or (tag == "VBN" and form.endswith("en") and is_known(guess)):
        return guess
    known = [base for base in bases if is_known(base)] or [base for base in bases if is_known(_PREFIX.sub("", base, 1))]
    return guess if guess in (known or bases) else (known or bases)[0]


def _bases(form: str, tag: str) -> list[str]:
    """Give the base forms that spelling allows, the likeliest first; none where it has nothing to say."""
    if tag in ("NNS", "NNPS", "VBZ"):
        return _without_s(form)
    if tag == "VBN" and form.endswith("en") and len(form) > 4:
        return [form[:-2], form[:-1]]
    ending = _ENDINGS.get(tag, "")
    stem = form.removesuffix(ending)
    if not ending or stem == form or not re.search("[aeiouy]", stem):
        return []
    if stem.endswith("i") and ending != "ing":
        return [f"{stem[:-1]}y"] if len(stem) > 2 else [f"{stem}e"]
    if stem.endswith("y") and ending == "ing" and len(stem) == 2:
        return [f"{stem[:-1]}ie", stem]
    return _stems(stem)


def _without_s(form: str) -> list[str]:
    if form in plurals_with_e() or (form.endswith("ies") and len(form) == 4):
        return [form[:-1]]
    if form.endswith("ies"):
        return [f"{form[:-3]}y"]
    if form.endswith("es") and form[:-2].endswith(_SIBILANT):
        return [form[:-2]]
    if form.endswith("men") and len(form) > 4:
        return [f"{form[:-3]}man"]
    if not form.endswith("s") or len(form) < 4:
        return []
    # What has no singular ("goods") stays as it is, if the model says so.
    return [form[:-1], *([form[:-2]] if form.endswith("es") else []), form]


def _stems(stem: str) -> list[str]:
    """Give what may stand before an ending that begins with a vowel."""
    if _DOUBLED.fullmatch(stem):
        return [stem[:-1]]
    if _SHORT.fullmatch(stem) or _NEEDS_E.fullmatch(stem):
        return [f"{stem}e"]
    if stem.endswith(("er", "en", "on", "ow", "aw", "ew", "ay", "ey", "oy", "x", "sh", "ch")):
        return [stem]
    if stem.endswith("ck"):
        return [stem, stem[:-1]]
    return [stem, f"{stem}e"] if not stem.endswith("ll") else [stem, stem[:-1]]
