"""The answer to a stored question: typed rows, and how they print."""

from __future__ import annotations

import csv
import html
import io
import json
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from cdipgraph.errors import UsageError
from cdipgraph.vocabulary import ID, PREFIXES

if TYPE_CHECKING:
    from cdipgraph.solutions import Solutions, Term

_XSD: Final = PREFIXES["xsd"]
_INTEGERS: Final = frozenset(
    _XSD + name for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")
)
_DECIMALS: Final = frozenset(_XSD + name for name in ("decimal", "double", "float"))
_GAP: Final = 2
#: A column is not squeezed below this (or its longest cell, where that is shorter): then each row becomes a block.
_LEAST_WIDTH: Final = 12
_PAGE_WIDTH: Final = 120


class IRI(str):
    """The name of a thing. Under the base of our own it prints short where people read it."""

    __slots__ = ()

    @property
    def short(self) -> str:
        """The IRI without our own base: `doc/CDIP/24/8`; any other in full."""
        return self.removeprefix(ID) or str(self)


Cell = str | int | Decimal | bool | date | IRI | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows that answer a stored question. An empty cell is None: not stated."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @classmethod
    def of(cls, name: str, solutions: Solutions, without: frozenset[str] = frozenset()) -> Answer:
        """The answer that SPARQL solutions hold, columns in `without` left out; `_` in a column's name reads `-`."""
        names = [variable.replace("_", "-") for variable in solutions.variables]
        kept = [place for place, column in enumerate(names) if column not in without]
        rows = tuple(tuple(_cell(row[place]) for place in kept) for row in solutions)
        return cls(name, tuple(names[place] for place in kept), rows)

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def records(self) -> list[dict[str, Cell]]:
        """The rows as dictionaries, column to cell."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to(self, format: str) -> str:
        """The answer as text: `csv`, `tsv`, `json`, `md` or `table`. Raises UsageError for any other format."""
        if format not in FORMATS:
            raise UsageError(f"there is no format {format!r}", remedy=f"Choose one of {', '.join(FORMATS)}")
        return FORMATS[format](self)

    def __str__(self) -> str:
        return _table(self)

    def _repr_html_(self) -> str:
        """The answer as an HTML table: what Jupyter shows."""
        head = "".join(f"<th>{html.escape(column)}</th>" for column in self.columns)
        body = "".join(f"<tr>{''.join(f'<td>{_html(cell)}</td>' for cell in row)}</tr>" for row in self.rows)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(term: Term | None) -> Cell:
    """The value of a term as Python has it, white space in texts folded to single spaces."""
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return IRI(term.value)
    if not isinstance(term, Literal):
        return str(term)
    value, datatype = term.value, term.datatype.value
    try:
        if datatype in _INTEGERS:
            return int(value)
        if datatype in _DECIMALS:
            return Decimal(value)
        if datatype == _XSD + "date":
            return date.fromisoformat(value)
    except (ValueError, ArithmeticError):
        return value  # a number or a day that Python has no value for: as it is written
    if datatype == _XSD + "boolean":
        return value in ("true", "1")
    return " ".join(value.split())


def _plain(cell: Cell) -> str:
    """The cell as data: IRIs in full, dates in ISO form, truth in small letters."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _shown(cell: Cell) -> str:
    """The cell for people: IRIs short."""
    return cell.short if isinstance(cell, IRI) else _plain(cell)


def _html(cell: Cell) -> str:
    text = html.escape(_shown(cell))
    if isinstance(cell, IRI) and cell.startswith(("http://", "https://")):
        return f'<a href="{html.escape(cell)}">{text}</a>'
    return text


def _csv(answer: Answer) -> str:
    """Comma-separated values as RFC 4180 has them: CRLF, quotes where needed."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(answer.columns)
    writer.writerows([_plain(cell) for cell in row] for row in answer.rows)
    return out.getvalue()


def _tsv(answer: Answer) -> str:
    """Tab-separated values without quoting: a cell holds neither tabs nor line ends."""
    rows = (answer.columns, *([" ".join(_plain(cell).split()) for cell in row] for row in answer.rows))
    return "".join("\t".join(row) + "\n" for row in rows)


def _json(answer: Answer) -> str:
    """A list of objects; numbers and truth as JSON has them, dates as text, an empty cell as null."""
    return json.dumps(answer.records(), ensure_ascii=False, indent=2, default=_jsonable) + "\n"


def _jsonable(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _markdown(answer: Answer) -> str:
    def line(cells: list[str]) -> str:
        return f"| {' | '.join(cells)} |\n"

    rows = [[_shown(cell).replace("\\", "\\\\").replace("|", "\\|") for cell in row] for row in answer.rows]
    return line(list(answer.columns)) + line(["---"] * len(answer.columns)) + "".join(map(line, rows))


def _table(answer: Answer) -> str:
    return table(answer, _PAGE_WIDTH)


def table(answer: Answer, width: int, *, styled: bool = False) -> str:
    """The answer as a table of that width; where its columns would be too narrow to read, a block of lines a row.

    `styled` adds a terminal's colours.
    """
    rows = [tuple(_shown(cell) for cell in row) for row in answer.rows]
    if not rows:
        return "No rows.\n"
    widths = _least_widths(answer.columns, rows)
    if sum(widths) + _GAP * len(widths) > width:
        return _blocks(answer.columns, rows, width)
    return _grid(answer, rows, width, styled)


def _least_widths(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[int]:
    """How narrow each column can be made before it is hard to read."""
    return [
        max(len(column), min(_LEAST_WIDTH, max(len(row[place]) for row in rows)))
        for place, column in enumerate(columns)
    ]


def _grid(answer: Answer, rows: list[tuple[str, ...]], width: int, styled: bool) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, _GAP, 0, 0))
    for place, column in enumerate(answer.columns):
        numeric = all(isinstance(row[place], int | Decimal) or row[place] is None for row in answer.rows)
        grid.add_column(Text(column), justify="right" if numeric else "left", overflow="fold", min_width=len(column))
    for row in rows:
        grid.add_row(*map(Text, row))
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=styled, color_system="standard" if styled else None)
    console.print(grid)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())


def _blocks(columns: tuple[str, ...], rows: list[tuple[str, ...]], width: int) -> str:
    margin = max(map(len, columns)) + _GAP
    blocks = []
    for row in rows:
        lines = []
        for column, cell in zip(columns, row, strict=True):
            if cell:
                wrapped = textwrap.wrap(cell, max(width - margin, _LEAST_WIDTH))
                lines.append(f"{column:<{margin}}" + f"\n{'':<{margin}}".join(wrapped) + "\n")
        blocks.append("".join(lines))
    return "\n".join(blocks)


FORMATS: Final[dict[str, Callable[[Answer], str]]] = {
    "table": _table,
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "md": _markdown,
}
