"""Sessions by the short name of their committee, "SCCR 45", "IGC 51", or by a number after the noun, "session 46"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cdipgraph.languages import Language
from cdipgraph.report import SESSION, Citation
from cdipgraph.source import SourceText
from cdipgraph.spans import Span
from cdipgraph.symbols import Symbol

_GIVEN = re.compile(r"[(\"']\s*(?:[a-z]{1,3}[ '])?([A-Z]{3,8})\s*[)\"']")  # (SCCR), "the IGC"
_OPENING = 6000  # characters of a text within which its committee is given its short name
_NAME = 160  # and of the name before it
_NUMBER = re.compile(r"[ -]?(?P<session>[1-9]\d{0,2})(?![\d\w/]|[.,-]\d)")
_AFTER = re.compile(r"\s(?:n\.?[°º]\s?)?([1-9]\d{0,2})(?![\w/]|[.,]\d)")
_EARLIER, _LATER = 30, 9  # sessions from a document's own on which it can be: other things are counted too
_SHORTEST = 3  # letters: "IC" of WIPO/GRTKF/IC stands for much else


def short_sessions(source: SourceText, language: Language, own: Symbol | None) -> dict[int, tuple[Span, int]]:
    """Where sessions are named by the short names of the document's committee, and their numbers."""
    names = _short_names(source, language, own)
    return {span.start: (span, session) for name in names for span, session in _numbered(source.view, name)}


def _short_names(source: SourceText, language: Language, own: Symbol | None) -> frozenset[str]:
    """What the document's committee is called for short: as in its symbols, and as the text says near its beginning."""
    found = {own.series.rsplit("/", 1)[-1]} if own else set()
    deciding = language.pattern("words", "deciding")
    for given in _GIVEN.finditer(source.view, 0, _OPENING):
        if deciding.search(source.lower, max(0, given.start() - _NAME), given.start()):
            found.add(given[1])
    return frozenset(name for name in found if len(name) >= _SHORTEST and name.isalpha())


def _numbered(view: str, name: str) -> Iterator[tuple[Span, int]]:
    """Where a session is named by a short name and its number, and the number."""
    at = view.find(name)
    while at >= 0:
        match = _NUMBER.match(view, at + len(name))
        if match and not view[at - 1 : at].isalnum() and view[at - 1 : at] != "/":
            yield Span(at, match.end()), int(match["session"])
        at = view.find(name, at + len(name))


def number_after(lower: str, noun: Span, limit: int, own: Symbol | None) -> Citation | None:
    """The session that a number right after the noun is of, where it can be one of the document's committee."""
    session = own.session if own else None
    match = _AFTER.match(lower, noun.end, limit) if session else None
    if not match or not session or not session - _EARLIER <= int(match[1]) <= session + _LATER:
        return None
    return Citation(Span(noun.start, match.end()), SESSION, session=int(match[1]))
