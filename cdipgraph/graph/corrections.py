"""What people settled, as a graph beside the document's own; and read back from such a graph, or from a Turtle file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from cdipgraph.corrections import BadCorrection, Correction, Settled
from cdipgraph.corrections.statements import checked
from cdipgraph.corrections.table import Read
from cdipgraph.errors import SourceError
from cdipgraph.graph.names import Names, symbol_iri
from cdipgraph.graph.writer import GraphWriter, value
from cdipgraph.report import Report
from cdipgraph.spans import folded
from cdipgraph.symbols import parse as parse_symbol
from cdipgraph.vocabulary import CDIP, ID, PREFIXES, expand

_LANGUAGE: Final = re.compile(r"/([a-z]{2,3})$")
_UNSAFE: Final = re.compile(r"[^\w.-]+")
_DECLARATION: Final = re.compile(r"^(?:@base|@prefix) .*\.\n", re.MULTILINE)
_USED: Final = ("cdip", "dcterms", "prov", "rdfs", "xsd")
#: The columns that are plain texts in the graph.
_TEXTS: Final = {
    "thing": "cdip:thing",
    "quote": "cdip:quote",
    "before": "cdip:before",
    "after": "cdip:after",
    "means": "cdip:symbol",
    "first": "cdip:first",
    "last": "cdip:last",
    "item": "cdip:item",
    "relation": "cdip:relation",
    "reason": "cdip:reason",
}
_INTEGERS: Final = {"start": "cdip:startHint", "session": "cdip:sessionNumber"}
Properties = Mapping[str, Sequence[NamedNode | Literal]]


def corrections_iri(expression: str) -> str:
    """The name of the graph of what people settled of a language version."""
    return f"{expression}/corrections"


def correction_quads(report: Report) -> list[Quad]:
    """What people settled of a document: all that they said, and what became of it, as quads of a graph of its own."""
    names = Names(report)
    w = GraphWriter(corrections_iri(names.expression))
    for one in report.settled:
        iri = names.correction(one.key)
        _write(w, iri, one.correction, names.expression)
        w.add(iri, "cdip:fate", value("fate", one.state.value))
        _write_removed(w, iri, one, names.expression)
    return w.distinct()


def _write(w: GraphWriter, iri: str, correction: Correction, expression: str) -> None:
    fields = correction.fields()
    w.types(iri, "cdip:Correction")
    w.link(iri, "cdip:correctionOf", expression)
    w.add(iri, "cdip:statement", value("statement", correction.statement))
    for name, predicate in _TEXTS.items():
        if fields[name]:
            w.string(iri, predicate, fields[name])
    for name, predicate in _INTEGERS.items():
        if fields[name]:
            w.integer(iri, predicate, int(fields[name]))
    if correction.fact:
        w.link(iri, "cdip:about", ID + correction.fact)
    person = f"{ID}person/{_UNSAFE.sub('-', correction.author).strip('-') or 'unnamed'}"
    w.link(iri, "prov:wasAttributedTo", person)
    w.day(iri, "dcterms:date", correction.day.isoformat())
    w.types(person, "prov:Agent")
    w.string(person, "rdfs:label", correction.author)


def _write_removed(w: GraphWriter, iri: str, one: Settled, expression: str) -> None:
    """What was taken away, what it was said of, and how it was called."""
    for thing in one.removed:
        w.link(iri, "cdip:removed", thing)
    if one.removed or one.label:
        w.link(iri, "cdip:removedFrom", one.whole or expression)
        w.string(iri, "rdfs:label", one.label)


# Reading back


def corrections_in(quads: Iterable[Quad | Triple], where: str = "", lines: Mapping[str, int] | None = None) -> Read:
    """The corrections that a graph holds, and what is wrong with those that cannot be understood."""
    named, errors = _understood(quads, where, lines or {})
    return Read(tuple(correction for _, correction in named), tuple(errors))


def named_corrections(quads: Iterable[Quad | Triple]) -> list[tuple[str, Correction]]:
    """The corrections that a graph holds, each with its IRI."""
    return _understood(quads, "", {})[0]


def _understood(
    quads: Iterable[Quad | Triple], where: str, lines: Mapping[str, int]
) -> tuple[list[tuple[str, Correction]], list[SourceError]]:
    things: dict[str, dict[str, list[NamedNode | Literal]]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            things.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object)
    correction = NamedNode(expand("cdip:Correction"))
    corrections: list[tuple[str, Correction]] = []
    errors: list[SourceError] = []
    for iri, properties in things.items():
        if correction not in properties.get(expand("rdf:type"), ()):
            continue
        line = lines.get(iri)
        told = f"{where}, line {line}" if line else f"{where}, {iri.removeprefix(ID)}"
        try:
            corrections.append((iri, checked(_texts(properties, things), told.removeprefix(", "))))
        except SourceError as error:
            errors.append(error)
    return corrections, errors


def _texts(properties: Properties, things: Mapping[str, Properties]) -> dict[str, str]:
    """The properties of a correction as the texts of a row."""

    def one(name: str) -> str:
        return next((term.value for term in properties.get(expand(name), ())), "")

    texts = {column: one(predicate) for column, predicate in {**_TEXTS, **_INTEGERS}.items()}
    whole = one("cdip:correctionOf").removeprefix(ID).removeprefix("doc/")
    language = _LANGUAGE.search(whole)
    texts["document"] = one("cdip:fileName") or (whole[: language.start()] if language else whole)
    texts["language"] = one("dcterms:language") or (language[1] if language else "")
    texts["statement"] = one("cdip:statement").removeprefix(f"{CDIP}statement-")
    texts["fact"] = one("cdip:about")
    texts["date"] = one("dcterms:date")
    texts["author"] = _author(properties, things)
    return texts


def _author(properties: Properties, things: Mapping[str, Properties]) -> str:
    """Who is said to have settled it: their name, as a text, or as the label or the end of an IRI."""
    who = next(iter(properties.get(expand("prov:wasAttributedTo"), ())), None)
    if not isinstance(who, NamedNode):
        return who.value if who else ""
    label = next(iter(things.get(who.value, {}).get(expand("rdfs:label"), ())), None)
    return label.value if label else re.split("[/#]", who.value)[-1].replace("-", " ")


# Turtle files


def read_turtle(data: bytes, name: str) -> Read:
    """The corrections of a Turtle file, and what is wrong with the others, each by the line that it begins on."""
    try:
        text = data.decode("utf-8-sig")
        quads = list(parse(text, format=RdfFormat.TURTLE, base_iri=ID))
    except UnicodeDecodeError as error:
        fault = BadCorrection(f"is not UTF-8 (byte {error.start:,})", where=name, remedy="Save it as UTF-8")
        return Read(errors=(fault,))
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        where = f"{name}, line {line}" if line else name
        what = f"is no Turtle: {getattr(error, 'msg', None) or error}"
        return Read(errors=(BadCorrection(what, where=where, remedy="Correct it; nothing of the file was used"),))
    return corrections_in(quads, name, _lines(text))


def _lines(text: str) -> dict[str, int]:
    """The line that each IRI in the first column begins, as far as it is written in angle brackets."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("<") and ">" in line:
            iri = line[1 : line.index(">")]
            found.setdefault(iri if ":" in iri else ID + iri, number)
    return found


def written_turtle(corrections: Iterable[Correction]) -> bytes:
    """The corrections as a Turtle file, the same content as the table's."""
    w = GraphWriter(f"{ID}corrections")
    seen: set[str] = set()
    for correction in corrections:
        whole = _whole(correction)
        key, copies = correction.key, 1
        while f"{whole}/correction/{key}" in seen:
            copies += 1
            key = f"{correction.key}-{copies}"
        iri = f"{whole}/correction/{key}"
        seen.add(iri)
        _write(w, iri, correction, whole)
        if parse_symbol(correction.document) is None:
            w.string(iri, "cdip:fileName", correction.document)
            if correction.language:
                w.string(iri, "dcterms:language", correction.language)
    triples = [quad.triple for quad in w.distinct()]
    prefixes = {name: PREFIXES[name] for name in _USED}
    written = serialize(triples, format=RdfFormat.TURTLE, prefixes=prefixes) or b""
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(prefixes.items()))
    return (
        head
        + "\n" * bool(triples)
        + _DECLARATION.sub("", written.decode()).replace(" .\n", " .\n\n").rstrip("\n")
        + "\n"
    ).encode()


def added_to_turtle(data: bytes, correction: Correction, name: str) -> bytes:
    """The Turtle file with one correction more; what is there stays as it is. Raises BadCorrection for no Turtle."""
    text = data.decode("utf-8", "replace")
    faults = [
        error for error in read_turtle(data, name).errors if "is no Turtle" in error.what or "UTF-8" in error.what
    ]
    if faults:
        raise faults[0]
    head, _, body = written_turtle([correction]).decode().partition("\n\n")
    new = [line for line in head.splitlines() if line not in text.splitlines()]
    between = "" if not text or text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"
    added = "\n".join([*new, *([""] if new else []), body])
    return data + (between + added).encode()


def _whole(correction: Correction) -> str:
    """The IRI of the language version, or of the document, that a correction is of."""
    symbol = parse_symbol(correction.document)
    named = symbol_iri(symbol) if symbol else ID + "doc/" + _UNSAFE.sub("-", folded(correction.document))
    return f"{named}/{correction.language}" if correction.language else named
