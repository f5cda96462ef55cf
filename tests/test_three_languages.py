"""CDIP/24/8 in French, English and Spanish: what is read from it is the same, whatever the language says it in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from functools import cache
from pathlib import Path

import pytest

from cdipgraph.readers import read
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
    yield from ((finding.rule, finding.severity) for finding in read_.findings)


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
        return [(bool(line.strip()), line.startswith("\t")) for line in lines]

    assert layout(code) == layout("fr")
    kinds = {name: Counter(block.kind for block in report(name).source.blocks) for name in ("fr", code)}
    assert kinds[code] == kinds["fr"]
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
