import pytest

from graph.model import Actor
from ingest.extract.participants.participants import Participants
from ingest.extract.statements.attribution import Attribution
from ingest.extract.statements.speakers import Speakers
from tests.parses import parse_of

# A token a word: text/tag/part of speech/relation/head/name type, as the parser gives them, mistakes and all.
TEXTS = {
    "owner": "Angela/NNP/PROPN/nsubj/6/B-PER Merkel/NNP/PROPN/flat/4/I-PER 's/POS/PART/case/4/ "
    "spokesperson/NN/NOUN/nmod:desc/0/ Steffen/NNP/PROPN/appos/3/B-PER Seibert/NNP/PROPN/flat/4/I-PER "
    "said/VBD/VERB/ROOT/6/ so/RB/ADV/advmod/6/",
    "state": "the/DT/DET/det/1/ US/NNP/PROPN/nsubj/2/ said/VBD/VERB/ROOT/2/ so/RB/ADV/advmod/2/",
    "states": "Chad/NNP/PROPN/nsubj/3/B-LOC and/CC/CCONJ/cc/2/ Niger/NNP/PROPN/conj/0/B-LOC said/VBD/VERB/ROOT/3/ "
    "so/RB/ADV/advmod/3/",
    "text": "The/DT/DET/det/1/ statement/NN/NOUN/nsubj/2/ said/VBD/VERB/ROOT/2/ so/RB/ADV/advmod/2/",
    "text by": "a/DT/DET/det/1/ statement/NN/NOUN/nsubj/5/ by/IN/ADP/case/4/ the/DT/DET/det/4/ office/NN/NOUN/nmod/1/ "
    "said/VBD/VERB/ROOT/5/ so/RB/ADV/advmod/5/",
    "broadcaster": "broadcaster/NN/NOUN/nsubj/2/ Alba/NNP/PROPN/appos/0/ said/VBD/VERB/ROOT/2/ so/RB/ADV/advmod/2/",
    "agency": "news/NN/NOUN/compound/1/ agency/NN/NOUN/nsubj/3/ Ritzau/NNP/PROPN/nsubj/3/B-ORG said/VBD/VERB/ROOT/3/ "
    "so/RB/ADV/advmod/3/",
    "director": "director/NN/NOUN/nsubj/5/ of/IN/ADP/case/2/ Amnesty/NNP/PROPN/nmod/0/B-ORG "
    "Kari/NNP/PROPN/flat/2/B-PER Moe/NNP/PROPN/flat/2/I-PER said/VBD/VERB/ROOT/5/ so/RB/ADV/advmod/5/",
    "one of": "One/CD/NUM/nsubj/8/ of/IN/ADP/case/3/ these/DT/DET/det/3/ parties/NNS/NOUN/nmod/0/ ,/,/PUNCT/punct/7/ "
    "the/DT/DET/det/7/ Green/NNP/PROPN/compound/7/B-ORG League/NNP/PROPN/appos/3/I-ORG said/VBD/VERB/ROOT/8/ "
    "so/RB/ADV/advmod/8/",
    "members": "firms/NNS/NOUN/nsubj/5/ like/IN/ADP/case/2/ Acme/NNP/PROPN/nmod/0/B-ORG ,/,/PUNCT/punct/4/ "
    "Orla/NNP/PROPN/conj/2/B-ORG said/VBD/VERB/ROOT/5/ so/RB/ADV/advmod/5/",
    "based": "the/DT/DET/det/4/ Oslo/NNP/PROPN/compound/4/B-LOC -/HYPH/PUNCT/punct/4/ based/VBN/VERB/amod/4/ "
    "movement/NN/NOUN/nsubj/5/ said/VBD/VERB/ROOT/5/ so/RB/ADV/advmod/5/",
    "platform": "a/DT/DET/det/2/ Facebook/NNP/PROPN/compound/2/B-ORG post/NN/NOUN/nsubj/3/ said/VBD/VERB/ROOT/3/ "
    "so/RB/ADV/advmod/3/",
    "organizers": "by/IN/ADP/case/1/ organizers/NNS/NOUN/obl/2/ said/VBN/VERB/ROOT/2/ so/RB/ADV/advmod/2/",
    "administration": "The/DT/DET/det/2/ Moe/NNP/PROPN/compound/2/B-PER administration/NN/NOUN/nsubj/3/ "
    "said/VBD/VERB/ROOT/3/ so/RB/ADV/advmod/3/",
    "office": "a/DT/DET/det/1/ statement/NN/NOUN/nsubj/6/ by/IN/ADP/case/5/ Moe/NNP/PROPN/nmod:poss/5/B-PER "
    "'s/POS/PART/case/3/ office/NN/NOUN/nmod/1/ said/VBD/VERB/ROOT/6/ so/RB/ADV/advmod/6/",
    "students": "Oslo/NNP/PROPN/compound/1/B-LOC students/NNS/NOUN/nsubj/2/ said/VBD/VERB/ROOT/2/ "
    "so/RB/ADV/advmod/2/",
    "judge": "a/DT/DET/det/2/ Oslo/NNP/PROPN/compound/2/B-LOC judge/NN/NOUN/nsubj/3/ said/VBD/VERB/ROOT/3/ "
    "so/RB/ADV/advmod/3/",
    "statistics": "Acme/NNP/PROPN/nmod:poss/2/B-ORG 's/POS/PART/case/0/ schedule/NN/NOUN/nsubj/3/ "
    "said/VBD/VERB/ROOT/3/ so/RB/ADV/advmod/3/",
    "year": "A/DT/DET/det/2/ 2015/CD/NUM/compound/2/ report/NN/NOUN/nsubj/3/ said/VBD/VERB/ROOT/3/ "
    "so/RB/ADV/advmod/3/",
    "weekday": "Reports/NNS/NOUN/nsubj/4/ as/IN/ADP/case/3/ of/IN/ADP/case/3/ Wednesday/NNP/PROPN/nmod/0/ "
    "said/VBD/VERB/ROOT/4/ so/RB/ADV/advmod/4/",
    "its": "its/PRP$/PRON/nmod:poss/1/ website/NN/NOUN/nsubj/2/ said/VBD/VERB/ROOT/2/ so/RB/ADV/advmod/2/",
    "you": "You/PRP/PRON/nsubj/1/ said/VBP/VERB/ROOT/1/ so/RB/ADV/advmod/1/",
    "no one": "No/DT/DET/det/1/ organization/NN/NOUN/nsubj/2/ said/VBD/VERB/ROOT/2/ so/RB/ADV/advmod/2/",
    "chancellor": "the/DT/DET/det/1/ chancellor/NN/NOUN/nmod/3/ of/IN/ADP/case/3/ Oslo/NNP/PROPN/nsubj/7/B-ORG "
    ",/,/PUNCT/punct/5/ Kari/NNP/PROPN/appos/3/B-PER Moe/NNP/PROPN/flat/5/I-PER said/VBD/VERB/ROOT/7/ "
    "so/RB/ADV/advmod/7/",
    "both": "Both/DT/CCONJ/cc:preconj/1/ Niger/NNP/PROPN/nsubj/8/B-LOC and/CC/CCONJ/cc/5/ the/DT/DET/det/5/ "
    "town/NN/NOUN/compound/5/ commissioner/NN/NOUN/nmod:desc/6/ Kari/NNP/PROPN/nsubj/8/B-PER "
    "Moe/NNP/PROPN/flat/6/I-PER said/VBD/VERB/ROOT/8/ so/RB/ADV/advmod/8/",
    "of both": "Alba/NNP/PROPN/nsubj/6/B-ORG of/IN/ADP/case/2/ Niger/NNP/PROPN/nmod/0/B-LOC and/CC/CCONJ/cc/4/ "
    "Oxfam/NNP/PROPN/nmod/2/B-ORG ,/,/PUNCT/punct/6/ said/VBD/VERB/ROOT/6/ so/RB/ADV/advmod/6/",
    "determiner": "such/DT/DET/nsubj/1/ said/VBD/VERB/ROOT/1/ so/RB/ADV/advmod/1/",
}  # fmt: skip
KINDS = {"PER": "person", "ORG": "organization", "LOC": "state"}


def speakers_of(name: str) -> list[str | None]:
    """Give the names of those who say what the last word stands for; the source is all before "said"."""
    doc = parse_of(TEXTS[name])
    said = next(token.i for token in doc if token.text == "said")
    names = {entity.start: entity for entity in doc.ents}
    actors = {start: Actor(f"a{start}", entity.text, KINDS[entity.label_]) for start, entity in names.items()}  # type: ignore[arg-type]
    by_token = {start: actor.id for start, actor in actors.items()}
    speakers = Speakers(doc, Participants((), tuple(actors.values()), (), by_token, {}))
    attribution = Attribution(((said + 1, said + 2),), ((said, said + 1),), ((0, said),), said)
    first = speakers.speaker_of(attribution, None)
    known = {actor.id: actor.name for actor in (*actors.values(), *speakers.made.values())}
    return [known.get(one.actor or "") for one in (first, *speakers.others_of(attribution, first))]


@pytest.mark.parametrize(
    ("name", "speakers"),
    [
        pytest.param("owner", ["Steffen Seibert"], id="whose spokesperson it is does not speak"),
        pytest.param("state", ["US"], id="a state in capitals is no pronoun"),
        pytest.param("states", ["Chad", "Niger"], id="states that are joined speak both"),
        pytest.param("text", [None], id="a text speaks for nobody knows whom"),
        pytest.param("text by", ["office"], id="a text speaks for whoever it is by"),
        pytest.param("broadcaster", ["Alba"], id="a name beside a noun is who speaks"),
        pytest.param("agency", ["Ritzau"], id="a name that ends the source right after its noun speaks"),
        pytest.param("director", ["Kari Moe"], id="so does one right after another name"),
        pytest.param("one of", ["Green League"], id="so does a name beside a noun after the first"),
        pytest.param("members", ["firms like Acme , Orla"], id="the last of a list names nobody"),
        pytest.param("based", ["Oslo - based movement"], id="where a movement is does not speak"),
        pytest.param("platform", ["Facebook post"], id="where it was posted does not speak"),
        pytest.param("organizers", ["organizers"], id="a preposition is not part of a name"),
        pytest.param("administration", ["Moe administration"], id="an organ called after a person is not the person"),
        pytest.param("office", ["Moe 's office"], id="a statement by somebody's office is the office's"),
        pytest.param("students", ["Oslo students"], id="people called after a place are not the place"),
        pytest.param("judge", ["Oslo judge"], id="nor is one of them"),
        pytest.param("statistics", ["Acme"], id="a text is its owner's"),
        pytest.param("year", [None], id="a year names nobody"),
        pytest.param("weekday", [None], id="a day names nobody"),
        pytest.param("its", [None], id="a pronoun is no name"),
        pytest.param("you", [None], id="you are nobody in particular"),
        pytest.param("no one", [None], id="no organization is none"),
        pytest.param("chancellor", ["Kari Moe"], id="the person whose name ends the source after a comma speaks"),
        pytest.param("both", ["Niger", "Kari Moe"], id="a name behind and, that the tree hung elsewhere, speaks too"),
        pytest.param("of both", ["Alba"], id="not where a preposition may hold it"),
        pytest.param("determiner", [None], id="a determiner names nobody"),
    ],
)
def test_the_speaker_is_whom_the_source_names(name: str, speakers: list[str | None]):
    assert speakers_of(name) == speakers


def test_both_countries_speak():
    doc = parse_of("Both/DT/DET/det/1/ nations/NNS/NOUN/nsubj/2/ said/VBD/VERB/ROOT/2/ so/RB/ADV/advmod/2/")
    actors = (Actor("a1", "Chad", "state"), Actor("a2", "Niger", "state"))
    participants = Participants((), actors, (), {}, {}, actors_by_token={1: ("a1", "a2")})
    speakers = Speakers(doc, participants)
    attribution = Attribution(((3, 4),), ((2, 3),), ((0, 2),), 2)

    first = speakers.speaker_of(attribution, None)

    assert [one.actor for one in (first, *speakers.others_of(attribution, first))] == ["a1", "a2"]
