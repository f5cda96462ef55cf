"""What an introduction tells of the decision that the report answers: in points, and in running text."""

from __future__ import annotations

import pytest

from cdipgraph.readers import read_bytes
from cdipgraph.reading import read_report
from cdipgraph.report import Report
from cdipgraph.spans import folded

REPORTS = {
    "en": (
        "SCP/35/7\nORIGINAL: ENGLISH\nStanding Committee on the Law of Patents (SCP)\n\nThirty-fifth Session\n"
        "Geneva, October 16 to 20, 2023\n\nREPORT ON THE IMPLEMENTATION OF THE PROPOSAL BY THE DELEGATION OF CHILE\n\n"
        "prepared by the Secretariat\n\n{}\n\nParagraph 1\n\n"
        "The Secretariat should collect the practices of offices.\n\n"
        "Implementation\n\nAt the thirty-second session, the Secretariat presented document SCP/32/4.\n"
    ),
    "fr": (
        "SCP/35/7\nORIGINAL : FRANÇAIS\nComité permanent du droit des brevets (SCP)\n\nTrente-cinquième session\n"
        "Genève, 16 – 20 octobre 2023\n\nRAPPORT SUR LA MISE EN ŒUVRE DE LA PROPOSITION DE LA DÉLÉGATION DU CHILI\n\n"
        "établi par le Secrétariat\n\n{}\n\nParagraphe 1\n\n"
        "Le Secrétariat devrait recenser les pratiques des offices.\n\n"
        "Mise en œuvre\n\nÀ la trente-deuxième session, le Secrétariat a présenté le document SCP/32/4.\n"
    ),
    "es": (
        "SCP/35/7\nORIGINAL: ESPAÑOL\nComité Permanente sobre el Derecho de Patentes (SCP)\n\nTrigésima quinta sesión\n"
        "Ginebra, 16 a 20 de octubre de 2023\n\n"
        "INFORME SOBRE LA APLICACIÓN DE LA PROPUESTA DE LA DELEGACIÓN DE CHILE\n\npreparado por la Secretaría\n\n{}\n\n"
        "Párrafo 1\n\nLa Secretaría deberá recopilar las prácticas de las oficinas.\n\n"
        "Aplicación\n\nEn la trigésima segunda sesión, la Secretaría presentó el documento SCP/32/4.\n"
    ),
}


def read(code: str, introduction: str) -> Report:
    report = read_report(read_bytes(REPORTS[code].format(introduction).encode()))
    assert report.kind == "implementation-report"
    assert len(report.measures) == 1
    return report


@pytest.mark.parametrize(
    ("code", "introduction", "asked"),
    [
        (
            "en",
            (
                "At its thirtieth session, the Committee requested the Secretariat to report on the proposal at its "
                "thirty-fifth session. The proposal has three paragraphs."
            ),
            "report on the proposal at its thirty-fifth session",
        ),
        (
            "fr",
            (
                "À sa trentième session, le comité a demandé au Secrétariat de rendre compte de la proposition à la "
                "trente-cinquième session. La proposition a trois paragraphes."
            ),
            "rendre compte de la proposition à la trente-cinquième session",
        ),
        (
            "es",
            (
                "En su trigésima sesión, el Comité pidió a la Secretaría que informara acerca de la propuesta en la "
                "trigésima quinta sesión. La propuesta tiene tres párrafos."
            ),
            "informara acerca de la propuesta en la trigésima quinta sesión",
        ),
    ],
)
def test_what_the_introduction_tells_in_running_text_is_asked(code: str, introduction: str, asked: str) -> None:
    report = read(code, introduction)
    assert [(d.session, d.outcomes, d.worded, d.points) for d in report.decisions] == [(30, ("requested",), False, ())]
    [ask] = report.commitments
    assert (ask.decision, ask.actor, ask.due) == (0, "secretariat", 35)
    assert folded(report.source.quote(ask.text)) == asked


@pytest.mark.parametrize(
    ("code", "asked", "own"),
    [
        (
            "en",
            "At its thirtieth session, the Committee requested the Secretariat to submit a {} at its {} session.",
            "This document has been prepared in response to that request.",
        ),
        (
            "fr",
            "À sa trentième session, le comité a demandé au Secrétariat d’établir un {} pour sa {} session.",
            "Le présent document donne suite à cette demande.",
        ),
        (
            "es",
            "En su trigésima sesión, el Comité pidió a la Secretaría que presentase un {} en su {} sesión.",
            "El presente documento responde a esa petición.",
        ),
    ],
)
def test_a_report_that_is_due_at_its_own_session_answers_what_asked_for_it(code: str, asked: str, own: str) -> None:
    paper = {"en": "report", "fr": "rapport", "es": "informe"}[code]
    workshop = {"en": "workshop", "fr": "atelier", "es": "taller"}[code]
    now = {"en": "thirty-fifth", "fr": "trente-cinquième", "es": "trigésima quinta"}[code]
    later = {"en": "thirty-sixth", "fr": "trente-sixième", "es": "trigésima sexta"}[code]
    unsaid = {"en": " at its {} session", "fr": " pour sa {} session", "es": " en su {} sesión"}[code]
    [ask] = read(code, f"{asked.replace(unsaid, '').format(paper)} {own}").commitments
    assert [a.document for a in ask.answers] == [True]
    for what, when, answered in ((paper, now, True), (workshop, now, False), (paper, later, False)):
        report = read(code, f"{asked.format(what, when)} {own}")
        [ask] = report.commitments
        found = [(a.document, a.session, report.source.quote(a.evidence)) for a in ask.answers if a.evidence]
        assert found == ([(True, 35, own)] if answered else [])


@pytest.mark.parametrize(
    ("code", "introduction"),
    [
        ("en", "At its thirtieth session, the SCP decided:\n(i) to adopt the proposal; and\n(ii) to discuss it later."),
        (
            "fr",
            "À sa trentième session, le SCP a décidé :\ni) d’adopter la proposition; et\nii) d’en débattre ensuite.",
        ),
        ("es", "En su trigésima sesión, el SCP decidió:\ni) aprobar la propuesta; y\nii) debatirla más adelante."),
    ],
)
def test_points_follow_whoever_is_said_to_decide(code: str, introduction: str) -> None:
    report = read(code, introduction)
    [decision] = report.decisions
    assert (decision.session, [point.number for point in decision.points]) == (30, ["i", "ii"])
    assert len(report.commitments) == 2


@pytest.mark.parametrize(
    ("code", "introduction"),
    [
        ("en", "The proposal was submitted at the thirtieth session in a document, which the Committee approved."),
        ("en", "The Committee decided to discuss the proposal."),
        ("en", "At its thirtieth session, the General Assembly requested the Secretariat to report on the proposal."),
        (
            "fr",
            "À sa trentième session, l’Assemblée générale a demandé au Secrétariat de rendre compte de la proposition.",
        ),
        (
            "es",
            "En su trigésima sesión, la Asamblea General pidió a la Secretaría que informara acerca de la propuesta.",
        ),
        ("fr", "La proposition, présentée à la trentième session, que le comité a approuvée, a trois paragraphes."),
        ("es", "La propuesta, presentada en la trigésima sesión, que el Comité aprobó, tiene tres párrafos."),
    ],
)
def test_what_is_decided_at_no_session_that_is_named_is_not_read(code: str, introduction: str) -> None:
    assert read(code, introduction).decisions == ()


@pytest.mark.parametrize(
    ("code", "introduction"),
    [
        ("en", "At its thirtieth session, the SCP agreed to discuss the proposal by the Delegation of Chile."),
        (
            "fr",
            "À sa trentième session, le SCP est convenu d’examiner la proposition de la délégation du Chili.",
        ),
        ("es", "En su trigésima sesión, el SCP acordó debatir la propuesta presentada por la delegación de Chile."),
    ],
)
def test_whose_a_proposal_is_does_not_say_who_is_to_discuss_it(code: str, introduction: str) -> None:
    [ask] = read(code, introduction).commitments
    assert ask.actor == "committee"


@pytest.mark.parametrize(
    ("code", "introduction", "asked"),
    [
        (
            "en",
            (
                "At its thirtieth session, the Committee considered the proposal and decided that the Secretariat "
                "would report on it at the thirty-fifth session."
            ),
            "the Secretariat would report on it at the thirty-fifth session",
        ),
        (
            "en",
            (
                "The Committee considered the proposal at its thirtieth session and decided that the Secretariat "
                "would report on it."
            ),
            "the Secretariat would report on it",
        ),
        (
            "fr",
            "À sa trentième session, le comité a examiné le texte et a décidé que le Secrétariat rendrait compte.",
            "le Secrétariat rendrait compte",
        ),
        (
            "es",
            "El Comité examinó la propuesta en su trigésima sesión y decidió que la Secretaría informara.",
            "la Secretaría informara",
        ),
    ],
)
def test_what_the_committee_decided_after_it_had_considered(code: str, introduction: str, asked: str) -> None:
    report = read(code, introduction)
    assert [(d.session, d.outcomes) for d in report.decisions] == [(30, ("considered", "decided"))]
    assert [folded(report.source.quote(ask.text)) for ask in report.commitments] == [asked]


@pytest.mark.parametrize(
    ("code", "introduction"),
    [
        ("en", "At its thirtieth session, the Standing Committee on the Law of Patents (SCP) decided to discuss it."),
        ("en", "The Committee decided, at its thirtieth session, to discuss the proposal."),
        ("fr", "À sa trentième session, le comité permanent du droit des brevets (SCP) a décidé d’en débattre."),
        ("fr", "Le comité a décidé, à sa trentième session, d’examiner la proposition."),
        ("es", "En su trigésima sesión, el Comité Permanente sobre el Derecho de Patentes (SCP) decidió debatirla."),
        ("es", "El Comité decidió, en su trigésima sesión, debatir la propuesta."),
    ],
)
def test_the_committee_may_be_called_by_its_whole_name_and_the_session_follow_the_verb(
    code: str, introduction: str
) -> None:
    assert [(d.session, d.outcomes) for d in read(code, introduction).decisions] == [(30, ("decided",))]


@pytest.mark.parametrize(
    ("code", "introduction"),
    [
        ("en", "At its thirtieth session, the Committee considered a paper that the Assembly had read and decided on."),
        ("en", "At its thirtieth session, the Committee on Trade and Development decided to discuss the proposal."),
        ("en", "The Committee considered the proposal and decided that the Secretariat would report on it."),
        ("fr", "À sa trentième session, le comité a examiné un texte que l’Assemblée avait lu et décidé de garder."),
        ("fr", "À sa trentième session, le comité du commerce et du développement a décidé d’examiner la proposition."),
        ("es", "En su trigésima sesión, el Comité examinó un texto que la Asamblea leyó y decidió conservar."),
        ("es", "En su trigésima sesión, el Comité de Comercio y Desarrollo decidió debatir la propuesta."),
    ],
)
def test_what_others_decided_meanwhile_is_not_the_committees(code: str, introduction: str) -> None:
    assert read(code, introduction).decisions == ()
