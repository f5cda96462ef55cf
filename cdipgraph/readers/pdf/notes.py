"""Notes: the lines at the foot of a page that belong to a mark in the text, and the marks themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cdipgraph.readers.pdf.pages import Line, Rule

_RULE = re.compile(r"[_\s]{5,}|[-–—]{8,}")
_SIGN = re.compile(r"[*†‡§¶#]{1,4}")
_MARK = re.compile(r"[*†‡§¶#]{1,4}|\d{1,3}|[a-z]{1,2}")
_PARTS = re.compile(r"[\s,;–-]+")
_UNIT = re.compile(r"(?:^|[^\w])[kcdmµ]?[mgsl]$|(?:^|[^\w])(?:ft|in|mi|yd|CO|H)$")
_ORDINAL = frozenset(("st", "nd", "rd", "th", "er", "re", "os", "as", "to", "ta"))

_SMALLER = 0.93  # of the text's height: what notes are set in
_UNDER_RULE = 3.0  # heights of the line by which a note's first line is below the rule
_RULE_SHARE = 0.6  # of the text's width: the rule above notes is shorter
_FOOT = 0.55  # of the text's height: notes stand below


class Foot(NamedTuple):
    """Lines of running text, and the lines of the notes below them."""

    text: list[Line]
    notes: list[Line]


def is_rule(text: str) -> bool:
    """True for a line drawn with characters."""
    return text[0] in "_-–—" and _RULE.fullmatch(text) is not None


def starts_note(line: Line) -> bool:
    """True for a line that begins with the raised mark of a note, or with a sign."""
    if line.cuts and line.cuts[0][0] == 0 and line.cuts[0][2]:
        return True
    sign = _SIGN.match(line.text)
    return sign is not None and line.text[sign.end() : sign.end() + 1].isspace()


def part(lines: Sequence[Line], rules: Sequence[Rule], usual: float, height: float) -> Foot:
    """The lines of a column at the end of its page, its notes apart; `usual` is how high the document's text is."""
    at = _after_rule(lines, rules, height)
    if at is None:
        small = len(lines)
        while small and lines[small - 1].height < _SMALLER * usual:
            small -= 1
        at = next((n for n in range(small, len(lines)) if starts_note(lines[n])), len(lines))
    return Foot([line for line in lines[:at] if not is_rule(line.text)], list(lines[at:]))


def _after_rule(lines: Sequence[Line], rules: Sequence[Rule], height: float) -> int | None:
    """The first line below the rule that parts notes from the text; None where there is none."""
    widest = _RULE_SHARE * max([line.x1 - line.x0 for line in lines])
    for n in range(len(lines) - 1, 0, -1):
        line, above = lines[n], lines[n - 1]
        if line.y0 > _FOOT * height:
            return None
        if is_rule(above.text) and above.x1 - above.x0 < widest:
            return n
        if rules and starts_note(line) and any(_is_above(rule, line, above, widest) for rule in rules):
            return n
    return None


def _is_above(rule: Rule, line: Line, above: Line, widest: float) -> bool:
    """True for a short rule right above a line, below the line before it."""
    return (
        line.y0 < rule.y0 < min(above.y0 + 1, line.y1 + _UNDER_RULE * line.height)
        and 10 < rule.x1 - rule.x0 < widest
        and rule.y1 - rule.y0 < 3
        and rule.x0 < line.x0 + 2 * line.height
    )


def mark_of(line: Line) -> str:
    """The mark that a note's first line begins with, or nothing."""
    if line.cuts and line.cuts[0][0] == 0 and line.cuts[0][2]:
        return line.text[: line.cuts[0][1]].strip()
    sign = _SIGN.match(line.text)
    return sign[0] if sign and starts_note(line) else ""


class Marks(NamedTuple):
    """The marks that notes begin with; `sure`: what is small and raised is so on purpose, as it is not in a scan."""

    known: frozenset[str]
    sure: bool


def cut_text(text: str, cuts: Sequence[tuple[int, int, int]], marks: Marks) -> str:
    """The text of a line without the marks of notes, and without spaces that are none on paper."""
    for start, end, small in reversed(cuts):
        if not small or is_mark(text[start:end], text[:start], marks):
            text = text[:start] + text[end:]
    return text


def is_mark(raised: str, before: str, marks: Marks) -> bool:
    """True for raised characters that refer to a note, false for the exponent of a unit or the end of an ordinal."""
    tokens = [token for token in _PARTS.split(raised.strip()) if token]
    if not tokens or not all(_MARK.fullmatch(token) for token in tokens):
        return False
    known = all(token in marks.known for token in tokens)
    if raised.isalpha():
        after_number = before[-1:].isdigit() or before[-1:] in ".IVX"
        return known and not (after_number and raised in _ORDINAL)
    return known or (marks.sure and not _UNIT.search(before))
