"""Writes the table of what nouns and verbs name, an act, a person, a state …, after WordNet's lexicographer files.

    python -m training.word_classes WORDNET TEXTS.jsonl.gz [TEXTS.jsonl.gz ...]

WORDNET is the folder of WordNet 3.0's ``index.noun`` and ``data.noun`` (of the Debian package wordnet-base it is
/usr/share/wordnet). Of each word the first, most frequent sense counts; words that TEXTS never have are left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from pathlib import Path

from ingest.extract import tables

# The names of the lexicographer files by their numbers in data.noun and data.verb: lexnames(5WN).
_NOUNS = (
    *("Tops", "act", "animal", "artifact", "attribute", "body", "cognition", "communication", "event", "feeling"),
    *("food", "group", "location", "motive", "object", "person", "phenomenon", "plant", "possession", "process"),
    *("quantity", "relation", "shape", "state", "substance", "time"),
)
_VERBS = (
    *("body", "change", "cognition", "communication", "competition", "consumption", "contact", "creation"),
    *("emotion", "motion", "perception", "possession", "social", "stative", "weather"),
)
_FIRST = {"noun": 3, "verb": 29}
_NAMES = {"noun": _NOUNS, "verb": _VERBS}
_FEWEST = 2
_SHORTEST = 3
_HEADER = """\
# What nouns and verbs name by their first sense in WordNet 3.0: the lexicographer file, as "noun.act". Words that occur
# in openly licensed news (Wikinews, White House briefings); by training/word_classes.py.
# WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved. THIS SOFTWARE AND DATABASE IS PROVIDED "AS
# IS" AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES, EXPRESS OR IMPLIED. BY WAY OF EXAMPLE, BUT NOT
# LIMITATION, PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES OF MERCHANTABILITY OR FITNESS FOR ANY
# PARTICULAR PURPOSE OR THAT THE USE OF THE LICENSED SOFTWARE, DATABASE OR DOCUMENTATION WILL NOT INFRINGE ANY THIRD
# PARTY PATENTS, COPYRIGHTS, TRADEMARKS OR OTHER RIGHTS. Its licence permits use, copying, modification and distribution
# for any purpose without fee, with this notice (https://wordnet.princeton.edu/license-and-commercial-use).
class\twords
"""


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m training.word_classes", description=__doc__)
    parser.add_argument("wordnet", type=Path, help="folder of index.noun, data.noun, index.verb and data.verb")
    parser.add_argument("texts", type=Path, nargs="+", help="JSON lines, gzipped, each with a text")
    arguments = parser.parse_args()
    counts = count_words(arguments.texts)
    classes = defaultdict(list)
    for pos in _NAMES:
        for word, name in first_senses(arguments.wordnet, pos):
            if sum(counts[form] for form in _forms(word)) >= _FEWEST:
                classes[name].append(word)
    write(classes, Path(str(resources.files(tables))) / "word_classes.tsv")


def count_words(paths: Iterable[Path]) -> Counter[str]:
    """Count the words of texts, in lower case."""
    counts: Counter[str] = Counter()
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                counts.update(re.findall(r"[a-z]+", json.loads(line)["text"].lower()))
    return counts


def first_senses(folder: Path, pos: str) -> Iterator[tuple[str, str]]:
    """Yield each single word of ``pos`` with the lexicographer file of its first sense."""
    files = {}
    for line in _lines(folder / f"data.{pos}"):
        offset, number, _ = line.split(" ", 2)
        files[offset] = f"{pos}.{_NAMES[pos][int(number) - _FIRST[pos]]}"
    for line in _lines(folder / f"index.{pos}"):
        word, _, count, *rest = line.split()
        if word.isalpha() and len(word) >= _SHORTEST:
            yield word, files[rest[-int(count)]]


def _lines(path: Path) -> Iterator[str]:
    """Yield the lines of one of WordNet's files behind its licence, whose lines begin with spaces."""
    with path.open(encoding="latin-1") as lines:
        yield from (line for line in lines if not line.startswith("  "))


def _forms(word: str) -> set[str]:
    """Give the regular forms of a word, too many rather than too few."""
    endings = {word + ending for ending in ("", "s", "es", "d", "ed", "ing")}
    return endings | {word[:-1] + "ies", word[:-1] + "ied", word[:-1] + "ing"}


def write(classes: Mapping[str, Iterable[str]], path: Path) -> None:
    """Write the table, a class a line."""
    rows = (f"{name}\t{', '.join(sorted(words))}\n" for name, words in sorted(classes.items()))
    path.write_text(_HEADER + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
