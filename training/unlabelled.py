"""Texts without annotation, for what teachers tell of them: words, sentences, and the statements found by the model.

    python -m training.unlabelled LOAD WORK [--words 1000000]

Writes WORK/unlabelled.jsonl.gz, transcripts of the White House. Wikinews articles without annotation stay unread: some
of them measure.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from tqdm import tqdm

from ingest.extract.statements.attributions import read_attributions
from ingest.extract.statements.quotes import find_quotations
from ingest.nlp import load_nlp
from ingest.nlp.windows import read_words
from ingest.nlp.wordpiece import WordPieces
from training.documents import FoundStatement, TrainingDocument, write_documents
from training.folders import BRIEFINGS, UNLABELLED, check_files
from training.treebanks import read_rows

_Row = tuple[str, str]


def choose_texts(load: Path, words: int) -> Iterator[_Row]:
    """Yield the id and text of transcripts, until there are ``words`` words."""
    left = words
    for row in read_rows(load / BRIEFINGS):
        if left > 0:
            yield row["id"], row["text"]
            left -= len(row["text"].split())


def read_unlabelled(texts: Iterator[_Row], nlp: Language, wordpieces: WordPieces) -> Iterator[TrainingDocument]:
    """Yield a document a text."""
    for doc, id in nlp.pipe(((text, id) for id, text in texts), as_tuples=True):
        yield unlabelled_document(doc, wordpieces, id)


def unlabelled_document(doc: Doc, wordpieces: WordPieces, id: str) -> TrainingDocument:
    """Give the words, sentence starts, cues and contents of ``doc``."""
    words = read_words(doc, wordpieces)
    places = {int(token): place for place, token in enumerate(words.tokens)}
    statements = [
        FoundStatement(
            *(
                [places[index] for part in parts for index in range(*part) if index in places]
                for parts in (found.cue, found.content)
            )
        )
        for found in read_attributions(doc, find_quotations(doc))
    ]
    return TrainingDocument(
        id=id,
        source="white-house",
        words=list(words.texts),
        gaps=words.gaps.tolist(),
        starts=[bool(doc[int(token)].is_sent_start) for token in words.tokens],
        has_starts=False,
        found_statements=statements,
    )


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m training.unlabelled", description=__doc__)
    parser.add_argument("load", type=Path, help="folder of the texts")
    parser.add_argument("work", type=Path, help="folder of the training")
    parser.add_argument("--words", type=int, default=1_000_000, help="about how many words to read")
    arguments = parser.parse_args()
    check_files([arguments.work, arguments.load / BRIEFINGS])
    vocabulary = WordPieces((Path(__file__).parent.parent / "ingest/nlp/model/vocab.txt").read_text("utf-8"))
    documents = read_unlabelled(choose_texts(arguments.load, arguments.words), load_nlp(), vocabulary)
    write_documents(arguments.work / UNLABELLED, tqdm(documents, desc="unlabelled", unit=" documents"))


if __name__ == "__main__":
    main()
