"""The table as Markdown (a GitHub-flavoured pipe table) and as comma-separated values."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from cdipgraph.annex.table import MARK, Content, Entry, Run
from cdipgraph.annex.wording import wording
from cdipgraph.spans import folded

_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_UNSAFE_IN_LINK = str.maketrans({" ": "%20", "(": "%28", ")": "%29", "|": "%7C", "<": "%3C", ">": "%3E", "\\": "%5C"})


def markdown(content: Content) -> str:
    """The table in Markdown, its title above it; a heading over rows stands in bold in the first cell of its row."""
    words = wording(content.lang)
    lines = [f"**{' · '.join(filter(None, (_escaped(content.symbol), _runs(content.title))))}**", ""]
    lines += [_line(_escaped(column.heading) for column in content.columns), _line("---" for _ in content.columns)]
    for group in content.groups:
        for heading in filter(None, (group.proposal, group.heading)):
            lines.append(_line([f"**{_escaped(heading)}**", *("" for _ in content.columns[1:])]))
        for row in group.rows:
            lines.append(_line(_cell(row.cell(column.role)) for column in content.columns))
    if content.marked:
        lines += ["", f"{MARK} {_escaped(words('marked'))}"]
    if content.translated:
        lines += ["", _escaped(words("elsewhere"))]
    return "\n".join(lines) + "\n"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |".replace("  ", " ")


def _cell(entries: Iterable[Entry]) -> str:
    return "<br>".join(f"**{MARK}** {_runs(entry.runs)}" if entry.marked else _runs(entry.runs) for entry in entries)


def _runs(runs: Iterable[Run]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    text = _escaped(run.text)
    if run.lang and text.strip():  # the marks of emphasis stand at the words, not at the spaces round them
        text = text.replace(text.strip(), f"*{text.strip()}*", 1)
    return f"[{text}]({run.href.translate(_UNSAFE_IN_LINK)})" if run.href else text


def _escaped(text: str) -> str:
    """The text on one line, so that Markdown shows each of its characters."""
    return _SPECIAL.sub(r"\\\1", _ENTITY.sub("&amp;", _SPACES.sub(" ", text)))


def comma_separated(content: Content) -> str:
    """The rows as CSV (RFC 4180), each after the number of its paragraph; the entries of a cell on a line each."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([wording(content.lang)("paragraph"), *(column.heading for column in content.columns)])
    for group in content.groups:
        for row in group.rows:
            writer.writerow([group.number, *("\n".join(_lines(row.cell(column.role))) for column in content.columns)])
    return out.getvalue()


def _lines(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        yield folded(f"{MARK} {entry.text}" if entry.marked else entry.text)
