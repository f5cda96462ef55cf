"""From the numbers of one mention to its citations: one a number or range, each with words of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cdipgraph.languages import Language
from cdipgraph.report import EXPLICIT, Citation, CitationKind, How
from cdipgraph.spans import Span
from cdipgraph.symbols import Symbol

_BASE = re.compile(r"\d+(?:\.\d+)*")


class Whole(NamedTuple):
    """What paragraphs are cited of."""

    kind: CitationKind
    symbol: Symbol | None = None
    item: str = ""
    session: int | None = None
    how: How = EXPLICIT


def citations(view: str, language: Language, match: re.Match[str], words: Span, whole: Whole) -> list[Citation]:
    """The citations of the numbers of a match, in the words of a span: the first begins with them, the last ends so."""
    kind, symbol, item, session, how = whole
    start, stop = match.span("first")
    first = view[start:stop]
    if match["more"]:
        parts = list(_parts(view, language, match))
        final = len(parts) - 1
        return [
            _pointed(Span(words[0] if n == 0 else begin, words[1] if n == final else end), whole, one, until)
            for n, (begin, end, one, until) in enumerate(parts)
        ]
    start, stop = match.span("last")
    last = view[start:stop] if start >= 0 else "" if match["onward"] else first
    if first[-1] == ")" or last[-1:] == ")":
        return [_pointed(words, whole, first, last)]
    return [Citation(words, kind, symbol, first, last, item, session, how)]


def items(found: list[Citation]) -> list[Citation]:
    """The same as items of an agenda or of a summary: a number is an item, a range stays a range."""
    return [c._replace(item=c.first, first="", last="") if c.first == c.last else c for c in found]


def at_points(view: str, lower: str, language: Language, found: Sequence[Citation], points: Span) -> Sequence[Citation]:
    """The citations of paragraphs, at points that are named before them: "subparagraphs (a) and (c) of paragraph 3"."""
    parts = list(language.ranges.finditer(lower, *points))
    if len(parts) > 1 and len(found) != 1:
        return found
    several, final = [], len(parts) - 1
    for cited in found:
        for n, part in enumerate(parts):
            start = cited.span.start if n == 0 else part.start()
            end = cited.span.end if n == final else part.end()
            first, until = (f"{cited.first} {view[slice(*part.span(group))]}".strip() for group in (1, 2))
            last = until if part[2] else first if cited.last == cited.first else cited.last
            several.append(cited._replace(span=Span(start, end), first=first, last=last))
    return several


def _pointed(span: Span, whole: Whole, first: str, last: str) -> Citation:
    """The citation of a number with points; a point of this document without a number is an item."""
    kind, symbol, item, session, how = whole
    base = _BASE.match(first)
    if base and last[-1:] == ")" and not last[0].isdigit():  # "2 (a) to (c)"
        last = f"{base[0]} {last}"
    elif not base and kind is CitationKind.INTERNAL and first[-1] == ")":
        return Citation(span, kind, item=item or first.strip("()"), how=how)
    return Citation(span, kind, symbol, first, last, item, session, how)


def _parts(view: str, language: Language, match: re.Match[str]) -> Iterator[tuple[int, int, str, str]]:
    """Each number or range of a list: start, end, first, last. A point alone is of the number before it: "2 (d) and
    (e)".
    """
    base = ""
    for part in language.ranges.finditer(match.string, *match.span("list")):
        first, last = view[part.start(1) : part.end(1)], view[part.start(2) : part.end(2)] if part[2] else ""
        number = _BASE.match(first)
        if number:
            base = number[0]
        elif base and first[-1] == ")":
            first = f"{base} {first}"
        yield part.start(), part.end(), first, last or ("" if part[3] else first)
