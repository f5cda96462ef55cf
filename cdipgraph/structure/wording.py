"""The thing that a measure is about, from the measure's wording: "Setting up a database of designs" -> the database.

What is done to it (setting up, improving, a document containing) stands before it, what it is for after it; both are
words of the phrase tables.
"""

from __future__ import annotations

from dataclasses import dataclass

from cdipgraph.report import Stated
from cdipgraph.spans import Span
from cdipgraph.structure.context import Context

_ACTS = 3  # "possible improvements to the structure of the ..."
_LONGEST = 300  # of a name; a longer one is cut at its first comma
_HEAD = 30  # characters within which a name says what kind of thing it is
_STOPS = ";:.(,"
_QUOTES = "\"'“”«»’ ,;.:\u00a0\n\t"


@dataclass(frozen=True)
class Thing:
    """A thing as a measure's wording names it; `others` are further names that the wording gives.

    `paper` tells that the measure is about a document, so that submitting it is all there is to do; `event` that it is
    a meeting.
    """

    label: Stated
    others: tuple[Span, ...] = ()
    paper: bool = False
    event: bool = False


def named_thing(context: Context, wording: Span) -> Thing:
    """The thing that a wording names: its first noun phrase, without what is done to it and what it is for."""
    start = _after(context, "article", _after(context, "lead", wording.start, wording.end), wording.end)
    paper = False
    for _ in range(_ACTS):
        after = _after(context, "act", start, wording.end)
        if after == start:
            break
        paper = paper or _is_paper(context, Span(start, after))
        start = _after(context, "article", after, wording.end)
    end = _end(context, Span(start, wording.end))
    label = _short(context, _bare(context, Span(start, end)))
    if label.end <= label.start:
        return Thing(context.stated(_bare(context, wording)))
    head = Span(label.start, min(label.end, label.start + _HEAD))
    return Thing(
        context.stated(label),
        tuple(_others(context, wording, end)),
        paper or _is_paper(context, head),
        _is_event(context, head),
    )


def _end(context: Context, span: Span) -> int:
    """Where a name ends: before what the thing is for, unless that leaves a single word ("toolkit for documenting")."""
    pattern = context.language.pattern("deliverable", "ends")
    for match in pattern.finditer(context.source.lower, span.start + 1, span.end):
        at = match.start()
        if match[0].strip()[:1] in _STOPS or len(context.source.lower[span.start : at].split()) > 1:
            return at
    return span.end


def _after(context: Context, name: str, start: int, end: int) -> int:
    """Where the words of a pattern end that stand at a place; the place itself when none do."""
    match = context.language.pattern("deliverable", name).match(context.source.lower, start, end)
    return match.end() if match and match.end() < end else start


def _is_paper(context: Context, span: Span) -> bool:
    lower, own = context.source.lower, context.language.pattern("deliverable", "papers")
    return bool(own.match(lower, *span) or context.language.any_of("papers").match(lower, *span))


def _is_event(context: Context, head: Span) -> bool:
    events = context.language.pattern("deliverable", "events")
    if events.match(context.source.lower, *head):
        return True
    return next(context.named(head, "activities"), None) is not None


def _others(context: Context, wording: Span, end: int) -> list[Span]:
    """What the wording says the thing is in particular."""
    match = context.language.pattern("deliverable", "specific").search(context.source.lower, end, wording.end)
    return [_bare(context, Span(*match.span("name")))] if match else []


def _short(context: Context, span: Span) -> Span:
    if span.end - span.start <= _LONGEST:
        return span
    comma = context.source.view.find(",", span.start, span.end)
    return Span(span.start, comma if comma > 0 else span.start + _LONGEST).trimmed(context.source.text)


def _bare(context: Context, span: Span) -> Span:
    """The span without quotes, punctuation and white space at its ends."""
    text, (start, end) = context.source.text, span
    while start < end and text[start] in _QUOTES:
        start += 1
    while end > start and text[end - 1] in _QUOTES:
        end -= 1
    return Span(start, end)
