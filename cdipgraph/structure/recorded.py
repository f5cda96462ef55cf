"""What a session's report or a Chair's summary records, put together from its minutes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cdipgraph.findings import Finding
from cdipgraph.report import Commitment, Decision, Header, Paragraph, Summary
from cdipgraph.structure.commitments import minuted_commitments
from cdipgraph.structure.context import Context
from cdipgraph.structure.kinds import SUMMARY, conclusions_of
from cdipgraph.structure.minutes import Minutes, numbers_missing
from cdipgraph.structure.sessionreport import minuted_decisions, spoken, spoken_paragraphs
from cdipgraph.structure.summary import appendices, items, summarised_decisions, summary_paragraphs


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was read from minutes; `summary` only of a Chair's summary."""

    paragraphs: tuple[Paragraph, ...] = ()
    decisions: tuple[Decision, ...] = ()
    commitments: tuple[Commitment, ...] = ()
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
        summary = Summary(tuple(items(source, minutes)), tuple(appendices(source, minutes.rest)))
    else:
        entries = spoken(context, minutes)
        paragraphs = tuple(spoken_paragraphs(entries))
        decisions = tuple(minuted_decisions(entries, conclusions))
    commitments = tuple(minuted_commitments(context, decisions))
    return Recorded(paragraphs, decisions, commitments, summary, tuple(_findings(minutes)))


def _findings(minutes: Minutes) -> Iterator[Finding]:
    for entry, before, number in numbers_missing(minutes.entries):
        yield Finding.of(
            "paragraph-numbers-missing", start=entry.span.start, end=entry.text.start, before=before, number=number
        )
