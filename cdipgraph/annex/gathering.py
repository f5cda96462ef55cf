"""What a store states of one language version of a report, gathered for its table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from cdipgraph.annex.facts import Activity, Committee, Facts, Measure, Quote, Reference, Version
from cdipgraph.annex.places import REACH, Rows, Stretch, nearest_cell, quotes
from cdipgraph.annex.versions import ask, names, text_of
from cdipgraph.lineage.statements import Statements, natural
from cdipgraph.spans import folded
from cdipgraph.vocabulary import ID, concept

if TYPE_CHECKING:
    from cdipgraph.store import Store

_ANNEX: Final = concept("place", "annex")
_LONGEST_HEADING: Final = 80


def gathered(store: Store, version: Version, lang: str) -> Facts:
    """All that the store states for the table of a version, which is to be written in `lang`."""
    rows = ask(store, "facts", expression=version.expression).rows
    return _Gathering(store, version, Statements(rows, version.language), names(store, version, lang)).facts()


class _Gathering:
    """Puts the statements of one version together to measures."""

    def __init__(self, store: Store, version: Version, said: Statements, titles: Mapping[str, str]) -> None:
        self.store, self.version, self.said, self.titles = store, version, said, titles
        #: What the annex cites, and the spans it does so in; a thing can be cited in several rows.
        self.cited: dict[str, list[str]] = {}
        for citation in said.of("cito:Citation"):
            spans = said.all(citation, "prov:wasDerivedFrom")
            for target in said.all(citation, "cito:hasCitedEntity"):
                self.cited.setdefault(target, []).extend(spans)
        reported = (m for m in said.of("cdip:Measure") if version.document in said.all(m, "cdip:reportedIn"))
        self.measures = tuple(reported)
        self.discussions = frozenset(said.of("cdip:Review"))
        self.text = self._annex_text()
        self.cells = {measure: self._cell(measure) for measure in self.measures}
        self.rows = Rows({measure: self._known(measure) for measure in self.measures})
        self.items = self._placed_items()

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
            spans = quotes(self.said, self.said.all(paragraph, "prov:wasDerivedFrom"))
            words = min((folded(quote.text) for quote in spans), key=len, default="")
            headed = len(words) <= _LONGEST_HEADING and re.search(r"[^\W\d_]{3}", words)
            if headed and re.search(rf"\b{re.escape(number)}\b", words):
                yield number, words.rstrip(" :.–-")

    def _measures(self) -> Iterable[Measure]:
        for measure in self.measures:
            asked = self.said.one(measure, "cdip:respondsTo")
            yield Measure(
                measure,
                self.said.one(asked, "eli:number"),
                self.said.one(measure, "eli:number"),
                self.said.one(measure, "rdfs:label"),
                self._annexed(measure),
                self.rows.start(measure),
                self.cells[measure],
                tuple(self._activities(measure)),
                tuple(self._reviews(measure)),
                tuple(self._items(measure)),
                self._follow_up(measure),
                self.said.one(asked, "eli:is_part_of"),
            )

    # The rows of the annex

    def _cell(self, measure: str) -> Quote | None:
        """The words of a measure in the annex; None where it has no row."""
        if not self._annexed(measure):
            return None
        spans = quotes(self.said, self.said.all(measure, "prov:wasDerivedFrom"))
        items = (span for item in self.said.pointing("cdip:citedFor", measure) for span in self.cited.get(item, ()))
        return nearest_cell(spans, self._entries(measure) or quotes(self.said, items))

    def _entries(self, measure: str) -> list[Quote]:
        """What the annex says was done for a measure, and the ranges that it cites for it."""
        reviews = self.discussions.intersection(self.said.pointing("cdip:ofMeasure", measure))
        ranges = quotes(self.said, (span for review in reviews for span in self._of_annex(review)))
        done = (self._entry(one) for one in self.said.pointing("eli-dl:executed", measure) if self._annexed(one))
        return [*ranges, *(entry for entry in done if entry)]

    def _known(self, measure: str) -> list[Quote]:
        """All that is known to stand in the row of a measure; nothing where it has no row."""
        cell = self.cells[measure]
        return [cell, *self._entries(measure)] if cell else []

    def _placed_items(self) -> dict[tuple[str, str], list[Quote]]:
        """Where the annex cites items of Chairs' summaries, by the measure of the row and the item."""
        claims: dict[str, list[str]] = {}
        for measure in self.measures:
            for item in self.said.pointing("cdip:citedFor", measure):
                claims.setdefault(item, []).append(measure)
        places = [(item, quote) for item in claims for quote in quotes(self.said, self.cited.get(item, ()))]
        self.rows.settle((quote, claims[item]) for item, quote in places)
        placed: dict[tuple[str, str], list[Quote]] = {}
        for item, quote in places:
            row = self.rows.nearest(quote, claims[item])
            if row:
                placed.setdefault((row, item), []).append(quote)
        return placed

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
                self._entry(activity) if annexed else None,
            )

    def _entry(self, activity: str) -> Quote | None:
        """The entry in the annex that an activity was read from: the shortest of its spans that begins as it is called.

        A full stop or semicolon after the entry is part of it.
        """
        label = self.said.one(activity, "rdfs:label")
        spans = quotes(self.said, self.said.all(activity, "prov:wasDerivedFrom"))
        named = [quote for quote in spans if folded(quote.text).startswith(label)]
        quote = min(named, key=lambda one: (one.end - one.start, -one.start), default=None)
        return self.text.closed(quote) if quote else None

    # Where it was reviewed, and concluded

    def _reviews(self, measure: str) -> Iterable[Reference]:
        reviews = self.discussions.intersection(self.said.pointing("cdip:ofMeasure", measure))
        for review in sorted(reviews, key=self._position):
            within = self.said.one(review, "eli-dl:recorded_in_a_realization_of")
            report = self.said.one(within, "eli:is_part_of")
            held = self.said.one(review, "cdip:session") or self.said.one(report, "cdip:reportOf")
            committee, session = self._held(held) or (Committee(), None)
            first, last = _ends(self.said, within)
            for line in self._lines(quotes(self.said, self._of_annex(review))):
                yield Reference(
                    things=(review, within),
                    first=first,
                    last=last,
                    session=session,
                    committee=committee,
                    symbol=folded(self.said.one(report, "dcterms:identifier")),
                    report=report,
                    provisional=self.said.true(report, "cdip:provisional"),
                    annexed=self._annexed(review),
                    quote=line,
                )

    def _items(self, measure: str) -> Iterable[Reference]:
        """The items of Chairs' summaries: those of the measure's row in its order, then those of the narrative."""
        reviews = sorted(self.said.pointing("cdip:ofMeasure", measure), key=self._position)
        concluding = (
            item
            for name in ("cdip:concludedIn", "cdip:recordedIn")
            for review in reviews
            for item in self.said.all(review, name)
        )
        items = dict.fromkeys([*concluding, *self.said.pointing("cdip:citedFor", measure)])
        found = [one for item in items for one in self._item(item, self.items.get((measure, item), ()))]
        return sorted(found, key=lambda item: (not item.annexed, item.quote.start if item.quote else 0))

    def _item(self, item: str, places: Sequence[Quote]) -> Iterable[Reference]:
        summary = self.said.one(item, "eli:is_part_of")
        committee, session = self._held(self.said.one(summary, "cdip:summaryOf")) or (Committee(), None)
        for line in self._lines(places):
            yield Reference(
                things=(item,),
                number=self.said.one(item, "eli:number"),
                session=session,
                committee=committee,
                annexed=line is not None,
                quote=line,
            )

    def _lines(self, places: Sequence[Quote]) -> list[Quote | None]:
        """The entries that citations stand in, each once; a single None where the annex has none."""
        return list(dict.fromkeys(self.text.line(quote) for quote in places)) or [None]

    def _follow_up(self, measure: str) -> Quote | None:
        """What a measure's row says of what follows; None where only the narrative does."""
        follows = self.said.pointing("cdip:followsUp", measure)
        spans = quotes(self.said, (span for one in follows for span in self.said.all(one, "prov:wasDerivedFrom")))
        return next((quote for quote in spans if self.rows.hold(quote, measure, self.text)), None)

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

    def _annex_text(self) -> Stretch:
        """The stretch of the text that holds all that the annex says."""
        told = [one for name in ("ImplementationActivity", "Measure") for one in self.said.of(f"cdip:{name}")]
        spans = [span for one in told if self._annexed(one) for span in self.said.all(one, "prov:wasDerivedFrom")]
        found = quotes(self.said, [*(span for of_one in self.cited.values() for span in of_one), *spans])
        if not found:
            return Stretch()
        start, end = max(0, found[0].start - REACH), max(quote.end for quote in found) + REACH
        rows = ask(self.store, "text", expression=self.version.expression, start=start, length=end - start).rows
        return Stretch(start, next((text_of(row[0]) for row in rows), ""))


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
