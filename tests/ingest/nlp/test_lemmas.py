import json

import pytest

from ingest.nlp.base_forms import base_form
from ingest.nlp.lemmas import Lemmas, apply_script

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
    ("form", "tag", "lemma"),
    [
        ("denies", "VBZ", "deny"),
        ("specified", "VBN", "specify"),
        ("dies", "VBZ", "die"),
        ("tied", "VBD", "tie"),
        ("dying", "VBG", "die"),
        ("factories", "NNS", "factory"),
        ("cookies", "NNS", "cookie"),
        ("clashes", "NNS", "clash"),
        ("staged", "VBD", "stage"),
        ("mopping", "VBG", "mop"),
        ("evacuated", "VBN", "evacuate"),
        ("immersed", "VBN", "immerse"),
        ("wavering", "VBG", "waver"),
        ("modelling", "VBG", "model"),
        ("filled", "VBD", "fill"),
        ("slightest", "JJS", "slight"),
        ("heavier", "JJR", "heavy"),
        ("bombings", "NNS", "bombing"),
        ("condolences", "NNS", "condolence"),
        ("beaten", "VBN", "beat"),
        ("building", "NN", "?"),
    ],
)
def test_spelling_tells_the_base_form_or_leaves_the_guess(form, tag, lemma):
    assert base_form(form, tag, "?", {"model", "fill"}.__contains__) == lemma


def test_a_known_word_and_then_the_guess_are_preferred():
    assert base_form("invited", "VBD", "invite", set().__contains__) == "invite"
    assert base_form("invited", "VBD", "invit", {"invite"}.__contains__) == "invite"
    assert base_form("overreached", "VBD", "?", {"reach"}.__contains__) == "overreach"


@pytest.mark.parametrize(
    ("form", "upos", "tag", "lemma"),
    [
        ("her", "PRON", "PRP", "she"),
        ("her", "PRON", "PRP$", "her"),
        ("1,100", "NUM", "CD", "1100"),
        ("United", "ADJ", "NNP", "United"),
        ("Iraqis", "PROPN", "NNPS", "Iraqi"),
        ("Olympics", "PROPN", "NNPS", "Olympics"),
        ("Embassies", "PROPN", "NNPS", "Embassy"),
        ("Sept.", "PROPN", "NNP", "September"),
        ("May", "PROPN", "NNP", "May"),
        ("[t]alks", "NOUN", "NNS", "talk"),
        ("DENIED", "VERB", "VBD", "deny"),
    ],
)
def test_the_tag_decides_where_form_and_kind_do_not(form, upos, tag, lemma):
    assert Lemmas(TABLE, ("l0|",)).lemma(form, upos, 0, tag) == lemma


def test_a_plain_verb_is_its_own_lemma_whatever_the_script():
    assert Lemmas(TABLE, ("l1|",)).lemma("praise", "VERB", 0, "VB") == "praise"
