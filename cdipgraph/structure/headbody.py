"""The body whose paper it is: the name that stands above its session, over as many lines as it runs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cdipgraph.spans import Span
from cdipgraph.structure.masthead import Masthead
from cdipgraph.structure.sitting import Sitting

_MOST_WORDS_BEFORE = 7  # "Administrative and Legal Committee" has three before its noun
_LONGEST = 420
_WRAPPED = 120
_FULL = 30
_SHORT = 60
_MOST_BELOW = 3
_YEAR_AFTER = re.compile(r",? (?:19|20)\d\d$")
_FEWEST_SPACES = 2  # an unknown body's name has three words; one or two may be a city


def read_body(masthead: Masthead, sitting: Sitting) -> Span | None:
    """Takes the name of the body, and with it the lines of the masthead that are no part of the title."""
    body = _body(masthead, sitting)
    if body:
        masthead.take(body)
    main = _main_committee(masthead, sitting)
    if main:
        masthead.take(main)
        body = main
    _take_plenary(masthead)
    if sitting.chosen and sitting.chosen.by_itself:
        _take_above(masthead, sitting.chosen.span.start)
    _take_other_bodies(masthead, body)
    return body or _reporting(masthead, sitting)


def _body(masthead: Masthead, sitting: Sitting) -> Span | None:
    """The last body named before its session, else the last one that a line begins with."""
    chosen = sitting.chosen
    if chosen and _named_by_ordinal(masthead, chosen.span):
        name = next((piece for piece in masthead.free if piece.start >= chosen.span.end), None)
        return _with_lines_after(masthead, name, len(masthead.view)) if name else None
    _take_seat(masthead, sitting)
    if chosen and (name := _after_session(masthead, chosen.span)):
        return name
    limit = chosen.span.start if chosen else len(masthead.view)
    found = [_named_in(masthead, piece, limit) for piece in masthead.free if piece.start < limit]
    named = [span for span in found if span]
    named = [span for span in named if not _plenary(masthead, span)] or named
    if chosen and not chosen.by_itself:
        named = [span for span in named if not span.start <= chosen.span.start < span.end]
    if not named and chosen:  # a session before its body
        after = [_named_in(masthead, piece, len(masthead.view)) for piece in masthead.free if piece.start >= limit]
        named = [span for span in after if span and not masthead.begins_title(span)][:1]
    if named:
        return _first_on_line(masthead, named)
    return _line_above(masthead, chosen.span) if chosen and chosen.by_itself else None


def _after_session(masthead: Masthead, session: Span) -> Span | None:
    """The body that the session is said to be of, on its line: "Nineteenth meeting of the | Conference of the Parties";
    nothing where the head names it above by its full name.
    """
    piece = next((piece for piece in masthead.free if piece.start >= session.end), None)
    if not piece or masthead.lines_between(session.end, piece.start):
        return None
    joins, at = masthead.language.head_pattern("joined"), piece.start
    lead = joins.match(masthead.lower, *piece)
    if not lead or not masthead.language.head_pattern("body").match(masthead.lower, lead.end(), piece.end):
        return None
    at = lead.end()
    words = masthead.lower[at : piece.end].rstrip(" /")
    if any(masthead.lower.startswith(words, above.start) for above in masthead.free if above.end <= session.start):
        masthead.take(piece)
        return None
    masthead.take(Span(piece.start, at))
    return _with_lines_after(masthead, Span(at, _before_title(masthead, Span(at, piece.end))), len(masthead.view))


def _reporting(masthead: Masthead, sitting: Sitting) -> Span | None:
    """The body whose report it is, where the title alone names it, right above its session: "REPORT OF THE COUNCIL"."""
    above = [piece for piece in masthead.free if sitting.chosen and piece.end <= sitting.chosen.span.start]
    if (
        not above
        or not sitting.chosen
        or masthead.lines_between(above[-1].end, sitting.chosen.span.start) > _MOST_BELOW
    ):
        return None
    named = masthead.language.head_pattern("of_body").match(masthead.lower, *above[-1])
    if not named or not masthead.language.head_pattern("body").match(masthead.lower, named.end(), above[-1].end):
        return None
    return Span(named.end(), above[-1].end)


def _main_committee(masthead: Masthead, sitting: Sitting) -> Span | None:
    """The committee of an assembly that stands below the assembly's session: "First Committee"."""
    if not sitting.chosen:
        return None
    below = [piece for piece in masthead.free if piece.start >= sitting.chosen.span.end][:_MOST_BELOW]
    pattern = masthead.language.head_pattern("main")
    named = (piece for piece in below if pattern.fullmatch(masthead.lower, *piece))
    return next((piece for piece in named if not masthead.begins_title(piece)), None)


def _take_plenary(masthead: Masthead) -> None:
    """Takes the lines that say no more than that all of the body sits."""
    for piece in list(masthead.free):
        if _plenary(masthead, piece):
            masthead.take(piece)


def _named_by_ordinal(masthead: Masthead, session: Span) -> bool:
    """True when the ordinal was taken from the name of the body: "Third | Meeting of States Parties"."""
    words = masthead.lower[session.start : session.end]
    if masthead.language.head_pattern("numbered").match(masthead.lower[session.end : session.end + _WRAPPED].lstrip()):
        return True
    alone = not any(word in words for word in masthead.language.table["header"]["sittings"])
    return alone and masthead.language.head_pattern("body").match(masthead.lower, session.end + 1) is not None


def _line_above(masthead: Masthead, session: Span) -> Span | None:
    """The line right above the session, where nothing else was read from it: a body of another kind of name."""
    above = [piece for piece in masthead.free if piece.end <= session.start]
    if not above or masthead.apart(above[-1], session) or masthead.begins_title(above[-1]):
        return None
    name = above.pop()
    while above and masthead.lines_between(above[-1].end, name.start) == 1 and masthead.ends_open(above[-1].end):
        name = Span(above.pop().start, name.end)
    return name if masthead.view[name.start : name.end].count(" ") >= _FEWEST_SPACES else None


def _first_on_line(masthead: Masthead, named: Sequence[Span]) -> Span:
    """The last body named; of two columns, the first."""
    chosen = named[-1]
    for span in reversed(named[:-1]):
        if masthead.lines_between(span.end, chosen.start) or masthead.view[span.end : chosen.start].strip(" \t|"):
            break
        chosen = span
    return chosen


def _take_seat(masthead: Masthead, sitting: Sitting) -> None:
    """Takes the city that stands after the organisation's name: the place of the session once more."""
    place = masthead.lower[slice(*sitting.seat)] if sitting.seat else ""
    for piece in list(masthead.free) if place else ():
        end = piece.start + len(place)
        if masthead.lower.startswith(place, piece.start) and not masthead.lower[end : end + 1].isalnum():
            masthead.take(Span(piece.start, end))


# Names


def _named_in(masthead: Masthead, piece: Span, limit: int) -> Span | None:
    """The name of a body that a free piece begins with, or that follows another's acronym there, with the lines it runs
    over.
    """
    last: Span | None = None
    start = piece.start
    for noun in masthead.language.head_pattern("body").finditer(masthead.lower, *piece):
        if (
            not _whole(masthead.lower, noun.start(), noun.end())
            or masthead.view[noun.start() - 1 : noun.start()] == "-"
        ):
            continue
        bracket = masthead.view.rfind(")", start, noun.start()) + 1
        if last is not None and not bracket:
            continue  # a noun inside the name
        begin = _begin(masthead, Span(start if last is None else bracket, noun.start()))
        if begin is None and bracket:
            begin = _begin(masthead, Span(bracket, noun.start()))
        if begin is None and last is None:
            return None
        if begin is not None:
            last = Span(begin, _before_title(masthead, Span(noun.end(), piece.end)))
        start = noun.end()
    if last and last.start == piece.start:
        last = Span(_line_joined(masthead, last.start), last.end)
    return _with_lines_after(masthead, last, limit) if last else None


def _begin(masthead: Masthead, before: Span) -> int | None:
    """Where the name of a body begins, its noun coming after these words: "Administrative and Legal" belong to it."""
    words = [word.strip(",'") for word in masthead.lower[before.start : before.end].split()]
    joins, papers = masthead.language.head_pattern("joins"), masthead.language.head_pattern("papers")
    if len(words) > _MOST_WORDS_BEFORE or any(joins.fullmatch(word) or papers.fullmatch(word) for word in words):
        return None
    seat = masthead.language.head_pattern("seat").match(masthead.lower, *before)
    at = seat.end() if seat else before.start
    while at < before.end and masthead.view[at].isspace():
        at += 1
    return at


def _line_joined(masthead: Masthead, start: int) -> int:
    """Where a name begins that starts with the free line before: "Administrative and | Legal Committee"."""
    before = [piece for piece in masthead.free if piece.end <= start]
    if not before or masthead.lines_between(before[-1].end, start) != 1 or not masthead.ends_open(start):
        return start
    begin = _begin(masthead, before[-1])
    return start if begin is None or masthead.begins_title(before[-1]) else begin


def _before_title(masthead: Masthead, rest: Span) -> int:
    """Where the name of a body ends on its line: before "REPORT OF ..." that no word joins to it."""
    for match in masthead.language.head_pattern("report").finditer(masthead.lower, *rest):
        inside = match.end() < rest.end and not masthead.ends_open(match.start())
        if inside and _whole(masthead.lower, match.start(), match.end()):
            return len(masthead.view[: match.start()].rstrip())
    return rest.end


def _whole(text: str, start: int, end: int) -> bool:
    """True for a whole word; where words are glued, one that begins a line."""
    starts = not start or not text[start - 1].isalpha()
    return starts and (end == len(text) or not text[end].isalpha() or start == 0 or text[start - 1] == "\n")


def _with_lines_after(masthead: Masthead, name: Span, limit: int) -> Span:
    """The name with the following free lines that it goes on over, up to where something else has been read."""
    end = name.end
    for piece in masthead.free:
        if piece.start < end or piece.start >= limit:
            continue
        if not masthead.goes_on(end, piece) or piece.end - name.start > _LONGEST:
            break
        if masthead.language.head_pattern("organised").match(masthead.lower, *piece):
            break
        end = piece.end
    if end > name.end or _full_line(masthead, name):
        end = _wrapped_to(masthead, end, limit)
    return _without_year(masthead, Span(name.start, min(end, limit)))


def _without_year(masthead: Masthead, name: Span) -> Span:
    """The name without the year of its session: "Council 2024"."""
    year = _YEAR_AFTER.search(masthead.view, *name)
    return Span(name.start, year.start()) if year and not masthead.ends_open(year.start()) else name


def _full_line(masthead: Masthead, name: Span) -> bool:
    """True for a line of a name that was broken where it was full: "Board of the United Nations Development"."""
    words = masthead.lower[name.start : name.end].split()
    joins = masthead.language.head_pattern("joins")
    return name.end - name.start >= _FULL and any(joins.fullmatch(word) for word in words)


def _wrapped_to(masthead: Masthead, end: int, limit: int) -> int:
    """Where a name that runs over lines ends: with the line before the next mark, if nothing parts the lines."""
    last = end
    for piece in masthead.free:
        if piece.start < end:
            continue
        between = masthead.view[last : piece.start]
        if between.strip() or between.count("\n") != 1 or piece.start >= limit or piece.end - end > _WRAPPED:
            break
        begins = (masthead.language.head_pattern(name).match(masthead.lower, *piece) for name in ("body", "organised"))
        if masthead.begins_title(piece) or any(begins):
            break
        last = piece.end
    follows = min((taken.start for taken in masthead.taken if taken.start >= last), default=len(masthead.view))
    return last if not masthead.view[last:follows].strip(" \n\r\t|,") and follows < len(masthead.view) else end


def _plenary(masthead: Masthead, span: Span) -> bool:
    """True for the plenary of a committee, which is the committee itself."""
    return masthead.language.head_pattern("plenary").fullmatch(masthead.lower, *span) is not None


# What else stands in the masthead


def _take_above(masthead: Masthead, session: int) -> None:
    """Takes what is left above the session: the seat of the organisation, a series; but no title."""
    title = -1
    for piece in list(masthead.free):
        if piece.end > session:
            return
        if masthead.begins_title(piece) or (title >= 0 and masthead.goes_on(title, piece)):
            title = piece.end
        else:
            masthead.take(piece)


def _take_other_bodies(masthead: Masthead, body: Span | None) -> None:
    """Takes the lines that are nothing but the name of another body, above the title."""
    above: int | None = None  # where the last line ends that is something else
    for piece in list(masthead.free):
        below = above is not None and masthead.lines_between(above, piece.start) <= 1
        named = _named_in(masthead, piece, len(masthead.view)) if not below else None
        short = piece.end - piece.start <= _SHORT or (body is not None and piece.end <= body.start)
        titled = ":" in masthead.view[piece.start : piece.end] or masthead.ends_open(piece.start)
        if named and named.start == piece.start and short and not titled:
            masthead.take(named)
        else:
            above = piece.end
