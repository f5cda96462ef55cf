"""Wordings and layouts that an outside reader tried: what a careful person reads is what is read."""

from __future__ import annotations

import pytest

from cdipgraph.readers import read_bytes
from cdipgraph.reading import read_report
from cdipgraph.report import How, Measure, Report

HEAD = """SCP/35/7

Comité permanent du droit des brevets (SCP)

Trente‑cinquième session
Genève, 16 – 20 octobre 2023

RAPPORT SUR LA MISE EN ŒUVRE DE LA PROPOSITION

établi par le Secrétariat

Paragraphe 1

Le Secrétariat devrait agir.
Mesure n° 1 : agir
Mise en œuvre et examen par le SCP

"""
TAIL = """
Suivi

{follow_up}

Le comité est invité à examiner les paragraphes 1 à 2 du rapport de la trente et unième session du SCP (SCP/31/9), les paragraphes 1 à 2 du rapport de la trente-deuxième session du SCP (SCP/32/7) et les paragraphes 1 à 2 du rapport de la trente-troisième session du SCP (SCP/33/5).
"""
DECISION = "Décision figurant dans le Résumé présenté par le président : "
STUDY = "Lors de la trente et unième session, une étude a été présentée (rapport, paragraphes 12 à 15).\n"


def read(prose: str, follow_up: str = "Aucun suivi n’est prévu.") -> Report:
    return read_report(read_bytes((HEAD + prose + TAIL.format(follow_up=follow_up)).encode(), name="x.txt"))


def measure(prose: str, follow_up: str = "Aucun suivi n’est prévu.") -> Measure:
    (only,) = read(prose, follow_up).measures
    return only


@pytest.mark.parametrize(
    ("prose", "sessions"),
    [
        ("À la trente et unième session, un exposé a été présenté (rapport, paragraphes 12 à 15) et, à la trente-deuxième session, un document (rapport, paragraphes 22 à 25).", [31, 32]),
        ("Le document SCP/31/4, présenté à la trente et unième session, a été examiné à la trente-deuxième session (rapport, paragraphes 12 à 15).", [32]),
        ("Lors de la trente et unième session, le Secrétariat a présenté une étude.  Elle a été examinée à la session suivante (rapport, paragraphes 12 à 15).", [32]),
        ("Comme l’avait demandé le comité à sa trente et unième session, le Secrétariat a présenté à la trente-deuxième session une étude (rapport, paragraphes 12 à 15).", [32]),
        ("En réponse aux observations formulées par les délégations à la trente et unième session, le Secrétariat a présenté à la trente-deuxième session une étude (rapport, paragraphes 12 à 15).", [32]),
        ("La trente-deuxième session du comité a examiné une étude (rapport, paragraphes 12 à 15).", [32]),
        ("Lors de la trente et unième session, une étude a été présentée (rapport de cette session, paragraphes 12 à 15).", [31]),
        ("Lors de la trente et unième session, une étude a été présentée (document SCP/31/9, paragraphes 12 à 15).", [31]),
        ("Lors de la trente et unième session, le comité a décidé de reporter l’examen à la trente-troisième session (rapport, paragraphes 12 à 15).", [31]),
    ],
)  # fmt: skip
def test_the_session_under_discussion(prose: str, sessions: list[int]) -> None:
    reviews = measure(prose).reviews
    assert [r.citation.session for r in reviews] == sessions
    assert all(r.citation.how in (How.BY_CONTEXT, How.EXPLICIT) for r in reviews)


def test_a_decision_is_of_the_session_told_last_before_it() -> None:
    prose = (
        STUDY
        + f"{DECISION}le comité a pris note.\nLors de la trente-deuxième session, le Secrétariat a présenté le document "
        f"SCP/32/4.\n{DECISION}le comité a approuvé le document."
    )
    assert [(d.session, d.outcomes) for d in measure(prose).decisions] == [(31, ("took-note",)), (32, ("approved",))]


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("le comité a pris note du document et prié le Secrétariat de le publier.", [("secretariat", None, "le publier")]),
        ("le comité a chargé le Secrétariat de publier une synthèse d’ici à la trente-sixième session.", [("secretariat", 36, "publier une synthèse d’ici à la trente-sixième session")]),
        ("le comité a invité les délégations à présenter des observations.", [("delegations", None, "présenter des observations")]),
        ("il a été demandé au Secrétariat d’établir une étude.", [("secretariat", None, "établir une étude")]),
        ("le Secrétariat est prié de présenter un exposé.", [("secretariat", None, "présenter un exposé")]),
        ("le comité est convenu d’un calendrier.", []),
        ("le comité a pris note de l’étude.", []),
    ],
)  # fmt: skip
def test_what_is_asked(words: str, asks: list[tuple[str, int | None, str]]) -> None:
    source = read(f"{STUDY}{DECISION}{words}")
    (only,) = source.measures
    assert [(c.actor, c.due, source.source.quote(c.text)) for c in only.commitments] == asks


def test_a_decision_in_points_is_one_decision() -> None:
    prose = f"{STUDY}Décision : le comité\na) a pris note de l’étude;\nb) a demandé au Secrétariat de publier une synthèse; et\nc) est convenu que l’examen se poursuivrait."
    report = read(prose)
    (only,) = report.measures
    (decision,) = only.decisions
    assert decision.outcomes == ("took-note", "requested", "agreed")
    assert [report.source.quote(c.text) for c in only.commitments] == [
        "publier une synthèse",
        "l’examen se poursuivrait",
    ]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Il n’est prévu aucun suivi.", ("none", None)),
        ("Sans objet.", ("none", None)),
        ("Un rapport doit être présenté à la trente-sixième session du comité.", ("scheduled", 36)),
        ("Cette activité a été menée à bien.", ("done", None)),
        ("Le Secrétariat continue à tenir la liste.", ("ongoing", None)),
    ],
)
def test_what_follows(words: str, status: tuple[str, int | None]) -> None:
    found = measure(STUDY, words).follow_up
    assert found
    assert (found.status, found.due) == status


CELLS = [
    "Mesure",
    "Mise en œuvre",
    "Examen par le SCP",
    "Résumé présenté par le président",
    "Paragraphe 1",
    "agir",
    "Étude, document SCP/31/4",
    "paragraphes 12 à 15 du rapport de la trente et unième session du SCP (SCP/31/9)",
    "paragraphe 7.1 du Résumé présenté par le président de la trente et unième session du SCP",
    "Paragraphe 2",
    "réagir",
    "Exposé (SCP/32)  Étude révisée (SCP/33/4)",
    "paragraphes 3 à 5 du rapport de la trente-troisième session du SCP (SCP/33/5)",
    "paragraphe 9 du Résumé présenté par le président de la trente-troisième session du SCP",
]
ROWS = [CELLS[0:4], CELLS[4:5], CELLS[5:9], CELLS[9:10], CELLS[10:14]]


@pytest.mark.parametrize(
    "annex",
    [
        "".join(f"\t{cell}\n" for cell in CELLS),  # no blank line between rows
        "".join("\t" + "\t".join(row) + "\n" for row in ROWS),  # a row a line
        "\n".join("".join(f"\t{cell}\n" for cell in row) for row in ROWS),
    ],
    ids=["no blank lines", "a row a line", "blank lines between rows"],
)
def test_the_annex_in_other_layouts(annex: str) -> None:
    text = HEAD.partition("Paragraphe 1")[0] + annex + "\n[Fin de l’annexe et du document]\n"
    one, two = read_report(read_bytes(text.encode(), name="x.txt")).measures
    assert [(str(i.symbol), i.kind) for i in one.implementations] == [("SCP/31/4", "document")]
    assert [(r.citation.first, r.citation.session) for r in one.reviews] == [("12", 31)]
    assert [(i.session, i.number) for i in one.items] == [(31, "7.1")]
    assert [(str(i.symbol or ""), i.sessions) for i in two.implementations] == [("", (32,)), ("SCP/33/4", (33,))]
    assert [(i.session, i.number) for i in two.items] == [(33, "9")]


def test_a_row_missing_in_the_annex_shifts_nothing() -> None:
    prose = """Lors de la trente et unième session, le Secrétariat a présenté le document SCP/31/4.
Mesure n° 2 : réagir
Mise en œuvre et examen par le SCP

Lors de la trente-troisième session, le Secrétariat a présenté le document SCP/33/4 (rapport, paragraphes 3 à 5)."""
    annex = "\n".join("".join(f"\t{cell}\n" for cell in row) for row in (ROWS[0], ROWS[1], ROWS[4]))
    text = HEAD + prose + "\n\n[L’annexe suit]\n\n" + annex + "\n[Fin de l’annexe et du document]\n"
    one, two = read_report(read_bytes(text.encode(), name="x.txt")).measures
    assert [str(i.symbol) for i in one.implementations] == ["SCP/31/4"]
    assert (one.reviews, one.items) == ((), ())
    assert [str(i.symbol or "") for i in two.implementations] == ["", "SCP/33/4"]
    assert [(r.citation.session, str(r.citation.symbol)) for r in two.reviews] == [(33, "SCP/33/5")]


def test_an_item_named_by_another_word() -> None:
    report = read("Voir le point 7.2 du résumé présenté par le président de la trente et unième session.")
    assert [(c.item, c.session) for c in report.citations if c.kind == "summary-item"] == [("7.2", 31)]
