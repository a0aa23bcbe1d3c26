from datetime import date

import pytest
import spacy
from spacy.tokens import Doc

from graph.model import Actor, Place, Timespan
from graph.plover import EVENT_TYPES, is_mode_of
from ingest.extract.events.events import read_events
from ingest.extract.events.realis import realis_of
from ingest.extract.participants.participants import Participants

VOCAB = spacy.blank("en").vocab
PUBLISHED = date(2023, 1, 20)

DRILLS = """
Russia Russia PROPN NNP 4 nsubj B-LOC
and and CCONJ CC 3 cc
Belarus Belarus PROPN NNP 1 conj B-LOC
began begin VERB VBD 4 ROOT
joint joint ADJ JJ 6 amod
military military ADJ JJ 7 amod
drills drill NOUN NNS 4 obj
on on ADP IN 9 case
Monday Monday PROPN NNP 4 obl
. . PUNCT . 4 punct
The the DET DT 12 det
exercises exercise NOUN NNS 14 nsubj
will will AUX MD 14 aux
last last VERB VB 14 ROOT
until until ADP IN 16 case
Friday Friday PROPN NNP 14 obl
. . PUNCT . 14 punct
"""
ARREST = """
Police police NOUN NNS 2 nsubj
arrested arrest VERB VBD 2 ROOT
Jan Jan PROPN NNP 2 obj B-PER
Novak Novak PROPN NNP 3 flat I-PER
in in ADP IN 6 case
Minsk Minsk PROPN NNP 2 obl B-LOC
. . PUNCT . 2 punct
"""
VISIT = """
The the DET DT 2 det
president president NOUN NN 4 nsubj
will will AUX MD 4 aux
visit visit VERB VB 4 ROOT
Belarus Belarus PROPN NNP 4 obj B-LOC
. . PUNCT . 4 punct
"""
DENIAL = """
The the DET DT 2 det
army army NOUN NN 3 nsubj
denied deny VERB VBD 3 ROOT
that that SCONJ IN 7 mark
it it PRON PRP 7 nsubj
had have AUX VBD 7 aux
bombed bomb VERB VBN 3 ccomp
Minsk Minsk PROPN NNP 7 obj B-LOC
. . PUNCT . 3 punct
"""


def make_doc(table: str) -> Doc:
    """A line a token: word, lemma, universal tag, Penn tag, head counted from 1, relation, name."""
    rows = [line.split(" ") for line in table.strip().splitlines()]
    following = [*rows[1:], rows[0]]
    return Doc(
        VOCAB,
        words=[row[0] for row in rows],
        spaces=[after[2] != "PUNCT" for after in following],
        lemmas=[row[1] for row in rows],
        pos=[row[2] for row in rows],
        tags=[row[3] for row in rows],
        heads=[int(row[4]) - 1 for row in rows],
        deps=[row[5] for row in rows],
        ents=[row[6] if len(row) > 6 else "O" for row in rows],
    )


def state(number: int, name: str) -> Actor:
    return Actor(f"a{number}", name, "state", country=name[:3].upper())


def participants_of(doc: Doc) -> Participants:
    """The names of the sentences above, each an actor; Minsk and Belarus are places."""
    people = {"Russia": state(1, "Russia"), "Belarus": state(2, "Belarus"), "Jan": Actor("a3", "Jan Novak", "person")}
    people["Police"] = Actor("a4", "police", "group", named=False)
    lands = {"Minsk": Place("p1", "Minsk", "city"), "Belarus": Place("p2", "Belarus", "country")}
    return Participants(
        mentions=(),
        actors=tuple(people.values()),
        places=tuple(lands.values()),
        actor_by_token={token.i: people[token.text].id for token in doc if token.text in people},
        place_by_token={token.i: lands[token.text].id for token in doc if token.text in lands},
    )


def read(table: str):
    doc = make_doc(table)
    return read_events(doc, participants_of(doc), PUBLISHED)


def test_drills_of_two_states_are_one_cooperation_with_all_mentions():
    (event,) = read(DRILLS)
    assert (event.type, event.mode, event.subtype, event.realis) == ("COOPERATE", None, "exercise", "asserted")
    assert event.contexts == ("military",)
    assert event.actors == ("a1", "a2")
    assert event.recipients == ()
    assert event.name == "joint military drills of Russia and Belarus"
    text = make_doc(DRILLS).text
    assert [text[slice(*mention.trigger[0])] for mention in event.mentions] == ["drills", "exercises"]
    assert [text[slice(*mention.span[0])] for mention in event.mentions] == ["joint military drills", "exercises"]


def test_an_event_is_found_by_the_other_words_for_it():
    (event,) = read(DRILLS)
    assert {"drill", "exercise", "manoeuvre", "maneuver", "war game"} <= set(event.terms)


def test_the_start_told_with_one_mention_and_the_end_told_with_another_make_one_period():
    (event,) = read(DRILLS)
    assert event.time == Timespan("2023-01-16", "2023-01-20", "day", "range")


def test_the_exercise_of_one_country_is_a_mobilization():
    alone = DRILLS.replace(
        "and and CCONJ CC 3 cc\nBelarus Belarus PROPN NNP 1 conj B-LOC", "- - PUNCT : 1 punct\n- - PUNCT : 1 punct"
    )
    (event,) = read(alone.replace("joint joint", "large large"))
    assert (event.type, event.mode, event.actors) == ("MOBILIZE", "troops", ("a1",))


def test_an_arrest_has_who_whom_and_where():
    (event,) = read(ARREST)
    assert (event.type, event.mode) == ("COERCE", "arrest")
    assert (event.actors, event.recipients, event.places) == (("a4",), ("a3",), ("p1",))
    assert event.name == "police arrested Jan Novak"


def test_a_future_visit_is_an_agreement():
    (event,) = read(VISIT)
    assert (event.type, event.mode, event.realis) == ("AGREE", None, "future")


def test_what_is_denied_is_negated():
    bombing = next(event for event in read(DENIAL) if event.type == "ASSAULT")
    assert bombing.realis == "negated"
    assert bombing.places == ("p1",)


@pytest.mark.parametrize("table", [DRILLS, ARREST, VISIT, DENIAL], ids=["drills", "arrest", "visit", "denial"])
def test_types_and_modes_are_those_of_the_manual_and_ids_count_up(table):
    events = read(table)
    assert [event.id for event in events] == [f"e{number}" for number in range(1, len(events) + 1)]
    for event in events:
        assert event.type in EVENT_TYPES
        assert event.mode is None or is_mode_of(event.type, event.mode)
        assert 0 < event.confidence <= 1


@pytest.mark.parametrize(
    ("auxiliary", "realis"),
    [("will", "future"), ("could", "hypothetical"), ("has", "asserted")],
)
def test_auxiliaries_tell_whether_it_is_planned_possible_or_a_fact(auxiliary, realis):
    doc = make_doc(VISIT.replace("will will", f"{auxiliary} {auxiliary}"))
    assert realis_of(doc[3]) == realis


def test_an_article_without_events_has_none():
    assert read("Roses rose NOUN NNS 3 nsubj\nare be AUX VBP 3 cop\nred red ADJ JJ 3 ROOT\n. . PUNCT . 3 punct") == ()
