"""Document symbols of the UN family: `CDIP/23/17 Prov.` as a value that parses and prints itself.

A symbol is a series (`CDIP`, `WO/GA`, `A/AC.109`), usually a session number or a year, a serial number, and suffixes
for the state of the text (Prov., Rev.1, Add.2, Corr.1). Committees of WIPO write `series/session/number`, the General
Assembly likewise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from cdipgraph.spans import Span, folded

_SUFFIX = (
    r"(?:(?:Prov|PROV|prov|Rev|REV|rev|Add|ADD|Corr|CORR)"
    r"(?:\.(?:[ ]?\d{1,2}(?!\d|\.\d))?|[ ]?\d{1,2}(?!\d)|(?![A-Za-z])))"
)
_PART = r"(?:[A-Z0-9][A-Za-z0-9]*(?:[.-][A-Za-z0-9]+)*)"
_SYMBOL = re.compile(
    rf"(?<![A-Za-z0-9/.])"
    rf"(?P<stem>[A-Z][A-Z0-9]*(?:[.-][A-Z0-9]+)*(?:/{_PART})+)"
    rf"(?P<suffix>(?:[\s/]{{0,2}}{_SUFFIX})*)(?![/A-Za-z0-9])"
)
_SERIES_SESSION = re.compile(r"(?<![A-Za-z0-9/.])(?P<series>[A-Z]{2,}(?:/[A-Z]+)*)/(?P<session>\d{1,3})(?![/\d])")
_NUMBERED_BODY = re.compile(r"[A-Z]{2,}\.\d+")  # IDB.49/1: the session is in the first part
_STEM = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-")
_WORD = re.compile(r"[A-Za-z0-9./-]+")
_UNSAFE = re.compile(r"[^A-Za-z0-9./()-]+")
_LAST_SESSION = 999  # a larger first number is a year (S/2024/65)


@dataclass(frozen=True, slots=True, order=True)
class Symbol:
    """A document symbol, normalised: single spaces, plain hyphens, otherwise as printed."""

    text: str

    def __str__(self) -> str:
        return self.text

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts between the slashes, suffixes after a space left out: `("CDIP", "23", "17")`."""
        return tuple(self.text.partition(" ")[0].split("/"))

    @property
    def series(self) -> str:
        """The parts before the first number, joined: `CDIP`, `WO/GA`, `A/AC.109`; the whole stem if there is none."""
        return _series(self)

    @property
    def session(self) -> int | None:
        """The session in the symbol (`CDIP/23/17` -> 23), None where the number is a year or missing."""
        return _session(self)

    @property
    def names_session(self) -> bool:
        """True for a series and one number (`WO/GA/51`): a session, where the committee's documents are numbered
        further.
        """
        return _names_session(self)

    @property
    def provisional(self) -> bool:
        """True for a `Prov.` text."""
        return "prov" in self.text.lower()

    @property
    def final(self) -> Symbol:
        """The symbol of the adopted text: `CDIP/23/17 Prov.` -> `CDIP/23/17`."""
        return Symbol(re.sub(r"[ /]*[Pp](?:rov|ROV)\.?[ ]?\d*", "", self.text)) if self.provisional else self

    @property
    def path(self) -> str:
        """The symbol as the tail of an IRI: `CDIP/23/17-Prov`."""
        return _UNSAFE.sub("-", self.text).replace("-.", ".").rstrip(".")


@lru_cache(maxsize=4096)
def _series(symbol: Symbol) -> str:
    parts = symbol.parts
    head = next((i for i, part in enumerate(parts) if part[0].isdigit()), len(parts))
    return "/".join(parts[:head])


@lru_cache(maxsize=4096)
def _session(symbol: Symbol) -> int | None:
    number = next((part for part in symbol.parts if part[0].isdigit()), "")
    return int(number) if number.isdigit() and int(number) <= _LAST_SESSION else None


@lru_cache(maxsize=4096)
def _names_session(symbol: Symbol) -> bool:
    *head, last = symbol.text.split("/")
    return last.isdigit() and len(last) < 4 and all(part.isalpha() for part in head)


@lru_cache(maxsize=4096)
def _symbol(text: str) -> Symbol | None:
    parts = folded(text).partition(" ")[0].split("/")
    numbered = any(character.isdigit() for part in parts[1:] for character in part)
    return Symbol(folded(text)) if numbered and (len(parts) > 2 or _NUMBERED_BODY.fullmatch(parts[0])) else None


@lru_cache(maxsize=4096)
def parse(text: str) -> Symbol | None:
    """The symbol that `text` is, or None when it is none: `parse("CDIP/21/15")`."""
    match = _SYMBOL.fullmatch(folded(text))
    return _symbol(match[0]) if match else None


def find(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[Span, Symbol]]:
    """Each document symbol in `text`, with its span. `text` is the matching view (plain spaces and hyphens)."""
    for match in _matches(text, _SYMBOL, start, len(text) if end is None else end):
        symbol = _symbol(match[0])
        if symbol:
            yield Span(match.start(), match.end()), symbol


def find_sessions(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[Span, str, int]]:
    """Each `CDIP/21` that names a session and no document: its span, the series, the session."""
    for match in _matches(text, _SERIES_SESSION, start, len(text) if end is None else end):
        yield Span(match.start(), match.end()), match["series"], int(match["session"])


def _matches(text: str, pattern: re.Pattern[str], start: int, end: int) -> Iterator[re.Match[str]]:
    """The matches of a pattern that holds a slash: literal search finds slashes, and the word round each is looked
    at.
    """
    slash = text.find("/", start, end)
    while slash >= 0:
        begin = slash
        while begin > start and text[begin - 1] in _STEM:
            begin -= 1
        match = pattern.match(text, begin, end)
        if match:
            yield match
        slash = text.find("/", max(slash + 1, match.end() if match else _word_end(text, slash)), end)


def _word_end(text: str, at: int) -> int:
    match = _WORD.match(text, at)
    return match.end() if match else at
