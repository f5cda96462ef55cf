"""How much of the time that reading a PDF takes is ours, and how much the library's: `python -m benchmarks.pdf`.

The library alone is the same child process that only opens the file and asks pdfium for the text of each page. What is
counted is processor time, of the child and of this process, so that other work on the machine does not matter much.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from cdipgraph.readers import child, pdf
from cdipgraph.readers.child import Limits
from cdipgraph.readers.pdf.pages import read_pages

from .timing import table

_LIBRARY_ALONE = """
import sys
import pypdfium2 as pdfium
document = pdfium.PdfDocument(sys.stdin.buffer.read())
for page in document:
    sys.stdout.write(page.get_textpage().get_text_range())
"""


def corpus() -> Path:
    """Where real PDF files are, if there are any."""
    place = os.environ.get("CDIPGRAPH_CORPUS")
    return (Path(place) if place else Path(__file__).parents[2] / "shared" / "corpus") / "pdf"


def reading(files: Path) -> Iterator[tuple[str, ...]]:
    """Pages a second with all that is done, milliseconds a page by who takes them, and our share."""
    yield "what", "pages", "pages/s", "library ms", "ours ms", "our share", "goal"
    found = {path.name: path.read_bytes() for path in sorted(files.glob("*.pdf"))}
    pages = {name: len(read_pages(data, name)) for name, data in found.items()}
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "alone.py"
        program.write_text(_LIBRARY_ALONE)
        whole, alone = (dict.fromkeys(found, 0.0) for _ in range(2))
        for name, data in found.items():
            whole[name] = _processor(lambda data=data: pdf.source_text(data))
            alone[name] = _processor(lambda data=data: child.answer(program, data, Limits()))
    for name in found:
        yield _row(name, pages[name], whole[name], alone[name], "")
    yield _row("all", sum(pages.values()), sum(whole.values()), sum(alone.values()), "30 %")


def _row(name: str, pages: int, whole: float, alone: float, goal: str) -> tuple[str, ...]:
    each = [f"{1000 * seconds / pages:.2f}" for seconds in (alone, whole - alone)]
    return name, str(pages), f"{pages / whole:.0f}", *each, f"{100 * (1 - alone / whole):.0f} %", goal


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
