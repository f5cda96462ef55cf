"""What the table of a report is made from: measures, what was done, where it was reviewed and concluded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Version:
    """A language version of a document that tells of measures."""

    document: str
    symbol: str
    expression: str
    language: str
    original: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the document, and where they stand."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee: how its symbols begin, and what it is called in the language of the table, if that is known."""

    series: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Activity:
    """What carried a measure out. `quote` is its entry in the annex."""

    thing: str
    kind: str
    label: str
    symbol: str = ""
    document: str = ""
    sessions: tuple[tuple[Committee, int], ...] = ()
    day: date | None = None
    annexed: bool = False
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A range of a session's report, or an item of a Chair's summary (`number`). `quote` is its entry in the annex."""

    things: tuple[str, ...]
    first: str = ""
    last: str = ""
    number: str = ""
    session: int | None = None
    committee: Committee = Committee()
    symbol: str = ""
    report: str = ""
    provisional: bool = False
    annexed: bool = False
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure, its paragraph's number and its own, and what its row holds. `quote` is its cell in the annex.

    `place` is where its row begins, `follow_up` what its row says of what follows, `proposal` the proposal that its
    paragraph is of.
    """

    thing: str
    paragraph: str
    number: str
    label: str
    annexed: bool
    place: int | None
    quote: Quote | None
    activities: tuple[Activity, ...]
    reviews: tuple[Reference, ...]
    items: tuple[Reference, ...]
    follow_up: Quote | None = None
    proposal: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the table of one language version is made from.

    `proposals` are what the proposals are called, by IRI; `headings` what the document calls the paragraphs of the
    proposal, by number; `titles` what documents and committees are called in the table's language, by IRI.
    """

    version: Version
    committee: Committee
    title: str
    proposer: str
    proposals: Mapping[str, str]
    measures: tuple[Measure, ...]
    headings: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
