"""What holds between documents, in a graph of its own beside the document whose paragraphs are cited."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad

from cdipgraph.findings import Finding
from cdipgraph.graph.citations import write_finding
from cdipgraph.graph.writer import GraphWriter, Quote, value


def across_iri(work: str) -> str:
    """The name of the graph of what ties a document to those that cite it."""
    return f"{work}/across"


def across_quads(work: str, covers: Iterable[tuple[str, str]], findings: Iterable[tuple[Finding, Quote]]) -> list[Quad]:
    """The paragraphs of a document that ranges cover, and what the checks found on ranges, with their words."""
    w = GraphWriter(across_iri(work))
    for cited, paragraph in covers:
        w.link(cited, "cdip:covers", paragraph)
        w.add(cited, "cdip:origin", value("origin", "covers-by-number"))
    for number, (finding, quote) in enumerate(findings, 1):
        write_finding(w, f"{across_iri(work)}/finding/{number}", finding, w.quote(quote))
    return w.distinct()


def languages_iri(work: str) -> str:
    """The name of the graph of what the language versions of a document say differently."""
    return f"{work}/languages"


def languages_quads(work: str, findings: Iterable[tuple[Finding, Quote]]) -> list[Quad]:
    """What the language versions of a document say differently, with their words."""
    w = GraphWriter(languages_iri(work))
    for number, (finding, quote) in enumerate(findings, 1):
        write_finding(w, f"{languages_iri(work)}/finding/{number}", finding, w.quote(quote))
    return w.distinct()


def range_quads(iri: str, work: str, first: int, last: int, quote: Quote) -> list[Quad]:
    """What rules that look at several documents have to know of a range, in the graph of the citing document."""
    w = GraphWriter(quote.document)
    w.types(iri, "cdip:ParagraphRange")
    w.link(iri, "eli:is_part_of", work)
    w.integer(iri, "epvoc:itemNumberBegin", first)
    w.integer(iri, "epvoc:itemNumberEnd", last)
    w.link(iri, "prov:wasDerivedFrom", w.quote(quote))
    return w.quads


def paragraph_quads(graph: str, iri: str, work: str, number: str) -> list[Quad]:
    """What those rules have to know of a numbered paragraph."""
    w = GraphWriter(graph)
    w.types(iri, "cdip:Paragraph")
    w.link(iri, "eli:is_part_of", work)
    w.string(iri, "eli:number", number)
    return w.quads


def report_quads(graph: str, work: str, symbol: str) -> list[Quad]:
    """What those rules have to know of a session's report."""
    w = GraphWriter(graph)
    w.types(work, "cdip:SessionReport")
    if symbol:
        w.string(work, "dcterms:identifier", symbol)
    return w.quads
