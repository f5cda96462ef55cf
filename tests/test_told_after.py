"""What was done at a session, told where no reader of the text would miss it: right before a bracket with the report on
it, whatever session was told of before, and under the heading of the follow-up.
"""

from __future__ import annotations

import pytest

from cdipgraph.readers import read_bytes
from cdipgraph.reading import read_report
from cdipgraph.report import Measure

HEADS = {
    "en": "CDIP/30/5\nORIGINAL: ENGLISH\nDATE: MARCH 2, 2023\n"
    "Committee on Development and Intellectual Property (CDIP)\nThirtieth Session\nGeneva, April 24 to 28, 2023\n"
    "REPORT ON THE IMPLEMENTATION OF THE PROPOSAL OF THE DELEGATION OF GHANA\n\n"
    "Paragraph 1\n\nThe Secretariat shall report on names.\n\nMeasure 1: a survey\n\nImplementation\n\n",
    "fr": "CDIP/30/5\nORIGINAL : FRANÇAIS\nDATE : 2 MARS 2023\n"
    "Comité du développement et de la propriété intellectuelle (CDIP)\nTrentième session\n"
    "Genève, 24 – 28 avril 2023\n"
    "RAPPORT SUR LA MISE EN ŒUVRE DE LA PROPOSITION DE LA DÉLÉGATION DU GHANA\n\n"
    "Paragraphe 1\n\nLe Secrétariat rendra compte des noms.\n\nMesure 1 : une enquête\n\nMise en œuvre\n\n",
    "es": "CDIP/30/5\nORIGINAL: ESPAÑOL\nFECHA: 2 DE MARZO DE 2023\n"
    "Comité de Desarrollo y Propiedad Intelectual (CDIP)\nTrigésima sesión\nGinebra, 24 a 28 de abril de 2023\n"
    "INFORME SOBRE LA APLICACIÓN DE LA PROPUESTA DE LA DELEGACIÓN DE GHANA\n\n"
    "Párrafo 1\n\nLa Secretaría informará sobre los nombres.\n\nMedida 1: una encuesta\n\nAplicación\n\n",
}
FIRST = {
    "en": "At the twenty-seventh session, the Secretariat presented the survey (document CDIP/27/3).\n\n",
    "fr": "À la vingt-septième session, le Secrétariat a présenté l’enquête (document CDIP/27/3).\n\n",
    "es": "En la vigésima séptima sesión, la Secretaría presentó la encuesta (documento CDIP/27/3).\n\n",
}
UPDATED = {
    "en": "The survey was updated in document CDIP/29/4, presented at the twenty-ninth session (report, paragraphs "
    "120 to "
    "131). ",
    "fr": "L’enquête a été mise à jour dans le document CDIP/29/4, présenté à la vingt-neuvième session (rapport, "
    "paragraphes 120 à 131). ",
    "es": "La encuesta se actualizó en el documento CDIP/29/4, presentado en la vigésima novena sesión (informe, "
    "párrafos "
    "120 a 131). ",
}
DECIDED = {
    "en": "The Committee took note of the survey (Chair’s summary, item 7.2).\n",
    "fr": "Le comité a pris note de l’enquête (résumé du président, point 7.2).\n",
    "es": "El Comité tomó nota de la encuesta (resumen de la presidencia, punto 7.2).\n",
}
FOLLOW_UP = {"en": "Follow-up\n\n", "fr": "Suivi\n\n", "es": "Seguimiento\n\n"}
GOES_ON = {
    "en": "The survey will be updated at the thirty-first session.\n",
    "fr": "L’enquête sera mise à jour à la trente et unième session.\n",
    "es": "La encuesta se actualizará en la trigésima primera sesión.\n",
}
CODES = sorted(HEADS)


def measure(code: str, told: str) -> Measure:
    (only,) = read_report(read_bytes((HEADS[code] + told).encode())).measures
    return only


def read_of(found: Measure) -> tuple[list[str], list[int | None], list[tuple[int, str]], list[int | None]]:
    """The documents, and the sessions of reviews, items and decisions."""
    return (
        [done.symbol.text for done in found.implementations if done.symbol],
        [review.citation.session for review in found.reviews],
        [(item.session, item.number) for item in found.items],
        [decision.session for decision in found.decisions],
    )


EVERYTHING = (["CDIP/27/3", "CDIP/29/4"], [29], [(29, "7.2")], [29])


@pytest.mark.parametrize("code", CODES)
def test_the_session_right_before_the_bracket_is_that_of_the_report(code: str) -> None:
    assert read_of(measure(code, FIRST[code] + UPDATED[code] + DECIDED[code])) == EVERYTHING


@pytest.mark.parametrize("apart", ["", "\n\n"])
@pytest.mark.parametrize("code", CODES)
def test_what_was_done_is_read_under_the_heading_of_the_follow_up(code: str, apart: str) -> None:
    told = FIRST[code] + FOLLOW_UP[code] + UPDATED[code].rstrip() + (apart or " ") + DECIDED[code]
    assert read_of(measure(code, told)) == EVERYTHING


@pytest.mark.parametrize("code", CODES)
def test_what_is_to_come_was_not_done(code: str) -> None:
    found = measure(code, FIRST[code] + FOLLOW_UP[code] + GOES_ON[code])
    assert read_of(found) == (["CDIP/27/3"], [], [], [])
    assert found.follow_up


def test_a_session_to_which_something_was_put_off_is_none_that_reports() -> None:
    told = "The Committee decided to postpone the survey to the twenty-ninth session (report, paragraphs 120 to 131).\n"
    (review,) = measure("en", FIRST["en"] + told).reviews
    assert review.citation.session == 27
