"""What the database and the file system complain of, in the error tree's words."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from cdipgraph.errors import DiskFull, StoreDamaged, StoreError, StoreLocked

_FULL: Final = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN: Final = (errno.EACCES, errno.EPERM, errno.EROFS)
#: RocksDB's errors carry no number: they are told by their words.
_FULL_WORDS: Final = ("No space left", "Disk quota exceeded")
_FORBIDDEN_WORDS: Final = ("Permission denied", "Read-only file system", "Operation not permitted")
_DAMAGE_WORDS: Final = ("Corruption", "No such file or directory", "checksum", "Invalid data")


@contextmanager
def store_faults(where: str) -> Iterator[None]:
    """Turns what goes wrong inside into StoreError and its kind; our own errors pass."""
    try:
        yield
    except OSError as error:
        raise explained(error, where) from error
    except RuntimeError as error:
        # Some of the database's complaints about its files come as this.
        if not _any(_DAMAGE_WORDS, str(error)):
            raise
        raise explained(OSError(str(error)), where) from error


def explained(error: OSError, where: str) -> StoreError:
    """The error of our tree that says what the system's error means for the store at `where`."""
    text = str(error)
    if error.errno in _FULL or _any(_FULL_WORDS, text):
        return DiskFull("the disk is full; nothing was changed", where=where, remedy="Make room and try again")
    if error.errno in _FORBIDDEN or _any(_FORBIDDEN_WORDS, text):
        return StoreError("no permission to do that in the store's folder", where=where, remedy="Name another --store")
    if "LOCK" in text or "Resource temporarily unavailable" in text:
        return StoreLocked("another process is using the store's files", where=where, remedy="Wait until it is done")
    if isinstance(error, FileNotFoundError) or _any(_DAMAGE_WORDS, text):
        return StoreDamaged(
            f"the store's files are damaged ({text})",
            where=where,
            remedy="Delete the folder and build it again from the sources",
        )
    return StoreError(f"the store cannot be used: {text}", where=where)


def _any(words: tuple[str, ...], text: str) -> bool:
    return any(word in text for word in words)
