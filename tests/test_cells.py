"""Cells wrapped over lines beside each other: each is put together in its place."""

from __future__ import annotations

from itertools import zip_longest
from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textlayouts import check_blocks

from cdipgraph.readers import plain
from cdipgraph.reading import read_report
from cdipgraph.source import SourceText

WIDTH = 18
words = st.text("abcdefgéñ", min_size=1, max_size=9)
cells = st.lists(words, min_size=1, max_size=12).map(" ".join)
tables = st.integers(2, 4).flatmap(lambda n: st.lists(st.lists(cells, min_size=n, max_size=n), min_size=3, max_size=5))


def drawn(rows: list[list[str]]) -> str:
    """A table with bars, its cells wrapped to a width, with rules between its rows."""
    rule = "+".join(["", *["-" * (WIDTH + 2)] * len(rows[0]), ""])
    lines = [rule]
    for row in rows:
        wrapped = zip_longest(*(wrap(cell, WIDTH) for cell in row), fillvalue="")
        lines += ["".join(f"| {piece:<{WIDTH}} " for piece in pieces) + "|" for pieces in wrapped]
        lines.append(rule)
    return "\n".join(lines)


def grid(source: SourceText) -> list[list[str]]:
    """The cells of the first table, row by row; paragraphs of a cell are joined with a slash."""
    rows: dict[int, dict[int, list[str]]] = {}
    for block in source.cells:
        rows.setdefault(block.row, {}).setdefault(block.column, []).append(source.quote(block.span))
    return [[" / ".join(pieces) for pieces in row.values()] for row in rows.values()]


@given(tables)
def test_a_table_drawn_has_the_cells_that_were_wrapped(rows: list[list[str]]) -> None:
    text = f"Before it.\n\n{drawn(rows)}\n\nAfter it.\n"
    source = plain.source_text(text)
    assert grid(source) == rows
    assert len(source.text) == len(text)
    assert source.text.endswith("\n\nAfter it.\n")
    check_blocks(source, outside="|")


@pytest.mark.parametrize(
    ("lines", "cell"),
    [
        (["SCP/31/3", "SCP/32/4"], "SCP/31/3 / SCP/32/4"),  # a document a line
        (["SCP/31/12 Rev.2", "SCP/32/14 Rev.1"], "SCP/31/12 Rev.2 / SCP/32/14 Rev.1"),
        (["SCP/31/3 and", "SCP/32/4"], "SCP/31/3 and SCP/32/4"),
        (["SCP/31/3 or", "SCP/32"], "SCP/31/3 or / SCP/32"),  # there was room for both on one line
        (["Study on fees (SCP/", "31/3)"], "Study on fees (SCP/31/3)"),  # broken in a symbol
        (["paragraphs 105 to", "118"], "paragraphs 105 to 118"),
        (["a list of organi-", "sations"], "a list of organisations"),
        (["Study of “Quality", "Patents” by experts"], "Study of “Quality Patents” by experts"),
        (["Study (SCP/31/3);", "Revised study of"], "Study (SCP/31/3); Revised study of"),
        (["Short.", "Other."], "Short. / Other."),
        (["Short", "of it"], "Short of it"),
    ],
)
def test_lines_of_a_cell_go_on_where_the_next_word_would_not_have_fitted(lines: list[str], cell: str) -> None:
    rule = f"+{'-' * 21}+-----+"
    rows = [f"| {line:<19} | {other:<3} |" for line, other in zip(lines, ["12.", "(a)"], strict=True)]
    table = "\n".join([rule, f"| {'Measure':<19} | No. |", rule, *rows, rule, f"| {'Next':<19} | 7.  |", rule])
    text = f"The organisations met.\n\n{table}\n"
    assert grid(plain.source_text(text))[1][0] == cell


def test_what_is_cited_over_the_lines_of_a_cell_is_found() -> None:
    rows = [
        ["Summary by the Chair", "Activity", "Report of the session"],
        ["SCP/39, item 8.2", "Study on the quality of patents (SCP/39/6)", "SCP/39/11 Prov., paragraphs 102 to 140"],
        ["SCP/40, item 7", "Page", "SCP/40/9, paragraph 12"],
    ]
    report = read_report(plain.source_text(f"SCP/41/5\n\nREPORT ON ACTIVITIES\n\n{drawn(rows)}\n"))
    cited = [(str(c.symbol), c.first, c.last) for c in report.citations if c.first]
    assert cited == [("SCP/39/11 Prov.", "102", "140"), ("SCP/40/9", "12", "12")]
