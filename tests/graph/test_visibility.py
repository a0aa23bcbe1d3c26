"""Every pattern of every compiled query binds only what may be seen."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.cypher import compile_find
from graph.inquiries import compile_inquiry
from graph.labels import EDGES, LABELS
from graph.plan import ALWAYS, Count, Equals, Find, Follow, OnEnd, Order, Related, Select, Step
from graph.query import Query
from graph.visibility import Visibility
from tests.graph.test_cypher import FINDS, INDEXED
from tests.graph.test_inquiries import INQUIRIES

SHOWN = Visibility(("Agency",), ("open", "sport"))
_WAYS = (
    "-[:IN]->",
    "-[:APPEARS_IN]->",
    "<-[:REALISES]-(:EventMention)-[:IN]->",
    "-[:PUBLISHED]->",
    "<-[:GENERATED_BY]-",
)
_WAY = f"(?:{'|'.join(map(re.escape, _WAYS))})"
_SHOWN = r"\((\w+)\.source IN \$visible_sources OR \$visible_label0 IN \1\.labels OR \$visible_label1 IN \1\.labels\)"
_SAYS = r"-\[says:APPEARS_IN\]->\(seen:Article\) WHERE says\.organization = (\w+)\.id AND SEEN\(seen\)"


def marked(text: str) -> str:
    """The text with ``SEEN(x)`` for each condition that ``x`` may be seen."""
    text = re.sub(_SHOWN, r"SEEN(\1)", text)
    text = re.sub(rf"EXISTS {{ MATCH \((\w+)\){_SAYS} }}", r"TOLD(\1, \2)", text)
    return re.sub(rf"EXISTS {{ MATCH \((\w+)\){_WAY}\(seen:Article\) WHERE SEEN\(seen\) }}", r"SEEN(\1)", text)


def unseen(query: Query) -> list[str]:
    """What the query binds without the condition that it may be seen."""
    text = marked(query.text)
    nodes = re.findall(r"(?:MATCH |[-\]>])\((\w*)((?::\w+)?[^()]*)", text)
    labelled = [name for name, rest in nodes if rest and not rest.endswith((" WHERE SEEN", " WHERE "))]
    # What an index of vectors gives is a list of candidates, of which a later clause binds those that may be seen.
    searched = re.findall(r"fulltext\.queryNodes\([^)]*\) YIELD node(?:, score)?(?: AS \w+)? (?!WHERE SEEN|AS)", text)
    # Some names are given to what was bound before.
    bound = {name for name, _ in nodes} - {"member", "x", "next", *(f"p{step}" for step in range(9))}
    bound -= set(re.findall(r"YIELD node, score WHERE SEEN\(node\) RETURN node AS (\w+)", text))
    return [*labelled, *searched, *(name for name in bound if f"SEEN({name})" not in text)]


@pytest.mark.parametrize("name", [*FINDS, *(f"{name}-indexed" for name in INDEXED)])
def test_a_plan_binds_only_what_may_be_seen(name: str) -> None:
    find = FINDS[name.removesuffix("-indexed")]
    assert unseen(compile_find(find, SHOWN, has_vector_index=name.endswith("-indexed"))) == []


@pytest.mark.parametrize("name", INQUIRIES)
def test_an_inquiry_binds_only_what_may_be_seen(name: str) -> None:
    assert unseen(compile_inquiry(INQUIRIES[name], SHOWN)) == []


def hops() -> list[tuple[str, str, str, str]]:
    """Every edge in both directions, between each pair of labels that it leads between."""
    found = []
    for edge in EDGES:
        for start in edge.start.split("|"):
            for end in edge.ends:
                found += [(start, edge.type, "out", end), (end, edge.type, "in", start)]
    return found


@pytest.mark.parametrize(("near", "edge", "direction", "far"), hops(), ids="-".join)
def test_along_every_edge_only_what_may_be_seen_is_bound(near: str, edge: str, direction: str, far: str) -> None:
    way = {"edge": edge, "direction": direction}
    step = Step(edge, direction, far)  # type: ignore[arg-type]
    end = OnEnd(far, Equals("id", "x"))
    for quantifier in ("some", "none", "all"):
        related = Related(**way, quantifier=quantifier, where=end)  # type: ignore[arg-type]
        follow = Follow("around", edge, direction, (Select(far, ("id",)),))  # type: ignore[arg-type]
        find = Find(Select(near, ("id",), (follow,)), related, is_counted=True)
        query = compile_find(find, SHOWN)
        assert unseen(query) == []
        if edge == "OF":
            assert "TOLD(" in marked(query.text)
    assert unseen(compile_find(Find(Select(near), order=(Order(Count((step,), ALWAYS)),)), SHOWN)) == []


def test_every_label_that_can_be_asked_for_leads_to_articles() -> None:
    for label in LABELS:
        if label.name != "Manifest":
            assert "visible_sources" in SHOWN.seen("n", (label.name,))


def test_who_sees_everything_has_the_query_that_there_was() -> None:
    for find in FINDS.values():
        assert compile_find(find, None).text == compile_find(find).text
        assert "visible" not in compile_find(find).text


def test_who_asks_stands_in_no_text() -> None:
    other = Visibility(("Gazette", "Post"), ("closed", "$x"))
    for find in FINDS.values():
        assert compile_find(find, other).text == compile_find(find, SHOWN).text


NAMES = st.sampled_from(("a", "b", "c"))


@given(
    st.lists(st.builds(Visibility, st.tuples(NAMES), st.tuples(NAMES)), min_size=2, max_size=3),
    st.none() | NAMES,
    st.lists(NAMES),
)
def test_a_union_shows_what_either_shows(parts: list[Visibility], source: str | None, labels: list[str]) -> None:
    for one, other in combinations(parts, 2):
        assert one.united(other).shows(source, labels) == (one.shows(source, labels) or other.shows(source, labels))
