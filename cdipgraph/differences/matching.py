"""Which texts of one version are which of another: by their words, wherever they stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

_WORD: Final = re.compile(r"\w+")
_ALIKE: Final = 0.5  # of the words and pairs of words of two texts, so many are the same
#: A feature that so many texts share tells nothing.
_COMMON: Final = 40
_LIKELIEST: Final = 12  # texts that are looked at more closely, for each
Pair = tuple[int, int]


def aligned(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """The texts that are the same, or alike in most of their words, as pairs of positions, in the order of `before`.

    Where a text is repeated, its copies are told apart by what stands beside them.
    """
    pairs = _equal(before, after)
    taken = set(pairs.values())
    rest = [place for place in range(len(before)) if place not in pairs]
    others = [place for place in range(len(after)) if place not in taken]
    for one, other in _alike(before, after, rest, others):
        pairs[one] = other
    return sorted(pairs.items())


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two texts have in common, from 0 to 1, by their `features`."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 1.0


def features(text: str) -> frozenset[str]:
    """The words of a text and the pairs of neighbours among them."""
    words = _WORD.findall(text.casefold())
    return frozenset([*words, *map(" ".join, pairwise(words))])


def _equal(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """The texts that are the same: those that stand once in each, then their neighbours, then the rest in order."""
    ours, theirs = _places(before), _places(after)
    pairs = {
        places[0]: theirs[text][0] for text, places in ours.items() if len(places) == 1 == len(theirs.get(text, ()))
    }
    taken = set(pairs.values())
    for step, order in ((1, range(len(before))), (-1, range(len(before) - 1, -1, -1))):
        for place in order:
            one, other = place + step, pairs.get(place, -2) + step
            fits = place in pairs and 0 <= one < len(before) and 0 <= other < len(after)
            if fits and one not in pairs and other not in taken and before[one] == after[other]:
                pairs[one] = other
                taken.add(other)
    for text, places in ours.items():
        free = (place for place in theirs.get(text, ()) if place not in taken)
        for place, other in zip([p for p in places if p not in pairs], list(free), strict=False):
            pairs[place] = other
            taken.add(other)
    return pairs


def _places(texts: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        found[text].append(place)
    return found


def _alike(before: Sequence[str], after: Sequence[str], rest: Sequence[int], others: Sequence[int]) -> list[Pair]:
    """Of texts that are not the same, those that are alike, the likest first; each once."""
    ours = {place: features(before[place]) for place in rest}
    theirs = {place: features(after[place]) for place in others}
    where: dict[str, list[int]] = defaultdict(list)
    for place, found in theirs.items():
        for feature in found:
            where[feature].append(place)
    scored = []
    for place, found in ours.items():
        for other in _likely(found, where):
            score = likeness(found, theirs[other])
            if score >= _ALIKE:
                distance = abs(place / len(before) - other / len(after))
                scored.append((-score, distance, place, other))
    return _best((place, other) for _, _, place, other in sorted(scored))


def _likely(found: Iterable[str], where: dict[str, list[int]]) -> list[int]:
    """The texts that share most of what is rare."""
    counts: Counter[int] = Counter()
    for feature in found:
        places = where.get(feature, ())
        if len(places) <= _COMMON:
            counts.update(places)
    return [place for place, _ in counts.most_common(_LIKELIEST)]


def _best(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs in their order, each side of one once."""
    ours, theirs, chosen = set(), set(), []
    for one, other in pairs:
        if one not in ours and other not in theirs:
            ours.add(one)
            theirs.add(other)
            chosen.append((one, other))
    return chosen


def between(pairs: Iterable[Pair], lengths: Pair) -> list[tuple[range, range]]:
    """The stretches of the two sequences that lie between the same neighbours, where both have something unpaired."""
    kept = _rising(sorted(pairs))
    stretches, start = [], (0, 0)
    for one, other in [*kept, lengths]:
        if one > start[0] and other > start[1]:
            stretches.append((range(start[0], one), range(start[1], other)))
        start = (one + 1, other + 1)
    return stretches


def _rising(pairs: Sequence[Pair]) -> list[Pair]:
    """The longest run of pairs in which both sides go up: what did not move."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, (_, other) in enumerate(pairs):
        at = bisect_left(tails, other)
        tails[at : at + 1] = [other]
        ends[at : at + 1] = [place]
        before.append(ends[at - 1] if at else -1)
    run, place = [], ends[-1] if ends else -1
    while place >= 0:
        run.append(pairs[place])
        place = before[place]
    return run[::-1]
