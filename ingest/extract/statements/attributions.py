"""All attributions of an article: the model's tags, joined and mended by the tree and by quotation marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from ingest.extract.statements.attribution import Attribution, Range, distance, head_of, tagged_ranges, trim_content
from ingest.extract.statements.continuations import join_continued
from ingest.extract.statements.linking import is_same_paragraph, link_contents, link_score
from ingest.extract.statements.quotes import Quotation, quotation_at
from ingest.extract.statements.saying import certain_attributions, is_no_statement
from ingest.extract.statements.sources import source_of

# Pieces of one quotation lie at most this many words apart, who said it in between.
_NEAR = 14
# Words of these kinds say nothing by themselves.
_EMPTY = frozenset({"ADP", "DET", "CCONJ", "SCONJ", "PART", "PUNCT", "AUX", "SPACE"})
# From this score on the tree joins a content to its cue.
_JOINED = 3.0


def read_attributions(doc: Doc, quotations: Sequence[Quotation]) -> list[Attribution]:
    """Give the attributions of ``doc`` in the order of their contents."""
    sources = tagged_ranges(doc, "Source")
    cues = [cue for cue in tagged_ranges(doc, "Cue") if not is_no_statement(head_of(doc, cue))]
    contents = mend_contents(doc, tagged_ranges(doc, "Content"), quotations)
    links = link_contents(doc, contents, cues, sources)
    found, free = [], [content for content, link in zip(contents, links, strict=True) if link < 0]
    for number, cue in enumerate(cues):
        parts = [content for content, link in zip(contents, links, strict=True) if link == number]
        if parts:
            kept = _pieces(doc, parts, cue, sources, quotations)
            free += [part for part in parts if part not in kept]
            found.append(_attribution(doc, kept, cue, sources))
    for content in sorted(free):
        found = _with_free(doc, content, found, sources, quotations)
    found += certain_attributions(doc, found, sources, quotations)
    found = join_continued(doc, found, quotations)
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
        if any(token.pos_ not in _EMPTY for token in doc[start:end]):
            mended.append((start, end))
    return mended


def _pieces(
    doc: Doc, parts: list[Range], cue: Range, sources: Sequence[Range], quotations: Sequence[Quotation]
) -> list[Range]:
    """Give the contents of one cue that are pieces of one statement: all, but what stands on the
    other side of the cue must be quoted or joined by the tree.
    """
    taken = [cue, *sources]
    scores = {part: link_score(doc, part, cue, parts, taken) for part in parts}
    best = max(parts, key=lambda part: scores[part])
    if scores[best] < _JOINED or quotation_at(tuple(quotations), best[0]) is not None:
        return parts
    return [part for part in parts if (part > cue) == (best > cue) or scores[part] >= _JOINED]


def _attribution(doc: Doc, contents: list[Range], cue: Range, sources: Sequence[Range]) -> Attribution:
    return Attribution(
        content=tuple(contents),
        cue=(cue,),
        source=source_of(doc, cue, contents[0], sources),
        anchor=head_of(doc, cue).i,
        evidence="both" if link_score(doc, contents[0], cue, contents, [cue, *sources]) >= _JOINED else "tags",
    )


def _with_free(
    doc: Doc,
    content: Range,
    found: list[Attribution],
    sources: Sequence[Range],
    quotations: Sequence[Quotation],
) -> list[Attribution]:
    """Give the attributions with a content that has no cue: a further piece of the last one, or one of its own."""
    quoted = quotation_at(tuple(quotations), content[0]) is not None
    for number, other in enumerate(found):
        last = other.content[-1]
        near = last < content and distance(last, content) <= _NEAR and is_same_paragraph(doc, last, content)
        if near and (quoted or doc[last[0]].sent == doc[content[0]].sent):
            return [*found[:number], replace(other, content=(*other.content, content)), *found[number + 1 :]]
    source = source_of(doc, None, content, sources) if quoted else ()
    return [*found, Attribution(content=(content,), source=source)] if source else found
