from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from api.access import hash_of, load_keys
from api.rules import Rules
from graph.errors import SettingsError
from graph.visibility import Visibility
from newsgraph.cli import app


def test_a_key_that_was_made_is_known_by_what_is_kept_of_it(tmp_path: Path) -> None:
    file = tmp_path / "keys.toml"
    made = CliRunner().invoke(app, ["key", 'the "newsroom"', "--scope", "write", "--expires", "2999-12-31"])
    file.write_text(made.stdout)
    ((hash, kept),) = load_keys(file).items()
    assert (kept.name, kept.scope, str(kept.expires)) == ('the "newsroom"', "write", "2999-12-31")
    key = made.stderr.split()[-1]
    assert hash_of(key) == hash
    assert key not in made.stdout


def test_a_key_may_be_made_for_what_row_rules_show(tmp_path: Path) -> None:
    made = CliRunner().invoke(app, ["key", "agency", "--scope", "write read:agency"])
    rules = Rules(Visibility(), {"read:agency": Visibility(("Agency",))})
    file = tmp_path / "keys.toml"
    file.write_text(made.stdout)
    ((_, kept),) = load_keys(file, rules).items()
    assert (kept.scope, kept.row_scopes) == ("write", ("read:agency",))


def test_a_scope_that_is_none_makes_no_key() -> None:
    made = CliRunner().invoke(app, ["key", "agency", "--scope", "agency"])
    assert isinstance(made.exception, SettingsError)
    assert not made.stdout
