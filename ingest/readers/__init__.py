"""One reader for each form in which documents arrive."""

from ingest.readers.documents import read_documents

__all__ = ["read_documents"]
