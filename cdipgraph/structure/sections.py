"""The outline of a document: which blocks are headings, and what stands under them.

The narrative of an implementation report goes: an introduction; for each paragraph of the proposal its text, then its
measures; for each measure how it was carried out and discussed, the decisions, what follows. The outline holds blocks
only; what they say is read elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace

from cdipgraph.findings import Finding
from cdipgraph.languages import Language
from cdipgraph.report import Point
from cdipgraph.source import Block, BlockKind, SourceText
from cdipgraph.spans import Span, folded
from cdipgraph.structure.headings import read_lines
from cdipgraph.structure.lines import Line

_POINT = re.compile(r"(?:\(?(?P<number>[ivx]{1,5}|[a-z])|\((?P<figure>\d{1,2}))\)\s+(?=\S)", re.I)
_SENTENCE_END = re.compile(r"([.!?]['\")\]]*)\s+(?=[^\W\d_a-z]|[\"(])")
_LISTED = re.compile(r"\n\s*\d{1,2}\.$")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Za-z]|\b(?:n|no|nos|art|par|paras?|cf|al|p|pp|vol|doc|Prov|Rev|Add|Corr|Mr|Mrs|Ms|Mme|Mlle|M|Sr|Sra|Srta|Dr|Dra|Prof))\.$"
)
_SHORT_SESSION = re.compile(r"\b[A-Z]{3,8}[ /-]\d{1,3}\b(?!/)")  # "SCCR 45"
_LONGEST_TITLE = 160  # of what follows a paragraph's number in its heading; what is longer is its text
_NAMED = ("measure", "measures", "proposal-paragraph")
_NEAR = 60  # characters after who decided within which the verb begins
_JOIN = 12  # characters of a word that joins clauses
_CLAUSES = ',;:("'
_OPENED = ("decision", "follow-up", "implementation")  # the parts that a sentence within a paragraph can open
_SUBJECT = 80  # characters within which a decision under a heading of its own names who decided


@dataclass
class MeasureSection:
    """What stands under one measure: its heading, the prose, the decisions in it, the follow-up."""

    number: str = ""
    paragraph: str = ""
    heading: Span | None = None
    label: Span | None = None
    prose: list[Block] = field(default_factory=list)
    decisions: list[DecisionBlock] = field(default_factory=list)
    follow_up: list[Block] = field(default_factory=list)

    def joined(self, other: MeasureSection) -> MeasureSection:
        """The section with what another one tells of the same measure."""
        prose, decisions = [*self.prose, *other.prose], [*self.decisions, *other.decisions]
        follow_up = [*self.follow_up, *other.follow_up]
        return replace(self, prose=prose, decisions=decisions, follow_up=follow_up)

    @property
    def empty(self) -> bool:
        """True when nothing stands under it."""
        return not (self.heading or self.prose or self.decisions or self.follow_up)


@dataclass(frozen=True)
class DecisionBlock:
    """The words of a decision, and what its opening says of the Chair's summary."""

    text: Span
    opening: Span


@dataclass
class Chapter:
    """One paragraph of the proposal: its heading, the blocks of its text, how many measures are announced, the
    measures.

    `proposal` counts the proposals of the document from 0.
    """

    number: str
    heading: Span
    proposal: int = 0
    text: list[Block] = field(default_factory=list)
    announced: int | None = None
    announcement: Span | None = None
    measures: list[MeasureSection] = field(default_factory=list)


@dataclass(frozen=True)
class ProposalHeading:
    """The heading of all that answers one proposal, in a document that answers several."""

    span: Span
    proposer: Span | None = None


@dataclass
class Outline:
    """The document in its parts. `headings` are the words that are no text; `body` the blocks that are, with the
    heading each stands under; `annex_at` is where the text says that the annex follows.
    """

    introduction: list[Block] = field(default_factory=list)
    proposals: list[ProposalHeading] = field(default_factory=list)
    chapters: list[Chapter] = field(default_factory=list)
    closing: list[Block] = field(default_factory=list)
    annex_at: int | None = None
    headings: list[Span] = field(default_factory=list)
    body: list[tuple[Block, Span | None]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def outline(source: SourceText, language: Language, blocks: Sequence[Block], names: Container[str] = ()) -> Outline:
    """The parts of the document's narrative; `blocks` are its paragraphs after the header, `names` the measures of its
    annex, folded.
    """
    builder = _Builder(source, language)
    for line in read_lines(source, language, [block for block in blocks if block.is_text], names):
        if not builder.add(line):
            break
    builder.close()
    builder.tell_all()
    return builder.outline


class _Builder:
    """Walks the lines once; `target` is where the next block of text goes."""

    def __init__(self, source: SourceText, language: Language) -> None:
        self.source, self.language, self.lower = source, language, source.lower
        self.openings, self.any_opening = language.rules("openings"), language.any_of("openings")
        self.number = language.number
        self.outline = Outline()
        self.chapter: Chapter | None = None
        self.measure: MeasureSection | None = None
        self.target = self.outline.introduction
        self.heading: Span | None = None
        self.decision: Span | None = None  # the heading under which decisions stand
        self.open_part: Span | None = None  # the heading of a part that has nothing under it yet
        self.tells = False  # paragraphs that open with the heading of one of the proposal tell what was done
        self.numbered: dict[tuple[int, str, str], MeasureSection] = {}
        self.session: Block | None = None  # the heading of the session that measures are told of under
        self.again = ""  # the part that measures are named again in, under its heading
        self.annexed = False  # after "[Annex follows]": what stands there is not the narrative's

    def add(self, line: Line) -> bool:
        """Puts a line in its place; False when the narrative has ended."""
        if line.role:
            return self._heading(line)
        if line.head and self._heading(line.head):
            self.tells = self.tells or self.session is not None or self._tells(line.span)
            if self.tells and not self.annexed:
                self.target = self._current().prose
        for piece in self._pieces(line):
            self._take(piece)
        return True

    def _pieces(self, line: Line) -> Iterator[Line]:
        """The line; where sentences within it open other parts ("... Decision: ..."), what stands before each."""
        start, end, view = *line.span, self.source.view
        stop = view.find(". ", start, end) if self.measure or self.chapter else -1
        while stop >= 0:
            at = stop + 2 + (view[stop + 2 : stop + 3] == " ")
            opened = self.any_opening.match(self.lower, at, end)
            if opened and self.language.rule_of("openings", opened).role in _OPENED:
                yield self._piece(line, start, at)
                start = at
            stop = view.find(". ", at, end)
        yield self._piece(line, start, line.span.end) if start > line.span.start else line

    def _piece(self, line: Line, start: int, end: int) -> Line:
        """A part of a line, as if it stood by itself; the first has what the line opens with."""
        span = Span(start, end).trimmed(self.source.text)
        block = line.block._replace(span=span)
        return line._replace(block=block, span=span) if start == line.span.start else Line(block, span)

    def _take(self, line: Line) -> None:
        """Puts text in its place: what a part opens with, or more of the part that it stands in."""
        start, end = line.span
        for rule in self.openings if self.any_opening.match(self.lower, start, end) else ():
            match = rule.pattern.match(self.lower, start, end)
            if match and self._opening(rule.role, match.end(), line.block, match.groupdict().get("count")):
                return
        if not (line.part and self._opening(line.part, line.lead, line.block)):
            self._text(line)

    def _text(self, line: Line) -> None:
        block = line.block
        if self.annexed and self.outline.chapters:
            return
        if line.unknown:
            self._say("heading-unknown", line.span)
        self.outline.body.append((block, self.heading))
        self.open_part = None
        if self.chapter and not self.measure and self._retells(self.chapter, line.span):
            self.target = self._current().prose
        if self._decides(line.span) and self.measure:
            self.measure.decisions.append(DecisionBlock(line.span, self.decision or line.span))
        elif not self._goes_on(block):
            self.target.append(block if line.span == block.span else block._replace(span=line.span))

    def tell_all(self) -> None:
        """Takes what stands under a paragraph of the proposal for what is told of it, where no other one is quoted."""
        told = [chapter for chapter in self.outline.chapters if chapter.measures]
        if not told or any(chapter.text for chapter in told):
            return
        known = {(chapter.proposal, chapter.number) for chapter in told}
        for chapter in self.outline.chapters:
            again = (chapter.proposal, chapter.number) in known
            if chapter.text and not again and not self._owes(chapter.text[0].span):
                chapter.measures.append(MeasureSection(prose=chapter.text))
                chapter.text = []

    def _retells(self, chapter: Chapter, span: Span) -> bool:
        """True for a paragraph that tells what was done, below what the proposal asks for, or in place of it."""
        return self._reported(span) or bool((chapter.text or not self._owes(span)) and self._tells(span))

    def _reported(self, span: Span) -> bool:
        """True for a paragraph that cites the paragraphs of a document: no proposal asks for anything so."""
        cited = self.language.pattern_of(r"{symbol}\)?,? \(?{paragraph}")
        return "/" in self.source.view[span.start : span.end] and cited.search(self.lower, *span) is not None

    def _tells(self, span: Span) -> bool:
        """True for a paragraph that tells what was done at a session: what a proposal asks for ends before it."""
        session = self.language.pattern("words", "session")
        if not (session.search(self.lower, *span) or _SHORT_SESSION.search(self.source.view, *span)):
            return False
        done = (self.language.sought("activity", name) for name in ("presented", "considered"))
        return any(each.search(self.lower, *span) for each in done)

    def _owes(self, span: Span) -> bool:
        """True for a paragraph that says what is to be done, or quotes it."""
        if self.source.view[span.start : span.start + 1] == '"':
            return True
        owing, future = self.language.sought("asking", "owing"), self.language.sought("follow_up", "future")
        first = next(sentences(self.source, span.trimmed(self.source.text)), span)
        return bool(owing.search(self.lower, *first) or future.search(self.lower, *first))

    def _decides(self, span: Span) -> bool:
        """True for the first paragraph under a decision's heading, and for those after it that name who decided."""
        if self.decision is None or self.measure is None:
            return False
        first = not any(found.opening == self.decision for found in self.measure.decisions)
        return first or concludes(self.source, self.language, span, _SUBJECT)

    def _goes_on(self, block: Block) -> bool:
        """Takes a point i), a) that goes on with the decision right before it, which did not end with a full stop."""
        found = self.measure.decisions if self.measure else []
        if not found or point(self.source, block) is None or self.outline.body[-2][0].span.end != found[-1].text.end:
            return False
        if self.source.text[found[-1].text.end - 1] == ".":
            return False
        found[-1] = DecisionBlock(Span(found[-1].text.start, block.span.end), found[-1].opening)
        return True

    def _heading(self, line: Line) -> bool:
        role, block = line.role, line.block
        if role in ("annex-follows", "annex-end", "end"):
            self.outline.headings.append(block.span)
            self.close()
            self.annexed = role == "annex-follows" or (self.annexed and role != "annex-end")
            if role == "annex-follows" and self.outline.annex_at is None:
                self.outline.annex_at = block.span.end
            return role != "end"
        if self.annexed and self.outline.chapters:
            return True
        if role not in ("decision", "session", "sitting"):  # its heading may say of which session it is
            self.outline.headings.append(Span(block.span.start, line.label.start if line.label else block.span.end))
        self.close()
        self.decision = block.span if role == "sitting" and self.decision else None
        self.heading = block.span
        self.again = role if role in ("follow-up", "decision") else self.again if role in _NAMED else ""
        self.open_part = line.span if role in ("decision", "follow-up") else None
        getattr(self, f"_{role.replace('-', '_')}")(line)
        return True

    def close(self) -> None:
        """Says that a heading had nothing under it."""
        if self.open_part:
            self._say("part-empty", self.open_part)
        self.open_part = None

    def _say(self, rule: str, span: Span) -> None:
        text = folded(self.source.quote(span))
        self.outline.findings.append(Finding.of(rule, start=span.start, end=span.end, text=text))

    def _proposal(self, line: Line) -> None:
        if self.outline.chapters and not self.outline.proposals:  # what stands before it answers another one
            self.outline.proposals.append(ProposalHeading(Span(0, 0)))
        self.outline.proposals.append(ProposalHeading(line.span, line.proposer))
        self.chapter = self.measure = None
        self.target = self.outline.introduction

    def _proposal_paragraph(self, line: Line) -> None:
        label = line.label
        if label and (label.end - label.start > _LONGEST_TITLE or self.source.text[label.end - 1] in ".;:"):
            heading = Span(line.span.start, label.start).trimmed(self.source.text)
            self._open_chapter(line.number, heading).text.append(line.block._replace(span=label))
        else:
            self._open_chapter(line.number, line.span)

    def _open_chapter(self, number: str, heading: Span) -> Chapter:
        self.chapter = Chapter(number, heading, max(0, len(self.outline.proposals) - 1))
        self.outline.chapters.append(self.chapter)
        self.measure, self.target = None, self.chapter.text
        return self.chapter

    def _session(self, line: Line) -> None:
        """Takes the heading of a session: the measures under it are those of other sessions, told on."""
        self.session = Block(line.span, BlockKind.HEADING)
        self.chapter = self.measure = None
        self.target = self.outline.closing if self.outline.chapters else self.outline.introduction

    def _sitting(self, line: Line) -> None:
        """Takes the heading of a session within a measure: what follows was at it."""
        if self.decision is None:
            self.target.append(Block(line.span, BlockKind.HEADING))

    def _known(self, line: Line) -> MeasureSection | None:
        """The measure whose number a line prints again, if one has it already."""
        paragraph = line.paragraph or (self.chapter.number if self.chapter else "")
        of = len(self.outline.proposals)
        return self.numbered.get((of, paragraph, line.number)) if line.number else None

    def _alone(self, line: Line) -> MeasureSection | None:
        """The only measure with the number that a line prints, of whatever paragraph."""
        of = (len(self.outline.proposals), line.number)
        alike = [known for (proposal, _, number), known in self.numbered.items() if (proposal, number) == of]
        return alike[0] if line.number and len(alike) == 1 else None

    def _told_again(self, line: Line) -> bool:
        """Takes a line that names a measure again and tells of it: what follows, or what was done."""
        known = (self._known(line) or self._alone(line)) if line.label else None
        if known is None or line.label is None or self.source.text[line.label.end - 1] not in ".;":
            return False
        self.measure = known
        self.target = known.follow_up if self.again == "follow-up" else known.prose
        if self.again == "decision":
            known.decisions.append(DecisionBlock(line.label, line.label))
        else:
            self.target.append(Block(line.label, BlockKind.PARAGRAPH))
        return True

    def _measure(self, line: Line) -> None:
        if self._told_again(line):
            return
        measure = MeasureSection(line.number, line.paragraph, line.block.span, line.label or line.span)
        if line.paragraph and (not self.chapter or self.chapter.number != line.paragraph):
            self._open_chapter(line.paragraph, line.block.span)
        chapter = self._chapter()
        chapter.measures.append(measure)
        if measure.number:
            self.numbered.setdefault((len(self.outline.proposals), chapter.number, measure.number), measure)
        if self.session:
            measure.prose.append(self.session)
        self.measure, self.target = measure, measure.prose

    def _measures(self, line: Line) -> None:
        """Takes the heading of several measures as that of the first, and says so."""
        self._measure(line)
        self._say("measures-together", line.span)

    def _label(self, line: Line) -> None:
        measure = self._current()
        measure.heading = Span((measure.heading or line.span).start, line.block.span.end)
        measure.label = line.label

    def _implementation(self, line: Line) -> None:
        self.target = self._current().prose

    def _decision(self, line: Line) -> None:
        self.decision, self.target = line.block.span, self._current().prose

    def _follow_up(self, line: Line) -> None:
        self.target = self._current().follow_up

    def _apart(self, line: Line) -> None:
        """Takes a heading of what stands beside the paragraphs of the proposal: it is told of no measure."""
        self.chapter = self.measure = None
        self.target = self.outline.closing
        self.again = line.part

    def _other(self, line: Line) -> None:
        """A heading that opens no part."""

    def _opening(self, role: str, end: int, block: Block, count: str | None = None) -> bool:
        """Takes a block that opens with words that end at `end`; False when it is text after all."""
        if self.annexed and self.outline.chapters:
            return False
        span = block.span
        if role == "decision" and (self.chapter or self.measure):
            opening, text = Span(span.start, end), Span(end, span.end)
            self._current().decisions.append(DecisionBlock(text, opening))
            self.target = self._current().prose
        elif role == "announcement" and self.chapter:
            self.chapter.announced = self.number(count or "")
            self.chapter.announcement = span
        elif role == "follow-up" and (self.chapter or self.measure):
            self.target = self._current().follow_up
            self.target.append(Block(Span(end, span.end), BlockKind.PARAGRAPH))
        elif role == "implementation" and (self.chapter or self.measure):
            self.target = self._current().prose
            self.target.append(Block(Span(end, span.end), BlockKind.PARAGRAPH))
        elif role == "invitation":
            self.outline.closing.append(block)
        else:
            return False
        self.decision = self.open_part = None
        self.outline.body.append((block, self.heading))
        return True

    def _chapter(self) -> Chapter:
        return self.chapter or self._open_chapter("", self.heading or Span(0, 0))

    def _current(self) -> MeasureSection:
        """The measure that the lines stand under; one without heading where none was headed."""
        if not self.measure:
            chapter = self._chapter()
            self.measure = MeasureSection(prose=[self.session] if self.session else [])
            chapter.measures.append(self.measure)
        return self.measure


def concludes(source: SourceText, language: Language, span: Span, within: int) -> bool:
    """True for words that tell what was concluded by who decides: named as the subject of a clause that begins `within`
    so many characters.
    """
    lower, subject, start = source.lower, language.sought("told", "subject"), span.start
    while match := subject.search(lower, start, min(span.end, span.start + within)):
        start = match.end()
        verb = language.any_sought("outcomes").search(lower, match.start(), min(span.end, start + _NEAR))
        if verb and begins_clause(source, language, span.start, match.start()):
            return True
    return False


def begins_clause(source: SourceText, language: Language, start: int, at: int) -> bool:
    """True where a clause can begin: at the beginning of the words, after a mark, after a word that joins."""
    before = source.view[start:at].rstrip()
    if not before or before[-1] in _CLAUSES:
        return True
    joined = language.ending("words", "and").search(source.lower, max(start, at - _JOIN), at)
    return joined is not None and not source.lower[joined.start() - 1].isalnum()


def sentences(source: SourceText, span: Span) -> Iterator[Span]:
    """The sentences of a stretch of text that has no white space at its ends."""
    (start, end), view = span, source.view
    for match in _SENTENCE_END.finditer(view, start, end):
        mark = match.start()
        if view[mark] == "." and _ABBREVIATION.search(view, max(start, mark - 6), mark + 1):
            continue
        if view[mark - 1].isdigit() and _LISTED.search(view, max(start, mark - 6), mark + 1):
            continue  # the number of an entry of a list
        yield Span(start, match.end(1))
        start = match.end()
    if start < end:
        yield span if start == span.start else Span(start, end)


def is_point(source: SourceText, span: Span) -> bool:
    """True for a stretch that begins as a point does."""
    return _POINT.match(source.view, *span) is not None


def point(source: SourceText, block: Block) -> Point | None:
    """The block as a point i), a), (b), (1): its number and its words; None when it is none."""
    match = _POINT.match(source.view, *block.span)
    return Point((match["number"] or match["figure"]).lower(), Span(match.end(), block.span.end)) if match else None
