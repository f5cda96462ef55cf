"""What holds for any text: reading never fails, spans lie in the text, citations are in order and apart."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from exploring import tries
from hypothesis import given
from hypothesis import strategies as st

from cdipgraph import graph, symbols
from cdipgraph.errors import SourceError
from cdipgraph.readers import read_bytes
from cdipgraph.reading import read_report
from cdipgraph.report import Measure, Report
from cdipgraph.source import BlockKind, SourceText, matching_view
from cdipgraph.spans import Span

HERE = Path(__file__).parent
FILES = [HERE.parent / "data/sources/CDIP-24-8.fr.txt", *sorted((HERE / "snippets").glob("*.txt"))]
TEXTS = [path.read_text(encoding="utf-8") for path in FILES]
LINES = [line for text in TEXTS for line in text.split("\n")]
QUICK = tries(40)
NOISE = st.text(alphabet=st.characters(codec="utf-8"), max_size=80)


def spans_of_measure(m: Measure) -> Iterator[Span]:
    """Every span that a measure's chain holds."""
    yield m.label
    yield from (s.span for s in m.stated)
    for done in m.implementations:
        yield done.label
        yield from (s.span for s in done.stated)
    yield from (s.span for review in m.reviews for s in review.stated)
    yield from (s.span for item in m.items for s in item.stated)
    for d in m.decisions:
        yield d.text
        yield from (p.span for p in d.points)
    for c in m.commitments:
        yield c.text
        yield from (a.evidence for a in c.answers if a.evidence)
    if m.follow_up:
        yield m.follow_up.text


def spans_of(r: Report) -> Iterator[Span]:
    """Every span that a report holds."""
    h = r.header
    fields = (
        h.symbol,
        h.original_language,
        h.date,
        h.organisation,
        h.committee,
        h.session,
        h.place,
        h.start,
        h.end,
        h.title,
        h.author,
    )
    yield from (f.span for f in fields if f)
    for p in r.paragraphs:
        yield p.span
        if p.heading:
            yield p.heading
    yield from (c.span for c in r.citations)
    if r.proposal:
        yield from (s.span for s in r.proposal.stated)
        yield from (s for s in (r.proposal.label, r.proposal.proposer) if s)
        for part in r.proposal.paragraphs:
            yield part.heading.span
            yield from (s for s in (part.text, part.announcement) if s)
            yield from (p.span for p in part.points)
    for m in r.measures:
        yield from spans_of_measure(m)
    for d in r.decisions:
        yield d.text
        yield from (p.span for p in d.points)
    yield from (c.text for c in r.commitments)
    yield from (s for facts in r.sessions for s in facts.spans)
    yield from (t.span for t in r.titles)
    if r.organisation:
        yield r.organisation[1]
    yield from (Span(f.start, f.end) for f in r.findings if f.start is not None and f.end is not None)


def sound(text: str) -> Report | None:
    """The report of a text, checked; None when the reader refuses it (as it may what is empty or no text)."""
    try:
        source = read_bytes(text.encode(), name="x.txt")
    except SourceError:
        return None
    assert_blocks(source)
    report = read_report(source)
    for span in spans_of(report):
        assert 0 <= span.start < span.end <= len(source.text), span
        words = source.quote(span)
        assert words == words.strip(), repr(words)
    for before, after in zip(report.citations, report.citations[1:], strict=False):
        assert before.span.end <= after.span.start
    for m in report.measures:
        assert all(0 <= i < len(m.implementations) for v in m.reviews for i in v.reviewed)
        assert all(c.decision is None or 0 <= c.decision < len(m.decisions) for c in m.commitments)
    keys = [(m.paragraph, m.number) for m in report.measures]
    assert len(keys) == len(set(keys))
    quads = graph.quads(report)
    assert len(quads) == len(set(quads))
    return report


def assert_blocks(source: SourceText) -> None:
    """Blocks lie in the text, in order, apart, trimmed; only a cell may hold a page head, and go on after it."""
    assert len(source.view) == len(source.lower) == len(source.text)
    end, cell_end = 0, 0
    for block in source.blocks:
        within_cell = block.kind in (BlockKind.RUNNING_HEAD, BlockKind.FURNITURE) and block.span.end <= cell_end
        assert within_cell or end <= block.span.start <= block.span.end <= len(source.text)
        assert source.quote(block.span) == source.quote(block.span).strip()
        end = max(end, block.span.end)
        cell_end = block.span.end if block.kind is BlockKind.CELL else cell_end


ODD = [
    "\t\nComité",
    "\tparagraphes (SCP/35/1)\n\tRésumé le président\n\tMesure\n\n\tInventaire\n\tparagraphe 2\n\t\n\n\ta\n\tb\n\tc\n",
    "\tMesure\n\tMise en œuvre\n\tExamen par le SCP\n\n\t\n\tÉtude (SCP/32/4)\n\tparagraphe 2\n\n",
    "\tparagraphes (WIPO/GRTKF/IC/46/11)\n\tRésumé le président\n\tMesure\n\n\tInventaire\n\tparagraphe \t\tMise",
    "document CWS/9/3 intitulé “Norme relative session été la neuvième session intitulé “Manuel” (rapport)",
    "Le document SCP/31/3 intitulé “ Étude ” est ici.",
    "Le document SCP/31/3 intitulé ““.",
    "\tA (SCP/35/1)\n\tB\n/\nGenève, 22\xa0novembre\xa02019\n\tUn",
]


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_are_sound(text: str) -> None:
    assert sound(text) is not None


@pytest.mark.parametrize("text", TEXTS, ids=[path.stem for path in FILES])
def test_every_document_is_sound(text: str) -> None:
    assert sound(text) is not None


@given(st.lists(st.integers(0, len(LINES) - 1), min_size=1, max_size=60))
@QUICK
def test_documents_spliced_from_lines_of_real_ones(picked: list[int]) -> None:
    sound("\n".join(LINES[i] for i in picked))


@given(st.integers(0, 2**32), st.integers(0, 30))
@tries(15)
def test_documents_that_lost_and_doubled_lines(seed: int, count: int) -> None:
    chance = random.Random(seed)
    lines = chance.choice(TEXTS[1:]).split("\n")
    for _ in range(count):
        at = chance.randrange(len(lines))
        lines[at : at + chance.choice([0, 1, 3])] = [lines[chance.randrange(len(lines))]] * chance.choice([0, 1, 2])
        lines = lines or [""]
    sound("\n".join(lines))


@given(st.sampled_from(TEXTS[1:]), st.floats(0, 1), st.floats(0, 1))
@QUICK
def test_documents_cut_anywhere(text: str, begin: float, end: float) -> None:
    first, last = sorted((int(begin * len(text)), int(end * len(text))))
    sound(text[first:last])


@given(st.floats(0, 1))
@tries(6)
def test_the_real_document_cut_anywhere(end: float) -> None:
    sound(TEXTS[0][: int(end * len(TEXTS[0]))])


@given(NOISE)
@QUICK
def test_any_characters(text: str) -> None:
    sound(text)


@given(st.sampled_from(TEXTS[1:]), st.lists(st.tuples(st.floats(0, 1), NOISE), max_size=6))
@QUICK
def test_noise_within_a_document(text: str, noise: list[tuple[float, str]]) -> None:
    for where, words in noise:
        at = int(where * len(text))
        text = text[:at] + words + text[at:]
    sound(text)


@given(
    st.sampled_from(TEXTS[1:]),
    st.sampled_from("\u0130ß\u1e9eﬁ\ufb03\u2028\u0085\x0b\x0c\x1c\r\u200b\u0345İ"),
    st.integers(1, 9),
)
@QUICK
def test_characters_that_change_length_or_split_lines(text: str, character: str, every: int) -> None:
    sound("".join(c + character if i % (every * 37) == 0 else c for i, c in enumerate(text)))


@given(st.binary(max_size=200))
@QUICK
def test_any_bytes_are_read_or_refused_with_an_error_of_ours(data: bytes) -> None:
    with contextlib.suppress(SourceError):
        read_report(read_bytes(data, name="x"))


@given(NOISE)
@QUICK
def test_what_parses_as_a_symbol_prints_and_parses_again(text: str) -> None:
    symbol = symbols.parse(matching_view(text))
    if symbol:
        assert symbols.parse(str(symbol)) == symbol


@given(
    st.from_regex(
        r"[A-Z]{2,5}(/[A-Z]{2,3})?/[1-9][0-9]?/(INF/)?[1-9][0-9]?( (Prov|Rev|Add|Corr)\.[1-9]?)?", fullmatch=True
    )
)
@QUICK
def test_symbols_of_the_usual_form(printed: str) -> None:
    symbol = symbols.parse(printed)
    assert symbol is not None
    assert str(symbol) == printed
    text = f"voir le document {printed}, adopté"
    assert [(str(s), at.of(text)) for at, s in symbols.find(text)] == [(printed, printed)]
    assert not set(symbol.path) & set(' <>"{}|\\^`#?%')
