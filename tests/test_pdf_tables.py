"""Tables of PDF files that nothing is drawn in, with no space between their rows, and hardly any between their columns:
the words tell where rows and columns begin.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from pdffiles import Sheet, pdf, wrapped

from cdipgraph.readers import read_bytes
from cdipgraph.source import BlockKind, SourceText

LETTERS = 17  # of a line of a cell: with 10 points of Courier, 102 points
APART = (60, 190, 320, 450)
NEAR = (60, 165, 270, 375)  # half a letter between the columns
STEP = 12
ROWS = [
    ["Measure", "Implementation", "Discussed", "Summary"],
    ["Paragraph 1"],
    [
        "Compilation of the practices of all offices of the region",
        "Practices of Offices of the Region (SCP/31/4)",
        "paragraphs 98 to 112 of the report of session 31 (SCP/31/15)",
        "item 8.1 of the summary of session 31",
    ],
    [
        "One seminar for sharing what was learned",
        "Seminar on Practices, held in May of that year",
        "paragraphs 37 to 61 of the report of session 30 (SCP/30/12)",
        "item 5 of the summary of session 30",
    ],
    ["Paragraph 2"],
    [
        "Collaboration with United Nations agencies and programs in the field",
        "Collaboration with United Nations Agencies (SCP/32/11)",
        "paragraph 151 of the report of session 32 (SCP/32/18)",
        "item 7.3 of the summary",
    ],
]
ROWS += [
    [
        "Peer reviews of studies",
        "Presentation on Peer Reviews of Studies",
        "paragraphs 365 to 368 of the report of session 30 (SCP/30/12)",
        "item 7.2 of the summary of session 30",
    ],
    ["Paragraph 3"],
    [
        "A document on how consultants are selected",
        "Selection of Consultants for Technical Assistance (SCP/31/9)",
        "paragraphs 87 to 97 of the report of session 31 (SCP/31/15)",
        "item 8.2 of the summary of session 31",
    ],
]


def laid_out(rows: Sequence[Sequence[str]], lines: int, lefts: Sequence[float] = APART) -> list[Sheet]:
    """Pages with so many lines each, the rows one right below the other; what a page has no room for, on the next."""
    sheets = [Sheet()]
    at = 0
    for row in rows:
        cells = [wrapped(cell, LETTERS) for cell in row]
        for n in range(max(map(len, cells))):
            if at == lines:
                sheets.append(Sheet())
                at = 0
            for left, cell in zip(lefts, cells, strict=False):
                if n < len(cell):
                    sheets[-1].text(left, 720 - STEP * at, cell[n])
            at += 1
    return sheets


def grid(source: SourceText) -> list[list[str]]:
    """The cells of all tables, row by row, the lines of each as one."""
    rows: dict[tuple[int, int], list[str]] = {}
    for block in source.blocks:
        if block.kind is BlockKind.CELL:
            rows.setdefault((block.table, block.row), []).append(source.quote(block.span).replace("\n", " "))
    return list(rows.values())


@pytest.mark.parametrize("lefts", [APART, NEAR], ids=["apart", "near"])
def test_a_row_begins_where_no_cell_goes_on(lefts: Sequence[float]) -> None:
    source = read_bytes(pdf(*laid_out(ROWS, 60, lefts)), name="table.pdf")
    assert grid(source) == ROWS


@pytest.mark.parametrize("lefts", [APART, NEAR], ids=["apart", "near"])
@pytest.mark.parametrize("lines", range(12, 29))
def test_wherever_a_page_cuts_a_table_its_rows_are_whole(lines: int, lefts: Sequence[float]) -> None:
    source = read_bytes(pdf(*laid_out(ROWS, lines, lefts)), name="table.pdf")
    assert [row for row in grid(source) if len(row) > 1] == [row for row in ROWS if len(row) > 1]


def test_rows_of_one_line_each_are_rows_whatever_they_begin_with() -> None:
    rows = [["Office", "First", "Second"], *([f"office of the {name} area", "12", "(7)"] for name in ("nor", "sou"))]
    assert grid(read_bytes(pdf(*laid_out([*rows, rows[1], rows[2]], 60)), name="t.pdf")) == [*rows, rows[1], rows[2]]


@pytest.mark.parametrize("dotted", [False, True], ids=["lines", "dots"])
def test_a_line_under_the_head_of_a_section_ends_its_row(*, dotted: bool) -> None:
    (sheet,) = laid_out(ROWS, 60)
    at = 0
    for row in ROWS:
        at += max(len(wrapped(cell, LETTERS)) for cell in row)
        y, right = 720 - STEP * at + STEP - 3, (450 + 102 if len(row) > 1 else 60 + 102)
        for x in range(60, right, 3) if dotted else ():
            sheet.rule(x, y, x + 1)
        if not dotted:
            sheet.rule(60, y, right)
    assert grid(read_bytes(pdf(sheet), name="t.pdf")) == ROWS


def test_numbers_in_groups_are_not_cut_where_others_begin() -> None:
    numbers = ["1 079", "  750", "1 188", "  112", "3 129"]
    sheet = Sheet()
    for n, number in enumerate(numbers):
        y = 700 - 20 * n
        sheet.text(60, y, f"Office {n}").text(200 + 6 * (5 - len(number.strip())), y, number.strip())
        sheet.text(320, y, "yes")
    expected = [[f"Office {n}", number.strip(), "yes"] for n, number in enumerate(numbers)]
    assert grid(read_bytes(pdf(sheet), name="t.pdf")) == expected


def test_the_heading_of_a_table_stays_whole_though_a_word_of_it_stands_where_a_column_begins() -> None:
    heading = "Main benefits of a scale that is calculated every year"
    sheet = Sheet().text(60, 424, heading, font="bold")
    rows = [
        ["Benefits", "Drawbacks"],
        ["It is newer", "It costs more"],
        ["It is fairer", "It is slower"],
        ["Both", "Each"],
        ["None", "All"],
    ]
    left = 60 + 6 * heading.index("that")
    for n, row in enumerate(rows):
        sheet.text(60, 400 - 20 * n, row[0]).text(left, 400 - 20 * n, row[1])
    source = read_bytes(pdf(sheet), name="t.pdf")
    assert grid(source) == rows
    assert [source.quote(block.span) for block in source.texts] == [heading]
