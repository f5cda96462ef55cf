"""CDIP/24/8 in French, English and Spanish: one graph, triple by triple, but for the language it is said in.

What a language brings with it is taken out: the words, the offsets (of which the line remains: the translations are
line for line), and with them the names of spans and citations, which are told apart by all that is said of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterator
from functools import cache

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from test_three_languages import TEXTS, report

from cdipgraph import graph
from cdipgraph.vocabulary import expand

_SPAN = re.compile(r"#char=(\d+),(\d+)(/\w+)?$")
_CITATION = re.compile(r"/citation/\d+$")
#: Of these only that there is a value remains: it belongs to the file, or is a name in the language.
_OWN = {
    expand(name)
    for name in (
        "cdip:sha256",
        "cdip:fileName",
        "cdip:length",
        "cdip:text",
        "eli:text",
        "dcterms:language",
        "cdip:place",
        "oa:exact",
        "cdip:proposer",
    )
}
_OFFSETS = {expand("oa:start"): 0, expand("oa:end"): 1}
_ROUNDS = 4  # a span is known by what was read from it, that by its measure, that by its paragraph
Triple = tuple[Hashable, str, Hashable]


class _Neutral:
    """The triples of one language version, with the names that do not depend on the language."""

    def __init__(self, code: str) -> None:
        self.code, text = code, report(code).source.text
        self.lines = [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]
        self.quads: list[Quad] = graph.quads(report(code))

    def _line(self, offset: int) -> int:
        return bisect_right(self.lines, offset)

    def name(self, iri: str) -> tuple[Hashable, bool]:
        """What remains of an IRI, and whether that names one thing only."""
        iri = iri.replace(f"/doc/CDIP/24/8/{self.code}", "/doc/CDIP/24/8/LANGUAGE")
        span = _SPAN.search(iri)
        if span:
            return ("span", self._line(int(span[1])), self._line(int(span[2]) - 1), span[3]), False
        if _CITATION.search(iri):
            return ("citation",), False
        return iri, True

    def value(self, predicate: str, literal: Literal) -> Hashable:
        """What remains of a literal."""
        if predicate in _OFFSETS:
            return "line", self._line(int(literal.value) - _OFFSETS[predicate])
        if predicate in _OWN or literal.language:
            return "words", literal.language == self.code
        return literal.value, literal.datatype.value

    def triples(self) -> Iterator[tuple[NamedNode, str, NamedNode | Literal]]:
        for quad in self.quads:
            subject, obj = quad.subject, quad.object
            assert isinstance(subject, NamedNode)
            assert isinstance(obj, NamedNode | Literal)
            assert quad.graph_name == NamedNode(graph.expression_iri(report(self.code)))
            yield subject, quad.predicate.value, obj

    def neutral(self) -> Counter[Triple]:
        """The triples, the things that have no name of their own told apart by all that is said of them."""
        triples = list(self.triples())
        names: dict[str, Hashable] = {}
        unnamed: set[str] = set()
        for node in (node for s, _, o in triples for node in (s, o) if isinstance(node, NamedNode)):
            names[node.value], named = self.name(node.value)
            unnamed |= set() if named else {node.value}
        for _ in range(_ROUNDS):
            said: dict[str, list[Hashable]] = {iri: [names[iri]] for iri in unnamed}
            for subject, predicate, obj in triples:
                if subject.value in unnamed:
                    said[subject.value].append((predicate, self._object(predicate, obj, names)))
                if isinstance(obj, NamedNode) and obj.value in unnamed:
                    said[obj.value].append((names[subject.value], predicate))
            names |= {iri: hash(tuple(sorted(facts, key=repr))) for iri, facts in said.items()}
        return Counter((names[s.value], p, self._object(p, o, names)) for s, p, o in triples)

    def _object(self, predicate: str, obj: NamedNode | Literal, names: dict[str, Hashable]) -> Hashable:
        return names[obj.value] if isinstance(obj, NamedNode) else self.value(predicate, obj)


@cache
def neutral(code: str) -> Counter[Triple]:
    """The triples of a language version without its language."""
    return _Neutral(code).neutral()


@pytest.mark.parametrize("code", ["en", "es"])
def test_the_graph_is_the_same_triple_by_triple(code: str) -> None:
    french, other = neutral("fr"), neutral(code)
    assert french.total() > 5000
    missing, added = french - other, other - french
    assert (sorted(missing.elements(), key=repr), sorted(added.elements(), key=repr)) == ([], [])


@pytest.mark.parametrize("code", ["en", "es"])
def test_what_stands_in_the_text_is_said_to_be_a_translation(code: str) -> None:
    last = TEXTS[code].read_text(encoding="utf-8").rstrip().rpartition("\n")[2]
    assert "unofficial" in last.lower() or "no oficial" in last.lower()
    assert "WIPO" in last or "OMPI" in last
