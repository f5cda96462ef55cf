"""Files and streams, read within limits: what is too long is refused before it fills the memory."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from cdipgraph.errors import MissingSource, SourceTooLarge, UnreadableSource
from cdipgraph.readers.encodings import refuse_zero_bytes
from cdipgraph.readers.formats import is_lined

MAX_BYTES = 64 * 1024 * 1024
MAX_LINE = 1024 * 1024
_CHUNK = 64 * 1024


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises MissingSource, UnreadableSource (a folder, no permission) or SourceTooLarge."""
    try:
        with path.open("rb") as stream:
            size = path.stat().st_size
            if size > MAX_BYTES:
                raise _too_large(f"the file has {size:,} bytes", str(path))
            return read_stream(stream, name=str(path))
    except FileNotFoundError:
        raise MissingSource("there is no such file", where=str(path), remedy="Check the path") from None
    except IsADirectoryError:
        raise UnreadableSource(
            "this is a folder, not a document", where=str(path), remedy="Name the files in it, or build the folder"
        ) from None
    except OSError as error:
        raise UnreadableSource(
            f"the file cannot be opened ({error.strerror})", where=str(path), remedy="Check its permissions"
        ) from error


def read_stream(stream: BinaryIO, *, name: str = "") -> bytes:
    """All bytes of a stream, or SourceTooLarge as soon as they, or a line of text in them, pass the limit."""
    chunks = [stream.read(_CHUNK)]
    lined = is_lined(chunks[0])
    if lined:
        refuse_zero_bytes(chunks[0], name)
    size = run = 0
    while chunks[-1]:
        size += len(chunks[-1])
        if size > MAX_BYTES:
            raise _too_large(f"it goes on after {MAX_BYTES:,} bytes", name)
        if lined:
            run = _run_after(chunks[-1], run, name)
        chunks.append(stream.read(_CHUNK))
    return b"".join(chunks)


def check_lines(data: bytes, name: str = "") -> None:
    """Nothing. Raises SourceTooLarge for bytes in memory that `read_stream` would refuse."""
    if len(data) > MAX_BYTES:
        raise _too_large(f"it has {len(data):,} bytes", name)
    run = 0
    for start in range(0, len(data) if is_lined(data[:_CHUNK]) else 0, _CHUNK):
        run = _run_after(data[start : start + _CHUNK], run, name)


def _run_after(chunk: bytes, run: int, name: str) -> int:
    """How long the line is that a chunk leaves unended; `run` is what it began with. A chunk is shorter than a line
    may be.
    """
    last = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
    first = min((at for at in (chunk.find(b"\n"), chunk.find(b"\r")) if at >= 0), default=len(chunk))
    if run + first > MAX_LINE:
        raise SourceTooLarge(
            f"a line is longer than {MAX_LINE:,} bytes", where=name, remedy="Give the document as text in lines"
        )
    return run + len(chunk) if last < 0 else len(chunk) - last - 1


def _too_large(what: str, where: str) -> SourceTooLarge:
    return SourceTooLarge(f"{what}, the limit is {MAX_BYTES:,}", where=where, remedy="Split the document")
