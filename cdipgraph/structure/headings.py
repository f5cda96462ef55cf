"""Which lines of a narrative are headings, and of what.

A heading may stand after a number or letter of its own ("3. Paragraph 2", "(a) Measure 1", "1.1 A seminar"), have its
name on the next line, or be nothing but a name. What a recommendation or a project is the head of, the document as a
whole decides: where it has paragraphs of a proposal, a recommendation is a measure, else it stands for a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cdipgraph.languages import Language
from cdipgraph.source import CELL, HEADING, Block, SourceText
from cdipgraph.spans import Span

_LONGEST = 400  # characters of the longest heading
_LONGEST_NAME = 250  # of one that is nothing but a name
NUMBER = re.compile(r"(\d{1,4})(?:\.\s*(?=[^\W\d_]|[\"'(])|\t\s*(?=\S)|\s{1,4}(?=[^\W\d_a-zà-ÿ]|[\"(]))")
_ENUMERATOR = re.compile(
    r"\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[ivxlc]{1,5}|[a-z])[.)]+\s*(?=[^\W\d_])"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\s+(?=[^\W\d_])",
    re.I,
)
_NUMBERED = re.compile(r"(\d{1,2})\.(\d{1,2})\.?\s+(?=[^\W\d_])")
_LETTERED = re.compile(r"^(\d+) ?\(?([a-z]{1,4})\)$")
_LONGEST_UNKNOWN = 80  # of a line of plain text that is taken for a heading of which nothing is known
_TEXT_ENDS = frozenset(".;:,?!")
_CLOSING = frozenset("\")'")
#: The parts of a measure, which tell a narrative where no paragraph or measure is headed.
PARTS = ("implementation", "decision", "follow-up")


class Line(NamedTuple):
    """A paragraph of the text and what it is the heading of; `role` is empty for text.

    `span` is the block without the number it begins with, `label` the name that follows in the heading, `number` and
    `paragraph` as printed ("1", "A"). A "label" is the name of the measure headed by the line before. `unknown` is true
    for text that looks like a heading, of which nothing is known.
    """

    block: Block
    span: Span
    role: str = ""
    number: str = ""
    paragraph: str = ""
    label: Span | None = None
    proposer: Span | None = None
    unknown: bool = False


def read_lines(source: SourceText, language: Language, blocks: Sequence[Block]) -> list[Line]:
    """The lines of a narrative, each with its role."""
    reader = _Reader(source, language)
    return list(reader.settled([reader.line(block) for block in blocks]))


def heading_of(source: SourceText, language: Language, span: Span) -> Line:
    """What the words of a cell are the heading of."""
    return _Reader(source, language).line(Block(span, CELL))


def unnumbered(source: SourceText, span: Span) -> Span:
    """The span without the paragraph number that it may open with: what a formula opens follows the number."""
    if not source.view[span.start : span.start + 1].isdigit():
        return span
    number = NUMBER.match(source.view, *span)
    return Span(number.end(), span.end) if number else span


def as_number(printed: str) -> str:
    """A printed number in one form: letters by themselves in capitals, "1 a)" and "1 (a)" as "1(a)"."""
    if printed.isalpha():
        return printed.upper()
    return _LETTERED.sub(r"\1(\2)", printed)


class _Reader:
    def __init__(self, source: SourceText, language: Language) -> None:
        self.source, self.language = source, language
        self.view, self.lower = source.view, source.lower
        self.rules, self.any_rule = language.rules("headings"), language.any_of("headings")

    def line(self, block: Block) -> Line:
        """A block, with the role that its words give it."""
        whole = block.span
        span = unnumbered(self.source, whole)
        if whole.end - whole.start < _LONGEST:
            if self.any_rule.fullmatch(self.lower, *span):
                return self._heading(block, span)
            number = _ENUMERATOR.match(self.view, *whole)
            if number and number.end() != span.start and self.any_rule.fullmatch(self.lower, number.end(), whole.end):
                return self._heading(block, Span(number.end(), whole.end))
        return Line(block, span)

    def _heading(self, block: Block, span: Span) -> Line:
        role, match = next((r, m) for r, pattern in self.rules if (m := pattern.fullmatch(self.lower, *span)))
        parts = match.groupdict()
        loose = parts.get("loose")
        if loose is not None and not self._is_name(Span(*match.span("loose"))):
            return Line(block, unnumbered(self.source, block.span))
        named = "loose" if loose is not None else "label"
        label = Span(*match.span(named)).trimmed(self.source.text) if parts.get(named) else None
        proposer = Span(*match.span("proposer")).trimmed(self.source.text) if parts.get("proposer") else None
        number, paragraph = self._number(parts), parts.get("paragraph") or ""
        if paragraph and role in ("proposal-paragraph", "recommendation"):
            number, paragraph = f"{paragraph}.{number}", ""
        return Line(block, span, role, number, paragraph, label, proposer)

    def _number(self, parts: dict[str, str | None]) -> str:
        """The number in a heading: in digits, a letter, or counted in words."""
        words = parts.get("ordinal")
        ordinal = self.language.ordinal(words) if words else None
        if ordinal is not None:
            return str(ordinal)
        printed = parts.get("number") or ""
        counted = self.language.number(printed)
        return str(counted) if counted is not None else as_number(printed)

    def _is_name(self, span: Span) -> bool:
        """True for words that can be a name: not long, begun like one, and not ended like a sentence."""
        first, last = self.view[span.start : span.start + 1], self._last(span)
        begun = first.isupper() or first.isdigit() or first in '"('
        return begun and 0 < span.end - span.start <= _LONGEST_NAME and last not in _TEXT_ENDS

    # What the document as a whole decides

    def settled(self, lines: Sequence[Line]) -> Iterator[Line]:
        """The lines with their roles in this document."""
        roles = {line.role for line in lines}
        paragraphs = "proposal-paragraph" in roles
        told = bool({"proposal-paragraph", "measure", "measures"} & roles) or (
            "implementation" in roles and bool({"decision", "follow-up"} & roles)
        )
        chapter = _Chapter()
        for position, line in enumerate(lines):
            following = lines[position + 1].role if position + 1 < len(lines) else ""
            if not line.role and not self._may_be_name(line):
                settled = line
            else:
                settled = self._settled(line, following, chapter, paragraphs=paragraphs)
                if settled.role in PARTS and not (told or chapter.begun):
                    settled = settled._replace(role="other")
                elif not settled.role and chapter.begun and self._looks_like_heading(settled):
                    settled = settled._replace(unknown=True)
            yield settled
            chapter.take(self.view, settled)

    def _settled(self, line: Line, following: str, chapter: _Chapter, *, paragraphs: bool) -> Line:
        if line.role == "recommendation" and not paragraphs:
            return line._replace(role="proposal-paragraph")
        if line.role in ("recommendation", "project"):
            named = chapter.begun and (line.label or following in PARTS)
            return line._replace(role="measure") if named else line._replace(role="")
        if line.role or not chapter.begun:
            return line
        if chapter.unnamed and self._stands_alone(line):
            return line._replace(role="label", label=line.span)
        return self._named(line, following, chapter)

    def _named(self, line: Line, following: str, chapter: _Chapter) -> Line:
        """A measure that is headed by its name alone: numbered within its paragraph, or right before what tells of
        its implementation.
        """
        numbered = _NUMBERED.match(self.view, *line.block.span)
        if numbered and numbered[1] in (chapter.number, chapter.enumerator):
            name = Span(numbered.end(), line.block.span.end)
            if self._is_name(name):
                return line._replace(role="measure", number=numbered[2], label=name)
        told = chapter.told or line.block.kind is HEADING
        if following == "implementation" and told and self._stands_alone(line):
            return line._replace(role="measure", label=self._after_enumerator(line.block.span))
        return line

    def _may_be_name(self, line: Line) -> bool:
        """A quick look: a name is not long, and does not end like a sentence."""
        span = line.block.span
        return span.end - span.start <= _LONGEST_NAME and self._last(span) not in _TEXT_ENDS

    def _last(self, span: Span) -> str:
        """The last character of a stretch of text, a closing quote or bracket after it left out."""
        last = self.view[span.end - 1 : span.end]
        return self.view[span.end - 2 : span.end - 1] if last in _CLOSING else last

    def _looks_like_heading(self, line: Line) -> bool:
        short = line.span.end - line.span.start <= _LONGEST_UNKNOWN
        return line.block.kind is HEADING or (short and self._stands_alone(line))

    def _stands_alone(self, line: Line) -> bool:
        return self._is_name(self._after_enumerator(line.block.span))

    def _after_enumerator(self, span: Span) -> Span:
        number = _ENUMERATOR.match(self.view, *span)
        return Span(number.end(), span.end) if number else span


class _Chapter:
    """The paragraph of the proposal that the lines stand under so far."""

    def __init__(self) -> None:
        self.begun = self.told = self.unnamed = False
        self.number = self.enumerator = ""

    def take(self, view: str, line: Line) -> None:
        """Goes on by a line; `unnamed` is true right after a measure's heading that has no name."""
        self.unnamed = line.role == "measure" and line.label is None
        if line.role == "proposal-paragraph":
            self.begun, self.told, self.number = True, False, line.number
            self.enumerator = view[line.block.span.start : line.span.start].strip(" \t.()")
        elif line.role in ("measure", "measures"):
            self.begun = self.told = True
        elif not line.role:
            self.told = True
