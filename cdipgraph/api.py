"""What `import cdipgraph` offers, in step with the command line: each takes a store, or the folder of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cdipgraph.store import Published, Store, open_store
from cdipgraph.store import publish as _publish

if TYPE_CHECKING:
    import networkx as nx

    from cdipgraph.annex import ReportTable
    from cdipgraph.answers import Answer, Findings
    from cdipgraph.built import BuildResult
    from cdipgraph.differences import Differences
    from cdipgraph.draw import Drawing
    from cdipgraph.report import Report
    from cdipgraph.settle import Resolved
    from cdipgraph.trace import Trace

#: A store that is open, or the folder of one; None is `.cdipgraph` in the current folder.
StoreOrPath = Store | str | Path | None


@contextmanager
def _using(store: StoreOrPath, *, write: bool = False) -> Iterator[Store]:
    """The store, open; one that was opened here is closed afterwards."""
    if store is None or isinstance(store, str | Path):
        with open_store(store, write=write) as opened:
            yield opened
    else:
        yield store


def read(source: str | Path, *, encoding: str | None = None) -> Report:
    """The report that a source document holds, each of its facts with its span; nothing is stored.

    `encoding` is that of the text, where the rules do not find it. Raises SourceError and its kind when the file
    cannot be read.
    """
    from cdipgraph import readers
    from cdipgraph.reading import read_report

    return read_report(readers.read(source, encoding=encoding))


def build(
    sources: str | Path | Iterable[str | Path],
    store: StoreOrPath = None,
    *,
    encoding: str | None = None,
    corrections: str | Path | Iterable[str | Path] = (),
    progress: Callable[[int, int, str], None] | None = None,
) -> BuildResult:
    """What was built from the files, and those in the folders, into the store.

    Of several, one that cannot be read is told in `failures`. `encoding` is that of the text files, where the rules do
    not find it; `corrections` are files of what people settled, besides those beside the sources;
    `progress(done, total, name)` is called before each file. Raises StoreError when the store cannot be written, and
    SourceError when the one file that was given cannot be read.
    """
    from cdipgraph import ingest

    single = isinstance(sources, str | Path)
    files = [sources] if isinstance(sources, str | Path) else list(sources)
    with _using(store, write=True) as opened:
        settled = [corrections] if isinstance(corrections, str | Path) else corrections
        result = ingest.build(files, opened, encoding=encoding, corrections=settled, progress=progress)
    if single and result.failures and not result.documents:
        raise result.failures[0][1]
    return result


def unsettled(store: StoreOrPath) -> Answer:
    """What the rules left open in the store, a row each: its key, its words, what could be meant."""
    from cdipgraph.undecided import Readings, open_answer

    with _using(store) as opened:
        return open_answer(Readings(opened).undecided())


def resolve(
    store: StoreOrPath,
    thing: str,
    *,
    means: str = "",
    wrong: bool = False,
    relation: str = "",
    reason: str = "",
    author: str = "",
    document: str | None = None,
    source: str | Path | None = None,
    corrections: str | Path | None = None,
) -> Resolved:
    """What came of settling something by hand: `resolve(store, "vjkgiv", means="CDIP/21/15", author="Ana Pérez")`.

    `thing` is a key of `unsettled`, or what a person would type for it; `means` is a document, with paragraphs or not,
    a session, or an item; or it is `wrong`, or only a `relation` of it, for a `reason`. The correction is written into
    the file `corrections` (default: corrections.csv beside the source), and the document is built anew. Raises
    UnknownThing, UsageError, BadCorrection; nothing is written then.
    """
    from cdipgraph.settle import Said
    from cdipgraph.settle import resolve as settled

    said = Said(means, wrong, relation, reason, author)
    with _using(store, write=True) as opened:
        return settled(opened, thing, said, document=document, source=source, corrections=corrections)


def query(store: StoreOrPath, name: str, /, **parameters: object) -> Answer:
    """The answer of the store to the stored question `name`: `query(store, "discussed-at", report="CDIP/21/15")`,
    `query(store, "commitments", as_of=23)`.

    Raises UnknownQuestion, UnknownParameter, BadParameter, UnknownThing, each with what there is instead.
    """
    from cdipgraph.queries import run

    with _using(store) as opened:
        return run(opened, name, **parameters)


def trace(store: StoreOrPath, thing: str, *, lang: str = "en", as_of: int | None = None) -> Trace:
    """The chain that runs through a thing; it prints as a tree: `print(trace(store, "1/3"))`.

    With `as_of`, what was asked is told as it stood when that session ended. Raises UnknownThing.
    """
    from cdipgraph.trace import trace as chain_of

    with _using(store) as opened:
        return chain_of(opened, thing, lang=lang, as_of=as_of)


def to_networkx(store: StoreOrPath, thing: str | None = None, *, lang: str = "en") -> nx.DiGraph[str]:
    """The lineage as a networkx graph, or the chains through one thing. Raises UnknownThing."""
    from cdipgraph import lineage

    with _using(store) as opened:
        return lineage.to_networkx(opened, thing, lang=lang)


def draw(store: StoreOrPath, thing: str | None = None, *, by: str = "stage", lang: str = "en") -> Drawing:
    """The lineage as a picture, or the chains through one thing; Jupyter shows it.

    `by` is "stage" (columns) or "session" (lanes). Raises UnknownThing, UsageError for another arrangement.
    """
    from cdipgraph.draw import draw as picture_of

    with _using(store) as opened:
        return picture_of(opened, thing, by=by, lang=lang)


def report_table(
    store: StoreOrPath, symbol: str | None = None, *, lang: str | None = None, with_narrative_only: bool = False
) -> ReportTable:
    """The table of a report, written back from the graph: `report_table(store, "CDIP/24/8").save("annex.docx")`.

    Of the only report in the store where `symbol` is not given; in the document's language, or in `lang`.
    `with_narrative_only` adds, marked, what its annex leaves out. Raises UnknownThing and UsageError.
    """
    from cdipgraph.annex import report_table as table_of

    with _using(store) as opened:
        return table_of(opened, symbol, lang=lang, with_narrative_only=with_narrative_only)


def diff(store: StoreOrPath, before: str | Path, after: str | Path | None = None, *, lang: str = "en") -> Differences:
    """What differs between two versions of a document: `print(diff(store, "CDIP/23/17 Prov.", "CDIP/23/17"))`.

    Each is a file, a document of the store (`CDIP/24/8 en`), or a former state of one (`CDIP/24/8 en@1`); without
    `after`, a former state and what became of it. Of two files no store is needed. Raises UnknownThing, UsageError for
    a name that leaves open which, SourceError for a file that cannot be read.
    """
    from cdipgraph.differences import diff as difference
    from cdipgraph.errors import StoreMissing

    names = [str(name) for name in (before, after) if name is not None]
    try:
        with _using(store) as opened:
            return difference(opened, *names, lang=lang)
    except StoreMissing:
        if len(names) < 2 or not all(Path(name).is_file() for name in names):
            raise
        return difference(None, *names, lang=lang)


def export(store: StoreOrPath, format: str = "turtle") -> bytes:
    """The graph as a file: turtle, trig, nquads, jsonld, graphml or csv. Raises UsageError for another format."""
    from cdipgraph.exports import export as written

    with _using(store) as opened:
        return written(opened, format)


def check(store: StoreOrPath) -> Findings:
    """What shapes and rules find in the store, gravest first: a list, which prints as a table."""
    from cdipgraph.answers import Findings
    from cdipgraph.validation import check as found_in

    with _using(store) as opened:
        return Findings(found_in(opened))


def publish(store: StoreOrPath, endpoint: str) -> Published:
    """What was sent to the SPARQL endpoint: the graphs that differ there. Raises EndpointError and its kind."""
    with _using(store) as opened:
        return _publish(opened, endpoint)
