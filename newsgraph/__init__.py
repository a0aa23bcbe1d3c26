"""Who said what about which event, kept in a graph and asked by GraphQL, command line or Python."""

from graph.errors import (
    CursorError,
    DocumentError,
    GraphError,
    InputError,
    PlanError,
    RecordError,
    SettingsError,
    StoreBusy,
    StoreCorrupt,
    StoreError,
    StoreTimeout,
    StoreUnavailable,
)
from graph.model import Document
from newsgraph.answers import Answer, Answers
from newsgraph.app import create_app
from newsgraph.client import Graph, open
from newsgraph.report import IngestReport
from newsgraph.settings import Settings

__all__ = [
    "Answer",
    "Answers",
    "CursorError",
    "Document",
    "DocumentError",
    "Graph",
    "GraphError",
    "IngestReport",
    "InputError",
    "PlanError",
    "RecordError",
    "Settings",
    "SettingsError",
    "StoreBusy",
    "StoreCorrupt",
    "StoreError",
    "StoreTimeout",
    "StoreUnavailable",
    "create_app",
    "open",
]
