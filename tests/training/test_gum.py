import gzip

import orjson
import pytest

from training.documents import Mention
from training.gum import read_gum

# Form, part of speech, Entity annotation; the mention of "the Bank … who" goes on in the next sentence.
SENTENCES = [
    [
        ("The", "DET", "(1-organization-new-cf1-2,3,5-coref"),
        ("World", "PROPN", ""),
        ("Bank", "PROPN", ""),
        ("of", "ADP", ""),
        ("Fiji", "PROPN", "(2-place-new-cf2-1-sgl)1)"),
        ("fell", "VERB", ""),
    ],
    [
        ("It", "PRON", "(1-organization-giv:act-cf1-1-ana)"),
        ("rose", "VERB", "(3-event-new-cf3-1-sgl"),
        (".", "PUNCT", "3)"),
    ],
]


@pytest.fixture
def folder(tmp_path):
    lines = ["# newdoc id = doc", "# global.Entity = GRP-etype-infstat-centering-minspan-link"]
    rows = []
    for sentence in SENTENCES:
        toks = []
        for number, (form, kind, brackets) in enumerate(sentence, 1):
            note = f"Entity={brackets}|SpaceAfter=No" if brackets else "_"
            lines.append(f"{number}\t{form}\t_\t{kind}\t_\t_\t0\troot\t_\t{note}")
            toks.append([form, True, kind, "X", "_", 0, "root", form])
        lines.append("")
        rows.append({"id": "s", "par": True, "toks": toks, "ner": None})
    with gzip.open(tmp_path / "gum-open-dev.conllu.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    with gzip.open(tmp_path / "gum-dev.jsonl.gz", "wb") as file:
        file.write(orjson.dumps({"id": "doc", "sents": rows}) + b"\n")
        file.write(orjson.dumps({"id": "of another split", "sents": rows}) + b"\n")
    return tmp_path


def test_names_are_runs_of_proper_nouns_around_heads_of_mentions(folder):
    (document,) = read_gum(folder, split="dev")
    assert document.names is not None
    assert document.names[:6] == ["O", "B-ORG", "I-ORG", "I-ORG", "I-ORG", "O"]
    assert set(document.names[6:]) == {"O"}


def test_clusters_have_nested_and_single_mentions(folder):
    (document,) = read_gum(folder, split="dev")
    assert document.clusters == [
        [Mention(0, 5, 1), Mention(6, 7, 6)],
        [Mention(4, 5, 4)],
        [Mention(7, 9, 7)],
    ]
