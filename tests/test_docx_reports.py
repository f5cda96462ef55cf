"""Reports as Word files tell what they tell as plain text, in three languages; other papers give their parts."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from pathlib import Path
from random import Random

import pytest
from documents import CODES, Case, Writer
from exploring import tries
from hypothesis import given
from hypothesis import strategies as st
from test_docx_libreoffice import CORPUS
from test_three_languages import TEXTS, cases
from wordfiles import (
    abstract,
    cell,
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
    val,
    word_file,
)
from wordreports import as_word

from cdipgraph.ingest import build
from cdipgraph.queries import run as ask
from cdipgraph.readers import read, read_bytes
from cdipgraph.reading import read_report
from cdipgraph.report import Header, Report
from cdipgraph.source import BlockKind
from cdipgraph.spans import Span, folded
from cdipgraph.store.local import MemoryStore


def facts(report: Report) -> dict[str, list[Hashable]]:
    """What a report tells, with its words: the same for two files of one document."""
    told, source = report.proposal, report.source
    numbers = [Span(b.span.start, b.span.start + len(b.number)) for b in source.blocks if b.number[:1].isdigit()]

    def words(span: Span | None) -> str:
        """The words of a span, without the numbers that the format computes."""
        if span is None:
            return ""
        inner = [number for number in numbers if span.covers(number)]
        ends = [span.start, *(number.end for number in inner)]
        starts = [*(number.start for number in inner), span.end]
        return folded(" ".join(source.text[a:b] for a, b in zip(ends, starts, strict=True)))

    return {
        "header": list(_header(report.header)),
        "citations": sorted(
            (words(c.span), c.kind, str(c.symbol), c.first, c.last, c.item, c.session, c.how, c.place)
            for c in report.citations
        ),
        "proposal": [
            (words(told.proposer), words(told.label), told.appendix, told.session),
            *((p.number, p.announced, words(p.text), tuple(q.number for q in p.points)) for p in told.paragraphs),
        ]
        if told
        else [],
        "measures": [(m.paragraph, m.number, words(m.label), len(m.stated)) for m in report.measures],
        "implementations": [
            (m.paragraph, m.number, i.kind, words(i.label), str(i.symbol), i.sessions, i.day, len(i.stated))
            for m in report.measures
            for i in m.implementations
        ],
        "reviews": [
            (m.paragraph, m.number, words(r.citation.span), r.reviewed, r.item.number if r.item else "")
            for m in report.measures
            for r in m.reviews
        ],
        "decisions": [
            (words(d.text), d.outcomes, d.session, d.item, d.certain, tuple(p.number for p in d.points))
            for d in [*report.decisions, *(d for m in report.measures for d in m.decisions)]
        ],
        "commitments": [
            (words(c.text), c.actor, c.due, c.decision, tuple((a.implementation, a.follow_up) for a in c.answers))
            for c in [*report.commitments, *(c for m in report.measures for c in m.commitments)]
        ],
        "follow-ups": [(words(m.follow_up.text), m.follow_up.status) for m in report.measures if m.follow_up],
        "sessions": [(s.ordinal, s.start, s.end, s.place) for s in report.sessions],
        "titles": [(str(t.symbol), words(t.span)) for t in report.titles],
        "findings": [f.rule for f in report.findings],
    }  # fmt: skip


def _header(header: Header) -> Iterator[Hashable]:
    for name in (
        "symbol",
        "date",
        "committee",
        "session",
        "place",
        "start",
        "end",
        "title",
        "author",
        "original_language",
    ):
        found = getattr(header, name)
        yield name, found.value if found else None
    yield header.language, header.series


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("numbered", [True, False], ids=["numbered", "unnumbered"])
def test_the_whole_report_tells_the_same(code: str, numbered: bool) -> None:
    plain = read(TEXTS[code])
    report = read_report(read_bytes(as_word(plain, numbered=numbered), name="x.docx"))
    assert report.kind == "implementation-report"
    assert len(report.measures) == 9
    _same(facts(report), facts(read_report(plain)))


@pytest.mark.parametrize("code", CODES)
@tries(15)
@given(case=cases(), seed=st.integers(0, 10_000), numbered=st.booleans())
def test_made_up_reports_tell_the_same(code: str, case: Case, seed: int, numbered: bool) -> None:
    plain = read_bytes(Writer(case, code, Random(seed)).text().encode())
    report = read_report(read_bytes(as_word(plain, numbered=numbered), name="x.docx"))
    _same(facts(report), facts(read_report(plain)))


def _same(one: dict[str, list[Hashable]], other: dict[str, list[Hashable]]) -> None:
    for part, rows in other.items():
        assert one[part] == rows, part


# Papers of other kinds

_STYLES = (
    style("Normal", default=True)
    + style("ONUM", name="ONUM E", based_on="Normal", properties=num_pr(1, 0))
    + style("Heading2", name="heading 2", based_on="Normal", properties=val("outlineLvl", 1))
)
_NUMBERING = abstract(0, level(0, style="ONUM"), level(1, "(%2)", fmt="lowerLetter")) + num(1, 0)


def session_report(paragraphs: int = 120) -> bytes:
    """A draft report of a session: cover table, agenda headings, numbered paragraphs with points, a footnote, heads."""
    cover = table(
        row(cell(paragraph(run("<w:drawing/>"))), "", "E"),
        row(
            cell(
                paragraph("SCP/37/10 Prov.") + paragraph("ORIGINAL: ENGLISH") + paragraph("DATE: MARCH 3, 2025"), span=3
            )
        ),
    )
    lines = ["Standing Committee on the Law of Patents", "Thirty-Seventh Session", "Geneva, November 3 to 7, 2025",
             "DRAFT REPORT", "prepared by the Secretariat"]  # fmt: skip
    body = cover + "".join(paragraph() + paragraph(line) for line in lines)
    for number in range(1, paragraphs + 1):
        if number % 10 == 1:
            body += paragraph(f"Agenda Item {number // 10 + 1}: Report on Quality", style="Heading2") + paragraph()
        note = run('<w:footnoteReference w:id="1"/>') if number == 3 else ""
        said = f"The Delegation of Chile stated, in its intervention {number}, that the work should go on as agreed"
        body += paragraph(run(said) + note + run("."), style="ONUM")
        if number % 7 == 0:
            body += "".join(paragraph(f"point {n} of what was said;", num=1, level=1) for n in range(3))
    heads = {
        "header1": paragraph("SCP/37/10 Prov.") + paragraph(run("page ") + field("PAGE", "7")),
        "header2": paragraph(),
    }
    body += section(("default", "header1"), ("first", "header2"), properties="<w:titlePg/>")
    notes = {1: paragraph(run("<w:footnoteRef/>") + run(" See document SCP/36/4, paragraph 12."))}
    return word_file(body, styles=_STYLES, numbering=_NUMBERING, footnotes=notes, heads=heads)


def test_the_paragraphs_of_a_session_report_are_numbered_through() -> None:
    report = read_report(read_bytes(session_report(), name="SCP-37-10.docx"))
    numbered = [p for p in report.paragraphs if p.number]
    assert [p.number for p in numbered] == [str(n) for n in range(1, 121)]
    for paragraph_ in numbered:
        assert f"intervention {paragraph_.number}, that" in report.source.quote(paragraph_.span)
    assert [b.ordinal for b in report.source.blocks if b.is_text] == sorted(
        b.ordinal for b in report.source.blocks if b.is_text
    )
    assert report.source.locate(numbered[0].span).paragraph == 19


def test_the_head_of_a_session_report_is_read_from_its_cover_table() -> None:
    head = read_report(read_bytes(session_report(5), name="SCP-37-10.docx")).header
    found = {
        name: getattr(head, name)
        for name in ("symbol", "date", "original_language", "session", "place", "start", "end")
    }
    assert {name: field_ and field_.value for name, field_ in found.items()} == {
        "symbol": "SCP/37/10 Prov.",
        "date": "2025-03-03",
        "original_language": "en",
        "session": "37",
        "place": "Geneva",
        "start": "2025-11-03",
        "end": "2025-11-07",
    }
    assert head.title is not None
    assert head.title.value == "DRAFT REPORT"


def test_a_footnotes_citation_is_read_and_its_place_is_the_paragraph_of_its_mark() -> None:
    report = read_report(read_bytes(session_report(5), name="SCP-37-10.docx"))
    [note] = [b for b in report.source.blocks if b.kind is BlockKind.FOOTNOTE]
    assert report.source.quote(note.span) == "See document SCP/36/4, paragraph 12."
    third = next(p for p in report.paragraphs if p.number == "3")
    assert report.source.locate(note.span) == report.source.locate(third.span)


def test_a_word_file_is_built_and_asked_as_any_other(tmp_path: Path, memory: MemoryStore) -> None:
    (tmp_path / "report.docx").write_bytes(session_report(30))
    result = build([tmp_path / "report.docx"], memory)
    assert not result.failures
    assert [row_[1] for row_ in ask(memory, "paragraphs").rows if row_[1]] == [str(n) for n in range(1, 31)]
    fields = {row_[1]: row_[2] for row_ in ask(memory, "header").rows}
    assert fields["symbol"] == "SCP/37/10 Prov."


# Real files, by what was read in them by eye, through another program's export

REAL = {
    "footnotes-182": """1. 2. 3. 4. 1. 2. 3. 4. 5. 6. 1. 2. 3. 4.""",
    "numbered-86-tables-21": """1. 2. 3. 4. 5. 6. 7. 8. 1. 2. 3. 3.1. 3.1.1. 3.1.2. 3.1.3. 3.1.4. 3.1.5. 3.1.6.
        3.2. 3.2.1. 3.2.1.1. 3.2.1.2. 3.2.1.3. 3.2.1.4. 3.2.1.4.1. 3.2.1.4.2. 3.2.1.5. 3.2.1.6. 3.2.1.7.
        3.2.1.8. 3.2.2. 3.2.2.1. 3.2.2.2. 3.2.2.3. 3.2.2.4. 3.2.2.5. 3.2.2.5.1. 3.2.2.5.1.1. 3.2.2.5.1.2.
        3.2.2.5.1.3. 3.2.2.5.1.4. 3.2.2.5.1.4.1. 3.2.2.5.1.4.2. 3.2.2.5.1.5. 3.2.2.5.1.6. 3.2.2.5.1.7.
        3.2.2.5.1.8. 3.2.2.6. 3.2.2.6.1. 3.2.2.6.1.1. 3.2.2.6.1.2. 3.2.2.6.1.3. 3.2.2.6.1.4. 3.2.2.6.1.4.1.
        3.2.2.6.1.4.2. 3.2.2.6.1.5. 3.2.2.6.1.6. 3.2.2.6.1.7. 4. 4.1. 4.1.1. 4.1.1.1. 4.1.1.2. 4.1.1.3. 4.2.
        4.2.1. 4.2.1.1. 4.2.1.2. 4.2.1.3. 4.2.1.4. 4.2.1.5. 4.2.1.5.1. 4.2.1.5.2. 4.2.1.5.3. 4.2.1.6. 4.2.1.7.
        4.2.1.8. 4.2.2. 4.2.2.1. 4.2.2.2. 4.2.2.3. 4.2.2.4. 4.2.2.5. 4.2.2.6. 4.2.2.7. 4.2.2.8.""",
    "spanish-numbered-74": """1. 2. 3. I. II. 1. 2. 3. III. 1. 2. 3. 4. IV. 1. 2. 3. 4. 5. 6. 7. 8. V. 1. 2. 3.
        1. 2. a. b. c. a. b. c. d. e. f. g. a. b. c. d. e. f. i. ii. iii. 3. VI. 1. 2. 3. 1. 2. 3. a) b) c) d)
        e) VII. VIII. IX.""",
    "textboxes-tables": """1. 2. 3. 2. 3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8 3.9 3.10 3.11 3.12 3.13 3.13.1 3.14 3.15""",
}


@pytest.mark.parametrize("name", REAL)
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the folder of real documents is not here")
def test_real_files_give_each_number_once_and_no_other(name: str, memory: MemoryStore) -> None:
    path = CORPUS / f"{name}.docx"
    source = read(path)
    assert [b.number for b in source.blocks if b.number] == REAL[name].split()
    build([path], memory)
    starts = {b.span.start: b.number for b in source.blocks if b.number and b.is_text}
    asked = {row_[2]: row_[1] for row_ in ask(memory, "paragraphs").rows}
    expected = {at: n.rstrip(".") for at, n in starts.items() if n[0].isdigit()}
    assert {at: asked.get(at) for at in expected} == expected
    assert not [at for at in starts.keys() - expected.keys() if asked.get(at)]
