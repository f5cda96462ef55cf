"""The table of a report as it is written: columns, rows grouped by paragraph of the proposal, entries in cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cdipgraph.spans import folded

#: The columns, in their order; the words over them are the language's.
ROLES = ("measure", "implementation", "review", "summary", "follow_up")
#: Those of a table that no annex sets the columns of.
USUAL = ROLES[:4]
#: What an entry of a list begins with; it is no part of its words.
BULLET = r"^[-*\u00b7\u2022\u25aa\u2013]\s+"
#: What stands before an entry that only the narrative knows, in every format; the note under the table says so.
MARK = "†"


_SPACES: Final = re.compile(r"[^\S\u00a0\u202f]+")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words: what it links to, and its language where that is not the table's."""

    text: str
    href: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a cell: its words, the things it stands for, and whether only the narrative tells of it."""

    runs: tuple[Run, ...]
    things: tuple[str, ...] = ()
    marked: bool = False

    @property
    def text(self) -> str:
        """The words on one line, without a mark."""
        return folded("".join(run.text for run in self.runs))


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: the entries of its cells, by column; marked when the annex has no row for it."""

    thing: str
    number: str
    cells: dict[str, tuple[Entry, ...]]
    marked: bool = False

    def cell(self, role: str) -> tuple[Entry, ...]:
        """The entries of a cell."""
        return self.cells.get(role, ())


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one paragraph of the proposal, under its heading; no heading where the measures answer none.

    `proposal` heads the first group of a proposal where the table has several.
    """

    number: str
    heading: str
    rows: tuple[Row, ...]
    proposal: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it holds, and the words over it."""

    role: str
    heading: str


@dataclass(frozen=True, slots=True)
class Content:
    """All that is written of a table, whatever the format. `annexed` is false where the document has no annex."""

    document: str
    symbol: str
    lang: str
    title: tuple[Run, ...]
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    annexed: bool = True

    @property
    def heading(self) -> str:
        """The title on one line."""
        return folded("".join(run.text for run in self.title))

    def entries(self) -> Iterator[Entry]:
        """Every entry of every cell."""
        for group in self.groups:
            for row in group.rows:
                for column in self.columns:
                    yield from row.cell(column.role)

    @property
    def marked(self) -> bool:
        """Whether something in it is marked."""
        return any(entry.marked for entry in self.entries())

    @property
    def translated(self) -> bool:
        """Whether words of another language stand in it."""
        return any(run.lang for entry in self.entries() for run in entry.runs)


def one_line(text: str) -> str:
    """The text on one line, its no-break spaces kept: they hold a colon or a number where it is."""
    return _SPACES.sub(" ", text).strip()
