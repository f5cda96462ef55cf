"""Minutes: the numbered paragraphs of a session report or a Chair's summary, and the headings that they stand under.

What stands without a number after a numbered paragraph goes on with it. Where no paragraph has a number, each block is
one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cdipgraph.languages import Language
from cdipgraph.source import Block, SourceText
from cdipgraph.spans import Span
from cdipgraph.structure.headlines import Head, Headline, Headlines, closes
from cdipgraph.structure.headregion import capitals
from cdipgraph.structure.numbering import Numbered, in_contents, main_numbers

_SENTENCE = ".;:?!)"  # what sentences end with
_MARK = re.compile(r"(?:(?P<roman>[IVXL]+)|(?P<letter>[A-Z])|(?P<digit>\d{1,2}))[.)]\s")
_FEWEST_OF_ITS_OWN, _MOST_TIMES = 5, 4  # paragraphs of a report, and of what it annexes
_FEWEST = 2  # a single number is no numbering


@dataclass(frozen=True, slots=True)
class Entry:
    """One paragraph: its printed number, if any, its blocks, the heading over it, the agenda item it stands under.

    `text` is what follows the number. `concluding` is true under a heading such as "Decision on agenda item 5".
    """

    number: str
    span: Span
    text: Span
    blocks: tuple[Block, ...]
    heading: Span | None = None
    item: str = ""
    concluding: bool = False


@dataclass
class Minutes:
    """The paragraphs in order; `labels` are the words that number an agenda item or announce a decision, which cite
    nothing; `rest` the blocks after the end of the text: appendices and annexes.
    """

    entries: list[Entry] = field(default_factory=list)
    labels: list[Span] = field(default_factory=list)
    rest: list[tuple[Block, Headline | None]] = field(default_factory=list)
    agenda: int = 0

    @property
    def numbered(self) -> list[Entry]:
        """The paragraphs that bear a number."""
        return [entry for entry in self.entries if entry.number]


def read_minutes(
    source: SourceText, language: Language, after: int, fields: Sequence[Span] = (), least: int = 0
) -> Minutes:
    """The minutes that the text holds; `after` is where the header ends, `fields` are what it is known to say. None are
    read of a text that numbers fewer than `least` paragraphs.
    """
    reader = _Reader(source, language, after, fields)
    return reader.minutes() if len(reader.numbers) >= least else Minutes()


class _Reader:
    """Walks the blocks once; what is open is the paragraph that the next block may go on with."""

    def __init__(self, source: SourceText, language: Language, after: int, fields: Sequence[Span]) -> None:
        self.source, self.after, self.fields = source, after, fields
        self.blocks = source.texts
        end = next((i for i, b in enumerate(self.blocks) if closes(source, language, b.span)), len(self.blocks))
        found = main_numbers(source, self.blocks[:end])
        if len(found) < _FEWEST and end < len(self.blocks):  # what is closed stands before the text
            found = main_numbers(source, self.blocks)
        self.numbers = found if len(found) >= _FEWEST else {}
        self.headlines = Headlines(source, language, self.blocks, self.numbers, after)
        self._begin_before_annex()
        self._end_at_appendix()
        self.minutes_read = Minutes()
        self.heading: Headline | None = None
        self.item = ""
        self.concluding = self.titled = False
        self.styled = ""  # how the last title was numbered that its item of the agenda followed
        self.open: list[Block] = []
        self.number: Numbered | None = None

    def minutes(self) -> Minutes:
        """The paragraphs, their headings, and what stands after them."""
        last, begin = max(self.numbers, default=-1), self._begin()
        # The item that is named above the title is the paper's, and not that of its paragraphs.
        titled = max((field.end for field in self.fields if field.end <= self.after), default=0)
        for position, block in enumerate(self.blocks):
            headline = self.headlines.at(position)
            if position < begin:
                if headline and headline.head is Head.AGENDA and headline.span.start >= titled:
                    self._headed(headline)
            elif position > last and headline and headline.head in (Head.END, Head.APPENDIX):
                self.minutes_read.rest = [
                    (self.blocks[i], self.headlines.at(i)) for i in range(position, len(self.blocks))
                ]
                break
            elif headline:
                self._headed(headline)
            else:
                self._text(position, block)
        self._close()
        return self.minutes_read

    def _begin_before_annex(self) -> None:
        """Takes the numbers before the head of an annex where those in it are more, but not many times as many: what is
        annexed to a note is the report.
        """
        first = min(self.numbers, default=0)
        annex = next((i for i in range(first) if self._heads_annex(i)), None)
        before = main_numbers(self.source, self.blocks[:annex]) if annex else {}
        if len(before) >= _FEWEST_OF_ITS_OWN and len(before) * _MOST_TIMES >= len(self.numbers):
            self.numbers = before
            self.headlines = Headlines(self.source, self.headlines.language, self.blocks, before, self.after)

    def _heads_annex(self, position: int) -> bool:
        headline = self.headlines.at(position)
        return headline is not None and headline.head is Head.APPENDIX

    def _end_at_appendix(self) -> None:
        """Takes off the numbers after the head of an annex: what an annex lists may happen to go on with them."""
        counted = sorted(self.numbers)[_FEWEST - 1 :]
        for position in range(counted[0], counted[-1]) if counted else ():
            if self._heads_annex(position):
                self.numbers = {i: number for i, number in self.numbers.items() if i < position}
                self.headlines = Headlines(self.source, self.headlines.language, self.blocks, self.numbers, self.after)
                return

    def _begin(self) -> int:
        """The first block that is no header: the first numbered one, or the headings right above it."""
        begin = min(self.numbers, default=len(self.blocks))
        for position, block in enumerate(self.blocks[:begin]):
            if block.span.start >= self.after:
                return position
        return self.headlines.above(begin, self.fields)

    def _text(self, position: int, block: Block) -> None:
        if self.number is None and in_contents(self.source, block.span):
            self._leave_contents()
            return
        if position in self.numbers or not self.numbers:
            self._close()
        self.number = self.numbers.get(position, self.number)
        self.open.append(block)

    def _leave_contents(self) -> None:
        """Leaves out the line above a list of contents too, which heads it."""
        if self.open and self.source.view[self.open[-1].span.end - 1] not in _SENTENCE:
            self.open.pop()
        self._close()

    def _close(self) -> None:
        """Puts the paragraph that is open among the entries."""
        if not self.open:
            return
        span = Span(self.open[0].span.start, self.open[-1].span.end)
        number = self.number.number if self.number else ""
        text = Span(self.number.text.start, span.end).trimmed(self.source.text) if self.number else span
        heading = self.heading.span if self.heading else None
        self.minutes_read.entries.append(
            Entry(number, span, text, tuple(self.open), heading, self.item, self.concluding)
        )
        self.open, self.number = [], None

    def _headed(self, headline: Headline) -> None:
        """Puts what follows under a heading; a heading that goes on over several lines is one, and what stands below it
        in brackets, the documents that it is about, is none of its own.
        """
        if self.heading and not self.open and self.headlines.names_documents(headline.span):
            return
        self._close()
        before = self.heading
        if headline.head is Head.DECISION:
            self.concluding = True
            self.minutes_read.labels.append(headline.span)
            return
        self.concluding = False
        if headline.head is Head.AGENDA:
            self.minutes_read.agenda += 1
            self.minutes_read.labels.append(headline.label or headline.span)
        if before and self._goes_on(before, headline):
            span = Span(before.span.start, headline.span.end)
            head = Head.APPENDIX if before.head is Head.APPENDIX else Head.AGENDA
            headline = Headline(head, span, before.number or headline.number, title=headline.title or before.title)
            self.titled = not before.number
        elif headline.head is Head.TITLE and self.titled:
            self.item, self.titled = "", False  # where the number stands below the title, a title without one has none
        elif headline.head is Head.TITLE and self.styled and self.styled == self._style(headline):
            self.item = ""  # "V. Closure of the meeting", after "III. Freshwater (agenda item 5)"
        if headline.title and headline.label and headline.title.end <= headline.label.start:
            self.styled = self._style(headline)
        self.item = "" if headline.head is Head.APPENDIX else headline.number or self.item
        self.heading = headline

    def _style(self, headline: Headline) -> str:
        """How a heading is numbered: "III." as "V." is, not as "B." or "2."; a dash where it is not."""
        match = _MARK.match(self.source.view, *headline.span)
        return match.lastgroup or "-" if match else "-"

    def _goes_on(self, before: Headline, headline: Headline) -> bool:
        """True when a heading is the title of the agenda item above it, or its number below the title, or the next
        line of a title in capitals.
        """
        between = self.source.text[before.span.end : headline.span.start]
        if between.strip():
            return False
        if before.head is Head.TITLE:
            return headline.head is Head.AGENDA and headline.title is None
        wrapped = self.source.format == "text/plain" and between.count("\n") == 1
        title = headline.head is Head.TITLE
        return title and (before.title is None or (wrapped and all(map(self._capital, (before, headline)))))

    def _capital(self, headline: Headline) -> bool:
        return capitals(self.source.quote(headline.title or headline.span))


def numbers_missing(entries: Iterable[Entry]) -> list[tuple[Entry, str, str]]:
    """Where the numbers jump: the paragraph after the gap, its number and the one before it."""
    found = []
    last: Entry | None = None
    for entry in entries:
        if last and last.number.isdigit() and entry.number.isdigit() and int(entry.number) - int(last.number) > 1:
            found.append((entry, last.number, entry.number))
        last = entry
    return found
