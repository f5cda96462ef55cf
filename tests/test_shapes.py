"""The shapes and rules, each held against its example: found where it is broken, silent where nothing is."""

from __future__ import annotations

from pathlib import Path

import pytest
from example_graphs import EXPRESSION, INVALID, ROOT, VALID, also, changed, in_graph, triples_of, turtle, valid
from pyoxigraph import Quad
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.collection import Collection

from cdipgraph import symbolforms, validation
from cdipgraph.findings import Finding
from cdipgraph.resources import files
from cdipgraph.store.local import MemoryStore
from cdipgraph.vocabulary import CDIP, CONCEPTS

CDIPS = "https://w3id.org/cdipgraph/shapes#"
CONSTRAINTS = {constraint.name: constraint for constraint in validation.constraints().values()}
RULES = {rule.name: rule for rule in validation.rules()}

#: The properties that take controlled values, and the scheme they take them from.
SCHEMES = {
    "documentKind": "kind",
    "activityKind": "activity",
    "outcome": "outcome",
    "followUpStatus": "status",
    "statedIn": "place",
    "citationKind": "citation",
    "resolution": "how",
    "askedOf": "actor",
    "dueKind": "due",
    "extent": "extent",
    "basis": "basis",
    "agent": "actor",
    "state": "state",
    "enumerationKind": "enumeration",
    "wording": "wording",
    "certainty": "certainty",
    "sessionKind": "sitting",
    "origin": "origin",
    "statement": "statement",
    "fate": "fate",
}

#: All that a shape may say: SHACL Core, without its SPARQL and JavaScript extensions.
CORE = {
    *(SH.path, SH.severity, SH.message, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf),
    *(SH.minCount, SH.maxCount, SH.datatype, SH["class"], SH["in"], SH.hasValue, SH.minInclusive, SH.minLength),
    *(
        SH.pattern,
        SH.flags,
        SH.uniqueLang,
        SH.languageIn,
        SH.equals,
        SH.lessThan,
        SH.lessThanOrEquals,
        SH["and"],
        SH["or"],
        SH["not"],
    ),
}


@pytest.fixture(scope="module")
def shapes() -> Graph:
    graph = Graph()
    for path in files("shapes", ".ttl"):
        graph.parse(path)
    return graph


def test_every_constraint_and_every_rule_has_its_example() -> None:
    assert {path.stem for path in INVALID} == {*CONSTRAINTS, *RULES}
    assert not set(CONSTRAINTS) & set(RULES)
    assert len(CONSTRAINTS) > 100


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_an_invalid_example_breaks_its_constraint_and_nothing_else(path: Path) -> None:
    change = path.read_text(encoding="utf-8")
    found = [finding for finding in _found(path.stem, changed(change)) if finding.rule not in also(change)]
    assert {finding.rule for finding in found} == {path.stem}
    shape = CDIPS + path.stem if path.stem in CONSTRAINTS else None
    assert {finding.source_shape for finding in found} == {shape}


def _found(name: str, quads: list[Quad]) -> list[Finding]:
    """What is found in an example: by a check of a graph, or of a store for a rule that needs one."""
    if name not in RULES or not RULES[name].whole:
        return validation.check_graph(quads)
    with MemoryStore() as store:
        store.replace_graphs({EXPRESSION.value: quads})
        return validation.check(store)


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_valid_example_breaks_nothing(path: Path) -> None:
    assert validation.check_graph(valid(path.stem)) == []


def test_the_invalid_examples_change_a_valid_graph() -> None:
    assert validation.check_graph(changed("")) == []


@pytest.mark.parametrize("path", files("shapes", ".ttl"), ids=lambda path: path.stem)
def test_a_file_of_shapes_names_its_constraints_after_itself(path: Path) -> None:
    graph = Graph().parse(path)
    named = {str(s).removeprefix(CDIPS) for s in graph.subjects(SH.severity)}
    owners = {"Span": {"Span", "Position", "Quote"}}.get(path.stem, {path.stem})
    assert {name.partition("-")[0] for name in named} == owners


def test_a_constraint_has_a_severity_and_a_message_in_three_languages(shapes: Graph) -> None:
    named = {s for s in shapes.subjects() if isinstance(s, URIRef)}
    assert {str(s) for s in named} == {constraint.iri for constraint in CONSTRAINTS.values()}
    for shape in named:
        assert len(list(shapes.objects(shape, SH.severity))) == 1
        assert sorted(str(m.language) for m in shapes.objects(shape, SH.message) if isinstance(m, Literal)) == [
            "en",
            "es",
            "fr",
        ]
    assert {c.severity for c in CONSTRAINTS.values()} == {"violation", "warning", "info"}


def test_messages_tell_constraints_apart() -> None:
    for language in ("fr", "en", "es"):
        texts = [constraint.messages[language] for constraint in CONSTRAINTS.values()]
        assert len(texts) == len(set(texts))


def test_shapes_are_core(shapes: Graph) -> None:
    assert {p for p in shapes.predicates() if p in SH} <= CORE


def test_shapes_are_themselves_well_formed(shapes: Graph) -> None:
    import pyshacl

    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


@pytest.mark.parametrize("name", SCHEMES)
def test_lists_of_values_are_those_of_the_vocabulary(shapes: Graph, name: str) -> None:
    paths = shapes.subjects(SH.path, URIRef(CDIP + name))
    (shape,) = (shape for shape in paths if str(shape).endswith("-inScheme"))
    head = shapes.value(shape, SH["in"])
    assert head is not None
    assert [str(v) for v in Collection(shapes, head)] == [f"{CDIP}{SCHEMES[name]}-{v}" for v in CONCEPTS[SCHEMES[name]]]


SYMBOLS = [
    *(
        "CDIP/24/8",
        "CDIP/23/17 Prov.",
        "CDIP/8/INF/1",
        "SCCR/28/3 Prov. 2",
        "C/51/1Rev.",
        "A/79/695/Add1",
        "cdip/22/18",
    ),
    *(
        "TD/B/WP/L.122",
        "A/C.1/58/L.15/Rev.1",
        "PLT/CE/V/4",
        "CAJ-AG/13/8/10",
        "IDB.49/1",
        "CERD/C/NZL/18-20",
        "A/34/5*",
    ),
    *("A/75/993-S/2021/247", "WO/BC/20/3 - WO/PC/10/3", "TD/B/43/8 + TD/B/WP/99", "Cdip/2/4 Prov", "S/RES/1373 (2001)"),
    *("CDIP /3/9", "CDIP/1/ 4", "A/C.1/58/ L.15/Rev.1", "A/79/5 (Vol. I)", "E/1994/19 (part i)", "TD/B/EX (S-XXIII)"),
    *(
        "UNEP/CBD/COP\u2011MOP/5/2",
        "ICCD/COP(12)/20/Add.1",
        "SCP/12/3 Rev.2 Add.",
        "CDIP/23/17/PROV",
        "SCIT/4/8 Corr.1",
    ),
    *("CDIP/23/17\u00a0Prov.", "CCPR/C/21/Rev.1/Add. 13", "A/INF/5", "WIPO/GRTKF/IC/38/16 Prov", "GC(63)/RES/10"),
    *("ECE/TRANS/WP.29/1147", "A/AC.109/2019/L.7", "A/RES/S-10/2", "WO/GA/49/21"),
    *("CL 170/REP", "MSC 108/17/4", "C 2023/12", "EB 2023/140/R.15"),
    *(example for form in symbolforms.table()["forms"] for example in form["examples"]),
]
NO_SYMBOLS = [
    *(
        "CDIP",
        "CDIP/",
        "/24/8",
        "24/8",
        "VIH SIDA",
        "CDIP/24/8 et autres",
        "le document CDIP/21/4",
        "http://example.org/a",
    ),
    *(
        "CDIP/19/12ORIGINAL",
        "documentA/48/26",
        "CDIP/18/11ORIGINAL : ANGLAISDATE",
        "SCCR/19/15page2",
        "CDIP/20/13 PROV.ORIGINAL",
    ),
    *("A/HRC/7/7814 de julio", "CDIP/24/8\\nProv.", "CDIP/24/8, paragraphe 3", "A" + "/Rev." * 60 + "!"),
]
NUMBERS = [
    *(
        "5",
        "8.1",
        "7(a)",
        "10.2.1",
        "XI.30",
        "41bis",
        "44 b)",
        "25c)v)",
        "7.b)",
        "10(iii)",
        "7b",
        "8.1.a",
        "3 (a)(ii)",
        "8-1",
    ),
]
NO_NUMBERS = ["paragraphe 5", "8.", "8..1", "a", "8,1", "12345", "5 et 6", "(a)", "8.1 "]


def refused(triples: str, constraint: str) -> set[str | None]:
    """The things at which a constraint is broken when triples are added to the valid chain."""
    return {f.focus for f in validation.check_graph(changed(triples)) if f.rule == constraint}


def test_symbols_as_they_are_printed_are_accepted_and_damaged_ones_refused() -> None:
    printed = [*SYMBOLS, *NO_SYMBOLS]
    documents = "".join(
        f'<doc/trial/{i}> a eli:Work ; dcterms:identifier "{text}" .\n' for i, text in enumerate(printed)
    )
    broken = {str(focus).rpartition("/")[2] for focus in refused(documents, "Document-identifier-symbol")}
    assert [printed[i] for i in sorted(map(int, broken))] == NO_SYMBOLS


def test_item_numbers_as_they_are_printed_are_accepted_and_others_refused() -> None:
    printed = [*NUMBERS, *NO_NUMBERS]
    items = "".join(f'<trial/{i}> a cdip:ChairSummaryItem ; eli:number "{text}" .\n' for i, text in enumerate(printed))
    broken = {str(focus).rpartition("/")[2] for focus in refused(items, "ChairSummaryItem-number-itemNumber")}
    assert [printed[i] for i in sorted(map(int, broken))] == NO_NUMBERS


def test_a_range_of_one_paragraph_is_in_order() -> None:
    change = (
        "# without: <doc/SCT/39/11/para/12-20> epvoc:itemNumberEnd\n<doc/SCT/39/11/para/12-20> epvoc:itemNumberEnd 12 ."
    )
    assert validation.check_graph(changed(change)) == []


def test_a_review_of_an_unresolved_range_is_of_any_session() -> None:
    change = "# without: <doc/SCT/39/11/para/12-20> eli:is_part_of\n"
    change += "<doc/SCT/39/11/para/12-20> cdip:candidate <doc/SCT/39/9> ."
    assert validation.check_graph(changed(change)) == []


def test_a_report_known_by_its_session_only_needs_no_symbol() -> None:
    change = """<SCT/session/40/report> a cdip:SessionReport ;
        cdip:reportOf <SCT/session/40> ; cdip:origin cdip:origin-read ;
        prov:wasDerivedFrom <doc/SCT/40/7/fr#char=0,8> ."""
    assert validation.check_graph(changed(change)) == []


def test_examples_are_turtle_that_stands_alone() -> None:
    for path in [*VALID, *INVALID]:
        assert in_graph(turtle(path.read_text(encoding="utf-8"))) is not None
        Graph().parse(path)
    assert len(triples_of(ROOT / "data" / "examples" / "valid" / "chain.ttl")) > 400


def test_every_shape_is_of_a_kind(shapes: Graph) -> None:
    for constraint in CONSTRAINTS.values():
        kinds = set(shapes.objects(URIRef(constraint.iri), RDF.type))
        with_path = (URIRef(constraint.iri), SH.path, None) in shapes
        assert kinds == {SH.PropertyShape if with_path else SH.NodeShape}
