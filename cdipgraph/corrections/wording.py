"""The words of a corrections file in the languages it may be written in, from `phrases/corrections.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from cdipgraph.accents import unaccented
from cdipgraph.spans import folded

#: The columns, in the order in which they are written.
COLUMNS: Final = (
    "document",
    "language",
    "thing",
    "quote",
    "before",
    "after",
    "start",
    "statement",
    "means",
    "session",
    "first",
    "last",
    "item",
    "relation",
    "fact",
    "author",
    "date",
    "reason",
)


@cache
def _tables() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads((files("cdipgraph") / "phrases" / "corrections.toml").read_text(encoding="utf-8"))


@cache
def _known(table: str) -> Mapping[str, str]:
    return {_plain(word): name for name, words in _tables()[table].items() for word in words}


def _plain(word: str) -> str:
    return unaccented(folded(word.replace("_", "-")).lower())


def understood(table: str, word: str) -> str | None:
    """What a word of the file stands for, in any of the languages: `understood("columns", "Auteur")` is "author"."""
    return _known(table).get(_plain(word))


def words_of(table: str) -> tuple[str, ...]:
    """What may stand there, in English."""
    return tuple(_tables()[table])
