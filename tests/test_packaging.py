"""The package as others get it: the wheel, what is in it, and that it runs from anywhere."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

import cdipgraph

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


def test_the_version_is_one() -> None:
    assert PROJECT["project"]["version"] == cdipgraph.__version__
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {cdipgraph.__version__}\n" in citation


def test_the_wheel_carries_what_the_program_reads(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("ontology", "shapes", "queries", "queries/annex", "queries/checks"):
        for file in (ROOT / folder).iterdir():
            if file.is_file():
                assert f"cdipgraph/_resources/{folder}/{file.name}" in names
    package = ROOT / "cdipgraph"
    for file in package.rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            assert f"cdipgraph/{file.relative_to(package).as_posix()}" in names
    assert not [name for name in names if name.startswith(("tests/", "data/", "benchmarks/"))]


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    info = f"cdipgraph-{cdipgraph.__version__}.dist-info"
    metadata = archive.read(f"{info}/METADATA").decode()
    assert "License-Expression: Apache-2.0 AND CC-BY-4.0" in metadata
    assert "Requires-Python: >=3.11" in metadata
    assert {f"{info}/licenses/{name}" for name in ("LICENSE", "NOTICE")} <= set(archive.namelist())
    assert "cdipgraph = cdipgraph.cli:main" in archive.read(f"{info}/entry_points.txt").decode()


def pip_for(environment: Path) -> list[str]:
    """The pip that the tests run with, as it works on another environment."""
    return [sys.executable, "-m", "pip", "--python", str(environment / "bin" / "python")]


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of the wheel, installed in an environment that holds nothing else but what the lock names."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    quickly = ("--quiet", "--disable-pip-version-check", "--no-compile")  # most of it is never imported here
    pip = [*pip_for(folder), "install", *quickly]
    for arguments in (["--require-hashes", "-r", str(ROOT / "requirements" / "run.txt")], ["--no-deps", str(wheel)]):
        done = subprocess.run([*pip, *arguments], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    return folder / "bin" / "cdipgraph"


def test_the_installed_wheel_runs_from_another_folder(installed: Path, tmp_path: Path) -> None:
    def run(*arguments: str) -> str:
        # An empty environment: neither this checkout nor a setting of ours may help.
        command = [str(installed), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env={"LANG": "en_GB.UTF-8"})
        assert done.returncode == 0, done.stderr
        return done.stdout

    source = ROOT / "data" / "sources" / "CDIP-24-8.fr.txt"
    assert "9 measures" in run("build", str(source))
    assert "took note" in run("query", "decisions", "--format", "csv")
    assert run("check").startswith(("severity", "No rows"))
    run("draw", "-o", "x.svg")
    run("export", "-o", "x.jsonld")
    assert (tmp_path / "x.svg").stat().st_size > 1000
    assert (tmp_path / "x.jsonld").stat().st_size > 1000
    consistent = [*pip_for(installed.parents[1]), "check"]
    assert subprocess.run(consistent, capture_output=True).returncode == 0


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_pins_and_hashes_everything_and_names_no_host(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    entries = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert entries
    assert all(re.match(r"[a-z0-9-]+==[\w.]+( ;.*)? \\$", entry) for entry in entries)
    assert text.count("--hash=sha256:") >= len(entries)
    assert "://" not in text
    assert "index" not in text.replace("via", "")


def _pins(lock: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ]+.*?) \\$", text, re.MULTILINE))


def test_the_locks_agree_and_hold_what_the_project_asks_for() -> None:
    run, build, dev, bench = (_pins(name) for name in ("run", "build", "dev", "bench"))
    assert {name: dev.get(name) for name in run} == run
    assert {name: dev.get(name) for name in build} == build
    assert {name: bench.get(name) for name in run} == run
    wanted = {re.split(r"[<>=]", entry)[0].lower().replace("_", "-") for entry in PROJECT["project"]["dependencies"]}
    assert wanted <= set(run)


def test_what_is_imported_is_what_is_asked_for() -> None:
    imported: set[str] = set()
    for file in (ROOT / "cdipgraph").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.split(".")[0])
    called = {"python-docx": "docx"}  # a package that is imported by another name than it is installed by
    names = (re.split(r"[<>=]", entry)[0] for entry in PROJECT["project"]["dependencies"])
    asked = {called.get(name, name) for name in names}
    assert imported - set(sys.stdlib_module_names) - {"cdipgraph"} == asked
