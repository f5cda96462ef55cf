"""Whatever the text: no crash, blocks in order and apart, and no character lost."""

from __future__ import annotations

import re
from collections import Counter

from exploring import tries
from hypothesis import given
from hypothesis import strategies as st
from textlayouts import check_blocks, damaged, layouts, pieces, sample, sentences

from cdipgraph.errors import SourceError
from cdipgraph.readers import plain, read_bytes
from cdipgraph.reading import read_report
from cdipgraph.source import BlockKind, SourceText

FEW = tries(60)
#: What may stand outside of blocks: the bars of a drawn table.
BARS = "|"


def check_refusal(error: SourceError) -> None:
    """Fails unless an error says what is wrong and what to do."""
    assert error.what
    assert error.remedy


def check_unchanged(source: SourceText, text: str) -> None:
    """Fails unless the text is as it was, but for lines of cells that were put together in their place; markup between
    them is left out.
    """
    assert len(source.text) == len(text)
    assert Counter(filter(str.isalnum, source.text)) <= Counter(filter(str.isalnum, text))
    assert source.text == text or any(block.kind is BlockKind.CELL for block in source.blocks)


@FEW
@given(layouts)
def test_no_layout_loses_a_character(text: str) -> None:
    source = plain.source_text(text)
    check_unchanged(source, text)
    check_blocks(source, outside=BARS)


@FEW
@given(st.text(max_size=300))
def test_no_text_loses_a_character(text: str) -> None:
    check_blocks(plain.source_text(text), outside=BARS)


@FEW
@given(st.data())
def test_a_damaged_document_is_read(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, 25_000))
    text = data.draw(damaged(sample()[start : start + 8000]))
    source = plain.source_text(text)
    check_blocks(source, outside=BARS)
    report = read_report(source)
    for citation in report.citations:
        assert 0 <= citation.span.start < citation.span.end <= len(text)
    for paragraph in report.paragraphs:
        assert source.quote(paragraph.span).strip()


@FEW
@given(
    st.one_of(layouts, st.text(max_size=200)), st.sampled_from(["utf-8", "cp1252", "utf-16", "utf-16-le", "latin-1"])
)
def test_bytes_are_read_or_refused(text: str, encoding: str) -> None:
    try:
        source = read_bytes(text.encode(encoding, "replace"))
    except SourceError as error:
        check_refusal(error)
    else:
        check_blocks(source, outside=BARS)


@FEW
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        check_blocks(read_bytes(data), outside=BARS)
    except SourceError as error:
        check_refusal(error)


# HTML

BOXES = ["p", "div", "h2", "li", "ol", "ul", "td", "tr", "table", "pre", "section", "blockquote", "center", "caption"]
INLINE = ["b", "span", "a", "sup", "font", "o:p", "q"]
SEEN = st.sampled_from([*BOXES, *INLINE])
UNSEEN = st.sampled_from(["script", "style", "nav", "template", "del"])
VOID = st.sampled_from(["<br>", "<hr>", "<img src=x>", "<!-- note -->", "&nbsp;", "&eacute;", "<wbr>", "<![endif]>"])


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A page, and the words that are seen on it, in order; each word is another."""
    seen: list[str] = []
    count = 0

    def element(depth: int, hidden: bool) -> str:
        nonlocal count
        parts = []
        for _ in range(draw(st.integers(0, 4))):
            if draw(st.booleans()):
                word = f"mot{count}x"
                count += 1
                parts.append(word)
                if not hidden:
                    seen.append(word)
            elif draw(st.booleans()):
                parts.append(draw(VOID))
            elif depth:
                tag = draw(UNSEEN if draw(st.integers(0, 9)) == 0 else SEEN)
                unseen = tag in ("script", "style", "nav", "template", "del")
                inner = "" if tag in ("script", "style") else element(depth - 1, hidden or unseen)
                parts.append(f"<{tag}>{inner}</{tag}>")
        return draw(st.sampled_from([" ", "\n", "\n  "])).join(parts)

    return f"<html><body><p>début</p>{element(4, False)}</body></html>", ["début", *seen]


def words_in_blocks(source: SourceText) -> list[str]:
    """The words that stand in blocks, sorted."""
    return sorted(re.findall(r"mot\d+x|début", " ".join(source.quote(block.span) for block in source.blocks)))


@FEW
@given(pages())
def test_no_page_loses_a_word_and_what_is_hidden_stays_so(page: tuple[str, list[str]]) -> None:
    html, seen = page
    source = read_bytes(html.encode())
    check_blocks(source)
    assert words_in_blocks(source) == sorted(seen)


TAGS = st.sampled_from(
    [
        *(f"<{tag}>" for tag in (*BOXES, *INLINE)),
        *(f"</{tag}>" for tag in (*BOXES, *INLINE)),
        "<p class=MsoNormal",
        "<",
        "<td rowspan=3>",
        "<td colspan=99999>",
        "<ol start=-3 type=i>",
        "<ol reversed>",
        "<li value=x>",
        "<div id=ftn1>",
        "<!--",
        "<![CDATA[",
        "<?xml",
        "&#0;",
        "&#xD800;",
        "&bogus;",
        "<a@b.c>",
        "<p style='mso-list:Ignore'>",
        "<table",
    ]
)


@FEW
@given(st.lists(st.one_of(TAGS, pieces, sentences), max_size=40).map("".join))
def test_no_soup_of_tags_breaks_the_reader(soup: str) -> None:
    try:
        source = read_bytes(f"<html>{soup}".encode())
    except SourceError as error:
        check_refusal(error)
    else:
        check_blocks(source, outside=BARS)
