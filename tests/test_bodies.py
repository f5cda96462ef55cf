"""Heads as many organisations set them, each field of each: what is printed is read, what is not printed is absent."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.bodies import NAMES, Compared, compared, found, heads, share
from benchmarks.bodies import SETS as FOLDER

SETS = {path.stem: heads(path.stem) for path in sorted(FOLDER.glob("*.toml"))}
EVERY = [head for name in SETS for head in SETS[name]]


@pytest.mark.parametrize("head", EVERY, ids=[head["name"] for head in EVERY])
def test_each_field_of_a_head(head: dict[str, Any]) -> None:
    assert [field for field in compared(head) if not field.right] == []


def test_the_sets_are_of_many_bodies_in_three_languages() -> None:
    names = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "copies")
    assert [len(SETS[name]) for name in names] == [60, 40, 25, 36, 13, 20, 19, 11, 4]
    assert {head["language"] for head in EVERY} == {"en", "es", "fr"}
    assert len({head.get("committee") for head in EVERY}) > 60
    assert len({head.get("organisation") for head in EVERY}) > 15
    assert {key for head in EVERY for key in head} <= {*NAMES, "name", "text"}


def test_a_value_that_is_not_printed_counts_against_the_share() -> None:
    assert share([Compared("x", "date", "2020-01-01", "2020-01-01"), Compared("x", "place", None, "Geneva")]) == 0.5
    assert share([]) == 0


def test_the_report_that_a_resolution_was_adopted_on_is_not_the_resolution() -> None:
    text = """1 United Nations General Assembly Distr.: General 21 January 2002 Fifty-sixth session Agenda item 119
Resolution adopted by the General Assembly [on the report of the Third Committee (A/56/583/Add.2)]
56/168. Harbours
The General Assembly,
"""
    read = found(text)
    assert "symbol" not in read
    assert (read["organisation"], read["committee"], read["session"]) == ("UN", "General Assembly", 56)
