import pytest

from ingest.extract.participants.countries import (
    country_in,
    country_of,
    country_of_capital,
    country_of_people,
    country_of_seat,
)
from ingest.extract.participants.gazetteer import find_cities


@pytest.mark.parametrize(
    ("found", "iso3"),
    [
        (country_of("the United States"), "USA"),
        (country_of("U.K."), "GBR"),
        (country_of("Republic of Belarus"), "BLR"),
        (country_of_people("Ukrainian"), "UKR"),
        (country_of_people("Congolese"), "COD"),
        (country_of_capital("Minsk"), "BLR"),
        (country_of_capital("Kingston"), "JAM"),
        (country_of_capital("Belgrade"), "SRB"),
        (country_of_seat("the Kremlin"), "RUS"),
        (country_in("Ukrainian Foreign Ministry"), "UKR"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_words_for_a_country_give_it(found: object, iso3: str) -> None:
    assert getattr(found, "iso3", None) == iso3


def test_other_words_give_no_country() -> None:
    assert country_of("Gondor") is None
    assert country_of_people("Western") is None


def test_a_city_is_found_by_its_name_and_by_an_older_one() -> None:
    assert find_cities("Kyiv")[0].geonameid == find_cities("Kiev")[0].geonameid == 703448


def test_homonyms_come_the_most_populous_first() -> None:
    populations = [city.population for city in find_cities("Springfield")]
    assert len(populations) > 3
    assert populations == sorted(populations, reverse=True)
