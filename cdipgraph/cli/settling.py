"""`resolve`: what people settle, listed and written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from cdipgraph.cli.formats import ROW_SUFFIXES, ROWS, as_text
from cdipgraph.console import Settings, options
from cdipgraph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdipgraph.errors import SourceError

MADE: Final = (*ROWS, "turtle")


@click.command()
@click.argument("thing", required=False)
@click.option("--means", metavar="WHAT", help="What it means: CDIP/21/15, CDIP/21/15 98-112, session 21, CDIP/21 8.3.")
@click.option("--wrong", is_flag=True, help="There is no such thing; with --relation: this is not to be said of it.")
@click.option("--relation", metavar="NAME", default="", help="With --wrong: what is not to be said of it: recordedIn.")
@click.option("--reason", metavar="TEXT", default="", help="Why; needed with --wrong.")
@click.option("--author", metavar="NAME", default="", help="Who settles it (default: git’s user.name, else $USER).")
@click.option("--date", metavar="DAY", default="", help="When it was settled, as 2026-03-31 (default: today).")
@click.option("--document", metavar="SYMBOL", help="In which document, where several tell of the thing.")
@click.option("--source", metavar="FILE", help="The file that the document was read from, where it is not found.")
@click.option(
    "--corrections", metavar="FILE", help="The file to write into (default: corrections.csv beside the source)."
)
@click.option("--made", is_flag=True, help="List what was settled: of the store, or of the FILE of --corrections.")
@options(*MADE)
@click.pass_obj
def resolve(
    settings: Settings,
    thing: str | None,
    means: str | None,
    wrong: bool,
    relation: str,
    reason: str,
    author: str,
    date: str,
    document: str | None,
    source: str | None,
    corrections: str | None,
    made: bool,
) -> None:
    """Settle by hand what the rules left open, or got wrong.

    Without THING, list what is open, each with a key and what could be meant. THING is such a key, or what any command
    takes. What is stated is written into the file of corrections, and the document is built anew with it.

    With --made, list what was settled; --format csv or turtle (-o corrections.ttl) writes it as a file of corrections.
    """
    from cdipgraph.settle import Said
    from cdipgraph.settle import resolve as settled

    if thing is None:
        if means or wrong:
            raise UsageError("what it is about is not said", remedy="Name a THING; without one, what is open is listed")
        _list_corrections(settings, made=made, corrections=corrections)
        return
    said = Said(means or "", wrong, relation, reason, author, date)
    with settings.open(write=True) as store:
        done = settled(store, thing, said, document=document, source=source, corrections=corrections)
    settings.write(f"{done.told(settings.language)}\n")


def _list_corrections(settings: Settings, *, made: bool, corrections: str | None) -> None:
    """What is open or, `made`, what was settled."""
    from cdipgraph import corrected, undecided

    chosen = settings.choose(MADE, {**ROW_SUFFIXES, ".ttl": "turtle"}, "table")
    if not made:
        if chosen == "turtle":
            raise UsageError("what is open is no correction", remedy="Choose another --format, or give --made")
        with settings.open() as store:
            answer = undecided.open_answer(undecided.Readings(store).undecided())
        brief = undecided.told_briefly(answer) if chosen in ("table", "md") else answer
        settings.write(as_text(settings, brief, chosen))
        if len(answer):
            settings.say("Settle one with: cdipgraph resolve KEY --means WHAT, or --wrong --reason WHY")
        return
    errors: Sequence[SourceError] = ()
    if corrections:
        found, errors = corrected.of_file(corrections)
    else:
        with settings.open() as store:
            found = undecided.made(store)
    if chosen in ("csv", "turtle"):
        name = "corrections.ttl" if chosen == "turtle" else "corrections.csv"
        settings.write(corrected.written((one for one, _ in found), name))
    else:
        settings.write(as_text(settings, undecided.made_answer(found), chosen))
    for error in errors:
        click.echo(f"Error: {error}", err=True)
    if errors:
        raise click.exceptions.Exit(max(error.exit_code for error in errors))
