"""What kind of session a head names: special, emergency, resumed; which part of it; and one that has no number."""

from __future__ import annotations

import re

from cdipgraph import symbols
from cdipgraph.report import Field
from cdipgraph.spans import Span
from cdipgraph.structure.masthead import Masthead

#: An emergency special session is an emergency session. "Extraordinary" is what other languages call a special one.
KINDS = ("emergency", "special", "resumed")
_UP_TO_PART = re.compile(r"[ \t]*[,(:-]?[ \t]*")
_ENDS_DATED = re.compile(r" \d{1,2}\S* (?:de )?[^\W\d_]+ (?:de )?(?:19|20)\d\d$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BRACKETED = re.compile(r"\s*\([^()\n]{1,40}\)")


def kind_of(masthead: Masthead, session: Span) -> Field | None:
    """The kind of a session, where its words say one; a second count in brackets, "(20th extraordinary)", does not."""
    for kind in KINDS:
        match = masthead.language.head_pattern(kind).search(masthead.lower, *session)
        if match and (kind == "resumed" or not _in_brackets(masthead, session, match.start())):
            return masthead.field(Span(match.start(), match.end()), kind)
    return None


def _in_brackets(masthead: Masthead, session: Span, at: int) -> bool:
    opened = masthead.view.rfind("(", session.start, at)
    return opened > masthead.view.rfind(")", session.start, at)


def part_of(masthead: Masthead, session: Span) -> tuple[Field | None, Span]:
    """The part of the session that the head is of, as a number; and the span of the session with it."""
    pattern = masthead.language.head_pattern("part")
    match = pattern.search(masthead.lower, *session)
    if not match:
        after = _UP_TO_PART.match(masthead.lower, session.end)
        match = pattern.match(masthead.lower, after.end()) if after else None
    if not match or (masthead.lower[match.end() : match.end() + 1]).isalnum():
        return None, session
    word, figure = match["word"], match["figure"] or ""
    number = masthead.language.ordinal(word) if word else symbols.roman(figure.upper())
    number = number or (int(figure) if figure.isdigit() else masthead.language.number(figure))
    if not number:
        return None, session
    end = max(session.end, match.end())
    end += masthead.view[end : end + 1] == ")"
    return masthead.field(Span(match.start(), match.end()), str(number)), Span(session.start, end)


def unnumbered(masthead: Masthead) -> Span | None:
    """The line that names a session without a number: "Special session", "Annual session 2025"."""
    pattern = masthead.language.head_pattern("unnumbered")
    for piece in masthead.free:
        words = _BRACKETED.sub("", _lower(masthead, piece))
        match = pattern.match(words)
        if match and match.end() == len(words):
            return piece
        if match and _ENDS_DATED.search(words):  # "Special session on the floods 23 September 2020"
            return Span(piece.start, piece.start + match.end())
    return None


def take_records(masthead: Masthead) -> None:
    """Takes what the record of a meeting says of it, its hour and who presided: the meeting is not the session."""
    held, clock = (masthead.language.head_pattern(name) for name in ("held", "clock"))
    officer = masthead.language.head_pattern("officer")
    kind = masthead.language.head_pattern("kind")
    above = False  # the line before calls the paper minutes or a record
    for piece in list(masthead.free):
        said = held.search(masthead.lower, *piece)  # after the title, where both are on one line
        timed = said is not None and clock.search(masthead.lower, said.end(), piece.end) is not None
        if said and (timed or (said.start() == piece.start and above and not _YEAR.search(masthead.lower, *piece))):
            masthead.take(Span(said.start(), piece.end), mark=False)
        elif officer.fullmatch(masthead.lower, *piece):
            masthead.take(piece, mark=False)
        above = kind.fullmatch(masthead.lower, *piece) is not None


def _lower(masthead: Masthead, piece: Span) -> str:
    return masthead.lower[piece.start : piece.end]
