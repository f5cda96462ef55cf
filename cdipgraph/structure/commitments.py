"""Commitments: what is asked for, and what in the document answers it; and what is said to follow.

What is asked is read from decisions, from what is said to follow, and from what somebody takes on in running text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from cdipgraph.report import PARAGRAPHS, SESSION, SUMMARY_ITEM, Commitment, Decision, FollowUp, Implementation, Review
from cdipgraph.source import Block
from cdipgraph.spans import Span
from cdipgraph.structure.answering import Chain, matched, reported, stems, told_done
from cdipgraph.structure.asks import ACTORS, COUNTED, asked, asked_of, listed, made, stripped, subject, undertaken
from cdipgraph.structure.chain import Part
from cdipgraph.structure.context import Context
from cdipgraph.structure.sections import sentences

_SAID_AGAIN = 0.4  # of the words of a sentence that are those of an ask which it says again
_SAID_FOR_IT = 0.3  # the same, of one that is for the same session
_PLANNED = 45  # characters from "will be" to the session that something will be at
_PAST = (("asking", "done"), ("activity", "presented"))
_PROMISED = ("promised",)
_TAKEN_ON = ("promised", "planned", "advised")


# What follows


def follow_up(context: Context, part: Part) -> FollowUp | None:
    """What is said to follow, whether anything is, and for which session; None when nothing is said."""
    said = [block.span for block in part.section.follow_up] if part.section else []
    said = said or list(part.entries("follow_up")) or _told_to_follow(context, part)
    if not said:
        return None
    span = Span(said[0].start, said[-1].end)
    due = _scheduled(context, span)
    if context.find(span, "follow_up", "none"):
        return FollowUp(span, "none")
    if due is not None:
        return FollowUp(span, "scheduled", due)
    return FollowUp(span, "done" if _done(context, span) else "ongoing")


def _done(context: Context, span: Span) -> bool:
    """True where what follows is said to be over: in so many words, or by telling only of what was done."""
    said = list(sentences(context.source, span))
    over = [(n, found.end) for n, each in enumerate(said) if (found := context.find(each, "follow_up", "done"))]
    if over:
        first, end = over[0]
        return not any(_goes_on(context, each) for each in (Span(end, said[first].end), *said[first + 1 :]))
    if context.find(span, "follow_up", "elsewhere"):
        return False
    told = [any(context.find(sentence, *path) for path in _PAST) for sentence in said]
    return any(told) and not any(_goes_on(context, sentence) for sentence in said)


def _goes_on(context: Context, sentence: Span) -> bool:
    """True for a sentence that tells what goes on or is to come, and not that it no longer does."""
    negated = context.find(sentence, "asking", "negated")
    goes_on = (context.find(sentence, "follow_up", name) for name in ("ongoing", "future"))
    return any(at and not (negated and negated.start <= at.start < negated.end) for at in goes_on)


def _told_to_follow(context: Context, part: Part) -> list[Span]:
    """The last sentences on a measure that stand under no heading and yet tell what follows: nothing of the past, and
    what goes on, is to come, or is not.
    """
    prose = part.section.prose if part.section else []
    if not prose or not part.section:
        return []
    last = prose[-1].span
    if any(decision.text.end > last.start for decision in part.section.decisions):
        return []
    told: list[Span] = []
    known = list(sentences(context.source, last))
    for sentence in reversed(known):
        if not _follows(context, sentence):
            break
        told.insert(0, sentence)
    return told


def _follows(context: Context, sentence: Span) -> bool:
    """True for a sentence that tells of nothing past, and of what goes on, is to come, or is not."""
    coming = any(c.session > context.session for c in context.citations_in(sentence) if c.session and context.session)
    told = any(context.find(sentence, "follow_up", name) for name in ("none", "future", "ongoing", "done"))
    if not (told or coming):
        return False
    done = context.find(sentence, "activity", "presented") or context.find(sentence, "told", "decision")
    return not done and all(c.kind not in (PARAGRAPHS, SUMMARY_ITEM) for c in context.citations_in(sentence))


def _scheduled(context: Context, span: Span) -> int | None:
    """The later session that a sentence about the future names; or one that is over, for which something "will be
    presented" all the same.
    """
    for sentence in sentences(context.source, span):
        named = [c for c in context.citations_in(sentence) if c.kind is SESSION and c.session is not None]
        future = context.find(sentence, "follow_up", "future") if named else None
        if future is None:
            coming = [c.session for c in named if context.session is not None and (c.session or 0) > context.session]
            if coming and not context.find(sentence, "asking", "negated"):
                return coming[0]
            continue
        later = [c.session for c in named if context.session is None or (c.session or 0) >= context.session]
        planned = [c.session for c in named if 0 <= c.span.start - future.end < _PLANNED]
        if later or planned:
            return (later or planned)[0]
    return None


# What is asked about a measure


def commitments(
    context: Context,
    part: Part,
    found: Sequence[Decision],
    done: Sequence[Implementation],
    discussed: Sequence[Review],
    follows: FollowUp | None,
) -> list[Commitment]:
    """What the decisions on a measure ask for, each with what answered it; then what is taken on in what is told of
    it and in what is said to follow, but for what only says a decision again.
    """
    asks = [ask for position, decision in enumerate(found) for ask in asked(context, position, decision)]
    asks += _apart(_promised(context, part), asks)
    coming = list(_following(context, follows)) if follows else []
    matters = [_matter(context, ask) for ask in asks] if coming else []
    again = [_said_again(context, said, asks, matters) for said in coming]
    restated = {i: tuple(c.text for c, of in zip(coming, again, strict=True) if of == i) for i in range(len(asks))}
    chain = Chain(context, found, done, discussed, follows, asks)
    new = [said for said, of in zip(coming, again, strict=True) if of is None]
    return [*(chain.answered(replace(ask, restated=restated[i])) for i, ask in enumerate(asks)), *new]


def _promised(context: Context, part: Part) -> Iterator[Commitment]:
    """What somebody promises in the prose on a measure."""
    for block in part.section.prose if part.section else ():
        if not context.find(block.span, "asking", "promising"):
            continue
        for sentence in sentences(context.source, block.span):
            under = part.discussion.sessions_at(sentence.start) or frozenset()
            session = next(iter(under)) if len(under) == 1 else context.session
            yield from undertaken(context, sentence, _PROMISED, session)


def _following(context: Context, follows: FollowUp) -> Iterator[Commitment]:
    """What is to be done according to what is said to follow: by whom it names, or for the session that it names."""
    if follows.status == "none":
        return
    for sentence in sentences(context.source, follows.text):
        taken = list(undertaken(context, sentence, _TAKEN_ON, context.session))
        if not taken and context.find(sentence, "follow_up", "future"):
            span = Span(sentence.start, stripped(context, sentence))
            ask = made(context, span, subject(context, span), "requested", context.session)
            taken = [ask] if ask.times else []
        yield from (replace(ask, follow_up=True) for ask in taken)


def _said_again(
    context: Context, said: Commitment, asks: Sequence[Commitment], matters: Sequence[frozenset[str]]
) -> int | None:
    """Which of the asks a sentence says again: in its words, or for the same session; never one for a session that the
    decision does not name. `matters` are the words of the asks.
    """
    own = _matter(context, said)
    least = (_SAID_AGAIN if said.due is None else _SAID_FOR_IT) * max(1, len(own))
    for position, (ask, others) in enumerate(zip(asks, matters, strict=True)):
        if said.due in (None, ask.due) and len(own & others) >= least:
            return position
    return None


def _matter(context: Context, ask: Commitment) -> frozenset[str]:
    """The stems of the words of an ask, without those that say for when, of whom, or only that it is to come."""
    lower, actors = context.source.lower, [context.language.pattern("actors", actor) for actor in ACTORS]
    beside = [when.span for when in ask.times]
    beside += [Span(*found.span()) for actor in actors for found in actor.finditer(lower, *ask.text)]
    coming = context.find(ask.text, "follow_up", "future")
    beside += [coming] if coming else []
    return stems(context, ask.text).difference(*(stems(context, span) for span in beside))


def _apart(new: Iterable[Commitment], known: Sequence[Commitment]) -> Iterator[Commitment]:
    """What is taken on in other words than those that ask for it already."""
    for ask in new:
        if not any(ask.text.start < other.text.end and other.text.start < ask.text.end for other in known):
            yield ask


# What minutes record


def minuted_commitments(
    context: Context, found: Sequence[Decision], told: Sequence[tuple[int, Span]] = ()
) -> list[Commitment]:
    """What the decisions that a session's report or a Chair's summary records ask for, and what is taken on in its
    paragraphs (`told`: which, counted from 0, and the words). Nothing in the same document answers them.
    """
    result: list[Commitment] = []
    for position, decision in enumerate(found):
        asks = [*asked(context, position, decision)]
        asks += _apart(listed(context, position, decision, asks), list(asks))
        asks.sort(key=lambda ask: ask.text)
        result += (replace(ask, text=_with_points(context, ask.text, decision)) for ask in asks)
    for paragraph, span in told:
        for ask in _apart(undertaken(context, span, _TAKEN_ON, context.session), result):
            own = next((i for i, decision in enumerate(found) if decision.text.covers(ask.text)), None)
            result.append(replace(ask, decision=own, paragraph=paragraph if own is None else None))
    return result


def _with_points(context: Context, span: Span, decision: Decision) -> Span:
    """What is asked, with the points that it announces: "work on the following topics: (a) ...; (b) ..."."""
    following = [point.span for point in decision.points if point.span.start > span.end]
    if not following or context.source.view[span.end - 1] != ":":
        return span
    return Span(span.start, stripped(context, Span(span.start, following[-1].end)))


# The decision that opened the process


def opening_commitments(context: Context, found: Sequence[Decision], introduction: Sequence[Block]) -> list[Commitment]:
    """What the opening decisions ask for, point by point or in their words; what the introduction then tells as done
    answers them, one sentence one of them.
    """
    result: list[Commitment] = []
    for position, decision in enumerate(found):
        asks, period = list(asked(context, position, decision)) if not decision.points else [], None
        for each in decision.points:
            span = Span(each.span.start, _point_end(context, each.span))
            ask = made(context, span, asked_of(context, span), "decided", decision.session, (), position)
            if ask.due is None and context.find(span, "asking", "period"):
                ask = replace(ask, due=period, rules=(*COUNTED, *ask.rules) if period else ask.rules)
            period = ask.due or period
            asks.append(ask)
        after = [rest for block in introduction if (rest := _after(context, block.span, decision.text.end))]
        result += reported(context, matched(context, asks, told_done(context, after)), after)
    return result


def _after(context: Context, span: Span, at: int) -> Span | None:
    """What of a stretch of text comes after an offset; None for nothing."""
    rest = Span(max(span.start, at), max(span.end, at)).trimmed(context.source.text)
    return rest if rest.end > rest.start else None


def _point_end(context: Context, span: Span) -> int:
    """The end of a point's words, without "; et" or the full stop."""
    joined = context.language.pattern_of(r"\s*[;,.]\s*(?:{and})?\s*$")
    match = joined.search(context.source.lower[span.start : span.end])
    return span.start + match.start() if match else span.end
