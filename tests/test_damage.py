"""What is damaged in a text is said, at its place, and the text stays as it is."""

from __future__ import annotations

import pytest

from cdipgraph.findings import Finding
from cdipgraph.readers import plain, read_bytes
from cdipgraph.reading import read_report
from cdipgraph.structure.damage import damage

SOUND = "1. Le comité a décidé d’examiner l’étude (CDIP/24/8) à sa vingt‑deuxième session ; qu’en est-il ? Voir http://a.org/x?id=3&b?c."


def found(text: str) -> dict[str, Finding]:
    """The findings on a text by rule."""
    source = plain.source_text(text)
    findings = {finding.rule: finding for finding in damage(source)}
    assert source.text == text
    return findings


def test_nothing_is_found_in_a_sound_text() -> None:
    assert found(SOUND) == {}
    assert found("Decisión A/79/5, «¿Qué?» ÀÉÎÕÜ Ãlvaro âge") == {}


@pytest.mark.parametrize(
    ("rule", "text", "words"),
    [
        ("characters-lost", "Le comit\ufffd a d\ufffdcid\ufffd.", "comit\ufffd"),
        ("soft-hyphens", "Le docu\u00adment CDIP/24/8.", "docu\u00adment"),
        ("letters-misread", "Le comitÃ© a dÃ©cidÃ© Ã\u00a0 nouveau.", "comitÃ©"),
        ("letters-misread", "it isnâ€™t and wonâ€™t, â€œnoâ€œ", "isnâ€™t"),
        ("letters-as-question-marks", "l?OMPI a?t?il d?cid? ?", "l?OMPI"),
        ("letter-of-another-alphabet", "Voir СDIP/24/8 et CDIP/24/9.", "СDIP/24/8"),
        ("letter-of-another-alphabet", "see document SΡΕ/3/4", "SΡΕ/3/4"),
    ],
)  # fmt: skip
def test_damage_is_found_at_its_place(rule: str, text: str, words: str) -> None:
    finding = found(text)[rule]
    assert finding.start is not None
    assert finding.end is not None
    assert words in text[finding.start : finding.end]
    for lang in ("en", "fr", "es"):
        assert words.split("\u00ad")[0] in finding.message(lang)


@pytest.mark.parametrize(
    "text",
    [
        "Решение ЭКОСОС/24 и МАГАТЭ/3",  # a word of another alphabet, and no look-alike
        "what? Why?",
        "http://example.org/show?id=a&b?c&d?e",
        "Ã©",
    ],
)
def test_what_only_looks_like_damage_is_left(text: str) -> None:
    assert found(text) == {}


def test_damage_is_told_with_the_report() -> None:
    rules = {finding.rule for finding in read_report(read_bytes("1. d�cid�\u00ad".encode())).findings}
    assert {"characters-lost", "soft-hyphens"} <= rules


def test_an_encoding_that_was_decided_is_told() -> None:
    source = read_bytes("1. Le comité a décidé.".encode("cp1252"))
    (finding,) = damage(source)
    assert (finding.rule, finding.severity) == ("encoding-decided", "info")
    assert "cp1252" in finding.message("fr")
    assert "--encoding" in finding.message("en")
    assert not list(damage(read_bytes("1. Le comité.".encode("utf-16"))))
