"""Language versions of a document held against each other: what differs is found, and translations that do not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from random import Random

import pytest
from documents import Writer
from exploring import tries
from hypothesis import given
from hypothesis import strategies as st
from test_three_languages import TEXTS, cases

from cdipgraph import validation
from cdipgraph.findings import Finding
from cdipgraph.ingest import build, build_one
from cdipgraph.queries import run
from cdipgraph.store import Store, open_store
from cdipgraph.store.remote import RemoteStore
from cdipgraph.vocabulary import ID

WORK = f"{ID}doc/SCT/61/5"
ENGLISH = """SCT/61/5
ORIGINAL: ENGLISH
DATE: MARCH 12, 2029

Standing Committee on the Law of Trademarks, Industrial Designs and Geographical Indications (SCT)

Sixty-First Session
Geneva, May 14 to 18, 2029

NOTE ON FONTS

prepared by the Secretariat

1. At its sixtieth session, the SCT discussed document SCT/60/3 (see paragraphs 41 to 57 of document SCT/60/9).
2. The SCT took note of document SCT/60/3.
"""
FRENCH = """SCT/61/5
ORIGINAL : ANGLAIS
DATE : 12 MARS 2029

Comité permanent du droit des marques, des dessins et modèles industriels et des indications géographiques (SCT)

Soixante et unième session
Genève, 14 – 18 mai 2029

NOTE SUR LES POLICES DE CARACTÈRES

établie par le Secrétariat

1. À sa soixantième session, le SCT a examiné le document SCT/60/3 (voir les paragraphes 41 à 57 du document SCT/60/9).
2. Le SCT a pris note du document SCT/60/3.
"""
SPANISH = """SCT/61/5
ORIGINAL: INGLÉS
FECHA: 12 DE MARZO DE 2029

Comité Permanente sobre el Derecho de Marcas, Diseños Industriales e Indicaciones Geográficas (SCT)

Sexagésima primera sesión
Ginebra, 14 a 18 de mayo de 2029

NOTA SOBRE LAS FUENTES

preparada por la Secretaría

1. En su sexagésima sesión, el SCT examinó el documento SCT/60/3 (véanse los párrafos 41 a 57 del documento SCT/60/9).
2. El SCT tomó nota del documento SCT/60/3.
"""


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(memory=True) as opened:
        yield opened


def put(folder: Path, code: str, text: str) -> Path:
    path = folder / f"{code}.txt"
    path.write_text(text, encoding="utf-8")
    return path


def told(findings: list[Finding] | tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in findings if finding.rule.startswith("languages-")]


def content(store: Store) -> list[str]:
    return sorted(map(str, store.quads()))


def test_versions_that_say_the_same_give_no_finding(store: Store, tmp_path: Path) -> None:
    files = [put(tmp_path, code, text) for code, text in (("en", ENGLISH), ("fr", FRENCH), ("es", SPANISH))]
    result = build(files, store)
    assert {d.language for d in result.documents} == {"en", "fr", "es"}
    assert told([f for d in result.documents for f in d.findings]) == []
    assert told(validation.check(store)) == []
    assert f"{WORK}/languages" not in store.graphs()


def test_the_translations_of_the_sample_give_no_finding(store: Store) -> None:
    build(list(TEXTS.values()), store)
    assert len([name for name in store.graphs() if name.rpartition("/")[2] in TEXTS]) == 3
    assert told(validation.check(store)) == []


@tries(8)
@given(case=cases(), seed=st.integers(0, 1000))
def test_made_up_reports_in_three_languages_give_no_finding(case: object, seed: int) -> None:
    from pyoxigraph import Quad

    from cdipgraph import graph
    from cdipgraph.readers import read_bytes
    from cdipgraph.reading import read_report

    versions: dict[str, list[Quad]] = {}
    for code in ("fr", "en", "es"):
        report = read_report(read_bytes(Writer(case, code, Random(seed)).text().encode()))  # type: ignore[arg-type]
        versions[graph.expression_iri(report)] = graph.quads(report)
    with open_store(memory=True) as opened:
        opened.replace_graphs(versions)
        assert [(f.rule, f.message("en")) for f in validation.check_languages(opened)] == []


CHANGES = {
    "languages-range-differs": ("41 à 57", "41 à 58", "The range of paragraphs 41 to 58 (SCT/60/9) is 41 to 57"),
    "languages-cite-otherwise": (
        "document SCT/60/9",
        "document SCT/60/10",
        "“paragraphes 41 à 57 du document SCT/60/10” is cited in the version “fr”",
    ),
    "languages-outcome-differs": ("a pris note du", "a approuvé le", "The outcome “approved” of this decision"),
    "languages-value-differs": ("12 MARS", "13 MARS", "2029-03-13 in the version “fr”, but 2029-03-12"),
}


@pytest.mark.parametrize("rule", CHANGES)
def test_what_differs_is_found_in_both(store: Store, tmp_path: Path, rule: str) -> None:
    old, new, message = CHANGES[rule]
    assert old in FRENCH
    english = put(tmp_path, "en", ENGLISH.replace("NOTE ON FONTS", "REPORT") if "outcome" in rule else ENGLISH)
    text = FRENCH.replace("NOTE SUR LES POLICES DE CARACTÈRES", "RAPPORT") if "outcome" in rule else FRENCH
    build([english], store)
    found = told(build_one(put(tmp_path, "fr", text.replace(old, new)), store).findings)
    assert {finding.rule for finding in found} == {rule}
    assert any(message in finding.message("en") for finding in found), [f.message("en") for f in found]
    everywhere = told(validation.check(store))
    assert {finding.document for finding in everywhere} == {f"{WORK}/fr", f"{WORK}/en"}
    assert {finding.severity for finding in everywhere} == {"warning"}
    for finding in everywhere:
        assert finding.start is not None
        assert finding.quote
    stored = [row for row in run(store, "findings", lang="en") if str(row[1]) == rule]
    assert len(stored) == len(everywhere)


def test_the_place_is_that_of_the_words(store: Store, tmp_path: Path) -> None:
    build([put(tmp_path, "en", ENGLISH), put(tmp_path, "fr", FRENCH.replace("41 à 57", "41 à 58"))], store)
    quotes = {f.document: f.quote for f in told(validation.check(store))}
    assert quotes[f"{WORK}/fr"].startswith("paragraphes 41 à 58")
    assert quotes[f"{WORK}/en"].startswith("paragraphs 41 to 57")


def test_the_order_of_building_does_not_count(tmp_path: Path) -> None:
    texts = {"en": ENGLISH, "fr": FRENCH.replace("41 à 57", "41 à 58"), "es": SPANISH.replace("SCT/60/3.", "SCT/60/4.")}
    files = [put(tmp_path, code, text) for code, text in texts.items()]
    contents = []
    for order in permutations(files):
        with open_store(memory=True) as opened:
            build(order, opened)
            contents.append(content(opened))
    assert all(each == contents[0] for each in contents)


def test_what_was_corrected_is_no_longer_told(store: Store, tmp_path: Path) -> None:
    build([put(tmp_path, "en", ENGLISH), put(tmp_path, "fr", FRENCH.replace("41 à 57", "41 à 58"))], store)
    assert f"{WORK}/languages" in store.graphs()
    build([put(tmp_path, "fr", FRENCH)], store)
    assert f"{WORK}/languages" not in store.graphs()
    assert told(validation.check(store)) == []


def test_a_store_elsewhere_tells_the_same(remote: RemoteStore, store: Store, tmp_path: Path) -> None:
    files = [put(tmp_path, "en", ENGLISH), put(tmp_path, "fr", FRENCH.replace("41 à 57", "41 à 58"))]
    build(files, store)
    build(files, remote)
    assert content(remote) == content(store)


def test_another_document_in_another_language_is_another(store: Store, tmp_path: Path) -> None:
    build([put(tmp_path, "en", ENGLISH), put(tmp_path, "fr", FRENCH.replace("SCT/61/5", "SCT/61/6"))], store)
    assert told(validation.check(store)) == []
