"""Which document a table is of, and in which language it was read: asked of the store by `queries/annex`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from cdipgraph import resources
from cdipgraph.annex.facts import Version
from cdipgraph.errors import UnknownThing, UsageError
from cdipgraph.lineage.statements import natural
from cdipgraph.queries import Parameter, fill
from cdipgraph.spans import folded
from cdipgraph.things import resolve_document
from cdipgraph.vocabulary import ID

if TYPE_CHECKING:
    from cdipgraph.store import Solutions, Store


def ask(store: Store, name: str, **given: str | int) -> Solutions:
    """The answer to a query of `queries/annex`, its parameters filled in: an IRI, a number or a string each."""
    sparql = resources.read("queries/annex", f"{name}.rq")
    for key, value in given.items():
        term = NamedNode(value) if isinstance(value, str) and ":" in value else Literal(value)
        sparql = fill(sparql, Parameter(key, "thing"), term)
    return store.query(sparql)


def versions(store: Store) -> list[Version]:
    """The language versions in the store that tell of measures."""
    return [
        Version(document, symbol, expression, language, original)
        for document, symbol, expression, language, original in (map(text_of, row) for row in ask(store, "documents"))
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
    return {text_of(thing): folded(text_of(name)) for thing, name in rows}


def text_of(term: object) -> str:
    """The value of a term, empty where there is none."""
    return str(getattr(term, "value", "")) if term is not None else ""
