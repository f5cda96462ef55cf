"""Ordinals in words, 1 to 199, in every spelling that French, English, Spanish and Portuguese papers have."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

_FR_UNITS = [
    "", "unième", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième", "neuvième",
    "dixième", "onzième", "douzième", "treizième", "quatorzième", "quinzième", "seizième", "dix-septième",
    "dix-huitième", "dix-neuvième",
]  # fmt: skip
_FR_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}
_FR_SWISS = {70: "septante", 90: "nonante"}


def _french(n: int) -> Iterator[str]:
    if n == 1:
        yield from ("première", "premier")
    elif n == 2:
        yield from ("deuxième", "seconde")
    elif n < 20:
        yield _FR_UNITS[n]
    elif n < 100:
        yield from _french_tens(n)
    elif n == 100:
        yield "centième"
    else:
        rest = ["unième"] if n == 101 else list(_french(n - 100))
        yield from (f"cent{join}{words}" for join, words in product((" ", "-"), rest) if words != "seconde")


def _french_tens(n: int) -> Iterator[str]:
    base = max(tens for tens in _FR_TENS if tens <= n)
    rest, tens = n - base, _FR_TENS[base]
    if rest == 0:
        yield (tens.removesuffix("e") if base > 20 and base < 80 else tens) + "ième"
    elif rest in (1, 11) and base != 80:
        yield from (f"{tens} et {_FR_UNITS[rest]}", f"{tens}-et-{_FR_UNITS[rest]}")
    else:
        yield f"{tens}-{_FR_UNITS[rest]}"
    swiss = max((tens for tens in _FR_SWISS if tens <= n < tens + 10), default=0)
    if swiss and n > swiss:
        word = _FR_SWISS[swiss]
        yield f"{word} et unième" if n == swiss + 1 else f"{word}-{_FR_UNITS[n - swiss]}"


_EN_UNITS = [
    "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
]  # fmt: skip
_EN_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def _english(n: int) -> Iterator[str]:
    if n < 20:
        yield _EN_UNITS[n]
    elif n < 100:
        tens, unit = divmod(n, 10)
        yield f"{_EN_TENS[tens]}-{_EN_UNITS[unit]}" if unit else _EN_TENS[tens][:-1] + "ieth"
    elif n == 100:
        yield from ("hundredth", "one hundredth", "one-hundredth")
    else:
        for words in _english(n - 100):
            yield from (f"one hundred and {words}", f"hundred and {words}", f"one hundred {words}")
            yield f"one-hundred-and-{words}"


_ES_UNITS = ["", "primer", "segund", "tercer", "cuart", "quint", "sext", "séptim", "octav", "noven"]
_ES_TENS = [
    "", "décim", "vigésim", "trigésim", "cuadragésim", "quincuagésim", "sexagésim", "septuagésim", "octogésim",
    "nonagésim",
]  # fmt: skip
_ES_JOINED = [
    "", "decimo", "vigesimo", "trigesimo", "cuadragesimo", "quincuagesimo", "sexagesimo", "septuagesimo", "octogesimo",
    "nonagesimo",
]  # fmt: skip


def _spanish(n: int) -> Iterator[str]:
    for ending in "ao":
        yield from _spanish_gender(n, ending)


def _spanish_gender(n: int, ending: str) -> Iterator[str]:
    if n == 100:
        yield f"centésim{ending}"
        return
    if n > 100:
        yield from (f"centésim{ending} {words}" for words in _spanish_gender(n - 100, ending))
        return
    tens, unit = divmod(n, 10)
    units = [_ES_UNITS[unit] + ending] if unit else []
    if unit in (1, 3) and ending == "o":
        units.append(_ES_UNITS[unit])  # primer, tercer
    if n == 9:
        units.append(f"non{ending}")
    if not tens or not unit:
        yield from units or [_ES_TENS[tens] + ending]
        return
    for word in units:
        yield f"{_ES_TENS[tens]}{ending} {word}"
        yield _ES_JOINED[tens][: -1 if unit == 8 else None] + word
    if n in (11, 12):
        yield f"{'und' if n == 11 else 'duod'}écim{ending}"


_PT_UNITS = ["", "primeir", "segund", "terceir", "quart", "quint", "sext", "sétim", "oitav", "non"]
_PT_TENS = [
    "", "décim", "vigésim", "trigésim", "quadragésim", "quinquagésim", "sexagésim", "septuagésim", "octogésim",
    "nonagésim",
]  # fmt: skip


def _portuguese(n: int) -> Iterator[str]:
    for ending in "ao":
        tens, unit = divmod(n % 100, 10)
        stems = ["centésim" if n >= 100 else "", _PT_TENS[tens], _PT_UNITS[unit]]
        words = [stem + ending for stem in stems if stem]
        yield from (" ".join(words), "-".join(words))


_SPELLINGS = {"fr": _french, "en": _english, "es": _spanish, "pt": _portuguese}


def ordinals(code: str, n: int) -> list[str]:
    """The spellings of an ordinal, the usual one first."""
    return list(dict.fromkeys(_SPELLINGS[code](n)))
