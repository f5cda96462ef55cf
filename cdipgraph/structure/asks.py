"""What is asked for: the words of asking, who is asked, for when, under which conditions.

"requested the Secretariat, subject to available resources, to prepare a study for its next session" asks for what
stands after the "to". What was asked at another time ("noted that the Secretariat had been requested to ..."), what is
agreed not to be done, and what is only said to be so, ask for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator, Sequence
from typing import Final

from cdipgraph.report import SESSION, Commitment, Decision, When
from cdipgraph.spans import Span
from cdipgraph.structure.context import Context, before_bracket
from cdipgraph.structure.dues import times
from cdipgraph.structure.sections import sentences

ACTORS: Final = ("secretariat", "chair", "delegations", "committee")
#: Who is to act where nobody is named: what is requested, the secretariat does; what is decided, the committee.
_UNNAMED: Final = {"requested": "secretariat"}
#: The rules by which a session was counted that no words name, and somebody taken for asked.
COUNTED: Final = ("due-by-sequence",)
_DEFAULT: Final = ("actor-by-default",)
_NEW_LINE: Final = re.compile(r"(?<=[.;:,])\n|\n\s{0,8}(?:\(?[A-Za-z\d]{1,4}[.)]|[-*\u2022])\s")  # no wrapped line
_DASHED: Final = re.compile(r"(?:^|\n)\s{0,8}[-*\u2022\u00b7]\s{1,4}(?P<words>[^\n]+)")
#: What stands at the end of an ask and belongs to the next: "; and", "; and (iii".
_LABEL: Final = re.compile(r"[^.;:\n]{3,80}:\s+(?=\S)")
_JOINED: Final = r"(?:[;,\s]\s*{and}|;)(?:\s*\([a-z\d]{1,4})?\s*$"
_CLAUSE = 8  # characters that the word before a clause takes
_NEAR = 24  # characters before the words of asking in which "had been" may stand
_ASKS: Final = ("ask", "ask2")  # the groups of a pattern that end where what is asked begins
_LEADS = 4  # clauses that may stand before a subject
_TRAILING = " .;,\n\t\u00a0"


def asked(context: Context, position: int, decision: Decision) -> Iterator[Commitment]:
    """What a decision, counted from 0, asks for, in the order of its words."""
    if not decision.worded and decision.outcomes == ("requested",) and context.find(decision.text, "told", "request"):
        yield _presented(context, position, decision)
        return
    for sentence in sentences(context.source, decision.text):
        found = list(_askings(context, sentence))
        before = conditions(context, Span(sentence.start, found[0][0].start())) if found else []
        told = {at.start for _, at in context.outcomes(sentence)} if found else set()
        for number, (match, start, role) in enumerate(found):
            if _retold(context, sentence, match, told) or (decision.points and _announces(context, sentence, match)):
                continue
            following = found[number + 1][0].start() if number + 1 < len(found) else sentence.end
            line = _NEW_LINE.search(context.source.view, start, following)
            following = line.start() if line else following
            between = [*before, *conditions(context, Span(match.start(), start))]
            whole = Span(start, stripped(context, Span(start, following)))
            said = match.groupdict().get("actor")
            of_clause: str | None = None  # who is to act in the clause that a verb without a subject goes on with
            for span in split(context, whole):
                own = subject(context, span) or (None if _of_clause(context, span) else of_clause)
                actor = _actor(context, said) or ("other" if said else own)
                of_clause = own
                ask = made(context, span, actor, role, decision.session, between, position)
                if not idle(context, span):
                    yield ask


def made(
    context: Context,
    span: Span,
    actor: str | None,
    role: str,
    asked_at: int | None,
    before: Sequence[Span] = (),
    decision: int | None = None,
) -> Commitment:
    """What a stretch of text asks for, with its times and conditions; `before` are conditions that stand before it.

    Where the actor is None, who does such things is asked, by whether it is requested or decided (`role`).
    """
    own = conditions(context, span)
    told = times(context, span, asked_at, own)
    sessions = [when.session for when in told if when.session is not None]
    due = sessions[-1] if sessions else None
    named = due is None or any(c.kind is SESSION and c.session == due for c in context.citations_in(span))
    rules = (*(() if named else COUNTED), *(() if actor else _DEFAULT))
    who = actor or _UNNAMED.get(role, "committee")
    return Commitment(decision, span, who, due, times=told, conditions=(*before, *own), asked_at=asked_at, rules=rules)


def _askings(context: Context, sentence: Span) -> Iterator[tuple[re.Match[str], int, str]]:
    """Each place in a sentence where something is asked: the words of asking, where what is asked begins, and whether
    it is requested or decided.
    """
    any_ask, start = context.language.any_sought("asks"), sentence.start
    while found := context.search(any_ask, Span(start, sentence.end)):
        rule = context.language.rule_of("asks", found)
        match = rule.pattern.match(context.source.lower, found.start(), sentence.end)
        if match:
            yield match, match.end("ask"), rule.role  # what follows it only tells that something is asked
        start = found.end()


def _announces(context: Context, sentence: Span, match: re.Match[str]) -> bool:
    """True for the words of asking before a list, "requested that the Secretariat: (a) ...", "agreed to continue its
    work as follows: (a) ...", whose points are asks.
    """
    for name in ("list", "clauses"):
        found = context.search(context.language.sought("asking", name), Span(match.start(), sentence.end))
        if found and found.start() < match.end("ask") < found.end():
            return name == "clauses" or _actor(context, found["actor"]) is not None
    return False


def _presented(context: Context, position: int, decision: Decision) -> Commitment:
    """What was asked for in "À la demande de la session 22, le Secrétariat a présenté à la session 23 X": X, for 23."""
    presented = context.find(decision.text, "activity", "presented") or decision.text
    named = [c for c in context.citations_in(Span(presented.end, decision.text.end)) if c.kind is SESSION]
    start = presented.end
    if named and named[0].span.start - presented.end < 20:
        start = named[0].span.end
        committee = context.language.pattern_of(r" {committee}").match(context.source.lower, start, decision.text.end)
        start = committee.end() if committee else start
    end = before_bracket(context, Span(start, decision.text.end), context.citations_in(decision.text))
    span = Span(start, stripped(context, Span(start, end))).trimmed(context.source.text)
    actor = _last_actor(context, Span(decision.text.start, presented.end))
    told = tuple(When(c.span, "session", session=c.session) for c in named[:1])
    rules, due = (() if actor else _DEFAULT), named[0].session if named else None
    who, at = actor or "secretariat", decision.session
    return Commitment(position, span, who, due, times=told, asked_at=at, rules=rules)


def split(context: Context, span: Span) -> Iterator[Span]:
    """The single asks of "de mettre en place ..., de revoir ... et de procéder à ..."; a comma parts two of them only
    where an "and" parts the last.
    """
    lower, ends = context.source.lower, []
    lasts = list(context.language.pattern("asking", "next").finditer(lower, *span))
    lasts += context.language.pattern("asking", "next_clause").finditer(lower, *span)
    if lasts:
        last = max(match.start() for match in lasts)
        ends = list(context.language.pattern("asking", "more").finditer(lower, span.start, last))
    start = span.start
    for match in sorted([*ends, *lasts], key=lambda match: match.start()):
        if match.start() < start:
            continue
        yield Span(start, stripped(context, Span(start, match.start()))).trimmed(context.source.text)
        start = next((match.end(group) for group in _ASKS if match.groupdict().get(group) is not None), match.end())
    yield Span(start, span.end).trimmed(context.source.text)


def stripped(context: Context, span: Span) -> int:
    """Where the words of a span end, without punctuation, and without the "; and (iii" before another point."""
    joined = context.language.pattern_of(_JOINED).search(context.source.lower[span.start : span.end])
    end = span.start + joined.start() if joined else span.end
    view, unopened = context.source.view, context.source.view.count('"', span.start, end) % 2
    while end > span.start and (context.source.text[end - 1] in _TRAILING or (unopened and view[end - 1] == '"')):
        unopened = unopened and view[end - 1] != '"'
        end -= 1
    return end


# Conditions


def conditions(context: Context, span: Span) -> list[Span]:
    """The conditions that a stretch of text names: "subject to ...", "if possible", up to the end of the clause."""
    found: list[Span] = []
    for name in ("closed", "condition", "if", "when"):
        pattern, at = context.language.sought("asking", name), span.start
        while match := context.search(pattern, Span(at, span.end)):
            at = max(match.end(), at + 1)
            condition = _one_ask(context, Span(*match.span()).trimmed(context.source.text))
            taken = any(condition.start < known.end and known.start < condition.end for known in found)
            if not taken and _conditional(context, span, name, condition.start):
                found.append(condition)
    return sorted(found)


def _one_ask(context: Context, span: Span) -> Span:
    """The condition without the next ask: "if it can be done and to report"."""
    match = context.search(context.language.sought("asking", "next"), Span(span.start, span.end))
    return Span(span.start, match.start()) if match else span


def _conditional(context: Context, span: Span, name: str, at: int) -> bool:
    """True where words that can open a condition do: "to see if" asks a question, "a place where" describes."""
    if name == "if":
        return not context.language.ending("asking", "inquiring").search(context.source.lower[span.start : at])
    before = context.source.view[span.start : at].rstrip()
    return name != "when" or not before or before[-1] in ",(;:"


def _leading(context: Context, span: Span) -> int:
    """Where a clause begins after the condition that opens it."""
    own = [condition for condition in conditions(context, span) if condition.start == span.start]
    end = own[0].end if own else span.start
    while end < span.end and context.source.view[end] in ", ":
        end += 1
    return end


# What asks for nothing


def idle(context: Context, span: Span) -> bool:
    """True for what is agreed to be so, or agreed not to be done."""
    return _states(context, span) or _negated(context, span)


def _states(context: Context, span: Span) -> bool:
    """True for what is agreed to be so, not to be done: "agreed that there were advantages"."""
    opening = context.find(Span(max(0, span.start - _CLAUSE), span.start), "asking", "clause")
    if opening is None or context.find(span, "asking", "owing"):
        return False
    following = context.find(span, "asking", "clause")  # the verb of another clause tells nothing
    clause = Span(span.start, following.start) if following else span
    return context.find(clause, "asking", "stating") is not None


def _negated(context: Context, span: Span) -> bool:
    """True for what is not to be done: the first verb of the clause is denied."""
    clause = Span(_leading(context, span), span.end)
    following = context.find(clause, "asking", "clause")
    clause = Span(clause.start, following.start) if following and following.start > clause.start else clause
    denied, owing = context.find(clause, "asking", "negated"), context.find(clause, "asking", "owing")
    if denied is None:
        return False
    return denied.start <= owing.start if owing else denied.start - clause.start < _CLAUSE or _of_clause(context, span)


def _of_clause(context: Context, span: Span) -> bool:
    """True for the words of a clause, as against those after an infinitive."""
    return context.find(Span(max(0, span.start - _CLAUSE), span.start), "asking", "clause") is not None


def _retold(context: Context, sentence: Span, match: re.Match[str], told: Container[int]) -> bool:
    """True for what was asked at another time: "had been requested to", "recalled that it was decided to"; `told` is
    where the verbs stand that tell what the decision does: in the pluperfect, where it is told so.
    """
    lower = context.source.lower
    near = lower[max(sentence.start, match.start() - _NEAR) : match.start()]
    had = context.language.pattern("told", "had").match(lower, *match.span())
    if had and match.start() not in told:
        return True
    if context.language.ending("asking", "pluperfect").search(near):
        return True
    recalled = context.find(Span(sentence.start, match.start()), "asking", "recalling")
    between = lower[recalled.end : match.start()] if recalled else ""
    return recalled is not None and not context.language.pattern_of(r"(?:^|[\s,;]){and}\b").search(between)


# Who is asked


def _actor(context: Context, words: str | None) -> str | None:
    """The actor that words name; None when they name none that is known."""
    return next((actor for actor in ACTORS if words and context.language.pattern("actors", actor).search(words)), None)


def subject(context: Context, span: Span) -> str | None:
    """Who is to act in a clause: its subject, else by whom it is to be done; None where it names nobody."""
    owing = context.find(span, "asking", "owing")
    start, end = _leading(context, span), owing.end if owing else span.end
    starts, view = [start], context.source.view
    while len(starts) < _LEADS and (comma := view.find(", ", starts[-1], end)) >= 0:
        starts.append(comma + 2)
    for at in starts:
        if actor := _named_at(context, at, span.end):
            return actor
    by = context.search(context.language.sought("asking", "by_actor"), span)
    if by and any(start <= by.start() < end for _, (start, end) in context.searched(span, "proposals")):
        return None  # "the proposal by the Delegation of Kenya" says whose it is
    return _named_at(context, by.end(), span.end) if by else None


def _named_at(context: Context, at: int, end: int) -> str | None:
    """The actor that is named at an offset, after an article; not one to whom something is to be done."""
    lower = context.source.lower
    lead = context.language.pattern("asking", "lead").match(lower, at, end)
    at = lead.end() if lead else at
    for actor in ACTORS:
        match = context.language.pattern("actors", actor).match(lower, at, end)
        if match and not lower[match.end() : match.end() + 1].isalnum():
            suffers = context.language.pattern("asking", "suffering").match(lower, match.end(), end)
            return None if suffers else actor
    return None


def _last_actor(context: Context, span: Span) -> str | None:
    """The actor named last in a stretch of text."""
    found = [
        (match.start(), actor)
        for actor in ACTORS
        for match in context.language.pattern("actors", actor).finditer(context.source.lower, *span)
    ]
    return max(found)[1] if found else None


def asked_of(context: Context, span: Span) -> str | None:
    """Whom a point asks: the actor right after a verb of asking; where there is none, it is for the committee, which
    decides on its own work.
    """
    for rule in context.language.rules("asks"):
        match = context.search(rule.sought, span)
        actor = _actor(context, match.groupdict().get("actor")) if match else None
        if actor:
            return actor
    return None


# What a decision lists


def listed(context: Context, position: int, decision: Decision, known: Sequence[Commitment]) -> Iterator[Commitment]:
    """The asks that are the points of a decision: "requested the Secretariat to: (a) ...; (b) ..."."""
    if not decision.points and "\n" not in context.quote(decision.text):
        return
    lower = context.source.lower
    items = [point.span for point in decision.points] or list(_dashed(context, decision.text))
    lead = Span(decision.text.start, items[0].start if items else decision.text.start)
    match = context.search(context.language.sought("asking", "list"), lead)
    actor = _actor(context, match and match["actor"])
    if actor is None and context.search(context.language.sought("asking", "clauses"), lead):
        yield from _clauses_listed(context, position, decision, items)
        return
    announced = match and any(ask.text.end >= match.end() for ask in known)
    before = conditions(context, lead)
    for read in items if actor and not announced else ():
        leading = context.language.pattern("asking", "leading").match(lower, *read)
        start = leading.end() if leading else read.start
        span = Span(start, stripped(context, Span(start, read.end)))
        if not _negated(context, span):
            yield made(context, span, actor, "requested", decision.session, before, position)


def _clauses_listed(context: Context, position: int, decision: Decision, items: Sequence[Span]) -> Iterator[Commitment]:
    """The asks that are the clauses of a decision: "agreed that: (a) the study would be updated; ..."."""
    before = conditions(context, Span(decision.text.start, items[0].start)) if items else []
    for read in items:
        leading = context.language.pattern("asking", "leading").match(context.source.lower, *read)
        start = leading.end() if leading else _labelled(context, read)
        span = Span(start, stripped(context, Span(start, read.end)))
        owed = context.find(span, "asking", "owing") or (leading and not context.find(span, "asking", "stating"))
        if owed and not _negated(context, span):
            yield made(context, span, subject(context, span), "decided", decision.session, before, position)


def _labelled(context: Context, span: Span) -> int:
    """Where the words of a point begin after the name it is given: "Quality of patents: a session will be held"."""
    label = _LABEL.match(context.source.view, *span)
    return label.end() if label else span.start


def _dashed(context: Context, text: Span) -> Iterator[Span]:
    """The lines of a text that a dash or a bullet opens, without it."""
    for match in _DASHED.finditer(context.source.view, *text):
        yield Span(*match.span("words")).trimmed(context.source.text)


# What is taken on in running text


def undertaken(context: Context, span: Span, roles: Collection[str], asked_at: int | None) -> Iterator[Commitment]:
    """What somebody takes on in the sentences of a text: what they promise, what they will do, what they should do at
    some time that is told; of what should be so at all times, nothing is to be expected.
    """
    for sentence in sentences(context.source, span):
        for at in _clauses(context, sentence):
            taken = _taken_on(context, Span(at, sentence.end), roles)
            if taken:
                text, actor, role = taken
                before = conditions(context, Span(sentence.start, at))
                ask = made(context, text, actor, role, asked_at, before)
                if role != "advised" or ask.times:
                    yield ask
                break


def _clauses(context: Context, sentence: Span) -> Iterator[int]:
    """Where a sentence begins, and where it goes on after the commas in its opening."""
    at, view = sentence.start, context.source.view
    for _ in range(_LEADS):
        yield at
        comma = view.find(", ", at, sentence.end)
        if comma < 0:
            return
        at = comma + 2


def _taken_on(context: Context, clause: Span, roles: Collection[str]) -> tuple[Span, str, str] | None:
    """What a clause says that its subject takes on, who that is, and how it is said."""
    for rule in context.language.rules("undertakings"):
        match = rule.pattern.match(context.source.lower, *clause) if rule.role in roles else None
        if match:
            groups = match.groupdict()
            actor = _actor(context, groups.get("actor") or groups.get("actor2")) or "committee"
            start = match.end("ask") if groups.get("ask") is not None else match.end("ask2")
            text = Span(start, stripped(context, Span(start, clause.end)))
            return None if _negated(context, text) else (text, actor, rule.role)
    return None
