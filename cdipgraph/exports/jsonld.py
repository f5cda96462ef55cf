"""The graph as JSON-LD that a web developer can read without knowing RDF.

The context is made from the ontology and stands in the file. From the proposal the chain is nested as it runs: its
paragraphs, their measures, what implemented, reviewed, decided and follows them. A thing is written out once, where it
is first reached, and after that named by its `@id`. What is in no chain (documents, sessions, citations, the spans of
several facts) follows in `@graph`.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from cdipgraph import resources
from cdipgraph.exports.ordering import Term, name, natural, reads_back
from cdipgraph.vocabulary import CDIP, ID, PREFIXES, expand

Json = str | int | float | bool | list["Json"] | dict[str, "Json"]
#: The values of one property of one thing.
Values = Sequence[Term]

#: What is nested in what, in the order of the chain: the name in the file, the property that points back, the class.
_NESTED: Final = (
    ("paragraphs", "eli:is_part_of", "cdip:ProposalParagraph"),
    ("points", "eli:is_part_of", "cdip:ProposalPoint"),
    ("points", "eli:is_part_of", "cdip:DecisionPoint"),
    ("measures", "cdip:respondsTo", "cdip:Measure"),
    ("implementations", "eli-dl:executed", "cdip:ImplementationActivity"),
    ("reviews", "cdip:ofMeasure", "cdip:Review"),
    ("decisions", "cdip:ofMeasure", "eli-dl:Decision"),
    ("commitments", "cdip:askedBy", "cdip:Commitment"),
    ("undertakings", "cdip:undertakenIn", "cdip:Commitment"),
    ("responses", "cdip:answers", "cdip:Answer"),
    ("deliverables", "cdip:ofMeasure", "cdip:Deliverable"),
    ("states", "cdip:stateOf", "cdip:DeliverableState"),
    ("enumerations", "cdip:enumerates", "cdip:Enumeration"),
    ("parts", "eli:is_part_of", "cdip:EnumeratedPart"),
    ("followUps", "cdip:followsUp", "cdip:FollowUp"),
    ("summary", "cdip:summaryOf", "cdip:ChairSummary"),
    ("items", "eli:is_part_of", "cdip:ChairSummaryItem"),
)
_REVERSE: Final = {term: expand(back) for term, back, _ in _NESTED}
_PLACE: Final = {(expand(back), expand(kind)): term for term, back, kind in _NESTED}
#: What a thing points to and holds: written out inside it. A span only where it proves nothing else.
_SPAN: Final = expand("prov:wasDerivedFrom")
_HELD: Final = frozenset((_SPAN, expand("eli-dl:recorded_in_a_realization_of"), expand("oa:hasSelector")))
#: The order of `@graph`, by class; other classes come after these.
_MEMBERS: Final = tuple(
    expand(kind)
    for kind in (
        "cdip:Proposal",
        "cdip:Measure",
        "eli-dl:Decision",
        "eli:Work",
        "eli:Expression",
        "eli:Manifestation",
        "org:FormalOrganization",
        "org:OrganizationalUnit",
        "cdip:CommitteeSession",
        "cdip:ParagraphRange",
        "cdip:Paragraph",
        "cito:Citation",
        "oa:SpecificResource",
        "cdip:Finding",
    )
)
#: No chain is deeper; a graph that goes in circles is cut here.
_DEEPEST: Final = 20

_TYPE: Final = expand("rdf:type")
_STRING, _INTEGER, _BOOLEAN = expand("xsd:string"), expand("xsd:integer"), expand("xsd:boolean")
#: Integers that every JSON reader keeps whole.
_CANONICAL: Final = re.compile(r"0|-?[1-9][0-9]{0,14}")
_LOCAL: Final = re.compile(r"[A-Za-z_][\w.-]*")
#: How a property's values are written: as IRIs, by language, as JSON has them; any other word is their datatype.
_IRIS, _LANGUAGES, _PLAIN = "@id", "@language", ""
_WRITINGS: Final = {
    expand("owl:ObjectProperty"): _IRIS,
    expand("owl:AnnotationProperty"): _LANGUAGES,
    expand("owl:DatatypeProperty"): _PLAIN,
    expand("rdf:Property"): _PLAIN,
}


def document(triples: Iterable[Triple]) -> bytes:
    """The JSON-LD file of the triples, which come in the order that the file shall have.

    Raises CdipgraphError when the installation lacks the ontology.
    """
    tree = _Tree(triples)
    graph = json.dumps(tree.members(), ensure_ascii=False, indent=2).replace("\n", "\n  ")
    definitions = tree.context.definitions().items()
    entries = ",\n".join(f"    {json.dumps(term)}: {json.dumps(meaning)}" for term, meaning in definitions)
    return f'{{\n  "@context": {{\n{entries}\n  }},\n  "@graph": {graph}\n}}\n'.encode()


@dataclass(frozen=True, slots=True)
class Property:
    """How a property is called in the file and how its values are written; `name` is empty where the name is taken."""

    name: str
    writing: str


@dataclass(frozen=True, slots=True)
class Context:
    """What the names of the file mean: prefixes, classes and properties by IRI."""

    prefixes: Mapping[str, str]
    classes: Mapping[str, str]
    properties: Mapping[str, Property]

    def definitions(self) -> dict[str, Json]:
        """The `@context` object."""
        found: dict[str, Json] = {"@version": 1.1, "@base": ID, **dict(self.prefixes)}
        found.update({term: self.compact(iri) for iri, term in self.classes.items()})
        for iri, known in self.properties.items():
            if known.name:
                found[known.name] = self._definition(iri, known.writing)
        found.update({term: {"@reverse": self.compact(iri)} for term, iri in _REVERSE.items()})
        return found

    def _definition(self, iri: str, writing: str) -> Json:
        if writing == _PLAIN:
            return self.compact(iri)
        if writing == _LANGUAGES:
            return {"@id": self.compact(iri), "@container": "@language"}
        return {"@id": self.compact(iri), "@type": writing if writing == _IRIS else self.compact(writing)}

    def compact(self, iri: str) -> str:
        """The IRI with its prefix, or whole."""
        for prefix, space in self.prefixes.items():
            if iri.startswith(space) and _LOCAL.fullmatch(iri, len(space)):
                return f"{prefix}:{iri[len(space) :]}"
        return iri

    def reference(self, iri: str) -> str:
        """The IRI as an `@id`: relative to the base where it reads back as it was, or compact, or whole."""
        return iri.removeprefix(ID) if reads_back(iri) else self.compact(iri)

    def without(self, schemes: set[str]) -> Context:
        """The context less the prefixes that are schemes in the data: `<org:x>` would be read as a prefixed name."""
        prefixes = {prefix: space for prefix, space in self.prefixes.items() if prefix not in schemes}
        return Context(prefixes, self.classes, self.properties)


@cache
def ontology_context() -> Context:
    """The context of the ontology's terms. Raises CdipgraphError when the installation lacks the ontology."""
    facts: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in parse(resources.read("ontology", "cdip.ttl"), format=RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            facts[quad.subject.value][quad.predicate.value] = quad.object.value
    classes: dict[str, str] = {}
    properties: dict[str, Property] = {}
    taken = set(PREFIXES) | set(_REVERSE)
    # Our own terms choose their names first.
    for iri in sorted(facts, key=lambda iri: (not iri.startswith(CDIP), natural(iri))):
        kind, term = facts[iri].get(_TYPE, ""), re.split("[#/]", iri)[-1]
        if kind == expand("owl:Class") and term not in taken:
            classes[iri] = term
        elif kind in _WRITINGS:
            writing = _writing(kind, facts[iri].get(expand("rdfs:range"), ""))
            properties[iri] = Property("" if term in taken else term, writing)
        else:
            continue
        taken.add(term)
    return Context(PREFIXES, classes, properties)


def _writing(kind: str, values: str) -> str:
    """How values are written, by the kind of property and its range: numbers, booleans and strings as JSON has them."""
    if values in (expand("rdf:langString"), expand("rdfs:Literal")):
        return _LANGUAGES
    typed = values.startswith(PREFIXES["xsd"]) and values not in (_STRING, _INTEGER, _BOOLEAN)
    return values if typed else _WRITINGS[kind]


class _Tree:
    """The things of a graph, nested."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.things: dict[str, dict[str, list[Term]]] = defaultdict(dict)
        proofs: Counter[str] = Counter()
        schemes: set[str] = set()
        for subject, predicate, value in triples:
            thing, iri = name(subject), predicate.value
            self.things[thing].setdefault(iri, []).append(value)
            named = value.value if isinstance(value, NamedNode) else thing
            schemes.update(known.partition(":")[0] for known in (thing, iri, named))
            proofs[named] += iri == _SPAN
        self.context = ontology_context().without(schemes)
        self.shared = {span for span, count in proofs.items() if count > 1}
        self.parts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.inside: set[str] = set()
        self.written: set[str] = set()
        for thing in self.things:
            self._place(thing)

    def _place(self, thing: str) -> None:
        """Finds what the thing is part of, and takes the property that points there out of it."""
        facts = self.things[thing]
        kinds = set(_named(facts.get(_TYPE, ())))
        for (back, kind), term in _PLACE.items():
            wholes = [whole for whole in _named(facts.get(back, ())) if whole in self.things and whole != thing]
            if kind in kinds and wholes:
                self.parts[wholes[0]][term].append(thing)
                self.inside.add(thing)
                facts[back] = [value for value in facts[back] if value != NamedNode(wholes[0])]
                return

    def members(self) -> list[Json]:
        """The `@graph`: what is in nothing else, then what only a circle leads to."""
        pointed = (_named(facts.get(iri, ())) for facts in self.things.values() for iri in _HELD)
        held = {thing for things in pointed for thing in things} - self.shared
        outer = [thing for thing in self.things if thing not in held and thing not in self.inside]
        found = [self._write(thing, 0) for thing in sorted(outer, key=self._rank)]
        return found + [self._write(thing, 0) for thing in self.things if thing not in self.written]

    def _rank(self, thing: str) -> int:
        kinds = set(_named(self.things[thing].get(_TYPE, ())))
        return next((rank for rank, kind in enumerate(_MEMBERS) if kind in kinds), len(_MEMBERS))

    def _write(self, thing: str, depth: int) -> Json:
        """The thing as an object: what is said of it, its parts, and last the words that prove it."""
        self.written.add(thing)
        node: dict[str, Json] = {"@id": self.context.reference(thing)}
        facts, parts = self.things[thing], self.parts.get(thing, {})
        for iri in facts:
            if facts[iri] and iri != _SPAN:
                self._add(node, iri, facts[iri], depth)
        for term in _REVERSE:
            if term in parts:
                node[term] = [self._inner(part, depth) for part in parts[term]]
        if _SPAN in facts:
            self._add(node, _SPAN, facts[_SPAN], depth)
        return node

    def _inner(self, thing: str, depth: int) -> Json:
        """The thing written out, or its `@id` where it was written before."""
        if thing in self.written or depth >= _DEEPEST:
            return {"@id": self.context.reference(thing)}
        return self._write(thing, depth + 1)

    def _add(self, node: dict[str, Json], iri: str, values: Values, depth: int) -> None:
        """The values of a property, under its name; those that a language map cannot hold, under its IRI."""
        known = self.context.properties.get(iri)
        if iri == _TYPE and all(isinstance(value, NamedNode) for value in values):
            node["@type"] = _single(self._kinds(values))
        elif known and known.name and known.writing == _LANGUAGES:
            worded = [value for value in values if isinstance(value, Literal) and _is_text(value)]
            if worded:
                node[known.name] = _by_language(worded)
            self._spell(node, iri, [value for value in values if value not in worded], depth)
        elif known and known.name:
            node[known.name] = _single([self._short(value, known.writing, iri, depth) for value in values])
        else:
            self._spell(node, iri, values, depth)

    def _kinds(self, values: Values) -> list[Json]:
        """The names of classes, our own first."""
        kinds = sorted(_named(values), key=lambda kind: (not kind.startswith(CDIP), kind))
        return [self.context.classes.get(kind) or self.context.compact(kind) for kind in kinds]

    def _spell(self, node: dict[str, Json], iri: str, values: Values, depth: int) -> None:
        """The values, each saying itself what it is, under a key that says nothing about them."""
        if values:
            node[self.context.compact(iri)] = _single([self._whole(value, iri, depth) for value in values])

    def _short(self, value: Term, writing: str, iri: str, depth: int) -> Json:
        """A value under a property's name, as short as the name allows."""
        whole = self._whole(value, iri, depth)
        if isinstance(value, Literal):
            native = _native(value) if writing == _PLAIN else None
            if native is None and value.datatype.value == writing:
                return value.value
            return whole if native is None else native
        bare = isinstance(whole, dict) and writing == _IRIS and whole.keys() == {"@id"}
        return self.context.reference(name(value)) if bare else whole

    def _whole(self, value: Term, iri: str, depth: int) -> Json:
        """A value that says itself what it is."""
        if isinstance(value, Literal):
            kind = value.datatype.value
            if value.language:
                return {"@language": value.language, "@value": value.value}
            typed: dict[str, Json] = {} if kind == _STRING else {"@type": self.context.compact(kind)}
            return {**typed, "@value": value.value}
        thing = name(value)
        if iri in _HELD and thing in self.things and thing not in self.shared and thing not in self.inside:
            return self._inner(thing, depth)
        return {"@id": self.context.reference(thing)}


def _named(values: Values) -> list[str]:
    return [value.value for value in values if isinstance(value, NamedNode)]


def _is_text(value: Literal) -> bool:
    """Whether a language map can hold the value."""
    return bool(value.language) or value.datatype.value == _STRING


def _native(value: Literal) -> str | int | bool | None:
    """The JSON value that reads back as this literal; None where there is none."""
    kind, text = value.datatype.value, value.value
    if kind == _STRING:
        return text
    if kind == _INTEGER and _CANONICAL.fullmatch(text):
        return int(text)
    if kind == _BOOLEAN and text in ("true", "false"):
        return text == "true"
    return None


def _by_language(values: Sequence[Literal]) -> Json:
    """A language map; what has no language stands under `@none`."""
    found: dict[str, list[Json]] = defaultdict(list)
    for value in values:
        found[value.language or "@none"].append(value.value)
    return {language: _single(texts) for language, texts in sorted(found.items())}


def _single(values: Sequence[Json]) -> Json:
    return values[0] if len(values) == 1 else list(values)
