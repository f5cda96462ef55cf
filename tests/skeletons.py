"""What should be read from a made-up report, and what was: the same parts of a skeleton, as rows without order."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from datetime import timedelta

from documents import WORDINGS, Activity, Case, MeasureCase, Row

from cdipgraph.report import Measure, Report, Stated

# What a reader should find

OUTCOMES = {
    "took-note": {"took-note"},
    "welcomed": {"welcomed"},
    "requested": {"took-note", "requested"},
    "decided": {"took-note", "decided"},
    "approved": {"considered", "approved"},
    "adopted": {"adopted", "recommended"},
    "told": {"decided"},
}


def truth(case: Case, code: str) -> dict[str, list[Hashable]]:
    """The skeleton of the case, part by part, but for its citations, which the writer knows."""
    chains = [(p, m, measure) for p, m, measure in case.measures()]
    told = case.narrative
    return {
        "header": _header_rows(case, code),
        "proposal": [("I", case.proposed, _folded(WORDINGS["lists"]["proposers"][case.proposer][code]))]
        + [(str(n), len(ms) if told and len(ms) > 1 else None) for n, ms in enumerate(case.paragraphs, 1)],
        "measures": [(p, m, _places(case)) for p, m, _ in chains],
        "implementations": [
            (p, m, *_done_row(case, a), a.day, _places(case)) for p, m, c in chains for a in c.activities
        ],
        "reviews": [(p, m, *_review_row(case, a)) for p, m, c in chains for a in c.activities],
        "items": [(p, m, a.session, a.item, _item_places(case, a)) for p, m, c in chains for a in c.activities],
        "decisions": [(p, m, *row) for p, m, c in chains for row in (_decision_rows(c) if told else ())],
        "commitments": [(p, m, *row) for p, m, c in chains for row in (_asked_rows(case, c) if told else ())],
        "follow-ups": [(p, m, *(_follow_up_row(case, c) if told else (None,))) for p, m, c in chains],
        "opening": [("decision", case.opened, frozenset({"decided"}), 3)]
        + [("committee", due, False) for due in (None, case.session, case.session)],
        "sessions": [
            (case.session, case.start),
            (case.opened, case.start - timedelta(days=182 * (case.session - case.opened))),
        ],
        "findings": [],
    }


def _header_rows(case: Case, code: str) -> list[Hashable]:
    last = (case.start + timedelta(days=4)).isoformat()
    place = WORDINGS["wordings"][code]["place"][0]
    dated = ((case.start - timedelta(days=60)).isoformat(), "en") if case.symbol_line else (None, None)
    title = WORDINGS["wordings"][code]["title"][0]
    return [
        (
            code,
            case.symbol,
            str(case.session),
            case.series,
            case.start.isoformat(),
            last,
            place,
            title,
            *dated,
            "implementation-report",
        )
    ]


def _places(case: Case) -> frozenset[str]:
    return frozenset({"narrative"} if case.narrative else ()) | frozenset({"annex"} if case.annex else ())


def _item_places(case: Case, activity: Activity) -> frozenset[str]:
    told = case.narrative and (activity.decision == "told" or not case.annex)
    return frozenset({"narrative"} if told else ()) | frozenset({"annex"} if case.annex else ())


def _done_row(case: Case, activity: Activity) -> Row:
    return activity.kind, case.document(activity), (activity.session,)


def _review_row(case: Case, activity: Activity) -> Row:
    first, last = activity.span
    reviewed = frozenset({_done_row(case, activity)})
    return (
        case.report(activity.session),
        str(first),
        str(last),
        activity.session,
        reviewed,
        activity.item,
        _places(case),
    )


def _decision_rows(measure: MeasureCase) -> Iterator[Row]:
    for activity in measure.activities:
        if activity.earlier:
            yield activity.earlier, "", frozenset({"requested"}), False, True
        yield activity.session, activity.item, frozenset(OUTCOMES[activity.decision]), activity.decision != "told", True


def _asked_rows(case: Case, measure: MeasureCase) -> Iterator[Row]:
    """What is asked for: a presentation answers a request for one, whatever was done at the session due the rest."""
    for activity in measure.activities:
        if activity.earlier:
            yield activity.earlier, "secretariat", activity.session, _done_row(case, activity)
        if activity.due:
            wanted = activity.decision == "decided" or activity.ask == "presentation"
            fitting = (
                a for a in measure.activities if a.session == activity.due and (not wanted or a.kind == "presentation")
            )
            answer = next((_done_row(case, a) for a in fitting), None)
            actor = "committee" if activity.decision == "told" else "secretariat"
            yield activity.session, actor, activity.due, answer
    yield from taken_on(case, measure)


def taken_on(case: Case, measure: MeasureCase) -> Iterator[Row]:
    """What is said to follow, taken on by who writes the report."""
    if measure.follow_up == "scheduled":
        yield case.session, "secretariat", case.session + 1, None


def _follow_up_row(case: Case, measure: MeasureCase) -> Row:
    return measure.follow_up, case.session + 1 if measure.follow_up == "scheduled" else None


# What a reader did find


def skeleton(report: Report) -> dict[str, list[Hashable]]:
    """The same of a report that was read."""
    told, measures = report.proposal, report.measures
    assert told is not None
    return {
        "header": [_read_header(report)],
        "proposal": [
            (told.appendix, told.session, _folded(told.proposer.of(report.source.text)) if told.proposer else None)
        ]
        + [(p.number, p.announced) for p in told.paragraphs],
        "measures": [(m.paragraph, m.number, _stated(m.stated)) for m in measures],
        "implementations": [
            (m.paragraph, m.number, *_read_done(m, i), done.day, _stated(done.stated))
            for m in measures
            for i, done in enumerate(m.implementations)
        ],
        "reviews": [(m.paragraph, m.number, *row) for m in measures for row in _read_reviews(m)],
        "items": [(m.paragraph, m.number, i.session, i.number, _stated(i.stated)) for m in measures for i in m.items],
        "decisions": [
            (m.paragraph, m.number, d.session, d.item, frozenset(d.outcomes), d.worded, d.certain)
            for m in measures
            for d in m.decisions
        ],
        "commitments": [
            (m.paragraph, m.number, *row) for m in measures for row in _read_asked(m, report.header.ordinal)
        ],
        "follow-ups": [
            (m.paragraph, m.number, *((m.follow_up.status, m.follow_up.due) if m.follow_up else (None,)))
            for m in measures
        ],
        "opening": [("decision", d.session, frozenset(d.outcomes), len(d.points)) for d in report.decisions]
        + [(c.actor, c.due, bool(c.answers)) for c in report.commitments],
        "sessions": [(s.ordinal, s.start) for s in report.sessions],
        "findings": [f.rule for f in report.findings],
    }


def citations(report: Report) -> list[Row]:
    """The citations of a report that was read."""
    return [
        (c.kind.value, str(c.symbol or ""), c.first, c.last, c.item, c.session, c.how.value, c.place.value)
        for c in report.citations
    ]


def _read_header(report: Report) -> Row:
    head = report.header
    fields = (
        head.symbol,
        head.session,
        head.start,
        head.end,
        head.place,
        head.title,
        head.date,
        head.original_language,
    )
    symbol, session, start, end, place, title, day, original = (f.value if f else None for f in fields)
    return head.language, symbol, session, head.series, start, end, place, title, day, original, report.kind


def _stated(stated: Sequence[Stated]) -> frozenset[str]:
    return frozenset(s.place.value for s in stated)


def _read_done(measure: Measure, position: int) -> Row:
    done = measure.implementations[position]
    return done.kind, str(done.symbol or ""), done.sessions


def _read_reviews(measure: Measure) -> Iterator[Row]:
    for review in measure.reviews:
        cited, item = review.citation, review.item
        reviewed = frozenset(_read_done(measure, position) for position in review.reviewed)
        number = item.number if item else ""
        yield str(cited.symbol), cited.first, cited.last, cited.session, reviewed, number, _stated(review.stated)


def _read_asked(measure: Measure, session: int | None) -> Iterator[Row]:
    for ask in measure.commitments:
        answers = [_read_done(measure, a.implementation) for a in ask.answers if a.implementation is not None]
        asked_at = session if ask.decision is None else measure.decisions[ask.decision].session
        yield asked_at, ask.actor, ask.due, answers[0] if answers else None


def _folded(words: str) -> str:
    return " ".join(words.split())
