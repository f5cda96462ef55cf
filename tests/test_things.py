"""What a person types for a thing, and the thing that is meant."""

from __future__ import annotations

import pytest
from exploring import tries
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from cdipgraph.errors import CdipgraphError, UnknownThing
from cdipgraph.store import Store
from cdipgraph.store.local import MemoryStore
from cdipgraph.things import names, near, resolve, resolve_document
from cdipgraph.vocabulary import ID, expand

PROPOSAL = "CDIP/session/17/summary/appendix/I"


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("1/3", "doc/CDIP/24/8/measure/1.3"),
        (" 1 / 3 ", "doc/CDIP/24/8/measure/1.3"),
        ("1.3", "doc/CDIP/24/8/measure/1.3"),
        ("1", f"{PROPOSAL}/para/1"),
        ("1 a", f"{PROPOSAL}/para/1/point/a"),
        ("1(b)", f"{PROPOSAL}/para/1/point/b"),
        ("1/a", f"{PROPOSAL}/para/1/point/a"),
        ("CDIP/22/11", "doc/CDIP/22/11"),
        ("cdip/22/11", "doc/CDIP/22/11"),
        ("CDIP/23/17 Prov.", "doc/CDIP/23/17-Prov"),
        ("CDIP/21", "CDIP/session/21"),
        ("cdip/21", "CDIP/session/21"),
        ("CDIP/21 8.3", "CDIP/session/21/summary/item/8.3"),
        ("CDIP/21, item 8.3", "CDIP/session/21/summary/item/8.3"),
        ("CDIP/21 point 8.3", "CDIP/session/21/summary/item/8.3"),
        ("CDIP/21/15 98-112", "doc/CDIP/21/15/para/98-112"),
        ("CDIP/21/15 paragraphes 98 à 112", "doc/CDIP/21/15/para/98-112"),
        ("CDIP/21/15 98\u2013112", "doc/CDIP/21/15/para/98-112"),
        ("doc/CDIP/24/8/measure/1.3", "doc/CDIP/24/8/measure/1.3"),
        (f"{ID}doc/CDIP/24/8/measure/1.3", "doc/CDIP/24/8/measure/1.3"),
        (f"<{ID}doc/CDIP/24/8/measure/1.3>", "doc/CDIP/24/8/measure/1.3"),
        ("CDIP", "CDIP"),
    ],
)
def test_what_is_typed_is_found(built: Store, text: str, thing: str) -> None:
    assert resolve(built, text) == ID + thing


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1/4", "1/3"),
        ("CDIP/22/12", "CDIP/22/11"),
        ("CDIP/21 8.9", "CDIP/21 8.3"),
        ("CDPI/21", "CDIP/21"),
        ("doc/CDIP/24/8/mesure/1.3/activity/1", "doc/CDIP/24/8/measure/1.3/activity/1"),
    ],
)
def test_what_is_near_is_suggested(built: Store, text: str, meant: str) -> None:
    with pytest.raises(UnknownThing, match="Did you mean") as caught:
        resolve(built, text)
    assert meant in caught.value.remedy


@pytest.mark.parametrize(
    "text", ["", " ", "<>", "http://example.org/unknown", "urn:x", "\u00e9\u00e9\u00e9", "\udcff", "9" * 50]
)
def test_what_is_nowhere_is_told(built: Store, text: str) -> None:
    with pytest.raises(UnknownThing, match="nothing in the store"):
        resolve(built, text)


def test_a_name_of_two_things_is_not_guessed(memory: MemoryStore) -> None:
    graph = ID + "g"
    asked = NamedNode(ID + "para")
    quads = [
        Quad(asked, NamedNode(expand("rdf:type")), NamedNode(expand("cdip:ProposalParagraph"))),
        Quad(asked, NamedNode(expand("eli:number")), Literal("1")),
    ]
    for report in ("one", "two"):
        measure = NamedNode(f"{ID}doc/{report}/measure/1.1")
        quads += [
            Quad(measure, NamedNode(expand("rdf:type")), NamedNode(expand("cdip:Measure"))),
            Quad(measure, NamedNode(expand("eli:number")), Literal("1")),
            Quad(measure, NamedNode(expand("cdip:respondsTo")), asked),
        ]
    memory.replace_graphs({graph: quads})
    with pytest.raises(UnknownThing, match="names 2 things") as caught:
        resolve(memory, "1/1")
    assert "doc/one/measure/1.1, doc/two/measure/1.1" in caught.value.remedy


def test_every_name_that_is_suggested_is_understood(built: Store) -> None:
    for name, iri in names(built).items():
        assert resolve(built, name) == iri, name


def test_an_empty_store_has_no_things(memory: MemoryStore) -> None:
    with pytest.raises(UnknownThing, match="nothing"):
        resolve(memory, "1/3")
    with pytest.raises(UnknownThing):
        resolve_document(memory, "CDIP/24/8")


@tries(60)
@given(st.text(max_size=25))
def test_whatever_is_typed_there_is_an_answer(memory: MemoryStore, text: str) -> None:
    for find in (resolve, resolve_document):
        with pytest.raises(CdipgraphError):
            find(memory, text)


def test_the_likest_stands_first() -> None:
    assert near("anex", ["lineage", "annex", "Apex"]) == ["annex", "Apex"]
