"""Corrections as a table in CSV, as people keep it by hand or in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from cdipgraph.corrections.statements import BadCorrection, Correction, checked
from cdipgraph.corrections.wording import COLUMNS, understood
from cdipgraph.errors import SourceError
from cdipgraph.readers.encodings import decode

_NEEDED: Final = ("document", "quote", "author", "date")
_DELIMITERS: Final = (",", ";", "\t")
#: What a spreadsheet would take for a formula; such text is written after an apostrophe, as spreadsheets themselves do.
_FORMULA: Final = ("=", "+", "-", "@")


class Read(NamedTuple):
    """What a file holds: the corrections, and what is wrong with the rows that are none."""

    corrections: tuple[Correction, ...] = ()
    errors: tuple[SourceError, ...] = ()


class _Form(NamedTuple):
    """How a table is written: its columns in order, what stands between them, the line end, the encoding and its
    mark.
    """

    columns: tuple[str, ...] = COLUMNS
    delimiter: str = ","
    end: str = "\r\n"
    encoding: str = "utf-8"
    mark: bytes = b""


def read_table(data: bytes, name: str) -> Read:
    """The corrections of a table in CSV, and what is wrong with its other rows, each by its line.

    The separator (comma, semicolon, tab), the encoding and the language of the heads are those of the file. A file
    without rows has none. What is wrong with the whole file is one error.
    """
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        return Read()
    try:
        text, _ = decode(data, name)
        columns, rows = _parsed(text, name)
    except SourceError as error:
        return Read(errors=(error,))
    corrections: list[Correction] = []
    errors: list[SourceError] = []
    while True:
        try:
            line, cells = next(rows)
            corrections.append(_correction(columns, cells, f"{name}, line {line}"))
        except StopIteration:
            return Read(tuple(corrections), tuple(errors))
        except SourceError as error:
            errors.append(error)


def written_table(corrections: Iterable[Correction]) -> bytes:
    """The corrections as a table in CSV that spreadsheets open as it is: in UTF-8 with its mark."""
    form = _Form(mark=b"\xef\xbb\xbf")
    rows = [_cells(form, correction) for correction in corrections]
    return form.mark + _lines(form, [list(form.columns), *rows]).encode()


def added_to_table(data: bytes, correction: Correction, name: str) -> bytes:
    """The table with one row more; what is there stays as it is, byte by byte, and the row is written as the others.

    Raises SourceError for a table whose heads are not understood, or in which the row cannot be written.
    """
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        return written_table([correction])
    text, encoding = decode(data, name)
    columns, rows = _parsed(text, name)
    list(rows)  # a quote that is not closed would swallow the new row
    mark = next((m for m in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff") if data.startswith(m)), b"")
    form = _Form(tuple(columns), _delimiter(text), "\r\n" if "\r\n" in text else "\n", encoding, mark)
    fields = correction.fields()
    missing = [column for column, value in fields.items() if value and column not in form.columns]
    if missing:
        remedy = f"Add the column {missing[0]!r} to the first line"
        raise BadCorrection(f"the table has no column {missing[0]!r}", where=f"{name}, line 1", remedy=remedy)
    row = ("" if text.endswith(("\n", "\r")) else form.end) + _lines(form, [_cells(form, correction)])
    try:
        return data + row.encode(encoding)
    except (UnicodeEncodeError, LookupError) as error:
        lost = (
            f"the words hold {row[error.start]!r}, which there is not in"
            if isinstance(error, UnicodeError)
            else "is in"
        )
        remedy = "Save the file as UTF-8 (in a spreadsheet: CSV UTF-8)"
        raise BadCorrection(f"{lost} {encoding}", where=name, remedy=remedy) from None


def _parsed(text: str, name: str) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The columns, as what they are called here, and the rows with the lines they begin on.

    Raises BadCorrection for heads that are not understood. A row that is no CSV ends the rows, as one that is wrong.
    """
    rows = _rows(text, name)
    line, head = next(rows, (1, []))
    if head and head[0].lower().startswith("sep="):
        line, head = next(rows, (2, []))
    columns = [understood("columns", cell) or "" for cell in head]
    where = f"{name}, line {line}"
    missing = [column for column in _NEEDED if column not in columns]
    if missing:
        remedy = f"The first line names the columns: {', '.join(COLUMNS)}"
        raise BadCorrection(f"has no column {missing[0]!r}", where=where, remedy=remedy)
    twice = [column for column in columns if column and columns.count(column) > 1]
    if twice:
        raise BadCorrection(f"has two columns {twice[0]!r}", where=where, remedy="Leave one of them")
    return columns, rows


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, with the lines they begin on. One that is no CSV raises and is the last."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    before = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            what = f"this is no CSV from here on ({error})"
            where = f"{name}, line {before + 1}"
            raise BadCorrection(what, where=where, remedy="Close each quotation mark") from None
        if any(cell.strip() for cell in cells):
            yield before + 1, cells
        before = reader.line_num


def _delimiter(text: str) -> str:
    """What separates the cells: what stands most often in the first line that names columns."""
    lines = [line for line in text.splitlines() if line.strip()]
    if lines and lines[0].lower().startswith("sep="):
        return lines[0][4:5] or _DELIMITERS[0]
    head = lines[0] if lines else ""
    return max(_DELIMITERS, key=head.count)


def _correction(columns: Sequence[str], cells: Sequence[str], where: str) -> Correction:
    extra = [cell for cell in cells[len(columns) :] if cell.strip()]
    if extra:
        what = f"has more cells than there are columns ({len(cells)} of {len(columns)})"
        remedy = "Put a cell that holds the separator between quotation marks"
        raise BadCorrection(what, where=where, remedy=remedy)
    texts = {column: _bare(cell) for column, cell in zip(columns, cells, strict=False) if column}
    return checked(texts, where)


def _bare(cell: str) -> str:
    """The text of a cell without the apostrophe that keeps it from being a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def _cells(form: _Form, correction: Correction) -> list[str]:
    fields: Mapping[str, str] = correction.fields()
    texts = [fields.get(column, "") for column in form.columns]
    return [f"'{text}" if text.startswith(_FORMULA) else text for text in texts]


def _lines(form: _Form, rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=form.delimiter, lineterminator=form.end).writerows(rows)
    return out.getvalue()
