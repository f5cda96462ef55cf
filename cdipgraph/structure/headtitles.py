"""The body that a head names, the title and the author: what is left of it when all that is marked has been read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cdipgraph.report import Field
from cdipgraph.spans import Span
from cdipgraph.structure.headregion import capitals
from cdipgraph.structure.masthead import Masthead
from cdipgraph.structure.sitting import Sitting

_MOST_WORDS_BEFORE = 7  # "Administrative and Legal Committee" has three before its noun
_LONGEST_BODY = 420
_WRAPPED = 120
_SHORT_BODY = 60
_FEWEST_SPACES = 2  # an unknown body's name has three words; one or two may be a city
_MOST_ABOVE_ITEM = 2  # the item stands right under session and place, not under the title
_LONGEST_AUTHOR = 100  # "Report submitted by the Secretary-General under article ..." is a title
_SHORT_AUTHOR = 80
_FULL_LINE = 45  # a line of a title that was broken where it was full
_SHORTEST_TITLE = 8
_BLANK = re.compile(r"\n[ \t]*\n")
_WORD = re.compile(r"(?<=\s)[^\W\d_]")
_STARS = " *\u2020\u2021"
_STOPS = " .,;:([*"
_ENDS_CLOSED = ")."
_CAPITALS = re.compile(r"[A-ZÀ-ÝŒ0-9][A-ZÀ-ÝŒ0-9'’.,:;()/&*-]*(?=\s|$)(?:\s+[A-ZÀ-ÝŒ0-9(\"“«&/-][A-ZÀ-ÝŒ0-9'’.,:;()/&\"”»*-]*(?=\s|$))*")


@dataclass(frozen=True)
class Titles:
    """The body, the title and the author of a head; `draft` when the title calls the paper a draft report."""

    committee: Field | None = None
    title: Field | None = None
    author: Field | None = None
    draft: bool = False


def read_titles(masthead: Masthead, sitting: Sitting) -> Titles:
    """What is left: the body before its session, then, after agenda item and marks, the title, then the author."""
    body = _body(masthead, sitting)
    if body:
        masthead.take(body)
    _take_city(masthead, sitting)
    _take_other_bodies(masthead, body)
    item_end = _take_item(masthead)
    title, author = _title_and_author(masthead, sitting, body, item_end)
    return Titles(
        committee=masthead.field(body) if body else None,
        title=masthead.field(title) if title else None,
        author=masthead.field(author) if author else None,
        draft=bool(title) and _is_draft(masthead, title),
    )


def _is_draft(masthead: Masthead, title: Span | None) -> bool:
    return title is not None and masthead.language.head_pattern("draft").match(masthead.lower, *title) is not None


# The body


def _body(masthead: Masthead, sitting: Sitting) -> Span | None:
    """The body: the last one named before its session, else the last one that a line begins with."""
    chosen = sitting.chosen
    if chosen and _follows_directly(masthead, chosen.span):
        return _body_from(masthead, _next_piece(masthead, chosen.span.end))
    _take_seat(masthead, sitting)
    limit = chosen.span.start if chosen else len(masthead.view)
    named = [span for piece in masthead.free if piece.start < limit for span in [_named_in(masthead, piece, limit)] if span]
    named = [span for span in named if not _plenary(masthead, span)] or named
    if chosen and not chosen.by_itself:
        named = [span for span in named if not span.start <= chosen.span.start < span.end]
    if not named and chosen:  # a session before its body
        after = [_named_in(masthead, piece, len(masthead.view)) for piece in masthead.free if piece.start >= limit]
        named = [span for span in after if span and not _mentions_title(masthead, span)][:1]
    if named:
        return _first_on_line(masthead, named)
    return _line_before(masthead, chosen.span) if chosen and chosen.by_itself else None


def _line_before(masthead: Masthead, session: Span) -> Span | None:
    """The line right above the session, where nothing else was read from it: a body that calls itself by another name."""
    above = [piece for piece in masthead.free if piece.end <= session.start]
    if not above or masthead.apart(above[-1], session) or _begins_as_a_title(masthead, above[-1]):
        return None
    piece = above[-1]
    while len(above) > 1 and masthead.lines_between(above[-2].end, piece.start) == 1 and masthead.ends_open(above[-2].end):
        above.pop()
        piece = Span(above[-1].start, piece.end)
    return piece if masthead.view[piece.start : piece.end].count(" ") >= _FEWEST_SPACES else None


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


def _follows_directly(masthead: Masthead, session: Span) -> bool:
    """True when the ordinal was taken from the name of the body: "Third | Meeting of States Parties"."""
    body = masthead.language.head_pattern("body").match(masthead.lower, session.end + 1)
    return body is not None and not masthead.view[session.start : session.end].rstrip().endswith("n")


def _next_piece(masthead: Masthead, at: int) -> Span | None:
    return next((piece for piece in masthead.free if piece.start >= at), None)


def _body_from(masthead: Masthead, piece: Span | None) -> Span | None:
    return _with_lines_after(masthead, piece, len(masthead.view)) if piece else None


def _named_in(masthead: Masthead, piece: Span, limit: int) -> Span | None:
    """The name of a body that a free piece begins with, or that follows another's acronym there, with the lines it goes
    on over.
    """
    last: Span | None = None
    start = piece.start
    for noun in masthead.language.head_pattern("body").finditer(masthead.lower, *piece):
        if not _whole(masthead.lower, noun.start(), noun.end()):
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


def _line_joined(masthead: Masthead, start: int) -> int:
    """Where a name begins that starts with the free line before: "Administrative and | Legal Committee"."""
    before = [piece for piece in masthead.free if piece.end <= start]
    if not before or masthead.lines_between(before[-1].end, start) != 1 or not masthead.ends_open(start):
        return start
    begin = _begin(masthead, before[-1])
    return start if begin is None or _begins_as_a_title(masthead, before[-1]) else begin


def _before_title(masthead: Masthead, rest: Span) -> int:
    """Where the name of a body ends on its line: before "REPORT OF ..." that no word joins to it."""
    for match in masthead.language.head_pattern("report").finditer(masthead.lower, *rest):
        if _whole(masthead.lower, match.start(), match.end()) and not masthead.ends_open(match.start()):
            return len(masthead.view[: match.start()].rstrip())
    return rest.end


def _whole(text: str, start: int, end: int) -> bool:
    """True for a whole word; where words are glued, one that begins a line."""
    starts = not start or not text[start - 1].isalpha()
    return starts and (end == len(text) or not text[end].isalpha() or start == 0 or text[start - 1] == "\n")


def _begin(masthead: Masthead, before: Span) -> int | None:
    """Where the name of a body begins, its noun coming after these words: "Administrative and Legal" belong to it."""
    words = masthead.lower[before.start : before.end].split()
    joins, papers = masthead.language.head_pattern("joins"), masthead.language.head_pattern("papers")
    bare = [word.strip(",'") for word in words]
    if len(words) > _MOST_WORDS_BEFORE or any(joins.fullmatch(word) or papers.fullmatch(word) for word in bare):
        return None
    at = before.start
    seat = masthead.language.head_pattern("seat").match(masthead.lower, *before)
    at = seat.end() if seat else at
    while at < before.end and masthead.view[at].isspace():
        at += 1
    return at


def _with_lines_after(masthead: Masthead, name: Span, limit: int) -> Span:
    """The name with the following free lines that it goes on over, up to where something else has been read."""
    end = name.end
    for piece in masthead.free:
        if piece.start < end or piece.start >= limit:
            continue
        if not _goes_on(masthead, end, piece) or piece.end - name.start > _LONGEST_BODY:
            break
        end = piece.end
    if end > name.end:
        end = _wrapped_to(masthead, end, limit)
    return Span(name.start, min(end, limit))


def _wrapped_to(masthead: Masthead, end: int, limit: int) -> int:
    """Where a name that runs over lines ends: with the line before the next mark, if nothing parts the lines."""
    last = end
    for piece in masthead.free:
        if piece.start < end:
            continue
        between = masthead.view[last : piece.start]
        if between.strip() or between.count("\n") != 1 or piece.start >= limit or piece.end - end > _WRAPPED:
            break
        last = piece.end
    follows = min((taken.start for taken in masthead.taken if taken.start >= last), default=len(masthead.view))
    return last if not masthead.view[last:follows].strip(" \n\t|,") and follows < len(masthead.view) else end


def _goes_on(masthead: Masthead, end: int, piece: Span) -> bool:
    """True when a line is the rest of the one before: that ended open, or this one begins small or with a connective."""
    between = masthead.view[end : piece.start]
    if between.strip(" \n\t,|-") or between.count("\n") > 1 or not masthead.is_free(Span(end, piece.start)):
        return False
    if masthead.ends_open(end) or masthead.view[end : end + 1] == "," or masthead.view[piece.start].islower():
        return True
    return masthead.begins_joined(piece.start) and not _begins_as_a_title(masthead, piece)


def _plenary(masthead: Masthead, span: Span) -> bool:
    return masthead.language.head_pattern("plenary").fullmatch(masthead.lower, *span) is not None


def _mentions_title(masthead: Masthead, span: Span) -> bool:
    return masthead.language.head_pattern("report").match(masthead.lower, *span) is not None


def _take_city(masthead: Masthead, sitting: Sitting) -> None:
    """Takes the lines of the masthead before the session or title: the seat of the organisation, a short series."""
    if not sitting.chosen or not sitting.chosen.by_itself:
        return
    title = -1
    for piece in list(masthead.free):
        if piece.end > sitting.chosen.span.start:
            return
        if _begins_as_a_title(masthead, piece) or (title >= 0 and _goes_on(masthead, title, piece)):
            title = piece.end
        else:
            masthead.take(piece)


def _take_other_bodies(masthead: Masthead, body: Span | None) -> None:
    """Takes the lines that are nothing but the name of another body, above the title."""
    above: int | None = None  # where the last line ends that is something else
    for piece in list(masthead.free):
        named = _named_in(masthead, piece, len(masthead.view))
        short = piece.end - piece.start <= _SHORT_BODY or (body is not None and piece.end <= body.start)
        below = above is not None and masthead.lines_between(above, piece.start) <= 1
        if named and named.start == piece.start and short and not below and not masthead.ends_open(piece.start):
            if not _titled(masthead, piece):
                masthead.take(named)
                continue
        above = piece.end


def _titled(masthead: Masthead, piece: Span) -> bool:
    """True when a line, though it begins as the name of a body, says more: it holds a colon or a verb's object."""
    return ":" in masthead.view[piece.start : piece.end]


# Title and author


def _take_item(masthead: Masthead) -> int:
    """Takes the lines that name the item of the agenda, with its title; where they end, or -1."""
    pattern = masthead.language.head_pattern("item")
    anchor = max((mark.end for mark in masthead.marks), default=0)
    below = [piece for piece in masthead.free if piece.start >= anchor][_MOST_ABOVE_ITEM:]
    candidates = [piece for piece in masthead.free if piece not in below]
    found = [(piece, match) for piece in candidates if (match := pattern.match(masthead.lower, *piece))]
    if not found:
        return -1
    end = -1
    for piece, match in found:
        titled = masthead.view[match.end() : match.end() + 2].lstrip()[:1] == ":"
        end = piece.end if titled else match.end()
        masthead.take(Span(piece.start, end))
    following = [piece for piece in masthead.free if piece.start >= end]
    for piece in _item_title(masthead, end, following):
        masthead.take(piece)
        end = piece.end
    return end


def _item_title(masthead: Masthead, end: int, following: Sequence[Span]) -> list[Span]:
    """The lines that give the item's title: those before the first blank line, or the first of several titles."""
    letter = masthead.language.head_pattern("letter")
    at = next((i for i, piece in enumerate(following) if letter.match(masthead.lower, *piece)), None)
    if at is not None:
        return list(following[:at])
    group: list[Span] = []
    for piece in following:
        if masthead.lines_between(end if not group else group[-1].end, piece.start) > 1:
            break
        group.append(piece)
    rest = [piece for piece in following if piece not in group]
    authors = [piece for piece in following if _is_author(masthead, piece)]
    bare = all(piece in authors and not _has_subject(masthead, piece) for piece in rest)
    if rest and group and group[-1] not in authors and not bare:
        return group
    titles = [piece for piece in group if piece not in authors]
    first = titles[:1]
    for piece in titles[1:]:
        if not _goes_on(masthead, first[-1].end, piece):
            return first
        first.append(piece)
    return []  # there is one title only: the paper's


def _has_subject(masthead: Masthead, piece: Span) -> bool:
    """True for "Report of the Director on libraries", which is a title; "Report of the Director" is the author."""
    return masthead.language.head_pattern("subject").search(masthead.lower, *piece) is not None


def _title_and_author(
    masthead: Masthead, sitting: Sitting, body: Span | None, item_end: int
) -> tuple[Span | None, Span | None]:
    marks = [span.end for span in masthead.marks if not _is_note(masthead, span)]
    anchor = max([*marks, item_end, 0]) if marks or item_end >= 0 else 0
    pieces = [piece for piece in masthead.free if piece.start >= anchor]
    if not pieces:
        return _cover_title(masthead), None
    return _split(masthead, pieces)


def _cover_title(masthead: Masthead) -> Span | None:
    """The title that stands above the organ and its session, as on the cover of a supplement: up to a blank line."""
    first = next((piece for piece in masthead.free if _begins_as_a_title(masthead, piece)), None)
    if not first:
        return None
    blank = _BLANK.search(masthead.view, first.start)
    ends = [mark.start for mark in masthead.marks if mark.start >= first.end]
    end = min([blank.start() if blank else len(masthead.view), *ends])
    return _ended(masthead, Span(first.start, _trim_end(masthead, first.start, end)))


def _is_note(masthead: Masthead, span: Span) -> bool:
    """True for what was read in a note under a line, or after the title: it does not end the masthead."""
    return masthead.view[max(0, span.start - 2) : span.start].strip() == "*"


def _begins_as_a_title(masthead: Masthead, piece: Span) -> bool:
    return masthead.language.head_pattern("report").match(masthead.lower, *piece) is not None


def _split(masthead: Masthead, pieces: Sequence[Span]) -> tuple[Span | None, Span | None]:
    """The title: the first lines; the author: the line, or the end of the line, that says who made the paper."""
    title: Span | None = None
    author: Span | None = None
    for position, piece in enumerate(pieces):
        following = pieces[position + 1] if position + 1 < len(pieces) else None
        inside = _author_inside(masthead, piece) if title is None else None
        if not inside and _is_author(masthead, piece) and (title or not _is_title(masthead, piece, following)):
            author = _ended(masthead, piece)
            if title or not _named_paper(masthead, piece):
                break
            continue
        if title and not _continues(masthead, title, piece):
            break
        if inside:
            title = Span(title.start if title else piece.start, _trim_end(masthead, piece.start, inside.start))
            author = author or _ended(masthead, inside)
            break
        title = Span(title.start if title else piece.start, piece.end)
    return (_ended(masthead, title) if title else None), author


def _is_author(masthead: Masthead, piece: Span) -> bool:
    """True for a line that says who prepared, submitted or adopted the paper."""
    if masthead.language.head_pattern("author").match(masthead.lower, *piece):
        return True
    at, end = masthead.squeezed_at(piece.start), masthead.squeezed_at(piece.end)
    glued = masthead.view.find(" ", *piece) < 0 or bool(re.search(r"(?:\b\w{1,2}\b.?\s){3}|\.\s", masthead.view[piece.start : piece.end]))
    return glued and masthead.language.head_pattern("author", squeezed=True).match(masthead.squeezed, at, end) is not None


def _is_title(masthead: Masthead, piece: Span, following: Span | None) -> bool:
    """True for "Report of the Secretary-General" where there is no other title; "Draft submitted by the Chair", before
    the title, is the author.
    """
    paper = _named_paper(masthead, piece)
    if not paper:
        return False
    verb = re.match(r"\s*([^\W\d_]+)", masthead.lower[paper.end() : piece.end])
    submitted = verb is not None and not masthead.language.head_pattern("joins").fullmatch(verb[1])
    return not submitted or following is None or _is_author(masthead, following) or piece.end - piece.start > _LONGEST_AUTHOR


def _named_paper(masthead: Masthead, piece: Span) -> re.Match[str] | None:
    return masthead.language.head_pattern("paper").match(masthead.lower, *piece)


def _continues(masthead: Masthead, title: Span, piece: Span) -> bool:
    """True when a line goes on with the title: right after it, in capitals as it is, or as the rest of its sentence."""
    gap = masthead.lines_between(title.end, piece.start)
    between = masthead.view[title.end : piece.start]
    if gap > 3 or between.strip(" \n\t,;:|-/") or masthead.view[title.end : title.end + 1] == "*":
        return False
    first, second = masthead.view[title.start : title.end], masthead.view[piece.start : piece.end]
    if capitals(first):
        return capitals(second) and gap <= 2
    if _goes_on(masthead, title.end, piece):
        return True
    line = title.end - max(title.start, masthead.view.rfind("\n", title.start, title.end) + 1)
    return gap <= 1 and _FULL_LINE <= line and len(second) <= line * 1.2 and not capitals(second)


def _author_inside(masthead: Masthead, piece: Span) -> Span | None:
    """The author, where it stands on the line of the title: after a title in capitals, or after "Report" alone."""
    pattern, lower, view = masthead.language.head_pattern("author"), masthead.lower, masthead.view
    kind = masthead.language.head_pattern("kind").match(lower, *piece)
    if kind:
        start = _ink(view, kind.end(), piece.end)
        long = _ended(masthead, piece).end - start > _LONGEST_AUTHOR
        if start < piece.end and not long and pattern.match(lower, start, piece.end):
            return Span(start, piece.end)
        found = _squeezed_author(masthead, kind.end(), piece.end) if not long else None
        if found:
            return found
    run = _CAPITALS.match(view, *piece)
    if run and capitals(run[0]):
        start = _ink(view, run.end(), piece.end)
        if start < piece.end and pattern.match(lower, start, piece.end):
            return Span(start, piece.end)
    return _author_at_end(masthead, piece)


def _author_at_end(masthead: Masthead, piece: Span) -> Span | None:
    """The author at the end of a line that began as the title: "... rural areas Report of the Secretary-General"."""
    if _is_author(masthead, piece):
        return None
    end = _ended(masthead, piece).end
    kind, office = masthead.language.head_pattern("kind"), masthead.language.head_pattern("office")
    for word in _WORD.finditer(masthead.view, max(piece.start + _SHORTEST_TITLE, end - _SHORT_AUTHOR), end):
        at = word.start()
        named = masthead.view[at].isupper() or office.match(masthead.lower, at, end)
        author = named and masthead.language.head_pattern("author").match(masthead.lower, at, end)
        if not author or masthead.ends_open(at) or _has_subject(masthead, Span(at, end)):
            continue
        if not any(m.end() > at for m in kind.finditer(masthead.lower, piece.start, end) if m.start() < at):
            return Span(at, end)
    return None


def _squeezed_author(masthead: Masthead, start: int, end: int) -> Span | None:
    text = masthead.squeezed
    match = masthead.language.head_pattern("author", squeezed=True).match(
        text, masthead.squeezed_at(start), masthead.squeezed_at(end)
    )
    return masthead.unsqueezed(match.start(), match.end()) if match else None


def _ink(view: str, at: int, end: int) -> int:
    while at < end and (view[at].isspace() or view[at] in _STOPS + _STARS):
        at += 1
    return at


def _trim_end(masthead: Masthead, start: int, end: int) -> int:
    while end > start and (masthead.view[end - 1].isspace() or masthead.view[end - 1] in _STOPS):
        end -= 1
    return end


def _clean(masthead: Masthead, span: Span) -> Span:
    """The span without the stars of a note."""
    end = span.end
    while end > span.start and (masthead.view[end - 1] in _STARS or masthead.view[end - 1].isspace()):
        end -= 1
    return Span(span.start, end)


def _ended(masthead: Masthead, span: Span) -> Span:
    """The author up to where a contents list, a disclaimer or a heading begins on the same line."""
    contents = masthead.language.head_pattern("contents")
    found = (m for m in contents.finditer(masthead.lower, span.start + 1, span.end))
    match = next((m for m in found if masthead.view[m.start()].isupper() and masthead.view[m.start() - 1] == " "), None)
    end = match.start() if match else span.end
    tail = masthead.language.head_pattern("tail").search(masthead.lower, span.start, end)
    return _clean(masthead, Span(span.start, _trim_end(masthead, span.start, tail.start() if tail else end)))
