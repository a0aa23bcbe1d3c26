"""Coreference of what our own annotation of news tells: events, names, and the pronouns that are sources."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from training.documents import Mention

_AFTER_HEAD = frozenset({"ADP", "SCONJ", "PUNCT", "CCONJ", "DET"})
_PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "his", "her", "their", "its", "our", "my", "him", "them"})
_DEFINITE = frozenset({"the", "this", "that"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name's words [start, end) and its type."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class Source:
    """A statement's source as places of words, and the name of who speaks."""

    places: list[int]
    speaker: str


@dataclass(slots=True)
class _People:
    """Persons of one last name: the first name of the one spoken of last, and the clusters by first name."""

    latest: str = ""
    clusters: dict[str, list[Mention]] = field(default_factory=dict)


def find_head(words: list[str], places: Iterable[int], *, kinds: Mapping[str, str]) -> int:
    """Give the head of a phrase whose first words are a verb's or a noun's; ``kinds`` tells words' usual kinds.

    A verb phrase's head is its first verb that is no auxiliary, a noun phrase's the last word before what follows it.
    """
    phrase = list(places)
    known = [kinds.get(words[at].lower(), "NOUN") for at in phrase]
    first = next((at for at, kind in enumerate(known) if kind not in ("AUX", "PART", "ADV")), 0)
    if known[first] == "VERB":
        return phrase[first]
    end = next((at for at in range(first + 1, len(phrase)) if known[at] in _AFTER_HEAD), len(phrase))
    return phrase[end - 1]


def event_clusters(
    groups: Iterable[Iterable[list[int]]], words: list[str], *, kinds: Mapping[str, str]
) -> list[list[Mention]]:
    """Make clusters of groups of triggers; groups that share a head are of one event, as a head is in one cluster."""
    clusters: list[list[Mention]] = []
    taken: dict[int, list[Mention]] = {}
    for group in groups:
        mentions = [
            Mention(min(places), max(places) + 1, find_head(words, places, kinds=kinds)) for places in group if places
        ]
        known = next((taken[mention.head] for mention in mentions if mention.head in taken), None)
        cluster: list[Mention] = [] if known is None else known
        for mention in mentions:
            if mention.head not in taken:
                cluster.append(mention)
                taken[mention.head] = cluster
        if known is None and cluster:
            clusters.append(cluster)
    return [sorted(cluster, key=lambda mention: mention.start) for cluster in clusters]


def name_clusters(names: Iterable[Name], words: list[str]) -> list[list[Mention]]:
    """Group names: persons by their last name, others by equal words or initials; nationalities refer to nothing.

    A last name alone is the person of that name spoken of last ("Trump" after "Melania Trump").
    """
    people: dict[str, _People] = {}
    others: dict[tuple[str, str], list[Mention]] = {}
    for name in sorted(names, key=lambda name: name.start):
        if name.type == "PER":
            _add_person(people, name, words)
        elif name.type != "NORP":
            told = [word for word in words[name.start : name.end] if word.lower() != "the"]
            mention = Mention(name.start, name.end, _head_of_name(words, name))
            others.setdefault((name.type, " ".join(told)), []).append(mention)
    persons = [cluster for known in people.values() for cluster in known.clusters.values()]
    return sorted([*persons, *_join_initials(others)], key=lambda cluster: cluster[0].start)


def _add_person(people: dict[str, _People], name: Name, words: list[str]) -> None:
    last = words[name.end - 1]
    first = words[name.start] if name.end - name.start > 1 else ""
    mention = Mention(name.start, name.end, name.start)
    if not first and last not in people:
        for known in people.values():
            if last in known.clusters:
                known.clusters[last].append(mention)
                return
    known = people.setdefault(last, _People())
    known.latest = first or known.latest
    if first and first not in known.clusters and "" in known.clusters:
        known.clusters[first] = known.clusters.pop("")
    known.clusters.setdefault(known.latest, []).append(mention)


def _join_initials(groups: dict[tuple[str, str], list[Mention]]) -> list[list[Mention]]:
    """Join names with the names whose initials they are: "UK" and "United Kingdom"."""
    joined: dict[tuple[str, str], list[Mention]] = {}
    full = {(type, _initials(told)): told for type, told in reversed(groups) if " " in told}
    for (type, told), mentions in groups.items():
        key = (type, full.get((type, told.replace(".", "")), told))
        joined.setdefault(key, []).extend(mentions)
    return [sorted(mentions, key=lambda mention: mention.start) for mentions in joined.values()]


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def add_sources(clusters: list[list[Mention]], sources: Iterable[Source], words: list[str]) -> list[list[Mention]]:
    """Add sources that are a pronoun or as short as "the minister" to the cluster of who is named as their speaker.

    Where no name of the speaker is in a cluster, its name is looked for in the words.
    """
    grown = [list(cluster) for cluster in clusters]
    heads = {mention.head for cluster in grown for mention in cluster}
    for source in sources:
        speaker = source.speaker.split()
        if not _is_short(source.places, words) or "and" in speaker or source.places[-1] in heads:
            continue
        cluster = _cluster_of(speaker, grown, words)
        if cluster is not None:
            cluster.append(Mention(source.places[0], source.places[-1] + 1, source.places[-1]))
            heads.add(source.places[-1])
    return [sorted(cluster, key=lambda mention: mention.start) for cluster in grown]


def _is_short(places: list[int], words: list[str]) -> bool:
    told = [words[at].lower() for at in places]
    if len(told) == 1:
        return told[0] in _PRONOUNS
    return len(told) == 2 and told[0] in _DEFINITE and words[places[1]].islower()


def _cluster_of(speaker: list[str], clusters: list[list[Mention]], words: list[str]) -> list[Mention] | None:
    """Give the cluster with the longest name of the speaker, or make one of the places where the speaker is named."""

    def length(mention: Mention) -> int:
        named = words[mention.start : mention.end]
        return len(named) if speaker[-len(named) :] == named else 0

    named = [(max(map(length, cluster)), -at) for at, cluster in enumerate(clusters)]
    longest, place = max(named, default=(0, 0))
    if longest:
        return clusters[-place]
    taken = {at for cluster in clusters for mention in cluster for at in range(mention.start, mention.end)}
    found = [mention for mention in _find_names(speaker, words) if not taken & set(range(mention.start, mention.end))]
    if found:
        clusters.append(found)
    return found or None


def _find_names(speaker: list[str], words: list[str]) -> list[Mention]:
    if not speaker[-1][:1].isupper():
        return []
    found = []
    for at, word in enumerate(words):
        if word == speaker[-1]:
            start = at
            for before in reversed(speaker[:-1]):
                if start == 0 or words[start - 1] != before:
                    break
                start -= 1
            found.append(Mention(start, at + 1, start))
    return found


def _head_of_name(words: list[str], name: Name) -> int:
    end = next((at for at in range(name.start + 1, name.end) if words[at] in ("of", "for", "in", ",", "on")), name.end)
    return end - 1
