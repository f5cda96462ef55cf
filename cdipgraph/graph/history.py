"""What was before: the former states of a language version, and the text that a document replaced, in a graph beside
it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from cdipgraph.graph.writer import GraphWriter
from cdipgraph.vocabulary import expand

HISTORY = "/history"
_TIME = NamedNode(expand("xsd:dateTime"))
_BASE64 = NamedNode(expand("xsd:base64Binary"))


@dataclass(frozen=True, slots=True)
class FormerState:
    """What had been read of a language version: which file, by what software, since when (not known of the first) and
    until when, and all its facts (N-Triples, compressed, as base64).
    """

    number: int
    sha256: str
    file_name: str
    format: str
    read_by: str
    phrase_tables: str
    until: str
    content: str
    since: str = ""


def history_iri(thing: str) -> str:
    """The name of the graph of what a language version, or a document, was before."""
    return f"{thing}{HISTORY}"


def state_iri(expression: str, number: int) -> str:
    """The IRI of a former state of a language version, counted from 1, the oldest first."""
    return f"{expression}/state/{number}"


def history_quads(expression: str, states: Sequence[FormerState], sha256: str) -> list[Quad]:
    """The former states of a language version, the oldest first; `sha256` is that of the file it is read from now."""
    if not states:
        return []
    w = GraphWriter(history_iri(expression))
    for state in states:
        _write_state(w, expression, state)
    newer = [*((state_iri(expression, s.number), s.sha256) for s in states[1:]), (expression, sha256)]
    for (iri, digest), former in zip(newer, states, strict=True):
        w.link(iri, "prov:wasRevisionOf", state_iri(expression, former.number))
        if digest != former.sha256:
            w.link(f"{iri}/file", "prov:wasRevisionOf", f"{state_iri(expression, former.number)}/file")
    w.add(expression, "prov:generatedAtTime", Literal(states[-1].until, datatype=_TIME))
    return w.distinct()


def _write_state(w: GraphWriter, expression: str, state: FormerState) -> None:
    iri = state_iri(expression, state.number)
    w.types(iri, "cdip:FormerState")
    w.link(iri, "prov:specializationOf", expression)
    w.integer(iri, "cdip:position", state.number)
    w.string(iri, "cdip:readBy", state.read_by)
    if state.phrase_tables:
        w.string(iri, "cdip:phraseTables", state.phrase_tables)
    if state.since:
        w.add(iri, "prov:generatedAtTime", Literal(state.since, datatype=_TIME))
    w.add(iri, "prov:invalidatedAtTime", Literal(state.until, datatype=_TIME))
    w.add(iri, "cdip:content", Literal(state.content, datatype=_BASE64))
    file = f"{iri}/file"
    w.link(iri, "eli:is_embodied_by", file)
    w.types(file, "eli:Manifestation")
    w.string(file, "cdip:sha256", state.sha256)
    w.string(file, "dcterms:format", state.format)
    w.string(file, "cdip:fileName", state.file_name)


def former_states(expression: str, quads: Iterable[Quad]) -> list[FormerState]:
    """The former states that the quads of a history tell of, the oldest first."""
    told: dict[str, dict[str, str]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            told.setdefault(quad.subject.value, {})[quad.predicate.value] = quad.object.value
    found = []
    for iri, facts in told.items():
        if facts.get(expand("prov:specializationOf")) != expression:
            continue
        file = told.get(f"{iri}/file", {})
        found.append(
            FormerState(
                number=int(facts[expand("cdip:position")]),
                sha256=file.get(expand("cdip:sha256"), ""),
                file_name=file.get(expand("cdip:fileName"), ""),
                format=file.get(expand("dcterms:format"), ""),
                read_by=facts.get(expand("cdip:readBy"), ""),
                phrase_tables=facts.get(expand("cdip:phraseTables"), ""),
                until=facts.get(expand("prov:invalidatedAtTime"), ""),
                content=facts.get(expand("cdip:content"), ""),
                since=facts.get(expand("prov:generatedAtTime"), ""),
            )
        )
    return sorted(found, key=lambda state: state.number)


def revision_quads(work: str, former: str | None) -> list[Quad]:
    """That a document replaced another, in the graph of its history; nothing where it replaced none."""
    w = GraphWriter(history_iri(work))
    if former:
        w.link(work, "prov:wasRevisionOf", former)
    return w.quads
