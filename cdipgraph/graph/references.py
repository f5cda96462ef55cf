"""What several parts of the document refer to, each one node: sessions, their reports and summaries, ranges, items."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cdipgraph import symbols
from cdipgraph.citations import SESSION
from cdipgraph.graph.writer import Writer, value
from cdipgraph.report import Citation, How, Stated, SummaryItem
from cdipgraph.spans import Span
from cdipgraph.symbols import Symbol


def write_session(w: Writer, ordinal: int, spans: Iterable[Span]) -> None:
    """A session of the document's committee."""
    w.sessions.add(ordinal)
    iri = w.names.session(ordinal)
    header = w.header
    later = header.ordinal is not None and header.kind is None and ordinal > header.ordinal
    w.thing(
        iri, "cdip:CommitteeSession", "eli-dl:Activity", *(["eli-dl:ForeseenActivity"] if later else []), spans=spans
    )
    w.integer(iri, "cdip:ordinal", ordinal)
    if header.committee or header.series:
        w.link(iri, "cdip:heldBy", w.names.committee)
    kind = header.kind.value if header.kind and ordinal == header.ordinal else ""
    if kind:
        w.add(iri, "cdip:sessionKind", value("sitting", kind))
    w.worded(iri, "rdfs:label", session_label(w, ordinal, kind))


def session_told(w: Writer, ordinal: int, span: Span) -> str:
    """The IRI of a session of the document's committee; one that no citation names is written, from the words that tell
    of it.
    """
    if ordinal not in w.sessions:
        write_session(w, ordinal, [span])
    return w.names.session(ordinal)


def session_label(w: Writer, ordinal: int, kind: str = "") -> str:
    """What a session of the document's committee is called: "CDIP, session 24", "SCT, special session 3"."""
    label = w.language.label(f"{kind}_session".lstrip("_"), committee=w.header.series, ordinal=ordinal)
    return label.removeprefix(", ")


def write_session_report(w: Writer, citation: Citation) -> None:
    """The report that a range is cited from, and the session it is the report of."""
    iri = w.names.session_report(citation)
    session = w.names.session_cited(citation)
    if iri and session:
        w.thing(iri, "cdip:SessionReport", spans=[citation.span])
        w.came(iri, *(derived(citation) or ["read"]))
        w.by_hand(iri, citation.settled)
        w.link(iri, "cdip:reportOf", session)
        if citation.symbol and citation.symbol.session == citation.session:
            w.link(iri, "cdip:session", session)


def write_session_of(w: Writer, symbol: Symbol | None, ordinal: int, spans: Sequence[Span]) -> str:
    """The IRI of a session of the committee whose document has the symbol, the document's own or another, after writing
    it.
    """
    return write_session_among(w, w.names.foreign(symbol) or "", ordinal, spans)


def write_session_among(w: Writer, series: str, ordinal: int, spans: Sequence[Span]) -> str:
    """The IRI of a session of another committee, or of the document's own where `series` is empty, after writing it."""
    iri = w.names.session_among(series, ordinal)
    if not series:
        write_session(w, ordinal, spans)
        return iri
    w.thing(iri, "cdip:CommitteeSession", "eli-dl:Activity", spans=spans)
    w.integer(iri, "cdip:ordinal", ordinal)
    committee = w.names.committee_of(series)
    w.link(iri, "cdip:heldBy", committee)
    w.labelled(iri, w.language.label("session", committee=series, ordinal=ordinal))
    w.thing(committee, "org:OrganizationalUnit", spans=spans)
    w.string(committee, "dcterms:identifier", series)
    return iri


def write_paragraph_range(w: Writer, citation: Citation, stated: Sequence[Stated]) -> str:
    """The IRI of a paragraph range, after writing it."""
    iri = w.names.range(citation)
    w.thing(iri, "cdip:ParagraphRange", "eli:WorkSubdivision")
    for predicate, number in (("epvoc:itemNumberBegin", citation.first), ("epvoc:itemNumberEnd", citation.last)):
        if number.isdigit():
            w.integer(iri, predicate, int(number))
    _write_whole(w, iri, _write_part(w, citation) or w.names.session_report(citation), citation)
    w.labelled(iri, w.words(stated[0].span))
    w.stated(iri, stated)
    w.came(iri, *(derived(citation) or ["read"]))
    w.by_hand(iri, citation.settled)
    return iri


def derived(citation: Citation) -> tuple[str, ...]:
    """How it came about what a citation means, where its own words do not say it."""
    return (citation.how.value,) if citation.how in (How.BY_SESSION, How.BY_CONTEXT, How.BY_HAND) else ()


def _write_part(w: Writer, citation: Citation) -> str | None:
    """The IRI of the part of a document whose paragraphs are cited, after writing it; None for the text itself."""
    iri = w.names.part(citation)
    if iri:
        w.thing(iri, "cdip:DocumentPart", "eli:WorkSubdivision", spans=[citation.span])
        w.string(iri, "eli:number", citation.item)
        _write_whole(w, iri, w.names.session_report(citation), citation)
    return iri


def _write_whole(w: Writer, iri: str, whole: str | None, citation: Citation) -> None:
    """What a thing is part of; where that is open, what it could be part of."""
    if whole:
        w.link(iri, "eli:is_part_of", whole)
    else:
        write_candidates(w, iri, citation)


def write_candidates(w: Writer, iri: str, citation: Citation) -> None:
    """What an undecided citation could mean: documents, or the sessions whose report may be meant."""
    for candidate in citation.candidates:
        symbol = symbols.parse(candidate)
        if symbol:
            w.link(iri, "cdip:candidate", w.names.work(symbol))
        elif candidate.startswith(SESSION):
            w.link(iri, "cdip:candidate", session_told(w, int(candidate.removeprefix(SESSION)), citation.span))


def write_summary(w: Writer, session: int, spans: Iterable[Span], series: str = "") -> str:
    """The IRI of a session's Chair's summary, after writing it."""
    iri = w.names.summary(session, series)
    w.thing(iri, "cdip:ChairSummary", spans=spans)
    w.link(iri, "cdip:summaryOf", w.names.session_among(series, session))
    label = w.language.label("summary", committee=series or w.header.series, ordinal=session)
    w.worded(iri, "rdfs:label", label)
    return iri


def write_item(w: Writer, item: SummaryItem) -> None:
    """An item of a Chair's summary."""
    iri = w.names.item(item.session, item.number, item.series)
    w.thing(iri, "cdip:ChairSummaryItem")
    w.string(iri, "eli:number", item.number)
    w.link(iri, "eli:is_part_of", write_summary(w, item.session, [s.span for s in item.stated], item.series))
    w.labelled(iri, w.words(item.stated[0].span))
    w.stated(iri, item.stated)
