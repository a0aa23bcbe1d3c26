from __future__ import annotations

import time
from pathlib import Path

import pytest

from graph.errors import StoreTimeout
from graph.neo4j_store import BoltStore
from graph.settings import StoreSettings
from graph.store import open_store

ENDLESS = "UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y WITH x * y AS z WHERE z < 0 RETURN count(z) AS c"


@pytest.mark.parametrize("kind", ["embedded", "neo4j"])
def test_a_query_past_the_time_limit_is_stopped(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    folder = (tmp_path / "store").as_uri().replace("file://", "embedded://", 1)
    url = folder if kind == "embedded" else request.getfixturevalue("neo4j_uri")
    with open_store(StoreSettings(url, timeout=5)) as store:
        assert isinstance(store, BoltStore)
        started = time.monotonic()
        with pytest.raises(StoreTimeout, match="time limit"):
            store._connection.read(lambda transaction: transaction.run(ENDLESS).consume())
        assert time.monotonic() - started < 30
        assert store.ping().engine
