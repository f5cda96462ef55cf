"""Two organisations may call a series the same: the Assemblies of WIPO and the General Assembly are both "A"."""

from __future__ import annotations

import pytest

from cdipgraph import graph
from cdipgraph.annex.assembly import linked
from cdipgraph.corrections.statements import address
from cdipgraph.errors import UnknownThing
from cdipgraph.readers import read_bytes
from cdipgraph.reading import read_report
from cdipgraph.store.local import MemoryStore
from cdipgraph.symbolforms import as_printed, distinct, namesakes
from cdipgraph.things import resolve
from cdipgraph.vocabulary import ID

UNITED_NATIONS = """United Nations
A/54/13
General Assembly
Distr.: General
30 September 1999
Original: English

Fifty-fourth session
Agenda item 89

Report of the Commissioner-General

1. The report covers the period from 1 July 1998 to 30 June 1999.

2. The Assembly took note of paragraphs 3 to 5 of document A/54/4.
"""
WIPO = {
    "en": """WIPO
A/54/13
ORIGINAL: ENGLISH
DATE: SEPTEMBER 30, 2014

Assemblies of the Member States of WIPO

Fifty-Fourth Series of Meetings
Geneva, September 22 to 30, 2014

GENERAL REPORT

1. The report records the deliberations.

2. The Assemblies took note of paragraphs 3 to 5 of document A/54/4, and of A/RES/55/2.
""",
    "fr": """OMPI
A/54/13
ORIGINAL : ANGLAIS
DATE : 30 SEPTEMBRE 2014

Assemblées des États membres de l’OMPI

Cinquante-quatrième série de réunions
Genève, 22 – 30 septembre 2014

RAPPORT GÉNÉRAL

1. Le rapport général rend compte des délibérations.

2. Les assemblées ont pris note des paragraphes 3 à 5 du document A/54/4, et de A/RES/55/2.
""",
    "es": """OMPI
A/54/13
ORIGINAL: INGLÉS
FECHA: 30 DE SEPTIEMBRE DE 2014

Asambleas de los Estados miembros de la OMPI

Quincuagésima cuarta serie de reuniones
Ginebra, 22 a 30 de septiembre de 2014

INFORME GENERAL

1. El informe general da cuenta de las deliberaciones.

2. Las Asambleas tomaron nota de los párrafos 3 a 5 del documento A/54/4, y de A/RES/55/2.
""",
}
OF_CDIP = """CDIP/24/9
ORIGINAL: ENGLISH
DATE: MAY 3, 2019
Committee on Development and Intellectual Property (CDIP)
Twenty-Fourth Session
Geneva, November 18 to 22, 2019

Note by the Secretariat

1. The Committee discussed the report.

2. It took note of paragraphs 3 to 5 of document A/54/4, and of A/RES/55/2.
"""


def things(text: str) -> set[str]:
    """What the graph of a document says anything of, without our base."""
    quads = graph.quads(read_report(read_bytes(text.encode())))
    return {quad.subject.value.removeprefix(ID) for quad in quads}


@pytest.mark.parametrize("code", WIPO)
def test_the_assemblies_of_wipo_are_not_the_general_assembly(code: str) -> None:
    found = things(WIPO[code])
    assert {"doc/WIPO/A/54/13", "WIPO/A", "WIPO/A/session/54", "doc/WIPO/A/54/4/para/3-5", "doc/A/RES/55/2"} <= found
    assert not found & things(UNITED_NATIONS)


def test_the_general_assembly_keeps_its_name() -> None:
    assert {"doc/A/54/13", "A", "A/session/54", "doc/A/54/4/para/3-5"} <= things(UNITED_NATIONS)


def test_what_a_committee_of_wipo_cites_is_of_wipo() -> None:
    assert {"doc/WIPO/A/54/4/para/3-5", "doc/A/RES/55/2"} <= things(OF_CDIP)


def test_a_name_of_two_is_asked_back_and_one_with_its_organisation_is_found() -> None:
    with MemoryStore() as store:
        for text in (UNITED_NATIONS, WIPO["en"]):
            report = read_report(read_bytes(text.encode()))
            store.replace_graphs({graph.expression_iri(report): graph.quads(report)})
        assert resolve(store, "WIPO/A/54") == f"{ID}WIPO/A/session/54"
        assert resolve(store, "doc/WIPO/A/54/13") == f"{ID}doc/WIPO/A/54/13"
        for name in ("A/54", "A/54/13"):
            with pytest.raises(UnknownThing, match="names 2 things"):
                resolve(store, name)


def test_only_a_series_of_two_organisations_has_two_names() -> None:
    assert (distinct("A", "WIPO"), distinct("A", "UN"), distinct("A", "united-nations")) == ("WIPO/A", "A", "A")
    assert (distinct("CDIP", "WIPO"), distinct("A/AC.109", "WIPO")) == ("CDIP", "A/AC.109")
    assert (namesakes("A"), namesakes("CDIP")) == (("A", "WIPO/A"), ("CDIP",))
    assert [as_printed(name) for name in ("WIPO/A/54/13", "WIPO/GRTKF/IC/1/2", "A/54/13")] == [
        "A/54/13",
        "WIPO/GRTKF/IC/1/2",
        "A/54/13",
    ]


def test_a_correction_is_of_the_document_whose_symbol_it_gives() -> None:
    assert address(f"{ID}doc/WIPO/A/54/13") == address("A/54/13")


def test_the_written_table_links_to_neither() -> None:
    assert [run.href for run in linked("A/54/4 and CDIP/21/15") if run.href] == [f"{ID}doc/CDIP/21/15"]
