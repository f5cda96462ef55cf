"""Hostile texts take time in proportion to their length: a small version of `benchmarks/robust.py`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.robust import HOSTILE, PAGES, as_page, as_text, brackets, normal, seconds

SMALL = 12_000
TIMES = 6
#: In proportion is 6, in proportion to the square 36; between them is room for a busy machine.
MOST = 18


@pytest.mark.parametrize(
    ("made", "reading"),
    [*((made, as_text) for made in HOSTILE.values()), *((made, as_page) for made in PAGES.values())],
    ids=[*HOSTILE, *(f"page of {name}" for name in PAGES)],
)
def test_time_grows_as_the_text_does(made: Callable[[int], str], reading: Callable[[str], object]) -> None:
    small, large = made(SMALL), made(TIMES * SMALL)
    reading(small[:2_000])  # what is loaded once is not counted
    most = MOST * max(0.002, min(seconds(small, reading) for _ in range(2)))
    assert any(seconds(large, reading) < most for _ in range(2))  # a busy machine is asked twice


def test_brackets_and_digits_cost_no_more_than_a_normal_text() -> None:
    size = 200_000
    hostile, sound = brackets(size), normal(size)
    as_text(sound)
    assert min(seconds(hostile, as_text) for _ in range(2)) < 4 * min(seconds(sound, as_text) for _ in range(2))
