"""A client whom row rules keep from an article tries to learn of it by every way there is; on both engines."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from api.access import Access, Key, hash_of, new_key
from api.profiles import Profile
from api.rules import Rules
from api.schema import execute
from graph import similarity
from graph.model import Actor, Extraction, Place, Role
from graph.neo4j_store import BoltStore
from graph.reading import Reading
from graph.visibility import Visibility
from tests.conftest import TEXT, extraction_of, vector_of
from tests.serving import Send, api_of, sender

READER, EDITOR, CHIEF, GUEST = new_key(), new_key(), new_key(), new_key()
RULES = Rules(
    Visibility(labels=("public",)),
    {"read:agency": Visibility(("Agency",), ("agency",)), "read:all": None, "write": None},
)
KEYS = {
    hash_of(READER): Key("reader", "read", row_scopes=("read:agency",)),
    hash_of(CHIEF): Key("chief", "read", row_scopes=("read:agency", "read:all")),
    hash_of(GUEST): Key("guest", "read"),
    hash_of(EDITOR): Key("editor", "write", row_scopes=("read:agency",)),
}
KEPT_EVENT = f"kept:COOPERATE:{TEXT.index('drills')}"
KEPT_STATEMENT = "kept:ministry"
# Greater than the ids of all others, so that a pair of the two has it last.
MINISTER = "state:the-minister"
DEPUTY = f"{MINISTER}|deputy minister|harbour office"


# What the first statement of an article means.
WORDS = {"agency": "drills", "kept": "drill drills", "open": "zzzz"}
# What the writer never does, but the graph may come to hold: events that articles share, and edges between what can be
# seen and what can't. So that no pattern is safe only because another one is.
JOINS = f"""
MATCH (e:Event {{id: '{KEPT_EVENT.replace("kept", "agency")}'}}), (s:Statement {{id: 'agency:ministry'}})
MATCH (ek:Event {{id: '{KEPT_EVENT}'}}), (sk:Statement {{id: '{KEPT_STATEMENT}'}}), (m:Actor {{id: '{MINISTER}'}})
MATCH (ek)<-[:REALISES]-(mention:EventMention), (pk:Place {{id: 'place:77'}})
MATCH (o:Place {{id: 'place:88'}})
MERGE (mention)-[:REALISES]->(e)
MERGE (e)-[:AT {{ord: 5}}]->(pk)
MERGE (ek)-[:AT {{ord: 5}}]->(o)
MERGE (m)-[:ACTOR_IN {{ord: 5}}]->(e)
MERGE (m)-[:RECIPIENT_IN {{ord: 5}}]->(e)
MERGE (s)-[:ADDRESSED_TO]->(m)
MERGE (s)-[:SAID_BY {{via: 'name'}}]->(m)
MERGE (s)-[:WITHIN]->(sk)
MERGE (s)-[:ABOUT {{role: 'topic', stance: 'neutral'}}]->(ek)
MERGE (s)-[:ABOUT {{role: 'topic', stance: 'neutral'}}]->(pk)
MERGE (sk)-[:ABOUT {{role: 'topic', stance: 'negative'}}]->(e)"""


def article(id: str, *, labels: tuple[str, ...] = (), **details: Any) -> Extraction:
    made = extraction_of(id, **details)
    vectors = {made.statements[0].id: vector_of(WORDS.get(id, id))}
    return replace(made, document=replace(made.document, labels=labels), vectors=vectors)


def kept() -> Extraction:
    """An article of a source and with a label that the reader has no rule for, with nouns that no other has."""
    made = article(
        "kept", source="Secret Gazette", labels=("embargo",), act="THREATEN", published="2023-03-01",
        speaker="Natalia Huminiuk",
    )  # fmt: skip
    minister = Actor(MINISTER, "Zora Quell", "person", roles=(Role("deputy minister", "Harbour Office", (0, 7)),))
    harbour = Place("place:77", "Harbour Seven", "city", 77, 10.0, 10.0, "UKR", "PPL")
    (event,) = made.events
    first, second = made.statements
    return replace(
        made,
        actors=(*made.actors, minister),
        places=(*made.places, harbour),
        events=(replace(event, type="THREATEN", actors=(MINISTER, "state:RUS"), places=(harbour.id,), name="quarrel"),),
        statements=(replace(first, addressees=(MINISTER, "state:BLR")), replace(second, speaker=MINISTER)),
        run=replace(made.run, id="run2", model="secret-model") if made.run else None,
    )


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def filled_store(request: pytest.FixtureRequest) -> BoltStore:
    """A store of each kind with three articles that the reader sees and one that they don't; tests only read them."""
    store: BoltStore = request.getfixturevalue(f"{request.param}_store")
    store._connection.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n").consume())
    store.write(article("agency", source="Agency"))
    labelled = article("labelled", source="Other", labels=("agency", "sport"), published="2023-02-01")
    store.write(replace(labelled, places=(*labelled.places, Place("place:88", "Eight", "city", 88, 50.0, 50.0))))
    store.write(article("open", source=None, labels=("public",), act="DENY"))
    ALONE[store] = {name: answer_of(store, query) for name, (query, _) in PROBES.items()}
    store.write(kept())
    store._connection.write(lambda transaction: transaction.run(JOINS).consume())
    return store


@pytest.fixture(autouse=True)
def few_are_near(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few that an index of vectors can tell all that are near."""
    monkeypatch.setattr(similarity, "MOST_NEAR", 3)


@pytest.fixture(scope="module")
def send(filled_store: BoltStore) -> Iterator[Send]:
    with asyncio.Runner() as runner:
        yield sender(api_of(filled_store, profile=Profile(access=Access(KEYS, rules=RULES))), runner)


def answer_of(store: BoltStore, query: str) -> Any:
    answered = execute(store, query, read_question=Reading)
    assert "errors" not in answered, answered["errors"]
    return next(iter(answered["data"].values()))


def asked(send: Send, key: str, query: str, **variables: Any) -> Any:
    answered = send(
        "POST", "/graphql", json={"query": query, "variables": variables}, headers={"x-api-key": key}
    ).json()
    assert "errors" not in answered, answered["errors"]
    return answered["data"]


# What each probe is answered by a store before the article that is kept back is in it.
ALONE: dict[BoltStore, dict[str, Any]] = {}
SEEN = ["agency", "labelled", "open"]
BY_TIME = ["agency", "open", "labelled"]
PROBES: dict[str, tuple[str, Any]] = {
    "article": ('{ article(id: "kept") { title text } }', None),
    "statement": (f'{{ statement(id: "{KEPT_STATEMENT}") {{ text }} }}', None),
    "event": (f'{{ event(id: "{KEPT_EVENT}") {{ name }} }}', None),
    "actor": (f'{{ actor(id: "{MINISTER}") {{ name }} }}', None),
    "place": ('{ place(id: "place:77") { name } }', None),
    "role": (f'{{ role(id: "{DEPUTY}") {{ title }} }}', None),
    "source": ('{ source(id: "secret gazette") { name } }', None),
    "run": ('{ run(id: "run2") { model } }', None),
    "node": ('{ node(id: "kept") { id } }', None),
    "nodes": (f'{{ nodes(ids: ["kept", "{KEPT_STATEMENT}", "{MINISTER}", "place:77", "run2", "{DEPUTY}"]) {{ id }} }}',
              [None] * 6),
    "page": ("{ articles(orderBy: [{field: TITLE}]) { edges { node { id } } } }",
             {"edges": [{"node": {"id": id}} for id in SEEN]}),
    "backward": ("{ articles(last: 1, orderBy: [{field: PUBLISHED}]) { edges { node { id } } } }",
                 {"edges": [{"node": {"id": "labelled"}}]}),
    "count of a page": ("{ statements { totalCount } }", {"totalCount": 6}),
    "count of actors": ('{ actors(where: {kind: {eq: PERSON}}) { totalCount } }', {"totalCount": 1}),
    "count of nothing": ('{ events(where: {type: {eq: THREATEN}}) { totalCount } }', {"totalCount": 0}),
    "full text": ('{ statements(where: {text: {matches: "maneuver"}, act: {eq: THREATEN}}) { totalCount } }',
                  {"totalCount": 0}),
    "full text of a name": ('{ actors(where: {name: {matches: "quell"}}) { edges { node { id } } } }', {"edges": []}),
    "full text by relevance": ('{ articles(where: {text: {matches: "drills"}}, orderBy: [{field: RELEVANCE}]) '
                               '{ edges { node { id } } } }', {"edges": [{"node": {"id": id}} for id in BY_TIME]}),
    "similar": ('{ statements(where: {similarTo: {text: "drills", atLeast: 0.8}}) '
                '{ edges { node { article { id } } } } }', {"edges": [{"node": {"article": {"id": "agency"}}}]}),
    "similar by relevance": ('{ statements(where: {similarTo: {text: "drills", atLeast: 0.8}}, '
                             'orderBy: [{field: RELEVANCE}]) { totalCount edges { score } } }', ...),
    "full text of an end": ('{ statements(where: {speaker: {name: {matches: "quell"}}}) { totalCount } }',
                            {"totalCount": 0}),
    "near": ("{ places(where: {near: {lat: 10, lon: 10, km: 50}}) { totalCount } }", {"totalCount": 0}),
    "near of an end": ("{ events(where: {places: {some: {near: {lat: 10, lon: 10, km: 50}}}}) { totalCount } }",
                       {"totalCount": 0}),
    "some": ('{ actors(where: {articles: {some: {source: {eq: "Secret Gazette"}}}}) { totalCount } }',
             {"totalCount": 0}),
    "none": ('{ actors(where: {kind: {eq: STATE}, articles: {none: {labels: {has: "embargo"}}}}) { totalCount } }',
             {"totalCount": 2}),
    "all": ('{ actors(where: {kind: {eq: STATE}, articles: {all: {source: {ne: "Secret Gazette"}}}}) { totalCount } }',
            {"totalCount": 2}),
    "not": ('{ actors(where: {kind: {eq: STATE}, not: {events: {some: {type: {eq: THREATEN}}}}}) { totalCount } }',
            {"totalCount": 2}),
    "count": ('{ actors(where: {id: {eq: "state:RUS"}, articles: {count: {eq: 3}}}) { totalCount } }',
              {"totalCount": 1}),
    "count that passes": ('{ actors(where: {id: {eq: "state:RUS"}, '
                          'events: {count: {where: {type: {eq: THREATEN}}, eq: 0}}}) { totalCount } }',
                          {"totalCount": 1}),
    "two steps": ('{ events(where: {articles: {some: {source: {eq: "Secret Gazette"}}}}) { totalCount } }',
                  {"totalCount": 0}),
    "end": ('{ places(where: {statementsAbout: {some: {speaker: {name: {eq: "Zora Quell"}}}}}) { totalCount } }',
            {"totalCount": 0}),
    "order by a count": ('{ actors(where: {id: {in: ["state:RUS"]}}, orderBy: [{field: ARTICLE_COUNT}], first: 1) '
                         '{ pageInfo { endCursor } } }', ...),
    "order by a related value": ('{ actors(where: {id: {in: ["state:RUS"]}}, orderBy: [{field: LAST_PUBLISHED}]) '
                                 '{ pageInfo { endCursor } } }', ...),
    "what lies around": ('{ actor(id: "state:RUS") { events { id } articles { id } } }',
                         {"events": [{"id": KEPT_EVENT.replace("kept", id)} for id in BY_TIME],
                          "articles": [{"id": id} for id in BY_TIME]}),
    "organization": ('{ actor(id: "person:natalia-huminiuk") { roles { organization { actor { id } } } '
                     "articles { id } } }",
                     {"roles": [{"organization": {"actor": {"id": "organization:southern-operations-command:UKR"}}}],
                      "articles": [{"id": id} for id in BY_TIME]}),
    "what was said about it": ('{ place(id: "place:630336") { statementsAbout { id } articles { id } } }', ...),
    "outlets": ("{ sources { totalCount edges { node { name } } } }",
                {"totalCount": 3, "edges": [{"node": {"name": name}} for name in ("Agency", "example.org", "Other")]}),
    "groups": ("{ statementsGroup(by: [ACT]) { key { act } count { statements articles } } }",
               [{"key": {"act": "STATE"}, "count": {"statements": 3, "articles": 3}},
                {"key": {"act": "EXPRESS_CONCERN"}, "count": {"statements": 2, "articles": 2}},
                {"key": {"act": "DENY"}, "count": {"statements": 1, "articles": 1}}]),
    "keys of groups": ("{ statementsGroup(by: [SOURCE, SPEAKER, ADDRESSEE]) { key { source speaker { id } "
                       "addressee { id } } count { statements sources speakers events } } }", ...),
    "groups by place": ("{ statementsGroup(by: [PLACE]) { key { place { id events { id } } } "
                        "count { statements } } }", ...),
    "groups of events": ("{ eventsGroup(by: [ACTOR], orderBy: [{key: ACTOR}]) { key { actor { id } } "
                         "count { events statements articles } max { published } } }",
                         [{"key": {"actor": {"id": id}}, "count": {"events": 3, "statements": 3, "articles": 3},
                           "max": {"published": "2023-02-01"}} for id in ("state:BLR", "state:RUS")]),
    "pairs": ("{ eventsGroup(by: [PARTICIPANT, OTHER_PARTICIPANT]) { key { participant { id } "
              "otherParticipant { id } } count { events } } }",
              [{"key": {"participant": {"id": "state:BLR"}, "otherParticipant": {"id": "state:RUS"}},
                "count": {"events": 3}}]),
    "groups by what is near": ("{ statementsGroup(by: [PLACE, PLACE_COUNTRY, EVENT]) { key { place { id } placeCountry "
                               "event { id } } count { statements events speakers } } }", ...),
    "places of events": ("{ eventsGroup(by: [PLACE, RECIPIENT, SOURCE, PUBLISHED_MONTH]) { key { place { id } source "
                         "recipient { id } publishedMonth } count { events sources actors } } }", ...),
    "who is around": (f'{{ event(id: "{KEPT_EVENT.replace("kept", "agency")}") {{ actors {{ id }} recipients {{ id }} '
                      "places { id } articles { id } statements { id } mentions { trigger } } }", ...),
    "what is around a statement": ('{ statement(id: "agency:ministry") { parent { id } addressees { id } '
                                   "speaker { id } about { event { id } place { id } } } }", ...),
    "similar by all": ('{ statements(where: {similarTo: {text: "drills", atLeast: -1}}) { totalCount } }',
                       {"totalCount": 3}),
    "back from an end": ('{ actors(where: {events: {some: {text: {matches: "drills"}}}}) { edges { node { id } } } }',
                         ...),
    "parent": ('{ statements(where: {parent: {act: {eq: STATE}}}) { totalCount } }', {"totalCount": 0}),
    "timeline": ("{ timeline { totalCount edges { node { event { id } articles statements "
                 "firstReportedBy { id } } } } }",
                 ...),
    "stances": ("{ stances(where: {}) { stance count { statements speakers } } }",
                [{"stance": "NEGATIVE", "count": {"statements": 3, "speakers": 1}}]),
    "stances of one": (f'{{ stances(event: "{KEPT_EVENT}") {{ stance }} }}', []),
    "path to it": (f'{{ path(from: "state:RUS", to: "{MINISTER}") {{ length }} }}', None),
    "path from it": (f'{{ path(from: "{MINISTER}", to: "state:RUS") {{ length }} }}', None),
    "path through it": ('{ path(from: "person:natalia-huminiuk", to: "state:BLR") { length } }', {"length": 3}),
    "aggregates of few": ('{ statementsGroup(by: [POLARITY], where: {article: {source: {eq: "Secret Gazette"}}}) '
                          "{ count { statements } } }", []),
}  # fmt: skip


@pytest.mark.parametrize("name", PROBES)
def test_a_probe_learns_nothing(filled_store: BoltStore, send: Send, name: str) -> None:
    query, told = PROBES[name]
    reader, chief = (next(iter(asked(send, key, query).values())) for key in (READER, CHIEF))
    assert reader == ALONE[filled_store][name]
    if told is not ...:
        assert reader == told
    assert reader != chief, "the probe asks nothing that is kept back"
    assert "kept" not in str(reader)


def test_the_union_of_what_scopes_show_is_seen(send: Send) -> None:
    query = "{ articles { totalCount } }"
    counts = {key: asked(send, key, query)["articles"]["totalCount"] for key in (GUEST, READER, CHIEF, EDITOR)}
    assert counts == {GUEST: 1, READER: 3, CHIEF: 4, EDITOR: 4}


def test_one_document_asked_in_turn_gives_each_their_own(send: Send) -> None:
    query = "query Q($id: ID!) { article(id: $id) { title statements { act } } articles { totalCount } }"
    for _ in range(2):
        told = [asked(send, key, query, id="kept")["article"] for key in (CHIEF, READER, GUEST)]
        assert [each is None for each in told] == [False, True, True]


def test_a_cursor_of_somebody_who_sees_more_leads_to_nothing_more(send: Send) -> None:
    page = "query Q($after: String) { articles(first: 10, after: $after, orderBy: [{field: PUBLISHED}]) { edges { cursor node { id } } } }"  # noqa: E501
    edges = asked(send, CHIEF, page)["articles"]["edges"]
    after = {edge["node"]["id"]: edge["cursor"] for edge in edges}
    assert asked(send, READER, page, after=after["kept"])["articles"]["edges"] == []
    rest = asked(send, READER, page, after=after["open"])["articles"]["edges"]
    assert [edge["node"]["id"] for edge in rest] == ["labelled"]


@pytest.mark.parametrize(("direction", "tells"), [("ASC", "hasNextPage"), ("DESC", "hasPreviousPage")])
def test_page_info_tells_of_nothing_that_is_kept_back(send: Send, direction: str, tells: str) -> None:
    """The kept article is the last by time: nothing else stands on its side of its cursor."""
    order = f"orderBy: [{{field: PUBLISHED, direction: {direction}}}]"
    found = asked(send, CHIEF, f"{{ articles({order}) {{ edges {{ cursor node {{ id }} }} }} }}")["articles"]["edges"]
    cursor = next(edge["cursor"] for edge in found if edge["node"]["id"] == "kept")
    side = "first: 9, before: $cursor" if direction == "ASC" else "last: 9, after: $cursor"
    query = f"query Q($cursor: String) {{ articles({order}, {side}) {{ pageInfo {{ {tells} }} }} }}"
    told = [asked(send, key, query, cursor=cursor)["articles"]["pageInfo"][tells] for key in (READER, CHIEF)]
    assert told == [False, True]


def test_everybody_sees_what_the_default_shows_where_nobody_has_a_key(filled_store: BoltStore) -> None:
    with asyncio.Runner() as runner:
        send = sender(api_of(filled_store, profile=Profile(access=Access(rules=RULES))), runner)
        answered = send("POST", "/graphql", json={"query": "{ articles { edges { node { id } } } }"}).json()
    assert answered["data"]["articles"]["edges"] == [{"node": {"id": "open"}}]


def test_without_rules_everything_is_seen(filled_store: BoltStore) -> None:
    with asyncio.Runner() as runner:
        send = sender(api_of(filled_store, profile=Profile(access=Access(KEYS))), runner)
        assert asked(send, GUEST, "{ articles { totalCount } }")["articles"]["totalCount"] == 4
