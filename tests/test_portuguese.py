"""A fourth language is a phrase file: a Portuguese document gives its header, paragraphs and citations, no chain."""

from __future__ import annotations

from noted import annex, doc, ins, item, noted, par, res, ses

from cdipgraph import graph, validation
from cdipgraph.readers import read_bytes
from cdipgraph.reading import read_report

TEXT = """CDIP/25/9
ORIGINAL: INGLÊS
DATA: 4 de novembro de 2020

Comité sobre Desenvolvimento e Propriedade Intelectual (CDIP)

Vigésima quinta sessão
Genebra, 18 a 22 de maio de 2020

RELATÓRIO SOBRE AS ATIVIDADES DE ASSISTÊNCIA TÉCNICA

preparado pelo Secretariado

1. Na sua vigésima quarta sessão, o Comité examinou os documentos CDIP/24/3, 4 e 8 e o anexo II do documento CDIP/24/9.

2. As delegações apoiaram a proposta (parágrafos 98 a 112 do relatório da vigésima quarta sessão do CDIP (CDIP/24/17)).

3. O Presidente recordou o parágrafo 8.1 do resumo do Presidente da vigésima terceira sessão e o parágrafo 6 da resolução 1373 (2001).

4. O parágrafo 3 do artigo 5 da Convenção não se aplica (ver o parágrafo 2 acima).
"""


def test_a_portuguese_document() -> None:
    report = read_report(read_bytes(TEXT.encode(), name="CDIP-25-9.pt.txt"))
    header = report.header
    assert header.language == "pt"
    assert [f.value if f else None for f in (header.symbol, header.date, header.original_language)] == [
        "CDIP/25/9",
        "2020-11-04",
        "en",
    ]
    assert (header.ordinal, header.series) == (25, "CDIP")
    assert [f.value if f else None for f in (header.place, header.start, header.end)] == [
        "Genebra",
        "2020-05-18",
        "2020-05-22",
    ]
    assert header.author is not None
    assert [p.number for p in report.paragraphs] == ["1", "2", "3", "4"]
    assert [noted(c) for c in report.citations] == [
        ses(24),
        doc("CDIP/24/3"),
        doc("CDIP/24/4"),
        doc("CDIP/24/8"),
        annex("II", "CDIP/24/9"),
        par(98, 112, "CDIP/24/17", 24),
        item("8.1", 23),
        res("1373 (2001)", 6),
        ins(2),
    ]
    assert report.measures == ()


def test_its_graph_is_valid() -> None:
    quads = graph.quads(read_report(read_bytes(TEXT.encode(), name="CDIP-25-9.pt.txt")))
    assert [f.rule for f in validation.check_graph(quads) if f.severity == "violation"] == []
