"""At which session a cited document was presented or considered, as its sentence says."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from cdipgraph.report import Citation, CitationKind, Place
from cdipgraph.source import BlockKind
from cdipgraph.spans import Span
from cdipgraph.structure.context import Context, mentions
from cdipgraph.structure.sections import sentences

_APART = (BlockKind.RUNNING_HEAD, BlockKind.FURNITURE)


def presented(context: Context, series: str) -> Iterator[Citation]:
    """The citations, those that the narrative makes of the committee's documents with the session at which these are
    said to have been presented or considered: where one of several fits that session, the others may be of another one
    that is not named in full. In a cell of the annex stand several entries, each of its own session.
    """
    blocks = [block.span for block in context.source.blocks if block.kind not in _APART]
    starts = [span.start for span in blocks]
    sentence, session, fitting = Span(0, 0), None, False
    for citation in context.citations:
        if not series or not _is_own(citation, series):
            yield citation
            continue
        if not sentence.covers(citation.span):
            position = bisect_right(starts, citation.span.start) - 1
            sentence = _sentence(context, blocks[position], citation) if position >= 0 else citation.span
            session = _session(context, sentence)
            fitting = any(_of_session(c, series, session) for c in context.citations_in(sentence))
        told = session is not None and (not fitting or _of_session(citation, series, session))
        yield citation._replace(presented=session) if told else citation


def _is_own(citation: Citation, series: str) -> bool:
    told = citation.kind is CitationKind.DOCUMENT and citation.place is Place.NARRATIVE
    symbol = citation.symbol if told else None
    return symbol is not None and symbol.session is not None and symbol.series == series


def _of_session(citation: Citation, series: str, session: int | None) -> bool:
    return _is_own(citation, series) and citation.symbol is not None and citation.symbol.session == session


def _sentence(context: Context, block: Span, citation: Citation) -> Span:
    """The sentence that a citation stands in; only the citation where its paragraph names no session."""
    if not _sessions(context, block):
        return citation.span
    return next((s for s in sentences(context.source, block) if s.covers(citation.span)), citation.span)


def _session(context: Context, sentence: Span) -> int | None:
    """The last session that a sentence puts under discussion, where it tells that something was presented there; none
    where it speaks of what is to come.
    """
    named = _sessions(context, sentence)
    if not named or not _tells(context, sentence) or context.find(sentence, "context", "following"):
        return None
    return max((session for _, session in mentions(context, sentence, named)), default=None)


def _sessions(context: Context, span: Span) -> Sequence[Citation]:
    return [c for c in context.citations_in(span) if c.kind is CitationKind.SESSION and c.session is not None]


def _tells(context: Context, sentence: Span) -> bool:
    done = context.find(sentence, "activity", "presented") or context.find(sentence, "activity", "considered")
    return done is not None and not context.find(sentence, "follow_up", "future")
