"""Lemmas: a table of forms first, else the edit script that the model chose."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

_CACHE_FORMS = 200_000


@dataclass(slots=True)
class Lemmas:
    """Gives lemmas. ``table`` is lemma.json (form, tab, UPOS → lemma); it is read when first asked for."""

    table: bytes
    scripts: tuple[str, ...]
    forms: dict[str, str] | None = field(init=False, repr=False, default=None)
    cache: dict[tuple[str, str, int], str] = field(init=False, repr=False, default_factory=dict)

    def lemma(self, form: str, upos: str, script: int) -> str:
        """Give the lemma of ``form``; ``script`` is the model's choice for a form that the table lacks."""
        key = (form, upos, script)
        found = self.cache.get(key)
        if found is None:
            if len(self.cache) >= _CACHE_FORMS:
                self.cache.clear()
            found = self._from_table(form, upos) or mended(apply_script(form, self.scripts[script]), form, upos)
            self.cache[key] = found
        return found

    def _from_table(self, form: str, upos: str) -> str | None:
        if self.forms is None:
            self.forms = json.loads(self.table)
            self.table = b""
        found = self.forms.get(f"{form}\t{upos}")
        if found is None and upos != "PROPN":
            found = self.forms.get(f"{form.lower()}\t{upos}")
        return found


def mended(lemma: str, form: str, upos: str) -> str:
    """Give "deny" for the "denie" that a cut of one letter leaves of "denies"; "die" has no other vowel and stays."""
    is_cut = upos == "VERB" and form.endswith(("ies", "ied")) and lemma.endswith("ie")
    return f"{lemma[:-2]}y" if is_cut and any(letter in "aeiou" for letter in lemma[:-2]) else lemma


def apply_script(form: str, script: str) -> str:
    """Give the lemma by ``script``: "=be" is that word; "l2|y" lowers, cuts two letters, adds "y"; "k…" keeps case."""
    if script.startswith("="):
        return script[1:] or form
    count, ending = script[1:].split("|", 1)
    stem = form.lower() if script.startswith("l") else form
    return stem[: max(0, len(stem) - int(count))] + ending or form
