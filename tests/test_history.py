"""What the store keeps of what is replaced: former states, in which order, through rebuilds, in every store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Quad

from cdipgraph import languages, validation
from cdipgraph import store as stores
from cdipgraph.exports import export
from cdipgraph.graph.history import FormerState
from cdipgraph.history import states, unpacked
from cdipgraph.ingest import build
from cdipgraph.queries import run
from cdipgraph.store import Store, open_store
from cdipgraph.store.remote import RemoteStore
from cdipgraph.vocabulary import ID

TEXT = """SCCR/52/3

Standing Committee on Copyright and Related Rights

Fifty-Second Session
Geneva, May 11 to 15, 2026

NOTE ON LIBRARIES

prepared by the Secretariat

1. The Committee took note of document SCCR/51/4 at its fifty-first session.
2. See paragraphs {first} to {last} of the report of the fifty-first session (SCCR/51/9).
"""
WORK = f"{ID}doc/SCCR/52/3"
EXPRESSION = f"{WORK}/en"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, 0)


def at(monkeypatch: pytest.MonkeyPatch, hour: int) -> str:
    """Sets the clock to an hour of the first of June 2026."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1780272000 + 3600 * hour))
    return f"2026-06-01T{hour:02}:00:00Z"


@pytest.fixture(params=["memory", "folder", "remote"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "remote":
        yield request.getfixturevalue("remote")
        return
    opened = open_store(memory=True) if request.param == "memory" else open_store(tmp_path / "store", write=True)
    with opened as it:
        yield it


@pytest.fixture
def memory_store() -> Iterator[Store]:
    with open_store(memory=True) as opened:
        yield opened


def note(folder: Path, first: int = 40, last: int = 52, name: str = "note.txt", symbol: str = "SCCR/52/3") -> Path:
    path = folder / name
    text = TEXT.format(first=first, last=last).replace("SCCR/52/3", symbol)
    path.write_text(text, encoding="utf-8")
    return path


def content(store: Store) -> set[Quad]:
    return set(store.quads())


def test_a_first_reading_has_no_history(memory_store: Store, tmp_path: Path) -> None:
    result = build([note(tmp_path)], memory_store)
    assert [name for name in memory_store.graphs() if name.endswith("/history")] == []
    assert result.documents[0].former == 0
    assert "version" not in result.summary("en")


def test_what_is_replaced_is_kept_whole(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build([note(tmp_path)], store)
    before = set(store.quads(EXPRESSION))
    sha = run(store, "history").records()[0]["sha256"]
    until = at(monkeypatch, 5)
    built = build([note(tmp_path, last=53)], store)
    (state,) = states(store, EXPRESSION)
    assert set(unpacked(state.content, EXPRESSION)) == before
    assert (state.number, state.sha256, state.file_name, state.until, state.since) == (
        1,
        sha,
        "note.txt",
        until,
        "",
    )
    assert state.read_by.startswith("cdipgraph ")
    assert state.phrase_tables == languages.tables_digest()
    assert built.documents[0].former == 1
    assert "cdipgraph diff 'SCCR/52/3 en@1'" in built.summary("en")


def test_the_question_tells_every_version(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build([note(tmp_path)], store)
    first = at(monkeypatch, 5)
    build([note(tmp_path, last=53)], store)
    second = at(monkeypatch, 9)
    build([note(tmp_path, last=54)], store)
    rows = run(store, "history", document="SCCR/52/3").records()
    assert [(r["language"], r["version"], r["since"], r["until"]) for r in rows] == [
        ("en", 1, None, first),
        ("en", 2, first, second),
        ("en", 3, second, None),
    ]
    assert len({r["sha256"] for r in rows}) == 3
    assert {r["phrase-tables"] for r in rows} == {languages.tables_digest()}


def test_building_the_same_again_changes_nothing(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build([note(tmp_path)], store)
    build([note(tmp_path, last=53)], store)
    once = content(store)
    at(monkeypatch, 7)
    again = build([note(tmp_path, last=53)], store)
    assert content(store) == once
    assert [(d.changed, d.former) for d in again.documents] == [(False, 0)]


def test_going_back_is_a_change_too(memory_store: Store, tmp_path: Path) -> None:
    for last in (52, 53, 52):
        build([note(tmp_path, last=last)], memory_store)
    first, second = states(memory_store, EXPRESSION)
    assert unpacked(first.content, EXPRESSION) != unpacked(second.content, EXPRESSION)
    now = set(memory_store.quads(EXPRESSION))
    assert set(unpacked(first.content, EXPRESSION)) == now


def test_another_name_of_the_same_file_replaces_nothing(memory_store: Store, tmp_path: Path) -> None:
    build([note(tmp_path)], memory_store)
    result = build([note(tmp_path, name="copy.txt")], memory_store)
    assert result.documents[0].changed
    assert states(memory_store, EXPRESSION) == []


def test_other_phrase_tables_that_read_the_same_replace_nothing(
    memory_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([note(tmp_path)], memory_store)
    monkeypatch.setattr(languages, "tables_digest", lambda: "0" * 64)
    build([note(tmp_path)], memory_store)
    assert states(memory_store, EXPRESSION) == []
    assert run(memory_store, "history").records()[0]["phrase-tables"] == "0" * 64


def test_other_phrase_tables_that_read_otherwise_are_told(
    memory_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cdipgraph import ingest, reading

    old = languages.tables_digest()
    build([note(tmp_path)], memory_store)
    monkeypatch.setattr(languages, "tables_digest", lambda: "0" * 64)
    monkeypatch.setattr(ingest, "read_report", lambda source: _without_citations(reading.read_report(source)))
    build([note(tmp_path)], memory_store)
    rows = run(memory_store, "history").records()
    assert [row["phrase-tables"] for row in rows] == [old, "0" * 64]
    assert len({row["sha256"] for row in rows}) == 1
    quads = {(q.subject.value, q.predicate.value) for q in memory_store.quads(f"{EXPRESSION}/history")}
    assert (f"{EXPRESSION}/file", "http://www.w3.org/ns/prov#wasRevisionOf") not in quads, "the file is the same"


def _without_citations(report: object) -> object:
    from dataclasses import replace

    from cdipgraph.report import Report

    assert isinstance(report, Report)
    return replace(report, citations=())


# Several files of one document in one build


def test_what_one_build_gives_in_between_is_not_kept(memory_store: Store, tmp_path: Path) -> None:
    files = [note(tmp_path, last=52, name="a.txt"), note(tmp_path, last=53, name="b.txt")]
    build(files, memory_store)
    once = content(memory_store)
    build(files, memory_store)
    assert content(memory_store) == once
    assert states(memory_store, EXPRESSION) == []


def test_what_was_there_before_such_a_build_is_kept_once(memory_store: Store, tmp_path: Path) -> None:
    build([note(tmp_path, last=51)], memory_store)
    files = [note(tmp_path, last=number, name=f"{number}.txt") for number in (52, 53, 54)]
    build(files, memory_store)
    once = content(memory_store)
    assert [_range(state) for state in states(memory_store, EXPRESSION)] == ["40-51"]
    build(files, memory_store)
    assert content(memory_store) == once


def test_a_first_file_that_is_as_the_store_has_it_is_what_was_before(memory_store: Store, tmp_path: Path) -> None:
    build([note(tmp_path, last=52)], memory_store)
    build([note(tmp_path, last=52), note(tmp_path, last=53, name="b.txt")], memory_store)
    assert [_range(state) for state in states(memory_store, EXPRESSION)] == ["40-52"]


def _range(state: FormerState) -> str:
    iris = {str(q.subject) for q in unpacked(state.content, EXPRESSION)}
    (found,) = {iri.rpartition("/")[2].rstrip(">") for iri in iris if "/SCCR/51/9/para/" in iri}
    return found


# Checks, exports, other stores


def test_a_history_answers_no_question_and_breaks_no_rule(memory_store: Store, tmp_path: Path) -> None:
    build([note(tmp_path, last=53)], memory_store)
    names = ("citations", "paragraphs", "header", "documents", "sessions", "findings")
    alone = [run(memory_store, name).rows for name in names]
    with open_store(memory=True) as other:
        build([note(tmp_path, last=60)], other)
        build([note(tmp_path, last=53)], other)
        assert len(states(other, EXPRESSION)) == 1
        assert [run(other, name).rows for name in names] == alone
        assert validation.check(other) == validation.check(memory_store)


def test_a_broken_history_is_found(memory_store: Store, tmp_path: Path) -> None:
    for last in (52, 53):
        build([note(tmp_path, last=last)], memory_store)
    name = f"{EXPRESSION}/history"
    quads = [q for q in memory_store.quads(name) if not q.predicate.value.endswith("content")]
    memory_store.replace_graphs({name: quads})
    assert "FormerState-content-exactlyOne" in {f.rule for f in validation.check(memory_store)}


@pytest.mark.parametrize("form", ["turtle", "trig", "nquads", "jsonld"])
def test_exports_hold_the_history_and_are_the_same_each_time(
    memory_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    import pyoxigraph

    for last in (52, 53):
        build([note(tmp_path, last=last)], memory_store)
    written = export(memory_store, form)
    at(monkeypatch, 8)
    build([note(tmp_path, last=53)], memory_store)
    assert export(memory_store, form) == written
    syntax = {"turtle": "ttl", "trig": "trig", "nquads": "nq", "jsonld": "jsonld"}[form]
    parsed = pyoxigraph.parse(written, format=pyoxigraph.RdfFormat.from_extension(syntax))
    assert {q.triple for q in parsed} == {q.triple for q in memory_store.quads()}


def test_publishing_carries_the_history(memory_store: Store, remote: RemoteStore, tmp_path: Path) -> None:
    for last in (52, 53):
        build([note(tmp_path, last=last)], memory_store)
    stores.publish(memory_store, remote)
    assert states(remote, EXPRESSION) == states(memory_store, EXPRESSION)


# Which document replaced which


def replaced(store: Store) -> dict[str, str]:
    """What each document replaced, as the question tells it."""
    rows = run(store, "history").records()
    return {str(r["document"]): str(r["replaces"]) for r in rows if r["replaces"]}


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
def test_issues_of_one_text_replace_one_another_whatever_the_order(
    store: Store, tmp_path: Path, order: tuple[int, ...]
) -> None:
    symbols = ["SCCR/52/3 Prov.", "SCCR/52/3", "SCCR/52/3 Rev.", "SCCR/52/3 Rev.2"]
    files = [note(tmp_path, name=f"{n}.txt", symbol=symbol) for n, symbol in enumerate(symbols)]
    other = note(tmp_path, name="other.txt", symbol="SCCR/52/33")
    added = note(tmp_path, name="added.txt", symbol="SCCR/52/3 Add.")
    build([*(files[n] for n in order), other, added], store)
    assert replaced(store) == dict(zip(symbols[1:], symbols, strict=False))


def test_a_document_between_two_takes_its_place(memory_store: Store, tmp_path: Path) -> None:
    first = note(tmp_path, name="p.txt", symbol="SCCR/52/3 Prov.")
    last = note(tmp_path, name="r.txt", symbol="SCCR/52/3 Rev.")
    build([first, last], memory_store)
    assert replaced(memory_store) == {"SCCR/52/3 Rev.": "SCCR/52/3 Prov."}
    build([note(tmp_path)], memory_store)
    assert replaced(memory_store) == {"SCCR/52/3": "SCCR/52/3 Prov.", "SCCR/52/3 Rev.": "SCCR/52/3"}


def test_a_document_that_is_only_cited_replaces_nothing(memory_store: Store, tmp_path: Path) -> None:
    path = note(tmp_path)
    path.write_text(path.read_text() + "3. It replaces document SCCR/52/3 Prov. of May.\n", encoding="utf-8")
    build([path], memory_store)
    assert replaced(memory_store) == {}


def test_the_command_answers_in_json(memory_store: Store, tmp_path: Path) -> None:
    build([note(tmp_path)], memory_store)
    (row,) = json.loads(run(memory_store, "history").to("json"))
    assert list(row) == [
        *("document", "language", "version", "replaces", "since", "until", "file", "sha256", "read-by"),
        "phrase-tables",
    ]
    assert row["version"] == 1


SAYINGS = {
    "en": ("SCCR/52/3\n\nNOTE\n\n1. {} The Committee noted it.\n", "This document replaces document SCCR/51/7 Rev."),
    "fr": (
        "SCCR/52/3\n\nNOTE\n\n1. {} Le comité en a pris note.\n",
        "Le présent document annule et remplace le document SCCR/51/7 Rev.",
    ),
    "es": (
        "SCCR/52/3\n\nNOTA\n\n1. {} El Comité tomó nota de él.\n",
        "El presente documento anula y sustituye al documento SCCR/51/7 Rev.",
    ),
}


@pytest.mark.parametrize("code", SAYINGS)
def test_what_a_text_says_it_replaces(memory_store: Store, tmp_path: Path, code: str) -> None:
    text, saying = SAYINGS[code]
    (tmp_path / "note.txt").write_text(text.format(saying), encoding="utf-8")
    build([tmp_path / "note.txt"], memory_store)
    assert replaced(memory_store) == {"SCCR/52/3": "SCCR/51/7 Rev."}
    expression = f"{WORK}/{code}"
    quotes = {q.object.value for q in memory_store.quads(expression) if q.predicate.value.endswith("#exact")}  # type: ignore[union-attr]
    assert any(quote.endswith("SCCR/51/7 Rev.") and len(quote) > 30 for quote in quotes)
    assert not [f for f in validation.check(memory_store) if f.severity == "violation"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Committee said that the guide replaces document SCCR/51/7.",
        "This document was replaced by document SCCR/51/7.",
        "This document complements document SCCR/51/7.",
        "This document replaces document SCCR/52/3.",
    ],
)
def test_what_says_no_such_thing(memory_store: Store, tmp_path: Path, sentence: str) -> None:
    (tmp_path / "note.txt").write_text(SAYINGS["en"][0].format(sentence), encoding="utf-8")
    build([tmp_path / "note.txt"], memory_store)
    assert replaced(memory_store) == {}
