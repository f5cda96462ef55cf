"""Two versions held against each other: what is the same thing in both, what came, what went, what changed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import pyoxigraph
from pyoxigraph import NamedNode

from cdipgraph.differences.facts import Facts, Kind, Place, Term, kinds
from cdipgraph.differences.matching import aligned, between, features, likeness
from cdipgraph.spans import folded
from cdipgraph.vocabulary import expand

What = Literal["came", "went", "changed", "renumbered", "shifted"]
PARAGRAPH: Final = "cdip:Paragraph"
CITATION: Final = "cito:Citation"
TEXT: Final = expand("cdip:text")
NUMBER: Final = expand("eli:number")
#: Words in the language of the text, though they bear no tag: the name of a town, numbers as they are printed.
_IN_WORDS: Final = frozenset(
    expand(name) for name in ("cdip:place", "cdip:first", "cdip:last", "cdip:item", "cdip:symbol")
)
_LABEL: Final = expand("rdfs:label")
_PARAGRAPH: Final = Kind(PARAGRAPH)
_CITATION: Final = Kind(CITATION)
_CITED: Final = expand("cito:hasCitedEntity")
#: What is compared of a citation; its parts as printed are compared by what they point at.
_OF_CITATION: Final = frozenset(expand(name) for name in ("cito:hasCitedEntity", "cdip:resolution", "cdip:candidate"))
_SOMEWHAT: Final = 0.15  # alike enough for a paragraph that stands in the same place
_HALF: Final = 0.5
_FAR: Final = 60  # places apart in which things of two languages are looked for
_GONE: Final = "\0"  # before the name of what went: nothing of the other version is called so


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that came or went, or one fact of it that changed; of several things alike in `subjects`.

    `thing` is its class; `fact` the property that changed, empty where the whole thing came or went; `before` and
    `after` its values; the places are those of the (first) thing in each text.
    """

    what: What
    thing: str
    subjects: tuple[str, ...]
    fact: str = ""
    before: tuple[Term, ...] = ()
    after: tuple[Term, ...] = ()
    before_place: Place | None = None
    after_place: Place | None = None
    originals: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


class Comparing:
    """Finds what is the same in both versions, by what it is, and tells what is not."""

    def __init__(self, before: Facts, after: Facts) -> None:
        self.before, self.after = before, after
        self.same_language = before.version.language == after.version.language
        self.renamed: dict[str, str] = {}
        self.went: dict[str, Kind] = {}
        self.came: dict[str, Kind] = {}
        self.paragraphs: list[tuple[str, str]] = []

    def changes(self) -> list[Change]:
        """All that changed, in the order of the later text."""
        self._match_paragraphs()
        pairs = [(PARAGRAPH, _PARAGRAPH, one, other) for one, other in self.paragraphs]
        for kind in kinds(self.before, self.after):
            pairs += [(kind.type, kind, one, other) for one, other in self._matched(kind)]
        found = [change for _, kind, one, other in pairs for change in self._changed(kind, one, other)]
        found = [*_runs(_not_twice(found)), *self._came_and_went()]
        found += self._citations(found)
        return sorted(found, key=self._order)

    def _order(self, change: Change) -> tuple[bool, int, int]:
        place = change.after_place or change.before_place
        return (place is not None, place.start if place else 0, change.what == "changed")

    # Names

    def token(self, iri: str) -> str:
        """What a thing of the earlier version is called in the later one."""
        if iri in self.renamed:
            return self.renamed[iri]
        if iri in self.went:
            return _GONE + iri
        return self.moved(iri)

    def moved(self, iri: str) -> str:
        """The IRI of the earlier document as that of the later one."""
        one, other = self.before.version, self.after.version
        for old, new in ((one.expression, other.expression), (one.work, other.work)):
            if iri == old or (iri.startswith(old) and iri[len(old)] in "/#"):
                return new + iri[len(old) :]
        return iri

    def _same(self, one: str, other: str) -> None:
        self.renamed[one] = other

    # Paragraphs

    def _match_paragraphs(self) -> None:
        ours, theirs = self.before.things(_PARAGRAPH), self.after.things(_PARAGRAPH)
        if self.same_language:
            texts = [[facts.paragraph(p) for p in some] for facts, some in ((self.before, ours), (self.after, theirs))]
            pairs = aligned(*texts)
            pairs += list(self._in_place(pairs, ours, theirs, texts))
        else:
            numbers = [
                [facts.value(p, "eli:number") for p in some]
                for facts, some in ((self.before, ours), (self.after, theirs))
            ]
            pairs = list(_by_number(*numbers))
            for one, other in between(pairs, (len(ours), len(theirs))):
                pairs += zip(one, other, strict=True) if len(one) == len(other) else ()
        self._settle(_PARAGRAPH, ours, theirs, [(ours[i], theirs[j]) for i, j in sorted(pairs)])
        self.paragraphs = [(ours[i], theirs[j]) for i, j in sorted(pairs)]

    def _in_place(
        self,
        pairs: Sequence[tuple[int, int]],
        ours: Sequence[str],
        theirs: Sequence[str],
        texts: Sequence[Sequence[str]],
    ) -> Iterator[tuple[int, int]]:
        """Paragraphs that were worded anew: between the same neighbours, of the same number, or alone there."""
        paired, taken = {one for one, _ in pairs}, {other for _, other in pairs}
        for one, other in between(pairs, (len(ours), len(theirs))):
            old, new = [i for i in one if i not in paired], [j for j in other if j not in taken]
            numbers = {self.after.value(theirs[j], "eli:number"): j for j in reversed(new)}
            for i in old:
                j = new[0] if len(old) == 1 == len(new) else numbers.pop(self.before.value(ours[i], "eli:number"), None)
                if j is not None and likeness(features(texts[0][i]), features(texts[1][j])) >= _SOMEWHAT:
                    yield i, j

    def _settle(self, kind: Kind, ours: Iterable[str], theirs: Iterable[str], pairs: Iterable[tuple[str, str]]) -> None:
        pairs = list(pairs)
        for one, other in pairs:
            self._same(one, other)
        left, right = {one for one, _ in pairs}, {other for _, other in pairs}
        self.went.update(dict.fromkeys((one for one in ours if one not in left), kind))
        self.came.update(dict.fromkeys((one for one in theirs if one not in right), kind))

    # Things

    def _matched(self, kind: Kind) -> list[tuple[str, str]]:
        ours, theirs = self.before.things(kind), self.after.things(kind)
        if not kind.named:
            pairs = self._in_wholes(kind, ours, theirs)
        else:
            pairs = []
            if kind.words and self.same_language:  # what was read, and not only cited, is known by its words
                read = [
                    [iri for iri in some if facts.value(iri, kind.words)] for facts, some in self._sides(ours, theirs)
                ]
                pairs = self._in_wholes(kind, *read)
            left, right = {one for one, _ in pairs}, {other for _, other in pairs}
            there = set(theirs) - right
            pairs += [(one, self.moved(one)) for one in ours if one not in left and self.moved(one) in there]
        self._settle(kind, ours, theirs, pairs)
        return pairs

    def _in_wholes(self, kind: Kind, ours: list[str], theirs: list[str]) -> list[tuple[str, str]]:
        """The things that are the same, each within what it is part of."""
        groups: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
        for one in ours:
            groups[self._whole(self.before, kind, one, self.token)][0].append(one)
        for other in theirs:
            groups[self._whole(self.after, kind, other, str)][1].append(other)
        return [
            pair for whole, (old, new) in groups.items() for pair in self._paired(kind, old, new, alone=bool(whole))
        ]

    def _whole(self, facts: Facts, kind: Kind, iri: str, named: Callable[[str], str]) -> str:
        wholes = [value for path in kind.whole for value in facts.values(iri, path)]
        if kind.nested:
            wholes = [whole for whole in [facts.above(iri)] if whole]
        return next((named(whole) for whole in wholes), "")

    def _paired(self, kind: Kind, ours: list[str], theirs: list[str], *, alone: bool) -> list[tuple[str, str]]:
        """The things of one whole that are the same: by key and words, by the one, by the other; in the end those that
        have no key, where one of each is left.
        """
        keys = [[self._key(facts, kind, iri) for iri in some] for facts, some in self._sides(ours, theirs)]
        if not self.same_language:
            return self._paired_by_facts(keys, ours, theirs)
        words = [[facts.words(iri, kind) for iri in some] for facts, some in self._sides(ours, theirs)]
        both = [list(zip(k, w, strict=True)) for k, w in zip(keys, words, strict=True)]
        pairing = _Pairing(len(ours), len(theirs))
        pairing.equal(*both)
        if kind.strict:
            pairing.keyed(keys[0], keys[1], words[0], words[1])
        pairing.worded(*words)
        pairing.keyed(keys[0], keys[1], words[0], words[1])
        if alone:
            pairing.alone(keys[0], keys[1])
        return [(ours[i], theirs[j]) for i, j in sorted(pairing.pairs.items())]

    def _sides(self, ours: list[str], theirs: list[str]) -> tuple[tuple[Facts, list[str]], tuple[Facts, list[str]]]:
        return (self.before, ours), (self.after, theirs)

    def _key(self, facts: Facts, kind: Kind, iri: str) -> tuple[str, ...]:
        named = self.token if facts is self.before else str
        return tuple(named(value) for path in kind.key for value in facts.values(iri, path))

    def _paired_by_facts(
        self, keys: Sequence[Sequence[Hashable]], ours: list[str], theirs: list[str]
    ) -> list[tuple[str, str]]:
        """The things of one whole that are the same in two languages: by all that is said of them without words."""
        said = [[self._said(facts, iri) for iri in some] for facts, some in self._sides(ours, theirs)]
        pairing = _Pairing(len(ours), len(theirs))
        pairing.equal(*[list(zip(k, s, strict=True)) for k, s in zip(keys, said, strict=True)])
        right = pairing.right()
        scored = sorted(
            (-(keys[0][i] == keys[1][j] != ()) - likeness(said[0][i], said[1][j]), abs(i - j), i, j)
            for i in pairing.left()
            for j in right[bisect_left(right, i - _FAR) : bisect_right(right, i + _FAR)]
        )
        for score, _, i, j in scored:
            if score <= -_HALF:
                pairing.add(i, j)
        return [(ours[i], theirs[j]) for i, j in sorted(pairing.pairs.items())]

    def _said(self, facts: Facts, iri: str) -> frozenset[str]:
        mine = facts is self.before
        return frozenset(
            f"{name} {self._value(term) if mine else _plain(term)}"
            for name, terms in facts.facts(iri).items()
            for term in terms
            if self.compared(name, term)
        )

    # Facts

    def compared(self, name: str, term: Term) -> bool:
        """Whether a value can be compared: words in a language with words in another cannot."""
        if self.same_language:
            return True
        return name not in _IN_WORDS and not (isinstance(term, pyoxigraph.Literal) and term.language)

    def _value(self, term: Term) -> str:
        return self.token(term.value) if isinstance(term, NamedNode) else _plain(term)

    def _changed(self, kind: Kind, one: str, other: str) -> Iterator[Change]:
        """The facts of a thing that are not the same in both versions."""
        old, new = self.before.facts(one), self.after.facts(other)
        places = self.before.place(one), self.after.place(other)
        base = Change("changed", kind.type, (other,), "", (), (), *places, originals=(one,))
        for name in sorted({*old, *new}):
            if kind is _CITATION and name not in _OF_CITATION:
                continue
            before = tuple(term for term in old.get(name, ()) if self.compared(name, term))
            after = tuple(term for term in new.get(name, ()) if self.compared(name, term))
            if Counter(map(self._value, before)) != Counter(map(_plain, after)):
                renumbered = kind is _PARAGRAPH and name == NUMBER and before and after
                what: What = "renumbered" if renumbered else "changed"
                yield replace(base, what=what, fact=name, before=_sorted(before), after=_sorted(after))
        if kind is _PARAGRAPH and self.same_language:
            texts = self.before.paragraph(one), self.after.paragraph(other)
            if texts[0] != texts[1]:
                words = [(pyoxigraph.Literal(text),) for text in texts]
                yield replace(base, fact=TEXT, before=words[0], after=words[1])

    def _came_and_went(self) -> Iterator[Change]:
        for iri, kind in self.went.items():
            if self._told(self.before, kind, iri):
                yield Change("went", kind.type, (iri,), before_place=self.before.place(iri), originals=(iri,))
        for iri, kind in self.came.items():
            if self._told(self.after, kind, iri):
                yield Change("came", kind.type, (iri,), after_place=self.after.place(iri))

    def _told(self, facts: Facts, kind: Kind, iri: str) -> bool:
        """Whether it is told that a thing came or went: an item of a summary that is only cited is told as cited."""
        if kind.type == "cdip:ChairSummaryItem":
            return bool(facts.values(iri, "cdip:text") or facts.values(iri, "cdip:citedFor"))
        return not kind.quiet

    # Citations

    def _citations(self, told: Iterable[Change]) -> list[Change]:
        """What is cited anew, no longer, or otherwise, where no other change tells it."""
        known = _Told(told, self)
        ours, theirs = self.before.things(_CITATION), self.after.things(_CITATION)
        where = [[facts.held(facts.place(iri)) for iri in some] for facts, some in self._sides(ours, theirs)]
        where[0] = [self.token(iri) if iri else "" for iri in where[0]]
        targets = [[self._target(facts, iri) for iri in some] for facts, some in self._sides(ours, theirs)]
        about = [[self._about(facts, iri) for iri in some] for facts, some in self._sides(ours, theirs)]
        pairing = _Pairing(len(ours), len(theirs))
        pairing.equal(*[list(zip(w, t, strict=True)) for w, t in zip(where, targets, strict=True)])
        pairing.equal(*targets)
        pairing.equal(*[list(zip(w, a, strict=True)) for w, a in zip(where, about, strict=True)])
        pairs = [(ours[i], theirs[j]) for i, j in sorted(pairing.pairs.items())]
        self._settle(_CITATION, ours, theirs, pairs)
        found = [change for one, other in pairs for change in self._changed(_CITATION, one, other)]
        left, right = [ours[i] for i in pairing.left()], [theirs[j] for j in pairing.right()]
        found += [
            Change(
                "went",
                CITATION,
                (iri,),
                _CITED,
                before=self._cited(self.before, iri),
                before_place=self.before.place(iri),
                originals=(iri,),
            )
            for iri in left
        ]
        found += [
            Change(
                "came", CITATION, (iri,), _CITED, after=self._cited(self.after, iri), after_place=self.after.place(iri)
            )
            for iri in right
        ]
        return [change for change in found if not known.tells(change)]

    def _cited(self, facts: Facts, iri: str) -> tuple[Term, ...]:
        return tuple(facts.of[iri].get(_CITED, ()))

    def _target(self, facts: Facts, iri: str) -> tuple[str, ...]:
        """What a citation points at: a thing, else its parts as printed."""
        named = self.token if facts is self.before else str
        entity = [named(value) for value in facts.values(iri, "cito:hasCitedEntity")]
        parts = ("cdip:symbol", "cdip:first", "cdip:last", "cdip:item")
        printed = () if entity else tuple(facts.value(iri, path) for path in parts)
        return (facts.value(iri, "cdip:citationKind"), *entity, *printed)

    def _about(self, facts: Facts, iri: str) -> tuple[str, ...]:
        """What a citation is of, whatever numbers it gives: a kind of thing in a document or a session."""
        named = self.token if facts is self.before else str
        part = named(facts.value(iri, "cito:hasCitedEntity/eli:is_part_of"))
        return (facts.value(iri, "cdip:citationKind"), part)


class _Pairing:
    """Which of some things are which of others: each at most once."""

    def __init__(self, ours: int, theirs: int) -> None:
        self.ours, self.theirs = ours, theirs
        self.pairs: dict[int, int] = {}
        self.taken: set[int] = set()

    def left(self) -> list[int]:
        """Those of the earlier version that are still alone."""
        return [i for i in range(self.ours) if i not in self.pairs]

    def right(self) -> list[int]:
        """Those of the later version that are still alone."""
        return [j for j in range(self.theirs) if j not in self.taken]

    def add(self, one: int, other: int) -> None:
        """Nothing; the two are the same, unless one of them is something else already."""
        if one not in self.pairs and other not in self.taken:
            self.pairs[one] = other
            self.taken.add(other)

    def equal(self, ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> None:
        """Nothing; pairs those that are the same, in order."""
        there: dict[Hashable, list[int]] = defaultdict(list)
        for j in reversed(self.right()):
            there[theirs[j]].append(j)
        for i in self.left():
            if there[ours[i]]:
                self.add(i, there[ours[i]].pop())

    def worded(self, ours: Sequence[str], theirs: Sequence[str]) -> None:
        """Nothing; pairs those whose words are the same or alike."""
        left, right = self.left(), self.right()
        for i, j in aligned([ours[i] for i in left], [theirs[j] for j in right]):
            self.add(left[i], right[j])

    def keyed(
        self, ours: Sequence[Hashable], theirs: Sequence[Hashable], words: Sequence[str], others: Sequence[str]
    ) -> None:
        """Nothing; pairs those of the same key, among several the most alike, then in order."""
        groups: dict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for i in self.left():
            groups[ours[i]][0].append(i)
        for j in self.right():
            groups[theirs[j]][1].append(j)
        for key, (left, right) in groups.items():
            if not key:
                continue
            for i, j in aligned([words[i] for i in left], [others[j] for j in right]):
                self.add(left[i], right[j])
            free = [j for j in right if j not in self.taken]
            for i, j in zip([i for i in left if i not in self.pairs], free, strict=False):
                self.add(i, j)

    def alone(self, ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> None:
        """Nothing; pairs the last one of each, unless they have keys."""
        left, right = self.left(), self.right()
        if len(left) == 1 == len(right) and not ours[left[0]] and not theirs[right[0]]:
            self.add(left[0], right[0])


class _Told:
    """What changes tell already: the things and values they name."""

    def __init__(self, changes: Iterable[Change], comparing: Comparing) -> None:
        self.before: set[str] = set()
        self.after: set[str] = set()
        for change in changes:
            if change.thing == PARAGRAPH:
                continue
            self.before.update(term.value for term in change.before if isinstance(term, NamedNode))
            self.after.update(term.value for term in change.after if isinstance(term, NamedNode))
            if change.what == "went":
                self.before |= _named(comparing.before, change.subjects[0])
            elif change.what == "came":
                self.after |= _named(comparing.after, change.subjects[0])

    def tells(self, change: Change) -> bool:
        """Whether all that a change of a citation says is told."""
        before = {term.value for term in change.before if isinstance(term, NamedNode)}
        after = {term.value for term in change.after if isinstance(term, NamedNode)}
        return change.fact == _CITED and bool(before or after) and before <= self.before and after <= self.after


def _named(facts: Facts, iri: str) -> set[str]:
    """A thing, and the things its facts name."""
    return {iri, *(t.value for terms in facts.facts(iri).values() for t in terms if isinstance(t, NamedNode))}


def _by_number(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The paragraphs whose number stands once in each version."""
    counts = Counter(ours), Counter(theirs)
    where = {number: place for place, number in enumerate(theirs)}
    for place, number in enumerate(ours):
        if number and counts[0][number] == 1 == counts[1][number]:
            yield place, where[number]


def _plain(term: Term) -> str:
    return folded(term.value)


def _sorted(terms: Iterable[Term]) -> tuple[Term, ...]:
    return tuple(sorted(terms, key=lambda term: term.value))


def _not_twice(changes: Sequence[Change]) -> Iterator[Change]:
    """The changes without those of words that stand in a paragraph whose words are told to have changed."""
    told = [c.after_place for c in changes if c.thing == PARAGRAPH and c.fact == TEXT and c.after_place]
    for change in changes:
        place = change.after_place
        worded = change.fact in (TEXT, _LABEL) and change.thing != PARAGRAPH and place is not None
        if not (worded and place and any(p.start <= place.start and place.end <= p.end for p in told)):
            yield change


def _runs(changes: Iterable[Change]) -> Iterator[Change]:
    """The changes, those of paragraphs in a row that are the same as one: numbers moved by as much, a heading."""
    open_: dict[str, Change] = {}
    for change in changes:
        if change.thing != PARAGRAPH or change.fact == TEXT:
            yield change
            continue
        run = open_.get(change.fact)
        if run and _goes_on(run, change):
            joined = replace(run, subjects=run.subjects + change.subjects, originals=run.originals + change.originals)
            if change.what == "renumbered":
                joined = replace(
                    joined, before=(run.before[0], change.before[0]), after=(run.after[0], change.after[0])
                )
            open_[change.fact] = joined
            continue
        if run:
            yield run
        open_[change.fact] = change
    yield from open_.values()


def _goes_on(run: Change, change: Change) -> bool:
    if change.what != run.what:
        return False
    if change.what != "renumbered":
        return (run.before, run.after) == (change.before, change.after)
    ends = [terms[-1].value for terms in (run.before, change.before, run.after, change.after)]
    if not all(end.isdecimal() for end in ends):
        return False
    old, next_old, new, next_new = map(int, ends)
    return next_old == old + 1 and next_new == new + 1
