"""Which of the symbols that a head prints is the document's own, the glue and splits of a conversion undone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from cdipgraph import symbolforms, symbols
from cdipgraph.report import Field
from cdipgraph.source import SourceText
from cdipgraph.spans import Span
from cdipgraph.structure.masthead import Masthead
from cdipgraph.symbols import Symbol

_BRACKET = r"(?:\([A-Za-z0-9.-]{1,10}\)(?=\s?/))?"
_PART = rf"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?{_BRACKET}"
_STATE = r"(?:prov|rev|add|corr|amend)(?:\.[ ]?\d{1,2}(?!\d)|\.|[ ]?\d{1,2}(?!\d)|(?![a-z]))"
_VOLUME = r"[ ]?\((?:vol|part|suppl?)\.?[ ]?(?:[ivx]{1,5}|\d{1,2})\)"
#: A symbol however it came out of a conversion: in small letters, spaces round its slashes, its number on the next
#: line, words glued to it.
_BROKEN = re.compile(
    rf"(?P<stem>[A-Za-z][A-Za-z0-9.-]{{0,40}}{_BRACKET}(?:[ ]?/[ ]?{_PART})+(?:/\n\d{{1,3}}(?=\s*(?:\n|$)))?)"
    rf"(?P<suffix>(?:[\s/]{{0,3}}{_STATE})*(?:{_VOLUME})?)",
    re.I,
)
_SPACED_OUT = r"[A-Z]{1,6} \d{1,4}(?:/[A-Z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)+(?:[ /](?:Rev|Add|Corr)\.?\d{0,2})*"
_FORM_HINTS = ("/", "Doc.", "Inf.", "Com.")  # one of which a symbol of another form holds
_AFTER_FORM = re.compile(r"(?:\s?\*{1,3})?(?:\s[A-Z])?")  # the star of a note, the letter of the language
_ORDER_OF_BUSINESS = re.compile(r"(?:P|EX|TE|EC|LE|AD)/\d{1,3}")  # what ICAO numbers its papers by a second time
_GLUED_WORD = re.compile(r"[a-z]{3,}(?=[A-Z])")
_GLUED_AFTER = re.compile(r"(?<=\d)[a-z]{4,}.*$|(?<=\d)[A-Z]{6,}.*$")
_GLUED_STATE = re.compile(r"(?<=\d)(?=(?:Prov|PROV|prov|Rev|REV|rev|Add|Corr)\b)")
_PAGE = re.compile(r"[\s,]*(?:/\.\.\.|annex|anex|page|pagina|pag\.|appendix|appendice|apendice|p\.\s?\d)", re.I)
_NOTE = re.compile(r"(?:^|\n)\s*\*+\s*$")
_CITED = re.compile(r"(?:documents?|documentos?|see|voir|vease|cf\.|\()\s*$")
_JOINED = re.compile(r"\s*(?P<dash>-)?\s*")
_NEAR = 30
_NOTED = 120  # characters of a note in brackets before the symbol in it
_MOST_TRIED = 300
_MOST_SYMBOLS = 60  # no head prints so many: what does is a list of documents


class _Candidate(NamedTuple):
    symbol: Symbol
    span: Span


def _series() -> Mapping[str, Sequence[str]]:
    """How the symbols of each organisation's documents begin."""
    return {key: heads for key, heads in symbolforms.table().items() if key not in ("forms", "heads")}


@cache
def _known(organisation: str = "") -> frozenset[str]:
    """The first parts of the symbols that an organisation uses, or any."""
    return frozenset(
        head for key, heads in _series().items() if key == organisation or not organisation for head in heads
    )


def organisation_of(symbol: Symbol) -> str:
    """The one organisation whose symbols begin so, in small letters; nothing for none or several."""
    built = symbolforms.built(symbol.text)
    if built:
        return built.organisation
    return symbolforms.organisation(symbol.parts[0])


def dated(symbol: Symbol | None) -> bool:
    """True for a paper of an organisation whose heads print the day of the paper, and not those of the session."""
    return symbol is not None and organisation_of(symbol) in symbolforms.table()["heads"]["dated"]


def own_symbols(masthead: Masthead) -> tuple[Field | None, tuple[Field, ...]]:
    """The document's symbol, and the further symbols of a joint document that stand with it."""
    candidates = [c for c in islice(_candidates(masthead), _MOST_SYMBOLS) if not _adopted_on(masthead, c.span)]
    alone = len({candidate.symbol for candidate in candidates}) == 1
    heads = Counter[Symbol]() if alone else Counter(_running_heads(masthead.source))
    if not candidates:
        return _from_heads(masthead.source, heads), ()
    scores = {c: _score(masthead, c, candidates, heads) for c in candidates}
    best = max(candidates, key=lambda c: (scores[c], -c.span.start))
    chosen, others = _joined(masthead, candidates, best)
    for candidate in (chosen, *others):
        masthead.take(candidate.span)
    for candidate in candidates:
        if candidate.symbol.final == chosen.symbol.final and masthead.is_free(candidate.span):
            masthead.take(candidate.span, mark=False)  # a page head
    fields = [masthead.field(c.span, str(c.symbol)) for c in (chosen, *others)]
    return fields[0], (*fields[1:], *_second_numbers(masthead, chosen))


def _adopted_on(masthead: Masthead, span: Span) -> bool:
    """True for the report on which a resolution was adopted: "[on the report of the Third Committee (A/56/583)]"."""
    opened = masthead.view.rfind("[", max(0, span.start - _NOTED), span.start)
    return opened >= 0 and "]" not in masthead.view[opened : span.start] and "]" in masthead.view[span.end :][:_NEAR]


def _second_numbers(masthead: Masthead, chosen: _Candidate) -> Iterator[Field]:
    """What stands right below a paper's number as its number in the order of business: "A41-WP/82 | EX/37"."""
    if "-WP/" not in chosen.symbol.text:
        return
    for piece in list(masthead.free):
        if _ORDER_OF_BUSINESS.fullmatch(masthead.view, *piece) and 0 <= piece.start - chosen.span.end < _NEAR:
            masthead.take(piece)
            yield masthead.field(piece)


def _candidates(masthead: Masthead) -> Iterator[_Candidate]:
    """Each stretch of the head that is a symbol when what a conversion did to it is undone."""
    of_forms: list[_Candidate] = []
    for piece in masthead.free:
        words = masthead.view[piece.start : piece.end]
        if any(hint in words for hint in _FORM_HINTS):
            of_forms += _of_a_form(masthead, piece)
    for match in islice(_BROKEN.finditer(masthead.view), _MOST_TRIED):
        span = _cut_by_labels(masthead, Span(match.start(), match.end()))
        found = _mended(masthead, span)
        if found and not any(o.span.start <= found.span.start and found.span.end <= o.span.end for o in of_forms):
            yield found
    yield from of_forms


def _of_a_form(masthead: Masthead, piece: Span) -> Iterator[_Candidate]:
    """The symbols of another form, "EB154/7", "216 EX/14", that a piece begins or ends with."""
    for match in _form().finditer(masthead.view, *piece):
        symbol = symbols.parse(match[1])
        after = _AFTER_FORM.match(masthead.view, match.end(1), piece.end)
        ends = after is not None and after.end() == piece.end
        if symbol and (match.start(1) == piece.start or ends):
            yield _Candidate(symbol, Span(match.start(1), match.end(1)))


@cache
def _form() -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)({_SPACED_OUT}|{symbolforms.any_form().pattern})(?![A-Za-z0-9/])")


def _cut_by_labels(masthead: Masthead, span: Span) -> Span:
    """The span up to where a label that was glued to it has been taken."""
    for taken in masthead.taken:
        if span.start < taken.start < span.end:
            span = Span(span.start, taken.start)
        elif taken.start <= span.start < taken.end:
            span = Span(min(taken.end, span.end), span.end)
    return span


def _mended(masthead: Masthead, span: Span) -> _Candidate | None:
    """The symbol in a stretch of the head, glue cut off, spaces taken out, small letters made capitals."""
    words = masthead.view[span.start : span.end]
    glued = _GLUED_WORD.match(words)
    start = glued.end() if glued else 0
    spaced = re.search(r"[a-z0-9]\s/\s", words)
    if spaced and not words[: spaced.start() + 1].isupper():  # "2017 / C/51/22", "French / C/51/22"
        start = max(start, spaced.end())
    end = len(words) - len(match[0]) if (match := _GLUED_AFTER.search(words)) else len(words)
    words = words[start:end].rstrip(" ./")
    span = Span(span.start + start, span.start + start + len(words))
    if masthead.view[span.end : span.end + 1] == "." and re.search(r"(?:prov|rev|add|corr)$", words, re.I):
        words, span = f"{words}.", Span(span.start, span.end + 1)
    words, span = _without_letter(masthead, words, span)
    words, span = _without_day(masthead, words, span)
    symbol = symbols.parse(_normal(words))
    return _Candidate(symbol, span) if symbol else None


def _without_letter(masthead: Masthead, words: str, span: Span) -> tuple[str, Span]:
    """The symbol without the language letter that was glued to it, where the rest is known or seen elsewhere."""
    head = re.split(r"\s?/", words, maxsplit=1)[0]
    rest = head[1:]
    if words[:1].lower() not in masthead.language.table["letters"] or not rest:
        return words, span
    own = _known(masthead.organisation.lower()) if masthead.organisation else frozenset()
    if head.upper() in (own or _known()):
        return words, span
    if rest.upper() in (own or _known()) or (head.upper() not in _known() and _seen(masthead, rest, words[1:])):
        return words[1:], Span(span.start + 1, span.end)
    return words, span


def _seen(masthead: Masthead, head: str, symbol: str) -> bool:
    """True when the document names the committee or its symbols by themselves."""
    view = masthead.source.view
    return f"({head.upper()})" in view or re.search(rf"(?<![A-Za-z0-9]){re.escape(symbol)}", view) is not None


def _without_day(masthead: Masthead, words: str, span: Span) -> tuple[str, Span]:
    """The symbol without the day of a date that was glued to it: "A/HRC/7/7814 de julio" is A/HRC/7/78, then 14."""
    serial = re.search(r"(\d{2,6})$", words)
    if not serial or not masthead.language.calendar.month_at(masthead.lower, span.end):
        return words, span
    digits = serial[1]
    longer = 2 if len(digits) > 2 and 10 <= int(digits[-2:]) <= 31 else 1
    for length in dict.fromkeys((longer, 1)):
        if _seen(masthead, "", words[:-length]) and len(digits) > length:
            return words[:-length], Span(span.start, span.end - length)
    return words[:-longer], Span(span.start, span.end - longer)


def _normal(words: str) -> str:
    """The symbol as it is printed where nothing is broken: capitals in its head, no spaces round its slashes."""
    words = re.sub(r"\s*/\s*", "/", words)
    state = re.search(
        r"(?:(?<=\d)|[\s/]+|(?<=\.))(?=(?:prov|rev|add|corr)\b)|\s*(?=\((?:vol|part|suppl?)\b)", words, re.I
    )
    at = state.start() if state and "/" in words[: state.start()] and words[state.start()] != "/" else len(words)
    stem, suffix = re.sub(r"\s+", "", words[:at]), " ".join(words[at:].split())
    parts = stem.split("/")
    head = next((i for i, part in enumerate(parts) if part[:1].isdigit()), len(parts))
    if any(part.islower() or part.istitle() for part in parts[:head] if part.isalpha()):
        parts = [p.upper() if i < head or p.isalpha() else p for i, p in enumerate(parts)]
    if suffix.islower():
        suffix = " ".join(part.capitalize() for part in suffix.split())
    return f"{_GLUED_STATE.sub(' ', '/'.join(parts))}{' ' * bool(suffix)}{suffix}".strip()


def _score(masthead: Masthead, one: _Candidate, all_: Sequence[_Candidate], heads: Counter[Symbol]) -> int:
    """How much speaks for a symbol's being the document's own."""
    span, view, lower = one.span, masthead.view, masthead.lower
    piece = masthead.piece_at(span.start)
    score = 4 if piece and piece.end - piece.start <= span.end - span.start + 5 else 0
    score += 3 * _by_a_label(masthead, span)
    score += 2 if one.symbol in heads or one.symbol.final in heads else 0
    score += min(2, sum(1 for other in all_ if other.symbol == one.symbol) - 1)
    if _PAGE.match(lower, span.end) or _NOTE.search(view[max(0, span.start - 6) : span.start]):
        score -= 8
    if _CITED.search(lower[max(0, span.start - 12) : span.start]):
        score -= 6
    if (
        one.symbol.names_session
        and len(one.symbol.parts) > 2
        and any(other.symbol != one.symbol and other.symbol.text.startswith(one.symbol.text + "/") for other in all_)
    ):
        score -= 3
    if f"({one.symbol.series})" in view:
        score += 2
    return score


def _by_a_label(masthead: Masthead, span: Span) -> int:
    """2 when ORIGINAL, DATE or Distr. stands next to the symbol, 1 when near."""
    nearest = min((masthead.apart(taken, span) for taken in masthead.taken), default=_NEAR + 1)
    return 2 if nearest <= 2 else 1 if nearest <= _NEAR else 0


def _joined(
    masthead: Masthead, candidates: Sequence[_Candidate], best: _Candidate
) -> tuple[_Candidate, list[_Candidate]]:
    """The symbol with those that stand right beside it: joined by a dash they are one, else further ones."""
    ordered = sorted(candidates, key=lambda c: c.span.start)
    at = ordered.index(best)
    first = last = at
    while first and _beside(masthead, ordered[first - 1], ordered[first]):
        first -= 1
    while last + 1 < len(ordered) and _beside(masthead, ordered[last], ordered[last + 1]):
        last += 1
    run = [
        c for i, c in enumerate(ordered[first : last + 1]) if c.symbol not in [o.symbol for o in ordered[first:][:i]]
    ]
    between = masthead.view[run[0].span.end : run[1].span.start] if len(run) == 2 else ""
    if "-" in between:
        whole = Span(run[0].span.start, run[1].span.end)
        joint = symbols.parse(f"{run[0].symbol} - {run[1].symbol}")
        return (_Candidate(joint, whole) if joint else run[0]), []
    return run[0], run[1:]


def _beside(masthead: Masthead, one: _Candidate, other: _Candidate) -> bool:
    """True when nothing but white space or a dash parts two symbols, and no page number follows either."""
    between = masthead.view[one.span.end : other.span.start]
    if not _JOINED.fullmatch(between) or between.count("\n") > 1:
        return False
    return one.symbol.series != other.symbol.series and not _PAGE.match(masthead.lower, other.span.end)


def _running_heads(source: SourceText) -> Iterator[Symbol]:
    """The symbols in the page heads, as often as they are there."""
    for block in source.heads:
        for _, symbol in symbols.find(source.view, *block.span):
            yield symbol


def _from_heads(source: SourceText, heads: Counter[Symbol]) -> Field | None:
    """The most frequent symbol of the page heads, where it stands first."""
    if not heads:
        return None
    chosen = heads.most_common(1)[0][0]
    for block in source.heads:
        for span, symbol in symbols.find(source.view, *block.span):
            if symbol == chosen:
                return Field(str(chosen), span)
    return None
