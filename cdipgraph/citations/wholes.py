"""What paragraphs are of: a report, a Chair's summary, a document, a resolution, a thing with a name, this document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from cdipgraph import symbols
from cdipgraph.citations.grammar import Grammar
from cdipgraph.citations.numbers import Whole
from cdipgraph.citations.runs import cited
from cdipgraph.report import (
    EXPLICIT,
    INTERNAL,
    OPEN,
    PARAGRAPHS,
    RESOLUTION,
    SUMMARY_ITEM,
)
from cdipgraph.source import SourceText
from cdipgraph.spans import Span, folded
from cdipgraph.symbols import Symbol

THIS_DOCUMENT = Whole(INTERNAL)
#: Neither symbol nor name nor session: a symbol farther on may settle it: "the report of the committee (A/80/11)".
_UNSETTLED = (None, "", None)
_GAPS = frozenset(" \n\t\r,")
_WORD = re.compile(r"\S+")


class Wholes:
    """Tells, for the numbers of one text, what they are of."""

    def __init__(self, source: SourceText, grammar: Grammar, own: Symbol | None) -> None:
        self.view, self.lower, self.grammar, self.own = source.view, source.lower, grammar, own
        self._value = grammar.language.ordinals.value
        self._targets: dict[str, Callable[[re.Match[str]], Whole | None]] = {
            name: getattr(self, f"_of_{name}") for name in grammar.symbol_groups
        }

    def of(self, match: re.Match[str], limit: int) -> tuple[Whole | None, int]:
        """What the numbers of a match are of, and where the words end that say it; None for those of a treaty."""
        target = match.lastgroup or ""
        if target == "list":
            end = match.end()
            return self._farther(end, limit) if self.lower[end : end + 1] in _GAPS else (THIS_DOCUMENT, end)
        if target == "resolution" and self.lower[match.end() : match.end() + 1] == "/":  # A/C.5/69/L.23, a draft
            return self._of_draft(match.end("list"), limit)
        whole = self._targets[target](match)
        if whole and whole.kind is PARAGRAPHS and whole[1:4] == _UNSETTLED:
            return self._farther(match.end("list"), limit, whole, match.end())
        return whole, match.end()

    def _of_draft(self, end: int, limit: int) -> tuple[Whole, int]:
        """What numbers are of that a resolution follows which has a symbol, not yet a number."""
        match = self.grammar.document.match(self.lower, end, limit)
        symbol = self.symbol(match, ("symbol", "symbol2")) if match else None
        return (Whole(PARAGRAPHS, symbol), match.end()) if match and symbol else (THIS_DOCUMENT, end)

    def elsewhere(self, match: re.Match[str]) -> bool:
        """True when the words after the numbers say what they are of, so that it is not what stands before them."""
        target = match.lastgroup
        if target == "annex":  # "document SCP/17/7, paragraph 5 of the annex"
            return self.symbol(match, self.grammar.symbol_groups["annex"]) is not None
        return target != "list"

    def symbol(self, match: re.Match[str], groups: Iterable[str]) -> Symbol | None:
        """The symbol in one of the groups of a match."""
        for group in groups:
            if match[group]:
                return symbols.parse(self.view[match.start(group) : match.end(group)])
        return None

    # What numbers may follow

    def report(self, match: re.Match[str]) -> Whole:
        """The report that a match of the form is, of a session, or by its symbol, or of neither."""
        return self._report(self.symbol(match, ("symbol", "symbol2")), match["ordinal"])

    def _report(self, symbol: Symbol | None, ordinal: str | None) -> Whole:
        session = self._ordinal(ordinal)
        if session is None and symbol and self.own and symbol.series == self.own.series:
            session = symbol.session  # a report of the document's own committee is on the session in its symbol
        return Whole(PARAGRAPHS, symbol, session=session, how=EXPLICIT if symbol else OPEN)

    def summary(self, ordinal: str | None) -> Whole:
        """The Chair's summary of a session, if the words name one."""
        session = self._ordinal(ordinal)
        return Whole(SUMMARY_ITEM, session=session, how=OPEN if session is None else EXPLICIT)

    def annex(self, match: re.Match[str], limit: int) -> tuple[Whole, int, bool]:
        """What an annex is of, for its paragraphs or for itself; where the words end; and whether they say it."""
        stop = match.end("deeper" if match["deeper"] else "item")
        item = folded(self.view[match.start("item") : stop]) if match["item"] else ""
        symbol, end = self.settled(match, limit)
        symbol = self.own if match["own"] is not None else symbol
        session = self._ordinal(match["ordinal"])
        of_summary = match["of_summary"] is not None
        how = OPEN if of_summary and session is None else EXPLICIT
        kind = PARAGRAPHS if symbol else INTERNAL
        named = match["own"] is not None or symbol is not None or of_summary
        return Whole(kind, symbol, item, session, how), end, named

    def settled(self, match: re.Match[str], limit: int) -> tuple[Symbol | None, int]:
        """The symbol of what an annex or a chapter is of, which may stand farther on, and where the words end."""
        symbol = self.symbol(match, ("symbol",))
        if symbol or match.lastgroup not in ("item", "short"):
            return symbol, match.end()
        farther, end = self._symbol_farther(match.end(), limit)
        return farther, end or match.end()

    # The targets that follow numbers, by the names they have in the phrase table

    def _of_summary(self, match: re.Match[str]) -> Whole:
        return self.summary(match["summary_ordinal"])

    def _of_report(self, match: re.Match[str]) -> Whole:
        return self._report(self.symbol(match, self.grammar.symbol_groups["report"]), match["report_ordinal"])

    def _of_treaty(self, match: re.Match[str]) -> None:
        """Paragraphs of an article, a rule, a treaty: no document's."""

    def _of_resolution(self, match: re.Match[str]) -> Whole:
        return Whole(RESOLUTION, item=self._printed(match, "resolution_number"))

    def _of_again(self, match: re.Match[str]) -> Whole:
        return Whole(RESOLUTION, item=self._printed(match, "again_named"), how=OPEN)

    def _of_here(self, match: re.Match[str]) -> Whole:
        return THIS_DOCUMENT

    def _of_annex(self, match: re.Match[str]) -> Whole:
        symbol = self.symbol(match, self.grammar.symbol_groups["annex"])
        item = self._printed(match, "annex_item")
        return Whole(PARAGRAPHS if symbol else INTERNAL, symbol, item)

    def _of_document(self, match: re.Match[str]) -> Whole:
        symbol = self.symbol(match, self.grammar.symbol_groups["document"])
        adopted = cited(Span(0, 0), symbol) if symbol else None
        if adopted and adopted.kind is RESOLUTION:
            return Whole(RESOLUTION, symbol, adopted.item)
        return Whole(PARAGRAPHS, symbol)

    def _of_document_again(self, match: re.Match[str]) -> Whole:
        return Whole(PARAGRAPHS, item=self._printed(match, "document_again_named"), how=OPEN)

    def _farther(self, end: int, limit: int, near: Whole | None = None, near_end: int = 0) -> tuple[Whole, int]:
        """What numbers are of that no target settles: what a symbol farther on does; else the report that a target is;
        else a report, a thing with a name, or this document.
        """
        symbol, stop = self._symbol_farther(end, limit)
        if symbol:
            return Whole(PARAGRAPHS, symbol), stop
        if near and near.how is OPEN:
            return near, near_end
        report = self.grammar.farther_report.match(self.lower, end, limit)
        match = self.grammar.farther_named.match(self.lower, report.end() if report else end, limit)
        if report and not match:
            return Whole(PARAGRAPHS, how=OPEN), report.end()
        if not match:
            return THIS_DOCUMENT, end
        start = report.start("named") if report else match.start("named")
        stop = self._name_end(match)
        return Whole(PARAGRAPHS, item=folded(self.view[start:stop])), stop

    def _symbol_farther(self, end: int, limit: int) -> tuple[Symbol | None, int]:
        """The symbol that a name leads to, if no other paragraphs are named on the way, and where it ends."""
        match = self.grammar.farther_symbol.match(self.lower, end, limit)
        symbol = self.symbol(match, ("symbol", "symbol2")) if match else None
        if not match or any(word in match["named"] for word in self.grammar.holding):
            return None, 0
        closed = self.lower[match.end() : match.end() + 1] == ")" and match["symbol"] is not None
        return symbol, match.end() + closed

    def _name_end(self, match: re.Match[str]) -> int:
        """Where the name of a thing ends: before the first word that only joins words, but for "Plan of Action"."""
        words = list(_WORD.finditer(self.lower, *match.span("named")))
        for n, word in enumerate(words[1:], 1):
            if word[0] in self.grammar.stopwords and not self._names(words[n - 1 : n + 2]):
                return words[n - 1].end()
        return words[-1].end()

    def _names(self, words: Sequence[re.Match[str]]) -> bool:
        """True for two words with a capital that a small one joins."""
        return len(words) == 3 and all(self.view[words[i].start()].isupper() for i in (0, 2))

    def _printed(self, match: re.Match[str], group: str) -> str:
        return folded(self.view[match.start(group) : match.end(group)]) if match[group] else ""

    def _ordinal(self, words: str | None) -> int | None:
        """The session that words name: an ordinal and the noun, or the noun and a number."""
        return self._value(self.grammar.session.sub("", words).strip()) if words else None
