"""What a document answers of what others ask, in a graph of its own beside the language version that answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Quad

from cdipgraph.graph.writer import GraphWriter, Quote, value


@dataclass(frozen=True, slots=True)
class Reply:
    """What another document gives to what is asked: the thing, at which session, whether in full and for certain, on
    what basis, and the words of both documents, those that answer first.
    """

    commitment: str
    given: str
    session: str
    full: bool
    certain: bool
    basis: str
    quotes: tuple[Quote, ...]


def answers_iri(expression: str) -> str:
    """The name of the graph of what a language version answers of what other documents ask."""
    return f"{expression}/answers"


def answers_quads(expression: str, replies: Iterable[Reply]) -> list[Quad]:
    """What a language version answers of what other documents ask."""
    w = GraphWriter(answers_iri(expression))
    for number, reply in enumerate(replies, 1):
        iri = f"{answers_iri(expression)}/{number}"
        w.types(iri, "cdip:Answer")
        w.link(reply.commitment, "cdip:answeredBy", reply.given)
        w.add(reply.commitment, "cdip:origin", value("origin", "answer-across"))
        w.link(iri, "cdip:answers", reply.commitment)
        w.link(iri, "cdip:givenBy", reply.given)
        w.link(iri, "cdip:session", reply.session)
        w.add(iri, "cdip:extent", value("extent", "full" if reply.full else "partial"))
        w.add(iri, "cdip:certainty", value("certainty", "certain" if reply.certain else "uncertain"))
        w.add(iri, "cdip:basis", value("basis", reply.basis))
        w.add(iri, "cdip:origin", value("origin", "answer-across"))
        for quote in reply.quotes:
            w.link(iri, "prov:wasDerivedFrom", w.quote(quote))
    return w.distinct()
