"""Writing quads: one graph, one report, and every span it was read from, once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from cdipgraph import languages
from cdipgraph.graph.names import Names
from cdipgraph.report import Report, Stated
from cdipgraph.spans import Span, folded
from cdipgraph.vocabulary import concept, expand

_INTEGER = NamedNode(expand("xsd:integer"))
_DATE = NamedNode(expand("xsd:date"))
_DURATION = NamedNode(expand("xsd:duration"))


@lru_cache(maxsize=1024)
def term(name: str) -> NamedNode:
    """The node of a prefixed name: `term("cdip:Measure")`."""
    return NamedNode(expand(name))


@lru_cache(maxsize=512)
def value(scheme: str, name: str) -> NamedNode:
    """The node of a controlled value: `value("outcome", "took-note")`."""
    return NamedNode(concept(scheme, name))


@lru_cache(maxsize=8192)
def _node(iri: str) -> NamedNode:
    return NamedNode(iri)


class Quote(NamedTuple):
    """Words of a document: the language version they stand in, where, and which."""

    document: str
    start: int
    end: int
    exact: str

    @property
    def iri(self) -> str:
        """The IRI of the span."""
        return f"{self.document}#char={self.start},{self.end}"


class GraphWriter:
    """Collects the quads of one graph; each method adds one kind of statement."""

    def __init__(self, graph: str) -> None:
        self.graph = NamedNode(graph)
        self.quads: list[Quad] = []

    def distinct(self) -> list[Quad]:
        """The quads, each once, in the order they were written."""
        return list(dict.fromkeys(self.quads))

    def add(self, subject: str, predicate: str, obj: NamedNode | Literal) -> None:
        """One quad; the predicate as a prefixed name."""
        self.quads.append(Quad(_node(subject), term(predicate), obj, self.graph))

    def link(self, subject: str, predicate: str, target: str) -> None:
        """One quad between two things."""
        self.quads.append(Quad(_node(subject), term(predicate), _node(target), self.graph))

    def types(self, subject: str, *types: str) -> None:
        """The types of a thing."""
        for name in types:
            self.quads.append(Quad(_node(subject), term("rdf:type"), term(name), self.graph))

    def string(self, subject: str, predicate: str, text: str) -> None:
        """A plain string: numbers as printed, symbols, quotes."""
        self.add(subject, predicate, Literal(text))

    def integer(self, subject: str, predicate: str, number: int) -> None:
        """An integer."""
        self.add(subject, predicate, Literal(str(number), datatype=_INTEGER))

    def day(self, subject: str, predicate: str, iso: str) -> None:
        """A date."""
        self.add(subject, predicate, Literal(iso, datatype=_DATE))

    def duration(self, subject: str, predicate: str, iso: str) -> None:
        """A duration: P6M."""
        self.add(subject, predicate, Literal(iso, datatype=_DURATION))

    def quote(self, quote: Quote) -> str:
        """The IRI of a span, after writing it: its place and its words."""
        position, words = f"{quote.iri}/position", f"{quote.iri}/quote"
        self.types(quote.iri, "oa:SpecificResource")
        self.link(quote.iri, "oa:hasSource", quote.document)
        self.link(quote.iri, "oa:hasSelector", position)
        self.link(quote.iri, "oa:hasSelector", words)
        self.types(position, "oa:TextPositionSelector")
        self.integer(position, "oa:start", quote.start)
        self.integer(position, "oa:end", quote.end)
        self.types(words, "oa:TextQuoteSelector")
        self.string(words, "oa:exact", quote.exact)
        return quote.iri


class Writer(GraphWriter):
    """Collects the quads of the graph of one report, and every span it was read from, once."""

    def __init__(self, report: Report, suffix: str = "") -> None:
        self.report, self.source, self.header = report, report.source, report.header
        self.names = Names(report)
        self.language = languages.load(report.header.language)
        super().__init__(self.names.expression + suffix)
        self._spans: dict[Span, str] = {}
        self._labelled: set[str] = set()
        self._origins: dict[str, dict[str, None]] = {}
        self.sessions: set[int] = set()
        self.items = {(item.session, item.number) for measure in report.measures for item in measure.items}
        if report.summary and report.header.ordinal is not None:
            self.items |= {(report.header.ordinal, item.number) for item in report.summary.items}

    def thing(self, subject: str, *types: str, spans: Iterable[Span] = ()) -> None:
        """The types of a thing and the spans it was read from."""
        self.types(subject, *types)
        for span in spans:
            self.link(subject, "prov:wasDerivedFrom", self.span(span))
            self._origins.setdefault(subject, {})

    def came(self, subject: str, *rules: str) -> None:
        """How what is said of a thing came about: by rules, by hand; or "read" for what its words say themselves.

        A thing of which nothing is told here was read.
        """
        self._origins.setdefault(subject, {}).update(dict.fromkeys(rules))

    def by_hand(self, subject: str, key: str) -> None:
        """Who settled what is said of a thing, where somebody did."""
        if key:
            self.link(subject, "cdip:settledBy", self.names.correction(key))

    def whole(self) -> list[Quad]:
        """The quads, each once, with how each thing came about."""
        for subject, rules in self._origins.items():
            for rule in rules or ("read",):
                self.add(subject, "cdip:origin", value("origin", rule))
        return self.distinct()

    def worded(self, subject: str, predicate: str, text: str) -> None:
        """A string in the document's language."""
        self.add(subject, predicate, Literal(text, language=self.language.code))

    def labelled(self, subject: str, text: str) -> None:
        """The label of a thing that several parts of the document name: the first one stays."""
        if subject not in self._labelled:
            self._labelled.add(subject)
            self.worded(subject, "rdfs:label", text)

    def stated(self, subject: str, stated: Iterable[Stated]) -> None:
        """Where a thing is stated: its spans, and the parts of the document they stand in."""
        for span, place in stated:
            self.link(subject, "prov:wasDerivedFrom", self.span(span))
            self._origins.setdefault(subject, {})
            self.add(subject, "cdip:statedIn", value("place", place.value))

    def span(self, span: Span) -> str:
        """The IRI of a span; its quads are written the first time."""
        iri = self._spans.get(span)
        if iri is None:
            quote = Quote(self.names.expression, span.start, span.end, self.source.quote(span))
            iri = self._spans[span] = self.quote(quote)
            if self.source.placed:
                self._place(iri, span)
        return iri

    def _place(self, iri: str, span: Span) -> None:
        """Where the span begins in the file that was read."""
        page, paragraph = self.source.locate(span)
        if page:
            self.integer(iri, "cdip:page", page)
        if paragraph:
            self.integer(iri, "cdip:paragraphPosition", paragraph)

    def words(self, span: Span) -> str:
        """The words of a span on one line."""
        return folded(self.source.quote(span))
