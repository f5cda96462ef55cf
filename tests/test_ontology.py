"""The ontology: complete, worded in three languages, and the only source of the terms used elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from example_graphs import EXAMPLES, ROOT
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import DC, DCTERMS, OWL, PROV, RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from cdipgraph.resources import files
from cdipgraph.vocabulary import CDIP, CLASSES, CONCEPTS, PREFIXES, PROPERTIES, expand

HEADER = URIRef(CDIP.rstrip("#"))
VANN = Namespace("http://purl.org/vocab/vann/")
LANGUAGES = {"fr", "en", "es"}

#: Vocabularies that are standards of RDF itself: their terms are used, not declared again.
STANDARD = {"owl", "rdf", "rdfs", "sh", "xsd"}

WITHOUT_SHAPE = {
    "eli-dl:Activity": "a superclass: each of its subclasses has a shape, which asks for this type",
    "eli-dl:ForeseenActivity": "a superclass: each of its subclasses has a shape, which asks for this type",
    "eli:WorkSubdivision": "a superclass: cdip:ParagraphRange has a shape, which asks for this type",
    "skos:Concept": "controlled values stand in the ontology; shapes list those that a property takes",
    "sh:Severity": "the three severities are SHACL's own",
}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ROOT / "ontology" / "cdip.ttl")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    graph = Graph()
    for path in files("shapes", ".ttl"):
        graph.parse(path)
    return graph


def own(ontology: Graph, kind: URIRef) -> set[str]:
    """The local names of our terms of one kind."""
    return {str(s).removeprefix(CDIP) for s in ontology.subjects(RDF.type, kind) if str(s).startswith(CDIP)}


def properties(ontology: Graph) -> set[str]:
    return own(ontology, OWL.ObjectProperty) | own(ontology, OWL.DatatypeProperty)


def languages(ontology: Graph, subject: URIRef, predicate: URIRef) -> list[str | None]:
    return sorted(str(text.language) for text in ontology.objects(subject, predicate) if isinstance(text, Literal))


def test_header(ontology: Graph) -> None:
    assert (HEADER, RDF.type, OWL.Ontology) in ontology
    assert languages(ontology, HEADER, DCTERMS.title) == ["en", "es", "fr"]
    assert languages(ontology, HEADER, DCTERMS.description) == ["en", "es", "fr"]
    assert ontology.value(HEADER, OWL.versionInfo)
    assert ontology.value(HEADER, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert ontology.value(HEADER, VANN.preferredNamespacePrefix) == Literal("cdip")
    assert ontology.value(HEADER, VANN.preferredNamespaceUri) == Literal(CDIP)


def test_nothing_is_imported(ontology: Graph) -> None:
    assert not list(ontology.triples((None, OWL.imports, None)))


def test_the_ontology_defines_the_vocabulary_and_no_more(ontology: Graph) -> None:
    assert own(ontology, OWL.Class) == set(CLASSES)
    assert properties(ontology) == set(PROPERTIES)
    assert own(ontology, SKOS.Concept) == {f"{scheme}-{v}" for scheme, values in CONCEPTS.items() for v in values}


@pytest.mark.parametrize("name", [*CLASSES, *PROPERTIES])
def test_terms_are_labelled_and_defined_in_three_languages(ontology: Graph, name: str) -> None:
    term = URIRef(CDIP + name)
    for predicate in (RDFS.label, SKOS.definition):
        assert languages(ontology, term, predicate) == ["en", "es", "fr"]
    assert len(set(map(str, ontology.objects(term, SKOS.definition)))) == 3, "a definition left untranslated"


@pytest.mark.parametrize("name", PROPERTIES)
def test_properties_have_a_domain_and_a_range(ontology: Graph, name: str) -> None:
    for predicate in (RDFS.domain, RDFS.range):
        (value,) = ontology.objects(URIRef(CDIP + name), predicate)
        union = ontology.value(value, OWL.unionOf)
        for member in Collection(ontology, union) if union else [value]:
            assert isinstance(member, URIRef)
            assert (member, RDF.type, None) in ontology or member in RDFS or "XMLSchema#" in member or member in RDF


@pytest.mark.parametrize("name", PROPERTIES)
def test_ranges_fit_the_kind_of_property(ontology: Graph, name: str) -> None:
    term = URIRef(CDIP + name)
    value = ontology.value(term, RDFS.range)
    literal = value in (RDFS.Literal, RDF.langString) or "XMLSchema#" in str(value)
    assert literal == ((term, RDF.type, OWL.DatatypeProperty) in ontology)


@pytest.mark.parametrize("scheme", CONCEPTS)
def test_controlled_values(ontology: Graph, scheme: str) -> None:
    whole = URIRef(f"{CDIP}{scheme.capitalize()}Scheme")
    assert (whole, RDF.type, SKOS.ConceptScheme) in ontology
    assert languages(ontology, whole, SKOS.prefLabel) == ["en", "es", "fr"]
    for value in CONCEPTS[scheme]:
        concept = URIRef(f"{CDIP}{scheme}-{value}")
        assert ontology.value(concept, SKOS.inScheme) == whole
        assert ontology.value(concept, SKOS.notation) == Literal(value)
        assert languages(ontology, concept, SKOS.prefLabel) == ["en", "es", "fr"]


def test_terms_of_others_say_whose_they_are(ontology: Graph) -> None:
    foreign = {s for s in ontology.subjects(RDF.type) if isinstance(s, URIRef) and not s.startswith(str(HEADER))}
    assert len(foreign) > 40
    for term in foreign:
        home = ontology.value(term, RDFS.isDefinedBy)
        assert home is not None, term
        assert str(term).startswith(str(home).removesuffix("-o")), term
        assert languages(ontology, term, RDFS.label) == ["en", "es", "fr"]


def test_every_class_has_a_shape_or_a_reason_to_have_none(ontology: Graph, shapes: Graph) -> None:
    targets = set(shapes.objects(None, SH.targetClass))
    excused = {URIRef(expand(name)) for name in WITHOUT_SHAPE}
    classes = {c for c in ontology.subjects(RDF.type, OWL.Class) if isinstance(c, URIRef)}
    assert classes - targets == excused


def used_in_graph(path: Path) -> set[str]:
    """The terms of our prefixes that a Turtle file uses as predicates, types and values."""
    quads = list(parse(path=str(path), format=RdfFormat.TURTLE))
    found = {term.value for q in quads for term in (q.subject, q.predicate, q.object) if isinstance(term, NamedNode)}
    homes = tuple(PREFIXES[name] for name in PREFIXES if name not in STANDARD)
    return {term for term in found if term.startswith(homes) and term not in homes}


def used_in_text(text: str) -> set[str]:
    """The terms that a text names with one of our prefixes, or in full."""
    names = "|".join(sorted((name for name in PREFIXES if name not in STANDARD), key=len, reverse=True))
    named = {expand(match) for match in re.findall(rf"(?<![\w:/.<-])(?:{names}):[A-Za-z_][\w-]*", text)}
    return named | {CDIP + match for match in re.findall(re.escape(CDIP) + r"([A-Za-z][\w-]*)", text)}


def sources() -> Iterator[tuple[str, set[str]]]:
    for path in sorted((ROOT / "cdipgraph").rglob("*.py")):
        yield str(path.relative_to(ROOT)), used_in_text(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "queries").rglob("*.rq")):
        yield str(path.relative_to(ROOT)), used_in_text(path.read_text(encoding="utf-8"))
    for path in [*files("shapes", ".ttl"), *sorted(EXAMPLES.rglob("*.ttl"))]:
        yield str(path.relative_to(ROOT)), used_in_graph(path)


def test_every_term_used_anywhere_is_in_the_ontology(ontology: Graph) -> None:
    known = {str(term) for term in ontology.subjects() if isinstance(term, URIRef)}
    unknown = {name: terms - known for name, terms in sources() if terms - known}
    assert not unknown


def test_the_search_for_terms_finds_them() -> None:
    assert used_in_text('term("cdip:Nonsense")') == {f"{CDIP}Nonsense"}
    assert used_in_text("?x eli-dl:nonsense ?y") == {expand("eli-dl:nonsense")}
    assert used_in_text(f"<{CDIP}Nonsense>") == {f"{CDIP}Nonsense"}
    assert {expand("cdip:Measure"), expand("eli:Work")} <= set().union(*(terms for _, terms in sources()))


def test_alignments_tie_terms_of_ours_to_terms_of_others(ontology: Graph) -> None:
    alignments = Graph().parse(ROOT / "ontology" / "alignments.ttl")
    ours = {URIRef(CDIP + name) for name in (*CLASSES, *PROPERTIES)}
    homes = (str(DC), str(DCTERMS), str(PROV), "https://schema.org/", str(SH), PREFIXES["eli-dl"])
    ties = [
        t for p in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch) for t in alignments.triples((None, p, None))
    ]
    assert len(ties) > 20
    for subject, _, other in ties:
        assert subject in ours
        assert str(other).startswith(homes)


def test_the_model_page_uses_terms_that_exist(ontology: Graph) -> None:
    known = {str(term) for term in ontology.subjects() if isinstance(term, URIRef)}
    text = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    named = {term for span in re.findall(r"`([^`]+)`", text) for term in used_in_text(span)}
    assert named - known == set()
