"""The spaCy pipeline and the language model it runs."""
