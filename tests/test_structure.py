"""The parts of a document: header, sections, points, sentences."""

from __future__ import annotations

from datetime import date

import pytest

from cdipgraph.languages import load
from cdipgraph.readers import read_bytes
from cdipgraph.reading import read_report
from cdipgraph.report import Header
from cdipgraph.source import BlockKind
from cdipgraph.spans import Span, folded
from cdipgraph.structure.sections import outline, point, sentences

BODY = (
    "\n1.\tLe présent document contient des informations sur les travaux du comité au cours des douze "
    "derniers mois, telles que les "
    "délégations les ont demandées.\n2.\tLe comité est invité à prendre note du document.\n"
)


def header_of(text: str) -> Header:
    """The header read from a document."""
    return read_report(read_bytes((text + BODY).encode(), name="x.txt")).header


def fields(header: Header) -> dict[str, str | None]:
    """The header's fields that are there, by name."""
    names = ("symbol", "original_language", "date", "committee", "session", "place", "start", "end", "title", "author")
    return {name: getattr(header, name).value for name in names if getattr(header, name)}


MODERN = """F
SCCR/28/3
ORIGINAL : ANGLAIS
DATE : 9 SEPTEMBRE 2014


Comité permanent du droit d’auteur et des droits connexes


Vingt‑huitième session
Genève, 30 juin – 4 juillet 2014


RAPPORT RÉVISÉ

adopté par le comité
"""
EXPECTED = {
    "symbol": "SCCR/28/3",
    "original_language": "en",
    "date": "2014-09-09",
    "committee": "Comité permanent du droit d’auteur et des droits connexes",
    "session": "28",
    "place": "Genève",
    "start": "2014-06-30",
    "end": "2014-07-04",
    "title": "RAPPORT RÉVISÉ",
    "author": "adopté par le comité",
}


def test_a_modern_header() -> None:
    assert fields(header_of(MODERN)) == EXPECTED


@pytest.mark.parametrize(
    "changed",
    [
        MODERN.replace("\nORIGINAL : ANGLAIS", "\nORIGINAL: anglais"),
        MODERN.replace("\nORIGINAL : ANGLAIS", "\nOriginal : Anglais"),
        MODERN.replace("DATE : 9 SEPTEMBRE 2014", "DATE : 9 septembre 2014"),
        MODERN.replace("F\nSCCR", "SCCR"),
        MODERN.replace("F\nSCCR", "f\nSCCR"),
        MODERN.replace("30 juin – 4 juillet 2014", "30 juin\u00a0– 4\u00a0juillet\u00a02014"),
        MODERN.replace("Vingt‑huitième", "Vingt-huitième"),
        MODERN.replace("Vingt‑huitième", "Vingt huitième"),
        MODERN.replace("Vingt‑huitième", "28e"),
        MODERN.replace(
            "F\nSCCR/28/3\nORIGINAL : ANGLAIS\nDATE : 9 SEPTEMBRE 2014",
            "ORIGINAL : ANGLAIS\nDATE : 9 SEPTEMBRE 2014\nSCCR/28/3\nF",
        ),
        MODERN.replace(
            "Vingt‑huitième session\nGenève, 30 juin – 4 juillet 2014",
            "Vingt‑huitième session\n30 juin – 4 juillet 2014, Genève",
        ),
    ],
    ids=[
        "no-space",
        "mixed-case",
        "small",
        "no-letter",
        "small-letter",
        "nbsp",
        "hyphen",
        "space",
        "digits",
        "symbol-last",
        "dates-first",
    ],
)
def test_the_same_header_set_otherwise(changed: str) -> None:
    assert fields(header_of(changed)) == EXPECTED


def test_the_symbol_may_stand_in_the_page_heads_only() -> None:
    text = MODERN.replace("F\nSCCR/28/3\n", "")
    report = read_report(read_bytes(f"{text}{BODY}\nSCCR/28/3\npage 2\n\nSCCR/28/3\npage 3\n".encode(), name="x"))
    assert report.header.symbol is not None
    assert report.header.symbol.value == "SCCR/28/3"


def test_a_header_field_that_is_missing_is_none_and_said() -> None:
    report = read_report(read_bytes(("Note sur les travaux du comité\n" + BODY).encode(), name="x"))
    assert report.header.symbol is None
    assert report.header.session is None
    assert {"header-field-missing", "unknown-document-kind"} <= {f.rule for f in report.findings}


def test_a_session_of_one_day_in_another_town() -> None:
    header = header_of(MODERN.replace("Genève, 30 juin – 4 juillet 2014", "Nairobi, 15 octobre 2014"))
    assert fields(header) == EXPECTED | {"place": "Nairobi", "start": "2014-10-15", "end": "2014-10-15"}


def test_every_field_quotes_its_words() -> None:
    source = read_bytes((MODERN + BODY).encode(), name="x")
    header = read_report(source).header
    for name in ("symbol", "place", "title", "author", "committee"):
        found = getattr(header, name)
        assert folded(source.quote(found.span)) == found.value
    assert header.session is not None
    assert "Vingt‑huitième" in source.quote(header.session.span)
    assert header.start is not None
    assert "30 juin" in source.quote(header.start.span)


@pytest.mark.parametrize(
    "opening",
    [
        "Le présent rapport résume la mise en œuvre de la proposition de la délégation du Brésil.",
        "Le présent document est court.",
        "À sa trentième session tenue du 24 au 27 juin 2019, le comité a décidé :",
    ],
)
def test_a_short_first_sentence_is_text_and_no_header(opening: str) -> None:
    report = read_report(read_bytes((MODERN + "\n\n" + opening + "\n" + BODY).encode(), name="x"))
    assert fields(report.header) == EXPECTED
    assert opening in [report.source.quote(p.span) for p in report.paragraphs]


# Sections


def test_the_outline_of_a_report() -> None:
    text = """Le présent rapport est une introduction.
Paragraphe 2

Le Secrétariat devrait agir :
a)	d’une part, et
b)	d’autre part.
Au titre du paragraphe 2, deux mesures distinctes ont été mises en évidence.
Mesure n° 1 : une étude
Mise en œuvre et examen par le SCP

L’étude a été faite.
Décision figurant dans le Résumé présenté par le président : le comité a pris note de l’étude.
Suivi

Aucun suivi n’est prévu.
Mesure n° 2 : un atelier
Mise en œuvre et examen par le SCP

L’atelier a eu lieu.
Suivi

Le Secrétariat poursuit ses travaux.
Paragraphe 5

Le Secrétariat devrait publier un guide.
Mise en œuvre et examen par le SCP

Le guide est publié.

[Fin du document]
"""
    source = read_bytes(text.encode())
    parts = outline(source, load("fr"), list(source.blocks))
    assert [source.quote(b.span) for b in parts.introduction] == ["Le présent rapport est une introduction."]
    assert [c.number for c in parts.chapters] == ["2", "5"]
    second, fifth = parts.chapters
    assert second.announced == 2
    assert [source.quote(b.span).split("\t")[0] for b in second.text][:3] == [
        "Le Secrétariat devrait agir :",
        "a)",
        "b)",
    ]
    assert [(m.number, source.quote(m.label)) for m in second.measures if m.label] == [
        ("1", "une étude"),
        ("2", "un atelier"),
    ]
    decisions = second.measures[0].decisions
    assert [source.quote(d.text) for d in decisions] == ["le comité a pris note de l’étude."]
    assert [[source.quote(b.span) for b in m.follow_up] for m in second.measures] == [
        ["Aucun suivi n’est prévu."],
        ["Le Secrétariat poursuit ses travaux."],
    ]
    assert [source.quote(b.span) for b in fifth.text] == ["Le Secrétariat devrait publier un guide."]
    assert len([m for m in fifth.measures if not m.empty]) == 1


@pytest.mark.parametrize(
    "words",
    ["Paragraphe 3", "PARAGRAPHE 3", "Paragraphe\u00a03", "Paragraphe n° 3", "Paragraphe 3 :", "Paragraphe III"],
)
def test_how_a_paragraph_of_the_proposal_is_headed(words: str) -> None:
    source = read_bytes(
        f"Introduction du rapport.\n{words}\n\nLe Secrétariat devrait agir.\nSuivi\n\nAucun.\n".encode()
    )
    chapters = outline(source, load("fr"), list(source.blocks)).chapters
    assert [c.number.lower() for c in chapters] == ["iii" if "III" in words else "3"]


@pytest.mark.parametrize(
    "words", ["Le paragraphe 3 de la proposition a été examiné", "Paragraphe 3 du document", "Voir le paragraphe 3"]
)
def test_a_sentence_that_names_a_paragraph_is_no_heading(words: str) -> None:
    source = read_bytes(f"Introduction du rapport.\n{words}.\n\nLe Secrétariat devrait agir.\n".encode())
    assert [c.number for c in outline(source, load("fr"), list(source.blocks)).chapters if c.number] == []


@pytest.mark.parametrize(
    ("line", "number", "words"),
    [
        ("a)\tun séminaire;", "a", "un séminaire;"),
        ("i) de clore l’examen;", "i", "de clore l’examen;"),
        ("iii)\u00a0à l’issue", "iii", "à l’issue"),
        ("(b) un forum", "b", "un forum"),
    ],
)
def test_points(line: str, number: str, words: str) -> None:
    source = read_bytes(line.encode())
    found = point(source, source.blocks[0])
    assert found is not None
    assert (found.number, source.quote(found.span)) == (number, words)


@pytest.mark.parametrize("line", ["À la session) il", "Une phrase.", "2019) ans", "mais) non"])
def test_what_is_no_point(line: str) -> None:
    source = read_bytes(line.encode())
    assert point(source, source.blocks[0]) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le comité a pris note.  Le Secrétariat a répondu.", ["Le comité a pris note.", "Le Secrétariat a répondu."]),
        (
            "Le document CDIP/23/17 Prov. contient un rapport. Fin.",
            ["Le document CDIP/23/17 Prov. contient un rapport.", "Fin."],
        ),
        ("Voir le par. 12 du texte.", ["Voir le par. 12 du texte."]),
        ("Selon M. Dupont, c’est exact. Oui.", ["Selon M. Dupont, c’est exact.", "Oui."]),
        ("Sans point final", ["Sans point final"]),
        ("Point 8.3 du résumé. Suite.", ["Point 8.3 du résumé.", "Suite."]),
        ("Est-ce vrai ? Oui !", ["Est-ce vrai ?", "Oui !"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    source = read_bytes(text.encode())
    assert [source.quote(s) for s in sentences(source, Span(0, len(text)))] == expected


def test_sessions_told_in_the_text_have_dates_and_place() -> None:
    text = (
        MODERN
        + "\n\n"
        + (
            "À sa vingt‑sixième session tenue du 16 au 20 décembre 2013, le comité a examiné un document; à "
            "sa vingt-septième session, tenue à "
            "Montevideo du 28 avril au 2 mai 2014, il a examiné la suite de ce document et des propositions.\n"
        )
    )
    report = read_report(read_bytes(text.encode(), name="x"))
    known = {s.ordinal: (s.start, s.end, s.place) for s in report.sessions}
    assert known == {
        26: (date(2013, 12, 16), date(2013, 12, 20), ""),
        27: (date(2014, 4, 28), date(2014, 5, 2), "Montevideo"),
        28: (date(2014, 6, 30), date(2014, 7, 4), "Genève"),
    }


def test_running_heads_are_no_paragraphs_of_the_body() -> None:
    source = read_bytes((MODERN + BODY + "\nSCCR/28/3\npage 2\n\nimage1.jpeg\n").encode(), name="x")
    report = read_report(source)
    heads = [b.span for b in source.blocks if b.kind in (BlockKind.RUNNING_HEAD, BlockKind.FURNITURE)]
    assert len(heads) == 3
    assert not {p.span for p in report.paragraphs} & set(heads)
