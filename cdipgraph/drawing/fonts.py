"""How wide letters are, and texts cut and wrapped to a width.

The widths are those of DejaVu Sans, in thousandths of the font size and rounded up: a wide face, so that what fits
in it fits in the other sans-serif faces a reader's machine may take instead.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

#: The fonts asked for, the measured one first.
FAMILY: Final = "DejaVu Sans, Verdana, sans-serif"
ELLIPSIS: Final = "…"

_REGULAR: Final = {
    280: "'ijl",
    300: "IJ",
    320: " ,.·‘’‚",
    340: "/:;\\|¦",
    360: "f",
    380: "-‐‑",
    400: "()[]t‹›",
    420: "!r¡²³¹",
    460: '"',
    480: "ªº",
    500: "*_`§¨¯°´¸–†",
    520: "“”„▸◂",
    540: "?sz¿",
    560: "Lc",
    580: "Fk",
    600: "vxy•",
    620: "PTYaeo«»Þðø",
    640: "$0123456789ESbdghnpqu{}¢£¤¥µ¶ßþ‒€",
    660: "K",
    700: "ABCRVXZ",
    740: "U",
    760: "HN",
    780: "&DGÐ",
    800: "OQØ",
    820: "w",
    840: "#+<=>^~¬±×÷←→✓",
    880: "M○●◐",
    960: "%",
    980: "m¼½¾Æ",
    1000: "@W©®æ—…",
    1040: "œ",
    1060: "№",
    1080: "Œ",
}
_BOLD: Final = {
    320: "'",
    360: " ijl",
    380: ",./IJ\\|¦·‘’‚",
    400: ":;",
    420: "-‐‑‹›",
    440: "f²³¹",
    460: "!()[]¡",
    480: "t",
    500: "_`r§¨¯°´¸–†",
    520: "▸◂",
    540: '"*',
    580: "ªº",
    600: "?csz¿",
    640: "L¤¶•",
    660: "vxy«»“”„",
    680: "aek",
    700: "$0123456789EFTo¢£¥ðø‒€",
    720: "bdghnpqu{}ßþ",
    740: "CPSYZµÞ",
    780: "ABKRVX",
    820: "U",
    840: "#+<=>DGHN^~¬±Ð×÷←→✓",
    860: "OQØ",
    880: "&○●◐",
    940: "w",
    1000: "@M©®—…",
    1020: "%",
    1040: "¼½¾",
    1060: "mæ",
    1100: "Æœ",
    1120: "W",
    1180: "Œ",
    1220: "№",
}
_WIDTHS: Final = tuple(
    {letter: width for width, letters in table.items() for letter in letters} for table in (_REGULAR, _BOLD)
)
#: For letters of other scripts: an em, as wide as ideographs are.
_UNKNOWN: Final = 1000


@lru_cache(maxsize=4096)
def _letter(letter: str, bold: bool) -> int:
    """The width of one letter; an accented one is as wide as its base letter."""
    if unicodedata.combining(letter):
        return 0
    widths = _WIDTHS[bold]
    base = unicodedata.normalize("NFD", letter)[0]
    return widths.get(letter) or widths.get(base) or _UNKNOWN


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide the text is at a font size, in the unit of the size."""
    return sum(_letter(letter, bold) for letter in text) * size / 1000


def fold(text: str) -> str:
    """The text on one line: white space of all kinds folded to single spaces."""
    return " ".join(text.split())


def cut(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text, or as much of it as fits in `room` with an ellipsis; empty when not even that fits."""
    if width(text, size, bold=bold) <= room:
        return text
    room -= width(ELLIPSIS, size, bold=bold)
    used = 0.0
    for end, letter in enumerate(text):
        used += width(letter, size, bold=bold)
        if used > room:
            return text[:end].rstrip(" ,;:.(«“") + ELLIPSIS if room >= 0 else ""
    return text


def wrap(text: str, room: float, size: float, *, lines: int, bold: bool = False) -> tuple[str, ...]:
    """The text on at most `lines` lines no wider than `room`; the last is cut with an ellipsis if need be."""
    words = fold(text).split(" ") if text.strip() else []
    wrapped: list[str] = []
    while words:
        if len(wrapped) == lines - 1:
            return (*wrapped, cut(" ".join(words), room, size, bold=bold))
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", size, bold=bold) <= room:
            line = f"{line} {words.pop(0)}"
        if width(line, size, bold=bold) > room:
            line, rest = _break(line, room, size, bold)
            words.insert(0, rest)
        wrapped.append(line)
    return tuple(wrapped)


def _break(word: str, room: float, size: float, bold: bool) -> tuple[str, str]:
    """A word too wide for a line, broken after a hyphen or stroke where there is one, else where the room ends."""
    end = 1
    while end < len(word) and width(word[: end + 1], size, bold=bold) <= room:
        end += 1
    soft = max(word.rfind(mark, 0, end) for mark in "-‐‑/–")
    end = soft + 1 if soft > 0 else end
    return word[:end], word[end:]
