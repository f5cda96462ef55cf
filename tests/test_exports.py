"""The exports: nothing lost, the same bytes every time, and files that a person can read."""

from __future__ import annotations

import csv
import io
import json
import logging
import random
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph
import pytest
import rdflib
from exploring import tries
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from cdipgraph.errors import UsageError
from cdipgraph.exports import FORMATS, export
from cdipgraph.exports.ordering import natural
from cdipgraph.queries import run
from cdipgraph.store import Store
from cdipgraph.store.local import MemoryStore
from cdipgraph.vocabulary import ID, PREFIXES, expand

#: The formats that hold RDF: what Oxigraph calls them, what rdflib does, and whether they keep the graphs apart.
RDF = {
    "turtle": (RdfFormat.TURTLE, "turtle", False),
    "trig": (RdfFormat.TRIG, "trig", True),
    "nquads": (RdfFormat.N_QUADS, "nquads", True),
    "jsonld": (RdfFormat.JSON_LD, "json-ld", False),
}
Row = tuple[str, ...]

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib"),
    pytest.mark.filterwarnings("ignore:Parsing weird boolean"),
]


@pytest.fixture(autouse=True)
def _literals_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """rdflib rewrites 01 as 1 unless told not to, and has much to say about a day called `soon`."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    monkeypatch.setattr(logging.getLogger("rdflib.term"), "disabled", True)


def node(tail: str) -> NamedNode:
    return NamedNode(ID + tail)


def term(prefixed: str) -> NamedNode:
    return NamedNode(expand(prefixed))


def store_of(quads: Iterable[Quad]) -> MemoryStore:
    store = MemoryStore()
    graphs: dict[str, list[Quad]] = {}
    for quad in quads:
        graphs.setdefault(quad.graph_name.value, []).append(quad)
    store.replace_graphs(graphs)
    return store


def turtle_store(turtle: str, graph: str = "g") -> MemoryStore:
    heads = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    triples = pyoxigraph.parse(f"@base <{ID}> .\n{heads}{turtle}", format=RdfFormat.TURTLE)
    return store_of(Quad(triple.subject, triple.predicate, triple.object, node(graph)) for triple in triples)


def stated(quads: Iterable[Quad], graphs: bool) -> set[Row]:
    """What Oxigraph holds, as rows of strings; the graph last where graphs count."""
    return {
        (
            quad.subject.value,
            quad.predicate.value,
            *(
                (quad.object.value, quad.object.language or "", quad.object.datatype.value)
                if isinstance(quad.object, Literal)
                else (quad.object.value,)
            ),
            *((quad.graph_name.value,) if graphs else ()),
        )
        for quad in quads
    }


def stated_by_rdflib(data: bytes, form: str, graphs: bool) -> set[Row]:
    """What rdflib reads in a file, as the same rows."""
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=form)
    rows = set()
    for subject, predicate, value, graph in dataset.quads():
        rest: Row = (str(value),)
        if isinstance(value, rdflib.Literal):
            kind = rdflib.RDF.langString if value.language else value.datatype or rdflib.XSD.string
            rest = (str(value), value.language or "", str(kind))
        rows.add((str(subject), str(predicate), *rest, *((str(graph),) if graphs else ())))
    return rows


# CDIP/24/8


@pytest.mark.parametrize("name", RDF)
def test_nothing_is_lost(cdip24: Store, name: str) -> None:
    form, other, graphs = RDF[name]
    data = export(cdip24, name)
    assert stated(pyoxigraph.parse(data, format=form), graphs) == stated(cdip24.quads(), graphs)
    assert stated_by_rdflib(data, other, graphs) == stated(cdip24.quads(), graphs)


@pytest.mark.parametrize("name", FORMATS)
def test_the_order_of_the_store_does_not_count(cdip24: Store, name: str) -> None:
    quads = list(cdip24.quads())
    for seed in (1, 2):
        random.Random(seed).shuffle(quads)
        with store_of(quads) as store:
            assert export(store, name) == export(cdip24, name)


def test_another_process_writes_the_same(cdip24: Store) -> None:
    """The seed of hashing differs from process to process; Oxigraph's own list of prefixes with it."""
    program = (
        "import sys; from cdipgraph.exports import export; from cdipgraph.store.local import MemoryStore\n"
        "import pyoxigraph\n"
        "store = MemoryStore(); quads = list(pyoxigraph.parse(sys.stdin.buffer, format=pyoxigraph.RdfFormat.N_QUADS))\n"
        "store.replace_graphs({name: [q for q in quads if q.graph_name.value == name]"
        " for name in {q.graph_name.value for q in quads}})\n"
        "sys.stdout.buffer.write(export(store, 'turtle') + export(store, 'jsonld') + export(store, 'graphml'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=export(cdip24, "nquads"), stdout=subprocess.PIPE, check=True
    )
    assert done.stdout == b"".join(export(cdip24, name) for name in ("turtle", "jsonld", "graphml"))


def test_graphml_is_the_lineage(cdip24: Store) -> None:
    import networkx as nx

    from cdipgraph.lineage import to_networkx

    graph = nx.read_graphml(io.BytesIO(export(cdip24, "graphml")))
    lineage = to_networkx(cdip24)
    assert set(graph.nodes) == set(lineage.nodes)
    assert set(graph.edges) == set(lineage.edges)
    measure = f"{ID}doc/CDIP/24/8/measure/1.3"
    assert graph.nodes[measure]["label"] == lineage.nodes[measure]["label"]


def test_graphml_is_xml_whatever_the_words_hold() -> None:
    from xml.etree import ElementTree as ET

    turtle = """
        <m/1.1> a cdip:Measure ; eli:number "1" ; rdfs:label "one\\u0001 <two> & \\u000Cthree"@fr .
    """
    with turtle_store(turtle) as store:
        root = ET.fromstring(export(store, "graphml"))
    assert "<two> &" in "".join(root.itertext())


def test_csv_is_the_annex(cdip24: Store) -> None:
    rows = list(csv.reader(io.StringIO(export(cdip24, "csv").decode())))
    answer = run(cdip24, "annex")
    assert tuple(rows[0]) == answer.columns
    assert [row[8] for row in rows[1:]] == [str(row[8]) for row in answer]


def test_an_unknown_format_says_which_exist(memory: MemoryStore) -> None:
    with pytest.raises(UsageError, match=r"'rdfxml'.*turtle, trig"):
        export(memory, "rdfxml")


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_store_gives_an_empty_file_of_the_format(memory: MemoryStore, name: str) -> None:
    data = export(memory, name)
    if name in RDF:
        form, other, graphs = RDF[name]
        assert list(pyoxigraph.parse(data, format=form)) == []
        assert stated_by_rdflib(data, other, graphs) == set()
    else:
        assert b"<node" not in data
        assert len(data.splitlines()) == 1 or name == "graphml"


# Turtle


class TestTurtle:
    def test_reads_as_a_person_would_write_it(self) -> None:
        with turtle_store("""
            <m/10> a cdip:Measure ; eli:number "10" .
            <m/2> eli:number "2" ; cdip:statedIn cdip:place-annex, cdip:place-narrative ; a cdip:Measure ;
                rdfs:label "Measure \\"two\\"\\nof ten . "@en ; cdip:respondsTo <p/1> .
            <doc/x#char=100,200> a oa:SpecificResource .
            <doc/x#char=9,12> oa:end 12 ; oa:start 9 .
        """) as store:
            text = export(store, "turtle").decode()
        head, _, body = text.partition("\n\n")
        assert head.splitlines()[0] == f"@base <{ID}> ."
        assert head.splitlines()[1:] == [f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items()]
        assert body == (
            "<doc/x#char=9,12> oa:start 9 ;\n\toa:end 12 .\n\n"
            "<doc/x#char=100,200> a oa:SpecificResource .\n\n"
            '<m/2> a cdip:Measure ;\n\teli:number "2" ;\n\trdfs:label "Measure \\"two\\"\\nof ten . "@en ;\n'
            "\tcdip:respondsTo <p/1> ;\n\tcdip:statedIn cdip:place-annex , cdip:place-narrative .\n\n"
            '<m/10> a cdip:Measure ;\n\teli:number "10" .\n'
        )

    def test_a_fact_of_several_graphs_stands_once(self) -> None:
        fact = (node("m"), term("rdf:type"), term("cdip:Measure"))
        with store_of([Quad(*fact, node("g/1")), Quad(*fact, node("g/2"))]) as store:
            assert export(store, "turtle").count(b"cdip:Measure") == 1
            assert export(store, "jsonld").count(b'"@type": "Measure"') == 1
            assert export(store, "nquads").count(b"Measure") == 2
            trig = export(store, "trig").decode()
        assert re.findall(r"^<(g/\d)> \{$", trig, re.MULTILINE) == ["g/1", "g/2"]
        assert "\n\n}" not in trig


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("m/2", "m/10"),
        ("char=9,12", "char=10,11"),
        ("m/1.9/review/2", "m/1.10/review/1"),
        ("a/01", "a/1"),
        ("a", "a/1"),
    ],
)
def test_numbers_count_as_numbers(first: str, second: str) -> None:
    assert natural(first) < natural(second)


@given(st.text(), st.text())
def test_the_natural_order_is_total(first: str, second: str) -> None:
    assert (natural(first) < natural(second)) + (natural(second) < natural(first)) == (first != second)


# JSON-LD

CHAIN = """
<p> a cdip:Proposal ; rdfs:label "proposal"@en, "proposition"@fr .
<p/para/1> a cdip:ProposalParagraph ; eli:number "1" ; eli:is_part_of <p> ; cdip:announcedMeasures 3 .
<p/para/1/point/a> a cdip:ProposalPoint ; eli:number "a" ; eli:is_part_of <p/para/1> .
<m/2> a cdip:Measure, eli-dl:ForeseenActivity ; eli:number "2" ; cdip:respondsTo <p/para/1> ;
    cdip:reportedIn <doc/A/1> .
<m/10> a cdip:Measure, eli-dl:ForeseenActivity ; eli:number "10" ; cdip:respondsTo <p/para/1> .
<m/2/activity/1> a cdip:ImplementationActivity ; eli-dl:executed <m/2> ; cdip:position 1 ;
    cdip:date "2017-05-12"^^xsd:date ; cdip:produced <doc/A/1> ;
    prov:wasDerivedFrom <doc/A/1/en#char=5,9>, <doc/A/1/en#char=10,12> .
<m/2/review/1> a cdip:Review ; cdip:ofMeasure <m/2> ; eli-dl:recorded_in_a_realization_of <doc/A/2/para/3-4> ;
    prov:wasDerivedFrom <doc/A/1/en#char=10,12> .
<m/2/review/2> a cdip:Review ; cdip:ofMeasure <m/2> ; eli-dl:recorded_in_a_realization_of <doc/A/2/para/3-4> .
<doc/A/2/para/3-4> a cdip:ParagraphRange ; epvoc:itemNumberBegin 3 ; eli:is_part_of <doc/A/2> .
<m/2/decision/1> a eli-dl:Decision ; cdip:ofMeasure <m/2> ; cdip:outcome cdip:outcome-took-note ; cdip:text "noted"@en .
<m/2/commitment/1> a cdip:Commitment ; cdip:askedBy <m/2/decision/1> .
<m/2/followup/1> a cdip:FollowUp ; cdip:followsUp <m/2> .
<doc/A/1> a eli:Work ; dcterms:identifier "A/1" ; dcterms:title "Title"@en ; cdip:provisional false .
<doc/A/2> a cdip:SessionReport, eli:Work ; dcterms:identifier "A/2" ; dcterms:date "2019-01-02"^^xsd:date .
<doc/A/1/en> a eli:Expression ; cdip:text "whole text" ; dcterms:language "en" .
<doc/A/1/en#char=5,9> a oa:SpecificResource ; oa:hasSource <doc/A/1/en> ;
    oa:hasSelector <doc/A/1/en#char=5,9/position> .
<doc/A/1/en#char=5,9/position> a oa:TextPositionSelector ; oa:start 5 ; oa:end 9 .
<doc/A/1/en#char=10,12> a oa:SpecificResource .
<s> a cdip:CommitteeSession ; cdip:ordinal 24 .
<s/summary> a cdip:ChairSummary ; cdip:summaryOf <s> .
<s/summary/item/5> a cdip:ChairSummaryItem ; eli:number "5" ; eli:is_part_of <s/summary> .
"""


@pytest.fixture(scope="module")
def tree() -> dict[str, Any]:
    """The JSON-LD of a small chain, as a web developer gets it from `JSON.parse`."""
    with turtle_store(CHAIN) as store:
        parsed: dict[str, Any] = json.loads(export(store, "jsonld"))
    return parsed


def objects(value: object) -> Iterator[dict[str, Any]]:
    """All objects of a JSON value that are things, outermost first."""
    if isinstance(value, dict):
        if "@id" in value:
            yield value
        for inner in value.values():
            yield from objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from objects(inner)


class TestJsonLd:
    def test_is_nested_from_the_proposal_to_what_follows(self, tree: dict[str, Any]) -> None:
        proposal = tree["@graph"][0]
        assert proposal["label"] == {"en": "proposal", "fr": "proposition"}
        (paragraph,) = proposal["paragraphs"]
        assert paragraph["announcedMeasures"] == 3
        assert [point["number"] for point in paragraph["points"]] == ["a"]
        assert [measure["number"] for measure in paragraph["measures"]] == ["2", "10"]
        measure = paragraph["measures"][0]
        assert list(measure)[-4:] == ["implementations", "reviews", "decisions", "followUps"]
        assert measure["@type"] == ["Measure", "ForeseenActivity"]
        assert measure["implementations"][0]["date"] == "2017-05-12"
        assert measure["implementations"][0]["produced"] == "doc/A/1"
        assert measure["decisions"][0]["outcome"] == "cdip:outcome-took-note"
        assert measure["decisions"][0]["text"] == {"en": "noted"}
        assert [ask["@id"] for ask in measure["decisions"][0]["commitments"]] == ["m/2/commitment/1"]
        assert [follow["@id"] for follow in measure["followUps"]] == ["m/2/followup/1"]

    def test_a_thing_is_written_out_where_it_is_first_reached(self, tree: dict[str, Any]) -> None:
        first, second = tree["@graph"][0]["paragraphs"][0]["measures"][0]["reviews"]
        assert first["recorded_in_a_realization_of"]["itemNumberBegin"] == 3
        assert second["recorded_in_a_realization_of"] == "doc/A/2/para/3-4"

    def test_every_thing_is_written_out_once(self, tree: dict[str, Any], cdip24: Store) -> None:
        for whole in (tree, json.loads(export(cdip24, "jsonld"))):
            written = [thing["@id"] for thing in objects(whole["@graph"]) if len(thing) > 1]
            assert len(written) == len(set(written))

    def test_a_span_is_written_where_it_proves_one_thing_only(self, tree: dict[str, Any]) -> None:
        proof = tree["@graph"][0]["paragraphs"][0]["measures"][0]["implementations"][0]["wasDerivedFrom"]
        assert proof[0]["hasSelector"] == {
            "@id": "doc/A/1/en#char=5,9/position",
            "@type": "TextPositionSelector",
            "start": 5,
            "end": 9,
        }
        assert proof[1] == "doc/A/1/en#char=10,12"
        assert {"@id": "doc/A/1/en#char=10,12", "@type": "SpecificResource"} in tree["@graph"]

    def test_what_is_in_no_chain_follows(self, tree: dict[str, Any]) -> None:
        members = [thing["@id"] for thing in tree["@graph"]]
        assert members == ["p", "doc/A/1", "doc/A/2", "doc/A/1/en", "s", "doc/A/1/en#char=10,12"]
        session = next(thing for thing in tree["@graph"] if thing["@id"] == "s")
        assert session["ordinal"] == 24
        assert session["summary"][0]["items"][0]["number"] == "5"

    def test_the_context_stands_in_the_file(self, tree: dict[str, Any]) -> None:
        context = tree["@context"]
        assert context["@base"] == ID
        assert context["session"] == {"@id": "cdip:session", "@type": "@id"}
        assert context["measures"] == {"@reverse": "cdip:respondsTo"}
        assert context["label"] == {"@id": "rdfs:label", "@container": "@language"}
        assert context["Measure"] == "cdip:Measure"
        assert all(isinstance(meaning, str | dict | float) for meaning in context.values())

    def test_two_properties_of_one_name_are_told_apart(self, tree: dict[str, Any]) -> None:
        assert tree["@context"]["date"]["@id"] == "cdip:date"
        report = next(thing for thing in tree["@graph"] if thing["@id"] == "doc/A/2")
        assert report["dcterms:date"] == {"@type": "xsd:date", "@value": "2019-01-02"}

    def test_every_term_of_the_ontology_is_in_the_context(self, tree: dict[str, Any]) -> None:
        from cdipgraph.vocabulary import CLASSES, PROPERTIES

        assert set(CLASSES) | set(PROPERTIES) <= set(tree["@context"])


@pytest.mark.parametrize(
    "turtle",
    [
        "<a> cdip:session <b>, 'a text', 5 ; cdip:ordinal 'text', 1.5, <c>, '024'^^xsd:token .",
        "<a> rdfs:label 'plain', 'fr'@fr, 'fr too'@fr, 5, <iri> ; cdip:text 'x'^^xsd:anyURI .",
        "<a> cdip:provisional true, 'true', '1'^^xsd:token ; cdip:date '2019-01-01', 7, true, 'soon'@en, <d> .",
        "<a> a cdip:Measure, 'no class' . <b> a <https://example.org/C>, cdip:Unheard .",
        "<a> a cdip:ProposalPoint ; eli:is_part_of <a> . <b> a cdip:ProposalPoint ; eli:is_part_of 'text' .",
        "<a> a cdip:ProposalPoint ; eli:is_part_of <b> . <b> a cdip:ProposalPoint ; eli:is_part_of <a> .",
        "<a> a cdip:Measure ; cdip:respondsTo <p>, <q>, <gone> . <p> eli:number '1' . <q> eli:number '2' .",
        "<a> prov:wasDerivedFrom <a> . <b> prov:wasDerivedFrom <c> . <c> prov:wasDerivedFrom <b> .",
        "<a> cdip:ordinal 123456789012345678901234567890, -1, 0 .",
        "<a> <org:unitOf> <cdip:x>, <eli:y> ; <urn:x:y> 'z' ; <https://example.org/p> <mailto:a@b.c> .",
        "<> eli:number '1' . <../up> eli:number '2' . <//host/x> eli:number '3' . <?q=1> eli:number '4' .",
        "<a:b> eli:number '1' . <cdip:c> eli:number '2' . <@id> eli:number '3' . <%41> eli:number '4' .",
        "<#:> eli:number '1' . <é/ü> eli:number '2' .",
        " ".join(f"<n/{n}> a cdip:ProposalPoint ; eli:is_part_of <n/{n + 1}> ." for n in range(2000)),
    ],
)
@pytest.mark.parametrize("name", RDF)
def test_graphs_that_nobody_expects_survive(turtle: str, name: str) -> None:
    form, other, graphs = RDF[name]
    with turtle_store(turtle) as store:
        data, wanted = export(store, name), stated(store.quads(), graphs)
    assert stated(pyoxigraph.parse(data, format=form), graphs) == wanted
    assert stated_by_rdflib(data, other, graphs) == wanted


# Whatever comes

#: Tails of IRIs: slashes, dots, fragments and what else IRIs may hold.
TAILS = st.text("aé1-_.~()=,;:@!$&'*+%20/?#", min_size=1, max_size=12)
PREDICATES = st.sampled_from(
    (
        *("rdfs:label", "cdip:text", "cdip:session", "cdip:date", "cdip:ordinal", "cdip:ofMeasure", "cdip:provisional"),
        *("eli:is_part_of", "prov:wasDerivedFrom", "rdf:type", "dcterms:date", "oa:hasSelector"),
    )
).map(term)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
LANGUAGES = st.sampled_from(["fr", "en", "es", "zh-hans", "de-ch-1996"])
TYPED = st.sampled_from(["xsd:integer", "xsd:date", "xsd:boolean", "xsd:string", "xsd:anyURI", "cdip:Unheard"]).map(
    term
)


def valid(tail: str) -> bool:
    """Whether the tail makes an IRI; `%` must be followed by two digits."""
    try:
        node(tail)
    except ValueError:
        return False
    return True


@st.composite
def quads(draw: st.DrawFn) -> list[Quad]:
    things = [node(tail) for tail in draw(st.lists(TAILS.filter(valid), min_size=1, max_size=6))]
    kinds = ("cdip:Measure", "cdip:Review", "cdip:ProposalPoint", "cdip:ProposalParagraph", "cdip:Proposal")
    literals = st.one_of(
        TEXTS.map(Literal),
        st.builds(lambda text, language: Literal(text, language=language), TEXTS, LANGUAGES),
        st.builds(lambda text, kind: Literal(text, datatype=kind), TEXTS | st.just("01") | st.just("true"), TYPED),
    )
    value = st.one_of(st.sampled_from(things), st.sampled_from(kinds).map(term), literals)
    statement = st.builds(Quad, st.sampled_from(things), PREDICATES, value, st.sampled_from([node("g/1"), node("g/2")]))
    return draw(st.lists(statement, max_size=25))


@tries(150)
@given(quads())
def test_any_quads_survive(found: list[Quad]) -> None:
    with store_of(found) as store:
        kept = list(store.quads())
        for name, (form, other, graphs) in RDF.items():
            data, wanted = export(store, name), stated(kept, graphs)
            assert stated(pyoxigraph.parse(data, format=form), graphs) == wanted
            assert stated_by_rdflib(data, other, graphs) == wanted
