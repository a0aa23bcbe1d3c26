"""What the heads' columns mean, taken from the training documents and from the closed lists of acts and event types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from graph.acts import ACTS
from graph.plover import EVENT_TYPES
from training.documents import TrainingDocument
from training.scripts import lemma_script

NAME_TYPES = ("PER", "ORG", "LOC", "NORP", "FAC")
PARTS = ("Source", "Cue", "Content")
REALIS = ("asserted", "future", "hypothetical", "historical", "negated")
# Rarer ones are noise, or one treebank's slip.
_FEWEST_KINDS, _FEWEST_SCRIPTS, _FEWEST_RELATIONS = 2, 4, 5


@dataclass(frozen=True, slots=True)
class Labels:
    """The columns of each head, in order. ``frames`` are learned but not exported."""

    tags: tuple[str, ...]
    kinds: tuple[str, ...]
    scripts: tuple[str, ...]
    relations: tuple[str, ...]
    modes: tuple[str, ...]
    starts: tuple[str, ...] = ("inside", "start")
    names: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    acts: tuple[str, ...] = tuple(ACTS)
    realis: tuple[str, ...] = REALIS

    def dense(self) -> dict[str, tuple[str, ...]]:
        """Give the heads that say something of every word."""
        names = ("tags", "kinds", "scripts", "starts", "names", "parts", "events", "frames")
        return {name: getattr(self, name) for name in names}


def bio(types: Iterable[str]) -> tuple[str, ...]:
    """Give the tags "O", "B-X", "I-X" for each X of ``types``."""
    return ("O", *(f"{place}-{kind}" for kind in types for place in "BI"))


def find_labels(documents: Iterable[TrainingDocument]) -> Labels:
    """Give the labels that occur often enough in the trees of ``documents``, most frequent first."""
    tags, kinds, scripts, relations = (Counter[str]() for _ in range(4))
    for document in documents:
        tree = document.tree
        if tree is None:
            continue
        tags.update(tree.tags)
        kinds.update(tree.kinds)
        scripts.update(map(lemma_script, document.words, tree.lemmas))
        relations.update(tree.relations)
    return Labels(
        tags=_often(tags, 1),
        kinds=_often(kinds, _FEWEST_KINDS),
        scripts=_often(scripts, _FEWEST_SCRIPTS),
        relations=_often(relations, _FEWEST_RELATIONS),
        modes=("", *sorted({f"{kind.name}-{mode.name}" for kind in EVENT_TYPES.values() for mode in kind.modes})),
        names=bio(NAME_TYPES),
        parts=bio(PARTS),
        events=bio(EVENT_TYPES),
        frames=bio(PARTS),
    )


def write_labels(labels: Labels, path: Path) -> None:
    """Write ``labels`` as JSON."""
    path.write_bytes(orjson.dumps(asdict(labels), option=orjson.OPT_INDENT_2))


def read_labels(path: Path) -> Labels:
    """Read what ``write_labels`` wrote."""
    content: dict[str, Any] = orjson.loads(path.read_bytes())
    return Labels(**{name: tuple(values) for name, values in content.items()})


def _often(counts: Counter[str], fewest: int) -> tuple[str, ...]:
    return tuple(value for value, count in counts.most_common() if count >= fewest and value)
