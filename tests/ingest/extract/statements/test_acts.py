import numpy as np
import pytest

from graph.acts import ACTS
from ingest.extract.statements.acts import likely_acts
from ingest.extract.tables import read_table
from ingest.extract.weights import read_weights


def test_an_act_is_likely_that_annotators_give_as_a_second_choice_to_the_one_that_the_votes_are_sure_of():
    classes = read_weights("act_weights").classes
    votes = np.array([float(act == "URGE") for act in classes], np.float32)
    assert likely_acts(votes, classes, classes.index("URGE"))[0] == "URGE"
    shares = {row["found"]: float(row["share"]) for row in read_table("act_choices") if row["act"] == "URGE"}
    found = likely_acts(votes, classes, classes.index("URGE"))
    assert set(found) == {act for act, share in shares.items() if share >= 0.05}
    assert found == tuple(sorted(found, key=lambda act: -shares[act]))


def test_the_shares_of_readers_are_of_known_acts_and_no_more_than_all():
    rows = read_table("act_choices")
    assert {row["act"] for row in rows} == set(ACTS) and {row["found"] for row in rows} <= set(ACTS)
    for act in ACTS:
        assert sum(float(row["share"]) for row in rows if row["act"] == act) == pytest.approx(1, abs=0.05)
