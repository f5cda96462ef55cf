"""Triples as pySHACL asks for them: an rdflib graph that is read from dictionaries.

pySHACL asks a graph some twenty-five thousand times for the values of a property of one thing. The store of an rdflib
graph answers through three generators, each of which looks up what graph a triple is of; a dictionary answers at once,
and a check takes a third of the time.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from typing import Any, Final, TypeAlias

from pyoxigraph import BlankNode, NamedNode, Quad
from pyoxigraph import Literal as StoredLiteral
from pyoxigraph import Triple as StoredTriple
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.plugins.stores.memory import Memory
from rdflib.term import Node

from cdipgraph.errors import CdipgraphError
from cdipgraph.store.solutions import Term
from cdipgraph.vocabulary import expand

_STRING: Final = expand("xsd:string")
Triple: TypeAlias = tuple[Node, Node, Node]
#: A triple in which None stands for any term.
Pattern: TypeAlias = tuple[Node | None, Node | None, Node | None]


class _Dictionaries(Memory):
    """The triples of one graph, by subject and by predicate; of rdflib's own store it keeps what names prefixes."""

    def __init__(self) -> None:
        super().__init__()
        self.by_subject: dict[Node, dict[Node, dict[Node, None]]] = {}
        self.by_predicate: dict[Node, dict[Node, list[Node]]] = {}
        self.count = 0
        self.graph: Graph | None = None

    def add(self, triple: Triple, context: Any = None, quoted: bool = False) -> None:
        """Adds a triple."""
        subject, predicate, value = triple
        values = self.by_subject.setdefault(subject, {}).setdefault(predicate, {})
        if value not in values:
            values[value] = None
            self.by_predicate.setdefault(predicate, {}).setdefault(value, []).append(subject)
            self.count += 1

    def remove(self, triple: Any, context: Any = None) -> None:
        """Nothing: raises TypeError, as a graph that is read only grows."""
        raise TypeError(f"a graph that is read only grows: {triple} stays")

    def triples(self, pattern: Any, context: Any = None) -> Generator[Any, None, None]:
        """The triples of a pattern, each with the one graph that there is."""
        subject, predicate, value = pattern
        found = self._of_any(predicate, value) if subject is None else self._of_subject(subject, predicate, value)
        return ((triple, iter((self.graph,))) for triple in found)

    def contexts(self, triple: Any = None) -> Generator[Any, None, None]:
        """The one graph that there is."""
        yield self.graph

    def __len__(self, context: Any = None) -> int:
        return self.count

    def _of_subject(self, subject: Node, predicate: Node | None, value: Node | None) -> Iterator[Pattern]:
        properties = self.by_subject.get(subject, {})
        for name in list(properties) if predicate is None else [predicate]:
            values = properties.get(name, {})
            for each in list(values) if value is None else [value] * (value in values):
                yield subject, name, each

    def _of_any(self, predicate: Node | None, value: Node | None) -> Iterator[Pattern]:
        for name in list(self.by_predicate) if predicate is None else [predicate]:
            values = self.by_predicate.get(name, {})
            for each in list(values) if value is None else [value]:
                for subject in tuple(values.get(each, ())):
                    yield subject, name, each


class ReadGraph(Graph):
    """A graph of triples to which one can add, and of which one can ask all that one asks an rdflib graph."""

    def __init__(self) -> None:
        kept = _Dictionaries()
        super().__init__(store=kept, bind_namespaces="none")
        kept.graph = self
        self._by_subject, self._by_predicate = kept.by_subject, kept.by_predicate

    # What rdflib declares as generators are iterators here, which cost pySHACL less; nobody sends anything into them.

    def objects(  # type: ignore[override]
        self, subject: Any = None, predicate: Any = None, unique: bool = False
    ) -> Iterator[Any]:
        """The values of a property of a thing; of any where it is not said which."""
        if isinstance(subject, Node) and isinstance(predicate, Node):
            return iter(self._by_subject.get(subject, {}).get(predicate, ()))
        return super().objects(subject, predicate, unique)

    def subjects(  # type: ignore[override]
        self,
        predicate: Any = None,
        object: Any = None,  # noqa: A002  # the name is rdflib's
        unique: bool = False,
    ) -> Iterator[Any]:
        """The things of which a property has a value; of any where it is not said which."""
        if isinstance(object, Node) and isinstance(predicate, Node):
            return iter(self._by_predicate.get(predicate, {}).get(object, ()))
        return super().subjects(predicate, object, unique)


def read_graph(quads: Iterable[Quad | StoredTriple]) -> ReadGraph:
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
    add = graph.store.add
    for quad in quads:
        add((converted(quad.subject), converted(quad.predicate), converted(quad.object)), graph)
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
