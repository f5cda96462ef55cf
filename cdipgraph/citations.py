"""Citations: find them, then, as a second step, say what they point at, or leave them open.

`find` sees single citations and their parts as printed. `resolve` sees the document: what it says of its sessions and
reports, which session is under discussion where, which ranges its annex lists. What the evidence does not decide
stays open, with its candidates.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cdipgraph import symbols
from cdipgraph.languages import Language
from cdipgraph.report import Citation, CitationKind, How
from cdipgraph.source import BlockKind, SourceText
from cdipgraph.spans import Span
from cdipgraph.symbols import Symbol

SESSION = "session "  # a candidate of which only the session is known: "session 21"
_LONGEST = 600  # characters of the longest citation
_JOIN = 16  # what joins two ordinals of a list is shorter
_TO_SESSION = r"\s*{to}\s*"


@dataclass(frozen=True)
class Grammar:
    """How one language words citations, compiled; `find` walks its anchors."""

    language: Language

    def anchors(self, lower: str) -> list[tuple[int, str]]:
        """Where literal search finds a word that a citation form begins with, in order, with the form's name."""
        found = []
        for form, words in self.language.table["anchors"].items():
            for word in words:
                at = lower.find(word)
                while at >= 0:
                    if not at or not lower[at - 1].isalnum():
                        found.append((at, form))
                    at = lower.find(word, at + len(word))
        found.sort()
        return found

    def form(self, name: str) -> re.Pattern[str]:
        """The pattern of a citation form."""
        return self.language.pattern("citations", name)

    def ordinals_before(self, lower: str, at: int) -> list[tuple[Span, int]]:
        """The ordinals that stand right before the word at `at`, in order: one, or several joined by commas and
        "and".
        """
        found: list[tuple[Span, int]] = []
        span = self.language.ordinal_before(lower, at)
        while span:
            value = self.language.ordinal(span.of(lower))
            if value is None:
                break
            found.insert(0, (span, value))
            joined = self._join.search(lower[max(0, span.start - _JOIN) : span.start])
            span = self.language.ordinal_before(lower, span.start - len(joined[0])) if joined else None
        return found

    @property
    def _join(self) -> re.Pattern[str]:
        return self.language.pattern_of(r"\s*(?:,|\s{and})\s+(?:{of}\s+)?$")


def find(
    source: SourceText, language: Language, skip: Sequence[Span] = (), start: int = 0, own: Symbol | None = None
) -> list[Citation]:
    """Every citation in the text from `start`, in order, none inside another; nothing that begins in a span of `skip`.

    `own` is the document's own symbol, which "the annex of this document" cites.

    Parts are as printed. A citation that prints neither symbol nor what else would settle it is `How.OPEN`.
    """
    text = _Text(source, Grammar(language), own)
    found = [*text.worded(start), *text.symbols(start)]
    merged = _outermost(sorted(found, key=lambda entry: (entry[0], -entry[1])))
    return [citation for _, _, group in _unskipped(merged, skip) for citation in group]


#: A stretch of text and the citations in it: one, or a list of ranges that share their words.
_Found = tuple[int, int, list[Citation]]


class _Text:
    """One text under search."""

    def __init__(self, source: SourceText, grammar: Grammar, own: Symbol | None) -> None:
        self.own = own
        cells = [block.span for block in source.blocks if block.kind is BlockKind.CELL]
        self.cell_starts, self.cells = [span.start for span in cells], cells
        self.view, self.lower, self.grammar, self.language = source.view, source.lower, grammar, grammar.language

    def worded(self, start: int) -> Iterator[_Found]:
        """The citations that begin with a word: paragraphs, report, session, agenda item, annex."""
        consumed = start
        for at, form in self.grammar.anchors(self.lower):
            if at < consumed:
                continue
            found = self._session(at) if form == "session" else self._form(at, form)
            if found:
                yield found
                consumed = max(consumed, found[1])

    def _within(self, pattern: re.Pattern[str], at: int, start: int) -> re.Match[str] | None:
        """A match at an offset that stays in the paragraph, or in the line of the cell, where the citation starts."""
        match = pattern.match(self.lower, at, start + _LONGEST)
        if match and any(self.lower.find(mark, at, match.end()) >= 0 for mark in "\n\t"):
            return pattern.match(self.lower, at, self._limit(start))
        return match

    def _limit(self, at: int) -> int:
        """Where a citation that begins at an offset must end: with its paragraph, or with its line in a table cell."""
        furthest = min(len(self.lower), at + _LONGEST)
        position = bisect_right(self.cell_starts, at) - 1
        if position >= 0 and at < self.cells[position].end:
            stops = [self.lower.find("\n", at, furthest), self.cells[position].end]
        else:
            stops = [self.lower.find(stop, at, furthest) for stop in ("\n\n", "\n\t")]
        return min([furthest, *(stop for stop in stops if stop >= 0)])

    def _form(self, at: int, form: str) -> _Found | None:
        match = self._within(self.grammar.form(form), at, at)
        if not match:
            return None
        end = match.end()
        citations: list[Citation] = getattr(self, f"_{form}")(match)
        return (at, end, citations) if citations else None

    def _paragraphs(self, match: re.Match[str]) -> list[Citation]:
        """Paragraphs, and what they are of: a report, a Chair's summary, a document, a resolution, or this document."""
        span = Span(match.start(), match.end())
        if match.lastgroup in ("list", "here"):
            return self._ranges(match, Citation(span, CitationKind.INTERNAL))
        session = self._ordinal(match["ordinal"] or match["ordinal2"])
        if match["of_report"] is not None and session is None:
            session = self._of_own_series(self._symbol(match, "symbol", "symbol2"))
        if match["summary"]:
            how = How.EXPLICIT if session else How.OPEN
            return self._items(match, Citation(span, CitationKind.SUMMARY_ITEM, session=session, how=how))
        if match["resolution"]:
            return self._ranges(match, Citation(span, CitationKind.RESOLUTION, item=self._printed(match, "resolution")))
        symbol = self._symbol(match, "symbol", "symbol2", "symbol3")
        how = How.EXPLICIT if symbol else How.OPEN
        return self._ranges(match, Citation(span, CitationKind.PARAGRAPHS, symbol, session=session, how=how))

    def _report(self, match: re.Match[str]) -> list[Citation]:
        symbol = self._symbol(match, "symbol", "symbol2")
        how = How.EXPLICIT if symbol else How.OPEN
        span = Span(match.start(), match.end())
        session = self._ordinal(match["ordinal"]) or self._of_own_series(symbol)
        return self._ranges(match, Citation(span, CitationKind.PARAGRAPHS, symbol, session=session, how=how))

    def _summary(self, match: re.Match[str]) -> list[Citation]:
        session = self._ordinal(match["ordinal"])
        span, how = Span(match.start(), match.end()), How.EXPLICIT if session else How.OPEN
        return self._items(match, Citation(span, CitationKind.SUMMARY_ITEM, session=session, how=how))

    _item = _summary  # "point 7.2 du résumé ...": the same parts in another order

    def _agenda(self, match: re.Match[str]) -> list[Citation]:
        return [
            Citation(
                Span(match.start(), match.end()),
                CitationKind.AGENDA_ITEM,
                item=self._printed(match, "item" if match["item"] else "item2"),
            )
        ]

    def _annex(self, match: re.Match[str]) -> list[Citation]:
        end = match.end()
        if match["item"] and end == match.end("item") and self.lower[end : end + 1].isalnum():
            return []
        session = self._ordinal(match["ordinal"])
        own = match["own"] is not None or match["own2"] is not None
        symbol = self.own if own else self._symbol(match, "symbol")
        how = How.OPEN if match["of_summary"] is not None and not session else How.EXPLICIT
        item = self._printed(match, "item") if match["item"] else ""
        return [
            Citation(Span(match.start(), end), CitationKind.ANNEX, symbol=symbol, item=item, session=session, how=how)
        ]

    def _session(self, at: int) -> _Found | None:
        ordinals = self.grammar.ordinals_before(self.lower, at)
        if not ordinals:
            return None
        match = self.language.pattern("words", "session").match(self.lower, at)
        end = match.end() if match else at
        citations = [Citation(span, CitationKind.SESSION, session=value) for span, value in ordinals]
        citations[-1] = citations[-1]._replace(span=Span(citations[-1].span.start, end))
        return citations[0].span.start, end, citations

    def symbols(self, start: int) -> Iterator[_Found]:
        """The document symbols, with the paragraphs that follow them, and the sessions written as symbols."""
        following = self.grammar.form("following")
        found = list(symbols.find(self.view, start))
        series = {symbol.series for _, symbol in found if not symbol.names_session} | (
            {self.own.series} if self.own else set()
        )
        for span, symbol in found:
            if symbol.names_session and symbol.series in series:
                continue
            match = self._within(following, span.end, span.start)
            if match:
                whole = Span(span.start, match.end())
                yield *whole, self._ranges(match, Citation(whole, CitationKind.PARAGRAPHS, symbol=symbol))
            else:
                yield *span, [Citation(span, CitationKind.DOCUMENT, symbol=symbol)]
        yield from self._session_symbols(start, series)

    def _session_symbols(self, start: int, series: set[str]) -> Iterator[_Found]:
        join = self.language.pattern_of(_TO_SESSION)
        found = [(span, n) for span, name, n in symbols.find_sessions(self.view, start) if name in series]
        position = 0
        while position < len(found):
            span, ordinal = found[position]
            following = found[position + 1] if position + 1 < len(found) else None
            if following and join.fullmatch(self.lower, span.end, following[0].start):
                whole = Span(span.start, following[0].end)
                yield *whole, [Citation(whole, CitationKind.SESSION, first=str(ordinal), last=str(following[1]))]
                position += 2
            else:
                yield *span, [Citation(span, CitationKind.SESSION, session=ordinal)]
                position += 1

    def _ranges(self, match: re.Match[str], base: Citation) -> list[Citation]:
        """One citation a range; those of a list of several keep only their own numbers as span."""
        start, end = match.span("list")
        only = self.language.ranges.fullmatch(self.lower, start, end)
        if only:
            return [self._range(only, base, base.span)]
        parts = self.language.ranges.finditer(self.lower, start, end)
        return [self._range(part, base, Span(part.start(), part.end())) for part in parts]

    def _range(self, part: re.Match[str], base: Citation, span: Span) -> Citation:
        _, kind, symbol, _, _, item, session, how, *_ = base
        first = self.view[part.start(1) : part.end(1)]
        last = self.view[part.start(2) : part.end(2)] if part[2] else first
        if kind is CitationKind.INTERNAL and first[-1] == ")" and not first[0].isdigit():
            return Citation(span, kind, item=first.strip("()"))
        return Citation(span, kind, symbol, first, last, item, session, how)

    def _items(self, match: re.Match[str], base: Citation) -> list[Citation]:
        """The items of a Chair's summary: a list, or a range, of numbers."""
        return [
            c._replace(item=c.first, first="", last="") if c.first == c.last else c for c in self._ranges(match, base)
        ]

    def _symbol(self, match: re.Match[str], *groups: str) -> Symbol | None:
        for group in groups:
            if match[group]:
                return symbols.parse(self.view[match.start(group) : match.end(group)])
        return None

    def _printed(self, match: re.Match[str], group: str) -> str:
        return self.view[match.start(group) : match.end(group)]

    def _of_own_series(self, symbol: Symbol | None) -> int | None:
        """The session in the symbol of a report of the document's own committee: it reports on that session."""
        return symbol.session if symbol and self.own and symbol.series == self.own.series else None

    def _ordinal(self, words: str | None) -> int | None:
        return self.language.ordinal(words) if words else None


def _outermost(found: Iterable[_Found]) -> list[_Found]:
    """Those of the sorted findings that do not begin inside one before them."""
    kept: list[_Found] = []
    for entry in found:
        if not kept or entry[0] >= kept[-1][1]:
            kept.append(entry)
    return kept


def _unskipped(found: Sequence[_Found], skip: Sequence[Span]) -> Iterator[_Found]:
    """Those that do not begin inside a span of the sorted `skip`."""
    position = 0
    for entry in found:
        while position < len(skip) and skip[position].end <= entry[0]:
            position += 1
        if position == len(skip) or entry[0] < skip[position].start:
            yield entry


# Resolving


@dataclass(frozen=True)
class Evidence:
    """What a document says that can settle a citation.

    `reports`: session -> the report symbols that the document itself ties to it. `under_discussion(citation)`: the
    sessions that the words before it put under discussion, most telling first. `listed(citation)`: the sessions under
    which the annex lists the same paragraphs for the same measure.
    """

    reports: Mapping[int, frozenset[Symbol]]
    under_discussion: Callable[[Citation], frozenset[int]]
    listed: Callable[[Citation], frozenset[int]]


def reports_by_session(citations: Iterable[Citation], series: str = "") -> dict[int, frozenset[Symbol]]:
    """session -> report symbols, from the citations that print both; of the committee whose symbols begin with
    `series`, if given.
    """
    found: dict[int, frozenset[Symbol]] = {}
    for c in citations:
        if (
            c.kind is CitationKind.PARAGRAPHS
            and c.symbol
            and c.session is not None
            and c.symbol.series == (series or c.symbol.series)
        ):
            found[c.session] = found.get(c.session, frozenset()) | {c.symbol}
    return found


def resolve(citations: Iterable[Citation], evidence: Evidence) -> list[Citation]:
    """The citations, each open one settled where the document's own evidence agrees, else open or ambiguous with its
    candidates.
    """
    return [_resolved(c, evidence) if c.how is How.OPEN else c for c in citations]


def _resolved(citation: Citation, evidence: Evidence) -> Citation:
    how = How.BY_SESSION
    if citation.session is None:
        sessions = _sessions(citation, evidence)
        if len(sessions) != 1:
            candidates = tuple(name for s in sorted(sessions) for name in _names(s, evidence))
            return citation._replace(how=How.AMBIGUOUS if sessions else How.OPEN, candidates=candidates)
        citation = citation._replace(session=next(iter(sessions)))
        how = How.BY_CONTEXT
    if citation.kind is not CitationKind.PARAGRAPHS:
        return citation._replace(how=how)
    reports = evidence.reports.get(citation.session or 0, frozenset())
    if len(reports) == 1:
        return citation._replace(how=how, symbol=next(iter(reports)))
    if reports:
        return citation._replace(how=How.AMBIGUOUS, candidates=tuple(sorted(map(str, reports))))
    return citation._replace(how=How.OPEN)


def _sessions(citation: Citation, evidence: Evidence) -> frozenset[int]:
    """The session whose report is meant: one when the evidence agrees, several when it conflicts, none when there is
    none.
    """
    context, listed = evidence.under_discussion(citation), evidence.listed(citation)
    if not listed:
        return context
    if not context:
        return listed
    return context & listed or context | listed


def _names(session: int, evidence: Evidence) -> Iterator[str]:
    reports = evidence.reports.get(session)
    yield from sorted(map(str, reports)) if reports else [f"{SESSION}{session}"]
