"""What sentences ask for, in three languages: who is asked, what, for when, under which conditions; held against what
was read by hand, and how many were right when they were first read.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cdipgraph.readers import read_bytes
from cdipgraph.reading import read_report
from cdipgraph.report import Commitment, When
from cdipgraph.spans import folded

HEADS = {
    "en": """SCP/31/10

Standing Committee on the Law of Patents (SCP)

Thirty-First Session
Geneva, December 2 to 5, 2019

REPORT

adopted by the Committee

1. The Standing Committee on the Law of Patents (SCP) met in Geneva.

2. {}

3. The session was closed.
""",
    "fr": """SCP/31/10

Comité permanent du droit des brevets (SCP)

Trente et unième session
Genève, 2 – 5 décembre 2019

RAPPORT

adopté par le comité

1. Le Comité permanent du droit des brevets (SCP) s’est réuni à Genève.

2. {}

3. La session a été close.
""",
    "es": """SCP/31/10

Comité Permanente sobre el Derecho de Patentes (SCP)

Trigésima primera sesión
Ginebra, 2 a 5 de diciembre de 2019

INFORME

aprobado por el Comité

1. El Comité Permanente sobre el Derecho de Patentes (SCP) se reunió en Ginebra.

2. {}

3. Se clausuró la sesión.
""",
}
SENTENCES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "asked.toml").read_text(encoding="utf-8"))[
    "sentences"
]
Row = tuple[str, str, str, str]


def told(when: When) -> str:
    """For when something is asked, as the table of sentences writes it."""
    written = {
        "session": str(when.session),
        "date": str(when.day),
        "duration": when.duration,
        "period": f"for {when.duration}",
        "future": "later",
        "recurring": "each",
    }
    return written[when.kind]


@cache
def read(code: str, text: str) -> list[Row]:
    report = read_report(read_bytes(HEADS[code].format(text).encode(), name="x.txt"))

    def row(ask: Commitment) -> Row:
        conditions = "; ".join(folded(report.source.quote(span)) for span in ask.conditions)
        return ask.actor, folded(report.source.quote(ask.text)), " + ".join(map(told, ask.times)), conditions

    assert report.kind == "session-report"
    return [row(ask) for ask in report.commitments]


def by_hand(asked: list[str]) -> list[Row]:
    rows = [[cell.strip() for cell in line.split("|")] + ["", "", ""] for line in asked]
    return [(who, folded(what), when, folded(condition)) for who, what, when, condition, *_ in rows]


@pytest.mark.parametrize("case", SENTENCES, ids=[f"{case['code']}-{case['text'][:40]}" for case in SENTENCES])
def test_what_a_sentence_asks_for(case: dict[str, Any]) -> None:
    assert read(case["code"], case["text"]) == by_hand(case["asked"])


@pytest.mark.parametrize("code", ["en", "fr", "es"])
def test_there_are_sentences_enough_of_both_kinds(code: str) -> None:
    own = [case for case in SENTENCES if case["code"] == code]
    assert sum(bool(case["asked"]) for case in own) >= 45
    assert sum(not case["asked"] for case in own) >= 15
    assert {case["set"] for case in own} == {"first", "second", "held-out"}
    whens = {row[2] for case in own for row in by_hand(case["asked"])}
    assert {"32", "2020-12-31", "P6M", "for P2Y", "later", "each"} <= whens
    assert sum(bool(row[3]) for case in own for row in by_hand(case["asked"])) >= 12


@pytest.mark.parametrize("code", ["en", "fr", "es"])
def test_what_is_said_twice_over_is_read_in_no_more_time_than_its_length(code: str) -> None:
    words = {
        "en": "The Committee requested the Secretariat, if possible, ",
        "fr": "Le comité a demandé au Secrétariat, si possible, ",
        "es": "El Comité pidió a la Secretaría, de ser posible, ",
    }[code]
    assert read(code, words * 400) == []


def test_dates_are_reckoned_from_the_last_day_of_the_session_that_asks() -> None:
    text = "The Committee requested the Secretariat to report within six months, and by the end of the year to publish."
    report = read_report(read_bytes(HEADS["en"].format(text).encode(), name="x.txt"))
    (ask,) = report.commitments
    assert [(when.kind, str(when.day)) for when in ask.times] == [("duration", "2020-06-05"), ("date", "2019-12-31")]
