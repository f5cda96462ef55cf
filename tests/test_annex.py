"""The table written back: CDIP/24/8 in three languages, made-up reports, and what a person asks of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import documents
import pytest
from annexes import TEXTS, brevets, cell, facts_of, store_of, texts
from conftest import SOURCE
from documents import Case, Writer
from exploring import tries
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, Quad
from test_three_languages import cases

from cdipgraph import graph
from cdipgraph.annex import compare, report_table
from cdipgraph.annex.assembly import content, linked
from cdipgraph.annex.table import USUAL, Content
from cdipgraph.errors import UnknownThing, UsageError
from cdipgraph.readers import read_bytes
from cdipgraph.reading import read_report
from cdipgraph.source import matching_view
from cdipgraph.spans import folded
from cdipgraph.store import Store
from cdipgraph.store.local import MemoryStore
from cdipgraph.store.remote import RemoteStore
from cdipgraph.vocabulary import ID

CODES = tuple(TEXTS)
PLAIN, WORD = Literal("text/plain"), Literal("application/msword")


@pytest.fixture(scope="module")
def languages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MemoryStore]:
    """A store that holds CDIP/24/8 in three languages."""
    with store_of(tmp_path_factory.mktemp("texts"), *TEXTS.values()) as store:
        yield store


def column(table: Content, role: str) -> list[list[str]]:
    return [texts(row.cell(role)) for group in table.groups for row in group.rows]


# CDIP/24/8


@pytest.mark.parametrize("code", CODES)
def test_written_in_its_own_language_it_equals_the_annex_cell_by_cell(languages: MemoryStore, code: str) -> None:
    found = compare(languages, "CDIP/24/8", lang=code)
    assert found.differences == ()
    # The title, four heads, six headings of paragraphs, nine rows of four cells.
    assert found.cells == 1 + 4 + 6 + 9 * 4


@pytest.mark.parametrize("code", CODES)
def test_the_templates_word_references_as_the_annex_does(languages: MemoryStore, code: str) -> None:
    facts = facts_of(languages, code)
    bare = tuple(
        replace(
            measure,
            reviews=tuple(replace(one, quote=None) for one in measure.reviews),
            items=tuple(replace(one, quote=None) for one in measure.items),
        )
        for measure in facts.measures
    )
    quoted, worded = content(facts, code), content(replace(facts, measures=bare), code)
    for role in ("review", "summary"):
        assert column(worded, role) == column(quoted, role)
        assert sum(map(len, column(worded, role))) == 15


@pytest.mark.parametrize("code", ["en", "es"])
def test_in_another_language_its_references_are_those_of_that_language(languages: MemoryStore, code: str) -> None:
    from cdipgraph.annex.gathering import gathered
    from cdipgraph.annex.versions import versions

    french = next(version for version in versions(languages) if version.language == "fr")
    translated, own = content(gathered(languages, french, code), code), content(facts_of(languages, code), code)
    for role in ("review", "summary"):
        assert column(translated, role) == column(own, role)
    assert translated.columns == own.columns
    assert [group.heading for group in translated.groups] == [group.heading for group in own.groups]


def test_the_version_in_the_language_wanted_is_taken_where_there_is_one(languages: MemoryStore, built: Store) -> None:
    assert not report_table(languages, lang="es").content.translated
    foreign = report_table(built, lang="es").content
    assert foreign.translated
    assert foreign.lang == "es"
    measure = cell(foreign, "3/2", "measure")[0].runs[0]
    assert (measure.lang, measure.text) == ("fr", "Procédure d’examen par des spécialistes")
    event = cell(foreign, "1/3", "implementation")[1]
    assert event.text == "Diálogo interactivo: Dialogue interactif sur l’assistance technique (CDIP/22)"


def test_a_title_that_another_document_gives_in_the_language_is_used(tmp_path: Path) -> None:
    own = "CDIP/21/4\nOriginal: English\nDate: May 2, 2018\n\nCommittee on Development and Intellectual Property\n\n"
    own += (
        "Twenty-First Session\nGeneva, May 14 to 18, 2018\n\nPRACTICES AND TOOLS OF WIPO\n\nprepared by the Secretariat"
    )
    own += "\n\nAt its last session the committee requested the Secretariat to present its practices and tools.\n"
    with store_of(tmp_path, SOURCE, own) as store:
        entries = cell(report_table(store, "CDIP/24/8", lang="en").content, "1/1", "implementation")
    assert texts(entries) == ["PRACTICES AND TOOLS OF WIPO (CDIP/21/4)"]
    assert not any(run.lang for run in entries[0].runs)


def test_what_the_annex_leaves_out_is_added_with_a_mark(built: Store) -> None:
    plain = texts(cell(report_table(built).content, "1/3", "review"))
    added = texts(cell(report_table(built, with_narrative_only=True).content, "1/3", "review"))
    assert len(plain) == 4
    assert added[:4] == plain
    assert [matching_view(text) for text in added[4:]] == [
        "† paragraphes 285 à 291 du rapport de la vingt et unième session du CDIP (CDIP/21/15)"
    ]
    assert not report_table(built).content.marked


def test_what_was_added_is_explained_by_the_finding(built: Store) -> None:
    (difference,) = compare(built, with_narrative_only=True, speak="fr").differences
    assert (difference.paragraph, difference.measure, difference.column) == ("1", "3", "Examen par le CDIP")
    assert difference.status == "explained"
    assert difference.because.startswith("La plage de paragraphes 285 à 291 (CDIP/21/15) est citée dans le corps")


def test_entries_link_to_what_they_name(built: Store) -> None:
    table = report_table(built, with_narrative_only=True).content
    links = {folded(run.text): run.href for entry in table.entries() for run in entry.runs if run.href}
    assert links["CDIP/21/15"] == f"{ID}doc/CDIP/21/15"
    assert links["CDIP/23/17 Prov."] == f"{ID}doc/CDIP/23/17-Prov"
    assert links["CDIP/22"] == f"{ID}CDIP/session/22"
    assert links["8.3"] == f"{ID}CDIP/session/21/summary/item/8.3"
    known = {quad.subject.value for quad in built.quads()}
    assert set(links.values()) <= known


def test_a_store_elsewhere_gives_the_same_table(built_folder: Path, endpoint: str) -> None:
    from cdipgraph.store import open_store, publish

    with open_store(built_folder) as local, RemoteStore(endpoint) as remote:
        publish(local, endpoint)
        for lang in CODES:
            here = report_table(local, lang=lang, with_narrative_only=True)
            assert report_table(remote, lang=lang, with_narrative_only=True) == here
        assert compare(remote).differences == ()


# Other reports


@tries(25)
@given(case=cases(), seed=st.integers(0, 10_000), code=st.sampled_from(documents.CODES))
def test_a_made_up_report_equals_its_annex_but_for_words_over_columns(case: Case, seed: int, code: str) -> None:
    told = read_report(read_bytes(Writer(case, code, Random(seed)).text().encode()))
    with MemoryStore() as store:
        store.replace_graphs({graph.expression_iri(told): graph.quads(told)})
        if case.annex:
            for everything in (False, True):
                found = compare(store, with_narrative_only=everything)
                assert found.count("unexplained") == 0, str(found)
                assert {d.column for d in found.differences if d.status == "reworded"} <= {"heading"}
            assert not compare(store).count("explained")
        for lang in documents.CODES:
            table = report_table(store, lang=lang, with_narrative_only=True).content
            rows = [row for group in table.groups for row in group.rows]
            assert len(rows) == len(told.measures)
            assert sum(len(row.cell("implementation")) for row in rows) == sum(
                len(measure.implementations) for measure in told.measures
            )


@pytest.fixture(scope="module")
def patents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MemoryStore]:
    with store_of(tmp_path_factory.mktemp("patents"), brevets()) as store:
        yield store


def test_an_entry_keeps_all_its_words(patents: MemoryStore) -> None:
    table = report_table(patents).content
    assert texts(cell(table, "1/1", "implementation")) == [
        "Forum (SCP/33/4);",
        "Deux <études> & | *rapports* (SCP/33/5).",
    ]
    assert texts(cell(table, "1/1", "review")) == [
        line.strip() for line in brevets().split("\n") if line.startswith("\tVoir")
    ]
    assert len(cell(table, "1/1", "summary")) == 1
    assert [row.number for row in table.groups[0].rows] == ["1", "3"]
    assert [d.column for d in compare(patents).differences] == ["heading"] * len(compare(patents).differences)


def test_an_entry_in_another_language_cites_the_same(patents: MemoryStore) -> None:
    table = report_table(patents, lang="en").content
    assert texts(cell(table, "1/1", "review")) == [
        "paragraphs 98 to 112, 115, 120 and 121 of the Report of the thirty\u2011third session of the SCP (SCP/33/9)",
        "paragraph 81 of the Report of the thirty\u2011second session of the SCP (SCP/32/15)",
    ]


def test_a_measure_without_a_row_gets_one_in_its_place(patents: MemoryStore) -> None:
    table = report_table(patents, with_narrative_only=True).content
    assert [(row.number, row.marked) for row in table.groups[0].rows] == [("1", False), ("2", True), ("3", False)]
    assert texts(cell(table, "1/2", "measure")) == ["† Une étude sur les exceptions"]
    assert texts(cell(table, "1/2", "implementation")) == ["† Étude sur les exceptions (SCP/34/5)"]
    assert [matching_view(text) for text in texts(cell(table, "1/2", "review"))] == [
        "† paragraphes 44 et 45 du rapport de la trente-quatrième session du SCP (SCP/34/10)"
    ]
    assert [matching_view(text) for text in texts(cell(table, "1/2", "summary"))] == [
        "† paragraphe 7 du Résumé présenté par le président de la trente-quatrième session du SCP"
    ]
    assert compare(patents, with_narrative_only=True).count("unexplained") == 0


def test_a_report_of_another_committee_is_called_by_its_name(patents: MemoryStore) -> None:
    entries = cell(report_table(patents, lang="es", with_narrative_only=True).content, "1/3", "review")
    assert texts(entries)[-1] == (
        "† párrafos 12 a 19 del Informe del quincuagésimo primer período de sesiones de la Asamblea General de la OMPI"
        " (WO/GA/51/18)"
    )


def test_a_document_without_an_annex_gives_all_it_tells_of_unmarked(tmp_path: Path) -> None:
    narrative = brevets().partition("[L'annexe suit]")[0]
    with store_of(tmp_path, narrative) as store:
        table = report_table(store).content
        with pytest.raises(UsageError, match="no annex"):
            compare(store)
    assert not table.annexed
    assert not table.marked
    assert [c.role for c in table.columns] == list(USUAL)
    assert [row.number for row in table.groups[0].rows] == ["1", "2", "3"]
    assert texts(cell(table, "1/2", "implementation")) == ["Étude sur les exceptions (SCP/34/5)"]


def test_a_column_that_the_annex_has_not_is_not_written(tmp_path: Path) -> None:
    lines = [line for line in brevets().split("\n") if "\tparagraphe" not in line or "rapport" in line]
    narrow = "\n".join(line for line in lines if line != "\tRésumé présenté par le président")
    with store_of(tmp_path, narrow) as store:
        assert [c.role for c in report_table(store).content.columns] == ["measure", "implementation", "review"]
        assert compare(store).count("unexplained") == 0


# What differs


def test_words_that_are_not_understood_are_a_difference(tmp_path: Path) -> None:
    with store_of(tmp_path, brevets("Examinée ailleurs")) as store:
        unexplained = [d for d in compare(store).differences if d.status == "unexplained"]
    assert [(d.measure, d.original, d.written) for d in unexplained] == [("3", "Examinée ailleurs", "")]
    assert unexplained[0].words() == "[-Examinée ailleurs-]"


def test_a_finding_on_the_words_explains_a_difference(tmp_path: Path) -> None:
    loose = brevets().replace("\tTable ronde sur les brevets (SCP/35)", "\tTable ronde\n\tSCP/35\n\tEn cours")
    with store_of(tmp_path, loose) as store:
        found = compare(store)
    explained = [d for d in found.differences if d.status == "explained"]
    assert explained
    assert all("does not have all its cells" in d.because for d in explained)


def _with(quad: Quad, old: Literal, new: Literal) -> Quad:
    """The quad, with another value where it has the old one."""
    return Quad(quad.subject, quad.predicate, new, quad.graph_name) if quad.object == old else quad


def test_a_fact_that_is_wrong_or_missing_is_a_difference(tmp_path: Path) -> None:
    with store_of(tmp_path, SOURCE) as store:
        name = f"{ID}doc/CDIP/24/8/fr"
        review, entry = f"{ID}doc/CDIP/24/8/measure/2.1/review/1", "Procédure d’examen par des spécialistes"
        kept = [quad for quad in store.quads(name) if quad.subject.value != review]
        quads = [_with(quad, Literal(entry), Literal("Autre procédure")) for quad in kept]
        store.replace_graphs({name: quads})
        found = compare(store)
    assert found.count("unexplained") == len(found.differences) == 2
    assert [(d.paragraph, d.measure, d.column) for d in found.differences] == [
        ("2", "1", "Examen par le CDIP"),
        ("3", "2", "Mesure"),
    ]


def test_a_row_that_is_not_in_the_original(tmp_path: Path) -> None:
    changed, text = tmp_path / "changed.txt", SOURCE.read_text(encoding="utf-8")
    begin = text.index("\tProcédure d’examen par des spécialistes")
    end = re.compile(r"\tParagraphe\s4").search(text, begin)
    assert end is not None
    changed.write_text(text[:begin] + text[end.start() :], encoding="utf-8")
    with store_of(tmp_path, SOURCE) as store:
        found = compare(store, against=changed)
    assert [(d.paragraph, d.measure, d.original, d.status) for d in found.differences] == [
        ("3", "2", "", "unexplained")
    ] * 4
    assert found.differences[0].written == "Procédure d’examen par des spécialistes"


def test_a_comparison_is_told_in_words_and_as_a_table(tmp_path: Path) -> None:
    with store_of(tmp_path, brevets("Examinée ailleurs")) as store:
        found = compare(store, speak="es")
    assert "1/3 · Examen par le SCP (sin explicar)\n    [-Examinée ailleurs-]\n" in str(found)
    assert str(found).endswith(f"{found.total}\n")
    answer = found.answer()
    assert answer.columns == ("párrafo", "medida", "columna", "estado", "original", "escrito", "explicación")
    assert ("1", "3", "Examen par le SCP", "sin explicar", "Examinée ailleurs", "", None) in answer.rows


def test_words_far_from_what_differs_are_left_out(built: Store) -> None:
    (difference,) = compare(built, with_narrative_only=True).differences
    words = difference.words()
    assert words.startswith("… ")
    assert words.endswith("(CDIP/21/15)+}")
    assert words.count("rapport") == 1


# What cannot be


def test_what_has_no_table_says_so(built: Store, memory: MemoryStore, tmp_path: Path) -> None:
    with pytest.raises(UnknownThing, match=r"CDIP/21/15 tells of no measures.*CDIP/24/8"):
        report_table(built, "CDIP/21/15")
    with pytest.raises(UnknownThing, match="no document in the store is called"):
        report_table(built, "CDIP/99/1")
    with pytest.raises(UnknownThing, match="no document in the store tells of measures"):
        report_table(memory)
    with pytest.raises(UsageError, match="'de'"):
        report_table(built, lang="de")
    with store_of(tmp_path, SOURCE, brevets()) as store, pytest.raises(UsageError, match=r"CDIP/24/8, SCP/36/7"):
        report_table(store)


def test_a_comparison_needs_the_version_that_was_asked_for(built: Store) -> None:
    with pytest.raises(UsageError, match="CDIP/24/8 in fr"):
        compare(built, lang="en")


def test_the_file_of_a_document_that_is_not_plain_text_has_to_be_named(tmp_path: Path) -> None:
    with store_of(tmp_path, SOURCE) as store:
        name = f"{ID}doc/CDIP/24/8/fr"
        quads = [_with(quad, PLAIN, WORD) for quad in store.quads(name)]
        store.replace_graphs({name: quads})
        with pytest.raises(UsageError, match="--against FILE"):
            compare(store)
        assert compare(store, against=SOURCE).differences == ()


def test_the_words_of_a_symbol_or_an_item_are_linked_once() -> None:
    runs = list(linked("point 8.1 et 18.1 de CDIP/21/15 (CDIP/21)", {"8.1": "urn:item"}))
    assert "".join(run.text for run in runs) == "point 8.1 et 18.1 de CDIP/21/15 (CDIP/21)"
    assert [(run.text, run.href) for run in runs if run.href] == [
        ("8.1", "urn:item"),
        ("CDIP/21/15", f"{ID}doc/CDIP/21/15"),
        ("CDIP/21", f"{ID}CDIP/session/21"),
    ]
