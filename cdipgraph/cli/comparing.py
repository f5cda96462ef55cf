"""`diff`: two versions of a document."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from cdipgraph.cli.formats import ROW_SUFFIXES, ROWS, VIOLATION
from cdipgraph.console import Settings, options

DIFFS: Final = ("text", *ROWS, "turtle", "trig", "patch")
DIFF_SUFFIXES: Final = {**ROW_SUFFIXES, ".txt": "text", ".ttl": "turtle", ".trig": "trig", ".rdfp": "patch"}


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B", required=False)
@options(*DIFFS)
@click.pass_obj
def diff(settings: Settings, before: str, after: str | None) -> None:
    """Tell what differs between two versions of a document.

    A and B are each a file, a document of the store ("CDIP/23/17 Prov.", "CDIP/24/8 en"), or a former state of one
    ("CDIP/24/8 en@1"; `query history` lists them). Without B, a former state A, or the last one of A, is compared
    with what the store holds now. Of two files no store is needed; with one, ranges that it cites are followed.

    Facts are matched by what they are, not by where they stand. Exits with 1 when there is a difference.
    """
    from cdipgraph.api import diff as difference

    chosen = settings.choose(DIFFS, DIFF_SUFFIXES, "text")
    if settings.endpoint or settings.store or not _are_files(before, after):
        with settings.open() as store:
            found = difference(store, before, after, lang=settings.language)
    else:
        found = difference(None, before, after, lang=settings.language)
    settings.write(found.to(chosen, width=settings.width, styled=settings.styled))
    if chosen != "text":
        settings.say(found.total)
    if found.changes:
        raise click.exceptions.Exit(VIOLATION)


def _are_files(*names: str | None) -> bool:
    return all(name is not None and Path(name).is_file() for name in names)
