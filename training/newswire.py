"""Reads articles whose names stand in columns, as stanfordnlp's worldwide newswire has them, to measure by.

Its texts have no open licence: nothing may be learned from them. A file is an article, a line a word and its tag; the
spacing is lost. The text is put together as English is usually set, and a sentence without a final mark (a headline, a
dateline) ends its paragraph.
"""

import re
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from training.documents import TrainingDocument
from training.treebanks import row_document

_TYPES = {"PERSON": "PER", "ORGANIZATION": "ORG", "LOCATION": "LOC", "NORP": "NORP", "FACILITY": "FAC"}
_GLUED_BEFORE = re.compile(r"[.,;:!?%)\]}”’…]+|['’](s|S|re|ve|ll|d|m|t)?|n['’]t")
_GLUED_AFTER = re.compile(r"[(\[{“‘$£€#@]")
_ENDINGS = frozenset({"s", "S", "re", "ve", "ll", "d", "m", "t"})
_FINAL = re.compile(r"[.!?…:;][\"”’')\]]*$")


def read_newswire(path: Path) -> Iterator[TrainingDocument]:
    """Yield the articles of a folder of .tsv files, or of a .tar.gz of one."""
    for name, text in sorted(_texts(path)):
        sentences = list(_sentences(text))
        if sentences:
            names = [tag for sentence in sentences for tag in sentence["ner"]]
            row = {"id": name, "sents": sentences}
            yield replace(row_document(row, source="newswire", names=names, has_trees=False), name_types="five")


def find_spaces(words: list[str]) -> list[bool]:
    """Say of each word of a sentence whether there is a space after it."""
    spaces: list[bool] = []
    is_quoting, is_tight = False, True
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        is_quote = word == '"'
        is_hyphen = word == "-" and before.isalnum() and after.isalnum()
        is_ending = before in ("'", "’") and word in _ENDINGS
        is_glued = is_tight or (is_quote and is_quoting) or is_hyphen or is_ending or _GLUED_BEFORE.fullmatch(word)
        spaces.append(not is_glued)
        is_quoting ^= is_quote
        is_tight = is_hyphen or bool(_GLUED_AFTER.fullmatch(word)) or (is_quote and is_quoting)
    return [*spaces[1:], True]


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    if path.is_dir():
        for file in path.rglob("*.tsv"):
            yield file.name, file.read_text("utf-8")
        return
    with tarfile.open(path) as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content is not None and member.name.endswith(".tsv"):
                yield Path(member.name).name, content.read().decode("utf-8")


def _sentences(text: str) -> Iterator[dict[str, Any]]:
    is_paragraph = True
    for has_words, lines in groupby(text.splitlines(), key=lambda line: bool(line.strip())):
        rows = [line.split("\t") for line in lines if has_words]
        words, tags = [row[0] for row in rows], [row[-1].strip() for row in rows]
        # An article may begin with its address.
        if not words or (len(words) == 1 and words[0].startswith("http")):
            continue
        toks = list(zip(words, find_spaces(words), strict=True))
        yield {"par": is_paragraph, "toks": toks, "ner": _name_tags(tags)}
        is_paragraph = not _FINAL.search("".join(word + " " * has_space for word, has_space in toks).rstrip())


def _name_tags(tags: list[str]) -> list[str]:
    found, before = [], "O"
    for tag in tags:
        kind = _TYPES.get(tag[2:].upper())
        goes_on = tag.startswith("I") and before[2:] == tag[2:]
        found.append(f"{'I' if goes_on else 'B'}-{kind}" if kind else "O")
        before = tag
    return found
