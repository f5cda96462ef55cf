"""Finding citations: one pass over the places where literal search finds a word or a slash that may begin one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from cdipgraph import symbols
from cdipgraph.citations import numbers
from cdipgraph.citations.grammar import Grammar, grammar_of
from cdipgraph.citations.numbers import Mention, Whole
from cdipgraph.citations.runs import Run, cited
from cdipgraph.citations.wholes import Wholes
from cdipgraph.languages import Language
from cdipgraph.report import Citation, CitationKind, How
from cdipgraph.source import BlockKind, SourceText
from cdipgraph.spans import Span, folded
from cdipgraph.symbols import Symbol

_LONGEST = 600  # characters of the longest citation
_NEAR = 24  # "as" stands this near before a name that is only given, not cited
_PART = re.compile(r"[^\W_]+(?:[.-][^\W_]+)*")
_HEADED = re.compile(r"\s*(?::|$|\n|- )")
_TRAIL = frozenset(" \n\t\r,:;()-\xa0")


class _Found(NamedTuple):
    """A stretch of text that is spoken for, and the citations in it: none in a paragraph of an article."""

    start: int
    end: int
    citations: Sequence[Citation]


_Handler = Callable[[int, int], _Found | None]


def find(
    source: SourceText, language: Language, skip: Sequence[Span] = (), start: int = 0, own: Symbol | None = None
) -> list[Citation]:
    """Every citation in the text from `start`, in order, none inside another; nothing that begins in a span of `skip`.

    `own` is the document's own symbol, which "the annex of this document" cites.

    Parts are as printed. A citation that prints neither symbol nor what else would settle it is `How.OPEN`.
    """
    found: list[Citation] = []
    position = 0
    for begin, _, citations in _Sweep(source, grammar_of(language), own).found(start):
        while position < len(skip) and skip[position].end <= begin:
            position += 1
        if position == len(skip) or begin < skip[position].start:
            found += citations
    return found


class _Sweep:
    """One text under search, from left to right."""

    def __init__(self, source: SourceText, grammar: Grammar, own: Symbol | None) -> None:
        self.source, self.view, self.lower = source, source.view, source.lower
        self.grammar, self.language, self.own = grammar, grammar.language, own
        self.wholes = Wholes(source, grammar, own)
        self.consumed = 0
        self._starts = [block.span.start for block in source.blocks]
        self._block = (0, 0, False)  # the block looked at last: start, end, whether it is a cell
        self._forms: dict[str, _Handler] = {
            name: getattr(self, f"_{name}") for name in dict.fromkeys(form for _, form in grammar.anchors)
        }

    def found(self, start: int) -> Iterator[_Found]:
        """What is found, in order; nothing begins before the end of what came before it."""
        self.consumed = start
        for at, handler, mention in self._events(start):
            if at < self.consumed:
                continue
            limit = self._limit(at)
            found = self._mention(mention, limit) if mention else handler(at, limit)
            if found:
                self.consumed = found.end
                yield found

    def _events(self, start: int) -> list[tuple[int, _Handler, symbols.Mention | None]]:
        """Where something may begin, in order: a word of a form, or a symbol."""
        lower = self.lower
        events: list[tuple[int, _Handler, symbols.Mention | None]] = []
        for word, form in self.grammar.anchors:
            handler, step = self._forms[form], len(word)
            at = lower.find(word, start)
            while at >= 0:
                if not at or not lower[at - 1].isalnum():
                    events.append((at, handler, None))
                at = lower.find(word, at + step)
        mentions = list(symbols.scan(self.view, start))
        self.series = {m.symbol.series for m in mentions if m.symbol and not m.session}
        if self.own:
            self.series.add(self.own.series)
        events += [(mention.start, self._nothing, mention) for mention in mentions]
        events.sort(key=itemgetter(0))
        return events

    def _nothing(self, at: int, limit: int) -> None:
        """No word: what stands here is a symbol."""

    def _limit(self, at: int) -> int:
        """Where a citation that begins at an offset must end: with its block, or with its line in a table cell."""
        begin, end, cell = self._block
        if not begin <= at < end:
            position = bisect_right(self._starts, at) - 1
            block = self.source.blocks[position] if position >= 0 else None
            if block is None or block.span.end <= at:  # in a cell, after a page head that stands in it
                line = self.lower.find("\n", at, at + _LONGEST)
                return min(len(self.lower), at + _LONGEST) if line < 0 else line
            begin, end, cell = *block.span, block.kind is BlockKind.CELL
            self._block = begin, end, cell
        end = min(end, at + _LONGEST)
        line = self.lower.find("\n", at, end) if cell else -1
        return end if line < 0 else line

    # Paragraphs

    def _paragraphs(self, at: int, limit: int, start: int | None = None, point: str = "") -> _Found | None:
        """Paragraphs, and what they are of: a report, a Chair's summary, a document, a resolution, or this document."""
        match = self._numbers(self.grammar.paragraphs, at, limit)
        if match is None:
            return None
        start = at if start is None else start
        whole, end = self.wholes.of(match, limit)
        if whole is None:
            return _Found(start, end, ())
        found = numbers.citations(self.view, self.language, Mention(match, start, end, point), whole)
        return _Found(start, end, numbers.items(found) if whole.kind is CitationKind.SUMMARY_ITEM else found)

    def _numbers(self, pattern: re.Pattern[str], at: int, limit: int) -> re.Match[str] | None:
        """A match of a pattern that holds a list of numbers, without what is no number of it: one cut short, or one at
        the end that counts something ("in paragraph 12, 45 delegations").
        """
        match = pattern.match(self.lower, at, limit)
        if match is None:
            return None
        end = match.end("list")
        after = self.lower[end : end + 2]
        if after[:1].isdecimal():
            return None
        if match.end("more") == match.start("more") or match.end() > end or not after[1:].isalpha():
            return match
        comma = self.lower.rfind(",", match.start("more"), end)
        if comma < 0 or not after[:1].isspace() or not self.lower[comma + 1 : end].strip().isdecimal():
            return match
        return pattern.match(self.lower, at, comma)

    def _after(self, start: int, end: int, limit: int, whole: Whole) -> _Found | None:
        """The paragraphs, or else the annex or chapter, that follow what they are of: "(A/79/345, paras. 69-72)"."""
        if self.lower[end : end + 1] not in _TRAIL:
            return None
        lead = self.grammar.following.match(self.lower, end, limit)
        if lead is None:
            return None
        part = self._part(Span(*lead.span("part"))) if lead["part"] else ""
        if part is None:
            return None
        word = max(lead.start("word"), lead.start("word2"))
        match = self._numbers(self.grammar.paragraphs, word, limit) if word >= 0 else None
        if match and not self.wholes.elsewhere(match):
            whole = whole._replace(item=part) if part and whole.kind is not CitationKind.RESOLUTION else whole
            mention = Mention(match, start, max(match.end("list"), self.wholes.annex_end(match)))
            return _Found(start, mention.end, numbers.citations(self.view, self.language, mention, whole))
        if not lead["part"] or whole.kind is not CitationKind.PARAGRAPHS:
            return None
        span = Span(start, lead.end("part"))
        return _Found(*span, [Citation(span, CitationKind.ANNEX, whole.symbol, item=part)])

    def _part(self, span: Span) -> str | None:
        """A part as an item: an annex by its number, others as printed; None where a letter is no number."""
        match = self.grammar.annex.match(self.lower, *span)
        whole = match is not None and match.end() == span.end
        numbered = Span(*match.span("item")) if match and whole else span
        if numbered.start < 0:
            return ""
        return None if self._lettered(numbered) else folded(self.view[numbered.start : numbered.end])

    def _lettered(self, span: Span) -> bool:
        """True when a number that consists of letters is not in capitals: it is a word ("l'annexe a été")."""
        last = _PART.findall(self.view, *span)[-1]
        return last.islower() and not any(character.isdigit() for character in last)

    # What may hold paragraphs

    def _report(self, at: int, limit: int) -> _Found | None:
        match = self.grammar.report.match(self.lower, at, limit)
        return self._after(at, match.end(), limit, self.wholes.report(match)) if match else None

    def _summary(self, at: int, limit: int) -> _Found | None:
        match = self.grammar.summary.match(self.lower, at, limit)
        if match is None:
            return None
        found = self._after(at, match.end(), limit, self.wholes.summary(match["ordinal"]))
        return found._replace(citations=numbers.items(list(found.citations))) if found else None

    def _ibid(self, at: int, limit: int) -> _Found | None:
        match = self.grammar.ibid.match(self.lower, at, limit)
        if match is None:
            return None
        end, printed = match.end(), self.view[at : match.end()]
        found = self._after(at, end, limit, Whole(CitationKind.PARAGRAPHS, item=printed, how=How.OPEN))
        if found or self.lower[end : end + 1] == ",":  # a page, an article: nothing that is cited here
            return found
        return _Found(at, end, [Citation(Span(at, end), CitationKind.DOCUMENT, item=printed, how=How.OPEN)])

    def _article(self, at: int, limit: int) -> _Found | None:
        """Articles and rules, and their paragraphs: spoken for, and cited of no document."""
        match = self.grammar.article.match(self.lower, at, limit)
        if match is None:
            return None
        lead = self.grammar.following.match(self.lower, match.end(), limit)
        word = max(lead.start("word"), lead.start("word2")) if lead else -1
        of = self.grammar.paragraphs.match(self.lower, word, limit) if word >= 0 else None
        return _Found(at, (of or match).end(), ())

    def _resolution(self, at: int, limit: int) -> _Found | None:
        """Resolutions and decisions, each with the paragraphs that follow it."""
        match = self.grammar.resolution.match(self.lower, at, limit)
        found: list[Citation] = []
        start = end = at
        while match:
            group = match.lastgroup or ""
            end = self._lettered_end(match.end(group))
            printed = folded(self.view[match.start(group) : end])
            if not any(character.isdigit() for character in printed) or self.lower[end : end + 1] == "/":
                break
            tail = self.grammar.resolution_tail.match(self.lower, end, limit)
            whole = Whole(CitationKind.RESOLUTION, item=printed)
            after = self._after(start, tail.end(), limit, whole) if tail else None
            after = after or self._after(start, end, limit, whole)
            found += after.citations if after else [Citation(Span(start, end), CitationKind.RESOLUTION, item=printed)]
            end = after.end if after else end
            match = self.grammar.resolutions.match(self.lower, end, limit)
            start = match.start("number") if match else end
        return _Found(at, found[-1].span.end, found) if found else None

    def _lettered_end(self, end: int) -> int:
        """Where the number of a resolution ends, with the letter that tells apart those adopted under one number."""
        if self.view[end : end + 1] == " " and self.view[end + 1 : end + 2].isupper():
            return end + 2 if not self.view[end + 2 : end + 3].isalnum() else end
        return end

    # Items, annexes, chapters, sessions

    def _item(self, at: int, limit: int) -> _Found | None:
        """Items of a Chair's summary or of an agenda; or points of a paragraph."""
        match = self._numbers(self.grammar.item, at, limit)
        if match is None:
            return self._point(at, limit)
        if match["of_summary"] is not None:
            whole = self.wholes.summary(match["ordinal"])
        elif match["of_agenda"] is None and (match["bare"] is None or self._heads(at, match.end())):
            return self._point(at, limit)
        else:
            whole = Whole(CitationKind.AGENDA_ITEM)
        found = numbers.citations(self.view, self.language, Mention(match, at, match.end()), whole)
        return _Found(at, match.end(), numbers.items(found))

    def _point(self, at: int, limit: int) -> _Found | None:
        """Paragraphs of which a point is named first: "subparagraph (a) of paragraph 3"."""
        match = self.grammar.point.match(self.lower, at, limit)
        if match is None:
            return None
        point = folded(self.view[match.start("point") : match.end("point")])
        return self._paragraphs(match.start("paragraph"), limit, at, point)

    def _heads(self, at: int, end: int) -> bool:
        """True where an item is a heading, or an entry of a list of contents: "Item 3: Adoption of the agenda"."""
        return at == self._block[0] and _HEADED.match(self.lower, end) is not None

    def _annex(self, at: int, limit: int) -> _Found | None:
        match = self.grammar.annex.match(self.lower, at, limit)
        if match is None or self.grammar.naming.search(self.lower[max(0, at - _NEAR) : at]):
            return None
        if match["of_treaty"] is not None:
            return _Found(at, match.end(), ())
        item = Span(*match.span("item"))
        if match["item"] and self._lettered(item):
            return None
        whole, named = self.wholes.annex(match)
        after = self._after(at, match.end(), limit, whole)
        if after:
            return after
        if not (match["item"] or named):
            return None
        return _Found(at, match.end(), list(self._annexes(match, item, whole)))

    def _annexes(self, match: re.Match[str], item: Span, whole: Whole) -> Iterator[Citation]:
        """The annexes of a list, one citation each; of a range, one for all."""
        span, (_, symbol, _, session, how) = Span(*match.span()), whole
        parts = list(_PART.finditer(self.view, *item)) if item.start >= 0 else []
        parts = [part for part in parts if not part[0].islower() or part[0].isdigit()]
        if len(parts) < 2 or self.grammar.to.search(self.lower, parts[0].end(), parts[-1].start()):
            printed = folded(self.view[item.start : item.end]) if item.start >= 0 else ""
            yield Citation(span, CitationKind.ANNEX, symbol, item=printed, session=session, how=how)
            return
        for place, part in enumerate(parts):
            start = span.start if place == 0 else part.start()
            end = span.end if place == len(parts) - 1 else part.end()
            yield Citation(Span(start, end), CitationKind.ANNEX, symbol, item=part[0], session=session, how=how)

    def _chapter(self, at: int, limit: int) -> _Found | None:
        """Chapters: one that is cited is cut short ("chap. II"), or its document is named."""
        match = self.grammar.chapter.match(self.lower, at, limit)
        if match is None or self._lettered(Span(*match.span("item"))):
            return None
        if match["of_treaty"] is not None:
            return _Found(at, match.end(), ())
        symbol, own = self.wholes.symbol(match, ("symbol",)), match["own"] is not None
        printed = folded(self.view[at : match.end("item")])
        short = "." in printed.partition(" ")[0]
        if not (symbol or own or short):
            return None
        kind = CitationKind.PARAGRAPHS if symbol else CitationKind.INTERNAL
        after = self._after(at, match.end(), limit, Whole(kind, symbol, printed))
        if after:
            return after
        span = Span(*match.span())
        return _Found(*span, [Citation(span, CitationKind.ANNEX, self.own if own else symbol, item=printed)])

    def _session(self, at: int, limit: int) -> _Found | None:
        """Sessions by their ordinals: one, a list that shares its noun, or a range."""
        ordinals = self.grammar.ordinals_before(self.lower, at)
        while ordinals and ordinals[0][0].start < self.consumed:
            del ordinals[0]
        if not ordinals:
            return None
        match = self.grammar.session.match(self.lower, at, limit)
        end = match.end() if match else at
        found: list[Citation] = []
        for place, (span, value) in enumerate(ordinals):
            span = Span(span.start, end) if place == len(ordinals) - 1 else span
            last = found[-1] if found else None
            if last and not last.last and self.grammar.to.fullmatch(self.lower, last.span.end, span.start):
                first = str(last.session)
                found[-1] = Citation(Span(last.span.start, span.end), CitationKind.SESSION, None, first, str(value))
            else:
                found.append(Citation(span, CitationKind.SESSION, session=value))
        return _Found(found[0].span.start, end, found)

    # Symbols

    def _mention(self, mention: symbols.Mention, limit: int) -> _Found | None:
        """A document, or a run of them, the last with the paragraphs that follow it; or a session written as a symbol."""
        start, end, symbol, series, session = mention
        if session and series in self.series:
            return self._session_symbol(mention, limit)
        if symbol is None:
            return None
        first = cited(Span(start, end), symbol)
        after = self._after(start, end, limit, _of(first))
        if after:
            return after
        found = Run(self.source, self.grammar, first, limit).citations()
        last = found[-1]
        after = self._after(last.span.start, last.span.end, limit, _of(last)) if len(found) > 1 else None
        if after:
            return _Found(start, after.end, [*found[:-1], *after.citations])
        return _Found(start, last.span.end, found)

    def _session_symbol(self, mention: symbols.Mention, limit: int) -> _Found:
        """A session, or a range of them: "CDIP/19 to CDIP/24"."""
        start, end, _, series, session = mention
        to = self.grammar.to.match(self.lower, end, limit)
        other = next(symbols.scan(self.view, to.end(), limit), None) if to else None
        if to and other and other.start == to.end() and other.session and other.series == series:
            span = Span(start, other.end)
            return _Found(*span, [Citation(span, CitationKind.SESSION, None, str(session), str(other.session))])
        span = Span(start, end)
        return _Found(*span, [Citation(span, CitationKind.SESSION, session=session)])


def _of(citation: Citation) -> Whole:
    """What paragraphs that follow a document are of."""
    if citation.kind is CitationKind.RESOLUTION:
        return Whole(citation.kind, citation.symbol, citation.item)
    return Whole(CitationKind.PARAGRAPHS, citation.symbol)
