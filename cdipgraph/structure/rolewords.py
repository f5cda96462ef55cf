"""What the words of a heading say that it heads, where its wording is no known formula.

"What was done", "How the Committee received it", "Where things stand" head the same parts of a report as
"Implementation", "Discussion", "Follow-up": a word of each tells. Of several, the one that says most counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cdipgraph.languages import Language
from cdipgraph.source import SourceText
from cdipgraph.spans import Span

#: The roles in the order in which they count; of two that count the same, the first named.
_ORDER = {
    "decision": 0,
    "follow-up": 0,
    "review": 1,
    "implementation": 2,
    "measure": 3,
    "paragraph": 4,
    "standing": 5,
    "other": 6,
}
_WORD = re.compile(r"[^\W\d_]+")
_SHORT = 3  # letters of words that say nothing


def role_words(source: SourceText, language: Language, span: Span) -> str:
    """The role that the words of a heading name, or nothing."""
    found = [(_ORDER[role], at.start, role) for role, at in _named(source, language, span) if role in _ORDER]
    return min(found)[2] if found else ""


def only_role_words(source: SourceText, language: Language, span: Span) -> bool:
    """True when every word says what role it is, or nothing at all: nothing else is named."""
    named = [at for _, at in _named(source, language, span)]
    common = language.table["stopwords"]
    return bool(named) and all(
        len(word[0]) <= _SHORT or word[0] in common or any(at.start <= word.start() < at.end for at in named)
        for word in _WORD.finditer(source.lower, *span)
    )


def _named(source: SourceText, language: Language, span: Span) -> Iterator[tuple[str, Span]]:
    """The words of a span that name a role, or nothing ("neutral"), each with its role."""
    rules, quick, lower = language.rules("roles"), language.any_sought("roles"), source.lower
    match = quick.search(lower, *span) if rules else None
    while match:
        at = match.start()
        matches = [(m.end(), r.role) for r in rules if (m := r.pattern.match(lower, at, span.end))]
        end, role = max(matches, key=lambda found: found[0])
        if end >= span.end or not lower[end].isalnum():
            yield role, Span(at, end)
        match = quick.search(lower, max(end, at + 1), span.end)
