"""What a person types for a thing, and the thing it is: `1/3`, `CDIP/22/11`, `CDIP/21 8.3`, an IRI."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from cdipgraph.errors import UnknownThing
from cdipgraph.symbolforms import namesakes
from cdipgraph.symbols import Symbol
from cdipgraph.vocabulary import ID, PREFIXES

if TYPE_CHECKING:
    from cdipgraph.store import Store

_PROLOGUE: Final = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("cdip", "dcterms", "eli", "rdf"))
_DASHES: Final = dict.fromkeys(map(ord, "\u00ad\u2010\u2011\u2012\u2013\u2014\u2212\uff0d"), "-")
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"), None)
#: What paragraphs and measures are numbered by: 3, 3a, A, IV.
_NUMBER: Final = r"(?:\d+[a-z]?|[A-Z]|[IVX]+)"
_MEASURE: Final = re.compile(rf"({_NUMBER})\s*[/.]\s*({_NUMBER})")
_PARAGRAPH: Final = re.compile(_NUMBER)
_POINT: Final = re.compile(rf"({_NUMBER})\s*[/.]?\s*\(?([a-z]{{1,4}})\)?")
#: The paragraph of a measure that answers none.
_NONE: Final = "0"
_SESSION: Final = re.compile(r"(?P<series>[A-Za-z][A-Za-z/]*)/(?P<session>(?:[a-z]{5,9}-)?\d+)")
_WHOLE: Final = r"(?P<whole>[^\s,]+(?: (?i:Prov|Rev|Add|Corr)\.?(?: ?\d+)?)*)[ ,]+"
_WITHIN: Final = re.compile(
    rf"{_WHOLE}"
    r"(?:(?:item|point|paragraphs?|paragraphes?|párrafos?|apartado|paras?\.?|§) )?"
    r"(?P<first>\d+(?:\.\d+)*[a-z]?)(?: ?(?:-|to|à|a) ?(?P<last>\d+))?",
    re.IGNORECASE,
)
_OF_REPORT: Final = re.compile(rf"{_WHOLE}(?:(?i:measure|mesure|medida) )?{_MEASURE.pattern}")
_MOST: Final = 12
_NEAR: Final = 5
_CUTOFF: Final = 0.5
_OF_MEASURE: Final = re.compile(rf"(?P<of>.*)/measure/({_NUMBER})\.({_NUMBER})")
#: How the IRI of a thing of the chain reads as what a person types for it.
_NICKNAMES: Final = (
    (_OF_MEASURE, r"\2/\3"),
    (re.compile(rf".*/(?:appendix/[^/]+|proposal)/para/({_NUMBER})"), r"\1"),
    (re.compile(rf".*/(?:appendix/[^/]+|proposal)/para/({_NUMBER})/point/([a-z]+)"), r"\1 \2"),
    (re.compile(r"(.+)/session/((?:[a-z]+-)?\d+)/summary/item/(.+)"), r"\1/\2 \3"),
    (re.compile(r"(.+)/session/((?:[a-z]+-)?\d+)"), r"\1/\2"),
)


def resolve(store: Store, text: str) -> str:
    """The IRI of the thing that `text` names in the store.

    `1/3` (paragraph 1, measure 3), or `CDIP/24/8 1/3` where several reports have one; `1` (a paragraph of the
    proposal), `1 a` (its point), `CDIP/22/11` (a document), `CDIP/21` (a session), `CDIP/21 8.3` (an item of its
    summary), `CDIP/21/15 98-112` (paragraphs of a document), an IRI in full or without the base of our own.

    Raises UnknownThing, with what is near, when nothing or more than one thing has that name.
    """
    name = _tidy(text)
    found = sorted(set(_candidates(store, name))) if name else []
    if len(found) == 1:
        return found[0]
    possible = names(store)
    if found:
        called = {iri: one for one, iri in possible.items()}
        shown = ", ".join(called.get(iri, iri.removeprefix(ID)) for iri in found[:_NEAR])
        raise UnknownThing(f"{text!r} names {len(found)} things", remedy=f"Say which: {shown}")
    close = near(name, possible)
    measures = [one for one, iri in possible.items() if _OF_MEASURE.fullmatch(iri)]
    alike = measures if _MEASURE.fullmatch(name) else []
    if close:
        remedy = f"Did you mean {', '.join(close)}?"
    elif alike:
        remedy = f"There are {', '.join(alike[:_MOST])}{' …' if len(alike) > _MOST else ''}"
    else:
        remedy = "Name it by symbol, as 1/3 (paragraph, measure), or by IRI"
    raise UnknownThing(f"nothing in the store is called {text!r}", remedy=remedy)


def resolve_document(store: Store, text: str) -> str:
    """The IRI of the document that `text` names: by symbol, by IRI, or by the path or name of the file it was read
    from.

    Raises UnknownThing, with what is near, when nothing or more than one document has that name, or what has it is no
    document.
    """
    name = _tidy(text)
    found = [iri for iri in _by_iri(store, name) if _is_document(store, iri)]
    for find in (_by_symbol, _by_version, _by_file):
        found = found or find(store, name if find is not _by_file else text)
    found = sorted(set(found))
    if len(found) == 1:
        return found[0]
    if found:
        shown = ", ".join(iri.removeprefix(ID) for iri in found[:_NEAR])
        raise UnknownThing(f"{text!r} names {len(found)} documents", remedy=f"Say which: {shown}")
    close = near(name, [symbol for _, symbol in _symbols(store)])
    remedy = (
        f"Did you mean {', '.join(close)}?" if close else "Name it by symbol, by IRI or by the file it was read from"
    )
    if name and any(True for _ in _candidates(store, name)):
        raise UnknownThing(f"{text!r} is no document", remedy=remedy)
    raise UnknownThing(f"no document in the store is called {text!r}", remedy=remedy)


def names(store: Store) -> dict[str, str]:
    """What a person can type for the things of the store: name to IRI. What is short for several is not among them."""
    symbols = dict(_symbols(store))
    called: dict[str, list[tuple[str, str]]] = {}
    for (term,) in store.query("SELECT DISTINCT ?thing WHERE { ?thing a ?class } ORDER BY ?thing"):
        if isinstance(term, NamedNode) and term.value.startswith(ID) and "#" not in term.value:
            nickname, longer = _nicknames(term.value.removeprefix(ID), symbols)
            called.setdefault(nickname, []).append((longer, term.value))
    found = {symbol: iri for iri, symbol in symbols.items()}
    for nickname, things in called.items():
        for longer, iri in things:
            found.setdefault(nickname if len(things) == 1 else longer, iri)
    return found


def _nicknames(short: str, symbols: Mapping[str, str]) -> tuple[str, str]:
    """What is typed for the thing of an IRI, and what where several are called so: a measure has its report's symbol
    before it, any other thing its IRI.
    """
    for pattern, to in _NICKNAMES:
        if match := pattern.fullmatch(short):
            nickname = match.expand(to)
            symbol = symbols.get(ID + match["of"]) if "of" in match.groupdict() else None
            return nickname, f"{symbol} {nickname}" if symbol else short
    return short, short


def near(text: str, possible: Iterator[str] | list[str] | dict[str, str]) -> list[str]:
    """Those of the possible words that look most like `text`, the likest first."""
    folded = {word.casefold(): word for word in reversed(list(possible))}
    return [folded[match] for match in difflib.get_close_matches(text.casefold(), folded, _NEAR, _CUTOFF)]


def _tidy(text: str) -> str:
    """The text with plain hyphens and single spaces, without what cannot be seen and the brackets round an IRI."""
    tidy = " ".join(text.translate(_DASHES | _INVISIBLE).split())
    return tidy[1:-1] if tidy.startswith("<") and tidy.endswith(">") else tidy


def _candidates(store: Store, name: str) -> Iterator[str]:
    """The things of that name, by the first of the ways of naming that finds any."""
    for find in (_by_iri, _by_number, _by_symbol, _by_session, _by_report, _by_part):
        found = find(store, name)
        if found:
            yield from found
            return


def _by_iri(store: Store, name: str) -> list[str]:
    """The thing of that IRI, in full, or without our base, or as a document without a symbol is called."""
    whole = re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", name)
    candidates = [name] if whole else [ID + name, f"{ID}doc/unsymbolled/{name}"]
    return [iri for iri in candidates if _exists(store, iri)]


def _exists(store: Store, iri: str) -> bool:
    try:
        term = NamedNode(iri)
    except ValueError:
        return False
    return store.query(f"ASK {{ {term} ?property ?value }}").rows == [(Literal(True),)]


def _is_document(store: Store, iri: str) -> bool:
    return bool(_iris(store, f"SELECT ?x WHERE {{ VALUES ?x {{ {NamedNode(iri)} }} ?x a eli:Work }}"))


def _iris(store: Store, query: str) -> list[str]:
    """The IRIs in the first column."""
    rows = store.query(_PROLOGUE + query)
    return [row[0].value for row in rows if isinstance(row[0], NamedNode)]


def _by_number(store: Store, name: str) -> list[str]:
    """A measure (`1/3`), a paragraph of a proposal (`1`) or its point (`1 a`)."""
    asked = "?p a cdip:ProposalParagraph ; eli:number {0} . "
    if match := _MEASURE.fullmatch(name):
        return _measures(store, *match.groups())
    if match := _PARAGRAPH.fullmatch(name):
        where = asked + "BIND(?p AS ?x)"
    elif match := _POINT.fullmatch(name):
        where = asked + "?x a cdip:ProposalPoint ; eli:number {1} ; eli:is_part_of ?p"
    else:
        return []
    numbers = [str(Literal(number)) for number in match.groups() or (name,)]
    return _iris(store, f"SELECT DISTINCT ?x WHERE {{ {where.format(*numbers)} }}")


def _measures(store: Store, paragraph: str, number: str, report: str = "") -> list[str]:
    """The measures of these numbers, of one report if its IRI is given."""
    where = f"?x a cdip:Measure ; eli:number {Literal(number)} . "
    if paragraph == _NONE:
        where += "MINUS { ?x cdip:respondsTo ?any } "
    else:
        where += f"?x cdip:respondsTo ?p . ?p eli:number {Literal(paragraph)} . "
    if report:
        where += f"?x cdip:reportedIn {NamedNode(report)} . "
    return _iris(store, f"SELECT DISTINCT ?x WHERE {{ {where}}}")


def _by_report(store: Store, name: str) -> list[str]:
    """A measure of a report, `CDIP/24/8 1/3`."""
    match = _OF_REPORT.fullmatch(name)
    if not match:
        return []
    return [
        measure
        for report in _by_symbol(store, match["whole"])
        for measure in _measures(store, match[2], match[3], report)
    ]


def _symbols(store: Store) -> list[tuple[str, str]]:
    """The documents of the store: IRI and symbol."""
    rows = store.query(_PROLOGUE + "SELECT DISTINCT ?x ?symbol WHERE { ?x a eli:Work ; dcterms:identifier ?symbol }")
    return [(x.value, s.value) for x, s in rows if isinstance(x, NamedNode) and isinstance(s, Literal)]


def _by_symbol(store: Store, name: str) -> list[str]:
    """The document of that symbol: as printed, else whatever its case, spaces, full stops and hyphens, else the
    provisional text of it.
    """
    symbols = _symbols(store)
    exact = [iri for iri, symbol in symbols if _tidy(symbol) == name]
    loose = exact or [iri for iri, symbol in symbols if _loose(symbol) == _loose(name)]
    return loose or [iri for iri, symbol in symbols if _loose(Symbol(symbol).final.text) == _loose(name)]


def _loose(symbol: str) -> str:
    return re.sub(r"[\s.-]", "", _tidy(symbol)).casefold()


def _by_version(store: Store, name: str) -> list[str]:
    """The document of a language version, given by the version's IRI."""
    return [
        work
        for version in _by_iri(store, name)
        for work in _iris(store, f"SELECT DISTINCT ?x WHERE {{ {NamedNode(version)} eli:realizes ?x }}")
    ]


def _by_file(store: Store, path: str) -> list[str]:
    """The document that was read from the file of that path, else of that name."""
    rows = store.query(
        _PROLOGUE
        + "SELECT DISTINCT ?x ?file WHERE { ?f cdip:fileName ?file . ?e eli:is_embodied_by ?f ; eli:realizes ?x }"
    )
    files = [(x.value, file.value) for x, file in rows if isinstance(x, NamedNode) and isinstance(file, Literal)]
    exact = [iri for iri, file in files if file == path]
    return exact or [iri for iri, file in files if PurePath(file).name == PurePath(path).name]


def _by_session(store: Store, name: str) -> list[str]:
    """The session `CDIP/21`."""
    match = _SESSION.fullmatch(name)
    named = namesakes(match["series"].upper()) if match else ()
    return [iri for series in named if match for iri in _by_iri(store, f"{series}/session/{match['session']}")]


def _by_part(store: Store, name: str) -> list[str]:
    """An item of a summary, by its session (`CDIP/21 8.3`) or by its own symbol, or paragraphs of a document
    (`CDIP/21/15 98-112`).
    """
    match = _WITHIN.fullmatch(name)
    if not match:
        return []
    wholes = _by_session(store, match["whole"])
    if wholes:
        return [iri for whole in wholes for iri in _by_iri(store, f"{whole}/summary/item/{match['first']}")]
    tails = [f"{match['first']}-{match['last'] or match['first']}", match["first"]]
    for document in _by_symbol(store, match["whole"]):
        issued = _iris(store, f"SELECT DISTINCT ?x WHERE {{ ?x cdip:issuedAs {NamedNode(document)} }}")
        if found := [iri for one in issued for iri in _by_iri(store, f"{one}/item/{match['first']}")]:
            return found
        for tail in tails:
            if found := _by_iri(store, f"{document}/para/{tail}"):
                return found
    return []
