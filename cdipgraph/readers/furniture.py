"""What stands on a page beside the text: page heads, page numbers, captions, rules; and numbers that stand alone.

Each line is looked at with its neighbours. A number that stands alone on its line is a page's or a paragraph's: a
page cuts sentences in two, a paragraph begins one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Final

from cdipgraph.readers.lines import Line, is_markup
from cdipgraph.readers.phrases import PAGE_NUMBER, names_page
from cdipgraph.source import BlockKind, matching_view
from cdipgraph.spans import Span
from cdipgraph.symbols import parse as parse_symbol

_LONGEST_HEAD: Final = 90
_LONGEST_SYMBOL: Final = 40
_NAMED_PAGE: Final = re.compile(rf"(?P<before>.*?)[\s,;:|-]*{PAGE_NUMBER}", re.I)
_MARKED_PAGE: Final = re.compile(r"-+\s*\d{1,4}\s*-+")
_FRACTION: Final = re.compile(r"\[\s*\d{1,4}\s*\]|/\d{1,4}|\d{1,4}\s*/\s*\d{1,4}")
_BARE: Final = re.compile(r"\d{1,3}")
_PATH: Final = r"[A-Z]:\\[^\n|]*\.\w{2,4}"
_RULE: Final = r"[-=_*~+|. ]*[-=_*~+]{3}[-=_*~+|. ]*|(?:[-=_*~] ){3,}[-=_*~]"
_FURNITURE: Final = re.compile(
    rf"/(?:\.\.\.)?|[\w.-]+\.(?:jpe?g|png|gif|emf|wmf|bmp|tiff?)|\[pic\]|{_PATH}|{_RULE}", re.I
)
_FIRST: Final = frozenset("/[-=_*~+|.")  # what furniture begins with, but for names of files
_NUMBERED: Final = re.compile(r"\d{1,3}\.\s*(?=[^\W\d_]|[\"'(])")
_DIGITS: Final = re.compile(r"\d+")
_LAST: Final = frozenset("0123456789-‐‑–—]./…")  # what a line of a page number ends with
_TERMINAL: Final = frozenset(".!?:;)\"'”’»")
_FEW_WORDS: Final = 3
_REPEATED: Final = 3  # a line that stands so often beside page numbers is a page head
_CHAIN: Final = 3  # so many numbers that follow one another are no accident
_LONG_LINE: Final = 45


class Furniture:
    """Finds what is no text: `kinds` has the kind of each line, `numbers` the lines that hold a paragraph's number."""

    def __init__(self, text: str, lines: Sequence[Line], marked: Container[int] = ()) -> None:
        self.text, self.lines, self.marked = text, lines, marked
        self.kinds = [BlockKind.PARAGRAPH] * len(lines)
        self.numbers: frozenset[int] = frozenset()
        self.bare: dict[int, int] = {}
        self._pages: set[int] = set()
        self._look()
        if self._pages or self.bare or any(line.page for line in lines):
            self._tell_numbers_apart()
            self._find_heads()

    def _look(self) -> None:
        """Takes what a line shows by itself."""
        named: list[tuple[int, str]] = []
        fractions: list[int] = []
        for position, line in enumerate(self.lines):
            span = line.span
            if not 0 < span.end - span.start <= _LONGEST_HEAD:
                continue
            words = self.text[span.start : span.end]
            if words[-1] in _LAST:
                view = words if words.isascii() else matching_view(words)
                match = _NAMED_PAGE.fullmatch(view) if names_page(view) else None
                if match:
                    named.append((position, match["before"].strip(" ,;:|-")))
                elif _BARE.fullmatch(view):
                    self.bare[position] = int(view)
                elif _MARKED_PAGE.fullmatch(view):
                    self._pages.add(position)
                elif _FRACTION.fullmatch(view):
                    fractions.append(position)
            beside = words[0] in _FIRST or "." in words[-6:] or ":\\" in words[:3]
            if (beside and _FURNITURE.fullmatch(words)) or (position in self.marked and is_markup(self.text, span)):
                self.kinds[position] = BlockKind.FURNITURE
        self._pages |= set(self._named_pages(named))
        if len(fractions) >= _CHAIN:
            self._pages |= set(fractions)

    def _named_pages(self, named: Sequence[tuple[int, str]]) -> Iterator[int]:
        """The lines that name a page: alone, after a symbol, or after a few words that stand there time and again or
        beside a symbol.
        """
        counts = Counter(_DIGITS.sub("0", before) for _, before in named)
        for position, before in named:
            few = len(before.split()) <= _FEW_WORDS
            repeated = counts[_DIGITS.sub("0", before)] > 1
            headed = not before or is_symbol(before) or ((repeated or few) and is_symbol(before.split()[0]))
            if headed or (few and (repeated or any(self._symbol(position + by) for by in (-2, -1, 1)))):
                yield position

    def _symbol(self, position: int) -> bool:
        return 0 <= position < len(self.lines) and is_symbol(self.lines[position].span.of(self.text))

    # Numbers alone on a line

    def _tell_numbers_apart(self) -> None:
        beside = {p for p in self.bare if self._symbol(p - 1) or (self._symbol(p + 1) and self._starts_page(p))}
        paged = any(line.page for line in self.lines)
        beside |= {p for p in self.bare if paged and (self._starts_page(p) or self._starts_page(p + 1))}
        self._pages |= beside
        chain = _longest_chain({p: n for p, n in self.bare.items() if p not in beside})
        if len(chain) < _CHAIN:
            return
        cuts = sum(self._cuts(position) for position in chain)
        if cuts * 5 >= len(chain) or (self._numbered_in_line() and not self._pages - beside):
            self._pages |= set(chain)
        elif all(self._begins_text(position) for position in chain):
            self.numbers = frozenset(chain)

    def _starts_page(self, position: int) -> bool:
        return position == len(self.lines) or self.lines[position].page

    def _cuts(self, position: int) -> bool:
        """True when a sentence runs over the line."""
        after = self.text[self.lines[position + 1].span.start] if position + 1 < len(self.lines) else "."
        if after.islower():
            return True
        if position == 0:
            return False
        before = self.lines[position - 1].span
        words = self.text[before.start : before.end]
        return len(words) > _LONG_LINE and words[-1] not in _TERMINAL and not words.isupper()

    def _begins_text(self, position: int) -> bool:
        following = position + 1
        return following < len(self.lines) and following not in self.bare and not self.lines[following].tab

    def _numbered_in_line(self) -> bool:
        """True when paragraphs have their numbers in their own lines."""
        found = 0
        for line in self.lines:
            start = line.span.start
            if self.text[start : start + 1].isdigit() and _NUMBERED.match(self.text, *line.span):
                found += 1
                if found == _CHAIN:
                    return True
        return False

    # Page heads

    def _find_heads(self) -> None:
        """Takes the page numbers, and the lines beside them that head pages."""
        for position in self._pages:
            self._mark(position)
            for other in (position - 1, position + 1):
                if self._symbol(other):
                    self._mark(other)
            if position > 1 and position not in self.bare and self._symbol(position - 2):
                between = self.lines[position - 1].span
                if len(between.of(self.text).split()) <= _FEW_WORDS and not self._is_sentence(between):
                    self._mark(position - 1)
                    self._mark(position - 2)
        self._repeated([p + by for p in self._pages for by in (-1, 1)], max(_REPEATED, len(self._pages) * 2 // 5))
        starts = [position for position, line in enumerate(self.lines) if line.page]
        if starts:
            edges = [start + by for start in starts for by in (0, 1, -1, -2)]
            self._repeated(edges, max(2, len(starts) * 2 // 5))

    def _repeated(self, positions: Iterable[int], least: int) -> None:
        """Marks the lines that stand, but for their digits, at so many of the positions, and are no sentences."""
        heads: dict[str, list[int]] = {}
        for position in {p for p in positions if 0 <= p < len(self.lines)}:
            span = self.lines[position].span
            if 0 < span.end - span.start <= _LONGEST_HEAD and not self._is_sentence(span):
                heads.setdefault(_DIGITS.sub("0", span.of(self.text)), []).append(position)
        for found in heads.values():
            if len(found) >= least:
                for position in found:
                    self._mark(position)

    def _is_sentence(self, span: Span) -> bool:
        """True for a line that is text: it begins within a sentence, or ends one."""
        return self.text[span.start].islower() or self.text[span.end - 1] in ".;:,"

    def _mark(self, position: int) -> None:
        if self.kinds[position] is BlockKind.PARAGRAPH and not self.lines[position].tab:
            self.kinds[position] = BlockKind.RUNNING_HEAD


def is_symbol(line: str) -> bool:
    """True for a document symbol and nothing else."""
    return len(line) < _LONGEST_SYMBOL and "/" in line and parse_symbol(matching_view(line)) is not None


def _longest_chain(numbers: dict[int, int]) -> list[int]:
    """The positions of the longest series of numbers that each follow the one before."""
    ending: dict[int, tuple[int, int]] = {}  # number -> how long a series ends with it, and where
    before: dict[int, int | None] = {}
    best = (0, -1)
    for position, number in numbers.items():
        length, previous = ending.get(number - 1, (0, None))
        ending[number] = (length + 1, position)
        before[position] = previous
        best = max(best, (length + 1, position), key=lambda found: found[0])
    chain: list[int] = []
    at: int | None = best[1] if best[0] else None
    while at is not None:
        chain.append(at)
        at = before[at]
    return chain[::-1]
