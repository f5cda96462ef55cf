"""What words have in common whatever their endings: the beginnings of those that say what a thing is about."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from cdipgraph.accents import unaccented
from cdipgraph.languages import Language

_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_SYMBOL: Final = re.compile(r"\S*/\S*")  # what it names is no word
_STEM: Final = 6  # letters of a word that count: "évaluateurs" is like "évaluation"
_SHORT: Final = 4  # a word no longer than this keeps its last letter


def content(words: str, language: Language) -> frozenset[str]:
    """The beginnings of the words, in small letters, that say what they are about: those that every ask and every
    answer can hold are left out.
    """
    plain = _SYMBOL.sub(" ", unaccented(words))
    return frozenset(stem for word in _WORD.findall(plain) if (stem := _stem(word, language)))


@lru_cache(maxsize=8192)
def _stem(word: str, language: Language) -> str:
    """The beginning of a word; empty where it says nothing of a thing."""
    if language.pattern("delivering", "common").fullmatch(word):
        return ""
    for endings in ("sx", "e"):  # "offices" is like "office"
        word = word[:-1] if len(word) > _SHORT and word[-1] in endings else word
    return word[:_STEM]
