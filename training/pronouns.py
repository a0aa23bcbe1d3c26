"""Makes examples of pronouns: copies of articles in which some later mentions of a person become a pronoun.

The idea is WikiCREM's (Kocijan et al., "WikiCREM: A Large Unsupervised Corpus for Coreference Resolution", EMNLP 2019):
a name that is told again while another person's name stands between must be resolved by more than being nearest.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from ingest.nlp.windows import PARAGRAPH
from training.clusters import Name, name_clusters
from training.documents import Mention, TrainingDocument

# A mention farther than this from the one before is not told by a pronoun.
_REACH = 150
# Of a hundred mentions that could become a pronoun so many do.
_SHARE = 60
_FINAL = frozenset({".", "!", "?", '"', "”", ":", "“"})
_FORMS = {"he": ("he", "him", "his"), "she": ("she", "her", "her")}
_GENDERS = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}
# How many words after a name a pronoun is looked for; how many pronouns of a name must agree, and what share of them.
_SOON = 25
_VOTES = 2
_CLEAR = 0.7
# What may stand before a pronoun; a title, an adjective or an article may not.
_BEFORE_SUBJECT = frozenset({"PUNCT", "SCONJ", "CCONJ", "ADP", "VERB"})


@dataclass(frozen=True, slots=True)
class _Change:
    """The words [start, end) that become ``word``."""

    start: int
    end: int
    word: str


def person_genders(documents: Iterable[TrainingDocument]) -> dict[str, str]:
    """Give "he" or "she" for words of persons' names, as most pronouns that seem to be theirs have it.

    Those are the pronouns of the same cluster, and the first one soon after a name with no other person in between.
    """
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        if document.names is not None:
            for words, gender in [*_clustered(document), *_following(document)]:
                for word in words:
                    if word[:1].isupper():
                        counts[word][gender] += 1
    return {
        word: genders.most_common(1)[0][0]
        for word, genders in counts.items()
        if genders.most_common(1)[0][1] >= max(_VOTES, _CLEAR * genders.total())
    }


def _clustered(document: TrainingDocument) -> Iterator[tuple[set[str], str]]:
    names = document.names or []
    for cluster in document.clusters or ():
        first = [document.words[mention.start].lower() for mention in cluster if mention.end == mention.start + 1]
        pronouns = Counter(_GENDERS[word] for word in first if word in _GENDERS)
        places = {at for mention in cluster for at in range(mention.head, mention.end) if names[at].endswith("PER")}
        if pronouns and places:
            yield {document.words[at] for at in places}, pronouns.most_common(1)[0][0]


def _following(document: TrainingDocument) -> Iterator[tuple[list[str], str]]:
    people = [name for name in _names(document.names or []) if name.type == "PER"]
    ends = [*(name.start for name in people[1:]), len(document.words)]
    for name, end in zip(people, ends, strict=False):
        following = document.words[name.end : min(end, name.end + _SOON)]
        gender = next((_GENDERS[word.lower()] for word in following if word.lower() in _GENDERS), None)
        if gender is not None:
            yield document.words[name.start : name.end], gender


def with_pronouns(
    document: TrainingDocument, *, kinds: Mapping[str, str], genders: Mapping[str, str]
) -> TrainingDocument | None:
    """Give the copy of a document with names in which some are pronouns; None where none can become one.

    ``kinds``: the usual part of speech of words; ``genders``: the pronouns of words of names.
    A person whose pronoun nobody knows keeps the name.
    """
    names = list(_names(document.names or []))
    clusters = name_clusters(names, document.words)
    people = {Mention(name.start, name.end, name.start) for name in names if name.type == "PER"}
    persons = [cluster for cluster in clusters if cluster[0] in people]
    changes = [change for person in persons for change in _changes(document, person, people, kinds, genders)]
    if not changes:
        return None
    return _changed(document, clusters, {change.start: change for change in changes})


def _names(tags: list[str]) -> Iterator[Name]:
    for start, tag in enumerate(tags):
        if tag.startswith("B-"):
            inside = f"I-{tag[2:]}"
            end = next((at for at in range(start + 1, len(tags)) if tags[at] != inside), len(tags))
            yield Name(start, end, tag[2:])


def _changes(
    document: TrainingDocument,
    person: list[Mention],
    people: set[Mention],
    kinds: Mapping[str, str],
    genders: Mapping[str, str],
) -> Iterator[_Change]:
    gender = _gender(document, person, genders)
    if gender is None:
        return
    others = people - set(person)
    for before, mention in pairwise(person):
        key = f"{document.id}:{mention.start}"
        is_near = mention.start - before.end <= _REACH
        if is_near and _has_rival(document, before, mention, others) and _draw(key) % 100 < _SHARE:
            change = _change(document, mention, gender, kinds)
            if change is not None:
                yield change


def _gender(document: TrainingDocument, person: list[Mention], genders: Mapping[str, str]) -> str | None:
    """Give the pronoun of a person by the first word of the longest name that tells it."""
    told = max((document.words[mention.start : mention.end] for mention in person), key=len)
    return next((genders[word] for word in told if word in genders), None)


def _draw(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest())


def _has_rival(document: TrainingDocument, before: Mention, mention: Mention, others: set[Mention]) -> bool:
    """Whether another person stands since the mention before, or in the sentence of this one."""
    end = next((at for at in range(mention.end, len(document.words)) if _begins(document, at)), len(document.words))
    return any(before.end <= other.start < end for other in others)


def _begins(document: TrainingDocument, at: int) -> bool:
    """Whether a sentence seems to begin at a word."""
    return at == 0 or document.gaps[at] == PARAGRAPH or document.words[at - 1] in _FINAL


def _change(document: TrainingDocument, mention: Mention, gender: str, kinds: Mapping[str, str]) -> _Change | None:
    """Give the pronoun in the case that the words around ask for, None where they ask for a name."""
    words, (subject, oblique, possessive) = document.words, _FORMS[gender]
    begins = _begins(document, mention.start)
    before = "PUNCT" if begins else kinds.get(words[mention.start - 1].lower(), "PROPN")
    after = words[mention.end] if mention.end < len(words) else "."
    following = kinds.get(after.lower(), "NOUN")
    end, word = mention.end, None
    if after in ("'s", "’s"):
        if before in (*_BEFORE_SUBJECT, "AUX"):
            end, word = mention.end + 1, possessive
    elif before in _BEFORE_SUBJECT and following in ("VERB", "AUX"):
        word = subject
    elif before == "ADP" and (following in ("ADP", "CCONJ") or after in _FINAL or after == ","):
        word = oblique
    if word is None:
        return None
    return _Change(mention.start, end, word.capitalize() if begins else word)


def _changed(
    document: TrainingDocument, clusters: list[list[Mention]], changes: Mapping[int, _Change]
) -> TrainingDocument:
    words: list[str] = []
    kept: list[int] = []
    places: dict[int, int] = {}
    end = 0
    for at, word in enumerate(document.words):
        if at in changes:
            end = changes[at].end
            kept.append(at)
            words.append(changes[at].word)
        elif at >= end:
            kept.append(at)
            words.append(word)
        places[at] = len(words) - 1
    moved = [
        [Mention(places[mention.start], places[mention.end - 1] + 1, places[mention.head]) for mention in cluster]
        for cluster in clusters
    ]
    return TrainingDocument(
        id=f"{document.id}:pronouns",
        source="pronouns",
        words=words,
        gaps=[document.gaps[at] for at in kept],
        starts=[document.starts[at] for at in kept],
        has_starts=False,
        clusters=moved,
    )
