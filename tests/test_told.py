"""How the prose tells of what was done and decided, of proposals and of what follows, in three languages."""

from __future__ import annotations

import pytest

from cdipgraph.readers import read_bytes
from cdipgraph.reading import read_report
from cdipgraph.report import Measure, Report
from cdipgraph.spans import folded

HEADS = {
    "fr": "SCP/35/7\n\nComité permanent du droit des brevets (SCP)\n\nTrente-cinquième session\nGenève, 16 – 20 octobre 2023"
    "\n\nRAPPORT SUR LA MISE EN ŒUVRE\n\nétabli par le Secrétariat\n\n",
    "en": "SCP/35/7\n\nStanding Committee on the Law of Patents (SCP)\n\nThirty-Fifth Session\nGeneva, October 16 to 20, "
    "2023\n\nREPORT ON THE IMPLEMENTATION\n\nprepared by the Secretariat\n\n",
    "es": "SCP/35/7\n\nComité Permanente sobre el Derecho de Patentes (SCP)\n\nTrigésima quinta sesión\nGinebra, 16 a 20 de "
    "octubre de 2023\n\nINFORME SOBRE LA APLICACIÓN\n\npreparado por la Secretaría\n\n",
}
PARTS = {
    "fr": ("Paragraphe 1", "Il convient d’agir.", "Mise en œuvre", "Décision : ", "Suivi"),
    "en": ("Paragraph 1", "Action should be taken.", "Implementation", "Decision: ", "Follow-up"),
    "es": ("Párrafo 1", "Conviene actuar.", "Aplicación", "Decisión: ", "Seguimiento"),
}


def read(
    code: str, prose: str, decision: str = "", follows: str = "", introduction: str = ""
) -> tuple[Report, Measure]:
    """A report on one measure, and the measure."""
    paragraph, text, done, decided, follow_up = PARTS[code]
    lines = [paragraph, "", text, done, "", prose, decided + decision if decision else "", follow_up if follows else ""]
    words = HEADS[code] + (introduction + "\n" if introduction else "") + "\n".join([*lines, follows, ""])
    report = read_report(read_bytes(words.encode(), name="x.txt"))
    (only,) = report.measures
    return report, only


@pytest.mark.parametrize(
    ("code", "prose", "done"),
    [
        ("en", "At the 31st session, the Secretariat presented a revised version of that study.", ["document||31|revised version of that study"]),
        ("en", "At the 31st session, the Secretariat submitted an updated inventory.", ["document||31|updated inventory"]),
        ("en", "During the 31st session, the Secretariat published a study on costs (Report, paras. 3 to 5).", ["document||31|study on costs"]),
        ("en", "Document SCP/31/4, prepared by the Secretariat, was discussed at the 31st session.", ["document|SCP/31/4|31|SCP/31/4"]),
        ("en", "The thirty-first session considered document SCP/31/4.", ["document|SCP/31/4|31|SCP/31/4"]),
        ("en", "At the 31st session, the SCP took note of the list contained in SCP/31/4.", ["document|SCP/31/4|31|SCP/31/4"]),
        ("en", "At the 31st session, two experts made presentations on costs.", ["presentation||31|presentations on costs"]),
        ("en", "The requested presentation was made at the 31st session.", []),
        ("en", "The presentation requested was made at the 31st session.", ["presentation||31|presentation requested"]),
        ("en", "The “Seminar on Costs” took place in parallel with the 31st session.", ["seminar||31|Seminar on Costs"]),
        ("en", "The seminar “On Costs: A View” took place in parallel with the 31st session.", ["seminar||31|seminar “On Costs: A View”"]),
        ("en", "At the 31st session, delegations called for a study on costs.", []),
        ("en", "At the 31st session, delegations discussed the study.", []),
        ("fr", "Lors de la 31e session, le Secrétariat a présenté une version actualisée de ce document.", ["document||31|version actualisée de ce document"]),
        ("fr", "À ses trentième et trente et unième sessions, le SCP a entendu des exposés sur les coûts.", ["presentation||30, 31|exposés sur les coûts"]),
        ("fr", "Le SCP a examiné l’étude, parue sous la cote SCP/31/4, à sa 31e session.", ["document|SCP/31/4|31|SCP/31/4"]),
        ("fr", "À sa 31e session, le SCP a examiné l’étude parue sous la cote SCP/31/4.", ["document|SCP/31/4|31|SCP/31/4"]),
        ("fr", "L’exposé demandé a été présenté à la 31e session.", ["presentation||31|exposé demandé"]),
        ("fr", "Des ateliers ont été organisés en marge de la 31e session.", []),
        ("es", "En la 31.ª sesión se presentó la versión revisada del catálogo.", ["document||31|versión revisada del catálogo"]),
        ("es", "En la 31.ª sesión se examinó un cuestionario (documento SCP/31/4).", ["document|SCP/31/4|31|SCP/31/4"]),
        ("es", "La 31.ª sesión examinó el documento SCP/31/4.", ["document|SCP/31/4|31|SCP/31/4"]),
        ("es", "Al margen de la 31.ª sesión, la Secretaría organizó talleres sobre los costos.", ["workshop||31|talleres sobre los costos"]),
    ],
)  # fmt: skip
def test_what_carried_a_measure_out(code: str, prose: str, done: list[str]) -> None:
    report, only = read(code, prose)
    found = [
        "|".join((i.kind, str(i.symbol or ""), ", ".join(map(str, i.sessions)), folded(report.source.quote(i.label))))
        for i in only.implementations
    ]
    assert found == done


@pytest.mark.parametrize(
    ("code", "prose", "decided"),
    [
        ("en", "At the 31st session, the SCP discussed the matter.  It decided to go on.", [(31, "", "It decided to go on.")]),
        ("en", "At the 31st session, Chile spoke of the matter.  It decided to go on.", []),
        (
            "en",
            "As set out in paragraph 6.2 of the Summary by the Chair of the 31st session, the SCP took note of the list.",
            [(31, "6.2", "the SCP took note of the list.")],
        ),
        ("en", "At the 31st session, the General Assembly decided to go on.", [(31, "", "the General Assembly decided to go on.")]),
        ("fr", "À sa 31e session, le SCP a débattu.  Il est convenu de continuer.", [(31, "", "Il est convenu de continuer.")]),
        ("fr", "À la 31e session, les assemblées ont décidé de continuer.", [(31, "", "les assemblées ont décidé de continuer.")]),
        ("es", "En la 31.ª sesión, el SCP debatió la cuestión.  Acordó continuar.", [(31, "", "Acordó continuar.")]),
    ],
)  # fmt: skip
def test_decisions_told_in_running_text(code: str, prose: str, decided: list[tuple[int, str, str]]) -> None:
    report, only = read(code, prose)
    assert [(d.session, d.item, folded(report.source.quote(d.text))) for d in only.decisions] == decided


@pytest.mark.parametrize(
    ("code", "prose", "decision", "sessions"),
    [
        ("en", "It was discussed (Report of the 30th session, paragraph 3, and Report of the 31st session, paragraph 4).", "The SCP took note of it.", [(None, (30, 31))]),
        ("en", "It was discussed (Report of the 30th session, paragraph 3, and Report of the 31st session, paragraph 4).", "The SCP took note of document SCP/31/2.", [(31, ())]),
        ("en", "It was discussed.", "At its thirtieth session, the SCP took note of it.  At its thirty-first session, it agreed to go on.", [(30, ()), (31, ())]),
        ("fr", "Lors des trentième et trente et unième sessions, un débat a eu lieu.", "le comité a pris note.", [(None, (30, 31))]),
        ("es", "Se debatió (informe de la 30.ª sesión, párrafo 3; informe de la 31.ª sesión, párrafo 4).", "El SCP tomó nota.", [(None, (30, 31))]),
    ],
)  # fmt: skip
def test_the_session_of_a_decision(
    code: str, prose: str, decision: str, sessions: list[tuple[int | None, tuple[int, ...]]]
) -> None:
    report, only = read(code, prose, decision)
    assert [(d.session, d.sessions) for d in only.decisions] == sessions
    is_open = any(session is None for session, _ in sessions)
    assert ("decision-session-open" in {f.rule for f in report.findings}) == is_open


@pytest.mark.parametrize(
    ("code", "decision", "due"),
    [
        ("en", "The SCP requested the Secretariat to report at its next session.", 32),
        ("en", "The SCP requested the Secretariat to report at the thirty-fourth session.", 34),
        ("en", "The SCP requested the Secretariat to report.", None),
        ("fr", "Le SCP a demandé au Secrétariat de faire rapport à sa prochaine session.", 32),
        ("es", "El SCP pidió a la Secretaría que presente un informe en la siguiente sesión.", 32),
    ],
)
def test_when_what_is_asked_for_is_due(code: str, decision: str, due: int | None) -> None:
    at = {"fr": "Lors de la 31e session, on en a débattu.", "en": "It was discussed at the 31st session.", "es": "Se debatió en la 31.ª sesión."}[code]  # fmt: skip
    _, only = read(code, at, decision)
    assert [c.due for c in only.commitments] == [due]


@pytest.mark.parametrize(
    ("code", "follows", "expected"),
    [
        ("en", "None is planned.", ("none", None)),
        ("en", "The Secretariat intends to report at the thirty-sixth session.", ("scheduled", 36)),
        ("fr", "Le débat se poursuivra à la trente-sixième session.", ("scheduled", 36)),
        ("fr", "Aucun.", ("none", None)),
        ("es", "El taller se ha programado para la trigésima sexta sesión.", ("scheduled", 36)),
        ("es", "La labor proseguirá en la trigésima sexta sesión.", ("scheduled", 36)),
        ("es", "Con ello queda cumplida la medida.", ("done", None)),
    ],
)
def test_what_follows(code: str, follows: str, expected: tuple[str, int | None]) -> None:
    _, only = read(code, "…", follows=follows)
    assert only.follow_up is not None
    assert (only.follow_up.status, only.follow_up.due) == expected


@pytest.mark.parametrize(
    ("code", "introduction", "proposer"),
    [
        ("en", "This report is on the proposal by Group B.", "Group B"),
        ("en", "This report is on the joint proposal by the Delegations of Chile, Ghana and Nepal on costs.", "Delegations of Chile, Ghana and Nepal"),
        ("en", "The Asia and the Pacific Group submitted a proposal at the 30th session.", "Asia and the Pacific Group"),
        ("en", "This report is on the program proposed by the Delegations of Chile and Ghana at the 30th session.", "Delegations of Chile and Ghana"),
        ("en", "This report is on the proposal by the European Union and its member states.", "European Union and its member states"),
        ("en", "The Chair of the SCP tabled a proposal.", "Chair"),
        ("fr", "Le présent rapport traite de la proposition conjointe des délégations du Chili et du Ghana sur les coûts.", "délégations du Chili et du Ghana"),
        ("fr", "Le présent rapport traite de la proposition du Secrétariat relative aux coûts.", "Secrétariat"),
        ("fr", "Le groupe B a présenté une proposition sur les coûts.", "groupe B"),
        ("fr", "Le présent rapport traite de la proposition du groupe des pays africains sur les coûts.", "groupe des pays africains"),
        ("es", "El presente informe trata de la propuesta del GRULAC.", "GRULAC"),
        ("es", "La Presidenta del SCP presentó una propuesta sobre los costos.", "Presidenta"),
        ("es", "El presente informe trata de la propuesta conjunta de las delegaciones de Chile y Ghana sobre los costos.", "delegaciones de Chile y Ghana"),
    ],
)  # fmt: skip
def test_whose_a_proposal_is(code: str, introduction: str, proposer: str) -> None:
    report, _ = read(code, "…", introduction=introduction)
    assert report.proposal is not None
    assert report.proposal.proposer is not None
    assert report.source.quote(report.proposal.proposer) == proposer


def test_two_proposals_have_paragraphs_of_their_own() -> None:
    text = HEADS["en"] + (
        "This report is on the proposal by Group B on costs, and on the proposal by the African Group on training.\n"
        "Proposal by Group B\nParagraph 1\n\nText.\nMeasure 1: Survey\nIt was done.\n"
        "Proposal by the African Group\nParagraph 1\n\nText.\nMeasure 1: Course\nIt was held.\n"
    )
    report = read_report(read_bytes(text.encode(), name="x.txt"))
    assert [report.source.quote(p.proposer) for p in report.proposals if p.proposer] == ["Group B", "African Group"]
    assert [[q.number for q in p.paragraphs] for p in report.proposals] == [["1"], ["1"]]
    assert [(m.proposal, m.paragraph, m.number, report.source.quote(m.label)) for m in report.measures] == [
        (0, "1", "1", "Survey"),
        (1, "1", "1", "Course"),
    ]


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        (["Paragraph 1", "", "Text."], "paragraph-without-measure"),
        (["Paragraph 1", "", "Text.", "Measure 1: A", "Done.", "Follow-up", "Paragraph 2", "", "Text."], "part-empty"),
        (["Paragraph 1", "", "Text.", "Measures 1 and 2: A and B", "They were done."], "measures-together"),
        (["Paragraph 1", "", "Text.", "Measure 1: A", "Done.", "Voices from the field", "They spoke."], "heading-unknown"),
    ],
)  # fmt: skip
def test_what_was_not_understood_is_said(lines: list[str], rule: str) -> None:
    more = ["Paragraph 7", "", "Text.", "Measure 1: Z", "Done."]
    report = read_report(read_bytes((HEADS["en"] + "\n".join([*lines, *more, ""])).encode(), name="x.txt"))
    assert rule in {f.rule for f in report.findings}


@pytest.mark.parametrize(
    ("code", "prose", "sessions"),
    [
        ("en", "It was discussed at the twenty-third special session and at the 31st regular session.", [23, 31]),
        ("fr", "La question a été examinée lors des 30e et 31e sessions.", [30, 31]),
        ("fr", "La question a été examinée à la trente et unième série de réunions.", [31]),
        ("es", "Se debatió en las sesiones trigésima y trigésima primera.", [30, 31]),
        ("es", "Se debatió en las sesiones 30.ª y 31.ª del Comité.", [30, 31]),
        ("es", "Se debatió en el período de sesiones trigésimo primero.", [31]),
        ("es", "Se debatió en el trigésimo primer período extraordinario de sesiones.", [31]),
    ],
)
def test_how_sessions_are_named(code: str, prose: str, sessions: list[int]) -> None:
    report, _ = read(code, prose)
    at = report.source.text.index(prose)
    found = [c.session for c in report.citations if at <= c.span.start < at + len(prose) and c.kind == "session"]
    assert found == sessions
