"""What a measure sets up, from the statements on its deliverable: its names and its states."""

from __future__ import annotations

from cdipgraph.lineage.boxes import Made, Step
from cdipgraph.lineage.statements import Statements, natural


def made(said: Statements, deliverable: str) -> Made:
    """The thing with its names and what became of it, in the order of the document."""
    states = said.pointing("cdip:stateOf", deliverable)
    states.sort(key=lambda state: (said.number(state, "cdip:position") or 0, natural(state)))
    names = dict.fromkeys(said.all(deliverable, "skos:altLabel"))
    return Made(
        said.one(deliverable, "rdfs:label"), tuple(sorted(names)), tuple(_step(said, state) for state in states)
    )


def _step(said: Statements, state: str) -> Step:
    sessions = (said.ordinal(session) for session in said.all(state, "cdip:session"))
    return Step(
        next(iter(said.concept(state, "cdip:state")), ""),
        tuple(sorted(ordinal for ordinal in sessions if ordinal is not None)),
        said.one(said.one(state, "cdip:chose"), "eli:number"),
        said.quotes(state),
    )
