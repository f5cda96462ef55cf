"""Dates in the heads of papers: ranges over months and years, sessions in two parts, days lost and words broken."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdipgraph import languages
from cdipgraph.accents import alike, tolerant, unaccented
from cdipgraph.source import matching_view

D = date
RANGES = [
    ("en", "27 September - 2 October and 10 October 2006", D(2006, 9, 27), D(2006, 10, 10)),
    ("en", "December 28, 2019 to January 3, 2020", D(2019, 12, 28), D(2020, 1, 3)),
    ("en", "30 December to 3 January 2020", D(2019, 12, 30), D(2020, 1, 3)),
    ("en", "May 31 and June 1, 1999", D(1999, 5, 31), D(1999, 6, 1)),
    ("en", "Monday 16 to Friday 20 October 2023", D(2023, 10, 16), D(2023, 10, 20)),
    ("en", "29 April–31 May and 1 July–2 August 2024", D(2024, 4, 29), D(2024, 8, 2)),
    ("en", "7 May 1998", D(1998, 5, 7), D(1998, 5, 7)),
    ("en", "21st to 23rd March 1978", D(1978, 3, 21), D(1978, 3, 23)),
    ("fr", "30 septembre au 4 octobre et 11 novembre 2019", D(2019, 9, 30), D(2019, 11, 11)),
    ("fr", "30 decembre 2019 au 3 janvier 2020", D(2019, 12, 30), D(2020, 1, 3)),
    ("fr", "3-6 d\ufffdcembre 2001", D(2001, 12, 3), D(2001, 12, 6)),
    ("fr", "3 au 6 ao?t 2001", D(2001, 8, 3), D(2001, 8, 6)),
    ("fr", "12 13 mai 1997", D(1997, 5, 12), D(1997, 5, 13)),
    ("es", "30 de septiembre a 4 de octubre de 2019", D(2019, 9, 30), D(2019, 10, 4)),
    ("es", "lunes 30 de septiembre a viernes 4 de octubre de 2019", D(2019, 9, 30), D(2019, 10, 4)),
    ("es", "1 y 2 de junio del 2005", D(2005, 6, 1), D(2005, 6, 2)),
    ("es", "2 de mayo de 1997", D(1997, 5, 2), D(1997, 5, 2)),
]


@pytest.mark.parametrize(("code", "words", "first", "last"), RANGES)
def test_the_first_and_the_last_day(code: str, words: str, first: date, last: date) -> None:
    text = matching_view(f"({words}).").lower()
    found = list(languages.load(code).calendar.find_all(text, 0, len(text)))
    assert [(d.first, d.last) for d in found] == [(first, last)]
    assert found[0].span.of(text) == matching_view(words).lower().removeprefix("monday ").removeprefix("lunes ")


@pytest.mark.parametrize(("code", "words", "first", "last"), RANGES)
def test_the_same_days_without_white_space(code: str, words: str, first: date, last: date) -> None:
    text = unaccented("".join(matching_view(words).lower().split()).replace("\ufffd", "e"))
    found = list(languages.load(code).calendar.find_all(text, 0, len(text), squeezed=True))
    if words.startswith("12 13"):
        return  # two days glued are no day
    assert [(d.first, d.last) for d in found] == [(first, last)]


@pytest.mark.parametrize("words", ["May 2019", "from May to June 2019", "Geneva, May 2019"])
def test_months_whose_days_are_lost_are_found_without_days(words: str) -> None:
    lower = words.lower()
    found = list(languages.load("en").calendar.find_all(lower, 0, len(lower)))
    assert [(d.first, d.last) for d in found] == [(None, None)] or found == []
    assert languages.load("en").find_dates(lower) is None


@pytest.mark.parametrize("words", ["31 June 2019", "0 May 2019", "45 May 2020", "9 May 19999", "20 to 4 May 2011"])
def test_what_is_no_day(words: str) -> None:
    found = languages.load("en").find_dates(words.lower())
    assert found is None or found[1] == found[2]


def test_a_day_above_another_belongs_to_itself() -> None:
    text = "12\n9 may 2019"
    found = languages.load("en").find_dates(text)
    assert found is not None
    assert (found[0].of(text), found[1]) == ("9 may 2019", D(2019, 5, 9))


MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
JOINED = {"en": ("{}", " to ", " – "), "fr": ("{}", " au ", " – "), "es": ("{}", " a ", " al ")}


def _printed(code: str, day: date, *, year: bool) -> str:
    month = MONTHS[code].split()[day.month - 1]
    of = " de " if code == "es" else " "
    return f"{day.day}{of}{month}" + (f"{of}{day.year}" if year else "")


@given(
    st.sampled_from(sorted(MONTHS)),
    st.dates(date(1900, 1, 1), date(2099, 11, 1)),
    st.integers(1, 40),
    st.integers(1, 2),
    st.booleans(),
    st.booleans(),
)
def test_any_range_in_any_language(code: str, first: date, length: int, join: int, capital: bool, twice: bool) -> None:
    last = first + timedelta(days=length)
    same = first.year == last.year
    words = _printed(code, first, year=twice or not same) + JOINED[code][join] + _printed(code, last, year=True)
    text = matching_view(f"Genève, {words.upper() if capital else words}\n").lower()
    found = languages.load(code).find_dates(text)
    assert found is not None
    assert (found[1], found[2]) == (first, last)
    assert found[0].of(text) == matching_view(words).lower()


# Accents


@given(st.text())
def test_a_text_without_accents_is_as_long_and_has_none(text: str) -> None:
    lower = matching_view(text).lower()
    bare = unaccented(lower)
    assert len(bare) == len(lower)
    assert not set(bare) & set("éèêëàâäîïôöûüùçñáíóú")
    assert unaccented(bare) == bare


@pytest.mark.parametrize("broken", ["décembre", "decembre", "d?cembre", "d\ufffdcembre", "d&eacute;cembre"])
def test_a_word_is_known_with_its_accent_missing_or_broken(broken: str) -> None:
    assert alike("décembre", broken)


@pytest.mark.parametrize("other", ["dcembre", "dacembre", "decembres", "d??cembre"])
def test_another_word_is_not(other: str) -> None:
    assert not alike("décembre", other)


def test_a_set_of_letters_takes_the_letter_without_its_accent_too() -> None:
    assert tolerant("com[éê]") == "com[éeêe]"
    assert tolerant("plain") == "plain"
