"""Whole documents, each in a layout of its own: no fewer of their facts are read than were, and no more that are none.
`python -m benchmarks.facts --raise` keeps better scores.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import facts
from cdipgraph import graph
from cdipgraph.validation import check_graph

KEPT: dict[str, dict[str, float]] = json.loads(facts.SCORES.read_text(encoding="utf-8"))
NAMES = facts.names()


@pytest.mark.parametrize("name", NAMES)
def test_no_less_is_read_than_was(name: str) -> None:
    score = facts.score(name)
    found = facts.kept({name: score})[name]
    assert (found["recall"] >= KEPT[name]["recall"], score.missing) == (True, score.missing)
    assert (found["precision"] >= KEPT[name]["precision"], score.added) == (True, score.added)


@pytest.mark.parametrize("name", NAMES)
def test_what_was_read_at_first_sight_is_kept(name: str) -> None:
    first = facts.gold(name)["first"]
    assert set(first) == {"recall", "precision"}
    assert all(0 <= value <= 1 for value in first.values())


@pytest.mark.parametrize("name", NAMES)
def test_the_graph_keeps_every_rule(name: str) -> None:
    found = check_graph(graph.quads(facts.report(name)))
    assert [f for f in found if f.severity == "violation"] == []


@pytest.mark.parametrize("name", NAMES)
def test_all_that_is_read_stands_in_the_text(name: str) -> None:
    read = facts.report(name)
    text = read.source.text
    for measure in read.measures:
        spans = [measure.label, *(d.text for d in measure.decisions), *(c.text for c in measure.commitments)]
        spans += [stated.span for done in measure.implementations for stated in done.stated]
        assert all(0 <= span.start < span.end <= len(text) and text[slice(*span)].strip() for span in spans)


def test_a_fact_that_is_wrong_counts_once_as_missing_and_once_as_added(tmp_path: Path) -> None:
    name = NAMES[0]
    kinds = {fact[0] for fact in facts.expected(name)}
    assert {"kind", "symbol", "session"} <= kinds
    score = facts.score(name)
    assert len(score.right) + len(score.missing) == len(list(facts.expected(name)))
    assert len(score.right) + len(score.added) == len(list(facts.facts(facts.report(name))))
    (tmp_path / f"{name}.toml").write_text(
        'kind = "chair-summary"\nheader = "X/1/1 | 1 | en | | |"\nfacts = "measure | 9 | 9 | x"\n'
    )
    (tmp_path / f"{name}.txt").write_text("X/1/1\n", encoding="utf-8")
    wrong = facts.score(name, tmp_path)
    assert ("measure", "9", "9", "x") in wrong.missing
    assert wrong.recall < 1


@pytest.mark.parametrize(
    ("wanted", "cell", "same"),
    [
        ("took note", "took note", True),
        ("took note", "took note of it", False),
        ("The Committee…", "The Committee took note", True),
        ("The Committee…", "the Committee took note", False),
        ("The…note", "The Committee took note", True),
        ("…took…", "The Committee took note", True),
        ("…taken…", "The Committee took note", False),
        ("…note", "The Committee took note", True),
        ("…", "anything", True),
    ],
)
def test_an_ellipsis_stands_for_words_left_out(wanted: str, cell: str, same: bool) -> None:
    assert facts._cell(wanted, cell) is same
