import pytest

from training.clusters import Name, Source, add_sources, event_clusters, find_head, name_clusters
from training.documents import Mention

KINDS = {"fired": "VERB", "tear": "NOUN", "was": "AUX", "arrested": "VERB", "the": "DET", "of": "ADP", "a": "DET"}


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("fired tear gas", "fired"),
        ("was arrested", "arrested"),
        ("naval drills", "drills"),
        ("the choice of Pelosi", "choice"),
        ("fund the government", "fund"),
    ],
)
def test_a_trigger_has_a_head(phrase, head):
    words = phrase.split()
    assert words[find_head(words, range(len(words)), kinds=KINDS)] == head


def named(text, *spans):
    words = text.split()
    clusters = name_clusters([Name(*span) for span in spans], words)
    return [[" ".join(words[mention.start : mention.end]) for mention in cluster] for cluster in clusters]


def test_a_last_name_is_the_person_of_that_name_spoken_of_last():
    text = "Donald Trump met Melania Trump and Trump spoke"
    assert named(text, (0, 2, "PER"), (3, 5, "PER"), (6, 7, "PER")) == [["Donald Trump"], ["Melania Trump", "Trump"]]


def test_a_first_name_is_the_person_told_before():
    assert named("John Bolton left . John", (0, 2, "PER"), (4, 5, "PER")) == [["John Bolton", "John"]]


def test_initials_are_the_name_they_stand_for():
    text = "the United Kingdom and the U.K. and UK"
    assert named(text, (1, 3, "LOC"), (5, 6, "LOC"), (7, 8, "LOC")) == [["United Kingdom", "U.K.", "UK"]]


def test_names_with_equal_initials_are_not_joined():
    text = "Labour Party and Liberal Party"
    assert named(text, (0, 2, "ORG"), (3, 5, "ORG")) == [["Labour Party"], ["Liberal Party"]]


def test_nationalities_refer_to_nothing():
    assert named("Russian troops", (0, 1, "NORP")) == []


def test_groups_with_one_head_are_one_event():
    words = ["The", "blast", "and", "the", "explosion", ":", "a", "blast"]
    clusters = event_clusters([[[1], [4]], [[4], [7]], []], words, kinds=KINDS)
    assert clusters == [[Mention(1, 2, 1), Mention(4, 5, 4), Mention(7, 8, 7)]]


def test_a_source_that_is_a_pronoun_joins_the_name_of_its_speaker():
    words = ["Ann", "Lee", "met", "Bob", "Ray", ".", "She", "spoke"]
    clusters = [[Mention(0, 2, 0)], [Mention(3, 5, 3)]]
    assert add_sources(clusters, [Source([6], "Ann Lee")], words) == [
        [Mention(0, 2, 0), Mention(6, 7, 6)],
        [Mention(3, 5, 3)],
    ]


def test_without_names_the_speaker_is_looked_for_in_the_words():
    words = ["Minister", "Ann", "Lee", "left", ".", "Later", "Lee", "returned", "and", "she", "spoke"]
    assert add_sources([], [Source([9], "Ann Lee")], words) == [[Mention(1, 3, 1), Mention(6, 7, 6), Mention(9, 10, 9)]]


@pytest.mark.parametrize(
    ("places", "speaker"), [([6, 7], "Ann Lee"), ([6], "Ann Lee and Bob Ray"), ([6], "Nobody Here")]
)
def test_other_sources_join_nothing(places, speaker):
    words = ["Ann", "Lee", "met", "Bob", "Ray", ".", "She", "loudly"]
    assert add_sources([[Mention(0, 2, 0)]], [Source(places, speaker)], words) == [[Mention(0, 2, 0)]]
