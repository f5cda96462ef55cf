"""The graphs of `data/examples`: the valid ones, and the valid chain with one thing made wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from cdipgraph.vocabulary import ID, expand

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "data" / "examples"
VALID = sorted((EXAMPLES / "valid").glob("*.ttl"))
INVALID = sorted((EXAMPLES / "invalid").glob("*.ttl"))
EXPRESSION = NamedNode(f"{ID}doc/SCT/40/7/fr")
_GRAPH = re.compile(r"^# graph: <(?P<name>[^>]+)>$", re.MULTILINE)
_ALSO = re.compile(r"^# also: (?P<rules>.+)$", re.MULTILINE)
_WITHOUT = re.compile(r"^# without: <(?P<thing>[^>]+)>(?: (?P<property>\S+))?$", re.MULTILINE)


def turtle(text: str) -> list[Triple]:
    """The triples of a Turtle text in which every prefix of the vocabulary is known."""
    from cdipgraph.vocabulary import PREFIXES

    head = f"@base <{ID}> .\n" + "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    return [Triple(q.subject, q.predicate, q.object) for q in parse(head + text, format=RdfFormat.TURTLE)]


def in_graph(triples: Iterable[Triple], graph: NamedNode = EXPRESSION) -> list[Quad]:
    return [Quad(t.subject, t.predicate, t.object, graph) for t in triples]


@cache
def triples_of(path: Path) -> tuple[Triple, ...]:
    return tuple(turtle(path.read_text(encoding="utf-8")))


def valid(name: str) -> list[Quad]:
    """One valid example, in the graph of its language version."""
    triples = triples_of(EXAMPLES / "valid" / f"{name}.ttl")
    expression = NamedNode(expand("eli:Expression"))
    return in_graph(triples, next(t.subject for t in triples if t.object == expression))


def changed(change: str) -> list[Quad]:
    """The valid chain with a change made: what `# without:` lines name taken away, the triples added, or put into
    another graph where a `# graph:` line names one.
    """
    gone = [
        (ID + match["thing"], expand(match["property"]) if match["property"] else None)
        for match in _WITHOUT.finditer(change)
    ]
    kept = [
        t
        for t in triples_of(EXAMPLES / "valid" / "chain.ttl")
        if (t.subject.value, t.predicate.value) not in gone and (t.subject.value, None) not in gone
    ]
    other = _GRAPH.search(change)
    if other:
        return in_graph(kept) + in_graph(turtle(change), NamedNode(ID + other["name"]))
    return in_graph([*kept, *turtle(change)])


def also(change: str) -> set[str]:
    """The rules that cannot but find the change too, as its `# also:` line says."""
    match = _ALSO.search(change)
    return set(match["rules"].split(", ")) if match else set()
