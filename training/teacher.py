"""What the vectors of the training sentences should be: those of the published all-MiniLM-L6-v2."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from tqdm import tqdm

from ingest.nlp.wordpiece import WordPieces
from training.documents import TrainingDocument
from training.encoder import WIDTH, Encoder, sentence_vectors
from training.targets import sentence_starts

# The published model cuts its texts here.
_LONGEST = 254
_BATCH_PIECES = 8192

Vectors = npt.NDArray[np.float16]


def write_vectors(
    documents: Sequence[TrainingDocument], encoder: Encoder, wordpieces: WordPieces, path: Path, *, device: str
) -> None:
    """Write one unit vector for each sentence of ``documents``, in order, as float16 (sentences, 384)."""
    sentences = [pieces for document in documents for pieces in _sentences(document, wordpieces)]
    frame = wordpieces.ids["[CLS]"], wordpieces.ids["[SEP]"]
    order = sorted(range(len(sentences)), key=lambda number: len(sentences[number]))
    vectors = np.zeros((len(sentences), WIDTH), np.float16)
    encoder.to(device).eval()
    with tqdm(total=len(sentences), desc="sentence vectors", unit="sentence") as bar:
        for batch in _batches(order, sentences):
            vectors[batch] = _vectors(encoder, [sentences[number] for number in batch], frame, device)
            bar.update(len(batch))
    np.save(path, vectors)


def share_out(vectors: Vectors, documents: Sequence[TrainingDocument]) -> list[Vectors]:
    """Give each document its rows of what ``write_vectors`` wrote."""
    counts = [int(sentence_starts(document).sum()) for document in documents]
    if sum(counts) != len(vectors):
        raise ValueError(f"{len(vectors)} sentence vectors for {sum(counts)} sentences; prepare the work folder again")
    return np.split(vectors, np.cumsum(counts)[:-1])


def _sentences(document: TrainingDocument, wordpieces: WordPieces) -> list[list[int]]:
    sentences: list[list[int]] = []
    for word, starts in zip(document.words, sentence_starts(document), strict=True):
        if starts:
            sentences.append([])
        sentences[-1].extend(wordpieces.pieces(word).ids)
    return [pieces[:_LONGEST] for pieces in sentences]


def _batches(order: list[int], sentences: list[list[int]]) -> list[list[int]]:
    batches: list[list[int]] = [[]]
    for number in order:
        if (len(sentences[number]) + 2) * (len(batches[-1]) + 1) > _BATCH_PIECES:
            batches.append([])
        batches[-1].append(number)
    return batches


def _vectors(encoder: Encoder, batch: list[list[int]], frame: tuple[int, int], device: str) -> Vectors:
    width = max(map(len, batch)) + 2
    ids, mask = torch.zeros(len(batch), width, dtype=torch.long), torch.zeros(len(batch), width)
    for row, pieces in enumerate(batch):
        ids[row, : len(pieces) + 2] = torch.tensor([frame[0], *pieces, frame[1]])
        mask[row, : len(pieces) + 2] = 1
    with torch.autocast(device, dtype=torch.bfloat16):
        vectors = sentence_vectors(encoder, ids.to(device), mask.to(device))
    return vectors.cpu().numpy().astype(np.float16)
