from dataclasses import replace

from training.run_record import RunRecord, read_records, write_records

RECORD = RunRecord(
    seed=1,
    passes=2,
    steps=3,
    planned_steps=4,
    minutes=5.0,
    rate=6e-5,
    head_rate=7e-4,
    device="GPU",
    threads=8,
    weights=9,
    repeats={"ewt": 2},
)


def test_records_are_read_as_they_were_written(tmp_path):
    mean = (replace(RECORD, earlier=(RECORD, replace(RECORD, seed=2))), replace(RECORD, teachers=(RECORD,)))
    write_records(mean, tmp_path)
    assert read_records(tmp_path) == mean
