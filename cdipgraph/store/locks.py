"""Locks between processes, on files: one writer a store, many readers a generation.

The system lets go of them when a process dies.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from cdipgraph.errors import StoreLocked

if sys.platform == "win32":
    raise ImportError("a store in a folder needs a POSIX system; open_store(memory=True) and endpoints work everywhere")

import fcntl


class WriterLock:
    """The right to write, held from making this until `release`. Raises StoreLocked, naming the process that has it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None
        while self._file is None:
            file = path.open("a+", encoding="utf-8", errors="replace")  # arguments may be no text
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                with file:
                    raise _locked(path, file) from error
            if _still_there(file, path):
                self._file = file
            else:  # removed between our opening and our locking it, with a store that came to nothing
                file.close()
        self._file.truncate(0)
        self._file.write(f"{os.getpid()} {' '.join(sys.argv)[:200]}\n")
        self._file.flush()

    @property
    def held(self) -> bool:
        """Whether the right is still ours."""
        return self._file is not None

    def release(self) -> None:
        """Nothing; another process may write now."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _still_there(file: IO[str], path: Path) -> bool:
    try:
        return os.fstat(file.fileno()).st_ino == path.stat().st_ino
    except FileNotFoundError:
        return False


def _locked(path: Path, file: IO[str]) -> StoreLocked:
    file.seek(0)
    process, _, command = file.read().strip().partition(" ")
    who = f"process {process} ({command})" if command else "another process"
    return StoreLocked(
        f"{who} is writing to the store",
        where=str(path.parent),
        remedy="Wait until it is done, or name another --store",
    )


def share(path: Path) -> IO[bytes]:
    """A file that keeps the generation it belongs to from being removed, until closed.

    Raises OSError when it is gone.
    """
    file = path.open("rb")
    try:
        fcntl.flock(file, fcntl.LOCK_SH)
    except BaseException:
        file.close()
        raise
    return file


@contextmanager
def try_exclusive(path: Path) -> Iterator[bool]:
    """Whether nobody shares the file; while the block runs, nobody can begin to."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        yield True
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
