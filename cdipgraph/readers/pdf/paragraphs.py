"""Paragraphs: which lines of a column, and of the next column or page, are one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cdipgraph.readers.pdf.pages import Line

# In heights of the line, unless said otherwise:
_SAME_EDGE = 0.45  # edges that are meant to be one
_SPACE = 0.25
_SPARE = 0.3  # what may be left at the end of a full line besides the next word
_SPACED = 1.28  # times the usual distance of lines: more of it parts paragraphs
_SIZE = 0.08  # of the height: lines of one paragraph do not differ more
_UNSTEADY = 0.15  # of the lines: where so many differ from the next, the sizes come from a scan and tell nothing
_WIDE = 0.75  # of the column: lines that are all shorter were ended on purpose
_WIDE_TITLE = 0.6  # of the page: a title so wide is broken where it is full
_HALF = 0.5  # of the page: what ends a page and goes on is not shorter
_NARROW = 0.35  # of the column, of the page: nothing wraps that is narrower
_NEARLY = 0.75  # of the column: what ends in the middle of a sentence and is so long was not ended on purpose
_CENTRED = 0.8
_HEADING_LINES = 3
_LIST_LINES = 12  # so far back stands the item before, in a list inside a paragraph
_SHORT_OF = 0.05  # of the column: the last line of a heading stays so far from its end
_SAMPLE = 1500  # lines by which the document is measured
_ENDLESS = float("inf")

_NUMBER = re.compile(r"(\d{1,4})[.)]?\s")
_LABEL = re.compile(
    r"\d{1,4}(?:\.\d{1,3}){0,3}[.)]\s?(?=\D)|\d{1,3}(?:\.\d{1,3}){1,3}\s|[(\[](?:\d{1,3}|[a-z]{1,2}|[ivxlc]{1,6})[)\]]\s"
    r"|(?:[a-z]|[ivxlc]{1,6})[.)]\s|[•·▪●○◦‣■□➢➤✓*–—-]\s",
    re.I,
)
_ENDED = re.compile(r"[.!?:;…]['\"’”»)\]]*\d{0,3}$")
_WAITING = re.compile(r"[^\W\d_]\s[^\W\d_A-ZÀ-Ý]{1,3}$")  # "las", "of the", "de la": more is to come
_CITED = re.compile(r"\([A-Z]{2,}(?:/[A-Z]+)*/\d")  # what stands before it is called so
_LED = re.compile(r"(?:[.…]\s?){3,}\S{1,6}$")  # a line of a table of contents
_OPEN = re.compile(r"\w[-/\u2010\u2011\u2013]\u2060?$")  # a word, a symbol or a range that is not at its end
_PUNCTUATED = re.compile(r"[.!?:;,…]['\"’”»)\]]*\d{0,3}$")
_INSIDE = re.compile(r"[^\W\d_]{3,}[.;,]")
_NUMBERED_SENTENCE = re.compile(r"\d{1,4}\.\s+[^\W\d_a-zà-ÿ]")
_STOPS = ".!?…\"'’”»)]"
_ROMANS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
_JOINING = "-/\u2010\u2011\u2013\u2060"
_TAIL = 16  # characters at the end of a line that tell whether it ends
_SENTENCE = re.compile(r"[.!?…]['\"’”»)\]]*\d{0,3}$")


@dataclass
class Paragraph:
    """The lines of one paragraph."""

    lines: list[Line] = field(default_factory=list)

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """Its last line so far."""
        return self.lines[-1]


class Measure:
    """What is usual in the document: the height of its text, and for each height how far lines are apart."""

    def __init__(self, columns: Sequence[Sequence[Line]]) -> None:
        heights: Counter[float] = Counter()
        bold: Counter[int] = Counter()
        steps: dict[float, Counter[float]] = {}
        pairs = unsteady = 0
        for lines in columns[:: 1 + sum(map(len, columns)) // _SAMPLE]:
            for line in lines:
                heights[round(2 * line.height) / 2] += len(line.text)
                bold[line.bold] += len(line.text)
            for above, line in pairwise(lines):
                step = above.y0 - line.y0
                if 0 < step < 3 * line.height and abs(above.x0 - line.x0) < line.height:
                    pairs += 1
                    unsteady += abs(above.height - line.height) > _SIZE * line.height
                    steps.setdefault(round(2 * line.height) / 2, Counter())[round(2 * step) / 2] += 1
        self.height = heights.most_common(1)[0][0] if heights else 10.0
        self.bold = bold[1] > bold[0]
        self.steady = unsteady <= _UNSTEADY * pairs
        if not self.steady:
            steps = dict.fromkeys(steps, sum(steps.values(), Counter()))
        self.exact: dict[float, float] = {}
        self.distances = {size: _usual(counted) for size, counted in steps.items()}

    def distance(self, height: float) -> float:
        """How far the next line of the same paragraph is usually below a line so high."""
        found = self.exact.get(height)
        if found is None:
            found = self.exact[height] = self.distances.get(round(2 * height) / 2) or 1.25 * height
        return found


def _usual(steps: Counter[float]) -> float:
    """The most frequent distance; of several that are nearly as frequent, the smallest."""
    most = max(steps.values())
    return min(step for step, count in steps.items() if 2 * count >= most)


def sides(lines: Iterable[Line]) -> tuple[float, float]:
    """How far to the left and to the right lines go."""
    lefts, rights = [line.x0 for line in lines], [line.x1 for line in lines]
    return (min(lefts), max(rights)) if lefts else (0.0, 0.0)


def paragraphs(
    lines: Sequence[Line], measure: Measure, column: tuple[float, float], width: float = 0.0
) -> list[Paragraph]:
    """The paragraphs of lines in a column with these sides; `width` is that of all text of the page, if it counts."""
    if len(lines) == 1:
        return [Paragraph([lines[0]])]
    found: list[Paragraph] = []
    for block in _blocks(lines, measure):
        edge = _edge(block, column, width) if len(block) > 1 else 0.0
        found.append(Paragraph([block[0]]))
        title = block[0].height > (1 + _SIZE) * measure.height
        for n in range(1, len(block)):
            if (
                _ended_on_purpose(block[n - 1], block[n], max(column[1], block[n - 1].x1))
                or _begins_title(block[n - 1], block[n], edge, wide=edge - block[0].x0 > _WIDE_TITLE * width)
                if title
                else _begins(found[-1], block, n, edge)
            ):
                found.append(Paragraph([block[n]]))
            else:
                found[-1].lines.append(block[n])
    return found


def _blocks(lines: Sequence[Line], measure: Measure) -> Iterator[list[Line]]:
    """The lines in runs without wider space between them, of one size."""
    block: list[Line] = []
    for line in lines:
        if block and _parted(block[-1], line, measure):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _parted(above: Line, line: Line, measure: Measure) -> bool:
    step = above.y0 - line.y0
    distance = measure.distance(line.height)
    if above.height != line.height:
        distance = max(distance, measure.distance(above.height))
    if step > _SPACED * distance or step < 0:
        return True
    return measure.steady and abs(above.height - line.height) > _SIZE * max(above.height, line.height)


def _edge(block: Sequence[Line], column: tuple[float, float], width: float) -> float:
    """How far to the right the lines of a block may go; without end where each was ended on purpose.

    A block whose lines are all short is a list of such lines, unless each is full by its own measure: then it is set
    narrower, as a quotation or a heading is.
    """
    own = max([line.x1 for line in block])
    long, whole = own - min([line.x0 for line in block]), column[1] - column[0]
    if long < _NARROW * (whole if all(line.bold for line in block) else max(whole, width)):
        return _ENDLESS
    if own - column[0] > _WIDE * whole:
        return own
    wraps = all(is_full(line, block[n + 1], own) for n, line in enumerate(block[:-1]))
    if wraps and (len(block) > 2 or block[0].bold or block[1].text[0].islower()):
        return own
    return _ENDLESS


def is_full(line: Line, following: Line, edge: float) -> bool:
    """True where the next line's first word would not have fitted on a line."""
    return line.x1 + following.first + (_SPACE + _SPARE) * line.height > edge


def _begins(so_far: Paragraph, block: Sequence[Line], n: int, edge: float) -> bool:
    """True for a line with which a new paragraph begins, right below the lines so far."""
    above, line = so_far.last, block[n]
    tail = above.text[-_TAIL:]
    if ("..." in tail or "…" in tail) and _LED.search(tail):
        return True
    if above.text[0] == "[" and tail[-1] == "]":  # [Annex follows]
        return True
    if (tail[-1] in _JOINING and _OPEN.search(tail)) or line.text[0] == "/":
        return False
    centred = _is_centred(above, line)
    full = centred or above.broken or is_full(above, line, edge)
    if not full:
        nearly = above.x1 - so_far.first.x0 > _NEARLY * (edge - so_far.first.x0)
        waits = _WAITING.search(tail) or _CITED.match(line.text)
        return not ((line.text[0].islower() or nearly or waits) and _may_go_on(so_far, line))
    ended = _ENDED.search(tail) is not None
    label = _LABEL.match(line.text)
    if label:
        follows = _is_next(so_far, line) or _is_hung(so_far, line) or _is_headed(so_far, line)
        return follows or (ended and not _lists_inside(so_far, label[0].strip()))
    if centred:
        return False
    if abs(line.x0 - above.x0) < _SAME_EDGE * line.height:
        return ended and _heads(block, n, edge)
    if line.x0 > above.x0:
        hangs = _hangs(so_far, line) or (
            len(so_far.lines) == 1 and n + 1 < len(block) and abs(block[n + 1].x0 - line.x0) < 1
        )
        return ended and not hangs
    return ended and len(so_far.lines) > 1


def _heads(block: Sequence[Line], n: int, edge: float) -> bool:
    """True for lines after a sentence that are one of their own and yet no sentence: a heading, a note in brackets."""
    if block[n - 1].text[-1] not in _STOPS or block[n].text[0].islower():
        return False
    last = n
    while last < n + _HEADING_LINES and last + 1 < len(block) and is_full(block[last], block[last + 1], edge):
        last += 1
    line = block[last]
    if line.x1 > edge - _SHORT_OF * (edge - line.x0) or (last + 1 == len(block) and last > n):
        return False
    return not _PUNCTUATED.search(line.text[-_TAIL:])


def _lists_inside(so_far: Paragraph, label: str) -> bool:
    """True where the label before this one stands inside a line of the paragraph: the list is part of its text."""
    mark = label.strip("().[] ")
    before = ""
    if mark.isdecimal():
        before = str(int(mark) - 1)
    elif mark.lower() in _ROMANS[1:]:
        before = _ROMANS[_ROMANS.index(mark.lower()) - 1]
    elif len(mark) == 1 and mark.isalpha():
        before = chr(ord(mark) - 1)
    inside = label.replace(mark, before, 1) if before else ""
    near = so_far.lines[-_LIST_LINES:] if inside else ()
    return any(f"{blank}{inside}" in line.text for line in near for blank in " \xa0")


def _begins_title(above: Line, line: Line, edge: float, *, wide: bool) -> bool:
    """True for a line below larger letters that does not go on with them: nothing shows that it does, or it is of other
    letters.
    """
    smaller = abs(above.height - line.height) > _SIZE * above.height
    if above.bold != line.bold and (smaller or _LABEL.match(line.text)):
        return True
    word = above.text.rsplit(None, 1)[-1]
    if word[0].islower() or line.text[0].islower() or above.broken:
        return False
    return not ((wide or above.text.isupper()) and is_full(above, line, edge))


def _ended_on_purpose(above: Line, line: Line, edge: float) -> bool:
    """True for lines set flush of which the first could have held more, and the next begins like another heading."""
    flush = abs(above.x0 - line.x0) < _SAME_EDGE * line.height
    short = above.x1 - above.x0 < _NEARLY * (edge - above.x0)
    return flush and short and line.text[0].isupper() and not above.broken and not is_full(above, line, edge)


def _may_go_on(so_far: Paragraph, line: Line) -> bool:
    """True where a line that was ended on purpose can be the first part of the next."""
    above = so_far.last
    ended = _ENDED.search(above.text[-_TAIL:]) or _LABEL.match(line.text) or above.bold != line.bold
    return not ended and (line.x0 < above.x0 + line.height or _hangs(so_far, line))


def _is_centred(above: Line, line: Line) -> bool:
    """True for lines of different length that share their middle."""
    apart = abs(above.x0 - line.x0)
    return apart > line.height and abs(above.x0 + above.x1 - line.x0 - line.x1) < _CENTRED * line.height


def _is_next(so_far: Paragraph, line: Line) -> bool:
    """True for the number that follows the paragraph's own."""
    one, two = _NUMBER.match(so_far.first.text), _NUMBER.match(line.text)
    return bool(one and two and int(two[1]) == int(one[1]) + 1)


def _is_headed(so_far: Paragraph, line: Line) -> bool:
    """True for a numbered sentence below lines that are none: a heading."""
    if len(so_far.lines) >= _HEADING_LINES or not _NUMBERED_SENTENCE.match(line.text):
        return False
    return so_far.first.text[0].isupper() and not any(_INSIDE.search(above.text) for above in so_far.lines)


def _is_hung(so_far: Paragraph, line: Line) -> bool:
    """True for a label that stands where the paragraph's own does, left of its text or of the further lines."""
    if not _LABEL.match(so_far.first.text) or abs(so_far.first.x0 - line.x0) > _SAME_EDGE * line.height:
        return False
    return len(so_far.lines) > 1 and so_far.lines[1].x0 > line.x0 + _SAME_EDGE * line.height


def _hangs(so_far: Paragraph, line: Line) -> bool:
    """True for a further line that begins where the text of the paragraph begins after its label."""
    first = so_far.first
    if len(so_far.lines) > 1:
        return False
    if abs(first.indent - line.x0) < line.height:
        return first.indent > first.x0
    return bool(_LABEL.match(first.text))


def ends_sentence(line: Line) -> bool:
    """True for a line that ends as a sentence, or the item of a list, does."""
    return _ENDED.search(line.text[-_TAIL:]) is not None


def goes_on(
    paragraph: Paragraph, further: Paragraph, left: float, edge: float, measure: Measure, *, indented: bool
) -> bool:
    """True where a paragraph at the end of a column or page goes on with the first of the next.

    `indented`: paragraphs of this document begin further right than they go on, or with a number.
    """
    last, line = paragraph.last, further.first
    if measure.steady and abs(last.height - line.height) > _SIZE * max(last.height, line.height):
        return False
    if last.broken:
        return True
    if _LABEL.match(line.text):
        return False
    if last.bold and line.bold and not measure.bold:  # two headings, or one that is long
        return line.text[0].islower()
    if last.x1 - left < _HALF * (edge - left):
        return line.text[0].islower() and not _SENTENCE.search(last.text[-_TAIL:])
    if not _SENTENCE.search(last.text[-_TAIL:]):
        return line.text[0].islower() or is_full(last, line, edge) or last.text[-1] in ",-–—"
    if last.bold != line.bold and len(paragraph.lines) == 1:
        return False
    if not _PUNCTUATED.search(further.last.text[-_TAIL:]) and further.last.x1 < edge - _SHORT_OF * (edge - left):
        return False  # a heading
    return indented and is_full(last, line, edge) and line.x0 <= last.x0 + _SAME_EDGE * line.height


def is_heading(paragraph: Paragraph, measure: Measure, text: str) -> bool:
    """True for a paragraph that is set as a heading is: bold or larger, short, and no sentence."""
    if len(text) > 300 or len(paragraph.lines) > 5 or text[-1] in ".;,":
        return False
    if paragraph.first.height > (1 + _SIZE) * measure.height:
        return True
    return all(line.bold for line in paragraph.lines) and not measure.bold


def begin_indented(found: Iterable[Paragraph]) -> bool:
    """True where paragraphs begin further right than they go on, or with a number."""
    longer = [paragraph for paragraph in found if len(paragraph.lines) > 1]
    begun = sum(
        1 for p in longer if _LABEL.match(p.first.text) or p.first.x0 > p.lines[1].x0 + _SAME_EDGE * p.first.height
    )
    return 3 * begun > len(longer)
