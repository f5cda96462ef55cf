"""What an element of a page is to a reader: a block, a footnote, a page head, or nothing that is seen."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from cdipgraph.source import BlockKind

#: Elements that begin and end a line.
BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption", "noframes", "xmp", "listing",
    "plaintext", "search",
})  # fmt: skip
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: Elements of which nothing is read: scripts, pictures, controls, and text that was struck out.
_DROPPED: Final = frozenset({
    "script", "style", "template", "noscript", "iframe", "object", "embed", "applet", "svg", "canvas", "audio",
    "video", "map", "select", "button", "datalist", "nav", "link", "meta", "title", "base", "colgroup", "input",
    "textarea", "xml", "del",
})  # fmt: skip
_FOOTNOTE_NAME: Final = re.compile(r"_?(?:sd)?(?:ftn|edn|fn|footnote|endnote)[-_:.]?\d+", re.I)
_FOOTNOTE_CLASSES: Final = frozenset(
    {"footnote", "footnotes", "endnote", "endnotes", "msofootnotetext", "msoendnotetext", "sdfootnote", "sdendnote"}
)
_HIDDEN: Final = ("display:none", "visibility:hidden", "mso-hide:all", "mso-element:comment", "mso-comment")
_ROLES: Final = {"navigation": None, "search": None, "doc-backlink": None}
_BESIDE: Final = frozenset({"banner", "contentinfo", "complementary"})


def style_of(element: etree._Element) -> str:
    """The style written at the element, in lower case, without white space."""
    style = element.get("style")
    return re.sub(r"\s+", "", style).lower() if style else ""


def is_dropped(element: etree._Element, tag: str, style: str) -> bool:
    """True for an element that is not seen, or is no text of the document."""
    if tag in _DROPPED or element.get("hidden") is not None or element.get("role") in _ROLES:
        return True
    if style and any(mark in style for mark in _HIDDEN):
        return True
    name = element.get("class") or ""
    return "footnote-back" in name or "MsoComment" in name


def is_footnote(element: etree._Element, tag: str, style: str) -> bool:
    """True for a block that holds a footnote or several."""
    if tag not in BLOCKS or tag in ("body", "html"):
        return False
    if "mso-element:footnote" in style or "mso-element:endnote" in style:
        return True
    kind = f"{element.get('role') or ''} {element.get('epub:type') or ''}"
    if "footnote" in kind or "endnote" in kind:
        return True
    if any(name.lower() in _FOOTNOTE_CLASSES for name in (element.get("class") or "").split()):
        return True
    return _FOOTNOTE_NAME.fullmatch(element.get("id") or "") is not None


def furniture_kind(element: etree._Element, tag: str, style: str, *, outside: bool) -> BlockKind | None:
    """What stands beside the text: a page head, or furniture of the site (`outside` of the page's main part)."""
    if "mso-element:header" in style or "mso-element:footer" in style:
        return BlockKind.RUNNING_HEAD
    if tag == "div" and element.get("title") in ("header", "footer"):
        return BlockKind.RUNNING_HEAD
    if tag in ("figcaption", "caption") or (tag == "footer" and outside) or element.get("role") in _BESIDE:
        return BlockKind.FURNITURE
    return None


def is_preformatted(tag: str, style: str) -> bool:
    """True where line breaks stand as they are written."""
    return tag in ("pre", "xmp", "listing", "plaintext") or "white-space:pre" in style


def is_layout(table: etree._Element) -> bool:
    """True for a table that only places things on the page: another table or a heading is in it."""
    if table.get("role") in ("presentation", "none"):
        return True
    return any(inner is not table for inner in table.iter("table", *HEADINGS))
