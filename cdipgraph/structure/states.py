"""Which states of a thing a sentence tells of: proposed, options, chosen, trial, launched, maintained and the like.

The words are those of the list `states` of the phrase tables. Most sentences hold none of the word stems that the rules
name, so no pattern is tried on them.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from cdipgraph.languages import Language, Rule
from cdipgraph.spans import Span
from cdipgraph.structure.context import Context

#: The states in the order in which things go through them.
STATES: Final = (
    *("proposed", "options", "chosen", "planned", "trial", "launched"),
    *("maintained", "to-be-evaluated", "closed"),
)
#: The states that the roles of rules stand for; other roles are states.
_MEANT: Final = {
    "preferred": "chosen",
    "studied": "proposed",
    "improved": "launched",
    "submitted": "launched",
    "held": "launched",
    "announced": "planned",
    "regular": "maintained",
}
#: What a sentence need not name the thing to tell of: these words are of nothing else.
PLAIN: Final = frozenset({"options", "preferred", "trial", "to-be-evaluated", "studied", "proposed"})
#: What is no fact after "whether", "once", "not".
_DOUBTED: Final = frozenset({"launched", "held", "maintained", "closed", "chosen", "trial", "planned", "announced"})
#: What only an event can be.
_OF_EVENTS: Final = frozenset({"held", "announced"})
#: Of what is planned, nothing else is told; where one of these is told as reached, it is what counts.
_REACHED: Final = frozenset({"trial", "launched", "maintained", "to-be-evaluated", "closed"})
STEM: Final = 5
_TELLING: Final = 4  # letters of a word by which a thing is known again
_BEFORE: Final = 70  # characters in which a doubt stands before what it is about
_MARKS: Final = ',.;:)"('  # what may stand at a word


class Found(NamedTuple):
    """A state that a sentence tells of: the role of the rule, and the words."""

    role: str
    span: Span

    @property
    def state(self) -> str:
        """The state that the role stands for."""
        return _MEANT.get(self.role, self.role)


def stems(lower: str, span: Span) -> set[str]:
    """The first letters of the words of a stretch of the lower-case view, quotes and brackets before them too."""
    return {word[:STEM] for word in lower[span.start : span.end].replace("'", " ").split()}


def telling_stems(words: str, frequent: Container[str]) -> set[str]:
    """The stems by which a name is known again: those of its longer words, and of its first one."""
    found = [word.strip(_MARKS) for word in words.replace("'", " ").split()]
    telling = [word for word in found if len(word) >= _TELLING and word not in frequent]
    return {stem for word in (*telling, *found[:1]) for stem in _as_found(word[:STEM])}


def _as_found(stem: str) -> list[str]:
    """The ways a stem stands in `stems`: what follows a short word is within the letters that are compared."""
    return [stem + mark for mark in ("", *_MARKS)] if len(stem) < STEM else [stem]


def states_told(context: Context, sentence: Span, words: set[str], *, event: bool) -> list[Found]:
    """The states that a sentence tells of, in their order; `words` are its stems. Only an `event` can be held."""
    found = []
    for rule in _candidates(context.language, words):
        if rule.role in _OF_EVENTS and not event:
            continue
        match = _match(context, rule, sentence)
        if match:
            found.append(Found(rule.role, match))
    if len(found) > 1:
        found = list(_reached(context, sentence, found))
        found.sort(key=lambda each: STATES.index(each.state))
        if any(each.role == "options" for each in found):
            found = [each for each in found if each.state != "proposed"]
    return found


def _reached(context: Context, sentence: Span, found: Sequence[Found]) -> Iterator[Found]:
    """The states without those that are only planned: a trial version is reached where it was presented, and not where
    it will be launched; and a prototype of a document is not the document.
    """
    trial = any(each.role == "trial" for each in found)
    kept = [each for each in found if not (each.role == "submitted" and trial)]
    planned = next((each.span for each in kept if each.state == "planned"), None)
    if planned:
        kept = [each for each in kept if each.role != "trial" or _shown(context, sentence, each.span, planned)]
    told = any(each.state in _REACHED for each in kept)
    yield from (each for each in kept if not (told and each.state == "planned"))


def _shown(context: Context, sentence: Span, trial: Span, planned: Span) -> bool:
    """True for a trial version that was shown: the verb stands right before it, with no "that" between, or after it."""
    before = context.find(Span(sentence.start, trial.start), "deliverable", "shown")
    if before and not context.find(Span(before.end, trial.start), "delivering", "lead"):
        return True
    between = Span(trial.end, max(trial.end, planned.start))
    return context.find(between, "deliverable", "shown") is not None


def _candidates(language: Language, words: set[str]) -> list[Rule]:
    """The rules of whose stems the words have one, in the order of the table; their patterns begin at words."""
    known, rules = _table(language)
    numbers = {number for stem in words.intersection(known) for number in known[stem]}
    return [rules[number] for number in sorted(numbers)] if numbers else []


@cache
def _table(language: Language) -> tuple[Mapping[str, tuple[int, ...]], tuple[Rule, ...]]:
    """The numbers of the rules by the stems of their words, and the rules."""
    found: dict[str, tuple[int, ...]] = {}
    for number, rule in enumerate(language.table.get("states", ())):
        for stem in rule["stems"]:
            for each in _as_found(stem):
                found[each] = (*found.get(each, ()), number)
    rules = language.rules("states")
    return found, tuple(Rule(rule.role, rf"\b(?:{rule.text})") for rule in rules)


def _match(context: Context, rule: Rule, sentence: Span) -> Span | None:
    """The first words of a rule that are no part of a title, and no doubt stands before."""
    lower, start = context.source.lower, sentence.start
    while match := rule.pattern.search(lower, start, sentence.end):
        at = match.start()
        quoted = context.source.view.count('"', sentence.start, at) % 2
        if not quoted and not (rule.role in _DOUBTED and _doubted(context, sentence, at)):
            return Span(at, match.end())
        start = max(match.end(), start + 1)
    return None


def _doubted(context: Context, sentence: Span, at: int) -> bool:
    before = context.source.lower[max(sentence.start, at - _BEFORE) : at]
    return context.language.pattern("deliverable", "doubt").search(before) is not None
