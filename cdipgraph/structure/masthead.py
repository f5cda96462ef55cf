"""The head of a document as text under reading: each field takes the words it is read from, what is left stays free."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from cdipgraph.accents import unaccented
from cdipgraph.languages import Language
from cdipgraph.report import Field
from cdipgraph.source import SourceText
from cdipgraph.spans import Span, folded

#: What parts the fields of a line: a tab, a bar between cells, wide space between columns.
_COLUMNS = re.compile(r"\s*(?:[\n\t|]|[ ]{3,}|\[pic\])[\s|]*")
_INK = re.compile(r"(?:[^\s.\u0300-\u036f\u00ad-]|-(?!\n[^\W\d_]))+")  # no hyphen that a line ends with
_EDGES = ",;:|/*-_=.`\\\u00b7\u2022"
_LONGEST_WORD = 30
_LAST_WORD = re.compile(r"([^\W\d_]+)'?$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_GAP = "\x1f"  # stands in the squeezed text where a field has been taken


class Masthead:
    """The head of one document. Spans are of its own text, `view` and `lower` (without accents), until `field`."""

    def __init__(self, source: SourceText, language: Language, blocks: Sequence[Span]) -> None:
        self.source, self.language = source, language
        self.base = blocks[0].start if blocks else 0
        self.end = blocks[-1].end if blocks else 0
        self.view = source.view[self.base : self.end]
        self.lower = unaccented(source.lower[self.base : self.end])
        self.free: list[Span] = []
        for block in blocks:
            self.free += self._pieces(Span(block.start - self.base, block.end - self.base))
        self.spacing = self._spacing()
        self.taken: list[Span] = []
        self._squeezed, self._blotted = "", -1  # the squeezed text, and how much of what was taken is blotted out in it
        self.organisation = ""  # whose paper it is, by the key of the phrase table
        self.marks: list[Span] = []  # those of the taken that the title comes after

    def _spacing(self) -> int:
        """How many line ends part neighbouring lines: 2 or more where every line stands in a paragraph of its own."""
        gaps = (self.view.count("\n", one.end, other.start) for one, other in pairwise(self.free))
        return max(1, min((gap for gap in gaps if gap), default=1))

    def _pieces(self, block: Span) -> Iterator[Span]:
        start = block.start
        for match in _COLUMNS.finditer(self.view, *block):
            yield from self._piece(start, match.start())
            start = match.end()
        yield from self._piece(start, block.end)

    def _piece(self, start: int, end: int) -> Iterator[Span]:
        """The stretch without punctuation at its ends, if any ink is left."""
        view = self.view
        while start < end and (view[start] in _EDGES or view[start].isspace()):
            start += 1
        while end > start and (view[end - 1] in _EDGES or view[end - 1].isspace()):
            end -= 1
        while end > start and view[end - 1] in "([ ":
            end -= 1
        if view[start:end] not in ("", "(", ")", "()", "[", "]"):
            yield Span(start, end)

    def take(self, span: Span, *, mark: bool = True) -> None:
        """Takes a stretch away from what is free; not a mark is what may also stand under the title."""
        self.taken.append(span)
        if mark:
            self.marks.append(span)
        left: list[Span] = []
        for piece in self.free:
            if piece.end <= span.start or span.end <= piece.start:
                left.append(piece)
                continue
            left += self._piece(piece.start, min(piece.end, span.start))
            left += self._piece(max(piece.start, span.end), piece.end)
        self.free = left

    def is_free(self, span: Span) -> bool:
        """True when no field has taken any of a stretch."""
        return all(taken.end <= span.start or span.end <= taken.start for taken in self.taken)

    def piece_at(self, at: int) -> Span | None:
        """The free piece that an offset lies in."""
        return next((piece for piece in self.free if piece.start <= at < piece.end), None)

    def ends_open(self, at: int) -> bool:
        """True when the words before an offset want another: "CONFERENCE OF THE PARTIES TO THE"."""
        before = self.lower[max(0, at - _LONGEST_WORD) : at].rstrip()
        word = _LAST_WORD.search(before)
        return before.endswith(",") or (word is not None and self._joins(word[1]))

    def begins_joined(self, at: int) -> bool:
        """True when the word at an offset joins what follows to something before it: "AND INDUSTRIAL DESIGNS"; not so
        "Las", with which a title begins.
        """
        word = _FIRST_WORD.match(self.lower, at)
        return word is not None and not self.view[slice(*word.span())].istitle() and self._joins(word[0])

    def _joins(self, word: str) -> bool:
        return bool(
            self.language.head_pattern("joins").fullmatch(word) or self.language.pattern("words", "and").fullmatch(word)
        )

    def goes_on(self, end: int, piece: Span) -> bool:
        """True when a line is the rest of what ends at an offset: that is open, or the line begins small or joined."""
        between = self.view[end : piece.start]
        small = self.view[piece.start].islower()
        if (
            between.strip(" \n\r\t,|-:" if small else " \n\r\t,|-")
            or between.count("\n") > self.spacing
            or not self.is_free(Span(end, piece.start))
        ):
            return False
        if self.ends_open(end) or between[:1] == "," or small:
            return True
        return self.begins_joined(piece.start) and not self.begins_title(piece)

    def begins_title(self, piece: Span) -> bool:
        """True for a line that begins as titles do: "Report", "Draft", "Proposals"."""
        return self.language.head_pattern("report").match(self.lower, *piece) is not None

    def apart(self, one: Span, other: Span) -> int:
        """How much text parts two spans, white space not counted; negative where they overlap."""
        first, second = sorted((one, other))
        return self.squeezed_at(second.start) - self.squeezed_at(first.end)

    def lines_between(self, start: int, end: int) -> int:
        """How many lines part two offsets: 1 for neighbouring lines, 2 where a blank one stands between."""
        return -(-self.view.count("\n", start, end) // self.spacing)

    def field(self, span: Span, value: str | None = None) -> Field:
        """The field that a stretch of the head is: its value, else its words, and its span of the whole text."""
        whole = Span(span.start + self.base, span.end + self.base).trimmed(self.source.text)
        return Field(folded(self.source.quote(whole)) if value is None else value, whole)

    # The same text without its white space: words that were split, and words that were glued, are one there.

    @cached_property
    def _ink(self) -> tuple[str, list[int]]:
        text: list[str] = []
        offsets: list[int] = []
        for match in _INK.finditer(self.lower):
            text.append(match[0])
            offsets.extend(range(match.start(), match.end()))
        return "".join(text), offsets

    @property
    def squeezed(self) -> str:
        """The text without white space and stops; what fields have taken is blotted out, as long as it was."""
        if self._blotted == len(self.taken):
            return self._squeezed
        text, offsets = self._ink
        text = self._squeezed or text
        for span in self.taken[max(0, self._blotted) :]:
            start, end = bisect_left(offsets, span.start), bisect_left(offsets, span.end)
            text = text[:start] + _GAP * (end - start) + text[end:]
        self._squeezed, self._blotted = text, len(self.taken)
        return text

    def unsqueezed(self, start: int, end: int) -> Span:
        """The span of the text that a stretch of the squeezed one was read from."""
        _, offsets = self._ink
        return Span(offsets[start], offsets[end - 1] + 1)

    def squeezed_at(self, at: int) -> int:
        """Where an offset of the text lies in the squeezed one."""
        return bisect_left(self._ink[1], at)
