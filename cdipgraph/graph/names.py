"""How the things of one report are named: their IRIs, made from what they are."""

from __future__ import annotations

import re
from functools import cached_property

from cdipgraph import symbolforms, symbols
from cdipgraph.report import Citation, Header, How, Measure, Report
from cdipgraph.symbols import Symbol
from cdipgraph.vocabulary import ID

_UNSAFE = re.compile(r"[^\w.()-]+")
_LETTERED = re.compile(r"\.?\(?([^\W\d_]{1,5})\)")


def symbol_iri(symbol: Symbol, organisation: str = "") -> str:
    """The IRI of a document, by its symbol, and by whose it is where two organisations have symbols that are alike."""
    apart = symbolforms.distinct(symbol.series, organisation).removesuffix(symbol.series)
    return f"{ID}doc/{apart}{symbol.path}"


def organisation_of(committee: str) -> str:
    """Whose a committee of that IRI is, in small letters; nothing where its name does not say it."""
    head = committee.removeprefix(ID).partition("/")[0]
    return symbolforms.organisation(head) or head.lower()


def slug(number: str) -> str:
    """A printed number as part of an IRI, the same in every language: "50 (b)", "50 b)", "50.b)" -> "50(b)"."""
    return _LETTERED.sub(r"(\1)", _UNSAFE.sub("", number))


def _kind(header: Header) -> str:
    """What the session of a document is called by before its number, "special-"; nothing for an ordinary one."""
    return f"{header.kind.value}-" if header.kind else ""


class Names:
    """The IRIs of the things that a report speaks of."""

    def __init__(self, report: Report) -> None:
        header = report.header
        self.report = report
        self.symbol = symbols.parse(header.symbol.value) if header.symbol else None
        own = symbolforms.organisation(self.symbol.parts[0]) if self.symbol else ""
        self.organisation = report.organisation[0] if report.organisation else own
        self.document = self.work(self.symbol) if self.symbol else self._unsymbolled()
        self.expression = f"{self.document}/{header.language}"
        self.committee = self.committee_of(header.series) if header.series else f"{self.document}/committee"

    def work(self, symbol: Symbol) -> str:
        """The document of a symbol that is printed in this one: of the same organisation, where that makes two."""
        return symbol_iri(symbol, self.organisation)

    def committee_of(self, series: str) -> str:
        """The committee whose symbols begin so."""
        return ID + symbolforms.distinct(series, self.organisation)

    def _unsymbolled(self) -> str:
        """A document without a symbol: the Chair's summary of a session that is known, else by what the file holds."""
        header = self.report.header
        if self.report.summary and header.series and header.ordinal is not None:
            return f"{self.committee_of(header.series)}/session/{_kind(header)}{header.ordinal}/summary"
        return f"{ID}doc/unsymbolled/{self.report.source.sha256[:12]}"

    @cached_property
    def paragraphs(self) -> list[str]:
        """The document's paragraphs in order: by number, where that is the first of its number, else by place."""
        found: list[str] = []
        seen = {""}
        for position, paragraph in enumerate(self.report.paragraphs, 1):
            number = slug(paragraph.number)
            own = f"{self.document}/para/{number}"
            found.append(own if number not in seen else f"{self.expression}/paragraph/{position}")
            seen.add(number)
        return found

    def correction(self, key: str) -> str:
        """What a person settled of this language version."""
        return f"{self.expression}/correction/{key}"

    def session(self, ordinal: int) -> str:
        """A session of the document's committee: special ones are counted apart, and the document's own may be one."""
        header = self.report.header
        kind = _kind(header) if ordinal == header.ordinal else ""
        return f"{self.committee}/session/{kind}{ordinal}"

    @cached_property
    def held(self) -> str | None:
        """The session that the document is for: numbered, or known by its first day, or by the document alone."""
        header = self.report.header
        if header.ordinal is not None:
            whole = self.session(header.ordinal)
            return f"{whole}/part/{header.part.value}" if header.part else whole
        if header.start:
            return f"{self.committee}/session/{_kind(header)}{header.start.value}"
        return f"{self.document}/session" if header.kind or header.place else None

    def foreign(self, symbol: Symbol | None) -> str | None:
        """The other committee whose document has the symbol, as its symbols begin; None for the document's own."""
        series = symbol.series if symbol else ""
        return series if series and self.report.header.series and series != self.report.header.series else None

    def session_of(self, symbol: Symbol | None, ordinal: int | None) -> str:
        """A session of the committee whose document has the symbol."""
        return self.session_among(self.foreign(symbol) or "", ordinal or 0)

    def session_among(self, series: str, ordinal: int) -> str:
        """A session of another committee, whose symbols begin so; of the document's own where `series` is empty."""
        return f"{self.committee_of(series)}/session/{ordinal}" if series else self.session(ordinal)

    def session_cited(self, citation: Citation) -> str | None:
        """The session that a citation names, or the report of; None where it is open, or it names none."""
        if citation.another:
            return self.session_among(*citation.another)
        return None if citation.session is None else self.session_of(citation.symbol, citation.session)

    def summary(self, session: int, series: str = "") -> str:
        """The Chair's summary of a session."""
        return f"{self.session_among(series, session)}/summary"

    def item(self, session: int, number: str, series: str = "") -> str:
        """An item of a Chair's summary."""
        return f"{self.summary(session, series)}/item/{slug(number)}"

    def appendix(self, session: int, number: str) -> str:
        """An appendix of a Chair's summary; one without a number is the only one."""
        return "/".join(filter(None, (f"{self.summary(session)}/appendix", slug(number))))

    def session_report(self, citation: Citation) -> str | None:
        """The report that a range is cited from: by symbol, or known only by its session; None when open."""
        if citation.symbol:
            return self.work(citation.symbol)
        session = None if citation.how is How.AMBIGUOUS else self.session_cited(citation)
        return f"{session}/report" if session else None

    def part(self, citation: Citation) -> str | None:
        """The part of a document, such as an annex, that numbers the paragraphs cited; None for the text itself."""
        whole = self.session_report(citation) or f"{self.document}/unresolved"
        return f"{whole}/part/{slug(citation.item)}" if citation.item else None

    def range(self, citation: Citation) -> str:
        """The paragraph range that is cited."""
        whole = self.part(citation) or self.session_report(citation) or f"{self.document}/unresolved"
        return f"{whole}/para/{slug(citation.first)}-{slug(citation.last)}"

    def proposal(self, number: int = 0) -> str:
        """A proposal, counted from 0: the appendix of the summary that holds it, or a thing of this document where
        that is not said.
        """
        proposals = self.report.proposals
        proposal = proposals[number] if number < len(proposals) else None
        if proposal and proposal.session is not None and proposal.appendix:
            return self.appendix(proposal.session, proposal.appendix)
        return f"{self.document}/proposal{f'-{number + 1}' if number else ''}"

    def measure(self, measure: Measure) -> str:
        """A measure, by the numbers of the proposal (left out for the first), the paragraph and its own; "0" stands
        for the paragraph where the document names none.
        """
        proposal = f"{measure.proposal + 1}-" if measure.proposal else ""
        return f"{self.document}/measure/{proposal}{slug(measure.paragraph) or '0'}.{slug(measure.number)}"
