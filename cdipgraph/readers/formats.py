"""What format a file is of: by the bytes it begins with, then by what it holds, then by its name."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final, NamedTuple

PDF, DOCX, DOC, HTML, TEXT = "pdf", "docx", "doc", "html", "text"
#: What each format is called in `SourceText.format`.
MEDIA_TYPES: Final = {
    PDF: "application/pdf",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    DOC: "application/msword",
    HTML: "text/html",
    TEXT: "text/plain",
}
#: Names of files that hold documents; others in a folder are looked into only where their name ends in none of these.
SUFFIXES: Final = {
    **dict.fromkeys((".txt", ".text", ".asc", ".md"), TEXT),
    **dict.fromkeys((".html", ".htm", ".xhtml"), HTML),
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), DOCX),
    **dict.fromkeys((".doc", ".dot"), DOC),
    ".pdf": PDF,
}


class Unread(NamedTuple):
    """A format that is recognised and not read: what it is, and what to do."""

    kind: str
    remedy: str = "Save the document as Word, PDF, HTML or plain text and build that"


_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURE: Final = Unread("a picture", "Recognise its text (OCR), and build that")
_COMPRESSED: Final = Unread("a compressed file", "Unpack it and build what it holds")
#: What files of formats that are not read begin with.
_SIGNATURES: Final = (
    (b"\x1f\x8b", _COMPRESSED),
    (b"BZh", _COMPRESSED),
    (b"\xfd7zXZ\x00", _COMPRESSED),
    (b"7z\xbc\xaf\x27\x1c", _COMPRESSED),
    (b"Rar!\x1a\x07", _COMPRESSED),
    (b"PK\x05\x06", Unread("an empty zip archive")),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"{\\rtf", Unread("a rich-text file (.rtf)")),
    (b"%!PS", Unread("a PostScript file", "Convert it to PDF and build that")),
    (b"\x7fELF", Unread("a program")),
    (b"MZ\x90", Unread("a program")),
    (b"SQLite format 3\x00", Unread("a database")),
)
#: What a zip archive holds, by a name in it.
_IN_ZIP: Final = (
    (b"xl/workbook", Unread("a spreadsheet (Excel)")),
    (b"ppt/presentation", Unread("a presentation (PowerPoint)")),
    (b"mimetypeapplication/vnd.oasis.opendocument", Unread("an OpenDocument file")),
    (b"mimetypeapplication/epub", Unread("an e-book (EPUB)")),
)
_WORD_STREAM: Final = "WordDocument".encode("utf-16-le")
_PROTECTED: Final = "EncryptedPackage".encode("utf-16-le")  # a .docx with a password is wrapped so
_LOOK: Final = 64 * 1024  # how much of a file is looked at to tell what it is
_PDF: Final = re.compile(rb"(?:^|[\r\n\x00])[\s\xef\xbb\xbf]*%PDF-\d")
_PDF_WITHIN: Final = 1024  # readers of PDF accept its signature at the start of any line in the first kilobyte

_TAGS: Final = (
    "html|head|body|title|meta|link|style|script|p|div|table|tbody|tr|td|h[1-6]|ul|ol|li|dl|span|center|font|pre|article|main"
    "|section|blockquote|br|hr|b|i|u|a|em|strong|form|header|nav|address|basefont|base"
)
_BEFORE: Final = r"\s*(?:<!--(?:[^-]|-(?!->))*-->\s*|<\?xml[^>]*>\s*)*"
_HTML_START: Final = re.compile(rf"{_BEFORE}<(?:!doctype\s+html|(?:{_TAGS})(?:\s[^<>]*)?/?>)", re.I)
_OTHER_XML: Final = re.compile(r"\s*<\?xml[^>]*>", re.I)
_BLOCK_TAG: Final = re.compile(r"</?(?:p|div|td|th|tr|table|li|h[1-6]|br)(?:\s[^<>]{0,300})?/?>", re.I)


def format_of(data: bytes, name: str = "") -> str | Unread:
    """The format of a file's bytes: pdf, docx, doc, html or text; or what else it is."""
    head = data[:_LOOK]
    if _PDF.search(head[:_PDF_WITHIN]):
        return PDF
    if head.startswith(_ZIP):
        return _zipped(data, name)
    if head.startswith(_OLE):
        return (
            DOC if _WORD_STREAM in data or _PROTECTED in data else Unread("an old Office file that is no Word document")
        )
    for signature, unread in _SIGNATURES:
        if head.startswith(signature):
            return unread
    return _textual(head, name)


def _zipped(data: bytes, name: str) -> str | Unread:
    if b"word/document" in data:
        return DOCX
    for inside, unread in _IN_ZIP:
        if inside in data:
            return unread
    if b"word/" in data or SUFFIXES.get(suffix_of(name)) == DOCX:
        return DOCX
    return Unread("a zip archive", "Unpack it and build what it holds")


def _textual(head: bytes, name: str) -> str | Unread:
    text = head.replace(b"\x00", b"").decode("latin-1").removeprefix("\xff\xfe").removeprefix("\xfe\xff")
    text = text.removeprefix("\xef\xbb\xbf")
    if is_html(text):
        return HTML
    if _OTHER_XML.match(text):
        return Unread("an XML file of a kind that is not read")
    return HTML if SUFFIXES.get(suffix_of(name)) == HTML else TEXT


def is_html(text: str) -> bool:
    """True for text that begins as HTML does, or of which most lines hold a tag that makes a block."""
    if _HTML_START.match(text):
        return True
    if "<" not in text:
        return False
    tags = len(_BLOCK_TAG.findall(text))
    return tags > 2 and 2 * tags >= sum(1 for line in text.split("\n") if line.strip())


def is_lined(head: bytes) -> bool:
    """True when a file that begins so is read line by line: plain text."""
    return format_of(head) == TEXT


def suffix_of(name: str) -> str:
    """The end of a file's name, in lower case: ".docx"."""
    return PurePath(name).suffix.lower()
