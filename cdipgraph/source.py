"""A document as its reader returned it: the text, which never changes, and the blocks it is laid out in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from cdipgraph.spans import Span


class BlockKind(StrEnum):
    """What a block is in the layout, before anything is understood of its words."""

    PARAGRAPH = "paragraph"
    CELL = "cell"
    RUNNING_HEAD = "running-head"
    FURNITURE = "furniture"  # captions, bookmarks, file names: on the page, but no part of what the document says


class Block(NamedTuple):
    """One block of the layout; a table cell has its table, row and column, counted from 0."""

    span: Span
    kind: BlockKind
    table: int = -1
    row: int = -1
    column: int = -1


#: Characters that only look different, each to one character, so that offsets stay. Never applied to the text itself.
_LOOKALIKES = {
    " ": "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000\u200b\u2060\ufeff",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d",
    "'": "\u2018\u2019\u02bc\u201b\u2032",
    '"': "\u201c\u201d\u201e\u00ab\u00bb",
    "I": "\u0130",  # its lower case has two characters
}


def matching_view(text: str) -> str:
    """The text as patterns see it: plain spaces, hyphens and quotes, the same length as the text."""
    for plain, others in _LOOKALIKES.items():
        for other in others:
            text = text.replace(other, plain)
    return text


@dataclass(frozen=True)
class SourceText:
    """What a reader returns: the text, its blocks in order, and where it came from.

    `text` is exactly what was decoded; every span of every later thing counts its code points.
    """

    text: str
    blocks: tuple[Block, ...]
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

    def quote(self, span: Span) -> str:
        """The exact words of a span."""
        return self.text[span.start : span.end]
