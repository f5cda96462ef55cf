"""The one narrow way to a store, wherever it is: in memory, in a folder, or at a SPARQL endpoint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, Self

from cdipgraph.errors import UsageError
from cdipgraph.store.solutions import Row, Solutions, Term

if TYPE_CHECKING:
    from pyoxigraph import Quad

DEFAULT_PATH: Final = ".cdipgraph"

__all__ = ["DEFAULT_PATH", "Published", "Row", "Solutions", "Store", "Term", "open_store", "publish"]


class Store(Protocol):
    """A set of named graphs that can be asked and, when opened for it, changed."""

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted."""
        ...

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """The quads of one named graph, or all, in no particular order."""
        ...

    def query(self, sparql: str) -> Solutions:
        """The answer to a SPARQL query, whose default graph is the union of all graphs.

        Raises UsageError for a malformed one.
        """
        ...

    def replace_graphs(self, graphs: Mapping[str, Iterable[Quad]]) -> tuple[str, ...]:
        """The names of the graphs that really changed; all are replaced in one transaction.

        An exception leaves all as it was. A graph that is given no quads is removed.
        """
        ...

    def remove_graphs(self, graphs: Iterable[str]) -> tuple[str, ...]:
        """The names of the graphs that were there and are removed, in one transaction."""
        ...

    def close(self) -> None:
        """Nothing; lets go of what the store holds. Closing twice is harmless."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


def open_store(
    path: str | Path | None = None, *, endpoint: str | None = None, write: bool = False, memory: bool = False
) -> Store:
    """The store in the folder `path` (default `.cdipgraph`), at the SPARQL `endpoint`, or a new one in `memory`.

    `write=True` makes a folder that is missing and keeps other writers out. Raises StoreMissing, NotAStore,
    StoreLocked, StoreDamaged; UsageError for two places at once or an endpoint that is no http URL.
    """
    if (path is not None) + (endpoint is not None) + memory > 1:
        raise UsageError("a folder, an endpoint and memory exclude one another", remedy="Name one place for the store")
    if endpoint is not None:
        from cdipgraph.store.remote import RemoteStore

        return RemoteStore(endpoint)
    if memory:
        from cdipgraph.store.local import MemoryStore

        return MemoryStore()
    from cdipgraph.store.folder import FolderReader, FolderWriter

    folder = Path(DEFAULT_PATH if path is None else path)
    return FolderWriter(folder) if write else FolderReader(folder)


@dataclass(frozen=True, slots=True)
class Published:
    """What `publish` did: the graphs it sent, and those that were there already, by name."""

    sent: tuple[str, ...]
    unchanged: tuple[str, ...]


def publish(store: Store, endpoint: str | Store) -> Published:
    """What was sent to the endpoint: the graphs of `store` that differ there; others at the endpoint are left alone.

    Raises EndpointError and its kind; graphs sent before the failure stay sent.
    """
    target = open_store(endpoint=endpoint, write=True) if isinstance(endpoint, str) else endpoint
    sent: list[str] = []
    names = store.graphs()
    for name in names:
        sent.extend(target.replace_graphs({name: store.quads(name)}))
    return Published(tuple(sent), tuple(name for name in names if name not in sent))
