"""What people said is wrong, left out of a document's quads, with all that hangs on it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from cdipgraph.corrections import Settled
from cdipgraph.corrections.places import State
from cdipgraph.corrections.statements import CITATION, WRONG
from cdipgraph.graph.names import Names
from cdipgraph.graph.writer import term, value
from cdipgraph.report import Report
from cdipgraph.spans import Span, folded
from cdipgraph.vocabulary import ID, expand

#: The classes of what a correction can be about, by the words that a correction has for them.
CLASSES: Final = {
    "citation": "cito:Citation",
    "decision": "eli-dl:Decision",
    "measure": "cdip:Measure",
    "implementation": "cdip:ImplementationActivity",
    "review": "cdip:Review",
    "commitment": "cdip:Commitment",
    "follow-up": "cdip:FollowUp",
    "delivery": "cdip:Delivery",
    "deliverable": "cdip:Deliverable",
    "range": "cdip:ParagraphRange",
    "item": "cdip:ChairSummaryItem",
    "session": "cdip:CommitteeSession",
    "proposal": "cdip:Proposal",
    "proposal-paragraph": "cdip:ProposalParagraph",
    "proposal-point": "cdip:ProposalPoint",
    "decision-point": "cdip:DecisionPoint",
    "paragraph": "cdip:Paragraph",
    "appendix": "cdip:Appendix",
}
#: What points at the thing that it is of, and is nothing without it.
_HANGS: Final = tuple(
    term(name)
    for name in (
        "cdip:ofMeasure",
        "eli-dl:executed",
        "cdip:followsUp",
        "cdip:askedBy",
        "cdip:stateOf",
        "cdip:enumerates",
        "eli-dl:recorded_in_a_realization_of",
        "cdip:respondsTo",
        "eli:is_part_of",
    )
)
#: How a relation was concluded: no longer how the thing came about when the relation is taken away.
_CONCLUDED: Final = {
    "session": "session-by-",
    "recordedIn": "item-by-",
    "concludedIn": "item-by-",
    "reviewed": "reviewed-by-",
    "answeredBy": "answer-by-",
    "dueSession": "due-by-",
    "askedOf": "actor-by-",
}
_DERIVED: Final = term("prov:wasDerivedFrom")
_TYPE: Final = term("rdf:type")
_LABEL: Final = term("rdfs:label")
_TEXT: Final = term("cdip:text")
_ORIGIN: Final = term("cdip:origin")
_SPAN: Final = re.compile(r"#char=(\d+),(\d+)$")


def corrected(report: Report, quads: Sequence[Quad]) -> tuple[Report, list[Quad]]:
    """The quads without what people said is wrong; and the report, which tells what was taken away and what could not
    be.
    """
    if not any(_wrong(one) for one in report.settled):
        return report, list(quads)
    graph = _Graph(report, quads)
    settled = tuple(graph.without(one) if _wrong(one) else one for one in report.settled)
    return replace(report, settled=settled), graph.quads()


def _wrong(one: Settled) -> bool:
    """True for what is to be taken out here; a citation that is none was left out as the text was read."""
    c = one.correction
    taken = c.statement == WRONG and (c.thing != CITATION or bool(c.relation))
    return taken and one.state is State.APPLIED and one.span is not None


class _Graph:
    """The quads of a document, from which things are taken away."""

    def __init__(self, report: Report, quads: Iterable[Quad]) -> None:
        self.names = Names(report)
        self._quads = dict.fromkeys(quads)
        self._spans: set[NamedNode] = set()

    def quads(self) -> list[Quad]:
        """The quads that are left, without spans that prove nothing any more."""
        proving = {quad.object for quad in self._quads if quad.predicate == _DERIVED}
        gone = {span.value for span in self._spans if span not in proving}
        return [
            quad for quad in self._quads if _subject(quad).removesuffix("/position").removesuffix("/quote") not in gone
        ]

    def without(self, one: Settled) -> Settled:
        """What became of a correction, after taking away what it says is wrong."""
        found = self._found(one)
        if len(found) != 1:
            return replace(one, state=State.UNCLEAR if found else State.NOTHING)
        thing = found[0]
        if one.correction.relation:
            return self._without_relation(one, thing)
        facts = [quad for quad in self._quads if quad.subject == thing]
        whole = next(
            (q.object.value for p in _HANGS for q in facts if q.predicate == p and isinstance(q.object, NamedNode)), ""
        )
        gone = self._with_dependents(thing)
        label = _label(facts) or folded(one.correction.quote)
        self._take([quad for quad in self._quads if quad.subject in gone or quad.object in gone])
        return replace(one, removed=tuple(sorted(node.value for node in gone)), whole=whole, label=label)

    def _found(self, one: Settled) -> list[NamedNode]:
        """The things of the kind that the words are of: those with the shortest span around them; of several the one
        that the correction names.
        """
        span, kind = one.span, term(CLASSES[one.correction.thing])
        of_kind = {quad.subject for quad in self._quads if quad.predicate == _TYPE and quad.object == kind}
        lengths: dict[NamedNode, int] = {}
        for quad in self._quads:
            if quad.predicate == _DERIVED and quad.subject in of_kind and isinstance(quad.subject, NamedNode):
                place = _place(quad)
                if span and place and place.covers(span):
                    length = place.end - place.start
                    lengths[quad.subject] = min(lengths.get(quad.subject, length), length)
        shortest = min(lengths.values(), default=0)
        found = [thing for thing, length in lengths.items() if length == shortest]
        named = [thing for thing in lengths if thing.value == ID + one.correction.fact]
        return named if one.correction.fact and named else found

    def _with_dependents(self, thing: NamedNode) -> set[NamedNode]:
        """A thing, its parts, and what is nothing without it."""
        hanging: dict[NamedNode, list[NamedNode]] = defaultdict(list)
        subjects: set[NamedNode] = set()
        for quad in self._quads:
            if isinstance(quad.subject, NamedNode):
                subjects.add(quad.subject)
                if quad.predicate in _HANGS and isinstance(quad.object, NamedNode):
                    hanging[quad.object].append(quad.subject)
        gone, waiting = {thing}, [thing]
        while waiting:
            whole = waiting.pop()
            parts = [s for s in subjects if s.value.startswith(f"{whole.value}/")]
            new = {*hanging[whole], *parts} - gone
            gone |= new
            waiting += new
        return gone

    def _without_relation(self, one: Settled, thing: NamedNode) -> Settled:
        relation = term(f"cdip:{one.correction.relation}")
        taken = [quad for quad in self._quads if quad.subject == thing and quad.predicate == relation]
        if not taken:
            return replace(one, state=State.NOTHING)
        concluded = _CONCLUDED.get(one.correction.relation)
        if concluded:
            taken += [
                quad
                for quad in self._quads
                if quad.subject == thing and quad.predicate == _ORIGIN and f"#origin-{concluded}" in str(quad.object)
            ]
        graph = taken[0].graph_name
        self._take(taken)
        self._quads[Quad(thing, _ORIGIN, value("origin", "by-hand"), graph)] = None
        settled_by = NamedNode(self.names.correction(one.key))
        self._quads[Quad(thing, term("cdip:settledBy"), settled_by, graph)] = None
        said = ", ".join(_name(quad) for quad in taken if quad.predicate == relation)
        return replace(one, whole=thing.value, label=f"{one.correction.relation}: {said}")

    def _take(self, quads: Iterable[Quad]) -> None:
        for quad in quads:
            self._quads.pop(quad, None)
            if quad.predicate == _DERIVED and isinstance(quad.object, NamedNode):
                self._spans.add(quad.object)


def _subject(quad: Quad) -> str:
    return quad.subject.value if isinstance(quad.subject, NamedNode) else ""


def _place(quad: Quad) -> Span | None:
    match = _SPAN.search(quad.object.value) if isinstance(quad.object, NamedNode) else None
    return Span(int(match[1]), int(match[2])) if match else None


def _label(facts: Sequence[Quad]) -> str:
    labels: Iterator[str] = (
        folded(quad.object.value)
        for predicate in (_LABEL, _TEXT)
        for quad in facts
        if quad.predicate == predicate and isinstance(quad.object, Literal)
    )
    return next(labels, "")


def _name(quad: Quad) -> str:
    return (
        quad.object.value.removeprefix(ID).removeprefix(expand("cdip:"))
        if isinstance(quad.object, NamedNode | Literal)
        else ""
    )
