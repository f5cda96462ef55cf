"""The lineage as GraphML, for Gephi, yEd, Cytoscape and networkx."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Final

from cdipgraph.exports.ordering import natural
from cdipgraph.lineage import to_networkx
from cdipgraph.store import Store

#: What XML 1.0 cannot hold, escaped or not; a page break of a PDF is such a character.
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def document(store: Store) -> bytes:
    """The lineage graph as a GraphML file: its nodes are IRIs, in natural order, with what is known of each."""
    import networkx as nx

    lineage = to_networkx(store)
    graph: nx.DiGraph[str] = nx.DiGraph()
    for node in sorted(lineage, key=natural):
        graph.add_node(node, **_attributes(lineage.nodes[node]))
    for source, target in sorted(lineage.edges, key=lambda edge: (natural(edge[0]), natural(edge[1]))):
        graph.add_edge(source, target, **_attributes(lineage.edges[source, target]))
    file = io.BytesIO()
    # Not write_graphml: what that writes depends on whether lxml is installed.
    nx.write_graphml_xml(graph, file, named_key_ids=True)
    return file.getvalue()


def _attributes(known: Mapping[str, object]) -> dict[str, str | int | float | bool]:
    """What is known, as GraphML can hold it: nothing empty, lists as one text."""
    return {name: _scalar(value) for name, value in sorted(known.items()) if value not in (None, "", (), [])}


def _scalar(value: object) -> str | int | float | bool:
    if isinstance(value, bool | int | float):
        return value
    text = "; ".join(str(member) for member in value) if isinstance(value, list | tuple) else str(value)
    return _NOT_XML.sub("\ufffd", text)
