"""What minutes tell as done: what it is, by whom, in which documents, at which session, in which paragraph."""

from __future__ import annotations

from cdipgraph.graph.references import write_session
from cdipgraph.graph.writer import Writer, value
from cdipgraph.report import Delivery


def write_delivery(w: Writer, delivery: Delivery, position: int) -> None:
    """One thing that minutes tell as done."""
    iri = f"{w.names.document}/delivery/{position}"
    w.thing(iri, "cdip:Delivery", "eli-dl:Activity", spans=[delivery.text])
    if not delivery.text.covers(delivery.thing):
        w.link(iri, "prov:wasDerivedFrom", w.span(delivery.thing))
    w.worded(iri, "rdfs:label", w.words(delivery.thing))
    w.worded(iri, "cdip:text", w.source.quote(delivery.text))
    w.add(iri, "cdip:extent", value("extent", "full" if delivery.full else "partial"))
    w.integer(iri, "cdip:position", position)
    if delivery.actor:
        w.add(iri, "cdip:agent", value("actor", delivery.actor))
    for symbol in delivery.documents:
        w.link(iri, "cdip:produced", w.names.work(symbol))
    if delivery.paragraph is not None:
        w.link(iri, "cdip:inParagraph", w.names.paragraphs[delivery.paragraph])
    if delivery.session is not None:
        w.link(iri, "cdip:session", w.names.session(delivery.session))
        write_session(w, delivery.session, [delivery.text])
