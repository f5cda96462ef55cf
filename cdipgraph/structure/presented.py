"""At which session a cited document was presented or considered, as its sentence says."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from cdipgraph.report import DOCUMENT, SESSION, Citation, Place
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
    told = _Told(context, series)
    for citation in context.citations:
        session = told.session_of(citation) if series and _is_own(citation, series) else None
        yield citation._replace(presented=session) if session is not None else citation


class _Told:
    """The sentences of the paragraph, and of the sentence the session, that the last citation asked for stands in."""

    def __init__(self, context: Context, series: str) -> None:
        self.context, self.series = context, series
        self.blocks = [block.span for block in context.source.blocks if block.kind not in _APART]
        self.starts = [span.start for span in self.blocks]
        self.block, self.sentences = Span(0, 0), list[Span]()
        self.sentence, self.fitting = Span(0, 0), False
        self.session: int | None = None

    def session_of(self, citation: Citation) -> int | None:
        """The session at which the document that is cited is said to have been presented; None where it is not."""
        if not self.sentence.covers(citation.span):
            self._turn_to(citation.span)
        if self.fitting and not _of_session(citation, self.series, self.session):
            return None
        return self.session

    def _turn_to(self, span: Span) -> None:
        if not self.block.covers(span):
            position = bisect_right(self.starts, span.start) - 1
            self.block = self.blocks[position] if position >= 0 else span
            sessions = _sessions(self.context, self.block)
            self.sentences = list(sentences(self.context.source, self.block)) if sessions else []
        position = bisect_right(self.sentences, (span.start, self.block.end)) - 1
        self.sentence = self.sentences[position] if position >= 0 else span
        self.session = _session(self.context, self.sentence)
        cited = self.context.citations_in(self.sentence)
        self.fitting = any(_of_session(c, self.series, self.session) for c in cited)


def _is_own(citation: Citation, series: str) -> bool:
    told = citation.kind is DOCUMENT and citation.place is Place.NARRATIVE
    symbol = citation.symbol if told else None
    return symbol is not None and symbol.session is not None and symbol.series == series


def _of_session(citation: Citation, series: str, session: int | None) -> bool:
    return _is_own(citation, series) and citation.symbol is not None and citation.symbol.session == session


def _session(context: Context, sentence: Span) -> int | None:
    """The last session that a sentence puts under discussion, where it tells that something was presented there; none
    where it speaks of what is to come.
    """
    named = _sessions(context, sentence)
    if not named or not _tells(context, sentence) or context.find(sentence, "context", "following"):
        return None
    return max((session for _, session in mentions(context, sentence, named)), default=None)


def _sessions(context: Context, span: Span) -> Sequence[Citation]:
    return [c for c in context.citations_in(span) if c.kind is SESSION and c.session is not None]


def _tells(context: Context, sentence: Span) -> bool:
    done = context.find(sentence, "activity", "presented") or context.find(sentence, "activity", "considered")
    return done is not None and not context.find(sentence, "follow_up", "future")
