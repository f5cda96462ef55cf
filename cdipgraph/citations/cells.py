"""Citations in cells whose lines stand apart in the text, beside those of other cells: a table drawn with bars or set
by spaces. What runs over lines is found in the lines put together, and keeps as its words those on its first line.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from cdipgraph.citations.elided import with_elided
from cdipgraph.citations.finding import find
from cdipgraph.languages import Language
from cdipgraph.report import Citation
from cdipgraph.source import CELL, Block, SourceText
from cdipgraph.spans import Span
from cdipgraph.symbols import Symbol

PLAIN: Final = "text/plain"


def find_all(
    source: SourceText, language: Language, skip: Sequence[Span] = (), start: int = 0, own: Symbol | None = None
) -> list[Citation]:
    """Every citation in the text from `start`, as `find` has them, and sessions whose noun is left out; but for those
    of cells that have several lines apart: these are found in each cell as a whole.
    """
    found = with_elided(source, language, find(source, language, skip, start, own))
    cells = [lines for lines in _cut(source) if lines[0].start >= start]
    if not cells:
        return found
    ends = sorted(line for lines in cells for line in lines)
    starts = [line.start for line in ends]

    def apart(at: int) -> bool:
        position = bisect_right(starts, at) - 1
        return position >= 0 and at < ends[position].end

    heads = [span.start for span in skip]

    def skipped(at: int) -> bool:
        position = bisect_right(heads, at) - 1
        return position >= 0 and at < skip[position].end

    kept = [citation for citation in found if not apart(citation.span.start)]
    for lines in cells:
        kept += (c for c in _of_cell(source, language, lines, own) if not skipped(c.span.start))
    return sorted(kept, key=lambda citation: citation.span)


def _cut(source: SourceText) -> Iterator[list[Span]]:
    """The lines of each cell that has several, with others between them, or below one another in a plain text: in
    another format these are paragraphs.
    """
    plain = source.format == PLAIN
    for _, row in groupby(source.cells, key=lambda block: (block.table, block.row)):
        columns: dict[int, list[Span]] = {}
        last, cut = -1, set()
        for block in row:
            if block.column in columns and (plain or block.column != last):
                cut.add(block.column)
            columns.setdefault(block.column, []).append(block.span)
            last = block.column
        yield from (columns[column] for column in sorted(cut))


def _of_cell(source: SourceText, language: Language, lines: Sequence[Span], own: Symbol | None) -> Iterator[Citation]:
    """The citations of a cell, each at its words in the text."""
    words = " ".join(line.of(source.text) for line in lines)
    whole = Span(0, len(words))
    places, at = [], 0
    for line in lines:
        places.append(at)
        at += line.end - line.start + 1
    for citation in find(SourceText(words, (Block(whole, CELL, 0, 0, 0),)), language, (), 0, own):
        number = bisect_right(places, citation.span.start) - 1
        shift = lines[number].start - places[number]
        end = min(citation.span.end + shift, lines[number].end)
        yield citation._replace(span=Span(citation.span.start + shift, end))
