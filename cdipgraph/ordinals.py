"""Ordinals as one language writes them: "vingt et unième", "forty-ninth", "vigesimoctava", "22 e" -> a number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import dropwhile
from typing import Any

from cdipgraph.accents import alike, tolerant, unaccented
from cdipgraph.spans import Span

_LONGEST = 48  # "centésimo cuadragésimo séptimo" and the space after it are 31 characters
_DIGITS_BEFORE = re.compile(r"\d[^\d]{0,8}$")
_JOINED = re.compile(r"[\s.-]+")
_LEADING_DIGITS = re.compile(r"\d+")


class Ordinals:
    """How one language writes ordinals: words that open one (tens, hundreds), words that end one, what joins them."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._prefixes: Mapping[str, int] = table["prefixes"]
        self._finals: Mapping[str, int] = table["finals"]
        self._joiners: list[str] = table["joiners"]
        self._suffixes: str = table["digits"]

    @cached_property
    def pattern(self) -> str:
        """An ordinal in words or digits, as a regular expression without groups."""
        prefixes, finals = _alternatives(self._prefixes), _alternatives(self._finals)
        join = "|".join(self._joiners) or "-"
        return rf"(?:(?:(?:{prefixes})[\s.-]*(?:(?:{join})[\s-]*)?)*(?:{finals})|\d{{1,3}} ?{self._suffixes})"

    @cached_property
    def _backwards(self) -> re.Pattern[str]:
        """An ordinal in words as it reads from its end to its start, after the space that follows it: one attempt, no
        search.
        """
        finals, prefixes, joiners = (
            _alternatives((word[::-1] for word in words), mirrored=True)
            for words in (self._finals, self._prefixes, self._joiners)
        )
        return re.compile(
            rf"\s*((?:{finals})(?:[\s.-]*(?:[\s-]*(?:{joiners or '-'})[\s-]*)?(?:{prefixes}))*)(?![^\W\d_])"
        )

    @cached_property
    def _digits(self) -> re.Pattern[str]:
        suffixes = self._suffixes.replace(" ?", r"\s*")
        return re.compile(rf"(\d{{1,3}}\s*{suffixes})\s*$")

    def before(self, lower: str, at: int) -> Span | None:
        """The ordinal that ends, but for white space, at an offset; None when there is none."""
        start = max(0, at - _LONGEST)
        match = self._backwards.match(lower[start:at][::-1])
        if match:
            return Span(at - match.end(1), at - match.start(1))
        if not _DIGITS_BEFORE.search(lower[max(0, at - 12) : at]):
            return None
        digits = self._digits.search(lower[start:at])
        return Span(start + digits.start(1), start + digits.end(1)) if digits else None

    @cached_property
    def _tokens(self) -> tuple[re.Pattern[str], dict[str, int]]:
        values = {**self._prefixes, **self._finals}
        return re.compile(_alternatives(values)), {_key(word): number for word, number in values.items()}

    @lru_cache(maxsize=4096)
    def value(self, words: str) -> int | None:
        """The number that an ordinal in words or digits is; None when it is none."""
        digits = _LEADING_DIGITS.match(words)
        if digits:
            return int(digits[0])
        pattern, values = self._tokens
        found = [self._number(_key(token), values) for token in pattern.findall(words)]
        return sum(found) if found else None

    def _number(self, key: str, values: Mapping[str, int]) -> int:
        """The value of a word, one with a broken letter too."""
        if key in values:
            return values[key]
        words = {**self._prefixes, **self._finals}
        return next((number for word, number in words.items() if alike(_JOINED.sub("", word), key)), 0)


def _key(word: str) -> str:
    """A word as the table of values has it: without hyphens, spaces and accents."""
    return unaccented(_JOINED.sub("", word))


def _alternatives(words: Iterable[str], *, mirrored: bool = False) -> str:
    """The words as alternatives, each before those that it begins with; a hyphen or space in one may be either, or
    missing, and an accent too. Words that differ before their accent only ("cinquième", "sixième") share what follows
    it, or, mirrored, what comes before: an accent is dear to compile.
    """
    shared: dict[str, list[str]] = {}
    for word in sorted(dict.fromkeys(words), key=len, reverse=True):
        end = _shared(word, mirrored=mirrored)
        if any(_key(other).startswith(_key(word)) for others in _after(shared, end) for other in others):
            end = word  # it would come before one that it begins
        shared.setdefault(end, []).append(word)
    return "|".join(_together(end, group, mirrored=mirrored) for end, group in shared.items())


def _shared(word: str, *, mirrored: bool) -> str:
    """What a word may share with others: from its accented letter on, or, mirrored, up to it; else nothing."""
    accented = [position for position, letter in enumerate(word) if not letter.isascii()]
    if not accented:
        return word
    return word[: accented[-1] + 1] if mirrored else word[accented[0] :]


def _after(shared: Mapping[str, list[str]], end: str) -> Iterator[list[str]]:
    """The groups that come after one."""
    groups = dropwhile(lambda each: each[0] != end, shared.items())
    return (words for name, words in groups if name != end)


def _together(end: str, words: Sequence[str], *, mirrored: bool) -> str:
    """The words of a group as a pattern."""
    shared = tolerant(_spaced(end))
    if words == [end]:
        return shared
    own = "|".join(_spaced(word.removeprefix(end) if mirrored else word.removesuffix(end)) for word in words)
    return f"{shared}(?:{own})" if mirrored else f"(?:{own}){shared}"


def _spaced(words: str) -> str:
    return _JOINED.sub(r"[\\s.-]*", words)
