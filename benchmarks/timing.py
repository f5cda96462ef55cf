"""Taking times: medians of repeated calls and of whole processes, and the memory a process peaked at."""

from __future__ import annotations

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


#: Runs a command, prints seconds and peak kilobytes. A process of its own, as a child's peak counts from its parent's.
_LAUNCHER = """
import resource, subprocess, sys, time
started = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
seconds = time.perf_counter() - started
if done.returncode > 1:
    sys.exit(done.stderr)
print(seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def process(arguments: Sequence[str], repeats: int = 7) -> Process:
    """What a command takes as a whole process, the first run (which may compile) not counted."""
    times, memory = [], []
    for run in range(repeats + 1):
        launched = subprocess.run(
            [sys.executable, "-c", _LAUNCHER, *arguments], capture_output=True, text=True, check=False
        )
        if launched.returncode:
            sys.exit(f"{' '.join(arguments)} failed: {launched.stderr}")
        seconds, kilobytes = launched.stdout.split()
        if run:
            times.append(float(seconds))
            memory.append(int(kilobytes) / 1024)
    return Process(statistics.median(times), max(memory))


def table(title: str, rows: Sequence[Sequence[str]]) -> str:
    """A table for the terminal; the first row heads it."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join([title, *(f"  {line}" for line in lines), ""])
