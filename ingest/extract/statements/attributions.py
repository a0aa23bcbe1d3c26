"""All attributions of an article: the model's tags, joined by its pointer, the tree and quotation marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import log

from spacy.tokens import Doc

from ingest.extract.statements.attribution import Attribution, Range, distance, head_of, tagged_ranges
from ingest.extract.statements.continuations import join_continued
from ingest.extract.statements.linking import JOINED, best_cue, cue_odds, is_same_paragraph, link_scores
from ingest.extract.statements.pointing import untagged_cue
from ingest.extract.statements.quotes import Quotation, quotation_at
from ingest.extract.statements.saying import certain_attributions, is_no_statement
from ingest.extract.statements.signatures import find_signed
from ingest.extract.statements.sources import source_of

# Pieces of one quotation lie at most this many words apart, who said it in between.
_NEAR = 14
# The log probability from which a content surely has its cue, so that no time is lost to look for another.
_LIKELY = log(0.97)
# Words of these kinds say nothing by themselves.
_EMPTY = frozenset({"ADP", "DET", "CCONJ", "SCONJ", "PART", "PUNCT", "AUX", "SPACE"})
# The relations of whose a noun is.
_OWNERS = frozenset({"nmod:poss", "det"})
Scores = Mapping[Range, Mapping[Range, float]]


def read_attributions(doc: Doc, quotations: Sequence[Quotation]) -> list[Attribution]:
    """Give the attributions of ``doc`` in the order of their contents."""
    sources, contents = tagged_ranges(doc, "Source"), _contents(doc)
    cues = _cues(doc, contents)
    taken = [*cues, *sources]
    scores = {content: link_scores(doc, content, cues, others=contents, taken=taken) for content in contents}
    links = {content: best_cue(scores[content]) for content in contents}
    found, free = [], [content for content in contents if links[content] is None]
    for cue in cues:
        parts = [content for content in contents if links[content] == cue]
        if parts:
            kept = _pieces(doc, _without_owner(doc, parts, cue), cue, scores, quotations)
            free += [part for part in parts if part not in kept]
            found.append(_attribution(doc, kept, cue, sources, cues, scores))
    signed = list(find_signed(doc, quotations, sources))
    found += signed
    free = [part for part in free if not any(_is_inside(part, one.content[0]) for one in signed)]
    # A tag that belongs to no cue and stands outside of quotation marks is noise.
    for content in sorted(part for part in free if quotation_at(tuple(quotations), part[0]) is not None):
        found = _with_quoted(doc, content, found, sources)
    found += certain_attributions(doc, found, sources, quotations)
    found = join_continued(doc, found, quotations)
    return sorted(found, key=lambda attribution: attribution.content)


def _is_inside(part: Range, whole: Range) -> bool:
    return whole[0] <= part[0] < whole[1]


def _contents(doc: Doc) -> list[Range]:
    return [
        content
        for content in tagged_ranges(doc, "Content")
        if any(token.pos_ not in _EMPTY for token in doc[content[0] : content[1]])
    ]


def _cues(doc: Doc, contents: Sequence[Range]) -> list[Range]:
    """Give the tagged cues and those that contents point at besides."""
    found = tagged_ranges(doc, "Cue")
    taken = {index for cue in found for index in range(*cue)}
    tagged = list(found)
    for content in contents:
        if any(odds > _LIKELY for odds in cue_odds(doc, content, tagged).values()):
            continue
        cue = untagged_cue(doc, content, taken)
        if cue is not None:
            found.append(cue)
            taken.update(range(*cue))
    return sorted(cue for cue in found if not is_no_statement(head_of(doc, cue)))


def _without_owner(doc: Doc, parts: list[Range], cue: Range) -> list[Range]:
    """Leave out whose a noun of saying is, as in "his insistence that", which tells who says it."""
    noun = head_of(doc, cue)
    owners = {child.i for child in noun.children if noun.pos_ == "NOUN" and child.dep_ in _OWNERS and child.i < noun.i}
    return [part for part in parts if not owners.intersection(range(*part))] or parts


def _pieces(doc: Doc, parts: list[Range], cue: Range, scores: Scores, quotations: Sequence[Quotation]) -> list[Range]:
    """Give the contents of one cue that are pieces of one statement: all, but what stands on the
    other side of the cue must be quoted, or joined by the tree and no adjunct ("in the midst of the crisis, he said").
    """
    adjuncts = {part for part in parts if part < cue and head_of(doc, part).dep_ == "obl"}
    best = max(parts, key=lambda part: (part not in adjuncts, scores[part][cue]))
    if scores[best][cue] < JOINED or quotation_at(tuple(quotations), best[0]) is not None:
        return parts
    joined = {part for part in parts if scores[part][cue] >= JOINED and part not in adjuncts}
    return [part for part in parts if (part > cue) == (best > cue) or part in joined]


def _attribution(
    doc: Doc, contents: list[Range], cue: Range, sources: Sequence[Range], cues: Sequence[Range], scores: Scores
) -> Attribution:
    return Attribution(
        content=tuple(contents),
        cue=(cue,),
        source=source_of(doc, cue, contents[0], sources, cues),
        anchor=head_of(doc, cue).i,
        evidence="both" if scores[contents[0]][cue] >= JOINED else "tags",
    )


def _with_quoted(doc: Doc, content: Range, found: list[Attribution], sources: Sequence[Range]) -> list[Attribution]:
    """Give the attributions with a quoted content that has no cue: a piece of the one before it, or one of its own."""
    for number, other in enumerate(found):
        last = other.content[-1]
        if last < content and distance(last, content) <= _NEAR and is_same_paragraph(doc, last, content):
            return [*found[:number], replace(other, content=(*other.content, content)), *found[number + 1 :]]
    source = source_of(doc, None, content, sources)
    return [*found, Attribution(content=(content,), source=source)] if source else found
