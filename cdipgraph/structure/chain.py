"""The chain of one measure, from its section of the narrative and its row of the annex: what carried it out.

What stands in both is one thing, stated in both. Order follows the annex, then the narrative.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import islice

from cdipgraph.languages import Language
from cdipgraph.report import (
    DOCUMENT,
    PARAGRAPHS,
    SESSION,
    Citation,
    CitationKind,
    Implementation,
    Place,
    Stated,
)
from cdipgraph.spans import Span, folded
from cdipgraph.structure.annexrows import AnnexRow
from cdipgraph.structure.context import Context, Discussion, Sentence, mentions
from cdipgraph.structure.sections import MeasureSection, sentences
from cdipgraph.symbols import Symbol

_MORE = re.compile(r"[;,.]?\s+(?=[^\W\d_]{2})")  # what stands between two entries of a line
_LABEL_END = ",.;:("
_TITLE = re.compile(r'[^",.;:()]{1,40}"[^"]+"')  # a noun, and a title in quotes
_CLAUSE_END = ";:("
_BESIDE = 40  # between a day and the session it belongs to stand no more than "lors de la" and the committee's name
_SENTENCE = ".:;?!"  # what sentences end with
_LISTED = 300  # characters of the longest entry that is no sentence
_ARTICLE = 36  # no article is longer, with the word before a noun and the quote that may follow it
_OPENING = re.compile(r"(?:\d{1,4}\.\s{0,4})?(?:[^\W\d_]{3,20}\s)?(?P<quote>)")  # a number, one word before a noun
_SPOKEN = 12  # characters after a noun within which it is said to be oral
_OF_A_SESSION = ("document", "presentation", "interactive-dialogue")  # what is dated by the session, not by a day
_OBJECT = 70  # between a verb and what was presented stands no more than a session and a date


@dataclass
class Part:
    """What the document says of one measure: its section in the narrative and its row in the annex, one of which may
    be missing. `proposal` counts the document's proposals from 0.
    """

    paragraph: str
    number: str
    section: MeasureSection | None = None
    row: AnnexRow | None = None
    discussion: Discussion = field(default_factory=Discussion)
    proposal: int = 0

    def entries(self, role: str) -> Sequence[Span]:
        """The entries of a cell of the annex row."""
        return self.row.entries.get(role, ()) if self.row else ()


# Implementations


def implementations(context: Context, part: Part) -> list[Implementation]:
    """What carried the measure out: the annex's entries in order, then what only the narrative tells of."""
    entries = [(span, n) for n, entry in enumerate(part.entries("implementation")) for span in _single(context, entry)]
    found = [_in_column(context, part, _entry(context, span), n) for span, n in entries]
    narrative = list(_told(context, part))
    named = {told.symbol for told in narrative if told.symbol}
    for told in narrative:
        twins = _twins(context, told, found, named)
        for twin in twins:
            found[twin] = _merged(found[twin], told)
        if not twins:
            found.append(told)
    known = {done.symbol for done in found}
    return found + [done for done in _before_sessions(context, part) if done.symbol not in known]


def _before_sessions(context: Context, part: Part) -> Iterator[Implementation]:
    """The documents that the prose names, whatever it says of them, of sessions whose discussion it cites: they were
    before the session.
    """
    prose = [block.span for block in part.section.prose] if part.section else []
    cited = [citation for span in prose for citation in context.citations_in(span)]
    ranges = [c for c in cited if c.kind is PARAGRAPHS]
    discussed = {session for c in ranges for session in ((c.session,) if c.session else own_session(c.symbol))}
    known: set[Symbol] = set()
    for citation in cited:
        symbol = citation.symbol
        if citation.kind is not DOCUMENT or not symbol or symbol in known or symbol in context.reports:
            continue
        known.add(symbol)
        sentence = part.discussion.sentence_at(citation.span.start)
        decided = context.find(sentence.span, "told", "decision") if sentence else None
        if sentence is None or (decided and decided.start < citation.span.start):
            continue
        own = own_session(symbol)
        sessions = own or tuple(sorted(sentence.sessions(sentence.span.end)))
        if sessions and discussed.issuperset(sessions):
            label = title_after(context, citation.span, sentence.span.end) or citation.span
            rules = ("session-by-symbol",) if own else ()
            yield Implementation("document", label, (context.stated(sentence.span),), symbol, sessions, rules=rules)


def _in_column(context: Context, part: Part, entry: Implementation, number: int) -> Implementation:
    """An entry that names neither document nor day nor session, with the session that a column of them has for it."""
    cells = part.entries("session")
    if entry.sessions or entry.symbol or entry.day or not cells:
        return entry
    alike = len(cells) == len(part.entries("implementation"))
    beside = cells[number] if alike else cells[0] if len(cells) == 1 else None
    cited = context.citations_in(beside) if beside else ()
    sessions = tuple(dict.fromkeys(c.session for c in cited if c.kind is SESSION and c.session is not None))
    return replace(entry, sessions=sessions)


def _single(context: Context, entry: Span) -> Iterator[Span]:
    """The entries of a line: a new one begins after a bracket that holds a symbol or a session, or after a semicolon
    that follows one, where what comes tells of something too.
    """
    text, start = context.source.text, entry.start
    told = [s for s in sentences(context.source, entry) if _tells(context, s)] if ". " in entry.of(text) else []
    if len(told) > 1:  # a cell that tells, in sentences, what was done
        yield from told
        return
    for citation in context.citations_in(entry):
        end = citation.span.end
        closed = text[end : end + 1] == ")" and text[citation.span.start - 1] == "("
        end += closed
        more = _MORE.match(text, end, entry.end)
        rest = Span(more.end(), entry.end) if more else entry
        apart = (closed and (text[rest.start].isupper() or _tells(context, rest))) or (
            not closed and text[end : end + 1] == ";" and _tells(context, rest)
        )
        if more and apart:
            yield Span(start, end)
            start = more.end()
    if start < entry.end:
        yield Span(start, entry.end)


def _tells(context: Context, span: Span) -> bool:
    """True for words that cite a document, or name something that was done."""
    return _kind(context, span) is not None or any(c.kind is CitationKind.DOCUMENT for c in context.citations_in(span))


def _entry(context: Context, span: Span) -> Implementation:
    """An entry of the annex: "Title (symbol)", "Exposé ... (CDIP/21)", "Table ronde ..., tenue le 12 mai 2017"."""
    citations = context.citations_in(span)
    symbol = next((c.symbol for c in citations if c.kind is DOCUMENT), None)
    named = tuple(dict.fromkeys(c.session for c in citations if c.kind is SESSION and c.session is not None))
    label = _without_bracket(context, span, citations)
    kind = "document" if symbol else _kind(context, span) or "document"
    sessions = named or own_session(symbol)
    rules = ("session-by-symbol",) if sessions and not named else ()
    entry = Implementation(kind, label, (Stated(span, Place.ANNEX),), symbol, sessions, rules=rules)
    return _dated(context, entry, span)


def own_session(symbol: Symbol | None) -> tuple[int, ...]:
    """The session that a document's symbol names; none where documents are numbered through (TD/B/C.I/55)."""
    session = symbol.session if symbol and not symbol.numbered_through else None
    return (session,) if session else ()


def _without_bracket(context: Context, span: Span, citations: Sequence[Citation]) -> Span:
    """The entry without its closing "(symbol)" and without punctuation at its end."""
    text = context.source.text
    end = _stripped(text, span.start, span.end, ";.,")
    if end > span.start and text[end - 1] == ")":
        opening = text.rfind("(", span.start, end)
        if any(c.span.start > opening and c.span.end <= end for c in citations) and opening > span.start:
            end = opening
    return Span(span.start, _stripped(text, span.start, end, ";.,")).trimmed(text)


def _stripped(text: str, start: int, end: int, characters: str) -> int:
    while end > start and (text[end - 1].isspace() or text[end - 1] in characters):
        end -= 1
    return end


def _kind(context: Context, span: Span) -> str | None:
    """The kind of activity that the first noun naming one says, or None."""
    rules = (context.named(span, "activities"), context.searched(span, "entries"))
    firsts = [(at.start, role) for found in rules for role, at in islice(found, 1)]
    return min(firsts)[1] if firsts else None


def _told(context: Context, part: Part) -> Iterator[Implementation]:
    """What the prose tells of, sentence by sentence, but for those that tell of a decision."""
    for sentence in part.discussion.sentences:
        span = sentence.span
        documents, named = _told_in(context, sentence)
        if not (documents or named) or context.find(span, "told", "decision"):
            continue
        named_here = sentence.sessions(span.end)
        sessions = tuple(sorted(named_here or part.discussion.sessions_at(span.start)))
        paired = _paired(documents, sentence) if len(sessions) > 1 else {}
        told = ("session-by-context",) if sessions and not named_here else ()
        for citation in documents:
            own, at = own_session(citation.symbol), paired.get(citation.span.start, sessions)
            label = title_after(context, citation.span, span.end) or citation.span
            rules = ("session-by-symbol",) if own else told
            yield Implementation("document", label, (context.stated(span),), citation.symbol, own or at, rules=rules)
        for kind, label in named:
            done = Implementation(kind, label, (context.stated(span),), None, sessions, rules=told)
            yield _dated(context, done, span)


def _paired(documents: Sequence[Citation], sentence: Sentence) -> dict[int, tuple[int, ...]]:
    """For each document of a sentence that names a session for each, after it or before it, that session."""
    starts = [citation.span.start for citation in documents]
    if len(starts) != len(sentence.mentions):
        return {}
    turns = sorted([*((at, 0) for at in starts), *((at, session) for at, session in sentence.mentions)])
    pairs = [turns[i : i + 2] for i in range(0, len(turns), 2)]
    if any(bool(one[1]) == bool(other[1]) for one, other in pairs):
        return {}
    return {min(pair, key=lambda turn: turn[1])[0]: (max(session for _, session in pair),) for pair in pairs}


def _dated(context: Context, done: Implementation, span: Span) -> Implementation:
    """The same, with the day that its words give, if they give one, and the session it is beside that said to have
    taken place at.
    """
    dates = context.language.find_dates(context.source.lower, *span)
    if not dates:
        return done
    named = [c for c in context.citations_in(span) if c.kind is CitationKind.SESSION and c.session is not None]
    beside = [c for c in named if _apart(c.span, dates[0]) <= _BESIDE]
    under = {session for _, session in mentions(context, span, named)}
    apart = context.find(span, "context", "margins")
    during = tuple(c.session for c in beside if c.session is not None and c.session in under and not apart)
    return replace(done, day=dates[1], dated=(done.stated[0].place,), during=during)


def _apart(one: Span, other: Span) -> int:
    """How many characters stand between two spans."""
    return max(one.start - other.end, other.start - one.end)


def _told_in(context: Context, sentence: Sentence) -> tuple[list[Citation], list[tuple[str, Span]]]:
    """What a sentence says was presented: documents cited, and events or presentations named for the first time ("un
    exposé", "une table ronde"); where it names neither, a document named without a symbol ("une version actualisée").
    """
    span = sentence.span
    documents = [c for c in context.citations_in(sentence.span) if c.kind is DOCUMENT and c.symbol]
    named = list(_named(context, span))
    if not named and not documents and (sentence.mentions or sentence.ranges):
        named = list(_papers(context, span))
    if not documents and not named:
        return [], []
    if documents and context.source.view[span.end - 1] not in _SENTENCE and span.end - span.start < _LISTED:
        return documents, named  # no sentence: a list of what was done
    if context.find(span, "activity", "presented"):
        return documents, named
    considered = _considered(context, sentence)
    return considered if considered[0] else ([], [event for event in named if _past(context, sentence, *event)])


def _past(context: Context, sentence: Sentence, kind: str, name: Span) -> bool:
    """True for an event that a sentence gives a day, or a presentation that it gives a session, and not as one to come,
    or asked for: it took place, whatever the verb.
    """
    span = sentence.span
    if context.find(span, "follow_up", "future") or context.citations_in(name):
        return False
    if kind == "presentation":
        return bool(sentence.mentions) and next(context.outcomes(span), None) is None
    return kind not in _OF_A_SESSION and bool(context.language.find_dates(context.source.lower, *span))


def _named(context: Context, span: Span) -> Iterator[tuple[str, Span]]:
    """The activities that a sentence names with an indefinite article, or as what was asked for, or by their titles,
    or opens with and dates ("Regional meetings were held on June 12, 2024"), each with the words that name it.
    """
    lower = context.source.lower
    seen: set[str] = set()
    for kind, noun in context.named(span, "activities"):
        if kind in seen or lower[noun.end : noun.end + 1].isalnum():
            continue
        before = lower[max(span.start, noun.start - _ARTICLE) : noun.start]
        match = _article(context.language, "new").match(before)
        if not match and _known(context, noun, span.end):
            match = _article(context.language, "definite").match(before)
            match = match or _opening(context, span, noun)
        if match:
            seen.add(kind)
            yield kind, _name(context, noun.start, span.end, quoted=bool(match["quote"]))


def _opening(context: Context, span: Span, noun: Span) -> re.Match[str] | None:
    """What stands before a thing that a sentence opens with, where it tells the day; without one, it may be any."""
    match = _OPENING.fullmatch(context.source.lower, span.start, noun.start)
    return match if match and context.language.find_dates(context.source.lower, *span) else None


def _known(context: Context, noun: Span, end: int) -> bool:
    """True for a thing that a title follows, or that it was asked for, or that it took place."""
    asked = context.language.pattern_of(' ?(?:"|' + context.language.text("activity", "asked") + ")")
    if asked.match(context.source.lower, noun.end, end):
        return True
    held = context.find(Span(noun.end, min(end, noun.end + _OBJECT)), "activity", "held")
    return held is not None and not any(mark in context.source.view[noun.end : held.start] for mark in _LABEL_END)


def _considered(context: Context, sentence: Sentence) -> tuple[list[Citation], list[tuple[str, Span]]]:
    """The documents of a session that it is told to have considered."""
    cited = context.citations_in(sentence.span)
    sessions = sentence.sessions(sentence.span.end) or {c.session for c in cited if c.kind is SESSION and c.session}
    own = [c for c in cited if c.kind is DOCUMENT and c.symbol and sessions.issuperset(own_session(c.symbol))]
    return (own, []) if own and sessions and context.find(sentence.span, "activity", "considered") else ([], [])


def _papers(context: Context, span: Span) -> Iterator[tuple[str, Span]]:
    """The first document that a sentence names without its symbol, as what was presented: a study, an updated
    version.
    """
    lower = context.source.lower
    for kind, noun in context.searched(span, "papers"):
        before = lower[max(span.start, noun.start - _ARTICLE) : noun.start]
        if context.language.ending("activity", "spoken").search(before) or context.search(
            context.language.sought("activity", "spoken"), Span(noun.end, min(span.end, noun.end + _SPOKEN))
        ):
            continue  # an oral report is no document
        if not _article(context.language, "renewed" if kind == "renewed" else "new").match(before):
            continue
        presented = context.find(span, "activity", "presented")
        first, last = sorted([presented, noun]) if presented else (noun, noun)
        gap = context.source.view[first.end : last.start]
        if presented and len(gap) < _OBJECT and not any(mark in gap for mark in _CLAUSE_END):
            yield "document", _name(context, noun.start, span.end, quoted=False)
        return


@cache
def _article(language: Language, name: str) -> re.Pattern[str]:
    """The words that stand before a thing named for the first time, as they end a stretch of text, with the quote
    that may follow them.
    """
    words = language.text("activity", name)
    return language.pattern_of(r"(?:^|.*[\s'(])" + words + r"\s*(?P<quote>\"?)$")


def _name(context: Context, start: int, end: int, *, quoted: bool) -> Span:
    """A name: up to the closing quote, or the clause's end, or where the session, or what was done, is told."""
    view = context.source.view
    if quoted and '"' in view[start:end]:
        return Span(start, view.index('"', start, end))
    title = _TITLE.match(view, start, end)
    if title:
        return Span(start, title.end())
    end = min([end, *(at for mark in _LABEL_END if (at := view.find(mark, start, end)) > 0)])
    for path in (("context", "session"), ("activity", "presented"), ("activity", "ends")):
        found = context.find(Span(start, end), *path)
        end = found.start if found and found.start > start else end
    return Span(start, end).trimmed(context.source.text)


def title_after(context: Context, symbol: Span, end: int) -> Span | None:
    """The title that the text gives a document right after its symbol, in quotes or up to the sentence's end; else
    None.
    """
    match = context.language.pattern_of(r"\s*\)?,?\s*" + context.language.text("activity", "title")).match(
        context.source.lower, symbol.end, end
    )
    if not match:
        return None
    start, view = match.end(), context.source.view
    if start < end and view[start] == '"':
        closing = view.find('"', start + 1, end)
        title = Span(start + 1, max(closing, start + 1)).trimmed(context.source.text)
        return title if title.end > title.start else None
    sentence = next(sentences(context.source, Span(start, end)), Span(start, start))
    stop = _stripped(context.source.text, start, sentence.end, ".;")
    title = Span(start, stop).trimmed(context.source.text)
    return title if title.end > title.start else None


def _twins(
    context: Context, told: Implementation, found: Sequence[Implementation], named: Container[Symbol]
) -> list[int]:
    """Which of the implementations already found are the one told of: the same document, or the same kind at a
    session in common.

    What is told of several sessions at once can be one entry for each. A document told of without its symbol can be
    any but those that the narrative names by theirs (`named`).
    """
    if told.symbol:
        return [i for i, known in enumerate(found) if known.symbol == told.symbol][:1]
    likely = [
        i
        for i, known in enumerate(found)
        if known.kind == told.kind
        and _compatible(known, told)
        and (not known.symbol or (known.symbol not in named and known.sessions))
    ]
    words = _words(context, told.label)
    likely.sort(key=lambda i: (-len(words & _words(context, found[i].label)), i))
    best: dict[tuple[int, ...], int] = {}
    for i in likely:
        best.setdefault(found[i].sessions, i)
    return list(best.values()) if len(told.sessions) > 1 else likely[:1]


def _compatible(one: Implementation, other: Implementation) -> bool:
    if one.day and other.day:
        return one.day == other.day
    return not one.sessions or not other.sessions or bool(set(one.sessions) & set(other.sessions))


def _words(context: Context, span: Span) -> set[str]:
    return {word for word in folded(span.of(context.source.lower)).split() if len(word) > 3}


def _merged(known: Implementation, told: Implementation) -> Implementation:
    in_annex = any(stated.place is Place.ANNEX for stated in known.stated)
    label = (
        known.label
        if in_annex or known.label.end - known.label.start >= told.label.end - told.label.start
        else told.label
    )
    day: date | None = known.day or told.day
    stated = known.stated + tuple(s for s in told.stated if s not in known.stated)
    rules = known.rules if known.sessions else told.rules
    if not told.symbol:
        rules = (*rules, "joined-by-kind") if "joined-by-kind" not in rules else rules
    dated = tuple(dict.fromkeys(known.dated + told.dated))
    during = tuple(dict.fromkeys(known.during + told.during))
    sessions = known.sessions or told.sessions
    return replace(
        known, label=label, stated=stated, sessions=sessions, day=day, dated=dated, during=during, rules=rules
    )
