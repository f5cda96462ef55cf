"""PDF files: pdfium reads their pages in a bounded child process, the text is laid out here."""

from __future__ import annotations

import hashlib

from cdipgraph.readers.pdf.layout import lay_out
from cdipgraph.readers.pdf.pages import check_text, read_pages
from cdipgraph.source import SourceText

__all__ = ["source_text"]


def source_text(data: bytes, *, name: str = "", sha256: str = "") -> SourceText:
    """The text of a PDF with its blocks and pages. Raises UnreadableSource or SourceTooLarge, which say why."""
    pages = read_pages(data, name)
    check_text(pages, name)
    return lay_out(pages, name=name, sha256=sha256 or hashlib.sha256(data).hexdigest())
