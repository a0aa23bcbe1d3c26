import pytest

from training.propbank import frame_tags, saying_rolesets

WORDS = ["She", "said", "that", "Bob", "claimed", "victory", "."]
SAID = {"roleset": "say.01", "args": [[0, 1, "ARG0"], [1, 2, "V"], [2, 6, "ARG1"]]}
CLAIMED = {"roleset": "claim.01", "args": [[3, 4, "ARG0"], [4, 5, "V"], [5, 6, "ARG1"]]}


def tags(*predicates, words=WORDS):
    return frame_tags({"tokens": words, "predicates": list(predicates)}, rolesets=saying_rolesets())


def test_the_outer_of_two_nested_frames_wins_and_its_content_begins_after_that():
    expected = ["B-Source", "B-Cue", "O", "B-Content", "I-Content", "I-Content", "O"]
    assert tags(CLAIMED, SAID) == tags(SAID, CLAIMED) == expected


def test_content_may_come_in_pieces():
    predicate = {"roleset": "say.01", "args": [[0, 2, "ARG1"], [2, 3, "ARG0"], [3, 4, "V"], [4, 5, "C-ARG1"]]}
    words = ["Peace", "now", "she", "said", "forever"]
    assert tags(predicate, words=words) == ["B-Content", "I-Content", "B-Source", "B-Cue", "B-Content"]


def test_what_the_writer_thinks_teaches_nothing():
    predicate = {"roleset": "think.01", "args": [[0, 1, "ARG0"], [1, 2, "V"], [2, 3, "ARG1"]]}
    assert tags(predicate, words=["I", "think", "so", "."]) == ["?", "?", "?", "O"]


@pytest.mark.parametrize(
    "predicate",
    [{**SAID, "roleset": "run.01"}, {"roleset": "say.01", "args": [[0, 1, "ARG0"], [1, 2, "V"]]}],
    ids=["no saying", "no content"],
)
def test_frames_that_report_nothing_are_left_out(predicate):
    assert set(tags(predicate)) == {"O"}
