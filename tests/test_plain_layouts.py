"""Plain text in other layouts than Word leaves: wrapped lines, copies of pages, numbers alone, drawn tables, markup."""

from __future__ import annotations

import re
import textwrap

import pytest
from exploring import tries
from hypothesis import given
from hypothesis import strategies as st
from textlayouts import check_blocks, sample

from cdipgraph.readers import plain
from cdipgraph.readers.lines import lines_of
from cdipgraph.readers.phrases import ABBREVIATION, ANNEX, EXAMPLES, FIELD, ITEM, PAGE_NUMBER
from cdipgraph.readers.wrapped import Paragraphs, Style, Wrap
from cdipgraph.reading import read_report
from cdipgraph.source import Block, BlockKind, SourceText
from cdipgraph.spans import Span

PARAGRAPHS = [
    (
        "1.  The Committee on Development and Intellectual Property, at its nineteenth session held in Geneva from May 15 "
        "to 19, 2017, discussed the proposal of the Delegation of Kenya contained in document CDIP/19/11 Rev."
    ),
    (
        "2.  The Delegation of Ghana, speaking on behalf of the African Group, thanked the Secretariat for the report and "
        "asked for more details on how the projects had been evaluated. It noted that two of them had not begun."
    ),
    (
        "The Secretariat replied that the evaluations would be available at the following session, and recalled "
        "paragraphs 12 to 14 of the report of the previous session (CDIP/18/11)."
    ),
    "(a)  the evaluation of the first project, which was carried out by an external consultant and published in March;",
    "(b)  the evaluation of the second, which was not.",
    "3.  The Committee took note of the information provided and decided to continue the discussion at its next session.",
]


def words_of(source: SourceText, *kinds: BlockKind) -> list[str]:
    """The words of the blocks, or of those of some kinds, each on one line."""
    blocks = [b for b in source.blocks if not kinds or b.kind in kinds]
    return [re.sub(r"\s+", " ", source.quote(block.span)) for block in blocks]


def paragraphs_of(text: str) -> list[str]:
    source = plain.source_text(text)
    assert source.text == text
    check_blocks(source, outside="|")
    return words_of(source, BlockKind.PARAGRAPH)


def folded(*paragraphs: str) -> list[str]:
    return [re.sub(r"\s+", " ", paragraph) for paragraph in paragraphs]


def grid(source: SourceText, table: int = 0) -> list[list[str]]:
    """The cells of a table, row by row; the pieces of one are joined with a slash."""
    rows: dict[int, dict[int, list[str]]] = {}
    for b in source.blocks:
        if b.table == table:
            rows.setdefault(b.row, {}).setdefault(b.column, []).append(source.quote(b.span))
    return [[" / ".join(pieces) for _, pieces in sorted(row.items())] for _, row in sorted(rows.items())]


# Wrapped lines


@pytest.mark.parametrize("width", [58, 66, 72, 80, 100])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_paragraphs_apart_by_blank_lines(width: int, ends: str) -> None:
    text = "\n\n".join(textwrap.fill(p, width) for p in PARAGRAPHS).replace("\n", ends)
    assert paragraphs_of(text) == folded(*PARAGRAPHS)


@pytest.mark.parametrize("width", [60, 72, 90])
def test_paragraphs_whose_first_line_is_set_in(width: int) -> None:
    text = "\n".join(textwrap.fill(p, width, initial_indent="     ") for p in PARAGRAPHS)
    assert paragraphs_of(text) == folded(*PARAGRAPHS)


@pytest.mark.parametrize("width", [60, 72, 90])
def test_paragraphs_whose_first_line_stands_out(width: int) -> None:
    text = "\n".join(textwrap.fill(p, width, subsequent_indent="    ") for p in PARAGRAPHS)
    assert paragraphs_of(text) == folded(*PARAGRAPHS)


@pytest.mark.parametrize("width", [60, 72, 90])
def test_numbered_paragraphs_with_nothing_between_them(width: int) -> None:
    numbered = [p for p in PARAGRAPHS if p[0].isdigit()]
    text = "\n".join(textwrap.fill(p, width) for p in numbered)
    assert paragraphs_of(text) == folded(*numbered)


def justified(paragraph: str, width: int) -> str:
    """The lines of a paragraph, filled up with spaces as antiword does."""
    *lines, last = textwrap.wrap(paragraph, width)
    full = []
    for line in lines:
        words = line.split()
        missing, gaps = width - sum(map(len, words)), len(words) - 1
        full.append(
            "".join(w + " " * (missing * (i + 1) // gaps - missing * i // gaps) for i, w in enumerate(words[:-1]))
        )
        full[-1] += words[-1]
    return "\n".join([*full, last])


def test_lines_filled_up_with_spaces() -> None:
    assert paragraphs_of("\n\n".join(justified(p, 70) for p in PARAGRAPHS)) == folded(*PARAGRAPHS)


def test_lines_of_a_proportional_face_end_unevenly() -> None:
    uneven = ["\n".join(_unevenly(p, 80)) for p in PARAGRAPHS]
    assert paragraphs_of("\n\n".join(uneven)) == folded(*PARAGRAPHS)


def _unevenly(paragraph: str, width: int) -> list[str]:
    """Lines that are broken by how wide letters are, as PDFs give them."""
    lines, line, room = [], "", 0.0
    for word in paragraph.split():
        wide = sum(0.6 if c in "iljt.,' f" else 1.45 if c in "mwMWCDGS" else 1.0 for c in word + " ")
        if line and room + wide > width:
            lines.append(line)
            line, room = "", 0.0
        line, room = f"{line} {word}".strip(), room + wide
    return [*lines, line]


def test_a_header_above_wrapped_text_keeps_its_lines() -> None:
    header = [
        "E", "CDIP/20/3", "ORIGINAL:  ENGLISH", "DATE:  SEPTEMBER 4, 2017",
        "Committee on Development and Intellectual Property (CDIP)", "Twentieth Session", "Geneva, November 27 to 30, 2017",
        "REPORT ON THE ROUNDTABLE", "prepared by the Secretariat",
    ]  # fmt: skip
    text = "\n".join(header) + "\n\n" + "\n\n".join(textwrap.fill(p, 70) for p in PARAGRAPHS)
    assert paragraphs_of(text) == folded(*header, *PARAGRAPHS)
    report = read_report(plain.source_text(text))
    assert report.header.symbol
    assert report.header.symbol.value == "CDIP/20/3"
    assert [p.number for p in report.paragraphs if p.number] == ["1", "2", "3"]


def test_a_number_at_the_start_of_a_line_within_a_sentence_begins_no_paragraph() -> None:
    text = (
        "17.  The Committee recalled what had been said of the matter in its paragraph\n"
        "12. The sentence went on after that, and was continued for a further two or\n"
        "three lines, so that it is plain how long lines are in this piece of a text.\n"
        "18.  The next paragraph began then, with the words that the Committee had seen\n"
        "in an earlier one.\n"
        "19.  And this is the last.\n"
    )
    assert [p[:3] for p in paragraphs_of(text)] == ["17.", "18.", "19."]


def test_a_numbered_paragraph_begins_after_a_heading_that_ends_without_a_stop() -> None:
    text = (
        "36.  The Committee heard a statement on behalf of the Group of Countries of the\n"
        "region, and of two others that wished to be heard.\n"
        "Dialogue with the agencies, funds and programmes of the organization (item 5 (c))\n"
        "37.  The Committee heard from these agencies what had been done since it had met\n"
        "for the last time, and what was still to do.\n"
    )
    assert [p[:3] for p in paragraphs_of(text)] == ["36.", "Dia", "37."]


def test_a_line_of_contents_goes_on_with_nothing() -> None:
    entries = ["I. Introduction and opening of the session of the committee ................. 3",
               "II. Adoption of the agenda ................................................... 4"]  # fmt: skip
    text = "\n".join(entries) + "\n\n" + "\n\n".join(textwrap.fill(p, 76) for p in PARAGRAPHS)
    assert paragraphs_of(text)[:2] == entries


def test_lines_that_are_paragraphs_are_not_joined() -> None:
    lines = [
        "F",
        "CDIP/24/8",
        "établi par le Secrétariat",
        "Le comité a pris note",
        "et la délégation du Chili",
        "a) un",
        "b) deux",
    ]
    assert paragraphs_of("\n".join(lines)) == lines
    assert plain.source_text(sample()).blocks == plain.source_text(sample() + "\n").blocks
    assert Paragraphs(sample(), *_looked_at(sample())).wrap is None


def _looked_at(text: str) -> tuple[list, list]:  # type: ignore[type-arg]
    lines = lines_of(text).lines
    return lines, [BlockKind.PARAGRAPH] * len(lines)


def test_wide_tables_do_not_hide_that_a_text_is_wrapped() -> None:
    table = "".join(f"|{'a measure of the Secretariat':<50}|{'paragraphs 3 to 9':<50}|\n" for _ in range(40))
    text = "\n\n".join(textwrap.fill(p, 70) for p in PARAGRAPHS) + f"\n\n{table}\n"
    assert paragraphs_of(text) == folded(*PARAGRAPHS)


def test_paragraphs_set_in_as_a_whole() -> None:
    quoted = [
        "2.  Welcomes the inputs from all Member States and other stakeholders in the review of progress made;",
        "3.  Reaffirms its commitment to the full implementation of the outcomes and to the vision of the review.",
    ]
    lines = [textwrap.fill(p, 80, initial_indent="     ") for p in PARAGRAPHS]
    lines += [textwrap.fill(p, 76, initial_indent=" " * 15, subsequent_indent=" " * 10) for p in quoted]
    assert paragraphs_of("\n".join(lines)) == folded(*PARAGRAPHS, *quoted)


def test_how_a_text_is_wrapped_is_learned_from_it() -> None:
    flush = "\n\n".join(textwrap.fill(p, 72) for p in PARAGRAPHS)
    hanging = "\n".join(textwrap.fill(p, 72, subsequent_indent="    ") for p in PARAGRAPHS)
    assert Paragraphs(flush, *_looked_at(flush)).wrap == Wrap(72, 0, Style.FLUSH, 0, spaced=True)
    assert Paragraphs(hanging, *_looked_at(hanging)).wrap == Wrap(72, 0, Style.HANGING, 4, spaced=False)


@tries(40)
@given(st.integers(60, 100), st.sampled_from(["", "    "]), st.integers(0, 2**32))
def test_a_document_wrapped_at_any_width_has_its_paragraphs(width: int, indent: str, seed: int) -> None:
    source = plain.source_text(sample())
    texts = [
        source.quote(b.span)
        for b in source.blocks
        if b.kind is BlockKind.PARAGRAPH and "\t" not in source.quote(b.span)
    ]
    texts = [texts[(seed + i) % len(texts)] for i in range(30)]
    text = "\n\n".join(textwrap.fill(t, width, subsequent_indent=indent) for t in texts)
    assert paragraphs_of(text) == folded(*texts)


# Pages


def test_page_heads_of_many_kinds() -> None:
    for head in (
        "CDIP/16/3\nAnnexe, page 28", "CDIP/16/3 Annexe, page 28", "SCP/12/3 Rev.2\npage 2", "- 3 -", "– 12 –", "page 12",
        "Page 3 of 12", "SCCR/19/15page2", "CDIP/23/17 Prov.page 2", "pág. 4\nCDIP/3/9", "CDIP/15/2\nANNEXE III\nAnnexe III, page 38",
        "CDIP/15/2\n17",
    ):  # fmt: skip
        source = plain.source_text(
            f"Le premier paragraphe du document.\n\n{head}\n\nLe second paragraphe du document.\n"
        )
        assert words_of(source, BlockKind.RUNNING_HEAD) == head.split("\n"), head
        assert len(words_of(source, BlockKind.PARAGRAPH)) == 2, head


def test_words_that_name_a_page_within_a_text_are_no_page_head() -> None:
    for line in (
        "Introduction, page 3",
        "Voir la page 12",
        "See document CDIP/3/9, page 4 of the annex",
        "12",
        "CDIP/3/9",
    ):
        source = plain.source_text(f"Un paragraphe.\n\n{line}\n\nUn autre.\n")
        assert words_of(source, BlockKind.RUNNING_HEAD) == [], line


def test_pages_begin_after_form_feeds() -> None:
    text = "Premier.\n1\n\fCDIP/2/3\nSecond.\n2\n\fCDIP/2/3\nTroisième.\n3\n"
    source = plain.source_text(text)
    assert words_of(source, BlockKind.RUNNING_HEAD) == ["1", "CDIP/2/3", "2", "CDIP/2/3", "3"]
    assert words_of(source, BlockKind.PARAGRAPH) == ["Premier.", "Second.", "Troisième."]
    at = text.index("Second")
    assert source.locate(Span(at, at + 6)).page == 2


def test_a_line_that_heads_every_page_is_a_page_head() -> None:
    pages = [
        f"World Intellectual Property Organization\nText of page {n}, which says this.\n- {n} -\n" for n in range(1, 6)
    ]
    source = plain.source_text("\n".join(pages))
    assert (
        words_of(source, BlockKind.RUNNING_HEAD).count("World Intellectual Property Organization") == 4
    )  # that of the cover stands by no number
    assert len(words_of(source, BlockKind.PARAGRAPH)) == 6


def test_a_paragraph_that_a_page_cuts_in_two_loses_nothing() -> None:
    text = "\n\n".join(textwrap.fill(p, 72) for p in PARAGRAPHS)
    at = text.index("\n", text.index("African Group"))
    cut = f"{text[:at]}\n\nCDIP/19/3\npage 2\n\n{text[at + 1 :]}"
    source = plain.source_text(cut)
    check_blocks(source)
    assert " ".join(words_of(source, BlockKind.PARAGRAPH)) == " ".join(folded(*PARAGRAPHS))
    assert words_of(source, BlockKind.RUNNING_HEAD) == ["CDIP/19/3", "page 2"]


# Numbers alone on a line


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_number_alone_on_its_line_belongs_to_what_follows(between: str) -> None:
    text = f"REPORT\n\n1.{between}The Committee met.\n\n2.{between}It noted:\n\n(a){between}the report;\n\nCDIP/24/8\npage 2\n\n3.{between}End."
    assert paragraphs_of(text) == ["REPORT", "1. The Committee met.", "2. It noted:", "(a) the report;", "3. End."]
    report = read_report(plain.source_text(text))
    assert [p.number for p in report.paragraphs if p.number] == ["1", "2", "3"]


def test_bare_numbers_are_those_of_paragraphs_where_each_begins_one() -> None:
    text = "".join(f"{n}\nThe Committee took note of document number {n}.\n" for n in range(1, 6))
    assert paragraphs_of(text) == [f"{n} The Committee took note of document number {n}." for n in range(1, 6)]


def test_bare_numbers_are_those_of_pages_where_they_cut_sentences() -> None:
    nouns = ["report", "study", "proposal", "request", "list"]
    text = "".join(f"The Committee noted the {w} that was\n{n}\nsubmitted to it.\n" for n, w in enumerate(nouns, 1))
    source = plain.source_text(text)
    assert words_of(source, BlockKind.RUNNING_HEAD) == ["1", "2", "3", "4", "5"]


def test_bare_numbers_are_those_of_pages_where_paragraphs_have_their_own() -> None:
    text = "".join(f"{n}. The Committee took note of this.\n\n{n + 1}\n\n" for n in range(1, 6))
    source = plain.source_text(text)
    assert words_of(source, BlockKind.RUNNING_HEAD) == ["2", "3", "4", "5", "6"]


# Drawn tables


def test_a_markdown_table() -> None:
    source = plain.source_text(
        "Before.\n\n| Measure | Review |\n|:---|---|\n| A list | paragraphs 3 to 9 |\n| Next | |\n\nAfter.\n"
    )
    assert grid(source) == [["Measure", "Review"], ["A list", "paragraphs 3 to 9"], ["Next", ""]]
    assert words_of(source, BlockKind.PARAGRAPH) == ["Before.", "After."]


def test_a_table_of_a_database() -> None:
    source = plain.source_text(" measure | review \n---------+--------\n A list  | 3 to 9\n Next    | 12\n(2 rows)\n")
    assert grid(source) == [["measure", "review"], ["A list", "3 to 9"], ["Next", "12"]]
    assert words_of(source, BlockKind.PARAGRAPH) == ["(2 rows)"]


def test_a_grid_joins_the_lines_of_a_row() -> None:
    rule = "+--------+--------+"
    text = f"{rule}\n| Measure| Review |\n{rule}\n| A list | 3 to 9 |\n| of all |        |\n{rule}\n| Next   | 12     |\n{rule}\n"
    assert grid(plain.source_text(text)) == [["Measure", "Review"], ["A list of all", "3 to 9"], ["Next", "12"]]


def test_a_table_of_antiword() -> None:
    text = (
        "|Mesure                  |Mise en œuvre           |Examen                  |\n"
        "|Établir une liste de    |Étude (SCP/31/3)        |paragraphes 3 à 9 du    |\n"
        "|tous les experts        |                        |rapport                 |\n"
        "|                        |Étude révisée           |                        |\n"
        "|Séminaire               |Atelier                 |paragraphe 12           |\n"
    )
    assert grid(plain.source_text(text)) == [
        ["Mesure", "Mise en œuvre", "Examen"],
        [
            "Établir une liste de tous les experts",
            "Étude (SCP/31/3) / Étude révisée",
            "paragraphes 3 à 9 du rapport",
        ],
        ["Séminaire", "Atelier", "paragraphe 12"],
    ]


def test_a_letterhead_of_antiword_is_lines_and_no_table() -> None:
    source = plain.source_text(
        "|[pic]                 |F                   |\n|                      |CDIP/24/8           |\n\nTexte.\n"
    )
    assert words_of(source, BlockKind.PARAGRAPH) == ["F", "CDIP/24/8", "Texte."]
    assert words_of(source, BlockKind.FURNITURE) == ["[pic]"]


@pytest.mark.parametrize("text", ["a|b", "|x|", "p(a|b) = 3\nand |x| < 4\n", "either|or\nthis | that\n"])
def test_a_bar_makes_no_table(text: str) -> None:
    source = plain.source_text(text)
    assert not [b for b in source.blocks if b.kind is BlockKind.CELL]
    check_blocks(source, outside="|")


# Tables with tabs


def test_rows_of_cells_with_tabs_between_them() -> None:
    text = (
        "Before.\n\nMeasure\tImplementation\tReview\nParagraph 1\nA list\tStudy (SCP/31/3)\tparagraphs 3 to 9\n"
        "Next\t\tparagraph 12\n\nAfter.\n1.\tOne.\n2.\tTwo.\n"
    )
    source = plain.source_text(text)
    check_blocks(source)
    assert grid(source) == [
        ["Measure", "Implementation", "Review"], ["Paragraph 1"], ["A list", "Study (SCP/31/3)", "paragraphs 3 to 9"],
        ["Next", "", "paragraph 12"],
    ]  # fmt: skip
    assert words_of(source, BlockKind.PARAGRAPH) == ["Before.", "After.", "1. One.", "2. Two."]


def test_a_line_with_tabs_is_no_table() -> None:
    assert paragraphs_of("Name\tPlace\tDate\n\nText.\n(a)\tfirst\n(b)\tsecond\n") == [
        "Name Place Date", "Text.", "(a) first", "(b) second",
    ]  # fmt: skip


def test_text_after_a_table_is_no_cell() -> None:
    table = "\tMeasure\n\tReview\n\n\tA list\n\tparagraphs 3 to 9\n\n\tNext\n\tparagraph 12\n"
    after = [
        "12.  The Committee took note of the table, and decided to come back to it at the next session.",
        "INTRODUCTION",
        "13.  End.",
    ]
    source = plain.source_text(table + "\n" + "\n".join(after) + "\n")
    assert grid(source) == [["Measure", "Review"], ["A list", "paragraphs 3 to 9"], ["Next", "paragraph 12"]]
    assert words_of(source, BlockKind.PARAGRAPH) == folded(*after)


def test_text_between_two_tables_is_no_cell() -> None:
    table = "\tMeasure\n\tReview\n\n\tA list\n\tparagraphs 3 to 9\n"
    between = "12.  The Committee took note of the table, and decided to come back to it at the next session."
    source = plain.source_text(f"{table}\n{between}\n\n{table}")
    assert grid(source, 0) == grid(source, 1) == [["Measure", "Review"], ["A list", "paragraphs 3 to 9"]]
    assert words_of(source, BlockKind.PARAGRAPH) == folded(between)


@pytest.mark.parametrize(
    "mark", ["(a)\t|(b)\t|(c)\t", "i)\t|ii)\t|iii)\t", "(a) |(b) |(c) ", "–\t|–\t|–\t", "1.\t|2.\t|3.\t"]
)
def test_a_list_set_in_by_tabs_is_no_table(mark: str) -> None:
    first, second, third = mark.split("|")
    text = f"The Committee:\n\t{first}took note;\n\t{second}agreed; and\n\t{third}closed the item.\n"
    source = plain.source_text(text)
    assert [block.kind for block in source.blocks] == [BlockKind.PARAGRAPH] * 4


def test_a_table_of_which_one_row_is_lettered_stays_one() -> None:
    text = "\tMeasure\n\tDone\n\n\t(a) a list\n\tA list (SCP/30/4)\n"
    assert {block.kind for block in plain.source_text(text).blocks} == {BlockKind.CELL}


def test_a_line_set_in_by_a_tab_takes_nothing_with_it() -> None:
    assert paragraphs_of("The Committee:\n\n\tnoted the report;\n\nThe end of it.\nMore.\n") == [
        "The Committee:", "noted the report;", "The end of it.", "More.",
    ]  # fmt: skip


def test_a_cell_that_a_page_head_cuts_is_in_two_pieces() -> None:
    source = plain.source_text("\tA\n\tB\n\n\ta\n\tfirst\n\nCDIP/3/4\npage 2\n\nsecond\n\n\taa\n\tbb\n")
    check_blocks(source)
    assert grid(source) == [["A", "B"], ["a", "first / second"], ["aa", "bb"]]


# Markup


@pytest.mark.parametrize("example", EXAMPLES["field"])
def test_fields_are_furniture(example: str) -> None:
    assert re.fullmatch(FIELD, example, re.I)
    source = plain.source_text(f"{example} The Committee\n{example}\nThe Chair {example}\n")
    assert words_of(source, BlockKind.PARAGRAPH) == ["The Committee", "The Chair"]
    assert words_of(source, BlockKind.FURNITURE) == folded(example) * 3


@pytest.mark.parametrize("line", ["The SYMBOL of the document", "REF is good", "TOC", "See PAGE 3", "AUTONUMBER"])
def test_words_like_those_of_fields_are_text(line: str) -> None:
    assert paragraphs_of(line) == [line]


@pytest.mark.parametrize("example", EXAMPLES["page"])
def test_examples_of_page_numbers(example: str) -> None:
    if example[0].isalpha():
        assert re.fullmatch(PAGE_NUMBER, example, re.I)
    source = plain.source_text(f"Un.\n\nCDIP/3/4\n{example}\n\nDeux.\n")
    assert example in words_of(source, BlockKind.RUNNING_HEAD) or example == "[4]"


@pytest.mark.parametrize(("name", "pattern"), [("item", ITEM), ("annex", ANNEX), ("abbreviation", ABBREVIATION)])
def test_examples_of_what_is_numbered(name: str, pattern: str) -> None:
    assert [example for example in EXAMPLES[name] if not re.fullmatch(pattern, example, re.I)] == []


def test_tags_and_bookmarks_at_the_ends_of_lines_are_furniture() -> None:
    text = "1. Un comité.\n<p>2. Le <b>comité</b> a pris note.</p>\n[bookmark: x]\n3. Fin.<br />\n4. a < b > c\n5. Fin.\n6. Encore.\n"
    assert paragraphs_of(text) == [
        "1. Un comité.", "2. Le <b>comité</b> a pris note.", "3. Fin.", "4. a < b > c", "5. Fin.", "6. Encore.",
    ]  # fmt: skip


def test_lines_that_are_drawn_and_paths_are_furniture() -> None:
    source = plain.source_text("Un.\n______________\n- - - - -\nn:\\orgipl\\shared\\scp\\5\\5s.doc\n[pic]\nDeux.\n")
    assert words_of(source, BlockKind.PARAGRAPH) == ["Un.", "Deux."]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r", "\x85", "\u2028", "\f"])
def test_lines_end_in_any_convention(ends: str) -> None:
    source = plain.source_text(ends.join(["Premier.", "", "Second.", "\tA", "\tB", "", "\tC", "\tD", ""]))
    assert words_of(source, BlockKind.PARAGRAPH) == ["Premier.", "Second."]
    assert grid(source) == [["A", "B"], ["C", "D"]]


def test_a_break_within_a_paragraph_is_of_it() -> None:
    assert paragraphs_of("RAPPORT\x0bSUR LA MISE EN ŒUVRE\nTexte.") == ["RAPPORT SUR LA MISE EN ŒUVRE", "Texte."]


def test_a_block_is_a_paragraph_or_heading_when_it_is_text() -> None:
    assert [Block(Span(0, 1), kind).is_text for kind in BlockKind] == [True, True, False, False, False, False]


def test_a_line_that_begins_small_under_a_heading_wraps_no_text() -> None:
    decision = (
        "Decision recorded in the Summary by the Chair of the session\nthe Committee took note of document {n}.\n"
    )
    prose = (
        "At its {n}th session the Secretariat presented a document, which the delegations discussed at length, and " * 2
    )
    text = "".join((prose + "\n" + decision).format(n=n) for n in range(4, 12))
    source = plain.source_text(text)
    assert [source.quote(block.span).count("\n") for block in source.blocks] == [0] * 24
