import pytest
from spacy.tokens import Doc

from graph.model import Mention
from ingest.extract.participants.participants import Participants, read_participants
from tests.parses import parse_of

# A sentence a line, a token a word: as in tests/parses.py.
TEXTS = {
    "titles": [
        "Russian/JJ/ADJ/amod/1/B-NORP President/NNP/PROPN/nmod:desc/2/ Vladimir/NNP/PROPN/nsubj/4/B-PER "
        "Putin/NNP/PROPN/flat/2/I-PER met/VBD/VERB/ROOT/4/ Anna/NNP/PROPN/obj/4/B-PER Kowalska/NNP/PROPN/flat/5/I-PER "
        ",/,/PUNCT/punct/9/ a/DT/DET/det/9/ spokeswoman/NN/NOUN/appos/5/ for/IN/ADP/case/13/ the/DT/DET/det/13/ "
        "Health/NNP/PROPN/compound/13/B-ORG Ministry/NNP/PROPN/nmod/9/I-ORG ././PUNCT/punct/4/",
        "Putin/NNP/PROPN/nsubj/16/B-PER said/VBD/VERB/ROOT/16/ he/PRP/PRON/nsubj/19/ was/VBD/AUX/cop/19/ "
        "pleased/JJ/ADJ/ccomp/16/ ././PUNCT/punct/16/",
        "The/DT/DET/det/22/ spokeswoman/NN/NOUN/nsubj/23/ thanked/VBD/VERB/ROOT/23/ the/DT/DET/det/25/ "
        "president/NN/NOUN/obj/23/ ././PUNCT/punct/23/",
    ],
    "capital": [
        "Moscow/NNP/PROPN/nsubj/1/B-LOC said/VBD/VERB/ROOT/1/ it/PRP/PRON/nsubj/4/ would/MD/AUX/aux/4/ "
        "reply/VB/VERB/ccomp/1/ ././PUNCT/punct/1/",
        "The/DT/DET/det/7/ delegation/NN/NOUN/nsubj/8/ flew/VBD/VERB/ROOT/8/ to/IN/ADP/case/10/ "
        "Moscow/NNP/PROPN/obl/8/B-LOC ././PUNCT/punct/8/",
    ],
    "two": [
        "Russia/NNP/PROPN/nsubj/3/B-LOC and/CC/CCONJ/cc/2/ Ukraine/NNP/PROPN/conj/0/B-LOC met/VBD/VERB/ROOT/3/ "
        "in/IN/ADP/case/5/ Istanbul/NNP/PROPN/obl/3/B-LOC ,/,/PUNCT/punct/10/ and/CC/CCONJ/cc/10/ the/DT/DET/det/9/ "
        "latter/JJ/ADJ/nsubj/10/ says/VBZ/VERB/conj/3/ both/DT/DET/det/12/ countries/NNS/NOUN/nsubj/14/ "
        "will/MD/AUX/aux/14/ meet/VB/VERB/ccomp/10/ again/RB/ADV/advmod/14/ ././PUNCT/punct/3/",
    ],
    "acronym": [
        "The/DT/DET/det/3/ British/NNP/ADJ/amod/3/B-ORG Transport/NNP/PROPN/compound/3/I-ORG "
        "Police/NNP/PROPN/nsubj/7/I-ORG (/-LRB-/PUNCT/punct/5/ BTP/NNP/PROPN/appos/3/B-ORG )/-RRB-/PUNCT/punct/5/ "
        "closed/VBD/VERB/ROOT/7/ its/PRP$/PRON/nmod:poss/9/ office/NN/NOUN/obj/7/ ././PUNCT/punct/7/",
        "BTP/NNP/PROPN/nsubj/12/ said/VBD/VERB/ROOT/12/ they/PRP/PRON/nsubj/14/ had/VBD/VERB/ccomp/12/ "
        "no/DT/DET/det/16/ choice/NN/NOUN/obj/14/ ././PUNCT/punct/12/",
    ],
    "deputy": [
        "Deputy/NNP/PROPN/compound/1/ Governor/NNP/PROPN/nmod:desc/2/ Jan/NNP/PROPN/nsubj/4/B-PER "
        "Nowak/NNP/PROPN/flat/2/I-PER came/VBD/VERB/ROOT/4/ ././PUNCT/punct/4/",
        "The/DT/DET/det/7/ governor/NN/NOUN/nsubj/8/ thanked/VBD/VERB/ROOT/8/ the/DT/DET/det/11/ "
        "deputy/NN/ADJ/amod/11/ governor/NN/NOUN/obj/8/ ././PUNCT/punct/8/",
    ],
    "government": [
        "The/DT/DET/det/2/ Russian/JJ/ADJ/amod/2/B-NORP government/NN/NOUN/nsubj/3/ denied/VBD/VERB/ROOT/3/ "
        "the/DT/DET/det/5/ report/NN/NOUN/obj/3/ ././PUNCT/punct/3/",
        "Russian/JJ/ADJ/amod/10/B-NORP and/CC/CCONJ/cc/9/ Belarusian/JJ/ADJ/conj/7/B-NORP forces/NNS/NOUN/nsubj/11/ "
        "left/VBD/VERB/ROOT/11/ Minsk/NNP/PROPN/obj/11/B-LOC ././PUNCT/punct/11/",
    ],
    "fronted": [
        "For/IN/ADP/case/2/ her/PRP$/PRON/nmod:poss/2/ part/NN/NOUN/obl/12/ ,/,/PUNCT/punct/2/ the/DT/DET/det/5/ "
        "mayor/NN/NOUN/nsubj/12/ of/IN/ADP/case/7/ Leeds/NNP/PROPN/nmod/5/B-LOC ,/,/PUNCT/punct/9/ "
        "Anne/NNP/PROPN/appos/5/B-PER Brook/NNP/PROPN/flat/9/I-PER ,/,/PUNCT/punct/5/ praised/VBD/VERB/ROOT/12/ "
        "her/PRP$/PRON/nmod:poss/14/ country/NN/NOUN/obj/12/ ././PUNCT/punct/12/",
    ],
    "hung elsewhere": [
        "Angela/NNP/PROPN/nsubj/7/B-PER Merkel/NNP/PROPN/flat/0/I-PER 's/POS/PART/case/0/ "
        "spokesperson/NN/NOUN/nmod:desc/0/ ,/,/PUNCT/punct/5/ Steffen/NNP/PROPN/appos/3/B-PER "
        "Seibert/NNP/PROPN/flat/5/I-PER spoke/VBD/VERB/ROOT/7/ ././PUNCT/punct/7/",
    ],
    "binding": [
        "John/NNP/PROPN/nsubj/2/B-PER Smith/NNP/PROPN/flat/0/I-PER told/VBD/VERB/ROOT/2/ Peter/NNP/PROPN/iobj/2/B-PER "
        "Brown/NNP/PROPN/flat/3/I-PER that/IN/SCONJ/mark/8/ he/PRP/PRON/nsubj/8/ would/MD/AUX/aux/8/ "
        "resign/VB/VERB/ccomp/2/ ././PUNCT/punct/2/",
        "Brown/NNP/PROPN/nsubj/11/B-PER thanked/VBD/VERB/ROOT/11/ him/PRP/PRON/obj/11/ ././PUNCT/punct/11/",
    ],
    "title of": [
        "President/NNP/PROPN/nsubj/5/ of/IN/ADP/case/2/ Ukraine/NNP/PROPN/nmod/0/B-LOC Olena/NNP/PROPN/flat/0/B-PER "
        "Bondar/NNP/PROPN/flat/3/I-PER met/VBD/VERB/ROOT/5/ Ann/NNP/PROPN/obj/5/B-PER Yates/NNP/PROPN/flat/6/I-PER "
        "of/IN/ADP/case/9/ UNICEF/NNP/PROPN/nmod/6/B-ORG ././PUNCT/punct/5/",
    ],
    "army": [
        "Ana/NNP/PROPN/nsubj/9/B-PER Cruz/NNP/PROPN/flat/0/I-PER of/IN/ADP/case/7/ the/DT/DET/det/4/ "
        "army/NN/NOUN/nmod:poss/7/ 's/POS/PART/case/4/ Western/NNP/ADJ/amod/7/B-ORG Command/NNP/PROPN/nmod/0/I-ORG "
        "once/RB/ADV/advmod/9/ met/VBD/VERB/ROOT/9/ Oxfam/NNP/PROPN/nmod:poss/12/B-ORG 's/POS/PART/case/10/ "
        "Eva/NNP/PROPN/obj/9/B-PER Lind/NNP/PROPN/flat/12/I-PER ,/,/PUNCT/punct/17/ who/WP/PRON/nsubj/17/ "
        "is/VBZ/AUX/cop/17/ director/NN/NOUN/acl:relcl/12/ ././PUNCT/punct/9/",
    ],
    "kinds": [
        "The/DT/DET/det/1/ airline/NN/NOUN/nsubj/6/ Vuelo/NNP/PROPN/appos/1/B-ORG and/CC/CCONJ/cc/5/ "
        "news/NN/NOUN/compound/5/ agency/NN/NOUN/conj/1/ met/VBD/VERB/ROOT/6/ "
        "Markt/NNP/PROPN/obj/6/B-ORG ,/,/PUNCT/punct/11/ a/DT/DET/det/11/ "
        "Danish/JJ/ADJ/amod/11/B-NORP chain/NN/NOUN/appos/7/ ,/,/PUNCT/punct/11/ on/IN/ADP/case/17/ "
        "a/DT/DET/det/17/ government/NN/NOUN/compound/17/ Bildbuch/NNP/PROPN/compound/17/B-ORG "
        "account/NN/NOUN/obl/6/ ././PUNCT/punct/6/",
    ],
    "home": [
        "President/NNP/PROPN/nmod:desc/1/ Niinisto/NNP/PROPN/nsubj/2/B-PER left/VBD/VERB/ROOT/2/ "
        "Helsinki/NNP/PROPN/obj/2/B-LOC ././PUNCT/punct/2/",
    ],
    "abroad": [
        "President/NNP/PROPN/nmod:desc/1/ Niinisto/NNP/PROPN/nsubj/2/B-PER left/VBD/VERB/ROOT/2/ "
        "Helsinki/NNP/PROPN/obj/2/B-LOC for/IN/ADP/case/5/ Norway/NNP/PROPN/obl/2/B-LOC ././PUNCT/punct/2/",
    ],
    "owner": [
        "Kowalska/NNP/PROPN/appos/2/B-PER 's/POS/PART/case/0/ spokesman/NN/NOUN/nsubj/7/ ,/,/PUNCT/punct/4/ "
        "Jan/NNP/PROPN/appos/2/B-PER Nowak/NNP/PROPN/flat/4/I-PER ,/,/PUNCT/punct/4/ smiled/VBD/VERB/ROOT/7/ "
        "on/IN/ADP/case/10/ live/JJ/ADJ/amod/10/ television/NN/NOUN/obl/12/ Putin/NNP/PROPN/nsubj/12/B-PER "
        "spoke/VBD/VERB/conj/7/ ././PUNCT/punct/7/",
    ],
    "company": [
        "Acme/NNP/PROPN/compound/2/B-ORG Motors/NNPS/PROPN/compound/2/I-ORG Inc./NNP/PROPN/nsubj/3/I-ORG "
        "opened/VBD/VERB/ROOT/3/ a/DT/DET/det/5/ factory/NN/NOUN/obj/3/ in/IN/ADP/case/7/ "
        "Springfield/NNP/PROPN/obl/3/B-LOC ,/,/PUNCT/punct/9/ Illinois/NNP/PROPN/appos/7/B-LOC ././PUNCT/punct/3/",
        "The/DT/DET/det/12/ company/NN/NOUN/nsubj/13/ hired/VBD/VERB/ROOT/13/ a/DT/DET/det/15/ man/NN/NOUN/obj/13/ "
        "././PUNCT/punct/13/",
        "He/PRP/PRON/nsubj/18/ smiled/VBD/VERB/ROOT/18/ ././PUNCT/punct/18/",
    ],
}


def parsed(name: str) -> Doc:
    return parse_of(" ".join(TEXTS[name]), {"countries": "country"})


def meanings(name: str) -> tuple[Participants, list[tuple[str, str, str | None]]]:
    doc = parsed(name)
    found = read_participants(doc)
    named = {each.id: each.name for each in (*found.actors, *found.places)}

    def row(mention: Mention) -> tuple[str, str, str | None]:
        return doc.text[mention.start : mention.end], mention.kind, named.get(mention.ref or "")

    return found, [row(mention) for mention in found.mentions]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("titles", ("Putin", "name", "Vladimir Putin")),
        ("titles", ("he", "pronoun", "Vladimir Putin")),
        ("titles", ("The spokeswoman", "nominal", "Anna Kowalska")),
        ("titles", ("the president", "nominal", "Vladimir Putin")),
        ("deputy", ("the deputy governor", "nominal", "Jan Nowak")),
        ("capital", ("Moscow", "name", "Russia")),
        ("capital", ("it", "pronoun", "Russia")),
        ("capital", ("Moscow", "name", "Moscow")),
        ("two", ("the latter", "nominal", "Ukraine")),
        ("acronym", ("BTP", "name", "British Transport Police")),
        ("acronym", ("its", "pronoun", "British Transport Police")),
        ("acronym", ("they", "pronoun", "British Transport Police")),
        ("government", ("The Russian government", "nominal", "Russia")),
        ("government", ("Belarusian", "name", "Belarus")),
        ("fronted", ("her", "pronoun", "Anne Brook")),
        ("fronted", ("her country", "nominal", "United Kingdom")),
        ("binding", ("he", "pronoun", "John Smith")),
        ("binding", ("him", "pronoun", "John Smith")),
        ("company", ("The company", "nominal", "Acme Motors Inc.")),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_a_mention_stands_for_whom_a_reader_takes_it(name: str, expected: tuple[str, str, str]) -> None:
    assert expected in meanings(name)[1]


def test_the_deputy_of_an_office_does_not_hold_it() -> None:
    assert "The governor" not in {words for words, _, _ in meanings("deputy")[1]}


def test_an_unnamed_person_keeps_a_pronoun_from_a_name() -> None:
    assert not [words for words, kind, _ in meanings("company")[1] if kind == "pronoun"]


def test_a_role_has_title_organization_and_its_own_words() -> None:
    doc = parsed("titles")
    person = next(actor for actor in read_participants(doc).actors if actor.name == "Anna Kowalska")
    assert [(role.title, role.org) for role in person.roles] == [("spokeswoman", "Health Ministry")]
    assert doc.text[slice(*person.roles[0].span)] == "a spokeswoman for the Health Ministry"


def test_a_person_has_country_and_sector_from_the_title() -> None:
    person = next(actor for actor in read_participants(parsed("titles")).actors if actor.name == "Vladimir Putin")
    assert (person.country, person.sector, person.aliases) == ("RUS", "GOV", ("Putin",))


@pytest.mark.parametrize(
    ("name", "person", "role"),
    [
        ("title of", "Olena Bondar", ("President", "Ukraine", "President of Ukraine")),
        ("title of", "Ann Yates", ("of UNICEF", "UNICEF", "of UNICEF")),
        ("army", "Ana Cruz", ("of the army's Western Command", "Western Command", "of the army's Western Command")),
        ("owner", "Jan Nowak", ("spokesman", "Kowalska", "Kowalska's spokesman")),
        ("hung elsewhere", "Steffen Seibert", ("spokesperson", "Angela Merkel", "Angela Merkel's spokesperson")),
    ],
)
def test_a_role_tells_whose_it_is(name: str, person: str, role: tuple[str, str, str]) -> None:
    doc = parsed(name)
    actor = next(actor for actor in read_participants(doc).actors if actor.name == person)
    roles = [(each.title, each.org, doc.text[slice(*each.span)]) for each in actor.roles]
    assert [tuple(words.replace(" 's", "'s") for words in each if words) for each in roles] == [role]


def test_a_person_may_be_told_by_an_organization_and_a_clause() -> None:
    person = next(actor for actor in read_participants(parsed("army")).actors if actor.name == "Eva Lind")
    assert {(role.title, role.org) for role in person.roles} == {("Oxfam", "Oxfam"), ("director", None)}


@pytest.mark.parametrize(("name", "country"), [("home", "FIN"), ("abroad", None)])
def test_a_president_without_a_country_leads_the_only_one_in_the_article(name: str, country: str | None) -> None:
    person = next(actor for actor in read_participants(parsed(name)).actors if actor.kind == "person")
    assert person.country == country


@pytest.mark.parametrize(
    ("organization", "titles", "sector"),
    [("Vuelo", ["airline"], "BUS"), ("Markt", ["Danish chain"], None), ("Bildbuch", [], None)],
)
def test_an_organization_is_what_the_article_calls_it(organization: str, titles: list[str], sector: str | None) -> None:
    actor = next(actor for actor in read_participants(parsed("kinds")).actors if actor.name == organization)
    assert ([role.title for role in actor.roles], actor.sector) == (titles, sector)


def test_a_noun_for_no_person_is_no_title() -> None:
    actors = read_participants(parsed("owner")).actors
    assert [actor.roles for actor in actors if actor.name == "Putin"] == [()]


def test_a_country_is_both_state_and_land() -> None:
    found, _ = meanings("two")
    places = {place.id: place for place in found.places}
    russia = found.mentions[0]
    assert russia.ref in {actor.id for actor in found.actors}
    assert russia.place is not None
    assert (places[russia.place].geonameid, places[russia.place].resolution) == (2017370, "country")


def test_both_countries_are_the_two_named_before() -> None:
    found, _ = meanings("two")
    names = {actor.id: actor.name for actor in found.actors}
    assert [[names[ref] for ref in refs] for refs in found.actors_by_token.values()] == [["Russia", "Ukraine"]]


def test_the_state_behind_a_city_decides_which_city_it_is() -> None:
    places = {place.name: place for place in meanings("company")[0].places}
    assert (places["Springfield"].geonameid, places["Springfield"].country) == (4250542, "USA")


def test_later_parts_of_a_name_lead_to_its_actor() -> None:
    doc = parsed("titles")
    found = read_participants(doc)
    assert found.actor_of(doc[3]) == found.actor_by_token[2]
