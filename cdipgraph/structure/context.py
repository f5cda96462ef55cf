"""A document under reading: its text, language, citations, and which session is under discussion where.

"(rapport, paragraphes 233 à 249)" names no session: the report is that of the session that the words before it put
under discussion, be it two paragraphs up. A session named as the place or time of something ("lors de la ...") is
under discussion; one that asked for something, or that something was agreed at before, is not.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from cdipgraph.languages import Language
from cdipgraph.literals import Sought
from cdipgraph.report import AGENDA_ITEM, DOCUMENT, PARAGRAPHS, SESSION, SUMMARY_ITEM, Citation, Place, Stated
from cdipgraph.source import Block, SourceText
from cdipgraph.spans import Span
from cdipgraph.structure.sections import sentences
from cdipgraph.symbols import Symbol

_WINDOW = 60
_AUXILIARY = 24  # characters of "avaient également" before a verb
_BACK = 40  # characters of "that the Committee" before a verb
_IN_BRACKETS = (PARAGRAPHS, SUMMARY_ITEM, AGENDA_ITEM)
_AFTER_BRACKET = " .;,\t\n\u00a0"
_BRACKETED = re.compile(r"(?: [^\W\d_][^.,;:()]{1,60})? ?\((?:[^\W\d_][^\d.;:()]{0,20} )?")  # "of the Committee (see "
_NONE: frozenset[int] = frozenset()
_JOINED = 8  # two mentions this near are one list: "vingt et unième et vingt-deuxième sessions"


@dataclass
class Context:
    """What the readers of the parts share. `citations` are sorted; `in_annex` tells whether an offset lies in the
    annex; `held` are the first and the last day of sessions, as far as the document tells them; the symbols of the
    document's own committee begin with `series`, and those of others count sessions of their own.
    """

    source: SourceText
    language: Language
    citations: Sequence[Citation]
    in_annex: Callable[[int], bool] = lambda at: False
    session: int | None = None
    held: Mapping[int, tuple[date, date]] = field(default_factory=dict)
    series: str = ""
    _named: dict[str, list[tuple[int, int, str]] | None] = field(default_factory=dict, repr=False)

    def another(self, citation: Citation) -> str:
        """How the symbols of the other committee begin that a citation, or its session, is of, as the words or the
        symbol say; nothing for the document's own. The report of an own session may be a paper of another body: its
        symbol does not count that session.
        """
        if citation.another:
            return citation.another.series
        symbol = citation.symbol
        if not symbol or not symbol.session or citation.session not in (None, symbol.session):
            return ""
        return self.foreign(symbol)

    def foreign(self, symbol: Symbol | None) -> str:
        """How the symbols of a committee begin, where it is not the document's own."""
        return symbol.series if symbol and self.series and symbol.series != self.series else ""

    @cached_property
    def _starts(self) -> list[int]:
        return [c.span.start for c in self.citations]

    @cached_property
    def reports(self) -> frozenset[Symbol]:
        """The documents whose paragraphs are cited: session reports, as against what was before a session."""
        return frozenset(c.symbol for c in self.citations if c.kind is PARAGRAPHS and c.symbol)

    def citations_in(self, span: Span) -> Sequence[Citation]:
        """The citations that begin in a stretch of text."""
        return self.citations[self.cited(span)]

    def cited(self, span: Span) -> slice:
        """Which of the citations begin in a stretch of text."""
        start, end = span
        first = bisect_left(self._starts, start)
        return slice(first, bisect_left(self._starts, end, first))

    def place(self, at: int) -> Place:
        """The part of the document that an offset lies in."""
        return Place.ANNEX if self.in_annex(at) else Place.NARRATIVE

    def stated(self, span: Span) -> Stated:
        """The span, with the part of the document it stands in."""
        return Stated(span, self.place(span.start))

    def find(self, span: Span, *path: str) -> Span | None:
        """Where the pattern at a place of the phrase table first matches in a span."""
        match = self.language.sought(*path).search(self.source.lower, *span)
        return Span(*match.span()) if match else None

    def named(self, span: Span, rules: str) -> Iterator[tuple[str, Span]]:
        """What the patterns of a list of rules name in a span, in order: the role, and where."""
        if rules not in self._named:
            self._named[rules] = self.language.occurrences(rules, self.source.lower)
        known = self._named[rules]
        if known is None:
            return self.searched(span, rules)
        first, last = bisect_left(known, (span.start,)), bisect_left(known, (span.end,))
        return ((role, Span(start, end)) for start, end, role in known[first:last])

    def searched(self, span: Span, rules: str) -> Iterator[tuple[str, Span]]:
        """The same, for rules that are asked for in few places: the span is searched, and not the whole text."""
        lower, end, sought = self.source.lower, span.end, self.language.any_sought(rules)
        match = sought.search(lower, *span)
        while match:
            begin, stop = match.span()
            yield self.language.rule_of(rules, match).role, Span(begin, stop)
            match = sought.search(lower, max(stop, begin + 1), end)

    def outcomes(self, span: Span) -> Iterator[tuple[str, Span]]:
        """What the words of a decision do, in order: the outcome, and where. What they say had been done before it
        ("took note of the study that it had requested") is none of them, unless they tell the decision itself so.
        """
        had, back = self.language.pattern("told", "had"), self.language.ending("told", "back")
        lower, farther = self.source.lower, None
        for role, at in self.named(span, "outcomes"):
            before = had.match(lower, *at) is not None
            retold = before and back.search(lower, max(span.start, at.start - _BACK), at.start)
            farther = before and not retold if farther is None else farther
            if not before or (farther and not retold):
                yield role, at

    def search(self, sought: Sought, span: Span) -> re.Match[str] | None:
        """The first match in a span that begins a word."""
        return sought.search(self.source.lower, *span)

    def quote(self, span: Span) -> str:
        """The exact words of a span."""
        return self.source.quote(span)


class Sentence(NamedTuple):
    """A sentence, and the sessions it puts under discussion, with the place of each mention."""

    span: Span
    mentions: tuple[tuple[int, int], ...] = ()
    documents: frozenset[int] = frozenset()
    joined: bool = False
    named: bool = False
    ranges: tuple[int, ...] = ()

    def sessions(self, before: int) -> frozenset[int]:
        """The sessions under discussion by the words before an offset; of several apart, the one whose document is
        presented.
        """
        if not self.mentions:
            return _NONE
        # What was said before another range was about that one.
        cited = max((at for at in self.ranges if at < before), default=0)
        fresh = [session for at, session in self.mentions if cited < at < before]
        named = frozenset(fresh or (session for at, session in self.mentions if at < before))
        presented = named & self.documents
        return presented if len(presented) == 1 and not self.joined else named


@dataclass
class Discussion:
    """The prose of one measure as sentences, and the session under discussion at each place."""

    sentences: list[Sentence] = field(default_factory=list)
    telling: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, context: Context, prose: Iterable[Block]) -> Discussion:
        """The discussion in these blocks of prose."""
        found: list[Sentence] = []
        telling: list[int] = []  # for each sentence, the last one up to it that names a session
        for block in prose:
            for span in sentences(context.source, block.span):
                sentence = _sentence(context, span, found[telling[-1]] if telling and telling[-1] >= 0 else None)
                telling.append(len(found) if sentence.mentions else telling[-1] if telling else -1)
                found.append(sentence)
        return cls(found, telling)

    def told_at(self, at: int) -> tuple[int, frozenset[int]]:
        """Where the words before an offset last put sessions under discussion, and which; (-1, none) if never."""
        position = bisect_right(self._starts, at) - 1
        while position >= 0 and (telling := self.telling[position]) >= 0:
            mentions = [mention for mention, _ in self.sentences[telling].mentions if mention < at]
            if mentions:
                return max(mentions), self.sentences[telling].sessions(at)
            position = telling - 1
        return -1, _NONE

    def sessions_at(self, at: int) -> frozenset[int]:
        """The sessions that the nearest sentence before (or around) an offset puts under discussion."""
        return self.told_at(at)[1]

    def sentence_at(self, at: int) -> Sentence | None:
        """The sentence that an offset lies in."""
        position = bisect_right(self._starts, at) - 1
        return self.sentences[position] if position >= 0 and at < self.sentences[position].span.end else None

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.sentences]


def _sentence(context: Context, span: Span, telling: Sentence | None) -> Sentence:
    """A sentence; `telling` is the last one before it that names a session: a "following session" follows that."""
    named: list[Citation] = []
    documents: set[int] = set()
    ranges: list[int] = []
    ordinals = 0
    for c in context.citations_in(span):
        if c.kind is SESSION:
            ordinals += 1
            if c.session is not None and (context.session is None or c.session <= context.session):
                named.append(c)  # nothing was said yet at a later one
        elif c.kind is PARAGRAPHS:
            ranges.append(c.span.start)
        elif c.kind is DOCUMENT and c.symbol and c.symbol.session and not context.another(c):
            documents.add(c.symbol.session)
    told = list(mentions(context, span, named)) if named else []
    told = told or [(c.span.start, c.session or 0) for c in named if _reported(context, span, c, ranges)]
    following = _following(context, span, telling, ordinals)
    if following:
        told = sorted([*told, following])
    joined = len(named) > 1 and any(b.span.start - a.span.end < _JOINED for a, b in pairwise(named))
    return Sentence(span, tuple(told), frozenset(documents), joined, bool(named), tuple(ranges))


def _reported(context: Context, span: Span, named: Citation, ranges: Sequence[int]) -> bool:
    """True for a session at which something was presented, and after which a bracket cites the report: "in document
    CDIP/29/4, presented at the twenty-ninth session (report, paragraphs 3 to 9)".
    """
    cited = next((at for at in ranges if at > named.span.start), None)
    if cited is None or not _BRACKETED.fullmatch(context.source.view, named.span.end, cited):
        return False
    before = context.source.lower[max(span.start, named.span.start - _WINDOW) : named.span.start]
    return context.language.ending("context", "presented").search(before) is not None


def _following(context: Context, span: Span, telling: Sentence | None, named: int) -> tuple[int, int] | None:
    """The mention that "at the following session" is, where one session is known to be the one before."""
    found = context.find(span, "context", "following") if telling else None
    if not telling or not found or context.find(Span(span.start, found.start), "told", "decision"):
        return None  # what was decided for the next session was decided before it
    earlier = telling.sessions(span.start)
    if len(earlier) != 1:
        return None
    lower, anchors = context.source.lower, context.language.table["anchors"]["session"]
    if sum(lower.count(word, *span) for word in anchors) == named:
        return None  # every session in the sentence has its number
    return found.start, next(iter(earlier)) + 1


def mentions(context: Context, span: Span, named: Sequence[Citation]) -> Iterator[tuple[int, int]]:
    """The sessions that a sentence puts under discussion: (offset, ordinal).

    In a list ("lors des vingt et unième et vingt-deuxième sessions") the words before the first serve for all.
    """
    pattern = context.language.ending("context", "session")
    unless = context.language.ending("context", "unless")
    finite, made = (context.language.pattern("context", name) for name in ("finite", "made"))
    subjects = context.language.table.get("context", {}).get("subjects", ())
    lower = context.source.lower
    previous: tuple[Citation, bool] | None = None
    for citation in named:
        start = max(span.start, citation.span.start - _WINDOW)
        match = pattern.search(lower[start : citation.span.start])
        under = bool(match) and not _excluded(
            unless, finite, made, lower[span.start : start + (match.start() if match else 0)]
        )
        before = lower[span.start : citation.span.start].strip()
        under = under or before in subjects or (not before and _heads(lower, span, citation))
        if not match and previous and citation.span.start - previous[0].span.end < _JOINED:
            under = previous[1]
        previous = (citation, under)
        if under:
            yield citation.span.start, citation.session or 0


def _heads(lower: str, sentence: Span, session: Citation) -> bool:
    """True for a session that heads what follows: by itself, or before its dates in brackets."""
    after = lower[session.span.end : sentence.end].strip(" :.")
    return not after or after[0] in "(,-"


def _excluded(unless: re.Pattern[str], finite: re.Pattern[str], made: re.Pattern[str], before: str) -> bool:
    """True when the words before a session say that something was only asked for or agreed there; not when what was
    asked for "was presented" there, nor for what somebody "made" there.
    """
    match = unless.search(before)
    if match is None or finite.search(before, match.start() + 1):
        return False
    return not made.search(before, max(0, match.start() - _AUXILIARY))


def by_session(context: Context, entry: Span) -> list[Span]:
    """The sentences of an entry; one begins with a session after a full stop too: "... study. 63rd session: ..."."""
    view, starts = context.source.view, {entry.start}
    starts |= {sentence.start for sentence in sentences(context.source, entry)}
    named = (c.span.start for c in context.citations_in(entry) if c.kind is SESSION and c.span.start > entry.start)
    starts |= {at for at in named if view[entry.start : at].rstrip()[-1:] in (".", ";")}
    return [Span(a, b).trimmed(context.source.text) for a, b in pairwise([*sorted(starts), entry.end])]


def before_bracket(context: Context, span: Span, citations: Sequence[Citation], others: Sequence[Citation] = ()) -> int:
    """Where the words end: before the bracket at their end with the citation of the report, or one of the others, else
    at the end of the sentence.
    """
    cited = [c.span.start for c in citations if c.kind in _IN_BRACKETS or c in others]
    text, end = context.source.text, span.end
    while end > span.start and text[end - 1] in _AFTER_BRACKET:
        end -= 1
    if not cited or text[end - 1] != ")":
        return span.end
    opening, depth = end - 1, 1
    while depth and opening > span.start:
        opening -= 1
        depth += {")": 1, "(": -1}.get(text[opening], 0)
    inside = not depth and any(opening < at < end for at in cited)
    return Span(span.start, opening).trimmed(text).end if inside else span.end
