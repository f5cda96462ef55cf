"""The table of an implementation report, written back from the graph: Markdown, Word, HTML and CSV.

    from cdipgraph.annex import compare, report_table

    report_table(store, "CDIP/24/8", lang="en").save("annex.docx")
    print(compare(store, "CDIP/24/8"))                  # what differs from the annex it was read from

What it holds comes from the queries of `queries/annex`, on a store here or elsewhere; how it is worded is told in
`docs/report.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cdipgraph.annex import comparison, html, markdown
from cdipgraph.annex.assembly import content as assembled
from cdipgraph.annex.comparison import Comparison
from cdipgraph.annex.facts import Version
from cdipgraph.annex.gathering import gathered
from cdipgraph.annex.table import Content
from cdipgraph.annex.versions import chosen
from cdipgraph.errors import UsageError
from cdipgraph.spoken import LANGUAGES, spoken

if TYPE_CHECKING:
    from cdipgraph.store import Store

__all__ = ["FORMATS", "Comparison", "ReportTable", "compare", "report_table"]

#: The formats, by the endings of their files.
FORMATS: Final = {".md": "md", ".docx": "docx", ".html": "html", ".htm": "html", ".csv": "csv"}


@dataclass(frozen=True, slots=True)
class ReportTable:
    """The table of a report in one language; Jupyter shows it."""

    content: Content

    def __repr__(self) -> str:
        rows = sum(len(group.rows) for group in self.content.groups)
        return f"<ReportTable {self.content.symbol} ({self.content.lang}): {rows} rows>"

    def __str__(self) -> str:
        return self.markdown()

    def markdown(self) -> str:
        """The table as a Markdown table."""
        return markdown.markdown(self.content)

    def html(self) -> str:
        """The table as one HTML page that needs nothing else."""
        return html.page(self.content)

    def csv(self) -> str:
        """The rows as comma-separated values, each after the number of its paragraph."""
        return markdown.comma_separated(self.content)

    def docx(self) -> bytes:
        """The table as a Word file, its heads on each page."""
        # Imported here: python-docx takes longer to load than the other formats to write.
        from cdipgraph.annex import word

        return word.document(self.content)

    def to(self, format: str) -> bytes:
        """The table in a format: md, docx, html or csv. Raises UsageError for another."""
        if format == "docx":
            return self.docx()
        writers = {"md": self.markdown, "html": self.html, "csv": self.csv}
        if format not in writers:
            raise UsageError(f"a table cannot be written as {format}", remedy="Choose one of md, docx, html, csv")
        return writers[format]().encode()

    def save(self, path: str | Path) -> None:
        """Nothing; writes the format that the name ends in: .md, .docx, .html, .csv. Raises UsageError for another."""
        suffix = Path(path).suffix.lower()
        if suffix not in FORMATS:
            raise UsageError(
                f"a table cannot be written as {suffix or 'a file without an ending'}",
                where=str(path),
                remedy="Let the name end in .md, .docx, .html or .csv",
            )
        Path(path).write_bytes(self.to(FORMATS[suffix]))

    def _repr_html_(self) -> str:
        return html.table(self.content)


def report_table(
    store: Store, symbol: str | None = None, *, lang: str | None = None, with_narrative_only: bool = False
) -> ReportTable:
    """The table of the report `symbol`, or of the only one in the store, in `lang` or in the document's own language.

    `with_narrative_only` adds, marked, what the narrative tells of and the annex does not; a document without an annex
    gives all that it tells of. Raises UnknownThing, UsageError, and what asking the store raises.
    """
    if lang is not None:
        spoken(lang)
    version = chosen(store, symbol, lang)
    return ReportTable(_content(store, version, lang or _spoken(version), with_narrative_only))


def compare(
    store: Store,
    symbol: str | None = None,
    *,
    lang: str | None = None,
    against: str | Path | None = None,
    with_narrative_only: bool = False,
    speak: str = "en",
) -> Comparison:
    """How the table differs from the annex of the document it was read from, cell by cell; told in `speak`.

    `lang` says which language version is meant, where there are several; `against` is the document's file, where it is
    not plain text. Raises UsageError when that version is not in the store or has no annex, and as `report_table`.
    """
    version = chosen(store, symbol, lang)
    if version.language != (lang or _spoken(version)):
        raise UsageError(
            f"the store holds {version.symbol or 'the document'} in {version.language}: there is no annex in"
            f" {lang or 'a language that is written'} to compare with",
            remedy=f"Compare in {version.language}" if lang else "",
        )
    source = comparison.original(store, version, against)
    content = _content(store, version, version.language, with_narrative_only)
    if not content.annexed:
        raise UsageError(f"{version.symbol or 'the document'} has no annex to compare with")
    return comparison.compare(store, version, content, source, speak)


def _content(store: Store, version: Version, lang: str, with_narrative_only: bool) -> Content:
    return assembled(gathered(store, version, lang), lang, with_narrative_only=with_narrative_only)


def _spoken(version: Version) -> str:
    """The language of a version, where the table can be worded in it; else English."""
    return version.language if version.language in LANGUAGES else "en"
