"""What the tests share: stores to write into, and a real SPARQL server on the loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from exploring import USUAL
from hypothesis import HealthCheck, settings
from servers import serve

from cdipgraph.ingest import build
from cdipgraph.store import Store, open_store
from cdipgraph.store.local import MemoryStore
from cdipgraph.store.remote import RemoteStore

#: A test that fails today must fail tomorrow, whatever the speed of the machine. To look for more is another matter.
_QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]
settings.register_profile("stable", max_examples=USUAL, derandomize=True, deadline=None, suppress_health_check=_QUIET)
settings.register_profile(
    "explore", max_examples=30 * USUAL, deadline=None, suppress_health_check=_QUIET, print_blob=True
)
settings.load_profile("stable")

SOURCE = Path(__file__).parent.parent / "data" / "sources" / "CDIP-24-8.fr.txt"


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


@pytest.fixture(scope="session")
def built_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store that CDIP/24/8 was built into; to be read only."""
    folder = tmp_path_factory.mktemp("built") / "store"
    with open_store(folder, write=True) as store:
        build([SOURCE], store)
    return folder


@pytest.fixture(scope="session")
def built(built_folder: Path) -> Iterator[Store]:
    """A store that holds CDIP/24/8; to be read only."""
    with open_store(built_folder) as store:
        yield store


@pytest.fixture(scope="session")
def cdip24(built: Store) -> Store:
    """The same, by the document's name."""
    return built
