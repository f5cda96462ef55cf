"""Session reports and Chairs' summaries in the store: what the stored questions answer, and what the checks find."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from minutesgold import FOLDER, NAMES, Gold, gold

from cdipgraph import lineage, validation
from cdipgraph.ingest import build
from cdipgraph.queries import run
from cdipgraph.spans import folded
from cdipgraph.store import Store, open_store
from cdipgraph.vocabulary import ID

SUMMARIES = [name for name in NAMES if gold(name).expected["kind"] == "chair-summary"]
SESSIONS = [name for name in NAMES if gold(name).expected["kind"] == "session-report"]


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store(memory=True) as opened:
        build([FOLDER / f"{name}.txt" for name in NAMES], opened)
        yield opened


def alone(name: str) -> Store:
    """A store that holds one document."""
    opened = open_store(memory=True)
    build([FOLDER / f"{name}.txt"], opened)
    return opened


def cells(row: tuple[object, ...]) -> list[object]:
    return ["" if cell is None else cell for cell in row]


def words(g: Gold, start: object, end: object) -> str:
    assert isinstance(start, int)
    assert isinstance(end, int)
    return folded(g.report.source.text[start:end])


@pytest.mark.parametrize("name", NAMES)
def test_paragraphs_as_read_by_hand(store: Store, name: str) -> None:
    g = gold(name)
    rows = [cells(row) for row in run(store, "paragraphs", document=f"{name}.txt")]
    expected = [[row[0], folded(row[3]), row[5]] for row in g.expected["paragraphs"]]
    assert [[number, heading, speaker] for number, _, _, heading, speaker in rows] == expected
    for (_, start, end, *_), (_, _, last, *_) in zip(rows, g.expected["paragraphs"], strict=True):
        assert words(g, start, end).endswith(folded(last))


@pytest.mark.parametrize("name", NAMES)
def test_decisions_as_read_by_hand(name: str) -> None:
    g = gold(name)
    with alone(name) as store:
        rows = [cells(row) for row in run(store, "decisions", session=g.expected["session"])]
    items = [row[0] if g.expected["kind"] == "chair-summary" else "" for row in g.expected["decisions"]]
    outcomes = [", ".join(o.replace("-", " ") for o in row[1]) for row in g.expected["decisions"]]
    assert [[row[1], row[2]] for row in rows] == [list(pair) for pair in zip(items, outcomes, strict=True)]


@pytest.mark.parametrize("name", NAMES)
def test_commitments_as_read_by_hand(name: str) -> None:
    g = gold(name)
    with alone(name) as store:
        rows = [cells(row) for row in run(store, "commitments")]
    summary = g.expected["kind"] == "chair-summary"  # of its items, as far as a decision asks for something
    expected = [
        [g.expected["session"], row[0] if summary and read.decision is not None else "", folded(row[3]), row[2] or ""]
        for row, read in zip(g.expected["commitments"], g.report.commitments, strict=True)
    ]
    assert sorted(row[:3] for row in rows) == sorted(row[:3] for row in expected)
    assert {row[2]: row[3] for row in rows} == {row[2]: row[3] for row in expected}
    assert all(row[4] == "open" for row in rows)


def test_documents_and_sessions_tell_of_reports_and_summaries(store: Store) -> None:
    documents = [cells(row)[:3] for row in run(store, "documents")]
    assert ["SCP/37/11", "session-report", 37] in documents
    assert ["SCP/37/10", "chair-summary", 37] in documents
    without = [
        name for name in NAMES if gold(name).expected["kind"] == "chair-summary" and not gold(name).expected["symbol"]
    ]
    assert sum(1 for row in documents if row[:2] == ["", "chair-summary"]) == len(without) > 1
    sessions = {(row[0], row[4]): row[5] for row in run(store, "sessions")}
    assert sessions[37, "SCP/37/11"] == "yes"


@pytest.mark.parametrize("name", NAMES)
def test_no_violation_is_found(store: Store, name: str) -> None:
    with alone(name) as opened:
        found = validation.check(opened)
    assert [f.rule for f in found if f.severity == "violation"] == []


def test_nor_in_all_of_them_together(store: Store) -> None:
    assert [f.rule for f in validation.check(store) if f.severity == "violation"] == []


def test_building_again_changes_nothing(store: Store) -> None:
    with open_store(memory=True) as fresh:
        build([FOLDER / f"{name}.txt" for name in reversed(NAMES)], fresh)
        assert sorted(map(str, fresh.quads())) == sorted(map(str, store.quads()))


@pytest.mark.parametrize("name", SUMMARIES)
def test_a_summary_is_known_by_its_symbol_or_by_its_session(store: Store, name: str) -> None:
    g = gold(name)
    assert f"{ID}{g.expected['iri']}/{g.report.header.language}" in store.graphs()
    items = {q.subject.value for q in store.quads() if q.object.value.endswith("ontology#ChairSummaryItem")}
    whole = f"{ID}{g.report.header.series}/session/{g.expected['session']}/summary/item/"
    assert {whole + row[0] for row in g.expected["items"]} <= items


def test_a_header_is_told_of_a_document_that_has_no_symbol(store: Store) -> None:
    fields = {row[0]: row[1] for row in run(store, "header", document="CDIP/session/35/summary")}
    assert (fields["title"], fields["session"]) == ("SUMMARY BY THE CHAIR", "35")
    assert {row[0] for row in run(store, "header")} >= {"CDIP/session/35/summary", "SCT/session/50/summary"}


@pytest.mark.parametrize("name", SESSIONS)
def test_a_draft_is_provisional(store: Store, name: str) -> None:
    g = gold(name)
    fields = {row[0]: row[1] for row in run(store, "header", document=g.expected["symbol"])}
    assert fields["provisional"] == str(g.expected["draft"]).lower()


def test_the_lineage_is_not_flooded_with_what_minutes_record(store: Store) -> None:
    assert lineage.to_networkx(store).number_of_nodes() == 0
