"""Taking times: medians of repeated calls and of whole processes, and the memory a process peaked at."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True)
class Process:
    """What a whole process took: median seconds, and the most memory of any run in MB."""

    seconds: float
    megabytes: float


def median(call: Callable[[], object], repeats: int) -> float:
    """The median time of a call in seconds, after one call that is not counted."""
    call()
    times = []
    for _ in range(repeats):
        started = perf_counter()
        call()
        times.append(perf_counter() - started)
    return statistics.median(times)


def process(arguments: Sequence[str], repeats: int = 7) -> Process:
    """What a command takes as a whole process, the first run (which may compile) not counted."""
    times, memory = [], 0.0
    for run in range(repeats + 1):
        started = perf_counter()
        child = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = perf_counter() - started
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            sys.exit(f"{' '.join(arguments)} failed: {child.stderr.read().decode() if child.stderr else ''}")
        if child.stderr:
            child.stderr.close()
        child.returncode = 0
        if run:
            times.append(seconds)
        memory = max(memory, usage.ru_maxrss / 1024)
    return Process(statistics.median(times), memory)


def table(title: str, rows: Sequence[Sequence[str]]) -> str:
    """A table for the terminal; the first row heads it."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join([title, *(f"  {line}" for line in lines), ""])
