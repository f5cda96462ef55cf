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
        ("CDIP/24/8 1/3", "doc/CDIP/24/8/measure/1.3"),
        ("cdip/24/8, mesure 1.3", "doc/CDIP/24/8/measure/1.3"),
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


def reports(*measures: str) -> dict[str, list[Quad]]:
    """Reports of the measures that are named: `SCT/63/4 A.1`; "0" is the paragraph of one that answers none."""
    quads: list[Quad] = []

    def say(subject: str, name: str, value: NamedNode | Literal) -> None:
        quads.append(Quad(NamedNode(ID + subject), NamedNode(expand(name)), value))

    for measure in measures:
        symbol, _, numbers = measure.partition(" ")
        paragraph, _, number = numbers.partition(".")
        work, asked = f"doc/{symbol}", f"doc/{symbol}/proposal/para/{paragraph}"
        say(work, "rdf:type", NamedNode(expand("eli:Work")))
        say(work, "dcterms:identifier", Literal(symbol))
        thing = f"{work}/measure/{numbers}"
        say(thing, "rdf:type", NamedNode(expand("cdip:Measure")))
        say(thing, "eli:number", Literal(number))
        say(thing, "cdip:reportedIn", NamedNode(ID + work))
        if paragraph != "0":
            say(thing, "cdip:respondsTo", NamedNode(ID + asked))
            say(asked, "rdf:type", NamedNode(expand("cdip:ProposalParagraph")))
            say(asked, "eli:number", Literal(paragraph))
    return {ID + "g": quads}


SEVERAL = ("SCT/63/4 A.1", "SCT/57/4 A.1", "WO/GA/61/6 III.1", "SCP/44/2 1.A", "CWS/5/1 0.1", "CWS/5/1 2a.1b")


def test_a_name_of_two_things_is_not_guessed_but_by_its_report(memory: MemoryStore) -> None:
    memory.replace_graphs(reports(*SEVERAL))
    with pytest.raises(UnknownThing, match="names 2 things") as caught:
        resolve(memory, "A/1")
    assert caught.value.remedy == "Say which: SCT/57/4 A/1, SCT/63/4 A/1"
    assert resolve(memory, "SCT/57/4 A/1") == f"{ID}doc/SCT/57/4/measure/A.1"


@pytest.mark.parametrize("text", ["III/1", "1/A", "0/1", "2a/1b"])
def test_measures_are_numbered_as_they_are_in_the_text(memory: MemoryStore, text: str) -> None:
    memory.replace_graphs(reports(*SEVERAL))
    assert resolve(memory, text).endswith(f"/measure/{text.replace('/', '.')}")


def test_where_no_measure_is_near_those_there_are_are_told(built: Store, memory: MemoryStore) -> None:
    with pytest.raises(UnknownThing, match=r"There are 1/1, 1/2, 1/3, 2/1, 3/1, 3/2, 4/1, 5/1, 6/1$"):
        resolve(built, "9/9")
    memory.replace_graphs(reports(*(f"SCP/40/2 {number}.1" for number in range(1, 14))))
    with pytest.raises(UnknownThing, match=r"There are 1/1, .* …$"):
        resolve(memory, "00/22")


def test_an_item_is_named_by_the_symbol_of_its_summary_too(memory: MemoryStore) -> None:
    summary, item = f"{ID}SCT/session/61/summary", f"{ID}SCT/session/61/summary/item/6.2"
    graphs = reports("SCT/61/8 1.1")
    graphs[ID + "g"] += [
        Quad(NamedNode(summary), NamedNode(expand("cdip:issuedAs")), NamedNode(f"{ID}doc/SCT/61/8")),
        Quad(NamedNode(summary), NamedNode(expand("cdip:summaryOf")), NamedNode(f"{ID}SCT/session/61")),
        Quad(NamedNode(f"{ID}SCT/session/61"), NamedNode(expand("cdip:ordinal")), Literal(61)),
        Quad(NamedNode(item), NamedNode(expand("rdf:type")), NamedNode(expand("cdip:ChairSummaryItem"))),
    ]
    memory.replace_graphs(graphs)
    assert resolve(memory, "SCT/61/8 6.2") == resolve(memory, "SCT/61 6.2") == item


def test_every_name_that_is_suggested_is_understood(built: Store, memory: MemoryStore) -> None:
    memory.replace_graphs(reports(*SEVERAL))
    for store in (built, memory):
        for name, iri in names(store).items():
            assert resolve(store, name) == iri, name


@pytest.mark.parametrize("text", ["1/3", "CDIP/21 8.3", "CDIP/21"])
def test_what_is_no_document_is_not_suggested_as_one(built: Store, text: str) -> None:
    with pytest.raises(UnknownThing, match="is no document") as caught:
        resolve_document(built, text)
    assert text not in caught.value.remedy.split(", ")


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
