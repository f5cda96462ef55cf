"""Document symbols of the UN family: `CDIP/23/17 Prov.` as a value that parses and prints itself.

A symbol is a series (`CDIP`, `WO/GA`, `A/AC.109`), usually a session number or a year, a serial number, and suffixes
for the state of the text (Prov., Rev.1, Add.2, Corr.1). Committees of WIPO write `series/session/number`, the General
Assembly likewise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from cdipgraph import symbolforms
from cdipgraph.spans import Span, folded

_SUFFIX = (
    r"(?:(?:Prov|PROV|prov|Rev|REV|rev|Add|ADD|Corr|CORR)"
    r"(?:\.(?:[ ]?\d{1,2}(?!\d|\.\d))?|[ ]?\d{1,2}(?!\d)|\b))"
)
#: A volume or a part of a document that was issued in several: A/79/5 (Vol. I), A/53/23 (Part IV), A/80/6 (Sect. 3).
_PARTIAL = (
    r"\s?\((?:[Vv]ols?|VOL|[Pp]arts?|PART|Partes?|Parties?|[Ss]ecc?t?|[Ss]uppl?)\.?\s?[IVXivx\d]{1,5}[A-Z]?"
    r"(?:\s(?:and|et|y|e)\s[IVX\d]{1,5})?\)(?:/(?:Add|Corr|Rev)\.?\d{1,2})?"
)
_PART = r"(?:[A-Z0-9][A-Za-z0-9]*(?:[.-][A-Za-z0-9]+)*)"
#: A session, a year or a body in brackets: ICCD/COP(12)/4, TD/B(S-XXIII)/7, C(Extr.)/29/2, UNEP(DEPI)/RS.13/5.
_BRACKET = r"\((?:[A-Z0-9]{1,7}|[SE]{1,2}-[IVXL\d]{1,7}|[A-Z][a-z]{1,5}\.?)\)"
_STEM = rf"[A-Z][A-Z0-9]*(?:[.-][A-Z0-9]+)*(?:{_BRACKET})?(?:/{_PART}(?:{_BRACKET}/{_PART})?)+"
#: The Security Council numbers its resolutions through, and adds the year: S/RES/1373 (2001).
_WITH_YEAR = r"[A-Z]{1,4}/RES/\d{1,4}\s?\((?:19|20)\d\d\)"
_SYMBOL = re.compile(rf"(?:{_WITH_YEAR}|{_STEM}(?:{_PARTIAL})?(?:[\s/]{{0,2}}{_SUFFIX})*(?:{_PARTIAL})?)")
#: The same with white space at a slash, as damage leaves it: "CDIP /3/9", "A/C.1/58/ L.15/Rev.1".
_BROKEN = re.compile(rf"[A-Z][A-Z0-9.-]*(?:\s?/\s?{_PART}){{2,}}(?:[\s/]{{0,2}}{_SUFFIX})*")
#: A symbol with a space before its session, "CL 160/REP": only where nothing else stands, as it is too like prose.
_SPACED = re.compile(rf"(?P<series>[A-Z]{{1,6}}) (?P<session>\d{{1,4}})(?P<rest>(?:/{_PART})+(?:[ /]{_SUFFIX})*)")
_JOINT = " - "
_BETWEEN = re.compile(r"(?<=\d)\s*-\s*(?=[A-Z]{1,6}[/.])")  # A/79/729-S/2025/40
_SERIES_SESSION = re.compile(r"([A-Z]{2,}(?:/[A-Z]+)*)/(\d{1,3})")
_NUMBERED_BODY = re.compile(r"[A-Z]{2,}(?:\.\d+|\([IVXL\d-]+\))")  # IDB.49/1, TD(XII)/1: a session in the first part
_REGIONAL = "RC"
#: A body of a convention with its session, or a regional committee: UNEP/POPS/POPRC.27/4, EUR/RC80/5.
_NUMBERED_SUBSIDIARY = re.compile(r"[A-Z]{3,8}\.\d{1,3}|RC\d{1,3}")
#: What has a number of its own, and no session's.
_NUMBERED_ITSELF = frozenset(("CONF", "INF", "REV", "ADD", "CORR", "PROV", "NGO", "PET", "RES", "DEC", "SUB"))
#: Of two parts: S/25704, A/5217, from before sessions were in symbols (no year); records of the Security Council.
_EARLY = re.compile(r"[A-Z]/(?:PV\.\d{1,5}|\d{5}|[03-9]\d{3}|1[0-8]\d\d|2[1-9]\d\d)")
_GLUED = re.compile(r"(/\d+)([A-Za-z]{3,})")  # CDIP/19/12ORIGINAL, SCCR/19/15page2
_STATES = ("rev", "add", "corr", "prov")
_AT_SLASH = re.compile(r"\s?/\s?")
_NUMBER_IN_HEAD = re.compile(
    r"\((?:[SE]{1,2}-)?(?:(?P<digits>[1-9]\d{0,2})|(?P<roman>[IVXL]{1,7}))\)|(?:\.|^RC)(?P<more>[1-9]\d{0,2})$"
)
_IN_ROMAN = re.compile(r"[IVX]+")  # AB/XXX/4: how sessions were numbered up to the 1980s
_OF_SPECIAL = re.compile(r"(?:ES|SS|S)-?\d{1,3}")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_STEM_CHARACTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-")
_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_WORD = re.compile(r"[A-Za-z0-9./-]+")
_UNSAFE = re.compile(r"[^A-Za-z0-9./()-]+")
_STATE = re.compile(r"(?<=[ /])(PROV|prov|Prov|REV|rev|ADD|add|CORR|corr)(\.(?:[ ](?=\d))?)?")
#: The last of the states that a text is issued in: "Prov.", "Rev.1", "/PROV 2".
_LAST_STATE = re.compile(r"[ /]{0,2}(?P<state>Prov|PROV|prov|Rev|REV|rev)\.? ?(?P<number>\d{1,2})?$")
_REACH = 16  # characters before a symbol's slash that hold a letter, if it is one
_WIDEST = 9  # characters of a bracket in a symbol
_LAST_SESSION = 999  # a larger first number is a year (S/2024/65)


class Issue(NamedTuple):
    """Which text a symbol is of, and where its issue stands among those of that text: the higher, the later."""

    text: str
    rank: tuple[int, bool, int]


@dataclass(frozen=True, slots=True, order=True)
class Symbol:
    """A document symbol, normalised: single spaces, plain hyphens, otherwise as printed."""

    text: str

    def __str__(self) -> str:
        return self.text

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts between the slashes, suffixes after a space left out: `("CDIP", "23", "17")`."""
        return _parts(self.text)

    @property
    def series(self) -> str:
        """The parts before the first number, joined: `CDIP`, `WO/GA`, `A/AC.109`; the whole stem if there is none."""
        return _series(self.text)

    @property
    def session(self) -> int | None:
        """The session in the symbol (`CDIP/23/17` -> 23), None where the number is a year or missing."""
        return _session(self.text)

    @property
    def names_session(self) -> bool:
        """True for a series and one number (`WO/GA/51`): a session, where the committee's documents are numbered
        further.
        """
        return _names_session(self.text)

    @property
    def numbered_through(self) -> bool:
        """True for a series and one number, suffixes apart (`TD/B/C.I/55`, `WO/GA/51`): a document of a body that does
        not number its documents by session, or a session.
        """
        return _numbered_through(self.text)

    @property
    def provisional(self) -> bool:
        """True for a `Prov.` text."""
        return "prov" in self.text.lower()

    @property
    def final(self) -> Symbol:
        """The symbol of the adopted text: `CDIP/23/17 Prov.` -> `CDIP/23/17`."""
        return Symbol(re.sub(r"[ /]*[Pp](?:rov|ROV)\.?[ ]?\d*", "", self.text)) if self.provisional else self

    def through(self, last: int) -> tuple[Symbol, ...]:
        """This symbol and those that follow it, to the one whose last number is `last`: `SCP/17/7` to 9 is three."""
        stem = self.text.rstrip("0123456789")
        number = self.text[len(stem) :]
        return tuple(Symbol(f"{stem}{n}") for n in range(int(number), last + 1)) if number else (self,)

    @property
    def joint(self) -> tuple[str, ...]:
        """The symbols that that of a joint document consists of: `WO/BC/20/3 - WO/PC/10/3` -> both; else none."""
        parts = _BETWEEN.split(self.text)
        return tuple(parts) if len(parts) > 1 and all(map(parse, parts)) else ()

    @property
    def issue(self) -> Issue:
        """The issue of a text that the symbol names: `CDIP/23/17 Prov.` comes before `CDIP/23/17`, that before
        `CDIP/23/17 Rev.`, and that before `CDIP/23/17 Rev.2`. What is added (Add., Corr.) is a text of its own.
        """
        return _issue(self.text)

    @property
    def path(self) -> str:
        """The symbol as the tail of an IRI: `CDIP/23/17-Prov`, the same for `CDIP/23/17 PROV.`"""
        text = _STATE.sub(lambda match: f"{match[1].capitalize()}{'.' * bool(match[2])}", self.text)
        return _UNSAFE.sub("-", text).replace("---", "-").replace("-.", ".").rstrip(".")


def _parts(symbol: str) -> tuple[str, ...]:
    spaced = _SPACED.match(symbol)
    if spaced:
        return spaced["series"], spaced["session"], *spaced["rest"].partition(" ")[0].split("/")[1:]
    return tuple(symbol.partition(" ")[0].split("/"))


@lru_cache(maxsize=4096)
def _series(symbol: str) -> str:
    built = symbolforms.built(symbol)
    if built:
        return built.series
    head, numbered = _head(symbol)
    if len(head) == len(_parts(symbol)) > 1:  # TD/B/WP/L.122: nothing but the last part is numbered
        head = head[:-1]
    body = numbered.partition("(")[0].partition(".")[0]
    body = _REGIONAL if body.startswith(_REGIONAL) and body[2:].isdigit() else body
    return "/".join([*head, body] if body else head)


@lru_cache(maxsize=4096)
def _session(symbol: str) -> int | None:
    built = symbolforms.built(symbol)
    if built:
        return built.session
    head, numbered = _head(symbol)
    match = _NUMBER_IN_HEAD.search(numbered)
    if match:
        number = match["digits"] or match["more"]
        return int(number) if number else roman(match["roman"])
    if any(character.isdigit() for character in numbered):
        return None  # WT/MIN(01)/DEC/2: a year
    following = _parts(symbol)[len(head) :]
    if following and _OF_SPECIAL.fullmatch(following[0]):
        return None  # special sessions are counted apart: SCT/S3/9, A/ES-11/L.9
    if following and _IN_ROMAN.fullmatch(following[0]):
        return roman(following[0])
    number = next((part for part in following if part[0].isdigit()), "")
    return int(number) if number.isdigit() and int(number) <= _LAST_SESSION else None


def _head(symbol: str) -> tuple[list[str], str]:
    """The parts before the first number, and the part, if one ends them, in which a number follows letters: "IDB.49",
    "B(S-XXIII)".
    """
    head: list[str] = []
    parts = _parts(symbol)
    for part in parts:
        if part[0].isdigit() or (head and (_OF_SPECIAL.fullmatch(part) or (_IN_ROMAN.fullmatch(part) and roman(part)))):
            break
        body = _NUMBERED_SUBSIDIARY if head else _NUMBERED_BODY
        numbered = body.fullmatch(part) and part.partition(".")[0] not in _NUMBERED_ITSELF
        if "(" in part or (numbered and not (head and part is parts[-1])):
            return head, part
        head.append(part)
    return head, ""


def roman(numeral: str) -> int | None:
    """The number that a Roman numeral in capitals is: "XXIII" -> 23; None when it is none."""
    values = [_ROMAN.get(letter, 0) for letter in numeral]
    total = sum(-one if one < after else one for one, after in zip(values, [*values, 0][1:], strict=True))
    return total if values and all(values) and _roman(total) == numeral else None


def _roman(number: int) -> str:
    parts = (("C", 100), ("XC", 90), ("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))
    written = ""
    for letters, value in parts:
        written += letters * (number // value)
        number %= value
    return written


@lru_cache(maxsize=4096)
def _numbered_through(symbol: str) -> bool:
    built = symbolforms.built(symbol)
    if built and built.session is not None:
        return False
    head, numbered = _head(symbol)
    following = [part for part in _parts(symbol)[len(head) :] if not part.lower().startswith(_STATES)]
    alone = len(following) == 1 and following[0].isdigit() and len(following[0]) < 4
    return alone and not any(character.isdigit() for character in numbered)


@lru_cache(maxsize=4096)
def _issue(symbol: str) -> Issue:
    text, revision, draft, drafts = symbol, 0, False, 0
    while (match := _LAST_STATE.search(text)) and match.start():
        number = int(match["number"] or 1)
        if match["state"].lower() == "rev":
            revision = number
        else:
            draft, drafts = True, number
        text = text[: match.start()]
    return Issue(text, (revision, not draft, drafts))


@lru_cache(maxsize=4096)
def _names_session(symbol: str) -> bool:
    *head, last = symbol.split("/")
    return last.isdigit() and len(last) < 4 and all(part.isalpha() for part in head)


@lru_cache(maxsize=4096)
def _symbol(text: str) -> Symbol | None:
    text = folded(text)
    stem = text.partition(" ")[0]
    parts = stem.split("/")
    if len(parts) < 3 and not _NUMBERED_BODY.fullmatch(parts[0]):
        return Symbol(text) if _EARLY.fullmatch(stem) else None
    return Symbol(text) if any(character.isdigit() for part in parts[1:] for character in part) else None


@lru_cache(maxsize=4096)
def parse(text: str) -> Symbol | None:
    """The symbol that `text` is, or None when it is none: `parse("CDIP/21/15")`.

    Two symbols joined by a dash ("WO/BC/20/3 - WO/PC/10/3") are one, that of a joint document.
    """
    whole = folded(text)
    first, _, second = whole.partition(_JOINT)
    if second:
        return Symbol(whole) if parse(first) and parse(second) else None
    if not any(map(str.isdigit, whole)):
        return None
    match = _SYMBOL.fullmatch(whole)
    symbol = _symbol(match[0]) if match else None
    return symbol or (Symbol(whole) if _SPACED.fullmatch(whole) or symbolforms.built(whole) else None)


class Mention(NamedTuple):
    """A symbol in a text; or, where it is none of a document, the session that it names (`CDIP/21`)."""

    start: int
    end: int
    symbol: Symbol | None
    series: str = ""
    session: int = 0


def find(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[Span, Symbol]]:
    """Each document symbol in `text`, with its span. `text` is the matching view (plain spaces and hyphens)."""
    for mention in scan(text, start, end):
        if mention.symbol:
            yield Span(mention.start, mention.end), mention.symbol


def find_sessions(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[Span, str, int]]:
    """Each `CDIP/21` that names a session and no document: its span, the series, the session."""
    for mention in scan(text, start, end):
        if mention.session:
            yield Span(mention.start, mention.end), mention.series, mention.session


def scan(text: str, start: int = 0, end: int | None = None) -> Iterator[Mention]:
    """Each document symbol, and each `CDIP/21` that may name a session, in order: literal search finds the slashes, and
    the word round each is looked at.
    """
    end = len(text) if end is None else end
    slash = text.find("/", start, end)
    while slash >= 0:
        before = text[max(start, slash - _REACH) : slash]
        if before.upper() == before.lower():  # no letter
            slash = text.find("/", slash + 1, end)
            continue
        bracket = text.rfind("(", max(start, slash - _WIDEST), slash) if slash and text[slash - 1] == ")" else -1
        begin = slash if bracket < 0 else bracket
        while begin > start and text[begin - 1] in _STEM_CHARACTERS:
            begin -= 1
        while begin < slash and text[begin] not in _CAPITALS:
            begin += 1
        mention = _at(text, begin, end) if begin < slash else _broken(text, slash, start, end)
        mention = mention or _in_small(text, slash, start, end)
        if mention:
            yield mention
        slash = text.find("/", max(slash + 1, mention.end if mention else _word_end(text, slash)), end)


def _at(text: str, begin: int, end: int) -> Mention | None:
    """The symbol or session whose stem begins at an offset."""
    if begin and text[begin - 1] == "/":
        return None
    match = _SYMBOL.match(text, begin, end)
    if not match:
        return _broken(text, text.find("/", begin, end), begin, end)
    last = match.end()
    after = text[last : min(last + 1, end)]
    if after == "/":
        return _broken(text, last, begin, end) if text[last + 1 : last + 2].isspace() else None
    if after.isalpha() or after.isdecimal():  # a superscript is neither: CDIP/14/2³
        return None
    read = _read(match[0])
    return Mention(begin, begin + read[0], *read[1:]) if read else None


@lru_cache(maxsize=4096)
def _read(word: str) -> tuple[int, Symbol | None, str, int] | None:
    """What a word with slashes is: its length without what is glued to it, the symbol, the session that it may name."""
    glued = _GLUED.search(word)
    if glued and not glued[2].lower().startswith(_STATES):
        word = word[: glued.end(1)]
    symbol = _symbol(word) or (Symbol(word) if symbolforms.told_apart(word) else None)
    named = _SERIES_SESSION.fullmatch(word) if symbol is None or symbol.names_session else None
    if named:
        return len(word), symbol, named[1], int(named[2])
    return (len(word), symbol, "", 0) if symbol else None


def _broken(text: str, slash: int, start: int, end: int) -> Mention | None:
    """A symbol with white space at a slash. So as not to join what is apart, it must hold two numbers, or be long."""
    begin = slash
    if begin > start and text[begin - 1].isspace():
        begin -= 1
    elif not text[slash + 1 : slash + 2].isspace():
        return None
    while begin > start and (text[begin - 1] in _STEM_CHARACTERS or text[begin - 1] == "/"):
        begin -= 1
    match = _BROKEN.match(text, begin, end)
    if not match or (begin and text[begin - 1].isalnum()):
        return None
    last = match.end()
    parts = _AT_SLASH.split(text[begin:last])
    numbers = [any(character.isdigit() for character in part) for part in parts]
    if (last < end and (text[last] == "/" or text[last].isalpha() or text[last].isdecimal())) or sum(numbers) + (
        len(parts) > 3
    ) < 2:
        return None
    symbol = parse(_AT_SLASH.sub("/", text[begin:last]))
    return Mention(begin, last, symbol) if symbol else None


@cache
def _small() -> re.Pattern[str]:
    """A symbol of WIPO or UPOV in small letters, as it is typed: "cdip/24/8", "Wo/ga/40/7 prov."."""
    known = (head.lower() for key in ("wipo", "upov") for head in symbolforms.table()[key] if len(head) > 1)
    heads = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    state = r"(?:[ /](?:prov|rev|add|corr)\.?(?:[ ]?\d{1,2})?)?"
    return re.compile(
        rf"(?P<stem>(?:{heads})(?:/[a-z]{{1,6}}){{0,3}}/\d{{1,3}}(?:/inf)?/\d{{1,3}})(?P<state>{state})(?![\w/])", re.I
    )


def _in_small(text: str, slash: int, start: int, end: int) -> Mention | None:
    """A symbol in small letters whose first slash stands at an offset; no address is one."""
    begin = slash
    while begin > start and (text[begin - 1].isalnum() or text[begin - 1] == "-"):
        begin -= 1
    if begin == slash or text[begin - 1 : begin] in tuple("/.@:_"):
        return None
    match = _small().match(text, begin, end)
    symbol = _symbol(match["stem"].upper() + match["state"].rstrip().title()) if match else None
    return Mention(begin, begin + len(match[0].rstrip()), symbol) if match and symbol else None


def _word_end(text: str, at: int) -> int:
    match = _WORD.match(text, at)
    return match.end() if match else at
