import pytest

from training.pronoun_weights import fit, share_right

NEAR, FAR = {"near": 1.0, "size": 0.3}, {"near": 0.0, "size": 0.9}


def test_a_feature_of_the_right_choices_gets_a_positive_weight() -> None:
    weights = fit([[NEAR, FAR], [FAR, NEAR]], [[True, False], [False, True]])
    assert weights["near"] > 0 > weights["size"]


def test_a_feature_that_tells_nothing_gets_no_weight() -> None:
    weights = fit([[{"bias": 1.0}, {"bias": 1.0}]], [[True, False]])
    assert weights["bias"] == pytest.approx(0, abs=1e-6)


def test_pronouns_of_two_and_of_three_choices_are_fitted_together() -> None:
    rows, right = [[NEAR, FAR, FAR], [FAR, NEAR]], [[True, False, False], [False, True]]
    assert share_right(rows, right, fit(rows, right)) == 1


def test_several_right_choices_share_the_credit() -> None:
    both = fit([[NEAR, FAR, {}]], [[True, True, False]])
    assert both["near"] > 0 and both["size"] > 0
