"""The public names: frozen, typed, documented, and imported only when used."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import networkx as nx
import pytest
from conftest import SOURCE

import cdipgraph
from cdipgraph.errors import CdipgraphError, StoreMissing, UsageError
from cdipgraph.store import Store, open_store

#: What users rely on. A change here is a change of the interface: it belongs in CHANGELOG.md.
SIGNATURES = {
    "build": "(sources: 'str | Path | Iterable[str | Path]', store: 'StoreOrPath' = None, *,"
    " encoding: 'str | None' = None, corrections: 'str | Path | Iterable[str | Path]' = (),"
    " progress: 'Callable[[int, int, str], None] | None' = None) -> 'BuildResult'",
    "check": "(store: 'StoreOrPath') -> 'Findings'",
    "diff": "(store: 'StoreOrPath', before: 'str | Path', after: 'str | Path | None' = None, *, lang: 'str' = 'en')"
    " -> 'Differences'",
    "draw": "(store: 'StoreOrPath', thing: 'str | None' = None, *, by: 'str' = 'stage', lang: 'str' = 'en')"
    " -> 'Drawing'",
    "export": "(store: 'StoreOrPath', format: 'str' = 'turtle') -> 'bytes'",
    "open_store": "(path: 'str | Path | None' = None, *, endpoint: 'str | None' = None, write: 'bool' = False,"
    " memory: 'bool' = False) -> 'Store'",
    "publish": "(store: 'StoreOrPath', endpoint: 'str') -> 'Published'",
    "query": "(store: 'StoreOrPath', name: 'str', /, **parameters: 'object') -> 'Answer'",
    "questions": "() -> 'Mapping[str, Question]'",
    "read": "(source: 'str | Path', *, encoding: 'str | None' = None) -> 'Report'",
    "report_table": "(store: 'StoreOrPath', symbol: 'str | None' = None, *, lang: 'str | None' = None,"
    " with_narrative_only: 'bool' = False) -> 'ReportTable'",
    "resolve": "(store: 'StoreOrPath', thing: 'str', *, means: 'str' = '', wrong: 'bool' = False,"
    " relation: 'str' = '', reason: 'str' = '', author: 'str' = '', document: 'str | None' = None,"
    " source: 'str | Path | None' = None, corrections: 'str | Path | None' = None) -> 'Resolved'",
    "to_networkx": "(store: 'StoreOrPath', thing: 'str | None' = None, *, lang: 'str' = 'en') -> 'nx.DiGraph[str]'",
    "trace": "(store: 'StoreOrPath', thing: 'str', *, lang: 'str' = 'en', as_of: 'int | None' = None) -> 'Trace'",
    "unsettled": "(store: 'StoreOrPath') -> 'Answer'",
}


def test_the_names_are_these() -> None:
    assert sorted(cdipgraph.__all__) == sorted([*SIGNATURES, "CdipgraphError", "__version__"])
    assert dir(cdipgraph) == sorted(cdipgraph.__all__)


@pytest.mark.parametrize("name", SIGNATURES)
def test_each_has_its_signature_and_says_what_comes_back(name: str) -> None:
    function = getattr(cdipgraph, name)
    assert str(inspect.signature(function)) == SIGNATURES[name]
    first = (inspect.getdoc(function) or "").splitlines()[0]
    assert first.startswith(("What", "The"))


def test_a_name_that_does_not_exist_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = cdipgraph.nothing


def test_all_errors_have_one_root() -> None:
    assert cdipgraph.CdipgraphError is CdipgraphError


def test_importing_costs_nothing() -> None:
    code = "import sys, cdipgraph; dir(cdipgraph); print(*sys.modules)"
    root = str(Path(cdipgraph.__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": root}
    )
    loaded = set(done.stdout.split())
    assert {name for name in loaded if name.startswith("cdipgraph")} == {"cdipgraph", "cdipgraph._version"}
    assert not loaded & {"pyoxigraph", "rdflib", "networkx", "click"}


@pytest.mark.parametrize("name", ["draw", "trace"])
def test_a_function_stays_one_when_its_module_is_loaded(name: str) -> None:
    code = f"import cdipgraph.{name}, cdipgraph; from cdipgraph.{name} import {name}; print(callable(cdipgraph.{name}))"
    root = str(Path(cdipgraph.__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": root}
    )
    assert done.stdout == "True\n", done.stderr
    assert import_module(f"cdipgraph.{name}").__name__ == f"cdipgraph.{name}"


def test_from_a_file_to_an_answer_in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreMissing):
        cdipgraph.query(None, "decisions")
    steps: list[tuple[int, int, str]] = []
    result = cdipgraph.build(SOURCE, progress=lambda *step: steps.append(step))
    assert [document.symbol for document in result.documents] == ["CDIP/24/8"]
    assert steps == [(0, 1, str(SOURCE))]
    assert len(cdipgraph.query(None, "decisions")) == len(cdipgraph.query(".cdipgraph", "decisions"))
    assert not cdipgraph.build([str(SOURCE)], tmp_path / ".cdipgraph").documents[0].changed


def test_a_store_that_is_open_stays_open(built: Store) -> None:
    assert cdipgraph.query(built, "decisions", session=21).columns[0] == "session"
    assert cdipgraph.query(built, "decisions", session=21).rows


def test_the_rest_works_on_a_folder_and_on_a_store(built: Store, built_folder: Path) -> None:
    for store in (built, built_folder, str(built_folder)):
        assert isinstance(cdipgraph.to_networkx(store, "1/3"), nx.DiGraph)
        assert cdipgraph.draw(store, "1/3").svg().startswith("<")
        assert "CDIP/22/11" in str(cdipgraph.trace(store, "CDIP/22/11"))
        assert b"@prefix cdip:" in cdipgraph.export(store)
        assert cdipgraph.export(store, "nquads").endswith(b" .\n")
        assert all(finding.rule for finding in cdipgraph.check(store))


def test_reading_stores_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report = cdipgraph.read(SOURCE)
    assert report.header.symbol is not None
    assert report.header.symbol.value == "CDIP/24/8"
    assert list(tmp_path.iterdir()) == []


def test_publishing_from_a_folder(built_folder: Path, endpoint: str) -> None:
    assert cdipgraph.publish(built_folder, endpoint).sent
    assert not cdipgraph.publish(built_folder, endpoint).sent
    with open_store(endpoint=endpoint) as remote, open_store(built_folder) as local:
        assert set(remote.quads()) == set(local.quads())


def test_objects_show_themselves_in_jupyter(built: Store) -> None:
    assert cdipgraph.query(built, "decisions")._repr_html_().startswith("<table>")
    assert cdipgraph.draw(built)._repr_svg_().startswith("<")
    assert cdipgraph.check(built)._repr_html_().startswith("<table>")


def test_objects_fit_on_a_line_and_print_in_full(built: Store) -> None:
    findings, table = cdipgraph.check(built), cdipgraph.report_table(built)
    shown = [
        findings[0],
        cdipgraph.build(SOURCE, open_store(memory=True)),
        cdipgraph.diff(built, "CDIP/24/8", SOURCE),
        cdipgraph.draw(built),
        cdipgraph.query(built, "decisions"),
        cdipgraph.read(SOURCE),
        cdipgraph.trace(built, "1/3"),
        cdipgraph.questions()["follow-ups"],
        table,
    ]
    for one in shown:
        assert len(repr(one)) < 500
        assert "\n" not in repr(one)
    assert repr(cdipgraph.draw(built, "1/3", by="session")) == "<Drawing CDIP/24/8 by session: 19 boxes>"
    assert str(findings).startswith("severity  rule")
    assert str(table) == table.markdown()


@pytest.mark.parametrize(
    "speak",
    [
        lambda store: cdipgraph.trace(store, "1/3", lang="de"),
        lambda store: cdipgraph.draw(store, lang="de"),
        lambda store: cdipgraph.to_networkx(store, lang="de"),
        lambda store: cdipgraph.diff(store, "CDIP/24/8", SOURCE, lang="de"),
        lambda store: cdipgraph.report_table(store, lang="de"),
    ],
)
def test_a_language_that_is_not_spoken_is_refused(built: Store, speak: Callable[[Store], object]) -> None:
    with pytest.raises(UsageError, match=r"'de'.*fr, en, es"):
        speak(built)
