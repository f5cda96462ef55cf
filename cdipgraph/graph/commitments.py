"""Commitments: what is asked, of whom, for when, under which conditions; and what answers it, on which words."""

from __future__ import annotations

from collections.abc import Iterable

from cdipgraph.graph.references import session_told, write_session
from cdipgraph.graph.writer import Writer, value
from cdipgraph.report import Answer, Commitment, When
from cdipgraph.spans import Span


def write_commitment(w: Writer, base: str, commitment: Commitment, position: int, measure: str | None) -> None:
    """What is asked for, or taken on, of a measure or in minutes, and what answered it."""
    iri = f"{base}/commitment/{position}"
    w.thing(iri, "cdip:Commitment", "eli-dl:ForeseenActivity", spans=[commitment.text, *_elsewhere(commitment)])
    w.came(iri, *commitment.rules, *(_rule(answer) for answer in commitment.answers))
    _write_origin(w, iri, base, commitment, measure)
    w.add(iri, "cdip:askedOf", value("actor", commitment.actor))
    w.worded(iri, "cdip:text", w.source.quote(commitment.text))
    w.integer(iri, "cdip:position", position)
    if commitment.due is not None:
        w.link(iri, "cdip:dueSession", w.names.session(commitment.due))
        write_session(w, commitment.due, [commitment.text])
    _write_times(w, iri, commitment.times)
    for condition in commitment.conditions:
        w.worded(iri, "cdip:condition", w.words(condition))
    for number, answer in enumerate(commitment.answers, 1):
        _write_answer(w, iri, number, answer, measure)


def _elsewhere(commitment: Commitment) -> Iterable[Span]:
    """The words that belong to a commitment and stand outside its text."""
    said = [*(when.span for when in commitment.times), *commitment.conditions, *commitment.restated]
    return [span for span in said if not commitment.text.covers(span)]


def _write_origin(w: Writer, iri: str, base: str, commitment: Commitment, measure: str | None) -> None:
    """Where it comes from: the decision that asks for it, or the place where it is taken on; and at which session."""
    if commitment.decision is not None:
        w.link(iri, "cdip:askedBy", f"{base}/decision/{commitment.decision + 1}")
    elif commitment.follow_up and measure:
        w.link(iri, "cdip:undertakenIn", f"{measure}/followup/1")
    elif commitment.paragraph is not None:
        w.link(iri, "cdip:undertakenIn", w.names.paragraphs[commitment.paragraph])
    else:
        w.link(iri, "cdip:undertakenIn", measure or w.names.document)
    if commitment.asked_at is not None:
        w.link(iri, "cdip:askedAt", session_told(w, commitment.asked_at, commitment.text))


def _write_times(w: Writer, iri: str, times: Iterable[When]) -> None:
    """For when it is asked: what kind of time, in which words, and the date or duration that they give."""
    days = [when.day for when in times if when.day]
    if days:
        w.day(iri, "cdip:dueDate", min(days).isoformat())
    for when in times:
        w.add(iri, "cdip:dueKind", value("due", when.kind))
        w.worded(iri, "cdip:dueText", w.words(when.span))
        if when.duration:
            w.duration(iri, "cdip:forPeriod" if when.kind == "period" else "cdip:dueWithin", when.duration)


def _write_answer(w: Writer, commitment: str, number: int, answer: Answer, measure: str | None) -> None:
    """What answers a commitment: the thing, by which session, how far, how surely, and the words that show it."""
    given = _given(w, answer, measure)
    iri = f"{commitment}/answer/{number}"
    w.link(commitment, "cdip:answeredBy", given)
    w.thing(iri, "cdip:Answer", spans=[answer.evidence] if answer.evidence else [])
    w.came(iri, _rule(answer))
    w.link(iri, "cdip:answers", commitment)
    w.link(iri, "cdip:givenBy", given)
    w.add(iri, "cdip:extent", value("extent", "full" if answer.full else "partial"))
    w.add(iri, "cdip:certainty", value("certainty", "certain" if answer.certain else "uncertain"))
    w.add(iri, "cdip:basis", value("basis", answer.basis))
    if answer.session is not None:
        w.link(iri, "cdip:session", w.names.session(answer.session))
        write_session(w, answer.session, [answer.evidence] if answer.evidence else [])


def _rule(answer: Answer) -> str:
    """The rule that found an answer: what names its document names its kind too."""
    return f"answer-by-{'kind' if answer.basis == 'document' else answer.basis}"


def _given(w: Writer, answer: Answer, measure: str | None) -> str:
    """The thing that gives an answer."""
    if measure and answer.implementation is not None:
        return f"{measure}/activity/{answer.implementation + 1}"
    if measure and answer.review is not None:
        return f"{measure}/review/{answer.review + 1}"
    if measure and answer.decision is not None:
        return f"{measure}/decision/{answer.decision + 1}"
    return f"{measure}/followup/1" if measure and answer.follow_up else w.names.document
