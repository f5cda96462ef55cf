"""The outline of a document: which blocks are headings, and what stands under them.

The narrative of an implementation report goes: an introduction; for each paragraph of the proposal its text, then its
measures; for each measure how it was carried out and discussed, the decisions, what follows. The outline holds blocks
only; what they say is read elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cdipgraph.languages import Language
from cdipgraph.report import Point
from cdipgraph.source import Block, BlockKind, SourceText
from cdipgraph.spans import Span

_POINT = re.compile(r"\(?(?P<number>[ivx]{1,5}|[a-z])\)\s+(?=\S)", re.I)
_NUMBER = re.compile(r"(\d{1,4})(?:\.\s*(?=[^\W\d_]|[\"'(])|\t\s*(?=\S)|\s{1,4}(?=[^\W\d_a-zà-ÿ]|[\"(]))")
_SENTENCE_END = re.compile(r"([.!?]['\")\]]*)\s+(?=[^\W\d_a-z]|[\"(])")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Za-z]|\b(?:n|no|nos|art|par|paras?|cf|al|p|pp|vol|doc|Prov|Rev|Add|Corr|Mr|Mrs|Ms|Mme|Mlle|M|Sr|Sra|Srta|Dr|Dra|Prof))\.$"
)


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
    """

    number: str
    heading: Span
    text: list[Block] = field(default_factory=list)
    announced: int | None = None
    announcement: Span | None = None
    measures: list[MeasureSection] = field(default_factory=list)


@dataclass
class Outline:
    """The document in its parts. `headings` are the blocks that are no text; `body` those that are, with the heading
    each stands under.
    """

    introduction: list[Block] = field(default_factory=list)
    chapters: list[Chapter] = field(default_factory=list)
    closing: list[Block] = field(default_factory=list)
    headings: list[Span] = field(default_factory=list)
    body: list[tuple[Block, Span | None]] = field(default_factory=list)


def outline(source: SourceText, language: Language, blocks: Sequence[Block]) -> Outline:
    """The parts of the document's narrative; `blocks` are its paragraphs after the header."""
    builder = _Builder(source, language)
    for block in blocks:
        if block.is_text and not builder.add(block):
            break
    return builder.outline


class _Builder:
    """Walks the blocks once; `target` is where the next block of text goes."""

    def __init__(self, source: SourceText, language: Language) -> None:
        self.source, self.lower = source, source.lower
        self.headings, self.openings = language.rules("headings"), language.rules("openings")
        self.any_heading, self.any_opening = language.any_of("headings"), language.any_of("openings")
        self.number = language.number
        self.outline = Outline()
        self.chapter: Chapter | None = None
        self.measure: MeasureSection | None = None
        self.target = self.outline.introduction
        self.heading: Span | None = None
        self.decision_follows = False
        self.annexed = False  # after "[Annex follows]": what stands there is not the narrative's

    def add(self, block: Block) -> bool:
        """Puts a block in its place; False when the narrative has ended."""
        span = self._unnumbered(block.span)
        heading = span.end - span.start < 400 and self.any_heading.fullmatch(self.lower, *span)
        for role, pattern in self.headings if heading else ():
            match = pattern.fullmatch(self.lower, *span)
            if match:
                return self._heading(role, match, block)
        for role, pattern in self.openings if self.any_opening.match(self.lower, *span) else ():
            match = pattern.match(self.lower, *span)
            if match and self._opening(role, match, block):
                return True
        self._text(block)
        return True

    def _unnumbered(self, span: Span) -> Span:
        """The span without the paragraph number that it may open with: what a formula opens follows the number."""
        if not self.lower[span.start].isdigit():
            return span
        number = _NUMBER.match(self.source.view, *span)
        return Span(number.end(), span.end) if number else span

    def _text(self, block: Block) -> None:
        if self.annexed:
            return
        self.outline.body.append((block, self.heading))
        span = self._unnumbered(block.span)
        if self.decision_follows and self.measure:
            self.measure.decisions.append(DecisionBlock(span, self.heading or span))
            self.decision_follows = False
        elif not self._goes_on(block):
            self.target.append(block._replace(span=span))

    def _goes_on(self, block: Block) -> bool:
        """Takes a point i), a) that goes on with the decision right before it, which did not end with a full stop."""
        found = self.measure.decisions if self.measure else []
        if not found or point(self.source, block) is None or self.outline.body[-2][0].span.end != found[-1].text.end:
            return False
        if self.source.text[found[-1].text.end - 1] == ".":
            return False
        found[-1] = DecisionBlock(Span(found[-1].text.start, block.span.end), found[-1].opening)
        return True

    def _heading(self, role: str, match: re.Match[str], block: Block) -> bool:
        self.outline.headings.append(block.span)
        if role in ("annex-follows", "annex-end", "end"):
            self.annexed = self.annexed or role == "annex-follows"
            return role != "end"
        if self.annexed:
            return True
        self.decision_follows = False
        self.heading = block.span
        if role == "proposal-paragraph":
            self.chapter = Chapter(match["number"], block.span)
            self.outline.chapters.append(self.chapter)
            self.measure, self.target = None, self.chapter.text
        elif role == "measure":
            self._open_measure(match, block)
        elif role == "implementation":
            self.target = self._measure().prose
        elif role == "decision":
            self.decision_follows = self._measure() is not None
            self.target = self._measure().prose
        elif role == "follow-up":
            self.target = self._measure().follow_up
        return True

    def _open_measure(self, match: re.Match[str], block: Block) -> None:
        label = Span(match.start("label"), match.end("label")).trimmed(self.source.text)
        measure = MeasureSection(match["number"] or "", match["paragraph"] or "", block.span, label)
        if measure.paragraph and (not self.chapter or self.chapter.number != measure.paragraph):
            self.chapter = Chapter(measure.paragraph, block.span)
            self.outline.chapters.append(self.chapter)
        self.measure, self.target = measure, measure.prose
        self._chapter().measures.append(measure)

    def _opening(self, role: str, match: re.Match[str], block: Block) -> bool:
        """Takes a block that opens with a formula; False when it is text after all."""
        if self.annexed:
            return False
        span = block.span
        if role == "decision" and (self.chapter or self.measure):
            opening, text = Span(span.start, match.end()), Span(match.end(), span.end)
            self._measure().decisions.append(DecisionBlock(text, opening))
            self.target = self._measure().prose
        elif role == "announcement" and self.chapter:
            self.chapter.announced = self.number(match["count"])
            self.chapter.announcement = span
        elif role == "follow-up" and self.measure:
            self.target = self.measure.follow_up
            self.target.append(Block(Span(match.end(), span.end), BlockKind.PARAGRAPH))
        elif role == "invitation":
            self.outline.closing.append(block)
        else:
            return False
        self.outline.body.append((block, self.heading))
        return True

    def _chapter(self) -> Chapter:
        if not self.chapter:
            self.chapter = Chapter("", self.heading or Span(0, 0))
            self.outline.chapters.append(self.chapter)
        return self.chapter

    def _measure(self) -> MeasureSection:
        if not self.measure:
            self.measure = MeasureSection()
            self._chapter().measures.append(self.measure)
        return self.measure


def sentences(source: SourceText, span: Span) -> Iterator[Span]:
    """The sentences of a stretch of text that has no white space at its ends."""
    start, view = span.start, source.view
    for match in _SENTENCE_END.finditer(view, start, span.end):
        end = match.start()
        if view[end] == "." and _ABBREVIATION.search(view, max(start, end - 6), end + 1):
            continue
        yield Span(start, match.end(1))
        start = match.end()
    if start < span.end:
        yield Span(start, span.end)


def point(source: SourceText, block: Block) -> Point | None:
    """The block as a point i), a), (b): its number and its words; None when it is none."""
    match = _POINT.match(source.view, *block.span)
    return Point(match["number"].lower(), Span(match.end(), block.span.end)) if match else None


def paragraph_number(source: SourceText, block: Block) -> str:
    """The printed number that a paragraph opens with, or nothing."""
    match = _NUMBER.match(source.view, *block.span)
    return match[1] if match else ""
