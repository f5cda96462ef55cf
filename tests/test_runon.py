"""Paragraphs that run on in one line: what begins one, and what does not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textlayouts import check_blocks

from cdipgraph.readers import plain
from cdipgraph.reading import read_report
from cdipgraph.report import CitationKind
from cdipgraph.source import BlockKind

#: The head of a document in one line, its paragraphs, and what should be read of them.
IN_ONE_LINE = {
    "en": (
        (
            "WIPO E SCP/30/11 ORIGINAL: ENGLISH DATE: JULY 4, 2019 Standing Committee on the Law of Patents Thirtieth "
            "Session Geneva, June 24 to 27, 2019 SUMMARY BY THE CHAIR"
        ),
        "AGENDA ITEM 1: OPENING OF THE SESSION",
        "1. The session was opened by the Chair, who recalled the work done (see SCP/29/3, para. 4. and Annex).",
        "AGENDA ITEM 2: ADOPTION OF THE AGENDA",
        "SCP/30/11 page 2",
        "2. The Committee adopted the agenda (document SCP/30/1 Prov.2).",
        "3. It took note of document SCP/30/2, which lists: 1. Laws. 2. Cases.",
        "AGENDA ITEM 3: FUTURE WORK",
        "4. The Secretariat will submit a study at the thirty-first session.",
        "5. The Chair closed the session.",
    ),
    "fr": (
        (
            "OMPI F SCP/30/11 ORIGINAL : ANGLAIS DATE : 4 JUILLET 2019 Comité permanent du droit des brevets Trentième "
            "session Genève, 24 – 27 juin 2019 RÉSUMÉ PRÉSENTÉ PAR LE PRÉSIDENT"
        ),
        "POINT 1 DE L’ORDRE DU JOUR : OUVERTURE DE LA SESSION",
        "1. La session a été ouverte par le président, qui a rappelé les travaux menés (voir le document SCP/29/3).",
        "POINT 2 DE L’ORDRE DU JOUR : ADOPTION DE L’ORDRE DU JOUR",
        "SCP/30/11 page 2",
        "2. Le comité a adopté l’ordre du jour (document SCP/30/1 Prov.2).",
        "3. Il a pris note du document SCP/30/2, qui recense : 1. Les lois. 2. Les affaires.",
        "POINT 3 DE L’ORDRE DU JOUR : TRAVAUX FUTURS",
        "4. Le Secrétariat présentera une étude à la trente et unième session.",
        "5. Le président a prononcé la clôture de la session.",
    ),
    "es": (
        (
            "OMPI S SCP/30/11 ORIGINAL: INGLÉS FECHA: 4 DE JULIO DE 2019 Comité Permanente sobre el Derecho de "
            "Patentes Trigésima sesión Ginebra, 24 a 27 de junio de 2019 RESUMEN DE LA PRESIDENCIA"
        ),
        "PUNTO 1 DEL ORDEN DEL DÍA: APERTURA DE LA SESIÓN",
        "1. Inauguró la sesión el presidente, que recordó la labor realizada (véase el documento SCP/29/3).",
        "PUNTO 2 DEL ORDEN DEL DÍA: APROBACIÓN DEL ORDEN DEL DÍA",
        "SCP/30/11 página 2",
        "2. El Comité aprobó el orden del día (documento SCP/30/1 Prov.2).",
        "3. Tomó nota del documento SCP/30/2, en el que figuran: 1. Las leyes. 2. Las causas.",
        "PUNTO 3 DEL ORDEN DEL DÍA: LABOR FUTURA",
        "4. La Secretaría presentará un estudio en la trigésima primera sesión.",
        "5. El presidente clausuró la sesión.",
    ),
}
WORDS = st.lists(
    st.sampled_from(["paper", "of", "the", "2018", "CDIP/5/3", "report", "agreed"]), min_size=3, max_size=12
)
SENTENCE = st.builds(lambda words: f"The {' '.join(words)}.", WORDS)


def blocks_of(text: str) -> list[tuple[BlockKind, str]]:
    source = plain.source_text(text)
    check_blocks(source)
    return [(block.kind, source.quote(block.span)) for block in source.blocks]


@pytest.mark.parametrize("code", IN_ONE_LINE)
def test_a_document_in_one_line_is_taken_apart(code: str) -> None:
    pieces = IN_ONE_LINE[code]
    head = BlockKind.RUNNING_HEAD
    expected = [(head if re.match(r"SCP/30/11 p", piece) else BlockKind.PARAGRAPH, piece) for piece in pieces]
    assert blocks_of(" ".join(pieces)) == expected


@pytest.mark.parametrize("code", IN_ONE_LINE)
def test_a_document_in_one_line_is_read_like_one_in_lines(code: str) -> None:
    report = read_report(plain.source_text(" ".join(IN_ONE_LINE[code])))
    assert report.kind == "chair-summary"
    head = report.header
    assert [head.symbol and head.symbol.value, head.session and head.session.value] == ["SCP/30/11", "30"]
    assert [paragraph.number for paragraph in report.paragraphs] == ["1", "2", "3", "4", "5"]
    cited = [c.symbol and c.symbol.text for c in report.citations if c.kind is CitationKind.DOCUMENT]
    assert "SCP/30/11" not in cited, "the head of a page is no citation"


def test_a_number_within_a_line_fills_the_gap_between_lines() -> None:
    text = (
        "REPORT adopted by the Assembly 1. The Assembly met in Geneva.\n\n2. The reports are in document A/57/12.\n\n"
        "3. The Vice-Chair presided.\n\nITEM 9 OF THE AGENDA 4. Discussions were based on document WO/GA/49/1. "
        "WO/GA/49/21 page 2 5. The Chair opened the floor.\n\n6. The Delegation of Kenya spoke.\n"
    )
    assert blocks_of(text) == [
        (BlockKind.PARAGRAPH, "REPORT adopted by the Assembly"),
        (BlockKind.PARAGRAPH, "1. The Assembly met in Geneva."),
        (BlockKind.PARAGRAPH, "2. The reports are in document A/57/12."),
        (BlockKind.PARAGRAPH, "3. The Vice-Chair presided."),
        (BlockKind.PARAGRAPH, "ITEM 9 OF THE AGENDA"),
        (BlockKind.PARAGRAPH, "4. Discussions were based on document WO/GA/49/1."),
        (BlockKind.RUNNING_HEAD, "WO/GA/49/21 page 2"),
        (BlockKind.PARAGRAPH, "5. The Chair opened the floor."),
        (BlockKind.PARAGRAPH, "6. The Delegation of Kenya spoke."),
    ]


def test_headings_of_sections_stand_before_paragraphs_in_any_letters() -> None:
    text = (
        "REPORT of the meeting held in Jakarta in January, with the interim secretariat. 1. Opening of the meeting "
        "1. The meeting opened at 10 a.m. 2. Turning to the substance, the Chair noted the plan. 3. It met in Room 4. "
        "The budget was read. 2. Preparations for the session 4. The secretariat presented the plan. 5. The Bureau "
        "rose. Other business 6. Nothing was raised. 7. The meeting closed."
    )
    assert [words for _, words in blocks_of(text)] == [
        "REPORT of the meeting held in Jakarta in January, with the interim secretariat.",
        "1. Opening of the meeting",
        "1. The meeting opened at 10 a.m.",
        "2. Turning to the substance, the Chair noted the plan.",
        "3. It met in Room 4. The budget was read.",
        "2. Preparations for the session",
        "4. The secretariat presented the plan.",
        "5. The Bureau rose.",
        "Other business",
        "6. Nothing was raised.",
        "7. The meeting closed.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "7. The Committee agreed on three points: 1. The plan. 2. The budget. 3. The report.\n8. The Chair spoke.\n",
        "7. It recalled document CDIP/5/3, para. 8. The Chair spoke.\n9. The Chair closed.\n",
        "The plan in document CDIP/5/3 has, as was agreed, two parts: 1. Aims. 2. Means.\n\nAnother paragraph.\n"
        + "It goes on for long.\n\n" * 120,
        "In all 12 States spoke. Of these 13 The Hague mentioned.\n",
    ],
    ids=["list", "citation", "short list", "figures"],
)
def test_what_does_not_go_on_with_the_paragraphs_begins_none(text: str) -> None:
    assert [words for _, words in blocks_of(text)] == [line for line in text.split("\n") if line]


@given(st.lists(SENTENCE, min_size=3, max_size=30), st.integers(1, 40), st.booleans())
def test_paragraphs_in_one_line_are_found_again(sentences: list[str], first: int, point: bool) -> None:
    paragraphs = [f"{n}{'.' * point} {sentence}" for n, sentence in enumerate(sentences, first)]
    assert [words for _, words in blocks_of(" ".join(paragraphs))] == paragraphs


@given(st.text(alphabet="1239. AaBb()/\n", max_size=200))
def test_nothing_is_lost_of_any_text(text: str) -> None:
    check_blocks(plain.source_text(text))
