"""Paragraphs of lines: text that was wrapped at a width is put together again, each paragraph one span.

A line was broken where the next word would not have fitted. That is what is looked for: it needs no word of any
language, and holds for headings and lists as well. How paragraphs begin in this text (after a blank line, set in, or
with the lines under the first set in) is learned from lines that are broken within a sentence beyond doubt: the next
begins with a small letter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from enum import Enum, auto
from typing import Final, NamedTuple

from cdipgraph.readers.lines import Line
from cdipgraph.source import BlockKind

_NARROWEST, _WIDEST = 40, 130
_FEWEST: Final = 2  # broken sentences that show a text to be wrapped
_SURE: Final = 4  # so many, at much the same width, are enough wherever they stand
_BEYOND: Final = 8  # columns past the width: such a line was not wrapped
_RAGGED: Final = 0.16  # of the width, by which lines of a proportional face end early
_TERMINAL: Final = frozenset(".!?:;")
_CLOSING: Final = frozenset(")]\"'”’»")
_NUMBER: Final = r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxlIVXL]{1,6})[.)]"
_MARKER: Final = re.compile(rf"(?:{_NUMBER}(?:\([a-z]+\))?|[-–—•·*o▪●])\s+(?=\S)|\d{{1,3}}\.(?=[^\W\d_])")
_ALONE: Final = re.compile(rf"{_NUMBER}|[•·▪●]")
_LEADER: Final = re.compile(r"(?:\.\s?){4,}\s*\w{0,6}$")
_LONGEST_ACRONYM: Final = 20
_COLUMNS: Final = "    "  # white space that sets columns apart
_MOST_BLANKS: Final = 2  # between a number alone on its line and its text


class Style(Enum):
    """How the lines of a paragraph stand to each other."""

    FLUSH = auto()
    FIRST_SET_IN = auto()
    HANGING = auto()  # the first stands further out than those under it


class Wrap(NamedTuple):
    """The width at which a text is wrapped, by how much its lines may end before it, and how its paragraphs begin."""

    width: int
    slack: int
    style: Style = Style.FLUSH
    margin: int = 0  # where the lines under a first one begin
    spaced: bool = False  # blank lines stand between paragraphs


class _Pair(NamedTuple):
    """Two lines one under the other; `broken` where a sentence runs over their ends."""

    before: Line
    after: Line
    broken: bool

    def full(self, text: str, width: int) -> bool:
        """True when the first word of the second would not have fitted at the end of the first."""
        return _with_word(text, self.before, self.after) > width


def wrap_of(text: str, lines: Sequence[Line], kinds: Sequence[BlockKind]) -> Wrap | None:
    """How a text is wrapped; None when its lines are paragraphs."""
    pairs = list(_pairs(text, lines, kinds))
    close = sum(1 for pair in pairs if not pair.after.blanks)
    broken = [pair for pair in pairs if pair.broken]
    if len(broken) < _FEWEST or len(broken) * 12 < close:
        return None
    edges = sorted(pair.before.edge for pair in broken)
    width = edges[min(len(edges) - 1, len(edges) * 98 // 100)]
    near = sum(1 for edge in edges if edge >= 0.75 * width)
    sure = near * 10 >= 9 * len(edges) >= 9 * _SURE
    if width < _NARROWEST or near * 2 < len(edges) or not (sure or len(broken) * 4 >= close):
        return None
    exact = sum(1 for pair in broken if pair.full(text, width)) * 20 >= len(broken) * 19
    slack = 0 if exact else round(width * _RAGGED)
    ends = [pair for pair in pairs if pair.before.edge <= width and not pair.full(text, width - slack)]
    spaced = sum(1 for pair in ends if pair.after.blanks) * 10 >= 7 * len(ends)
    return Wrap(width, slack, _style(broken), _margin(broken), spaced)


def _pairs(text: str, lines: Sequence[Line], kinds: Sequence[BlockKind]) -> Iterator[_Pair]:
    before: Line | None = None
    for line, kind in zip(lines, kinds, strict=True):
        if kind is not BlockKind.PARAGRAPH or line.tab:
            before = None
            continue
        if before is not None and before.edge <= _WIDEST:
            broken = not line.blanks and text[line.span.start].islower() and not _ends(text, before)
            yield _Pair(before, line, broken)
        before = line


def _style(broken: Sequence[_Pair]) -> Style:
    """How paragraphs begin: lines that are broken within a sentence step in, or out, or neither."""
    steps = [pair.after.indent - pair.before.indent for pair in broken]
    out, into = sum(1 for step in steps if step < -1), sum(1 for step in steps if step > 1)
    if max(out, into) * 10 < len(steps):
        return Style.FLUSH
    return Style.FIRST_SET_IN if out > into else Style.HANGING


def _margin(broken: Sequence[_Pair]) -> int:
    return Counter(pair.after.indent for pair in broken).most_common(1)[0][0]


def paragraph_end(
    text: str,
    lines: Sequence[Line],
    kinds: Sequence[BlockKind],
    start: int,
    wrap: Wrap | None,
    numbers: Container[int],
    others: Container[int],
) -> int:
    """The line after the last of the paragraph that begins with line `start`; it goes no further than one of the
    `numbers` that stand alone, or of the lines with which something else begins.
    """
    end = start + 1
    if start in numbers or _stands_alone(text, lines[start]):
        if end in others or not _takes_text(text, lines, kinds, end):
            return end
        end += 1
    if wrap is None:
        return end
    while end < len(lines) and kinds[end] is BlockKind.PARAGRAPH:
        if end in numbers or end in others or not _goes_on(text, lines[start], lines[end - 1], lines[end], wrap):
            break
        end += 1
    return end


def _stands_alone(text: str, line: Line) -> bool:
    """True for a paragraph number, or the mark of a list, alone on its line."""
    span = line.span
    return span.end - span.start < 8 and _ALONE.fullmatch(text, *span) is not None


def _takes_text(text: str, lines: Sequence[Line], kinds: Sequence[BlockKind], position: int) -> bool:
    """True when the line is text that a number on the line before belongs to."""
    if position >= len(lines) or kinds[position] is not BlockKind.PARAGRAPH:
        return False
    line = lines[position]
    return not line.tab and line.blanks <= _MOST_BLANKS and not _stands_alone(text, line)


def _goes_on(text: str, first: Line, before: Line, after: Line, wrap: Wrap) -> bool:
    """True when a line goes on with the paragraph that begins with `first` and has come to `before`."""
    if after.blanks or after.tab or after.page or before.edge > wrap.width + _BEYOND:
        return False
    if _in_columns(text, before) or _in_columns(text, after) or _capitals_differ(text, before, after):
        return False
    small, ends = text[after.span.start].islower(), _ends(text, before)
    full = _with_word(text, before, after) > wrap.width - (wrap.slack // 2 if ends else wrap.slack)
    if full and not wrap.slack and (wrap.spaced or _under_first(first, after, wrap)):
        return True
    if not wrap.spaced and _begins(text, first, before, after, wrap, ends):
        return False
    return full or (small and not ends and before.edge >= wrap.width * 0.6)


def _under_first(first: Line, after: Line, wrap: Wrap) -> bool:
    """True when a line is set in as the lines under a first one are, where that stands further out."""
    return wrap.style is Style.HANGING and first.indent < wrap.margin - 1 <= after.indent


def _begins(text: str, first: Line, before: Line, after: Line, wrap: Wrap, ends: bool) -> bool:
    """True when a line looks like the first of a paragraph: by its indent, its number, or as a heading does."""
    column = first.indent + _marker(text, first)  # where the text after a number stands
    step = after.indent - before.indent
    if step and first.indent < column and abs(after.indent - column) < 2:
        return False
    if wrap.style is Style.HANGING and after.indent < wrap.margin - 1 and column == first.indent:
        return True
    if wrap.style is Style.FIRST_SET_IN and after.indent > wrap.margin + 1 and (step or ends):
        return True
    if not ends:
        return False
    short = after.edge < wrap.width // 2 and not _ends(text, after)
    return step > 1 or _marker(text, after) > 0 or (short and text[after.span.start].isupper())


def _ends(text: str, line: Line) -> bool:
    """True when a line ends as a sentence does."""
    at = line.span.end - 1
    while at > line.span.start and text[at] in _CLOSING:
        at -= 1
    return text[at] in _TERMINAL


def _marker(text: str, line: Line) -> int:
    """How many columns the number or mark takes that a line begins with, with the white space after it."""
    match = _MARKER.match(text, *line.span)
    return match.end() - match.start() if match else 0


def _with_word(text: str, before: Line, after: Line) -> int:
    """Where a line would end with the first word of the next; two spaces may have stood after a sentence."""
    start, end = after.span
    space = text.find(" ", start, end)
    return before.edge + (2 if _ends(text, before) else 1) + (space if space >= 0 else end) - start


def _in_columns(text: str, line: Line) -> bool:
    """True for a line set in columns, or of a list of contents: it goes on with nothing."""
    start, end = line.span
    return text.find(_COLUMNS, start, end) >= 0 or _LEADER.search(text, max(start, end - 30), end) is not None


def _capitals_differ(text: str, before: Line, after: Line) -> bool:
    """True when one of two lines is a heading in capitals, longer than an acronym, and the other is not."""
    upper = [line.span.of(text).isupper() for line in (before, after)]
    if upper[0] == upper[1]:
        return False
    heading = before if upper[0] else after
    return heading.span.end - heading.span.start > _LONGEST_ACRONYM
