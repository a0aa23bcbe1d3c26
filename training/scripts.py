"""Lemmas as edit scripts: what to cut off a form and what to add, so that unseen words get lemmas too."""

from __future__ import annotations


def lemma_script(form: str, lemma: str) -> str:
    """Give the script that ``ingest.nlp.lemmas.apply_script`` turns back into ``lemma``, or "" where there is no lemma.

    "l2|y": lower case, two letters cut, "y" added; "k…" keeps the case; "=be" is that word.
    """
    if lemma == "_" and form != "_":
        return ""
    cased, kind = (form.lower(), "l") if lemma == lemma.lower() else (form, "k")
    common = 0
    while common < min(len(cased), len(lemma)) and cased[common] == lemma[common]:
        common += 1
    if common == 0 and len(cased) > 1:
        return f"={lemma}"
    return f"{kind}{len(cased) - common}|{lemma[common:]}"
