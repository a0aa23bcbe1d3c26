"""An article and all that was read in it, for a terminal or a file: whole without colour, as wide as there is room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from rich.console import Console
from rich.text import Text

from graph.model import Extraction
from newsgraph.pages.facts import (
    ActorFacts,
    ArticleFacts,
    EventFacts,
    Named,
    PlaceFacts,
    StatementFacts,
    Topic,
    article_facts,
)
from newsgraph.pages.segments import Layer, Segment, marks_of, paragraphs

# Ids, and what they are.
Rows: TypeAlias = list[tuple[str, Text]]

# Lines that are longer than this are hard to read.
_WIDEST = 100
_POLARITIES = {"negative": "red", "neutral": "cyan", "positive": "green"}
_SIGNS = {"negative": " −", "neutral": "", "positive": " +"}
_LAYERS: tuple[tuple[Layer, str], ...] = (("cue", "bold"), ("source", "underline"), ("event", "italic"))
_KEY = (("{s1 ACT: what was said}", "cyan"), ("cue", "bold"), ("speaker", "underline"), ("event", "italic"))
# A terminal obeys control characters, so an article could move the cursor or write the title: they are shown instead,
# by the pictures that Unicode has of them. What turns the direction of writing is left out: it would turn the rest of
# the line too. Lone surrogates can't be written.
_VISIBLE: dict[int, str | None] = {
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"},
    0x7F: "␡",
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), None),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}


def print_article(console: Console, extraction: Extraction) -> None:
    """Print the text with its statements in braces, then statements, actors, events and places."""
    facts = article_facts(extraction)
    _print_head(console, facts)
    for paragraph in _text(extraction, facts):
        console.print()
        _print(console, paragraph, indent=2)
    for title, rows in _lists(facts):
        if rows:
            console.print()
            _print(console, Text(title, style="bold"))
            _print_rows(console, rows)


def print_rule(console: Console) -> None:
    """Print what parts one article from the next."""
    console.print()
    _print(console, Text("─" * _width(console), style="dim"))
    console.print()


def _width(console: Console) -> int:
    return min(console.width, _WIDEST)


def _print(console: Console, text: Text, *, indent: int = 0, first: str = "") -> None:
    """Print ``text`` wrapped and indented, without blanks at the ends of lines; ``first`` stands in the indentation."""
    for number, line in enumerate(text.wrap(console, max(_width(console) - indent, 1))):
        line.rstrip()
        lead = f"{'' if number else first:<{indent}}" if line.plain or first else ""
        console.print(Text(lead) + line, soft_wrap=True)


def _print_rows(console: Console, rows: Rows) -> None:
    """Print ids and what they are; an id stands once, beside its first row."""
    indent = 2 + max(len(id) for id, _ in rows) + 1
    last = ""
    for id, text in rows:
        _print(console, text, indent=indent, first="" if id == last else f"  {id}")
        last = id


def shown(text: str, style: str = "") -> Text:
    """Give ``text`` with nothing in it that a terminal would obey."""
    return Text(text.replace("\r\n", "\n").translate(_VISIBLE), style=style)


def _print_head(console: Console, facts: ArticleFacts) -> None:
    document = facts.document
    _print(console, shown(facts.title, "bold"))
    given = (document.id if document.title else None, document.source, document.published, document.author)
    if any(given):
        _print(console, shown(" · ".join(part for part in given if part), "dim"))
    if document.url:
        console.print(shown(document.url, "dim"), soft_wrap=True)  # An address in two pieces can't be followed.
    _print(console, Text(facts.counts, style="dim"))
    if console.is_terminal and not console.no_color:
        _print(console, Text("  ").join(Text(name, style=style) for name, style in _KEY))


def _text(extraction: Extraction, facts: ArticleFacts) -> Iterator[Text]:
    writer = _Writer(facts.statements, extraction.document.text)
    for paragraph in paragraphs(extraction.document.text, marks_of(extraction)):
        line = Text()
        for segment in paragraph.segments:
            writer.write(segment, line)
            writer.close(segment, line)
        for segment in paragraph.gap:
            writer.close(segment, line)
        if line.plain.strip():
            yield line


class _Writer:
    """Writes segments with a brace at each end of a statement, so that braces always nest.

    Where one statement ends inside another that goes on, the other's brace is closed too, and opened again.
    """

    def __init__(self, statements: Iterable[StatementFacts], text: str) -> None:
        self._statements = {statement.id: statement for statement in statements}
        self._text = text
        self._open: list[str] = []
        self._begun: set[str] = set()

    def write(self, segment: Segment, line: Text) -> None:
        """Append ``segment`` to ``line``, after the braces of the statements that are not open yet."""
        inside = segment.ids("content")
        for id in inside:
            if id not in self._open:
                line.append(self._opening(id), style=self._colour(id))
                self._open.append(id)
        line.append_text(shown(self._text[segment.start : segment.end], self._style(segment)))

    def close(self, segment: Segment, line: Text) -> None:
        """Append the braces of the statements that end with ``segment``, and of those opened inside them."""
        ended = {mark.id for mark in segment.ended("content")}
        while ended & set(self._open):
            line.append("}", style=self._colour(self._open.pop()))

    def _opening(self, id: str) -> str:
        statement = self._statements[id]
        if id in self._begun:
            return f"{{…{id}: "
        self._begun.add(id)
        return f"{{{id} {act_words(statement)}: "

    def _colour(self, id: str) -> str:
        return _POLARITIES[self._statements[id].polarity]

    def _style(self, segment: Segment) -> str:
        inside = segment.ids("content")
        styles = [self._colour(inside[-1])] if inside else []
        styles += [style for layer, style in _LAYERS if segment.ids(layer)]
        return " ".join(styles)


def act_words(statement: StatementFacts) -> str:
    """Give a statement's act with its negation and the sign of its polarity: "not EXPRESS_CONCERN −"."""
    return f"{'not ' if statement.negated else ''}{statement.act}{_SIGNS[statement.polarity]}"


def _lists(facts: ArticleFacts) -> Iterator[tuple[str, Rows]]:
    yield "Statements", [(one.id, row) for one in facts.statements for row in _statement(one)]
    yield "Actors", [(one.id, _line(one.name, *_actor(one))) for one in facts.actors]
    yield "Events", [(one.id, _line(one.name, *_event(one))) for one in facts.events]
    yield "Places", [(one.id, _line(one.name, *_place(one))) for one in facts.places]


def _statement(one: StatementFacts) -> Iterator[Text]:
    who = shown(one.who, "bold")
    who.append(f"  {act_words(one)}", style=_POLARITIES[one.polarity])
    who.append(f"  {one.confidence:.0%}", style="dim")
    yield who
    if one.content:
        yield shown(f"“{one.content}”")
    for name, value in _details(one):
        yield Text(f"{name}: ", style="dim") + shown(value)


def _details(one: StatementFacts) -> Iterator[tuple[str, str]]:
    speaker = f"{one.speaker.name} ({one.speaker.ref}), via {one.via}" if one.speaker else f"not told, via {one.via}"
    yield "speaker", f"{speaker}: “{one.source}”" if one.source else speaker
    negated = ", negated" if one.negated else ""
    likely = f" or {', '.join(one.likely_acts)}" if one.likely_acts else ""
    cue = f"; cue “{one.cue}”" if one.cue else ""
    yield "act", f"{one.act}{likely}, {one.act_source}, {one.polarity}{negated}{cue}"
    for topic in one.about:
        yield topic.role, _topic(topic)
    if one.addressees:
        yield "said to", _names(one.addressees)
    if one.said_at:
        yield "said at", one.said_at
    where = " ".join(f"[{start}, {end})" for start, end in one.spans)
    yield "form", f"{one.form}{f', part of {one.parent}' if one.parent else ''}{f', at {where}' if where else ''}"


def _topic(topic: Topic) -> str:
    here = f", here “{topic.words}”" if topic.words and topic.words != topic.name else ""
    return f"{topic.name} ({topic.ref}){here}: {topic.kind}, {topic.stance}, {topic.confidence:.0%}"


def _actor(one: ActorFacts) -> Iterator[str]:
    yield one.described
    yield from one.roles
    yield f"also {', '.join(one.aliases)}" if one.aliases else ""
    yield _mentions(one.count)
    yield f"said {', '.join(one.said)}" if one.said else ""


def _event(one: EventFacts) -> Iterator[str]:
    yield from (one.type, one.realis, ", ".join(one.contexts), one.time or "", f"{one.confidence:.0%}")
    yield f"by {_names(one.actors)}" if one.actors else ""
    yield f"towards {_names(one.recipients)}" if one.recipients else ""
    yield f"in {_names(one.places)}" if one.places else ""
    yield f"{_mentions(one.count)}: " + ", ".join(f"“{words}”" for words in one.mentions)


def _place(one: PlaceFacts) -> Iterator[str]:
    yield from (one.described, one.position or "", _mentions(one.count))


def _mentions(count: int) -> str:
    return "" if count == 0 else "1 mention" if count == 1 else f"{count} mentions"


def _names(all_named: tuple[Named, ...]) -> str:
    return ", ".join(f"{one.name} ({one.ref})" for one in all_named)


def _line(name: str, *parts: str) -> Text:
    return shown(name, "bold") + shown("  " + " · ".join(part for part in parts if part))
