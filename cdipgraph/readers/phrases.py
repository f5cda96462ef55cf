"""The words of pages, of what is numbered and of fields, from `phrases/layout.toml`, as parts of patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any, Final

_TABLE: Final[dict[str, Any]] = tomllib.loads(
    (files("cdipgraph") / "phrases" / "layout.toml").read_text(encoding="utf-8")
)


def _words(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


#: A page number as a page prints it, with a word: "page 12", "Page 3 of 12".
PAGE_NUMBER: Final = rf"(?:{_words(_TABLE['page'])})\s*\d{{1,4}}(?:\s*(?:{_words(_TABLE['of'])})\s*\d{{1,4}})?"
#: What the heading of an item of an agenda begins with.
ITEM: Final = rf"(?:{_words(_TABLE['item'])})\s+\d{{1,3}}"
ANNEX: Final = rf"(?:{_words(_TABLE['annex'])})"
#: What a number that is cited stands after: "para.".
ABBREVIATION: Final = rf"(?:{_words(_TABLE['abbreviation'])})"
_PAGE_WORDS: Final = tuple(_TABLE["page"])


def names_page(line: str) -> bool:
    """True when a word for a page is in a line: a quick look before the pattern."""
    lower = line.lower()
    for word in _PAGE_WORDS:  # noqa: SIM110 - a generator would take twice as long
        if word in lower:
            return True
    return False


_SWITCH: Final = (
    r"(?:\\[^\W\d_](?![^\W_])|\\[*@#]\s*(?-i:[A-Z]+\b|\"[^\"\n]*\")|\"[^\"\n]{0,300}\""
    r"|_[A-Za-z]\w*(?:\s+\\h\s+\d{1,4}(?!\S))?|[A-Z]\w{1,20}(?=\s+\\)|\d{1,4}(?=\s+\\))"
)
#: What a field of Word leaves in a text: its name, with switches and what they take.
FIELD: Final = rf"(?-i:\b(?:{_words(_TABLE['bare_fields'])})\b|\b(?:{_words(_TABLE['fields'])})(?:\s+{_SWITCH})+)"
EXAMPLES: Final[dict[str, list[str]]] = {
    name: _TABLE[f"{name}_examples"] for name in ("page", "item", "annex", "abbreviation", "field")
}
