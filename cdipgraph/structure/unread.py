"""Where a citation was expected and none was understood: in brackets that announce paragraphs of a report, and in the
columns of the annex that cite.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from cdipgraph.findings import Finding
from cdipgraph.report import CitationKind
from cdipgraph.spans import Span, folded
from cdipgraph.structure.annexrows import AnnexRow
from cdipgraph.structure.context import Context

_SHOWN: Final = 120  # characters of the words that a finding shows
_WIDEST: Final = 400  # characters before a report in a bracket that cites several
#: A report and then its paragraphs, followed by no number that is understood: "report, paragraphs xx to yy)",
#: "report, paragraphs [...];". What tells of paragraphs in words ("the paragraphs on fees") announces no numbers.
_ANNOUNCED: Final = r"\b{report}\b[^();\[\]]{0,120}?\b{paragraph} ?(?:[^\w\s()]|x{1,4}\b|\d|\))[^();]{0,60}"


def unread(context: Context, rows: Iterable[AnnexRow]) -> Iterator[Finding]:
    """The findings on what should cite paragraphs of a report or items of a summary and was not understood to."""
    lower = context.source.lower
    for match in context.language.pattern_of(_ANNOUNCED).finditer(lower):
        span = Span(match.start(), match.end() - lower.endswith(")", *match.span()))
        before = max(0, span.start - _WIDEST)
        bracketed = lower.rfind("(", before, span.start) > lower.rfind(")", before, span.start)
        if bracketed and not _cites(context, span, CitationKind.PARAGRAPHS):
            yield _finding(context, "paragraphs-not-understood", span)
    items = context.language.table["anchors"]["item"]
    for row in rows:
        for entry in row.entries.get("review", ()):
            if context.find(entry, "words", "paragraph") and not _cites(context, entry, CitationKind.PARAGRAPHS):
                yield _finding(context, "review-entry-not-understood", entry)
        for entry in row.entries.get("summary", ()):
            named = context.find(entry, "words", "paragraph") or any(item in entry.of(lower) for item in items)
            if named and not _cites(context, entry, CitationKind.SUMMARY_ITEM) and not _decides(context, entry):
                yield _finding(context, "summary-entry-not-understood", entry)


def _cites(context: Context, span: Span, kind: CitationKind) -> bool:
    return any(citation.kind is kind for citation in context.citations_in(span))


def _decides(context: Context, entry: Span) -> bool:
    """True for an entry that words what was decided instead of citing where."""
    return next(context.named(entry, "outcomes"), None) is not None


def _finding(context: Context, rule: str, span: Span) -> Finding:
    text = folded(context.quote(Span(span.start, min(span.end, span.start + _SHOWN))))
    return Finding.of(rule, start=span.start, end=span.end, text=text)
