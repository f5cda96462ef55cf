"""What a column of the annex holds, and what that says of the numbers in it.

The heads of the columns say what they hold. Where they do not, most cells do: symbols, paragraphs of reports, items of
summaries. In a column of reports, paragraphs are of a session's report; in one of summaries, they are its items.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cdipgraph.languages import SYMBOL, Language
from cdipgraph.report import Citation, CitationKind, How
from cdipgraph.source import Block, SourceText
from cdipgraph.spans import Span, folded
from cdipgraph.structure.context import Context, by_session
from cdipgraph.structure.headings import heading_of
from cdipgraph.structure.lines import PARAGRAPHS

NUMBERS = re.compile(r"(?P<paragraph>\d{1,3}(?: ?\(?[a-z]{1,3}\))?|[ivx]{1,5})(?:\.(?P<number>\d{1,3}))?[.):]?", re.I)
LETTER = re.compile(r"\(?([a-z])[.)]?", re.I)
_SYMBOL = re.compile(SYMBOL)
_SESSION = re.compile(r"\([a-z]{2,6}(?:/[a-z]{2,6}){0,2}/\d{1,3}\)")  # "(CDIP/21)"
_DIGIT = re.compile(r"\d")
_ARTICLE = 8  # characters before the session that a sentence opens with: "At the "
_SENTENCE = 25  # characters of the shortest cell that tells what was decided
_MOST_HEADS = 8  # in a column of heads
_BREATH = 6  # between a session and the item of its summary stands no more than a comma
_DIGITS = 3  # of the number of a session
_NAME = 3  # letters that a name has at least
_NAMED = 12  # and one with figures in it
_MEASURES = ("measure", "measures", "project")


class Cell(NamedTuple):
    """A cell: its column, its blocks (one a paragraph, or one in all), all of it, whether anything stands in it."""

    column: int
    spans: tuple[Span, ...]
    span: Span
    filled: bool

    @classmethod
    def row(cls, blocks: Iterable[Block]) -> list[Cell]:
        """The cells of a row, of the blocks in it."""
        found: dict[int, list[Span]] = {}
        for block in blocks:
            found.setdefault(block.column, []).append(block.span)
        return [cls._of(column, spans) for column, spans in found.items()]

    @classmethod
    def _of(cls, column: int, spans: Sequence[Span]) -> Cell:
        span = Span(spans[0].start, spans[-1].end) if len(spans) > 1 else spans[0]
        return cls(column, tuple(spans), span, span.end > span.start)


def roles_by_content(source: SourceText, language: Language, rows: Sequence[Sequence[Cell]]) -> dict[int, str]:
    """column -> role, as most of its filled cells tell; the first column of names is that of the measures."""
    told: dict[int, Counter[str]] = {}
    nothing = language.pattern("table", "nothing")
    for cell in (cell for row in rows if len(row) > 1 for cell in row if cell.filled):
        if not nothing.fullmatch(source.lower, *cell.span):
            told.setdefault(cell.column, Counter())[_content(source, language, cell.span)] += 1
    found = {}
    for column, counts in sorted(told.items()):
        role, count = counts.most_common(1)[0]
        if role and 2 * count >= counts.total():
            found[column] = role
    names = [c for c in sorted(told) if c not in found and told[c]["name"] * 2 >= told[c].total()]
    return {c: role for c, role in found.items() if role != "name"} | dict.fromkeys(
        [c for c in sorted(told) if found.get(c) == "name"][:1] or names[:1], "measure"
    )


def stacked(source: SourceText, rows: Sequence[Sequence[Cell]]) -> Sequence[Sequence[Cell]]:
    """The rows; where heads stand in a column beside that of the measures, a row of them, and one a measure."""
    groups: list[list[Sequence[Cell]]] = []
    for row in rows:
        if row and (row[0].column, row[0].filled) == (0, True):
            groups.append([row])
        elif groups and [cell.column for cell in row if cell.filled] == [1, 2]:
            groups[-1].append(row)
        else:
            return rows
    sheets = [group for group in groups if len(group) > 1 and [c.column for c in group[0] if c.filled] == [0, 1, 2]]
    if len(sheets) < 2 or any(len(group) > 1 and group not in sheets for group in groups):
        return rows
    cells = [[cell for cell in row if cell.column == 1] for sheet in sheets for row in sheet]
    heads = {folded(cell.span.of(source.lower)): cell for row in reversed(cells) for cell in row}
    columns = {words: n + 1 for n, words in enumerate(reversed(heads))}
    if len(cells) < 2 * len(columns) or len(columns) > _MOST_HEADS:
        return rows

    def level(sheet: Sequence[Sequence[Cell]]) -> list[Cell]:
        told = {columns[folded(row[-2].span.of(source.lower))]: row[-1] for row in sheet}
        return [sheet[0][0], *(cell._replace(column=column) for column, cell in sorted(told.items()))]

    first = [heads[words]._replace(column=column) for words, column in columns.items()]
    return [first, *(level(group) if group in sheets else group[0] for group in groups)]


def numbered_columns(source: SourceText, rows: Sequence[Sequence[Cell]]) -> frozenset[int]:
    """The columns that hold nothing but numbers, their heads apart."""
    filled: Counter[int] = Counter()
    numbers: Counter[int] = Counter()
    for cell in (cell for row in rows for cell in row if cell.filled):
        filled[cell.column] += 1
        counted = NUMBERS.fullmatch(source.view, *cell.span) or LETTER.fullmatch(source.view, *cell.span)
        numbers[cell.column] += counted is not None
    return frozenset(column for column, count in numbers.items() if count and filled[column] - count <= 1)


def _content(source: SourceText, language: Language, span: Span) -> str:
    """What a cell holds, or nothing."""
    lower, anchors = source.lower, language.table["anchors"]
    ranged = language.ranges.fullmatch(lower, *span)
    if ranged:
        return "range" if ranged[2] else ""
    role = heading_of(source, language, span).role
    if role in PARAGRAPHS:
        return "paragraph"
    if role in _MEASURES:
        return "name"
    paragraphs = language.pattern_of(r"\b{paragraph} ?\(?\d").search(lower, *span) is not None
    numbered = paragraphs or any(lower.find(word, *span) >= 0 for word in anchors.get("item", ()))
    if numbered and any(lower.find(word, *span) >= 0 for word in anchors.get("summary", ())):
        return "summary"
    if paragraphs and any(lower.find(word, *span) >= 0 for word in anchors.get("report", ())):
        return "review"
    if span.end - span.start >= _SENTENCE and _decides(source, language, span):
        return "summary"
    if _SYMBOL.search(lower, *span) or _SESSION.search(lower, *span):
        return "review" if paragraphs else "implementation"
    letters = sum(map(str.isalpha, lower[span.start : span.end]))
    return "name" if letters >= (_NAMED if _DIGIT.search(lower, *span) else _NAME) else ""


def _decides(source: SourceText, language: Language, span: Span) -> bool:
    """True for words that tell what was decided, by who decides."""
    subject = language.sought("told", "subject").search(source.lower, *span) if "told" in language.table else None
    return bool(subject and language.any_sought("outcomes").search(source.lower, subject.start(), span.end))


# What columns say of numbers


def by_columns(context: Context, rows: Iterable[Mapping[str, Sequence[Span]]], series: str) -> list[Citation]:
    """The citations, those in the annex being what their columns make of them; `rows` are the entries of each row by
    role.
    """
    changed: dict[Span, Citation] = {}
    added: list[Citation] = []
    for entries in rows:
        before = len(added)
        for role in ("review", "summary"):
            for entry in entries.get(role, ()):
                cited = context.citations_in(entry)
                changed |= {c.span: new for c in cited if (new := _of_column(c, role, cited, series)) is not c}
                added += (
                    _items(context, entry, cited) if role == "summary" else _bare_ranges(context, entry, cited, series)
                )
        added += _bare_sessions(context, entries.get("session", ()))
        for entry in entries.get("summary", ()):
            changed |= _led(context, entry, changed)
        changed |= _in_column(context, entries, changed, added[before:])
        changed |= _beside(context, entries, changed, added[before:], series)
        ranges, reports = entries.get("range", ()), entries.get("review", ())
        for numbers, report in zip(ranges, reports, strict=False) if len(ranges) == len(reports) else ():
            added += _ranges(context, numbers, report, series)
    if not changed and not added:
        return list(context.citations)
    return sorted([*(changed.get(c.span, c) for c in context.citations), *added], key=lambda c: c.span)


def _bare_sessions(context: Context, entries: Sequence[Span]) -> Iterator[Citation]:
    """The sessions that a column of sessions names by their numbers alone: "44", "forty-fourth"."""
    for entry in entries:
        words = context.source.lower[entry.start : entry.end]
        number = int(words) if words.isdigit() and len(words) <= _DIGITS else context.language.ordinal(words)
        if number and not context.citations_in(entry):
            yield Citation(entry, CitationKind.SESSION, session=number)


def _led(context: Context, entry: Span, changed: Mapping[Span, Citation]) -> dict[Span, Citation]:
    """The items of summaries that name no session, each of the session that its sentence opens with: "Tenth session:
    the Committee took note of the study (item 6 of the summary)."
    """
    read: dict[Span, Citation] = {}
    for sentence in by_session(context, entry):
        cited = [changed.get(c.span, c) for c in context.citations_in(sentence)]
        first = cited[0] if cited and cited[0].kind is CitationKind.SESSION else None
        if first is None or first.session is None or first.span.start - sentence.start > _ARTICLE:
            continue
        items = [c for c in cited if c.kind is CitationKind.SUMMARY_ITEM and c.session is None]
        read |= {c.span: c._replace(session=first.session, how=How.BY_CONTEXT, candidates=()) for c in items}
    return read


def _in_column(
    context: Context,
    entries: Mapping[str, Sequence[Span]],
    changed: Mapping[Span, Citation],
    added: Sequence[Citation],
) -> dict[Span, Citation]:
    """The items of summaries that name no session, each of the one that a column of sessions has for it: the only one
    of the row, or the one at the same place.
    """
    cells = entries.get("session", ())
    cited = [c for entry in cells for c in (*context.citations_in(entry), *added) if entry.covers(c.span)]
    sessions = [c.session for c in cited if c.kind is CitationKind.SESSION and c.session is not None]
    items = [
        changed.get(c.span, c)
        for entry in entries.get("summary", ())
        for c in context.citations_in(entry)
        if c.kind in (CitationKind.SUMMARY_ITEM, CitationKind.AGENDA_ITEM)
    ]
    if not sessions or (len(sessions) > 1 and len(sessions) != len(items)):
        return {}
    each = sessions if len(sessions) == len(items) else sessions * len(items)
    return {
        c.span: c._replace(kind=CitationKind.SUMMARY_ITEM, session=session, how=How.EXPLICIT)
        for c, session in zip(items, each, strict=True)
        if c.session is None
    }


def _beside(
    context: Context,
    entries: Mapping[str, Sequence[Span]],
    changed: Mapping[Span, Citation],
    added: Sequence[Citation],
    series: str,
) -> dict[Span, Citation]:
    """The paragraphs of reports whose symbols name no session, each of the session of the summary beside it."""
    reports = [
        c
        for entry in entries.get("review", ())
        for c in (changed.get(c.span, c) for c in context.citations_in(entry))
        if c.kind is CitationKind.PARAGRAPHS
    ]
    unknown = [c for c in reports if c.session is None and c.symbol and c.symbol.series == series]
    if not unknown or any(c.symbol.session and not c.symbol.numbered_through for c in unknown if c.symbol):
        return {}
    items = [
        c
        for entry in entries.get("summary", ())
        for c in (*(changed.get(c.span, c) for c in context.citations_in(entry)), *added)
        if c.kind is CitationKind.SUMMARY_ITEM and c.session is not None and entry.covers(c.span)
    ]
    if len(items) == len(reports):
        return {c.span: c._replace(session=i.session) for c, i in zip(reports, items, strict=True) if c in unknown}
    sessions = {item.session for item in items}
    return {c.span: c._replace(session=next(iter(sessions))) for c in unknown} if len(sessions) == 1 else {}


def _of_column(citation: Citation, role: str, beside: Sequence[Citation], series: str) -> Citation:
    """A citation of bare paragraphs as what its column makes of it: of the report, or items of the summary, of the
    session named beside it.
    """
    if citation.kind is CitationKind.PARAGRAPHS and citation.symbol and citation.session is None:
        own = role == "review" and citation.symbol.series == (series or citation.symbol.series)
        return citation._replace(session=citation.symbol.session) if own else citation
    bare = citation.kind is CitationKind.INTERNAL or (citation.kind is CitationKind.PARAGRAPHS and not citation.symbol)
    number = citation.first if bare else citation.item
    bare = bare or (citation.kind is CitationKind.AGENDA_ITEM and role == "summary")
    sessions = {c.session for c in beside if c.kind is CitationKind.SESSION and c.session is not None}
    if not bare or not number or citation.session is not None or len(sessions) != 1:
        return citation
    session = next(iter(sessions))
    if role == "review":
        symbols = {c.symbol for c in beside if c.kind is CitationKind.DOCUMENT}
        symbol = next(iter(symbols)) if len(symbols) == 1 else None
        how = How.EXPLICIT if symbol else How.OPEN
        return citation._replace(kind=CitationKind.PARAGRAPHS, symbol=symbol, session=session, how=how)
    return citation._replace(
        kind=CitationKind.SUMMARY_ITEM, session=session, how=How.EXPLICIT, item=number, first="", last=""
    )


def _items(context: Context, entry: Span, cited: Sequence[Citation]) -> Iterator[Citation]:
    """The items of a summary that an entry gives by session and number alone: "21st session, item 6"; or several."""
    sessions = [c for c in cited if c.kind is CitationKind.SESSION and c.session is not None]
    if not sessions or len(cited) > len(sessions):
        return
    ends = [*(c.span.start for c in sessions[1:]), entry.end]
    for cited_session, end in zip(sessions, ends, strict=True):
        match = item_words(context.language).search(context.source.lower, cited_session.span.end, end)
        if match and match.start() - cited_session.span.end < _BREATH:
            span = Span(match.start(), match.end())
            yield Citation(span, CitationKind.SUMMARY_ITEM, item=match["item"], session=cited_session.session)


def item_words(language: Language) -> re.Pattern[str]:
    """An item of a summary by its number alone: "item 6", "point 7.2", as group `item`."""
    words = "|".join(map(re.escape, language.table["anchors"].get("item", ())))
    return language.pattern_of(rf"\b(?:{words})[a-z]* ?(?P<item>\d{{1,3}}(?:\.\d{{1,3}})?(?: ?\([a-z]{{1,3}}\))?)")


def _bare_ranges(context: Context, entry: Span, cited: Sequence[Citation], series: str) -> Iterator[Citation]:
    """The paragraphs that an entry gives by a report or a session, and numbers alone: "CDIP/21/15: 98-112", "IGC 51:
    33-47", "21st session, 98 to 112".
    """
    if any(c.kind is CitationKind.PARAGRAPHS for c in cited):
        return
    named = next((c for c in cited if c.kind in (CitationKind.DOCUMENT, CitationKind.SESSION)), None)
    if named is None:
        return
    match = context.language.pattern_of(r"\)? ?[:,(] ?(?:{paragraph} ?)?{list} ?\)?[.;]?").fullmatch(
        context.source.lower, named.span.end, entry.end
    )
    if not match:
        return
    symbol, session = named.symbol, named.session
    if symbol and session is None and not symbol.numbered_through:
        session = symbol.session if symbol.series == (series or symbol.series) else None
    for each in context.language.ranges.finditer(context.source.lower, *match.span("list")):
        first = context.source.view[each.start(1) : each.end(1)]
        last = context.source.view[each.start(2) : each.end(2)] if each[2] else first
        span, how = Span(each.start(), each.end()), How.EXPLICIT if symbol else How.OPEN
        yield Citation(span, CitationKind.PARAGRAPHS, symbol, first, last, session=session, how=how)


def _ranges(context: Context, numbers: Span, report: Span, series: str) -> list[Citation]:
    """The paragraphs in a column of their own, of the report beside them."""
    cited = next((c for c in context.citations_in(report) if c.symbol), None)
    parts = context.language.ranges.finditer(context.source.lower, *numbers)
    if not cited or not cited.symbol:
        return []
    session = cited.symbol.session if cited.symbol.series == (series or cited.symbol.series) else None
    view = context.source.view
    return [
        Citation(
            Span(match.start(), match.end()),
            CitationKind.PARAGRAPHS,
            cited.symbol,
            view[match.start(1) : match.end(1)],
            view[match.start(2) : match.end(2)] if match[2] else view[match.start(1) : match.end(1)],
            session=session,
        )
        for match in parts
    ]
