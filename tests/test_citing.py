"""What sentences cite, form by form, in the languages that have a phrase table."""

from __future__ import annotations

import pytest
from noted import Noted, agenda, annex, block, cited_in, doc, ins, item, noted, par, res, ses

from cdipgraph.citations import find
from cdipgraph.graph.names import slug
from cdipgraph.languages import load
from cdipgraph.readers import read_bytes
from cdipgraph.report import Citation, How
from cdipgraph.source import Block, BlockKind, SourceText
from cdipgraph.spans import Span

RUNS: list[tuple[str, str, list[Noted]]] = [
    (
        "en",
        "documents SCP/17/7, 8, 10 and SCP/18/9",
        [doc("SCP/17/7"), doc("SCP/17/8"), doc("SCP/17/10"), doc("SCP/18/9")],
    ),
    ("es", "los documentos SCP/18/7 y 8", [doc("SCP/18/7"), doc("SCP/18/8")]),
    ("en", "documents SCP/1/3 to 5 were noted", [doc("SCP/1/3", 3, 5)]),
    ("fr", "les documents CDIP/19/1 à CDIP/19/5", [doc("CDIP/19/1", 1, 5)]),
    (
        "es",
        "IP/C/M/21 a 35, 36/Add.1, 37/Add.1 y 42 a 49",
        [doc("IP/C/M/21", 21, 35), doc("IP/C/M/36/Add.1"), doc("IP/C/M/37/Add.1"), doc("IP/C/M/42", 42, 49)],
    ),
    ("en", "A/61/5 and Corr.1 and Corr.2", [doc("A/61/5"), doc("A/61/5/Corr.1"), doc("A/61/5/Corr.2")]),
    ("fr", "A/62/7/Add.1 et 2", [doc("A/62/7/Add.1"), doc("A/62/7/Add.2")]),
    ("en", "(A/AC.109/2025/SR.2–6 and 9–11)", [doc("A/AC.109/2025/SR.2", 2, 6), doc("A/AC.109/2025/SR.9", 9, 11)]),
    ("en", "documents SCP/17/7 and 8, paragraph 5", [doc("SCP/17/7"), par(5, symbol="SCP/17/8")]),
    ("en", "documents SCP/17/7³ and SCP/18/9", [doc("SCP/17/7"), doc("SCP/18/9")]),
    ("en", "documents SCP/17/7 and 8² were noted", [doc("SCP/17/7"), doc("SCP/17/8")]),
    (
        "fr",
        "documents SCP/17/7 Rev., 8 Prov.2, 9 à 11 et 12 Rev.",
        [doc("SCP/17/7 Rev."), doc("SCP/17/8 Prov.2"), doc("SCP/17/9", 9, 11), doc("SCP/17/12 Rev.")],
    ),
    ("en", "documents SCP/17/7 and 8 add nothing", [doc("SCP/17/7"), doc("SCP/17/8")]),
    # what follows counts something, or is a date, a page, a symbol of its own
    ("en", "document SCP/17/7 and 8 delegations", [doc("SCP/17/7")]),
    ("en", "documents SCP/17/7, 8 delegations", [doc("SCP/17/7")]),
    ("en", "A/RES/70/1, 25 September 2015", [res("70/1", symbol="A/RES/70/1")]),
    ("en", "A/79/345, 2024", [doc("A/79/345")]),
    ("fr", "le document SCP/17/7 et 8 délégations", [doc("SCP/17/7")]),
    ("en", "the document CDIP/24/8 to 5 committees", [doc("CDIP/24/8")]),
    ("en", "A/61/5, 3.5 per cent", [doc("A/61/5")]),
]

NUMBERS: list[tuple[str, str, list[Noted]]] = [
    ("en", "paras. XI.30 and XI.32–XI.35", [ins("XI.30"), ins("XI.32", "XI.35")]),
    ("en", "para. 50 (b)", [ins("50 (b)")]),
    ("en", "paras. 2 (d), (e) and 5", [ins("2 (d)"), ins("2 (e)"), ins(5)]),
    ("en", "para. 2 (a)–(c)", [ins("2 (a)", "2 (c)")]),
    ("es", "el párrafo 44 bis", [ins("44 bis")]),
    ("en", "paragraph 25(c)(v) of document SCP/17/12", [par("25(c)(v)", symbol="SCP/17/12")]),
    ("en", "A/61/10, para. 59 ff", [par(59, "", "A/61/10")]),
    ("fr", "A/61/10, par. 59 et suiv.", [par(59, "", "A/61/10")]),
    ("es", "párrs. 66 a 68; 69 a 75", [ins(66, 68), ins(69, 75)]),
    ("es", "(párrs.11, 23.2 y 156)", [ins(11), ins("23.2"), ins(156)]),
    ("en", "paragraphs 1.2 to 1.5 and 3.1", [ins("1.2", "1.5"), ins("3.1")]),
    ("en", "paragraphs 17 above and 23 below", [ins(17), ins(23)]),
    ("en", "in paragraph 12, 45 delegations are listed", [ins(12)]),
    ("en", "in paragraphs 12 and 13, 45 delegations are listed", [ins(12), ins(13)]),
    ("en", "paragraph 3, b) the second", [ins(3)]),
    ("en", "paragraph 20152", []),
    ("fr", "le paragraphe 1er du dispositif", [par("1er", of="dispositif")]),
    ("es", "el apartado o) del párrafo 41 del documento A/62/10", [par("41 o)", symbol="A/62/10")]),
    ("fr", "l’alinéa e) du paragraphe 5 de la résolution 60/251", [res("60/251", "5 e)")]),
    ("en", "subparagraph (a) of paragraph 3 above", [ins("3 (a)")]),
    ("en", "paragraph (iii) above", [("internal", "", "", "", "iii", None)]),
]

OF: list[tuple[str, str, list[Noted]]] = [
    ("en", "paragraph 18 of the report of the Advisory Committee (A/78/7/Add.42)", [par(18, symbol="A/78/7/Add.42")]),
    ("en", "report on oceans and the law of the sea (A/60/63/Add.1), paras. 120-125", [par(120, 125, "A/60/63/Add.1")]),
    (
        "en",
        "paragraph 72 of the report of the Commission on the work of its fifty-third session (A/56/10)",
        [par(72, symbol="A/56/10", session=53)],
    ),
    (
        "fr",
        "du rapport de la Commission (A/61/17, chap. II, annexe, par. 39)",
        [par(39, symbol="A/61/17", of="chap. II, annexe")],
    ),
    ("fr", "paragraphes 5 à 7 du document publié sous la cote TD/B/53/8", [par(5, 7, "TD/B/53/8")]),
    ("en", "paragraph 3 of the proposal contained in document SCP/17/5", [par(3, symbol="SCP/17/5")]),
    (
        "en",
        "paragraph 3 of the proposal and paragraph 7 of document SCP/17/5",
        [par(3, of="proposal"), par(7, symbol="SCP/17/5")],
    ),
    ("es", "los párrafos 2 y 3 del anexo III", [ins(2, of="III"), ins(3, of="III")]),
    ("en", "document SCP/17/5, annex II, paragraph 4", [par(4, symbol="SCP/17/5", of="II")]),
    ("en", "paragraph 4 of annex II to document SCP/17/5", [par(4, symbol="SCP/17/5", of="II")]),
    ("en", "(S/2024/65 paras. 7–12)", [par(7, 12, "S/2024/65")]),
    (
        "es",
        "(HSP/GC/19/1/Add.1: párrafos 5 y 6)",
        [par(5, symbol="HSP/GC/19/1/Add.1"), par(6, symbol="HSP/GC/19/1/Add.1")],
    ),
    ("en", "document WO/PBC/33/15 (paragraphs 12-16)", [par(12, 16, "WO/PBC/33/15")]),
    ("en", "document CDIP/22/11, paragraph 12 above", [doc("CDIP/22/11"), ins(12)]),
    ("en", "the outcome document, paragraph 28 of which", [ins(28)]),
    ("en", "paragraph 28 of the outcome document of the Conference", [par(28, of="outcome document")]),
    ("es", "el párrafo 15 del mandato de la Comisión", [par(15, of="mandato")]),
    ("fr", "le paragraphe 16 du rapport du Groupe d’experts", [par(16, of="rapport du Groupe d'experts")]),
    ("en", "the report of the twentieth session, paragraphs 224 to 232", [par(224, 232, session=20)]),
    ("es", "el informe del vigésimo período de sesiones, párrafos 224 a 232", [par(224, 232, session=20)]),
]

RESOLUTIONS: list[tuple[str, str, list[Noted]]] = [
    ("en", "resolution 72/279, para. 10", [res("72/279", 10)]),
    ("en", "operative paragraph 2 (e) of resolution 1373 (2001)", [res("1373 (2001)", "2 (e)")]),
    ("en", "General Assembly resolution 2625 (XXV)", [res("2625 (XXV)")]),
    ("en", "resolutions 57/301, para. 1, and 75/325, para. 50", [res("57/301", 1), res("75/325", 50)]),
    ("en", "resolution 68/1, annex, para. 11 (b)", [res("68/1", "11 (b)")]),
    ("en", "paragraphs 5 and 6 of section I of its resolution 79/248", [res("79/248", 5), res("79/248", 6)]),
    ("en", "paragraph 4 (b) of the annex to General Assembly resolution 58/316", [res("58/316", "4 (b)")]),
    ("en", "resolutions 79/259 A, S-10/2 and WHA62.12", [res("79/259 A"), res("S-10/2"), res("WHA62.12")]),
    ("en", "decisions X/2, XI/31 and 15/CP.1", [res("X/2"), res("XI/31"), res("15/CP.1")]),
    ("fr", "décision 15/CP.1, annexe, par. 3 et 4", [res("15/CP.1", 3), res("15/CP.1", 4)]),
    ("fr", "sa résolution 48/134 du 20 décembre 1993, par. 5", [res("48/134", 5)]),
    ("fr", "la résolution 60/251 de l’Assemblée générale, par. 5", [res("60/251", 5)]),
    (
        "en",
        "A/RES/70/1, para. 45, and S/RES/1373 (2001)",
        [res("70/1", 45, symbol="A/RES/70/1"), res("1373 (2001)", symbol="S/RES/1373 (2001)")],
    ),
    ("en", "paragraph 45 of A/RES/70/1", [res("70/1", 45, symbol="A/RES/70/1")]),
    ("es", "el párrafo 18 a) de su resolución 79/249", [res("79/249", "18 a)")]),
    ("en", "a resolution of 300 dots and a decision 5 days later", []),
    ("en", "draft resolution XIX and the conflict resolution and/or prevention", []),
]

PARTS: list[tuple[str, str, list[Noted]]] = [
    ("en", "agenda items 7(b), 10(i) and 11", [agenda("7(b)"), agenda("10(i)"), agenda("11")]),
    ("en", "items 3 to 5 of the consolidated agenda", [("agenda-item", "", "3", "5", "", None)]),
    ("fr", "les points 14 b) et 15 de l’ordre du jour", [agenda("14 b)"), agenda("15")]),
    ("es", "el tema 7 b) y el punto 5 del orden del día", [agenda("7 b)"), agenda("5")]),
    ("fr", "sur ce point 5 délégations", []),
    ("en", "items 8.1 and 8.3 of the Chair's summary of the twentieth session", [item("8.1", 20), item("8.3", 20)]),
    ("es", "el resumen de la Presidencia de la vigésima sesión, párrafo 8.2", [item("8.2", 20)]),
    ("en", "annexes I and II to document SCP/17/5", [annex("I", "SCP/17/5"), annex("II", "SCP/17/5")]),
    ("en", "annex III.C and annex II, tables A.II.1–3", [annex("III.C"), annex("II")]),
    ("en", "(A/55/3, chap. I, sect. C)", [annex("chap. I, sect. C", "A/55/3")]),
    ("en", "(see chap. XIII)", [annex("chap. XIII")]),
    ("en", "chapter V of document A/55/3", [annex("chapter V", "A/55/3")]),
    ("en", "as annex III, which is part of the contract", []),
    ("fr", "l’annexe a été adoptée; l’annexe il y a peu", []),
    ("en", "Chapter VI and Chapter VII of the Charter", []),
    ("en", "annex II of the Convention", []),
    ("en", "the nineteenth to twenty-fourth sessions", [("session", "", "19", "24", "", None)]),
    ("en", "its nineteenth, twentieth and twenty-first sessions", [ses(19), ses(20), ses(21)]),
]

ARTICLES = [
    ("en", "Article 14, paragraphs 2 (d) and (e), of the Convention"),
    ("en", "rule 1, paragraphs 3 and 4, of its rules of procedure"),
    ("en", "paragraph 2 of article 5 and paragraph 1 of the Vienna Convention"),
    ("en", "Article 12 of the Charter of the United Nations, paragraph 2"),
    ("en", "operative paragraph 1 of the Contract"),
    ("fr", "le paragraphe 2 de l’Article 33"),
    ("fr", "l’article premier, paragraphe 2"),
    ("fr", "les paragraphes 1 et 2 du contrat"),
    ("es", "el párrafo 1 de la parte dispositiva del Contrato"),
    ("es", "el artículo 2, párrafo 5, en su conjunto"),
    ("es", "según el párrafo 9 del Estatuto"),
    ("pt", "o parágrafo 3 do artigo 5 da Convenção"),
]


def rows(*tables: list[tuple[str, str, list[Noted]]]) -> list[tuple[str, str, list[Noted]]]:
    return [row for table in tables for row in table]


ALL = rows(RUNS, NUMBERS, OF, RESOLUTIONS, PARTS)


@pytest.mark.parametrize(("code", "words", "expected"), ALL, ids=[f"{code}-{words[:50]}" for code, words, _ in ALL])
def test_what_is_cited(code: str, words: str, expected: list[Noted]) -> None:
    for frame in ("See {}", "({}).", "“{}”;", "… {},\n"):
        assert [noted(c) for c in cited_in(frame.format(words), code)] == expected, frame


@pytest.mark.parametrize(("code", "words"), ARTICLES)
def test_paragraphs_of_articles_and_treaties_are_cited_of_no_document(code: str, words: str) -> None:
    assert [noted(c) for c in cited_in(f"… {words}, …", code)] == []


@pytest.mark.parametrize(
    ("code", "sentence", "how", "of"),
    [
        ("en", "See A/61/10, para. 5 (ibid., para. 6).", How.BY_CONTEXT, "A/61/10"),
        ("en", "It was closed (ibid., para. 6).", How.OPEN, ""),
        ("en", "Document SCP/17/5 is long; see paragraph 6 of the same document.", How.BY_CONTEXT, "SCP/17/5"),
        ("es", "El documento SCP/17/5; véase el párrafo 6 de dicho documento.", How.BY_CONTEXT, "SCP/17/5"),
    ],
)
def test_what_was_cited_before(code: str, sentence: str, how: How, of: str) -> None:
    last = cited_in(sentence, code)[-1]
    assert (last.first, last.how, str(last.symbol or "")) == ("6", how, of)


@pytest.mark.parametrize(
    ("code", "sentence", "number", "how"),
    [
        (
            "fr",
            "les paragraphes 9 et 11 de sa résolution 1807 (2008) et le paragraphe 10 de ladite résolution",
            "1807 (2008)",
            How.BY_CONTEXT,
        ),
        ("en", "In paragraph 10 of the same resolution, the Assembly", "the same resolution", How.OPEN),
        ("en", "resolution 72/279, para. 9 (ibid., para. 10)", "72/279", How.BY_CONTEXT),
    ],
)
def test_the_same_resolution(code: str, sentence: str, number: str, how: How) -> None:
    last = cited_in(sentence, code)[-1]
    assert (last.kind.value, last.first, last.item, last.how) == ("resolution", "10", number, how)


@pytest.mark.parametrize(
    ("code", "sentence", "words"),
    [
        ("en", "see paragraphs 8 and 9, below", ["paragraphs 8", "9, below"]),
        ("en", "See paras. 3, 8 and 14 of A/60/1.", ["paras. 3", "8", "14 of A/60/1"]),
        ("fr", "(SCP/31/3, par. 8, 12 à 14 et 20)", ["SCP/31/3, par. 8", "12 à 14", "20"]),
        ("en", "documents SCP/17/7, 8 and 10.", ["SCP/17/7", "8", "10"]),
        ("en", "resolutions 55/2 and 60/1", ["resolutions 55/2", "60/1"]),
        ("en", "under agenda items 7 and 8, it", ["agenda items 7", "8"]),
        ("en", "(A/61/10), in particular para. 5.", ["A/61/10), in particular para. 5"]),
        (
            "en",
            "paragraph 18 of the report of the Committee (A/78/7), and",
            ["paragraph 18 of the report of the Committee (A/78/7)"],
        ),
    ],
)
def test_the_first_of_a_list_carries_its_words_and_the_last_what_it_is_of(
    code: str, sentence: str, words: list[str]
) -> None:
    assert [c.span.of(sentence) for c in cited_in(sentence, code)] == words


# Blocks


def blocks(*texts: str, kind: BlockKind = BlockKind.PARAGRAPH, between: str = "\n") -> SourceText:
    """A text of several blocks."""
    spans, at = [], 0
    for text in texts:
        spans.append(Block(Span(at, at + len(text)), kind))
        at += len(text) + len(between)
    return SourceText(between.join(texts), tuple(spans))


def words(source: SourceText, code: str = "en") -> list[str]:
    return [source.quote(c.span) for c in find(source, load(code))]


def test_a_citation_ends_with_its_block() -> None:
    assert words(blocks("See paragraph 5", "of document SCP/17/5")) == ["paragraph 5", "SCP/17/5"]
    assert words(blocks("See SCP/17/5", "paragraph 3")) == ["SCP/17/5", "paragraph 3"]
    assert words(blocks("twenty-first", "session of the committee")) == []


def test_a_paragraph_may_be_wrapped() -> None:
    assert words(block("See paragraph\n5 of\ndocument\nSCP/17/5")) == ["paragraph\n5 of\ndocument\nSCP/17/5"]


def test_each_line_of_a_cell_is_an_entry() -> None:
    cell = "SCP/17/5\nparagraphs 3 to 4 of the report of the twentieth session (SCP/20/9)"
    assert words(blocks(cell, kind=BlockKind.CELL)) == cell.split("\n")


@pytest.mark.parametrize(
    "line", ["Annex II", "Agenda item 3", "Item 3: Adoption of the agenda", "Chap. II", "Annex I:"]
)
def test_what_heads_a_part_of_the_text_is_no_citation(line: str) -> None:
    assert words(blocks(line, "As said in annex IV, item 7 is closed.")) == ["annex IV", "item 7"]


def test_a_page_head_in_a_cell_is_passed_over() -> None:
    text = "SCP/17/5\nSCP/35/7\nSCP/17/6, paragraph 3"
    head = Span(9, 17)
    source = SourceText(text, (Block(Span(0, len(text)), BlockKind.CELL), Block(head, BlockKind.RUNNING_HEAD)))
    found = find(source, load("en"), [head])
    assert [source.quote(c.span) for c in found] == ["SCP/17/5", "SCP/17/6, paragraph 3"]


@pytest.mark.parametrize(
    "head", ["CDIP/31/8 Annexe V, page 3", "WIPO/GRTKF/IC/49/4 page 17", "SCT/48/8 Anexo II, página 5"]
)
def test_a_page_head_is_no_citation(head: str) -> None:
    source = read_bytes(head.encode())
    assert not any(find(source, load(code)) for code in ("fr", "en", "es"))


@pytest.mark.parametrize("printed", ["25(c)(ii)", "25 (c) (ii)", "25 c)ii)", "25.c)ii)"])
def test_a_point_is_named_alike_however_it_is_printed(printed: str) -> None:
    assert slug(printed) == "25(c)(ii)"


def test_a_citation_without_a_word_before_it_is_none() -> None:
    def kinds(found: list[Citation]) -> list[str]:
        return [c.kind.value for c in found]

    assert kinds(cited_in("comparagraph 5, surreport, subsession, transannex II", "en")) == []
