"""The title and the author of a paper: what is left of its head when all that is marked has been read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cdipgraph.spans import Span
from cdipgraph.structure.headauthor import (
    author_inside,
    ended,
    has_subject,
    is_author,
    is_title,
    named_paper,
    sponsored,
    trimmed,
)
from cdipgraph.structure.headregion import capitals
from cdipgraph.structure.masthead import Masthead

_MOST_ABOVE_ITEM = 2  # the item stands right under session and place, not under the title
_FULL_LINE = 45  # a line of a title that was broken where it was full
_FEWEST_SPACES = 2
_BLANK_LINE = 2  # line ends at one blank line
_NUMBER = re.compile(r"\d+")
_BLANK = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True)
class Titles:
    """The title and the author of a head; `draft` when the title calls the paper a draft report or summary."""

    title: Span | None = None
    author: Span | None = None
    draft: bool = False


def read_titles(masthead: Masthead) -> Titles:
    """The title, then the author: the free lines after the marks and the agenda item, else those of a cover."""
    item_end = _take_item(masthead)
    marks = [span.end for span in masthead.marks if not _in_note(masthead, span)]
    pieces: Sequence[Span] = [piece for piece in masthead.free if piece.start >= max([*marks, item_end, 0])]
    if 0 < item_end < max(marks, default=0):
        pieces = _below_item_title(masthead, pieces)
    title, author = _split(masthead, pieces) if pieces else (_cover_title(masthead), None)
    author = author or _submitted(masthead, max(marks, default=0))
    draft = masthead.language.head_pattern("draft").match(masthead.lower, *title) if title else None
    return Titles(title, author, draft is not None)


def _submitted(masthead: Masthead, end: int) -> Span | None:
    """Who submitted the paper, where a line among the marks says so: "Submitted by: Secretary-General"."""
    above = (piece for piece in masthead.free if piece.end <= end and not named_paper(masthead, piece))
    author = masthead.language.head_pattern("author")
    return next((piece for piece in above if author.fullmatch(masthead.lower, *piece)), None)


def _in_note(masthead: Masthead, span: Span) -> bool:
    """True for what was read in a note of the title or the item: it does not end the masthead."""
    return masthead.view[max(0, span.start - 2) : span.start].strip() == "*"


# The item of the agenda


def _take_item(masthead: Masthead) -> int:
    """Takes the lines that name the item of the agenda, with its title; where they end, or -1."""
    pattern = masthead.language.head_pattern("item")
    anchor = max((mark.end for mark in masthead.marks), default=0)
    below = [piece for piece in masthead.free if piece.start >= anchor][_MOST_ABOVE_ITEM:]
    candidates = [piece for piece in masthead.free if piece not in below]
    found = [(piece, match) for piece in candidates if (match := pattern.match(masthead.lower, *piece))]
    end, count = -1, 1
    for piece, match in found:
        count = max(count, len(_NUMBER.findall(match[0])))
        titled = masthead.view[match.end() : match.end() + 2].lstrip()[:1] == ":"
        end = piece.end if titled else match.end()
        masthead.take(Span(piece.start, end))
    for piece in _item_title(masthead, end, count) if found else ():
        masthead.take(piece)
        end = piece.end
    return end


def _item_title(masthead: Masthead, end: int, count: int) -> Sequence[Span]:
    """The lines that give the item's title: those before a letter, before the first blank line, or the first of several
    titles; of so many items as many.
    """
    following = [piece for piece in masthead.free if piece.start >= end]
    letter = masthead.language.head_pattern("letter")
    at = next((i for i, piece in enumerate(following) if letter.match(masthead.lower, *piece)), None)
    if at:
        return following[:at]
    group: list[Span] = []
    for piece in following:
        if masthead.lines_between(group[-1].end if group else end, piece.start) > 1:
            break
        group.append(piece)
    rest = following[len(group) :]
    only_authors = all(is_author(masthead, piece) and not has_subject(masthead, piece) for piece in rest)
    if group and not only_authors and not is_author(masthead, group[-1]):
        return group
    titles = [piece for piece in group if not is_author(masthead, piece)]
    if count > 1:  # the title of an item may begin as an author does: "Annual report of the High Commissioner"
        titles = group[: group.index(titles[-1]) + 1] if titles else []
    return titles if _reported(masthead, group[len(titles) :]) else _first_titles(masthead, titles, count)


def _reported(masthead: Masthead, papers: Sequence[Span]) -> bool:
    """True for "Report of the Committee on Forests", then "Note by the Secretariat": the first is the paper's title."""
    return len(papers) == 2 and all(named_paper(masthead, piece) and is_author(masthead, piece) for piece in papers)


def _first_titles(masthead: Masthead, titles: Sequence[Span], count: int) -> Sequence[Span]:
    """The lines of the first titles, one an item; the last there is remains the paper's."""
    starts = [i for i in range(1, len(titles)) if not masthead.goes_on(titles[i - 1].end, titles[i])]
    return titles[: starts[min(count, len(starts)) - 1]] if starts else ()


def _below_item_title(masthead: Masthead, pieces: Sequence[Span]) -> Sequence[Span]:
    """The lines below the title of an item that was named above the marks: that is in capitals, the paper's is not."""
    at = next((i for i, piece in enumerate(pieces) if not capitals(masthead.view[piece.start : piece.end])), 0)
    return pieces[at:] if at and not is_author(masthead, pieces[at]) else pieces


# The title


def _split(masthead: Masthead, pieces: Sequence[Span]) -> tuple[Span | None, Span | None]:
    """The title: the first lines; the author: the line, or the end of the line, that says who made the paper."""
    title: Span | None = None
    author: Span | None = None
    for piece, following in zip(pieces, [*pieces[1:], None], strict=True):
        inside = author_inside(masthead, piece) if title is None else None
        if not inside and is_author(masthead, piece) and (title or not is_title(masthead, piece, following)):
            author = ended(masthead, _whole(masthead, piece, pieces))
            if title or not (named_paper(masthead, piece) or sponsored(masthead, piece)):
                break
            continue
        if title and not _continues(masthead, title, piece):
            if not _overruled(masthead, title, piece):
                break
            title = None
        if inside:
            title = trimmed(masthead, Span(piece.start, inside.start))
            author = author or ended(masthead, inside)
            break
        title = Span(title.start if title else piece.start, piece.end)
    return (_once(masthead, ended(masthead, title)) if title else None), author


def _once(masthead: Masthead, title: Span) -> Span:
    """A title that a line prints twice, as that of the item and as the paper's, once."""
    half = title.start + (title.end - title.start) // 2
    first, second = masthead.view[title.start : half], masthead.view[half : title.end]
    return Span(half + 1, title.end) if second == f" {first}" else title


def _whole(masthead: Masthead, author: Span, pieces: Sequence[Span]) -> Span:
    """An author with the line that it goes on over: "prepared by Kenya and the World Customs | Organization"."""
    following = next((piece for piece in pieces if piece.start >= author.end), None)
    joined = following and masthead.ends_open(author.end) and masthead.lines_between(author.end, following.start) == 1
    return Span(author.start, following.end) if following and joined else author


def _overruled(masthead: Masthead, title: Span, piece: Span) -> bool:
    """True for a line in capitals, below a blank line, under a short one that is not: a part of the agenda."""
    first, second = masthead.view[title.start : title.end], masthead.view[piece.start : piece.end]
    parted = masthead.lines_between(title.end, piece.start) > 1
    return parted and capitals(second) and not capitals(first) and len(second) > len(first) < _FULL_LINE


def _continues(masthead: Masthead, title: Span, piece: Span) -> bool:
    """True when a line goes on with the title: right after it, in capitals as it is, or as the rest of its sentence."""
    gap = masthead.lines_between(title.end, piece.start)
    between = masthead.view[title.end : piece.start]
    if gap > 3 or between.strip(" \n\r\t,;:|-/") or masthead.view[title.end : title.end + 1] == "*":
        return False
    first, second = masthead.view[title.start : title.end], masthead.view[piece.start : piece.end]
    if second[:1].isupper() and masthead.language.head_pattern("held").match(masthead.lower, *piece):
        return False  # "Held at the Palais des Nations, Geneva, from 6 to 8 February 2023"
    if capitals(first):
        return capitals(second) and gap <= 2
    if masthead.language.head_pattern("kind").fullmatch(masthead.lower, *piece):
        return False  # "Addendum"
    if masthead.goes_on(title.end, piece):
        return True
    if gap <= _BLANK_LINE and (second[:1].islower() or masthead.ends_open(title.end)):
        return True
    line = title.end - max(title.start, masthead.view.rfind("\n", title.start, title.end) + 1)
    return gap <= 1 and line >= _FULL_LINE and len(second) <= line * 1.2 and not capitals(second)


def _cover_title(masthead: Masthead) -> Span | None:
    """The title that stands above the organ and its session, as on the cover of a supplement: up to a blank line."""
    first = next((piece for piece in masthead.free if masthead.begins_title(piece)), None)
    if not first:
        lines = [piece for piece in masthead.free if not masthead.view[piece.start : piece.end].isdigit()]
        alone = len(lines) == 1 and masthead.view.count(" ", *lines[0]) >= _FEWEST_SPACES
        return ended(masthead, lines[0]) if alone else None
    for piece in reversed([piece for piece in masthead.free if piece.end <= first.start]):
        if masthead.lines_between(piece.end, first.start) != 1 or not masthead.is_free(Span(piece.end, first.start)):
            break
        first = Span(piece.start, first.end)
    blank = _BLANK.search(masthead.view, first.start)
    ends = [mark.start for mark in masthead.marks if mark.start >= first.end]
    end = min([blank.start() if blank else len(masthead.view), *ends])
    return ended(masthead, trimmed(masthead, Span(first.start, end)))
