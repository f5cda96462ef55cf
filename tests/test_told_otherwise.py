"""Reports that tell what they tell otherwise: in the pluperfect, by session, with short names, in tables of spaces."""

from __future__ import annotations

import time

import pytest

from cdipgraph.readers import read_bytes
from cdipgraph.readers.plain import layout
from cdipgraph.reading import read_report
from cdipgraph.report import SESSION, SUMMARY_ITEM, Measure, Report
from cdipgraph.source import CELL

FRENCH = """SCP/35/7
Comité permanent du droit des brevets (SCP)
Trente-cinquième session
Genève, 16 – 20 octobre 2023
RAPPORT SUR LA MISE EN ŒUVRE DE LA PROPOSITION DU CHILI

Paragraphe 1

Le Secrétariat devrait agir.

Mesure n° 1 : agir

Mise en œuvre et examen par le SCP

Lors de la trente et unième session, le Secrétariat avait présenté le document SCP/31/4 (SCP/31/9, paragraphes 12 à 15).

"""
ENGLISH = """SCCR/49/8
ORIGINAL: ENGLISH
Standing Committee on Copyright and Related Rights
Forty-Ninth Session
Geneva, November 13 to 17, 2028
REPORT ON THE IMPLEMENTATION OF THE PROPOSAL BY SPAIN
prepared by the Secretariat

1. The Committee asked the Secretariat to report on the proposal by Spain.

Paragraph 1

The Secretariat should act.

Activity 1: Study on lending

"""
SPANISH = """WO/PBC/45/7
Comité del Programa y Presupuesto
Cuadragésima quinta sesión
Ginebra, 9 a 13 de septiembre de 2030
INFORME SOBRE LA APLICACIÓN DE LA PROPUESTA DE ESPAÑA

Párrafo 1

La Secretaría debería actuar.

Actividad 1: Criterios

Aplicación y examen por el PBC

En la cuadragésima segunda sesión, la Secretaría había presentado el documento WO/PBC/42/9 (WO/PBC/42/12, párrs. 3 a 5).

"""


def read(text: str) -> Report:
    return read_report(read_bytes(text.encode(), name="x.txt"))


def measure(text: str) -> Measure:
    (only,) = read(text).measures
    return only


def asks(found: Measure, report: Report) -> list[tuple[str, str]]:
    return [(c.actor, report.source.quote(c.text)) for c in found.commitments if c.decision is not None]


# The pluperfect


@pytest.mark.parametrize(
    ("text", "outcomes", "asked"),
    [
        (
            FRENCH + "Décision : le comité avait pris note du document et avait prié le Secrétariat de le publier.",
            ("took-note", "requested"),
            [("secretariat", "le publier")],
        ),
        (
            FRENCH + "Décision : le comité s’était félicité du document et était convenu d’y revenir.",
            ("welcomed", "agreed"),
            [("committee", "y revenir")],
        ),
        (
            SPANISH
            + "Decisión: el PBC había tomado nota del documento y había pedido a la Secretaría que lo publicara.",
            ("took-note", "requested"),
            [("secretariat", "lo publicara")],
        ),
        (
            SPANISH + "Decisión: el PBC había decidido aplazar el examen.",
            ("decided",),
            [("committee", "aplazar el examen")],
        ),
    ],
)
def test_a_decision_is_told_in_the_pluperfect(
    text: str, outcomes: tuple[str, ...], asked: list[tuple[str, str]]
) -> None:
    report = read(text)
    (found,) = report.measures
    assert [d.outcomes for d in found.decisions] == [outcomes]
    assert asks(found, report) == asked


@pytest.mark.parametrize(
    "text",
    [
        FRENCH + "Décision : le comité a pris note de l’étude qu’il avait demandé au Secrétariat d’établir.",
        FRENCH + "Décision : le comité avait pris note de l’étude qu’il avait demandé au Secrétariat d’établir.",
        SPANISH + "Decisión: el PBC tomó nota del estudio que había pedido a la Secretaría que preparara.",
        ENGLISH + "Decision: The Committee took note of the study which it had requested the Secretariat to prepare.",
    ],
)
def test_what_had_been_asked_before_is_not_asked_again(text: str) -> None:
    report = read(text)
    (found,) = report.measures
    assert [d.outcomes for d in found.decisions] == [("took-note",)]
    assert asks(found, report) == []


@pytest.mark.parametrize(
    ("text", "kind", "symbol"),
    [
        (FRENCH, "document", "SCP/31/4"),
        (SPANISH, "document", "WO/PBC/42/9"),
        (FRENCH + "Un séminaire s’était tenu le 3 juin 2022.", "seminar", None),
        (SPANISH + "El 3 de junio de 2029 se había celebrado un taller.", "workshop", None),
    ],
)
def test_what_was_done_is_told_in_the_pluperfect(text: str, kind: str, symbol: str | None) -> None:
    done = [(i.kind, str(i.symbol) if i.symbol else None) for i in measure(text).implementations]
    assert (kind, symbol) in done


def test_an_oral_report_is_no_document() -> None:
    text = ENGLISH + "The Secretariat gave an oral report at the forty-fifth session (SCCR/45/9, paragraphs 3 to 5)."
    assert measure(text).implementations == ()
    text = ENGLISH + "The Secretariat submitted a report to the forty-fifth session (SCCR/45/9, paragraphs 3 to 5)."
    assert [i.kind for i in measure(text).implementations] == ["document"]


@pytest.mark.parametrize(
    ("sentence", "session"),
    [
        ("La présidente a conclu que le SCP avait pris note de l’étude.", 31),
        ("Le président, dans son résumé, a constaté que le comité avait pris note de l’étude.", 31),
    ],
)
def test_what_the_chair_concluded_is_a_decision(sentence: str, session: int) -> None:
    (decision,) = measure(FRENCH + sentence).decisions
    assert (decision.outcomes, decision.session) == (("took-note",), session)


# Whose a proposal is


@pytest.mark.parametrize(
    ("title", "proposer"),
    [
        ("THE PROPOSAL BY SPAIN AND URUGUAY ON LIBRARIES", "SPAIN AND URUGUAY"),
        ("THE PROPOSAL OF THE GOVERNMENT OF PERU ON LIBRARIES", "PERU"),
        ("THE PROPOSAL BY THE DELEGATION OF JAPAN ON LIBRARIES", "DELEGATION OF JAPAN"),
    ],
)
def test_a_state_by_its_name_alone_proposes(title: str, proposer: str) -> None:
    report = read(
        ENGLISH.replace("on the proposal by Spain", "on it").replace("THE PROPOSAL BY SPAIN", title)
        + "Implementation\n\nThe study was presented.\n"
    )
    assert [report.source.quote(p.proposer) for p in report.proposals if p.proposer] == [proposer]


# Sessions by short names


@pytest.mark.parametrize(
    ("prose", "items"),
    [
        ("The study was presented at SCCR 45. The Committee took note of it (SCCR 45, item 6.3).", [(45, "6.3")]),
        ("At SCCR 45, the Committee took note of the study (item 6.3).", [(45, "6.3")]),
        ("The Committee took note of the study (item 6.3, SCCR 45).", [(45, "6.3")]),
        ("The study was presented at SCCR 45 under item 6.3.", []),
    ],
)
def test_an_item_beside_a_session(prose: str, items: list[tuple[int, str]]) -> None:
    found = read(ENGLISH + "Implementation\n\n" + prose + "\n\nFollow-up\n\nNone.\n")
    cited = [(c.session, c.item) for c in found.citations if c.kind is SUMMARY_ITEM]
    assert cited == items
    decided = [(d.session, d.item) for m in found.measures for d in m.decisions]
    assert decided == items


@pytest.mark.parametrize(
    ("words", "sessions"),
    [
        ("at SCCR 45 and SCCR 46", [45, 46]),
        ("at SCCR-45", [45]),
        ("in document SCCR 45/7", []),
        ("in SCCR 2028", []),
        ("in XSCCR 45", []),
        ("in SCCR 45.2", []),
    ],
)
def test_a_session_by_the_short_name_of_its_committee(words: str, sessions: list[int]) -> None:
    report = read(ENGLISH + f"The study was presented {words}.\n")
    named = [c.session for c in report.citations if c.kind is SESSION and "SCCR" in report.source.quote(c.span)]
    assert named == sessions


# By session


BY_SESSION = """SCT/59/5
ORIGINAL: ENGLISH
Standing Committee on the Law of Trademarks (SCT)
Fifty-ninth Session
Geneva, April 23 to 27, 2029
REPORT ON THE IMPLEMENTATION OF THE PROPOSAL BY JAMAICA
prepared by the Secretariat

1. The Committee asked the Secretariat to report on the proposal by Jamaica.

Fifty-sixth session (November 6 to 10, 2027)

Activity 1.1: Compendium

The Secretariat presented document SCT/56/4 (SCT/56/9, paragraphs 71 to 88). The Committee took note of it (item 6).

Activity 2.1: Study

The study was commissioned (SCT/56/9, paragraph 89). The Committee took note of that (item 7).

Fifty-seventh session

Activity 1.1: Compendium

A revised compendium (SCT/57/3) was submitted (SCT/57/10, paragraphs 40 to 46). The Committee approved it (item 5).

Follow-up

Activity 1.1: The compendium is updated every year.

Activity 2.1: The study will be submitted to the sixtieth session.
"""


def test_a_report_that_goes_by_sessions() -> None:
    first, second = read(BY_SESSION).measures
    assert [(m.paragraph, m.number) for m in (first, second)] == [("1", "1"), ("2", "1")]
    assert [(d.session, d.item, d.outcomes) for d in first.decisions] == [
        (56, "6", ("took-note",)),
        (57, "5", ("approved",)),
    ]
    assert [(d.session, d.item) for d in second.decisions] == [(56, "7")]
    assert first.follow_up
    assert second.follow_up
    assert (first.follow_up.status, second.follow_up.status, second.follow_up.due) == ("ongoing", "scheduled", 60)


def test_sessions_that_head_what_is_told_of_one_measure() -> None:
    text = ENGLISH + (
        "Forty-fifth session\n\nThe Secretariat presented document SCCR/45/4. Delegations welcomed it (report, "
        "paragraphs 12 to 15).\n\nDecision: The Committee took note of the document.\n\nForty-sixth session\n\n"
        "Document SCCR/46/5 was presented (report, paragraphs 3 to 9).\n\nDecision: The Committee approved it.\n"
    )
    found = measure(text)
    assert [r.citation.session for r in found.reviews] == [45, 46]
    assert [(d.session, d.outcomes) for d in found.decisions] == [(45, ("took-note",)), (46, ("approved",))]


def test_a_session_to_come_has_concluded_nothing() -> None:
    text = FRENCH + "Le comité est convenu d’y revenir à sa trente-sixième session (point 8 du résumé du président)."
    assert [(d.session, d.item) for d in measure(text).decisions] == [(31, "8")]


# What stands beside


def test_headings_beside_the_paragraphs_are_told_of_no_measure() -> None:
    text = ENGLISH.replace("Paragraph 1", "II. Paragraph 1") + (
        "The study was presented (SCCR/45/4).\n\nThe study is kept up to date.\n\nIII. Points for discussion\n\n"
        "The Committee had before it document SCCR/48/3.\n"
    )
    assert [str(i.symbol) for i in measure(text).implementations] == ["SCCR/45/4"]


def test_words_that_open_a_paragraph_as_a_heading_would() -> None:
    text = SPANISH.replace("Aplicación y examen por el PBC\n\nEn", "Aplicación y examen por el PBC. En") + (
        "Decisión recogida en el resumen de la Presidencia. El PBC tomó nota del documento.\n"
    )
    report = read(text)
    (decision,) = report.measures[0].decisions
    assert report.source.quote(decision.text) == "El PBC tomó nota del documento."


@pytest.mark.parametrize(
    ("follow_up", "status"),
    [
        ("L’étude a été publiée en avril 2022.", "done"),
        ("L’étude a été publiée ; elle ne sera plus mise à jour.", "done"),
        ("L’étude a été publiée et sera mise à jour.", "ongoing"),
        ("L’étude a été publiée (voir la mesure n° 2).", "ongoing"),
        ("Aucune à ce stade.", "none"),
    ],
)
def test_what_follows_is_over_where_only_the_past_is_told(follow_up: str, status: str) -> None:
    found = measure(FRENCH + f"Suivi\n\n{follow_up}\n").follow_up
    assert found
    assert found.status == status


# Tables


SPACED = """
Request    Action                   Output                               Discussion
1          Survey of curricula      E/C.20/2027/5                        E/C.20/2027/17, paras. 44
                                                                         to 51
1          Model curriculum         Model curriculum, as revised         E/C.20/2028/18, paras. 9-11
                                    (E/C.20/2028/9)
2          Fellowships              -                                    -

These were the actions.
"""


def cells(text: str) -> list[tuple[int, int, str]]:
    laid_out, blocks, _ = layout(text)
    return [(b.row, b.column, b.span.of(laid_out)) for b in blocks if b.kind is CELL]


def test_a_table_set_by_spaces() -> None:
    found = cells(SPACED)
    assert [c for c in found if c[0] == 1] == [
        (1, 0, "1"),
        (1, 1, "Survey of curricula"),
        (1, 2, "E/C.20/2027/5"),
        (1, 3, "E/C.20/2027/17, paras. 44 to 51"),
    ]
    assert (2, 2, "Model curriculum, as revised (E/C.20/2028/9)") in found
    assert max(row for row, _, _ in found) == 3
    assert cells("The Committee met.  It took note.  Members spoke.\nThe  next  line.\n") == []
    assert cells("United Nations        E/C.20/2030/6\nDistr.:    General\n") == []


def test_a_range_that_runs_over_the_lines_of_a_cell() -> None:
    text = "E/C.20/2030/6\n\nREPORT ON THE IMPLEMENTATION OF THE PROPOSAL OF FINLAND\n" + SPACED
    ranges = [(c.first, c.last) for m in read(text).measures for r in m.reviews for c in [r.citation]]
    assert ranges == [("44", "51"), ("9", "11")]


def test_rows_whose_first_cells_are_empty_begin_with_tabs() -> None:
    text = "Paragraph\tActivity\tReport\n1\tStudy\tSCP/40/10, paras. 52-79\n\t\tSCP/41/9, paras. 23-28\n\nThe end.\n"
    assert cells(text)[-3:] == [(2, 0, ""), (2, 1, ""), (2, 2, "SCP/41/9, paras. 23-28")]
    headed = "\tActivity\tReport\n1\tStudy\tSCP/40/10, paras. 52-79\n"
    assert cells(headed)[:3] == [(0, 0, ""), (0, 1, "Activity"), (0, 2, "Report")]


@pytest.mark.parametrize(
    ("head", "paragraph"),
    [("Request", "1"), ("Point of the proposal", "1"), ("Paragraph", "a)")],
)
def test_a_column_of_paragraphs_however_headed(head: str, paragraph: str) -> None:
    text = "SCP/43/6\n\nREPORT ON THE IMPLEMENTATION OF THE PROPOSAL\n\n"
    text += f"{head}\tActivity\tOutcome\tSummary by the Chair\n{paragraph}\tStudy\tSCP/40/4\tSCP/40, item 6\n"
    (found,) = read(text + "2\t-\t-\t-\n\nThese were the activities.\n").measures
    assert found.paragraph == paragraph.strip(")").upper()
    assert [str(i.symbol) for i in found.implementations] == ["SCP/40/4"]
    assert [(i.session, i.number) for i in found.items] == [(40, "6")]


# Other wordings


@pytest.mark.parametrize(
    "words",
    [
        "(Summary by the Chair, forty-fifth session, item 6)",
        "(Summary by the Chair of the forty-fifth session, item 6)",
        "(item 6 of the Summary by the Chair, forty-fifth session)",
    ],
)
def test_an_item_of_the_summary_of_a_session(words: str) -> None:
    report = read(ENGLISH + f"The Committee took note of the study {words}.\n")
    assert [(c.session, c.item) for c in report.citations if c.kind is SUMMARY_ITEM] == [(45, "6")]


@pytest.mark.parametrize(
    ("sentence", "sessions"),
    [
        ("It was discussed at the forty-fourth session, then at the forty-fifth.", [44, 45]),
        ("It was discussed at the forty-fourth session, and of its chapters the seventh.", [44]),
        ("It was discussed at the forty-fourth session. Delegations praised the forty-fifth.", [44]),
        ("It was discussed at the forty-fourth session, at the forty-fifth item.", [44]),
        ("It was discussed at the forty-fourth session and the eighth.", [44]),
    ],
)
def test_a_session_whose_noun_is_left_out(sentence: str, sessions: list[int]) -> None:
    report = read(ENGLISH + sentence + "\n")
    named = [c.session for c in report.citations if c.kind is SESSION]
    assert named == sessions


def test_documents_that_a_sentence_names_with_a_session_each() -> None:
    text = """E/C.16/2029/4
REPORT ON THE IMPLEMENTATION OF THE PROPOSAL OF MOROCCO
prepared by the Secretariat

1. The Committee of Experts asked for this report.

Paragraph 1

The Secretariat should act.

Activity 1: Indicators

A list (E/C.16/2027/6) was submitted to the twenty-sixth session, and another (E/C.16/2028/3) to the twenty-seventh.
"""
    done = [(str(i.symbol), i.sessions) for i in measure(text).implementations]
    assert done == [("E/C.16/2027/6", (26,)), ("E/C.16/2028/3", (27,))]


def test_the_name_of_a_paragraph_in_brackets() -> None:
    text = ENGLISH.replace("Paragraph 1\n", "Paragraph 1 (Inform)\n") + "The study was presented (SCCR/45/4).\n"
    assert [m.paragraph for m in read(text).measures] == ["1"]


def test_a_decision_under_the_summary_of_a_session_named() -> None:
    text = ENGLISH + (
        "Reports were presented (SCCR/44/6 and SCCR/45/7).\n\n"
        "Summary by the Chair of the forty-fourth session: The Committee took note of the report.\n\n"
        "Summary by the Chair of the forty-fifth session: The Committee approved the report.\n"
    )
    assert [(d.session, d.outcomes) for d in measure(text).decisions] == [(44, ("took-note",)), (45, ("approved",))]


def test_long_words_that_open_paragraphs_again_and_again() -> None:
    text, told = FRENCH, "Ce que le Secrétariat a fait à cet égard. Une étude a été présentée (SCP/3{n}/2).\n\n"
    again = "Mesure n° {n} : agir encore\n\n" + told + "Ce qu’il y aura lieu de prévoir par la suite. {words}\n\n"
    text += again.format(n=2, words="Rien.") + again.format(n=3, words="Une étude sera publiée.")
    statuses = [m.follow_up.status for m in read(text).measures if m.follow_up]
    assert statuses == ["none", "ongoing"]


@pytest.mark.parametrize(
    ("follow_up", "status"),
    [
        ("Most recommendations have been implemented. The others are being implemented.", "ongoing"),
        ("All recommendations have been implemented in full. The file is closed.", "done"),
    ],
)
def test_what_still_goes_on_is_not_over(follow_up: str, status: str) -> None:
    found = measure(ENGLISH + f"The study was presented.\n\nFollow-up\n\n{follow_up}\n").follow_up
    assert found
    assert found.status == status


def test_what_somebody_made_at_a_session_is_of_that_session() -> None:
    text = FRENCH + "Le Secrétariat a fait un exposé à ce sujet à la trente-deuxième session (rapport, par. 3 à 5)."
    assert [r.citation.session for r in measure(text).reviews] == [31, 32]


# Parts of the proposal that are called otherwise


@pytest.mark.parametrize(
    ("said", "paragraphs"),
    [
        ("The proposal comprises two tasks.", ["1", "2"]),
        ("The proposal asks for much.", ["", ""]),
        ("The proposal comprises two volumes.", ["", ""]),
    ],
)
def test_parts_of_the_proposal_as_the_introduction_calls_them(said: str, paragraphs: list[str]) -> None:
    text = ENGLISH.partition("Paragraph 1")[0] + (
        f"2. {said}\n\nTask 1: Survey\n\nThe survey (SCCR/45/4) was presented at SCCR 45.\n\n"
        "Task 2: Study\n\nThe study (SCCR/46/3) was considered at SCCR 46.\n"
    )
    found = read(text).measures
    assert [m.paragraph for m in found] == paragraphs
    assert [str(i.symbol) for m in found for i in m.implementations] == ["SCCR/45/4", "SCCR/46/3"]


@pytest.mark.parametrize(
    ("first", "documents"),
    [
        ("At SCCR 45, the Secretariat presented the study (SCCR/45/4).", ["SCCR/45/4"]),
        ("The Secretariat shall revise the study presented at SCCR 45 (SCCR/45/4).", []),
        ("“At SCCR 45, the Secretariat presented the study (SCCR/45/4).”", []),
    ],
)
def test_the_first_paragraph_can_tell_what_was_done(first: str, documents: list[str]) -> None:
    text = ENGLISH.partition("Paragraph 1")[0] + (
        f"Element 1: study\n\n{first}\n\nThe Committee took note of it (item 6).\n\nElement 2: seminar\n\n"
        "At SCCR 46, a seminar was held (SCCR/46/9, paras. 3-5).\n"
    )
    found = [m for m in read(text).measures if m.paragraph == "1"]
    assert [str(i.symbol) for m in found for i in m.implementations] == documents


# Sessions in figures, and in a column


@pytest.mark.parametrize(
    ("words", "sessions"),
    [
        ("at session 46", [46]),
        ("at session 460", []),
        ("at session 12 of the seminar", []),
        ("at session 46/3", []),
    ],
)
def test_a_session_by_its_number_after_the_noun(words: str, sessions: list[int]) -> None:
    report = read(ENGLISH + f"The study was presented {words}.\n")
    assert [c.session for c in report.citations if c.kind is SESSION] == sessions


def test_reports_and_summaries_of_sessions_in_figures() -> None:
    text = SPANISH + (
        "Debate\n\nLos debates figuran en los párrafos 66 a 84 del informe de la sesión 43 (WO/PBC/43/11).\n\n"
        "Decisiones\n\nSesión 42: “El PBC tomó nota del documento” (párrafo 7 del resumen del presidente).\n\n"
        "Sesión 43: “El PBC aprobó el documento” (párrafo 6 del resumen del presidente).\n"
    )
    found = measure(text)
    assert (43, "66") in [(r.citation.session, r.citation.first) for r in found.reviews]
    assert [(d.session, d.item, d.outcomes) for d in found.decisions] == [
        (42, "7", ("took-note",)),
        (43, "6", ("approved",)),
    ]


@pytest.mark.parametrize("session", ["SCP/40", "40", "Fortieth", "Fortieth session", "SCP 40"])
def test_a_column_of_sessions(session: str) -> None:
    text = (
        "SCP/43/6\n\nREPORT ON THE IMPLEMENTATION OF THE PROPOSAL\n\n"
        "Paragraph\tActivity\tWhat was done\tSession\tSummary by the Chair\n"
        f"1\tCourse\tAn online course was opened\t{session}\tThe Committee took note (item 6)\n"
        "2\tStudy\tA study (SCP/41/3) was presented.\tSCP/41\tThe Committee approved it (item 7)\n"
    )
    first, second = read(text).measures
    assert [i.sessions for i in first.implementations] == [(40,)]
    assert [(str(i.symbol), i.sessions) for i in second.implementations] == [("SCP/41/3", (41,))]
    assert [(d.outcomes) for d in first.decisions] == [("took-note",)]


def test_items_found_later_shift_no_citation() -> None:
    text = ENGLISH + (
        "The study (SCCR/45/4) was presented at SCCR 45.\n\nDecision: The Committee took note of it (item 6).\n\n"
        "The addendum (SCCR/46/5) was presented at SCCR 46.\n\nDecision: The Committee took note of it (item 7).\n\n"
        "Activity 2: Guide\n\nThe guide (SCCR/47/3) was presented at SCCR 47.\n"
    )
    done = [str(i.symbol) for m in read(text).measures for i in m.implementations]
    assert done == ["SCCR/45/4", "SCCR/46/5", "SCCR/47/3"]


# Several decisions in one place


def test_each_decision_of_a_paragraph_has_the_item_of_its_session() -> None:
    text = ENGLISH + (
        "The study (SCCR/45/4) was presented at SCCR 45 and its update (SCCR/46/5) at SCCR 46.\n\n"
        "Decision: At the forty-fifth session, the Committee took note of the study (item 7 of the Summary by the "
        "Chair). At the forty-sixth session, the Committee approved the update (item 5 of the Summary by the Chair).\n"
    )
    assert [(d.session, d.item, d.outcomes) for d in measure(text).decisions] == [
        (45, "7", ("took-note",)),
        (46, "5", ("approved",)),
    ]


def test_each_sentence_of_a_cell_that_ends_with_its_item_is_a_decision() -> None:
    text = (
        "SCP/43/6\n\nREPORT ON THE IMPLEMENTATION OF THE PROPOSAL\n\n"
        "Paragraph\tActivity\tDocuments\tSummary by the Chair\n"
        "1\tStudy\tSCP/40/4\tThe SCP took note of it (item 6 of the Summary by the Chair of the fortieth session). "
        "The SCP approved it (item 7 of the Summary by the Chair of the forty-first session).\n"
    )
    found = measure(text)
    assert [(d.session, d.item, d.outcomes) for d in found.decisions] == [
        (40, "6", ("took-note",)),
        (41, "7", ("approved",)),
    ]


@pytest.mark.parametrize(
    ("cited", "sessions"),
    [("SCCR/45/11, paragraphs 30 to 51", [45]), ("SCCR/45/4, paragraphs 3 to 5", []), ("SCCR/44/9, paragraph 3", [])],
)
def test_paragraphs_of_another_document_of_the_session_are_of_its_report(cited: str, sessions: list[int]) -> None:
    text = ENGLISH + (
        "The study (SCCR/45/4) was presented at SCCR 45. Its update (SCCR/46/5) was presented at SCCR 46.\n\n"
        f"Discussion: There were questions ({cited}).\n"
    )
    assert [r.citation.session for r in measure(text).reviews] == sessions


def test_a_proposal_submitted_at_a_session() -> None:
    text = ENGLISH.replace("THE PROPOSAL BY SPAIN", "A PROPOSAL").replace(
        "The Committee asked the Secretariat to report on the proposal by Spain.",
        "The Delegation of Chad submitted, at the fortieth session of the Committee, a proposal on libraries.",
    )
    report = read(text + "The study (SCCR/45/4) was presented.\n")
    assert [report.source.quote(p.proposer) for p in report.proposals if p.proposer] == ["Delegation of Chad"]


@pytest.mark.parametrize(
    "unit", ["a   b   c   d\n", "\ta\tb\tc\n", "(SCCR 45, item 6.3) ", "avait demandé que et qu'il "]
)
def test_the_new_rules_take_linear_time(unit: str) -> None:
    def taken(times: int) -> float:
        start = time.process_time()
        read(ENGLISH + unit * times)
        return time.process_time() - start

    taken(20)
    small, large = min(taken(500) for _ in range(2)), min(taken(4000) for _ in range(2))
    assert large < max(small, 0.05) * 24


@pytest.mark.parametrize(
    ("title", "heads"),
    [
        ("REPORT ON THE IMPLEMENTATION OF THE PROPOSAL", "No.\tAction taken\tDocuments and events\tDiscussion"),
        ("RAPPORT SUR LA MISE EN ŒUVRE DE LA PROPOSITION", "N°\tMesure prise\tDocuments ou manifestations\tDébats"),
        ("INFORME SOBRE LA APLICACIÓN DE LA PROPUESTA", "N.º\tMedida adoptada\tDocumentos y actos\tDebates"),
    ],
)
def test_measures_that_were_taken_are_measures_where_another_column_holds_how(title: str, heads: str) -> None:
    rows = "1\tAtlas\tSCP/43/4\tSCP/43/9, par. 14\n2\tMentor\tSCP/44/5\tSCP/44/8, par. 40\n"
    report = read(f"SCP/45/3\n\n{title}\n\n{heads}\n{rows}\n")
    found = [[str(i.symbol) for i in measure.implementations] for measure in report.measures]
    assert found == [["SCP/43/4"], ["SCP/44/5"]]
    assert [report.source.quote(measure.label) for measure in report.measures] == ["Atlas", "Mentor"]
