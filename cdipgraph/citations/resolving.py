"""What citations point at, from what the document says; or that it does not say, with what could be meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from cdipgraph.report import Citation, CitationKind, How
from cdipgraph.symbols import Symbol

SESSION = "session "  # a candidate of which only the session is known: "session 21"


@dataclass(frozen=True)
class Evidence:
    """What a document says that can settle a citation.

    `reports`: session -> the report symbols that the document itself ties to it. `under_discussion(citation)`: the
    sessions that the words before it put under discussion, most telling first. `listed(citation)`: the sessions under
    which the annex lists the same paragraphs for the same measure.
    """

    reports: Mapping[int, frozenset[Symbol]]
    under_discussion: Callable[[Citation], frozenset[int]]
    listed: Callable[[Citation], frozenset[int]]


def _nothing(_: Citation) -> frozenset[int]:
    return frozenset()


#: Of a sentence by itself: it settles only what it prints or has just named.
NO_EVIDENCE = Evidence({}, _nothing, _nothing)


def reports_by_session(citations: Iterable[Citation], series: str = "") -> dict[int, frozenset[Symbol]]:
    """session -> report symbols, from the citations that print both; of the committee whose symbols begin with
    `series`, if given.
    """
    found: dict[int, frozenset[Symbol]] = {}
    for c in citations:
        if (
            c.kind is CitationKind.PARAGRAPHS
            and c.symbol
            and c.session is not None
            and c.symbol.series == (series or c.symbol.series)
        ):
            found[c.session] = found.get(c.session, frozenset()) | {c.symbol}
    return found


def resolve(citations: Iterable[Citation], evidence: Evidence = NO_EVIDENCE) -> list[Citation]:
    """The citations, each open one settled where the document's own evidence agrees, else open or ambiguous with its
    candidates. "Ibid." and "the same resolution" are what was cited last.
    """
    resolved: list[Citation] = []
    document: Symbol | None = None
    resolution: Citation | None = None
    for c in citations:
        if c.how is How.OPEN:
            if c.kind is CitationKind.RESOLUTION:
                c = _again(c, resolution)
            elif c.item and c.kind in (CitationKind.PARAGRAPHS, CitationKind.DOCUMENT):
                c = c._replace(symbol=document, how=How.BY_CONTEXT) if document else c
            else:
                c = _resolved(c, evidence)
        document = c.symbol or document
        if c.kind is CitationKind.RESOLUTION and c.how is not How.OPEN:
            resolution = c
        resolved.append(c)
    return resolved


def _again(citation: Citation, named: Citation | None) -> Citation:
    """Paragraphs of "the same resolution": of the one named last. Of "the decision" it is not known which is meant."""
    if named is None or not citation.item:
        return citation
    return citation._replace(symbol=named.symbol, item=named.item, how=How.BY_CONTEXT)


def _resolved(citation: Citation, evidence: Evidence) -> Citation:
    how = How.BY_SESSION
    if citation.session is None:
        sessions = _sessions(citation, evidence)
        if len(sessions) != 1:
            candidates = tuple(name for s in sorted(sessions) for name in _names(s, evidence))
            return citation._replace(how=How.AMBIGUOUS if sessions else How.OPEN, candidates=candidates)
        citation = citation._replace(session=next(iter(sessions)))
        how = How.BY_CONTEXT
    if citation.kind is not CitationKind.PARAGRAPHS:
        return citation._replace(how=how)
    reports = evidence.reports.get(citation.session or 0, frozenset())
    if len(reports) == 1:
        return citation._replace(how=how, symbol=next(iter(reports)))
    if reports:
        return citation._replace(how=How.AMBIGUOUS, candidates=tuple(sorted(map(str, reports))))
    return citation._replace(how=How.OPEN)


def _sessions(citation: Citation, evidence: Evidence) -> frozenset[int]:
    """The session whose report is meant: one when the evidence agrees, several when it conflicts, none when there is
    none.
    """
    context, listed = evidence.under_discussion(citation), evidence.listed(citation)
    if not listed:
        return context
    if not context:
        return listed
    return context & listed or context | listed


def _names(session: int, evidence: Evidence) -> Iterator[str]:
    reports = evidence.reports.get(session)
    yield from sorted(map(str, reports)) if reports else [f"{SESSION}{session}"]
