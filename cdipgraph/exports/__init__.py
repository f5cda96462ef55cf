"""The store as files: Turtle, TriG, N-Quads, JSON-LD, GraphML and CSV, told in `docs/exports.md`.

The same store gives the same bytes, whatever order it returns its quads in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from cdipgraph.errors import UsageError
from cdipgraph.exports import jsonld
from cdipgraph.exports.ordering import name, ordered, reads_back, union
from cdipgraph.queries import run
from cdipgraph.store import Store
from cdipgraph.vocabulary import ID, PREFIXES

#: The formats and how their files are called.
FORMATS: Final[dict[str, str]] = {
    "turtle": ".ttl",
    "trig": ".trig",
    "nquads": ".nq",
    "jsonld": ".jsonld",
    "graphml": ".graphml",
    "csv": ".csv",
}
_DECLARATIONS: Final = re.compile(rb"(?:@[^\n]*\n)*")


def export(store: Store, format: str) -> bytes:
    """The store as a file of the `format`, a key of FORMATS.

    Turtle, JSON-LD, GraphML and CSV are made of all graphs together; TriG and N-Quads keep the named graphs apart.
    Raises UsageError for an unknown format, and what asking the store raises.
    """
    writer = _WRITERS.get(format)
    if writer is None:
        raise UsageError(f"there is no export format {format!r}", remedy=f"Use one of {', '.join(FORMATS)}")
    return writer(store)


def _turtle(store: Store) -> bytes:
    return pretty(union(store.quads()), RdfFormat.TURTLE)


def _trig(store: Store) -> bytes:
    return pretty(ordered(store.quads()), RdfFormat.TRIG)


def _nquads(store: Store) -> bytes:
    return serialize(ordered(store.quads()), format=RdfFormat.N_QUADS) or b""


def _jsonld(store: Store) -> bytes:
    return jsonld.document(union(store.quads()))


def pretty(
    statements: Sequence[Triple] | Sequence[Quad], form: RdfFormat, prefixes: Mapping[str, str] = PREFIXES
) -> bytes:
    """Turtle or TriG under declarations of our own: Oxigraph's are relative, and in another order each time."""
    # Readers differ on relative IRIs such as <#:>: where one of the kind occurs, all are written whole.
    relative = all(reads_back(iri) for iri in _ours(statements))
    written = serialize(statements, format=form, prefixes=dict(prefixes), base_iri=ID if relative else None) or b""
    start = _DECLARATIONS.match(written)
    # A line break in a literal is written \\n: this one ends a statement.
    body = written[start.end() if start else 0 :].replace(b" .\n", b" .\n\n")
    head = [f"@base <{ID}> ."] * relative + [f"@prefix {prefix}: <{iri}> ." for prefix, iri in prefixes.items()]
    return "\n".join([*head, "", ""]).encode() + body.replace(b"\n\n}", b"\n}").rstrip(b"\n") + b"\n"


def _ours(statements: Sequence[Triple] | Sequence[Quad]) -> set[str]:
    """The IRIs under the base: of subjects, objects and graphs."""
    terms = {name(term) for statement in statements for term in (statement.subject, statement.object)}
    terms |= {name(statement.graph_name) for statement in statements if isinstance(statement, Quad)}
    return {iri for iri in terms if iri.startswith(ID)}


def _graphml(store: Store) -> bytes:
    # Imported here: the lineage is of no use to the other formats, and takes a while.
    from cdipgraph.exports import graphml

    return graphml.document(store)


def _csv(store: Store) -> bytes:
    """The table of the implementation reports: a graph has no rows, and this is the table asked of this one."""
    return run(store, "annex").to("csv").encode()


_WRITERS: Final[dict[str, Callable[[Store], bytes]]] = {
    "turtle": _turtle,
    "trig": _trig,
    "nquads": _nquads,
    "jsonld": _jsonld,
    "graphml": _graphml,
    "csv": _csv,
}
