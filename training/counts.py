"""Counts what a parse has right: words, tags, lemmas, trees, sentences and names, each document by itself.

Counted as the CoNLL 2018 shared task does: a word is found where a word of the parse covers exactly its characters, and
one that isn't found is wrong in every figure. Heads and relations are those of words that are no punctuation, relations
with their subtypes.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import TypeVar

from training.scored_words import Place, ScoredName, ScoredWord

# Figure → how many are right, and of how many; an F1 is what is right of the mean of what is found and what is there.
Counts = dict[str, tuple[float, float]]
Kind = TypeVar("Kind")

WORDS, SENTENCES, NAMES = "words F1", "sentence starts F1", "names F1"
THREE = ("PER", "ORG", "LOC")
FIVE = (*THREE, "NORP", "FAC")


def count_words(annotated: Sequence[ScoredWord], parsed: Sequence[ScoredWord]) -> Counts:
    """Count the words of one document."""
    found = {word.place: word for word in parsed}
    pairs = [(word, found[word.place]) for word in annotated if word.place in found]
    attached = [(word, other) for word, other in pairs if word.relation != "punct" and word.head == other.head]
    all_words, no_marks = len(annotated), sum(word.relation != "punct" for word in annotated)
    return {
        WORDS: (len(pairs), (all_words + len(parsed)) / 2),
        SENTENCES: _f1(_sentences(annotated), _sentences(parsed)),
        "UPOS": (sum(word.kind == other.kind for word, other in pairs), all_words),
        "XPOS": (sum(word.tag == other.tag for word, other in pairs), all_words),
        "lemma": (sum(word.lemma == other.lemma for word, other in pairs), all_words),
        "UAS": (len(attached), no_marks),
        "LAS": (sum(word.relation == other.relation for word, other in attached), no_marks),
    }


def count_names(
    annotated: Iterable[ScoredName],
    parsed: Iterable[ScoredName],
    *,
    unknown: Sequence[Place] = (),
    types: Sequence[str] = THREE,
) -> Counts:
    """Count the names of one document; a name is right where its characters and its type are.

    Of three types, a building counts as a location and a nationality is left out. Names that touch ``unknown`` places
    of a parse are left out too.
    """
    known = [name for name in parsed if not any(_overlap(name.place, place) for place in unknown)]
    there, found = (_merge(names, types) for names in (annotated, known))
    name = NAMES if len(types) > len(THREE) else f"{NAMES}, three types"
    counts = {name: _f1(there, found)}
    for kind in types:
        some, others = ({name for name in names if name.type == kind} for names in (there, found))
        counts[f"{name}, {kind}"] = _f1(some, others)
    return counts


def _sentences(words: Iterable[ScoredWord]) -> set[int]:
    return {word.place[0] for word in words if word.is_first}


def _merge(names: Iterable[ScoredName], types: Collection[str]) -> set[ScoredName]:
    if len(types) > len(THREE):
        return set(names)
    return {ScoredName(name.place, "LOC" if name.type == "FAC" else name.type) for name in names if name.type != "NORP"}


def _overlap(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _f1(there: set[Kind], found: set[Kind]) -> tuple[float, float]:
    return len(there & found), (len(there) + len(found)) / 2
