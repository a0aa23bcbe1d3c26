import math
import os
import pickle
import threading
from operator import mul

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from graph.cores import stay_on_one_core
from graph.errors import SettingsError
from graph.model import Document, Extraction
from graph.plover import EVENT_TYPES
from ingest.extract.article import read_article
from ingest.nlp import load_nlp
from ingest.vectors import read_vectors, text_vector

TEXT = (
    "ALBAWABA – The air forces of Russia and Belarus began joint drills on Monday.\n\n"
    "“We are ready,” said Natalia Huminiuk, a spokesperson for the army in the U.S. capital. She left."
)
OTHER = "Two ministers met in Kyiv. The European Union praised Ukrainian farmers, officials said.\n\n" * 8


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_nlp(threads=2)


def annotation(doc: Doc) -> list[object]:
    found = (*doc.ents, *doc.spans["attribution"], *doc.spans["triggers"])
    spans = [(span.start_char, span.end_char, span.label_) for span in found]
    return [
        *((token.text, token.tag_, token.pos_, token.lemma_, str(token.morph), token.head.i) for token in doc),
        *((token.dep_, token.is_sent_start) for token in doc),
        *spans,
        doc.tensor.tobytes(),
    ]


def test_a_text_gets_sentences_trees_lemmas_names_and_parts_of_statements(nlp):
    doc = nlp(TEXT)
    assert [sentence.text.strip()[-9:] for sentence in doc.sents] == ["n Monday.", " capital.", "She left."]
    began, said = (next(token for token in doc if token.text == text) for text in ("began", "said"))
    assert (began.lemma_, began.tag_, began.pos_) == ("begin", "VBD", "VERB")
    assert {child.text: child.dep_ for child in began.children}["drills"] == "obj"
    assert {child.text: child.dep_ for child in said.children}["Natalia"] == "nsubj"
    assert {("Russia", "LOC"), ("Natalia Huminiuk", "PER")} <= {(name.text, name.label_) for name in doc.ents}
    assert {span.label_ for span in doc.spans["attribution"]} == {"Source", "Cue", "Content"}


def test_the_network_has_all_cores_whoever_asks_for_it():
    found, known = [], set(threading.enumerate())

    def read() -> None:
        stay_on_one_core()
        load_nlp(threads=1)("Kyiv fell.")
        new = (one for one in threading.enumerate() if one not in known and one.name.startswith("newsgraph_encoder"))
        found.extend(len(os.sched_getaffinity(one.native_id)) for one in new)

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert found == [len(os.sched_getaffinity(0))]


def test_names_have_our_five_labels_only(nlp):
    doc = nlp("In May 2023 NATO paid $5 million to Polish firms at Ramstein Air Base, Ursula von der Leyen said.")
    assert {name.label_ for name in doc.ents} <= {"PER", "ORG", "LOC", "NORP", "FAC"}


def test_triggers_are_labelled_with_event_types(nlp):
    doc = nlp(TEXT)
    assert {span.label_ for span in doc.spans["triggers"]} <= set(EVENT_TYPES)


def test_every_word_has_a_vector_and_white_space_none(nlp):
    doc = nlp(TEXT)
    assert doc.tensor.shape == (len(doc), 384)
    assert [bool(row.any()) for row in doc.tensor] == [not token.is_space for token in doc]


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", "a", "\u200b", "\x00", "👍🏽", "\n a \n", "…", "x" * 99_999, "中文", "\u202eab", "a\u0301" * 300],
    ids=["nothing", "space", "lines", "a word", "zero width", "nul", "emoji", "a word in lines", "…", "long", "Chinese",
         "right to left", "accents"],
)  # fmt: skip
def test_any_text_is_annotated_and_kept(nlp, text):
    doc = nlp(text)
    assert doc.text == text
    assert all(doc.has_annotation(attribute) for attribute in ("TAG", "POS", "LEMMA", "DEP", "SENT_START", "ENT_IOB"))
    assert doc.spans["attribution"] is not None
    assert len(list(doc.sents)) <= 1


def test_a_doc_without_text_has_no_names(nlp):
    assert nlp(" \n").ents == ()


def test_a_document_is_read_the_same_whatever_stands_beside_it(nlp):
    alone = annotation(nlp(TEXT))
    assert annotation(list(nlp.pipe([OTHER, TEXT, OTHER]))[1]) == alone


def test_documents_keep_their_order_however_long_they_are(nlp):
    texts = [TEXT, OTHER * 40, "", TEXT * 60, "A word.", OTHER]
    docs = list(nlp.pipe(texts))
    assert [doc.text for doc in docs] == texts
    assert [annotation(doc) for doc in docs] == [annotation(nlp(text)) for text in texts]


def test_one_thread_reads_what_three_read():
    one, three = (load_nlp(threads=threads) for threads in (1, 3))
    assert annotation(one(OTHER * 10)) == annotation(three(OTHER * 10))


def test_every_sentence_has_one_root_and_every_word_a_head_in_it(nlp):
    doc = nlp((TEXT + "\n\n") * 30 + "word " * 400)
    for sentence in doc.sents:
        words = [token for token in sentence if not token.is_space]
        assert [token.dep_ for token in words].count("ROOT") == 1
        assert all(sentence.start <= token.head.i < sentence.end for token in words)


def test_a_saved_pipeline_is_whole(nlp, tmp_path):
    nlp.to_disk(tmp_path / "saved")
    again = spacy.load(tmp_path / "saved")
    (tmp_path / "saved" / "newsgraph_encoder" / "model.onnx").unlink()
    assert annotation(again(TEXT)) == annotation(nlp(TEXT))


def test_a_pipeline_goes_through_bytes(nlp):
    encoder = nlp.get_pipe("newsgraph_encoder")
    again = load_nlp(threads=1)
    again.get_pipe("newsgraph_encoder").from_bytes(encoder.to_bytes())
    assert annotation(again(TEXT)) == annotation(nlp(TEXT))


def test_the_component_can_be_pickled(nlp):
    encoder = pickle.loads(pickle.dumps(nlp.get_pipe("newsgraph_encoder")))
    doc = encoder(Doc(encoder.vocab, words=["Kyiv", "fell", "."]))
    assert [token.dep_ for token in doc] == ["nsubj", "ROOT", "punct"]


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_several_processes_give_what_one_gives(nlp):
    nlp(TEXT)
    docs = list(nlp.pipe([TEXT, OTHER, TEXT], n_process=2, batch_size=1))
    assert [annotation(doc) for doc in docs] == [annotation(nlp(text)) for text in (TEXT, OTHER, TEXT)]


def test_a_pipeline_that_is_not_there_is_a_wrong_setting():
    with pytest.raises(SettingsError, match="en_missing_model"):
        load_nlp("en_missing_model")


def test_a_pipeline_that_gives_too_little_is_refused_by_what_it_lacks(tmp_path):
    spacy.blank("en").to_disk(tmp_path)
    with pytest.raises(SettingsError, match="lacks tags, parts of speech, lemmas, a parse, names;"):
        load_nlp(str(tmp_path))


def test_a_pipeline_with_clear_labels_is_refused(tmp_path):
    clear = spacy.blank("en")
    parser = clear.add_pipe("parser")
    for label in ("nsubj", "dobj", "pobj"):
        parser.add_label(label)
    clear.initialize()
    clear.to_disk(tmp_path)
    with pytest.raises(SettingsError, match="Universal Dependencies"):
        load_nlp(str(tmp_path))


@Language.component("annotates_as_others_do")
def annotate_as_others_do(doc: Doc) -> Doc:
    for token in doc:
        token.tag_, token.pos_, token.lemma_, token.dep_ = "NN", "NOUN", token.text, "ROOT" if token.i == 0 else "obj"
        token.head = doc[0]
    doc.set_ents(
        [Span(doc, place, place + 1, label=label) for place, label in enumerate(("PERSON", "GPE", "DATE"))],
        default="outside",
    )
    return doc


def test_another_pipeline_gets_our_labels_and_no_parts_of_statements(tmp_path):
    other = spacy.blank("en")
    other.add_pipe("annotates_as_others_do")
    other.to_disk(tmp_path)
    doc = load_nlp(str(tmp_path))("Biden Paris Monday spoke")
    assert [(name.text, name.label_) for name in doc.ents] == [("Biden", "PER"), ("Paris", "LOC")]
    assert list(doc.spans["attribution"]) == list(doc.spans["triggers"]) == []


def test_statements_events_and_texts_have_unit_vectors_in_one_space(nlp):
    extraction = read_article(nlp(TEXT), Document("a1", TEXT))
    vectors = read_vectors(nlp, nlp(TEXT), extraction)
    assert vectors is not None
    assert vectors.keys() == {each.id for each in (*extraction.statements, *extraction.events)} != set()
    for vector in (*vectors.values(), text_vector(nlp, "an army that is prepared")):
        assert len(vector) == 384
        assert math.hypot(*vector) == pytest.approx(1, abs=1e-5)
    (ready,) = (each for each in extraction.statements if "ready" in TEXT[slice(*each.content[0])])
    same = text_vector(nlp, "We are ready")
    other = text_vector(nlp, "The price of milk rose by two percent")
    assert sum(map(mul, vectors[ready.id], same)) > sum(map(mul, vectors[ready.id], other))


def test_no_statement_and_no_event_is_no_vector(nlp):
    assert read_vectors(nlp, nlp("Hello."), Extraction(Document("a1", "Hello."))) == {}


def test_a_noun_is_no_pronoun(nlp: Language):
    doc = nlp(
        "The minister of transport, Anna Berg, warned on Monday that the strike at the port of Hamburg would cost "
        "jobs.\n"
        '"We cannot accept this walkout," Berg said.\n'
        "The union denied the accusation. Two diplomats in Berlin expressed concern about the strike.\n"
    )
    assert [token.text for token in doc if token.tag_ in {"PRP", "PRP$"}] == ["We"]


@pytest.mark.parametrize("target", ["attack", "raid", "strike"])
def test_a_word_of_letters_is_no_punctuation(nlp: Language, target: str):
    doc = nlp(f"Anna Berg, the minister of trade, condemned the {target} on the port of Hamburg on Monday.")
    assert [token.text for token in doc if token.is_alpha and (token.pos_ == "PUNCT" or token.tag_ == ".")] == []
