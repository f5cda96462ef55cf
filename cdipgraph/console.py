"""What the commands share: their settings, their exit codes, and how they write."""

from __future__ import annotations

import os
import shutil
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from cdipgraph.errors import CdipgraphError, UsageError
from cdipgraph.spoken import LANGUAGES
from cdipgraph.writing import write_file

if TYPE_CHECKING:
    from cdipgraph.store import Store

INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141
INTERNAL: Final = 70
_TRACEBACKS: Final = 2
_PAGE_WIDTH: Final = 120
_Command = TypeVar("_Command", bound=Callable[..., Any])


@dataclass
class Settings:
    """What the options before and after the verb say; the later word counts."""

    store: str | None = None
    endpoint: str | None = None
    lang: str | None = None
    format: str | None = None
    output: str | None = None
    quiet: bool = False
    verbose: int = 0

    def remember(self, name: str, value: Any) -> None:
        """Nothing; takes an option's value, unless it was not given."""
        if name == "verbose":
            self.verbose += value
        elif value not in (None, False):
            setattr(self, name, value)

    @property
    def language(self) -> str:
        """The language to speak: as told, else the system's, else English."""
        if self.lang:
            return self.lang
        for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
            if value := os.environ.get(variable):
                return value[:2] if value[:2] in LANGUAGES else "en"
        return "en"

    def open(self, *, write: bool = False) -> Store:
        """The store that was named. Raises UsageError when two were, and what opening it raises."""
        from cdipgraph.store import open_store

        store = open_store(self.store, endpoint=self.endpoint, write=write)
        if self.verbose:
            click.echo(f"Store: {store!r}", err=True)
        return store

    def choose(self, formats: Sequence[str], suffixes: dict[str, str], default: str) -> str:
        """The format: as told, else as the output's name ends, `default` where it has no ending.

        Raises UsageError for one that is not among `formats`, and for a name that does not say what it shall be.
        """
        suffix = Path(self.output or "").suffix.lower()
        if not self.format and suffix and suffix not in suffixes:
            raise UsageError(
                f"there is no format for a name in {suffix}",
                where=str(self.output),
                remedy=f"Give --format, or let the name end in {', '.join(suffixes)}",
            )
        chosen = self.format or suffixes.get(suffix, default)
        if chosen not in formats:
            raise UsageError(f"there is no format {chosen!r} here", remedy=f"Choose one of {', '.join(formats)}")
        return chosen

    @property
    def asked(self) -> bool:
        """Whether the data was asked for, by its format or its file: then it is given, however quiet."""
        return self.format is not None or self.output is not None

    @property
    def to_terminal(self) -> bool:
        """Whether the data goes to a terminal."""
        return self.output in (None, "-") and sys.stdout is not None and sys.stdout.isatty()

    @property
    def styled(self) -> bool:
        """Whether the data may be set in bold: it goes to a terminal that is not to be without colours."""
        return self.to_terminal and "NO_COLOR" not in os.environ

    @property
    def width(self) -> int:
        """How wide text may be: as $COLUMNS says, else as the terminal is; a page, where it goes elsewhere."""
        return _PAGE_WIDTH if self.output not in (None, "-") else shutil.get_terminal_size((_PAGE_WIDTH, 24)).columns

    def say(self, text: str) -> None:
        """Nothing; tells the person something that is not data."""
        if not self.quiet:
            click.echo(text, err=True)

    def write(self, data: str | bytes) -> None:
        """Nothing; the data goes to the output file, whole or not at all, or to stdout."""
        content = data.encode(errors="replace") if isinstance(data, str) else data
        if self.output in (None, "-"):
            _to_stdout(content)
        else:
            write_file(Path(str(self.output)), content)
            self.say(f"Wrote {self.output} ({len(content):,} bytes)")


def _remember(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    context.ensure_object(Settings).remember(str(parameter.name), value)


def _option(*names: str, **attributes: Any) -> Callable[[_Command], _Command]:
    return click.option(*names, callback=_remember, expose_value=False, **attributes)


def options(*formats: str) -> Callable[[_Command], _Command]:
    """The options that every command has; `formats` are those it writes."""
    kind: dict[str, Any] = {"type": click.Choice(formats)} if formats else {"metavar": "NAME"}
    listed = (
        _option("--store", metavar="DIR", help="The folder of the store (default: .cdipgraph)."),
        _option("--endpoint", metavar="URL", help="A store at a SPARQL 1.1 endpoint, instead of a folder."),
        _option("--format", **kind, help="The format to write."),
        _option("-o", "--output", metavar="FILE", help="The file to write, instead of stdout."),
        _option("--lang", type=click.Choice(LANGUAGES), help="The language to speak (default: the system's)."),
        _option("-q", "--quiet", is_flag=True, help="Say nothing but data and errors."),
        _option("-v", "--verbose", count=True, help="Say more; twice, show the traceback of an error."),
    )

    def decorate(command: _Command) -> _Command:
        for option in reversed(listed):
            command = option(command)
        return command

    return decorate


class ErrorsTold(click.Group):
    """A group of commands whose errors are told in one message each, with the exit code of their kind."""

    def invoke(self, ctx: click.Context) -> Any:
        """What the command returns. Leaves by `ctx.exit` when it fails."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except CdipgraphError as error:
            _tell(ctx, str(error))
            ctx.exit(error.exit_code)
        except OSError as error:
            _tell(ctx, f"the output cannot be written ({error.strerror}). Name another place with -o")
            ctx.exit(CdipgraphError.exit_code)
        except KeyboardInterrupt:
            _tell(ctx, "interrupted")
            ctx.exit(INTERRUPTED)
        except Exception as error:  # noqa: BLE001 - the last resort: a fault of our own, told without a wall of text
            _tell(ctx, f"a fault of cdipgraph's own: {type(error).__name__}: {error}. Run again with -vv to see where")
            ctx.exit(INTERNAL)


def _tell(ctx: click.Context, message: str) -> None:
    if ctx.ensure_object(Settings).verbose >= _TRACEBACKS:
        traceback.print_exc()
    click.echo(f"Error: {message}", err=True)


def _to_stdout(content: bytes) -> None:
    """Nothing; a reader that has gone, as `head` does, ends the program without a word."""
    if sys.stdout is None:
        raise UsageError("there is no standard output", remedy="Name a file with -o")
    stream = sys.stdout.buffer
    try:
        stream.write(content)
        stream.flush()
    except BrokenPipeError:
        # What is still buffered must not fail again when the interpreter closes its files.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(PIPE_CLOSED) from None
