"""What a session's report or a Chair's summary records, put together from its minutes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from cdipgraph.findings import Finding
from cdipgraph.report import Commitment, Decision, Delivery, Header, Paragraph, Summary
from cdipgraph.source import SourceText
from cdipgraph.spans import Span
from cdipgraph.structure.commitments import minuted_commitments
from cdipgraph.structure.context import Context
from cdipgraph.structure.deliveries import deliveries
from cdipgraph.structure.kinds import SUMMARY, conclusions_of
from cdipgraph.structure.minutes import Minutes, numbers_missing
from cdipgraph.structure.numbering import paragraph_numbers
from cdipgraph.structure.sessionreport import Spoken, minuted_decisions, spoken, spoken_paragraphs
from cdipgraph.structure.speakers import Speaker
from cdipgraph.structure.summary import appendices, items, summarised_decisions, summary_paragraphs

#: Who can take something on for the house where they speak.
_UNDERTAKING: Final = ("chair", "secretariat")


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was read from minutes; `summary` only of a Chair's summary."""

    paragraphs: tuple[Paragraph, ...] = ()
    decisions: tuple[Decision, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    summary: Summary | None = None
    findings: tuple[Finding, ...] = ()


def recorded(context: Context, header: Header, minutes: Minutes, kind: str) -> Recorded:
    """All that the minutes of a session's report or of a Chair's summary record."""
    conclusions = conclusions_of(context, header, minutes)
    source = context.source
    summary = None
    if kind == SUMMARY:
        paragraphs = tuple(summary_paragraphs(minutes))
        decisions = tuple(summarised_decisions(source, minutes, conclusions))
        told = telling = minutes.numbered
        summary = Summary(tuple(items(source, minutes)), tuple(appendices(source, minutes.rest)))
    else:
        entries = spoken(context, minutes)
        paragraphs = tuple(_with_others(source, list(spoken_paragraphs(entries)), minutes))
        decisions = tuple(_placed(minuted_decisions(entries, conclusions), entries, paragraphs))
        told = [entry for entry, said in entries if said is None or said.role in _UNDERTAKING]
        telling = [entry for entry, said in entries if said is None or _of_house(context, said)]
    places = {paragraph.span.end: number for number, paragraph in enumerate(paragraphs)}
    taken = [(places[entry.text.end], entry.text) for entry in told if entry.text.end in places]
    commitments = tuple(minuted_commitments(context, decisions, taken))
    done = tuple(deliveries(context, ((places.get(e.text.end), e.text, e.heading) for e in telling)))
    return Recorded(paragraphs, decisions, commitments, done, summary, tuple(_findings(minutes)))


def _of_house(context: Context, said: Speaker) -> bool:
    """True for the chair and who speaks for the secretariat: "a representative of the Secretariat"."""
    name = context.source.lower[said.name.start : said.name.end]
    speaks = context.language.ending("actors", "secretariat").search(name) is not None
    return speaks or said.role in _UNDERTAKING


def _placed(
    decisions: Iterable[Decision], entries: Sequence[Spoken], paragraphs: Sequence[Paragraph]
) -> Iterator[Decision]:
    """The decisions, each with its place among the paragraphs; one that stands in none of them is of none."""
    places = {paragraph.span.start: number for number, paragraph in enumerate(paragraphs)}
    for decision in decisions:
        start = entries[decision.paragraph or 0][0].span.start
        if start in places:
            yield replace(decision, paragraph=places[start])


def _with_others(source: SourceText, told: list[Paragraph], minutes: Minutes) -> Iterator[Paragraph]:
    """The paragraphs of a session's report, with those that are numbered before or after its own: of its annexes, or of
    the resolutions that it reproduces. One that runs on to such a paragraph ends before it.
    """
    numbered = [entry.span.start for entry in minutes.numbered]
    blocks = source.texts
    others = [
        Paragraph(blocks[n].span, numbered_as.number)
        for n, numbered_as in paragraph_numbers(source, blocks).items()
        if numbered and not numbered[0] <= blocks[n].span.start <= numbered[-1]
    ]
    starts = sorted(other.span.start for other in others)
    for paragraph in told:
        at = bisect_right(starts, paragraph.span.start)
        end = min(paragraph.span.end, starts[at]) if at < len(starts) else paragraph.span.end
        span = Span(paragraph.span.start, end).trimmed(source.text)
        if span.end > span.start and paragraph.span.start not in starts:
            yield replace(paragraph, span=span)
    yield from others


def _findings(minutes: Minutes) -> Iterator[Finding]:
    for entry, before, number in numbers_missing(minutes.entries):
        yield Finding.of(
            "paragraph-numbers-missing", start=entry.span.start, end=entry.text.start, before=before, number=number
        )
