"""Commands that make files from a store: pictures, the table of a report, the graph."""

from __future__ import annotations

from typing import Final

import click

from cdipgraph.cli.formats import VIOLATION
from cdipgraph.console import Settings, options
from cdipgraph.errors import UsageError

PICTURES: Final = ("svg", "html", "mermaid", "dot")
PICTURE_SUFFIXES: Final = {".svg": "svg", ".html": "html", ".htm": "html", ".mmd": "mermaid", ".dot": "dot"}
TABLES: Final = ("md", "docx", "html", "csv")
TABLE_SUFFIXES: Final = {".md": "md", ".docx": "docx", ".html": "html", ".htm": "html", ".csv": "csv"}
DIFFERENCES: Final = ("text", "md", "csv")
EXPORTS: Final = ("turtle", "trig", "nquads", "jsonld", "graphml", "csv")
EXPORT_SUFFIXES: Final = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nq": "nquads",
    ".jsonld": "jsonld",
    ".graphml": "graphml",
    ".csv": "csv",
}


@click.command()
@click.argument("thing", required=False)
@click.option(
    "--by", type=click.Choice(["stage", "session"]), default="stage", help="Columns by stage, or lanes by session."
)
@options(*PICTURES)
@click.pass_obj
def draw(settings: Settings, thing: str | None, by: str) -> None:
    """Draw the lineage, or the chains through THING.

    The format is taken from the name of the FILE (.svg, .html, .mmd, .dot), else SVG.
    """
    from cdipgraph.draw import draw as picture_of

    chosen = settings.choose(PICTURES, PICTURE_SUFFIXES, "svg")
    with settings.open() as store:
        picture = picture_of(store, thing, by=by, lang=settings.language)
    settings.write({"svg": picture.svg, "html": picture.html, "mermaid": picture.mermaid, "dot": picture.dot}[chosen]())


@click.command()
@click.argument("symbol", required=False)
@click.option("--diff", is_flag=True, help="Tell what differs from the annex of the document, cell by cell.")
@click.option("--with-narrative-only", is_flag=True, help="Add, marked, what the annex leaves out.")
@click.option("--against", metavar="FILE", help="With --diff: the document's file, where it is not plain text.")
@options(*TABLES)
@click.pass_obj
def report(settings: Settings, symbol: str | None, diff: bool, with_narrative_only: bool, against: str | None) -> None:
    """Write the table of the report SYMBOL from the graph.

    Without SYMBOL, that of the only report in the store. The table is in the language of the document, or in that
    of --lang. The format is taken from the name of the FILE (.md, .docx, .html, .csv), else Markdown.

    With --diff, tell what differs from the annex that the document has (as text, or as a table with --format md or
    csv), and exit with 1 when there is a difference that no finding explains.
    """
    from cdipgraph.annex import compare, report_table

    if against and not diff:
        raise UsageError("--against names what to compare with", remedy="Give --diff too")
    if diff:
        chosen = settings.choose(DIFFERENCES, {".txt": "text", ".md": "md", ".csv": "csv"}, "text")
        with settings.open() as store:
            found = compare(
                store,
                symbol,
                lang=settings.lang,
                against=against,
                with_narrative_only=with_narrative_only,
                speak=settings.language,
            )
        settings.write(str(found) if chosen == "text" else found.answer().to(chosen))
        if chosen != "text":
            settings.say(found.total)
        if found.count("unexplained"):
            raise click.exceptions.Exit(VIOLATION)
        return
    chosen = settings.choose(TABLES, TABLE_SUFFIXES, "md")
    if chosen == "docx" and settings.to_terminal:
        raise UsageError("a Word file cannot be shown in a terminal", remedy="Name a file with -o")
    with settings.open() as store:
        table = report_table(store, symbol, lang=settings.lang, with_narrative_only=with_narrative_only)
    if not table.content.annexed:
        settings.say("The document has no annex: its table is made from its narrative")
    settings.write(table.to(chosen))


@click.command()
@options(*EXPORTS)
@click.pass_obj
def export(settings: Settings) -> None:
    """Write the graph to a file.

    The format is taken from the name of the FILE (.ttl, .trig, .nq, .jsonld, .graphml, .csv), else Turtle.
    Turtle and JSON-LD hold the union of the graphs, TriG and N-Quads keep them apart; GraphML holds the lineage, CSV
    the annex.
    """
    from cdipgraph.exports import export as written

    chosen = settings.choose(EXPORTS, EXPORT_SUFFIXES, "turtle")
    with settings.open() as store:
        data = written(store, chosen)
    settings.write(data)
