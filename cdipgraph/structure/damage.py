"""What the text shows to be damaged, by copying or by a wrong encoding: said, and left as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from cdipgraph.findings import Finding
from cdipgraph.source import SourceText
from cdipgraph.spans import Span

_LOST: Final = "\ufffd"
_SOFT_HYPHEN: Final = "\u00ad"
#: What UTF-8 looks like when it is read as cp1252: é, è, à, ’, no-break space.
_MISREAD: Final = ("Ã©", "Ã¨", "Ã\u00a0", "Ã³", "Ã±", "Ã¡", "â€™", "â€œ", "â€“", "Â\u00a0")
#: Letters of other alphabets that look like capitals of ours.
_LOOKALIKES: Final = frozenset("АВЕЅІЈКМНОРСТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
_LATIN_END: Final = "\u036f"  # the last character before the Greek and Cyrillic alphabets
_LONGEST_SERIES: Final = 12
_AROUND: Final = 20
_FEW: Final = 3  # so many are no accident


def damage(source: SourceText) -> Iterator[Finding]:
    """The findings on what is damaged in a text, each kind once, at the first place that shows it."""
    text = source.text
    yield from _told("characters-lost", text, _all(text, _LOST))
    yield from _told("soft-hyphens", text, _all(text, _SOFT_HYPHEN))
    misread = sorted(at for sign in _MISREAD if sign[0] in text for at in _all(text, sign))
    yield from _told("letters-misread", text, misread, least=_FEW)
    yield from _told("letters-as-question-marks", text, _questions(text), least=_FEW)
    yield from _lookalikes(text)
    if source.encoding == "cp1252" or source.encoding.startswith("quoted-printable"):
        yield Finding.of("encoding-decided", encoding=source.encoding)


def _told(rule: str, text: str, places: Sequence[int], *, least: int = 1) -> Iterator[Finding]:
    if len(places) >= least:
        start, end = max(0, places[0] - _AROUND), places[0] + _AROUND
        span = Span(start, min(end, len(text))).trimmed(text)
        yield Finding.of(rule, start=span.start, end=span.end, count=len(places), text=span.of(text))


def _all(text: str, sign: str) -> list[int]:
    """Where a sign stands in the text."""
    found = []
    at = text.find(sign)
    while at >= 0:
        found.append(at)
        at = text.find(sign, at + 1)
    return found


def _questions(text: str) -> list[int]:
    """Where a question mark stands between letters, as in "l?OMPI": but for addresses, no text holds such."""
    return [
        at
        for at in _all(text, "?")
        if text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha() and "/" not in text[max(0, at - 30) : at]
    ]


def _lookalikes(text: str) -> Iterator[Finding]:
    """A document symbol with a letter of another alphabet in it: it looks right and is another."""
    for slash in _all(text, "/"):
        before = text[max(0, slash - _LONGEST_SERIES) : slash]
        if before.isascii() or max(before) <= _LATIN_END or not text[slash + 1 : slash + 2].isdigit():
            continue
        series = _last_word(before)
        strange = [letter for letter in series if letter in _LOOKALIKES]
        if strange and all(letter in _LOOKALIKES or "A" <= letter <= "Z" for letter in series):
            start, end = slash - len(series), slash + 1
            while end < len(text) and (text[end].isalnum() or text[end] == "/"):
                end += 1
            yield Finding.of(
                "letter-of-another-alphabet", start=start, end=end, text=text[start:end], letter=strange[0]
            )
            return


def _last_word(text: str) -> str:
    at = len(text)
    while at and text[at - 1].isalpha():
        at -= 1
    return text[at:]
