"""Word files of documents that are given as plain text: the same words in the make-up that Word gives them.

Paragraphs are numbered by lists or styles and no longer by their words, what stands in the page's head goes into a
header with a page field, tables are tables with merged cells, and the head of the first page stands in a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from wordfiles import (
    abstract,
    cell,
    field,
    level,
    num,
    num_pr,
    paragraph,
    row,
    run,
    section,
    style,
    table,
    val,
    word_file,
)

from cdipgraph.reading import read_report
from cdipgraph.source import Block, BlockKind, SourceText

_LINE = re.compile(r"[^\n]*\S")
_POINT = re.compile(r"(i|ii|iii|iv|v)\)\s+")
_LETTER = re.compile(r"([a-c])\)\s+")
_TEXT = 9400  # twentieths of a point: the width of the text on a page
_LABELLED = re.compile(r"(?:original|date|fecha)\s*:", re.I)

NUMBERING = (
    abstract(0, level(0, style="ONUM"))
    + num(1, 0)
    + abstract(1, level(0, "%1)", fmt="lowerRoman"), level(1, "%2)", fmt="lowerLetter"))
    + num(2, 1)
    + num(3, 1, {0: 1})
)
STYLES = (
    style("Normal", default=True)
    + style("ONUM", name="ONUM F", based_on="Normal", properties=num_pr(1, 0))
    + style("Heading1", name="heading 1", based_on="Normal", properties=val("outlineLvl", 0))
    + style("Header", name="header", based_on="Normal")
)


def as_word(source: SourceText, *, numbered: bool = True, cover: bool = True, ruled: bool = False) -> bytes:
    """The Word file of a document that was read from plain text; `ruled` with lines round the cells of its tables."""
    begin = read_report(source).paragraphs[0].span.start
    texts = [block for block in source.blocks if block.kind in (BlockKind.PARAGRAPH, BlockKind.CELL)]
    head = [source.quote(block.span) for block in texts if block.span.start < begin]
    texts = texts[len(head) :]
    symbol = next((source.quote(b.span) for b in source.blocks if b.kind is BlockKind.RUNNING_HEAD), "")
    body = "".join(_head(head) if cover else (paragraph(line) for line in head))
    body += "".join(_body(source, texts, numbered, ruled))
    heads = {
        "header1": paragraph(symbol) + paragraph(run("page ") + field("PAGE", "2")),
        "header2": paragraph(""),
        "footer1": paragraph(run("<w:drawing/>")),
    }
    last = section(("default", "header1"), ("first", "header2"), ("default", "footer1"), properties="<w:titlePg/>")
    return word_file(body + last, numbering=NUMBERING, styles=STYLES, heads=heads)


def _is_prose(line: str) -> bool:
    return len(line) > 160 and not line.isupper()


def _head(lines: Sequence[str]) -> Iterator[str]:
    """The head of the first page: symbol, original and date in a table beside the letter, as in WIPO's papers."""
    symbol = lines[:1] if "/" in lines[0] and len(lines[0]) < 30 else []
    framed = [*symbol, *(line for line in lines if _LABELLED.match(line))]
    if framed:
        logo = cell(paragraph(run("<w:drawing/>")))
        letter = cell("F", properties=val("vAlign", "top"))
        yield table(row(logo, "", letter), *(row(cell(line, span=3)) for line in framed))
    yield paragraph()
    for line in lines:
        if line not in framed:
            yield paragraph(line) + paragraph()


def _body(source: SourceText, blocks: Sequence[Block], numbered: bool, ruled: bool) -> Iterator[str]:
    points = 2
    for kind, group in groupby(blocks, key=lambda block: block.table if block.kind is BlockKind.CELL else -1):
        if kind >= 0:
            yield _table(source, list(group), ruled)
            continue
        for block in group:
            words = source.quote(block.span)
            point, letter = _POINT.match(words), _LETTER.match(words)
            if point:
                points += point[1] == "i" and points == 2
                yield paragraph(words[point.end() :], num=points, level=0)
            elif letter:
                yield paragraph(words[letter.end() :], num=points, level=1)
            elif _is_prose(words) and numbered:
                yield paragraph(words, style="ONUM") + paragraph()
            elif len(words) < 60 and words[-1] not in ".:;":
                yield paragraph(words, style="Heading1")
            else:
                yield paragraph(words)


def _table(source: SourceText, cells: Sequence[Block], ruled: bool) -> str:
    """A table of these cells; one that stands alone in its row is merged over all columns."""
    rows = [list(group) for _, group in groupby(cells, key=lambda block: block.row)]
    width = max(len(each) for each in rows)
    made = []
    for each in rows:
        inner = ["".join(paragraph(line) for line in _lines(source, block)) or paragraph() for block in each]
        span = width if len(each) == 1 else 1
        made.append(row(*(cell(content, span=span) for content in inner)))
    return table(*made, columns=width, width=_TEXT // width, ruled=ruled)


def _lines(source: SourceText, block: Block) -> list[str]:
    return [match[0].strip() for match in _LINE.finditer(source.quote(block.span))]
