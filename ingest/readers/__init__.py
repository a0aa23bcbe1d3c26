"""One reader for each form in which documents arrive."""

from ingest.readers.documents import read_documents
from ingest.readers.fields import make_document

__all__ = ["make_document", "read_documents"]
