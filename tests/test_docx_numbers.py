"""Automatic numbers of Word files, by Word's rules; also where LibreOffice counts otherwise (`Differs`)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from wordfiles import (
    abstract,
    element,
    field,
    level,
    num,
    num_pr,
    paragraph,
    row,
    run,
    section,
    style,
    table,
    text_box,
    val,
    word_file,
)

from cdipgraph.readers.docx import source_text
from cdipgraph.readers.docx.numerals import numeral
from cdipgraph.source import BlockKind

THREE = abstract(0, level(0), level(1, "%1.%2"), level(2, "%1.%2.%3")) + num(1, 0)
LINKED = (
    abstract(0, level(0, style="One"), level(1, "%1.%2", style="Two"), level(2, "%1.%2.%3"))
    + num(1, 0)
    + num(2, 0, {0: 1, 1: 1})
)
NORMAL = style("Normal", default=True)
ONE, TWO = style("One", properties=num_pr(1, 0)), style("Two", properties=num_pr(1, 1))


def numbers(body: str, numbering: str = THREE, styles: str = "") -> list[str]:
    """The numbers of the body's blocks, in order."""
    source = source_text(word_file(body, numbering=numbering, styles=styles))
    for block in source.blocks:
        assert source.quote(block.span).startswith(block.number)
    return [block.number for block in source.blocks if block.kind is not BlockKind.RUNNING_HEAD]


def at(levels: Sequence[int], numbering: str = THREE, *, list_id: int = 1) -> list[str]:
    """The numbers of paragraphs at these levels of a list."""
    return numbers("".join(paragraph("x", num=list_id, level=each) for each in levels), numbering)


# Counting


def test_the_number_stands_before_the_words_with_one_space() -> None:
    numbering = abstract(0, level(0, "%1.  ", suff="nothing"), level(1, " (%2)", suff="space")) + num(1, 0)
    body = (
        paragraph("  The Chair.", num=1, level=0) + paragraph(" point", num=1, level=1) + paragraph("", num=1, level=0)
    )
    source = source_text(word_file(body, numbering=numbering))
    assert source.text == "1. The Chair.\n(1) point\n2."
    assert [b.number for b in source.blocks] == ["1.", "(1)", "2."]
    assert [b.ordinal for b in source.blocks] == [1, 2, 3]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([0, 0, 0], "1. 2. 3."),
        ([0, 1, 1, 0, 1], "1. 1.1 1.2 2. 2.1"),
        ([0, 1, 2, 2, 1, 2, 0, 2], "1. 1.1 1.1.1 1.1.2 1.2 1.2.1 2. 2.1.1"),
        ([1, 0, 1], "1.1 2. 2.1"),  # the level above counts, though no paragraph has it
        ([2, 1, 0], "1.1.1 1.2 2."),
    ],
    ids=["one-level", "two-levels", "skipped", "begins-below", "begins-far-below"],
)
def test_levels_count_and_start_anew_below_one_another(levels: Sequence[int], expected: str) -> None:
    assert at(levels) == expected.split()


def test_lists_of_one_definition_count_on_together() -> None:
    numbering = THREE + num(2, 0)
    body = "".join(paragraph("x", num=which, level=0) for which in (1, 1, 2, 2, 1))
    assert numbers(body, numbering) == ["1.", "2.", "3.", "4.", "5."]


def test_a_list_that_starts_anew_does_so_once() -> None:
    numbering = THREE + num(2, 0, {0: 7})
    body = "".join(paragraph("x", num=which, level=0) for which in (1, 1, 2, 2, 1, 2))
    assert numbers(body, numbering) == ["1.", "2.", "7.", "8.", "9.", "10."]


def test_each_level_of_a_list_starts_anew_where_it_is_first_used() -> None:
    """Differs: LibreOffice starts only the level of the first paragraph of a list anew."""
    numbering = THREE + num(2, 0, {0: 9, 1: 4})
    body = "".join(paragraph("x", num=which, level=at) for which, at in ((1, 0), (1, 1), (2, 1), (2, 0), (2, 1)))
    assert numbers(body, numbering) == ["1.", "1.1", "1.4", "9.", "9.1"]


def test_a_list_may_have_a_level_of_its_own() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "%1)", fmt="upperRoman", start=7)}</w:lvlOverride>'
    numbering = THREE + num(2, 0, overrides=own)
    body = "".join(paragraph("x", num=which, level=0) for which in (1, 1, 2, 2, 1))
    assert numbers(body, numbering) == ["1.", "2.", "III)", "IV)", "5."]


def test_levels_that_start_anew_after_some_levels_only() -> None:
    """Differs: LibreOffice does not read w:lvlRestart. Word was seen to count so."""
    levels = [0, 1, 2, 2, 1, 2, 0, 2]
    never = abstract(0, level(0), level(1, "%1.%2"), level(2, "%1.%2.%3", restart=0)) + num(1, 0)
    first = abstract(0, level(0), level(1, "%1.%2"), level(2, "%1.%2.%3", restart=1)) + num(1, 0)
    assert at(levels, never)[5:] == ["1.2.3", "2.", "2.1.4"]
    assert at(levels, first)[5:] == ["1.2.3", "2.", "2.1.1"]


def test_legal_numbers_show_the_levels_above_in_digits() -> None:
    """Differs: LibreOffice reads w:isLgl only in later versions. The level itself keeps its format, as in Word."""
    numbering = abstract(
        0,
        level(0, "Article %1.", fmt="upperRoman"),
        level(1, "Section %1.%2", fmt="decimalZero", legal=True),
        level(2, "%1.%2.%3", fmt="lowerLetter", legal=True),
    ) + num(1, 0)
    assert at([0, 1, 2], numbering) == ["Article I.", "Section 1.01", "1.1.a"]


def test_levels_without_numbers_leave_their_places_empty() -> None:
    """Differs: LibreOffice leaves out the separator too where the level above has the format none."""
    numbering = abstract(0, level(0), level(1, "Annex", fmt="none"), level(2, "%1.%2.%3")) + num(1, 0)
    assert at([0, 1, 2], numbering) == ["1.", "Annex", "1..1"]
    bullets = abstract(0, level(0), level(1, "•", fmt="bullet"), level(2, "%1.%2.%3")) + num(1, 0)
    assert at([0, 1, 2], bullets) == ["1.", "", "1..1"]


def test_bullets_are_left_out() -> None:
    bullets = abstract(0, level(0, "\uf0b7", fmt="bullet")) + num(1, 0)
    source = source_text(word_file(paragraph("A point", num=1, level=0), numbering=bullets))
    assert source.text == "A point"


@pytest.mark.parametrize(
    ("shown", "expected"),
    [("%1", "1"), ("100% %1 %%", "100% 1 %%"), ("Par. %1-%2", "Par. 1-"), ("%0%1", "%01"), ("", "")],
)
def test_the_text_of_a_level(shown: str, expected: str) -> None:
    assert at([0], abstract(0, level(0, shown), level(1)) + num(1, 0)) == [expected]


def test_without_a_start_a_level_begins_with_zero() -> None:
    assert at([0, 0], abstract(0, level(0, start=None)) + num(1, 0)) == ["0.", "1."]


# Which paragraphs are numbered


@pytest.mark.parametrize(
    ("body", "styles", "expected"),
    [
        (("One", "Two", "Two", "One", "Two"), ONE + TWO, "1. 1.1 1.2 2. 2.1"),
        (("One", "Sub", "Sub", "One"), ONE + TWO + style("Sub", based_on="Two"), "1. 1.1 1.2 2."),
        (("One", "Off", "One"), ONE + TWO + style("Off", based_on="One", properties=num_pr(0)), "1. - 2."),
        (("One", "Else", "One"), ONE + TWO + style("Else", properties=num_pr(1, 0)), "1. - 2."),
        (("One", "Nowhere", "One"), ONE + TWO, "1. - 2."),
        (("A", "B"), style("A", based_on="B") + style("B", based_on="A"), "- -"),
    ],
    ids=["own", "based-on", "taken-away", "level-of-another", "no-such-style", "in-a-circle"],
)
def test_styles_number(body: Sequence[str], styles: str, expected: str) -> None:
    found = numbers("".join(paragraph("x", style=name) for name in body), LINKED, NORMAL + styles)
    assert [number or "-" for number in found] == expected.split()


def test_a_style_numbers_at_the_level_that_belongs_to_it() -> None:
    """Differs: LibreOffice takes the first level where the style names none."""
    styles = NORMAL + style("One", properties=num_pr(1)) + style("Two", properties=num_pr(1))
    body = "".join(paragraph("x", style=name) for name in ("One", "Two", "Two", "One"))
    assert numbers(body, LINKED, styles) == ["1.", "1.1", "1.2", "2."]


def test_the_default_style_may_number() -> None:
    styles = style("Normal", default=True, properties=num_pr(1, 0)) + style("Plain")
    assert numbers(paragraph("a") + paragraph("b", style="Plain") + paragraph("c"), THREE, styles) == ["1.", "", "2."]


def test_a_paragraph_goes_before_its_style() -> None:
    body = (
        paragraph("a", style="One")
        + paragraph("b", style="One", num=0, level=0)
        + paragraph("c", style="One", level=1)
        + paragraph("d", style="Two", num=2)
        + paragraph("e", num=2, level=0)
    )
    assert numbers(body, LINKED, NORMAL + ONE + TWO) == ["1.", "", "1.1", "1.1", "1."]


def test_a_numbering_style_lends_its_levels() -> None:
    """Differs: LibreOffice counts both definitions together. Word was seen to count each by itself."""
    numbering = (
        abstract(0, level(0), level(1, "%1.%2"), link='<w:styleLink w:val="List"/>')
        + abstract(1, link='<w:numStyleLink w:val="List"/>')
        + num(1, 0)
        + num(2, 1)
    )
    styles = style("List", kind="numbering", properties=num_pr(1))
    body = "".join(paragraph("x", num=which, level=0) for which in (1, 1, 2, 2, 1))
    assert numbers(body, numbering, styles) == ["1.", "2.", "1.", "2.", "3."]


def test_a_circle_of_numbering_styles_numbers_nothing() -> None:
    numbering = abstract(0, link='<w:numStyleLink w:val="List"/>') + num(1, 0)
    assert numbers(
        paragraph("x", num=1, level=0), numbering, style("List", kind="numbering", properties=num_pr(1))
    ) == [""]


@pytest.mark.parametrize("list_id", [0, 9, 99])
def test_a_list_or_level_that_is_not_there_numbers_nothing(list_id: int) -> None:
    numbering = THREE + num(9, 8)
    assert numbers(paragraph("x", num=list_id, level=0) + paragraph("y", num=1, level=7), numbering) == ["", ""]


def test_numbers_of_a_tracked_change() -> None:
    kept = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins w:id="1" w:author="A"/></w:numPr>'
    before = f'<w:pPrChange w:id="2" w:author="A"><w:pPr>{num_pr(1, 0)}</w:pPr></w:pPrChange>'
    body = paragraph("a", properties=kept) + paragraph("b", properties=before) + paragraph("c", num=1, level=0)
    assert numbers(body) == ["1.", "", "2."]


def test_deleted_paragraphs_do_not_count() -> None:
    gone = '<w:del w:id="1" w:author="A"/>'
    deleted = f'<w:del w:id="2" w:author="A">{run("<w:delText>x</w:delText>")}</w:del>'
    body = (
        paragraph("a", num=1, level=0)
        + paragraph(deleted, num=1, level=0, mark=gone)
        + paragraph("b", num=1, level=0)
        + paragraph("c ", num=1, level=0, mark=gone)
        + paragraph("d", num=1, level=0)
    )
    source = source_text(word_file(body, numbering=THREE))
    assert source.text == "1. a\n2. b\n3. c d"


def test_the_mark_of_a_section_does_not_count() -> None:
    body = (
        paragraph("a", num=1, level=0)
        + paragraph(num=1, level=0, properties=section())
        + paragraph("b", num=1, level=0)
    )
    assert numbers(body) == ["1.", "2."]


def test_cells_count_in_reading_order_and_text_boxes_by_themselves() -> None:
    item = paragraph("x", num=1, level=0)
    cells = table(row("<w:tc>" + item + "</w:tc>", "<w:tc>" + item + "</w:tc>"), columns=2)
    boxed = paragraph(run("anchor") + text_box(item + item), num=1, level=0)
    assert numbers(item + cells + boxed + item) == ["1.", "2.", "3.", "4.", "1.", "2.", "5."]


# Fields that number


def test_paragraphs_numbered_by_fields() -> None:
    body = (
        paragraph(field("AUTONUM ") + run("<w:tab/>") + run("First."))
        + paragraph('<w:fldSimple w:instr=" AUTONUM "/>' + run("  Second."))
        + paragraph("No number.")
        + paragraph(field(r"AUTONUM \* roman \s )") + run("Third."))
        + paragraph(run("See ") + field("AUTONUM"))
    )
    source = source_text(word_file(body))
    assert source.text == "1. First.\n2. Second.\nNo number.\niii) Third.\nSee 4."
    assert [b.number for b in source.blocks] == ["1.", "2.", "", "iii)", ""]


def test_numbering_fields_follow_the_headings() -> None:
    styles = style("H1", name="heading 1") + style("H2", name="heading 2")
    kinds = [
        ("H1", "AUTONUMLGL"),
        ("H2", "AUTONUMLGL"),
        ("H2", r"AUTONUMLGL \e"),
        ("H1", "AUTONUMOUT"),
        ("H2", "AUTONUM"),
    ]
    body = "".join(paragraph(field(code) + run(" x"), style=name) for name, code in kinds)
    assert numbers(body, styles=styles) == ["1.", "1.1.", "1.2", "II.", "1."]


def test_list_number_fields() -> None:
    codes = ["LISTNUM", "LISTNUM NumberDefault", r"LISTNUM NumberDefault \l 2", r"LISTNUM NumberDefault \l 2 \s 5",
             r"LISTNUM LegalDefault \l 1", r"LISTNUM LegalDefault \l 2", r"LISTNUM OutlineDefault \l 1"]  # fmt: skip
    assert numbers("".join(paragraph(field(code) + run(" x")) for code in codes)) == [
        "1)", "1)", "a)", "e)", "1.", "1.1.", "I.",
    ]  # fmt: skip


# Formats


@pytest.mark.parametrize(
    ("number_format", "expected"),
    [
        ("decimal", {0: "0", 1: "1", 4000: "4000"}),
        ("decimalZero", {1: "01", 9: "09", 10: "10", 100: "100"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 28: "bb", 52: "zz", 53: "aaa", 781: "781", 0: "0"}),
        ("upperLetter", {1: "A", 27: "AA", 78: "ZZZ"}),
        ("lowerRoman", {1: "i", 4: "iv", 9: "ix", 14: "xiv", 40: "xl", 90: "xc", 449: "cdxlix", 4000: "4000"}),
        ("upperRoman", {1999: "MCMXCIX", 3999: "MMMCMXCIX"}),
        ("ordinal", {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 21: "21st", 111: "111th"}),
        ("ordinalText", {1: "First", 12: "Twelfth", 21: "Twenty-first", 31: "31"}),
        ("cardinalText", {1: "One", 20: "Twenty", 30: "Thirty"}),
        ("none", {1: "", 7: ""}),
        ("hex", {10: "A", 255: "FF"}),
        ("chicago", {1: "*", 4: "§", 5: "**"}),
        ("numberInDash", {3: "- 3 -"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalFullWidth", {10: "１０"}),
        ("russianLower", {1: "а", 29: "я", 30: "аа", 31: "бб"}),
        ("russianUpper", {2: "Б"}),
        ("arabicAbjad", {1: "ا", 2: "ب", 4: "د"}),
        ("arabicAlpha", {1: "أ", 3: "ت"}),
        ("hebrew1", {1: "א", 15: "טו", 16: "טז", 21: "כא", 400: "ת", 500: "תק"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 101: "一百零一", 110: "一百一十"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 21: "贰拾壹"}),
        ("ideographTraditional", {1: "甲", 11: "11"}),
        ("aFormatOfTheFuture", {3: "3"}),
    ],
)  # fmt: skip
def test_number_formats(number_format: str, expected: dict[int, str]) -> None:
    assert {count: numeral(count, number_format) for count in expected} == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr-FR", ["1er", "2e", "Premier", "Un"]),
        ("es-ES", ["1º", "2º", "Primero", "Uno"]),
        ("nb-NO", ["1.", "2.", "First", "One"]),
    ],
)
def test_ordinals_and_words_are_those_of_the_language(language: str, expected: list[str]) -> None:
    found = [numeral(1, "ordinal", language), numeral(2, "ordinal", language), numeral(1, "ordinalText", language)]
    assert [*found, numeral(1, "cardinalText", language)] == expected


def test_the_language_is_that_of_the_document() -> None:
    defaults = element("docDefaults", element("rPrDefault", element("rPr", val("lang", "fr-CH"))))
    assert numbers(
        paragraph("x", num=1, level=0), abstract(0, level(0, "%1", fmt="ordinal")) + num(1, 0), defaults
    ) == ["1er"]


def test_a_format_of_the_documents_own_pads_with_zeros() -> None:
    own = (
        '<w:lvl w:ilvl="0"><w:start w:val="8"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
        '</mc:Fallback></mc:AlternateContent><w:lvlText w:val="[%1]"/></w:lvl>'
    )
    assert at([0, 0, 0], abstract(0, own) + num(1, 0)) == ["[008]", "[009]", "[010]"]


FORMATS = [
    "decimal",
    "lowerLetter",
    "upperRoman",
    "ordinal",
    "ordinalText",
    "hebrew1",
    "chineseCounting",
    "chicago",
    "hex",
]


@given(st.integers(-(2**31), 2**31 - 1), st.sampled_from(FORMATS), st.sampled_from(["en", "fr", "es", "", "x"]))
def test_every_count_has_a_short_numeral(count: int, number_format: str, language: str) -> None:
    assert 0 < len(numeral(count, number_format, language)) < 40


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 2)), min_size=1, max_size=30))
@example([(1, 0)] * 5 + [(3, 0)])
def test_no_number_comes_twice_in_a_row_and_each_ends_with_its_own_count(used: list[tuple[int, int]]) -> None:
    numbering = THREE + num(2, 0) + num(3, 0, {0: 5})
    found = numbers("".join(paragraph("x", num=which, level=at) for which, at in used), numbering)
    pairs = zip(pairwise(used), pairwise(found), strict=True)  # a list that starts anew at 5 may follow the other's 5
    assert all(one != other for (before, after), (one, other) in pairs if before[0] == after[0])
    assert [len(number.rstrip(".").split(".")) - 1 for number in found] == [at for _, at in used]
