"""Triples as pySHACL asks for them: an rdflib graph that is read from dictionaries.

pySHACL asks a graph some twenty-five thousand times for the values of a property of one thing. The store of an rdflib
graph answers through three generators, each of which looks up what graph a triple is of; a dictionary answers at once,
and a check takes a third of the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, TypeAlias

from pyoxigraph import BlankNode, NamedNode, Quad, Triple
from pyoxigraph import Literal as StoredLiteral
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from cdipgraph.errors import CdipgraphError
from cdipgraph.store.solutions import Term
from cdipgraph.vocabulary import expand

_STRING: Final = expand("xsd:string")
#: A triple, or a pattern of one: None stands for any term.
Pattern: TypeAlias = tuple[Node | None, Node | None, Node | None]


class ReadGraph(Graph):
    """A graph of triples to which one can add, and of which one can ask all that one asks an rdflib graph."""

    def __init__(self) -> None:
        super().__init__(bind_namespaces="none")
        self._by_subject: dict[Node, dict[Node, dict[Node, None]]] = {}
        self._by_predicate: dict[Node, dict[Node, list[Node]]] = {}
        self._count = 0

    def add(self, triple: tuple[Node, Node, Node]) -> ReadGraph:
        """The graph, with a triple more."""
        subject, predicate, value = triple
        values = self._by_subject.setdefault(subject, {}).setdefault(predicate, {})
        if value not in values:
            values[value] = None
            self._by_predicate.setdefault(predicate, {}).setdefault(value, []).append(subject)
            self._count += 1
        return self

    def addN(self, quads: Iterable[tuple[Node, Node, Node, Any]]) -> ReadGraph:  # noqa: N802  # the name is rdflib's
        """The graph, with the triples of some quads more."""
        for subject, predicate, value, _ in quads:
            self.add((subject, predicate, value))
        return self

    def remove(self, triple: Any) -> ReadGraph:
        """Nothing: raises TypeError, as a graph that is read only grows."""
        raise TypeError(f"a graph that is read only grows: {triple} stays")

    def __len__(self) -> int:
        return self._count

    # What rdflib declares as generators are iterators here: nobody sends anything into them.

    def triples(self, triple: Any) -> Iterator[Any]:  # type: ignore[override]
        """The triples of a pattern, as they were added."""
        subject, predicate, value = triple
        if subject is not None:
            return self._of_subject(subject, predicate, value)
        return self._of_any(predicate, value)

    def objects(  # type: ignore[override]
        self, subject: Any = None, predicate: Any = None, unique: bool = False
    ) -> Iterator[Any]:
        """The values of a property of a thing; of any where it is not said which."""
        if isinstance(subject, Node) and predicate is not None:
            return iter(self._by_subject.get(subject, {}).get(predicate, ()))
        return super().objects(subject, predicate, unique)

    def subjects(  # type: ignore[override]
        self,
        predicate: Any = None,
        object: Any = None,  # noqa: A002  # the name is rdflib's
        unique: bool = False,
    ) -> Iterator[Any]:
        """The things of which a property has a value; of any where it is not said which."""
        if isinstance(object, Node) and predicate is not None:
            return iter(self._by_predicate.get(predicate, {}).get(object, ()))
        return super().subjects(predicate, object, unique)

    def _of_subject(self, subject: Node, predicate: Node | None, value: Node | None) -> Iterator[Pattern]:
        properties = self._by_subject.get(subject, {})
        for name in [predicate] if predicate is not None else list(properties):
            values = properties.get(name, {})
            for each in list(values) if value is None else [value] * (value in values):
                yield subject, name, each

    def _of_any(self, predicate: Node | None, value: Node | None) -> Iterator[Pattern]:
        for name in [predicate] if predicate is not None else list(self._by_predicate):
            values = self._by_predicate.get(name, {})
            for each in [value] if value is not None else list(values):
                for subject in tuple(values.get(each, ())):
                    yield subject, name, each


def read_graph(quads: Iterable[Quad | Triple]) -> ReadGraph:
    """The same triples as an rdflib graph; the names of graphs are dropped.

    Raises CdipgraphError for a triple that stands as a term.
    """
    known: dict[Term, Node] = {}

    def converted(term: Term) -> Node:
        node = known.get(term)
        if node is None:
            node = known[term] = _node(term)
        return node

    graph = ReadGraph()
    for quad in quads:
        graph.add((converted(quad.subject), converted(quad.predicate), converted(quad.object)))
    return graph


def _node(term: Term) -> Node:
    match term:
        case NamedNode():
            return URIRef(term.value)
        case BlankNode():
            return BNode(term.value)
        case StoredLiteral(language=str()):
            return Literal(term.value, lang=term.language)
        case StoredLiteral():
            # A plain string has no datatype in rdflib, where "a" and "a"^^xsd:string differ.
            datatype = None if term.datatype.value == _STRING else URIRef(term.datatype.value)
            return Literal(term.value, datatype=datatype, normalize=False)
    raise CdipgraphError(
        "a triple stands where a thing is expected", where=str(term), remedy="Remove it from the graph"
    )
