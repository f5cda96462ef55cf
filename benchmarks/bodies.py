"""How many fields of heads written by hand are read right, by field: `python -m benchmarks.bodies [wrong]`.

The heads are in `tests/headsets`, each set written down before the rules were mended with it in sight. A field counts
where it is printed or read: one that is read and not printed is an error, as one that is printed and not read.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from cdipgraph import languages
from cdipgraph.readers.plain import source_text
from cdipgraph.structure import read_head

from .headers import values
from .timing import table

SETS = Path(__file__).parents[1] / "tests" / "headsets"
NAMES = (
    "symbol", "also", "language", "original-language", "date", "organisation", "committee", "session", "kind", "part",
    "place", "start", "end", "title", "author", "provisional",
)  # fmt: skip


class Compared(NamedTuple):
    """A field of a head: what is printed, what was read (None where it is not)."""

    head: str
    name: str
    expected: Any
    found: Any

    @property
    def right(self) -> bool:
        """True where what is printed was read."""
        return bool(self.expected == self.found)


def heads(name: str) -> list[dict[str, Any]]:
    """The heads of a set: `first`, `second`."""
    return list(tomllib.loads((SETS / f"{name}.toml").read_text(encoding="utf-8"))["header"])


def found(text: str) -> dict[str, Any]:
    """What is read of a head, field by field."""
    source = source_text(text)
    header = read_head(source, languages.detect(source.lower)).header
    read: dict[str, Any] = {**values(header), "language": header.language}
    if header.also:
        read["also"] = [field.value for field in header.also]
    if header.organisation:
        read["organisation"] = header.organisation.value
    if getattr(header, "kind", None):
        read["kind"] = header.kind.value
    if getattr(header, "part", None):
        read["part"] = int(header.part.value)
    return read


def compared(head: dict[str, Any]) -> Iterator[Compared]:
    """Each field of a head that is printed or read."""
    read = found(head["text"])
    for name in NAMES:
        if name in head or name in read:
            yield Compared(head["name"], name, head.get(name), read.get(name))


def share(fields: Iterable[Compared]) -> float:
    """The share of fields that are right."""
    counted = [field.right for field in fields]
    return sum(counted) / max(len(counted), 1)


def main(show: str = "") -> None:
    """Prints the share of fields that are right in each set and by field, and those that are not."""
    for path in sorted(SETS.glob("*.toml")):
        fields = [field for head in heads(path.stem) for field in compared(head)]
        wrong = Counter(field.name for field in fields if not field.right)
        every = Counter(field.name for field in fields)
        rows = [("field", "right"), ("all", f"{share(fields):.4f} of {len(fields)}")]
        rows += [(name, f"{every[name] - wrong[name]} of {every[name]}") for name in NAMES if every[name]]
        print(table(f"Fields of heads, {path.stem} set", rows))
        for field in fields if show else ():
            if not field.right:
                print(f"{field.head}\n    {field.name}: {field.expected!r} read as {field.found!r}")


if __name__ == "__main__":
    main(*sys.argv[1:2])
