"""Citations: what a sentence cites."""

from __future__ import annotations

import pytest
from noted import Noted, annex, block, doc, ins, item, noted, par, res, ses

from cdipgraph.citations import find
from cdipgraph.languages import load
from cdipgraph.readers import read_bytes
from cdipgraph.report import Citation, CitationKind


def found_in(sentence: str) -> list[Citation]:
    """The citations of a sentence."""
    return find(block(sentence), load("fr"))


SENTENCES: list[tuple[str, list[Noted]]] = [
    # no session named
    ("Certaines ont insisté (rapport, paragraphes 233 à 249).", [par(233, 249)]),
    ("Certaines ont insisté (rapport, paragraphe 12).", [par(12)]),
    ("Certaines ont insisté (rapport, par. 25 à 86).", [par(25, 86)]),
    # session named, report before and after
    (
        (
            "(rapport de la dix‑neuvième session du CDIP, paragraphes 37 à 61 et rapport de la vingtième "
            "session du CDIP, paragraphes 233 à 244)"
        ),
        [par(37, 61, session=19), par(233, 244, session=20)],
    ),
    (
        (
            "(rapport de la trente‑troisième session du SCP, paragraphes 5 à 6 et rapport de la "
            "trente-quatrième session du SCP, paragraphes 7 à 8)"
        ),
        [par(5, 6, session=33), par(7, 8, session=34)],
    ),
    (
        "paragraphes 98 à 112 du rapport de la vingt et unième session du CDIP (CDIP/21/15)",
        [par(98, 112, "CDIP/21/15", 21)],
    ),
    ("paragraphes 12 à 14 du rapport de la trente-troisième session du SCP (SCP/33/5)", [par(12, 14, "SCP/33/5", 33)]),
    (
        "paragraphes 12 à 14 du projet de rapport de la quarante-quatrième session du SCT (SCT/44/9 Prov.)",
        [par(12, 14, "SCT/44/9 Prov.", 44)],
    ),
    (
        (
            "paragraphe 40 du projet de rapport de la cinquante et unième session de l’Assemblée générale "
            "(WO/GA/51/18 Prov.)"
        ),
        [par(40, None, "WO/GA/51/18 Prov.", 51)],
    ),
    ("le rapport SCCR/39/8, paragraphes 20 à 33", [par(20, 33, "SCCR/39/8")]),
    (
        "(rapport de la trente‑neuvième session du SCCR (SCCR/39/8), paragraphes 20 à 33)",
        [par(20, 33, "SCCR/39/8", 39)],
    ),
    ("paragraphes 3 à 4 du rapport de la seizième session de l’ACE (ACE/16/15)", [par(3, 4, "ACE/16/15", 16)]),
    # several sessions share their noun
    ("lors des vingt et unième et vingt‑deuxième sessions du comité", [ses(21), ses(22)]),
    ("lors des trente-troisième et trente-quatrième sessions du SCP", [ses(33), ses(34)]),
    ("lors des trentième, trente et unième et trente‑deuxième sessions du SCP", [ses(30), ses(31), ses(32)]),
    ("à la quarante-troisième session et à la quarante-quatrième session", [ses(43), ses(44)]),
    ("aux 21e et 22e sessions du comité", [ses(21), ses(22)]),
    (
        (
            "À la demande de la vingt‑deuxième session du comité, le Secrétariat a présenté à la "
            "vingt‑troisième session le document CDIP/23/9"
        ),
        [ses(22), ses(23), doc("CDIP/23/9")],
    ),
    (
        (
            "À la demande de la trente-deuxième session, le Secrétariat a présenté à la trente-troisième "
            "session le document SCP/33/2"
        ),
        [ses(32), ses(33), doc("SCP/33/2")],
    ),
    # a session written like a symbol
    (
        "inscrit à l’ordre du jour des six sessions (CDIP/19 à CDIP/24); voir CDIP/8/INF/1",
        [("session", "", "19", "24", "", None), doc("CDIP/8/INF/1")],
    ),
    ("les sessions (SCP/31 à SCP/35); voir SCP/28/4", [("session", "", "31", "35", "", None), doc("SCP/28/4")]),
    ("Exposé sur la faisabilité (CDIP/21); document CDIP/21/4", [ses(21), doc("CDIP/21/4")]),
    ("Exposé oral (WO/GA/51); document WO/GA/51/2", [ses(51), doc("WO/GA/51/2")]),
    # documents
    ("le document CDIP/23/17 Prov.", [doc("CDIP/23/17 Prov.")]),
    ("le document CDIP/23/17 Prov.) du comité", [doc("CDIP/23/17 Prov.")]),
    ("les documents CDIP/8/INF/1, CDIP/9/15 et CDIP/16/6.", [doc("CDIP/8/INF/1"), doc("CDIP/9/15"), doc("CDIP/16/6")]),
    ("les documents WO/GA/53/6 Rev.1 et A/AC.109/2020/2", [doc("WO/GA/53/6 Rev.1"), doc("A/AC.109/2020/2")]),
    ("le document SCP/12/3 Rev.2. Il contient", [doc("SCP/12/3 Rev.2")]),
    # items of a Chair's summary
    (
        "paragraphe 8.3 du résumé présenté par le président de la vingt et unième session du CDIP",
        [item("8.3", 21)],
    ),
    ("paragraphe 5 du Résumé présenté par le président de la dix‑neuvième session du CDIP", [item("5", 19)]),
    ("paragraphe 4.1 du Résumé présenté par la présidente de la trente-quatrième session du SCP", [item("4.1", 34)]),
    ("paragraphe 12 du résumé de la présidence de la quarante-sixième session du comité", [item("12", 46)]),
    ("paragraphe 10 du résumé du président de la cent-unième session du comité", [item("10", 101)]),
    # range and item in one bracket
    (
        (
            "(rapport de la vingt et unième session du CDIP, paragraphes 285 à 291 et paragraphe 8.3 du "
            "résumé présenté par le président de la "
            "vingt et unième session du CDIP)"
        ),
        [par(285, 291, session=21), item("8.3", 21)],
    ),
    # other documents' paragraphs
    ("(voir le paragraphe 71 du document WO/GA/26/10)", [par(71, None, "WO/GA/26/10")]),
    ("conformément au par. 72 du document A/CN.9/485", [par(72, None, "A/CN.9/485")]),
    ("les paragraphes 94 à 95 du document WO/GA/30/8", [par(94, 95, "WO/GA/30/8")]),
    ("LES PARAGRAPHES 94 À 95 DU DOCUMENT WO/GA/30/8", [par(94, 95, "WO/GA/30/8")]),
    ("(A/79/345, par. 69–72, et A/78/7/Add.10, par. 28)", [par(69, 72, "A/79/345"), par(28, None, "A/78/7/Add.10")]),
    # this document's own
    ("mentionnées au paragraphe iii) ci‑dessus", [("internal", "", "", "", "iii", None)]),
    ("au paragraphe 27 ci-dessus", [ins(27)]),
    ("Au titre du paragraphe 4, deux mesures", [ins(4)]),
    ("(voir le paragraphe 11)", [ins(11)]),
    # resolution, agenda, annex
    ("du paragraphe 6 de la résolution 1373 (2001)", [res("1373 (2001)", 6)]),
    ("du point 7 de l’ordre du jour", [("agenda-item", "", "", "", "7", None)]),
    ("au point 13 de l’ordre du jour", [("agenda-item", "", "", "", "13", None)]),
    (
        "l’appendice I du résumé présenté par le président de la dix‑septième session du CDIP",
        [annex("I", session=17)],
    ),
    (
        "l’appendice III du résumé présenté par la présidente de la trente-deuxième session du SCP",
        [annex("III", session=32)],
    ),
    ("l’annexe II du document SCP/33/2", [annex("II", "SCP/33/2")]),
]

LISTS: list[tuple[str, str, list[str]]] = [
    ("paragraphes 94 et 95 du document WO/GA/30/8", "WO/GA/30/8", ["94", "95"]),
    ("paragraphes 3, 8, 14 et 45 du document SCP/31/3", "SCP/31/3", ["3", "8", "14", "45"]),
    (
        "paragraphes 3 à 8 et 14 à 16 du rapport de la trentième session du SCP (SCP/30/11)",
        "SCP/30/11",
        ["3-8", "14-16"],
    ),
    ("SCP/31/3, par. 8, 12 à 14 et 20", "SCP/31/3", ["8", "12-14", "20"]),
]

NOTHING = [
    "la lutte contre le VIH/SIDA et le document public/privé",
    "FNUAP/UNICEF/OMS et et/ou",
    "le 12/05/2017 à Genève",
    "l’ordre de service n° 45/2013 intitulé “Politique”",
    "la fraction 14/2³",
    "la Recommandation 22 et 19 recommandations",
    "l’article 4 de l’Acte de 1991",
    "le troisième paragraphe du texte",
    "une session ultérieure du CDIP et la session plénière",
    "lors des six prochaines sessions du comité",
    "la deuxième partie des travaux de la session",
    "l’option A consistait à créer un forum; l’option B visait",
    "ISBN 92-805-0123-4, pages 12 à 15",
    "le rapport annuel du Secrétariat",
    "les paragraphes suivants, ainsi que l’annexe",
    "de ce point de vue, en dix points, tenir à jour",
    "une période initiale de six mois en 2019",
    "trois sessions, deux réunions et une séance",
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=[s[:60] for s, _ in SENTENCES])
def test_what_a_sentence_cites(sentence: str, expected: list[Noted]) -> None:
    assert [noted(c) for c in found_in(sentence)] == expected


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=[s[:60] for s, _ in SENTENCES])
def test_the_same_with_other_spaces_hyphens_and_line_breaks(sentence: str, expected: list[Noted]) -> None:
    for changed in (
        sentence.replace(" ", "\u00a0"),
        sentence.replace("‑", "-"),
        sentence.replace(" ", "\n", 3),
        sentence.replace("’", "'"),
    ):
        assert [noted(c) for c in found_in(changed)] == expected, repr(changed)


@pytest.mark.parametrize(("sentence", "symbol", "expected"), LISTS, ids=[s[:60] for s, _, _ in LISTS])
def test_each_range_of_a_list_is_cited(sentence: str, symbol: str, expected: list[str]) -> None:
    found = [c for c in found_in(f"Voir les {sentence}.") if c.kind is CitationKind.PARAGRAPHS]
    assert [c.first if c.first == c.last else f"{c.first}-{c.last}" for c in found] == expected
    assert {str(c.symbol) for c in found} == {symbol}


@pytest.mark.parametrize("sentence", NOTHING)
def test_what_is_no_citation(sentence: str) -> None:
    assert [noted(c) for c in found_in(f"Il s’agit de {sentence}, selon le comité.")] == []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Elles ont insisté (rapport, paragraphes 233 à 249).", ["rapport, paragraphes 233 à 249"]),
        ("Lors des vingt et unième et vingt‑deuxième sessions, il", ["vingt et unième", "vingt‑deuxième sessions"]),
        ("(CDIP/19 à CDIP/24), voir CDIP/9/1.", ["CDIP/19 à CDIP/24", "CDIP/9/1"]),
        ("le document CDIP/23/17 Prov.) et", ["CDIP/23/17 Prov."]),
        ("le point 7 de l’ordre du jour intitulé", ["point 7 de l’ordre du jour"]),
    ],
)
def test_the_words_of_a_citation_are_exact(sentence: str, words: list[str]) -> None:
    assert [c.span.of(sentence) for c in found_in(sentence)] == words


def test_what_stands_in_a_span_to_skip_is_not_found() -> None:
    from cdipgraph.spans import Span

    text = "SCP/31/3 puis SCP/31/4"
    source = read_bytes(text.encode())
    assert [str(c.symbol) for c in find(source, load("fr"), [Span(0, 8)])] == ["SCP/31/4"]
