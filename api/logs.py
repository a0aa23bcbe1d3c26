"""How the server tells its operator: through structlog where that is configured, else through Python's own logging.

An application that embeds newsgraph has its own way to log, and structlog without configuration would write on the
standard output of that application.
"""

from __future__ import annotations

import logging
from typing import Any
from uuid import uuid4

import structlog

NAME = "newsgraph.api"


def log_event(event: str, about: dict[str, Any]) -> None:
    """Log one event as values by name."""
    if structlog.is_configured():
        structlog.get_logger(NAME).info(event, **about)
    else:
        logging.getLogger(NAME).info("%s %s", event, about)


def log_failure(error: BaseException, **about: Any) -> str:
    """Log what went wrong in the server; gives the id under which the log has it."""
    id = uuid4().hex
    told = {"id": id, "error": f"{type(error).__name__}: {error}", **about}
    if structlog.is_configured():
        structlog.get_logger(NAME).error("request failed", **told, exc_info=error)
    else:
        logging.getLogger(NAME).error("request failed %s", told, exc_info=error)
    return id
