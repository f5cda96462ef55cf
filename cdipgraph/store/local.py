"""Stores in this process: what they share, and the one that lives in memory only."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from typing import Self

import pyoxigraph
from pyoxigraph import NamedNode, Quad

from cdipgraph.errors import StoreError, UsageError
from cdipgraph.store.faults import store_faults
from cdipgraph.store.solutions import GraphChange, Solutions, graph_changes, named


class LocalStore:
    """What the stores in this process share: asking. A call is whole, whichever thread makes it."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._lock = threading.RLock()
        self._database: pyoxigraph.Store | None = None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._where!r})"

    def _open(self) -> pyoxigraph.Store:
        if self._database is None:
            raise StoreError("the store is closed", where=self._where)
        return self._database

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted."""
        with self._lock, store_faults(self._where):
            return sorted(name.value for name in self._open().named_graphs() if isinstance(name, NamedNode))

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """The quads of one named graph, or all, as they are now: what is changed meanwhile is not seen."""
        name = None if graph is None else named(graph)
        with self._lock, store_faults(self._where):
            found = self._open().quads_for_pattern(None, None, None, name)
        return self._read(found)

    def _read(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        with store_faults(self._where):
            yield from quads

    def query(self, sparql: str) -> Solutions:
        """The answer to a SPARQL query; its default graph is the union of all graphs.

        Raises UsageError for a malformed one.
        """
        with self._lock, store_faults(self._where):
            try:
                return Solutions.of(self._open().query(sparql, use_default_graph_as_union=True))
            except SyntaxError as error:
                raise UsageError(f"the query is not SPARQL: {error.msg}", where=self._where) from error

    def replace_graphs(self, graphs: Mapping[str, Iterable[Quad]]) -> tuple[str, ...]:
        """The names of the graphs that really changed; all are replaced in one transaction.

        An exception leaves all as it was. A graph that is given no quads is removed.
        """
        with self._lock:
            changes = graph_changes({name: self.quads(name) for name in graphs}, graphs)
            if changes:
                self._commit(changes)
            return tuple(change.graph.value for change in changes)

    def remove_graphs(self, graphs: Iterable[str]) -> tuple[str, ...]:
        """The names of the graphs that were there and are removed, in one transaction."""
        return self.replace_graphs(dict.fromkeys(graphs, ()))

    def _commit(self, changes: list[GraphChange]) -> None:
        """Makes the changes, all or none; each kind of store in its own way."""
        raise NotImplementedError

    def close(self) -> None:
        """Nothing; lets go of what the store holds. Closing twice is harmless."""
        self._database = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class MemoryStore(LocalStore):
    """A store in memory, for tests and notebooks; gone when closed."""

    def __init__(self) -> None:
        super().__init__("memory")
        self._database = pyoxigraph.Store()

    def _commit(self, changes: list[GraphChange]) -> None:
        # Nothing in here fails short of an exhausted memory; other threads wait at the lock meanwhile.
        database = self._open()
        for change in changes:
            remove(database, change)
            database.extend(change.added)


def remove(database: pyoxigraph.Store, change: GraphChange) -> None:
    """Nothing; takes out what the change removes, and the graph's name with its last quad."""
    for quad in change.removed:
        database.remove(quad)
    if not change.added and next(database.quads_for_pattern(None, None, None, change.graph), None) is None:
        database.remove_graph(change.graph)


def load(database: pyoxigraph.Store, changes: Iterable[GraphChange]) -> None:
    """Nothing; puts in what the changes add, all at once: a database on disk takes as long for each load anew."""
    added = [quad for change in changes for quad in change.added]
    if added:
        database.bulk_extend(added)
