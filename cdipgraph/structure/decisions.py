"""Decisions: those worded after "Decision in the Chair's summary:", and those told in running text; which session
took each, and which item records it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from cdipgraph.findings import Finding
from cdipgraph.report import (
    PARAGRAPHS,
    SESSION,
    SUMMARY_ITEM,
    Citation,
    Decision,
    Review,
    SummaryItem,
)
from cdipgraph.spans import Span, folded
from cdipgraph.structure.chain import Part
from cdipgraph.structure.context import Context, before_bracket, by_session, mentions
from cdipgraph.structure.sections import DecisionBlock, begins_clause, point, sentences

#: Outcomes that on their own are what happened at a session, not what was concluded.
_NARRATIVE = ("considered", "answered")
_CHAIR = 120  # characters of "the Chair, in her summary, concluded that"
_NEAR = 30  # characters between who decided and the verb
_CELLED = 60  # characters of a cell that says what was done to what
_DENIED = 16  # characters of "not yet" before a verb
_VERB = 60  # characters after who decided among which the verb stands
_NEXT = 4  # characters between two sentences of a paragraph
_OPENING = 16  # characters before a session that a sentence begins with
_BESIDE = 14  # between two paragraphs under one heading stand no more than a number


def outcomes(context: Context, span: Span) -> tuple[str, ...]:
    """What the words of a decision do (took-note, requested, ...), in their order, each once; "other" when no verb is
    known.
    """
    told = [role for role, at in context.outcomes(span) if not _denied(context, span, at)]
    return tuple(dict.fromkeys(told)) or ("other",)


def _denied(context: Context, span: Span, verb: Span) -> bool:
    """True for a verb after a negation: "did not agree"."""
    before = context.source.lower[max(span.start, verb.start - _DENIED) : verb.start]
    return context.language.ending("concluding", "negated").search(before) is not None


def decisions(
    context: Context,
    part: Part,
    found: Sequence[Review],
    items: Sequence[SummaryItem],
    settled: Callable[[Sequence[Decision]], list[Decision]] = list,
) -> list[Decision]:
    """The decisions on a measure, in the order of the text, each with its session and item as far as they are
    certain; those of the narrative first, then those that only the annex words. What is `settled` of them counts before
    the items are shared out.
    """
    nothing = context.language.pattern("table", "nothing")
    blocks = part.section.decisions if part.section else ()
    blocks = [
        block
        for block in blocks
        if not nothing.fullmatch(context.source.lower, *block.text.trimmed(context.source.text))
    ]
    worded = [_worded(context, part, each, found) for block in blocks for each in of_sessions(context, block)]
    asked = {d.session for d in worded if "requested" in d.outcomes}
    known = {d.session for d in worded}
    items_known = {(d.session, d.item) for d in worded}
    told = [
        d
        for d, binding in _told(context, part, found)  # the others retell what is worded
        if (d.item and (d.session, d.item) not in items_known) or d.session not in (asked if binding else known)
    ]
    tabled = [d for d in _tabled(context, part, found) if d.session not in known]
    return _with_items(settled(sorted(worded + told, key=lambda d: d.text) + tabled), items)


def _tabled(context: Context, part: Part, found: Sequence[Review]) -> Iterator[Decision]:
    """The decisions that the annex words: entries that say what was done, with the item they are cited from, or the
    session they name.
    """
    entries = [each for entry in part.entries("summary") for each in _apart(context, entry)]
    reviewed = [r for r in found if any(stated.place == "annex" for stated in r.stated)]
    sessions = {review.citation.session for review in reviewed if not context.another(review.citation)}
    for place, entry in enumerate(entries):
        citations = context.citations_in(entry)
        if citations and citations[0].span == entry:
            continue
        held = [c for c in citations if c.kind is SESSION and c.session in sessions]
        text = _without_citation(context, entry, citations, held)
        done = outcomes(context, text) if next(context.outcomes(entry), None) else _celled(context, text)
        if not done:
            continue
        cited = next((c for c in citations if c.kind is SUMMARY_ITEM), None)
        named = cited or next((c for c in citations if c.kind is SESSION and not text.covers(c.span)), None)
        session = named.session if named else None
        rules: tuple[str, ...] = ()
        if session is None and len(reviewed) == len(entries) and not context.another(reviewed[place].citation):
            session, rules = reviewed[place].citation.session, ("session-by-order",)
        item = cited.item if cited and cited.session else ""
        yield Decision(text, done, session, item, rules=rules)


def _celled(context: Context, text: Span) -> tuple[str, ...]:
    """What a cell says was done in no more than a participle, at its beginning or after what it was done to: "noted",
    "study approved"; nothing when it says none.
    """
    known, lower = context.language.any_of("celled"), context.source.lower
    short = text.end - text.start <= _CELLED
    found = [
        match
        for match in (known.finditer(lower, *text) if short else filter(None, [known.match(lower, *text)]))
        if match.start() == text.start or (lower[match.start() - 1] == " " and _ends_clause(lower, match.end(), text))
    ]
    return tuple(dict.fromkeys(context.language.rule_of("celled", match).role for match in found))


def _ends_clause(lower: str, at: int, text: Span) -> bool:
    """True where a clause of a text ends."""
    return lower[at : text.end].lstrip()[:1] in ("", ".", ";", ",", "(")


def _apart(context: Context, entry: Span) -> Iterator[Span]:
    """The decisions that an entry words: one a session, where several are named before a colon or a dash; one a
    sentence, where several end with the item that records them.
    """
    starts = [c.span.start for c in context.citations_in(entry) if c.kind is SESSION and _leads(context, c)]
    if len(starts) > 1 and starts[0] == entry.start:
        for start, end in pairwise([*starts, entry.end]):
            yield Span(start, start + len(context.source.view[start:end].rstrip(" \n;,")))
        return
    told = by_session(context, entry) if ". " in context.source.view[entry.start : entry.end] else []
    cited = [any(c.kind is SUMMARY_ITEM for c in context.citations_in(sentence)) for sentence in told]
    yield from told if len(told) > 1 and all(cited) else [entry]


def _leads(context: Context, cited: Citation) -> bool:
    """True for a session before a colon or a dash: what follows was decided at it."""
    return context.source.view[cited.span.end : cited.span.end + 3].strip()[:1] in (":", "-")


def _without_citation(context: Context, entry: Span, citations: Sequence[Citation], held: Sequence[Citation]) -> Span:
    """The words of an entry without the citations that it begins with, or ends with in brackets (`held` are the
    sessions at which the measure was discussed: another one is that for which something is asked); nor the quotes.
    """
    start, view = entry.start, context.source.view
    for cited in citations:
        if cited.span.start - start >= (_NEXT if start > entry.start else 1):
            break
        start = cited.span.end
    if start > entry.start and view[start : start + 2].strip()[:1] in (":", "-"):
        start = next((i for i in range(start, entry.end) if view[i].isalnum() or view[i] in '"('), entry.start)
        return _unquoted(context, Span(start, before_bracket(context, Span(start, entry.end), citations, held)))
    return _unquoted(context, Span(entry.start, before_bracket(context, entry, citations, held)))


def of_sessions(context: Context, block: DecisionBlock) -> Iterator[DecisionBlock]:
    """The decisions that a paragraph words: one, or one a session where its sentences begin with different ones."""
    starts: list[tuple[int, int]] = []
    several = sum(1 for c in context.citations_in(block.text) if c.kind is SESSION) > 1
    for sentence in _clauses(context, block.text) if several else ():
        cited = context.citations_in(Span(sentence.start, min(sentence.end, sentence.start + _OPENING)))
        named = [c for c in cited if c.kind is SESSION and c.session is not None]
        first = next(mentions(context, sentence, named[:1]), None)
        if first and (not starts or starts[-1][1] != first[1]):
            starts.append((sentence.start, first[1]))
    if len(starts) < 2:
        yield block
        return
    bounds = [block.text.start, *(start for start, _ in starts[1:]), block.text.end]
    for start, end in pairwise(bounds):
        text = Span(start, end).trimmed(context.source.text)
        text = Span(text.start, text.end - (context.source.view[text.end - 1] == ";"))
        yield DecisionBlock(text, text)


def _clauses(context: Context, text: Span) -> Iterator[Span]:
    """The sentences of a text, and what semicolons part in them."""
    view = context.source.view
    for sentence in sentences(context.source, text):
        start = sentence.start
        while (mark := view.find("; ", start, sentence.end)) >= 0:
            yield Span(start, mark + 1)
            start = mark + 2
        yield Span(start, sentence.end).trimmed(context.source.text)


def _worded(context: Context, part: Part, block: DecisionBlock, found: Sequence[Review]) -> Decision:
    """A decision quoted from the summary: of the session its opening names, else of the last review before it, else
    of the discussion. Of several sessions named in one breath, it is of that whose document it speaks of.
    """
    named = [c.session for c in context.citations_in(block.opening) if c.session is not None]
    block, leading = led(context, block)
    named = [leading] if leading else named
    before = _reviewed(context, found, block.text.start)
    at, told = part.discussion.told_at(block.text.start)
    sessions: frozenset[int]
    if named:
        sessions = frozenset(named[:1])
    elif before and max(before)[0] > at:
        sentence = part.discussion.sentence_at(max(before)[0])
        start = sentence.span.start if sentence else max(before)[0]
        sessions = frozenset(session for place, session in before if place >= start and session)
    else:
        sessions = told
    if len(sessions) > 1:
        cited = (c for c in context.citations_in(block.text) if not context.another(c))
        spoken = {c.symbol.session for c in cited if c.symbol and c.symbol.session}
        sessions = sessions & spoken or sessions
    session = next(iter(sessions)) if len(sessions) == 1 else None
    candidates = tuple(sorted(sessions)) if session is None else ()
    rules = ("session-by-context",) if session is not None and not named else ()
    citations = context.citations_in(block.text)
    text = _unquoted(context, Span(block.text.start, before_bracket(context, block.text, citations)))
    opened = context.citations_in(block.opening)
    item = next((c for c in (*opened, *citations) if c.kind is SUMMARY_ITEM and c.session is not None), None)
    if item and not text.start <= item.span.start < text.end:
        return Decision(text, outcomes(context, text), item.session, item.item)
    return Decision(text, outcomes(context, text), session, sessions=candidates, rules=rules)


def _reviewed(context: Context, found: Sequence[Review], before: int) -> list[tuple[int, int]]:
    """Where the narrative cites the reviews before an offset, each with its session; 0 for those of another committee,
    after which it is not known of which session of the document's own a decision is.
    """
    return [
        (stated.span.start, 0 if context.another(review.citation) else review.citation.session or 0)
        for review in found
        for stated in review.stated
        if stated.place == "narrative" and stated.span.start < before
        if review.citation.session or context.another(review.citation)
    ]


def led(context: Context, block: DecisionBlock) -> tuple[DecisionBlock, int | None]:
    """The decision without the session that it opens with, and that session: "Tenth session: The Committee ..."."""
    cited = next(iter(context.citations_in(block.text)), None)
    if not cited or cited.kind is not SESSION or cited.span.start - block.text.start >= _NEXT:
        return block, None
    if cited.session is None or not _leads(context, cited):
        return block, None
    after = context.source.view[cited.span.end : cited.span.end + 3]
    start = cited.span.end + after.index(after.strip()[:1]) + 1
    text = Span(start, block.text.end).trimmed(context.source.text)
    return (replace(block, text=text), cited.session) if text.end > text.start else (block, None)


def _unquoted(context: Context, span: Span) -> Span:
    """The words without the quotes that they stand in, if they all do."""
    view, text = context.source.view, context.source.text
    start, end = span.start, _quoted_end(view, span)
    whole = view[start] == '"' and end > start + 1 and '"' not in view[start + 1 : end - 1]
    return Span(start + 1, end - 1).trimmed(text) if whole else span


def _quoted_end(view: str, span: Span) -> int:
    """Where a closing quote ends the words, but for a full stop; else where they begin."""
    end = span.end
    while end > span.start and view[end - 1] in ".; ":
        end -= 1
    return end if view[end - 1] == '"' else span.start


def _told(context: Context, part: Part, found: Sequence[Review]) -> Iterator[tuple[Decision, bool]]:
    """Decisions told in the prose: "le comité a décidé de ...", "À la demande de la ... session, le Secrétariat a
    présenté ..."; each with whether its words bind, or only tell that it took note, or welcomed something.
    """
    before: Span | None = None
    for sentence in part.discussion.sentences:
        citations = context.citations_in(sentence.span)
        decided = context.find(sentence.span, "told", "decision") or _recorded(context, sentence.span, citations)
        decided = decided or _by_pronoun(context, sentence.span, before)
        binding = decided is not None
        decided = decided or _concluded(context, sentence.span) or context.find(sentence.span, "told", "chair")
        passive = next(context.searched(sentence.span, "passives"), None) if not decided else None
        request = sentence.named and context.find(sentence.span, "told", "request")
        if decided:
            end = before_bracket(context, Span(decided.start, sentence.span.end), citations)
            end = _with_points(context, part, end)
            yield _told_decision(context, part, Span(decided.start, end), found), binding
        elif passive:
            end = before_bracket(context, sentence.span, citations)
            told = _told_decision(context, part, Span(sentence.span.start, end), found)
            own = sentence.sessions(sentence.span.end)
            if len(own) == 1 and (told.session is None or "session-by-context" in told.rules):
                told = replace(told, session=next(iter(own)), rules=("session-by-context",))
            yield replace(told, outcomes=(passive[0],)), False
        elif request:
            named = [c for c in citations if c.kind is SESSION and 0 <= c.span.start - request.end < 3]
            if named:
                yield Decision(sentence.span, ("requested",), named[0].session, worded=False), True
        before = sentence.span


def _with_points(context: Context, part: Part, end: int) -> int:
    """Where the words of a decision end: with the last of the points that follow them, where they announce points."""
    prose = part.section.prose if part.section else []
    following = [block for block in prose if block.span.start >= end] if context.source.view[end - 1] == ":" else []
    for block in following:
        if point(context.source, block) is None:
            break
        end = block.span.end
    return end


def _concluded(context: Context, sentence: Span) -> Span | None:
    """Where a sentence tells what was concluded by who decides: from the subject of that clause."""
    start = sentence.start
    while subject := context.find(Span(start, sentence.end), "told", "subject"):
        start = subject.end
        while inner := context.find(Span(subject.start + 1, subject.end), "told", "subject"):
            subject = inner  # "in the end the Committee": who decides has one article
        after = Span(subject.start, min(sentence.end, subject.end + _VERB))
        first = next(context.named(after, "outcomes"), None)  # "did not agree, and asked"
        far = first is None or first[1].start - subject.end >= _NEAR
        if far or not _begins(context, sentence.start, subject.start):
            continue
        if any(role not in _NARRATIVE for role, _ in context.outcomes(Span(subject.start, sentence.end))):
            return subject
    return None


def _begins(context: Context, start: int, at: int) -> bool:
    """True where a clause begins, or follows what the Chair concluded: "the Chair concluded that"."""
    if begins_clause(context.source, context.language, start, at):
        return True
    before = context.source.lower[max(start, at - _CHAIR) : at]
    led = context.language.pattern("told", "leading").fullmatch(context.source.lower, start, at)
    if led or context.language.ending("told", "joining").search(before):
        return True
    return context.language.ending("told", "concluding").search(before) is not None


def _recorded(context: Context, sentence: Span, citations: Sequence[Citation]) -> Span | None:
    """Where a sentence that cites an item of the Chair's summary tells what was decided: from who decided."""
    if not [c for c in citations if c.kind is SUMMARY_ITEM and c.session is not None]:
        return None
    subject = context.find(sentence, "told", "subject")
    rest = Span(subject.start, sentence.end) if subject else sentence
    return subject if subject and next(context.outcomes(rest), None) else None


def _by_pronoun(context: Context, sentence: Span, before: Span | None) -> Span | None:
    """What "it decided ..." is, where the sentence before it was about who decides."""
    if not before or not 0 < sentence.start - before.end < _NEXT:
        return None
    match = context.language.pattern("told", "pronoun").match(context.source.lower, *sentence)
    return Span(match.start(), match.end()) if match and context.find(before, "told", "subject") else None


def _told_decision(context: Context, part: Part, span: Span, found: Sequence[Review]) -> Decision:
    """A decision told in running text: of the session that it cites, else of the one under discussion, else of that
    whose discussion was cited last.
    """
    sentence = part.discussion.sentence_at(span.start)
    citations = context.citations_in(sentence.span if sentence else span)
    cited = [c for c in citations if c.kind is SUMMARY_ITEM and c.session is not None]
    reports = [c for c in citations if c.kind is PARAGRAPHS and (c.session is not None or context.another(c))]
    ranges = [c for c in reports if not context.another(c)]
    elsewhere = bool(reports) and not ranges  # told of what another committee reports
    discussed = frozenset[int]() if elsewhere else part.discussion.sessions_at(span.start)
    before = _reviewed(context, found, span.start) if not (discussed or elsewhere) else []
    if before and max(before)[1]:
        discussed = frozenset([max(before)[1]])
    session = next((c.session for c in cited + ranges), next(iter(discussed)) if len(discussed) == 1 else None)
    rules = ("session-by-context",) if session is not None and not cited + ranges else ()
    item = cited[0].item if cited else ""
    return Decision(span, outcomes(context, span), session, item, worded=False, rules=rules)


def _with_items(found: Sequence[Decision], items: Sequence[SummaryItem]) -> list[Decision]:
    """The decisions with the items that record them: an item of the same session; of several, by order, which is not
    certain.
    """
    result = []
    for decision in found:
        same = [d for d in found if d.session == decision.session]
        taken = {d.item for d in same if d.item}
        free = [i.number for i in items if i.session == decision.session and i.number not in taken]
        peers = [d for d in same if (d.worded and not d.settled if decision.worded else not d.item)]
        if decision.item or not free:
            result.append(decision)
        elif len(free) == 1 and (len(peers) == 1 or (decision.worded and _together(peers))):
            result.append(replace(decision, item=free[0], rules=(*decision.rules, "item-by-session")))
        elif len(free) == len(peers):
            item, rules = free[peers.index(decision)], (*decision.rules, "item-by-order")
            result.append(replace(decision, item=item, certain=False, candidates=tuple(free), rules=rules))
        else:
            result.append(replace(decision, certain=False, candidates=tuple(free)))
    return result


def _together(found: Sequence[Decision]) -> bool:
    """True for decisions that stand right after one another, under one heading: one item records them."""
    return all(0 <= after.text.start - before.text.end <= _BESIDE for before, after in pairwise(found))


def uncertain(context: Context, found: Sequence[Decision]) -> Iterator[Finding]:
    """A finding for each decision whose item, or whose session, is not certain."""
    for decision in found:
        candidates = [str(session) for session in decision.sessions]
        if not decision.certain or candidates:
            yield Finding.of(
                "decision-session-open" if candidates else "decision-item-uncertain",
                start=decision.text.start,
                end=decision.text.end,
                text=folded(context.quote(decision.text)),
                candidates=", ".join(candidates or decision.candidates),
            )
