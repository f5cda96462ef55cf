"""Resolving citations: what the document's own evidence says they point at, and what it leaves open."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from cdipgraph.readers import read_bytes
from cdipgraph.reading import read_report
from cdipgraph.report import Citation, How, Report
from cdipgraph.spans import folded

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
    assert rules(report, c) == {"citation-report-open"}
    [finding] = [f for f in report.findings if f.rule == "citation-report-open"]
    assert "session 30, whose symbol" in finding.message("en")
    assert "session 30, dont" in finding.message("fr")
    assert "sesión 30, cuya" in finding.message("es")


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


# Outside of the measures


@pytest.mark.parametrize(
    ("language", "opening", "words", "session", "how"),
    [
        (
            "en",
            ("At its forty-eighth session, it welcomed the proposal by Chile (Annex I of the Summary by the Chair)."),
            "Annex I of the Summary by the Chair",
            48,
            How.BY_CONTEXT,
        ),
        (
            "fr",
            (
                "Le comité, à sa quinzième session, adopte la proposition du Chili (annexe II du résumé présenté par le"
                " président)."
            ),
            "annexe II du résumé présenté par le président",
            15,
            How.BY_CONTEXT,
        ),
        (
            "es",
            (
                "En su cuadragésima novena sesión, el Comité hizo suya la propuesta, que figura en el Apéndice II del"
                " Resumen de la Presidencia."
            ),
            "Apéndice II del Resumen de la Presidencia",
            49,
            How.BY_CONTEXT,
        ),
        (
            "en",
            (
                "At its fortieth and forty-first sessions, it discussed the proposal (Annex I of the Summary by"
                " the Chair)."
            ),
            "Annex I of the Summary by the Chair",
            None,
            How.AMBIGUOUS,
        ),
        (
            "en",
            "The Committee discussed the proposal by Chile (Annex I of the Summary by the Chair).",
            "Annex I of the Summary by the Chair",
            None,
            How.OPEN,
        ),
    ],
)
def test_what_a_paragraph_of_no_measure_cites_is_of_the_session_it_speaks_of(
    language: str, opening: str, words: str, session: int | None, how: How
) -> None:
    heads = {"en": "REPORT ON THE PROPOSAL", "fr": "RAPPORT SUR LA PROPOSITION", "es": "INFORME SOBRE LA PROPUESTA"}
    text = f"SCCR/52/5\n\n{heads[language]}\n\n1.\t{opening}\n\n2.\t{'…'}\n"
    c = cited(read_report(read_bytes(text.encode())), words)
    assert (c.session, c.how) == (session, how)
