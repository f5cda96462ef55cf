"""From bytes to `SourceText`. Nothing outside this package knows a file format."""

from __future__ import annotations

import hashlib
import re
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Final

from cdipgraph.errors import SourceError, UnreadableSource
from cdipgraph.readers import plain
from cdipgraph.readers.bounded import MAX_BYTES, MAX_LINE, check_lines, read_file, read_stream
from cdipgraph.readers.encodings import decode, known_encoding
from cdipgraph.readers.formats import DOC, DOCX, HTML, PDF, TEXT, Unread, format_of
from cdipgraph.source import SourceText

__all__ = ["MAX_BYTES", "MAX_LINE", "known_encoding", "read", "read_bytes", "read_from"]

#: The modules that read what is no text; each has `source_text(data, *, name, sha256)`. A module is loaded when a file
#: needs it: reading text needs neither lxml nor a PDF library.
_READERS: Final = {
    PDF: "cdipgraph.readers.pdf",
    DOCX: "cdipgraph.readers.docx",
    DOC: "cdipgraph.readers.doc",
}

#: What stands in a file's name for bytes that are no UTF-8: it can be written nowhere.
_HALVES: Final = re.compile("[\ud800-\udfff]")


def read(source: str | Path, *, encoding: str | None = None) -> SourceText:
    """The text of a file, with its blocks; `encoding` where that of text or HTML is to be told.

    Raises MissingSource, EmptySource, SourceTooLarge, UnreadableSource (no text) or EncodingError.
    """
    path = Path(source)
    data = read_file(path)
    try:
        return _read(data, path.name, encoding)
    except SourceError as error:
        raise type(error)(error.what, where=str(path), remedy=error.remedy) from error.__cause__


def read_from(stream: BinaryIO, *, name: str = "", encoding: str | None = None) -> SourceText:
    """The text of a stream, such as standard input, with its blocks; raises as `read`."""
    return _read(read_stream(stream, name=name), name, encoding)


def read_bytes(data: bytes, *, name: str = "", encoding: str | None = None) -> SourceText:
    """The text of a file's bytes, with its blocks; raises as `read`."""
    check_lines(data, name)
    return _read(data, name, encoding)


def _read(data: bytes, name: str, encoding: str | None) -> SourceText:
    name = _HALVES.sub("\ufffd", name)
    found = format_of(data, name)
    if isinstance(found, Unread):
        raise UnreadableSource(f"this is {found.kind}, which is not read", where=name, remedy=found.remedy)
    sha256 = hashlib.sha256(data).hexdigest()
    if found == TEXT:
        text, told = decode(data, name, encoding)
        return plain.source_text(text, name=name, encoding=told, sha256=sha256)
    if found == HTML:
        return _html(data, name, sha256, encoding)
    reader = import_module(_READERS[found])
    source: SourceText = reader.source_text(data, name=name, sha256=sha256)
    return source


def _html(data: bytes, name: str, sha256: str, encoding: str | None) -> SourceText:
    from cdipgraph.readers import html

    return html.source_text(data, name=name, sha256=sha256, encoding=encoding)
