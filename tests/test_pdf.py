"""PDF pages laid out: order, columns, heads, paragraphs over lines and pages, hyphens, notes, tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import pytest
from exploring import tries
from hypothesis import given
from hypothesis import strategies as st
from pdffiles import LETTER, Sheet, pdf, wrapped

from cdipgraph.readers import read_bytes
from cdipgraph.readers.joins import Joiner
from cdipgraph.readers.pdf import source_text
from cdipgraph.readers.pdf.layout import lay_out
from cdipgraph.readers.pdf.pages import Line, Page
from cdipgraph.source import BlockKind, SourceText
from cdipgraph.spans import Span

_FIRST = (
    "1. The Committee opened its session in the morning and heard the opening words of the Chair, who thanked all "
    "the delegations that had come from far away, and then turned to the agenda which it adopted without a change."
)
_SECOND = (
    "2. The Delegation of Atlantis, speaking on behalf of its group, said that it had studied the document with care "
    "and wished to see the list of questions that the Secretariat had promised at the last session of the Committee."
)
_THIRD = "3. The Chair closed the session."
_FRENCH = (
    "1. Le Comité a ouvert sa session le matin et entendu les propos liminaires du président, qui a remercié les "
    "délégations venues de loin, puis il est passé à l’ordre du jour, qu’il a adopté sans changement."
)
_WIDTH = 60  # letters of a line


def _texts(source: SourceText, *kinds: BlockKind) -> list[str]:
    return [
        source.quote(b.span) for b in source.blocks if b.kind in (kinds or (BlockKind.PARAGRAPH, BlockKind.HEADING))
    ]


def _read(*sheets: Sheet) -> SourceText:
    source = source_text(pdf(*sheets), name="report.pdf")
    ends = 0
    for block in source.blocks:
        text = source.quote(block.span)
        assert block.span.start >= ends
        assert text
        assert text == text.strip()
        ends = block.span.end
    return source


def _page(*paragraphs: str, top: float = 700, width: int = _WIDTH, space: float = 0, indent: float = 0) -> Sheet:
    """A page of paragraphs in lines of so many letters, more space between them if it is said."""
    sheet, y = Sheet(), top
    for paragraph in paragraphs:
        shift = int(indent / (10 * LETTER))
        lines = wrapped("x" * shift + paragraph, width)
        sheet.text(72 + indent, y, lines[0][shift:]).lines(72, y - 12, lines[1:])
        y -= 12 * len(lines) + space
    return sheet


# Paragraphs


@pytest.mark.parametrize("space", [0, 6, 12])
@pytest.mark.parametrize("indent", [0, 30])
def test_lines_are_joined_to_paragraphs(space: float, indent: float) -> None:
    source = _read(_page(_FIRST, _SECOND, _THIRD, space=space, indent=indent))
    assert _texts(source) == [_FIRST, _SECOND, _THIRD]


def test_the_reader_of_all_formats_reads_it() -> None:
    source = read_bytes(pdf(_page(_FRENCH)), name="rapport.pdf")
    assert (source.text, source.format, source.name) == (_FRENCH, "application/pdf", "rapport.pdf")
    assert len(source.sha256) == 64


def test_paragraphs_without_numbers_are_told_by_their_first_lines() -> None:
    one, two = _FIRST[3:], _SECOND[3:]
    assert _texts(_read(_page(one, two, indent=30))) == [one, two]
    assert _texts(_read(_page(one, two, space=8))) == [one, two]


def test_a_year_that_opens_a_line_opens_no_paragraph() -> None:
    text = (
        "1. The report of the session of the Committee that was held in the year 2024. "
        "The next came later in the year 2025."
    )
    assert "\n" not in "\n".join(_texts(_read(_page(text, width=72))))


def test_points_below_a_paragraph_are_paragraphs_of_their_own() -> None:
    sheet = Sheet().lines(72, 700, wrapped("1. The Committee asked the Secretariat:", 60))
    sheet.lines(100, 688, ["(a) to write a report on the matter that was discussed;", "(b) to send it out."])
    assert _texts(_read(sheet)) == [
        "1. The Committee asked the Secretariat:",
        "(a) to write a report on the matter that was discussed;",
        "(b) to send it out.",
    ]


def test_text_that_hangs_behind_its_number() -> None:
    sheet = Sheet()
    for n, text in enumerate((_FIRST, _SECOND)):
        number, rest = text.split(" ", 1)
        sheet.text(72, 700 - 80 * n, number).lines(108, 700 - 80 * n, wrapped(rest, 55))
    assert _texts(_read(sheet)) == [_FIRST, _SECOND]


def test_headings_are_bold_or_large_and_no_sentences() -> None:
    sheet = Sheet().text(72, 740, "Report of the session", 18).text(72, 700, "Opening of the session", font="bold")
    sheet.lines(72, 676, wrapped(_FIRST, _WIDTH)).lines(72, 600, wrapped(_SECOND, _WIDTH), font="bold")
    sheet.lines(72, 500, wrapped(_FRENCH, _WIDTH))
    source = _read(sheet)
    assert _texts(source, BlockKind.HEADING) == ["Report of the session", "Opening of the session"]
    assert _texts(source, BlockKind.PARAGRAPH) == [_FIRST, _SECOND, _FRENCH]


def test_a_heading_that_nothing_but_its_words_shows() -> None:
    ended = "Three measures were identified under this paragraph by it."
    sheet = Sheet().lines(72, 700, [ended, "Measure No. 1: a compilation", ended, "[Annex follows]", "Delegates"])
    sheet.lines(72, 640, [*wrapped(_FIRST, len(ended))])
    assert _texts(_read(sheet))[:5] == [ended, "Measure No. 1: a compilation", ended, "[Annex follows]", "Delegates"]


def test_a_heading_at_the_top_of_a_page() -> None:
    lines = wrapped(_SECOND, _WIDTH)
    lines[-1] = "x" * (_WIDTH - len("full here.") - 1) + " full here."
    one = Sheet().lines(72, 300, lines)
    two = Sheet().lines(72, 700, ["Fiscal matters"]).lines(72, 688, wrapped(_THIRD, _WIDTH))
    assert _texts(_read(one, two))[1:] == ["Fiscal matters", _THIRD]


def test_a_list_inside_a_paragraph_stays_in_it() -> None:
    text = (
        "4. It looked at these: i) the analysis of what is needed; ii) the planning of it all and design; iii) the "
        "work as such; and iv) the evaluation."
    )
    lines = [
        "4. It looked at these: i) the analysis of what is needed;",
        "ii) the planning of it all and design; iii) the work",
    ]
    sheet = Sheet().lines(72, 700, [*lines, "as such; and iv) the evaluation."])
    assert _texts(_read(sheet)) == [text]


def test_lines_of_a_letterhead_stay_lines() -> None:
    sheet = Sheet().text(420, 700, "CDIP/35/9").text(420, 686, "ORIGINAL: ENGLISH").text(420, 672, "DATE: MAY 4, 2026")
    sheet.lines(72, 600, wrapped(_FIRST, _WIDTH)).lines(72, 500, wrapped(_SECOND, _WIDTH))
    assert _texts(_read(sheet))[:3] == ["CDIP/35/9", "ORIGINAL: ENGLISH", "DATE: MAY 4, 2026"]


# Pages


def test_a_paragraph_that_runs_over_a_page_is_one_block() -> None:
    lines = wrapped(_SECOND, _WIDTH)
    source = _read(
        _page(_FIRST).lines(72, 600, lines[:2]),
        Sheet().lines(72, 700, lines[2:]).lines(72, 600, wrapped(_THIRD, _WIDTH)),
    )
    assert _texts(source) == [_FIRST, _SECOND, _THIRD]
    turn = source.text.index(lines[2])
    assert source.pages == (0, turn)
    assert [block.page for block in source.blocks] == [1, 1, 2]
    assert source.locate(Span(turn, turn + 3)).page == 2
    assert source.locate(Span(turn - 5, turn - 2)).page == 1


def test_a_sentence_that_ends_with_its_page_does_not_draw_the_next_paragraph_to_it() -> None:
    source = _read(_page(_FIRST), _page(_SECOND))
    assert _texts(source) == [_FIRST, _SECOND]


def test_an_empty_page_begins_where_the_next_does() -> None:
    source = _read(_page(_FIRST), Sheet(), _page(_SECOND))
    assert source.pages == (0, source.text.index("2. The"), source.text.index("2. The"))


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        (("CDIP/35/9", "page {}"), ()),
        ((), ("- {} -",)),
        (("CDIP/35/9 Prov.",), ("{}/4",)),
        (("CDIP/35/9", "Annexe, page {}"), ("26-00123",)),
    ],
)
def test_heads_and_page_numbers_are_taken_out_of_the_text(head: Sequence[str], foot: Sequence[str]) -> None:
    bodies = (_FIRST, _SECOND, _THIRD, "4. It met again.")
    sheets = []
    for n, body in enumerate(bodies, 1):
        sheet = _page(body, top=680)
        sheet.lines(72, 750, [line.format(n) for line in head]).lines(72, 40, [line.format(n) for line in foot])
        sheets.append(sheet)
    source = _read(*sheets)
    assert _texts(source) == list(bodies)
    heads = _texts(source, BlockKind.RUNNING_HEAD)
    assert sorted(heads) == sorted(line.format(1) for line in (*head, *foot))
    assert source.blocks[-1].kind is BlockKind.RUNNING_HEAD


def test_a_head_on_the_second_page_only_is_known_by_its_words() -> None:
    second = _page(_SECOND, top=690).text(72, 750, "CDIP/35/9").text(72, 738, "page 2")
    source = _read(Sheet().text(420, 730, "CDIP/35/9").lines(72, 600, wrapped(_FIRST, _WIDTH)), second)
    assert _texts(source) == ["CDIP/35/9", _FIRST, _SECOND]
    assert _texts(source, BlockKind.RUNNING_HEAD) == ["CDIP/35/9", "page 2"]


def test_figures_at_the_top_of_pages_are_no_page_numbers() -> None:
    sheets = [_page(f"{n * 7} delegations took the floor on that day of the session.", _FIRST) for n in (2, 5, 3)]
    texts = _texts(_read(*sheets))
    assert [text for text in texts if "delegations took" in text] == [
        f"{n} delegations took the floor on that day of the session." for n in (14, 35, 21)
    ]


def test_a_head_that_runs_up_the_page() -> None:
    sheets = [_page(text).upward(30, 300, f"CDIP/35/9 page {n}") for n, text in enumerate((_FIRST, _SECOND, _THIRD), 1)]
    source = _read(*sheets)
    assert _texts(source) == [_FIRST, _SECOND, _THIRD]
    assert _texts(source, BlockKind.RUNNING_HEAD) == ["CDIP/35/9 page 1"]


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_pages_that_are_turned(rotation: int) -> None:
    """The text of a turned page stands upright when it is shown, as its coordinates run another way."""
    sheet = Sheet(rotation=rotation)
    matrix = {90: "0 1 -1 0 {y} {x}", 180: "-1 0 0 -1 {x} {y}", 270: "0 -1 1 0 {y} {x}"}[rotation]
    for n, words in enumerate(wrapped(_FIRST, _WIDTH)):
        x, y = {90: (72, 100 + 12 * n), 180: (540, 100 + 12 * n), 270: (700, 500 - 12 * n)}[rotation]
        place = matrix.format(x=x, y=y)
        sheet.parts.append(f"BT /body 10 Tf {place} Tm ({words}) Tj ET".encode())
    assert _texts(_read(sheet)) == [_FIRST]


# Columns and tables


def _two_columns(left: Sequence[str], right: Sequence[str], *, by_row: bool) -> Sheet:
    sheet = Sheet()
    if not by_row:
        return sheet.lines(60, 700, left).lines(320, 700, right)
    for n in range(max(len(left), len(right))):
        for x, lines in ((60, left), (320, right)):
            if n < len(lines):
                sheet.text(x, 700 - 12 * n, lines[n])
    return sheet


@pytest.mark.parametrize("by_row", [False, True])
def test_two_columns_are_read_one_after_the_other(*, by_row: bool) -> None:
    lines = wrapped(f"{_FIRST} {_FRENCH[3:]} {_SECOND[3:]}", 38)
    half = len(lines) // 2
    sheet = _two_columns(lines[:half], lines[half:], by_row=by_row)
    sheet.text(60, 740, "Report of the Committee on its session", 16)
    assert _texts(_read(sheet)) == ["Report of the Committee on its session", " ".join(lines)]


_ROWS = [
    ("Measure", "Document", "Session"),
    ("Training for examiners", "CDIP/30/2", "Thirtieth"),
    ("Study on the use of the system", "CDIP/31/4", "Thirty-first"),
    ("Meeting of experts", "CDIP/31/5", "Thirty-first"),
]


def _table(rows: Sequence[Sequence[str]], *, ruled: bool, top: float = 600) -> Sheet:
    sheet, y = _page(_FIRST), top
    for row in rows:
        height = 0
        for column, cell in enumerate(row):
            lines = wrapped(cell, 18)
            sheet.lines(72 + 160 * column, y, lines)
            height = max(height, 12 * len(lines))
        if ruled:
            sheet.rule(70, y - height + 6, 540)
        y -= height + 8
    return sheet


@pytest.mark.parametrize("ruled", [False, True])
def test_a_table_is_read_in_cells(*, ruled: bool) -> None:
    source = _read(_table(_ROWS, ruled=ruled))
    cells = {(b.row, b.column): source.quote(b.span) for b in source.blocks if b.kind is BlockKind.CELL}
    assert cells == {(r, c): cell for r, row in enumerate(_ROWS) for c, cell in enumerate(row)}
    assert {b.table for b in source.blocks if b.kind is BlockKind.CELL} == {0}
    assert _texts(source) == [_FIRST]
    assert "Training for examiners\tCDIP/30/2\tThirtieth\n" in source.text


def test_a_table_goes_on_over_a_page_without_its_head() -> None:
    first = _table(_ROWS[:3], ruled=True, top=500)
    second = Sheet()
    for r, row in enumerate([_ROWS[0], _ROWS[3], ("Guide", "CDIP/32/1", "Thirty-second")]):
        second.lines(72, 700 - 20 * r, [row[0]]).lines(232, 700 - 20 * r, [row[1]]).lines(392, 700 - 20 * r, [row[2]])
    source = _read(first, second)
    cells = {(b.table, b.row, b.column): source.quote(b.span) for b in source.blocks if b.kind is BlockKind.CELL}
    assert cells[0, 0, 0] == "Measure"
    assert cells[0, 4, 0] == "Guide"
    assert {table for table, _, _ in cells} == {0}
    assert list(cells.values()).count("Measure") == 1


def _framed(rows: Sequence[Sequence[Sequence[str]]], top: float) -> Sheet:
    """A table with lines round each cell; a cell is its lines, an empty one is a line left free."""
    sheet, y = Sheet().rule(70, top, 520), top
    for row in rows:
        height = 14 * max(map(len, row)) + 6
        for column, cell in enumerate(row):
            sheet.lines(74 + 150 * column, y - 12, cell, leading=14)
        sheet.rule(70, y - height, 520)
        for x in (70, 220, 370, 520):
            sheet.wall(x, y - height, y)
        y -= height
    return sheet


def test_the_cells_of_a_framed_table_are_where_the_lines_are() -> None:
    rows = [
        [["Measure"], ["Documents"], ["Discussed"]],
        [["Training for the", "examiners of all", "offices"], ["CDIP/30/2", "", "CDIP/31/4"], ["paragraphs 3 to 9"]],
        [[""], ["a document that is", "in the making"], [""]],
        [["A study"], ["CDIP/31/5"], ["paragraphs 12", "and 13"]],
    ]
    source = _read(_framed(rows, 640))
    cells = {(b.row, b.column): source.quote(b.span) for b in source.blocks if b.kind is BlockKind.CELL}
    assert cells == {
        (0, 0): "Measure", (0, 1): "Documents", (0, 2): "Discussed",
        (1, 0): "Training for the examiners of all offices", (1, 1): "CDIP/30/2\nCDIP/31/4",
        (1, 2): "paragraphs 3 to 9",
        (2, 1): "a document that is in the making",
        (3, 0): "A study", (3, 1): "CDIP/31/5", (3, 2): "paragraphs 12 and 13",
    }  # fmt: skip


def test_a_row_that_a_page_cuts_is_one() -> None:
    first = _framed(
        [[["Measure"], ["Documents"], ["Discussed"]], [["A study of"], ["CDIP/31/5 and a"], ["paragraphs 4 to"]]], 200
    )
    second = _framed([[["the system"], ["Guide on it"], ["9"]], [["A guide"], ["CDIP/32/1"], ["paragraph 8"]]], 740)
    source = _read(_page(_FIRST).lines(0, 0, []), first, second)
    cells = {(b.row, b.column): source.quote(b.span) for b in source.blocks if b.kind is BlockKind.CELL}
    assert cells[1, 0] == "A study of the system"
    assert cells[1, 1] == "CDIP/31/5 and a Guide on it"
    assert cells[2, 0] == "A guide"
    (cut,) = [b for b in source.blocks if source.quote(b.span) == "A study of the system"]
    assert source.locate(Span(cut.span.end - 3, cut.span.end)).page == 3


def test_a_word_that_is_cut_in_a_narrow_cell_is_whole() -> None:
    rows = [[["Recommen", "dation"], ["what the study is"], ["on"]], [["Other"], ["things"], ["too"]]]
    sheet = _framed(rows, 500).text(74, 700, "Each Recommendation of the study is listed below.")
    assert "Recommendation\twhat the study is" in _read(sheet).text


def test_a_table_of_contents_is_lines() -> None:
    sheet = Sheet().text(72, 700, "Contents", font="bold")
    for n, title in enumerate(("Opening", "Agenda", "Decisions")):
        sheet.text(72, 670 - 14 * n, f"{n + 1}. {title} " + "." * 30).text(400, 670 - 14 * n, str(n + 3))
    texts = _texts(_read(sheet))
    assert [re.sub(r"\s*\.{3,}\s*", " ", text) for text in texts] == [
        "Contents", "1. Opening 3", "2. Agenda 4", "3. Decisions 5",
    ]  # fmt: skip


# Hyphens, symbols, ranges


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("The Committee discussed the imple-", "mentation of the plan at once.", "implementation of"),
        ("It spoke of the well-", "being of all peoples and of well-being.", "the well-being of all"),
        ("They spoke on behalf of Asia-", "Pacific countries, as said.", "Asia-Pacific countries"),
        ("See document CDIP/24/", "8 and what it says of it.", "CDIP/24/8 and"),
        ("See document CDIP/24", "/8 and what it says of it.", "CDIP/24/8 and"),
        ("in the years 2020-", "2025 it had met a few times.", "2020-2025 it"),
        ("in paragraphs 7\u2013", "12 of the report on it all.", "7\u201312 of"),
        ("It met \u2013", "and agreed on the plan for it.", "It met \u2013 and agreed"),
        ("It went on with the day-", "to-day business of the office.", "day-to-day business"),
    ],
)
def test_what_is_broken_at_the_end_of_a_line(first: str, second: str, joined: str) -> None:
    lines = wrapped(
        "The implementation of the plan was the first matter that the Committee took up, and it took days.", 36
    )
    sheet = Sheet().lines(72, 700, [*lines, first, second])
    assert joined in " ".join(_texts(_read(sheet)))


def test_a_document_that_never_breaks_words_keeps_its_hyphens() -> None:
    plain = [_page(*[_FIRST[3:]] * 12) for _ in range(3)]
    sheet = Sheet().lines(
        72, 700, ["The matter was brought up by a group of multi-", "stakeholder bodies of the region."]
    )
    assert "multi-stakeholder bodies" in _read(*plain, sheet).text


# Notes


def test_notes_are_kept_apart_and_their_marks_taken_out() -> None:
    sheet = _page(_THIRD)
    sheet.text(72, 650, "4. It took note of document CDIP/14/2").text(72 + 37 * 6, 653.5, "3", 6)
    sheet.text(72 + 37 * 6 + 4, 650, " on the matter.")
    sheet.rule(72, 112, 200).text(76, 103, "3", 5).text(
        82, 100, "See the report of that session, and what is said in", 8
    )
    sheet.text(72, 90, "its annex on the matter.", 8)
    source = _read(sheet)
    assert _texts(source) == [_THIRD, "4. It took note of document CDIP/14/2 on the matter."]
    (note,) = [block for block in source.blocks if block.kind is BlockKind.FOOTNOTE]
    assert source.quote(note.span) == "3 See the report of that session, and what is said in its annex on the matter."
    assert (note.number, note.page) == ("3", 1)


def test_small_and_raised_is_not_always_a_mark() -> None:
    sheet = (
        Sheet().text(72, 700, "It covers 25 km").text(72 + 15 * 6, 704, "2", 6).text(72 + 15 * 6 + 4, 700, " of land.")
    )
    sheet.text(72, 688, "It was the 4").text(72 + 12 * 6, 692, "th", 6).text(72 + 12 * 6 + 8, 688, " of its kind.")
    assert _texts(_read(sheet)) == ["It covers 25 km2 of land. It was the 4th of its kind."]


def test_a_note_below_a_drawn_line_of_dashes() -> None:
    sheet = _page(_FIRST).text(72, 120, "__________").text(72, 106, "* This item was added at the request of a member.")
    source = _read(sheet)
    assert _texts(source) == [_FIRST]
    assert _texts(source, BlockKind.FOOTNOTE) == ["* This item was added at the request of a member."]


def test_a_note_that_goes_on_at_the_foot_of_the_next_page() -> None:
    one, two = _page(_FIRST), _page(_SECOND)
    one.text(72, 102, "__________").text(76, 93, "1", 5).text(82, 90, "The first part of what the note says and", 8)
    two.text(72, 102, "__________").text(72, 90, "its second part.", 8)
    source = _read(one, two)
    assert _texts(source, BlockKind.FOOTNOTE) == ["1 The first part of what the note says and its second part."]
    assert _texts(source) == [_FIRST, _SECOND]


# No word is lost, none comes twice

_WORD = st.text("abcdefghijklmnopqrstuvwxyzABCéñ", min_size=1, max_size=9)
_LINE = st.tuples(
    st.integers(20, 500), st.integers(30, 760), st.lists(_WORD, min_size=1, max_size=9), st.sampled_from([6, 8, 10, 14])
)


@tries(60)
@given(st.lists(st.lists(_LINE, min_size=1, max_size=25), min_size=1, max_size=3))
def test_every_word_of_any_page_is_in_the_text_once(pages: list[list[tuple[int, int, list[str], int]]]) -> None:
    sheets, words = [], Counter[str]()
    for lines in pages:
        sheet, used = Sheet(), set[int]()
        for x, y, line, size in lines:
            if any(abs(y - other) < 16 for other in used):
                continue  # two lines on top of each other are read by nobody
            used.add(y)
            sheet.text(x, y, " ".join(line), size)
            words.update(line)
        sheets.append(sheet)
    source = _read(*sheets)
    found = Counter(word for block in source.blocks for word in source.quote(block.span).split())
    taken = [b for b in source.blocks if b.kind in (BlockKind.RUNNING_HEAD, BlockKind.FURNITURE)]
    assert not found - words
    lost = words - found  # a head that repeats is there once
    assert set(lost) <= {word for block in taken for word in source.quote(block.span).split()}


def test_time_grows_with_the_number_of_pages_only() -> None:
    sheets = [_page(*[_FIRST, _SECOND] * 3).text(72, 750, "CDIP/35/9") for _ in range(150)]
    source = _read(*sheets)
    assert len(source.pages) == 150


def test_a_paragraph_over_many_pages_takes_no_longer_a_line() -> None:
    line = Line("and so on it went without an end in sight b)", 72, 700, 540, 710, 10.0, 0, 20.0)
    other = line._replace(text="b) which was said of all that was to come")
    pages = [
        Page(612, 792, [(line, other)[n % 2]._replace(page=p, y0=700 - 12 * n, y1=710 - 12 * n) for n in range(50)])
        for p in range(300)
    ]
    source = lay_out(pages)
    assert len(source.pages) == 300
    assert len(source.text) > 300 * 50 * 35


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["la vingt et unième s", "ession du comité"], "la vingt et unième session du comité"),
        (["la vingtième sessio", "n du comité"], "la vingtième session du comité"),
        (["(CDIP/21/1", "5)"], "(CDIP/21/15)"),
        (["(CDIP/23/1", "7 Prov.)"], "(CDIP/23/17 Prov.)"),
        (["le paragraphe 1", "2 autres"], "le paragraphe 1 2 autres"),
        (["les débats de la", "session"], "les débats de la session"),
    ],
)
def test_words_and_symbols_that_a_column_is_too_narrow_for_are_whole(lines: list[str], text: str) -> None:
    joiner = Joiner(["À la session du comité, les débats de la session ont eu lieu.", *lines])
    assert joiner.before(lines[0], lines[1], broken=False, cell=True) + lines[1] == text
