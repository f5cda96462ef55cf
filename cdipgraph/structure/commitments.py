"""Commitments: what a decision asks for, of whom, for which session, and what in the document answers it; and what is
said to follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cdipgraph.report import (
    DOCUMENT,
    PARAGRAPHS,
    SESSION,
    SUMMARY_ITEM,
    Answer,
    Commitment,
    Decision,
    FollowUp,
    Implementation,
)
from cdipgraph.source import Block
from cdipgraph.spans import Span
from cdipgraph.structure.chain import Part
from cdipgraph.structure.context import Context, before_bracket
from cdipgraph.structure.sections import sentences

ACTORS = ("secretariat", "chair", "delegations", "committee")
_WORD = re.compile(r"[^\W\d_]{5,}")
_NEW_LINE = re.compile(r"(?<=[.;:,])\n|\n\s{0,8}(?:\(?[A-Za-z\d]{1,4}[.)]|[-*\u2022])\s")  # no wrapped line
_DASHED = re.compile(r"(?:^|\n)\s{0,8}[-*\u2022\u00b7]\s{1,4}(?P<words>[^\n]+)")
_STEM = 6  # letters of a word that count when words are compared: "webinaires" is like "webinaire"
_CLAUSE = 8  # characters that the word before a clause takes
_TRAILING = " .;,\n\t\u00a0"
_DEFAULT = ("actor-by-default",)
_COUNTED = ("due-by-sequence",)


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
    return FollowUp(span, "done" if context.find(span, "follow_up", "done") else "ongoing")


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
    return told if len(prose) > 1 or len(told) < len(known) else []


def _follows(context: Context, sentence: Span) -> bool:
    """True for a sentence that tells of nothing past, and of what goes on, is to come, or is not."""
    if not any(context.find(sentence, "follow_up", name) for name in ("none", "future", "ongoing")):
        return False
    done = context.find(sentence, "activity", "presented") or context.find(sentence, "told", "decision")
    return not done and all(c.kind not in (PARAGRAPHS, SUMMARY_ITEM) for c in context.citations_in(sentence))


def _scheduled(context: Context, span: Span) -> int | None:
    """The later session that a sentence about the future names."""
    for sentence in sentences(context.source, span):
        named = [c.session for c in context.citations_in(sentence) if c.kind is SESSION and c.session is not None]
        later = [session for session in named if context.session is None or session >= context.session]
        if later and context.find(sentence, "follow_up", "future"):
            return later[0]
    return None


# What is asked


def commitments(
    context: Context, part: Part, found: Sequence[Decision], done: Sequence[Implementation], follows: FollowUp | None
) -> list[Commitment]:
    """What the decisions on a measure ask for, each with what answered it."""
    return [
        _answered(context, ask, decision, done, follows)
        for position, decision in enumerate(found)
        for ask in _asked(context, position, decision)
    ]


def _asked(context: Context, position: int, decision: Decision) -> Iterator[Commitment]:
    if not decision.worded and decision.outcomes == ("requested",) and context.find(decision.text, "told", "request"):
        yield from _requested(context, position, decision)
        return
    for sentence in sentences(context.source, decision.text):
        found = list(_askings(context, sentence))
        for number, (match, start) in enumerate(found):
            following = found[number + 1][0].start() if number + 1 < len(found) else sentence.end
            line = _NEW_LINE.search(context.source.view, start, following)
            following = line.start() if line else following
            said = match.groupdict().get("actor")
            for span in _split(context, Span(start, _stripped(context, Span(start, following)))):
                actor = _actor(context, said) or _subject(context, span)
                due = _due(context, span, decision.session)
                rules = (*_counted(context, span, due), *(() if actor else _DEFAULT))
                yield Commitment(position, span, actor or "committee", due, rules=rules)


def _askings(context: Context, sentence: Span) -> Iterator[tuple[re.Match[str], int]]:
    """Each place in a sentence where something is asked: the words of asking, and where what is asked begins."""
    any_ask, start = context.language.any_sought("asks"), sentence.start
    while found := context.search(any_ask, Span(start, sentence.end)):
        for rule in context.language.rules("asks"):
            match = rule.pattern.match(context.source.lower, found.start(), sentence.end)
            if match:
                yield match, match.end("ask")  # what follows it in the pattern only tells that something is asked
                break
        start = found.end()


def _requested(context: Context, position: int, decision: Decision) -> Iterator[Commitment]:
    """What was asked for in "À la demande de la session 22, le Secrétariat a présenté à la session 23 X": X, for 23."""
    presented = context.find(decision.text, "activity", "presented")
    if not presented:
        return
    named = [c for c in context.citations_in(Span(presented.end, decision.text.end)) if c.kind is SESSION]
    start = presented.end
    if named and named[0].span.start - presented.end < 20:
        start = named[0].span.end
        committee = context.language.pattern_of(r" {committee}").match(context.source.lower, start, decision.text.end)
        start = committee.end() if committee else start
    end = before_bracket(context, Span(start, decision.text.end), context.citations_in(decision.text))
    span = Span(start, _stripped(context, Span(start, end))).trimmed(context.source.text)
    actor = _subject(context, Span(decision.text.start, presented.end), last=True)
    due = named[0].session if named else None
    yield Commitment(position, span, actor or "secretariat", due, rules=() if actor else _DEFAULT)


def _split(context: Context, span: Span) -> Iterator[Span]:
    """The single asks of "de mettre en place ... et de procéder à ..."."""
    start = span.start
    for match in context.language.pattern("asking", "next").finditer(context.source.lower, *span):
        yield Span(start, match.start()).trimmed(context.source.text)
        start = match.end()
    yield Span(start, span.end).trimmed(context.source.text)


def _stripped(context: Context, span: Span) -> int:
    """Where the words of a span end, without punctuation, and without the "; and" before another point."""
    joined = context.language.pattern_of(r";\s*{and}\s*$").search(context.source.lower[span.start : span.end])
    end = span.start + joined.start() if joined else span.end
    while end > span.start and context.source.text[end - 1] in _TRAILING:
        end -= 1
    return end


def _actor(context: Context, words: str | None) -> str | None:
    return next((actor for actor in ACTORS if words and context.language.pattern("actors", actor).search(words)), None)


def _subject(context: Context, span: Span, *, last: bool = False) -> str | None:
    """The actor named first, or last, in a stretch of text."""
    found = [
        (match.start(), actor)
        for actor in ACTORS
        for match in context.language.pattern("actors", actor).finditer(context.source.lower, *span)
    ]
    return (max if last else min)(found)[1] if found else None


def _due(context: Context, span: Span, asked_at: int | None) -> int | None:
    """The session that an ask is due at, where it names one, or the one after that which asked."""
    named = [c.session for c in context.citations_in(span) if c.kind is SESSION and c.session is not None]
    if named:
        return named[-1]
    return asked_at + 1 if asked_at is not None and context.find(span, "context", "following") else None


def _counted(context: Context, span: Span, due: int | None) -> tuple[str, ...]:
    """The rule that a session an ask is due at was counted by; none where the words name it."""
    named = any(c.kind is SESSION and c.session == due for c in context.citations_in(span))
    return () if due is None or named else _COUNTED


def minuted_commitments(context: Context, found: Sequence[Decision]) -> list[Commitment]:
    """What the decisions that a session's report or a Chair's summary records ask for; "the next session" is the one
    after theirs. Nothing in the same document answers them.
    """
    result = []
    for position, decision in enumerate(found):
        asked = [*_asked(context, position, decision)]
        for ask in [*asked, *_listed(context, position, decision, asked)]:
            if _states(context, ask.text):
                continue
            due = _due_after(context, ask.text, decision.session)
            if due is None and decision.session and context.find(ask.text, "asking", "coming"):
                due = decision.session + 1
            rules = (*_counted(context, ask.text, due), *(rule for rule in ask.rules if rule not in _COUNTED))
            result.append(replace(ask, text=_with_points(context, ask.text, decision), due=due, rules=rules))
    return result


def _states(context: Context, span: Span) -> bool:
    """True for what is agreed to be so, not to be done: "agreed that there were advantages"."""
    opening = context.find(Span(max(0, span.start - _CLAUSE), span.start), "asking", "clause")
    if opening is None or context.find(span, "asking", "owing"):
        return False
    following = context.find(span, "asking", "clause")  # the verb of another clause tells nothing
    clause = Span(span.start, following.start) if following else span
    return context.find(clause, "asking", "stating") is not None


def _with_points(context: Context, span: Span, decision: Decision) -> Span:
    """What is asked, with the points that it announces: "work on the following topics: (a) ...; (b) ..."."""
    following = [point.span for point in decision.points if point.span.start > span.end]
    if not following or context.source.view[span.end - 1] != ":":
        return span
    return Span(span.start, _stripped(context, Span(span.start, following[-1].end)))


def _listed(context: Context, position: int, decision: Decision, asked: Sequence[Commitment]) -> Iterator[Commitment]:
    """The asks that are the points of a decision: "requested the Secretariat to: (a) ...; (b) ..."."""
    if not decision.points and "\n" not in context.quote(decision.text):
        return
    lower = context.source.lower
    items = [point.span for point in decision.points] or list(_dashed(context, decision.text))
    lead = Span(decision.text.start, items[0].start if items else decision.text.start)
    match = context.search(context.language.sought("asking", "list"), lead)
    actor = _actor(context, match and match["actor"])
    announced = match and any(ask.text.end >= match.end() for ask in asked)
    for read in items if actor and not announced else ():
        leading = context.language.pattern("asking", "leading").match(lower, *read)
        start = leading.end() if leading else read.start
        span = Span(start, _stripped(context, Span(start, read.end)))
        yield Commitment(position, span, actor or "committee")


def _dashed(context: Context, text: Span) -> Iterator[Span]:
    """The lines of a text that a dash or a bullet opens, without it."""
    for match in _DASHED.finditer(context.source.view, *text):
        yield Span(*match.span("words")).trimmed(context.source.text)


# What answers


def _answered(
    context: Context, ask: Commitment, decision: Decision, done: Sequence[Implementation], follows: FollowUp | None
) -> Commitment:
    later = [i for i, known in enumerate(done) if _answers(context, ask, decision, known)]
    kinds = [role for role, _ in context.named(ask.text, "activities")]
    symbols = {c.symbol for c in context.citations_in(ask.text) if c.kind is DOCUMENT}
    fitting = [i for i in later if done[i].kind in kinds or (done[i].symbol and done[i].symbol in symbols)]
    chosen = fitting or ([] if symbols or _words_named(kinds) else later)
    if chosen:
        evidence = done[chosen[0]].stated[0].span
        rule = "answer-by-kind" if fitting else "answer-by-session"
        return replace(ask, answers=(Answer(implementation=chosen[0], evidence=evidence, rule=rule),))
    sentence = _past_sentence(context, ask.text, follows.text) if follows else None
    if not sentence:
        return ask
    return replace(ask, answers=(Answer(follow_up=True, evidence=sentence, rule="answer-by-words"),))


def _words_named(kinds: Sequence[str]) -> bool:
    """True when the ask names a kind of thing that only itself can answer."""
    return any(kind in ("presentation", "interactive-dialogue", "round-table") for kind in kinds)


def _answers(context: Context, ask: Commitment, decision: Decision, known: Implementation) -> bool:
    """True when an implementation came after the decision, and at the session it was due at where there is one."""
    if decision.session is None or not known.sessions:
        return False
    if ask.due is not None:
        return ask.due in known.sessions
    return min(known.sessions) > decision.session


def _past_sentence(context: Context, ask: Span, text: Span) -> Span | None:
    """The sentence that tells, as done, of something the ask names."""
    asked = _stems(context, ask)
    for sentence in sentences(context.source, text):
        if context.find(sentence, "asking", "done") and asked & _stems(context, sentence):
            return sentence
    return None


def _stems(context: Context, span: Span) -> set[str]:
    common = context.language.table.get("asking", {}).get("common", ())
    return {w[:_STEM] for w in _WORD.findall(context.source.lower, *span) if w not in common}


# The decision that opened the process


@dataclass(frozen=True)
class _Told:
    """A sentence of the introduction, with the stems of its words."""

    span: Span
    stems: frozenset[str]


def opening_commitments(context: Context, found: Sequence[Decision], introduction: Sequence[Block]) -> list[Commitment]:
    """What the points of the opening decisions ask for; what the introduction then tells as done answers them, one
    sentence one point.
    """
    result: list[Commitment] = []
    for position, decision in enumerate(found):
        asks, period = [], None
        for each in decision.points:
            span = Span(each.span.start, _point_end(context, each.span))
            due = _period(context, span, decision.session)
            if due is None and context.find(span, "asking", "period"):
                due = period
            period = due or period
            actor = _asked_of(context, span)
            rules = (*_counted(context, span, due), *(() if actor else _DEFAULT))
            asks.append(Commitment(position, span, actor or "committee", due, rules=rules))
        done = [
            _Told(sentence, frozenset(_stems(context, sentence)))
            for block in introduction
            if block.span.start > decision.text.end
            for sentence in sentences(context.source, block.span)
            if context.find(sentence, "asking", "done") and not context.find(sentence, "asking", "own")
        ]
        result += _match(context, asks, done)
    return result


def _asked_of(context: Context, span: Span) -> str | None:
    """Whom a point asks: the actor right after a verb of asking; where there is none, it is for the committee, which
    decides on its own work.
    """
    for rule in context.language.rules("asks"):
        match = context.search(rule.sought, span)
        actor = _actor(context, match.groupdict().get("actor")) if match else None
        if actor:
            return actor
    return None


def _point_end(context: Context, span: Span) -> int:
    """The end of a point's words, without "; et" or the full stop."""
    joined = context.language.pattern_of(r"\s*[;,.]\s*(?:{and})?\s*$")
    match = joined.search(context.source.lower[span.start : span.end])
    return span.start + match.start() if match else span.end


def _period(context: Context, span: Span, session: int | None) -> int | None:
    match = context.language.pattern("asking", "due").search(context.source.lower, *span)
    count = context.language.number(match["count"]) if match else None
    return session + count if session and count else _due_after(context, span, session)


def _due_after(context: Context, span: Span, session: int | None) -> int | None:
    due = _due(context, span, session)
    return due if due and session and due > session else None


def _match(context: Context, asks: Sequence[Commitment], done: Sequence[_Told]) -> list[Commitment]:
    """Each sentence answers the point whose words it shares most of, if it shares two fifths of its own; a point is
    answered once.
    """
    answers: dict[int, Span] = {}
    asked = [_stems(context, ask.text) for ask in asks]
    for told in done:
        shares = [(len(told.stems & stems) / max(1, len(told.stems)), -i) for i, stems in enumerate(asked)]
        share, negative = max(shares, default=(0.0, 0))
        if share >= 0.4 and -negative not in answers:
            answers[-negative] = told.span
    return [
        replace(ask, answers=(Answer(document=True, evidence=answers[i], rule="answer-by-words"),))
        if i in answers
        else ask
        for i, ask in enumerate(asks)
    ]
