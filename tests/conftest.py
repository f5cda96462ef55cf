"""What the tests share: stores to write into, and a real SPARQL server on the loopback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from servers import serve

from cdipgraph.localstore import MemoryStore
from cdipgraph.remote import RemoteStore


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings of whoever runs the tests do not count."""
    for name in ("UPDATE_ENDPOINT", "ENDPOINT_USER", "ENDPOINT_PASSWORD", "ENDPOINT_TOKEN", "ENDPOINT_TIMEOUT"):
        monkeypatch.delenv(f"CDIPGRAPH_{name}", raising=False)


@pytest.fixture
def memory() -> Iterator[MemoryStore]:
    with MemoryStore() as store:
        yield store


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The base URL of a SPARQL server that the tests of one process share."""
    with serve() as url:
        yield url


@pytest.fixture
def endpoint(server: str) -> str:
    """The query URL of an empty store at a SPARQL server."""
    store = RemoteStore(f"{server}/query")
    store.remove_graphs(store.graphs())
    return f"{server}/query"


@pytest.fixture
def remote(endpoint: str) -> RemoteStore:
    """An empty store at a SPARQL server."""
    return RemoteStore(endpoint)
