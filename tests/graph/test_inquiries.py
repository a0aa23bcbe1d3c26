"""Groups, stances, paths and the timeline of a small crisis on both stores; their texts are golden files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest

from graph.errors import PlanError
from graph.group_keys import KEYS
from graph.group_query import groups_of
from graph.grouping import Grouping, GroupOrder, Measure
from graph.inquiries import Inquiry, compile_inquiry
from graph.lookups import EDGES_BY_TYPE, properties_of
from graph.neo4j_store import BoltStore
from graph.paths import Way
from graph.picks import Pick
from graph.plan import ALWAYS, Equals, Follow, Matches, OnEnd, Or, Related, Select, words
from graph.stances import Stances
from graph.timeline import ARTICLES, STATEMENTS, first_report, plan_timeline
from tests.crisis import AEDIRN, DRILLS, FERRO, HERMIT, KOVIR, MARCH, RIVIA, TEMERIA, write_crisis

GOLDEN = Path(__file__).parent.parent / "golden" / "inquiries"
NAME = Select("Actor", ("name",))
ABOUT_DRILLS = Related("ABOUT", "out", "some", OnEnd("Event", Matches(words("drills"))))
THE_DRILLS = Equals("id", DRILLS)
MILITARY = Or((Equals("type", "MOBILIZE"), Equals("type", "COOPERATE")))


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def told(request: pytest.FixtureRequest) -> Iterator[BoltStore]:
    """A store of each kind that holds the crisis and nothing else; these tests only read it."""
    store: BoltStore = request.getfixturevalue(f"{request.param}_store")
    store._connection.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n").consume())
    write_crisis(store)
    yield store
    store._connection.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n").consume())


def groups(store: BoltStore, grouping: Grouping) -> tuple[dict[str, Any], ...]:
    return groups_of(grouping, store.inquire(grouping))


def table(store: BoltStore, *args: Any, **options: Any) -> list[tuple[Any, ...]]:
    """The groups as keys and size."""
    return [(*group["key"].values(), group["total"]) for group in groups(store, Grouping(*args, **options))]


STATEMENT_TABLES: dict[tuple[str, ...], list[tuple[Any, ...]]] = {
    ("act",): [("CRITICISE", 2), ("CONFIRM", 1), ("PRAISE", 1), ("STATE", 1), ("SUPPORT", 1)],
    ("negated",): [(False, 6)],
    ("polarity",): [(-1, 2), (0, 2), (1, 2)],
    ("speaker",): [(KOVIR.id, 3), (FERRO.id, 2), (None, 1)],
    ("speaker_country",): [("RIV", 3), ("TEM", 2), (None, 1)],
    ("source",): [("Gazette", 4), ("Herald", 2)],
    ("addressee",): [(None, 5), (KOVIR.id, 1)],
    ("event_type",): [("COOPERATE", 4), (None, 1), ("MOBILIZE", 1)],
    # The statement about Aedirn and about drills there is in the group of Aedirn once.
    ("place_country",): [("AED", 5), (None, 1), ("TEM", 1)],
    ("said_at_day",): [(None, 3), ("2023-01-16", 1), ("2023-01-17", 1), ("2023-02-06", 1)],
    ("said_at_week",): [(None, 2), ("2023-01-16", 2), ("2022-12-26", 1), ("2023-02-06", 1)],
    ("said_at_month",): [("2023-01", 3), (None, 2), ("2023-02", 1)],
    # The last week of 2022 reaches into 2023, so it is of neither.
    ("said_at_year",): [("2023", 4), (None, 2)],
    ("published_day",): [(None, 2), ("2023-01-16", 2), ("2023-01-17", 2)],
    ("published_month",): [("2023-01", 4), ("2023-02", 2)],
    ("speaker", "about_actor"): [(KOVIR.id, None, 3), (None, None, 1), (FERRO.id, None, 1), (FERRO.id, KOVIR.id, 1)],
    ("event", "speaker_country"): [
        (DRILLS, "RIV", 2), (None, "TEM", 1), (MARCH, "RIV", 1), (DRILLS, None, 1), (DRILLS, "TEM", 1),
    ],
}  # fmt: skip
EVENT_TABLES: dict[tuple[str, ...], list[tuple[Any, ...]]] = {
    ("type",): [("ASSAULT", 1), ("CONSULT", 1), ("COOPERATE", 1), ("MOBILIZE", 1)],
    ("context",): [(None, 2), ("military", 2), ("territory", 1)],
    ("actor",): [(RIVIA.id, 3), (None, 1), (TEMERIA.id, 1)],
    ("source",): [("Herald", 3), ("Gazette", 2)],
    ("start_week", "place_country"): [(None, None, 2), (None, "AED", 1), (None, "TEM", 1), ("2023-01-16", "AED", 1)],
    ("start_month",): [(None, 2), ("2023-01", 1), ("2023-02", 1)],
    ("start_year",): [("2023", 3), (None, 1)],
    ("participant", "other_participant"): [(RIVIA.id, TEMERIA.id, 2)],
}


@pytest.mark.parametrize("by", STATEMENT_TABLES, ids="-".join)
def test_statements_are_grouped(told: BoltStore, by: tuple[str, ...]) -> None:
    assert table(told, "Statement", by) == STATEMENT_TABLES[by]


@pytest.mark.parametrize("by", EVENT_TABLES, ids="-".join)
def test_events_are_grouped(told: BoltStore, by: tuple[str, ...]) -> None:
    assert table(told, "Event", by) == EVENT_TABLES[by]


@pytest.mark.parametrize("label", KEYS)
def test_every_key_counts_every_noun_at_least_once(told: BoltStore, label: str) -> None:
    count = {"Statement": 6, "Event": 4}[label]
    for name in KEYS[label].by:
        if name != "other_participant":
            assert sum(size for _, size in table(told, label, (name,))) >= count


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ((GroupOrder(),), ["CONFIRM", "PRAISE", "STATE", "SUPPORT", "CRITICISE"]),
        ((GroupOrder(is_descending=True),), ["CRITICISE", "CONFIRM", "PRAISE", "STATE", "SUPPORT"]),
        ((GroupOrder("act", is_descending=True),), ["SUPPORT", "STATE", "PRAISE", "CRITICISE", "CONFIRM"]),
        (
            (GroupOrder(is_descending=True), GroupOrder("act", is_descending=True)),
            ["CRITICISE", "SUPPORT", "STATE", "PRAISE", "CONFIRM"],
        ),
    ],
    ids=["fewest", "most", "key", "most-then-key"],
)
def test_groups_are_ordered_by_size_or_key(told: BoltStore, order: tuple[GroupOrder, ...], expected: list[str]) -> None:
    assert [act for act, _ in table(told, "Statement", ("act",), order=order)] == expected


def test_unknown_keys_are_the_smallest_and_nouns_go_by_name(told: BoltStore) -> None:
    rising = table(told, "Statement", ("speaker",), order=(GroupOrder("speaker"),))
    assert [speaker for speaker, _ in rising] == [None, KOVIR.id, FERRO.id]
    falling = table(told, "Statement", ("speaker",), order=(GroupOrder("speaker", is_descending=True),))
    assert falling == rising[::-1]


def test_only_the_first_groups_are_given(told: BoltStore) -> None:
    assert table(told, "Statement", ("act",), first=1) == [("CRITICISE", 2)]
    assert table(told, "Statement", ("act",), first=0) == []


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (ABOUT_DRILLS, [("PRAISE", 1), ("CRITICISE", 1), ("CONFIRM", 1), ("SUPPORT", 1)]),
        (Equals("act", "PRAISE"), [("PRAISE", 1)]),
        (Equals("act", "DENY"), []),
        (Or((Equals("id", "g1:welcomed the drills"), Matches(words("march")))), [("PRAISE", 1), ("CRITICISE", 1)]),
    ],
    ids=["full-text-of-an-event", "property", "nothing", "either"],
)
def test_only_what_passes_is_grouped(told: BoltStore, where: Any, expected: list[tuple[str, int]]) -> None:
    assert sorted(table(told, "Statement", ("act",), where=where)) == sorted(expected)


def test_counts_and_measures_are_of_the_group(told: BoltStore) -> None:
    grouping = Grouping(
        "Statement",
        ("speaker",),
        first=1,
        nouns=(("speaker", NAME),),
        counts=("articles", "sources", "speakers", "events"),
        measures=(
            Measure("min", "confidence"),
            Measure("avg", "polarity"),
            Measure("min", "said_at"),
            Measure("max", "said_at"),
            Measure("max", "published"),
        ),
    )
    (group,) = groups(told, grouping)
    assert group["avg"].pop("polarity") == pytest.approx(-1 / 3)
    assert group == {
        "key": {"speaker": {"name": "Anna Kovir"}},
        "total": 3,
        "counts": {"articles": 3, "sources": 2, "speakers": 1, "events": 2},
        "min": {"confidence": 0.5, "said_at": [1672531200, "month"]},
        "max": {"said_at": [1675641600, "day"], "published": [1675209600, "2023-02"]},
        "avg": {},
    }


def test_a_mean_is_over_nouns_and_not_over_the_ways_to_them(told: BoltStore) -> None:
    grouping = Grouping("Statement", ("place_country",), measures=(Measure("avg", "confidence"),), first=1)
    (group,) = groups(told, grouping)
    assert (group["key"], group["total"]) == ({"place_country": "AED"}, 5)
    assert group["avg"]["confidence"] == pytest.approx((0.9 + 0.8 + 0.5 + 0.8 + 0.8) / 5)


def test_events_count_what_articles_tell_of_them(told: BoltStore) -> None:
    grouping = Grouping(
        "Event",
        ("type",),
        where=MILITARY,
        counts=("articles", "sources", "statements", "actors"),
        measures=(Measure("min", "published"), Measure("min", "start"), Measure("max", "score")),
    )
    drills, march = groups(told, grouping)
    assert drills["counts"] == {"articles": 3, "sources": 2, "statements": 4, "actors": 2}
    assert drills["min"] == {"published": [1673827200, "2023-01-16"], "start": [1673827200, "day"]}
    assert march["counts"] == {"articles": 1, "sources": 1, "statements": 1, "actors": 1}
    assert march["max"] == {"score": -6.5}


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: Grouping("Actor", ("name",)), "groups of 'Actor': there are Event, Statement"),
        (lambda: Grouping("Event", ("act",)), "Event groups by 'act': there are actor, actor_country"),
        (lambda: Grouping("Event", ()), "a group has 0 keys"),
        (lambda: Grouping("Event", ("type", "mode", "quad", "realis", "actor")), "a group has 5 keys"),
        (lambda: Grouping("Event", ("type", "type")), "names type twice"),
        (lambda: Grouping("Event", ("other_participant",)), "makes pairs with participant"),
        (lambda: Grouping("Event", ("type",), first=1_001), "first is 1001: ask for 0 to 1000"),
        (lambda: Grouping("Event", ("type",), where=Equals("act", "DENY")), "no property 'act'"),
        (lambda: Grouping("Event", ("type",), order=(GroupOrder("mode"),)), "order of groups by 'mode'"),
        (lambda: Grouping("Event", ("type",), counts=("speakers",)), "Event groups count 'speakers'"),
        (lambda: Grouping("Event", ("type",), measures=(Measure("min", "act"),)), "measures of groups are 'act'"),
        (lambda: Grouping("Event", ("type",), measures=(Measure("avg", "start"),)), "it has no average"),
        (lambda: Grouping("Event", ("type",), nouns=(("actor", NAME),)), "nouns of groups are 'actor'"),
        (lambda: Grouping("Event", ("place",), nouns=(("place", NAME),)), "the key place is no Actor"),
        (lambda: Grouping("Event", ("actor",), nouns=(("actor", Select("Actor", ("age",))),)), "no property 'age'"),
        (lambda: Stances(ALWAYS, NAME, NAME), "has no Actor here"),
        (lambda: Stances(Equals("act", "DENY"), NAME, Select("Statement")), "no property 'act'"),
        (lambda: Stances(ALWAYS, NAME, Select("Statement"), first=-1), "first is -1"),
        (lambda: Pick(("a",), ()), "from are none"),
        (lambda: Pick(("a",), (NAME, NAME)), "name each once"),
        (lambda: Way("a", "a"), "both 'a'"),
        (lambda: Way("a", "b", longest=0), "longest is 0: ask for 1 to 8"),
        (lambda: Way("a", "b", longest=9), "longest is 9"),
        (lambda: Way("a", "b", actor=Select("Place")), "Place stands in the place of Actor"),
        (lambda: plan_timeline(Select("Event"), computed=(first_report(NAME),)), "do not lead to Actor"),
    ],
)
def test_an_inquiry_that_can_not_be_asked_is_refused(build: Callable[[], object], message: str) -> None:
    with pytest.raises(PlanError) as error:
        build()
    assert message in str(error.value)


@pytest.mark.parametrize("label", KEYS)
def test_every_key_is_of_edges_and_properties_that_there_are(label: str) -> None:
    """The tables are written by hand, so they are compared with that of labels and edges."""
    keys = KEYS[label]
    counted = [each for each in keys.counts.values() if not isinstance(each, str)]
    ways = [*(getattr(key, "steps", ()) for key in keys.by.values()), *counted]
    for steps in ways:
        at = label
        for step in steps:
            for type in step.edge.split("|"):
                edge = EDGES_BY_TYPE[type]
                starts, ends = edge.start.split("|"), edge.ends
                near, far = (starts, ends) if step.direction == "out" else (ends, starts)
                assert at in near and step.label in far
            at = step.label
        assert properties_of(at)


def test_speakers_are_told_by_their_stance_towards_an_event(told: BoltStore) -> None:
    records = told.inquire(Stances(THE_DRILLS, NAME, Select("Statement", ("text",))))
    rows = {(record["stance"], record["speaker"] and record["speaker"]["name"]): record for record in records}
    assert {key: [said["text"] for said in record["said"]] for key, record in rows.items()} == {
        ("negative", "Anna Kovir"): ["criticised the drills"],
        ("neutral", None): ["confirmed the drills"],
        ("positive", "Anna Kovir"): ["backs the drills"],
        ("positive", "Ugo Ferro"): ["welcomed the drills"],
    }
    assert {(record["total"], record["speakers"]) for record in records if record["stance"] == "positive"} == {(2, 2)}
    assert (rows["neutral", None]["total"], rows["neutral", None]["speakers"]) == (1, 0)
    cut = told.inquire(Stances(THE_DRILLS, NAME, Select("Statement", ("text",)), first=1, statements=0))
    assert [(record["stance"], record["total"], record["said"]) for record in cut] == [
        ("negative", 1, []),
        ("neutral", 1, []),
        ("positive", 2, []),
    ]
    assert told.inquire(Stances(Equals("id", "nothing"), NAME, Select("Statement"))) == []


def test_stances_towards_several_events_count_each_statement_once(told: BoltStore) -> None:
    military = Or((THE_DRILLS, Matches(words("march")), Equals("type", "MOBILIZE")))
    records = told.inquire(Stances(military, NAME, Select("Statement", ("text",)), first=1))
    assert [(record["stance"], record["total"], record["speakers"], record["count"]) for record in records] == [
        ("negative", 2, 1, 2),
        ("neutral", 1, 0, 1),
        ("positive", 2, 2, 1),
    ]
    assert sorted(said["text"] for said in records[0]["said"]) == ["condemned the march", "criticised the drills"]


def nouns(store: BoltStore, way: Way) -> list[str]:
    records = store.inquire(way)
    return [
        next(record[name]["id"] for name in ("actor", "statement", "event", "place") if record[name])
        for record in records
    ]


def test_two_actors_are_connected_by_the_shortest_way(told: BoltStore) -> None:
    assert nouns(told, Way(FERRO.id, KOVIR.id)) in (
        [FERRO.id, "g2:spoke about Kovir", KOVIR.id],
        [FERRO.id, "g1:welcomed the drills", KOVIR.id],
    )
    assert nouns(told, Way(TEMERIA.id, RIVIA.id)) in ([TEMERIA.id, DRILLS, RIVIA.id], [TEMERIA.id, MARCH, RIVIA.id])
    assert nouns(told, Way(FERRO.id, RIVIA.id)) == [FERRO.id, "g1:welcomed the drills", DRILLS, RIVIA.id]
    assert nouns(told, Way(FERRO.id, RIVIA.id, longest=2)) == []
    assert nouns(told, Way(FERRO.id, HERMIT.id, longest=8)) == []
    assert nouns(told, Way(FERRO.id, "nobody")) == []


def test_a_way_tells_its_edges(told: BoltStore) -> None:
    steps = told.inquire(Way(FERRO.id, RIVIA.id, actor=NAME))
    assert [(step["type"], step["is_forward"], step["edge"] and step["edge"]["stance"]) for step in steps] == [
        ("SAID_BY", False, None),
        ("ABOUT", True, "positive"),
        ("ACTOR_IN", False, None),
        (None, None, None),
    ]
    assert [step["actor"] and step["actor"]["name"] for step in steps] == ["Ugo Ferro", None, None, "Rivia"]


def test_events_come_in_the_order_of_time_each_once(told: BoltStore) -> None:
    computed = (ARTICLES, STATEMENTS, first_report(Select("Article", ("title",))))
    page = told.find(plan_timeline(Select("Event", ("name",)), computed=computed, first=2, is_counted=True))
    assert (page.total, page.has_next) == (3, True)
    assert page.rows == (
        {"name": "joint drills", "articles": 3, "statements": 4, "first_reported_by": {"title": "March"}},
        {"name": "talks", "articles": 1, "statements": 0, "first_reported_by": {"title": "March"}},
    )
    rest = told.find(plan_timeline(Select("Event", ("name",)), after=page.cursors[-1]))
    assert rest.rows == ({"name": "march"},)


INQUIRIES: dict[str, Inquiry] = {
    "groups-by-property": Grouping("Statement", ("act",)),
    "groups-by-speaker": Grouping(
        "Statement", ("speaker", "said_at_month"), where=ABOUT_DRILLS, nouns=(("speaker", NAME),),
        order=(GroupOrder("said_at_month"),), counts=("articles",), measures=(Measure("avg", "polarity"),),
    ),
    "groups-by-place": Grouping("Statement", ("place", "place_country", "event"), nouns=(("place", Select("Place")),)),
    "groups-by-week-and-country": Grouping(
        "Event", ("start_week", "place_country"), where=MILITARY, measures=(Measure("max", "published"),)
    ),
    "groups-of-pairs": Grouping("Event", ("other_participant", "participant")),
    "groups-by-context": Grouping("Event", ("context", "published_day"), counts=("articles", "sources")),
    "stances": Stances(THE_DRILLS, NAME, Select("Statement", ("text",))),
    "stances-by-text": Stances(Matches(words("drills")), NAME, Select("Statement", ("text",)), first=3),
    "way": Way(FERRO.id, RIVIA.id),
    "nouns-by-id": Pick(
        (FERRO.id, DRILLS), (NAME, Select("Event", ("name",), (Follow("actors", "ACTOR_IN", "in", (NAME,)),)))
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", INQUIRIES)
def test_an_inquiry_compiles_to_its_golden_text(request: pytest.FixtureRequest, name: str) -> None:
    query = compile_inquiry(INQUIRIES[name])
    content = f"// {json.dumps(query.params, ensure_ascii=False)}\n{query.text}\n"
    path = GOLDEN / f"{name}.cypher"
    if request.config.getoption("--update-golden"):
        path.write_text(content, "utf-8")
    assert path.read_text("utf-8") == content


def test_every_golden_file_is_of_an_inquiry() -> None:
    assert {path.stem for path in GOLDEN.glob("*.cypher")} == {*INQUIRIES}


@pytest.mark.parametrize("name", INQUIRIES)
def test_neo4j_plans_no_cartesian_product(neo4j_store: BoltStore, neo4j_uri: str, name: str) -> None:
    query = compile_inquiry(INQUIRIES[name])
    with neo4j.GraphDatabase.driver(neo4j_uri) as driver:
        _, summary, _ = driver.execute_query(f"EXPLAIN {query.text}", dict(query.params))
    assert "CartesianProduct" not in json.dumps(summary.plan, default=str)
    assert not [each for each in summary.gql_status_objects if "deprecated" in each.status_description.lower()]


def test_a_grouping_of_everything_tests_nothing() -> None:
    assert "WHERE" not in compile_inquiry(Grouping("Statement", ("act",), where=ALWAYS)).text


def test_an_id_is_never_part_of_the_text() -> None:
    said = Select("Statement")
    pairs: tuple[tuple[Inquiry, Inquiry], ...] = (
        (Way("x1", "y"), Way("z'", "y")),
        (Stances(Equals("id", "x1"), NAME, said), Stances(Equals("id", "z'"), NAME, said)),
    )
    for one, other in pairs:
        assert compile_inquiry(one).text == compile_inquiry(other).text
    assert AEDIRN.id not in compile_inquiry(Grouping("Statement", ("act",), where=Equals("id", AEDIRN.id))).text
