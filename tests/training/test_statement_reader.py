from dataclasses import replace

import numpy as np
import pytest

torch = pytest.importorskip("torch")
onnxruntime = pytest.importorskip("onnxruntime")
pytest.importorskip("onnx")

from ingest.extract.statements.reader import CONTENT, CUE, KINDS, OTHER, SOURCE, part_shares  # noqa: E402
from ingest.nlp.wordpiece import WordPieces  # noqa: E402
from training.encoder import WIDTH, Encoder, published_vocabulary  # noqa: E402 torch may not be there.
from training.reader_graph import reader_model  # noqa: E402
from training.statement_batches import StatementBatches  # noqa: E402
from training.statement_examples import LINKS, UNKNOWN, StatementExample, read_examples, write_examples  # noqa: E402
from training.statement_figures import statement_figures  # noqa: E402
from training.statement_heads import CLASSES  # noqa: E402
from training.statement_reader import StatementReader  # noqa: E402

EXAMPLE = StatementExample(
    id="a",
    pieces=[[2001], [2002, 2003], [2004]],
    shapes=[1, 2, 3],
    gaps=[2, 1, 1],
    roles=[SOURCE, CUE, CONTENT],
    candidates=[[2, KINDS.index("event"), LINKS.index("target negative")]],
    act="DENY",
    other_act="CLAIM",
)
SHORT = StatementExample("b", [[2001]], [1], [2], [CONTENT], [[0, 1, UNKNOWN]])


@pytest.fixture(scope="module")
def wordpieces() -> WordPieces:
    return WordPieces(published_vocabulary())


def test_a_batch_has_the_pieces_parts_and_chances_of_its_statements(wordpieces):
    batch = StatementBatches([EXAMPLE, SHORT], CLASSES, wordpieces).batch([0, 1])
    assert batch.ids[0, 1:5].tolist() == [2001, 2002, 2003, 2004]
    assert batch.marks[0].tolist() == [0, 2, 3, 3, 4, 0]
    assert batch.roles.tolist() == [[SOURCE, CUE, CONTENT], [CONTENT, -1, -1]]
    assert (batch.first[0].tolist(), batch.last[0].tolist()) == ([1, 2, 4], [1, 3, 4])
    assert batch.acts[0, CLASSES.index("DENY")].item() == pytest.approx(0.7)
    assert batch.acts[0].sum().item() == pytest.approx(1)
    assert batch.acts[1].sum().item() == 0
    assert (batch.rows.tolist(), batch.words.tolist(), batch.kinds.tolist()) == ([0, 1], [2, 0], [0, 1])
    assert (batch.links.tolist(), batch.numbers.tolist()) == ([LINKS.index("target negative"), UNKNOWN], [0, 1])


def test_candidates_are_numbered_in_the_order_of_all_statements(wordpieces):
    batches = StatementBatches([EXAMPLE, SHORT, EXAMPLE], CLASSES, wordpieces)
    assert batches.batch([2, 1]).numbers.tolist() == [2, 1]


def test_the_graph_tells_what_the_network_does(wordpieces):
    torch.manual_seed(1)
    reader = StatementReader(Encoder(), 1).eval()
    roles = np.array([OTHER, SOURCE, CUE, CONTENT, CONTENT])
    vectors = np.random.default_rng(1).normal(size=(5, WIDTH)).astype(np.float32)
    example = replace(EXAMPLE, pieces=[[2001]] * 5, shapes=[1] * 5, gaps=[1] * 5, roles=roles.tolist())
    example = replace(example, candidates=[[4, KINDS.index("place"), 0]])
    batch = StatementBatches([example], CLASSES, wordpieces).batch([0])
    with torch.no_grad():
        acts, links = (
            torch.log_softmax(scores, -1).numpy()[0] for scores in reader(torch.from_numpy(vectors)[None], batch)
        )
    model = reader_model(reader.marks, reader.places, reader.norm, reader.layers, reader.heads)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    inputs = {"vectors": vectors, "roles": roles.astype(np.int32), "shares": part_shares(roles)}
    found_acts, found_links = session.run(["acts", "links"], inputs)
    assert found_acts.shape == (len(CLASSES),) and found_links.shape == (5, len(KINDS), len(LINKS))
    np.testing.assert_allclose(found_acts, acts, atol=0.2)
    np.testing.assert_allclose(found_links[4, KINDS.index("place")], links, atol=0.2)


def test_examples_are_read_as_they_were_written(tmp_path):
    vectors = np.ones((3, WIDTH), np.float16)
    assert write_examples(tmp_path, "dev", [(EXAMPLE, vectors)]) == 1
    assert read_examples(tmp_path, "dev") == [EXAMPLE]


def test_figures_count_acts_and_links():
    acts = np.zeros((1, len(CLASSES)), np.float32)
    acts[0, CLASSES.index("CLAIM")] = 1
    links = np.zeros((1, len(LINKS)), np.float32)
    links[0, LINKS.index("topic neutral")] = 1
    assert statement_figures([EXAMPLE], CLASSES, acts, links) == {
        "act": 0.0,
        "act or second choice": 100.0,
        "links F1": 100.0,
        "role and stance of links": 0.0,
    }
