"""Sessions that are more than a number, joint documents, two bodies of one series: in the graph and as answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from graphmodel import facts

from cdipgraph import validation
from cdipgraph.ingest import build
from cdipgraph.queries import run
from cdipgraph.store.local import MemoryStore

BOARD = (
    "TD/B/46/11\nDistr.: General\n3 May 1999\nOriginal: English\nTRADE AND DEVELOPMENT BOARD\nForty-sixth session\n"
    "Geneva, 18-29 October 1999\n\nPROVISIONAL AGENDA\n\nNote by the secretariat\n\n1. The agenda is below.\n"
)
PARTY = (
    "TD/B/46/9\nTD/B/WP/118\n20 September 1999\nOriginal: FRENCH\nTRADE AND DEVELOPMENT BOARD\nWorking Party on the "
    "Programme Budget\nThirty-fourth session\nGeneva, 6-10 September 1999\n\nREPORT OF THE WORKING PARTY\n\n"
    "1. The Working Party met in Geneva in September.\n"
)


def answers(tmp_path: Path, store: MemoryStore, *texts: str) -> dict[str, dict[str, list[str]]]:
    """What `query header` answers of documents: by symbol, by field."""
    paths = [tmp_path / f"{number}.txt" for number, _ in enumerate(texts)]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    build(paths, store)
    found: dict[str, dict[str, list[str]]] = {}
    for document, name, value in run(store, "header").rows:
        found.setdefault(str(document), {}).setdefault(str(name), []).append(str(value))
    return found


def test_a_special_session_is_not_the_ordinary_one_of_its_number() -> None:
    special = facts("special")
    (held,) = special.of["doc/SCT/S3/9"]["cdip:session"]
    assert held == "SCT/session/special-3"
    assert special.of[held]["cdip:sessionKind"] == ["cdip:sitting-special"]
    assert special.of[held]["rdfs:label"] == ["SCT, special session 3"]
    assert "eli-dl:ForeseenActivity" not in special.types("SCT/session/46")
    assert "SCT/session/3" not in special.of


def test_the_days_of_a_part_are_not_those_of_the_session() -> None:
    part = facts("part")
    assert part.of["doc/CBD/COP/15/L.22"]["cdip:session"] == ["CBD/COP/session/15/part/2"]
    held = part.of["CBD/COP/session/15/part/2"]
    assert (held["cdip:ordinal"], held["cdip:sessionPart"]) == (["15"], ["2"])
    assert held["eli:is_part_of"] == ["CBD/COP/session/15"]
    assert held["cdip:startDate"] == ["2022-12-07"]
    assert not part.of["CBD/COP/session/15"]["cdip:startDate"]


def test_a_session_without_a_number_has_its_place_and_days() -> None:
    found = facts("unnumbered")
    (iri,) = found.of["doc/GRATK/DC/7"]["cdip:session"]
    assert iri == "GRATK/DC/session/2024-05-13"
    held = found.of[iri]
    assert (held["cdip:place"], held["cdip:startDate"], held["cdip:endDate"]) == (
        ["Genève"],
        ["2024-05-13"],
        ["2024-05-24"],
    )
    assert not held["cdip:ordinal"]


@pytest.mark.parametrize("name", ["special", "part", "unnumbered", "joint"])
def test_such_graphs_keep_to_the_shapes(name: str) -> None:
    assert [
        finding.rule for finding in validation.check_graph(facts(name).quads) if finding.severity == "violation"
    ] == []


def test_a_joint_document_says_its_symbols() -> None:
    assert facts("joint").of["doc/WO/BC/19/4-WO/PC/9/4"]["cdip:otherSymbol"] == ["WO/BC/19/4", "WO/PC/9/4"]


def test_each_document_is_answered_with_its_own_body(tmp_path: Path, memory: MemoryStore) -> None:
    found = answers(tmp_path, memory, BOARD, PARTY)
    assert found["TD/B/46/11"]["committee"] == ["TRADE AND DEVELOPMENT BOARD"]
    assert found["TD/B/46/9"]["committee"] == ["Working Party on the Programme Budget"]
    assert found["TD/B/46/9"]["other-symbol"] == ["TD/B/WP/118"]
    assert "other-symbol" not in found["TD/B/46/11"]


def test_kind_part_and_place_are_answered(tmp_path: Path, memory: MemoryStore) -> None:
    special = "E\nSCT/S3/9\nORIGINAL: ENGLISH\nStanding Committee on Trademarks\nThird Special Session, second part\n"
    found = answers(
        tmp_path,
        memory,
        f"{special}Geneva, October 2 to 6, 2023\nREPORT\n\n1. The session was held in Geneva for a week.\n",
        "E\nDLT/DC/3\nORIGINAL: ENGLISH\nDATE: MAY 2, 2024\nDiplomatic Conference on Design Law\nRiyadh, November 11 "
        "to 22, 2024\nAGENDA\nprepared by the Secretariat\n\n1. Opening of the Conference by the Director General.\n",
    )
    fields = {name: found["SCT/S3/9"][name] for name in ("session", "session-kind", "session-part", "place", "start")}
    assert fields == {
        "session": ["3"],
        "session-kind": ["special"],
        "session-part": ["2"],
        "place": ["Geneva"],
        "start": ["2023-10-02"],
    }
    assert "session" not in found["DLT/DC/3"]
    assert (found["DLT/DC/3"]["place"], found["DLT/DC/3"]["end"]) == (["Riyadh"], ["2024-11-22"])
