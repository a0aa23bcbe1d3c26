import pytest

torch = pytest.importorskip("torch", reason="the training group is not installed")

from training.average import mean  # noqa: E402


def test_the_mean_of_networks_is_that_of_each_weight_and_whole_numbers_stay():
    one = {"weight": torch.tensor([1.0, 2.0]), "places": torch.tensor([0, 1])}
    two = {"weight": torch.tensor([3.0, 6.0]), "places": torch.tensor([0, 1])}
    found = mean([one, two], [1, 1])
    assert found["weight"].tolist() == [2.0, 4.0]
    assert found["places"].tolist() == [0, 1]


def test_a_mean_counts_as_often_as_there_are_trainings_in_it():
    found = mean([{"weight": torch.tensor([1.0])}, {"weight": torch.tensor([5.0])}], [3, 1])
    assert found["weight"].tolist() == [2.0]


def test_networks_with_other_heads_are_refused():
    with pytest.raises(SystemExit, match="other weights"):
        mean([{"weight": torch.ones(1)}, {"other": torch.ones(1)}], [1, 1])
