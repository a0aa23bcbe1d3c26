"""Every way to ask, against a real embedded store with one article written by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.schema import execute
from graph.errors import StoreBusy, StoreTimeout, StoreUnavailable
from graph.model import (
    About,
    Actor,
    Document,
    Event,
    EventMention,
    Extraction,
    Mention,
    Place,
    Role,
    Span,
    Statement,
    Timespan,
)
from graph.plan import Find
from graph.reading import Reading, Terms
from graph.settings import StoreSettings
from graph.store import Page, Store, open_store

TEXT = (
    "Café news 🙂: Rivia and Temeria began joint drills in Aedirn on Monday. "
    "General Anna Kovir, a spokesperson for the Northern Command, expressed concern about the maneuvers. "
    "“They must,” Kovir said, “stop.” Two diplomats did not deny the plan."
)
ISSUE_QUERY = """
{ statements(where: {act: {in: [EXPRESS_CONCERN]}, about: {some: {event: {text: {matches: "drills"}}}}}) {
    totalCount edges { node { text act cue form speaker { name kind roles { title organization { name } } }
    about { role stance event { name type start end places { name } } }
    evidence { exact start end article { id title url } } } } } }
"""


def span(words: str, start: int = 0) -> Span:
    found = TEXT.index(words, start)
    return found, found + len(words)


def day(start: str, end: str | None = None) -> Timespan:
    return Timespan(start, end, "day", "exact")


KOVIR, NORTH, RIVIA, TEMERIA = "person:anna-kovir", "organization:northern-command", "state:RIV", "state:TEM"
DIPLOMATS, AEDIRN, DRILLS, CONCERN = "group:two-diplomats@a1", "place:1", "a1:COOPERATE:38", "a1:concern"


def extraction() -> Extraction:
    return Extraction(
        Document(
            "a1", TEXT, title="Drills", url="https://example.org/1", published="2023-01-17T08:00:00Z", source="Example"
        ),
        mentions=(Mention(*span("Anna Kovir"), "PER", "name", KOVIR), Mention(*span("Aedirn"), "LOC", "name", AEDIRN)),
        actors=(
            Actor(
                KOVIR,
                "Anna Kovir",
                "person",
                ("Kovir",),
                "RIV",
                "MIL",
                (Role("spokesperson", "Northern Command", span("spokesperson for the Northern Command")),),
            ),
            Actor(NORTH, "Northern Command", "organization"),
            Actor(RIVIA, "Rivia", "state", country="RIV"),
            Actor(TEMERIA, "Temeria", "state", country="TEM"),
            Actor(DIPLOMATS, "Two diplomats", "group", named=False),
        ),
        places=(Place(AEDIRN, "Aedirn", "province", 1, 52.5, 23.5, "AED", "ADM1"),),
        events=(
            Event(
                DRILLS,
                "COOPERATE",
                "asserted",
                "joint drills",
                (
                    EventMention((span("drills"),), (span("joint drills"),)),
                    EventMention((span("maneuvers"),), (span("the maneuvers"),)),
                ),
                contexts=("military",),
                subtype="exercise",
                actors=(RIVIA, TEMERIA),
                places=(AEDIRN,),
                time=day("2023-01-16"),
                confidence=0.9,
                terms=("exercise", "manoeuvre"),
            ),
        ),
        statements=(
            statement(
                CONCERN,
                "the maneuvers",
                "expressed concern",
                "EXPRESS_CONCERN",
                about=(
                    About(DRILLS, "event", "target", "negative", span("the maneuvers"), 0.8),
                    About(AEDIRN, "place", "topic", "neutral", None, 0.5),
                ),
            ),
            statement(
                "a1:stop", "They must", "said", "DEMAND", content=(span("They must"), span("stop")), form="direct"
            ),
            statement(
                "a1:deny",
                "the plan",
                "did not deny",
                "DENY",
                speaker=DIPLOMATS,
                negated=True,
                via="unnamed",
                polarity=0,
            ),
        ),
    )


def statement(id: str, words: str, cue: str, act: str, *, content: tuple[Span, ...] = (), **rest: Any) -> Statement:
    given: dict[str, Any] = {
        "speaker": KOVIR,
        "via": "name",
        "form": "indirect",
        "act_source": "both",
        "polarity": -1,
        "negated": False,
        "said_at": day("2023-01-17"),
        "sentence": (TEXT.rindex(". ", 0, span(cue)[0]) + 2, TEXT.index(".", span(cue)[1]) + 1),
    }
    return Statement(id, content or (span(words),), (span(cue),), (), act=act, **{**given, **rest})


class Counting:
    """A store that counts what it is asked."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.finds: list[Find] = []

    def find(self, find: Find) -> Page:
        self.finds.append(find)
        return self.store.find(find)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("api")
    with open_store(StoreSettings(url=f"embedded://{path}")) as store:
        store.write(extraction())
        yield store


@pytest.fixture
def store(opened: Store) -> Counting:
    return Counting(opened)


def read_question(question: str) -> Reading:
    """Read the way that the door's reader does, for the questions of these tests."""
    if "concern" not in question:
        return Reading(question, unread=(question,))
    return Reading(question, acts=("EXPRESS_CONCERN",), about=Terms("the drills", (("drills", "exercise"),)))


def ask(store: Any, query: str, **variables: Any) -> dict[str, Any]:
    return execute(store, query, variables, read_question=read_question)


def data(store: Any, query: str, **variables: Any) -> Any:
    response = ask(store, query, **variables)
    assert "errors" not in response, response["errors"]
    return response["data"]


def ids(store: Any, query: str, **variables: Any) -> list[str]:
    (connection,) = data(store, query, **variables).values()
    return [edge["node"]["id"] for edge in connection["edges"]]


def test_the_statement_of_concern_about_the_drills_is_found_with_all_around_it(store: Counting) -> None:
    found = data(store, ISSUE_QUERY)["statements"]
    start, end = span("the maneuvers")
    article = {"id": "a1", "title": "Drills", "url": "https://example.org/1"}
    assert found["totalCount"] == 1
    node = found["edges"][0]["node"]
    about = {entry["role"]: entry for entry in node.pop("about")}
    assert node == {
        "text": "the maneuvers",
        "act": "EXPRESS_CONCERN",
        "cue": "expressed concern",
        "form": "INDIRECT",
        "speaker": {
            "name": "Anna Kovir",
            "kind": "PERSON",
            "roles": [{"title": "spokesperson", "organization": {"name": "Northern Command"}}],
        },
        "evidence": [{"exact": "the maneuvers", "start": start, "end": end, "article": article}],
    }
    event = {"name": "joint drills", "type": "COOPERATE", "start": "2023-01-16", "end": None}
    assert about == {
        "TARGET": {"role": "TARGET", "stance": "NEGATIVE", "event": {**event, "places": [{"name": "Aedirn"}]}},
        "TOPIC": {"role": "TOPIC", "stance": "NEUTRAL", "event": None},
    }


DEEP = """
{ articles { totalCount pageInfo { hasNextPage } edges { cursor node { id title statements { id speaker { name
  statements(first: 1) { id } roles { title organization { name actor { id } } } } about { event { id mentions { trigger
  evidence { exact article { id } } } actors { name } recipients { name } articles { id } statements { id } } }
  evidence { exact article { text } } saidAt { start end granularity dateType } }
  events { id name places { name events { id } statementsAbout { id } } } } } } }
"""


@pytest.mark.parametrize(
    ("query", "count"),
    [
        (ISSUE_QUERY, 1),
        (DEEP, 1),
        ('{ statement(id: "a1:concern") { speaker { roles { title } } about { place { name } } } }', 1),
        ("{ actors { totalCount } places { edges { node { name } } } }", 2),
        ('{ ask(question: "who expressed concern?") { reading { act } statements { edges { node { id } } } } }', 1),
        ("{ __schema { queryType { name } } __typename }", 0),
    ],
    ids=["the issue's example", "deep", "one noun", "two root fields", "ask", "introspection"],
)
def test_a_root_field_asks_the_store_once(store: Counting, query: str, count: int) -> None:
    data(store, query)
    assert len(store.finds) == count


@pytest.mark.parametrize(
    ("selected", "expected"),
    [
        ("role", {"role": "TARGET"}),
        ("__typename", {"__typename": "About"}),
        ("event { __typename } place { name }", {"event": {"__typename": "Event"}, "place": None}),
    ],
    ids=["no end", "nothing", "that an end is there"],
)
def test_of_what_a_statement_is_about_only_what_is_selected_is_read(
    store: Counting, selected: str, expected: dict[str, Any]
) -> None:
    found = data(store, f'{{ statement(id: "a1:concern") {{ about {{ {selected} }} }} }}')["statement"]["about"]
    assert expected in found
    assert len(found) == 2


def test_where_the_count_alone_is_selected_no_noun_is_read(store: Counting) -> None:
    counted = data(store, "{ actors { totalCount } }")["actors"]["totalCount"]
    assert counted == len(ids(store, "{ actors { edges { node { id } } } }")) > 0
    assert [find.is_listed for find in store.finds] == [False, True]


def test_lists_inside_a_noun_hold_what_lies_along_its_edges(store: Counting) -> None:
    (edge,) = data(store, DEEP)["articles"]["edges"]
    article = edge["node"]
    assert {said["id"] for said in article["statements"]} == {"a1:concern", "a1:stop", "a1:deny"}
    (event,) = article["events"]
    assert event["places"] == [{"name": "Aedirn", "events": [{"id": DRILLS}], "statementsAbout": [{"id": CONCERN}]}]
    concern = next(said for said in article["statements"] if said["id"] == CONCERN)
    drills = next(about["event"] for about in concern["about"] if about["event"])
    assert [actor["name"] for actor in drills["actors"]] == ["Rivia", "Temeria"]
    assert sorted(mention["trigger"] for mention in drills["mentions"]) == ["drills", "maneuvers"]
    assert drills["articles"] == [{"id": "a1"}]
    assert concern["saidAt"] == {"start": "2023-01-17", "end": None, "granularity": "DAY", "dateType": "EXACT"}
    assert concern["speaker"]["roles"][0]["organization"]["actor"] == {"id": NORTH}


def test_evidence_is_the_articles_text_between_its_offsets_in_code_points(store: Counting) -> None:
    query = '{ statement(id: "a1:stop") { text evidence { start end exact prefix suffix article { text } } } }'
    pieces = data(store, query)["statement"]["evidence"]
    assert [piece["exact"] for piece in pieces] == ["They must", "stop"]
    for piece in pieces:
        text, start, end = piece["article"]["text"], piece["start"], piece["end"]
        assert text[start:end] == piece["exact"]
        assert text[:start].endswith(piece["prefix"])
        assert text[end:].startswith(piece["suffix"])


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("{}", ["concern", "deny", "stop"]),
        ("{act: {eq: DENY}}", ["deny"]),
        ("{act: {in: []}}", []),
        ("{act: null, negated: {eq: true}}", ["deny"]),
        ("{not: {negated: {eq: true}}}", ["concern", "stop"]),
        ("{or: [{act: {eq: DENY}}, {form: {eq: DIRECT}}]}", ["deny", "stop"]),
        ("{and: [{polarity: {lt: 0}}, {act: {in: [DEMAND, DENY]}}]}", ["stop"]),
        ('{text: {matches: "MANEUVERS"}}', ["concern"]),
        ('{text: {matches: "?!"}}', []),
        ('{text: {contains: "plan"}}', ["deny"]),
        ('{cue: {startsWith: "did not"}}', ["deny"]),
        ('{saidAt: {gte: "2023-01-17"}}', ["concern", "deny", "stop"]),
        ('{saidAt: {gt: "2023-01"}}', []),
        ('{saidAt: {eq: "2023"}}', ["concern", "deny", "stop"]),
        ("{saidAt: {isNull: true}}", []),
        ('{speaker: {name: {matches: "kovir"}}}', ["concern", "stop"]),
        ("{speaker: {named: {eq: false}}}", ["deny"]),
        ('{speaker: {roles: {some: {organization: {contains: "northern"}}}}}', ["concern", "stop"]),
        ('{article: {published: {lte: "2023-01-17"}, source: {eq: "Example"}}}', ["concern", "deny", "stop"]),
        ('{article: {title: {eq: "Other"}}}', []),
        ("{about: {none: {}}}", ["deny", "stop"]),
        ("{about: {some: {role: {eq: TARGET}, stance: {eq: NEGATIVE}, confidence: {gte: 0.7}}}}", ["concern"]),
        ('{about: {some: {place: {name: {eq: "Aedirn"}}, role: {eq: TARGET}}}}', []),
        ('{about: {some: {event: {actors: {some: {name: {eq: "Rivia"}}}, contexts: {has: "military"}}}}}', ["concern"]),
        ('{about: {some: {event: {places: {some: {country: {eq: "AED"}}}, start: {lt: "2023-02"}}}}}', ["concern"]),
    ],
)
def test_statements_are_filtered(store: Counting, where: str, expected: list[str]) -> None:
    found = ids(store, f"{{ statements(where: {where}) {{ edges {{ node {{ id }} }} }} }}")
    assert sorted(found) == [f"a1:{name}" for name in expected]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("events(where: {statements: {some: {act: {eq: EXPRESS_CONCERN}}}})", [DRILLS]),
        ("events(where: {statements: {none: {}}})", []),
        ("events(where: {actors: {all: {kind: {eq: STATE}}}})", [DRILLS]),
        ('events(where: {actors: {all: {name: {eq: "Rivia"}}}})', []),
        ('events(where: {type: {in: [COOPERATE]}, places: {some: {name: {startsWith: "aed"}}}})', [DRILLS]),
        ('events(where: {text: {matches: "maneuvers"}, articles: {some: {id: {eq: "a1"}}}})', [DRILLS]),
        ('articles(where: {events: {some: {text: {matches: "drills"}}}, text: {matches: "café"}})', ["a1"]),
        ("articles(where: {statements: {all: {act: {eq: DENY}}}})", []),
        ("articles(where: {statements: {all: {polarity: {lte: 0}}}})", ["a1"]),
        ("actors(where: {statements: {some: {act: {eq: DENY}}}})", [DIPLOMATS]),
        ('actors(where: {events: {some: {subtype: {eq: "exercise"}}}})', [RIVIA, TEMERIA]),
        ("places(where: {statementsAbout: {some: {act: {eq: EXPRESS_CONCERN}}}, lat: {gt: 50}})", [AEDIRN]),
    ],
)
def test_nouns_are_filtered_from_either_side_of_an_edge(store: Counting, query: str, expected: list[str]) -> None:
    assert sorted(ids(store, f"{{ {query} {{ edges {{ node {{ id }} }} }} }}")) == sorted(expected)


def test_pages_walk_over_all_nouns_once_in_order(store: Counting) -> None:
    query = """query ($after: String) { actors(first: 2, after: $after, orderBy: [{field: NAME, direction: DESC}]) {
        totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { name } } } }"""
    names: list[str] = []
    after = None
    for number in range(3):
        page = data(store, query, after=after)["actors"]
        names += [edge["node"]["name"] for edge in page["edges"]]
        assert page["totalCount"] == 5
        assert page["pageInfo"]["hasNextPage"] is (number < 2)
        assert page["pageInfo"]["hasPreviousPage"] is (number > 0)
        assert page["pageInfo"]["startCursor"] == page["edges"][0]["cursor"]
        after = page["pageInfo"]["endCursor"]
    assert names == ["Two diplomats", "Temeria", "Rivia", "Northern Command", "Anna Kovir"]


def test_fragments_aliases_variables_and_directives_are_followed(store: Counting) -> None:
    query = """
    query ($few: Int = 1, $no: Boolean!, $kind: [ActorKind!]) {
      people: actors(where: {kind: {in: $kind}}) { edges { node { ...Who role: roles { ...Office } } } }
    }
    fragment Who on Actor { called: name few: statements(first: $few) { id } all: statements { act @skip(if: $no) ...S }
      id @include(if: $no) ... on Actor @skip(if: $no) { country } }
    fragment S on Statement { __typename id }
    fragment Office on Role { title }
    """
    (edge,) = data(store, query, no=False, kind=["PERSON"])["people"]["edges"]
    node = edge["node"]
    assert (node["called"], node["country"], node["role"]) == ("Anna Kovir", "RIV", [{"title": "spokesperson"}])
    assert "id" not in node
    assert len(node["few"]) == 1
    assert sorted(said["act"] for said in node["all"]) == ["DEMAND", "EXPRESS_CONCERN"]
    assert {said["__typename"] for said in node["all"]} == {"Statement"}


def test_only_what_is_selected_is_read(store: Counting) -> None:
    data(store, "{ statements { edges { node { act } } } }")
    (find,) = store.finds
    assert (find.select.properties, find.select.follows, find.is_counted) == (("act",), (), False)


def test_one_noun_is_found_by_id_or_is_null(store: Counting) -> None:
    query = "query ($id: ID!) { actor(id: $id) { name aliases } place(id: $id) { name } }"
    assert data(store, query, id=KOVIR) == {"actor": {"name": "Anna Kovir", "aliases": ["Kovir"]}, "place": None}


ASK = """query ($question: String!) { ask(question: $question) { question
  reading { act polarity negated about speaker addressee from to place unread widened }
  statements(first: 5) { totalCount edges { node { text speaker { name } } } } } }"""


def test_ask_shows_its_reading_and_answers(store: Counting) -> None:
    answer = data(store, ASK, question="who expressed concern about the drills")["ask"]
    assert answer["reading"]["act"] == ["EXPRESS_CONCERN"]
    assert (answer["reading"]["polarity"], answer["reading"]["about"]) == (-1, "the drills")
    assert answer["statements"]["edges"] == [{"node": {"text": "the maneuvers", "speaker": {"name": "Anna Kovir"}}}]


def test_ask_says_what_it_could_not_read_and_guesses_nothing(store: Counting) -> None:
    answer = data(store, ASK, question="why is the sky blue")["ask"]
    assert answer["reading"]["unread"] == ["why is the sky blue"]
    assert answer["statements"] == {"totalCount": 0, "edges": []}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ statements { ", "GRAPHQL_PARSE_FAILED"),
        ("{" * 900, "GRAPHQL_PARSE_FAILED"),
        ("{ statements { nope } }", "GRAPHQL_VALIDATION_FAILED"),
        ('{ statements(first: "many") { totalCount } }', "GRAPHQL_VALIDATION_FAILED"),
        ("{ statements(where: {act: {eq: SHOUT}}) { totalCount } }", "GRAPHQL_VALIDATION_FAILED"),
        ('{ statements(where: {saidAt: {gt: "soon"}}) { totalCount } }', "GRAPHQL_VALIDATION_FAILED"),
        ("mutation { nope }", "GRAPHQL_VALIDATION_FAILED"),
        ("query ($n: Int!) { statements(first: $n) { totalCount } }", "BAD_USER_INPUT"),
        ("{ statements(last: -1) { totalCount } }", "BAD_USER_INPUT"),
        ("{ statements(first: 1, last: 1) { totalCount } }", "BAD_USER_INPUT"),
        ("{ statements(orderBy: [{field: RELEVANCE}]) { edges { cursor } } }", "BAD_USER_INPUT"),
        ("{ statements(first: -1) { totalCount } }", "BAD_USER_INPUT"),
        ("{ statements(first: 1000) { totalCount } }", "BAD_USER_INPUT"),
        ("{ articles { edges { node { statements(first: -1) { id } } } } }", "BAD_USER_INPUT"),
        ('{ statements(after: "bm90IG91cnM") { edges { cursor } } }', "BAD_CURSOR"),
        ("query A { __typename } query B { __typename }", "OPERATION_RESOLUTION_FAILURE"),
        ("fragment F on Actor { id }", "OPERATION_RESOLUTION_FAILURE"),
        ("{ a: statements { totalCount } a: actors { totalCount } }", "GRAPHQL_VALIDATION_FAILED"),
    ],
)
def test_a_bad_query_is_told_what_is_wrong(store: Any, query: str, code: str) -> None:
    response = execute(store, query, {"n": None} if "$n" in query else {}, read_question=read_question)
    assert {error["extensions"]["code"] for error in response["errors"]} == {code}
    assert not response.get("data")


def test_a_cursor_of_another_order_is_refused(store: Counting) -> None:
    cursor = data(store, "{ actors(first: 1) { pageInfo { endCursor } } }")["actors"]["pageInfo"]["endCursor"]
    query = "query ($after: String) { actors(after: $after, orderBy: [{field: NAME}]) { edges { cursor } } }"
    assert ask(store, query, after=cursor)["errors"][0]["extensions"]["code"] == "BAD_CURSOR"


class Failing:
    """A store that fails as a real one does when it is away, busy, or when the code is wrong."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def find(self, find: Find) -> Page:
        raise self.error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (StoreUnavailable("bolt://secret:7687 refused"), "STORE_UNAVAILABLE"),
        (StoreBusy("busy at secret"), "STORE_BUSY"),
        (StoreTimeout("timed out at secret"), "TIMEOUT"),
        (RuntimeError("secret"), "INTERNAL_SERVER_ERROR"),
    ],
)
def test_the_stores_failure_has_a_code_and_tells_no_secret(error: Exception, code: str) -> None:
    (shown,) = ask(Failing(error), "{ actors { totalCount } }")["errors"]
    assert shown["extensions"]["code"] == code
    assert ("id" in shown["extensions"]) == (code == "INTERNAL_SERVER_ERROR")
    assert "secret" not in str(shown)
