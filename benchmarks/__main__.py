"""`make bench`: reading beside eyecite, writing to a store, validating, the commands as whole processes, the readers of
files, hostile texts, each held to its goal; and how well heads and citations are read.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from cdipgraph import graph, validation
from cdipgraph.readers import plain
from cdipgraph.reading import read_report
from cdipgraph.store import open_store

from . import accuracy, headers, pdf, robust
from .timing import median, process, table
from .word import word

SOURCE = Path(__file__).parents[1] / "data" / "sources" / "CDIP-24-8.fr.txt"
COPIES = 20
#: Where the text says that the document ends: left out of the copies, or only the first would be taken apart.
_ENDS = re.compile(r"^\[(?:Fin de|L.annexe suit)[^\]\n]*\]", re.M)


def main() -> None:
    """Prints every table."""
    text = SOURCE.read_text(encoding="utf-8")
    print(table("Text to Report, and citations alone", list(reading(text))))
    print(table("Report to quads, into a store", list(writing(text))))
    print(table("Whole processes", list(commands())))
    print(table("Word files to SourceText", list(word())))
    if pdf.corpus().is_dir():
        print(table("PDF files to SourceText", list(pdf.reading(pdf.corpus()))))
    print(table("Hostile texts, from lines to the report", list(robust.measured())))
    headers.main()
    accuracy.main([])


def reading(text: str) -> Iterator[tuple[str, ...]]:
    """MB of UTF-8 text a second on one core; eyecite, which only finds citations, gets the same text."""
    yield "what", "MB/s", "ratio to eyecite", "goal"
    megabytes = len(text.encode()) / 1e6
    peers = dict(_eyecite(text))
    base = megabytes / peers["eyecite, default tokenizer"]
    copies = _ENDS.sub("", text) * COPIES
    ours = {
        "cdipgraph, one document at a time": median(lambda: read_report(plain.source_text(text)), 25) / megabytes,
        f"cdipgraph, {COPIES} copies as one text": median(lambda: read_report(plain.source_text(copies)), 3)
        / (len(copies.encode()) / 1e6),
    }
    for name, seconds in ours.items():
        yield name, f"{1 / seconds:.2f}", f"{1 / seconds / base:.1f}", "5 MB/s"
    for name, seconds in peers.items():
        yield name, f"{megabytes / seconds:.2f}", f"{megabytes / seconds / base:.1f}", ""


def _eyecite(text: str) -> Iterator[tuple[str, float]]:
    from eyecite import get_citations

    yield "eyecite, default tokenizer", median(lambda: get_citations(text), 7)
    try:
        from eyecite.tokenizers import HyperscanTokenizer

        with tempfile.TemporaryDirectory() as cache:
            tokenizer = HyperscanTokenizer(cache_dir=cache)
            yield "eyecite, Hyperscan", median(lambda: get_citations(text, tokenizer=tokenizer), 7)
    except ImportError as error:
        print(f"(eyecite with Hyperscan left out: {error})", file=sys.stderr)


def writing(text: str) -> Iterator[tuple[str, ...]]:
    """Quads a second from a report in memory into a store, and the time of validation after imports."""
    yield "what", "measured", "goal"
    report = read_report(plain.source_text(text))
    quads = graph.quads(report)

    def into_memory() -> None:
        with open_store(memory=True) as store:
            store.replace_graphs({graph.expression_iri(report): graph.quads(report)})

    seconds = median(into_memory, 9)
    yield f"{len(quads):,} quads into memory", f"{len(quads) / seconds:,.0f} quads/s", "100,000 quads/s"
    with tempfile.TemporaryDirectory() as folder:
        number = iter(range(1_000_000))

        def into_folder() -> None:
            with open_store(Path(folder) / str(next(number)), write=True) as store:
                store.replace_graphs({graph.expression_iri(report): graph.quads(report)})

        seconds = median(into_folder, 9)
        yield (
            f"{len(quads):,} quads into a new folder, flushed",
            f"{len(quads) / seconds:,.0f} quads/s",
            "100,000 quads/s",
        )
    yield (
        "validation with pySHACL and rules, after imports",
        f"{median(lambda: validation.check_graph(quads), 5):.2f} s",
        "1 s",
    )


def commands() -> Iterator[tuple[str, ...]]:
    """The commands as a person starts them: seconds and peak memory."""
    yield "command", "seconds", "peak MB", "goal"
    program = str(Path(sys.executable).with_name("cdipgraph"))
    with tempfile.TemporaryDirectory() as folder:
        base = [program, "--store", f"{folder}/store"]
        build = process([*base, "build", str(SOURCE)])
        yield "build CDIP/24/8, validation included", f"{build.seconds:.2f}", f"{build.megabytes:.0f}", "2 s, 250 MB"
        query = process([*base, "query", "annex"])
        yield "query annex", f"{query.seconds:.2f}", f"{query.megabytes:.0f}", "0.4 s"
        shown = process([program, "--help"])
        yield "--help", f"{shown.seconds:.2f}", f"{shown.megabytes:.0f}", "0.15 s"
        bare = process([sys.executable, "-c", "pass"])
        yield "(python -c pass)", f"{bare.seconds:.2f}", f"{bare.megabytes:.0f}", ""


if __name__ == "__main__":
    main()
