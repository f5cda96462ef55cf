"""`python -m benchmarks.robust`: time and memory for hostile texts, a byte of which must cost no more than a few times
what a byte of a normal document costs.
"""

from __future__ import annotations

import gc
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

from cdipgraph.citations.grammar import grammar_of
from cdipgraph.languages import load
from cdipgraph.readers import plain, read_bytes
from cdipgraph.reading import read_report

from .timing import table

SOURCE = Path(__file__).parents[1] / "data" / "sources" / "CDIP-24-8.fr.txt"
MEGABYTE = 1_000_000
LARGE = 5 * MEGABYTE  # what normal text and brackets are compared at
SIZE = MEGABYTE // 2  # of the others, the lines of which are so short that each byte counts as a hundred
TIMES = 5
AT_LENGTH = ("brackets and digits", "brackets, digits and signs", "words that citations begin with")
LINE = 70
SIGNS = ".,;:/ -–|\t<>="  # of citations and of tables


ANCHORS = grammar_of(load("fr")).anchors


def brackets(size: int, more: str = "", seed: int = 7) -> str:
    """A text of brackets, digits and some more signs, in lines."""
    signs = "()[]{}0123456789" + more
    drawn = "".join(random.Random(seed).choices(signs, k=size))
    return "\n".join(drawn[at : at + LINE] for at in range(0, size, LINE))


def words(size: int, seed: int = 7) -> str:
    """A text of the beginnings of citations, headings and markup, none of which goes on as it should."""
    pieces = [
        "paragraphes 3 à ", "paras. 1, 2, ", "para. (((", "CDIP/", "A/79/", "SCP/17/7, 8, ", "Annexe ", "session ",
        "vingt et ", "1.", "(a) ", "TOC \\o ", "[bookmark: ", "<p <p ", "=E2=80", "| a ", "page ", "du rapport de la ",
        "point 7 ", "n° ",
    ]  # fmt: skip
    drawn, length, source = [], 0, random.Random(seed)
    while length < size:
        drawn.append(source.choice(pieces) + ("\n" if source.random() < 0.1 else ""))
        length += len(drawn[-1])
    return "".join(drawn)[:size]


def repeated(unit: str, size: int) -> str:
    """The unit again and again."""
    return unit * (size // len(unit) + 1)


#: Texts that are made to be slow, each of a given size.
HOSTILE: dict[str, Callable[[int], str]] = {
    "brackets and digits": brackets,
    "brackets, digits and signs": lambda size: brackets(size, SIGNS),
    "beginnings of citations": words,
    "one character a line": lambda size: repeated("7\n", size),
    "numbers in a line": lambda size: repeated("1. A 2. A ", size),
    "page heads in a line": lambda size: repeated("CDIP/1 page 3 4 The. ", size),
    "numbers alone": lambda size: repeated("12.\n", size),
    "page heads": lambda size: repeated("CDIP/24/8\npage 2\n", size),
    "tabs": lambda size: repeated("\ta\n\n", size),
    "cells side by side": lambda size: repeated("\ta\tb\tc\n", size),
    "bars": lambda size: repeated("|a|b|\n", size),
    "bars without a table": lambda size: repeated("a|b\n", size),
    "one long paragraph": lambda size: repeated("paragraphes 3 à 9 ", size),
    "wrapped lines": lambda size: repeated(
        "le comité a pris note du document qui lui a été soumis à la session\n", size
    ),
    "form feeds": lambda size: repeated("1\n\f", size),
    "lists": lambda size: repeated("CDIP/1/2, 3, 4, ", size),
    "words that citations begin with": lambda size: repeated(" ".join(word for word, _ in ANCHORS) + " ", size),
    "brackets of one kind": lambda size: repeated("(", size),
    "slashes": lambda size: repeated("A/", size),
}
#: The same as pages.
PAGES: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda size: "<html>" + repeated("<p>le comité a pris note", size),
    "unclosed tags": lambda size: "<html>" + repeated("<font>a <b>b ", size),
    "lists": lambda size: "<html>" + repeated("<ol><li>a<li>b</ol>", size),
    "cells": lambda size: "<html><table>" + repeated("<tr><td rowspan=9 colspan=9>a<td>b", size),
    "entities": lambda size: "<html><p>" + repeated("&eacute;&#8209;&bogus;", size // 8),
}


def normal(size: int) -> str:
    """A normal document: CDIP/24/8 again and again."""
    return repeated(SOURCE.read_text(encoding="utf-8"), size)


def seconds(text: str, reading: Callable[[str], object]) -> float:
    """Processor time for a reading of the text. The garbage collector does not look through what was there before: in a
    run of all tests that is many times what a reading makes.
    """
    gc.collect()
    gc.freeze()
    try:
        started = process_time()
        reading(text)
        return process_time() - started
    finally:
        gc.unfreeze()


def as_text(text: str) -> object:
    """The text read whole, from lines to the report."""
    return read_report(plain.source_text(text))


def as_page(text: str) -> object:
    """The page read to its blocks."""
    return read_bytes(text.encode(), name="x.html")


def measured() -> Iterator[tuple[str, ...]]:
    """The cost of each text, and how many times that of a normal one it is, a byte; and whether it grows in line."""
    yield "what", "MB", "MB/s", "times a normal byte", f"time for {TIMES} times the size"
    base = seconds(normal(LARGE), as_text) / LARGE
    yield "a normal document", f"{LARGE / MEGABYTE:.1f}", f"{1 / base / MEGABYTE:.2f}", "1.0", ""
    for texts, reading in ((HOSTILE, as_text), (PAGES, as_page)):
        for name, made in texts.items():
            size = LARGE if name in AT_LENGTH else SIZE
            small, large = seconds(made(size // TIMES), reading), seconds(made(size), reading)
            cost = f"{size / large / MEGABYTE:.2f}", f"{large / size / base:.1f}", f"{large / small:.1f}"
            yield name, f"{size / MEGABYTE:.1f}", *cost


if __name__ == "__main__":
    print(table("Hostile texts, from lines to the report", list(measured())))
