"""The store in a folder, which survives a crash, a full disk and a second process.

A folder holds generations. A generation is an Oxigraph database that is written in `live/`, then frozen as a checkpoint
(hard links: it takes milliseconds and no space) and made the one that counts by renaming one file, `current`. So a
reader sees a whole generation or the one before it, and a writer that is killed leaves nothing but a `live/` that the
next one throws away.

    .cdipgraph/
      cdipgraph-store.txt   says that the folder is ours; without it nothing is ever written
      lock                  held by the writer, names its process
      current               the number of the generation that counts
      checkpoints/7/        that generation
      checkpoints/7.files   its files and their sizes; the generation's readers share a lock on it
      live/                 the writer's working copy
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import IO, Final

import pyoxigraph

from cdipgraph.errors import DiskFull, NotAStore, StoreDamaged, StoreError, StoreMissing
from cdipgraph.store.faults import store_faults
from cdipgraph.store.local import LocalStore, load, remove
from cdipgraph.store.locks import WriterLock, share, try_exclusive
from cdipgraph.store.solutions import GraphChange

MARKER: Final = "cdipgraph-store.txt"
_FORMAT: Final = "cdipgraph store, format 1"
_MARKER_TEXT: Final = f"{_FORMAT}\nMade by `cdipgraph build`. To be rid of it, delete the folder.\n"
_OURS: Final = frozenset({MARKER, f"{MARKER}.new", "lock", "live", "checkpoints", "current.new"})
_BUILD_FIRST: Final = "Run `cdipgraph build SOURCE` first, or name the store with --store"
#: What a commit must find free: a floor for the database's own files, and a generous guess at a quad.
_FLOOR_BYTES: Final = 8 * 2**20
_QUAD_BYTES: Final = 500
_ATTEMPTS: Final = 20


class FolderReader(LocalStore):
    """A store in a folder as it was when opened; a writer does not disturb it.

    Raises StoreMissing, NotAStore for a folder that holds something else, StoreDamaged when its files are corrupt.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        with store_faults(str(path)):
            _require_store(path)
            self._database, self._share = _open_checkpoint(path)

    def _commit(self, changes: list[GraphChange]) -> None:
        raise StoreError("the store was opened for reading", where=self._where, remedy="Open it with write=True")

    def close(self) -> None:
        """Nothing; lets go of the files. Closing twice is harmless."""
        super().close()
        self._share.close()


class FolderWriter(LocalStore):
    """A store in a folder, with the right to change it, which one process has at a time.

    Raises NotAStore for a folder that holds something else, StoreLocked while another process writes, StoreDamaged,
    DiskFull.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self._path = path
        self._copies = 0
        with store_faults(self._where):
            self._writer, self._made = _claim(path)
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def _open(self) -> pyoxigraph.Store:
        """The working copy; it is made when there is none: at first, and after a failed commit."""
        if self._database is None and self._writer.held:
            live = self._path / "live"
            with store_faults(self._where):
                shutil.rmtree(live, ignore_errors=True)
                live.mkdir()
                # A new name each time: the one before may still be open while its error is being told.
                self._copies += 1
                self._database = _working_copy(self._path, live / str(self._copies))
        return super()._open()

    def _commit(self, changes: list[GraphChange]) -> None:
        database = self._open()
        try:
            with store_faults(self._where):
                _require_space(self._path, sum(len(change.added) for change in changes))
                for change in changes:
                    remove(database, change)
                load(database, changes)
                database.flush()
                _switch(self._path, database)
        except BaseException:
            self._database = None
            raise

    def close(self) -> None:
        """Nothing; removes the working copy and lets go of the lock. Closing twice is harmless."""
        with self._lock:
            super().close()
            if self._writer.held:
                shutil.rmtree(self._path / "live", ignore_errors=True)
                if self._made and not (self._path / "current").exists():
                    _unmake(self._path)
                self._writer.release()


def _require_store(path: Path) -> None:
    """Nothing. Raises StoreMissing where there is nothing, NotAStore where there is something else."""
    if _is_marked(path):
        return
    if not path.exists() or (path.is_dir() and all(entry.name == f"{MARKER}.new" for entry in path.iterdir())):
        raise StoreMissing("there is no store", where=str(path), remedy=_BUILD_FIRST)
    if _is_marked(path):  # by another process, just now
        return
    raise NotAStore(
        "this is no store of cdipgraph; it is left untouched", where=str(path), remedy="Name another --store"
    )


def _is_marked(path: Path) -> bool:
    marker = path / MARKER
    return marker.is_file() and marker.read_text(encoding="utf-8", errors="replace").startswith(f"{_FORMAT}\n")


def _claim(path: Path) -> tuple[WriterLock, bool]:
    """The right to write to the folder, and whether the folder was made for it. Raises NotAStore, StoreLocked."""
    for _ in range(_ATTEMPTS):
        made = not path.exists()
        try:
            _mark(path)
            return WriterLock(path / "lock"), made
        except FileNotFoundError:
            continue  # another writer made the folder, came to nothing, and removed it just now
    raise StoreError("the folder vanishes again and again", where=str(path))


def _mark(path: Path) -> None:
    """Nothing; the folder is a store. Raises NotAStore when it holds something else."""
    if _is_marked(path):
        return
    if not path.exists():
        path.mkdir(parents=True, exist_ok=True)
    if not path.is_dir() or any(entry.name != f"{MARKER}.new" for entry in path.iterdir()):
        _require_store(path)
    else:
        _write_durably(path / MARKER, _MARKER_TEXT)


def _unmake(path: Path) -> None:
    """Nothing; removes a store that never had a generation, so that a failed first build leaves nothing behind."""
    if not path.is_dir() or not {entry.name for entry in path.iterdir()} <= _OURS:
        return
    # Renamed first: who comes to it now finds a whole store or none.
    discarded = path.with_name(f"{path.name}.{os.getpid()}.discarded")
    try:
        path.rename(discarded)
    except OSError:
        return  # a mount point, for one: an empty store does no harm
    shutil.rmtree(discarded, ignore_errors=True)


def _current(path: Path) -> int | None:
    """The number of the generation that counts; None before the first. Raises StoreDamaged when it cannot be told."""
    try:
        return int((path / "current").read_bytes())
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise StoreDamaged(
            "the file `current` holds no number", where=str(path), remedy="Delete the folder and build it again"
        ) from error


def _checkpoint(path: Path, number: int) -> Path:
    return path / "checkpoints" / str(number)


def _listing(path: Path, number: int) -> Path:
    return path / "checkpoints" / f"{number}.files"


def _files(checkpoint: Path) -> str:
    """The listing of a checkpoint: a line a file, its size and name. The database's diary does not count."""
    files = sorted(file for file in checkpoint.iterdir() if not file.name.startswith("LO"))
    return "".join(f"{file.stat().st_size} {file.name}\n" for file in files)


def _open_checkpoint(path: Path) -> tuple[pyoxigraph.Store, IO[bytes]]:
    """The current generation, open for reading, and the lock that keeps it from being removed.

    Raises StoreMissing before the first commit, OSError when the files are corrupt.
    """
    for _ in range(_ATTEMPTS):
        number = _current(path)
        if number is None:
            raise StoreMissing("the store is empty", where=str(path), remedy=_BUILD_FIRST)
        try:
            return _open_generation(path, number)
        except (OSError, RuntimeError):
            # A writer may have switched and removed this generation between the two steps: then there is a newer one.
            if _current(path) == number:
                raise
    raise StoreError("the store changes faster than it can be opened", where=str(path), remedy="Try again")


def _open_generation(path: Path, number: int) -> tuple[pyoxigraph.Store, IO[bytes]]:
    shared = share(_listing(path, number))
    try:
        return _read_only(path, number), shared
    except BaseException:
        shared.close()
        raise


def _read_only(path: Path, number: int) -> pyoxigraph.Store:
    """The generation, open for reading. Raises OSError when its files are not as they were written.

    The database itself takes a cut MANIFEST for an older one, and would answer as if the data did not exist.
    """
    checkpoint = _checkpoint(path, number)
    if _files(checkpoint) != _listing(path, number).read_text(encoding="utf-8"):
        raise OSError(f"Corruption: files in {checkpoint} are missing or cut")
    return pyoxigraph.Store.read_only(str(checkpoint))


def _working_copy(path: Path, live: Path) -> pyoxigraph.Store:
    """A database at `live` that holds what the current generation holds."""
    number = _current(path)
    if number is not None:
        _read_only(path, number).backup(str(live))
    return pyoxigraph.Store(str(live))


def _switch(path: Path, database: pyoxigraph.Store) -> None:
    """Nothing; freezes the working copy as the next generation and makes it the one that counts."""
    number = (_current(path) or 0) + 1
    checkpoint = _checkpoint(path, number)
    checkpoint.parent.mkdir(exist_ok=True)
    shutil.rmtree(checkpoint, ignore_errors=True)  # of a writer that was killed right here
    try:
        database.backup(str(checkpoint))
        _sync(checkpoint)
        _write_durably(_listing(path, number), _files(checkpoint))
        _write_durably(path / "current", f"{number}\n")
    except BaseException:
        shutil.rmtree(checkpoint, ignore_errors=True)
        raise
    _remove_old(path, number)


def _remove_old(path: Path, current: int) -> None:
    """Nothing; removes the generations before `current` that nobody reads.

    One that is read stays until a later commit.
    """
    for folder in (path / "checkpoints").iterdir():
        if not folder.is_dir() or folder.name == str(current):
            continue
        listing = folder.with_name(f"{folder.name}.files")
        with try_exclusive(listing) as alone:
            if alone:
                shutil.rmtree(folder, ignore_errors=True)
                listing.unlink(missing_ok=True)


def _write_durably(target: Path, text: str) -> None:
    """Nothing; the file has the new text or the old, also after a power cut."""
    draft = target.with_name(f"{target.name}.new")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)
    _sync_folder(target.parent)


def _sync(folder: Path) -> None:
    """Nothing; the folder and the files in it are on the disk."""
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    _sync_folder(folder)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _require_space(path: Path, quads: int) -> None:
    """Nothing. Raises DiskFull when so many quads will hardly find room, before anything is written."""
    free, needed = shutil.disk_usage(path).free, _FLOOR_BYTES + quads * _QUAD_BYTES
    if free < needed:
        raise DiskFull(
            f"the disk is full ({free // 2**20} MB free, about {needed // 2**20} MB needed); nothing was changed",
            where=str(path),
            remedy="Make room and try again",
        )
