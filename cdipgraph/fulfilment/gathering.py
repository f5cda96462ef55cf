"""What a store knows to be asked of a committee and its members, and to be told as done, as records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from cdipgraph.fulfilment.told import Asked, Given
from cdipgraph.graph import Quote
from cdipgraph.spans import folded
from cdipgraph.vocabulary import PREFIXES, concept

if TYPE_CHECKING:
    from cdipgraph.store import Store
    from cdipgraph.store.solutions import Row, Term

_PROLOGUE: Final = "".join(
    f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("cdip", "dcterms", "eli", "oa", "prov", "rdfs")
)
_NO_GRAPH: Final = "urn:x-cdipgraph:none"
_LASTING: Final = frozenset(concept("due", kind) for kind in ("period", "recurring"))
_SPAN: Final = (
    """?span oa:hasSelector ?place, ?quoted . ?place oa:start ?start ; oa:end ?end . ?quoted oa:exact ?exact ."""
)
_GIVEN: Final = "?graph ?thing ?committee ?session ?ordinal ?label ?text ?agent ?extent ?start ?end ?exact"
_COMMITTEES: Final = "SELECT DISTINCT ?committee WHERE { GRAPH ?graph { ?session cdip:heldBy ?committee } }"
_ANSWERING: Final = """SELECT DISTINCT ?graph WHERE {
  GRAPH ?graph { ?answer a cdip:Answer ; cdip:answers ?asked }
  FILTER(STRENDS(STR(?graph), "/answers") && STRSTARTS(STR(?asked), %s))
}"""
_ASKED: Final = f"""SELECT ?graph ?thing ?committee ?text ?actor ?asked ?due ?around ?start ?end ?exact WHERE {{
  VALUES ?committee {{ %s }}
  GRAPH ?graph {{
    ?thing a cdip:Commitment ; cdip:text ?text ; cdip:askedOf ?actor ; prov:wasDerivedFrom ?span .
    ?thing cdip:askedAt|(cdip:askedBy/cdip:session) ?session .
    ?session cdip:heldBy ?committee ; cdip:ordinal ?asked .
    {_SPAN}
    FILTER(STR(?text) = ?exact)
    OPTIONAL {{ ?thing cdip:dueSession ?later . ?later cdip:ordinal ?due }}
    OPTIONAL {{ ?thing cdip:askedBy ?decision . ?decision cdip:text ?deciding }}
    OPTIONAL {{ ?thing (cdip:askedBy/cdip:ofMeasure)|(cdip:undertakenIn/cdip:followsUp)|cdip:undertakenIn ?for .
      ?for a cdip:Measure ; rdfs:label ?measure }}
    OPTIONAL {{ ?thing cdip:undertakenIn/cdip:text ?follows }}
    OPTIONAL {{ ?thing cdip:askedBy/cdip:recordedIn/cdip:text ?item }}
    OPTIONAL {{ ?thing (cdip:askedBy/cdip:inParagraph)|cdip:undertakenIn ?told . ?told cdip:heading ?heading }}
    BIND(CONCAT(COALESCE(?deciding, ?follows, ""), " ", COALESCE(?measure, "")) AS ?own)
    BIND(CONCAT(?own, " ", COALESCE(?item, ""), " ", COALESCE(?heading, "")) AS ?around)
  }}
  FILTER(?graph != %s)
}}"""
_BESIDE: Final = """SELECT ?graph ?thing ?value WHERE {
  VALUES ?committee { %s }
  GRAPH ?graph {
    ?thing a cdip:Commitment ; cdip:askedAt|(cdip:askedBy/cdip:session) ?session .
    ?session cdip:heldBy ?committee .
    { ?thing cdip:dueText ?value } UNION { ?thing cdip:condition ?value } UNION { ?thing cdip:dueKind ?value }
    UNION { ?answer cdip:answers ?thing ; cdip:extent ?value }
  }
  FILTER(?graph != %s)
}"""
_DELIVERED: Final = f"""SELECT {_GIVEN} WHERE {{
  VALUES ?committee {{ %s }}
  GRAPH ?graph {{
    ?thing a cdip:Delivery ; rdfs:label ?label ; cdip:text ?text ; cdip:extent ?extent ; cdip:session ?session ;
      prov:wasDerivedFrom ?span .
    ?session cdip:heldBy ?committee ; cdip:ordinal ?ordinal .
    {_SPAN}
    OPTIONAL {{ ?thing cdip:agent ?agent }}
  }}
  FILTER(?graph != %s)
}}"""
_ACTIVITIES: Final = f"""SELECT {_GIVEN} WHERE {{
  VALUES ?committee {{ %s }}
  GRAPH ?graph {{
    ?thing a cdip:ImplementationActivity ; rdfs:label ?label ; cdip:session ?session ; prov:wasDerivedFrom ?span .
    ?session cdip:heldBy ?committee ; cdip:ordinal ?ordinal .
    {_SPAN}
    BIND(?label AS ?text)
  }}
  FILTER(?graph != %s)
}}"""
_TITLES: Final = f"""SELECT {_GIVEN} WHERE {{
  VALUES ?committee {{ %s }}
  GRAPH ?graph {{
    ?thing eli:is_realized_by ?graph ; dcterms:title ?label ; dcterms:identifier ?symbol ; cdip:session ?session ;
      cdip:documentKind cdip:kind-document ; prov:wasDerivedFrom ?span .
    ?session cdip:heldBy ?committee ; cdip:ordinal ?ordinal .
    {_SPAN}
    OPTIONAL {{ ?thing cdip:author ?author }}
    BIND(CONCAT(STR(?label), " ", COALESCE(STR(?author), "")) AS ?text)
  }}
  FILTER(?graph != %s)
}}"""
_DOCUMENTS: Final = """SELECT DISTINCT ?graph ?thing ?document ?symbol WHERE {
  VALUES ?committee { %s }
  GRAPH ?graph {
    ?thing cdip:produced ?document ; cdip:session ?session . ?session cdip:heldBy ?committee .
    ?document dcterms:identifier ?symbol
  }
  FILTER(?graph != %s)
}"""


def answering(store: Store, work: str) -> set[str]:
    """The language versions that answer, as the store has it, something that a document asks."""
    rows = store.query(_PROLOGUE + _ANSWERING % Literal(f"{work}/"))
    return {_text(row[0]).removesuffix("/answers") for row in rows}


class Facts:
    """What a store knows, less one of its graphs, of what some committees ask and what is done for them."""

    def __init__(self, store: Store, committees: Sequence[str] = (), without: str = _NO_GRAPH) -> None:
        self.store, self.without = store, str(NamedNode(without))
        self.named = " ".join(str(NamedNode(committee)) for committee in committees)

    def committees(self) -> list[str]:
        """The committees that hold the sessions that are named."""
        return sorted(_text(row[0]) for row in self.store.query(_PROLOGUE + _COMMITTEES))

    def _rows(self, query: str) -> Iterator[Row]:
        if self.named:
            yield from self.store.query(_PROLOGUE + query % (self.named, self.without))

    def asked(self) -> list[Asked]:
        """What is asked and not answered in full by the document that asks."""
        beside: dict[tuple[str, str], set[str]] = defaultdict(set)
        for graph, thing, value in self._rows(_BESIDE):
            beside[_text(graph), _text(thing)].add(_text(value))
        answered = {key for key, values in beside.items() if concept("extent", "full") in values}
        found = {
            asked.commitment + asked.quote.document: asked
            for row in sorted(self._rows(_ASKED), key=_key)
            if (asked := _asked(row, beside)) and (asked.quote.document, asked.commitment) not in answered
        }
        return list(found.values())

    def given(self) -> list[Given]:
        """What is told as done: in minutes, as what carried a measure out, and by being a document of that title."""
        documents: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for row in sorted(self._rows(_DOCUMENTS), key=_key):
            graph, thing, document, symbol = map(_text, row)
            documents[graph, thing].append((document, symbol))
        found: dict[tuple[str, str, int], Given] = {}
        for query in (_DELIVERED, _ACTIVITIES, _TITLES):
            for row in sorted(self._rows(query), key=_key):
                given = _given(row, documents)
                key = given.quotes[0].document, given.thing, given.session
                known = found.get(key)
                if query is _TITLES and folded(given.quotes[0].exact) != folded(given.label):
                    continue
                found[key] = given if known is None else _with(known, given.quotes)
        return list(found.values())


def _with(given: Given, quotes: tuple[Quote, ...]) -> Given:
    """The same with more words that tell of it: those of its sentence first."""
    every = sorted({*given.quotes, *quotes}, key=lambda quote: (quote.exact != given.text, quote))
    return replace(given, quotes=tuple(every))


def _asked(row: Row, beside: dict[tuple[str, str], set[str]]) -> Asked:
    graph, thing, committee, text, actor, asked, due, around, start, end, exact = row
    document, commitment = _text(graph), _text(thing)
    values = beside.get((document, commitment), set())
    return Asked(
        commitment,
        Quote(document, int(_text(start)), int(_text(end)), _text(exact)),
        _text(committee),
        _code(text),
        _text(actor).rpartition("-")[2],
        int(_text(asked)),
        int(_text(due)) if due else None,
        tuple(sorted(value for value in values if not value.startswith(PREFIXES["cdip"]))),
        _text(around),
        lasting=not values.isdisjoint(_LASTING),
    )


def _given(row: Row, documents: dict[tuple[str, str], list[tuple[str, str]]]) -> Given:
    graph, thing, committee, session, ordinal, label, text, agent, extent, start, end, exact = row
    document, iri = _text(graph), _text(thing)
    return Given(
        iri,
        (Quote(document, int(_text(start)), int(_text(end)), _text(exact)),),
        _text(committee),
        _code(label),
        _text(label),
        int(_text(ordinal)),
        _text(session),
        _text(text),
        _text(agent).rpartition("-")[2],
        tuple(documents.get((document, iri), ())),
        _text(extent) != concept("extent", "partial"),
    )


def _key(row: Row) -> tuple[str, ...]:
    return tuple(map(_text, row))


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def _code(term: Term | None) -> str:
    """The language of some words."""
    return (term.language or "") if isinstance(term, Literal) else ""
