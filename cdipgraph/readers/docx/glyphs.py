"""What the signs of symbol fonts are in Unicode: such a font draws them in the place of other characters."""

from __future__ import annotations

_PRIVATE = range(0xF000, 0xF100)  # where Word keeps the codes of symbol fonts

_SYMBOL = (
    dict(
        zip(
            (*range(0x41, 0x5B), *range(0x61, 0x7B)),
            "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ",
            strict=True,
        )
    )
    | dict(
        zip(
            range(0xA1, 0xFF),
            "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\uf0f0〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
            strict=True,
        )
    )
    | {0xA0: "€", 0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥", 0x7E: "∼"}
)

_WINGDINGS = {
    0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x4A: "☺", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆",
    0x76: "❖", 0x77: "⬥", 0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDC: "➲",
    0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip

_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}


def glyph(font: str, code: str) -> str:
    """The character that the font draws for the code (hexadecimal, as in w:sym); nothing where the code is none.

    A sign of a font that is not known stays the character that the file gives.
    """
    try:
        at = int(code, 16)
        character = chr(at)
    except (ValueError, OverflowError):
        return ""
    low = at - _PRIVATE.start if at in _PRIVATE else at
    known = _FONTS.get(font.lower(), {}).get(low)
    if known is None and at in _PRIVATE and chr(low).isascii() and chr(low).isprintable() and font.lower() == "symbol":
        return chr(low)
    return known or ("" if 0xD800 <= at < 0xE000 or at < 0x20 else character)
