"""The languages in which the software speaks to people; those that it reads are another matter (`languages`)."""

from __future__ import annotations

from typing import Final

from cdipgraph.errors import UsageError

LANGUAGES: Final = ("fr", "en", "es")


def spoken(lang: str) -> str:
    """The language, which is one of those spoken. Raises UsageError for any other."""
    if lang not in LANGUAGES:
        raise UsageError(f"nothing can be said in {lang!r}", remedy=f"Choose one of {', '.join(LANGUAGES)}")
    return lang
