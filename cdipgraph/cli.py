"""The command line: one command a verb. Each parses, calls the library and prints.

What a command needs it imports when it runs: `--help` must not wait for a database.
"""

from __future__ import annotations

import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from cdipgraph.console import ErrorsTold, Settings, options
from cdipgraph.errors import BadParameter, EncodingError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cdipgraph.answers import Answer
    from cdipgraph.built import BuildResult
    from cdipgraph.errors import SourceError
    from cdipgraph.findings import Finding
    from cdipgraph.store import Store

VIOLATION: Final = 1
ROWS: Final = ("table", "csv", "tsv", "json", "md")
BUILDS: Final = ("text", *ROWS)
CHECKS: Final = (*ROWS, "sarif")
DIFFS: Final = ("text", *ROWS, "turtle", "trig", "patch")
TABLES: Final = ("md", "docx", "html", "csv")
DIFFERENCES: Final = ("text", "md", "csv")
PICTURES: Final = ("svg", "html", "mermaid", "dot")
_BAR: Final = 24  # signs of the bar that shows how far a build is
MADE: Final = (*ROWS, "turtle")
EXPORTS: Final = ("turtle", "trig", "nquads", "jsonld", "graphml", "csv")
ROW_SUFFIXES: Final = {".csv": "csv", ".tsv": "tsv", ".json": "json", ".md": "md", ".txt": "table"}
TABLE_SUFFIXES: Final = {".md": "md", ".docx": "docx", ".html": "html", ".htm": "html", ".csv": "csv"}
CHECK_SUFFIXES: Final = {**ROW_SUFFIXES, ".sarif": "sarif"}
DIFF_SUFFIXES: Final = {**ROW_SUFFIXES, ".txt": "text", ".ttl": "turtle", ".trig": "trig", ".rdfp": "patch"}
PICTURE_SUFFIXES: Final = {".svg": "svg", ".html": "html", ".htm": "html", ".mmd": "mermaid", ".dot": "dot"}
EXPORT_SUFFIXES: Final = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nq": "nquads",
    ".jsonld": "jsonld",
    ".graphml": "graphml",
    ".csv": "csv",
}


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
    THING is what you would type: 1/3 (paragraph 1, measure 3), CDIP/22/11, "CDIP/21 8.3", or an IRI.
    Data goes to stdout, everything else to stderr. Exit codes: 0 done, 1 a violation was found
    (diff: a difference), 2 wrong use, 3 a source could not be read.
    """


@main.command()
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

    chosen = settings.choose(BUILDS, ROW_SUFFIXES, "text")
    if encoding:
        try:
            readers.known_encoding(encoding)
        except EncodingError as unknown:
            raise BadParameter(unknown.what, where="--encoding", remedy=unknown.remedy) from None
    with settings.open(write=True) as store, _progress(settings) as progress:
        result = ingest.build(sources, store, encoding=encoding, corrections=corrections, progress=progress)
    if not settings.quiet:
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
        settings.write(_as_text(settings, result.read_as(settings.language), chosen))
        return
    told = result.summary(settings.language, width=settings.width, styled=settings.styled, errors=False)
    settings.write(told + "\n")


@contextmanager
def _progress(settings: Settings) -> Iterator[Callable[[int, int, str], None] | None]:
    """What shows how far a build is: on a terminal, and when there is more than one file."""
    if settings.quiet or not sys.stderr.isatty():
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


@main.command()
@click.option("--rule", "names", multiple=True, metavar="NAME", help="Only what this rule finds; may be given again.")
@click.option("--explain", is_flag=True, help="Say what the rules mean, instead of what they find.")
@click.option("--silences", metavar="FILE", help="The findings set aside, and why (default: silences.toml).")
@options(*CHECKS)
@click.pass_obj
def check(settings: Settings, names: tuple[str, ...], explain: bool, silences: str | None) -> None:
    """List what the shapes and rules find.

    Exits with 1 when there is a violation that is not silenced.
    """
    from cdipgraph.checks.rulebook import rule, rulebook
    from cdipgraph.checks.silences import idle, read_silences, silenced
    from cdipgraph.validation import check as found_in

    chosen = settings.choose(CHECKS, CHECK_SUFFIXES, "table")
    notes = [rule(name) for name in names]
    if explain:
        notes = notes or list(rulebook().values())
        settings.write("".join(f"{note.explanation(settings.language)}\n" for note in notes))
        return
    aside = read_silences(Path(silences) if silences else None)
    with settings.open() as store:
        everything = silenced(found_in(store), aside)
        findings = [finding for finding in everything if not names or finding.rule in names]
        settings.write(_findings_as_text(settings, findings, chosen, store))
    for silence in idle(everything, aside):
        settings.say(f"Nothing is silenced any more by: {silence.rule} ({silence.reason})")
    settings.say(_counted(findings))
    if any(finding.severity == "violation" and not finding.silenced for finding in findings):
        raise click.exceptions.Exit(VIOLATION)


def _findings_as_text(settings: Settings, findings: Sequence[Finding], chosen: str, store: Store) -> str:
    from cdipgraph.answers import of_findings, told_briefly

    if chosen == "sarif":
        from cdipgraph.checks.sarif import to_sarif
        from cdipgraph.validation import plain_texts, source_files

        documents = {finding.document for finding in findings if finding.document}
        files, texts = source_files(store, documents), plain_texts(store, documents)
        return to_sarif(findings, settings.language, files, texts)
    answer = of_findings(findings, settings.language)
    return _as_text(settings, told_briefly(answer) if chosen in ("table", "md") else answer, chosen)


def _counted(findings: Sequence[Finding]) -> str:
    """How many findings of each severity there are, and how many are silenced."""
    heard = [finding.severity for finding in findings if not finding.silenced]
    counts = {word: heard.count(word) for word in ("violation", "warning", "info")}
    told = ", ".join(f"{count} {word}{'s' * (count != 1)}" for word, count in counts.items())
    return told + (f", {len(findings) - len(heard)} silenced" if len(heard) < len(findings) else "")


class _QueryCommand(click.Command):
    """`query`, whose help lists the stored questions."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Nothing; adds the questions to the help."""
        from cdipgraph.queries import questions

        with formatter.section("Questions"):
            formatter.write_dl([(name, question.summary) for name, question in questions().items()])


@main.command(cls=_QueryCommand)
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
        settings.write(_as_text(settings, listing, chosen))
        return
    question = find_question(name)
    given = _given([*parameters, *([f"as-of={as_of}"] if as_of is not None else [])])
    if "lang" not in given and any(parameter.name == "lang" for parameter in question.parameters):
        given["lang"] = settings.language
    for parameter in given:
        question.parameter(parameter)
    with settings.open() as store:
        answer = run(store, name, **given)
    settings.write(_as_text(settings, answer, chosen))


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


def _as_text(settings: Settings, answer: Answer, chosen: str) -> str:
    """The answer in the chosen format; a table fits the terminal it goes to."""
    if chosen != "table":
        return answer.to(chosen)
    from cdipgraph.answers import table

    return table(answer, settings.width, styled=settings.styled)


@main.command()
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
        settings.write(_as_text(settings, brief, chosen))
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
        settings.write(_as_text(settings, undecided.made_answer(found), chosen))
    for error in errors:
        click.echo(f"Error: {error}", err=True)
    if errors:
        raise click.exceptions.Exit(max(error.exit_code for error in errors))


@main.command()
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


@main.command()
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
    _require_known(settings, PICTURE_SUFFIXES)
    with settings.open() as store:
        picture = picture_of(store, thing, by=by, lang=settings.language)
    settings.write({"svg": picture.svg, "html": picture.html, "mermaid": picture.mermaid, "dot": picture.dot}[chosen]())


@main.command()
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
    _require_known(settings, DIFF_SUFFIXES)
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


@main.command()
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
        chosen = settings.choose(DIFFERENCES, {".md": "md", ".csv": "csv"}, "text")
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
    _require_known(settings, TABLE_SUFFIXES)
    if chosen == "docx" and settings.to_terminal:
        raise UsageError("a Word file cannot be shown in a terminal", remedy="Name a file with -o")
    with settings.open() as store:
        table = report_table(store, symbol, lang=settings.lang, with_narrative_only=with_narrative_only)
    if not table.content.annexed:
        settings.say("The document has no annex: its table is made from its narrative")
    settings.write(table.to(chosen))


@main.command()
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
    _require_known(settings, EXPORT_SUFFIXES)
    with settings.open() as store:
        data = written(store, chosen)
    settings.write(data)


def _require_known(settings: Settings, suffixes: dict[str, str]) -> None:
    """Nothing. Raises UsageError for an output whose name does not say what it shall be, when nothing else does."""
    suffix = Path(settings.output or "").suffix.lower()
    if settings.format is None and suffix and suffix not in suffixes:
        raise UsageError(
            f"there is no format for a name in {suffix}",
            where=str(settings.output),
            remedy=f"Give --format, or let the name end in {', '.join(suffixes)}",
        )


@main.command()
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
