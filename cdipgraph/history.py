"""What the store keeps of what is replaced: former states of a language version, and which document replaced which.

A graph holds what is read from a document now; reading it again replaces it. What was there before is kept in a graph
beside it, `doc/CDIP/24/8/fr/history`, whole but packed: facts that no longer hold must not answer questions, as the
default graph is the union of all. A first reading has no history, so the same sources give the same store; a time is
written only where something was replaced.

Which document replaced which follows from the symbols of those that were read: `CDIP/23/17 Prov.`, then `CDIP/23/17`,
then `CDIP/23/17 Rev.`. It stands in a graph of its own, `doc/CDIP/23/17/history`.
"""

from __future__ import annotations

import base64
import gzip
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize

from cdipgraph import symbols
from cdipgraph.graph.history import (
    FormerState,
    former_states,
    history_iri,
    history_quads,
    revision_quads,
)
from cdipgraph.store.solutions import as_stored
from cdipgraph.vocabulary import PREFIXES, expand

if TYPE_CHECKING:
    from cdipgraph.store import Store

#: What tells of the reading and not of the document: where nothing else differs, nothing was replaced.
_OF_READING: Final = frozenset(expand(name) for name in ("cdip:fileName", "cdip:readBy", "cdip:phraseTables"))
_READ: Final = """PREFIX dcterms: <%s> PREFIX eli: <%s>
SELECT ?work ?symbol WHERE {
  ?work eli:is_realized_by ?expression ; dcterms:identifier ?symbol
  FILTER(STRSTARTS(?symbol, %s))
}"""
_EPOCH: Final = "SOURCE_DATE_EPOCH"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a language version that is replaced: the graph of its history, by name, and the number of the
    last state in it; nothing, and 0, where that graph stays as it is.
    """

    graphs: Mapping[str, list[Quad]] = field(default_factory=dict)
    number: int = 0


class Histories:
    """What one build keeps of what it replaces.

    Of several files that are one document in one language, a build counts the last: what the others gave in between is
    not kept.
    """

    def __init__(self) -> None:
        self._new: set[str] = set()
        self._kept: set[str] = set()

    def kept(self, store: Store, expression: str, quads: Sequence[Quad]) -> Kept:
        """What is kept of a language version that `quads` are about to replace."""
        before = list(store.quads(expression))
        if not before:
            self._new.add(expression)
        if expression in self._new:
            return Kept()
        past = states(store, expression)
        if expression in self._kept and past:
            if _same(unpacked(past[-1].content, expression), quads):
                self._kept.discard(expression)
                past.pop()
            return _kept(expression, past, quads)
        if _same(before, quads):
            return Kept()
        self._kept.add(expression)
        since = past[-1].until if past else ""
        return _kept(expression, [*past, _former(expression, before, len(past) + 1, since)], quads)


def states(store: Store, expression: str) -> list[FormerState]:
    """The former states of a language version that the store keeps, the oldest first."""
    return former_states(expression, store.quads(history_iri(expression)))


def unpacked(content: str, graph: str) -> list[Quad]:
    """The facts of a former state, as quads of a graph."""
    name = NamedNode(graph)
    triples = parse(gzip.decompress(base64.b64decode(content)), format=RdfFormat.N_TRIPLES)
    return [Quad(t.subject, t.predicate, t.object, name) for t in triples]


def _packed(quads: Iterable[Quad]) -> str:
    """The quads as a text: N-Triples, sorted, compressed without a time, as base64."""
    lines = sorted((serialize([quad.triple], format=RdfFormat.N_TRIPLES) or b"") for quad in quads)
    return base64.b64encode(gzip.compress(b"".join(lines), mtime=0)).decode("ascii")


def _kept(expression: str, states: Sequence[FormerState], quads: Sequence[Quad]) -> Kept:
    sha256 = value(quads, f"{expression}/file", "cdip:sha256")
    return Kept({history_iri(expression): history_quads(expression, states, sha256)}, len(states))


def _former(expression: str, quads: Sequence[Quad], number: int, since: str) -> FormerState:
    """The state that is about to be replaced."""
    file = f"{expression}/file"
    return FormerState(
        number=number,
        sha256=value(quads, file, "cdip:sha256"),
        file_name=value(quads, file, "cdip:fileName"),
        format=value(quads, file, "dcterms:format"),
        read_by=value(quads, expression, "cdip:readBy"),
        phrase_tables=value(quads, expression, "cdip:phraseTables"),
        until=_now(),
        content=_packed(quads),
        since=since,
    )


def value(quads: Iterable[Quad], subject: str, predicate: str) -> str:
    """The text of a property of a thing; empty where it has none."""
    wanted, name = NamedNode(subject), expand(predicate)
    found = (q.object for q in quads if q.subject == wanted and q.predicate.value == name)
    return next((term.value for term in found if isinstance(term, Literal)), "")


def _same(stored: Iterable[Quad], quads: Sequence[Quad]) -> bool:
    """Whether the document says the same in both, whatever file and software it was read with."""
    old, new = ({q for q in some if q.predicate.value not in _OF_READING} for some in (stored, quads))
    return old == new or old == as_stored(list(new))


def _now() -> str:
    """The time, in seconds; that of $SOURCE_DATE_EPOCH where that is set, as builds that are to be repeated set it."""
    told = os.environ.get(_EPOCH, "")
    moment = datetime.fromtimestamp(int(told), UTC) if told.isdecimal() else datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


# Which document replaced which


def revisions(store: Store, quads: Sequence[Quad]) -> dict[str, list[Quad]]:
    """The graphs of the history of the documents that are one text in several issues with that of these quads, which
    are about to be stored: by name, one a document.
    """
    own = _own(quads)
    if own is None:
        return {}
    text = own[1].issue.text
    rows = store.query(_READ % (PREFIXES["dcterms"], PREFIXES["eli"], Literal(text)))
    read = dict([own])
    for work, printed in rows:
        symbol = symbols.parse(printed.value) if isinstance(printed, Literal) else None
        if isinstance(work, NamedNode) and symbol and symbol.issue.text == text:
            read.setdefault(work.value, symbol)
    ordered = sorted(read, key=lambda work: (read[work].issue.rank, work))
    former = [None, *ordered]
    return {history_iri(work): revision_quads(work, before) for before, work in zip(former, ordered, strict=False)}


def _own(quads: Sequence[Quad]) -> tuple[str, symbols.Symbol] | None:
    """The document that was read, and its symbol; None where it has none."""
    realized, identifier = (NamedNode(expand(name)) for name in ("eli:is_realized_by", "dcterms:identifier"))
    work = next((q.subject for q in quads if q.predicate == realized), None)
    printed = (q.object for q in quads if q.subject == work and q.predicate == identifier)
    symbol = next((symbols.parse(term.value) for term in printed if isinstance(term, Literal)), None)
    return (work.value, symbol) if isinstance(work, NamedNode) and symbol else None
