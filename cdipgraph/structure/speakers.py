"""Who speaks in a paragraph of a report, and on whose behalf: its first words say so.

"The Delegation of Brazil, speaking on behalf of the GRULAC, said ...": the Delegation of Brazil, for the GRULAC. A name
ends with a comma, or before the verb; brackets are part of it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cdipgraph.languages import Language
from cdipgraph.source import SourceText
from cdipgraph.spans import Span

_TOKEN = re.compile(
    r"\s*(?:(?P<bracket>\([^()\n]{1,90}\))|(?P<mark>[,;:!?]|\.(?=\s|$))"
    r"|(?P<word>(?:[^\s,;:!?().]|\.(?!\s|$))+\.?))"
)
_ABBREVIATED = re.compile(r"(?:[A-Z]|[A-Z][a-z]{1,3})\.")
_COMPANY = re.compile(r"Inc\.?|Ltd\.?|LLC|GmbH|AG|(?:[A-Z]\.){2,4}|e\.V\.")
_ELIDED = re.compile(r"[a-zà-ÿ]{1,2}'(?=\S)")
_LEAD = 260  # characters of what a paragraph opens with before the speaker is named
_MOST = 40  # no name has more words
#: Whoever of these speaks is not of the house: many of them make a report of a session.
DELEGATES = ("delegation", "delegations")


class Speaker(NamedTuple):
    """Who speaks: the role, the name, and the group that is spoken for."""

    role: str
    name: Span
    on_behalf_of: Span | None = None


def speaker(source: SourceText, language: Language, span: Span) -> Speaker | None:
    """Who speaks in a paragraph whose words, after its number, are `span`; None when its first words do not say."""
    if not language.rules("speakers"):
        return None
    reader = _Reader(source, language, span.end)
    behalf = reader.behalf(span.start)
    if behalf:
        after = reader.after_comma(behalf.end)
        found = reader.named(after) if after is not None else None
        return found and Speaker(found.role, found.name, behalf)
    found = reader.named(span.start) or reader.named_after_lead(span.start)
    if found and found.role == "person" and reader.is_chosen(found.name.end):
        return None
    return found and Speaker(found.role, found.name, reader.behalf(found.name.end))


class _Reader:
    """Reads names in one paragraph."""

    def __init__(self, source: SourceText, language: Language, end: int) -> None:
        self.view, self.lower, self.end, self.language = source.view, source.lower, end, language
        self.links, self.ends = language.pattern("speaking", "links"), language.pattern("speaking", "ends")

    def named(self, at: int) -> Speaker | None:
        """The speaker whose name begins at an offset, be it after an article."""
        for rule in self.language.rules("speakers"):
            match = rule.pattern.match(self.lower, at, self.end)
            if not match or not self._word_ends(match.end()):
                continue
            named = "named" in match.re.groupindex
            name = None
            if named or self._is_of(match.end()):
                name = self._name(match.end(), several=rule.role == "delegations")
            if named and name is None:
                return None
            end = name.end if name else match.end("speaker")
            end = self._titled(end) if rule.role == "person" else end
            return Speaker(rule.role, Span(match.start("speaker"), end))
        return None

    def _is_of(self, at: int) -> bool:
        """True where words follow that say of what somebody is the chair or the director, or who it is, in brackets."""
        token = _TOKEN.match(self.view, at, self.end)
        if not token or token["bracket"] or not token["word"]:
            return bool(token and token["bracket"])
        word = token["word"].lower()
        return token["word"][0].isupper() or self._capital_inside(token["word"]) or bool(self.links.fullmatch(word))

    def named_after_lead(self, at: int) -> Speaker | None:
        """The speaker named after what the words open with: "Responding to a question, the Secretariat said"."""
        answers = self.language.pattern("speaking", "lead").match(self.lower, at, self.end)
        if not answers and not self.language.pattern("speaking", "opening").match(self.lower, at, self.end):
            return None
        comma = self.view.find(",", at, min(self.end, at + _LEAD))
        while comma >= 0:
            found = self.named(self._skip(comma + 1))
            if found:
                return found if answers or not self._decider(Span(at, comma)) else None
            comma = self.view.find(",", comma + 1, min(self.end, at + _LEAD))
        return None

    def _decider(self, span: Span) -> bool:
        """True where a committee stands that may be the subject: "At its meeting, the Committee elected Mr. A"."""
        return self.language.pattern("words", "decider").search(self.lower, *span) is not None

    def is_chosen(self, at: int) -> bool:
        """True where a name is followed by the words for being elected: who is does not speak."""
        return self.language.pattern("speaking", "chosen").match(self.lower, at, self.end) is not None

    def _word_ends(self, at: int) -> bool:
        before, after = self.view[at - 1], self.view[at : min(at + 1, self.end)]
        return not after or before.isspace() or before == "'" or not (after.isalnum() or after in "'-")

    def behalf(self, at: int) -> Span | None:
        """The group that is spoken for, where the words at an offset say so."""
        match = self.language.pattern("speaking", "behalf").match(self.lower, at, self.end)
        return self._name(match.end(), several=False) if match else None

    def after_comma(self, at: int) -> int | None:
        """Where the words after a comma begin."""
        if self.view[at : at + 1] != ",":
            return None
        rest = self.view[at + 1 : at + 4]
        return at + 1 + len(rest) - len(rest.lstrip())

    def _titled(self, at: int) -> int:
        """The end of a person's title after the name: "Mr. Geneva, Deputy Director General, said"."""
        start = self.after_comma(at)
        comma = self.view.find(",", start, start + 90) if start is not None else -1
        fits = comma > 0 and self.language.pattern("speaking", "titles").fullmatch(self.lower, start or 0, comma)
        return comma if fits else at

    def _name(self, at: int, *, several: bool) -> Span | None:
        """The name that begins at an offset: up to a comma or a verb; else its last capitalised word."""
        last = capital = at
        for _ in range(_MOST):
            token = _TOKEN.match(self.view, last if last > at else at, self.end)
            if not token:
                break
            if token["mark"]:
                goes_on = (several and self._lists_on(token.end())) or self._of_company(token.end())
                if token["mark"] == "," and goes_on:
                    last = capital = self._skip(token.end())
                    continue
                return self._ended(at, last if token["mark"] in ",:" else capital)
            if token["word"] and self._stops(token):
                return self._ended(at, last)
            if token["word"] and last == at and token["word"][0].isdigit():
                return None  # "Representatives of 163 organizations": nobody is named
            last = token.end() if token["bracket"] or not token["word"].endswith(".") else self._dotted(token)
            if token["bracket"] or not token["word"][0].islower() or self._capital_inside(token["word"]):
                capital = last
        return self._ended(at, capital)

    def _stops(self, token: re.Match[str]) -> bool:
        """True for a verb: a word in small letters that ends a name and is no link of one."""
        word = token["word"]
        if not word[0].islower() or self._capital_inside(word):
            return False
        small = word.rstrip(".").lower()
        return not self.links.fullmatch(small) and bool(self.ends.fullmatch(small))

    def _capital_inside(self, word: str) -> bool:
        """True for "d'Amérique", "l'OMC"."""
        elided = _ELIDED.match(word)
        return elided is not None and word[elided.end()].isupper()

    def _dotted(self, token: re.Match[str]) -> int:
        """The end of a word with a full stop: with it if it is an abbreviation."""
        return token.end() if _ABBREVIATED.fullmatch(token["word"]) else token.end() - 1

    def _lists_on(self, at: int) -> bool:
        """True when a list of delegations goes on after a comma: "of Brazil, India and Kenya"."""
        start = self._skip(at)
        word = _TOKEN.match(self.view, start, self.end)
        while word and word["word"] and self.links.fullmatch(word["word"].lower()):
            word = _TOKEN.match(self.view, word.end(), self.end)
        return bool(word and word["word"] and (word["word"][0].isupper() or self._capital_inside(word["word"])))

    def _of_company(self, at: int) -> bool:
        """True for what follows the name of a company: ", Inc."."""
        word = _TOKEN.match(self.view, at, self.end)
        return bool(word and word["word"] and _COMPANY.fullmatch(word["word"]))

    def _skip(self, at: int) -> int:
        while at < self.end and self.view[at].isspace():
            at += 1
        return at

    def _ended(self, start: int, end: int) -> Span | None:
        """The name without links at its end; None when nothing is left."""
        text = self.view[start:end].rstrip()
        words = text.split()
        while words and self.links.fullmatch(words[-1].lower()) and words[-1][0].islower():
            text = text[: text.rindex(words.pop())].rstrip()
        begin = self._skip(start)
        return Span(begin, start + len(text)) if start + len(text) > begin else None
