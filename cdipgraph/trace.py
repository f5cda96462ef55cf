"""The chain through a thing as a tree of text: what asked, was done, reviewed and decided, with words and places."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, Final

from cdipgraph import lineage as lineages
from cdipgraph import vocabulary as v
from cdipgraph.drawing import faces, strips
from cdipgraph.drawing.fonts import fold
from cdipgraph.drawing.words import Words
from cdipgraph.errors import BadParameter, UnknownThing
from cdipgraph.lineage.boxes import Ask, Box, Given, Hand, Lineage, Made, Quote, Removed
from cdipgraph.queries import whole_number
from cdipgraph.source import Location
from cdipgraph.terms import labels

if TYPE_CHECKING:
    from cdipgraph.store import Store
    from cdipgraph.store.solutions import Term

_QUOTE: Final = 100
_SHORTEST: Final = 24
_CONTEXT: Final = 40
_PROLOGUE: Final = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in v.PREFIXES.items())
#: What is told of a thing that is in no chain, in this order.
_TOLD: Final = (
    "dcterms:title",
    "rdfs:label",
    "skos:prefLabel",
    "eli:number",
    "cdip:heading",
    "cdip:speaker",
    "cdip:startDate",
    "cdip:endDate",
    "cdip:place",
    "cdip:text",
    "cdip:symbol",
)


@dataclass(frozen=True)
class Branch:
    """A line of the tree, the words it stands on, the most telling first, and what hangs on it.

    Text shows `shown` of the words, HTML all; `asked` marks the thing that was asked for.
    """

    heading: str
    quotes: tuple[Quote, ...] = ()
    branches: tuple[Branch, ...] = ()
    asked: bool = False
    shown: int = 1


@dataclass(frozen=True)
class Trace:
    """The chains through a thing, as trees; `str()` draws them in plain text, Jupyter shows them as nested lists."""

    thing: str
    branches: tuple[Branch, ...]
    lang: str = "fr"
    width: int = 100

    def __repr__(self) -> str:
        return f"<Trace {self.thing.removeprefix(v.ID)}: {len(self.branches)} trees>"

    def __str__(self) -> str:
        words = Words(self.lang)
        return "\n".join(line for branch in self.branches for line in _drawn(branch, words, self.width)) + "\n"

    def _repr_html_(self) -> str:
        words = Words(self.lang)
        return f'<ul class="cdipgraph-trace">{"".join(_listed(branch, words) for branch in self.branches)}</ul>'


def trace(store: Store, thing: str, *, lang: str = "fr", width: int = 100, as_of: int | str | None = None) -> Trace:
    """The chains through a thing (an IRI, or what a person would type), in the reader's language, its quotes in theirs;
    what was asked as it stands, or as it stood when the session `as_of` ended.

    A thing that is in no chain is told with what is known of it and what cites it. Raises UnknownThing when nothing in
    the store answers to the name, BadParameter for an `as_of` that is no number, and what the store raises.
    """
    session = None if as_of is None else whole_number(as_of)
    if as_of is not None and session is None:
        raise BadParameter(f"{as_of!r} is no session", where="as of", remedy="Give its number, like 23")
    words = Words(lang)
    try:
        iri = lineages.located(store, thing) or thing
    except UnknownThing:
        removed = _removed(store, thing, words)
        if not removed:
            raise
        return Trace(thing, removed, words.lang, width)
    lineage = lineages.read(store, iri, lang=words.lang, as_of=session)
    branches = _Tree(lineage, words, iri).roots() if lineage.boxes else (_apart(store, iri, words, session),)
    # What was removed from no thing of the chain: citations, sessions.
    gone = tuple(
        _gone(one, words)
        for one in lineage.removed
        if one.whole.startswith(f"{iri}/") and one.whole not in _boxed(lineage)
    )
    return Trace(iri, (*branches, *gone), words.lang, width)


def _boxed(lineage: Lineage) -> frozenset[str]:
    """What the boxes of a lineage stand for."""
    return frozenset(thing for box in lineage.boxes for thing in (box.iri, *box.stands_for))


class _Tree:
    """Builds the trees of a lineage: each box once, with a pointer back where it would stand a second time."""

    def __init__(self, lineage: Lineage, words: Words, asked: str) -> None:
        self.words = words
        self.asked = asked
        self.names = lineage.names
        self.boxes = {box.iri: box for box in lineage.boxes}
        self.asks: dict[str, list[Ask]] = defaultdict(list)
        for ask in lineage.asks:
            self.asks[ask.decision].append(ask)
        self.removed: dict[str, list[Removed]] = defaultdict(list)
        for removed in lineage.removed:
            self.removed[removed.whole].append(removed)
        self.below: dict[str, list[str]] = defaultdict(list)
        self.hung: set[str] = set()
        self.told: set[str] = set()
        self._hang(lineage)

    def _hang(self, lineage: Lineage) -> None:
        """Gives each box its place: under what led to it; a follow-up under its measure; an ask under its decision."""
        order = {box.iri: place for place, box in enumerate(lineage.boxes)}
        for link in sorted(lineage.links, key=lambda link: order[link.target]):
            if link.relation in ("contains", "responds", "implements", "reviews", "decides"):
                self.below[link.source].append(link.target)
                self.hung.add(link.target)
        for box in lineage.boxes:
            if box.stage == "follow-up" and box.measure in self.boxes:
                self.below[box.measure].append(box.iri)
                self.hung.add(box.iri)
            elif box.stage == "commitment":
                self.hung.add(box.iri)

    def roots(self) -> tuple[Branch, ...]:
        """The trees, from what nothing led to."""
        return tuple(self.branch(iri) for iri in self.boxes if iri not in self.hung)

    def branch(self, iri: str) -> Branch:
        """The branch of a box; only a pointer when it stands further up already."""
        box = self.boxes[iri]
        asked = iri == self.asked or (self.asked in box.stands_for and box.stage not in ("proposal", "measure"))
        heading = self.heading(box)
        if iri in self.told:
            return Branch(f"{heading} ({self.words('word', 'see-above')})")
        self.told.add(iri)
        heading += self.came(box.rules, box.hands)
        asks = tuple(self.ask(ask) for ask in self.asks[iri])
        made = (self.made(box.made),) if box.made else ()
        below = tuple(self.branch(child) for child in dict.fromkeys(self.below[iri]))
        gone = tuple(_gone(one, self.words) for thing in (iri, *box.stands_for) for one in self.removed[thing])
        return Branch(heading, _telling(box.quotes, box.title), (*made, *asks, *below, *gone), asked)

    def came(self, rules: Iterable[str], hands: Iterable[Hand] = ()) -> str:
        """How something came about, in brackets: who settled it, by which rules it was concluded; nothing for what was
        read.
        """
        told = [f"{self.words('origin', 'by-hand')}{self.colon} {hand}" for hand in hands]
        told += [self.words("origin", rule) for rule in rules]
        return f" ({'; '.join(told)})" if told else ""

    def heading(self, box: Box) -> str:
        """What names a box in the tree: its stage, its label and what it came to."""
        stage, held = self.words("stage", box.stage), self.held(box.session)
        if box.stage in ("paragraph", "measure"):
            return box.label
        parts = [box.label, "" if held in box.label else held]
        if box.stage == "proposal":
            parts.insert(0, box.title)
        if box.stage == "decision":
            parts += [faces.outcomes(box, self.words), "" if box.certain else self.words("word", "uncertain")]
            parts[0] = box.label.removeprefix(f"{stage} · ")
        if box.stage == "implementation" and box.symbol and box.kind:
            parts.append(self.words("activity", box.kind).lower())
        return f"{stage}{self.colon} {' · '.join(filter(None, parts))}"

    def ask(self, ask: Ask) -> Branch:
        """What was asked for: its status, who is asked, for when, under which conditions; under it, what answered."""
        who = ", ".join(self.words("actor", actor) for actor in ask.actors)
        when = self.held(ask.due) or self._when(ask)
        conditions = "; ".join(ask.conditions)
        told = f"{self.words('word', 'condition')}{self.colon} {conditions}" if conditions else ""
        parts = " · ".join(filter(None, (self.words("status", ask.status), who, when, told)))
        quotes = _telling(ask.quotes, ask.text) or (Quote("", 0, 0, ask.text),)
        heading = f"{self.words('stage', 'commitment')}{self.colon} {parts}{self.came(ask.rules)}"
        answers = tuple(self.answer(given) for given in ask.answers)
        return Branch(heading, quotes, answers, asked=ask.iri == self.asked)

    def _when(self, ask: Ask) -> str:
        """For when it is asked, where no session is named: the words, and the day that they come to."""
        said = ", ".join(ask.when)
        return f"{said} ({ask.date})" if said and ask.date else said or ask.date

    def answer(self, given: Given) -> Branch:
        """What answered: the thing, how far and how surely, by which session; the words that show it."""
        word = "answered-by" if given.full else "answered-in-part-by"
        named = self.named(given.by)
        held = self.held(given.session)
        sure = "" if given.certain else self.words("word", "unsure")
        parts = " · ".join(filter(None, (named, "" if held in named else held, sure)))
        return Branch(f"{self.words('word', word)} {parts}", given.quotes)

    def made(self, made: Made) -> Branch:
        """What a measure sets up, with the strip of its states and, in HTML, the words that tell of them."""
        strip = strips.strip(made, self.words)
        quotes = tuple(dict.fromkeys(quote for step in made.steps for quote in step.quotes))
        states = (Branch(strip, quotes, shown=0),) if strip else ()
        return Branch(f"{self.words('stage', 'deliverable')}{self.colon} {strips.named(made)}", branches=states)

    def named(self, iri: str) -> str:
        """What a thing is called: a box by its label, a document by its symbol."""
        box = self.boxes.get(iri)
        if box is None:
            return self.names.get(iri) or iri.removeprefix(v.ID)
        return f"{self.words('stage', box.stage)} ({box.label})" if box.stage == "follow-up" else box.label

    def held(self, session: int | None) -> str:
        """A session in words; nothing when there is none."""
        return "" if session is None else f"{self.words('word', 'session')} {session}"

    @property
    def colon(self) -> str:
        """The colon, which French sets off."""
        return _colon(self.words)


def _telling(quotes: tuple[Quote, ...], said: str) -> tuple[Quote, ...]:
    """The quotes with those first that begin with what is said, then those that hold it."""
    start = said[:_SHORTEST]

    def key(quote: Quote) -> int:
        return 0 if quote.text.startswith(start) else 1 if start in quote.text else 2

    return tuple(sorted(quotes, key=key))


# What was removed by hand


def _removed(store: Store, thing: str, words: Words) -> tuple[Branch, ...]:
    """What a person who looks for a thing that was removed is told: what it was, who removed it and why."""
    number = re.fullmatch(r"(\d+)[/.](\w+)", thing.strip())
    tails = [thing.removeprefix(v.ID), *([f"/measure/{number[1]}.{number[2]}"] if number else [])]
    lineage = lineages.read(store, lang=words.lang)
    return tuple(
        _gone(one, words, asked=True)
        for one in lineage.removed
        if any(iri == v.ID + tails[0] or iri.endswith(tails[-1]) for iri in one.things)
    )


def _gone(removed: Removed, words: Words, *, asked: bool = False) -> Branch:
    """What was removed, by whom and why."""
    colon = _colon(words)
    heading = f"{words('word', 'removed')} ({removed.hand}){colon} {_cut(removed.label, _QUOTE)}"
    return Branch(heading, branches=(Branch(removed.hand.reason),) if removed.hand.reason else (), asked=asked)


# What is in no chain


def _apart(store: Store, iri: str, words: Words, as_of: int | None) -> Branch:
    """What the store knows of a thing that is in no chain, with what is asked in it and what it answers."""
    branch, asked = _known(store, iri, words), lineages.asked(store, iri, lang=words.lang, as_of=as_of)
    asks = tuple(map(_Tree(asked, words, iri).ask, asked.asks))
    return replace(branch, branches=(*branch.branches, *asks))


def _known(store: Store, iri: str, words: Words) -> Branch:
    """What the store knows of a thing that is in no chain, and what cites it."""
    facts: dict[str, list[str]] = defaultdict(list)
    for name, value in store.query(f"{_PROLOGUE}SELECT ?name ?value WHERE {{ <{iri}> ?name ?value }}").rows:
        facts[_text(name)].append(_text(value))
    symbol = next(iter(sorted(facts.get(v.expand("dcterms:identifier"), ()))), iri.removeprefix(v.ID))
    kinds = sorted(_fact(kind, words) for kind in facts.get(v.expand("cdip:documentKind"), ()))
    kinds = kinds or _classes(facts, words)
    called = f"{symbol} ({', '.join(kinds)})" if kinds else symbol
    cited, own = _citations(store, iri), _places(store, f"<{iri}> prov:wasDerivedFrom ?span .")
    own = own if len(own) == 1 and own[0] not in cited else ()
    told = _unsaid((_fact(value, words) for value in _values(facts)), [called, *(quote.text for quote in own)])
    heading = words("word", "cited") if cited else words("word", "not-cited")
    return Branch(
        called,
        own,
        branches=(
            Branch(words("word", "no-chain")),
            *map(Branch, told),
            *map(Branch, _came(store, iri, facts, words)),
            Branch(f"{heading} ({len(cited)})" if cited else heading, cited, shown=len(cited)),
        ),
        asked=True,
    )


def _values(facts: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """What is told of a thing by itself, in its order."""
    for name in _TOLD:
        yield from sorted(set(facts.get(v.expand(name), ())))


def _unsaid(values: Iterable[str], said: list[str]) -> Iterator[str]:
    """The values that nothing said before holds already."""
    for value in values:
        if not any(re.search(rf"(?<!\w){re.escape(value)}(?!\w)", before) for before in said):
            said.append(value)
            yield value


def _came(store: Store, iri: str, facts: dict[str, list[str]], words: Words) -> Iterator[str]:
    """How what is said of a thing came about, where it was not read: by whom it was settled, by which rules."""
    rows = store.query(
        f"""{_PROLOGUE}SELECT DISTINCT ?author ?date ?reason WHERE {{
          <{iri}> cdip:settledBy ?correction .
          ?correction prov:wasAttributedTo ?who ; dcterms:date ?date .
          ?who rdfs:label ?author .
          OPTIONAL {{ ?correction cdip:reason ?reason }}
        }} ORDER BY ?date ?author"""
    ).rows
    for row in rows:
        hand = Hand(*map(_text, row))
        reason = f". {hand.reason}" if hand.reason else ""
        yield f"{words('origin', 'by-hand')}{_colon(words)} {hand}{reason}"
    origins = {value.removeprefix(v.concept("origin", "")) for value in facts.get(v.expand("cdip:origin"), ())}
    yield from (words("origin", rule) for rule in sorted(origins - {"read", "by-hand"}))


def _colon(words: Words) -> str:
    """The colon, which French sets off."""
    return "\u00a0:" if words.lang == "fr" else ":"


def _classes(facts: dict[str, list[str]], words: Words) -> list[str]:
    """What the classes of a thing are called, those of our own where it has any."""
    classes = set(facts.get(v.expand("rdf:type"), ()))
    own, called = {one for one in classes if one.startswith(v.CDIP)}, labels(words.lang)
    return sorted(called.get(one) or re.split("[#/]", one)[-1] for one in own or classes)


def _fact(value: str, words: Words) -> str:
    scheme, _, name = value.removeprefix(v.CDIP).partition("-")
    return words(scheme, name) if value.startswith(v.CDIP) and name else fold(value)


def _citations(store: Store, iri: str) -> tuple[Quote, ...]:
    """The places that cite a thing or a part of it, with some of the words around them."""
    citing = f"?citation (cito:hasCitedEntity/eli:is_part_of?)|cdip:session <{iri}>"
    return _places(store, f"{citing} ; prov:wasDerivedFrom ?span .", _CONTEXT)


def _places(store: Store, spans: str, context: int = 0) -> tuple[Quote, ...]:
    """The places of the spans that a pattern finds, each with so many characters of what is around it."""
    rows = store.query(
        f"""{_PROLOGUE}SELECT DISTINCT ?named ?start ?end ?before ?exact ?after ?page ?paragraph WHERE {{
          {spans}
          ?span oa:hasSource ?expression ; oa:hasSelector ?position, ?quote .
          ?position oa:start ?start ; oa:end ?end .
          ?quote oa:exact ?exact .
          ?expression eli:realizes ?work .
          OPTIONAL {{ ?work dcterms:identifier ?symbol }}
          OPTIONAL {{ ?expression cdip:text ?text }}
          OPTIONAL {{ ?span cdip:page ?page }}
          OPTIONAL {{ ?span cdip:paragraphPosition ?paragraph }}
          BIND(COALESCE(?symbol, STR(?work)) AS ?named)
          BIND(IF(?start > {context}, ?start - {context}, 0) AS ?from)
          BIND(SUBSTR(STR(?text), ?from + 1, ?start - ?from) AS ?before)
          BIND(SUBSTR(STR(?text), ?end + 1, {context}) AS ?after)
        }} ORDER BY ?named ?start ?end"""
    ).rows
    return tuple(
        Quote(
            _text(named).removeprefix(v.ID),
            int(_text(start)),
            int(_text(end)),
            _around(_text(before), _text(exact), _text(after)),
            Location(_number(page), _number(paragraph)),
        )
        for named, start, end, before, exact, after, page, paragraph in rows
    )


def _around(before: str, exact: str, after: str) -> str:
    """The words with those around them, without the halves of words at the ends."""
    if len(before) == _CONTEXT:
        before = f"… {before.partition(' ')[2]}"
    if len(after) == _CONTEXT:
        after = f"{after.rpartition(' ')[0]} …"
    return fold(before + exact + after)


def _number(term: Term | None) -> int | None:
    return int(_text(term)) if term is not None else None


def _text(term: Term | None) -> str:
    return str(getattr(term, "value", "")) if term is not None else ""


# Text and HTML


def _drawn(branch: Branch, words: Words, width: int, first: str = "", rest: str = "") -> Iterator[str]:
    """The lines of a branch: its own with `first` before it, those under it with `rest`."""
    yield _cut(first + branch.heading + (" ◄" if branch.asked else ""), width)
    hanging = rest + ("│  " if branch.branches else "   ")
    for quote in branch.quotes[: branch.shown]:
        yield hanging + _quoted(quote, words, width - len(hanging))
    for index, child in enumerate(branch.branches):
        last = index == len(branch.branches) - 1
        yield from _drawn(child, words, width, rest + ("└─ " if last else "├─ "), rest + ("   " if last else "│  "))


def _quoted(quote: Quote, words: Words, room: int) -> str:
    place = _place(quote)
    room = min(_QUOTE, room - len(place) - 5)
    return f"{words.quoted(_cut(quote.text, max(room, _SHORTEST)))} {place}".rstrip()


def _place(quote: Quote) -> str:
    return f"[{quote.place}]" if quote.document else ""


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: max(width - 1, 1)].rstrip(" ,;:") + "…"


def _listed(branch: Branch, words: Words) -> str:
    """A branch as an item of a nested list."""
    heading = f"<strong>{escape(branch.heading)}</strong>" if branch.asked else escape(branch.heading)
    told = "".join(f"<br><q>{escape(quote.text)}</q> <small>{escape(_place(quote))}</small>" for quote in branch.quotes)
    below = "".join(_listed(child, words) for child in branch.branches)
    return f"<li>{heading}{told}{f'<ul>{below}</ul>' if below else ''}</li>"
