"""What holds of the blocks of every text, whatever it is; strategies for texts of pieces that layouts are made of."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from cdipgraph.source import BlockKind, SourceText

ROOT = Path(__file__).parent.parent


@cache
def sample() -> str:
    """The text of CDIP/24/8."""
    return (ROOT / "data" / "sources" / "CDIP-24-8.fr.txt").read_text(encoding="utf-8")


def check_blocks(source: SourceText, *, outside: str = "") -> None:
    """Fails unless blocks are in order, apart, without white space at their ends, and hold all characters but those
    `outside` may hold.
    """
    at, left = 0, []
    for block in source.blocks:
        span = block.span
        assert at <= span.start <= span.end <= len(source.text), block
        assert source.quote(span) == source.quote(span).strip(), block
        if block.kind is not BlockKind.CELL:
            assert span.end > span.start, block
        assert source.quote(span).startswith(block.number), block
        left.append(source.text[at : span.start])
        at = span.end
    left.append(source.text[at:])
    lost = "".join(left).translate(dict.fromkeys(map(ord, outside)))
    assert not lost.strip(), lost.strip()[:200]
    assert list(source.pages) == sorted(set(source.pages))


WORDS = [
    "Le",
    "comité",
    "a",
    "pris",
    "note",
    "du",
    "document",
    "The",
    "Committee",
    "noted",
    "and",
    "decided",
    "párrafo",
]
PIECES = [
    "CDIP/24/8", "SCP/31/4 Prov.", "page 2", "Annex, page 3", "- 3 -", "12", "3", "12.", "(a)", "1.", "2. ", "i)", "•",
    "\t", "\tA", "\tA\tB", "|", "|a|b|", "| x | y |", "|---|---|", "a | b", "+---+", "---", "____", "[pic]", "/",
    "[Fin]", "[bookmark: x]", "[bookmark: ", "TOC \\o \"1-3\"", "PAGEREF _Toc1 \\h 3", "AUTONUM", "<p>", "</p>", "<br>",
    "<p", "\f", "\r", "\r\n", "\v", "\x85", "\u2028", "\u00a0", "    ", "........ 3", "image1.png", "n:\\a\\b.doc",
    ".", ":", "«", "”", "=E2=80=91", "=\n", "=", "&nbsp;", "\ufffd", "\u00ad", "𝒳", "\x1c", "\x07",
]  # fmt: skip
pieces = st.sampled_from(PIECES)
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join)
lines = st.one_of(sentences, pieces, st.lists(st.one_of(pieces, sentences), max_size=4).map("".join))
#: Texts of lines that layouts are made of, in any order.
layouts = st.lists(lines, max_size=30).map("\n".join)


@st.composite
def damaged(draw: st.DrawFn, text: str) -> str:
    """A text cut off, with pieces cut out, doubled and put elsewhere."""
    for _ in range(draw(st.integers(0, 4))):
        first, last = sorted(draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
        last = min(last, first + 3000)
        at = draw(st.integers(0, len(text)))
        how = draw(st.sampled_from(["cut", "out", "double", "move", "insert"]))
        if how == "cut":
            text = text[first:]
        elif how == "out":
            text = text[:first] + text[last:]
        elif how == "double":
            text = text[:at] + text[first:last] * draw(st.integers(1, 3)) + text[at:]
        elif how == "move":
            text = text[:at] + text[first:last] + text[at:]
        else:
            text = text[:at] + draw(pieces) + text[at:]
    return text
