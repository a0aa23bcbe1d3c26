"""One reader for each form in which documents arrive."""
