"""What documents answer of what others ask: the evaluation that a Chair's summary asks for, presented at the session
that it is due at, as that session's report tells.

No document says it by itself, so it stands in a graph of its own beside the language version that answers,
`doc/CDIP/25/11/en/answers`, made from what that version tells as done and from all that the store knows to be asked.
Building a document makes anew its own such graph, and those of the others that answered, or now answer, what it asks:
the order of building does not count, and an answer goes with either of the two documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cdipgraph import graph
from cdipgraph.fulfilment.gathering import Facts, answering
from cdipgraph.fulfilment.matching import reply
from cdipgraph.fulfilment.told import Asked, Given
from cdipgraph.graph import Reply
from cdipgraph.store.local import MemoryStore

if TYPE_CHECKING:
    from cdipgraph.store import Store


def fulfilled(store: Store, document: str, quads: Sequence[graph.Quad]) -> dict[str, list[graph.Quad]]:
    """The graphs of answers that the document of these quads, which are about to be stored as the graph `document`, has
    a part in: by name, empty where nothing is answered any more.
    """
    with MemoryStore() as own:
        own.replace_graphs({document: list(quads)})
        committees = Facts(own).committees()
        here, elsewhere = Facts(own, committees), Facts(store, committees, without=document)
        asked_here, given_here = here.asked(), here.given()
        before = answering(store, document.rpartition("/")[0])
        asked = [*asked_here, *elsewhere.asked()] if given_here or asked_here or before else []
        given = elsewhere.given() if asked_here or before else []
    told: dict[str, list[Given]] = defaultdict(list, {document: given_here})
    for one in given:
        told[one.quotes[0].document].append(one)
    concerned = {name for name, some in told.items() if _answers(some, asked_here)} | before
    return {graph.answers_iri(name): _graph(name, told[name], asked) for name in sorted({document, *concerned})}


def _answers(given: Iterable[Given], asked: Iterable[Asked]) -> bool:
    return any(reply(one, other) for one in asked for other in given)


def _graph(document: str, given: Sequence[Given], asked: Iterable[Asked]) -> list[graph.Quad]:
    """The quads of what a language version answers."""
    replies = [found for one in asked for found in _replies(one, given)]
    return graph.answers_quads(document, _each_once(replies))


def _replies(asked: Asked, given: Iterable[Given]) -> list[Reply]:
    """The answers of one version to one thing asked: those that are certain; where none is, all."""
    replies = [found for one in given if (found := reply(asked, one))]
    return [found for found in replies if found.certain] or replies


def _each_once(replies: Iterable[Reply]) -> list[Reply]:
    """Each thing that answers what is asked once, with all the words: as full and as certain as the best of them."""
    found: dict[tuple[str, str], Reply] = {}
    for one in sorted(replies, key=lambda one: (one.commitment, one.given, not one.full, one.quotes)):
        known = found.get((one.commitment, one.given))
        if known is None:
            found[one.commitment, one.given] = one
        else:
            quotes = tuple(dict.fromkeys((*known.quotes, *one.quotes)))
            certain, full = known.certain or one.certain, known.full or one.full
            found[one.commitment, one.given] = replace(known, certain=certain, full=full, quotes=quotes)
    return list(found.values())
