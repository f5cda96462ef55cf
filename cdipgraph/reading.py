"""From `SourceText` to `Report`: the parts of a document read in their order, and put together."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from cdipgraph import languages, symbols
from cdipgraph.citations import Evidence, find, reports_by_session, resolve, with_elided, with_others
from cdipgraph.corrections import Correction, Hands
from cdipgraph.findings import Finding
from cdipgraph.languages import Language
from cdipgraph.report import (
    DOCUMENT,
    PARAGRAPHS,
    SESSION,
    SUMMARY_ITEM,
    Citation,
    Decision,
    Header,
    How,
    Measure,
    Place,
    Report,
    SessionFacts,
    Stated,
    Title,
)
from cdipgraph.source import Block, SourceText
from cdipgraph.spans import Span, folded
from cdipgraph.structure.annexrows import AnnexTable
from cdipgraph.structure.chain import Part, implementations, own_session, title_after
from cdipgraph.structure.columns import by_columns
from cdipgraph.structure.commitments import commitments, follow_up, opening_commitments
from cdipgraph.structure.context import Context, Discussion
from cdipgraph.structure.damage import damage
from cdipgraph.structure.decisions import decisions, uncertain
from cdipgraph.structure.deliverables import deliverable
from cdipgraph.structure.formulas import misspelt
from cdipgraph.structure.header import read_head
from cdipgraph.structure.identity import series_of, stands_in_head
from cdipgraph.structure.itemised import items_of_decisions
from cdipgraph.structure.kinds import (
    ANY,
    FEWEST,
    IMPLEMENTATION,
    MINUTED,
    SUMMARY,
    minuted_kind,
    reports_measures,
    titled_kind,
)
from cdipgraph.structure.minutes import Minutes, read_minutes
from cdipgraph.structure.numbering import main_numbers
from cdipgraph.structure.openings import opening_decisions
from cdipgraph.structure.paragraphs import headed
from cdipgraph.structure.parts import compared, join_parts
from cdipgraph.structure.presented import presented
from cdipgraph.structure.proposals import read_proposals
from cdipgraph.structure.recorded import Recorded, recorded
from cdipgraph.structure.replaced import replaced
from cdipgraph.structure.reviewed import reviews, summary_items
from cdipgraph.structure.sections import Chapter, Outline, outline
from cdipgraph.structure.tables import read_annex
from cdipgraph.structure.unread import unread
from cdipgraph.symbols import Symbol


def read_report(source: SourceText, corrections: Iterable[Correction] = ()) -> Report:
    """All that the document says, as people settled it where they did, with the findings made while reading. Never
    fails: what is not understood is a finding.
    """
    language = languages.detect(source.lower)
    head = read_head(source, language)
    after = bisect_left(source.texts, head.end, key=_start)
    lines = source.texts[:after]
    kind = titled_kind(source, language, head.header, lines)
    parts = _Parts(source, language, head.end)
    if not (kind or stands_in_head(source, head.header) or parts.found):
        head = replace(head, header=replace(head.header, symbol=None, also=()))
    hands = Hands.of(source, head.header, corrections)
    minuted = kind in (*MINUTED, "") and "minutes" in language.table
    least = 0 if kind else FEWEST
    minutes = read_minutes(source, language, head.end, head.header.spans, least) if minuted else None
    if minutes and not kind:
        kind = minuted_kind(head.header, lines, minutes, Context(source, language, ()))
    if minutes and kind in MINUTED:
        return _Reading(source, language, head.header, Outline(), AnnexTable(), hands, head.end, kind, minutes).report()
    return _Reading(source, language, head.header, parts.outline, parts.annex, hands, head.end, kind).report()


@dataclass
class _Parts:
    """What a text after its head, which ends at `end`, is made of; read when first asked for."""

    source: SourceText
    language: Language
    end: int

    @cached_property
    def annex(self) -> AnnexTable:
        """The table of its annex."""
        return read_annex(self.source, self.language)

    @cached_property
    def outline(self) -> Outline:
        """Its narrative."""
        names = {folded(row.measure.of(self.source.lower)) for row in self.annex.rows}
        return outline(self.source, self.language, _after(self.source, self.end), names)

    @property
    def found(self) -> bool:
        """True for a text in the parts of a document: numbered paragraphs, or those of a proposal or its annex."""
        return bool(main_numbers(self.source, self.source.texts) or self.annex.rows or self.outline.chapters)


def _start(block: Block) -> int:
    return block.span.start


def _after(source: SourceText, end: int) -> list[Block]:
    """The text after the head; of a line that the head ends in, the rest."""
    position = bisect_left(source.texts, end, key=_start)
    found = list(source.texts[position:])
    cut = source.texts[position - 1] if position else None
    if cut and cut.span.end > end:
        rest = Span(end, cut.span.end).trimmed(source.text)
        found[:0] = [cut._replace(span=rest)] if rest.end > rest.start else []
    return found


@dataclass
class _Reading:
    source: SourceText
    language: Language
    header: Header
    outline: Outline
    annex: AnnexTable
    hands: Hands
    start: int
    kind: str = ""
    minutes: Minutes | None = None

    def report(self) -> Report:
        own = symbols.parse(self.header.symbol.value) if self.header.symbol else None
        found = find(self.source, self.language, self._skipped(), self.start, own)
        if self.minutes:
            self.header = replace(self.header, series=series_of(self.header, found))
        found = with_others(self.source, self.language, found, self.header.series)
        found = with_elided(self.source, self.language, found)
        rows = (row.entries for row in self.annex.rows)
        found = self.hands.citations(by_columns(self._context(found), rows, self.header.series))
        context = self._context(self._placed(found))
        parts = join_parts(context, self.outline, self.annex)
        context = self._context(self._resolved(context, parts))
        facts = tuple(self._sessions(context))
        context = replace(context, held={f.ordinal: (f.start, f.end or f.start) for f in facts if f.start})
        measures = [self._measure(context, part) for part in parts]
        if not reports_measures(self.kind, own, measures):
            measures, parts = [], []
            self.outline = Outline(body=[(block, None) for block in _after(self.source, self.start)])
        committee = f"{self.header.committee.value if self.header.committee else ''} {self.header.series}".strip()
        opening = self.hands.decisions(opening_decisions(context, self.outline.introduction, committee))
        title = self.header.title.span if self.header.title else None
        proposals = read_proposals(context, self.outline, self.annex, title)
        kind = IMPLEMENTATION if measures else self.kind or ANY
        told = recorded(context, self.header, self.minutes, kind) if self.minutes else self._told(context, opening)
        concluded = self.hands.decisions(told.decisions)
        self.hands.check_decisions(
            decision for found in (concluded, *(m.decisions for m in measures)) for decision in found
        )
        findings = [*self._findings(context, kind), *uncertain(context, opening), *self.annex.findings]
        if measures:
            findings += [*self.outline.findings, *compared(context, parts, self.outline, self.annex)]
            findings += unread(context, self.annex.rows)
        findings += [*told.findings, *misspelt(self.source, self.language), *damage(self.source)]
        for measure in measures:
            findings += uncertain(context, measure.decisions)
        return Report(
            source=self.source,
            header=self.header,
            kind=kind,
            paragraphs=told.paragraphs,
            citations=tuple(presented(context, self.header.series)),
            proposals=tuple(proposals),
            measures=tuple(measures),
            decisions=tuple(concluded),
            commitments=told.commitments,
            deliveries=told.deliveries,
            sessions=facts,
            titles=tuple(self._titles(context)),
            replaced=tuple(replaced(self.source, self.language, own)),
            summary=told.summary,
            organisation=(whose.value, whose.span) if (whose := self.header.organisation) else None,
            findings=tuple(findings),
            settled=self.hands.settled,
        )

    def _context(self, citations: Sequence[Citation]) -> Context:
        annex = self.annex
        return Context(
            self.source, self.language, citations, annex.covers, self.header.ordinal, series=self.header.series
        )

    def _placed(self, citations: Sequence[Citation]) -> Sequence[Citation]:
        """The citations, each with the part of the document that it stands in."""
        if not self.annex.spans:
            return citations
        covers, annex = self.annex.covers, Place.ANNEX
        return [c._replace(place=annex) if covers(c.span.start) else c for c in citations]

    def _skipped(self) -> list[Span]:
        """Where no citation is looked for: headings, heads of the annex."""
        labels = self.minutes.labels if self.minutes else []
        return self.outline.headings + self.annex.headings + labels

    # Measures

    def _measure(self, context: Context, part: Part) -> Measure:
        done = implementations(context, part)
        items = summary_items(context, part)
        discussed = reviews(context, part, done, items)
        decided = decisions(context, part, discussed, items, self.hands.decisions)
        follows = follow_up(context, part)
        label, stated = self._label(context, part)
        wording = self._wording(part, label)
        return Measure(
            paragraph=part.paragraph,
            number=part.number,
            label=label,
            stated=stated,
            implementations=tuple(done),
            reviews=tuple(discussed),
            items=tuple(items),
            decisions=tuple(decided),
            commitments=tuple(commitments(context, part, decided, done, discussed, follows)),
            follow_up=follows,
            proposal=part.proposal,
            deliverable=deliverable(context, part, wording, done, decided, follows),
        )

    def _wording(self, part: Part, label: Span) -> Span:
        """What says what the measure is: its name, else the first paragraph of what the proposal asks for."""
        if part.row or (part.section and part.section.heading):
            return label
        asked = (block.span for c in self._chapters(part) for block in c.text)
        return next(asked, label)

    def _chapters(self, part: Part) -> Iterator[Chapter]:
        """The chapters of a measure's paragraph."""
        return (c for c in self.outline.chapters if (c.proposal, c.number) == (part.proposal, part.paragraph))

    def _label(self, context: Context, part: Part) -> tuple[Span, tuple[Stated, ...]]:
        """What the measure is called, and where: its heading in the narrative, else its cell in the annex, else its
        paragraph's heading.
        """
        spans = [part.row.measure] if part.row else []
        if part.section and part.section.heading:
            spans.insert(0, part.section.heading)
        if not spans:
            spans = [next(self._chapters(part)).heading]
        label = part.section.label if part.section and part.section.label else spans[0]
        stated = [context.stated(span) for span in spans]
        if part.section and not part.section.heading and part.section.prose:
            stated.append(context.stated(part.section.prose[0].span))
        return label, tuple(stated)

    # Resolving

    def _resolved(self, context: Context, parts: Sequence[Part]) -> list[Citation]:
        tabled: dict[tuple[str, str], list[Citation]] = {}
        annex = Place.ANNEX
        for c in context.citations:
            if c.kind is PARAGRAPHS and c.place is annex:
                tabled.setdefault((c.first, c.last), []).append(c)
        blocks = sorted((span, number) for number, part in enumerate(parts) for span in _spans(part))

        def part_of(citation: Citation) -> Part | None:
            opened = Span(citation.span.start, len(self.source.text))  # a block may begin with a citation
            position = bisect_right(blocks, (opened, len(parts))) - 1
            inside = position >= 0 and blocks[position][0].covers(citation.span)
            return parts[blocks[position][1]] if inside else None

        def under_discussion(citation: Citation) -> frozenset[int]:
            part = part_of(citation)
            discussion = part.discussion if part else self._discussion(context, citation.span)
            told = discussion.sessions_at(citation.span.start)
            return told or (reported(part, citation.span) if citation.kind is SUMMARY_ITEM else told)

        def reported(part: Part | None, item: Span) -> frozenset[int]:
            """The session whose report was cited last before the item of a summary."""
            cited = [c for span in _spans(part) for c in context.citations_in(span)] if part else []
            before = [c for c in cited if c.kind is PARAGRAPHS and (c.session or c.symbol) and c.span < item]
            return frozenset(s for c in before[-1:] for s in ((c.session,) if c.session else own_session(c.symbol)))

        def listed(citation: Citation) -> frozenset[int]:
            part = part_of(citation)
            row = part.row if part else None
            return frozenset(
                c.session
                for c in tabled.get((citation.first, citation.last), ())
                if c.session is not None
                if row is None or any(span.covers(c.span) for spans in row.entries.values() for span in spans)
            )

        def discussed_at(citation: Citation) -> frozenset[int]:
            part = part_of(citation)
            sentence = part.discussion.sentence_at(citation.span.start) if part else None
            before = context.citations_in(Span(sentence.span.start, citation.span.start)) if sentence else ()
            discussed = under_discussion(citation) if part else frozenset()
            return discussed | {c.session for c in before if c.kind is SESSION and c.session}

        def concluded_at(citation: Citation) -> frozenset[int]:
            part = part_of(citation)
            cited = [c for span in _spans(part) for c in context.citations_in(span)] if part else []
            return frozenset(c.session for c in cited if c.kind is SUMMARY_ITEM and c.session)

        told = _of_session_discussed(context.citations, discussed_at, concluded_at, self.header.series)
        reports = reports_by_session(told, self.header.series)
        citations = _of_known_reports(told, reports)
        resolved = resolve(citations, Evidence(reports, under_discussion, listed))
        return items_of_decisions(self._context(resolved), parts)

    def _discussion(self, context: Context, span: Span) -> Discussion:
        """What the paragraph of no measure that a span stands in puts under discussion."""
        position = bisect_right(self.source.texts, span.start, key=_start) - 1
        block = self.source.texts[position] if position >= 0 else None
        return Discussion.of(context, [block]) if block and block.span.covers(span) else Discussion()

    # The rest

    def _told(self, context: Context, opening: Sequence[Decision]) -> Recorded:
        """What a document that is no minutes tells: its paragraphs, the decisions it opens with, what they ask for."""
        asked = opening_commitments(context, opening, self.outline.introduction)
        paragraphs = headed(self.source, self.language, self.outline.body, self.header.spans)
        return Recorded(tuple(paragraphs), tuple(opening), tuple(asked))

    def _sessions(self, context: Context) -> Iterator[SessionFacts]:
        """The dates and places that the text gives to sessions: the document's own, and those it says were held."""
        header = self.header
        if header.session and header.ordinal:
            spans = [f.span for f in (header.session, header.start, header.place) if f]
            start, end = (date.fromisoformat(f.value) if f else None for f in (header.start, header.end))
            yield SessionFacts(header.ordinal, tuple(spans), start, end, header.place.value if header.place else "")
        held = self.language.pattern("context", "held")
        for citation in context.citations:
            if citation.kind is not SESSION or citation.session is None:
                continue
            match = held.match(self.source.lower, citation.span.end)
            found = self.language.find_dates(self.source.lower, match.end(), match.end() + 60) if match else None
            if match and found and found[0].start - match.end() < 8 and self._own(match):
                place = self.source.quote(Span(*match.span("place"))) if match["place"] else ""
                place = place if place[:1].isupper() else ""  # "held in a hybrid format"
                yield SessionFacts(
                    citation.session, (Span(citation.span.start, found[0].end),), found[1], found[2], folded(place)
                )

    def _own(self, match: re.Match[str]) -> bool:
        """True where no body is named whose session was held, or the document's own, by its name or its acronym."""
        body = match.groupdict().get("body") or ""
        name, _, acronym = body.rstrip(")").partition(" (")
        own = self.header.committee.value.lower() if self.header.committee else ""
        return not body or name in own or acronym.upper() in self.header.series.split("/")

    def _titles(self, context: Context) -> Iterator[Title]:
        seen = set()
        for citation in context.citations:
            if citation.kind is DOCUMENT and citation.symbol and citation.symbol not in seen:
                span = title_after(context, citation.span, min(len(self.source.text), citation.span.end + 400))
                if span:
                    seen.add(citation.symbol)
                    yield Title(citation.symbol, span)

    def _findings(self, context: Context, kind: str) -> Iterator[Finding]:
        ambiguous, unsettled = How.AMBIGUOUS, (How.AMBIGUOUS, How.OPEN)
        for c in context.citations:
            if c.how in unsettled:
                unnamed = "citation-open" if c.session is None else "citation-report-open"
                rule, told = "citation-ambiguous" if c.how is ambiguous else unnamed, ", ".join(c.candidates)
                text, (start, end) = folded(self.source.quote(c.span)), c.span
                yield Finding.of(rule, start=start, end=end, text=text, candidates=told, session=c.session)
        for chapter in self.outline.chapters:
            present = len([m for m in chapter.measures if not m.empty])
            if chapter.announced is not None and chapter.announcement and chapter.announced != present:
                span = chapter.announcement
                yield Finding.of(
                    "measures-announced-differ",
                    start=span.start,
                    end=span.end,
                    announced=chapter.announced,
                    found=present,
                )
        if kind == ANY:
            yield Finding.of("unknown-document-kind")
        if not languages.recognised(self.source.lower):
            yield Finding.of("language-unknown", code=self.language.code)
        known = kind == SUMMARY and self.header.series and self.header.session  # by the session alone
        for name in ("session",) if known else ("symbol", "session"):
            if getattr(self.header, name) is None:
                yield Finding.of("header-field-missing", field=name)


def _of_session_discussed(
    citations: Sequence[Citation],
    discussed_at: Callable[[Citation], frozenset[int]],
    concluded_at: Callable[[Citation], frozenset[int]],
    series: str,
) -> list[Citation]:
    """The citations; one of paragraphs of a document of the committee's is of a session that its sentence is about, or
    whose summary is cited beside it, when its symbol names that session, or none, and the document is nowhere cited
    for itself: it is the session's report.
    """
    for_itself = {c.symbol for c in citations if c.kind is DOCUMENT}

    def settled(c: Citation, symbol: Symbol) -> Citation:
        if symbol.series != series or symbol in for_itself:
            return c
        told = discussed_at(c)
        if symbol.numbered_through or symbol.session is None:  # the symbol names none: the session is only told
            session = next(iter(told)) if len(told) == 1 else None
        else:
            session = symbol.session if symbol.session in told | concluded_at(c) else None
        return c._replace(session=session) if session else c

    return [settled(c, c.symbol) if c.kind is PARAGRAPHS and c.session is None and c.symbol else c for c in citations]


def _of_known_reports(citations: Iterable[Citation], reports: Mapping[int, Container[Symbol]]) -> list[Citation]:
    """The citations; one of paragraphs of a document that is known to be a session's report is of that session."""

    def settled(c: Citation, symbol: Symbol) -> Citation:
        sessions = [session for session, known in reports.items() if symbol in known]
        return c._replace(session=sessions[0]) if len(sessions) == 1 else c

    return [settled(c, c.symbol) if c.kind is PARAGRAPHS and c.session is None and c.symbol else c for c in citations]


def _spans(part: Part) -> Iterator[Span]:
    """The stretches of text that a measure's narrative consists of."""
    if part.section:
        yield from (block.span for block in part.section.prose)
        yield from (decision.text for decision in part.section.decisions)
