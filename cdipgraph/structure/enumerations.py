"""Lists in running text: "two options: option A ...; option B ...", "in three areas: (i) ...; and (ii) ...", "in eight
categories".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from cdipgraph.languages import Language
from cdipgraph.report import Point
from cdipgraph.source import Block
from cdipgraph.spans import Span
from cdipgraph.structure.context import Context, before_bracket
from cdipgraph.structure.sections import point
from cdipgraph.structure.states import STEM

_NUMBER = r"\(?(?P<number>[ivx]{1,5}|[a-z]|\d{1,2})\)\s+"
_FIRST = re.compile(_NUMBER)
_BULLET = re.compile(r"[-•·*–—]\s+")
_EDGES = ";,.:"
_ANNOUNCED = 160  # characters before the colon in which a number announces the list
_MOST = 60  # parts of one list
_CLAUSE = ",;:()"


@dataclass(frozen=True)
class Listed:
    """A list as a sentence gives it: whether it is of options, the words that announce it, the parts, how many are
    announced, and what they are called.
    """

    options: bool
    announced: Span
    parts: tuple[Point, ...] = ()
    count: int | None = None
    noun: str = ""


def listed(context: Context, sentence: Span, following: Sequence[Block] = ()) -> Listed | None:
    """The list that a sentence gives, or counts; `following` are the paragraphs after one that ends in a colon."""
    end = before_bracket(context, sentence, context.citations_in(sentence))
    colon = _outside_quotes(context.source.view, ":", sentence.start, end)
    if colon < 0:
        return counted(context, Span(sentence.start, end))
    first = _first_option(context, Span(sentence.start, end), colon)
    lead = Span(sentence.start, colon if first is None else first)
    body = Span(colon + 1 if first is None else first, end).trimmed(context.source.text)
    number = _announcement(context, lead)
    count = context.language.number(number["count"]) if number else None
    spans = _said(context, _parts(context, body, count) if body.end > body.start else _points(context, following))
    if not 2 <= len(spans) <= _MOST:
        return None
    parts = tuple(_part(context, each) for each in spans)
    start = number.start() if number else _clause(context, lead)
    if number is None:
        counted_so = _exactly(context, lead, len(parts))
        start, count = (counted_so, len(parts)) if counted_so is not None else (start, None)
    known = context.language.pattern("deliverable", "options")
    named = all(context.find(each.span, "deliverable", "option") for each in spans)
    return Listed(
        named or bool(number and known.match(number["noun"])),
        Span(start, lead.end).trimmed(context.source.text) if first != start else Span(start, colon),
        parts,
        count,
        number["noun"] if number else "",
    )


@cache
def counts(language: Language) -> frozenset[str]:
    """The first letters of the number words from two on."""
    return frozenset(word[:STEM] for word, number in language.table["numbers"].items() if number > 1)


# What announces a list


def _announcement(context: Context, lead: Span) -> re.Match[str] | None:
    """The last number of things that is named before a colon: "the four stages of the cycle"."""
    start, found = max(lead.start, lead.end - _ANNOUNCED), None
    pattern = context.language.sought("deliverable", "count")
    while match := context.search(pattern, Span(start, lead.end)):
        found, start = match, match.end()
    return found


def _first_option(context: Context, span: Span, colon: int) -> int | None:
    """Where the name of an option begins that the colon ends: "option A: wait; option B: act"."""
    start, pattern = span.start, context.language.sought("deliverable", "option")
    while (match := context.search(pattern, Span(start, span.end))) and match.start() < colon:
        if match.end() > colon:
            return match.start()
        start = match.end()
    return None


def _exactly(context: Context, lead: Span, count: int) -> int | None:
    """Where a lead says the very number of what follows: "three sources of funding"."""
    found = context.language.pattern_of(r"\b({number}) ").finditer(context.source.lower, *lead)
    return next((m.start() for m in reversed(list(found)) if context.language.number(m[1]) == count), None)


def _clause(context: Context, lead: Span) -> int:
    """Where the clause before a colon begins."""
    view = context.source.view
    at = max(view.rfind(mark, lead.start, lead.end) for mark in _CLAUSE)
    joined = context.language.pattern_of(r" ?{and} ").match(context.source.lower, max(at + 1, lead.start), lead.end)
    return joined.end() if joined else max(at + 1, lead.start)


def counted(context: Context, sentence: Span) -> Listed | None:
    """What a sentence counts without listing it, or lists in brackets: "in eight categories", "three parts (a, b, c)";
    not what was counted before ("those three areas").
    """
    pattern = context.language.sought("deliverable", "count")
    match = context.search(pattern, sentence)
    count = context.language.number(match["count"]) if match else None
    if not match or not count or count < 2:
        return None
    known = context.language.pattern("deliverable", "options").match(match["noun"])
    opening = match.end() + 1
    if context.source.view[opening : opening + 1] == "(":
        closing = context.source.view.find(")", opening, sentence.end)
        spans = _said(context, _parts(context, Span(opening + 1, max(closing, opening + 1)), count))
        if len(spans) == count:
            parts = tuple(_part(context, span) for span in spans)
            return Listed(bool(known), Span(match.start(), match.end()), parts, count, match["noun"])
    before = context.source.lower[max(sentence.start, match.start() - 8) : match.start()]
    again = context.language.pattern("deliverable", "known").search(before)
    return None if known or again else Listed(False, Span(match.start(), match.end()), (), count, match["noun"])


# The parts of a list


def _said(context: Context, parts: Iterator[Point]) -> list[Point]:
    """The parts that say anything: after the last semicolon there may be nothing more."""
    found = ((part, _bare(context, part.span)) for part in parts)
    return [part for part, bare in found if bare.start < bare.end]


def _parts(context: Context, body: Span, count: int | None) -> Iterator[Point]:
    """The parts of a list: after marks i), (a); else between semicolons; else, where their number is announced and
    fits, between commas.
    """
    view = context.source.view
    if _FIRST.match(view, *body):
        yield from _marked(context, body)
    elif _outside_quotes(view, ";", *body) >= 0:
        yield from (Point("", span) for span in _split(context, body, ";"))
    elif count:
        spans = _with_last(context, list(_split(context, body, ",")), count)
        if len(spans) == count:
            yield from (Point("", span) for span in spans)


def _marked(context: Context, body: Span) -> Iterator[Point]:
    """The parts that marks stand before."""
    further = context.language.pattern_of(r"(?:[;,.] (?:{and} )?| {and} )" + _NUMBER)
    view = context.source.view
    marks = [m for m in (_FIRST.match(view, *body),) if m]
    marks += further.finditer(context.source.lower, marks[0].end(), body.end)
    ends = [*(match.start() for match in marks[1:]), body.end]
    for match, end in zip(marks, ends, strict=True):
        yield Point(match["number"].lower(), Span(match.end(), end))


def _split(context: Context, body: Span, mark: str) -> Iterator[Span]:
    start = body.start
    while (at := _outside_quotes(context.source.view, mark, start, body.end)) >= 0:
        yield Span(start, at)
        start = at + 1
    yield Span(start, body.end)


def _with_last(context: Context, spans: list[Span], count: int) -> list[Span]:
    """The spans, the last one split at its last "and" where one part is lacking."""
    if len(spans) != count - 1:
        return spans
    found = list(context.language.pattern_of(r" {and} ").finditer(context.source.lower, *spans[-1]))
    if not found:
        return spans
    return [*spans[:-1], Span(spans[-1].start, found[-1].start()), Span(found[-1].end(), spans[-1].end)]


def _points(context: Context, following: Sequence[Block]) -> Iterator[Point]:
    """The paragraphs that are points or bulleted, up to the first that is neither."""
    for block in following:
        read = point(context.source, block)
        bullet = None if read else _BULLET.match(context.source.view, *block.span)
        if read is None and bullet is None:
            return
        yield read or Point("", Span(bullet.end() if bullet else block.span.start, block.span.end))


def _part(context: Context, read: Point) -> Point:
    """A part without the "and" before it, what calls it an option, and the punctuation round it."""
    lower, number, span = context.source.lower, read.number, _bare(context, read.span)
    joined = context.language.pattern_of(r"{and} ").match(lower, *span)
    span = _bare(context, Span(joined.end(), span.end)) if joined else span
    option = context.language.pattern("deliverable", "option").match(lower, *span)
    if option:
        number = number or context.source.text[slice(*option.span("number"))].strip("()")
        span = _bare(context, Span(option.end(), span.end))
    return Point(number, span)


def _bare(context: Context, span: Span) -> Span:
    """The span without punctuation at its ends, without an "and" after it, and without the quotes round it."""
    view, (start, end) = context.source.view, span.trimmed(context.source.text)
    joined = context.language.pattern_of(r"[;,]\s*{and}\s*$").search(context.source.lower[start:end])
    end = start + joined.start() if joined else end
    while start < end and (view[start].isspace() or view[start] in _EDGES):
        start += 1
    while end > start and (view[end - 1].isspace() or view[end - 1] in _EDGES):
        end -= 1
    quoted = end - start > 2 and view[start] == view[end - 1] == '"' and view.count('"', start, end) == 2
    return Span(start + 1, end - 1) if quoted else Span(start, end)


def _outside_quotes(view: str, mark: str, start: int, end: int) -> int:
    """Where a mark stands that is in no quotes; -1 where none does."""
    quotes, at = 0, view.find(mark, start, end)
    while at >= 0:
        quotes += view.count('"', start, at)
        if quotes % 2 == 0:
            return at
        start, at = at, view.find(mark, at + 1, end)
    return -1
