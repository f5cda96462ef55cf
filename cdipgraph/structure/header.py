"""What stands above the text of a document: symbol, committee, session, place and dates, title, author.

`headregion` finds where the head ends, `masthead` holds its text, `headlabels`, `ownsymbol`, `sitting` and
`headtitles` each take from it what they read; what nothing else was read from is the title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cdipgraph import languages, symbols
from cdipgraph.languages import Language
from cdipgraph.report import Field, Header
from cdipgraph.source import SourceText
from cdipgraph.spans import Span
from cdipgraph.structure.headbody import read_body
from cdipgraph.structure.headlabels import (
    UNITED_NATIONS,
    organisation,
    original_language,
    own_date,
    take_letters,
    take_marks,
    whose,
)
from cdipgraph.structure.headregion import head_lines
from cdipgraph.structure.headtitles import Titles, read_titles
from cdipgraph.structure.masthead import Masthead
from cdipgraph.structure.ownsymbol import organisation_of, own_symbols
from cdipgraph.structure.sitting import read_sitting
from cdipgraph.symbols import Symbol

_LONG_REST = 160  # more than that after the last field of a line is text
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
    label = masthead.taken[0] if original else None
    labelled, _ = own_date(masthead)
    masthead.organisation = whose(masthead)
    symbol, also = own_symbols(masthead)
    take_letters(masthead)
    whole = organisation(masthead)
    take_marks(masthead)
    take_letters(masthead)
    own = symbols.parse(symbol.value) if symbol else None
    sitting = read_sitting(masthead, labelled, own, label)
    known = languages.recognised(source.lower)  # without its words, names and titles would be guessed
    body = read_body(masthead, sitting) if known else None
    committee = masthead.field(body) if body else None
    titles = read_titles(masthead) if known else Titles()
    header = Header(
        symbol=symbol,
        also=also,
        language=language.code,
        original_language=original,
        date=sitting.date,
        organisation=_organisation(source, language, whole, committee, own),
        committee=committee,
        series=_series(committee, symbol),
        session=sitting.session,
        kind=sitting.kind,
        part=sitting.part,
        place=sitting.place,
        start=sitting.start,
        end=sitting.end,
        title=masthead.field(titles.title) if titles.title else None,
        author=masthead.field(titles.author) if titles.author else None,
        draft=titles.draft,
    )
    return Head(header, _end(header, lines))


def _organisation(
    source: SourceText, language: Language, whole: Field | None, committee: Field | None, own: Symbol | None
) -> Field | None:
    """The organisation that the head names; of the United Nations, the programme that the committee's name names."""
    if whole and whole.value != UNITED_NATIONS:
        return whole
    mentioned = _mentioned(source, language, committee, own)
    return mentioned if mentioned and not (whole and mentioned.value == UNITED_NATIONS) else whole


def _mentioned(source: SourceText, language: Language, committee: Field | None, own: Symbol | None) -> Field | None:
    """The organisation that the committee's name names, or whose series the symbol is of: where the text names it
    first.
    """
    key = organisation_of(own) if own else ""
    for name, words in language.table["organisations"].items():
        whole = Span(0, len(source.text)) if name.lower() == key else committee.span if committee else Span(0, 0)
        found = [at for word in words if (at := _word(source.lower, word, whole)) is not None]
        if found:
            return Field(name, min(found))
    return None


def _word(lower: str, word: str, within: Span) -> Span | None:
    """Where a word first stands in a stretch of text, by itself."""
    at = lower.find(word, *within)
    while at >= 0:
        if not lower[at - 1 : at].isalnum() and not lower[at + len(word) : at + len(word) + 1].isalnum():
            return Span(at, at + len(word))
        at = lower.find(word, at + 1, within.end)
    return None


def _end(header: Header, lines: list[Span]) -> int:
    """Where the head ends: with its last line; where text goes on on that line, with the last field read from it."""
    if not lines:
        return 0
    fields = (header.title, header.author, header.end, header.session)
    last = max((field.span.end for field in fields if field), default=lines[-1].end)
    return last if lines[-1].start < last < lines[-1].end - _LONG_REST else lines[-1].end


def _series(committee: Field | None, symbol: Field | None) -> str:
    """What the committee is called in symbols: the start of the document's own, else the acronym after its name."""
    parsed = symbols.parse(symbol.value) if symbol else None
    if parsed:
        return parsed.series
    acronym = _ACRONYM.search(committee.value) if committee else None
    return acronym[1] if acronym else ""
