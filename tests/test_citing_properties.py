"""What holds of the citations found in any text: where they stand, what their parts are, how they are resolved."""

from __future__ import annotations

from itertools import pairwise

from exploring import tries
from hypothesis import given
from hypothesis import strategies as st

from cdipgraph import languages
from cdipgraph.citations import find, resolve
from cdipgraph.report import Citation, CitationKind, How
from cdipgraph.source import Block, BlockKind, SourceText
from cdipgraph.spans import Span

QUICK = tries(150)
PIECES = [
    "paragraph ", "paragraphs ", "paras. ", "para ", "par. ", "párrs. ", "parágrafo ", "report ", "rapport ", "informe ",
    "of the ", "of ", "du ", "de la ", "del ", "in ", "to ", "à ", "a ", "and ", "et ", "y ", "e ", ", ", "; ", ": ", "(", ")", "-", "–",
    "1", "12", "8.1", "XI.30", "(a)", "b)", " bis", " ff", " (c)(v)", "2001", "3 ", "A/61/10", "SCP/17/7", "CDIP/21", "CDIP/19/1 Prov.",
    "A/RES/70/1", "A/AC.109/2025/SR.2-6", "/", "Add.1", "Corr.1", "resolution ", "resolutions ", "résolution ", "decision ", "1373 (2001)",
    "72/279", "15/CP.1", "the same ", "ladite ", "dicha ", "annex ", "annexe ", "anexo ", "II", "chap. ", "I", "sect. C", "item ", "items ",
    "agenda ", "point ", "tema ", "of the agenda", "de l'ordre du jour", "del programa", "summary by the chair ", "twentieth ",
    "twenty-first ", "vingtième ", "vigésima ", "session", "sessions ", "sesión ", "sessão ", "ibid.", "ibid., ", "above", "ci-dessus", "infra",
    "article 2", "artículo 5", "convention ", "document ", "documents ", "documentos ", "\n", "  ", ". ", "word ", "İ", "\u00a0", "\u2011",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join)
CODES = st.sampled_from(languages.codes())


def source_of(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> SourceText:
    """The text, each line a block."""
    blocks, at = [], 0
    for line in text.split("\n"):
        span = Span(at, at + len(line)).trimmed(text)
        if span.start < span.end:
            blocks.append(Block(span, kind))
        at += len(line) + 1
    return SourceText(text, tuple(blocks))


def check(source: SourceText, found: list[Citation]) -> None:
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start
    for c in found:
        words = source.quote(c.span)
        assert words
        assert words == words.strip()
        assert any(block.span.covers(c.span) for block in source.blocks), words
        assert not (c.last and not c.first)
        if c.kind is CitationKind.SESSION:
            assert (c.session is None) == bool(c.first)
        if c.how is How.EXPLICIT and c.kind in (CitationKind.PARAGRAPHS, CitationKind.DOCUMENT):
            assert c.symbol or c.item
        if c.kind in (CitationKind.PARAGRAPHS, CitationKind.SUMMARY_ITEM, CitationKind.AGENDA_ITEM):
            assert c.first or c.item
        assert c.symbol is None or str(c.symbol) == " ".join(str(c.symbol).split())


@given(TEXTS, CODES)
@QUICK
def test_pieces_of_citations_in_any_order(text: str, code: str) -> None:
    source = source_of(text)
    found = find(source, languages.load(code))
    check(source, found)
    check(source, resolve(found))


@given(TEXTS, CODES, st.integers(0, 200))
@QUICK
def test_searching_from_further_on_finds_no_more_than_stands_there(text: str, code: str, start: int) -> None:
    found = find(source_of(text), languages.load(code), start=start)
    assert all(c.span.start >= start for c in found)


@given(TEXTS, CODES)
@QUICK
def test_nothing_that_begins_in_a_span_to_skip(text: str, code: str) -> None:
    half = Span(0, len(text) // 2)
    found = find(source_of(text), languages.load(code), [half])
    assert all(c.span.start >= half.end for c in found)


@given(st.text(max_size=200), CODES)
@QUICK
def test_any_characters(text: str, code: str) -> None:
    source = source_of(text.replace("\r", " "))
    check(source, find(source, languages.load(code)))


@given(TEXTS, CODES)
@QUICK
def test_resolving_settles_only_what_was_open(text: str, code: str) -> None:
    found = find(source_of(text), languages.load(code))
    for before, after in zip(found, resolve(found), strict=True):
        assert before.span == after.span
        assert before == after or before.how is How.OPEN
