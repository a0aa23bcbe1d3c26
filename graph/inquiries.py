"""Inquiries, whose answer is no page: groups, stances, nouns of any label, ways between actors; each is one query."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from graph.group_query import compile_grouping
from graph.grouping import Grouping
from graph.paths import Way, compile_way
from graph.picks import Pick, compile_pick
from graph.query import Query
from graph.stances import Stances, compile_stances
from graph.visibility import Visibility

Inquiry: TypeAlias = Grouping | Pick | Stances | Way


def compile_inquiry(inquiry: Inquiry, visibility: Visibility | None = None) -> Query:
    """Give the query that answers ``inquiry`` to who may see what ``visibility`` shows; all where it is None.

    The docstring of what compiles each kind says what the records are.
    """
    match inquiry:
        case Grouping():
            return compile_grouping(inquiry, visibility)
        case Pick():
            return compile_pick(inquiry, visibility)
        case Stances():
            return compile_stances(inquiry, visibility)
        case Way():
            return compile_way(inquiry, visibility)
        case _:
            assert_never(inquiry)
