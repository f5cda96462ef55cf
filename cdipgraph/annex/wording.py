"""How the table is worded in each language: templates, ordinals and articles, from `phrases/annex.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

from cdipgraph.spoken import LANGUAGES

_ENDINGS: Final = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")
_ACRONYM: Final = re.compile(r"\(([A-Z][A-Z-]{1,11})\)\s*$")
_WORD: Final = re.compile(r"[\w-]+")
_VOWELS: Final = "aeiouàâäáéèêëíîïóôöúùûü"


class Wording:
    """The words of one language: `wording("measure")` is a template filled in, the rest is made from its tables."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.table: Mapping[str, Any] = _tables()[code]

    def __call__(self, template: str, **parts: object) -> str:
        """A template with its {parts} filled in."""
        return str(self.table[template]).format(**parts)

    # Ordinals

    def ordinal(self, number: int, gender: str = "f") -> str:
        """The ordinal in words, its ending agreeing with `gender` ("f", "m"); beyond what has words, in digits."""
        form = self._ordinal(number, last=False) or self._in_digits(number)
        ending = _ENDINGS.sub(lambda match: match[1 if gender == "f" else 2], form)
        return ending.replace("-", self.table["hyphen"])

    def _in_digits(self, number: int) -> str:
        digits, forms = str(number), self.table["ordinals"]["beyond"]
        fit = (f for f in forms if digits.endswith(f["ends"]) and not (f["not"] and digits.endswith(f["not"])))
        return str(next(fit)["form"]).format(n=number)

    def _ordinal(self, number: int, *, last: bool) -> str:
        """The ordinal as the tables build it, both endings in it; `last` when a stem stands before it."""
        ordinals = self.table["ordinals"]
        own = (ordinals.get("last", {}).get(str(number)) if last else None) or ordinals["words"].get(str(number))
        if own:
            return str(own)
        stem = max((int(stem) for stem in ordinals["stems"] if int(stem) < number), default=0)
        rest = self._ordinal(number - stem, last=True) if stem and number - stem < 100 else ""
        return f"{ordinals['stems'][str(stem)]}{self._join(stem, number - stem)}{rest}" if rest else ""

    def _join(self, stem: int, rest: int) -> str:
        """What stands between a stem and the rest of an ordinal."""
        for entry in self.table["ordinals"]["joins"]:
            if stem in entry["stems"] and (not entry["rests"] or rest in entry["rests"]):
                return str(entry["join"])
        return str(self.table["ordinals"]["join"])

    # Names and their articles

    def of(self, name: str, gender: str | None) -> str:
        """The name after "of": "du CDIP", "de l’IGC"."""
        return self._with_article("of", name, gender)

    def by(self, name: str, gender: str | None) -> str:
        """The name after "by": "par le CDIP"."""
        return self._with_article("by", name, gender)

    def _with_article(self, case: str, name: str, gender: str | None) -> str:
        articles = self.table["articles"]
        kind = "v" if "v" in articles and gender in ("m", "f") and name[:1].lower() in _VOWELS else gender
        return str(articles.get(kind, articles["m"])[case]).format(name)

    def gender(self, name: str) -> str | None:
        """The class of a name by its first word ("Commission" is "f"); None where that does not tell."""
        first = _WORD.search(name.lower())
        return next((kind for kind, words in self.table["nouns"].items() if first and first[0] in words), None)

    def committee(self, series: str, name: str) -> tuple[str, str]:
        """What a committee is called in running text, and its class: its acronym, else its name, else its series.

        `series` is how its symbols begin, `name` what it is called in this language, if that is known.
        """
        acronym = _ACRONYM.search(name)
        body = _tables()["bodies"].get(series, {}).get(self.code, "")
        called = acronym[1] if acronym else body or (series if "/" not in series and series else name or series)
        return called, self.gender(body or name) or "m"

    # References

    def session(self, ordinal: int, series: str, name: str) -> str:
        """A session after what it is of: "de la vingt et unième session du CDIP"."""
        sessions = self.table["sessions"]
        entry = next((one for one in sessions if series in one["series"]), sessions[0])
        words = self.ordinal(ordinal, entry["gender"])
        called, gender = self.committee(series, name)
        form = "of_bare" if not called else "of_series" if "/" in called else "of"
        return str(entry[form]).format(ordinal=words, series=called, of_committee=self.of(called, gender))

    def paragraphs(self, ranges: Sequence[tuple[str, str]]) -> str:
        """Paragraph numbers, each range by its first and last: "paragraphes 98 à 112, 115 et 120"."""
        if len(ranges) == 1 and ranges[0][1] in (ranges[0][0], ""):
            return self("one", first=ranges[0][0])
        parts = [part for first, last in ranges for part in self._range(first, last)]
        listed = str(self.table["and"]).join(filter(None, (", ".join(parts[:-1]), parts[-1])))
        return self("several", list=listed)

    def _range(self, first: str, last: str) -> list[str]:
        """A range as a part of a list; two numbers that follow each other are two parts."""
        if first == last or not last:
            return [first]
        neighbours = first.isdecimal() and last.isdecimal() and int(last) == int(first) + 1
        return [first, last] if neighbours else [self("range", first=first, last=last)]

    def day(self, day: date) -> str:
        """A day as it is written out."""
        template = "first_day" if day.day == 1 else "day"
        return self(template, day=day.day, month=self.table["months"][day.month - 1], year=day.year)

    def proposal(self, proposer: str) -> str:
        """The title of the table of what came of a proposal, by whose it is."""
        if not proposer:
            return self("title_bare")
        gender = self.gender(proposer) or (None if len(self.table["articles"]) > 1 else "m")
        return self("title", of_proposer=self.of(proposer, gender)) if gender else self("title_named", name=proposer)


@lru_cache(maxsize=len(LANGUAGES))
def wording(code: str) -> Wording:
    """The words of a language that has a table. Raises KeyError for another."""
    return Wording(code)


def said(lang: str, key: str, **parts: object) -> str:
    """A word of the comparison in the reader's language, its {parts} filled in."""
    return str(_tables()["comparison"][key][lang]).format(**parts)


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(files("cdipgraph").joinpath("phrases", "annex.toml").read_text(encoding="utf-8"))
