"""The stored questions of `queries/`: what they are, and asking them of any store.

A question is a SPARQL query with a `#+` header. A parameter is a written line `VALUES ?name { default }` in it, whose
default the runner replaces with a serialised term: the same text runs here, at any endpoint, and pasted into an editor.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, cast, get_args

import pyoxigraph

from cdipgraph import resources
from cdipgraph.answers import Answer
from cdipgraph.errors import BadParameter, UnknownParameter, UnknownQuestion
from cdipgraph.headers import parse_header
from cdipgraph.things import near, resolve, resolve_document

if TYPE_CHECKING:
    from cdipgraph.store import Store

ParameterType = Literal["integer", "document", "thing", "string"]
_TYPES: Final = get_args(ParameterType)
_INTEGER: Final = re.compile(r"[+-]?\d{1,18}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question can be told: a name, the type of the value, and the column that a value makes superfluous."""

    name: str
    type: ParameterType
    description: str = ""
    replaces_column: str | None = None
    required: bool = False

    @property
    def line(self) -> re.Pattern[str]:
        """What matches the parameter's place in the query: its written default, between two groups."""
        variable = re.escape(self.name.replace("-", "_"))
        return re.compile(rf"(\bVALUES\s+\?{variable}\s*\{{)[^{{}}\n]*(\}})")


@dataclass(frozen=True, slots=True)
class Question:
    """A stored question: its name, what it says in a word and in a sentence, its parameters, and the SPARQL text."""

    name: str
    summary: str
    question: str
    parameters: tuple[Parameter, ...]
    sparql: str = field(repr=False)

    @property
    def ordered(self) -> bool:
        """Whether the query says in which order its rows come, which is else as each store has them."""
        return "ORDER BY" in self.sparql.rpartition("}")[2]

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name, written with `-` or `_`. Raises UnknownParameter, with those that exist."""
        wanted = name.replace("_", "-")
        for parameter in self.parameters:
            if parameter.name.replace("_", "-") == wanted:
                return parameter
        known = ", ".join(parameter.name for parameter in self.parameters)
        raise UnknownParameter(
            f"the question {self.name!r} has no parameter {name!r}",
            remedy=f"It has: {known}" if known else "It has none",
        )


@cache
def questions() -> Mapping[str, Question]:
    """The stored questions, by name. Raises ValueError for a header that is not as the runner needs it."""
    return {path.stem: read_question(path.stem, path.read_text("utf-8")) for path in resources.files("queries", ".rq")}


def read_question(name: str, sparql: str) -> Question:
    """The question that a `.rq` text holds. Raises ValueError when its header and its text do not agree."""
    header = parse_header(sparql)
    listed = header.get("parameters") or []
    if not isinstance(listed, list):
        raise ValueError(f"{name}: parameters is no list")
    parameters = tuple(_parameter(name, entry) for entry in listed)
    for parameter in parameters:
        if not parameter.line.search(sparql):
            raise ValueError(f"{name}: there is no line VALUES ?{parameter.name} {{ ... }}")
    return Question(name, _text(header.get("summary")), _text(header.get("question")), parameters, sparql)


def _parameter(name: str, entry: object) -> Parameter:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str) or entry.get("type") not in _TYPES:
        raise ValueError(f"{name}: a parameter has a name and a type, one of {', '.join(_TYPES)}; found {entry!r}")
    replaced = entry.get("replaces-column")
    return Parameter(
        entry["name"],
        cast(ParameterType, entry["type"]),
        _text(entry.get("description")),
        replaced if isinstance(replaced, str) else None,
        entry.get("required") is True,
    )


def _text(value: object) -> str:
    """The text of a header's entry; in English where it is written in several languages."""
    if isinstance(value, dict):
        value = value.get("en") or next(iter(value.values()), "")
    return value if isinstance(value, str) else ""


def run(store: Store, name: str, /, **parameters: object) -> Answer:
    """The answer of the store to the stored question `name`; a parameter that is None counts as not given.

    An `integer` is a number or its digits; a `document` its symbol, IRI or source file; a `thing` what `things.resolve`
    takes.
    Raises UnknownQuestion, UnknownParameter, BadParameter, UnknownThing, each with what there is instead.
    """
    question = find_question(name)
    given = {question.parameter(key): value for key, value in parameters.items() if value is not None}
    for parameter in question.parameters:
        if parameter.required and parameter not in given:
            raise BadParameter(f"the question {name!r} needs the parameter {parameter.name!r}")
    sparql = question.sparql
    for parameter, value in given.items():
        sparql = fill(sparql, parameter, _term(store, question, parameter, value))
    superfluous = frozenset(parameter.replaces_column for parameter in given if parameter.replaces_column)
    answer = Answer.of(name, store.query(sparql), superfluous)
    return answer if question.ordered else answer.sorted()


def find_question(name: str) -> Question:
    """The stored question of that name. Raises UnknownQuestion, with near names and with those that exist."""
    known = questions()
    if name in known:
        return known[name]
    close = near(name, list(known))
    hint = f"Did you mean {', '.join(close)}? " if close else ""
    raise UnknownQuestion(f"there is no stored question {name!r}", remedy=f"{hint}There are: {', '.join(known)}")


def fill(sparql: str, parameter: Parameter, term: pyoxigraph.NamedNode | pyoxigraph.Literal) -> str:
    """The query with the term written in the parameter's place, where it stays a term whatever it holds."""
    return parameter.line.sub(lambda match: f"{match[1]} {term} {match[2]}", sparql)


def _term(
    store: Store, question: Question, parameter: Parameter, value: object
) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    """The value as an RDF term. Raises BadParameter, UnknownThing."""
    if parameter.type == "integer":
        return _integer(question, parameter, value)
    if not isinstance(value, str) or not value.strip():
        raise _bad(question, parameter, value, "Give it as text")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise _bad(question, parameter, value, "It holds half a character") from error
    if parameter.type == "string":
        return pyoxigraph.Literal(value)
    find = resolve_document if parameter.type == "document" else resolve
    return pyoxigraph.NamedNode(find(store, value))


def _integer(question: Question, parameter: Parameter, value: object) -> pyoxigraph.Literal:
    number = whole_number(value)
    if number is None:
        raise _bad(question, parameter, value, "Give it as a whole number, like 21")
    return pyoxigraph.Literal(number)


def whole_number(value: object) -> int | None:
    """The whole number that a value is, or that its digits say; None when it is none."""
    digits = str(value).strip() if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return int(digits) if _INTEGER.fullmatch(digits) else None


def _bad(question: Question, parameter: Parameter, value: object, remedy: str) -> BadParameter:
    what = f"{value!r} does not fit the parameter {parameter.name!r}, of type {parameter.type}"
    return BadParameter(what, where=f"question {question.name}", remedy=remedy)
