"""One measure at a time: how decisions, requests, follow-ups and what carried a measure out are worded."""

from __future__ import annotations

from datetime import date

import pytest

from cdipgraph.readers import read_bytes
from cdipgraph.reading import read_report
from cdipgraph.report import Measure, Report
from cdipgraph.spans import Span, folded

HEAD = """SCP/35/7
ORIGINAL : ANGLAIS

Comité permanent du droit des brevets (SCP)

Trente-cinquième session
Genève, 16 – 20 octobre 2023

RAPPORT SUR LA MISE EN ŒUVRE DE LA PROPOSITION RELATIVE À LA QUALITÉ DES BREVETS

établi par le Secrétariat

Le présent rapport résume, à l’intention des membres du comité, la mise en œuvre de la proposition de la \
délégation du Canada sur la qualité des brevets, telle qu’elle a été révisée.
Paragraphe 3

Le Secrétariat devrait recenser les pratiques des offices.
Mise en œuvre et examen par le SCP

"""


def one(
    narrative: str, decision: str = "le comité a pris note du document.", follow: str = "Aucun suivi n’est prévu."
) -> tuple[Report, Measure]:
    """The report on one measure, and that measure."""
    opening = "Décision figurant dans le Résumé présenté par le président : "
    text = f"{HEAD}{narrative}\n{opening}{decision}\nSuivi\n\n{follow}\n\n[Fin du document]\n"
    report = read_report(read_bytes(text.encode(), name="x.txt"))
    assert [(m.paragraph, m.number) for m in report.measures] == [("3", "1")]
    return report, report.measures[0]


def words(report: Report, span: Span) -> str:
    """The words of a span, folded."""
    return folded(report.source.quote(span))


PRESENTED = (
    "Lors de la trente-deuxième session du comité, le Secrétariat a présenté le document SCP/32/4 intitulé “Étude”."
)


@pytest.mark.parametrize(
    ("decision", "outcomes"),
    [
        ("le comité a pris note de l’exposé.", ("took-note",)),
        ("les délégations ont pris connaissance du document et en ont pris note.", ("took-note",)),
        ("le comité a pris note du document et a décidé de poursuivre ses travaux.", ("took-note", "decided")),
        ("le comité a décidé de poursuivre et a prié le Secrétariat de faire rapport.", ("decided", "requested")),
        ("le comité a accueilli l’exposé avec satisfaction et s’est félicité des résultats.", ("welcomed",)),
        ("le Secrétariat a pris note des observations et a répondu aux questions.", ("took-note", "answered")),
        ("le comité a approuvé l’étude.", ("approved",)),
        ("le comité a adopté la norme.", ("adopted",)),
        ("le comité est convenu de poursuivre l’examen.", ("agreed",)),
        ("le comité a recommandé la publication de l’étude.", ("recommended",)),
        ("le comité a invité les membres à faire part de leurs vues.", ("invited",)),
        ("le comité a examiné l’étude.", ("considered",)),
        ("l’étude sera publiée.", ("other",)),
    ],
)
def test_how_decisions_are_worded(decision: str, outcomes: tuple[str, ...]) -> None:
    report, m = one(PRESENTED, decision)
    (found,) = m.decisions
    assert found.outcomes == outcomes
    assert words(report, found.text) == decision
    assert (found.session, found.worded) == (32, True)


@pytest.mark.parametrize(
    ("decision", "asked"),
    [
        (
            "le comité a demandé au Secrétariat d’établir une étude pour la trente-quatrième session du comité.",
            [("établir une étude pour la trente-quatrième session du comité", "secretariat", 34)],
        ),
        (
            "le comité a prié le Secrétariat de publier le guide et d’en rendre compte à la trente-sixième session.",
            [
                ("publier le guide", "secretariat", None),
                ("en rendre compte à la trente-sixième session", "secretariat", 36),
            ],
        ),
        (
            "le comité a pris note de l’étude. Le Secrétariat a été prié de mettre à jour le guide.",
            [("mettre à jour le guide", "secretariat", None)],
        ),
        (
            "le comité a invité les délégations à présenter des observations.",
            [("présenter des observations", "delegations", None)],
        ),
        (
            "le comité a décidé de reprendre l’examen à sa trente-sixième session.",
            [("reprendre l’examen à sa trente-sixième session", "committee", 36)],
        ),
        ("le comité a pris note de l’étude.", []),
        ("les délégations ont pris connaissance du document.", []),
    ],
)
def test_what_a_decision_asks_of_whom_by_when(decision: str, asked: list[tuple[str, str, int | None]]) -> None:
    report, m = one(PRESENTED, decision)
    assert [(words(report, c.text), c.actor, c.due) for c in m.commitments] == asked


def test_a_request_that_nothing_answers_is_open() -> None:
    _, m = one(
        PRESENTED, "le comité a demandé au Secrétariat d’établir une étude pour la trente-quatrième session du comité."
    )
    assert [c.answers for c in m.commitments] == [()]


def test_a_request_is_answered_by_the_later_presentation_and_no_earlier_one() -> None:
    report, m = one(
        PRESENTED,
        "le comité a demandé au Secrétariat d’établir une seconde étude pour la trente-quatrième session du comité.\n"
        "Lors de la trente-quatrième session du comité, le Secrétariat a présenté le document SCP/34/6 intitulé "
        "“Seconde étude”.",
    )
    assert [str(i.symbol) for i in m.implementations] == ["SCP/32/4", "SCP/34/6"]
    (ask,) = m.commitments
    assert (ask.due, [a.implementation for a in ask.answers]) == (34, [1])
    assert words(report, ask.text) == "établir une seconde étude pour la trente-quatrième session du comité"


@pytest.mark.parametrize(
    ("follow", "status", "due"),
    [
        ("Aucun suivi n’est prévu sur ce point.", "none", None),
        ("Aucune mesure de suivi n’est envisagée.", "none", None),
        ("Néant", "none", None),
        ("Le Secrétariat continue à mettre à jour la liste.", "ongoing", None),
        ("L’OMPI poursuit ses efforts.", "ongoing", None),
        ("Un rapport sera présenté lors de la trente-septième session du comité.", "scheduled", 37),
        ("Le comité examinera la question à la trente-sixième session.", "scheduled", 36),
        ("Le projet est terminé.", "done", None),
        ("La mise à jour a été achevée.", "done", None),
    ],
)
def test_what_is_to_follow(follow: str, status: str, due: int | None) -> None:
    report, m = one(PRESENTED, follow=follow)
    assert m.follow_up is not None
    assert (m.follow_up.status, m.follow_up.due) == (status, due)
    assert words(report, m.follow_up.text) == follow


ORAL = "Au cours de la trente et unième session du comité, le Secrétariat a présenté un exposé sur les brevets."
TABLE = (
    "Le 6 décembre 2021 s’est tenue, en marge de la trente-troisième session du SCP, une “Table ronde sur les brevets”."
)
PASSIVE = "À la trente-quatrième session du comité, le document SCP/34/8 a été présenté par le Secrétariat."
BRACKETED = (
    "Le Secrétariat a présenté un rapport sur l’atelier (document SCP/33/3) lors de la trente-troisième session "
    "du comité."
)


@pytest.mark.parametrize(
    ("sentence", "kind", "symbol", "sessions", "day"),
    [
        (PRESENTED, "document", "SCP/32/4", (32,), None),
        (ORAL, "presentation", "", (31,), None),
        (TABLE, "round-table", "", (33,), date(2021, 12, 6)),
        (PASSIVE, "document", "SCP/34/8", (34,), None),
        (BRACKETED, "document", "SCP/33/3", (33,), None),
    ],
)
def test_what_carried_a_measure_out(
    sentence: str, kind: str, symbol: str, sessions: tuple[int, ...], day: date | None
) -> None:
    _, m = one(sentence)
    assert [(i.kind, str(i.symbol or ""), i.sessions, i.day) for i in m.implementations] == [
        (kind, symbol, sessions, day)
    ]


def test_the_title_of_a_document_is_what_stands_in_quotes() -> None:
    report, m = one(PRESENTED.replace("“Étude”", "“Étude sur la qualité : un ‘bilan’, et plus”"))
    assert words(report, m.implementations[0].label) == "Étude sur la qualité : un ‘bilan’, et plus"
    assert [(str(t.symbol), words(report, t.span)) for t in report.titles] == [
        ("SCP/32/4", "Étude sur la qualité : un ‘bilan’, et plus")
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Les délégations ont salué la richesse du document SCP/28/4.",
        "Ce document décrit les mesures énoncées dans le document SCP/28/4.",
        "Un exposé sera présenté lors de la trente-sixième session du comité.",
    ],
)
def test_what_is_only_mentioned_or_to_come_carried_nothing_out(sentence: str) -> None:
    _, m = one(f"{PRESENTED}\n{sentence}")
    assert [str(i.symbol) for i in m.implementations] == ["SCP/32/4"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("RAPPORT", "session-report"),
        ("PROJET DE RAPPORT", "session-report"),
        ("PROJET DE RAPPORT RÉVISÉ", "session-report"),
        ("Rapport", "session-report"),
        ("RÉSUMÉ PRÉSENTÉ PAR LE PRÉSIDENT", "chair-summary"),
        ("RÉSUMÉ DE LA PRÉSIDENTE", "chair-summary"),
        ("ÉTUDE SUR LA QUALITÉ DES BREVETS", "document"),
        ("RAPPORT SUR LA MISE EN ŒUVRE DU PROGRAMME", "implementation-report"),
    ],
)
def test_the_kind_of_a_document_by_its_title(title: str, kind: str) -> None:
    head = HEAD.partition("RAPPORT")[0]
    text = f"{head}{title}\n\nadopté par le comité\n\n1.\tLa session a été ouverte par le président.\n"
    report = read_report(read_bytes(text.encode(), name="x.txt"))
    assert report.header.title is not None
    assert report.header.title.value == title
    assert report.kind == kind


# The annex, set in other ways

SOLE = HEAD.partition("Le présent rapport")[0]
NARRATIVE = "Le présent rapport comporte une annexe qui récapitule les mesures prises.\n\n[L’annexe suit]\n\n"
COLUMNS = ["Mesure", "Mise en œuvre", "Examen par le SCP", "Résumé présenté par le président"]
ROW_1 = [
    "Première mesure",
    "Étude (SCP/32/4)",
    "paragraphes 3 à 9 du rapport de la trente-deuxième session du SCP (SCP/32/7)",
    "paragraphe 5 du Résumé présenté par le président de la trente-deuxième session du SCP",
]
ROW_2 = [
    "Seconde mesure",
    "Guide (SCP/33/2)",
    "paragraphe 12 du rapport de la trente-troisième session du SCP (SCP/33/5)",
    "paragraphe 6.1 du Résumé présenté par le président de la trente-troisième session du SCP",
]


def table(*rows: list[str], between: str = "") -> Report:
    """The report of an annex with these rows."""
    body = f"\n{between}".join("".join(f"\t{cell}\n" for cell in row) for row in rows)
    return read_report(read_bytes(f"{SOLE}{NARRATIVE}{body}\n[Fin de l’annexe]\n".encode(), name="x.txt"))


def chains(report: Report) -> list[tuple[str, str, list[str], list[tuple[str, str, str]], list[tuple[int, str]]]]:
    """Each measure's paragraph and number, documents, ranges and items."""
    return [
        (
            m.paragraph,
            m.number,
            [str(i.symbol) for i in m.implementations],
            [(str(v.citation.symbol), v.citation.first, v.citation.last) for v in m.reviews],
            [(i.session, i.number) for i in m.items],
        )
        for m in report.measures
    ]


FIRST = ("1", "1", ["SCP/32/4"], [("SCP/32/7", "3", "9")], [(32, "5")])
SECOND = ("1", "2", ["SCP/33/2"], [("SCP/33/5", "12", "12")], [(33, "6.1")])


def test_an_annex_of_two_measures() -> None:
    assert chains(table(COLUMNS, ["Paragraphe 1"], ROW_1, ROW_2)) == [FIRST, SECOND]


@pytest.mark.parametrize("order", [(3, 1, 0, 2), (1, 0, 3, 2), (2, 3, 1, 0)])
def test_the_columns_may_stand_in_any_order(order: tuple[int, ...]) -> None:
    rows = [[row[i] for i in order] for row in (COLUMNS, ROW_1, ROW_2)]
    assert chains(table(rows[0], ["Paragraphe 1"], *rows[1:])) == [FIRST, SECOND]


def test_a_column_more_does_no_harm() -> None:
    rows = [[*row, extra] for row, extra in ((COLUMNS, "Observations"), (ROW_1, "achevée"), (ROW_2, "en cours"))]
    assert chains(table(rows[0], ["Paragraphe 1"], *rows[1:])) == [FIRST, SECOND]


def test_a_column_less_does_no_harm() -> None:
    found = chains(table(COLUMNS[:3], ["Paragraphe 1"], ROW_1[:3], ROW_2[:3]))
    assert found == [(*FIRST[:4], []), (*SECOND[:4], [])]


def test_column_heads_repeated_on_the_next_page() -> None:
    assert chains(table(COLUMNS, ["Paragraphe 1"], ROW_1, COLUMNS, ROW_2)) == [FIRST, SECOND]


def test_page_heads_between_the_rows() -> None:
    assert chains(table(COLUMNS, ["Paragraphe 1"], ROW_1, ROW_2, between="SCP/35/7\npage 4\n\n")) == [FIRST, SECOND]


def test_a_page_head_within_a_cell_is_no_entry_of_it() -> None:
    row = [ROW_1[0], "Étude (SCP/32/4)\n\nSCP/35/7\npage 4\n\nÉtude révisée (SCP/32/6)", *ROW_1[2:]]
    found = chains(table(COLUMNS, ["Paragraphe 1"], row, ROW_2))
    assert found == [(*FIRST[:2], ["SCP/32/4", "SCP/32/6"], *FIRST[3:]), SECOND]


def test_measures_of_several_paragraphs_are_counted_anew() -> None:
    found = chains(table(COLUMNS, ["Paragraphe 1"], ROW_1, ["Paragraphe 2"], ROW_2))
    assert found == [FIRST, ("2", "1", *SECOND[2:])]


def test_an_annex_without_rows_that_name_paragraphs() -> None:
    assert [(n, *rest) for _, n, *rest in chains(table(COLUMNS, ROW_1, ROW_2))] == [FIRST[1:], SECOND[1:]]


def test_an_empty_cell_is_nothing_stated() -> None:
    row = [ROW_1[0], ROW_1[1], "", ROW_1[3]]
    assert chains(table(COLUMNS, ["Paragraphe 1"], row, ROW_2)) == [(*FIRST[:3], [], FIRST[4]), SECOND]


def test_several_ranges_in_one_entry() -> None:
    row = [
        *ROW_1[:2],
        "paragraphes 3 à 9 et 14 à 16 du rapport de la trente-deuxième session du SCP (SCP/32/7)",
        ROW_1[3],
    ]
    found = chains(table(COLUMNS, ["Paragraphe 1"], row, ROW_2))
    assert found[0][3] == [("SCP/32/7", "3", "9"), ("SCP/32/7", "14", "16")]


def test_a_row_that_lacks_a_cell_is_said() -> None:
    report = table(COLUMNS, ["Paragraphe 1"], ROW_2, ROW_2, ROW_1[:3], ROW_2)
    assert "table-row-incomplete" in {f.rule for f in report.findings}


def test_the_same_range_cited_in_two_measures_stays_with_each() -> None:
    row = [ROW_2[0], ROW_2[1], ROW_1[2], ROW_2[3]]
    found = chains(table(COLUMNS, ["Paragraphe 1"], ROW_1, row))
    assert [f[3] for f in found] == [FIRST[3], FIRST[3]]


def test_a_table_that_is_no_annex_gives_no_measures() -> None:
    report = table(["Pays", "Demandes", "Brevets"], ["France", "12", "4"], ["Japon", "30", "11"])
    assert report.measures == ()


OPENED = {
    "en": (
        "SCP/40/5\nORIGINAL: ENGLISH\n\nStanding Committee\n\nFortieth Session\n\nREPORT ON THE PROPOSAL\n\n"
        "Paragraph 1\n\nMeasure 1: a survey\n\nImplementation\n\n"
        "The Secretariat presented a survey (document SCP/38/3).\n\n"
        "It was discussed (Report of the thirty-eighth session, SCP/38/9, paragraphs 4 to 8).\n\n"
        "Decision in the Summary by the Chair{item}: The Committee took note of the survey.\n"
    ),
    "es": (
        "SCP/40/5\nORIGINAL: ESPAÑOL\n\nComité Permanente\n\nCuadragésima sesión\n\nINFORME SOBRE LA PROPUESTA\n\n"
        "Párrafo 1\n\nMedida 1: un estudio\n\nAplicación\n\nLa Secretaría presentó un estudio (documento SCP/38/3).\n\n"
        "Se debatió (informe de la trigésima octava sesión, SCP/38/9, párrafos 4 a 8).\n\n"
        "Decisión del Resumen de la Presidencia{item}: El Comité tomó nota del estudio.\n"
    ),
}


@pytest.mark.parametrize(
    ("code", "item", "number"),
    [
        ("en", ", item 9", "9"),
        ("en", " (item 7.2)", "7.2"),
        ("en", " on agenda item 6", ""),
        ("en", "", ""),
        ("es", ", punto 9", "9"),
        ("es", " (punto 7.2)", "7.2"),
    ],
)
def test_an_item_that_a_decision_opens_with_is_of_its_session(code: str, item: str, number: str) -> None:
    (m,) = read_report(read_bytes(OPENED[code].format(item=item).encode())).measures
    assert [(i.session, i.number) for i in m.items] == ([(38, number)] if number else [])
    assert [(d.session, d.item) for d in m.decisions] == [(38, number)]


@pytest.mark.parametrize(
    ("sentence", "done"),
    [
        ("Regional meetings were held in Nairobi on June 12, 2024.", [("meeting", date(2024, 6, 12))]),
        ("Workshops took place in Lima on September 9, 2024.", [("workshop", date(2024, 9, 9))]),
        ("No workshops were held in 2024.", []),
        ("Workshops will be held in Lima.", []),
    ],
)
def test_what_a_sentence_opens_with_and_was_held(sentence: str, done: list[tuple[str, date]]) -> None:
    told = OPENED["en"].replace("The Secretariat presented a survey (document SCP/38/3).", sentence).format(item="")
    (m,) = read_report(read_bytes(told.encode())).measures
    assert [(i.kind, i.day) for i in m.implementations] == done


@pytest.mark.parametrize(
    ("cell", "done"),
    [
        ("Document SCP/32/4; exposé (33e session)", [("SCP/32/4", (32,)), ("", (33,))]),
        ("Documents SCP/32/4; SCP/33/2", [("SCP/32/4", (32,)), ("SCP/33/2", (33,))]),
        ("Étude sur les brevets; rapport final (SCP/32/4)", [("SCP/32/4", (32,))]),
        ("Étude SCP/32/4; annexes comprises", [("SCP/32/4", (32,))]),
    ],
)
def test_entries_that_a_semicolon_joins(cell: str, done: list[tuple[str, tuple[int, ...]]]) -> None:
    (first, *_) = table(COLUMNS, ["Paragraphe 1"], [ROW_1[0], cell, *ROW_1[2:]], ROW_2).measures
    assert [(str(i.symbol or ""), i.sessions) for i in first.implementations] == done
