"""What was worked out for documents goes when they have become many, and nothing that is under way misses it."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
import weakref
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from graphql import DocumentNode, FieldNode, Node, Token, visit
from graphql.language import Visitor

from api.account import Account
from api.answering import answer, prepare
from api.documents import parse_document
from api.errors import Refused
from api.forgetting import MOST_CHARACTERS, Memory, forget
from api.profiles import Profile
from api.requests import Operation
from graph.page import Page
from graph.plan import Find
from graph.reading import Reading
from tests.serving import api_of, sender

# Each works something else out: places with variables, sizes in variables, fragments, introspection, what is refused.
QUERIES = {
    "fields": ("{ actors { totalCount edges { node { id name } } } }", {}),
    "fragments": (
        "{ statements { edges { node { ...S speaker { ...A } } } } } "
        "fragment S on Statement { id text } fragment A on Actor { name }",
        {},
    ),
    "sizes": ("query ($n: Int!) { actors(first: $n) { edges { node { name } } pageInfo { hasNextPage } } }", {"n": 3}),
    "directives": ("query ($is: Boolean!) { actors { totalCount edges @skip(if: $is) { cursor } } }", {"is": True}),
    "the schema": ("{ __schema { queryType { name } } actors { totalCount } }", {}),
    "errors": ("{ actors { nope } }", {}),
}


class Empty:
    """A store with nothing in it."""

    def find(self, find: Find) -> Page:
        return Page((), (), has_next=False, total=0)


@pytest.fixture(autouse=True)
def nothing_is_known() -> None:
    forget()


def ask(text: str, variables: dict[str, Any]) -> dict[str, Any]:
    store: Any = Empty()
    return answer(store, Operation(text, variables), read_question=Reading, profile=Profile(), account=Account())


def fields_of(document: DocumentNode) -> list[Node]:
    found: list[Node] = []

    class Fields(Visitor):
        def enter_field(self, node: FieldNode, *_: Any) -> None:
            found.append(node)

    visit(document, Fields())
    return found


@pytest.mark.parametrize(("text", "variables"), QUERIES.values(), ids=QUERIES)
def test_of_a_document_that_is_forgotten_nothing_is_kept(text: str, variables: dict[str, Any]) -> None:
    first = ask(text, variables)
    with suppress(Refused):
        prepare(Operation(text, variables), profile=Profile(is_introspectable=False), account=Account())
    document = parse_document(text, Profile().limits.tokens)
    parts = [weakref.ref(part) for part in (document, *fields_of(document))]
    assert len(parts) > 1
    del document
    gc.collect()
    assert all(part() is not None for part in parts[:1])
    forget()
    gc.collect()
    assert [part() for part in parts if part() is not None] == []
    assert ask(text, variables) == first


def test_a_document_that_is_forgotten_needs_no_collector_of_garbage() -> None:
    gc.collect()
    gc.disable()
    before = len([one for one in gc.get_objects() if isinstance(one, Token)])
    try:
        parsed = weakref.ref(parse_document("{ actors { edges { node { name } } } } # forgotten"))
        assert parsed() is not None
        forget()
        assert parsed() is None
        assert len([one for one in gc.get_objects() if isinstance(one, Token)]) <= before
    finally:
        gc.enable()


@pytest.mark.parametrize(
    "query",
    [
        "{ actors { " + "...F " * 60 + "} } fragment F on ActorConnection { totalCount }",
        "{ actors(first: 1000) { totalCount } }",
    ],
    ids=["past a limit", "past the limit of a page"],
)
def test_a_refused_request_leaves_no_document_to_the_collector_of_garbage(query: str) -> None:
    with asyncio.Runner() as runner:
        send = sender(api_of(Empty()), runner)
        send("POST", "/graphql", json={"query": "{ __typename }"})
        gc.collect()
        gc.disable()
        try:
            send("POST", "/graphql", json={"query": query})
            parsed = weakref.ref(parse_document(query, Profile().limits.tokens))
            forget()
            # The thread that worked the request out may still be about to let go of it.
            deadline = time.monotonic() + 10
            while parsed() is not None and time.monotonic() < deadline:
                time.sleep(0.001)
            assert parsed() is None
        finally:
            gc.enable()


def known() -> int:
    return parse_document.cache_info().currsize


def test_documents_are_forgotten_when_they_have_become_many() -> None:
    values = "STATE " * 900
    texts = [f"{{ statements(where: {{act: {{in: [{values}]}}}}) {{ totalCount }} }} # {n}" for n in range(40)]
    most = []
    for text in texts:
        prepare(Operation(text), profile=Profile(), account=Account())
        most.append(known())
    assert 5 < max(most) <= MOST_CHARACTERS // len(texts[0])
    assert min(most) == 0


def test_a_document_that_comes_again_is_not_counted_again() -> None:
    text = "{ actors { totalCount } } #" + "x" * 10_000
    ask("{ __typename }", {})
    for _ in range(3 * MOST_CHARACTERS // len(text)):
        ask(text, {})
    assert known() == 2


def test_as_much_as_may_be_is_kept_and_no_more() -> None:
    ask("{ __typename }", {})
    memory = Memory(most=10)
    memory.add(10)
    assert known() == 1
    memory.add(1)
    assert known() == 0


def test_after_forgetting_it_counts_anew() -> None:
    memory = Memory(most=10)
    memory.add(11)
    ask("{ __typename }", {})
    memory.add(0)
    assert known() == 0  # The one that was too much is counted still.
    memory.add(4)
    ask("{ __typename }", {})
    memory.add(6)
    assert known() == 1


def test_any_thread_may_count() -> None:
    memory = Memory(most=7_999)
    ask("{ __typename }", {})
    barrier = threading.Barrier(8)

    def count() -> None:
        barrier.wait(30)
        for _ in range(999):
            memory.add(1)

    with ThreadPoolExecutor(8) as threads:
        for counted in [threads.submit(count) for _ in range(8)]:
            counted.result()
    assert known() == 1
    memory.add(7)
    assert known() == 1
    memory.add(1)
    assert known() == 0


def test_whoever_is_being_answered_meanwhile_misses_nothing() -> None:
    expected = [ask(text, variables) for text, variables in QUERIES.values()]
    is_over = threading.Event()

    def go_on_forgetting() -> None:
        while not is_over.is_set():
            forget()

    def go_on_asking() -> list[list[dict[str, Any]]]:
        return [[ask(text, variables) for text, variables in QUERIES.values()] for _ in range(30)]

    with ThreadPoolExecutor(4) as threads:
        threads.submit(go_on_forgetting)
        try:
            asking = [threads.submit(go_on_asking) for _ in range(3)]
            for asked in asking:
                assert asked.result() == [expected] * 30
        finally:
            is_over.set()
