"""Logs: one event a line on standard error, key=value for people or JSON for programs."""

from __future__ import annotations

import logging
import sys

import structlog
from structlog.stdlib import ProcessorFormatter

from newsgraph.settings import Settings


def configure_logs(settings: Settings) -> None:
    """Log from ``settings.log_level`` up, in ``settings.log_format``. Called by the command line alone."""
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    processors: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*processors, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, settings.log_level.upper())),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    # Uvicorn tells of its start, its end and its failures through Python's own logging: among lines of JSON in JSON.
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        ProcessorFormatter(
            processors=[ProcessorFormatter.remove_processors_meta, renderer], foreign_pre_chain=processors
        )
    )
    server = logging.getLogger("uvicorn")
    server.handlers, server.propagate = [handler], False
