import json

from training.told_reader import tell_reader

FIGURES = {"act": 66.0, "links F1": 74.3}
RECORD = {
    "seed": 1,
    "steps": 1500,
    "layers": 2,
    "minutes": 19.5,
    "device": "2 × fast",
    "statements": {"train": 2961},
    "held out": FIGURES,
    "teachers": [],
}


def _told(folder, record) -> str:
    (folder / "reader.json").write_text(json.dumps(record))
    (folder / "reader.onnx").write_bytes(b"0" * 1_600_000)
    return tell_reader(folder / "reader.json")


def test_a_reader_without_teachers_learned_of_annotated_statements_alone(tmp_path):
    told = _told(tmp_path, RECORD)
    assert told.startswith("The statement reader (1.6 MB;")
    assert "It learned of 2,961 annotated statements, seed 1, 1,500 steps in 19.5 minutes on 2 × fast." in told
    assert told.endswith("per cent: act 66.0, links F1 74.3.")
    assert "teachers" not in told


def test_teachers_and_what_they_read_are_told(tmp_path):
    teacher = {"seed": 1, "passes": 8, "minutes": 0.9, "device": "a GPU", "held out": FIGURES}
    statements = {"train": 2961, "unlabelled": 30890}
    told = _told(tmp_path, {**RECORD, "statements": statements, "teachers": [teacher, teacher]})
    assert "2,961 annotated statements and of 30,890 found in transcripts" in told
    assert "the mean of 2 teachers" in told
    assert "8 passes, 0.9 minutes on a GPU (held out: act 66.0, links F1 74.3; act 66.0, links F1 74.3)" in told
