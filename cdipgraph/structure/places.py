"""The place where a session is held, as the head of a paper says it: beside the days, or on a line of its own."""

from __future__ import annotations

import re
from functools import cache

from cdipgraph.accents import unaccented
from cdipgraph.languages import Language
from cdipgraph.spans import Span
from cdipgraph.structure.masthead import Masthead

LONGEST_PLACE = 60
_MOST_WORDS = 7
_REMARK = re.compile(r"\s*\([a-zà-ÿ][^()\n]{2,40}\)?$")  # "Nairobi (hybrid)"
EDGE = " \t\n\r,;:.()[]/|-"
_WORD = re.compile(r"[^\W\d_](?:[\w'.-]*[\w.])?")
_SMALL = frozenset(
    ["de", "of", "the", "la", "le", "les", "el", "los", "las", "del", "du", "des", "and", "et", "y", "e", "d", "and"]
)
_TRAILING_PLACE = re.compile(
    r"(?:^|[\s(])((?:[A-ZÀ-Ý][\w'.-]*)(?:[ -](?:(?:de|del|of|la|el|the|du|des) )?[A-ZÀ-Ý][\w'.-]*){0,2}"
    r"(?:, [A-ZÀ-Ý][\w'.-]*(?: (?:of )?[A-ZÀ-Ý][\w'.-]*){0,2})?(?: \([A-ZÀ-Ý][\w'.-]*\))?)[\s,]*$"
)
_LEADING_PLACE = re.compile(
    r"^\s*[,(]\s*((?:[A-ZÀ-Ý][a-zà-ÿ'.-]+)(?:[ -](?:(?:de|del|of|la|el|the|du|des) )?[A-ZÀ-Ý][a-zà-ÿ'.-]+){0,2}"
    r"(?:, [A-ZÀ-Ý][a-zà-ÿ'.-]+(?: (?:of )?[A-ZÀ-Ý][a-zà-ÿ'.-]+){0,2})?)(?=[\s),.]|$)"
)


def place_of(masthead: Masthead, dates: Span, session: int) -> Span | None:
    """The place: before the dates on their line, else after them, else on a line of its own above them, after the
    session that ends at an offset (-1: there is none).
    """
    piece = masthead.piece_at(dates.start)
    if piece and piece.start < dates.start:
        found = _place_before(masthead, Span(piece.start, dates.start))
        if found:
            return found
    last = masthead.piece_at(dates.end - 1)
    if last and dates.end < last.end:
        found = _place_after(masthead, Span(dates.end, last.end))
        if found:
            return found
    return _place_line(masthead, session, dates)


def _place_before(masthead: Masthead, span: Span) -> Span | None:
    words = masthead.language.calendar.without_lead(masthead.view[span.start : span.end])
    found = place_in(masthead, without_remark(words.rstrip(" ,\n")).strip(EDGE))
    if not found:
        return None
    at = masthead.view.rindex(found, span.start, span.end)
    return _closed(masthead, Span(at, at + len(found)))


def without_remark(words: str) -> str:
    """The words without what a bracket at their end remarks: "Nairobi (online" -> "Nairobi"."""
    return _REMARK.sub("", words)


def _closed(masthead: Masthead, place: Span) -> Span:
    """The place with its bracket: "Geneva (Switzerland)"."""
    words, following = masthead.view[place.start : place.end], masthead.view[place.end : place.end + 1]
    return Span(place.start, place.end + 1) if words.count("(") > words.count(")") and following == ")" else place


def place_in(masthead: Masthead, words: str) -> str:
    """The place that words before a date are or end with, without what leads in to it; nothing when they are none."""
    lead = _lead_in(masthead.language).match(unaccented(words.lower()))
    bare = words[lead.end() if lead else 0 :].strip(EDGE)
    if bare and place_like(masthead, bare):
        return bare
    trailing = _TRAILING_PLACE.search(words)
    return trailing[1] if trailing and place_like(masthead, trailing[1]) else ""


@cache
def _lead_in(language: Language) -> re.Pattern[str]:
    """Everything up to the last word that leads in to a place, or nothing: "tenue au Palais des Nations, à " -> all;
    and whose house it is: "UNESCO, Paris".
    """
    lead = language.head("place")
    houses = "|".join(name for names in language.table["organisations"].values() for name in names if " " not in name)
    return re.compile(rf"(?:.*(?:^|[\s,])(?:{lead})\s+)?(?:{lead}(?=[A-Z]))?(?:(?:{houses}), )?")


def _place_after(masthead: Masthead, span: Span) -> Span | None:
    words = masthead.view[span.start : _title_start(masthead, span)]
    bare = words.strip(EDGE)
    opened = words.lstrip(" ")[:1] in ",("
    if not (opened and bare and place_like(masthead, bare) and not bare.isupper()):
        leading = _LEADING_PLACE.match(words)
        bare = leading[1] if leading and place_like(masthead, leading[1]) else ""
    if not bare:
        return None
    at = masthead.view.index(bare, span.start, span.end)
    return _closed(masthead, Span(at, at + len(bare)))


def _title_start(masthead: Masthead, span: Span) -> int:
    """Where, on the line of the dates, the agenda item or the title begins, else the end of the line."""
    item = masthead.language.head_pattern("item").search(masthead.lower, *span)
    titles = masthead.language.head_pattern("report").finditer(masthead.lower, *span)
    starts = [m.start() for m in titles if _whole_word(masthead.lower, m)]
    return min([span.end, *starts, *([item.start()] if item else [])])


def _place_line(masthead: Masthead, session: int, dates: Span) -> Span | None:
    """The free piece right before the dates, after the session, when it can be a place."""
    above = [p for p in masthead.free if p.end <= dates.start]
    after = session
    if after < 0 and above and masthead.lines_between(above[-1].end, dates.start) <= 2:
        after = above[-1].start  # the words for the session were lost
    between = [p for p in above if 0 <= after <= p.start]
    return _place_before(masthead, between[0]) if len(between) == 1 else None


def place_like(masthead: Masthead, words: str) -> bool:
    """True when words can be the name of a place: few, each with a capital, none that names a body or a paper."""
    if not words or len(words) > LONGEST_PLACE or any(c.isdigit() for c in words):
        return False
    found = _WORD.findall(words)
    if not 0 < len(found) <= _MOST_WORDS or not found[0][0].isupper():
        return False
    known = masthead.language.head_pattern("place_words")
    if not all(_capital(word) or word in _SMALL or known.fullmatch(word) for word in found):
        return False
    lower = unaccented(words.lower())
    if any(stem in lower for stem in masthead.language.table["header"]["sittings"]):
        return False
    for name in ("body", "report"):
        match = masthead.language.head_pattern(name).search(lower)
        if match and _whole_word(lower, match):
            return False
    return True


def _capital(word: str) -> bool:
    """True for a word that begins with a capital, an elided article apart: "Ivoire", "d'Ivoire"."""
    return word[0].isupper() or (word[1:2] == "'" and word[2:3].isupper())


def _whole_word(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    return (not start or not text[start - 1].isalpha()) and (end == len(text) or not text[end].isalpha())
