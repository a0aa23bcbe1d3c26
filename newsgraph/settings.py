"""Every setting, from keywords, `NEWSGRAPH_*` variables and a TOML file, in this order of precedence."""

from __future__ import annotations

import os
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any, Literal

from platformdirs import user_config_path, user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from api.limits import DEFAULT_LIMITS, Limits
from api.projector import MOST
from graph.errors import SettingsError
from graph.settings import StoreSettings
from ingest.logs import LogFormat, LogLevel

CONFIG_VARIABLE = "NEWSGRAPH_CONFIG"
FILE_NAME = "newsgraph.toml"


def default_store() -> str:
    """Give the address of the embedded store in the user's data directory."""
    return (user_data_path("newsgraph") / "store").as_uri().replace("file://", "embedded://", 1)


class Settings(BaseSettings):
    """All settings; see docs/reference/settings.md. Build it with `load_settings`, which words errors for people."""

    model_config = SettingsConfigDict(env_prefix="NEWSGRAPH_", extra="forbid", frozen=True)

    store: str = Field(default_factory=default_store)
    user: str = "neo4j"
    password: SecretStr = SecretStr("")
    database: str | None = None
    pool_size: Annotated[int, Field(ge=1, le=1000)] = 16
    timeout: Annotated[float, Field(gt=0)] = 30.0
    model: str | None = None
    threads: Annotated[int, Field(ge=1, le=256)] = 2
    workers: Annotated[int, Field(ge=1, le=256)] = 1
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    one_core: bool = True
    profile: Literal["development", "production"] = "development"
    introspection: bool | None = None
    documents: Path | None = None
    documents_only: bool | None = None
    persisted_queries: Annotated[int, Field(ge=0)] = 1_000
    writes: bool | None = None
    keys: Path | None = None
    rules: Path | None = None
    jwks_url: str | None = None
    jwt_issuer: str | None = None
    jwt_audience: str | None = None
    cors_origins: Annotated[tuple[str, ...], NoDecode] = ()
    max_body: Annotated[int, Field(ge=1)] = DEFAULT_LIMITS.body
    max_characters: Annotated[int, Field(ge=1)] = DEFAULT_LIMITS.characters
    max_tokens: Annotated[int, Field(ge=1, le=20_000)] = DEFAULT_LIMITS.tokens
    max_depth: Annotated[int, Field(ge=1)] = DEFAULT_LIMITS.depth
    max_fields: Annotated[int, Field(ge=1)] = DEFAULT_LIMITS.fields
    max_roots: Annotated[int, Field(ge=1)] = DEFAULT_LIMITS.roots
    max_aliases: Annotated[int, Field(ge=0)] = DEFAULT_LIMITS.aliases
    max_repeats: Annotated[int, Field(ge=0)] = DEFAULT_LIMITS.repeats
    max_fragments: Annotated[int, Field(ge=0)] = DEFAULT_LIMITS.fragments
    max_directives: Annotated[int, Field(ge=0)] = DEFAULT_LIMITS.directives
    max_variables: Annotated[int, Field(ge=0)] = DEFAULT_LIMITS.variables
    max_values: Annotated[int, Field(ge=0)] = DEFAULT_LIMITS.values
    max_value_depth: Annotated[int, Field(ge=1)] = DEFAULT_LIMITS.value_depth
    max_cost: Annotated[int, Field(ge=1)] = DEFAULT_LIMITS.cost
    max_page: Annotated[int, Field(ge=1, le=MOST)] = DEFAULT_LIMITS.page
    max_requests: Annotated[int, Field(ge=1)] = DEFAULT_LIMITS.requests
    max_subscriptions: Annotated[int, Field(ge=0)] = DEFAULT_LIMITS.subscriptions
    log_level: LogLevel = "warning"
    log_format: LogFormat = "text"

    @field_validator("store")
    @classmethod
    def _as_address(cls, value: str) -> str:
        """A plain path is the folder of an embedded store."""
        if not value or "://" in value:
            return value
        return Path(value).expanduser().resolve().as_uri().replace("file://", "embedded://", 1)

    @field_validator("cors_origins", mode="before")
    @classmethod
    def _as_origins(cls, value: object) -> object:
        """In a variable, origins stand between commas."""
        return [one.strip() for one in value.split(",") if one.strip()] if isinstance(value, str) else value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Keywords win over variables, variables over the file."""
        file = settings_file()
        sources: tuple[PydanticBaseSettingsSource, ...] = (init_settings, env_settings)
        return (*sources, TomlConfigSettingsSource(settings_cls, file)) if file else sources

    def store_settings(self) -> StoreSettings:
        """Give what the store needs. Raises `SettingsError` for an address of no known kind."""
        return StoreSettings(
            url=self.store,
            user=self.user,
            password=self.password.get_secret_value(),
            database=self.database,
            pool_size=self.pool_size,
            timeout=self.timeout,
        )

    def limits(self) -> Limits:
        """Give the limits on one request."""
        named = {one.name: getattr(self, f"max_{one.name}") for one in fields(Limits) if one.name != "seconds"}
        return Limits(**named, seconds=self.timeout)


def settings_file() -> Path | None:
    """Give the TOML file in force: `NEWSGRAPH_CONFIG`, else ./newsgraph.toml, else the user's, else None.

    Raises `SettingsError` when `NEWSGRAPH_CONFIG` names a file that is not there.
    """
    named = os.environ.get(CONFIG_VARIABLE)  # noqa: TID251 -- this is the one place that reads the environment
    if named:
        if not Path(named).is_file():
            raise SettingsError(f"{CONFIG_VARIABLE} names {named}, which is not a file")
        return Path(named)
    candidates = (Path(FILE_NAME), user_config_path("newsgraph") / FILE_NAME)
    return next((path for path in candidates if path.is_file()), None)


def load_settings(**keywords: Any) -> Settings:
    """Give the settings; keywords that are None count as not given. Raises `SettingsError` naming each bad one."""
    given: dict[str, Any] = {name: value for name, value in keywords.items() if value is not None}
    if "store" in given:
        given["store"] = str(given["store"])
    try:
        return Settings(**given)
    except ValidationError as error:
        problems = (_problem(one["loc"], one["msg"], one["type"]) for one in error.errors())
        raise SettingsError("; ".join(problems)) from error
    except ValueError as error:  # A TOML file that does not parse.
        raise SettingsError(f"{settings_file()}: {error}") from error


def _problem(location: tuple[int | str, ...], message: str, kind: str) -> str:
    name = ".".join(map(str, location))
    if kind == "extra_forbidden":
        return f"no setting {name!r}: there are {', '.join(sorted(Settings.model_fields))}"
    return f"setting {name!r}: {message}"
