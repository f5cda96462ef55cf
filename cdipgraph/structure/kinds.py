"""What kind of document it is: its title says so, or else what stands in it.

A title counts whole, less stars; it can stand on any line of the header. Where none says what the document is, many
numbered paragraphs in which delegations speak, or a committee concludes under items of an agenda, are a session's
report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cdipgraph.languages import Language
from cdipgraph.report import Header, Measure
from cdipgraph.source import Block, SourceText
from cdipgraph.spans import Span
from cdipgraph.structure.conclusions import Conclusions, acronyms, initials
from cdipgraph.structure.context import Context
from cdipgraph.structure.minutes import Entry, Minutes
from cdipgraph.structure.speakers import DELEGATES, speaker
from cdipgraph.symbols import Symbol

ANY, IMPLEMENTATION, SESSION, SUMMARY = "document", "implementation-report", "session-report", "chair-summary"
MINUTED = (SESSION, SUMMARY)
_MARKS = "*†‡∗ \t\u00a0.,;:"  # what a footnote's mark or a printer leaves at the ends of a title
_LINES = 4  # of a title that runs over several
_COVER = 30  # blocks of covers
FEWEST = 5  # numbered paragraphs: a shorter text is no report of a session, whoever speaks in it
_SPEAKING = 3  # paragraphs that report what a delegation said, and ...
_SHARE = 5  # ... one of so many at least
_CONCLUDING = 3  # so many conclusions, under as many items of an agenda
_REPORTED = 12  # under the title of a report, one paragraph of so many that concludes


def titled_kind(source: SourceText, language: Language, header: Header, head: Sequence[Block]) -> str:
    """The kind that the title says, or another line of the header or of the page heads; nothing when none does."""
    for span in _lines(source, header, head):
        for rule in language.rules("kinds"):
            if rule.pattern.fullmatch(source.lower, *span):
                return rule.role
    return ""


def minuted_kind(header: Header, head: Sequence[Block], minutes: Minutes, context: Context) -> str:
    """The kind that the paragraphs show: a session's report, or nothing."""
    entries = minutes.numbered
    if len(entries) < FEWEST:
        return ""
    speaking = sum(1 for entry in entries if _delegate(context, entry))
    if speaking >= _SPEAKING and speaking * _SHARE >= len(entries):
        return SESSION
    conclusions = conclusions_of(context, header, minutes)
    concluding = sum(1 for entry in entries if conclusions.minuted(entry.text))
    if minutes.agenda >= _CONCLUDING <= concluding:
        return SESSION
    reported = concluding >= FEWEST and concluding * _REPORTED >= len(entries)
    lines = head if header.title else _cover(context.source, entries[0])
    return SESSION if reported and _possible(context, header, lines) else ""


def reports_measures(kind: str, own: Symbol | None, measures: Sequence[Measure]) -> bool:
    """True when what is headed as measures is reported on: the title says so, or something carried one out, discussed
    or decided it, in another document or at a session. Any plan has headings that say "Measure 1".
    """
    return kind == IMPLEMENTATION or any(_reported_on(measure, own) for measure in measures)


def _reported_on(measure: Measure, own: Symbol | None) -> bool:
    done = any(one.symbol != own if one.symbol else one.sessions or one.day for one in measure.implementations)
    decided = any(one.session is not None or one.item for one in measure.decisions)
    return bool(done or decided or measure.reviews or measure.items)


def conclusions_of(context: Context, header: Header, minutes: Minutes) -> Conclusions:
    """What finds the conclusions of the committee whose minutes they are, by its acronyms too."""
    known = {part.lower() for part in header.series.split("/")}
    first = context.quote(minutes.entries[0].span) if minutes.entries else ""
    committee = header.committee.value if header.committee else ""
    names = (acronyms(committee, first) | known | {initials(committee)}) - {""}
    return Conclusions(context, names, (header.start.value, header.end.value) if header.start and header.end else ())


def _delegate(context: Context, entry: Entry) -> bool:
    found = speaker(context.source, context.language, entry.text)
    return found is not None and found.role in DELEGATES


def _possible(context: Context, header: Header, head: Sequence[Block]) -> bool:
    """True when a line can be the title of a session's report, or of another that some body makes."""
    rules = context.language.rules("possible")
    return any(
        rule.pattern.fullmatch(context.source.lower, *span)
        for span in _lines(context.source, header, head)
        for rule in rules
    )


def _cover(source: SourceText, first: Entry) -> list[Block]:
    """The first blocks of a document, before its paragraphs: where no title was found, it may stand among them."""
    return [block for block in source.blocks[:_COVER] if block.is_text and block.span.start < first.span.start]


def _lines(source: SourceText, header: Header, head: Sequence[Block]) -> Iterator[Span]:
    """Where a title can stand: the header's title, each line of the header, lines right below one another; the page
    heads, where the header has none.
    """
    if header.title:
        yield _bare(source, header.title.span)
    heads = [] if header.title else source.heads
    for position, block in enumerate([*head, *heads]):
        span = block.span
        for following in head[position : position + _LINES]:
            if following is not block and source.text[span.end : following.span.start] != "\n":
                break
            span = Span(span.start, following.span.end)
            yield _bare(source, span)
        if position >= len(head):
            yield _bare(source, span)


def _bare(source: SourceText, span: Span) -> Span:
    """The span without stars and stops at its ends."""
    start, end = span
    while start < end and source.text[start] in _MARKS:
        start += 1
    while end > start and source.text[end - 1] in _MARKS:
        end -= 1
    return Span(start, end)
