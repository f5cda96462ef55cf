"""The table as it is written, held against the annex it was read from: cell by cell, word by word."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args

from cdipgraph import languages, readers
from cdipgraph.annex.facts import Version
from cdipgraph.annex.lines import Cell, Line, cell_text, joined, read, written
from cdipgraph.annex.table import Content
from cdipgraph.annex.versions import ask, text_of
from cdipgraph.annex.wording import said, wording
from cdipgraph.answers import Answer
from cdipgraph.errors import UsageError
from cdipgraph.source import SourceText
from cdipgraph.spans import Span

if TYPE_CHECKING:
    from cdipgraph.store import Store

Status = Literal["explained", "reworded", "unexplained"]
_STATUSES: Final[tuple[Status, ...]] = get_args(Status)
_PLAIN: Final = "text/plain"
_CONTEXT: Final = 6  # words shown on either side of what differs
_EMPTY: Final = Cell("")
#: What is found of a measure and has no place in the table: it explains no cell.
_OF_THE_NARRATIVE: Final = frozenset(("measure-without-decision", "measure-without-follow-up"))
_NUMBERING: Final = frozenset(("paragraph", "number"))  # columns that number the rows: told apart by what they number


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that is not as in the original: where, both wordings, what it is, and why."""

    paragraph: str
    measure: str
    column: str
    status: Status
    original: str
    written: str
    because: str = ""

    def words(self) -> str:
        """Both wordings in one: `[-what is gone-]`, `{+what is new+}`, the rest only near what differs."""
        return " ".join(marked(self.original.split(), self.written.split()))


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison found: how many cells there are, and those that differ. It is told in `speak`."""

    cells: int
    differences: tuple[Difference, ...]
    speak: str = "en"

    def count(self, status: Status) -> int:
        """How many differences are of a status."""
        return sum(difference.status == status for difference in self.differences)

    @property
    def total(self) -> str:
        """How many cells were compared, and with what outcome, in a line."""
        counts = {status: self.count(status) for status in _STATUSES}
        return said(self.speak, "total", cells=self.cells, equal=self.cells - len(self.differences), **counts)

    def __str__(self) -> str:
        return "".join(f"{line}\n" for one in self.differences for line in self._told(one)) + self.total + "\n"

    def _told(self, difference: Difference) -> Iterator[str]:
        number = f"{difference.paragraph}/{difference.measure}" if difference.measure else difference.paragraph
        place = " · ".join(filter(None, (number, difference.column)))
        yield f"{place} ({said(self.speak, difference.status)})"
        yield f"    {difference.words()}"
        yield from (f"    {reason}" for reason in difference.because.split("\n") if reason)
        yield ""

    def answer(self) -> Answer:
        """The differences as a table, a row each."""
        keys = ("paragraph", "measure", "column", "status", "original", "written", "because")
        rows = tuple(
            (
                d.paragraph or None,
                d.measure or None,
                d.column,
                said(self.speak, d.status),
                d.original,
                d.written,
                " ".join(d.because.split("\n")) or None,
            )
            for d in self.differences
        )
        return Answer("report", tuple(said(self.speak, key) for key in keys), rows)


@dataclass(frozen=True, slots=True)
class _Finding:
    message: str
    focus: str
    span: Span | None


def compare(store: Store, version: Version, content: Content, source: SourceText, speak: str) -> Comparison:
    """How a written table differs from the annex of the document that its version was read from, told in `speak`.

    A difference is explained when a finding in the store speaks of the words or of the thing, or when it was asked for.
    """
    own = ask(store, "source", expression=version.expression).rows
    same = any(text_of(row[3]) == source.text for row in own)
    findings = list(_findings(store, version, speak, placed=same))
    lines = read(source, languages.load(version.language))
    return _Comparing(findings, content, speak).compared(lines, written(content))


def original(store: Store, version: Version, against: str | Path | None = None) -> SourceText:
    """The document that a version was read from: the file given, else plain text from the store, else the file here.

    Raises UsageError when it is none of these, and what reading the file raises.
    """
    if against is not None:
        return readers.read(against)
    for name, form, digest, text in (map(text_of, row) for row in ask(store, "source", expression=version.expression)):
        if form == _PLAIN:
            return readers.read_bytes(text.encode(), name=name)
        path = Path(name)
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest:
            return readers.read(path)
        raise UsageError(
            "the document is not plain text, and its file is not here",
            where=name,
            remedy="Name the file with --against FILE",
        )
    raise UsageError("the store does not have the document's text", remedy="Name its file with --against FILE")


class _Comparing:
    """Pairs lines, then cells, and says what differs."""

    def __init__(self, findings: Sequence[_Finding], content: Content, speak: str) -> None:
        self.findings, self.content, self.speak = findings, content, speak
        self.heads = {column.role: column.heading for column in content.columns}
        self.cells = 0
        self.sectioned = True

    def compared(self, old: Sequence[Line], new: Sequence[Line]) -> Comparison:
        """The whole comparison."""
        if not any(line.paragraph for line in old):  # rows that no paragraph is told of pair with any
            new = [replace(line, paragraph="") if line.kind == "measure" else line for line in new]
        old = _gone_on(old, new)
        self.sectioned = any(line.kind == "section" for line in old)
        differences = [found for before, after in _paired(old, new) for found in self._line(before, after)]
        return Comparison(self.cells, tuple(differences), self.speak)

    def _line(self, old: Line | None, new: Line | None) -> Iterator[Difference]:
        line = new or old
        if line is None:
            return
        if old and new and old.paragraph != new.paragraph and line.kind == "measure" and old.paragraph:
            yield self._difference(line, "section", Cell(old.paragraph), Cell(new.paragraph), paired=True)
        for role in dict.fromkeys([*self.heads, "title", "section", "loose", *(old.cells if old else ())]):
            if role in _NUMBERING:
                continue
            before, after = (one.cells.get(role) if one else None for one in (old, new))
            if before is None and after is None:
                continue
            self.cells += 1
            if (before or _EMPTY).text != (after or _EMPTY).text:
                yield self._difference(line, role, before or _EMPTY, after or _EMPTY, paired=bool(old and new))

    def _difference(self, line: Line, role: str, before: Cell, after: Cell, *, paired: bool) -> Difference:
        because = self._because(line, before, after, known=role in self.heads)
        # A title may stand over the table elsewhere, or not at all; so may all headings of paragraphs.
        free = line.kind == "title" or (line.kind == "section" and not self.sectioned)
        heading = free or (line.kind in ("head", "section") and paired and before.text and after.text)
        status: Status = "explained" if because else "reworded" if heading else "unexplained"
        named = line.kind == "measure"
        column = self.heads.get(role, role) if named else said(self.speak, "loose" if role == "loose" else "heading")
        number = line.number if named else ""
        return Difference(
            line.paragraph, number, column, status, before.text, after.text, "\n".join(dict.fromkeys(because))
        )

    def _because(self, line: Line, before: Cell, after: Cell, *, known: bool) -> list[str]:
        """What explains a difference: what was asked for, else the findings on its words or on the things in it.

        What is found of the measure explains cells of its row, but only in columns that are known.
        """
        added = [entry for entry in after.entries if entry.marked]
        if added and cell_text(after.entries, marks=False) == before.text:
            asked = said(self.speak, "asked", note=wording(self.speak)("marked"))
            return [reason for entry in added for reason in self._about(set(entry.things)) or [asked]]
        new = (entry for entry in after.entries if entry.text not in before.text)
        things = {thing for entry in new for thing in entry.things}
        if known and line.thing:
            things.add(line.thing)
        return [*self._within(before.span), *self._about(things)]

    def _about(self, things: set[str]) -> list[str]:
        return [finding.message for finding in self.findings if finding.focus in things]

    def _within(self, span: Span | None) -> list[str]:
        if span is None:
            return []
        places = ((finding.span, finding.message) for finding in self.findings)
        return [message for place, message in places if place and place.start < span.end and span.start < place.end]


def _findings(store: Store, version: Version, speak: str, *, placed: bool) -> Iterator[_Finding]:
    """The findings on a version; with their places only where those are places of the text compared with."""
    for row in ask(store, "findings", findings=f"{version.expression}/findings", lang=speak):
        _, rule, message, focus, start, end = map(text_of, row)
        if rule in _OF_THE_NARRATIVE:
            continue
        yield _Finding(message, focus, Span(int(start), int(end)) if placed and start and end else None)


def _gone_on(old: Sequence[Line], new: Sequence[Line]) -> list[Line]:
    """The lines of the original, a row that names its measure again joined with that above it where one row is
    written for both.
    """
    surplus = Counter(line.key for line in old) - Counter(line.key for line in new)
    lines: list[Line] = []
    for line in old:
        if lines and line.again and lines[-1].key == line.key and surplus[line.key] > 0:
            surplus[line.key] -= 1
            lines[-1] = joined(lines[-1], line)
        else:
            lines.append(line)
    return lines


def _paired(old: Sequence[Line], new: Sequence[Line]) -> Iterator[tuple[Line | None, Line | None]]:
    """The lines that stand for the same, in order; what differs is paired by its place, a kind with its like."""
    matcher = SequenceMatcher(None, [line.key for line in old], [line.key for line in new], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(old[i1:i2], new[j1:j2], strict=True)
            continue
        for kind in ("title", "head", "section", "measure", "loose"):
            before, after = ([line for line in lines if line.kind == kind] for lines in (old[i1:i2], new[j1:j2]))
            yield from zip_longest(before, after)


def marked(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Both wordings in one, in parts: `[-what is gone-]`, `{+what is new+}`, the rest only near what differs."""
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for place, (tag, i1, i2, j1, j2) in enumerate(opcodes):
        if tag == "equal":
            yield from _near(old[i1:i2], first=place == 0, last=place == len(opcodes) - 1)
            continue
        if i2 > i1:
            yield f"[-{' '.join(old[i1:i2])}-]"
        if j2 > j1:
            yield f"{{+{' '.join(new[j1:j2])}+}}"


def _near(words: Sequence[str], *, first: bool, last: bool) -> list[str]:
    """The words near what differs, before and after them."""
    if len(words) <= 2 * _CONTEXT:
        return list(words)
    head, tail = ([] if first else list(words[:_CONTEXT])), ([] if last else list(words[-_CONTEXT:]))
    return [*head, "…", *tail]
