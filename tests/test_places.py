"""A span is shown back in the file: its page, its paragraph; in the graph, in traces, in pictures."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from cdipgraph import ingest
from cdipgraph.draw import draw
from cdipgraph.findings import Finding
from cdipgraph.lineage.boxes import Quote
from cdipgraph.source import Location
from cdipgraph.store import Store, open_store
from cdipgraph.trace import trace
from cdipgraph.validation import check
from cdipgraph.vocabulary import expand

SCP = Path(__file__).parent / "snippets" / "SCP-35-7.fr.txt"
EXPRESSION = "https://w3id.org/cdipgraph/id/doc/SCP/35/7/fr"


@pytest.fixture
def paged(tmp_path: Path) -> Store:
    """A store with a document whose text has pages: one begins at every fifth paragraph."""
    lines = SCP.read_text(encoding="utf-8").split("\n")
    path = tmp_path / "paged.txt"
    path.write_text("".join(line + ("\f" if n % 5 == 4 else "\n") for n, line in enumerate(lines)), encoding="utf-8")
    store = open_store(memory=True)
    ingest.build_one(path, store)
    return store


def values(store: Store, name: str) -> dict[str, int]:
    rows = store.query(f"SELECT ?span ?value WHERE {{ GRAPH ?g {{ ?span <{expand(name)}> ?value }} }}").rows
    return {span.value: int(value.value) for span, value in rows if isinstance(span, NamedNode) and value is not None}  # type: ignore[union-attr]


def test_pages_are_in_the_graph(paged: Store) -> None:
    pages = values(paged, "cdip:page")
    starts = {span: int(span.rpartition("=")[2].partition(",")[0]) for span in pages}
    assert len(pages) > 50
    ordered = sorted(pages, key=lambda span: starts[span])
    assert [pages[span] for span in ordered] == sorted(pages.values())
    assert max(pages.values()) > 5
    text = paged.query(f"SELECT ?t WHERE {{ GRAPH ?g {{ <{EXPRESSION}> <{expand('cdip:text')}> ?t }} }}").rows[0][0]
    for span, page in pages.items():
        assert page == 1 + text.value[: starts[span]].count("\f")  # type: ignore[union-attr]
    assert values(paged, "cdip:paragraphPosition") == {}


def test_a_file_without_pages_states_none() -> None:
    with open_store(memory=True) as store:
        ingest.build_one(SCP, store)
        assert values(store, "cdip:page") == {}


def test_the_graph_with_pages_is_sound(paged: Store) -> None:
    found: list[Finding] = check(paged)
    assert not [f for f in found if f.rule.startswith("Span-")]


def test_pages_are_told_in_traces_and_pictures(paged: Store) -> None:
    told = str(trace(paged, "1/1", lang="en", width=200))
    assert "[SCP/35/7 p. " in told
    cited = str(trace(paged, "SCP/35/7", lang="en", width=200)) + str(trace(paged, "SCP/31", lang="en", width=200))
    assert " p. " in cited
    picture = draw(paged, lang="en")
    assert "[SCP/35/7 p. " in picture.svg()
    assert "SCP/35/7 p. " in picture.html()


def test_a_place_in_words() -> None:
    assert Location().label == ""
    assert Location(12).label == "p. 12"
    assert Location(None, 45).label == "¶ 45"
    assert Location(12, 45).label == "p. 12 ¶ 45"
    assert Quote("CDIP/24/8", 790, 1210, "x", Location(12)).place == "CDIP/24/8 p. 12, 790–1210"
    assert Quote("CDIP/24/8", 790, 1210, "x").place == "CDIP/24/8, 790–1210"
