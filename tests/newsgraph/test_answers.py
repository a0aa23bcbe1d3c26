from __future__ import annotations

from typing import Any

import pytest

from newsgraph.answers import answer_of

ROW: dict[str, Any] = {
    "id": "a:0:4:-",
    "act": "CRITICISE",
    "form": "indirect",
    "via": "unnamed",
    "cue": "condemned",
    "text": "the raid",
    "sentence": "They condemned the raid.",
    "source_text": "They",
    "starts": [15],
    "ends": [23],
    "confidence": 0.8,
    "speaker": None,
    "about": [],
    "article": {"id": "a", "title": None, "url": None, "source": None},
}


@pytest.mark.parametrize(
    ("change", "speaker"),
    [
        ({"via": "pronoun", "source_text": "They"}, None),
        ({"via": "unnamed", "source_text": "two diplomats"}, "two diplomats"),
        ({"via": "unnamed", "source_text": ""}, None),
        ({"speaker": {"id": "person:ana-costa", "name": "Ana Costa", "named": True, "roles": []}}, "Ana Costa"),
    ],
    ids=["unresolved pronoun", "unnamed", "no source", "named"],
)
def test_a_speaker_is_a_name_or_the_words_for_one_but_never_a_pronoun(
    change: dict[str, Any], speaker: str | None
) -> None:
    assert answer_of({**ROW, **change}).speaker == speaker
