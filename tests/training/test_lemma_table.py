import pytest

from training.documents import TrainingDocument, Tree
from training.lemma_table import lemma_table


def table(*words: tuple[str, str, str]) -> dict[str, str]:
    """The table of a document of these words: form, part of speech, lemma."""
    forms, kinds, lemmas = (list(column) for column in zip(*words, strict=True))
    count = len(forms)
    unlabelled = ("names", "name_types", "statements", "events", "spoken_events", "clusters", "frames")
    tree = Tree(["X"] * count, [f"{kind}|_" for kind in kinds], lemmas, [-1] * count, ["root"] * count)
    return lemma_table(
        [TrainingDocument("doc", "ewt", forms, [1] * count, [True] * count, True, tree, **dict.fromkeys(unlabelled))]
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param([("saw", "VERB", "see")], {"saw\tVERB": "see"}, id="once, in lower case"),
        pytest.param([("Saw", "VERB", "see")], {}, id="once, with a capital"),
        pytest.param([("Saw", "VERB", "see")] * 2, {"Saw\tVERB": "see"}, id="twice, with a capital"),
        pytest.param([("saws", "PROPN", "Saws")] * 2, {}, id="a name"),
        pytest.param(
            [("saw", "VERB", "see"), ("saw", "NOUN", "saw")],
            {"saw\tVERB": "see", "saw\tNOUN": "saw"},
            id="two parts of speech",
        ),
        pytest.param([("lay", "VERB", "lie")] * 2 + [("lay", "VERB", "lay")], {"lay\tVERB": "lie"}, id="the usual one"),
    ],
)
def test_a_form_has_the_lemma_that_it_most_often_has(words, expected):
    assert table(*words) == expected
