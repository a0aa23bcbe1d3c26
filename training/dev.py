"""How good the heads are on held-out documents, given their words and sentences: for choosing, not to report."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor

from training.batch import Batch, BatchMaker
from training.labels import Labels
from training.losses import hide_other_sentences
from training.network import POINTERS, Network
from training.targets import UNKNOWN, Targets
from training.windows import batch_by_size, cut

_LIMIT = 128
_BATCH_PIECES = 4096
_EXACT = ("tags", "kinds", "scripts", "starts")
_SPANS = ("parts", "events")

Counts = dict[str, Counter[str]]


@torch.no_grad()
def measure(network: Network, documents: Sequence[Targets], labels: Labels, maker: BatchMaker) -> dict[str, float]:
    """Give figures in per cent, by the data set, the head, and for spans their type."""
    network.eval()
    device = str(next(network.parameters()).device)
    by_source = defaultdict(list)
    for document in documents:
        by_source[document.source].append(document)
    found: dict[str, float] = {}
    for source, some in sorted(by_source.items()):
        counts: Counts = defaultdict(Counter)
        windows = [window for document in some if len(document) for window in cut(document, _LIMIT)]
        for batch_windows in batch_by_size(windows, _BATCH_PIECES):
            _count(network, maker.batch(batch_windows).to(device), labels, counts)
        found |= {f"{source} {name}": round(100 * _figure(count), 2) for name, count in sorted(counts.items())}
    network.train()
    return found


def _count(network: Network, batch: Batch, labels: Labels, counts: Counts) -> None:
    with torch.autocast(batch.heads.device.type, dtype=torch.bfloat16):
        words = network.words(batch.inputs).float()
    for name in _EXACT:
        known = batch.dense[name] != UNKNOWN
        chosen = network.dense[name](words).argmax(-1)
        counts[name].update(right=int((chosen == batch.dense[name])[known].sum()), of=int(known.sum()))
    _count_names(network, batch, words, labels, counts)
    for name in _SPANS:
        tags = labels.dense()[name]
        gold = batch.dense[name].cpu().numpy()
        guess = network.dense[name](words).argmax(-1).cpu().numpy()
        for gold_row, guess_row in zip(gold, guess, strict=True):
            known = gold_row != UNKNOWN
            if known.any():
                wanted = set(spans(tags[number] for number in gold_row[known]))
                got = set(spans(tags[number] for number in guess_row[known]))
                _count_spans(counts, name, wanted, got)
    _count_trees(network, batch, words, counts)
    _count_sparse(network, batch, words, counts)


def _count_names(network: Network, batch: Batch, words: Tensor, labels: Labels, counts: Counts) -> None:
    tags = labels.names
    gold = batch.dense["names"].cpu().numpy()
    guess = network.dense["names"](words).argmax(-1).cpu().numpy()
    for gold_row, guess_row in zip(gold, guess, strict=True):
        known = gold_row != UNKNOWN
        if not known.any():
            continue
        is_three = bool((gold_row[known] >= len(tags)).any())
        wanted = set(spans(_name_tags(gold_row[known], tags)))
        got = set(spans(tags[number] for number in guess_row[known]))
        if is_three:
            got = {(start, end, "LOC" if kind == "FAC" else kind) for start, end, kind in got if kind != "NORP"}
        _count_spans(counts, "names three" if is_three else "names five", wanted, got)


def _name_tags(numbers: npt.NDArray[np.int64], tags: Sequence[str]) -> Iterable[str]:
    # The labels of three types follow the tags, in the same order: O, PER, ORG, LOC.
    three = ("O", "B-PER", "B-ORG", "I-PER", "I-ORG", "B-LOC", "I-LOC")
    return (tags[number] if number < len(tags) else three[number - len(tags)] for number in numbers)


def spans(tags: Iterable[str]) -> Iterable[tuple[int, int, str]]:
    """Yield (start, end, type) of BIO tags; an inner tag that nothing opens opens a span."""
    start, kind = -1, ""
    place = -1
    for place, tag in enumerate(tags):
        if kind and tag != f"I-{kind}":
            yield start, place, kind
            kind = ""
        if tag != "O" and not kind:
            start, kind = place, tag[2:]
    if kind:
        yield start, place + 1, kind


def _count_spans(counts: Counts, name: str, wanted: set[tuple[int, int, str]], got: set[tuple[int, int, str]]) -> None:
    for kind in {kind for _, _, kind in wanted | got}:
        some, others = ({span for span in found if span[2] == kind} for found in (wanted, got))
        change = {"both": len(some & others), "gold": len(some), "guess": len(others)}
        counts[name].update(change)
        if name != "events":
            counts[f"{name} {kind}"].update(change)


def _count_trees(network: Network, batch: Batch, words: Tensor, counts: Counts) -> None:
    known = batch.heads != UNKNOWN
    if not known.any():
        return
    arcs, dependents, heads = network.arcs(words)
    chosen = hide_other_sentences(arcs, batch.sentences).argmax(-1)
    rows, places = torch.nonzero(known, as_tuple=True)
    scores = network.relation_scores(dependents[rows, places], heads[rows, chosen[rows, places]])
    is_right = chosen[known] == batch.heads[known]
    counts["uas"].update(right=int(is_right.sum()), of=len(rows))
    same = is_right & (scores.argmax(-1) == batch.relations[known])
    counts["las"].update(right=int(same.sum()), of=len(rows))


def _count_sparse(network: Network, batch: Batch, words: Tensor, counts: Counts) -> None:
    if len(batch.acts):
        chosen = network.acts(batch.acts.features(words)).argmax(-1)
        is_first = chosen == batch.acts.acts
        counts["acts"].update(right=int(is_first.sum()), of=len(batch.acts))
        counts["acts either"].update(right=int((is_first | (chosen == batch.acts.others)).sum()), of=len(batch.acts))
    if "realis" in batch.known:
        known = batch.triggers.realis != UNKNOWN
        chosen = network.realis(batch.triggers.features(words)).argmax(-1)
        counts["realis"].update(right=int((chosen == batch.triggers.realis)[known].sum()), of=int(known.sum()))
    for name in POINTERS:
        pairs = batch.pointers[name]
        if not pairs.rows.any():
            continue
        scores = network.pointers[name](words).masked_fill(~pairs.columns, -1e4)[pairs.rows]
        targets = pairs.targets[pairs.rows]
        is_right = targets.gather(1, scores.argmax(-1)[:, None])[:, 0]
        has_target = ~targets[:, 0]
        counts[f"{name} something"].update(right=int(is_right[has_target].sum()), of=int(has_target.sum()))
        counts[f"{name} nothing"].update(right=int(is_right[~has_target].sum()), of=int((~has_target).sum()))
    if batch.spans:
        vectors = network.sentences(words, batch.spans)
        counts["sentences"].update(right=float(F.cosine_similarity(vectors, batch.vectors).sum()), of=len(batch.spans))


def _figure(count: Counter[str]) -> float:
    if "gold" in count or "guess" in count:
        return 2 * count["both"] / max(1, count["gold"] + count["guess"])
    return count["right"] / max(1, count["of"])
