"""What citations point at, from what the document says; or that it does not say, with what could be meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from cdipgraph.report import (
    AMBIGUOUS,
    BY_CONTEXT,
    BY_HAND,
    BY_SESSION,
    DOCUMENT,
    OPEN,
    PARAGRAPHS,
    RESOLUTION,
    Citation,
)
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
            c.kind is PARAGRAPHS
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
    cited: Citation | None = None  # the document or resolution that "ibid." is
    resolution: Citation | None = None
    for citation in citations:
        if citation.how is BY_HAND:
            settled = _by_hand(citation, evidence)
        elif citation.how is not OPEN:
            settled = citation
        elif citation.kind is RESOLUTION:
            settled = _again(citation, resolution)
        elif citation.item and citation.kind in (PARAGRAPHS, DOCUMENT):
            settled = _again(citation, cited)
        else:
            settled = _resolved(citation, evidence)
        if settled.how is not OPEN and (settled.symbol or settled.kind is RESOLUTION):
            cited = settled
            resolution = settled if settled.kind is RESOLUTION else resolution
        resolved.append(settled)
    return resolved


def _by_hand(citation: Citation, evidence: Evidence) -> Citation:
    """What a person settled, with the report of the session that is all they said of it, where it has one."""
    reports = evidence.reports.get(citation.session or 0, frozenset())
    if citation.symbol or citation.kind is not PARAGRAPHS or len(reports) != 1:
        return citation
    return citation._replace(symbol=next(iter(reports)))


def _again(citation: Citation, cited: Citation | None) -> Citation:
    """What is referred to again: what was cited last. Of "the decision" alone it is not known which is meant."""
    if cited is None or not citation.item:
        return citation
    if cited.kind is RESOLUTION:
        return citation._replace(kind=cited.kind, symbol=cited.symbol, item=cited.item, how=BY_CONTEXT)
    session = cited.session if citation.session is None else citation.session
    return citation._replace(symbol=cited.symbol, session=session, how=BY_CONTEXT)


def _resolved(citation: Citation, evidence: Evidence) -> Citation:
    how = BY_SESSION
    if citation.session is None:
        sessions = _sessions(citation, evidence)
        if len(sessions) != 1:
            candidates = tuple(name for s in sorted(sessions) for name in _names(s, evidence))
            return citation._replace(how=AMBIGUOUS if sessions else OPEN, candidates=candidates)
        citation = citation._replace(session=next(iter(sessions)))
        how = BY_CONTEXT
    if citation.kind is not PARAGRAPHS:
        return citation._replace(how=how)
    reports = evidence.reports.get(citation.session or 0, frozenset())
    if len(reports) == 1:
        return citation._replace(how=how, symbol=next(iter(reports)))
    if reports:
        return citation._replace(how=AMBIGUOUS, candidates=tuple(sorted(map(str, reports))))
    return citation._replace(how=OPEN)


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
