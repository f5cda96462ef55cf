"""What a lineage is made of: boxes, the edges between them, and what was asked. Frozen, without store or picture."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Final

from cdipgraph.source import Location
from cdipgraph.vocabulary import CONCEPTS

#: The stages, from left to right. A commitment stands where a follow-up would.
STAGES: Final[tuple[str, ...]] = (
    "proposal",
    "paragraph",
    "measure",
    "implementation",
    "review",
    "decision",
    "follow-up",
    "commitment",
)


#: The place of words in a file that has neither pages nor counted paragraphs.
NOWHERE: Final = Location()


@dataclass(frozen=True)
class Quote:
    """Words of a document and where they stand: the code points from `start` to `end`, white space folded.

    `location` is the page and the paragraph of the file in which they begin.
    """

    document: str
    start: int
    end: int
    text: str
    location: Location = NOWHERE

    @property
    def place(self) -> str:
        """The place in a few signs: "CDIP/24/8 p. 12, 790–1210"."""
        return f"{f'{self.document} {self.location.label}'.strip()}, {self.start}–{self.end}"


@dataclass(frozen=True)
class Session:
    """A session as far as the store knows it; dates are ISO, empty where none is stated."""

    committee: str
    ordinal: int
    start: str = ""
    end: str = ""


@dataclass(frozen=True)
class Hand:
    """Who settled something by hand, on which day (ISO), and why."""

    author: str
    day: str
    reason: str = ""

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.author, self.day)))


@dataclass(frozen=True)
class Removed:
    """What a person said is wrong, and is no longer in the graph: how it was called, what it was said of, the IRIs."""

    label: str
    whole: str
    hand: Hand
    things: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """What had become of a deliverable: the state, at which sessions, the number of the option that was chosen."""

    state: str
    sessions: tuple[int, ...] = ()
    option: str = ""
    quotes: tuple[Quote, ...] = ()

    def __str__(self) -> str:
        return " ".join(filter(None, (self.state, self.option, *map(str, self.sessions))))


@dataclass(frozen=True)
class Made:
    """What a measure sets up or improves: its name, what else it is called, and what became of it, in order."""

    label: str
    names: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def strip(self) -> tuple[Step, ...]:
        """Each state once, by session; then those of which the document tells none, and last what is still to come."""
        found: dict[str, Step] = {}
        for step in self.steps:
            known = found.get(step.state, Step(step.state))
            sessions = tuple(sorted({*known.sessions, *step.sessions}))
            found[step.state] = Step(step.state, sessions, known.option or step.option, known.quotes + step.quotes)
        return tuple(sorted(found.values(), key=_when))


def _when(step: Step) -> tuple[bool, float, int]:
    order = CONCEPTS["state"].index(step.state) if step.state in CONCEPTS["state"] else len(CONCEPTS["state"])
    return step.state == "to-be-evaluated", min(step.sessions, default=inf), order


@dataclass(frozen=True)
class Box:
    """One thing of the chain, with what a reader wants to know of it.

    `label` names it shortly, `title` is all that it says. `number` is that of a paragraph, measure (1.3) or item (8.1);
    `symbol`, `first`, `last` the document, and its paragraphs, that it is or stands in; `status` and `due` those of a
    follow-up or a commitment; `made` what a measure sets up. `certain` is false where its report or item is not
    certainly the right one. `held` is its session's IRI, `measure` its measure's, and `stands_for` are other IRIs that
    lead to it. `rules` are those by which something of it was concluded, `hands` who settled it by hand.
    """

    iri: str
    stage: str
    label: str
    title: str
    number: str = ""
    symbol: str = ""
    first: int | None = None
    last: int | None = None
    kind: str = ""
    outcomes: tuple[str, ...] = ()
    status: str = ""
    due: int | None = None
    session: int | None = None
    held: str = ""
    measure: str = ""
    stated_in: str = ""
    certain: bool = True
    provisional: bool = False
    quotes: tuple[Quote, ...] = ()
    stands_for: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    hands: tuple[Hand, ...] = ()
    made: Made | None = None


@dataclass(frozen=True)
class Link:
    """An edge, from what came first. `note` is what was asked, on `asks` and `answers`; not `certain`: inferred."""

    source: str
    target: str
    relation: str
    note: str = ""
    certain: bool = True


@dataclass(frozen=True)
class Given:
    """An answer: what gives it (its IRI), by which session, how far, how surely, on what basis and which words."""

    by: str
    session: int | None = None
    full: bool = True
    certain: bool = True
    basis: str = ""
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True)
class Ask:
    """What is asked for by a decision, or taken on in a follow-up (`decision` is the box of either).

    Its status, by which session, who is asked, for when in the words of the text, the last day where it is known, the
    conditions, and what answered it.
    """

    iri: str
    decision: str
    text: str
    status: str
    due: int | None
    answered_by: tuple[str, ...]
    quotes: tuple[Quote, ...]
    rules: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    date: str = ""
    conditions: tuple[str, ...] = ()
    answers: tuple[Given, ...] = ()


@dataclass(frozen=True)
class Lineage:
    """The boxes in reading order, the edges, what was asked, the sessions and the names of things by IRI; and what was
    removed by hand.
    """

    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    asks: tuple[Ask, ...]
    sessions: dict[str, Session]
    names: dict[str, str]
    removed: tuple[Removed, ...] = ()
