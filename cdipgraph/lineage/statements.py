"""What a store states of the things of the chain, as the question `things` gives it: by thing and property."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal, NamedNode

from cdipgraph import vocabulary as v
from cdipgraph.drawing.fonts import fold
from cdipgraph.lineage.boxes import Quote, Session
from cdipgraph.source import Location
from cdipgraph.store.solutions import Row, Term

_DIGITS: Final = re.compile(r"(\d+)")


class Statements:
    """The statements of a store, by thing and prefixed property; values of several languages in `lang` first."""

    def __init__(self, rows: Iterable[Row], lang: str) -> None:
        self.lang = lang
        self._values: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._classes: dict[str, set[str]] = defaultdict(set)
        self._pointing: dict[tuple[str, str], set[str]] = defaultdict(set)
        for thing, name, value in rows:
            if thing is None or name is None or value is None:
                continue
            key, short = _value(thing), _short(_value(name))
            self._values[key][short].append(value)
            if short == "rdf:type":
                self._classes[_short(_value(value))].add(key)
            elif isinstance(value, NamedNode):
                self._pointing[short, value.value].add(key)

    def of(self, name: str) -> list[str]:
        """The things of a class, in natural order of their IRIs."""
        return sorted(self._classes[name], key=natural)

    def is_a(self, thing: str, name: str) -> bool:
        """Whether the thing is of a class."""
        return thing in self._classes[name]

    def pointing(self, name: str, thing: str) -> list[str]:
        """The things of which the property is this thing, in natural order of their IRIs."""
        return sorted(self._pointing.get((name, thing), ()), key=natural)

    def all(self, thing: str, name: str) -> list[str]:
        """The values of a property: those in the language first, then by their characters."""
        values = self._values[thing][name] if thing in self._values else []
        return [_value(term) for term in sorted(values, key=lambda term: (not self._mine(term), _value(term)))]

    def one(self, thing: str, name: str) -> str:
        """The first value of a property, on one line; empty when there is none."""
        return fold(next(iter(self.all(thing, name)), ""))

    def number(self, thing: str, name: str) -> int | None:
        """The smallest whole number among the values."""
        return min((int(value) for value in self.all(thing, name) if value.isdecimal()), default=None)

    def concept(self, thing: str, name: str) -> list[str]:
        """The controlled values of a property without their scheme, in the order of the scheme."""
        found = (value.rsplit("#", 1)[-1].partition("-") for value in self.all(thing, name))
        ordered = sorted(found, key=lambda parts: _concept_order(parts[0], parts[2]))
        return [value for _, _, value in ordered]

    def true(self, thing: str, name: str) -> bool:
        """Whether the property is stated to be true."""
        return "true" in self.all(thing, name)

    def ordinal(self, session: str) -> int | None:
        """The ordinal of a session."""
        return self.number(session, "cdip:ordinal")

    def session(self, thing: str, name: str = "cdip:session") -> str:
        """The earliest session that the property names; empty when there is none."""
        return min(self.all(thing, name), key=lambda one: (self.ordinal(one) or 0, one), default="")

    def quotes(self, thing: str) -> tuple[Quote, ...]:
        """The words that the thing was read from, those of documents in the language first."""
        found = [(self._source(span), span) for span in self.all(thing, "prov:wasDerivedFrom")]
        quotes = [
            (lang != self.lang, Quote(name, start, end, self.one(span, "oa:exact"), self._location(span)))
            for (name, lang), span in found
            if (start := self.number(span, "oa:start")) is not None and (end := self.number(span, "oa:end")) is not None
        ]
        return tuple(quote for _, quote in sorted(quotes, key=lambda pair: (pair[0], *_place(pair[1]))))

    def _location(self, span: str) -> Location:
        return Location(self.number(span, "cdip:page"), self.number(span, "cdip:paragraphPosition"))

    def sessions(self) -> dict[str, Session]:
        """Every session that has an ordinal, by IRI."""
        return {
            iri: Session(
                self.all(iri, "cdip:heldBy")[0].removeprefix(v.ID) if self.all(iri, "cdip:heldBy") else "",
                ordinal,
                self.one(iri, "cdip:startDate"),
                self.one(iri, "cdip:endDate"),
            )
            for iri in self.of("cdip:CommitteeSession")
            if (ordinal := self.ordinal(iri)) is not None
        }

    def _source(self, span: str) -> tuple[str, str]:
        """The symbol of the document that a span lies in, and the language of that version."""
        expression = next(iter(self.all(span, "oa:hasSource")), "")
        work = next(iter(self.all(expression, "eli:realizes")), "")
        return self.one(work, "dcterms:identifier") or work.removeprefix(v.ID), self.one(expression, "dcterms:language")

    def _mine(self, term: Term) -> bool:
        return isinstance(term, Literal) and (term.language or "").split("-")[0] == self.lang


def natural(text: str) -> tuple[tuple[bool, int, str], ...]:
    """A key that orders 2 before 10, and 8.2 before 8.10."""
    return tuple(
        (False, int(part), "") if part.isdecimal() else (True, 0, part) for part in _DIGITS.split(text) if part
    )


def _place(quote: Quote) -> tuple[tuple[tuple[bool, int, str], ...], int, int]:
    return natural(quote.document), quote.start, quote.end


def _value(term: Term) -> str:
    return str(getattr(term, "value", term))


@lru_cache(maxsize=512)
def _short(iri: str) -> str:
    """The prefixed name of a term of the vocabulary; other IRIs stay as they are."""
    for prefix, base in v.PREFIXES.items():
        if iri.startswith(base):
            return f"{prefix}:{iri[len(base) :]}"
    return iri


def _concept_order(scheme: str, value: str) -> tuple[int, str]:
    values = v.CONCEPTS.get(scheme, ())
    return (values.index(value) if value in values else len(values)), value
