"""Documents laid out as a word processor's reader gives them, from a light notation.

A line is a paragraph. `# ` before it makes it a heading, `{3.} ` gives it a computed number, `@ ` makes it a page
head. A line between bars is a row of a table: `//` begins a new paragraph in a cell, `<` is a cell merged with the one
to its left, `^` one merged with the one above it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from cdipgraph.readers import read
from cdipgraph.source import Block, BlockKind, SourceText
from cdipgraph.spans import Span

_NUMBER = re.compile(r"\{([^}]+)\} ")
_MERGED = ("<", "^")


def source_of(path: Path) -> SourceText:
    """The document in a file: `.blocks` in the notation, anything else as the program reads it."""
    return laid_out(path.read_text(encoding="utf-8"), path.name) if path.suffix == ".blocks" else read(path)


def laid_out(notation: str, name: str = "") -> SourceText:
    """The text and blocks that the notation stands for."""
    lines = [line for line in notation.split("\n") if line]
    writer = _Writer()
    for line in (*[line for line in lines if line[:2] != "@ "], *[line for line in lines if line[:2] == "@ "]):
        writer.add(line)
    text = "".join(writer.parts)
    return SourceText(
        text, tuple(writer.blocks), name=name, format="test", sha256=hashlib.sha256(text.encode()).hexdigest()
    )


class _Writer:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.blocks: list[Block] = []
        self.at = 0
        self.table, self.row, self.in_table = -1, 0, False

    def add(self, line: str) -> None:
        """Adds the block, or the row, that a line stands for."""
        self._write("\n" if self.parts else "")
        if line.startswith("|"):
            self.table, self.row = (self.table, self.row + 1) if self.in_table else (self.table + 1, 0)
            self._cells([cell.strip() for cell in line.strip("|").split("|")])
        else:
            kind = BlockKind.PARAGRAPH
            for mark, other in (("# ", BlockKind.HEADING), ("@ ", BlockKind.RUNNING_HEAD)):
                if line.startswith(mark):
                    line, kind = line[2:], other
            number = _NUMBER.match(line)
            line = f"{number[1]} {line[number.end() :]}" if number else line
            self._block(line, kind, number=number[1] if number else "")
        self.in_table = line.startswith("|")

    def _cells(self, cells: Sequence[str]) -> None:
        kept = [(column, cell) for column, cell in enumerate(cells) if cell not in _MERGED]
        for position, (column, cell) in enumerate(kept):
            self._write("\t" if position else "")
            self._block(cell.replace("//", "\n"), BlockKind.CELL, table=self.table, row=self.row, column=column)

    def _block(self, text: str, kind: BlockKind, **more: object) -> None:
        start = self.at
        self._write(text)
        self.blocks.append(Block(Span(start, self.at), kind, **more))  # type: ignore[arg-type]

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.at += len(text)


def rows(table: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows of a table in the notation."""
    yield from ("| " + " | ".join(row) + " |" for row in table)
