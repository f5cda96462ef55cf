"""Plain text as lines: their ends in any convention, their indents, and the markup at their edges that is no text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from cdipgraph.readers.phrases import FIELD
from cdipgraph.spans import Span

_END: Final = re.compile("\r\n?|[\n\f\x85\u2028\u2029]")
_TABS: Final = 8  # columns from one tab stop to the next
_TAG: Final = (
    r"</?(?:p|br|hr|b|i|u|a|em|strong|span|div|font|center|sup|sub|table|tbody|thead|tr|td|th|ul|ol|li|h[1-6]|blockquote|o:p)"
    r"(?:\s[^<>\n]{0,300})?/?>"
)
_MARKUP: Final = re.compile(rf"(?:\[bookmark:[^\]\n]{{0,200}}\]|{FIELD}|{_TAG})", re.I)
#: What a text must hold for any line of it to hold markup.
_ANCHORS: Final = ("[bookmark:", "\\", "_Toc", "AUTONUM", "HYPERLINK", "</", "<p>", "<br", "<o:p")


class Line(NamedTuple):
    """A line that holds anything, or an empty table cell: `span` leaves out white space and markup at its ends."""

    span: Span
    tab: bool = False  # a table cell begins here
    blanks: int = 0  # how many blank lines stand before it
    indent: int = 0  # columns of white space before its text
    page: bool = False  # a page begins with it


class Lines(NamedTuple):
    """The lines of a text, the pages that form feeds begin, and the markup that was left out at the ends of lines;
    `marked` are the lines that may be nothing but markup.
    """

    lines: list[Line]
    pages: tuple[int, ...]
    markup: list[Span]
    marked: frozenset[int]


def lines_of(text: str) -> Lines:
    """The lines of a text."""
    lines: list[Line] = []
    markup: list[Span] = []
    pages, marked = [0], []
    anchors = _anchors(text)
    blanks, page = 1, False
    for start, line, feed in _physical(text):
        body, end = line.strip(), start + len(line)
        if body:
            indent = 0 if line[0] == body[0] else line.index(body[0])
            span = Span(start + indent, start + indent + len(body))
            if anchors[-1] < end:
                marked.append(len(lines))
                span, left_out = without_markup(text, span)
                markup += left_out
                while anchors[-1] < end:
                    anchors.pop()
            columns = _columns(line, indent) if indent and "\t" in line[:indent] else indent
            lines.append(Line(span, line[0] == "\t", blanks, columns, page))
            blanks = 0
        elif line[:1] == "\t":
            lines.append(Line(Span(end, end), True, blanks, 0, page))
            blanks = 0
        else:
            blanks += 1
        page = feed or (page and not body)
        if feed:
            pages.append(end + 1)
    return Lines(lines, tuple(pages) if len(pages) > 1 else (), markup, frozenset(marked))


def _anchors(text: str) -> list[int]:
    """Where markup may stand, from the last place to the first; one after the text's end stands before them all."""
    found = [len(text)]
    for anchor in _ANCHORS:
        at = text.find(anchor)
        while at >= 0:
            found.append(at)
            at = text.find(anchor, at + 1)
    return sorted(found, reverse=True)


def _physical(text: str) -> Iterator[tuple[int, str, bool]]:
    """Where each line starts, the line, and whether a form feed ends it."""
    start = 0
    if not any(mark in text for mark in "\r\f\x85\u2028\u2029"):
        for line in text.split("\n"):
            yield start, line, False
            start += len(line) + 1
        return
    for match in _END.finditer(text):
        end, stop = match.span()
        yield start, text[start:end], text[end] == "\f"
        start = stop
    yield start, text[start:], False


def _columns(line: str, indent: int) -> int:
    """How many columns the white space takes that a line begins with."""
    return len(line[:indent].expandtabs(_TABS))


def without_markup(text: str, span: Span) -> tuple[Span, list[Span]]:
    """The span without markup at its ends, and what was left out; a line of nothing else stays as it is."""
    found = [Span(*match.span()) for match in _MARKUP.finditer(text, *span)]
    start, end = span
    left_out = []
    for piece in found:
        if text[start : piece.start].strip():
            break
        left_out.append(piece)
        start = piece.end
    for piece in reversed(found[len(left_out) :]):
        if text[piece.end : end].strip():
            break
        left_out.append(piece)
        end = piece.start
    inner = Span(start, end).trimmed(text)
    return (inner, left_out) if inner.end > inner.start else (span, [])


def is_markup(text: str, span: Span) -> bool:
    """True for a line that holds markup and nothing else."""
    at = span.start
    for match in _MARKUP.finditer(text, *span):
        if text[at : match.start()].strip():
            return False
        at = match.end()
    return at > span.start and not text[at : span.end].strip()
