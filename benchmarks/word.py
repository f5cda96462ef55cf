"""Reading Word files: megabytes of document.xml a second on one core, of a made-up report and of any files given."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from cdipgraph.readers.docx import source_text

from .timing import median, table

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN = "word/document.xml"
_PARAGRAPHS = 4_000  # about 5 MB
_LEVELS = "".join(
    f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{shown}"/></w:lvl>'
    for at, shown in enumerate(("%1.", "%1.%2", "%1.%2.%3"))
)
_NUMBERING = (
    f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0">{_LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/>'
    "</Relationships>"
)


def word(files: Mapping[str, bytes] | None = None) -> Iterator[tuple[str, ...]]:
    """MB of document.xml a second on one core, from the bytes of the file to `SourceText`."""
    yield "file", "MB of XML", "MB/s", "goal"
    for name, data in {"made-up report": made_up(), **(files or {})}.items():
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            megabytes = container.getinfo(_MAIN).file_size / 1e6
        seconds = median(partial(source_text, data), 5)
        yield name, f"{megabytes:.1f}", f"{megabytes / seconds:.1f}", "1 MB/s"


def made_up(paragraphs: int = _PARAGRAPHS) -> bytes:
    """A report as Word saves it: numbered paragraphs cut into formatted runs, and a table after every fiftieth."""
    body = "".join(_paragraph(number) + (_table(number) if number % 50 == 0 else "") for number in range(paragraphs))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("word/_rels/document.xml.rels", _RELATIONS)
        container.writestr("word/numbering.xml", _NUMBERING)
        container.writestr(_MAIN, f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>')
    return stream.getvalue()


def _paragraph(number: int) -> str:
    look = '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:sz w:val="22"/><w:lang w:val="en-GB"/></w:rPr>'
    words = f"The Delegation of Chile thanked the Secretariat for document CDIP/{number % 40}/{number % 17}, "
    runs = "".join(
        f'<w:r w:rsidR="00A1{at}">{look}<w:t xml:space="preserve">{words}</w:t></w:r><w:proofErr w:type="x"/>'
        for at in range(4)
    )
    numbered = f'<w:numPr><w:ilvl w:val="{(number % 5) % 3}"/><w:numId w:val="1"/></w:numPr>'
    return f'<w:p w:rsidR="00A1"><w:pPr>{numbered}<w:spacing w:after="220"/></w:pPr>{runs}</w:p>'


def _table(number: int) -> str:
    about = '<w:tcPr><w:tcW w:w="1500" w:type="dxa"/><w:gridSpan w:val="1"/></w:tcPr>'
    cells = (f"<w:p><w:r><w:t>cell {number}-{at}</w:t></w:r></w:p>" for at in range(4))
    row = "".join(f"<w:tc>{about}{cell}</w:tc>" for cell in cells)
    return f"<w:tbl><w:tblPr/>{f'<w:tr>{row}</w:tr>' * 10}</w:tbl>"


if __name__ == "__main__":
    print(table("Word files to SourceText", list(word({p: Path(p).read_bytes() for p in sys.argv[1:]}))))
