"""Made-up implementation reports in many layouts: what happened (`documents.Case`) is set out as a `Layout` says.

The text is written in the notation of `laidout`, and can be read as a word processor's blocks or, where its table has
no merged cells, as plain text.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from documents import Activity, MeasureCase, Writer
from laidout import rows

HEADS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("reportlayouts.toml").read_text(encoding="utf-8"))
LETTERS = "ABCDEFGH"
TELLING = ("measure", "implementation", "review", "summary")
Enumerated = Literal["", "through", "anew"]
Counting = Literal["numbered", "lettered", "counted", "split", "named"]
Cells = dict[str, str]


@dataclass(frozen=True)
class Layout:
    """How a report is set out.

    `numbers` are those of the proposal's paragraphs; `counting` how its measures are told apart; `columns` the table's
    columns in order; `enumerated` whether headings have numbers before them, counted through
    the document or anew under each paragraph; `parted` whether what was done is under a
    heading; `rows` how many rows stand between one head of the table and the next; `double` whether its heads are
    over two rows; `sectioned` whether its paragraphs head sections, or are a column; `spread` whether a measure takes
    a row for each thing done; `first` whether it stands before the narrative; `omitted` are the measures, by the places
    of their paragraph and their own, that it leaves out.
    """

    numbers: tuple[int, ...]
    columns: tuple[str, ...] = TELLING
    counting: Counting = "numbered"
    recommendations: bool = False
    enumerated: Enumerated = ""
    parted: bool = True
    plain: bool = True
    rows: int = 99
    double: bool = False
    sectioned: bool = True
    spread: bool = False
    first: bool = False
    omitted: frozenset[tuple[int, int]] = frozenset()

    def number(self, place: int) -> str:
        """The number of the measure at a place in its paragraph, from 1."""
        return LETTERS[place - 1] if self.counting == "lettered" else str(place)


@dataclass
class LayoutWriter(Writer):
    """Words a case in one language, set out as the layout says."""

    layout: Layout = Layout((1,))
    listed: bool = True  # whether the table has the measure that is being told of
    counters: list[int] = field(default_factory=lambda: [0, 0])  # of the headings: of all or of paragraphs, of the rest

    def notation(self) -> str:
        """The whole document in the notation of `laidout`."""
        case = self.case
        table = ["", *self._table(), ""] if case.annex else []
        chapters = case.paragraphs if case.narrative else ()
        told = [line for place, measures in enumerate(chapters) for line in self._told(place, measures)]
        told += [self.say("invitation")]
        parts = [self._header(), self._opening()]
        if not case.narrative:
            parts += [self.say("annex-follows"), *table]
        elif self.layout.first:
            parts += [*table, *told]
        else:
            parts += [*told, self.say("annex-follows"), *table] if case.annex else told
        return "\n".join([*parts, self.say("end"), f"@ {case.symbol}"])

    def head(self, key: str, **parts: object) -> str:
        """A heading in the notation, perhaps with a number before it."""
        words = self._worded(key, **parts)
        numbered = self.layout.enumerated and not words[0].isdigit()
        return f"# {{{self._enumerator(key)}.}} {words}" if numbered else f"# {words}"

    def _enumerator(self, key: str) -> int:
        inner = self.layout.enumerated == "anew" and key not in ("chapters", "recommendations")
        self.counters[inner] += 1
        if not inner:
            self.counters[1] = 0
        return self.counters[inner]

    def _worded(self, key: str, **parts: object) -> str:
        group, _, column = key.partition("/")
        choices = HEADS[self.code][group]
        wording = self.random.choice(choices[column] if column else choices)
        return str(wording.format(series=self.case.series.split("/")[-1], **parts))

    # The narrative

    def _told(self, place: int, measures: Sequence[MeasureCase]) -> Iterator[str]:
        number, topic = self.layout.numbers[place], self.topic(measures[0].topic)
        key = "recommendations" if self.layout.recommendations else "chapters"
        yield self.head(key, n=number, name=topic.capitalize())
        yield self.say("asked", topic=topic)
        if len(measures) > 1 and not self.layout.recommendations:
            self.cite("internal", first=str(number), last=str(number))
            yield self.say("announced", n=number, count=self._count(len(measures)))
        for position, measure in enumerate(measures, 1):
            self.listed = (place, position) not in self.layout.omitted
            yield from self._measure_head(number, position, measure, alone=len(measures) == 1)
            if self.layout.parted:
                yield self.head("implementation")
            for activity in measure.activities:
                yield from self._discussion(activity)
            yield self.head("follow-up")
            yield self._follow_up(measure)

    def _count(self, number: int) -> str:
        from documents import WORDINGS

        return str(WORDINGS["counts"][self.code][number])

    def _measure_head(self, paragraph: int, position: int, measure: MeasureCase, *, alone: bool) -> Iterator[str]:
        counting = self.layout.counting
        name = self.say("label", topic=self.topic(measure.topic)).capitalize()
        if alone and counting not in ("lettered", "named"):
            if self.random.random() < 0.5:
                yield self.head("only", name=name)
            return
        if counting == "named":
            yield f"# {name}"
            return
        first = HEADS[self.code]["firsts"][position - 1]
        yield self.head(counting, n=position, p=paragraph, letter=LETTERS[position - 1], first=first, name=name)
        if counting == "split":
            yield f"# {name}"

    def _discussed_in(self, activity: Activity) -> str:
        if self.listed or not self.case.annex:
            return super()._discussed_in(activity)
        citation = self._range(activity, "explicit")
        return citation if activity.decision == "told" else citation + self.say("and") + self._item(activity)

    def _discussion(self, activity: Activity) -> Iterator[str]:
        for line in super()._discussion(activity):
            heading = line in self._decision_heads
            yield self.head("decision") if heading else f"# {line}" if line in self._parts else line

    @property
    def _decision_heads(self) -> set[str]:
        from documents import WORDINGS

        return set(WORDINGS["wordings"][self.code]["decision-heading"])

    @property
    def _parts(self) -> set[str]:
        from documents import WORDINGS

        return {w.format(series=self.case.series) for w in WORDINGS["wordings"][self.code]["implementation"]}

    # The table

    def _table(self) -> Iterator[str]:
        self.in_annex = True
        layout, found = self.layout, []
        for place, measures in enumerate(self.case.paragraphs):
            number = layout.numbers[place]
            if layout.sectioned:
                key = "recommendations" if layout.recommendations else "chapters"
                section = self._worded(key, n=number, name=self.topic(measures[0].topic).capitalize())
                found.append([section] + ["<"] * (len(layout.columns) - 1))
            for position, measure in enumerate(measures, 1):
                if (place, position) not in layout.omitted:
                    found += self._rows_of(number, position, measure)
        for start in range(0, len(found), layout.rows):
            yield from rows(self._column_heads())
            yield from rows(found[start : start + layout.rows])
        self.in_annex = False

    def _column_heads(self) -> list[list[str]]:
        columns = self.layout.columns
        heads = [self._worded(f"columns/{column}") for column in columns]
        at = columns.index("review")
        if not self.layout.double or columns[at + 1 : at + 2] != ("summary",):
            return [heads]
        upper = [*heads[:at], self._worded("columns/span"), "<", *heads[at + 2 :]]
        return [upper, ["^" if i not in (at, at + 1) else heads[i] for i in range(len(columns))]]

    def _rows_of(self, paragraph: int, position: int, measure: MeasureCase) -> list[list[str]]:
        activities = measure.activities[::-1] if self.case.reversed_cells else measure.activities
        label = self.say("label", topic=self.topic(measure.topic)).capitalize()
        shared = {
            "measure": label,
            "paragraph": str(paragraph),
            "number": f"{paragraph}.{position}",
            "other": self.random.choice(HEADS[self.code]["status"]),
        }
        if "follow-up" in self.layout.columns:
            shared["follow-up"] = self._follow_up(measure)
        each = [(self._entry(a), self._range(a, "explicit"), self._item(a)) for a in activities]
        if self.layout.spread:
            told = [dict(zip(TELLING[1:], cells, strict=True)) for cells in each]
            return [
                [t.get(c) or (shared[c] if not i else "^") for c in self.layout.columns] for i, t in enumerate(told)
            ]
        joined = dict(zip(TELLING[1:], ("//".join(cells) for cells in zip(*each, strict=True)), strict=True))
        return [[{**shared, **joined}[column] for column in self.layout.columns]]


def as_plain(notation: str) -> str:
    """The document as a conversion to plain text leaves it; of a table without merged cells in its rows."""
    lines: list[str] = []
    for line in notation.split("\n"):
        if line.startswith("| "):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            lines += ["", *("\t" + cell.replace("//", "\n\n") for cell in cells if cell not in ("<", "^"))]
        elif line.startswith("@ "):
            lines += ["", line[2:], "2"]
        else:
            words = line.removeprefix("# ")
            lines.append(words.replace("{", "").replace(".} ", ". ") if words.startswith("{") else words)
    return "\n".join(lines)
