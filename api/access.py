"""Who asks, and what they may do: API keys, kept as hashes, and JSON web tokens signed by somebody the server trusts.

A key is 256 random bits, so that one round of SHA-256 hides it; passwords, which people choose, would need a slow hash.
"""

from __future__ import annotations

import secrets
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeAlias, get_args

import jwt

from api.errors import ACCESS_UNAVAILABLE, FORBIDDEN, UNAUTHENTICATED, Refused
from graph.errors import SettingsError

Scope: TypeAlias = Literal["read", "write", "admin"]
# Each scope allows what stands before it, too.
SCOPES: tuple[Scope, ...] = get_args(Scope)
_PREFIX = "newsgraph_"
_NAMESPACE = "newsgraph:"
# Signatures that need a key which only the issuer has: with HMAC, whoever can check a token could make one.
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
_SECONDS = 5.0
_LEEWAY = 30.0


@dataclass(frozen=True, slots=True)
class Client:
    """Who asks, and the most that they may do."""

    name: str | None
    scope: Scope

    def check(self, needed: Scope) -> None:
        """Raise `Refused` where the client may not do what needs this scope."""
        if SCOPES.index(self.scope) < SCOPES.index(needed):
            raise Refused(FORBIDDEN, f"This needs the scope {needed!r}; yours is {self.scope!r}.", status=403)


@dataclass(frozen=True, slots=True)
class Key:
    """A key that the server knows by its hash."""

    name: str
    scope: Scope
    expires: date | None = None


class Tokens:
    """Checks JSON web tokens (RFC 7519) with the keys that their issuer publishes (RFC 7517)."""

    def __init__(self, jwks_url: str, *, issuer: str, audience: str) -> None:
        self._keys = jwt.PyJWKClient(jwks_url, timeout=_SECONDS)
        self._issuer = issuer
        self._audience = audience

    def client_of(self, token: str) -> Client:
        """Give who the token is about. Blocks while the issuer's keys are fetched. Raises `Refused`."""
        try:
            key = self._keys.get_signing_key_from_jwt(token)
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=_ALGORITHMS,
                issuer=self._issuer,
                audience=self._audience,
                leeway=_LEEWAY,
                options={"require": ["exp", "iss", "aud", "sub"]},
            )
        except jwt.PyJWKClientConnectionError as error:
            message = "The issuer of tokens can't be reached; try again later."
            raise Refused(ACCESS_UNAVAILABLE, message, status=503) from error
        except jwt.PyJWTError as error:
            raise _unauthenticated(f"The token is not valid: {error}.") from error
        scope = _scope_in(claims)
        if scope is None:
            raise Refused(FORBIDDEN, f"The token has none of the scopes {', '.join(SCOPES)}.", status=403)
        return Client(str(claims["sub"]), scope)


class Access:
    """Lets in those who have a key or a token; where neither is set up, everyone with the scope ``anyone``."""

    def __init__(
        self,
        keys: Mapping[str, Key] = MappingProxyType({}),
        tokens: Tokens | None = None,
        *,
        anyone: Scope = "admin",
    ) -> None:
        self._keys = keys
        self._tokens = tokens
        self._anyone: Scope = anyone
        self.is_open = not keys and tokens is None
        self.is_blocking = tokens is not None

    def client_of(self, headers: Mapping[str, str]) -> Client:
        """Give who sends these headers. Blocks where a token is checked. Raises `Refused`."""
        if self.is_open:
            return Client(None, self._anyone)
        kind, _, given = headers.get("authorization", "").partition(" ")
        given = headers.get("x-api-key") or (given.strip() if kind.lower() == "bearer" else "")
        if not given:
            raise _unauthenticated("Send a key or a token, as Authorization: Bearer ….")
        key = self._keys.get(hash_of(given))
        if key is not None and (key.expires is None or datetime.now(UTC).date() <= key.expires):
            return Client(key.name, key.scope)
        if self._tokens is not None and given.count(".") == 2:
            return self._tokens.client_of(given)
        raise _unauthenticated("The key is not known, or has expired.")


def new_key() -> str:
    """Make a key."""
    return _PREFIX + secrets.token_urlsafe(32)


def hash_of(key: str) -> str:
    """Give what is kept of a key."""
    return sha256(key.encode()).hexdigest()


def load_keys(path: Path) -> dict[str, Key]:
    """Read the keys in a TOML file, by hash. Raises `SettingsError`."""
    try:
        tables = tomllib.loads(path.read_text("utf-8")).get("keys")
    except (OSError, ValueError) as error:
        raise SettingsError(f"keys {path}: {error}") from error
    if not isinstance(tables, list) or not tables:
        raise SettingsError(f"keys {path}: there is no [[keys]] in it; make one with `newsgraph key NAME`")
    return dict(_key_of(table, path) for table in tables)


def _key_of(table: Any, path: Path) -> tuple[str, Key]:
    match table:
        case {"name": str(name), "hash": str(hash), "scope": "read" | "write" | "admin" as scope, **others}:
            expires = others.pop("expires", None)
            if not others and len(hash) == 64 and (expires is None or type(expires) is date):
                return hash.lower(), Key(name, scope, expires)
        case _:
            pass
    raise SettingsError(
        f'keys {path}: each [[keys]] has name, hash (64 characters), scope ("read", "write" or "admin"), '
        f"and may have expires (a date); not so: {table}"
    )


def _scope_in(claims: Mapping[str, Any]) -> Scope | None:
    given = claims.get("scope", claims.get("scp", ()))
    named: Iterable[Any] = given.split() if isinstance(given, str) else given if isinstance(given, list) else ()
    found = {str(name).removeprefix(_NAMESPACE) for name in named}
    return next((scope for scope in reversed(SCOPES) if scope in found), None)


def _unauthenticated(message: str) -> Refused:
    return Refused(UNAUTHENTICATED, message, status=401, headers={"WWW-Authenticate": 'Bearer realm="newsgraph"'})
