"""What stands above the text of a document: symbol, committee, session, place and dates, title, author."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from cdipgraph import symbols
from cdipgraph.languages import Language
from cdipgraph.report import Field, Header
from cdipgraph.source import Block, BlockKind, SourceText
from cdipgraph.spans import Span, folded

_MAX_HEADER_BLOCKS = 40
_MAX_COVER_CELLS = 24
_LONGEST_COVER_LINE = 80
_NUMBERED = re.compile(r"\d{1,3}(?:\.|\s*\t)\s*\S{2,}\s+\S|\d{1,3}\.\s")
_LONGEST_LETTER = 3  # the letters that name the language stand alone on a line: F, E, EFS
_PROSE = 160  # a line longer than this, not in capitals, is text and no header line
_ACRONYM = re.compile(r"\(([A-Z][A-Z/]{1,9})\)")
_LETTER = re.compile(r"[a-z]", re.I)


def header_blocks(source: SourceText, language: Language) -> list[Block]:
    """The blocks before the first paragraph of the text: numbered, long, or a section heading."""
    found: list[Block] = []
    headings = language.any_of("headings")
    for block in _cover_lines(source):
        line = source.quote(block.span)
        if block.kind is BlockKind.CELL or len(found) == _MAX_HEADER_BLOCKS:
            break
        if block.is_text:
            if _NUMBERED.match(line) or _prose(line) or headings.fullmatch(source.lower, *block.span):
                break
            found.append(block)
    return found


def _cover_lines(source: SourceText) -> Iterator[Block]:
    """The blocks, those of a cover's table as its lines: the first table, where it is small, of short lines, and has
    no row with more than two filled cells.
    """
    cells = [block for block in source.blocks if block.table == 0]
    rows = Counter(cell.row for cell in cells if cell.span.end > cell.span.start)
    lines = {cell.span: _lines_of(source, cell.span) for cell in cells} if len(cells) <= _MAX_COVER_CELLS else {}
    short = all(line.end - line.start <= _LONGEST_COVER_LINE for cell in lines.values() for line in cell)
    cover = lines if short and max(rows.values(), default=0) <= 2 else {}
    for block in source.blocks:
        if block.kind is BlockKind.CELL and block.span in cover:
            yield from (Block(line, BlockKind.PARAGRAPH, ordinal=block.ordinal) for line in cover[block.span])
        else:
            yield block


def _lines_of(source: SourceText, span: Span) -> list[Span]:
    starts = [span.start, *(at + 1 for at in range(*span) if source.text[at] == "\n")]
    lines = [Span(a, b).trimmed(source.text) for a, b in zip(starts, [*starts[1:], span.end], strict=True)]
    return [line for line in lines if line.end > line.start]


def read_header(source: SourceText, language: Language, blocks: Sequence[Block]) -> Header:
    """The header fields that the text gives. The symbol may stand in the page heads only; a field not given is None."""
    lines = _Lines(source, language, blocks)
    symbol, committee = lines.symbol(), lines.committee()
    dates = lines.dates()
    series = _series(committee, symbol)
    return Header(
        symbol=symbol,
        language=language.code,
        original_language=lines.labelled_language(),
        date=lines.labelled_date(),
        organisation=None,
        committee=committee,
        series=series,
        session=lines.session(),
        place=dates[2] if dates else None,
        start=dates[0] if dates else None,
        end=dates[1] if dates else None,
        author=lines.author(),
        title=lines.title(),
    )


def _series(committee: Field | None, symbol: Field | None) -> str:
    """What the committee is called in symbols: the start of the document's own, else the acronym after its name."""
    parsed = symbols.parse(symbol.value) if symbol else None
    if parsed:
        return parsed.series
    acronym = _ACRONYM.search(committee.value) if committee else None
    return acronym[1] if acronym else ""


class _Lines:
    """The header's lines, each used for one thing; what no rule took is the title."""

    def __init__(self, source: SourceText, language: Language, blocks: Sequence[Block]) -> None:
        self.source, self.language = source, language
        self.free = [block.span for block in blocks]

    def symbol(self) -> Field | None:
        """The document's symbol: on a line of its own in the header, else the most frequent page head."""
        for span in self.free:
            line = self.source.view[span.start : span.end]
            found = list(symbols.find(line)) if len(line) < 60 else []
            if len(found) == 1 and len(_LETTER.findall(line)) - len(_LETTER.findall(str(found[0][1]))) <= 4:
                at, symbol = found[0]
                self._take(span)
                return Field(str(symbol), Span(span.start + at.start, span.start + at.end))
        heads = [b.span for b in self.source.blocks if b.kind is BlockKind.RUNNING_HEAD]
        parsed = [(symbols.parse(self.source.view[s.start : s.end]), s) for s in heads]
        counts = Counter(symbol for symbol, _ in parsed if symbol)
        if not counts:
            return None
        chosen = counts.most_common(1)[0][0]
        return Field(str(chosen), next(span for symbol, span in parsed if symbol == chosen))

    def committee(self) -> Field | None:
        """The line that names the committee."""
        return self._whole(self.language.pattern("header", "committee"))

    def author(self) -> Field | None:
        """The line that says who prepared or adopted the document."""
        return self._whole(self.language.pattern("header", "author"))

    def session(self) -> Field | None:
        """The session's number, from "Twenty-fourth session"."""
        pattern = self.language.pattern_of("({ordinal}) {session}")
        for span in self.free:
            match = pattern.search(self.source.lower, *span)
            value = self.language.ordinal(match[1]) if match else None
            if match and value:
                if match.end() - match.start() > (span.end - span.start) // 2:
                    self._take(span)
                return Field(str(value), Span(match.start(), match.end()))
        return None

    def dates(self) -> tuple[Field, Field, Field | None] | None:
        """First day, last day, place of the session, from the line that holds dates and no label."""
        for span in self.free:
            if self._label(span):
                continue
            found = self.language.find_dates(self.source.lower, *span)
            if found:
                where, first, last = found
                self._take(span)
                return Field(first.isoformat(), where), Field(last.isoformat(), where), self._place(span, where)
        return None

    def _place(self, line: Span, dates: Span) -> Field | None:
        """The place: what stands on the line before the dates, else after them."""
        for start, end in ((line.start, dates.start), (dates.end, line.end)):
            span = Span(start, end).trimmed(self.source.text)
            while span.end > span.start and self.source.text[span.end - 1] in ",;:(":
                span = Span(span.start, span.end - 1).trimmed(self.source.text)
            while span.end > span.start and self.source.text[span.start] in ",;:)":
                span = Span(span.start + 1, span.end).trimmed(self.source.text)
            if span.end > span.start:
                return Field(folded(self.source.quote(span)), span)
        return None

    def _label(self, span: Span) -> str:
        for name in ("date", "original"):
            if self.language.pattern("header", name).search(self.source.lower, *span):
                return name
        return ""

    def labelled_date(self) -> Field | None:
        """The document's own date, after its label."""
        for span in self._labelled("date"):
            found = self.language.find_dates(self.source.lower, *span)
            if found:
                return Field(_iso(found[1]), found[0])
        return None

    def labelled_language(self) -> Field | None:
        """The original language, after its label, as a code."""
        for span in self._labelled("original"):
            for name, code in self.language.table["languages"].items():
                at = self.source.lower.find(name, span.start, span.end)
                if at >= 0:
                    return Field(code, Span(at, at + len(name)))
        return None

    def _labelled(self, name: str) -> Iterator[Span]:
        pattern = self.language.pattern("header", name)
        for span in list(self.free):
            match = pattern.search(self.source.lower, *span)
            if match:
                self._take(span)
                yield Span(match.start("value"), match.end("value"))

    def title(self) -> Field | None:
        """The first lines that nothing else took: those in capitals, or else the first one."""
        names = {name for names in self.language.table["organisations"].values() for name in names}
        free = [s for s in self.free if s.end - s.start > _LONGEST_LETTER and s.of(self.source.lower) not in names]
        capitals = [span for span in free if _capitals(self.source.quote(span))]
        free = capitals or free
        if not free:
            return None
        last = free[0]
        for span in free[1:] if capitals else ():
            if self.source.text[last.end : span.start].count("\n") > 2:
                break
            last = span
        whole = Span(free[0].start, last.end)
        return Field(folded(self.source.quote(whole)), whole)

    def _whole(self, pattern: re.Pattern[str]) -> Field | None:
        for span in self.free:
            if pattern.fullmatch(self.source.lower, *span):
                self._take(span)
                return Field(folded(self.source.quote(span)), span)
        return None

    def _take(self, span: Span) -> None:
        if span in self.free:
            self.free.remove(span)


def _iso(day: date) -> str:
    return day.isoformat()


def _prose(line: str) -> bool:
    """True for a line of text: long, or ended as a sentence is, and not in capitals."""
    if _capitals(line):
        return False
    return len(line) > _PROSE or (line[-1] in ".:;" and len(line.split()) > 3)


def _capitals(line: str) -> bool:
    """True when most letters of the line are capitals."""
    upper = sum(1 for c in line if c.isupper())
    return upper > 4 and upper * 10 >= 8 * sum(1 for c in line if c.isalpha())
