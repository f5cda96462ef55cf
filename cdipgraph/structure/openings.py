"""The decisions with which the introduction of a report says that it began."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from cdipgraph.report import SESSION, Decision, Point
from cdipgraph.source import Block
from cdipgraph.spans import Span
from cdipgraph.structure.context import Context, before_bracket
from cdipgraph.structure.decisions import outcomes
from cdipgraph.structure.sections import begins_clause, point, sentences

_DECIDING = ("decided", "requested", "approved", "adopted", "recommended", "agreed")
_BRACKET = re.compile(r"\s*\([^()]{1,20}\)")
_NEAR = 30  # characters before a verb, or after it


def opening_decisions(context: Context, introduction: Sequence[Block], committee: str = "") -> list[Decision]:
    """The decisions with which the introduction says that it began: those quoted with their points ("... a décidé :",
    then i), ii), iii)), and those told in a sentence that names the session. `committee` are the name and the acronyms
    of the document's own: what another body decided was at a session of its own.
    """
    found: list[Decision] = []
    for position, block in enumerate(introduction):
        if found and block.span.start < found[-1].text.end:
            continue
        announces = context.source.view[block.span.end - 1] == ":"
        points = _points_after(context, introduction[position + 1 :]) if announces else []
        for sentence in sentences(context.source, block.span):
            listed = points if sentence.end == block.span.end else []
            decision = (
                _opening_listed(context, sentence, listed) if listed else _opening_told(context, sentence, committee)
            )
            found += [decision] if decision else []
    return found


def _points_after(context: Context, blocks: Sequence[Block]) -> list[Point]:
    """The points that blocks begin with."""
    read = (point(context.source, block) for block in blocks)
    return [each for each in takewhile(lambda each: each is not None, read) if each]


def _opening_listed(context: Context, sentence: Span, points: Sequence[Point]) -> Decision | None:
    """The decision whose points follow a sentence; None where it tells of none."""
    words = context.find(sentence, "told", "opening") or context.find(sentence, "told", "decision")
    if not words:
        return None
    text, done = Span(words.start, points[-1].span.end), Span(words.start, sentence.end)
    return Decision(text, outcomes(context, done), _opening_session(context, sentence, words), points=tuple(points))


def _opening_told(context: Context, sentence: Span, committee: str) -> Decision | None:
    """The decision that a sentence tells of a session that it names before the verb, or in commas right after it."""
    decided = context.find(sentence, "told", "decision") or _opening_joined(context, sentence, committee.lower())
    if not decided or not begins_clause(context.source, context.language, sentence.start, decided.start):
        return None
    session = _opening_session(context, sentence, Span(decided.end, decided.end)) or _inserted(context, decided.end)
    if session is None or not _by_own(context, decided, committee.lower()):
        return None
    end = before_bracket(context, Span(decided.start, sentence.end), context.citations_in(sentence))
    text = Span(decided.start, end)
    return Decision(text, outcomes(context, text), session, worded=False)


def _opening_joined(context: Context, sentence: Span, committee: str) -> Span | None:
    """Who decided, up to the verb, where more stands between: the rest of the committee's name, or what it did first
    ("the Committee considered the proposal and decided").
    """
    subject = context.find(sentence, "told", "subject")
    if not subject:
        return None
    lower, done = context.source.lower, False
    for role, told in context.outcomes(Span(subject.start, sentence.end)):
        if role not in _DECIDING:
            done = True
            continue
        verb = max(told.start, subject.end, lower.rfind(" ", *told) + 1)
        between = Span(subject.end, verb)
        name = _bare(context, _BRACKET.sub("", between.of(lower))).strip()
        joined = done and _joins(context, verb) and not context.find(between, "told", "back")
        return Span(subject.start, told.end) if joined or (name and name in committee) else None
    return None


def _bare(context: Context, words: str) -> str:
    """Words before a verb, without its auxiliary: "the Committee had"."""
    return context.language.ending("told", "auxiliary").sub("", words)


def _joins(context: Context, at: int) -> bool:
    """True for a verb that a word joins to another before it: "and decided", "et a décidé"."""
    before = _bare(context, context.source.lower[max(0, at - _NEAR) : at])
    return context.language.ending("words", "and").search(before) is not None


def _inserted(context: Context, at: int) -> int | None:
    """The session that stands in commas right after a verb: "decided, at its thirtieth session, to"."""
    if context.source.view[at : at + 1] != ",":
        return None
    named = [c for c in context.citations_in(Span(at, at + _NEAR)) if c.kind is SESSION]
    after = context.source.view[named[0].span.end :][:1] if named else ""
    return named[0].session if named and after == "," else None


def _by_own(context: Context, decided: Span, committee: str) -> bool:
    """True where those who decided are called as the document's own committee is; or where that has no name."""
    subject = context.find(decided, "told", "subject")
    named = subject.of(context.source.lower).replace("'", " ") if subject and committee else ""
    return all(word in committee for word in named.split()[1:])


def _opening_session(context: Context, span: Span, words: Span) -> int | None:
    named = [c for c in context.citations_in(span) if c.kind is SESSION and c.span.start < words.start]
    return named[0].session if named else None
