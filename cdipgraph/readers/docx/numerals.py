"""A count in one of the number formats of Word (ST_NumberFormat): 3 as "iii", "C", "3rd", "Third", "03"."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import TypedDict


class _Words(TypedDict):
    """The words of a language, as numerals.toml has them."""

    suffixes: Mapping[str, str]
    cardinals: list[str]
    ordinals: list[str]


_MOST_TIMES = 30  # Word repeats a letter no more often: it counts to 780 in the alphabet
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def numeral(count: int, number_format: str, language: str = "en") -> str:
    """The count as the format writes it; as a plain number where the format is not known or has no sign for it."""
    if number_format == "none":
        return ""
    if number_format in ("ordinal", "ordinalText", "cardinalText"):
        return _worded(count, number_format, language) or str(count)
    write = _FORMATS.get(number_format) if count >= 0 else None
    return (write(count) if write else "") or str(count)


def zero_padded(count: int, pattern: str) -> str:
    """The count in a format of the document's own, such as "001, 002, 003, ...": as many digits as the first has."""
    return f"{count:0{min(len(pattern.partition(',')[0].strip()), 9)}}"


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return ""
    found = []
    for size, letters in _ROMAN:
        times, count = divmod(count, size)
        found.append(letters * times)
    return "".join(found)


def _repeated(letters: str, count: int) -> str:
    """a to z, then aa, bb, cc: the letter is repeated, not counted on."""
    if not 0 < count <= _MOST_TIMES * len(letters):
        return ""
    times, position = divmod(count - 1, len(letters))
    return letters[position] * (times + 1)


def _listed(signs: str, count: int) -> str:
    return signs[count - 1] if 0 < count <= len(signs) else ""


def _digits(digits: str, count: int) -> str:
    return str(count).translate({ord("0") + value: digit for value, digit in enumerate(digits)})


def _hebrew(count: int) -> str:
    if not 0 < count < 1000:
        return ""
    hundreds, rest = divmod(count, 100)
    signs = "ת" * (hundreds // 4) + _place("קרש", hundreds % 4)
    if rest in (15, 16):  # written otherwise than by ten and unit
        return signs + ("טו" if rest == 15 else "טז")
    return signs + _place("יכלמנסעפצ", rest // 10) + _place("אבגדהוזחט", rest % 10)


def _place(signs: str, digit: int) -> str:
    return signs[digit - 1] if digit else ""


def _chinese(digits: str, units: str, count: int) -> str:
    """A number below ten thousand as Chinese counts: each digit followed by ten, hundred or thousand."""
    if not 0 < count < 10_000:
        return ""
    found, gap = "", False
    for place in (3, 2, 1, 0):
        digit = count // 10**place % 10
        if digit:
            found += (digits[0] if gap and found else "") + digits[digit] + ("", *units)[place]
        gap = not digit
    short = count < 20 and digits[1] == "一"  # ten, not one ten
    return found.removeprefix("一") if short and count >= 10 else found


def _worded(count: int, number_format: str, language: str) -> str:
    """The count in the words of the language, or as an ordinal in digits; nothing where the words run out."""
    words = _words().get(language[:2].lower())
    if number_format == "ordinal":
        suffixes = words["suffixes"] if words else {"": "."}
        teen = 10 < count % 100 < 20
        last = suffixes.get(f"*{count % 10}") if not teen else None
        return f"{count}{suffixes.get(str(count)) or last or suffixes['']}"
    words = words or _words()["en"]
    listed = words["ordinals"] if number_format == "ordinalText" else words["cardinals"]
    return listed[count - 1] if 0 < count <= len(listed) else ""


@cache
def _words() -> Mapping[str, _Words]:
    words: Mapping[str, _Words] = tomllib.loads(Path(__file__).with_name("numerals.toml").read_text(encoding="utf-8"))
    return words


_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщыэюя"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_chinese_plain = partial(_chinese, "零一二三四五六七八九", "十百千")

_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda count: f"{count:02}",
    "upperRoman": lambda count: _roman(count).upper(),
    "lowerRoman": _roman,
    "upperLetter": partial(_repeated, _CAPITALS),
    "lowerLetter": partial(_repeated, _CAPITALS.lower()),
    "hex": lambda count: f"{count:X}",
    "chicago": partial(_repeated, "*†‡§"),
    "numberInDash": lambda count: f"- {count} -",
    "decimalEnclosedCircle": partial(_listed, _CIRCLED),
    "decimalEnclosedCircleChinese": partial(_listed, _CIRCLED),
    "decimalEnclosedFullstop": partial(_listed, "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "decimalEnclosedParen": partial(_listed, "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "ideographEnclosedCircle": partial(_listed, "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "decimalFullWidth": partial(_digits, "０１２３４５６７８９"),
    "decimalFullWidth2": partial(_digits, "０１２３４５６７８９"),
    "thaiNumbers": partial(_digits, "๐๑๒๓๔๕๖๗๘๙"),
    "hindiNumbers": partial(_digits, "०१२३४५६७८९"),
    "russianLower": partial(_repeated, _CYRILLIC),
    "russianUpper": partial(_repeated, _CYRILLIC.upper()),
    "arabicAlpha": partial(_repeated, "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"),
    "arabicAbjad": partial(_repeated, "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ"),
    "hebrew1": _hebrew,
    "hebrew2": partial(_repeated, "אבגדהוזחטיכלמנסעפצקרשת"),
    "thaiLetters": partial(_repeated, "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"),
    "chineseCounting": _chinese_plain,
    "chineseCountingThousand": _chinese_plain,
    "taiwaneseCounting": _chinese_plain,
    "taiwaneseCountingThousand": _chinese_plain,
    "japaneseCounting": _chinese_plain,
    "ideographDigital": partial(_digits, "〇一二三四五六七八九"),
    "japaneseDigitalTenThousand": partial(_digits, "〇一二三四五六七八九"),
    "taiwaneseDigital": partial(_digits, "○一二三四五六七八九"),
    "chineseLegalSimplified": partial(_chinese, "零壹贰叁肆伍陆柒捌玖", "拾佰仟"),
    "ideographTraditional": partial(_listed, "甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": partial(_listed, "子丑寅卯辰巳午未申酉戌亥"),
    "ganada": partial(_repeated, "가나다라마바사아자차카타파하"),
    "chosung": partial(_repeated, "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
}
