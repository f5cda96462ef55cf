"""Which ranges that other documents cite of a report are other paragraphs in a later version of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from cdipgraph.differences.comparing import Change, Comparing
from cdipgraph.differences.facts import Facts
from cdipgraph.spans import folded
from cdipgraph.vocabulary import ID, PREFIXES

if TYPE_CHECKING:
    from cdipgraph.store import Store
    from cdipgraph.store.solutions import Row

_CITED: Final = (
    "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("cdip", "dcterms", "eli", "eli-dl", "epvoc"))
    + """SELECT DISTINCT ?citing ?range ?first ?last ?work ?symbol ?measure ?number WHERE {
  GRAPH ?citing {
    ?range eli:is_part_of %s ; a cdip:ParagraphRange ; epvoc:itemNumberBegin ?first ; epvoc:itemNumberEnd ?last .
    ?citing eli:realizes ?work .
    OPTIONAL { ?work dcterms:identifier ?symbol }
    OPTIONAL {
      ?review eli-dl:recorded_in_a_realization_of ?range ; cdip:ofMeasure ?of .
      ?of eli:number ?number
      OPTIONAL { ?of cdip:respondsTo ?asked . ?asked eli:number ?measure }
    }
  }
  FILTER(?citing != %s)
}"""
)


def shifted(store: Store, comparing: Comparing) -> list[Change]:
    """The ranges of the earlier document that documents of the store cite and that have other numbers in the later."""
    before, after = comparing.before, comparing.after
    numbers = _numbers(comparing)
    if all(old == new for old, new in numbers.items()):
        return []
    named = _symbol(before), _symbol(after)
    own = before.version
    rows = store.query(_CITED % (NamedNode(own.work), NamedNode(own.expression)))
    return sorted(_changes(rows.rows, numbers, named), key=lambda c: (c.within, int(c.before[0].value.split("–")[0])))


def _changes(rows: list[Row], numbers: dict[int, int | None], named: tuple[str, str]) -> Iterator[Change]:
    for row in rows:
        _, iri, first, last, work, symbol, measure, number = (_text(term) for term in row)
        start, end = int(first), int(last)
        if start not in numbers or end not in numbers or start > end:
            continue
        kept = [new for old, new in numbers.items() if start <= old <= end and new is not None]
        now = (min(kept), max(kept)) if kept else None
        if now != (start, end):
            citing = folded(symbol) or work.removeprefix(f"{ID}doc/")
            yield Change(
                "shifted",
                "cdip:ParagraphRange",
                (iri,),
                before=(Literal(_range(start, end)),),
                after=(Literal(_range(*now)),) if now else (),
                originals=(iri,),
                within=(*named, citing, ".".join(filter(None, (measure, number)))),
            )


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _numbers(comparing: Comparing) -> dict[int, int | None]:
    """What the numbers of the earlier paragraphs are in the later version; None for one that is gone."""
    found: dict[int, int | None] = {}
    for iri in comparing.before.typed.get(f"{PREFIXES['cdip']}Paragraph", ()):
        old = comparing.before.value(iri, "eli:number")
        new = comparing.after.value(comparing.renamed.get(iri, ""), "eli:number")
        if old.isdecimal() and int(old) not in found:
            found[int(old)] = int(new) if new.isdecimal() else None
    return found


def _symbol(facts: Facts) -> str:
    work = facts.version.work
    return folded(facts.value(work, "dcterms:identifier")) or work.removeprefix(ID)


def _text(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""
