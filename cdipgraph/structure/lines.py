"""A line of a narrative and what it is the heading of: what the readers of headings hand to one another."""

from __future__ import annotations

import re
from typing import NamedTuple

from cdipgraph.source import Block
from cdipgraph.spans import Span

NUMBERED = re.compile(r"(\d{1,2})\.(\d{1,2})\.?\s+(?=[^\W\d_])")
#: The parts of a measure, which tell a narrative where no paragraph or measure is headed.
PARTS = ("implementation", "decision", "follow-up")
PARAGRAPHS = ("proposal-paragraph", "recommendation")
HEADS = (*PARAGRAPHS, "measure", "measures")


class Line(NamedTuple):
    """A paragraph of the text and what it is the heading of; `role` is empty for text.

    `span` is the block without the number it begins with, `label` the name that follows in the heading, `number` and
    `paragraph` as printed ("1", "A"). A "label" is the name of the measure headed by the line before. `unknown` is true
    for text that looks like a heading, of which nothing is known. A text that opens with words that name a part has
    that part as its `part`, and `lead` is where they end; one that opens with the heading itself has it as `head`, and
    `span` is what follows it. A "session" heads what was done at it, in a document that goes by sessions, measure by
    measure; a "sitting" does so within a measure.
    """

    block: Block
    span: Span
    role: str = ""
    number: str = ""
    paragraph: str = ""
    label: Span | None = None
    proposer: Span | None = None
    unknown: bool = False
    part: str = ""
    lead: int = 0
    head: Line | None = None
