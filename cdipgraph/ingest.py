"""The whole line for one file or many: read, understand, write as quads, check, and put into the store in one
transaction a document.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Final

from cdipgraph import graph, readers, validation
from cdipgraph.across import ties
from cdipgraph.built import BuildResult, BuiltDocument
from cdipgraph.errors import CdipgraphError, FaultySource, SourceError
from cdipgraph.findings import Finding
from cdipgraph.history import Histories, revisions
from cdipgraph.readers.gathering import STDIN, gather
from cdipgraph.reading import read_report
from cdipgraph.report import How, Report
from cdipgraph.source import Location, SourceText
from cdipgraph.spans import Span, folded
from cdipgraph.store import Store
from cdipgraph.translations import compared

#: Findings that the closing table tells in words of their own, and does not count among the warnings.
_TOLD_APART: Final = frozenset({"citation-open", "citation-ambiguous", "language-unknown"})


def build(
    sources: Iterable[str | Path],
    store: Store,
    *,
    encoding: str | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> BuildResult:
    """What was built into the store from the files, from those in the folders, and from standard input (`-`).

    A file that cannot be read does not stop the others. Of two that are one document in one language the later one
    counts. `progress(done, total, name)` is called before each file. Raises StoreError when the store cannot be
    written: it is then as it was.
    """
    started = perf_counter()
    gathered = gather(sources)
    documents: list[BuiltDocument] = []
    failures = list(gathered.failures)
    latest: dict[str, int] = {}
    histories = Histories()
    for position, name in enumerate(gathered.sources):
        if progress:
            progress(position, len(gathered.sources), name)
        try:
            built = build_one(name, store, encoding=encoding, histories=histories)
        except SourceError as error:
            failures.append((name, error))
            continue
        if built.iri in latest:
            earlier = documents[latest[built.iri]]
            documents[latest[built.iri]] = replace(earlier, replaced_by=name)
            built = replace(built, replaces=earlier.source)
        latest[built.iri] = len(documents)
        documents.append(built)
    return BuildResult(tuple(documents), tuple(failures), perf_counter() - started, gathered.left_out)


def build_one(
    source: str | Path, store: Store, *, encoding: str | None = None, histories: Histories | None = None
) -> BuiltDocument:
    """One file, read, checked and stored; `histories` are those of the build that it is part of. Raises SourceError
    when it cannot be read, StoreError when the store cannot be written.
    """
    report = _understood(str(source), encoding)
    iri = graph.expression_iri(report)
    quads = graph.quads(report)
    findings = _findings(report, iri, quads)
    tied = ties(store, iri, quads)
    own = {iri: quads, f"{iri}/findings": graph.finding_quads(report, findings)}
    kept = (histories or Histories()).kept(store, iri, quads)
    beside = compared(store, iri, quads)
    others = {**tied.graphs, **beside.graphs, **kept.graphs, **revisions(store, quads)}
    changed = store.replace_graphs({**own, **others})
    across = (finding for finding in (*tied.findings, *beside.findings) if finding.document == iri)
    built = _built(str(source), report, iri, bool(changed), validation.combined(findings, across))
    return replace(built, former=kept.number)


def _understood(source: str, encoding: str | None) -> Report:
    """What a document says. A fault in reading it, of whatever kind, is told as its own and ends nothing else."""
    try:
        return read_report(_read(source, encoding))
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
        return readers.read_from(sys.stdin.buffer, name=STDIN, encoding=encoding)
    return readers.read(source, encoding=encoding)


def _findings(report: Report, iri: str, quads: Sequence[graph.Quad]) -> list[Finding]:
    """What the shapes and rules find on the quads, and what reading found that the quads do not tell, of the document
    where it is of no other thing.

    What takes several documents to find belongs to what ties them.
    """
    across = {rule.name for rule in validation.rules() if rule.across}
    alone = (finding for finding in validation.check_graph(quads) if finding.rule not in across)
    work = graph.document_iri(report)
    read = (replace(finding, document=iri, focus=finding.focus or work) for finding in report.findings)
    return validation.combined(read, alone)


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
