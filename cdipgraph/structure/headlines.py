"""Lines that head a stretch of text: an agenda item, the document considered, a decision, any title.

A format that has headings says so; in plain text a heading is a line in capitals, or one that does not end as a
sentence does and stands right before a numbered paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from enum import StrEnum
from typing import NamedTuple

from cdipgraph.languages import Language
from cdipgraph.source import Block, BlockKind, SourceText
from cdipgraph.spans import Span
from cdipgraph.structure.headings import LETTER
from cdipgraph.structure.headregion import capitals

_ENUMERATED = re.compile(r"(?:(?:\d{1,2}|[A-Z]|[IVXL]{1,6})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?)\s+(?=\S)")
_POINTED = re.compile(r"\(?[a-z]\)\s+(?=\S)")  # a title, or a point of a list
_LETTERED = re.compile(r"(?:[A-Z]|[IVXL]{1,6})\.\s+\S")  # as no list in a text is
_CONTENTS = re.compile(r"\.{4,}|\u2026{2,}|\t\s*\d+(?:\s*\S{1,2}\s*\d+)?$")
_CLOSING = ("annex-follows", "annex-end", "end")
_LONGEST = 300
_LONGEST_TITLE = 120
_ENDS = ".;:,?!\u2026"
_CLOSED = ".;:?!\u2026)\"']"


class Head(StrEnum):
    """What a heading heads."""

    AGENDA = "agenda"  # an item of the agenda
    DECISION = "decision"  # what was decided on an item
    APPENDIX = "appendix"
    END = "end"  # "[Annex follows]", "[End of document]"
    TITLE = "title"  # anything else


class Headline(NamedTuple):
    """A line that heads what follows: what it heads, its number, the words that number it, its title if it has one."""

    head: Head
    span: Span
    number: str = ""
    label: Span | None = None
    title: Span | None = None


class Headlines:
    """The headings among the text blocks of a document; `numbered` are the positions of numbered paragraphs."""

    def __init__(
        self, source: SourceText, language: Language, blocks: Sequence[Block], numbered: Container[int]
    ) -> None:
        self.source, self.lower, self.blocks, self.numbered = source, source.lower, blocks, numbered
        self.language = language
        self.agenda, self.any_agenda = language.rules("agenda"), language.any_of("agenda")
        known = "minutes" in language.table
        self.named = [(head, language.pattern("minutes", head)) for head in (Head.DECISION, Head.APPENDIX) if known]
        self.topic = language.pattern("minutes", "topic") if known else None
        self._told: dict[int, Headline | None] = {}

    def at(self, position: int) -> Headline | None:
        """The heading that the block at a position is; None when it is text."""
        if position not in self._told:
            self._told[position] = self._at(position)
        return self._told[position]

    def _at(self, position: int) -> Headline | None:
        block = self.blocks[position]
        if position in self.numbered or block.span.end - block.span.start > _LONGEST:
            return None
        if not LETTER.search(self.lower, *block.span):
            return None
        worded = self._worded(block)
        if worded or block.kind is BlockKind.HEADING or self._titles(position):
            return worded or self._item_after(block.span) or Headline(Head.TITLE, block.span, title=block.span)
        return None

    def _item_after(self, span: Span) -> Headline | None:
        """A title that ends with its item of the agenda in brackets: "III. Freshwater (agenda item 5)"."""
        at = self.source.view.rfind("(", *span) if self.source.view[span.end - 1] == ")" else -1
        for rule in self.agenda if at > span.start else ():
            match = rule.pattern.fullmatch(self.lower, at, span.end)
            if match:
                title = Span(span.start, at).trimmed(self.source.text)
                return self._agenda_item(match, Span(at, span.end))._replace(span=span, title=title)
        return None

    def above(self, position: int, fields: Sequence[Span]) -> int:
        """Where the headings right above a position begin; what the header is known to say (`fields`) is none."""
        while position and self.at(position - 1) is not None:
            start, end = self.blocks[position - 1].span
            if any(field.start < end and start < field.end for field in fields):
                break
            position -= 1
        return position

    def _worded(self, block: Block) -> Headline | None:
        """A heading that is known by its words."""
        span = block.span
        if closes(self.source, self.language, span):
            return Headline(Head.END, span)
        for rule in self.agenda if self.any_agenda.fullmatch(self.lower, *span) else ():
            match = rule.pattern.fullmatch(self.lower, *span)
            if match and self._numbers_item(match, block):
                return self._agenda_item(match, span)
        for head, pattern in self.named:
            match = pattern.fullmatch(self.lower, *span)
            if match:
                return Headline(head, span, *self._parts(match))
        return None

    def _numbers_item(self, match: re.Match[str], block: Block) -> bool:
        """True where words that name an item of the agenda head a text, and are none: they end as no sentence does; and
        a title that no mark sets off is set as one.
        """
        if self._sentence(block.span) and self._sentence(Span(match.end("item"), block.span.end)):
            return False
        blank = match.groupdict().get("loose")
        if blank is None or len(blank) > 1 or "\t" in blank or block.kind is BlockKind.HEADING:
            return True
        title = self.source.quote(Span(match.end("loose"), block.span.end))
        return capitals(title) or (len(title) <= _LONGEST_TITLE and title[:1].isupper() and title[-1] not in _ENDS)

    def _agenda_item(self, match: re.Match[str], span: Span) -> Headline:
        label = Span(span.start, match.end("label"))
        title = Span(label.end, span.end).trimmed(self.source.text)
        while title.start < title.end and self.source.view[title.start] in ":.-) ":
            title = Span(title.start + 1, title.end)
        number = "".join(self.source.view[match.start("item") : match.end("item")].split())
        return Headline(Head.AGENDA, span, number, label, title if title.end > title.start else None)

    def _parts(self, match: re.Match[str]) -> tuple[str, Span | None, Span | None]:
        groups = match.groupdict()
        number = self.source.view[slice(*match.span("number"))] if groups.get("number") else ""
        title = Span(*match.span("title")).trimmed(self.source.text) if groups.get("title") else None
        return number, None, title

    # Titles

    def _titles(self, position: int) -> bool:
        """True for a line that is a title by its look, and by what it stands between."""
        span = self.blocks[position].span
        words = self.source.quote(span)
        if ("\t" in words or "..." in words or "\u2026" in words) and _CONTENTS.search(words):
            return False
        if capitals(words):
            return True
        if self.topic and self.topic.fullmatch(self.lower, *span) and words[-1] not in _ENDS:
            return True
        return self._looks(words) and self._stands(position)

    def _looks(self, words: str) -> bool:
        enumerated = _ENUMERATED.match(words) or _POINTED.match(words)
        first = words[enumerated.end() if enumerated else 0]
        last = words.rstrip("”\"»’'")[-1:]
        return len(words) <= _LONGEST_TITLE and last not in _ENDS and (first.isupper() or first in '“«"')

    def _stands(self, position: int) -> bool:
        """True right before a numbered paragraph or another heading, after the end of a sentence or a heading."""
        following = self.blocks[position + 1] if position + 1 < len(self.blocks) else None
        if following is None or not (position + 1 in self.numbered or self._heads(following)):
            return False
        before = self.blocks[position - 1] if position else None
        if before is None or _LETTERED.match(self.source.view, *self.blocks[position].span):
            return True
        closed = "." if _POINTED.match(self.source.view, *self.blocks[position].span) else _CLOSED
        return self.source.view[before.span.end - 1] in closed or self._heads(before)

    def _heads(self, block: Block) -> bool:
        """True for a block that is a heading whatever stands after it."""
        if block.span.end - block.span.start > _LONGEST:
            return False
        words = self.source.quote(block.span)
        lettered = bool(_LETTERED.match(words)) and self._looks(words)
        return lettered or block.kind is BlockKind.HEADING or bool(self._worded(block)) or capitals(words)

    def _sentence(self, span: Span) -> bool:
        """True for words that end as a sentence does, not in capitals."""
        words = self.source.quote(span)
        return bool(words) and words[-1] in ".;," and not capitals(words)


def closes(source: SourceText, language: Language, span: Span) -> bool:
    """True for a line in brackets that closes the text: "[Annex follows]", "[End of document]"."""
    if source.text[span.start] != "[":
        return False
    return any(r.role in _CLOSING and r.pattern.fullmatch(source.lower, *span) for r in language.rules("headings"))
