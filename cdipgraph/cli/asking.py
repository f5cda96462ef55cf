"""Commands that ask a store: `query` its stored questions, `trace` a chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cdipgraph.cli.formats import ROW_SUFFIXES, ROWS, as_text
from cdipgraph.console import Settings, options
from cdipgraph.errors import BadParameter

if TYPE_CHECKING:
    from collections.abc import Sequence


class _QueryCommand(click.Command):
    """`query`, whose help lists the stored questions."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Nothing; adds the questions to the help."""
        from cdipgraph.queries import questions

        with formatter.section("Questions"):
            formatter.write_dl([(name, question.summary) for name, question in questions().items()])


@click.command(cls=_QueryCommand)
@click.argument("name", required=False)
@click.option("-p", "--parameter", "parameters", multiple=True, metavar="NAME=VALUE", help="What to tell the question.")
@click.option("--as-of", metavar="N", help="What was asked as it stood when session N ended: -p as-of=N.")
@options(*ROWS)
@click.pass_obj
def query(settings: Settings, name: str | None, parameters: Sequence[str], as_of: str | None) -> None:
    """Answer the stored question NAME.

    Without a name, list the questions and their parameters.
    """
    from cdipgraph.answers import Answer
    from cdipgraph.queries import find_question, questions, run

    chosen = settings.choose(ROWS, ROW_SUFFIXES, "table")
    if name is None:
        rows = [
            (q.name, q.summary, ", ".join(f"{p.name}: {p.type}" for p in q.parameters)) for q in questions().values()
        ]
        listing = Answer("questions", ("question", "summary", "parameters"), tuple(rows))
        settings.write(as_text(settings, listing, chosen))
        return
    question = find_question(name)
    given = _given([*parameters, *([f"as-of={as_of}"] if as_of is not None else [])])
    if "lang" not in given and any(parameter.name == "lang" for parameter in question.parameters):
        given["lang"] = settings.language
    for parameter in given:
        question.parameter(parameter)
    with settings.open() as store:
        answer = run(store, name, **given)
    settings.write(as_text(settings, answer, chosen))


def _given(parameters: Sequence[str]) -> dict[str, str]:
    """The parameters of the command line. Raises BadParameter for one that is not NAME=VALUE, or is given twice."""
    given: dict[str, str] = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not name or not equals:
            raise BadParameter(f"{parameter!r} is no NAME=VALUE", where="-p")
        if name in given:
            raise BadParameter(f"the parameter {name!r} is given twice", where="-p")
        given[name] = value
    return given


@click.command()
@click.argument("thing")
@click.option("--as-of", metavar="N", help="What was asked as it stood when session N ended.")
@options("text")
@click.pass_obj
def trace(settings: Settings, thing: str, as_of: str | None) -> None:
    """Print the chain through THING as a tree, with its words."""
    from cdipgraph.trace import trace as chain_of

    with settings.open() as store:
        chain = chain_of(store, thing, lang=settings.language, width=settings.width, as_of=as_of)
    settings.write(str(chain))
