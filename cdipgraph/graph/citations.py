"""Citations, and what was found wrong or doubtful."""

from __future__ import annotations

from pyoxigraph import Literal

from cdipgraph.findings import Finding
from cdipgraph.graph.documents import documents_of
from cdipgraph.graph.references import (
    derived,
    session_told,
    write_candidates,
    write_item,
    write_paragraph_range,
    write_summary,
)
from cdipgraph.graph.writer import GraphWriter, Writer, term, value
from cdipgraph.report import Citation, CitationKind, Stated, SummaryItem

_SEVERITIES = {"violation": "sh:Violation", "warning": "sh:Warning", "info": "sh:Info"}


def write_citation(w: Writer, iri: str, citation: Citation) -> None:
    """A citation, its parts as printed, how it was resolved, what it points at."""
    w.thing(iri, "cito:Citation", spans=[citation.span])
    w.came(iri, *derived(citation))
    w.by_hand(iri, citation.settled)
    w.link(iri, "cito:hasCitingEntity", w.names.expression)
    w.add(iri, "cdip:citationKind", value("citation", citation.kind.value))
    w.add(iri, "cdip:resolution", value("how", citation.how.value))
    w.add(iri, "cdip:statedIn", value("place", citation.place.value))
    printed = (
        ("cdip:symbol", str(citation.symbol or "")),
        ("cdip:first", citation.first),
        ("cdip:last", citation.last),
    )
    for predicate, text in (*printed, ("cdip:item", citation.item)):
        if text:
            w.string(iri, predicate, text)
    session = w.names.session_cited(citation)
    if session:
        w.link(iri, "cdip:session", session)
    if citation.presented is not None:
        w.link(iri, "cdip:presentedAt", session_told(w, citation.presented, citation.span))
    write_candidates(w, iri, citation)
    target = _thing_cited(w, citation)
    for cited in [target] if target else map(w.names.work, documents_of(citation)):
        w.link(iri, "cito:hasCitedEntity", cited)


def _thing_cited(w: Writer, citation: Citation) -> str | None:
    """What a citation points at, when that is a thing of the graph other than a whole document."""
    match citation.kind:
        case CitationKind.PARAGRAPHS:
            stated = (Stated(citation.span, citation.place),)
            return write_paragraph_range(w, citation, stated)
        case CitationKind.SUMMARY_ITEM if citation.item and w.names.session_cited(citation):
            item = _write_item(w, citation)
            w.came(item, *(derived(citation) or ["read"]))
            w.by_hand(item, citation.settled)
            return item
        case CitationKind.ANNEX if citation.session is not None:
            for number, proposal in enumerate(w.report.proposals):
                if (proposal.session, proposal.appendix) == (citation.session, citation.item):
                    return w.names.proposal(number)
            return write_summary(w, citation.session, [citation.span])
        case CitationKind.ANNEX if citation.another:
            return write_summary(w, citation.another.ordinal, [citation.span], citation.another.series)
        case CitationKind.SESSION:
            return w.names.session_cited(citation)
        case CitationKind.INTERNAL:
            return w.names.document
    return None


def _write_item(w: Writer, citation: Citation) -> str:
    """The IRI of the item that a citation names, after writing it where no measure has."""
    series, session = citation.another or ("", citation.session or 0)
    if series or (session, citation.item) not in w.items:
        write_item(w, SummaryItem(session, citation.item, (Stated(citation.span, citation.place),), series))
    return w.names.item(session, citation.item, series)


def write_finding(w: GraphWriter, iri: str, finding: Finding, span: str | None = None) -> None:
    """One finding, with the IRI of the span it is about."""
    w.types(iri, "cdip:Finding")
    if span:
        w.link(iri, "prov:wasDerivedFrom", span)
    w.string(iri, "cdip:rule", finding.rule)
    w.add(iri, "cdip:severity", term(_SEVERITIES[finding.severity]))
    if finding.focus:
        w.link(iri, "cdip:focus", finding.focus)
    for language, message in finding.messages.items():
        w.add(iri, "rdfs:label", Literal(message, language=language))
    for language, suggestion in finding.suggestions.items():
        w.add(iri, "cdip:suggestion", Literal(suggestion, language=language))
