from dataclasses import replace

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="make .venv-training/ready has torch")

from ingest.nlp.wordpiece import WordPieces  # noqa: E402
from training.batch import BatchMaker  # noqa: E402
from training.distillation import Teachers, unlike  # noqa: E402
from training.documents import FoundStatement, TrainingDocument  # noqa: E402
from training.encoder import Encoder, published_vocabulary  # noqa: E402
from training.labels import Labels, bio  # noqa: E402
from training.losses import Losses  # noqa: E402
from training.network import Network  # noqa: E402
from training.targets import TargetMaker, name_rows  # noqa: E402
from training.windows import cut  # noqa: E402

LABELS = Labels(
    tags=("NNP", "VBD"),
    kinds=("PROPN|_", "VERB|_"),
    scripts=("",),
    relations=("root", "nsubj", "flat"),
    modes=("",),
    names=bio(("PER",)),
    parts=bio(("Source", "Cue", "Content")),
    events=bio(("AGREE",)),
    frames=bio(("Cue",)),
)
WORDS = ["Anna", "Berg", "said", "that", "the", "port", "would", "close", "."]
DOCUMENT = TrainingDocument(
    id="x",
    source="white-house",
    words=WORDS,
    gaps=[2, *[1] * (len(WORDS) - 1)],
    starts=[True, *[False] * (len(WORDS) - 1)],
    has_starts=False,
    found_statements=[FoundStatement(cue=[2], content=[4, 5, 6, 7])],
)


@pytest.fixture(scope="module")
def batch():
    wordpieces = WordPieces(published_vocabulary())
    targets = TargetMaker(LABELS, wordpieces).targets(DOCUMENT, np.ones((1, 384), np.float16))
    return BatchMaker(wordpieces).batch(list(cut(targets, 64)))


@pytest.fixture(scope="module")
def networks():
    torch.manual_seed(0)
    return [Network(LABELS, Encoder()).eval() for _ in range(3)]


def total(network, batch, told):
    with torch.no_grad():
        return sum(float(loss) for loss in unlike(network, batch, network.words(batch.inputs), told, 0.0).values())


def test_nobody_is_less_unlike_a_teacher_than_the_teacher(batch, networks):
    teacher, *others = networks
    told = Teachers([teacher], LABELS).tell(batch)
    assert all(total(teacher, batch, told) < total(other, batch, told) for other in others)


def test_what_two_teachers_tell_is_the_mean_of_what_each_tells(batch, networks):
    one, other, _ = networks
    both, *each = (Teachers(some, LABELS).tell(batch) for some in ([one, other], [one], [other]))
    for name, chances in both.dense.items():
        assert torch.allclose(chances, (each[0].dense[name] + each[1].dense[name]) / 2, atol=1e-6)
    assert torch.allclose(both.acts.sum(-1), torch.ones(1))


def test_a_text_without_annotation_teaches_its_sentence_alone_and_a_teacher_every_head(batch, networks):
    student, teacher, _ = networks
    words = student.words(batch.inputs)
    annotated = Losses(name_rows(LABELS)[1], "cpu").losses(student, batch, words, 0.0)
    assert set(annotated) == {"sentences"}
    told = unlike(student, batch, words, Teachers([teacher], LABELS).tell(batch), 0.0)
    heads = {"tags", "kinds", "scripts", "starts", "names", "parts", "events", "frames"}
    assert set(told) == {f"{name} as told" for name in heads | {"arcs", "relations", "cue", "same", "about", "acts"}}


def test_a_teacher_sees_the_words_that_are_hidden(batch, networks):
    teacher, *_ = networks
    hidden = replace(batch, inputs=batch.inputs | {"ids": torch.zeros_like(batch.inputs["ids"])})
    seen, unseen = (Teachers([teacher], LABELS).tell(some) for some in (batch, hidden))
    assert torch.equal(seen.arcs, unseen.arcs)
