"""Text that was made to be slow to search takes no longer, character for character, than a document takes to read; and
what holds a citation in every few characters takes time in proportion to its length. `make bench` does it with 5 MB.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from noted import block

from cdipgraph import languages
from cdipgraph.citations import find
from cdipgraph.citations.grammar import grammar_of
from cdipgraph.readers import plain
from cdipgraph.reading import read_report
from cdipgraph.source import SourceText

DOCUMENT = Path(__file__).parents[1] / "data" / "sources" / "CDIP-24-8.fr.txt"
LENGTH = 24_000
MARGIN = 2  # of a busy machine


def seconds(call: Callable[[], object], repeats: int = 3) -> float:
    """The least processor time that a call takes."""
    times = []
    for _ in range(repeats):
        started = time.process_time()
        call()
        times.append(time.process_time() - started)
    return min(times)


def repeated(unit: str, length: int = LENGTH) -> SourceText:
    source = block((unit * (length // len(unit) + 1))[:length])
    assert source.lower  # made before time is taken
    return source


@pytest.fixture(scope="module")
def normal() -> float:
    """Seconds that a character of a document takes, from text to Report."""
    text = DOCUMENT.read_text(encoding="utf-8")
    return seconds(lambda: read_report(plain.source_text(text)), 7) / len(text)


EMPTY = [
    "(", ")", "[(", "((a)", "1", "1 2 3 ", "1.1", "/", "A/", "A/1", "//1", "A.1/2", "a/1/b/", ", ", ": ", ";", "--",
    "a)b)", "\"", "of the ", "twenty-first ", "(1)(2)", "1/2 3/4 ", "\n", "x" * 50,
]  # fmt: skip
ANCHORS = [(code, word) for code in languages.codes() for word, _ in grammar_of(languages.load(code)).anchors]
DENSE = [
    ("en", "para. 1, "),
    ("en", "paragraph 1 of the report of the session "),
    ("en", "paragraph 1 of the (A/"),
    ("en", "A/1/1, 2, 3, "),
    ("en", "A/1/1 to "),
    ("en", "annex I, "),
    ("en", "items 1, 2, "),
    ("en", "resolution 1/1, "),
    ("en", "resolution 1/1 of the "),
    ("en", "ibid. "),
    ("en", "twenty-first session "),
    ("en", "chap. I, "),
    ("fr", "rapport de la vingtième session "),
    ("fr", "par. 1 à 2 et 3 à 4, "),
    ("es", "párrafo 1 a) del párrafo "),
]
SPACED = ["A/1/1", "para. 1", "report", "annex I", "resolution 1/1", "paragraph 1 of", "A/1/1, chap. I", "item 1 and"]


@pytest.mark.parametrize("unit", EMPTY)
def test_brackets_digits_and_slashes(unit: str, normal: float) -> None:
    source, language = repeated(unit), languages.load("en")
    find(source, language)
    assert seconds(lambda: find(source, language)) / LENGTH < MARGIN * normal


@pytest.mark.parametrize(("code", "word"), ANCHORS)
def test_words_that_a_search_starts_from(code: str, word: str, normal: float) -> None:
    source, language = repeated(f"{word} "), languages.load(code)
    find(source, language)
    assert seconds(lambda: find(source, language)) / LENGTH < MARGIN * normal


@pytest.mark.parametrize(("code", "unit"), DENSE)
def test_time_is_in_proportion_to_the_length(code: str, unit: str) -> None:
    language = languages.load(code)
    short, long = repeated(unit, LENGTH // 4), repeated(unit, LENGTH)
    find(short, language)
    assert seconds(lambda: find(long, language)) < 4 * MARGIN * seconds(lambda: find(short, language), 5)


@pytest.mark.parametrize("words", SPACED)
@pytest.mark.parametrize("filling", [" ", "\n", " ,", " (", " a"])
def test_long_white_space_is_no_trap(words: str, filling: str, normal: float) -> None:
    source, language = repeated(words + (filling * 600)[:590]), languages.load("en")
    find(source, language)
    assert seconds(lambda: find(source, language)) / LENGTH < 5 * MARGIN * normal
