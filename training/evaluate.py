"""Measures the language model of this package on texts that it has not seen: words, tags, trees, names, speed.

    python -m training.evaluate DATA [--newswire FOLDER] [--work WORK] [--texts TEXTS.jsonl.gz] [--full MODEL.onnx]

It reads raw text and needs no torch. It prints the figures, and writes them for training.card.
"""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import orjson
from spacy.language import Language
from tqdm import tqdm

from ingest.nlp import load_nlp
from training.counts import FIVE, THREE, Counts, count_names, count_words
from training.documents import TrainingDocument
from training.figures import Figure, make_figures, write_table
from training.folders import check_files, check_test_data
from training.gum import read_gum
from training.newswire import read_newswire
from training.scored_words import annotated_names, annotated_words, parsed_names, parsed_words, raw_text
from training.sentence_check import count_vectors, vector_files
from training.speed import Speed, measure_speed
from training.treebanks import read_ewt, read_rows


def evaluate(nlp: Language, data: Path, *, newswire: Path | None = None, work: Path | None = None) -> list[Figure]:
    """Give the figures of EWT's and GUM's test sets, which lie in the folder ``data``.

    Those of the names of ``newswire`` too, and of the sentence vectors of the documents that the training in the folder
    ``work`` held out. Names are not measured on GUM: nobody marked names there, a rule takes ours from its mentions.
    """
    ewt = count_all(nlp, read_ewt(data, split="test", frames={}), name="EWT test", name_types=[THREE])
    gum = count_all(nlp, read_gum(data, split="test"), name="GUM test")
    counts = {"EWT test": list(ewt), "GUM test": list(gum)}
    if newswire is not None:
        articles = list(read_newswire(newswire))
        if not articles:
            raise SystemExit(f"{newswire}: no articles in it: give the folder of .tsv files, or the .tar.gz of one")
        counts["newswire"] = list(count_all(nlp, articles, name="newswire", name_types=[FIVE, THREE]))
    if work is not None:
        counts["held-out documents"] = list(count_vectors(nlp, work))
    return [figure for name, documents in counts.items() for figure in make_figures(name, documents)]


def count_all(
    nlp: Language, documents: Iterable[TrainingDocument], *, name: str, name_types: Sequence[Sequence[str]] = ()
) -> Iterator[Counts]:
    """Yield the counts of each document, read from its raw text: of its trees, and of its names by some types."""
    known = list(documents)
    docs = nlp.pipe(map(raw_text, known))
    for document, doc in tqdm(zip(known, docs, strict=True), total=len(known), desc=name, unit=" documents"):
        counts: Counts = {}
        if document.tree is not None:
            counts |= count_words(annotated_words(document), parsed_words(doc))
        for types in name_types:
            names, unknown = annotated_names(document)
            counts |= count_names(names, parsed_names(doc), unknown=unknown, types=types)
        yield counts


def write_evaluation(path: Path, figures: Iterable[Figure], speed: Speed | None) -> None:
    """Write what was measured as JSON."""
    content = {"figures": [asdict(figure) for figure in figures], "speed": asdict(speed) if speed else None}
    path.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2))


def read_evaluation(path: Path) -> tuple[list[Figure], Speed | None]:
    """Read what ``write_evaluation`` wrote."""
    content = orjson.loads(path.read_bytes())
    speed = Speed(**content["speed"]) if content["speed"] else None
    return [Figure(**figure) for figure in content["figures"]], speed


def write_speed(speed: Speed) -> str:
    """Say in one line how fast the pipeline is."""
    full = f", {speed.full:,.0f} with 32-bit floats" if speed.full is not None else ""
    return (
        f"{speed.small:,.0f} words a second with 8-bit integers{full}: the whole pipeline over {speed.words:,} words "
        f"on {speed.threads} threads of {speed.processor}"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m training.evaluate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="folder of the data sets; only their test sets are read")
    parser.add_argument("--newswire", type=Path, help="articles with names in columns (folder or .tar.gz)")
    parser.add_argument("--work", type=Path, help="folder of the training, to measure sentence vectors by")
    parser.add_argument("--texts", type=Path, help="texts to measure the speed with, one JSON row each")
    parser.add_argument("--full", type=Path, help="the network in 32-bit floats (ONNX), to compare the speed with")
    parser.add_argument("--out", type=Path, help="file to write the figures to, as JSON")
    parser.add_argument("--threads", type=int, default=2, help="processor threads")
    options = parser.parse_args(arguments)
    check_test_data(options.data)
    check_files(path for path in (options.newswire, options.texts, options.full) if path is not None)
    check_files(vector_files(options.work) if options.work is not None else ())
    figures = evaluate(load_nlp(threads=options.threads), options.data, newswire=options.newswire, work=options.work)
    print(write_table(figures))
    speed = None
    if options.texts is not None:
        texts = [row["text"] for row in read_rows(options.texts)]
        speed = measure_speed(texts, threads=options.threads, full_model=options.full)
        print(write_speed(speed))
    if options.out is not None:
        write_evaluation(options.out, figures, speed)


if __name__ == "__main__":
    main()
