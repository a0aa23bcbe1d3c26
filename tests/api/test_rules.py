from __future__ import annotations

from pathlib import Path

import jwt
import pytest
from pytest import MonkeyPatch

from api.access import Access, Client, Key, Tokens, hash_of, load_keys, new_key
from api.errors import Refused
from api.rules import Rules, load_rules
from graph.errors import SettingsError
from graph.visibility import Visibility
from newsgraph.app import profile_of
from newsgraph.settings import load_settings

FILE = """\
[default]
labels = ["public"]

[[rules]]
scope = "read:agency"
sources = ["Agency"]

[[rules]]
scope = "read:agency"
labels = ["agency", "wire"]

[[rules]]
scope = "read:desk:sport"
sources = ["Sport Weekly"]

[[rules]]
scope = "admin"
everything = true
"""


@pytest.fixture
def rules(tmp_path: Path) -> Rules:
    return load_rules(written(tmp_path, FILE))


def written(folder: Path, content: str, name: str = "rules.toml") -> Path:
    file = folder / name
    file.write_text(content, "utf-8")
    return file


@pytest.mark.parametrize(
    ("scopes", "shown"),
    [
        ((), Visibility((), ("public",))),
        (("read",), Visibility((), ("public",))),
        (("read", "read:agency"), Visibility(("Agency",), ("agency", "public", "wire"))),
        (
            ("read", "read:agency", "read:desk:sport"),
            Visibility(("Agency", "Sport Weekly"), ("agency", "public", "wire")),
        ),
        (("read", "write", "admin"), None),
        (("admin", "read:agency"), None),
        (("read:nobody",), Visibility((), ("public",))),
    ],
)
def test_scopes_see_the_union_of_their_rules_and_the_default(
    rules: Rules, scopes: tuple[str, ...], shown: Visibility | None
) -> None:
    assert rules.visibility_of(scopes) == shown


def test_without_a_default_nothing_is_seen_without_a_rule(tmp_path: Path) -> None:
    rules = load_rules(written(tmp_path, '[[rules]]\nscope = "write"\neverything = true\n'))
    assert rules.visibility_of(("read",)) == Visibility()
    assert not Visibility().shows("Agency", ["public"])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[[rules]\n", r"at line 1"),
        ('[default]\nlabels = ["a"]\n\n[[rules]]\nscope = read\n', r"at line 5"),
        ("", r"no \[\[rules\]\] and no \[default\]"),
        ('rules = "all"', "'rules' is no list of tables"),
        ("rules = [1]", "'rules' is no list of tables"),
        ("default = 1", "'default' is no table"),
        ('[[rule]]\nscope = "read"', "no key 'rule': there are default, rules"),
        ('[[rules]]\nsources = ["A"]', "rule 1: 'scope' is missing"),
        ('[[rules]]\nscope = "agency"\nsources = ["A"]', "rule 1: 'scope' is 'agency'"),
        ('[[rules]]\nscope = "read:"\nsources = ["A"]', "rule 1: 'scope' is 'read:'"),
        ('[[rules]]\nscope = "write:agency"\nsources = ["A"]', "rule 1: 'scope' is 'write:agency'"),
        ('[[rules]]\nscope = "read"\nlabels = ["a"]\n[[rules]]\nscope = "admin"', "rule 2: it shows nothing"),
        ('[[rules]]\nscope = "read"\nsources = "A"', "rule 1: 'sources' is 'A'; give a list of texts"),
        ('[[rules]]\nscope = "read"\nlabels = ["a", 1]', r"rule 1: 'labels' is \['a', 1\]; give a list of texts"),
        ('[[rules]]\nscope = "read"\nlabels = [" "]', "rule 1: 'labels' is"),
        ('[[rules]]\nscope = "read"\nlabel = ["a"]', "rule 1: no key 'label': there are scope, sources, labels"),
        ('[[rules]]\nscope = "read"\neverything = 1', "rule 1: 'everything' is 1; give true or false"),
        ('[[rules]]\nscope = "read"\neverything = true\nlabels = ["a"]', "rule 1: 'everything' is true"),
        ('[default]\nscope = "read"\nlabels = ["a"]', "default: it is for everybody"),
        ("[default]\nlabels = []", "default: it shows nothing"),
    ],
)
def test_a_file_of_rules_that_is_wrong_is_refused_by_line_or_key(tmp_path: Path, content: str, told: str) -> None:
    with pytest.raises(SettingsError, match=rf"rules .*rules\.toml: .*{told}"):
        load_rules(written(tmp_path, content))


def test_a_file_of_rules_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"rules .*nothing\.toml"):
        load_rules(tmp_path / "nothing.toml")


def key_line(scope: str) -> str:
    return f'[[keys]]\nname = "ada"\nhash = "{hash_of("secret")}"\nscope = "{scope}"\n'


@pytest.mark.parametrize(
    ("scope", "known"),
    [
        ("read", Key("ada", "read")),
        ("read:agency", Key("ada", "read", row_scopes=("read:agency",))),
        ("write read:agency read:desk:sport", Key("ada", "write", row_scopes=("read:agency", "read:desk:sport"))),
    ],
)
def test_a_key_may_have_scopes_of_rows(tmp_path: Path, rules: Rules, scope: str, known: Key) -> None:
    assert load_keys(written(tmp_path, key_line(scope), "keys.toml"), rules) == {hash_of("secret"): known}


@pytest.mark.parametrize("has_rules", [True, False])
def test_a_key_with_a_scope_for_which_there_is_no_rule_is_refused(
    tmp_path: Path, rules: Rules, has_rules: bool
) -> None:
    """Without rules it would show everything, which its maker did not mean."""
    file = written(tmp_path, key_line("read:other"), "keys.toml")
    with pytest.raises(SettingsError, match=r"keys\.toml: 'ada' has the scope 'read:other'"):
        load_keys(file, rules if has_rules else None)


def test_a_scope_that_allows_more_sees_what_less_would(rules: Rules) -> None:
    """An admin holds `read` and `write` too, and so their rules."""
    keys = {hash_of("k"): Key("ada", "admin"), hash_of("w"): Key("bo", "write")}
    access = Access(keys, rules=rules)
    assert access.client_of({"x-api-key": "k"}) == Client("ada", "admin", None)
    assert access.client_of({"x-api-key": "w"}) == Client("bo", "write", Visibility((), ("public",)))


@pytest.mark.parametrize(
    ("claims", "client"),
    [
        ({"scope": "read newsgraph:read:agency"},
         Client("ada", "read", Visibility(("Agency",), ("agency", "public", "wire")))),
        ({"scp": ["read:desk:sport"]}, Client("ada", "read", Visibility(("Sport Weekly",), ("public",)))),
        ({"scope": "write openid"}, Client("ada", "write", Visibility((), ("public",)))),
        ({"scope": "admin"}, Client("ada", "admin", None)),
        ({"scope": "read:other openid"}, None),
        ({"scope": ["default"]}, None),
    ],
)  # fmt: skip
def test_a_token_sees_what_its_scopes_show(
    monkeypatch: MonkeyPatch, rules: Rules, claims: dict[str, object], client: Client | None
) -> None:
    """The signature is tested elsewhere; here a token is what it claims."""
    monkeypatch.setattr(jwt.PyJWKClient, "get_signing_key_from_jwt", lambda *_: None)
    monkeypatch.setattr(jwt, "decode", lambda *_, **__: {"sub": "ada", **claims})
    tokens = Tokens("https://issuer.example/jwks.json", issuer="i", audience="a")
    access = Access({}, tokens, rules=rules)
    headers = {"authorization": "Bearer a.b.c"}
    if client is None:
        with pytest.raises(Refused, match="none of the scopes"):
            access.client_of(headers)
    else:
        assert access.client_of(headers) == client


def test_the_setting_names_the_file(tmp_path: Path, rules: Rules) -> None:
    file, key = written(tmp_path, FILE), new_key()
    keys = written(tmp_path, key_line("read:agency").replace(hash_of("secret"), hash_of(key)), "keys.toml")
    opened = profile_of(load_settings(rules=file)).access
    assert opened.client_of({}) == Client(None, "admin", rules.visibility_of(()))
    closed = profile_of(load_settings(rules=file, keys=keys)).access
    assert closed.client_of({"x-api-key": key}).visibility == rules.visibility_of(("read", "read:agency"))
    with pytest.raises(SettingsError, match=r"rules\.toml"):
        profile_of(load_settings(rules=written(tmp_path, "[[rules]]")))
