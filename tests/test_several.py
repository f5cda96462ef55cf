"""A store of several documents: one document in several languages, and reports of several committees."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import SOURCE

from cdipgraph.ingest import build
from cdipgraph.queries import questions, run
from cdipgraph.store import Store
from cdipgraph.store.local import MemoryStore

SNIPPETS = Path(__file__).parent / "snippets"
SPANISH = SOURCE.parents[1] / "examples" / "translations" / "CDIP-24-8.es.txt"
REPORTS = {"CDIP": SOURCE, "SCP": SNIPPETS / "SCP-35-7.fr.txt", "SCCR": SNIPPETS / "SCCR-41-6.fr.txt"}
SYMBOLS = {"CDIP": "CDIP/24/8", "SCP": "SCP/35/7", "SCCR": "SCCR/41/6"}
OF_REPORT = ("annex", "deliverables", "follow-ups", "parts")
OF_COMMITTEE = ("commitments", "decisions", "sessions", "timeline")


def store_of(*sources: Path) -> MemoryStore:
    store = MemoryStore()
    assert not build(sources, store).failures
    return store


@pytest.fixture(scope="module")
def languages() -> Iterator[tuple[Store, Store]]:
    """A store of CDIP/24/8 in Spanish, and one of it in French too."""
    with store_of(SPANISH) as one, store_of(SOURCE, SPANISH) as two:
        yield one, two


@pytest.mark.parametrize("name", [*OF_REPORT, "commitments", "decisions", "timeline", "discussed-at", "lineage"])
def test_of_a_document_in_several_languages_one_is_spoken(languages: tuple[Store, Store], name: str) -> None:
    one, two = languages
    assert len(run(two, name)) > 3
    assert run(two, name) == run(one, name)


@pytest.fixture(scope="module")
def committees() -> Iterator[tuple[Store, dict[str, Store]]]:
    """A store of the reports of several committees, and one of each."""
    alone = {committee: store_of(source) for committee, source in REPORTS.items()}
    with store_of(*REPORTS.values()) as together:
        yield together, alone
    for store in alone.values():
        store.close()


@pytest.mark.parametrize("committee", REPORTS)
@pytest.mark.parametrize("name", OF_REPORT)
def test_a_report_is_asked_for_by_its_symbol(
    committees: tuple[Store, dict[str, Store]], name: str, committee: str
) -> None:
    together, alone = committees
    assert run(together, name, report=SYMBOLS[committee]) == run(alone[committee], name)


@pytest.mark.parametrize("committee", REPORTS)
@pytest.mark.parametrize("name", OF_COMMITTEE)
def test_a_committee_is_asked_for_by_its_name(
    committees: tuple[Store, dict[str, Store]], name: str, committee: str
) -> None:
    together, alone = committees
    rows = run(together, name, committee=committee).rows
    assert rows == run(alone[committee], name).rows
    assert len(rows) < len(run(together, name))


def test_sessions_of_one_number_are_told_apart_by_their_committee(
    committees: tuple[Store, dict[str, Store]],
) -> None:
    together, alone = committees
    session = run(alone["SCP"], "decisions").rows[0][0]
    assert session
    found = run(together, "decisions", session=session, committee="SCP")
    assert found == run(alone["SCP"], "decisions", session=session)
    assert len(found)
    assert not len(run(together, "decisions", session=session, committee="CDIP"))


def test_the_questions_that_name_measures_or_sessions_can_be_asked_of_one_report_or_committee() -> None:
    of = {name: {parameter.name for parameter in question.parameters} for name, question in questions().items()}
    assert [name for name in OF_REPORT if "report" not in of[name]] == []
    assert [name for name in OF_COMMITTEE if "committee" not in of[name]] == []
