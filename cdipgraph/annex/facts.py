"""What a store states of one language version of a report: its measures and all that the table tells of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from cdipgraph import resources
from cdipgraph.annex.table import BULLET
from cdipgraph.errors import UnknownThing, UsageError
from cdipgraph.lineage.statements import Statements, natural
from cdipgraph.queries import Parameter, fill
from cdipgraph.spans import folded
from cdipgraph.things import resolve_document
from cdipgraph.vocabulary import ID, concept

if TYPE_CHECKING:
    from cdipgraph.store import Solutions, Store

_ANNEX: Final = concept("place", "annex")
#: What ends an entry: the end of its line or of its cell, or a gap such as columns of plain text have between them.
_EDGE: Final = re.compile(r"[\n\r\t\v\f|│┃]|[^\S\n]{3,}")
_BULLET: Final = re.compile(BULLET)
_AFTER: Final = re.compile(r"\s?[;,.]+")
_LONGEST_HEADING: Final = 40
_REACH: Final = 600  # characters that an entry can run on before and after what is cited in it


#: Where a row of the annex begins, and where the next thing does; None for a measure that has no row.
_Row = tuple[int, int | None] | None


@dataclass(frozen=True, slots=True)
class Version:
    """A language version of a document that tells of measures."""

    document: str
    symbol: str
    expression: str
    language: str
    original: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the document, and where they stand."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee: how its symbols begin, and what it is called in the language of the table, if that is known."""

    series: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Activity:
    """What carried a measure out. `quote` is its entry in the annex."""

    thing: str
    kind: str
    label: str
    symbol: str = ""
    document: str = ""
    sessions: tuple[tuple[Committee, int], ...] = ()
    day: date | None = None
    annexed: bool = False
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A range of a session's report, or an item of a Chair's summary (`number`). `quote` is its entry in the annex."""

    things: tuple[str, ...]
    first: str = ""
    last: str = ""
    number: str = ""
    session: int | None = None
    committee: Committee = Committee()
    symbol: str = ""
    report: str = ""
    provisional: bool = False
    annexed: bool = False
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure, its paragraph's number and its own, and what its row holds. `quote` is its cell in the annex.

    `follow_up` is what its row says of what follows, `proposal` the proposal that its paragraph is of.
    """

    thing: str
    paragraph: str
    number: str
    label: str
    annexed: bool
    quote: Quote | None
    activities: tuple[Activity, ...]
    reviews: tuple[Reference, ...]
    items: tuple[Reference, ...]
    follow_up: Quote | None = None
    proposal: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the table of one language version is made from.

    `proposals` are what the proposals are called, by IRI; `headings` what the document calls the paragraphs of the
    proposal, by number; `titles` what documents and committees are called in the table's language, by IRI.
    """

    version: Version
    committee: Committee
    title: str
    proposer: str
    proposals: Mapping[str, str]
    measures: tuple[Measure, ...]
    headings: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)


def ask(store: Store, name: str, **given: str | int) -> Solutions:
    """The answer to a query of `queries/annex`, its parameters filled in: an IRI, a number or a string each."""
    sparql = resources.read("queries/annex", f"{name}.rq")
    for key, value in given.items():
        term = NamedNode(value) if isinstance(value, str) and ":" in value else Literal(value)
        sparql = fill(sparql, Parameter(key, "thing"), term)
    return store.query(sparql)


# Which document


def versions(store: Store) -> list[Version]:
    """The language versions in the store that tell of measures."""
    return [
        Version(document, symbol, expression, language, original)
        for document, symbol, expression, language, original in (map(_text, row) for row in ask(store, "documents"))
    ]


def chosen(store: Store, symbol: str | None, lang: str | None) -> Version:
    """The version that the table is made from: of the document named, else of the only one; in `lang` if there is one.

    Else the original, else the first by its code. Raises UnknownThing, UsageError when there is nothing to choose, or
    too much.
    """
    found = versions(store)
    named = _named(store, found, symbol)
    own = [version for version in named if version.language == lang]
    original = [version for version in named if version.language == version.original]
    return (own or original or named)[0]


def _named(store: Store, found: list[Version], symbol: str | None) -> list[Version]:
    if symbol is None:
        documents = sorted({version.document for version in found}, key=natural)
        if not documents:
            raise UnknownThing("no document in the store tells of measures", remedy="Build an implementation report")
        if len(documents) > 1:
            listed = ", ".join(sorted({v.symbol or v.document.removeprefix(ID) for v in found}, key=natural))
            raise UsageError(f"{len(documents)} documents tell of measures", remedy=f"Say which: {listed}")
        return found
    document = resolve_document(store, symbol)
    named = [version for version in found if version.document == document]
    if not named:
        there = ", ".join(sorted({v.symbol or v.document.removeprefix(ID) for v in found}, key=natural))
        raise UnknownThing(
            f"{symbol} tells of no measures: there is no table to write",
            remedy=f"Measures are told of in {there}" if there else "Build an implementation report",
        )
    return named


def names(store: Store, version: Version, lang: str) -> dict[str, str]:
    """What the store knows the documents and committees of a version to be called in a language, by IRI."""
    rows = ask(store, "names", expression=version.expression, lang=lang)
    return {_text(thing): folded(_text(name)) for thing, name in rows}


# What it says


def gathered(store: Store, version: Version, lang: str) -> Facts:
    """All that the store states for the table of a version, which is to be written in `lang`."""
    rows = ask(store, "facts", expression=version.expression).rows
    return _Gathering(store, version, Statements(rows, version.language), names(store, version, lang)).facts()


class _Gathering:
    """Puts the statements of one version together to measures."""

    def __init__(self, store: Store, version: Version, said: Statements, titles: Mapping[str, str]) -> None:
        self.store, self.version, self.said, self.titles = store, version, said, titles
        #: What the annex cites, and the span it does so in; a thing can be cited in several rows.
        self.cited: dict[str, list[str]] = {}
        for citation in said.of("cito:Citation"):
            spans = said.all(citation, "prov:wasDerivedFrom")
            for target in said.all(citation, "cito:hasCitedEntity"):
                self.cited.setdefault(target, []).extend(spans)
        self.reviews = frozenset(said.of("cdip:Review"))
        self.text = self._annex_text()

    def facts(self) -> Facts:
        """The facts of the version."""
        proposal = next(iter(self.said.of("cdip:Proposal")), "")
        return Facts(
            self.version,
            self._committee(self.said.one(self.version.document, "cdip:committee")),
            self.said.one(self.version.document, "dcterms:title"),
            self.said.one(proposal, "cdip:proposer"),
            {one: self.said.one(one, "rdfs:label") for one in self.said.of("cdip:Proposal")},
            tuple(self._measures()),
            dict(self._headings()),
            self.titles,
        )

    def _headings(self) -> Iterable[tuple[str, str]]:
        """The paragraphs of the proposal by number, each with the words that head it."""
        for paragraph in self.said.of("cdip:ProposalParagraph"):
            number = self.said.one(paragraph, "eli:number")
            quotes = self._quotes(self.said.all(paragraph, "prov:wasDerivedFrom"))
            words = min((folded(quote.text) for quote in quotes), key=len, default="")
            if len(words) <= _LONGEST_HEADING and re.search(rf"\b{re.escape(number)}\b", words):
                yield number, words.rstrip(" :.–-")

    def _measures(self) -> Iterable[Measure]:
        own = [m for m in self.said.of("cdip:Measure") if self.version.document in self.said.all(m, "cdip:reportedIn")]
        begin = {measure: self._cell(measure) for measure in own}
        spans = (self._quotes(self.said.all(measure, "prov:wasDerivedFrom")) for measure in own)
        starts = sorted({quote.start for quotes in spans for quote in quotes})
        for measure in own:
            quote = begin[measure]
            end = next((start for start in starts if quote and start > quote.start), None)
            row = (quote.start, end) if quote else None
            asked = self.said.one(measure, "cdip:respondsTo")
            yield Measure(
                measure,
                self.said.one(asked, "eli:number"),
                self.said.one(measure, "eli:number"),
                self.said.one(measure, "rdfs:label"),
                self._annexed(measure),
                quote,
                tuple(self._activities(measure)),
                tuple(self._reviews(measure)),
                tuple(self._items(measure, row)),
                self._follow_up(measure, row),
                self.said.one(asked, "eli:is_part_of"),
            )

    # A measure's cell

    def _cell(self, measure: str) -> Quote | None:
        """The words of a measure in the annex: of its spans the last that stands before what its row cites."""
        if not self._annexed(measure):
            return None
        spans = self._quotes(self.said.all(measure, "prov:wasDerivedFrom"))
        reviews = self.said.pointing("cdip:ofMeasure", measure)
        cited = [span for review in reviews for span in self._of_annex(review)]
        first = min((quote.start for quote in self._quotes(cited)), default=None)
        before = [quote for quote in spans if first is None or quote.start < first]
        return max(before or spans, key=lambda quote: quote.start, default=None)

    def _of_annex(self, review: str) -> list[str]:
        """The spans in the annex that a review was read from."""
        spans = set(self.said.all(review, "prov:wasDerivedFrom"))
        within = self.cited.get(self.said.one(review, "eli-dl:recorded_in_a_realization_of"), ())
        return [span for span in within if span in spans]

    # What was done

    def _activities(self, measure: str) -> Iterable[Activity]:
        done = self.said.pointing("eli-dl:executed", measure)
        for activity in sorted(done, key=self._position):
            document = self.said.one(activity, "cdip:produced")
            label = self.said.one(activity, "rdfs:label")
            annexed = self._annexed(activity)
            sessions = (self._held(session) for session in self.said.all(activity, "cdip:session"))
            yield Activity(
                activity,
                next(iter(self.said.concept(activity, "cdip:activityKind")), ""),
                label,
                folded(self.said.one(document, "dcterms:identifier")),
                document,
                tuple(sorted((held for held in sessions if held), key=lambda held: held[1])),
                _day(self.said.one(activity, "cdip:date")),
                annexed,
                self._entry(activity, label) if annexed else None,
            )

    def _entry(self, activity: str, label: str) -> Quote | None:
        """The entry in the annex that an activity was read from: the shortest of its spans that begins as it is called.

        A full stop or semicolon after the entry is part of it.
        """
        spans = self._quotes(self.said.all(activity, "prov:wasDerivedFrom"))
        named = [quote for quote in spans if folded(quote.text).startswith(label)]
        quote = min(named, key=lambda one: (one.end - one.start, -one.start), default=None)
        after = _AFTER.match(self._around(quote)[1]) if quote else None
        return Quote(quote.start, quote.end, quote.text + after[0]) if quote and after else quote

    # Where it was reviewed, and concluded

    def _reviews(self, measure: str) -> Iterable[Reference]:
        reviews = self.reviews.intersection(self.said.pointing("cdip:ofMeasure", measure))
        for review in sorted(reviews, key=self._position):
            within = self.said.one(review, "eli-dl:recorded_in_a_realization_of")
            report = self.said.one(within, "eli:is_part_of")
            held = self.said.one(review, "cdip:session") or self.said.one(report, "cdip:reportOf")
            committee, session = self._held(held) or (Committee(), None)
            first, last = _ends(self.said, within)
            annexed = self._annexed(review)
            yield Reference(
                things=(review, within),
                first=first,
                last=last,
                session=session,
                committee=committee,
                symbol=folded(self.said.one(report, "dcterms:identifier")),
                report=report,
                provisional=self.said.true(report, "cdip:provisional"),
                annexed=annexed,
                quote=self._line(self._of_annex(review)) if annexed else None,
            )

    def _items(self, measure: str, row: _Row) -> Iterable[Reference]:
        """The items of Chairs' summaries: those of the measure's row in its order, then those of the narrative."""
        reviews = sorted(self.said.pointing("cdip:ofMeasure", measure), key=self._position)
        concluding = (
            item
            for name in ("cdip:concludedIn", "cdip:recordedIn")
            for review in reviews
            for item in self.said.all(review, name)
        )
        items = list(dict.fromkeys([*concluding, *self.said.pointing("cdip:citedFor", measure)]))
        found = [self._item(item, row) for item in items]
        return sorted(found, key=lambda item: (not item.annexed, item.quote.start if item.quote else 0))

    def _follow_up(self, measure: str, row: _Row) -> Quote | None:
        """What a measure's row says of what follows; None where only the narrative does."""
        follows = self.said.pointing("cdip:followsUp", measure)
        spans = self._quotes(span for one in follows for span in self.said.all(one, "prov:wasDerivedFrom"))
        return next((quote for quote in spans if _within(quote, row)), None)

    def _item(self, item: str, row: _Row) -> Reference:
        spans = [quote for quote in self._quotes(self.cited.get(item, ())) if _within(quote, row)]
        summary = self.said.one(item, "eli:is_part_of")
        committee, session = self._held(self.said.one(summary, "cdip:summaryOf")) or (Committee(), None)
        return Reference(
            things=(item,),
            number=self.said.one(item, "eli:number"),
            session=session,
            committee=committee,
            annexed=bool(spans),
            quote=self._whole(spans[0]) if spans else None,
        )

    # Small things

    def _annexed(self, thing: str) -> bool:
        return _ANNEX in self.said.all(thing, "cdip:statedIn")

    def _position(self, thing: str) -> tuple[int, tuple[object, ...]]:
        return self.said.number(thing, "cdip:position") or 0, natural(thing)

    def _held(self, session: str) -> tuple[Committee, int] | None:
        """The committee and the ordinal of a session; None when it has none."""
        ordinal = self.said.ordinal(session)
        return None if ordinal is None else (self._committee(self.said.one(session, "cdip:heldBy")), ordinal)

    def _committee(self, iri: str) -> Committee:
        series = self.said.one(iri, "dcterms:identifier") or iri.removeprefix(ID)
        return Committee(series, self.titles.get(iri, "")) if iri else Committee()

    def _quotes(self, spans: Iterable[str]) -> list[Quote]:
        """The spans with their words, in the order of the text."""
        found = []
        for span in spans:
            start, end = self.said.number(span, "oa:start"), self.said.number(span, "oa:end")
            exact = self.said.all(span, "oa:exact")
            if start is not None and end is not None and exact:
                found.append(Quote(start, end, exact[0]))
        return sorted(found, key=lambda quote: (quote.start, quote.end))

    # The words around what is cited

    def _line(self, spans: Iterable[str]) -> Quote | None:
        """The entry that the first of the spans stands in."""
        quotes = self._quotes(spans)
        return self._whole(quotes[0]) if quotes else None

    def _whole(self, quote: Quote) -> Quote:
        """The entry that a citation stands in: the line of its cell, from edge to edge."""
        before, after = self._around(quote)
        start = max((edge.end() for edge in _EDGE.finditer(before)), default=0)
        edge = _EDGE.search(after)
        head, tail = _BULLET.sub("", before[start:].lstrip()), after[: edge.start() if edge else len(after)].rstrip()
        if max(len(head), len(tail)) >= _REACH // 2:
            return quote  # no entry is that long: the layout gives no edges
        return Quote(quote.start - len(head), quote.end + len(tail), head + quote.text + tail)

    def _around(self, quote: Quote) -> tuple[str, str]:
        """The text before and after a quote; nothing where the store's text does not have the quote at its place."""
        offset, text = self.text
        start, end = quote.start - offset, quote.end - offset
        if start < 0 or text[start:end] != quote.text:
            return "", ""
        return text[max(0, start - _REACH) : start], text[end : end + _REACH]

    def _annex_text(self) -> tuple[int, str]:
        """The stretch of the text that holds all that the annex cites, and where it begins."""
        activities = [one for one in self.said.of("cdip:ImplementationActivity") if self._annexed(one)]
        entries = [span for one in activities for span in self.said.all(one, "prov:wasDerivedFrom")]
        quotes = self._quotes([*(span for spans in self.cited.values() for span in spans), *entries])
        if not quotes:
            return 0, ""
        start, end = max(0, quotes[0].start - _REACH), max(quote.end for quote in quotes) + _REACH
        rows = ask(self.store, "text", expression=self.version.expression, start=start, length=end - start).rows
        return start, next((_text(row[0]) for row in rows), "")


def _within(quote: Quote, row: _Row) -> bool:
    return row is not None and row[0] < quote.start and (row[1] is None or quote.start < row[1])


def _ends(said: Statements, within: str) -> tuple[str, str]:
    """The first and the last paragraph of a range as they are printed: its numbers, else the tail of its IRI."""
    first, last = said.number(within, "epvoc:itemNumberBegin"), said.number(within, "epvoc:itemNumberEnd")
    if first is not None and last is not None:
        return str(first), str(last)
    begin, _, end = within.rpartition("/para/")[2].partition("-")
    return begin, end


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _text(term: object) -> str:
    return str(getattr(term, "value", "")) if term is not None else ""
