import spacy
from spacy.tokens import Doc

from graph.model import About, Document, Event, Statement
from ingest.extract.article import read_article
from ingest.extract.events.events import read_events
from ingest.extract.events.topics import read_with_topics, relink
from ingest.extract.participants.participants import Participants
from ingest.extract.word_classes import class_of, names_people
from ingest.nlp import load_nlp

VOCAB = spacy.blank("en").vocab
NOBODY = Participants((), (), (), {}, {})
# "Wildfires broke out. The mayor blamed the wildfires; rain fell."
WORDS = ["Wildfires", "broke", "out", ".", "The", "mayor", "blamed", "the", "wildfires", ";", "rain", "fell", "."]
DOC = Doc(
    VOCAB,
    words=WORDS,
    tags=["NNS", "VBD", "RP", ".", "DT", "NN", "VBD", "DT", "NNS", ":", "NN", "VBD", "."],
    pos=["NOUN", "VERB", "ADP", "PUNCT", "DET", "NOUN", "VERB", "DET", "NOUN", "PUNCT", "NOUN", "VERB", "PUNCT"],
    deps=[
        "nsubj",
        "ROOT",
        "compound:prt",
        "punct",
        "det",
        "nsubj",
        "ROOT",
        "det",
        "obj",
        "punct",
        "nsubj",
        "parataxis",
        "punct",
    ],
    heads=[1, 1, 1, 1, 5, 6, 6, 8, 6, 11, 11, 6, 6],
    lemmas=["wildfire", "break", "out", ".", "the", "mayor", "blame", "the", "wildfire", ";", "rain", "fall", "."],
)
FIRST, AGAIN, RAIN = 0, 8, 10


def statement(*links: About) -> Statement:
    return Statement(
        "s1", ((0, 9),), (), (), None, "unnamed", "indirect", "ACCUSE", "cue", -1, negated=False, about=links
    )


def test_a_word_that_a_statement_is_about_is_an_event_of_no_type_with_every_mention_of_it():
    events = read_with_topics(DOC, NOBODY, None, read_events(DOC, NOBODY, None), [AGAIN])
    (fires,) = [event for event in events if event.type is None]
    triggers = [DOC.text[start:end] for mention in fires.mentions for start, end in mention.trigger]
    assert triggers == ["Wildfires", "wildfires"]


def test_what_no_statement_is_about_is_no_event():
    events = read_with_topics(DOC, NOBODY, None, (), [AGAIN])
    spans = [span for event in events for mention in event.mentions for span in mention.trigger]
    assert (DOC[RAIN].idx, DOC[RAIN].idx + len(DOC[RAIN])) not in spans


def test_links_lead_to_the_events_that_words_became_and_each_event_is_linked_once():
    events = read_with_topics(DOC, NOBODY, None, (), [FIRST, AGAIN])
    (fires,) = [event for event in events if event.type is None]
    links = (
        About("w0", "event", "topic", "neutral", (0, 9), 0.4),
        About("w8", "event", "target", "negative", (38, 47), 0.9),
        About("a1", "actor", "topic", "neutral", None, 0.5),
    )
    (found,) = relink(DOC, [statement(*links)], (), events, {"w0": FIRST, "w8": AGAIN})
    assert {(link.ref, link.kind, link.confidence) for link in found.about} == {
        (fires.id, "event", 0.9),
        ("a1", "actor", 0.5),
    }


def test_links_to_known_events_follow_them_to_their_new_ids():
    before = read_with_topics(DOC, NOBODY, None, (), [RAIN])
    events = read_with_topics(DOC, NOBODY, None, (), [FIRST, AGAIN, RAIN])
    (rain,) = [event for event in events if _starts(event) == DOC[RAIN].idx]
    link = About(next(event for event in before if event.type is None).id, "event", "topic", "neutral", None, 0.7)
    (found,) = relink(DOC, [statement(link)], before, events, {})
    assert [one.ref for one in found.about] == [rain.id]


def _starts(event: Event) -> int:
    return event.mentions[0].trigger[0][0]


def test_nouns_and_verbs_have_the_class_of_their_first_sense():
    assert [class_of(DOC[index]) for index in (5, 6, AGAIN, 3)] == [
        "noun.person",
        "verb.communication",
        "noun.event",
        None,
    ]
    assert names_people(DOC[5]) and not names_people(DOC[AGAIN])


def test_an_event_is_named_again_in_other_words_and_by_it_but_not_after_them():
    text = (
        "A fire destroyed the market in Lyon on Monday. Mayor Anna Petit said that the fire was arson. "
        "The blaze was put out at noon, and it killed nobody, she said."
    )
    read = read_article(load_nlp(threads=1)(text), Document("lyon", text))
    fire = next(event for event in read.events if _words(text, event) >= {"fire", "blaze"})
    assert "it" in _words(text, fire)
    assert fire.name == "fire"


def _words(text: str, event: Event) -> set[str]:
    return {text[start:end] for mention in event.mentions for start, end in mention.trigger}
