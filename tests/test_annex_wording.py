"""How the table is worded: ordinals, articles, references in three languages."""

from __future__ import annotations

from datetime import date

import pytest

from cdipgraph import languages
from cdipgraph.annex.wording import said, wording
from cdipgraph.source import matching_view
from cdipgraph.spoken import LANGUAGES


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("gender", ["f", "m"])
def test_an_ordinal_is_read_back_as_the_number_it_was_written_for(code: str, gender: str) -> None:
    language = languages.load(code)
    for number in range(1, 200):
        words = wording(code).ordinal(number, gender)
        assert not any(character.isdigit() for character in words)
        assert (words, language.ordinal(matching_view(words))) == (words, number)


ORDINALS = {
    "fr": {
        1: ("première", "premier"),
        16: ("seizième", "seizième"),
        17: ("dix-septième", "dix-septième"),
        21: ("vingt et unième", "vingt et unième"),
        22: ("vingt-deuxième", "vingt-deuxième"),
        61: ("soixante et unième", "soixante et unième"),
        70: ("soixante-dixième", "soixante-dixième"),
        71: ("soixante et onzième", "soixante et onzième"),
        80: ("quatre-vingtième", "quatre-vingtième"),
        81: ("quatre-vingt-unième", "quatre-vingt-unième"),
        91: ("quatre-vingt-onzième", "quatre-vingt-onzième"),
        100: ("centième", "centième"),
        101: ("cent unième", "cent unième"),
        171: ("cent soixante et onzième", "cent soixante et onzième"),
        203: ("203e", "203e"),
    },
    "en": {
        1: ("first", "first"),
        12: ("twelfth", "twelfth"),
        21: ("twenty-first", "twenty-first"),
        40: ("fortieth", "fortieth"),
        100: ("one hundredth", "one hundredth"),
        112: ("one hundred and twelfth", "one hundred and twelfth"),
        123: ("one hundred and twenty-third", "one hundred and twenty-third"),
        211: ("211th", "211th"),
        221: ("221st", "221st"),
        222: ("222nd", "222nd"),
        223: ("223rd", "223rd"),
    },
    "es": {
        1: ("primera", "primer"),
        3: ("tercera", "tercer"),
        11: ("undécima", "undécimo"),
        13: ("decimotercera", "decimotercer"),
        20: ("vigésima", "vigésimo"),
        21: ("vigésima primera", "vigésimo primer"),
        99: ("nonagésima novena", "nonagésimo noveno"),
        154: ("centésima quincuagésima cuarta", "centésimo quincuagésimo cuarto"),
        203: ("203.ª", "203.º"),
    },
}


@pytest.mark.parametrize(("code", "number"), [(code, number) for code, of in ORDINALS.items() for number in of])
def test_ordinals_as_they_are_written(code: str, number: int) -> None:
    words = [wording(code).ordinal(number, gender).replace("\u2011", "-") for gender in ("f", "m")]
    assert tuple(words) == ORDINALS[code][number]


@pytest.mark.parametrize(
    ("code", "series", "name", "expected"),
    [
        ("fr", "CDIP", "Comité du développement (CDIP)", "de la cinquième session du CDIP"),
        ("fr", "CDIP", "", "de la cinquième session du CDIP"),
        ("fr", "ACE", "", "de la cinquième session de l’ACE"),
        ("fr", "WIPO/GRTKF/IC", "", "de la cinquième session de l’IGC"),
        ("fr", "WO/GA", "", "de la cinquième session de l’Assemblée générale de l’OMPI"),
        ("fr", "E/CN.17", "Commission du commerce", "de la cinquième session de la Commission du commerce"),
        ("fr", "E/CN.17", "", "de la cinquième session (E/CN.17)"),
        ("fr", "", "", "de la cinquième session"),
        ("en", "SCP", "", "of the fifth session of the SCP"),
        ("en", "WO/GA", "", "of the fifth session of the WIPO General Assembly"),
        ("es", "CDIP", "", "de la quinta sesión del CDIP"),
        ("es", "WO/GA", "", "del quinto período de sesiones de la Asamblea General de la OMPI"),
        ("es", "X/Y", "Comisión de Comercio", "de la quinta sesión de la Comisión de Comercio"),
    ],
)
def test_a_session_with_the_articles_that_its_committee_takes(code: str, series: str, name: str, expected: str) -> None:
    assert wording(code).session(5, series, name) == expected


@pytest.mark.parametrize(
    ("code", "ranges", "expected"),
    [
        ("fr", [("98", "112")], "paragraphes 98 à 112"),
        ("fr", [("98", "98")], "paragraphe 98"),
        ("fr", [("94", "95")], "paragraphes 94 et 95"),
        ("fr", [("98", "112"), ("115", "115"), ("120", "131")], "paragraphes 98 à 112, 115 et 120 à 131"),
        ("en", [("98", "112"), ("115", "115")], "paragraphs 98 to 112 and 115"),
        ("en", [("XI.30", "XI.35")], "paragraphs XI.30 to XI.35"),
        ("es", [("7", "8"), ("10", "12")], "párrafos 7, 8 y 10 a 12"),
        ("es", [("7", "")], "párrafo 7"),
    ],
)
def test_paragraph_numbers(code: str, ranges: list[tuple[str, str]], expected: str) -> None:
    assert wording(code).paragraphs(ranges) == expected


@pytest.mark.parametrize(
    ("code", "proposer", "expected"),
    [
        ("fr", "délégation de l’Espagne", "Mise en œuvre de la proposition de la délégation de l’Espagne"),
        ("fr", "délégations du Chili", "Mise en œuvre de la proposition des délégations du Chili"),
        ("fr", "Groupe des pays africains", "Mise en œuvre de la proposition du Groupe des pays africains"),
        ("fr", "Ruritanie", "Mise en œuvre de la proposition (Ruritanie)"),
        ("fr", "", "Mise en œuvre"),
        ("en", "African Group", "Implementation of the Proposal of the African Group"),
        ("es", "delegaciones de Chile y el Perú", "Aplicación de la propuesta de las delegaciones de Chile y el Perú"),
    ],
)
def test_the_title_by_whose_proposal_it_is(code: str, proposer: str, expected: str) -> None:
    assert wording(code).proposal(proposer) == expected


def test_days() -> None:
    first, other = date(2017, 5, 1), date(2017, 5, 12)
    assert [wording("fr").day(day) for day in (first, other)] == ["1er mai 2017", "12 mai 2017"]
    assert [wording("en").day(day) for day in (first, other)] == ["May 1, 2017", "May 12, 2017"]
    assert [wording("es").day(day) for day in (first, other)] == ["1 de mayo de 2017", "12 de mayo de 2017"]


def test_every_language_has_the_same_templates() -> None:
    keys = {code: {key for key, value in wording(code).table.items() if isinstance(value, str)} for code in LANGUAGES}
    assert keys["fr"] == keys["en"] == keys["es"]
    assert all(len(wording(code).table["months"]) == 12 for code in LANGUAGES)
    assert len({said(code, "unexplained") for code in LANGUAGES}) == 3
