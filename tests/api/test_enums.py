from __future__ import annotations

from enum import StrEnum
from typing import Any, get_args

import pytest

from api import enums
from graph import model
from graph.acts import ACTS
from graph.plover import EVENT_TYPES


@pytest.mark.parametrize(
    ("enum", "values"),
    [
        (enums.Act, tuple(ACTS)),
        (enums.EventType, tuple(EVENT_TYPES)),
        (enums.ActSource, get_args(model.ActSource)),
        (enums.Form, get_args(model.Form)),
        (enums.Via, get_args(model.Via)),
        (enums.ActorKind, get_args(model.ActorKind)),
        (enums.Resolution, get_args(model.Resolution)),
        (enums.Realis, get_args(model.Realis)),
        (enums.AboutRole, get_args(model.AboutRole)),
        (enums.Stance, get_args(model.Stance)),
        (enums.Granularity, get_args(model.Granularity)),
        (enums.DateType, get_args(model.DateType)),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_a_closed_list_has_the_kernels_values(enum: type[StrEnum], values: tuple[Any, ...]) -> None:
    assert {member.value for member in enum} == set(values)
    assert all(member.name == member.value.upper() for member in enum)
