"""The order of quads in files: by what the IRIs say, so that measure 2 stands before 10 and spans stand as in the text.

The order is total: the same dataset gives the same list, whatever order a store returned it in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from cdipgraph.vocabulary import ID, expand

Term = NamedNode | BlankNode | Literal | Triple
Key = tuple[Any, ...]

_DIGITS: Final = re.compile(r"([0-9]+)")
#: What comes first of a thing: what it is, what it is called, and where it begins.
_FIRST: Final = tuple(
    expand(name)
    for name in (
        "rdf:type",
        "dcterms:identifier",
        "eli:number",
        "skos:prefLabel",
        "rdfs:label",
        "cdip:startDate",
        "oa:start",
    )
)
#: What stands below the base and is read as it was written: no `..`, no `//`, nothing that looks like a scheme.
_SEGMENT: Final = r"[\w~(),=%-][\w.~(),=%-]*"
_BELOW: Final = re.compile(rf"{re.escape(ID)}{_SEGMENT}(?:/{_SEGMENT})*(?:#[\w.~(),=%/-]+)?")
_RANKS: Final = {iri: rank for rank, iri in enumerate(_FIRST)}


def natural(text: str) -> Key:
    """The sort key that puts `para/9` before `para/10`; texts that differ have keys that differ."""
    parts: list[Any] = _DIGITS.split(text)
    for at in range(1, len(parts), 2):
        digits = parts[at].lstrip("0")
        parts[at] = (len(digits), digits)
    return (parts, text)


def union(quads: Iterable[Quad]) -> list[Triple]:
    """The triples of all graphs together, each once, in natural order."""
    by_subject: dict[str, set[Triple]] = defaultdict(set)
    for quad in quads:
        triple = quad.triple
        by_subject[name(triple.subject)].add(triple)
    subjects = sorted(by_subject, key=natural)
    return [triple for subject in subjects for triple in sorted(by_subject[subject], key=_statement)]


def ordered(quads: Iterable[Quad]) -> list[Quad]:
    """The quads, each once, graph by graph in natural order, the default graph first."""
    by_graph: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        by_graph[name(quad.graph_name)].append(quad)
    return [
        Quad(triple.subject, triple.predicate, triple.object, members[0].graph_name)
        for members in (by_graph[graph] for graph in sorted(by_graph, key=natural))
        for triple in union(members)
    ]


def name(term: Term | DefaultGraph) -> str:
    """An IRI as it is, a blank node with its `_:`; empty for the default graph."""
    if isinstance(term, NamedNode):
        return term.value
    return "" if isinstance(term, DefaultGraph) else str(term)


def reads_back(iri: str) -> bool:
    """Whether every reader makes the same IRI of what is left of it without the base."""
    return _BELOW.fullmatch(iri) is not None


def _statement(triple: Triple) -> Key:
    predicate = triple.predicate.value
    return (_RANKS.get(predicate, len(_RANKS)), predicate, _object(triple.object))


def _object(term: Term) -> Key:
    """Things before literals; a literal by its text, then its language and its type."""
    if isinstance(term, NamedNode):
        return (0, natural(term.value))
    if isinstance(term, Literal):
        return (2, term.value, term.language or "", term.datatype.value)
    return (1, natural(name(term)))
