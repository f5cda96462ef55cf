"""Made-up session reports and Chairs' summaries in `tests/minutes`, with what a person reads in each, in TOML."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cdipgraph.readers import read
from cdipgraph.reading import read_report
from cdipgraph.report import Commitment, Decision, Report
from cdipgraph.spans import Span, folded

FOLDER = Path(__file__).parent / "minutes"
NAMES = [path.name.removesuffix(".toml") for path in sorted(FOLDER.glob("*.toml"))]


@dataclass(frozen=True)
class Gold:
    """A document, what was read from it, and what should have been."""

    name: str
    report: Report
    expected: dict[str, Any]

    def words(self, span: Span | None) -> str:
        """The words of a span, folded."""
        return folded(self.report.source.quote(span)) if span else ""

    def where(self, decision: Decision) -> str:
        """The paragraph or item of a decision."""
        if decision.paragraph is not None:
            return self.report.paragraphs[decision.paragraph].number
        return decision.item

    def asked_in(self, commitment: Commitment) -> str:
        """The paragraph or item of the decision that asks for something, or of the words that take it on."""
        if commitment.decision is not None:
            return self.where(self.report.decisions[commitment.decision])
        return self.report.paragraphs[commitment.paragraph or 0].number


@cache
def gold(name: str) -> Gold:
    """A document with its gold."""
    expected = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return Gold(name, read_report(read(FOLDER / f"{name}.txt")), expected)
