"""The words of pictures and traces in French, English and Spanish, from `words.toml`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

from cdipgraph.spoken import spoken


class Words:
    """The words of one language: `Words("fr")("stage", "review")` is "Examen". Raises UsageError for one not spoken."""

    def __init__(self, lang: str) -> None:
        self.lang = spoken(lang)

    def __call__(self, scheme: str, name: str) -> str:
        """The word; a controlled value that has none stands for itself, with spaces for its hyphens."""
        entry = _tables().get(scheme, {}).get(name)
        return entry[self.lang] if entry else name.replace("-", " ")

    def all(self, scheme: str) -> dict[str, str]:
        """Every word of a scheme."""
        return {name: entry[self.lang] for name, entry in _tables()[scheme].items()}

    def quoted(self, text: str) -> str:
        """The text in the quotation marks of the language."""
        opening, closing = {"fr": ("«\u00a0", "\u00a0»"), "es": ("«", "»")}.get(self.lang, ("“", "”"))
        return f"{opening}{text}{closing}"


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(files("cdipgraph.drawing").joinpath("words.toml").read_text(encoding="utf-8"))
