"""The paragraphs of a document that is no minutes: each block of its body is one, under the nearest heading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cdipgraph.languages import Language
from cdipgraph.report import Paragraph
from cdipgraph.source import Block, SourceText
from cdipgraph.spans import Span
from cdipgraph.structure.headlines import Headlines
from cdipgraph.structure.numbering import paragraph_numbers


def headed(
    source: SourceText, language: Language, body: Sequence[tuple[Block, Span | None]], fields: Sequence[Span]
) -> Iterator[Paragraph]:
    """The paragraphs of a body, whose blocks come with the headings known so far; a line that is a heading is none.

    A heading above the first of them may have been taken for the header, of which `fields` are known to be.
    """
    start = body[0][0].span.start if body else 0
    head = [block for block in source.texts if block.span.start < start]
    blocks = [*head, *(block for block, _ in body)]
    numbers = paragraph_numbers(source, blocks)
    headlines = Headlines(source, language, blocks, numbers)
    above = headlines.above(len(head), fields) < len(head)
    heading = head[-1].span if above else None
    known: Span | None = None
    for position, (block, over) in enumerate(body, len(head)):
        if over != known:
            heading = known = over
        headline = headlines.at(position)
        if headline:
            heading = headline.span
        else:
            yield Paragraph(block.span, numbers[position].number if position in numbers else "", heading)
