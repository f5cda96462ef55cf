"""Accents that a conversion may have dropped or broken: texts without them, patterns that do not insist on them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

#: What else stands in an accented letter's place after a bad conversion, as in "d&eacute;cembre". U+FFFD is no part of
#: a class: one with letters beyond U+00FF takes `re` three times as long to compile.
_LOST = "\ufffd|&[a-z]{2,8};"


@cache
def _plain() -> dict[str, str]:
    """Each small letter with an accent, and the letter without it."""
    pairs = ((chr(code), unicodedata.normalize("NFD", chr(code))[0]) for code in range(0xE0, 0x180))
    return {letter: bare for letter, bare in pairs if bare != letter and bare.isascii() and letter.islower()}


def unaccented(lower: str) -> str:
    """The text, in lower case, without the accents of its letters; the same length."""
    if lower.isascii():
        return lower
    plain = _plain()
    for letter in set(lower).intersection(plain):
        lower = lower.replace(letter, plain[letter])
    return lower


def tolerant(pattern: str) -> str:
    """A pattern that also matches where its accents are missing, or a letter with one has become a question mark."""
    if pattern.isascii():
        return pattern
    plain, parts, inside = _plain(), [], False
    for position, character in enumerate(pattern):
        if character in "[]" and (not position or pattern[position - 1] != "\\"):
            inside = character == "["
        bare = plain.get(character)
        if bare is None:
            parts.append(character)
        else:
            parts.append(f"{character}{bare}" if inside else f"(?:[{character}{bare}?]|{_LOST})")
    return "".join(parts)


def alike(known: str, broken: str) -> bool:
    """True when a word is another one whose accented letters are missing or broken: "d?cembre" is "décembre"."""
    return re.fullmatch(tolerant(known), broken) is not None
