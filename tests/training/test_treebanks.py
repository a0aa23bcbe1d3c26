from ingest.nlp.windows import GLUED, PARAGRAPH, SPACE
from training.treebanks import ewt_document, frequent_kinds, name_tags

ROW = {
    "id": "doc",
    "sents": [
        {
            "id": "doc-1",
            "par": True,
            "ner": ["B-PER", "O", "O"],
            "toks": [
                ["Ann", True, "PROPN", "NNP", "Number=Sing", 2, "nsubj", "Ann"],
                ["left", False, "VERB", "VBD", "_", 0, "root", "leave"],
                [".", True, "PUNCT", ".", "_", 2, "punct", "."],
            ],
        },
        {
            "id": "doc-2",
            "par": False,
            "ner": None,
            "toks": [
                ["Why", False, "ADV", "WRB", "_", 0, "root", "why"],
                ["?", True, "PUNCT", ".", "_", 1, "punct", "?"],
            ],
        },
    ],
}


def test_a_row_becomes_a_document_whose_heads_are_places_in_the_document():
    document = ewt_document(ROW, frames={})
    assert document.words == ["Ann", "left", ".", "Why", "?"]
    assert document.gaps == [PARAGRAPH, SPACE, GLUED, SPACE, GLUED]
    assert document.starts == [True, False, False, True, False]
    assert document.tree is not None
    assert document.tree.heads == [1, -1, 1, -1, 3]
    assert document.tree.kinds[:2] == ["PROPN|Number=Sing", "VERB|_"]


def test_words_of_sentences_without_annotation_are_unknown():
    document = ewt_document(ROW, frames={"doc-2": ["B-Cue", "O"]})
    assert document.names == ["B-PER", "O", "O", "?", "?"]
    assert document.frames == ["?", "?", "?", "B-Cue", "O"]


def test_other_types_of_names_are_no_names():
    assert name_tags({"sents": [{"toks": [[], []], "ner": ["B-MISC", "B-LOC"]}]}) == ["O", "B-LOC"]


def test_a_word_has_the_kind_it_most_often_has():
    assert frequent_kinds([ewt_document(ROW, frames={})])["left"] == "VERB"


def test_a_name_that_begins_inside_begins_anyway():
    row = {"sents": [{"toks": [], "ner": ["O", "I-LOC", "I-LOC", "I-PER", "I-MISC"]}]}
    assert name_tags(row) == ["O", "B-LOC", "I-LOC", "B-PER", "O"]
