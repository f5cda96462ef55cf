"""What a SPARQL query gives back, the same from every store, and the comparing of graphs that every store needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Store, Triple

from cdipgraph.errors import UsageError

Term = NamedNode | BlankNode | Literal | Triple
Row = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Solutions:
    """The rows of a query, in the order the store gave them; a cell is None where the variable is unbound.

    The answer to ASK is one row of one boolean, under `boolean`; that to CONSTRUCT has `subject`, `predicate` and
    `object`.
    """

    variables: tuple[str, ...]
    rows: list[Row]

    @classmethod
    def of(cls, results: QuerySolutions | QueryBoolean | QueryTriples) -> Solutions:
        """The solutions of an Oxigraph answer, read to its end. Raises what reading raises."""
        try:
            if isinstance(results, QueryBoolean):
                return cls(("boolean",), [(Literal(bool(results)),)])
            if isinstance(results, QueryTriples):
                return cls.of_triples(list(results))
            variables = tuple(variable.value for variable in results.variables)
            return cls(variables, [tuple(row) for row in list(results)])
        finally:
            # Oxigraph's answers must die in the thread they were born in: an error's traceback must not keep one alive.
            del results

    @classmethod
    def of_triples(cls, triples: Iterable[Triple | Quad]) -> Solutions:
        """The solutions that stand for a graph."""
        return cls(("subject", "predicate", "object"), [(t.subject, t.predicate, t.object) for t in triples])

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class GraphChange:
    """What turns a named graph as stored into the graph as wanted."""

    graph: NamedNode
    added: list[Quad]
    removed: list[Quad]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)


def named(iri: str) -> NamedNode:
    """The term for an IRI. Raises UsageError for a text that is none."""
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise UsageError(f"{iri!r} is no IRI ({error})") from error


def graph_changes(stored: Mapping[str, Iterable[Quad]], wanted: Mapping[str, Iterable[Quad]]) -> list[GraphChange]:
    """The changes, one a graph of `wanted`, those that change nothing left out.

    A quad of `wanted` counts as one of the graph it is listed under, whatever graph it names itself.
    Raises UsageError for a graph whose name is no IRI.
    """
    changes = [_change(named(name), stored.get(name, ()), quads) for name, quads in wanted.items()]
    return [change for change in changes if change]


def _change(graph: NamedNode, stored: Iterable[Quad], wanted: Iterable[Quad]) -> GraphChange:
    old = set(stored)
    new = [q if q.graph_name == graph else Quad(q.subject, q.predicate, q.object, graph) for q in wanted]
    if not old:
        return GraphChange(graph, new, [])
    target = set(new)
    if target != old:
        # A store writes "01"^^xsd:integer as 1: only what still differs after that has changed.
        target = as_stored(new)
    return GraphChange(graph, list(target - old), list(old - target))


def as_stored(quads: list[Quad]) -> set[Quad]:
    """The quads as an Oxigraph store gives them back."""
    store = Store()
    store.extend(quads)
    return set(store)
