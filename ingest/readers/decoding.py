"""From a file's bytes to its text, with nothing changed: offsets count the characters of the text as it was given."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from graph.errors import DocumentError

# The longest boms first: UTF-32's begins with UTF-16's.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Enough to see the encoding; charset-normalizer's time grows with the length.
_GUESS_BYTES = 200_000
# How files begin that people give by mistake, with what they are.
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
)


def decode(content: bytes, name: str) -> str:
    """Give the text of ``content``; a byte order mark is not part of it, line ends stay as they are.

    UTF-8 is assumed; what is not is guessed. DocumentError with ``name`` for what is empty or no text.
    """
    if not content:
        raise DocumentError(name, "is empty; give a file with text")
    for start, kind in _SIGNATURES:
        if content.startswith(start):
            raise DocumentError(name, f"is {kind}, not text; save it as plain text first")
    text = _decode(content, name)
    if "\x00" in text:
        raise DocumentError(name, "has NUL characters, so that it is binary, not text; save it as plain text first")
    if not text.strip():
        raise DocumentError(name, "has white space only; give a file with text")
    return text


def _decode(content: bytes, name: str) -> str:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            try:
                return content.removeprefix(mark).decode(encoding)
            except UnicodeDecodeError as error:
                raise DocumentError(name, f"begins as {encoding} but is not: {error}; save it as UTF-8") from error
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _guess(content, name, error)


def _guess(content: bytes, name: str, error: UnicodeDecodeError) -> str:
    matches = from_bytes(content[:_GUESS_BYTES])
    # Many encodings fit the few accents of an English text; Windows-1252 is the one that it has.
    best = next((match for match in matches if match.encoding == "cp1252"), matches.best())
    if best is None:
        raise DocumentError(name, f"is binary or in an unknown encoding ({error}); save it as UTF-8") from error
    try:
        return content.decode(best.encoding)
    except UnicodeDecodeError as second:
        raise DocumentError(name, f"looks like {best.encoding} but is not ({second}); save it as UTF-8") from second
