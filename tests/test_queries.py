"""The runner of stored questions, what it takes for a parameter, and how answers print."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from itertools import pairwise

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from cdipgraph import queries, resources
from cdipgraph.answers import IRI, Answer, of_findings, table
from cdipgraph.errors import BadParameter, UnknownParameter, UnknownQuestion, UnknownThing, UsageError
from cdipgraph.findings import Finding
from cdipgraph.queries import Parameter, fill, find_question, questions, read_question, run
from cdipgraph.store import Store
from cdipgraph.store.local import MemoryStore
from cdipgraph.store.solutions import Solutions
from cdipgraph.vocabulary import ID, PREFIXES

XSD = PREFIXES["xsd"]
G = "http://example.org/g"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


# The questions


def test_every_question_says_what_it_is() -> None:
    assert {"annex", "decisions", "header", "lineage"} <= set(questions())
    for name, question in questions().items():
        assert name == question.name
        assert question.summary
        assert question.question.endswith("?")
        assert all(parameter.description for parameter in question.parameters)


def test_headers_are_read_as_yaml_reads_them() -> None:
    for name, question in questions().items():
        lines = [line[2:].removeprefix(" ") for line in question.sparql.splitlines() if line.startswith("#+")]
        header = yaml.safe_load("\n".join(lines))
        assert header["summary"] == question.summary, name
        listed = header.get("parameters") or []
        assert [(entry["name"], entry["type"]) for entry in listed] == [(p.name, p.type) for p in question.parameters]
        assert [entry.get("replaces-column") for entry in listed] == [p.replaces_column for p in question.parameters]


def test_a_question_keeps_to_what_any_endpoint_understands() -> None:
    for question in questions().values():
        assert "SERVICE" not in question.sparql
        assert "FROM" not in question.sparql
        assert "oxigraph" not in question.sparql.lower()


@pytest.mark.parametrize(
    "text",
    [
        "#+ parameters: 3\nSELECT * {}",
        "#+ parameters:\n#+   - {name: x, type: integer}\nSELECT * {}",
        "#+ parameters:\n#+   - {name: x, type: number}\nSELECT * { VALUES ?x { 1 } }",
        "#+ parameters:\n#+   - {type: integer}\nSELECT * { VALUES ?x { 1 } }",
        "#+ parameters:\n#+   - x\nSELECT * { VALUES ?x { 1 } }",
    ],
)
def test_a_header_that_does_not_fit_its_query_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="broken"):
        read_question("broken", text)


def test_a_summary_may_be_written_in_several_languages() -> None:
    text = '#+ summary: {fr: "Quoi", en: "What"}\nSELECT * {}'
    assert read_question("x", text).summary == "What"


# Asking


@pytest.fixture
def toy(memory: MemoryStore, monkeypatch: pytest.MonkeyPatch) -> MemoryStore:
    """A store of three notes, and the questions that can be asked of it."""
    note, said, number = (NamedNode(f"http://example.org/{name}") for name in ("note", "said", "number"))
    quads = []
    for place, text in enumerate(("one", "two \u00a0\n two", 'th"ree')):
        subject = NamedNode(f"{note.value}{place}")
        quads.append(Quad(subject, said, Literal(text), NamedNode(G)))
        quads.append(Quad(subject, number, Literal(place), NamedNode(G)))
    memory.replace_graphs({G: quads})
    text = """#+ summary: "Notes"
#+ question: "Which notes?"
#+ parameters:
#+   - {name: at-least, type: integer, replaces-column: the-number}
#+   - {name: said, type: string}
SELECT ?note ?said (?n AS ?the_number) {
  VALUES ?at_least { UNDEF }
  VALUES ?said { UNDEF }
  ?note <http://example.org/said> ?said ; <http://example.org/number> ?n
  FILTER(!BOUND(?at_least) || ?n >= ?at_least)
} ORDER BY ?n
"""
    required = "#+ parameters:\n#+   - {name: x, type: integer, required: true}\nSELECT ?x { VALUES ?x { 1 } }"
    stored = {"notes": read_question("notes", text), "required": read_question("required", required)}
    monkeypatch.setattr(queries, "questions", lambda: stored)
    return memory


def test_an_answer_has_typed_rows(toy: MemoryStore) -> None:
    answer = run(toy, "notes")
    assert answer.columns == ("note", "said", "the-number")
    assert answer.rows[1] == (IRI("http://example.org/note1"), "two two", 1)
    assert isinstance(answer.rows[0][0], IRI)
    assert len(answer) == 3
    assert list(answer) == list(answer.rows)
    assert answer.records()[0] == {"note": "http://example.org/note0", "said": "one", "the-number": 0}


def test_a_parameter_can_be_written_both_ways_and_replace_a_column(toy: MemoryStore) -> None:
    answers = [run(toy, "notes", at_least=1), run(toy, "notes", **{"at-least": " 1 "})]
    for answer in answers:
        assert answer.columns == ("note", "said")
        assert [row[1] for row in answer] == ["two two", 'th"ree']


def test_rows_come_as_the_query_orders_them_else_by_their_texts(toy: MemoryStore) -> None:
    notes = queries.questions()["notes"].sparql
    queries.questions()["last-first"] = read_question("last-first", notes.replace("ORDER BY ?n", "ORDER BY DESC(?n)"))
    queries.questions()["unordered"] = read_question("unordered", notes.replace(" ORDER BY ?n", ""))
    assert [row[1] for row in run(toy, "last-first")] == ['th"ree', "two two", "one"]
    assert run(toy, "unordered").rows == run(toy, "notes").rows


def test_what_is_none_is_not_given(toy: MemoryStore) -> None:
    assert run(toy, "notes", at_least=None) == run(toy, "notes")


def test_a_text_is_found_whatever_it_holds(toy: MemoryStore) -> None:
    assert [row[2] for row in run(toy, "notes", said='th"ree')] == [2]
    assert [row[2] for row in run(toy, "notes", said="two \u00a0\n two")] == [1]
    assert run(toy, "notes", said='" } ?x ?y ?z { "').rows == ()


@given(TEXTS)
def test_no_text_leaves_its_place(text: str) -> None:
    parameter = Parameter("said", "string")
    query = fill("SELECT ?said ?other { VALUES ?said { UNDEF } VALUES ?other { 7 } }", parameter, Literal(text))
    with MemoryStore() as store:
        assert store.query(query).rows == [(Literal(text), Literal(7))]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_no_iri_leaves_its_place(text: str) -> None:
    try:
        iri = NamedNode(f"http://example.org/{text}")
    except ValueError:
        return
    query = fill("SELECT ?said { VALUES ?said { UNDEF } }", Parameter("said", "thing"), iri)
    with MemoryStore() as store:
        assert store.query(query).rows == [(iri,)]


def test_only_the_parameters_own_place_is_filled() -> None:
    query = "VALUES ?said { 1 } VALUES ?said_by { 2 } VALUES (?said) { (3) } ?said { 4 }\nVALUES ?said {\n5 }"
    filled = fill(query, Parameter("said", "string"), Literal("x"))
    assert filled == query.replace("{ 1 }", '{ "x" }')


@pytest.mark.parametrize("value", ["x", "", "1.5", "1e3", True, 1.0, "9" * 30, None.__class__, "1 } UNION {"])
def test_an_integer_is_an_integer(toy: MemoryStore, value: object) -> None:
    with pytest.raises(BadParameter, match="at-least"):
        run(toy, "notes", at_least=value)


@pytest.mark.parametrize("value", [3, "", "  ", "\ud800"])
def test_a_text_is_a_text(toy: MemoryStore, value: object) -> None:
    with pytest.raises(BadParameter, match="said"):
        run(toy, "notes", said=value)


def test_what_does_not_exist_is_told_with_what_does(toy: MemoryStore) -> None:
    with pytest.raises(UnknownQuestion, match="Did you mean notes"):
        run(toy, "note")
    with pytest.raises(UnknownQuestion, match="There are: notes, required"):
        run(toy, "xyz")
    with pytest.raises(UnknownParameter, match="It has: at-least, said"):
        run(toy, "notes", session=3)
    with pytest.raises(BadParameter, match="needs"):
        run(toy, "required")
    assert run(toy, "required", x=4).rows == ((4,),)


def test_a_question_without_parameters_says_so(memory: MemoryStore) -> None:
    with pytest.raises(UnknownParameter, match="has none"):
        run(memory, "documents", session=3)
    with pytest.raises(UnknownQuestion):
        find_question("")


# On the document


@pytest.mark.parametrize(
    "document",
    [
        "CDIP/24/8",
        " cdip/24/8 ",
        "doc/CDIP/24/8",
        ID + "doc/CDIP/24/8",
        f"<{ID}doc/CDIP/24/8>",
        "doc/CDIP/24/8/fr",
        "CDIP-24-8.fr.txt",
        "somewhere/else/CDIP-24-8.fr.txt",
    ],
)
def test_a_document_is_named_in_many_ways(built: Store, document: str) -> None:
    answer = run(built, "header", document=document)
    assert answer.columns == ("field", "value")
    assert ("symbol", "CDIP/24/8") in answer.rows


def test_without_the_document_its_column_stands_first(built: Store) -> None:
    assert run(built, "header").columns == ("document", "field", "value")


@pytest.mark.parametrize("document", ["CDIP/99/1", "nothing", "1/3", "doc/CDIP/24/8/measure/1.3", "CDIP/21", "", "<>"])
def test_what_is_no_document_is_refused(built: Store, document: str) -> None:
    with pytest.raises((UnknownThing, BadParameter)):
        run(built, "header", document=document)


@pytest.mark.parametrize("report", ["CDIP/23/17 Prov.", "cdip/23/17 prov", "CDIP/23/17-Prov", "CDIP/23/17\u00a0Prov."])
def test_a_provisional_symbol_is_taken_as_it_may_be_typed(built: Store, report: str) -> None:
    answer = run(built, "discussed-at", report=report)
    assert answer.rows
    assert answer == run(built, "discussed-at", report="CDIP/23/17 Prov.")


# Printing


ODD = Answer(
    "odd",
    ("text", "number", "day", "sure", "thing", "nothing"),
    (
        ('a "quoted", text', 3, date(2019, 11, 18), True, IRI(ID + "doc/CDIP/24/8"), None),
        ("tab\tand\nline | pipe \\ <b>", Decimal("2.50"), date(1, 1, 1), False, IRI("http://example.org/<x>"), None),
    ),
)


def test_csv_is_as_the_rfc_has_it() -> None:
    text = ODD.to("csv")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert rows[0] == list(ODD.columns)
    assert rows[1] == ['a "quoted", text', "3", "2019-11-18", "true", ID + "doc/CDIP/24/8", ""]
    assert rows[2][0] == "tab\tand\nline | pipe \\ <b>"
    assert text.startswith("text,number,day,sure,thing,nothing\r\n")
    assert text.endswith("\r\n")


def test_tsv_has_a_line_a_row() -> None:
    lines = ODD.to("tsv").split("\n")
    assert [line.count("\t") for line in lines] == [5, 5, 5, 0]
    assert lines[2].split("\t")[:2] == ["tab and line | pipe \\ <b>", "2.50"]


def test_json_keeps_the_types() -> None:
    first, second = json.loads(ODD.to("json"))
    assert first == {
        "text": 'a "quoted", text',
        "number": 3,
        "day": "2019-11-18",
        "sure": True,
        "thing": ID + "doc/CDIP/24/8",
        "nothing": None,
    }
    assert second["number"] == 2.5


def test_markdown_escapes_what_would_end_a_cell() -> None:
    lines = Answer("x", ("a", "b"), (("1 | 2\\", IRI(ID + "CDIP")),)).to("md").splitlines()
    assert lines == ["| a | b |", "| --- | --- |", "| 1 \\| 2\\\\ | CDIP |"]


def test_html_shows_texts_as_texts() -> None:
    evil = Answer("x", ("<i>",), (("<script>alert(1)</script>",), (IRI('javascript:alert("1")'),), (IRI(ID + 'a"b'),)))
    seen: list[tuple[str, list[tuple[str, str | None]]]] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append((tag, attrs))

    Tags().feed(evil._repr_html_())
    assert {tag for tag, _ in seen} == {"table", "thead", "tbody", "tr", "th", "td", "a"}
    assert [attributes for tag, attributes in seen if tag == "a"] == [[("href", ID + 'a"b')]]


def test_a_table_fits_its_width_whatever_it_is() -> None:
    long = Answer("x", ("short", "text", "n"), tuple(("a", "words and words " * place, place) for place in range(9)))
    for width in (30, 44, 60, 80, 200):
        lines = table(long, width).splitlines()
        assert max(map(len, lines)) <= width
        assert not any(line != line.rstrip() for line in lines)
    assert "n      8" in table(long, 30) or "8" in table(long, 30)


def test_a_word_is_broken_only_where_there_is_no_room() -> None:
    rows = (("WIPO-GRTKF-IC-53-7.en.html", "WIPO/GRTKF/IC/53/7", "much that was not understood of it " * 3),)
    answer = Answer("build", ("file", "symbol", "not-understood"), rows)
    wide, narrow = table(answer, 80), table(answer, 45)
    assert all(cell in wide for cell in rows[0][:2])
    assert max(map(len, wide.splitlines())) <= 80
    assert rows[0][0] not in narrow
    assert max(map(len, narrow.splitlines())) <= 45


def test_a_table_too_narrow_becomes_blocks() -> None:
    wide = Answer("x", tuple(f"column-{place}" for place in range(12)), (tuple(range(12)), (None,) * 11 + ("last",)))
    shown = table(wide, 60)
    assert shown.splitlines()[0] == "column-0   0"
    assert shown.endswith("\n\ncolumn-11  last\n")


def test_a_table_sets_numbers_right_and_iris_short() -> None:
    answer = Answer("x", ("n", "thing"), ((5, IRI(ID + "doc/CDIP/24/8")), (10, None)))
    assert table(answer, 80) == " n  thing\n" + "─" * 17 + "\n 5  doc/CDIP/24/8\n10\n"
    assert table(answer, 80, styled=True).startswith("\x1b[1m n  thing\x1b[0m\n")


def test_wide_and_combining_characters_take_their_places() -> None:
    answer = Answer("x", ("a", "b"), (("漢字", "x"), ("e\u0301e", "y")))
    assert table(answer, 80).splitlines()[2:] == ["漢字  x", "e\u0301e    y"]
    narrow = Answer("x", ("abcdefghijkl",), (("漢字" * 9,),))
    assert all(len(line) <= 6 for line in table(narrow, 12).splitlines()[2:])


def test_no_rows_are_no_empty_table() -> None:
    assert table(Answer("x", ("a",), ()), 80) == "No rows.\n"
    assert Answer("x", ("a",), ()).to("csv") == "a\r\n"
    assert json.loads(Answer("x", ("a",), ()).to("json")) == []


def test_a_format_that_does_not_exist_is_told() -> None:
    with pytest.raises(UsageError, match="table, csv, tsv, json, md"):
        ODD.to("xml")


@pytest.mark.parametrize(
    ("term", "cell"),
    [
        (Literal("007", datatype=NamedNode(XSD + "integer")), 7),
        (Literal("many", datatype=NamedNode(XSD + "integer")), "many"),
        (Literal("1.50", datatype=NamedNode(XSD + "decimal")), Decimal("1.50")),
        (Literal("x", datatype=NamedNode(XSD + "decimal")), "x"),
        (Literal("2019-11-18", datatype=NamedNode(XSD + "date")), date(2019, 11, 18)),
        (Literal("2019-02-30", datatype=NamedNode(XSD + "date")), "2019-02-30"),
        (Literal("1", datatype=NamedNode(XSD + "boolean")), True),
        (Literal(" a \u00a0 b\n", language="fr"), "a b"),
        (Literal("vingt\u2011et un\u2019"), "vingt\u2011et un\u2019"),
        (NamedNode("urn:x"), IRI("urn:x")),
        (None, None),
    ],
)
def test_each_term_has_its_cell(term: NamedNode | Literal | None, cell: object) -> None:
    found = Answer.of("x", Solutions(("a",), [(term,)])).rows[0][0]
    assert found == cell
    assert type(found) is type(cell)


def test_findings_are_an_answer_too() -> None:
    finding = Finding(
        "rule",
        "warning",
        {"en": "Look", "fr": "Voyez"},
        focus=ID + "x",
        start=1,
        end=2,
        document=ID + "d",
        quote="a\nb",
    )
    answer = of_findings([finding], "fr")
    assert answer.records() == [
        {
            "severity": "warning",
            "rule": "rule",
            "document": ID + "d",
            "focus": ID + "x",
            "start": 1,
            "end": 2,
            "quote": "a b",
            "message": "Voyez",
            "suggestion": None,
            "silenced": None,
        }
    ]


def test_the_questions_are_listed_in_one_order() -> None:
    assert all(first < second for first, second in pairwise(questions()))
    assert [path.stem for path in resources.files("queries", ".rq")] == list(questions())
