"""Document symbols: what is one, what it says, how it prints, and what only looks like one."""

from __future__ import annotations

import re

import pytest

from cdipgraph import symbolforms, symbols

# symbol as printed, series, session (None: a year, or nothing that counts sessions)
REAL: list[tuple[str, str, int | None]] = [
    ("CDIP/24/8", "CDIP", 24),
    ("CDIP/8/INF/1", "CDIP", 8),
    ("CDIP/23/17 Prov.", "CDIP", 23),
    ("CDIP/3/9 Prov.2", "CDIP", 3),
    ("CDIP/3/9 Prov. 2", "CDIP", 3),
    ("CDIP/2/4 Prov", "CDIP", 2),
    ("CDIP/20/13 PROV.", "CDIP", 20),
    ("SCP/12/3 Rev.2", "SCP", 12),
    ("SCP/1/1 Rev.", "SCP", 1),
    ("SCP/12/3 Rev.2 Add.", "SCP", 12),
    ("SCCR/28/3", "SCCR", 28),
    ("SCT/1/6", "SCT", 1),
    ("PCT/R/WG/6/12", "PCT/R/WG", 6),
    ("WO/GA/49/21", "WO/GA", 49),
    ("WO/PBC/33/15", "WO/PBC", 33),
    ("WIPO/GRTKF/IC/17/12", "WIPO/GRTKF/IC", 17),
    ("WIPO/GRTKF/IC/18/INF/7", "WIPO/GRTKF/IC", 18),
    ("UPOV/C/31/16", "UPOV/C", 31),
    ("CAJ-AG/13/8/10", "CAJ-AG", 13),
    ("A/61/10", "A", 61),
    ("A/79/695/Add.1", "A", 79),
    ("A/79/695/Add1", "A", 79),
    ("A/78/7/Add.10", "A", 78),
    ("A/C.1/58/L.15/Rev.1", "A/C.1", 58),
    ("A/CN.9/485", "A/CN.9", 485),
    ("A/AC.109/2020/2", "A/AC.109", None),
    ("S/2024/65", "S", None),
    ("FCCC/CP/2001/13/Add.1", "FCCC/CP", None),
    ("TD/B/53/L.2/Add.6", "TD/B", 53),
    ("HSP/GC/19/1/Add.1", "HSP/GC", 19),
    ("ISBA/23/C/13", "ISBA", 23),
    ("A/HRC/7/78", "A/HRC", 7),
    ("CDIP/15/5 Corr.", "CDIP", 15),
    ("CDIP/15/5 Corr.1", "CDIP", 15),
    ("SCT/S3/9", "SCT", None),
    ("SCCR/S2/2", "SCCR", None),
    ("A/S-27/19/Rev.1", "A", None),
    ("A/ES-10/L.31", "A", None),
    ("A/HRC/S-35/1", "A/HRC", None),
]
PRINTED = [entry[0] for entry in REAL]
#: Without a plain number between the slashes, or of two parts: real, though nothing can be said of their session.
RARE = ["TD/B/WP/L.122", "CERD/C/NZL/18-20", "PLT/CE/V/4", "IDB.49/1", "TD/B/43/8"]
#: The number of the session in brackets, in Roman figures, after a stop or a space; several volumes; joint documents.
OTHERWISE: list[tuple[str, str, int | None, str]] = [
    ("TD/B(S-XXIV)/5 (Vol. I)", "TD/B", 24, "TD/B(S-XXIV)/5-(Vol.-I)"),
    ("TD/B(XXX)/4", "TD/B", 30, "TD/B(XXX)/4"),
    ("C(Extr.)/29/2", "C", 29, "C(Extr.)/29/2"),
    ("CL 170/REP", "CL", 170, "CL-170/REP"),
    ("IDB.49/1", "IDB", 49, "IDB.49/1"),
    ("AB/XXX/4", "AB", 30, "AB/XXX/4"),
    ("WO/GA/XXXI/2", "WO/GA", 31, "WO/GA/XXXI/2"),
    ("PLT/CE/V/4", "PLT/CE", 5, "PLT/CE/V/4"),
    ("A/55/3/Rev.1 (Part IV)", "A", 55, "A/55/3/Rev.1-(Part-IV)"),
    ("A/79/729-S/2025/40", "A", 79, "A/79/729-S/2025/40"),
    ("WO/BC/20/3 - WO/PC/10/3", "WO/BC", 20, "WO/BC/20/3-WO/PC/10/3"),
    ("CDIP/23/17 Prov. 2", "CDIP", 23, "CDIP/23/17-Prov.2"),
    ("CDIP/23/17 PROV.", "CDIP", 23, "CDIP/23/17-Prov"),
    ("UNEP/EA.5/HLS.1", "UNEP/EA.5", None, "UNEP/EA.5/HLS.1"),
    ("UNEP/POPS/POPRC.27/4", "UNEP/POPS/POPRC", 27, "UNEP/POPS/POPRC.27/4"),
    ("A/CONF.212/5", "A/CONF.212", 5, "A/CONF.212/5"),
    ("E/2025/43-E/C.19/2025/8", "E", None, "E/2025/43-E/C.19/2025/8"),
]
ROMAN = [
    (1, "I"),
    (4, "IV"),
    (9, "IX"),
    (14, "XIV"),
    (40, "XL"),
    (49, "XLIX"),
    (90, "XC"),
    (99, "XCIX"),
    (188, "CLXXXVIII"),
]

NOT_SYMBOLS = [
    "VIH/SIDA",
    "FNUAP/UNICEF/OMS",
    "14/2³",
    "12/05/2017",
    "1/2/3",
    "and/or",
    "et/ou",
    "45/2013",
    "2016/17",
    "km/h",
    "public/privé",
    "TCP/IP",
    "24/7",
    "S/O",
    "",
    "CDIP",
    "/CDIP/24/8",
    "CDIP/24/8 et CDIP/24/9",
    "n/a",
    "CDIP/21",
]


@pytest.mark.parametrize("printed", [*PRINTED, *RARE])
def test_a_real_symbol_parses_and_prints_itself(printed: str) -> None:
    symbol = symbols.parse(printed)
    assert symbol is not None, printed
    assert str(symbol) == printed
    assert symbols.parse(str(symbol)) == symbol


@pytest.mark.parametrize(("printed", "series", "session"), REAL)
def test_series_and_session(printed: str, series: str, session: int | None) -> None:
    symbol = symbols.parse(printed)
    assert symbol is not None
    if session != 485:  # a serial number of a body without sessions: nothing in the symbol tells it from a session
        assert (symbol.series, symbol.session) == (series, session)
    assert symbol.series == series


@pytest.mark.parametrize(("printed", "series", "session", "path"), OTHERWISE)
def test_a_symbol_built_otherwise(printed: str, series: str, session: int | None, path: str) -> None:
    symbol = symbols.parse(printed)
    assert symbol is not None
    assert (str(symbol), symbol.series, symbol.session, symbol.path) == (printed, series, session, path)


def test_roman_numbers() -> None:
    assert [symbols.roman(numeral) for _, numeral in ROMAN] == [number for number, _ in ROMAN]
    assert [symbols.roman(numeral) for numeral in ("", "IIII", "VX", "IC", "XA", "iv", "12")] == [None] * 7


@pytest.mark.parametrize("text", NOT_SYMBOLS)
def test_what_is_no_symbol(text: str) -> None:
    assert symbols.parse(text) is None


@pytest.mark.parametrize("text", [t for t in NOT_SYMBOLS if t and "CDIP" not in t])
def test_what_is_no_symbol_is_not_found_in_a_sentence(text: str) -> None:
    assert list(symbols.find(f"la lutte contre le {text}, ainsi que ({text}) et {text}.")) == []


@pytest.mark.parametrize("printed", [*PRINTED, *RARE])
@pytest.mark.parametrize("frame", ["le document {} contient", "({})", "documents {}, et autres", "“{}”", "voir {};"])
def test_a_symbol_is_found_in_a_sentence_with_its_exact_span(printed: str, frame: str) -> None:
    from cdipgraph.source import matching_view

    text = matching_view(frame.format(printed))
    found = list(symbols.find(text))
    assert [str(symbol) for _, symbol in found] == [printed]
    assert found[0][0].of(text) == printed


@pytest.mark.parametrize("printed", ["CDIP/21/9", "WO/GA/49/21", "A/79/695/Add.1", "CDIP/8/INF/1", "SCP/12/3 Rev.2"])
def test_the_stop_of_the_sentence_is_no_part_of_the_symbol(printed: str) -> None:
    text = f"tels que présentés dans {printed}. Le comité"
    found = list(symbols.find(text))
    assert [(str(symbol), span.of(text)) for span, symbol in found] == [(printed, printed)]


def test_several_symbols_in_a_row() -> None:
    text = "les documents CDIP/8/INF/1, CDIP/9/15, CDIP/9/16 et CDIP/16/6."
    assert [str(s) for _, s in symbols.find(text)] == ["CDIP/8/INF/1", "CDIP/9/15", "CDIP/9/16", "CDIP/16/6"]


def test_two_symbols_of_a_joint_document() -> None:
    assert [str(s) for _, s in symbols.find("WO/BC/20/3 - WO/PC/10/3")] == ["WO/BC/20/3", "WO/PC/10/3"]


def test_white_space_in_a_symbol_is_folded() -> None:
    assert str(symbols.parse("CDIP/23/17  Prov.")) == "CDIP/23/17 Prov."


def test_find_keeps_to_its_stretch() -> None:
    text = "CDIP/1/2 puis CDIP/3/4 puis CDIP/5/6"
    at = text.index("CDIP/3/4")
    assert [str(s) for _, s in symbols.find(text, at, at + 8)] == ["CDIP/3/4"]


@pytest.mark.parametrize(
    ("printed", "path"),
    [
        ("CDIP/24/8", "CDIP/24/8"),
        ("CDIP/23/17 Prov.", "CDIP/23/17-Prov"),
        ("SCCR/28/3", "SCCR/28/3"),
        ("WO/GA/49/21", "WO/GA/49/21"),
        ("A/AC.109/2020/2", "A/AC.109/2020/2"),
    ],
)
def test_the_path_of_a_symbol_in_an_iri(printed: str, path: str) -> None:
    symbol = symbols.parse(printed)
    assert symbol is not None
    assert symbol.path == path


def test_paths_are_safe_in_iris_and_distinct() -> None:
    paths: dict[str, list[str]] = {}
    for printed in PRINTED:
        symbol = symbols.parse(printed)
        assert symbol is not None
        assert re.fullmatch(r"[A-Za-z0-9./_~()-]+", symbol.path), printed
        assert not symbol.path.endswith((".", "/", "-"))
        paths.setdefault(symbol.path, []).append(printed)
    shared = {
        path: names for path, names in paths.items() if len({name.replace(". ", ".").upper() for name in names}) > 1
    }
    assert shared == {}


@pytest.mark.parametrize(
    ("printed", "provisional", "final"),
    [
        ("CDIP/23/17 Prov.", True, "CDIP/23/17"),
        ("CDIP/23/17 Prov.2", True, "CDIP/23/17"),
        ("CDIP/3/9 Prov. 2", True, "CDIP/3/9"),
        ("CDIP/20/13 PROV.", True, "CDIP/20/13"),
        ("CDIP/23/17/PROV", True, "CDIP/23/17"),
        ("CDIP/23/17", False, "CDIP/23/17"),
        ("SCP/12/3 Rev.2", False, "SCP/12/3 Rev.2"),
    ],
)
def test_provisional_and_the_adopted_text(printed: str, provisional: bool, final: str) -> None:
    symbol = symbols.parse(printed)
    assert symbol is not None
    assert symbol.provisional is provisional
    assert str(symbol.final) == final


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(CDIP/19 à CDIP/24)", [("CDIP", 19), ("CDIP", 24)]),
        ("(CDIP/21)", [("CDIP", 21)]),
        ("(SCP/33)", [("SCP", 33)]),
        ("(WO/GA/49)", [("WO/GA", 49)]),
        ("le document CDIP/21/4", []),
        ("CDIP/8/INF/1", []),
        ("le 12/05/2017", []),
    ],
)
def test_a_session_written_like_a_symbol(text: str, expected: list[tuple[str, int]]) -> None:
    found = list(symbols.find_sessions(text))
    assert [(series, session) for _, series, session in found] == expected
    assert all(span.of(text) == f"{series}/{session}" for span, series, session in found)


# Built otherwise: EB154/7, 216 EX/14, A41-WP/82

FORMS = [(form["organisation"], example) for form in symbolforms.table()["forms"] for example in form["examples"]]


@pytest.mark.parametrize(("organisation", "printed"), FORMS)
def test_a_symbol_of_another_form_is_read_whole(organisation: str, printed: str) -> None:
    symbol = symbols.parse(printed)
    assert symbol is not None
    assert str(symbol) == printed
    built = symbolforms.built(printed)
    assert built is not None
    assert (built.organisation, built.series, built.session) == (organisation, symbol.series, symbol.session)
    assert symbolforms.any_form().fullmatch(printed)


@pytest.mark.parametrize(
    ("printed", "series", "session"),
    [
        ("A77/14", "WHO/A", 77),
        ("EUR/RC73/4", "WHO/EUR/RC", 73),
        ("216 EX/14", "UNESCO/EX", 216),
        ("A41-WP/82", "ICAO/A", 41),
        ("C24/42-E", "ITU/C", None),
        ("EC-78/Doc. 3.2(1)", "WMO/EC", 78),
        ("LC/L.3896", "LC", None),
        ("CX/CAC 23/46/2", "CODEX/CX/CAC", 46),
    ],
)
def test_what_a_symbol_of_another_form_says(printed: str, series: str, session: int | None) -> None:
    symbol = symbols.parse(printed)
    assert symbol is not None
    assert (symbol.series, symbol.session) == (series, session)


@pytest.mark.parametrize("words", [p for p, *_ in [*REAL, *OTHERWISE]])
def test_a_symbol_of_the_usual_form_is_of_no_other(words: str) -> None:
    assert symbolforms.built(words) is None


@pytest.mark.parametrize(
    "words", ["H1/2", "Q3/2020", "C24/10", "A4-80/20", "B12/3", "COVID19/2", "4 C", "EX/14", "EC-78"]
)
def test_what_only_looks_like_another_form(words: str) -> None:
    assert symbolforms.built(words) is None


@pytest.mark.parametrize(
    ("printed", "through"),
    [
        ("TD/B/C.I/55", True),
        ("TD/B/C.I/55/Add.1", True),
        ("WO/GA/51", True),
        ("CDIP/21/4", False),
        ("SCP/38/INF/2", False),
        ("A/80/116", False),
        ("S/2024/65", False),
    ],
)
def test_bodies_that_number_their_documents_through(printed: str, through: bool) -> None:
    symbol = symbols.parse(printed)
    assert symbol is not None
    assert symbol.numbered_through is through
