"""What the language versions of a document say differently: found by the rules that look at several versions of one
document, and kept in a graph beside it, `doc/CDIP/24/8/languages`.

It follows from the versions that the store holds, whatever the order in which they were read, and is made anew whenever
one of them is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad

from cdipgraph import graph
from cdipgraph.across import Ties
from cdipgraph.findings import Finding
from cdipgraph.store.local import MemoryStore
from cdipgraph.validation import check_languages
from cdipgraph.vocabulary import PREFIXES, expand

if TYPE_CHECKING:
    from cdipgraph.store import Store

_VERSIONS: Final = f"""PREFIX eli: <{PREFIXES["eli"]}>
SELECT DISTINCT ?version WHERE {{ ?version eli:realizes %s }}"""


def compared(store: Store, document: str, quads: Sequence[Quad]) -> Ties:
    """What the version of these quads, which are about to be stored as the graph `document`, and those of the store in
    other languages say differently.
    """
    work = document.rpartition("/")[0]
    rows = store.query(_VERSIONS % NamedNode(work)).rows
    others = sorted({row[0].value for row in rows if isinstance(row[0], NamedNode)} - {document})
    if not others:
        return Ties({})
    with MemoryStore() as view:
        versions: dict[str, list[Quad]] = {document: list(quads), **{name: list(store.quads(name)) for name in others}}
        view.replace_graphs(versions)
        found = check_languages(view)
    texts = {name: _text(name, read) for name, read in versions.items()}
    told = [(finding, _quote(finding, texts)) for finding in found if finding.start is not None]
    return Ties({graph.languages_iri(work): graph.languages_quads(work, told)}, tuple(found))


def _text(version: str, quads: Sequence[Quad]) -> str:
    subject, name = NamedNode(version), NamedNode(expand("cdip:text"))
    terms = (quad.object for quad in quads if quad.subject == subject and quad.predicate == name)
    return next((term.value for term in terms if isinstance(term, Literal)), "")


def _quote(finding: Finding, texts: dict[str, str]) -> graph.Quote:
    document, start, end = finding.document or "", finding.start or 0, finding.end or 0
    return graph.Quote(document, start, end, texts.get(document, "")[start:end])
