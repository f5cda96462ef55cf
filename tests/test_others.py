"""Sessions of other committees: what is said of them is theirs, and none of the sessions of the document's own."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from cdipgraph import graph, validation
from cdipgraph.readers import read_bytes
from cdipgraph.reading import read_report
from cdipgraph.report import SUMMARY_ITEM, Report
from cdipgraph.vocabulary import ID, expand

HEADS = {
    "en": "SCT/42/5\nORIGINAL: ENGLISH\nDATE: MARCH 2, 2020\n"
    "Standing Committee on the Law of Trademarks, Industrial Designs and Geographical Indications\n"
    "Forty-Second Session\nGeneva, March 16 to 18, 2020\n"
    "REPORT ON THE IMPLEMENTATION OF THE PROPOSAL OF THE DELEGATION OF GHANA\n\n"
    "Paragraph 1\n\nThe Secretariat shall report on names.\n\nMeasure 1: a survey of names\n\nImplementation\n\n",
    "fr": "SCT/42/5\nORIGINAL : FRANÇAIS\nDATE : 2 MARS 2020\n"
    "Comité permanent du droit des marques, des dessins et modèles industriels et des indications géographiques\n"
    "Quarante-deuxième session\nGenève, 16 – 18 mars 2020\n"
    "RAPPORT SUR LA MISE EN ŒUVRE DE LA PROPOSITION DE LA DÉLÉGATION DU GHANA\n\n"
    "Paragraphe 1\n\nLe Secrétariat rendra compte des noms.\n\nMesure 1 : une enquête sur les noms\n\nMise en "
    "œuvre\n\n",
    "es": "SCT/42/5\nORIGINAL: ESPAÑOL\nFECHA: 2 DE MARZO DE 2020\n"
    "Comité Permanente sobre el Derecho de Marcas, Dibujos y Modelos Industriales e Indicaciones Geográficas\n"
    "Cuadragésima segunda sesión\nGinebra, 16 a 18 de marzo de 2020\n"
    "INFORME SOBRE LA APLICACIÓN DE LA PROPUESTA DE LA DELEGACIÓN DE GHANA\n\n"
    "Párrafo 1\n\nLa Secretaría informará sobre los nombres.\n\nMedida 1: una encuesta sobre los "
    "nombres\n\nAplicación\n\n",
}
ITEMS = {
    "en": "At the fortieth session, the Secretariat presented the survey (document SCT/40/3). See paragraphs 20 to "
    "31 of "
    "the report of the fortieth session (SCT/40/9), item 6 of the Chair’s summary of the fortieth session and item "
    "7 of "
    "the Chair’s summary of the {other} session of the CDIP.\n",
    "fr": "À la quarantième session, le Secrétariat a présenté l’enquête (document SCT/40/3). Voir les paragraphes "
    "20 à "
    "31 du rapport de la quarantième session (SCT/40/9), le point 6 du résumé du président de la quarantième "
    "session et "
    "le point 7 du résumé du président de la {other} session du CDIP.\n",
    "es": "En la cuadragésima sesión, la Secretaría presentó la encuesta (documento SCT/40/3). Véanse los párrafos "
    "20 a "
    "31 del informe de la cuadragésima sesión (SCT/40/9), el punto 6 del resumen de la presidencia de la cuadragésima "
    "sesión y el punto 7 del resumen de la presidencia de la {other} sesión del CDIP.\n",
}
ORDINALS = {"en": ("twentieth", "fortieth"), "fr": ("vingtième", "quarantième"), "es": ("vigésima", "cuadragésima")}
DECIDED = {
    "en": "At the thirty-eighth session, the survey was considered. {cited}\n\nDecision: The Committee took note of "
    "the "
    "survey.\n",
    "fr": "À la trente-huitième session, l’enquête a été examinée. {cited}\n\nDécision : Le comité a pris note de "
    "l’enquête.\n",
    "es": "En la trigésima octava sesión se examinó la encuesta. {cited}\n\nDecisión: El Comité tomó nota de la "
    "encuesta.\n",
}
REPORTS = {
    "en": "Paragraphs 12 to 15 of the report of the {other} session of the {who}.",
    "fr": "Paragraphes 12 à 15 du rapport de la {other} session du {who}.",
    "es": "Párrafos 12 a 15 del informe de la {other} sesión del {who}.",
}
CODES = sorted(HEADS)


def read(code: str, told: str) -> Report:
    return read_report(read_bytes((HEADS[code] + told).encode()))


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("code", CODES)
def test_an_item_of_another_committees_summary_is_its(code: str, which: int) -> None:
    ordinal = (20, 40)[which]
    report = read(code, ITEMS[code].format(other=ORDINALS[code][which]))
    assert [(c.item, c.session, c.another) for c in report.citations if c.kind is SUMMARY_ITEM] == [
        ("6", 40, None),
        ("7", None, ("CDIP", ordinal)),
    ]
    (measure,) = report.measures
    assert [(item.session, item.number) for item in measure.items] == [(40, "6")]
    assert [review.item and review.item.number for review in measure.reviews] == ["6"]
    quads = graph.quads(report)
    items = {q.subject.value for q in quads if q.object == NamedNode(expand("cdip:ChairSummaryItem"))}
    assert items == {f"{ID}SCT/session/40/summary/item/6", f"{ID}CDIP/session/{ordinal}/summary/item/7"}
    held = {(q.subject.value, q.object.value) for q in quads if q.predicate.value == expand("cdip:heldBy")}
    assert (f"{ID}CDIP/session/{ordinal}", f"{ID}CDIP") in held
    assert f"{ID}SCT/session/20" not in {session for session, _ in held}
    assert [f for f in validation.check_graph(quads) if f.severity == "violation"] == []


@pytest.mark.parametrize(("who", "session"), [("SCT", 20), ("CDIP", None)])
@pytest.mark.parametrize("code", CODES)
def test_a_decision_told_after_another_committees_report_is_not_of_that_session(
    code: str, who: str, session: int | None
) -> None:
    cited = REPORTS[code].format(other=ORDINALS[code][0], who=who)
    (measure,) = read(code, DECIDED[code].format(cited=cited)).measures
    assert [decision.session for decision in measure.decisions] == [session]


@pytest.mark.parametrize("code", CODES)
def test_a_decision_after_a_report_whose_symbol_is_another_committees(code: str) -> None:
    cited = REPORTS[code].format(other=ORDINALS[code][0], who="CDIP").replace("CDIP.", "CDIP (CDIP/20/8).")
    (measure,) = read(code, DECIDED[code].format(cited=cited)).measures
    assert [decision.session for decision in measure.decisions] == [None]
    assert [review.citation.symbol and review.citation.symbol.text for review in measure.reviews] == ["CDIP/20/8"]


@pytest.mark.parametrize(
    ("words", "another"),
    [
        ("the nineteenth and twentieth sessions of the CDIP", [("CDIP", 19), ("CDIP", 20)]),
        ("the twentieth session of the SCT", [None]),
        ("the twentieth session of the WIPO General Assembly", [None]),
        ("the twentieth session of the ABCD", [None]),
    ],
)
def test_whose_sessions_are_named(words: str, another: list[tuple[str, int] | None]) -> None:
    report = read("en", f"It was discussed at {words}.\n")
    assert [c.another for c in report.citations] == another
