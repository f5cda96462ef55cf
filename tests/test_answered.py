"""What documents answer of what others ask: by their words, by documents, in any order of building, and no longer when
one of the two is gone or says something else.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from pyoxigraph import Quad

import cdipgraph
from cdipgraph import readers, validation
from cdipgraph.ingest import build
from cdipgraph.queries import run
from cdipgraph.reading import read_report
from cdipgraph.spans import folded
from cdipgraph.store import Store, open_store
from cdipgraph.vocabulary import ID

SETS = sorted(path for path in (Path(__file__).parent / "answered").iterdir() if path.is_dir())
ENGLISH = next(path for path in SETS if path.name == "en")
GIVEN = """PREFIX cdip: <https://w3id.org/cdipgraph/ontology#>
SELECT ?text ?given ?ordinal ?certainty ?extent ?paragraph WHERE {
  ?answer a cdip:Answer ; cdip:answers ?asked ; cdip:givenBy ?given ; cdip:extent ?extent ;
    cdip:certainty ?certainty ; cdip:session/cdip:ordinal ?ordinal .
  ?asked cdip:text ?text
  OPTIONAL { ?given cdip:inParagraph ?paragraph }
}"""
WORDS = """PREFIX cdip: <https://w3id.org/cdipgraph/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?answer ?version ?start ?end ?exact ?text WHERE {
  ?answer a cdip:Answer ; prov:wasDerivedFrom ?span .
  ?span oa:hasSource ?version ; oa:hasSelector ?place, ?quote .
  ?place oa:start ?start ; oa:end ?end . ?quote oa:exact ?exact . ?version cdip:text ?text
}"""


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(memory=True) as opened:
        yield opened


def sources(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.txt"))


def answers(store: Store) -> set[tuple[str, str, int, bool, bool]]:
    """What is asked, what answers it (of what minutes tell, the paragraph), at which session, how surely, how far."""
    found = set()
    for row in store.query(GIVEN):
        text, given, ordinal, certainty, extent, paragraph = (getattr(term, "value", "") for term in row)
        thing = (paragraph or given).removeprefix(ID)
        certain = certainty.rpartition("#")[2] == "certainty-certain"
        found.add((folded(text), thing, int(ordinal), certain, extent.endswith("-full")))
    return found


def content(store: Store) -> list[str]:
    return sorted(map(str, store.quads()))


def gold(folder: Path) -> list[dict[str, Any]]:
    asked: list[dict[str, Any]] = tomllib.loads((folder / "gold.toml").read_text(encoding="utf-8"))["asked"]
    return asked


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_what_is_asked_is_answered_by_what_is_told(store: Store, folder: Path) -> None:
    build(sources(folder), store)
    found = answers(store)
    left = set(found)
    for one in gold(folder):
        own = {row for row in found if folded(one["words"]) in row[0]}
        wanted = {(one["given"], one["session"], one["certain"], one["full"])} if "given" in one else set()
        assert {row[1:] for row in own} == wanted, one["words"]
        left -= own
    assert not left


@pytest.mark.parametrize("code", ["en", "es", "fr"])
def test_what_is_answered_by_nothing_is_asked_in_every_language(code: str) -> None:
    asked = [one for folder in SETS if folder.name.startswith(code) for one in gold(folder)]
    assert sum("given" not in one for one in asked) >= 6
    assert sum("given" in one for one in asked) >= 12


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_an_answer_has_the_words_of_both_documents(store: Store, folder: Path) -> None:
    build(sources(folder), store)
    versions: dict[str, set[str]] = {}
    for row in store.query(WORDS):
        answer, version, start, end, exact, text = (getattr(term, "value", "") for term in row)
        assert text[int(start) : int(end)] == exact
        versions.setdefault(answer, set()).add(version)
    assert versions
    assert all(len(both) == 2 for both in versions.values())


@pytest.mark.parametrize("folder", [path for path in SETS if path.name in ("en", "fr")], ids=lambda f: f.name)
def test_all_that_is_known_together_keeps_to_the_shapes(store: Store, folder: Path) -> None:
    build(sources(folder), store)
    union = [Quad(q.subject, q.predicate, q.object) for q in store.quads() if "/findings" not in q.graph_name.value]
    assert any(q.predicate.value.endswith("#answeredBy") for q in union)
    assert [finding.rule for finding in validation.check_graph(union) if finding.source_shape] == []


@pytest.mark.parametrize("folder", [path for path in SETS if path.name in ("en", "fr", "mixed")], ids=lambda f: f.name)
def test_the_order_of_building_does_not_count(folder: Path) -> None:
    contents = []
    for order in permutations(sources(folder)):
        with open_store(memory=True) as store:
            build(order, store)
            contents.append(content(store))
    assert all(each == contents[0] for each in contents)


def test_building_again_changes_nothing(store: Store) -> None:
    build(sources(ENGLISH), store)
    once = content(store)
    assert not any(document.changed for document in build(sources(ENGLISH), store).documents)
    assert content(store) == once


def edited(folder: Path, name: str, before: str, after: str) -> Path:
    """A document of the English set with other words."""
    text = (ENGLISH / name).read_text(encoding="utf-8")
    assert before in text
    path = folder / name
    path.write_text(text.replace(before, after), encoding="utf-8")
    return path


def test_an_answer_goes_when_the_document_that_gave_it_says_something_else(store: Store, tmp_path: Path) -> None:
    build(sources(ENGLISH), store)
    before = answers(store)
    told = "presented the study on intellectual property and gastronomic tourism"
    build([edited(tmp_path, "CDIP-32-9.en.txt", told, "promised the study on gastronomic tourism")], store)
    assert {row[1] for row in before - answers(store)} == {"doc/CDIP/32/5"}
    build(sources(ENGLISH), store)
    assert answers(store) == before


def test_an_answer_goes_when_the_document_that_asks_asks_something_else(store: Store, tmp_path: Path) -> None:
    build(sources(ENGLISH), store)
    before = answers(store)
    wanted = "present an independent evaluation of the web platform"
    build([edited(tmp_path, "CDIP-30-summary.en.txt", wanted, "present an audit of the accounts")], store)
    assert {row[1] for row in before - answers(store)} == {"doc/CDIP/32/4"}


def test_an_answer_goes_with_the_document_that_gave_it(store: Store) -> None:
    build(sources(ENGLISH), store)
    gone = f"{ID}doc/CDIP/32/9/en"
    store.remove_graphs([name for name in store.graphs() if name.startswith(gone)])
    assert answers(store) == set()
    assert {str(row[4]) for row in run(store, "commitments")} <= {"open", "overdue"}


def test_what_is_answered_elsewhere_is_told_by_the_question_and_the_trace(store: Store) -> None:
    build(sources(ENGLISH), store)
    rows = {folded(str(row[2])): (row[4], row[5]) for row in run(store, "commitments")}
    assert rows["organize a webinar on copyright licensing for museums"] == (
        "answered",
        "a webinar on copyright licensing for museums",
    )
    assert rows["publish a toolkit for inventors"] == ("open", None)
    late = {folded(str(row[2]))[:30]: row[4] for row in run(store, "commitments", as_of=31)}
    assert late["request the Secretariat to sub"] == "overdue"
    assert late["present an independent evaluat"] == "open"
    told = str(cdipgraph.trace(store, "CDIP/30 5.6", lang="en"))
    assert "answered in part by CDIP/32/7 · session 32" in told
    assert "presented the first part of the compilation" in told
    assert "Request: answered" in str(cdipgraph.trace(store, "CDIP/32/5", lang="en"))
    assert "Request: open" in str(cdipgraph.trace(store, "CDIP/30 5.6", lang="en", as_of=31))


def overdue(store: Store) -> list[str]:
    return sorted(f.quote for f in validation.check(store) if f.rule == "commitment-overdue")


def test_what_minutes_ask_is_overdue_when_the_minutes_of_its_session_do_not_tell_of_it(store: Store) -> None:
    summary, _, report = sources(ENGLISH)
    build([summary], store)
    assert overdue(store) == []
    build([report], store)
    assert [folded(quote)[:60] for quote in overdue(store)] == [
        "present an independent evaluation of the technical assistanc",
        "submit a guide on collective marks for cooperatives at its t",
    ]


def test_an_answer_of_another_document_silences_the_rule(store: Store, tmp_path: Path) -> None:
    folder = next(path for path in SETS if path.name == "en-2")
    asking = next(path for path in sources(folder) if path.name.startswith("CDIP-33-9"))
    later = next(path for path in sources(folder) if path.name.startswith("CDIP-36"))
    build([asking, later], store)
    assert any("tax incentives" in quote for quote in overdue(store))
    build(sources(folder), store)
    assert not any("tax incentives" in quote for quote in overdue(store))


def test_what_another_committee_is_told_answers_nothing(store: Store, tmp_path: Path) -> None:
    summary, *_ = sources(ENGLISH)
    text = (ENGLISH / "CDIP-32-9.en.txt").read_text(encoding="utf-8")
    other = tmp_path / "other.txt"
    named = text.replace("Committee on Development and Intellectual Property (CDIP)", "Standing Committee (SCCR)")
    other.write_text(named.replace("CDIP/", "SCCR/").replace("CDIP", "SCCR"), encoding="utf-8")
    build([summary, other], store)
    assert answers(store) == set()


LATER = """F

ORIGINAL : ANGLAIS
DATE : 21 MAI 2021

Comité du développement et de la propriété intellectuelle (CDIP)

Vingt‑cinquième session
Genève, 17 – 21 mai 2021

RÉSUMÉ PRÉSENTÉ PAR LE PRÉSIDENT

POINT 6 DE L’ORDRE DU JOUR : EXAMEN DU PROGRAMME DE TRAVAIL

1.	La vingt‑cinquième session du CDIP s’est tenue du 17 au 21 mai 2021.
2.	Le comité a pris note du rapport d’évaluation indépendante du projet sur le tourisme (document CDIP/25/2).
3.	Le comité a examiné le rapport d’évaluation indépendante de {thing} (document CDIP/25/5).
"""


@pytest.mark.parametrize(
    ("thing", "given"), [("la plateforme de webinaires", "doc/CDIP/25/5"), ("l’Académie de l’OMPI", "")]
)
def test_what_is_told_of_the_same_thing_answers_and_what_is_told_of_another_does_not(
    store: Store, tmp_path: Path, thing: str, given: str
) -> None:
    later = tmp_path / "CDIP-25-summary.fr.txt"
    later.write_text(LATER.format(thing=thing), encoding="utf-8")
    build([Path(__file__).parents[1] / "data/sources/CDIP-24-8.fr.txt", later], store)
    across = {row for row in answers(store) if row[1].startswith("doc/CDIP/25/")}
    assert {(row[0][:30], *row[1:]) for row in across} == (
        {("procéder à une évaluation indé", given, 25, True, True)} if given else set()
    )
    chain = str(cdipgraph.trace(store, "1/3"))
    assert ("CDIP/25/5" in chain) == bool(given)


def test_answers_stand_beside_the_version_that_gives_them(store: Store) -> None:
    build(sources(ENGLISH), store)
    names = [name for name in store.graphs() if name.endswith("/answers")]
    assert names == [f"{ID}doc/CDIP/32/9/en/answers"]


def test_what_a_person_says_was_not_done_answers_nothing(store: Store, tmp_path: Path) -> None:
    build(sources(ENGLISH), store)
    before = answers(store)
    settled = tmp_path / "settled.csv"
    settled.write_text(
        "document,thing,quote,statement,author,date,reason\n"
        "CDIP/32/9,delivery,a webinar on copyright licensing for museums had been held,wrong,Ana,2026-03-01,No.\n",
        encoding="utf-8",
    )
    build(sources(ENGLISH), store, corrections=[settled])
    assert {row[1] for row in before - answers(store)} == {"doc/CDIP/32/9/para/10"}


HOSTILE = (
    "The Secretariat presented " + "that, " * 4000 + ".",
    "The Secretariat (" + "x" * 5000 + ") presented a study",
    "that " * 5000 + "a study was presented",
    "The Committee considered " + "document CDIP/32/4, which contained " * 800,
)


@pytest.mark.parametrize("sentence", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_sentences_are_read_in_time(sentence: str) -> None:
    text = (ENGLISH / "CDIP-32-9.en.txt").read_text(encoding="utf-8")
    source = readers.read_bytes(text.replace("The Chair opened the session.", sentence).encode())
    began = process_time()
    assert read_report(source).deliveries
    assert process_time() - began < 20


TOLD = [
    ("The Secretariat did not present the study on patents.", None),
    ("The study on patents had not yet been completed.", None),
    ("The study on patents would be presented at the next session.", None),
    ("Once the study on patents had been presented, the Committee would decide.", None),
    ("The Chair recalled that the study on patents had been presented.", None),
    ("The study on patents had been presented at the twenty-ninth session.", None),
    ("The Secretariat presented the study on patents and answered questions.", ("the study on patents", "secretariat")),
    ("A seminar on patents took place in June.", ("A seminar on patents", "")),
    ("The Committee heard a presentation on patents.", ("a presentation on patents", "")),
]


LISTED = [
    (
        "The Secretariat presented:\n(a)\ta study on salt (document CDIP/32/44); and\n(b)\tits cost (CDIP/32/45).",
        [
            ("a study on salt (document CDIP/32/44)", "secretariat"),
            ("its cost (CDIP/32/45)", "secretariat"),
        ],
    ),
    (
        "The Committee considered the following:\n(a)\tthe study on salt (document CDIP/32/44).\nThe study was long.",
        [("the study on salt (document CDIP/32/44)", "")],
    ),
    (
        "The Committee:\n(i)\ttook note of document CDIP/32/44 on salt; and\n(ii)\tasked for document CDIP/32/47.",
        [("document CDIP/32/44 on salt", "")],
    ),
]


@pytest.mark.parametrize(("sentence", "told"), LISTED, ids=range(len(LISTED)))
def test_what_a_list_tells_as_done_is_told_point_by_point(sentence: str, told: list[tuple[str, str]]) -> None:
    text = (ENGLISH / "CDIP-32-9.en.txt").read_text(encoding="utf-8")
    report = read_report(readers.read_bytes(text.replace("The Chair opened the session.", sentence).encode()))
    found = [(report.source.quote(d.thing), d.actor) for d in report.deliveries if d.paragraph == 1]
    assert found == told


@pytest.mark.parametrize(("sentence", "told"), TOLD, ids=range(len(TOLD)))
def test_only_what_was_done_is_told_as_done(sentence: str, told: tuple[str, str] | None) -> None:
    text = (ENGLISH / "CDIP-32-9.en.txt").read_text(encoding="utf-8")
    report = read_report(readers.read_bytes(text.replace("The Chair opened the session.", sentence).encode()))
    found = [(report.source.quote(d.thing), d.actor) for d in report.deliveries if d.paragraph == 1]
    assert found == ([told] if told else [])
