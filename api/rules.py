"""Row rules: which articles each scope may see, read from a file of the operator's."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import SettingsError
from graph.visibility import Visibility

# Scopes of OAuth (RFC 6749, section 3.3) that begin as ours do, so that one for rows allows to read and nothing else.
ROW_SCOPE = re.compile(r"read:[\w.-]+(?::[\w.-]+)*")
_PLAIN = ("read", "write", "admin")
_KEYS = ("scope", "sources", "labels", "everything")


@dataclass(frozen=True, slots=True)
class Rules:
    """What everybody may see, and what each scope adds to that; None is everything."""

    default: Visibility | None
    by_scope: Mapping[str, Visibility | None]

    def visibility_of(self, scopes: Iterable[str]) -> Visibility | None:
        """Give what somebody with these scopes may see: what any of their rules shows."""
        found = self.default
        for scope in scopes:
            if found is None:
                return None
            more = self.by_scope.get(scope, Visibility())
            found = None if more is None else found.united(more)
        return found


def load_rules(path: Path) -> Rules:
    """Read the rules in a TOML file. Raises `SettingsError`, which names the line or the key."""
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:  # An error in TOML tells its line.
        raise SettingsError(f"rules {path}: {error}") from error
    _check_keys(content, ("default", "rules"), f"rules {path}")
    tables = content.get("rules", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise SettingsError(f"rules {path}: 'rules' is no list of tables; begin each rule with [[rules]]")
    default = content.get("default", {})
    if not isinstance(default, dict):
        raise SettingsError(f"rules {path}: 'default' is no table; begin it with [default]")
    by_scope: dict[str, Visibility | None] = {}
    for number, table in enumerate(tables, 1):
        where = f"rules {path}: rule {number}"
        scope, shown = _scope_of(table, where), _shown_by(table, where)
        known = by_scope.get(scope, Visibility())
        by_scope[scope] = None if known is None or shown is None else known.united(shown)
    if "scope" in default:
        raise SettingsError(f"rules {path}: default: it is for everybody, so it has no 'scope'")
    if not default and not tables:
        raise SettingsError(f"rules {path}: there is no [[rules]] and no [default] in it, so that nobody would see any")
    return Rules(_shown_by(default, f"rules {path}: default") if default else Visibility(), by_scope)


def _scope_of(table: Mapping[str, Any], where: str) -> str:
    scope = table.get("scope")
    if isinstance(scope, str) and (scope in _PLAIN or ROW_SCOPE.fullmatch(scope)):
        return scope
    given = "is missing" if scope is None else f"is {scope!r}"
    raise SettingsError(f"{where}: 'scope' {given}; give read, write, admin, or read: and a name, as \"read:agency\"")


def _shown_by(table: Mapping[str, Any], where: str) -> Visibility | None:
    _check_keys(table, _KEYS, where)
    everything = table.get("everything", False)
    if not isinstance(everything, bool):
        raise SettingsError(f"{where}: 'everything' is {everything!r}; give true or false")
    sources, labels = _texts(table, "sources", where), _texts(table, "labels", where)
    if everything and (sources or labels):
        raise SettingsError(f"{where}: 'everything' is true, so that 'sources' and 'labels' would say nothing")
    if not everything and not sources and not labels:
        raise SettingsError(f"{where}: it shows nothing; give 'sources', 'labels', or everything = true")
    return None if everything else Visibility(sources, labels)


def _texts(table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    given = table.get(key, [])
    if not isinstance(given, list) or not all(isinstance(one, str) and one.strip() for one in given):
        raise SettingsError(f"{where}: {key!r} is {given!r}; give a list of texts")
    return tuple(sorted(set(given)))


def _check_keys(table: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    for key in table:
        if key not in known:
            raise SettingsError(f"{where}: no key {key!r}: there are {', '.join(known)}")
