from datetime import date

import pytest
from spacy.tokens import Doc, Span

from graph.model import Actor, Event, EventMention, Statement
from ingest.extract.participants.participants import Participants
from ingest.extract.statements.statements import read_statements
from tests.parses import parse_of

# A token a word: text/tag/part of speech/relation/head/name type (begun by B-); "_" after the text: no space follows.
TEXTS = {
    "concern": "For/IN/ADP/case/2/ her/PRP$/PRON/nmod:poss/2/ part/NN/NOUN/obl/8/ ,/,/PUNCT/punct/2/ "
    "spokeswoman/NN/NOUN/nsubj/8/ for/IN/ADP/case/6/ Almar/NNP/PROPN/nmod/4/B-ORG "
    "Irina/NNP/PROPN/appos/4/B-PER expressed/VBD/VERB/ROOT/8/ concern/NN/NOUN/obj/8/ over/IN/ADP/case/12/ "
    "the/DT/DET/det/12/ manoeuvres/NNS/NOUN/nmod/9/ ,/,/PUNCT/punct/14/ adding/VBG/VERB/advcl/8/ "
    "that/IN/SCONJ/mark/18/ Almar/NNP/PROPN/nsubj/18/B-ORG was/VBD/AUX/cop/18/ ready/JJ/ADJ/ccomp/14/ "
    "././PUNCT/punct/8/",
    "raised": "The/DT/DET/det/1/ plan/NN/NOUN/nsubj/3/ has/VBZ/AUX/aux/3/ raised/VBN/VERB/ROOT/3/ "
    "concerns/NNS/NOUN/obj/3/ in/IN/ADP/case/6/ Kyiv/NNP/PROPN/obl/3/B-LOC ././PUNCT/punct/3/",
    "around": '"_/``/PUNCT/punct/3/ We/PRP/PRON/nsubj/3/ will/MD/AUX/aux/3/ come_/VB/VERB/ccomp/7/ ,_/,/PUNCT/punct/3/ '
    "\"/''/PUNCT/punct/3/ Petrov/NNP/PROPN/nsubj/7/B-PER said/VBD/VERB/ROOT/7/ ,/,/PUNCT/punct/7/ "
    '"_/``/PUNCT/punct/12/ and/CC/CCONJ/cc/12/ we/PRP/PRON/nsubj/12/ stay_/VBP/VERB/conj/3/ ._/./PUNCT/punct/7/ '
    "\"/''/PUNCT/punct/7/",
    "untagged": "Petrov/NNP/PROPN/nsubj/1/B-PER said/VBD/VERB/ROOT/1/ that/IN/SCONJ/mark/5/ the/DT/DET/det/4/ "
    "bridge/NN/NOUN/nsubj/5/ fell/VBD/VERB/ccomp/1/ ././PUNCT/punct/1/",
    "denied": "Petrov/NNP/PROPN/nsubj/3/B-PER did/VBD/AUX/aux/3/ not/RB/PART/advmod/3/ deny/VB/VERB/ROOT/3/ "
    "that/IN/SCONJ/mark/7/ the/DT/DET/det/6/ bridge/NN/NOUN/nsubj/7/ fell/VBD/VERB/ccomp/3/ ././PUNCT/punct/3/",
    "sources": "Two/CD/NUM/nummod/1/ diplomats/NNS/NOUN/nsubj/2/ said/VBD/VERB/ROOT/2/ that/IN/SCONJ/mark/5/ "
    "talks/NNS/NOUN/nsubj/5/ failed/VBD/VERB/ccomp/2/ ././PUNCT/punct/2/",
    "joined": "Petrov/NNP/PROPN/nsubj/3/B-PER and/CC/CCONJ/cc/2/ Irina/NNP/PROPN/conj/0/B-PER said/VBD/VERB/ROOT/3/ "
    "that/IN/SCONJ/mark/6/ talks/NNS/NOUN/nsubj/6/ failed/VBD/VERB/ccomp/3/ ././PUNCT/punct/3/",
    "nested": "Radio/NNP/PROPN/nsubj/1/B-ORG reported/VBD/VERB/ROOT/1/ that/IN/SCONJ/mark/4/ "
    "Petrov/NNP/PROPN/nsubj/4/B-PER said/VBD/VERB/ccomp/1/ that/IN/SCONJ/mark/7/ talks/NNS/NOUN/nsubj/7/ "
    "failed/VBD/VERB/ccomp/4/ ././PUNCT/punct/1/",
    "adviser": "Trump/NNP/PROPN/compound/1/B-PER adviser/NN/NOUN/nsubj/5/ ,/,/PUNCT/punct/3/ "
    "Irina/NNP/PROPN/appos/1/B-PER ,/,/PUNCT/punct/1/ said/VBD/VERB/ROOT/5/ that/IN/SCONJ/mark/8/ "
    "talks/NNS/NOUN/nsubj/8/ failed/VBD/VERB/ccomp/5/ ././PUNCT/punct/5/",
    "post": "Ships/NNS/NOUN/nsubj/1/ left/VBD/VERB/ROOT/1/ the/DT/DET/det/3/ port/NN/NOUN/obj/1/ —/:/PUNCT/punct/5/ "
    "Harbourwatch/NNP/PROPN/appos/3/ (_/-LRB-/PUNCT/punct/7/ @harbour_/NNP/PROPN/appos/5/ )/-RRB-/PUNCT/punct/7/ "
    "May/NNP/PROPN/compound/10/ 2_/CD/NUM/nmod/5/ ,/,/PUNCT/punct/12/ 2021/CD/NUM/nmod:unmarked/10/",
}


def read_doc(name: str, tags: list[tuple[int, int, str]]) -> Doc:
    doc = parse_of(TEXTS[name], LEMMAS)
    doc.spans["attribution"] = [Span(doc, start, end, label=label) for start, end, label in tags]
    return doc


LEMMAS = {
    "said": "say", "expressed": "express", "adding": "add", "raised": "raise", "concerns": "concern", "fell": "fall",
    "failed": "fail", "reported": "report", "diplomats": "diplomat", "manoeuvres": "manoeuvre", "left": "leave",
}  # fmt: skip


def participants_of(doc: Doc) -> Participants:
    """Every name is an actor; a word of a title stands for nobody."""
    kinds = {"PER": "person", "ORG": "organization", "LOC": "state"}
    names = sorted({(entity.text, kinds[entity.label_]) for entity in doc.ents})
    ids = {name: f"a{number}" for number, (name, _) in enumerate(names, 1)}
    actors = tuple(Actor(ids[name], name, kind) for name, kind in names)  # type: ignore[arg-type]
    return Participants((), actors, (), {entity.root.i: ids[entity.text] for entity in doc.ents}, {})


def read(name: str, *tags: tuple[int, int, str], events: tuple[Event, ...] = ()) -> tuple[str, list[Statement], dict]:
    doc = read_doc(name, list(tags))
    participants = participants_of(doc)
    statements, made, _ = read_statements(doc, participants, events, date(2023, 1, 16))
    return doc.text, list(statements), {actor.id: actor for actor in (*participants.actors, *made)}


def words(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


CONCERN = ((4, 8, "Source"), (8, 10, "Cue"), (11, 13, "Content"), (14, 15, "Cue"), (15, 19, "Content"))


def test_a_nominal_cue_has_what_follows_its_preposition_as_content_and_its_verbs_subject_as_source():
    text, (concern, _), actors = read("concern", *CONCERN)
    assert words(text, concern.content) == ["the manoeuvres"]
    assert concern.act == "EXPRESS_CONCERN"
    assert concern.polarity == -1
    assert actors[concern.speaker].name == "Irina"


def test_a_coordinated_cue_is_a_second_statement_of_the_same_speaker_without_the_complementizer():
    text, (concern, added), _ = read("concern", *CONCERN)
    assert words(text, added.content) == ["Almar was ready"]
    assert (added.speaker, added.source) == (concern.speaker, concern.source)


def test_concern_raised_in_others_is_no_statement():
    _, statements, _ = read("raised", (3, 5, "Cue"), (5, 7, "Content"), (0, 2, "Source"))
    assert statements == []


def test_a_statement_inside_another_is_found_though_the_tags_give_each_word_one_part():
    text, (outer, inner), actors = read("nested", (0, 1, "Source"), (1, 2, "Cue"), (3, 8, "Content"))
    assert words(text, inner.content) == ["talks failed"]
    assert (actors[outer.speaker].name, actors[inner.speaker].name) == ("Radio", "Petrov")
    assert inner.parent == outer.id


def test_the_name_beside_an_office_speaks_not_the_name_in_it():
    _, (said,), actors = read("adviser", (0, 4, "Source"), (5, 6, "Cue"), (7, 9, "Content"))
    assert actors[said.speaker].name == "Irina"


def test_pieces_of_content_that_touch_are_one():
    text, (concern, _), _ = read("concern", *CONCERN[:2], (11, 12, "Content"), (12, 13, "Content"), *CONCERN[3:])
    assert words(text, concern.content) == ["the manoeuvres"]


def test_a_quotation_around_its_cue_is_one_statement_of_two_pieces():
    text, (said,), _ = read("around", (1, 4, "Content"), (6, 7, "Source"), (7, 8, "Cue"), (10, 13, "Content"))
    assert words(text, said.content) == ["We will come", "we stay"]
    assert said.form == "direct"


def test_a_verb_of_saying_with_a_subject_and_a_clause_is_a_statement_without_any_tags():
    text, (said,), actors = read("untagged")
    assert words(text, (*said.source, *said.cue, *said.content)) == ["Petrov", "said", "the bridge fell"]
    assert actors[said.speaker].name == "Petrov"


def test_a_negated_cue_turns_the_polarity_around():
    _, (denied,), _ = read("denied", (0, 1, "Source"), (3, 4, "Cue"), (5, 8, "Content"))
    assert (denied.act, denied.negated, denied.polarity) == ("DENY", True, 1)


def test_speakers_without_a_name_are_a_group_called_by_their_words():
    _, (said,), actors = read("sources")
    assert (actors[said.speaker].name, actors[said.speaker].named) == ("Two diplomats", False)
    assert said.via == "unnamed"


def test_two_named_speakers_make_two_statements_of_the_same_content():
    _, said, actors = read("joined")
    assert [actors[one.speaker].name for one in said] == ["Petrov", "Irina"]
    assert said[0].content == said[1].content
    assert [one.id for one in said] == ["s1", "s2"]


def test_a_signed_post_is_said_by_its_author_on_its_day():
    text, (post,), actors = read("post")
    assert words(text, post.content) == ["Ships left the port"]
    assert words(text, post.source) == ["Harbourwatch (@harbour)"]
    assert actors[post.speaker].name == "Harbourwatch"
    assert post.form == "social_post"
    assert post.said_at is not None
    assert post.said_at.start == "2021-05-02"


def test_the_thing_that_is_feared_is_the_target_with_a_negative_stance():
    start = read_doc("concern", [])[12].idx
    span = ((start, start + len("manoeuvres")),)
    drills = Event("e1", "MOBILIZE", "asserted", "manoeuvres", (EventMention(span, span),))
    _, (concern, _), _ = read("concern", *CONCERN, events=(drills,))
    assert [(link.ref, link.kind, link.role, link.stance) for link in concern.about] == [
        ("e1", "event", "target", "negative")
    ]


@pytest.mark.parametrize("name", TEXTS)
def test_all_spans_are_sorted_and_trimmed(name):
    text, statements, _ = read(name)
    for one in statements:
        for spans in (one.content, one.cue, one.source):
            assert list(spans) == sorted(spans)
            assert all(text[start:end] == text[start:end].strip(' "“”,;:.') for start, end in spans)
