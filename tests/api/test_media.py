from __future__ import annotations

import pytest

from api.media import GRAPHQL_JSON, JSON, accepted_media, is_page_wanted


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (JSON, JSON),
        (GRAPHQL_JSON, GRAPHQL_JSON),
        (f"{GRAPHQL_JSON}, {JSON}", GRAPHQL_JSON),
        (f"{JSON}, {GRAPHQL_JSON}", JSON),
        (f"{GRAPHQL_JSON}, */*;q=0.1", GRAPHQL_JSON),
        (f"{JSON};q=0.1, {GRAPHQL_JSON};q=0.9", GRAPHQL_JSON),
        (f"{GRAPHQL_JSON};q=0, */*", JSON),
        (f"{GRAPHQL_JSON.upper()} ; Q=1", GRAPHQL_JSON),
        ("text/html", None),
        (f"{JSON};q=0", None),
        (f"{JSON};q=nonsense", None),
        (f"{JSON};q=-1, {GRAPHQL_JSON};q=7", None),
        (";;,,;q=1", JSON),
    ],
)
def test_the_answer_is_what_the_client_wants_most(accept: str, media: str | None) -> None:
    assert accepted_media(accept) == media


@pytest.mark.parametrize(
    ("accept", "is_wanted"), [("text/html,*/*;q=0.8", True), ("*/*", False), ("text/html;q=0", False)]
)
def test_only_a_browser_gets_the_page(accept: str, is_wanted: bool) -> None:
    assert is_page_wanted(accept) is is_wanted
