"""From a Report to quads: the one place where the model meets RDF. What is written is told in `docs/model.md`."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad

from cdipgraph.findings import Finding
from cdipgraph.graph.across import (
    across_iri,
    across_quads,
    languages_iri,
    languages_quads,
    paragraph_quads,
    range_quads,
    report_quads,
)
from cdipgraph.graph.chain import write_decision, write_measure, write_proposal
from cdipgraph.graph.citations import write_citation, write_finding
from cdipgraph.graph.commitments import write_commitment
from cdipgraph.graph.corrections import (
    added_to_turtle,
    correction_quads,
    corrections_in,
    corrections_iri,
    named_corrections,
    read_turtle,
    written_turtle,
)
from cdipgraph.graph.deliveries import write_delivery
from cdipgraph.graph.documents import write_committee, write_documents, write_paragraphs, write_read, write_sessions
from cdipgraph.graph.fulfilment import Reply, answers_iri, answers_quads
from cdipgraph.graph.history import state_iri
from cdipgraph.graph.names import Names
from cdipgraph.graph.retraction import corrected
from cdipgraph.graph.summary import write_own_summary
from cdipgraph.graph.writer import Quote, Writer
from cdipgraph.report import Report
from cdipgraph.spans import Span

__all__ = [
    "Quad",
    "Quote",
    "Reply",
    "across_iri",
    "across_quads",
    "added_to_turtle",
    "answers_iri",
    "answers_quads",
    "corrected",
    "correction_quads",
    "corrections_in",
    "corrections_iri",
    "document_iri",
    "expression_iri",
    "finding_quads",
    "languages_iri",
    "languages_quads",
    "named_corrections",
    "paragraph_quads",
    "quads",
    "range_quads",
    "read_turtle",
    "report_quads",
    "state_iri",
    "written_turtle",
]


def document_iri(report: Report) -> str:
    """The IRI of the document that was read."""
    return Names(report).document


def expression_iri(report: Report) -> str:
    """The IRI of the language version that was read, which also names its graph."""
    return Names(report).expression


def quads(report: Report) -> list[Quad]:
    """All that the report says, as quads of its graph, each once."""
    w = Writer(report)
    write_read(w)
    write_committee(w)
    write_sessions(w)
    write_documents(w)
    write_paragraphs(w)
    if report.summary:
        write_own_summary(w, report.summary)
    for number, proposal in enumerate(report.proposals):
        write_proposal(w, proposal, number)
    for measure in report.measures:
        write_measure(w, measure)
    for number, decision in enumerate(report.decisions, 1):
        write_decision(w, f"{w.names.document}/decision/{number}", decision, number)
    for number, commitment in enumerate(report.commitments, 1):
        write_commitment(w, w.names.document, commitment, number, None)
    for number, delivery in enumerate(report.deliveries, 1):
        write_delivery(w, delivery, number)
    for number, citation in enumerate(report.citations, 1):
        write_citation(w, f"{w.names.expression}/citation/{number}", citation)
    return w.whole()


def finding_quads(report: Report, findings: Iterable[Finding]) -> list[Quad]:
    """The findings on a report, as quads of the graph beside its own, with the spans they point at."""
    w = Writer(report, suffix="/findings")
    for number, finding in enumerate(sorted(findings, key=Finding.sort_key), 1):
        placed = finding.start is not None and finding.end is not None
        span = w.span(Span(finding.start or 0, finding.end or 0)) if placed else None
        write_finding(w, f"{w.names.expression}/finding/{number}", finding, span)
    return w.distinct()
