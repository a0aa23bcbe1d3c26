"""Every operator, on every kind of value, from both sides of an edge and deep, over six articles."""

from __future__ import annotations

from typing import Any

import pytest

from api.schema import execute
from graph.neo4j_store import BoltStore
from graph.reading import Reading

PERSON, RUSSIA, BELARUS = "person:natalia-huminiuk", "state:RUS", "state:BLR"
COMMAND = "organization:southern-operations-command:UKR"
MINISTRIES = [f"group:the-ministry@a{number}" for number in range(6)]
ALL = [f"a{number}" for number in range(6)]


def ask(store: Any, query: str, **variables: Any) -> dict[str, Any]:
    return execute(store, query, variables, read_question=lambda question: Reading(question, unread=(question,)))


def found(store: Any, field: str, where: str) -> list[str]:
    response = ask(store, f"{{ {field}(where: {where}, first: 100) {{ totalCount edges {{ node {{ id }} }} }} }}")
    assert "errors" not in response, response["errors"]
    page = response["data"][field]
    assert page["totalCount"] == len(page["edges"])
    return sorted(edge["node"]["id"] for edge in page["edges"])


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ('{id: {eq: "state:RUS"}}', [RUSSIA]),
        ('{id: {nin: ["state:RUS", "state:BLR"]}, kind: {ne: GROUP}}', [PERSON, COMMAND]),
        ('{id: {ne: "state:RUS"}, kind: {in: [STATE]}}', [BELARUS]),
        ("{kind: {nin: [GROUP, STATE]}}", [PERSON, COMMAND]),
        ('{country: {ne: "RUS"}, named: {eq: true}}', [PERSON, BELARUS, COMMAND]),
        ('{country: {ne: "RUS", isNull: false}}', [PERSON, BELARUS]),
        ('{country: {nin: ["RUS", "BLR"], isNull: false}}', [PERSON]),
        ('{country: {in: []}}', []),
        ('{country: {nin: []}, kind: {eq: STATE}}', [RUSSIA, BELARUS]),
        ('{name: {eq: "natalia huminiuk"}}', []),
        ('{name: {eq: "natalia huminiuk", anyCase: true}}', [PERSON]),
        ('{name: {eq: "natalia huminiuk", anyCase: false}}', []),
        ('{name: {in: ["RUSSIA", "belarus"], anyCase: true}}', [RUSSIA, BELARUS]),
        ('{name: {nin: ["RUSSIA", "belarus"], anyCase: true}, named: {ne: false}}', [PERSON, COMMAND]),
        ('{country: {ne: "rus", anyCase: true}, kind: {eq: STATE}}', [BELARUS]),
        ('{name: {gte: "Belarus", lt: "Russia"}}', [BELARUS, PERSON]),
        ('{name: {gt: "Belarus", lte: "Russia"}}', [PERSON, RUSSIA]),
        ('{name: {startsWith: "SOUTH"}}', [COMMAND]),
        ('{name: {contains: "ussi"}}', [RUSSIA]),
        ('{name: {matches: "HUMINIUK natalia"}}', [PERSON]),
        ('{aliases: {has: "Natalia"}}', [PERSON]),
        ('{aliases: {hasSome: ["nobody", "Natalia"]}}', [PERSON]),
        ("{aliases: {hasSome: []}}", []),
        ('{aliases: {hasEvery: ["Natalia", "Huminiuk"]}}', [PERSON]),
        ('{aliases: {hasEvery: ["Natalia", "nobody"]}}', []),
        ("{named: {isNull: true}}", []),
        ("{statements: {count: {gte: 3}}}", [PERSON]),
        ("{statements: {count: {gt: 6}}}", []),
        ("{statements: {count: {eq: 0}}, kind: {ne: GROUP}}", [RUSSIA, BELARUS, COMMAND]),
        ("{statements: {count: {in: [0, 6]}}}", [PERSON, RUSSIA, BELARUS, COMMAND]),
        ("{statements: {count: {nin: [0, 1]}}}", [PERSON]),
        ("{statements: {count: {ne: 1}, none: {}}}", [RUSSIA, BELARUS, COMMAND]),
        ("{statements: {count: {where: {act: {eq: DENY}}, eq: 3}}}", [PERSON]),
        ("{statements: {count: {where: {act: {eq: DENY}}, lte: 2, gte: 1}}}", []),
        ("{statements: {count: {}, some: {act: {eq: DENY}}}}", [PERSON]),
        ("{statementsTo: {some: {act: {eq: CLAIM}}}}", [RUSSIA]),
        ('{articles: {some: {id: {eq: "a1"}}}, kind: {eq: GROUP}}', MINISTRIES[1:2]),
        ("{events: {count: {gte: 6}}, articles: {count: {eq: 6}}}", [RUSSIA, BELARUS]),
        ('{roles: {some: {title: {contains: "SPOKES"}, holders: {all: {kind: {eq: PERSON}}}}}}', [PERSON]),
        ('{roles: {some: {organizationActor: {name: {startsWith: "southern"}}}}}', [PERSON]),
    ],
)  # fmt: skip
def test_actors_are_filtered(six_articles: BoltStore, where: str, expected: list[str]) -> None:
    assert found(six_articles, "actors", where) == sorted(expected)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ('{published: {in: ["2023-01-01", "2022"]}}', ["a0", "a1"]),
        ('{published: {nin: ["2023-01-01", "2022"]}}', ["a2", "a3", "a4", "a5"]),
        ('{published: {ne: "2023"}}', ["a2", "a5"]),
        ("{published: {in: []}}", []),
        ("{published: {isNull: true}}", ["a2", "a5"]),
        ("{source: {isNull: true}}", ["a3"]),
        ('{source: {ne: "Example"}}', ["a3"]),
        ('{title: {startsWith: "DRILLS A1"}}', ["a1"]),
        ('{text: {contains: "SPOKESPERSON"}, id: {in: ["a1", "a2"]}}', ["a1", "a2"]),
        ("{statements: {count: {where: {act: {eq: DENY}}, lt: 1}}}", ["a2", "a3", "a5"]),
        ("{events: {count: {eq: 1}}, actors: {count: {eq: 5}}}", ALL),
        ('{actors: {some: {country: {eq: "RUS"}}}, places: {all: {name: {eq: "Belarus"}}}}', ALL),
        ("{places: {none: {}}}", []),
    ],
)
def test_articles_are_filtered(six_articles: BoltStore, where: str, expected: list[str]) -> None:
    assert found(six_articles, "articles", where) == expected


SAID = [f"a{number}:91:104:67" for number in range(6)]
DENIED = [SAID[0], SAID[1], SAID[4]]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("{children: {count: {gt: 0}}}", SAID),
        ("{about: {count: {where: {role: {eq: TARGET}}, eq: 1}}}", SAID),
        ("{about: {count: {ne: 1}}}", []),
        ('{sourceText: {eq: "Natalia Huminiuk"}, sentence: {contains: "spokesperson"}}', SAID),
        ("{confidence: {eq: 0.8}}", SAID),
        ("{confidence: {nin: [0.7]}, polarity: {in: [-1]}}", SAID),
        ("{confidence: {ne: 0.7}, polarity: {ne: 0}, act: {ne: CLAIM}, form: {nin: [DIRECT]}}", [*DENIED, SAID[3]]),
        ("{act: {nin: [STATE, CLAIM, EXPRESS_CONCERN]}}", DENIED),
        ("{speaker: {roles: {some: {holders: {some: {statements: {count: {gte: 6}}}}}}}}", SAID),
        (
            '{about: {some: {event: {actors: {some: {country: {eq: "BLR"}}}, statements: {all: {act: {eq: DENY}}}}}}}',
            DENIED,
        ),
        ("{parent: {children: {count: {where: {act: {eq: STATE}}, eq: 1}}, act: {eq: EXPRESS_CONCERN}}}",
         ["a3:ministry"]),
    ],
)  # fmt: skip
def test_statements_are_filtered(six_articles: BoltStore, where: str, expected: list[str]) -> None:
    assert found(six_articles, "statements", where) == sorted(expected)


@pytest.mark.parametrize(
    ("field", "where", "count"),
    [
        ("events", "{articles: {count: {eq: 1}}, granularity: {eq: DAY}, dateType: {ne: EXACT}}", 6),
        ("events", "{actors: {count: {where: {country: {in: [\"RUS\", \"BLR\"]}}, eq: 2}}}", 6),
        ("events", "{statements: {count: {where: {speaker: {named: {eq: true}}}, gte: 1}}}", 6),
        ("events", '{contexts: {hasEvery: ["military"]}, text: {contains: "EXERCISE"}}', 6),
        ("places", '{statementsAbout: {count: {gte: 6}}, featureCode: {in: ["PCLI"]}, articles: {some: {}}}', 1),
        ("places", "{lat: {eq: 53.0}, lon: {ne: 28.5}, geonameid: {in: [630336]}}", 1),
        ("places", "{events: {count: {gt: 6}}}", 0),
        ("sources", "{name: {matches: \"example\"}, articles: {count: {eq: 5}}}", 1),
        ("sources", "{articles: {all: {id: {eq: \"a3\"}}}}", 1),
        ("runs", '{version: {startsWith: "0."}, started: {eq: "2023"}, articles: {count: {eq: 6}}}', 1),
        ("roles", '{title: {eq: "Spokesperson", anyCase: true}, holders: {count: {eq: 1}}}', 1),
        ("articles", '{publisher: {name: {eq: "Example"}}, run: {model: {contains: "EN_TEST"}}}', 5),
    ],
)  # fmt: skip
def test_events_and_places_are_filtered(six_articles: BoltStore, field: str, where: str, count: int) -> None:
    assert len(found(six_articles, field, where)) == count
