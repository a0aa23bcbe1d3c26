"""Logs: one event a line on standard error, key=value for people or JSON for programs."""

from __future__ import annotations

import logging
import sys

from structlog.stdlib import ProcessorFormatter

from ingest.logs import PROCESSORS, log_events, renderer_of
from newsgraph.settings import Settings


def configure_logs(settings: Settings) -> None:
    """Log from ``settings.log_level`` up, in ``settings.log_format``. Called by the command line alone."""
    log_events(settings.log_level, settings.log_format)
    # Uvicorn tells of its start, its end and its failures through Python's own logging: among lines of JSON in JSON.
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        ProcessorFormatter(
            processors=[ProcessorFormatter.remove_processors_meta, renderer_of(settings.log_format)],
            foreign_pre_chain=PROCESSORS,
        )
    )
    server = logging.getLogger("uvicorn")
    server.handlers, server.propagate = [handler], False
