"""A correction made and applied: written into the file of corrections, and the document built anew with it."""

from __future__ import annotations

import getpass
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cdipgraph import corrected, graph, ingest, readers
from cdipgraph.built import BuiltDocument, words
from cdipgraph.corrected import CorrectionFiles
from cdipgraph.corrections import Correction, meaning
from cdipgraph.corrections.places import State
from cdipgraph.corrections.statements import MEANS, WRONG, checked
from cdipgraph.errors import BadCorrection, UnknownThing, UsageError
from cdipgraph.reading import read_report
from cdipgraph.report import Report
from cdipgraph.source import SourceText
from cdipgraph.things import near, resolve_document
from cdipgraph.things import resolve as named_thing
from cdipgraph.undecided import Place, Readings, Version
from cdipgraph.vocabulary import ID
from cdipgraph.writing import write_file

if TYPE_CHECKING:
    from cdipgraph.store import Store

_MOST_FILES: Final = 20_000  # names looked at to find the file that a document was read from
_SECONDS: Final = 5
_STATES: Final = {
    State.GONE: "these words do not stand there any more",
    State.UNCLEAR: "these words are of several things",
    State.NOTHING: "of these words no such thing was read",
    State.OVERRULED: "a later correction says otherwise of the same words",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a thing: what it means, or that it (or a relation of it) is wrong; why, and who they are.

    `day` is today where none is given, `author` the name that git or the system has for whoever runs this.
    """

    means: str = ""
    wrong: bool = False
    relation: str = ""
    reason: str = ""
    author: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A correction that was made: the file that it stands in (`new`: only now), and the document as built with it; None
    where the file that the document was read from was not found.
    """

    correction: Correction
    path: Path
    built: BuiltDocument | None
    new: bool = True
    source: str = ""

    def __str__(self) -> str:
        return self.told()

    def told(self, lang: str = "en") -> str:
        """What was settled, where it stands and what came of it, for a person to read."""
        c, said = self.correction, words(lang)
        document = f"{c.document} ({c.language})"
        stated = said["stated-wrong" if c.statement == WRONG else "stated-means"].format(
            text=c.quote, thing=c.thing, document=document, meant=c.meant
        )
        known = said["resolved" if self.new else "resolved-before"].format(
            path=self.path, stated=stated, author=c.author, day=c.day
        )
        if self.built is None:
            return f"{known}\n" + said["not-built-anew"].format(document=document, file=self.source)
        count = dict(self.built.missing).get("open-citations", 0)
        return f"{known}\n" + said["built-anew"].format(document=document, count=count)


def resolve(
    store: Store,
    thing: str,
    said: Said,
    *,
    document: str | None = None,
    source: str | Path | None = None,
    corrections: str | Path | None = None,
) -> Resolved:
    """What came of stating something of a thing: the correction is written into the file, then the document is built.

    `thing` is a key of what is open, or what `things.resolve` takes; of a thing that several documents tell of,
    `document` says which. The file is `corrections`, else the one beside the source, else a new one there, or in the
    current folder where the source is not found. Nothing is written that does not hold. Raises UsageError,
    UnknownThing, BadCorrection, and what the store raises.
    """
    place = _place(Readings(store), store, thing, document)
    correction = _correction(place, said)
    found = _source(Readings(store), place.version, source, corrections)
    path = _file(found.path, corrections)
    files = CorrectionFiles([path] if path.is_file() else [])
    stated = corrected.applying(files.of(_name(found.path)), _name(found.path))[0]
    earlier = next((known for known in stated if replace(known, day=correction.day) == correction), None)
    if earlier is None:
        _try(found.text, [*stated, correction], correction)
        _write(path, store, place.version, stated, correction)
    if found.text is None:
        return Resolved(earlier or correction, path, None, earlier is None, place.version.file)
    name = _name(found.path) or place.version.file
    built = ingest.build_text(found.text, name, store, corrections=CorrectionFiles([path]))
    return Resolved(earlier or correction, path, built, earlier is None, place.version.file)


def author() -> str:
    """The name of whoever runs this: as git knows it, else as the system does. Raises UsageError where neither does."""
    git = shutil.which("git")
    if git:
        try:
            told = subprocess.run(  # noqa: S603 - the command is fixed
                [git, "config", "user.name"], capture_output=True, text=True, timeout=_SECONDS, check=False
            )
        except (OSError, subprocess.SubprocessError):
            told = None
        if told and told.stdout.strip():
            return told.stdout.strip()
    try:
        name = os.environ.get("USER") or getpass.getuser()
    except (OSError, KeyError):
        name = ""
    if not name.strip():
        raise UsageError("who settles it is not known", remedy="Say it with --author, or set git config user.name")
    return name.strip()


# What it is about


def _place(readings: Readings, store: Store, thing: str, document: str | None) -> Place:
    """The words of the thing. Raises UnknownThing, UsageError for what has none or stands in several documents."""
    undecided = readings.undecided()
    key = thing.strip().lower()
    found = [place for place in undecided if place.key == key] or readings.settled(key) or readings.keyed(key)
    if not found:
        try:
            iri = named_thing(store, thing)
        except UnknownThing as unknown:
            keys = near(thing, [place.key for place in undecided])
            remedy = f"Did you mean {', '.join(keys)}?" if keys else unknown.remedy
            stop = "" if remedy.endswith("?") else "."
            raise UnknownThing(unknown.what, remedy=f"{remedy}{stop} `cdipgraph resolve` lists what is open") from None
        found = readings.places(f"VALUES ?thing {{ <{iri}> }}")
        if not found:
            remedy = "Name a citation, a decision, a measure or another thing that was read from words of its own"
            raise UsageError(f"no words are those of {thing!r}", remedy=remedy)
    if document:
        found = _within(found, store, document)
    if len(found) != 1:
        names = ", ".join(sorted(place.version.name for place in found))
        what = f"{thing!r} stands in {len(found)} documents" if found else f"{thing!r} does not stand in {document}"
        raise UsageError(what, remedy=f"Say which with --document: {names}" if found else "Name another --document")
    place = found[0]
    return replace(place, fact=place.iri.removeprefix(ID)) if readings.others(place) else place


def _within(found: Sequence[Place], store: Store, document: str) -> list[Place]:
    """The places in a language version ("CDIP/24/8/fr"), or in any of a document's. Raises UnknownThing for none."""
    named = [place for place in found if document.strip().casefold() == place.version.name.casefold()]
    if named:
        return named
    work = resolve_document(store, document)
    return [place for place in found if place.version.expression.startswith(f"{work}/")]


def _correction(place: Place, said: Said) -> Correction:
    """The correction that states this. Raises UsageError for what cannot be stated."""
    if bool(said.means) == said.wrong:
        raise UsageError("what is to be stated is not said", remedy="Give --means WHAT, or --wrong with --reason")
    texts = {
        "document": place.version.document,
        "language": place.version.language,
        "thing": place.thing,
        "quote": place.quote,
        "before": place.before,
        "after": place.after,
        "start": str(place.span.start),
        "statement": WRONG if said.wrong else MEANS,
        "relation": said.relation,
        "fact": place.fact,
        "author": said.author or author(),
        "date": said.day or date.today().isoformat(),
        "reason": said.reason,
    }
    try:
        return checked(texts | (meaning(said.means) if said.means else {}), "")
    except BadCorrection as bad:  # what is wrong with it was said here, and stands in no file
        raise UsageError(bad.what, remedy=bad.remedy) from None


def _try(text: SourceText | None, stated: Sequence[Correction], correction: Correction) -> None:
    """Nothing. Raises UsageError for a correction that would not be applied to the text."""
    if text is None:
        return
    report, _ = graph.corrected(*_read(text, stated))
    own = [one for one in report.settled if one.correction is correction]
    state = own[0].state if own else State.NOTHING
    if state is not State.APPLIED:
        remedy = "Build the document anew, and look again at what is open"
        raise UsageError(f"this cannot be applied: {_STATES[state]}", where=correction.quote, remedy=remedy)


def _read(text: SourceText, stated: Sequence[Correction]) -> tuple[Report, list[graph.Quad]]:
    report = read_report(text, stated)
    return report, graph.quads(report)


# The files


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a document was read from, as far as that is found, and its text; None where it cannot be had."""

    path: Path | None
    text: SourceText | None


def _source(readings: Readings, version: Version, source: str | Path | None, corrections: str | Path | None) -> _Source:
    """The document's file and text: the file that was named or is found. What was plain text is read from the store
    where its file is the same, or gone.
    """
    if source is not None and not Path(source).is_file():
        raise UsageError("there is no such file", where=str(source), remedy="Name the document's file with --source")
    path = Path(source) if source is not None else _found(version, corrections)
    same = path is None or hashlib.sha256(path.read_bytes()).hexdigest() == version.sha256
    if version.format == "text/plain" and same:
        return _Source(path, readings.text(version))
    return _Source(path, readers.read(path) if path else None)


def _found(version: Version, corrections: str | Path | None) -> Path | None:
    """The file that a version was read from, by its name: beside the corrections, in the current folder or in a folder
    of it; of several, one that has not changed.
    """
    beside = Path(corrections).parent / version.file if corrections else Path(version.file)
    named = [path for path in dict.fromkeys([beside, Path(version.file), *_walked(version.file)]) if path.is_file()]
    same = [path for path in named if hashlib.sha256(path.read_bytes()).hexdigest() == version.sha256]
    return next(iter(same or named), None)


def _walked(name: str) -> Iterator[Path]:
    seen = 0
    for folder, folders, names in os.walk("."):
        folders[:] = sorted(inner for inner in folders if not inner.startswith("."))
        if name in names:
            yield Path(folder, name)
        seen += len(names)
        if seen > _MOST_FILES:
            return


def _file(source: Path | None, corrections: str | Path | None) -> Path:
    """The file to write into: that which was named, else one that stands beside the source, else a new one there."""
    if corrections is not None:
        return Path(corrections)
    folders = [source.parent, Path()] if source else [Path()]
    standing = [path for folder in folders for name in corrected.NAMES if (path := folder / name).is_file()]
    return standing[0] if standing else folders[0] / corrected.NAMES[0]


def _name(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _write(path: Path, store: Store, version: Version, stated: Sequence[Correction], correction: Correction) -> None:
    """Nothing; the file has the correction more, and those that only the store had; or is as it was."""
    data = path.read_bytes() if path.is_file() else b""
    held = corrected.kept(store, version.expression)
    lost = [one for one in held if one not in stated] if not data else []
    for one in [*lost, correction]:
        data = corrected.added(data, one, str(path))
    write_file(path, data)
