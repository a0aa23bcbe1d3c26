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
        ("Who called for Parliament to be heard?", ("URGE",), "Parliament to be heard", None, None),
        ("What did the mayor call for?", ("URGE",), None, "the mayor", None),
        ("What did Stoltenberg announce?", ("ANNOUNCE",), None, "Stoltenberg", None),
        ("By whom was the attack condemned?", ("CRITICISE",), "the attack", None, None),
        ("Who offered condolences to the families?", ("CONDOLE",), "the families", None, None),
        ("Who put the blame on Tehran?", ("ACCUSE",), "Tehran", None, None),
        ("Whom did the minister blame for the attack?", ("ACCUSE",), "the attack", "the minister", None),
        ("Did the ministry confirm or deny the report?", ("CONFIRM", "DENY"), "the report", "the ministry", None),
        ("How did the Kremlin react to the report?", (), "the report", "the Kremlin", None),
        ("How did Pakistan respond to the accusation?", (), "the accusation", "Pakistan", None),
        ("What did the Washington Post report?", ("REPORT",), None, "the Washington Post", None),
        ("What was Moscow's response to the strike?", (), "the strike", "Moscow's", None),
        ("What was the demand of the strikers?", ("DEMAND",), None, "the strikers", None),
        ("Has Poland's premier apologised?", ("REGRET",), None, "Poland's premier", None),
        ("Which airline denied the report?", ("DENY",), "the report", None, None),
        ("Did anyone deny the attack?", ("DENY",), "the attack", None, None),
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


@pytest.mark.parametrize(
    ("question", "owner", "office"),
    [
        ("What did Iran's president say?", "irn", "president"),
        ("What did the Dutch premier say?", "nld", "prime minister"),
        ("Whom did the head of government thank?", None, "prime minister"),
        ("What did Hong Kong's leader say?", "hkg", "chief executive"),
        ("What did the UN envoy say?", "united nations", "special representative"),
        ("What did Theresa May's spokesman say?", "may", "spokesperson"),
        ("What did the Turkish president's office say?", "tur", "president"),
        ("What did the cleric say?", None, "imam"),
        ("What did the German foreign minister say?", "deu", "foreign secretary"),
        ("What did the Scottish leader say?", "scotland", "first minister"),
        ("What did the US attorney general say?", "usa", "justice minister"),
    ],
)
def test_a_speaker_may_be_told_by_office_and_owner(
    question: str, owner: str | None, office: str, nlp: Language
) -> None:
    speaker = read_question(nlp, question, today=TODAY).speaker
    assert speaker is not None
    *owners, offices = speaker.alternatives
    assert [owner in group for group in owners] == ([True] if owner else [])
    assert office in offices


@pytest.mark.parametrize(
    ("question", "groups"),
    [
        ("What did the UNICEF man say?", [("unicef",)]),
        ("What did the army man say?", [("army",)]),
        ("What did Merkel and Johnson say?", [("merkel", "johnson")]),
        ("How did the party that nominated her answer the king?", [("party",)]),
    ],
    ids=["somebody of an organization", "somebody of a kind of it", "either of two", "a clause inside of the subject"],
)
def test_a_speaker_is_found_by_what_names_them(question: str, groups: list[tuple[str, ...]], nlp: Language) -> None:
    speaker = read_question(nlp, question, today=TODAY).speaker
    assert speaker is not None and list(speaker.alternatives) == groups


def test_the_mayor_of_a_capital_need_not_be_of_the_capital_s_country(nlp: Language) -> None:
    speaker = read_question(nlp, "What did London's mayor say?", today=TODAY).speaker
    assert speaker is not None and "gbr" not in speaker.alternatives[0]


def test_what_somebody_wants_may_be_told_as_an_appeal_or_a_demand(nlp: Language) -> None:
    named = read_question(nlp, "What did Zelensky demand?", today=TODAY)
    asked = read_question(nlp, "Who demanded weapons?", today=TODAY)
    assert "URGE" in named.near_acts and not asked.near_acts


@pytest.mark.parametrize("question", ["What did she say about the war?", "What was her answer to the king?"])
def test_a_pronoun_as_speaker_is_not_taken_for_everybody(question: str, nlp: Language) -> None:
    assert read_question(nlp, question, today=TODAY).unread


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


def test_the_words_of_a_question_are_those_of_its_matter_and_not_of_the_saying_or_the_speaker(nlp: Language) -> None:
    reading = read_question(nlp, "What did the mayor say about the air drills last week?", today=TODAY)
    assert [word.spellings[0] for word in reading.words] == ["air", "drills"]


@pytest.mark.parametrize("country", ["Antarctica", "Guadeloupe", "Belgrade"])
def test_a_place_that_has_no_people_in_the_table_can_be_asked_about(country: str, nlp: Language) -> None:
    reading = read_question(nlp, f"Who warned of the ice in {country}?", today=TODAY)
    assert country.lower() in {spelling for word in reading.words for spelling in word.spellings}
