from __future__ import annotations

from ingest.likeness import rarity, words_like


def test_words_for_one_thing_are_alike() -> None:
    assert words_like("blaze")["fire"] > 0.5
    assert words_like("Airliner") == words_like("airliner")


def test_words_for_other_things_are_not() -> None:
    assert "election" not in words_like("blaze")


def test_a_name_and_an_unknown_word_are_like_nothing() -> None:
    assert not words_like("iran")
    assert not words_like("qwxyz")


def test_rare_words_tell_more() -> None:
    assert 0 <= rarity("the") < rarity("election") < rarity("qwxyz")
