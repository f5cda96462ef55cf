"""Probable typing errors in formula sentences: "le comité a pris note e l'exposé".

What committees decide they say in few fixed ways. After one who decides, words that are those of a formula but for one
(a letter missing, two changed places, a space lost) are hardly meant otherwise. The formulas are in each language's
[formulas]: words one after another, `|` between those that may stand at one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from cdipgraph.accents import unaccented
from cdipgraph.findings import Finding
from cdipgraph.languages import Language
from cdipgraph.source import SourceText
from cdipgraph.spans import Span, folded

_WORD: Final = re.compile(r"\s*([^\W\d_]+'?)")
_LONG: Final = 7  # letters of a word that is known by itself, and in which two letters may be wrong
_ENDING: Final = 2  # the letters at the end of a verb that its form may change
_MORE: Final = 3  # words read beyond the longest formula: adverbs, and a word written in two
Formula = tuple[frozenset[str], ...]


class _Token(NamedTuple):
    word: str
    span: Span


class _Near(NamedTuple):
    """How the words come near a formula: how many of them, and what they should be."""

    length: int
    right: tuple[str, ...]


def misspelt(source: SourceText, language: Language) -> Iterator[Finding]:
    """The findings on formulas that are wrong in one word."""
    if "formulas" not in language.table:
        return
    for subject in language.pattern("told", "speaker").finditer(source.lower):
        tokens = _tokens(source.lower, subject.end(), language)
        near = _nearest(tokens, language)
        if near:
            span = Span(tokens[0].span.start, tokens[near.length - 1].span.end)
            text, right = folded(source.quote(span)), " ".join(near.right).replace("' ", "'")
            yield Finding.of("formula-misspelt", start=span.start, end=span.end, text=text, right=right)


def _tokens(lower: str, at: int, language: Language) -> list[_Token]:
    """The words right after an offset, up to the first sign between them, without adverbs."""
    adverbs = language.table["formulas"]["adverbs"]
    longest = max(map(len, _formulas(language))) + _MORE
    found: list[_Token] = []
    while len(found) < longest and (match := _WORD.match(lower, at)):
        if match[1] not in adverbs:
            found.append(_Token(match[1], Span(match.start(1), match.end(1))))
        at = match.end()
    return found


@cache
def _formulas(language: Language) -> tuple[Formula, ...]:
    """The formulas of a language, the longest first."""
    read = (tuple(frozenset(place.split("|")) for place in each.split()) for each in _sentences(language))
    return tuple(sorted(read, key=len, reverse=True))


def _sentences(language: Language) -> Sequence[str]:
    sentences: Sequence[str] = language.table["formulas"]["sentences"]
    return sentences


def _nearest(tokens: Sequence[_Token], language: Language) -> _Near | None:
    """The longest formula that the words come near; None where they are those of one as long, or near none."""
    words = [token.word for token in tokens]
    known = frozenset(language.table["formulas"]["known"])
    for formula in _formulas(language):
        if _same(words, formula):
            return None
        near = _near(words, formula, known)
        if near:
            return near
    return None


def _same(words: Sequence[str], formula: Formula) -> bool:
    return len(words) >= len(formula) and all(word in place for word, place in zip(words, formula, strict=False))


def _near(words: Sequence[str], formula: Formula, known: frozenset[str]) -> _Near | None:
    """How the words come near a formula, where one of them, or a space, is wrong; else None."""
    at = next((i for i, place in enumerate(formula) if i >= len(words) or words[i] not in place), 0)
    if at >= len(words) or words[at] in known:
        return None
    start, rest = tuple(words[:at]), formula[at + 1 :]
    after = words[at + 1 :]
    meant = _meant(words[at], formula[at], alone=len(formula) <= _ENDING)
    if meant and _same(after, rest):
        return _Near(len(formula), (*start, meant, *after[: len(rest)]))
    if len(formula) <= _ENDING:
        return None
    if after and words[at] + after[0] in formula[at] and _same(after[1:], rest):
        return _Near(len(formula) + 1, (*start, words[at] + after[0], *after[1 : len(rest) + 1]))
    if rest and _same(after, rest[1:]):
        split = next((one for one in formula[at] if words[at].removeprefix(one) in rest[0]), None)
        if split and words[at].startswith(split):
            return _Near(len(formula) - 1, (*start, split, words[at].removeprefix(split), *after[: len(rest) - 1]))
    if at and words[at] == words[at - 1] and _same(after, formula[at:]):
        return _Near(len(formula) + 1, (*start, *after[: len(formula) - at]))
    return None


def _meant(word: str, place: frozenset[str], *, alone: bool) -> str | None:
    """The word of a formula that another one is probably meant to be: all but for a letter, or two in a long word; not
    where only an accent differs. Of a verb that stands `alone`, another ending may be another form.
    """
    for right in sorted(place, key=lambda each: (distance(word, each), each)):
        short = len(right) < _LONG
        if len(right) < _ENDING or (alone and short) or unaccented(word) == unaccented(right):
            continue
        if alone and word[: len(right) - _ENDING] == right[:-_ENDING]:
            continue
        if 0 < distance(word, right) <= (1 if short or alone else 2):
            return right
    return None


@cache
def distance(one: str, other: str) -> int:
    """How many letters have to be added, taken away, changed, or exchanged with the next to make one word the other."""
    if abs(len(one) - len(other)) > _ENDING:
        return abs(len(one) - len(other))
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]
