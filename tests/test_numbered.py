"""Which blocks are numbered paragraphs."""

from __future__ import annotations

import pytest

from cdipgraph.readers import plain, read_bytes
from cdipgraph.source import Block, BlockKind, SourceText
from cdipgraph.spans import Span
from cdipgraph.structure import paragraph_numbers

_LONG = (
    "The Committee discussed the matter at length, heard many delegations on it, and agreed that the Secretariat "
    "should come back to it at the next session with more."
)


def _numbers(*lines: str) -> list[str]:
    """The number of each line, or nothing."""
    source = plain.source_text("\n\n".join(lines))
    found = paragraph_numbers(source, source.blocks)
    return [found.get(n, "") for n in range(len(source.blocks))]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("12.\tLe comité a pris note.", "12"),
        ("3. Le comité a pris note.", "3"),
        ("1.Le comité a pris note.", "1"),
        ("117 Le représentant a dit.", "117"),
        ("*1. The session was opened.", "1"),
        ("115. 2024 was the warmest year.", "115"),
        ("Le comité, en 2019, a pris note.", ""),
        ("12 mai 2017", ""),
        ("2019. The year ended.", ""),
        ("1.5 per cent of it was spent.", ""),
    ],
)
def test_a_number_that_stands_alone(line: str, number: str) -> None:
    source = read_bytes(line.encode())
    assert paragraph_numbers(source, source.blocks).get(0, "") == number


def test_paragraphs_go_on_from_1() -> None:
    assert _numbers("1. It met.", "The Chair spoke.", "2. It rose.", "3. It met again.") == ["1", "", "2", "3"]


def test_a_year_and_a_figure_that_open_a_line_are_in_no_sequence() -> None:
    lines = ("1. It met.", "2024. The year of it.", "25 Delegations spoke.", "2. It rose.")
    assert _numbers(*lines) == ["1", "", "", "2"]


def test_a_list_inside_a_paragraph_is_not_numbered_and_the_paragraphs_go_on_after_it() -> None:
    agenda = [f"{n}. Item of the agenda." for n in range(1, 12)]
    lines = (f"1. {_LONG}", f"2. {_LONG}", "3. The agenda was:", *agenda, f"4. {_LONG}", f"5. {_LONG}")
    assert _numbers(*lines) == ["1", "2", "3", *[""] * 11, "4", "5"]


def test_a_list_that_ends_where_the_paragraphs_go_on() -> None:
    lines = (f"1. {_LONG}", "2. The items were:", "1. One item.", "2. Another.", f"3. {_LONG}", f"4. {_LONG}")
    assert _numbers(*lines) == ["1", "2", "", "", "3", "4"]


def test_an_annex_begins_anew() -> None:
    lines = (f"1. {_LONG}", f"2. {_LONG}", "Annex", f"1. {_LONG}", f"2. {_LONG}", f"3. {_LONG}")
    assert _numbers(*lines) == ["1", "2", "", "1", "2", "3"]


def test_the_paragraphs_of_a_text_that_is_reproduced_are_numbered_too() -> None:
    lines = (f"1. {_LONG}", f"1. {_LONG}", f"2. {_LONG}", f"3. {_LONG}", f"2. {_LONG}", f"3. {_LONG}")
    assert _numbers(*lines) == ["1", "1", "2", "3", "2", "3"]


def test_a_list_of_names_in_an_annex_is_not() -> None:
    names = [f"{n}. Society {n}" for n in range(1, 40)]
    assert _numbers(f"1. {_LONG}", f"2. {_LONG}", "Annex", *names) == ["1", "2", *[""] * 40]


def test_a_document_of_short_items_is_numbered() -> None:
    lines = ("1. Opening.", "2. Agenda.", "3. Other matters.", "4. Closing.")
    assert _numbers(*lines) == ["1", "2", "3", "4"]


def test_a_number_that_was_lost_does_not_end_the_sequence() -> None:
    assert _numbers("1. It met.", "2. It rose.", "4. It met.", "5. It rose.") == ["1", "2", "4", "5"]


def test_an_excerpt_begins_where_it_begins() -> None:
    assert _numbers("98. It met.", "99. It rose.", "100. It met.") == ["98", "99", "100"]


def test_contents_lead_to_pages_and_number_no_paragraph() -> None:
    contents = ("1. Opening ............ 3", "2. Agenda . . . . . . . 4", "3. Closing…………………… 12")
    lines = (*contents, f"1. {_LONG}", f"2. {_LONG}")
    assert _numbers(*lines) == ["", "", "", "1", "2"]


def test_a_first_number_misread_in_a_scan() -> None:
    assert _numbers("l. It met.", "2. It rose.", "3. It met.") == ["1", "2", "3"]
    assert _numbers("I. Introduction", "1. It met.", "2. It rose.") == ["", "1", "2"]


def _with_headings(text: str, *headings: int) -> SourceText:
    blocks, start = [], 0
    for n, line in enumerate(text.split("\n")):
        kind = BlockKind.HEADING if n in headings else BlockKind.PARAGRAPH
        blocks.append(Block(Span(start, start + len(line)), kind))
        start += len(line) + 1
    return SourceText(text, tuple(blocks))


def test_numbered_headings_have_a_sequence_of_their_own() -> None:
    text = f"1. Introduction\n1. {_LONG}\n2. {_LONG}\n2. Decisions\n3. {_LONG}"
    source = _with_headings(text, 0, 3)
    assert paragraph_numbers(source, source.blocks) == {1: "1", 2: "2", 4: "3"}


def test_no_footnote_and_no_cell_is_numbered() -> None:
    text = "1. It met.\n1 See the report.\n2. It rose."
    source = _with_headings(text)
    blocks = [source.blocks[0], source.blocks[1]._replace(kind=BlockKind.FOOTNOTE), source.blocks[2]]
    assert paragraph_numbers(source, blocks) == {0: "1", 2: "2"}


def test_time_grows_with_the_text_only() -> None:
    lines = [f"{n % 7 + 1}. Item" for n in range(40_000)]
    source = plain.source_text("\n".join(lines))
    assert isinstance(paragraph_numbers(source, source.blocks), dict)
