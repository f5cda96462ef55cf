"""Symbols that are built otherwise than series/session/number: "EB154/7", "216 EX/14", "A41-WP/82".

The forms are data: `phrases/series.toml`. What reads prose looks only for those that can be told apart there
("EB154/7"); the head of a document may print any as its own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

#: The state of the text: "Rev.1", "/Add.2", " Prov. Rev.".
SUFFIX = r"(?:[ /]{1,2}(?:Prov|PROV|Rev|REV|Add|ADD|Corr|CORR|Revision No)\b(?:\.? ?\d{1,2}(?!\d)|\.)?){0,3}"
_SHARED = "united-nations"  # its series are called by one name everywhere: LC, A, E
_NO_ORGANISATION = ("forms", "heads", "others")
_LETTERED = re.compile(r"[A-Z]{2,}\d{2}|[A-Z]\d{2,3}[/-]")
_GROUP = re.compile(r"\(\?P<\w+>")


class Built(NamedTuple):
    """What a symbol of another form says: how its organisation calls the series, the session."""

    organisation: str
    series: str
    session: int | None


@cache
def table() -> dict[str, Any]:
    """How the symbols of each organisation's documents begin, and the forms of those that are built otherwise."""
    return tomllib.loads((files("cdipgraph") / "phrases" / "series.toml").read_text(encoding="utf-8"))


@cache
def series_of_each() -> Mapping[str, tuple[str, ...]]:
    """The organisations whose symbols begin with each head of a series."""
    owners: dict[str, list[str]] = {}
    for organisation, heads in table().items():
        for head in heads if organisation not in _NO_ORGANISATION else ():
            owners.setdefault(head, []).append(organisation)
    return {head: tuple(found) for head, found in owners.items()}


def organisation(head: str) -> str:
    """The one organisation whose symbols begin so, in small letters; nothing for none or several."""
    owners = series_of_each().get(head, ())
    return owners[0] if len(owners) == 1 else ""


def distinct(series: str, organisation: str) -> str:
    """A series as it is called among those of all organisations: with its own before it where another's is called the
    same, as WIPO's Assemblies and the General Assembly both are "A". That of the United Nations keeps the bare name.
    """
    owners = series_of_each().get(series, ())
    apart = len(owners) > 1 and organisation.lower() in owners and organisation.lower() != _SHARED
    return f"{organisation.upper()}/{series}" if apart else series


def namesakes(series: str) -> tuple[str, ...]:
    """What a series that is called so may be among those of all organisations: "A" is "A" or "WIPO/A"."""
    return tuple(dict.fromkeys((series, *(distinct(series, owner) for owner in series_of_each().get(series, ())))))


def as_printed(name: str) -> str:
    """A name without the organisation that sets its series apart: "WIPO/A/54/13" -> "A/54/13"."""
    owner, _, rest = name.partition("/")
    series, _, number = rest.partition("/")
    apart = number[:1].isdigit() and distinct(series.upper(), owner) == f"{owner.upper()}/{series.upper()}"
    return rest if apart else name


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    forms = table()["forms"]
    return tuple((form["organisation"], re.compile(form["pattern"].replace("{suffix}", SUFFIX))) for form in forms)


@cache
def any_form() -> re.Pattern[str]:
    """A symbol of any of the forms, as one pattern without groups."""
    return re.compile("|".join(_GROUP.sub("(?:", pattern.pattern) for _, pattern in _forms()))


def told_apart(word: str) -> bool:
    """True for a word that can be nothing but such a symbol in running text either: "A4/5" may be much else."""
    return _LETTERED.match(word) is not None and built(word) is not None


@lru_cache(maxsize=4096)
def built(text: str) -> Built | None:
    """What a symbol says that is built otherwise; None for one of the usual form, and for what is no symbol."""
    for organisation, pattern in _forms():
        match = pattern.fullmatch(text)
        if match:
            session = match.groupdict().get("session")
            series = match["series"] if organisation == _SHARED else f"{organisation.upper()}/{match['series']}"
            return Built(organisation, series, int(session) if session else None)
    return None
