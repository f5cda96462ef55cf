"""The whole line for one file or many: read, understand, write as quads, check, and put into the store in one
transaction a document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from time import perf_counter

from cdipgraph import graph, readers, validation
from cdipgraph.across import ties
from cdipgraph.errors import SourceError
from cdipgraph.findings import SEVERITIES, Finding
from cdipgraph.reading import read_report
from cdipgraph.report import Report
from cdipgraph.spans import folded
from cdipgraph.store import Store
from cdipgraph.vocabulary import ID


@dataclass(frozen=True, slots=True)
class BuiltDocument:
    """One document that was built: where it came from, what it is, how much was found, whether the store changed."""

    source: str
    symbol: str
    kind: str
    language: str
    title: str
    iri: str
    counts: dict[str, int]
    changed: bool
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did: the documents, the sources that could not be read and why, and the time in seconds."""

    documents: tuple[BuiltDocument, ...] = ()
    failures: tuple[tuple[str, SourceError], ...] = ()
    seconds: float = 0.0

    def __str__(self) -> str:
        return self.summary()

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self.summary())}</pre>"

    def summary(self, lang: str = "en") -> str:
        """What was read, what was found, in what time, for a person to read."""
        words = _WORDS.get(lang, _WORDS["en"])
        lines = [line for document in self.documents for line in _document_lines(document, words, lang)]
        lines += [f"{words['failed']} {error}" for _, error in self.failures]
        lines.append(words["time"].format(documents=len(self.documents), seconds=self.seconds))
        return "\n".join(lines)


def build(
    sources: Iterable[str | Path], store: Store, *, progress: Callable[[int, int, str], None] | None = None
) -> BuildResult:
    """What was built from the files into the store; a file that cannot be read does not stop the others.

    `progress(done, total, name)` is called before each file. Raises StoreError when the store cannot be written: it
    is then as it was.
    """
    started = perf_counter()
    names = [str(source) for source in sources]
    documents: list[BuiltDocument] = []
    failures: list[tuple[str, SourceError]] = []
    for position, name in enumerate(names):
        if progress:
            progress(position, len(names), name)
        try:
            documents.append(build_one(name, store))
        except SourceError as error:
            failures.append((name, error))
    return BuildResult(tuple(documents), tuple(failures), perf_counter() - started)


def build_one(source: str | Path, store: Store) -> BuiltDocument:
    """One file, read, checked and stored. Raises SourceError when it cannot be read, StoreError when the store cannot
    be written.
    """
    report = read_report(readers.read(source))
    iri = graph.expression_iri(report)
    quads = graph.quads(report)
    findings = _findings(report, iri, quads)
    tied = ties(store, iri, quads)
    own = {iri: quads, f"{iri}/findings": graph.finding_quads(report, findings)}
    changed = store.replace_graphs({**own, **tied.graphs})
    across = (finding for finding in tied.findings if finding.document == iri)
    return _built(str(source), report, iri, bool(changed), validation.combined(findings, across))


def _findings(report: Report, iri: str, quads: Sequence[graph.Quad]) -> list[Finding]:
    """What the shapes and rules find on the quads, and what reading found that the quads do not tell.

    What takes several documents to find belongs to what ties them.
    """
    across = {rule.name for rule in validation.rules() if rule.across}
    alone = (finding for finding in validation.check_graph(quads) if finding.rule not in across)
    return validation.combined((replace(finding, document=iri) for finding in report.findings), alone)


def _built(source: str, report: Report, iri: str, changed: bool, findings: Sequence[Finding]) -> BuiltDocument:
    header, measures = report.header, report.measures
    counts = {
        "paragraphs": len(report.paragraphs),
        "citations": len(report.citations),
        "proposal-paragraphs": len(report.proposal.paragraphs) if report.proposal else 0,
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
    )


def _document_lines(document: BuiltDocument, words: dict[str, str], lang: str) -> list[str]:
    name = document.symbol or document.source
    lines = [
        f"{name} · {words[document.kind]} ({document.language})" + (f" · {document.title}" if document.title else "")
    ]
    found = [f"{count} {words[key]}" for key, count in document.counts.items() if count]
    lines.append(f"  {words['found']} {', '.join(found)}")
    for severity in SEVERITIES:
        of_it = [finding for finding in document.findings if finding.severity == severity]
        lines += [f"  {words[severity]} {finding.message(lang)}{_place(finding)}" for finding in of_it[:5]]
        if len(of_it) > 5:
            lines.append(f"  {words[severity]} {words['more'].format(count=len(of_it) - 5)}")
    if not document.changed:
        lines.append(f"  {words['unchanged']}")
    return lines


def _place(finding: Finding) -> str:
    """What a finding is about and where it stands, in brackets after its message."""
    thing = (finding.focus or "").removeprefix(ID)
    place = f"{finding.start}–{finding.end}" if finding.start is not None and finding.end is not None else ""
    said = ", ".join(part for part in (thing, place) if part)
    return f" [{said}]" if said else ""


_WORDS = {
    "en": {
        "implementation-report": "implementation report",
        "session-report": "session report",
        "chair-summary": "summary by the Chair",
        "document": "document",
        "found": "Found:",
        "paragraphs": "paragraphs",
        "citations": "citations",
        "proposal-paragraphs": "paragraphs of the proposal",
        "measures": "measures",
        "implementations": "implementations",
        "reviews": "paragraph ranges",
        "summary-items": "items of Chairs’ summaries",
        "decisions": "decisions",
        "commitments": "commitments",
        "follow-ups": "follow-ups",
        "violation": "Violation:",
        "warning": "Warning:",
        "info": "Note:",
        "more": "and {count} more (cdipgraph check)",
        "unchanged": "The store held the same already.",
        "failed": "Not read:",
        "time": "{documents} document(s) in {seconds:.2f} s",
    },
    "fr": {
        "implementation-report": "rapport de mise en œuvre",
        "session-report": "rapport de session",
        "chair-summary": "résumé de la présidence",
        "document": "document",
        "found": "Trouvé :",
        "paragraphs": "paragraphes",
        "citations": "citations",
        "proposal-paragraphs": "paragraphes de la proposition",
        "measures": "mesures",
        "implementations": "mises en œuvre",
        "reviews": "plages de paragraphes",
        "summary-items": "points de résumés du président",
        "decisions": "décisions",
        "commitments": "engagements",
        "follow-ups": "suites",
        "violation": "Violation :",
        "warning": "Attention :",
        "info": "Note :",
        "more": "et {count} de plus (cdipgraph check)",
        "unchanged": "L’entrepôt contenait déjà la même chose.",
        "failed": "Non lu :",
        "time": "{documents} document(s) en {seconds:.2f} s",
    },
    "es": {
        "implementation-report": "informe de aplicación",
        "session-report": "informe de la sesión",
        "chair-summary": "resumen de la presidencia",
        "document": "documento",
        "found": "Encontrado:",
        "paragraphs": "párrafos",
        "citations": "citas",
        "proposal-paragraphs": "párrafos de la propuesta",
        "measures": "medidas",
        "implementations": "actividades de aplicación",
        "reviews": "intervalos de párrafos",
        "summary-items": "puntos de resúmenes de la presidencia",
        "decisions": "decisiones",
        "commitments": "compromisos",
        "follow-ups": "seguimientos",
        "violation": "Infracción:",
        "warning": "Aviso:",
        "info": "Nota:",
        "more": "y {count} más (cdipgraph check)",
        "unchanged": "El almacén ya contenía lo mismo.",
        "failed": "No leído:",
        "time": "{documents} documento(s) en {seconds:.2f} s",
    },
}
