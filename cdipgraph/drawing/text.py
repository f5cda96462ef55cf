"""The lineage as text for other tools to draw: Mermaid flow charts and Graphviz graphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cdipgraph.drawing import faces, fonts
from cdipgraph.drawing.words import Words
from cdipgraph.lineage.boxes import STAGES, Box, Lineage, Link

#: What Mermaid would take for its own: quotes, entities, Markdown, tags, lists, links.
_MERMAID: Final = re.compile(r"[^\w\s.,:()/·–—’‑§«»“”…+=-]|[\u0000-\u001f]")
_CONTROL: Final = re.compile("[\u0000-\u001f\u007f\ud800-\udfff]")

_COLOURS: Final = {
    "proposal": ("#f4f4f2", "#5c5f62"),
    "paragraph": ("#f7f2e8", "#857452"),
    "measure": ("#ffffff", "#3d5166"),
    "paper": ("#e6effa", "#567aa6"),
    "event": ("#f1e7f8", "#8a68a8"),
    "review": ("#fff3d3", "#a2863a"),
    "decision": ("#1f4e79", "#163a5b"),
    "follow-up": ("#e3f4ea", "#40805f"),
    "commitment": ("#fff2e3", "#d55e00"),
}
#: The shape of each look: Mermaid's brackets, Graphviz's shape and style.
_SHAPES: Final = {
    "proposal": ("[[", "]]", "box", "filled"),
    "paragraph": ("[", "]", "box", "filled"),
    "measure": ("(", ")", "box", "filled,rounded"),
    "paper": ("[", "]", "note", "filled"),
    "event": ("([", "])", "box", "filled,rounded"),
    "review": ("(", ")", "box", "filled,rounded"),
    "decision": ("[", "]", "box", "filled,bold"),
    "follow-up": ("([", "])", "box", "filled,rounded"),
    "commitment": ("{{", "}}", "hexagon", "filled,dashed"),
}
_MERMAID_ARROWS: Final = {"decides": "==>", "answers": "-.->", "asks": "-.->"}
_DOT_EDGES: Final = {
    "decides": 'color="#1f4e79", penwidth=1.8',
    "follows": 'color="#40805f"',
    "answers": 'color="#c77700", style=dashed, constraint=false',
    "asks": 'color="#d55e00", style=dotted',
}


def mermaid(lineage: Lineage, words: Words) -> str:
    """The text of a Mermaid flow chart, from left to right."""
    number = {box.iri: f"n{index}" for index, box in enumerate(lineage.boxes)}
    lines = ["flowchart LR"]
    for box in lineage.boxes:
        opening, closing, _, _ = _SHAPES[_look(box)]
        label = "<br/>".join(_mermaid(line) for line in _label(box, words))
        lines.append(f'    {number[box.iri]}{opening}"{label}"{closing}:::{_class(box)}')
    for link in lineage.links:
        arrow = _MERMAID_ARROWS.get(link.relation, "-->" if link.certain else "-.->")
        note = f'|"{_mermaid(words("relation", link.relation))}"|' if link.relation in ("answers", "asks") else ""
        lines.append(f"    {number[link.source]} {arrow}{note} {number[link.target]}")
    lines.extend(_mermaid_classes(lineage))
    return "\n".join(lines) + "\n"


def _mermaid_classes(lineage: Lineage) -> Iterator[str]:
    for look in dict.fromkeys(_look(box) for box in lineage.boxes):
        fill, line = _COLOURS[look]
        ink = "#ffffff" if look == "decision" else "#1c2530"
        dashes = ",stroke-dasharray:5 3" if look == "commitment" else ""
        yield f"    classDef {look.replace('-', '')} fill:{fill},stroke:{line},color:{ink}{dashes}"


def _mermaid(words: str) -> str:
    """The words with every character that could mean something to Mermaid as an entity code of its own kind."""
    return _MERMAID.sub(lambda match: f"#{ord(match[0])};", _CONTROL.sub(" ", words))


def dot(lineage: Lineage, words: Words, *, title: str) -> str:
    """The text of a Graphviz graph, from left to right, a rank a stage."""
    number = {box.iri: f"n{index}" for index, box in enumerate(lineage.boxes)}
    lines = [
        "digraph lineage {",
        "    graph [rankdir=LR, ranksep=0.6, nodesep=0.15];",
        f'    graph [label="{_dot(title)}", labelloc=t, fontname="DejaVu Sans"];',
        '    node [fontname="DejaVu Sans", fontsize=10, margin="0.1,0.05"];',
        '    edge [color="#737a84", arrowsize=0.7];',
    ]
    lines += [f"    {number[box.iri]} [{_dot_box(box, words)}];" for box in lineage.boxes]
    lines += [f"    {number[link.source]} -> {number[link.target]}{_dot_edge(link)};" for link in lineage.links]
    for stage in STAGES:
        same = [number[box.iri] for box in lineage.boxes if box.stage == stage]
        if len(same) > 1:
            lines.append(f"    {{ rank=same; {'; '.join(same)}; }}")
    return "\n".join([*lines, "}"]) + "\n"


def _dot_box(box: Box, words: Words) -> str:
    look = _look(box)
    _, _, shape, style = _SHAPES[look]
    fill, line = _COLOURS[look]
    ink = "#ffffff" if look == "decision" else "#1c2530"
    label = "\\n".join(_dot(one) for one in _label(box, words))
    return (
        f'label="{label}", tooltip="{_dot(box.title)}", shape={shape}, style="{style}", fillcolor="{fill}",'
        f' color="{line}", fontcolor="{ink}"'
    )


def _dot_edge(link: Link) -> str:
    attributes = _DOT_EDGES.get(link.relation, "")
    if not link.certain:
        attributes = ", ".join(filter(None, (attributes, "style=dotted")))
    if link.note:
        attributes += f', tooltip="{_dot(link.note)}"'
    return f" [{attributes}]" if attributes else ""


def _dot(words: str) -> str:
    return _CONTROL.sub(" ", words).replace("\\", "\\\\").replace('"', '\\"')


def _label(box: Box, words: Words) -> list[str]:
    """The lines of a box: what names it, and as much of its text as three lines hold."""
    said = faces.outcomes(box, words) if box.stage == "decision" else box.title
    return [box.label, *(fonts.wrap(said, 200.0, 10.0, lines=3) if said != box.label else ())]


def _look(box: Box) -> str:
    return faces.style(box).split()[0]


def _class(box: Box) -> str:
    return _look(box).replace("-", "")
