"""Which reader a file goes to, what the others are told to do, and the limits that none may pass."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

import cdipgraph
from cdipgraph.errors import SourceTooLarge, UnreadableSource
from cdipgraph.readers import MAX_BYTES, MAX_LINE, read, read_bytes, read_from
from cdipgraph.readers.formats import DOC, DOCX, HTML, PDF, TEXT, Unread, format_of
from cdipgraph.source import Block, BlockKind, SourceText
from cdipgraph.spans import Span

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


@pytest.mark.parametrize(
    ("data", "name", "format"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "x", PDF),
        (b"\r\n\r\n%PDF-1.4\n", "x.txt", PDF),
        (b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n", "x", PDF),
        (b"The text begins with %PDF-1.7 and is none.", "x.pdf", TEXT),
        (b"PK\x03\x04\x14\x00" + bytes(20) + b"word/document.xml" + bytes(99), "x", DOCX),
        (b"PK\x03\x04\x14\x00" + bytes(99), "x.docx", DOCX),
        (OLE + "WordDocument".encode("utf-16-le"), "x", DOC),
        (b"<!DOCTYPE html><p>x", "x.txt", HTML),
        (b"  <HTML><body>x", "x", HTML),
        (b"<!-- saved from x -->\n<html>", "x", HTML),
        (b'<?xml version="1.0"?><html xmlns="x">', "x", HTML),
        (b"\xef\xbb\xbf<html>x</html>", "x", HTML),
        ("<html>x</html>".encode("utf-16"), "x", HTML),
        (b"Title<br>\n<p>one</p>\n<p>two</p>\n<p>three</p>", "x", HTML),
        (b"A<br>B<br>C<br>D", "x", HTML),
        (b"plain words", "x.html", HTML),
        (b"1. One\n2. Two <br> three\n4. Four\n5. Five", "x", TEXT),
        (b"a < b and c > d, <name@example.org>", "x", TEXT),
        (b"plain words", "x.unknown", TEXT),
        (b"plain words", "", TEXT),
    ],
)
def test_a_format_is_told_by_what_a_file_holds(data: bytes, name: str, format: str) -> None:
    assert format_of(data, name) == format


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"PK\x03\x04" + bytes(30) + b"xl/workbook.xml", "Excel"),
        (b"PK\x03\x04" + bytes(30) + b"ppt/presentation.xml", "PowerPoint"),
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text", "OpenDocument"),
        (b"PK\x03\x04" + bytes(30) + b"photo.jpg", "zip"),
        (OLE, "old Office file"),
        (b"\x1f\x8b\x08\x00" + bytes(20), "compressed"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "picture"),
        (b"{\\rtf1\\ansi text}", "rtf"),
        (b'<?xml version="1.0"?>\n<w:wordDocument/>', "XML"),
        (b"\x7fELF" + bytes(20), "program"),
    ],
)
def test_what_is_not_read_is_named_with_what_to_do(data: bytes, word: str) -> None:
    assert isinstance(format_of(data, "x"), Unread)
    with pytest.raises(UnreadableSource) as caught:
        read_bytes(data, name="x")
    assert word in caught.value.what
    assert caught.value.remedy


def test_a_reader_is_loaded_when_a_file_needs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class Reader:
        @staticmethod
        def source_text(data: bytes, *, name: str, sha256: str) -> SourceText:
            return SourceText("1. A", (Block(Span(0, 4), BlockKind.PARAGRAPH),), name=name, sha256=sha256)

    monkeypatch.setitem(sys.modules, "cdipgraph.readers.pdf", Reader)
    source = read_bytes(b"%PDF-1.7\n", name="a.pdf")
    assert (source.text, source.name, len(source.sha256)) == ("1. A", "a.pdf", 64)


def test_reading_text_loads_no_library_for_other_formats() -> None:
    code = "import sys; from cdipgraph.readers import read_bytes; read_bytes(b'a b c'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment())
    assert not {"lxml", "pypdfium2"} & {name.split(".")[0] for name in done.stdout.split()}


def environment() -> dict[str, str]:
    return {"PYTHONPATH": str(Path(cdipgraph.__file__).parent.parent), "PATH": "/usr/bin:/bin"}


# Limits


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)  # sparse: it takes no space
    with pytest.raises(SourceTooLarge, match="the limit is") as caught:
        read(path)
    assert str(path) in caught.value.where


@pytest.mark.parametrize("ends", [b"\n", b"\r", b"\r\n"])
def test_a_line_may_be_as_long_as_the_limit(ends: bytes) -> None:
    line = b"word " * (MAX_LINE // 5)
    assert read_bytes(line + ends + line + ends + b"end").text.endswith("end")
    with pytest.raises(SourceTooLarge, match="a line is longer"):
        read_bytes(b"first" + ends + line + b"and more" + ends + b"end")
    with pytest.raises(SourceTooLarge, match="a line is longer"):
        read_from(io.BytesIO(b"first" + ends + line + b"and more" + ends + b"end"))


def test_html_has_no_lines() -> None:
    assert len(read_bytes(b"<html>" + b"<p>word</p>" * 150_000).blocks) == 150_000


class Endless(io.RawIOBase):
    """A stream that never ends, and counts what is read of it."""

    def __init__(self, piece: bytes) -> None:
        self.piece, self.given = piece, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        assert size > 0
        self.given += size
        return (self.piece * (size // len(self.piece) + 1))[:size]


def test_an_endless_line_is_refused_as_soon_as_it_passes_the_limit() -> None:
    stream = Endless(b"(7 ")
    with pytest.raises(SourceTooLarge, match="a line is longer"):
        read_from(stream, name="endless")  # type: ignore[arg-type]
    assert stream.given < 2 * MAX_LINE


def test_an_endless_stream_of_lines_is_refused_at_the_limit() -> None:
    stream = Endless(b"a line of text\n")
    with pytest.raises(SourceTooLarge, match="goes on"):
        read_from(stream)  # type: ignore[arg-type]
    assert stream.given < MAX_BYTES + 2 * MAX_LINE


def test_zeros_are_refused_at_once() -> None:
    stream = Endless(b"\x00")
    with pytest.raises(UnreadableSource, match="zero bytes"):
        read_from(stream)  # type: ignore[arg-type]
    assert stream.given < MAX_LINE


_MEASURED = """
import resource, sys
from cdipgraph.errors import SourceTooLarge
from cdipgraph.readers import read_from
read_from_memory = __import__("io").BytesIO(b"a b c\\n")
read_from(read_from_memory)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read_from(sys.stdin.buffer, name="stdin")
except SourceTooLarge as error:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_a_line_of_500_mb_takes_next_to_no_memory() -> None:
    program = subprocess.Popen(
        [sys.executable, "-c", _MEASURED],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
    )
    assert program.stdin
    assert program.stdout
    written, piece = 0, b"[12](a) " * (1 << 17)
    try:
        while written < 500_000_000:
            written += program.stdin.write(piece)
    except BrokenPipeError:
        pass
    kilobytes = int(program.stdout.read())
    program.stdin.detach()
    program.wait(timeout=30)
    assert written < 10_000_000
    assert kilobytes < 20_000
