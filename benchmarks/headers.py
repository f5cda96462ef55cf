"""How many fields of made-up heads are read right, by field and by damage: `python -m benchmarks.headers`.

`scores` gives the same as numbers, for a gate that lets them only rise.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from cdipgraph import languages, symbols
from cdipgraph.readers.plain import source_text
from cdipgraph.report import Field, Header
from cdipgraph.source import SourceText
from cdipgraph.spans import folded
from cdipgraph.structure import read_head

from .timing import table

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from heads import DAMAGES, FIELDS, HARD, Written, seeds, written

HEADS = 3000
EACH = 150
_PRINTED = ("committee", "place", "title", "author")


class Wrong(NamedTuple):
    """A field that was not read right: what was expected, what was read."""

    head: Written
    name: str
    expected: Any
    found: Any


class Scores(NamedTuple):
    """Shares of fields that are right: of all heads as drawn, by field, by damage (each alone), of hard damage."""

    overall: float
    fields: dict[str, float]
    damages: dict[str, float]
    hard: float
    language: float


def read(head: Written) -> tuple[SourceText, Header]:
    """The head of a made-up document, read as any document is."""
    source = source_text(head.text)
    return source, read_head(source, languages.detect(source.lower)).header


def values(header: Header) -> dict[str, Any]:
    """What was read, field by field, as `query header` prints it."""
    found: dict[str, Any] = {}
    for name in FIELDS:
        value = getattr(header, name.replace("-", "_"), None)
        if isinstance(value, Field):
            found[name] = int(value.value) if name == "session" else value.value
    own = symbols.parse(header.symbol.value) if header.symbol else None
    if own:
        found["provisional"] = own.provisional or header.draft
    return found


def wrong(head: Written) -> Iterator[Wrong]:
    """Each field of a head that is not read right: another value, or other words than it was printed with."""
    source, header = read(head)
    found = values(header)
    for name in FIELDS:
        expected = head.values.get(name)
        if found.get(name) != expected:
            yield Wrong(head, name, expected, found.get(name))
        elif name in _PRINTED and expected is not None:
            span = getattr(header, name).span
            if folded(source.quote(span)) != expected:
                yield Wrong(head, name, expected, source.quote(span))


def share(heads: Iterable[Written]) -> tuple[float, Counter[str], list[Wrong]]:
    """The share of fields that are right, how many are wrong by field, and those."""
    errors: list[Wrong] = []
    count = 0
    for head in heads:
        count += len(FIELDS)
        errors += wrong(head)
    return 1 - len(errors) / max(count, 1), Counter(error.name for error in errors), errors


def scores(count: int = HEADS, each: int = EACH, start: int = 0) -> Scores:
    """The scores over `count` heads as drawn, and `each` heads for every kind of damage alone."""
    overall, by_field, _ = share(seeds(start, count))
    hard = [head for head in seeds(start, count) if HARD & set(head.damage)]
    tongues = sum(read(head)[1].language == head.language for head in seeds(start, count))
    damages = {name: share(written(start + seed, [name]) for seed in range(each))[0] for name in DAMAGES}
    fields = {name: 1 - by_field[name] / count for name in FIELDS}
    return Scores(overall, fields, damages, share(hard)[0], tongues / count)


def main(errors: int = 0) -> None:
    """Prints the scores, and as many fields that were read wrong as are asked for."""
    found = scores()
    rows = [("what", "right"), ("all fields", f"{found.overall:.4f}"), ("hard damage", f"{found.hard:.4f}")]
    rows += [("language", f"{found.language:.4f}"), *((name, f"{value:.4f}") for name, value in found.fields.items())]
    print(table(f"Fields of {HEADS:,} made-up heads", rows))
    print(
        table(
            f"By damage, {EACH} heads each", [("damage", "right"), *((n, f"{v:.4f}") for n, v in found.damages.items())]
        )
    )
    for error in share(seeds(0, HEADS))[2][:errors] if errors else ():
        print(f"\n{error.head.layout} {error.head.damage} {error.name}: {error.expected!r} read as {error.found!r}")
        print(error.head.text[:700])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
