"""Corrections applied to what was read of one document: its citations and decisions; what else is wrong is marked for
the graph, which leaves it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from cdipgraph.corrections.places import State, find_place
from cdipgraph.corrections.statements import CITATION, DECISION, MEANS, WRONG, Correction, address
from cdipgraph.findings import Finding
from cdipgraph.report import Citation, CitationKind, Decision, Header, How
from cdipgraph.source import SourceText
from cdipgraph.spans import Span, folded

#: Rules that say how the session or the item of a decision came about: they no longer hold of one settled by hand.
_OF_ITEM: Final = ("item-by-",)
_OF_SESSION: Final = ("session-by-",)
_TOLD: Final = {
    State.GONE: "correction-words-gone",
    State.UNCLEAR: "correction-place-unclear",
    State.NOTHING: "correction-of-nothing",
    State.OVERRULED: "correction-overruled",
}


@dataclass(frozen=True, slots=True)
class Settled:
    """A correction of the document that was read: its key there, where its words stand, and what became of it.

    Of what was wrong: the IRIs of what was taken away, how it was called, and what it was said of, where it is not the
    document.
    """

    correction: Correction
    key: str
    span: Span | None = None
    state: State = State.APPLIED
    removed: tuple[str, ...] = ()
    label: str = ""
    whole: str = ""


class Hands:
    """The corrections of one document. Each is applied once, as the part that it is about is read."""

    def __init__(self, source: SourceText, settled: Iterable[Settled] = ()) -> None:
        self.source = source
        self._settled = {one.key: one for one in settled}

    @classmethod
    def of(cls, source: SourceText, header: Header, corrections: Iterable[Correction]) -> Hands:
        """Those of the corrections that are of this document in this language, each found in its text."""
        names = {address(source.name), source.sha256[:12]}
        if header.symbol:
            names.add(address(header.symbol.value))
        if header.series and header.ordinal is not None:
            names.add(f"{header.series}/session/{header.ordinal}/summary".casefold())
        own = [c for c in corrections if c.language in ("", header.language) and address(c.document) in names]
        return cls(source, _distinct([_placed(source, c) for c in own]))

    @property
    def settled(self) -> tuple[Settled, ...]:
        """What became of each."""
        return tuple(self._settled.values())

    # Citations

    def citations(self, found: Sequence[Citation]) -> list[Citation]:
        """The citations, in order: what they are stated to mean instead of what was read; those left out that are
        stated to be none; those added that only the statement finds.
        """
        result = list(found)
        for one in list(self._of(CITATION)):
            touched = [c for c in result if _overlap(c.span, one.span)]
            exact = [c for c in touched if c.span == one.span] or touched
            if len(exact) > 1:
                self._now(one, State.UNCLEAR)
            elif not exact and one.correction.statement == WRONG:
                self._now(one, State.NOTHING)
            else:
                if exact:
                    result.remove(exact[0])
                    self._told(one, exact[0])
                if one.correction.statement == MEANS:
                    result.append(_meant(exact[0] if exact else _new(one), one))
        return sorted(result, key=lambda citation: citation.span)

    # Decisions

    def decision(self, decision: Decision) -> Decision:
        """The decision, with the session and the item that it is stated to be of."""
        for one in self._of(DECISION):
            if one.correction.statement == MEANS and one.span and decision.text.covers(one.span):
                decision = _decided(decision, one)
        return decision

    def decisions(self, found: Sequence[Decision]) -> list[Decision]:
        """The decisions, each as it is settled."""
        return [self.decision(decision) for decision in found]

    def check_decisions(self, found: Iterable[Decision]) -> None:
        """Nothing; marks what is stated of decisions that were not read, or of words that several of them hold."""
        texts = [decision.text for decision in found]
        for one in list(self._of(DECISION)):
            count = sum(1 for text in dict.fromkeys(texts) if one.span and text.covers(one.span))
            if one.correction.statement == MEANS and count != 1:
                self._now(one, State.UNCLEAR if count else State.NOTHING)

    # Small things

    def _of(self, thing: str) -> Iterator[Settled]:
        for one in self._settled.values():
            if (
                one.correction.thing == thing
                and one.state is State.APPLIED
                and one.span
                and not one.correction.relation
            ):
                yield one

    def _told(self, one: Settled, citation: Citation) -> None:
        """Nothing; of a citation that is none, keeps its words: the graph will not have it."""
        if one.correction.statement == WRONG:
            self._settled[one.key] = replace(one, label=folded(self.source.quote(citation.span)))

    def _now(self, one: Settled, state: State) -> None:
        self._settled[one.key] = replace(one, state=state)


def told(one: Settled) -> Iterator[Finding]:
    """What there is to say of a correction that could not be applied."""
    if one.state is State.APPLIED:
        return
    c = one.correction
    start, end = (one.span.start, one.span.end) if one.span else (None, None)
    yield Finding.of(
        _TOLD[one.state], start=start, end=end, text=folded(c.quote), where=c.where or one.key, author=c.author,
        meant=c.meant,
    )  # fmt: skip


def _placed(source: SourceText, correction: Correction) -> Settled:
    c = correction
    found = find_place(source, c.quote, c.before, c.after, c.start)
    return Settled(c, c.key, found.span, found.state)


def _distinct(found: Sequence[Settled]) -> Iterator[Settled]:
    """The corrections by key, each key once: of two on the same of the same words the later one counts, of one day the
    one that stands last.
    """
    ordered = sorted(enumerate(found), key=lambda pair: (pair[1].correction.day, pair[0]))
    latest = {_subject(one): number for number, one in ordered}
    keys: set[str] = set()
    for number, one in enumerate(found):
        key, copies = one.key, 1
        while key in keys:
            copies += 1
            key = f"{one.key}-{copies}"
        keys.add(key)
        overruled = one.state is State.APPLIED and latest[_subject(one)] != number
        yield replace(one, key=key, state=State.OVERRULED if overruled else one.state)


def _subject(one: Settled) -> tuple[object, ...]:
    c = one.correction
    return (c.thing, one.span if one.state is State.APPLIED else (c.quote, c.before), c.relation, c.fact)


def _overlap(one: Span, other: Span | None) -> bool:
    return other is not None and one.start < other.end and other.start < one.end


def _new(one: Settled) -> Citation:
    """A citation where none was read, of what the statement is about."""
    c, span = one.correction, one.span or Span(0, 0)
    kind = CitationKind.DOCUMENT if c.means else CitationKind.SESSION
    return Citation(span, CitationKind.PARAGRAPHS if c.first else CitationKind.SUMMARY_ITEM if c.item else kind)


def _meant(citation: Citation, one: Settled) -> Citation:
    """The citation as it is stated to be meant; what is not stated stays as it was read."""
    c = one.correction
    kind = citation.kind
    if c.first:
        kind = CitationKind.PARAGRAPHS
    elif c.item and not c.means and kind is not CitationKind.AGENDA_ITEM:
        kind = CitationKind.SUMMARY_ITEM
    symbol = c.means or (citation.symbol if c.session is None else None)
    return citation._replace(
        kind=kind,
        symbol=symbol,
        session=_session(citation, c),
        first=c.first or citation.first,
        last=c.last if c.first else citation.last,
        item=c.item or ("" if kind is CitationKind.PARAGRAPHS and c.means else citation.item),
        how=How.BY_HAND,
        candidates=(),
        settled=one.key,
    )


def _session(citation: Citation, stated: Correction) -> int | None:
    """The session: as stated; of a report that the citation does not name itself, that in the symbol; else as read."""
    if stated.session is not None:
        return stated.session
    if stated.means and citation.kind is CitationKind.PARAGRAPHS and not citation.symbol:
        return stated.means.session or citation.session
    return citation.session if citation.session is not None or not stated.item else None


def _decided(decision: Decision, one: Settled) -> Decision:
    c = one.correction
    gone = (*(_OF_ITEM if c.item else ()), *(_OF_SESSION if c.session is not None else ()))
    rules = tuple(rule for rule in decision.rules if not rule.startswith(gone)) if gone else decision.rules
    session = decision.session if c.session is None else c.session
    kept = decision.item if session == decision.session else ""
    return replace(
        decision,
        session=session,
        sessions=(),
        item=c.item or kept,
        certain=True if c.item else decision.certain,
        candidates=() if c.item else decision.candidates,
        rules=("by-hand", *rules),
        settled=one.key,
    )
