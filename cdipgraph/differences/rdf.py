"""What differs as RDF: sets of changes, each with its words (Turtle); two graphs, of what came and of what went (TriG);
and a patch that makes the one version of the other (RDF Patch).

The first two hold facts, as people mean the word: where something stands in a text is none, nor the place of a thing
among its like. The patch holds every quad.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from cdipgraph.differences.comparing import CITATION, PARAGRAPH, TEXT, Change, Comparing
from cdipgraph.differences.facts import Facts
from cdipgraph.exports import pretty
from cdipgraph.exports.ordering import natural, union
from cdipgraph.spans import folded
from cdipgraph.spoken import LANGUAGES
from cdipgraph.vocabulary import ID, PREFIXES, expand

if TYPE_CHECKING:
    from cdipgraph.differences import Differences

CHANGESET: Final = "http://purl.org/vocab/changeset/schema#"
_PREFIXES: Final = {**PREFIXES, "cs": CHANGESET}
_RDF: Final = PREFIXES["rdf"]
#: What is about the text and its file, and not about what they say.
_PLACED: Final = (
    "oa:SpecificResource",
    "oa:TextPositionSelector",
    "oa:TextQuoteSelector",
    "eli:Expression",
    "eli:Manifestation",
)
_ASIDE: Final = frozenset(
    expand(name) for name in ("prov:wasDerivedFrom", "cdip:position", "cdip:outcomes", "cdip:origin")
)


def written(differences: Differences, format: str) -> str:
    """The differences in an RDF format: `turtle`, `trig` or `patch`."""
    if format == "patch":
        return _patch(differences)
    came, went = facts_came(differences.comparing), facts_went(differences.comparing)
    if format == "trig":
        return _two_graphs(differences, came, went)
    return _changesets(differences, came, went)


def facts_went(comparing: Comparing) -> list[Triple]:
    """The facts of the earlier version that the later does not state of the same things, as the earlier names them."""
    there = {(t.subject, t.predicate, _folded(t.object)) for t in _stated(comparing.after, comparing)}
    went = [t for t in _stated(comparing.before, comparing) if _renamed(t, comparing) not in there]
    return union(_quads([*went, *_worded(comparing, later=False)]))


def facts_came(comparing: Comparing) -> list[Triple]:
    """The facts of the later version that the earlier does not state of the same things."""
    there = {_renamed(t, comparing) for t in _stated(comparing.before, comparing)}
    stated = _stated(comparing.after, comparing)
    came = [t for t in stated if (t.subject, t.predicate, _folded(t.object)) not in there]
    return union(_quads([*came, *_worded(comparing, later=True)]))


def _quads(triples: Iterable[Triple]) -> Iterator[Quad]:
    return (Quad(t.subject, t.predicate, t.object) for t in triples)


def _stated(facts: Facts, comparing: Comparing) -> Iterator[Triple]:
    """What a version says of things, without what is about its text and file."""
    for iri, said in facts.of.items():
        if any(facts.is_a(iri, name) for name in _PLACED):
            continue
        for name, terms in said.items():
            for term in () if name in _ASIDE else terms:
                if comparing.compared(name, term):
                    yield Triple(NamedNode(iri), NamedNode(name), term)


def _renamed(triple: Triple, comparing: Comparing) -> tuple[object, object, object]:
    """A fact of the earlier version in the names of the later; of what went, in names that the later does not know."""
    value = triple.object
    renamed = _node(value.value, comparing) if isinstance(value, NamedNode) else _folded(value)
    return _node(_iri(triple), comparing), triple.predicate, renamed


def _folded(term: object) -> object:
    """A value, a text without the line breaks in it: they are where the lines of the page end."""
    if isinstance(term, Literal) and term.language:
        return Literal(folded(term.value), language=term.language)
    return term


def _node(iri: str, comparing: Comparing) -> NamedNode | str:
    token = comparing.token(iri)
    return token if token.startswith("\0") else NamedNode(token)


def _worded(comparing: Comparing, *, later: bool) -> Iterator[Triple]:
    """The words of paragraphs that are not the same, which the graph has in spans only."""
    if not comparing.same_language:
        return
    facts = comparing.after if later else comparing.before
    moved = {
        pair[later]
        for pair in comparing.paragraphs
        if comparing.before.paragraph(pair[0]) != comparing.after.paragraph(pair[1])
    }
    moved |= {iri for iri, kind in (comparing.came if later else comparing.went).items() if kind.type == PARAGRAPH}
    for iri in sorted(moved):
        yield Triple(NamedNode(iri), NamedNode(TEXT), Literal(facts.paragraph(iri), language=facts.version.language))


# Turtle: sets of changes


def _changesets(differences: Differences, came: Iterable[Triple], went: Iterable[Triple]) -> str:
    """One set of changes a thing, with its facts that came and went, and with what changed in words."""
    comparing = differences.comparing
    facts: dict[str, tuple[list[Triple], list[Triple]]] = defaultdict(lambda: ([], []))
    for triple in went:
        facts[comparing.token(_iri(triple)).removeprefix("\0")][0].append(triple)
    for triple in came:
        facts[_iri(triple)][1].append(triple)
    told: dict[str, list[Change]] = defaultdict(list)
    for change in differences.changes:
        for subject in change.subjects:
            told[subject].append(change)
    whole = _name(differences)
    triples = list(_described(differences, whole))
    for number, subject in enumerate(sorted({*facts, *told}, key=natural), 1):
        triples += _changeset(f"{whole}/{number}", subject, *facts[subject])
        triples += _labels(f"{whole}/{number}", differences, told[subject])
        triples.append(_link(f"{whole}/{number}", expand("eli:is_part_of"), whole))
    return pretty(union(_quads(triples)), RdfFormat.TURTLE, _PREFIXES).decode()


def _changeset(iri: str, subject: str, went: Iterable[Triple], came: Iterable[Triple]) -> Iterator[Triple]:
    yield _link(iri, f"{_RDF}type", f"{CHANGESET}ChangeSet")
    yield _link(iri, f"{CHANGESET}subjectOfChange", subject)
    for kind, triples in (("removal", went), ("addition", came)):
        for number, triple in enumerate(triples, 1):
            statement = f"{iri}/{kind}/{number}"
            yield _link(iri, CHANGESET + kind, statement)
            yield _link(statement, f"{_RDF}type", f"{_RDF}Statement")
            for part, term in (("subject", triple.subject), ("predicate", triple.predicate), ("object", triple.object)):
                yield Triple(NamedNode(statement), NamedNode(_RDF + part), term)


def _labels(iri: str, differences: Differences, changes: Iterable[Change]) -> Iterator[Triple]:
    changes = list(changes)
    for lang in LANGUAGES:
        wording = differences.wording(lang)
        for change in changes:
            label = Literal(wording.sentence(change), language=lang)
            yield Triple(NamedNode(iri), NamedNode(expand("rdfs:label")), label)


def _described(differences: Differences, iri: str) -> Iterator[Triple]:
    """What was compared."""
    before, after = differences.before, differences.after
    yield Triple(NamedNode(iri), NamedNode(expand("rdfs:label")), Literal(f"{before.label} → {after.label}"))
    yield _link(iri, expand("prov:wasDerivedFrom"), before.iri)
    yield _link(iri, expand("prov:wasDerivedFrom"), after.iri)
    comparing = differences.comparing
    for one, other in comparing.renamed.items():
        # What has another number is the same thing by another name; citations have numbers of ours.
        if comparing.moved(one) != other and not comparing.before.is_a(one, CITATION):
            yield _link(other, expand("prov:wasRevisionOf"), one)


# TriG: two graphs


def _two_graphs(differences: Differences, came: Iterable[Triple], went: Iterable[Triple]) -> str:
    whole = _name(differences)
    quads = list(_quads(_described(differences, whole)))
    for name, triples in (("came", came), ("went", went)):
        graph = NamedNode(f"{whole}/{name}")
        quads += [Quad(t.subject, t.predicate, t.object, graph) for t in triples]
    return pretty(quads, RdfFormat.TRIG, PREFIXES).decode()


# A patch


def _patch(differences: Differences) -> str:
    """RDF Patch: what makes a dataset that holds the earlier version into one that holds the later."""
    before, after = set(differences.before.quads), set(differences.after.quads)
    lines = [
        *sorted(f"D {_statement(quad)}" for quad in before - after),
        *sorted(f"A {_statement(quad)}" for quad in after - before),
    ]
    return "".join(f"{line}\n" for line in ("TX .", *lines, "TC ."))


def _statement(quad: Quad) -> str:
    return f"{quad.subject} {quad.predicate} {quad.object} {quad.graph_name} ."


def _name(differences: Differences) -> str:
    """What the comparison of two versions is called."""
    both = f"{differences.before.iri} {differences.after.iri}"
    return f"{ID}diff/{hashlib.sha256(both.encode()).hexdigest()[:16]}"


def _iri(triple: Triple) -> str:
    return triple.subject.value if isinstance(triple.subject, NamedNode) else str(triple.subject)


def _link(subject: str, predicate: str, target: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), NamedNode(target))
