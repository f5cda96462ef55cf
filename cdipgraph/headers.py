"""The `#+` headers of stored questions and rules, read without a YAML library.

A header is the `#+` lines at the top of a `.rq` file, in the corner of YAML that the files use:

    #+ summary: What a report's paragraph discusses
    #+ question: {fr: "Où ?", en: "Where?", es: "¿Dónde?"}
    #+ parameters:
    #+   - {name: report, type: document, required: false}
    #+ message:
    #+   fr: "…"

Scalars (text, whole numbers, true and false, null), quoted strings, flow mappings and lists, and block mappings and
lists of those. What is outside that corner is refused, never read differently from YAML: the tests hold every header
against PyYAML.
"""

from __future__ import annotations

import json
import re
from typing import Final

from cdipgraph.errors import CdipgraphError

_MARK: Final = "#+"
_KEY: Final = re.compile(r"([A-Za-z_][\w.-]*):(?:[ ]+|$)")
_FLOW_KEY: Final = re.compile(r"([A-Za-z_][\w.-]*)[ ]*:[ ]+")
_PLAIN: Final = re.compile(r"[^,\[\]{}\"'#&*!|>%@`?-][^,\[\]{}]*")
_LINE_SCALAR: Final = re.compile(r"[^,\[\]{}\"'#&*!|>%@`?-].*")
_SINGLE: Final = re.compile(r"'((?:[^']|'')*)'")
_NUMBER: Final = re.compile(r"0|-?[1-9][0-9]*")
#: Plain words that YAML reads as something else than text, and that are therefore to be quoted.
_AMBIGUOUS: Final = re.compile(r"(?i:yes|no|on|off|y|n|~|[-+]?[0-9.][0-9_.:eE+-]*|0[xob]\w+|[-+]?\.inf|\.nan)")
_WORDS: Final[dict[str, object]] = {"true": True, "false": False, "null": None}
_DECODER: Final = json.JSONDecoder()

Line = tuple[int, int, str]


class HeaderError(CdipgraphError):
    """A `#+` header is not written as headers are."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(what, where=f"header line {line}", remedy="Put texts in double quotes; see docs/ontology.md")


def parse_header(text: str) -> dict[str, object]:
    """The header of a query text as a dictionary; empty when the text has none.

    Raises HeaderError when the header leaves the supported corner of YAML.
    """
    lines: list[Line] = []
    for number, raw in enumerate(text.splitlines(), 1):
        if not raw.startswith(_MARK):
            break
        body = raw.removeprefix(_MARK).removeprefix(" ")
        content = body.strip(" ")
        if content and not content.startswith("#"):
            lines.append((number, len(body) - len(body.lstrip(" ")), content))
    return _mapping(lines) if lines else {}


def _block(lines: list[Line]) -> object:
    """The value of an indented block: a list when it starts with a dash, else a mapping."""
    return _list(lines) if _is_item(lines[0][2]) else _mapping(lines)


def _mapping(lines: list[Line]) -> dict[str, object]:
    found: dict[str, object] = {}
    for (number, _, content), inner in _groups(lines, dashes_belong=True):
        match = _KEY.match(content)
        if not match:
            raise HeaderError(f"expected 'key: value', found {content!r}", number)
        key, rest = match[1], content[match.end() :]
        if key in found:
            raise HeaderError(f"{key!r} is given twice", number)
        if rest and inner:
            raise HeaderError(f"{key!r} has a value and an indented block", number)
        found[key] = _block(inner) if inner else _line_value(rest, number)
    return found


def _list(lines: list[Line]) -> list[object]:
    found: list[object] = []
    for (number, indent, content), inner in _groups(lines, dashes_belong=False):
        if not _is_item(content):
            raise HeaderError(f"expected '- item', found {content!r}", number)
        rest = content[1:].lstrip(" ")
        if _KEY.match(rest):
            found.append(_mapping([(number, indent + len(content) - len(rest), rest), *inner]))
        elif inner:
            raise HeaderError("an item has a value and an indented block", number)
        else:
            found.append(_line_value(rest, number))
    return found


def _groups(lines: list[Line], *, dashes_belong: bool) -> list[tuple[Line, list[Line]]]:
    """Each line of the block's own indent with the deeper lines under it.

    YAML lets the list under a key stand at the key's own indent: `dashes_belong` counts those lines as under the key.
    """
    indent = lines[0][1]
    groups: list[tuple[Line, list[Line]]] = []
    for line in lines:
        if line[1] < indent:
            raise HeaderError("indented less than the block it stands in", line[0])
        if line[1] > indent or (dashes_belong and groups and _is_item(line[2])):
            groups[-1][1].append(line)
        else:
            groups.append((line, []))
    return groups


def _is_item(content: str) -> bool:
    return content == "-" or content.startswith("- ")


def _line_value(text: str, number: int) -> object:
    """The value that fills the rest of a line."""
    if text[:1] not in ("{", "[", '"', "'"):
        if text and (not _LINE_SCALAR.fullmatch(text) and not _NUMBER.fullmatch(text)):
            raise HeaderError(f"{text!r} is not plain text", number)
        return _scalar(text, number)
    value, end = _flow(text, 0, number)
    if text[end:].strip():
        raise HeaderError(f"{text[end:]!r} after the value", number)
    return value


def _flow(text: str, at: int, number: int) -> tuple[object, int]:
    """The flow value that begins at `at`, and where it ends."""
    at = _skip(text, at)
    opening = text[at : at + 1]
    if opening == "{":
        return _flow_mapping(text, at + 1, number)
    if opening == "[":
        return _flow_list(text, at + 1, number)
    if opening == '"':
        try:
            return _DECODER.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise HeaderError(f"quoted text: {error.msg}", number) from error
    if single := _SINGLE.match(text, at):
        return single[1].replace("''", "'"), single.end()
    plain = _PLAIN.match(text, at) or _NUMBER.match(text, at)
    if not plain:
        raise HeaderError(f"no value at {text[at : at + 20]!r}", number)
    return _scalar(plain[0].rstrip(" "), number), plain.end()


def _flow_mapping(text: str, at: int, number: int) -> tuple[dict[str, object], int]:
    found: dict[str, object] = {}
    at = _skip(text, at)
    while text[at : at + 1] != "}":
        key = _FLOW_KEY.match(text, at)
        if not key or key[1] in found:
            raise HeaderError(f"expected another 'key: value' at {text[at : at + 20]!r}", number)
        found[key[1]], at = _flow(text, key.end(), number)
        at = _comma(text, at, "}", number)
    return found, at + 1


def _flow_list(text: str, at: int, number: int) -> tuple[list[object], int]:
    found: list[object] = []
    at = _skip(text, at)
    while text[at : at + 1] != "]":
        value, at = _flow(text, at, number)
        found.append(value)
        at = _comma(text, at, "]", number)
    return found, at + 1


def _comma(text: str, at: int, closing: str, number: int) -> int:
    """Where the next element begins, or the closing bracket stands."""
    at = _skip(text, at)
    if text[at : at + 1] == ",":
        return _skip(text, at + 1)
    if text[at : at + 1] == closing:
        return at
    raise HeaderError(f"expected ',' or {closing!r} at {text[at : at + 20]!r}", number)


def _skip(text: str, at: int) -> int:
    while text[at : at + 1] == " ":
        at += 1
    return at


def _scalar(text: str, number: int) -> object:
    """A plain scalar: a word of YAML's, a whole number, or text."""
    if not text:
        return None
    if text in _WORDS:
        return _WORDS[text]
    if _NUMBER.fullmatch(text):
        return int(text)
    if _AMBIGUOUS.fullmatch(text) or text.lower() in _WORDS or ": " in text or " #" in text or text.endswith(":"):
        raise HeaderError(f"{text!r} can be read in two ways", number)
    return text
