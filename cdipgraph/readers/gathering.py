"""From what a person names (files, folders, `-`) to the documents to be read, and what was left out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from cdipgraph.errors import SourceError, UnreadableSource
from cdipgraph.readers.encodings import refuse_zero_bytes
from cdipgraph.readers.formats import SUFFIXES, TEXT, Unread, format_of, suffix_of

STDIN: Final = "-"
_HEAD: Final = 4096
#: Files of text that are no documents, by their names: programs, data, settings.
_NO_DOCUMENTS: Final = frozenset({
    ".py", ".pyc", ".js", ".ts", ".css", ".json", ".jsonl", ".jsonld", ".csv", ".tsv", ".xml", ".xsd", ".xsl",
    ".ttl", ".nt", ".nq", ".trig", ".rdf", ".rq", ".owl", ".toml", ".yaml", ".yml", ".ini", ".cfg", ".conf", ".log",
    ".sh", ".bat", ".c", ".h", ".java", ".rs", ".go", ".rb", ".sql", ".svg", ".tex", ".bib", ".lock", ".part",
    ".tmp", ".bak", ".mmd", ".dot",
})  # fmt: skip


class Gathered(NamedTuple):
    """The sources to read; the files of folders that are left out, and why; the folders that cannot be looked into."""

    sources: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    failures: tuple[tuple[str, SourceError], ...] = ()


def gather(named: Iterable[str | Path]) -> Gathered:
    """The documents that were named: of a folder those in it, hidden files and what is no document left out.

    A file that is named itself is taken whatever it is; one that is named twice is taken once.
    """
    sources: dict[str, str] = {}
    left_out: list[tuple[str, str]] = []
    failures: list[tuple[str, SourceError]] = []
    for name in map(str, named):
        if name == STDIN or not Path(name).is_dir():
            sources.setdefault(_identity(name), name)
            continue
        for path in _files(Path(name), failures):
            reason = _no_document(path)
            if reason is None:
                sources.setdefault(_identity(str(path)), str(path))
            else:
                left_out.append((str(path), reason))
    return Gathered(tuple(sources.values()), tuple(left_out), tuple(failures))


def _identity(name: str) -> str:
    return name if name == STDIN else os.path.realpath(name)


def _files(folder: Path, failures: list[tuple[str, SourceError]]) -> Iterator[Path]:
    """The files in a folder and those in it, in order of their names, but for hidden ones and locks of Word."""

    def told(error: OSError) -> None:
        where = str(error.filename or folder)
        fault = UnreadableSource(
            f"the folder cannot be read ({error.strerror})", where=where, remedy="Check its permissions"
        )
        failures.append((where, fault))

    for parent, folders, names in os.walk(folder, onerror=told):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__MACOSX")))
        yield from (Path(parent, name) for name in sorted(names) if not name.startswith((".", "~$")))


def _no_document(path: Path) -> str | None:
    """Why a file of a folder is left out; None for a document."""
    if path.exists() and not path.is_file():  # a pipe or a device would be waited for, or never end
        return "no file"
    suffix = suffix_of(path.name)
    if suffix in SUFFIXES:
        return None
    if suffix in _NO_DOCUMENTS:
        return f"a file in {suffix}"
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        return error.strerror or "it cannot be read"
    if not head.strip():
        return "an empty file"
    found = format_of(head, path.name)
    if isinstance(found, Unread):
        return found.kind
    if found != TEXT:
        return None
    try:
        refuse_zero_bytes(head)
    except UnreadableSource:
        return "no text"
    return None
