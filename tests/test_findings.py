"""Findings: their wording, their order."""

from __future__ import annotations

import pickle
import string

import pytest

from cdipgraph import validation
from cdipgraph.findings import SEVERITIES, Finding, as_severity, fill, phrases
from cdipgraph.spoken import LANGUAGES

PLACEHOLDERS = {
    "text": "rapport,\n paragraphes\u00a02",
    "candidates": "A/1, A/2",
    "found": 2,
    "expected": 3,
    "announced": 4,
    "field": "date",
    "paragraph": "1",
    "code": "fr",
    "before": 5,
    "number": 7,
    "count": 5,
    "letter": "A",
    "encoding": "cp1252",
    "right": "took note of",
    "author": "A Reader",
    "meant": "A/1",
    "where": "corrections.csv, line 2",
    "session": 30,
}


@pytest.mark.parametrize("rule", phrases())
def test_every_phrase_can_be_said_in_every_language(rule: str) -> None:
    finding = Finding.of(rule, start=3, end=9, **PLACEHOLDERS)
    assert set(finding.messages) == set(LANGUAGES)
    assert len(set(finding.messages.values())) == 3
    for message in finding.messages.values():
        assert message.strip()
        assert "{" not in message
    assert (finding.rule, finding.start, finding.end) == (rule, 3, 9)


@pytest.mark.parametrize("rule", phrases())
def test_the_languages_of_a_phrase_say_the_same_things(rule: str) -> None:
    named = [
        {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in phrases()[rule].messages.values()
    ]
    assert named[0] == named[1] == named[2]


def test_what_reading_and_a_rule_both_find_is_worded_once() -> None:
    shared = {rule.name: rule for rule in validation.rules() if rule.name in phrases()}
    assert shared
    for name, rule in shared.items():
        assert (rule.messages, rule.severity) == (phrases()[name].messages, phrases()[name].severity)


def test_white_space_in_what_is_quoted_is_folded() -> None:
    finding = Finding.of("citation-open", text="rapport,\n paragraphes\u00a02 à\t5")
    assert "“rapport, paragraphes 2 à 5”" in finding.message("en")


def test_braces_in_what_is_quoted_are_kept() -> None:
    assert "“{text} {0}”" in Finding.of("citation-open", text="{text} {0}").message("en")


def test_the_severity_of_one_finding_can_differ() -> None:
    assert Finding.of("citation-open", "info", text="x").severity == "info"
    assert Finding.of("citation-open", text="x").severity == "warning"


def test_a_placeholder_that_is_not_given_is_an_error() -> None:
    with pytest.raises(KeyError):
        Finding.of("citation-open")
    with pytest.raises(KeyError):
        Finding.of("no-such-rule")
    with pytest.raises(KeyError):
        fill("{a} {b}", {"a": 1})


def test_message_falls_back() -> None:
    assert Finding("r", "info", {"en": "hello", "fr": "bonjour"}).message("es") == "hello"
    assert Finding("r", "info", {"fr": "bonjour"}).message("es") == "bonjour"
    assert Finding("r", "info", {}).message("es") == "r"


def test_order_is_by_severity_then_rule_then_place() -> None:
    wanted = [
        Finding("b", "violation", {}),
        Finding("a", "warning", {}, start=5, end=9, document="d"),
        Finding("a", "warning", {}, start=7, end=8, document="d"),
        Finding("a", "warning", {}, document="d"),
        Finding("b", "warning", {}, start=0, end=1, document="d"),
        Finding("a", "info", {}, start=0, end=1, document="d"),
    ]
    shuffled = [wanted[i] for i in (3, 0, 5, 1, 4, 2)]
    assert sorted(shuffled, key=Finding.sort_key) == wanted


def test_severities_are_named_as_in_shacl_too() -> None:
    assert [as_severity(word) for word in ("Violation", "Warning", "Info")] == list(SEVERITIES)
    with pytest.raises(ValueError, match="grave"):
        as_severity("grave")


def test_findings_can_be_sent_to_another_process_and_kept_in_a_set() -> None:
    finding = Finding.of("citation-open", text="x")
    assert pickle.loads(pickle.dumps(finding)) == finding
    assert len({finding, Finding.of("citation-open", text="x")}) == 1
