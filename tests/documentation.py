"""The examples in README and docs: console sessions and Python sessions, run as they stand there, each command by its
entry point in this process (that it does as much in a process of its own is tested in `test_cli.py`).

`python tests/documentation.py` writes the outputs anew; the test holds them against what the program prints.
"""

from __future__ import annotations

import doctest
import re
import shlex
import shutil
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from cdipgraph.cli import main

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"^```(?P<kind>console|python)\n(?P<body>.*?)^```$", re.M | re.S)
_ENVIRONMENT = {"COLUMNS": "120", "LANG": "en_US.UTF-8", "LC_ALL": "en_US.UTF-8"}
_TIME = re.compile(r"\d+\.\d+ s\b")


@dataclass(frozen=True)
class Session:
    """The console sessions of one page, run one after the other in a folder of their own that holds `data/`."""

    page: Path
    folder: Path

    def blocks(self) -> Iterator[re.Match[str]]:
        """The blocks of the page that are run."""
        return _BLOCK.finditer(self.page.read_text(encoding="utf-8"))

    def output(self, body: str) -> str:
        """The block with its outputs as the program prints them now."""
        lines = []
        for command in re.findall(r"^\$ (.*)$", body, re.M):
            lines += [f"$ {command}", *self.run(command).splitlines()]
        return "".join(f"{line.rstrip()}\n" for line in lines)

    def run(self, command: str) -> str:
        """What a command prints, to either stream; `| head -n N` is understood, other pipes are not."""
        command, _, head = command.partition(" | head -n ")
        program, *arguments = shlex.split(command)
        assert program == "cdipgraph", f"{self.page.name}: only cdipgraph is run, not {program}"
        with chdir(self.folder):
            done = CliRunner(env=_ENVIRONMENT).invoke(main, arguments, prog_name=program)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        lines = done.output.splitlines(keepends=True)
        return "".join(lines[: int(head)] if head else lines)


def untimed(text: str) -> str:
    """The text without the times in it, which differ from run to run."""
    return _TIME.sub("… s", text)


def prepare(folder: Path) -> Path:
    """The folder with a copy of the source documents, as examples expect them."""
    for name in ("sources", "examples/versions", "examples/translations", "examples/answers"):
        shutil.copytree(ROOT / "data" / name, folder / "data" / name)
    return folder


def python_failures(body: str, folder: Path) -> str:
    """What doctest has to say of a Python session; nothing when it holds."""
    report: list[str] = []
    test = doctest.DocTestParser().get_doctest(body, {}, "example", None, 0)
    with chdir(folder):
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
        runner.run(test, out=report.append)
    return "".join(report)


def rewrite(page: Path, folder: Path) -> None:
    """Writes the outputs of a page's console sessions anew."""
    session = Session(page, folder)
    text = page.read_text(encoding="utf-8")
    for block in list(session.blocks()):
        if block["kind"] == "console":
            text = text.replace(block[0], f"```console\n{session.output(block['body'])}```")
    page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    import tempfile

    for each in PAGES:
        with tempfile.TemporaryDirectory() as made:
            rewrite(each, prepare(Path(made)))
