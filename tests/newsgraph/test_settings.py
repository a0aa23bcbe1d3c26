from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from api.errors import Refused
from api.limits import Limits
from api.requests import Operation
from graph.errors import SettingsError
from newsgraph.app import profile_of
from newsgraph.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def no_settings_around(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder without a settings file, and no variables of ours."""
    for name in (*Settings.model_fields, "config"):
        monkeypatch.delenv(f"NEWSGRAPH_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path


def test_the_store_is_a_folder_of_the_user_by_default(no_settings_around: Path) -> None:
    assert load_settings().store == f"embedded://{no_settings_around}/data/newsgraph/store"


def test_a_keyword_wins_over_a_variable_and_a_variable_over_the_file(
    no_settings_around: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (no_settings_around / "newsgraph.toml").write_text("port = 1111\nthreads = 3\npool_size = 5\n")
    monkeypatch.setenv("NEWSGRAPH_THREADS", "4")
    monkeypatch.setenv("NEWSGRAPH_POOL_SIZE", "6")
    settings = load_settings(pool_size=7)
    assert (settings.port, settings.threads, settings.pool_size) == (1111, 4, 7)


def test_the_file_may_stand_where_a_variable_says(no_settings_around: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (no_settings_around / "mine.toml").write_text('store = "bolt://127.0.0.1:7687"\n')
    monkeypatch.setenv("NEWSGRAPH_CONFIG", "mine.toml")
    assert load_settings().store == "bolt://127.0.0.1:7687"


def test_a_plain_path_is_an_embedded_store(no_settings_around: Path) -> None:
    assert load_settings(store="news").store == f"embedded://{no_settings_around}/news"


def test_none_counts_as_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSGRAPH_PORT", "9000")
    assert load_settings(port=None).port == 9000


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"port": "many"}, "port"),
        ({"threads": 0}, "threads"),
        ({"colour": "red"}, "colour"),
        ({"timeout": -1}, "timeout"),
    ],
    ids=["not a number", "too small", "unknown", "negative"],
)
def test_a_bad_setting_is_named(given: dict[str, object], named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        load_settings(**given)


def test_a_file_that_does_not_parse_is_named(no_settings_around: Path) -> None:
    (no_settings_around / "newsgraph.toml").write_text("port = = 1\n")
    with pytest.raises(SettingsError, match=r"newsgraph\.toml"):
        load_settings()


def test_a_configured_file_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSGRAPH_CONFIG", "/nowhere/newsgraph.toml")
    with pytest.raises(SettingsError, match=r"/nowhere/newsgraph\.toml"):
        load_settings()


def test_a_password_does_not_show() -> None:
    assert "secret" not in repr(load_settings(password="secret"))


def test_the_profile_decides_what_is_told_unless_a_setting_does(no_settings_around: Path) -> None:
    development, production = profile_of(load_settings()), profile_of(load_settings(profile="production"))
    told = profile_of(load_settings(profile="production", introspection=True))
    assert (development.is_introspectable, development.has_graphiql, development.is_strict) == (True, True, False)
    assert (production.is_introspectable, production.has_graphiql, production.is_strict) == (False, False, True)
    assert (told.is_introspectable, told.has_graphiql) == (True, False)


@pytest.mark.parametrize(
    ("given", "is_only"),
    [({}, False), ({"profile": "production"}, True), ({"profile": "production", "documents_only": False}, False)],
    ids=["development", "production", "production that says no"],
)
def test_production_executes_registered_documents_alone(
    no_settings_around: Path, given: dict[str, object], is_only: bool
) -> None:
    (no_settings_around / "documents.json").write_text('{"a": "{ __typename }"}')
    persisted = profile_of(load_settings(documents="documents.json", **given)).persisted
    assert persisted.text_of(Operation(None, document_id="a")) == "{ __typename }"
    if is_only:
        with pytest.raises(Refused):
            persisted.text_of(Operation("{ other }"))
    else:
        assert persisted.text_of(Operation("{ other }")) == "{ other }"


def test_documents_alone_need_documents() -> None:
    with pytest.raises(SettingsError, match="documents_only"):
        profile_of(load_settings(documents_only=True))


def test_each_limit_has_its_setting() -> None:
    given = {f"max_{one.name}": 7 for one in fields(Limits) if one.name != "seconds"}
    assert load_settings(**given, timeout=7).limits() == Limits(*[7] * len(fields(Limits)))


def test_tokens_need_an_issuer_and_an_audience() -> None:
    url = "https://login.example/jwks.json"
    with pytest.raises(SettingsError, match="jwt_audience"):
        profile_of(load_settings(jwks_url=url, jwt_issuer="x"))
    assert not profile_of(load_settings(jwks_url=url, jwt_issuer="x", jwt_audience="y")).access.is_open


@pytest.mark.parametrize("url", ["http://login.example/jwks.json", "http://127.0.0.1.login.example/", "file:///keys"])
def test_the_keys_of_an_issuer_come_over_tls(url: str) -> None:
    with pytest.raises(SettingsError, match="https"):
        profile_of(load_settings(jwks_url=url, jwt_issuer="x", jwt_audience="y"))


def test_origins_stand_between_commas_in_a_variable(no_settings_around: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSGRAPH_CORS_ORIGINS", "https://a.example, https://b.example")
    assert load_settings().cors_origins == ("https://a.example", "https://b.example")
    (no_settings_around / "newsgraph.toml").write_text('cors_origins = ["https://c.example"]\n')
    monkeypatch.delenv("NEWSGRAPH_CORS_ORIGINS")
    assert load_settings().cors_origins == ("https://c.example",)
