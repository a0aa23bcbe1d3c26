"""The lemmas of the words that the treebanks have, by form and part of speech: surer than what the network guesses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from training.documents import TrainingDocument

# In hundredths of an occurrence: a form stands for itself as written, and a little for itself in lower case.
_AS_WRITTEN, _LOWERED = 100, 1
_FEWEST = _AS_WRITTEN + _LOWERED


def lemma_table(documents: Iterable[TrainingDocument]) -> dict[str, str]:
    """Give "form<tab>UPOS" → the lemma that it most often has in the trees of ``documents``.

    Names are left out, as theirs are themselves, and so are forms that were seen once only and with a capital, which
    may be a sentence's first word.
    """
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for document in documents:
        if document.tree is None:
            continue
        for form, kind, lemma in zip(document.words, document.tree.kinds, document.tree.lemmas, strict=True):
            upos = kind.partition("|")[0]
            counts[form, upos][lemma] += _AS_WRITTEN
            counts[form.lower(), upos][lemma] += _LOWERED
    best = {key: lemmas.most_common(1)[0] for key, lemmas in counts.items() if key[1] != "PROPN"}
    return {f"{form}\t{upos}": lemma for (form, upos), (lemma, count) in best.items() if count >= _FEWEST}
