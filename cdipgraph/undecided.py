"""What there is to settle by hand: citations and decisions that the rules left open, each with its candidates and key;
and the words of anything that was read, to say that it is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from cdipgraph import graph
from cdipgraph.answers import Answer
from cdipgraph.corrections import Correction, place_key
from cdipgraph.corrections.places import surroundings
from cdipgraph.corrections.statements import CITATION, DECISION
from cdipgraph.graph.retraction import CLASSES
from cdipgraph.readers import plain
from cdipgraph.source import SourceText
from cdipgraph.spans import Span, folded
from cdipgraph.vocabulary import CDIP, ID, PREFIXES, expand

if TYPE_CHECKING:
    from cdipgraph.store import Store
    from cdipgraph.store.solutions import Row, Term

OPEN: Final = ("key", "thing", "document", "start", "before", "text", "after", "candidates")
MADE: Final = ("document", "thing", "text", "stated", "author", "date", "reason", "state")
_PROLOGUE: Final = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
_LONGEST: Final = 80  # characters of a thing's words that are quoted
_KEY: Final = re.compile(r"[a-z][a-z2-7]{5}")
_KINDS: Final = {expand(name): kind for kind, name in CLASSES.items()}
_DOCUMENTS: Final = """SELECT ?expression ?work ?symbol ?language ?file ?format ?sha WHERE {
  GRAPH ?expression {
    ?expression a eli:Expression ; eli:realizes ?work ; dcterms:language ?language ; eli:is_embodied_by ?manifestation .
    ?manifestation cdip:fileName ?file ; dcterms:format ?format ; cdip:sha256 ?sha .
    OPTIONAL { ?work dcterms:identifier ?symbol }
  }
}"""
_UNDECIDED: Final = """SELECT DISTINCT ?graph ?thing ?class ?candidate ?symbol ?number WHERE {
  GRAPH ?graph {
    { ?thing a cito:Citation ; cdip:resolution cdip:how-open BIND(cito:Citation AS ?class) }
    UNION { ?thing a cito:Citation ; cdip:resolution cdip:how-ambiguous BIND(cito:Citation AS ?class) }
    UNION { ?thing a eli-dl:Decision ; cdip:certainty cdip:certainty-uncertain BIND(eli-dl:Decision AS ?class) }
    UNION { ?thing a eli-dl:Decision ; cdip:candidate ?any BIND(eli-dl:Decision AS ?class) }
    OPTIONAL {
      { ?thing cdip:candidate ?candidate } UNION { ?thing cdip:recordedIn ?candidate }
      OPTIONAL { ?candidate dcterms:identifier ?symbol }
      OPTIONAL { ?candidate eli:number ?number }
    }
  }
}"""
_PLACES: Final = """SELECT ?graph ?thing ?class ?start ?end WHERE {
  GRAPH ?graph {
    %s
    ?thing a ?class ; prov:wasDerivedFrom ?span .
    ?span oa:hasSelector ?place .
    ?place oa:start ?start ; oa:end ?end .
  }
}"""
_SETTLED: Final = """SELECT DISTINCT ?correction ?thing ?kind WHERE {
  ?correction a cdip:Correction ; cdip:thing ?kind . ?thing cdip:settledBy ?correction
}"""
_CORRECTED: Final = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?correction a cdip:Correction } }"
_STATES: Final = "SELECT ?correction ?state WHERE { GRAPH %s { ?correction cdip:fate ?state } }"
_TEXT: Final = "SELECT ?text WHERE { GRAPH %s { %s cdip:text ?text } }"


@dataclass(frozen=True, slots=True)
class Version:
    """A language version that the store holds: how corrections call it, and the file that it was read from."""

    expression: str
    document: str
    language: str
    file: str
    format: str
    sha256: str

    @property
    def name(self) -> str:
        """What tells it from others: the document and the language, "CDIP/24/8/fr"."""
        return f"{self.document}/{self.language}"


@dataclass(frozen=True, slots=True)
class Place:
    """A thing that was read, and the words by which a correction finds it: its own, and those before and after.

    `fact` is its IRI where the words are of several of its kind.
    """

    iri: str
    thing: str
    version: Version
    span: Span
    quote: str
    before: str
    after: str
    fact: str = ""
    candidates: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """A short name, the same as long as the words stand."""
        words = (self.quote, self.before, self.after)
        return place_key(self.version.document, self.version.language, self.thing, words, self.fact)


@dataclass
class Readings:
    """What was read of the documents of a store, and the texts that it was read from."""

    store: Store
    _texts: dict[str, SourceText] = field(default_factory=dict, repr=False)

    def versions(self) -> dict[str, Version]:
        """The language versions that the store holds, by the name of their graph."""
        found = {}
        for row in self._rows(_DOCUMENTS):
            expression, work, symbol, language, file, media, digest = map(_text, row)
            name = symbol or PurePath(file).name or work.removeprefix(ID)
            found[expression] = Version(expression, name, language, file, media, digest)
        return found

    def text(self, version: Version) -> SourceText:
        """The text of a version as the store has it; as blocks only where it is plain text."""
        if version.expression not in self._texts:
            graph_name = NamedNode(version.expression)
            rows = self._rows(_TEXT % (graph_name, graph_name))
            content = next((_text(row[0]) for row in rows), "")
            if version.format == "text/plain":
                text = plain.source_text(content, name=version.file, sha256=version.sha256)
            else:
                text = SourceText(content, (), name=version.file, format=version.format, sha256=version.sha256)
            self._texts[version.expression] = text
        return self._texts[version.expression]

    def undecided(self) -> list[Place]:
        """What the rules left open, in the order of the documents and their texts."""
        candidates: dict[tuple[str, str], dict[str, None]] = {}
        for row in self._rows(_UNDECIDED):
            of_thing = candidates.setdefault((_text(row[0]), _text(row[1])), {})
            if name := _candidate(row):
                of_thing[name] = None
        things = " ".join(sorted({str(NamedNode(thing)) for _, thing in candidates}))
        found = self.places(f"VALUES ?thing {{ {things} }}") if things else []
        placed = [
            Place(*_own(place), candidates=tuple(sorted(candidates[place.version.expression, place.iri], key=_natural)))
            for place in found
            if place.thing in (CITATION, DECISION) and (place.version.expression, place.iri) in candidates
        ]
        return sorted(placed, key=lambda place: (place.version.expression, place.span))

    def settled(self, key: str) -> list[Place]:
        """What the corrections of that key settled: the thing itself, and not what follows from it."""
        found: list[Place] = []
        for row in self._rows(_SETTLED):
            correction, thing, kind = map(_text, row)
            if correction.endswith(f"/correction/{key}"):
                placed = self.places(f"VALUES ?thing {{ {NamedNode(thing)} }}")
                found += [place for place in placed if place.thing == kind]
        return found

    def keyed(self, key: str) -> list[Place]:
        """The citations and decisions of that key, open or not: what was open may since follow from something else."""
        if not _KEY.fullmatch(key):
            return []
        everything = self.places("{ ?thing a cito:Citation } UNION { ?thing a eli-dl:Decision }")
        return [place for place in everything if place.key == key]

    def places(self, where: str) -> list[Place]:
        """The things that a pattern on `?thing` finds, once each version, each at the shortest of its words."""
        versions = self.versions()
        spans: dict[tuple[str, str, str], Span] = {}
        for graph_name, thing, kind, start, end in (map(_text, row) for row in self._rows(_PLACES % where)):
            if kind not in _KINDS or graph_name not in versions:
                continue
            span, key = Span(int(start), int(end)), (graph_name, thing, _KINDS[kind])
            known = spans.get(key, span)
            spans[key] = min(known, span, key=lambda s: (s.end - s.start, s.start))
        return [self._place(versions[name], iri, kind, span) for (name, iri, kind), span in spans.items()]

    def others(self, place: Place) -> bool:
        """True when the words of a thing are those of another thing of its kind too."""
        where = f"?thing a {NamedNode(expand(CLASSES[place.thing]))} ."
        rows = [tuple(map(_text, row)) for row in self._rows(_PLACES % where)]
        covering: dict[str, int] = {}
        for graph_name, thing, _, start, end in rows:
            span = Span(int(start), int(end))
            if graph_name == place.version.expression and span.covers(place.span):
                length = span.end - span.start
                covering[thing] = min(covering.get(thing, length), length)
        shortest = min(covering.values(), default=0)
        return [thing for thing, length in covering.items() if length == shortest] != [place.iri]

    def _place(self, version: Version, iri: str, kind: str, span: Span) -> Place:
        text = self.text(version)
        quoted = span if kind == CITATION else _opening(text, span)
        return Place(iri, kind, version, quoted, folded(text.quote(quoted)), *surroundings(text, quoted))

    def _rows(self, query: str) -> list[Row]:
        return self.store.query(_PROLOGUE + query).rows


def open_answer(places: Iterable[Place]) -> Answer:
    """What is open as an answer, a row a thing."""
    rows = [
        (p.key, p.thing, p.version.document, p.span.start, p.before, p.quote, p.after, ", ".join(p.candidates) or None)
        for p in places
    ]
    return Answer("resolve", OPEN, tuple(rows))


def told_briefly(answer: Answer) -> Answer:
    """The same for a person at a terminal: the words with those around, in one cell."""
    rows = []
    for row in answer.records():
        before, text, after = (str(row[name] or "") for name in ("before", "text", "after"))
        around = folded(f"{before} [{text}] {after}")
        rows.append((row["key"], row["thing"], row["document"], around, row["candidates"]))
    return Answer("resolve", ("key", "thing", "document", "words", "candidates"), tuple(rows))


def made(store: Store) -> list[tuple[Correction, str]]:
    """The corrections that the store holds, each with what became of it."""
    found: list[tuple[Correction, str]] = []
    names = [_text(row[0]) for row in store.query(_PROLOGUE + _CORRECTED).rows]
    for name in sorted(names):
        states = {_text(c): _text(s) for c, s in store.query(_PROLOGUE + _STATES % NamedNode(name)).rows}
        for iri, correction in graph.named_corrections(store.quads(name)):
            found.append((correction, states.get(iri, "").removeprefix(f"{CDIP}fate-")))
    return sorted(found, key=lambda pair: (pair[0].document, pair[0].day, pair[0].quote, pair[0].meant))


def made_answer(corrections: Iterable[tuple[Correction, str]]) -> Answer:
    """Corrections as an answer, a row each."""
    rows = [
        (c.document, c.thing, c.quote, c.meant, c.author, c.day, c.reason or None, state or None)
        for c, state in corrections
    ]
    return Answer("corrections", MADE, tuple(rows))


def _own(place: Place) -> tuple[str, str, Version, Span, str, str, str, str]:
    return place.iri, place.thing, place.version, place.span, place.quote, place.before, place.after, place.fact


def _opening(text: SourceText, span: Span) -> Span:
    """The first words of a stretch of text, as many as are easily found again."""
    if span.end - span.start <= _LONGEST:
        return span
    end = max(text.text.rfind(" ", span.start, span.start + _LONGEST), span.start + _LONGEST // 2)
    return Span(span.start, end).trimmed(text.text)


def _candidate(row: Row) -> str:
    """What a candidate is called: a document by its symbol, an item by its number, a session."""
    _, _, _, candidate, symbol, number = row
    if not isinstance(candidate, NamedNode):
        return ""
    name = candidate.value.removeprefix(ID)
    session = name.rpartition("/session/")[2]
    return _text(symbol) or _text(number) or (f"session {session}" if session.isdigit() else name)


def _natural(name: str) -> tuple[tuple[int, str], ...]:
    parts = name.replace(".", "/").replace(" ", "/").split("/")
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in parts)


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""
