"""Other spaCy pipelines: whether they give what is needed, and their names in our labels."""

from __future__ import annotations

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from graph.errors import SettingsError
from ingest.nlp.component import ATTRIBUTION, TRIGGERS
from ingest.nlp.parse import NAME_LABELS

# The labels of OntoNotes and of CoNLL 2003 in ours; those that are not here are not names of ours.
_LABELS = {"PERSON": "PER", "GPE": "LOC", "FACILITY": "FAC", **{label: label for label in NAME_LABELS}}
_NEEDED = {"TAG": "tags", "POS": "parts of speech", "LEMMA": "lemmas", "DEP": "a parse", "ENT_IOB": "names"}
_PROBE = "The president of France arrived in Berlin on Monday. He said that talks would begin soon."


@Language.component("newsgraph_labels", assigns=["doc.ents", "doc.spans"])
def relabel(doc: Doc) -> Doc:
    """Give names our labels, and a doc without parts of statements or triggers an empty list of them."""
    names = [Span(doc, name.start, name.end, label=_LABELS[name.label_]) for name in doc.ents if name.label_ in _LABELS]
    doc.set_ents(names, default="outside")
    for key in (ATTRIBUTION, TRIGGERS):
        if key not in doc.spans:
            doc.spans[key] = []
    return doc


def check_pipeline(model: str) -> Language:
    """Load the spaCy pipeline ``model`` and see that it gives what is needed; SettingsError says what it lacks."""
    try:
        nlp = spacy.load(model)
    except (OSError, ValueError) as error:
        raise SettingsError(f"the model {model!r} can't be loaded: {error}") from error
    if "newsgraph_encoder" in nlp.pipe_names:
        return nlp
    labels = {label for names in nlp.pipe_labels.values() for label in names}
    if labels & {"dobj", "pobj"} and not labels & {"obj", "obl"}:
        raise SettingsError(
            f"the model {model!r} parses with CLEAR labels (dobj, pobj); newsgraph needs Universal Dependencies "
            "(obj, obl): leave the setting `model` unset, or name a pipeline that was trained on a UD treebank"
        )
    doc = nlp(_PROBE)
    missing = [words for attribute, words in _NEEDED.items() if not doc.has_annotation(attribute)]
    if missing:
        raise SettingsError(
            f"the model {model!r} lacks {', '.join(missing)}; newsgraph needs {', '.join(_NEEDED.values())}"
        )
    nlp.add_pipe("newsgraph_labels", last=True)
    return nlp
