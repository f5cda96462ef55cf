"""Sessions whose noun is left out, as it was just said: "at the twenty-sixth session, then at the twenty-seventh"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from cdipgraph.languages import Language
from cdipgraph.report import SESSION, Citation
from cdipgraph.source import SourceText
from cdipgraph.spans import Span

_FAR = 300  # characters after a session within which another is meant
_APART = 9  # sessions by which the two differ at most
_FIRST = 4  # "the first", "the third" count all sorts of things
_ENDS = re.compile(r"[.;:]\s+[^\W\d_a-zß-ÿ]|\n\n")  # of a sentence
_AFTER = ".,;:)("


def with_elided(source: SourceText, language: Language, found: Sequence[Citation]) -> list[Citation]:
    """The citations, with the sessions that an ordinal alone names after another session of the same sentence."""
    if "context" not in language.table:
        return list(found)
    added: dict[int, Citation] = {}
    ends = {citation.span.start: citation.span.end for citation in found}
    for position, cited in enumerate(found):
        if cited.kind is not SESSION or cited.session is None:
            continue
        after = found[position + 1].span if position + 1 < len(found) else None
        for span, session in _named(source, language, cited.span.end):
            if after and after.start <= span.start and found[position + 1].kind is SESSION:
                break  # that one is nearer
            near = session != cited.session and abs(session - cited.session) <= _APART
            if near and not _taken(ends, span):
                added.setdefault(span.start, Citation(span, SESSION, session=session))
    return sorted([*found, *added.values()], key=lambda citation: citation.span) if added else list(found)


def _taken(ends: dict[int, int], span: Span) -> bool:
    """True where the ordinal is part of what is cited already: it begins one, or stands before the noun of one."""
    return span.start in ends


def _named(source: SourceText, language: Language, start: int) -> Iterator[tuple[Span, int]]:
    """The ordinals after an offset that stand without a noun, up to the end of the sentence."""
    limit = min(start + _FAR, len(source.lower))
    end = _ENDS.search(source.view, start, limit)
    limit = end.start() + 1 if end else limit
    for match in _pattern(language).finditer(source.lower, start, limit):
        following = source.lower[match.end() : match.end() + 1]
        session = language.ordinal(match["ordinal"])
        bracket = source.lower.startswith(" (", match.end())
        if session is not None and session >= _FIRST and (not following or following in _AFTER or bracket):
            yield Span(*match.span("ordinal")), session


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    words = language.pattern("context", "elided").pattern
    return re.compile(rf"\b(?:{words})\s+(?P<ordinal>{language.expand('{ordinal}')})")
