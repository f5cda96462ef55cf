"""What minutes tell as done: presented, published, held, taken up; what it is, by whom, in which documents.

"The Secretariat presented the evaluation, contained in document CDIP/25/5", "a webinar on patents had been held". What
delegations say, what is to come and what is only recalled is not told as done here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from cdipgraph.report import DOCUMENT, SESSION, Delivery
from cdipgraph.spans import Span
from cdipgraph.structure.asks import stripped
from cdipgraph.structure.context import Context
from cdipgraph.structure.sections import sentences
from cdipgraph.symbols import Symbol, find
from cdipgraph.wordstems import content

#: What was done, and where the words stand that say what: after `gave`, `took` and `guests`, before `done`.
_AFTER: Final = (("gave", "secretariat"), ("took", ""), ("guests", "other"))
_DENIED: Final = 16  # characters before a verb in which it is denied
_OPENING: Final = 60  # characters of a clause in which stand the words that make it no fact
_LINE: Final = re.compile(r"(?P<point>[ \t]{0,8}(?:\(?[a-z0-9]{1,4}[.)]|[-*\u2022\u2013])[ \t]{1,8})?[^\n]*[^\s]")
_LIST: Final = re.compile(r"[^\n:;.]{0,120}:[ \t]*\n")
_ARTICLE: Final = 6  # characters that an article takes
_LONGEST: Final = 600  # characters of a clause before its verb
_COMMAS: Final = 8  # commas, or words that open a clause, that are looked at


def deliveries(context: Context, told: Iterable[tuple[int | None, Span, Span | None]]) -> Iterator[Delivery]:
    """What the paragraphs of minutes tell as done: `told` are their places, their words and the headings over them."""
    for paragraph, span, heading in told:
        lead: Span | None = None
        for listed in _listed(context, span):
            yield Delivery(*listed, context.session, paragraph)
        for sentence in sentences(context.source, span):
            found = _delivery(context, sentence)
            if found:
                named = _named_by(context, found, (lead, heading))
                if named:
                    yield Delivery(*named, context.session, paragraph)
            lead = lead or sentence


_Found = tuple[Span, Span, str, tuple[Symbol, ...], bool]


def _listed(context: Context, span: Span) -> Iterator[_Found]:
    """What the points of a list tell as done that opens with it: "considered the following: (a) ...; (b) ..."."""
    actor, taking = None, False
    for match in _LINE.finditer(context.source.view, *span):
        line = Span(*match.span())
        if context.source.view[line.end - 1] == ":":
            actor = next((by for name, by in _AFTER if context.find(line, "delivering", name)), None)
            taking = actor is None and context.find(line, "told", "subject") is not None
        elif match["point"] is None:
            actor, taking = None, False
        elif actor is not None or taking:
            item = _given(context, Span(match.end("point"), line.end), taking=taking)
            if item:
                yield _told(context, Span(match.end("point"), line.end), item, actor or "")


def _given(context: Context, item: Span, *, taking: bool) -> Span | None:
    """What a point of a list names: all of it, or what stands after what the committee did; None where it names no
    document.
    """
    did = context.language.pattern("delivering", "taking").match(context.source.lower, *item) if taking else None
    given = Span(did.end(), item.end) if did else item
    cited = any(c.kind is DOCUMENT for c in context.citations_in(given))
    return given if cited and _content(context, given) and bool(did) == taking else None


def _delivery(context: Context, sentence: Span) -> _Found | None:
    """What a sentence tells as done: the sentence, what was done, by whom, in which documents, and whether in full."""
    for name, actor in _AFTER:
        match = context.find(sentence, "delivering", name)
        if match and _is_fact(context, sentence, match) and not _opens_list(context, match.end, sentence.end):
            thing = Span(match.end, _end(context, Span(match.end, sentence.end)))
            return _told(context, sentence, thing, actor)
    match = context.find(sentence, "delivering", "done")
    if not match or not _is_fact(context, sentence, match) or _earlier(context, Span(match.end, sentence.end)):
        return None
    thing = Span(_clause(context, sentence, match), match.start)
    if _is_session(context, thing):
        return None
    if not _says(context, thing):
        thing = Span(match.end, _end(context, Span(match.end, sentence.end)))
    return _told(context, sentence, thing, "")


def _opens_list(context: Context, start: int, end: int) -> bool:
    """True for a verb after which a list stands, whose points say what was done."""
    return _LIST.match(context.source.view, start, end) is not None


def _told(context: Context, sentence: Span, thing: Span, actor: str) -> _Found:
    """The sentence with what it tells of."""
    cited = [c.symbol for c in context.citations_in(sentence) if c.kind is DOCUMENT and c.symbol]
    by = "delegations" if context.find(sentence, "delivering", "delegations") else ""
    full = context.find(sentence, "delivering", "partly") is None
    thing = thing.trimmed(context.source.text)
    end = stripped(context, thing)
    named = Span(thing.start, end) if end > thing.start else sentence
    return sentence, named, actor or by, tuple(dict.fromkeys(cited)), full


def _is_fact(context: Context, sentence: Span, match: Span) -> bool:
    """False for what is denied, only recalled, or told under a condition."""
    before = Span(max(sentence.start, match.start - _DENIED), match.start)
    if context.language.ending("delivering", "denied").search(context.source.lower[before.start : before.end]):
        return False
    clause = _clause(context, sentence, match)
    return context.find(Span(max(sentence.start, clause - _OPENING), match.start), "delivering", "unless") is None


def _clause(context: Context, sentence: Span, match: Span) -> int:
    """Where the clause of a verb begins: after the last "that" before it."""
    start, lead = sentence.start, context.language.pattern("delivering", "lead")
    near = max(sentence.start, match.start - _LONGEST)
    leads = [found.end() for found in lead.finditer(context.source.lower, near, match.start)]
    return next((at for at in reversed(leads[-_COMMAS:]) if _content(context, Span(at, match.start))), start)


def _end(context: Context, rest: Span) -> int:
    """Where what was given ends, after its verb: at a full clause, or at a comma after which it does not go on."""
    apart = context.find(rest, "delivering", "apart")
    lower, end = context.source.lower, apart.start if apart else rest.end
    semicolon = lower.find(";", rest.start, end)
    end = semicolon if semicolon >= 0 else end
    on, at = context.language.pattern("delivering", "on"), rest.start
    for _ in range(_COMMAS):
        at = lower.find(", ", at, end)
        if at < 0:
            return end
        if not on.match(lower, at + 2, end) and _says(context, Span(rest.start, at)):
            return at
        at += 2
    return end


def _earlier(context: Context, rest: Span) -> bool:
    """True where what follows the verb says that it was done at an earlier session."""
    named = [c.session for c in context.citations_in(rest) if c.kind is SESSION and c.session is not None]
    return any(context.session is not None and session < context.session for session in named)


# What it was


def _is_session(context: Context, thing: Span) -> bool:
    """True for words that open with the session itself: "The twenty-fifth session was held"."""
    first = [c for c in context.citations_in(thing) if c.kind is SESSION][:1]
    return any(c.span.start - thing.start < _ARTICLE for c in first)


def _says(context: Context, span: Span) -> bool:
    return bool(_content(context, span)) or any(c.kind is DOCUMENT for c in context.citations_in(span))


def _content(context: Context, span: Span) -> frozenset[str]:
    return content(context.source.lower[span.start : span.end], context.language)


def _named_by(context: Context, found: _Found, others: Iterable[Span | None]) -> _Found | None:
    """The same, named by the title that stands before it, or over it, of the document that it is in, where it says no
    more itself; None where nothing says what was done.
    """
    sentence, thing, actor, documents, full = found
    said = _content(context, thing)
    for other in others if not said or not documents else ():
        symbols = [symbol for _, symbol in find(context.source.view, *other)] if other else []
        if other and symbols and (not documents or set(symbols) & set(documents)) and said < _content(context, other):
            return sentence, other, actor, documents or tuple(dict.fromkeys(symbols)), full
    return found if said or documents else None
