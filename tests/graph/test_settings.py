from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import SettingsError
from graph.settings import StoreSettings


@pytest.mark.parametrize("url", ["bolt://h:7687", "neo4j://h", "neo4j+s://x.databases.neo4j.io", "bolt+s://h:1"])
def test_servers_are_named_by_address(url: str) -> None:
    assert StoreSettings(url).folder is None


def test_an_embedded_store_is_named_by_its_folder() -> None:
    assert StoreSettings("embedded:///var/lib/my%20news").folder == Path("/var/lib/my news")


@pytest.mark.parametrize(
    "url", ["", "postgres://h", "/var/lib/news", "embedded://relative/path", "embedded:", "bolt://", "bolt://h:port"]
)
def test_an_address_of_no_known_kind_is_refused_with_what_it_could_be(url: str) -> None:
    with pytest.raises(SettingsError, match=r"give|no address"):
        StoreSettings(url)


@pytest.mark.parametrize("options", [{"pool_size": 0}, {"timeout": 0}])
def test_a_limit_that_allows_nothing_is_refused(options: dict[str, int]) -> None:
    with pytest.raises(SettingsError):
        StoreSettings("bolt://h", **options)  # type: ignore[arg-type]


def test_the_password_is_not_printed() -> None:
    assert "hush" not in repr(StoreSettings("bolt://h", password="hush"))
