"""What was set out is what is read: made-up reports in many layouts, in three languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import replace
from random import Random

import documents
import pytest
import skeletons
from documents import Case
from exploring import tries
from hypothesis import given
from hypothesis import strategies as st
from laidout import laid_out
from reportlayouts import TELLING, Layout, LayoutWriter, as_plain
from test_three_languages import cases

from cdipgraph.readers import read_bytes
from cdipgraph.reading import read_report
from cdipgraph.report import Report

_COUNTING = ("numbered", "lettered", "counted", "split", "named")


@st.composite
def layouts(draw: st.DrawFn, case: Case) -> Layout:
    """Any layout for a report; one without merged cells can be plain text."""
    paragraphs = len(case.paragraphs)
    places = [(p, m) for p, measures in enumerate(case.paragraphs) for m in range(1, len(measures) + 1)]
    omitted = draw(st.sets(st.sampled_from(places), max_size=len(places) - 1)) if draw(st.booleans()) else set()
    numbers = draw(st.lists(st.integers(1, 45), min_size=paragraphs, max_size=paragraphs, unique=True))
    plain, sectioned = draw(st.booleans()), draw(st.booleans())
    extra = draw(st.sets(st.sampled_from(("number", "follow-up", "other")))) | (set() if sectioned else {"paragraph"})
    counting = draw(st.sampled_from(_COUNTING))
    return Layout(
        numbers=tuple(sorted(numbers)),
        columns=tuple(draw(st.permutations([*TELLING, *sorted(extra)]))),
        counting=counting,
        recommendations=draw(st.booleans()),
        enumerated=draw(st.sampled_from(("", "through", "anew"))),
        parted=counting == "named" or draw(st.booleans()),
        plain=plain,
        rows=draw(st.sampled_from((2, 3, 99))),
        double=not plain and draw(st.booleans()),
        sectioned=sectioned,
        spread=not plain and draw(st.booleans()),
        first=not plain and draw(st.booleans()),
        omitted=frozenset(omitted) if case.narrative and case.annex else frozenset(),
    )


@st.composite
def set_out(draw: st.DrawFn) -> tuple[Case, Layout]:
    """A report, and how it is set out."""
    case = replace(draw(cases()), symbol_line=True, reversed_annex=False)
    return case, draw(layouts(case))


def truth(case: Case, layout: Layout, code: str) -> dict[str, list[Hashable]]:
    """What should be read, with the numbers that the layout gives to paragraphs and measures."""
    found, untabled = skeletons.truth(case, code), skeletons.truth(replace(case, annex=False), code)
    left_out = {(str(place + 1), str(position)) for place, position in layout.omitted}
    number = layout.number if case.narrative else str
    for part in ("measures", "implementations", "reviews", "items", "decisions", "commitments", "follow-ups"):
        rows = [row for row in found[part] if row[:2] not in left_out]
        rows += [row for row in untabled[part] if row[:2] in left_out]
        found[part] = [_renumbered(row, layout, number) for row in rows]
    found["findings"] = ["section-without-row"] * len(left_out)
    announced = case.narrative and not layout.recommendations
    found["proposal"] = [found["proposal"][0]] + [
        (str(layout.numbers[place]), len(ms) if announced and len(ms) > 1 else None)
        for place, ms in enumerate(case.paragraphs)
    ]
    if not case.narrative and "follow-up" in layout.columns:
        chains = [(p, m, measure) for p, m, measure in case.measures()]
        rows = [(p, m, *skeletons._follow_up_row(case, c)) for p, m, c in chains]
        found["follow-ups"] = [_renumbered(row, layout, number) for row in rows]
        taken_on = [(p, m, *row) for p, m, c in chains for row in skeletons.taken_on(case, c)]
        found["commitments"] = [_renumbered(row, layout, number) for row in taken_on]
    return found


def _renumbered(row: Hashable, layout: Layout, number: object) -> Hashable:
    assert isinstance(row, tuple)
    assert callable(number)
    paragraph, measure, *rest = row
    return str(layout.numbers[int(paragraph) - 1]), number(int(measure)), *rest


def read(notation: str, layout: Layout) -> Report:
    """What is read from the document."""
    return read_report(read_bytes(as_plain(notation).encode()) if layout.plain else laid_out(notation))


@pytest.mark.parametrize("code", documents.CODES)
@tries(30)
@given(chosen=set_out(), seed=st.integers(0, 10_000))
def test_what_is_set_out_is_what_is_read(code: str, chosen: tuple[Case, Layout], seed: int) -> None:
    case, layout = chosen
    writer = LayoutWriter(case, code, Random(seed), layout=layout)
    told = read(writer.notation(), layout)
    expected, found = truth(case, layout, code), skeletons.skeleton(told)
    expected["citations"], found["citations"] = list(writer.cited), list(skeletons.citations(told))
    for part, wrong in _wrong(expected, found):
        assert (part, *wrong) == (part, [], [])


def _wrong(
    expected: dict[str, list[Hashable]], found: dict[str, list[Hashable]]
) -> Iterator[tuple[str, tuple[list[Hashable], list[Hashable]]]]:
    for part, rows in expected.items():
        missing, added = Counter(rows) - Counter(found[part]), Counter(found[part]) - Counter(rows)
        yield part, (list(missing.elements()), list(added.elements()))
