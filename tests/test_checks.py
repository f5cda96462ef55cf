"""`check`: what rules mean, what is silenced and why, SARIF."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from cdipgraph.checks.rulebook import rule, rulebook
from cdipgraph.checks.sarif import to_sarif
from cdipgraph.checks.silences import Silence, idle, read_silences, silenced
from cdipgraph.errors import UnknownRule, UsageError
from cdipgraph.findings import Finding
from cdipgraph.vocabulary import ID

FOUND = Finding(
    "range-not-in-annex",
    "warning",
    {"en": "Left out.", "fr": "Omise."},
    focus=ID + "doc/SCP/30/4/para/3-9",
    start=10,
    end=26,
    document=ID + "doc/SCP/31/2/fr",
    quote="paragraphes\u00a03 à 9",
)


def _file(folder: Path, text: str) -> Path:
    path = folder / "aside.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_rule_is_explained_in_three_languages() -> None:
    for note in rulebook().values():
        told = {note.explanation(lang) for lang in ("fr", "en", "es")}
        assert len(told) == 3
        assert all(text.startswith(f"{note.name} ({note.severity}") for text in told)


def test_a_rule_of_each_source_is_in_the_book() -> None:
    book = rulebook()
    assert {note.source for note in book.values()} == {"shape", "rule", "reading"}
    assert book["range-not-in-annex"].solution["fr"]
    assert "Position-startBeforeEnd" in book


def test_an_unknown_rule_names_near_ones() -> None:
    with pytest.raises(UnknownRule, match="range-not-in-annex"):
        rule("range-not-in-anex")


def test_a_silence_covers_its_rule_its_thing_and_its_words() -> None:
    assert Silence("range-not-in-annex", "known").covers(FOUND)
    assert Silence("range-not-in-annex", "known", thing="doc/SCP/30/4/para/3-9").covers(FOUND)
    assert Silence("range-not-in-annex", "known", thing=ID + "doc/SCP/30/4/para/3-9").covers(FOUND)
    assert Silence("range-not-in-annex", "known", quote="paragraphes 3").covers(FOUND)
    assert not Silence("range-not-in-annex", "known", quote="paragraphes 4").covers(FOUND)
    assert not Silence("range-not-in-annex", "known", thing="doc/SCP/30/4/para/3-8").covers(FOUND)
    assert not Silence("citation-open", "known").covers(FOUND)


def test_a_silenced_finding_stays_with_its_reason(tmp_path: Path) -> None:
    read = read_silences(_file(tmp_path, '[[silence]]\nrule = "range-not-in-annex"\nreason = "Not concluded on."\n'))
    assert [finding.silenced for finding in silenced([FOUND], read)] == ["Not concluded on."]
    assert idle([FOUND], read) == []
    assert idle([], read) == read


def test_no_file_silences_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_silences(None) == []
    (tmp_path / "silences.toml").write_text('[[silence]]\nrule = "citation-open"\nreason = "r"\n', encoding="utf-8")
    assert [silence.rule for silence in read_silences(None)] == ["citation-open"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[silence]]\nrule = ", "TOML"),
        ('[[silence]]\nrule = "citation-open"\n', "no reason"),
        ('[[silence]]\nrule = "citation-open"\nreason = " "\n', "no reason"),
        ('[[silence]]\nreason = "because"\n', "no rule"),
        ('[[silence]]\nrule = "citation-opn"\nreason = "because"\n', "citation-open"),
        ('[[silence]]\nrule = "citation-open"\nreason = "x"\nwho = "me"\n', "who"),
        ('[[silence]]\nrule = "citation-open"\nreason = 3\n', "reason"),
        ('silence = "all"\n', "silence"),
        ("[other]\n", "silence"),
    ],
)
def test_a_file_that_is_not_of_the_form_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        read_silences(_file(tmp_path, text))


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_silences(tmp_path / "none.toml")


def test_sarif_tells_the_rule_the_place_and_the_suppression() -> None:
    done = silenced([FOUND], [Silence("range-not-in-annex", "known")])
    run = json.loads(to_sarif(done, "fr", {FOUND.document or "": "SCP-31-2.fr.txt"}))["runs"][0]
    [result] = run["results"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "range-not-in-annex"
    assert (result["level"], result["message"]["text"]) == ("warning", "Omise.")
    physical = result["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "SCP-31-2.fr.txt"
    assert physical["region"] == {"charOffset": 10, "charLength": 16, "snippet": {"text": FOUND.quote}}
    assert result["suppressions"][0]["justification"] == "known"


def test_sarif_tells_lines_and_columns_of_plain_text() -> None:
    text = "Premier.\nDeuxième, paragraphes\u00a03\nà 9.\n"
    start, end = text.index("paragraphes"), text.index(" 9")
    found = replace(FOUND, start=start, end=end, quote=text[start:end], suggestions={"en": "Add.", "fr": "Ajouter."})
    document = FOUND.document or ""
    run = json.loads(to_sarif([found], "fr", {document: "a.txt"}, {document: text}))["runs"][0]
    (result,) = run["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"]) == (2, 11)
    assert (region["endLine"], region["endColumn"]) == (3, 2)
    assert run["artifacts"] == [{"location": {"uri": "a.txt"}}]
    assert result["properties"] == {"suggestion": "Ajouter."}
    rule_ = run["tool"]["driver"]["rules"][0]
    assert rule_["fullDescription"]["text"].startswith("range-not-in-annex (warning")
    assert rule_["help"]["text"]


def test_the_fingerprint_of_a_finding_outlives_changes_elsewhere() -> None:
    moved, other = replace(FOUND, start=90, end=106), replace(FOUND, quote="paragraphes 3 à 8")
    prints = [
        json.loads(to_sarif([found], "en", {}))["runs"][0]["results"][0]["partialFingerprints"]
        for found in (FOUND, moved, other)
    ]
    assert prints[0] == prints[1] != prints[2]


def test_every_rule_says_what_to_do() -> None:
    for note in rulebook().values():
        assert set(note.solution) == {"fr", "en", "es"}
        assert len(set(note.solution.values())) == 3
        assert all(text.endswith(".") for text in note.solution.values())


def test_sarif_of_a_finding_without_place_has_no_region() -> None:
    bare = Finding("citation-open", "info", {"en": "x"})
    [result] = json.loads(to_sarif([bare], "en", {}))["runs"][0]["results"]
    assert "locations" not in result
    assert result["level"] == "note"
