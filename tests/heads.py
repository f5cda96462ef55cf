"""Made-up heads of documents, with what a reader should find in each.

A `Head` is drawn from a seed: organisation, layout, language, body, session, days, symbol, title, author. `Head.lines`
lays it out as lines of pieces, each of which says which field it is. A damage (`DAMAGES`) changes pieces as a
conversion does; then `written` puts them together and notes the span of each field.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from ordinal_words import ordinals

DATA: dict[str, Any] = tomllib.loads(Path(__file__).with_name("heads.toml").read_text(encoding="utf-8"))
CODES = ("fr", "en", "es")
LAYOUTS = ("wipo", "wipo-old", "upov-old", "upov-new", "un", "un-old", "isba")
FIELDS = (
    "symbol", "original-language", "date", "committee", "session", "place", "start", "end", "title", "author",
    "provisional",
)  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """A stretch of a line: its words, and the field (or mark) that they are."""

    text: str
    name: str = ""


Line = tuple[Piece, ...]


@dataclass(frozen=True)
class Written:
    """A text, and what a reader should find in it: the values, and the words each was read from."""

    text: str
    language: str
    values: dict[str, Any]
    words: dict[str, str]
    body: str
    layout: str
    damage: tuple[str, ...]


@dataclass
class Head:
    """One head as it was meant, in one language."""

    seed: int
    random: Random = field(init=False)
    code: str = field(init=False)
    layout: str = field(init=False)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.layout = self.random.choice(LAYOUTS)
        self.code = self.random.choice(CODES)
        self.org = {"wipo": "WIPO", "upov": "UPOV"}.get(self.layout.partition("-")[0], "UN")
        self.body = self.random.choice([body for body in DATA["bodies"] if body["org"] == self.org])
        self.session = self.random.randint(1, 100)
        self.serial = self.random.randint(1, 25)
        self.first, self.last, self.second = self._days()
        self.day = self.first + timedelta(days=self.random.choice((-60, -31, -8, 3, 20, 75)))
        self.place = self.random.choice(DATA["places"][self.code])
        self.original = self.random.sample(sorted(DATA["tongues"]), self.random.choice((1, 1, 1, 1, 2, 3)))
        self.title = self._title()
        self.author = self._author()
        self.symbol = self._symbol()
        self.values: dict[str, Any] = {}

    def say(self, key: str) -> str:
        """A word in the language of the head."""
        return str(DATA["words"][key][self.code])

    # What is drawn

    def _days(self) -> tuple[date, date, tuple[date, date] | None]:
        first = date(self.random.randint(1995, 2029), self.random.randint(1, 12), self.random.randint(1, 28))
        length = self.random.choice((0, 1, 3, 4, 9, 13))
        last = first + timedelta(days=length)
        second = None
        if length and self.random.random() < 0.08:
            second = (last + timedelta(days=6), last + timedelta(days=9))
            if second[1].year != first.year:
                second = None
        return first, last, second

    def _title(self) -> str:
        title = str(self.random.choice(DATA["titles"][self.code]))
        title = title.format(self.random.choice(DATA["topics"][self.code]))
        upper = self.random.random() < (0.8 if self.org != "UN" else 0.4)
        return title.upper() if upper else title

    def _author(self) -> str:
        """Who made the paper, or nothing: only what a session makes of itself is adopted by it."""
        authors = list(DATA["authors"]["un" if self.org == "UN" else "wipo"][self.code])
        if self.org != "UN" and re.match(r"rapport|draft|report|informe|résumé|summary|resumen", self.title.lower()):
            authors += DATA["authors"]["adopted"][self.code]
        return str(self.random.choice([*authors, ""]))

    def _symbol(self) -> str:
        number = str(self.first.year) if self.body.get("year") else str(self.session)
        middle = self.random.choice(("", "", "", "", "INF/", "L."))
        suffix = self.random.choice(
            ("", "", "", "", "", " Prov.", " PROV.", " Prov.2", " Prov. 2", " Rev.", " Rev.2", " Add.", " Corr.")
            if self.org != "UN"
            else ("", "", "", "", "/Rev.1", "/Add.1", "/Corr.1", "/Add.2/Rev.1")
        )
        if self.layout == "isba":
            return f"ISBA/{self.session}/{self.random.choice('AC')}/{self.serial}"
        return f"{self.body['series']}/{number}/{middle}{self.serial}{suffix}"

    # How things are printed

    def month(self, day: date) -> str:
        """The name of a day's month."""
        return str(DATA["months"][self.code][day.month - 1])

    def printed_day(self, day: date, *, year: bool = True, month: bool = True) -> str:
        """A day: "15 mai 2017", "May 15, 2017", "15 de mayo de 2017"."""
        number = f"{day.day}er" if day.day == 1 and self.code == "fr" else str(day.day)
        if self.code == "es":
            return number + (f" de {self.month(day)}" if month else "") + (f" de {day.year}" if year else "")
        if self.code == "fr" or self.british:
            return number + (f" {self.month(day)}" if month else "") + (f" {day.year}" if year else "")
        return (f"{self.month(day)} " if month else "") + number + (f", {day.year}" if year else "")

    @property
    def british(self) -> bool:
        """True where English puts the day before the month, as the United Nations do."""
        return self.org == "UN"

    def printed_days(self) -> str:
        """The days of the session: one, a range, over months or years, in two parts."""
        first, last = self.first, self.last
        if self.second:
            return self._range(first, last, year=False) + self._and() + self._range(*self.second)
        return self.printed_day(first) if first == last else self._range(first, last)

    def _and(self) -> str:
        return {"fr": " et ", "en": " and ", "es": " y "}[self.code]

    def _range(self, first: date, last: date, *, year: bool = True) -> str:
        dash = self.random.choice({"fr": (" – ", " - ", "-", " au "), "es": (" a ", " a ", " – ")}.get(
            self.code, ("–", " - ", "-") if self.british else (" to ", " to ", " - ")
        ))  # fmt: skip
        if (last - first).days == 1:
            dash = self._and()
        same_month, same_year = (first.year, first.month) == (last.year, last.month), first.year == last.year
        if self.code == "en" and not self.british:
            second = self.printed_day(last, month=not same_month, year=year)
            return self.printed_day(first, year=not same_year) + dash + second
        begin = self.printed_day(first, month=not same_month, year=not same_year)
        return begin + dash + self.printed_day(last, year=year)

    def printed_session(self) -> str:
        """The session: "Vingt-neuvième session", "22e session", with a second ordinal where the body counts twice."""
        sitting = self.body.get("sitting", "session")
        word = self.say({"session": "un_session" if self.org == "UN" else "session"}.get(sitting, sitting))
        feminine = word[0] == "s" or word.startswith(("réu", "reu"))
        number = self._number(feminine=feminine)
        text = f"{number} {word}"
        if self.org == "UN" and sitting == "session" and self.random.random() < 0.08:
            text = f"{number} {self.say('special')}"
        if "numbered" in self.body:
            text = self._counted_twice(number, word)
        return text.title() if self.code == "en" and self.org != "UN" and number[:1].isalpha() else text

    def _counted_twice(self, number: str, word: str) -> str:
        other = max(1, self.session // 2)
        kind = self.say(self.body["numbered"])
        digits = self._digits(other, feminine=False)
        return f"{number} ({digits} {kind}) {word}" if self.code == "en" else f"{number} {word} ({digits} {kind})"

    def _number(self, *, feminine: bool) -> str:
        if self.random.random() < (0.25 if self.org == "UN" else 0.05):
            return self._digits(self.session, feminine=feminine)
        spellings = ordinals(self.code, self.session)
        if self.code == "es":
            spellings = [words for words in spellings if words.endswith("a") is feminine] or spellings
        if self.code == "fr":
            spellings = [w for w in spellings if not w.startswith(("septante", "nonante"))]
            spellings = spellings[: None if feminine or self.session > 2 else 1]
        words = self.random.choice(spellings[:3])
        return words[0].upper() + words[1:]

    def _digits(self, n: int, *, feminine: bool) -> str:
        if self.code == "es":
            return f"{n}{self.random.choice(('.ª', 'ª') if feminine else ('º', '.º', '°'))}"
        if self.code == "fr":
            return f"{n}{'re' if n == 1 else self.random.choice(('e', 'ème', ' e'))}"
        suffix = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
        return f"{n}{self.random.choice(('', '', ' '))}{suffix}"

    # The lines

    def lines(self) -> list[Line]:
        """The head as its layout has it."""
        method: Callable[[], list[Line]] = getattr(self, "_" + self.layout.replace("-", "_"))
        return [line for line in method() if line and any(piece.text for piece in line)]

    def _original(self, *, capitals: bool) -> Line:
        names = [str(DATA["tongues"][code][self.code]) for code in self.original]
        if self.random.random() < 0.06:
            names = [str(DATA["tongues"][code]["en"]) for code in self.original]  # not translated
        join = self.random.choice((", ", "/")) if len(names) > 1 else ""
        value = join.join(names)
        value = value.upper() if capitals else value
        label = self.say("original") if self.random.random() < 0.7 else "Original"
        colon = " : " if self.code == "fr" else self.random.choice((": ", ":  "))
        return (Piece(label + colon, "label"), Piece(value, "original-language"))

    def _date(self, *, capitals: bool) -> Line:
        label = self.say("date")
        colon = " : " if self.code == "fr" else ": "
        value = self.printed_day(self.day)
        return (Piece(label + colon, "label"), Piece(value.upper() if capitals else value, "date"))

    def _place_and_days(self) -> Line:
        days = Piece(self.printed_days(), "days")
        if self.random.random() < 0.1:
            return (days, Piece(", "), Piece(self.place, "place"))
        return (Piece(self.place, "place"), Piece(", "), days)

    def _name(self, key: str) -> str:
        return str(next(org for org in DATA["organisations"] if org["key"] == self.org)[key][self.code])

    def _committee(self, *, capitals: bool) -> Line:
        name = str(self.body[self.code])
        return (Piece(name.upper() if capitals else name, "committee"),)

    def _letter(self) -> Line:
        return (Piece(self.say("letter"), "letter"),)

    def _wipo(self) -> list[Line]:
        upper = self.random.random() < 0.7
        return [
            self._letter(),
            (Piece(self.symbol, "symbol"),),
            self._original(capitals=upper),
            self._date(capitals=upper),
            self._committee(capitals=False),
            (Piece(self.printed_session(), "session"),),
            self._place_and_days(),
            (Piece(self.title, "title"),),
            (Piece(self.author, "author"),),
        ]

    def _wipo_old(self) -> list[Line]:
        marks = [self._letter(), (Piece(self.symbol, "symbol"),)]
        labels = [self._original(capitals=False), self._date(capitals=False)]
        short: Line = (Piece(self._name("short"), "short"),)
        where = self.random.randrange(4)
        head = [*marks, *labels]
        head.insert((0, 2, 3, 4)[where], short)
        return [
            *head,
            (Piece(self._name("name"), "organisation"),),
            (Piece(self._name("city").upper(), "city"),),
            self._committee(capitals=True),
            (Piece(self.printed_session(), "session"),),
            self._place_and_days(),
            (Piece(self.title, "title"),),
            (Piece(self.author, "author"),),
        ]

    def _upov_old(self) -> list[Line]:
        lines = self._wipo_old()
        return [line for line in lines if line[0].name != "short"]

    def _upov_new(self) -> list[Line]:
        return [
            self._letter(),
            (Piece(self._name("name").title() if self.code == "en" else self._name("name"), "organisation"),),
            self._committee(capitals=False),
            (Piece(self.printed_session(), "session"),),
            self._place_and_days(),
            (Piece(self.symbol, "symbol"),),
            self._original(capitals=False),
            self._date(capitals=False),
            (Piece(self.title, "title"),),
            (Piece(self.author, "author"),),
        ]

    def _un(self) -> list[Line]:
        own = str(DATA["tongues"][self.code][self.code])
        symbol: Line = (Piece(self.symbol, "symbol"),)
        organisation: Line = (Piece(self._name("name"), "organisation"),)
        first = [symbol, organisation] if self.random.random() < 0.3 else [organisation, symbol]
        translated: list[Line] = [(Piece(own.capitalize(), "own"),)] if self.code not in self.original else []
        item: list[Line] = []
        if self.random.random() < 0.6:
            item = [(Piece(self.say("item").format(self.random.randint(1, 90)), "item"),)]
        return [
            *first,
            (Piece(self.say("general"), "distribution"),),
            (Piece(self.printed_day(self.day), "date"),),
            *translated,
            self._original(capitals=False),
            self._committee(capitals=False),
            (Piece(self.printed_session(), "session"),),
            *([self._place_and_days()] if self.body["series"] not in ("A", "A/HRC") else []),
            *item,
            (Piece(self.title, "title"),),
            (Piece(self.author, "author"),),
        ]

    def _un_old(self) -> list[Line]:
        label, _, value = self.say("general").replace(":", "").partition(" ")
        own = str(DATA["tongues"][self.code][self.code])
        return [
            (Piece(self._name("name").upper(), "organisation"),),
            (Piece(label, "distribution"),),
            (Piece(value.upper(), "distribution"),),
            (Piece(self.symbol, "symbol"),),
            (Piece(self.printed_day(self.day), "date"),),
            *([(Piece(own.upper(), "own"),)] if self.code not in self.original else []),
            self._original(capitals=True),
            self._committee(capitals=True),
            (Piece(self.printed_session(), "session"),),
            self._place_and_days(),
            (Piece(self.say("item").format(self.random.randint(1, 20)), "item"),),
            (Piece(self.title, "title"),),
            (Piece(self.author, "author"),),
        ]

    def _isba(self) -> list[Line]:
        names = {"fr": "Autorité internationale des fonds marins", "en": "International Seabed Authority"}
        organ = {"fr": ("Assemblée", "Conseil"), "en": ("Assembly", "Council"), "es": ("Asamblea", "Consejo")}
        name = names.get(self.code, "Autoridad Internacional de los Fondos Marinos")
        self.body = {**self.body, self.code: organ[self.code]["/C/" in self.symbol], "series": "ISBA"}
        self.body.pop("sitting", None)
        return [
            (Piece(name, "organisation"),),
            self._committee(capitals=False),
            (Piece(self.say("general"), "distribution"),),
            (Piece(self.printed_day(self.day), "date"),),
            self._original(capitals=False),
            (Piece(self.symbol, "symbol"),),
            (Piece(self.printed_session(), "session"),),
            (Piece(self.place, "place"),),
            (Piece(self.printed_days(), "days"),),
            (Piece(self.title, "title"),),
            (Piece(self.author, "author"),),
        ]

    # The text

    def text_below(self) -> tuple[str, str]:
        """What follows the head, and how it begins: numbered paragraphs, now and then after a heading."""
        paragraphs = list(DATA["bodies_of_text"][self.code])
        self.random.shuffle(paragraphs)
        numbered = "\n\n".join(f"{n}. {words}" for n, words in enumerate(paragraphs, 1))
        if self.random.random() < 0.2:
            return f"{self.say('introduction')}\n\n{numbered}", self.say("introduction")
        return numbered, numbered[:12]


# Damage: each changes the lines as a conversion does, or leaves them as they are where it finds nothing to change.

Damage = Callable[[list[Line], Random, Head], list[Line]]


def _each(lines: Sequence[Line], name: str, change: Callable[[str], str]) -> list[Line]:
    return [tuple(replace(p, text=change(p.text)) if p.name == name else p for p in line) for line in lines]


def _named(line: Line) -> set[str]:
    return {piece.name for piece in line}


def _merged(lines: Sequence[Line], first: str, second: str, join: str) -> list[Line]:
    """The lines, with a line that has one piece joined to the next if that has the other."""
    merged: list[Line] = []
    for line in lines:
        if merged and first in _named(merged[-1]) and second in _named(line):
            merged[-1] = (*merged[-1], *((Piece(join),) if join else ()), *line)
        else:
            merged.append(line)
    return merged


def glued_labels(lines: list[Line], random: Random, head: Head) -> list[Line]:
    """The letter, the symbol, ORIGINAL and DATE on one line, with nothing between: "FCDIP/9/17ORIGINAL : ..."."""
    for first, second in (("letter", "symbol"), ("symbol", "original-language"), ("original-language", "date")):
        lines = _merged(lines, first, second, "")
    return lines


def glued_place(lines: list[Line], random: Random, head: Head) -> list[Line]:
    """The session glued to the place, the organisation to its city: "Dix-huitième sessionGenève"."""
    lines = _merged(lines, "session", "place", "")
    return _merged(lines, "organisation", "city", "")


def glued_letter(lines: list[Line], random: Random, head: Head) -> list[Line]:
    """The language letter glued to the organisation's acronym: "OMPIF"."""
    letters = [line for line in lines if _named(line) == {"letter"}]
    if not letters or not any("short" in _named(line) for line in lines):
        return lines
    lines = [line for line in lines if _named(line) != {"letter"}]
    return [(*line, *letters[0]) if "short" in _named(line) else line for line in lines]


def one_line(lines: list[Line], random: Random, head: Head) -> list[Line]:
    """Everything on one line."""
    joined: list[Piece] = []
    for line in lines:
        joined += [*((Piece(" "),) if joined else ()), *line]
    return [tuple(joined)]


def few_lines(lines: list[Line], random: Random, head: Head) -> list[Line]:
    """Some lines run into the next."""
    joined: list[Line] = [lines[0]]
    for line in lines[1:]:
        apart = {"committee", "item"} & _named(joined[-1]) or {"title", "item"} & _named(line)
        if not apart and random.random() < 0.4:
            joined[-1] = (*joined[-1], Piece(" "), *line)
        else:
            joined.append(line)
    return joined


def split_ordinal(lines: list[Line], random: Random, head: Head) -> list[Line]:
    """The ordinal in pieces: "Dix. neuv. ième", "Trente-quatr ième"."""

    def change(text: str) -> str:
        word = re.match(r"[^\W\d_]+(?:-[^\W\d_]+)*", text)
        if not word or len(word[0]) < 6:
            return text
        at = random.randint(3, len(word[0]) - 3)
        if not (word[0][at - 1].isalpha() and word[0][at].isalpha()):
            return text
        return word[0][:at] + random.choice((" ", ". ")) + word[0][at:] + text[word.end() :]

    return _each(lines, "session", change)


def lost_hyphens(lines: list[Line], random: Random, head: Head) -> list[Line]:
    """Hyphens dropped, or spaces in their place: "Vingtquatrième", "trente deuxième"."""
    join = random.choice(("", " ", "\u2011"))
    return _each(lines, "session", lambda text: text.replace("-", join))


def wrapped_ordinal(lines: list[Line], random: Random, head: Head) -> list[Line]:
    """The session over two lines, broken at a hyphen or space of its number."""

    def change(text: str) -> str:
        return (
            re.sub(r"-|(?<=\w) (?=[^\W\d])", lambda m: m[0].strip() + "\n", text, count=1)
            if text[0].isalpha()
            else text
        )

    return _each(lines, "session", change)


def split_days(lines: list[Line], random: Random, head: Head) -> list[Line]:
    """Numbers of the dates in pieces: "15 – 1. 9 mai 20. 17"."""

    def change(text: str) -> str:
        year = re.sub(r"(\d\d)(\d\d)$", rf"\1{random.choice((' ', '. '))}\2", text)
        return re.sub(r"(?<=[–-] )(\d)(\d)", r"\1. \2", year) if random.random() < 0.5 else year

    return _each(lines, "days", change)


def lost_dash(lines: list[Line], random: Random, head: Head) -> list[Line]:
    """The dash between two days lost: "7 11 mai 2012"."""
    return _each(lines, "days", lambda text: re.sub(r"(?<=\d)\s?[–-]\s?(?=\d)", " ", text))


def small_symbol(lines: list[Line], random: Random, head: Head) -> list[Line]:
    """The symbol in small letters: "cdip/22/18"."""
    return _each(lines, "symbol", lambda text: re.sub(r"^[A-Z/]+(?=/\d)", lambda m: m[0].lower(), text))


def spaced_symbol(lines: list[Line], random: Random, head: Head) -> list[Line]:
    """A space by a slash of the symbol: "CDIP /3/9", "CDIP/1/ 4"."""

    def change(text: str) -> str:
        slashes = [m.start() for m in re.finditer("/", text)]
        at = random.choice(slashes) + random.choice((0, 1))
        return f"{text[:at]} {text[at:]}"

    return _each(lines, "symbol", change)


def doubled_letter(lines: list[Line], random: Random, head: Head) -> list[Line]:
    """The language letter twice, or after a page number: "E E", "1 E"."""
    return _each(lines, "letter", lambda text: random.choice((f"{text} {text}", f"1 {text}", text.lower())))


def moved_letter(lines: list[Line], random: Random, head: Head) -> list[Line]:
    """The language letter after the date, or nowhere."""
    letters = [line for line in lines if _named(line) == {"letter"}]
    rest = [line for line in lines if _named(line) != {"letter"}]
    at = next((i for i, line in enumerate(rest) if "date" in _named(line)), -1)
    return [*rest[: at + 1], *letters, *rest[at + 1 :]] if random.random() < 0.5 else rest


def annex_first(lines: list[Line], random: Random, head: Head) -> list[Line]:
    """The page heads of an annex before the cover, of this document and of another."""
    other = f"{random.choice(('WIPO/GRTKF/IC', 'WO/PBC', 'E/CN.9'))}/{random.randint(101, 140)}/{random.randint(1, 20)}"
    symbols = random.choice(([other, head.symbol], [other], [head.symbol, head.symbol]))
    heads = [(Piece(text),) for symbol in symbols for text in (symbol, f"{head.say('annex')} {random.randint(2, 60)}")]
    return [*heads, *lines]


def no_accents(lines: list[Line], random: Random, head: Head) -> list[Line]:
    """All accents dropped."""
    return [tuple(replace(p, text=_bare(p.text)) for p in line) for line in lines]


def _bare(text: str) -> str:
    kept = (c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", "".join(kept))


def broken_accents(lines: list[Line], random: Random, head: Head) -> list[Line]:
    """A question mark, or U+FFFD, for each accented letter of session, dates and labels."""
    mark = random.choice(("?", "\ufffd"))

    def change(text: str) -> str:
        return "".join(mark if _bare(c) != c and c.isalpha() else c for c in text)

    for name in ("session", "days", "date", "original-language"):
        lines = _each(lines, name, change)
    return lines


def letter_spaced(lines: list[Line], random: Random, head: Head) -> list[Line]:
    """Spaces inside the words of the organisation's name: "WORLD INTE LL ECTU AL"."""

    def change(text: str) -> str:
        return re.sub(r"(?<=[^\W\d_])(?=[^\W\d_])", lambda m: " " if random.random() < 0.15 else "", text)

    return _each(lines, "organisation", change)


def bars(lines: list[Line], random: Random, head: Head) -> list[Line]:
    """Bars round the cells of the masthead's table, and a picture's place."""
    end = max(i for i, line in enumerate(lines) if _named(line) & {"date", "symbol"}) + 1
    top = [(Piece("|[pic] |"), *line, Piece(" |")) for line in lines[:end]]
    return [*top, *lines[end:]]


def labels_apart(lines: list[Line], random: Random, head: Head) -> list[Line]:
    """Labels and their values on lines of their own."""
    apart: list[Line] = []
    for line in lines:
        apart += [(piece,) for piece in line] if "label" in _named(line) else [line]
    return apart


def hard_spaces(lines: list[Line], random: Random, head: Head) -> list[Line]:
    """No-break spaces and no-break hyphens."""
    table = str.maketrans({"-": "\u2011", " ": "\u00a0"})
    return [tuple(replace(p, text=p.text.translate(table)) for p in line) for line in lines]


def wrapped_names(lines: list[Line], random: Random, head: Head) -> list[Line]:
    """The committee and the title, where they are long, over two lines, broken after a small word."""

    def change(text: str) -> str:
        spaces = [
            m.end()
            for m in re.finditer(
                r" (?:de|du|des|la|las|los|y|e|et|of|on|the|and|for|OF|ON|THE|AND|DE|DU|DES|LA|Y|ET) ", text
            )
        ]
        spaces = [at for at in spaces if 18 < at < len(text) - 8]
        if not spaces:
            return text
        at = random.choice(spaces)
        return f"{text[: at - 1]}\n{text[at:]}"

    return _each(_each(lines, "committee", change), "title", change)


def starred(lines: list[Line], random: Random, head: Head) -> list[Line]:
    """A star of a note on the title and on the symbol."""
    star: Line = (Piece(random.choice(("*", " *"))),)
    lines = [(*line, *star) if "title" in _named(line) else line for line in lines]
    return [(*line, Piece("*")) if _named(line) == {"symbol"} else line for line in lines]


def capitals_anyhow(lines: list[Line], random: Random, head: Head) -> list[Line]:
    """Capitals here and there: "juiLLET", "OriGINAL"."""

    def change(text: str) -> str:
        return "".join(c.upper() if random.random() < 0.3 else c for c in text)

    for name in ("date", "days", "label", "original-language"):
        lines = _each(lines, name, change)
    return lines


def lost(lines: list[Line], random: Random, head: Head) -> list[Line]:
    """A field is not there at all."""
    name = random.choice(("symbol", "original-language", "date", "place", "author", "committee", "session"))
    if name == "place":
        return [
            tuple(p for p in line if p.name != "place" and not ("place" in _named(line) and p.text == ", "))
            for line in lines
        ]
    return [line for line in lines if name not in _named(line)]


DAMAGES: dict[str, Damage] = {
    "none": lambda lines, random, head: lines,
    "glued-labels": glued_labels,
    "glued-place": glued_place,
    "glued-letter": glued_letter,
    "one-line": one_line,
    "few-lines": few_lines,
    "split-ordinal": split_ordinal,
    "lost-hyphens": lost_hyphens,
    "wrapped-ordinal": wrapped_ordinal,
    "split-days": split_days,
    "lost-dash": lost_dash,
    "small-symbol": small_symbol,
    "spaced-symbol": spaced_symbol,
    "doubled-letter": doubled_letter,
    "moved-letter": moved_letter,
    "annex-first": annex_first,
    "no-accents": no_accents,
    "broken-accents": broken_accents,
    "letter-spaced": letter_spaced,
    "bars": bars,
    "labels-apart": labels_apart,
    "hard-spaces": hard_spaces,
    "wrapped-names": wrapped_names,
    "starred": starred,
    "capitals-anyhow": capitals_anyhow,
    "lost": lost,
}
#: Kinds of damage that take words apart or run things together: reported apart.
HARD = frozenset(
    ["glued-labels", "one-line", "few-lines", "split-ordinal", "split-days", "annex-first", "lost", "broken-accents",
     "letter-spaced"]
)  # fmt: skip


def written(seed: int, damages: Sequence[str] | None = None) -> Written:
    """A head from a seed, damaged in the ways named, or, if none are named, in none, one or two drawn from the seed."""
    head = Head(seed)
    if damages is None:
        count = head.random.choice((0, 1, 1, 1, 2))
        damages = head.random.sample([name for name in DAMAGES if name != "none"], count) or ["none"]
    lines = head.lines()
    for name in sorted(damages, key=list(DAMAGES).index, reverse=True):
        lines = DAMAGES[name](lines, head.random, head)
    return _put_together(head, lines, tuple(damages))


def _put_together(head: Head, lines: Sequence[Line], damages: tuple[str, ...]) -> Written:
    """The text of the lines, with the words of each field and the values that they stand for."""
    words: dict[str, str] = {}
    for line in lines:
        for piece in line:
            if piece.name and piece.text and piece.name not in words:
                words[piece.name] = piece.text
    below, begins = head.text_below()
    gap = head.random.choice(("\n", "\n", "\n\n", "mixed"))
    text = ""
    for line in lines:
        text += "".join(piece.text for piece in line)
        text += head.random.choice(("\n", "\n\n")) if gap == "mixed" else gap
    if len(lines) == 1 and begins[0].isdigit() and head.random.random() < 0.7:
        text = text.rstrip() + " " + below
    else:
        text = text.rstrip("\n") + "\n\n" + below
    return Written(text + "\n", head.code, _values(head, words), words, begins, head.layout, damages)


def _values(head: Head, words: dict[str, str]) -> dict[str, Any]:
    """What each field should read, from what is printed of it."""
    values: dict[str, Any] = {}
    if "symbol" in words:
        values["symbol"] = head.symbol
        draft = re.match(r"projet de rapport|draft report|proyecto de informe", head.title.lower())
        values["provisional"] = "prov" in head.symbol.lower() or bool(draft and "title" in words)
    if "original-language" in words:
        values["original-language"] = ", ".join(head.original)
    if "date" in words:
        values["date"] = head.day.isoformat()
    if "session" in words:
        values["session"] = head.session
    if "days" in words:
        values["start"], values["end"] = head.first.isoformat(), (head.second or (0, head.last))[1].isoformat()
    for name in ("committee", "place", "title", "author"):
        if name in words:
            values[name] = " ".join(words[name].split())
    return values


def seeds(start: int, count: int) -> Iterator[Written]:
    """Heads of consecutive seeds."""
    return (written(seed) for seed in range(start, start + count))
