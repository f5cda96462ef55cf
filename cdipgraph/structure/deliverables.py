"""Deliverables: the thing that a measure sets up or improves, what the text says became of it, and what it lists of it.

The thing is named by the measure's wording. What became of it is told by the sentences of the measure's section: the
prose, the decisions, what is said to follow.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from cdipgraph.languages import Language
from cdipgraph.report import (
    Citation,
    CitationKind,
    Decision,
    Deliverable,
    Enumeration,
    FollowUp,
    Implementation,
    Place,
    State,
)
from cdipgraph.source import Block
from cdipgraph.spans import Span
from cdipgraph.structure.asks import ACTORS
from cdipgraph.structure.chain import Part
from cdipgraph.structure.context import Context, Sentence, mentions
from cdipgraph.structure.enumerations import Listed, counted, counts, listed
from cdipgraph.structure.sections import sentences
from cdipgraph.structure.states import PLAIN, STATES, STEM, Found, states_told, stems, telling_stems
from cdipgraph.structure.wording import Thing, named_thing

#: Delegations wish for things and choose among them; they do not set them up.
_NOT_BY_DELEGATIONS = frozenset({"planned", "launched", "maintained", "closed"})
#: States to come: of the session that is named for them.
_TO_COME = frozenset({"planned", "to-be-evaluated"})
_BACK = 6  # sentences that "it" and "this document" are followed back
_SHORT = 3  # a word no longer than this is an article or the like
_HEAD = 2  # longer words of a title among which the thing's own first words are looked for


@dataclass(frozen=True)
class _Told:
    """A sentence of a measure's section: where it stands, and the decision that it is of, if any."""

    span: Span
    sentence: Sentence | None = None
    decision: Decision | None = None

    @property
    def follows(self) -> bool:
        """True for what is said to follow."""
        return self.sentence is None and self.decision is None


def deliverable(
    context: Context,
    part: Part,
    wording: Span,
    done: Sequence[Implementation],
    decided: Sequence[Decision],
    follows: FollowUp | None,
) -> Deliverable:
    """What a measure of this wording sets up, and what became of it."""
    return _Reading(context, part, named_thing(context, wording), wording, done, decided, follows).deliverable()


@dataclass
class _Reading:
    """One measure's section under reading."""

    context: Context
    part: Part
    thing: Thing
    wording: Span
    done: Sequence[Implementation]
    decided: Sequence[Decision]
    follows: FollowUp | None
    names: list[Span] = field(default_factory=list)
    counted: set[tuple[str, int | None]] = field(default_factory=set)

    def deliverable(self) -> Deliverable:
        """The thing with all that the sentences tell of it."""
        states: list[State] = []
        lists: list[Enumeration] = []
        numbers = counts(self.context.language)
        view = self.context.source.view
        for position, told in enumerate(self.told):
            words = stems(self.context.source.lower, told.span)
            found = self._states(position, words)
            states += found
            if view.find(":", *told.span) >= 0:
                read = listed(self.context, told.span, self._following(told.span))
            else:
                read = None if numbers.isdisjoint(words) else counted(self.context, told.span)
            lists += self._enumeration(position, read, found) if read else ()
            if read and read.options:  # what was preferred may be called by its own words only
                self.known |= {word for part in read.parts for word in self._telling(part.span)}
        drafts = {state.stated.span for state in states if state.kind in ("proposed", "trial")}
        submitted = [state for state in self._submitted() if state.stated.span not in drafts]
        states = _once(sorted([*states, *submitted], key=_place))
        return Deliverable(self.thing.label, tuple(self._names()), tuple(states), tuple(lists))

    # The sentences

    @cached_property
    def told(self) -> list[_Told]:
        """The sentences of the section in their order."""
        found = [_Told(sentence.span, sentence) for sentence in self.part.discussion.sentences]
        for decision in self.decided:
            if decision.worded:
                found += [_Told(span, None, decision) for span in sentences(self.context.source, decision.text)]
        for span in self._follow_up:
            found += [_Told(each) for each in sentences(self.context.source, span)]
        return sorted(found, key=lambda told: told.span)

    @property
    def _follow_up(self) -> list[Span]:
        said = [block.span for block in self.part.section.follow_up] if self.part.section else []
        return said or list(self.part.entries("follow_up"))

    def _following(self, span: Span) -> Sequence[Block]:
        """The paragraphs after the one that a sentence ends."""
        section = self.part.section
        if section is None or self.context.source.view[span.end - 1] != ":":
            return ()
        for blocks in (section.prose, section.follow_up):
            position = bisect_right([block.span.start for block in blocks], span.start) - 1
            if position >= 0 and blocks[position].span.end == span.end:
                return blocks[position + 1 :]
        return ()

    # The states

    @cached_property
    def known(self) -> set[str]:
        """The stems by which a sentence is known to be about the thing."""
        spans = [self.thing.label.span, *self.thing.others]
        spans += [done.label for done in self.done]
        return set().union(*(self._telling(span) for span in spans))

    def _telling(self, span: Span) -> set[str]:
        """The stems by which a name is known again, but for those of frequent words."""
        frequent = self.context.language.table["stopwords"]
        return telling_stems(span.of(self.context.source.lower), frequent)

    def _states(self, position: int, words: set[str]) -> list[State]:
        """The states that a sentence tells of."""
        told = self.told[position]
        states: list[State] = []
        for found in states_told(self.context, told.span, words, event=self.thing.event):
            if not self._fits(told, found, words):
                continue
            self._name(found, told.span)
            state = self._state(position, found)
            again = any(known.kind == state.kind for known in states)
            wished = state.actor == "delegations" and state.kind in _NOT_BY_DELEGATIONS and not told.follows
            if not again and not wished:
                states.append(state)
        if told.follows and self._finished(told.span) and all(state.kind != "closed" for state in states):
            states.append(State("closed", self.context.stated(told.span)))
        return states

    def _fits(self, told: _Told, found: Found, words: set[str]) -> bool:
        """True when the sentence is about the thing: by its words, or by referring back."""
        if found.role == "submitted":
            return self.thing.paper and self._names_it(Span(found.span.end, told.span.end))
        if found.role == "regular":
            return told.follows
        if found.role == "announced" and self._another(told.span):
            return False
        if found.state == "proposed" and told.decision:
            return False  # the committee asks for things, and chooses among them
        named = not self.known.isdisjoint(words)
        if named or found.role in PLAIN or (told.follows and found.state != "planned"):
            return True
        return self._refers_back(told.span)

    def _another(self, span: Span) -> bool:
        """True for a sentence about one more of the same: "a second workshop"."""
        lower = self.context.source.lower
        further = self.context.language.pattern("deliverable", "further").finditer(lower, *span)
        following = (lower[match.end() : span.end].split(maxsplit=1)[:1] for match in further)
        return any(word[:STEM] in self.known for words in following for word in words)

    def _refers_back(self, span: Span) -> bool:
        back = self.context.language.pattern("deliverable", "back")
        return back.match(self.context.source.lower, *span) is not None

    def _is_subject(self, span: Span) -> bool:
        """True for a sentence that begins with the thing itself: "The guide is divided into ..."."""
        return self._names_it(span)

    def _names_it(self, span: Span) -> bool:
        """True for words that begin with the thing's name."""
        words = span.of(self.context.source.lower).replace("'", " ").split(maxsplit=2)[:2]
        return not self._opening(self.thing.label.span).isdisjoint(word[:STEM] for word in words)

    def _finished(self, span: Span) -> bool:
        """True for the sentence that says that nothing, or nothing more, is to follow."""
        status = self.follows.status if self.follows else ""
        return status in ("none", "done") and self.context.find(span, "follow_up", status) is not None

    def _state(self, position: int, found: Found) -> State:
        told = self.told[position]
        later = self._later(told) if found.state in _TO_COME else None
        sessions = self._sessions(told) if later is None else later
        last = found.role == "studied"  # "Member States considered the Secretariat's presentation on the feasibility"
        actor = self._actor(position, found.span.end, last=last)
        option = self._option(Span(found.span.start, told.span.end)) if found.state == "chosen" else ""
        return State(found.state, self.context.stated(told.span), sessions, actor, option)

    def _option(self, span: Span) -> str:
        """The number of the option that is chosen."""
        match = self.context.search(self.context.language.sought("deliverable", "option"), span)
        return self.context.source.text[slice(*match.span("number"))].strip("()") if match else ""

    def _submitted(self) -> Iterator[State]:
        """The state of a thing that is a document, from the sentence or the entry that tells of its submission."""
        own = self._opening(self.thing.label.span) if self.thing.paper else set()
        for done in self.done if own else ():
            stated = min(done.stated, key=lambda stated: stated.place is not Place.NARRATIVE)
            symbol = self.context.source.view.find("/", *done.label) > 0  # a document named by nothing else
            before = Span(stated.span.start, max(stated.span.start, done.label.start))
            words = stems(self.context.source.lower, before) if symbol else self._opening(done.label)
            if done.kind == "document" and (own <= words if symbol else not own.isdisjoint(words)):
                draft = self.context.find(before if symbol else done.label, "deliverable", "drafts")
                yield State(
                    "proposed" if draft else "launched",
                    stated,
                    done.sessions,
                    self._subject(stated.span, stated.span.end),
                )
                return

    def _opening(self, span: Span) -> set[str]:
        """The stems of the first words of a name, but for those of who it belongs to."""
        words = span.of(self.context.source.lower).replace("'", " ").split()
        owner = self.context.language.pattern("actors", "secretariat")
        own = [word for word in words if len(word) > _SHORT and not owner.match(word)]
        return {word[:STEM] for word in own[:_HEAD]} or {word[:STEM] for word in words[:1]}

    # Sessions and actors

    def _sessions(self, told: _Told) -> tuple[int, ...]:
        """The sessions that a sentence is about."""
        if told.decision:
            return told.decision.sessions if told.decision.session is None else (told.decision.session,)
        if told.sentence:
            own = told.sentence.sessions(told.span.end)
            return tuple(sorted(own or self.part.discussion.sessions_at(told.span.start)))
        return tuple(dict.fromkeys(session for _, session in mentions(self.context, told.span, self._cited(told.span))))

    def _later(self, told: _Told) -> tuple[int, ...]:
        """The session to come that a sentence names."""
        after = told.decision.session if told.decision else None
        after = (self.context.session or 0) - 1 if after is None else after
        return tuple(c.session for c in self._cited(told.span) if c.session is not None and c.session > after)[-1:]

    def _cited(self, span: Span) -> list[Citation]:
        return [c for c in self.context.citations_in(span) if c.kind is CitationKind.SESSION and c.session is not None]

    def _actor(self, position: int, until: int, *, last: bool = False) -> str:
        """Who is told to have done something: the subject of the sentence, or of those that it refers back to."""
        told = self.told[position]
        if told.decision:
            return "committee"
        actor = self._subject(told.span, until, last=last)
        for before in reversed(self.told[max(0, position - _BACK) : position]):
            back = told.sentence and before.sentence and (self._refers_back(told.span) or self._is_subject(told.span))
            if actor or not back:
                break
            told, actor = before, self._subject(before.span, before.span.end)
        return actor

    def _subject(self, span: Span, until: int, *, last: bool = False) -> str:
        """The first actor, or the last, before a place in a sentence; "the session of the Committee" is none."""
        cited = [c.span for c in self.context.citations_in(span)]
        head = tuple(self.thing.label.span.of(self.context.source.lower).split(maxsplit=1)[:1])
        found = ""
        lower, of = self.context.source.lower, self.context.language.pattern_of(r" ?{of} ?(?:the )?")
        for match in _actors(self.context.language).finditer(lower, span.start, until):
            at = match.start()
            if lower.startswith(head, at):  # a conference that is set up decides nothing
                continue
            if not any(each.start <= at < each.end or of.fullmatch(lower, each.end, at) for each in cited):
                found = match.lastgroup or ""
                if not last:
                    break
        return found

    # Lists and names

    def _enumeration(self, position: int, read: Listed, found: Sequence[State]) -> Iterator[Enumeration]:
        """The list of a sentence, unless it counts again what was counted before."""
        told = self.told[position]
        actor = self._actor(position, read.announced.end)
        suggested = actor == "delegations" and any(state.kind == "proposed" for state in found)
        kind = "option" if read.options else "suggestion" if suggested else "part"
        if read.parts or (kind, read.count) not in self.counted:
            stated = self.context.stated(read.announced)
            yield Enumeration(kind, stated, read.parts, read.count, self._sessions(told), actor)
        self.counted.add((kind, read.count))

    def _name(self, found: Found, sentence: Span) -> None:
        """Keeps what the thing is called where it is set up: "launched a series of webinars", a round table "..."."""
        if found.role == "held":
            events = [d.label for d in self.done if any(stated.span == sentence for stated in d.stated)]
            self.names += events[:1]
        elif found.role in ("launched", "chosen"):
            lower = self.context.source.lower
            match = self.context.language.pattern("deliverable", "object").match(lower, found.span.end, sentence.end)
            if match:
                self.names.append(self._whole(Span(*match.span("name"))))

    def _whole(self, name: Span) -> Span:
        """A name without the frequent word that it may end with: "portal for"."""
        words = name.of(self.context.source.lower).split()
        cut = len(words) > 1 and words[-1] in self.context.language.table["stopwords"]
        return Span(name.start, name.end - len(words[-1])).trimmed(self.context.source.text) if cut else name

    def _names(self) -> Iterator[Span]:
        """What else the thing is called, each name once; what begins as its own name does is none."""
        lower = self.context.source.lower
        label = self.thing.label.span
        own = self._opening(label) | {word[:STEM] for word in label.of(lower).split()[:1]}
        seen: set[str] = set()
        for span in [*self.thing.others, *self.names]:
            words = span.of(lower)
            if words not in seen and (span in self.thing.others or own.isdisjoint(stems(lower, span))):
                seen.add(words)
                yield span


def _once(states: Sequence[State]) -> list[State]:
    """The states, each sentence's once."""
    return list({(state.kind, state.stated.span): state for state in reversed(states)}.values())[::-1]


def _place(state: State) -> tuple[bool, Span, int]:
    """The order of states: that of the text, the annex last."""
    return state.stated.place is Place.ANNEX, state.stated.span, STATES.index(state.kind)


@cache
def _actors(language: Language) -> re.Pattern[str]:
    """One pattern for all actors, each a group."""
    named = "|".join(rf"(?P<{actor}>{language.pattern('actors', actor).pattern})" for actor in ACTORS)
    return re.compile(rf"\b(?:{named})\b")
