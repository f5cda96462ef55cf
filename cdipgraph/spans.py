"""Offsets into a text that never changes: `text[span.start:span.end]` are the words a fact was read from."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of text: Unicode code points from `start` up to, not including, `end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The exact words of the span."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """True when `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def trimmed(self, text: str) -> Span:
        """The same span without white space at its ends."""
        start, end = first, last = self
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return self if start == first and end == last else Span(start, end)


def folded(text: str) -> str:
    """The text with every run of white space, no-break spaces too, as one space, trimmed."""
    return " ".join(text.split())
