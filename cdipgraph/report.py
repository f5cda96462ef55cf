"""What a document says, as frozen dataclasses, each with the spans it was read from.

The words are the committee world's: a *proposal* in numbered paragraphs, *measures* that answer it, *implementations*
that carry them out, *reviews* in paragraph ranges of session reports, *decisions* in items of the Chair's summary,
*commitments* they make, *follow-ups*.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from cdipgraph.findings import Finding
from cdipgraph.source import SourceText
from cdipgraph.spans import Span
from cdipgraph.symbols import Symbol

if TYPE_CHECKING:
    from cdipgraph.corrections import Settled


class Place(StrEnum):
    """The part of the document where something stands."""

    NARRATIVE = "narrative"
    ANNEX = "annex"


class Stated(NamedTuple):
    """Where something is stated: the words, and the part of the document they stand in."""

    span: Span
    place: Place = Place.NARRATIVE


class CitationKind(StrEnum):
    """What a citation points at."""

    DOCUMENT = "document"
    PARAGRAPHS = "paragraphs"
    SUMMARY_ITEM = "summary-item"
    AGENDA_ITEM = "agenda-item"
    ANNEX = "annex"
    SESSION = "session"
    RESOLUTION = "resolution"
    INTERNAL = "internal"


#: The kinds by themselves: Python 3.11 takes long to find a member in its class, which loops over citations do at each.
DOCUMENT, PARAGRAPHS, SUMMARY_ITEM, AGENDA_ITEM, ANNEX, SESSION, RESOLUTION, INTERNAL = CitationKind


class How(StrEnum):
    """How a citation was resolved."""

    EXPLICIT = "explicit"
    BY_SESSION = "by-session"
    BY_CONTEXT = "by-context"
    BY_HAND = "by-hand"
    AMBIGUOUS = "ambiguous"
    OPEN = "open"


EXPLICIT, BY_SESSION, BY_CONTEXT, BY_HAND, AMBIGUOUS, OPEN = How


class AnotherSession(NamedTuple):
    """A session of another committee, whose symbols begin with `series`."""

    series: str
    ordinal: int


class Citation(NamedTuple):
    """One citation: its words, its parts as printed, and how it was resolved.

    `first` and `last` are paragraph numbers as printed ("98", "XI.30", "50 (b)"), or the numbers of a range of
    documents, items or sessions; `last` is missing where one runs on ("para. 59 ff"). `item` is a summary or agenda
    item, the number of a resolution, an annex or chapter, a point; or what is named where there is no symbol ("terms of
    reference", "ibid."). A citation that is ambiguous or open keeps what could have been meant in `candidates`
    (symbols, or "session 21"). `presented` is the session at which the sentence says that a document cited was
    presented or considered, the last where it names several. `session` counts those of the document's own committee,
    or of that whose symbol is printed; `another` is one that the words say is another's. `settled` is the key of the
    correction that says what it means.
    """

    span: Span
    kind: CitationKind
    symbol: Symbol | None = None
    first: str = ""
    last: str = ""
    item: str = ""
    session: int | None = None
    how: How = How.EXPLICIT
    candidates: tuple[str, ...] = ()
    place: Place = Place.NARRATIVE
    presented: int | None = None
    another: AnotherSession | None = None
    settled: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One header field: its value in a normal form, and where it stands."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above the text; a field that the text does not give is None.

    `also` are the further symbols of a joint document; the value of `organisation` is the key of the phrase table;
    `draft` says that the title calls the document a draft report or summary. `kind` is that of the session: special
    (which other languages call extraordinary), emergency, resumed; `part` the part of it, as a number.
    """

    symbol: Field | None = None
    language: str = "und"
    original_language: Field | None = None
    date: Field | None = None
    organisation: Field | None = None
    committee: Field | None = None
    series: str = ""
    session: Field | None = None
    kind: Field | None = None
    part: Field | None = None
    place: Field | None = None
    start: Field | None = None
    end: Field | None = None
    title: Field | None = None
    author: Field | None = None
    draft: bool = False
    also: tuple[Field, ...] = ()

    @property
    def spans(self) -> list[Span]:
        """Where the fields stand."""
        fields = (self.symbol, self.original_language, self.date, self.organisation, self.committee, self.session)
        return [
            f.span
            for f in (*fields, self.kind, self.part, self.place, self.start, self.end, self.title, self.author)
            if f
        ]

    @property
    def ordinal(self) -> int | None:
        """The session's number."""
        return int(self.session.value) if self.session else None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body: its number as printed, the heading and the agenda item it stands under, who speaks in
    it, and on whose behalf.
    """

    span: Span
    number: str = ""
    heading: Span | None = None
    speaker: Span | None = None
    on_behalf_of: Span | None = None
    item: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A lettered or numbered point of a paragraph or of a decision."""

    number: str
    span: Span


@dataclass(frozen=True, slots=True)
class ProposalParagraph:
    """One numbered paragraph of the proposal, with its text where the document repeats it."""

    number: str
    heading: Stated
    text: Span | None = None
    points: tuple[Point, ...] = ()
    announced: int | None = None
    announcement: Span | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """The proposal that the document answers: whose it is and where it stands."""

    stated: tuple[Stated, ...]
    label: Span | None = None
    proposer: Span | None = None
    appendix: str = ""
    session: int | None = None
    paragraphs: tuple[ProposalParagraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Implementation:
    """What carried a measure out: a document, a presentation, an event.

    `dated` are the parts of the document that give its day; `during` the sessions that, beside the day, it is said to
    have taken place at. `rules` of this and of what follows name how those parts of it came about that its words do not
    say: values of the scheme `origin`.
    """

    kind: str
    label: Span
    stated: tuple[Stated, ...]
    symbol: Symbol | None = None
    sessions: tuple[int, ...] = ()
    day: date | None = None
    dated: tuple[Place, ...] = ()
    during: tuple[int, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """A discussion of a measure, recorded in a paragraph range of a session report.

    `reviewed` counts the measure's implementations from 0; `item` is the item of the Chair's summary that concluded it.
    """

    citation: Citation
    stated: tuple[Stated, ...]
    reviewed: tuple[int, ...] = ()
    item: SummaryItem | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryItem:
    """An item of a Chair's summary, as cited; `series` is that of another committee whose summary it is."""

    session: int
    number: str
    stated: tuple[Stated, ...]
    series: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision: its words, its outcomes in order, the session, and the item that records it (certain or not); in a
    session's report, the paragraph, counted from 0.

    `sessions` are those that can have taken it, where the document does not say which did. `settled` is the key of the
    correction that says which session or item it is of.
    """

    text: Span
    outcomes: tuple[str, ...]
    session: int | None = None
    item: str = ""
    worded: bool = True
    certain: bool = True
    candidates: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    sessions: tuple[int, ...] = ()
    paragraph: int | None = None
    rules: tuple[str, ...] = ()
    settled: str = ""


class When(NamedTuple):
    """For when something is asked, and the words: `kind` is session, date, duration (within which), period (for which),
    future (some later session) or recurring. `day` is the last day; `duration` is as XML Schema writes it, "P6M".
    """

    span: Span
    kind: str
    session: int | None = None
    day: date | None = None
    duration: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What answered a commitment: an implementation, a review or a decision of the measure (counted from 0), the
    follow-up, or the document itself; the words that show it; the session by which it came.

    `full` is false where it does only a part of what was asked; `certain` where the words leave room for another
    reading; `basis` says what tied the two: document, kind, session, words.
    """

    implementation: int | None = None
    review: int | None = None
    decision: int | None = None
    follow_up: bool = False
    document: bool = False
    evidence: Span | None = None
    session: int | None = None
    full: bool = True
    certain: bool = True
    basis: str = "words"


@dataclass(frozen=True, slots=True)
class Commitment:
    """What is asked for, of whom, for when, under which conditions, and what answered it.

    A decision (counted from 0) asks for it; where none does, it is taken on in the follow-up or in a paragraph (counted
    from 0), or, with neither, in what is told of the measure. `asked_at` is the session that asked, or of which it is
    told; `due` the session of `times`; `restated` are the words of the follow-up that say it again.
    """

    decision: int | None
    text: Span
    actor: str
    due: int | None = None
    answers: tuple[Answer, ...] = ()
    times: tuple[When, ...] = ()
    conditions: tuple[Span, ...] = ()
    restated: tuple[Span, ...] = ()
    follow_up: bool = False
    paragraph: int | None = None
    asked_at: int | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """What minutes tell as done: the sentence, the words that say what it is, by whom ("" where nobody is named), in
    which documents, whether in full or in part, at which session, and in which paragraph, counted from 0.
    """

    text: Span
    thing: Span
    actor: str = ""
    documents: tuple[Symbol, ...] = ()
    full: bool = True
    session: int | None = None
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What is said to follow: `status` is none, ongoing, scheduled or done."""

    text: Span
    status: str
    due: int | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What had become of a deliverable: the state, the sentence that tells of it, at which sessions, by whom, and the
    number of the option where one was chosen.
    """

    kind: str
    stated: Stated
    sessions: tuple[int, ...] = ()
    actor: str = ""
    option: str = ""


@dataclass(frozen=True, slots=True)
class Enumeration:
    """What the text lists of a deliverable: options, parts or suggestions, with the words that announce them.

    `count` is how many are announced; `parts` are empty where they are only counted ("in eight categories").
    """

    kind: str
    announced: Stated
    parts: tuple[Point, ...] = ()
    count: int | None = None
    sessions: tuple[int, ...] = ()
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Deliverable:
    """The thing that a measure sets up or improves, as its wording names it; what else it is called; what became of
    it, in the order of the text; and what the text lists of it.
    """

    label: Stated
    names: tuple[Span, ...] = ()
    states: tuple[State, ...] = ()
    enumerations: tuple[Enumeration, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure that answers a paragraph of the proposal, and its whole chain; `proposal` counts the document's
    proposals from 0.
    """

    paragraph: str
    number: str
    label: Span
    stated: tuple[Stated, ...]
    implementations: tuple[Implementation, ...] = ()
    reviews: tuple[Review, ...] = ()
    items: tuple[SummaryItem, ...] = ()
    decisions: tuple[Decision, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    follow_up: FollowUp | None = None
    proposal: int = 0
    deliverable: Deliverable | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the Chair's summary that was read: 7, 7.1 or 7.1(a), its words, and the item it is part of.

    `span` holds its number too; `text` the words of its lettered items, but not those of its numbered ones.
    """

    number: str
    span: Span
    text: Span
    heading: Span | None = None
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Appendix:
    """An appendix of the Chair's summary that was read: its number as printed, its head, its title."""

    number: str
    span: Span
    title: Span | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """The Chair's summary that the document is: its items in order, and its appendices."""

    items: tuple[Item, ...] = ()
    appendices: tuple[Appendix, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What the document says of a session: its dates and place, and where."""

    ordinal: int
    spans: tuple[Span, ...]
    start: date | None = None
    end: date | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """The title that the text gives to a document."""

    symbol: Symbol
    span: Span


class Replaced(NamedTuple):
    """A document that the document says it replaces, and the words that say so."""

    symbol: Symbol
    span: Span


@dataclass(frozen=True, repr=False)
class Report:
    """All that was read from one document, and what became of the corrections that people made to it.

    `kind` is a value of the scheme `kind`; offsets are of `source.text`.
    """

    source: SourceText
    header: Header
    kind: str = "document"
    paragraphs: tuple[Paragraph, ...] = ()
    citations: tuple[Citation, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    measures: tuple[Measure, ...] = ()
    decisions: tuple[Decision, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    sessions: tuple[SessionFacts, ...] = ()
    titles: tuple[Title, ...] = ()
    replaced: tuple[Replaced, ...] = ()
    summary: Summary | None = None
    organisation: tuple[str, Span] | None = None
    findings: tuple[Finding, ...] = ()
    settled: tuple[Settled, ...] = ()

    @property
    def proposal(self) -> Proposal | None:
        """The proposal that the document answers, the first where it answers several."""
        return self.proposals[0] if self.proposals else None

    def __repr__(self) -> str:
        symbol = self.header.symbol.value if self.header.symbol else self.source.name
        return f"<Report {symbol} ({self.kind}): {len(self.paragraphs)} paragraphs, {len(self.citations)} citations>"
