"""Languages as data: the phrase tables of `cdipgraph/phrases/`, compiled once.

A table holds words, patterns and examples; nothing in the code knows a language. Patterns run over the matching view
in lower case (`SourceText.lower`) and hold no look-around, so that each is regular and none can take more than linear
time.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Any

from cdipgraph.accents import tolerant, unaccented
from cdipgraph.dates import Calendar
from cdipgraph.literals import ITEM, Sought
from cdipgraph.ordinals import Ordinals
from cdipgraph.spans import Span

_PHRASES = files("cdipgraph") / "phrases"
_COMMON_TABLES = ("layout", "series")  # those of no one language
_PREFIX = re.compile(r"((?:[^\W_](?![?*{+]))*)")
_FEW_WORDS = 60  # a text of fewer words tells no language by its frequent ones
_FEW_FREQUENT = 12  # fewer frequent words than this tell a language badly
_CUE = 2  # a cue of a head counts as two frequent words
_SHORT = 3  # a literal word no longer than this stands nearly everywhere
_YEAR = re.compile(r"\d{4}")
_GROUP = re.compile(r"\(\?P<[a-z0-9_]+>")
_TABLE = re.compile(r"^(\[+)(\w+)", re.M)  # where a table begins: [words], [[headings]], [dates.examples]
_PLACEHOLDER = re.compile(r"\{([a-z_]+2?)\}")

#: A document symbol in the lower-case view; `symbols.parse` decides on the words of the plain view.
SYMBOL = (
    r"(?:[a-z]{1,6}\d{2,3}(?:-[a-z]{2})?(?:/[a-z]{3,6}\.?)?/\d{1,5}(?:-[a-z])?\b"  # EB154/7, C24/42-E
    r"|[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*(?:\([a-z0-9]{1,6}\))?"
    r"(?:(?:/[a-z0-9]+(?:[.-][a-z0-9]+)*(?:\([a-z0-9]{1,6}\)/[a-z0-9]+)?){2,}|/\d{4,5}\b))"
    r"(?: ?\((?:vols?\.|parts?|partes?|parties?|sect\.|secc\.) ?[ivx\d]{1,5}[a-z]?(?: (?:and|et|y|e) [ivx\d]{1,5})?\)"
    r"(?:/(?:add|corr|rev)\.?\d{1,2})?)?"
    r"(?:[ /]?(?:prov|rev|add|corr)\.?(?: ?\d{1,2})?)*"
)

#: A point of a paragraph: (a), b), (iii), (c)(v), (9).
_POINT = r"(?:\(?(?:[a-z]|[ivx]{2,5})\)|\(\d{1,2}\))"
#: A paragraph number that begins with a digit: 98, 8.1, 44 bis, 50 (b), 25(c)(v), 25.c)ii), 12a, 1er; or, in a budget,
#: XI.30, 29A.14.
_NUMBERED = (
    rf"(?:\d{{1,3}}[a-z](?:\.\d{{1,3}})+|\d{{1,4}}(?:\.\d{{1,3}})*(?:er\b|[ºª°])?(?: ?(?:bis|ter|quater)\b)?"
    rf"(?:[. ]?{_POINT}(?: ?{_POINT})*|[a-z]\b)?"
    r"|(?:[ivxlc]{1,6}|[a-oq-z])\.\d{1,3}(?:\.\d{1,3})*)"
)
#: The same, or a point or a number in brackets: "paragraph (iii)", "paragraph 2 (d) and (e)", "paragraph (12)".
NUMBER = rf"(?:{_NUMBERED}|\(?(?:[ivx]{{1,5}}|[a-z])\)|\(\d{{1,3}}\))"
#: A point that goes on after a comma needs its opening bracket: "paragraph 3, b) the second" goes on to something else.
_FURTHER = rf"(?:{_NUMBERED}|\((?:[ivx]{{1,5}}|[a-z]|\d{{1,3}})\))"

#: The number of a resolution or decision, bare integers apart: 1373 (2001), 2625 (XXV), 72/279, 15/CP.1, X/2, WHA62.12.
_RESOLUTION_PART = r"[a-z0-9]+(?:[.-][a-z0-9]+)*"
RESOLUTION_NUMBER = (
    r"(?:\d{1,4}(?: [a-z])? ?\((?:\d{4}|(?:[a-z]{1,3}-)?[ivxlc]{1,8})\)"
    rf"|{_RESOLUTION_PART}/{_RESOLUTION_PART}|[a-z]{{2,4}}\d{{1,3}}\.r?\d{{1,3}})"
)

#: The number of an article or a rule: 5, 5(1), 26bis.3, 9.1 b), II.
ARTICLE_NUMBER = (
    r"(?:\d{1,4}|[ivxlc]{1,6}\b)"
    r"(?:[.-](?:\d{1,3}|[a-z]\b)\)?| ?(?:bis|ter|quater)\b| ?\(?(?:[a-z]|[ivx]{2,4}|\d{1,2})\))*"
)
#: The number of an annex or a chapter, and of what it is divided into: II, 3, B, III.C.
PART_NUMBER = r"(?:[ivxlc]{1,7}|\d{1,3}|[a-z])(?:[.-](?:[ivxlc]{1,4}|\d{1,3}|[a-z]))*\b"
#: Some words: a name, as far as it needs no punctuation.
NAME = r"(?:\d{4} )?[^\W\d_][\w'-]*(?: [^\W\d_][\w'-]*){0,3}"

_NEVER = r"[^\s\S]"  # the pattern of what a language has no words for


@dataclass(frozen=True, eq=False)
class Rule:
    """One pattern of a table that has several: what it stands for, and the pattern, compiled when it is first tried."""

    role: str
    text: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(self.text)

    @property
    def sought(self) -> Sought:
        """The pattern as it is looked for in running text."""
        return _sought(self.text)


class Table(Mapping[str, Any]):
    """A file of phrases as a mapping whose tables are parsed when first asked for: of most languages a document needs
    no more than the names of the languages.
    """

    def __init__(self, text: str) -> None:
        self._texts: dict[str, str] = {}
        self._parsed: dict[str, Any] = {}
        head, *tables = _TABLE.split(text)
        self._parsed.update(tomllib.loads(head))
        for begin, name, rest in zip(*(iter(tables),) * 3, strict=True):
            self._texts[name] = self._texts.get(name, "") + begin + name + rest

    def __getitem__(self, name: str) -> Any:
        if name not in self._parsed:
            self._parsed.update(tomllib.loads(self._texts[name]))
        return self._parsed[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._parsed, **self._texts})

    def __len__(self) -> int:
        return len({**self._parsed, **self._texts})


@dataclass(frozen=True, eq=False)
class Language:
    """One language's phrase table, with its patterns compiled when first used."""

    code: str
    table: Mapping[str, Any]

    def expand(self, pattern: str) -> str:
        """The pattern with its {placeholders} filled in and its spaces widened to any white space."""
        words: Mapping[str, str] = self.table["words"]

        def fill(match: re.Match[str]) -> str:
            name = match[1]
            return words[name] if name in words else str(getattr(self, f"_{name}"))

        while _PLACEHOLDER.search(pattern):
            pattern = _PLACEHOLDER.sub(fill, pattern)
        return pattern.replace(" ?", r"\s*").replace("[ ", r"[\s").replace(" ", r"\s+")

    def compile(self, pattern: str) -> re.Pattern[str]:
        """The compiled pattern of a phrase."""
        return re.compile(self.expand(pattern))

    @cache
    def ending(self, *path: str) -> re.Pattern[str]:
        """The patterns at a place of the table, as they end a stretch of text but for white space."""
        return re.compile(rf"(?:{self.pattern(*path).pattern})\s*$")

    @cache
    def pattern_of(self, pattern: str) -> re.Pattern[str]:
        """The compiled pattern of a phrase, kept."""
        return self.compile(pattern)

    def word(self, name: str) -> str:
        """An entry of [words] as a regular expression."""
        return self.expand(str(self.table["words"][name]))

    @cache
    def head(self, name: str) -> str:
        """A pattern of the table [header], expanded, for text whose accents were taken off or broken."""
        return tolerant(self.expand(self.text("header", name)))

    @cache
    def head_pattern(self, name: str, *, squeezed: bool = False) -> re.Pattern[str]:
        """A compiled pattern of the table [header]; `squeezed`: for text whose white space was taken out too."""
        pattern = self.head(name)
        if squeezed:
            pattern = pattern.replace(r"\s*", "").replace(r"\s+", "").replace(r"\.", r"\.?")
        return re.compile(pattern)

    @cache
    def head_ending(self, name: str) -> re.Pattern[str]:
        """A compiled pattern of the table [header] as it ends a stretch of text but for white space and brackets."""
        return re.compile(rf"(?:{self.head(name)})[\s(]*$")

    @cached_property
    def tongues(self) -> Mapping[str, str]:
        """The names of languages, without accents, each with its code."""
        return {unaccented(name): code for name, code in self.table["languages"].items()}

    def text(self, *path: str) -> str:
        """The pattern at a place of the table, as written there; where there is none, one that never matches."""
        entry: Any = self.table
        for key in path:
            entry = entry.get(key, _NEVER) if isinstance(entry, Mapping) else entry
        return entry if isinstance(entry, str) else "|".join(f"(?:{e})" for e in entry)

    @cache
    def pattern(self, *path: str) -> re.Pattern[str]:
        """The compiled pattern at a place of the table, such as `pattern("told", "decision")`; several become
        alternatives. It never matches where the table has no such place: a smaller language says less.
        """
        return self.compile(self.text(*path))

    @cache
    def sought(self, *path: str) -> Sought:
        """The pattern at a place of the table, as it is looked for in running text."""
        return Sought(self.expand(self.text(*path)))

    @cache
    def any_sought(self, name: str) -> Sought:
        """The one pattern for all rules of a list (`any_of`), as it is looked for in running text."""
        return Sought(self._any_of(name)[0])

    @cache
    def rules(self, name: str) -> tuple[Rule, ...]:
        """The patterns of a list of tables, in order: headings, openings, outcomes, activities, asks,
        proposals, speakers; none where the language has no such list.
        """
        key, text = {
            "outcomes": ("outcome", "pattern"),
            "activities": ("kind", "noun"),
            "papers": ("kind", "noun"),
            "entries": ("kind", "noun"),
            "kinds": ("kind", "pattern"),
            "possible": ("kind", "pattern"),
            "concluded": ("outcome", "pattern"),
            "passives": ("outcome", "pattern"),
            "celled": ("outcome", "pattern"),
            "verbs": ("outcome", "pattern"),
        }.get(name, ("role", "pattern"))
        return tuple(Rule(entry.get(key, name), self.expand(entry[text])) for entry in self.table.get(name, ()))

    @cache
    def any_of(self, name: str) -> re.Pattern[str]:
        """One pattern that matches where any rule of a list does: a quick look before the rules are tried."""
        return re.compile(self._any_of(name)[0])

    def rule_of(self, name: str, match: re.Match[str]) -> Rule:
        """The first rule of a list to match where `any_of`, or `any_sought`, does: the others need not be tried."""
        return self._any_of(name)[1][(match.lastindex or 1) - 1]

    @cache
    def _any_of(self, name: str) -> tuple[str, tuple[Rule, ...]]:
        """The alternatives of all rules of a list, each with an empty group after it, and the rule of each group."""
        found = [(each, rule) for rule in self.rules(name) for each in _alternatives(_GROUP.sub("(?:", rule.text))]
        return "|".join(f"{each}()" for each, _ in found) or _NEVER, tuple(rule for _, rule in found)

    @cache
    def _prefixes(self, name: str) -> Mapping[str, tuple[Rule, ...]]:
        """The literal words that the rules of a list begin with, each with its rules; none when a rule begins with a
        pattern.
        """
        found: dict[str, tuple[Rule, ...]] = {}
        for rule in self.rules(name):
            for alternative in _alternatives(rule.text):
                match = _PREFIX.match(alternative)
                prefix = match[1] if match else ""
                found[prefix] = (*found.get(prefix, ()), rule)
        return found if all(len(prefix) > _SHORT for prefix in found) else {}

    def occurrences(self, name: str, lower: str) -> list[tuple[int, int, str]] | None:
        """Where the rules of a list match in a whole text: start, end, role, in order; found by literal search.

        None when the patterns begin with no literal words: they are then better searched for in the few places that
        matter.
        """
        prefixes = self._prefixes(name)
        found: dict[int, tuple[int, int, str]] = {}
        for prefix, rules in prefixes.items():
            at = lower.find(prefix)
            while at >= 0:
                if not at or not lower[at - 1].isalnum():
                    for rule in rules:
                        match = rule.pattern.match(lower, at)
                        if match and match.end() > found.get(at, (0, 0))[1]:
                            found[at] = (at, match.end(), rule.role)
                at = lower.find(prefix, at + 1)
        return sorted(found.values()) if prefixes else None

    # Building blocks for {placeholders}

    @cached_property
    def _month(self) -> str:
        return "(?:" + "|".join(self.table["months"]) + ")"

    @cached_property
    def _number(self) -> str:
        return "(?:" + "|".join(self.table["numbers"]) + r"|\d{1,3})"

    @cached_property
    def _unit(self) -> str:
        return "(?:" + "|".join(sorted(self.table["units"], key=len, reverse=True)) + ")"

    @property
    def _symbol(self) -> str:
        return SYMBOL

    @cached_property
    def _list(self) -> str:
        """Paragraph numbers and ranges: the first in groups of its own, the others in `more`."""
        words = self.table["words"]
        to, onward, joined = rf"\s*{words['to']}\s*", rf"\s*{words.get('onward', _NEVER)}", words["and"]
        return (
            rf"(?P<list>(?P<first>{NUMBER})(?:{to}(?P<last>{NUMBER})|(?P<onward>{onward}))?"
            rf"(?P<more>(?:(?:\s*[,;]\s*(?:{joined}\s+)?{_FURTHER}|\s*{joined}\s*{NUMBER})(?:{to}{NUMBER}|{onward})?)*))"
        )

    @property
    def _points(self) -> str:
        """Points of a paragraph that is named after them: "(a)", "a) et c)", "(b), (d) and (f)"."""
        words = self.table["words"]
        joined = rf"(?:\s*,\s*(?:{words['and']}\s+)?|\s+{words['and']}\s+|\s*{words['to']}\s*)"
        return rf"\(?[a-z]{{1,4}}\)(?:{joined}\(?[a-z]{{1,4}}\)){{0,9}}"

    @property
    def _resolution_number(self) -> str:
        return RESOLUTION_NUMBER

    @property
    def _article_number(self) -> str:
        return ARTICLE_NUMBER

    @property
    def _part_number(self) -> str:
        return PART_NUMBER

    @property
    def _name(self) -> str:
        return NAME

    @property
    def _cited_session(self) -> str:
        return r"(?P<ordinal>{ordinal} {session}|{session} \d{1,3}\b)(?: {committee})?"

    @property
    def _cited_session2(self) -> str:
        return self._cited_session.replace("<ordinal>", "<ordinal2>")

    @cached_property
    def ranges(self) -> re.Pattern[str]:
        """Each paragraph number or range in a list of them, as groups 1 and 2; 3 for one that runs on ("59 ff")."""
        words = self.table["words"]
        return self.compile(rf"({NUMBER})(?:\s*{words['to']}\s*({NUMBER})|(\s*{words.get('onward', _NEVER)}))?")

    @cached_property
    def ordinals(self) -> Ordinals:
        """How the language writes ordinals."""
        return Ordinals(self.table["ordinals"])

    @cached_property
    def _ordinal(self) -> str:
        return self.ordinals.pattern

    # Ordinals, numbers, dates

    def ordinal_before(self, lower: str, at: int) -> Span | None:
        """The ordinal that ends, but for white space, at an offset; None when there is none."""
        return self.ordinals.before(lower, at)

    def ordinal(self, words: str) -> int | None:
        """The number that an ordinal in words or digits is: "vingt et unième" -> 21; None when it is none."""
        return self.ordinals.value(words)

    def number(self, words: str) -> int | None:
        """The number that a cardinal in words or digits is."""
        return int(words) if words.isdigit() else self.table["numbers"].get(words)

    @cached_property
    def calendar(self) -> Calendar:
        """How the language writes dates."""
        return Calendar(self.table["months"], self.table["dates"])

    def find_dates(self, lower: str, start: int = 0, end: int | None = None) -> tuple[Span, date, date] | None:
        """The first date or range of dates in a stretch of the lower-case view: its span, first and last day."""
        end = len(lower) if end is None else end
        found = self.calendar.find(lower, start, end) if _YEAR.search(lower, start, end) else None
        return (found.span, found.first, found.last) if found and found.first and found.last else None

    def label(self, name: str, **parts: object) -> str:
        """A label in this language: `label("session", committee="CDIP", ordinal=21)`."""
        return str(self.table["labels"][name]).format(**parts)


@cache
def _sought(pattern: str) -> Sought:
    return Sought(pattern)


def _alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern at its top level, within no group round the whole of it: so the engine sees which
    letters a match can begin with.
    """
    depth, ends, first = 0, [], len(pattern)
    for item in ITEM.finditer(pattern):
        depth += (item[0][0] == "(") - (item[0] == ")")
        if not depth:
            first = min(first, item.end())
        if item[0] == "|" and not depth:
            ends.append(item.start())
    if pattern.startswith("(?:") and first == len(pattern):
        return _alternatives(pattern[3:-1])
    starts = (0, *(end + 1 for end in ends))
    parts = [pattern[start:end] for start, end in zip(starts, (*ends, len(pattern)), strict=True)]
    return parts if len(parts) == 1 else [each for part in parts for each in _alternatives(part)]


@cache
def load(code: str) -> Language:
    """The language of a phrase table, by its code. Raises KeyError when there is no table."""
    try:
        return Language(code, Table((_PHRASES / f"{code}.toml").read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise KeyError(code) from None


@cache
def codes() -> tuple[str, ...]:
    """The codes of all languages that have a phrase table."""
    names = (entry.name for entry in _PHRASES.iterdir())
    return tuple(sorted(name[:-5] for name in names if name.endswith(".toml") and len(name) == 7))


@cache
def tables_digest() -> str:
    """The SHA-256 digest of all tables that documents are read with: where it differs, they may be read otherwise."""
    digest = hashlib.sha256()
    for name in (*codes(), *_COMMON_TABLES):
        digest.update(f"{name}\n".encode() + (_PHRASES / f"{name}.toml").read_bytes())
    return digest.hexdigest()


def detect(lower: str) -> Language:
    """The language that most of a text's frequent words belong to, from its first 10,000 characters; where these are
    few, what is telling in the head of a paper counts too.
    """
    scores, _ = _scores(lower)
    best, second, *_ = sorted(scores.values(), reverse=True)
    if second * 2 > best or best < _FEW_FREQUENT:
        text = unaccented(lower[:10_000])
        scores = {code: score + _CUE * sum(cue in text for cue in _cues(code)) for code, score in scores.items()}
    return load(max(scores, key=lambda code: (scores[code], code == "en")))


def recognised(lower: str) -> bool:
    """True when enough of a text's words are frequent ones of a language that has a table, or the text is short."""
    scores, words = _scores(lower)
    return words < _FEW_WORDS or max(scores.values()) * 20 >= words


def _scores(lower: str) -> tuple[dict[str, int], int]:
    return _scores_of(lower[:10_000])


@lru_cache(maxsize=1)
def _scores_of(start: str) -> tuple[dict[str, int], int]:
    """How many of a text's first words are frequent ones of each language, and how many words there are."""
    counts = Counter(start.replace("'", "' ").split())
    return {code: sum(counts[word] for word in _stopwords(code)) for code in codes()}, counts.total()


@cache
def _top(code: str) -> Mapping[str, Any]:
    """The head of a language's table: to tell languages apart, the rest need not be read."""
    head, _, _ = (_PHRASES / f"{code}.toml").read_text(encoding="utf-8").partition("\n[")
    return tomllib.loads(head)


@cache
def _stopwords(code: str) -> tuple[str, ...]:
    """The frequent words of a language."""
    return tuple(_top(code)["stopwords"])


@cache
def _cues(code: str) -> tuple[str, ...]:
    """What is telling in the head of a paper, without accents."""
    return tuple(unaccented(cue) for cue in _top(code)["cues"])
