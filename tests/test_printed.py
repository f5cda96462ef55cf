"""The report as a word processor prints it to a PDF file tells what it tells as plain text, its annex among it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_docx_libreoffice import SOFFICE
from test_three_languages import TEXTS
from wordreports import as_word

from cdipgraph import readers
from cdipgraph.reading import read_report
from cdipgraph.report import Report
from cdipgraph.source import SourceText

NAMES = [f"{code}-{kind}" for code in TEXTS for kind in ("ruled", "bare")]


def printed(folder: Path) -> Iterator[tuple[str, SourceText]]:
    """The PDF files as they are read, by language and whether lines are drawn round the cells of the annex."""
    for name in NAMES:
        code, kind = name.split("-")
        (folder / f"{name}.docx").write_bytes(as_word(readers.read(TEXTS[code]), ruled=kind == "ruled"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(folder / f"{name}.docx") for name in NAMES]
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for name in NAMES:
        yield name, readers.read(folder / f"{name}.pdf")


def told(report: Report) -> Iterator[tuple[object, ...]]:
    """What the measures of a report are, where each was carried out, discussed and decided, and what follows."""
    for m in report.measures:
        where = m.paragraph, m.number
        yield where
        yield from ((*where, i.symbol, i.sessions) for i in m.implementations if i.symbol)
        yield from ((*where, r.citation.symbol, r.citation.first, r.citation.last) for r in m.reviews)
        yield from ((*where, item.session, item.number) for item in m.items)
        yield (*where, "decisions", tuple(d.outcomes for d in m.decisions))
        yield (*where, "follow-up", m.follow_up and (m.follow_up.status, m.follow_up.due))


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
def test_a_printed_report_tells_what_its_text_does(tmp_path: Path) -> None:
    texts = {code: set(told(read_report(readers.read(path)))) for code, path in TEXTS.items()}
    differing = {name: set(told(read_report(found))) ^ texts[name[:2]] for name, found in printed(tmp_path)}
    assert differing == {name: set() for name in NAMES}
