"""The whole line for one file or many: read, understand, write as quads, check, and put into the store in one
transaction a document.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import Final, TypeVar

from cdipgraph import corrected, graph, readers, validation
from cdipgraph.across import ties
from cdipgraph.built import BuildResult, BuiltDocument
from cdipgraph.corrected import CorrectionFiles
from cdipgraph.corrections import Correction
from cdipgraph.corrections.applying import told
from cdipgraph.corrections.places import State
from cdipgraph.errors import CdipgraphError, FaultySource, MissingSource, SourceError
from cdipgraph.findings import Finding
from cdipgraph.fulfilment import fulfilled
from cdipgraph.history import Histories, revisions
from cdipgraph.readers.gathering import STDIN, gather
from cdipgraph.reading import read_report
from cdipgraph.report import How, Report
from cdipgraph.source import Location, SourceText
from cdipgraph.spans import Span, folded
from cdipgraph.store import Store
from cdipgraph.structure.kinds import ANY
from cdipgraph.translations import compared

T = TypeVar("T")
#: Findings that the closing table tells in words of their own, and does not count among the warnings.
_TOLD_APART: Final = frozenset({"citation-open", "citation-report-open", "citation-ambiguous", "language-unknown"})


def build(
    sources: Iterable[str | Path],
    store: Store,
    *,
    encoding: str | None = None,
    corrections: Iterable[str | Path] = (),
    progress: Callable[[int, int, str], None] | None = None,
) -> BuildResult:
    """What was built into the store from the files, from those in the folders, and from standard input (`-`).

    A file that cannot be read does not stop the others. Of two that are one document in one language the later one
    counts, but for one of no known kind after one whose kind is known. `corrections` are files of what people settled,
    besides those that stand beside the sources and in the current folder; what is wrong with them is told in the
    result. `progress(done, total, name)` is called before each file. Raises UsageError for a file of corrections that
    is not there, StoreError when the store cannot be written: it is then as it was.
    """
    started = perf_counter()
    gathered = gather(sources)
    settled = CorrectionFiles(tuple(corrections))
    documents: list[BuiltDocument] = []
    failures = list(gathered.failures)
    latest: dict[str, int] = {}
    histories = Histories()
    for position, name in enumerate(gathered.sources):
        if progress:
            progress(position, len(gathered.sources), name)
        try:
            built = build_one(name, store, encoding=encoding, corrections=settled, histories=histories)
        except SourceError as error:
            failures.append((name, error))
            continue
        if built.iri in latest:
            earlier = documents[latest[built.iri]]
            if built.kind == ANY != earlier.kind and earlier.source != STDIN:
                build_one(earlier.source, store, encoding=encoding, corrections=settled, histories=histories)
                documents.append(replace(built, replaced_by=earlier.source))
                continue
            documents[latest[built.iri]] = replace(earlier, replaced_by=name)
            built = replace(built, replaces=earlier.source)
        latest[built.iri] = len(documents)
        documents.append(built)
    left_out = tuple(each for each in gathered.left_out if Path(each[0]).name not in corrected.NAMES)
    seconds = perf_counter() - started
    return BuildResult(tuple(documents), tuple(failures), seconds, left_out, tuple(settled.errors()))


def build_one(
    source: str | Path,
    store: Store,
    *,
    encoding: str | None = None,
    corrections: CorrectionFiles | None = None,
    histories: Histories | None = None,
) -> BuiltDocument:
    """One file, read, corrected, checked and stored; `histories` are those of the build that it is part of. Raises
    SourceError when it cannot be read, StoreError when the store cannot be written.
    """
    text = _guarded(str(source), lambda: _read(str(source), encoding))
    return build_text(text, str(source), store, corrections=corrections, histories=histories)


def build_text(
    text: SourceText,
    source: str,
    store: Store,
    *,
    corrections: CorrectionFiles | None = None,
    histories: Histories | None = None,
) -> BuiltDocument:
    """One text, as its reader returned it, corrected, checked and stored. Raises as `build_one`."""
    read = _settled(text, source, store, corrections or CorrectionFiles())
    iri = graph.expression_iri(read)
    report, own, findings = _guarded(source, lambda: _graphed(read, iri))
    quads = own[iri]
    tied = ties(store, iri, quads)
    kept = (histories or Histories()).kept(store, iri, quads)
    beside = compared(store, iri, quads)
    answers = fulfilled(store, iri, quads)
    others = {**tied.graphs, **beside.graphs, **kept.graphs, **revisions(store, quads), **answers}
    changed = store.replace_graphs({**own, **others})
    across = (finding for finding in (*tied.findings, *beside.findings) if finding.document == iri)
    built = _built(source, report, iri, bool(changed), validation.combined(findings, across))
    return replace(built, former=kept.number)


def _graphed(read: Report, iri: str) -> tuple[Report, dict[str, list[graph.Quad]], list[Finding]]:
    """What a document says as graphs, checked: what holds of it, its own graphs by their names, what was found."""
    report, quads = graph.corrected(read, graph.quads(read))
    settled = graph.correction_quads(report)
    findings = _findings(report, iri, [*quads, *settled])
    found = graph.finding_quads(report, findings)
    return report, {iri: quads, f"{iri}/findings": found, graph.corrections_iri(iri): settled}, findings


def _settled(text: SourceText, source: str, store: Store, files: CorrectionFiles) -> Report:
    """What a document says, as people settled it: in the files; where these do not speak of it, as the store has it
    from earlier.
    """
    path = None if source == STDIN or not Path(source).exists() else source
    stated, whole = corrected.applying(files.of(path), path)
    report = _understood(text, source, stated)
    if whole or report.settled:
        return report
    kept = corrected.kept(store, graph.expression_iri(report))
    return _understood(text, source, kept) if kept else report


def _understood(text: SourceText, source: str, stated: Sequence[Correction]) -> Report:
    """What a document says."""
    return _guarded(source, lambda: read_report(text, stated) if stated else read_report(text))


def _guarded(source: str, step: Callable[[], T]) -> T:
    """What a step of reading gives. A fault in it, of whatever kind, is told as its own and ends nothing else."""
    try:
        return step()
    except CdipgraphError:
        raise
    except Exception as error:
        raise FaultySource(
            f"a fault of cdipgraph’s own ended reading it: {type(error).__name__}: {error}",
            where=source,
            remedy="Save the document in another format and build that; report the fault",
        ) from error


def _read(source: str, encoding: str | None) -> SourceText:
    if source == STDIN:
        if sys.stdin is None:
            raise MissingSource("there is no standard input", where=STDIN, remedy="Give a file, or a pipe")
        return readers.read_from(sys.stdin.buffer, name=STDIN, encoding=encoding)
    return readers.read(source, encoding=encoding)


def _findings(report: Report, iri: str, quads: Sequence[graph.Quad]) -> list[Finding]:
    """What the shapes and rules find on the quads, and what reading found that the quads do not tell, of the document
    where it is of no other thing.

    What takes several documents to find belongs to what ties them.
    """
    across = {rule.name for rule in validation.rules() if rule.across}
    sure = (finding for finding in report.findings if not _of_what_is_gone(finding, report))
    read = chain(sure, (finding for one in report.settled for finding in told(one)))
    alone = (finding for finding in validation.check_graph(quads) if finding.rule not in across)
    work = graph.document_iri(report)
    placed = (replace(finding, document=iri, focus=finding.focus or work) for finding in read)
    return validation.combined(placed, alone)


def _of_what_is_gone(finding: Finding, report: Report) -> bool:
    """True for a doubt that reading had about a decision that a person then said is none."""
    places = [one.span for one in report.settled if one.correction.thing == "decision" and one.removed]
    start, end = finding.start, finding.end
    of_decision = finding.rule.startswith("decision-") and start is not None and end is not None
    return of_decision and any(span and Span(start or 0, end or 0).covers(span) for span in places)


def _built(source: str, report: Report, iri: str, changed: bool, findings: Sequence[Finding]) -> BuiltDocument:
    header, measures = report.header, report.measures
    counts = {
        "paragraphs": len(report.paragraphs),
        "citations": len(report.citations),
        "proposal-paragraphs": sum(len(p.paragraphs) for p in report.proposals),
        "measures": len(measures),
        "implementations": sum(len(m.implementations) for m in measures),
        "reviews": sum(len(m.reviews) for m in measures),
        "summary-items": len({(i.session, i.number) for m in measures for i in m.items})
        + (len(report.summary.items) if report.summary else 0),
        "decisions": sum(len(m.decisions) for m in measures) + len(report.decisions),
        "commitments": sum(len(m.commitments) for m in measures) + len(report.commitments),
        "follow-ups": sum(1 for m in measures if m.follow_up),
        "settled": sum(1 for one in report.settled if one.state is State.APPLIED),
    }
    return BuiltDocument(
        source=source,
        symbol=header.symbol.value if header.symbol else "",
        kind=report.kind,
        language=header.language,
        title=folded(header.title.value) if header.title else "",
        iri=iri,
        counts=counts,
        changed=changed,
        findings=tuple(findings),
        format=report.source.format,
        places=tuple(_located(report.source, finding) for finding in findings),
        missing=tuple(_missing(report, findings)),
    )


def _located(source: SourceText, finding: Finding) -> Location:
    if finding.start is None or finding.end is None:
        return Location()
    return source.locate(Span(finding.start, finding.end))


def _missing(report: Report, findings: Sequence[Finding]) -> list[tuple[str, int]]:
    """What was not understood of a document, and how often."""
    unresolved = sum(1 for citation in report.citations if citation.how in (How.OPEN, How.AMBIGUOUS))
    rules = {finding.rule for finding in findings}
    other = [finding.severity for finding in findings if finding.rule not in _TOLD_APART]
    found = {
        "open-symbol": int(report.header.symbol is None),
        "open-session": int(report.header.session is None),
        "open-kind": int(report.kind == "document"),
        "open-language": int("language-unknown" in rules),
        "open-citations": unresolved,
        "open-warnings": other.count("warning"),
        "open-violations": other.count("violation"),
    }
    return [(name, count) for name, count in found.items() if count]
