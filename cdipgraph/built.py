"""What a build did, and how it is told: a paragraph a document, and a table of what was read as what."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path, PurePath
from typing import Final

from cdipgraph.answers import Answer, Cell, table
from cdipgraph.errors import SourceError
from cdipgraph.findings import SEVERITIES, Finding
from cdipgraph.readers.formats import MEDIA_TYPES
from cdipgraph.readers.gathering import STDIN
from cdipgraph.source import Location
from cdipgraph.spoken import spoken
from cdipgraph.vocabulary import ID

COLUMNS: Final = ("file", "format", "symbol", "language", "kind", "paragraphs", "citations", "not-understood")
_MOST: Final = 5  # findings of a severity, and names of files, that are told one by one
_FORMATS: Final = {media: name for name, media in MEDIA_TYPES.items()}


@dataclass(frozen=True, slots=True)
class BuiltDocument:
    """One document that was built: where it came from, what it is, how much was found, whether the store changed.

    `places` are the pages and paragraphs of the findings, one each. `missing` is what was not understood of it, in
    words of `phrases/console.toml`, with how often. `replaces` is the source whose graph it took, `replaced_by` that
    which took its own: of the same symbol and language, in the same build. `former` is the number under which the
    store keeps what it held of it before, 0 where that was the same or nothing.
    """

    source: str
    symbol: str
    kind: str
    language: str
    title: str
    iri: str
    counts: dict[str, int]
    changed: bool
    findings: tuple[Finding, ...] = ()
    format: str = ""
    places: tuple[Location, ...] = ()
    missing: tuple[tuple[str, int], ...] = ()
    replaces: str = ""
    replaced_by: str = ""
    former: int = 0


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did: the documents, the sources that could not be read and why, the files of folders that are no
    documents, the time in seconds, and what was wrong with the files of corrections.
    """

    documents: tuple[BuiltDocument, ...] = ()
    failures: tuple[tuple[str, SourceError], ...] = ()
    seconds: float = 0.0
    left_out: tuple[tuple[str, str], ...] = ()
    refused: tuple[SourceError, ...] = ()

    def __repr__(self) -> str:
        return f"<BuildResult: {len(self.documents)} documents, {len(self.failures)} failures>"

    def __str__(self) -> str:
        return self.summary()

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self.summary())}</pre>"

    def summary(self, lang: str = "en", *, width: int = 120, styled: bool = False, errors: bool = True) -> str:
        """What was read, what was found, in what time, for a person to read: of several sources a table closes it.

        Without `errors` what could not be read stands in that table only.
        """
        said = words(lang)
        lines = [line for document in self.documents for line in _document_lines(document, said, lang)]
        lines += [f"{said['failed']} {error}" for _, error in self.failures if errors]
        lines += [f"{said['refused']} {error}" for error in self.refused if errors]
        lines += _left_out(self.left_out, said)
        if not self.documents and not self.failures:
            lines.append(said["no-document"])
        if len(self.documents) + len(self.failures) > 1:
            lines += ["", table(self.read_as(lang, short=True), width, styled=styled)]
        lines.append(said["time"].format(documents=len(self.documents), seconds=self.seconds))
        return "\n".join(lines)

    def read_as(self, lang: str = "en", *, short: bool = False) -> Answer:
        """What was read as what, a row a source, and what was not understood of it.

        `short` names are those of the files without the folders that they share.
        """
        said = words(lang)
        sources = [document.source for document in self.documents] + [name for name, _ in self.failures]
        names = _names(sources) if short else {}
        rows = [_row(document, said, names) for document in self.documents]
        for name, error in self.failures:
            rows.append((names.get(name, name), *[None] * 6, f"{said['not-read']}: {error.what}"))
        return Answer("build", COLUMNS, tuple(rows))

    @property
    def violated(self) -> bool:
        """True when a violation was found in a document."""
        return any(finding.severity == "violation" for document in self.documents for finding in document.findings)


@cache
def words(lang: str) -> Mapping[str, str]:
    """The words of a language. Raises UsageError for one that is not spoken."""
    phrases = tomllib.loads((files("cdipgraph") / "phrases" / "console.toml").read_text(encoding="utf-8"))
    told: Mapping[str, str] = phrases[spoken(lang)]
    return told


def _names(sources: Sequence[str]) -> dict[str, str]:
    """The sources by what is left of their names without the folders that all share."""
    folders = {Path(source).absolute().parent for source in sources if source != STDIN}
    shared = Path(os.path.commonpath(folders)) if folders else Path()
    if shared == shared.parent:  # they share nothing but the root
        return {source: source for source in sources}
    return {s: os.path.relpath(s, shared) if s != STDIN else s for s in sources}


def _row(document: BuiltDocument, said: Mapping[str, str], names: Mapping[str, str]) -> tuple[Cell, ...]:
    """The row of a document that was read."""
    missing = [said[name].format(count=count) for name, count in document.missing]
    if document.replaced_by:
        missing.insert(0, said["replaced-by"].format(source=names.get(document.replaced_by, document.replaced_by)))
    return (
        names.get(document.source, document.source),
        _FORMATS.get(document.format, document.format),
        document.symbol or None,
        document.language,
        said[document.kind],
        document.counts["paragraphs"],
        document.counts["citations"],
        ", ".join(missing) or None,
    )


def _document_lines(document: BuiltDocument, said: Mapping[str, str], lang: str) -> list[str]:
    name = document.symbol or document.source
    lines = [
        f"{name} · {said[document.kind]} ({document.language})" + (f" · {document.title}" if document.title else "")
    ]
    found = [f"{count} {said[key]}" for key, count in document.counts.items() if count]
    lines.append(f"  {said['found']} {', '.join(found) or said['nothing']}")
    if document.replaces:
        lines.append(f"  {said['replaced'].format(source=document.replaces)}")
    if document.former:
        name = document.symbol or document.iri.removeprefix(ID).removesuffix(f"/{document.language}")
        lines.append(f"  {said['kept'].format(name=f'{name} {document.language}', number=document.former)}")
    placed = list(zip(document.findings, document.places or [Location()] * len(document.findings), strict=True))
    for severity in SEVERITIES:
        of_it = [(finding, place) for finding, place in placed if finding.severity == severity]
        lines += [f"  {said[severity]} {f.message(lang)}{_place(f, place)}" for f, place in of_it[:_MOST]]
        if len(of_it) > _MOST:
            lines.append(f"  {said[severity]} {said['more'].format(count=len(of_it) - _MOST)}")
    if not document.changed:
        lines.append(f"  {said['unchanged']}")
    return lines


def _place(finding: Finding, location: Location) -> str:
    """What a finding is about and where it stands, in brackets after its message."""
    thing = " ".join(part for part in ((finding.focus or "").removeprefix(ID), location.label) if part)
    place = f"{finding.start}–{finding.end}" if finding.start is not None and finding.end is not None else ""
    said = ", ".join(part for part in (thing, place) if part)
    return f" [{said}]" if said else ""


def _left_out(left_out: Sequence[tuple[str, str]], said: Mapping[str, str]) -> list[str]:
    if not left_out:
        return []
    names = [f"{PurePath(name).name}: {reason}" for name, reason in left_out[:_MOST]]
    if len(left_out) > _MOST:
        names.append(said["left-out-more"].format(count=len(left_out) - _MOST))
    return [said["left-out"].format(count=len(left_out), names="; ".join(names))]
