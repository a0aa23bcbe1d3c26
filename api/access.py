"""Who asks, and what they may do: API keys, kept as hashes, and JSON web tokens signed by somebody the server trusts.

A key is 256 random bits, so that one round of SHA-256 hides it; passwords, which people choose, would need a slow hash.
"""

from __future__ import annotations

import secrets
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeAlias, get_args

import jwt

from api.errors import ACCESS_UNAVAILABLE, FORBIDDEN, UNAUTHENTICATED, Refused
from api.rules import ROW_SCOPE, Rules
from graph.errors import SettingsError
from graph.visibility import Visibility

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
    """Who asks, the most that they may do, and which articles they may see; all where ``visibility`` is None."""

    name: str | None
    scope: Scope
    visibility: Visibility | None = None

    def check(self, needed: Scope) -> None:
        """Raise `Refused` where the client may not do what needs this scope."""
        if SCOPES.index(self.scope) < SCOPES.index(needed):
            raise Refused(FORBIDDEN, f"This needs the scope {needed!r}; yours is {self.scope!r}.", status=403)


@dataclass(frozen=True, slots=True)
class Key:
    """A key that the server knows by its hash; ``row_scopes`` are those of row rules."""

    name: str
    scope: Scope
    expires: date | None = None
    row_scopes: tuple[str, ...] = ()


class Tokens:
    """Checks JSON web tokens (RFC 7519) with the keys that their issuer publishes (RFC 7517)."""

    def __init__(self, jwks_url: str, *, issuer: str, audience: str) -> None:
        self._keys = jwt.PyJWKClient(jwks_url, timeout=_SECONDS)
        self._issuer = issuer
        self._audience = audience

    def client_of(self, token: str, rules: Rules | None) -> Client:
        """Give who the token is about, who sees what the rules show to their scopes.

        Blocks while the issuer's keys are fetched. Raises `Refused`.
        """
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
        found = _scopes_in(claims)
        row_scopes = found.intersection(rules.by_scope if rules else ()).difference(SCOPES)
        scope = _most_of(found) or ("read" if row_scopes else None)
        if scope is None:
            raise Refused(FORBIDDEN, f"The token has none of the scopes {', '.join(SCOPES)}.", status=403)
        return Client(str(claims["sub"]), scope, visibility_of(rules, scope, row_scopes))


class Access:
    """Lets in those who have a key or a token; where neither is set up, everyone with the scope ``anyone``."""

    def __init__(
        self,
        keys: Mapping[str, Key] = MappingProxyType({}),
        tokens: Tokens | None = None,
        *,
        anyone: Scope = "admin",
        rules: Rules | None = None,
    ) -> None:
        self._keys = keys
        self._tokens = tokens
        self._rules = rules
        self._anyone: Scope = anyone
        self.is_open = not keys and tokens is None
        self.is_blocking = tokens is not None

    def client_of(self, headers: Mapping[str, str]) -> Client:
        """Give who sends these headers. Blocks where a token is checked. Raises `Refused`."""
        if self.is_open:
            # Whoever is let in by no scope of their own sees what the rules show to everybody.
            return Client(None, self._anyone, self._rules.visibility_of(()) if self._rules else None)
        kind, _, given = headers.get("authorization", "").partition(" ")
        given = headers.get("x-api-key") or (given.strip() if kind.lower() == "bearer" else "")
        if not given:
            raise _unauthenticated("Send a key or a token, as Authorization: Bearer ….")
        key = self._keys.get(hash_of(given))
        if key is not None and (key.expires is None or datetime.now(UTC).date() <= key.expires):
            return Client(key.name, key.scope, visibility_of(self._rules, key.scope, key.row_scopes))
        if self._tokens is not None and given.count(".") == 2:
            return self._tokens.client_of(given, self._rules)
        raise _unauthenticated("The key is not known, or has expired.")


def visibility_of(rules: Rules | None, scope: Scope, row_scopes: Iterable[str]) -> Visibility | None:
    """Give what the rules show to who has these scopes, and so those that are less than ``scope``."""
    return None if rules is None else rules.visibility_of((*SCOPES[: SCOPES.index(scope) + 1], *row_scopes))


def new_key() -> str:
    """Make a key."""
    return _PREFIX + secrets.token_urlsafe(32)


def hash_of(key: str) -> str:
    """Give what is kept of a key."""
    return sha256(key.encode()).hexdigest()


def load_keys(path: Path, rules: Rules | None = None) -> dict[str, Key]:
    """Read the keys in a TOML file, by hash. Raises `SettingsError`, also for a scope of rows without a rule."""
    try:
        tables = tomllib.loads(path.read_text("utf-8")).get("keys")
    except (OSError, ValueError) as error:
        raise SettingsError(f"keys {path}: {error}") from error
    if not isinstance(tables, list) or not tables:
        raise SettingsError(f"keys {path}: there is no [[keys]] in it; make one with `newsgraph key NAME`")
    return dict(_key_of(table, path, rules) for table in tables)


def _key_of(table: Any, path: Path, rules: Rules | None) -> tuple[str, Key]:
    match table:
        case {"name": str(name), "hash": str(hash), "scope": str(given), **others}:
            expires = others.pop("expires", None)
            if is_scope(given) and not others and len(hash) == 64 and (expires is None or type(expires) is date):
                scopes = given.split()
                row_scopes = tuple(scope for scope in scopes if scope not in SCOPES)
                _check_ruled(row_scopes, rules, f"keys {path}: {name!r}")
                return hash.lower(), Key(name, _most_of(scopes) or "read", expires, row_scopes)
        case _:
            pass
    raise SettingsError(
        f'keys {path}: each [[keys]] has name, hash (64 characters), scope ("read", "write" or "admin", and "read:…" '
        f"for what row rules show), and may have expires (a date); not so: {table}"
    )


def is_scope(given: str) -> bool:
    """Whether these are scopes with spaces between them, as a key and a token have them."""
    scopes = given.split()
    return bool(scopes) and all(scope in SCOPES or ROW_SCOPE.fullmatch(scope) for scope in scopes)


def _check_ruled(row_scopes: Iterable[str], rules: Rules | None, where: str) -> None:
    """Raise `SettingsError` for a scope without a rule: without rules its key would show everything."""
    for scope in row_scopes:
        if rules is None or scope not in rules.by_scope:
            told = "no rules are set" if rules is None else f"the rules are for {', '.join(rules.by_scope) or 'nobody'}"
            raise SettingsError(f"{where} has the scope {scope!r}, for which there is no rule: {told}")


def _scopes_in(claims: Mapping[str, Any]) -> set[str]:
    given = claims.get("scope", claims.get("scp", ()))
    named: Iterable[Any] = given.split() if isinstance(given, str) else given if isinstance(given, list) else ()
    return {str(name).removeprefix(_NAMESPACE) for name in named}


def _most_of(scopes: Collection[str]) -> Scope | None:
    return next((scope for scope in reversed(SCOPES) if scope in scopes), None)


def _unauthenticated(message: str) -> Refused:
    return Refused(UNAUTHENTICATED, message, status=401, headers={"WWW-Authenticate": 'Bearer realm="newsgraph"'})
