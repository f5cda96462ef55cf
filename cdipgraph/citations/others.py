"""Sessions of other committees: "item 7 of the Chair's summary of the twentieth session of the CDIP", in a paper of the
SCT. What they count is none of the sessions of the document's own committee.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cdipgraph import symbolforms
from cdipgraph.languages import Language
from cdipgraph.report import ANNEX, EXPLICIT, PARAGRAPHS, SESSION, SUMMARY_ITEM, AnotherSession, Citation
from cdipgraph.source import SourceText

_SITTINGS = (SESSION, SUMMARY_ITEM, PARAGRAPHS, ANNEX)
_LAST = re.compile(r"([A-Z]{3,8})\)?$")
_BEFORE = 40  # characters of "of the", with room
_ACRONYM = re.compile(r"\s*([A-Z]{3,8})(?![\w/-]|\s+[A-Z])")  # not "the WIPO General Assembly"
_PRINTED = re.compile(r"[A-Z][A-Z/]*[A-Z](?=[ /-]\d)")  # "CDIP 20", "CDIP/20"
_JOINED = 8  # two sessions this near are one list, and what follows the last is said of both


def with_others(source: SourceText, language: Language, found: Sequence[Citation], own: str) -> list[Citation]:
    """The citations; a session that the words say is another committee's is one of that committee. `own` is how the
    symbols of the document's committee begin: where that is not known, nothing is another's.
    """
    if not own or "of_the" not in language.table["words"]:
        return list(found)
    series = _Series(own, found)
    result = list(found)
    after, start = "", 0  # of the session that comes next: whose it is, and where
    for position in range(len(found) - 1, -1, -1):
        citation, named = found[position], ""
        if citation.kind in _SITTINGS and citation.session is not None and not citation.symbol:
            named = _named(source, language, citation, series)
        listed = citation.kind is SESSION and start - citation.span.end < _JOINED
        named = named or (after if listed and citation.session is not None else "")
        if named:
            result[position] = _of(citation, named)
        after, start = named if citation.kind is SESSION else "", citation.span.start
    return result


def _of(citation: Citation, series: str) -> Citation:
    another = AnotherSession(series, citation.session or 0)
    return citation._replace(session=None, another=another, how=EXPLICIT)


def _named(source: SourceText, language: Language, citation: Citation, series: _Series) -> str:
    """The other committee whose session is cited: printed with its number, or named at the end or right after it."""
    start, end = citation.span
    printed = _PRINTED.match(source.view, start, end) if citation.kind is SESSION else None
    if printed:
        return series.other(printed[0])
    last = _LAST.search(source.view, max(start, end - _BEFORE), end)
    if last:
        before = source.lower[max(start, last.start() - _BEFORE) : last.start()]
        return series.other(last[1]) if language.ending("words", "of_the").search(before) else ""
    joins = language.pattern_of(r"\s+{of_the}").match(source.lower, end)
    acronym = _ACRONYM.match(source.view, joins.end()) if joins else None
    return series.other(acronym[1]) if acronym else ""


class _Series:
    """The committees that acronyms are of: those whose documents are cited, and those of the same organisation."""

    def __init__(self, own: str, citations: Iterable[Citation]) -> None:
        self.own = own
        self.known = {c.symbol.series.rsplit("/", 1)[-1]: c.symbol.series for c in citations if c.symbol}
        self.owners = set(symbolforms.series_of_each().get(own.split("/")[0], ()))

    def other(self, acronym: str) -> str:
        """How the symbols of the committee begin that is called so; nothing for the document's own or an unknown."""
        if acronym == self.own or acronym in self.own.split("/"):
            return ""
        owned = self.owners.intersection(symbolforms.series_of_each().get(acronym, ()))
        return self.known.get(acronym) or (acronym if owned else "")
