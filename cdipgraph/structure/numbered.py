"""Which blocks are numbered paragraphs, by the sequence their numbers make: 1, 2, 3 to the end, and anew in an annex.

A year or a figure that opens a line is in no sequence. A list inside a paragraph begins with 1 too, but the paragraphs
go on after it; its items are short. What a table of contents numbers is no paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cdipgraph.source import Block, BlockKind, SourceText

_NUMBER = re.compile(
    r"\*?\s?(\d{1,4})(?:\.\s*(?=[^\W\d_]|[\"'(\[])|\.\s{1,9}(?=\S)|\t\s*(?=\S)|[-)]?\s{1,4}(?=[^\W\d_a-zà-ÿ]|[\"(\[]))"
)
_COMPUTED = re.compile(r"(\d{1,4}(?:\.\d{1,4})*)\.?")  # "12.", "3.2.1", but no point: "(a)", "1)"
_ALONE = re.compile(r"(\d{1,4})\.")  # its text stands on the next line
_MISREAD = re.compile(r"[lI|]\.\s+(?=\w)")  # 1. as scans have it
_LED = re.compile(r"(?:[.\u2026_]\s?){3,}\s?\d{0,4}$|\t\d{1,4}$")  # to a page number, in a table of contents
_LEADER = 12  # characters at the end of a block among which that stands

_YEAR = 1000  # and more are years rather than numbers
_DEPTH = 40  # sequences that can be taken up again
_LOST = 10  # so many numbers in a row may be damaged
_ITEM, _ENTRY = 150, 60  # characters of the items of a list inside a paragraph, of a list of names


class _Candidate(NamedTuple):
    position: int  # of the block
    number: int
    heads: bool  # the block is set as a heading
    length: int


@dataclass
class _Run:
    """Numbers that go on with one another; how much text they number, and how often little."""

    members: list[_Candidate] = field(default_factory=list)
    length: int = 0
    items: int = 0
    entries: int = 0

    @property
    def last(self) -> int:
        """The last number so far."""
        return self.members[-1].number

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


def paragraph_numbers(source: SourceText, blocks: Sequence[Block]) -> dict[int, str]:
    """The number of each block that is a numbered paragraph, by its position among the blocks.

    What the file's format computes is taken as it is; what is printed must be in a sequence.
    """
    computed = {
        n: match[1]
        for n, block in enumerate(blocks)
        if block.number and block.is_text and (match := _COMPUTED.fullmatch(block.number))
    }
    return computed | _printed_numbers(source, blocks)


def _printed_numbers(source: SourceText, blocks: Sequence[Block]) -> dict[int, str]:
    printed = [(n, block) for n, block in enumerate(blocks) if not block.number]
    found = [candidate for n, block in printed if (candidate := _candidate(source, n, block))]
    runs = _runs(found)
    if len(found) == 1 and 0 < found[0].number < _YEAR and _is_sentence(source, blocks[found[0].position]):
        runs = [_Run().add(found[0])]
    if not runs:
        return {}
    main = max(runs, key=lambda run: (not run.is_index, run.length))
    counted = [run for run in runs if run is main or not run.is_index]
    return {member.position: str(member.number) for run in counted for member in run.members}


def _is_sentence(source: SourceText, block: Block) -> bool:
    """True for a block that ends as a sentence does: a date in a line of its own does not."""
    return block.kind is BlockKind.PARAGRAPH and source.view[block.span.end - 1] in '.;:?!)"'


def _candidate(source: SourceText, position: int, block: Block) -> _Candidate | None:
    view, (start, end) = source.view, block.span
    if not block.is_text:
        return None
    match = _NUMBER.match(view, start, end) or _ALONE.fullmatch(view, start, end)
    number = int(match[1]) if match else 1 if view[start] in "lI|" and _MISREAD.match(view, start, end) else 0
    if not number or _LED.search(view, max(start, end - _LEADER), end):
        return None
    return _Candidate(position, number if match else -1, block.kind is BlockKind.HEADING, end - start)


def _runs(found: Sequence[_Candidate]) -> list[_Run]:
    """The sequences that numbers make, without those of lists inside paragraphs."""
    done: list[_Run] = []
    open_runs: list[_Run] = []
    resuming = _resuming(found)
    for n, candidate in enumerate(found):
        following = next((c.number for c in found[n + 1 : n + 2]), 0)
        if candidate.number < 0:  # a misread 1 counts at the start only, before a 2
            if not open_runs and following == 2:
                open_runs.append(_Run().add(candidate._replace(number=1)))
            continue
        at = _expecting(open_runs, candidate, following, resuming, n)
        if at is not None:
            done += [run for run in open_runs[at + 1 :] if not run.is_list]
            del open_runs[at + 1 :]
            open_runs[at].add(candidate)
        elif (candidate.number == 1 and not candidate.heads) or (not open_runs and following == candidate.number + 1):
            open_runs.append(_Run().add(candidate))
        if len(open_runs) > _DEPTH:  # the first is kept, as it is the document's own
            done.append(open_runs.pop(1))
    return [run for run in done + open_runs if len(run.members) > 1]


def _resuming(found: Sequence[_Candidate]) -> dict[int, int]:
    """For each number where it last stands without the one before it: there a sequence is taken up again."""
    return {
        candidate.number: n
        for n, candidate in enumerate(found)
        if n and found[n - 1].number != candidate.number - 1 and not candidate.heads
    }


def _expecting(
    open_runs: Sequence[_Run], candidate: _Candidate, following: int, resuming: dict[int, int], n: int
) -> int | None:
    """Which of the open sequences a number goes on with, the innermost first; None for none."""
    number = candidate.number
    waiting = [at for at in range(len(open_runs) - 1, -1, -1) if open_runs[at].last + 1 == number]
    if candidate.heads:
        return waiting[0] if waiting[:1] == [len(open_runs) - 1] and following == number + 1 else None
    ended = len(waiting) > 1 and candidate.length >= _ITEM and open_runs[waiting[0]].is_list
    if ended and resuming.get(number, -1) <= n:
        return waiting[1]  # a list has ended just before this number: it does not come again
    if waiting:
        at = waiting[0]
        confirmed = at == len(open_runs) - 1 or following in (number + 1, 1, 0) or open_runs[-1].is_list
        return at if confirmed else None
    for at in range(len(open_runs) - 1, -1, -1):
        if 1 < number - open_runs[at].last <= _LOST + 1 and following == number + 1:
            return at
    return None
