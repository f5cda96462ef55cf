"""Findings as SARIF 2.1.0 (OASIS, 2020), which code hosts and editors show beside the text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

from cdipgraph._version import __version__
from cdipgraph.checks.rulebook import RuleNote, rulebook
from cdipgraph.findings import Finding
from cdipgraph.vocabulary import ID

_LEVELS: Final = {"violation": "error", "warning": "warning", "info": "note"}
_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def to_sarif(findings: Sequence[Finding], lang: str, files: Mapping[str, str]) -> str:
    """The findings as one SARIF run, in `lang`; `files` are the names of the source files by document.

    Places are `charOffset` and `charLength` in code points (SARIF 3.30.8, `columnKind` unicodeCodePoints).
    """
    notes = rulebook()
    names = sorted({finding.rule for finding in findings})
    index = {name: number for number, name in enumerate(names)}
    run = {
        "tool": {"driver": _driver([notes[name] for name in names if name in notes], lang)},
        "columnKind": "unicodeCodePoints",
        "language": lang,
        "results": [_result(finding, lang, index, files) for finding in findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _driver(notes: Sequence[RuleNote], lang: str) -> dict[str, object]:
    return {"name": "cdipgraph", "semanticVersion": __version__, "rules": [_descriptor(note, lang) for note in notes]}


def _descriptor(note: RuleNote, lang: str) -> dict[str, object]:
    said = note.problem or note.messages
    descriptor: dict[str, object] = {
        "id": note.name,
        "shortDescription": {"text": said.get(lang) or said["en"]},
        "defaultConfiguration": {"level": _LEVELS[note.severity]},
    }
    if note.solution:
        descriptor["help"] = {"text": note.solution.get(lang) or note.solution["en"]}
    return descriptor


def _result(finding: Finding, lang: str, index: Mapping[str, int], files: Mapping[str, str]) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message(lang)},
    }
    location = _location(finding, files)
    if location:
        result["locations"] = [location]
    if finding.silenced:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": finding.silenced}]
    return result


def _location(finding: Finding, files: Mapping[str, str]) -> dict[str, object]:
    location: dict[str, object] = {}
    if finding.document:
        physical: dict[str, object] = {"artifactLocation": {"uri": files.get(finding.document, finding.document)}}
        if finding.start is not None and finding.end is not None:
            region: dict[str, object] = {"charOffset": finding.start, "charLength": finding.end - finding.start}
            physical["region"] = {**region, "snippet": {"text": finding.quote}} if finding.quote else region
        location["physicalLocation"] = physical
    if finding.focus:
        name = finding.focus.removeprefix(ID)
        location["logicalLocations"] = [{"fullyQualifiedName": finding.focus, "name": name, "kind": "resource"}]
    return location
