"""Findings as SARIF 2.1.0 (OASIS, 2020), which code hosts and editors show beside the text."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Final

from cdipgraph._version import __version__
from cdipgraph.checks.rulebook import RuleNote, rulebook
from cdipgraph.findings import Finding
from cdipgraph.spans import folded
from cdipgraph.vocabulary import ID

_LEVELS: Final = {"violation": "error", "warning": "warning", "info": "note"}
_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def to_sarif(
    findings: Sequence[Finding], lang: str, files: Mapping[str, str], texts: Mapping[str, str] | None = None
) -> str:
    """The findings as one SARIF run, in `lang`; `files` are the names of the source files by document, `texts` the
    texts of those that are plain text.

    Places are `charOffset` and `charLength` in code points (SARIF 3.30.8, `columnKind` unicodeCodePoints), and in plain
    text lines and columns too, which is what code hosts show.
    """
    lines = {document: _Lines(text) for document, text in (texts or {}).items()}
    notes = rulebook()
    names = sorted({finding.rule for finding in findings})
    index = {name: number for number, name in enumerate(names)}
    run = {
        "tool": {"driver": _driver([notes[name] for name in names if name in notes], lang)},
        "columnKind": "unicodeCodePoints",
        "language": lang,
        "artifacts": [{"location": {"uri": name}} for name in sorted({*files.values()})],
        "results": [_result(finding, lang, index, files, lines) for finding in findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _driver(notes: Sequence[RuleNote], lang: str) -> dict[str, object]:
    return {"name": "cdipgraph", "semanticVersion": __version__, "rules": [_descriptor(note, lang) for note in notes]}


def _descriptor(note: RuleNote, lang: str) -> dict[str, object]:
    said = note.problem or note.messages
    descriptor: dict[str, object] = {
        "id": note.name,
        "shortDescription": {"text": said.get(lang) or said["en"]},
        "fullDescription": {"text": note.explanation(lang)},
        "defaultConfiguration": {"level": _LEVELS[note.severity]},
    }
    if note.solution:
        descriptor["help"] = {"text": note.solution.get(lang) or note.solution["en"]}
    return descriptor


class _Lines:
    """Where the lines of a text begin: the line and the column, from 1, of a place in it."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]

    def region(self, start: int, end: int) -> dict[str, object]:
        """The lines and columns of a stretch of text."""
        (line, column), (last, until) = self._place(start), self._place(end)
        return {"startLine": line, "startColumn": column, "endLine": last, "endColumn": until}

    def _place(self, at: int) -> tuple[int, int]:
        line = bisect_right(self.starts, at)
        return line, at - self.starts[line - 1] + 1


def _result(
    finding: Finding, lang: str, index: Mapping[str, int], files: Mapping[str, str], lines: Mapping[str, _Lines]
) -> dict[str, object]:
    told = finding.message(lang)
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": told},
        "partialFingerprints": {"cdipgraph/v1": _fingerprint(finding)},
    }
    location = _location(finding, files, lines)
    if location:
        result["locations"] = [location]
    todo = finding.suggestions.get(lang) or finding.suggestions.get("en")
    if todo:
        result["properties"] = {"suggestion": todo}
    if finding.silenced:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": finding.silenced}]
    return result


def _fingerprint(finding: Finding) -> str:
    """What stays the same of a finding when the text around it changes: its rule, its thing, its words."""
    return sha256("\n".join((finding.rule, finding.focus or "", folded(finding.quote))).encode()).hexdigest()[:32]


def _location(finding: Finding, files: Mapping[str, str], lines: Mapping[str, _Lines]) -> dict[str, object]:
    location: dict[str, object] = {}
    if finding.document:
        physical: dict[str, object] = {"artifactLocation": {"uri": files.get(finding.document, finding.document)}}
        if finding.start is not None and finding.end is not None:
            region: dict[str, object] = {"charOffset": finding.start, "charLength": finding.end - finding.start}
            if finding.document in lines:
                region |= lines[finding.document].region(finding.start, finding.end)
            physical["region"] = {**region, "snippet": {"text": finding.quote}} if finding.quote else region
        location["physicalLocation"] = physical
    if finding.focus:
        name = finding.focus.removeprefix(ID)
        location["logicalLocations"] = [{"fullyQualifiedName": finding.focus, "name": name, "kind": "resource"}]
    return location
