import tarfile

import pytest

from training.newswire import find_spaces, read_newswire
from training.scored_words import annotated_names, raw_text

ARTICLE = """https://example.org/port\tO

HAMBURG\tB-Location

"\tO
We\tO
close\tO
,\tO
"\tO
said\tO
Anna\tB-Person
Berg\tI-Person
of\tO
the\tO
Port-\tB-Misc
Club\tI-Misc
.\tO

French\tB-NORP
Elbphilharmonie\tB-Facility
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "port.tsv").write_text(ARTICLE, "utf-8")
    return tmp_path / "set"


def test_the_text_is_put_together_and_a_headline_is_a_paragraph(folder):
    (document,) = read_newswire(folder)
    expected = 'HAMBURG\n\n"We close," said Anna Berg of the Port- Club. French Elbphilharmonie'
    assert raw_text(document) == expected


def test_names_have_five_types_and_others_are_none(folder):
    (document,) = read_newswire(folder)
    names, unknown = annotated_names(document)
    assert [name.type for name in names] == ["LOC", "PER", "NORP", "FAC"]
    assert (document.name_types, unknown) == ("five", [])


def test_an_archive_is_read_as_its_folder(folder, tmp_path):
    with tarfile.open(tmp_path / "set.tar.gz", "w:gz") as archive:
        archive.add(folder, "set")
    assert list(read_newswire(tmp_path / "set.tar.gz")) == list(read_newswire(folder))


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["Berg", "'s", "ship"], "Berg's ship"),
        (["do", "n't", "(", "yet", ")", "!"], "don't (yet)!"),
        (["$", "5", "-", "a", "-", "day"], "$5-a-day"),
        (['"', "Go", '"', "he", "said"], '"Go" he said'),
    ],
    ids=lambda words: words if isinstance(words, str) else "",
)
def test_words_are_set_as_english_is(words, text):
    spaced = zip(words, find_spaces(words), strict=True)
    assert "".join(word + " " * has_space for word, has_space in spaced).rstrip() == text
