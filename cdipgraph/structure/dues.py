"""For when something is asked: a session, a date, a time within which or for which, some later session, every session.

Dates that are told from the day of asking ("within six months", "by the end of the year") are reckoned from the last
day of the session that asks, where it is known.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from cdipgraph.report import SESSION, When
from cdipgraph.spans import Span
from cdipgraph.structure.context import Context

_WINDOW = 40  # characters before a date or a session in which the words stand that make it one to be done by
_SENTENCE = 240  # characters before "for that session" within which it was named
_DAYS = {"D": 1, "W": 7}
_YEAR = re.compile(r"(?:19|20)\d{2}")


def times(context: Context, span: Span, asked_at: int | None, without: Sequence[Span] = ()) -> tuple[When, ...]:
    """For when a stretch of text asks something, in the order of the words; what stands in one of the spans `without`
    says only when something else happens.
    """
    asked = context.held.get(asked_at) if asked_at is not None else None
    found = [
        *_sessions(context, span, asked_at),
        *_days(context, span, asked),
        *_parts_of_years(context, span, asked),
        *_durations(context, span, asked),
        *_told(context, span),
    ]
    kept: list[When] = []
    for when in found:  # what is told exactly stands before what is told loosely
        taken = [*without, *(known.span for known in kept)]
        if not any(when.span.start < other.end and other.start < when.span.end for other in taken):
            kept.append(when)
    return tuple(sorted(kept, key=lambda when: when.span))


def _sessions(context: Context, span: Span, asked_at: int | None) -> Iterator[When]:
    """The later sessions that are named, or counted from the one that asks."""
    for citation in context.citations_in(span):
        if citation.kind is not SESSION or citation.session is None:
            continue
        if asked_at is None or citation.session > asked_at:
            start = _opening(context, "at", span.start, citation.span.start)
            yield When(Span(start, citation.span.end), "session", session=citation.session)
    if future := _found(context, "future", span):  # "at a later session" is not the next one
        yield When(Span(*future.span()), "future")
    counted = context.search(context.language.sought("asking", "due"), span)
    count = context.language.number(counted["count"]) if counted else None
    if counted and count:
        yield When(Span(*counted.span()), "session", session=asked_at + count if asked_at else None)
    if same := context.find(span, "due", "same"):
        before = context.citations_in(Span(max(0, span.start - _SENTENCE), same.start))
        named = [c.session for c in before if c.kind is SESSION and c.session and c.session > (asked_at or 0)]
        yield from (When(same, "session", session=session) for session in named[-1:])
    for path in (("context", "following"), ("asking", "coming")):
        coming = context.find(span, *path)
        if coming:
            yield When(coming, "session", session=asked_at + 1 if asked_at is not None else None)


def _days(context: Context, span: Span, asked: tuple[date, date] | None) -> Iterator[When]:
    """The days by which, or before which, something is to be done; not those before the session that asks."""
    at = span.start
    while found := context.language.find_dates(context.source.lower, at, span.end):
        words, _, last = found
        start = _opening(context, "day", span.start, words.start)
        if start < words.start and (asked is None or last >= asked[0]):
            yield When(Span(start, words.end), "date", day=last)
        at = max(words.end, at + 1)


def _parts_of_years(context: Context, span: Span, asked: tuple[date, date] | None) -> Iterator[When]:
    """The ends of months and years by which something is to be done."""
    dated = _YEAR.search(context.source.lower, *span)  # most asks name none
    month, year, before = (_found(context, name, span) if dated else None for name in ("month", "year", "before_year"))
    if month:
        yield from _day(month, _month_end(int(month["year"]), _month(context, month["month"])), asked)
    if before and not (year and year["end"]):
        yield from _day(before, date(int(before["year"]) - 1, 12, 31), asked)
    elif year:
        yield from _day(year, date(int(year["year"]), 12, 31), asked)
    if this_month := _found(context, "this_month", span):
        yield When(Span(*this_month.span()), "date", day=asked and _month_end(asked[1].year, asked[1].month))
    if this_year := _found(context, "this_year", span):
        yield When(Span(*this_year.span()), "date", day=asked and date(asked[1].year, 12, 31))


def _day(match: re.Match[str], day: date, asked: tuple[date, date] | None) -> Iterator[When]:
    if asked is None or day >= asked[0]:
        yield When(Span(*match.span()), "date", day=day)


def _month(context: Context, name: str) -> int:
    return int(context.language.table["months"][name])


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _durations(context: Context, span: Span, asked: tuple[date, date] | None) -> Iterator[When]:
    """The times within which something is to be done, and those for which it is to go on."""
    if within := _found(context, "within", span):
        count, unit = _counted(context, within)
        day = _after(asked[1], count, unit) if asked else None
        yield When(Span(*within.span()), "duration", day=day, duration=_iso(count, unit))
    if period := _found(context, "period", span):
        count, unit = _counted(context, period)
        yield When(Span(*period.span()), "period", duration=_iso(count, unit))


def _counted(context: Context, match: re.Match[str]) -> tuple[int, str]:
    """The number and the unit of a duration; "a year" is one."""
    groups = {name: said for name, said in match.groupdict().items() if said}
    word = next((said for name, said in groups.items() if name.startswith("count")), None)
    unit = next(said for name, said in groups.items() if name.startswith("unit"))
    return (context.language.number(word) if word else None) or 1, str(context.language.table["units"][unit])


def _iso(count: int, unit: str) -> str:
    """A duration as XML Schema writes it, which knows no weeks."""
    return f"P{count * _DAYS[unit]}D" if unit in _DAYS else f"P{count}{unit}"


def _after(day: date, count: int, unit: str) -> date:
    """The day that comes some days, weeks, months or years after another."""
    if unit in _DAYS:
        return day + timedelta(days=count * _DAYS[unit])
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "Y" else 1)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _told(context: Context, span: Span) -> Iterator[When]:
    """What is asked for again and again, at no session in particular."""
    if match := _found(context, "recurring", span):
        yield When(Span(*match.span()), "recurring")


def _found(context: Context, name: str, span: Span) -> re.Match[str] | None:
    return context.search(context.language.sought("due", name), span)


def _opening(context: Context, name: str, start: int, at: int) -> int:
    """Where the words begin that stand right before an offset, as "by the" before a date; the offset without such."""
    start = max(start, at - _WINDOW)
    match = context.language.ending("due", name).search(context.source.lower[start:at])
    return start + match.start() if match else at
