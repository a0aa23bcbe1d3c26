"""The files that training reads, and what to tell who lacks one."""

from collections.abc import Iterable
from pathlib import Path

WIKINEWS = "wikinews-2019-2020.jsonl.gz"
BRIEFINGS = "white-house-briefings.jsonl.gz"
# In the folder of the training.
UNLABELLED = "unlabelled.jsonl.gz"
_SPLITS = ("train", "dev", "test")
_PATTERNS = ("ewt-{}.jsonl.gz", "gum-{}.jsonl.gz", "gum-open-{}.conllu.gz")
_TRAINING_PATTERNS = ("propbank-ewt-{}.jsonl.gz", "crossner-politics-{}.txt.gz")
_OURS = ("names", "statements", "events", "statements/made.jsonl", "events/made.jsonl")


def check_data(data: Path, load: Path) -> None:
    """End the program where a file that training reads isn't there."""
    check_files((data, load))
    names = [pattern.format(split) for pattern in (*_PATTERNS, *_TRAINING_PATTERNS) for split in _SPLITS]
    check_files(data / name for name in (*names, "wikigold.jsonl.gz", *_OURS))
    check_files([load / WIKINEWS])


def check_test_data(data: Path) -> None:
    """End the program where a file that the model is measured by isn't there."""
    check_files([data])
    check_files(data / pattern.format("test") for pattern in _PATTERNS)


def check_files(paths: Iterable[Path]) -> None:
    """End the program with the names of the files that aren't there."""
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        where = "training/README.md says what each file is and where the public originals are"
        raise SystemExit(f"not found: {', '.join(missing)}\n{where}")
