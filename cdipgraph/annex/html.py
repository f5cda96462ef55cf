"""The table as one HTML page that needs nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from html import escape
from importlib.resources import files

from cdipgraph.annex.table import MARK, Content, Entry, Row, Run
from cdipgraph.annex.wording import wording

#: What HTML does not let stand in a text, not even as a reference.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def page(content: Content) -> str:
    """The page: the table with its caption, heads with their scope, and what its marks mean."""
    style = files("cdipgraph.annex").joinpath("page.css").read_text(encoding="utf-8").strip()
    policy = f"default-src 'none'; style-src {_digest(style)}; base-uri 'none'; form-action 'none'"
    title = " · ".join(filter(None, (content.symbol, content.heading)))
    return f"""<!DOCTYPE html>
<html lang="{content.lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_text(title)}</title>
<style>{style}</style>
</head>
<body>
<main>
{table(content)}
</main>
</body>
</html>
"""


def table(content: Content) -> str:
    """The table with its notes, as a part of a page."""
    symbol = f'<span class="symbol">{_text(content.symbol)}</span> ' if content.symbol else ""
    heads = "".join(f'<th scope="col">{_text(column.heading)}</th>' for column in content.columns)
    lines = [
        f'<div class="frame">\n<table>\n<caption>{symbol}{_runs(content.title)}</caption>',
        f"<thead>\n<tr>{heads}</tr>\n</thead>",
    ]
    for group in content.groups:
        lines.append("<tbody>")
        for heading in filter(None, (group.proposal, group.heading)):
            span = f'colspan="{len(content.columns)}"'
            lines.append(f'<tr class="paragraph"><th {span} scope="rowgroup">{_text(heading)}</th></tr>')
        lines += [_row(row, content) for row in group.rows]
        lines.append("</tbody>")
    lines.append("</table>\n</div>")
    words = wording(content.lang)
    if content.marked:
        lines.append(f'<p class="note"><ins>{MARK}</ins> {_text(words("marked"))}</p>')
    if content.translated:
        lines.append(f'<p class="note"><i>{_text(words("elsewhere"))}</i></p>')
    return "\n".join(lines)


def _row(row: Row, content: Content) -> str:
    note = wording(content.lang)("marked")
    cells = []
    for column in content.columns:
        entries = [_entry(entry, note) for entry in row.cell(column.role)]
        if column.role == "measure":
            cells.append(f'<th scope="row">{"".join(entries)}</th>')
        else:
            cells.append(f"<td>{''.join(f'<p>{entry}</p>' for entry in entries)}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _entry(entry: Entry, note: str) -> str:
    words = _runs(entry.runs)
    return f'<ins><abbr title="{_text(note)}">{MARK}</abbr> {words}</ins>' if entry.marked else words


def _runs(runs: Iterable[Run]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    words = _text(run.text)
    if run.lang and words.strip():
        words = f'<i lang="{_text(run.lang)}">{words}</i>'
    return f'<a href="{_text(run.href)}">{words}</a>' if run.href else words


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("", text))


def _digest(text: str) -> str:
    """What a policy calls a style by."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
