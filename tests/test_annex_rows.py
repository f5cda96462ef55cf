"""Rows, cells and groups, on small tables made by hand: what CDIP/24/8 and plain text have not."""

from __future__ import annotations

from annexes import texts

from cdipgraph.annex.assembly import content
from cdipgraph.annex.comparison import _gone_on
from cdipgraph.annex.facts import Committee, Facts, Measure, Quote, Reference, Version
from cdipgraph.annex.lines import Cell, Line
from cdipgraph.annex.places import Rows, Stretch, nearest_cell
from cdipgraph.spans import Span

FRENCH = Version("urn:d", "X/9/1", "urn:d/fr", "fr")


def quote(text: str, words: str, after: int = 0) -> Quote:
    start = text.index(words, after)
    return Quote(start, start + len(words), words)


def measure(number: str, place: int | None, **more: object) -> Measure:
    known = {
        "thing": f"urn:m{number}",
        "paragraph": "1",
        "number": number,
        "label": f"mesure {number}",
        "annexed": place is not None,
        "place": place,
        "quote": None if place is None else Quote(place, place + 1, f"Mesure {number}"),
        "activities": (),
        "reviews": (),
        "items": (),
    }
    return Measure(**{**known, **more})  # type: ignore[arg-type]


def facts(*measures: Measure, **more: object) -> Facts:
    return Facts(FRENCH, Committee("X"), "Titre", "délégation du Chili", {}, measures, **more)  # type: ignore[arg-type]


def rows_of(text: str, *names: str) -> Rows:
    """The rows of a text, each with its name and its paragraph: par. 1, par. 2."""
    return Rows({name: [quote(text, name), quote(text, f"par. {n}")] for n, name in enumerate(names, 1)})


# Where things stand


def test_an_entry_is_the_line_of_its_cell() -> None:
    text = "Avant\tvoir par. 3 à 7 du rapport ;\tAprès\n- par. 8, et 9.\npar. 10    par. 11"
    stretch = Stretch(0, text)
    assert stretch.line(quote(text, "par. 3")).text == "voir par. 3 à 7 du rapport ;"
    assert stretch.line(quote(text, "par. 8")).text == "par. 8, et 9."
    assert stretch.line(quote(text, "par. 11")).text == "par. 11"
    assert stretch.closed(quote(text, "et 9")).text == "et 9."
    # A store whose text does not fit its spans gives no more than the spans say.
    assert stretch.line(Quote(3, 9, "par. 3")) == Quote(3, 9, "par. 3")
    long = Stretch(0, "a" * 400 + " par. 3 " + "b" * 400)
    assert long.line(quote(long.text, "par. 3")).text == "par. 3"


def test_items_that_rows_share_go_to_the_row_they_close() -> None:
    text = "Un\tpar. 1\tpt 7\nDeux\tpar. 2\tpt 7\nTrois\tpar. 3\tpt 9"
    items = [quote(text, "pt 7"), quote(text, "pt 7", 20), quote(text, "pt 9")]
    rows = Rows(
        {name: [quote(text, name), quote(text, f"par. {n}")] for n, name in enumerate(("Un", "Deux", "Trois"), 1)}
    )
    rows.settle([(items[0], ["Un", "Deux"]), (items[1], ["Un", "Deux"]), (items[2], ["Trois"])])
    assert [rows.nearest(item, ["Un", "Deux"]) for item in items[:2]] == ["Un", "Deux"]


def test_items_that_rows_share_go_to_the_row_they_lead() -> None:
    text = "pt 7\tpar. 1\tUn\npt 7\tpar. 2\tDeux"
    items = [quote(text, "pt 7"), quote(text, "pt 7", 5)]
    rows = rows_of(text, "Un", "Deux")
    rows.settle([(item, ["Un", "Deux"]) for item in items])
    assert rows.leading
    assert [rows.nearest(item, ["Un", "Deux"]) for item in items] == ["Un", "Deux"]
    assert rows.nearest(items[0], ["another"]) is None


def test_what_follows_is_of_the_annex_when_it_stands_among_its_rows() -> None:
    text = "Suivi, bien avant.\n[L’annexe suit]\nTête\nUn\tpar. 1\tS’achève\nDeux\tpar. 2\t2.1\tContinue\nFin"
    rows, stretch = rows_of(text, "Un", "Deux"), Stretch(0, text)
    assert not rows.hold(quote(text, "Suivi, bien avant"), "Un", stretch)
    assert rows.hold(quote(text, "S’achève"), "Un", stretch)
    assert rows.hold(quote(text, "Continue"), "Deux", stretch)
    assert not rows.hold(quote(text, "Continue"), "Trois", stretch)


def test_the_cell_of_a_measure_is_the_words_beside_its_row() -> None:
    spans = [Quote(10, 20, "en tête"), Quote(500, 520, "au tableau")]
    assert nearest_cell(spans, [Quote(430, 490, "par. 1")]) == spans[1]
    assert nearest_cell(spans, [Quote(530, 590, "par. 1")]) == spans[1]
    assert nearest_cell(spans, [Quote(25, 30, "par. 1")]) == spans[0]
    assert nearest_cell(spans, []) == spans[1]
    assert nearest_cell([], []) is None


# Groups


def test_groups_stand_in_the_order_of_the_annex_and_others_where_their_numbers_go() -> None:
    table = content(
        facts(
            measure("1", 900, paragraph="3"),
            measure("2", 100, paragraph="7"),
            measure("3", None, paragraph="7"),
            measure("4", None, paragraph="5"),
            measure("5", None, paragraph="9"),
        ),
        "fr",
        with_narrative_only=True,
    )
    assert [(group.number, [row.number for row in group.rows]) for group in table.groups] == [
        ("5", ["4"]),
        ("7", ["2", "3"]),
        ("3", ["1"]),
        ("9", ["5"]),
    ]


def test_several_proposals_head_their_groups() -> None:
    proposals = {"urn:p1": "proposition du Chili", "urn:p2": "proposition du Pérou"}
    table = content(
        Facts(
            FRENCH,
            Committee("X"),
            "Titre",
            "délégation du Chili",
            proposals,
            (
                measure("1", 100, proposal="urn:p1"),
                measure("2", 200, proposal="urn:p1", paragraph="2"),
                measure("1", 300, proposal="urn:p2"),
            ),
        ),
        "fr",
    )
    assert table.heading == "Titre"
    assert [(group.proposal, group.number) for group in table.groups] == [
        ("Proposition du Chili", "1"),
        ("", "2"),
        ("Proposition du Pérou", "1"),
    ]


def test_what_the_row_says_of_what_follows_has_a_column() -> None:
    known = facts(measure("1", 100, follow_up=Quote(150, 160, "Un bilan suivra (X/10/2).")), measure("2", 200))
    table = content(known, "fr")
    assert [column.heading for column in table.columns] == ["Mesure", "Suivi"]
    assert texts(table.groups[0].rows[0].cell("follow_up")) == ["Un bilan suivra (X/10/2)."]
    assert content(known, "en").groups[0].rows[0].cell("follow_up")[0].runs[0].lang == "fr"


def test_an_entry_that_two_columns_share_stands_in_the_first() -> None:
    line = Quote(120, 160, "paragraphes 3 à 7 du rapport et point 5 du résumé")
    review = Reference(("urn:r",), "3", "7", session=8, annexed=True, quote=line)
    item = Reference(("urn:i",), number="5", session=8, annexed=True, quote=line)
    table = content(facts(measure("1", 100, reviews=(review,), items=(item,))), "fr")
    assert [column.role for column in table.columns] == ["measure", "review"]
    assert content(facts(measure("1", 100, reviews=(review,), items=(item,))), "en").columns[-1].role == "summary"


def test_a_range_of_an_unknown_report_says_so() -> None:
    references = (
        Reference(("urn:1",), "3", "7", annexed=True),
        Reference(("urn:2",), "8", "9", symbol="X/8/2", report="urn:d2", annexed=True),
    )
    cells = content(facts(measure("1", 100, reviews=references)), "en").groups[0].rows[0].cell("review")
    assert texts(cells) == ["paragraphs 3 to 7 (report not identified)", "paragraphs 8 and 9 of document X/8/2"]


# Rows that go on


def test_a_row_that_names_its_measure_again_joins_the_one_above_where_one_is_written() -> None:
    def line(review: str, *, again: bool = False) -> Line:
        cells = {"measure": Cell("Un", Span(0, 2)), "review": Cell(review, Span(3, 9))}
        return Line("measure", "1", "1", cells=cells, again=again)

    two = [line("par. 3"), line("par. 9", again=True)]
    (one,) = _gone_on(two, [line("par. 3 par. 9")])
    assert (one.cells["measure"].text, one.cells["review"].text) == ("Un", "par. 3 par. 9")
    assert _gone_on(two, two) == two
