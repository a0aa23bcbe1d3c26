"""Writes the model card: what trained the model of this package, how, and how well it does.

    python -m training.card WORK [--model ingest/nlp/model]

The words stand in training/model_card.md; every number is from the folder of the training, the figures from what
training.evaluate wrote there.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from string import Template

import orjson

from training.data_sets import count_pronouns, data_sets, write_credits, write_genres, write_sets
from training.documents import read_documents
from training.evaluate import read_evaluation, write_speed
from training.figures import write_table
from training.folders import UNLABELLED, check_files
from training.labels import NAME_TYPES, Labels, read_labels
from training.run_record import NAME, RunRecord, read_records
from training.told_reader import tell_reader
from training.told_runs import in_order, tell_trainings, were_taught

CARD = "MODEL_CARD.md"
MODEL = Path(__file__).parent.parent / "ingest" / "nlp" / "model"
EVALUATION = "evaluation.json"
READER = MODEL.parent.parent / "extract" / "tables" / "reader.json"
_TEMPLATE = Path(__file__).with_name("model_card.md")
_NEEDED = ("labels.json", "train.jsonl.gz", "dev.json", NAME, EVALUATION)
# Heads that are measured on held-out documents alone, and those that evaluation measures better left out.
_DEV = {
    "parts": "parts of statements",
    "acts": "act",
    "acts either": "act, or the annotator's second choice",
    "cue something": "cue that a part belongs to",
    "about something": "event that a statement is about",
    "events": "triggers",
    "realis": "realis",
    "same something": "earlier mention that a mention repeats",
    "names five": "names, five types",
    "names three": "names, three types",
    "sentences": "sentence vectors",
}


def write_card(work: Path, model: Path) -> str:
    """Give the card of the model in the folder ``model``, whose training is in the folder ``work``."""
    labels, records = read_labels(work / "labels.json"), read_records(work)
    documents = list(read_documents(work / "train.jsonl.gz"))
    read = [*documents, *(read_documents(work / UNLABELLED) if were_taught(records) else ())]
    figures, speed = read_evaluation(work / EVALUATION)
    texts = {
        "digest": model_digest(model),
        "weights": f"{records[0].weights / 1e6:.1f} million",
        "sizes": _sizes(model),
        "reader": tell_reader(READER),
        **_columns(labels),
        "sets": write_sets(read),
        "genres": write_genres(documents),
        "credits": write_credits(read),
        "pronouns": count_pronouns(documents),
        "repeats": _repeats(records),
        "training": tell_trainings(records),
        "figures": write_table(figures),
        "speed": write_speed(speed) if speed else "not measured",
        "dev": write_dev_table(orjson.loads((work / "dev.json").read_bytes())),
    }
    return Template(_TEMPLATE.read_text("utf-8")).substitute(texts)


def model_digest(model: Path) -> str:
    """Give the SHA-256 of the network in the folder ``model``."""
    return hashlib.sha256((model / "model.onnx").read_bytes()).hexdigest()


def write_dev_table(figures: Mapping[str, float]) -> str:
    """Give a table in Markdown of the held-out figures, told as "DATA_SET HEAD"; a row a head, a column a data set."""
    cells = {tuple(name.split(" ", 1)): value for name, value in figures.items()}
    sets = sorted({name for name, head in cells if head in _DEV})
    lines = [_row(["head", *sets]), _row(["---"] * (len(sets) + 1))]
    for head, words in _DEV.items():
        values = [cells.get((name, head)) for name in sets]
        if any(value is not None for value in values):
            lines.append(_row([words, *("" if value is None else f"{value:.1f}" for value in values)]))
    return "\n".join(lines)


def _columns(labels: Labels) -> dict[str, str]:
    names = ("tags", "kinds", "scripts", "relations", "names", "parts", "events", "acts", "modes", "realis")
    return {name: str(len(getattr(labels, name))) for name in names} | {"name_types": ", ".join(NAME_TYPES)}


def _sizes(model: Path) -> str:
    files = sorted(path for path in model.iterdir() if path.name != CARD)
    total = sum(path.stat().st_size for path in files)
    rows = [(f"`{path.name}`", path.stat().st_size) for path in files]
    return "\n".join(_row([name, f"{size / 1e6:.2f} MB"]) for name, size in [*rows, ("all", total)])


def _repeats(records: Sequence[RunRecord]) -> str:
    names = {one.source: one.name for one in reversed(data_sets())}
    told = "; ".join(f"{names[source]}, {count} times" for source, count in records[0].repeats.items())
    passes = sum(record.repeating_passes for record in in_order(records))
    return f"In {passes} of the passes these were read more than once: {told}." if told and passes else ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m training.card", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path, help="folder of a training whose model was shipped and measured")
    parser.add_argument("--model", type=Path, default=MODEL, help="folder of the model; the card is written there")
    options = parser.parse_args(arguments)
    check_files([*(options.work / name for name in _NEEDED), options.model / "model.onnx"])
    (options.model / CARD).write_text(write_card(options.work, options.model), "utf-8")
    print(f"{options.model / CARD} is written")


if __name__ == "__main__":
    main()
