"""What answers what was asked for: an implementation, a review, a later decision, what is said to follow, the document
itself; on which words, how far, and how surely.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cdipgraph.report import DOCUMENT, Answer, Commitment, Decision, FollowUp, Implementation, Review
from cdipgraph.spans import Span
from cdipgraph.structure.context import Context
from cdipgraph.structure.sections import sentences
from cdipgraph.symbols import Symbol

_WORD = re.compile(r"[^\W\d_]{5,}")
_STEM = 6  # letters of a word that count when words are compared: "webinaires" is like "webinaire"
_SHARE = 0.4  # of the words of a sentence that it shares with what it answers or restates
_SURE = 2  # words in common that leave little doubt
#: What an ask can name that only itself can answer.
_ONLY_ITSELF = ("presentation", "interactive-dialogue", "round-table")


def stems(context: Context, span: Span) -> frozenset[str]:
    """The beginnings of the long words of a text, without those that are common."""
    common = context.language.table.get("asking", {}).get("common", ())
    return frozenset(w[:_STEM] for w in _WORD.findall(context.source.lower, *span) if w not in common)


def share(context: Context, words: Span, whole: Span) -> float:
    """How many of the words of one text stand in another."""
    own = stems(context, words)
    return len(own & stems(context, whole)) / max(1, len(own))


@dataclass(frozen=True)
class Chain:
    """What is known of one measure: the decisions, what was done, where it was discussed, what follows; and all that
    is asked.
    """

    context: Context
    decisions: Sequence[Decision]
    done: Sequence[Implementation]
    reviews: Sequence[Review]
    follows: FollowUp | None
    asks: Sequence[Commitment]

    def answered(self, ask: Commitment) -> Commitment:
        """The commitment, with what answers it; as it was where nothing does."""
        decision = self.decisions[ask.decision] if ask.decision is not None else None
        asked_at = decision.session if decision else ask.asked_at
        timely = (self._next_done,) if ask.due is not None else ()
        for find in (self._implemented, *timely, self._discussed, self._told, self._next_done, self._concluded):
            answer = find(ask, asked_at)
            if answer:
                return replace(ask, answers=(self._measured(ask, answer),))
        return ask

    def _measured(self, ask: Commitment, answer: Answer) -> Answer:
        """The answer, said to be one in part where the ask is for a time or again and again, or the words say so."""
        lasting = any(when.kind in ("period", "recurring") for when in ask.times)
        partly = answer.evidence and self.context.find(answer.evidence, "asking", "partly")
        return replace(answer, full=not (lasting or partly))

    # By what was done

    def _implemented(self, ask: Commitment, asked_at: int | None) -> Answer | None:
        """What was done at a fitting session and is named by its document, or of the kind that is named."""
        symbols, kinds = self._wanted(ask)
        later = self._later(ask, asked_at)
        by_symbol = [i for i in later if self.done[i].symbol in symbols]
        by_kind = [i for i in later if self.done[i].kind in kinds]
        for chosen in sorted({*by_symbol, *by_kind}):
            basis = "document" if chosen in by_symbol else "kind"
            akin = len(stems(self.context, ask.text) & stems(self.context, self.done[chosen].label))
            certain = basis == "document" or ask.due is not None or akin >= _SURE
            return self._by(chosen, ask, asked_at, basis, certain=certain)
        return None

    def _next_done(self, ask: Commitment, asked_at: int | None) -> Answer | None:
        """What was done next, where the ask names neither a document nor a kind of its own, and no other ask of the
        same decision does: that is what that one asked for.
        """
        symbols, kinds = self._wanted(ask)
        if symbols or any(kind in _ONLY_ITSELF for kind in kinds):
            return None
        others = [self._wanted(other) for other in self.asks if other.decision == ask.decision and other != ask]
        named = {symbol for wanted, _ in others for symbol in wanted}
        meant = {kind for _, wanted in others for kind in wanted}
        for chosen in self._later(ask, asked_at):
            known = self.done[chosen]
            if known.symbol not in named and known.kind not in meant:
                return self._by(chosen, ask, asked_at, "session", certain=ask.due is not None)
        return None

    def _wanted(self, ask: Commitment) -> tuple[set[Symbol], set[str]]:
        """The documents and the kinds of activities that an ask names."""
        cited = (c for c in self.context.citations_in(ask.text) if c.kind is DOCUMENT)
        return {c.symbol for c in cited if c.symbol}, {role for role, _ in self.context.named(ask.text, "activities")}

    def _later(self, ask: Commitment, asked_at: int | None) -> list[int]:
        return [i for i, known in enumerate(self.done) if _after(ask, asked_at, known.sessions)]

    def _by(self, chosen: int, ask: Commitment, asked_at: int | None, basis: str, *, certain: bool) -> Answer:
        known = self.done[chosen]
        came = ask.due if ask.due in known.sessions else min(s for s in known.sessions if s > (asked_at or 0))
        evidence = known.stated[0].span
        return Answer(implementation=chosen, evidence=evidence, session=came, certain=certain, basis=basis)

    # By where it was discussed, and what was decided

    def _discussed(self, ask: Commitment, asked_at: int | None) -> Answer | None:
        """The review at the session for which the committee set itself something."""
        if ask.actor != "committee" or ask.due is None or asked_at is None or ask.due <= asked_at:
            return None
        found = [i for i, review in enumerate(self.reviews) if review.citation.session == ask.due]
        if not found:
            return None
        evidence = self.reviews[found[0]].stated[0].span
        return Answer(review=found[0], evidence=evidence, session=ask.due, certain=len(found) == 1, basis="session")

    def _concluded(self, ask: Commitment, asked_at: int | None) -> Answer | None:
        """The later decision that speaks of what was asked for."""
        for position, decision in enumerate(self.decisions):
            if decision.session is None or asked_at is None or decision.session <= asked_at:
                continue
            if ask.due is not None and decision.session != ask.due:
                continue
            spoken = share(self.context, decision.text, ask.text)
            common = stems(self.context, decision.text) & stems(self.context, ask.text)
            if spoken >= _SHARE and len(common) >= _SURE:
                return Answer(decision=position, evidence=decision.text, session=decision.session, certain=False)
        return None

    # By what is said to follow

    def _told(self, ask: Commitment, asked_at: int | None) -> Answer | None:
        """The sentence that tells, as done, of something the ask names."""
        if self.follows is None:
            return None
        wanted = stems(self.context, ask.text)
        for sentence in sentences(self.context.source, self.follows.text):
            if wanted & stems(self.context, sentence) and self.context.find(sentence, "asking", "done"):
                session = self.context.session
                return Answer(follow_up=True, evidence=sentence, session=session, certain=False)  # words alone
        return None


def _after(ask: Commitment, asked_at: int | None, sessions: Sequence[int]) -> bool:
    """True for what came after it was asked for, and at the session it was due at where there is one."""
    if asked_at is None or not sessions:
        return False
    return ask.due in sessions if ask.due is not None else min(sessions) > asked_at


# The decision that opened the process


@dataclass(frozen=True)
class Told:
    """A sentence of the introduction, with the stems of its words."""

    span: Span
    stems: frozenset[str]


def told_done(context: Context, spans: Sequence[Span]) -> list[Told]:
    """The sentences that tell of something as done, but for those about the document itself."""
    return [
        Told(sentence, stems(context, sentence))
        for span in spans
        for sentence in sentences(context.source, span)
        if context.find(sentence, "asking", "done") and not context.find(sentence, "asking", "own")
    ]


def matched(context: Context, asks: Sequence[Commitment], done: Sequence[Told]) -> list[Commitment]:
    """Each sentence answers the point whose words it shares most of, if it shares two fifths of its own; a point is
    answered once.
    """
    answers: dict[int, Span] = {}
    wanted = [stems(context, ask.text) for ask in asks]
    for told in done:
        shares = [(len(told.stems & own) / max(1, len(told.stems)), -i) for i, own in enumerate(wanted)]
        most, negative = max(shares, default=(0.0, 0))
        if most >= _SHARE and -negative not in answers:
            answers[-negative] = told.span
    return [
        replace(ask, answers=(Answer(document=True, evidence=answers[i], session=context.session),))
        if i in answers
        else ask
        for i, ask in enumerate(asks)
    ]


def reported(context: Context, asks: Sequence[Commitment], spans: Sequence[Span]) -> list[Commitment]:
    """The asks; a report that the Secretariat was to give at the document's own session is the document, where it
    speaks of itself; so is one asked for at no session that is named, where the document says that it answers that.
    """
    said = (sentence for span in spans for sentence in sentences(context.source, span))
    own = next((sentence for sentence in said if context.find(sentence, "asking", "own")), None)
    answer = Answer(document=True, evidence=own, session=context.session, basis="session")
    return [
        replace(ask, answers=(answer,)) if own and not ask.answers and _to_report(context, ask, own) else ask
        for ask in asks
    ]


def _to_report(context: Context, ask: Commitment, own: Span) -> bool:
    """True where the Secretariat is to report at the session that the document is for, as far as one is named."""
    said = ask.due is None and not ask.times and context.find(own, "asking", "answered") is not None
    due = said or (ask.due is not None and ask.due == context.session)
    return due and ask.actor == "secretariat" and context.find(ask.text, "asking", "reporting") is not None
