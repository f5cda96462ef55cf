"""The parts of a measure that are headed by words of their own: by their words, by coming again, by their place.

"What was done", "Discussion. Delegations ...": what comes again under each measure, or holds nothing but words that
name a part, heads one, whatever its wording.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from typing import Protocol

from cdipgraph.languages import Language
from cdipgraph.source import SourceText
from cdipgraph.spans import Span, folded
from cdipgraph.structure.lines import HEADS, NUMBERED, PARTS, Line
from cdipgraph.structure.rolewords import only_role_words, role_words

#: What words that name a part are taken for.
_NAMED_PARTS = {"review": "implementation", "standing": "follow-up"} | {part: part for part in PARTS}
_LONGEST_PART = 90  # of the heading of a part that is no known formula
#: Words that open a paragraph and say what part it is: "Discussion. ", "What the Committee decided: ".
_LEAD = re.compile(
    r"(?:[-*\u2022\u00b7]\s{1,4}|\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s{1,4})?(?P<lead>[^\W\d_](?:[^.:;,()\"\n-]|(?<=\w)-(?=\w)){2,70}?)"
    r"(?:(?P<stop>\.)\s{1,4}(?=[^\W\d_a-z]|[\"'(\d])|(?:\s?:|\s-)\s{1,4}(?=\S))"
)
_LISTED = re.compile(r"\((?P<number>[a-z]{1,4}|\d)\)\s(?P<words>[^();]{3,120})")
_POINT = re.compile(r"\(?(?P<number>[a-z]{1,4}|\d)\)\s{1,4}")
_DIGIT = re.compile(r"\d")
_AFTER_ACTS = frozenset(("implementation", "decision", "follow-up"))  # what stands below what was done
_LEADING = 3  # words that open a paragraph before a full stop


class Reader(Protocol):
    """What reads single lines, and knows what can be a name."""

    source: SourceText
    language: Language
    any_opening: re.Pattern[str]
    names: Container[str]

    def part(self, span: Span) -> str:
        """The part of a measure that words are the known heading of."""

    def is_name(self, span: Span) -> bool:
        """True for words that can be a name."""

    def after_enumerator(self, span: Span) -> Span:
        """The span without the number or letter that it opens with."""

    def goes_on_telling(self, line: Line) -> bool:
        """True for a line that names a measure and tells of it."""


class Worded:
    """Finds the parts that are headed by words of their own, and the paragraphs that open with them."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.source, self.language = reader, reader.source, reader.language

    def parts(self, lines: Sequence[Line]) -> list[Line]:
        """The lines, with those that head a part, or open one."""
        names = {self._key(line.label) for line in lines if line.role == "measure" and line.label}
        heads = {n: span for n, line in enumerate(lines) if (span := self._head(line))}
        heads = {
            n: span
            for n, span in heads.items()
            if (key := self._key(span)) not in names and key not in self.reader.names
        }
        leads = {n: m for n, line in enumerate(lines) if not line.role and n not in heads and (m := self._lead(line))}
        known: Counter[str] = Counter(map(self._key, heads.values()))
        known.update(self._key(Span(*match.span("lead"))) for match in leads.values())
        found = list(lines)
        for n, span in heads.items():
            again = known[self._key(span)] > 1
            headed = n + 1 < len(lines) and bool(lines[n + 1].role or n + 1 in heads)
            headed = headed and not self.reader.goes_on_telling(lines[n + 1])
            role = (
                self._part(span) if again or (not headed and only_role_words(self.source, self.language, span)) else ""
            )
            found[n] = found[n]._replace(role=role) if role else found[n]
        for n, match in leads.items():
            span = Span(*match.span("lead"))
            short = not match["stop"] or match["lead"].count(" ") < _LEADING
            formula = self.reader.part(span)
            if formula:
                found[n] = found[n]._replace(part=formula, lead=match.end())
            elif known[self._key(span)] > 1 or only_role_words(self.source, self.language, span):
                named = short or (known[self._key(span)] > 1 and not self._tells(span))
                found[n] = found[n]._replace(part=self._part(span) if named else "", lead=match.end() if named else 0)
        for n, (part, end) in self._listed(found).items():
            found[n] = found[n]._replace(part=part, lead=end)
        worded = {n: match for n, match in leads.items() if found[n].lead and not _DIGIT.search(match["lead"])}
        spans = heads | {n: Span(*match.span("lead")) for n, match in worded.items()}
        return self._placed(found, {n: self._key(span) for n, span in spans.items()}, known)

    def _listed(self, lines: Sequence[Line]) -> dict[int, tuple[str, int]]:
        """The paragraphs that open with a number or letter which the introduction gives to a part of each measure:
        "It records (i) the steps taken; (ii) the discussion; (iii) the conclusion." Each with the part, and its end.
        """
        first = next((n for n, line in enumerate(lines) if line.role in HEADS or line.head), len(lines))
        parts: dict[str, str] = {}
        for line in lines[:first]:
            told = {
                m["number"]: self._part(Span(*m.span("words"))) for m in _LISTED.finditer(self.source.view, *line.span)
            }
            if sum(map(bool, told.values())) > 1:
                parts |= told
        if not parts:
            return {}
        opened = {
            n: _POINT.match(self.source.view, *line.span)
            for n, line in enumerate(lines)
            if n >= first and not line.role
        }
        return {n: (part, m.end()) for n, m in opened.items() if m and (part := parts.get(m["number"]))}

    def _placed(self, lines: list[Line], keys: Mapping[int, str], known: Mapping[str, int]) -> list[Line]:
        """The lines; a head, or words that open a paragraph, which come again and say nothing of themselves head what
        follows where they always stand below what was decided: after the decision nothing is told but what follows.
        Where a decision always stands below them, they head what was done. What seems to head that ("Progress"), and
        always stands below what was decided after something had been told, heads what follows too. A head that is
        numbered otherwise in each paragraph ("1.3", "2.2") is a measure's name.
        """
        keys = {n: key for n, key in keys.items() if known[key] > 1}
        places: dict[str, set[str]] = {}
        for n, key in keys.items():
            numbered = NUMBERED.match(self.source.view, *lines[n].block.span)
            places.setdefault(key, set()).add(numbered[2] if numbered else "")
        keys = {n: key for n, key in keys.items() if len(places[key]) == 1}
        if not keys:
            return lines
        before: dict[str, set[str]] = {}
        after: dict[str, set[str]] = {}
        late: dict[str, list[bool]] = {}
        last, open_key, told = "", "", False
        for n, line in enumerate(lines):
            role = line.role or line.part or self._opening(line)
            if n in keys and role == "implementation":
                late.setdefault(keys[n], []).append(last == "decision" and told)
            told = bool(told or not line.role) and role not in HEADS
            if n in keys and not role:
                before.setdefault(keys[n], set()).add(last)
                open_key = keys[n]
            elif role:
                if open_key:
                    after.setdefault(open_key, set()).add(role)
                last, open_key = role, ""
        acts = [key for key, roles in before.items() if roles <= {*HEADS, ""} and after.get(key, {""}) <= _AFTER_ACTS]
        follows = {key for key, roles in before.items() if roles == {"decision"}}
        done = {key for key, roles in after.items() if roles == {"decision"}} - follows
        done |= {key for key in acts if self._acts([lines[n] for n, own in keys.items() if own == key])}
        follows |= {key for key, places in late.items() if all(places)}
        parts = dict.fromkeys(follows, "follow-up") | dict.fromkeys(done, "implementation")
        open_to = ("", "implementation")
        placed = {
            n: part
            for n, key in keys.items()
            if (part := parts.get(key)) and (lines[n].role or lines[n].part) in open_to
        }
        return [self._as(line, placed[n]) if n in placed else line for n, line in enumerate(lines)]

    def _acts(self, lines: Sequence[Line]) -> bool:
        """True for paragraphs that open with a word for what measures are ("Activities. ...") and tell of them, rather
        than ask for them.
        """
        rests = [Span(line.lead, line.span.end).trimmed(self.source.text) for line in lines if line.lead]
        if not rests or role_words(self.source, self.language, Span(lines[0].span.start, lines[0].lead)) != "measure":
            return False
        owing = self.language.sought("asking", "owing")
        asked = [self.source.view[r.start] == '"' or owing.search(self.source.lower, *r) is not None for r in rests]
        return not any(asked)

    def _opening(self, line: Line) -> str:
        """The part that a known formula at the beginning of a line opens."""
        opened = self.reader.any_opening.match(self.source.lower, *line.span)
        role = self.language.rule_of("openings", opened).role if opened else ""
        return role if role in PARTS else ""

    def _as(self, line: Line, part: str) -> Line:
        """The line as the head of a part, or as a paragraph of it that its words open."""
        return line._replace(part=part) if line.lead else line._replace(role=part)

    def _head(self, line: Line) -> Span | None:
        """The words of a line that can head a part, without what stands round them."""
        span = self.reader.after_enumerator(line.span)
        while span.end > span.start and self.source.view[span.end - 1] in ": ":
            span = Span(span.start, span.end - 1)
        alone = not line.role and 0 < span.end - span.start <= _LONGEST_PART
        return span if alone and self.reader.is_name(span) else None

    def _lead(self, line: Line) -> re.Match[str] | None:
        return _LEAD.match(self.source.view, *line.span)

    def _tells(self, span: Span) -> bool:
        """True for words that are a sentence: they tell what was done or concluded."""
        sought = (self.language.any_sought("outcomes"), self.language.sought("activity", "presented"))
        return any(each.search(self.source.lower, *span) for each in sought)

    def _part(self, span: Span) -> str:
        return _NAMED_PARTS.get(role_words(self.source, self.language, span), "")

    def _key(self, span: Span) -> str:
        return folded(span.of(self.source.lower))
