"""A correction: where it applies, what it states, who says so, when and why."""

from __future__ import annotations

import hashlib
import re
from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from cdipgraph import symbols
from cdipgraph.corrections.wording import COLUMNS, understood, words_of
from cdipgraph.errors import BadCorrection
from cdipgraph.source import matching_view
from cdipgraph.spans import folded
from cdipgraph.symbolforms import as_printed
from cdipgraph.symbols import Symbol
from cdipgraph.vocabulary import ID, PROPERTIES

__all__ = ["MEANS", "WRONG", "BadCorrection", "Correction", "checked", "meaning", "place_key"]

MEANS: Final = "means"
WRONG: Final = "wrong"
CITATION: Final = "citation"
DECISION: Final = "decision"
_KEY: Final = 6  # letters and figures of a key
_NUMBER: Final = re.compile(r"[0-9A-Za-zÀ-ÿ][\w.() -]{0,19}")
_ITEM: Final = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,3}(?: ?\(?[a-z]{1,4}\))*")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?: .*)?")
_SESSION: Final = re.compile(r"(?:[A-Za-z][A-Za-z/]*/|(?:session|sesi[oó]n)\s)(\d{1,3})", re.IGNORECASE)
_WHOLE_AND_NUMBER: Final = re.compile(
    r"(?P<whole>\S(?:.*?\S)?)[ ,]+(?:(?:item|point|punto|paragraphs?|paragraphes?|párrafos?|paras?\.?|par\.|§) ?)?"
    r"(?P<first>\d{1,4}(?:\.\d{1,3})*[a-z]?)(?: ?(?:-|to|à|a) ?(?P<last>\d{1,4}))?"
)


@dataclass(frozen=True, slots=True)
class Correction:
    """One statement of a person on words of a document.

    `document` is its symbol, or the name of its file where it has none; `language` the language version, empty for
    any. `quote` are the words, `before` and `after` some of those around, `start` a hint where they begin. `thing` is
    what the words are of (citation, decision, measure, ...) and `fact` its IRI where the words are of several. `MEANS`
    states what a citation points at (a symbol, a session, paragraphs, an item; with paragraphs or an item alone the
    rest stays as read) or which session and item a decision is of; `WRONG` that there is no such thing or, with
    `relation`, that this is not to be said of it. `where` is the place in the file that it stands in.
    """

    document: str
    quote: str
    statement: str
    author: str
    day: date
    language: str = ""
    thing: str = CITATION
    before: str = ""
    after: str = ""
    start: int | None = None
    means: Symbol | None = None
    session: int | None = None
    first: str = ""
    last: str = ""
    item: str = ""
    relation: str = ""
    fact: str = ""
    reason: str = ""
    where: str = field(default="", compare=False)

    @property
    def key(self) -> str:
        """A short name of the words it is about, the same whatever is stated of them."""
        return place_key(self.document, self.language, self.thing, (self.quote, self.before, self.after), self.fact)

    @property
    def meant(self) -> str:
        """What is stated, shortly: "CDIP/21/15 98-112", "session 21, 8.3", "wrong: recordedIn"; in no language."""
        if self.statement == WRONG:
            return f"{WRONG}: {self.relation}" if self.relation else WRONG
        numbers = "-".join(dict.fromkeys(filter(None, (self.first, self.last))))
        session = f"session {self.session}" if self.session is not None and not self.means else ""
        document = " ".join(filter(None, (str(self.means or ""), session, numbers)))
        return ", ".join(filter(None, (document, self.item)))

    def fields(self) -> dict[str, str]:
        """The same as texts by column, as a file holds them."""
        return {
            "document": self.document,
            "language": self.language,
            "thing": self.thing,
            "quote": folded(self.quote),
            "before": folded(self.before),
            "after": folded(self.after),
            "start": "" if self.start is None else str(self.start),
            "statement": self.statement,
            "means": str(self.means or ""),
            "session": "" if self.session is None else str(self.session),
            "first": self.first,
            "last": self.last,
            "item": self.item,
            "relation": self.relation,
            "fact": self.fact,
            "author": self.author,
            "date": self.day.isoformat(),
            "reason": folded(self.reason),
        }


def place_key(document: str, language: str, thing: str, words: tuple[str, str, str], fact: str = "") -> str:
    """A short name of a place by its words and those before and after: six signs, of which the first is a letter."""
    told = (address(document), language, thing, *(folded(matching_view(text)) for text in words), fact)
    digest = b32encode(hashlib.sha256("\x1f".join(told).encode()).digest()).decode().lower()
    return next(digest[at : at + _KEY] for at in range(len(digest) - _KEY) if digest[at].isalpha())


def address(document: str) -> str:
    """A name of a document such that different ways of writing it are one: by its symbol's path, in small letters."""
    name = folded(document).removeprefix(ID).removeprefix("doc/").removeprefix("unsymbolled/")
    symbol = symbols.parse(matching_view(as_printed(name)))
    return (symbol.path if symbol else name).casefold()


def checked(texts: Mapping[str, str], where: str) -> Correction:
    """The correction that the texts of a row say. Raises BadCorrection, with what to do about it."""
    given = {name: folded(texts.get(name) or "") for name in COLUMNS}
    _require(given, where)
    thing = _word("thing", given["thing"] or CITATION, where)
    stated = any(given[name] for name in ("means", "session", "first", "item"))
    statement = _word("statement", given["statement"] or (MEANS if stated else ""), where)
    correction = Correction(
        document=given["document"],
        quote=given["quote"],
        statement=statement,
        author=given["author"],
        day=_day(given["date"], where),
        language=_matching(_LANGUAGE, given["language"].lower(), "a language is two letters: fr", where),
        thing=thing,
        before=given["before"],
        after=given["after"],
        start=_whole(given["start"], "start", where),
        means=_symbol(given["means"], where),
        session=_whole(given["session"], "session", where),
        first=_matching(_NUMBER, given["first"], "the first paragraph is no number", where),
        last=_matching(_NUMBER, given["last"] or given["first"], "the last paragraph is no number", where),
        item=_matching(
            _ITEM, given["item"], "an item is a number like 8.1; a spreadsheet may have made a date of it", where
        ),
        relation=_relation(given["relation"], where),
        fact=given["fact"].removeprefix(ID),
        reason=given["reason"],
        where=where,
    )
    _require_sense(correction)
    return correction


def meaning(text: str) -> dict[str, str]:
    """What a person types for what is meant, by column: "CDIP/21/15 98-112", "CDIP/21 8.3", "session 21", "8.3".

    Raises BadCorrection for text that is none of these.
    """
    plain = folded(matching_view(text))
    if symbols.parse(plain):
        return {"means": plain}
    if session := _SESSION.fullmatch(plain):
        return {"session": session[1]}
    parts = _WHOLE_AND_NUMBER.fullmatch(plain)
    whole = parts["whole"] if parts else ""
    if parts and symbols.parse(whole):
        return {"means": whole, "first": parts["first"], "last": parts["last"] or parts["first"]}
    if parts and not parts["last"] and (session := _SESSION.fullmatch(whole)):
        return {"session": session[1], "item": parts["first"]}
    if _ITEM.fullmatch(plain):
        return {"item": plain}
    raise BadCorrection(
        f"{text!r} is nothing that can be meant",
        remedy="Say CDIP/21/15, CDIP/21/15 98-112, session 21, CDIP/21 8.3 (an item), or 8.3",
    )


def _require(given: Mapping[str, str], where: str) -> None:
    remedies = {
        "document": "Give the symbol, or the name of the file",
        "quote": "Give the words it is about, as they stand in the text",
        "author": "Say who settled it",
        "date": "Say when, as 2026-03-31",
    }
    for name, remedy in remedies.items():
        if not given[name]:
            raise BadCorrection(f"the correction gives no {name}", where=where, remedy=remedy)


def _require_sense(correction: Correction) -> None:
    """Nothing. Raises BadCorrection for what states nothing, or what cannot be stated of such a thing."""
    c = correction
    stated = c.means or c.session is not None or c.first or c.item
    if c.statement == WRONG:
        if stated:
            raise BadCorrection(
                "the correction says that it is wrong and what it means",
                where=c.where,
                remedy="Say one: “means” replaces, “wrong” takes away",
            )
        if not c.reason:
            raise BadCorrection("the correction gives no reason", where=c.where, remedy="Say why it is wrong")
        return
    if not stated:
        remedy = "Fill means, session, first or item; or write “wrong” as the statement"
        raise BadCorrection("the correction states nothing", where=c.where, remedy=remedy)
    if c.relation:
        raise BadCorrection(
            "the correction names a relation that is not wrong", where=c.where, remedy="Leave the relation empty"
        )
    if c.thing not in (CITATION, DECISION):
        remedy = "Only a citation or a decision means something; of others, say what is wrong"
        raise BadCorrection(f"the correction says what a {c.thing} means", where=c.where, remedy=remedy)
    if c.thing == DECISION and (c.means or c.first):
        raise BadCorrection(
            "the correction names a document for a decision", where=c.where, remedy="Give its session, its item or both"
        )
    if c.first.isdigit() and c.last.isdigit() and int(c.first) > int(c.last):
        remedy = "Give the smaller number as the first"
        raise BadCorrection(
            f"the correction ends before it begins: paragraphs {c.first} to {c.last}", where=c.where, remedy=remedy
        )


def _word(table: str, text: str, where: str) -> str:
    known = understood(table, text)
    if known is None:
        what = f"{text!r} is no {table}" if text else f"gives no {table}"
        raise BadCorrection(what, where=where, remedy=f"Write one of {', '.join(words_of(table))}")
    return known


def _matching(pattern: re.Pattern[str], text: str, what: str, where: str) -> str:
    if text and not pattern.fullmatch(text):
        raise BadCorrection(f"{what} ({text!r})", where=where, remedy="Correct this cell")
    return text


def _whole(text: str, name: str, where: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadCorrection(f"the {name} is no whole number ({text!r})", where=where, remedy="Correct this cell")
    return int(text)


def _symbol(text: str, where: str) -> Symbol | None:
    symbol = symbols.parse(matching_view(text)) if text else None
    if text and symbol is None:
        raise BadCorrection(f"{text!r} is no symbol of a document", where=where, remedy="Write it as CDIP/21/15")
    return symbol


def _relation(text: str, where: str) -> str:
    name = text.rpartition(":")[2]
    if name and name not in PROPERTIES:
        raise BadCorrection(f"{text!r} is no relation", where=where, remedy="Write it as recordedIn; see docs/model.md")
    return name


def _day(text: str, where: str) -> date:
    """The day: as ISO has it, or day, month, year as spreadsheets make of it; month first where only that can be."""
    match = _ISO.fullmatch(text)
    parts = tuple(map(int, match.groups())) if match else ()
    other = _DAY_FIRST.fullmatch(text)
    if other:
        first, second, year = map(int, other.groups())
        parts = (year, first, second) if second > 12 >= first else (year, second, first)
    try:
        return date(*parts)
    except (TypeError, ValueError):
        raise BadCorrection(f"{text!r} is no date", where=where, remedy="Write it as 2026-03-31") from None
