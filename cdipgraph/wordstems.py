"""What words have in common whatever their endings: the beginnings of those that say what a thing is about."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from cdipgraph.accents import unaccented
from cdipgraph.languages import Language

_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_SYMBOL: Final = re.compile(r"\S*/\S*")  # what it names is no word
_STEM: Final = 7  # letters of a word that count: "évaluateurs" is like "évaluation"
_SHORT: Final = 4  # letters that a word keeps
_ENDINGS: Final = "serx"  # "offices" is like "office", "réviser" like "révisé"


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
    while len(word) > _SHORT and word[-1] in _ENDINGS:
        word = word[:-1]
    return (f"{word[:-1]}i" if word[-1] == "y" else word)[:_STEM]  # "study" is like "studies"
