"""Words as the pieces that the encoder knows, after BERT's uncased tokenizer, and the shape of each word's letters."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

# A cache this big holds the words of some ten thousand articles; it is emptied when full.
_CACHE_WORDS = 200_000
# Only so much of a word is looked at: a line of base64 must not cost more than a word.
_WORD_CHARACTERS = 256
# As in BERT: a run of letters longer than this is one unknown piece.
_RUN_CHARACTERS = 100
_MAX_PIECES = 8
# ASCII symbols that BERT counts as punctuation although Unicode does not.
_SYMBOLS = frozenset("$+<=>^`|~")
_IGNORED = frozenset({"Mn", "Cc", "Cf", "Cs"})


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of one word, at least one and at most eight, and its shape: the row of the shape embedding."""

    ids: tuple[int, ...]
    shape: int


@dataclass(slots=True)
class WordPieces:
    """Gives the pieces of words; ``vocabulary`` is the text of vocab.txt, one piece a line."""

    vocabulary: str
    ids: dict[str, int] = field(init=False, repr=False)
    cache: dict[str, Pieces] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.ids = {piece: number for number, piece in enumerate(self.vocabulary.removesuffix("\n").split("\n"))}
        self.vocabulary = ""

    def pieces(self, word: str) -> Pieces:
        """Give the pieces of ``word``; accents, case and invisible characters make no difference to them."""
        found = self.cache.get(word)
        if found is None:
            if len(self.cache) >= _CACHE_WORDS:
                self.cache.clear()
            found = self.cache[word] = Pieces(self._split(word[:_WORD_CHARACTERS]), shape_of(word[:_WORD_CHARACTERS]))
        return found

    def _split(self, word: str) -> tuple[int, ...]:
        unknown = self.ids["[UNK]"]
        found: list[int] = []
        for run in split_runs(word):
            found += self._longest_first(run) if len(run) <= _RUN_CHARACTERS else [unknown]
        return tuple(found[:_MAX_PIECES]) or (unknown,)

    def _longest_first(self, run: str) -> list[int]:
        found: list[int] = []
        start = 0
        while start < len(run):
            prefix = "##" if start else ""
            for end in range(len(run), start, -1):
                number = self.ids.get(prefix + run[start:end])
                if number is not None:
                    break
            else:
                return [self.ids["[UNK]"]]
            found.append(number)
            start = end
        return found


def split_runs(word: str) -> list[str]:
    """Split ``word`` as BERT's basic tokenizer does: lower case, no accents, punctuation marks by themselves."""
    runs: list[str] = [""]
    for character in unicodedata.normalize("NFD", word.lower()):
        category = unicodedata.category(character)
        if category in _IGNORED and not character.isspace():
            continue
        if character.isspace() or category[0] == "Z":
            runs.append("")
        elif category[0] == "P" or character in _SYMBOLS or "\u4e00" <= character <= "\u9fff":
            runs += [character, ""]
        else:
            runs[-1] += character
    return [run for run in runs if run]


def shape_of(word: str) -> int:
    """Give the shape's number as the model learned it: it sees no case otherwise."""
    if not any(character.isalnum() for character in word):
        return 1
    if any(character.isdigit() for character in word):
        return 2 if word.isdigit() else 3
    if word.islower():
        return 4
    if word.isupper():
        return 5 if len(word) == 1 else 6
    if word[0].isupper():
        return 7 if word[1:].islower() else 8
    return 9
