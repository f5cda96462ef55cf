"""How much of what whole documents say is read: the facts of each kind that a careful reader finds, held against what
the program reads. `python -m benchmarks.facts [NAME ...] [--raise]` lists what is missing and what is added.

The documents are in `tests/facts`: made up, each in a layout of its own, written before the program had seen it. What
was found of each at first sight is kept in its gold file (`first`), and never changed; what is found now is kept in
`facts.json`, and only raised. In a cell of the gold, an ellipsis stands for words left out.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from docx import Document

from cdipgraph.readers import read, read_bytes
from cdipgraph.reading import read_report
from cdipgraph.report import Measure, Place, Report
from cdipgraph.source import SourceText, matching_view
from cdipgraph.spans import Span

HERE = Path(__file__).parent
FOLDER = HERE.parent / "tests" / "facts"
SCORES = HERE / "facts.json"
_NUMBER = re.compile(r"\{([^}]+)\} ")
Fact = tuple[str, ...]


@dataclass(frozen=True)
class Score:
    """What is right, and what is missing and added."""

    right: tuple[Fact, ...]
    missing: tuple[Fact, ...]
    added: tuple[Fact, ...]

    @property
    def recall(self) -> float:
        expected = len(self.right) + len(self.missing)
        return len(self.right) / expected if expected else 1.0

    @property
    def precision(self) -> float:
        found = len(self.right) + len(self.added)
        return len(self.right) / found if found else 1.0

    @property
    def f1(self) -> float:
        wrong = len(self.missing) + len(self.added)
        return 2 * len(self.right) / (2 * len(self.right) + wrong) if self.right or wrong else 1.0

    def of(self, kind: str) -> Score:
        """The same, of one kind of fact."""
        return Score(*(tuple(f for f in facts if f[0] == kind) for facts in (self.right, self.missing, self.added)))

    @staticmethod
    def of_all(scores: Iterable[Score]) -> Score:
        """Several scores as one."""
        known = list(scores)
        return Score(
            tuple(f for s in known for f in s.right),
            tuple(f for s in known for f in s.missing),
            tuple(f for s in known for f in s.added),
        )


# The documents


def names(folder: Path = FOLDER) -> list[str]:
    """The names of the documents."""
    return sorted(path.stem for path in folder.glob("*.toml"))


@cache
def gold(name: str, folder: Path = FOLDER) -> dict[str, Any]:
    """What a careful reader found in a document."""
    return tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def report(name: str, folder: Path = FOLDER) -> Report:
    """What the program reads in it."""
    return read_report(source(name, folder))


def source(name: str, folder: Path = FOLDER) -> SourceText:
    """The text of a document; what is kept as blocks is made a Word file first."""
    path = next(p for p in folder.glob(f"{name}.*") if p.suffix != ".toml")
    if path.suffix == ".blocks":
        return read_bytes(word_file(path.read_text(encoding="utf-8")), name=f"{name}.docx")
    return read(path)


def word_file(notation: str) -> bytes:
    """A Word file of lines: `# ` heads, `{1.} ` numbers, bars part cells, `//` their paragraphs; `<` goes on from the
    left, `^` from above.
    """
    document = Document()
    rows: list[list[str]] = []
    for line in [*notation.split("\n"), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
            continue
        if rows:
            _add_table(document, rows)
            rows = []
        if line.startswith("# "):
            document.add_heading(_numbered(line[2:]), 2)
        elif line:
            document.add_paragraph(_numbered(line))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _numbered(line: str) -> str:
    number = _NUMBER.match(line)
    return f"{number[1]}\t{line[number.end() :]}" if number else line


def _add_table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(len(rows), max(map(len, rows)))
    table.style = "Table Grid"
    for i, cells in enumerate(rows):
        for j, words in enumerate(cells):
            if words == "<":
                table.cell(i, j - 1).merge(table.cell(i, j))
            elif words == "^":
                table.cell(i - 1, j).merge(table.cell(i, j))
            else:
                first, *more = words.split("//")
                table.cell(i, j).text = first.strip()
                for paragraph in more:
                    table.cell(i, j).add_paragraph(paragraph.strip())


# What is read, as facts


def facts(read_: Report) -> Iterator[Fact]:
    """What a report says, one fact a row: its sort first."""
    header = read_.header
    yield "kind", read_.kind
    for name in ("symbol", "session", "date", "start", "end"):
        value = getattr(header, name)
        if value:
            yield name, value.value
    yield "language", header.language

    def words(span: Span | None) -> str:
        return read_.source.quote(span) if span else ""

    for proposal in read_.proposals:
        if proposal.proposer:
            yield "proposer", words(proposal.proposer)
        for paragraph in proposal.paragraphs:
            yield "paragraph", paragraph.number
            yield from (("point", paragraph.number, point.number) for point in paragraph.points)
    for measure in read_.measures:
        yield from _of_measure(read_, measure)
    yield from _minuted(read_) if read_.kind in ("session-report", "chair-summary") else ()
    yield from _other(read_) if read_.kind == "document" else ()


def _of_measure(read_: Report, measure: Measure) -> Iterator[Fact]:
    own, quote = (measure.paragraph, measure.number), read_.source.quote
    yield "measure", *own, quote(measure.label)
    if any(stated.place is Place.ANNEX for stated in measure.stated):
        yield "row", *own
    for done in measure.implementations:
        when = str(done.symbol or done.day or "")
        yield "implementation", *own, done.kind, ", ".join(map(str, done.sessions)), when
    for review in measure.reviews:
        cited = review.citation
        last = cited.last or cited.first
        yield "range", *own, str(cited.session or ""), str(cited.symbol or ""), cited.first, last
    yield from (("item", *own, str(item.session), item.number) for item in measure.items)
    for decision in measure.decisions:
        outcomes = ", ".join(decision.outcomes)
        yield "decision", *own, str(decision.session or ""), decision.item, outcomes, quote(decision.text)
    for ask in (c for c in measure.commitments if c.decision is not None):  # what the decisions ask for
        yield "commitment", *own, ask.actor, str(ask.due or ""), quote(ask.text)
    if measure.follow_up:
        yield "follow-up", *own, measure.follow_up.status, str(measure.follow_up.due or "")


def _minuted(read_: Report) -> Iterator[Fact]:
    quote = read_.source.quote
    for paragraph in read_.paragraphs:
        if paragraph.number:
            yield "numbered", paragraph.number, paragraph.item
            if paragraph.speaker:
                behalf = quote(paragraph.on_behalf_of) if paragraph.on_behalf_of else ""
                yield "speaker", paragraph.number, quote(paragraph.speaker), behalf
    where = []
    for decision in read_.decisions:
        place = decision.item if decision.paragraph is None else read_.paragraphs[decision.paragraph].number
        where.append(place)
        yield "concluded", place, ", ".join(decision.outcomes), quote(decision.text)
    for ask in read_.commitments:
        if ask.decision is not None:
            yield "commitment", where[ask.decision], ask.actor, str(ask.due or ""), quote(ask.text)
    if read_.summary:
        yield from (("entry", item.number) for item in read_.summary.items)
        yield from (("appendix", a.number, quote(a.title) if a.title else "") for a in read_.summary.appendices)


def _other(read_: Report) -> Iterator[Fact]:
    for paragraph in read_.paragraphs:
        if paragraph.number:
            yield "numbered", paragraph.number, read_.source.quote(paragraph.heading) if paragraph.heading else ""
    for cited in read_.citations:
        parts = (str(cited.symbol or ""), cited.first, cited.last, cited.item, str(cited.session or ""))
        yield "cited", cited.kind.value, *parts


# The score


def expected(name: str, folder: Path = FOLDER) -> Iterator[Fact]:
    """The facts of the gold file."""
    of = gold(name, folder)
    yield "kind", of["kind"]
    heads = ("symbol", "session", "language", "date", "start", "end")
    yield from ((n, v.strip()) for n, v in zip(heads, of["header"].split("|"), strict=True) if v.strip())
    for line in of["facts"].strip().split("\n"):
        yield tuple(cell.strip() for cell in line.split("|"))


def score(name: str, folder: Path = FOLDER) -> Score:
    """How what is read compares with the gold."""
    left = [tuple(_folded(cell) for cell in fact) for fact in facts(report(name, folder))]
    right, missing = [], []
    for fact in expected(name, folder):
        wanted = tuple(_folded(cell) for cell in fact)
        twin = next((other for other in left if _same(wanted, other)), None)
        if twin is None:
            missing.append(wanted)
        else:
            left.remove(twin)
            right.append(wanted)
    return Score(tuple(right), tuple(missing), tuple(left))


def _same(wanted: Fact, fact: Fact) -> bool:
    return len(wanted) == len(fact) and all(map(_cell, wanted, fact))


def _cell(wanted: str, cell: str) -> bool:
    if "…" not in wanted:
        return wanted == cell
    start, _, end = (part.strip() for part in wanted.partition("…"))
    if start or not wanted.endswith("…"):
        end = end.strip("…").strip() if end.endswith("…") else end
        return cell.startswith(start) and cell.endswith(end) if not wanted.endswith("…") else cell.startswith(start)
    return end.strip("…").strip() in cell


def _folded(words: str) -> str:
    return " ".join(matching_view(words).replace("\u2026", "…").split())


def kept(scores: dict[str, Score]) -> dict[str, dict[str, float]]:
    """The scores as they are kept: recall and precision of each document and of each sort of fact."""
    total = Score.of_all(scores.values())
    kinds = sorted({fact[0] for fact in (*total.right, *total.missing, *total.added)})
    rows = {**scores, **{f"all: {kind}": total.of(kind) for kind in kinds}, "all": total}
    return {name: {"recall": round(of.recall, 4), "precision": round(of.precision, 4)} for name, of in rows.items()}


def lower(found: dict[str, dict[str, float]], known: dict[str, dict[str, float]]) -> Iterator[str]:
    """The documents that are read worse than was kept; the sums change whenever a document is added."""
    for name, of in known.items():
        for what, value in of.items() if not name.startswith("all") else ():
            if found.get(name, {}).get(what, 0.0) < value:
                yield f"{name}: {what} {found.get(name, {}).get(what, 0.0)} < {value}"


def main() -> int:
    """Prints the scores, and what is wrong; keeps better ones with --raise."""
    parser = argparse.ArgumentParser(description="How much of what whole documents say is read.")
    parser.add_argument("names", nargs="*", help="documents; all when none is named")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--raise", dest="keep", action="store_true", help="keep the scores where none has fallen")
    parser.add_argument("--errors", action="store_true", help="list what is missing and what is added")
    options = parser.parse_args()
    chosen = options.names or names(options.folder)
    scores = {name: score(name, options.folder) for name in chosen}
    for name, of in scores.items():
        print(f"{name:40} recall {of.recall:.3f}  precision {of.precision:.3f}")
        if options.errors or options.names:
            print("".join(f"    - {' | '.join(fact)}\n" for fact in of.missing), end="")
            print("".join(f"    + {' | '.join(fact)}\n" for fact in of.added), end="")
    for name, values in kept(scores).items():
        if name.startswith("all"):
            print(f"{name:40} recall {values['recall']:.3f}  precision {values['precision']:.3f}")
    if options.keep:
        known = json.loads(SCORES.read_text(encoding="utf-8")) if SCORES.exists() else {}
        fallen = list(lower(kept(scores), known))
        if fallen:
            print("\n".join(fallen), file=sys.stderr)
            return 1
        SCORES.write_text(json.dumps(kept(scores), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
