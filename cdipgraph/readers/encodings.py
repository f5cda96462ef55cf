"""From bytes to text: by a fixed order of rules, never by a guess; what fails says at which byte, and what to try."""

from __future__ import annotations

import codecs
import re
from typing import Final

from cdipgraph.errors import EmptySource, EncodingError, UnreadableSource
from cdipgraph.readers.quoted import unquoted

QUOTED: Final = "quoted-printable+"
_BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")
#: What is tried for the hint when nothing fits: encodings that were in use for English, French, Spanish and Russian.
_HINTS: Final = ("mac_roman", "cp850", "cp1251", "cp1250", "gb18030", "shift_jis")
_WORD: Final = re.compile(r"[^\W\d_]*[^\W\d_\x00-\x7f][^\W\d_]*")
_SAMPLE: Final = 1 << 16
_FEW_DAMAGED: Final = 20  # good characters for each one that is damaged


def decode(data: bytes, name: str = "", encoding: str | None = None) -> tuple[str, str]:
    """The text of the bytes and the encoding it was in; a byte-order mark is no part of the text.

    Order: `encoding` where it is told; byte-order mark; UTF-8; UTF-16 by its zero bytes; cp1252. UTF-8 of which a few
    bytes are damaged stays UTF-8, with U+FFFD in their place. Text that is
    quoted-printable beyond doubt is decoded from that too. Raises EmptySource, UnreadableSource (no text) or
    EncodingError.
    """
    if not data.strip():
        raise EmptySource("the file is empty", where=name, remedy="Check that the download or the export was complete")
    text, found = _told(data, name, encoding) if encoding else _found(data, name)
    if not text.strip():
        raise EmptySource("the file holds nothing but white space", where=name, remedy="Check the export")
    if len(_CONTROL.findall(text)) > len(text) // 100:
        raise UnreadableSource("this is not text", where=name, remedy="Give a plain-text file")
    return text, found


def known_encoding(encoding: str) -> str:
    """The encoding as it is called here. Raises EncodingError for one that is not known, or is of no text."""
    plain = encoding.strip().lower().removeprefix(QUOTED)
    try:
        info = codecs.lookup(plain)
        "a".encode(plain)
    except (LookupError, UnicodeError):
        raise EncodingError(
            f"there is no encoding {encoding!r}", remedy="Say utf-8, cp1252, latin-1, utf-16, mac_roman or another"
        ) from None
    return (QUOTED if encoding.strip().lower().startswith(QUOTED) else "") + info.name


def refuse_zero_bytes(data: bytes, name: str = "") -> None:
    """Nothing. Raises UnreadableSource for bytes that hold zeros and are neither UTF-16 nor UTF-32."""
    if b"\x00" in data and not any(data.startswith(mark) for mark, _ in _BOMS):
        _utf16(data, name)


def _told(data: bytes, name: str, encoding: str) -> tuple[str, str]:
    """The text in the encoding that was told, its byte-order mark left out."""
    known = known_encoding(encoding)
    text = _strict(data, known.removeprefix(QUOTED), name, f"these bytes are not {known.removeprefix(QUOTED)}")
    text = text.removeprefix("\ufeff")
    if "\x00" in text:
        raise UnreadableSource(f"read as {known}, this is not text: it holds zero characters", where=name, remedy=_SAY)
    if known.startswith(QUOTED):
        return (unquoted(text, sure=True) or (text, ""))[0], known
    return text, known


def _found(data: bytes, name: str) -> tuple[str, str]:
    text, encoding = _by_rule(data, name)
    quoted = unquoted(text)
    if quoted is None:
        return text, encoding
    return quoted[0].removeprefix("\ufeff"), QUOTED + (quoted[1] or encoding)


def _by_rule(data: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            what = f"the file begins as {encoding} does and is not"
            return _strict(data[len(mark) :], encoding, name, what), encoding
    try:
        if b"\x00" not in data:
            return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        damaged = data.decode("utf-8", "replace")
        if (_cut_off(error) and not data[: error.start].isascii()) or _mostly_utf8(damaged):
            return damaged, "utf-8"
        what = f"the bytes are neither UTF-8 (byte {error.start:,} is 0x{data[error.start]:02x}), UTF-16 nor cp1252"
        return _strict(data, "cp1252", name, what), "cp1252"
    encoding = _utf16(data, name)
    return _strict(data, encoding, name, f"the bytes look like {encoding} and are not"), encoding


def _cut_off(error: UnicodeDecodeError) -> bool:
    """True when the bytes end within a character."""
    return error.reason == "unexpected end of data" and error.end == len(error.object)


def _mostly_utf8(replaced: str) -> bool:
    """True for UTF-8 with a few bytes damaged or cut off: other encodings hardly ever give characters of UTF-8."""
    bad = replaced.count("\ufffd")
    return bad * _FEW_DAMAGED <= sum(1 for character in replaced if character > "\x7f") - bad


def _utf16(data: bytes, name: str) -> str:
    """Which UTF-16 the bytes are, from where the zero bytes of Latin letters stand."""
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < len(sample) // 4 or min(even, odd) > len(sample) // 20:
        raise UnreadableSource(
            f"this is not text: it holds zero bytes (the first is byte {data.index(0):,})",
            where=name,
            remedy="Give a plain-text file",
        )
    return "utf-16-be" if even > odd else "utf-16-le"


_SAY: Final = "Save the file as UTF-8, or say its encoding with --encoding"


def _strict(data: bytes, encoding: str, name: str, what: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        at = f"byte {error.start:,} is 0x{data[error.start]:02x}"
        raise EncodingError(f"{what} ({at})", where=name, remedy=_hint(data) or _SAY) from None


def _hint(data: bytes) -> str:
    """What encoding the bytes may be in, with a word to judge it by; nothing when none gives words."""
    sample = data[:_SAMPLE]
    best: tuple[float, str, str] = (0.5, "", "")
    for encoding in _HINTS:
        text = sample.decode(encoding, "replace")
        strange = [character for character in text if character > "\x7f"]
        lower = sum(character.islower() or "\u3000" <= character < "\ufff0" for character in strange)
        share = lower / len(strange) if strange else 0
        word = max(_WORD.findall(text), key=len, default="")
        if share > best[0] and word:
            best = (share, encoding, word[:24])
    return f"It may be {best[1]} (“{best[2]}”): if so, say --encoding {best[1]}; else {_SAY.lower()}" if best[1] else ""
