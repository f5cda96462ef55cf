"""WordprocessingML as elements: parsed without entities, names spelt out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TypeAlias

from lxml import etree

from cdipgraph.errors import UnreadableSource

Element: TypeAlias = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
VAL = f"{W}val"
_BODY = f"{W}body"
#: What stands in the body: paragraphs, tables, what wraps them, the properties of the last section.
_IN_BODY = (
    f"{MC}AlternateContent",
    *(f"{W}{name}" for name in ["p", "tbl", "sdt", "customXml", "smartTag", "ins", "moveTo", "dir", "bdo", "sectPr"]),
)

#: The strict variant of the format has the same names in other namespaces.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"\A\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_INTEGER = re.compile(r"[+-]?[0-9]{1,10}")
_OFF = frozenset({"0", "false", "off", "none"})


def parse(data: bytes, part: str, name: str = "") -> Element:
    """The root element of a part. Raises UnreadableSource for what is not plain, well-formed XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(_plain(data, part, name), parser)
    except etree.XMLSyntaxError as error:
        raise _malformed(error, part, name) from None


def body(data: bytes, part: str, name: str = "") -> Iterator[Element]:
    """The elements of the body of a main part, one after the other, each gone when the next is asked for.

    So a long document takes no more memory than its longest table. Raises UnreadableSource as `parse`, and where the
    part is no Word document.
    """
    parsed = etree.iterparse(
        BytesIO(_plain(data, part, name)),
        events=("end",),
        tag=_IN_BODY,
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in parsed:
            parent = element.getparent()
            if parent is not None and parent.tag == _BODY:
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del parent[0]
    except etree.XMLSyntaxError as error:
        raise _malformed(error, part, name) from None
    if parsed.root is None or parsed.root.tag != f"{W}document":
        raise no_document(name)


def no_document(name: str) -> UnreadableSource:
    """The error that says that a container holds no Word document."""
    return UnreadableSource(
        "this zip container holds no Word document",
        where=name,
        remedy="Give the document as .docx, .doc, PDF, HTML or plain text",
    )


def _malformed(error: Exception, part: str, name: str) -> UnreadableSource:
    return UnreadableSource(
        f"{part} is not well-formed XML ({error})", where=name, remedy="Open it in Word and save it anew"
    )


def _plain(data: bytes, part: str, name: str) -> bytes:
    """The bytes of a part in UTF-8 and the usual namespaces.

    A document type is refused before anything is parsed: entities can grow without end, or name files.
    """
    data = _utf8(data, part, name)
    if b"<!DOCTYPE" in data:
        raise UnreadableSource(
            f"{part} declares a document type, which no Word file does",
            where=name,
            remedy="This is no file that Word wrote; do not open it elsewhere either",
        )
    if b"http://purl.oclc.org/ooxml/" in data:
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
    return data


def _utf8(data: bytes, part: str, name: str) -> bytes:
    """The bytes in UTF-8: Office files are that or UTF-16, and only in those can a document type be looked for."""
    if data.startswith(_UTF16):
        order = "utf-16" if data[:2] in _UTF16[:2] else "utf-16-le" if data[0] else "utf-16-be"
        return _DECLARATION.sub("", data.decode(order, "replace"), count=1).encode()
    declared = _ENCODING.match(data)
    if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii"):
        raise UnreadableSource(
            f"{part} is in the encoding {declared[1].decode('ascii', 'replace')}, which no Word file is",
            where=name,
            remedy="Open it in Word and save it anew",
        )
    return data


def value(parent: Element | None, tag: str) -> str | None:
    """The w:val of a child, or None without the child or its value."""
    child = parent.find(tag) if parent is not None else None
    return child.get(VAL) if child is not None else None


def number(parent: Element | None, tag: str) -> int | None:
    """The w:val of a child as a number of 32 bits, or None."""
    return integer(value(parent, tag))


def integer(text: str | None) -> int | None:
    """The text as a number of 32 bits, or None."""
    match = _INTEGER.fullmatch(text) if text else None
    return int(match[0]) if match and -(2**31) <= int(match[0]) < 2**31 else None


def is_on(parent: Element | None, tag: str) -> bool | None:
    """Whether a switch such as w:vanish is on; None where it is not there."""
    child = parent.find(tag) if parent is not None else None
    return None if child is None else child.get(VAL, "1").lower() not in _OFF
