"""All attributions of an article: the model's tags, joined and mended by the tree and by quotation marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from ingest.extract.attribution import Attribution, Range, distance, head_of, tagged_ranges, trim_content
from ingest.extract.linking import is_same_paragraph, link_contents
from ingest.extract.quotes import Quotation
from ingest.extract.sources import source_of

# Pieces of one quotation lie at most this many words apart, who said it in between.
_NEAR = 14


def read_attributions(doc: Doc, quotations: Sequence[Quotation]) -> list[Attribution]:
    """Give the attributions of ``doc`` in the order of their contents."""
    sources, cues = tagged_ranges(doc, "Source"), tagged_ranges(doc, "Cue")
    contents = mend_contents(doc, tagged_ranges(doc, "Content"), quotations)
    links = link_contents(doc, contents, cues, sources)
    found = [
        _attribution(
            doc, [content for content, link in zip(contents, links, strict=True) if link == number], cue, sources
        )
        for number, cue in enumerate(cues)
        if number in links
    ]
    free = [content for content, link in zip(contents, links, strict=True) if link < 0]
    for content in free:
        found = _with_free(doc, content, found, sources)
    return sorted(found, key=lambda attribution: attribution.content)


def mend_contents(doc: Doc, contents: Sequence[Range], quotations: Sequence[Quotation]) -> list[Range]:
    """Give the contents with each quotation whole: what is tagged of one stands for all of it."""
    mended: list[Range] = []
    for start, end in contents:
        for quotation in quotations:
            overlap = min(end, quotation.end) - max(start, quotation.start)
            if overlap > 0 and (overlap * 3 >= quotation.end - quotation.start or start < quotation.start):
                start, end = min(start, quotation.start), max(end, quotation.end)
        start, end = trim_content(doc, start, end)
        if mended and start < mended[-1][1]:
            start, end = min(start, mended[-1][0]), max(end, mended.pop()[1])
        if start < end:
            mended.append((start, end))
    return mended


def _attribution(doc: Doc, contents: list[Range], cue: Range, sources: Sequence[Range]) -> Attribution:
    return Attribution(
        content=tuple(contents),
        cue=(cue,),
        source=source_of(doc, cue, contents[0], sources),
        anchor=head_of(doc, cue).i,
    )


def _with_free(doc: Doc, content: Range, found: list[Attribution], sources: Sequence[Range]) -> list[Attribution]:
    """Give the attributions with a content that has no cue: a further piece of the last one, or one of its own."""
    for number, other in enumerate(found):
        last = other.content[-1]
        if last < content and distance(last, content) <= _NEAR and is_same_paragraph(doc, last, content):
            return [*found[:number], replace(other, content=(*other.content, content)), *found[number + 1 :]]
    source = source_of(doc, None, content, sources)
    return [*found, Attribution(content=(content,), source=source)] if source else found
