"""The Chair's summary that a document is: its items, and its appendices."""

from __future__ import annotations

from cdipgraph.graph.references import write_summary
from cdipgraph.graph.writer import Writer, value
from cdipgraph.report import Appendix, Item, Summary


def write_own_summary(w: Writer, summary: Summary) -> None:
    """The summary with its items and appendices; of a session that is not known, nothing: it has no name."""
    session = w.header.ordinal
    if session is None:
        return
    field = w.header.title or w.header.session
    iri = write_summary(w, session, [field.span] if field else [])
    if iri != w.names.document:
        w.link(iri, "cdip:issuedAs", w.names.document)
    for item in summary.items:
        _write_item(w, session, item, iri)
    for appendix in summary.appendices:
        _write_appendix(w, session, appendix, iri)


def _write_item(w: Writer, session: int, item: Item, summary: str) -> None:
    """An item that was read; where reports cite it, it has the same name."""
    iri = w.names.item(session, item.number)
    w.thing(iri, "cdip:ChairSummaryItem", spans=[item.span])
    w.string(iri, "eli:number", item.number)
    w.link(iri, "eli:is_part_of", summary)
    w.labelled(iri, w.words(item.span))
    w.add(iri, "cdip:statedIn", value("place", "narrative"))
    w.worded(iri, "cdip:text", w.source.quote(item.text))
    if item.heading:
        w.worded(iri, "cdip:heading", w.words(item.heading))
    if item.parent:
        w.link(iri, "cdip:subItemOf", w.names.item(session, item.parent))


def _write_appendix(w: Writer, session: int, appendix: Appendix, summary: str) -> None:
    """An appendix: its number and its title."""
    iri = w.names.appendix(session, appendix.number)
    w.thing(iri, "cdip:Appendix", spans=[span for span in (appendix.span, appendix.title) if span])
    w.link(iri, "eli:is_part_of", summary)
    w.labelled(iri, w.words(appendix.title or appendix.span))
    if appendix.number:
        w.string(iri, "eli:number", appendix.number)
    if appendix.title:
        w.worded(iri, "dcterms:title", w.words(appendix.title))
