"""The chain: proposal, measures, implementations, reviews, decisions, commitments, follow-ups."""

from __future__ import annotations

from cdipgraph.graph.commitments import write_commitment
from cdipgraph.graph.deliverables import write_deliverable
from cdipgraph.graph.references import (
    derived,
    session_told,
    write_item,
    write_paragraph_range,
    write_session,
    write_session_of,
    write_summary,
)
from cdipgraph.graph.writer import Writer, value
from cdipgraph.report import (
    Decision,
    FollowUp,
    Implementation,
    Measure,
    Proposal,
    ProposalParagraph,
    Review,
    Stated,
    SummaryItem,
)
from cdipgraph.spans import Span

_LONGEST_LABEL = 80


def write_proposal(w: Writer, proposal: Proposal, number: int = 0) -> None:
    """A proposal (counted from 0), its paragraphs and their points."""
    iri = w.names.proposal(number)
    spans = [s.span for s in proposal.stated] or [p.heading.span for p in proposal.paragraphs[:1]]
    w.thing(iri, "cdip:Proposal", spans=spans)
    w.worded(iri, "rdfs:label", w.words(proposal.label) if proposal.label else w.language.label("proposal"))
    w.link(iri, "cdip:reportedIn", w.names.document)
    if proposal.proposer:
        w.worded(iri, "cdip:proposer", w.words(proposal.proposer))
    if proposal.session is not None:
        w.link(iri, "eli:is_part_of", write_summary(w, proposal.session, spans))
    if proposal.appendix:
        w.string(iri, "eli:number", proposal.appendix)
    for paragraph in proposal.paragraphs:
        own = f"{iri}/para/{paragraph.number}"
        extra = [s for s in (paragraph.text, paragraph.announcement) if s]
        w.thing(own, "cdip:ProposalParagraph", spans=[paragraph.heading.span, *extra])
        w.string(own, "eli:number", paragraph.number)
        w.link(own, "eli:is_part_of", iri)
        w.worded(own, "rdfs:label", _paragraph_label(w, paragraph))
        if paragraph.text:
            w.worded(own, "cdip:text", w.source.quote(paragraph.text))
        if paragraph.announced is not None:
            w.integer(own, "cdip:announcedMeasures", paragraph.announced)
        for point in paragraph.points:
            write_point(w, f"{own}/point/{point.number}", "cdip:ProposalPoint", point.number, point.span, own)


def _paragraph_label(w: Writer, paragraph: ProposalParagraph) -> str:
    """What a paragraph is called: as its heading does ("Recommendation 3"), if that is more than a number."""
    words = w.words(paragraph.heading.span)
    named = len(words) <= _LONGEST_LABEL and sum(map(str.isalpha, words)) > len(paragraph.number)
    return words if named else w.language.label("paragraph", number=paragraph.number)


def write_point(w: Writer, iri: str, kind: str, number: str, span: Span, whole: str) -> None:
    """A lettered point of a paragraph, or a numbered one of a decision."""
    w.thing(iri, kind, spans=[span])
    w.string(iri, "eli:number", number)
    w.link(iri, "eli:is_part_of", whole)
    w.worded(iri, "cdip:text", w.source.quote(span))


def write_measure(w: Writer, measure: Measure) -> None:
    """A measure with all that hangs on it."""
    iri = w.names.measure(measure)
    w.thing(iri, "cdip:Measure", "eli-dl:ForeseenActivity")
    w.string(iri, "eli:number", measure.number)
    if measure.paragraph:
        w.link(iri, "cdip:respondsTo", f"{w.names.proposal(measure.proposal)}/para/{measure.paragraph}")
    w.link(iri, "cdip:reportedIn", w.names.document)
    w.worded(iri, "rdfs:label", w.words(measure.label))
    w.stated(iri, measure.stated)
    for item in measure.items:
        write_item(w, item)
        w.link(w.names.item(item.session, item.number), "cdip:citedFor", iri)
    for number, done in enumerate(measure.implementations, 1):
        write_implementation(w, f"{iri}/activity/{number}", iri, done, number)
    for number, review in enumerate(measure.reviews, 1):
        write_review(w, f"{iri}/review/{number}", iri, review, number)
    for number, decision in enumerate(measure.decisions, 1):
        write_decision(w, f"{iri}/decision/{number}", decision, number, iri)
    for number, commitment in enumerate(measure.commitments, 1):
        write_commitment(w, iri, commitment, number, iri)
    if measure.follow_up:
        write_follow_up(w, f"{iri}/followup/1", iri, measure.follow_up)
    if made := measure.deliverable:
        write_deliverable(w, f"{iri}/deliverable/1", iri, made)


def write_implementation(w: Writer, iri: str, measure: str, done: Implementation, position: int) -> None:
    """What carried a measure out."""
    w.thing(iri, "cdip:ImplementationActivity", "eli-dl:Activity")
    w.link(iri, "eli-dl:executed", measure)
    w.add(iri, "cdip:activityKind", value("activity", done.kind))
    w.integer(iri, "cdip:position", position)
    w.worded(iri, "rdfs:label", w.words(done.label))
    if done.symbol:
        w.link(iri, "cdip:produced", w.names.work(done.symbol))
    # The number in a symbol counts the sessions of the committee whose document it is.
    counted = done.symbol if "session-by-symbol" in done.rules else None
    for ordinal in done.sessions:
        w.link(iri, "cdip:session", write_session_of(w, counted, ordinal, [s.span for s in done.stated]))
    if done.day:
        w.day(iri, "cdip:date", done.day.isoformat())
    for place in done.dated:
        w.add(iri, "cdip:dateStatedIn", value("place", place.value))
    for ordinal in done.during:
        w.link(iri, "cdip:heldDuring", session_told(w, ordinal, done.stated[0].span))
    w.stated(iri, done.stated)
    w.came(iri, *done.rules)


def write_review(w: Writer, iri: str, measure: str, review: Review, position: int) -> None:
    """A discussion of a measure, and the range that records it."""
    citation = review.citation
    cited = write_paragraph_range(w, citation, review.stated)
    w.thing(iri, "cdip:Review", "eli-dl:Activity")
    w.link(iri, "cdip:ofMeasure", measure)
    w.link(iri, "eli-dl:recorded_in_a_realization_of", cited)
    w.worded(iri, "rdfs:label", w.words(review.stated[0].span))
    w.integer(iri, "cdip:position", position)
    if citation.session is not None:
        w.link(iri, "cdip:session", write_session_of(w, citation.symbol, citation.session, [citation.span]))
    elif citation.another:
        w.link(iri, "cdip:session", w.names.session_cited(citation) or "")
    for index in review.reviewed:
        w.link(iri, "cdip:reviewed", f"{measure}/activity/{index + 1}")
    if review.item:
        w.link(iri, "cdip:concludedIn", w.names.item(review.item.session, review.item.number))
    w.stated(iri, review.stated)
    w.came(iri, *derived(citation), *review.rules)
    w.by_hand(iri, citation.settled)


def write_decision(w: Writer, iri: str, decision: Decision, position: int, measure: str | None = None) -> None:
    """A decision and its points."""
    w.thing(iri, "eli-dl:Decision", spans=[decision.text])
    if measure:
        w.link(iri, "cdip:ofMeasure", measure)
    if decision.session is not None:
        w.link(iri, "cdip:session", session_told(w, decision.session, decision.text))
        if decision.item:
            w.link(iri, "cdip:recordedIn", w.names.item(decision.session, decision.item))
        for number in decision.candidates if not decision.item else ():
            w.link(iri, "cdip:candidate", w.names.item(decision.session, number))
    for ordinal in decision.sessions:
        write_session(w, ordinal, [decision.text])
        w.link(iri, "cdip:candidate", w.names.session(ordinal))
    if decision.paragraph is not None:
        w.link(iri, "cdip:inParagraph", w.names.paragraphs[decision.paragraph])
    for outcome in decision.outcomes:
        w.add(iri, "cdip:outcome", value("outcome", outcome))
    w.string(iri, "cdip:outcomes", " ".join(decision.outcomes))
    w.worded(iri, "cdip:text", w.source.quote(decision.text))
    w.worded(iri, "rdfs:label", w.words(decision.text))
    w.add(iri, "cdip:wording", value("wording", "worded" if decision.worded else "told"))
    w.add(iri, "cdip:certainty", value("certainty", "certain" if decision.certain else "uncertain"))
    w.integer(iri, "cdip:position", position)
    w.came(iri, *decision.rules)
    w.by_hand(iri, decision.settled)
    if decision.settled and decision.session is not None:
        _write_settled(w, decision, decision.session)
    for point in decision.points:
        write_point(w, f"{iri}/point/{point.number}", "cdip:DecisionPoint", point.number, point.span, iri)


def _write_settled(w: Writer, decision: Decision, session: int) -> None:
    """The session and the item that a person says a decision is of, which nothing else in the document may name."""
    write_session(w, session, [decision.text])
    if decision.item and (session, decision.item) not in w.items:
        w.items.add((session, decision.item))
        write_item(w, SummaryItem(session, decision.item, (Stated(decision.text),)))
        w.came(w.names.item(session, decision.item), "by-hand")
        w.by_hand(w.names.item(session, decision.item), decision.settled)


def write_follow_up(w: Writer, iri: str, measure: str, follows: FollowUp) -> None:
    """What is said to follow."""
    w.thing(iri, "cdip:FollowUp", "eli-dl:ForeseenActivity", spans=[follows.text])
    w.link(iri, "cdip:followsUp", measure)
    w.add(iri, "cdip:followUpStatus", value("status", follows.status))
    w.worded(iri, "cdip:text", w.source.quote(follows.text))
    if follows.due is not None:
        w.link(iri, "cdip:dueSession", w.names.session(follows.due))
        write_session(w, follows.due, [follows.text])
