"""Reading documents in order: each as soon as it is parsed, and one that breaks the pipeline stops no other."""

from __future__ import annotations

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from graph.errors import DocumentError
from graph.model import Document, Extraction, Run
from ingest.run import Pipeline, extract_documents

BAD = "This breaks it."
seen: list[str] = []


@Language.component("break_at_bad_text")
def break_at_bad_text(doc: Doc) -> Doc:
    """A component that can't read one text."""
    seen.append(doc.text)
    if doc.text == BAD:
        raise ValueError("broken")
    return doc


def make_pipeline() -> Pipeline:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("break_at_bad_text")
    seen.clear()
    return Pipeline(nlp, Run("r", "1", "none", 0))


def test_a_document_is_read_before_the_next_is_parsed() -> None:
    texts = ["One came.", "Two came.", "Three came."]
    results = extract_documents(make_pipeline(), [Document(id=text, text=text) for text in texts])
    assert isinstance(next(results), Extraction)
    assert seen == texts[:1]


def test_a_text_that_breaks_the_pipeline_is_refused_and_all_others_are_read_once() -> None:
    texts = ["One came.", BAD, "Three came."]
    results = list(extract_documents(make_pipeline(), [Document(id=text, text=text) for text in texts]))
    assert [type(result) for result in results] == [Extraction, DocumentError, Extraction]
    assert seen == ["One came.", BAD, BAD, "Three came."]
