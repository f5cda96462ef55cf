"""Quoted-printable: text as mail carries it (`=E2=80=91`, `=3D`, `=` at the end of a line that goes on)."""

from __future__ import annotations

import re
from typing import Final

#: A run of bytes as mail writes them. Printable ASCII is written so only where it would be misread (=3D, =20).
_RUN: Final = re.compile(r"(?:=(?:[89A-F][0-9A-F]|0[9AD]|20|3D))+")
_SOFT: Final = re.compile(r"=[ \t]*\r?\n")
_OTHER: Final = re.compile(r"=(?![0-9A-F]{2}|[ \t]*\r?\n|$)")
_HIGH: Final = re.compile(r"(?:=[89A-F][0-9A-F])+")


def unquoted(text: str, *, sure: bool = False) -> tuple[str, str] | None:
    """The text decoded from quoted-printable, and the encoding of the bytes it carries ("" where all are ASCII).

    None unless the text is quoted-printable beyond doubt (or `sure`): nearly every equals sign in it must be one of
    mail's, and some must stand for letters that no other text writes so, or end lines that go on.
    """
    if "=" not in text:
        return None
    joined = _SOFT.sub("", text)
    high = _HIGH.findall(joined)
    encoding = _encoding(high)
    if not sure and not _evident(text, high, encoding):
        return None
    return _RUN.sub(lambda match: _decoded(match[0], encoding or "ascii"), joined), encoding


def _evident(text: str, high: list[str], encoding: str) -> bool:
    equals = text.count("=")
    foreign = len(_OTHER.findall(text))
    soft = len(_SOFT.findall(text))
    plain = sum(text.count(code) for code in ("=20", "=09", "=3D"))
    if foreign * 20 > equals:
        return False
    letters = len(high) if encoding == "utf-8" else len(high) // 2
    return letters > 1 or (letters > 0 and soft + plain > 0) or soft > 2 or plain > 5 or (plain > 2 and soft > 0)


def _encoding(runs: list[str]) -> str:
    """What the bytes are: UTF-8 where nearly all runs of them are, else cp1252; "" when there are none."""
    if not runs:
        return ""
    good = sum(1 for run in runs if _is_utf8(_bytes(run)))
    return "utf-8" if good * 10 >= len(runs) * 9 else "cp1252"


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _bytes(run: str) -> bytes:
    return bytes.fromhex(run.replace("=", ""))


def _decoded(run: str, encoding: str) -> str:
    """The characters of a run; as it stands where it is not what the others are."""
    try:
        return _bytes(run).decode(encoding)
    except UnicodeDecodeError:
        return run
