"""What a Word file shows as text: runs, fields, tracked changes, tables, notes, text boxes, running heads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wordfiles import (
    abstract,
    cell,
    element,
    field,
    level,
    num,
    num_pr,
    paragraph,
    row,
    run,
    section,
    style,
    table,
    text,
    text_box,
    val,
    word_file,
)

from cdipgraph.errors import EmptySource
from cdipgraph.readers import read_bytes
from cdipgraph.readers.docx import FORMAT, source_text
from cdipgraph.source import Block, BlockKind, Location, SourceText
from cdipgraph.spans import Span

AUTHOR = 'w:id="7" w:author="A" w:date="2019-11-18T00:00:00Z"'


def shown(body: str, **parts: object) -> str:
    """The text of a file with this body."""
    return source_text(word_file(body, **parts)).text  # type: ignore[arg-type]  # passed on as they are


def words(source: SourceText, kind: BlockKind) -> list[str]:
    """The words of the blocks of a kind, in order."""
    return [source.quote(b.span) for b in source.blocks if b.kind is kind]


def grid(source: SourceText, which: int = 0) -> list[dict[int, str]]:
    """The rows of a table, each cell at its column."""
    cells = [b for b in source.blocks if b.kind is BlockKind.CELL and b.table == which]
    rows = sorted({b.row for b in cells})
    return [{b.column: source.quote(b.span) for b in cells if b.row == each} for each in rows]


def checked(source: SourceText) -> SourceText:
    """The same, after the promises that every reader makes of its blocks were checked."""
    assert list(source.blocks) == sorted(source.blocks)
    order = {BlockKind.FOOTNOTE: 1, BlockKind.RUNNING_HEAD: 2}
    kinds = [order.get(b.kind, 0) for b in source.blocks]
    assert kinds == sorted(kinds)
    end = 0
    for block in source.blocks:
        assert end <= block.span.start <= block.span.end <= len(source.text)
        quote = source.quote(block.span)
        assert quote == quote.strip()
        assert quote.startswith(block.number)
        assert quote or block.kind is BlockKind.CELL
        end = block.span.end
    return source


# Runs


def test_what_the_source_says_of_itself() -> None:
    data = word_file(paragraph("Un mot.", style="Body"), styles=style("Body", name="Body Text"))
    source = read_bytes(data, name="a.docx")
    assert (source.text, source.name, source.format, len(source.sha256)) == ("Un mot.", "a.docx", FORMAT, 64)
    assert source.blocks == (Block(Span(0, 7), BlockKind.PARAGRAPH, ordinal=1, style="Body Text"),)
    assert source.locate(Span(3, 6)) == Location(None, 1)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (run("vingt") + run("<w:noBreakHyphen/>") + run("deux"), "vingt\u2011deux"),
        (run("Tech") + run("<w:softHyphen/>") + run("nik"), "Technik"),
        (run("a") + run("<w:tab/>") + run("b") + run("<w:ptab/>") + run("c"), "a\tb\tc"),
        (run("a") + run("<w:br/>") + run("b") + run("<w:cr/>") + run("c") + run('<w:br w:type="page"/>'), "a\nb\nc"),
        (run('<w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0FC"/>'), "α✓"),
        (run('<w:sym w:font="Symbol" w:char="F02E"/><w:sym w:font="Webdings" w:char="F061"/>'), ".\uf061"),
        (run('<w:sym w:font="A" w:char="00E9"/><w:sym w:font="A" w:char="zz"/><w:sym w:font="A" w:char="D800"/>'), "é"),
        (run("seen") + run(" unseen", "<w:vanish/>") + run(" again", '<w:vanish w:val="0"/>'), "seen again"),
        (run("a") + run("b", val("rStyle", "Secret")) + run("c", val("rStyle", "Other")), "ac"),
        (run("<w:t>  a b  </w:t>") + run("<w:t>c\n d</w:t>"), "a bc  d"),
        ('<w:hyperlink r:id="x">' + run("link") + "</w:hyperlink>" + run(" on"), "link on"),
        ("<w:smartTag><w:smartTagPr/>" + run("Geneva") + "</w:smartTag>", "Geneva"),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + run("filled in") + "</w:sdtContent></w:sdt>", "filled in"),
        ('<w:bdo w:val="rtl">' + run("abc") + '</w:bdo><w:dir w:val="ltr">' + run("d") + "</w:dir>", "abcd"),
        (run(f"<w:ruby><w:rt>{run('kan')}</w:rt><w:rubyBase>{run('漢')}</w:rubyBase></w:ruby>"), "漢"),
        ("<m:oMath><m:r><m:t>x</m:t></m:r><m:r><m:t>=1</m:t></m:r></m:oMath>", "x=1"),
        (run("a") + run("<w:lastRenderedPageBreak/><w:t>b</w:t>"), "ab"),
        ('<w:commentRangeStart w:id="1"/>' + run("said") + '<w:commentRangeEnd w:id="1"/>'
         + run('<w:commentReference w:id="1"/>'), "said"),
        ('<w:futureWrapper xmlns:w99="x">' + run("kept") + "</w:futureWrapper>", "kept"),
    ],
    ids=[
        "no-break-hyphen", "soft-hyphen", "tabs", "breaks", "symbols", "more-symbols", "odd-symbols", "hidden",
        "hidden-by-style", "white", "hyperlink", "smart-tag", "content-control", "direction", "ruby", "formula",
        "page-break", "comment", "unknown",
    ],
)  # fmt: skip
def test_runs(content: str, expected: str) -> None:
    hidden = style("Secret", kind="character", runs="<w:vanish/>")
    assert shown(paragraph(content), styles=hidden) == expected


def test_the_strict_variant_and_utf_16_are_read() -> None:
    strict = {"w": "wordprocessingml/main", "r": "officeDocument/relationships"}
    names = " ".join(f'xmlns:{prefix}="http://purl.oclc.org/ooxml/{path}"' for prefix, path in strict.items())
    document = f"<w:document {names}><w:body><w:p><w:r><w:t>Décidé.</w:t></w:r></w:p></w:body></w:document>"
    for data in (document.encode(), ('<?xml version="1.0" encoding="UTF-16"?>' + document).encode("utf-16")):
        assert shown("", more={"word/document.xml": data}) == "Décidé."


# Fields


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (field('HYPERLINK "http://x.example"', "the site"), "the site"),
        (run("Table ") + field("SEQ Table", "3"), "Table 3"),
        (run("page ") + field("PAGE", "7") + run(" on"), "page  on"),
        (field("NUMPAGES", "9") + run("."), "."),
        (run("On page ") + field("PAGEREF _Toc1 \\h", "12"), "On page 12"),
        (field("XE \"term\"") + run("kept"), "kept"),
        (field("REF x", field("PAGE", "2") + run("inner")), "inner"),
        ('<w:fldSimple w:instr=" DATE ">' + run("18 November") + "</w:fldSimple>", "18 November"),
        ('<w:fldSimple w:instr=" PAGE ">' + run("4") + "</w:fldSimple>" + run("!"), "!"),
        (run('<w:fldChar w:fldCharType="end"/>') + run("still"), "still"),
        (run('<w:fldChar w:fldCharType="separate"/>') + run("here"), "here"),
    ],
    ids=[
        "link", "sequence", "page", "pages", "page-of", "no-result", "nested", "simple", "simple-page", "lone-end",
        "lone-separator",
    ],
)  # fmt: skip
def test_fields(content: str, expected: str) -> None:
    assert shown(paragraph(content)) == expected


def test_a_field_may_end_in_a_later_paragraph_but_not_its_instruction() -> None:
    begin = run('<w:fldChar w:fldCharType="begin"/>') + run("<w:instrText> TOC </w:instrText>")
    separate, end = (run(f'<w:fldChar w:fldCharType="{kind}"/>') for kind in ("separate", "end"))
    contents = paragraph(begin + separate + run("1. One")) + paragraph("2. Two") + paragraph(end) + paragraph("After")
    assert shown(contents) == "1. One\n2. Two\nAfter"
    assert shown(paragraph(begin) + paragraph("Not lost") + paragraph(end)) == "Not lost"


# Tracked changes


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (run("a") + f"<w:ins {AUTHOR}>{run('b')}</w:ins>", "ab"),
        (run("a") + f"<w:del {AUTHOR}>{run('<w:delText>b</w:delText>')}</w:del>" + run("c"), "ac"),
        (f"<w:moveTo {AUTHOR}>{run('here')}</w:moveTo><w:moveFrom {AUTHOR}>{run('there')}</w:moveFrom>", "here"),
        (f"<w:ins {AUTHOR}><w:del {AUTHOR}>{run('<w:delText>x</w:delText>')}</w:del>{run('y')}</w:ins>", "y"),
        (run("a", f"<w:rPrChange {AUTHOR}><w:rPr><w:vanish/></w:rPr></w:rPrChange>"), "a"),
        (f"<w:del {AUTHOR}>{field('PAGE', 'x')}</w:del>" + run("z"), "z"),
    ],
    ids=["inserted", "deleted", "moved", "both", "formatted", "field"],
)
def test_changes_are_read_as_accepted(content: str, expected: str) -> None:
    assert shown(paragraph(content)) == expected


def test_a_deleted_mark_joins_paragraphs_and_the_last_ones_properties_stay() -> None:
    gone, moved = f"<w:del {AUTHOR}/>", f"<w:moveFrom {AUTHOR}/>"
    body = (
        paragraph("The Chair", style="A", mark=gone)
        + paragraph(" thanked", mark=moved)
        + paragraph(" all.", style="B")
        + paragraph("Next.", mark=f"<w:ins {AUTHOR}/>")
        + paragraph("Last.", mark=gone)
    )
    source = source_text(word_file(body, styles=style("A") + style("B")))
    assert source.text == "The Chair thanked all.\nNext.\nLast."
    assert [(b.style, b.ordinal) for b in source.blocks] == [("B", 1), ("", 4), ("", 5)]
    boxed = paragraph(run("a") + text_box(paragraph("box")), mark=gone) + paragraph("b") + paragraph("c")
    assert shown(boxed) == "ab\nbox\nc"
    before_table = paragraph("left", mark=gone) + table(row("a", "b")) + paragraph("right")
    assert shown(before_table) == "left\na\tb\nright"


_PIECES = st.lists(
    st.tuples(st.sampled_from(["kept", "ins", "del", "moveTo", "moveFrom"]), st.integers(0, 99)), max_size=4
)


@given(st.lists(st.tuples(_PIECES, st.booleans(), st.booleans()), min_size=1, max_size=8))
def test_a_changed_file_reads_as_the_one_with_the_changes_accepted(
    paragraphs: list[tuple[list[tuple[str, int]], bool, bool]],
) -> None:
    """Each paragraph: its pieces, whether it is numbered, whether its mark was deleted."""
    changed, accepted, pending = "", "", ""
    for pieces, numbered, joined in [*paragraphs, ([("kept", 100)], True, False)]:
        num_id = 1 if numbered else None
        inner = ""
        for how, number in pieces:
            words = f"w{number} "
            deleted = how in ("del", "moveFrom")
            content = run(f"<w:delText>{words}</w:delText>") if how == "del" else run(words)
            inner += content if how == "kept" else f"<w:{how} {AUTHOR}>{content}</w:{how}>"
            pending += "" if deleted else run(words)
        changed += paragraph(inner, num=num_id, level=0, mark=f"<w:del {AUTHOR}/>" if joined else "")
        if not joined:
            accepted += paragraph(pending, num=num_id, level=0)
            pending = ""
    numbering = abstract(0, level(0)) + num(1, 0)
    assert shown(changed, numbering=numbering) == shown(accepted, numbering=numbering)


def test_deleted_rows_and_cells_are_gone() -> None:
    body = table(
        row("a", "b"),
        row("c", "d", properties=f"<w:del {AUTHOR}/>"),
        row("e", cell("f", properties=f"<w:cellDel {AUTHOR}/>"), "g", properties=f"<w:ins {AUTHOR}/>"),
    )
    assert grid(source_text(word_file(body))) == [{0: "a", 1: "b"}, {0: "e", 1: "g"}]


def test_a_dropped_initial_joins_its_paragraph() -> None:
    frame = '<w:framePr w:dropCap="drop" w:lines="3"/>'
    assert shown(paragraph("L", properties=frame) + paragraph("e comité a décidé.")) == "Le comité a décidé."


# Headings


def test_headings_by_their_level() -> None:
    styles = (
        style("Titre1", name="heading 1")
        + style("Sub", based_on="Titre1")
        + style("Contents", based_on="Titre1", properties=val("outlineLvl", 9))
        + style("Level", properties=val("outlineLvl", 3))
    )
    body = "".join(paragraph(name, style=name) for name in ("Titre1", "Sub", "Contents", "Level", "None"))
    body += paragraph("own", properties=val("outlineLvl", 0)) + paragraph(
        "text", style="Level", properties=val("outlineLvl", 9)
    )
    assert words(source_text(word_file(body, styles=styles)), BlockKind.HEADING) == ["Titre1", "Sub", "Level", "own"]


def test_a_list_of_contents_is_furniture() -> None:
    styles = style("TOC1", name="toc 1") + style("Titre1", name="heading 1")
    body = paragraph(run("1.") + run("<w:tab/>") + run("Opening\t3"), style="TOC1") + paragraph(
        "Opening", style="Titre1"
    )
    source = checked(source_text(word_file(body, styles=styles)))
    assert [b.kind for b in source.blocks] == [BlockKind.FURNITURE, BlockKind.HEADING]


# Tables


def test_a_row_keeps_its_columns_and_a_merged_cell_is_one() -> None:
    body = paragraph("before") + table(
        row(cell("Measure", merge="restart"), cell("Activities", span=2)),
        row(cell("", merge="continue"), "first", "second"),
        row(cell("not shown", merge="continue"), "third", ""),
        row(cell("wide", span=3)),
        row("own", cell("late", span=2)),
        row("x", properties=val("gridBefore", 1)),
    )
    source = checked(source_text(word_file(body + paragraph("after"))))
    assert grid(source) == [
        {0: "Measure", 1: "Activities"},
        {1: "first", 2: "second"},
        {1: "third", 2: ""},
        {0: "wide"},
        {0: "own", 1: "late"},
        {1: "x"},
    ]
    assert source.text.startswith("before\nMeasure\tActivities\nfirst\tsecond\nthird\t\nwide\n")
    assert words(source, BlockKind.PARAGRAPH) == ["before", "after"]


def test_a_cell_that_continues_nothing_is_read() -> None:
    assert grid(source_text(word_file(table(row(cell("a", merge="continue"), "b"))))) == [{0: "a", 1: "b"}]


def test_cells_merged_across_by_the_old_mark() -> None:
    across = row(cell("a", properties=val("hMerge", "restart")), cell("", properties="<w:hMerge/>"), "b")
    assert grid(source_text(word_file(table(across)))) == [{0: "a", 2: "b"}]


def test_a_cell_keeps_its_lines_numbers_and_style() -> None:
    numbering = abstract(0, level(0, "(%1)", fmt="lowerLetter")) + num(1, 0)
    inner = paragraph("one", num=1, level=0, style="Cell") + paragraph("") + paragraph("two", num=1, level=0)
    source = source_text(word_file(table(row(cell(inner), "b")), numbering=numbering, styles=style("Cell")))
    assert source.quote(source.blocks[0].span) == "(a) one\n(b) two"
    assert (source.blocks[0].number, source.blocks[0].style, source.blocks[1].ordinal) == ("(a)", "Cell", 4)


def test_rows_and_cells_in_content_controls() -> None:
    inner = f"<w:sdt><w:sdtPr/><w:sdtContent>{cell('in')}</w:sdtContent></w:sdt>"
    body = table(row("a", inner), f"<w:sdt><w:sdtContent>{row('b', 'c')}</w:sdtContent></w:sdt>")
    assert grid(source_text(word_file(body))) == [{0: "a", 1: "in"}, {0: "b", 1: "c"}]


def test_a_table_in_a_cell_is_part_of_the_cell() -> None:
    inner = table(row("i", "ii"), row("iii", ""), columns=2)
    source = checked(source_text(word_file(table(row(cell(paragraph("a") + inner + paragraph("z")), "b")))))
    assert grid(source) == [{0: "a\ni\tii\niii\nz", 1: "b"}]


def test_a_table_of_one_column_frames_paragraphs() -> None:
    framed = table(row(cell(paragraph("one") + table(row("x", "y")) + paragraph("two"))), row("three"), columns=1)
    source = checked(source_text(word_file(framed + table(row("p", "q")))))
    assert words(source, BlockKind.PARAGRAPH) == ["one", "two", "three"]
    assert grid(source) == [{0: "x", 1: "y"}]
    assert grid(source, 1) == [{0: "p", 1: "q"}]


# Notes


def test_notes_follow_the_body_without_their_marks() -> None:
    two, three, four = (run(f'<w:footnoteReference w:id="{key}"/>') for key in (2, 3, 4))
    end, deleted = run('<w:endnoteReference w:id="1"/>'), f"<w:del {AUTHOR}>{four}</w:del>"
    body = paragraph(run("The text") + two + run(".")) + paragraph(run("more") + end + three + deleted)
    notes = {
        0: paragraph(run("<w:separator/>")),
        2: paragraph(run("<w:footnoteRef/>") + run(" See CDIP/24/8.")) + paragraph("Second line."),
        3: paragraph(run("<w:footnoteRef/><w:tab/>") + run("Ibid.")),
        4: paragraph("Deleted."),
        5: paragraph("Never referred to."),
    }
    source = checked(source_text(word_file(body, footnotes=notes, endnotes={1: paragraph("At the end.")})))
    assert words(source, BlockKind.PARAGRAPH) == ["The text.", "more"]
    assert words(source, BlockKind.FOOTNOTE) == ["See CDIP/24/8.\nSecond line.", "Ibid.", "At the end."]
    assert [b.ordinal for b in source.blocks if b.kind is BlockKind.FOOTNOTE] == [1, 2, 2]


def test_a_note_with_a_mark_of_its_own() -> None:
    mark = run('<w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t>')
    source = source_text(word_file(paragraph(run("INFORME") + mark), footnotes={1: paragraph("Adopted.")}))
    assert source.text == "INFORME\nAdopted."


def test_notes_of_the_whole_part_count_on() -> None:
    numbering = abstract(0, level(0)) + num(1, 0)
    item = paragraph("x", num=1, level=0)
    body = paragraph(run('<w:footnoteReference w:id="1"/><w:footnoteReference w:id="2"/>') + run("b"), num=1, level=0)
    source = source_text(word_file(body, numbering=numbering, footnotes={1: item, 2: item}))
    assert source.text == "1. b\n1. x\n2. x"


# Text boxes


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = text_box(paragraph("in the box") + paragraph("second", style="B"))
    source = checked(source_text(word_file(paragraph(run("anchor") + box) + paragraph("next"), styles=style("B"))))
    assert source.text == "anchor\nin the box\nsecond\nnext"
    assert [b.ordinal for b in source.blocks] == [1, 1, 1, 2]
    assert grid(source_text(word_file(table(row(cell(paragraph(box)), "b"))))) == [{0: "in the box\nsecond", 1: "b"}]


def test_the_alternative_that_holds_text_is_read() -> None:
    picture, old = (
        "<w:drawing/>",
        f"<w:pict><v:textbox><w:txbxContent>{paragraph('old')}</w:txbxContent></v:textbox></w:pict>",
    )
    choice = f'<mc:AlternateContent><mc:Choice Requires="x">{picture}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
    assert shown(paragraph(run(choice + "</mc:AlternateContent>"))) == "old"
    block = (
        '<mc:AlternateContent><mc:Choice Requires="x">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>'
    )
    assert shown(block.format(paragraph("new"), paragraph("old"))) == "new"


def test_text_boxes_in_a_group_are_read_once() -> None:
    inner = text_box(paragraph("one")).removeprefix("<w:r>").removesuffix("</w:r>")
    group = f"<w:drawing><a:graphic>{inner}<a:x>{inner.replace('one', 'two')}</a:x></a:graphic></w:drawing>"
    assert shown(paragraph(run("anchor") + run(group))) == "anchor\none\ntwo"


# Running heads


def test_running_heads_are_kept_apart_without_page_numbers() -> None:
    numbered = field("PAGE", "3") + run(" / ") + field("NUMPAGES", "8")
    heads = {
        "header1": paragraph("CDIP/24/8") + paragraph(run("page ") + field("PAGE", "2")),
        "header2": paragraph(run("CDIP/24/8") + run("<w:br/>") + run("Annex I, page ") + field("PAGE", "9")),
        "footer1": table(row("Draft", cell(paragraph(run("– ") + numbered + run(" –"))))),
        "header3": paragraph("FIRST PAGE ONLY"),
        "footer2": paragraph("EVEN PAGES ONLY"),
    }
    body = paragraph("Body.", properties=section(("default", "header1"), ("first", "header3"), ("even", "footer2")))
    body += paragraph("Annex.") + section(("default", "header2"), ("default", "footer1"), ("default", "nowhere"))
    source = checked(source_text(word_file(body, heads=heads)))
    assert words(source, BlockKind.PARAGRAPH) == ["Body.", "Annex."]
    assert words(source, BlockKind.RUNNING_HEAD) == ["CDIP/24/8", "Annex I", "Draft"]


def test_heads_of_first_and_even_pages_where_the_file_has_them() -> None:
    heads = {"header1": paragraph("FIRST"), "header2": paragraph("EVEN"), "footer1": paragraph("FOOT")}
    body = paragraph("x") + section(
        ("first", "header1"), ("even", "header2"), ("default", "footer1"), properties="<w:titlePg/>"
    )
    source = source_text(word_file(body, heads=heads, settings="<w:evenAndOddHeaders/>"))
    assert words(source, BlockKind.RUNNING_HEAD) == ["FIRST", "EVEN", "FOOT"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (run("CDIP/24/8 ") + field("PAGE", "2"), ["CDIP/24/8"]),
        (run("CDIP/24/8, página ") + field("PAGE", "2"), ["CDIP/24/8"]),
        (run("Page ") + field("PAGE", "2") + run(" of ") + field("NUMPAGES", "9"), []),
        (run("- ") + field("PAGE", "2") + run(" -"), []),
        (run("Report of the Committee") + run("<w:tab/>") + field("PAGE", "2"), ["Report of the Committee"]),
        (run("19-00123"), ["19-00123"]),
    ],
)  # fmt: skip
def test_the_words_beside_a_page_number(content: str, expected: list[str]) -> None:
    body = paragraph("x") + section(("default", "header1"))
    assert (
        words(source_text(word_file(body, heads={"header1": paragraph(content)})), BlockKind.RUNNING_HEAD) == expected
    )


# Nothing to read


@pytest.mark.parametrize(
    "body", ["", paragraph(), paragraph("   "), table(row("", " ")), paragraph(run("x", "<w:vanish/>"))]
)
def test_a_document_without_text_says_so(body: str) -> None:
    with pytest.raises(EmptySource, match="holds no text") as caught:
        source_text(word_file(body), name="empty.docx")
    assert caught.value.where == "empty.docx"
    assert caught.value.remedy


def test_content_controls_around_paragraphs_and_other_wrappers() -> None:
    inner = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('a')}{table(row('b', 'c'))}</w:sdtContent></w:sdt>"
    assert (
        shown(f"{inner}<w:customXml>{paragraph('d')}</w:customXml><w:ins {AUTHOR}>{paragraph('e')}</w:ins>")
        == "a\nb\tc\nd\ne"
    )
    assert element("x") + text("y") + num_pr() == '<w:t xml:space="preserve">y</w:t>'
