"""The command line: one command a verb. Each parses, calls the library and prints.

What a command needs it imports when it runs: `--help` must not wait for a database.
"""

from __future__ import annotations

import click

from cdipgraph.cli.asking import query, trace
from cdipgraph.cli.building import build, publish
from cdipgraph.cli.checking import check
from cdipgraph.cli.comparing import diff
from cdipgraph.cli.making import draw, export, report
from cdipgraph.cli.settling import resolve
from cdipgraph.console import ErrorsTold, options


def _version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from cdipgraph._version import __version__

        click.echo(f"cdipgraph {__version__}")
        context.exit()


@click.group(cls=ErrorsTold, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Print the version."
)
@options()
def main() -> None:
    """Build, check, ask and draw the graph of a committee's decision chain.

    \b
    THING is what you would type: 1/3 (paragraph 1, measure 3; "CDIP/24/8 1/3" where several reports
    have one), CDIP/22/11, "CDIP/21 8.3", or an IRI.
    Data goes to stdout, everything else to stderr. Exit codes: 0 done, 1 a violation was found
    (diff: a difference), 2 wrong use, 3 a source could not be read.
    """


for _command in (build, check, query, resolve, trace, draw, diff, report, export, publish):
    main.add_command(_command)
