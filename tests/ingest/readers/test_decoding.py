import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import DocumentError
from ingest.readers.decoding import decode

TEXT = "Der Präsident sagte: “Ça va” – 5 €.\r\nZweite Zeile\rdritte\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode("utf-8"),
        codecs.BOM_UTF8 + TEXT.encode("utf-8"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
    ],
    ids=["utf-8", "utf-8 bom", "utf-16 le", "utf-16 be", "utf-32 le"],
)
def test_unicode_is_decoded_with_its_line_ends_and_without_its_mark(content):
    assert decode(content, "a.txt") == TEXT


def test_windows_1252_is_recognised():
    text = "The minister said “Ça suffit” in Genève – and left the café for Zürich.\r\n" * 3
    assert decode(text.encode("cp1252"), "a.txt") == text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t", "white space"),
        (b"a\x00b", "NUL"),
        ("text".encode("utf-16-le"), "NUL"),
        (codecs.BOM_UTF16_LE + b"abc", "utf-16-le"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04...", "ZIP"),
        (b"\x1f\x8b\x08...", "gzip"),
        (b"\x89PNG\r\n\x1a\n\xff", "image"),
        (bytes(range(1, 256)) * 40, "binary"),
    ],
    ids=["empty", "blank", "nul", "utf-16 without mark", "half utf-16", "pdf", "zip", "gzip", "png", "bytes"],
)
def test_what_is_no_text_is_refused_with_its_reason(content, reason):
    with pytest.raises(DocumentError, match=reason) as caught:
        decode(content, "a.txt")
    assert caught.value.name == "a.txt"


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(content):
    try:
        text = decode(content, "a.txt")
    except DocumentError:
        return
    assert text.strip()
    assert "\x00" not in text
