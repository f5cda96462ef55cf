"""What the terms of the ontology are called, in the languages that it is written in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from cdipgraph import resources
from cdipgraph.spoken import spoken
from cdipgraph.vocabulary import expand


@cache
def labels(lang: str) -> Mapping[str, str]:
    """What the terms are called in a language, by IRI. Raises UsageError for a language that is not spoken."""
    spoken(lang)
    named = (expand("rdfs:label"), expand("skos:prefLabel"))
    found = {}
    for triple in parse(resources.read("ontology", "cdip.ttl"), format=RdfFormat.TURTLE):
        value, subject = triple.object, triple.subject
        told = triple.predicate.value in named and isinstance(value, Literal) and value.language == lang
        if told and isinstance(value, Literal) and isinstance(subject, NamedNode):
            found[subject.value] = value.value
    return found
