"""Heads as many organisations set them, each field of each: what is printed is read, what is not printed is absent."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.bodies import NAMES, Compared, compared, heads, share

SETS = {name: heads(name) for name in ("first", "second", "third", "fourth", "fifth", "sixth")}
EVERY = [head for name in SETS for head in SETS[name]]


@pytest.mark.parametrize("head", EVERY, ids=[head["name"] for head in EVERY])
def test_each_field_of_a_head(head: dict[str, Any]) -> None:
    assert [field for field in compared(head) if not field.right] == []


def test_the_sets_are_of_many_bodies_in_three_languages() -> None:
    assert len(SETS["first"]) == 60
    assert len(SETS["second"]) == 40
    assert len(SETS["third"]) == 25
    assert [len(SETS[name]) for name in ("fourth", "fifth", "sixth")] == [36, 13, 20]
    assert {head["language"] for head in EVERY} == {"en", "es", "fr"}
    assert len({head.get("committee") for head in EVERY}) > 60
    assert len({head.get("organisation") for head in EVERY}) > 15
    assert {key for head in EVERY for key in head} <= {*NAMES, "name", "text"}


def test_a_value_that_is_not_printed_counts_against_the_share() -> None:
    assert share([Compared("x", "date", "2020-01-01", "2020-01-01"), Compared("x", "place", None, "Geneva")]) == 0.5
    assert share([]) == 0
