"""The lineage as a picture: SVG to print, a page to explore, Mermaid and DOT text to paste elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cdipgraph import lineage as lineages
from cdipgraph.drawing import html, svg, text
from cdipgraph.drawing.plan import Plan, plan
from cdipgraph.drawing.words import Words
from cdipgraph.errors import UnknownThing, UsageError
from cdipgraph.lineage.boxes import Lineage

if TYPE_CHECKING:
    from cdipgraph.store import Store

#: How a picture can be arranged: in columns by stage, or in lanes by session.
ARRANGEMENTS: Final = ("stage", "session")


@dataclass(frozen=True)
class Drawing:
    """A lineage ready to be written in any of the forms; it shows itself in Jupyter."""

    lineage: Lineage
    by: str = "stage"
    lang: str = "fr"

    def __repr__(self) -> str:
        return f"<Drawing {self._documents or 'of nothing'} by {self.by}: {len(self.lineage.boxes)} boxes>"

    @cached_property
    def plan(self) -> Plan:
        """Where everything goes."""
        return plan(self.lineage, self.words, by=self.by)

    @property
    def words(self) -> Words:
        """The words of the reader's language."""
        return Words(self.lang)

    @property
    def title(self) -> str:
        """What the picture shows: the documents that it was read from."""
        named = self._documents
        return f"{self.words('word', 'title')} · {named}" if named else self.words("word", "title")

    @property
    def _documents(self) -> str:
        """The documents that the picture was read from, the first ones where they are many."""
        documents = dict.fromkeys(quote.document for box in self.lineage.boxes for quote in box.quotes)
        return ", ".join([*documents][:3]) + (" …" if len(documents) > 3 else "")

    @property
    def subtitle(self) -> str:
        """The proposals that the picture begins with."""
        return " / ".join(box.title for box in self.lineage.boxes if box.stage == "proposal")

    def svg(self) -> str:
        """The picture as an SVG document, fitted to an A3 page where its text stays readable there."""
        return svg.svg(self.plan, self.lineage, self.words, title=self.title, subtitle=self.subtitle)

    def html(self) -> str:
        """The picture as one page that needs nothing else: pan, zoom, search, chains lit up, quotes on a click."""
        return html.page(self.plan, self.lineage, self.words, title=self.title, subtitle=self.subtitle)

    def mermaid(self) -> str:
        """The lineage as the text of a Mermaid flow chart."""
        return text.mermaid(self.lineage, self.words)

    def dot(self) -> str:
        """The lineage as the text of a Graphviz graph."""
        return text.dot(self.lineage, self.words, title=self.title)

    def save(self, path: str | Path) -> None:
        """Nothing; writes the form that the name ends in: .svg, .html, .mmd or .dot. Raises UsageError for another."""
        forms = {".svg": self.svg, ".html": self.html, ".htm": self.html, ".mmd": self.mermaid, ".dot": self.dot}
        suffix = Path(path).suffix.lower()
        if suffix not in forms:
            raise UsageError(
                f"a picture cannot be written as {suffix or 'a file without an ending'}",
                where=str(path),
                remedy="Let the name end in .svg, .html, .mmd or .dot",
            )
        Path(path).write_text(forms[suffix](), encoding="utf-8")

    def _repr_svg_(self) -> str:
        return self.svg()


def draw(store: Store, thing: str | None = None, *, by: str = "stage", lang: str = "fr") -> Drawing:
    """The lineage that a store holds as a picture, or the chains through one thing: an IRI or what a person would type.

    `by` is "stage" (columns) or "session" (lanes). Raises UnknownThing when nothing answers to `thing` or no chain runs
    through it, UsageError for another arrangement, and what the store raises.
    """
    if by not in ARRANGEMENTS:
        raise UsageError(f"a picture cannot be arranged by {by}", remedy=f"Choose one of {', '.join(ARRANGEMENTS)}")
    lineage = lineages.read(store, lineages.located(store, thing), lang=lang)
    if thing and not lineage.boxes:
        raise UnknownThing(f"no chain runs through {thing}", remedy="`cdipgraph trace` shows what is known of it")
    return Drawing(lineage, by, lang)
