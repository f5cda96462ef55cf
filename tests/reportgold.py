"""What a careful reader finds in the made-up reports of `tests/reports`, and how much of it the program does.

A gold file answers four of the stored questions. In its text columns an ellipsis stands for words left out, and an
empty label is not compared.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from laidout import source_of

from cdipgraph import graph
from cdipgraph.queries import run
from cdipgraph.reading import read_report
from cdipgraph.report import Report
from cdipgraph.source import matching_view
from cdipgraph.store.local import MemoryStore

FOLDER = Path(__file__).with_name("reports")
QUESTIONS = {
    "annex": ("paragraph", "measure", "kind", "session", "symbol", "first", "last", "item", "statedIn", "label"),
    "decisions": ("session", "item", "outcome", "text"),
    "follow-ups": ("paragraph", "measure", "status", "due-session", "text"),
    "commitments": ("by-session", "item", "ask", "due-session", "status", "answered-by"),
}
Row = tuple[str, ...]


@dataclass(frozen=True)
class Score:
    """What was expected and not found, and what was found and not expected; `right` rows were both."""

    right: int
    missing: tuple[Row, ...]
    added: tuple[Row, ...]

    @property
    def f1(self) -> float:
        """The share of rows that are right, of those expected and those found."""
        wrong = len(self.missing) + len(self.added)
        return 2 * self.right / (2 * self.right + wrong) if self.right or wrong else 1.0


def names() -> list[str]:
    """The names of the documents that have a gold file."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


@cache
def gold(name: str) -> dict[str, Any]:
    """The gold file of a document."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def report(name: str) -> Report:
    """What is read from a document."""
    path = next(path for path in FOLDER.glob(f"{name}.*") if path.suffix in (".txt", ".blocks"))
    return read_report(source_of(path))


@cache
def _store(name: str) -> MemoryStore:
    store, read_ = MemoryStore(), report(name)
    store.replace_graphs({graph.expression_iri(read_): graph.quads(read_)})
    return store


def expected(name: str, question: str) -> list[Row]:
    """The rows that the gold file has for a question."""
    lines = str(gold(name)[question]).strip("\n").split("\n")
    return [tuple(_folded(cell) for cell in line.split("|")) for line in lines if line]


def found(name: str, question: str) -> list[Row]:
    """The rows that the program answers."""
    table = run(_store(name), question)
    order = [table.columns.index(column) for column in QUESTIONS[question]]
    rows = [tuple("" if row[i] is None else _folded(str(row[i])) for i in order) for row in table.rows]
    return [_relabelled(row) for row in rows] if question == "annex" else rows


def _relabelled(row: Row) -> Row:
    """Only what carried a measure out is called by what it says of itself."""
    return row if row[2] == "implementation" else (*row[:-1], "")


def score(name: str, question: str) -> Score:
    """How the program's answer compares with the gold."""
    right, missing, left = 0, [], found(name, question)
    for row in expected(name, question):
        twin = next((other for other in left if _same(row, other)), None)
        if twin is None:
            missing.append(row)
        else:
            left.remove(twin)
            right += 1
    return Score(right, tuple(missing), tuple(left))


def _same(gold_row: Sequence[str], row: Sequence[str]) -> bool:
    return all(_cell(*pair) for pair in zip(gold_row, row, strict=True)) or (
        len(gold_row) == 10 and not gold_row[9] and gold_row[:9] == tuple(row[:9])
    )


def _cell(wanted: str, cell: str) -> bool:
    if "…" not in wanted:
        return wanted == cell
    start, _, end = (part.strip() for part in wanted.partition("…"))
    return cell.startswith(start) and cell.endswith(end) and len(cell) >= len(start) + len(end)


def _folded(words: str) -> str:
    return " ".join(matching_view(words).split())


def lines(name: str) -> Iterator[str]:
    """The scores of a document, and the rows that are wrong."""
    for question in QUESTIONS:
        result = score(name, question)
        yield f"{name} {question}: {result.right} right, F1 {result.f1:.3f}"
        yield from (f"    - {' | '.join(row)}" for row in result.missing)
        yield from (f"    + {' | '.join(row)}" for row in result.added)
    rules = sorted({f.rule for f in report(name).findings})
    yield f"    findings: {', '.join(rules)}; expected {', '.join(gold(name)['findings']) or 'none'}"
