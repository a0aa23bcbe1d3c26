"""Lemmas: a table of forms first, else the edit script that the model chose, mended where spelling or the tag tells."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from ingest.nlp.base_forms import base_form

_CACHE_FORMS = 200_000
# Forms of which each tag has a lemma of its own in the treebanks.
_BY_TAG = {
    ("her", "PRP"): "she",
    ("her", "PRP$"): "her",
    ("'d", "MD"): "would",
    ("’d", "MD"): "would",
    ("'d", "VBD"): "have",
    ("’d", "VBD"): "have",
    ("'s", "POS"): "'s",
    ("’s", "POS"): "'s",
    ("best", "RBS"): "well",
    ("best", "JJS"): "good",
    ("better", "RBR"): "well",
    ("better", "JJR"): "good",
    ("further", "RB"): "further",
    ("further", "RBR"): "far",
}
_MONTHS: tuple[str, ...] = ("January", "February", "March", "April", "June", "July", "August")
_MONTHS += ("September", "October", "November", "December")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# "Sept." and "Sept", "Tues."; without its full stop "Mar", "Sun" or "Sat" may be another name.
_DATES = {f"{name[:size]}.": name for name in (*_MONTHS, *_DAYS) for size in (3, 4, 5) if size < len(name)}
_DATES |= {name[:size]: name for name in _MONTHS if name != "March" for size in (3, 4) if size < len(name)}
_NAME_TAGS = ("NNP", "NNPS")
_PLAIN_VERBS = ("VB", "VBP")
_GROUPED_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
# What an editor put into the words of another: "[T]he", "expect[ed]".
_INSERTED = re.compile(r"[A-Za-z]*\[[A-Za-z]+\][A-Za-z]*")


@dataclass(slots=True)
class Lemmas:
    """Gives lemmas. ``table`` is lemma.json (form, tab, UPOS → lemma); it is read when first asked for."""

    table: bytes
    scripts: tuple[str, ...]
    forms: dict[str, str] = field(init=False, repr=False, default_factory=dict)
    known: frozenset[str] = field(init=False, repr=False, default=frozenset())
    cache: dict[tuple[str, str, int, str], str] = field(init=False, repr=False, default_factory=dict)

    def lemma(self, form: str, upos: str, script: int, tag: str = "") -> str:
        """Give the lemma of ``form``; ``script`` is the model's choice for a form that the table lacks.

        With the Penn ``tag`` spelling mends that choice.
        """
        key = (form, upos, script, tag)
        found = self.cache.get(key)
        if found is None:
            if len(self.cache) >= _CACHE_FORMS:
                self.cache.clear()
            found = self.cache[key] = self._find(form, upos, script, tag)
        return found

    def is_pronoun(self, form: str) -> bool:
        """Whether the treebanks have ``form`` as a pronoun: those are a closed class."""
        if not self.forms:
            self._read_table()
        return f"{form.lower()}\tPRON" in self.forms

    def _find(self, form: str, upos: str, script: int, tag: str) -> str:
        if not self.forms:
            self._read_table()
        if _INSERTED.fullmatch(form):
            form = form.replace("[", "").replace("]", "")
        if found := _BY_TAG.get((form.lower(), tag)):
            return found
        if _GROUPED_NUMBER.fullmatch(form):
            return form.replace(",", "")
        if upos == "PROPN":
            return self._name(form, script, tag)
        found = self._from_table(form, upos) or mended(apply_script(form, self.scripts[script]), form, tag, self.known)
        # Words inside names ("United" of the United States) keep their capital, whatever else they are.
        return found[:1].upper() + found[1:] if tag in _NAME_TAGS and form[:1].isupper() else found

    def _name(self, form: str, script: int, tag: str) -> str:
        found = self.forms.get(f"{form}\tPROPN") or _DATES.get(form)
        if found is None and not form[1:].islower() and form.title() in self.known:
            found = form.title()
        return found or mended_name(apply_script(form, self.scripts[script]), form, tag, self.known)

    def _read_table(self) -> None:
        self.forms = json.loads(self.table)
        self.known = frozenset(self.forms.values())
        self.table = b""

    def _from_table(self, form: str, upos: str) -> str | None:
        found = self.forms.get(f"{form}\t{upos}")
        # A capital at a sentence's start says nothing; "Polish" and "polish" differ.
        is_start = upos != "ADJ" and form[1:].islower()
        return self.forms.get(f"{form.lower()}\t{upos}", found) if is_start or found is None else found


def mended(lemma: str, form: str, tag: str, known: frozenset[str]) -> str:
    """Give "deny" for the "denie" that the model's script leaves of "denies"; a verb's plain form is its own lemma."""
    if tag in _PLAIN_VERBS and form.isalpha():
        return form.lower()
    return base_form(form.lower(), tag, lemma, known.__contains__) if form.replace("-", "").isalpha() else lemma


def mended_name(lemma: str, form: str, tag: str, known: frozenset[str]) -> str:
    """Give the name itself, or the one for several: "Systems" → "System"; "Olympics" stays."""
    if tag == "NNP":
        return form
    if tag != "NNPS" or not form[1:].islower():
        return lemma
    whole = form.lower()
    base = (
        whole if form.endswith(("ics", "ss", "us", "sis")) else base_form(whole, tag, "", known.__contains__) or whole
    )
    return base[:1].upper() + base[1:] if form[0].isupper() else base


def apply_script(form: str, script: str) -> str:
    """Give the lemma by ``script``: "=be" is that word; "l2|y" lowers, cuts two letters, adds "y"; "k…" keeps case."""
    if script.startswith("="):
        return script[1:] or form
    count, ending = script[1:].split("|", 1)
    stem = form.lower() if script.startswith("l") else form
    return stem[: max(0, len(stem) - int(count))] + ending or form
