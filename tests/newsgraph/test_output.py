from __future__ import annotations

import os
from pathlib import Path

import pytest

from graph.errors import SettingsError
from newsgraph.output import check_apart, open_output, write_all


def test_a_file_takes_the_place_of_the_old_one_when_all_is_written(tmp_path: Path) -> None:
    file = tmp_path / "read.jsonl"
    file.write_text("old")
    with open_output(file) as stream:
        write_all(iter([{"a": 1}, {"b": 2}]), is_array=False, stream=stream)
        assert file.read_text() == "old"
    assert file.read_text() == '{"a":1}\n{"b":2}\n'
    assert os.listdir(tmp_path) == ["read.jsonl"]


def test_what_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "read.jsonl"
    file.write_text("old")
    with pytest.raises(KeyError), open_output(file) as stream:
        stream.write(b"half")
        raise KeyError
    assert file.read_text() == "old"
    assert os.listdir(tmp_path) == ["read.jsonl"]


def test_a_link_stays_and_a_device_is_written_to_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file")
    for path in (tmp_path / "link", Path("/dev/null")):
        with open_output(path) as stream:
            stream.write(b"new")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "file").read_bytes() == b"new"
    assert Path("/dev/null").is_char_device()


def test_a_file_that_can_not_be_written_is_named(tmp_path: Path) -> None:
    file = tmp_path / "nowhere" / "read.jsonl"
    with pytest.raises(SettingsError, match=f"{file}: can't be written"), open_output(file):
        pass


def test_an_article_is_not_written_over(tmp_path: Path) -> None:
    article, other = tmp_path / "article.txt", tmp_path / "other.txt"
    article.write_text("It rained.")
    check_apart(other, [str(article), "-"])
    check_apart(None, [str(article)])
    with pytest.raises(SettingsError, match=r"article\.txt: is one of the articles"):
        check_apart(article, ["-", str(tmp_path), str(article)])
