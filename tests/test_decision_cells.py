"""What a cell says was decided, in no more words than it has room for."""

from __future__ import annotations

import pytest
from laidout import laid_out

from cdipgraph.reading import read_report
from cdipgraph.spans import folded

REPORTS = {
    "en": """SCP/95/7
ORIGINAL: ENGLISH
Standing Committee on the Law of Patents (SCP)
Ninety-fifth Session
Geneva, October 16 to 20, 2023
REPORT ON THE IMPLEMENTATION OF THE PROPOSAL BY THE DELEGATION OF CHILE
prepared by the Secretariat
The table is the report.
| Paragraph | Measure | Implementation | Discussion | Decision |
| 1 | A list of databases | Study (SCP/88/4) | SCP/88/9, paragraphs 12 to 19 | {} |""",
    "fr": """SCP/95/7
ORIGINAL : FRANÇAIS
Comité permanent du droit des brevets (SCP)
Quatre-vingt-quinzième session
Genève, 16 – 20 octobre 2023
RAPPORT SUR LA MISE EN ŒUVRE DE LA PROPOSITION DE LA DÉLÉGATION DU CHILI
établi par le Secrétariat
Le tableau tient lieu de rapport.
| Paragraphe | Mesure | Mise en œuvre | Examen | Décision |
| 1 | Liste de bases de données | Étude (SCP/88/4) | SCP/88/9, paragraphes 12 à 19 | {} |""",
    "es": """SCP/95/7
ORIGINAL: ESPAÑOL
Comité Permanente sobre el Derecho de Patentes (SCP)
Nonagésima quinta sesión
Ginebra, 16 a 20 de octubre de 2023
INFORME SOBRE LA APLICACIÓN DE LA PROPUESTA DE LA DELEGACIÓN DE CHILE
preparado por la Secretaría
El cuadro es el informe.
| Párrafo | Medida | Aplicación | Examen | Decisión |
| 1 | Lista de bases de datos | Estudio (SCP/88/4) | SCP/88/9, párrafos 12 a 19 | {} |""",
}


def read(code: str, cell: str) -> list[tuple[int | None, tuple[str, ...], str]]:
    """Session, outcomes and words of the decisions that the table's one measure has."""
    report = read_report(laid_out(REPORTS[code].format(cell)))
    [measure] = report.measures
    return [(d.session, d.outcomes, folded(report.source.quote(d.text))) for d in measure.decisions]


@pytest.mark.parametrize(
    ("code", "cell", "expected"),
    [
        ("en", "Session 88: noted", [(88, ("took-note",), "noted")]),
        ("en", "SCP/88: noted.", [(88, ("took-note",), "noted.")]),
        ("en", "Noted (88th session)", [(88, ("took-note",), "Noted")]),
        ("en", "Session 88 – study approved", [(88, ("approved",), "study approved")]),
        ("en", "Session 88: noted; work requested", [(88, ("took-note", "requested"), "noted; work requested")]),
        (
            "en",
            "Session 88: welcomed; Session 89: approved",
            [(88, ("welcomed",), "welcomed"), (89, ("approved",), "approved")],
        ),
        ("fr", "88e session : pris note", [(88, ("took-note",), "pris note")]),
        ("fr", "Pris note (88e session)", [(88, ("took-note",), "Pris note")]),
        ("fr", "88e session : étude approuvée", [(88, ("approved",), "étude approuvée")]),
        (
            "fr",
            "88e session : prend note//89e session : reporté",
            [(88, ("took-note",), "prend note"), (89, ("other",), "reporté")],
        ),
        ("es", "88.ª reunión: tomó nota", [(88, ("took-note",), "tomó nota")]),
        ("es", "Tomó nota (88.ª sesión)", [(88, ("took-note",), "Tomó nota")]),
        ("es", "Sesión 88: estudio aprobado", [(88, ("approved",), "estudio aprobado")]),
        (
            "es",
            "88.ª sesión: tomó nota//89.ª sesión: aplazado",
            [(88, ("took-note",), "tomó nota"), (89, ("other",), "aplazado")],
        ),
    ],
)
def test_a_participle_is_a_decision(code: str, cell: str, expected: list[tuple[int, tuple[str, ...], str]]) -> None:
    assert read(code, cell) == expected


def test_a_session_at_the_end_at_which_the_measure_was_not_discussed_is_that_for_which_something_is_asked() -> None:
    told = [(88, ("took-note", "requested"), "Noted; new study requested (89th session)")]
    assert read("en", "Noted; new study requested (89th session)") == told


@pytest.mark.parametrize(
    ("code", "cell"),
    [
        ("en", "Session 88, item 7.1"),
        ("en", "The list of approved databases"),
        ("fr", "88e session, point 7.1"),
        ("es", "88.ª sesión, punto 7.1"),
    ],
)
def test_words_that_say_nothing_was_done_are_no_decision(code: str, cell: str) -> None:
    assert read(code, cell) == []
