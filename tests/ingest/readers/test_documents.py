import io
import json
import os
from itertools import islice
from pathlib import Path

import pytest

from graph.errors import DocumentError
from graph.model import Document
from ingest.readers import opening, read_documents


def write_lines(path: Path, *lines: object) -> Path:
    path.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines), "utf-8")
    return path


def read_one(path: Path) -> Document | DocumentError:
    (read,) = read_documents([path])
    return read


def refusal(path: Path) -> DocumentError:
    read = read_one(path)
    assert isinstance(read, DocumentError)
    return read


def test_a_text_file_is_named_by_its_name_without_ending(tmp_path):
    path = tmp_path / "000_77.txt"
    path.write_text("Two ministers met.", "utf-8")
    assert read_one(path) == Document(id="000_77", text="Two ministers met.")


def test_a_json_file_beside_a_text_file_describes_it(tmp_path):
    (tmp_path / "a.txt").write_text("Two ministers met.", "utf-8")
    companion = {"title": "Talks", "url": None, "published": "2023-01-16", "source": "albawaba.com", "id": "other"}
    (tmp_path / "a.json").write_text(json.dumps(companion), "utf-8")
    assert read_one(tmp_path / "a.txt") == Document(
        id="a", text="Two ministers met.", title="Talks", published="2023-01-16", source="albawaba.com"
    )


@pytest.mark.parametrize("companion", ["[1]", "{", '{"published": "yesterday"}'], ids=["no object", "no JSON", "date"])
def test_a_wrong_companion_refuses_the_text_and_names_the_companion(tmp_path, companion):
    (tmp_path / "a.txt").write_text("Two ministers met.", "utf-8")
    (tmp_path / "a.json").write_text(companion, "utf-8")
    assert "a.json" in str(refusal(tmp_path / "a.txt"))


def test_jsonl_gives_documents_in_order_and_refuses_bad_lines_by_number(tmp_path):
    path = write_lines(
        tmp_path / "news.jsonl",
        {"id": "a", "text": "One.", "title": "T", "author": "B. Kim", "extra": 1},
        "",
        "{not json",
        "[1, 2]",
        {"text": 7},
        {"id": "b", "text": "Two.", "published": "16 January 2023"},
        {"id": 12, "text": "Three."},
    )
    reads = list(read_documents([path]))
    assert reads[0] == Document(id="a", text="One.", title="T", author="B. Kim")
    assert [read.name for read in reads if isinstance(read, DocumentError)] == [
        f"{path}:3",
        f"{path}:4",
        f"{path}:5",
        "b",
    ]
    assert f"{path}:6: field 'published' is '16 January 2023'" in str(reads[4])
    assert reads[5] == Document(id="12", text="Three.")


@pytest.mark.parametrize(
    "published",
    ["2023-13-01", "2023-02-30", "20230116", "2023-W03-1", "2023", "Mon, 16 Jan 2023 10:00:00 GMT", "2023-01-16T25:00"],
)
def test_a_date_that_is_not_iso_8601_is_refused(tmp_path, published):
    path = write_lines(tmp_path / "a.jsonl", {"text": "One.", "published": published})
    assert refusal(path).name == f"{path}:1"


def test_labels_are_a_list_each_once_and_in_order(tmp_path):
    read = read_one(write_lines(tmp_path / "a.jsonl", {"text": "One.", "labels": ["wire", " agency ", "wire", ""]}))
    assert isinstance(read, Document)
    assert read.labels == ("agency", "wire")
    (tmp_path / "b.txt").write_text("Two.", "utf-8")
    (tmp_path / "b.json").write_text('{"labels": ["wire"]}', "utf-8")
    beside = read_one(tmp_path / "b.txt")
    assert isinstance(beside, Document)
    assert beside.labels == ("wire",)


@pytest.mark.parametrize(
    "labels", ["wire", ["wire", 7], {"wire": 1}, ["a\x00b"]], ids=["text", "number", "object", "nul"]
)
def test_labels_that_are_no_list_of_texts_are_refused(tmp_path, labels):
    assert "'labels'" in refusal(write_lines(tmp_path / "a.jsonl", {"text": "One.", "labels": labels})).reason


@pytest.mark.parametrize("published", ["2023-01-16", "2023-01-16T09:30:00Z", "2023-01-16T09:30:00.5+02:00"])
def test_dates_and_times_of_iso_8601_are_kept_as_written(tmp_path, published):
    read = read_one(write_lines(tmp_path / "a.jsonl", {"text": "One.", "published": published}))
    assert isinstance(read, Document)
    assert read.published == published


def test_a_document_without_an_id_gets_one_from_its_address_or_else_its_text(tmp_path):
    path = write_lines(
        tmp_path / "a.jsonl",
        {"text": "One.", "url": "https://News.example/a/#top"},
        {"text": "Another.", "url": "https://news.example/b"},
        {"text": "One."},
    )
    first, second, third = (read.id for read in read_documents([path]) if isinstance(read, Document))
    assert len({first, second, third}) == 3
    again = write_lines(tmp_path / "b.jsonl", {"text": "One, corrected.", "url": "https://news.example/a"})
    read = read_one(again)
    assert isinstance(read, Document)
    assert read.id == first


def test_the_second_document_with_an_id_is_refused(tmp_path):
    first = write_lines(tmp_path / "a.jsonl", {"id": "x", "text": "One."})
    second = write_lines(tmp_path / "b.jsonl", {"id": "x", "text": "Two."}, {"id": "y", "text": "Three."})
    kept, refused, other = read_documents([first, second])
    assert isinstance(kept, Document)
    assert isinstance(other, Document)
    assert isinstance(refused, DocumentError)
    assert refused.name == "x"
    assert str(first) in refused.reason
    assert str(second) in refused.reason


@pytest.mark.parametrize("field", ["id", "text", "title"])
@pytest.mark.parametrize("value", ["a\x00b", "half \ud83d", ["a"]], ids=["nul", "surrogate", "list"])
def test_what_no_store_can_keep_is_refused(tmp_path, field, value):
    assert field in refusal(write_lines(tmp_path / "a.jsonl", {"text": "One.", field: value})).reason


def test_the_text_of_a_line_is_not_changed(tmp_path):
    text = " \r\n“Caf\u0065\u0301” \u200b 👍🏽\u2028end \t"
    read = read_one(write_lines(tmp_path / "a.jsonl", {"text": text}))
    assert isinstance(read, Document)
    assert read.text == text


def test_a_folder_gives_its_files_sorted_without_hidden_ones(tmp_path):
    for name in ("b.txt", "a.txt", "deep/c.txt", ".hidden.txt", ".git/d.txt", "notes.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"Text of {name}.", "utf-8")
    write_lines(tmp_path / "deep" / "e.jsonl", {"id": "line", "text": "One."})
    assert [read.id for read in read_documents([tmp_path]) if isinstance(read, Document)] == ["a", "b", "c", "line"]


def test_a_folder_without_documents_is_refused(tmp_path):
    (tmp_path / "notes.md").write_text("x", "utf-8")
    assert "no .txt or .jsonl" in refusal(tmp_path).reason


def test_links_to_folders_are_not_followed(tmp_path):
    (tmp_path / "a.txt").write_text("One.", "utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert len(list(read_documents([tmp_path]))) == 1


def test_a_dash_is_json_lines_from_standard_input():
    reads = read_documents(["-"], stdin=io.BytesIO(b'{"id": "a", "text": "One."}\n{'))
    assert [read.id if isinstance(read, Document) else read.name for read in reads] == ["a", "<stdin>:2"]


def test_a_dash_without_standard_input_is_refused():
    assert isinstance(next(read_documents(["-"])), DocumentError)


@pytest.mark.parametrize("name", ["missing.txt", "missing.jsonl", "page.json", "nul\x00.txt"])
def test_a_path_that_gives_nothing_is_refused_by_its_name(tmp_path, name):
    assert refusal(tmp_path / name).name == str(tmp_path / name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_a_file_that_may_not_be_read_is_refused(tmp_path, name):
    path = write_lines(tmp_path / name, {"text": "One."})
    path.chmod(0)
    assert "permission" in refusal(path).reason


@pytest.mark.parametrize("content", [b"", b"\n \n"], ids=["nothing", "blank lines"])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_an_empty_file_is_refused(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    assert refusal(tmp_path / name).name == str(tmp_path / name)


def test_a_file_over_the_limit_is_refused_and_the_limit_named(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 50_000_000)
    assert f"{opening.MAX_BYTES // 1_000_000} MB" in refusal(path).reason


def test_a_line_over_the_limit_is_refused_and_the_next_is_read(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "' + b"x" * 50_000_000 + b'"}\n{"id": "b", "text": "Two."}\n')
    refused, read = read_documents([path])
    assert isinstance(refused, DocumentError)
    assert refused.name == f"{path}:1"
    assert "MB" in refused.reason
    assert read == Document(id="b", text="Two.")


def test_lines_are_read_as_they_are_asked_for():
    class Endless(io.RawIOBase):
        def readline(self, limit: int = -1) -> bytes:
            self.count = getattr(self, "count", 0) + 1
            return json.dumps({"id": self.count, "text": "One."}).encode() + b"\n"

    reads = read_documents(["-"], stdin=Endless())
    assert [read.id for read in islice(reads, 3) if isinstance(read, Document)] == ["1", "2", "3"]


def test_deeply_nested_json_is_refused_and_the_next_line_read(tmp_path):
    path = write_lines(tmp_path / "a.jsonl", "[" * 100_000, {"id": "b", "text": "Two."})
    refused, read = read_documents([path])
    assert isinstance(refused, DocumentError)
    assert isinstance(read, Document)
