"""Real PDF files of the United Nations: every word kept, every numbered paragraph found and no other."""

from __future__ import annotations

import ctypes
import os
from collections import Counter
from functools import cache
from pathlib import Path

import pypdfium2.raw as pdfium
import pytest

from cdipgraph.readers.pdf.heads import strip
from cdipgraph.readers.pdf.layout import lay_out
from cdipgraph.readers.pdf.pages import Page, read_pages
from cdipgraph.source import BlockKind, SourceText
from cdipgraph.structure import paragraph_numbers

CORPUS = Path(os.environ.get("CDIPGRAPH_CORPUS") or Path(__file__).parents[2] / "shared" / "corpus") / "pdf"

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus is not at hand: put it beside the checkout, or name it in CDIPGRAPH_CORPUS"
)

#: The first and last number of each sequence, as a reader of the pages sees them: the report's own, then what begins
#: anew in annexes, and in resolutions that are reproduced. Lists inside a paragraph, and lists of names, are none.
NUMBERED = {
    "A_39_361": [(1, 20)],
    "A_53_601": [(1, 7), (1, 5)],
    "A_79_729": [],
    "A_80_1": [(1, 135)],
    "A_80_11": [(1, 127), (1, 12), (1, 4)],
    "A_80_116": [(1, 2)],
    "A_80_150": [(1, 174)],
    "A_80_23": [(1, 176), (1, 34)],
    "A_80_81": [(1, 163)],
    "A_AC.109_2025_L.25": [(1, 19)],
    "A_AC.172_2025_2": [(1, 3)],
    "DP_2025_20": [(1, 155)],
    "E_2025_31": [(1, 1), (1, 138), (1, 2), (2, 21)],  # the report's own go on after the resolutions it recommends
    "E_2025_43": [(1, 128)],
    "JIU_REP_2025_2": [(1, 113)],
    "S_2025_272": [(1, 294)],
    "TPNW_MSP_2025_11": [(1, 27), (1, 40), (1, 2), (1, 2), (1, 4), (1, 2), (1, 2)],
}
PAGES = {"A_39_361": 4, "A_80_11": 59, "A_AC.172_2025_2": 55, "S_2025_272": 63}

every_file = pytest.mark.parametrize("name", NUMBERED)


@cache
def _pages(name: str) -> list[Page]:
    return read_pages((CORPUS / f"{name}.en.pdf").read_bytes(), name)


@cache
def _source(name: str) -> SourceText:
    return lay_out(_pages(name), name=name)


def test_every_file_of_the_corpus_is_here() -> None:
    assert {path.name.removesuffix(".en.pdf") for path in CORPUS.glob("*.pdf")} == set(NUMBERED)


@every_file
def test_numbered_paragraphs_in_unbroken_sequence(name: str) -> None:
    source = _source(name)
    runs: list[tuple[int, int]] = []
    for _, found in sorted(paragraph_numbers(source, source.blocks).items()):
        number = int(found.number)
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    assert runs == NUMBERED[name]


def _plain(name: str) -> str:
    """The text as the library gives it, page by page."""
    data = (CORPUS / f"{name}.en.pdf").read_bytes()
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    texts = []
    for number in range(pdfium.FPDF_GetPageCount(document)):
        page = pdfium.FPDF_LoadPage(document, number)
        text_page = pdfium.FPDFText_LoadPage(page)
        count = pdfium.FPDFText_CountChars(text_page)
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
        texts.append(bytes(buffer)[: 2 * (written - 1)].decode("utf-16-le", "replace"))
        pdfium.FPDFText_ClosePage(text_page)
        pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)
    return "\n".join(texts)


@every_file
def test_no_letter_is_lost_but_the_marks_of_notes_and_none_comes_twice(name: str) -> None:
    stripped = strip(_pages(name))
    plain, ours = Counter(_plain(name)), Counter(_source(name).text)
    for head in stripped.heads:  # each is in the text once
        ours -= Counter(head.text)
    for taken in stripped.taken:
        ours += Counter("".join(line.text for line in taken))
    wanted, found = ({c: n for c, n in counted.items() if c.isalnum()} for counted in (plain, ours))
    lost, doubled = Counter(wanted) - Counter(found), Counter(found) - Counter(wanted)
    assert not doubled
    marks = Counter("".join(_marks(name)))
    assert not lost - marks


def _marks(name: str) -> list[str]:
    """What is small and raised in a line, and what is small and short and may be so beside one."""
    lines = [line for page in _pages(name) for line in page.lines]
    usual = sorted(line.height for line in lines)[len(lines) // 2]
    raised = [line.text[a:b] for line in lines for a, b, small in line.cuts if small]
    return raised + [line.text for line in lines if len(line.text) < 5 and line.height < 0.84 * usual]


@every_file
def test_words_are_whole(name: str) -> None:
    """Of the words that the library gives all are there, but those that a line, a mark or a torn string broke."""
    stripped = strip(_pages(name))
    heads = Counter(word for taken in stripped.taken for line in taken for word in line.text.split())
    plain = Counter(_plain(name).replace("\ufffe", "-").split()) - heads
    ours = Counter(_source(name).text.split())
    lost = [word for word in (plain - ours).elements() if word.strip("_.…-–")]
    assert len(lost) <= 0.02 * plain.total() + len(_marks(name)) + 5


@every_file
def test_blocks_and_pages_are_in_order(name: str) -> None:
    source = _source(name)
    end = 0
    for block in source.blocks:
        text = source.quote(block.span)
        assert block.span.start >= end
        assert text == text.strip() != ""
        assert 1 <= block.page <= len(source.pages)
        end = block.span.end
    assert list(source.pages) == sorted(source.pages)
    assert len(source.pages) == PAGES.get(name, len(_pages(name)))
    kinds = [b.kind for b in source.blocks]
    apart = [k for k in kinds if k in (BlockKind.FOOTNOTE, BlockKind.RUNNING_HEAD, BlockKind.FURNITURE)]
    assert kinds[len(kinds) - len(apart) :] == apart
    for block in source.blocks:
        if block.is_text:
            assert source.locate(block.span).page == block.page


@pytest.mark.parametrize(
    ("name", "symbol"), [("A_80_23", "A/80/23"), ("DP_2025_20", "DP/2025/20"), ("S_2025_272", "S/2025/272")]
)
def test_the_head_of_every_page_is_in_the_text_once(name: str, symbol: str) -> None:
    source = _source(name)
    alone = [b.kind for b in source.blocks if source.quote(b.span) == symbol]
    assert alone.count(BlockKind.RUNNING_HEAD) == 1
    assert len(alone) <= 4
    assert all(b.kind is not BlockKind.PARAGRAPH or len(source.quote(b.span)) > 5 for b in source.blocks[-40:])


def test_notes_are_apart_and_their_marks_out_of_the_text() -> None:
    source = _source("TPNW_MSP_2025_11")
    notes = [source.quote(b.span) for b in source.blocks if b.kind is BlockKind.FOOTNOTE]
    assert len(notes) == 14
    assert notes[0].startswith("1 The following high-level officials addressed the Meeting: ")
    assert notes[0].endswith("in Latin America and the Caribbean, Flávio Roberto Bonzanini.")  # from the next page
    assert "addresses by high-level officials.\n" in source.text


def test_tables_are_cells_over_pages() -> None:
    source = _source("A_AC.172_2025_2")
    cells = [(b, source.quote(b.span)) for b in source.blocks if b.kind is BlockKind.CELL]
    row = next(b for b, text in cells if text.startswith("10. UNCTAD, Working Party on"))
    assert [text for b, text in cells if (b.table, b.row) == (row.table, row.row)] == [
        "10. UNCTAD, Working Party on the Programme Plan and Programme Performance",
        (
            "UNCTAD resolution 114 (V) and Trade and Development Board resolution TD/B/67/6 and decisions 156 (XVII) "
            "and 559 (LXVII)"
        ),
        "Eighty-ninth session",
        "20–24 January",
        "Geneva",
        "19 G",
        "I (ACEFRS)",
        "T –",
        "Two sessions per year",
    ]
