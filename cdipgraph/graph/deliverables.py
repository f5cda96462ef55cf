"""What a measure sets up: the thing, its states by session, and what the text lists of it."""

from __future__ import annotations

from collections.abc import Sequence

from cdipgraph.graph.references import write_session
from cdipgraph.graph.writer import Writer, value
from cdipgraph.report import Deliverable, Enumeration, State
from cdipgraph.spans import Span


def write_deliverable(w: Writer, iri: str, measure: str, made: Deliverable) -> None:
    """The thing that a measure sets up, what became of it and what is listed of it."""
    w.thing(iri, "cdip:Deliverable", spans=made.names)
    w.link(iri, "cdip:ofMeasure", measure)
    w.worded(iri, "rdfs:label", w.words(made.label.span))
    for name in made.names:
        w.worded(iri, "skos:altLabel", w.words(name))
    w.stated(iri, [made.label])
    options: dict[str, str] = {}
    for number, listed in enumerate(made.enumerations, 1):
        own = f"{iri}/enumeration/{number}"
        _write_enumeration(w, own, iri, listed, number)
        if listed.kind == "option":
            options |= {part.number.lower(): f"{own}/part/{n}" for n, part in enumerate(listed.parts, 1) if part.number}
    for number, state in enumerate(made.states, 1):
        _write_state(w, f"{iri}/state/{number}", iri, state, number, options)


def _write_state(w: Writer, iri: str, deliverable: str, state: State, position: int, options: dict[str, str]) -> None:
    w.thing(iri, "cdip:DeliverableState")
    w.link(iri, "cdip:stateOf", deliverable)
    w.add(iri, "cdip:state", value("state", state.kind))
    w.worded(iri, "cdip:text", w.source.quote(state.stated.span))
    w.integer(iri, "cdip:position", position)
    _write_occasion(w, iri, state.sessions, state.actor, state.stated.span)
    if state.option.lower() in options:
        w.link(iri, "cdip:chose", options[state.option.lower()])
    w.stated(iri, [state.stated])


def _write_enumeration(w: Writer, iri: str, deliverable: str, listed: Enumeration, position: int) -> None:
    """A list, and its parts in their order."""
    w.thing(iri, "cdip:Enumeration")
    w.link(iri, "cdip:enumerates", deliverable)
    w.add(iri, "cdip:enumerationKind", value("enumeration", listed.kind))
    w.worded(iri, "rdfs:label", w.words(listed.announced.span))
    w.integer(iri, "cdip:position", position)
    if listed.count is not None:
        w.integer(iri, "cdip:announcedParts", listed.count)
    _write_occasion(w, iri, listed.sessions, listed.actor, listed.announced.span)
    w.stated(iri, [listed.announced])
    for number, part in enumerate(listed.parts, 1):
        own = f"{iri}/part/{number}"
        w.thing(own, "cdip:EnumeratedPart", spans=[part.span])
        w.link(own, "eli:is_part_of", iri)
        w.integer(own, "cdip:position", number)
        w.worded(own, "cdip:text", w.source.quote(part.span))
        if part.number:
            w.string(own, "eli:number", part.number)


def _write_occasion(w: Writer, iri: str, sessions: Sequence[int], actor: str, span: Span) -> None:
    """At which sessions, and by whom."""
    for ordinal in sessions:
        w.link(iri, "cdip:session", w.names.session(ordinal))
        write_session(w, ordinal, [span])
    named = {c.session for c in w.report.citations if span.covers(c.span)}
    if not named.issuperset(sessions):
        w.came(iri, "session-by-context")
    if actor:
        w.add(iri, "cdip:agent", value("actor", actor))
