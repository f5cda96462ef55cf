"""Findings: what reading and checking have to tell the person about a document, in one form.

Readers, shapes and rules all report through `Finding`. The wording of what the readers find stands in
`phrases/findings.toml`; shapes and rules bring their own. Nothing here knows RDF: a focus, a document and a shape are
IRIs as strings.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, get_args

from cdipgraph.spoken import LANGUAGES

Severity = Literal["violation", "warning", "info"]
#: The severities, gravest first.
SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
_FOLDER: Final = Path(__file__).resolve().parent / "phrases"
_PHRASES, _SUGGESTIONS = _FOLDER / "findings.toml", _FOLDER / "suggestions.toml"
#: Where a finding without a place stands among the others: after them.
_NOWHERE: Final = 2**63


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found wrong, doubtful or worth saying.

    `rule` is the local name of the shape's constraint or of the rule; `messages` and `suggestions` (what to do) are by
    language. `start` and `end` are the place in the text of `document` (the IRI of the language version), end not in
    it; `quote` are the words there; `focus` is the IRI of the thing it is about; `silenced` is why someone has set it
    aside.
    """

    rule: str
    severity: Severity
    messages: Mapping[str, str] = field(hash=False)
    focus: str | None = None
    start: int | None = None
    end: int | None = None
    document: str | None = None
    source_shape: str | None = None
    suggestions: Mapping[str, str] = field(default_factory=dict, hash=False)
    quote: str = ""
    silenced: str = ""

    def __repr__(self) -> str:
        return f"<Finding {self.severity} {self.rule}: {self.message('en')}>"

    @classmethod
    def of(
        cls,
        rule: str,
        severity: Severity | None = None,
        *,
        start: int | None = None,
        end: int | None = None,
        focus: str | None = None,
        document: str | None = None,
        **placeholders: object,
    ) -> Finding:
        """A finding worded by `phrases/findings.toml`; `severity` where it differs from the one written there.

        Raises KeyError for a rule that has no wording, or a wording whose placeholder is not given.
        """
        phrase = phrases()[rule]
        messages, todo = _filled(phrase.messages, placeholders), _filled(phrase.todo, placeholders)
        return cls(rule, severity or phrase.severity, messages, focus, start, end, document, suggestions=todo)

    def message(self, language: str) -> str:
        """The message in `language`, else in English, else in any language there is."""
        return self.messages.get(language) or self.messages.get("en") or next(iter(self.messages.values()), self.rule)

    def sort_key(self) -> tuple[int, str, str, int, int, str, str]:
        """By severity, then rule, then place; what is left makes the order total."""
        place = (self.document or "", _NOWHERE if self.start is None else self.start, self.end or 0)
        return (SEVERITIES.index(self.severity), self.rule, *place, self.focus or "", self.message("en"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """The wording of one kind of finding: its usual severity; its message, and what to do, in each language with
    {placeholders}.
    """

    severity: Severity
    messages: Mapping[str, str]
    todo: Mapping[str, str]


@cache
def phrases() -> Mapping[str, Phrase]:
    """The wording of everything that reading can find, by rule. Raises ValueError for a file that is badly written."""
    table = tomllib.loads(_PHRASES.read_text(encoding="utf-8"))
    return {rule: _phrase(rule, entry) for rule, entry in table.items()}


def _phrase(rule: str, entry: Mapping[str, Any]) -> Phrase:
    messages, todo = _worded(entry), _worded(entry.get("todo", {}))
    if not len(messages) == len(todo) == len(LANGUAGES):
        raise ValueError(f"findings.toml: [{rule}] lacks a language")
    return Phrase(as_severity(entry["severity"]), messages, todo)


def _worded(entry: Mapping[str, str]) -> dict[str, str]:
    return {language: entry[language] for language in LANGUAGES if language in entry}


@cache
def default_suggestions() -> Mapping[str, str]:
    """What to do about what a constraint of the shapes finds that says nothing of its own, by language."""
    return _worded(tomllib.loads(_SUGGESTIONS.read_text(encoding="utf-8"))["constraint"])


def as_severity(word: str) -> Severity:
    """The severity that `word` names (`violation`, or SHACL's `Violation`). Raises ValueError for any other word."""
    for severity in SEVERITIES:
        if word.lower() == severity:
            return severity
    raise ValueError(f"{word!r} is none of {', '.join(SEVERITIES)}")


def fill(template: str, placeholders: Mapping[str, object]) -> str:
    """The template with its {placeholders} replaced, white space in the values folded to single spaces.

    Raises KeyError for a placeholder that has no value.
    """
    return template.format_map({name: " ".join(str(value).split()) for name, value in placeholders.items()})


def _filled(templates: Mapping[str, str], placeholders: Mapping[str, object]) -> dict[str, str]:
    return {language: fill(template, placeholders) for language, template in templates.items()}
