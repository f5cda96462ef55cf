"""The zip container of a Word file, read within limits: nothing is written, nothing outside it is followed."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import cached_property
from io import BytesIO
from typing import NamedTuple

from cdipgraph.errors import EmptySource, SourceTooLarge, UnreadableSource
from cdipgraph.readers.docx import markup

MAX_ENTRIES = 10_000
MAX_MAIN = 64 * 1024 * 1024  # five times the largest seen
MAX_PART = 16 * 1024 * 1024  # of all others, which are held in memory as a whole
MAX_TOTAL = 128 * 1024 * 1024  # of all parts that are read, unpacked
MAX_RATIO = 100  # of what is unpacked to the whole file, once it is more than MIN_UNPACKED; Word's own stays below 50
MIN_UNPACKED = 16 * 1024 * 1024
_CHUNK = 1024 * 1024

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_ENCRYPTED = 0x1
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # no others in an Office file; bounded while unpacking
#: What unpacking raises for bytes that are wrong: zipfile also two general errors, for a password and for its version.
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, struct.error, NotImplementedError, RuntimeError)


class Relation(NamedTuple):
    """What a part points to within the container: `kind` is the last word of the type ("styles", "header")."""

    kind: str
    target: str


class Container:
    """The parts of an Office file, unpacked one at a time, each counted while it is unpacked.

    Raises EmptySource, UnreadableSource (no zip container, damaged, protected, names that lead outside) or
    SourceTooLarge (more entries or more bytes than any document has).
    """

    def __init__(self, data: bytes, name: str = "") -> None:
        if not data:
            raise EmptySource("the file is empty", where=name, remedy="Check that the download was complete")
        self.name, self.size, self.unpacked = name, len(data), 0
        if data.count(b"PK\x01\x02") > MAX_ENTRIES:  # counted before the directory is read into memory
            raise SourceTooLarge(
                f"the container has more than {MAX_ENTRIES:,} entries", where=name, remedy="Save the document anew"
            )
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _DAMAGED as error:
            raise self.damaged(error) from None
        for entry in self._zip.namelist():
            if _leads_outside(entry):
                raise UnreadableSource(
                    f"the container has an entry that leads outside it ({entry[:80]!r})",
                    where=name,
                    remedy="This is no file that Word wrote; do not open it elsewhere either",
                )

    def damaged(self, error: Exception) -> UnreadableSource:
        """The error that says that the container is damaged, and how."""
        return UnreadableSource(
            f"the file is cut or damaged ({error})",
            where=self.name,
            remedy="Check that the download was complete, or open it in Word and save it anew",
        )

    def __contains__(self, part: str) -> bool:
        return part in self._names

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(self._zip.namelist())

    def read(self, part: str, most: int) -> bytes:
        """The bytes of a part, unpacked, if they are not more than that."""
        info = self._zip.getinfo(part)
        if info.flag_bits & _ENCRYPTED:
            raise UnreadableSource(
                "the file is protected by a password", where=self.name, remedy="Save it without the password"
            )
        if info.compress_type not in _COMPRESSIONS:
            raise self.damaged(ValueError(f"{part} is packed in a way that Office files are not"))
        self._check(part, info.file_size > most, self.unpacked + info.file_size)
        chunks: list[bytes] = []
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    self.unpacked += len(chunk)
                    chunks.append(chunk)
                    self._check(part, False, self.unpacked)
        except _DAMAGED as error:
            raise self.damaged(error) from None
        return b"".join(chunks)

    def _check(self, part: str, exceeds: bool, total: int) -> None:
        if exceeds or total > MAX_TOTAL or total > max(MIN_UNPACKED, MAX_RATIO * self.size):
            raise SourceTooLarge(
                f"{part} unpacks to more than a document of {self.size:,} bytes can hold",
                where=self.name,
                remedy="Open it in Word, remove what is not text, and save it anew",
            )

    def xml(self, part: str) -> markup.Element:
        """The root element of a part."""
        return markup.parse(self.read(part, MAX_PART), part, self.name)

    def body(self, part: str) -> Iterator[markup.Element]:
        """The elements of the body of the main part, one after the other."""
        return markup.body(self.read(part, MAX_MAIN), part, self.name)

    def relations(self, part: str = "") -> dict[str, Relation]:
        """What a part ("" for the whole container) points to inside the container, by id; links to the outside are
        left out.
        """
        folder, file = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{file}.rels")
        if rels not in self:
            return {}
        found = {}
        for relation in self.xml(rels).iter(f"{{{_RELATIONS}}}Relationship"):
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
                kind = relation.get("Type", "").rpartition("/")[2]
                found[relation.get("Id", "")] = Relation(kind, target.lstrip("/"))
        return found


def _leads_outside(entry: str) -> bool:
    path = entry.replace("\\", "/")
    return path.startswith("/") or ".." in path.split("/") or ":" in path.split("/")[0] or "\0" in path
