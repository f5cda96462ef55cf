"""Whole documents of other committees, sessions and layouts: what a person reads from them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from cdipgraph.readers import read, read_bytes
from cdipgraph.reading import read_report
from cdipgraph.report import CitationKind, How, Measure, Report, Stated
from cdipgraph.spans import Span, folded

SNIPPETS = Path(__file__).parent / "snippets"
_REPORTS: dict[str, Report] = {}


def report(name: str) -> Report:
    """The report read from a synthetic document, once."""
    if name not in _REPORTS:
        _REPORTS[name] = read_report(read(SNIPPETS / f"{name}.fr.txt"))
    return _REPORTS[name]


def words(r: Report, span: Span | None) -> str:
    """The words of a span, folded."""
    return folded(r.source.quote(span)) if span else ""


def measure(r: Report, paragraph: str, number: str) -> Measure:
    """The measure of that paragraph and number."""
    return next(m for m in r.measures if (m.paragraph, m.number) == (paragraph, number))


def places(stated: Iterable[Stated]) -> set[str]:
    """narrative, annex or both."""
    return {s.place.value for s in stated}


def numbers(r: Report) -> list[tuple[str, str]]:
    return [(m.paragraph, m.number) for m in r.measures]


def made(m: Measure) -> list[tuple[str, str, tuple[int, ...]]]:
    """Kind, symbol and sessions of what carried a measure out."""
    return [(i.kind, str(i.symbol or ""), i.sessions) for i in m.implementations]


def ranges(m: Measure) -> list[tuple[str, str, str, int | None]]:
    """Report, range and session of a measure's reviews."""
    return [(str(v.citation.symbol or ""), v.citation.first, v.citation.last, v.citation.session) for v in m.reviews]


def items(m: Measure) -> list[tuple[int, str]]:
    return [(i.session, i.number) for i in m.items]


def rules(r: Report) -> list[str]:
    return [f.rule for f in r.findings]


# Narrative and annex: SCP/35/7


def test_header_and_kind() -> None:
    r = report("SCP-35-7")
    assert r.kind == "implementation-report"
    h = r.header
    assert h.symbol
    assert h.committee
    assert h.place
    assert h.start
    assert h.end
    assert h.date
    assert h.author
    assert h.original_language
    assert h.title
    assert (h.symbol.value, h.series, h.ordinal, h.language) == ("SCP/35/7", "SCP", 35, "fr")
    assert (h.place.value, h.start.value, h.end.value, h.date.value) == (
        "Genève",
        "2023-10-16",
        "2023-10-20",
        "2023-09-12",
    )
    assert (h.author.value, h.original_language.value) == ("établi par le Secrétariat", "en")
    assert h.title.value == "RAPPORT SUR LA MISE EN ŒUVRE DE LA PROPOSITION RELATIVE À LA QUALITÉ DES BREVETS"


def test_the_decision_that_opens_the_report() -> None:
    r = report("SCP-35-7")
    assert [(d.session, d.outcomes[0], [p.number for p in d.points]) for d in r.decisions] == [
        (30, "decided", ["i", "ii"])
    ]
    facts = {s.ordinal: (s.start, s.end) for s in r.sessions}
    assert facts[30] == (date(2019, 6, 24), date(2019, 6, 27))
    assert facts[35] == (date(2023, 10, 16), date(2023, 10, 20))
    assert len(r.commitments) == 2
    assert all(c.actor == "committee" for c in r.commitments)


def test_the_proposal() -> None:
    r = report("SCP-35-7")
    assert r.proposal is not None
    assert words(r, r.proposal.proposer) == "délégation du Canada"
    assert (r.proposal.appendix, r.proposal.session) == ("II", 29)
    one, two = r.proposal.paragraphs
    assert (one.number, [p.number for p in one.points], one.announced) == ("1", ["a", "b"], None)
    assert (two.number, two.points, two.announced) == ("2", (), 2)
    assert words(r, two.text).startswith("Le Secrétariat devrait organiser des échanges")


def test_measures_are_those_of_narrative_and_annex_together() -> None:
    r = report("SCP-35-7")
    assert numbers(r) == [("1", "1"), ("2", "1"), ("2", "2")]
    assert [places(m.stated) for m in r.measures] == [{"narrative", "annex"}] * 3
    assert words(r, measure(r, "2", "1").label).lower() == "un atelier sur la recherche d’antériorités"


def test_what_carried_the_measures_out() -> None:
    r = report("SCP-35-7")
    assert made(measure(r, "1", "1")) == [("document", "SCP/31/3", (31,)), ("document", "SCP/33/2", (33,))]
    workshop = measure(r, "2", "1").implementations
    assert [(i.kind, i.day) for i in workshop] == [("workshop", date(2019, 12, 4))]
    assert [(k, s) for k, _, s in made(measure(r, "2", "2"))] == [("presentation", (32,)), ("presentation", (34,))]
    assert words(r, measure(r, "1", "1").implementations[1].label) == (
        "Pratiques des offices en matière de qualité des brevets : mise à jour"
    )


def test_what_stands_in_narrative_and_annex_is_one_thing_stated_in_both() -> None:
    r = report("SCP-35-7")
    for m in r.measures:
        assert [places(v.stated) for v in m.reviews] == [{"narrative", "annex"}] * len(m.reviews)
        assert [places(i.stated) for i in m.implementations] == [{"narrative", "annex"}] * len(m.implementations)


def test_reviews_items_and_how_they_hang_together() -> None:
    r = report("SCP-35-7")
    assert ranges(measure(r, "1", "1")) == [("SCP/31/10", "41", "66", 31), ("SCP/33/6 Prov.", "12", "30", 33)]
    assert ranges(measure(r, "2", "1")) == [("SCP/31/10", "100", "118", 31)]
    assert ranges(measure(r, "2", "2")) == [("SCP/32/8", "70", "75", 32), ("SCP/34/9", "81", "90", 34)]
    assert items(measure(r, "1", "1")) == [(31, "7"), (33, "6.2")]
    assert items(measure(r, "2", "2")) == [(32, "5"), (34, "4.1")]
    for m in r.measures:
        assert [(v.item.session, v.item.number) for v in m.reviews if v.item] == items(m)
    assert [v.reviewed for v in measure(r, "1", "1").reviews] == [(0,), (1,)]


def test_worded_decisions_belong_to_the_items_of_their_session() -> None:
    r = report("SCP-35-7")
    worded = [d for d in measure(r, "1", "1").decisions if d.worded]
    assert [(d.session, d.item, d.outcomes) for d in worded] == [
        (31, "7", ("took-note", "requested")),
        (33, "6.2", ("took-note",)),
    ]
    assert all(d.certain for d in worded)
    assert [(d.session, d.item, d.outcomes) for d in measure(r, "2", "1").decisions] == [(31, "9", ("welcomed",))]


def test_a_decision_may_name_its_session_in_its_opening() -> None:
    r = report("SCP-35-7")
    assert [(d.session, d.item, d.certain) for d in measure(r, "2", "2").decisions] == [(34, "4.1", True)]


def test_a_request_is_answered_by_what_was_presented_at_the_session_it_names() -> None:
    r = report("SCP-35-7")
    m = measure(r, "1", "1")
    asked = [c for c in m.commitments if m.decisions[c.decision].worded]
    assert [(c.actor, c.due) for c in asked] == [("secretariat", 33)]
    assert words(r, asked[0].text).startswith("présenter une version actualisée")
    assert [a.implementation for a in asked[0].answers] == [1]


def test_follow_ups() -> None:
    r = report("SCP-35-7")
    found = [m.follow_up for m in r.measures]
    assert [(f.status, f.due) for f in found if f] == [("none", None), ("scheduled", 36), ("ongoing", None)]


def test_a_document_read_without_doubt_has_no_findings_of_doubt() -> None:
    doubts = {
        "citation-ambiguous",
        "citation-open",
        "citation-report-open",
        "measures-announced-differ",
        "unknown-document-kind",
        "table-row-incomplete",
    }
    assert not doubts & set(rules(report("SCP-35-7")))


# Without annex: SCCR/41/6


def test_without_annex_all_comes_from_the_narrative() -> None:
    r = report("SCCR-41-6")
    assert r.kind == "implementation-report"
    assert numbers(r) == [("1", "1"), ("2", "1")]
    assert made(measure(r, "1", "1")) == [("document", "SCCR/39/4", (39,))]
    assert [(k, s) for k, _, s in made(measure(r, "2", "1"))] == [("presentation", (40,))]
    assert ranges(measure(r, "1", "1")) == [("SCCR/39/8", "20", "33", 39), ("SCCR/39/8", "40", "44", 39)]
    assert items(measure(r, "1", "1")) == [(39, "14")]
    assert {p for m in r.measures for v in m.reviews for p in places(v.stated)} == {"narrative"}


def test_without_annex_the_narrative_ties_a_session_to_its_report() -> None:
    r = report("SCCR-41-6")
    by_words = {words(r, c.span): c for c in r.citations}
    assert by_words["rapport, paragraphes 40 à 44"].how is How.BY_CONTEXT
    unknown = by_words["rapport, paragraphes 51 à 52"]
    assert (unknown.symbol, unknown.session, unknown.how) == (None, 40, How.OPEN)
    assert rules(r).count("citation-report-open") == 1


def test_without_annex_decisions_commitments_and_follow_ups() -> None:
    r = report("SCCR-41-6")
    assert [(d.session, d.item) for d in measure(r, "1", "1").decisions] == [(39, "14")]
    assert [(d.session, d.item, d.outcomes) for d in measure(r, "2", "1").decisions] == [(40, "", ("requested",))]
    assert [(c.actor, c.due, c.answers) for c in measure(r, "2", "1").commitments] == [("secretariat", 42, ())]
    assert [(m.follow_up.status, m.follow_up.due) for m in r.measures if m.follow_up] == [
        ("done", None),
        ("scheduled", 42),
    ]


def test_the_proposer_named_in_a_short_introduction() -> None:
    for name, proposer in [
        ("SCCR-41-6", "délégation du Sénégal"),
        ("ACE-16-8", "groupe des pays africains"),
        ("CDIP-31-5", "délégation du Brésil"),
    ]:
        r = report(name)
        assert r.proposal is not None
        assert words(r, r.proposal.proposer) == proposer


def test_a_last_day_written_1er() -> None:
    h = report("SCCR-41-6").header
    assert h.start
    assert h.end
    assert (h.start.value, h.end.value, h.ordinal) == ("2022-06-27", "2022-07-01", 41)


# Annex only: SCT/45/4


def test_from_the_annex_alone() -> None:
    r = report("SCT-45-4")
    assert r.kind == "implementation-report"
    assert numbers(r) == [("1", "1"), ("1", "2"), ("4", "1")]
    assert [words(r, m.label) for m in r.measures] == [
        "Étude sur les noms de pays",
        "Table ronde sur les noms de pays",
        "Recueil des pratiques",
    ]
    assert [(k, s) for m in r.measures for k, s, _ in made(m)] == [
        ("document", "SCT/43/5"),
        ("round-table", ""),
        ("document", "SCT/44/3"),
    ]
    assert measure(r, "1", "2").implementations[0].day == date(2021, 11, 8)
    assert [x for m in r.measures for x in ranges(m)] == [
        ("SCT/43/11", "15", "22", 43),
        ("SCT/44/9 Prov.", "30", "31", 44),
        ("SCT/44/9 Prov.", "40", "40", 44),
    ]
    assert [x for m in r.measures for x in items(m)] == [(43, "6"), (44, "8.2"), (44, "8.4")]
    assert all(places(m.stated) == {"annex"} for m in r.measures)
    assert [p.number for p in r.proposal.paragraphs] == ["1", "4"] if r.proposal else False


# Annex first, columns in another order, a committee with a long name and a symbol of several parts: WIPO/GRTKF/IC/48/9


def test_annex_first_with_other_columns() -> None:
    r = report("WIPO-GRTKF-IC-48-9")
    assert numbers(r) == [("3", "1")]
    m = measure(r, "3", "1")
    assert words(r, m.label) == "Inventaire des bases de données"
    assert made(m) == [("document", "WIPO/GRTKF/IC/46/6", (46,))]
    assert places(m.implementations[0].stated) == {"narrative", "annex"}
    assert ranges(m) == [("WIPO/GRTKF/IC/46/11", "60", "71", 46)]
    assert places(m.reviews[0].stated) == {"narrative", "annex"}
    assert items(m) == [(46, "12")]
    assert [(d.session, d.item, d.outcomes) for d in m.decisions] == [(46, "12", ("approved",))]
    assert places(m.stated) == {"narrative", "annex"}


def test_text_after_an_annex_that_comes_first_is_narrative() -> None:
    r = report("WIPO-GRTKF-IC-48-9")
    c = next(c for c in r.citations if words(r, c.span) == "rapport, paragraphes 60 à 71")
    assert c.place.value == "narrative"
    assert (str(c.symbol), c.how) == ("WIPO/GRTKF/IC/46/11", How.BY_CONTEXT)
    assert r.proposal is not None
    assert words(r, r.proposal.proposer) == "délégation du Pérou"


def test_a_committee_with_a_long_name() -> None:
    h = report("WIPO-GRTKF-IC-48-9").header
    assert h.committee is not None
    assert h.committee.value.startswith("Comité intergouvernemental de la propriété intellectuelle")
    assert h.committee.value.endswith("au folklore")
    assert h.series == "WIPO/GRTKF/IC"
    assert h.title
    assert h.title.value == "RAPPORT SUR LA MISE EN ŒUVRE DE LA PROPOSITION RELATIVE AUX BASES DE DONNÉES"


# Numbers of measures: ACE/16/8


def test_measures_numbered_with_their_paragraph_or_not_at_all() -> None:
    r = report("ACE-16-8")
    assert numbers(r) == [("1", "1"), ("1", "2"), ("2", "1")]
    assert [words(r, m.label) for m in r.measures] == [
        "un guide destiné aux enseignants",
        "une série de webinaires",
        "un atelier destiné aux juges",
    ]


def test_a_report_of_a_committee_with_an_elided_article() -> None:
    r = report("ACE-16-8")
    assert made(measure(r, "1", "1")) == [("document", "ACE/14/5", (14,))]
    assert [(k, s) for k, _, s in made(measure(r, "1", "2"))] == [("webinar-series", (15,))]
    assert [x for m in r.measures for x in ranges(m)] == [
        ("ACE/14/15", "22", "25", 14),
        ("ACE/15/14", "8", "9", 15),
        ("ACE/15/14", "11", "13", 15),
    ]


def test_measures_without_decision_have_none() -> None:
    r = report("ACE-16-8")
    assert [m.decisions for m in r.measures] == [(), (), ()]
    assert [m.follow_up.status for m in r.measures if m.follow_up] == ["ongoing", "ongoing", "none"]


# Doubt: CDIP/31/5


def test_two_decisions_of_one_session_for_one_measure_are_uncertain_and_said() -> None:
    r = report("CDIP-31-5")
    two = measure(r, "1", "1").decisions
    assert [d.session for d in two] == [29, 29]
    assert [d.certain for d in two] == [False, False]
    assert all(set(d.candidates) == {"6.1", "6.5"} for d in two)
    assert [d.item for d in two] == ["6.1", "6.5"]
    assert rules(r).count("decision-item-uncertain") == 2
    (one,) = measure(r, "1", "2").decisions
    assert (one.session, one.item, one.certain) == (30, "7", True)


def test_a_count_announced_that_differs_is_said() -> None:
    r = report("CDIP-31-5")
    found = [f for f in r.findings if f.rule == "measures-announced-differ"]
    assert len(found) == 1
    assert found[0].start is not None
    assert found[0].end is not None
    assert "trois mesures" in r.source.text[found[0].start : found[0].end]
    assert "3" in found[0].messages["en"]
    assert "2" in found[0].messages["en"]


# No paragraphs of a proposal: CWS/11/14


def test_measures_without_paragraphs_of_a_proposal() -> None:
    r = report("CWS-11-14")
    assert numbers(r) == [("", "1"), ("", "2")]
    assert [words(r, m.label) for m in r.measures] == ["une norme relative aux données", "un manuel"]
    assert [x for m in r.measures for x in made(m)] == [("document", "CWS/9/3", (9,)), ("document", "CWS/10/8", (10,))]
    assert [x for m in r.measures for x in ranges(m)] == [("CWS/9/25", "17", "21", 9), ("CWS/10/22", "33", "38", 10)]
    assert [(d.session, d.outcomes) for m in r.measures for d in m.decisions] == [(9, ("adopted",))]
    assert [m.follow_up.status for m in r.measures if m.follow_up] == ["done", "ongoing"]


def test_where_no_proposal_is_named_there_is_none() -> None:
    assert report("CWS-11-14").proposal is None


# Of an unknown kind: WO/PBC/36/3


def test_a_document_of_an_unknown_kind_still_gives_header_paragraphs_and_citations() -> None:
    r = report("WO-PBC-36-3")
    assert r.kind == "document"
    assert "unknown-document-kind" in rules(r)
    h = r.header
    assert h.symbol
    assert h.committee
    assert h.start
    assert h.title
    assert (h.symbol.value, h.series, h.ordinal, h.start.value) == ("WO/PBC/36/3", "WO/PBC", 36, "2023-06-19")
    assert h.committee.value == "Comité du programme et budget"
    assert h.title.value == "NOTE SUR LES RÉSERVES FINANCIÈRES DE L’ORGANISATION"
    assert [p.number for p in r.paragraphs] == ["1", "2", "3", "4"]
    kinds = [(c.kind, str(c.symbol or ""), c.first, c.session) for c in r.citations]
    assert kinds == [
        (CitationKind.PARAGRAPHS, "WO/GA/30/8", "94", None),
        (CitationKind.PARAGRAPHS, "WO/GA/30/8", "95", None),
        (CitationKind.SESSION, "", "", 35),
        (CitationKind.DOCUMENT, "WO/PBC/35/4", "", None),
        (CitationKind.INTERNAL, "", "1", None),
    ]
    assert (r.measures, r.proposal) == ((), None)


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "Un texte.\n",
        "\tA\n\tB\n",
        "Paragraphe 1\n",
        "Paragraphe 1\nMesure n° 1 : x\nSuivi\n",
        "Suivi\nSuivi\nSuivi\n",
        "Décision figurant dans le Résumé présenté par le président : \n",
        "\tMesure\n\tMise en œuvre\n\tExamen par le SCP\n\tRésumé présenté par le président\n",
        "[L’annexe suit]\n",
        "Paragraphe 1\nParagraphe 1\nParagraphe 1\n",
        "Mesure n° 2 : deux\nSuivi\nRien.\nMesure n° 2 : deux\nSuivi\nRien.\n",
    ],
)
def test_odd_documents_are_read(text: str) -> None:
    assert read_report(read_bytes(text.encode(), name="odd.txt")).source.text == text


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_the_same_is_read_from_another_encoding(encoding: str) -> None:
    text = (SNIPPETS / "SCP-35-7.fr.txt").read_text(encoding="utf-8").replace("\u2011", "-")
    one, other = (read_report(read_bytes(text.encode(e), name="x")) for e in ("utf-8", encoding))
    assert one.measures == other.measures
    assert one.citations == other.citations
    assert one.header == other.header


def test_the_same_is_read_with_dos_line_ends() -> None:
    text = (SNIPPETS / "SCP-35-7.fr.txt").read_text(encoding="utf-8")
    one, other = report("SCP-35-7"), read_report(read_bytes(text.replace("\n", "\r\n").encode(), name="x"))
    assert [ranges(m) for m in one.measures] == [ranges(m) for m in other.measures]
    assert [made(m) for m in one.measures] == [made(m) for m in other.measures]
    assert [words(one, c.span) for c in one.citations] == [words(other, c.span) for c in other.citations]


HELD = [
    (
        "La trente-huitième session du Comité permanent du droit (SCP) s’est tenue à Genève du 3 au 7 mai 2026.",
        38,
    ),
    ("La trente-huitième session du comité a eu lieu à Genève du 3 au 7 mai 2026.", 38),
    ("La quatre-vingtième session de l’Assemblée générale s’est tenue à Genève du 3 au 7 mai 2026.", None),
    ("The thirty-eighth session of the Standing Committee (SCP) was held in Geneva from May 3 to 7, 2026.", 38),
    ("The thirty-eighth session took place in Geneva from May 3 to 7, 2026.", 38),
    ("The eighth session of the Committee on WIPO Standards (CWS) was held in Geneva from May 3 to 7, 2026.", None),
    ("La trigésima octava sesión del SCP se celebró en Ginebra del 3 al 7 de mayo de 2026.", 38),
    ("La trigésima octava sesión tuvo lugar en Ginebra del 3 al 7 de mayo de 2026.", 38),
    ("La octava sesión del Comité de Normas Técnicas (CWS) se celebró en Ginebra del 3 al 7 de mayo de 2026.", None),
]
HEADS = {
    "La t": "Comité permanent du droit des brevets (SCP)\nTrente-neuvième session\nGenève, 7 – 11 juin 2027\nNOTE",
    "La q": "Comité permanent du droit des brevets (SCP)\nTrente-neuvième session\nGenève, 7 – 11 juin 2027\nNOTE",
    "The ": "Standing Committee on the Law of Patents (SCP)\nThirty-Ninth Session\nGeneva, June 7 to 11, 2027\nNOTE",
    "tri": "Comité Permanente sobre Patentes (SCP)\nTrigésima novena sesión\nGinebra, 7 a 11 de junio de 2027\nNOTA",
}


@pytest.mark.parametrize(("sentence", "session"), HELD)
def test_when_another_session_of_the_committee_was_held(sentence: str, session: int | None) -> None:
    head = HEADS["tri" if "mayo" in sentence else sentence[:4]]
    report = read_report(read_bytes(f"SCP/39/4\n{head}\n\n1. {sentence}\n\n2. Abcd efgh.\n".encode()))
    found = [(f.ordinal, str(f.start), str(f.end)) for f in report.sessions if f.ordinal != 39]
    assert found == ([(session, "2026-05-03", "2026-05-07")] if session else [])
