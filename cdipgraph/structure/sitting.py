"""The session that a head is of: its number, its place, its first and last day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from cdipgraph.accents import unaccented
from cdipgraph.dates import Dates
from cdipgraph.languages import Language
from cdipgraph.report import Field
from cdipgraph.spans import Span
from cdipgraph.structure.headregion import sittings
from cdipgraph.structure.masthead import Masthead

_NEAR = 80  # place and dates stand right after the session
_BY_THE_MARKS = 40  # an unlabelled date of the document stands by its symbol, Distr. or ORIGINAL
_RIGHT_AFTER = 12
_LONGEST_SITTING = 60  # days
_LONGEST_PLACE = 60
_MOST_WORDS = 7
_CELL_END = re.compile(r"[\n\t|]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_EDGE = " \t\n\r,;:.()[]/|-"
_WORD = re.compile(r"[^\W\d_](?:[\w'.-]*[\w.])?")
_SMALL = frozenset(
    ["de", "of", "the", "la", "le", "les", "el", "los", "las", "del", "du", "des", "and", "et", "y", "e", "d", "and"]
)
_TRAILING_PLACE = re.compile(
    r"(?:^|[\s(])((?:[A-ZÀ-Ý][\w'.-]*)(?:[ -](?:(?:de|del|of|la|el|the|du|des) )?[A-ZÀ-Ý][\w'.-]*){0,2}"
    r"(?:, [A-ZÀ-Ý][\w'.-]*(?: (?:of )?[A-ZÀ-Ý][\w'.-]*){0,2})?(?: \([A-ZÀ-Ý][\w'.-]*\))?)[\s,]*$"
)
_LEADING_PLACE = re.compile(
    r"^\s*[,(]\s*((?:[A-ZÀ-Ý][a-zà-ÿ'.-]+)(?:[ -](?:(?:de|del|of|la|el|the|du|des) )?[A-ZÀ-Ý][a-zà-ÿ'.-]+){0,2}"
    r"(?:, [A-ZÀ-Ý][a-zà-ÿ'.-]+(?: (?:of )?[A-ZÀ-Ý][a-zà-ÿ'.-]+){0,2})?)(?=[\s),.]|$)"
)


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
    """What the head says of the session; `chosen` and `seat` say where in it."""

    session: Field | None = None
    place: Field | None = None
    start: Field | None = None
    end: Field | None = None
    date: Field | None = None
    chosen: Session | None = None
    seat: Span | None = None


def read_sitting(masthead: Masthead, date: Field | None, symbol_session: int | None) -> Sitting:
    """The session, its place and its dates; and the document's own date, where no label names it."""
    found = list(sessions(masthead))
    chosen = _chosen(found, symbol_session)
    sitting = Sitting(date=date, chosen=chosen)
    if chosen:
        sitting.session = masthead.field(chosen.span, str(chosen.ordinal))
        if chosen.by_itself:
            masthead.take(chosen.span)
    dates = [d for d in _dates(masthead) if masthead.is_free(d.span)]
    if sitting.date is None:
        _take_own_date(masthead, sitting, dates)
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


# Dates


def _dates(masthead: Masthead) -> Iterator[Dates]:
    """The dates that the head gives, those too that only the text without white space shows."""
    calendar = masthead.language.calendar
    found = [d for d in calendar.find_all(masthead.lower, 0, len(masthead.lower)) if masthead.is_free(d.span)]
    if not any(d.first and d.first != d.last for d in found):
        text = masthead.squeezed
        for dates in calendar.find_all(text, 0, len(text), squeezed=True):
            span = masthead.unsqueezed(*dates.span)
            beside = [d for d in found if d.first and d.span.start < span.end and span.start < d.span.end]
            if dates.first and all(d.span.start == span.start and d.span.end < span.end for d in beside):
                found = [*(d for d in found if d not in beside), Dates(span, dates.first, dates.last)]
    yield from _joined(masthead, sorted(found, key=lambda d: d.span.start))


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
        if day.first is None or day.first != day.last or _place_like(masthead, after):
            continue
        if _session_before(sitting, day.span) or (before and not _by_a_mark(masthead, day.span, before)):
            continue
        if _by_the_marks(masthead, day.span):
            masthead.take(day.span)
            sitting.date = masthead.field(day.span, f"{day.last}")
            return


def _by_a_mark(masthead: Masthead, span: Span, before: str) -> bool:
    """True when a mark follows right after a date, or a body's name is all that stands before it on its line."""
    after = (taken for taken in masthead.taken if taken.start >= span.end)
    if any(masthead.apart(span, taken) <= _RIGHT_AFTER for taken in after):
        return not _place_in(masthead, before)
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
    before = masthead.language.calendar.without_lead(masthead.view[piece.start : span.start]).strip(_EDGE)
    return before, masthead.view[span.end : last.end].strip(_EDGE)


def _take_days(masthead: Masthead, sitting: Sitting, dates: Sequence[Dates], found: Sequence[Session]) -> None:
    """Takes the first and the last day of the session, and its place from beside them."""
    for other in [d for d in dates if sitting.chosen and _of_a_year(masthead, sitting.chosen.span.end, d.span.start)]:
        masthead.take(other.span)
    dates = [d for d in dates if masthead.is_free(d.span)]
    scored = [(score, d) for d in dates if (score := _score(masthead, sitting, d, found)) > 0]
    if not scored:
        return
    _, best = max(scored, key=lambda entry: (entry[0], -entry[1].span.start))
    place = _place(masthead, sitting, best.span)
    if best.first and best.last:
        sitting.start = masthead.field(best.span, f"{best.first}")
        sitting.end = masthead.field(best.span, f"{best.last}")
    masthead.take(best.span)
    if place:
        sitting.seat = place
        masthead.take(place)
        sitting.place = masthead.field(place)


def _score(masthead: Masthead, sitting: Sitting, dates: Dates, found: Sequence[Session]) -> int:
    """How much speaks for dates' being those of the session."""
    before, after = _round(masthead, dates.span)
    if masthead.language.head_ending("yearly").search(masthead.lower[max(0, dates.span.start - 60) : dates.span.start]):
        return 0
    score = 2 if dates.first and dates.first != dates.last else 0
    chosen = sitting.chosen
    if chosen and chosen.span.end <= dates.span.start and masthead.apart(chosen.span, dates.span) <= _NEAR:
        score += 3 if masthead.lines_between(chosen.span.end, dates.span.start) <= 4 else 1
    elif chosen and any(s.span.end <= dates.span.start and masthead.apart(s.span, dates.span) <= _NEAR for s in found):
        return 0  # another body's session
    if before and not _place_in(masthead, before):
        score -= 4
    elif before or (after and _place_like(masthead, after)):
        score += 2
    if not dates.first:
        score -= 1
    return score


def _of_a_year(masthead: Masthead, start: int, end: int) -> bool:
    """True when a session called by its year stands between: "2025 session", of the organ in the next column."""
    lines = [line for line in _CELL_END.split(masthead.lower[start:end]) if _YEAR.search(line)]
    return any(word in line for line in lines for word in masthead.language.table["header"]["sittings"])


# The place


def _place(masthead: Masthead, sitting: Sitting, dates: Span) -> Span | None:
    """The place: before the dates on their line, else after them, else on a line of its own above them."""
    piece = masthead.piece_at(dates.start)
    if piece and piece.start < dates.start:
        found = _place_before(masthead, Span(piece.start, dates.start))
        if found:
            return found
    last = masthead.piece_at(dates.end - 1)
    if last and dates.end < last.end:
        found = _place_after(masthead, Span(dates.end, last.end))
        if found:
            return found
    return _place_line(masthead, sitting, dates)


def _place_before(masthead: Masthead, span: Span) -> Span | None:
    words = masthead.language.calendar.without_lead(masthead.view[span.start : span.end])
    found = _place_in(masthead, words.strip(_EDGE))
    if not found:
        return None
    at = masthead.view.rindex(found, span.start, span.end)
    return _closed(masthead, Span(at, at + len(found)))


def _closed(masthead: Masthead, place: Span) -> Span:
    """The place with its bracket: "Geneva (Switzerland)"."""
    words, following = masthead.view[place.start : place.end], masthead.view[place.end : place.end + 1]
    return Span(place.start, place.end + 1) if words.count("(") > words.count(")") and following == ")" else place


def _place_in(masthead: Masthead, words: str) -> str:
    """The place that words before a date are or end with, without what leads in to it; nothing when they are none."""
    bare = words[_lead_in(masthead.language).match(unaccented(words.lower())).end() :].strip(_EDGE)  # type: ignore[union-attr]
    if bare and _place_like(masthead, bare):
        return bare
    trailing = _TRAILING_PLACE.search(words)
    return trailing[1] if trailing and _place_like(masthead, trailing[1]) else ""


@cache
def _lead_in(language: Language) -> re.Pattern[str]:
    """Everything up to the last word that leads in to a place, or nothing: "tenue au Palais des Nations, à " -> all."""
    lead = language.head("place")
    return re.compile(rf"(?:.*(?:^|[\s,])(?:{lead})\s+)?(?:{lead}(?=[A-Z]))?")


def _place_after(masthead: Masthead, span: Span) -> Span | None:
    words = masthead.view[span.start : _title_start(masthead, span)]
    bare = words.strip(_EDGE)
    opened = words.lstrip(" ")[:1] in ",("
    if not (opened and bare and _place_like(masthead, bare) and not bare.isupper()):
        leading = _LEADING_PLACE.match(words)
        bare = leading[1] if leading and _place_like(masthead, leading[1]) else ""
    if not bare:
        return None
    at = masthead.view.index(bare, span.start, span.end)
    return _closed(masthead, Span(at, at + len(bare)))


def _title_start(masthead: Masthead, span: Span) -> int:
    """Where, on the line of the dates, the agenda item or the title begins, else the end of the line."""
    item = masthead.language.head_pattern("item").search(masthead.lower, *span)
    titles = masthead.language.head_pattern("report").finditer(masthead.lower, *span)
    starts = [m.start() for m in titles if _whole_word(masthead.lower, m)]
    return min([span.end, *starts, *([item.start()] if item else [])])


def _place_line(masthead: Masthead, sitting: Sitting, dates: Span) -> Span | None:
    """The free piece right before the dates, after the session, when it can be a place."""
    above = [p for p in masthead.free if p.end <= dates.start]
    after = sitting.chosen.span.end if sitting.chosen else -1
    if after < 0 and above and masthead.lines_between(above[-1].end, dates.start) <= 2:
        after = above[-1].start  # the words for the session were lost
    between = [p for p in above if 0 <= after <= p.start]
    return _place_before(masthead, between[0]) if len(between) == 1 else None


def _place_like(masthead: Masthead, words: str) -> bool:
    """True when words can be the name of a place: few, each with a capital, none that names a body or a paper."""
    if not words or len(words) > _LONGEST_PLACE or any(c.isdigit() for c in words):
        return False
    found = _WORD.findall(words)
    if not 0 < len(found) <= _MOST_WORDS or not found[0][0].isupper():
        return False
    if not all(word[0].isupper() or word in _SMALL for word in found):
        return False
    lower = unaccented(words.lower())
    if any(stem in lower for stem in masthead.language.table["header"]["sittings"]):
        return False
    for name in ("body", "report"):
        match = masthead.language.head_pattern(name).search(lower)
        if match and _whole_word(lower, match):
            return False
    return True


def _whole_word(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    return (not start or not text[start - 1].isalpha()) and (end == len(text) or not text[end].isalpha())
