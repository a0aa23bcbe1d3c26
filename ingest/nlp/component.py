"""The spaCy component "newsgraph_encoder": tags, lemmas, sentences, UD trees, names, statements' parts, triggers."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import srsly
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from graph.cores import take_all_cores
from ingest.nlp.encoder import Encoder
from ingest.nlp.lemmas import Lemmas
from ingest.nlp.mending import Mending
from ingest.nlp.model_files import (
    NAMES,
    Labels,
    ModelFiles,
    read_files,
    read_heads,
    read_labels,
    shipped_files,
)
from ingest.nlp.parse import NamedSpan, Parse, Parser, Reading
from ingest.nlp.products import product
from ingest.nlp.windows import Words, read_words
from ingest.nlp.wordpiece import WordPieces

ATTRIBUTION, TRIGGERS = "attribution", "triggers"
_ATTRIBUTES = ["TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP"]
_HEAD = _ATTRIBUTES.index("HEAD")
# Words that are read ahead of the document which is written, unless that document alone has more.
_WORDS_AHEAD = 4000
_SHORTEST = 1e-6
_GELU = np.float32(np.sqrt(2 / np.pi))
Columns = npt.NDArray[np.uint64]


@Language.factory(
    "newsgraph_encoder",
    default_config={"threads": 2, "window": 112},
    assigns=[
        "token.tag",
        "token.pos",
        "token.morph",
        "token.lemma",
        "token.head",
        "token.dep",
        "doc.ents",
        "doc.spans",
        "doc.tensor",
    ],
)
def make_encoder(nlp: Language, name: str, threads: int, window: int) -> NewsgraphEncoder:
    """Make the component for ``nlp``; spaCy calls it by the factory's name."""
    return NewsgraphEncoder(nlp.vocab, threads=threads, window=window)


class NewsgraphEncoder:
    """Writes one parse into each Doc.

    ``doc.spans["attribution"]`` holds spans labelled Source, Cue and Content; ``doc.spans["triggers"]`` the triggers of
    events, labelled with their PLOVER types; ``doc.tensor`` (tokens, 384) the words' vectors, zeros for white space.

    The model is loaded at first use, once in each process: threads of a session do not survive a fork.
    """

    def __init__(self, vocab: Vocab, files: ModelFiles | None = None, *, threads: int = 2, window: int = 112) -> None:
        self.vocab = vocab
        self.threads = threads
        self.window = window
        self._files = files
        self._loaded: dict[int, _Annotator] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Annotate ``doc``, in place."""
        annotator = self._annotator()
        return annotator.finish(annotator.begin(doc))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 1) -> Iterator[Doc]:
        """Annotate a stream of docs, in order. The network reads on in the next ones while one is written."""
        annotator = self._annotator()
        begun: deque[_Begun] = deque()
        ahead = 0
        for doc in stream:
            begun.append(annotator.begin(doc))
            ahead += len(doc)
            while len(begun) > 1 and ahead > _WORDS_AHEAD:
                ahead -= len(begun[0].doc)
                yield annotator.finish(begun.popleft())
        while begun:
            yield annotator.finish(begun.popleft())

    def load(self) -> None:
        """Load the model now, instead of at the first document."""
        self._annotator()

    def vectors(self, spans: Sequence[Span]) -> npt.NDArray[np.float32]:
        """Give a unit vector (spans, 384) for each of ``spans``, whose docs this component has read.

        For whole sentences they come near those of all-MiniLM-L6-v2, so that their products tell what is alike.
        """
        return self._annotator().vectors(spans)

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the model's files into the folder ``path``."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in self._model().items():
            (folder / name).write_bytes(content)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> NewsgraphEncoder:
        """Take the model that ``to_disk`` wrote."""
        return self._take(read_files(Path(path)))

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Give the model's files as one message."""
        message: bytes = srsly.msgpack_dumps(dict(self._model()))
        return message

    def from_bytes(self, message: bytes, *, exclude: Iterable[str] = ()) -> NewsgraphEncoder:
        """Take the model that ``to_bytes`` gave."""
        content = srsly.msgpack_loads(message)
        return self._take({name: content[name] for name in NAMES})

    def __reduce__(self) -> tuple[Callable[..., NewsgraphEncoder], tuple[Any, ...]]:
        return _restore, (self.vocab, self._files, self.threads, self.window)

    def _take(self, files: ModelFiles) -> NewsgraphEncoder:
        self._files, self._loaded = files, {}
        return self

    def _model(self) -> ModelFiles:
        return self._files if self._files is not None else shipped_files()

    def _annotator(self) -> _Annotator:
        process = os.getpid()
        if process not in self._loaded:
            # The parent's stays: to close a session whose threads are gone is to wait for them for ever.
            self._loaded[process] = _Annotator(self.vocab, self._model(), self.threads, self.window)
        return self._loaded[process]


def _restore(vocab: Vocab, files: ModelFiles | None, threads: int, window: int) -> NewsgraphEncoder:
    return NewsgraphEncoder(vocab, files, threads=threads, window=window)


@dataclass(frozen=True, slots=True)
class _Begun:
    doc: Doc
    reading: Reading


class _Annotator:
    """A loaded model with the threads that run it, and the vocabulary's numbers for its labels."""

    def __init__(self, vocab: Vocab, files: ModelFiles, threads: int, window: int) -> None:
        labels = read_labels(files)
        self._wordpieces = WordPieces(files["vocab.txt"].decode("utf-8"))
        first, last = (self._wordpieces.ids[piece] for piece in ("[CLS]", "[SEP]"))
        encoder = Encoder(files, first_piece=first, last_piece=last)
        executor = ThreadPoolExecutor(threads, "newsgraph_encoder", initializer=take_all_cores)
        heads = read_heads(files)
        self._parser = Parser(encoder, labels, heads, executor, window=window)
        self._inner, self._outer = (
            (heads[f"sentence_{name}"], heads[f"sentence_{name}_bias"]) for name in ("inner", "outer")
        )
        self._lemmas = Lemmas(files["lemma.json"], labels.scripts)
        self._mending = Mending(labels, self._lemmas)
        self._uposes = tuple(upos for upos, _ in labels.kinds)
        self._tag_names = labels.tags
        self._vocab = vocab
        self._index_labels(labels)

    def _index_labels(self, labels: Labels) -> None:
        strings, morphology = self._vocab.strings, self._vocab.morphology
        self._tags = np.array([strings.add(tag) for tag in labels.tags], np.uint64)
        self._poses = np.array([strings[upos] for upos in self._uposes], np.uint64)
        self._features = np.array([morphology.add(features) for _, features in labels.kinds], np.uint64)
        # spaCy's name for the root's relation is in capitals.
        names = ("ROOT" if relation == "root" else relation for relation in labels.relations)
        self._relations = np.array([strings.add(name) for name in names], np.uint64)

    def begin(self, doc: Doc) -> _Begun:
        """Begin to read ``doc``, on other threads; it is not changed yet."""
        return _Begun(doc, self._parser.begin(read_words(doc, self._wordpieces)))

    def finish(self, begun: _Begun) -> Doc:
        """Write the parse of a doc into it."""
        doc, words = begun.doc, begun.reading.words
        parse = self._parser.finish(begun.reading)
        columns = self._space_columns(doc)
        columns[words.tokens] = self._word_columns(words, parse)
        columns[:, _HEAD] = _head_offsets(len(doc), words.tokens, parse.heads)
        doc.from_array(_ATTRIBUTES, columns)  # type: ignore[arg-type]
        doc.set_ents(_spans(doc, words, parse.names), default="outside")
        doc.spans[ATTRIBUTION] = _spans(doc, words, parse.parts)
        doc.spans[TRIGGERS] = _spans(doc, words, parse.triggers)
        doc.tensor = _token_vectors(len(doc), words, parse)  # type: ignore[assignment] # spaCy's types know 64 bits only.
        return doc

    def vectors(self, spans: Sequence[Span]) -> npt.NDArray[np.float32]:
        """Give the unit vector of each span: the mean of a hidden layer of its words, mapped."""
        places = {span: row for row, span in enumerate(dict.fromkeys(spans))}
        means = np.zeros((len(places), len(self._outer[0])), np.float32)
        for together in _overlapping(places):
            words = sorted({token.i for span in together for token in span if not token.is_space})
            rows = {word: row for row, word in enumerate(words)}
            vectors = together[0].doc.tensor[words].astype(np.float32)
            hidden = _gelu(product(vectors, self._inner[0]) + self._inner[1])
            for span in together:
                own = [rows[word] for word in range(span.start, span.end) if word in rows]
                if own:
                    means[places[span]] = hidden[own].mean(axis=0)
        mapped = product(means, self._outer[0]) + self._outer[1]
        lengths = np.linalg.norm(mapped, axis=1, keepdims=True)
        unit: npt.NDArray[np.float32] = mapped / np.maximum(lengths, _SHORTEST)
        return unit[[places[span] for span in spans]]

    def _word_columns(self, words: Words, parse: Parse) -> Columns:
        tags, kinds, scripts = self._mending.mend(words.texts, parse.choices).T
        lemmas = (
            self._lemmas.lemma(text, self._uposes[kind], script, self._tag_names[tag])
            for text, tag, kind, script in zip(
                words.texts, tags.tolist(), kinds.tolist(), scripts.tolist(), strict=True
            )
        )
        columns = np.zeros((len(words), len(_ATTRIBUTES)), np.uint64)
        columns[:, 0] = self._tags[tags]
        columns[:, 1] = self._poses[kinds]
        columns[:, 2] = self._features[kinds]
        columns[:, 3] = [self._vocab.strings.add(lemma) for lemma in lemmas]
        columns[:, 5] = self._relations[parse.relations]
        return columns

    def _space_columns(self, doc: Doc) -> Columns:
        """Give every token the annotation of white space; words overwrite it."""
        columns = np.zeros((len(doc), len(_ATTRIBUTES)), np.uint64)
        columns[:, 0] = self._vocab.strings.add("_SP")
        columns[:, 1] = self._vocab.strings["SPACE"]
        columns[:, 3] = doc.to_array("ORTH")
        columns[:, 5] = self._vocab.strings.add("dep")
        return columns


def _overlapping(spans: Iterable[Span]) -> Iterator[list[Span]]:
    """Yield ``spans``, those together that share words: a statement and the sentence that it stands in."""
    together: list[Span] = []
    end = 0
    for span in sorted(spans, key=lambda span: (id(span.doc), span.start)):
        if together and (span.doc is not together[0].doc or span.start >= end):
            yield together
            together, end = [], 0
        together.append(span)
        end = max(end, span.end)
    if together:
        yield together


def _gelu(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Give the tanh form of GELU (D. Hendrycks and K. Gimpel, 2016), as the network was trained with it."""
    # NumPy raises to the third power by logarithms, in twenty times the time of two products.
    cubes = values * values * values
    activated: npt.NDArray[np.float32] = 0.5 * values * (1 + np.tanh(_GELU * (values + 0.044715 * cubes)))
    return activated


def _head_offsets(count: int, tokens: npt.NDArray[np.int64], heads: npt.NDArray[np.int64]) -> Columns:
    """Give each token's head as a distance; white space hangs on the word before it, or else the first."""
    places = np.arange(count)
    if not len(tokens):
        return np.zeros(count, np.uint64)
    before = np.searchsorted(tokens, places, side="right") - 1
    absolute = tokens[np.maximum(before, 0)]
    absolute[tokens] = tokens[heads]
    return (absolute - places).astype(np.int64).view(np.uint64)


def _token_vectors(count: int, words: Words, parse: Parse) -> npt.NDArray[np.float16]:
    if count == len(words):
        return parse.vectors
    vectors = np.zeros((count, parse.vectors.shape[1]), np.float16)
    vectors[words.tokens] = parse.vectors
    return vectors


def _spans(doc: Doc, words: Words, spans: tuple[NamedSpan, ...]) -> list[Span]:
    tokens = words.tokens.tolist()
    return [Span(doc, tokens[start], tokens[end - 1] + 1, label=label) for start, end, label in spans]
