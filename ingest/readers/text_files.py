"""A document from a text file, with what a JSON file beside it says of it."""

from __future__ import annotations

import json
from pathlib import Path

from graph.errors import DocumentError
from graph.model import Document
from ingest.readers.decoding import decode
from ingest.readers.fields import OPTIONAL, make_document
from ingest.readers.opening import read_bytes


def read_text_file(path: Path) -> Document | DocumentError:
    """Give the document of ``path``: its id is the file's name without ending, ``x.json`` beside ``x.txt`` the rest."""
    try:
        text = decode(read_bytes(path), str(path))
        companion = path.with_suffix(".json")
        fields = _companion_fields(companion) if companion != path and companion.exists() else {}
        fields = {field: fields.get(field) for field in OPTIONAL}
        return make_document({**fields, "id": path.stem, "text": text}, str(companion if fields else path))
    except DocumentError as error:
        return error


def _companion_fields(path: Path) -> dict[str, object]:
    try:
        fields = json.loads(decode(read_bytes(path), str(path)))
    except (ValueError, RecursionError) as error:
        raise DocumentError(str(path), f"is not JSON ({error}); correct it or remove it") from error
    if not isinstance(fields, dict):
        raise DocumentError(str(path), 'is not a JSON object; write {"published": …, "source": …}')
    return fields
