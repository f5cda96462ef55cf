"""A program of its own, run by path in a bounded child process: a PDF on standard input, its pages as JSON lines on
standard output.

It imports nothing of cdipgraph. pdfium's text is taken whole, page by page, and boxes only at both ends of each word,
where alone a line can break: a call for each character would cost as much as the reading itself.

First line: `{"pages": n}` or `{"error": "..."}`. Then one line a page, `size` in points, all else in tenths of them, y
measured upwards. A piece is a line, or what stands of it in one column; its properties are lists of equal length:
`text`, the box `x0`, `y0`, `x1`, `y1`, `bold`, and `first`, the width of its first word. What few pieces have comes by
their numbers: `indents`, where the text begins that stands at some distance from its label; `cuts`, [start, end, 1] for
small raised characters and [start, end, 0] for spaces that are none on paper; `broken`, where a hyphen breaks a word at
the end; `sideways`, where the text runs up or down the page. For pages where something stands side by side, `lefts` are
where the words begin, `words` which word is the first of each piece; for these and for pages with notes, `rules` are
the thin lines drawn: [x0, y0, x1, y1].
"""

from __future__ import annotations

import ctypes
import gc
import json
import re
import resource
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, compress, repeat
from math import isfinite
from operator import sub
from typing import Any, BinaryIO, TypeAlias

import pypdfium2.raw as pdfium

ENCRYPTED = 4  # FPDF_ERR_PASSWORD

_WORD = re.compile(r"[^\s\x00-\x1f\x7f\ufffe\uffff]+[\ufffe\x02]?|[\ufffe\x02]")
_BLANKS = [
    *map(chr, (*range(0x20), 0x7F, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)),
    "\uffff",
]
_LINE_END = re.compile(r"[\r\n]+")
_CLOSED_DIGIT = re.compile(r"\d(?=[^\w\s]{1,4}(?:\s|$))")
_LABEL = re.compile(r"[(\[]?(?:\d{1,4}(?:\.\d{1,3}){0,3}|[a-z]{1,2}|[ivxlc]{1,6})[.)\]]{1,2}|[•·▪●○◦‣–—*-]", re.I)
_BROKEN = "\ufffe\x02"  # what pdfium puts in place of a hyphen at the end of a line
_NO_BREAK = re.compile("[\xa0\u202f\u2007]")
_BOLD = re.compile(r"bold|black|heavy|demi|cmbx|-bd\b", re.I)
_BOLD_WEIGHT = 600
_BUFFER = 1 << 18  # bytes
_PATH = 2  # FPDF_PAGEOBJ_PATH
_BOX = 16  # bytes of an FS_RECTF: left, top, right, bottom

# In heights of the line:
_RAISED, _FAR, _SMALL = 0.15, 0.28, 0.84  # a footnote mark stands this much higher, and is smaller or stands far up
_GAP, _WIDE_GAP = 1.15, 2.2  # no space between words is wider: in a line whose other spaces are narrow; in any
_LABEL_GAP = 7.0  # how far a label may stand from its text
_BACK, _STEP = 0.6, 0.55  # further left than this, or further up or down, a new line begins
_NARROW, _MUCH_NARROWER = 0.21, 0.57  # of the line's height, and of its usual space: two halves of one word

_THIN = 3.0  # points
_TURNED, _FEW = 0.8, 5  # of the longer words run up or down on a page that is to be turned, and at least so many
_SIDE_BY_SIDE = 2  # so many lines that stand beside another are no table yet

_json = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode

Floats: TypeAlias = "array[float]"
Calls = Callable[..., Any]


def main(source: BinaryIO, memory: int, seconds: int, output: int, pages: int) -> None:
    """Writes the pages. The limits hold for all that follows, the reading of the bytes included."""
    _limit(memory, seconds, output)
    gc.disable()  # nothing here goes round in circles, and the process is short
    with open(1, "w", buffering=_BUFFER, encoding="ascii", closefd=False) as out:
        for answer in _answers(source.read(), pages):
            out.write(_json(answer) + "\n")


def _answers(data: bytes, most: int) -> Iterator[dict[str, object]]:
    """What is told of a file: how many pages it has, then each if they are no more than `most`; or why it has none."""
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        yield {"error": "encrypted" if pdfium.FPDF_GetLastError() == ENCRYPTED else "damaged"}
        return
    count = pdfium.FPDF_GetPageCount(document)
    yield {"pages": count}
    yield from (_page(document, number) for number in range(count if count <= most else 0))


def _limit(memory: int, seconds: int, output: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (output, output))


def _page(document: Any, number: int) -> dict[str, object]:
    page = pdfium.FPDF_LoadPage(document, number)
    text_page = pdfium.FPDFText_LoadPage(page) if page else None
    if not text_page:
        return {"error": "page"}
    try:
        return _Page(page, text_page).answer()
    finally:
        pdfium.FPDFText_ClosePage(text_page)
        pdfium.FPDF_ClosePage(page)


def _plain(function: Any, *arguments: Any, result: Any = ctypes.c_int) -> Calls:
    """The library's function with addresses as plain numbers, which halves what a call costs."""
    return ctypes.CFUNCTYPE(result, *arguments)(_address(function) or 0)


def _address(pointer: Any) -> int | None:
    return ctypes.cast(pointer, ctypes.c_void_p).value


_loose_box = _plain(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_text_object = _plain(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_int, result=ctypes.c_void_p)
_font_of = _plain(pdfium.FPDFTextObj_GetFont, ctypes.c_void_p, result=ctypes.c_void_p)
_object_at = _plain(pdfium.FPDFPage_GetObject, ctypes.c_void_p, ctypes.c_int, result=ctypes.c_void_p)
_type_of = _plain(pdfium.FPDFPageObj_GetType, ctypes.c_void_p)
_bounds_of = _plain(pdfium.FPDFPageObj_GetBounds, *[ctypes.c_void_p] * 5)


def _characters(text_page: Any) -> str:
    """The text of a page, each character one UTF-16 unit as pdfium counts them."""
    count = pdfium.FPDFText_CountChars(text_page)
    buffer = array("H", bytes(2 * (count + 1)))
    pointer = ctypes.cast(buffer.buffer_info()[0], ctypes.POINTER(ctypes.c_ushort))
    written = pdfium.FPDFText_GetText(text_page, 0, count, pointer)
    units = buffer[: max(0, written - 1)]
    text = units.tobytes().decode("utf-16-le", "surrogatepass")
    return text if len(text) == len(units) else "".join(map(chr, units))


def _words(text: str) -> tuple[list[int], list[int]]:
    """Where the words begin, and where they end. A broken word ends with its hyphen; the next begins after it."""
    if any(sign in text for sign in _BROKEN):
        spans = [match.span() for match in _WORD.finditer(text)]
        return [start for start, _ in spans], [after for _, after in spans]
    for sign in _BLANKS:
        if sign in text:
            text = text.replace(sign, " ")
    lengths = list(map(len, text.split(" ")))
    afters = [after - 1 for after in accumulate([length + 1 for length in lengths])]
    return list(compress(map(sub, afters, lengths), lengths)), list(compress(afters, lengths))


class _Page:
    """The words of a page, each list parallel to the others: the boxes of the first character and of the last."""

    def __init__(self, page: Any, text_page: Any) -> None:
        self.page, self.text_page, self.address = page, text_page, _address(text_page)
        self.text = _characters(text_page)
        self.counted = pdfium.FPDFText_CountChars(text_page) == len(self.text)
        self.width, self.height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        self.starts, self.afters = _words(self.text)
        self.fonts: dict[int | None, bool] = {}
        self._measure()

    def _measure(self) -> None:
        first, last = self.boxes(self.starts), self.boxes([after - 1 for after in self.afters])
        quarters = pdfium.FPDFPage_GetRotation(self.page)
        if quarters:
            first, last = (_turned(box, quarters, self.width, self.height) for box in (first, last))
        self._take(first, last)
        if self._runs_upright():
            return
        quarters = 3 if sum(self.rise) < 0 else 1
        self._take(*(_turned(box, quarters, self.height, self.width) for box in (first, last)))
        self.width, self.height = self.height, self.width
        self._runs_upright()

    def _take(self, first: Floats, last: Floats) -> None:
        self.left, self.bottom = first[0::4].tolist(), first[3::4].tolist()
        self.end_left, self.end_right, self.end_bottom = last[0::4], last[2::4].tolist(), last[3::4].tolist()
        self.heights = list(map(sub, first[1::4], self.bottom))
        self.rise = list(map(sub, self.end_bottom, self.bottom))
        self.usual = sorted(self.heights)[len(self.heights) // 2] if self.heights else 0.0

    def _runs_upright(self) -> bool:
        """True unless nearly all longer words run up or down the page. Notes which do."""
        self.sideways: set[int] = set()
        if not self.rise or (max(self.rise) < self.usual and min(self.rise) > -self.usual):
            return True
        longer = [
            word for word, (start, after) in enumerate(zip(self.starts, self.afters, strict=True)) if after - start > 2
        ]
        self.sideways = {
            word
            for word in longer
            if abs(self.rise[word]) > max(abs(self.end_left[word] - self.left[word]), self.usual / 2)
        }
        upright = len(self.sideways) < max(_TURNED * len(longer), _FEW)
        for word in range(1, len(self.starts)):  # of a short word itself it cannot be told
            for one, other in ((word - 1, word), (word, word - 1)):
                if one in self.sideways and abs(self.left[one] - self.left[other]) < self.usual / 2:
                    self.sideways.add(other)
        return upright

    def boxes(self, places: Sequence[int]) -> Floats:
        """Left, top, right, bottom of each character at one of these places in the text."""
        if not self.counted:
            places = list(map(self._index, places))
        room = array("f", bytes(_BOX * len(places)))
        start = room.buffer_info()[0]
        targets = range(start, start + _BOX * len(places), _BOX)
        deque(map(_loose_box, repeat(self.address), places, targets), maxlen=0)
        if not isfinite(sum(room)):
            room = array("f", [side if isfinite(side) else 0.0 for side in room])
        return room

    def _index(self, place: int) -> int:
        """pdfium's number for the character at a place in the text."""
        if self.counted:
            return place
        return max(0, int(pdfium.FPDFText_GetCharIndexFromTextIndex(self.text_page, place)))

    # Where a line falls into pieces

    def _break(self) -> None:
        """Finds the words that begin a piece, and those that begin near the word before or a little up or down."""
        starts, usual = self.starts, self.usual
        ends = {bisect_left(starts, match.end()) for match in _LINE_END.finditer(self.text)} | {0, len(starts)}
        lines = sorted(ends)
        gaps = list(map(sub, self.left[1:], self.end_right))
        steps = list(map(sub, self.bottom[1:], self.end_bottom))
        wide, narrow, raised, step = _BACK * usual, _NARROW * usual, _RAISED * usual, _STEP / 2 * usual
        near = [word for word, gap in enumerate(gaps, 1) if not narrow < gap < wide]
        moved = [word for word, up in enumerate(steps, 1) if not -raised < up < raised]
        doubtful = {word for word in near if not -wide < gaps[word - 1] < narrow}
        doubtful.update(word for word in moved if not -step < steps[word - 1] < step)
        doubtful -= ends
        self.indents: dict[int, float] = {}
        self.breaks = sorted(ends.union(word for word in doubtful if self._parted(word, gaps, lines)))
        self.narrow = {word for word in near if -narrow < gaps[word - 1] < narrow}
        self.raised = {word if steps[word - 1] > 0 else word - 1 for word in moved if abs(steps[word - 1]) < usual}
        self.raised.update(word for word, up in enumerate(self.rise) if up > raised)

    def _parted(self, word: int, gaps: list[float], lines: list[int]) -> bool:
        """True where a word begins a new piece."""
        gap, step = gaps[word - 1], self.bottom[word] - self.end_bottom[word - 1]
        height = max(self.heights[word], self.heights[word - 1])
        if word in self.sideways and word - 1 in self.sideways:
            return bool(abs(self.left[word] - self.left[word - 1]) > height)
        if gap < -_BACK * height or abs(step) > _STEP * height:
            return True
        if gap < _GAP * height:
            return False
        line = bisect_left(lines, word)
        if lines[line - 1] == word - 1 and gap < _LABEL_GAP * height and self._is_labelled(word):
            self.indents[word - 1] = self.left[word]
            return False
        if gap > _WIDE_GAP * height:
            return True
        return bool(gap > 2 * min(gaps[lines[line - 1] : lines[line] - 1]))

    def _is_labelled(self, word: int) -> bool:
        """True for a word with letters after a label."""
        label = _LABEL.fullmatch(self.text, self.starts[word - 1], self.afters[word - 1])
        return label is not None and not self.text[self.starts[word]].isdecimal()

    # What the pieces are

    def answer(self) -> dict[str, object]:
        """The page as it is written."""
        size = [round(self.width, 1), round(self.height, 1)]
        if not self.starts:
            return {"size": size, "text": []}
        self._break()
        firsts, afters = self.breaks[:-1], self.breaks[1:]
        self.usual_of = list(map(self._usual_word, firsts, afters))
        cuts, broken, texts = self._cuts(), [], self._texts()
        for number, text in enumerate(texts):
            if text[-1] in _BROKEN:
                broken.append(number)
            if "\ufffe" in text or "\x02" in text:
                texts[number] = text.replace("\ufffe", "-").replace("\x02", "-")
        found: dict[str, object] = {
            "size": size,
            "text": texts,
            "x0": [int(10 * self.left[first]) for first in firsts],
            "y0": [int(10 * self.bottom[word]) for word in self.usual_of],
            "x1": [int(10 * self.end_right[after - 1]) for after in afters],
            "y1": [int(10 * (self.bottom[word] + self.heights[word])) for word in self.usual_of],
            "bold": self._bold(firsts, afters),
            "first": self._first_widths(firsts, afters),
            "indents": {bisect_left(firsts, word): int(10 * x) for word, x in self.indents.items()},
            "cuts": cuts,
            "broken": broken,
            "sideways": [number for number, first in enumerate(firsts) if first in self.sideways]
            if self.sideways
            else [],
        }
        side_by_side = self._is_side_by_side()
        if side_by_side:
            found["lefts"], found["words"] = [int(10 * left) for left in self.left], self.breaks
        if side_by_side or any(marks[0][0] == 0 for marks in cuts.values()):
            found["rules"] = _rules(self.page)
        return found

    def _usual_word(self, first: int, after: int) -> int:
        """The word of a piece that is as high as most; the highest may be a foreign letter from another font."""
        if after == first + 1:
            return first
        heights = self.heights[first:after]
        return first + heights.index(sorted(heights)[len(heights) // 2])

    def _texts(self) -> list[str]:
        texts = [
            self.text[self.starts[first] : self.afters[after - 1]]
            for first, after in zip(self.breaks, self.breaks[1:], strict=False)
        ]
        if not self.counted:
            texts = [text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace") for text in texts]
        return texts

    def _is_side_by_side(self) -> bool:
        """True where several pieces are at the height of others."""
        heights = {self.bottom[word] // self.usual for word in self.usual_of} if self.usual else set()
        return len(self.usual_of) - len(heights) > _SIDE_BY_SIDE

    def _first_widths(self, firsts: Sequence[int], afters: Sequence[int]) -> list[int]:
        """How wide the first word of each piece is; no-break spaces hold words together."""
        lasts = list(firsts)
        if _NO_BREAK.search(self.text):
            for number, (first, after) in enumerate(zip(firsts, afters, strict=True)):
                last = first
                while last + 1 < after and _NO_BREAK.match(self.text, self.afters[last]):
                    last += 1
                lasts[number] = last
        return [int(10 * (self.end_right[last] - self.left[first])) for first, last in zip(firsts, lasts, strict=True)]

    def _cuts(self) -> dict[int, list[tuple[int, int, int]]]:
        """What is no text of the pieces, by their numbers: marks of notes, and spaces that are none on paper."""
        cuts: dict[int, list[tuple[int, int, int]]] = {}
        for word in sorted(self.raised | self._closed_marks()):
            number = bisect_right(self.breaks, word) - 1
            marks = self._marks(word, number)
            if marks:
                cuts.setdefault(number, []).extend(marks)
        for number in sorted({bisect_right(self.breaks, word) - 1 for word in self.narrow.difference(self.breaks)}):
            torn = self._torn(self.breaks[number], self.breaks[number + 1])
            if torn:
                cuts[number] = sorted(cuts.get(number, []) + torn)
        return cuts

    def _marks(self, word: int, piece: int) -> list[tuple[int, int, int]]:
        """The runs of small raised characters in a word, as [start, end, 1] in the piece's text."""
        usual, origin = self.usual_of[piece], self.starts[self.breaks[piece]]
        low, height = self.bottom[usual], self.heights[usual]
        start, end = self.starts[word], self.afters[word]
        box = self.boxes(range(start, end))
        marks, run = [], start
        for at in range(start, end + 1):
            if at < end and _stands_up(box[4 * (at - start) : 4 * (at - start) + 4], low, height):
                continue
            if at > run:
                marks.append((run - origin, at - origin, 1))
            run = at + 1
        return marks

    def _closed_marks(self) -> set[int]:
        """The words that may have a raised figure before their closing punctuation."""
        places = [match.start() for match in _CLOSED_DIGIT.finditer(self.text)]
        box = self.boxes(places)
        words = [bisect_right(self.starts, at) - 1 for at in places]
        sizes = map(sub, box[1::4], box[3::4])
        return {word for word, size in zip(words, sizes, strict=True) if size < _SMALL * self.heights[word]}

    def _torn(self, first: int, after: int) -> list[tuple[int, int, int]]:
        """The spaces that stand in no text and are much narrower than the others of their line, as [start, end, 0].

        Some programs write a word in two strings a hair's breadth apart, which pdfium takes for two words.
        """
        gaps = list(map(sub, self.left[first + 1 : after], self.end_right[first : after - 1]))
        limit = _MUCH_NARROWER * sorted(gaps)[len(gaps) // 2]
        doubtful = [word for word in range(first + 1, after) if word in self.narrow and gaps[word - first - 1] < limit]
        if not doubtful or 2 * sum(map(self._added, range(first + 1, after))) > len(gaps):
            return []
        origin = self.starts[first]
        return [
            (self.afters[word - 1] - origin, self.starts[word] - origin, 0) for word in doubtful if self._added(word)
        ]

    def _added(self, word: int) -> bool:
        """True where the space before a word is pdfium's own."""
        return int(pdfium.FPDFText_IsGenerated(self.text_page, self._index(self.starts[word] - 1))) == 1

    def _bold(self, firsts: Sequence[int], afters: Sequence[int]) -> list[int]:
        """1 for each piece whose first and last word are bold."""
        bold = self._are_bold(firsts)
        heavy = [number for number, is_bold in enumerate(bold) if is_bold]
        found = [0] * len(bold)
        for number, is_bold in zip(heavy, self._are_bold([afters[number] - 1 for number in heavy]), strict=True):
            found[number] = int(is_bold)
        return found

    def _are_bold(self, words: Sequence[int]) -> list[bool]:
        places = [self._index(self.starts[word]) for word in words]
        fonts = list(map(_font_of, map(_text_object, repeat(self.address), places)))
        for font in set(fonts) - self.fonts.keys():
            self.fonts[font] = _is_bold(font)
        return [self.fonts[font] for font in fonts]


def _stands_up(box: Floats, low: float, height: float) -> bool:
    """True for a character that is raised above the line, and smaller than the rest or raised far."""
    _, top, _, bottom = box
    return bottom > low + _RAISED * height and (top - bottom < _SMALL * height or bottom > low + _FAR * height)


def _is_bold(font: int | None) -> bool:
    if not font:
        return False
    pointer = ctypes.cast(font, pdfium.FPDF_FONT)
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFFont_GetBaseFontName(pointer, name, 128)
    return bool(_BOLD.search(name.value.decode("latin-1"))) or pdfium.FPDFFont_GetWeight(pointer) >= _BOLD_WEIGHT


def _turned(box: Floats, quarters: int, width: float, height: float) -> Floats:
    """The boxes of a page that is shown turned clockwise by so many quarters; width and height are those shown."""
    left, top, right, bottom = (box[side::4] for side in range(4))
    if quarters == 1:
        left, top, right, bottom = bottom, _from(height, left), top, _from(height, right)
    elif quarters == 2:
        left, top, right, bottom = _from(width, right), _from(height, bottom), _from(width, left), _from(height, top)
    else:
        left, top, right, bottom = _from(width, top), right, _from(width, bottom), left
    turned = array("f", bytes(4 * len(box)))
    for side, values in enumerate((left, top, right, bottom)):
        turned[side::4] = values
    return turned


def _from(edge: float, values: Floats) -> Floats:
    return array("f", [edge - value for value in values])


def _rules(page: Any) -> list[list[int]]:
    """The thin lines drawn on a page, and the sides of boxes: [x0, y0, x1, y1]."""
    found, sides = [], array("f", bytes(_BOX))
    start = sides.buffer_info()[0]
    targets = range(start, start + _BOX, sides.itemsize)
    for drawn in map(_object_at, repeat(_address(page)), range(pdfium.FPDFPage_CountObjects(page))):
        if _type_of(drawn) == _PATH and _bounds_of(drawn, *targets):
            x0, y0, x1, y1 = sides
            if isfinite(x0 + y0 + x1 + y1) and (x1 - x0 < _THIN or y1 - y0 < _THIN):
                found.append([int(10 * x0), int(10 * y0), int(10 * x1), int(10 * y1)])
    return found


if __name__ == "__main__":
    main(sys.stdin.buffer, *(int(argument) for argument in sys.argv[1:5]))
