"""The spaCy pipeline and the language model it runs."""

from ingest.nlp.load import load_nlp

__all__ = ["load_nlp"]
