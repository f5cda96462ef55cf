"""HTML, as web pages, as Word and LibreOffice export it, and as fragments: the text that a reader of the page sees.

Nothing is fetched and no entity of the page's own is expanded; scripts, styles and navigation are left out.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from lxml import etree
from lxml import html as lxml_html

from cdipgraph.errors import EmptySource, EncodingError, UnreadableSource
from cdipgraph.readers import plain
from cdipgraph.readers.encodings import decode
from cdipgraph.readers.formats import HTML, MEDIA_TYPES
from cdipgraph.readers.html_walk import walked
from cdipgraph.source import SourceText

_DECLARED: Final = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.I
)
_DECLARED_WITHIN: Final = 4096
#: What web pages call Latin-1 is cp1252: so browsers read it.
_WESTERN: Final = frozenset({"iso8859-1", "ascii", "cp1252"})
_TAG: Final = re.compile(r"</?[a-z][a-z0-9:]*(?:\s[^<>]*)?/?>", re.I)
_INLINE: Final = re.compile(r"</?(?:font|b|i|u|s|span|em|strong|big|small|tt|a|center|strike|o:p)(?:\s[^<>]*)?>", re.I)
_BOX: Final = re.compile(r"</?(?:div|blockquote|section|article|dl|dd|ul|form|fieldset)(?:\s[^<>]*)?>", re.I)
_SELF_CLOSED: Final = re.compile(r"<(script|style|title|iframe|textarea|xmp|noframes|noscript)((?:\s[^<>]*)?)/>", re.I)
_PROLOG: Final = re.compile(r"\s*<\?xml[^>]*\?>", re.I)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")


def source_text(data: bytes, *, name: str = "", sha256: str = "", encoding: str | None = None) -> SourceText:
    """The text of a page with its blocks. Raises as `readers.read`."""
    text, told = _decoded(data, name, encoding)
    if not _TAG.search(text):
        return plain.source_text(text, name=name, encoding=told, sha256=sha256)
    composition = walked(_parsed(text, name))
    if composition.empty:
        raise EmptySource("the page holds no text", where=name, remedy="Check that the page was saved whole")
    return composition.source(name=name, format=MEDIA_TYPES[HTML], encoding=told, sha256=sha256)


def _decoded(data: bytes, name: str, encoding: str | None) -> tuple[str, str]:
    """The page's text: in the encoding that was told, else as a mark says, as it declares itself, or as plain text.

    A declaration that the bytes contradict does not count.
    """
    declared = None if encoding else _declared(data)
    try:
        text, found = decode(data, name, encoding)
    except EncodingError:
        if declared is None:
            raise
        return decode(data, name, declared)
    if declared and found == "cp1252" and declared not in _WESTERN:
        try:
            return decode(data, name, declared)
        except EncodingError:
            return text, found
    return text, found


def _declared(data: bytes) -> str | None:
    """The encoding that the page declares; None where it declares none, or none that there is."""
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    if not match:
        return None
    try:
        known = codecs.lookup((match[1] or match[2]).decode("ascii", "replace")).name
        "a".encode(known)
    except (LookupError, UnicodeError):
        return None
    return None if known.startswith(("utf-16", "utf-32")) else known


def _parsed(text: str, name: str) -> etree._Element:
    """The page as a tree. One that is nested too deep, as unclosed tags make it, is tried again without those tags."""
    prolog = _PROLOG.match(text)
    if prolog:
        text = _SELF_CLOSED.sub(r"<\1\2></\1>", text[prolog.end() :])
    text = _CONTROL.sub("\ufffd", text)
    for left_out in (None, _INLINE, _BOX):
        text = left_out.sub(" " if left_out is _INLINE else "<p>", text) if left_out else text
        parser = lxml_html.HTMLParser(
            encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, recover=True
        )
        try:
            tree: etree._Element = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
        except etree.ParserError:
            raise EmptySource("the page holds no text", where=name, remedy="Check that it was saved whole") from None
        if not any(entry.level >= etree.ErrorLevels.FATAL for entry in parser.error_log):
            return tree
    raise UnreadableSource(
        "the page is nested too deep, or a piece of it is too long",
        where=name,
        remedy="Open it in a browser, save it as text and build that",
    )
