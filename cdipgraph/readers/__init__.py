"""From bytes to `SourceText`. Nothing outside this package knows a file format."""

from __future__ import annotations

import hashlib
from pathlib import Path

from cdipgraph.errors import MissingSource, SourceTooLarge, UnreadableSource
from cdipgraph.readers import pdf, plain
from cdipgraph.source import SourceText

MAX_BYTES = 64 * 1024 * 1024

#: What files of formats that are not read begin with, and what to do about them.
_SIGNATURES = (
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)


def read(source: str | Path) -> SourceText:
    """The text of a file, with its blocks.

    Raises MissingSource, EmptySource, SourceTooLarge, UnreadableSource (no text) or EncodingError.
    """
    path = Path(source)
    return read_bytes(_bytes_of(path), name=path.name)


def read_bytes(data: bytes, *, name: str = "") -> SourceText:
    """The text of a file's bytes, with its blocks; raises as `read`."""
    if b"%PDF-" in data[:1024]:
        return pdf.source_text(data, name=name)
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableSource(
                f"this is {kind}, which is not read yet",
                where=name,
                remedy="Save the document as plain text and build that",
            )
    sha256 = hashlib.sha256(data).hexdigest()
    if data.startswith(b"PK\x03\x04"):
        from cdipgraph.readers import docx

        return docx.source_text(data, name=name, sha256=sha256)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        from cdipgraph.readers import doc

        return doc.source_text(data, name=name, sha256=sha256)
    text, encoding = plain.decode(data, name)
    return plain.source_text(text, name=name, encoding=encoding, sha256=sha256)


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise SourceTooLarge(
                f"the file has {size:,} bytes, the limit is {MAX_BYTES:,}", where=str(path), remedy="Split the document"
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise MissingSource("there is no such file", where=str(path), remedy="Check the path") from None
    except IsADirectoryError:
        raise UnreadableSource(
            "this is a folder, not a document", where=str(path), remedy="Name the files in it"
        ) from None
    except OSError as error:
        raise UnreadableSource(f"the file cannot be opened ({error.strerror})", where=str(path)) from error
