"""The facts of one version, as things with properties: what is compared, and by what a thing is known again."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from cdipgraph.differences.version import Version
from cdipgraph.spans import folded
from cdipgraph.vocabulary import CDIP, expand

Term = NamedNode | Literal


class Place(NamedTuple):
    """Where a thing stands in its text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Kind:
    """How things of a class are known again: within what they stand, by which properties, in which words.

    `named` are known by their IRI, which is made from what they are, unless they have words; a thing that has no words
    of its own has those that it was read from. One that is `quiet` neither comes nor goes: what cites it does. Of one
    that is `strict` the key tells more than the words; a `nested` one stands in what its IRI goes on from.
    """

    type: str
    whole: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    words: str = ""
    named: bool = False
    quiet: bool = False
    strict: bool = False
    nested: bool = False


#: A thing comes after what it is part of.
KINDS: Final = (
    Kind("eli:Work", named=True, quiet=True),
    Kind("org:FormalOrganization", named=True, quiet=True),
    Kind("org:OrganizationalUnit", named=True, quiet=True),
    Kind("cdip:CommitteeSession", named=True, quiet=True),
    Kind("cdip:ChairSummary", named=True, quiet=True),
    Kind("cdip:ChairSummaryItem", ("eli:is_part_of",), ("eli:number",), "cdip:text", named=True),
    Kind("cdip:Appendix", ("eli:is_part_of",), ("eli:number",), "dcterms:title", named=True),
    Kind("cdip:Proposal", key=("eli:is_part_of", "eli:number"), words="rdfs:label"),
    Kind("cdip:ProposalParagraph", ("eli:is_part_of",), ("eli:number",), "cdip:text"),
    Kind("cdip:ProposalPoint", ("eli:is_part_of",), ("eli:number",), "cdip:text"),
    Kind("cdip:Measure", ("cdip:respondsTo",), ("eli:number",), "rdfs:label"),
    Kind("cdip:ImplementationActivity", ("eli-dl:executed",), ("cdip:produced",), "rdfs:label", strict=True),
    Kind("cdip:Review", ("cdip:ofMeasure",), ("eli-dl:recorded_in_a_realization_of/eli:is_part_of",), strict=True),
    Kind("eli-dl:Decision", ("cdip:ofMeasure",), ("cdip:recordedIn",), "cdip:text"),
    Kind("cdip:DecisionPoint", ("eli:is_part_of",), ("eli:number",), "cdip:text"),
    Kind("cdip:Commitment", ("cdip:askedBy",), ("cdip:askedOf",), "cdip:text"),
    Kind("cdip:Delivery", words="cdip:text"),
    Kind("cdip:FollowUp", ("cdip:followsUp",), (), "cdip:text"),
)
#: Classes that are values of others, or no facts of the document; paragraphs and citations are compared by themselves.
_APART: Final = frozenset(
    expand(name)
    for name in (
        *("oa:SpecificResource", "oa:TextPositionSelector", "oa:TextQuoteSelector", "eli:Expression"),
        *("eli:Manifestation", "cdip:Finding", "cdip:FormerState", "cdip:ParagraphRange", "cdip:Paragraph"),
        *("cdip:SessionReport", "cito:Citation"),
    )
)
#: What is said of a thing and is no fact of its own: where it was read, and what follows from the rest.
_ASIDE: Final = frozenset(
    expand(name) for name in ("rdf:type", "prov:wasDerivedFrom", "cdip:position", "cdip:outcomes", "cdip:origin")
)
#: Of these classes the label is made from other facts, or repeats their text.
_LABELLED: Final = frozenset(
    expand(name) for name in ("cdip:Measure", "cdip:ImplementationActivity", "cdip:Proposal", "cdip:Deliverable")
)
_LABEL: Final = expand("rdfs:label")
_DERIVED: Final = expand("prov:wasDerivedFrom")


class Facts:
    """The quads of a version, by subject and property."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self.of: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self.typed: dict[str, list[str]] = defaultdict(list)
        for quad in version.quads:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                self.of[quad.subject.value][quad.predicate.value].append(quad.object)
                if quad.predicate.value == expand("rdf:type"):
                    self.typed[quad.object.value].append(quad.subject.value)

    def values(self, iri: str, path: str) -> list[str]:
        """The values at the end of a path of prefixed properties, sorted."""
        found = [iri]
        for step in path.split("/"):
            name = expand(step)
            found = [term.value for thing in found if thing in self.of for term in self.of[thing].get(name, ())]
        return sorted(found)

    def value(self, iri: str, path: str) -> str:
        """The first of the values; empty where there is none."""
        return next(iter(self.values(iri, path)), "")

    def is_a(self, iri: str, name: str) -> bool:
        """Whether a thing is of a class."""
        return (
            any(term.value == expand(name) for term in self.of[iri].get(expand("rdf:type"), ()))
            if iri in self.of
            else False
        )

    def above(self, iri: str) -> str:
        """The thing that an IRI goes on from: `…/measure/1.3` of `…/measure/1.3/deliverable/1`; empty for none."""
        path = iri.rpartition("/")[0]
        while path.startswith(f"{self.version.work}/"):
            if path in self.of:
                return path
            path = path.rpartition("/")[0]
        return ""

    def place(self, iri: str) -> Place | None:
        """The first place that a thing was read from."""
        return min(self._places(iri), default=None)

    def _places(self, iri: str) -> Iterator[Place]:
        for span in self.values(iri, "prov:wasDerivedFrom"):
            start, end = self.value(span, "oa:hasSelector/oa:start"), self.value(span, "oa:hasSelector/oa:end")
            if start.isdecimal() and end.isdecimal():
                yield Place(int(start), int(end))

    def words(self, iri: str, kind: Kind) -> str:
        """The words of a thing on one line: its own, else those that it was read from."""
        own = self.value(iri, kind.words) if kind.words else ""
        place = None if own else self.place(iri)
        return folded(own) or (folded(self.text[place.start : place.end]) if place else "")

    def paragraph(self, iri: str) -> str:
        """The text of a paragraph on one line, without its number."""
        place, number = self.place(iri), self.value(iri, "eli:number")
        text = folded(self.text[place.start : place.end]) if place else ""
        if number and text.startswith(number):
            return text[len(number) :].lstrip(" .)-–—:")
        return text

    @cached_property
    def text(self) -> str:
        """The whole text."""
        return self.value(self.version.expression, "cdip:text")

    def held(self, place: Place | None) -> str:
        """The paragraph that holds a place; empty where none does."""
        places, names = self._paragraphs
        at = bisect_right(places, place) if place else 0
        for before in range(at - 1, max(at - 3, -1), -1):
            if place and places[before].start <= place.start and place.end <= places[before].end:
                return names[before]
        return names[at] if place and at < len(places) and places[at].start == place.start else ""

    @cached_property
    def _paragraphs(self) -> tuple[list[Place], list[str]]:
        placed = sorted((place, iri) for iri in self.typed.get(f"{CDIP}Paragraph", ()) if (place := self.place(iri)))
        return [place for place, _ in placed], [iri for _, iri in placed]

    def things(self, kind: Kind) -> list[str]:
        """The things of a kind in the order of the text."""
        found = dict.fromkeys(self.typed.get(expand(kind.type), ()))
        return sorted(found, key=lambda iri: (self.place(iri) or Place(-1, -1), iri))

    def facts(self, iri: str) -> dict[str, list[Term]]:
        """What is said of a thing, by property, without what is said aside."""
        label = any(t.value in _LABELLED for t in self.of[iri].get(expand("rdf:type"), ()))
        aside = _ASIDE if label else _ASIDE | {_LABEL}
        return {name: terms for name, terms in self.of[iri].items() if name not in aside}


def kinds(*sides: Facts) -> Iterator[Kind]:
    """The kinds of things that are compared, those that have no line of their own last."""
    yield from KINDS
    known = {expand(kind.type) for kind in KINDS} | _APART
    deep: dict[str, int] = {}
    for facts in sides:
        for name, things in facts.typed.items():
            if name.startswith(CDIP) and name not in known:
                deep[name] = max([deep.get(name, 0), *(iri.count("/") for iri in things)])
    for name in sorted(deep, key=lambda name: (deep[name], name)):
        yield Kind(f"cdip:{name.removeprefix(CDIP)}", key=("eli:number",), words="rdfs:label", nested=True)
