"""What kind of document it is: titles in many forms and orders, and documents whose title does not say."""

from __future__ import annotations

import pytest

from cdipgraph import languages
from cdipgraph.readers import read_bytes
from cdipgraph.reading import read_report
from cdipgraph.report import Header, Report
from cdipgraph.source import Block, BlockKind, SourceText
from cdipgraph.spans import Span
from cdipgraph.structure.context import Context
from cdipgraph.structure.kinds import minuted_kind
from cdipgraph.structure.minutes import read_minutes

SESSION, SUMMARY, IMPLEMENTATION, OTHER = "session-report", "chair-summary", "implementation-report", "document"
HEADS = {
    "en": "SCP/37/9\n\nStanding Committee on the Law of Patents\n\nThirty-Seventh Session\n"
    "Geneva, November 3 to 7, 2025\n\n{title}\n\n{author}\n\n",
    "fr": "SCP/37/9\n\nComité permanent du droit des brevets\n\nTrente-septième session\n"
    "Genève, 3 – 7 novembre 2025\n\n{title}\n\n{author}\n\n",
    "es": "SCP/37/9\n\nComité Permanente sobre el Derecho de Patentes\n\nTrigésima séptima sesión\n"
    "Ginebra, 3 a 7 de noviembre de 2025\n\n{title}\n\n{author}\n\n",
}
AUTHORS = {"en": "prepared by the Secretariat", "fr": "établi par le Secrétariat", "es": "preparado por la Secretaría"}
BODIES = {
    "en": "1. The documents were made available to the members of the committee before the session.\n",
    "fr": "1. Les documents ont été mis à la disposition des membres du comité avant la session.\n",
    "es": "1. Los documentos se pusieron a disposición de los miembros del comité antes de la sesión.\n",
}
TITLES = [
    ("en", "REPORT", SESSION, False),
    ("en", "Report", SESSION, False),
    ("en", "REPORT*", SESSION, False),
    ("en", "DRAFT REPORT", SESSION, True),
    ("en", "DRAFT REPORT **", SESSION, True),
    ("en", "REVISED DRAFT REPORT", SESSION, True),
    ("en", "SECOND DRAFT REPORT", SESSION, True),
    ("en", "GENERAL REPORT", SESSION, False),
    ("en", "SUMMARY REPORT", SESSION, False),
    ("en", "REPORT adopted by the Committee", SESSION, False),
    ("en", "Report on the Thirty-Seventh Session of the Committee", SESSION, False),
    ("en", "REPORT OF THE TRADE AND DEVELOPMENT BOARD ON ITS FIFTY-FIRST SESSION", SESSION, False),
    ("en", "Report of the Working Party on the\nBudget\non its twenty-eighth session", SESSION, False),
    ("en", "Report of the annual session 2025", SESSION, False),
    ("en", "MINUTES", SESSION, False),
    ("en", "SUMMARY BY THE CHAIR", SUMMARY, False),
    ("en", "Summary by the Vice-Chair", SUMMARY, False),
    ("en", "DRAFT SUMMARY BY THE CHAIR*", SUMMARY, True),
    ("en", "CHAIR’S SUMMARY", SUMMARY, False),
    ("en", "Chairman’s Summary", SUMMARY, False),
    ("en", "SUMMARY PRESENTED BY THE CHAIR", SUMMARY, False),
    ("en", "Summary by the Chair of the Thirty-Seventh Session", SUMMARY, False),
    ("en", "REPORT ON THE IMPLEMENTATION OF THE PROPOSAL", IMPLEMENTATION, False),
    ("en", "REPORT OF THE DIRECTOR GENERAL", OTHER, False),
    ("en", "EVALUATION REPORT ON THE PROJECT", OTHER, False),
    ("en", "SUMMARY OF THE STUDY ON PATENTS", OTHER, False),
    ("en", "PROGRESS REPORTS", OTHER, False),
    ("fr", "RAPPORT", SESSION, False),
    ("fr", "rapport *", SESSION, False),
    ("fr", "PROJET DE RAPPORT", SESSION, True),
    ("fr", "PROJET DE RAPPORT RÉVISÉ", SESSION, True),
    ("fr", "Projet de rapport révisé", SESSION, True),
    ("fr", "DEUXIÈME PROJET DE RAPPORT", SESSION, True),
    ("fr", "RAPPORT GÉNÉRAL", SESSION, False),
    ("fr", "COMPTE RENDU", SESSION, False),
    ("fr", "Rapport de la trente-septième session", SESSION, False),
    ("fr", "RAPPORT DU CONSEIL DU COMMERCE SUR SA CINQUANTIÈME SESSION", SESSION, False),
    ("fr", "RÉSUMÉ PRÉSENTÉ PAR LE PRÉSIDENT", SUMMARY, False),
    ("fr", "Résumé présenté par la présidente", SUMMARY, False),
    ("fr", "RÉSUMÉ DE LA PRÉSIDENCE", SUMMARY, False),
    ("fr", "PROJET DE RÉSUMÉ DU PRÉSIDENT", SUMMARY, True),
    ("fr", "RÉSUMÉ DE LA SESSION de la présidence", SUMMARY, False),
    ("fr", "RAPPORT SUR LA MISE EN ŒUVRE DE LA PROPOSITION", IMPLEMENTATION, False),
    ("fr", "RAPPORT DU DIRECTEUR GÉNÉRAL", OTHER, False),
    ("fr", "RÉSUMÉ DE L’ÉTUDE", OTHER, False),
    ("es", "INFORME", SESSION, False),
    ("es", "INFORME *", SESSION, False),
    ("es", "PROYECTO DE INFORME", SESSION, True),
    ("es", "PROYECTO DE INFORME REVISADO", SESSION, True),
    ("es", "Segundo proyecto de informe", SESSION, True),
    ("es", "INFORME GENERAL", SESSION, False),
    ("es", "Informe de la Junta sobre su quincuagésimo período de sesiones", SESSION, False),
    ("es", "RESUMEN DE LA PRESIDENCIA", SUMMARY, False),
    ("es", "RESUMEN DEL PRESIDENTE", SUMMARY, False),
    ("es", "Resumen presentado por la Presidenta", SUMMARY, False),
    ("es", "PROYECTO DE RESUMEN DE LA PRESIDENCIA", SUMMARY, True),
    ("es", "INFORME SOBRE LA APLICACIÓN DE LA PROPUESTA", IMPLEMENTATION, False),
    ("es", "INFORME DEL DIRECTOR GENERAL", OTHER, False),
    ("es", "RESUMEN DEL ESTUDIO", OTHER, False),
]  # fmt: skip


def document(text: str) -> Report:
    return read_report(read_bytes(text.encode()))


@pytest.mark.parametrize(("code", "title", "kind", "draft"), TITLES)
def test_the_title_says_the_kind(code: str, title: str, kind: str, draft: bool) -> None:
    report = document(HEADS[code].format(title=title, author=AUTHORS[code]) + BODIES[code])
    assert (report.kind, report.header.draft) == (kind, draft)


@pytest.mark.parametrize(("code", "title", "kind", "draft"), TITLES)
def test_an_author_before_the_title_and_none_at_all(code: str, title: str, kind: str, draft: bool) -> None:
    assert draft in (True, False)
    head = HEADS[code].replace("{title}\n\n{author}", "{author}\n\n{title}")
    assert document(head.format(title=title, author=AUTHORS[code]) + BODIES[code]).kind == kind
    assert document(HEADS[code].format(title=title, author="") + BODIES[code]).kind == kind


def minutes(speakers: int, others: int) -> str:
    told = [f"The Delegation of Kenya said that point {n} was clear." for n in range(speakers)]
    told += [f"Point {n} stood on the list." for n in range(others)]
    return "".join(f"{n}. {words}\n" for n, words in enumerate(told, 1))


@pytest.mark.parametrize(
    ("speakers", "others", "kind"), [(3, 2, SESSION), (4, 10, SESSION), (2, 10, OTHER), (3, 40, OTHER), (4, 0, OTHER)]
)
def test_where_no_title_says_it_the_speakers_do(speakers: int, others: int, kind: str) -> None:
    head = HEADS["en"].format(title="PATENTS AND HEALTH", author=AUTHORS["en"])
    assert document(head + minutes(speakers, others)).kind == kind


def test_conclusions_under_items_of_an_agenda_are_minutes_too() -> None:
    items = "".join(
        f"Agenda Item {n}: Matter {n}\n\n{2 * n - 1}. The Secretariat presented document SCP/37/{n}.\n"
        f"{2 * n}. The Committee took note of document SCP/37/{n}.\n\n"
        for n in range(1, 5)
    )
    head = HEADS["en"].format(title="PATENTS AND HEALTH", author=AUTHORS["en"])
    assert document(head + items).kind == SESSION


def test_a_report_of_a_committee_that_concludes_is_minutes() -> None:
    head = HEADS["en"].format(title="Report of the Committee on Contributions", author="")
    told = "".join(f"{n}. The Committee decided to study element {n}.\n" for n in range(1, 8))
    assert document(head + told).kind == SESSION
    plain = "".join(f"{n}. Element {n} is made of numbers.\n" for n in range(1, 8))
    assert document(head + plain).kind == OTHER


def test_where_no_title_was_found_it_may_stand_on_the_cover() -> None:
    told = "".join(f"{n}. The Committee decided to study element {n}.\n" for n in range(1, 8))
    for title, kind in (("Report of the Committee on Contributions", SESSION), ("Contributions", "")):
        source = read_bytes(f"{title}\n\nGeneral Assembly\n\n{told}".encode())
        language = languages.load("en")
        found = read_minutes(source, language, 0)
        assert minuted_kind(Header(), [], found, Context(source, language, ())) == kind


@pytest.mark.parametrize(("title", "kind"), [("PATENTS AND HEALTH", OTHER), ("", SESSION)])
def test_a_page_head_tells_the_kind_only_where_there_is_no_title(title: str, kind: str) -> None:
    text = HEADS["en"].format(title=title, author="") + BODIES["en"]
    read = read_bytes(text.encode())
    running = Block(Span(len(text), len(text) + len("Report")), BlockKind.RUNNING_HEAD)
    assert read_report(SourceText(text + "Report", (*read.blocks, running))).kind == kind


def test_a_document_of_another_kind_is_said_to_be_read_in_part() -> None:
    report = document(HEADS["en"].format(title="PATENTS AND HEALTH", author="") + BODIES["en"])
    assert [f.rule for f in report.findings] == ["unknown-document-kind"]
    assert not document(HEADS["en"].format(title="REPORT", author="") + BODIES["en"]).findings


def test_headings_of_any_document_stand_over_its_paragraphs() -> None:
    text = HEADS["en"].format(title="PATENTS AND HEALTH", author="") + (
        "I. Background\n\n1. Patents are granted.\n\nScope of the study\n\n2. It is broad. See document SCP/31/5.\n"
        "It is deep too.\n\nPROCEDURE\n\n3. There is one.\n"
    )
    report = document(text)
    quote = report.source.quote
    found = [(p.number, quote(p.heading) if p.heading else "") for p in report.paragraphs]
    assert found == [
        ("1", "I. Background"),
        ("2", "Scope of the study"),
        ("", "Scope of the study"),
        ("3", "PROCEDURE"),
    ]


ADOPTED = {
    "en": "1. The report covers the year.\n\nMeasure 1: courts\n\nImplementation\n\nThe Council adopted a law on "
    "courts in "
    "June 2024.\n\nDecision: The Assembly decided that the law would apply.\n\nFollow-up: The work goes on.\n{told}",
    "fr": "1. Le rapport porte sur l’année.\n\nMesure 1 : tribunaux\n\nMise en œuvre\n\nLe Conseil a adopté une loi "
    "sur "
    "les tribunaux en juin 2024.\n\nDécision : L’Assemblée a décidé que la loi s’appliquerait.\n\nSuivi : Les travaux "
    "continuent.\n{told}",
    "es": "1. El informe abarca el año.\n\nMedida 1: tribunales\n\nAplicación\n\nEl Consejo aprobó una ley sobre los "
    "tribunales en junio de 2024.\n\nDecisión: La Asamblea decidió que la ley se aplicaría.\n\nSeguimiento: Los "
    "trabajos continúan.\n{told}",
}
SITTING = {
    "en": "Measure 2: judges\n\nDecision at the thirty-fifth session: The Committee took note of the list.\n",
    "fr": "Mesure 2 : juges\n\nDécision de la trente-cinquième session : Le comité a pris note de la liste.\n",
    "es": "Medida 2: jueces\n\nDecisión de la trigésima quinta sesión: El Comité tomó nota de la lista.\n",
}


@pytest.mark.parametrize("code", sorted(ADOPTED))
def test_what_anybody_adopted_at_no_session_is_no_implementation(code: str) -> None:
    head = HEADS[code].format(title="COURTS" if code == "en" else "JUSTICE", author="")
    assert document(head + ADOPTED[code].format(told="")).measures == ()
    assert document(head + ADOPTED[code].format(told="")).kind == OTHER
    assert document(head + ADOPTED[code].format(told="\n" + SITTING[code])).kind == IMPLEMENTATION


@pytest.mark.parametrize("own", [True, False])
def test_headings_as_of_measures_make_no_report_unless_something_else_carried_them_out(own: bool) -> None:
    cited = "SCP/39/9" if own else "SCP/38/4"
    text = f"""SCP/39/9
ORIGINAL: ENGLISH
Review of practices in the ports

Measure 1: the practices

Implementation

At the thirty-eighth session, the Secretariat presented the practices in document {cited}.

Measure 2: the ports

Abcd efgh ijkl.
"""
    report = read_report(read_bytes(text.encode()))
    assert (report.kind == "implementation-report") is not own
