"""Where corrections are kept: in a file beside the sources, and in the store, from which they are not lost when a
document is built again without the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cdipgraph import graph
from cdipgraph.corrections import Correction
from cdipgraph.corrections.table import Read, added_to_table, read_table, written_table
from cdipgraph.errors import BadCorrection, SourceError, UsageError

if TYPE_CHECKING:
    from cdipgraph.store import Store

#: How a file of corrections beside the sources is called.
NAMES: Final = ("corrections.csv", "corrections.ttl")
MAX_BYTES: Final = 16 * 2**20


@dataclass(frozen=True, slots=True)
class CorrectionFile:
    """A file of corrections: what it holds, and what is wrong with the rest of it. `given` says that it was named."""

    path: Path
    corrections: tuple[Correction, ...] = ()
    errors: tuple[SourceError, ...] = ()
    given: bool = False

    def __str__(self) -> str:
        return str(self.path)


@dataclass
class CorrectionFiles:
    """The files of corrections of a build: those that were named, and those found in the folders of its sources and in
    the current one. Each is read once.
    """

    named: Sequence[str | Path] = ()
    _read: dict[Path, CorrectionFile] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for name in self.named:
            path = Path(name)
            if not path.is_file():
                raise UsageError("there is no such file of corrections", where=str(path), remedy="Check its name")
            self._read[path.resolve()] = read_file(path, given=True)

    def of(self, source: str | None) -> list[CorrectionFile]:
        """The files that count for a source: those named, that in its folder, that in the current folder.

        A source that is no file (standard input) has no folder.
        """
        folders = [Path(source).parent, Path()] if source else [Path()]
        for path in (folder / name for folder in folders for name in NAMES):
            if path.is_file() and path.resolve() not in self._read:
                self._read[path.resolve()] = read_file(path)
        near = {(folder / name).resolve() for folder in folders for name in NAMES}
        return [found for path, found in self._read.items() if found.given or path in near]

    def errors(self) -> list[SourceError]:
        """What is wrong with the files that were read."""
        return [error for found in self._read.values() for error in found.errors]


def of_file(name: str | Path) -> tuple[list[tuple[Correction, str]], tuple[SourceError, ...]]:
    """The corrections of a file, of which nothing has become yet, and what is wrong with the rest of it.

    Raises UsageError for one that is not there.
    """
    file = next(found for found in CorrectionFiles([name]).of(None) if found.given)
    return [(correction, "") for correction in file.corrections], file.errors


def read_file(path: Path, *, given: bool = False) -> CorrectionFile:
    """The corrections of a file, Turtle where its name says so, else CSV."""
    try:
        if path.stat().st_size > MAX_BYTES:
            fault = BadCorrection(f"is longer than {MAX_BYTES:,} bytes", where=str(path), remedy="Divide it")
            return CorrectionFile(path, errors=(fault,), given=given)
        read = read_bytes(path.read_bytes(), str(path))
    except OSError as error:
        fault = BadCorrection(f"cannot be read ({error.strerror})", where=str(path), remedy="Check its permissions")
        return CorrectionFile(path, errors=(fault,), given=given)
    return CorrectionFile(path, *read, given=given)


def read_bytes(data: bytes, name: str) -> Read:
    """The corrections of a file's bytes, by the file's name."""
    return graph.read_turtle(data, name) if _is_turtle(name) else read_table(data, name)


def added(data: bytes, correction: Correction, name: str) -> bytes:
    """The file's bytes with one correction more. Raises SourceError where it cannot be added."""
    return (graph.added_to_turtle if _is_turtle(name) else added_to_table)(data, correction, name)


def written(corrections: Iterable[Correction], name: str) -> bytes:
    """The corrections as a file of that name: Turtle where it says so, else CSV."""
    return (graph.written_turtle if _is_turtle(name) else written_table)(corrections)


def _is_turtle(name: str) -> bool:
    return name.lower().endswith(".ttl")


def kept(store: Store, expression: str) -> tuple[Correction, ...]:
    """The corrections that the store holds of a language version, whatever file they came from."""
    return graph.corrections_in(store.quads(graph.corrections_iri(expression))).corrections


def applying(files: Iterable[CorrectionFile], source: str | None) -> tuple[list[Correction], bool]:
    """The corrections of the files, and whether they are all there is of the source: a sound file that was named, or
    that stands beside the source, says so; one in the current folder only of the documents that it names.
    """
    beside = Path(source).parent.resolve() if source else None
    corrections: list[Correction] = []
    whole = False
    for found in files:
        corrections += found.corrections
        whole = whole or ((found.given or found.path.parent.resolve() == beside) and not found.errors)
    return corrections, whole
