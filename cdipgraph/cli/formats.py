"""The formats that several commands write, by name and by the end of a file's name, and how rows become text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from cdipgraph.errors import UsageError

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


def require_known(settings: Settings, suffixes: dict[str, str]) -> None:
    """Nothing. Raises UsageError for an output whose name does not say what it shall be, when nothing else does."""
    suffix = Path(settings.output or "").suffix.lower()
    if settings.format is None and suffix and suffix not in suffixes:
        raise UsageError(
            f"there is no format for a name in {suffix}",
            where=str(settings.output),
            remedy=f"Give --format, or let the name end in {', '.join(suffixes)}",
        )
