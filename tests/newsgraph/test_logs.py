from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from newsgraph.logs import configure_logs
from newsgraph.server import server_config
from newsgraph.settings import Settings
from tests.serving import api_of


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator[pytest.CaptureFixture[str]]:
    yield capsys
    structlog.reset_defaults()
    server = logging.getLogger("uvicorn")
    server.handlers, server.propagate = [], True


def test_what_the_server_logs_is_json_among_json(lines: pytest.CaptureFixture[str]) -> None:
    settings = Settings(log_format="json", log_level="info")
    configure_logs(settings)
    server_config(api_of(None), settings)
    structlog.get_logger().info("request", cost=3)
    logging.getLogger("uvicorn.error").info("Started %s", "now")
    try:
        raise ValueError("bad")
    except ValueError:
        logging.getLogger("uvicorn.error").exception("Exception")
    request, started, failed = map(json.loads, lines.readouterr().err.splitlines())
    assert (request["event"], request["cost"], request["level"]) == ("request", 3, "info")
    assert (started["event"], started["level"]) == ("Started now", "info")
    assert (failed["event"], failed["level"]) == ("Exception", "error")
    assert "ValueError: bad" in failed["exception"]
