"""Numbered paragraphs that run on in one line, as copies of pages have them whose line breaks were lost.

A number before a capital begins a paragraph only where the paragraphs of the document count past it: it goes on from
the one before, at the start of a line or in one, and the next goes on from it. So a list within a paragraph stays in
it, and a citation that ends in a number begins nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from cdipgraph.readers.phrases import ABBREVIATION, ANNEX, ITEM, PAGE_NUMBER
from cdipgraph.source import PARAGRAPH, RUNNING_HEAD, Block
from cdipgraph.spans import Span

_CAPITAL: Final = r"(?=[^\W\d_a-zß-ÿ]|[\"“«(])"
#: A number before a capital. `[0-9]{1,3}` would be looked for at a quarter of the speed.
_NUMBER: Final = re.compile(rf"\s([0-9][0-9]?[0-9]?)(\.?)\s+{_CAPITAL}")
_PAGE_HEAD: Final = re.compile(
    r"[A-Z][\w-]*(?:/[\w.()-]+)+(?:\s(?:Prov|Rev|Add|Corr)\.?\d*)*,?\s+"
    rf"(?:{ANNEX}\b[^\d.]{{0,12}})?{PAGE_NUMBER}$",
    re.I,
)
_LONGEST_HEAD: Final = 80
_ENDS: Final = frozenset(".!?:;…)]\"'”’»")
_ABBREVIATION: Final = re.compile(rf"\b{ABBREVIATION}$", re.I)
_LONGEST_ABBREVIATION: Final = 8
_FEWEST: Final = 5  # numbers that make a sequence by themselves, wherever it begins
_SHORTEST_HEAD: Final = 40  # characters of the head of a document
_WORD: Final = re.compile(r"\S+")
_SECTION: Final = re.compile(r"(?:\d{1,2}|[IVX]{1,4}|[A-Z])\.")
_STOP: Final = re.compile(r"[.!?;][\"'”’»)]?$")
_HEADING: Final = 4  # letters of the longest word of a heading
_LONGEST_HEADING: Final = 200
_ITEM: Final = re.compile(ITEM, re.I)


class _Number(NamedTuple):
    """A number that may begin a paragraph: where it stands, in which block, if with a point, if within a line, and
    whether what stands before it is beyond doubt the end of a paragraph or a heading.
    """

    at: int
    value: int
    point: bool
    block: int
    within: bool
    sure: bool = True


def set_apart(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, each numbered paragraph that runs on in a line of another by itself, as are the heads of pages and
    the headings in capitals that stand right before it.
    """
    found: dict[int, list[_Number]] = {}
    for number in _beginnings(text, blocks):
        found.setdefault(number.block, []).append(number)
    if not found:
        return list(blocks)
    return [piece for n, block in enumerate(blocks) for piece in _pieces(text, block, found.get(n, ()))]


def _numbers(text: str, blocks: Sequence[Block]) -> list[_Number]:
    """The numbers that stand where a paragraph may begin, each 1 or after the number before it."""
    found = []
    starts = [block.span.start for block in blocks]
    counted = {0}
    for match in _NUMBER.finditer(f" {text}"):  # a number may open the text
        at, end = match.start(), match.end() - 1
        n = bisect_right(starts, at) - 1
        if n < 0 or blocks[n].kind is not PARAGRAPH or end >= blocks[n].span.end:
            continue
        within, value, point = at > starts[n], int(match[1]), bool(match[2])
        if within and value - 1 not in counted:
            continue
        sure = not within or _begins(text, starts[n], at, value, point=point)
        if sure or (point and not _abbreviated(text, starts[n], at)):
            counted.add(value)
            found.append(_Number(at, value, point, n, within, sure))
    return found


def _abbreviated(text: str, start: int, end: int) -> bool:
    """True for a number after a word like "para."."""
    end = _trimmed(text, start, end)
    return _ABBREVIATION.search(text, max(start, end - _LONGEST_ABBREVIATION), end) is not None


def _begins(text: str, start: int, end: int, value: int, *, point: bool) -> bool:
    """True where what stands before a number at `end` ends a paragraph, or heads the one that begins."""
    end = _trimmed(text, start, end)
    last = text[end - 1]
    if last in _ENDS:
        return not _abbreviated(text, start, end)
    if point and (value == 1 or _heading(text, start, end, value) < end):
        return True
    return last.isdigit() and _page_head(text, start, end) < end


def _beginnings(text: str, blocks: Sequence[Block]) -> list[_Number]:
    """The numbers within lines that the paragraphs count past, in order."""
    numbers = _numbers(text, blocks)
    found: list[_Number] = []
    chain: list[_Number] = []
    last: _Number | None = None
    for number, after, again in zip(numbers, *_following(numbers), strict=True):
        if not number.within:
            found += chain
            chain, last = [], number if _goes_on(number, after) or _goes_on(last, number) else last
            continue
        if last is None or (number.value == 1 and chain == [last]):  # "1. Opening of the session 1. The Chair ..."
            goes_on, chain = number.value == 1 and after is not None, []
        else:
            goes_on = _goes_on(last, number) and (after is not None or (last.within and last.block == number.block))
        if goes_on and (after is None or _goes_on(number, after)) and (number.sure or (after and not again)):
            chain.append(number)
            last = number
    return found + (chain if not chain or _is_sequence(text, blocks, chain) else [])


def _goes_on(one: _Number | None, other: _Number | None) -> bool:
    """True for a number and the next, printed alike."""
    return one is not None and other is not None and (one.value + 1, one.point) == (other.value, other.point)


def _following(numbers: Sequence[_Number]) -> tuple[list[_Number | None], list[bool]]:
    """For each number what the count goes on with after it, the next that is one more, or that begins a line; and
    whether the number comes again, beyond doubt, before that.
    """
    found: list[_Number | None] = []
    again: list[bool] = []
    nearest: dict[tuple[int, bool], _Number] = {}
    surely: dict[tuple[int, bool], _Number] = {}
    first: _Number | None = None
    for number in reversed(numbers):
        key = number.value, number.point
        more = nearest.get((number.value + 1, number.point))
        after = min((each for each in (more, first) if each), key=lambda each: each.at, default=None)
        found.append(after)
        again.append(key in surely and (after is None or surely[key].at < after.at))
        nearest[key] = number
        if number.sure:
            surely[key] = number
        first = number if not number.within else first
    return found[::-1], again[::-1]


def _is_sequence(text: str, blocks: Sequence[Block], chain: Sequence[_Number]) -> bool:
    """True for numbers that no line begins with the next of, if they go on from one that does, are many, or stand
    after the head of the document, which ends as no sentence does.
    """
    first = chain[0]
    if first.value > 1 or sum(number.sure for number in chain) >= _FEWEST:
        return True
    start = blocks[first.block].span.start
    return (
        len(chain) > 1 and first.at - start >= _SHORTEST_HEAD and text[_trimmed(text, start, first.at) - 1] not in _ENDS
    )


def _pieces(text: str, block: Block, beginnings: Sequence[_Number]) -> Iterator[Block]:
    """The block, cut where paragraphs begin in it."""
    start, end = block.span
    for number in beginnings:
        yield from _ended(text, block, start, number)
        start = number.at
    yield block._replace(span=Span(start, end))


def _ended(text: str, block: Block, start: int, number: _Number) -> Iterator[Block]:
    """What stands before a paragraph: the one before it, and, in any order, a heading and the head of a page."""
    found: list[Block] = []
    end = _trimmed(text, start, number.at)
    for is_head in (True, False, True):
        at = _page_head(text, start, end) if is_head else _heading(text, start, end, number.value, sure=number.sure)
        if at < end:
            found.append(block._replace(span=Span(at, end), kind=RUNNING_HEAD if is_head else block.kind))
            end = _trimmed(text, start, at)
    if start < end:
        found.append(block._replace(span=Span(start, end)))
    yield from reversed(found)


def _page_head(text: str, start: int, end: int) -> int:
    """Where the head of a page begins that stands before an offset: that offset, if none does."""
    match = _PAGE_HEAD.search(text, max(start, end - _LONGEST_HEAD), end)
    return match.start() if match else end


def _heading(text: str, start: int, end: int, value: int, *, sure: bool = True) -> int:
    """Where a heading begins that stands before a number, after the end of a sentence or the head of a page: in
    capitals, or, after a number of its own or where nothing else can stand there, in any letters. Before the first
    paragraph it comes after anything. The word for an item begins it anew.
    """
    words = [(match.start(), match[0]) for match in _WORD.finditer(text, max(start, end - _LONGEST_HEADING), end)]
    sentence = next((n for n in range(len(words), 0, -1) if _stops(words[n - 1][1])), 0)
    opening = words[sentence][1] if sentence < len(words) else ""
    counted = _SECTION.fullmatch(opening) is not None and opening != f"{value - 1}."
    at = sentence if counted or not sure else len(words)
    while at > sentence and words[at - 1][1] == words[at - 1][1].upper():
        at -= 1
    before = words[at - 1][1] if at else ""
    while at < len(words) and not words[at][1][0].isalpha() and not _SECTION.fullmatch(words[at][1]):
        before = words[at][1]  # a year, the number of a page
        at += 1
    longest = max((sum(map(str.isalpha, word)) for _, word in words[at:]), default=0)
    after = value == 1 or not before or before[-1] in _ENDS or before.isdigit()
    if longest < _HEADING or not after or words[at][1][0].islower():
        return end
    items = [match.start() for match in _ITEM.finditer(text, words[at][0], end)]
    return items[-1] if items else words[at][0]


def _stops(word: str) -> bool:
    """True for the last word of a sentence; the number of a section is none."""
    return _STOP.search(word) is not None and _SECTION.fullmatch(word) is None


def _trimmed(text: str, start: int, end: int) -> int:
    """Where the text before an offset ends, without the white space after it."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
