"""Numbers of paragraphs in words, symbols in small letters: found as if they were in figures and capitals."""

from __future__ import annotations

import pytest

from cdipgraph import languages, symbols
from cdipgraph.citations import find
from cdipgraph.readers.plain import source_text
from cdipgraph.report import PARAGRAPHS

WORDED = [
    (
        "en",
        "See paragraph seven of document CDIP/22/11.",
        [("CDIP/22/11", "7", "7", "paragraph seven of document CDIP/22/11")],
    ),
    ("en", "as paragraphs two and 5 of SCP/31/4 say", [("SCP/31/4", "2", "2", ""), ("SCP/31/4", "5", "5", "")]),
    ("en", "in document SCP/31/4, paragraphs twelve to fifteen.", [("SCP/31/4", "12", "15", "")]),
    ("fr", "Voir les paragraphes douze à quinze du document SCP/31/4.", [("SCP/31/4", "12", "15", "")]),
    (
        "fr",
        "au paragraphe dix-sept du document SCP/31/4",
        [("SCP/31/4", "17", "17", "paragraphe dix-sept du document SCP/31/4")],
    ),
    ("es", "Véase el párrafo siete del documento SCP/31/4.", [("SCP/31/4", "7", "7", "")]),
    ("es", "los párrafos dos y tres del documento SCP/31/4", [("SCP/31/4", "2", "2", ""), ("SCP/31/4", "3", "3", "")]),
    ("en", "In both paragraphs two States are named, and three paragraphs follow.", []),
    ("fr", "Dans ces paragraphes deux États ont pris la parole.", []),
    ("es", "En los párrafos tres delegaciones hablaron.", []),
]


@pytest.mark.parametrize(("code", "text", "expected"), WORDED)
def test_paragraph_numbers_in_words(code: str, text: str, expected: list[tuple[str, str, str, str]]) -> None:
    source = source_text(text)
    found = [c for c in find(source, languages.load(code)) if c.kind is PARAGRAPHS]
    assert [(str(c.symbol), c.first, c.last) for c in found] == [entry[:3] for entry in expected]
    for citation, (*_, words) in zip(found, expected, strict=True):
        assert source.text[citation.span.start : citation.span.end].strip() == source.quote(citation.span)
        if words:
            assert source.quote(citation.span) == words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the document cdip/24/8 says", [("cdip/24/8", "CDIP/24/8")]),
        ("Cdip/23/4 Prov. and wo/ga/40/7", [("Cdip/23/4 Prov.", "CDIP/23/4 Prov."), ("wo/ga/40/7", "WO/GA/40/7")]),
        ("wipo/grtkf/ic/17/inf/12 rev.2", [("wipo/grtkf/ic/17/inf/12 rev.2", "WIPO/GRTKF/IC/17/INF/12 Rev.2")]),
        ("https://www.wipo.int/cdip/24/8 and wipo.int/wo/ga/40/7", []),
        ("and/or 24/7, vih/sida, cdip/24, sct/1/2/3", []),
        ("CDIP/24/8", [("CDIP/24/8", "CDIP/24/8")]),
    ],
)
def test_symbols_in_small_letters(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[span.start : span.end], str(symbol)) for span, symbol in symbols.find(text)] == expected
