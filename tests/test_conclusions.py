"""What a committee concluded: sentences of minutes in three languages that record a decision, and such as do not."""

from __future__ import annotations

import pytest

from cdipgraph import languages
from cdipgraph.readers import read_bytes
from cdipgraph.reading import read_report
from cdipgraph.spans import Span
from cdipgraph.structure.conclusions import Conclusions
from cdipgraph.structure.context import Context

OWN = frozenset({"scp", "igc", "cdip"})
DECIDED = {
    "en": [
        ("The Committee took note of the information contained in document SCP/37/4.", ["took-note"]),
        ("The Committee noted the oral report.", ["took-note"]),
        ("The SCP agreed to continue its work.", ["agreed"]),
        ("The Standing Committee on the Law of Patents (SCP) decided to close the item.", ["decided"]),
        ("The WIPO General Assembly: (i) took note of the report; and (ii) requested the Secretariat to act.",
         ["took-note", "requested"]),
        ("The Assemblies of the Member States of WIPO, each as far as it is concerned, approved the agreement.", ["approved"]),
        ("Following some discussion, the Committee adopted the draft agenda.", ["adopted"]),
        ("At its 3rd plenary meeting, on 5 May 2026, the Commission adopted the conclusions.", ["adopted"]),
        ("The Committee elected Ms. Example as Chair.", ["other"]),
        ("The Working Group recommended that the Assembly amend the Rules and invited comments.", ["recommended", "invited"]),
        ("The agenda was adopted.", ["adopted"]),
        ("The Committee rejected the proposal.", ["other"]),
        ("There being no objections, the draft report was adopted.", ["adopted"]),
        ("This item will be maintained on the agenda of the next session.", ["other"]),
        ("The Chair submitted the draft agenda for adoption and it was adopted.", ["adopted"]),
        ("It was so decided.", ["decided"]),
        ("It was agreed that the work would go on.", ["agreed"]),
        ("The Committee decides to meet again.", ["decided"]),
        ("In light of this, the IGC further requested the Secretariat to prepare a glossary.", ["requested"]),
        ("The Executive Board adopted decision 2025/9.", ["adopted"]),
    ],
    "fr": [
        ("Le comité a pris note des informations contenues dans le document.", ["took-note"]),
        ("L’Assemblée générale a décidé de prendre note du contenu du document A/33/3.", ["decided"]),
        ("Après des consultations officieuses entre la présidente et les coordonnateurs, l’Assemblée générale a décidé de continuer.",
         ["decided"]),
        ("Le SCP est convenu de poursuivre ses travaux.", ["agreed"]),
        ("Le Comité permanent du droit des brevets a adopté le rapport.", ["adopted"]),
        ("Les assemblées des États membres de l’OMPI, chacune pour ce qui la concerne, ont approuvé l’accord.", ["approved"]),
        ("Le Conseil prend note du rapport et prie le Secrétaire général d’agir.", ["took-note"]),
        ("Il en a été ainsi décidé.", ["decided"]),
        ("L’ordre du jour a été adopté.", ["adopted"]),
        ("Le comité a rejeté la proposition.", ["other"]),
        ("En l’absence d’observations, le projet d’ordre du jour a été adopté.", ["adopted"]),
        ("Ce point sera maintenu à l’ordre du jour de la prochaine session.", ["other"]),
        ("Le comité a noté que la prochaine session se tiendrait en mai.", ["took-note"]),
        ("Le comité a élu M. Exemple président.", ["other"]),
    ],
    "es": [
        ("El Comité tomó nota de la información que figura en el documento.", ["took-note"]),
        ("El SCP acordó proseguir su labor.", ["agreed"]),
        ("Tras el debate, el Comité Permanente sobre el Derecho de Patentes aprobó el informe.", ["approved"]),
        ("La Asamblea General de la OMPI: i) tomó nota del informe; y ii) pidió a la Secretaría que actuara.",
         ["took-note", "requested"]),
        ("Así queda acordado.", ["agreed"]),
        ("El orden del día fue aprobado.", ["approved"]),
        ("El Comité rechazó la propuesta.", ["other"]),
        ("Al no haber observaciones, el proyecto de informe fue aprobado.", ["approved"]),
        ("Este punto se mantendrá en el orden del día de la próxima sesión.", ["other"]),
        ("Se decidió continuar.", ["decided"]),
        ("El Comité eligió Presidente al Sr. Ejemplo.", ["other"]),
        ("La Junta toma nota del informe.", ["took-note"]),
    ],
}  # fmt: skip
NOT_DECIDED = {
    "en": [
        "The Committee had decided at its twentieth session to close the item.",
        "The Committee considered document SCP/37/4.",
        "The Committee would decide later.",
        "The Secretariat took note of the comments.",
        "The Chair said that the Committee decided nothing.",
        "Members of the Committee agreed with one another.",
        "The USA agreed with Canada.",
        "The Committee heard that the Secretariat had agreed to act.",
        "Discussions were based on document SCP/37/4.",
    ],
    "fr": [
        "Le comité avait décidé de clore ce point.",
        "Le comité a examiné le document SCP/37/4.",
        "Le Secrétariat a pris note des observations.",
        "Le président a dit que le comité avait pris note du document.",
    ],
    "es": [
        "El Comité había decidido cerrar el punto.",
        "El Comité examinó el documento SCP/37/4.",
        "La Secretaría tomó nota de los comentarios.",
        "El Presidente dijo que el Comité había tomado nota.",
    ],
}


def conclusions(code: str, text: str) -> tuple[Conclusions, Span]:
    source = read_bytes(text.encode())
    return Conclusions(Context(source, languages.load(code), (), session=37), OWN), Span(0, len(source.text))


@pytest.mark.parametrize(("code", "text", "outcomes"), [(code, *row) for code, rows in DECIDED.items() for row in rows])
def test_a_conclusion(code: str, text: str, outcomes: list[str]) -> None:
    found, span = conclusions(code, text)
    decision = found.minuted(span)
    assert decision is not None
    assert [o for o in decision.outcomes if o in outcomes] == outcomes
    assert (decision.text, decision.session) == (span, 37)
    assert found.decides(span)


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in NOT_DECIDED.items() for text in texts])
def test_no_conclusion(code: str, text: str) -> None:
    found, span = conclusions(code, text)
    assert found.minuted(span) is None


def test_a_conclusion_runs_from_its_first_sentence_to_its_last() -> None:
    text = (
        "The Chair closed the item. The Committee took note of the report. There was applause. It requested the "
        "Secretariat to act. All went home."
    )
    found, span = conclusions("en", text)
    decision = found.minuted(span)
    assert decision is not None
    words = text[decision.text.start : decision.text.end]
    assert words.startswith("The Committee took note")
    assert words.endswith("Secretariat to act.")
    assert decision.outcomes == ("took-note", "requested")


def test_an_acronym_counts_only_if_it_is_the_committees_own() -> None:
    found, span = conclusions("en", "The WTO decided to act.")
    assert found.minuted(span) is None
    assert Conclusions(found.context, frozenset({"wto"})).minuted(span) is not None


@pytest.mark.parametrize(
    "text",
    [
        "The Committee " * 3000,
        "Following " + "the discussion, " * 3000,
        "The " + "very " * 5000 + "Committee decided.",
        "The Committee on " + "a b " * 8000 + "decided.",
        "(" * 20000,
        "The agenda " + "x " * 9000 + "was adopted.",
    ],
)
def test_odd_text_takes_no_time(text: str) -> None:
    from time import perf_counter

    found, span = conclusions("en", text)
    started = perf_counter()
    found.minuted(span)
    assert perf_counter() - started < 2


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "en",
            "After review, the Committee:\n(a) Recalled its view;\n(b) Recommended a study;\n(c) Decided to wait.",
        ),
        (
            "fr",
            "À l’issue de l’examen, le comité :\na) rappelle son avis;\nb) recommande une étude;\nc) décide d’attendre.",
        ),
        ("es", "Tras el examen, el Comité:\na) recuerda su opinión;\nb) recomienda un estudio;\nc) decide esperar."),
    ],
)
def test_points_of_which_the_first_concludes_nothing(code: str, text: str) -> None:
    titles = {"en": ("ENGLISH", "REPORT"), "fr": ("FRANÇAIS", "RAPPORT"), "es": ("ESPAÑOL", "INFORME")}
    head = "SCP/39/9\nORIGINAL: {}\n{}\n\n1. Abcd efgh.\n\n2. {}\n\n3. Ijkl mnop.\n"
    [decision] = read_report(read_bytes(head.format(*titles[code], text).encode())).decisions
    assert decision.outcomes == ("recommended", "decided")


def test_courtesies_and_remarks_conclude_nothing() -> None:
    told = [
        "The Committee welcomed the new members.",
        "The Committee celebrated.",
        "The Chair noted that views differed.",
        "The Committee welcomed the report of the Secretariat.",
    ]
    text = "\n\n".join(f"{n}. {words}" for n, words in enumerate(told, 1))
    head = "SCP/39/9\nORIGINAL: ENGLISH\nThirty-Ninth Session\nSUMMARY BY THE CHAIR\n\n"
    [decision] = read_report(read_bytes(f"{head}{text}\n".encode())).decisions
    assert (decision.item, decision.outcomes) == ("4", ("welcomed",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "SCT/52/5\nORIGINAL : ANGLAIS\nComité permanent du droit des marques (SCT)\nCinquante-deuxième session\n"
                "RÉSUMÉ PRÉSENTÉ PAR LA PRÉSIDENTE\n1. La présidente a ouvert la session et souhaité la bienvenue à tous.\n"
                "2. Le SCT a souhaité que le Secrétariat établisse une étude.\n3. La session a été close.\n"
            ),
            [("2", ("requested",))],
        ),
        (
            (
                "FCCC/SBI/2027/11\nOriginal: inglés\nÓrgano Subsidiario de Ejecución\nSexagésimo sexto período de sesiones\n"
                "Informe del Órgano Subsidiario de Ejecución sobre su 66º período de sesiones\n"
                "1. El Presidente declaró abierto el período de sesiones.\n2. El OSE aprobó el programa.\n"
                "3. El OSE tomó nota de la información y pidió a la secretaría que preparara un informe.\n"
            ),
            [("2", ("approved",)), ("3", ("took-note", "requested"))],
        ),
    ],
    ids=["welcome", "initials"],
)
def test_a_welcome_asks_for_nothing_and_a_body_decides_by_its_initials(
    text: str, expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    report = read_report(read_bytes(text.encode()))
    numbers = {p.span.start: p.number for p in report.paragraphs}
    found = [(numbers[max(at for at in numbers if at <= d.text.start)], d.outcomes) for d in report.decisions]
    assert found == expected
