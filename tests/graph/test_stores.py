"""What every store does; each test runs on both."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from graph.errors import CursorError, DocumentError
from graph.model import Extraction
from graph.neo4j_store import BoltStore
from graph.plan import (
    ALWAYS,
    And,
    Compare,
    Contains,
    Count,
    Counted,
    Equals,
    FarValue,
    Find,
    Follow,
    In,
    Includes,
    IsNull,
    Matches,
    Not,
    OnEdge,
    OnEnd,
    Or,
    Order,
    Related,
    SameText,
    Score,
    Select,
    StartsWith,
    Step,
    Test,
    words,
)
from graph.store import Store

Extract = Callable[..., Extraction]

STATEMENT = Select(
    "Statement",
    ("id", "act", "text", "starts", "ends", "exacts", "said_start", "said_granularity"),
    (
        Follow("speaker", "SAID_BY", "out", (Select("Actor", ("id", "name")),), ("via",), is_one=True),
        Follow(
            "about",
            "ABOUT",
            "out",
            (
                Select("Event", ("name",), (Follow("places", "AT", "out", (Select("Place", ("name",)),)),)),
                Select("Place", ("name",)),
            ),
            ("role", "stance"),
        ),
        Follow("parent", "WITHIN", "out", (Select("Statement", ("id",)),), is_one=True),
        Follow("article", "IN", "out", (Select("Article", ("id",)),), is_one=True),
    ),
)


def about(test: Test) -> Related:
    return Related("ABOUT", "out", "some", test)


def text(question: str) -> Matches:
    return Matches(words(question))


def ids(store: Store, label: str, where: Test = ALWAYS, **options: Any) -> list[str]:
    return [row["id"] for row in store.find(Find(Select(label, ("id",)), where, **options)).rows]


def test_a_statement_is_found_by_the_words_of_the_event_that_it_is_about(store: Store, extract: Extract) -> None:
    extraction = extract()
    store.write(extraction)
    where = And((Equals("act", "EXPRESS_CONCERN"), about(OnEnd("Event", text("the Drills")))))
    page = store.find(Find(STATEMENT, where, is_counted=True))
    start, end = extraction.statements[0].content[0]
    assert page.total == 1 and not page.has_next and len(page.cursors) == 1
    assert page.rows == (
        {
            "id": extraction.statements[0].id,
            "act": "EXPRESS_CONCERN",
            "text": "the maneuvers",
            "starts": [start],
            "ends": [end],
            "exacts": ["the maneuvers"],
            "said_start": 1673827200,
            "said_granularity": "day",
            "speaker": {"via": "name", "actor": {"id": "person:natalia-huminiuk", "name": "Natalia Huminiuk"}},
            "about": [
                {
                    "role": "target",
                    "stance": "negative",
                    "event": {"name": "joint drills of Russia and Belarus", "places": [{"name": "Belarus"}]},
                    "place": None,
                }
            ],
            "parent": None,
            "article": {"id": "a1"},
        },
    )


def test_writing_the_same_document_again_changes_nothing(store: Store, extract: Extract) -> None:
    first = store.write(extract())
    second = store.write(extract())
    assert (first.state, first.nodes_deleted, first.relationships_deleted) == ("new", 0, 0)
    assert first.nodes_created > 10 and first.relationships_created > 20
    assert second == replace(first, state="unchanged", nodes_created=0, relationships_created=0)
    assert store.check().problems == ()


def test_another_run_of_the_same_facts_changes_nothing(store: Store, extract: Extract) -> None:
    extraction = extract()
    store.write(extraction)
    assert extraction.run
    later = replace(extraction, run=replace(extraction.run, id="run2"))
    assert store.write(later).state == "unchanged"


def test_a_corrected_document_replaces_what_it_alone_supported(store: Store, extract: Extract) -> None:
    store.write(extract("a1"))
    store.write(extract("a2", speaker="Natalia Volodymyrivna Huminiuk", aliases=("the spokeswoman",)))
    both = store.check()
    corrected = "Yesterday " + extract().document.text
    outcome = store.write(extract("a2", text=corrected, aliases=()))
    assert outcome.state == "changed"
    assert (outcome.nodes_created, outcome.nodes_deleted) == (10, 10)
    assert outcome.relationships_created == outcome.relationships_deleted > 0
    (actor,) = store.find(
        Find(
            Select("Actor", ("name", "aliases", "titles", "search_text")),
            Equals("id", "person:natalia-huminiuk"),
        )
    ).rows
    assert actor["name"] == "Natalia Huminiuk" and actor["aliases"] == ["Huminiuk"]
    assert "spokeswoman" not in actor["search_text"] and "spokesperson" in actor["search_text"]
    after = store.check()
    assert after.counts == both.counts == after.manifest and after.problems == ()


def test_deleting_every_article_leaves_nothing(store: Store, extract: Extract) -> None:
    store.write(extract("a1"))
    store.write(extract("a2"))
    assert store.delete("a1").state == "changed"
    assert ids(store, "Actor", Equals("country", "RUS")) == ["state:RUS"]
    assert store.delete("a1").state == "unchanged"
    store.delete("a2")
    health = store.check()
    assert (health.counts, health.manifest, health.problems) == ({}, {}, ())


def test_what_articles_say_of_an_actor_does_not_depend_on_their_order(store: Store, extract: Extract) -> None:
    articles = [
        extract("a1", speaker="Natalia Huminiuk", aliases=("Huminiuk",)),
        extract("a2", speaker="Nataliya Huminiuk", aliases=("she",)),
        extract("a3", speaker="natalia huminiuk", aliases=()),
    ]
    seen = []
    for order in ((0, 1, 2), (2, 1, 0), (1, 0, 2, 1)):
        for number in order:
            store.write(articles[number])
        select = Select("Actor", ("id", "sort_key", "name", "aliases", "titles", "country", "sector", "search_text"))
        seen.append(store.find(Find(select)).rows)
        for number in range(3):
            store.delete(f"a{number + 1}")
    assert seen[0] == seen[1] == seen[2]
    (person,) = [row for row in seen[0] if row["id"] == "person:natalia-huminiuk"]
    assert person["name"] == "Nataliya Huminiuk"
    assert person["aliases"] == ["Huminiuk", "Natalia Huminiuk", "natalia huminiuk", "she"]


def test_a_role_is_held_in_the_articles_that_say_so(store: Store, extract: Extract) -> None:
    for article in ("a1", "a2"):
        store.write(extract(article))
    organization = Follow("organization", "OF", "out", (Select("Actor", ("name",)),), is_one=True)
    roles = Follow("roles", "HOLDS", "out", (Select("Role", ("title",), (organization,)),), ("articles",))
    find = Find(Select("Actor", (), (roles,)), Equals("id", "person:natalia-huminiuk"))
    role = {"title": "spokesperson", "organization": {"name": "Southern Operations Command"}}
    assert store.find(find).rows[0] == {"roles": [{"articles": ["a1", "a2"], "role": role}]}
    store.delete("a1")
    assert store.find(find).rows[0] == {"roles": [{"articles": ["a2"], "role": role}]}


def test_an_extraction_that_is_not_whole_is_refused_and_leaves_nothing(store: Store, extract: Extract) -> None:
    extraction = extract()
    lost = replace(extraction.statements[0], speaker="person:nobody")
    with pytest.raises(DocumentError, match="person:nobody"):
        store.write(replace(extraction, statements=(lost,)))
    assert store.check().counts == {}


def test_a_document_without_anything_in_it_is_stored(store: Store, extract: Extract) -> None:
    bare = Extraction(replace(extract().document, source=None, url=None, published=None))
    assert store.write(bare).nodes_created == 1
    assert store.write(bare).state == "unchanged"
    assert store.delete("a1").nodes_deleted == 1


@pytest.fixture
def filled(any_store: BoltStore, extract: Extract) -> BoltStore:
    """A store of five articles; tests only read it, so it is filled anew only after others."""
    articles = [
        extract(f"a{number}", published=date, act="DENY" if number == 5 else "EXPRESS_CONCERN")
        for number, date in enumerate(["2023-01-01", "2023-01-02", None, "2023-01-04", "2023-01-05"], 1)
    ]
    if len(ids(any_store, "Article")) != 5 or any(any_store.write(each).state != "unchanged" for each in articles):
        empty(any_store)
        for article in articles:
            any_store.write(article)
    return any_store


def empty(store: BoltStore) -> None:
    for id in ids(store, "Article"):
        store.delete(id)


@pytest.mark.parametrize(
    ("label", "where", "expected"),
    [
        pytest.param("Article", ALWAYS, ["a3", "a1", "a2", "a4", "a5"], id="always"),
        pytest.param("Article", Or(()), [], id="never"),
        pytest.param("Article", Equals("id", "a2"), ["a2"], id="equals"),
        pytest.param("Article", In("id", ("a2", "a4", "zz")), ["a2", "a4"], id="in"),
        pytest.param("Article", In("id", ()), [], id="in-nothing"),
        pytest.param("Article", Compare("published", "<", 1672617600), ["a1"], id="less"),
        pytest.param("Article", Compare("published", ">=", 1672790400), ["a4", "a5"], id="not-less"),
        pytest.param("Article", IsNull("published"), ["a3"], id="is-null"),
        pytest.param("Article", Not(IsNull("published")), ["a1", "a2", "a4", "a5"], id="is-not-null"),
        pytest.param("Article", Not(Compare("published", "<", 1672790400)), ["a3", "a4", "a5"], id="not-undecided"),
        pytest.param("Article", Contains("title", "LLS A4"), ["a4"], id="contains"),
        pytest.param("Article", StartsWith("title", "drills"), ["a3", "a1", "a2", "a4", "a5"], id="starts-with"),
        pytest.param("Article", StartsWith("title", "rills"), [], id="starts-with-inside"),
        pytest.param("Article", text("ministry a4"), ["a4"], id="matches-across-properties"),
        pytest.param("Article", Matches(()), [], id="matches-nothing"),
        pytest.param("Article", Not(text("a4")), ["a3", "a1", "a2", "a5"], id="not-matches"),
        pytest.param("Article", Matches((("a4", "a1"), ("drills",))), ["a1", "a4"], id="matches-alternatives"),
        pytest.param("Article", Matches((("drills a4", "nothing"),)), ["a4"], id="matches-phrase"),
        pytest.param("Event", Includes("contexts", "military"), 5, id="includes"),
        pytest.param("Event", Includes("contexts", "legal"), 0, id="includes-not"),
        pytest.param("Event", text("exercise"), 5, id="matches-terms"),
        pytest.param("Statement", about(OnEnd("Event", text("drills"))), 5, id="related-matches"),
        pytest.param("Statement", about(OnEnd("Event", Equals("article", "a4"))), 1, id="related-equals"),
        pytest.param("Statement", about(OnEdge(Equals("stance", "neutral"))), 5, id="on-edge"),
        pytest.param(
            "Statement",
            about(And((OnEnd("Event", text("drills")), OnEdge(Equals("role", "topic"))))),
            0,
            id="on-edge-and-end-of-one-edge",
        ),
        pytest.param("Statement", Related("ABOUT", "out", "none", OnEnd("Event", text("drills"))), 5, id="none"),
        pytest.param("Statement", Related("ABOUT", "out", "all", OnEnd("Place", ALWAYS)), 5, id="all"),
        pytest.param("Statement", Related("WITHIN", "out", "all", OnEnd("Statement", Or(()))), 5, id="all-of-none"),
        pytest.param(
            "Statement",
            about(OnEnd("Event", Related("AT", "out", "some", OnEnd("Place", text("belarus"))))),
            5,
            id="two-steps",
        ),
        pytest.param(
            "Statement",
            Or((about(OnEnd("Place", text("belarus"))), text("maneuvers"))),
            10,
            id="any-of-two-starts",
        ),
        pytest.param(
            "Statement",
            Or((about(OnEnd("Place", text("belarus"))), Equals("act", "DENY"))),
            6,
            id="any-with-no-start",
        ),
        pytest.param(
            "Statement",
            And((Equals("act", "DENY"), Related("SAID_BY", "out", "some", OnEnd("Actor", text("huminiuk"))))),
            1,
            id="both",
        ),
        pytest.param(
            "Statement",
            Related("SAID_BY", "out", "some", OnEnd("Actor", Equals("id", "person:natalia-huminiuk"))),
            5,
            id="related-by-id",
        ),
        pytest.param("Actor", Related("SAID_BY", "in", "some", OnEnd("Statement", Equals("act", "DENY"))), 1, id="in"),
        pytest.param("Actor", Counted(Count((Step("SAID_BY", "in"),), ALWAYS), ">=", 5), 1, id="counted"),
        pytest.param(
            "Actor",
            Counted(Count((Step("SAID_BY", "in"),), OnEnd("Statement", Equals("act", "DENY"))), "=", 1),
            ["person:natalia-huminiuk"],
            id="counted-those-that-pass",
        ),
        pytest.param(
            "Event",
            Counted(Count((Step("REALISES", "in"), Step("IN", "out")), ALWAYS), "=", 1),
            5,
            id="counted-once-over-two-steps",
        ),
        pytest.param("Actor", SameText("name", ("RUSSIA", "belarus")), ["state:BLR", "state:RUS"], id="same-text"),
        pytest.param("Actor", SameText("name", ()), [], id="same-text-as-none"),
        pytest.param(
            "Actor",
            And((Related("ACTOR_IN", "out", "some", ALWAYS), Not(text("russia")))),
            ["state:BLR"],
            id="not-matches-after-related",
        ),
    ],
)
def test_a_test_finds_what_passes_it(filled: BoltStore, label: str, where: Test, expected: list[str] | int) -> None:
    page = filled.find(Find(Select(label, ("id",)), where, is_counted=True))
    found = [row["id"] for row in page.rows]
    assert (found if isinstance(expected, list) else len(found)) == expected
    assert page.total == len(found)


DENIED = OnEnd("Statement", Equals("act", "DENY"))
SAYING = (Step("IN", "in", "Statement"),)
ORDERS = [
    pytest.param((), id="by-key"),
    pytest.param((Order("sort_key", is_descending=True),), id="by-key-down"),
    pytest.param((Order("published"),), id="unknown-first"),
    pytest.param((Order("published", is_descending=True),), id="unknown-last"),
    pytest.param((Order(text("a4"), is_descending=True), Order("published", is_descending=True)), id="by-a-test"),
    pytest.param((Order(Equals("source", "Example")), Order("title", is_descending=True)), id="by-two"),
    pytest.param((Order(Count((Step("IN", "in", "Statement"),), DENIED), is_descending=True),), id="by-count"),
    pytest.param((Order(FarValue(SAYING, "act")), Order("published", is_descending=True)), id="by-far-value"),
    pytest.param((Order(FarValue((*SAYING, Step("WITHIN", "out")), "act", is_greatest=True)),), id="by-far-unknown"),
]
SCORED = pytest.param(text("drills"), (Order(Score(), is_descending=True), Order("published")), id="by-score")


@pytest.mark.parametrize(
    ("where", "order"),
    [
        *(pytest.param(ALWAYS, *each.values, id=f"all {each.id}") for each in ORDERS),
        *(pytest.param(text("drills"), *each.values, id=f"matching {each.id}") for each in ORDERS),
        SCORED,
    ],
)
def test_pages_give_each_row_once_in_order_from_either_end(
    filled: BoltStore, order: tuple[Order, ...], where: Test
) -> None:
    select = Select("Article", ("id",))
    whole = [row["id"] for row in filled.find(Find(select, where, order)).rows]
    assert len(set(whole)) == 5
    forward: list[str] = []
    page = filled.find(Find(select, where, order, first=2, is_counted=True))
    while True:
        assert page.total == 5
        forward += [row["id"] for row in page.rows]
        if not page.has_next:
            break
        page = filled.find(Find(select, where, order, first=2, after=page.cursors[-1], is_counted=True, is_placed=True))
        assert page.has_previous
    backward: list[str] = []
    page = filled.find(Find(select, where, order, last=2))
    while True:
        backward = [row["id"] for row in page.rows] + backward
        if not page.has_previous:
            break
        page = filled.find(Find(select, where, order, last=2, before=page.cursors[0], is_placed=True))
        assert page.has_next
    assert forward == backward == whole


def test_orders_put_unknown_values_below_all_others(filled: BoltStore) -> None:
    assert ids(filled, "Article", order=(Order("published"),)) == ["a3", "a1", "a2", "a4", "a5"]
    assert ids(filled, "Article", order=(Order("published", is_descending=True),)) == ["a5", "a4", "a2", "a1", "a3"]
    assert ids(filled, "Article", order=(Order(text("a4"), is_descending=True),))[0] == "a4"


def test_a_page_of_nothing_has_its_total(filled: BoltStore) -> None:
    page = filled.find(Find(Select("Article", ("id",)), first=0, is_counted=True))
    assert (page.rows, page.has_next, page.total) == ((), True, 5)
    none = filled.find(Find(Select("Article", ("id",)), text("zzz"), is_counted=True))
    assert (none.rows, none.has_next, none.total) == ((), False, 0)


def test_a_cursor_of_another_order_is_refused(filled: BoltStore) -> None:
    page = filled.find(Find(Select("Article", ("id",)), first=1))
    with pytest.raises(CursorError):
        filled.find(Find(Select("Article", ("id",)), order=(Order("title"),), after=page.cursors[0]))


@pytest.mark.parametrize(
    "question",
    ['+-&&||!(){}[]^"~*?:\\/', "AND OR NOT", "drills NOT", 'u.s. "quoted', "title:drills", "*", "don't", "the a", "…"],
)
def test_no_question_is_read_as_an_operator_of_the_index(filled: BoltStore, question: str) -> None:
    found = ids(filled, "Article", text(question))
    assert found == []


def test_what_lies_around_is_limited_after_it_is_sorted(filled: BoltStore) -> None:
    statements = Follow("statements", "SAID_BY", "in", (Select("Statement", ("id",)),), limit=2)
    find = Find(Select("Actor", ("name",), (statements,)), Equals("id", "person:natalia-huminiuk"))
    (row,) = filled.find(find).rows
    assert [statement["id"].split(":")[0] for statement in row["statements"]] == ["a3", "a1"]
    events = Follow("events", "ACTOR_IN", "in", (Select("Actor", ("name",)),))
    (event, *_) = filled.find(Find(Select("Event", (), (events,)), first=1)).rows
    assert [actor["name"] for actor in event["events"]] == ["Russia", "Belarus"]


def test_many_writers_of_the_same_new_nouns_all_succeed(store: Store, extract: Extract) -> None:
    with ThreadPoolExecutor(8) as writers:
        outcomes = list(writers.map(lambda number: store.write(extract(f"a{number}")), range(8)))
    assert {outcome.state for outcome in outcomes} == {"new"}
    health = store.check()
    assert health.counts is not None and health.counts["Article"] == 8 and health.problems == ()


def test_health_names_what_is_missing(store: Store, extract: Extract) -> None:
    store.write(extract())
    health = store.check()
    assert health.problems == () and health.missing_indexes == () and "statement_text" in health.indexes
    store._connection.write(  # type: ignore[attr-defined]
        lambda transaction: transaction.run("MATCH (n:Mention) WITH n LIMIT 1 DETACH DELETE n").consume()
    )
    problems = store.check().problems
    assert "Mention: 2 in the store, 3 were written" in problems
    assert any(problem.startswith("relationships: ") for problem in problems)
