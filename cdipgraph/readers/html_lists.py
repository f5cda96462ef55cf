"""The numbers of ordered lists, which a page does not write but its reader sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lxml import etree

_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN: Final = 3999
_LARGEST: Final = 10**6
#: What a list's type, or its style, makes of a number.
_TYPES: Final = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
    "lower-latin": "lower-alpha",
    "upper-latin": "upper-alpha",
}
_STYLES: Final = ("lower-alpha", "upper-alpha", "lower-latin", "upper-latin", "lower-roman", "upper-roman")


@dataclass
class ListFrame:
    """A list that is being read: what its items are numbered with, and the next number."""

    style: str  # "none" where they bear no number
    number: int = 1
    step: int = 1

    def take(self, item: etree._Element) -> str:
        """The number that an item bears, with the stop after it; nothing where it bears none."""
        if self.style == "none":
            return ""
        self.number = _whole(item.get("value"), self.number)
        style = _style(item, self.style)
        number, self.number = self.number, self.number + self.step
        return f"{written(number, style)}." if style != "none" else ""


def list_frame(element: etree._Element) -> ListFrame:
    """How the items of a list are numbered."""
    if element.tag != "ol":
        return ListFrame("none")
    backwards = element.get("reversed") is not None
    start = sum(1 for child in element if child.tag == "li") if backwards else 1
    return ListFrame(_style(element, "decimal"), _whole(element.get("start"), start), -1 if backwards else 1)


def _style(element: etree._Element, default: str) -> str:
    """What the numbers are written with, as the element's style or type says."""
    style = (element.get("style") or "").replace(" ", "").lower()
    if "list-style" in style:
        told = style.partition("list-style")[2].partition(";")[0]
        if "none" in told:
            return "none"
        for name in _STYLES:
            if name in told:
                return _TYPES.get(name, name)
    return _TYPES.get(element.get("type") or "", default)


def _whole(text: str | None, default: int) -> int:
    try:
        number = int(text) if text is not None and len(text) < 12 else default
    except ValueError:
        return default
    return number if abs(number) <= _LARGEST else default


def written(number: int, style: str) -> str:
    """A number as a list writes it: 3 -> "c", "iii"; in digits where the style has no sign for it."""
    if style.endswith("alpha") and number > 0:
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(97 + rest) + letters
        return letters.upper() if style.startswith("upper") else letters
    if style.endswith("roman") and 0 < number <= _MOST_ROMAN:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (number // value)
            number %= value
        return roman.upper() if style.startswith("upper") else roman
    return str(number)
