from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Extraction
from newsgraph.pages.segments import Mark, Segment, cut, marks_of, paragraphs

LAYERS = st.sampled_from(["content", "cue", "source", "about", "event", "name"])


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text(alphabet="ab <\n\r\u202e\u0627😀", max_size=40))
    ends = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(ends, ends).map(sorted).filter(lambda span: span[0] < span[1]), max_size=8))
    marks = [Mark(start, end, draw(LAYERS), f"s{number % 4}") for number, (start, end) in enumerate(spans)]
    return text, marks


def segments_of(text: str, marks: list[Mark]) -> list[Segment]:
    return [segment for one in paragraphs(text, marks) for segment in (*one.segments, *one.gap)]


@given(marked_texts())
def test_segments_follow_one_another_and_leave_nothing_out(marked: tuple[str, list[Mark]]) -> None:
    text, marks = marked
    segments = segments_of(text, marks)
    assert "".join(text[one.start : one.end] for one in segments) == text
    assert all(one.start < one.end for one in segments)


@given(marked_texts())
def test_a_segment_has_exactly_the_marks_around_it(marked: tuple[str, list[Mark]]) -> None:
    text, marks = marked
    for segment in segments_of(text, marks):
        around = [mark for mark in marks if mark.start <= segment.start and segment.end <= mark.end]
        touching = [mark for mark in marks if mark.start < segment.end and segment.start < mark.end]
        assert sorted(map(repr, segment.marks)) == sorted(map(repr, around)) == sorted(map(repr, touching))


def test_the_outermost_mark_comes_first() -> None:
    outer, inner, crossing = Mark(0, 8, "content", "s1"), Mark(2, 6, "content", "s2"), Mark(4, 9, "content", "s3")
    ids = [segment.ids("content") for segment in cut(9, [crossing, inner, outer])]
    assert ids == [("s1",), ("s1", "s2"), ("s1", "s2", "s3"), ("s1", "s3"), ("s3",)]


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("one\n\ntwo\nstill two\n", ["one", "two\nstill two\n"]),
        ("one\r\n \r\n\r\ntwo", ["one", "two"]),
        ("one\ntwo\n", ["one", "two", ""]),
        ("one", ["one"]),
        ("", [""]),
    ],
    ids=["blank line", "carriage returns", "no blank line", "one line", "nothing"],
)
def test_paragraphs_are_parted_by_blank_lines_or_else_by_line_ends(text: str, parted: list[str]) -> None:
    found = paragraphs(text, [])
    assert ["".join(text[one.start : one.end] for one in paragraph.segments) for paragraph in found] == parted


def test_everything_that_was_read_is_marked(extract: Callable[..., Extraction]) -> None:
    extraction = extract()
    text = extraction.document.text
    marked = {(mark.layer, text[mark.start : mark.end]) for mark in marks_of(extraction)}
    assert marked >= {
        ("content", "the maneuvers"),
        ("cue", "expressed concern"),
        ("source", "the ministry"),
        ("about", "maneuvers"),
        ("event", "drills"),
        ("name", "Belarus"),
    }
