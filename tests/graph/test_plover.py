import pytest

from graph.plover import CONTEXTS, EVENT_TYPES, is_mode_of, quad_of, score_of


def test_the_table_has_the_sixteen_types_of_the_manual_in_four_quad_classes():
    assert len(EVENT_TYPES) == 16
    assert {kind.quad for kind in EVENT_TYPES.values()} == {1, 2, 3, 4}
    assert [name for name, kind in EVENT_TYPES.items() if kind.needs_recipient] == ["COOPERATE", "AID", "SANCTION"]


def test_contexts_are_the_closed_list_of_37():
    assert len(set(CONTEXTS)) == len(CONTEXTS) == 37


@pytest.mark.parametrize(
    ("event_type", "mode", "quad", "score"),
    [
        ("COOPERATE", None, 2, 9.5),
        ("ASSAULT", "aerial", 4, -9.5),
        ("COERCE", "martial-law", 4, -7.5),
        ("REQUEST", "yield", 3, -1),
        ("PROTEST", "vandalize", 4, -5),
    ],
    ids=["type", "mode", "hyphen", "keyword", "mode-without-a-score"],
)
def test_a_mode_has_its_own_score_where_the_manual_gives_one(event_type, mode, quad, score):
    assert quad_of(event_type) == quad
    assert score_of(event_type, mode) == score


def test_a_mode_is_known_by_its_type_only():
    assert is_mode_of("COERCE", "curfew")
    assert not is_mode_of("ASSAULT", "curfew")
