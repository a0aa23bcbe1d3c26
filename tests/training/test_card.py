import json
from dataclasses import replace

import pytest

from training.card import CARD, main, model_digest, write_dev_table
from training.card import MODEL as SHIPPED
from training.counts import THREE
from training.data_sets import data_sets, gum_genres, write_sets
from training.documents import TrainingDocument, Tree, write_documents
from training.evaluate import write_evaluation
from training.figures import make_figures, read_table
from training.labels import find_labels, write_labels
from training.model_check import compare, find_faults, write_comparisons
from training.run_record import RunRecord, write_records
from training.speed import Speed

RECORD = RunRecord(
    seed=3,
    passes=5,
    steps=90,
    planned_steps=100,
    minutes=12.4,
    rate=2e-4,
    head_rate=1.5e-3,
    device="2 × fast",
    threads=2,
    weights=23_600_000,
    repeats={"wikinews": 2},
    repeating_passes=4,
)


def document(source: str, *, id: str = "GUM_news_port") -> TrainingDocument:
    layers = dict.fromkeys(("statements", "events", "spoken_events", "clusters", "frames"))
    tree = Tree(["NNP", "VBD"], ["PROPN|_", "VERB|_"], ["Berg", "fall"], [1, -1], ["nsubj", "root"])
    return TrainingDocument(
        id=id,
        source=source,
        words=["Berg", "fell"],
        gaps=[2, 1],
        starts=[True, False],
        has_starts=True,
        tree=tree if source in ("ewt", "gum") else None,
        names=["B-PER", "O"],
        name_types="three",
        **layers,
    )


@pytest.fixture
def folders(tmp_path):
    """The folder of a training whose model was measured, and that of the model."""
    work, model = tmp_path / "work", tmp_path / "model"
    work.mkdir()
    model.mkdir()
    documents = [document("ewt"), document("gum"), document("wikinews"), document("wikinews", id="other")]
    write_documents(work / "train.jsonl.gz", documents)
    write_labels(find_labels(documents), work / "labels.json")
    write_records([RECORD], work)
    (work / "dev.json").write_text(json.dumps({"wikinews sentences": 94.26, "ewt tags": 96.0, "wikinews acts": 61.0}))
    figures = make_figures("EWT test", [{"LAS": (7, 8), "names F1, three types": (1, 3)}])
    write_evaluation(work / "evaluation.json", figures, Speed(1000, 2, "2 × fast", 12345.0, 5000.0))
    (model / "model.onnx").write_bytes(b"network")
    return work, model


def test_the_card_tells_each_training_of_a_mean_once(folders):
    work, model = folders
    first, second = RECORD, replace(RECORD, seed=4)
    third, fourth = (replace(RECORD, seed=seed, earlier=(first, second)) for seed in (5, 6))
    write_records([third, fourth], work)
    main([str(work), "--model", str(model)])
    card = (model / CARD).read_text("utf-8")
    assert "Training 1: seed 3" in card and "Training 2: seed 4" in card
    assert "Training 3, from the mean of the weights of trainings 1 and 2: seed 5" in card
    assert "Training 4, from the mean of the weights of trainings 1 and 2: seed 6" in card
    assert "The weights of the model are the mean of those of trainings 3 and 4." in card
    assert "The statement reader" in card
    assert card.count("seed 3") == 1


def test_the_card_tells_of_the_training_before_its_teacher_and_what_the_teacher_read(folders):
    work, model = folders
    teacher = replace(RECORD, device="GPU", weights=112_000_000, hidden=0)
    write_records([replace(RECORD, seed=4, hidden=0, earlier=(replace(RECORD, teachers=(teacher,)),))], work)
    write_documents(work / "unlabelled.jsonl.gz", [document("white-house", id="briefing")])
    main([str(work), "--model", str(model)])
    card = (model / CARD).read_text("utf-8")
    assert "5 % were hidden. It learned what each head should say from the annotation and from a teacher too" in card
    assert "(112 million weights), trained on the same annotation, seed 3, 90 steps of 100 planned" in card
    assert "in 12.4 minutes on GPU" in card
    assert "for the heads. Training 2, from the weights of training 1: seed 4, 90 steps" in card
    assert "transcripts of the White House" in card
    assert "In 8 of the passes" in card


def test_the_card_tells_the_sets_their_shares_the_settings_and_the_figures(folders):
    work, model = folders
    main([str(work), "--model", str(model)])
    card = (model / CARD).read_text("utf-8")
    told = [
        "CC BY-SA 4.0",
        model_digest(model),
        "| 2 | 25.0 % | 1 trees | CC BY-SA 4.0 |",
        "| news | 2 | Wikinews | CC BY 2.5 |",
        "In 4 of the passes these were read more than once: newsgraph's annotation of Wikinews articles, 2 times",
        "One training: seed 3, 90 steps of 100 planned of 2,048 word pieces in 12.4 minutes on 2 threads of 2 × fast",
        "12,345 words a second with 8-bit integers, 5,000 with 32-bit floats",
        "| sentence vectors | 94.3 |",
    ]
    assert [words for words in told if words not in card] == []
    assert [figure.value for figure in read_table(card)] == [87.5, 33.3]
    assert "$" not in card


def test_the_command_names_what_a_training_lacks(folders):
    work, model = folders
    (work / "evaluation.json").unlink()
    with pytest.raises(SystemExit, match=r"evaluation\.json"):
        main([str(work), "--model", str(model)])


def test_a_set_that_nobody_described_is_refused():
    with pytest.raises(ValueError, match="newswire"):
        write_sets([document("ewt"), document("newswire")])


def test_every_set_and_genre_has_a_licence_and_somebody_to_credit():
    assert [one for one in data_sets() if not (one.licence and one.credit and one.layers and one.address)] == []
    assert [one for one in gum_genres() if not (one.licence and one.texts)] == []


def test_held_out_figures_stand_in_a_row_by_head():
    lines = write_dev_table({"ewt names three": 80.0, "wikinews parts": 70.04, "wikinews parts Cue": 60.0}).splitlines()
    assert lines[0] == "| head | ewt | wikinews |"
    assert lines[2:] == ["| parts of statements |  | 70.0 |", "| names, three types | 80.0 |  |"]


def figures(*, las: float):
    return make_figures("EWT test", [{"LAS": (las, 100), "UAS": (90, 100)}])


@pytest.mark.parametrize(
    ("las", "faults"),
    [
        pytest.param(88.0, 0, id="the same"),
        pytest.param(87.5, 0, id="as another processor rounds"),
        pytest.param(87.4, 1, id="lower"),
        pytest.param(95.0, 0, id="better"),
    ],
)
def test_a_figure_may_be_half_a_point_lower_than_the_card(las, faults):
    comparisons = compare(figures(las=88.0), figures(las=las))
    found = find_faults("… abc …", "abc", comparisons)
    assert len(found) == faults
    assert all("EWT test LAS" in fault and "UAS" not in fault for fault in found)
    assert sum("LOWER" in line for line in write_comparisons(comparisons)) == faults


def test_a_set_that_was_not_measured_is_told_and_is_no_fault():
    newswire = make_figures("newswire", [{f"names F1, {kind}": (1, 2) for kind in THREE}])
    comparisons = compare([*figures(las=88.0), *newswire], figures(las=88.0))
    assert find_faults("abc", "abc", comparisons) == []
    assert sum("not measured" in line for line in write_comparisons(comparisons)) == 3


@pytest.mark.parametrize(
    ("card", "measured", "fault"),
    [
        pytest.param("of another", 88.0, "another model", id="another model's card"),
        pytest.param("abc", None, "no figure", id="a card without figures"),
    ],
)
def test_a_card_that_is_not_of_the_model_is_a_fault(card, measured, fault):
    found = figures(las=88.0) if measured else []
    (told,) = find_faults(card, "abc", compare(found, figures(las=88.0)))
    assert fault in told


def test_the_card_in_the_package_is_of_the_model_in_the_package():
    card = (SHIPPED / CARD).read_text("utf-8")
    if not list(read_table(card)):
        pytest.skip("the model in the package was not trained here: its card is a licence notice without figures")
    assert model_digest(SHIPPED) in card
