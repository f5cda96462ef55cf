"""How much of the time that reading a PDF takes is ours, and how much the library's: `python -m benchmarks.pdf`.

The library alone is the same child process that only opens the file and asks pdfium for the text of each page and the
boxes at both ends of each word, which is what a layout needs at least; another only asks for the text. What is counted
is processor time, of the child and of this process, so that other work on the machine does not matter much.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from cdipgraph.readers import child, pdf
from cdipgraph.readers.child import Limits
from cdipgraph.readers.pdf.pages import read_pages

from .timing import table

_OPENED = """
import ctypes, re, sys
import pypdfium2.raw as pdfium

data = sys.stdin.buffer.read()
pdfium.FPDF_InitLibrary()
document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
box = pdfium.FS_RECTF()
place = ctypes.addressof(box)
types = ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
loose = ctypes.CFUNCTYPE(*types)(ctypes.cast(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p).value)
for number in range(pdfium.FPDF_GetPageCount(document)):
    page = pdfium.FPDF_LoadPage(document, number)
    text = pdfium.FPDFText_LoadPage(page)
    count = pdfium.FPDFText_CountChars(text)
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text, 0, count, buffer)
    words = bytes(buffer)[: 2 * written - 2].decode("utf-16-le", "replace")
    sys.stdout.write(words.encode("ascii", "replace").decode())
"""
_BOXES = """
    address = ctypes.cast(text, ctypes.c_void_p).value
    for match in re.finditer(r"\\S+", words):
        loose(address, match.start(), place)
        loose(address, match.end() - 1, place)
"""
_CLOSED = """
    pdfium.FPDFText_ClosePage(text)
    pdfium.FPDF_ClosePage(page)
"""


def corpus() -> Path:
    """Where real PDF files are, if there are any."""
    place = os.environ.get("CDIPGRAPH_CORPUS")
    return (Path(place) if place else Path(__file__).parents[2] / "shared" / "corpus") / "pdf"


def reading(files: Path) -> Iterator[tuple[str, ...]]:
    """Pages a second with all that is done; milliseconds a page, of the library and in all; and our share of them."""
    yield "what", "pages", "pages/s", "text alone", "and boxes", "all", "our share", "goal"
    found = {path.name: path.read_bytes() for path in sorted(files.glob("*.pdf"))}
    pages = {name: len(read_pages(data, name)) for name, data in found.items()}
    whole, boxes, text = (dict.fromkeys(found, 0.0) for _ in range(3))
    with tempfile.TemporaryDirectory() as folder:
        with_boxes, without = Path(folder) / "boxes.py", Path(folder) / "text.py"
        with_boxes.write_text(_OPENED + _BOXES + _CLOSED)
        without.write_text(_OPENED + _CLOSED)
        for name, data in found.items():
            whole[name] = _processor(partial(pdf.source_text, data))
            boxes[name] = _processor(partial(child.answer, with_boxes, data, Limits()))
            text[name] = _processor(partial(child.answer, without, data, Limits()))
            yield _row(name, pages[name], (text[name], boxes[name], whole[name]), "")
    yield _row("all", sum(pages.values()), tuple(sum(each.values()) for each in (text, boxes, whole)), "30 %")


def _row(name: str, pages: int, seconds: tuple[float, ...], goal: str) -> tuple[str, ...]:
    each = [f"{1000 * taken / pages:.2f}" for taken in seconds]
    return name, str(pages), f"{pages / seconds[2]:.0f}", *each, f"{100 * (1 - seconds[1] / seconds[2]):.0f} %", goal


def _processor(call: Callable[[], object], repeats: int = 3) -> float:
    """The least processor time of a call, in this process and its children."""
    times = []
    for _ in range(repeats):
        before = _used()
        call()
        times.append(_used() - before)
    return min(times)


def _used() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> None:
    """Prints the table."""
    if not corpus().is_dir():
        sys.exit(f"no PDF files at {corpus()}: set CDIPGRAPH_CORPUS")
    print(table("PDF to SourceText", list(reading(corpus()))))


if __name__ == "__main__":
    main()
