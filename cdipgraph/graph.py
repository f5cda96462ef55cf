"""From a Report to quads: the one place where the model meets RDF. What is written is told in `docs/model.md`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad

from . import __version__, languages, symbols
from .findings import Finding
from .report import (
    Citation,
    CitationKind,
    Commitment,
    Decision,
    How,
    Implementation,
    Measure,
    Paragraph,
    Proposal,
    Report,
    Review,
    Stated,
    SummaryItem,
    Title,
)
from .spans import Span, folded
from .symbols import Symbol
from .vocabulary import ID, concept, expand

_INTEGER = NamedNode(expand("xsd:integer"))
_DATE = NamedNode(expand("xsd:date"))
_UNSAFE = re.compile(r"[^\w.()-]+")
_SEVERITIES = {"violation": "sh:Violation", "warning": "sh:Warning", "info": "sh:Info"}


@lru_cache(maxsize=1024)
def term(name: str) -> NamedNode:
    """The node of a prefixed name: `term("cdip:Measure")`."""
    return NamedNode(expand(name))


@lru_cache(maxsize=512)
def value(scheme: str, name: str) -> NamedNode:
    """The node of a controlled value: `value("outcome", "took-note")`."""
    return NamedNode(concept(scheme, name))


def expression_iri(report: Report) -> str:
    """The IRI of the language version that was read, which also names its graph."""
    return f"{document_iri(report)}/{report.header.language}"


def document_iri(report: Report) -> str:
    """The IRI of the document that was read, by its symbol, or by its file's hash when it has none."""
    symbol = _own(report)
    return symbol_iri(symbol) if symbol else f"{ID}doc/unsymbolled/{report.source.sha256[:12]}"


def symbol_iri(symbol: Symbol) -> str:
    """The IRI of a document, by its symbol."""
    return f"{ID}doc/{symbol.path}"


def quads(report: Report) -> list[Quad]:
    """All that the report says, as quads of its graph."""
    return _Writer(report).write()


def finding_quads(report: Report, findings: Iterable[Finding]) -> list[Quad]:
    """The findings on a report, as quads of the graph beside its own, with the spans they point at."""
    writer = _Writer(report, suffix="/findings")
    for number, finding in enumerate(sorted(findings, key=Finding.sort_key), 1):
        writer.finding(f"{writer.expression}/finding/{number}", finding)
    return list(dict.fromkeys(writer.quads))


def _own(report: Report) -> Symbol | None:
    return symbols.parse(report.header.symbol.value) if report.header.symbol else None


class _Writer:
    """Writes one report; every method adds the quads of one kind of thing."""

    def __init__(self, report: Report, suffix: str = "") -> None:
        self.report, self.source, self.header = report, report.source, report.header
        self.document, self.expression = document_iri(report), expression_iri(report)
        self.graph = NamedNode(self.expression + suffix)
        self.language = languages.load(self.header.language)
        self.committee = ID + self.header.series if self.header.series else f"{self.document}/committee"
        self.quads: list[Quad] = []
        self.spans: set[Span] = set()
        self.documents: dict[Symbol, str] = {}
        self.items: set[tuple[int, str]] = set()

    def write(self) -> list[Quad]:
        """Every quad of the report, once."""
        self._read_document()
        self._committee()
        self._sessions()
        self._documents()
        self._paragraphs()
        if self.report.proposal:
            self._proposal(self.report.proposal)
        for measure in self.report.measures:
            self._measure(measure)
        for number, decision in enumerate(self.report.decisions, 1):
            self._decision(f"{self.document}/decision/{number}", decision, number)
        for number, commitment in enumerate(self.report.commitments, 1):
            self._commitment(self.document, commitment, number, None)
        for number, citation in enumerate(self.report.citations, 1):
            self._citation(f"{self.expression}/citation/{number}", citation)
        return list(dict.fromkeys(self.quads))

    # Adding

    def add(self, subject: str, predicate: str, obj: NamedNode | Literal) -> None:
        """One quad; the predicate as a prefixed name."""
        self.quads.append(Quad(_node(subject), term(predicate), obj, self.graph))

    def link(self, subject: str, predicate: str, target: str) -> None:
        """One quad between two things."""
        self.quads.append(Quad(_node(subject), term(predicate), _node(target), self.graph))

    def thing(self, subject: str, *types: str, spans: Iterable[Span] = ()) -> None:
        """The types of a thing and the spans it was read from."""
        for name in types:
            self.quads.append(Quad(_node(subject), term("rdf:type"), term(name), self.graph))
        for span in spans:
            self.link(subject, "prov:wasDerivedFrom", self.span(span))

    def string(self, subject: str, predicate: str, text: str) -> None:
        """A plain string: numbers as printed, symbols, quotes."""
        self.add(subject, predicate, Literal(text))

    def worded(self, subject: str, predicate: str, text: str) -> None:
        """A string in the document's language."""
        self.add(subject, predicate, Literal(text, language=self.header.language))

    def integer(self, subject: str, predicate: str, number: int) -> None:
        """An integer."""
        self.add(subject, predicate, Literal(str(number), datatype=_INTEGER))

    def day(self, subject: str, predicate: str, iso: str) -> None:
        """A date."""
        self.add(subject, predicate, Literal(iso, datatype=_DATE))

    def stated(self, subject: str, stated: Iterable[Stated]) -> None:
        """Where a thing is stated: its spans, and the parts of the document they stand in."""
        for span, place in stated:
            self.link(subject, "prov:wasDerivedFrom", self.span(span))
            self.add(subject, "cdip:statedIn", value("place", place.value))

    def span(self, span: Span) -> str:
        """The IRI of a span; its quads are written the first time."""
        iri = f"{self.expression}#char={span.start},{span.end}"
        if span not in self.spans:
            self.spans.add(span)
            position, quote = f"{iri}/position", f"{iri}/quote"
            self.thing(iri, "oa:SpecificResource")
            self.link(iri, "oa:hasSource", self.expression)
            self.link(iri, "oa:hasSelector", position)
            self.link(iri, "oa:hasSelector", quote)
            self.thing(position, "oa:TextPositionSelector")
            self.integer(position, "oa:start", span.start)
            self.integer(position, "oa:end", span.end)
            self.thing(quote, "oa:TextQuoteSelector")
            self.string(quote, "oa:exact", self.source.quote(span))
        return iri

    def words(self, span: Span) -> str:
        """The words of a span on one line."""
        return folded(self.source.quote(span))

    # The document and what it names

    def _read_document(self) -> None:
        header, source = self.header, self.source
        fields = (header.symbol, header.date, header.session, header.title, header.author, header.original_language)
        self.thing(self.document, "eli:Work", spans=[f.span for f in fields if f])
        own = _own(self.report)
        if own:
            self._identify(own, self.document, self.report.kind)
        else:
            self.add(self.document, "cdip:documentKind", value("kind", self.report.kind))
        for predicate, field in (("dcterms:title", header.title), ("cdip:author", header.author)):
            if field:
                self.worded(self.document, predicate, field.value)
        if header.date:
            self.day(self.document, "dcterms:date", header.date.value)
        if header.original_language:
            self.string(self.document, "cdip:originalLanguage", header.original_language.value)
        if header.ordinal is not None:
            self.link(self.document, "cdip:session", self._session(header.ordinal))
        if header.committee or header.series:
            self.link(self.document, "cdip:committee", self.committee)
        self._expression()
        file = f"{self.expression}/file"
        self.thing(file, "eli:Manifestation")
        self.string(file, "cdip:sha256", source.sha256)
        self.string(file, "dcterms:format", source.format)
        self.string(file, "cdip:fileName", source.name)

    def _expression(self) -> None:
        self.link(self.document, "eli:is_realized_by", self.expression)
        self.thing(self.expression, "eli:Expression")
        self.link(self.expression, "eli:realizes", self.document)
        self.link(self.expression, "eli:is_embodied_by", f"{self.expression}/file")
        self.string(self.expression, "dcterms:language", self.header.language)
        self.string(self.expression, "cdip:text", self.source.text)
        self.integer(self.expression, "cdip:length", len(self.source.text))
        self.string(self.expression, "cdip:readBy", f"cdipgraph {__version__}")

    def _identify(self, symbol: Symbol, iri: str, kind: str) -> None:
        self.documents[symbol] = iri
        self.string(iri, "dcterms:identifier", str(symbol))
        self.add(iri, "cdip:documentKind", value("kind", kind))
        self.add(iri, "cdip:provisional", Literal(symbol.provisional))
        if symbol.session is not None:
            self.integer(iri, "cdip:sessionNumber", symbol.session)

    def _committee(self) -> None:
        header = self.header
        if not (header.committee or header.series):
            return
        field = header.committee or header.symbol
        self.thing(self.committee, "org:OrganizationalUnit", spans=[field.span] if field else [])
        self.string(self.committee, "dcterms:identifier", header.series or self.words(field.span) if field else header.series)
        if header.committee:
            self.worded(self.committee, "skos:prefLabel", header.committee.value)
        if self.report.organisation:
            key, span = self.report.organisation
            self.link(self.committee, "org:unitOf", ID + key)
            self.thing(ID + key, "org:FormalOrganization", spans=[span])
            self.worded(ID + key, "skos:prefLabel", self.words(span))

    def _session(self, ordinal: int) -> str:
        return f"{self.committee}/session/{ordinal}"

    def _sessions(self) -> None:
        """Every session that the document names: its own, those cited, and those of a range of sessions."""
        spans: dict[int, list[Span]] = {}
        for facts in self.report.sessions:
            spans.setdefault(facts.ordinal, []).extend(facts.spans)
        for citation in self.report.citations:
            for ordinal in _sessions_of(citation):
                spans.setdefault(ordinal, []).append(citation.span)
        for ordinal, found in spans.items():
            self._write_session(ordinal, found)
        for facts in self.report.sessions:
            iri = self._session(facts.ordinal)
            for predicate, day in (("cdip:startDate", facts.start), ("cdip:endDate", facts.end)):
                if day:
                    self.day(iri, predicate, day.isoformat())
            if facts.place:
                self.string(iri, "cdip:place", facts.place)

    def _write_session(self, ordinal: int, spans: Sequence[Span]) -> None:
        iri = self._session(ordinal)
        later = self.header.ordinal is not None and ordinal > self.header.ordinal
        self.thing(iri, "cdip:CommitteeSession", "eli-dl:Activity", *(["eli-dl:ForeseenActivity"] if later else []), spans=spans)
        self.integer(iri, "cdip:ordinal", ordinal)
        if self.header.committee or self.header.series:
            self.link(iri, "cdip:heldBy", self.committee)
        label = self.language.label("session", committee=self.header.series, ordinal=ordinal)
        self.worded(iri, "rdfs:label", label.removeprefix(", "))

    def _documents(self) -> None:
        """Every document cited, once: a session report when paragraphs are cited from it as a report."""
        reports = {c.symbol for c in self.report.citations if c.kind is CitationKind.PARAGRAPHS and c.session is not None}
        titles = {t.symbol: t.span for t in self._titles()}
        own = _own(self.report)
        for citation in self.report.citations:
            symbol = citation.symbol
            if symbol is None or (symbol == own and symbol in self.documents and citation.kind is not CitationKind.DOCUMENT):
                continue
            iri = symbol_iri(symbol)
            self.thing(iri, "eli:Work", spans=[citation.span])
            if symbol in self.documents:
                continue
            self._identify(symbol, iri, "session-report" if symbol in reports else "document")
            if symbol in titles:
                self.worded(iri, "dcterms:title", self.words(titles[symbol]))
                self.link(iri, "prov:wasDerivedFrom", self.span(titles[symbol]))
            if symbol.provisional and symbol.final in reports:
                self.link(iri, "dcat:hasCurrentVersion", symbol_iri(symbol.final))
        for citation in self.report.citations:
            if citation.kind is CitationKind.PARAGRAPHS and citation.session is not None:
                self._session_report(citation)

    def _titles(self) -> Iterator[Title]:
        """The titles of documents: as the text gives them, else as an implementation is called that produced them."""
        told = {t.symbol for t in self.report.titles}
        yield from self.report.titles
        for measure in self.report.measures:
            for done in measure.implementations:
                named = done.symbol and self.source.quote(done.label) != str(done.symbol)
                if done.symbol and named and done.symbol not in told:
                    yield Title(done.symbol, done.label)

    def _session_report(self, citation: Citation) -> None:
        iri = self._report_of(citation)
        if iri and citation.session is not None:
            self.thing(iri, "cdip:SessionReport", spans=[citation.span])
            self.link(iri, "cdip:reportOf", self._session(citation.session))
            if citation.symbol and citation.symbol.session == citation.session:
                self.link(iri, "cdip:session", self._session(citation.session))

    def _report_of(self, citation: Citation) -> str | None:
        """The report that a range is cited from: by symbol, or known only by its session; None when open."""
        if citation.symbol:
            return symbol_iri(citation.symbol)
        resolved = citation.session is not None and citation.how is not How.AMBIGUOUS
        return f"{self._session(citation.session)}/report" if resolved and citation.session is not None else None

    def _range(self, citation: Citation) -> str:
        """The IRI of a paragraph range."""
        base = self._report_of(citation) or f"{self.document}/unresolved"
        return f"{base}/para/{_slug(citation.first)}-{_slug(citation.last)}"

    def _write_range(self, citation: Citation, stated: Sequence[Stated]) -> str:
        iri = self._range(citation)
        self.thing(iri, "cdip:ParagraphRange", "eli:WorkSubdivision")
        for predicate, number in (("epvoc:itemNumberBegin", citation.first), ("epvoc:itemNumberEnd", citation.last)):
            if number.isdigit():
                self.integer(iri, predicate, int(number))
        report = self._report_of(citation)
        if report:
            self.link(iri, "eli:is_part_of", report)
        for candidate in citation.candidates:
            symbol = symbols.parse(candidate)
            if symbol:
                self.link(iri, "cdip:candidate", symbol_iri(symbol))
        self.stated(iri, stated)
        return iri

    # Paragraphs

    def _paragraphs(self) -> None:
        seen: set[str] = set()
        for position, paragraph in enumerate(self.report.paragraphs, 1):
            self._paragraph(paragraph, position, repeated=paragraph.number in seen)
            seen.add(paragraph.number)

    def _paragraph(self, paragraph: Paragraph, position: int, *, repeated: bool) -> None:
        numbered = paragraph.number and not repeated
        iri = f"{self.document}/para/{paragraph.number}" if numbered else f"{self.expression}/paragraph/{position}"
        self.thing(iri, "cdip:Paragraph", spans=[paragraph.span])
        self.integer(iri, "cdip:position", position)
        self.link(iri, "eli:is_part_of", self.document)
        if paragraph.number:
            self.string(iri, "eli:number", paragraph.number)
        if paragraph.heading:
            self.worded(iri, "cdip:heading", self.words(paragraph.heading))
        if paragraph.speaker:
            self.worded(iri, "cdip:speaker", paragraph.speaker)

    # The chain

    def _proposal_iri(self) -> str:
        proposal = self.report.proposal
        if proposal and proposal.session is not None and proposal.appendix:
            return f"{self._session(proposal.session)}/summary/appendix/{_slug(proposal.appendix)}"
        return f"{self.document}/proposal"

    def _proposal(self, proposal: Proposal) -> None:
        iri = self._proposal_iri()
        spans = [s.span for s in proposal.stated] or [p.heading.span for p in proposal.paragraphs[:1]]
        self.thing(iri, "cdip:Proposal", spans=spans)
        self.worded(iri, "rdfs:label", self.words(proposal.label) if proposal.label else self.language.label("proposal"))
        self.link(iri, "cdip:reportedIn", self.document)
        if proposal.proposer:
            self.worded(iri, "cdip:proposer", self.words(proposal.proposer))
        if proposal.session is not None:
            self.link(iri, "eli:is_part_of", self._summary(proposal.session, spans))
        if proposal.appendix:
            self.string(iri, "eli:number", proposal.appendix)
        for paragraph in proposal.paragraphs:
            own = f"{iri}/para/{paragraph.number}"
            extra = [s for s in (paragraph.text, paragraph.announcement) if s]
            self.thing(own, "cdip:ProposalParagraph", spans=[paragraph.heading.span, *extra])
            self.string(own, "eli:number", paragraph.number)
            self.link(own, "eli:is_part_of", iri)
            self.worded(own, "rdfs:label", self.language.label("paragraph", number=paragraph.number))
            if paragraph.text:
                self.worded(own, "cdip:text", self.source.quote(paragraph.text))
            if paragraph.announced is not None:
                self.integer(own, "cdip:announcedMeasures", paragraph.announced)
            for point in paragraph.points:
                self._point(f"{own}/point/{point.number}", "cdip:ProposalPoint", point.number, point.span, own)

    def _point(self, iri: str, kind: str, number: str, span: Span, whole: str) -> None:
        self.thing(iri, kind, spans=[span])
        self.string(iri, "eli:number", number)
        self.link(iri, "eli:is_part_of", whole)
        self.worded(iri, "cdip:text", self.source.quote(span))

    def _measure(self, measure: Measure) -> None:
        iri = f"{self.document}/measure/{measure.paragraph or '0'}.{measure.number}"
        self.thing(iri, "cdip:Measure", "eli-dl:ForeseenActivity")
        self.string(iri, "eli:number", measure.number)
        if measure.paragraph:
            self.link(iri, "cdip:respondsTo", f"{self._proposal_iri()}/para/{measure.paragraph}")
        self.link(iri, "cdip:reportedIn", self.document)
        self.worded(iri, "rdfs:label", self.words(measure.label))
        self.stated(iri, measure.stated)
        for item in measure.items:
            self._item(item)
        for number, done in enumerate(measure.implementations, 1):
            self._implementation(f"{iri}/activity/{number}", iri, done, number)
        for number, review in enumerate(measure.reviews, 1):
            self._review(f"{iri}/review/{number}", iri, review, number)
        for number, decision in enumerate(measure.decisions, 1):
            self._decision(f"{iri}/decision/{number}", decision, number, iri)
        for number, commitment in enumerate(measure.commitments, 1):
            self._commitment(iri, commitment, number, iri)
        self._follow_up(f"{iri}/followup/1", iri, measure)

    def _implementation(self, iri: str, measure: str, done: Implementation, position: int) -> None:
        self.thing(iri, "cdip:ImplementationActivity", "eli-dl:Activity")
        self.link(iri, "eli-dl:executed", measure)
        self.add(iri, "cdip:activityKind", value("activity", done.kind))
        self.integer(iri, "cdip:position", position)
        self.worded(iri, "rdfs:label", self.words(done.label))
        if done.symbol:
            self.link(iri, "cdip:produced", symbol_iri(done.symbol))
        for ordinal in done.sessions:
            self.link(iri, "cdip:session", self._session(ordinal))
            self._named_session(ordinal, done.stated)
        if done.day:
            self.day(iri, "cdip:date", done.day.isoformat())
        self.stated(iri, done.stated)

    def _named_session(self, ordinal: int, stated: Sequence[Stated]) -> None:
        """A session known from a document's symbol only, where something took place at it."""
        self._write_session(ordinal, [s.span for s in stated])

    def _review(self, iri: str, measure: str, review: Review, position: int) -> None:
        citation = review.citation
        cited = self._write_range(citation, review.stated)
        label = self.words(review.stated[0].span)
        self.worded(cited, "rdfs:label", label)
        self.thing(iri, "cdip:Review", "eli-dl:Activity")
        self.link(iri, "cdip:ofMeasure", measure)
        self.link(iri, "eli-dl:recorded_in_a_realization_of", cited)
        self.worded(iri, "rdfs:label", label)
        self.integer(iri, "cdip:position", position)
        if citation.session is not None:
            self.link(iri, "cdip:session", self._session(citation.session))
        for index in review.reviewed:
            self.link(iri, "cdip:reviewed", f"{measure}/activity/{index + 1}")
        if review.item:
            self.link(iri, "cdip:concludedIn", self._item_iri(review.item.session, review.item.number))
        self.stated(iri, review.stated)

    def _summary(self, session: int, spans: Iterable[Span]) -> str:
        iri = f"{self._session(session)}/summary"
        self.thing(iri, "cdip:ChairSummary", spans=spans)
        self.link(iri, "cdip:summaryOf", self._session(session))
        label = self.language.label("summary", committee=self.header.series, ordinal=session)
        self.worded(iri, "rdfs:label", label)
        return iri

    def _item_iri(self, session: int, number: str) -> str:
        return f"{self._session(session)}/summary/item/{_slug(number)}"

    def _item(self, item: SummaryItem) -> None:
        iri = self._item_iri(item.session, item.number)
        self.items.add((item.session, item.number))
        self.thing(iri, "cdip:ChairSummaryItem")
        self.string(iri, "eli:number", item.number)
        self.link(iri, "eli:is_part_of", self._summary(item.session, [s.span for s in item.stated]))
        self.worded(iri, "rdfs:label", self.words(item.stated[0].span))
        self.stated(iri, item.stated)

    def _decision(self, iri: str, decision: Decision, position: int, measure: str | None = None) -> None:
        self.thing(iri, "eli-dl:Decision", spans=[decision.text])
        if measure:
            self.link(iri, "cdip:ofMeasure", measure)
        if decision.session is not None:
            self.link(iri, "cdip:session", self._session(decision.session))
            if decision.item:
                self.link(iri, "cdip:recordedIn", self._item_iri(decision.session, decision.item))
            for number in decision.candidates if not decision.item else ():
                self.link(iri, "cdip:candidate", self._item_iri(decision.session, number))
        for outcome in decision.outcomes:
            self.add(iri, "cdip:outcome", value("outcome", outcome))
        self.string(iri, "cdip:outcomes", " ".join(decision.outcomes))
        self.worded(iri, "cdip:text", self.source.quote(decision.text))
        self.worded(iri, "rdfs:label", self.words(decision.text))
        self.add(iri, "cdip:wording", value("wording", "worded" if decision.worded else "told"))
        self.add(iri, "cdip:certainty", value("certainty", "certain" if decision.certain else "uncertain"))
        self.integer(iri, "cdip:position", position)
        for point in decision.points:
            self._point(f"{iri}/point/{point.number}", "cdip:DecisionPoint", point.number, point.span, iri)

    def _commitment(self, base: str, commitment: Commitment, position: int, measure: str | None) -> None:
        iri = f"{base}/commitment/{position}"
        evidence = [a.evidence for a in commitment.answers if a.evidence]
        self.thing(iri, "cdip:Commitment", "eli-dl:ForeseenActivity", spans=[commitment.text, *evidence])
        self.link(iri, "cdip:askedBy", f"{base}/decision/{commitment.decision + 1}")
        self.add(iri, "cdip:askedOf", value("actor", commitment.actor))
        self.worded(iri, "cdip:text", self.source.quote(commitment.text))
        self.integer(iri, "cdip:position", position)
        if commitment.due is not None:
            self.link(iri, "cdip:dueSession", self._session(commitment.due))
            self._write_session(commitment.due, [commitment.text])
        for answer in commitment.answers:
            if answer.implementation is not None and measure:
                self.link(iri, "cdip:answeredBy", f"{measure}/activity/{answer.implementation + 1}")
            elif answer.follow_up and measure:
                self.link(iri, "cdip:answeredBy", f"{measure}/followup/1")
            elif answer.document:
                self.link(iri, "cdip:answeredBy", self.document)

    def _follow_up(self, iri: str, measure_iri: str, measure: Measure) -> None:
        follows = measure.follow_up
        if not follows:
            return
        self.thing(iri, "cdip:FollowUp", "eli-dl:ForeseenActivity", spans=[follows.text])
        self.link(iri, "cdip:followsUp", measure_iri)
        self.add(iri, "cdip:followUpStatus", value("status", follows.status))
        self.worded(iri, "cdip:text", self.source.quote(follows.text))
        if follows.due is not None:
            self.link(iri, "cdip:dueSession", self._session(follows.due))
            self._write_session(follows.due, [follows.text])

    # Citations and findings

    def _citation(self, iri: str, citation: Citation) -> None:
        self.thing(iri, "cito:Citation", spans=[citation.span])
        self.link(iri, "cito:hasCitingEntity", self.expression)
        self.add(iri, "cdip:citationKind", value("citation", citation.kind.value))
        self.add(iri, "cdip:resolution", value("how", citation.how.value))
        self.add(iri, "cdip:statedIn", value("place", citation.place.value))
        printed = (("cdip:symbol", str(citation.symbol or "")), ("cdip:first", citation.first), ("cdip:last", citation.last))
        for predicate, text in (*printed, ("cdip:item", citation.item)):
            if text:
                self.string(iri, predicate, text)
        if citation.session is not None:
            self.link(iri, "cdip:session", self._session(citation.session))
        for candidate in citation.candidates:
            symbol = symbols.parse(candidate)
            if symbol:
                self.link(iri, "cdip:candidate", symbol_iri(symbol))
        cited = self._cited(citation)
        if cited:
            self.link(iri, "cito:hasCitedEntity", cited)

    def _cited(self, citation: Citation) -> str | None:
        """What a citation points at, when that is a thing of the graph."""
        match citation.kind:
            case CitationKind.PARAGRAPHS:
                stated = (Stated(citation.span, citation.place),)
                return self._write_range(citation, stated)
            case CitationKind.SUMMARY_ITEM if citation.session is not None and citation.item:
                self._item_of(citation)
                return self._item_iri(citation.session, citation.item)
            case CitationKind.ANNEX if citation.session is not None:
                proposal = self.report.proposal
                if proposal and (proposal.session, proposal.appendix) == (citation.session, citation.item):
                    return self._proposal_iri()
                return self._summary(citation.session, [citation.span])
            case CitationKind.SESSION if citation.session is not None:
                return self._session(citation.session)
            case CitationKind.INTERNAL:
                return self.document
        return symbol_iri(citation.symbol) if citation.symbol else None

    def _item_of(self, citation: Citation) -> None:
        """The item that a citation names, where no measure has written it."""
        session = citation.session or 0
        if (session, citation.item) not in self.items:
            self._item(SummaryItem(session, citation.item, (Stated(citation.span, citation.place),)))

    def finding(self, iri: str, finding: Finding) -> None:
        """One finding, with the words it is about."""
        spans = [Span(finding.start, finding.end)] if finding.start is not None and finding.end is not None else []
        self.thing(iri, "cdip:Finding", spans=spans)
        self.string(iri, "cdip:rule", finding.rule)
        self.add(iri, "cdip:severity", term(_SEVERITIES[finding.severity]))
        if finding.focus:
            self.link(iri, "cdip:focus", finding.focus)
        for language, message in finding.messages.items():
            self.add(iri, "rdfs:label", Literal(message, language=language))


@lru_cache(maxsize=8192)
def _node(iri: str) -> NamedNode:
    return NamedNode(iri)


def _slug(number: str) -> str:
    """A printed number as part of an IRI: "50 (b)" -> "50(b)"."""
    return _UNSAFE.sub("", number)


def _sessions_of(citation: Citation) -> Iterable[int]:
    """The sessions that a citation names: its own, or all of "CDIP/19 à CDIP/24"."""
    if citation.session is not None:
        return (citation.session,)
    if citation.kind is CitationKind.SESSION and citation.first.isdigit() and citation.last.isdigit():
        return range(int(citation.first), min(int(citation.last), int(citation.first) + 100) + 1)
    return ()
