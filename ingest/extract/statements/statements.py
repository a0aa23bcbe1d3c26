"""Statements: who said what, what saying it does, and what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from spacy.tokens import Doc, Token

from graph.acts import ACTS
from graph.model import Actor, Event, Form, Span, Statement, Timespan
from ingest.extract.dates.dates import TimePhrase, find_times, post_day, time_of
from ingest.extract.layout import layout_of
from ingest.extract.participants.participants import Participants
from ingest.extract.phrases import characters, is_negated
from ingest.extract.statements.about import links_of, word_of
from ingest.extract.statements.acts import read_act
from ingest.extract.statements.addressees import addressees_of
from ingest.extract.statements.attribution import Attribution, Evidence, Range, words_of
from ingest.extract.statements.attributions import read_attributions
from ingest.extract.statements.nesting import parents_of
from ingest.extract.statements.posts import Post, find_posts
from ingest.extract.statements.quotes import Quotation, find_quotations
from ingest.extract.statements.speakers import Speaker, Speakers
from ingest.extract.tables import read_table

# The share of statements that were right, on annotated articles that the model had not seen: those that quote or post,
# and the indirect ones by what they rest on.
_SURE_QUOTED = 0.95
_SURE: dict[Evidence, float] = {"both": 0.8, "tags": 0.55, "syntax": 0.55, "post": 0.95}


@dataclass(frozen=True, slots=True)
class _Article:
    """What all statements of one article are read against."""

    doc: Doc
    participants: Participants
    events: tuple[Event, ...]
    times: tuple[TimePhrase, ...]
    quotations: tuple[Quotation, ...]


def read_statements(
    doc: Doc, participants: Participants, events: tuple[Event, ...], published: date | None
) -> tuple[tuple[Statement, ...], tuple[Actor, ...], dict[str, int]]:
    """Give the statements of ``doc`` in order, and the actors that are no participants, mostly unnamed groups.

    Last come the words that statements are about and that name none of ``events``: the ids in the links, the tokens.
    """
    article = _Article(doc, participants, events, find_times(doc, published), find_quotations(doc))
    posts = list(find_posts(doc))
    found = _in_order(read_attributions(doc, article.quotations), posts)
    parents = parents_of(found)
    speakers = Speakers(doc, participants)
    voices = _voices(speakers, found, parents, posts)
    # A parent of two speakers is two statements; the inner one stands in the first of them.
    firsts = [1 + sum(len(voices[earlier]) for earlier in range(number)) for number in range(len(found))]
    names = {number: f"s{first}" for number, first in enumerate(firsts)}
    statements = tuple(
        replace(
            _statement(article, attribution, voice, f"s{firsts[number] + place}"),
            parent=names.get(-1 if (parent := parents[number]) is None else parent),
        )
        for number, attribution in enumerate(found)
        for place, voice in enumerate(voices[number])
    )
    statements = tuple(_with_people(doc, statement, speakers) for statement in statements)
    links = [link for statement in statements for link in statement.about if link.kind == "event"]
    topics = {link.ref: word for link in links if (word := word_of(link.ref)) is not None}
    return statements, tuple(speakers.made.values()), topics


def _with_people(doc: Doc, statement: Statement, speakers: Speakers) -> Statement:
    """Let the links to words for people without a name lead to actors."""
    links = [
        link
        if link.kind != "actor" or (word := word_of(link.ref)) is None
        else replace(link, ref=speakers.group_at(doc[word]))
        for link in statement.about
    ]
    return replace(statement, about=tuple({link.ref: link for link in links}.values()))


def _voices(
    speakers: Speakers, found: Sequence[Attribution], parents: Sequence[int | None], posts: Sequence[Post]
) -> dict[int, tuple[Speaker, ...]]:
    """Give the speakers of each attribution, outer ones first: "I" inside of a statement is who makes it."""
    voices: dict[int, tuple[Speaker, ...]] = {}
    for number in sorted(range(len(found)), key=lambda number: (_depth(number, parents), found[number].content)):
        parent = parents[number]
        first = _voice(speakers, found[number], posts, voices[parent][0] if parent is not None else None)
        voices[number] = (first, *speakers.others_of(found[number], first))
    return voices


def _in_order(found: list[Attribution], posts: Sequence[Post]) -> list[Attribution]:
    """Join the posts with the other attributions; what is tagged inside of a post is the post."""
    ranges = [(post.attribution.content[0][0], post.attribution.source[0][1]) for post in posts]
    kept = [one for one in found if not any(start <= one.content[0][0] < end for start, end in ranges)]
    return sorted([*kept, *(post.attribution for post in posts)], key=lambda attribution: attribution.content)


def _depth(number: int, parents: Sequence[int | None]) -> int:
    depth, parent = 0, parents[number]
    while parent is not None and depth < len(parents):
        depth, parent = depth + 1, parents[parent]
    return depth


def _voice(speakers: Speakers, attribution: Attribution, posts: Sequence[Post], outer: Speaker | None) -> Speaker:
    for post in posts:
        if post.attribution is attribution:
            return speakers.post_author(*post.author)
    return speakers.speaker_of(attribution, outer)


def _statement(article: _Article, attribution: Attribution, speaker: Speaker, name: str) -> Statement:
    doc = article.doc
    form = form_of(doc, attribution, article.quotations)
    act = read_act(doc, attribution, form=form, is_named=speaker.via != "unnamed")
    # "Did not comment" is what the act says already: it was not said that nothing was said.
    negated = act.act != "DECLINE_COMMENT" and is_negated_cue(doc, attribution)
    anchor = None if attribution.anchor is None else doc[attribution.anchor]
    words = [token for start, end in attribution.content for token in doc[start:end]]
    return Statement(
        id=name,
        content=_spans(doc, attribution.content),
        cue=_spans(doc, attribution.cue),
        source=_spans(doc, attribution.source),
        speaker=speaker.actor,
        via=speaker.via,
        form=form,
        act=act.act,
        act_source=act.act_source,
        likely_acts=act.likely_acts,
        polarity=-ACTS[act.act].polarity if negated else ACTS[act.act].polarity,
        negated=negated,
        about=links_of(doc, attribution, act.act, speaker.actor, article.participants, article.events),
        addressees=() if anchor is None else addressees_of(anchor, article.participants),
        said_at=_said_at(article, attribution, anchor),
        confidence=_confidence(attribution, form),
        sentence=_sentence(doc, attribution),
        terms=tuple(dict.fromkeys(token.lemma_.lower() for token in words if token.is_alpha and not token.is_stop)),
    )


def form_of(doc: Doc, attribution: Attribution, quotations: Sequence[Quotation]) -> Form:
    """Give how the content is quoted: all of it, part of it, none of it, or posted on a social medium."""
    if attribution.evidence == "post" or _is_posted(doc, attribution):
        return "social_post"
    words = [index for part in attribution.content for index in words_of(doc, part)]
    near = [one for one in quotations if one.start < attribution.content[-1][1] and attribution.content[0][0] < one.end]
    quoted = sum(any(index in quotation for quotation in near) for index in words)
    if not quoted:
        return "indirect"
    return "direct" if quoted == len(words) else "mixed"


def _is_posted(doc: Doc, attribution: Attribution) -> bool:
    """Whether the cue is a verb of posting, or a platform stands with it."""
    verbs, places = _platforms("cue"), _platforms("place")
    if attribution.anchor is None:
        return False
    anchor = doc[attribution.anchor]
    if anchor.lemma_.lower() in verbs:
        return True
    return any(
        part.lower_ in places
        for child in anchor.children
        if child.dep_.startswith("obl") and not any(start <= child.i < end for start, end in attribution.content)
        for part in child.subtree
    )


@cache
def _platforms(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("platforms") if row["as"] == kind)


def is_negated_cue(doc: Doc, attribution: Attribution) -> bool:
    """Whether the text says that it was not said: "did not say", "expressed no regret"."""
    if attribution.anchor is None:
        return False
    anchor = doc[attribution.anchor]
    words = [anchor, *(token for start, end in attribution.cue for token in doc[start:end] if token.pos_ == "NOUN")]
    if anchor.pos_ == "NOUN" and anchor.dep_ in {"obj", "nsubj:pass"}:
        words.append(anchor.head)
    return any(is_negated(word) for word in words)


def _said_at(article: _Article, attribution: Attribution, anchor: Token | None) -> Timespan | None:
    if attribution.evidence == "post":
        return post_day(article.times, article.doc.text, article.doc[attribution.content[0][0]].idx)
    if anchor is None:
        return None
    time = time_of(anchor, article.times)
    if time is None and anchor.pos_ == "NOUN" and anchor.head.pos_ == "VERB":
        time = time_of(anchor.head, article.times)
    return time


def _confidence(attribution: Attribution, form: Form) -> float:
    sure = _SURE[attribution.evidence] if form == "indirect" else _SURE_QUOTED
    return sure if attribution.source else sure - 0.2


def _sentence(doc: Doc, attribution: Attribution) -> Span:
    parts = [*attribution.content, *attribution.cue, *attribution.source]
    first, last = min(start for start, _ in parts), max(end for _, end in parts) - 1
    layout = layout_of(doc)
    start, end = layout.starts[first], layout.ends[last]
    while end > start + 1 and doc[end - 1].is_space:
        end -= 1
    return characters(doc, start, end)


def _spans(doc: Doc, ranges: Sequence[Range]) -> tuple[Span, ...]:
    return tuple(characters(doc, start, end) for start, end in sorted(ranges))
