"""The store at an endpoint: a real SPARQL server on the loopback, and a small one that misbehaves."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from exploring import tries
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad
from servers import free_port

from cdipgraph.errors import (
    EndpointAnswer,
    EndpointDenied,
    EndpointError,
    EndpointRefused,
    EndpointTimeout,
    UsageError,
)
from cdipgraph.store import open_store, publish
from cdipgraph.store import remote as remote_module
from cdipgraph.store.local import MemoryStore
from cdipgraph.store.remote import Address, RemoteStore

EX = "http://example.org/"
G, H = EX + "g", EX + "h"


def quad(subject: str, value: str | int, graph: str = G) -> Quad:
    return Quad(NamedNode(EX + subject), NamedNode(EX + "p"), Literal(value), NamedNode(graph))


def some(count: int, graph: str = G, tag: str = "") -> list[Quad]:
    return [quad(f"s{number}", f"value {tag}{number}", graph) for number in range(count)]


# Against a real server


def test_what_is_sent_is_there(remote: RemoteStore) -> None:
    assert remote.graphs() == []
    assert remote.replace_graphs({G: some(3), H: some(2, H)}) == (G, H)
    assert remote.graphs() == [G, H]
    assert set(remote.quads()) == {*some(3), *some(2, H)}
    assert set(remote.quads(H)) == set(some(2, H))


def test_a_graph_is_replaced_and_its_neighbour_left(remote: RemoteStore) -> None:
    remote.replace_graphs({G: some(3), H: some(2, H)})
    assert remote.replace_graphs({G: some(4, tag="new "), H: some(2, H)}) == (G,)
    assert set(remote.quads()) == {*some(4, tag="new "), *some(2, H)}
    assert remote.remove_graphs([H, EX + "unknown"]) == (H,)
    assert remote.graphs() == [G]


QUERIES = [
    "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?o",
    """# SELECT
    #+ summary: what was asked and DROPped
    # ADD

    PREFIX ex: <http://example.org/>
    # MOVE
    SELECT (COUNT(*) AS ?n) { ?s ex:p ?o }""",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    "ASK { GRAPH ?g { ?s ?p 'value 1' } }",
    "BASE <http://example.org/> CONSTRUCT { ?s <q> ?o } WHERE { GRAPH <h> { ?s <p> ?o } }",
    "SELECT ?a ?b { VALUES (?a ?b) { (UNDEF 1.5) ('x'@fr UNDEF) (<x:y> true) } }",
]


@pytest.mark.parametrize("query", QUERIES)
def test_it_answers_as_the_embedded_store_does(remote: RemoteStore, memory: MemoryStore, query: str) -> None:
    for store in (remote, memory):
        store.replace_graphs({G: some(3), H: some(1, H, "h ")})
    there, here = remote.query(query), memory.query(query)
    assert there.variables == here.variables
    assert there.rows == here.rows
    assert here.rows


@pytest.mark.parametrize("query", ["", "DROP ALL", "# only a comment", "INSERT DATA { <x:a> <x:b> 1 }"])
def test_only_queries_are_sent_as_queries(remote: RemoteStore, query: str) -> None:
    remote.replace_graphs({G: some(1)})
    with pytest.raises(UsageError, match="not SPARQL"):
        remote.query(query)
    assert remote.graphs() == [G]


def test_the_server_says_what_is_wrong_with_a_query(remote: RemoteStore) -> None:
    with pytest.raises(EndpointAnswer, match="400"):
        remote.query("SELECT ?x {")


@tries(40)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_text_arrives_as_it_was(remote: RemoteStore, text: str) -> None:
    wanted = {quad("s", text)}
    remote.replace_graphs({G: wanted})
    assert set(remote.quads()) == wanted


def test_a_long_update_arrives_whole(remote: RemoteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_module, "_REQUEST_CHARACTERS", 2000)
    assert remote.replace_graphs({G: some(200), H: some(3, H)}) == (G, H)
    assert set(remote.quads()) == {*some(200), *some(3, H)}
    assert remote.graphs() == [G, H]


def test_a_long_update_that_breaks_off_changes_nothing(remote: RemoteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    remote.replace_graphs({G: some(3)})
    monkeypatch.setattr(remote_module, "_REQUEST_CHARACTERS", 2000)
    send, calls = RemoteStore._send, [0]

    def failing(self: RemoteStore, wrapper: object, url: str) -> tuple[str, bytes]:
        calls[0] += url.endswith("update")
        if url.endswith("update") and calls[0] == 3:
            raise EndpointRefused("the server went away")
        return send(self, wrapper, url)  # type: ignore[arg-type]

    monkeypatch.setattr(RemoteStore, "_send", failing)
    with pytest.raises(EndpointRefused, match="went away"):
        remote.replace_graphs({G: some(200)})
    assert set(remote.quads()) == set(some(3))
    found = remote.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    assert found.rows == [(NamedNode(G),)]


def test_publishing_sends_only_what_changed(remote: RemoteStore, endpoint: str, memory: MemoryStore) -> None:
    memory.replace_graphs({G: some(3), H: some(2, H)})
    remote.replace_graphs({EX + "theirs": some(1)})
    first = publish(memory, endpoint)
    assert (first.sent, first.unchanged) == ((G, H), ())
    memory.replace_graphs({H: some(5, H)})
    second = publish(memory, endpoint)
    assert (second.sent, second.unchanged) == ((H,), (G,))
    assert set(remote.quads()) == {*memory.quads(), *some(1, EX + "theirs")}


@pytest.mark.parametrize("path", ["", "/", "/query", "/update"])
def test_the_base_of_a_server_will_do(server: str, remote: RemoteStore, path: str) -> None:
    with open_store(endpoint=server + path, write=True) as store:
        store.replace_graphs({G: some(2)})
        assert store.graphs() == [G]


# Where a URL leads


@pytest.mark.parametrize(
    ("url", "query", "update"),
    [
        ("http://h:7878", "http://h:7878/query", "http://h:7878/update"),
        ("https://h/", "https://h/query", "https://h/update"),
        ("http://h/ds/query", "http://h/ds/query", "http://h/ds/update"),
        ("http://h/ds/sparql", "http://h/ds/sparql", "http://h/ds/update"),
        ("http://h/ds/update", "http://h/ds/query", "http://h/ds/update"),
        ("http://h/repositories/cdip", "http://h/repositories/cdip", "http://h/repositories/cdip"),
        ("http://h/query?x=1#part", "http://h/query?x=1", "http://h/update?x=1"),
    ],
)
def test_where_a_url_is_asked_and_updated(url: str, query: str, update: str) -> None:
    address = Address.of(url, {})
    assert (address.query, address.update) == (query, update)


def test_the_environment_has_the_last_word() -> None:
    settings_ = {
        "CDIPGRAPH_UPDATE_ENDPOINT": "http://h/statements",
        "CDIPGRAPH_ENDPOINT_TIMEOUT": "2.5",
        "CDIPGRAPH_ENDPOINT_TOKEN": "s3cret",
    }
    address = Address.of("http://h/sparql", settings_)
    assert (address.update, address.other_update, address.timeout) == ("http://h/statements", "", 2.5)
    assert "s3cret" not in repr(address)


@pytest.mark.parametrize(
    "url", ["ftp://h/query", "h/query", "", "http://", "http://[", "file:///etc/passwd", "http://h:x/"]
)
def test_what_is_no_url_of_an_endpoint_is_refused(url: str) -> None:
    with pytest.raises(UsageError):
        Address.of(url, {})


@pytest.mark.parametrize("url", ["http://me:s3cret@h/query", "http://me@h:80/query", "https://:s3cret@h"])
def test_credentials_in_the_url_are_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(UsageError, match="CDIPGRAPH_ENDPOINT_USER") as caught:
        Address.of(url, {})
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize("seconds", ["soon", "-1", "0", "nan", "inf"])
def test_a_time_out_is_a_number_of_seconds(seconds: str) -> None:
    with pytest.raises(UsageError, match="seconds"):
        Address.of("http://h/query", {"CDIPGRAPH_ENDPOINT_TIMEOUT": seconds})


# Against a server that misbehaves

Answer = Callable[[BaseHTTPRequestHandler], None]
JSON = "application/sparql-results+json"
WHOLE = b'{"head":{"vars":["g"]},"results":{"bindings":[{"g":{"type":"uri","value":"http://example.org/g"}}]}}'


@contextmanager
def stub(answer: Answer) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer(self)

        def log_message(self, *_: object) -> None:
            """Keeps the tests' output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/data/sparql"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def saying(status: int, body: bytes, media_type: str = JSON, length: int | None = None) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.rfile.read(int(request.headers["Content-Length"]))
        request.send_response(status)
        request.send_header("Content-Type", media_type)
        request.send_header("Content-Length", str(len(body) if length is None else length))
        request.end_headers()
        request.wfile.write(body)

    return answer


ANSWERS = {
    "401": (saying(401, b"who are you?"), EndpointDenied, "CDIPGRAPH_ENDPOINT_TOKEN"),
    "403": (saying(403, b"no"), EndpointDenied, "credentials"),
    "404": (saying(404, b"nothing here"), EndpointRefused, "nothing here"),
    "405": (saying(405, b""), EndpointRefused, "Check the URL"),
    "503": (saying(503, b"starting"), EndpointRefused, "not ready"),
    "504": (saying(504, b"too long"), EndpointTimeout, "gave up"),
    "400": (saying(400, b"line 1: what?"), EndpointAnswer, "line 1: what"),
    "414": (saying(414, b"too long a URL"), EndpointAnswer, "too long a URL"),
    "500": (saying(500, b"stack overflow"), EndpointAnswer, "stack overflow"),
    "418": (saying(418, b"teapot"), EndpointAnswer, "teapot"),
    "html": (saying(200, b"<!DOCTYPE html><h1>Welcome</h1>", "text/html"), EndpointAnswer, "DOCTYPE"),
    "empty": (saying(200, b""), EndpointAnswer, "no SPARQL result"),
    "other-json": (saying(200, b'{"error": "no"}'), EndpointAnswer, "no SPARQL result"),
    "not-utf8": (saying(200, WHOLE.replace(b"example", b"ex\xff\xfe")), EndpointAnswer, "no SPARQL result"),
    "cut": (saying(200, WHOLE[:70]), EndpointAnswer, "time-out"),
    "cut-late": (saying(200, WHOLE[:-1]), EndpointAnswer, "no SPARQL result"),
    "cut-then-text": (saying(200, WHOLE[:-2] + b"\nquery timeout"), EndpointAnswer, "no SPARQL result"),
    "cut-by-length": (saying(200, WHOLE[:70], length=len(WHOLE)), EndpointAnswer, "breaks off"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_each_bad_answer_has_its_error(name: str) -> None:
    answer, kind, words = ANSWERS[name]
    with stub(answer) as url:
        with pytest.raises(EndpointError, match=words) as caught:
            RemoteStore(url).graphs()
        assert type(caught.value) is kind
        assert url in str(caught.value)


def test_a_cut_answer_is_found_wherever_it_is_cut() -> None:
    body = [b""]

    def answer(request: BaseHTTPRequestHandler) -> None:
        saying(200, body[0])(request)

    with stub(answer) as url:
        for place in range(0, len(WHOLE), 3):
            body[0] = WHOLE[:place]
            with pytest.raises(EndpointAnswer):
                RemoteStore(url).graphs()
        body[0] = WHOLE
        assert RemoteStore(url).graphs() == [G]


def test_a_list_of_triples_that_the_server_shortened_is_found() -> None:
    three = b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"3"}}]}}'
    none = b'{"head":{"vars":["s","p","o"]},"results":{"bindings":[]}}'

    def answer(request: BaseHTTPRequestHandler) -> None:
        form = parse_qs(request.rfile.read(int(request.headers["Content-Length"])).decode())
        request.send_response(200)
        request.end_headers()
        request.wfile.write(three if "COUNT" in form["query"][0] else none)

    with stub(answer) as url, pytest.raises(EndpointAnswer, match="sent 0"):
        list(RemoteStore(url).quads(G))


def test_rdf_that_is_none_has_its_error() -> None:
    for answer in (saying(200, b"<html>", "text/html"), saying(200, b"<a> <b", "text/turtle")):
        with stub(answer) as url, pytest.raises(EndpointAnswer):
            RemoteStore(url)._select("CONSTRUCT WHERE { ?s ?p ?o }", [])


def test_what_is_not_http_has_its_error() -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"220 mail.example.org ESMTP\r\n")

    with stub(answer) as url, pytest.raises(EndpointError):
        RemoteStore(url).graphs()


def test_silence_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDIPGRAPH_ENDPOINT_TIMEOUT", "1")
    over = threading.Event()
    with stub(lambda _: over.wait(30) and None) as url:
        with pytest.raises(EndpointTimeout, match="CDIPGRAPH_ENDPOINT_TIMEOUT"):
            RemoteStore(url).graphs()
        over.set()


def test_dripping_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDIPGRAPH_ENDPOINT_TIMEOUT", "0.5")
    over = threading.Event()

    def drip(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        while not over.is_set():
            try:
                request.wfile.write(b" ")
            except OSError:
                return
            time.sleep(0.05)

    with stub(drip) as url:
        with pytest.raises(EndpointTimeout):
            RemoteStore(url).graphs()
        over.set()


def test_nobody_there_is_told() -> None:
    with pytest.raises(EndpointRefused, match="Check the URL"):
        RemoteStore(f"http://127.0.0.1:{free_port()}/query").graphs()


def test_a_name_that_does_not_exist_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(EndpointRefused, match="Name or service not known"):
        RemoteStore("http://endpoint.invalid/query").graphs()


@pytest.mark.parametrize(
    ("variables", "header"),
    [
        ({"USER": "me", "PASSWORD": "s3cret"}, "Basic bWU6czNjcmV0"),
        ({"TOKEN": "t0ken"}, "Bearer t0ken"),
        ({}, None),
    ],
)
def test_credentials_come_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], header: str | None
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(f"CDIPGRAPH_ENDPOINT_{name}", value)
    seen: list[str | None] = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        seen.append(request.headers["Authorization"])
        saying(200, WHOLE)(request)

    with stub(answer) as url:
        RemoteStore(url).graphs()
    assert seen == [header]


def test_sparql_without_a_sibling_takes_the_updates_itself() -> None:
    seen: list[str] = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        if request.headers["Content-Type"] != "application/sparql-update":
            saying(200, b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"0"}}]}}')(
                request
            )
            return
        seen.append(request.path.partition("?")[0])
        saying(404 if request.path.startswith("/data/update") else 204, b"")(request)

    with stub(answer) as url:
        store = RemoteStore(url)
        store._update("DROP ALL")
        store._update("DROP ALL")
    assert seen == ["/data/update", "/data/sparql", "/data/sparql"]


def test_a_page_that_says_yes_to_an_update_is_found_out() -> None:
    none = b'{"head":{"vars":["n","s","p","o"]},"results":{"bindings":[]}}'
    zero = b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"0"}}]}}'

    def answer(request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers["Content-Length"]))
        if request.headers["Content-Type"] == "application/sparql-update":
            content, media_type = b"<html>Please log in</html>", "text/html"
        else:
            content, media_type = (zero if b"COUNT" in body else none), JSON
        request.send_response(200)
        request.send_header("Content-Type", media_type)
        request.end_headers()
        request.wfile.write(content)

    with stub(answer) as url, pytest.raises(EndpointAnswer, match="took 3 triples"):
        RemoteStore(url).replace_graphs({G: some(3)})
