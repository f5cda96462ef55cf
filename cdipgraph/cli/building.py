"""Commands that fill a store: `build` from files, `publish` from one store to another."""

from __future__ import annotations

import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import click

from cdipgraph.cli.formats import ROW_SUFFIXES, ROWS, VIOLATION, as_text
from cdipgraph.console import Settings, options
from cdipgraph.errors import BadParameter, EncodingError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cdipgraph.built import BuildResult

BUILDS: Final = ("text", *ROWS)
BUILD_SUFFIXES: Final = {**ROW_SUFFIXES, ".txt": "text", ".log": "text"}
_BAR: Final = 24  # signs of the bar that shows how far a build is


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--encoding", metavar="NAME", help="The encoding of text files, where it is not recognised: mac_roman.")
@click.option(
    "--corrections", multiple=True, metavar="FILE", help="What people settled (CSV or Turtle); may be given again."
)
@options(*BUILDS)
@click.pass_obj
def build(settings: Settings, sources: tuple[str, ...], encoding: str | None, corrections: tuple[str, ...]) -> None:
    """Read SOURCE files into the store.

    A SOURCE is a file, a folder (the documents in it and in its folders), or - for standard input. What is read is
    checked, and what was found is told; a table says what was read as what. A file that cannot be read does not stop
    the others. Building again changes nothing; a changed source replaces its graph and no other.

    What people settled in corrections.csv or corrections.ttl, beside a source or in the current folder, or in the
    FILE of --corrections, prevails over what the rules read.
    """
    from cdipgraph import ingest, readers

    chosen = settings.choose(BUILDS, BUILD_SUFFIXES, "text")
    if encoding:
        try:
            readers.known_encoding(encoding)
        except EncodingError as unknown:
            raise BadParameter(unknown.what, where="--encoding", remedy=unknown.remedy) from None
    with settings.open(write=True) as store, _progress(settings) as progress:
        result = ingest.build(sources, store, encoding=encoding, corrections=corrections, progress=progress)
    if not settings.quiet or settings.asked:
        _tell_build(settings, result, chosen)
    errors = [*(error for _, error in result.failures), *result.refused]
    for error in errors:
        click.echo(f"Error: {error}", err=True)
    if errors:
        raise click.exceptions.Exit(max(error.exit_code for error in errors))
    if result.violated:
        raise click.exceptions.Exit(VIOLATION)


def _tell_build(settings: Settings, result: BuildResult, chosen: str) -> None:
    if chosen != "text":
        settings.write(as_text(settings, result.read_as(settings.language), chosen))
        return
    told = result.summary(settings.language, width=settings.width, styled=settings.styled, errors=False)
    settings.write(told + "\n")


@contextmanager
def _progress(settings: Settings) -> Iterator[Callable[[int, int, str], None] | None]:
    """What shows how far a build is: on a terminal, and when there is more than one file."""
    if settings.quiet or sys.stderr is None or not sys.stderr.isatty():
        yield None
        return

    def show(done: int, total: int, name: str) -> None:
        if total > 1:
            bar = "#" * (done * _BAR // total)
            line = f"[{bar:.<{_BAR}}] {done + 1}/{total} {name}"
            click.echo(f"\r\x1b[K{line[: shutil.get_terminal_size().columns - 1]}", err=True, nl=False)

    try:
        yield show
    finally:
        click.echo("\r\x1b[K", err=True, nl=False)


@click.command()
@options("text")
@click.pass_obj
def publish(settings: Settings) -> None:
    """Send what changed to the store at --endpoint URL.

    Graphs that differ there are replaced; others at the endpoint are left alone. Credentials come from the
    environment: CDIPGRAPH_ENDPOINT_USER and CDIPGRAPH_ENDPOINT_PASSWORD, or CDIPGRAPH_ENDPOINT_TOKEN.
    CDIPGRAPH_UPDATE_ENDPOINT says where updates go, CDIPGRAPH_ENDPOINT_TIMEOUT how many seconds to wait.
    """
    from cdipgraph.store import open_store
    from cdipgraph.store import publish as send

    if not settings.endpoint:
        raise UsageError("where to is not said", remedy="Give --endpoint URL")
    with open_store(settings.store) as store:
        published = send(store, settings.endpoint)
    settings.write("".join(f"{name}\n" for name in published.sent))
    settings.say(f"Graphs: {len(published.sent)} sent, {len(published.unchanged)} unchanged")
