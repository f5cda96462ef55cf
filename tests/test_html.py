"""HTML: what a reader of the page sees, with its numbers, tables and notes; encodings; pages of Word and LibreOffice."""

from __future__ import annotations

import itertools
import re
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_plain_layouts import grid, words_of
from textlayouts import check_blocks

from cdipgraph import symbols
from cdipgraph.errors import EmptySource, UnreadableSource
from cdipgraph.readers import read_bytes
from cdipgraph.readers.html_lists import written
from cdipgraph.reading import read_report
from cdipgraph.source import BlockKind, SourceText


def page(html: str) -> SourceText:
    """The page as the reader returns it."""
    source = read_bytes(f"<html><body>{html}</body></html>".encode(), name="x.html")
    check_blocks(source)
    assert source.format == "text/html"
    return source


def told(html: str) -> list[str]:
    """The blocks of a page, each on one line."""
    return words_of(page(html))


# Blocks


def test_paragraphs_headings_and_white_space() -> None:
    source = page(
        "<h1>Report\n on</h1><p> A <b>bold</b>\n  word&nbsp;and\tmore.</p>loose text<div>in a <i>div</i><p>p</div>"
    )
    assert source.text == "Report on\nA bold word\u00a0and more.\nloose text\nin a div\np"
    assert [(b.kind, b.style) for b in source.blocks][:2] == [(BlockKind.HEADING, "h1"), (BlockKind.PARAGRAPH, "p")]


def test_entities_and_what_only_looks_like_one() -> None:
    assert told("<p>d&eacute;cembre &#8209; &ecute; A&amp;B &lt;p&gt; 3 < 4 <name@example.org></p>") == [
        "décembre ‑ &ecute; A&B <p> 3 < 4 <name@example.org>"
    ]


def test_what_is_not_seen_is_left_out() -> None:
    assert told(
        "<nav>Home</nav><script>var x = '<p>no</p>';</script><style>p {}</style><p>Seen<del>gone</del><ins>new</ins></p>"
        "<p hidden>no</p><p style='display: none'>no</p><template>no</template><div role=navigation>no</div>"
        "<!-- no --><select><option>no</select><noscript>no</noscript>"
    ) == ["Seennew"]


def test_the_title_of_the_page_is_not_on_it() -> None:
    source = read_bytes(b"<html><head><title>no</title><meta name=x></head><body><p>Yes</p></body></html>")
    assert source.text == "Yes"


def test_lines_broken_on_purpose_are_blocks() -> None:
    assert told("<p>CDIP/24/8<br>ORIGINAL: English<br/>DATE: May 3<br><br>Committee</p>") == [
        "CDIP/24/8", "ORIGINAL: English", "DATE: May 3", "Committee",
    ]  # fmt: skip
    assert told("<h2>A heading<br>in two lines</h2>") == ["A heading in two lines"]


def test_lines_of_wrapped_text_are_one_block() -> None:
    lines = ["1. The Committee on Development and Intellectual Property took note of the", ("document that was before it, and "
             "decided to continue the discussion of the"), "proposal, as it had been revised by its sponsors, at the following", "session of it."]  # fmt: skip
    assert told(f"<font>{'<br>'.join(lines)}</font>") == [" ".join(lines)]


def test_text_in_a_pre_is_plain_text() -> None:
    source = page("<pre>CDIP/24/8\npage 2\n\n1.  The   Committee.\n\tA\n\tB\n\n\tc\n\td\n</pre><p>After</p>")
    assert words_of(source, BlockKind.RUNNING_HEAD) == ["CDIP/24/8", "page 2"]
    assert grid(source) == [["A", "B"], ["c", "d"]]
    assert "The   Committee" in source.text
    assert source.text.endswith("\nAfter")
    assert told("<div style='white-space: pre-wrap'>one\ntwo</div>") == ["one", "two"]


def test_a_fragment_and_a_page_without_tags() -> None:
    assert words_of(read_bytes(b"<p>Un.<p>Deux.")) == ["Un.", "Deux."]
    assert words_of(read_bytes(b"Un.\nDeux.", name="x.htm")) == ["Un.", "Deux."]


def test_superscripts_stay_apart_from_numbers() -> None:
    source = page(
        "<p>document CDIP/14/2<sup>3</sup>, the 18<sup>th</sup> session, 1<sup>er</sup> mai<sup><a href='#n'>12</a></sup></p>"
    )
    assert source.text == "document CDIP/14/2³, the 18th session, 1er mai¹²"
    assert [str(symbol) for _, symbol in symbols.find(source.view)] == ["CDIP/14/2"]


def test_soft_hyphens_are_not_seen() -> None:
    assert told("<p>docu&shy;ment CDIP/&shy;14/2</p>") == ["document CDIP/14/2"]


# Lists


def numbers(html: str) -> list[tuple[str, str]]:
    return [(block.number, source.quote(block.span)) for source in [page(html)] for block in source.blocks]


def test_the_numbers_of_lists() -> None:
    assert numbers("<ol><li>one<li>two</ol><p>x</p><ol start=7 type=a><li>g<li value=3>c<li>d</ol>") == [
        ("1.", "1. one"), ("2.", "2. two"), ("", "x"), ("g.", "g. g"), ("c.", "c. c"), ("d.", "d. d"),
    ]  # fmt: skip
    assert numbers("<ol reversed><li>a<li>b</ol><ol type=I><li>x</ol><ol type=i start=4><li>y</ol>") == [
        ("2.", "2. a"), ("1.", "1. b"), ("I.", "I. x"), ("iv.", "iv. y"),
    ]  # fmt: skip
    assert numbers("<ol style='list-style-type: lower-alpha'><li>x</ol><ul><li>y</ul><ol style='list-style:none'><li>3) z</ol>") == [
        ("a.", "a. x"), ("", "y"), ("", "3) z"),
    ]  # fmt: skip


def test_lists_in_lists_and_paragraphs_in_items() -> None:
    assert numbers("<ol><li><p>one</p><p>more</p><ol type=a><li>a</ol>rest</li><li>two</ol>") == [
        ("1.", "1. one"), ("", "more"), ("a.", "a. a"), ("", "rest"), ("2.", "2. two"),
    ]  # fmt: skip


def test_a_number_that_is_written_already_is_not_written_twice() -> None:
    assert numbers("<ol><li>1. one<li>2. two</ol>") == [("", "1. one"), ("", "2. two")]


def test_bad_numbers_are_ignored() -> None:
    assert [n for n, _ in numbers("<ol start=x><li value=''>a<li value='9999999999999'>b<li value=-1>c</ol>")] == [
        "1.",
        "2.",
        "-1.",
    ]


@given(st.integers(1, 3999))
def test_letters_and_roman_numbers_are_those_of_no_other_number(number: int) -> None:
    letters, roman = written(number, "lower-alpha"), written(number, "upper-roman")
    assert sum((ord(c) - 96) * 26**i for i, c in enumerate(reversed(letters))) == number
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    signs = [values[c] for c in roman] + [0]
    assert sum(-a if a < b else a for a, b in itertools.pairwise(signs)) == number
    assert not re.search(r"(.)\1{3}", roman)


def test_numbers_without_a_sign_are_in_digits() -> None:
    assert [written(n, style) for n in (0, -2, 4000) for style in ("lower-roman", "decimal")] == [
        "0",
        "0",
        "-2",
        "-2",
        "4000",
        "4000",
    ]


# Tables


def test_a_table_with_cells_over_several_rows_and_columns() -> None:
    source = page(
        "<p>Before<table><caption>Table 1</caption><thead><tr><th rowspan=2>A<th colspan=2>B<th>C<tbody>"
        "<tr><td>b1<td>b2<td>c<tr><td>1<td><p>x<p>y<td><td>z</table>After"
    )
    cells = [(b.row, b.column, source.quote(b.span)) for b in source.blocks if b.kind is BlockKind.CELL]
    assert cells == [
        (0, 0, "A"), (0, 1, "B"), (0, 3, "C"), (1, 1, "b1"), (1, 2, "b2"), (1, 3, "c"),
        (2, 0, "1"), (2, 1, "x\ny"), (2, 2, ""), (2, 3, "z"),
    ]  # fmt: skip
    assert words_of(source, BlockKind.FURNITURE) == ["Table 1"]
    assert words_of(source, BlockKind.PARAGRAPH) == ["Before", "After"]
    assert "1\tx\ny\t\tz" in source.text


def test_tables_that_only_place_things() -> None:
    html = "<table><tr><td><table><tr><td>A<td>B<tr><td>c<td>d</table><td><p>Beside</p></table>"
    source = page(html)
    assert grid(source) == [["A", "B"], ["c", "d"]]
    assert words_of(source, BlockKind.PARAGRAPH) == ["Beside"]
    assert told("<table role=presentation><tr><td>A<td>B<tr><td>c<td>d</table>") == ["A", "B", "c", "d"]


def test_a_letterhead_is_lines_and_no_table() -> None:
    source = page(
        "<table><tr><td><img src=x><td>F<tr><td colspan=2>CDIP/24/8<tr><td colspan=2>ORIGINAL : anglais</table>"
    )
    assert [b.kind for b in source.blocks] == [BlockKind.PARAGRAPH] * 3


def test_numbers_in_cells() -> None:
    assert grid(page("<table><tr><td>A<td>B<tr><td><ol><li>x<li>y</ol><td>z</table>")) == [
        ["A", "B"],
        ["1. x\n2. y", "z"],
    ]


def test_an_annex_as_a_table_is_read() -> None:
    rows = [
        ["Mesure", "Mise en œuvre", "Examen par le SCP", "Résumé présenté par le président"],
        ["Une liste des experts", "Étude (SCP/31/3)", "paragraphes 3 à 9 du rapport de la trente et unième session (SCP/31/10)",
         "paragraphe 5 du Résumé présenté par le président de la trente et unième session"],
    ]  # fmt: skip
    html = "".join("<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in rows)
    text = "<p>SCP/33/5</p><p>Paragraphe 1</p><p>Le comité a pris note.</p><p>[L’annexe suit]</p>"
    report = read_report(page(f"{text}<table><tr><td colspan=4>Paragraphe 1</td></tr>{html}</table>"))
    (measure,) = report.measures
    assert [str(done.symbol) for done in measure.implementations] == ["SCP/31/3"]
    assert [(r.citation.first, r.citation.last) for r in measure.reviews] == [("3", "9")]


# Footnotes and page heads


@pytest.mark.parametrize(
    "note",
    [
        "<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href='#_ftnref1'>[1]</a> See there.</p></div>",
        "<div id='sdfootnote1'><p class='sdfootnote'><a href='#x'>[1]</a> See there.</p></div>",
        "<aside role='doc-footnote'>[1] See there.</aside>",
        "<section class='footnotes'><p>[1] See there.</p></section>",
        "<p id='fn1'>[1] See there.</p>",
        "<p class='MsoFootnoteText'>[1] See there.</p>",
    ],
)
def test_footnotes_stand_after_the_body(note: str) -> None:
    source = page(f"<p>First.</p>{note}<p>Last.</p>")
    assert source.text == "First.\nLast.\n[1] See there."
    assert (source.blocks[-1].kind, source.blocks[-1].number) == (BlockKind.FOOTNOTE, "[1]")


def test_footnotes_in_a_list_have_its_numbers_and_no_arrows() -> None:
    source = page(
        "<section role='doc-endnotes'><ol><li id='fn1'><p>See there. <a role='doc-backlink' href='#r'>↩</a></p></ol></section>"
    )
    assert [(b.kind, b.number, source.quote(b.span)) for b in source.blocks] == [
        (BlockKind.FOOTNOTE, "1.", "1. See there.")
    ]


def test_page_heads_come_last_and_once() -> None:
    head = "<div style='mso-element: header'><p>CDIP/24/8</p></div>"
    source = page(f"{head}<p>Body.</p>{head}<div title='footer'><p>page 2</p></div>")
    assert source.text == "Body.\nCDIP/24/8\npage 2"
    assert words_of(source, BlockKind.RUNNING_HEAD) == ["CDIP/24/8", "page 2"]


def test_what_surrounds_the_document_on_a_site_is_furniture() -> None:
    source = page(
        "<header>Site</header><main><header><h1>Report</h1></header><p>Text</p></main><footer>Contact</footer>"
    )
    assert words_of(source, BlockKind.FURNITURE) == ["Contact"]
    assert words_of(source, BlockKind.HEADING) == ["Report"]


# Word


def item(number: str, text: str) -> str:
    return (
        "<p class=MsoListParagraph style='margin-left:0cm;mso-list:l0 level1 lfo1'><![if !supportLists]>"
        f"<span lang=FR style='mso-list:Ignore'>{number}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; "
        f"</span></span><![endif]><span lang=FR>{text}<o:p></o:p></span></p>"
    )


def test_the_numbers_that_word_writes_into_its_lists() -> None:
    assert numbers(item("12.", "Le comité") + item("(a)", "l’étude") + item("8.1", "point") + item("iv)", "iv")) == [
        ("12.", "12. Le comité"), ("(a)", "(a) l’étude"), ("8.1", "8.1 point"), ("iv)", "iv) iv"),
    ]  # fmt: skip


@pytest.mark.parametrize("bullet", ["·", "o", "§", "-", "Ø"])
def test_bullets_are_no_numbers(bullet: str) -> None:
    assert numbers(item(bullet, "Le comité")) == [("", "Le comité")]


def test_a_document_saved_by_word() -> None:
    html = (
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><meta http-equiv=Content-Type content='text/html; "
        "charset=windows-1252'><title>x</title><!--[if gte mso 9]><xml><o:Author>no</o:Author></xml><![endif]--><style>"
        "<!-- p.MsoNormal {margin:0} --></style></head><body lang=FR><div class=WordSection1><p class=MsoNormal><b>"
        "CDIP/24/8</b><o:p></o:p></p><p class=MsoNormal>ORIGINAL&nbsp;: anglais</p><p class=MsoNormal>DATE&nbsp;: "
        "5 août 2019</p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoTitle>RAPPORT SUR LES ACTIVITÉS</p>"
        f"{item('1.', 'Le comité a pris note.')}{item('2.', 'Il a décidé.')}</div></body></html>"
    )
    report = read_report(read_bytes(html.encode("cp1252"), name="x.htm"))
    assert report.source.encoding == "cp1252"
    assert report.header.symbol
    assert report.header.symbol.value == "CDIP/24/8"
    assert report.header.date
    assert report.header.date.value == "2019-08-05"
    assert [p.number for p in report.paragraphs] == ["1", "2"]


# Encodings


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<meta charset=utf-8><p>décidé</p>".encode(), "utf-8"),
        ("<meta charset=utf-8><p>décidé</p>".encode("cp1252"), "cp1252"),
        ("<meta charset=iso-8859-1><p>décidé</p>".encode(), "utf-8"),
        ("<meta charset=iso-8859-1><p>l’œuvre décidé</p>".encode("cp1252"), "cp1252"),
        ("<meta charset=no-such><p>décidé</p>".encode(), "utf-8"),
        ("<meta charset=utf-16><p>décidé</p>".encode(), "utf-8"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-2'><p>décidé</p>".encode("iso8859-2"), "iso8859-2"),
        ("<meta charset=windows-1251><p>Решение décid</p>".encode("cp1251", "ignore"), "cp1251"),
        ("<?xml version='1.0' encoding='macintosh'?><html><p>décidé</p></html>".encode("mac_roman"), "mac-roman"),
        ("<p>décidé</p>".encode("utf-16"), "utf-16-le"),
        ("<p>décidé</p>".encode("utf-8-sig"), "utf-8"),
    ],
)  # fmt: skip
def test_an_encoding_that_a_page_declares_counts_where_its_bytes_bear_it_out(data: bytes, encoding: str) -> None:
    source = read_bytes(data, name="x.html")
    assert source.encoding == encoding
    assert source.text in ("décidé", "l’œuvre décidé", "Решение dcid")


def test_an_encoding_that_is_told_counts_for_more() -> None:
    data = "<meta charset=utf-8><p>décidé</p>".encode("cp850")
    assert read_bytes(data, name="x.html", encoding="cp850").text == "décidé"


def test_a_page_from_mail_is_decoded() -> None:
    data = b"<html><p class=3DMsoNormal>=C3=80 la vingt=E2=80=91deuxi=C3=A8me session, le comi=\nt=C3=A9.</p></html>"
    assert read_bytes(data).text == "À la vingt‑deuxième session, le comité."


# Faults and attacks


def test_a_page_without_text_is_told() -> None:
    for data in (
        b"<html><body><img src=scan.png></body></html>",
        b"<html><script>x</script></html>",
        b"<html><!-- x -->",
    ):
        with pytest.raises(EmptySource) as caught:
            read_bytes(data, name="x.html")
        assert caught.value.remedy


@pytest.mark.parametrize("tag", ["font", "b", "div", "span", "blockquote"])
def test_tags_that_are_never_closed_lose_nothing(tag: str) -> None:
    html = "".join(f"<{tag}>word{n} " for n in range(1000))
    words = re.findall(r"word\d+", page(html).text)
    assert words == [f"word{n}" for n in range(1000)]


def test_a_page_that_is_nested_too_deep_is_refused() -> None:
    with pytest.raises(UnreadableSource) as caught:
        read_bytes(("<html>" + "<table><tr><td>" * 500 + "x").encode())
    assert caught.value.remedy


def test_a_page_fetches_nothing_and_expands_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a page was followed")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    html = (
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
        "<html><body><p>&b;&f;text<img src='http://192.0.2.1/x'><iframe src='http://192.0.2.1/'></iframe>"
    )
    source = read_bytes(html.encode())
    assert "aaaa" not in source.text
    assert "text" in source.text


def test_xhtml_with_empty_elements() -> None:
    html = "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><head><script src='x'/><title/></head><body><p>Text</p></body></html>"
    assert read_bytes(html.encode()).text == "Text"


def test_wide_spans_cost_no_time() -> None:
    html = "<table>" + "<tr><td rowspan=60000 colspan=1000>a<td colspan=99999>b</tr>" * 3000 + "</table>"
    assert len(page(html).blocks) == 6000
