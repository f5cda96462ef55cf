"""The stored questions: against the answers read by hand on CDIP/24/8, and on small graphs for what that lacks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from cdipgraph.queries import Question, questions, run
from cdipgraph.store import Store
from cdipgraph.store.local import MemoryStore
from cdipgraph.vocabulary import CDIP, ID, PREFIXES, expand

ROOT = Path(__file__).parents[1]
GOLD = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests/questions").glob("*.tsv"))}
#: The questions whose expected answer was read with a parameter.
GIVEN = {name: {"document": "CDIP/24/8"} for name in ("header", "paragraphs", "citations")}
#: The questions that have no expected answer in `tests/questions`, and why.
WITHOUT_GOLD = {
    "coverage": "counts what a machine wrote, spans and all: held against a count of the quads, below",
    "provenance": "a row for every fact and rule: held against the quads in tests/test_settled.py",
    "history": "names the phrase tables, which change from day to day: held against what was built, in test_history",
    "things": "serves `things` and the lineage, not people: tested with them",
}
#: What another engine is known to get wrong.
FAULTS = {"paragraphs": "rdflib takes STR() of an unbound variable for the word None"}


@cache
def documented() -> dict[str, tuple[str, ...]]:
    """The columns of each question, as the table of docs/questions.md has them."""
    text = (ROOT / "docs/questions.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \|[^|]*\| ([\w -]+?) \|", text, re.MULTILINE)
    return {name: tuple(columns.split()) for name, columns in rows}


def store_of(turtle: str, graph: str = "g") -> MemoryStore:
    """A store whose only graph is written in Turtle, with our prefixes and `:` for things."""
    store = MemoryStore()
    add(store, turtle, graph)
    return store


def add(store: MemoryStore, turtle: str, graph: str) -> None:
    heads = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    quads = pyoxigraph.parse(f"@base <{ID}> .\n{heads}{turtle}", format=pyoxigraph.RdfFormat.TURTLE)
    store.replace_graphs({ID + graph: list(quads)})


def answer(store: Store, name: str, **parameters: object) -> list[tuple[object, ...]]:
    """The rows of a question, an empty cell as an empty string."""
    return [tuple("" if cell is None else cell for cell in row) for row in run(store, name, **parameters)]


# CDIP/24/8


@pytest.mark.parametrize("name", GOLD)
def test_answers_as_read_by_hand(cdip24: Store, name: str) -> None:
    assert run(cdip24, name, **GIVEN.get(name, {})).to("tsv") == GOLD[name]


def test_every_question_is_held_against_something() -> None:
    assert set(questions()) == set(GOLD) | set(WITHOUT_GOLD)
    assert not set(GOLD) & set(WITHOUT_GOLD)


@pytest.fixture(scope="module")
def elsewhere(cdip24: Store) -> rdflib.Graph:
    """What the store holds of CDIP/24/8, in another engine; to be asked only."""
    triples = {quad.triple for quad in cdip24.quads()}
    data = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=data, format="nt")


@pytest.mark.parametrize("name", sorted(set(GOLD) - set(FAULTS)))
def test_another_engine_answers_the_same(elsewhere: rdflib.Graph, name: str) -> None:
    left = 1 if name in GIVEN else 0
    rows = elsewhere.query(questions()[name].sparql)
    lines = [["" if cell is None else str(cell) for cell in row][left:] for row in rows]
    assert ["\t".join(line) for line in lines] == GOLD[name].splitlines()[1:]


@pytest.fixture(scope="module")
def twice(cdip24: Store) -> Iterator[MemoryStore]:
    """A store that holds what is known of CDIP/24/8 in two graphs; to be asked only."""
    with MemoryStore() as store:
        quads = list(cdip24.quads())
        store.replace_graphs({f"{ID}copy/{number}": quads for number in range(2)})
        yield store


@pytest.mark.parametrize("name", GOLD)
def test_facts_that_stand_in_several_graphs_count_once(twice: MemoryStore, name: str) -> None:
    assert run(twice, name, **GIVEN.get(name, {})).to("tsv") == GOLD[name]


def test_coverage_counts_the_things_of_each_class(cdip24: Store) -> None:
    rows = dict(answer(cdip24, "coverage"))
    types = {(quad.subject, quad.object) for quad in cdip24.quads() if quad.predicate.value == expand("rdf:type")}
    counts = Counter(re.split("[#/]", kind.value)[-1] for _, kind in types if isinstance(kind, pyoxigraph.NamedNode))
    assert rows == {name: counts[name] for name in rows}
    assert {kind.value.removeprefix(CDIP) for _, kind in types if kind.value.startswith(CDIP)} <= set(rows)
    gold = {name: len(text.splitlines()) - 1 for name, text in GOLD.items()}
    assert rows["Commitment"] == gold["commitments"]
    assert rows["Citation"] == gold["citations"]
    assert rows["Decision"] == gold["decisions"]
    assert rows["Work"] == gold["documents"]


def test_a_parameter_narrows_the_answer(cdip24: Store) -> None:
    everything = answer(cdip24, "decisions")
    assert answer(cdip24, "decisions", session=21) == [row for row in everything if row[0] == 21]
    assert answer(cdip24, "annex", report="CDIP/24/8") == answer(cdip24, "annex")
    assert answer(cdip24, "annex", report="CDIP/21/4") == []
    inside = answer(cdip24, "discussed-at", report="CDIP/21/15", number=98)
    assert [row[:4] for row in inside] == [("1", "1", 98, 112)]


@pytest.mark.parametrize("name", GIVEN)
def test_without_a_document_the_answer_says_which(cdip24: Store, name: str) -> None:
    alone = run(cdip24, name, document="CDIP/24/8")
    together = run(cdip24, name)
    assert together.columns == ("document", *alone.columns)
    assert list(together) == [("CDIP/24/8", *row) for row in alone]


# The texts


@pytest.mark.parametrize("question", questions().values(), ids=lambda question: question.name)
class TestText:
    def test_says_what_it_is_for(self, question: Question) -> None:
        assert question.summary
        assert question.question.endswith("?")
        assert all(parameter.description for parameter in question.parameters)

    def test_has_the_columns_of_the_documentation(self, question: Question) -> None:
        with MemoryStore() as store:
            answered = run(store, question.name)
        columns = tuple(column for column in answered.columns if column not in _replaced(question))
        assert columns == documented().get(question.name, columns)

    def test_answers_nothing_where_there_is_nothing(self, question: Question) -> None:
        with MemoryStore() as store:
            assert answer(store, question.name) == []

    def test_is_sparql_to_another_parser(self, question: Question) -> None:
        from rdflib.plugins.sparql import prepareQuery

        prepareQuery(question.sparql)

    def test_declares_the_prefixes_it_uses(self, question: Question) -> None:
        declared = dict(re.findall(r"^PREFIX ([\w-]+): <(.*)>$", question.sparql, re.MULTILINE))
        assert declared == {prefix: PREFIXES[prefix] for prefix in declared}


def _replaced(question: Question) -> set[str]:
    return {parameter.replaces_column for parameter in question.parameters if parameter.replaces_column}


def test_every_documented_question_is_stored() -> None:
    assert documented().keys() <= questions().keys()
    assert questions().keys() - documented().keys() <= {"things"}


# What CDIP/24/8 lacks

SESSIONS = """
<CDIP> a org:OrganizationalUnit ; dcterms:identifier "CDIP" .
<CDIP/session/22> a cdip:CommitteeSession ; cdip:ordinal 22 ; cdip:heldBy <CDIP> ; rdfs:label "CDIP, session 22"@en .
<CDIP/session/24> a cdip:CommitteeSession ; cdip:ordinal 24 ; cdip:heldBy <CDIP> ; rdfs:label "CDIP, session 24"@en .
<CDIP/session/25> a cdip:CommitteeSession ; cdip:ordinal 25 ; cdip:heldBy <CDIP> ; rdfs:label "CDIP, session 25"@en .
<doc/CDIP/24/8> a eli:Work ; dcterms:identifier "CDIP/24/8" ; cdip:documentKind cdip:kind-implementation-report ;
    cdip:session <CDIP/session/24> ; cdip:sessionNumber 24 ; eli:is_realized_by <doc/CDIP/24/8/en> .
<doc/CDIP/24/8/en> a eli:Expression ; dcterms:language "en" .
"""
DECISION = """
<d> a eli-dl:Decision ; cdip:outcomes "requested" ; cdip:text "the Committee requested"@en ;
    cdip:session <CDIP/session/22> .
"""


def asked(number: int, text: str, rest: str = "") -> str:
    known = f'cdip:askedBy <d> ; cdip:text "{text}"@en ; cdip:position {number}'
    return f"<c/{number}> a cdip:Commitment ; {known} {rest} .\n"


class TestCommitments:
    def status(self, turtle: str) -> dict[object, tuple[object, object]]:
        with store_of(SESSIONS + DECISION + turtle) as store:
            return {row[2]: (row[4], row[5]) for row in answer(store, "commitments")}

    def test_due_before_the_newest_session_is_overdue(self) -> None:
        turtle = (
            asked(1, "late", "; cdip:dueSession <CDIP/session/22>")
            + asked(2, "now", "; cdip:dueSession <CDIP/session/24>")
            + asked(3, "later", "; cdip:dueSession <CDIP/session/25>")
            + asked(4, "some day")
        )
        assert self.status(turtle) == {
            "late": ("overdue", ""),
            "now": ("open", ""),
            "later": ("open", ""),
            "some day": ("open", ""),
        }

    def test_another_committee_has_sessions_of_its_own(self) -> None:
        turtle = """
            <SCP/session/3> a cdip:CommitteeSession ; cdip:ordinal 3 ; cdip:heldBy <SCP> .
        """ + asked(1, "elsewhere", "; cdip:dueSession <SCP/session/3>")
        assert self.status(turtle) == {"elsewhere": ("open", "")}

    def test_what_answers_is_named_as_shortly_as_it_can_be(self) -> None:
        turtle = """
            <a/1> a cdip:ImplementationActivity ; rdfs:label "a study"@en ; cdip:produced <doc/CDIP/24/3> .
            <doc/CDIP/24/3> a eli:Work ; dcterms:identifier "CDIP/24/3" .
            <a/2> a cdip:ImplementationActivity ; rdfs:label "a  round\\n table"@en .
            <f/1> a cdip:FollowUp ; cdip:text "It goes on. It is under way."@en .
            <a/3> a cdip:ImplementationActivity .
        """
        turtle += asked(1, "study", "; cdip:answeredBy <a/1> ; cdip:dueSession <CDIP/session/22>")
        turtle += asked(2, "meet", "; cdip:answeredBy <a/2>") + asked(3, "go on", "; cdip:answeredBy <f/1>")
        turtle += asked(4, "both", "; cdip:answeredBy <a/2>, <a/1>, <doc/CDIP/24/8>, <CDIP/session/24>")
        turtle += asked(5, "nameless", "; cdip:answeredBy <a/3>")
        assert self.status(turtle) == {
            "study": ("answered", "CDIP/24/3"),
            "meet": ("answered", "a round table"),
            "go on": ("answered", "It goes on. It is under way."),
            "both": ("answered", "CDIP, session 24; CDIP/24/3; CDIP/24/8; a round table"),
            "nameless": ("answered", "3"),
        }

    def test_of_what_follows_the_words_that_answer_are_shown(self) -> None:
        turtle = """
            <f/1> a cdip:FollowUp ; cdip:text "It goes on. It is under way."@en ; prov:wasDerivedFrom <whole> .
            <c/1/answer/1> a cdip:Answer ; cdip:answers <c/1> ; cdip:givenBy <f/1> ; prov:wasDerivedFrom <part> .
        """ + asked(1, "start it", "; cdip:answeredBy <f/1> ; prov:wasDerivedFrom <ask>")
        turtle += span("ask", 10, "start it") + span("whole", 50, "It goes on. It is under way.")
        turtle += span("part", 62, "It is under way.")
        assert self.status(turtle) == {"start it": ("answered", "It is under way.")}

    def test_nothing_is_held_against_a_store_without_documents_read(self) -> None:
        turtle = (SESSIONS + DECISION).replace("eli:is_realized_by", "cdip:covers")
        with store_of(turtle + asked(1, "late", "; cdip:dueSession <CDIP/session/22>")) as store:
            assert [row[4] for row in answer(store, "commitments")] == ["open"]


def span(name: str, start: int, words: str) -> str:
    return f"""
        <{name}> a oa:SpecificResource ; oa:hasSource <doc/CDIP/24/8/en> ;
            oa:hasSelector <{name}/position>, <{name}/quote> .
        <{name}/position> a oa:TextPositionSelector ; oa:start {start} ; oa:end {start + len(words)} .
        <{name}/quote> a oa:TextQuoteSelector ; oa:exact "{words}" .
    """


MEASURES = """
<p/para/2> a cdip:ProposalParagraph ; eli:number "2" .
<p/para/10> a cdip:ProposalParagraph ; eli:number "10" .
<m/2.1> a cdip:Measure ; eli:number "1" ; cdip:respondsTo <p/para/2> ; cdip:reportedIn <doc/CDIP/24/8> .
<m/10.1> a cdip:Measure ; eli:number "1" ; cdip:respondsTo <p/para/10> ; cdip:reportedIn <doc/CDIP/30/1> .
<m/0.9> a cdip:Measure ; eli:number "9" ; cdip:reportedIn <doc/CDIP/24/8> .
<doc/CDIP/30/1> a eli:Work ; dcterms:identifier "CDIP/30/1" ; eli:is_realized_by <doc/CDIP/30/1/en> .
<doc/CDIP/30/1/en> dcterms:language "en" .
<doc/CDIP/22/18> a eli:Work, cdip:SessionReport ; dcterms:identifier "CDIP/22/18" ; cdip:reportOf <CDIP/session/22> .
<range/known> a cdip:ParagraphRange ; epvoc:itemNumberBegin 8 ; epvoc:itemNumberEnd 12 ;
    eli:is_part_of <doc/CDIP/22/18> .
<range/open> a cdip:ParagraphRange ; epvoc:itemNumberBegin 8 ; epvoc:itemNumberEnd 12 .
<range/lettered> a cdip:ParagraphRange ; eli:is_part_of <doc/CDIP/22/18> .
<m/2.1/review/1> a cdip:Review ; cdip:ofMeasure <m/2.1> ; cdip:position 1 ; rdfs:label "known"@en ;
    eli-dl:recorded_in_a_realization_of <range/known> ; cdip:session <CDIP/session/22> ;
    cdip:statedIn cdip:place-annex .
<m/2.1/review/2> a cdip:Review ; cdip:ofMeasure <m/2.1> ; cdip:position 2 ; rdfs:label "open"@en ;
    eli-dl:recorded_in_a_realization_of <range/open> ; cdip:statedIn cdip:place-narrative .
<m/10.1/review/1> a cdip:Review ; cdip:ofMeasure <m/10.1> ; cdip:position 1 ; rdfs:label "lettered"@en ;
    eli-dl:recorded_in_a_realization_of <range/lettered> .
<m/0.9/activity/1> a cdip:ImplementationActivity ; eli-dl:executed <m/0.9> ; cdip:position 1 ;
    rdfs:label "a seminar"@en ;
    cdip:activityKind cdip:activity-seminar ; cdip:session <CDIP/session/25>, <CDIP/session/22> ;
    cdip:date "2019-05-20"^^xsd:date .
<CDIP/session/22/summary> a cdip:ChairSummary ; cdip:summaryOf <CDIP/session/22> .
<item/7.10> a cdip:ChairSummaryItem ; eli:number "7.10" ; eli:is_part_of <CDIP/session/22/summary> ;
    rdfs:label "paragraph 7.10"@en ; cdip:statedIn cdip:place-annex, cdip:place-narrative .
<item/7.9> a cdip:ChairSummaryItem ; eli:number "7.9" ; eli:is_part_of <CDIP/session/22/summary> .
<m/2.1/review/1> cdip:concludedIn <item/7.10> .
<m/2.1/decision/1> a eli-dl:Decision ; cdip:ofMeasure <m/2.1> ; cdip:position 1 ; cdip:recordedIn <item/7.9> ;
    cdip:session <CDIP/session/22> ; cdip:outcomes "took-note requested" ; cdip:text "noted"@en .
<m/2.1/decision/2> a eli-dl:Decision ; cdip:ofMeasure <m/2.1> ; cdip:position 2 ; cdip:recordedIn <item/7.10> ;
    cdip:session <CDIP/session/22> ; cdip:outcomes "agreed" ; cdip:text "agreed"@en .
<m/2.1/decision/3> a eli-dl:Decision ; cdip:ofMeasure <m/2.1> ; cdip:position 3 ; cdip:outcomes "other" ;
    cdip:text "told"@en .
"""


class TestMeasures:
    def test_the_annex_shows_what_is_stated_and_no_more(self) -> None:
        with store_of(SESSIONS + MEASURES) as store:
            rows = answer(store, "annex")
        assert rows == [
            ("", "9", "implementation", 22, "", "", "", "", "a seminar", ""),
            ("2", "1", "review", 22, "CDIP/22/18", 8, 12, "", "known", "annex"),
            ("2", "1", "review", "", "", 8, 12, "", "open", "narrative"),
            ("2", "1", "summary-item", 22, "", "", "", "7.10", "paragraph 7.10", "both"),
            ("2", "1", "summary-item", 22, "", "", "", "7.9", "", ""),
            ("10", "1", "review", "", "CDIP/22/18", "", "", "", "lettered", ""),
        ]

    def test_the_annex_of_one_report(self) -> None:
        with store_of(SESSIONS + MEASURES) as store:
            assert [row[8] for row in answer(store, "annex", report="CDIP/30/1")] == ["lettered"]
            assert len(answer(store, "annex", report="CDIP/24/8")) == 5

    def test_a_measure_on_which_nothing_was_done_has_no_row(self) -> None:
        with store_of(SESSIONS + '<m> a cdip:Measure ; eli:number "1" ; cdip:reportedIn <doc/CDIP/24/8> .') as store:
            assert answer(store, "annex") == []

    @pytest.mark.parametrize(("number", "labels"), [(7, []), (8, ["known"]), (12, ["known"]), (13, [])])
    def test_a_range_holds_its_first_and_last_paragraph(self, number: int, labels: list[str]) -> None:
        with store_of(SESSIONS + MEASURES) as store:
            rows = answer(store, "discussed-at", report="CDIP/22/18", number=number)
        assert [row[4] for row in rows] == labels

    def test_a_range_of_an_unknown_report_is_shown_where_none_is_asked_for(self) -> None:
        with store_of(SESSIONS + MEASURES) as store:
            assert [row[4] for row in answer(store, "discussed-at", number=8)] == ["known", "open"]
            assert [row[4] for row in answer(store, "discussed-at")] == ["known", "open", "lettered"]

    def test_decisions_stand_by_session_and_item(self) -> None:
        with store_of(SESSIONS + MEASURES) as store:
            assert answer(store, "decisions") == [
                ("", "", "other", "told"),
                (22, "7.9", "took note, requested", "noted"),
                (22, "7.10", "agreed", "agreed"),
            ]
            assert [row[3] for row in answer(store, "decisions", session="22")] == ["noted", "agreed"]
            assert answer(store, "decisions", session=25) == []

    def test_the_timeline_tells_kinds_in_words_and_days(self) -> None:
        turtle = MEASURES.replace("activity-seminar", "activity-round-table")
        turtle += asked(1, "by then", "; cdip:dueSession <CDIP/session/25>")
        with store_of(SESSIONS + turtle) as store:
            rows = [row[:3] for row in answer(store, "timeline")]
        assert [(row[0], str(row[1]), row[2]) for row in rows] == [
            ("", "", "decision"),
            (22, "", "decision"),
            (22, "", "decision"),
            (22, "", "session"),
            (22, "2019-05-20", "round table"),
            (24, "", "session"),
            (25, "", "due"),
            (25, "", "session"),
        ]

    def test_follow_ups(self) -> None:
        turtle = """
            <m/10.1/followup/1> a cdip:FollowUp ; cdip:followsUp <m/10.1> ; cdip:followUpStatus cdip:status-done ;
                cdip:text "It was\\u00A0 done."@en .
            <m/2.1/followup/1> a cdip:FollowUp ; cdip:followsUp <m/2.1> ; cdip:followUpStatus cdip:status-scheduled ;
                cdip:text "It will be."@en ; cdip:dueSession <CDIP/session/25> .
        """
        with store_of(SESSIONS + MEASURES + turtle) as store:
            assert answer(store, "follow-ups") == [
                ("2", "1", "scheduled", 25, "It will be."),
                ("10", "1", "done", "", "It was done."),
            ]


class TestDocuments:
    def test_the_read_and_the_cited_in_the_order_of_their_symbols(self) -> None:
        turtle = """
            <doc/CDIP/9/15> a eli:Work ; dcterms:identifier "CDIP/9/15" ;
                cdip:documentKind cdip:kind-document ; cdip:sessionNumber 9 .
            <doc/CDIP/9/2> a eli:Work ; dcterms:identifier "CDIP/9/2" ; dcterms:title "A\\u00A0 title "@en .
            <doc/CDIP/9/INF/1> a eli:Work ; dcterms:identifier "CDIP/9/INF/1" .
            <doc/A/57/12> a eli:Work ; dcterms:identifier "A/57/12" .
            <doc/unsymbolled/0123456789ab> a eli:Work ; cdip:documentKind cdip:kind-document ;
                dcterms:title "No symbol"@en ;
                eli:is_realized_by <doc/unsymbolled/0123456789ab/en> .
            <CDIP/session/23/report> a eli:Work, cdip:SessionReport .
            <doc/CDIP/24/8> cdip:documentKind cdip:kind-document .
            <c/1> a cito:Citation ; cdip:symbol "CDIP/9/15" .
            <c/2> a cito:Citation ; cdip:symbol "CDIP/9/15" .
        """
        with store_of(SESSIONS + turtle) as store:
            assert answer(store, "documents") == [
                ("A/57/12", "", "", "", 0),
                ("CDIP/9/2", "", "", "A title", 0),
                ("CDIP/9/15", "document", 9, "", 2),
                ("CDIP/9/INF/1", "", "", "", 0),
                ("CDIP/24/8", "implementation-report", 24, "", 0),
                ("", "document", "", "No symbol", 0),
            ]

    def test_a_session_shows_all_its_reports(self) -> None:
        turtle = """
            <CDIP/session/22> cdip:startDate "2018-11-19"^^xsd:date ; cdip:place "Geneva" .
            <r/1> a cdip:SessionReport ; cdip:reportOf <CDIP/session/22> ; dcterms:identifier "CDIP/22/18" .
            <r/2> a cdip:SessionReport ; cdip:reportOf <CDIP/session/22> ; dcterms:identifier "CDIP/22/9 Prov." .
            <r/3> a cdip:SessionReport ; cdip:reportOf <CDIP/session/24> .
            <s> a cdip:ChairSummary ; cdip:summaryOf <CDIP/session/25> .
        """
        with store_of(SESSIONS + turtle) as store:
            rows = [tuple(map(str, row)) for row in answer(store, "sessions")]
        assert rows == [
            ("22", "2018-11-19", "", "Geneva", "CDIP/22/9 Prov., CDIP/22/18", ""),
            ("24", "", "", "", "", ""),
            ("25", "", "", "", "", "yes"),
        ]

    def test_a_head_without_a_symbol_is_called_by_its_iri(self) -> None:
        turtle = """
            <doc/unsymbolled/0123456789ab> a eli:Work ; cdip:provisional false ; eli:is_realized_by <x/en>, <x/fr> ;
                dcterms:title "Title"@en, "Titre"@fr .
            <x/en> dcterms:language "en" . <x/fr> dcterms:language "fr" .
        """
        with store_of(turtle) as store:
            assert answer(store, "header") == [
                ("0123456789ab", "language", "en"),
                ("0123456789ab", "language", "fr"),
                ("0123456789ab", "title", "Title"),
                ("0123456789ab", "title", "Titre"),
                ("0123456789ab", "provisional", "false"),
            ]

    def test_a_committee_without_a_name_is_called_by_its_letters(self) -> None:
        with store_of(SESSIONS + "<doc/CDIP/24/8> cdip:committee <CDIP> .") as store:
            assert ("committee", "CDIP") in answer(store, "header", document="CDIP/24/8")

    def test_the_words_of_another_language_are_left_out(self) -> None:
        with store_of(SESSIONS) as store:
            add(store, '<CDIP> skos:prefLabel "Comité"@fr . <doc/CDIP/24/8> cdip:committee <CDIP> .', "fr")
            add(store, '<CDIP> skos:prefLabel "Committee"@en .', "en")
            rows = answer(store, "header", document="CDIP/24/8")
        assert [row[1] for row in rows if row[0] == "committee"] == ["Committee"]

    def test_paragraphs_of_several_documents_in_the_order_of_their_symbols(self) -> None:
        turtle = ""
        for symbol in ("CDIP/16/6", "CDIP/9/15"):
            iri = f"doc/{symbol}"
            turtle += f"""
                <{iri}> a eli:Work ; dcterms:identifier "{symbol}" ; eli:is_realized_by <{iri}/en> .
                <{iri}/en> dcterms:language "en" .
                <{iri}/para/10> a cdip:Paragraph ; eli:number "10" ; cdip:position 2 ; eli:is_part_of <{iri}> ;
                    prov:wasDerivedFrom <{iri}/en#2>, <{iri}/en#3> ; cdip:heading "Agenda\\u00A0item 7"@en ;
                    cdip:speaker "Chair"@en .
                <{iri}/en/paragraph/1> a cdip:Paragraph ; cdip:position 1 ; eli:is_part_of <{iri}> ;
                    prov:wasDerivedFrom <{iri}/en#1> .
            """
            for number, start in ((1, 0), (2, 10), (3, 20)):
                words = span(f"{iri}/en#{number}", start, "words")
                turtle += words.replace("doc/CDIP/24/8/en", f"{iri}/en")
        with store_of(turtle) as store:
            assert answer(store, "paragraphs") == [
                (symbol, *cells)
                for symbol in ("CDIP/9/15", "CDIP/16/6")
                for cells in (("", 0, 5, "", ""), ("10", 10, 25, "Agenda item 7", "Chair"))
            ]
            assert len(answer(store, "paragraphs", document="CDIP/16/6")) == 2

    def test_each_language_version_has_its_own_paragraphs_and_headings(self) -> None:
        store = store_of('<doc/CDIP/24/8> dcterms:identifier "CDIP/24/8" .')
        for language, heading, start in (("fr", "Suivi", 30), ("en", "Follow-up", 20)):
            turtle = f"""
                <doc/CDIP/24/8> a eli:Work ; eli:is_realized_by <doc/CDIP/24/8/{language}> .
                <doc/CDIP/24/8/{language}> dcterms:language "{language}" .
                <doc/CDIP/24/8/para/1> a cdip:Paragraph ; eli:number "1" ; cdip:position 1 ;
                    cdip:heading "{heading}"@{language} ; prov:wasDerivedFrom <s/{language}> .
            """
            words = span(f"s/{language}", start, "words").replace("doc/CDIP/24/8/en", f"doc/CDIP/24/8/{language}")
            add(store, turtle + words, language)
        with store:
            assert answer(store, "paragraphs", document="CDIP/24/8") == [
                ("1", 20, 25, "Follow-up", ""),
                ("1", 30, 35, "Suivi", ""),
            ]

    def test_an_open_citation_says_what_it_has(self) -> None:
        turtle = """
            <c/1> a cito:Citation ; cito:hasCitingEntity <doc/CDIP/24/8/en> ;
                cdip:citationKind cdip:citation-paragraphs ;
                cdip:resolution cdip:how-by-context ; cdip:first "3" ; cdip:last "4" ; prov:wasDerivedFrom <s> .
        """
        with store_of(SESSIONS + turtle + span("s", 5, "paras. \\u00A03 to 4")) as store:
            (row,) = answer(store, "citations", document="CDIP/24/8")
        assert row[2:] == ("paragraphs", "", "3", "4", "", "", "by-context", "paras. 3 to 4")


class TestFindings:
    TURTLE = """
        <f/1> a cdip:Finding ; cdip:rule "b-rule" ; cdip:severity sh:Warning ; rdfs:label "manque"@fr, "missing"@en .
        <f/2> a cdip:Finding ; cdip:rule "z-rule" ; cdip:severity sh:Violation ; cdip:focus <thing> ;
            rdfs:label "faux"@fr ;
            prov:wasDerivedFrom <s> .
        <f/3> a cdip:Finding ; cdip:rule "a-rule" ; cdip:severity sh:Info ; rdfs:label "à savoir"@fr, "note"@en .
    """ + span("s", 7, "wrong")

    def test_the_gravest_first(self) -> None:
        with store_of(self.TURTLE) as store:
            assert answer(store, "findings") == [
                ("violation", "z-rule", ID + "thing", "faux", 7, 12),
                ("warning", "b-rule", "", "manque", "", ""),
                ("info", "a-rule", "", "à savoir", "", ""),
            ]

    def test_in_the_language_asked_for(self) -> None:
        with store_of(self.TURTLE) as store:
            assert [row[3] for row in answer(store, "findings", lang="en")] == ["", "missing", "note"]
