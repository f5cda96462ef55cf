"""A document as its reader returned it: the text, which never changes, and the blocks it is laid out in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from cdipgraph.spans import Span


class BlockKind(StrEnum):
    """What a block is in the layout, before anything is understood of its words."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"  # where the format says so: a heading style, an <h2>; plain text has none
    CELL = "cell"
    FOOTNOTE = "footnote"
    RUNNING_HEAD = "running-head"
    FURNITURE = "furniture"  # captions, bookmarks, file names: on the page, but no part of what the document says


#: The kinds by themselves: Python 3.11 takes long to find a member in its class, which loops over blocks do at each.
PARAGRAPH, HEADING, CELL, FOOTNOTE, RUNNING_HEAD, FURNITURE = BlockKind


class Block(NamedTuple):
    """One block of the layout; a table cell has its table, row and column, counted from 0.

    `number` is the number that the format computes for the block ("12.", "(a)"), which its text then begins with, as
    on paper; `page` the page it begins on and `ordinal` its paragraph in the file, both from 1, 0 where the format has
    none; `style` what the file calls its style.
    """

    span: Span
    kind: BlockKind
    table: int = -1
    row: int = -1
    column: int = -1
    number: str = ""
    page: int = 0
    ordinal: int = 0
    style: str = ""

    @property
    def is_text(self) -> bool:
        """True for what the document says in lines of its own: paragraphs and headings."""
        return self.kind in _TEXT


_TEXT, _APART = (PARAGRAPH, HEADING), (RUNNING_HEAD, FURNITURE)


class Location(NamedTuple):
    """Where a span stands in the file it was read from: page and paragraph, from 1; None where the format has none."""

    page: int | None = None
    paragraph: int | None = None

    @property
    def label(self) -> str:
        """The place as it is told beside a quote, in any language: "p. 12", "¶ 45"."""
        page = f"p. {self.page}" if self.page else ""
        return f"{page} ¶ {self.paragraph}".strip() if self.paragraph else page


#: Characters that only look different, each to one character, so that offsets stay. Never applied to the text itself.
_LOOKALIKES = {
    " ": "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000\u200b\u2060\ufeff",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d",
    "'": "\u2018\u2019\u02bc\u201b\u2032",
    '"': "\u201c\u201d\u201e\u00ab\u00bb",
    "I": "\u0130",  # its lower case has two characters
}


_PLAIN = {other: plain for plain, others in _LOOKALIKES.items() for other in others}
_LONG = 1000  # it takes longer to see which characters so long a text has than to replace each of them


def matching_view(text: str) -> str:
    """The text as patterns see it: plain spaces, hyphens and quotes, the same length as the text."""
    if text.isascii():
        return text
    for other in _PLAIN if len(text) > _LONG else _PLAIN.keys() & set(text):
        text = text.replace(other, _PLAIN[other])
    return text


@dataclass(frozen=True)
class SourceText:
    """What a reader returns: the text, its blocks in order, and where it came from.

    Every span of every later thing counts the code points of `text`. Of plain text it is what was decoded, character
    for character; the lines of cells that were wrapped beside each other are put together in their place. Of another
    format it is what a reader of the page sees: the body in reading order, each paragraph after its number if
    the format computes one, a line break between blocks; then the footnotes; then the running heads, each once.
    `pages` are the offsets at which the pages of the body begin, the first being page 1; empty where the format has
    none. A block ends where its paragraph does: what runs over a page or a line is one block.
    """

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[int, ...] = ()
    name: str = ""
    format: str = "text/plain"
    encoding: str = "utf-8"
    sha256: str = ""

    @cached_property
    def view(self) -> str:
        """The text as patterns for symbols and names see it (`matching_view`)."""
        return matching_view(self.text)

    @cached_property
    def lower(self) -> str:
        """The matching view in lower case, as phrase patterns see it."""
        lowered = self.view.lower()
        return lowered if len(lowered) == len(self.text) else "".join(c.lower()[:1] or c for c in self.view)

    @cached_property
    def texts(self) -> Sequence[Block]:
        """The blocks that are text: paragraphs and headings."""
        return [block for block in self.blocks if block.kind in _TEXT]

    @cached_property
    def cells(self) -> Sequence[Block]:
        """The blocks of tables."""
        return [block for block in self.blocks if block.kind is CELL]

    @cached_property
    def heads(self) -> Sequence[Block]:
        """The page heads."""
        return [block for block in self.apart if block.kind is RUNNING_HEAD]

    @cached_property
    def apart(self) -> Sequence[Block]:
        """The blocks that are on the page beside what the document says: page heads, furniture."""
        return [block for block in self.blocks if block.kind in _APART]

    @cached_property
    def placed(self) -> bool:
        """True when a span can be located in the file: the format has pages, or counts its paragraphs."""
        return bool(self.pages) or any(block.page or block.ordinal for block in self.blocks)

    def locate(self, span: Span) -> Location:
        """Where a span stands in the file: its page in a PDF, its paragraph in a Word file."""
        position = bisect_right(self._starts, span.start) - 1
        block = self.blocks[position] if position >= 0 else None
        if block is None or block.span.end <= span.start:
            return Location()
        in_body = block.is_text or block.kind is CELL
        page = max(block.page, bisect_right(self.pages, span.start)) if in_body else block.page
        return Location(page or None, block.ordinal or None)

    @cached_property
    def _starts(self) -> list[int]:
        return [block.span.start for block in self.blocks]

    def quote(self, span: Span) -> str:
        """The exact words of a span."""
        return self.text[span.start : span.end]
