"""Citations as a person would note them down, for tests that say what a sentence cites."""

from __future__ import annotations

from cdipgraph.citations import find, resolve
from cdipgraph.languages import load
from cdipgraph.report import Citation
from cdipgraph.source import Block, BlockKind, SourceText
from cdipgraph.spans import Span

#: kind, symbol, first, last, item, session.
Noted = tuple[str, str, str, str, str, int | None]


def noted(c: Citation) -> Noted:
    """What a person would note down of a citation."""
    return (c.kind.value, str(c.symbol or ""), c.first, c.last, c.item, c.session)


def doc(symbol: str, first: int | str = "", last: int | str = "") -> Noted:
    """A document, or the first of a run of them."""
    return ("document", symbol, str(first), str(last), "", None)


def ses(n: int) -> Noted:
    return ("session", "", "", "", "", n)


def par(
    first: int | str, last: int | str | None = None, symbol: str = "", session: int | None = None, of: str = ""
) -> Noted:
    """Paragraphs of a document or a report, or of what is only named."""
    return ("paragraphs", symbol, str(first), str(first if last is None else last), of, session)


def ins(first: int | str, last: int | str | None = None, of: str = "") -> Noted:
    """Paragraphs of the document itself, or of its annex."""
    return ("internal", "", str(first), str(last or first), of, None)


def res(number: str, first: int | str = "", last: int | str | None = None, symbol: str = "") -> Noted:
    """A resolution or a decision, or paragraphs of it."""
    return ("resolution", symbol, str(first), str(first if last is None else last), number, None)


def item(number: str, session: int | None) -> Noted:
    """An item of a Chair's summary."""
    return ("summary-item", "", "", "", number, session)


def agenda(number: str) -> Noted:
    return ("agenda-item", "", "", "", number, None)


def annex(number: str = "", symbol: str = "", session: int | None = None) -> Noted:
    return ("annex", symbol, "", "", number, session)


def block(text: str) -> SourceText:
    """A text that is one paragraph, whatever its line breaks."""
    return SourceText(text, (Block(Span(0, len(text)).trimmed(text), BlockKind.PARAGRAPH),))


def cited_in(sentence: str, code: str = "fr") -> list[Citation]:
    """The citations of a sentence, resolved from what it says itself."""
    return resolve(find(block(sentence), load(code)))
