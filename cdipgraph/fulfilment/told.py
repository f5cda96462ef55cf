"""What is asked and what is told as done, as the store knows them, with the words that say what they are about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from cdipgraph import languages
from cdipgraph.graph import Quote
from cdipgraph.languages import Language
from cdipgraph.source import matching_view
from cdipgraph.symbols import Symbol, find
from cdipgraph.wordstems import content

_DOING = 30  # characters in which the verb of what is asked stands


@dataclass(frozen=True)
class Asked:
    """What one language version asks: the commitment, its words, of whom, at which session, for which one.

    `beside` are those of its words that say for when and under which conditions; `around` the words that it stands
    among; `lasting` is true for what is asked again and again, or for some time.
    """

    commitment: str
    quote: Quote
    committee: str
    code: str
    actor: str
    asked_at: int
    due: int | None = None
    beside: tuple[str, ...] = ()
    around: str = ""
    lasting: bool = False

    @property
    def work(self) -> str:
        """The document that asks."""
        return self.quote.document.rpartition("/")[0]

    @cached_property
    def language(self) -> Language:
        """The language that it is asked in."""
        return languages.load(self.code)

    @cached_property
    def words(self) -> frozenset[str]:
        """What is asked for: the beginnings of the words that say it, and not what for."""
        text = self.quote.exact
        for words in self.beside:
            text = text.replace(words, " ")
        return content(self.language.pattern("delivering", "purpose").sub(" ", _lower(text)), self.language)

    @cached_property
    def context(self) -> frozenset[str]:
        """What else is spoken of where it is asked: in the decision, its item, its measure or the heading over it."""
        return content(_lower(self.around), self.language)

    @cached_property
    def symbols(self) -> tuple[Symbol, ...]:
        """The documents that are named in what is asked."""
        return _symbols(self.quote.exact)

    @cached_property
    def doing(self) -> tuple[str, ...]:
        """What is to be done that presenting is not: publishing, translating."""
        opening = _lower(self.quote.exact)[:_DOING]
        return tuple(name for name in ("publishing", "translating") if self.finds(name, opening))

    @cached_property
    def considering(self) -> bool:
        """True where the committee is to take something up."""
        return self.actor == "committee" and self.finds("considering", _lower(self.quote.exact))

    @cached_property
    def of_delegations(self) -> bool:
        """True where delegations are named in what is asked: what was received from them, somebody else is to use."""
        return self.actor != "delegations" and self.finds("delegations", _lower(self.quote.exact))

    def finds(self, name: str, lower: str) -> bool:
        """Whether words of the kind stand in a text."""
        return self.language.sought("delivering", name).search(lower, 0, len(lower)) is not None


@dataclass(frozen=True)
class Given:
    """What one language version tells as done: what it is called, in which sentence, by whom, at which session.

    `thing` is what it is known by: the delivery, the activity, or the document where it is one's title. `documents` are
    those that the sentence names; the first of `quotes` is that of the sentence.
    """

    thing: str
    quotes: tuple[Quote, ...]
    committee: str
    code: str
    label: str
    session: int
    session_iri: str
    text: str = ""
    actor: str = ""
    documents: tuple[tuple[str, str], ...] = ()
    full: bool = True

    @property
    def work(self) -> str:
        """The document that tells it."""
        return self.quotes[0].document.rpartition("/")[0]

    @cached_property
    def named(self) -> frozenset[str]:
        """What was done: the beginnings of the words that say it."""
        return content(_lower(self.label), languages.load(self.code))

    @cached_property
    def told(self) -> frozenset[str]:
        """The same, of the whole sentence."""
        return self.named | content(_lower(self.text), languages.load(self.code))

    @cached_property
    def symbols(self) -> tuple[Symbol, ...]:
        """The documents that the sentence, and the name of what was done, speak of."""
        return _symbols(f"{self.text} {self.label}")

    @cached_property
    def lower(self) -> str:
        """The sentence, as patterns are looked for in it."""
        return _lower(self.text)

    @cached_property
    def produced(self) -> tuple[str, ...]:
        """The documents of the session itself that the sentence names."""
        own = (iri for iri, symbol in self.documents for read in _symbols(symbol) if read.session == self.session)
        return tuple(dict.fromkeys(own))


def _lower(text: str) -> str:
    return matching_view(text).lower()


def _symbols(text: str) -> tuple[Symbol, ...]:
    return tuple(dict.fromkeys(symbol for _, symbol in find(matching_view(text))))
