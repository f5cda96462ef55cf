"""`SourceText`: where a span stands in the file."""

from cdipgraph.source import Block, BlockKind, Location, SourceText
from cdipgraph.spans import Span

TEXT = "1. It ran over a page.\n2. Next.\nA note.\nCDIP/1/2"
SOURCE = SourceText(
    TEXT,
    (
        Block(Span(0, 22), BlockKind.PARAGRAPH, page=1, ordinal=4),
        Block(Span(23, 31), BlockKind.PARAGRAPH, page=2, ordinal=5),
        Block(Span(32, 39), BlockKind.FOOTNOTE, page=1),
        Block(Span(40, 48), BlockKind.RUNNING_HEAD),
    ),
    pages=(0, 15),
)


def test_a_span_is_located_by_its_page_and_paragraph() -> None:
    assert SOURCE.locate(Span(0, 2)) == Location(1, 4)
    assert SOURCE.locate(Span(16, 22)) == Location(2, 4)
    assert SOURCE.locate(Span(23, 25)) == Location(2, 5)


def test_a_note_is_on_the_page_it_stands_on() -> None:
    assert SOURCE.locate(Span(32, 39)) == Location(1, None)


def test_what_has_no_page_and_what_is_in_no_block_has_no_location() -> None:
    assert SOURCE.locate(Span(40, 48)) == Location()
    assert SOURCE.locate(Span(22, 23)) == Location()
    assert SourceText("text", ()).locate(Span(0, 4)) == Location()
