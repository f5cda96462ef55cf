"""Shapes and rules over the graph: what is wrong, doubtful or missing, as findings.

Shapes are SHACL Core and run in pySHACL over one document's graph at a time. What Core cannot say is a rule: a SPARQL
query in `queries/checks/` that must return no rows. How both are written is told in `docs/ontology.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from cdipgraph.errors import CdipgraphError
from cdipgraph.findings import Finding, Severity, as_severity, default_suggestions, fill, phrases
from cdipgraph.headers import parse_header
from cdipgraph.resources import files
from cdipgraph.spoken import LANGUAGES
from cdipgraph.store.local import MemoryStore
from cdipgraph.store.solutions import Term
from cdipgraph.vocabulary import ID, PREFIXES, expand

if TYPE_CHECKING:
    import rdflib

    from cdipgraph.store import Store

_FINDINGS: Final = "/findings"
_ACROSS: Final = "/across"
_HISTORY: Final = "/history"
_LANGUAGES: Final = "/languages"
_ANSWERS: Final = "/answers"
_CORRECTIONS: Final = "/corrections"
#: Graphs that are checked together with the document's that they stand beside.
_BESIDE: Final = (_FINDINGS, _CORRECTIONS, _HISTORY)
_UNSTATED: Final = "—"
#: What shapes say to people: the message, and what to do.
_WORDS: Final = (expand("sh:message"), expand("cdip:suggestion"))
_PREFIXES: Final = "".join(
    f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("cdip", "dcterms", "eli", "oa", "prov", "rdfs")
)

_PLACES: Final = """SELECT ?focus ?start ?end WHERE {
  VALUES ?focus { %s }
  GRAPH %s {
    { ?focus prov:wasDerivedFrom ?span }
    UNION { ?focus oa:hasSelector ?own BIND(?focus AS ?span) }
    UNION { ?span oa:hasSelector ?focus }
    ?span oa:hasSelector ?place .
    ?place oa:start ?start ; oa:end ?end .
  }
}"""

_TEXTS: Final = "SELECT ?document ?text WHERE { VALUES ?document { %s } ?document cdip:text ?text }"

_FILES: Final = """SELECT ?document ?file WHERE {
  VALUES ?document { %s } ?document eli:is_embodied_by ?manifestation . ?manifestation cdip:fileName ?file
}"""

_PLAIN: Final = """SELECT ?document ?text WHERE {
  VALUES ?document { %s }
  ?document cdip:text ?text ; eli:is_embodied_by ?manifestation .
  ?manifestation dcterms:format "text/plain"
}"""

_READ: Final = """SELECT ?graph ?finding ?rule ?severity ?message ?focus ?start ?end WHERE {
  GRAPH ?graph {
    ?finding a cdip:Finding ; cdip:rule ?rule ; cdip:severity ?severity ; rdfs:label ?message .
    OPTIONAL { ?finding cdip:focus ?focus }
    OPTIONAL { ?finding prov:wasDerivedFrom ?span . ?span oa:hasSelector ?place . ?place oa:start ?start ; oa:end ?end }
  }
}"""


_SUGGESTED: Final = """SELECT ?finding ?suggestion WHERE {
  GRAPH ?graph { ?finding a cdip:Finding ; cdip:suggestion ?suggestion }
}"""


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint of the shapes: its IRI, what it weighs, what it says and what to do, by language."""

    iri: str
    severity: Severity
    messages: Mapping[str, str]
    suggestions: Mapping[str, str]

    @property
    def name(self) -> str:
        """The local name, under which its findings stand: `Review-report-sameSession`."""
        return self.iri.rpartition("#")[2]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: a query that must return no rows, what it looks for, what to do, and the message, all by language.

    `across` is true for one that looks at several documents together; `whole` for one that means nothing until all that
    there is was read, and that only a check of the whole store asks; `languages` for one that looks at several language
    versions of a document.
    """

    name: str
    severity: Severity
    problem: Mapping[str, str]
    solution: Mapping[str, str]
    messages: Mapping[str, str]
    query: str
    across: bool = False
    whole: bool = False
    languages: bool = False


def check_graph(quads: Iterable[Quad]) -> list[Finding]:
    """What shapes and rules find in one document's graph, gravest first.

    Raises CdipgraphError when the validator itself fails.
    """
    graphs: dict[str, list[Quad]] = {}
    for quad in quads:
        name = quad.graph_name
        graphs.setdefault(name.value if isinstance(name, NamedNode) else f"{ID}graph", []).append(quad)
    with MemoryStore() as store:
        store.replace_graphs(graphs)
        return _checked(store, [rule for rule in rules() if not rule.whole])


def check(store: Store) -> list[Finding]:
    """What shapes and rules find in all that the store holds, and what reading found that they cannot, gravest first.

    Raises CdipgraphError when the validator itself fails, and what asking the store raises.
    """
    return _checked(store, rules())


def _checked(store: Store, asked: Iterable[Rule]) -> list[Finding]:
    """What the shapes and some of the rules find in the store, and what reading found that no rule does."""
    graphs = store.graphs()
    found: list[Finding] = []
    for document in (name for name in graphs if not name.endswith((*_BESIDE, _ACROSS, _LANGUAGES, _ANSWERS))):
        beside = (document + suffix for suffix in _BESIDE)
        about = (store.quads(name) for name in beside if name in graphs)
        found += _shape_findings(chain(store.quads(document), *about), document)
    for rule in asked:
        found += _rule_findings(rule, store)
    return sorted(_quoted([*_placed(found, store), *_read_findings(store)], store), key=Finding.sort_key)


def source_files(store: Store, documents: Iterable[str]) -> dict[str, str]:
    """The name of the file that each document was read from, where it is known."""
    rows = store.query(_PREFIXES + _FILES % _named(documents)).rows
    return {name: _shown(file) for document, file in rows if (name := _iri(document))}


def plain_texts(store: Store, documents: Iterable[str]) -> dict[str, str]:
    """The texts of the documents that were read from plain text, whose lines are those of the file."""
    rows = store.query(_PREFIXES + _PLAIN % _named(documents)).rows
    return {name: text.value for document, text in rows if (name := _iri(document)) and isinstance(text, Literal)}


def check_across(store: Store) -> list[Finding]:
    """What the rules that look at several documents together find in the store, gravest first."""
    found = [finding for rule in rules() if rule.across for finding in _rule_findings(rule, store)]
    return sorted(_placed(found, store), key=Finding.sort_key)


def check_languages(store: Store) -> list[Finding]:
    """What the rules that look at several language versions of a document find in the store, gravest first."""
    found = [finding for rule in rules() if rule.languages for finding in _rule_findings(rule, store)]
    return sorted(_placed(found, store), key=Finding.sort_key)


def combined(read: Iterable[Finding], checked: Iterable[Finding]) -> list[Finding]:
    """The findings of reading and of checking as one list, gravest first.

    What both report of the same words is taken from checking, which knows the thing it is about.
    """
    known = list(checked)
    places = {(finding.rule, finding.start, finding.end) for finding in known}
    return sorted([*known, *(f for f in read if (f.rule, f.start, f.end) not in places)], key=Finding.sort_key)


@cache
def rules() -> tuple[Rule, ...]:
    """The rules, by name. Raises CdipgraphError for a file whose header is not that of a rule."""
    return tuple(_rule(path.stem, path.read_text(encoding="utf-8")) for path in files("queries/checks", ".rq"))


@cache
def constraints() -> Mapping[str, Constraint]:
    """The constraints of the shapes, by IRI."""
    severity = expand("sh:severity")
    weighed: dict[str, Severity] = {}
    texts: dict[str, dict[str, dict[str, str]]] = {predicate: {} for predicate in _WORDS}
    for triple in _shape_triples():
        subject, value = triple.subject, triple.object
        if not isinstance(subject, NamedNode):
            continue
        if triple.predicate.value == severity and isinstance(value, NamedNode):
            weighed[subject.value] = as_severity(value.value.rpartition("#")[2])
        elif triple.predicate.value in texts and isinstance(value, Literal):
            texts[triple.predicate.value].setdefault(subject.value, {})[value.language or "en"] = value.value
    messages, suggestions = texts.values()
    return {
        iri: Constraint(iri, weighed[iri], messages[iri], suggestions.get(iri, default_suggestions()))
        for iri in sorted(weighed)
    }


def _rule(name: str, text: str) -> Rule:
    header = parse_header(text)
    problem, solution, message = (_texts(header, key, name) for key in ("problem", "solution", "message"))
    severity, across = as_severity(str(header.get("severity"))), header.get("across")
    looks = (across is True, across == "store", across == "languages")
    return Rule(name, severity, problem, solution, message, text, *looks)


def _texts(header: Mapping[str, object], key: str, name: str) -> dict[str, str]:
    """A text of the header in every language."""
    texts = header.get(key)
    if not isinstance(texts, dict) or set(texts) != set(LANGUAGES):
        raise CdipgraphError(
            f"the rule's header gives no {key} in {', '.join(LANGUAGES)}", where=f"queries/checks/{name}.rq"
        )
    return {language: str(texts[language]) for language in LANGUAGES}


# Shapes


def _shape_findings(quads: Iterable[Quad | Triple], document: str) -> list[Finding]:
    """What the shapes find in one document's graph, each thing once a constraint."""
    import pyshacl
    from rdflib import SH, Graph, URIRef

    from cdipgraph.rdfgraphs import read_graph

    _, report, text = pyshacl.validate(
        read_graph(quads),
        shacl_graph=_shapes(),
        inference="none",
        advanced=False,
        inplace=False,
        meta_shacl=False,
        do_owl_imports=False,
        js=False,
    )
    if not isinstance(report, Graph):
        raise CdipgraphError(f"the SHACL validator failed: {text}", where=document)
    broken = dict.fromkeys(
        (str(report.value(result, SH.sourceShape)), report.value(result, SH.focusNode))
        for result in report.objects(None, SH.result)
    )
    return [
        _shape_finding(shape, str(focus) if isinstance(focus, URIRef) else None, document) for shape, focus in broken
    ]


def _shape_finding(shape: str, focus: str | None, document: str) -> Finding:
    constraint = constraints()[shape]
    return Finding(
        constraint.name,
        constraint.severity,
        constraint.messages,
        focus=focus,
        document=document,
        source_shape=constraint.iri,
        suggestions=constraint.suggestions,
    )


@cache
def _shapes() -> rdflib.Graph:
    """The shapes as pySHACL takes them, without their words: it would copy these into its report, nobody reads them
    there, and what the shapes say is known from `constraints`.
    """
    from cdipgraph.rdfgraphs import read_graph

    return read_graph(triple for triple in _shape_triples() if triple.predicate.value not in _WORDS)


@cache
def _shape_triples() -> tuple[Quad, ...]:
    """The triples of all files of shapes."""
    # Blank nodes are renamed: two files may use one label.
    return tuple(
        quad
        for path in files("shapes", ".ttl")
        for quad in parse(path=str(path), format=RdfFormat.TURTLE, rename_blank_nodes=True)
    )


# Rules


def _rule_findings(rule: Rule, store: Store) -> Iterator[Finding]:
    """One finding a row of the rule's query."""
    solutions = store.query(rule.query)
    for row in solutions.rows:
        cells = dict(zip(solutions.variables, row, strict=True))
        shown = {name: _shown(cell) for name, cell in cells.items()}
        yield Finding(
            rule.name,
            rule.severity,
            {language: fill(text, shown) for language, text in rule.messages.items()},
            focus=_iri(cells.get("focus")),
            start=_integer(cells.get("start")),
            end=_integer(cells.get("end")),
            document=_iri(cells.get("document")),
            suggestions=rule.solution,
        )


def _shown(term: Term | None) -> str:
    """A term as a message shows it: an IRI of ours without what all have in common, and something for nothing."""
    if isinstance(term, NamedNode):
        return term.value.removeprefix(ID)
    return term.value if isinstance(term, Literal) and term.value else _UNSTATED


def _iri(term: Term | None) -> str | None:
    return term.value if isinstance(term, NamedNode) else None


def _integer(term: Term | None) -> int | None:
    """The whole number that a literal stands for; None where a faulty graph has something else."""
    return int(term.value) if isinstance(term, Literal) and term.value.isdecimal() else None


# Places


def _placed(found: Sequence[Finding], store: Store) -> Iterator[Finding]:
    """The findings, those on a thing that was read with the first place it was read from."""
    lost: dict[str, dict[str, None]] = {}
    for finding in found:
        if finding.start is None and finding.focus and finding.document:
            lost.setdefault(finding.document, {})[finding.focus] = None
    places = {document: _places(store, document, focuses) for document, focuses in lost.items()}
    for finding in found:
        place = places.get(finding.document or "", {}).get(finding.focus or "")
        yield replace(finding, start=place[0], end=place[1]) if place and finding.start is None else finding


def _places(store: Store, document: str, focuses: Iterable[str]) -> dict[str, tuple[int, int]]:
    """The first place in the text of each thing that has one."""
    named = _named(focuses)
    found: dict[str, tuple[int, int]] = {}
    for focus, first, last in store.query(_PREFIXES + _PLACES % (named, NamedNode(document))).rows:
        iri, start, end = _iri(focus), _integer(first), _integer(last)
        if iri and start is not None and end is not None:
            found[iri] = min(found.get(iri, (start, end)), (start, end))
    return found


def _quoted(found: Sequence[Finding], store: Store) -> Iterator[Finding]:
    """The findings, those with a place with the words there."""
    documents = {finding.document for finding in found if finding.document and finding.start is not None}
    rows = store.query(_PREFIXES + _TEXTS % _named(documents)).rows if documents else []
    texts = {name: text.value for document, text in rows if (name := _iri(document)) and isinstance(text, Literal)}
    for finding in found:
        text = texts.get(finding.document or "")
        yield (
            replace(finding, quote=text[finding.start : finding.end]) if text and finding.start is not None else finding
        )


def _named(iris: Iterable[str]) -> str:
    return " ".join(str(NamedNode(iri)) for iri in sorted(iris))


# What reading found


def _read_findings(store: Store) -> Iterator[Finding]:
    """What reading found and the store keeps, save what a rule finds again."""
    solutions = store.query(_PREFIXES + _READ)
    kept = set(phrases()) - {rule.name for rule in rules()}
    rows: dict[tuple[str | None, str | None], list[Mapping[str, Term | None]]] = {}
    for row in solutions.rows:
        cells = dict(zip(solutions.variables, row, strict=True))
        if _shown(cells["rule"]) in kept:
            rows.setdefault((_iri(cells["graph"]), _iri(cells["finding"])), []).append(cells)
    suggested: dict[str | None, dict[str, str]] = {}
    for finding, text in store.query(_PREFIXES + _SUGGESTED).rows if rows else ():
        if isinstance(text, Literal):
            suggested.setdefault(_iri(finding), {})[text.language or "en"] = text.value
    for (graph, iri), same in rows.items():
        yield _read_finding((graph or "").removesuffix(_FINDINGS), same, suggested.get(iri, {}))


def _read_finding(document: str, rows: Sequence[Mapping[str, Term | None]], todo: Mapping[str, str]) -> Finding:
    """One stored finding, with what to do about it: its rows differ in the language of the message, and in the place
    where it has several.
    """
    first = min(rows, key=lambda row: _integer(row["start"]) or 0)
    messages = {m.language or "en": m.value for row in rows if isinstance(m := row["message"], Literal)}
    return Finding(
        _shown(first["rule"]),
        as_severity(_shown(first["severity"]).rpartition("#")[2]),
        messages,
        focus=_iri(first["focus"]),
        start=_integer(first["start"]),
        end=_integer(first["end"]),
        document=document,
        suggestions=todo,
    )
