"""The formats that several commands write, by name and by the end of a file's name, and how rows become text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cdipgraph.answers import Answer
    from cdipgraph.console import Settings

VIOLATION: Final = 1  # the exit code where a violation or a difference was found
ROWS: Final = ("table", "csv", "tsv", "json", "md")
ROW_SUFFIXES: Final = {".csv": "csv", ".tsv": "tsv", ".json": "json", ".md": "md", ".txt": "table"}


def as_text(settings: Settings, answer: Answer, chosen: str) -> str:
    """The answer in the chosen format; a table fits the terminal it goes to."""
    if chosen != "table":
        return answer.to(chosen)
    from cdipgraph.answers import table

    return table(answer, settings.width, styled=settings.styled)
