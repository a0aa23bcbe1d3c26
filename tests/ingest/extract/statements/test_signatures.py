import pytest
import spacy
from spacy.tokens import Doc, Span

from ingest.extract.statements.quotes import find_quotations
from ingest.extract.statements.signatures import find_signed

NLP = spacy.blank("en")


def signed(text: str, *, sources: tuple[str, ...] = (), persons: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Give the contents and sources of the signed quotations of ``text``."""
    doc = NLP(text)
    doc.set_ents([_span(doc, name, "PER") for name in persons])
    tagged = [(span.start, span.end) for span in (_span(doc, source, "Source") for source in sources)]
    found = find_signed(doc, find_quotations(doc), tagged)
    return [tuple(doc[slice(*part)].text for part in (one.content[0], one.source[0])) for one in found]  # type: ignore[misc]


def _span(doc: Doc, words: str, label: str) -> Span:
    start = doc.text.index(words)
    span = doc.char_span(start, start + len(words), label=label)
    assert span is not None
    return span


@pytest.mark.parametrize("dash", ["—", "–", "―", "--"])
def test_a_name_behind_a_dash_signs_a_quotation(dash: str):
    assert signed(f"“We were here first.” {dash} Ana Costa\nMore.", persons=("Ana Costa",)) == [
        ("We were here first", "Ana Costa")
    ]


def test_a_tagged_source_signs_too():
    assert signed("“It rains.” — a reader of ours", sources=("a reader of ours",)) == [("It rains", "a reader of ours")]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        pytest.param("“It rains.” Ana Costa left.", ("Ana Costa",), id="no dash"),
        pytest.param("“It rains.”\n— Ana Costa", ("Ana Costa",), id="another line"),
        pytest.param("“It rains” — and it did.", (), id="no name"),
    ],
)
def test_other_quotations_are_not_signed(text: str, persons: tuple[str, ...]):
    assert signed(text, persons=persons) == []
