"""Annexes and other parts of a document, by their numbers: "annexes I and III", "annex III.C"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cdipgraph.citations.numbers import Whole
from cdipgraph.report import ANNEX, Citation
from cdipgraph.spans import Span, folded

_PART = re.compile(r"[^\W_]+(?:[.-][^\W_]+)*")
_LETTERS = re.compile(r"[a-z]|[ivxlc]{2,}")


def lettered(view: str, span: Span) -> bool:
    """True when a number in letters is not in capitals: it is a word ("l'annexe a été")."""
    found = _PART.findall(view, *span)
    return bool(_LETTERS.fullmatch(found[0]) or _LETTERS.fullmatch(found[-1]))


def annexes(view: str, lower: str, to: re.Pattern[str], span: Span, item: Span, whole: Whole) -> Iterator[Citation]:
    """The annexes of a list, one citation each; of a range, one for all. `to` joins the ends of a range."""
    _, symbol, _, session, how = whole
    found = list(_PART.finditer(view, *item)) if item.start >= 0 else []
    found = [part for part in found if not part[0].islower() or part[0].isdigit()]
    if len(found) < 2 or to.search(lower, found[0].end(), found[-1].start()):
        printed = folded(view[item.start : item.end]) if item.start >= 0 else ""
        yield Citation(span, ANNEX, symbol, item=printed, session=session, how=how)
        return
    for place, part in enumerate(found):
        start = span.start if place == 0 else part.start()
        end = span.end if place == len(found) - 1 else part.end()
        yield Citation(Span(start, end), ANNEX, symbol, item=part[0], session=session, how=how)
