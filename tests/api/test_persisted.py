from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from api.errors import Refused
from api.persisted import Persisted, load_documents
from api.requests import Operation
from graph.errors import SettingsError

QUERY = "{ __typename }"
HASH = sha256(QUERY.encode()).hexdigest()


def asked(query: str | None = None, *, id: str | None = None, hash: object = None, version: int = 1) -> Operation:
    extensions = {} if hash is None else {"persistedQuery": {"version": version, "sha256Hash": hash}}
    return Operation(query, document_id=id, extensions=extensions)


def code(persisted: Persisted, operation: Operation) -> str:
    with pytest.raises(Refused) as refused:
        persisted.text_of(operation)
    return refused.value.code


def test_a_registered_document_is_named_by_its_id_or_its_hash() -> None:
    persisted = Persisted({"abc": QUERY, HASH: QUERY})
    assert persisted.text_of(asked(id="abc")) == QUERY
    assert persisted.text_of(asked(id=f"sha256:{HASH}")) == QUERY
    assert persisted.text_of(asked(hash=HASH)) == QUERY
    assert code(persisted, asked(id="other")) == "DOCUMENT_NOT_FOUND"
    assert persisted.text_of(asked("{ other }")) == "{ other }"


def test_where_only_registered_documents_are_executed_no_other_gets_in() -> None:
    persisted = Persisted({"abc": QUERY}, is_only=True)
    assert persisted.text_of(asked(QUERY)) == QUERY
    other = "{ actors { totalCount } }"
    for operation in (
        asked(other),
        asked(other, id="other"),
        asked(other, hash=sha256(other.encode()).hexdigest()),
        asked(hash=HASH),
        asked(QUERY + " "),
    ):
        assert code(persisted, operation) == "DOCUMENT_NOT_TRUSTED"
    assert persisted.text_of(asked(other, id="abc")) == QUERY


def test_a_query_sent_once_with_its_hash_is_named_by_that_later() -> None:
    persisted = Persisted()
    assert code(persisted, asked(hash=HASH)) == "PERSISTED_QUERY_NOT_FOUND"
    assert persisted.text_of(asked(QUERY, hash=HASH)) == QUERY
    assert persisted.text_of(asked(hash=HASH)) == QUERY


def test_a_hash_of_another_query_is_refused_and_not_remembered() -> None:
    persisted = Persisted()
    assert code(persisted, asked("{ other }", hash=HASH)) == "BAD_REQUEST"
    assert code(persisted, asked(hash=HASH)) == "PERSISTED_QUERY_NOT_FOUND"


@pytest.mark.parametrize("operation", [asked(QUERY, hash=5), asked(QUERY, hash=HASH, version=2)])
def test_a_protocol_that_is_not_known_is_refused(operation: Operation) -> None:
    assert code(Persisted(), operation) == "BAD_REQUEST"
    assert code(Persisted(), Operation(QUERY, extensions={"persistedQuery": "x"})) == "BAD_REQUEST"


def test_only_the_queries_used_last_are_remembered() -> None:
    persisted = Persisted(most=2)
    queries = [f"{{ a{number} }}" for number in range(3)]
    hashes = [sha256(query.encode()).hexdigest() for query in queries]
    for query, hash in zip(queries[:2], hashes, strict=False):
        persisted.text_of(asked(query, hash=hash))
    persisted.text_of(asked(hash=hashes[0]))
    persisted.text_of(asked(queries[2], hash=hashes[2]))
    assert persisted.text_of(asked(hash=hashes[0])) == queries[0]
    assert code(persisted, asked(hash=hashes[1])) == "PERSISTED_QUERY_NOT_FOUND"


def test_remembering_can_be_left_out() -> None:
    persisted = Persisted(most=0)
    assert code(persisted, asked(QUERY, hash=HASH)) == "PERSISTED_QUERY_NOT_SUPPORTED"


@pytest.mark.parametrize(
    "content",
    [
        {"abc": QUERY},
        {"sha256:abc": QUERY},
        {
            "format": "apollo-persisted-query-manifest",
            "version": 1,
            "operations": [{"id": "abc", "name": "A", "type": "query", "body": QUERY}],
        },
    ],
    ids=["relay-compiler and graphql-codegen", "with the name of the hash", "Apollo's manifest"],
)
def test_the_files_of_the_usual_clients_are_read(tmp_path: Path, content: object) -> None:
    file = tmp_path / "documents.json"
    file.write_text(json.dumps(content))
    assert load_documents(file) == {"abc": QUERY}


@pytest.mark.parametrize(
    "content", ["{", "[]", "{}", '{"a": 1}', '"x"', '{"format": "apollo-persisted-query-manifest"}']
)
def test_a_file_of_something_else_is_named(tmp_path: Path, content: str) -> None:
    file = tmp_path / "documents.json"
    file.write_text(content)
    with pytest.raises(SettingsError, match=r"documents\.json"):
        load_documents(file)
    with pytest.raises(SettingsError, match=r"nowhere\.json"):
        load_documents(tmp_path / "nowhere.json")
