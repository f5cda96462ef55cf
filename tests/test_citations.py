"""Citations: what a sentence cites, and what the document's own evidence says they point at."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from cdipgraph.citations import find
from cdipgraph.languages import load
from cdipgraph.readers import read_bytes
from cdipgraph.reading import read_report
from cdipgraph.report import Citation, CitationKind, How, Report
from cdipgraph.spans import folded

#: kind, symbol, first, last, item, session: what a person would note down of a citation.
Noted = tuple[str, str, str, str, str, int | None]


def noted(c: Citation) -> Noted:
    """What a person would note down of a citation."""
    return (c.kind.value, str(c.symbol or ""), c.first, c.last, c.item, c.session)


def doc(symbol: str) -> Noted:
    return ("document", symbol, "", "", "", None)


def ses(n: int) -> Noted:
    return ("session", "", "", "", "", n)


def par(first: int | str, last: int | str | None = None, symbol: str = "", session: int | None = None) -> Noted:
    return ("paragraphs", symbol, str(first), str(last or first), "", session)


def ins(first: int | str, last: int | str | None = None) -> Noted:
    return ("internal", "", str(first), str(last or first), "", None)


def item(number: str, session: int | None) -> Noted:
    return ("summary-item", "", "", "", number, session)


def found_in(sentence: str) -> list[Citation]:
    """The citations of a sentence."""
    return find(read_bytes(sentence.encode()), load("fr"))


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
    ("du paragraphe 6 de la résolution 1373 (2001)", [("resolution", "", "6", "6", "1373 (2001)", None)]),
    ("du point 7 de l’ordre du jour", [("agenda-item", "", "", "", "7", None)]),
    ("au point 13 de l’ordre du jour", [("agenda-item", "", "", "", "13", None)]),
    (
        "l’appendice I du résumé présenté par le président de la dix‑septième session du CDIP",
        [("annex", "", "", "", "I", 17)],
    ),
    (
        "l’appendice III du résumé présenté par la présidente de la trente-deuxième session du SCP",
        [("annex", "", "", "", "III", 32)],
    ),
    ("l’annexe II du document SCP/33/2", [("annex", "SCP/33/2", "", "", "II", None)]),
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


# Resolving

HEAD = """SCP/35/7
ORIGINAL : ANGLAIS

Comité permanent du droit des brevets (SCP)

Trente-cinquième session
Genève, 16 – 20 octobre 2023

RAPPORT SUR LA MISE EN ŒUVRE DE LA PROPOSITION RELATIVE À LA QUALITÉ DES BREVETS

établi par le Secrétariat

Le présent rapport résume la mise en œuvre de la proposition de la délégation du Canada sur la qualité des brevets.
Paragraphe 1

Le Secrétariat devrait recenser les pratiques des offices.
Mise en œuvre et examen par le SCP

"""
ANNEX_HEAD = """
[L’annexe suit]

\tMesure
\tMise en œuvre
\tExamen par le SCP
\tRésumé présenté par le président

\tParagraphe 1

"""
TIES = {
    31: "rapport de la trente et unième session du SCP (SCP/31/10)",
    32: "rapport de la trente-deuxième session du SCP (SCP/32/7)",
    33: "rapport de la trente-troisième session du SCP (SCP/33/5)",
}


def paper(paragraphs: Sequence[str], reviews: Sequence[str] = (), elsewhere: Sequence[str] = ()) -> Report:
    """A report on one measure: its narrative, the entries of its review cell, and those of another measure."""
    text = HEAD + "\n".join(paragraphs) + "\nSuivi\n\nAucun suivi n’est prévu sur ce point.\n"
    if reviews or elsewhere:
        text += ANNEX_HEAD
        text += "\tRecensement\n\tPratiques (SCP/31/3)\n\t" + ("\n\n".join(reviews) or "néant") + "\n\tnéant\n\n"
        if elsewhere:
            text += "\tParagraphe 2\n\n\tAutre\n\tAutre étude (SCP/31/4)\n\t" + "\n\n".join(elsewhere) + "\n\tnéant\n\n"
        text += "[Fin de l’annexe]\n"
    return read_report(read_bytes(text.encode(), name="SCP-35-7.fr.txt"))


def cited(report: Report, words: str) -> Citation:
    """The citation of these words."""
    found = [c for c in report.citations if folded(report.source.quote(c.span)) == words]
    assert len(found) == 1, [folded(report.source.quote(c.span)) for c in report.citations]
    return found[0]


def rules(report: Report, citation: Citation) -> set[str]:
    """The rules of the findings at a citation."""
    return {
        f.rule
        for f in report.findings
        if f.start is not None and f.start <= citation.span.start and citation.span.end <= (f.end or 0)
    }


ELSEWHERE = [f"paragraphes {n} à {n} du {tie}" for n, tie in TIES.items()]


def test_the_session_may_be_two_paragraphs_up() -> None:
    report = paper(
        [
            "Lors de la trente-deuxième session du comité, le Secrétariat a présenté le document SCP/31/3.",
            "Ce document décrivait les pratiques des offices.",
            "Les délégations ont insisté sur leur importance (rapport, paragraphes 41 à 66).",
        ],
        elsewhere=ELSEWHERE,
    )
    c = cited(report, "rapport, paragraphes 41 à 66")
    assert (str(c.symbol), c.session, c.how) == ("SCP/32/7", 32, How.BY_CONTEXT)
    assert rules(report, c) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "À la demande de la trente-deuxième session, le Secrétariat a présenté à la trente-troisième "
            "session le document SCP/33/2."
        ),
        (
            "À la demande de la trente-deuxième session du comité, le Secrétariat a présenté à la "
            "trente-troisième session le document SCP/33/2."
        ),
        (
            "Comme suite à une demande formulée à la trente-deuxième session, le Secrétariat a présenté le "
            "document SCP/33/2 lors de la trente-troisième session."
        ),
        (
            "Lors de la trente-troisième session du comité, le Secrétariat a présenté le document SCP/33/2, "
            "demandé à la trente-deuxième session."
        ),
        (
            "À la trente-troisième session, comme convenu à la trente-deuxième session, le Secrétariat a "
            "présenté un exposé."
        ),
        (
            "Conformément à la décision prise à la trente-deuxième session, le Secrétariat a présenté un exposé "
            "à la trente-troisième session."
        ),
    ],
)
def test_of_two_sessions_in_a_sentence_the_one_under_discussion_counts(sentence: str) -> None:
    report = paper(
        [
            sentence,
            "Ce document proposait deux options.",
            "Les délégations ont débattu (rapport, paragraphes 10 à 20).",
        ],
        elsewhere=ELSEWHERE,
    )
    c = cited(report, "rapport, paragraphes 10 à 20")
    assert (str(c.symbol), c.session, c.how) == ("SCP/33/5", 33, How.BY_CONTEXT)


def test_a_later_session_takes_over() -> None:
    report = paper(
        [
            "Lors de la trente et unième session du comité, le Secrétariat a présenté le document SCP/31/3.",
            "Les délégations ont débattu (rapport, paragraphes 1 à 2).",
            "Lors de la trente-troisième session du comité, le Secrétariat a présenté le document SCP/33/2.",
            "Les délégations ont débattu (rapport, paragraphes 3 à 4).",
        ],
        elsewhere=ELSEWHERE,
    )
    assert str(cited(report, "rapport, paragraphes 1 à 2").symbol) == "SCP/31/10"
    assert str(cited(report, "rapport, paragraphes 3 à 4").symbol) == "SCP/33/5"


def test_a_session_of_the_future_is_not_under_discussion() -> None:
    report = paper(
        [
            (
                "Lors de la trente-troisième session du comité, le Secrétariat a présenté le document "
                "SCP/33/2 et annoncé une étude pour la "
                "trente-sixième session."
            ),
            "Les délégations ont débattu (rapport, paragraphes 3 à 4).",
        ],
        elsewhere=ELSEWHERE,
    )
    assert str(cited(report, "rapport, paragraphes 3 à 4").symbol) == "SCP/33/5"


def test_a_named_session_is_resolved_by_what_the_annex_ties_to_it() -> None:
    report = paper(
        ["Les délégations ont débattu (rapport de la trente et unième session du SCP, paragraphes 5 à 6)."],
        elsewhere=ELSEWHERE,
    )
    c = cited(report, "rapport de la trente et unième session du SCP, paragraphes 5 à 6")
    assert (str(c.symbol), c.session, c.how) == ("SCP/31/10", 31, How.BY_SESSION)


def test_context_and_annex_agree() -> None:
    report = paper(
        ["Lors de la trente-deuxième session du comité, un exposé a été présenté (rapport, paragraphes 41 à 66)."],
        [f"paragraphes 41 à 66 du {TIES[32]}"],
    )
    c = cited(report, "rapport, paragraphes 41 à 66")
    assert (str(c.symbol), c.session, c.how) == ("SCP/32/7", 32, How.BY_CONTEXT)


def test_context_and_annex_conflict() -> None:
    report = paper(
        [
            "Lors de la trente-troisième session du comité, le Secrétariat a présenté le document SCP/33/2.",
            "Les délégations ont débattu (rapport, paragraphes 41 à 66).",
        ],
        [f"paragraphes 41 à 66 du {TIES[32]}"],
        ELSEWHERE,
    )
    c = cited(report, "rapport, paragraphes 41 à 66")
    assert c.how is How.AMBIGUOUS
    assert set(c.candidates) == {"SCP/32/7", "SCP/33/5"}
    assert c.symbol is None
    assert "citation-ambiguous" in rules(report, c)


def test_the_annex_of_another_measure_is_no_evidence_against_the_context() -> None:
    report = paper(
        ["Lors de la trente-troisième session du comité, un exposé a été présenté (rapport, paragraphes 41 à 66)."],
        [f"paragraphes 1 à 2 du {TIES[31]}"],
        [f"paragraphes 41 à 66 du {TIES[32]}", f"paragraphes 3 à 4 du {TIES[33]}"],
    )
    c = cited(report, "rapport, paragraphes 41 à 66")
    assert (str(c.symbol), c.session) == ("SCP/33/5", 33)


def test_without_any_session_the_annex_alone_decides() -> None:
    report = paper(
        ["Les délégations ont débattu (rapport, paragraphes 41 à 66)."], [f"paragraphes 41 à 66 du {TIES[32]}"]
    )
    c = cited(report, "rapport, paragraphes 41 à 66")
    assert (str(c.symbol), c.session) == ("SCP/32/7", 32)
    assert c.how is not How.EXPLICIT


def test_nothing_known_stays_open() -> None:
    report = paper(["Les délégations ont débattu (rapport, paragraphes 41 à 66)."])
    c = cited(report, "rapport, paragraphes 41 à 66")
    assert (c.symbol, c.session, c.how) == (None, None, How.OPEN)
    assert "citation-open" in rules(report, c)


def test_a_session_whose_report_is_named_nowhere_stays_open_and_keeps_its_session() -> None:
    report = paper(
        ["Lors de la trentième session du comité, un exposé a été présenté (rapport, paragraphes 41 à 66)."],
        elsewhere=ELSEWHERE,
    )
    c = cited(report, "rapport, paragraphes 41 à 66")
    assert (c.symbol, c.session, c.how) == (None, 30, How.OPEN)
    assert "citation-open" in rules(report, c)


def test_no_report_symbol_is_made_up_from_another_session() -> None:
    report = paper(
        ["Lors de la vingt et unième session du comité, un exposé a été présenté (rapport, paragraphes 98 à 112)."]
    )
    assert cited(report, "rapport, paragraphes 98 à 112").symbol is None


def test_a_draft_and_the_adopted_report_are_two_candidates() -> None:
    report = paper(
        ["Lors de la trente-troisième session du comité, un exposé a été présenté (rapport, paragraphes 41 à 66)."],
        elsewhere=[
            f"paragraphes 1 à 2 du {TIES[33]}",
            "paragraphes 3 à 4 du projet de rapport de la trente-troisième session du SCP (SCP/33/5 Prov.)",
        ],
    )
    c = cited(report, "rapport, paragraphes 41 à 66")
    assert c.how is How.AMBIGUOUS
    assert set(c.candidates) == {"SCP/33/5", "SCP/33/5 Prov."}
    assert c.session == 33
    assert "citation-ambiguous" in rules(report, c)


def test_after_several_sessions_in_one_list_all_are_candidates() -> None:
    report = paper(
        [
            "La mesure a été examinée lors des trente-deuxième et trente-troisième sessions du comité.",
            "Les délégations ont débattu (rapport, paragraphes 41 à 66).",
        ],
        elsewhere=ELSEWHERE,
    )
    c = cited(report, "rapport, paragraphes 41 à 66")
    assert c.how is How.AMBIGUOUS
    assert set(c.candidates) == {"SCP/32/7", "SCP/33/5"}
    assert "citation-ambiguous" in rules(report, c)


def test_after_several_sessions_in_one_list_the_annex_decides() -> None:
    report = paper(
        [
            "La mesure a été examinée lors des trente-deuxième et trente-troisième sessions du comité.",
            "Les délégations ont débattu (rapport, paragraphes 41 à 66).",
        ],
        [f"paragraphes 41 à 66 du {TIES[33]}"],
        ELSEWHERE,
    )
    c = cited(report, "rapport, paragraphes 41 à 66")
    assert (str(c.symbol), c.session) == ("SCP/33/5", 33)


def test_reports_of_another_committee_do_not_tie_a_session_of_this_one() -> None:
    report = paper(
        ["Lors de la trente-troisième session du comité, un exposé a été présenté (rapport, paragraphes 41 à 66)."],
        elsewhere=["paragraphes 1 à 2 du rapport de la trente-troisième session du SCCR (SCCR/33/7)"],
    )
    assert cited(report, "rapport, paragraphes 41 à 66").symbol is None


def test_the_place_of_a_citation_is_the_narrative_or_the_annex() -> None:
    report = paper(["Un exposé a été présenté (rapport, paragraphes 41 à 66)."], [f"paragraphes 41 à 66 du {TIES[32]}"])
    places = {folded(report.source.quote(c.span)): c.place.value for c in report.citations}
    assert places["rapport, paragraphes 41 à 66"] == "narrative"
    assert places["paragraphes 41 à 66 du rapport de la trente-deuxième session du SCP (SCP/32/7)"] == "annex"
