"""The graph that pySHACL is given, held against rdflib's own: whatever is asked, both answer the same."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from example_graphs import valid
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, BNode, Dataset, Graph, Literal, URIRef
from rdflib.term import Node

from cdipgraph.rdfgraphs import ReadGraph, read_graph

THINGS = [URIRef("urn:a"), URIRef("urn:b"), BNode("a"), BNode("b")]
PROPERTIES = [URIRef("urn:p"), URIRef("urn:q"), URIRef("urn:a")]
#: The same letters as other terms: none of them is another.
VALUES = [*THINGS, Literal("urn:a"), Literal("a"), Literal("a", lang="en"), Literal("1"), Literal(1), Literal("")]
TRIPLES = st.lists(st.tuples(st.sampled_from(THINGS), st.sampled_from(PROPERTIES), st.sampled_from(VALUES)))
Triple = tuple[Node, Node, Node]


def both(triples: list[Triple]) -> tuple[ReadGraph, Graph]:
    ours, theirs = ReadGraph(), Graph()
    for triple in triples:
        ours.add(triple)
        theirs.add(triple)
    return ours, theirs


@given(TRIPLES)
def test_every_pattern_has_the_same_triples(triples: list[Triple]) -> None:
    ours, theirs = both(triples)
    assert len(ours) == len(theirs)
    assert bool(ours) == bool(theirs)
    for pattern in product([None, *THINGS], [None, *PROPERTIES], [None, *VALUES]):
        assert Counter(ours.triples(pattern)) == Counter(theirs.triples(pattern)), pattern
        assert (pattern in ours) == (pattern in theirs)


@given(TRIPLES)
def test_whatever_is_asked_has_the_same_answer(triples: list[Triple]) -> None:
    ours, theirs = both(triples)
    for first, second in product([None, *THINGS], [None, *PROPERTIES]):
        assert Counter(ours.objects(first, second)) == Counter(theirs.objects(first, second))
        assert Counter(ours.objects(first, second, unique=True)) == Counter(theirs.objects(first, second, unique=True))
    for first, second in product([None, *PROPERTIES], [None, *VALUES]):
        assert Counter(ours.subjects(first, second)) == Counter(theirs.subjects(first, second))
    for each in [None, *PROPERTIES]:
        assert Counter(ours.subject_objects(each)) == Counter(theirs.subject_objects(each))
        assert Counter(ours.objects(THINGS, each)) == Counter(theirs.objects(THINGS, each))
        assert Counter(ours.subjects(each, VALUES)) == Counter(theirs.subjects(each, VALUES))
    for each in THINGS:
        assert Counter(ours.predicate_objects(each)) == Counter(theirs.predicate_objects(each))
        assert set(ours.transitive_objects(each, PROPERTIES[0])) == set(theirs.transitive_objects(each, PROPERTIES[0]))
        assert set(ours.transitive_subjects(PROPERTIES[0], each)) == set(
            theirs.transitive_subjects(PROPERTIES[0], each)
        )
        assert ours.value(each, PROPERTIES[2]) in {None, *theirs.objects(each, PROPERTIES[2])}


@given(TRIPLES)
def test_it_is_a_dataset_of_one_graph_too(triples: list[Triple]) -> None:
    """pySHACL wraps what it is given in a dataset on the same store."""
    ours, theirs = (Dataset(store=graph.store, default_union=True) for graph in both(triples))
    for thing in THINGS:
        for pattern in [(thing, None, None, None), (None, None, thing, None)]:
            assert Counter(quad[:3] for quad in ours.quads(pattern)) == Counter(q[:3] for q in theirs.quads(pattern))
    assert {graph.identifier for graph in ours.graphs()} >= {quad[3] for quad in ours.quads() if quad[3]}


def test_paths_are_followed() -> None:
    ours, theirs = both([(THINGS[0], PROPERTIES[0], THINGS[1]), (THINGS[1], PROPERTIES[1], VALUES[5])])
    path = PROPERTIES[0] / PROPERTIES[1]
    assert list(ours.objects(THINGS[0], path)) == list(theirs.objects(THINGS[0], path)) == [VALUES[5]]
    assert list(ours.subjects(path, VALUES[5])) == list(theirs.subjects(path, VALUES[5])) == [THINGS[0]]


def test_a_list_a_query_and_a_file_are_those_of_rdflib() -> None:
    ours = read_graph(valid("chain"))
    theirs = Graph().parse(data=ours.serialize(format="nt"), format="nt")
    query = "SELECT ?a ?b { ?a a ?class ; <http://www.w3.org/2000/01/rdf-schema#label> ?b FILTER(isIRI(?a)) }"
    assert len(ours) == len(theirs) > 400
    assert Counter(map(tuple, ours.query(query))) == Counter(map(tuple, theirs.query(query))) != Counter()
    links = [BNode() for _ in THINGS]
    for link, thing, rest in zip(links, THINGS, [*links[1:], RDF.nil], strict=True):
        ours.add((link, RDF.first, thing))
        ours.add((link, RDF.rest, rest))
    assert list(ours.items(links[0])) == THINGS


def test_what_was_added_together_is_there_and_stays() -> None:
    ours = ReadGraph()
    triple = (THINGS[0], PROPERTIES[0], VALUES[5])
    ours.addN([(*triple, ours)])
    assert triple in ours
    ours += [(THINGS[1], PROPERTIES[0], VALUES[5])]
    assert list(ours.subjects(PROPERTIES[0], VALUES[5])) == THINGS[:2]
    with pytest.raises(TypeError, match="only grows"):
        ours.remove(triple)
