"""Events logged on standard error, a line each: key=value for people or JSON for programs."""

from __future__ import annotations

import logging
import sys
from typing import Literal

import structlog

LogLevel = Literal["debug", "info", "warning", "error"]
LogFormat = Literal["text", "json"]

PROCESSORS: tuple[structlog.typing.Processor, ...] = (
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.processors.format_exc_info,
)


def renderer_of(form: LogFormat) -> structlog.typing.Processor:
    """Give what makes a line of an event."""
    if form == "json":
        return structlog.processors.JSONRenderer()
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())


def log_events(level: LogLevel, form: LogFormat) -> None:
    """Log from ``level`` up, in this form; until this is called, all goes to standard output."""
    structlog.configure(
        processors=[*PROCESSORS, renderer_of(form)],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
