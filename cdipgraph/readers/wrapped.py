"""Paragraphs of lines: text that was wrapped at a width is put together again, each paragraph one span.

A line was broken where the next word would not have fitted. That is what is looked for: it needs no word of any
language, and holds for headings and lists as well. How paragraphs begin in this text (after a blank line, set in, or
with the lines under the first set in) is learned from lines that are broken within a sentence beyond doubt: the next
begins with a small letter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from enum import Enum, auto
from itertools import pairwise
from typing import Final, NamedTuple

from cdipgraph.readers.lines import Line
from cdipgraph.source import PARAGRAPH, BlockKind
from cdipgraph.spans import Span

_NARROWEST, _WIDEST = 40, 130
_FEWEST: Final = 2  # broken sentences that show a text to be wrapped
_SURE: Final = 4  # so many, at much the same width, are enough wherever they stand
_BEYOND: Final = 8  # columns past the width: such a line was not wrapped
_LONGER: Final = 3  # to one of so many full lines that is longer, a text is not wrapped
_RAGGED: Final = 0.16  # of the width, by which lines of a proportional face end early
_TERMINAL: Final = frozenset(".!?:;")
_CLOSING: Final = frozenset(")]\"'”’»")
_NUMBER: Final = r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxlIVXL]{1,6})[.)]"
_MARKER: Final = re.compile(rf"(?:{_NUMBER}(?:\([a-z]+\))?|[-–—•·*o▪●])\s+(?=\S)|\d{{1,3}}\.(?=[^\W\d_])")
_ALONE: Final = re.compile(rf"{_NUMBER}|[•·▪●]")
_LEADER: Final = re.compile(r"(?:\.\s?){4,}\s*\w{0,6}$")
_LONGEST_ACRONYM: Final = 20
_COLUMNS: Final = re.compile(r"\S {4,}(?=\S)")  # white space that sets columns apart
_JUSTIFIED: Final = 8  # spaces, more than which no line gets to fill its width
_NUMBERED: Final = re.compile(r"(\d{1,3})\.(?=\s*[^\W\d_]|\s*[\"'“‘«(]|$)")
_SHORTEST: Final = 8  # no number is so long
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


class Paragraphs:
    """Puts the lines of a text together to paragraphs: `wrap` says how it is wrapped, None where a line is one.

    `numbers` are the lines that hold a paragraph's number and nothing else, `others` those with which something else
    than a paragraph begins.
    """

    def __init__(
        self,
        text: str,
        lines: Sequence[Line],
        kinds: Sequence[BlockKind],
        numbers: Container[int] = (),
        others: Iterable[int] = (),
    ) -> None:
        self.text, self.lines, self.kinds, self.numbers = text, lines, kinds, numbers
        self.header = 0  # the line before the first sentence that runs over lines
        self._shapes()
        self.wrap = self._wrap()
        self.begins = {*others, *(_numbered(text, lines) if self.wrap else ())}

    def _shapes(self) -> None:
        """Takes what decides of each line whether it goes on: where it ends, how, and what it begins with."""
        text, widest = self.text, _WIDEST + _BEYOND
        self.edges = [indent + span.end - span.start for span, _, _, indent, _ in self.lines]
        self.ends = [True] * len(self.lines)  # as a sentence does
        self.small = [False] * len(self.lines)  # it begins with a small letter
        self.words = [0] * len(self.lines)  # the length of its first word
        for position, (span, tab, _, _, _) in enumerate(self.lines):
            if self.edges[position] > widest or tab:
                continue
            start, end = span
            space = text.find(" ", start, end)
            self.words[position] = (space if space >= 0 else end) - start
            self.small[position] = text[start].islower()
            last = text[end - 1]
            self.ends[position] = last in _TERMINAL or (last in _CLOSING and _ends(text, span))

    # How the text is wrapped

    def _wrap(self) -> Wrap | None:
        """How the text is wrapped; None when its lines are paragraphs."""
        pairs = self._pairs()
        close = sum(1 for after in pairs if not self.lines[after].blanks)
        broken = [after for after in pairs if self._broken(after)]
        if len(broken) < _FEWEST or len(broken) * 12 < close:
            return None
        self.header = broken[0] - 1
        edges = sorted(self.edges[after - 1] for after in broken)
        width = edges[min(len(edges) - 1, len(edges) * 98 // 100)]
        longer = (self.edges[p] for p in broken if self.edges[p] <= width + _BEYOND and self._in_text(p))
        width = max([width, *longer])
        near = sum(1 for edge in edges if edge >= 0.75 * width)
        sure = near * 10 >= 9 * len(edges) >= 9 * _SURE
        if width < _NARROWEST or near * 2 < len(edges) or not (sure or len(broken) * 4 >= close):
            return None
        if self._exceeded(width):
            return None
        exact = sum(1 for after in broken if self._with_word(after) > width) * 20 >= len(broken) * 19
        slack = 0 if exact else round(width * _RAGGED)
        ended = [p for p in pairs if self.edges[p - 1] <= width and self._with_word(p) <= width - slack]
        spaced = sum(1 for after in ended if self.lines[after].blanks) * 10 >= 7 * len(ended)
        margin = Counter(self.lines[after].indent for after in broken).most_common(1)[0][0]
        return Wrap(width, slack, self._style(broken), margin, spaced)

    def _exceeded(self, width: int) -> bool:
        """True when many lines are longer than the width: a text that is wrapped has hardly any, but in its tables."""
        edges = [self.edges[n] for n, kind in enumerate(self.kinds) if kind is PARAGRAPH and self._is_run(n)]
        longer = sum(1 for edge in edges if edge > width + _BEYOND)
        full = sum(1 for edge in edges if 0.75 * width <= edge <= width + _BEYOND)
        return longer * _LONGER > full

    def _is_run(self, position: int) -> bool:
        """True for a line of running text: without bars, and not set in columns."""
        start, end = self.lines[position].span
        return self.text.find("    ", start, end) < 0 and self.text[start : start + 1] != "|"

    def _pairs(self) -> list[int]:
        """The lines of text that stand under one that may have been wrapped."""
        text = PARAGRAPH
        return [
            after
            for after in range(1, len(self.lines))
            if self.edges[after - 1] <= _WIDEST
            and self._is_run(after - 1)
            and self.kinds[after] is self.kinds[after - 1] is text
            and not self.lines[after].tab
            and not self.lines[after - 1].tab
        ]

    def _broken(self, after: int) -> bool:
        """True for a line into which a sentence runs."""
        return self.small[after] and not self.lines[after].blanks and not self.ends[after - 1]

    def _in_text(self, after: int) -> bool:
        """True for a line of a paragraph that the next line stands close under."""
        under = after + 1
        if under >= len(self.lines) or self.kinds[under] is not PARAGRAPH:
            return False
        return not self.lines[under].blanks and not self.lines[under].tab

    def _style(self, broken: Sequence[int]) -> Style:
        """How paragraphs begin: lines that are broken within a sentence step in, or out, or neither."""
        steps = [self.lines[after].indent - self.lines[after - 1].indent for after in broken]
        out, into = sum(1 for step in steps if step < -1), sum(1 for step in steps if step > 1)
        if max(out, into) * 10 < len(steps):
            return Style.FLUSH
        return Style.FIRST_SET_IN if out > into else Style.HANGING

    def _with_word(self, after: int) -> int:
        """Where the line before would end with the first word of this one; two spaces may follow a sentence."""
        return self.edges[after - 1] + (2 if self.ends[after - 1] else 1) + self.words[after]

    # Where a paragraph ends

    def end(self, start: int) -> int:
        """The line after the last of the paragraph that begins with line `start`."""
        end = start + 1
        if start in self.numbers or _stands_alone(self.text, self.lines[start].span):
            if end in self.begins or not self._takes_text(end):
                return end
            end += 1
        if self.wrap is None:
            return end
        column = self.lines[start].indent + _marker(self.text, self.lines[start])
        while end < len(self.lines) and self._goes_on(start, column, end, self.wrap):
            end += 1
        return end

    def _takes_text(self, position: int) -> bool:
        """True when the line is text that a number on the line before belongs to."""
        if position >= len(self.lines) or self.kinds[position] is not PARAGRAPH:
            return False
        line = self.lines[position]
        return not line.tab and line.blanks <= _MOST_BLANKS and not _stands_alone(self.text, line.span)

    def _goes_on(self, start: int, column: int, after: int, wrap: Wrap) -> bool:
        """True when a line goes on with the paragraph that begins with line `start`, the text of which, after a number,
        stands at `column`.
        """
        first, line, edge, ends = self.lines[start], self.lines[after], self.edges[after - 1], self.ends[after - 1]
        if line.blanks or line.tab or line.page or self.kinds[after] is not PARAGRAPH:
            return False
        full = self._with_word(after) > wrap.width - (wrap.slack // 2 if ends else wrap.slack)
        if not full and (ends or not self.small[after] or edge < wrap.width * 0.6):
            return False
        if max(edge, self.edges[after]) > wrap.width + _BEYOND or after in self.numbers or after in self.begins:
            return False
        if self._apart(after - 1, wrap) or self._apart(after, wrap) or self._capitals_differ(after):
            return False
        if (ends and _stands_alone(self.text, line.span)) or (after <= self.header and self._heads(after, wrap)):
            return False
        if full and not wrap.slack and (wrap.spaced or _under_first(first, line, wrap)):
            return True
        return wrap.spaced or not self._begins(first, column, after, wrap)

    def _heads(self, after: int, wrap: Wrap) -> bool:
        """True for a line of a header, above the first sentence: short, begun with a capital, and no sentence's end."""
        words = self.lines[after].span.of(self.text)
        short = self.edges[after] < wrap.width * 0.6 and not self.ends[after]
        return short and words[0].isupper() and not words.isupper()

    def _begins(self, first: Line, column: int, after: int, wrap: Wrap) -> bool:
        """True when a line looks like the first of a paragraph: by its indent, its number, or as a heading does."""
        line, ends = self.lines[after], self.ends[after - 1]
        step = line.indent - self.lines[after - 1].indent
        if step < 0 and line.indent <= first.indent < self.lines[after - 1].indent:
            return True
        if step and first.indent < column and abs(line.indent - column) < 2:
            return False
        if wrap.style is Style.HANGING and line.indent < wrap.margin - 1 and column == first.indent:
            return True
        if wrap.style is Style.FIRST_SET_IN and line.indent > wrap.margin + 1 and (step > 0 or (ends and not step)):
            return True
        if not ends:
            return False
        short = self.edges[after] < wrap.width // 2 and not self.ends[after]
        return step > 1 or _marker(self.text, line) > 0 or (short and self.text[line.span.start].isupper())

    def _apart(self, position: int, wrap: Wrap) -> bool:
        """True for a line set in columns, or of a list of contents: it goes on with nothing."""
        start, end = self.lines[position].span
        text = self.text
        if text.find("    ", start, end) >= 0:
            start += _marker(text, self.lines[position])
            widest = max((len(match[0]) for match in _COLUMNS.finditer(text, start, end)), default=0)
            if widest > _JUSTIFIED or (widest and self.edges[position] < wrap.width - 1):
                return True
        dots = text.find("...", start, end) >= 0 or text.find(". .", start, end) >= 0
        return dots and _LEADER.search(text, max(start, end - 30), end) is not None

    def _capitals_differ(self, after: int) -> bool:
        """True when one of two lines is a heading in capitals, longer than an acronym, and the other is not."""
        before, line = self.lines[after - 1].span, self.lines[after].span
        upper = self.text[before.start : before.end].isupper(), self.text[line.start : line.end].isupper()
        if upper[0] == upper[1]:
            return False
        heading = before if upper[0] else line
        return heading.end - heading.start > _LONGEST_ACRONYM


def _numbered(text: str, lines: Sequence[Line]) -> set[int]:
    """The lines that begin with a paragraph's number beyond doubt: it follows the one before, or is followed."""
    found: list[tuple[int, int]] = []
    for position, line in enumerate(lines):
        start = line.span.start
        if text[start : start + 1].isdigit() and (match := _NUMBERED.match(text, *line.span)):
            found.append((position, int(match[1])))
    sure: set[int] = set()
    for (position, number), (following, next_number) in pairwise(found):
        if next_number == number + 1:
            sure |= {position, following}
    return sure


def _stands_alone(text: str, span: Span) -> bool:
    """True for a paragraph number, or the mark of a list, alone on its line."""
    return span.end - span.start < _SHORTEST and _ALONE.fullmatch(text, *span) is not None


def _under_first(first: Line, after: Line, wrap: Wrap) -> bool:
    """True when a line is set in as the lines under a first one are, where that stands further out."""
    return wrap.style is Style.HANGING and first.indent < wrap.margin - 1 <= after.indent


def _ends(text: str, span: Span) -> bool:
    """True when words end as a sentence does, before what closes a quotation."""
    at = span.end - 1
    while at > span.start and text[at] in _CLOSING:
        at -= 1
    return text[at] in _TERMINAL


def _marker(text: str, line: Line) -> int:
    """How many columns the number or mark takes that a line begins with, with the white space after it."""
    match = _MARKER.match(text, *line.span)
    return match.end() - match.start() if match else 0
