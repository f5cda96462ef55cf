"""Which document a text is, and whose session it is that a document without a symbol reports on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cdipgraph import symbols
from cdipgraph.report import Citation, Header
from cdipgraph.source import SourceText

_MANY = 3  # so many documents of a session outweigh the acronym in the committee's name


def series_of(header: Header, citations: Iterable[Citation]) -> str:
    """How the symbols of the committee begin: as the header says, else as most documents of that session that the
    text cites.

    The committee's acronym can differ from what its symbols begin with (IGC, WIPO/GRTKF/IC): the documents decide where
    they are many.
    """
    if header.symbol or header.ordinal is None:
        return header.series
    symbols = {c.symbol for c in citations if c.symbol and c.symbol.session == header.ordinal}
    counts = Counter(symbol.series for symbol in symbols)
    if not counts or header.series in counts:
        return header.series
    (series, count), total = counts.most_common(1)[0], counts.total()
    likely = not header.series or series.endswith(f"/{header.series}") or count >= _MANY
    return series if likely and 2 * count > total else header.series


def stands_in_head(source: SourceText, header: Header) -> bool:
    """True for a symbol with which the head gives something else of the document, or which heads its pages. A line that
    is nothing but a symbol may also stand in a note on that document, or in a list.
    """
    fields = (header.original_language, header.date, header.committee, header.session, header.kind, header.start)
    if header.draft or any((*fields, header.place, header.author)):
        return True
    own = symbols.parse(header.symbol.value) if header.symbol else None
    heads = (symbol for block in source.heads for _, symbol in symbols.find(source.view, *block.span))
    return own is not None and any(own.final == symbol.final for symbol in heads)
