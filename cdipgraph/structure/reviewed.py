"""The chain of one measure, further: where it was discussed, and the items of summaries that record what was decided.

What stands in the narrative and in the annex is one thing, stated in both. Order follows the annex, then the narrative.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from cdipgraph.report import (
    PARAGRAPHS,
    SUMMARY_ITEM,
    Citation,
    CitationKind,
    Implementation,
    Place,
    Review,
    Stated,
    SummaryItem,
)
from cdipgraph.structure.chain import Part, own_session
from cdipgraph.structure.context import Context

T = TypeVar("T")
_BREATH = 12  # "et", brackets and commas between two citations take no more


def summary_items(context: Context, part: Part) -> list[SummaryItem]:
    """The items of Chairs' summaries cited for the measure, each once, those of the annex first."""
    found: dict[tuple[int, str], list[Stated]] = {}
    for citation in _cited(context, part, ("summary", "review"), SUMMARY_ITEM):
        if citation.session is not None and citation.item:
            found.setdefault((citation.session, citation.item), []).append(Stated(citation.span, citation.place))
    return [SummaryItem(session, number, tuple(stated)) for (session, number), stated in found.items()]


def reviews(context: Context, part: Part, done: Sequence[Implementation], items: Sequence[SummaryItem]) -> list[Review]:
    """The paragraph ranges of session reports cited for the measure, each once, those of the annex first.

    Each with what it reviewed and the item that concluded it: by session, and by order where a session has several.
    """
    found: dict[tuple[object, ...], tuple[Citation, list[Stated]]] = {}
    ranges = _cited(context, part, ("review", "summary", "range"), PARAGRAPHS)
    for citation in (_of_own_session(each, done) for each in ranges):
        named = citation.session is not None or citation.candidates or context.find(citation.span, "words", "report")
        tabled = citation.symbol and any(span.covers(citation.span) for span in part.entries("review"))
        if not (named or tabled):
            continue  # paragraphs of a document that is no session report
        key = (citation.session or citation.symbol or citation.candidates, citation.first, citation.last)
        found.setdefault(key, (citation, []))[1].append(Stated(citation.span, citation.place))
    drafts = [Review(citation, tuple(stated)) for citation, stated in found.values()]
    return _tied(context, drafts, done, items)


def _of_own_session(citation: Citation, done: Sequence[Implementation]) -> Citation:
    """Paragraphs of a document of a session at which the measure was dealt with, not of one that carried it out: they
    are of the report of that session.
    """
    symbol = citation.symbol
    session = own_session(symbol)
    if citation.session is not None or not symbol or not session:
        return citation
    alike = [known for known in done if known.symbol and known.symbol.series == symbol.series]
    dealt = any(session[0] in known.sessions for known in alike) and all(known.symbol != symbol for known in alike)
    return citation._replace(session=session[0]) if dealt else citation


def _cited(context: Context, part: Part, roles: Sequence[str], kind: CitationKind) -> list[Citation]:
    spans = [span for role in roles for span in part.entries(role)]
    spans += [block.span for block in part.section.prose] if part.section else []
    if part.section and kind is CitationKind.SUMMARY_ITEM:
        blocks = part.section.decisions
        spans += dict.fromkeys(span for block in blocks for span in (block.opening, block.text))
    return [citation for span in spans for citation in context.citations_in(span) if citation.kind is kind]


def _tied(
    context: Context, found: Sequence[Review], done: Sequence[Implementation], items: Sequence[SummaryItem]
) -> list[Review]:
    tabled = [r for r in found if any(s.place is Place.ANNEX for s in r.stated)] or list(found)
    result = []
    for review in found:
        session, committee = review.citation.session, context.another(review.citation)
        peers = [r for r in tabled if (r.citation.session, context.another(r.citation)) == (session, committee)]
        own = next((position for position, peer in enumerate(peers) if peer is review), None)
        of_session = [
            i for i, known in enumerate(done) if session in known.sessions and _counting(context, known) == committee
        ]
        chosen = _by_order(of_session, own, len(peers))
        listed = [i for i in items if (i.session, i.series) == (session, committee)]
        item = _by_order(listed, own, len(peers))
        beside = _beside(review, listed)
        concluded = beside or (item[0] if len(item) == 1 else None)
        rules = []
        if chosen:
            rules.append("reviewed-by-session" if len(chosen) == len(of_session) else "reviewed-by-order")
        if concluded:
            ordered = "item-by-session" if len(listed) == 1 else "item-by-order"
            rules.append("item-by-nearness" if beside else ordered)
        result.append(Review(review.citation, review.stated, tuple(chosen), concluded, tuple(rules)))
    return result


def _counting(context: Context, done: Implementation) -> str:
    """The other committee whose sessions those of an activity are, known by the symbol of its document alone."""
    return context.foreign(done.symbol) if "session-by-symbol" in done.rules else ""


def _by_order(candidates: list[T], own: int | None, peers: int) -> list[T]:
    """The candidate at the same place as the review among its session's reviews; all of them where the places cannot
    be compared.
    """
    if own is not None and len(candidates) == peers:
        return [candidates[own]]
    return candidates


def _beside(review: Review, items: Sequence[SummaryItem]) -> SummaryItem | None:
    """The item, of those of its session, that the narrative cites right after the range, in the same breath."""
    ends = [span.end for span, place in review.stated if place is Place.NARRATIVE]
    for item in items:
        starts = [span.start for span, place in item.stated if place is Place.NARRATIVE]
        near = any(0 <= start - end < _BREATH for start in starts for end in ends)
        if near:
            return item
    return None
