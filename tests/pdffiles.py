"""PDF files for tests, written as bytes: pages of text in the fonts that every reader has, drawn lines, pictures."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 612.0, 792.0
FONTS = {
    "body": "Courier",  # each letter as wide as any other, so that a test can tell how long a line is
    "bold": "Courier-Bold",
    "serif": "Times-Roman",
}
LETTER = 0.6  # of the size: the width of a letter of Courier


@dataclass
class Sheet:
    """One page: what is drawn on it, in the order of the calls."""

    size: tuple[float, float] = (WIDTH, HEIGHT)
    rotation: int = 0
    parts: list[bytes] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, size: float = 10, font: str = "body", rise: float = 0) -> Sheet:
        """Puts words with their baseline at y."""
        shown = words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        raised = f"{rise} Ts " if rise else ""
        self.parts.append(f"BT /{font} {size} Tf {raised}1 0 0 1 {x} {y} Tm (".encode() + shown + b") Tj ET")
        return self

    def upward(self, x: float, y: float, words: str, size: float = 8) -> Sheet:
        """Puts words that run up the page."""
        self.parts.append(f"BT /body {size} Tf 0 1 -1 0 {x} {y} Tm ({words}) Tj ET".encode())
        return self

    def lines(
        self, x: float, y: float, lines: Iterable[str], size: float = 10, leading: float = 12, font: str = "body"
    ) -> Sheet:
        """Puts lines below each other."""
        for n, words in enumerate(lines):
            if words:
                self.text(x, y - n * leading, words, size, font)
        return self

    def rule(self, x0: float, y: float, x1: float) -> Sheet:
        """Draws a line."""
        self.parts.append(f"0.5 w {x0} {y} m {x1} {y} l S".encode())
        return self

    def wall(self, x: float, y0: float, y1: float) -> Sheet:
        """Draws a line up the page."""
        self.parts.append(f"0.5 w {x} {y0} m {x} {y1} l S".encode())
        return self


def pdf(*sheets: Sheet, catalog: str = "", trailer: str = "", compress: bool = False) -> bytes:
    """A whole file with these pages."""
    fonts = " ".join(f"/{name} {n} 0 R" for n, name in enumerate(FONTS, 3))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Kids [{' '.join(f'{6 + 2 * n} 0 R' for n in range(len(sheets)))}] /Count {len(sheets)} "
        f"/Resources << /Font << {fonts} >> >> >>".encode(),
        *(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{f} /Encoding /WinAnsiEncoding >>".encode()
            for f in FONTS.values()
        ),
    ]
    for n, sheet in enumerate(sheets):
        box = f"[0 0 {sheet.size[0]} {sheet.size[1]}]"
        turned = f"/Rotate {sheet.rotation} " if sheet.rotation else ""
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox {box} {turned}/Contents {7 + 2 * n} 0 R >>".encode())
        objects.append(stream(b"\n".join(sheet.parts), compress=compress))
    return assembled(objects, trailer)


def stream(content: bytes, extra: str = "", *, compress: bool = False) -> bytes:
    """A stream object."""
    if compress:
        content, extra = zlib.compress(content), extra + " /Filter /FlateDecode"
    return f"<< /Length {len(content)} {extra} >>\nstream\n".encode() + content + b"\nendstream"


def assembled(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """A file of these objects, numbered from 1; the first is its catalog."""
    data, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    return (
        data
        + (
            f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root 1 0 R {trailer} >>\n"
            f"startxref\n{len(data)}\n%%EOF\n"
        ).encode()
    )


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of so many letters at most, broken at spaces only."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    return lines
