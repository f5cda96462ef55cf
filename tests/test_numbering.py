"""Which numbers count paragraphs: those that go on with one another, whatever lists and headings stand between."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdipgraph import languages
from cdipgraph.readers import plain, read_bytes
from cdipgraph.source import Block, BlockKind, SourceText
from cdipgraph.spans import Span
from cdipgraph.structure.minutes import Minutes, read_minutes
from cdipgraph.structure.numbering import main_numbers, paragraph_numbers


def source(text: str) -> SourceText:
    return read_bytes(text.encode())


def counted(text: str) -> list[str]:
    """The numbers that count, in order."""
    read = source(text)
    blocks = [block for block in read.blocks if block.is_text]
    return [found.number for _, found in sorted(main_numbers(read, blocks).items())]


def minutes(text: str, code: str = "en") -> tuple[SourceText, Minutes]:
    read = source(text)
    return read, read_minutes(read, languages.load(code), 0)


@pytest.mark.parametrize(
    "text",
    [
        "1. One.\n2. Two.\n3. Three.",
        "1.\tOne.\n2.\tTwo.\n3.\tThree.",
        "1 One.\n2 Two.\n3 Three.",
        "1.One.\n2.Two.\n3.Three.",
        "*1. One.\n2. Two.\n*3. Three.",
        "1. One.\nmore of it\n2. Two.\n3. Three.",
        "1. Opening of the session\n1. One.\n2. Two.\n2. Adoption of the agenda\n3. Three.",
        "1. Opening\n2. Adoption\n1. One.\n2. Two.\n3. Three.",
        "1.\nOne.\n2.\nTwo.\n3.\nThree.",
        "1. One.\n2. The points were:\n1. a;\n2. b;\n3. c;\n4. d.\n3. Three.",
    ],
)
def test_three_paragraphs(text: str) -> None:
    assert counted(text) == ["1", "2", "3"]


def test_items_and_sub_items() -> None:
    text = "1. One.\n2. Two.\n2.1 Of two.\n2.2 Of two too.\n2.2.1 Deeper.\n3. Three.\n4.1 Of four.\n4.2 Of four too."
    assert counted(text) == ["1", "2", "2.1", "2.2", "2.2.1", "3", "4.1", "4.2"]


def test_a_number_in_the_middle_of_a_sentence_counts_only_where_the_next_goes_on() -> None:
    assert counted("1. One.\n2. Of them\n3. were there.") == ["1", "2"]
    assert counted("1. One.\n2. Of them\n3. were there.\n4. Four.") == ["1", "2", "3", "4"]
    assert counted("1. One.\n2. Two.\n3. three.") == ["1", "2", "3"]
    assert counted("1. one\n2. two\n3. three") == ["1", "2", "3"]


def test_numbers_that_were_lost_are_passed_over() -> None:
    assert counted("1. One.\n2. Two.\n5. Five.\n6. Six.") == ["1", "2", "5", "6"]


def test_numbers_go_on_after_paragraphs_that_were_left_out() -> None:
    assert counted("1. One.\n2. Two.\n88. Three.\n89. Four.\n90. Five.") == ["1", "2", "88", "89", "90"]


def test_paragraphs_that_are_quoted_do_not_end_the_sequence() -> None:
    assert counted("1. One.\n2. Two:\n88. Quoted.\n89. Quoted.\n3. Three.\n4. Four.") == ["1", "2", "3", "4"]


def test_the_last_item_may_stand_after_some_that_were_left_out() -> None:
    assert counted("6. One.\n7. Two.\n7.1 Of two.\n7.2 Of two too.\n10. The last.") == ["6", "7", "7.1", "7.2", "10"]
    assert counted("6. One.\n7. Two.\n7.1 Of two.\n7.2 Of two too.\n10. of them") == ["6", "7", "7.1", "7.2"]


def test_a_number_that_leads_nowhere_does_not_count() -> None:
    assert counted("1. One.\n2. Two.\n19. Members were there.\n3. Three.\n4. Four.") == ["1", "2", "3", "4"]


def test_an_extract_begins_with_any_number() -> None:
    assert counted("288 The Secretariat said so.\n289 The Chair too.\n290 And so on.") == ["288", "289", "290"]


def test_what_stands_between_goes_on_with_the_paragraph() -> None:
    read, found = minutes("1. One:\n(i) this;\n(ii) that.\nSo much.\n2. Two.")
    assert [(e.number, read.quote(e.text)) for e in found.entries] == [
        ("1", "One:\n(i) this;\n(ii) that.\nSo much."),
        ("2", "Two."),
    ]


def test_where_no_paragraph_has_a_number_each_block_is_one() -> None:
    read, found = minutes("The session opened.\n\nThe Delegation of Kenya spoke.\n\nIt closed.")
    assert [(e.number, read.quote(e.text)) for e in found.entries] == [
        ("", "The session opened."),
        ("", "The Delegation of Kenya spoke."),
        ("", "It closed."),
    ]


def test_what_follows_the_end_is_no_paragraph() -> None:
    _, found = minutes("1. One.\n2. Two.\n[Annex follows]\nANNEX\n3. Ms. Example, Bern\n4. Mr. Example, Rome")
    assert [e.number for e in found.entries] == ["1", "2"]


@pytest.mark.parametrize(
    "first", ["Agenda Item 6: Future work", "AGENDA ITEM 6\nFUTURE WORK", "AGENDA ITEM 6:\nFuture work"]
)
def test_an_agenda_item_with_its_title(first: str) -> None:
    read, found = minutes(f"1. One.\n{first}\n2. Two.\n3. Three.")
    assert [e.item for e in found.entries] == ["", "6", "6"]
    heading = found.entries[1].heading
    assert heading
    assert re.sub(r"[:\s]+", " ", read.quote(heading)).lower() == "agenda item 6 future work"


def test_the_nearest_heading_counts_and_the_agenda_item_stays() -> None:
    read, found = minutes(
        "1. One.\nAGENDA ITEM 6: WORK\n2. Two.\nConsideration of document CDIP/1/2\n3. Three.\n4. Four."
    )
    headings = [read.quote(e.heading) if e.heading else "" for e in found.entries]
    assert headings == ["", "AGENDA ITEM 6: WORK", *["Consideration of document CDIP/1/2"] * 2]
    assert [e.item for e in found.entries] == ["", "6", "6", "6"]


PARAGRAPH = st.sampled_from(
    [
        "The Chair opened the item.",
        "The points were:\n1. first;\n2. second;\n3. third;\n4. fourth.",
        "A table came:\nTotal 12\n3 of them\n14. was the rest.",
        "It listed:\n(a) this;\n(b) that.",
        "The Delegation of Kenya, in 2019, spoke of 12 things.",
    ]
)
HEADING = st.sampled_from(["", "", "FUTURE WORK\n", "Agenda Item 4: Other business\n", "II. Other matters\n"])


@given(st.lists(st.tuples(HEADING, PARAGRAPH), min_size=3, max_size=30))
def test_paragraphs_are_counted_in_unbroken_sequence(parts: list[tuple[str, str]]) -> None:
    text = "".join(f"{heading}{n}. {words}\n" for n, (heading, words) in enumerate(parts, 1))
    read, found = minutes(text)
    assert [e.number for e in found.numbered] == [str(n) for n in range(1, len(parts) + 1)]
    assert [read.quote(e.text) for e in found.numbered] == [words for _, words in parts]
    assert all(e.span.covers(e.text) for e in found.entries)


@given(
    st.lists(
        st.sampled_from(["1. ", "2. ", "12 ", "(a) ", "The Committee", "AGENDA ITEM 2", "\n", ". ", "7.1 "]),
        max_size=60,
    )
)
def test_whatever_stands_there_entries_do_not_overlap(parts: list[str]) -> None:
    text = "".join(parts)
    if not text.strip():
        return
    _, found = minutes(text)
    spans = [e.span for e in found.entries]
    assert all(one.end <= other.start for one, other in pairwise(spans))


def test_a_list_of_contents_is_no_text() -> None:
    lines = ["Contents", "A. Introduction \u2026\u2026\u2026 2", "1. Opening .......... 2", "2. Agenda . . . . . 3"]
    text = "\n\n".join([*lines, "1. It was opened.", "2. It was adopted."])
    assert counted(text) == ["1", "2"]
    source_text, found = minutes(text)
    assert [source_text.quote(e.span) for e in found.entries] == ["1. It was opened.", "2. It was adopted."]


def test_numbers_end_where_an_annex_begins() -> None:
    text = "1. It was opened.\n\n2. It was adopted.\n\nAnnex I\n\n3. Alliance of Examples\n\n4. Union of Examples"
    assert [entry.number for entry in minutes(text)[1].entries] == ["1", "2"]


# All sequences of a document

_LONG = (
    "The Committee discussed the matter at length, heard many delegations on it, and agreed that the Secretariat "
    "should come back to it at the next session with more."
)


def _numbers(*lines: str) -> list[str]:
    """The number of each line, or nothing."""
    source = plain.source_text("\n\n".join(lines))
    found = paragraph_numbers(source, source.blocks)
    return [found[n].number if n in found else "" for n in range(len(source.blocks))]


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
    found = paragraph_numbers(source, source.blocks)
    assert (found[0].number if found else "") == number


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
    found = paragraph_numbers(source, source.blocks)
    assert {n: one.number for n, one in found.items()} == {1: "1", 2: "2", 4: "3"}


def test_no_footnote_and_no_cell_is_numbered() -> None:
    text = "1. It met.\n1 See the report.\n2. It rose."
    source = _with_headings(text)
    blocks = [source.blocks[0], source.blocks[1]._replace(kind=BlockKind.FOOTNOTE), source.blocks[2]]
    assert {n: one.number for n, one in paragraph_numbers(source, blocks).items()} == {0: "1", 2: "2"}


def test_time_grows_with_the_text_only() -> None:
    lines = [f"{n % 7 + 1}. Item" for n in range(40_000)]
    source = plain.source_text("\n".join(lines))
    assert isinstance(paragraph_numbers(source, source.blocks), dict)


def test_clauses_are_numbered_by_level_and_sections_are_not() -> None:
    clauses = (f"1.1. {_LONG}", f"1.2. {_LONG}", f"2.1. {_LONG}", f"2.1.1. {_LONG}", f"2.2. {_LONG}")
    assert _numbers("Rules", *clauses) == ["", "1.1", "1.2", "2.1", "2.1.1", "2.2"]
    sections = (f"1. {_LONG}", "1.1. Background", f"2. {_LONG}", "1.2. Purpose", f"3. {_LONG}", "1.3. Scope")
    assert _numbers(*sections) == ["1", "", "2", "", "3", ""]
