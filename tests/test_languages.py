"""Phrase tables: each pattern matches its examples, each example is matched by its own rule first, all are regular."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from ordinal_words import ordinals

from cdipgraph import languages
from cdipgraph.citations import find
from cdipgraph.languages import Language
from cdipgraph.readers import read_bytes
from cdipgraph.report import CitationKind
from cdipgraph.source import matching_view

#: Google's RE2, which takes linear time and knows no look-around.
re2 = import_module("re2")
CODES = languages.codes()
#: Tables of the phrase file that hold words, anchors of a literal search or labels: no patterns of their own.
WORDS = {
    "ordinals",
    "numbers",
    "months",
    "dates",
    "formulas",
    "words",
    "anchors",
    "languages",
    "organisations",
    "labels",
    "letters",
    "cues",
    "stopwords",
    "units",
}


def example_sets(table: dict[str, Any]) -> Iterator[tuple[str, str | list[str], list[str]]]:
    """Each (name, pattern or patterns, examples) of a phrase table, lists of rules apart."""
    for section, entry in table.items():
        if not isinstance(entry, dict) or section in WORDS:
            continue
        for name, examples in entry.get("examples", {}).items():
            yield f"{section}.{name}", entry[name], examples
        for key, examples in entry.items():
            if key.endswith("_examples"):
                name = key.removesuffix("_examples")
                yield f"{section}.{name}", entry[name], examples


def rule_lists(table: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each list of rules of a phrase table."""
    for section, entry in table.items():
        if isinstance(entry, list) and entry and isinstance(entry[0], dict):
            yield section, entry


def rule_text(rule: dict[str, Any]) -> str:
    """The pattern of one rule."""
    return str(rule.get("pattern", rule.get("noun")))


def pattern_texts(table: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every pattern of a phrase table with its place."""
    for name, entry in table["words"].items():
        yield f"words.{name}", entry
    for section, entry in table.items():
        if isinstance(entry, list) and entry and isinstance(entry[0], dict):
            yield from ((f"{section}[{i}]", rule_text(rule)) for i, rule in enumerate(entry))
        elif isinstance(entry, dict) and section not in WORDS:
            for key, value in entry.items():
                if key == "examples" or key.endswith("_examples"):
                    continue
                values = value.values() if isinstance(value, dict) else [value] if isinstance(value, str) else value
                yield from ((f"{section}.{key}", one) for one in values)


#: What only the chain of an implementation report and the minutes of a session are read with: a smaller table may do
#: without, all of it or none.
SPARED = {
    "headings", "openings", "table", "context", "proposals", "activities", "activity", "outcomes", "told", "asks",
    "asking", "actors", "follow_up", "papers", "possible", "agenda", "minutes", "speakers", "speaking", "concluding",
    "concluded", "verbs", "due", "undertakings", "roles", "entries", "passives", "celled", "states", "deliverable",
    "delivering", "formulas",
}  # fmt: skip

SETS = [(code, name, p, e) for code in CODES for name, p, e in example_sets(dict(languages.load(code).table))]
RULES = [
    (code, section, position)
    for code in CODES
    for section, rules in rule_lists(dict(languages.load(code).table))
    for position in range(len(rules))
]
PATTERNS = [(code, name, text) for code in CODES for name, text in pattern_texts(dict(languages.load(code).table))]


@pytest.mark.parametrize("code", CODES)
def test_a_table_that_is_parsed_part_by_part_is_the_whole_file(code: str) -> None:
    text = (files("cdipgraph") / "phrases" / f"{code}.toml").read_text(encoding="utf-8")
    table = languages.Table(text)
    whole = tomllib.loads(text)
    assert (set(table), len(table)) == (set(whole), len(whole))
    assert {name: table[name] for name in reversed(list(table))} == whole
    assert "no such table" not in table
    with pytest.raises(KeyError):
        table["no such table"]


def test_there_is_french() -> None:
    assert "fr" in CODES


@pytest.mark.parametrize(("code", "name", "pattern", "examples"), SETS, ids=[f"{c}-{n}" for c, n, _, _ in SETS])
def test_a_pattern_matches_each_of_its_examples_whole(
    code: str, name: str, pattern: str | list[str], examples: list[str]
) -> None:
    language = languages.load(code)
    compiled = [language.compile(p) for p in ([pattern] if isinstance(pattern, str) else pattern)]
    assert examples
    for example in examples:
        view = matching_view(example).lower()
        assert any(p.fullmatch(view) for p in compiled), f"{name}: {example!r}"
    for p in compiled:
        assert any(p.fullmatch(matching_view(example).lower()) for example in examples), (
            f"{name}: no example of {p.pattern!r}"
        )


@pytest.mark.parametrize(("code", "section", "position"), RULES)
def test_a_rule_shows_examples_and_is_the_first_to_match_them(code: str, section: str, position: int) -> None:
    language = languages.load(code)
    rules = language.table[section]
    compiled = [language.compile(rule_text(rule)) for rule in rules]
    assert rules[position]["examples"]
    for example in rules[position]["examples"]:
        view = matching_view(example).lower()
        first = next((i for i, pattern in enumerate(compiled) if pattern.fullmatch(view)), None)
        assert first == position, f"{section}: {example!r} is matched by rule {first}, not {position}"
        together = language.any_of(section).fullmatch(view)
        assert together
        assert language.rule_of(section, together) is language.rules(section)[position]


@pytest.mark.parametrize("code", CODES)
def test_every_pattern_shows_examples(code: str) -> None:
    table = dict(languages.load(code).table)
    shown = {name for name, _, _ in example_sets(table)}
    named = {name for name, _ in pattern_texts(table) if not name.startswith("words.") and "[" not in name}
    assert sorted(named - shown) == []


@pytest.mark.parametrize(
    ("code", "name", "text"), PATTERNS, ids=[f"{c}-{n}-{i}" for i, (c, n, _) in enumerate(PATTERNS)]
)
def test_every_expanded_pattern_is_regular(code: str, name: str, text: str) -> None:
    language = languages.load(code)
    expanded = language.expand(text)
    assert "(?=" not in expanded
    assert "(?!" not in expanded
    assert "(?<" not in expanded.replace("(?P<", "")
    language.compile(text)
    re2.compile(expanded)


@pytest.mark.parametrize("code", CODES)
def test_all_tables_have_the_parts_of_the_french_one(code: str) -> None:
    french, table = dict(languages.load("fr").table), dict(languages.load(code).table)

    def outline(entry: Any, depth: int = 0) -> Any:
        return {k: outline(v, depth + 1) for k, v in entry.items()} if isinstance(entry, dict) and depth < 2 else None

    # a language may need building blocks of its own, but none that the code asks for may lack
    free = {"ordinals", "numbers", "months", "languages", "organisations", "anchors", "words", "units"}
    ours = {k: v for k, v in outline(table).items() if k not in free}
    theirs = {k: v for k, v in outline(french).items() if k not in free and (k in ours or k not in SPARED)}
    if SPARED.isdisjoint(table):  # a smaller table may know fewer words of heads
        theirs["header"] = {k: v for k, v in theirs["header"].items() if k in ours["header"]}
    assert ours == theirs
    assert SPARED.isdisjoint(table) or set(table) >= SPARED
    assert set(table["anchors"]) == set(french["anchors"])
    shared = {"session", "of", "committee", "report", "document", "paragraph", "summary", "and", "to"}
    assert shared <= set(table["words"])


@pytest.mark.parametrize("code", CODES)
def test_every_value_of_a_rule_is_of_the_model(code: str) -> None:
    from cdipgraph.vocabulary import CONCEPTS

    table = languages.load(code).table
    assert {rule["outcome"] for rule in table.get("outcomes", ())} <= set(CONCEPTS["outcome"])
    assert {rule["kind"] for rule in table.get("activities", ())} <= set(CONCEPTS["activity"])
    assert {key for key in table.get("actors", ()) if "examples" not in key} <= set(CONCEPTS["actor"])
    assert {rule["kind"] for rule in table["kinds"]} <= set(CONCEPTS["kind"])


# Ordinals

SPELT = ("fr", "en", "es", "pt")
FRAMES = {
    "pt": "Na {} sessão do Comité, o Secretariado apresentou.",
    "fr": "Lors de la {} session du comité, le Secrétariat a présenté.",
    "en": "At the {} session of the Committee, the Secretariat presented.",
    "es": "En la {} sesión del Comité, la Secretaría presentó.",
}
DIGITS = {
    "fr": [("21e", 21), ("21ème", 21), ("21 e", 21), ("1re", 1), ("3e", 3), ("100e", 100)],
    "en": [("21st", 21), ("22nd", 22), ("23rd", 23), ("18th", 18), ("18 th", 18), ("111th", 111)],
    "es": [("19.ª", 19), ("19ª", 19), ("21.ª", 21)],
    "pt": [("19.ª", 19), ("19ª", 19), ("21a", 21)],
}


def sessions_in(code: str, ordinal: str) -> list[tuple[int | None, str]]:
    """The sessions cited in a sentence with the ordinal, and their words."""
    source = read_bytes(FRAMES[code].format(ordinal).encode())
    return [
        (c.session, source.quote(c.span)) for c in find(source, languages.load(code)) if c.kind is CitationKind.SESSION
    ]


def spelt(code: str) -> Iterator[tuple[int, str]]:
    """Every ordinal from 1 to 199 in every spelling."""
    return ((n, words) for n in range(1, 200) for words in ordinals(code, n))


def _damaged(words: str) -> list[str]:
    """An ordinal as conversions leave it: hyphens or accents lost, broken over lines."""
    bare = words.translate(str.maketrans("éèíóú", "eeiou"))
    lost = words.translate(str.maketrans("éèíóú", "\ufffd" * 5))
    return [words.replace("-", ""), words.replace("-", "-\n"), words.replace(" ", "\n"), bare, lost]


def _variants(words: str) -> list[str]:
    return list(
        dict.fromkeys([words, words.replace("-", "\u2011"), words.replace("-", " "), words.capitalize(), words.upper()])
    )


@pytest.mark.parametrize("code", [code for code in CODES if code in SPELT])
def test_every_ordinal_in_all_spellings(code: str) -> None:
    language: Language = languages.load(code)
    wrong = []
    for n, words in spelt(code):
        for variant in (*_variants(words), *_damaged(words)):
            read = language.ordinal(matching_view(variant).lower())
            wrong += [(n, variant, read)] if read != n else []
    assert wrong == []


@pytest.mark.parametrize("code", [code for code in CODES if code in SPELT])
def test_an_ordinal_is_taken_whole_before_the_word_for_a_session(code: str) -> None:
    language: Language = languages.load(code)
    wrong = []
    for n, words in spelt(code):
        for variant in (*_variants(words), *_damaged(words)):
            lower = matching_view(f"x {variant} y").lower()
            found = language.ordinal_before(lower, len(lower) - 1)
            wrong += [(n, variant, found)] if found != (2, len(lower) - 2) else []
    assert wrong == []


@pytest.mark.parametrize("code", [code for code in CODES if code in SPELT])
def test_no_two_ordinals_are_spelt_alike(code: str) -> None:
    of: dict[str, set[int]] = {}
    for n, words in spelt(code):
        of.setdefault(words, set()).add(n)
    assert [words for words, numbers in of.items() if len(numbers) > 1] == []


@pytest.mark.parametrize("code", [code for code in CODES if code in SPELT])
def test_a_session_is_found_by_its_ordinal_whole(code: str) -> None:
    noun = {"fr": "session", "en": "session", "es": "sesión", "pt": "sessão"}[code]
    wrong = []
    for n in range(1, 101):
        for words in ordinals(code, n):
            for variant in _variants(words):
                found = sessions_in(code, variant)
                if found != [(n, f"{variant} {noun}")]:
                    wrong.append((n, variant, found))
    assert wrong == []


@pytest.mark.parametrize(("code", "words", "n"), [(c, *d) for c in CODES if c in DIGITS for d in DIGITS[c]])
def test_ordinals_in_digits(code: str, words: str, n: int) -> None:
    assert languages.load(code).ordinal(words) == n
    assert [session for session, _ in sessions_in(code, words)] == [n]


@pytest.mark.parametrize("words", ["", "plénière", "session", "prochaine"])
def test_what_is_no_ordinal(words: str) -> None:
    assert languages.load("fr").ordinal(words) is None


# Dates

FRENCH_DATES = [
    ("18 – 22 novembre 2019", date(2019, 11, 18), date(2019, 11, 22)),
    ("du 31 octobre au 4 novembre 2016", date(2016, 10, 31), date(2016, 11, 4)),
    ("15 – 19 mai 2017", date(2017, 5, 15), date(2017, 5, 19)),
    ("26 - 30 avril 2010", date(2010, 4, 26), date(2010, 4, 30)),
    ("4-15 octobre 2004", date(2004, 10, 4), date(2004, 10, 15)),
    ("3 et 4 septembre 1998", date(1998, 9, 3), date(1998, 9, 4)),
    ("1er et 2 juin 2005", date(2005, 6, 1), date(2005, 6, 2)),
    ("27 novembre – 1 er décembre 2017", date(2017, 11, 27), date(2017, 12, 1)),
    ("30 juin – 4 juillet 2014", date(2014, 6, 30), date(2014, 7, 4)),
    ("du 14 au 18 décembre 2009", date(2009, 12, 14), date(2009, 12, 18)),
    ("30 décembre 2019 – 3 janvier 2020", date(2019, 12, 30), date(2020, 1, 3)),
    ("12 mai 2017", date(2017, 5, 12), date(2017, 5, 12)),
    ("13 DECEMBRE 2021", date(2021, 12, 13), date(2021, 12, 13)),
    ("15 juiLLET 2013", date(2013, 7, 15), date(2013, 7, 15)),
    ("1er août 2020", date(2020, 8, 1), date(2020, 8, 1)),
    ("2\u00a0décembre\u00a02010", date(2010, 12, 2), date(2010, 12, 2)),
]


@pytest.mark.parametrize(("words", "first", "last"), FRENCH_DATES)
def test_dates_and_ranges_of_dates(words: str, first: date, last: date) -> None:
    text = matching_view(f"Genève, {words} (suite)").lower()
    found = languages.load("fr").find_dates(text)
    assert found is not None
    span, start, end = found
    assert (start, end) == (first, last)
    assert span.of(text) in (matching_view(words).lower(), matching_view(words).lower().removeprefix("du "))


@pytest.mark.parametrize(
    "words", ["31 février 2019", "le mois de mai", "novembre 2019", "12 sessions en 2019", "45 mai 2020"]
)
def test_what_is_no_date(words: str) -> None:
    assert languages.load("fr").find_dates(words) is None


@pytest.mark.parametrize(("code", "name"), list(product(CODES, ["ranges", "days"])))
def test_examples_of_dates_are_dates(code: str, name: str) -> None:
    language = languages.load(code)
    for example in language.table["dates"]["examples"][name]:
        found = language.find_dates(matching_view(example).lower())
        assert found is not None, example
        assert (found[1] < found[2]) is (name == "ranges"), example


# Which language

SENTENCES = {
    "fr": (
        "Le comité a pris note des informations contenues dans le document et a demandé au Secrétariat de "
        "les mettre à jour."
    ),
    "en": (
        "The Committee took note of the information contained in the document and requested the "
        "Secretariat to update it."
    ),
    "es": (
        "El Comité tomó nota de la información que figura en el documento y pidió a la Secretaría que la actualizara."
    ),
    "pt": ("O Comité tomou nota das informações contidas no documento e pediu ao Secretariado que as atualizasse."),
}


@pytest.mark.parametrize("code", [code for code in CODES if code in SENTENCES])
def test_the_language_of_a_text(code: str) -> None:
    assert languages.detect(SENTENCES[code].lower() * 3).code == code


def test_an_unknown_language_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        languages.load("xx")


# A smaller table


def test_what_a_smaller_table_has_no_words_for_matches_nothing() -> None:
    small = languages.load("pt")
    assert SPARED.isdisjoint(small.table)
    assert small.rules("headings") == ()
    for pattern in (small.any_of("headings"), small.pattern("told", "decision"), small.ending("context", "session")):
        re2.compile(pattern.pattern)
        assert pattern.search("o comité decidiu") is None
        assert pattern.search("") is None


def test_the_language_of_each_labelled_sentence() -> None:
    path = Path(__file__).parent / "citations.jsonl"
    sentences = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    wrong = [
        (s["language"], read, s["text"])
        for s in sentences
        if (read := languages.detect(matching_view(s["text"]).lower()).code) != s["language"]
        if len(s["text"].split()) > 8  # of fewer words, none may be frequent
    ]
    assert wrong == []
