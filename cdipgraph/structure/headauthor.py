"""Who made a paper, as its head says: on a line of its own, or at the end of the line of the title."""

from __future__ import annotations

import re

from cdipgraph.spans import Span
from cdipgraph.structure.headregion import capitals
from cdipgraph.structure.masthead import Masthead

_LONGEST = 100  # "Report submitted by the Secretary-General under article ..." is a title
_SHORT = 80
_SHORTEST_TITLE = 8
_STARS = " *\u2020\u2021"
_STOPS = " .,;:([*"
_WORD = re.compile(r"(?<=\s)[^\W\d_]")
_VERB = re.compile(r"\s*([^\W\d_]+)")
_SPLIT = re.compile(r"(?:\b\w{1,2}\b.?\s){3}|\.\s")  # "a p r ob ado", "établi. par": words in pieces
_CAPITAL = "A-ZÀ-ÝŒ0-9"
_SIGNS = "'’.,:;()/&\"“”«»*-"
_GLUED = re.compile(r"[A-ZÀ-Ý]{3}(?=[a-zà-ÿ]{5})")  # "PROYECTOSpreparados por": a title in capitals, then the author
#: Words in capitals, from the beginning of a line.
_CAPITALS = re.compile(rf"[{_CAPITAL}][{_CAPITAL}{_SIGNS}]*(?=\s|$)(?:\s+[{_CAPITAL}{_SIGNS}]+(?=\s|$))*")


def is_author(masthead: Masthead, piece: Span) -> bool:
    """True for a line that says who prepared, submitted or adopted the paper."""
    start = piece.start + (masthead.view[piece.start] == "(")
    if masthead.language.head_pattern("author").match(masthead.lower, start, piece.end) or sponsored(masthead, piece):
        return True
    words = masthead.view[piece.start : piece.end]
    broken = " " not in words or _SPLIT.search(words) is not None
    return broken and _squeezed(masthead, piece.start, piece.end) is not None


def sponsored(masthead: Masthead, piece: Span) -> bool:
    """True for a line that names the sponsors of a draft: "Austria and Chile: draft resolution"."""
    if ":" not in masthead.view[piece.start : piece.end]:
        return False
    return (
        masthead.language.head_pattern("sponsors").fullmatch(masthead.lower, piece.start, trimmed(masthead, piece).end)
        is not None
    )


def is_title(masthead: Masthead, piece: Span, following: Span | None) -> bool:
    """True for "Report of the Secretary-General" where there is no other title; "Draft submitted by the Chair", before
    the title, is the author.
    """
    paper = named_paper(masthead, piece)
    if not paper:
        return False
    if following and _above_title(masthead, piece, following):
        return False
    verb = _VERB.match(masthead.lower, paper.end(), piece.end)
    submitted = verb is not None and not masthead.language.head_pattern("joins").fullmatch(verb[1])
    alone = following is None or is_author(masthead, following)
    return not submitted or alone or piece.end - piece.start > _LONGEST


def _above_title(masthead: Masthead, piece: Span, following: Span) -> bool:
    """True for "Report by the Secretary-General" above a title: that is in capitals, or parted by a blank line."""
    if has_subject(masthead, piece) or is_author(masthead, following) or masthead.goes_on(piece.end, following):
        return False
    words, below = (masthead.view[span.start : span.end] for span in (piece, following))
    return capitals(below) if not capitals(words) else masthead.lines_between(piece.end, following.start) > 1


def _of_an_office(masthead: Masthead, at: int, piece: Span) -> bool:
    """True for "REPORT | BY THE DIRECTOR-GENERAL", which no verb parts."""
    verb = _VERB.match(masthead.lower, at, piece.end)
    whole = masthead.language.head_pattern("author").match(masthead.lower, *piece)
    joins = masthead.language.head_pattern("joins")
    return whole is not None and verb is not None and joins.fullmatch(verb[1]) is not None


def named_paper(masthead: Masthead, piece: Span) -> re.Match[str] | None:
    """The word for a paper that a line begins with: "Report", "Note", "Draft resolution"."""
    return masthead.language.head_pattern("paper").match(masthead.lower, *piece)


def has_subject(masthead: Masthead, piece: Span) -> bool:
    """True for "Report of the Director on libraries", which is a title; "Report of the Director" is the author."""
    return masthead.language.head_pattern("subject").search(masthead.lower, *piece) is not None


def author_inside(masthead: Masthead, piece: Span) -> Span | None:
    """The author, where it stands on the line of the title: after a title in capitals, or after "Report" alone."""
    kind = masthead.language.head_pattern("kind").match(masthead.lower, *piece)
    if kind and ended(masthead, piece).end - kind.end() <= _LONGEST and not _of_an_office(masthead, kind.end(), piece):
        found = _author_at(masthead, kind.end(), piece.end) or _squeezed(masthead, kind.end(), piece.end)
        if found:
            return found
    run = _CAPITALS.match(masthead.view, *piece)
    found = _author_at(masthead, run.end(), piece.end) if run and capitals(run[0]) else None
    glued = _GLUED.search(masthead.view, *piece) if not found else None
    found = _author_at(masthead, glued.end(), piece.end) if glued else found
    return found or _author_at_end(masthead, piece)


def _author_at(masthead: Masthead, at: int, end: int) -> Span | None:
    """The author that begins at an offset, punctuation passed over."""
    while at < end and (masthead.view[at].isspace() or masthead.view[at] in _STOPS + _STARS):
        at += 1
    found = at < end and masthead.language.head_pattern("author").match(masthead.lower, at, end)
    return Span(at, end) if found else None


def _author_at_end(masthead: Masthead, piece: Span) -> Span | None:
    """The author at the end of a line that began as the title: "... rural areas Report of the Secretary-General"."""
    if is_author(masthead, piece):
        return None
    end = ended(masthead, piece).end
    kinds = list(masthead.language.head_pattern("kind").finditer(masthead.lower, piece.start, end))
    for word in _WORD.finditer(masthead.view, max(piece.start + _SHORTEST_TITLE, end - _SHORT), end):
        at = word.start()
        if not masthead.view[at].isupper() and not masthead.language.head_pattern("office").match(masthead.lower, at):
            continue
        if not _author_at(masthead, at, end) or masthead.ends_open(at) or has_subject(masthead, Span(at, end)):
            continue
        if masthead.language.head_pattern("papers").fullmatch(masthead.lower, piece.start, at - 1):
            continue  # "Proposal by the Delegation of Chile"
        if not any(kind.start() < at < kind.end() for kind in kinds):  # "Annual | report of the Director"
            return Span(at, end)
    return None


def _squeezed(masthead: Masthead, start: int, end: int) -> Span | None:
    """The author that a stretch begins with when its white space is taken out."""
    match = masthead.language.head_pattern("author", squeezed=True).match(
        masthead.squeezed, masthead.squeezed_at(start), masthead.squeezed_at(end)
    )
    return masthead.unsqueezed(match.start(), match.end()) if match else None


def ended(masthead: Masthead, span: Span) -> Span:
    """A title or author up to where a contents list, a disclaimer, a heading or the text begins on the same line,
    without the stars of a note.
    """
    contents = masthead.language.head_pattern("contents")
    found = (match.start() for match in contents.finditer(masthead.lower, span.start + 1, span.end))
    starts = (at for at in found if masthead.view[at].isupper() and masthead.view[at - 1] == " ")
    end = min(next(starts, span.end), _text_at(masthead, span))
    tail = masthead.language.head_pattern("tail").search(masthead.lower, span.start, end)
    return trimmed(masthead, Span(span.start, tail.start() if tail else end))


def _text_at(masthead: Masthead, span: Span) -> int:
    """Where the first sentence begins on the line of a title or author: "Note by the Secretariat The present note"."""
    for match in masthead.language.head_pattern("text").finditer(masthead.lower, span.start + 1, span.end):
        at = match.start()
        opens = masthead.view[at].isupper() and masthead.view[at + 1].islower() and masthead.view[at - 1] == " "
        if opens and not masthead.ends_open(at):
            return at
    return span.end


def trimmed(masthead: Masthead, span: Span) -> Span:
    """A span without punctuation, stars and white space at its end."""
    end = span.end
    while end > span.start and (masthead.view[end - 1].isspace() or masthead.view[end - 1] in _STOPS + _STARS):
        end -= 1
    return Span(span.start, end)
