from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from graph.facts import merged, properties, sortable
from graph.labels import ACTOR

NAMES = st.sampled_from(["Kyiv", "Kiev", "Kyïv", "City of Kyiv"])
FACTS = st.fixed_dictionaries(
    {
        "name": NAMES,
        "aliases": st.lists(NAMES, max_size=3),
        "titles": st.lists(st.sampled_from(["mayor", "minister"]), max_size=2),
        "country": st.none() | st.sampled_from(["UKR", "RUS"]),
        "named": st.booleans(),
        "lat": st.none() | st.floats(-90, 90),
    }
)


@given(st.lists(FACTS, min_size=1, max_size=4), st.randoms())
def test_facts_together_are_the_same_in_any_order_and_grouping(facts: list[dict[str, Any]], random: Any) -> None:
    whole = merged(facts)
    shuffled = [*facts, random.choice(facts)]
    random.shuffle(shuffled)
    one_by_one = merged(shuffled[:1])
    for each in shuffled[1:]:
        one_by_one = merged((one_by_one, each))
    assert whole == one_by_one
    assert whole["name"] not in whole["aliases"]


def test_the_fullest_name_is_the_name_and_the_others_are_aliases() -> None:
    facts = merged([{"name": "Lukashenko", "aliases": ["Luka"]}, {"name": "Alexander Lukashenko", "aliases": []}])
    assert facts == {"name": "Alexander Lukashenko", "aliases": ["Luka", "Lukashenko"]}


def test_an_actor_is_searched_by_names_and_titles() -> None:
    row = properties(ACTOR, "person:x", {"name": "Žydrė Ó", "aliases": ["Z"], "titles": ["mayor"]})
    assert row["search_text"].split("\n") == ["Žydrė Ó", "Z", "mayor"]
    assert row["sort_key"] == "zydre o person:x"


def test_names_sort_without_case_and_accents() -> None:
    assert sorted(["zebra", "Émile", "eric"], key=sortable) == ["Émile", "eric", "zebra"]
