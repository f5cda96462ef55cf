"""Fields of a Word file: which of them show their stored result, and which a number that Word computes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cdipgraph.readers.docx.numerals import numeral

#: What a field on the number of the page, or of all pages, shows depends on the page it is printed on.
PAGES = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"})
NUMBERS = frozenset({"AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM"})

_FORMATS = {
    "roman": "lowerRoman",
    "ROMAN": "upperRoman",
    "alphabetic": "lowerLetter",
    "ALPHABETIC": "upperLetter",
    "Ordinal": "ordinal",
    "OrdText": "ordinalText",
    "CardText": "cardinalText",
    "Hex": "hex",
}
_FORMAT = re.compile(r"\\\*\s*(\w+)")
_SEPARATOR = re.compile(r"\\s\s+\"?([^\s\"\\])")
_LIST = re.compile(r"^\s*LISTNUM\s+\"?([^\s\"\\]+)", re.I)
_LEVEL = re.compile(r"\\l\s+\"?(\d)")
_START = re.compile(r"\\s\s+\"?(\d{1,6})")

_BODY = 9  # the level of paragraphs that are no headings
#: What stands before and after each level of the built-in lists, and its format.
_OUTLINE = (("", "upperRoman", "."), ("", "upperLetter", "."), ("", "decimal", "."), ("", "lowerLetter", ")"),
            ("(", "decimal", ")"), ("(", "lowerLetter", ")"), ("(", "lowerRoman", ")"), ("(", "lowerLetter", ")"),
            ("(", "lowerRoman", ")"))  # fmt: skip
_PLAIN = (("", "decimal", ")"), ("", "lowerLetter", ")"), ("", "lowerRoman", ")"), ("(", "decimal", ")"),
          ("(", "lowerLetter", ")"), ("(", "lowerRoman", ")"), ("", "decimal", "."), ("", "lowerLetter", "."),
          ("", "lowerRoman", "."))  # fmt: skip


def kind(instruction: str) -> str:
    """The first word of a field's instruction, in capitals."""
    return instruction.strip().partition(" ")[0].partition("\\")[0].upper()


@dataclass
class FieldNumbers:
    """The counts of the fields that number: AUTONUM and its kin one a paragraph, by the level of its heading; LISTNUM
    by the name of its list.
    """

    language: str = "en"
    _automatic: list[int] = field(default_factory=lambda: [0] * (_BODY + 1))
    _paragraph: int = -1
    _lists: dict[str, list[int]] = field(default_factory=dict)

    def number(self, instruction: str, outline: int, paragraph: int) -> str:
        """What a numbering field shows in a paragraph of this outline level; `paragraph` tells paragraphs apart."""
        name = kind(instruction)
        return self._listed(instruction) if name == "LISTNUM" else self._counted(name, instruction, outline, paragraph)

    def _counted(self, name: str, instruction: str, outline: int, paragraph: int) -> str:
        level = min(outline, _BODY)
        if paragraph != self._paragraph:
            self._paragraph = paragraph
            self._automatic[level] += 1
            self._automatic[level + 1 :] = [0] * (_BODY - level)
        if name == "AUTONUMOUT":
            before, number_format, after = _OUTLINE[min(level, len(_OUTLINE) - 1) if level < _BODY else 0]
            return before + numeral(self._automatic[level], number_format, self.language) + after
        chosen, separator = _FORMAT.search(instruction), _SEPARATOR.search(instruction)
        mark = separator[1] if separator else "."
        counts = [c for c in self._automatic[: level + 1] if c] if name == "AUTONUMLGL" else [self._automatic[level]]
        number_format = _FORMATS.get(chosen[1], "decimal") if chosen else "decimal"
        closing = "" if "\\e" in instruction else mark
        return mark.join(numeral(count, number_format, self.language) for count in counts) + closing

    def _listed(self, instruction: str) -> str:
        named, at, start = _LIST.match(instruction), _LEVEL.search(instruction), _START.search(instruction)
        name = named[1].lower() if named else ""
        level = max(1, int(at[1])) - 1 if at else 0
        counts = self._lists.setdefault(name, [0] * len(_PLAIN))
        counts[level] = int(start[1]) if start else counts[level] + 1
        counts[level + 1 :] = [0] * (len(_PLAIN) - level - 1)
        if name == "legaldefault":
            return "".join(f"{max(count, 1)}." for count in counts[: level + 1])
        return _signed(_OUTLINE if name == "outlinedefault" else _PLAIN, level, counts[level])


def _signed(levels: Sequence[tuple[str, str, str]], level: int, count: int) -> str:
    before, number_format, after = levels[level]
    return before + numeral(count, number_format) + after
