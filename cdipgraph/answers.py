"""The answer to a stored question: typed rows, and how they print."""

from __future__ import annotations

import csv
import html
import io
import json
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from cdipgraph.errors import UsageError
from cdipgraph.vocabulary import ID, PREFIXES

if TYPE_CHECKING:
    from cdipgraph.findings import Finding
    from cdipgraph.store.solutions import Solutions, Term

_XSD: Final = PREFIXES["xsd"]
_INTEGERS: Final = frozenset(
    _XSD + name for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")
)
_DECIMALS: Final = frozenset(_XSD + name for name in ("decimal", "double", "float"))
_GAP: Final = 2
#: A column is not squeezed below this (or its longest cell, where that is shorter): then each row becomes a block.
_LEAST_WIDTH: Final = 12
#: Words up to the first of these lengths that leaves room for all columns are not broken.
_LONGEST_WORDS: Final = (40, 24, _LEAST_WIDTH)
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

    def __repr__(self) -> str:
        return f"<Answer {self.name}: {len(self.rows)} rows>"

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def sorted(self) -> Answer:
        """The same rows in the order of their texts."""
        return Answer(self.name, self.columns, tuple(sorted(self.rows, key=lambda row: [*map(_plain, row)])))

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
    """The cell for people: IRIs short, on one line."""
    return cell.short if isinstance(cell, IRI) else " ".join(_plain(cell).split())


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

    `styled` sets the head in bold, for a terminal.
    """
    rows = [tuple(_shown(cell) for cell in row) for row in answer.rows]
    if not rows:
        return "No rows.\n"
    columns = list(zip(answer.columns, *rows, strict=True))
    natural = [max(map(_width, column)) for column in columns]
    words = [max(_width(word) for cell in column for word in cell.split() or [""]) for column in columns]
    room = width - _GAP * (len(natural) - 1)
    for longest in _LONGEST_WORDS:
        least = [min(most, max(_LEAST_WIDTH, min(word, longest))) for most, word in zip(natural, words, strict=True)]
        least = [max(len(name), low) for name, low in zip(answer.columns, least, strict=True)]
        if sum(least) <= room:
            return _grid(answer, rows, _shared(natural, least, room), styled)
    return _blocks(answer.columns, rows, width)


def _shared(natural: list[int], least: list[int], room: int) -> list[int]:
    """The width of each column: what it wants; where that is too much for all, the widest are cut alike."""
    cap = max(natural)
    while sum(widths := [max(low, min(want, cap)) for want, low in zip(natural, least, strict=True)]) > room:
        cap -= 1
    return widths


def _grid(answer: Answer, rows: list[tuple[str, ...]], widths: list[int], styled: bool) -> str:
    numeric = [
        all(isinstance(c, int | Decimal) or c is None for c in column) for column in zip(*answer.rows, strict=True)
    ]
    head = _lines(answer.columns, widths, numeric)
    body = [line for row in rows for line in _lines(row, widths, numeric)]
    rule = "─" * (sum(widths) + _GAP * (len(widths) - 1))
    shown = [f"\x1b[1m{line}\x1b[0m" for line in head] if styled else head
    return "".join(f"{line}\n" for line in [*shown, rule, *body])


def _lines(cells: Sequence[str], widths: list[int], numeric: list[bool]) -> list[str]:
    """The lines that a row of the table takes, each cell wrapped in its column."""
    wrapped = [_wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    lines = []
    for number in range(max(map(len, wrapped))):
        parts = []
        for cell, width, right in zip(wrapped, widths, numeric, strict=True):
            text = cell[number] if number < len(cell) else ""
            space = " " * (width - _width(text))
            parts.append(space + text if right else text + space)
        lines.append((" " * _GAP).join(parts).rstrip())
    return lines


def _wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most that width, broken between words where it can be."""
    if _width(text) <= width:
        return [text]
    if _width(text) == len(text):
        return textwrap.wrap(text, width, break_on_hyphens=False)
    lines, line = [], ""
    for character in text:  # full-width characters take two places: count them one by one
        if _width(line + character) > width:
            lines.append(line)
            line = ""
        line += character
    return [*lines, line]


def _width(text: str) -> int:
    """The places that the text takes on a terminal."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) > 0 for character in text)


def _blocks(columns: tuple[str, ...], rows: list[tuple[str, ...]], width: int) -> str:
    """A block of lines a row, empty cells left out."""
    margin = max(map(len, columns)) + _GAP
    blocks = []
    for row in rows:
        named = [
            (name, _wrap(cell, max(width - margin, _LEAST_WIDTH))) for name, cell in zip(columns, row, strict=True)
        ]
        lines = [f"{name:<{margin}}" + f"\n{'':<{margin}}".join(cell) + "\n" for name, cell in named if cell != [""]]
        blocks.append("".join(lines))
    return "\n".join(blocks)


def of_findings(findings: Iterable[Finding], lang: str) -> Answer:
    """What checks found as an answer, a row a finding: its message and what to do in `lang`, why it is silenced."""
    columns = ("severity", "rule", "document", "focus", "start", "end", "quote", "message", "suggestion", "silenced")
    return Answer("check", columns, tuple(_finding_row(finding, lang) for finding in findings))


def _finding_row(f: Finding, lang: str) -> tuple[Cell, ...]:
    told = (" ".join(f.quote.split()), f.message(lang), f.suggestions.get(lang), f.silenced)
    return (f.severity, f.rule, _named(f.document), _named(f.focus), f.start, f.end, *(text or None for text in told))


def told_briefly(findings: Answer) -> Answer:
    """The same findings for a person at a terminal: what, where in the text, and the message."""
    known = any(row["silenced"] for row in findings.records())
    rows = []
    for row in findings.records():
        place = "" if row["start"] is None else f"{row['start']}–{row['end']}"
        thing = row["focus"] or row["document"]
        where = " ".join(part for part in (_shown(thing), place) if part)
        rows.append((row["severity"], row["rule"], where, row["message"], *([row["silenced"]] if known else [])))
    columns = ("severity", "rule", "where", "message", *(["silenced"] if known else []))
    return Answer(findings.name, columns, tuple(rows))


class Findings(list["Finding"]):
    """What checks found, gravest first: a list that prints as a table, and that Jupyter shows as one."""

    def __str__(self) -> str:
        return str(self._told)

    def _repr_html_(self) -> str:
        return self._told._repr_html_()

    @property
    def _told(self) -> Answer:
        return told_briefly(of_findings(self, "en"))


def _named(iri: str | None) -> IRI | None:
    return None if iri is None else IRI(iri)


FORMATS: Final[dict[str, Callable[[Answer], str]]] = {
    "table": _table,
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "md": _markdown,
}
