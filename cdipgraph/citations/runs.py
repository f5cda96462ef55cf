"""Runs of document symbols, of which only the first is whole: "SCP/17/7, 8, 10", "IP/C/M/21 to 35, 36/Add.1",
"A/61/5 and Corr.1".
"""

from __future__ import annotations

import re
from functools import cached_property

from cdipgraph import symbols
from cdipgraph.citations.grammar import Grammar
from cdipgraph.report import DOCUMENT, RESOLUTION, Citation
from cdipgraph.source import SourceText
from cdipgraph.spans import Span, folded
from cdipgraph.symbols import Symbol

_NUMBERED = re.compile(r"(.*?)(\d+)")
_RECORDS = re.compile(r"(.*/[A-Z]+\.(\d+))-(\d+)")  # A/AC.109/2025/SR.2-6: the numbers of several documents
_ADOPTED = re.compile(r"(?:.*/)?(?:RES|DEC)/(\S+(?: \(\d{4}\))?)")  # A/RES/70/1: a resolution, by its symbol
_STATE = re.compile(r"/?([A-Za-z]+)\.? ?\d{1,2}")
_BEFORE = 40  # "documents" stands this near before the first of a run
_YEARS = ("19", "20")


def cited(span: Span, symbol: Symbol) -> Citation:
    """The citation of one document; of one that was adopted as a resolution or a decision, as such."""
    if "/RES/" in symbol.text or "/DEC/" in symbol.text:
        adopted = _ADOPTED.fullmatch(symbol.text)
        if adopted:
            return Citation(span, RESOLUTION, symbol, item=adopted[1])
    records = _RECORDS.fullmatch(symbol.text) if "-" in symbol.text else None
    if records:
        return Citation(span, DOCUMENT, Symbol(records[1]), records[2], records[3])
    return Citation(span, DOCUMENT, symbol)


def following(source: SourceText, grammar: Grammar, first: Citation, limit: int) -> list[Citation]:
    """The documents cited from one whole symbol on, that one among them. A range ("SCP/1/3 to 5") is one citation, of
    its first.
    """
    end = first.span.end
    if grammar.run.match(source.lower, end, limit):
        return _Run(source, grammar, first, limit).citations()
    if grammar.to.match(source.lower, end, limit):
        return _Run(source, grammar, first, limit).to_whole()
    return [first]


class _Run:
    """The documents of a run, as they are found."""

    def __init__(self, source: SourceText, grammar: Grammar, first: Citation, limit: int) -> None:
        self.view, self.lower, self.grammar, self.limit = source.view, source.lower, grammar, limit
        self.found = [first]
        self.start = first.span.start
        stem = str(first.symbol).partition(" ")[0]
        number = _NUMBERED.fullmatch(stem)
        self.prefix, self.number = (number[1], number[2]) if number else ("", "")

    def citations(self) -> list[Citation]:
        """All of them, where numbers follow."""
        match = self.grammar.run.match(self.lower, self.end, self.limit)
        while match and self._belongs(match):
            if not self._add(match):
                break
            match = self.grammar.run.match(self.lower, self.end, self.limit)
        return self.found

    @property
    def end(self) -> int:
        """Where the last one found ends."""
        return self.found[-1].span.end

    def _belongs(self, match: re.Match[str]) -> bool:
        """True when what was matched goes on with the run, and does not count something else ("and 8 delegations")."""
        if match["suffix"]:
            return True
        end, number = match.end(), match["number"]
        after = self.lower[end : end + 2]
        cut = after[:1] == "/" or (after[:1].isalnum() and after[:1].isascii())
        if not self.prefix or cut or (after[:1] == "." and after[1:].isdigit()):
            return False
        if len(number) == 4 and number[:2] in _YEARS and len(self.number) < 4:
            return False
        if match["state"] or self.grammar.run_end.match(self.lower, end):
            return True
        return self._several and not match[0].startswith(",")

    @cached_property
    def _several(self) -> bool:
        """True when the words before the first speak of documents in the plural."""
        return bool(self.grammar.several_documents.search(self.lower[max(0, self.start - _BEFORE) : self.start]))

    def _add(self, match: re.Match[str]) -> bool:
        """Adds the next document, or makes the last one a range; False when it can be neither."""
        if match["to"]:
            return self._extend(match.end(), match["number"])
        if match["suffix"]:
            span = Span(match.start("suffix"), match.end())
            symbol: Symbol | None = self._in_state(folded(span.of(self.view)))
        else:
            span = Span(match.start("number"), match.end())
            state = self.view[match.start("state") : match.end("state")] if match["state"] else ""
            symbol = symbols.parse(f"{self.prefix}{match['number']}{state}")
        if symbol is None:
            return False
        until = (match["number"], match["until"]) if match["until"] else ("", "")
        self.found.append(Citation(span, DOCUMENT, symbol, *until))
        return True

    def _in_state(self, state: str) -> Symbol:
        """The last document in another state: A/61/5 and Corr.1; A/62/7/Add.1 and Add.2."""
        before, _, last = str(self.found[-1].symbol).rpartition("/")
        same = _STATE.fullmatch(last)
        word = _STATE.fullmatch(state)
        if same and word and same[1].lower() == word[1].lower():
            return Symbol(f"{before}/{state}")
        return Symbol(f"{self.found[-1].symbol}/{state}")

    def _extend(self, end: int, until: str) -> bool:
        """Makes the last document the first of a range, if the numbers go up."""
        last = self.found[-1]
        number = _NUMBERED.fullmatch(str(last.symbol).partition(" ")[0])
        if last.last or not number or int(number[2]) >= int(until):
            return False
        span = Span(last.span.start, end)
        self.found[-1] = Citation(span, last.kind, last.symbol, number[2], until, last.item)
        return True

    def to_whole(self) -> list[Citation]:
        """All of them, where a range may end with a whole symbol: "CDIP/19/1 to CDIP/19/5"."""
        match = self.grammar.to.match(self.lower, self.end, self.limit) if self.prefix else None
        mention = next(symbols.scan(self.view, match.end(), self.limit), None) if match else None
        if match and mention and mention.start == match.end() and mention.symbol:
            number = _NUMBERED.fullmatch(mention.symbol.text)
            if number and number[1] == self.prefix and not mention.session:
                self._extend(mention.end, number[2])
        return self.found
