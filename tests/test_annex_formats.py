"""The formats of the written table: each holds all of it, whatever characters are in it, and is what it says it is."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from exploring import tries
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from cdipgraph.annex import ReportTable, compare, report_table
from cdipgraph.annex.table import Column, Content, Entry, Group, Row, Run
from cdipgraph.errors import UnreadableSource, UsageError
from cdipgraph.readers import read
from cdipgraph.spans import folded
from cdipgraph.store import Store

COLUMNS = (Column("measure", "Measure"), Column("implementation", "Implementation"), Column("review", "Review"))
words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"]), max_size=40)
runs = st.builds(
    Run, words, href=st.sampled_from(["", "https://w3id.org/x?a=1&b=(2)"]), lang=st.sampled_from(["", "fr"])
)
entries = st.builds(Entry, st.lists(runs, min_size=1, max_size=3).map(tuple), marked=st.booleans())
cells = st.dictionaries(st.sampled_from([c.role for c in COLUMNS]), st.lists(entries, max_size=3).map(tuple))
rows = st.builds(Row, st.just("urn:row"), st.just("1"), cells)
tables = st.builds(
    Content,
    document=st.just("urn:document"),
    symbol=words,
    lang=st.sampled_from(["fr", "en", "es"]),
    title=st.lists(runs, max_size=2).map(tuple),
    columns=st.just(COLUMNS),
    groups=st.lists(
        st.builds(Group, st.just("1"), words, st.lists(rows, max_size=3).map(tuple)), min_size=1, max_size=2
    ).map(tuple),
)


@pytest.fixture(scope="module")
def table(built: Store) -> ReportTable:
    return report_table(built, "CDIP/24/8", with_narrative_only=True)


def texts(content: Content) -> list[list[str]]:
    """The words of each row, cell by cell."""
    return [
        [" ".join(entry.text for entry in row.cell(c.role)) for c in content.columns]
        for group in content.groups
        for row in group.rows
    ]


# Markdown


def cells_of(line: str) -> list[str]:
    """The cells of a line of a Markdown table, as they are shown."""
    inner = re.split(r"(?<!\\)(?:\\\\)*\|", line.strip())[1:-1]
    return [folded(shown(cell)) for cell in inner]


def shown(cell: str) -> str:
    """What a reader sees of Markdown: links and emphasis gone, escapes undone."""
    plain = cell.replace("<br>", " ")
    plain = re.sub(r"(?<!\\)\[((?:\\.|[^\]\\])*)\]\([^)]*\)", r"\1", plain)
    plain = re.sub(r"(?<!\\)\*", "", plain).replace("&amp;", "&")
    return re.sub(r"\\(.)", r"\1", plain)


def test_markdown_holds_every_row_and_the_merged_ones_in_bold(table: ReportTable) -> None:
    lines = [line for line in table.markdown().split("\n") if line.startswith("|")]
    assert {len(cells_of(line)) for line in lines} == {4}
    assert cells_of(lines[0])[0] == "Mesure"
    assert set(cells_of(lines[1])) == {"---"}
    headings = [cells_of(line)[0] for line in lines if line.startswith("| **Par")]
    assert headings == [f"Paragraphe {number}" for number in range(1, 7)]
    rows = [[cell.replace("† ", "") for cell in cells_of(line)] for line in lines[2:] if not line.startswith("| **Par")]
    assert rows == texts(table.content)
    assert "<br>**†** paragraphes 285 à 291" in table.markdown()
    assert table.markdown().rstrip().endswith("ne figure pas dans son annexe.")


@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=60))
def test_markdown_shows_every_character(text: str) -> None:
    row = Row("urn:row", "1", {"measure": (Entry((Run(text),)),)})
    content = Content("urn:d", "X/1/2", "en", (), COLUMNS, (Group("", "", (row,)),))
    line = ReportTable(content).markdown().split("\n")[4]
    assert cells_of(line)[0] == folded(text)


def test_markdown_of_words_that_look_like_it() -> None:
    run = Run("a|b *c* <b> [x](y) `z` &amp; ~~d~~ _e_", lang="fr")
    row = Row("urn:row", "1", {"measure": (Entry((run, Run(" (", href=""), Run("X 1", href="urn:a b|c"))),)})
    content = Content("urn:d", "", "en", (Run("T"),), COLUMNS, (Group("", "", (row,)),))
    text = ReportTable(content).markdown()
    assert r"| *a\|b \*c\* \<b\> \[x\](y) \`z\` &amp;amp; \~\~d\~\~ \_e\_* ([X 1](urn:a%20b%7Cc) | | |" in text


# CSV


@tries(50)
@given(content=tables)
def test_csv_holds_every_cell(content: Content) -> None:
    found = list(csv.reader(io.StringIO(ReportTable(content).csv(), newline="")))
    assert found[0][1:] == ["Measure", "Implementation", "Review"]
    assert [[folded(cell.replace("†", "")) for cell in row[1:]] for row in found[1:]] == [
        [folded(cell.replace("†", "")) for cell in row] for row in texts(content)
    ]


def test_csv_of_the_report(table: ReportTable) -> None:
    found = list(csv.reader(io.StringIO(table.csv(), newline="")))
    assert found[0] == ["Paragraphe", *(column.heading for column in table.content.columns)]
    assert [row[0] for row in found[1:]] == ["1", "1", "1", "2", "3", "3", "4", "5", "6"]
    assert found[3][3].split("\n")[-1].startswith("† paragraphes 285 à 291")


# HTML

VOID = {"meta", "br"}


class Page(HTMLParser):
    """The elements of a page; what is not closed in order is a fault."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.faults: list[str] = []
        self.rows: list[list[str]] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data
        if "td" in self.open or "th" in self.open:
            self.rows[-1][-1] += data
        if self.open and self.open[-1] in ("tr", "table", "tbody", "thead") and data.strip():
            self.faults.append(data)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def test_the_page_is_well_formed_and_says_what_its_heads_head(table: ReportTable) -> None:
    page = Page(table.html())
    assert page.faults == []
    assert page.open == []
    assert page.of("html")[0]["lang"] == "fr"
    assert len(page.of("caption")) == 1
    scopes = [heads["scope"] for heads in page.of("th")]
    assert {scope: scopes.count(scope) for scope in scopes} == {"col": 4, "rowgroup": 6, "row": 9}
    assert all(heads["colspan"] == "4" for heads in page.of("th") if heads["scope"] == "rowgroup")
    assert len(page.of("tbody")) == 6
    assert len(page.of("ins")) == 1 + 1  # the entry, and what the mark means
    assert page.of("abbr")[0]["title"]


def test_the_page_asks_for_nothing_from_anywhere(table: ReportTable) -> None:
    text = table.html()
    page = Page(text)
    assert {tag for tag, _ in page.elements} & {"script", "link", "img", "iframe", "object"} == set()
    style = re.search(r"<style>(.*?)</style>", text, re.S)
    assert style is not None
    assert "url(" not in style[1]
    assert "@import" not in style[1]
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = next(meta["content"] for meta in page.of("meta") if meta.get("http-equiv"))
    assert policy is not None
    assert f"style-src 'sha256-{digest}'" in policy


@tries(50)
@given(content=tables)
def test_the_page_holds_every_word_whatever_it_is(content: Content) -> None:
    page = Page(ReportTable(content).html())
    assert page.faults == []
    assert page.open == []
    assert {tag for tag, _ in page.elements} <= {
        *("html", "head", "meta", "title", "style", "body", "main", "div", "table", "caption", "thead", "tbody"),
        *("tr", "th", "td", "p", "i", "a", "ins", "abbr", "span"),
    }
    for entry in content.entries():
        assert entry.text in folded(page.words)


def test_words_of_another_language_say_so(built: Store) -> None:
    page = Page(report_table(built, lang="en").html())
    assert page.of("html")[0]["lang"] == "en"
    assert {marked["lang"] for marked in page.of("i") if "lang" in marked} == {"fr"}
    assert report_table(built)._repr_html_().startswith('<div class="frame">')


# Word


def word(table: ReportTable) -> docx.document.Document:
    return docx.Document(io.BytesIO(table.docx()))


def test_the_word_file_holds_every_cell(table: ReportTable) -> None:
    (found,) = word(table).tables
    merged = [row for row in found.rows if len({cell._tc for cell in row.cells}) == 1]
    assert [row.cells[0].text for row in merged] == [
        table.content.heading,
        *(f"Paragraphe {number}" for number in range(1, 7)),
    ]
    rows = [[folded(cell.text.replace("\n", " ")) for cell in row.cells] for row in found.rows if row not in merged]
    rows = [row for row in rows if len(set(row)) > 1]
    expected = [[text.replace("\u2011", "-") for text in row] for row in texts(table.content)]
    assert [[cell.replace("† ", "") for cell in row] for row in rows[1:]] == expected


def test_the_heads_stand_on_each_page_and_the_pages_are_numbered(table: ReportTable) -> None:
    file = word(table)
    flags = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in file.tables[0].rows]
    assert flags[:2] == [True, True]
    assert not any(flags[2:])
    section = file.sections[0]
    assert section.different_first_page_header_footer
    assert [p.text for p in section.first_page_header.paragraphs] == ["CDIP/24/8", "ANNEXE"]
    first, second = section.header.paragraphs
    assert first.text == "CDIP/24/8"
    assert second.text.startswith("Annexe, page ")
    assert second._p.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"
    assert section.page_width > section.page_height
    assert file.paragraphs[-1].text == "[Fin de l’annexe et du document]"
    assert file.paragraphs[-2].text.startswith("† Indiqué")


def test_the_word_file_links_and_marks_and_tells_languages(built: Store, table: ReportTable) -> None:
    file = word(table)
    links = {
        "".join(t.text for t in link.iter(qn("w:t"))): file.part.rels[link.get(qn("r:id"))].target_ref
        for link in file.element.body.iter(qn("w:hyperlink"))
    }
    assert links["CDIP/21/15"] == "https://w3id.org/cdipgraph/id/doc/CDIP/21/15"
    marked = [p for row in file.tables[0].rows for cell in row.cells for p in cell.paragraphs if p.text.startswith("†")]
    assert len(marked) == 1
    assert marked[0]._p.find(f".//{qn('w:shd')}") is not None
    english = word(report_table(built, lang="en"))
    assert english.core_properties.language == "en-US"
    assert {lang.get(qn("w:val")) for lang in english.element.body.iter(qn("w:lang"))} == {"fr-FR"}


def test_the_same_table_gives_the_same_word_file(built: Store, table: ReportTable) -> None:
    again = report_table(built, "CDIP/24/8", with_narrative_only=True)
    assert again.docx() == table.docx()
    with zipfile.ZipFile(io.BytesIO(table.docx())) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = parts.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", core)) == {"1980-01-01T00:00:00Z"}
    assert "python-docx" not in core


#: In which order the schema wants the parts of a thing's properties, as far as they are written here.
ORDERS = {
    "tblPr": ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption"],
    "tcPr": ["tcW", "gridSpan", "vMerge", "shd"],
    "rPr": ["rStyle", "rFonts", "b", "i", "color", "sz", "u", "shd", "lang"],
}


@tries(25)
@given(content=tables)
def test_the_parts_of_the_word_file_stand_in_the_order_of_the_schema(content: Content) -> None:
    with zipfile.ZipFile(io.BytesIO(ReportTable(content).docx())) as parts:
        body = etree.fromstring(parts.read("word/document.xml"))
    for name, order in ORDERS.items():
        for properties in body.iter(qn(f"w:{name}")):
            found = [etree.QName(child).localname for child in properties]
            assert found == sorted(found, key=order.index)


def test_what_xml_cannot_hold_is_left_out(table: ReportTable) -> None:
    row = Row("urn:row", "1", {"measure": (Entry((Run("a\x01b\ufffec\u2011d"),)),)})
    content = replace(table.content, symbol="X\x02/1/2", title=(Run("T\x03"),), groups=(Group("1", "P\x04", (row,)),))
    file = word(ReportTable(content))
    assert file.tables[0].rows[3].cells[0].text == "abc-d"
    assert file.core_properties.title == "X/1/2 · T"
    assert "\x01" not in ReportTable(content).html()


def test_the_word_file_is_read_as_the_table_it_was_written_from(built: Store, tmp_path: Path) -> None:
    file = tmp_path / "annex.docx"
    report_table(built).save(file)
    try:
        read(file)
    except UnreadableSource:
        pytest.skip("there is no reader of Word files")
    assert {d.status for d in compare(built, against=file).differences} <= {"reworded"}


# Files


def test_the_name_of_the_file_says_the_format(table: ReportTable, tmp_path: Path) -> None:
    starts = {".md": b"**CDIP", ".docx": b"PK", ".html": b"<!DOCTYPE", ".csv": b"Paragraphe,Mesure"}
    for suffix, start in starts.items():
        table.save(tmp_path / f"table{suffix}")
        assert (tmp_path / f"table{suffix}").read_bytes().startswith(start)
    for name in ("table.pdf", "table"):
        with pytest.raises(UsageError, match="cannot be written"):
            table.save(tmp_path / name)
    with pytest.raises(UsageError, match="pdf"):
        table.to("pdf")
