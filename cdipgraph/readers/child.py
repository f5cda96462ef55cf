"""A program run in a child process under limits: what a hostile file can do ends with the child."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from os import SEEK_END
from pathlib import Path

MEBIBYTE = 1024 * 1024

#: Runs the program named by the first argument as one that is imported is run: compiled once, not each time.
_START = (
    "import sys; from importlib.util import module_from_spec as made, spec_from_file_location as at; del sys.argv[0]; "
    "spec = at('__main__', sys.argv[0]); spec.loader.exec_module(made(spec))"
)


@dataclass(frozen=True)
class Limits:
    """What a child may use: bytes of memory, seconds of processor, seconds by the clock, bytes of answer."""

    memory: int = 1024 * MEBIBYTE
    processor: int = 60
    clock: float = 120.0
    answer: int = 128 * MEBIBYTE


class ChildFailed(Exception):
    """The child did not come to its end; `why` says so in words."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def answer(program: Path, data: bytes, limits: Limits, arguments: Sequence[int] = ()) -> bytes:
    """What a Python program writes that is given the data; raises ChildFailed.

    The program sets the limits of memory, processor and answer itself, before it reads the data: its first arguments
    are their numbers. The answer goes to a file without a name, so that a limit of the system bounds it.
    """
    numbers = [limits.memory, limits.processor, limits.answer, *arguments]
    with tempfile.TemporaryFile() as written, tempfile.TemporaryFile() as said:
        try:
            done = subprocess.run(  # noqa: S603 - our own program, by its path, and numbers
                [sys.executable, "-P", "-c", _START, str(program), *map(str, numbers)],
                input=data,
                stdout=written,
                stderr=said,
                timeout=limits.clock,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise ChildFailed(f"it took longer than {limits.clock:g} s") from None
        if written.seek(0, SEEK_END) >= limits.answer:  # a write that is cut short is not always told as an error
            raise ChildFailed(f"it holds more than {limits.answer // MEBIBYTE} MiB of text")
        if done.returncode:
            said.seek(0)
            raise ChildFailed(_why(done.returncode, said.read(), limits))
        written.seek(0)
        return written.read()


def _why(code: int, said: bytes, limits: Limits) -> str:
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return f"it needs more than {limits.processor} s of processor time"
    if b"MemoryError" in said:
        return f"it needs more than {limits.memory // MEBIBYTE} MiB of memory"
    if code < 0:
        return f"reading it ended with {signal.Signals(-code).name}, as too little memory or a damaged file do"
    return f"reading it ended with an error ({said.decode('utf-8', 'replace').strip().splitlines()[-1:]})"
