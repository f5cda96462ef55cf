"""Checking graphs and stores: what comes back, in which order, with which place and words."""

from __future__ import annotations

import socket
import string
import subprocess
import sys

import pyoxigraph
import pytest
from example_graphs import EXPRESSION, ROOT, changed, in_graph, turtle, valid
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from cdipgraph import graph, readers, reading, validation
from cdipgraph.errors import CdipgraphError
from cdipgraph.findings import Finding
from cdipgraph.rdfgraphs import read_graph
from cdipgraph.spoken import LANGUAGES
from cdipgraph.store.local import MemoryStore
from cdipgraph.store.solutions import Term
from cdipgraph.vocabulary import ID, expand

INVALID = ROOT / "data" / "examples" / "invalid"
RULES = {rule.name: rule for rule in validation.rules()}


def example(name: str) -> list[Quad]:
    return changed((INVALID / f"{name}.ttl").read_text(encoding="utf-8"))


def only(quads: list[Quad]) -> Finding:
    (finding,) = validation.check_graph(quads)
    return finding


# Rules as written


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_named_after_its_file_and_worded_from_its_columns(name: str) -> None:
    rule = RULES[name]
    assert f"#+ name: {name}\n" in rule.query
    with MemoryStore() as store:
        columns = set(store.query(rule.query).variables)
    assert {"focus", "document"} <= columns
    for language in LANGUAGES:
        named = {part for _, part, _, _ in string.Formatter().parse(rule.messages[language]) if part}
        assert named <= columns
        assert rule.problem[language].endswith(".")
        assert rule.solution[language].endswith(".")


@pytest.mark.parametrize("header", ["", "#+ severity: warning\n", "#+ severity: warning\n#+ problem: {fr: a, en: b}\n"])
def test_a_rule_whose_header_lacks_a_language_is_refused(header: str) -> None:
    with pytest.raises(CdipgraphError, match=r"queries/checks/trial\.rq"):
        validation._rule("trial", header + "SELECT * WHERE { }")


# Findings


def test_a_finding_of_a_shape() -> None:
    finding = only(example("Measure-number-itemNumber"))
    assert finding.source_shape == "https://w3id.org/cdipgraph/shapes#Measure-number-itemNumber"
    assert finding.severity == "violation"
    assert finding.focus == f"{ID}doc/SCT/40/7/measure/1.1"
    assert finding.document == EXPRESSION.value
    assert finding.messages == validation.constraints()[finding.source_shape].messages


def test_a_finding_of_a_rule() -> None:
    finding = only(example("span-quotes-text"))
    assert finding.source_shape is None
    assert (finding.start, finding.end) == (0, 8)
    assert finding.message("en") == (
        "The text does not say “SCT/40/6” from character 0 to 8: there it reads “SCT/40/7”."
    )
    assert finding.suggestions == RULES["span-quotes-text"].solution


def test_a_finding_on_a_thing_that_was_read_has_its_first_place() -> None:
    finding = only(example("measure-without-review"))
    (text,) = (
        q.object.value for q in valid("chain") if q.predicate.value == expand("cdip:text") and q.subject == EXPRESSION
    )
    assert text[finding.start : finding.end] == "Mesure n° 1 : un séminaire"


def test_a_finding_on_a_span_or_a_part_of_it_has_the_place_of_the_span() -> None:
    finding = only(example("Quote-exact-string"))
    assert (finding.start, finding.end) == (0, 8)


def test_a_finding_on_a_thing_without_place_has_none() -> None:
    finding = only(example("Manifestation-sha256-digest"))
    assert (finding.start, finding.end) == (None, None)


def test_one_thing_that_breaks_a_constraint_in_several_values_is_one_finding() -> None:
    change = "<doc/SCT/39/11/para/12-20> cdip:statedIn cdip:kind-document, cdip:actor-chair ."
    assert [f.rule for f in validation.check_graph(changed(change))] == ["Fact-statedIn-inScheme"]


def test_findings_are_in_order() -> None:
    change = """# without: <doc/SCT/40/7/measure/1.1/review/1>
        <doc/SCT/40/7> cdip:provisional true .
        <doc/SCT/40/7/measure/2.1> eli:number "2" .
        <doc/SCT/39/11/para/25-25> a cdip:ParagraphRange, eli:WorkSubdivision ; rdfs:label "§ 25"@fr ;
            epvoc:itemNumberBegin 25 ; epvoc:itemNumberEnd 25 ; eli:is_part_of <doc/SCT/39/11> ;
            cdip:statedIn cdip:place-annex ; cdip:origin cdip:origin-read ;
            prov:wasDerivedFrom <doc/SCT/40/7/fr#char=0,8> ."""
    found = validation.check_graph(changed(change.replace("        #", "#")))
    assert [(f.severity, f.rule) for f in found] == [
        ("violation", "Document-provisional-atMostOne"),
        ("violation", "Measure-number-exactlyOne"),
        ("warning", "measure-without-review"),
        ("info", "range-not-in-narrative"),
    ]
    assert validation.check_graph(reversed(changed(change))) == found


def test_the_candidates_of_an_ambiguous_citation_are_named_in_order() -> None:
    assert "SCT/39/11, SCT/39/9" in only(example("citation-ambiguous")).message("en")


def test_places_count_code_points_beyond_the_basic_plane() -> None:
    text = "𝒜 𝒷 \U0001f600 c"
    triples = turtle(f"""<doc/X/1/1/fr> a eli:Expression ; cdip:text "{text}" ; cdip:length {len(text)} .
        <doc/X/1/1/fr#char=4,5> a oa:SpecificResource ; oa:hasSource <doc/X/1/1/fr> ;
            oa:hasSelector <doc/X/1/1/fr#char=4,5/position>, <doc/X/1/1/fr#char=4,5/quote> .
        <doc/X/1/1/fr#char=4,5/position> a oa:TextPositionSelector ; oa:start 4 ; oa:end 5 .
        <doc/X/1/1/fr#char=4,5/quote> a oa:TextQuoteSelector ; oa:exact "{text[4:5]}" .""")
    found = validation.check_graph(in_graph(triples, NamedNode(f"{ID}doc/X/1/1/fr")))
    assert text[4:5] == "\U0001f600"
    assert not {f.rule for f in found} & set(RULES)


# Stores


def test_a_store_is_checked_document_by_document(memory: MemoryStore) -> None:
    good, bad = valid("session-report"), example("Measure-number-itemNumber")
    memory.replace_graphs({quads[0].graph_name.value: quads for quads in (good, bad)})
    (finding,) = known(validation.check(memory))
    assert (finding.rule, finding.document) == ("Measure-number-itemNumber", EXPRESSION.value)


def known(findings: list[Finding]) -> list[Finding]:
    """The findings but those of documents that the examples cite and that are in no store."""
    return [finding for finding in findings if finding.rule != "document-not-in-store"]


def test_two_versions_of_a_document_do_not_make_up_for_each_other(memory: MemoryStore) -> None:
    other = NamedNode(f"{EXPRESSION.value}-old")
    memory.replace_graphs(
        {EXPRESSION.value: example("range-not-in-annex"), other.value: in_graph(turtle(""), other) + _restated(other)}
    )
    assert [f.document for f in validation.check(memory) if f.rule == "range-not-in-annex"] == [EXPRESSION.value]


def _restated(name: NamedNode) -> list[Quad]:
    """Another graph that states the range of the example in its annex."""
    return in_graph(turtle("<doc/SCT/39/11/para/25-25> cdip:statedIn cdip:place-annex ."), name)


def test_an_empty_store_and_an_empty_graph_have_no_findings(memory: MemoryStore) -> None:
    assert validation.check(memory) == []
    assert validation.check_graph([]) == []


def test_triples_without_a_graph_are_checked_too() -> None:
    quads = [Quad(q.subject, q.predicate, q.object) for q in example("Measure-number-itemNumber")]
    assert "Measure-number-itemNumber" in {f.rule for f in validation.check_graph(quads)}


def stored(rule: str, extra: str = "") -> list[Quad]:
    """A finding in the graph beside that of the valid chain, with the span it points at."""
    beside = NamedNode(f"{EXPRESSION.value}/findings")
    span = f"{EXPRESSION.value}#char=9,31"
    triples = turtle(f"""<doc/SCT/40/7/fr/finding/1> a cdip:Finding ; cdip:rule "{rule}" ; cdip:severity sh:Info ;
        rdfs:label "Constat."@fr, "Finding."@en, "Constatación."@es ; prov:wasDerivedFrom <{span}> . {extra}""")
    return in_graph([*triples, *(q.triple for q in valid("chain") if q.subject.value.startswith(span))], beside)


def checked_with(memory: MemoryStore, beside: list[Quad]) -> list[Finding]:
    memory.replace_graphs({EXPRESSION.value: valid("chain"), f"{EXPRESSION.value}/findings": beside})
    return known(validation.check(memory))


def test_what_only_reading_can_find_is_kept(memory: MemoryStore) -> None:
    (finding,) = checked_with(
        memory, stored("unknown-document-kind", "<doc/SCT/40/7/fr/finding/1> cdip:focus <doc/SCT/40/7> .")
    )
    assert finding == Finding(
        "unknown-document-kind",
        "info",
        {"fr": "Constat.", "en": "Finding.", "es": "Constatación."},
        focus=f"{ID}doc/SCT/40/7",
        start=9,
        end=31,
        document=EXPRESSION.value,
        quote="Comité permanent (SCT)",
    )


@pytest.mark.parametrize("rule", ["citation-open", "Measure-number-exactlyOne", "span-quotes-text"])
def test_what_a_check_finds_is_found_anew_and_not_kept(memory: MemoryStore, rule: str) -> None:
    assert checked_with(memory, stored(rule)) == []


def test_stored_findings_are_checked_too(memory: MemoryStore) -> None:
    found = checked_with(
        memory, stored("unknown-document-kind", '<doc/SCT/40/7/fr/finding/1> rdfs:label "Befund."@de .')
    )
    assert "Finding-label-threeLanguages" in {f.rule for f in found}


def test_combined_findings_take_from_checking_what_both_report_of_the_same_words() -> None:
    read = [
        Finding.of("citation-open", text="a", start=1, end=2),
        Finding.of("header-field-missing", field="y", start=3),
    ]
    checked = [
        Finding.of("citation-open", text="a", start=1, end=2, focus="urn:a"),
        Finding.of("header-field-missing", field="x"),
        Finding("V", "violation", {}),
    ]
    assert [(f.rule, f.start, f.focus) for f in validation.combined(read, checked)] == [
        ("V", None, None),
        ("citation-open", 1, "urn:a"),
        ("header-field-missing", 3, None),
        ("header-field-missing", None, None),
    ]


# The validator


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    change = """<doc/SCT/40/7> owl:imports <http://192.0.2.1/o.ttl> . <http://192.0.2.1/o> a owl:Ontology ;
        owl:imports <http://192.0.2.1/p.ttl> ; sh:shapesGraph <http://192.0.2.1/s.ttl> ; sh:js "x" ."""
    assert validation.check_graph(changed(change)) == []


CONSTRAINTS = sorted(constraint.name for constraint in validation.constraints().values())


@pytest.mark.parametrize("name", CONSTRAINTS[::40])
def test_things_without_a_name_are_checked_too(name: str) -> None:
    """What breaks a constraint breaks it as well when no thing has an IRI of its own."""
    named = [q for q in example(name) if isinstance(q.subject, NamedNode)]
    found = validation.check_graph(
        Quad(_unnamed(q.subject), q.predicate, _unnamed(q.object), q.graph_name) for q in named
    )
    assert name in {finding.rule for finding in found}


def _unnamed(term: Term) -> Term:
    known = isinstance(term, NamedNode) and term.value.startswith(ID)
    return BlankNode("b" + "".join(c if c.isalnum() else f"{ord(c):x}" for c in term.value)) if known else term


def test_shapes_in_the_data_are_data() -> None:
    change = "<urn:x> a sh:NodeShape ; sh:targetClass cdip:Measure ; sh:nodeKind sh:Literal ."
    assert validation.check_graph(changed(change)) == []


def test_checking_leaves_no_trace() -> None:
    quads = example("Review-report-sameSession")
    before = list(quads)
    first = validation.check_graph(quads)
    assert validation.check_graph(quads) == first
    assert quads == before


def test_a_validator_that_gives_up_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    import pyshacl

    monkeypatch.setattr(pyshacl, "validate", lambda *_, **__: (False, b"no report", "the shapes are bad"))
    with pytest.raises(CdipgraphError, match="the shapes are bad"):
        validation.check_graph(valid("chain"))


def test_a_graph_for_rdflib_keeps_every_term() -> None:
    quads = [*valid("chain"), Quad(NamedNode("urn:a"), NamedNode("urn:b"), Literal("01", datatype=NamedNode("urn:d")))]
    converted = read_graph(quads)
    again = pyoxigraph.parse(converted.serialize(format="nt"), format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert {q.triple for q in again} == {q.triple for q in quads}


def test_a_triple_as_a_term_is_refused() -> None:
    inner = pyoxigraph.Triple(NamedNode("urn:a"), NamedNode("urn:b"), NamedNode("urn:c"))
    with pytest.raises(CdipgraphError, match="a triple stands"):
        read_graph([Quad(NamedNode("urn:a"), NamedNode("urn:b"), inner)])


def test_heavy_libraries_wait_until_they_are_used() -> None:
    code = """import sys, cdipgraph.validation as v
v.rules(), v.constraints(), print({'rdflib', 'pyshacl'} & {*sys.modules})"""
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "set()"


# A whole document


@pytest.fixture(scope="module")
def document() -> list[Quad]:
    (source,) = (ROOT / "data" / "sources").glob("*.fr.txt")
    return graph.quads(reading.read_report(readers.read(source)))


def test_a_document_read_is_without_violation(document: list[Quad]) -> None:
    assert [f for f in validation.check_graph(document) if f.severity == "violation"] == []


def test_a_quote_changed_in_a_document_read_is_found(document: list[Quad]) -> None:
    at = next(i for i, q in enumerate(document) if q.predicate.value == expand("oa:exact"))
    quote = document[at]
    forged = Quad(quote.subject, quote.predicate, Literal(quote.object.value + "!"), quote.graph_name)
    found = validation.check_graph([*document[:at], forged, *document[at + 1 :]])
    assert [f.focus for f in found if f.severity == "violation"] == [quote.subject.value.removesuffix("/quote")]
