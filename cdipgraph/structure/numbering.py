"""Which blocks are numbered paragraphs, by the sequences their numbers make: 1, 2, 3 to the end, and anew in an annex.

A year or a figure that opens a line is in no sequence. A list inside a paragraph begins with 1 too, but the paragraphs
go on after it; its items are short. What a table of contents numbers is no paragraph, nor is a heading.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cdipgraph.source import Block, BlockKind, SourceText
from cdipgraph.spans import Span

#: A number as printed: "12.", "12", "*12.", "8.1", "1.The", with what follows it beginning as a text does.
_PRINTED = re.compile(
    r"\*?\s?(?P<number>\d{1,4}(?:\.\d{1,3}){0,3})"
    r"(?:\.?\t\s*(?=\S)|\.\s*(?=[^\W\d_]|[\"'(\[])|\.\s{1,9}(?=\S)|[-)]?\s{1,4}(?=[^\W\d_a-zà-ÿ]|[\"(\[]))"
)
_COMPUTED = re.compile(r"(\d{1,4}(?:\.\d{1,4})*)\.?")  # "12.", "3.2.1", but no point: "(a)", "1)"
_ALONE = re.compile(r"(?P<number>\d{1,4}(?:\.\d{1,3}){0,3})\.")  # its text stands on the next line
_MISREAD = re.compile(r"[lI|]\.\s+(?=\w)")  # 1. as scans have it
#: To the number of a page, as in a table of contents.
_LED = re.compile(r"(?:[.\u2026_]\s?){3,}\s?(?:\d{1,4}|[ivxl]{1,6})?$|\t\d{1,4}$")
_LEADER = 16  # characters at the end of a block among which that stands

_ENDS = '.;:?!…)"'  # what sentences end with
_GAP = 16  # characters between two blocks within which one may end
_YEAR = 1000  # and more are years rather than numbers
_DEPTH = 40  # sequences that can be taken up again
_LOST = 10  # so many numbers in a row may be damaged
_ITEM, _ENTRY = 150, 60  # characters of the items of a list inside a paragraph, of a list of names
_LONG = 200  # characters of what is a text, however it ends

Key = tuple[int, ...]
_MISREAD_KEY: Key = (-1,)


class Numbered(NamedTuple):
    """A block that is numbered: its number as printed, and what follows it."""

    number: str
    text: Span


class _Candidate(NamedTuple):
    """A block that begins with a number: `prose` where it reads as a text, `small` where its words begin in small
    letters as those of a list do, `broken` where the line before them ends no sentence either, `heads` where it is set
    as a heading.
    """

    position: int
    key: Key
    numbered: Numbered
    length: int
    prose: bool
    small: bool
    broken: bool
    heads: bool = False


@dataclass
class _Run:
    """Numbers that go on with one another; how much text they number, and how often little."""

    members: list[_Candidate] = field(default_factory=list)
    length: int = 0
    items: int = 0
    entries: int = 0

    @property
    def last(self) -> Key:
        """The last number so far."""
        return self.members[-1].key

    @property
    def is_small(self) -> bool:
        """True where the last one begins in small letters."""
        return self.members[-1].small

    @property
    def is_list(self) -> bool:
        """True where most of it is shorter than paragraphs are."""
        return 2 * self.items > len(self.members)

    @property
    def is_index(self) -> bool:
        """True where most of it is no longer than a name."""
        return 2 * self.entries > len(self.members)

    def add(self, candidate: _Candidate) -> _Run:
        """The run with one more."""
        self.members.append(candidate)
        self.length += candidate.length
        self.items += candidate.length < _ITEM
        self.entries += candidate.length < _ENTRY
        return self


def paragraph_numbers(source: SourceText, blocks: Sequence[Block]) -> dict[int, Numbered]:
    """The number of each block that is a numbered paragraph, by its position among the blocks.

    What the file's format computes is taken as it is; what is printed must be in a sequence.
    """
    computed = {
        n: Numbered(match[1], block.span)
        for n, block in enumerate(blocks)
        if block.number and block.is_text and (match := _COMPUTED.fullmatch(block.number))
    }
    runs = _printed_runs(source, [(n, block) for n, block in enumerate(blocks) if not block.number])
    main = _main(runs)
    counted = [run for run in runs if run is main or not run.is_index]
    return computed | {member.position: member.numbered for run in counted for member in run.members}


def main_numbers(source: SourceText, blocks: Sequence[Block]) -> dict[int, Numbered]:
    """The blocks of the one sequence that numbers a document through, by their positions."""
    main = _main(_printed_runs(source, list(enumerate(blocks))))
    return {member.position: member.numbered for member in main.members} if main else {}


def in_contents(source: SourceText, span: Span) -> bool:
    """True for a line of a list of contents, which leads to the number of a page."""
    return _LED.search(source.view, max(span.start, span.end - _LEADER), span.end) is not None


def _main(runs: Sequence[_Run]) -> _Run | None:
    """The sequence of the paragraphs: of those that are no mere list of names, the one with the most text."""
    return max(runs, key=lambda run: (not run.is_index, run.length), default=None)


# Blocks that begin with a number


def _candidates(source: SourceText, numbered: Sequence[tuple[int, Block]]) -> list[_Candidate]:
    found = [candidate for n, block in numbered if (candidate := _candidate(source, n, block))]
    dotted = [candidate.prose for candidate in found if len(candidate.key) > 1]
    if 2 * sum(dotted) < len(dotted):  # sections have such numbers, not paragraphs
        found = [candidate for candidate in found if len(candidate.key) == 1]
    return [c._replace(heads=c.heads or _heads(found, n)) for n, c in enumerate(found)]


def _candidate(source: SourceText, position: int, block: Block) -> _Candidate | None:
    view, (start, end) = source.view, block.span
    if not block.is_text:
        return None
    match = _PRINTED.match(view, start, end) or _ALONE.fullmatch(view, start, end)
    misread = _MISREAD.match(view, start, end) if not match and view[start] in "lI|" else None
    opening = match or misread
    if not opening or in_contents(source, block.span):
        return None
    number = match["number"] if match else "1"
    key = tuple(map(int, number.split("."))) if match else _MISREAD_KEY
    text = Span(opening.end(), end)
    prose = view[end - 1] in _ENDS or end - start > _LONG
    small = view[text.start : text.start + 1].islower()
    broken = small and not _ended_before(view, start)
    heads = block.kind is BlockKind.HEADING
    return _Candidate(position, key, Numbered(number, text), end - start, prose, small, broken, heads)


def _ended_before(view: str, start: int) -> bool:
    """True where what stands before a block ends as a sentence does."""
    before = view[max(start - _GAP, 0) : start].rstrip()
    return not before or before[-1] in _ENDS


def _heads(found: Sequence[_Candidate], n: int) -> bool:
    """True when a number stands before a heading: it reads as none of a text, and a text beside it has the same."""
    return not found[n].prose and any(
        found[other].key == found[n].key and found[other].prose for other in (n - 1, n + 1) if 0 <= other < len(found)
    )


# From numbers to sequences


def _printed_runs(source: SourceText, numbered: Sequence[tuple[int, Block]]) -> list[_Run]:
    found = _candidates(source, numbered)
    if len(found) == 1 and 0 < found[0].key[0] < _YEAR and _is_sentence(source, dict(numbered)[found[0].position]):
        return [_Run().add(found[0])]
    return _runs(found)


def _is_sentence(source: SourceText, block: Block) -> bool:
    """True for a block that ends as a sentence does: a date in a line of its own does not."""
    return block.kind is BlockKind.PARAGRAPH and source.view[block.span.end - 1] in _ENDS


def _runs(found: Sequence[_Candidate]) -> list[_Run]:
    """The sequences that numbers make, without those of lists inside paragraphs."""
    done: list[_Run] = []
    open_runs: list[_Run] = []
    resuming = _resuming(found)
    for n, candidate in enumerate(found):
        following = found[n + 1].key if n + 1 < len(found) else ()
        if candidate.key == _MISREAD_KEY:  # counts at the start only, before a 2
            if not open_runs and following == (2,):
                open_runs.append(_Run().add(candidate._replace(key=(1,))))
            continue
        at = _expecting(open_runs, candidate, following, resuming, n)
        if at is not None:
            done += [run for run in open_runs[at + 1 :] if not run.is_list]
            del open_runs[at + 1 :]
            open_runs[at].add(candidate)
        elif _starts(candidate, following, open_runs):
            open_runs.append(_Run().add(candidate))
        if len(open_runs) > _DEPTH:  # the first is kept, as it is the document's own
            done.append(open_runs.pop(1))
    return [run for run in done + open_runs if len(run.members) > 1]


def _starts(candidate: _Candidate, following: Key, open_runs: Sequence[_Run]) -> bool:
    """True where a sequence begins: with 1, or, in an excerpt, with whatever number the next goes on with."""
    if set(candidate.key) == {1}:
        return not candidate.heads
    return not open_runs and _follows(candidate.key, following)


def _resuming(found: Sequence[_Candidate]) -> dict[Key, int]:
    """For each number where it last stands without the one before it: there a sequence is taken up again."""
    return {
        candidate.key: n
        for n, candidate in enumerate(found)
        if n and not _follows(found[n - 1].key, candidate.key) and not candidate.heads
    }


def _expecting(
    open_runs: Sequence[_Run], candidate: _Candidate, following: Key, resuming: dict[Key, int], n: int
) -> int | None:
    """Which of the open sequences a number goes on with, the innermost first; None for none."""
    key = candidate.key
    innermost = len(open_runs) - 1
    again = resuming.get(key, -1) > n
    doubtful = again or (candidate.broken and not _follows(key, following))
    waiting = [at for at in range(innermost, -1, -1) if _goes_on(open_runs[at], candidate, doubtful)]
    if candidate.heads:
        return waiting[0] if waiting[:1] == [innermost] and _follows(key, following) else None
    if len(waiting) > 1 and _ended(open_runs[waiting[0]], candidate) and not again:
        return waiting[1]  # a list has ended just before this number: it does not come again
    if waiting:
        at = waiting[0]
        confirmed = at == innermost or not following or following == (1,) or _follows(key, following)
        return at if confirmed or open_runs[-1].is_list else None
    confirmed = _follows(key, following)
    closing = not following and candidate.prose and not candidate.small
    for at in range(innermost, -1, -1):
        if _passes(open_runs[at].last, key) and (confirmed or closing):
            return at
    if confirmed and open_runs and _leaps(open_runs[0], candidate):
        return None if any(resuming.get(one, -1) > n for one in _after(open_runs[0].last)) else 0
    return None


def _goes_on(run: _Run, candidate: _Candidate, doubtful: bool) -> bool:
    """True when a number can be the next of a sequence: one before small letters only where nothing speaks against it,
    such as that it comes again, or that it opens a line in the middle of a sentence.
    """
    return _follows(run.last, candidate.key) and (run.is_small or not (candidate.small and doubtful))


def _ended(run: _Run, candidate: _Candidate) -> bool:
    """True for a list after which something else begins that its numbers happen to go on with."""
    return run.is_list and (candidate.length >= _ITEM or (run.is_small and not candidate.small))


def _follows(one: Key, other: Key) -> bool:
    """True when a number can come right after another: 12 and 13, 7 and 7.1, 7.2 and 8 or 8.1."""
    return other in _after(one)


@functools.lru_cache(maxsize=4096)
def _after(key: Key) -> frozenset[Key]:
    """The numbers that can come right after a number."""
    raised = [(*key[:i], part + 1) for i, part in enumerate(key)]
    return frozenset([(*key, 1), *raised, *((*one, 1) for one in raised)])


def _leaps(run: _Run, candidate: _Candidate) -> bool:
    """True where paragraphs of a text may have been left out, however many: 2, 88."""
    (last, *inner), (first, *under) = run.last, candidate.key
    return last < first < _YEAR and not (inner or under or candidate.small) and candidate.prose


def _passes(last: Key, key: Key) -> bool:
    """True where a few numbers between two are missing, be it that items of an agenda have sub-items alone: 3, 6.1."""
    if not 1 < key[0] - last[0] <= _LOST + 1:
        return False
    return last[1:] == key[1:] if len(key) == len(last) else set(key[1:]) <= {1}
