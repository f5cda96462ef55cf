"""Where the head of a document ends: at its first paragraph, a section heading, a contents list, a line of prose."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from cdipgraph import symbols
from cdipgraph.accents import unaccented
from cdipgraph.dates import in_figures
from cdipgraph.languages import Language
from cdipgraph.source import Block, BlockKind, SourceText
from cdipgraph.spans import Span

_LABELS = ("original", "date", "distribution")
_MOST_BLOCKS = 40
_MOST_BEFORE_LABEL = 8  # letter, symbol, organisation stand before ORIGINAL
_MOST_CELLS = 24  # a table at the head of a paper holds its symbol, language, dates: no more
_LONGEST_CELL = 300
_LONGEST_LINE = 1500  # a head and the paragraphs after it may all stand on one line
_PROSE = 160  # a line longer than this, not in capitals, is text and no line of a head
_SHORT_LINE = 100
_LONGEST_TITLE = 420
_BEFORE_SITTING, _AFTER_SITTING = 100, 110  # how far the ordinal and what follows reach from the word "session"
_NUMBERED = re.compile(
    r"\*?\s?\d{1,3}(?:\s?[.)]\s+\S|\.(?=[^\W\d_])|\s*\t\s*\S)|\d{1,3}\s+[A-ZÀ-Ý][a-zà-ÿ]+(?=.{50})|\d{1,3}\s+[A-ZÀ-Ý]'"
)
_NUMBER = re.compile(r"\*?\s?\d{1,3}\.")
#: The first paragraph, where it stands on the line of the head: " 1. The ...", " 1 The ...".
_FIRST_PARAGRAPH = re.compile(r"(?<=[^\s\d,/.:;(-])\.?\s+(?=1(?:\.\s?|\s|\s?\t)[A-ZÀ-Ý][A-Za-zà-ÿ'])")
#: "The Council of the Authority," where it stands on the line of the title.
_PREAMBLE_INSIDE = re.compile(r"(?<=[a-zà-ÿ*])\s+(?=(?:The|El|La|Le|L')\s[A-ZÀ-Ý][^.;:,]{3,90},\s+[A-ZÀ-Ý])")
_STOP_INSIDE = re.compile(r"[^\W\d_]{4,}\.\s+[A-ZÀ-Ý]")
_BROKEN_AT_COLON = re.compile(r"[A-ZÀ-Ý][^\d,.;:]+:")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_FEWEST_CAPITALS = 4
_FREQUENT = "aeio"  # where these are a fifth of a line, too few of its letters can be capitals
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\.?\s*$")


def head_lines(source: SourceText, language: Language) -> list[Span]:
    """The stretches of text that the head consists of, in order: whole blocks, the last one perhaps in part."""
    return list(_Lines(source, language).walk())


def sittings(lower: str, language: Language, *, squeezed: bool = False) -> Iterator[re.Match[str]]:
    """Every "Twenty-fourth session" in a text without accents: looked for around the words for a session."""
    pattern = language.head_pattern("session", squeezed=squeezed)
    done = 0
    for at in sorted(at for word in language.table["header"]["sittings"] for at in _occurrences(lower, word)):
        match = pattern.search(lower, max(done, at - _BEFORE_SITTING), at + _AFTER_SITTING) if at >= done else None
        if match:
            done = match.end()
            yield match


def _occurrences(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


class _Lines:
    def __init__(self, source: SourceText, language: Language) -> None:
        self.source, self.language = source, language
        self.headings = language.any_of("headings")
        self.stop = language.head_pattern("stop")
        self.contents = language.head_pattern("contents")
        self.anchored = False  # a label or a session has come: what follows may be the title
        self.at = 0  # the block that is looked at
        self.titled = False  # since the last label, session or date, a line has come that may be the title
        self.open = False  # the line before ended with a word that wants another

    def walk(self) -> Iterator[Span]:
        """The stretches of the head. Prose before the first label is what another page put before the document."""
        first, last = self._labels()
        count = 0
        tables: dict[int, bool] = {}
        for position, block in enumerate(self.source.blocks):
            self.at = position
            if position < last - _MOST_BEFORE_LABEL:
                continue  # the head is printed twice: the second is whole
            if block.kind is BlockKind.CELL:
                if block.table not in tables:
                    tables[block.table] = self._is_masthead(block.table)
                if not tables[block.table]:
                    return
            elif not block.is_text:
                continue
            elif count == _MOST_BLOCKS:
                return
            span = self._of_head(block)
            if span.end > span.start:
                self.titled = (self.titled or self.anchored) and not self._marks(span)
                ending = _WORD_BEFORE.search(unaccented(self.source.lower[max(span.start, span.end - 24) : span.end]))
                self.open = bool(ending and self.language.head_pattern("joins").fullmatch(ending[1]))
                yield span
                count += 1
            if span.end < block.span.end and (position >= first or self.anchored):
                return

    def _labels(self) -> tuple[int, int]:
        """The first block with a label, and, of several with ORIGINAL, the last; -1 for none."""
        blocks = self.source.blocks[: 2 * _MOST_BLOCKS]
        end = blocks[-1].span.end if blocks else 0
        lower = self.source.lower
        found: list[int] = []
        original: list[int] = []
        for word in self.language.table["header"]["labels"]:
            at = lower.find(word, 0, end)
            while at >= 0:
                position = bisect_right(blocks, at, key=lambda block: block.span.start) - 1
                if position >= 0 and self._labelled(blocks[position].span):
                    found.append(position)
                    original += [position] if word == "original" else []
                after = blocks[position].span.end if position >= 0 else 0
                at = lower.find(word, max(at + len(word), after), end)
        return min(found, default=-1), self._printed_again(sorted(set(original)))

    def _printed_again(self, original: Sequence[int]) -> int:
        """The last block with ORIGINAL, where no text parts it from the first: the head is printed twice; else -1.

        An annex has a label of its own: "[Original: Russian]".
        """
        blocks = self.source.blocks
        again = -1
        for first, second in pairwise(original):
            between = [block.span for block in blocks[first + 1 : second] if block.is_text]
            if self._is_annex(blocks[second]) or any(self._prose(span.of(self.source.view)) for span in between):
                break
            again = second
        return again

    def _is_annex(self, block: Block) -> bool:
        """True for a label in brackets."""
        return self.source.view[block.span.start] in "[("

    def _is_masthead(self, table: int) -> bool:
        """True when a table holds no more than the symbol, the session and the dates of a paper."""
        cells = [
            b.span for b in self.source.blocks[: 2 * _MOST_BLOCKS] if b.kind is BlockKind.CELL and b.table == table
        ]
        if len(cells) > _MOST_CELLS or any(end - start > _LONGEST_CELL for start, end in cells):
            return False
        return any(self._marked(span) for span in cells)

    def _marked(self, span: Span) -> bool:
        """True for a cell with what is printed in mastheads only: a label, a symbol, a session."""
        if self._labelled(span) or symbols.parse(span.of(self.source.view)):
            return True
        session = self._session(unaccented(span.of(self.source.lower)))
        return session is not None and len(session[0].rstrip()) == span.end - span.start

    def _labelled(self, span: Span) -> bool:
        lower = unaccented(self.source.lower[span.start : min(span.end, span.start + _LONGEST_LINE)])
        found = ((name, match[0]) for name in _LABELS for match in self.language.head_pattern(name).finditer(lower))
        return any(":" in words or (name == "distribution" and is_mark(words)) for name, words in found)

    def _of_head(self, block: Block) -> Span:
        """The part of a block that belongs to the head: all of it, its beginning, or nothing."""
        span = block.span
        view = span.of(self.source.view)
        lower = unaccented(self.source.lower[span.start : min(span.end, span.start + _LONGEST_LINE)])
        labelled = self._labelled(Span(span.start, min(span.end, span.start + _LONGEST_TITLE)))
        if not labelled and self._is_text(view, lower, span):
            return Span(span.start, span.start)
        cut = self._cut(view, lower)
        if cut < len(view) and (labelled or not _sentence(view[:cut]) or self._session(lower)):
            return Span(span.start, span.start + cut)
        if labelled:
            self.anchored = True
            return Span(span.start, min(span.end, span.start + _LONGEST_LINE))
        prose = self._prose(view)
        if len(view) <= _PROSE and (prose or not self.anchored):
            session = self._session(lower)
            if session and not (_sentence(view) and session.start()):
                self.anchored = True
                return span
        return Span(span.start, span.start) if prose else span

    def _session(self, lower: str) -> re.Match[str] | None:
        """The first session named in a line."""
        return next(sittings(lower[:_LONGEST_TITLE], self.language), None)

    def _is_text(self, view: str, lower: str, span: Span) -> bool:
        """True for a line that begins the text: a numbered paragraph, a heading, the preamble of a resolution."""
        if (_NUMBERED.match(view) or _NUMBER.fullmatch(view)) and not self._dated(lower):
            return True
        if len(view) < _PROSE and not self.open and self._heading(lower, span):
            return True
        return self._preamble(view, lower)

    def _heading(self, lower: str, span: Span) -> bool:
        """True for a line that heads the text: a section, a contents list, an agenda item taken up."""
        if self.language.head_pattern("taken_up").fullmatch(lower):
            return self._text_follows()
        if self.stop.fullmatch(lower):
            return True
        return bool(self.headings.fullmatch(self.source.lower, *span)) and self._heads_text()

    def _marks(self, span: Span) -> bool:
        """True for a line that what comes before the title is read from: a label, a session, a date."""
        lower = self._lower(span)
        return (
            self._labelled(span)
            or self._session(lower) is not None
            or self._dated(lower)
            or _YEAR.search(lower) is not None
        )

    def _text_follows(self) -> bool:
        """True when the block after this one is text: the item of a paper is printed above its title."""
        following = next(self._following(), None)
        if not following:
            return True
        view = following.of(self.source.view)
        return bool(_NUMBERED.match(view) or _NUMBER.fullmatch(view)) or self._prose(view)

    def _heads_text(self) -> bool:
        """True for what looks like the heading of a section and is none of the title's lines: those come first, before
        the paper's author and the rest of the head.
        """
        if not self.anchored:
            return True
        if not self.titled and not self._text_follows():
            return False
        lines = [self._lower(span) for span in islice(self._following(), _MOST_BEFORE_LABEL)]
        if lines and self.language.head_pattern("author").match(lines[0]):
            return False
        return not any(self._is_mark(line) for line in lines)

    def _following(self) -> Iterator[Span]:
        """The blocks after this one that are text."""
        return (b.span for b in islice(self.source.blocks, self.at + 1, self.at + _MOST_BLOCKS) if b.is_text)

    def _lower(self, span: Span) -> str:
        return unaccented(self.source.lower[span.start : min(span.end, span.start + _LONGEST_TITLE)])

    def _is_mark(self, lower: str) -> bool:
        """True for a line that is no more than a session, or than ORIGINAL and its language."""
        if len(lower) > _SHORT_LINE:
            return False
        session = self._session(lower)
        return (session is not None and session.start() == 0 and len(session[0].rstrip()) == len(lower)) or bool(
            self.language.head_pattern("original").match(lower) and ":" in lower
        )

    def _dated(self, lower: str) -> bool:
        """True for a line that begins with a day or a session and not with the number of a paragraph."""
        found = next(self.language.calendar.find_all(lower, 0, min(len(lower), 60)), None)
        session = self.language.head_pattern("session").match(lower)
        figures = in_figures(lower, 0, len(lower), day_first=True)
        return session is not None or figures is not None or (found is not None and found.span.start == 0)

    def _preamble(self, view: str, lower: str) -> bool:
        """True for "The General Assembly,": what opens the text of a resolution."""
        first = lower.partition(" ")[0]
        return (
            self.anchored
            and view.endswith(",")
            and not capitals(view)
            and len(view) < _PROSE
            and self.language.head_pattern("embedded").fullmatch(first) is not None
            and self.language.head_pattern("body").search(lower) is not None
        )

    def _cut(self, view: str, lower: str) -> int:
        """Where the head ends inside a line: at its first paragraph or contents list, else at the end of the line."""
        ends = [len(view)]
        for match in _FIRST_PARAGRAPH.finditer(view, 0, _LONGEST_LINE):
            before = _WORD_BEFORE.search(lower, max(0, match.start() - 12), match.start() + 1)
            counted = before and self.language.head_pattern("counted").fullmatch(before[1])
            month_at = self.language.calendar.month_at
            dated = month_at(lower, match.end() + 1) or (before and month_at(lower, before.start(1)))
            if not counted and not dated:
                ends.append(match.end())
                break
        contents = next((m for m in self.contents.finditer(lower, 1, _LONGEST_LINE) if _opens(view, m.start())), None)
        if contents and len(view) > _PROSE:
            ends.append(contents.start())
        preamble = _PREAMBLE_INSIDE.search(view) if len(view) > _PROSE and self.anchored else None
        if preamble and not _STOP_INSIDE.search(view, 0, preamble.start()):
            ends.append(preamble.end())
        return min(ends)

    def _prose(self, view: str) -> bool:
        """True for a line of text: long, or ended as a sentence is, and not in capitals."""
        if capitals(view):
            return False
        lower = unaccented(view[:_LONGEST_TITLE].lower())
        titled = self.anchored or any(self.language.head_pattern(name).match(lower) for name in ("report", "body"))
        if len(view) > (_LONGEST_TITLE if titled else _PROSE):
            return True
        if self.anchored and len(view) < _SHORT_LINE and _BROKEN_AT_COLON.fullmatch(view):
            return False  # the title of an item, broken after its colon
        if len(view) < _PROSE and view[-1:] == ":" and self.language.head_pattern("item").match(lower):
            return False
        return _sentence(view) or (len(view) > _PROSE and _STOP_INSIDE.search(view) is not None)


def _opens(view: str, at: int) -> bool:
    """True when a word with a capital begins at an offset, after white space."""
    return view[at].isupper() and view[at - 1].isspace()


def _sentence(view: str) -> bool:
    """True when a line ends as a sentence does."""
    return view[-1:] in ".:;" and len(view.split()) > 3 and not _ABBREVIATED.search(view)


_ABBREVIATED = re.compile(r"\b(?:Prov|Rev|Add|Corr|Distr|PROV|REV|ADD|CORR|Extr|No|a\.i|[ap]\.m)\.$")


def is_mark(words: str) -> bool:
    """True for "Distr. GENERAL", "Distribution limited"; not for the bare word, which any prose holds."""
    return not words.strip().isalpha()


def capitals(line: str) -> bool:
    """True when most letters of the line are capitals."""
    if line == line.lower() or 5 * sum(map(line.count, _FREQUENT)) > len(line):
        return False
    upper = sum(map(str.isupper, line))
    return upper > _FEWEST_CAPITALS and upper * 10 >= 8 * sum(map(str.isalpha, line))
