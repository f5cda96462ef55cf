"""The chain of decisions as a graph: what asked, what was done, where it was reviewed, what was decided, what follows.

Read from a store, embedded or remote, by one question (`queries/things.rq`). A box of the lineage is what a reader
takes for one thing: a review with its range of paragraphs, a Chair's summary item with the decisions worded in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from cdipgraph import resources
from cdipgraph.drawing.words import Words
from cdipgraph.lineage.assembly import assemble, assemble_asked
from cdipgraph.lineage.boxes import Lineage
from cdipgraph.lineage.statements import Statements

if TYPE_CHECKING:
    import networkx as nx

    from cdipgraph.store import Store


def read(store: Store, thing: str | None = None, *, lang: str = "fr", as_of: int | None = None) -> Lineage:
    """The lineage that a store holds, or the chains through one thing (its IRI), with labels in `lang`; what was asked
    as it stands, or as it stood when the session `as_of` ended.

    A store without a chain gives a lineage without boxes. Raises EndpointError and its kind when a store elsewhere
    cannot be asked.
    """
    rows = store.query(resources.read("queries", "things.rq")).rows
    lineage = assemble(Statements(rows, lang), Words(lang), as_of)
    return through(lineage, thing) if thing else lineage


def asked(store: Store, thing: str, *, lang: str = "fr", as_of: int | None = None) -> Lineage:
    """What is asked in a thing (its IRI) that is in no chain, or answered by it, as a lineage without boxes; each as it
    stands, or as it stood when the session `as_of` ended. Raises as `read`.
    """
    rows = store.query(resources.read("queries", "things.rq")).rows
    return assemble_asked(Statements(rows, lang), Words(lang), thing, as_of)


def to_networkx(store: Store, thing: str | None = None, *, lang: str = "fr") -> nx.DiGraph[str]:
    """The lineage as a networkx graph, or the chains through one thing: an IRI, or what a person would type.

    Nodes are IRIs with the attributes `stage`, `label`, `title`, `session`, `quote`, `document`, `start`, `end` (of the
    quote), `kind`, `outcomes`, `status`, `due`, `stated_in`, `deliverable` and `states` (of what a measure sets up);
    numbers that are not known are left out. Edges have `relation` (contains, responds, implements, reviews, decides,
    follows, asks, answers), `note` and `certain`. Raises UnknownThing when nothing answers to `thing`.
    """
    return graph_of(read(store, located(store, thing), lang=lang))


def located(store: Store, thing: str | None) -> str | None:
    """The IRI of what a person typed; None stays None. Raises UnknownThing, with what is near, when there is none."""
    if thing is None:
        return None
    from cdipgraph.things import resolve

    return resolve(store, thing)


def through(lineage: Lineage, thing: str) -> Lineage:
    """The chains through one thing: the boxes that stand for it, all that led to them and all that came of them."""
    seeds = [box.iri for box in lineage.boxes if thing == box.iri or thing in box.stands_for]
    if not seeds:  # an answered request has no box of its own: it is told with its decision
        seeds = [ask.decision for ask in lineage.asks if ask.iri == thing]
    later = _reached(seeds, ((link.source, link.target) for link in lineage.links))
    kept = later | _reached(seeds, ((link.target, link.source) for link in lineage.links))
    return replace(
        lineage,
        boxes=tuple(box for box in lineage.boxes if box.iri in kept),
        links=tuple(link for link in lineage.links if link.source in kept and link.target in kept),
        asks=tuple(ask for ask in lineage.asks if ask.decision in kept),
    )


def _reached(seeds: list[str], steps: Iterable[tuple[str, str]]) -> set[str]:
    """All that the steps lead to from the seeds. Loading networkx would take longer than a whole trace does."""
    following: dict[str, list[str]] = defaultdict(list)
    for start, end in steps:
        following[start].append(end)
    reached, waiting = set(seeds), list(seeds)
    while waiting:
        new = [end for end in following[waiting.pop()] if end not in reached]
        reached.update(new)
        waiting.extend(new)
    return reached


def graph_of(lineage: Lineage) -> nx.DiGraph[str]:
    """The lineage as a networkx graph, as `to_networkx` describes it."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    for box in lineage.boxes:
        quote = box.quotes[0] if box.quotes else None
        told = {
            "stage": box.stage,
            "label": box.label,
            "title": box.title,
            "session": box.session,
            "quote": quote.text if quote else "",
            "document": quote.document if quote else "",
            "start": quote.start if quote else None,
            "end": quote.end if quote else None,
            "kind": box.kind,
            "outcomes": ", ".join(box.outcomes),
            "status": box.status,
            "due": box.due,
            "stated_in": box.stated_in,
            "deliverable": box.made.label if box.made else "",
            "states": "; ".join(map(str, box.made.strip)) if box.made else "",
        }
        # No file format of networkx has a word for a number that there is not.
        graph.add_node(box.iri, **{name: value for name, value in told.items() if value is not None})
    for link in lineage.links:
        graph.add_edge(link.source, link.target, relation=link.relation, note=link.note, certain=link.certain)
    return graph
