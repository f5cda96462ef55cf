"""CDIP/24/8 set otherwise: its table in other forms and places, its headings in other words, say the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache

import pytest
from laidout import laid_out, rows
from test_three_languages import TEXTS, commitments, decisions, follow_ups, implementations, items, report, reviews

from cdipgraph.languages import load
from cdipgraph.reading import read_report
from cdipgraph.report import Report
from cdipgraph.source import BlockKind
from cdipgraph.structure.headings import read_lines

CODES = tuple(TEXTS)
Change = Callable[[list[str]], list[str]]
PARTS = (implementations, reviews, items, decisions, commitments, follow_ups)
WORDS = {
    "fr": ("Mesure", "Paragraphe", "Statut", "N°", "Recommandation {} du Plan d’action pour le développement"),
    "en": ("Measure", "Paragraph", "Status", "No.", "Recommendation {} of the Development Agenda"),
    "es": ("Medida", "Párrafo", "Estado", "N.º", "Recomendación {} de la Agenda para el Desarrollo"),
}


@cache
def notation(code: str) -> tuple[str, ...]:
    """The document in the notation of `laidout`: its headings as headings, its table as a table."""
    source, language = report(code).source, load(code)
    lines = {line.block.span: line for line in read_lines(source, language, [b for b in source.blocks if b.is_text])}
    found: list[str] = []
    row: list[str] = []
    position = (-1, -1)
    for block in [*source.blocks, source.blocks[-1]._replace(kind=BlockKind.PARAGRAPH, span=source.blocks[-1].span)]:
        if row and (block.table, block.row) != position:
            found += rows([row if len(row) > 1 else [*row, "<", "<", "<"]])
            row = []
        words = source.quote(block.span)
        if block.kind is BlockKind.CELL:
            position = (block.table, block.row)
            row.append("//".join(line.strip() for line in words.split("\n") if _entry(line)))
        elif block.is_text:
            role = lines[block.span].role if block.span in lines else ""
            found.append(f"# {words}" if role and "[" not in words else words.replace("\n", " "))
    return (*found[:-1], "@ CDIP/24/8")


def _entry(line: str) -> bool:
    return bool(line.strip()) and not re.fullmatch(r"(?:CDIP/24/8|(?:page|página) ?\d+)", line.strip())


def read(lines: Sequence[str]) -> Report:
    """What is read from a document in the notation."""
    return read_report(laid_out("\n".join(lines)))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def _table(lines: Sequence[str]) -> tuple[list[str], list[list[str]], list[str]]:
    """What stands before the table, its rows, and what stands after it."""
    at = [i for i, line in enumerate(lines) if line.startswith("| ")]
    return list(lines[: at[0]]), [_cells(lines[i]) for i in at], list(lines[at[-1] + 1 :])


def _is_section(row: Sequence[str]) -> bool:
    return "<" in row


# The changes


def permuted(code: str, lines: list[str]) -> list[str]:
    """The columns in another order."""
    before, table, after = _table(lines)
    order = (2, 0, 3, 1)
    return [*before, *rows([row if _is_section(row) else [row[i] for i in order] for row in table]), *after]


def wider(code: str, lines: list[str]) -> list[str]:
    """With a column of numbers before the others and one for the state of things after them."""
    before, table, after = _table(lines)
    number, paragraph, found = 0, 0, []
    for row in table:
        if _is_section(row):
            paragraph, number = paragraph + (row[0].split()[0] == WORDS[code][1]), 0
            found.append([*row, "<", "<"])
        elif row[0] == WORDS[code][0]:
            found.append([WORDS[code][3], *row, WORDS[code][2]])
        else:
            number += 1
            found.append([f"{paragraph}.{number}", *row, "–"])
    return [*before, *rows(found), *after]


def repeated(code: str, lines: list[str]) -> list[str]:
    """With the heads of the columns again on every page."""
    before, table, after = _table(lines)
    heads = next(row for row in table if row[0] == WORDS[code][0])
    found = [row for i, row in enumerate(table) for row in ([heads, row] if i and not i % 4 else [row])]
    return [*before, *rows(found), *after]


def columned(code: str, lines: list[str]) -> list[str]:
    """With the paragraphs as a column of merged cells in place of rows of their own."""
    before, table, after = _table(lines)
    paragraph, fresh, found = "", False, []
    for row in table:
        if _is_section(row):
            paragraph, fresh = row[0], True
        elif row[0] == WORDS[code][0]:
            found.append([WORDS[code][1], *row])
        else:
            found.append([paragraph if fresh else "^", *row])
            fresh = False
    return [*before, *rows(found), *after]


def spread(code: str, lines: list[str]) -> list[str]:
    """With a row for each line of a cell, the cells of the first column merged."""
    before, table, after = _table(lines)
    found: list[list[str]] = []
    for row in table:
        cells = [cell.split("//") for cell in row]
        if _is_section(row) or max(map(len, cells)) == 1:
            found.append(row)
            continue
        found += [
            [cell[i] if i < len(cell) else ("" if column else "^") for column, cell in enumerate(cells)]
            for i in range(max(map(len, cells)))
        ]
    return [*before, *rows(found), *after]


def first(code: str, lines: list[str]) -> list[str]:
    """With the table before the first paragraph."""
    before, table, after = _table(lines)
    at = next(i for i, line in enumerate(before) if re.match(rf"# {WORDS[code][1]}\s1$", line))
    told = [line for line in before if not line.startswith("[")]
    return [*told[:at], *rows(table), *told[at:], *after]


def enumerated(code: str, lines: list[str]) -> list[str]:
    """With a computed number before every heading."""
    return [f"# {{{'abcdefgh'[i % 8]})}} {line[2:]}" if line[:2] == "# " else line for i, line in enumerate(lines)]


def _headed(pattern: str) -> Callable[[str, list[str]], list[str]]:
    def change(code: str, lines: list[str]) -> list[str]:
        found, paragraph = [], ""
        for line in lines:
            chapter = re.fullmatch(rf"# {WORDS[code][1]}\s(\d)", line)
            paragraph = chapter[1] if chapter else paragraph
            measure = re.fullmatch(rf"# {WORDS[code][0]} (?:n° |No\. |N\.º )(\d) ?: +(.+)", line.replace("\u00a0", " "))
            if measure:
                name = measure[2][0].upper() + measure[2][1:]
                words = pattern.format(word=WORDS[code][0], p=paragraph, n=measure[1], name=name)
                found += [f"# {part}" for part in words.split("//")]
            else:
                found.append(line)
        return found

    change.__name__ = pattern
    return change


def cut(code: str, lines: list[str]) -> list[str]:
    """With the table cut in two, the second without heads."""
    before, table, after = _table(lines)
    return [*before, *rows(table[:6]), ".", *rows(table[6:]), *after]


def unstyled(code: str, lines: list[str]) -> list[str]:
    """With no line said to be a heading."""
    return [line.removeprefix("# ") for line in lines]


def recommended(code: str, lines: list[str]) -> list[str]:
    """With recommendations of the Development Agenda in place of paragraphs."""

    def named(match: re.Match[str]) -> str:
        return match[1] + WORDS[code][4].format(match[2])

    pattern = re.compile(rf"^(# |\| ){WORDS[code][1]}\s(\d)(?=$| \|)")
    return [pattern.sub(named, line) for line in lines]


CHANGES = (
    permuted,
    wider,
    repeated,
    columned,
    spread,
    first,
    cut,
    enumerated,
    unstyled,
    recommended,
    _headed("{word} {p}.{n}: {name}"),
    _headed("{word} {n} – {name}"),
    _headed("{word} {n}. {name}"),
    _headed("{word} {n}//{name}"),
    _headed("{p}.{n} {name}"),
    _headed("{name}"),
)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
@pytest.mark.parametrize("code", CODES)
def test_laid_out_as_by_a_word_processor_it_says_the_same(code: str, part: Callable[[Report], object]) -> None:
    expected, found = list(part(report(code))), list(part(read(notation(code))))  # type: ignore[call-overload]
    assert (list(Counter(expected) - Counter(found)), found) == ([], expected)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
@pytest.mark.parametrize("code", CODES)
def test_set_otherwise_it_says_the_same(code: str, change: Callable[[str, list[str]], list[str]]) -> None:
    lines = change(code, list(notation(code)))
    assert lines != list(notation(code))
    told = read(lines)
    for part in PARTS:
        expected, found = Counter(part(report(code))), Counter(part(told))
        assert (part.__name__, list(expected - found), list(found - expected)) == (part.__name__, [], [])


@pytest.mark.parametrize("code", CODES)
def test_without_its_annex_it_tells_what_its_narrative_tells(code: str) -> None:
    before, _, after = _table(notation(code))
    told, whole = read([*before, *after]), report(code)
    assert [(m.paragraph, m.number) for m in told.measures] == [(m.paragraph, m.number) for m in whole.measures]
    assert list(follow_ups(told)) == list(follow_ups(whole))
    words = [[(told.source.quote(d.text), d.session, d.outcomes) for d in m.decisions] for m in told.measures]
    assert words == [[(whole.source.quote(d.text), d.session, d.outcomes) for d in m.decisions] for m in whole.measures]
    ranges = [{(r.citation.first, r.citation.last) for r in m.reviews} for m in told.measures]
    assert ranges == [{(r.citation.first, r.citation.last) for r in m.reviews} for m in whole.measures]
    assert [{i.symbol for i in m.implementations if i.symbol} for m in told.measures] == [
        {i.symbol for i in m.implementations if i.symbol} for m in whole.measures
    ]
    assert {f.rule for f in told.findings} <= {"citation-report-open", "citation-ambiguous", "formula-misspelt"}
