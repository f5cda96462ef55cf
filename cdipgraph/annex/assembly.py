"""From facts to the table: which rows and entries it has, and in which words.

In the document's own language an entry of the annex keeps its words. Everything else is worded by the templates of the
table's language; what only the document names stays in the document's language, and is marked as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from cdipgraph import symbols
from cdipgraph.annex.facts import Activity, Facts, Measure, Quote, Reference
from cdipgraph.annex.table import ROLES, USUAL, Column, Content, Entry, Group, Row, Run, one_line
from cdipgraph.annex.wording import Wording, wording
from cdipgraph.drawing.words import Words
from cdipgraph.graph.names import symbol_iri
from cdipgraph.lineage.statements import natural
from cdipgraph.source import matching_view
from cdipgraph.spans import folded
from cdipgraph.symbolforms import namesakes
from cdipgraph.vocabulary import ID


def content(facts: Facts, lang: str, *, with_narrative_only: bool = False) -> Content:
    """The table of a report in `lang`, with what only the narrative tells of where that is wanted.

    A document that has no annex gives all that it tells of.
    """
    return _Assembly(facts, lang, with_narrative_only).content()


class _Assembly:
    """Words the facts of one version in one language."""

    def __init__(self, facts: Facts, lang: str, with_narrative_only: bool) -> None:
        self.facts, self.lang = facts, lang
        self.own = facts.version.language == lang
        self.foreign = "" if self.own else facts.version.language
        self.words: Wording = wording(lang)
        self.kinds = Words(lang)
        self.annexed = any(measure.annexed for measure in facts.measures)
        self.all = with_narrative_only or not self.annexed
        self.several = len({measure.proposal for measure in facts.measures if measure.proposal}) > 1

    def content(self) -> Content:
        """The whole table."""
        groups = tuple(self._groups())
        version = self.facts.version
        return Content(
            version.document, version.symbol, self.lang, self._title(), self._columns(groups), groups, self.annexed
        )

    def _title(self) -> tuple[Run, ...]:
        """The title: what came of whose proposal, else the document's own title."""
        proposer, title = "" if self.several else self.facts.proposer, self.facts.title
        if proposer and self.own:
            return (Run(self.words.proposal(proposer)),)
        if proposer:
            before, _, after = self.words("title_named", name="\0").partition("\0")
            return Run(before), Run(proposer, lang=self.foreign), Run(after)
        known = self.facts.titles.get(self.facts.version.document)
        return (Run(known or title or self.words("title_bare"), lang="" if known or not title else self.foreign),)

    def _columns(self, groups: Iterable[Group]) -> tuple[Column, ...]:
        """The columns: all, but where there is an annex none that it leaves empty in every row."""
        filled = {role for group in groups for row in group.rows for role in ROLES if row.cell(role)}
        wanted = (role for role in ROLES if role in filled or (role in USUAL and not self.annexed))
        return tuple(Column(role, self._heading(role)) for role in wanted)

    def _heading(self, role: str) -> str:
        if role != "review":
            return self.words(role)
        called, gender = self.words.committee(self.facts.committee.series, self.facts.committee.name)
        return self.words("review", by_committee=self.words.by(called, gender)) if called else self.words("review_bare")

    # Rows

    def _groups(self) -> Iterator[Group]:
        """The rows in the order of the annex, a group for each run of rows of one paragraph."""
        before = ""
        for (proposal, paragraph), measures in groupby(self._ordered(), key=lambda one: (one.proposal, one.paragraph)):
            told = self.facts.headings.get(paragraph, "") if self.own else ""
            heading = (told or self.words("section", number=paragraph)) if paragraph else ""
            named = self.facts.proposals.get(proposal, "") if self.several and proposal != before else ""
            yield Group(paragraph, heading, tuple(self._row(measure) for measure in measures), _capitalised(named))
            before = proposal

    def _ordered(self) -> list[Measure]:
        """The measures that have a row: those of the annex as they stand there, others where their numbers go."""
        placed = sorted((m for m in self.facts.measures if m.place is not None), key=lambda m: m.place or 0)
        others = (m for m in self.facts.measures if m.place is None and (m.annexed or self.all))
        for measure in sorted(others, key=_numbered):
            placed.insert(_place(measure, placed), measure)
        return placed

    def _row(self, measure: Measure) -> Row:
        marked = self.annexed and not measure.annexed
        cells = {
            "measure": (self._measure(measure, marked),),
            "implementation": tuple(self._activity(one) for one in measure.activities if one.annexed or self.all),
        }
        shown: set[Quote] = set()
        for role, references in (("review", measure.reviews), ("summary", measure.items)):
            wanted = [one for one in references if one.annexed or self.all]
            cells[role] = tuple(self._references(wanted, shown))
        if measure.follow_up:
            text = one_line(measure.follow_up.text)
            cells["follow_up"] = (Entry(tuple(linked(text)) if self.own else (Run(text, lang=self.foreign),)),)
        return Row(measure.thing, measure.number, {role: cell for role, cell in cells.items() if cell}, marked)

    # Entries

    def _measure(self, measure: Measure, marked: bool) -> Entry:
        if measure.quote and self.own:
            return Entry(tuple(linked(one_line(measure.quote.text))), (measure.thing,), marked)
        return Entry((Run(_capitalised(measure.label), lang=self.foreign),), (measure.thing,), marked)

    def _activity(self, activity: Activity) -> Entry:
        marked = self.annexed and not activity.annexed
        if activity.quote and self.own:
            return Entry(tuple(linked(one_line(activity.quote.text))), (activity.thing,), marked)
        runs = self._document(activity) if activity.symbol else self._event(activity)
        return Entry(tuple(runs), (activity.thing,), marked)

    def _document(self, activity: Activity) -> Iterator[Run]:
        """A document: its title, and its symbol in brackets."""
        symbol = Run(activity.symbol, href=activity.document)
        known = self.facts.titles.get(activity.document, "")
        untitled = folded(activity.label) == activity.symbol
        if untitled and not known:
            before, _, after = self.words("untitled", symbol="\0").partition("\0")
            yield from (Run(before), symbol, Run(after))
            return
        own = self.own and not untitled
        title = activity.label if own else known or activity.label
        yield Run(_capitalised(title), lang="" if own or known else self.foreign)
        yield from (Run(" ("), symbol, Run(")"))

    def _event(self, activity: Activity) -> Iterator[Run]:
        """A presentation or an event: what it is called, when the narrative says on which day, and its session."""
        label = _capitalised(activity.label)
        if self.own:
            yield Run(label)
        else:
            kind = self.kinds("activity", activity.kind)
            before, _, after = self.words("event", kind=kind, label="\0").partition("\0")
            yield from (Run(before), Run(label, lang=self.foreign), Run(after))
        if activity.day and str(activity.day.year) not in label:
            yield Run(f", {self.words.day(activity.day)}")
        for number, (committee, session) in enumerate(activity.sessions):
            yield Run(", " if number else " (")
            yield Run(f"{committee.series}/{session}", href=f"{ID}{committee.series}/session/{session}")
        if activity.sessions:
            yield Run(")")

    def _references(self, references: Sequence[Reference], shown: set[Quote]) -> Iterator[Entry]:
        """Ranges or items; several that the annex cites in one entry are one entry, in the first column it serves."""
        for quote, group in groupby(references, key=lambda one: one.quote if self.own else None):
            together = list(group)
            if quote is None:
                yield from (self._reference(one) for one in _joined(together))
            elif not any(quote.start < other.end and other.start < quote.end for other in shown):
                shown.add(quote)
                yield Entry(tuple(linked(one_line(quote.text), _items(together))), _things(together))

    def _reference(self, references: Sequence[Reference]) -> Entry:
        """An item, or ranges of one report, as the language words them."""
        one = references[0]
        held = "" if one.session is None else self.words.session(one.session, one.committee.series, one.committee.name)
        if one.number:
            text = self.words("item", number=one.number, of_session=held)
        else:
            paragraphs = self.words.paragraphs([(each.first, each.last) for each in references])
            template = "document" if one.symbol else "unknown"
            if held:
                template = "draft" if one.provisional else "report"
            text = self.words(template, paragraphs=paragraphs, of_session=held, symbol=one.symbol)
            text += f" ({one.symbol})" if held and one.symbol else ""
        return Entry(tuple(linked(text, _items(references))), _things(references), self.annexed and not one.annexed)


def _joined(references: Iterable[Reference]) -> Iterator[list[Reference]]:
    """The references, ranges of one report together that the annex gives in one entry or that follow each other."""
    group: list[Reference] = []
    for one in references:
        if group and not _one_entry(group[-1], one):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _one_entry(one: Reference, other: Reference) -> bool:
    if one.number or other.number or one.annexed != other.annexed:
        return False
    if (one.report, one.committee, one.session) != (other.report, other.committee, other.session):
        return False
    follows = one.last.isdecimal() and other.first.isdecimal() and int(other.first) == int(one.last) + 1
    return one.quote == other.quote if one.quote else follows


def _items(references: Iterable[Reference]) -> dict[str, str]:
    return {one.number: one.things[0] for one in references if one.number}


def _things(references: Iterable[Reference]) -> tuple[str, ...]:
    return tuple(thing for one in references for thing in one.things)


def linked(text: str, items: dict[str, str] | None = None) -> Iterator[Run]:
    """The text as runs: each symbol in it a link to its document or session, each of the `items` to its IRI. What the
    symbols of two organisations may name is none.
    """
    view = matching_view(text)
    links = {
        (span.start, span.end): symbol_iri(symbol)
        for span, symbol in symbols.find(view)
        if len(namesakes(symbol.series)) == 1
    }
    for span, series, session in symbols.find_sessions(view):
        if len(namesakes(series)) == 1:
            links[span.start, span.end] = f"{ID}{series}/session/{session}"
    for number, iri in (items or {}).items():
        match = re.search(rf"(?<![\w./]){re.escape(number)}(?![\w/]|\.\d)", text)
        if match:
            links[match.span()] = iri
    position = 0
    for (start, end), iri in sorted(links.items()):
        if start < position:
            continue
        if start > position:
            yield Run(text[position:start])
        yield Run(text[start:end], href=iri)
        position = end
    if position < len(text):
        yield Run(text[position:])


def _numbered(measure: Measure) -> tuple[object, ...]:
    return natural(measure.proposal), natural(measure.paragraph), natural(measure.number)


def _place(measure: Measure, placed: Sequence[Measure]) -> int:
    """Where a measure without a row goes among those that have one: after its paragraph's, in the order of numbers."""
    own = (measure.proposal, measure.paragraph)
    same = [place for place, other in enumerate(placed) if (other.proposal, other.paragraph) == own]
    before = [place for place in same if natural(placed[place].number) < natural(measure.number)]
    if same:
        return (before[-1] + 1) if before else same[0]
    later = (p for p, other in enumerate(placed) if _numbered(other)[:2] > _numbered(measure)[:2])
    return next(later, len(placed))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
