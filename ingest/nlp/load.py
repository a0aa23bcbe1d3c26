"""Gives the spaCy pipeline that reads documents: ours, or another that is named in the settings."""

from __future__ import annotations

from spacy.lang.en import English
from spacy.language import Language

from ingest.nlp.component import NewsgraphEncoder
from ingest.nlp.foreign import check_pipeline
from ingest.nlp.tokens import news_tokenizer

# Goes up whenever model/ or a rule of this package changes: facts are stored under the model that found them.
MODEL_VERSION = "0.6.1"
# spaCy's own limit guards components whose memory grows with the text. Ours reads in windows, and the readers refuse
# articles of more than 20 MB.
MAX_CHARACTERS = 20_000_000


def load_nlp(model: str | None = None, *, threads: int = 2) -> Language:
    """Give a pipeline whose docs have tags, lemmas, UD trees, sentences, names, and ``spans["attribution"]``.

    ``model`` None is the model of this package, run on ``threads`` threads. Else it is the name or path of a spaCy
    pipeline; SettingsError says what it lacks. Statements are then found by syntax alone.
    """
    if model is not None:
        return check_pipeline(model)
    nlp = English(create_tokenizer=lambda made: news_tokenizer(made.vocab))
    nlp.meta["name"], nlp.meta["version"] = "newsgraph", MODEL_VERSION
    nlp.max_length = MAX_CHARACTERS
    encoder = nlp.add_pipe("newsgraph_encoder", config={"threads": threads})
    assert isinstance(encoder, NewsgraphEncoder)
    encoder.load()
    return nlp
