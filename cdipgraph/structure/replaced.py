"""Which documents the document says that it replaces: "this document replaces document CDIP/5/6"."""

from __future__ import annotations

from collections.abc import Iterator

from cdipgraph import symbols
from cdipgraph.languages import Language
from cdipgraph.report import Replaced
from cdipgraph.source import SourceText
from cdipgraph.spans import Span
from cdipgraph.symbols import Symbol


def replaced(source: SourceText, language: Language, own: Symbol | None) -> Iterator[Replaced]:
    """The documents that the text says it replaces, each with the words that say so."""
    for match in language.pattern("replaces", "issue").finditer(source.lower):
        symbol = symbols.parse(source.view[match.start("symbol") : match.end("symbol")])
        if symbol and symbol != own:
            yield Replaced(symbol, Span(match.start(), match.end()))
