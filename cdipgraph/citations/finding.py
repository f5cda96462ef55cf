"""Finding citations: one pass over the places where literal search finds a word or a slash that may begin one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from cdipgraph import symbols
from cdipgraph.citations import numbers, parts
from cdipgraph.citations.grammar import Grammar, grammar_of
from cdipgraph.citations.numbers import Whole
from cdipgraph.citations.runs import cited, following
from cdipgraph.citations.shortnames import number_after, short_sessions
from cdipgraph.citations.wholes import THIS_DOCUMENT, Wholes
from cdipgraph.citations.worded import in_figures, numbers_in_words
from cdipgraph.languages import Language
from cdipgraph.report import (
    AGENDA_ITEM,
    ANNEX,
    DOCUMENT,
    INTERNAL,
    OPEN,
    PARAGRAPHS,
    RESOLUTION,
    SESSION,
    SUMMARY_ITEM,
    Citation,
)
from cdipgraph.source import CELL, SourceText
from cdipgraph.spans import Span, folded
from cdipgraph.symbols import Symbol

_LONGEST = 600  # characters of the longest citation
_ARTICLE = 100  # an article and the name of its treaty are shorter
_AFTER_ARTICLE = frozenset(",(0123456789)")
_NEAR = 24  # "as" stands this near before a name that is only given, not cited
_YEAR = re.compile(r"(?:19|20)\d\d[a-z]?")  # "paras. 9-11, 1996, pp. 3-4"
_HEADED = re.compile(r"\s*(?::|\n|- )")


#: A stretch of text that is spoken for, and the citations in it: none in a paragraph of an article.
_Found = tuple[int, int, Sequence[Citation]]
_Handler = Callable[[int, int], _Found | None]


def find(
    source: SourceText, language: Language, skip: Sequence[Span] = (), start: int = 0, own: Symbol | None = None
) -> list[Citation]:
    """Every citation in the text from `start`, in order, none inside another; nothing that begins in a span of `skip`,
    or in a page head.

    `own` is the document's own symbol, which "the annex of this document" cites.

    Parts are as printed. A citation that prints neither symbol nor what else would settle it is `OPEN`.
    """
    apart = [block.span for block in source.apart]
    return _Sweep(source, grammar_of(language), own).citations(start, sorted([*skip, *apart]))


class _Sweep:
    """One text under search, from left to right."""

    def __init__(self, source: SourceText, grammar: Grammar, own: Symbol | None) -> None:
        self.source, self.view, self.lower = source, source.view, source.lower
        self.grammar, self.language, self.own = grammar, grammar.language, own
        self.wholes = Wholes(source, grammar, own)
        self.consumed = 0
        self._starts = [block.span.start for block in source.blocks]
        self.begin = self.end = 0  # of the block looked at
        self.cell = False
        self.mentions: dict[int, symbols.Mention] = {}
        self.short = short_sessions(source, self.language, own)
        self.series = {own.series} if own else set()
        self._forms: dict[str, _Handler] = {
            name: getattr(self, f"_{name}") for name in dict.fromkeys(form for _, form in grammar.anchors)
        }

    def citations(self, start: int, skip: Sequence[Span]) -> list[Citation]:
        """What is found, in order; nothing begins before the end of what came before it."""
        lower, places, mentions, position = self.lower, self._places(start), self.mentions, 0
        found: list[Citation] = []
        self.consumed = start
        for at in sorted(places):
            if at < self.consumed or (lower[at - 1 : at].isalnum() and at not in mentions):
                continue
            if not self.begin <= at < self.end:
                self._enter(at)
            limit = self.end if self.end - at < _LONGEST else at + _LONGEST
            if self.cell:
                line = lower.find("\n", at, limit)
                limit = limit if line < 0 else line
            taken = places[at](at, limit)
            if taken is None:
                continue
            begin, self.consumed, citations = taken
            while position < len(skip) and skip[position].end <= begin:
                position += 1
            if position == len(skip) or begin < skip[position].start:
                found += citations
        return found

    def _places(self, start: int) -> dict[int, _Handler]:
        """Where something may begin, a word of a form or a symbol, and what looks at it."""
        find, places = self.lower.find, {}
        for word, form in self.grammar.anchors:
            handler, step = self._forms[form], len(word)
            at = find(word, start)
            while at >= 0:
                places[at] = handler
                at = find(word, at + step)
        places |= dict.fromkeys((at for at in self.short if at >= start), self._short)
        for mention in symbols.scan(self.view, start):
            places[mention.start] = self._mention
            self.mentions[mention.start] = mention
            if mention.symbol and not mention.session:
                self.series.add(mention.symbol.series)
        return places

    def _enter(self, at: int) -> None:
        """Looks up the block that an offset lies in: a citation ends with it, or with its line in a table cell."""
        position = bisect_right(self._starts, at) - 1
        block = self.source.blocks[position] if position >= 0 else None
        if block and at < block.span.end:
            self.begin, self.end = block.span
            self.cell = block.kind is CELL
        else:  # in a cell, after a page head that stands in it
            line = self.lower.find("\n", at)
            self.begin, self.end, self.cell = at, len(self.lower) if line < 0 else line, False

    # Paragraphs

    def _paragraphs(self, at: int, limit: int, start: int | None = None) -> _Found | None:
        """Paragraphs, and what they are of: a report, a Chair's summary, a document, a resolution, or this document."""
        match = self._numbered(at, limit)
        if match is None:
            return None
        if match.lastgroup == "list":
            match = self._numbers(match, at)
            if match is None or self._of_article(at):
                return (at, match.end(), ()) if match else None
        start = at if start is None else start
        found = self._of_whole(start, match, limit)
        if self.view[at] == "§" and match.lastgroup == "list" and all(c.kind is INTERNAL for c in found[2]):
            return found[0], found[1], ()  # of a law or a book, unless a document is named
        return found

    def _of_whole(self, start: int, match: re.Match[str], limit: int) -> _Found:
        """The citations of numbers, with what they are of."""
        whole, end = self.wholes.of(match, limit)
        if whole is None:
            return start, end, ()
        whole, end = self._in_part(whole, end, limit)
        found = numbers.citations(self.view, self.language, match, Span(start, end), whole)
        if match["apart"]:
            found[-1:] = self._at_points(found[-1:], Span(*match.span("apart")))
        if whole.kind is SUMMARY_ITEM:
            return start, end, numbers.items(found)
        return self._here_too(start, end, limit, found) if match.lastgroup == "here" else (start, end, found)

    def _in_part(self, whole: Whole, end: int, limit: int) -> tuple[Whole, int]:
        """What paragraphs are of, with the annex named after it: "paragraph 4 of document SCP/17/5, annex I"."""
        if whole.kind is not PARAGRAPHS or not whole.symbol or whole.item:
            return whole, end
        lead = self.grammar.following.match(self.lower, end, limit)
        part = self._part(Span(*lead.span("part"))) if lead and lead.lastgroup == "part" else ""
        return (whole._replace(item=part), lead.end("part")) if lead and part else (whole, end)

    def _here_too(self, start: int, end: int, limit: int, found: list[Citation]) -> _Found:
        """The same with more of this document: "paragraphs 17 above and 23 below"."""
        match = self.grammar.here_too.match(self.lower, end, limit)
        while match:
            span = Span(match.start("list"), match.end())
            found += numbers.citations(self.view, self.language, match, span, THIS_DOCUMENT)
            end = match.end()
            match = self.grammar.here_too.match(self.lower, end, limit)
        return start, end, found

    def _of_article(self, at: int) -> bool:
        """True when an article stands before: its paragraphs are cited of no document."""
        before = self.lower[max(0, at - _ARTICLE) : at].rstrip()
        return before[-1:] in _AFTER_ARTICLE and self.grammar.article.search(before) is not None

    def _numbers(self, match: re.Match[str], at: int) -> re.Match[str] | None:
        """The match of a list of numbers that nothing follows, without what is no number of it: one cut short, as the
        "75" of 75/325, or one that counts something ("in paragraph 12, 45 delegations").
        """
        end = match.end("list")
        after = self.lower[end : end + 1]
        cut = after == "/" or after.isdecimal()
        if not match["more"] or match.end() > end:
            return None if cut else match
        *_, last = self.language.ranges.finditer(self.lower, match.start("more"), end)
        counts = after.isspace() and self.lower[end + 1 : end + 2].isalpha() and last[0].isdecimal()
        if counts or _YEAR.fullmatch(last[0]):
            cut = cut or self.lower[last.start() - 2 : last.start()].rstrip() == ","
        return match.re.match(self.lower, at, last.start()) if cut else match

    def _after(self, start: int, end: int, limit: int, whole: Whole) -> _Found | None:
        """The paragraphs, or else the annex or chapter, that follow what they are of: "(A/79/345, paras. 69-72)"."""
        lead = self.grammar.following.match(self.lower, end, limit)
        return self._led(start, lead, limit, whole) if lead else None

    def _numbered(self, at: int, limit: int) -> re.Match[str] | None:
        """The paragraph numbers at an offset; those in words are read as if they were printed in figures."""
        match = self.grammar.paragraphs.match(self.lower, at, limit)
        worded = () if match else list(numbers_in_words(self.lower, at, limit, self.language))
        for span, number in worded:
            self.lower, self.view = (in_figures(text, span, number) for text in (self.lower, self.view))
        return self.grammar.paragraphs.match(self.lower, at, limit) if worded else match

    def _led(self, start: int, lead: re.Match[str], limit: int, whole: Whole) -> _Found | None:
        """The same, by what leads from one to the other: to the word for paragraphs, or only to a part."""
        part = self._part(Span(*lead.span("part"))) if lead["part"] else ""
        if part is None:
            return None
        if lead.lastgroup != "part":
            word = lead.start(lead.lastgroup or "")
            match = self._numbered(word, limit)
            match = self._numbers(match, word) if match else None
            if match and not self.wholes.elsewhere(match):
                if part and whole.kind is not RESOLUTION:
                    whole = whole._replace(item=part)
                end = match.end("list") if match.lastgroup == "list" else match.end()
                found = numbers.citations(self.view, self.language, match, Span(start, end), whole)
                pointed = (
                    "point" in lead.re.groupindex and lead["point"]
                )  # "SCP/17/5, subparagraph (c) of paragraph 16"
                return start, end, self._at_points(found, Span(*lead.span("point"))) if pointed else found
        of_summary = whole.kind is SUMMARY_ITEM and whole.session is not None
        if not lead["part"] or not (of_summary or (whole.kind is PARAGRAPHS and (whole.symbol or whole.item))):
            return None
        return self._parts(start, Span(*lead.span("part")), limit, whole._replace(item=part))

    def _parts(self, start: int, part: Span, limit: int, whole: Whole) -> _Found:
        """The annex or chapter of a document, or the annexes: "SCP/17/5, annexes I and III"."""
        several = self.grammar.annex.match(self.lower, part.start, limit)
        if several and several["item"] and several.end("item") > part.end:
            span = Span(start, several.end("item"))
            return *span, list(
                parts.annexes(self.view, self.lower, self.grammar.to, span, Span(*several.span("item")), whole)
            )
        span = Span(start, part.end)
        return *span, [Citation(span, ANNEX, whole.symbol, item=whole.item, session=whole.session, how=whole.how)]

    def _part(self, span: Span) -> str | None:
        """A part as an item: an annex by its number, others as printed; None where a letter is no number."""
        match = self.grammar.annex.match(self.lower, *span)
        whole = match is not None and match.end() == span.end
        numbered = Span(*match.span("item")) if match and whole else span
        if numbered.start < 0:
            return ""
        return None if parts.lettered(self.view, numbered) else folded(self.view[numbered.start : numbered.end])

    # What may hold paragraphs

    def _report(self, at: int, limit: int) -> _Found | None:
        match = self.grammar.report.match(self.lower, at, limit)
        return self._led(at, match, limit, self.wholes.report(match)) if match else None

    def _summary(self, at: int, limit: int) -> _Found | None:
        match = self.grammar.summary.match(self.lower, at, limit)
        found = self._led(at, match, limit, self.wholes.summary(match["ordinal"])) if match else None
        if found:
            named = list(found[2])
            return at, found[1], named if named[0].kind is ANNEX else numbers.items(named)
        match = self.grammar.summary_items.match(self.lower, at, limit)
        match = self._numbers(match, at) if match else None
        if match is None:
            return None
        whole, end = self.wholes.summary(match["ordinal"]), match.end("list")
        named = numbers.citations(self.view, self.language, match, Span(at, end), whole)
        return at, end, numbers.items(named)

    def _ibid(self, at: int, limit: int) -> _Found | None:
        match = self.grammar.ibid.match(self.lower, at, limit)
        if match is None:
            return None
        end, printed = match.end(), self.view[at : match.end()]
        found = self._after(at, end, limit, Whole(PARAGRAPHS, item=printed, how=OPEN))
        if found or printed[-1] not in ".m" or self.lower[end : end + 1] == ",":  # a page, an article: no document
            return found
        return (at, end, [Citation(Span(at, end), DOCUMENT, item=printed, how=OPEN)])

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
            whole = Whole(RESOLUTION, item=printed)
            after = self._after(start, tail.end(), limit, whole) if tail else None
            after = after or self._after(start, end, limit, whole)
            found += after[2] if after else [Citation(Span(start, end), RESOLUTION, item=printed)]
            end = after[1] if after else tail.end() if tail else end
            match = self.grammar.resolutions.match(self.lower, end, limit)
            start = match.start("number") if match else end
        if not found or (len(found) == 1 and not found[0].first and self._heads(at, found[0].span.end)):
            return None
        return at, found[-1].span.end, found

    def _lettered_end(self, end: int) -> int:
        """Where the number of a resolution ends, with the letter that tells apart those adopted under one number."""
        if self.view[end : end + 1] == " " and self.view[end + 1 : end + 2].isupper():
            return end + 2 if not self.view[end + 2 : end + 3].isalnum() else end
        return end

    # Items, annexes, chapters, sessions

    def _item(self, at: int, limit: int) -> _Found | None:
        """Items of a Chair's summary or of an agenda; or points of a paragraph."""
        match = self.grammar.item.match(self.lower, at, limit)
        match = self._numbers(match, at) if match else None
        if match is None:
            return self._entries(at, limit)
        if match["of_summary"] is not None:
            whole = self.wholes.summary(match["ordinal"])
        elif match["of_agenda"] is None and (match["bare"] is None or self._heads(self._agenda_start(at), match.end())):
            return self._entries(at, limit)
        else:
            whole = Whole(AGENDA_ITEM)
        start = at if match["of_summary"] is not None else self._agenda_start(at)
        found = numbers.citations(self.view, self.language, match, Span(start, match.end()), whole)
        return (start, match.end(), numbers.items(found))

    def _agenda_start(self, at: int) -> int:
        """Where the name of an item begins: "agenda item"."""
        near = max(self.consumed, at - _NEAR)
        match = self.grammar.agenda.search(self.lower[near:at])
        return near + match.start() if match else at

    def _entries(self, at: int, limit: int) -> _Found | None:
        """Paragraphs of a document that are called otherwise: "numeral 12 of document SCP/17/5"; or points of one."""
        match = self.grammar.entries.match(self.lower, at, limit)
        return self._of_whole(at, match, limit) if match else self._point(at, limit)

    def _point(self, at: int, limit: int) -> _Found | None:
        """Paragraphs of which points are named first: "subparagraphs (a) and (c) of paragraph 3"."""
        match = self.grammar.point.match(self.lower, at, limit)
        found = self._paragraphs(match.start("paragraph"), limit, at) if match else None
        if match is None or found is None:
            return None
        return found[0], found[1], self._at_points(found[2], Span(*match.span("point")))

    def _at_points(self, found: Sequence[Citation], points: Span) -> Sequence[Citation]:
        """The citations of paragraphs, at the points named before them: one a point, where there is one paragraph."""
        return numbers.at_points(self.view, self.lower, self.language, found, points)

    def _heads(self, at: int, end: int) -> bool:
        """True where words head a part of the text, or an entry of a list of contents: "Item 3: Adoption"."""
        if at != self.begin or self.cell:
            return False
        return end == self.end or _HEADED.match(self.lower, end, self.end) is not None

    def _annex(self, at: int, limit: int) -> _Found | None:
        match = self.grammar.annex.match(self.lower, at, limit)
        if match is None or (match.lastgroup is None and self.lower[match.end() : match.end() + 1] != ","):
            return None  # "the annex" alone
        if match["symbol"] is None and self.grammar.naming.search(self.lower[max(0, at - _NEAR) : at]):
            return None
        if match["of_treaty"] is not None:
            return (at, match.end(), ())
        item = Span(*match.span("item"))
        if match["item"] and parts.lettered(self.view, item):
            return None
        whole, end, named = self.wholes.annex(match, limit)
        after = self._after(at, end, limit, whole)
        if after:
            return after
        if not named and (not match["item"] or self._heads(at, end)):
            return None
        if match["deeper"]:  # "annex III, section B, of document SCT/45/2"
            return at, end, [Citation(Span(at, end), ANNEX, whole.symbol, item=whole.item, how=whole.how)]
        return at, end, list(parts.annexes(self.view, self.lower, self.grammar.to, Span(at, end), item, whole))

    def _chapter(self, at: int, limit: int) -> _Found | None:
        """Chapters: one that is cited is cut short ("chap. II"), or its document is named."""
        match = self.grammar.chapter.match(self.lower, at, limit)
        if match is None or parts.lettered(self.view, Span(*match.span("item"))):
            return None
        if match["of_treaty"] is not None:
            return (at, match.end(), ())
        symbol, end = self.wholes.settled(match, limit)
        own = match["own"] is not None
        printed = folded(self.view[at : match.end("item")])
        short = "." in printed.partition(" ")[0]
        if not (symbol or own) and (not short or self._heads(at, end)):
            return None
        kind = PARAGRAPHS if symbol else INTERNAL
        after = self._after(at, end, limit, Whole(kind, symbol, printed))
        if after:
            return after
        span = Span(at, end)
        return (*span, [Citation(span, ANNEX, self.own if own else symbol, item=printed)])

    def _session(self, at: int, limit: int) -> _Found | None:
        """Sessions by their ordinals: one, a list that shares its noun, or a range."""
        match = self.grammar.session.match(self.lower, at, limit)
        end = match.end() if match else at
        if match is None or self.grammar.sitting.match(self.lower, end, limit):
            return None
        earliest = max(self.begin, self.consumed)
        ordinals = self.grammar.ordinals_of(self.lower, at, earliest)
        if not ordinals:
            after = self.grammar.counted_after.match(self.lower, at, end)
            if after:
                return self._session_after(at, end, limit)
            found = number_after(self.lower, Span(at, end), limit, self.own)
            return (*found.span, (found,)) if found else None
        start, _, value = ordinals[-1]
        if len(ordinals) == 1:
            return start, end, (Citation(Span(start, end), SESSION, None, "", "", "", value),)
        ordinals[-1] = start, end, value
        several = self._sessions(ordinals)
        return several[0].span.start, end, several

    def _session_after(self, at: int, end: int, limit: int) -> _Found | None:
        """Sessions whose ordinals follow the noun: "los períodos de sesiones 35º a 37º"."""
        ordinals = self.grammar.ordinals_after(self.lower, end, limit)
        if not ordinals:
            return None
        _, stop, value = ordinals[0]
        ordinals[0] = at, stop, value
        return at, ordinals[-1][1], self._sessions(ordinals)

    def _sessions(self, ordinals: Sequence[tuple[int, int, int]]) -> list[Citation]:
        """One citation for each ordinal, or for the two ends of a range."""
        found: list[Citation] = []
        for start, stop, value in ordinals:
            last = found[-1] if found else None
            if last and not last.last and self.grammar.to.fullmatch(self.lower, last.span.end, start):
                first = str(last.session)
                found[-1] = Citation(Span(last.span.start, stop), SESSION, None, first, str(value))
            else:
                found.append(Citation(Span(start, stop), SESSION, session=value))
        return found

    # Symbols

    def _mention(self, at: int, limit: int) -> _Found | None:
        """A document, or a run of them, the last with the paragraphs that follow; or a session written as a symbol."""
        mention = self.mentions[at]
        if mention.end > limit:  # its end stands in the next block
            within = next(symbols.scan(self.view, at, limit), None)
            if within is None:
                return None
            mention = within
        start, end, symbol, series, session = mention
        if session and series in self.series:
            return self._session_symbol(mention, limit)
        if symbol is None:
            return None
        first = cited(Span(start, end), symbol)
        lead = self.grammar.following.match(self.lower, end, limit)
        after = self._led(start, lead, limit, _of(first)) if lead else None
        if after:
            return after
        found = following(self.source, self.grammar, first, limit)
        if len(found) == 1:
            return start, found[0].span.end, found
        last = found[-1]
        after = self._after(last.span.start, last.span.end, limit, _of(last))
        if after:
            return start, after[1], [*found[:-1], *after[2]]
        return start, last.span.end, found

    def _short(self, at: int, limit: int) -> _Found | None:
        """A session by the short name of its committee, or a range of them: "SCCR 45 to SCCR 47"."""
        span, session = self.short[at]
        to = self.grammar.to.match(self.lower, span.end, limit)
        other = self.short.get(to.end()) if to else None
        if not other:
            return (*span, [Citation(span, SESSION, session=session)])
        return at, other[0].end, [Citation(Span(at, other[0].end), SESSION, None, str(session), str(other[1]))]

    def _session_symbol(self, mention: symbols.Mention, limit: int) -> _Found:
        """A session, or a range of them: "CDIP/19 to CDIP/24"."""
        start, end, _, series, session = mention
        to = self.grammar.to.match(self.lower, end, limit)
        other = next(symbols.scan(self.view, to.end(), limit), None) if to else None
        if to and other and other.start == to.end() and other.session and other.series == series:
            span = Span(start, other.end)
            return (*span, [Citation(span, SESSION, None, str(session), str(other.session))])
        span = Span(start, end)
        return (*span, [Citation(span, SESSION, session=session)])


def _of(citation: Citation) -> Whole:
    """What paragraphs that follow a document are of."""
    if citation.kind is RESOLUTION:
        return Whole(citation.kind, citation.symbol, citation.item)
    return Whole(PARAGRAPHS, citation.symbol)
