"""The plain-text reader: encodings, what is refused and how, blocks and tables."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from cdipgraph.errors import EmptySource, EncodingError, MissingSource, SourceError, UnreadableSource
from cdipgraph.readers import read, read_bytes
from cdipgraph.source import Block, BlockKind, SourceText

FRENCH = "Décision des États membres : l’œuvre du comité “à Genève”, session n° 12.\nDeuxième ligne, à la suite.\n"


def of_kind(source: SourceText, kind: BlockKind) -> list[str]:
    """The words of the blocks of a kind, in order."""
    return [source.quote(b.span) for b in source.blocks if b.kind is kind]


def grid(source: SourceText, table: int = 0) -> list[list[str]]:
    """The cells of a table, row by row."""
    cells = [b for b in source.blocks if b.kind is BlockKind.CELL and b.table == table]
    rows = sorted({b.row for b in cells})
    return [[source.quote(b.span) for b in sorted(cells, key=lambda b: b.column) if b.row == row] for row in rows]


def blocks_of(text: str) -> SourceText:
    """The text as the reader returns it."""
    return read_bytes(text.encode(), name="x.txt")


# Encodings


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (FRENCH.encode("utf-8"), "utf-8"),
        (FRENCH.encode("utf-8-sig"), "utf-8"),
        (FRENCH.encode("cp1252"), "cp1252"),
        (b"\xff\xfe" + FRENCH.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + FRENCH.encode("utf-16-be"), "utf-16-be"),
        (FRENCH.encode("utf-16-le"), "utf-16-le"),
        (FRENCH.encode("utf-16-be"), "utf-16-be"),
        (("Comité " * 3000 + FRENCH).encode("utf-16-le"), "utf-16-le"),
    ],
    ids=["utf-8", "utf-8-bom", "cp1252", "utf-16-le-bom", "utf-16-be-bom", "utf-16-le", "utf-16-be", "utf-16-long"],
)
def test_an_encoding_is_detected_and_the_mark_is_no_text(data: bytes, encoding: str) -> None:
    source = read_bytes(data, name="x.txt")
    assert source.text.endswith(FRENCH)
    assert "\ufeff" not in source.text
    assert source.encoding == encoding
    assert source.sha256 == hashlib.sha256(data).hexdigest()


def test_the_text_is_never_changed() -> None:
    text = "Un\u00a0mot vingt\u2011deuxième  deux espaces\u202f;\t\tfin \n\n\n14/2³ ﬁn\n"
    assert blocks_of(text).text == text


def test_crlf_stays_in_the_text_and_out_of_the_blocks() -> None:
    source = blocks_of("Premier.\r\n\r\nSecond.\r\n\tA\r\n\tB\r\n\r\n\tC\r\n\tD\r\n")
    assert "\r\n" in source.text
    assert of_kind(source, BlockKind.PARAGRAPH) == ["Premier.", "Second."]
    assert grid(source) == [["A", "B"], ["C", "D"]]


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "doc.txt"
    path.write_bytes(FRENCH.encode("cp1252"))
    for given in (path, str(path)):
        source = read(given)
        assert (source.text, source.name) == (FRENCH, "doc.txt")


# What is refused


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptySource),
        (b"  \n\t\r\n ", EmptySource),
        ("\u00a0\n\u2003".encode(), EmptySource),
        (b"\xef\xbb\xbf", EmptySource),
        (b"\xff\xfe", EmptySource),
        (b"\xef\xbb\xbf \n", EmptySource),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", UnreadableSource),
        (b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml", UnreadableSource),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 40, UnreadableSource),
        (bytes(range(256)) * 20, UnreadableSource),
        (b"\x00\x01\x02\x03" * 100, UnreadableSource),
        (b"\x01\x02\x03\x04\x05\x06" * 100, UnreadableSource),
        (b"D\xe9cision \x81 \x8d \x8f \x90 \x9d du comit\xe9\n" * 4, EncodingError),
    ],
    ids=[
        "empty", "white", "white-unicode", "only-bom", "only-bom-16", "bom-white", "pdf", "docx", "doc", "bytes",
        "zeros", "control", "no-encoding",
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_what_where_and_what_to_do(
    data: bytes, error: type[SourceError], tmp_path: Path
) -> None:
    path = tmp_path / "tel-quel.txt"
    path.write_bytes(data)
    with pytest.raises(SourceError) as caught:
        read(path)
    assert type(caught.value) is error
    assert caught.value.what
    assert "tel-quel.txt" in caught.value.where
    assert caught.value.remedy
    assert caught.value.exit_code == 3


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(MissingSource) as missing:
        read(tmp_path / "absent.txt")
    assert "absent.txt" in missing.value.where
    assert missing.value.remedy
    with pytest.raises(UnreadableSource) as folder:
        read(tmp_path)
    assert str(tmp_path) in folder.value.where
    assert folder.value.remedy


def test_a_page_feed_or_a_stray_control_character_is_no_reason_to_refuse() -> None:
    assert read_bytes(("Un texte assez long pour être lu.\x0c\n" * 30 + "\x07").encode(), name="x").text


# Blocks


def test_a_line_is_a_paragraph_without_the_white_space_round_it() -> None:
    source = blocks_of("  \n Premier paragraphe. \n\nSecond\u00a0paragraphe.\u00a0\n")
    assert of_kind(source, BlockKind.PARAGRAPH) == ["Premier paragraphe.", "Second\u00a0paragraphe."]


def test_page_heads_are_running_heads() -> None:
    source = blocks_of("Un paragraphe.\n\nSCP/31/4\npage 2\n\nEncore un.\n\nSCP/31/4 Prov.\npage 12\n\n")
    assert of_kind(source, BlockKind.RUNNING_HEAD) == ["SCP/31/4", "page 2", "SCP/31/4 Prov.", "page 12"]
    assert of_kind(source, BlockKind.PARAGRAPH) == ["Un paragraphe.", "Encore un."]


def test_a_symbol_on_its_line_without_a_page_is_no_running_head() -> None:
    assert of_kind(blocks_of("SCP/31/4\nORIGINAL : anglais\n"), BlockKind.RUNNING_HEAD) == []


def test_a_year_or_number_in_a_line_of_text_is_no_running_head() -> None:
    assert of_kind(blocks_of("Chapitre\npage 2 du document\n12\n"), BlockKind.RUNNING_HEAD) == []


def test_a_caption_and_a_lone_slash_are_furniture() -> None:
    source = blocks_of("Un paragraphe.\nimage1.jpeg\n/\nimage12.png\nVoir la figure image1.jpeg du document.\n")
    assert of_kind(source, BlockKind.FURNITURE) == ["image1.jpeg", "/", "image12.png"]
    assert of_kind(source, BlockKind.PARAGRAPH) == ["Un paragraphe.", "Voir la figure image1.jpeg du document."]


def test_a_bookmark_before_a_line_is_no_part_of_it() -> None:
    source = blocks_of("[bookmark: Prepared]établi par le Secrétariat\n[bookmark: _Toc12]  Titre\n")
    assert of_kind(source, BlockKind.PARAGRAPH) == ["établi par le Secrétariat", "Titre"]


# Tables

TABLE = """Avant.

\tMesure
\tMise en œuvre
\tExamen

\tParagraphe 1

\tPremière mesure
\tÉtude (SCP/31/3)

Étude révisée (SCP/31/4)
\tparagraphes 3 à 9

\tSeconde mesure
\tAtelier
suite de l’atelier
\tparagraphe 12


Après, un paragraphe assez long pour ne pas être une ligne de tableau, à savoir une phrase.
"""


def test_a_table_with_a_merged_row_and_cells_of_several_lines() -> None:
    rows = grid(blocks_of(TABLE.partition("Après")[0]))
    assert rows[:2] == [["Mesure", "Mise en œuvre", "Examen"], ["Paragraphe 1"]]
    assert rows[2] == ["Première mesure", "Étude (SCP/31/3)\n\nÉtude révisée (SCP/31/4)", "paragraphes 3 à 9"]
    assert rows[3] == ["Seconde mesure", "Atelier\nsuite de l’atelier", "paragraphe 12"]


def test_an_entry_before_a_semicolon_is_of_the_last_cell() -> None:
    entry = "Propositions relatives aux savoirs traditionnels et au folklore (SCP/31/4);"
    rows = grid(blocks_of(f"\tA\n\tB\n\tC\n\n\ta\n\tb\n\tÉtude (SCP/31/3)\n\n{entry}\n\nAtelier (SCP/32)\n"))
    assert rows[1] == ["a", "b", f"Étude (SCP/31/3)\n\n{entry}\n\nAtelier (SCP/32)"]


def test_cells_are_counted_from_nought() -> None:
    cells = [b for b in blocks_of(TABLE).blocks if b.kind is BlockKind.CELL and b.row == 2]
    assert [(b.table, b.row, b.column) for b in cells] == [(0, 2, 0), (0, 2, 1), (0, 2, 2)]


def test_cells_that_end_with_an_empty_paragraph_stay_in_their_row() -> None:
    text = "\tA\n\tB\n\tC\n\n\ta\n\n\tb\n\n\n\tc\n\n\taa\n\tbb\n\n\tcc\n\n"
    assert grid(blocks_of(text)) == [["A", "B", "C"], ["a", "b", "c"], ["aa", "bb", "cc"]]


def test_a_page_head_in_the_middle_of_a_table_is_no_cell() -> None:
    text = "\tA\n\tB\n\tC\n\n\ta\n\tb\n\tc\n\nSCP/31/4\npage 9\n\n\taa\n\tbb\n\tcc\n\n"
    source = blocks_of(text)
    assert of_kind(source, BlockKind.RUNNING_HEAD) == ["SCP/31/4", "page 9"]
    assert grid(source) == [["A", "B", "C"], ["a", "b", "c"], ["aa", "bb", "cc"]]


def test_a_page_head_in_the_middle_of_a_row_is_no_part_of_a_cell() -> None:
    text = "\tA\n\tB\n\tC\n\n\ta\n\tb\n\nSCP/31/4\npage 9\n\n\tc\n\n\taa\n\tbb\n\tcc\n\n"
    source = blocks_of(text)
    assert of_kind(source, BlockKind.RUNNING_HEAD) == ["SCP/31/4", "page 9"]
    assert grid(source) == [["A", "B", "C"], ["a", "b", "c"], ["aa", "bb", "cc"]]


def test_an_empty_cell_keeps_its_column() -> None:
    text = "\tA\n\tB\n\tC\n\n\ta\n\t\n\tc\n\n\taa\n\tbb\n\t\n\n"
    assert grid(blocks_of(text)) == [["A", "B", "C"], ["a", "", "c"], ["aa", "bb", ""]]


def test_cells_side_by_side_on_a_line() -> None:
    assert grid(blocks_of("\tA\tB\n\n\ta\tb\n\n")) == [["A", "B"], ["a", "b"]]


def test_indented_lines_of_a_single_column_are_paragraphs_and_no_table() -> None:
    source = blocks_of("Le comité :\n\n\tUn premier point;\n\n\tUn second point.\n\nFin du texte.\n")
    assert of_kind(source, BlockKind.CELL) == []
    assert "Un premier point;" in of_kind(source, BlockKind.PARAGRAPH)


def test_a_note_in_brackets_ends_a_table() -> None:
    source = blocks_of("\tA\n\tB\n\n\ta\n\tb\n\n[Fin de l’annexe]\nUn paragraphe.\n")
    assert grid(source) == [["A", "B"], ["a", "b"]]
    assert of_kind(source, BlockKind.PARAGRAPH) == ["[Fin de l’annexe]", "Un paragraphe."]


def test_two_tables_are_two() -> None:
    source = blocks_of("\tA\n\tB\n\n\ta\n\tb\n\n[Fin]\nEntre deux.\n\n\tC\n\tD\n\n\tc\n\td\n\n[Fin]\n")
    assert grid(source, 0) == [["A", "B"], ["a", "b"]]
    assert grid(source, 1) == [["C", "D"], ["c", "d"]]


@pytest.mark.parametrize("text", [TABLE, FRENCH, "\t", "\t\n\t\n", "a\n\t", "\n\n\ta\n\n"])
def test_blocks_are_in_order_apart_and_trimmed(text: str) -> None:
    try:
        source = blocks_of(text)
    except EmptySource:
        assert not text.strip()
        return
    previous = Block(source.blocks[0].span, BlockKind.PARAGRAPH).span.start if source.blocks else 0
    for block in source.blocks:
        assert previous <= block.span.start <= block.span.end <= len(text)
        assert source.quote(block.span) == source.quote(block.span).strip()
        previous = block.span.end
