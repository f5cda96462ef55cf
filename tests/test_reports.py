"""Made-up reports of many committees and layouts, against what a careful reader finds in each (`tests/reports`)."""

from __future__ import annotations

import pytest
import reportgold
from reportgold import QUESTIONS

from cdipgraph import graph
from cdipgraph.spans import folded
from cdipgraph.validation import check_graph

NAMES = reportgold.names()


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("name", NAMES)
def test_what_is_read_is_what_a_careful_reader_finds(name: str, question: str) -> None:
    result = reportgold.score(name, question)
    assert (result.missing, result.added) == ((), ())


@pytest.mark.parametrize("name", NAMES)
def test_what_is_doubtful_is_said(name: str) -> None:
    assert sorted({f.rule for f in reportgold.report(name).findings}) == sorted(reportgold.gold(name)["findings"])


@pytest.mark.parametrize("name", NAMES)
def test_whose_the_proposals_are(name: str) -> None:
    read = reportgold.report(name)
    found = [folded(p.proposer.of(read.source.text)) for p in read.proposals if p.proposer]
    assert found == reportgold.gold(name)["proposers"]


@pytest.mark.parametrize("name", NAMES)
def test_the_graph_keeps_every_rule(name: str) -> None:
    found = check_graph(graph.quads(reportgold.report(name)))
    assert [f for f in found if f.severity == "violation"] == []


def test_a_row_that_is_wrong_counts_once_as_missing_and_once_as_added() -> None:
    name = NAMES[0]
    wanted = reportgold.expected(name, "annex")
    assert reportgold.found(name, "annex")
    assert len(wanted) == reportgold.score(name, "annex").right + len(reportgold.score(name, "annex").missing)
