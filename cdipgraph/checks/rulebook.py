"""What each rule means: constraints of the shapes, rules of `queries/checks/`, and what reading itself finds."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from cdipgraph import findings, validation
from cdipgraph.errors import UnknownRule
from cdipgraph.findings import Severity

Source = Literal["shape", "rule", "reading"]
#: How an explanation is headed, by language: what is looked for, what is said, what to do.
_HEADS: Final = {
    "en": (
        "Problem",
        "Says",
        "What to do",
        {"shape": "SHACL constraint", "rule": "rule", "reading": "found in reading"},
    ),
    "fr": (
        "Problème",
        "Dit",
        "Que faire",
        {"shape": "contrainte SHACL", "rule": "règle", "reading": "relevé à la lecture"},
    ),
    "es": (
        "Problema",
        "Dice",
        "Qué hacer",
        {"shape": "restricción SHACL", "rule": "regla", "reading": "hallado al leer"},
    ),
}


@dataclass(frozen=True, slots=True)
class RuleNote:
    """What one rule looks for (`problem`), what it says (`messages`, with {placeholders}) and what to do about it
    (`solution`), each by language; a constraint of the shapes, and what reading finds, say what is wrong instead of
    what they look for.
    """

    name: str
    severity: Severity
    source: Source
    messages: Mapping[str, str]
    problem: Mapping[str, str] = field(default_factory=dict)
    solution: Mapping[str, str] = field(default_factory=dict)

    def explanation(self, lang: str) -> str:
        """The rule explained to a person, in a few lines."""
        problem, says, todo, sources = _HEADS.get(lang, _HEADS["en"])
        parts = ((problem, self.problem), (says, self.messages), (todo, self.solution))
        told = [f"{head}: {texts.get(lang) or texts.get('en', '')}" for head, texts in parts if texts]
        return "\n".join([f"{self.name} ({self.severity}, {sources[self.source]})", *(f"  {line}" for line in told)])


def rulebook() -> dict[str, RuleNote]:
    """Every rule by name. A rule that both reading and a query find is told as the query tells it."""
    notes = [
        RuleNote(name, p.severity, "reading", p.messages, solution=p.todo) for name, p in findings.phrases().items()
    ]
    notes += [
        RuleNote(c.name, c.severity, "shape", c.messages, solution=c.suggestions)
        for c in validation.constraints().values()
    ]
    notes += [RuleNote(r.name, r.severity, "rule", r.messages, r.problem, r.solution) for r in validation.rules()]
    return {note.name: note for note in notes}


def rule(name: str) -> RuleNote:
    """The rule of that name. Raises UnknownRule, with near names."""
    notes = rulebook()
    if name in notes:
        return notes[name]
    near = difflib.get_close_matches(name, notes, n=3, cutoff=0.5)
    remedy = f"Did you mean {', '.join(near)}?" if near else "List them with: cdipgraph check --explain"
    raise UnknownRule(f"there is no rule {name!r}", remedy=remedy)
