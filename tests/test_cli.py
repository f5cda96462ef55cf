"""The command line: what goes where, which exit code, and that errors are one message."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import SOURCE
from pyoxigraph import Literal, NamedNode, Quad
from servers import free_port

import cdipgraph
from cdipgraph import validation
from cdipgraph.cli import main
from cdipgraph.errors import UsageError
from cdipgraph.findings import Finding
from cdipgraph.queries import questions
from cdipgraph.store import open_store
from cdipgraph.vocabulary import ID
from cdipgraph.writing import write_file

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line in an empty folder, in English."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return invoke


@pytest.fixture
def ask(run: Run, built_folder: Path) -> Run:
    """Runs the command line on the store that holds CDIP/24/8."""
    return lambda *arguments: run("--store", built_folder, *arguments)


def shell(*arguments: object, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[bytes]:
    root = str(Path(cdipgraph.__file__).parent.parent)
    command = [sys.executable, "-m", "cdipgraph", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, timeout=60, cwd=cwd, env={**os.environ, "PYTHONPATH": root, **environment}
    )


def contents(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# Help


def test_help_names_every_command_and_none_that_is_missing(run: Run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    expected = {"build", "check", "query", "resolve", "trace", "draw", "report", "export", "publish", "diff"}
    assert set(main.commands) == expected
    for command in main.commands:
        assert f"\n  {command} " in result.stdout
        assert run(command, "--help").exit_code == 0


def test_help_imports_nothing_but_click() -> None:
    code = """
import sys
from cdipgraph.cli import main
try:
    main(["--help"])
except SystemExit:
    print(*sys.modules, file=sys.stderr)
"""
    root = str(Path(cdipgraph.__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": root}
    )
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    assert "click" in loaded
    assert not loaded & {"pyoxigraph", "rdflib", "pyshacl", "networkx", "SPARQLWrapper", "regex", "rich", "tomllib"}


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").stdout == f"cdipgraph {cdipgraph.__version__}\n"


def test_query_lists_the_questions(run: Run) -> None:
    listed = run("query", "--format", "json")
    assert [row["question"] for row in json.loads(listed.stdout)] == list(questions())
    for name in questions():
        assert name in run("query", "--help").stdout


# Building


def test_building_tells_what_was_found(run: Run, tmp_path: Path) -> None:
    result = run("build", SOURCE)
    assert result.exit_code == 0
    assert "CDIP/24/8" in result.stdout
    assert "9 measures" in result.stdout
    assert result.stderr == ""
    assert (tmp_path / ".cdipgraph").is_dir()
    again = run("--lang", "fr", "build", SOURCE)
    assert "9 mesures" in again.stdout
    assert "déjà" in again.stdout


def test_what_cannot_be_read_is_told_and_the_rest_is_built(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(" \n")
    result = run("build", "missing.txt", SOURCE, "empty.txt")
    assert result.exit_code == 3
    assert "CDIP/24/8" in result.stdout
    errors = result.stderr.splitlines()
    assert [line.startswith("Error: ") for line in errors] == [True, True]
    assert "missing.txt" in errors[0]
    assert "empty.txt" in errors[1]
    assert run("query", "documents").exit_code == 0


def test_a_build_of_nothing_leaves_nothing(run: Run, tmp_path: Path) -> None:
    assert run("build", "missing.txt").exit_code == 3
    assert list(tmp_path.iterdir()) == []


def test_verbose_names_the_store(ask: Run, built_folder: Path) -> None:
    assert f"Store: FolderReader('{built_folder}')" in ask("-v", "query", "sessions").stderr


def test_quiet_is_quiet(run: Run) -> None:
    result = run("build", SOURCE, "--quiet")
    assert (result.exit_code, result.output) == (0, "")


def test_a_violation_has_its_exit_code(ask: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [Finding("rule", "violation", {"en": "Wrong"}), Finding("other", "info", {"en": "By the way"})]
    monkeypatch.setattr(validation, "check", lambda _: found)
    result = ask("check", "--format", "json")
    assert result.exit_code == 1
    assert [row["message"] for row in json.loads(result.stdout)] == ["Wrong", "By the way"]
    assert result.stderr == "1 violation, 0 warnings, 1 info\n"


def test_a_build_that_finds_a_violation_says_so_in_its_exit_code(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validation, "check_graph", lambda _: [Finding("rule", "violation", {"en": "Wrong"})])
    result = run("build", SOURCE)
    assert result.exit_code == 1
    assert "Violation: Wrong" in result.stdout


# Asking


def test_rows_come_in_every_format(ask: Run) -> None:
    rows = json.loads(ask("query", "decisions", "--format", "json").stdout)
    assert len(rows) > 3
    assert len(ask("query", "decisions", "--format", "tsv").stdout.splitlines()) == len(rows) + 1
    assert ask("query", "decisions", "--format", "csv").stdout_bytes.count(b"\r\n") == len(rows) + 1
    assert ask("query", "decisions", "--format", "md").stdout.startswith("| session | item |")
    assert ask("query", "decisions").stdout.startswith("session  item  outcome")


def test_options_stand_before_or_after_the_verb(run: Run, built_folder: Path) -> None:
    after = run("query", "decisions", "--store", built_folder, "--format", "csv")
    before = run("--store", built_folder, "--format", "csv", "query", "decisions")
    assert after.exit_code == before.exit_code == 0
    assert after.stdout == before.stdout
    assert run("--store", "elsewhere", "query", "sessions", "--store", built_folder).exit_code == 0


def test_parameters_are_told_by_name(ask: Run) -> None:
    only = json.loads(ask("query", "decisions", "-p", "session=21", "--format", "json").stdout)
    assert {row["session"] for row in only} == {21}


def test_findings_speak_the_readers_language(ask: Run) -> None:
    answers = [ask("--lang", lang, "query", "findings", "--format", "json").stdout for lang in ("fr", "en", "es")]
    messages = [[row["message"] for row in json.loads(answer)] for answer in answers]
    assert messages[0]
    assert len({tuple(message) for message in messages}) == 3


def test_the_systems_language_is_the_default(ask: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    told = ask("--lang", "fr", "check", "--format", "json").stdout
    monkeypatch.setenv("LANG", "fr_CH.UTF-8")
    assert ask("check", "--format", "json").stdout == told
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert ask("check", "--format", "json").stdout == ask("--lang", "en", "check", "--format", "json").stdout


def test_check_finds_what_one_rule_finds(ask: Run) -> None:
    rows = json.loads(ask("check", "--rule", "range-not-in-annex", "--format", "json").stdout)
    assert {row["rule"] for row in rows} == {"range-not-in-annex"}
    assert all(row["quote"] and row["suggestion"] for row in rows)
    assert ask("check", "--rule", "range-not-in-anex").exit_code == 2


def test_check_explains_its_rules(ask: Run) -> None:
    told = ask("--lang", "fr", "check", "--rule", "range-not-in-annex", "--explain").stdout
    assert told.startswith("range-not-in-annex (warning, règle)\n  Problème: ")
    assert ask("check", "--explain").stdout.count("\n  Says: ") > 100


def test_check_keeps_what_is_silenced_in_sight(ask: Run, tmp_path: Path) -> None:
    aside = tmp_path / "aside.toml"
    aside.write_text('[[silence]]\nrule = "range-not-in-annex"\nreason = "Seen."\n', encoding="utf-8")
    result = ask("check", "--silences", aside, "--format", "json")
    assert {row["silenced"] for row in json.loads(result.stdout) if row["rule"] == "range-not-in-annex"} == {"Seen."}
    assert "1 silenced" in result.stderr
    assert "Seen." in ask("check", "--silences", aside).stdout


def test_check_writes_sarif(ask: Run) -> None:
    run = json.loads(ask("check", "--format", "sarif").stdout)["runs"][0]
    assert run["results"]
    uris = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]]
    assert set(uris) == {"CDIP-24-8.fr.txt"}


def test_check_lists_findings(ask: Run) -> None:
    result = ask("check", "--format", "json")
    assert result.exit_code == 0
    assert {row["severity"] for row in json.loads(result.stdout)} <= {"warning", "info"}
    assert result.stderr.startswith("0 violations, ")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("query", "decison"), "Did you mean decisions"),
        (("query", "decisions", "-p", "sesion=3"), "It has: session"),
        (("query", "decisions", "-p", "session=x"), "whole number"),
        (("query", "decisions", "-p", "session"), "NAME=VALUE"),
        (("query", "decisions", "-p", "session=1", "-p", "session=2"), "twice"),
        (("query", "header", "-p", "document=CDIP/24/9"), "Did you mean CDIP/24/8"),
        (("draw", "1/9"), "Did you mean"),
        (("draw", "--by", "colour"), "stage"),
        (("draw", "-o", "x.png"), ".svg"),
        (("export", "-o", "x.docx"), ".ttl"),
        (("export", "--format", "xml"), "turtle"),
        (("--format", "xml", "query", "decisions"), "Choose one of table"),
        (("publish",), "--endpoint"),
        (("publish", "--endpoint", "http://me:s3cret@h/query"), "CDIPGRAPH_ENDPOINT_USER"),
        (("check", "--endpoint", "http://h/query"), "exclude"),
        (("query", "decisions", "-o", "no/such/folder/x.csv"), "cannot be written"),
        (("nonsense",), "No such command"),
        (("report", "--against", "x.txt"), "Give --diff too"),
        (("report", "--diff", "--format", "html"), "text, md, csv"),
        (("report", "-o", "table.pdf"), ".docx"),
        (("report", "--diff", "-o", "table.docx"), ".txt, .md, .csv"),
        (("query", "decisions", "-o", "table.xlsx"), ".csv, .tsv, .json, .md, .txt"),
        (("check", "-o", "found.html"), ".sarif"),
        (("resolve", "-o", "open.ods"), ".ttl"),
        (("build",), "Missing argument"),
        (("query", "decisions", "--lang", "de"), "'fr', 'en', 'es'"),
    ],
)
def test_wrong_use_is_told_in_a_message(ask: Run, tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    result = ask(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert "s3cret" not in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("closed", "arguments", "code", "words"),
    [
        (">&-", "query coverage", 2, b"there is no standard output. Name a file with -o"),
        (">&-", "query coverage -o out.csv", 0, b""),
        ("<&-", "build -", 3, b"there is no standard input"),
        ("2>&-", "query nonsense", 2, b""),
        (">&- 2>&- <&-", "draw -o out.svg", 0, b""),
    ],
)
def test_streams_may_be_closed(
    built_folder: Path, tmp_path: Path, closed: str, arguments: str, code: int, words: bytes
) -> None:
    store = tmp_path / "new" if arguments == "build -" else built_folder
    command = f"{sys.executable} -m cdipgraph --store {store} {arguments} {closed}"
    root = str(Path(cdipgraph.__file__).parents[1])
    done = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, env={**os.environ, "PYTHONPATH": root}, capture_output=True, timeout=60
    )
    assert (done.returncode, words in done.stderr) == (code, True), done.stderr.decode()


def test_a_store_that_is_missing_is_told(run: Run, tmp_path: Path) -> None:
    result = run("query", "decisions")
    assert result.exit_code == 2
    assert "cdipgraph build" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_fault_of_our_own_is_told_short_or_in_full(ask: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> list[Finding]:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(validation, "check", fail)
    result = ask("check")
    assert result.exit_code == 70
    assert "ZeroDivisionError: oh" in result.stderr
    assert "Traceback" not in result.stderr
    full = ask("-v", "check", "-v")
    assert full.exit_code == 70
    assert "Traceback" in full.stderr


def test_an_interruption_is_no_violation(ask: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> list[Finding]:
        raise KeyboardInterrupt

    monkeypatch.setattr(validation, "check", fail)
    assert ask("check").exit_code == 130


# Files


def test_files_get_the_format_of_their_name(ask: Run, tmp_path: Path) -> None:
    for name in ("x.ttl", "x.trig", "x.nq", "x.jsonld", "x.graphml", "x.csv"):
        result = ask("export", "-o", name)
        assert (result.exit_code, result.stdout) == (0, ""), result.stderr
        assert result.stderr.startswith(f"Wrote {name} (")
    assert len({(tmp_path / name).read_bytes() for name in contents(tmp_path)}) == 6
    json.loads((tmp_path / "x.jsonld").read_text())
    ET.parse(tmp_path / "x.graphml")
    ask("query", "decisions", "-o", "rows.md")
    assert (tmp_path / "rows.md").read_text().startswith("| session |")


def test_exporting_to_stdout_gives_the_same_bytes(ask: Run, tmp_path: Path) -> None:
    ask("export", "-o", "x.ttl")
    assert ask("export").stdout_bytes == (tmp_path / "x.ttl").read_bytes()
    assert ask("export", "-o", "-").stdout_bytes == (tmp_path / "x.ttl").read_bytes()


def test_pictures_are_written(ask: Run, tmp_path: Path) -> None:
    for name in ("x.svg", "x.html", "x.mmd", "x.dot"):
        assert ask("draw", "-o", name).exit_code == 0
    ET.parse(tmp_path / "x.svg")
    assert (tmp_path / "x.html").read_text().lower().startswith("<!doctype html>")
    assert ask("draw", "--format", "dot").stdout_bytes == (tmp_path / "x.dot").read_bytes()
    assert len(ask("draw", "1/3").stdout) < len((tmp_path / "x.svg").read_text())
    assert ask("draw", "--by", "session").stdout != ask("draw").stdout


def test_a_chain_is_traced(ask: Run) -> None:
    result = ask("trace", "1/3")
    assert result.exit_code == 0
    assert "CDIP/22/11" in result.stdout or "CDIP/21" in result.stdout
    assert ask("--lang", "fr", "trace", "1/3").stdout != ask("--lang", "es", "trace", "1/3").stdout
    assert ask("trace", "1/77").exit_code == 2


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "x"
    target.write_text("before")
    target.chmod(0o640)

    def fail(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail)
        with pytest.raises(UsageError, match="No space left"):
            write_file(target, b"after")
    assert target.read_text() == "before"
    assert contents(tmp_path) == ["x"]
    write_file(target, b"after")
    assert target.read_text() == "after"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert contents(tmp_path) == ["x"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("before")
    (tmp_path / "link").symlink_to("real")
    write_file(tmp_path / "link", b"after")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "after"


def test_a_device_is_written_to() -> None:
    write_file(Path("/dev/null"), b"x")
    assert Path("/dev/null").is_char_device()


# As a process


def test_a_reader_that_leaves_early_is_no_error(built_folder: Path) -> None:
    root = str(Path(cdipgraph.__file__).parent.parent)
    command = f"'{sys.executable}' -m cdipgraph --store '{built_folder}' export | head -c 10; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, env={**os.environ, "PYTHONPATH": root}, timeout=60
    )
    assert done.stderr == b""
    assert done.returncode in (0, 141)


def test_data_is_utf_8_whatever_the_terminal_says(built_folder: Path) -> None:
    done = shell("--store", built_folder, "query", "decisions", "--format", "csv", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "comité" in done.stdout.decode("utf-8")


def test_an_argument_that_is_no_text_is_no_crash(built_folder: Path) -> None:
    root = str(Path(cdipgraph.__file__).parent.parent)
    command = [sys.executable.encode(), b"-m", b"cdipgraph", b"--store", os.fsencode(built_folder), b"trace", b"\xff/3"]
    done = subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONPATH": root}, timeout=60)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_a_locked_store_names_who_holds_it(tmp_path: Path) -> None:
    with open_store(tmp_path / "store", write=True):
        done = shell("--store", tmp_path / "store", "build", SOURCE)
    assert done.returncode == 2
    assert f"process {os.getpid()} (".encode() in done.stderr


# At an endpoint


def test_every_command_asks_an_endpoint_as_it_asks_a_folder(ask: Run, run: Run, endpoint: str) -> None:
    sent = ask("publish", "--endpoint", endpoint)
    assert (sent.exit_code, sent.stdout.splitlines()[0]) == (0, f"{ID}doc/CDIP/24/8/fr")
    again = ask("publish", "--endpoint", endpoint)
    assert (again.exit_code, again.stdout) == (0, "")
    assert again.stderr.startswith("Graphs: 0 sent")
    questions_asked = [("query", name, "--format", "csv") for name in questions()]
    others = [
        ("check", "--format", "json"),
        ("draw", "--format", "svg"),
        ("trace", "1/3"),
        ("export", "--format", "nquads"),
    ]
    for arguments in (*questions_asked, *others):
        here, there = ask(*arguments), run("--endpoint", endpoint, *arguments)
        assert there.exit_code == here.exit_code == 0, there.stderr
        unordered = arguments[0] == "query" and "ORDER BY" not in questions()[arguments[1]].sparql
        lines = [sorted(r.stdout.splitlines()) if unordered else r.stdout.splitlines() for r in (there, here)]
        assert lines[0] == lines[1], arguments


def test_building_into_an_endpoint(run: Run, endpoint: str, tmp_path: Path) -> None:
    assert run("--endpoint", endpoint, "build", SOURCE).exit_code == 0
    assert "already" in run("--endpoint", endpoint, "build", SOURCE).stdout
    assert list(tmp_path.iterdir()) == []


def test_an_endpoint_that_is_not_there_is_told(run: Run) -> None:
    result = run("--endpoint", f"http://127.0.0.1:{free_port()}/query", "query", "decisions")
    assert result.exit_code == 2
    assert "Check the URL" in result.stderr


def test_only_what_changed_is_published(run: Run, endpoint: str) -> None:
    with open_store("store", write=True) as store:
        quad = Quad(NamedNode(f"{ID}s"), NamedNode(f"{ID}p"), Literal("o"))
        store.replace_graphs({f"{ID}one": [quad], f"{ID}two": [quad]})
    assert run("--store", "store", "publish", "--endpoint", endpoint).stdout == f"{ID}one\n{ID}two\n"
    with open_store("store", write=True) as store:
        store.replace_graphs({f"{ID}two": [quad, Quad(quad.subject, quad.predicate, Literal("new"))]})
    result = run("--store", "store", "publish", "--endpoint", endpoint)
    assert result.stdout == f"{ID}two\n"
    assert result.stderr == "Graphs: 1 sent, 1 unchanged\n"
