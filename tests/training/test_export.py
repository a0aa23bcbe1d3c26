from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from ingest.nlp.model_files import read_heads  # noqa: E402
from training.encoder import Encoder  # noqa: E402 torch may not be there.
from training.export import FULL_MODEL, HEADS, MODEL, export_network, write_outer_heads  # noqa: E402
from training.labels import Labels, bio  # noqa: E402
from training.network import Network  # noqa: E402
from training.sparse_heads import write_heads  # noqa: E402

LABELS = Labels(
    tags=("NN", "VB"),
    kinds=("NOUN|_", "VERB|_"),
    scripts=("l0|",),
    relations=("root", "obj"),
    modes=("",),
    names=bio(("PER",)),
    parts=bio(("Source", "Cue")),
    events=bio(("AGREE",)),
    frames=bio(("Cue",)),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    torch.manual_seed(0)
    inputs = {name: torch.randint(1, 4, (1, 12)) for name in ("ids", "shape", "space", "first", "last")}
    folder = tmp_path_factory.mktemp("model")
    export_network(Network(LABELS, Encoder()), folder, [inputs | {"mask": torch.ones(1, 12)}])
    return folder


def test_the_eight_bit_model_fits_in_the_package(folder):
    assert (folder / MODEL).stat().st_size + (folder / HEADS).stat().st_size < 26_000_000
    assert (folder / FULL_MODEL).stat().st_size > 80_000_000


def test_sparse_heads_are_matrices_from_inputs_to_outputs(folder):
    write_heads(Network(LABELS, Encoder()), LABELS, folder / "sparse.npz")
    shapes = {name: matrix.shape for file in (HEADS, "sparse.npz") for name, matrix in np.load(folder / file).items()}
    assert (shapes["relation"], shapes["relation_bias"]) == ((256, 2), (2,))
    assert (shapes["sentence_inner"], shapes["sentence_outer"]) == ((384, 768), (768, 384))
    assert (shapes["cue.source.weight"], shapes["same.target.weight"]) == ((384, 96), (384, 96))
    assert (shapes["about.nothing.weight"], shapes["acts.weight"]) == ((384, 1), (3 * 384, len(LABELS.acts)))


def test_large_matrices_outside_of_the_graph_are_whole_numbers_and_scales(tmp_path):
    matrix = np.random.default_rng(1).normal(size=(400, 300)).astype(np.float32)
    write_outer_heads({"sentence_inner": matrix, "relation": matrix[:2]}, tmp_path / HEADS)
    assert np.load(tmp_path / HEADS)["sentence_inner"].dtype == np.int8
    found = read_heads({HEADS: (tmp_path / HEADS).read_bytes()})
    assert set(found) == {"sentence_inner", "relation"}
    np.testing.assert_allclose(found["sentence_inner"], matrix, atol=np.abs(matrix).max() / 250)
    np.testing.assert_allclose(found["relation"], matrix[:2], rtol=1e-3)


class Doubled(Network):
    """Reads words as a graph of its encoder does not."""

    def words(self, inputs, dropout=0.0):
        return 2 * super().words(inputs, dropout)


def test_a_graph_that_reads_otherwise_is_not_written(tmp_path):
    with pytest.raises(AssertionError, match="vectors"):
        export_network(Doubled(LABELS, Encoder()), tmp_path / "model", [])
    assert not (tmp_path / "model").exists()
