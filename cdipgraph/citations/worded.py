"""Paragraph numbers in words: "paragraph seven of document CDIP/22/11", "les paragraphes douze à quinze"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cdipgraph.accents import tolerant
from cdipgraph.languages import Language
from cdipgraph.spans import Span


@cache
def _numbers(language: Language) -> re.Pattern[str]:
    """The word for paragraphs, then numbers of which one at least is in words, then what cannot be what they count."""
    paragraph, to, both, of = (language.word(name) for name in ("paragraph", "to", "and", "of"))
    here = language.word("here") if "here" in language.table["words"] else of
    number = rf"(?:{_names(language).pattern}|\d{{1,3}})"
    between = rf"(?:\s*,\s*(?:{both}\s+)?|\s*{to}\s+|\s+{both}\s+)"
    return re.compile(
        rf"{paragraph}\s+(?P<list>{number}(?:{between}{number}){{0,7}})(?=\s*(?:[.,;:)\]]|$|(?:{of}|{here})\b))"
    )


@cache
def _names(language: Language) -> re.Pattern[str]:
    names = sorted(language.table["numbers"], key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(tolerant, names)) + r")\b")


def numbers_in_words(lower: str, at: int, limit: int, language: Language) -> Iterator[tuple[Span, int]]:
    """Each number in words after the word for paragraphs at an offset: where it stands, and the number; nothing where
    words count something else ("in both paragraphs two States").
    """
    match = _numbers(language).match(lower, at, limit)
    for name in _names(language).finditer(lower, *match.span("list")) if match else ():
        number = language.number(name[0])
        if number:
            yield Span(name.start(), name.end()), number


def in_figures(text: str, span: Span, number: int) -> str:
    """The text with a number in figures in place of its word, right against what follows, as long as before."""
    return text[: span.start] + str(number).rjust(span.end - span.start) + text[span.end :]
