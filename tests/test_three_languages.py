"""CDIP/24/8 in French, English and Spanish: what is read from it is the same, whatever the language says it in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import documents
import pytest
import skeletons
from documents import Activity, Case, MeasureCase, Writer
from exploring import tries
from hypothesis import given
from hypothesis import strategies as st

from cdipgraph.readers import read, read_bytes
from cdipgraph.reading import read_report
from cdipgraph.report import Commitment, Decision, Measure, Report, Stated
from cdipgraph.source import BlockKind

DATA = Path(__file__).parents[1] / "data"
TEXTS = {
    "fr": DATA / "sources" / "CDIP-24-8.fr.txt",
    "en": DATA / "examples" / "translations" / "CDIP-24-8.en.txt",
    "es": DATA / "examples" / "translations" / "CDIP-24-8.es.txt",
}
Rows = list[Hashable]


@cache
def report(code: str) -> Report:
    """What is read from the document in a language."""
    return read_report(read(TEXTS[code]))


def header(read_: Report) -> Iterator[Hashable]:
    """The header values that are the same in every language, and which of the others there are."""
    head = read_.header
    for name in ("symbol", "session", "start", "end"):
        field = getattr(head, name)
        yield name, field.value if field else None
    for name in ("committee", "place", "title", "author", "date", "original_language"):
        yield name, getattr(head, name) is not None
    yield head.series, head.ordinal, read_.kind, len(read_.paragraphs)


def proposal(read_: Report) -> Iterator[Hashable]:
    """The proposal: where it stands, its paragraphs with their points and the number of measures announced."""
    told = read_.proposal
    assert told is not None
    yield told.appendix, told.session, told.label is not None, told.proposer is not None
    for paragraph in told.paragraphs:
        yield (
            paragraph.number,
            tuple(p.number for p in paragraph.points),
            paragraph.announced,
            paragraph.text is not None,
        )


def measures(read_: Report) -> Iterator[Hashable]:
    """The measures, and where each is stated."""
    for measure in read_.measures:
        yield key(measure), places(measure.stated)


def implementations(read_: Report) -> Iterator[Hashable]:
    """What carried the measures out."""
    for measure in read_.measures:
        for place, done in enumerate(measure.implementations):
            yield key(measure), place, done.kind, str(done.symbol), done.sessions, done.day, places(done.stated)


def reviews(read_: Report) -> Iterator[Hashable]:
    """Where the measures were discussed, what was, and the item that concluded it."""
    for measure in read_.measures:
        for place, review in enumerate(measure.reviews):
            cited, item = review.citation, review.item
            yield (
                key(measure),
                place,
                str(cited.symbol),
                cited.first,
                cited.last,
                cited.session,
                cited.how,
                places(review.stated),
            )
            yield key(measure), place, review.reviewed, (item.session, item.number) if item else None


def items(read_: Report) -> Iterator[Hashable]:
    """The items of Chairs' summaries."""
    for measure in read_.measures:
        for item in measure.items:
            yield key(measure), item.session, item.number, places(item.stated)


def decisions(read_: Report) -> Iterator[Hashable]:
    """The decisions: session, item, what they do; of the opening ones the points too."""
    for measure in read_.measures:
        yield from ((key(measure), *decision_row(decision)) for decision in measure.decisions)
    yield from (("opening", *decision_row(decision)) for decision in read_.decisions)


def decision_row(decision: Decision) -> tuple[Hashable, ...]:
    """A decision as a row. Languages order verbs in their own way, so outcomes are a set."""
    points = tuple(point.number for point in decision.points)
    state = (decision.worded, decision.certain, decision.candidates)
    return decision.session, decision.item, frozenset(decision.outcomes), *state, points


def commitments(read_: Report) -> Iterator[Hashable]:
    """What was asked, of whom, by when, and what answered it."""
    for measure in read_.measures:
        yield from ((key(measure), place, *asked(ask)) for place, ask in enumerate(measure.commitments))
    yield from (("opening", place, *asked(ask)) for place, ask in enumerate(read_.commitments))


def asked(ask: Commitment) -> tuple[Hashable, ...]:
    """A commitment as a row."""
    answers = tuple((a.implementation, a.follow_up, a.document, a.evidence is not None) for a in ask.answers)
    return ask.decision, ask.actor, ask.due, answers


def follow_ups(read_: Report) -> Iterator[Hashable]:
    """What is to follow."""
    for measure in read_.measures:
        follows = measure.follow_up
        yield key(measure), (follows.status, follows.due) if follows else None


def sessions(read_: Report) -> Iterator[Hashable]:
    """The sessions whose dates the text gives."""
    for facts in read_.sessions:
        yield facts.ordinal, facts.start, facts.end, bool(facts.place)


def titles(read_: Report) -> Iterator[Hashable]:
    """The documents whose titles the text gives."""
    yield from (str(title.symbol) for title in read_.titles)


def findings(read_: Report) -> Iterator[Hashable]:
    """The rules that found something."""
    # A word that is misspelt in one language version need not be so in another.
    yield from ((f.rule, f.severity) for f in read_.findings if f.rule != "formula-misspelt")


def citations(read_: Report) -> Iterator[Hashable]:
    """Every citation, resolved."""
    for c in read_.citations:
        yield c.kind, str(c.symbol), c.first, c.last, c.item, c.session, c.how, c.candidates, c.place


def key(measure: Measure) -> tuple[str, str]:
    """The measure's paragraph and number."""
    return measure.paragraph, measure.number


def places(stated: tuple[Stated, ...]) -> tuple[str, ...]:
    """The parts of the document where something stands."""
    return tuple(sorted(s.place.value for s in stated))


PARTS: tuple[Callable[[Report], Iterator[Hashable]], ...] = (
    header,
    proposal,
    measures,
    implementations,
    reviews,
    items,
    decisions,
    commitments,
    follow_ups,
    sessions,
    titles,
    findings,
    citations,
)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
@pytest.mark.parametrize("code", ["en", "es"])
def test_the_translation_says_what_the_french_text_says(
    code: str, part: Callable[[Report], Iterator[Hashable]]
) -> None:
    expected, found = list(part(report("fr"))), list(part(report(code)))
    assert expected
    missing, added = Counter(expected) - Counter(found), Counter(found) - Counter(expected)
    assert (list(missing), list(added)) == ([], [])
    assert found == expected


@pytest.mark.parametrize("code", TEXTS)
def test_the_language_is_recognised(code: str) -> None:
    assert report(code).header.language == code


@pytest.mark.parametrize("code", ["en", "es"])
def test_the_translation_is_laid_out_line_for_line_as_the_source(code: str) -> None:
    def layout(name: str) -> Rows:
        lines = TEXTS[name].read_text(encoding="utf-8").split("\n")
        lines = lines if name == "fr" else [*lines[:-2], ""]  # the last line says that it is a translation
        return [(bool(line.strip()), line.startswith("\t")) for line in lines]

    assert layout(code) == layout("fr")
    kinds = {name: Counter(block.kind for block in report(name).source.blocks) for name in ("fr", code)}
    assert kinds[code] - kinds["fr"] == Counter({BlockKind.PARAGRAPH: 1})
    assert not kinds["fr"] - kinds[code]
    assert kinds[code][BlockKind.CELL] > 30


@pytest.mark.parametrize("code", TEXTS)
def test_the_counts_of_a_reading_by_hand(code: str) -> None:
    told = report(code)
    done = sum(len(m.implementations) for m in told.measures)
    ranges = {(str(r.citation.symbol), r.citation.first, r.citation.last) for m in told.measures for r in m.reviews}
    cited = {(i.session, i.number) for m in told.measures for i in m.items}
    worded = sum(d.worded for m in told.measures for d in m.decisions)
    assert (len(told.measures), done, len(ranges), len(cited), worded) == (9, 15, 16, 15, 11)
    assert sum(m.follow_up is not None for m in told.measures) == 9


# Made-up documents

_FOLLOW_UPS = ("none", "ongoing", "scheduled", "done")
_DECISIONS = ("took-note", "welcomed", "approved", "adopted", "requested", "decided", "told")


@st.composite
def measures_of(draw: st.DrawFn, opened: int, session: int, firsts: Iterator[int]) -> MeasureCase:
    """A measure: one to three activities at different sessions between the opening decision and the report."""
    held = sorted(draw(st.lists(st.integers(opened + 1, session - 1), min_size=1, max_size=3, unique=True)))
    topic = draw(st.integers(0, len(documents.WORDINGS["lists"]["topics"]) - 1))
    activities = []
    for place, at in enumerate(held):
        kind = draw(st.sampled_from(("document", "document", "presentation", *documents.EVENTS)))
        decision = draw(st.sampled_from(_DECISIONS))
        later = [*held[place + 1 :], session + 1]
        first, number = next(firsts), draw(st.integers(2, 19))
        activities.append(
            Activity(
                kind=kind,
                session=at,
                topic=topic,
                number=20 + first % 60,
                span=(first, first + draw(st.integers(1, 20))),
                item=f"{5 + at % 5}.{number}" if draw(st.booleans()) else str(number),
                decision=decision,
                ask=draw(st.sampled_from(("presentation", "evaluation"))) if decision == "requested" else "",
                due=draw(st.sampled_from(later)) if decision in ("requested", "decided", "told") else 0,
                earlier=opened if kind == "document" and draw(st.booleans()) else 0,
                day=date(2010 + at % 9, draw(st.integers(1, 12)), draw(st.integers(1, 28)))
                if kind == "round-table"
                else None,
            )
        )
    return MeasureCase(topic, tuple(activities), draw(st.sampled_from(_FOLLOW_UPS)))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """An implementation report: any committee, any session, with narrative or annex or both."""
    opened = draw(st.integers(3, 60))
    session = opened + draw(st.integers(2, 6))
    firsts = iter(range(21, 2000, 23))
    paragraphs = draw(
        st.lists(
            st.lists(measures_of(opened, session, firsts), min_size=1, max_size=3, unique_by=lambda m: m.topic),
            min_size=1,
            max_size=4,
        )
    )
    narrative = draw(st.booleans())
    return Case(
        series=draw(st.sampled_from(tuple(documents.WORDINGS["committees"]))),
        session=session,
        number=draw(st.integers(1, 19)),
        start=draw(st.dates(date(2015, 1, 1), date(2023, 12, 20))),
        opened=opened,
        proposed=opened - 1,
        agenda=draw(st.integers(1, 12)),
        paragraphs=tuple(tuple(measures) for measures in paragraphs),
        proposer=draw(st.integers(0, 2)),
        narrative=narrative,
        annex=draw(st.booleans()) or not narrative,
        reversed_annex=draw(st.booleans()),
        reversed_cells=draw(st.booleans()),
        symbol_line=draw(st.booleans()),
        provisional=draw(st.booleans()),
    )


@pytest.mark.parametrize("code", documents.CODES)
@tries(25)
@given(case=cases(), seed=st.integers(0, 10_000))
def test_a_made_up_report_is_read_as_it_was_meant(code: str, case: Case, seed: int) -> None:
    writer = Writer(case, code, Random(seed))
    told = read_report(read_bytes(writer.text().encode()))
    expected, found = skeletons.truth(case, code), skeletons.skeleton(told)
    expected["citations"], found["citations"] = list(writer.cited), list(skeletons.citations(told))
    for part, rows in expected.items():
        missing, added = Counter(rows) - Counter(found[part]), Counter(found[part]) - Counter(rows)
        assert (part, list(missing.elements()), list(added.elements())) == (part, [], [])
