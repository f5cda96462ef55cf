"""What the decisions in minutes ask for, and what they only say is so."""

from __future__ import annotations

import pytest

from cdipgraph import readers
from cdipgraph.reading import read_report
from cdipgraph.spans import folded

REPORTS = {
    "en": "REPORT\nadopted by the Committee\n\n1. The Committee on Examples met in Geneva.\n\n2. {}\n",
    "fr": "RAPPORT\nadopté par le comité\n\n1. Le Comité des exemples s'est réuni à Genève.\n\n2. {}\n",
    "es": "INFORME\naprobado por el Comité\n\n1. El Comité de Ejemplos se reunió en Ginebra.\n\n2. {}\n",
}
ASKED = [
    ("en", "The Committee agreed that the Secretariat would prepare a study.",
     ["the Secretariat would prepare a study"]),
    ("en", "The Committee decided that the study be published, as it was complete.",
     ["the study be published, as it was complete"]),
    ("en", "The Committee agreed to consider further what had been proposed.",
     ["consider further what had been proposed"]),
    ("en", "The Committee agreed that, once chosen, there were advantages to using the same period.", []),
    ("en", "The Committee agreed that the study was useful.", []),
    ("fr", "Le comité a décidé que le Secrétariat établirait une étude.", ["le Secrétariat établirait une étude"]),
    ("fr", "Le comité a demandé que le Secrétariat présente ce qui a été fait.",
     ["le Secrétariat présente ce qui a été fait"]),
    ("fr", "Le comité est convenu que l'étude était utile.", []),
    ("es", "El Comité decidió que la Secretaría preparará un estudio.", ["la Secretaría preparará un estudio"]),
    ("es", "El Comité pidió que la Secretaría presente lo que se ha hecho.",
     ["la Secretaría presente lo que se ha hecho"]),
    ("es", "El Comité convino en que el estudio era útil.", []),
]  # fmt: skip


@pytest.mark.parametrize(("code", "decision", "asked"), ASKED)
def test_what_is_agreed_to_be_so_is_not_asked_for(code: str, decision: str, asked: list[str]) -> None:
    report = read_report(readers.read_bytes(REPORTS[code].format(decision).encode()))
    assert report.kind == "session-report"
    assert len(report.decisions) == 1
    assert [folded(report.source.quote(c.text)) for c in report.commitments] == asked
