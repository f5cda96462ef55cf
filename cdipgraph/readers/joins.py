"""How two lines of one paragraph join: with a space, or as the two halves of a word, a symbol or a range."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HALF = re.compile(r"([^\W\d_]+)[-\u2010]$")
_OTHER_HALF = re.compile(r"[^\W\d_]+")
_SOFT = "\u00ad"
_SYMBOL_END = re.compile(r"[\w.)]/$")
_SYMBOL_START = re.compile(r"/(?=\w)")
_RANGE_END = re.compile(r"\w(?:\u2013|(?<=\d)[-\u2010\u2011])\u2060?$")
_WORDS = re.compile(r"[^\W\d_]+")
_LONGEST = 40  # letters of a word
_SHORTEST = 3  # letters of a word that can stand on either side of a hyphen of its own
_SHORTEST_CUT = 5  # letters of a word that a column is too narrow for
_SYMBOL_CUT = re.compile(r"\([A-Z]{2,}(?:/[\w.]+)*/\d{1,2}$")  # the symbol in an open bracket: "(CDIP/21/1"
_NUMBER_ENDS = re.compile(r"\d{1,2}(?:\s(?:Prov|Rev|Add|Corr)\b[^()]{0,6})?\)")
_RARE = 0.015  # of the lines end in a hyphen where none is put in to fill lines
_ENOUGH = 20  # copies of a word that need be counted


class Joiner:
    """Joins lines as the rest of the document writes the word that a line end breaks."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.kept: dict[tuple[str, str], bool] = {}
        self.lower = ""
        self.fills_lines = True
        self.inside: set[str] = set()

    def before(self, text: str, more: str, *, broken: bool, cell: bool = False) -> str:
        """The text as it stands before more of it: with a space, or without what a line end put there; `broken` where
        the reader of the file saw a broken word.

        In the cells of a table a word that is too long for its column is broken without a hyphen.
        """
        last, first = text[-1], more[0]
        if last == _SOFT:
            return text[:-1]
        if last in "-\u2010":
            half, other = _HALF.search(text), _OTHER_HALF.match(more)
            if half and other:
                tail = more[other.end() : other.end() + 1]
                keeps = not first.islower() or tail == "-" or self._keeps(half[1], other[0])
                return text if keeps else text[:-1]
            if broken and first.isalnum():
                return text
        if last in "-\u2010\u2011\u2013\u2060" and first.isalnum() and _RANGE_END.search(text):
            return text
        if (last == "/" and first.isalnum() and _SYMBOL_END.search(text)) or (
            first == "/" and last.isalnum() and _SYMBOL_START.match(more)
        ):
            return text
        if cell and last.isalpha() and first.islower() and self._is_cut(text, more):
            return text
        if cell and last.isdigit() and _NUMBER_ENDS.match(more) and _SYMBOL_CUT.search(text[-_LONGEST:]):
            return text
        return text + " "

    def _is_cut(self, text: str, more: str) -> bool:
        """True for two halves of which one stands nowhere inside a line, where the whole does."""
        if not self.inside:
            self.inside.update(*(_WORDS.findall(line)[1:-1] for line in self.texts))
        half, other = _WORDS.findall(text[-_LONGEST:])[-1], _WORDS.findall(more[:_LONGEST])[0]
        known = (half in self.inside, other in self.inside)
        return half + other in self.inside and len(half + other) >= _SHORTEST_CUT and not all(known)

    def _keeps(self, half: str, other: str) -> bool:
        """True where the hyphen is the word's own."""
        key = half.lower(), other
        if key not in self.kept:
            self.kept[key] = self._own(*key)
        return self.kept[key]

    def _own(self, half: str, other: str) -> bool:
        if not self.lower:
            self.lower = "\n".join(self.texts).lower()
            ends = sum(1 for text in self.texts if text[-1] == "-")
            self.fills_lines = ends > _RARE * len(self.texts)
        hyphened = self._count(f"{half}-{other}")
        whole = self._count(half + other)
        if hyphened != whole:
            return hyphened > whole
        if not self.fills_lines:
            return True
        if min(len(half), len(other)) < _SHORTEST:
            return False
        return self._count(half) > 0 and self._count(other) > 0

    def _count(self, word: str) -> int:
        """How often a word stands in the document, up to a limit; not as a part of another."""
        count, at = 0, self.lower.find(word)
        while at >= 0 and count < _ENOUGH:
            end = at + len(word)
            before, after = self.lower[at - 1 : at], self.lower[end : end + 1]
            if not (before.isalnum() or before == "-" or after.isalnum()):
                count += 1
            at = self.lower.find(word, end)
        return count
