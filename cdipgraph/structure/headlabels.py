"""What a head says under a label or as a mark: original language, date, distribution, organisation, language letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from cdipgraph import languages
from cdipgraph.accents import alike, tolerant, unaccented
from cdipgraph.dates import Dates, in_figures
from cdipgraph.languages import Language
from cdipgraph.report import Field
from cdipgraph.spans import Span
from cdipgraph.structure.headregion import is_mark
from cdipgraph.structure.masthead import Masthead

UNITED_NATIONS = "UN"
_DATE_AFTER = 70  # a date stands right after its label
_LONGEST_GARBLED = 24  # what follows ORIGINAL and is no language that is known
_SPACE = re.compile(r"[\s.]+")
_ACRONYM = 10
_MOST_ABOVE_LETTER = 3
_JOB_NUMBER = re.compile(
    r"(?:[A-Z]{1,3}\.)?\d{2}-\d{5}X?(?:\s?\([EFSARC]\))?(?:\s+\d{6}){0,3}|\*\d{7}\*|`{3,}|https?://\S+|[\w.-]+@[\w.-]+"
    r"|(?<!\w)\([EFSARC]\)"
)
_AFTER_YEAR = re.compile(r"\d{4}\s+([^\W\d_]+)$")  # "14 May 2018 English"
_BRACKETED = re.compile(r"\s*\([^()]{3,40}\)?$")  # "Supplement No. 3 (A/52/3)"
_IMPRINT = re.compile(
    r"[^\n\u2022\u00b7]{3,60}[\u2022\u00b7][^\n,\u2022]{3,30},? \d{4}"
)  # "United Nations \u2022 New York, 2025"
_PAGE = re.compile(r"(?:page|pagina|pag\.|p\.)\s*\d+|-\s*\d{1,3}\s*-|\d{1,3}")


@cache
def _tongue(code: str) -> re.Pattern[str]:
    """A language by name, in one language or, for "", in any."""
    names = [name for each in _readers(code) for name in languages.load(each).table["languages"]]
    return re.compile("(?:" + "|".join(tolerant(name) for name in sorted(names, key=len, reverse=True)) + ")")


@cache
def _tongues(code: str) -> re.Pattern[str]:
    """One or several languages by name, in one language or, for "", in any."""
    only = "|".join(languages.load(each).head("only") for each in _readers(code))
    one = _tongue(code).pattern
    return re.compile(rf"{one}(?:\s*(?:[,/;&-]|and|et|y|e|ou|or|o|u)\s*{one}){{0,5}}(?:\s*(?:{only}))?")


def _readers(code: str) -> tuple[str, ...]:
    return (code,) if code else languages.codes()


@cache
def _codes() -> Mapping[str, str]:
    """The names of languages in any language, each with its code."""
    return {name: code for each in languages.codes() for name, code in languages.load(each).tongues.items()}


def original_language(masthead: Masthead) -> Field | None:
    """The original language, after its label, as a code; several as "en, fr". Where a cover says it again, that is
    taken with it.
    """
    told: Field | None = None
    for lower, squeezed in _texts(masthead):
        for label in masthead.language.head_pattern("original", squeezed=squeezed).finditer(lower):
            after = _skip(lower, label.end())
            found = _tongues(masthead.language.code).match(lower, after) or _tongues("").match(lower, after)
            if not found and ":" not in label[0]:
                continue
            end = found.end() if found else _line_end(lower, after)
            masthead.take(_span(masthead, label.start(), end, squeezed), mark=told is None)
            if found and told is None:
                told = masthead.field(_span(masthead, found.start(), found.end(), squeezed), _codes_in(found[0]))
        if told:
            break
    return told


def _codes_in(names: str) -> str:
    """The codes of the languages named in a text, in order, each once."""
    codes = (_code(match[0]) for match in _tongue("").finditer(names))
    return ", ".join(dict.fromkeys(codes))


@cache
def _code(name: str) -> str:
    """The code of a language by its name, also one with a broken letter: "fran?ais"."""
    if name in _codes():
        return _codes()[name]
    tables = (languages.load(code).table["languages"].items() for code in languages.codes())
    return next(str(code) for table in tables for known, code in table if alike(known, name))


def _line_end(lower: str, at: int) -> int:
    end = lower.find("\n", at)
    return min(len(lower) if end < 0 else end, at + _LONGEST_GARBLED)


def own_date(masthead: Masthead) -> tuple[Field | None, Dates | None]:
    """The document's date after its label, as a field and as it was read. Where a cover says it again, that is taken
    with it.
    """
    told: tuple[Field, Dates] | None = None
    for lower, squeezed in _texts(masthead):
        for label in masthead.language.head_pattern("date", squeezed=squeezed).finditer(lower):
            dates = _date_after(lower, label.end(), masthead.language, squeezed=squeezed)
            if dates and not dates.first:  # "Issued: November 2006": a month is no date
                masthead.take(_span(masthead, label.start(), dates.span.end, squeezed))
                continue
            if dates and (":" in label[0] or _begins_line(lower, label.start())):  # not "a letter of date 9 May"
                said = _span(masthead, label.start(), dates.span.end, squeezed)
                if told is None:
                    masthead.take(said)
                    told = masthead.field(_span(masthead, *dates.span, squeezed), f"{dates.last}"), dates
                elif dates.last == told[1].last:
                    masthead.take(said, mark=False)
        if told:
            return told
    return None, None


def _date_after(lower: str, at: int, language: Language, *, squeezed: bool) -> Dates | None:
    """The date right after a label, in the document's language, else in any."""
    after = _skip(lower, at)
    others = (languages.load(code) for code in languages.codes() if code != language.code)
    for each in (language, *others):
        found = next(each.calendar.find_all(lower, after, after + _DATE_AFTER, squeezed=squeezed), None)
        if found and found.span.start - after <= 1:
            return found
    return in_figures(lower, after, after + _DATE_AFTER, day_first=days_first(language))


def days_first(language: Language) -> bool:
    """True where a date in figures begins with the day, whoever writes it."""
    return bool(language.table["dates"].get("figures") == "day first")


def _skip(lower: str, at: int) -> int:
    while at < len(lower) and (lower[at].isspace() or lower[at] in "|."):
        at += 1
    return at


def _texts(masthead: Masthead) -> Iterator[tuple[str, bool]]:
    """The text of the head, then the same without white space, each with whether it is that."""
    yield masthead.lower, False
    yield masthead.squeezed, True


def _span(masthead: Masthead, start: int, end: int, squeezed: bool) -> Span:
    return masthead.unsqueezed(start, end) if squeezed else Span(start, end)


def take_marks(masthead: Masthead) -> None:
    """Takes what every paper of the United Nations prints and no field is made of."""
    for match in masthead.language.head_pattern("distribution").finditer(masthead.lower):
        said = _begins_word(masthead.lower, match.start()) and ("." in match[0] or ":" in match[0])
        if said or (is_mark(match[0]) and _begins_line(masthead.lower, match.start())):
            masthead.take(Span(match.start(), match.end()))
    for match in masthead.language.head_pattern("cover").finditer(masthead.lower):
        if _begins_word(masthead.lower, match.start()) and _beside_session(masthead, Span(match.start(), match.end())):
            masthead.take(Span(match.start(), match.end()), mark=False)
    for match in _JOB_NUMBER.finditer(masthead.view):
        masthead.take(Span(match.start(), match.end()), mark=False)
    series, tongues = masthead.language.head_pattern("series"), _tongues("")
    for piece in list(masthead.free):
        words = masthead.lower[piece.start : piece.end].rstrip(".")
        if tongues.fullmatch(words):
            masthead.take(piece)
            continue
        if series.fullmatch(_BRACKETED.sub("", words)) or _PAGE.fullmatch(words) or _IMPRINT.fullmatch(words):
            masthead.take(piece, mark=False)
            continue
        last = _AFTER_YEAR.search(words)
        if last and tongues.fullmatch(last[1]):
            masthead.take(Span(piece.start + last.start(1), piece.end))


def _beside_session(masthead: Masthead, span: Span) -> bool:
    """True for words on the line of a session: "General Assembly Official Records Eightieth Session"."""
    piece = masthead.piece_at(span.start)
    words = masthead.lower[piece.start : piece.end] if piece else ""
    return any(word in words for word in masthead.language.table["header"]["sittings"])


def _begins_line(text: str, at: int) -> bool:
    return not text[:at].rstrip(" |\t") or text[:at].rstrip(" |\t")[-1] == "\n"


def _begins_word(text: str, at: int) -> bool:
    return not at or not text[at - 1].isalpha()


@cache
def _letters(code: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The letters of all languages on a line of their own, and those of one language before a word."""
    every = "".join(letter for each in languages.codes() for letter in languages.load(each).table["letters"]) + "arc"
    own = "".join(languages.load(code).table["letters"])
    return (
        re.compile(rf"(?:\d{{1,3}}\s+)?[{every}](?:\s*[{every}]){{0,2}}"),
        re.compile(rf"(?:\d{{1,3}}\s+)?[{own}]\s+(?=[^\W\d_]{{3}})"),
    )


def take_letters(masthead: Masthead) -> None:
    """Takes the letters that name the language of the version: F, E E, "1 E", and one before other things on a line."""
    alone, own = _letters(masthead.language.code)
    for position, piece in enumerate(list(masthead.free)):
        before = own.match(masthead.lower, *piece) if position < _MOST_ABOVE_LETTER else None
        if piece.end - piece.start <= 7 and alone.fullmatch(masthead.lower, *piece):
            masthead.take(piece)
        elif before and masthead.view[before.end() - 2].isupper():
            masthead.take(Span(piece.start, before.end() - 1))


def whose(masthead: Masthead) -> str:
    """The organisation whose full name the head holds, by its key; nothing where there is none."""
    text = masthead.squeezed
    for key, names in _organisations(masthead.language.code):
        if any(" " in name and squeezed in text for name, squeezed in names):
            return key
    return ""


def organisation(masthead: Masthead) -> Field | None:
    """The organisation that the head names, whole or as an acronym with the language letter glued to it: a programme or
    conference of the United Nations before these.
    """
    found: list[tuple[Span, str]] = []
    for key, names in _organisations(masthead.language.code):
        for name, squeezed in names:
            found += [(span, key) for span in _named(masthead, name, squeezed) if masthead.is_free(span)]
    kept: list[tuple[Span, str]] = []
    for span, key in sorted(found, key=lambda entry: (entry[0].start, -entry[0].end)):
        if not kept or span.start >= kept[-1][0].end:
            kept.append((span, key))
    for span, _ in kept:
        masthead.take(_with_seat(masthead, span))
    chosen = next((entry for entry in kept if entry[1] != UNITED_NATIONS), kept[0]) if kept else None
    return masthead.field(*chosen) if chosen else None


def _with_seat(masthead: Masthead, name: Span) -> Span:
    """The name with its seat, where that is all that follows it on its line: "International Labour Office, Geneva"."""
    piece = masthead.piece_at(name.start)
    rest = masthead.lower[name.end : piece.end] if piece else ""
    seat = masthead.language.head_pattern("seat").fullmatch(f"{rest[1:].strip()} ") if rest[:1] == "," else None
    return Span(name.start, piece.end) if seat and piece else name


@cache
def _organisations(code: str) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    table = languages.load(code).table["organisations"]
    return tuple((key, tuple((n, _SPACE.sub("", unaccented(n))) for n in names)) for key, names in table.items())


def _named(masthead: Masthead, name: str, squeezed: str) -> Iterator[Span]:
    """Where a line begins with the name: the whole of it, or the name before other things that a head holds."""
    text = masthead.squeezed
    at = text.find(squeezed)
    if at < 0 and all(word in text for word in _words(name)) and (parted := _parted(name).search(text)):
        yield masthead.unsqueezed(*parted.span())
    while at >= 0:
        span = masthead.unsqueezed(at, at + len(squeezed))
        piece = masthead.piece_at(span.start)
        if piece and _begins(masthead, piece, span) and _stands_alone(masthead, piece, span, name):
            yield span
        at = text.find(squeezed, at + 1)


_MARK = r"(?:\x1f+|distr(?:ibution)?:?[a-z]{5,9})"


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(unaccented(name).split())


@cache
def _parted(name: str) -> re.Pattern[str]:
    """A name with one mark in it, as two columns read across leave it: "Organisation des Distr. générale Nations"."""
    words = [re.escape(word) for word in _words(name)]
    return re.compile("|".join("".join((*words[:i], _MARK, *words[i:])) for i in range(1, len(words))))


def _begins(masthead: Masthead, piece: Span, span: Span) -> bool:
    """True when a name begins a line, or follows the number of a page or the organisation's acronym there."""
    before = masthead.lower[piece.start : span.start].strip()
    names = (name for _, names in _organisations(masthead.language.code) for name, _ in names)
    return not before or before.isdigit() or (len(before) <= _ACRONYM and before in names)


def _stands_alone(masthead: Masthead, piece: Span, span: Span, name: str) -> bool:
    """True when the words are a name by themselves, not the beginning or the end of a longer one."""
    rest = masthead.lower[span.end : piece.end].strip()
    if rest and len(name) <= _ACRONYM:
        return len(rest) == 1 or _is_named(masthead, rest)  # OMPIF, WIPO E, "WIPO World Intellectual ..."
    if masthead.ends_open(span.start):
        return False
    if not rest or (rest[0] == "(" and len(rest) <= _ACRONYM):
        return True
    first = re.match(r"[^\W\d_]+'?", rest)
    if first and masthead.language.head_pattern("joins").fullmatch(first[0].rstrip("'")):
        return False
    return name.count(" ") > 1 or _principal(masthead, rest)


def _is_named(masthead: Masthead, rest: str) -> bool:
    """True when words begin with the full name of an organisation."""
    squeezed = _SPACE.sub("", rest)
    organisations = _organisations(masthead.language.code)
    return any(squeezed.startswith(name) for _, names in organisations for full, name in names if " " in full)


def _principal(masthead: Masthead, rest: str) -> bool:
    """True when an organ's short name follows: "United Nations General Assembly"."""
    noun = masthead.language.head_pattern("body").search(rest, 0, 40)
    if noun is None or re.search(r"\w", rest[noun.end() : noun.end() + 12].split(" ")[0]):
        return False
    following = re.match(r"\s*([^\W\d_]+)", rest[noun.end() :])
    return not following or not masthead.language.head_pattern("joins").fullmatch(following[1])
