"""Chains written by hand as `docs/model.md` says, and a store that holds them: what the lineage is tested on."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from cdipgraph import vocabulary as v
from cdipgraph.store.local import MemoryStore

CLASSES = {
    "eli-dl:Decision": ("eli-dl:Decision",),
    "cdip:Measure": ("cdip:Measure", "eli-dl:ForeseenActivity"),
    "cdip:ImplementationActivity": ("cdip:ImplementationActivity", "eli-dl:Activity"),
    "cdip:Review": ("cdip:Review", "eli-dl:Activity"),
    "cdip:SessionReport": ("cdip:SessionReport", "eli:Work"),
}


@dataclass
class Chain:
    """A report that is being written: each method adds one thing, tells its words, and returns its IRI."""

    symbol: str = "SCP/31/9"
    lang: str = "en"
    text: str = ""
    quads: list[ox.Quad] = field(default_factory=list)

    @property
    def committee(self) -> str:
        return self.symbol.split("/")[0]

    @property
    def work(self) -> str:
        return f"{v.ID}doc/{self.symbol}"

    def __post_init__(self) -> None:
        session = int(self.symbol.split("/")[1])
        self.add(self.expression, "eli:Expression", {"eli:realizes": self.work, "dcterms:language": (self.lang,)})
        self.document(self.symbol, "A report on what was done", kind="implementation-report", session=session)
        self.say(self.work, "eli:is_realized_by", self.expression)

    @property
    def expression(self) -> str:
        return f"{self.work}/{self.lang}"

    def say(self, subject: str, name: str, value: object) -> None:
        term: ox.NamedNode | ox.Literal
        if isinstance(value, bool | int):
            term = ox.Literal(value)
        elif isinstance(value, tuple):
            term = ox.Literal(value[0])
        elif isinstance(value, str) and value.startswith(("http://", "https://")):
            term = ox.NamedNode(value)
        else:
            term = ox.Literal(str(value), language=self.lang)
        self.quads.append(
            ox.Quad(ox.NamedNode(subject), ox.NamedNode(v.expand(name)), term, ox.NamedNode(self.expression))
        )

    def add(self, iri: str, kind: str, values: dict[str, object], words: str = "", place: str = "") -> str:
        for name in CLASSES.get(kind, (kind,)):
            self.say(iri, "rdf:type", v.expand(name))
        for name, value in values.items():
            for one in value if isinstance(value, list) else [value]:
                if one is not None and one != "":
                    self.say(iri, name, one)
        for one in place.split():
            self.say(iri, "cdip:statedIn", v.concept("place", one))
        if words:
            self.quote(iri, words)
        return iri

    def quote(self, iri: str, words: str) -> None:
        start = len(self.text)
        self.text += words + "\n"
        span = f"{self.expression}#char={start},{start + len(words)}"
        self.say(iri, "prov:wasDerivedFrom", span)
        self.say(span, "rdf:type", v.expand("oa:SpecificResource"))
        self.say(span, "oa:hasSource", self.expression)
        for part in ("position", "quote"):
            self.say(span, "oa:hasSelector", f"{span}/{part}")
        self.say(f"{span}/position", "oa:start", start)
        self.say(f"{span}/position", "oa:end", start + len(words))
        self.say(f"{span}/quote", "oa:exact", (words,))

    def session(self, ordinal: int, start: str = "") -> str:
        iri = f"{v.ID}{self.committee}/session/{ordinal}"
        values: dict[str, object] = {
            "cdip:ordinal": ordinal,
            "cdip:heldBy": f"{v.ID}{self.committee}",
            "rdfs:label": f"Session {ordinal}",
        }
        if start:
            self.quads.append(
                ox.Quad(
                    ox.NamedNode(iri),
                    ox.NamedNode(v.expand("cdip:startDate")),
                    ox.Literal(start, datatype=ox.NamedNode(v.expand("xsd:date"))),
                    ox.NamedNode(self.expression),
                )
            )
        return self.add(iri, "cdip:CommitteeSession", values)

    def document(self, symbol: str, title: str = "", *, kind: str = "document", session: int | None = None) -> str:
        iri = f"{v.ID}doc/{symbol.replace(' ', '-')}"
        values: dict[str, object] = {
            "dcterms:identifier": (symbol,),
            "cdip:documentKind": v.concept("kind", kind),
            "dcterms:title": title,
            "cdip:session": self.session(session) if session else None,
            "cdip:provisional": "Prov" in symbol,
        }
        return self.add(iri, "eli:Work", values)

    def report(self, symbol: str, session: int) -> str:
        iri = self.document(symbol, kind="session-report", session=session)
        self.say(iri, "rdf:type", v.expand("cdip:SessionReport"))
        self.say(iri, "cdip:reportOf", self.session(session))
        return iri

    def item(self, session: int, number: str) -> str:
        summary = f"{v.ID}{self.committee}/session/{session}/summary"
        self.add(summary, "cdip:ChairSummary", {"cdip:summaryOf": self.session(session), "rdfs:label": "Summary"})
        words = f"paragraph {number} of the Summary by the Chair of session {session}"
        values: dict[str, object] = {"eli:number": (number,), "eli:is_part_of": summary, "rdfs:label": words}
        return self.add(f"{summary}/item/{number}", "cdip:ChairSummaryItem", values, words, "annex")

    def proposal(self, label: str = "Proposal by the delegation of Utopia", session: int | None = None) -> str:
        iri, summary = f"{self.work}/proposal", ""
        if session:
            summary = f"{v.ID}{self.committee}/session/{session}/summary"
            self.add(summary, "cdip:ChairSummary", {"cdip:summaryOf": self.session(session)})
            iri = f"{summary}/appendix/I"
        values: dict[str, object] = {
            "rdfs:label": label,
            "cdip:reportedIn": self.work,
            "eli:number": ("I",) if session else "",
            "eli:is_part_of": summary,
        }
        return self.add(iri, "cdip:Proposal", values, label)

    def paragraph(self, proposal: str, number: int, text: str) -> str:
        values: dict[str, object] = {
            "eli:number": (str(number),),
            "eli:is_part_of": proposal,
            "rdfs:label": f"Paragraph {number}",
            "cdip:text": text,
        }
        return self.add(f"{proposal}/para/{number}", "cdip:ProposalParagraph", values, text)

    def measure(self, paragraph: str, number: int, label: str) -> str:
        iri = f"{self.work}/measure/{paragraph.rsplit('/', 1)[1]}.{number}"
        values: dict[str, object] = {
            "eli:number": (str(number),),
            "cdip:respondsTo": paragraph,
            "cdip:reportedIn": self.work,
            "rdfs:label": label,
        }
        return self.add(iri, "cdip:Measure", values, label, "narrative annex")

    def implementation(
        self, measure: str, position: int, label: str, *, symbol: str = "", kind: str = "document", session: int | None
    ) -> str:
        values: dict[str, object] = {
            "eli-dl:executed": measure,
            "cdip:activityKind": v.concept("activity", kind),
            "cdip:position": position,
            "rdfs:label": label,
            "cdip:produced": self.document(symbol, label, session=session) if symbol else None,
            "cdip:session": self.session(session) if session else None,
        }
        return self.add(
            f"{measure}/activity/{position}", "cdip:ImplementationActivity", values, label, "narrative annex"
        )

    def review(
        self,
        measure: str,
        position: int,
        span: tuple[int, int],
        *,
        report: str = "",
        session: int | None = None,
        of: Iterable[str] = (),
        item: str = "",
    ) -> str:
        first, last = span
        words = f"paragraphs {first} to {last}"
        owner = report or f"{self.work}/unresolved"
        values: dict[str, object] = {
            "epvoc:itemNumberBegin": first,
            "epvoc:itemNumberEnd": last,
            "eli:is_part_of": report,
            "rdfs:label": words,
        }
        cited = self.add(f"{owner}/para/{first}-{last}", "cdip:ParagraphRange", values, words, "annex")
        return self.add(
            f"{measure}/review/{position}",
            "cdip:Review",
            {
                "cdip:ofMeasure": measure,
                "eli-dl:recorded_in_a_realization_of": cited,
                "cdip:session": self.session(session) if session else None,
                "cdip:position": position,
                "cdip:reviewed": list(of),
                "cdip:concludedIn": item,
                "rdfs:label": words,
            },
            words,
            "annex",
        )

    def decision(
        self, measure: str, position: int, text: str, *, outcomes: str, session: int | None = None, item: str = ""
    ) -> str:
        values: dict[str, object] = {
            "cdip:ofMeasure": measure,
            "cdip:session": self.session(session) if session else None,
            "cdip:recordedIn": item,
            "cdip:outcome": [v.concept("outcome", one) for one in outcomes.split()],
            "cdip:text": text,
            "cdip:wording": v.concept("wording", "worded"),
            "cdip:certainty": v.concept("certainty", "certain"),
            "cdip:position": position,
            "rdfs:label": text,
        }
        return self.add(f"{measure or self.work}/decision/{position}", "eli-dl:Decision", values, text, "narrative")

    def commitment(
        self, decision: str, position: int, text: str, *, due: int | None = None, answered: Iterable[str] = ()
    ) -> str:
        values: dict[str, object] = {
            "cdip:askedBy": decision,
            "cdip:askedOf": v.concept("actor", "secretariat"),
            "cdip:text": text,
            "cdip:dueSession": self.session(due) if due else None,
            "cdip:answeredBy": list(answered),
            "cdip:position": position,
        }
        owner = decision.rsplit("/decision/", 1)[0]
        return self.add(f"{owner}/commitment/{position}", "cdip:Commitment", values, text)

    def followup(self, measure: str, text: str, *, status: str, due: int | None = None) -> str:
        values: dict[str, object] = {
            "cdip:followsUp": measure,
            "cdip:followUpStatus": v.concept("status", status),
            "cdip:text": text,
            "cdip:dueSession": self.session(due) if due else None,
        }
        return self.add(f"{measure}/followup/1", "cdip:FollowUp", values, text)

    def citation(self, cited: str, words: str, number: int) -> str:
        values: dict[str, object] = {
            "cito:hasCitingEntity": self.expression,
            "cito:hasCitedEntity": cited,
            "cdip:citationKind": v.concept("citation", "document"),
        }
        return self.add(f"{self.expression}/citation/{number}", "cito:Citation", values, words)

    def store(self) -> MemoryStore:
        store = MemoryStore()
        store.replace_graphs({self.expression: self.quads})
        return store


def small() -> Chain:
    """Two paragraphs and three measures, with one of everything that is easily lost.

    1.1 runs straight through. In 1.2 an answer comes after the decision that asked for it, an evaluation is open, a
    report is provisional and an item has no wording. 2.1 has a review of which the report is not known, a decision
    without item and no follow-up; a last decision belongs to no measure, and a document to no chain.
    """
    chain = Chain()
    chain.session(28, "2018-07-09")
    first, second = chain.report("SCP/28/12", 28), chain.report("SCP/29/8 Prov.", 29)
    proposal = chain.proposal(session=27)
    one = chain.paragraph(proposal, 1, "The Secretariat will <list> its practices & tools.")
    two = chain.paragraph(proposal, 2, "The Secretariat should hold a forum.")
    m11 = chain.measure(one, 1, "List of practices")
    a11 = chain.implementation(m11, 1, "List of the practices in use", symbol="SCP/28/4", session=28)
    i81 = chain.item(28, "8.1")
    chain.review(m11, 1, (98, 112), report=first, session=28, of=[a11], item=i81)
    chain.decision(m11, 1, "The Committee took note of the list.", outcomes="took-note", session=28, item=i81)
    chain.followup(m11, "The list is kept up to date.", status="ongoing")
    m12 = chain.measure(one, 2, "A seminar of one day")
    a12 = chain.implementation(m12, 1, "Presentation on a seminar", kind="presentation", session=28)
    b12 = chain.implementation(m12, 2, "Round table on practices", kind="round-table", session=29)
    i82, i71 = chain.item(28, "8.2"), chain.item(29, "7.1")
    chain.review(m12, 1, (113, 120), report=first, session=28, of=[a12], item=i82)
    chain.review(m12, 2, (30, 45), report=second, session=29, of=[b12], item=i71)
    asked = "The Committee requested a round table and an evaluation at session 32."
    d12 = chain.decision(m12, 1, asked, outcomes="took-note requested", session=28, item=i82)
    chain.commitment(d12, 1, "a round table", due=29, answered=[b12])
    chain.commitment(d12, 2, "an evaluation at session 32", due=32)
    chain.followup(m12, "No follow-up is planned.", status="none")
    m21 = chain.measure(two, 1, "A forum")
    a21 = chain.implementation(m21, 1, "Feasibility of a forum", symbol="SCP/30/3", session=30)
    chain.review(m21, 1, (233, 249), session=30, of=[a21])
    chain.decision(m21, 1, "The Committee decided to hold a forum.", outcomes="decided", session=30)
    chain.decision("", 1, "The Committee decided to close the item.", outcomes="decided", session=27)
    chain.citation(chain.document("SCP/20/INF/2", "An older study", session=20), "document SCP/20/INF/2", 1)
    return chain


def many(measures: int, seed: int = 1) -> Chain:
    """A made-up report with so many measures, four or so to a paragraph; the same for the same seed."""
    dice = random.Random(seed)
    chain = Chain(symbol="SCP/40/9")
    reports = {session: chain.report(f"SCP/{session}/12", session) for session in range(30, 40)}
    proposal = chain.proposal()
    paragraph, number = "", 0
    for index in range(measures):
        if index % 4 == 0:
            paragraph, number = chain.paragraph(proposal, 1 + index // 4, f"What is asked, part {index}"), 0
        number += 1
        _one(chain, dice, reports, chain.measure(paragraph, number, f"Measure {index} of those asked for"))
    return chain


def _one(chain: Chain, dice: random.Random, reports: dict[int, str], measure: str) -> None:
    session, asking = dice.randrange(30, 37), ""
    for step in range(1, dice.choice((1, 1, 2, 3)) + 1):
        start = dice.randrange(10, 400)
        symbol = f"SCP/{session}/{dice.randrange(3, 60)}" if dice.random() < 0.7 else ""
        activity = chain.implementation(measure, step, f"Paper {start} on practices", symbol=symbol, session=session)
        shared = dice.random() < 0.02
        item = chain.item(session, f"5.{dice.randrange(1, 4)}" if shared else f"7.{len(chain.quads)}")
        span = (start, start + dice.randrange(40))
        chain.review(measure, step, span, report=reports[session], session=session, of=[activity], item=item)
        if asking and dice.random() < 0.7:
            chain.commitment(asking, step, "a paper", due=session, answered=[activity])
        if dice.random() < 0.8:
            asking = chain.decision(measure, step, "Took note.", outcomes="took-note", session=session, item=item)
            if dice.random() < 0.2:
                chain.commitment(asking, 100 + step, "an evaluation", due=41)
        session += dice.choice((0, 1, 1))
    chain.followup(measure, "The work goes on.", status=dice.choice(("ongoing", "none", "done")))
