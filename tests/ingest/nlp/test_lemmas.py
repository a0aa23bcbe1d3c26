import json

import pytest

from ingest.nlp.lemmas import Lemmas, apply_script, mended

TABLE = json.dumps({"talks\tNOUN": "talk", "met\tVERB": "meet", "talks\tPROPN": "talks"}).encode()


@pytest.mark.parametrize(
    ("form", "upos", "lemma"),
    [("talks", "NOUN", "talk"), ("Talks", "NOUN", "talk"), ("Met", "VERB", "meet"), ("Talks", "PROPN", "talks!")],
)
def test_the_table_is_asked_first_and_knows_lower_case_but_for_names(form, upos, lemma):
    assert Lemmas(TABLE, ("l0|!",)).lemma(form, upos, 0) == lemma


@pytest.mark.parametrize(
    ("form", "script", "lemma"),
    [
        ("Drills", "l1|", "drill"),
        ("Kyiv", "k0|", "Kyiv"),
        ("countries", "l3|y", "country"),
        ("was", "=be", "be"),
        ("a", "l3|e", "e"),
        ("as", "l2|", "as"),
        ("x", "=", "x"),
    ],
)
def test_a_script_edits_the_end_of_a_word_and_never_leaves_nothing(form, script, lemma):
    assert apply_script(form, script) == lemma


@pytest.mark.parametrize(
    ("form", "lemma"), [("denies", "deny"), ("specified", "specify"), ("dies", "die"), ("tied", "tie")]
)
def test_a_verb_in_ies_or_ied_gets_its_y_back(form, lemma):
    assert mended(form[:-1], form, "VERB") == lemma
