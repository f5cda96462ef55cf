"""Two versions of a document compared: which facts came, went or changed, in words and as RDF."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Final, get_args

from cdipgraph.answers import FORMATS, IRI, Answer, Cell, table
from cdipgraph.differences import rdf
from cdipgraph.differences.comparing import Change, Comparing, What
from cdipgraph.differences.facts import Facts
from cdipgraph.differences.shifts import shifted
from cdipgraph.differences.version import Version, versions
from cdipgraph.differences.wording import Wording, phrases
from cdipgraph.errors import UsageError
from cdipgraph.spoken import spoken
from cdipgraph.vocabulary import shortened

if TYPE_CHECKING:
    from cdipgraph.store import Store

__all__ = ["RDF", "Change", "Differences", "Version", "diff"]

RDF: Final = ("turtle", "trig", "patch")
COLUMNS: Final = (
    *("change", "thing", "subject", "fact", "before", "after", "before-start", "before-end"),
    *("after-start", "after-end", "message"),
)


def diff(store: Store | None, before: str, after: str | None = None, *, lang: str = "en") -> Differences:
    """What differs between two versions: each a file, a document of the store (`CDIP/24/8`, `CDIP/24/8 en`, an IRI),
    or a former state of one (`CDIP/24/8 fr@1`, or `@` and the first digits of its file's digest).

    Without `after`, between a former state, the last if none is named, and what the store holds now. Without a store
    both are files. Raises UnknownThing, UsageError for a name that leaves open which and for a language that is not
    spoken, SourceError for a file that cannot be read.
    """
    spoken(lang)
    earlier, later = versions(store, before, after)
    comparing = Comparing(Facts(earlier), Facts(later))
    changes = comparing.changes()
    if store is not None:
        changes += shifted(store, comparing)
    return Differences(earlier, later, tuple(changes), comparing, lang)


@dataclass(frozen=True)
class Differences:
    """What differs between two versions: the changes, in the order of the later text. It is told in `lang`."""

    before: Version
    after: Version
    changes: tuple[Change, ...]
    comparing: Comparing = field(repr=False, compare=False)
    lang: str = "en"

    def __repr__(self) -> str:
        return f"<Differences {self.before.label} → {self.after.label}: {len(self.changes)} changes>"

    def __len__(self) -> int:
        return len(self.changes)

    @cached_property
    def _wording(self) -> Wording:
        return self.wording(self.lang)

    def wording(self, lang: str) -> Wording:
        """What tells the changes in a language."""
        return Wording(self.comparing.before, self.comparing.after, lang)

    def count(self, what: What) -> int:
        """How many changes are of a kind."""
        return Counter(change.what for change in self.changes)[what]

    @property
    def total(self) -> str:
        """What was compared, and with what outcome, in two lines."""
        said = phrases(self.lang)
        compared = said["compared"].format(before=self.before.label, after=self.after.label)
        if not self.changes:
            return f"{compared}\n{said['same']}"
        counts = {what: self.count(what) for what in get_args(What)}
        return f"{compared}\n{said['total'].format(count=len(self.changes), **counts)}"

    def __str__(self) -> str:
        told = "".join(f"{self._wording.sentence(change)}\n" for change in self.changes)
        return f"{told}\n{self.total}\n" if told else f"{self.total}\n"

    def _repr_html_(self) -> str:
        items = "".join(f"<li>{escape(self._wording.sentence(change))}</li>" for change in self.changes)
        return f"<p>{escape(self.total)}</p><ul>{items}</ul>"

    def answer(self) -> Answer:
        """The changes as a table, a row each, with their places in both texts."""
        return Answer("diff", COLUMNS, tuple(self._row(change) for change in self.changes))

    def _row(self, change: Change) -> tuple[Cell, ...]:
        told, places = self._wording, (change.before_place, change.after_place)
        offsets = [end for place in places for end in (place or (None, None))]
        return (
            change.what,
            change.thing,
            IRI(change.subjects[0]),
            shortened(change.fact) or None,
            told.before_words(change) or None,
            told.after_words(change) or None,
            *offsets,
            told.sentence(change),
        )

    def brief(self) -> Answer:
        """The changes for a person: what happened, to what, in a sentence."""
        told = self._wording
        rows = [(told.what(c), told.class_of(c.thing), told.sentence(c)) for c in self.changes]
        return Answer("diff", ("change", "thing", "message"), tuple(rows))

    def to(self, format: str, *, width: int = 120, styled: bool = False) -> str:
        """The differences as text: a sentence a line, a table, JSON, or RDF (`turtle`, `trig`, `patch`).

        Raises UsageError for another format.
        """
        if format == "text":
            return str(self)
        if format == "table":
            return table(self.brief(), width, styled=styled)
        if format == "md":
            return self.brief().to("md")
        if format == "json":
            return self._json()
        if format in RDF:
            return rdf.written(self, format)
        if format in FORMATS:
            return self.answer().to(format)
        raise UsageError(f"there is no format {format!r}", remedy=f"Choose one of text, {', '.join((*FORMATS, *RDF))}")

    def _json(self) -> str:
        """The two versions, and the changes as a list of objects."""
        named = ("label", "iri", "language", "number")
        sides = {
            side: {name: getattr(v, name) for name in named}
            for side, v in (("before", self.before), ("after", self.after))
        }
        return json.dumps({**sides, "changes": self.answer().records()}, ensure_ascii=False, indent=2) + "\n"
