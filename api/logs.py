"""How the server tells its operator: through structlog where that is configured, else through Python's own logging.

An application that embeds newsgraph has its own way to log, and structlog without configuration would write on the
standard output of that application.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import structlog

NAME = "newsgraph.api"


def log_event(event: str, about: Callable[[], dict[str, Any]]) -> None:
    """Log one event as values by name; they are worked out where somebody logs them."""
    if structlog.is_configured():
        logger = structlog.get_logger(NAME)
        # Not every class of loggers can say so before.
        if getattr(logger, "is_enabled_for", _always)(logging.INFO):
            logger.info(event, **about())
    elif (plain := logging.getLogger(NAME)).isEnabledFor(logging.INFO):
        plain.info("%s %s", event, about())


def _always(_: int) -> bool:
    return True


def log_failure(error: BaseException, **about: Any) -> str:
    """Log what went wrong in the server; gives the id under which the log has it."""
    id = uuid4().hex
    told = {"id": id, "error": f"{type(error).__name__}: {error}", **about}
    if structlog.is_configured():
        structlog.get_logger(NAME).error("request failed", **told, exc_info=error)
    else:
        logging.getLogger(NAME).error("request failed %s", told, exc_info=error)
    return id
