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
_BEGUN: Final = 3  # so many words show whether a formula may begin
_MORE: Final = 3  # words read beyond the longest formula: adverbs, and a word written in two
Formula = tuple[frozenset[str], ...]


class _Near(NamedTuple):
    """How the words come near a formula: how many of them, and what they should be."""

    length: int
    right: tuple[str, ...]


class _Formulas(NamedTuple):
    """The formulas of a language, the longest first, and what stands at the second and third places of each; the words
    that are never meant to be others; those passed over; how many words are read.
    """

    formulas: tuple[Formula, ...]
    following: tuple[frozenset[str], ...]
    known: frozenset[str]
    adverbs: frozenset[str]
    longest: int


def misspelt(source: SourceText, language: Language) -> Iterator[Finding]:
    """The findings on formulas that are wrong in one word."""
    if "formulas" not in language.table:
        return
    of, lower = _formulas(language), source.lower
    for subject in language.pattern("told", "speaker").finditer(lower):
        tokens = _tokens(lower, subject.end(), of)
        near = _nearest([word for word, _, _ in tokens], of) if tokens else None
        if near:
            span = Span(tokens[0][1], tokens[near.length - 1][2])
            text, right = folded(source.quote(span)), " ".join(near.right).replace("' ", "'")
            yield Finding.of("formula-misspelt", start=span.start, end=span.end, text=text, right=right)


def _tokens(lower: str, at: int, of: _Formulas) -> list[tuple[str, int, int]]:
    """The words right after an offset, up to the first sign between them, without adverbs: each with its place."""
    found: list[tuple[str, int, int]] = []
    while len(found) < of.longest and (match := _WORD.match(lower, at)):
        if match[1] not in of.adverbs:
            found.append((match[1], match.start(1), match.end(1)))
        at = match.end()
    return found


@cache
def _formulas(language: Language) -> _Formulas:
    table = language.table["formulas"]
    read = (tuple(frozenset(place.split("|")) for place in each.split()) for each in table["sentences"])
    formulas = tuple(sorted(read, key=len, reverse=True))
    following = tuple(frozenset().union(*formula[1:_BEGUN]) for formula in formulas)
    known, adverbs = frozenset(table["known"]), frozenset(table["adverbs"])
    return _Formulas(formulas, following, known, adverbs, max(map(len, formulas)) + _MORE)


def _nearest(words: Sequence[str], of: _Formulas) -> _Near | None:
    """The longest formula that the words come near; None where they are those of one as long, or near none."""
    count, next_two = len(words), words[1:_BEGUN]
    for formula, following in zip(of.formulas, of.following, strict=True):
        at = 0
        if words[0] not in formula[0] and following.isdisjoint(next_two) and len(formula) > 1:
            continue  # where the first word is wrong, one of the next two is right
        while at < len(formula) and at < count and words[at] in formula[at]:
            at += 1
        if at == len(formula):
            return None
        near = _near(words, formula, at) if at < count and words[at] not in of.known else None
        if near:
            return near
    return None


def _fits(words: Sequence[str], at: int, formula: Formula, place: int) -> bool:
    """True when the words from `at` on are those of a formula from a place on."""
    if len(words) - at < len(formula) - place:
        return False
    while place < len(formula) and words[at] in formula[place]:
        at += 1
        place += 1
    return place == len(formula)


def _near(words: Sequence[str], formula: Formula, at: int) -> _Near | None:
    """How the words come near a formula, where one of them, or a space, is wrong: that at its place `at`; else None."""
    wrong, place, start, left = words[at], formula[at], words[:at], len(formula) - at
    again = at > 0 and wrong == words[at - 1]
    if _fits(words, at + 1, formula, at + 1):
        meant = _meant(wrong, place, alone=len(formula) <= _ENDING)
        if meant:
            return _Near(len(formula), (*start, meant, *words[at + 1 : len(formula)]))
    if len(formula) <= _ENDING:
        return None
    if _fits(words, at + 2, formula, at + 1) and at + 1 < len(words) and wrong + words[at + 1] in place:
        return _Near(len(formula) + 1, (*start, wrong + words[at + 1], *words[at + 2 : len(formula) + 1]))
    if left > 1 and _fits(words, at + 1, formula, at + 2):
        split = next((one for one in place if wrong.removeprefix(one) in formula[at + 1]), None)
        if split and wrong.startswith(split):
            return _Near(
                len(formula) - 1, (*start, split, wrong.removeprefix(split), *words[at + 1 : len(formula) - 1])
            )
    if again and _fits(words, at + 1, formula, at):
        return _Near(len(formula) + 1, (*start, *words[at + 1 : len(formula) + 1]))
    return None


def _meant(word: str, place: frozenset[str], *, alone: bool) -> str | None:
    """The word of a formula that another one is probably meant to be: all but for a letter, or two in a long word; not
    where only an accent differs. Of a verb that stands `alone`, another ending may be another form.
    """
    found: list[tuple[int, str]] = []
    letters = set(word)
    for right in place:
        short = len(right) < _LONG
        most = 1 if short or alone else 2
        if abs(len(word) - len(right)) > most or len(right) < _ENDING or (alone and short):
            continue
        if alone and word[: len(right) - _ENDING] == right[:-_ENDING]:
            continue
        if len(letters.symmetric_difference(right)) > 2 * most:  # a changed letter is one less and one more
            continue
        wrong = distance(word, right)
        if 0 < wrong <= most and unaccented(word) != unaccented(right):
            found.append((wrong, right))
    return min(found)[1] if found else None


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
