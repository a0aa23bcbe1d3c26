"""Words that the network takes for what they cannot be: letters as punctuation, nouns as pronouns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ingest.nlp.lemmas import Lemmas
from ingest.nlp.model_files import Labels

_PRONOUNS = frozenset({"PRP", "PRP$"})
# XPOS tags of punctuation alone.
_MARKS = frozenset({".", ",", ":", "``", "''", "-LRB-", "-RRB-", "HYPH"})


class Mending:
    """Makes such words singular nouns. Pronouns are a closed class: those that the treebanks have."""

    def __init__(self, labels: Labels, lemmas: Lemmas) -> None:
        self._lemmas = lemmas
        self._mark_tags = [number for number, tag in enumerate(labels.tags) if tag in _MARKS]
        self._mark_kinds = [number for number, (upos, _) in enumerate(labels.kinds) if upos == "PUNCT"]
        self._pronoun_tags = [number for number, tag in enumerate(labels.tags) if tag in _PRONOUNS]
        self._noun = labels.tags.index("NN"), labels.kinds.index(("NOUN", "Number=Sing"))

    def mend(self, texts: Sequence[str], choices: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
        """Give ``choices`` (n, 3) of tag, kind and lemma script for the n words ``texts``, mended."""
        is_mark = np.isin(choices[:, 0], self._mark_tags) | np.isin(choices[:, 1], self._mark_kinds)
        is_pronoun = np.isin(choices[:, 0], self._pronoun_tags)
        wrong = [
            place
            for place in np.flatnonzero(is_mark | is_pronoun).tolist()
            if texts[place].isalpha() and (is_mark[place] or not self._lemmas.is_pronoun(texts[place]))
        ]
        if not wrong:
            return choices
        mended = choices.copy()
        mended[wrong, :2] = self._noun
        return mended
