"""Which blocks a text numbers through: those whose printed numbers go on with one another.

Lists inside a paragraph, numbered headings and contents lists print numbers too; they break off, or begin anew.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from cdipgraph.source import Block, SourceText
from cdipgraph.spans import Span

#: A paragraph's number as printed: "12.", "12", "*12.", "8.1", "1.The", with what follows it beginning as a text does.
_PRINTED = re.compile(
    r"\*?\s?(?P<number>\d{1,4}(?:\.\d{1,3}){0,3})"
    r"(?:\.?\t\s*(?=\S)|\.\s*(?=[^\W\d_]|[\"'(\[])|\s{1,4}(?=[^\W\d_a-zà-ÿ]|[\"(\[]))"
)
_ALONE = re.compile(r"(?P<number>\d{1,4}(?:\.\d{1,3}){0,3})\.")  # its text stands on the next line
_LED = re.compile(r"(?:\.{4,}|\u2026{2,}|(?:\. ){3,}\.?|_{4,})\s*(?:\d{1,4}|[ivxl]{1,6})?$")  # to a page's number
_LEADER = 16  # characters at the end of a line among which that stands
_ENDS = ".;:?!\u2026)\"'"
_FURTHEST = 30  # so many numbers in a row can be lost
_NEAR = 5  # candidates looked at to see whether the numbers go on
_FAR = 300  # candidates among which a number is looked for again
_STARTS = 12  # no document begins anew more often

Key = tuple[int, ...]


class Numbered(NamedTuple):
    """A block that is numbered: its number as printed, and what follows it."""

    number: str
    text: Span


class _Candidate(NamedTuple):
    """A block that prints a number: `small` where its words begin in small letters, as those of a list do."""

    position: int
    key: Key
    prose: bool
    small: bool
    numbered: Numbered


def printed_number(source: SourceText, span: Span) -> Numbered | None:
    """The number that a stretch of text opens with, and what follows it; None when there is none."""
    match = _PRINTED.match(source.view, *span) or _ALONE.fullmatch(source.view, *span)
    return Numbered(match["number"], Span(match.end(), span.end)) if match else None


def in_contents(source: SourceText, span: Span) -> bool:
    """True for a line of a list of contents, which leads to the number of a page."""
    return _LED.search(source.view, max(span.start, span.end - _LEADER), span.end) is not None


def numbering(source: SourceText, blocks: Sequence[Block]) -> dict[int, Numbered]:
    """The blocks whose numbers go on with one another and leave the fewest unexplained, by their positions.

    Of two runs that explain as much, that one is taken which begins first.
    """
    candidates = [found for i, block in enumerate(blocks) if (found := _candidate(source, i, block))]
    starts = [i for i, c in enumerate(candidates) if i == 0 or set(c.key) == {1}][:_STARTS]
    again = functools.cache(functools.partial(_comes_again, candidates))
    runs = [_run(candidates, start, again) for start in starts]
    best = max(
        runs, key=lambda run: (_explained(candidates, run), sum(c.prose and not c.small for c in run)), default=[]
    )
    return {c.position: c.numbered for c in best}


def _candidate(source: SourceText, position: int, block: Block) -> _Candidate | None:
    found = printed_number(source, block.span)
    if not found or in_contents(source, block.span):
        return None
    key = tuple(int(part) for part in found.number.split("."))
    prose = source.view[block.span.end - 1] in _ENDS or block.span.end - block.span.start > 200
    return _Candidate(position, key, prose, source.view[found.text.start : found.text.start + 1].islower(), found)


def _run(candidates: Sequence[_Candidate], start: int, again: Callable[[int], bool]) -> list[_Candidate]:
    """The candidates from `start` whose numbers go on with one another."""
    run = [candidates[start]]
    listed: Key = ()  # the last number of a list that stands inside a paragraph
    for i in range(start + 1, len(candidates)):
        candidate, last = candidates[i], run[-1].key
        goes_on = _follows(last, candidate.key) or _resumes(candidates, i, last)
        likely = bool(listed) and _follows(listed, candidate.key)
        if goes_on and not _heads(candidates, i) and not _small(candidate, run[-1]) and not (likely and again(i)):
            run.append(candidate)
            listed = ()
        else:
            listed = candidate.key if likely or candidate.key[-1] == 1 else ()
    return run


def _heads(candidates: Sequence[_Candidate], position: int) -> bool:
    """True when a number stands before a heading: the next one is the same."""
    one = candidates[position]
    return not one.prose and position + 1 < len(candidates) and candidates[position + 1].key == one.key


def _small(candidate: _Candidate, last: _Candidate) -> bool:
    """True when a number stands before small letters, as in a list, and the one before it did not."""
    return candidate.small and not last.small


def _comes_again(candidates: Sequence[_Candidate], position: int) -> bool:
    """True when the same number comes again before the next one, lists that begin anew apart: this one is of a list."""
    key = listed = candidates[position].key
    for candidate in candidates[position + 1 : position + 1 + _FAR]:
        if candidate.key == (1,) or _follows(listed, candidate.key):
            listed = candidate.key
        elif candidate.key == key:
            return True
        elif _follows(key, candidate.key):
            return False
    return False


def _explained(candidates: Sequence[_Candidate], run: Sequence[_Candidate]) -> int:
    """How much a run explains: its numbers, those of whole sentences twice, and those of lists that begin with 1."""
    counted = {c.position for c in run}
    found = sum(2 if c.prose and not c.small else 1 for c in run)
    listed: Key = ()
    for candidate in candidates:
        if candidate.position in counted:
            listed = ()
        elif candidate.key == (1,) or (listed and _follows(listed, candidate.key)):
            listed = candidate.key
            found += 1
        else:
            listed = ()
    return found


def _follows(one: Key, other: Key) -> bool:
    """True when a number can come right after another: 12 and 13, 7 and 7.1, 7.2 and 8 or 8.1."""
    return other in _after(one)


@functools.lru_cache(maxsize=4096)
def _after(key: Key) -> frozenset[Key]:
    """The numbers that can come right after a number."""
    raised = [(*key[:i], part + 1) for i, part in enumerate(key)]
    return frozenset([(*key, 1), *raised, *((*one, 1) for one in raised)])


def _resumes(candidates: Sequence[_Candidate], position: int, last: Key) -> bool:
    """True when some numbers were lost before this one: those after it go on, and the missing do not come."""
    key = candidates[position].key
    if len(key) != len(last) or not 1 < key[0] - last[0] <= _FURTHEST or key[1:] != last[1:]:
        return False
    near = {c.key for c in candidates[position + 1 : position + 1 + _NEAR]}
    return not near.isdisjoint(_after(key)) and near.isdisjoint(_after(last))
