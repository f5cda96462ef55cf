"""How one language words citations: the patterns of its phrase table, put together and compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property

from cdipgraph.languages import Language

_NAMED_GROUP = re.compile(r"\(\?P<(\w+)>")
_QUALIFIED = 40  # characters of the longest words between an ordinal and its noun
_JOIN = 24  # what joins two ordinals of a list is shorter
_OF_ENTRIES = ("report", "document", "document_again")
#: A point that a comma parts from its number, before what the paragraph is of: "paragraphe 7, b), du document".
_APART = r"(?:,\s*(?P<apart>\(?[a-z]{1,4}\)))?"
#: The rest of a run of symbols: "8" after SCP/17/7, "8 Rev.", "36/Add.1" after IP/C/M/35, "Corr.1".
_RUN_STATE = r"(?P<state>/(?:add|corr|rev)\.?\d{1,2}| (?:(?:rev|prov|add|corr)\.(?: ?\d{1,2}\b)?|(?:rev|prov|corr)\b))"
_RUN_PART = (
    rf"(?:(?P<number>\d{{1,4}})(?:{_RUN_STATE}|-(?P<until>\d{{1,4}})\b)?"
    r"|(?P<suffix>(?:add|corr|rev)\. ?\d{1,2}))"
)


def _at(*path: str) -> cached_property[re.Pattern[str]]:
    """The pattern at a place of the phrase table; many documents hold no word of a form, which is then not compiled."""
    return cached_property(lambda grammar: grammar.language.pattern(*path))


def _ending(*path: str) -> cached_property[re.Pattern[str]]:
    """The same, as it ends a stretch of text."""
    return cached_property(lambda grammar: grammar.language.ending(*path))


class Grammar:
    """The patterns of one language. Those of the forms are named as the entries of [citations] are."""

    item, point = _at("citations", "item"), _at("citations", "point")
    annex, chapter = _at("citations", "annex"), _at("citations", "chapter")
    ibid, resolution, resolutions = (_at("citations", name) for name in ("ibid", "resolution", "resolutions"))
    following, resolution_tail = _at("following", "paragraphs"), _at("following", "resolution")
    document = _at("targets", "document")
    farther_symbol, farther_report, farther_named = (_at("farther", name) for name in ("symbol", "report", "named"))
    article, naming, several_documents = (_ending("following", name) for name in ("article", "naming", "documents"))
    agenda = _ending("words", "agenda")
    session, counted_after, sitting = (_at("words", name) for name in ("session", "counted_after", "sitting"))

    def __init__(self, language: Language) -> None:
        self.language = language
        self.anchors = tuple(
            (word, form) for form, words in language.table.get("anchors", {}).items() for word in words
        )
        self.stopwords = frozenset(language.table["stopwords"])
        self.holding = tuple(word for word, name in self.anchors if name == "paragraphs")

    @cached_property
    def report(self) -> re.Pattern[str]:
        """A report, with what leads from it to the word for its paragraphs."""
        return self._leading("report")

    @cached_property
    def summary(self) -> re.Pattern[str]:
        """A Chair's summary, with what leads from it to the word for its items."""
        return self._leading("summary")

    @cached_property
    def summary_items(self) -> re.Pattern[str]:
        """A Chair's summary and the numbers of its items after it: "the Summary by the Chair, item 7.2"."""
        forms = (self.language.text("citations", "summary"), self.language.text("following", "items"), "{list}")
        return re.compile("".join(f"(?:{self.language.expand(form)})" for form in forms))

    def _leading(self, name: str) -> re.Pattern[str]:
        forms = (self.language.text("citations", name), self.language.text("following", "paragraphs"))
        return re.compile("".join(f"(?:{self.language.expand(form)})" for form in forms))

    @cached_property
    def paragraphs(self) -> re.Pattern[str]:
        """Paragraph numbers, with what follows and says what they are of: the group that is closed last names it."""
        head = self.language.expand(self.language.text("citations", "paragraphs"))
        return re.compile(f"{head}(?:{_APART}(?:{self._of(self._targets)}))?")

    @cached_property
    def entries(self) -> re.Pattern[str]:
        """Paragraph numbers after another word, "numeral 12", which a document that they are of makes paragraphs."""
        head = self.language.expand(r"{numbered} ?{list}")
        return re.compile(f"{head}{_APART}(?:{self._of(_OF_ENTRIES)})")

    def _of(self, names: Iterable[str]) -> str:
        """What numbers may be of, each in a group that has its name and is closed last."""
        alternatives = []
        for name in names:
            renamed = _NAMED_GROUP.sub(rf"(?P<{name}_\1>", self.language.expand(self._targets[name]))
            alternatives.append(f"{renamed}(?P<{name}>)")
        return "|".join(alternatives)

    @property
    def _targets(self) -> Mapping[str, str]:
        return {name: text for name, text in self.language.table.get("targets", {}).items() if name != "examples"}

    @cached_property
    def symbol_groups(self) -> dict[str, tuple[str, ...]]:
        """For each target, the groups of `paragraphs` that hold its symbol: one of them is filled."""
        groups = self.paragraphs.groupindex
        return {name: tuple(group for group in groups if group.startswith(f"{name}_symbol")) for name in self._targets}

    @cached_property
    def run(self) -> re.Pattern[str]:
        """The next of a run of symbols of which only the first is whole."""
        words = self.language.table["words"]
        return self.language.compile(
            rf"(?:\s*,\s*(?:{words['and']}\s+)?|\s+{words['and']}\s+|(?P<to>\s*{words['to']}\s*)){_RUN_PART}"
        )

    @cached_property
    def run_end(self) -> re.Pattern[str]:
        """What may follow the last of a run: the end of a clause, or more of it."""
        words = self.language.table["words"]
        return self.language.compile(rf"\s*(?:[,;:)\]\"']|\.(?:\W|$)|$|{words['and']}\s|{words['to']}\s+{_RUN_PART})")

    @cached_property
    def here_too(self) -> re.Pattern[str]:
        """More numbers of this document after the first: "and 23 below"."""
        return self.language.pattern_of(r"(?:\s*,\s*|\s*,?\s*{and}\s+){list},?\s+{here}")

    @cached_property
    def to(self) -> re.Pattern[str]:
        """What joins the ends of a range."""
        return self.language.pattern_of(r"\s*{to}\s*")

    def ordinals_of(self, lower: str, at: int, earliest: int) -> list[tuple[int, int, int]]:
        """The ordinals of the noun at `at`: before it, before what qualifies it, or before another count in brackets:
        "the fifty-seventh (27th ordinary) session".
        """
        found = self.ordinals_before(lower, at, earliest)
        if not found and (qualified := self.qualified(lower, at)) >= 0:
            found = self.ordinals_before(lower, qualified, earliest)
        if not found and lower[max(0, at - 2) : at] == ") ":
            opened = lower.rfind("(", max(earliest, at - _QUALIFIED), at)
            found = self.ordinals_before(lower, opened, earliest) if opened >= 0 else []
        return found

    def ordinals_before(self, lower: str, at: int, earliest: int = 0) -> list[tuple[int, int, int]]:
        """The ordinals that stand right before the word at `at`, in order, as start, end, value: one, or several joined
        by commas, "and" or, for a range, "to".
        """
        found: list[tuple[int, int, int]] = []
        span = self.language.ordinal_before(lower, at)
        while span and span.start >= earliest:
            start, end = span
            value = self.language.ordinal(lower[start:end])
            if value is None:
                break
            found.append((start, end, value))
            joined = self._join.search(lower[max(0, start - _JOIN) : start])
            if joined is None:
                break
            span = self.language.ordinal_before(lower, start - len(joined[0]))
        found.reverse()
        return found

    def ordinals_after(self, lower: str, at: int, limit: int) -> list[tuple[int, int, int]]:
        """The ordinals that stand right after the word that ends at `at`, as start, end, value."""
        match = self._after.match(lower, at, limit)
        if not match:
            return []
        end, found, start = match.end("list"), [], match.start("list")
        joins = [(j.start(), j.end()) for j in self._joins.finditer(lower, start, end)]
        for stop, following in [*joins, (end, end)]:  # "trigésima y trigésima primera" are two, whatever "y" can join
            if not self._ordinals.fullmatch(lower, start, stop):
                return []
            found.append((start, stop, self.language.ordinal(lower[start:stop]) or 0))
            start = following
        return found

    def qualified(self, lower: str, at: int) -> int:
        """Where the words begin that can stand between an ordinal and the noun at `at`: "special session"; else -1."""
        start = max(0, at - _QUALIFIED)
        match = self._qualified.search(lower[start:at]) if self._qualified else None
        return start + match.start() if match else -1

    @cached_property
    def _qualified(self) -> re.Pattern[str] | None:
        words = self.language.table["words"].get("qualified")
        return self.language.compile(rf"\b{words}\s+$") if words else None

    @cached_property
    def _ordinals(self) -> re.Pattern[str]:
        return self.language.compile("{ordinal}")

    @property
    def _joined(self) -> str:
        words = self.language.table["words"]
        return rf"(?:\s*,\s*|\s+{words['and']}\s+|\s+{words['to']}\s+|\s*-\s*)"

    @cached_property
    def _joins(self) -> re.Pattern[str]:
        return self.language.compile(self._joined)

    @cached_property
    def _after(self) -> re.Pattern[str]:
        return self.language.compile(rf"\s+(?P<list>{{ordinal}}(?:{self._joined}{{ordinal}})*)(?:\s|[,.;:)]|$)")

    @cached_property
    def _join(self) -> re.Pattern[str]:
        return self.language.compile(r"\s*(?:,|\s{and}|\s{to}|{then})\s+(?:{of}\s+)?$")


@cache
def grammar_of(language: Language) -> Grammar:
    """The grammar of a language."""
    return Grammar(language)
