"""The two versions that are compared: a file, a document of the store, or a former state of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad

from cdipgraph import graph, history, readers
from cdipgraph.errors import MissingSource, UnknownThing, UsageError
from cdipgraph.graph.history import FormerState
from cdipgraph.reading import read_report
from cdipgraph.things import resolve_document
from cdipgraph.vocabulary import ID, PREFIXES

if TYPE_CHECKING:
    from cdipgraph.store import Store

_PROLOGUE: Final = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("cdip", "dcterms", "eli"))
_VERSIONS: Final = """SELECT DISTINCT ?expression ?language ?original WHERE {
  ?expression eli:realizes %s ; dcterms:language ?language
  OPTIONAL { %s cdip:originalLanguage ?original }
}"""
_WORK: Final = "SELECT DISTINCT ?work ?language WHERE { %s eli:realizes ?work ; dcterms:language ?language }"
_SYMBOL: Final = "SELECT (MIN(?symbol) AS ?name) WHERE { %s dcterms:identifier ?symbol }"
#: A document, the language of a version of it, and a former state: "CDIP/24/8 fr@2", "CDIP/24/8@a38e61".
_NAMED: Final = re.compile(r"(?P<document>.+?)(?:[ ,]+(?P<language>[a-z]{2}))?(?:@(?P<state>\d{1,4}|[0-9a-f]{5,64}))?")
_STATE: Final = re.compile(r"(?P<expression>.+)/state/(?P<number>\d+)")


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a document with all that was read from it: `iri` is what the version itself is called, `expression`
    the graph whose quads it has; `number` counts the former states, 0 for what holds now.
    """

    label: str
    iri: str
    work: str
    expression: str
    language: str
    quads: tuple[Quad, ...]
    number: int = 0


def versions(store: Store | None, before: str, after: str | None) -> tuple[Version, Version]:
    """The two versions that are named; without `after`, `before` and what it became.

    Raises UnknownThing, UsageError for a name that leaves open which, SourceError for a file that cannot be read.
    """
    earlier = list(_candidates(store, before))
    if after is None:
        return _then_and_now(store, before, earlier)
    later = list(_candidates(store, after))
    pairs = [(one, other) for one in earlier for other in later if one.language == other.language]
    if len(earlier) > 1 and len(later) > 1 and not pairs:
        raise _which(before, earlier)
    if not pairs:
        pairs = [(one, other) for one in earlier for other in later]
    original = [pair for pair in pairs if pair[0].original]
    if len(pairs) > 1 and len(original) != 1:
        raise _which(before if len(earlier) > 1 else after, earlier if len(earlier) > 1 else later)
    one, other = (original or pairs)[0] if len(pairs) > 1 else pairs[0]
    return one.version(), other.version()


def _then_and_now(store: Store | None, name: str, found: Sequence[_Candidate]) -> tuple[Version, Version]:
    """A former state and what holds now; the last one where none is named."""
    if store is None or any(one.file for one in found):
        raise UsageError(f"{name} alone is compared with nothing", remedy="Name two versions")
    if all(one.state for one in found):
        (one,) = found
        return one.version(), _Candidate(store, one.expression, one.work, one.language).version()
    kept = [(one, history.states(store, one.expression)) for one in found]
    changed = [(one, states) for one, states in kept if states]
    if not changed:
        raise UsageError(f"the store keeps no former state of {name}", remedy="Name what to compare it with")
    if len(changed) > 1:
        raise _which(name, [one for one, _ in changed])
    one, states = changed[0]
    return _Candidate(store, one.expression, one.work, one.language, states[-1]).version(), one.version()


def _which(name: str, found: Sequence[_Candidate]) -> UsageError:
    shown = ", ".join(f"{name} {one.language}" for one in found)
    return UsageError(f"there are {len(found)} language versions of {name}", remedy=f"Say which: {shown}")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What a name may mean, not yet read."""

    store: Store | None
    expression: str
    work: str
    language: str
    state: FormerState | None = None
    file: str = ""
    original: bool = False
    quads: tuple[Quad, ...] = ()

    def version(self) -> Version:
        """The version with its quads."""
        if self.store is None:
            return Version(self.file, self._urn(), self.work, self.expression, self.language, self.quads)
        label = f"{_called(self.store, self.work)} ({self.language})"
        if self.state is None:
            quads = tuple(self.store.quads(self.expression))
            return Version(label, self.expression, self.work, self.expression, self.language, quads)
        number = self.state.number
        iri = graph.state_iri(self.expression, number)
        quads = tuple(history.unpacked(self.state.content, self.expression))
        label = f"{label}@{number}"
        return Version(label, iri, self.work, self.expression, self.language, quads, number)

    def _urn(self) -> str:
        digest = history.value(self.quads, f"{self.expression}/file", "cdip:sha256")
        return f"urn:sha256:{digest}"


def _called(store: Store, work: str) -> str:
    rows = store.query(_PROLOGUE + _SYMBOL % NamedNode(work)).rows
    symbol = rows[0][0] if rows else None
    return symbol.value if isinstance(symbol, Literal) else work.removeprefix(f"{ID}doc/").removeprefix(ID)


def _candidates(store: Store | None, name: str) -> Iterator[_Candidate]:
    """What the name may mean: the file of that path, else language versions of a document, or a former state."""
    if Path(name).is_file():
        yield _of_file(name)
        return
    if store is None:
        raise MissingSource("there is no such file", where=name, remedy="Check the path, or name a store with --store")
    yield from _stored(store, name)


def _of_file(name: str) -> _Candidate:
    report = read_report(readers.read(name))
    quads = tuple(graph.quads(report))
    expression = graph.expression_iri(report)
    work = expression.rpartition("/")[0]
    return _Candidate(None, expression, work, report.header.language, file=name, quads=quads)


def _stored(store: Store, name: str) -> Iterator[_Candidate]:
    by_iri = _STATE.fullmatch(name)
    if by_iri:
        name = f"{by_iri['expression']}@{by_iri['number']}"
    match = _NAMED.fullmatch(name.strip())
    if match is None:
        raise UnknownThing(f"{name!r} names nothing", remedy="Name a file, a document by its symbol, or an IRI")
    document, language, wanted = match["document"], match["language"], match["state"]
    found = list(_language_versions(store, document, language))
    if not found:
        raise UnknownThing(
            f"the store has no version of {document}{f' in {language}' if language else ''}",
            remedy="See `cdipgraph query history` for those it has",
        )
    if wanted is None:
        yield from found
        return
    states = [(one, state) for one in found for state in history.states(store, one.expression) if _is(state, wanted)]
    if not states:
        raise UnknownThing(
            f"the store keeps no former state {wanted} of {document}",
            remedy="See `cdipgraph query history` for those it keeps",
        )
    for one, state in states:
        yield _Candidate(store, one.expression, one.work, one.language, state, original=one.original)


def _is(state: FormerState, wanted: str) -> bool:
    """Whether a former state is the one of that number, or was read from the file whose digest begins so."""
    return str(state.number) == wanted or (len(wanted) > 4 and state.sha256.startswith(wanted))


def _language_versions(store: Store, document: str, language: str | None) -> Iterator[_Candidate]:
    """The versions of a document in the store, or the one in a language; by the IRI of a version, that one."""
    whole = document.strip("<>")
    iri = whole if whole.startswith(ID) else f"{ID}{whole}"
    if " " not in iri and not language:
        for work, told in store.query(_PROLOGUE + _WORK % NamedNode(iri)).rows:
            if isinstance(work, NamedNode) and isinstance(told, Literal):
                yield _Candidate(store, iri, work.value, told.value, original=True)
                return
    named = NamedNode(resolve_document(store, document))
    rows = store.query(_PROLOGUE + _VERSIONS % (named, named)).rows
    found: dict[str, _Candidate] = {}
    for expression, told, original in rows:
        if isinstance(expression, NamedNode) and isinstance(told, Literal) and language in (None, told.value):
            own = isinstance(original, Literal) and original.value == told.value
            known = found.get(expression.value)
            own = own or (known is not None and known.original)
            found[expression.value] = _Candidate(store, expression.value, named.value, told.value, original=own)
    yield from (found[key] for key in sorted(found))
