import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from ingest.extract import heads
from ingest.extract.participants.beliefs import Beliefs
from ingest.extract.participants.cast import Cast
from ingest.extract.participants.impersonal import cast_impersonal
from ingest.extract.participants.pronouns import find_choices, open_scene, weigh

VOCAB = spacy.blank("en").vocab
# "Smith met Brown. He left. His car …": the places of the words.
SMITH, BROWN, HE, HIS, CAR = 0, 2, 4, 7, 8


def make_doc() -> Doc:
    words = ["Smith", "met", "Brown", ".", "He", "left", ".", "His", "car", "stopped", "."]
    return Doc(
        VOCAB,
        words=words,
        pos=["PROPN", "VERB", "PROPN", "PUNCT", "PRON", "VERB", "PUNCT", "PRON", "NOUN", "VERB", "PUNCT"],
        heads=[1, 1, 1, 1, 5, 5, 5, 8, 9, 9, 9],
        deps=["nsubj", "ROOT", "obj", "punct", "nsubj", "ROOT", "punct", "nmod:poss", "nsubj", "ROOT", "punct"],
    )


def make_cast(doc: Doc) -> Cast:
    cast = Cast()
    for place in (SMITH, BROWN):
        cast.refer(place, cast.add("person", doc[place].text), "name")
    return cast


def point_at(doc: Doc, links: dict[int, int]) -> Doc:
    """Give the words vectors with which the shipped head lets each of ``links`` point at another, each its own way."""
    table = heads._heads()
    left, _, right = np.linalg.svd(table["same.source.weight"] @ table["same.target.weight"].T)
    vectors = np.zeros((len(doc), len(left)), np.float32)
    for way, (source, target) in enumerate(links.items()):
        vectors[source] += 60 * left[:, way]
        vectors[target] += 60 * right[way]
    doc.tensor = vectors
    return doc


def beliefs_of(doc: Doc) -> Beliefs:
    return Beliefs(doc, (), make_cast(doc))


def test_without_word_vectors_nothing_is_believed() -> None:
    assert not beliefs_of(make_doc()).is_available


def test_vectors_of_another_width_are_not_ours() -> None:
    doc = make_doc()
    doc.tensor = np.ones((len(doc), 96), np.float32)
    assert not beliefs_of(doc).is_available


@pytest.mark.parametrize("name", [SMITH, BROWN], ids=["the first", "the second"])
def test_a_pronoun_may_be_whom_the_model_points_at(name: int) -> None:
    doc = point_at(make_doc(), {HE: name})
    shares = beliefs_of(doc).shares(HE)
    assert max(shares, key=lambda key: shares[key]) == f"person:{doc[name].text}"


def test_a_pronoun_is_who_the_pronoun_before_is() -> None:
    doc = point_at(make_doc(), {HE: BROWN, HIS: HE})
    shares = beliefs_of(doc).shares(HIS)
    assert max(shares, key=lambda key: shares[key]) == "person:Brown"


def test_shares_are_probabilities() -> None:
    doc = make_doc()
    doc.tensor = np.random.default_rng(3).normal(size=(len(doc), 384)).astype(np.float32)
    beliefs = beliefs_of(doc)
    for place in (HE, HIS, CAR):
        assert sum(beliefs.shares(place).values()) == pytest.approx(1, abs=1e-5)


def test_what_is_settled_counts_as_known() -> None:
    doc = point_at(make_doc(), {HE: BROWN, HIS: HE})
    beliefs = beliefs_of(doc)
    beliefs.settle(HE, {"person:Smith": 1.0})
    shares = beliefs.shares(HIS)
    assert max(shares, key=lambda key: shares[key]) == "person:Smith"


@pytest.mark.parametrize("name", [SMITH, BROWN], ids=["the first", "the second"])
def test_belief_makes_a_reading_likelier(name: int) -> None:
    def share_of(doc: Doc) -> float:
        choices = find_choices(open_scene(doc, (), make_cast(doc)), doc[HE])
        keys = [choice.referent.key for choice in choices]
        return weigh(choices)[keys.index(f"person:{doc[name].text}")]

    other = BROWN if name == SMITH else SMITH
    assert share_of(point_at(make_doc(), {HE: name})) > share_of(point_at(make_doc(), {HE: other}))


def test_it_is_the_organization_that_the_language_model_is_sure_of() -> None:
    doc = Doc(
        VOCAB,
        words=["Acme", "praised", "Novak", ".", "Soon", "it", "closed", "."],
        pos=["PROPN", "VERB", "PROPN", "PUNCT", "ADV", "PRON", "VERB", "PUNCT"],
        heads=[1, 1, 1, 1, 6, 6, 6, 6],
        deps=["nsubj", "ROOT", "obj", "punct", "advmod", "nsubj", "acl", "punct"],
    )
    cast = Cast()
    cast.refer(0, cast.add("organization", "Acme"), "name")
    cast.refer(2, cast.add("person", "Novak"), "name")
    cast_impersonal(point_at(doc, {5: 0}), (), cast)
    assert cast.by_token[5] == "organization:Acme"


def test_it_is_never_a_person() -> None:
    doc = make_doc()
    doc = Doc(VOCAB, words=["Smith", "fell", ".", "It", "hurt"], pos=["PROPN", "VERB", "PUNCT", "PRON", "VERB"])
    cast = Cast()
    cast.refer(0, cast.add("person", "Smith"), "name")
    cast_impersonal(point_at(doc, {3: 0}), (), cast)
    assert 3 not in cast.by_token
