"""How drafters vary what they tell of measures: in other verbs and voices, by place, by the numbers of a legend."""

from __future__ import annotations

import pytest
from laidout import laid_out
from test_told import HEADS, read

from benchmarks.robust import seconds
from cdipgraph.readers import read_bytes
from cdipgraph.reading import read_report
from cdipgraph.report import Report


def whole(code: str, *lines: str) -> Report:
    """A report with these paragraphs after its head."""
    return read_report(read_bytes((HEADS[code] + "\n\n".join(lines) + "\n").encode(), name="x.txt"))


@pytest.mark.parametrize(
    ("code", "prose", "outcomes"),
    [
        ("en", "At the 31st session, the SCP praised the study, and called upon the Secretariat to update it.", ("welcomed", "requested")),
        ("en", "At the 31st session, the SCP postponed its decision and expressed the wish that the study be revised.", ("decided", "requested")),
        ("en", "At the 31st session, the study was discussed. In the end the SCP accepted it.", ("approved",)),
        ("en", "The study was discussed at the 31st session, whereupon the SCP endorsed it.", ("approved",)),
        ("en", "The study won the backing of the SCP at the 31st session.", ("approved",)),
        ("en", "At the 31st session, there was agreement that the study should be revised.", ("agreed",)),
        ("fr", "À la 31e session, le SCP a entériné l’étude et a exhorté les États membres à la diffuser.", ("approved", "requested")),
        ("fr", "À la 31e session, le SCP a reporté sa décision.", ("decided",)),
        ("fr", "L’étude a reçu l’approbation du SCP à la 31e session.", ("approved",)),
        ("fr", "À la 31e session, au terme du débat, le SCP a validé l’étude.", ("approved",)),
        ("es", "En la 31.ª sesión, el SCP dio el visto bueno al estudio y exhortó a los Estados miembros a difundirlo.", ("approved", "requested")),
        ("es", "En la 31.ª sesión, el SCP aplazó su decisión.", ("decided",)),
        ("es", "En la 31.ª sesión, hubo consenso en pedir a la Secretaría que revisara el estudio.", ("agreed", "requested")),
        ("es", "El estudio obtuvo el respaldo del SCP en la 31.ª sesión.", ("approved",)),
    ],
)  # fmt: skip
def test_what_was_decided_in_other_verbs(code: str, prose: str, outcomes: tuple[str, ...]) -> None:
    _, only = read(code, prose)
    assert [(d.session, d.outcomes) for d in only.decisions] == [(31, outcomes)]


@pytest.mark.parametrize(
    ("code", "decision", "outcomes"),
    [
        ("fr", "le SCP prend note de l’étude, encourage les États membres à la diffuser et décide d’y revenir.", ("took-note", "invited", "decided")),
        ("es", "el SCP no llegó a un acuerdo y pidió a la Secretaría que revisara el estudio.", ("requested",)),
    ],
)  # fmt: skip
def test_what_is_denied_or_told_in_the_present(code: str, decision: str, outcomes: tuple[str, ...]) -> None:
    assert [d.outcomes for d in read(code, "…", decision)[1].decisions] == [outcomes]


@pytest.mark.parametrize(
    ("code", "decision", "asks"),
    [
        ("en", "The SCP asked that participants be surveyed.", [("secretariat", "participants be surveyed")]),
        ("en", "The SCP invited Member States in a position to do so to fund a workshop.", [("delegations", "fund a workshop")]),
        ("en", "The SCP instructed the Secretariat, (i) to amend it; and (ii) to publish it.", [("secretariat", "amend it"), ("secretariat", "publish it")]),
        ("en", "The SCP authorized the Secretariat to publish it.", [("secretariat", "publish it")]),
        ("en", "The SCP deferred its decision.", [("committee", "deferred its decision")]),
        ("fr", "Le SCP a engagé les parties en mesure de le faire à financer un atelier.", [("delegations", "financer un atelier")]),
        ("fr", "Le SCP a souhaité que le Secrétariat lui soumette un projet.", [("secretariat", "le Secrétariat lui soumette un projet")]),
        ("es", "El SCP acordó que la Secretaría modificara el texto y lo devolviera al Comité.", [("secretariat", "la Secretaría modificara el texto"), ("secretariat", "lo devolviera al Comité")]),
        ("es", "El SCP dispuso que la encuesta se repitiera.", [("committee", "la encuesta se repitiera")]),
    ],
)  # fmt: skip
def test_who_is_asked_for_what(code: str, decision: str, asks: list[tuple[str, str]]) -> None:
    report, only = read(code, "…", decision)
    assert [(c.actor, report.source.quote(c.text)) for c in only.commitments] == asks


def test_that_session_is_the_one_that_was_named_before() -> None:
    _, only = read("en", "It was discussed at the 31st session.", "The SCP put off its decision until the thirty-third session and asked the Secretariat to prepare, for that session, a comparison.")  # fmt: skip
    assert [(c.actor, c.due) for c in only.commitments] == [("committee", 33), ("secretariat", 33)]


@pytest.mark.parametrize(
    ("code", "follows", "expected"),
    [
        ("en", "The Secretariat does not intend to repeat the survey.", ("none", None)),
        ("en", "No further sharing session is contemplated.", ("none", None)),
        ("en", "The review is on the calendar of the fifty-sixth session.", ("scheduled", 56)),
        ("en", "The measure can be regarded as closed.", ("done", None)),
        ("en", "The measure was completed. The guide was sent to every delegation.", ("done", None)),
        ("en", "The measure was completed. The guide is shown every second session.", ("ongoing", None)),
        ("fr", "Plus rien ne reste à faire.", ("none", None)),
        ("fr", "Il a été donné pleinement suite à cette demande.", ("done", None)),
        ("fr", "La mesure est achevée. Le guide a été remis à tous les offices.", ("done", None)),
        ("fr", "La mesure est achevée. Un atelier a lieu tous les deux ans.", ("ongoing", None)),
        ("fr", "Un rapport est en préparation pour la quarantième session.", ("scheduled", 40)),
        ("es", "No se contempla repetir la jornada.", ("none", None)),
        ("es", "La medida ha concluido. La guía se envió a cada delegación.", ("done", None)),
        ("es", "La medida ha concluido. El taller se celebra cada otoño.", ("ongoing", None)),
        ("es", "El manual está en vigor, de modo que cabe dar por cumplida la medida.", ("done", None)),
    ],
)
def test_what_follows_in_other_words(code: str, follows: str, expected: tuple[str, int | None]) -> None:
    _, only = read(code, "…", follows=follows)
    assert only.follow_up is not None
    assert (only.follow_up.status, only.follow_up.due) == expected


@pytest.mark.parametrize(
    ("prose", "done"),
    [
        ("Eleven remedies were put forward in SCP/31/4 (SCP/31/9, paras. 3 to 5).", [("document", "SCP/31/4")]),
        ("It was debated (SCP/31/9, paras. 3 to 5), as SCP/28/4 had been.", []),
        ("From June 6 to 8, 2032, 42 librarians met for a workshop.", [("workshop", None)]),
        ("A workshop will be held on June 6, 2032.", []),
        ("The two were the subject of an oral presentation at the 31st session.", [("presentation", None)]),
    ],
)
def test_what_carried_a_measure_out_whatever_the_verb(prose: str, done: list[tuple[str, str | None]]) -> None:
    _, only = read("en", prose)
    assert [(i.kind, str(i.symbol) if i.symbol else None) for i in only.implementations] == done


@pytest.mark.parametrize(
    ("introduction", "heads", "numbers"),
    [
        ("The proposal rests on two pillars.", ("Pillar 1: Data", "Pillar 2: Law"), ["1", "2"]),
        ("It falls into two chapters.", ("Chapter I: Data", "Chapter II: Law"), ["1", "2"]),
        ("It has two requests.", ("First request: data", "Second request: law"), ["1", "2"]),
        ("The first wish of the proposal was data.", ("First wish: data", "Second wish: law"), ["1", "2"]),
        ("It says nothing of parts.", ("Chapter I: Data", "Chapter II: Law"), []),
    ],
)
def test_parts_of_a_proposal_by_any_name(introduction: str, heads: tuple[str, str], numbers: list[str]) -> None:
    told = ["At the 31st session, the SCP took note of the study (SCP/31/4)."] * 2
    report = whole("en", "1. " + introduction, heads[0], "2. " + told[0], heads[1], "3. " + told[1])
    assert [m.paragraph for m in report.measures] == numbers


def test_numbers_open_the_parts_that_the_introduction_gives_them() -> None:
    parts = (
        "(i) A study was drawn up (SCP/31/4).",
        "(ii) It was debated at the 31st session (SCP/31/9, paras. 3 to 5).",
        "(iii) The SCP took note of it.",
        "(iv) Nothing.",
    )
    legend = (
        "1. This report tells (i) the steps taken; (ii) the discussion; (iii) the conclusion; (iv) what is pending."
    )
    report = whole("en", legend, "Paragraph 1. A study should be made.", *parts, "Paragraph 2. Another, too.", *parts)
    for measure in report.measures:
        assert [str(i.symbol) for i in measure.implementations] == ["SCP/31/4"]
        assert [(d.session, d.outcomes) for d in measure.decisions] == [(31, ("took-note",))]
        assert measure.follow_up is not None
        assert measure.follow_up.status == "none"
    assert len(report.measures) == 2


def test_a_sentence_within_a_paragraph_opens_another_part() -> None:
    told = "A study was submitted (SCP/31/4). Discussion: SCP/31/9, paras. 3 to 5. Outcome (item 6 of the Summary by the Chair): the study was noted."  # fmt: skip
    report = whole("en", "Paragraph 1", "A study should be made.", "Measure 1: Study", told)
    (only,) = report.measures
    assert [(r.citation.session, r.citation.first) for r in only.reviews] == [(31, "3")]
    assert [report.source.quote(d.text) for d in only.decisions] == ["the study was noted."]


def test_lines_with_as_many_bars_are_rows_without_a_frame() -> None:
    rows = "Measure | Documents | Report\nStudy | SCP/31/4 | SCP/31/9, paras. 3-5\n | SCP/32/2 | SCP/32/9, para. 8\n"
    (only,) = whole("en", "Paragraph 1", "A study should be made.", "Measure 1: Study", "It was made.", rows).measures
    assert [str(i.symbol) for i in only.implementations] == ["SCP/31/4", "SCP/32/2"]


@pytest.mark.parametrize("empty", ["", " |"])
@pytest.mark.parametrize("heads", [("Documents", "Debate", "Outcome"), ("D", "E", "O")])
def test_heads_in_a_column_beside_the_measures_are_those_of_columns(heads: tuple[str, str, str], empty: str) -> None:
    lines = [
        "SCP/35/7",
        "Thirty-fifth session",
        "REPORT ON THE IMPLEMENTATION OF THE PROPOSAL BY NORWAY",
        "| Paragraph 1 | < | < |",
    ]
    for name, symbol in (("Study", 31), ("Guide", 32)):
        cells = (f"SCP/{symbol}/4", f"SCP/{symbol}/9, paras. 3 to 5", f"{symbol}st session (item 6 of the summary by the Chair): the SCP took note of it.")  # fmt: skip
        lines += [f"| {name if n == 0 else '^'} | {heads[n]} | {cell} |{empty}" for n, cell in enumerate(cells)]
    report = read_report(laid_out("\n".join(lines)))
    assert [[str(i.symbol) for i in m.implementations] for m in report.measures] == [["SCP/31/4"], ["SCP/32/4"]]
    assert [[(d.session, d.item) for d in m.decisions] for m in report.measures] == [[(31, "6")], [(32, "6")]]


@pytest.mark.parametrize(
    "unit", ["Discussion: x. ", "(i) x; ", "No further x ", "a | b | c\n", "the end the SCP ", "; 63rd session. "]
)
def test_the_rules_take_linear_time(unit: str) -> None:
    def took(times: int) -> float:
        return seconds(unit * times, lambda text: whole("en", "Paragraph 1", "Text.", "Measure 1: A", text))

    took(50)
    assert took(1200) < 24 * max(took(150), 0.02)
