"""From statements to boxes: the things of a store put together to the lineage that a reader sees, stage by stage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from cdipgraph.drawing.words import Words
from cdipgraph.lineage.boxes import STAGES, Ask, Box, Hand, Lineage, Link, Removed
from cdipgraph.lineage.making import made
from cdipgraph.lineage.standing import Standing
from cdipgraph.lineage.statements import Statements, natural

#: A place in the reading order: the measure's number in it, the session, the stage, the position.
_Rank = tuple[int, int, int, int]


def assemble(said: Statements, words: Words, as_of: int | None = None) -> Lineage:
    """The lineage that the statements tell of, its labels in the language of `words`; what was asked as it stood when
    the session `as_of` ended.
    """
    return _Assembly(said, words, as_of).lineage()


def assemble_asked(said: Statements, words: Words, thing: str, as_of: int | None = None) -> Lineage:
    """What is asked in a thing that is in no chain, or answered by it: a lineage without boxes."""
    return _Assembly(said, words, as_of).asked_in(thing)


class _Assembly:
    """Boxes and edges made from statements, stage by stage; `lineage()` runs the stages in order."""

    def __init__(self, said: Statements, words: Words, as_of: int | None) -> None:
        self.said = said
        self.words = words
        self.as_of = as_of
        self.boxes: dict[str, Box] = {}
        self.ranks: dict[str, _Rank] = {}
        self.links: dict[tuple[str, str], Link] = {}
        self.asks: list[Ask] = []
        #: What was done for a measure, by stage and measure, in the order it was added.
        self.done: dict[tuple[str, str], list[str]] = defaultdict(list)
        #: The box of each decision, and the measures that each such box concludes.
        self.decided: dict[str, str] = {}
        self.concludes: dict[str, set[str]] = defaultdict(set)

    def lineage(self) -> Lineage:
        """The whole lineage."""
        self._proposals()
        self._measures()
        self._implementations()
        self._reviews()
        self._decisions()
        self._followups()
        self._commitments()
        ordered = sorted(self.boxes.values(), key=lambda box: (self.ranks[box.iri], natural(box.iri)))
        links, removed = tuple(self.links.values()), tuple(self._removed())
        return Lineage(tuple(ordered), links, tuple(self.asks), self.said.sessions(), _names(self.said), removed)

    def asked_in(self, thing: str) -> Lineage:
        """What is asked in a thing, or answered by it, whether it is in a chain or not: without boxes."""
        standing = Standing(self.said, self.as_of)
        found = (
            standing.ask(commitment, thing, tuple(self._rules(commitment)))
            for commitment in self.said.of("cdip:Commitment")
            if thing in self._around(commitment)
        )
        asks = tuple(ask for ask in found if ask)
        return Lineage((), (), asks, self.said.sessions(), _names(self.said), ())

    def _around(self, commitment: str) -> set[str]:
        """A commitment, what asks it or tells of it, and what answers it."""
        said = self.said
        asking = said.all(commitment, "cdip:askedBy")
        recorded = [
            one for name in ("cdip:recordedIn", "cdip:inParagraph") for by in asking for one in said.all(by, name)
        ]
        given = said.all(commitment, "cdip:answeredBy")
        told = [one for by in given for one in said.all(by, "cdip:inParagraph")]
        taken = said.all(commitment, "cdip:undertakenIn")
        return {commitment, commitment.partition("/commitment/")[0], *asking, *taken, *recorded, *given, *told}

    def add(self, box: Box, rank: _Rank, *told: str) -> None:
        """Adds a box at a place in the reading order, with how it, or the things that are `told` in it, came about."""
        things = told or (box.iri,)
        rules = tuple(dict.fromkeys(rule for one in things for rule in self._rules(one)))
        hands = tuple(dict.fromkeys(hand for one in things for hand in self._hands(one)))
        self.boxes[box.iri], self.ranks[box.iri] = replace(box, rules=rules, hands=hands), rank
        self.done[box.stage, box.measure].append(box.iri)

    def link(self, source: str, target: str, relation: str, note: str = "", *, certain: bool = True) -> None:
        """Adds an edge between two boxes that are there; a second one between the same adds its note to the first."""
        if source not in self.boxes or target not in self.boxes or source == target:
            return
        there = self.links.get((source, target))
        if there is None:
            self.links[source, target] = Link(source, target, relation, note, certain)
        elif relation == "answers":
            notes = " / ".join(dict.fromkeys(filter(None, (there.note, note))))
            self.links[source, target] = Link(source, target, relation, notes, certain)

    def rank(self, measure: str, session: int | None, stage: str, position: int | None) -> _Rank:
        """The place in the reading order of something done for a measure; what belongs to none comes first."""
        base = self.ranks.get(measure, (-1, 0, 0, 0))[0]
        return base, 9999 if session is None else session, STAGES.index(stage), position or 0

    # What was asked, and the measures

    def _proposals(self) -> None:
        for index, proposal in enumerate(self.said.of("cdip:Proposal")):
            summary = self.said.one(proposal, "eli:is_part_of")
            ordinal = self.said.ordinal(self.said.one(summary, "cdip:summaryOf"))
            number = self.said.one(proposal, "eli:number")
            label = f"{self.words('word', 'appendix')} {number}" if number else self.words("stage", "proposal")
            box = Box(
                proposal,
                "proposal",
                _joined(label, self._session(ordinal)),
                self.said.one(proposal, "rdfs:label"),
                number=number,
                session=ordinal,
                held=self.said.one(summary, "cdip:summaryOf"),
                quotes=self.said.quotes(proposal),
                stands_for=(summary,) if summary else (),
            )
            self.add(box, (-2, index, 0, 0))

    def _measures(self) -> None:
        """The paragraphs and, each under its own, the measures; they are numbered through in reading order."""
        asked = defaultdict(list)
        for measure in self.said.of("cdip:Measure"):
            asked[self.said.one(measure, "cdip:respondsTo")].append(measure)
        place = 0
        paragraphs = self.said.of("cdip:ProposalParagraph")
        for paragraph in [*sorted(paragraphs, key=self._numbered), *sorted(asked.keys() - set(paragraphs))]:
            place += 1
            if paragraph in paragraphs:
                self._paragraph(paragraph, place)
            for measure in sorted(asked[paragraph], key=self._numbered):
                place += 1
                self._measure(measure, paragraph, place)

    def _numbered(self, thing: str) -> tuple[object, ...]:
        proposal = self.said.one(thing, "eli:is_part_of") or self.said.one(thing, "cdip:reportedIn")
        return natural(proposal), natural(self.said.one(thing, "eli:number")), natural(thing)

    def _paragraph(self, paragraph: str, place: int) -> None:
        number = self.said.one(paragraph, "eli:number")
        points = self.said.pointing("eli:is_part_of", paragraph)
        text = self.said.one(paragraph, "cdip:text")
        told = [self.said.one(point, "cdip:text") for point in points]
        box = Box(
            paragraph,
            "paragraph",
            f"{self.words('stage', 'paragraph')} {number}".strip(),
            " ".join([text, *(words for words in told if words not in text)]) or self.said.one(paragraph, "rdfs:label"),
            number=number,
            quotes=self.said.quotes(paragraph),
            stands_for=tuple(points),
        )
        self.add(box, (place, 0, 0, 0))
        self.link(self.said.one(paragraph, "eli:is_part_of"), paragraph, "contains")

    def _measure(self, measure: str, paragraph: str, place: int) -> None:
        numbers = [self.said.one(paragraph, "eli:number"), self.said.one(measure, "eli:number")]
        number = ".".join(filter(None, numbers))
        deliverables = [
            one for one in self.said.pointing("cdip:ofMeasure", measure) if self.said.is_a(one, "cdip:Deliverable")
        ]
        box = Box(
            measure,
            "measure",
            f"{self.words('stage', 'measure')} {number}".strip(),
            self.said.one(measure, "rdfs:label"),
            number=number,
            measure=measure,
            stated_in=self._stated_in(measure),
            quotes=self.said.quotes(measure),
            stands_for=(*self.said.all(measure, "cdip:reportedIn"), *deliverables),
            made=made(self.said, deliverables[0]) if deliverables else None,
        )
        self.add(box, (place, 0, 0, 0))
        self.link(paragraph, measure, "responds")

    # What was done, and where it was reviewed

    def _implementations(self) -> None:
        for activity in self.said.of("cdip:ImplementationActivity"):
            document = self.said.one(activity, "cdip:produced")
            session = self.said.session(activity) or self.said.session(document)
            ordinal = self.said.ordinal(session)
            symbol = self.said.one(document, "dcterms:identifier")
            kind = next(iter(self.said.concept(activity, "cdip:activityKind")), "")
            named = symbol or _joined(self.words("activity", kind), self._session(ordinal))
            box = Box(
                activity,
                "implementation",
                named,
                self.said.one(activity, "rdfs:label") or self.said.one(document, "dcterms:title") or named,
                symbol=symbol,
                kind=kind,
                session=ordinal,
                held=session,
                measure=self.said.one(activity, "eli-dl:executed"),
                stated_in=self._stated_in(activity),
                quotes=self.said.quotes(activity),
                stands_for=_known(document, *self.said.all(activity, "cdip:session"), session),
            )
            self.add(
                box, self.rank(box.measure, ordinal, "implementation", self.said.number(activity, "cdip:position"))
            )
            self.link(box.measure, activity, "implements")

    def _reviews(self) -> None:
        for review in self.said.of("cdip:Review"):
            box = self._review(review)
            self.add(box, self.rank(box.measure, box.session, "review", self.said.number(review, "cdip:position")))
            reviewed = [one for one in self.said.all(review, "cdip:reviewed") if one in self.boxes]
            for activity in reviewed:
                self.link(activity, review, "reviews")
            if not reviewed:
                self.link(box.measure, review, "reviews")

    def _review(self, review: str) -> Box:
        span = self.said.one(review, "eli-dl:recorded_in_a_realization_of")
        report = self.said.one(span, "eli:is_part_of")
        session = self.said.session(review) or self.said.session(report, "cdip:reportOf")
        ordinal = self.said.ordinal(session)
        first, last = self.said.number(span, "epvoc:itemNumberBegin"), self.said.number(span, "epvoc:itemNumberEnd")
        symbol = self.said.one(report, "dcterms:identifier")
        named = symbol or (self._session(ordinal) if report else self.words("word", "unknown-report"))
        return Box(
            review,
            "review",
            _joined(_printed(first, last), named),
            self.said.one(review, "rdfs:label") or self.said.one(span, "rdfs:label"),
            symbol=symbol,
            first=first,
            last=last,
            session=ordinal,
            held=session,
            measure=self.said.one(review, "cdip:ofMeasure"),
            stated_in=self._stated_in(review) or self._stated_in(span),
            certain=bool(report),
            provisional=self.said.true(report, "cdip:provisional"),
            quotes=self.said.quotes(review) or self.said.quotes(span),
            stands_for=_known(span, report, session),
        )

    # What was decided

    def _decisions(self) -> None:
        """The items that record a decision or conclude a review, and the decisions that no item records."""
        worded: dict[str, list[str]] = defaultdict(list)
        concluding = {self.said.one(review, "cdip:concludedIn") for review in self.said.of("cdip:Review")} - {""}
        told = {self.said.one(one, "cdip:recordedIn") for one in self.said.of("eli-dl:Decision") if self._of_chain(one)}
        for decision in self.said.of("eli-dl:Decision"):
            item = self.said.one(decision, "cdip:recordedIn")
            if self._of_chain(decision) or item in (concluding | told) - {""}:
                worded[item or decision].append(decision)
        for key in [*worded, *sorted(concluding - worded.keys(), key=natural)]:
            self._decision(key, worded[key])
            ended = self.said.pointing("cdip:concludedIn", key)
            for review in ended:
                self.link(review, key, "decides")
            reviewed = {self.boxes[review].measure for review in ended if review in self.boxes}
            stated = {self.said.one(one, "cdip:ofMeasure") for one in worded[key]} - {""}
            for measure in sorted(stated - reviewed):
                self._hang_decision(key, measure)
            self._place_decision(key, stated | reviewed)

    def _of_chain(self, decision: str) -> bool:
        """True unless only the minutes of a session record a decision: those hold many that are of no chain."""
        minuted = self.said.one(decision, "cdip:recordedIn") or self.said.one(decision, "cdip:inParagraph")
        return bool(self.said.one(decision, "cdip:ofMeasure")) or not minuted

    def _decision(self, key: str, decisions: list[str]) -> None:
        """The box of an item with the decisions worded in it, or of a decision that no item records.

        Where the Chair's summary was read too, its own wording repeats what the report on the measures says.
        """
        decisions = [one for one in decisions if self._of_chain(one)] or decisions
        decisions = sorted(decisions, key=lambda one: (self.said.number(one, "cdip:position") or 0, natural(one)))
        summary = self.said.one(key, "eli:is_part_of") if key not in decisions else ""
        session = self.said.one(summary, "cdip:summaryOf") or self.said.session(decisions[0] if decisions else key)
        ordinal = self.said.ordinal(session)
        number = self.said.one(key, "eli:number") if key not in decisions else ""
        named = f"{self.words('word', 'item')} {number}" if number else self.words("stage", "decision")
        outcomes = [outcome for one in decisions for outcome in self.said.concept(one, "cdip:outcome")]
        points = [point for one in decisions for point in self.said.pointing("eli:is_part_of", one)]
        texts = [self.said.one(one, "cdip:text") for one in decisions]
        self.decided.update(dict.fromkeys(decisions, key))
        box = Box(
            key,
            "decision",
            _joined(named, self._session(ordinal)),
            " / ".join(filter(None, texts)) or self.said.one(key, "rdfs:label"),
            number=number,
            outcomes=tuple(dict.fromkeys(outcomes)),
            session=ordinal,
            held=session,
            stated_in=self._stated_in(key),
            certain=all("uncertain" not in self.said.concept(one, "cdip:certainty") for one in decisions),
            quotes=tuple(quote for one in dict.fromkeys([*decisions, key]) for quote in self.said.quotes(one)),
            stands_for=_known(*decisions, *points, summary, session),
        )
        self.add(box, self.rank("", ordinal, "decision", 0), *decisions)

    def _hang_decision(self, key: str, measure: str) -> None:
        """Ties a decision to the measure it is of where no review of the measure ends in it."""
        session = self.boxes[key].session
        for stage in ("review", "implementation"):
            near = [one for one in self.done[stage, measure] if self.boxes[one].session == session is not None]
            for one in near:
                self.link(one, key, "decides", certain=False)
            if near:
                return
        self.link(measure, key, "decides")

    def _place_decision(self, key: str, measures: set[str]) -> None:
        """Gives a decision the place, and the group, of the first of its measures."""
        first = min(measures, key=lambda one: (self.ranks.get(one, (9999, 0, 0, 0)), one), default="")
        self.concludes[key] = measures
        self.boxes[key] = replace(self.boxes[key], measure=first)
        self.ranks[key] = self.rank(first, self.boxes[key].session, "decision", 0)
        for measure in measures:
            self.done["concluded", measure].append(key)

    # What follows, and what was asked for

    def _followups(self) -> None:
        for followup in self.said.of("cdip:FollowUp"):
            status = next(iter(self.said.concept(followup, "cdip:followUpStatus")), "")
            session = self.said.session(followup, "cdip:dueSession")
            due = self.said.ordinal(session)
            box = Box(
                followup,
                "follow-up",
                _joined(self.words("status", status), self._session(due)),
                self.said.one(followup, "cdip:text"),
                status=status,
                due=due,
                session=due,
                held=session,
                measure=self.said.one(followup, "cdip:followsUp"),
                quotes=self.said.quotes(followup),
                stands_for=_known(session),
            )
            self.add(box, self.rank(box.measure, None, "follow-up", 0))
            for last in self._last(box.measure):
                self.link(last, followup, "follows")

    def _last(self, measure: str) -> list[str]:
        """What a measure came to: its latest session's decisions, else its last review or implementation, or itself."""
        decisions = self.done["concluded", measure]
        if decisions:
            latest = max(self.boxes[one].session or 0 for one in decisions)
            return [one for one in decisions if (self.boxes[one].session or 0) == latest]
        for stage in ("review", "implementation"):
            if self.done[stage, measure]:
                return [max(self.done[stage, measure], key=lambda one: self.ranks[one])]
        return [measure]

    def _commitments(self) -> None:
        """What was asked, each once: what the Chair's summary words too is not asked twice."""
        standing = Standing(self.said, self.as_of)
        left_out = set(self.said.of("eli-dl:Decision")) - self.decided.keys()
        known: set[tuple[str, str]] = set()
        for commitment in self.said.of("cdip:Commitment"):
            asked_by = self.said.one(commitment, "cdip:askedBy")
            taken_in = self.said.one(commitment, "cdip:undertakenIn")
            origin = self.decided.get(asked_by, asked_by) or taken_in
            if asked_by in left_out or (taken_in and taken_in not in self.boxes):
                continue
            ask = standing.ask(commitment, origin, tuple(self._rules(commitment)))
            if ask is None or standing.alike(ask) in known:
                continue
            known.add(standing.alike(ask))
            self.asks.append(ask)
            if not taken_in:
                self._hang_ask(ask)

    def _hang_ask(self, ask: Ask) -> None:
        """Ties what a decision asked for to what answered it; what nothing in the picture answers has its own box."""
        boxes = [box for answer in ask.answered_by for box in self._answering(answer, ask.decision)]
        for box in boxes:
            self.link(ask.decision, box, "answers", ask.text)
        if not boxes:
            self._open(ask, self.said.session(ask.iri, "cdip:dueSession"))

    def _answering(self, answer: str, decision: str) -> list[str]:
        """The boxes of an answer: its own, or what produced the document, for the decision's own measures if it can."""
        if answer in self.boxes:
            return [answer]
        made = [one for one in self.said.pointing("cdip:produced", answer) if one in self.boxes]
        return [one for one in made if self.boxes[one].measure in self.concludes[decision]] or made

    def _open(self, ask: Ask, session: str) -> None:
        """The box of what was asked for and answered by nothing that has a box."""
        box = Box(
            ask.iri,
            "commitment",
            _joined(f"{self.words('stage', 'commitment')} {self.words('status', ask.status)}", self._session(ask.due)),
            ask.text,
            status=ask.status,
            due=ask.due,
            session=ask.due,
            held=session,
            measure=self.boxes[ask.decision].measure if ask.decision in self.boxes else "",
            quotes=(*ask.quotes, *(quote for given in ask.answers for quote in given.quotes)),
            stands_for=_known(session, *ask.answered_by),
        )
        self.add(box, self.rank(box.measure, None, "commitment", self.said.number(ask.iri, "cdip:position")))
        self.link(ask.decision, ask.iri, "asks", ask.text)

    # Small things

    def _rules(self, thing: str) -> list[str]:
        """By which rules something of a thing was concluded."""
        return [rule for rule in self.said.concept(thing, "cdip:origin") if rule not in ("read", "by-hand")]

    def _hands(self, thing: str) -> list[Hand]:
        """Who settled a thing by hand."""
        return [self._hand(correction) for correction in self.said.all(thing, "cdip:settledBy")]

    def _hand(self, correction: str) -> Hand:
        author = self.said.one(self.said.one(correction, "prov:wasAttributedTo"), "rdfs:label")
        return Hand(author, self.said.one(correction, "dcterms:date"), self.said.one(correction, "cdip:reason"))

    def _removed(self) -> Iterator[Removed]:
        """What people said is wrong."""
        for correction in self.said.of("cdip:Correction"):
            whole = self.said.one(correction, "cdip:removedFrom")
            if whole:
                things = tuple(self.said.all(correction, "cdip:removed"))
                yield Removed(self.said.one(correction, "rdfs:label"), whole, self._hand(correction), things)

    def _session(self, ordinal: int | None) -> str:
        return f"{self.words('word', 'session')} {ordinal}" if ordinal is not None else ""

    def _stated_in(self, thing: str) -> str:
        places = self.said.concept(thing, "cdip:statedIn")
        return "both" if len(places) > 1 else "".join(places)


def _names(said: Statements) -> dict[str, str]:
    """What documents, sessions and what minutes tell as done are called."""
    known = [iri for kind in ("eli:Work", "cdip:CommitteeSession", "cdip:Delivery") for iri in said.of(kind)]
    return {iri: said.one(iri, "dcterms:identifier") or said.one(iri, "rdfs:label") for iri in known}


def _joined(*parts: str) -> str:
    """The parts that there are, with a dot between them."""
    return " · ".join(filter(None, parts))


def _known(*things: str) -> tuple[str, ...]:
    """The things that there are, each once."""
    return tuple(dict.fromkeys(filter(None, things)))


def _printed(first: int | None, last: int | None) -> str:
    """A range as it is printed: § 98–112."""
    if first is None:
        return "§"
    return f"§ {first}" if last in (None, first) else f"§ {first}–{last}"
