"""Findings that someone has looked at and set aside, in a small file that says why:

    [[silence]]
    rule = "range-not-in-annex"
    thing = "doc/CDIP/21/15/para/285-291"   # optional: an IRI, or its end after id/
    quote = "285 à 291"                      # optional: words that the place holds
    reason = "The annex lists what the Committee concluded on."

A silenced finding is still listed, with its reason, and no longer counts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from cdipgraph.checks.rulebook import rule
from cdipgraph.errors import UsageError
from cdipgraph.findings import Finding
from cdipgraph.spans import folded
from cdipgraph.vocabulary import ID

#: The file that is read when it stands in the current folder and no other is named.
DEFAULT: Final = Path("silences.toml")
_KEYS: Final = frozenset({"rule", "thing", "quote", "reason"})


@dataclass(frozen=True, slots=True)
class Silence:
    """Which findings are set aside (of a rule; on a thing; at words), and why."""

    rule: str
    reason: str
    thing: str = ""
    quote: str = ""

    def covers(self, finding: Finding) -> bool:
        """True when the finding is one of those."""
        return (
            finding.rule == self.rule
            and self.thing in ("", finding.focus, (finding.focus or "").removeprefix(ID))
            and folded(self.quote) in folded(finding.quote)
        )


def read_silences(path: Path | None) -> list[Silence]:
    """The silences of a file; of the default file where none is named, none where that does not exist.

    Raises UsageError for a file that is not there or not of the form, UnknownRule for a rule that does not exist.
    """
    if path is None and not DEFAULT.is_file():
        return []
    where = path or DEFAULT
    try:
        table = tomllib.loads(where.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"cannot be read ({error.strerror})", where=str(where)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"is not TOML: {error}", where=str(where)) from error
    entries = table.pop("silence", [])
    if table or not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise UsageError("holds something else than [[silence]]", where=str(where), remedy="See docs/checks.md")
    return [_silence(entry, f"{where}, silence {number}") for number, entry in enumerate(entries, 1)]


def _silence(entry: dict[str, object], where: str) -> Silence:
    texts = {key: value.strip() for key, value in entry.items() if isinstance(value, str)}
    unknown = sorted(set(entry) - _KEYS) + sorted(set(entry) - set(texts))
    if unknown:
        raise UsageError(f"{unknown[0]!r} is no text of {', '.join(sorted(_KEYS))}", where=where)
    for key in ("rule", "reason"):
        if not texts.get(key):
            raise UsageError(f"gives no {key}", where=where, remedy="Say why the finding is set aside")
    rule(texts["rule"])
    return Silence(**texts)


def silenced(findings: Iterable[Finding], silences: Sequence[Silence]) -> list[Finding]:
    """The findings, those that a silence covers with its reason."""
    return [
        replace(finding, silenced=next((s.reason for s in silences if s.covers(finding)), finding.silenced))
        for finding in findings
    ]


def idle(findings: Iterable[Finding], silences: Sequence[Silence]) -> list[Silence]:
    """The silences that cover nothing any more."""
    known = list(findings)
    return [silence for silence in silences if not any(silence.covers(finding) for finding in known)]
