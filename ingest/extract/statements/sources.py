"""The words that name who spoke: the subject, agent or possessor of the cue, or what "according to" governs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from ingest.extract.heads import has_vectors
from ingest.extract.layout import layout_of
from ingest.extract.phrases import agents, children, noun_phrase, prepositions, subjects
from ingest.extract.statements.attribution import Range, distance, head_of
from ingest.extract.statements.linking import LEAST, is_same_paragraph, link_scores

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_FROM = frozenset({"by", "from", "of"})


def source_of(
    doc: Doc, cue: Range | None, content: Range, sources: Sequence[Range], cues: Sequence[Range] = ()
) -> tuple[Range, ...]:
    """Give the words that name who says ``content``: a tagged source, by pointer and tree, a phrase, or the nearest.

    ``cues`` are all that a source might belong to. The nearest is taken from the sentences of cue and content only;
    nothing is given where none stands there.
    """
    near = [source for source in sources if _is_near(doc, source, cue or content, content)]
    if cue is not None:
        pointed = _pointed(doc, cue, near, cues)
        if pointed is not None:
            return (_with_article(doc, pointed),)
        for token in speaking_tokens(head_of(doc, cue)):
            tagged = next((source for source in sources if source[0] <= token.i < source[1]), None)
            if tagged is not None:
                return (_with_article(doc, tagged),)
            if _can_speak(token) and not content[0] <= token.i < content[1]:
                return (_phrase(token),)
    best = min(near, key=lambda source: _cost(source, cue or content), default=None)
    return (_with_article(doc, best),) if best else ()


def _pointed(doc: Doc, cue: Range, sources: Sequence[Range], cues: Sequence[Range]) -> Range | None:
    """Give the source that fits the cue best, where the language model can tell and none of them is unlikely."""
    if not has_vectors(doc):
        return None
    taken = [cue, *sources]
    scores = {source: link_scores(doc, source, cues, others=(), taken=taken).get(cue, LEAST) for source in sources}
    best = max(scores, key=lambda source: scores[source], default=None)
    return best if best is not None and scores[best] > LEAST else None


def _with_article(doc: Doc, source: Range) -> Range:
    start, end = source
    if end == start + 1 and doc[start].dep_ == "det":
        # Of "according to the minister", the tags at times have "the" alone.
        return noun_phrase(doc[start].head)
    while start and doc[start - 1].dep_ in {"det", "amod", "compound"} and start <= doc[start - 1].head.i < end:
        start -= 1
    return start, end


def speaking_tokens(cue: Token) -> Iterator[Token]:
    """Give the words that the tree makes the speaker of a cue, best first."""
    if cue.lower_ == "according" or cue.dep_ in {"case", "fixed", "mark"}:
        yield cue.head
        return
    passive = any(child.dep_ in {"aux:pass", "nsubj:pass"} for child in cue.children)
    if cue.pos_ in {"VERB", "AUX", "ADJ"}:
        yield from agents(cue)
        if not passive:
            yield from (_antecedent(token) for token in subjects(cue))
        return
    yield from children(cue, "nmod:poss")
    yield from (child for child in children(cue, "nmod") if set(prepositions(child)) & {"by", "from"})
    if cue.dep_ in {"obj", "obl", "xcomp", "nsubj:pass"} and cue.head.pos_ == "VERB":
        yield from agents(cue.head)
        if cue.dep_ != "nsubj:pass":
            yield from (_antecedent(token) for token in subjects(cue.head))
    if children(cue, "cop"):
        yield from (_antecedent(token) for token in subjects(cue))
    yield from (child for child in children(cue, "nmod") if "of" in prepositions(child))
    yield from children(cue, "compound")


def _antecedent(token: Token) -> Token:
    """Give the noun that a relative pronoun stands for."""
    if token.lower_ in _RELATIVE:
        for above in token.ancestors:
            if above.dep_ == "acl:relcl":
                return above.head
    return token


def _can_speak(token: Token) -> bool:
    return (
        token.pos_ in {"PROPN", "NOUN", "PRON"}
        and token.dep_ not in {"expl", "csubj"}
        and token.lower_ not in (_RELATIVE | {"it", "this", "there", "what"})
    )


def _phrase(token: Token) -> Range:
    if token.pos_ == "PRON":
        return token.i, token.i + 1
    return noun_phrase(token)


def _is_near(doc: Doc, source: Range, cue: Range, content: Range) -> bool:
    if content[0] <= source[0] < content[1] or not is_same_paragraph(doc, source, cue):
        return False
    starts = layout_of(doc).starts
    return starts[source[0]] in {starts[cue[0]], starts[content[0]]}


def _cost(source: Range, cue: Range) -> float:
    """Give how far a source stands from the cue; one before it is likelier than one after."""
    return distance(source, cue) + (3 if source[0] >= cue[1] else 0)
