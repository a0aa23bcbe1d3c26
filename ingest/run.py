"""The stages in order: documents are parsed, read and resolved, and one bad document never stops the others."""

from __future__ import annotations

import hashlib
import inspect
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import structlog
from spacy.language import Language
from spacy.tokens import Doc

from graph.errors import DocumentError
from graph.model import Document, Extraction, Run
from ingest.extract.article import read_article
from ingest.vectors import read_vectors

log = structlog.get_logger(__name__)

# So many characters are parsed in one go: enough for the network to read ahead, little to hold.
BATCH_CHARACTERS = 100_000
_PROGRAM = frozenset({".py", ".tsv", ".npz", ".onnx"})


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A loaded language model and the run under which its findings are stored."""

    nlp: Language
    run: Run


def start_run(nlp: Language, *, version: str) -> Run:
    """Give the run of ``nlp`` under this ``version`` of newsgraph: the same model and rules give the same id."""
    model = f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}"
    identity = hashlib.sha256(f"{version}\n{model}\n{nlp.pipe_names}\n{_program_hash()}".encode()).hexdigest()[:16]
    return Run(id=identity, version=version, model=model, started=int(time.time()))


def _program_hash() -> str:
    """Give a hash of the rules, tables and weights, and of how records are stored: between versions they change too."""
    folders = (Path(__file__).parent, Path(inspect.getfile(Document)).parent)
    files = (path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in _PROGRAM)
    return hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in files)).hexdigest()


def extract_documents(
    pipeline: Pipeline, documents: Iterable[Document | DocumentError]
) -> Iterator[Extraction | DocumentError]:
    """Read ``documents`` in order; a refused one comes through as its error. Ids are each article's own."""
    for batch in batches(documents, BATCH_CHARACTERS):
        docs = _parse(pipeline.nlp, [document for document in batch if isinstance(document, Document)])
        for document in batch:
            if isinstance(document, Document):
                yield _read(next(docs), document, pipeline)
            else:
                yield document


def batches(documents: Iterable[Document | DocumentError], characters: int) -> Iterator[list[Document | DocumentError]]:
    """Cut ``documents`` into lists whose texts have about so many ``characters`` together."""
    batch: list[Document | DocumentError] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.text) if isinstance(document, Document) else 0
        if size >= characters:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _parse(nlp: Language, documents: list[Document]) -> Iterator[Doc | Exception]:
    """Yield docs as soon as they are parsed: the network goes on with the next ones while one is read."""
    parsed = 0
    try:
        for doc in nlp.pipe(document.text for document in documents):
            parsed += 1
            yield doc
    except Exception:  # noqa: BLE001 -- whatever one document does to the pipeline, the others must be read
        yield from (_parse_one(nlp, document) for document in documents[parsed:])


def _parse_one(nlp: Language, document: Document) -> Doc | Exception:
    try:
        return nlp(document.text)
    except Exception as error:  # noqa: BLE001 -- becomes the refusal of this document
        return error


def _read(doc: Doc | Exception, document: Document, pipeline: Pipeline) -> Extraction | DocumentError:
    if isinstance(doc, Exception):
        return _refusal(document, doc)
    try:
        extraction = read_article(doc, document, run=pipeline.run)
        return replace(extraction, vectors=read_vectors(pipeline.nlp, doc, extraction))
    except Exception as error:  # noqa: BLE001 -- becomes the refusal of this document
        return _refusal(document, error)


def _refusal(document: Document, error: Exception) -> DocumentError:
    log.error("extraction_failed", document=document.id, exc_info=error)
    refused = DocumentError(document.id, f"could not be read ({type(error).__name__}: {error}); please report it")
    refused.__cause__ = error
    return refused
