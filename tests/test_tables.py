"""The annex as a table: columns by their heads or cells, rows by paragraph, rows that go on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from laidout import laid_out

from cdipgraph.languages import load
from cdipgraph.reading import read_report
from cdipgraph.report import Report
from cdipgraph.spans import Span
from cdipgraph.structure.annexrows import AnnexTable
from cdipgraph.structure.tables import read_annex

REPORT = "paragraphs 3 to 5 of the Report of the twenty-first session (SCP/21/9)"
OTHER = "paragraphs 7 to 9 of the Report of the twenty-second session (SCP/22/9)"
ITEM = "paragraph 6 of the Summary by the Chair of the twenty-first session"
HEAD = "| Measure | Implementation | Session report | Summary by the Chair |"
ROW = f"| Survey | Survey of laws (SCP/21/4) | {REPORT} | {ITEM} |"


def annex(*rows: str, code: str = "en") -> tuple[AnnexTable, list[tuple[str, str, str, Mapping[str, list[str]]]]]:
    """The table of these rows, and its measures: paragraph, number, name, entries."""
    source = laid_out("\n".join(rows))
    table = read_annex(source, load(code))
    return table, [
        (
            row.paragraph,
            row.number,
            source.quote(row.measure),
            {role: [source.quote(entry) for entry in entries] for role, entries in row.entries.items() if entries},
        )
        for row in table.rows
    ]


def measures(*rows: str, code: str = "en") -> list[tuple[str, str, str]]:
    """Paragraph, number and name of each measure."""
    return [row[:3] for row in annex(*rows, code=code)[1]]


@pytest.mark.parametrize(
    "head",
    [
        HEAD,
        "| Activity | Documents and events | Consideration by the SCP | Decision |",
        "| Activities planned | Action taken | Discussions | Chair’s Summary |",
        "| What was asked for | What came of it | Where it was read | Where it was settled |",
        "| A | B | C | D |",
    ],
)
def test_the_heads_or_the_cells_tell_what_columns_hold(head: str) -> None:
    (row,) = annex(head, ROW)[1]
    assert row[3]["implementation"] == ["Survey of laws (SCP/21/4)"]
    assert (row[3]["review"], row[3]["summary"]) == ([REPORT], [ITEM])
    assert row[2] == "Survey"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["| Paragraph 2 | < | < | < |", ROW], [("2", "", "Survey")]),
        (["| Paragraph 2 – Laws | < | < | < |", ROW], [("2", "", "Survey")]),
        (["| Recommendation 12 | < | < | < |", ROW], [("12", "", "Survey")]),
        ([ROW.replace("| Survey", "| 2.1 Survey", 1)], [("2", "1", "Survey")]),
        ([ROW.replace("| Survey", "| B. Survey", 1)], [("", "B", "Survey")]),
        ([ROW.replace("| Survey", "| Measure 2.3: Survey", 1)], [("2", "3", "Survey")]),
        (
            ["| Paragraph 2 | < | < | < |", ROW.replace("| Survey", "| 1. Survey", 1), "| 2. Forum | – | – | – |"],
            [("2", "1", "Survey"), ("2", "2", "Forum")],
        ),
    ],
)
def test_which_measure_a_row_is_of(rows: list[str], expected: list[tuple[str, str, str]]) -> None:
    assert measures(HEAD, *rows) == expected


@pytest.mark.parametrize(
    ("head", "row", "expected"),
    [
        ("| Paragraph |", "| 2 |", ("2", "", "Survey")),
        ("| Paragraph |", "| 2(b) |", ("2(b)", "", "Survey")),
        ("| Proposal paragraph |", "| Paragraph 2 |", ("2", "", "Survey")),
        ("| Recommendation |", "| Recommendation 12 |", ("12", "", "Survey")),
        ("| No. |", "| 2.3 |", ("2", "3", "Survey")),
        ("| No. |", "| 7. |", ("", "", "Survey")),
        ("| Status |", "| Completed in 2021 |", ("", "", "Survey")),
    ],
)
def test_what_a_column_more_tells(head: str, row: str, expected: tuple[str, str, str]) -> None:
    assert measures(head + HEAD[1:], row + ROW[1:]) == [expected]


@pytest.mark.parametrize(
    "second",
    [
        f"| ^ | Forum (SCP/22) | {OTHER} | ^ |",
        f"| | Forum (SCP/22) | {OTHER} | |",
        f"| Survey | Forum (SCP/22) | {OTHER} | – |",
    ],
    ids=["merged", "empty", "said again"],
)
def test_a_measure_goes_on_in_the_row_below(second: str) -> None:
    text = "\n".join(["Paragraph 1", "Text.", "[Annex follows]", HEAD, "| Paragraph 1 | < | < | < |", ROW, second])
    (only,) = read_report(laid_out(text)).measures
    assert [i.sessions for i in only.implementations] == [(21,), (22,)]
    assert [(r.citation.first, r.citation.session) for r in only.reviews] == [("3", 21), ("7", 22)]
    assert [i.number for i in only.items] == ["6"]


def test_heads_over_two_rows() -> None:
    rows = ["| Measure | Implementation | Consideration | < |", "| ^ | ^ | Session report | Summary by the Chair |"]
    assert [set(row[3]) for row in annex(*rows, ROW)[1]] == [{"measure", "implementation", "review", "summary"}]


def test_heads_on_every_page_and_a_table_in_two() -> None:
    other = ROW.replace("Survey ", "Forum ")
    assert [row[2] for row in measures(HEAD, ROW, HEAD, other)] == ["Survey", "Forum"]
    assert [row[2] for row in measures(HEAD, ROW, "Page 2", other)] == ["Survey", "Forum"]


@pytest.mark.parametrize("row", ["| Survey | SCP/21/4 |", ROW + " and | more |"], ids=["fewer", "more"])
def test_a_row_that_has_other_cells_than_the_table_has_columns(row: str) -> None:
    table, found = annex(HEAD, ROW.replace("Survey ", "Forum "), row)
    assert [name for _, _, name, _ in found] == ["Forum", "Survey"]
    assert [f.rule for f in table.findings] == ["table-row-incomplete"]


@pytest.mark.parametrize("words", ["–", "None", "N/A", "In progress", "Not yet submitted", "No decision", "..."])
def test_words_for_nothing_are_no_entries(words: str) -> None:
    (row,) = annex(HEAD, f"| Survey | {words} | {REPORT} | {words} |")[1]
    assert set(row[3]) == {"measure", "review"}


def test_a_bullet_is_no_part_of_an_entry() -> None:
    (row,) = annex(HEAD, f"| Survey | – Survey (SCP/21/4)//• Forum (SCP/22) | {REPORT} | {ITEM} |")[1]
    assert row[3]["implementation"] == ["Survey (SCP/21/4)", "Forum (SCP/22)"]


@pytest.mark.parametrize(
    "rows",
    [
        ("| Name | Country |", "| Ms. A | Chile |"),
        ("| Decision | Text |", "| 12 | It was agreed. |"),
        ("| Year | Budget |", "| 2021 | 12,000 |"),
    ],
)
def test_what_is_no_annex(rows: tuple[str, ...]) -> None:
    table, found = annex(*rows)
    assert (found, table.headings, len(table.others)) == ([], [], 1)


def test_a_citation_in_a_table_that_is_no_annex_is_found() -> None:
    report = read_report(laid_out("A note.\n| Topic | Document |\n| Laws | See SCP/21/4 |"))
    assert [str(c.symbol) for c in report.citations] == ["SCP/21/4"]


def test_a_cell_that_the_cell_beside_it_cuts_in_two() -> None:
    source = laid_out("\n".join([HEAD, ROW]))
    at = next(i for i, block in enumerate(source.blocks) if source.quote(block.span).startswith("Survey of"))
    first, second = source.blocks[at], source.blocks[at + 1]
    words = first.span.start + len("Survey of")
    pieces = [first._replace(span=Span(first.span.start, words)), second]
    pieces.append(first._replace(span=Span(words + 1, first.span.end)))
    cut = replace(source, blocks=(*source.blocks[:at], *pieces, *source.blocks[at + 2 :]))
    (row,) = read_annex(cut, load("en")).rows
    assert [source.quote(e) for e in row.entries["implementation"]] == ["Survey of", "laws (SCP/21/4)"]


def told(table: list[str]) -> Report:
    """A report on one paragraph with two measures, of which the table follows."""
    narrative = ["Paragraph 1", "Laws should be surveyed.", "Measure 1: Survey", "Implementation"]
    narrative += [
        "The Secretariat presented document SCP/21/4 at the twenty-first session.",
        "Measure 2: Forum",
        "Implementation",
    ]
    narrative += ["A forum has been planned.", "[Annex follows]"]
    return read_report(laid_out("\n".join([*narrative, *table])))


@pytest.mark.parametrize(
    ("table", "rules"),
    [
        ([HEAD, "| Paragraph 1 | < | < | < |", ROW, "| Forum | – | – | – |"], set()),
        ([HEAD, "| Paragraph 1 | < | < | < |", ROW], {"section-without-row"}),
        (
            [HEAD, "| Paragraph 1 | < | < | < |", ROW, "| Forum | – | – | – |", "| Prize | – | – | – |"],
            {"row-without-section"},
        ),
        ([HEAD, "| Paragraph 1 | < | < | < |", ROW, "| Paragraph 2 | < | < | < |", "| Forum | – | – | – |"],
         {"row-without-section", "section-without-row"}),
        (["| Aim | Country |", "| Survey | Chile |"], {"table-not-read"}),
    ],
)  # fmt: skip
def test_what_the_narrative_and_the_annex_do_not_share(table: list[str], rules: set[str]) -> None:
    shared = {"row-without-section", "section-without-row", "table-not-read", "table-row-incomplete"}
    assert {f.rule for f in told(table).findings} & shared == rules


@pytest.mark.parametrize(
    ("review", "summary"),
    [
        ("SCP/21/9, paragraphs 3 to 5", "21st session, paragraph 6"),
        ("21st session (SCP/21/9), paragraphs 3 to 5", "paragraph 6 of the Summary by the Chair of the 21st session"),
    ],
)
def test_a_column_tells_what_its_numbers_are_of(review: str, summary: str) -> None:
    report = told([HEAD, f"| Survey | Survey (SCP/21/4) | {review} | {summary} |", "| Forum | – | – | – |"])
    first = report.measures[0]
    assert [(str(r.citation.symbol), r.citation.first, r.citation.session) for r in first.reviews] == [
        ("SCP/21/9", "3", 21)
    ]
    assert [(i.session, i.number) for i in first.items] == [(21, "6")]


def test_decisions_and_follow_ups_that_only_the_annex_words() -> None:
    table = [
        HEAD.replace(" |", " |", 1) + " Follow-up |",
        f"{ROW[:-2]}: The Committee took note of the survey and requested the Secretariat to publish it. | Done. |",
    ]
    report = read_report(laid_out("\n".join(["A report.", "[Annex follows]", *table])))
    (only,) = report.measures
    assert [(d.session, d.item, d.outcomes) for d in only.decisions] == [(21, "6", ("took-note", "requested"))]
    assert [report.source.quote(c.text) for c in only.commitments] == ["publish it"]
    assert only.follow_up is not None
