"""What a lineage is made of: boxes, the edges between them, and what was asked. Frozen, without store or picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cdipgraph.source import Location

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
class Box:
    """One thing of the chain, with what a reader wants to know of it.

    `label` names it shortly, `title` is all that it says. `number` is that of a paragraph, measure (1.3) or item (8.1);
    `symbol`, `first`, `last` the document, and its paragraphs, that it is or stands in; `status` and `due` those of a
    follow-up or a commitment. `certain` is false where its report or item is not certainly the right one. `held` is its
    session's IRI, `measure` its measure's, and `stands_for` are other IRIs that lead to it.
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
    actors: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    date: str = ""
    conditions: tuple[str, ...] = ()
    answers: tuple[Given, ...] = ()


@dataclass(frozen=True)
class Lineage:
    """The boxes in reading order, the edges, what was asked, the sessions and the names of things by IRI."""

    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    asks: tuple[Ask, ...]
    sessions: dict[str, Session]
    names: dict[str, str]
