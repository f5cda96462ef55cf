"""The items of Chairs' summaries that decisions name by their number alone: "(item 6.1)", "(SCCR 45, item 6.3)"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from cdipgraph.report import AGENDA_ITEM, PARAGRAPHS, SESSION, SUMMARY_ITEM, Citation, How
from cdipgraph.spans import Span
from cdipgraph.structure.chain import Part
from cdipgraph.structure.columns import item_words
from cdipgraph.structure.context import Context, mentions
from cdipgraph.structure.decisions import led, of_sessions
from cdipgraph.structure.sections import DecisionBlock, concludes, sentences

_BRACKET = re.compile(r"\((?P<inside>[^()\n]{3,60}(?:\([a-z]{1,3}\))?)\)[.;]?$")
_MARKS = " ,;:\u00a0"  # what stands between a session and the item of its summary
_ARTICLE = 8  # characters of what may stand before a session


def items_of_decisions(context: Context, parts: Sequence[Part]) -> list[Citation]:
    """The citations; an item that a decision opens with ("Summary by the Chair, item 9:"), or that stands in a bracket
    at its end ("(item 6.1)"), is one of the summary of its session; so is one in a bracket at the end of a sentence
    that tells what was decided, or beside a session ("(SCCR 45, item 6.3)").
    """
    read: dict[int, Citation] = {}
    for part in parts:
        reports = _reports(context, part)
        decided = part.section.decisions if part.section else ()
        blocks = [each for block in decided for each in of_sessions(context, block)]
        for block in (*blocks, *_telling(context, part)):
            found = _item_in_opening(context, block) or _item_in_bracket(context, block)
            if not found:
                read |= _of_opening(context, block)
                continue
            span, number, beside = found
            session = beside or _session_before(context, part, block, span.start, reports)
            if session:
                how = How.EXPLICIT if beside else How.BY_CONTEXT
                read[span.start] = Citation(span, SUMMARY_ITEM, item=number, session=session, how=how)
    known = [c for c in context.citations if c.span.start not in read]
    return sorted([*known, *read.values()], key=lambda c: c.span)


def _of_opening(context: Context, block: DecisionBlock) -> dict[int, Citation]:
    """The items that a decision cites of a summary whose session it opens with, or names before them in the same
    sentence, and does not say again.
    """
    opened, read = led(context, block)[1], dict[int, Citation]()
    for sentence in sentences(context.source, block.text):
        before: set[int] = set()
        for c in context.citations_in(sentence):
            past = (
                c.kind is SESSION and c.session is not None and (context.session is None or c.session < context.session)
            )
            if past and c.session is not None and not _to_come(context, sentence, c):
                before.add(c.session)
            session = opened or (next(iter(before)) if len(before) == 1 else None)
            if session and c.kind is SUMMARY_ITEM and c.how is not How.EXPLICIT:
                read[c.span.start] = c._replace(session=session, how=How.BY_CONTEXT, candidates=())
    return read


def _to_come(context: Context, sentence: Span, session: Citation) -> bool:
    """True for a session for which something is decided: named after the verb, and not as where it was decided."""
    decided = next(context.outcomes(Span(sentence.start, session.span.start)), None)
    return decided is not None and not any(mentions(context, sentence, [session]))


def _telling(context: Context, part: Part) -> Iterator[DecisionBlock]:
    """The sentences of the prose that end with a bracket and tell what was decided, by who decides."""
    for sentence in part.discussion.sentences:
        span = sentence.span
        if _bracket(context, span) and concludes(context.source, context.language, span, span.end - span.start):
            yield DecisionBlock(span, Span(span.start, span.start))


def _reports(context: Context, part: Part) -> list[tuple[int, int]]:
    """Where the prose cites reports of sessions, and of which, in order."""
    prose = part.section.prose if part.section else ()
    cited = (c for block in prose for c in context.citations_in(block.span))
    return sorted(
        (c.span.start, c.session) for c in cited if c.kind is PARAGRAPHS and c.session and not context.another(c)
    )


def _item_in_opening(context: Context, block: DecisionBlock) -> tuple[Span, str, int | None] | None:
    """Where the words that a decision opens with name an item of a summary, and of no session, and its number; "item 6"
    beside the word for a summary is one of it, "agenda item 6" is not.
    """
    lower, opening = context.source.lower, block.opening
    summary, bare = context.find(opening, "words", "summary"), item_words(context.language)
    for c in context.citations_in(opening):
        of_summary = c.kind is SUMMARY_ITEM or (summary and c.kind is AGENDA_ITEM and bare.fullmatch(lower, *c.span))
        if of_summary and c.item and c.session is None:
            return c.span, c.item, None
    return None


def _bracket(context: Context, span: Span) -> Span | None:
    """What stands in the bracket that words end with."""
    found = _BRACKET.search(context.source.view, *span)
    return Span(*found.span("inside")) if found else None


def _item_in_bracket(context: Context, block: DecisionBlock) -> tuple[Span, str, int | None] | None:
    """Where the bracket at the end of a decision names an item by its number, the number, and the session that may
    stand beside it.
    """
    inside = _bracket(context, block.text)
    if inside is None:
        return None
    words, session = inside, None
    beside = [c for c in context.citations_in(inside) if c.kind is SESSION and c.session is not None]
    if len(beside) == 1:
        session, named = beside[0].session, beside[0].span
        words = (
            Span(named.end, inside.end) if named.start - inside.start < _ARTICLE else Span(inside.start, named.start)
        )
        words = _bare(context, words)
    numbered = context.language.pattern_of(r"(?:{paragraph} ?(?P<number>\d{1,3}(?:\.\d{1,3})?))")
    match = item_words(context.language).fullmatch(context.source.lower, *words)
    match = match or numbered.fullmatch(context.source.lower, *words)
    return (words, match[1], session) if match else None


def _bare(context: Context, span: Span) -> Span:
    """Words without the marks at their ends, and without what joins them to a session after them: "item 5 of the"."""
    start, end = span
    joined = context.language.ending("words", "of_the").search(context.source.lower[start:end].rstrip())
    end = start + joined.start() if joined else end
    while start < end and context.source.view[start] in _MARKS:
        start += 1
    while end > start and context.source.view[end - 1] in _MARKS:
        end -= 1
    return Span(start, end)


def _session_before(
    context: Context, part: Part, block: DecisionBlock, item: int, reports: Sequence[tuple[int, int]]
) -> int | None:
    """The session that a decision is of: the one its opening names, else that of the last report cited before it, or
    of the discussion up to the item.
    """
    named = [c.session for c in context.citations_in(block.opening) if c.session is not None]
    leading = led(context, block)[1]
    named = [leading] if leading else named
    at, told = part.discussion.told_at(item)
    before = bisect_left(reports, (block.text.start, 0)) - 1
    cited = {reports[before][1]} if before >= 0 and reports[before][0] > at else set()
    sessions = set(named[:1]) or cited or set(told)
    return next(iter(sessions)) if len(sessions) == 1 else None
