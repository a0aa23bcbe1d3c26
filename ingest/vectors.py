"""Vectors of what is said and of what happens, from the encoder of the pipeline, to find what is alike in other words.

A statement's is that of its content: its sentence would be like every question that asks for its act. An event's is the
mean of the sentences that mention it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from graph.errors import SettingsError
from graph.model import Event, Extraction, Span, Statement, Vector
from ingest.extract.layout import layout_of
from ingest.nlp.component import NewsgraphEncoder

_ENCODER = "newsgraph_encoder"


def read_vectors(nlp: Language, doc: Doc, extraction: Extraction) -> Mapping[str, Vector] | None:
    """Give a vector for each statement and event by its id; None where the pipeline has no encoder of ours."""
    encoder = _encoder(nlp)
    if encoder is None:
        return None
    parts = {statement.id: spans_of_statement(doc, statement) for statement in extraction.statements}
    parts |= {event.id: spans_of_event(doc, event) for event in extraction.events}
    vectors = iter(encoder.vectors([span for spans in parts.values() for span in spans]))
    return {id: _mean([(next(vectors), len(span)) for span in spans]) for id, spans in parts.items() if spans}


def text_vector(nlp: Language, text: str) -> Vector:
    """Give the vector of ``text`` as a whole. Raises `SettingsError` where the pipeline has no encoder of ours."""
    encoder = _encoder(nlp)
    if encoder is None:
        raise SettingsError(
            f"the model {nlp.meta['name']!r} has no sentence vectors, so nothing can be compared with a text: "
            "leave the setting `model` unset, or name a pipeline with newsgraph_encoder in it"
        )
    return _mean([(encoder.vectors([nlp(text)[:]])[0], 1)])


def has_vectors(nlp: Language) -> bool:
    """Whether the pipeline gives sentence vectors: those of others do not."""
    return _encoder(nlp) is not None


def _encoder(nlp: Language) -> NewsgraphEncoder | None:
    encoder = nlp.get_pipe(_ENCODER) if _ENCODER in nlp.pipe_names else None
    return encoder if isinstance(encoder, NewsgraphEncoder) else None


def spans_of_statement(doc: Doc, statement: Statement) -> list[Tokens]:
    """Give what stands for a statement: the pieces of its content."""
    return list(_tokens(doc, statement.content))


def spans_of_event(doc: Doc, event: Event) -> list[Tokens]:
    """Give what stands for an event: each sentence that mentions it, once."""
    layout = layout_of(doc)
    triggers = _tokens(doc, (mention.trigger[0] for mention in event.mentions))
    sentences = dict.fromkeys((layout.starts[trigger.start], layout.ends[trigger.start]) for trigger in triggers)
    return [doc[start:end] for start, end in sentences]


def _tokens(doc: Doc, spans: Iterable[Span]) -> Iterator[Tokens]:
    for start, end in spans:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None and len(span):
            yield span


def _mean(weighted: list[tuple[npt.NDArray[np.float32], int]]) -> Vector:
    total: npt.NDArray[np.float64] = np.sum([vector * weight for vector, weight in weighted], axis=0, dtype=np.float64)
    # Opposite vectors would leave nothing; a mean of none is as far from everything as can be.
    length = float(np.linalg.norm(total)) or 1.0
    return tuple((total / length).astype(np.float32).tolist())
