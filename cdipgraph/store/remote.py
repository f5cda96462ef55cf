"""The store at a SPARQL 1.1 endpoint, behind the same protocol as the store in a folder.

Where to, from the one URL given: a URL without a path is a server's base, asked at `/query` and updated at `/update`;
one that ends in `/query` or `/sparql` is updated at its sibling `/update` (`/sparql` itself where there is no sibling);
any other serves both. The environment can say otherwise, and holds what must not stand in a URL:

    CDIPGRAPH_UPDATE_ENDPOINT     where updates go
    CDIPGRAPH_ENDPOINT_USER       with CDIPGRAPH_ENDPOINT_PASSWORD: HTTP basic authentication
    CDIPGRAPH_ENDPOINT_TOKEN      a bearer token, instead
    CDIPGRAPH_ENDPOINT_TIMEOUT    seconds to wait for an answer (60)
"""

from __future__ import annotations

import math
import os
import re
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http.client import HTTPResponse
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import SplitResult, urlsplit, urlunsplit

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QueryResultsFormat, RdfFormat

from cdipgraph.errors import EndpointError, EndpointRefused, UsageError
from cdipgraph.store.endpointfaults import bad_answer, endpoint_faults
from cdipgraph.store.solutions import GraphChange, Solutions, as_stored, graph_changes, named

if TYPE_CHECKING:
    from SPARQLWrapper import SPARQLWrapper

_TIMEOUT: Final = 60.0
_STAGING: Final = "urn:cdipgraph:staging:"
_GRAPHS: Final = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
#: Servers limit the size of a request (Oxigraph: 16 MiB): a longer update goes to a staging graph in parts.
_REQUEST_CHARACTERS: Final = 2**21
_CHUNK: Final = 2**16
#: The first word after comments and prologue says what a request is. (The library's own guess trips over comments.)
_FORM: Final = re.compile(r"(?i)(?:\s|#[^\n]*+|PREFIX\s*+[^\s:<]*+:\s*+<[^>]*+>|BASE\s*+<[^>]*+>)*+([a-z]++)")
_QUERY_FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


@dataclass(frozen=True, slots=True)
class Address:
    """Where an endpoint is asked and updated, and how we present ourselves there; the secrets never print."""

    query: str
    update: str
    other_update: str = ""
    timeout: float = _TIMEOUT
    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @classmethod
    def of(cls, url: str, environment: Mapping[str, str] = os.environ) -> Address:
        """The address for a URL, completed from the environment. Raises UsageError for a URL that will not do."""
        query, update = _endpoints(url)
        told = environment.get("CDIPGRAPH_UPDATE_ENDPOINT", "")
        return cls(
            query,
            _checked(told).geturl() if told else update,
            query if not told and query.endswith("/sparql") else "",
            _seconds(environment.get("CDIPGRAPH_ENDPOINT_TIMEOUT", "")),
            environment.get("CDIPGRAPH_ENDPOINT_USER", ""),
            environment.get("CDIPGRAPH_ENDPOINT_PASSWORD", ""),
            environment.get("CDIPGRAPH_ENDPOINT_TOKEN", ""),
        )


def _checked(url: str) -> SplitResult:
    """The parts of an http URL. Raises UsageError, without repeating a password, for any other text."""
    try:
        parts = urlsplit(url.strip())
        shown = parts._replace(netloc=f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or "").geturl()
    except ValueError as error:
        raise UsageError("the endpoint is no URL", remedy="Write it as http://host:port/query") from error
    if parts.username is not None or parts.password is not None:
        raise UsageError(
            "a user name and password in the URL end up in histories and logs",
            where=shown,
            remedy="Set CDIPGRAPH_ENDPOINT_USER and CDIPGRAPH_ENDPOINT_PASSWORD, or CDIPGRAPH_ENDPOINT_TOKEN, instead",
        )
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(
            "the endpoint is no http or https URL", where=shown, remedy="Write it as http://host:port/query"
        )
    return parts


def _endpoints(url: str) -> tuple[str, str]:
    """The URL to ask and the URL to update."""
    parts = _checked(url)._replace(fragment="")
    folder, _, last = parts.path.rpartition("/")
    if parts.path in ("", "/"):
        return _at(parts, "/query"), _at(parts, "/update")
    if last == "update":
        return _at(parts, f"{folder}/query"), parts.geturl()
    if last in ("query", "sparql"):
        return parts.geturl(), _at(parts, f"{folder}/update")
    return parts.geturl(), parts.geturl()


def _at(parts: SplitResult, path: str) -> str:
    return urlunsplit(parts._replace(path=path))


def _seconds(text: str) -> float:
    if not text:
        return _TIMEOUT
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise UsageError(f"{text!r} is no number of seconds", where="CDIPGRAPH_ENDPOINT_TIMEOUT")
    return seconds


class RemoteStore:
    """A store at a SPARQL endpoint. What it holds is looked up each time: others may write there too.

    Raises UsageError for a URL that is none or holds a password; every call may raise EndpointError and its kind.
    """

    def __init__(self, endpoint: str | Address) -> None:
        self._address = Address.of(endpoint) if isinstance(endpoint, str) else endpoint

    def __repr__(self) -> str:
        return f"RemoteStore({self._address.query!r})"

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted."""
        terms = [row[0] for row in self._select(_GRAPHS, [])]
        names = [term.value for term in terms if isinstance(term, NamedNode)]
        return sorted(name for name in names if not name.startswith(_STAGING))

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """The quads of one named graph, or all."""
        names = self.graphs() if graph is None else [graph]
        for name in names:
            yield from self._quads(named(name))

    def _quads(self, graph: NamedNode) -> Iterator[Quad]:
        # The count tells an answer that the server cut at its limit of rows, which is otherwise a valid answer.
        count = self._count(graph)
        found = self._select(f"SELECT ?s ?p ?o WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}", [])
        if count != len(found):
            raise bad_answer(
                self._address.query, f"of the graph {graph} it counts {count} triples but sent {len(found)}"
            )
        for subject, predicate, value in found:
            if isinstance(subject, NamedNode | BlankNode) and isinstance(predicate, NamedNode) and value is not None:
                yield Quad(subject, predicate, value, graph)

    def _count(self, graph: NamedNode) -> int:
        """How many triples the graph holds."""
        counted = self._select(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}", [])
        count = counted.rows[0][0] if counted.rows else None
        if not isinstance(count, Literal) or not count.value.isdecimal():
            raise bad_answer(self._address.query, f"asked to count, it answers {count}")
        return int(count.value)

    def query(self, sparql: str) -> Solutions:
        """The answer to a SPARQL query, whose default graph is the union of all graphs.

        Raises UsageError for an update; what is malformed the endpoint refuses.
        """
        return self._select(sparql, self.graphs())

    def _select(self, sparql: str, graphs: list[str]) -> Solutions:
        """The answer over the given graphs, named by the protocol's own parameters, which any server knows."""
        found = _FORM.match(sparql)
        form = found[1].upper() if found else ""
        if form not in _QUERY_FORMS:
            raise UsageError(f"the query is not SPARQL: it begins with {form!r}", where=self._address.query)
        wrapper = self._wrapper(form, sparql)
        graph_answer = form in ("CONSTRUCT", "DESCRIBE")
        wrapper.setReturnFormat("turtle" if graph_answer else "json")
        for graph in graphs:
            wrapper.addParameter("default-graph-uri", graph)
            wrapper.addParameter("named-graph-uri", graph)
        media_type, body = self._send(wrapper, self._address.query)
        return _triples(body, media_type, self._address.query) if graph_answer else _rows(body, self._address.query)

    def replace_graphs(self, graphs: Mapping[str, Iterable[Quad]]) -> tuple[str, ...]:
        """The names of the graphs that really changed; all are replaced by one request, which servers treat as one.

        A graph that is given no quads is removed.
        """
        wanted = {name: list(quads) for name, quads in graphs.items()}
        changes = graph_changes({name: self.quads(name) for name in wanted}, wanted)
        if changes:
            self._commit(changes, {change.graph: wanted[change.graph.value] for change in changes})
        return tuple(change.graph.value for change in changes)

    def remove_graphs(self, graphs: Iterable[str]) -> tuple[str, ...]:
        """The names of the graphs that were there and are removed, in one request."""
        return self.replace_graphs(dict.fromkeys(graphs, ()))

    def _commit(self, changes: list[GraphChange], wanted: Mapping[NamedNode, list[Quad]]) -> None:
        operations: list[str] = []
        staged: list[NamedNode] = []
        try:
            for change in changes:
                operations.append(f"DROP SILENT GRAPH {change.graph}")
                parts = list(_parts(wanted[change.graph]))
                if len(parts) == 1 and sum(map(len, operations)) + len(parts[0]) < _REQUEST_CHARACTERS:
                    operations.append(f"INSERT DATA {{ GRAPH {change.graph} {{\n{parts[0]}}} }}")
                elif parts:
                    staged.append(NamedNode(f"{_STAGING}{uuid.uuid4()}"))
                    for part in parts:
                        self._update(f"INSERT DATA {{ GRAPH {staged[-1]} {{\n{part}}} }}")
                    operations.append(f"MOVE GRAPH {staged[-1]} TO GRAPH {change.graph}")
            self._update(" ;\n".join(operations))
            self._verify(wanted)
        except BaseException:
            self._discard(staged)
            raise

    def _verify(self, wanted: Mapping[NamedNode, list[Quad]]) -> None:
        """Nothing. Raises EndpointAnswer when the server said yes to an update and does not hold what was sent.

        A page to log in at says yes to everything.
        """
        for graph, quads in wanted.items():
            held, sent = self._count(graph), len(as_stored(quads))
            if held < sent:
                raise bad_answer(self._address.update, f"it took {sent} triples of {graph} but holds {held}")

    def _discard(self, staged: list[NamedNode]) -> None:
        """Nothing; tries to remove what was sent in vain. The error under way is the one to tell."""
        if staged:
            with suppress(EndpointError):
                self._update(" ;\n".join(f"DROP SILENT GRAPH {graph}" for graph in staged))

    def _update(self, sparql: str) -> None:
        wrapper = self._wrapper("INSERT", sparql)
        wrapper.setRequestMethod("postdirectly")
        try:
            self._send(wrapper, self._address.update)
        except EndpointRefused:
            if not self._address.other_update:
                raise
            self._address = replace(self._address, update=self._address.other_update, other_update="")
            self._update(sparql)

    def _wrapper(self, form: str, sparql: str) -> SPARQLWrapper:
        from SPARQLWrapper import POST, SPARQLWrapper

        address = self._address
        wrapper = SPARQLWrapper(address.query, updateEndpoint=address.update, agent="cdipgraph")
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        wrapper.queryType, wrapper.queryString = form, sparql
        if address.token:
            wrapper.addCustomHttpHeader("Authorization", f"Bearer {address.token}")
        elif address.user:
            wrapper.setCredentials(address.user, address.password)
        return wrapper

    def _send(self, wrapper: SPARQLWrapper, url: str) -> tuple[str, bytes]:
        """The media type and the whole body of the answer. Raises EndpointError and its kind."""
        with endpoint_faults(url, self._address.timeout):
            wrapper.setTimeout(math.ceil(self._address.timeout))
            deadline = time.monotonic() + self._address.timeout
            with wrapper.query().response as response:
                return response.headers.get_content_type(), b"".join(_chunks(response, deadline))

    def close(self) -> None:
        """Nothing; there is no connection to close."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _chunks(response: HTTPResponse, deadline: float) -> Iterator[bytes]:
    """The body as it comes. Raises TimeoutError after the deadline: a server can also be too slow byte by byte."""
    while chunk := response.read1(_CHUNK):
        yield chunk
        if time.monotonic() > deadline:
            raise TimeoutError


def _rows(body: bytes, url: str) -> Solutions:
    """The rows of a JSON answer. Raises EndpointAnswer for anything else, also for JSON that breaks off."""
    try:
        return Solutions.of(pyoxigraph.parse_query_results(body, QueryResultsFormat.JSON))
    except (SyntaxError, ValueError) as error:
        raise bad_answer(url, f"the answer is no SPARQL result ({error})", body) from error


def _triples(body: bytes, media_type: str, url: str) -> Solutions:
    """The triples of an RDF answer. Raises EndpointAnswer for anything else."""
    syntax = RdfFormat.from_media_type(media_type)
    if syntax is None:
        raise bad_answer(url, f"the answer is no RDF but {media_type}", body)
    try:
        return Solutions.of_triples(pyoxigraph.parse(body, syntax))
    except (SyntaxError, ValueError) as error:
        raise bad_answer(url, f"the answer is no {syntax.name} ({error})", body) from error


def _parts(quads: list[Quad]) -> Iterator[str]:
    """The triples as text that stands inside INSERT DATA, in parts short enough for one request each."""
    lines: list[str] = []
    length = 0
    for quad in quads:
        lines.append(f"{quad.subject} {quad.predicate} {quad.object} .\n")
        length += len(lines[-1])
        if length > _REQUEST_CHARACTERS:
            yield "".join(lines)
            lines, length = [], 0
    if lines:
        yield "".join(lines)
