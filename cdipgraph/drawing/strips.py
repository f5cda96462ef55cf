"""The strip of states of what a measure sets up: "proposed 21, 22 → options 23 → chosen B 23 → launched"."""

from __future__ import annotations

from cdipgraph.drawing import fonts
from cdipgraph.drawing.words import Words
from cdipgraph.lineage.boxes import Made, Step


def strip(made: Made, words: Words) -> str:
    """The states in their order, each with its sessions; empty when none is told."""
    return " → ".join(_step(step, words) for step in made.strip)


def wrapped(made: Made, words: Words, room: float, size: float, *, lines: int) -> tuple[str, ...]:
    """The strip in lines that fit a width, no state parted from its sessions; the last line is cut if need be."""
    steps = [_step(step, words) for step in made.strip]
    found: list[str] = []
    for number, step in enumerate(steps):
        part = step if number == len(steps) - 1 else f"{step} →"
        joined = f"{found[-1]} {part}" if found else part
        if found and (len(found) == lines or fonts.width(joined, size) <= room):
            found[-1] = joined
        else:
            found.append(part)
    return tuple(fonts.cut(line, room, size) for line in found)


def named(made: Made) -> str:
    """The thing, and what else it is called."""
    return f"{made.label} ({', '.join(made.names)})" if made.names else made.label


def _step(step: Step, words: Words) -> str:
    parts = [words("state", step.state), step.option, ", ".join(map(str, step.sessions))]
    return " ".join(filter(None, parts))
