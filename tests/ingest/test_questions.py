"""Questions, read with the real pipeline: what is tested is that parse and tables together understand them."""

from __future__ import annotations

from datetime import date

import pytest
from spacy.language import Language

from graph.errors import InputError
from graph.reading import Reading
from ingest.nlp import load_nlp
from ingest.questions import read_question

TODAY = date(2023, 2, 15)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_nlp(threads=1)


def words(reading: Reading) -> tuple[str | None, str | None, str | None]:
    """What the question says of target, speaker and addressee."""
    parts = (reading.about, reading.speaker, reading.addressee)
    about, speaker, addressee = (part.words if part else None for part in parts)
    return about, speaker, addressee


@pytest.mark.parametrize(
    ("question", "acts", "about", "speaker", "addressee"),
    [
        ("Who expressed concern about the drills?", ("EXPRESS_CONCERN",), "the drills", None, None),
        ("Which officials voiced worry over the vote?", ("EXPRESS_CONCERN",), "the vote", None, None),
        ("Which minister condemned the attack?", ("CRITICISE",), "the attack", "minister", None),
        ("What did Zelensky say?", (), None, "Zelensky", None),
        ("What did Zelensky say about the war?", (), "the war", "Zelensky", None),
        ("Who denied the attack?", ("DENY",), "the attack", None, None),
        ("Who called on the West to send weapons?", ("URGE",), "send weapons", None, "the West"),
        ("What did Stoltenberg announce?", ("ANNOUNCE",), None, "Stoltenberg", None),
        ("By whom was the attack condemned?", ("CRITICISE",), "the attack", None, None),
        ("Who offered condolences to the families?", ("CONDOLE",), "the families", None, None),
        ("Who put the blame on Tehran?", ("ACCUSE",), "Tehran", None, None),
    ],
)  # fmt: skip
def test_a_question_is_read(
    question: str, acts: tuple[str, ...], about: str | None, speaker: str | None, addressee: str | None, nlp: Language
) -> None:
    reading = read_question(nlp, question, today=TODAY)
    assert (reading.acts, *words(reading)) == (acts, about, speaker, addressee)
    assert not reading.unread and not reading.negated


def test_a_target_may_go_by_any_word_of_its_class(nlp: Language) -> None:
    about = read_question(nlp, "Who condemned the manoeuvres?", today=TODAY).about
    assert about is not None
    assert {"manoeuvre", "drill", "exercise"} <= set(about.alternatives[0])


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("Who put the blame on Tehran?", "iran"),
        ("Who praised Russia?", "russian"),
        ("Who praised the defence?", "defense"),
        ("Who welcomed the pull-out?", "pull out"),
    ],
    ids=["capital", "people", "American spelling", "hyphen"],
)
def test_a_target_may_go_by_another_word(question: str, other: str, nlp: Language) -> None:
    about = read_question(nlp, question, today=TODAY).about
    assert about is not None
    assert other in about.alternatives[0]


def test_a_negated_question_asks_for_what_was_not_said(nlp: Language) -> None:
    assert read_question(nlp, "Who did not condemn the attack?", today=TODAY).negated


@pytest.mark.parametrize(
    ("question", "start", "end"),
    [
        ("Who condemned the attack last week?", "2023-02-06", "2023-02-12"),
        ("Who condemned the attack in January?", "2023-01-01", "2023-01-31"),
        ("Who condemned the attack on 3 January 2022?", "2022-01-03", "2022-01-03"),
    ],
)
def test_a_time_is_read_against_today(question: str, start: str, end: str, nlp: Language) -> None:
    reading = read_question(nlp, question, today=TODAY)
    assert (reading.time_from, reading.time_to) == (start, end)


@pytest.mark.parametrize("question", ["How many people died?", "hello", "", "?"])
def test_what_is_no_question_about_statements_is_not_guessed_at(question: str, nlp: Language) -> None:
    reading = read_question(nlp, question, today=TODAY)
    assert reading.unread
    assert not reading.acts and reading.about is None


@pytest.mark.parametrize("question", ["Who \ud800 denied it?", "Who denied it? " * 100], ids=["surrogate", "too long"])
def test_what_is_no_text_or_far_too_long_is_refused(question: str, nlp: Language) -> None:
    with pytest.raises(InputError, match="question"):
        read_question(nlp, question, today=TODAY)
