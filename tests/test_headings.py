"""Which lines are headings, and of what."""

from __future__ import annotations

import pytest
from laidout import laid_out

from cdipgraph.languages import load
from cdipgraph.structure.headings import heading_of, read_lines
from cdipgraph.structure.lines import Line

PARAGRAPH = {"fr": "Paragraphe", "en": "Paragraph", "es": "Párrafo"}
TEXT = {"fr": "Il convient d’agir.", "en": "Action should be taken.", "es": "Conviene actuar."}
DONE = {"fr": "Mise en œuvre", "en": "Implementation", "es": "Aplicación"}


def lines(code: str, *words: str) -> list[tuple[Line, str]]:
    """The lines of a narrative, each with its name."""
    source = laid_out("\n".join(words))
    found = read_lines(source, load(code), source.blocks)
    return [(line, source.quote(line.label) if line.label else "") for line in found]


def one(code: str, words: str) -> tuple[str, str, str, str]:
    """Role, paragraph, number and name of one line under a paragraph of a proposal."""
    line, name = lines(code, f"{PARAGRAPH[code]} 3", TEXT[code], words)[2]
    return line.role, line.paragraph, line.number, name


@pytest.mark.parametrize(
    ("code", "words", "expected"),
    [
        ("en", "Measure No. 2: A seminar", ("measure", "", "2", "A seminar")),
        ("en", "Measure 2 – A seminar", ("measure", "", "2", "A seminar")),
        ("en", "{3.} Measure 2. A seminar", ("measure", "", "2", "A seminar")),
        ("en", "{(b)} Activity 2: A seminar", ("measure", "", "2", "A seminar")),
        ("en", "Activity 3.2 – A seminar", ("measure", "3", "2", "A seminar")),
        ("en", "3.2 A seminar", ("measure", "", "2", "A seminar")),
        ("en", "{3.2} A seminar", ("measure", "", "2", "A seminar")),
        ("en", "Measure 2 A seminar", ("measure", "", "2", "A seminar")),
        ("en", "Measure 2 (A seminar)", ("measure", "", "2", "(A seminar)")),
        ("en", "Second measure: A seminar", ("measure", "", "2", "A seminar")),
        ("en", "The only measure", ("measure", "", "", "")),
        ("en", "Measure B: A seminar", ("measure", "", "B", "A seminar")),
        ("en", "ACTIVITY/MEASURE 2: A SEMINAR", ("measure", "", "2", "A SEMINAR")),
        ("en", "Project: A database", ("measure", "", "", "A database")),
        ("en", "Recommendation 12: Awareness", ("measure", "", "12", "Awareness")),
        ("en", "Measures 1 and 2: A seminar and a forum", ("measures", "", "1", "A seminar and a forum")),
        ("fr", "Première mesure : un séminaire", ("measure", "", "1", "un séminaire")),
        ("fr", "Mesure unique – Un séminaire", ("measure", "", "", "Un séminaire")),
        ("fr", "II. Mesure n° 2 : un séminaire", ("measure", "", "2", "un séminaire")),
        ("fr", "Paragraphe 4 de la proposition révisée", ("proposal-paragraph", "", "4", "")),
        ("fr", "Paragraphe 1 a) – Un séminaire", ("proposal-paragraph", "", "1(a)", "Un séminaire")),
        ("es", "Tercera actividad: un seminario", ("measure", "", "3", "un seminario")),
        ("es", "Medida única. Un seminario", ("measure", "", "", "Un seminario")),
        ("es", "Medida N.º 2 – Un seminario", ("measure", "", "2", "Un seminario")),
        ("es", "Actuación 2: un seminario", ("measure", "", "2", "un seminario")),
        ("en", "Further steps", ("follow-up", "", "", "")),
        ("fr", "Suite envisagée", ("follow-up", "", "", "")),
        ("es", "Labor ulterior", ("follow-up", "", "", "")),
        ("fr", "b) Conclusions du président", ("decision", "", "", "")),
    ],
)
def test_how_a_heading_can_be_worded(code: str, words: str, expected: tuple[str, str, str, str]) -> None:
    assert one(code, words) == expected


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "Measure 1 was carried out by the Secretariat."),
        ("en", "Measures taken by the Secretariat were welcomed by all."),
        ("en", "Measured steps are needed."),
        ("en", "Action-oriented proposals were made."),
        ("en", "4.2 A seminar"),
        ("en", "Recommendations 3 and 12 of the Development Agenda are relevant."),
        ("fr", "Paragraphe 3 du document CDIP/21/4."),
        ("fr", "Mesure 1 a été appliquée par le Secrétariat."),
        ("fr", "paragraphe 7.1 du Résumé présenté par le président de la vingtième session du CDIP"),
        ("es", "Medida que se aplicará en la sesión siguiente."),
    ],
)
def test_what_is_no_heading(code: str, words: str) -> None:
    assert one(code, words)[0] == ""


@pytest.mark.parametrize("code", PARAGRAPH)
def test_a_measure_that_is_headed_by_its_name_alone(code: str) -> None:
    told = lines(code, f"{PARAGRAPH[code]} 1", TEXT[code], "Forum", DONE[code], TEXT[code], "{b)} Web", DONE[code])
    assert [(line.role, name) for line, name in told if line.role == "measure"] == [
        ("measure", "Forum"),
        ("measure", "Web"),
    ]


def test_the_text_of_a_paragraph_is_no_name_though_it_has_no_full_stop() -> None:
    told = lines("en", "Paragraph 1", "Hold a seminar", "Implementation", "It was held.")
    assert [line.role for line, _ in told] == ["proposal-paragraph", "", "implementation", ""]


def test_the_name_of_a_measure_on_the_line_after_its_number() -> None:
    told = lines("en", "Paragraph 1", "Text.", "Measure 1", "A seminar", "It was held.", "Activity 2.", "A forum")
    assert [(line.role, name) for line, name in told[2:]] == [
        ("measure", ""),
        ("label", "A seminar"),
        ("", ""),
        ("measure", ""),
        ("label", "A forum"),
    ]


@pytest.mark.parametrize(
    ("first", "role"), [("Paragraph 1", "measure"), ("Recommendation 1", "proposal-paragraph")], ids=["below", "alone"]
)
def test_what_a_recommendation_heads_the_document_decides(first: str, role: str) -> None:
    told = lines("en", first, "Text.", "Recommendation 3: Awareness", "Implementation", "It was done.")
    assert told[2][0].role == role


def test_parts_alone_make_no_narrative() -> None:
    told = lines("en", "A note on the work of the Committee.", "Follow-up", "More will be done.")
    assert [line.role for line, _ in told] == ["", "other", ""]


def test_a_heading_of_which_nothing_is_known() -> None:
    told = lines("en", "Paragraph 1", "Text.", "# Voices from the field", "They said so.", "On reflection", "Yes.")
    assert [line.unknown for line, _ in told] == [False, False, True, False, True, False]


@pytest.mark.parametrize(
    ("words", "proposer"),
    [
        ("Proposal by the Delegations of Norway and Peru", "Delegations of Norway and Peru"),
        ("Part II: Revised Proposal of the African Group on training", "African Group"),
        ("Proposal B – Delegation of Brazil", "Delegation of Brazil"),
    ],
)
def test_the_heading_of_one_of_several_proposals(words: str, proposer: str) -> None:
    source = laid_out(words)
    line = heading_of(source, load("en"), source.blocks[0].span)
    assert line.role == "proposal"
    assert line.proposer is not None
    assert source.quote(line.proposer) == proposer


def roles(code: str, *words: str) -> list[tuple[str, str, str]]:
    """Role, paragraph and number of each line; of text, the part that it opens."""
    return [(line.role or line.part, line.paragraph, line.number) for line, _ in lines(code, *words)]


@pytest.mark.parametrize(
    ("code", "words", "role"),
    [
        ("en", "What was done", "implementation"),
        ("en", "Reactions of the Committee", "implementation"),
        ("en", "What the Committee decided", "decision"),
        ("en", "Where things stand", "follow-up"),
        ("en", "Present position", "follow-up"),
        ("fr", "Ce que le Secrétariat a fait", "implementation"),
        ("fr", "Accueil réservé par le comité", "implementation"),
        ("fr", "Ce que le comité a décidé", "decision"),
        ("fr", "Où en est le dossier", "follow-up"),
        ("es", "Lo que se hizo", "implementation"),
        ("es", "Lo acordado", "decision"),
        ("es", "Situación actual", "follow-up"),
    ],
)
def test_a_heading_that_comes_again_is_told_by_a_word(code: str, words: str, role: str) -> None:
    told = roles(code, f"{PARAGRAPH[code]} 1", TEXT[code], words, TEXT[code], f"{PARAGRAPH[code]} 2", TEXT[code], words)
    assert told[2][0] == told[6][0] == role


def test_a_head_that_says_nothing_of_itself_is_told_by_its_place() -> None:
    part = ["Some words", "It was held.", "Decision", "The Committee took note.", "And now", "It goes on."]
    told = roles("en", "Paragraph 1", "Text.", *part, "Paragraph 2", "Text.", *part)
    assert [role for role, *_ in told if role] == [
        "proposal-paragraph", "implementation", "decision", "follow-up",
        "proposal-paragraph", "implementation", "decision", "follow-up",
    ]  # fmt: skip


def test_words_that_open_a_paragraph_name_its_part() -> None:
    told = roles(
        "fr", "Paragraphe 1", "Texte.", "Réalisation. Une étude a paru.", "Suite. Aucune.", "Réalisation. Rien."
    )
    assert [role for role, *_ in told] == ["proposal-paragraph", "", "implementation", "follow-up", "implementation"]


def test_paragraphs_that_open_with_their_heading() -> None:
    told = lines("en", "3.\tParagraph 1 – Mapping. It was done.", "4.\tParagraph 2 – Workshop. It was held.")
    heads = [line.head for line, _ in told]
    assert [(head.role, head.number) for head in heads if head] == [
        ("proposal-paragraph", "1"),
        ("proposal-paragraph", "2"),
    ]


def test_a_measure_within_whose_number_others_are_stands_for_a_paragraph() -> None:
    told = roles("fr", "Volet A : Interfaces", "Action A.1 : Questionnaire", "Action A.2 : Séance", "Volet B : Délai")
    assert told[:3] == [("proposal-paragraph", "", "A"), ("measure", "A", "1"), ("measure", "A", "2")]


def test_the_paragraph_in_brackets_after_the_number_of_a_measure() -> None:
    assert roles("en", "Activity 3 (Paragraph 2): Database") == [("measure", "2", "3")]
    assert roles("es", "Medida 3 (párrafo 2): base de datos") == [("measure", "2", "3")]


@pytest.mark.parametrize(
    ("code", "words", "number"),
    [
        ("en", "First paragraph", "1"),
        ("en", "Actions under paragraph 2 of the proposal", "2"),
        ("en", "A. Quality (Paragraph 3 of the Proposal)", "3"),
        ("en", "Point (b): A manual", "B"),
        ("fr", "PREMIER PARAGRAPHE", "1"),
        ("fr", "Point 2 : Conserver", "2"),
        ("es", "II. PÁRRAFO SEGUNDO", "2"),
    ],
)
def test_headings_of_a_paragraph_in_other_words(code: str, words: str, number: str) -> None:
    assert roles(code, words) == [("proposal-paragraph", "", number)]


def test_a_heading_that_the_annex_names_is_a_measure() -> None:
    source = laid_out("Paragraph 1\nText of the paragraph.\nSurvey of laws\nIt was made.")
    read = read_lines(source, load("en"), source.blocks, {"survey of laws"})
    assert [line.role for line in read] == ["proposal-paragraph", "", "measure", ""]


FOLLOWS = {"fr": "Suivi", "en": "Follow-up", "es": "Seguimiento"}


@pytest.mark.parametrize("code", PARAGRAPH)
@pytest.mark.parametrize(
    ("heads", "last"),
    [
        (("{1.} P 1", "{2.} P 2", "{3.} F"), "apart"),
        (("{1.} P 1", "{1.} D", "{2.} P 2", "{1.} D", "{2.} F"), "follow-up"),
        (("{1.} P 1", "{1.} D", "{2.} P 2", "{1.} D", "{2.} D", "{3.} F"), "follow-up"),
        (("{1.} P 1", "{2.} F", "{2.} P 2", "{3.} F"), "follow-up"),
        (("{I.} P 1", "{(a)} D", "{II.} P 2", "{(a)} D", "{III.} F"), "apart"),
    ],
)
def test_a_number_sets_a_heading_beside_those_of_paragraphs_only_where_it_counts_them(
    code: str, heads: tuple[str, ...], last: str
) -> None:
    words = {"P": PARAGRAPH[code], "D": DONE[code], "F": FOLLOWS[code]}
    text = [" ".join(words.get(word, word) for word in head.split()) for head in heads]
    told = [line for head in text for line in (f"# {head}", TEXT[code])]
    assert lines(code, *told)[-2][0].role == last


DECIDED = {"fr": "Décision", "en": "Decision", "es": "Decisión"}


@pytest.mark.parametrize("code", PARAGRAPH)
@pytest.mark.parametrize(("numbers", "role"), [(("1.3", "2.2"), "measure"), (("1.2", "2.2"), "implementation")])
def test_a_name_that_comes_again_is_a_measures_where_it_is_numbered_otherwise(
    code: str, numbers: tuple[str, str], role: str
) -> None:
    told = [
        line
        for n, number in enumerate(numbers, 1)
        for line in (
            f"# {PARAGRAPH[code]} {n}",
            TEXT[code],
            f"# {number} Xyz",
            TEXT[code],
            f"# {DECIDED[code]}",
            TEXT[code],
        )
    ]
    source = laid_out("\n".join(told))
    found = read_lines(source, load(code), source.blocks)
    assert [line.role for line in found if source.quote(line.block.span)[4:] == "Xyz"] == [role] * 2


@pytest.mark.parametrize("code", PARAGRAPH)
def test_a_name_that_the_annex_has_is_a_measures_however_often_it_comes(code: str) -> None:
    told = [
        line
        for n in (1, 2)
        for line in (f"# {PARAGRAPH[code]} {n}", TEXT[code], "# Xyz", TEXT[code], f"# {DECIDED[code]}", TEXT[code])
    ]
    source = laid_out("\n".join(told))
    found = read_lines(source, load(code), source.blocks, {"xyz"})
    assert [line.role for line in found if source.quote(line.block.span) == "Xyz"] == ["measure"] * 2


@pytest.mark.parametrize("code", PARAGRAPH)
def test_a_name_that_another_heading_gives_to_a_measure_is_a_measures(code: str) -> None:
    measure = {"fr": "Mesure 2 : Xyz", "en": "Measure 2: Xyz", "es": "Medida 2: Xyz"}[code]
    told = [
        line
        for n, name in ((1, "1.2 Xyz"), (2, "2.2 Xyz"), (3, measure))
        for line in (f"# {PARAGRAPH[code]} {n}", TEXT[code], f"# {name}", TEXT[code], f"# {DECIDED[code]}", TEXT[code])
    ]
    assert [line.role for line, _ in lines(code, *told)].count("measure") == 3
