"""Who speaks in a paragraph, and for whom, in three languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdipgraph import languages
from cdipgraph.readers import read_bytes
from cdipgraph.source import SourceText
from cdipgraph.spans import Span
from cdipgraph.structure.speakers import Speaker, speaker

SAID = {
    "en": [
        ("The Delegation of Brazil, speaking on behalf of the GRULAC, said so.", "Delegation of Brazil", "GRULAC"),
        ("The Delegation of Iran (Islamic Republic of) thanked the Chair.", "Delegation of Iran (Islamic Republic of)", ""),
        ("The Delegation of Trinidad and Tobago stated its view.", "Delegation of Trinidad and Tobago", ""),
        ("The Delegation of the United States of America also spoke.", "Delegation of the United States of America", ""),
        ("The Delegation of the Lao People’s Democratic Republic asked.", "Delegation of the Lao People’s Democratic Republic", ""),
        ("The Delegations of Algeria, Brazil and Egypt supported it.", "Delegations of Algeria, Brazil and Egypt", ""),
        ("The Representative of KEI supported the text.", "Representative of KEI", ""),
        ("The Representative of the European Union and its Member States welcomed it.",
         "Representative of the European Union and its Member States", ""),
        ("The Representative of Innovation Insights, Inc. said yes.", "Representative of Innovation Insights, Inc.", ""),
        ("The observer for Palestine spoke.", "observer for Palestine", ""),
        ("The representative of Pakistan, speaking on behalf of the Group of 77 and China, said so.",
         "representative of Pakistan", "Group of 77 and China"),
        ("The representative of Egypt, speaking for the African Group, said so.", "representative of Egypt", "African Group"),
        ("Speaking on behalf of the African Group, the Delegation of Morocco spoke.", "Delegation of Morocco", "African Group"),
        ("On behalf of Group B, the Delegation of Canada spoke.", "Delegation of Canada", "Group B"),
        ("The Delegation of Nigeria on behalf of the African Group stated it.", "Delegation of Nigeria", "African Group"),
        ("The Chair, Mr. Example, closed the item.", "Chair", ""),
        ("The Acting Chair opened the session.", "Acting Chair", ""),
        ("The Chair of the Working Group on the PCT reported.", "Chair of the Working Group on the PCT", ""),
        ("The Vice-Chair took over.", "Vice-Chair", ""),
        ("The Secretariat (Mr. Baloch) recalled it.", "Secretariat (Mr. Baloch)", ""),
        ("The Secretariat explained the text.", "Secretariat", ""),
        ("A representative of the Secretariat introduced it.", "representative of the Secretariat", ""),
        ("The Deputy Director General, Mr. Example, opened it.", "Deputy Director General", ""),
        ("Mr. Geneva, Deputy Director General, opened it.", "Mr. Geneva, Deputy Director General", ""),
        ("Ms. Example thanked everybody.", "Ms. Example", ""),
    ],
    "fr": [
        ("La délégation du Brésil, parlant au nom du GRULAC, a parlé.", "délégation du Brésil", "GRULAC"),
        ("La délégation de la République dominicaine a remercié.", "délégation de la République dominicaine", ""),
        ("La délégation des États-Unis d’Amérique a appuyé.", "délégation des États-Unis d’Amérique", ""),
        ("La délégation de l’Inde, s’exprimant au nom du groupe des pays d’Asie et du Pacifique, a parlé.",
         "délégation de l’Inde", "groupe des pays d’Asie et du Pacifique"),
        ("La délégation du Mexique, au nom du GRULAC, a déclaré approuver.", "délégation du Mexique", "GRULAC"),
        ("Parlant au nom du groupe africain, la délégation de l’Algérie a parlé.", "délégation de l’Algérie", "groupe africain"),
        ("Les délégations de l’Algérie, de l’Inde et du Kenya ont appuyé.", "délégations de l’Algérie, de l’Inde et du Kenya", ""),
        ("Le représentant de KEI a dit oui.", "représentant de KEI", ""),
        ("Le représentant de l’Association internationale pour la protection de la propriété intellectuelle (AIPPI) a dit oui.",
         "représentant de l’Association internationale pour la protection de la propriété intellectuelle (AIPPI)", ""),
        ("L’observateur de la Palestine a pris la parole.", "observateur de la Palestine", ""),
        ("La délégation de la Côte d’Ivoire souhaite parler.", "délégation de la Côte d’Ivoire", ""),
        ("La délégation de la République-Unie de Tanzanie s’est associée.", "délégation de la République-Unie de Tanzanie", ""),
        ("Le président a ouvert la session.", "président", ""),
        ("La présidente, Mme Exemple, a clos le point.", "présidente", ""),
        ("Le Secrétariat (M. Baloch) a rappelé.", "Secrétariat (M. Baloch)", ""),
        ("Le Directeur général a ouvert la session.", "Directeur général", ""),
        ("M. Genève, vice-directeur général, a ouvert la session.", "M. Genève, vice-directeur général", ""),
    ],
    "es": [
        ("La Delegación del Brasil, hablando en nombre del GRULAC, habló.", "Delegación del Brasil", "GRULAC"),
        ("La Delegación del Japón, haciendo uso de la palabra en nombre del Grupo B, habló.", "Delegación del Japón", "Grupo B"),
        ("La Delegación de la República Islámica del Irán se sumó.", "Delegación de la República Islámica del Irán", ""),
        ("La Delegación de los Estados Unidos de América agradeció.", "Delegación de los Estados Unidos de América", ""),
        ("La Delegación de los Emiratos Árabes Unidos también habló.", "Delegación de los Emiratos Árabes Unidos", ""),
        ("Las Delegaciones de Chile, Colombia y el Perú apoyaron.", "Delegaciones de Chile, Colombia y el Perú", ""),
        ("Haciendo uso de la palabra en nombre del Grupo Africano, la Delegación de Argelia habló.",
         "Delegación de Argelia", "Grupo Africano"),
        ("El Representante de la Red del Tercer Mundo (TWN) expresó.", "Representante de la Red del Tercer Mundo (TWN)", ""),
        ("El Presidente abrió la sesión.", "Presidente", ""),
        ("La Presidencia clausuró la sesión.", "Presidencia", ""),
        ("La Secretaría (Sr. Baloch) recordó.", "Secretaría (Sr. Baloch)", ""),
        ("El Director General inauguró la sesión.", "Director General", ""),
        ("El Sr. Ginebra, Director General Adjunto, habló.", "Sr. Ginebra, Director General Adjunto", ""),
    ],
}  # fmt: skip
NOBODY = {
    "en": [
        "The Committee took note of the document.",
        "Discussions were based on document SCP/37/4.",
        "The Chair’s summary was adopted.",
        "Some delegations expressed concern.",
        "The Delegation",
        "Statements by the Delegation of Kenya are in the annex.",
    ],
    "fr": ["Le comité a pris note.", "Les débats ont porté sur le document.", "Certaines délégations ont parlé."],
    "es": ["El Comité tomó nota.", "Los debates se basaron en el documento.", "Algunas delegaciones hablaron."],
}


def read(code: str, text: str) -> tuple[SourceText, Speaker | None]:
    source = read_bytes(text.encode())
    return source, speaker(source, languages.load(code), Span(0, len(source.text)))


@pytest.mark.parametrize(
    ("code", "text", "name", "behalf"), [(code, *row) for code, rows in SAID.items() for row in rows]
)
def test_who_speaks_and_for_whom(code: str, text: str, name: str, behalf: str) -> None:
    source, found = read(code, text)
    assert found is not None
    assert source.quote(found.name) == name
    assert (source.quote(found.on_behalf_of) if found.on_behalf_of else "") == behalf


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in NOBODY.items() for text in texts])
def test_nobody_speaks(code: str, text: str) -> None:
    assert read(code, text)[1] is None


def test_no_break_spaces_and_line_ends_in_a_name() -> None:
    source, found = read("fr", "La délégation de la République\u00a0de\nCorée a parlé.")
    assert found is not None
    assert source.quote(found.name) == "délégation de la République\u00a0de\nCorée"


WORDS = st.sampled_from(
    [
        "The",
        "Delegation",
        "of",
        "Brazil",
        ",",
        ".",
        "(",
        ")",
        "speaking",
        "on behalf of the",
        "said",
        ";",
        "“",
        "’",
        "(i)",
    ]
)


@given(st.lists(WORDS, min_size=1, max_size=40))
def test_whatever_the_words_spans_are_inside_and_trimmed(words: list[str]) -> None:
    text = " ".join(words)
    source, found = read("en", text)
    for span in (found.name, found.on_behalf_of) if found else ():
        if span:
            assert 0 <= span.start < span.end <= len(source.text)
            assert span == span.trimmed(source.text)


@pytest.mark.parametrize(
    ("code", "words", "named"),
    [
        (
            "en",
            "At its 3rd meeting, on 3 June, the representative of Egypt introduced a draft.",
            "representative of Egypt",
        ),
        ("en", "At its 1st meeting, the Committee elected Mr. Sample, the representative of Chile, Chair.", ""),
        ("en", "Looking forward, the UNDP Associate Administrator said so.", "UNDP Associate Administrator"),
        ("fr", "À la 3e séance, le représentant de l’Égypte a présenté un projet.", "représentant de l’Égypte"),
        ("fr", "Sur proposition du Chili, le comité a élu M. Exemple, la délégation du Pérou étant absente.", ""),
        ("es", "Por último, la Secretaría agradeció los comentarios.", "Secretaría"),
    ],
)
def test_who_speaks_after_an_opening_unless_a_committee_may_be_the_subject(code: str, words: str, named: str) -> None:
    source = read_bytes(words.encode())
    found = speaker(source, languages.load(code), Span(0, len(source.text)))
    assert (source.quote(found.name) if found else "") == named
