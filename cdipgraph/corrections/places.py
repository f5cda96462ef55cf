"""Finding words again in a text that has changed around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from cdipgraph.source import SourceText, matching_view
from cdipgraph.spans import Span, folded

_ENOUGH: Final = 12  # characters of what stands before, or after, that tell that the place is the one meant
_WIDER: Final = 3  # white space may make what stands around so many times longer than its folded text
_MOST: Final = 10_000  # places looked at
_NEAR: Final = 200  # characters that may have come to stand where the words were
_STEP: Final = 40
_WIDEST: Final = 400


class State(StrEnum):
    """What became of a correction when the text was read."""

    APPLIED = "applied"
    GONE = "gone"  # its words do not stand there any more
    UNCLEAR = "unclear"  # they stand in several places, or are of several things
    NOTHING = "nothing"  # they are there, and of no such thing
    OVERRULED = "overruled"  # a later one says otherwise of the same


class Found(NamedTuple):
    """Where words were found; where they were not, why, and the place where they seem to have stood."""

    span: Span | None
    state: State = State.APPLIED


def find_place(source: SourceText, quote: str, before: str = "", after: str = "", start: int | None = None) -> Found:
    """Where the words stand between those before and after them; white space, dashes and quotation marks may differ.

    Of several such places it is that which begins at `start`.
    """
    places = _occurrences(source, quote)
    around = tuple(folded(matching_view(text)) for text in (before, after))
    agreed = [(sum(shared), place) for place in places if (shared := _shared(source, place, *around)) is not None]
    best = max((score for score, _ in agreed), default=0)
    likely = [place for score, place in agreed if score == best]
    if len(likely) == 1:
        return Found(likely[0])
    if likely:
        exact = [place for place in likely if place.start == start]
        return Found(exact[0]) if exact else Found(likely[0], State.UNCLEAR)
    return Found(_instead(source, quote, *around), State.GONE)


def surroundings(source: SourceText, span: Span) -> tuple[str, str]:
    """The words before and after a span, as many as make its place the only one where that can be."""
    text = source.text
    for width in range(_STEP, _WIDEST + 1, _STEP):
        before = _from_word(text[max(0, span.start - width) : span.start], cut=span.start > width)
        after = _to_word(text[span.end : span.end + width], cut=span.end + width < len(text))
        if find_place(source, source.quote(span), before, after).state is State.APPLIED:
            break
    return folded(before), folded(after)


def _from_word(text: str, *, cut: bool) -> str:
    """The text without the half of a word that it begins with."""
    return text.partition(" ")[2] if cut and " " in text.strip() else text


def _to_word(text: str, *, cut: bool) -> str:
    return text.rpartition(" ")[0] if cut and " " in text.strip() else text


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, words)))


def _occurrences(source: SourceText, quote: str) -> list[Span]:
    words = matching_view(quote).split()
    if not words:
        return []
    found = []
    for match in _pattern(words).finditer(source.view):
        found.append(Span(match.start(), match.end()))
        if len(found) == _MOST:
            break
    return found


def _shared(source: SourceText, place: Span, before: str, after: str) -> tuple[int, int] | None:
    """How many characters before and after a place are those told; None where neither side agrees."""
    view = source.view
    room_before, room_after = len(before) * _WIDER + _STEP, len(after) * _WIDER + _STEP
    standing = folded(view[max(0, place.start - room_before) : place.start])
    following = folded(view[place.end : place.end + room_after])
    same_before = _common(reversed_text(standing), reversed_text(before))
    same_after = _common(following, after)
    told = [(same, text) for same, text in ((same_before, before), (same_after, after)) if text]
    if told and not any(same >= min(len(text), _ENOUGH) for same, text in told):
        return None
    return same_before, same_after


def reversed_text(text: str) -> str:
    """The characters of a text, the last first."""
    return text[::-1]


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _instead(source: SourceText, quote: str, before: str, after: str) -> Span | None:
    """What stands now between the words told before and after; None where these are gone or stand in several places."""
    lead, trail = before.split()[-6:], after.split()[:6]
    if not lead or not trail or len(" ".join(lead)) < _ENOUGH:
        return None
    leads = list(_pattern(lead).finditer(source.view))
    if len(leads) != 1:
        return None
    start = leads[0].end()
    end = _pattern(trail).search(source.view, start, start + len(quote) * _WIDER + _NEAR)
    span = Span(start, end.start()).trimmed(source.text) if end else None
    return span if span and span.end > span.start else None
