"""The words that every match of a pattern must hold: where none of them stands, the pattern need not be tried.

`str.find` looks for a word ten times as fast as a pattern is searched for, and most sentences hold none of a pattern's
words. The words are read off the pattern itself, so the phrase tables say nothing twice.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

#: One item of a pattern: an escape, a class, what opens or closes a group, plain characters without a quantifier, any
#: other character.
ITEM: Final = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\(\?P<\w+>|\(\?:|[^\\\[\](){}|?*+.^$]+(?![?*+{])|.", re.S)
_QUANTIFIER: Final = re.compile(r"[?*+]\??|\{\d*,?\d*\}\??")
_SHORTEST: Final = 3  # a shorter word stands nearly everywhere
_MOST: Final = 16  # more words than this take as long to look for as the pattern does
Words = frozenset[str]


class Sought:
    """A pattern as it is looked for in running text: only where a word begins ("a présenté" is not found in "sera
    présenté"), and only where one of the words stands that every match holds.
    """

    __slots__ = ("_at_word", "_pattern", "_words")

    def __init__(self, pattern: str) -> None:
        self._pattern, self._words = pattern, required(pattern)
        self._at_word: re.Pattern[str] | None = None  # compiled when one of the words is met: many never are

    def search(self, lower: str, start: int, end: int) -> re.Match[str] | None:
        """The first match in a stretch of text."""
        find = lower.find
        for word in self._words:
            if find(word, start, end) >= 0:
                break
        else:
            if self._words:
                return None
        if self._at_word is None:
            self._at_word = re.compile(rf"\b(?:{self._pattern})")
        return self._at_word.search(lower, start, end)


@cache
def required(pattern: str) -> tuple[str, ...]:
    """Words of which every match of `pattern` holds at least one; none when nothing can be said of it.

    `pattern` is of the kind that phrase tables hold: literal characters, classes, groups, alternatives, quantifiers; no
    flags and no look-around.
    """
    words, _ = _alternatives(pattern, 0)
    words = frozenset(word for word in words if not any(other in word for other in words - {word}))
    useful = 0 < len(words) <= _MOST and min(map(len, words)) >= _SHORTEST
    return tuple(sorted(words, key=lambda word: (len(word), word))) if useful else ()


def _alternatives(pattern: str, at: int) -> tuple[Words, int]:
    """The words of alternatives up to the bracket that closes them: all of each one's; none if one has none."""
    found: list[Words] = []
    while True:
        words, at = _sequence(pattern, at)
        found.append(words)
        if at >= len(pattern) or pattern[at] == ")":
            return (frozenset().union(*found) if all(found) else frozenset()), at
        at += 1  # the bar


def _sequence(pattern: str, at: int) -> tuple[Words, int]:
    """The best words of a sequence: those of the part whose shortest word is longest."""
    best: Words = frozenset()
    run = ""
    while at < len(pattern) and pattern[at] not in "|)":
        match = ITEM.match(pattern, at)
        item = match[0] if match else pattern[at]
        at += len(item)
        words: Words = frozenset()
        if item[0] == "(":
            words, at = _alternatives(pattern, at)
            at += 1
        quantifier = _QUANTIFIER.match(pattern, at)
        at = quantifier.end() if quantifier else at
        needed = not quantifier or not quantifier[0].startswith(("?", "*", "{0", "{,"))
        literal = _literal(item)
        if literal and not quantifier:
            run += literal
            continue
        best = max(best, frozenset({run + literal if needed else run}), words if needed else best, key=_worth)
        run = ""
    return max(best, frozenset({run}), key=_worth), at


def _literal(item: str) -> str:
    """The characters that an item stands for, or nothing when it stands for one of several."""
    if item[0] == "\\":
        return "" if item[1].isalnum() else item[1]
    return "" if item[0] in ".^$([" else item


def _worth(words: Words) -> tuple[int, int]:
    return (min(map(len, words), default=0), -len(words))
