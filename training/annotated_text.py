"""Texts cut into words as the pipeline cuts them, and the places of the words that annotated characters lie in."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from spacy.lang.en import English

from ingest.nlp.tokens import news_tokenizer
from ingest.nlp.windows import PARAGRAPH, read_words
from ingest.nlp.wordpiece import WordPieces


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A text and its words: forms, gaps before them, and the characters [start, end) of each."""

    id: str
    file: str
    text: str
    words: list[str]
    gaps: list[int]
    characters: list[tuple[int, int]]

    @property
    def starts(self) -> list[bool]:
        """Whether a paragraph starts at each word."""
        return [gap == PARAGRAPH for gap in self.gaps]


Cutter = Callable[[str, str, str], AnnotatedText]


def text_cutter() -> Cutter:
    """Give the function that cuts a text into words, called with its id, the file it is from and the text."""
    nlp = English()
    nlp.tokenizer = news_tokenizer(nlp.vocab)
    vocabulary = (resources.files("ingest.nlp") / "model" / "vocab.txt").read_text("utf-8")
    wordpieces = WordPieces(vocabulary)

    def cut(id: str, file: str, text: str) -> AnnotatedText:
        doc = nlp.make_doc(text)
        words = read_words(doc, wordpieces)
        tokens = [doc[int(at)] for at in words.tokens]
        characters = [(token.idx, token.idx + len(token)) for token in tokens]
        return AnnotatedText(id, file, text, list(words.texts), words.gaps.tolist(), characters)

    return cut


def word_places(text: AnnotatedText, pieces: Iterable[Mapping[str, Any]]) -> list[int]:
    """Give the places of the words that overlap pieces of the text, in order.

    Raises ``ValueError`` where a piece isn't what stands at its characters.
    """
    found: set[int] = set()
    for piece in pieces:
        start, end = piece["start"], piece["end"]
        if text.text[start:end] != piece["text"]:
            raise ValueError(f"{text.file}, {text.id}: {start}-{end} is not {piece['text']!r}")
        found.update(at for at, (first, last) in enumerate(text.characters) if first < end and start < last)
    return sorted(found)
