"""`cdipgraph report`: what it writes, what it says, how it ends."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from annexes import brevets
from click.testing import CliRunner, Result
from conftest import SOURCE

from cdipgraph.cli import main
from cdipgraph.console import Settings

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line in an empty folder, in English."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    return lambda *arguments: CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def ask(run: Run, built_folder: Path) -> Run:
    """Runs it on the store that holds CDIP/24/8."""
    return lambda *arguments: run("--store", built_folder, *arguments)


def build(run: Run, text: str) -> None:
    Path("source.txt").write_text(text, encoding="utf-8")
    assert run("build", "source.txt").exit_code == 0


def test_the_table_is_in_the_language_of_the_document_whatever_the_systems(ask: Run) -> None:
    result = ask("report")
    assert result.exit_code == 0
    assert result.stdout.startswith("**CDIP/24/8 · Mise en œuvre de la proposition de la délégation de l’Espagne**")
    assert result.stderr == ""
    assert ask("report", "CDIP/24/8", "--format", "md").stdout == result.stdout
    assert "Examen por el CDIP" in ask("report", "--lang", "es").stdout


def test_the_name_of_the_file_says_the_format(ask: Run) -> None:
    for name in ("x.md", "x.docx", "x.html", "x.csv"):
        result = ask("report", "-o", name)
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr.startswith(f"Wrote {name}")
        wanted = Path(name).read_bytes()
        assert ask("report", "--format", name.partition(".")[2]).stdout_bytes == wanted


def test_a_word_file_is_not_thrown_at_a_terminal(ask: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Settings, "to_terminal", True)
    result = ask("report", "--format", "docx")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "-o" in result.stderr


def test_what_the_annex_leaves_out_is_added_when_asked_for(ask: Run) -> None:
    assert "†" not in ask("report").stdout
    assert ask("report", "--with-narrative-only").stdout.count("†") == 2


def test_a_comparison_without_differences(ask: Run) -> None:
    result = ask("report", "--diff")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "Cells compared: 47; equal: 47, explained: 0, worded otherwise: 0, unexplained: 0\n"
    table = ask("report", "--diff", "--format", "csv")
    assert list(csv.reader(io.StringIO(table.stdout))) == [
        ["paragraph", "measure", "column", "status", "original", "written", "explanation"]
    ]
    assert table.stderr == result.stdout


def test_explained_differences_are_no_failure(ask: Run) -> None:
    result = ask("report", "CDIP/24/8", "--diff", "--with-narrative-only", "--format", "md")
    assert result.exit_code == 0
    rows = result.stdout.splitlines()
    assert rows[0].startswith("| paragraph | measure |")
    assert len(rows) == 3
    assert rows[2].startswith("| 1 | 3 | Examen par le CDIP | explained |")


def test_an_unexplained_difference_ends_with_1(run: Run) -> None:
    build(run, brevets("Examinée ailleurs"))
    result = run("report", "--diff")
    assert result.exit_code == 1
    assert "1/3 · Examen par le SCP (unexplained)\n    [-Examinée ailleurs-]\n" in result.stdout
    assert "unexplained: 1" in result.stdout
    Path("other.txt").write_text(brevets(), encoding="utf-8")
    against = run("report", "--diff", "--against", "other.txt", "-o", "differences.csv")
    assert against.exit_code == 1
    assert "paragraphes 20 à 31" in Path("differences.csv").read_text(encoding="utf-8")


def test_a_document_without_an_annex_says_where_its_table_comes_from(run: Run) -> None:
    build(run, brevets().partition("[L'annexe suit]")[0])
    result = run("report")
    assert result.exit_code == 0
    assert "no annex" in result.stderr
    assert "Étude sur les exceptions" in result.stdout
    assert run("-q", "report").stderr == ""
    compared = run("report", "--diff")
    assert compared.exit_code == 2
    assert "no annex to compare with" in compared.stderr


def test_what_cannot_be_written_is_told(ask: Run, run: Run) -> None:
    for arguments, words in (
        (("report", "CDIP/21/15"), "tells of no measures"),
        (("report", "CDIP/99/99"), "no document in the store is called"),
        (("report", "--diff", "--lang", "en"), "Compare in fr"),
        (("report", "--diff", "--against", "missing.txt"), "no such file"),
    ):
        result = ask(*arguments)
        assert result.exit_code in (2, 3)
        assert result.stdout == ""
        assert words in result.stderr
    assert run("report").exit_code == 2


def test_the_source_can_be_named_too(ask: Run) -> None:
    assert ask("report", "--diff", "--against", SOURCE).exit_code == 0
