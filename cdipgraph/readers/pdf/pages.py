"""The pages of a PDF as a bounded child process reads them: lines of text with their boxes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import pairwise, repeat
from pathlib import Path
from typing import Any, NamedTuple

from cdipgraph.errors import SourceTooLarge, UnreadableSource
from cdipgraph.readers import child
from cdipgraph.readers.child import ChildFailed, Limits

MAX_PAGES = 5000
_SAMPLE = 2000  # lines

_PROGRAM = Path(__file__).with_name("extraction.py")
_MEND = "Open it in a viewer and print it to a new PDF, or give the text"


class Line(NamedTuple):
    """A line of a page, or what stands of it in one column; y is measured upwards, in points; pages count from 0.

    `height` is how high its characters are, `first` the width of its first word, `indent` where its text begins after
    a label. `cuts` are stretches that are no text of the line: (start, end, 1) for small raised characters, which may
    be the mark of a note, (start, end, 0) for a space that is none on paper. `broken`: a hyphen breaks a word at its
    end. `upright`: it does not run up or down the page. `lefts`: where each word begins, if anything stands beside it.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    height: float
    bold: int = 0
    first: float = 0.0
    page: int = 0
    indent: float = 0.0
    lefts: Sequence[float] = ()
    cuts: Sequence[tuple[int, int, int]] = ()
    broken: bool = False
    upright: bool = True


class Rule(NamedTuple):
    """A line drawn on a page."""

    x0: float
    y0: float
    x1: float
    y1: float


class Page(NamedTuple):
    """A page: its size in points, its lines of text in the order of the file, the rules drawn on it."""

    width: float
    height: float
    lines: Sequence[Line]
    rules: Sequence[Rule] = ()


def read_pages(data: bytes, name: str, limits: Limits | None = None) -> list[Page]:
    """The pages of a PDF; raises UnreadableSource or SourceTooLarge, which say why."""
    _check_whole(data, name)
    try:
        lines = child.answer(_PROGRAM, data, limits or Limits(), [MAX_PAGES]).splitlines()
        return _pages([json.loads(line) for line in lines], name)
    except ChildFailed as failure:
        raise UnreadableSource(f"the PDF cannot be read: {failure.why}", where=name, remedy=_MEND) from None
    except (ValueError, TypeError, KeyError, IndexError):
        raise UnreadableSource("the PDF cannot be read: its pages make no sense", where=name, remedy=_MEND) from None


def _check_whole(data: bytes, name: str) -> None:
    """Refuses a file that was cut: what is lost would not be missed by a lenient reader.

    A PDF ends with %%EOF. One made for the web says how long it is; an update is a part with its own %%EOF.
    """
    end = data.rfind(b"%%EOF")
    stated = _stated_length(data)
    if end < 0 or stated > len(data) or b" obj" in data[end:]:
        more = f", it says it has {stated:,} bytes" if stated > len(data) else ""
        raise UnreadableSource(
            f"the PDF is cut off after {len(data):,} bytes{more}", where=name, remedy="Get the whole file again"
        )


def _stated_length(data: bytes) -> int:
    head = data[:1024]
    at = head.find(b"/Linearized")
    length = head.find(b"/L ", at) if at >= 0 else -1
    digits = head[length + 3 : length + 15].split() if length >= 0 else []
    return int(digits[0]) if digits and digits[0].isdigit() else 0


def _pages(answers: list[dict[str, Any]], name: str) -> list[Page]:
    _check(answers[0], name)
    count = answers[0]["pages"]
    if not isinstance(count, int) or count > MAX_PAGES:
        raise SourceTooLarge(
            f"the PDF says it has {count} pages, the limit is {MAX_PAGES:,}", where=name, remedy="Split the document"
        )
    for number, answer in enumerate(answers[1:], 1):
        if "error" in answer:
            raise UnreadableSource(f"page {number} of {count} of the PDF is damaged", where=name, remedy=_MEND)
    if len(answers) != count + 1:
        raise UnreadableSource("the PDF cannot be read to its end", where=name, remedy=_MEND)
    return [_page(answer, number) for number, answer in enumerate(answers[1:])]


def _check(first: dict[str, Any], name: str) -> None:
    error = first.get("error")
    if error == "encrypted":
        raise UnreadableSource(
            "the PDF is encrypted: it opens with a password only", where=name, remedy="Save a copy without a password"
        )
    if error:
        raise UnreadableSource("the PDF is damaged: it has no pages that can be found", where=name, remedy=_MEND)


def _page(answer: dict[str, Any], number: int) -> Page:
    """One page as the child wrote it; raises ValueError, TypeError or KeyError where that makes no sense."""
    width, height = map(float, answer["size"])
    texts: list[str] = answer["text"]
    if not texts:
        return Page(width, height, [])
    if not all(type(text) is str for text in texts):
        raise TypeError("text")
    x0, y0, x1, y1, first = ([side / 10 for side in answer[name]] for name in ("x0", "y0", "x1", "y1", "first"))
    lefts: Iterable[Sequence[float]] = repeat(())
    if "lefts" in answer:
        all_lefts, words = [left / 10 for left in answer["lefts"]], answer["words"]
        lefts = [all_lefts[start:after] for start, after in pairwise(words)]
    heights = [(high - low) / 10 for low, high in zip(answer["y0"], answer["y1"], strict=True)]
    lines = list(map(Line, texts, x0, y0, x1, y1, heights, answer["bold"], first, repeat(number), x0, lefts))
    for place, x in answer["indents"].items():
        lines[int(place)] = lines[int(place)]._replace(indent=x / 10)
    for place, cuts in answer["cuts"].items():
        lines[int(place)] = lines[int(place)]._replace(cuts=[(int(a), int(b), int(kind)) for a, b, kind in cuts])
    for n in answer["broken"]:
        lines[n] = lines[n]._replace(broken=True)
    for n in answer["sideways"]:
        lines[n] = lines[n]._replace(upright=False)
    return Page(width, height, lines, [Rule(*(side / 10 for side in rule)) for rule in answer.get("rules", ())])


def check_text(pages: Sequence[Page], name: str) -> None:
    """Refuses a PDF whose pages hold no text, or none that means anything."""
    sample = "".join([line.text for page in pages for line in page.lines][:_SAMPLE])
    meaningless = sum(1 for c in sample if c == "\ufffd" or c < " " or "\ue000" <= c <= "\uf8ff")
    if not sample:
        what = f"the PDF has no text: its {len(pages)} pages are pictures" if pages else "the PDF has no pages"
    elif 3 * meaningless > len(sample):
        what = "the PDF does not say which letters its glyphs stand for"
    else:
        return
    raise UnreadableSource(what, where=name, remedy="It needs OCR: have its text recognised, and give the result")
