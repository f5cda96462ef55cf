"""The session that a head is of: its number, its place, its first and last day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cdipgraph.accents import unaccented
from cdipgraph.dates import Dates, in_figures
from cdipgraph.report import Field
from cdipgraph.spans import Span
from cdipgraph.structure.headlabels import days_first
from cdipgraph.structure.headregion import sittings
from cdipgraph.structure.masthead import Masthead
from cdipgraph.structure.ownsymbol import dated, organisation_of
from cdipgraph.structure.places import EDGE, LONGEST_PLACE, place_in, place_like, place_of, without_remark
from cdipgraph.structure.sessionkind import kind_of, part_of, take_records, unnumbered
from cdipgraph.symbols import Symbol

_NEAR = 80  # place and dates stand right after the session
_BY_THE_MARKS = 40  # an unlabelled date of the document stands by its symbol, Distr. or ORIGINAL
_RIGHT_AFTER = 12
_LONGEST_SITTING = 60  # days
_MOST_WORDS = 7
_CELL_END = re.compile(r"[\n\t|]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PLACE_AND_YEAR = re.compile(r"([^\d,]+(?:, [^\d,]+)?),? (?:19|20)\d\d")
_BRACKETS = re.compile(r"\([^()]*\)")
_BLOT = "\x1f"


class Session(NamedTuple):
    """A session named in the head: its number, its words, whether they stand by themselves, or in the title of a
    report "on its tenth session".
    """

    ordinal: int
    span: Span
    by_itself: bool = True
    reported: bool = False


@dataclass
class Sitting:
    """What the head says of the session; `chosen` and `seat` say where in it. `of_the_document` is true where heads as
    this one print the day of the paper and not those of the session; `original` is where ORIGINAL stands.
    """

    session: Field | None = None
    kind: Field | None = None
    part: Field | None = None
    place: Field | None = None
    start: Field | None = None
    end: Field | None = None
    date: Field | None = None
    chosen: Session | None = None
    seat: Span | None = None
    of_the_document: bool = False
    original: Span | None = None


def read_sitting(masthead: Masthead, date: Field | None, own: Symbol | None, original: Span | None = None) -> Sitting:
    """The session, its place and its dates; and the document's own date, where no label names it."""
    take_records(masthead)
    found = list(sessions(masthead)) or list(_numbered_bodies(masthead))
    chosen = _chosen(found, own.session if own else None)
    if not (chosen and chosen.by_itself) and (span := unnumbered(masthead)):
        chosen = Session(0, span)  # "2024 session", whatever other session the title reports on
    sitting = Sitting(date=date, chosen=chosen, of_the_document=dated(own), original=original)
    if chosen:
        _take_session(masthead, sitting, chosen, found)
    dates = [d for d in _dates(masthead) if masthead.is_free(d.span)]
    if sitting.date is None:
        _take_own_date(masthead, sitting, [*_in_figures(masthead, own), *dates])
    _take_days(masthead, sitting, [d for d in dates if masthead.is_free(d.span)], found)
    return sitting


# The session


def sessions(masthead: Masthead) -> Iterator[Session]:
    """Every session that the head names; those that only the text without white space shows come where none else is."""
    found = [s for m in sittings(masthead.lower, masthead.language) if (s := _session(masthead, m, squeezed=False))]
    if _unread(masthead, found) or any(_letters_before(masthead, s.span) for s in found):
        squeezed = sittings(masthead.squeezed, masthead.language, squeezed=True)
        more = [s for m in squeezed if (s := _session(masthead, m, squeezed=True))]
        # A number that was split is longer there: "Sexag ésimo tercer" is 63, not 3.
        found = [s for s in found if not any(o.span.start < s.span.start < o.span.end for o in more)]
        found += [s for s in more if all(s.span.end <= o.span.start or o.span.end <= s.span.start for o in found)]
    yield from sorted(found, key=lambda s: s.span.start)


def _numbered_bodies(masthead: Masthead) -> Iterator[Session]:
    """The sittings that the name of a body counts: "Seventy-seventh | World Health Assembly"."""
    pattern = masthead.language.head_pattern("numbered")
    for piece in masthead.free:
        match = pattern.search(masthead.lower, *piece)
        span = masthead.language.ordinal_before(masthead.lower, match.start()) if match else None
        value = masthead.language.ordinal(masthead.lower[slice(*span)]) if span and span.start == piece.start else None
        if span and value:
            yield Session(value, span)


def _unread(masthead: Masthead, found: Sequence[Session]) -> bool:
    """True when the word for a session stands somewhere without a number that was read."""
    for word in masthead.language.table["header"]["sittings"]:
        at = masthead.lower.find(word)
        while at >= 0:
            if not any(s.span.start <= at < s.span.end for s in found):
                return True
            at = masthead.lower.find(word, at + 1)
    return not found


def _letters_before(masthead: Masthead, span: Span) -> bool:
    """True when a word stands before the session on its line, which may be the beginning of its number."""
    return masthead.lower[max(0, span.start - 2) : span.start].strip(" .-")[-1:].isalpha()


def _session(masthead: Masthead, match: re.Match[str], *, squeezed: bool) -> Session | None:
    groups = match.groupdict()
    words = groups["ordinal"] or groups.get("ordinal2") or ""
    value = masthead.language.ordinal(words)
    start, end = match.start(), match.start() + len(match[0].rstrip())
    span = masthead.unsqueezed(start, end) if squeezed else Span(start, end)
    if not value or not masthead.is_free(span):
        return None
    if words.isdigit() and span.start and masthead.lower[span.start - 1] in "/.-0123456789":
        return None
    named = _names_a_body(masthead, span, len(words)) if not squeezed else None
    return Session(value, named or span, _by_itself(masthead, span), _reported(masthead, span))


def _names_a_body(masthead: Masthead, span: Span, length: int) -> Span | None:
    """The ordinal alone, where what follows it is the name of a body: "Third | Meeting of States Parties"."""
    body = masthead.language.head_pattern("body").match(masthead.lower, _after(masthead.lower, span.start + length))
    return Span(span.start, span.start + length) if body and body.end() > span.end else None


def _after(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _by_itself(masthead: Masthead, span: Span) -> bool:
    """True when no article or preposition makes the session part of a sentence: "the report of its fifth session"."""
    before = re.search(r"([^\W\d_]+)['\s]*$", masthead.lower[max(0, span.start - 24) : span.start])
    if not before or before[0].count("\n") > 1:
        return True
    return masthead.language.head_pattern("embedded").fullmatch(before[1]) is None


def _reported(masthead: Masthead, span: Span) -> bool:
    """True for "report on its tenth session"."""
    before = masthead.lower[max(0, span.start - 40) : span.start].rstrip()
    return re.search(rf"\b(?:{masthead.language.head('reported')})$", before) is not None


def _chosen(found: Sequence[Session], symbol_session: int | None) -> Session | None:
    """The session of the document: the one that its symbol names, else the first that stands by itself, else one that
    the title reports on.
    """
    agreeing = [s for s in found if s.ordinal == symbol_session]
    alone = [s for s in found if s.by_itself]
    for choice in ([s for s in agreeing if s.by_itself], alone, agreeing, [s for s in found if s.reported]):
        if choice:
            return choice[0]
    return None


def _take_session(masthead: Masthead, sitting: Sitting, chosen: Session, found: Sequence[Session]) -> None:
    """Takes the session, and says what it is: its number, its kind, its part."""
    sitting.kind = kind_of(masthead, chosen.span)
    sitting.part, whole = part_of(masthead, chosen.span)
    sitting.chosen = chosen = chosen._replace(span=whole)
    if chosen.ordinal:
        sitting.session = masthead.field(chosen.span, str(chosen.ordinal))
    if chosen.by_itself:
        _take_all(masthead, chosen, found)
        _take_year(masthead)
        for other in found:  # "Second resumed session", below the session that was resumed
            if other.by_itself and kind_of(masthead, other.span) and masthead.piece_at(other.span.start) == other.span:
                masthead.take(other.span)


def _take_year(masthead: Masthead) -> None:
    """Takes what calls the session of another organ by its year: "2025 session"."""
    for piece in list(masthead.free):
        if masthead.language.head_pattern("yearly").fullmatch(masthead.lower, *piece):
            masthead.take(piece, mark=False)


def _take_all(masthead: Masthead, chosen: Session, found: Sequence[Session]) -> None:
    """Takes the session wherever a line names it alone: a cover and the page after it both do."""
    masthead.take(chosen.span)
    for again in found:
        if again.ordinal == chosen.ordinal and masthead.piece_at(again.span.start) == again.span:
            masthead.take(again.span)


# Dates


def _dates(masthead: Masthead) -> Iterator[Dates]:
    """The dates that the head gives, those too that only the text without white space shows."""
    calendar = masthead.language.calendar
    lower = _without_items(masthead)
    found = [d for d in calendar.find_all(lower, 0, len(lower)) if masthead.is_free(d.span)]
    if not any(d.first and d.first != d.last for d in found):
        text = masthead.squeezed
        for dates in calendar.find_all(text, 0, len(text), squeezed=True):
            span = masthead.unsqueezed(*dates.span)
            beside = [d for d in found if d.first and d.span.start < span.end and span.start < d.span.end]
            if dates.first and all(d.span.start == span.start and d.span.end < span.end for d in beside):
                found = [*(d for d in found if d not in beside), Dates(span, dates.first, dates.last)]
    yield from _joined(masthead, sorted(found, key=lambda d: d.span.start))


def _without_items(masthead: Masthead) -> str:
    """The text, the numbers of agenda items blotted out where a date follows on their line: "item 11.5 18 March"."""
    lower = masthead.lower
    for piece in masthead.free:
        match = masthead.language.head_pattern("item").match(lower, *piece)
        if match and match.end() < piece.end and _YEAR.search(lower, match.end(), piece.end):
            lower = lower[: piece.start] + _BLOT * (match.end() - piece.start) + lower[match.end() :]
    return lower


def _joined(masthead: Masthead, found: Sequence[Dates]) -> Iterator[Dates]:
    """The dates, two days on one line with nothing between as one range: their dash was lost."""
    waiting: Dates | None = None
    for dates in found:
        if waiting and waiting.last and dates.first and waiting.last < dates.first:
            between = masthead.view[waiting.span.end : dates.span.start]
            if not between.strip() and "\n" not in between and (dates.first - waiting.last).days < _LONGEST_SITTING:
                waiting = Dates(Span(waiting.span.start, dates.span.end), waiting.first, dates.last)
                continue
        if waiting:
            yield waiting
        waiting = dates
    if waiting:
        yield waiting


def _take_own_date(masthead: Masthead, sitting: Sitting, dates: Sequence[Dates]) -> None:
    """Takes as the document's date a single day that stands by its marks, with no place before it."""
    for day in dates:
        before, after = _round(masthead, day.span)
        if day.first is None or day.first != day.last or place_like(masthead, after):
            continue
        above = sitting.of_the_document or (sitting.original and masthead.apart(day.span, sitting.original) <= 1)
        seated = above and place_in(masthead, before)
        if not seated and not _is_item(masthead, before):
            if _session_before(sitting, day.span) and not sitting.of_the_document:
                continue
            if before and not (sitting.of_the_document and not after) and not _by_a_mark(masthead, day.span, before):
                continue
        if _by_the_marks(masthead, day.span):
            if seated:  # "PARIS, 14 March 2023"
                _take_before(masthead, day.span)
            masthead.take(day.span)
            sitting.date = masthead.field(day.span, f"{day.last}")
            return


def _in_figures(masthead: Masthead, own: Symbol | None) -> Iterator[Dates]:
    """The days that a line gives in figures alone."""
    first = days_first(masthead.language) or (own is not None and organisation_of(own) == "icao")
    for piece in masthead.free:
        found = in_figures(masthead.lower, *piece, day_first=first)
        if found and found.span == piece:
            yield found


def _is_item(masthead: Masthead, words: str) -> bool:
    """True for words that name an item of the agenda: "Provisional agenda item 11.5"."""
    return bool(words) and masthead.language.head_pattern("item").fullmatch(unaccented(words.lower())) is not None


def _take_before(masthead: Masthead, day: Span) -> None:
    """Takes what stands before a day on its line."""
    piece = masthead.piece_at(day.start)
    if piece and piece.start < day.start:
        masthead.take(Span(piece.start, day.start))


def _by_a_mark(masthead: Masthead, span: Span, before: str) -> bool:
    """True when a mark follows right after a date, or a body's name is all that stands before it on its line."""
    after = (taken for taken in masthead.taken if taken.start >= span.end)
    if any(masthead.apart(span, taken) <= _RIGHT_AFTER for taken in after):
        return not place_in(masthead, before)
    body = masthead.language.head_pattern("body").search(unaccented(before.lower()))
    return body is not None and before.count(" ") < _MOST_WORDS


def _by_the_marks(masthead: Masthead, span: Span) -> bool:
    return any(masthead.apart(taken, span) <= _BY_THE_MARKS for taken in masthead.taken)


def _session_before(sitting: Sitting, span: Span) -> bool:
    """True when the words for the session stand right before a date."""
    return sitting.chosen is not None and 0 <= span.start - sitting.chosen.span.end <= 3


def _round(masthead: Masthead, span: Span) -> tuple[str, str]:
    """The words before and after a date in its free piece, bare of punctuation and of what leads in to a place."""
    piece = masthead.piece_at(span.start)
    if not piece:
        return "", ""
    last = masthead.piece_at(span.end - 1) or piece
    before = masthead.language.calendar.without_lead(masthead.view[piece.start : span.start]).strip(EDGE)
    return before, masthead.view[span.end : last.end].strip(EDGE)


def _take_days(masthead: Masthead, sitting: Sitting, dates: Sequence[Dates], found: Sequence[Session]) -> None:
    """Takes the first and the last day of the session, and its place from beside them."""
    for other in [d for d in dates if sitting.chosen and _of_a_year(masthead, sitting.chosen.span.end, d.span.start)]:
        masthead.take(other.span)
    dates = [d for d in dates if masthead.is_free(d.span)]
    scored = [(score, d) for d in dates if (score := _score(masthead, sitting, d, found)) > 0]
    if not scored:
        _take_place_alone(masthead, sitting)
        return
    _, best = max(scored, key=lambda entry: (entry[0], -entry[1].span.start))
    place = place_of(masthead, best.span, sitting.chosen.span.end if sitting.chosen else -1)
    if best.first and best.last:
        sitting.start = masthead.field(best.span, f"{best.first}")
        sitting.end = masthead.field(best.span, f"{best.last}")
    inside = _inside_title(masthead, sitting.chosen, best.span)
    if not inside:
        masthead.take(best.span)
    again_held = _second_part(masthead, best, dates)
    if again_held:
        sitting.end = masthead.field(again_held.span, f"{again_held.last}")
        masthead.take(Span(best.span.end, again_held.span.end))
    for again in () if inside else dates:
        if again.first and again.first == best.first and again.last == best.last and masthead.is_free(again.span):
            masthead.take(_with_lead(masthead, again.span), mark=False)
    if place:
        sitting.seat = place
        if not inside:
            masthead.take(place)
        sitting.place = masthead.field(place)


def _inside_title(masthead: Masthead, chosen: Session | None, days: Span) -> bool:
    """True for the days of a session that the title reports on, on its line: "Report on its third session, held from
    31 October to 13 November 2021".
    """
    reported = chosen is not None and chosen.reported and not chosen.by_itself
    return (
        chosen is not None
        and reported
        and chosen.span.end < days.start
        and not masthead.lines_between(chosen.span.end, days.start)
    )


def _second_part(masthead: Masthead, days: Dates, dates: Sequence[Dates]) -> Dates | None:
    """The days of the second part of a session, which follow the first: "and Nairobi, 28 February to 2 March 2022"."""
    joined = masthead.language.pattern_of(r"\s*,?\s*{and}\s(?P<place>[^\n]*)")
    for other in dates:
        if not (days.last and other.first and days.last < other.first):
            continue
        match = joined.fullmatch(masthead.lower, days.span.end, other.span.start)
        before = masthead.view[match.start("place") : match.end("place")].strip() if match else "-"
        if match and (not before or place_in(masthead, _BRACKETS.sub("", before).strip(" ,"))):
            return other
    return None


def _with_lead(masthead: Masthead, days: Span) -> Span:
    """Days with the word that leads in to them, where nothing else stands before them on their line."""
    piece = masthead.piece_at(days.start)
    bare = not piece or masthead.language.calendar.without_lead(masthead.view[piece.start : days.start]).strip(EDGE)
    return days if bare or not piece else Span(piece.start, days.end)


def _take_place_alone(masthead: Masthead, sitting: Sitting) -> None:
    """Takes the place where no more than a year follows it on the line of the session: "41st session, Paris, 2021"."""
    piece = masthead.piece_at(sitting.chosen.span.end + 1) if sitting.chosen else None
    piece = piece or next((p for p in masthead.free if sitting.chosen and p.start >= sitting.chosen.span.end), None)
    if not piece or not sitting.chosen or masthead.lines_between(sitting.chosen.span.end, piece.start):
        return
    match = _PLACE_AND_YEAR.fullmatch(masthead.view, *piece)
    if match and place_like(masthead, match[1]):
        place = Span(match.start(1), match.end(1))
        masthead.take(piece)
        sitting.place, sitting.seat = masthead.field(place), place


def _score(masthead: Masthead, sitting: Sitting, dates: Dates, found: Sequence[Session]) -> int:
    """How much speaks for dates' being those of the session."""
    before, after = _round(masthead, dates.span)
    before = without_remark(before)
    named = sitting.chosen and not sitting.chosen.ordinal and sitting.chosen.span.end <= dates.span.start
    if not named and masthead.language.head_ending("yearly").search(
        masthead.lower[max(0, dates.span.start - 60) : dates.span.start]
    ):
        return 0
    score = 2 if dates.first and dates.first != dates.last else 0
    chosen = sitting.chosen
    if not chosen and not before and not after and _body_above(masthead, dates.span):
        score += 1
    if chosen and chosen.span.end <= dates.span.start and masthead.apart(chosen.span, dates.span) <= _NEAR:
        score += 3 if masthead.lines_between(chosen.span.end, dates.span.start) <= 4 else 1
    elif chosen and any(s.span.end <= dates.span.start and masthead.apart(s.span, dates.span) <= _NEAR for s in found):
        return 0  # another body's session
    if before and not place_in(masthead, before):
        score -= 4
    elif before or (after and place_like(masthead, after)):
        score += 2
    if not dates.first:
        score -= 1
    return score


def _body_above(masthead: Masthead, day: Span) -> bool:
    """True when the line above a day is the short name of a body and nothing more: "General Council"."""
    above = [piece for piece in masthead.free if piece.end <= day.start]
    if not above or masthead.lines_between(above[-1].end, day.start) != 1:
        return False
    noun = masthead.language.head_pattern("body").search(masthead.lower, *above[-1])
    return noun is not None and above[-1].end - above[-1].start <= LONGEST_PLACE


def _of_a_year(masthead: Masthead, start: int, end: int) -> bool:
    """True when a session called by its year stands between: "2025 session", of the organ in the next column."""
    lines = [line for line in _CELL_END.split(masthead.lower[start:end]) if _YEAR.search(line)]
    return any(word in line for line in lines for word in masthead.language.table["header"]["sittings"])
