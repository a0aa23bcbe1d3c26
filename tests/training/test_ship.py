import numpy as np
import orjson
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from ingest.nlp.model_files import read_files, read_labels  # noqa: E402 torch may not be there.
from training.documents import TrainingDocument, Tree, write_documents  # noqa: E402
from training.encoder import Encoder  # noqa: E402
from training.labels import find_labels, write_labels  # noqa: E402
from training.network import Network  # noqa: E402
from training.run_record import write_records  # noqa: E402
from training.ship import ship  # noqa: E402
from training.shipped import shipped_network  # noqa: E402


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """The folder of a model that learned nothing, with extraction's table of it."""
    return _ship(tmp_path_factory.mktemp("work"), tmp_path_factory.mktemp("model"))[0]


def _ship(work, model):
    """Ship a network that learned nothing; give the folder, the network and its labels."""
    tree = Tree(
        ["DT", "NN"] * 9, ["DET|_", "NOUN|Number=Sing"] * 9, ["the", "port"] * 9, [1, -1] * 9, ["det", "root"] * 9
    )
    layers = dict.fromkeys(("names", "name_types", "statements", "events", "spoken_events", "clusters", "frames"))
    documents = [TrainingDocument("doc", "ewt", ["the", "port"] * 9, [1] * 18, [True, False] * 9, True, tree, **layers)]
    write_documents(work / "train.jsonl.gz", documents)
    labels = find_labels(documents)
    write_labels(labels, work / "labels.json")
    torch.manual_seed(0)
    network = Network(labels, Encoder())
    torch.save(network.state_dict(), work / "network.pt")
    write_records([], work)
    ship(work, model, model / "table.npz")
    return model, network, labels


def test_the_pipeline_reads_the_files(shipped):
    labels = read_labels(read_files(shipped))
    assert labels.tags == ("DT", "NN")
    assert labels.kinds == (("DET", ""), ("NOUN", "Number=Sing"))
    assert labels.names[:3] == ("O", "B-PER", "I-PER")


def test_words_of_the_treebanks_have_their_lemmas(shipped):
    assert orjson.loads((shipped / "lemma.json").read_bytes()) == {"the\tDET": "the", "port\tNOUN": "port"}


def test_extraction_has_a_table_of_the_sparse_heads(shipped):
    with np.load(shipped / "table.npz") as table:
        assert {"cue.source.weight", "acts.weight", "acts.classes"} <= set(table.files)


def test_the_network_in_full_precision_stays_out_of_the_package(shipped):
    assert not list(shipped.glob("*fp32*"))


def test_what_ships_is_the_network_again(tmp_path):
    model, network, labels = _ship(tmp_path, tmp_path / "model")
    again = shipped_network(labels, model, model / "table.npz")
    left_behind = ("dense.frames.", "arcs.root")
    for (name, weight), restored in zip(network.state_dict().items(), again.state_dict().values(), strict=True):
        if not name.startswith(left_behind):
            assert (weight - restored).norm() <= 0.03 * weight.norm(), name
