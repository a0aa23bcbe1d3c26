"""Labels, edges and their properties by name, or a `PlanError` that names the alternatives."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from graph.errors import PlanError
from graph.labels import EDGES, LABELS, Edge, Label, Property
from graph.predicates import Direction, Step

LABELS_BY_NAME: Mapping[str, Label] = {label.name: label for label in LABELS}
EDGES_BY_TYPE: Mapping[str, Edge] = {edge.type: edge for edge in EDGES}


def label_of(name: str) -> Label:
    """The label of this name, or `PlanError`."""
    if name not in LABELS_BY_NAME:
        raise PlanError(f"no label {name!r}: there are {', '.join(sorted(LABELS_BY_NAME))}")
    return LABELS_BY_NAME[name]


def ends_of(edge_type: str, direction: Direction) -> tuple[str, ...]:
    """Labels at the far end of an edge, or `PlanError`."""
    edge = edge_of(edge_type)
    return edge.ends if direction == "out" else tuple(edge.start.split("|"))


def end_of(steps: tuple[Step, ...], label: str) -> str:
    """Give the label at the end of ``steps`` from ``label``, empty where it may be any of several, or `PlanError`."""
    if not steps:
        raise PlanError(f"no step leads away from {label}: name one edge at least")
    for step in steps:
        if not label:
            raise PlanError(f"{step.edge} would start at any of several labels: name the label of the step before")
        check_edge(step.edge, step.direction, label)
        ends = ends_of(step.edge, step.direction)
        if step.label:
            check_end(step.label, ends, step.edge)
        label = step.label or (ends[0] if len(ends) == 1 else "")
    return label


def tie_breaker(label: Label) -> str:
    """The unique property that ends every order."""
    return "sort_key" if "sort_key" in properties_of(label.name) else "id"


def property_of(label: str, name: str) -> Property:
    """A label's property, or `PlanError`."""
    check_property(name, properties_of(label), label)
    return properties_of(label)[name]


def edge_of(edge_type: str) -> Edge:
    """The edge of this type, or `PlanError`."""
    if edge_type not in EDGES_BY_TYPE:
        raise PlanError(f"no edge {edge_type!r}: there are {', '.join(sorted(EDGES_BY_TYPE))}")
    return EDGES_BY_TYPE[edge_type]


@cache
def properties_of(label: str) -> Mapping[str, Property]:
    """A label's properties by name, or `PlanError`."""
    return {property.name: property for property in label_of(label).properties}


@cache
def edge_properties_of(edge_type: str) -> Mapping[str, Property]:
    """An edge's properties by name, or `PlanError`."""
    return {property.name: property for property in edge_of(edge_type).properties}


def check_property(name: str, known: Mapping[str, Property], place: str) -> None:
    """Raise `PlanError` unless ``name`` is among the properties ``known`` at ``place``."""
    if name not in known:
        raise PlanError(f"{place} has no property {name!r}: it has {', '.join(sorted(known)) or 'none'}")


def check_edge(edge_type: str, direction: Direction, label: str) -> None:
    """Raise `PlanError` unless ``label`` has edges of this type in this direction."""
    near = ends_of(edge_type, "in" if direction == "out" else "out")
    if label not in near:
        raise PlanError(f"{label} has no edge {edge_type} {direction}: it belongs to {', '.join(near)}")


def check_end(label: str, allowed: tuple[str, ...], edge: str) -> None:
    """Raise `PlanError` unless ``edge`` leads to ``label``."""
    if label not in allowed:
        raise PlanError(f"{edge} does not lead to {label}: it leads to {', '.join(allowed)}")
