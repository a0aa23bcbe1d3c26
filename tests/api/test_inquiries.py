"""Groups, the timeline, stances and paths asked in GraphQL of a small crisis, each by one query to the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.group_keys import EVENT_KEYS, STATEMENT_KEYS, EventKey, StatementKey
from api.groups import EventGroupCount, EventGroupExtremes, StatementGroupCount, StatementGroupExtremes
from api.paths import PathRelation
from api.schema import execute
from graph.group_keys import KEYS
from graph.neo4j_store import BoltStore
from graph.paths import EDGES
from graph.reading import Reading
from graph.settings import StoreSettings
from graph.store import open_store
from tests.crisis import AEDIRN, DRILLS, FERRO, HERMIT, KOVIR, RIVIA, TEMERIA, write_crisis


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BoltStore]:
    path: Path = tmp_path_factory.mktemp("inquiries")
    with open_store(StoreSettings(url=f"embedded://{path}")) as store:
        assert isinstance(store, BoltStore)
        write_crisis(store)
        yield store


class Counting:
    """A store that counts what it is asked."""

    def __init__(self, store: BoltStore) -> None:
        self.store = store
        self.count = 0

    def find(self, find: Any) -> Any:
        self.count += 1
        return self.store.find(find)

    def inquire(self, inquiry: Any) -> Any:
        self.count += 1
        return self.store.inquire(inquiry)


@pytest.fixture
def store(opened: BoltStore) -> Counting:
    return Counting(opened)


def ask(store: Any, query: str, **variables: Any) -> dict[str, Any]:
    return execute(store, query, variables, read_question=lambda question: Reading(question, unread=(question,)))


def answer(store: Counting, query: str, **variables: Any) -> Any:
    """The answer of the one root field, which asked the store once."""
    response = ask(store, query, **variables)
    assert "errors" not in response, response["errors"]
    assert store.count == 1
    (data,) = response["data"].values()
    return data


def test_the_keys_counts_and_measures_of_the_schema_are_those_of_the_graph() -> None:
    assert [key.value for key in StatementKey] == list(STATEMENT_KEYS) == list(KEYS["Statement"].by)
    assert [key.value for key in EventKey] == list(EVENT_KEYS) == list(KEYS["Event"].by)
    for label, counts, extremes in (
        ("Statement", StatementGroupCount, StatementGroupExtremes),
        ("Event", EventGroupCount, EventGroupExtremes),
    ):
        own = f"{label.lower()}s"
        assert [*counts.__annotations__] == [own, *KEYS[label].counts]
        assert [*extremes.__annotations__] == list(KEYS[label].measures)
    assert tuple(PathRelation) == EDGES


@pytest.mark.parametrize(
    "where",
    [
        "{}",
        "{act: {in: [CRITICISE, STATE]}}",
        "{not: {polarity: {gt: 0}}}",
        '{or: [{text: {matches: "march"}}, {about: {some: {event: {text: {matches: "drills"}}}}}]}',
        '{about: {some: {event: {text: {matches: "drills"}, places: {some: {name: {matches: "aedirn"}}}}}}}',
        '{about: {none: {actor: {}}}, speaker: {country: {eq: "RIV"}}}',
        "{speaker: {statements: {count: {gte: 3}}}}",
        '{article: {source: {eq: "Gazette"}, published: {lt: "2023-02"}}}',
        '{addressees: {some: {name: {matches: "kovir"}}}}',
    ],
)
def test_the_groups_of_a_filter_are_as_many_as_what_it_finds(store: Counting, where: str) -> None:
    """Each statement has one polarity, so the groups add up whichever index the filter starts at."""
    query = f"""{{ statementsGroup(by: [POLARITY], where: {where}) {{ count {{ statements articles }} }}
        statements(where: {where}) {{ totalCount }} }}"""
    response = ask(store, query)
    assert "errors" not in response
    groups, page = response["data"].values()
    assert sum(group["count"]["statements"] for group in groups) == page["totalCount"] > 0
    assert store.count == 2


def test_military_events_are_counted_by_week_and_country(store: Counting) -> None:
    query = """{ eventsGroup(by: [START_WEEK, PLACE_COUNTRY],
        where: {or: [{type: {eq: MOBILIZE}}, {type: {eq: COOPERATE}, contexts: {has: "military"}}]},
        orderBy: [{key: START_WEEK, direction: DESC}, {key: PLACE_COUNTRY}])
        { key { startWeek placeCountry } count { events statements } min { start } } }"""
    assert answer(store, query) == [
        {
            "key": {"startWeek": "2023-01-16", "placeCountry": "AED"},
            "count": {"events": 1, "statements": 4},
            "min": {"start": "2023-01-16"},
        },
        {
            "key": {"startWeek": None, "placeCountry": "AED"},
            "count": {"events": 1, "statements": 1},
            "min": {"start": "2023-02"},
        },
        {
            "key": {"startWeek": None, "placeCountry": "TEM"},
            "count": {"events": 1, "statements": 1},
            "min": {"start": "2023-02"},
        },
    ]


def test_a_change_of_position_is_seen_by_month(store: Counting) -> None:
    query = """query ($who: ID) { statementsGroup(by: [SAID_AT_MONTH], orderBy: [{key: SAID_AT_MONTH}],
        where: {speaker: {id: {eq: $who}}, about: {some: {event: {text: {matches: "drills"}}}}})
        { key { saidAtMonth } count { statements } avg { polarity } max { saidAt published } } }"""
    assert answer(store, query, who=KOVIR.id) == [
        {
            "key": {"saidAtMonth": "2023-01"},
            "count": {"statements": 1},
            "avg": {"polarity": -1.0},
            "max": {"saidAt": "2023-01-16", "published": "2023-01-17T10:00:00Z"},
        },
        {
            "key": {"saidAtMonth": "2023-02"},
            "count": {"statements": 1},
            "avg": {"polarity": 1.0},
            "max": {"saidAt": "2023-02-06", "published": "2023-02"},
        },
    ]


def test_countries_are_compared_in_what_they_say_of_one_event(store: Counting) -> None:
    query = """query ($event: ID) { statementsGroup(by: [SPEAKER_COUNTRY, ACT],
        where: {about: {some: {event: {id: {eq: $event}}}}}, orderBy: [{key: SPEAKER_COUNTRY}])
        { key { speakerCountry act form } count { statements speakers articles } } }"""
    rows = answer(store, query, event=DRILLS)
    assert [(row["key"]["speakerCountry"], row["key"]["act"], row["count"]["speakers"]) for row in rows] == [
        (None, "CONFIRM", 0),
        ("RIV", "CRITICISE", 1),
        ("RIV", "SUPPORT", 1),
        ("TEM", "PRAISE", 1),
    ]
    # It is not grouped by form, so no form is shared.
    assert {row["key"]["form"] for row in rows} == {None}


def test_actors_are_counted_in_pairs(store: Counting) -> None:
    query = """{ eventsGroup(by: [PARTICIPANT, OTHER_PARTICIPANT])
        { key { participant { name } otherParticipant { name country } } count { events } } }"""
    assert answer(store, query) == [
        {
            "key": {"participant": {"name": "Rivia"}, "otherParticipant": {"name": "Temeria", "country": "TEM"}},
            "count": {"events": 2},
        }
    ]


def test_who_talks_about_whom_is_a_group_with_nouns_in_its_key(store: Counting) -> None:
    query = """query ($no: Boolean = false) { statementsGroup(by: [ABOUT_ACTOR, SPEAKER], first: 1,
        where: {about: {some: {actor: {}}}})
        { ...Key count { n: statements } } }
        fragment Key on StatementGroup { key { speaker { ...Name } aboutActor { ...Name kind @include(if: $no) } } }
        fragment Name on Actor { called: name }"""
    assert answer(store, query) == [
        {"key": {"speaker": {"called": "Ugo Ferro"}, "aboutActor": {"called": "Anna Kovir"}}, "count": {"n": 1}}
    ]


def test_the_timeline_has_one_line_an_event_and_pages(store: Counting) -> None:
    query = """query ($after: String) { timeline(first: 1, after: $after, where: {mode: {isNull: true}}) {
        totalCount pageInfo { hasNextPage endCursor }
        edges { node { event { name start places { name } } articles statements
          firstReportedBy { title published } } } } }"""
    first = answer(store, query)
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (2, True)
    assert first["edges"] == [
        {
            "node": {
                "event": {"name": "joint drills", "start": "2023-01-16", "places": [{"name": AEDIRN.name}]},
                "articles": 3,
                "statements": 4,
                "firstReportedBy": {"title": "March", "published": "2023-01-16"},
            }
        }
    ]
    second = answer(Counting(store.store), query, after=first["pageInfo"]["endCursor"])
    assert [edge["node"]["event"]["name"] for edge in second["edges"]] == ["talks"]


def test_the_timeline_reads_only_what_is_selected(store: Counting) -> None:
    assert answer(store, "{ timeline { edges { node { statements } } } }")["edges"] == [
        {"node": {"statements": 4}},
        {"node": {"statements": 0}},
        {"node": {"statements": 1}},
    ]


def test_a_table_of_stances_tells_who_is_for_and_who_against(store: Counting) -> None:
    query = """query ($event: ID!) { stances(event: $event) { stance count { statements speakers }
        speakers { actor { name country } count statements(first: 1) { text article { title } } } } }"""
    groups = answer(store, query, event=DRILLS)
    assert [(group["stance"], *group["count"].values()) for group in groups] == [
        ("POSITIVE", 2, 2),
        ("NEUTRAL", 1, 0),
        ("NEGATIVE", 1, 1),
    ]
    assert groups[0]["speakers"] == [
        {
            "actor": {"name": "Anna Kovir", "country": "RIV"},
            "count": 1,
            "statements": [{"text": "backs the drills", "article": {"title": "Later"}}],
        },
        {
            "actor": {"name": "Ugo Ferro", "country": "TEM"},
            "count": 1,
            "statements": [{"text": "welcomed the drills", "article": {"title": "Drills"}}],
        },
    ]
    assert groups[1]["speakers"][0]["actor"] is None
    assert answer(Counting(store.store), query, event="nothing") == []


def test_stances_may_be_towards_all_events_of_a_filter(store: Counting) -> None:
    query = """{ stances(where: {text: {matches: "drills"}}) { stance count { statements } } }"""
    assert [(group["stance"], group["count"]["statements"]) for group in answer(store, query)] == [
        ("POSITIVE", 2),
        ("NEUTRAL", 1),
        ("NEGATIVE", 1),
    ]


PATH = """query ($from: ID!, $to: ID!, $longest: Int!) { path(from: $from, to: $to, longest: $longest) { length steps {
    relation isForward stance role via
    from { actor { name } statement { text } event { name } place { name } }
    to { actor { name } statement { text } event { name } place { name } }
    evidence { exact article { title } } } } }"""


def test_a_path_shows_each_step_with_its_evidence(store: Counting) -> None:
    path = answer(store, PATH, **{"from": FERRO.id, "to": RIVIA.id, "longest": 4})
    assert path["length"] == 3
    nobody = {"actor": None, "statement": None, "event": None, "place": None}
    said = {**nobody, "statement": {"text": "welcomed the drills"}}
    drills = {**nobody, "event": {"name": "joint drills"}}
    shown = [{"exact": "welcomed the drills", "article": {"title": "Drills"}}]
    assert path["steps"][:2] == [
        {
            "relation": "SAID_BY",
            "isForward": False,
            "stance": None,
            "role": None,
            "via": "NAME",
            "from": {**nobody, "actor": {"name": "Ugo Ferro"}},
            "to": said,
            "evidence": shown,
        },
        {
            "relation": "ABOUT",
            "isForward": True,
            "stance": "POSITIVE",
            "role": "TARGET",
            "via": None,
            "from": said,
            "to": drills,
            "evidence": shown,
        },
    ]
    assert path["steps"][2]["relation"] == "ACTOR_IN"
    assert {piece["article"]["title"] for piece in path["steps"][2]["evidence"]} == {"Drills", "March", "Later"}


def test_a_path_that_is_not_there_is_null(store: Counting) -> None:
    assert answer(store, PATH, **{"from": FERRO.id, "to": HERMIT.id, "longest": 8}) is None


def test_a_path_is_read_without_evidence_where_none_is_selected(store: Counting) -> None:
    query = (
        f'{{ path(from: "{TEMERIA.id}", to: "{RIVIA.id}") {{ steps {{ to {{ event {{ id }} actor {{ id }} }} }} }} }}'
    )
    steps = answer(store, query)["steps"]
    assert steps[1]["to"] == {"event": None, "actor": {"id": RIVIA.id}}


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("{ statementsGroup(by: []) { count { statements } } }", "a group has 0 keys: name 1 to 4 in by"),
        ("{ eventsGroup(by: [TYPE, TYPE]) { count { events } } }", "by names type twice"),
        ("{ eventsGroup(by: [TYPE], first: 5000) { count { events } } }", "first is 5000: ask for 0 to 1000"),
        ("{ eventsGroup(by: [OTHER_PARTICIPANT]) { count { events } } }", "name that in by too"),
        ("{ eventsGroup(by: [TYPE], orderBy: [{key: MODE}]) { count { events } } }", "order of groups by 'mode'"),
        ('{ stances(event: "x", first: 101) { stance } }', "first is 101"),
        ("{ stances { stance } }", "give event or where"),
        ('{ stances(event: "x", where: {}) { stance } }', "give event or where"),
        ('{ path(from: "a", to: "a") { length } }', "from and to are both 'a'"),
        ('{ path(from: "a", to: "b", longest: 99) { length } }', "longest is 99: ask for 1 to 8"),
    ],
)
def test_what_can_not_be_asked_is_told(store: Counting, query: str, message: str) -> None:
    (error,) = ask(store, query)["errors"]
    assert message in error["message"]
    assert error["extensions"]["code"] in ("BAD_USER_INPUT", "PAGE_TOO_LARGE")
    assert store.count == 0
