from __future__ import annotations

from pathlib import Path

import api
from api.schema import print_schema


def test_the_committed_schema_is_the_one_that_is_served() -> None:
    committed = Path(api.__file__).with_name("schema.graphql").read_text(encoding="utf-8")
    assert committed == print_schema() + "\n", "run: newsgraph schema > api/schema.graphql"
