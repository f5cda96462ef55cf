"""Dates as one language writes them: a day, a range over months and years, a session in two parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from cdipgraph.accents import alike, tolerant, unaccented
from cdipgraph.spans import Span

_YEAR = r"(?:1[89]|20|21)\d{2}(?!\d)"
_ANY_YEAR = re.compile(rf"(?:{_YEAR})")
_LONGEST = 90  # "lunes, 30 de septiembre de 2019, a viernes, 4 de octubre de 2019" is 62
_HALF_YEAR = 6
_MONTHS = 12
_MOST_TOKENS = 14  # "27 September - 2 October and 10 October 2006" has 7
_DAY_FIRST = re.compile(r"(?:D+MY?)*D+MY")
_MONTH_FIRST = re.compile(r"(?:MD+Y?)*MD+Y")


#: 2023-03-14; 14/3/2023, 14.03.23; 22.IV.2024
_IN_FIGURES = re.compile(
    r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\d/.])"
    r"|(?P<one>\d{1,2})(?P<sign>[/.-])(?:(?P<two>\d{1,2})|(?P<roman>[ivx]{1,4}))(?P=sign)(?P<last>(?:19|20)?\d\d)(?![\d/.])"
)
_MONTHS_IN_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_CENTURY, _SHORT_YEAR = 2000, 100


class Dates(NamedTuple):
    """A stretch of text that is a date: its first and last day, the same for a single one; None where the days are
    lost.
    """

    span: Span
    first: date | None = None
    last: date | None = None


def in_figures(lower: str, start: int, end: int, *, day_first: bool) -> Dates | None:
    """The day that figures alone name at an offset: "2023-03-14", "22.IV.2024"; "3/4/2023" only where it is known that
    days come first.
    """
    match = _IN_FIGURES.match(lower, start, end)
    if not match:
        return None
    groups = match.groupdict()
    if groups["year"]:
        year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    else:
        roman = groups["roman"]
        if roman and roman not in _MONTHS_IN_ROMAN:
            return None
        year, day = int(match["last"]), int(match["one"])
        year += _CENTURY if year < _SHORT_YEAR else 0
        month = _MONTHS_IN_ROMAN.index(roman) + 1 if roman else int(match["two"])
        if not (roman or day_first or day > _MONTHS):
            return None
    try:
        read = date(year, month, day)
    except ValueError:
        return None
    return Dates(Span(match.start(), match.end()), read, read)


class _Token(NamedTuple):
    kind: str  # D, M, Y
    value: int
    span: Span


class Calendar:
    """How one language writes dates: the names of its months, what joins days, what follows the digits of a day."""

    def __init__(self, months: Mapping[str, int], table: Mapping[str, Any]) -> None:
        self._months = dict(months)
        self._names = "|".join(tolerant(name) for name in sorted(months, key=len, reverse=True))
        joiners = sorted(table["joiners"], key=len, reverse=True)
        self._joiners = "|".join(map(tolerant, joiners))
        self._weekdays = "|".join(map(tolerant, table["weekdays"]))
        self._words = "|".join(tolerant(word) for word in (*joiners, *table["weekdays"]) if word[0].isalpha())
        self._suffix = rf"(?:\s?(?:{'|'.join(table['suffixes'])}))?"

    def find(self, lower: str, start: int, end: int) -> Dates | None:
        """The first date or range of dates in a stretch of the lower-case view that names its days."""
        return next((dates for dates in self.find_all(lower, start, end) if dates.first), None)

    def find_all(self, lower: str, start: int, end: int, *, squeezed: bool = False) -> Iterator[Dates]:
        """Every date in a stretch of the lower-case view, also months and years that have lost their days.

        `squeezed`: the stretch has had its white space taken out.
        """
        for match in self._matches(self._squeezed if squeezed else self._pattern, lower, start, end):
            tokens = self._tokens(lower, Span(match.start(), match.end()))
            dates = _dates(tokens)
            if dates:
                yield dates

    def _matches(self, pattern: re.Pattern[str], lower: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches of a pattern that holds a year: years are found first, and what stands round them is tried."""
        for year in _ANY_YEAR.finditer(lower, start, end):
            if year.start() < start:
                continue  # the second year of a range that was found
            match = pattern.search(lower, max(start, year.start() - _LONGEST), min(end, year.end() + _LONGEST))
            if match:
                yield match
                start = match.end()

    def month_at(self, lower: str, at: int) -> bool:
        """True when the name of a month, perhaps after what joins it to its day, comes at an offset."""
        return self._month_here.match(lower, at) is not None

    @cached_property
    def _month_here(self) -> re.Pattern[str]:
        return re.compile(rf"\s*(?:(?:{self._joiners})\s+)?(?:{self._names})(?![^\W\d_])")

    def without_lead(self, words: str) -> str:
        """Words without those at their end that lead in to a date: "Genève, du" -> "Genève,"."""
        lead = self._lead.search(unaccented(words.lower()))
        return words[: lead.start()] if lead else words

    @cached_property
    def _lead(self) -> re.Pattern[str]:
        return re.compile(rf"(?:(?:^|[\s,])(?:{self._words})[\s,]*)+$")

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return self._compiled(r"(?<![^\W\d_])", r"(?![^\W\d_])")

    @cached_property
    def _squeezed(self) -> re.Pattern[str]:
        return self._compiled("", "")

    def _compiled(self, before: str, after: str) -> re.Pattern[str]:
        """Days and months in any order, with what joins them, then a year; perhaps joined to as much again."""
        day = rf"\d{{1,2}}(?!\d){self._suffix}"
        month = rf"{before}(?:{self._names}){after}"
        joined = rf"(?:[\s,.]|{self._joiners}|{self._weekdays}){{0,8}}"
        unit = rf"(?:{day}|{month})"
        chunk = rf"{unit}(?:{joined}{unit}){{0,{_MOST_TOKENS}}}{joined}{_YEAR}"
        again = rf"\s*,?\s*(?:{self._joiners})\s*(?:(?:{self._joiners}|{self._weekdays})[\s,]*){{0,3}}"
        return re.compile(rf"(?:(?<![\d/.])|(?=[^\d])){chunk}(?:{again}{chunk}){{0,3}}")

    @cached_property
    def _token(self) -> re.Pattern[str]:
        return re.compile(rf"(?P<Y>{_YEAR})|(?P<D>\d{{1,2}}){self._suffix}|(?P<M>{self._names})")

    def _tokens(self, lower: str, span: Span) -> list[_Token]:
        """The days, months and years of a date; what stands before a line end that nothing bridges is left out."""
        found: list[_Token] = []
        for match in self._token.finditer(lower, *span):
            kind = match.lastgroup or "D"
            value = self._month(match["M"]) if kind == "M" else int(match[kind])
            token = _Token(kind, value, Span(match.start(), match.end()))
            if found and kind == found[-1].kind == "D" and not self._join(lower, found[-1].span.end, match.start()):
                found.clear()
            found.append(token)
        return found

    def _month(self, name: str) -> int:
        if name not in self._months:  # without its accent, or with a broken letter
            self._months[name] = next(number for known, number in self._months.items() if alike(known, name))
        return self._months[name]

    @staticmethod
    def _join(lower: str, start: int, end: int) -> bool:
        """True when two days belong together: something joins them, or only spaces part them (the dash was lost)."""
        between = lower[start:end]
        return bool(between.strip(" \t\n,.")) or "," in between or "\n" not in between


def _dates(tokens: Sequence[_Token]) -> Dates | None:
    """The first and the last day that tokens tell, the day before its month or after it."""
    kinds = "".join(token.kind for token in tokens)
    match = _MONTH_FIRST.search(kinds) if kinds.startswith("M") else None
    month_first = match is not None
    match = match or _DAY_FIRST.search(kinds)
    if not match:
        return Dates(Span(tokens[0].span.start, tokens[-1].span.end)) if kinds == "MY" else None
    used = tokens[match.start() : match.end()]
    days = list(_days(used if month_first else used[::-1], month_first))
    if not days:
        return None
    (first, of_first), (last, _) = (days[0], days[-1]) if month_first else (days[-1], days[0])
    return _checked(Span(used[0].span.start, used[-1].span.end), first, last, shared=of_first)


class _Day(NamedTuple):
    day: int
    month: int
    year: int


def _days(tokens: Sequence[_Token], month_first: bool) -> Iterator[tuple[_Day, bool]]:
    """Each day with its month and year, and whether the year is its own; tokens come in the order month, day.

    Days before their month come reversed, so that month and year are known when a day comes.
    """
    if month_first:
        years = [token for token in tokens if token.kind == "Y"]
        month = 0
        for token in tokens:
            if token.kind == "M":
                month = token.value
            elif token.kind == "D":
                own = next(year for year in years if year.span.start > token.span.start)
                yield _Day(token.value, month, own.value), own is years[-1]
        return
    month = year = seen = 0
    for token in tokens:
        if token.kind == "Y":
            year, seen = token.value, seen + 1
        elif token.kind == "M":
            month = token.value
        else:
            yield _Day(token.value, month, year), seen == 1


def _checked(span: Span, first: _Day, last: _Day, *, shared: bool) -> Dates | None:
    """The dates if there are such days and they are in order; a range over New Year may print one year only."""
    over_new_year = first.month > last.month and first.month - last.month > _HALF_YEAR
    if shared and over_new_year and first.year == last.year:
        first = first._replace(year=first.year - 1)
    try:
        begin = date(first.year, first.month, first.day)
        end = date(last.year, last.month, last.day)
    except ValueError:
        return None
    return Dates(span, begin, end) if begin <= end else None
