"""Word files made for the tests, from the elements up: what Word writes, without what only looks matter for."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape

_NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}
NAMESPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMES.items())
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def word_file(
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    settings: str = "",
    footnotes: Mapping[int, str] | None = None,
    endnotes: Mapping[int, str] | None = None,
    heads: Mapping[str, str] | None = None,
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """The bytes of a .docx.

    `heads` are headers and footers by the id that `section` refers to ("header1", "footer2"), `more` further parts.
    """
    parts: dict[str, str | bytes] = {"word/document.xml": _root("document", f"<w:body>{body}</w:body>")}
    kinds = {"styles": styles, "numbering": numbering, "settings": settings}
    for kind, notes in (("footnote", footnotes), ("endnote", endnotes)):
        if notes:
            kinds[f"{kind}s"] = "".join(f'<w:{kind} w:id="{key}">{text}</w:{kind}>' for key, text in notes.items())
    for kind, content in kinds.items():
        if content:
            parts[f"word/{kind}.xml"] = _root(kind, content)
    relations = [(f"rel-{kind}", kind, f"{kind}.xml") for kind, content in kinds.items() if content]
    for head, content in (heads or {}).items():
        kind = head.rstrip("0123456789")
        parts[f"word/{head}.xml"] = _root("hdr" if kind == "header" else "ftr", content)
        relations.append((head, kind, f"{head}.xml"))
    parts |= {
        "word/_rels/document.xml.rels": _relations(relations),
        "_rels/.rels": _relations([("main", "officeDocument", "word/document.xml")]),
        "[Content_Types].xml": _types(parts),
    }
    return zipped(parts | dict(more or {}))


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip container of the parts, the content types first."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as container:
        for name in sorted(parts, key=lambda name: name != "[Content_Types].xml"):
            container.writestr(name, parts[name])
    return stream.getvalue()


def _root(name: str, content: str) -> str:
    return f"{_DECLARATION}<w:{name} {NAMESPACES}>{content}</w:{name}>"


def _relations(relations: list[tuple[str, str, str]]) -> str:
    lines = "".join(f'<Relationship Id="{i}" Type="{_OFFICE}/{kind}" Target="{to}"/>' for i, kind, to in relations)
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _types(parts: Mapping[str, str | bytes]) -> str:
    overrides = ""
    for part in parts:
        kind = part.removeprefix("word/").removesuffix(".xml").rstrip("0123456789")
        kind = "document.main" if kind == "document" else kind
        overrides += f'<Override PartName="/{part}" ContentType="{_TYPE}.{kind}+xml"/>' if "_rels" not in part else ""
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>'


# What stands in the body


def element(tag: str, content: str = "") -> str:
    """A w: element around the content; nothing without any."""
    return f"<w:{tag}>{content}</w:{tag}>" if content else ""


def val(tag: str, value: object = "") -> str:
    """A w: element with a value; nothing without one."""
    return "" if value in ("", None) else f'<w:{tag} w:val="{escape(str(value))}"/>'


def text(words: str) -> str:
    """A w:t."""
    return f'<w:t xml:space="preserve">{escape(words, quote=False)}</w:t>'


def run(content: str, properties: str = "") -> str:
    """A run: of words, or of elements where it begins with one."""
    return f"<w:r>{element('rPr', properties)}{content if content.startswith('<') else text(content)}</w:r>"


def paragraph(
    content: str = "",
    *,
    style: str = "",
    num: int | None = None,
    level: int | None = None,
    properties: str = "",
    mark: str = "",
) -> str:
    """A paragraph of words or runs. `mark` are the properties of its mark."""
    inner = content if content.startswith("<") or not content else run(content)
    about = val("pStyle", style) + num_pr(num, level) + properties + element("rPr", mark)
    return f"<w:p>{element('pPr', about)}{inner}</w:p>"


def num_pr(num: int | None = None, level: int | None = None) -> str:
    """A w:numPr; nothing where neither list nor level is given."""
    return element("numPr", val("ilvl", level) + val("numId", num))


def field(instruction: str, result: str | None = None) -> str:
    """A field in runs of its own; without a result it has no separator either."""

    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    shown = "" if result is None else mark("separate") + (result if result.startswith("<") else run(result))
    code = f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
    return mark("begin") + code + shown + mark("end")


def text_box(content: str) -> str:
    """A run with a text box, in both forms that Word writes."""
    shape = (
        '<w:drawing><wp:inline><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/'
        f'wordprocessingShape"><wps:wsp><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    old = f"<w:pict><v:rect><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:rect></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{shape}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def cell(content: str = "", *, span: int = 1, merge: str = "", properties: str = "") -> str:
    """A table cell of words or of paragraphs; `merge` is "restart" or "continue"."""
    inner = content if content.startswith("<") else paragraph(content)
    about = (val("gridSpan", span) if span > 1 else "") + val("vMerge", merge) + properties
    return f"<w:tc>{element('tcPr', about)}{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A table row; a cell may be given as its words."""
    inner = "".join(c if c.startswith(("<w:tc>", "<w:sdt>")) else cell(c) for c in cells)
    return f"<w:tr>{element('trPr', properties)}{inner}</w:tr>"


def table(*rows: str, columns: int = 3, width: int = 1500, ruled: bool = False) -> str:
    """A table whose columns are so wide, in twentieths of a point; `ruled` with lines round its cells."""
    grid = f'<w:gridCol w:w="{width}"/>' * columns
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in sides) if ruled else ""
    about = f"<w:tblPr>{element('tblBorders', lines)}</w:tblPr>"
    return f"<w:tbl>{about}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def section(*heads: tuple[str, str], properties: str = "") -> str:
    """Section properties: heads by kind of page ("default", "first", "even") and id."""
    references = ""
    for kind, head in heads:
        references += f'<w:{head.rstrip("0123456789")}Reference w:type="{kind}" r:id="{head}"/>'
    return f"<w:sectPr>{references}{properties}</w:sectPr>"


# What is defined


def style(
    style_id: str,
    *,
    name: str = "",
    based_on: str = "",
    default: bool = False,
    properties: str = "",
    runs: str = "",
    kind: str = "paragraph",
) -> str:
    """A style; of paragraphs, if no kind is given."""
    about = val("name", name or style_id) + val("basedOn", based_on)
    about += element("pPr", properties) + element("rPr", runs)
    chosen = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}"{chosen} w:styleId="{style_id}">{about}</w:style>'


def level(
    position: int,
    shown: str | None = None,
    *,
    fmt: str = "decimal",
    start: int | None = 1,
    restart: int | None = None,
    legal: bool = False,
    style: str = "",
    suff: str = "",
) -> str:
    """One level of a list definition; without a text it shows its own number and a full stop."""
    shown = f"%{position + 1}." if shown is None else shown
    about = val("start", start) + val("numFmt", fmt) + val("lvlRestart", restart) + val("pStyle", style)
    about += ("<w:isLgl/>" if legal else "") + val("suff", suff) + f'<w:lvlText w:val="{escape(shown)}"/>'
    return f'<w:lvl w:ilvl="{position}">{about}</w:lvl>'


def abstract(key: int, *levels: str, link: str = "") -> str:
    """A list definition."""
    about = val("nsid", f"{key + 0x10000000:08X}") + val("multiLevelType", "multilevel") + link
    return f'<w:abstractNum w:abstractNumId="{key}">{about}{"".join(levels)}</w:abstractNum>'


def num(key: int, abstract_key: int, starts: Mapping[int, int] | None = None, overrides: str = "") -> str:
    """A list of a definition, with the counts that levels begin with."""
    for at, start in (starts or {}).items():
        overrides += f'<w:lvlOverride w:ilvl="{at}">{val("startOverride", start)}</w:lvlOverride>'
    return f'<w:num w:numId="{key}">{val("abstractNumId", abstract_key)}{overrides}</w:num>'
