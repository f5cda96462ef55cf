"""From `SourceText` to `Report`: the parts of a document read in their order, and put together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cdipgraph import languages, symbols
from cdipgraph.citations import Evidence, find, reports_by_session, resolve
from cdipgraph.findings import Finding
from cdipgraph.languages import Language
from cdipgraph.report import (
    Citation,
    CitationKind,
    Header,
    How,
    Measure,
    Paragraph,
    Place,
    Proposal,
    ProposalParagraph,
    Report,
    SessionFacts,
    Stated,
    Title,
)
from cdipgraph.source import BlockKind, SourceText
from cdipgraph.spans import Span, folded
from cdipgraph.structure.chain import Part, implementations, reviews, summary_items, title_after
from cdipgraph.structure.commitments import commitments, follow_up, opening_commitments
from cdipgraph.structure.context import Context, Discussion
from cdipgraph.structure.damage import damage
from cdipgraph.structure.decisions import decisions, opening_decisions, uncertain
from cdipgraph.structure.header import header_blocks, read_header
from cdipgraph.structure.sections import MeasureSection, Outline, outline, paragraph_number, point, sentences
from cdipgraph.structure.tables import AnnexRow, AnnexTable, read_annex
from cdipgraph.symbols import Symbol


def read_report(source: SourceText) -> Report:
    """All that the document says, with the findings made while reading. Never fails: what is not understood is a
    finding.
    """
    language = languages.detect(source.lower)
    head = header_blocks(source, language)
    header = read_header(source, language, head)
    after = head[-1].span.end if head else 0
    parts = outline(source, language, [b for b in source.blocks if b.span.start >= after])
    annex = read_annex(source, language)
    return _Reading(source, language, header, parts, annex, after).report()


_SHORT = 4  # words no longer than this are in every name
#: The citations (symbol, first, last) and the words by which a measure is known.
_Marks = tuple[set[tuple[str, str, str]], set[str]]


@dataclass
class _Reading:
    source: SourceText
    language: Language
    header: Header
    outline: Outline
    annex: AnnexTable
    start: int

    def report(self) -> Report:
        own = symbols.parse(self.header.symbol.value) if self.header.symbol else None
        found = find(self.source, self.language, self._skipped(), self.start, own)
        context = Context(self.source, self.language, found, self.annex.covers, self.header.ordinal)
        parts = self._parts(context)
        context = self._context(self._resolved(context, parts))
        measures = [self._measure(context, part) for part in parts]
        opening = opening_decisions(context, self.outline.introduction)
        proposal = self._proposal(context)
        kind = self._kind(measures)
        findings = [*self._findings(context, kind), *uncertain(context, opening), *self.annex.findings]
        findings += damage(self.source)
        for measure in measures:
            findings += uncertain(context, measure.decisions)
        return Report(
            source=self.source,
            header=self.header,
            kind=kind,
            paragraphs=tuple(self._paragraphs()),
            citations=tuple(context.citations),
            proposal=proposal,
            measures=tuple(measures),
            decisions=tuple(opening),
            commitments=tuple(opening_commitments(context, opening, self.outline.introduction)),
            sessions=tuple(self._sessions(context)),
            titles=tuple(self._titles(context)),
            organisation=self._organisation(),
            findings=tuple(findings),
        )

    def _context(self, citations: Iterable[Citation]) -> Context:
        placed = [c._replace(place=Place.ANNEX) if self.annex.covers(c.span.start) else c for c in citations]
        return Context(self.source, self.language, placed, self.annex.covers, self.header.ordinal)

    def _skipped(self) -> list[Span]:
        """Where no citation is looked for: headings, heads of the annex, page heads."""
        heads = [b.span for b in self.source.blocks if b.kind in (BlockKind.RUNNING_HEAD, BlockKind.FURNITURE)]
        return sorted(self.outline.headings + self.annex.headings + heads)

    # Measures

    def _parts(self, context: Context) -> list[Part]:
        """The measures of the narrative and of the annex, joined by paragraph and number."""
        parts: list[Part] = []
        told: dict[str, list[MeasureSection]] = {}
        tabled: dict[str, dict[int, AnnexRow]] = {}
        for chapter in self.outline.chapters:  # a paragraph that is taken up again goes on
            told.setdefault(chapter.number, []).extend(chapter.measures)
        for row in self.annex.rows:
            rows = tabled.setdefault(row.paragraph, {})
            rows[row.number if row.number not in rows else max(rows) + 1] = row
        for paragraph in dict.fromkeys([*told, *tabled]):
            sections = _numbered(told.get(paragraph, ()))
            rows = self._aligned(context, sections, tabled.get(paragraph, {}))
            for number in sorted({*sections, *rows}):
                section = sections.get(number)
                discussion = Discussion.of(context, section.prose) if section else Discussion()
                parts.append(Part(paragraph, number, section, rows.get(number), discussion))
        return parts

    def _aligned(
        self, context: Context, sections: Mapping[int, MeasureSection], rows: Mapping[int, AnnexRow]
    ) -> dict[int, AnnexRow]:
        """The rows by the number of their measure: that of the section they share most citations and words with.

        Where nothing is shared, by order; a row that fits no section keeps a number of its own.
        """
        if len(sections) < 2 and sections.keys() == rows.keys():
            return dict(rows)
        said = {number: self._said(context, section) for number, section in sections.items()}
        tabled = {number: self._tabled(context, row) for number, row in rows.items()}
        shared = {(number, row): _shared(said[number], tabled[row]) for number in said for row in tabled}
        best = sorted(shared, key=lambda pair: (-shared[pair], abs(pair[0] - pair[1]), pair))
        found: dict[int, AnnexRow] = {}
        placed: set[int] = set()
        for number, row in best:
            if number not in found and row not in placed and (shared[number, row] or number == row):
                found[number] = rows[row]
                placed.add(row)
        for row in rows:
            if row not in placed:
                free = row if row not in sections and row not in found else max([*sections, *found, *rows]) + 1
                found[free] = rows[row]
        return found

    def _said(self, context: Context, section: MeasureSection) -> _Marks:
        spans = [block.span for block in section.prose]
        return self._marks(context, spans, section.label)

    def _tabled(self, context: Context, row: AnnexRow) -> _Marks:
        return self._marks(context, [span for spans in row.entries.values() for span in spans], row.measure)

    def _marks(self, context: Context, spans: Iterable[Span], label: Span | None) -> _Marks:
        """What tells one measure from another: the documents and paragraphs cited, and the words of its name."""
        cited = {
            (str(c.symbol or "") if c.kind is CitationKind.DOCUMENT else "", c.first, c.last)
            for span in spans
            for c in context.citations_in(span)
            if c.kind in (CitationKind.DOCUMENT, CitationKind.PARAGRAPHS)
        }
        words = {word for word in label.of(self.source.lower).split() if len(word) > _SHORT} if label else set()
        return cited, words

    def _measure(self, context: Context, part: Part) -> Measure:
        done = implementations(context, part)
        items = summary_items(context, part)
        discussed = reviews(context, part, done, items)
        decided = decisions(context, part, discussed, items)
        follows = follow_up(context, part)
        label, stated = self._label(context, part)
        return Measure(
            paragraph=part.paragraph,
            number=str(part.number),
            label=label,
            stated=stated,
            implementations=tuple(done),
            reviews=tuple(discussed),
            items=tuple(items),
            decisions=tuple(decided),
            commitments=tuple(commitments(context, part, decided, done, follows)),
            follow_up=follows,
        )

    def _label(self, context: Context, part: Part) -> tuple[Span, tuple[Stated, ...]]:
        """What the measure is called, and where: its heading in the narrative, else its cell in the annex, else its
        paragraph's heading.
        """
        spans = [part.row.measure] if part.row else []
        if part.section and part.section.heading:
            spans.insert(0, part.section.heading)
        if not spans:
            chapter = next(c for c in self.outline.chapters if c.number == part.paragraph)
            spans = [chapter.heading]
        label = part.section.label if part.section and part.section.label else spans[0]
        stated = [context.stated(span) for span in spans]
        if part.section and not part.section.heading and part.section.prose:
            stated.append(context.stated(part.section.prose[0].span))
        return label, tuple(stated)

    # Resolving

    def _resolved(self, context: Context, parts: Sequence[Part]) -> list[Citation]:
        tabled: dict[tuple[str, str], list[Citation]] = {}
        for c in context.citations:
            if c.kind is CitationKind.PARAGRAPHS and self.annex.covers(c.span.start):
                tabled.setdefault((c.first, c.last), []).append(c)
        blocks = sorted((span, number) for number, part in enumerate(parts) for span in _spans(part))

        def part_of(citation: Citation) -> Part | None:
            position = bisect_right(blocks, (citation.span, len(parts))) - 1
            inside = position >= 0 and blocks[position][0].covers(citation.span)
            return parts[blocks[position][1]] if inside else None

        def under_discussion(citation: Citation) -> frozenset[int]:
            part = part_of(citation)
            return part.discussion.sessions_at(citation.span.start) if part else frozenset()

        def listed(citation: Citation) -> frozenset[int]:
            part = part_of(citation)
            row = part.row if part else None
            return frozenset(
                c.session
                for c in tabled.get((citation.first, citation.last), ())
                if c.session is not None
                if row is None or any(span.covers(c.span) for spans in row.entries.values() for span in spans)
            )

        reports = reports_by_session(context.citations, self.header.series)
        citations = _of_known_reports(context.citations, reports)
        return resolve(citations, Evidence(reports, under_discussion, listed))

    # The proposal

    def _proposal(self, context: Context) -> Proposal | None:
        stated: list[Stated] = []
        proposer: Span | None = None
        label: Span | None = None
        appendix, session = "", None
        for block in self.outline.introduction:
            for sentence in sentences(self.source, block.span):
                match = next(
                    (m for rule in self.language.rules("proposals") if (m := context.search(rule.pattern, sentence))),
                    None,
                )
                if not match:
                    continue
                stated.append(context.stated(sentence))
                if label is None:
                    proposer = Span(match.start("proposer"), match.end("proposer")).trimmed(self.source.text)
                    label = Span(match.start(), max(proposer.end, self._named_end(match)))
                for c in context.citations_in(sentence):
                    if c.kind is CitationKind.ANNEX and c.session is not None and session is None:
                        appendix, session = c.item, c.session
        paragraphs = tuple(self._proposal_paragraphs(context))
        if not stated and not paragraphs:
            return None
        return Proposal(tuple(stated), label, proposer, appendix, session, paragraphs)

    def _named_end(self, match: re.Match[str]) -> int:
        """Where the name of a proposal ends: at the proposer, or, where the proposer comes first, at the word for a
        proposal.
        """
        return match.end("label") if "label" in match.re.groupindex and match["label"] else 0

    def _proposal_paragraphs(self, context: Context) -> Iterator[ProposalParagraph]:
        chapters = {chapter.number: chapter for chapter in self.outline.chapters if chapter.number}
        sections = dict(self.annex.sections)
        for number in dict.fromkeys([*chapters, *sections]):
            chapter = chapters.get(number)
            if chapter is None:
                yield ProposalParagraph(number, context.stated(sections[number]))
                continue
            blocks = chapter.text
            text = Span(blocks[0].span.start, blocks[-1].span.end) if blocks else None
            points = tuple(p for p in (point(self.source, block) for block in blocks) if p)
            heading = context.stated(chapter.heading)
            yield ProposalParagraph(number, heading, text, points, chapter.announced, chapter.announcement)

    # The rest

    def _kind(self, measures: Sequence[Measure]) -> str:
        if measures:
            return "implementation-report"
        title = self.header.title
        kinds = [
            rule
            for rule in self.language.rules("kinds")
            if title and rule.pattern.fullmatch(self.source.lower, *title.span)
        ]
        return kinds[0].role if kinds else "document"

    def _paragraphs(self) -> Iterator[Paragraph]:
        for block, heading in self.outline.body:
            yield Paragraph(block.span, paragraph_number(self.source, block), heading)

    def _sessions(self, context: Context) -> Iterator[SessionFacts]:
        """The dates and places that the text gives to sessions: the document's own, and those it says were held."""
        header = self.header
        if header.session and header.ordinal:
            spans = [f.span for f in (header.session, header.start, header.place) if f]
            start, end = (date.fromisoformat(f.value) if f else None for f in (header.start, header.end))
            yield SessionFacts(header.ordinal, tuple(spans), start, end, header.place.value if header.place else "")
        held = self.language.pattern("context", "held")
        for citation in context.citations:
            if citation.kind is not CitationKind.SESSION or citation.session is None:
                continue
            match = held.match(self.source.lower, citation.span.end)
            found = self.language.find_dates(self.source.lower, match.end(), match.end() + 60) if match else None
            if match and found and found[0].start - match.end() < 8:
                place = self.source.quote(Span(*match.span("place"))) if match["place"] else ""
                yield SessionFacts(
                    citation.session, (Span(citation.span.start, found[0].end),), found[1], found[2], folded(place)
                )

    def _titles(self, context: Context) -> Iterator[Title]:
        seen = set()
        for citation in context.citations:
            if citation.kind is CitationKind.DOCUMENT and citation.symbol and citation.symbol not in seen:
                span = title_after(context, citation.span, min(len(self.source.text), citation.span.end + 400))
                if span:
                    seen.add(citation.symbol)
                    yield Title(citation.symbol, span)

    def _organisation(self) -> tuple[str, Span] | None:
        """The organisation that the text names first among those known."""
        found = []
        for key, names in self.language.table["organisations"].items():
            for name in names:
                at = self.source.lower.find(name)
                if at >= 0:
                    found.append((at, key, Span(at, at + len(name))))
        return (min(found)[1], min(found)[2]) if found else None

    def _findings(self, context: Context, kind: str) -> Iterator[Finding]:
        for c in context.citations:
            if c.how in (How.AMBIGUOUS, How.OPEN):
                rule = "citation-ambiguous" if c.how is How.AMBIGUOUS else "citation-open"
                text, candidates = folded(self.source.quote(c.span)), ", ".join(c.candidates)
                yield Finding.of(rule, start=c.span.start, end=c.span.end, text=text, candidates=candidates)
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
        if kind != "implementation-report":
            yield Finding.of("unknown-document-kind")
        if not languages.recognised(self.source.lower):
            yield Finding.of("language-unknown", code=self.language.code)
        for name in ("symbol", "session"):
            if getattr(self.header, name) is None:
                yield Finding.of("header-field-missing", field=name)


def _of_known_reports(citations: Iterable[Citation], reports: Mapping[int, Container[Symbol]]) -> Iterator[Citation]:
    """The citations; one of paragraphs of a document that is known to be a session's report is of that session."""
    for citation in citations:
        open_session = citation.kind is CitationKind.PARAGRAPHS and citation.session is None and citation.symbol
        sessions = [session for session, known in reports.items() if citation.symbol in known] if open_session else []
        yield citation._replace(session=sessions[0]) if len(sessions) == 1 else citation


def _shared(one: _Marks, other: _Marks) -> int:
    """How much two measures have in common: a citation counts for more than any number of words."""
    return 100 * len(one[0] & other[0]) + min(99, len(one[1] & other[1]))


def _numbered(sections: Sequence[MeasureSection]) -> dict[int, MeasureSection]:
    """The sections of one paragraph by their number: the printed one, else their place in order."""
    found: dict[int, MeasureSection] = {}
    for section in (s for s in sections if not s.empty):
        number = int(section.number) if section.number else len(found) + 1
        found[number if number not in found else max(found) + 1] = section
    return found


def _spans(part: Part) -> Iterator[Span]:
    """The stretches of text that a measure's narrative consists of."""
    if part.section:
        yield from (block.span for block in part.section.prose)
        yield from (decision.text for decision in part.section.decisions)
