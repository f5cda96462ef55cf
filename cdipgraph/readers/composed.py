"""Puts together the text of a format that is no text: what was read, in reading order, with the blocks it gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cdipgraph.source import Block, BlockKind, SourceText
from cdipgraph.spans import Span


class _Piece(NamedTuple):
    """A stretch of text with its blocks, whose spans count from its start; `before` sets it off from what precedes."""

    text: str
    blocks: tuple[Block, ...]
    before: str = "\n"


class Composition:
    """Collects what is read; footnotes follow the body, and page heads, each once, follow them."""

    def __init__(self) -> None:
        self._body: list[_Piece] = []
        self._notes: list[_Piece] = []
        self._heads: dict[str, _Piece] = {}
        self._tables = 0

    def add(self, text: str, kind: BlockKind, *, number: str = "", style: str = "") -> None:
        """One block, with the words of it: a footnote and a page head go to their places."""
        piece = _Piece(text, (Block(Span(0, len(text)), kind, number=number, style=style),))
        if kind is BlockKind.RUNNING_HEAD:
            self._heads.setdefault(text, piece)
        else:
            (self._notes if kind is BlockKind.FOOTNOTE else self._body).append(piece)

    def add_text(self, text: str, blocks: Sequence[Block]) -> None:
        """A stretch of plain text with its blocks; its tables are numbered on."""
        tables = {block.table for block in blocks if block.table >= 0}
        moved = (b._replace(table=b.table + self._tables) if b.table >= 0 else b for b in blocks)
        self._body.append(_Piece(text, tuple(moved)))
        self._tables += max(tables, default=-1) + 1

    def add_table(self, rows: Iterable[Sequence[tuple[int, str]]]) -> None:
        """A table: for each row its cells, each with its column."""
        for number, row in enumerate(rows):
            for place, (column, text) in enumerate(row):
                block = Block(Span(0, len(text)), BlockKind.CELL, self._tables, number, column)
                self._body.append(_Piece(text, (block,), "\t" if place else "\n"))
        self._tables += 1

    @property
    def empty(self) -> bool:
        """True when there are no words in it."""
        return not any(piece.text.strip() for piece in (*self._body, *self._notes, *self._heads.values()))

    def source(self, *, name: str, format: str, encoding: str, sha256: str) -> SourceText:
        """All of it as one text."""
        parts: list[str] = []
        blocks: list[Block] = []
        at = 0
        for piece in (*self._body, *self._notes, *self._heads.values()):
            before = piece.before if parts else ""
            at += len(before)
            parts += (before, piece.text)
            blocks += (b._replace(span=Span(b.span.start + at, b.span.end + at)) for b in piece.blocks)
            at += len(piece.text)
        return SourceText("".join(parts), tuple(blocks), (), name, format, encoding, sha256)
