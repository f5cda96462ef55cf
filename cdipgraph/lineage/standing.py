"""How what was asked stands: answered, open or overdue, as the documents in the store tell or when a session ended.

The question `commitments` derives the same in SPARQL; the tests hold the two against each other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from cdipgraph.drawing.fonts import fold
from cdipgraph.lineage.boxes import Ask, Given
from cdipgraph.lineage.statements import Statements

#: Documents that are made after a session and tell what became of it.
_MINUTES: Final = frozenset({"session-report", "chair-summary"})
_BETWEEN: Final = re.compile(r"\W+")


@dataclass(frozen=True)
class _Known:
    """Of a committee: the newest session of which a document was read, and the newest that is over."""

    newest: int = 0
    over: int = 0


class Standing:
    """What was asked, as it stands; `as_of` is the number of a session, as it ended."""

    def __init__(self, said: Statements, as_of: int | None = None) -> None:
        self.said, self.as_of = said, as_of
        self.known = self._committees()
        self.days = self._days()
        self.ties: dict[tuple[str, str], list[str]] = defaultdict(list)
        for tie in said.of("cdip:Answer"):
            self.ties[said.one(tie, "cdip:answers"), said.one(tie, "cdip:givenBy")].append(tie)

    def ask(self, commitment: str, origin: str, rules: tuple[str, ...] = ()) -> Ask | None:
        """What a commitment asks for; None when it was asked after the session as of which it is told."""
        said = self.said
        asked_at = said.ordinal(said.session(commitment, "cdip:askedAt") or said.session(self._decision(commitment)))
        if self.as_of is not None and asked_at is not None and asked_at > self.as_of:
            return None
        answers = tuple(
            given
            for one in said.all(commitment, "cdip:answeredBy")
            if self._came(given := self._given(commitment, one))
        )
        due = said.ordinal(said.session(commitment, "cdip:dueSession"))
        status = "answered" if answers else "overdue" if self._late(commitment, due) else "open"
        return Ask(
            commitment,
            origin,
            said.one(commitment, "cdip:text"),
            status,
            due,
            tuple(given.by for given in answers),
            said.quotes(commitment),
            rules,
            actors=tuple(said.concept(commitment, "cdip:askedOf")),
            when=tuple(dict.fromkeys(map(fold, said.all(commitment, "cdip:dueText")))),
            date=said.one(commitment, "cdip:dueDate"),
            conditions=tuple(dict.fromkeys(map(fold, said.all(commitment, "cdip:condition")))),
            answers=answers,
        )

    def alike(self, ask: Ask) -> tuple[str, str]:
        """What two askings have in common that are one: the box of the decision, and the words."""
        return ask.decision, _BETWEEN.sub(" ", ask.text.lower()).strip()

    def _decision(self, commitment: str) -> str:
        return self.said.one(commitment, "cdip:askedBy")

    # Answers

    def _given(self, commitment: str, by: str) -> Given:
        """An answer: what gives it, by which session, how far and how surely, on which words."""
        said, ties = self.said, self.ties[commitment, by]
        came = [session for tie in ties if (session := said.ordinal(said.session(tie))) is not None]
        since = said.ordinal(said.session(by))
        asked = set(said.quotes(commitment))  # an answer of another document has these words too
        return Given(
            by,
            min(came, default=since),
            not ties or any("partial" not in said.concept(tie, "cdip:extent") for tie in ties),
            not ties or any("uncertain" not in said.concept(tie, "cdip:certainty") for tie in ties),
            next((basis for tie in ties for basis in said.concept(tie, "cdip:basis")), ""),
            tuple(dict.fromkeys(quote for tie in ties for quote in said.quotes(tie) if quote not in asked)),
        )

    def _came(self, given: Given) -> bool:
        return self.as_of is None or (given.session or 0) <= self.as_of

    # What is past

    def _late(self, commitment: str, due: int | None) -> bool:
        """True when the session that it is due at is over, or its day is past."""
        said = self.said
        session = said.session(commitment, "cdip:dueSession") or said.session(commitment, "cdip:askedAt")
        committee = said.one(session or said.session(self._decision(commitment)), "cdip:heldBy")
        known = self.known.get(committee, _Known())
        if due is not None and due <= (known.over if self.as_of is None else self.as_of):
            return True
        day = said.one(commitment, "cdip:dueDate")
        reference = known.newest if self.as_of is None else self.as_of
        today = self.days.get((committee, reference), "")
        return bool(day and today) and day < today

    def _committees(self) -> dict[str, _Known]:
        """What is known of each committee. A session is over when its minutes were read, or a later one's document."""
        found: dict[str, _Known] = {}
        for document in self.said.of("eli:Work"):
            session = self.said.session(document)
            if not session or not self.said.all(document, "eli:is_realized_by"):
                continue
            committee, ordinal = self.said.one(session, "cdip:heldBy"), self.said.ordinal(session) or 0
            minuted = not _MINUTES.isdisjoint(self.said.concept(document, "cdip:documentKind"))
            known, ended = found.get(committee, _Known()), ordinal if minuted else ordinal - 1
            found[committee] = _Known(max(known.newest, ordinal), max(known.over, ended))
        return found

    def _days(self) -> dict[tuple[str, int], str]:
        """The first day of each session, by its committee and number."""
        return {
            (self.said.one(session, "cdip:heldBy"), ordinal): day
            for session in self.said.of("cdip:CommitteeSession")
            if (day := self.said.one(session, "cdip:startDate")) and (ordinal := self.said.ordinal(session)) is not None
        }
