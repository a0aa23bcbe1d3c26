from dataclasses import replace

import pytest

from training.documents import (
    EventMentions,
    Mention,
    StatementParts,
    TrainingDocument,
    Tree,
    read_documents,
    write_documents,
)

BARE = TrainingDocument(
    id="bare",
    source="unlabelled",
    words=["Hi", "!"],
    gaps=[2, 0],
    starts=[True, False],
    has_starts=False,
)
FULL = replace(
    BARE,
    id="full",
    has_starts=True,
    tree=Tree(["UH", "."], ["INTJ|_", "PUNCT|_"], ["hi", "!"], [-1, 0], ["root", "punct"]),
    names=["O", "?"],
    name_types="three",
    statements=[StatementParts([0], [], [1], "STATE", None, [[1]])],
    events=[EventMentions("ACCUSE", None, "asserted", [[0], [1]])],
    spoken_events=[EventMentions(None, None, None, [[1]])],
    clusters=[[Mention(0, 1, 0), Mention(1, 2, 1)]],
    frames=["?", "?"],
)
EMPTY = replace(BARE, id="empty", statements=[], events=[], clusters=[])


@pytest.mark.parametrize("document", [BARE, FULL, EMPTY], ids=lambda document: document.id)
def test_documents_are_read_as_they_were_written(tmp_path, document):
    write_documents(tmp_path / "documents.jsonl.gz", [document, BARE])
    assert list(read_documents(tmp_path / "documents.jsonl.gz")) == [document, BARE]


def test_the_same_documents_are_written_as_the_same_bytes(tmp_path):
    write_documents(tmp_path / "one.jsonl.gz", [FULL, BARE])
    write_documents(tmp_path / "other.jsonl.gz", [FULL, BARE])
    assert (tmp_path / "one.jsonl.gz").read_bytes() == (tmp_path / "other.jsonl.gz").read_bytes()
