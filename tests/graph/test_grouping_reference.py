"""Groups on both stores are those that plain Python makes of the same random graph."""

from __future__ import annotations

import random
from collections import defaultdict
from itertools import product
from typing import Any

import pytest

from graph.group_keys import KEYS, Each, Noun, OfNoun
from graph.group_query import groups_of
from graph.grouping import MOST_GROUPS, Grouping, Measure
from graph.neo4j_store import BoltStore
from graph.predicates import Step

Node = tuple[str, str]
Edge = tuple[Node, str, Node]

BY: dict[str, list[tuple[str, ...]]] = {
    "Statement": [
        ("act",),
        ("speaker", "polarity"),
        ("place_country",),
        ("place", "speaker_country"),
        ("event", "event_type"),
        ("about_actor", "addressee", "article"),
        ("event_type", "place_country", "about_actor_country"),
    ],
    "Event": [
        ("context", "type"),
        ("participant",),
        ("actor_country", "recipient_country"),
        ("place", "context", "actor"),
    ],
}


class World:
    """A random graph, and what its groups are."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.nodes: dict[Node, dict[str, Any]] = {}
        self.edges: list[Edge] = []
        some, pick = self.chance.choice, self._some
        actors = [self._add("Actor", f"a{n}", country=some((None, "RIV", "TEM"))) for n in range(6)]
        places = [self._add("Place", f"p{n}", country=some((None, "AED", "TEM"))) for n in range(4)]
        articles = [self._add("Article", f"d{n}") for n in range(5)]
        contexts = (["military"], ["military", "legal"], [])
        events = [
            self._add("Event", f"e{n}", type=some((None, "AID", "AGREE")), contexts=some(contexts), confidence=0.5)
            for n in range(12)
        ]
        for event in events:
            self.edges += [(actor, "ACTOR_IN", event) for actor in pick(actors, 2)]
            self.edges += [(actor, "RECIPIENT_IN", event) for actor in pick(actors, 2)]
            self.edges += [(event, "AT", place) for place in pick(places, 2)]
        for n in range(40):
            article = some(articles)
            said = self._add(
                "Statement", f"s{n:02}", act=some(("DENY", "STATE")), polarity=some((-1, 0, 1)), article=article[1],
                confidence=self.chance.random(),
            )  # fmt: skip
            self.edges.append((said, "IN", article))
            self.edges += [(said, "SAID_BY", actor) for actor in pick(actors, 1)]
            self.edges += [(said, "ADDRESSED_TO", actor) for actor in pick(actors, 1)]
            self.edges += [(said, "ABOUT", end) for end in (*pick(events, 2), *pick(actors, 1), *pick(places, 1))]

    def _add(self, label: str, id: str, **properties: Any) -> Node:
        self.nodes[label, id] = {"id": id, "sort_key": id, **properties}
        return label, id

    def _some(self, nodes: list[Node], most: int) -> list[Node]:
        return self.chance.sample(nodes, self.chance.randint(0, most))

    def write(self, store: BoltStore) -> None:
        """Write the graph as it is."""
        texts = [
            (f"UNWIND $rows AS row CREATE (n:{label}) SET n += row", [self.nodes[node] for node in nodes])
            for label, nodes in self._by_label().items()
        ]
        for start, type, end in sorted({(a[0], type, b[0]) for a, type, b in self.edges}):
            match = f"MATCH (a:{start}) WHERE a.id = row[0] MATCH (b:{end}) WHERE b.id = row[1]"
            pairs = [[a[1], b[1]] for a, each, b in self.edges if (a[0], each, b[0]) == (start, type, end)]
            texts.append((f"UNWIND $rows AS row {match} CREATE (a)-[:{type}]->(b)", pairs))
        for text, rows in texts:
            store._connection.write(lambda run, text=text, rows=rows: run.run(text, {"rows": rows}).consume())

    def _by_label(self) -> dict[str, list[Node]]:
        nodes: dict[str, list[Node]] = defaultdict(list)
        for node in self.nodes:
            nodes[node[0]].append(node)
        return nodes

    def ends(self, node: Node | None, steps: tuple[Step, ...], *, is_near: bool = False) -> set[Node | None]:
        """Where the steps lead, None where a way ends before; with `is_near` the first step may lead there too."""
        if not steps or node is None:
            return {node}
        near = {
            far
            for a, type, b in self.edges
            if type in steps[0].edge.split("|")
            for close, far in ((a, b) if steps[0].direction == "out" else (b, a),)
            if close == node
        }
        if is_near:
            direct = {far for far in near if far[0] == steps[1].label}
            behind = {end for far in near if far[0] == steps[0].label for end in self.ends(far, steps[1:])}
            return {*direct, *(behind - {None})} or {None}
        ways = [self.ends(far, steps[1:]) for far in near if far[0] == steps[0].label]
        return {end for way in ways for end in way} or {None}

    def groups(self, label: str, by: tuple[str, ...]) -> dict[tuple[Any, ...], set[str]]:
        """The ids in each group; keys that are read of the same noun go together."""
        groups: dict[tuple[Any, ...], set[str]] = defaultdict(set)
        for node in self._by_label()[label]:
            ways: dict[Any, Any] = {}
            for name in by:
                match KEYS[label].by[name]:
                    case Each(property):
                        ways[name] = self.nodes[node][property] or [None]
                    case Noun(steps, is_near) | OfNoun(_, steps, is_near):
                        ways[steps, is_near] = self.ends(node, steps, is_near=is_near)
            for ends in product(*ways.values()):
                at = dict(zip(ways, ends, strict=True))
                groups[tuple(self._value(KEYS[label].by[name], name, at) for name in by)].add(node[1])
        return groups

    def _value(self, key: Any, name: str, at: dict[Any, Any]) -> Any:
        if isinstance(key, Each):
            return at[name]
        end = at[key.steps, key.is_near]
        if end is None:
            return None
        return end[1] if isinstance(key, Noun) else self.nodes[end].get(key.property)


@pytest.mark.parametrize("seed", [1, 2])
def test_groups_are_those_that_python_makes(store: BoltStore, seed: int) -> None:
    world = World(seed)
    world.write(store)
    for label, several in BY.items():
        for by in several:
            mean = Measure("avg", "confidence")
            grouping = Grouping(label, by, first=MOST_GROUPS, measures=(mean,))
            found = groups_of(grouping, store.inquire(grouping))
            expected = world.groups(label, by)
            assert {tuple(each["key"].values()): each["total"] for each in found} == {
                key: len(ids) for key, ids in expected.items()
            }, by
            for each in found:
                ids = expected[tuple(each["key"].values())]
                sure = [world.nodes[label, id]["confidence"] for id in ids]
                assert each["avg"]["confidence"] == pytest.approx(sum(sure) / len(sure))
