"""Session reports and Chairs' summaries, whole: against what a person reads in them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from minutesgold import NAMES, gold

from cdipgraph.languages import load
from cdipgraph.readers import read_bytes
from cdipgraph.reading import read_report
from cdipgraph.report import Decision, Paragraph
from cdipgraph.spans import Span, folded
from cdipgraph.structure.minutes import Entry, read_minutes
from cdipgraph.structure.recorded import _placed


def fits(words: str, start: str, end: str) -> bool:
    """True when the words begin and end as expected."""
    return words.startswith(folded(start)) and words.endswith(folded(end))


@pytest.mark.parametrize("name", NAMES)
def test_kind_and_identity(name: str) -> None:
    g = gold(name)
    header = g.report.header
    assert g.report.kind == g.expected["kind"]
    assert header.draft is g.expected["draft"]
    assert (header.symbol.value if header.symbol else "") == g.expected["symbol"]
    assert header.ordinal == g.expected["session"]


@pytest.mark.parametrize("name", NAMES)
def test_paragraphs(name: str) -> None:
    g = gold(name)
    assert [p.number for p in g.report.paragraphs] == [row[0] for row in g.expected["paragraphs"]]
    for p, (number, start, end, *known) in zip(g.report.paragraphs, g.expected["paragraphs"], strict=True):
        words = g.words(p.span)
        if number:
            words = words.removeprefix("*").removeprefix(number).lstrip(". ")
        assert fits(words, start, end), words
        found = [g.words(p.heading), p.item, g.words(p.speaker), g.words(p.on_behalf_of)]
        assert found == [folded(k) for k in known], number


@pytest.mark.parametrize("name", NAMES)
def test_decisions(name: str) -> None:
    g = gold(name)
    found = [(g.where(d), list(d.outcomes), [p.number for p in d.points]) for d in g.report.decisions]
    assert found == [(row[0], row[1], row[4]) for row in g.expected["decisions"]]
    for d, (_, _, start, end, _) in zip(g.report.decisions, g.expected["decisions"], strict=True):
        assert fits(g.words(d.text), start, end), g.words(d.text)
        assert d.session == g.expected["session"]


@pytest.mark.parametrize("name", NAMES)
def test_commitments(name: str) -> None:
    g = gold(name)
    found = [[g.asked_in(c), c.actor, c.due or 0, g.words(c.text)] for c in g.report.commitments]
    assert found == [[row[0], row[1], row[2], folded(row[3])] for row in g.expected["commitments"]]


SUMMARIES = [name for name in NAMES if gold(name).expected["kind"] == "chair-summary"]


@pytest.mark.parametrize("name", SUMMARIES)
def test_items_of_a_summary(name: str) -> None:
    g = gold(name)
    assert g.report.summary
    found = [(item.number, item.parent) for item in g.report.summary.items]
    assert found == [(row[0], row[1]) for row in g.expected["items"]]
    for item, (_, _, start, end) in zip(g.report.summary.items, g.expected["items"], strict=True):
        assert fits(g.words(item.text), start, end), g.words(item.text)
        assert item.span.covers(item.text)


@pytest.mark.parametrize("name", SUMMARIES)
def test_appendices_of_a_summary(name: str) -> None:
    g = gold(name)
    assert g.report.summary
    assert [[a.number, g.words(a.title)] for a in g.report.summary.appendices] == g.expected["appendices"]


def test_what_an_annex_numbers_anew_is_read_too() -> None:
    spoken = "".join(f"{n}. The Delegation of Chile said that it supported the proposal.\n\n" for n in range(1, 13))
    use = "The fund shall be used for the purposes that the Member States have agreed, and what is left returned. "
    annexed = "".join(f"{n}. {use * 2}\n\n" for n in range(1, 5))
    head = "SCP/40/9\n\nStanding Committee on the Law of Patents\n\nFortieth Session\n\nREPORT\n\n"
    text = f"{head}{spoken}[Annex follows]\n\nANNEX\n\n{annexed}"
    report = read_report(read_bytes(text.encode()))
    assert report.kind == "session-report"
    assert [p.number for p in report.paragraphs if p.number] == [*map(str, range(1, 13)), *map(str, range(1, 5))]
    assert all(one.span.end <= other.span.start for one, other in pairwise(report.paragraphs))


ITEMS = [
    ("en", "ITEM 3\tREPORT BY THE EXTERNAL AUDITOR", "3"),
    ("en", "ITEM 3 REPORT BY THE EXTERNAL AUDITOR", "3"),
    ("en", "Item 3 is about the report by the External Auditor", ""),
    ("fr", "POINT 4 ÉLECTION DU BUREAU", "4"),
    ("fr", "Point 4 dont il était question plus haut", ""),
    ("es", "PUNTO 5 INFORME DEL AUDITOR EXTERNO", "5"),
    ("es", "Punto 5 que se había aplazado", ""),
]


@pytest.mark.parametrize(("code", "line", "item"), ITEMS)
def test_an_item_of_the_agenda_whose_title_no_mark_sets_off(code: str, line: str, item: str) -> None:
    source = read_bytes(f"1. Abcd efgh.\n\n{line}\n\n2. Ijkl mnop.\n\n3. Qrst uvwx.\n".encode())
    [_, second, _] = [entry for entry in read_minutes(source, load(code), 0).entries if entry.number]
    assert second.item == item


@pytest.mark.parametrize(
    ("text", "outcomes", "start"),
    [
        ("Decision: the Committee took note of the document.", ("took-note",), "the Committee"),
        ("Décision : le comité a pris note du document.", ("took-note",), "le comité"),
        ("Decisión: el Comité tomó nota del documento.", ("took-note",), "el Comité"),
    ],
)
def test_words_that_announce_a_decision_are_not_of_it(text: str, outcomes: tuple[str, ...], start: str) -> None:
    head = "SCP/39/9\nORIGINAL: {}\n{}\n\n1. Abcd efgh.\n\n2. {}\n\n3. Ijkl mnop.\n"
    titles = {"Decision": ("ENGLISH", "REPORT"), "Décision ": ("ANGLAIS", "RAPPORT"), "Decisión": ("INGLÉS", "INFORME")}
    report = read_report(read_bytes(head.format(*titles[text.partition(":")[0]], text).encode()))
    [decision] = report.decisions
    assert decision.outcomes == outcomes
    assert report.source.quote(decision.text).startswith(start)


@pytest.mark.parametrize(
    ("code", "label"),
    [("en", "(agenda item 5)"), ("fr", "(point 5 de l’ordre du jour)"), ("es", "(tema 5 del programa)")],
)
def test_a_title_that_ends_with_its_item_of_the_agenda(code: str, label: str) -> None:
    lines = [f"III. Abcd {label}", "1. Efgh ijkl.", "A. Mnop", "2. Qrst uvwx.", "IV. Yzab (suite)", "3. Cdef ghij."]
    entries = read_minutes(read_bytes("\n\n".join(lines).encode()), load(code), 0).entries
    assert [entry.item for entry in entries] == ["5", "5", ""]


PAPER = """TPX/4/9
Original: English
Meeting of Experts
Fourth session
Agenda item 15
Final matters

Report of the Meeting of Experts on its fourth session

I. Introduction
"""


def paper(own: int, annexed: int) -> list[tuple[str, str]]:
    """The numbers of the paragraphs of a report's minutes, and the items they stand under."""
    told = "".join(f"{n}. The Meeting took note of document TPX/4/{n}, as amended.\n" for n in range(1, own + 1))
    more = "".join(f"{n}. We, the States, affirm once more what was affirmed before.\n" for n in range(1, annexed + 1))
    report = read_report(read_bytes(f"{PAPER}{told}Annex I\nDeclaration\n{more}".encode()))
    assert report.kind == "session-report"
    return [(p.number, p.item) for p in report.paragraphs if p.heading and p.number]


def test_the_item_of_the_paper_is_none_of_its_paragraphs_and_an_annex_is_no_part_of_its_numbers() -> None:
    assert paper(6, 11) == [(f"{n}", "") for n in range(1, 7)]
    assert paper(2, 11)[-1] == ("11", "")


def test_a_decision_stays_with_its_paragraph_where_one_before_it_is_none() -> None:
    spans = [Span(0, 9), Span(10, 19), Span(20, 29)]
    entries = [(Entry("", span, span, ()), None) for span in spans]
    decisions = [Decision(span, ("adopted",), 4, paragraph=n) for n, span in enumerate(spans)]
    paragraphs = [Paragraph(span, "") for span in (spans[1], spans[2], Span(30, 39))]
    placed = list(_placed(decisions, entries, paragraphs))
    assert [(one.paragraph, one.text) for one in placed] == [(0, spans[1]), (1, spans[2])]


def test_a_decision_is_in_the_words_of_its_paragraph() -> None:
    for name in NAMES:
        report = gold(name).report
        placed = [one for one in report.decisions if one.paragraph is not None]
        assert all(report.paragraphs[one.paragraph or 0].span.covers(one.text) for one in placed), name
