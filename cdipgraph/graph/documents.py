"""The document that was read and those it cites: identity, language version, file, committee, sessions, paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal

from cdipgraph import languages
from cdipgraph._version import __version__
from cdipgraph.graph.references import (
    session_label,
    write_session,
    write_session_among,
    write_session_of,
    write_session_report,
)
from cdipgraph.graph.writer import Writer, value
from cdipgraph.report import Citation, CitationKind, Title
from cdipgraph.spans import Span
from cdipgraph.symbols import Symbol
from cdipgraph.vocabulary import ID

_MOST = 100  # sessions of a committee, documents of a run; what is longer is an error of the text


def write_read(w: Writer) -> None:
    """The document that was read: its header, its language version, its file."""
    header, source = w.header, w.source
    fields = (header.symbol, header.date, header.session, header.title, header.author, header.original_language)
    w.thing(w.names.document, "eli:Work", spans=[f.span for f in fields if f])
    own = w.names.symbol
    if own:
        _write_identity(w, own, w.names.document, w.report.kind, draft=header.draft)
    else:
        w.add(w.names.document, "cdip:documentKind", value("kind", w.report.kind))
        if header.draft:
            w.add(w.names.document, "cdip:provisional", Literal(True))
    if w.report.kind == "session-report" and header.ordinal is not None:
        w.thing(w.names.document, "cdip:SessionReport")
        w.link(w.names.document, "cdip:reportOf", w.names.session(header.ordinal))
    for predicate, field in (("dcterms:title", header.title), ("cdip:author", header.author)):
        if field:
            w.worded(w.names.document, predicate, field.value)
    if header.date:
        w.day(w.names.document, "dcterms:date", header.date.value)
    if header.original_language:
        w.string(w.names.document, "cdip:originalLanguage", header.original_language.value)
    if w.names.held:
        w.link(w.names.document, "cdip:session", w.names.held)
    if header.committee or header.series:
        w.link(w.names.document, "cdip:committee", w.names.committee)
    if header.committee:
        w.worded(w.names.document, "cdip:committeeName", header.committee.value)
    for symbol in (*(own.joint if own else ()), *(field.value for field in header.also)):
        w.string(w.names.document, "cdip:otherSymbol", symbol)
    _write_expression(w)
    file = f"{w.names.expression}/file"
    w.thing(file, "eli:Manifestation")
    w.string(file, "cdip:sha256", source.sha256)
    w.string(file, "dcterms:format", source.format)
    w.string(file, "cdip:fileName", source.name)


def _write_expression(w: Writer) -> None:
    """The language version, with its whole text."""
    w.link(w.names.document, "eli:is_realized_by", w.names.expression)
    w.thing(w.names.expression, "eli:Expression")
    w.link(w.names.expression, "eli:realizes", w.names.document)
    w.link(w.names.expression, "eli:is_embodied_by", f"{w.names.expression}/file")
    w.string(w.names.expression, "dcterms:language", w.header.language)
    w.string(w.names.expression, "cdip:text", w.source.text)
    w.integer(w.names.expression, "cdip:length", len(w.source.text))
    w.string(w.names.expression, "cdip:readBy", f"cdipgraph {__version__}")
    w.string(w.names.expression, "cdip:phraseTables", languages.tables_digest())


def _write_identity(w: Writer, symbol: Symbol, iri: str, kind: str, *, draft: bool = False) -> None:
    """What a symbol says of a document; `draft` is true where its title says that it is one."""
    w.string(iri, "dcterms:identifier", str(symbol))
    w.add(iri, "cdip:documentKind", value("kind", kind))
    w.add(iri, "cdip:provisional", Literal(symbol.provisional or draft))
    if symbol.session is not None and not symbol.numbered_through:
        w.integer(iri, "cdip:sessionNumber", symbol.session)


def write_committee(w: Writer) -> None:
    """The committee, and the organisation it belongs to."""
    header = w.header
    if not (header.committee or header.series):
        return
    field = header.committee or header.symbol
    w.thing(w.names.committee, "org:OrganizationalUnit", spans=[field.span] if field else [])
    w.string(w.names.committee, "dcterms:identifier", header.series or w.words(field.span) if field else header.series)
    if header.committee:
        w.worded(w.names.committee, "skos:prefLabel", header.committee.value)
    if w.report.organisation:
        key, span = w.report.organisation
        w.link(w.names.committee, "org:unitOf", ID + key)
        w.thing(ID + key, "org:FormalOrganization", spans=[span])
        w.worded(ID + key, "skos:prefLabel", w.words(span))


def write_sessions(w: Writer) -> None:
    """Every session that the document names: its own, those cited, and those of a range of sessions."""
    spans: dict[int, list[Span]] = {}
    for facts in w.report.sessions:
        spans.setdefault(facts.ordinal, []).extend(facts.spans)
    for citation in w.report.citations:
        if citation.another:
            write_session_among(w, *citation.another, [citation.span])
            continue
        if w.names.foreign(citation.symbol):
            if citation.session is not None:
                write_session_of(w, citation.symbol, citation.session, [citation.span])
            continue
        for ordinal in _sessions_of(citation):
            spans.setdefault(ordinal, []).append(citation.span)
    for ordinal, found in spans.items():
        write_session(w, ordinal, found)
    _write_held(w)
    for number, facts in enumerate(w.report.sessions):
        own = number == 0 and facts.ordinal == w.header.ordinal
        iri = w.names.held if own and w.names.held else w.names.session(facts.ordinal)
        for predicate, day in (("cdip:startDate", facts.start), ("cdip:endDate", facts.end)):
            if day:
                w.day(iri, predicate, day.isoformat())
        if facts.place:
            w.string(iri, "cdip:place", facts.place)


def _write_held(w: Writer) -> None:
    """The session that the document is for, where it is more than a number: a part of one, or one without a number."""
    header, iri = w.header, w.names.held
    if not iri or (header.ordinal is not None and not header.part):
        return
    fields = [f for f in (header.session, header.kind, header.part, header.start, header.place) if f]
    numbered = header.ordinal is not None
    w.thing(
        iri,
        "cdip:CommitteeSession" if numbered else "cdip:UnnumberedSession",
        "eli-dl:Activity",
        spans=[f.span for f in fields],
    )
    if header.committee or header.series:
        w.link(iri, "cdip:heldBy", w.names.committee)
    kind = header.kind.value if header.kind else ""
    if kind:
        w.add(iri, "cdip:sessionKind", value("sitting", kind))
    if header.ordinal is not None and header.part:
        w.integer(iri, "cdip:ordinal", header.ordinal)
        w.integer(iri, "cdip:sessionPart", int(header.part.value))
        w.link(iri, "eli:is_part_of", w.names.session(header.ordinal))
        part = w.language.label("session_part", part=header.part.value)
        w.worded(iri, "rdfs:label", f"{session_label(w, header.ordinal, kind)}, {part}")
        return
    day = header.start or header.place or header.kind
    called = header.series or (header.committee.value if header.committee else "")
    w.worded(iri, "rdfs:label", w.language.label("unnumbered_session", committee=called, day=day.value if day else ""))
    for predicate, field in (("cdip:startDate", header.start), ("cdip:endDate", header.end)):
        if field:
            w.day(iri, predicate, field.value)
    if header.place:
        w.string(iri, "cdip:place", header.place.value)


def write_documents(w: Writer) -> None:
    """Every document cited, once however its symbol is printed ("Prov.", "PROV."): a session report when paragraphs
    are cited from it as a report.
    """
    reports = {
        w.names.work(c.symbol)
        for c in w.report.citations
        if c.kind is CitationKind.PARAGRAPHS and c.session is not None and c.symbol
    }
    named = {w.names.work(title.symbol): title.span for title in titles(w)}
    seen = {w.names.document}
    for citation in w.report.citations:
        for symbol in documents_of(citation):
            iri = w.names.work(symbol)
            if iri == w.names.document and citation.kind is not CitationKind.DOCUMENT:
                continue
            w.thing(iri, "eli:Work", spans=[citation.span])
            if iri not in seen:
                seen.add(iri)
                _write_cited(w, symbol, "session-report" if iri in reports else "document", named.get(iri))
                if symbol.provisional and w.names.work(symbol.final) in reports:
                    w.link(iri, "dcat:hasCurrentVersion", w.names.work(symbol.final))
                    w.came(iri, "read", "version-by-symbol")
    for citation in w.report.citations:
        if citation.kind is CitationKind.PARAGRAPHS:
            write_session_report(w, citation)
    for former in w.report.replaced:
        if w.names.work(former.symbol) in seen - {w.names.document}:
            w.link(w.names.document, "prov:wasRevisionOf", w.names.work(former.symbol))
            w.link(w.names.document, "prov:wasDerivedFrom", w.span(former.span))


def documents_of(citation: Citation) -> tuple[Symbol, ...]:
    """The documents that a citation names: none, one, or all of a run such as "SCP/17/7 to 10"."""
    symbol, first, last = citation.symbol, citation.first, citation.last
    if symbol is None:
        return ()
    is_run = citation.kind is CitationKind.DOCUMENT and first.isdecimal() and last.isdecimal()
    if is_run and symbol.text.endswith(first) and int(first) < int(last) <= int(first) + _MOST:
        return symbol.through(int(last))
    return (symbol,)


def _write_cited(w: Writer, symbol: Symbol, kind: str, title: Span | None) -> None:
    iri = w.names.work(symbol)
    _write_identity(w, symbol, iri, kind)
    if title:
        w.worded(iri, "dcterms:title", w.words(title))
        w.link(iri, "prov:wasDerivedFrom", w.span(title))


def titles(w: Writer) -> Iterator[Title]:
    """The titles of documents: as the text gives them, else as an implementation is called that produced them."""
    told = {t.symbol for t in w.report.titles}
    yield from w.report.titles
    for measure in w.report.measures:
        for done in measure.implementations:
            named = done.symbol and w.source.quote(done.label) != str(done.symbol)
            if done.symbol and named and done.symbol not in told:
                yield Title(done.symbol, done.label)


def write_paragraphs(w: Writer) -> None:
    """The body's paragraphs."""
    for position, (iri, paragraph) in enumerate(zip(w.names.paragraphs, w.report.paragraphs, strict=True), 1):
        w.thing(iri, "cdip:Paragraph", spans=[paragraph.span])
        w.integer(iri, "cdip:position", position)
        w.link(iri, "eli:is_part_of", w.names.document)
        if paragraph.number:
            w.string(iri, "eli:number", paragraph.number)
        if paragraph.item:
            w.string(iri, "cdip:agendaItem", paragraph.item)
        worded = (
            ("cdip:heading", paragraph.heading),
            ("cdip:speaker", paragraph.speaker),
            ("cdip:onBehalfOf", paragraph.on_behalf_of),
        )
        for predicate, span in worded:
            if span:
                w.worded(iri, predicate, w.words(span))


def _sessions_of(citation: Citation) -> Iterable[int]:
    """The sessions that a citation names: its own, or all of "CDIP/19 à CDIP/24"."""
    if citation.session is not None:
        return (citation.session,)
    if citation.kind is CitationKind.SESSION and citation.first.isdigit() and citation.last.isdigit():
        return range(int(citation.first), min(int(citation.last), int(citation.first) + _MOST) + 1)
    return ()
