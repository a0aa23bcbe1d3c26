import pytest

from ingest.extract.participants.name_matching import is_acronym, organization_match, person_match


@pytest.mark.parametrize(
    ("short", "full", "is_same"),
    [
        ("Zelensky", "Volodymyr Zelensky", True),
        ("Zelenskyy", "Volodymyr Zelensky", True),
        ("de Blasio", "Bill de Blasio", True),
        ("Wanda Vázquez", "Wanda Vázquez Garced", True),
        ("Donald Trump", "Donald J. Trump", True),
        ("Donald Trump", "Donald Trump Jr.", False),
        ("Melania Trump", "Donald Trump", False),
        ("Jr.", "Jr.", True),
    ],
)
def test_a_shorter_name_is_the_persons_where_it_leaves_words_out(short: str, full: str, is_same: bool) -> None:
    assert bool(person_match(short, full)) is is_same


@pytest.mark.parametrize(
    ("short", "full", "is_same"),
    [
        ("WHO", "World Health Organization", True),
        ("Supreme Court", "Supreme Court of Puerto Rico", True),
        ("Navy", "United States Navy", True),
        ("Acme", "Acme Inc.", True),
        ("Ford", "Ford Foundation", False),
        ("Ford", "Ford Motor Company", True),
        ("NBC", "NBC News", True),
        ("UN", "UN Security Council", False),
        ("Senate", "House of Representatives", False),
    ],
)
def test_a_shorter_name_is_the_organizations(short: str, full: str, is_same: bool) -> None:
    assert bool(organization_match(short, full)) is is_same


def test_the_country_may_be_missing_in_an_acronym() -> None:
    assert is_acronym("CPD", "United States Commission on Presidential Debates")
    assert not is_acronym("US", "United Nations")
