"""The annex as a table: which column is what, which rows belong to which paragraph, and the entries of each cell.

A row is a measure. It may go on in the rows below it, where its first cells are merged, left empty or said again. Its
paragraph is told by a row that heads a section, by a column, or by its number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby, pairwise

from cdipgraph.findings import Finding
from cdipgraph.languages import Language
from cdipgraph.source import CELL, Block, SourceText
from cdipgraph.spans import Span, folded
from cdipgraph.structure.annexrows import AnnexRow, AnnexTable
from cdipgraph.structure.columns import LETTER, NUMBERS, Cell, numbered_columns, roles_by_content, stacked
from cdipgraph.structure.headings import as_number, heading_of
from cdipgraph.structure.lines import PARAGRAPHS
from cdipgraph.structure.rolewords import role_words

_WIDEST = 8  # columns of the widest table there is
_LONGEST_HEAD = 100  # characters of the longest words that head a column
_SHEET = 3  # heads of a table that has them in its first column
_HEADS = 3  # rows among which the heads of a table stand
_ABOVE = 2  # lines above a table among which the heading of its paragraph stands
_LONGEST_ABOVE = 250  # characters of that
_LONGEST_NOTHING = 60  # characters of the longest words for nothing
_WORD = re.compile(r"[^\W\d_]{2}")  # without one, nothing has a name
_DIGIT = re.compile(r"\d")
_BULLET = re.compile(r"[-*\u00b7\u2022\u25aa]\s+(?=\S)")
_FIGURES = re.compile(r"\b\d{1,2}[/.]\d{1,2}[/.](?:\d{2}){1,2}\b")
_COUNTED = re.compile(r"(\d{1,2})[.)]\s+(?=[^\W\d_])")
_LEAD = re.compile(r"(?:(?P<paragraph>\d{1,3})\.(?P<number>\d{1,3})\.?|(?P<letter>[A-Z])[.)])\s+(?=[^\W\d_])")
#: What a column can hold. The headings that say so are in each language's [table].
ROLES = ("measure", "implementation", "review", "summary", "paragraph", "number", "follow_up", "session", "other")
#: The columns that tell what became of a measure: with that of the measures, one of them makes a table an annex.
_TELLING = frozenset(("implementation", "review", "summary"))
_CITING = frozenset(("review", "summary"))
_NAMING = frozenset(("measure", "paragraph"))
_SECTIONS = ("proposal", *PARAGRAPHS)
#: What words that name a part of the narrative are taken for at the head of a column.
_WORDED = {"decision": "summary", "follow-up": "follow_up", "standing": "other"}


def read_annex(source: SourceText, language: Language) -> AnnexTable:
    """The annex of an implementation report, from the tables whose heads name their columns."""
    annex = AnnexTable(heads=frozenset(block.span for block in source.apart))
    above = _headed(source, language)
    last: _Table | None = None
    for _, group in groupby(source.cells, key=lambda block: block.table):
        blocks = list(group)
        table = _Table(source, language, annex, last)
        table.paragraph = above.get(blocks[0].table, table.paragraph)
        whole = Span(blocks[0].span.start, blocks[-1].span.end)
        if _WORD.search(source.view, *whole):
            table.read(list(table.rows(blocks)))
        if table.is_annex:
            annex.spans.append(whole)
            annex.headings += table.headings
            last = table
        elif len({block.column for block in blocks}) > 1:
            annex.others.append(whole)
    return annex


def _headed(source: SourceText, language: Language) -> dict[int, str]:
    """table -> the number of the paragraph that a heading right above it names."""
    found: dict[int, str] = {}
    lines: list[Span] = []
    for before, block in pairwise(source.blocks):
        if before.is_text:
            lines.append(before.span)
        elif before.kind is CELL:
            lines = []
        if block.kind is CELL and before.kind is not CELL:
            short = (span for span in reversed(lines[-_ABOVE:]) if span.end - span.start < _LONGEST_ABOVE)
            heads = (heading_of(source, language, span) for span in short)
            head = next((line for line in heads if line.role in PARAGRAPHS), None)
            if head:
                found[block.table] = head.number
    return found


class _Table:
    """Reads one table, row by row. One cut in two goes on with the paragraph, and, where it has no heads of its own,
    with the columns of the one before it.
    """

    def __init__(self, source: SourceText, language: Language, annex: AnnexTable, last: _Table | None) -> None:
        self.source, self.language, self.annex, self.last = source, language, annex, last
        self.paragraph: str = last.paragraph if last else ""
        self.columns: dict[int, str] = {}
        self.all: Sequence[Sequence[Cell]] = ()
        self.headed: list[int] = []  # the columns that have a head, known or not
        self.headings: list[Span] = []
        self.numbered: frozenset[int] = frozenset()  # the columns that hold nothing but numbers
        self.in_head = False
        self.led = False  # the paragraphs are told by the numbers before the names of measures
        self.key = ""  # the folded name of the measure of the last row

    @property
    def is_annex(self) -> bool:
        """True when the heads seen so far are those of an annex, or the cells are."""
        heads = set(self.columns.values())
        if heads & _NAMING and heads & _TELLING:
            return True
        cells = set(self.content.values())
        if heads & _NAMING:
            return bool(cells & _TELLING)
        return bool(cells & _NAMING) and (bool(cells & _CITING) or len(heads & _TELLING) > 1)

    @cached_property
    def content(self) -> dict[int, str]:
        """column -> role, as the cells of the rows that are no heads tell."""
        telling = [row for row in self.all if any(_DIGIT.search(self.source.view, *cell.span) for cell in row)]
        return roles_by_content(self.source, self.language, telling)

    def _role_of(self, column: int) -> str:
        """What a column holds: as its head says, unless its cells are ranges; else as its cells do."""
        headed = self.columns.get(self._column(column), "")
        if headed not in ("", "paragraph", "number"):
            return headed
        told = self.content.get(column, "")
        if told == "range" and headed in ("", "paragraph", "number"):
            return "range"
        taken = {role for other, role in self.columns.items() if self.content.get(other) != "range"}
        return headed or ("" if told in taken else told)

    def read(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Takes the rows of the table; of one that has its heads in the first column, its columns."""
        rows = self._turned(stacked(self.source, rows))
        self.all, self.numbered = rows, numbered_columns(self.source, rows)
        if self.last and not any(self._heads([cell for cell in row if cell.filled]) for row in rows[:_HEADS]):
            width = max(cell.column for row in rows for cell in row)
            if width == max(cell.column for row in self.last.all for cell in row):
                self.columns, self.headed, self.key = self.last.columns, self.last.headed, self.last.key
        for row in rows:
            self.take(row)

    def _turned(self, rows: Sequence[Sequence[Cell]]) -> Sequence[Sequence[Cell]]:
        """The rows; where each begins with the head of what it holds, the columns: a sheet for each measure."""
        firsts = [row[0] for row in rows if row and row[0].filled and row[0].column == 0]
        words = [folded(cell.span.of(self.source.lower)) for cell in firsts]
        height = words.index(words[0], 1) if words[:1] and words[0] in words[1:] else len(words)
        sheets = [rows[at : at + height] for at in range(0, len(rows), height)] if height else []
        if (
            len(sheets) > 1
            and len(firsts) == len(rows)
            and all(words[n] == words[n % height] for n in range(len(words)))
        ):
            turned = [self._turned(sheet) for sheet in sheets]
            if all(sheet is not known for sheet, known in zip(turned, sheets, strict=True)):
                return [*turned[0], *(row for sheet in turned[1:] for row in sheet[1:])]
        if len(firsts) < _SHEET or len(firsts) < len(rows) or any(len(row) < 2 for row in rows):
            return rows
        heads = [cell._replace(column=i) for i, cell in enumerate(firsts)]
        if any(cell.span.end - cell.span.start >= _LONGEST_HEAD for cell in heads):
            return rows
        named: dict[int, str] = {}
        for cell in heads:
            role = self._role(cell.span, named.values())
            named |= {cell.column: role} if role else {}
        named = self._worded(heads, named)
        roles = set(named.values())
        if len(named) * 3 < len(heads) * 2 or not (roles & _NAMING) or len(roles & {*_TELLING, "follow_up"}) < 2:
            return rows
        columns = sorted({cell.column for row in rows for cell in row[1:]})
        return [
            heads,
            *(
                [cell._replace(column=i) for i, row in enumerate(rows) for cell in row if cell.column == column]
                for column in columns
            ),
        ]

    def take(self, row: Sequence[Cell]) -> None:
        """Goes on by a row: heads, the head of a section, or a measure."""
        filled = [cell for cell in row if cell.filled]
        heads = self._heads(filled)
        if heads is not None:
            self._take_heads(filled, heads)
            return
        self.in_head = False
        if not filled:
            return
        named = (
            [cell for cell in filled if not NUMBERS.fullmatch(self.source.view, *cell.span)] if len(filled) < 3 else ()
        )
        if len(named) == 1 and self._section(named[0].span):
            self.headings.append(named[0].span)
        elif (len(row) > 1 or filled[0].column or self._counts_on(filled[0].span)) and self.is_annex:
            self._measure(row, filled)
        else:
            self.headings += [cell.span for cell in filled]

    # Heads

    def _heads(self, filled: Sequence[Cell]) -> dict[int, str] | None:
        """column -> role, when a row is worded as heads of columns: at least half of it; else None.

        The first row is one of heads, whatever its words, where the cells below tell what the columns hold.
        """
        if len(filled) < 2 or any(cell.span.end - cell.span.start >= _LONGEST_HEAD for cell in filled):
            return None
        found: dict[int, str] = {}
        for cell in filled:
            role = self._role(cell.span, found.values())
            if role == "measure" and cell.column in self.numbered and "paragraph" not in found.values():
                role = "paragraph"  # "Request", "Demande", above nothing but numbers
            elif role == "summary" and not self._says(cell, role) and self.content.get(cell.column) == "implementation":
                role = "implementation"  # "Outcome", "Resultado", above documents
            if role:
                found[cell.column] = role
            elif _DIGIT.search(self.source.view, *cell.span) and not self._dated(cell.span):
                return None
        if len(found) < len(filled) and (self.in_head or not self.columns):
            found = self._worded(filled, found)
        if "paragraph" not in found.values():
            found |= self._counting(filled, found)
        if "follow_up" not in found.values():
            found |= self._standing(filled, found)
        if "measure" not in found.values():
            found |= self._taken(found)
        least = 1 if self.in_head or not self.columns else 2
        if len(found) >= least and 2 * len(found) >= len(filled):
            return found
        return found if not self.headed and len(self.content) > 1 else None

    def _standing(self, filled: Sequence[Cell], found: Mapping[int, str]) -> dict[int, str]:
        """The column that tells how things stand, where most of its cells say whether anything follows."""
        for head in filled:
            worded = found.get(head.column) == "other" and not self._role(head.span)
            standing = worded and role_words(self.source, self.language, head.span) == "standing"
            spans = [c.span for row in self.all for c in row if c.column == head.column and c.filled and c != head]
            if standing and spans and 2 * sum(map(self._follows, spans)) >= len(spans):
                return {head.column: "follow_up"}
        return {}

    def _follows(self, span: Span) -> bool:
        sought = (self.language.sought("follow_up", name) for name in ("none", "done", "future", "ongoing"))
        return any(each.search(self.source.lower, *span) for each in sought)

    def _dated(self, span: Span) -> bool:
        """True for a head that tells at what date: "Situation as at 30 September 2036", "Stand 30/9/2036"."""
        dated = self.language.find_dates(self.source.lower, *span) or _FIGURES.search(self.source.view, *span)
        return dated is not None and bool(role_words(self.source, self.language, span))

    def _counting(self, filled: Sequence[Cell], found: Mapping[int, str]) -> dict[int, str]:
        """The column of the paragraphs, where its head says nothing that is known, and the numbers in it come again."""
        for column in (cell.column for cell in filled if cell.column not in found and cell.column in self.numbered):
            numbers = [folded(c.span.of(self.source.lower)) for row in self.all for c in row if c.column == column]
            if len(set(numbers)) < len(numbers):
                return {column: "paragraph"}
        return {}

    def _taken(self, found: Mapping[int, str]) -> dict[int, str]:
        """The column of the measures, where its head says that they were taken ("Actions taken", "Mesure prise") and
        another column holds how.
        """
        done = [column for column, role in found.items() if role == "implementation"]
        others = (role for column, role in self.content.items() if column not in done) if done else ()
        if "implementation" not in others:
            return {}
        return dict.fromkeys([column for column in done if self.content.get(column) == "measure"], "measure")

    def _says(self, head: Cell, name: str) -> bool:
        """True for a head with a word by which citations of the kind are told."""
        return any(self.source.lower.find(word, *head.span) >= 0 for word in self.language.table["anchors"][name])

    def _role(self, span: Span, taken: object = ()) -> str:
        """What the words of a cell say that its column holds, or nothing; each role once."""
        for role in ROLES:
            if role not in taken and self.language.pattern("table", role).fullmatch(self.source.lower, *span):  # type: ignore[operator]
                return role
        return ""

    def _worded(self, filled: Sequence[Cell], found: Mapping[int, str]) -> dict[int, str]:
        """column -> role, of heads that are no known formula: a word of theirs says it. In a second row of heads each
        cell must say something.
        """
        more = dict(found)
        for cell in filled:
            worded = role_words(self.source, self.language, cell.span) if cell.column not in found else ""
            role = _WORDED.get(worded, worded)
            role = "paragraph" if role == "measure" and cell.column in self.numbered else role
            if role and role not in more.values():
                more[cell.column] = role
        return more if not self.in_head or len(more) == len(filled) else dict(found)

    def _take_heads(self, filled: Sequence[Cell], heads: Mapping[int, str]) -> None:
        """Heads over two rows: the lower ones say more than the upper ones."""
        self.columns = {**self.columns, **heads} if self.in_head else dict(heads)
        self.headed = sorted({*(self.headed if self.in_head else ()), *(cell.column for cell in filled)})
        self.headings += [cell.span for cell in filled]
        self.in_head = True

    def _section(self, span: Span) -> bool:
        """Takes a row that heads what answers a paragraph or a proposal ("Paragraphe 3")."""
        line = heading_of(self.source, self.language, span)
        if line.role == "proposal":
            self.annex.proposals.append(line)
            self.paragraph = ""
        elif line.role in PARAGRAPHS:
            self._open_paragraph(line.number, span)
        else:
            return False
        self.key = ""
        return True

    def _open_paragraph(self, number: str, span: Span) -> None:
        if number != self.paragraph or not self.annex.sections:
            self.annex.sections.append((self._proposal, number, span))
        self.paragraph = number

    @property
    def _proposal(self) -> int:
        return max(0, len(self.annex.proposals) - 1)

    # Measures

    def _measure(self, row: Sequence[Cell], filled: Sequence[Cell]) -> None:
        """Takes a row that tells of a measure, or goes on with the one above it."""
        by_role: dict[str, list[Cell]] = {}
        for cell in filled:
            role = self._role_of(cell.column)
            if role:
                by_role.setdefault(role, []).append(cell)
        entries = {role: tuple(self._entries(role, cells)) for role, cells in by_role.items()}
        if self.key and not (by_role.keys() & {self._naming}):
            last = self.annex.rows[-1]
            self.annex.rows[-1] = last.joined(replace(last, entries=entries))
            return
        number = self._numbered(by_role)
        named = (by_role.get("measure") or by_role.get("paragraph") or filled)[0].span
        again, self.key = self.key, folded(named.of(self.source.lower))
        if self._is_nothing(named):
            return
        own, label = self._name(named)
        self._complain(row, filled, by_role)
        self.annex.counts[self._proposal, self.paragraph] += 1
        self.annex.rows.append(
            AnnexRow(self.paragraph, own or number, label, entries, self._proposal, again == self.key)
        )

    def _is_nothing(self, span: Span) -> bool:
        """True for a dash where a measure is named: the paragraph has none."""
        return self.language.pattern("table", "nothing").fullmatch(self.source.lower, *span) is not None

    @property
    def _naming(self) -> str:
        """The role of the column that names the measures."""
        if "measure" in self.columns.values():
            return "measure"
        return "measure" if "measure" in (self._role_of(column) for column in self.content) else "paragraph"

    def _column(self, column: int) -> int:
        """The column whose head stands over a column: its own, or that to its left which spans it."""
        position = bisect_right(self.headed, column) - 1
        return self.headed[position] if position >= 0 else column

    def _numbered(self, by_role: Mapping[str, Sequence[Cell]]) -> str:
        """The number that a column prints for the measure; a column of paragraphs opens those it names."""
        number = ""
        for role in ("paragraph", "number"):
            for cell in by_role.get(role, ())[:1]:
                line = heading_of(self.source, self.language, cell.span)
                match = NUMBERS.fullmatch(self.source.view, *cell.span)
                letter = LETTER.fullmatch(self.source.view, *cell.span)
                if line.role in PARAGRAPHS:
                    self._open_paragraph(line.number, cell.span)
                elif match and (match["number"] or role == "paragraph"):
                    self._open_paragraph(as_number(match["paragraph"]), cell.span)
                    number = match["number"] or number
                elif letter and role == "paragraph":
                    self._open_paragraph(letter[1].upper(), cell.span)
                elif letter:
                    number = letter[1].upper()
        return number

    def _name(self, span: Span) -> tuple[str, Span]:
        """The number that the name of a measure begins with, if any, and the name after it."""
        line = heading_of(self.source, self.language, span)
        if line.role == "measure" and line.label:
            if line.paragraph:
                self._open_paragraph(line.paragraph, span)
            return line.number, line.label
        counted = _COUNTED.match(self.source.view, *span)
        if counted and int(counted[1]) == self._place:
            return counted[1], Span(counted.end(), span.end)
        lead = _LEAD.match(self.source.view, *span)
        if not lead or (lead["paragraph"] and lead["paragraph"] != self.paragraph and self.paragraph and not self.led):
            return "", span
        if lead["paragraph"]:
            self._open_paragraph(lead["paragraph"], span)
            self.led = True
        return lead["number"] or lead["letter"], Span(lead.end(), span.end)

    @property
    def _place(self) -> int:
        """The place that the next measure has in its paragraph, from 1."""
        return 1 + self.annex.counts[self._proposal, self.paragraph]

    def _counts_on(self, span: Span) -> bool:
        """True for a cell that is all of its row, and counts on from the measure above it: the others are merged."""
        counted = _COUNTED.match(self.source.view, *span)
        return bool(counted and self.key and self._place > 1 and int(counted[1]) == self._place)

    def _complain(self, row: Sequence[Cell], filled: Sequence[Cell], by_role: Mapping[str, Sequence[Cell]]) -> None:
        """Says that a row has fewer cells than the table has columns, unless merged cells take their place, or more."""
        short = len(row) < len(self.headed) and [cell.column for cell in row] == list(range(len(row)))
        long = bool(self.headed) and row[-1].column > self.headed[-1]
        if short or long or not (by_role.keys() & _NAMING):
            span = Span(filled[0].span.start, filled[-1].span.end)
            self.annex.findings.append(
                Finding.of(
                    "table-row-incomplete", start=span.start, end=span.end, found=len(row), expected=len(self.headed)
                )
            )

    def _entries(self, role: str, cells: Sequence[Cell]) -> Iterator[Span]:
        """The entries of cells: their lines that hold anything, page heads and words for nothing apart."""
        nothing, text, lower = self.language.pattern("table", "nothing"), self.source.text, self.source.lower
        for whole in [span for cell in cells for span in cell.spans]:
            start, end = whole
            while start < end:
                stop = text.find("\n", start, end)
                stop = stop if stop >= 0 else end
                line = whole if stop - start == end - whole.start else Span(start, stop)
                entry = self._unbulleted(line.trimmed(text))
                start = stop + 1
                if entry.end == entry.start or entry in self.annex.heads:
                    continue
                short = entry.end - entry.start < _LONGEST_NOTHING and role != "follow_up"
                if not (short and nothing.fullmatch(lower, *entry)):
                    yield entry

    def _unbulleted(self, span: Span) -> Span:
        if self.source.view[span.start : span.start + 1].isalnum():
            return span
        bullet = _BULLET.match(self.source.view, *span)
        return Span(bullet.end(), span.end) if bullet else span

    # Rows

    def rows(self, blocks: Sequence[Block]) -> Iterator[list[Cell]]:
        """The rows of a table. One that stands without blank lines comes as a single row: it is cut by its heads."""
        rows = [Cell.row(group) for _, group in groupby(blocks, key=lambda block: block.row)]
        titled = len(rows) > 1 and len(rows[0]) == 1 + max(map(len, rows[1:]))  # the title stands in the first row
        if titled and not self._role(rows[0][0].span, (*_TELLING,)):
            rows[0] = [cell._replace(column=column) for column, cell in enumerate(rows[0][1:])]
        for row in rows:
            if len(row) >= _WIDEST and not self.columns:
                yield from self._cut(row)
            elif len(row) > 2 and self._heads_section(row[-1]):
                yield from (row[:-1], [row[-1]._replace(column=0)])
            else:
                yield row

    def _heads_section(self, cell: Cell) -> bool:
        """True for a cell that heads what follows its row, where it should have had a row of its own."""
        span = cell.span
        if span.end - span.start >= _LONGEST_HEAD or self.columns.get(cell.column) == "paragraph":
            return False
        return heading_of(self.source, self.language, cell.span).role in _SECTIONS

    def _cut(self, row: Sequence[Cell]) -> Iterator[list[Cell]]:
        """Rows as wide as the run of column heads among the cells; a cell that heads a section is a row by itself."""
        heads = [bool(self._role(cell.span)) for cell in row]
        start = next((i for i in range(len(row) - 1) if heads[i] and heads[i + 1]), len(row))
        end = start
        while end < len(row) and heads[end]:
            end += 1
        if start == len(row) or not any(_DIGIT.search(self.source.view, *cell.span) for cell in row[end:]):
            yield list(row)  # its heads alone
            return
        yield from ([cell._replace(column=0)] for cell in row[:start])
        position = start
        while position < len(row):
            size = 1 if self._heads_section(row[position]) else end - start
            yield [cell._replace(column=i) for i, cell in enumerate(row[position : position + size])]
            position += size
