"""What stands above the text of a document: symbol, committee, session, place and dates, title, author.

`headregion` finds where the head ends, `masthead` holds its text, `headlabels`, `ownsymbol`, `sitting` and
`headtitles` each take from it what they read; what nothing else was read from is the title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cdipgraph import symbols
from cdipgraph.languages import Language
from cdipgraph.report import Field, Header
from cdipgraph.source import SourceText
from cdipgraph.spans import Span
from cdipgraph.structure.headlabels import organisation, original_language, own_date, take_letters, take_marks, whose
from cdipgraph.structure.headregion import head_lines
from cdipgraph.structure.headtitles import read_titles
from cdipgraph.structure.masthead import Masthead
from cdipgraph.structure.ownsymbol import own_symbols
from cdipgraph.structure.sitting import read_sitting

_ACRONYM = re.compile(r"\(([A-Z][A-Z/]{1,9})\)")


@dataclass(frozen=True)
class Head:
    """The head of a document, and where it ends: what follows is the text."""

    header: Header
    end: int = 0


def read_head(source: SourceText, language: Language) -> Head:
    """The header fields that the text gives; one that it does not give is None.

    The symbol may stand in the page heads only.
    """
    lines = head_lines(source, language)
    masthead = Masthead(source, language, lines)
    original = original_language(masthead)
    labelled, _ = own_date(masthead)
    masthead.organisation = whose(masthead)
    symbol, also = own_symbols(masthead)
    take_letters(masthead)
    body = organisation(masthead)
    take_marks(masthead)
    take_letters(masthead)
    own = symbols.parse(symbol.value) if symbol else None
    sitting = read_sitting(masthead, labelled, own.session if own else None)
    titles = read_titles(masthead, sitting)
    header = Header(
        symbol=symbol,
        also=also,
        language=language.code,
        original_language=original,
        date=sitting.date,
        organisation=body,
        committee=titles.committee,
        series=_series(titles.committee, symbol),
        session=sitting.session,
        place=sitting.place,
        start=sitting.start,
        end=sitting.end,
        title=titles.title,
        author=titles.author,
        draft=titles.draft,
    )
    return Head(header, _end(source, header, lines))


def _end(source: SourceText, header: Header, lines: list[Span]) -> int:
    """Where the head ends: with its last line, or, where that line goes on, with the last field read from it."""
    return lines[-1].end if lines else 0


def _series(committee: Field | None, symbol: Field | None) -> str:
    """What the committee is called in symbols: the start of the document's own, else the acronym after its name."""
    parsed = symbols.parse(symbol.value) if symbol else None
    if parsed:
        return parsed.series
    acronym = _ACRONYM.search(committee.value) if committee else None
    return acronym[1] if acronym else ""
