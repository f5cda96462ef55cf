"""What holds between documents: which paragraphs of a report that was read the ranges of others cover, and which of
them go past its end.

It is said in no document, so it stands in a graph of its own beside the report, `doc/CDIP/21/15/across`, made from the
report's paragraphs and from all ranges of it that the store knows. Reading a document makes anew the graphs that it has
part in: its own, and those of the documents that it cites or used to cite. The order of reading does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from cdipgraph import graph
from cdipgraph.findings import Finding
from cdipgraph.store.local import MemoryStore
from cdipgraph.validation import check_across
from cdipgraph.vocabulary import PREFIXES, expand

if TYPE_CHECKING:
    from cdipgraph.store import Store
    from cdipgraph.store.solutions import Row, Term

_LEADING: Final = re.compile(r"\d+")
_PROLOGUE: Final = "".join(
    f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("cdip", "dcterms", "eli", "epvoc", "oa", "prov")
)
_CITED: Final = """SELECT DISTINCT ?work WHERE {
  GRAPH %s { { ?range epvoc:itemNumberBegin ?first ; eli:is_part_of ?work } UNION { ?expression eli:realizes ?work } }
}"""
_RANGES: Final = """SELECT ?graph ?work ?range ?first ?last ?start ?end ?exact WHERE {
  VALUES ?work { %s }
  GRAPH ?graph {
    ?range eli:is_part_of ?work ; epvoc:itemNumberBegin ?first ; epvoc:itemNumberEnd ?last ; prov:wasDerivedFrom ?span .
    ?span oa:hasSelector ?place, ?quote .
    ?place oa:start ?start ; oa:end ?end .
    ?quote oa:exact ?exact .
  }
  FILTER(?graph != %s)
}"""
_PARAGRAPHS: Final = """SELECT ?work ?paragraph ?number WHERE {
  VALUES ?work { %s }
  GRAPH ?graph { ?paragraph eli:is_part_of ?work ; a cdip:Paragraph ; eli:number ?number }
  FILTER(?graph != %s)
}"""
_REPORTS: Final = """SELECT DISTINCT ?work ?symbol WHERE {
  VALUES ?work { %s }
  GRAPH ?graph { ?work a cdip:SessionReport OPTIONAL { ?work dcterms:identifier ?symbol } }
  FILTER(?graph != %s)
}"""
#: Matches no graph: nothing is left out.
_NO_GRAPH: Final = "<urn:x-cdipgraph:none>"
#: What of a document's quads counts here; of its spans, only those of its ranges.
_COUNTS: Final = frozenset(
    NamedNode(expand(name))
    for name in (
        *("rdf:type", "eli:realizes", "eli:is_part_of", "eli:number", "epvoc:itemNumberBegin", "epvoc:itemNumberEnd"),
        "dcterms:identifier",
    )
)
_BEGIN, _DERIVED, _SELECTOR = (
    NamedNode(expand(name)) for name in ("epvoc:itemNumberBegin", "prov:wasDerivedFrom", "oa:hasSelector")
)


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties a document to others: the graphs made anew, by name, and what the rules find across documents."""

    graphs: dict[str, list[Quad]]
    findings: tuple[Finding, ...] = ()


class _Range(NamedTuple):
    """A range of a work, as one document cites it, with the words it is cited in."""

    document: str
    work: str
    iri: str
    first: int
    last: int
    quote: graph.Quote


class _Paragraph(NamedTuple):
    work: str
    iri: str
    number: str


def ties(store: Store, document: str, quads: Sequence[Quad]) -> Ties:
    """What ties the document of these quads, which are about to be stored as the graph `document`, to others."""
    with MemoryStore() as own:
        own.replace_graphs({document: list(_counting(quads))})
        works = sorted({*_works(own, document), *_works(store, document)})
        if not works:
            return Ties({})
        asked = [(own, _NO_GRAPH), (store, str(NamedNode(document)))]
        ranges = sorted({_range(row) for row in _rows(asked, _RANGES, works)})
        paragraphs = sorted({_Paragraph(*map(_text, row)) for row in _rows(asked, _PARAGRAPHS, works)})
        reports = {(_text(work), _text(symbol)) for work, symbol in _rows(asked, _REPORTS, works)}
    found = _found(ranges, paragraphs, reports)
    return Ties({graph.across_iri(work): _graph(work, ranges, paragraphs, found) for work in works}, tuple(found))


def _works(store: Store, document: str) -> list[str]:
    """The documents that a stored document is, or cites paragraphs of."""
    return [_text(row[0]) for row in store.query(_PROLOGUE + _CITED % NamedNode(document))]


def _rows(stores: Iterable[tuple[Store, str]], query: str, works: Sequence[str]) -> Iterator[Row]:
    """The rows of a query on some works, in each store less one of its graphs."""
    named = " ".join(str(NamedNode(work)) for work in works)
    for store, without in stores:
        yield from store.query(_PROLOGUE + query % (named, without))


def _range(row: Row) -> _Range:
    document, work, iri, first, last, start, end, exact = map(_text, row)
    quote = graph.Quote(document, int(start), int(end), exact)
    return _Range(document, work, iri, int(first), int(last), quote)


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def _counting(quads: Sequence[Quad]) -> Iterator[Quad]:
    """The quads that tell which ranges and which numbered paragraphs there are."""
    ranges = {quad.subject for quad in quads if quad.predicate == _BEGIN}
    spans = {quad.object for quad in quads if quad.predicate == _DERIVED and quad.subject in ranges}
    selectors = {quad.object for quad in quads if quad.predicate == _SELECTOR and quad.subject in spans}
    whole = ranges | spans | selectors
    yield from (quad for quad in quads if quad.predicate in _COUNTS or quad.subject in whole)


# From ranges and paragraphs to a graph


def _graph(
    work: str, ranges: Iterable[_Range], paragraphs: Iterable[_Paragraph], found: Iterable[Finding]
) -> list[Quad]:
    """The quads of what ties a work to the documents that cite it."""
    numbers = {p.iri: _number(p.number) for p in paragraphs if p.work == work and p.iri.startswith(f"{work}/para/")}
    cited = {r.iri: r for r in ranges if r.work == work}
    covers = [
        (r.iri, paragraph)
        for r in cited.values()
        for paragraph, number in numbers.items()
        if number is not None and r.first <= number <= r.last
    ]
    quotes = {(r.quote.document, r.quote.start, r.quote.end): r.quote for r in ranges}
    told = [
        (finding, quotes[finding.document or "", finding.start or 0, finding.end or 0])
        for finding in found
        if finding.focus in cited
    ]
    return graph.across_quads(work, covers, told)


def _number(printed: str) -> int | None:
    """The whole number that a printed one begins with: 44 of 44 bis."""
    match = _LEADING.match(printed)
    return int(match[0]) if match else None


def _found(
    ranges: Iterable[_Range], paragraphs: Iterable[_Paragraph], reports: Iterable[tuple[str, str]]
) -> list[Finding]:
    """What the rules that look at several documents find among these."""
    graphs: dict[str, list[Quad]] = {}
    for r in ranges:
        graphs.setdefault(r.document, []).extend(graph.range_quads(r.iri, r.work, r.first, r.last, r.quote))
    read = "urn:x-cdipgraph:read"
    quads = [quad for p in paragraphs for quad in graph.paragraph_quads(read, p.iri, p.work, p.number)]
    quads += [quad for work, symbol in reports for quad in graph.report_quads(read, work, symbol)]
    with MemoryStore() as view:
        view.replace_graphs({**graphs, read: quads})
        return check_across(view)
