"""The graph of a report against `docs/model.md`, class by class, on documents of several kinds."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from graphmodel import (
    ALL,
    CONCEPT_OF,
    DATES,
    INTEGERS,
    LINKS,
    MODEL,
    STRINGS,
    TAGGED,
    facts,
    lines_of,
    short,
)
from pyoxigraph import BlankNode, Literal, NamedNode

from cdipgraph import graph, validation
from cdipgraph.readers import plain
from cdipgraph.reading import read_report
from cdipgraph.vocabulary import CLASSES, CONCEPTS, ID, PREFIXES, PROPERTIES, expand

every = pytest.mark.parametrize("name", ALL)

# Rules for all


@every
def test_no_blank_nodes_and_one_graph(name: str) -> None:
    found = facts(name)
    iri = graph.expression_iri(found.report)
    assert {q.graph_name.value for q in found.quads if isinstance(q.graph_name, NamedNode)} == {iri}
    assert not any(isinstance(term, BlankNode) for q in found.quads for term in (q.subject, q.object))
    assert len(found.quads) == len(set(found.quads))


@every
def test_every_thing_is_of_one_line_of_the_model(name: str) -> None:
    found = facts(name)
    wrong = [
        (subject, sorted(found.types(subject)))
        for subject in found.of
        if len(lines_of(found.types(subject), subject)) != 1
    ]
    assert wrong == []


@every
def test_every_property_is_in_its_line_and_as_often_as_told(name: str) -> None:
    found = facts(name)
    wrong = []
    for subject, properties in found.of.items():
        lines = lines_of(found.types(subject), subject)
        allowed = MODEL[lines[0]][3] if lines else {}
        for prop in {*properties, *allowed} - {"rdf:type"}:
            least, most = allowed.get(prop, (0, 0))
            count = len(properties.get(prop, []))
            if (
                prop in ("prov:wasDerivedFrom", "cdip:origin")
                and "unsymbolled" in subject
                and not properties.get("dcterms:title")
            ):
                continue  # named by its file's hash, and nothing in the text says anything of it
            if count < least or (most is not None and count > most):
                wrong.append((lines, subject, prop, count))
    assert wrong == []


@every
def test_every_link_leads_to_a_thing_of_the_right_kind(name: str) -> None:
    found = facts(name)
    wrong = []
    for subject, properties in list(found.of.items()):
        for prop in properties.keys() & LINKS.keys():
            if prop == "cdip:session" and "cito:Citation" in found.types(subject):
                continue
            kinds = set(LINKS[prop].split("|"))
            targets = [t for t in properties[prop] if not kinds & set(lines_of(found.types(t), t))]
            wrong += [(subject, prop, target) for target in targets]
    assert wrong == []


@every
def test_literals_have_the_datatypes_told(name: str) -> None:
    found = facts(name)
    xsd = PREFIXES["xsd"]
    wrong = []
    for (subject, prop), terms in found.terms.items():
        for term in terms:
            if prop in CONCEPT_OF:
                scheme = CONCEPT_OF[prop]
                good = (
                    isinstance(term, NamedNode)
                    and short(term.value).removeprefix(f"cdip:{scheme}-") in CONCEPTS[scheme]
                )
            elif prop in LINKS or prop in ("rdf:type", "eli:is_part_of"):
                good = isinstance(term, NamedNode) or "cito:Citation" in found.types(subject)
            elif not isinstance(term, Literal):
                good = False
            elif prop in INTEGERS:
                good = term.datatype.value == f"{xsd}integer" and str(int(term.value)) == term.value
            elif prop in DATES:
                good = term.datatype.value == f"{xsd}date" and bool(re.fullmatch(r"\d{4}-\d\d-\d\d", term.value))
            elif prop == "cdip:provisional":
                good = term.datatype.value == f"{xsd}boolean"
            elif prop in STRINGS:
                good = term.datatype.value == f"{xsd}string" and term.language is None
            elif prop in TAGGED:
                good = term.language == found.report.header.language
            else:
                good = True
            if not good:
                wrong.append((subject, prop, str(term)))
    assert wrong == []


@every
def test_texts_carry_the_language_but_not_the_whole_text(name: str) -> None:
    found = facts(name)
    for (subject, prop), terms in found.terms.items():
        if prop == "cdip:text":
            expected = None if "eli:Expression" in found.types(subject) else found.report.header.language
            assert {t.language for t in terms if isinstance(t, Literal)} == {expected}, subject


@every
def test_terms_are_those_of_the_vocabulary(name: str) -> None:
    found = facts(name)
    used = {short(q.predicate.value) for q in found.quads}
    assert {p.removeprefix("cdip:") for p in used if p.startswith("cdip:")} <= set(PROPERTIES)
    classes = {t for s in list(found.of) for t in found.types(s)}
    assert {c.removeprefix("cdip:") for c in classes if c.startswith("cdip:")} <= set(CLASSES)


# Spans


@every
def test_every_span_quotes_the_text_exactly(name: str) -> None:
    found = facts(name)
    expression = short(graph.expression_iri(found.report))
    text = found.of[expression]["cdip:text"][0]
    assert text == found.report.source.text
    assert found.of[expression]["cdip:length"] == [str(len(text))]
    spans = found.typed("oa:SpecificResource")
    assert spans
    for span in spans:
        start, end = map(int, span.rsplit("=", 1)[1].split(","))
        position, quote = found.of[f"{span}/position"], found.of[f"{span}/quote"]
        assert (position["oa:start"], position["oa:end"]) == ([str(start)], [str(end)])
        assert 0 <= start < end <= len(text)
        assert quote["oa:exact"] == [text[start:end]]
        assert text[start:end] == text[start:end].strip()
        assert set(found.of[span]["oa:hasSelector"]) == {f"{span}/position", f"{span}/quote"}
        assert found.of[span]["oa:hasSource"] == [expression]


@every
def test_every_span_is_used(name: str) -> None:
    found = facts(name)
    used = {value for properties in list(found.of.values()) for value in properties.get("prov:wasDerivedFrom", [])}
    assert set(found.typed("oa:SpecificResource")) == used


@every
def test_the_same_report_gives_the_same_quads_in_the_same_order(name: str) -> None:
    found = facts(name)
    assert graph.quads(read_report(found.report.source)) == found.quads


@every
def test_citations_are_counted_in_the_order_of_the_text(name: str) -> None:
    found = facts(name)
    expression = short(graph.expression_iri(found.report))
    assert len(found.typed("cito:Citation")) == len(found.report.citations)
    for number, citation in enumerate(found.report.citations, 1):
        iri = f"{expression}/citation/{number}"
        assert found.of[iri]["prov:wasDerivedFrom"] == [f"{expression}#char={citation.span.start},{citation.span.end}"]
        assert found.of[iri]["cdip:resolution"] == [f"cdip:how-{citation.how.value}"]


# One chain, fact by fact


def test_the_document_that_was_read() -> None:
    f = facts("SCP-35-7.fr.txt")
    d = f.of["doc/SCP/35/7"]
    assert d["dcterms:identifier"] == ["SCP/35/7"]
    assert d["cdip:documentKind"] == ["cdip:kind-implementation-report"]
    assert d["cdip:sessionNumber"] == ["35"]
    assert d["cdip:session"] == ["SCP/session/35"]
    assert d["cdip:provisional"] == ["false"]
    assert d["cdip:author"] == ["établi par le Secrétariat"]
    assert d["dcterms:date"] == ["2023-09-12"]
    assert d["cdip:committee"] == ["SCP"]
    assert d["eli:is_realized_by"] == ["doc/SCP/35/7/fr"]
    assert d["cdip:originalLanguage"] == ["en"]
    assert f.of["SCP"]["dcterms:identifier"] == ["SCP"]
    assert f.of["doc/SCP/35/7/fr"]["dcterms:language"] == ["fr"]
    assert f.of["doc/SCP/35/7/fr"]["cdip:readBy"][0].startswith("cdipgraph ")
    file = f.of["doc/SCP/35/7/fr/file"]
    assert file["cdip:fileName"] == ["SCP-35-7.fr.txt"]
    assert file["cdip:sha256"] == [f.report.source.sha256]
    assert file["dcterms:format"] == ["text/plain"]


def test_sessions_to_come_are_foreseen() -> None:
    f = facts("SCP-35-7.fr.txt")
    foreseen = {s for s in f.typed("cdip:CommitteeSession") if "eli-dl:ForeseenActivity" in f.types(s)}
    assert foreseen == {"SCP/session/36"}
    own = f.of["SCP/session/35"]
    assert (own["cdip:ordinal"], own["cdip:startDate"], own["cdip:endDate"], own["cdip:place"]) == (
        ["35"], ["2023-10-16"], ["2023-10-20"], ["Genève"],
    )  # fmt: skip


def test_a_session_that_only_stands_in_a_symbol_is_no_session_of_the_text() -> None:
    assert "SCP/session/28" not in facts("SCP-35-7.fr.txt").of


def test_the_proposal_and_its_parts() -> None:
    f = facts("SCP-35-7.fr.txt")
    base = "SCP/session/29/summary/appendix/II"
    assert f.of[base]["eli:number"] == ["II"]
    assert f.of[base]["cdip:proposer"] == ["délégation du Canada"]
    assert f.of[base]["eli:is_part_of"] == ["SCP/session/29/summary"]
    assert f.of[base]["cdip:reportedIn"] == ["doc/SCP/35/7"]
    assert f.of[f"{base}/para/1"]["eli:is_part_of"] == [base]
    assert f.of[f"{base}/para/2"]["cdip:announcedMeasures"] == ["2"]
    assert f.of[f"{base}/para/1/point/a"]["eli:is_part_of"] == [f"{base}/para/1"]
    assert f.of[f"{base}/para/1/point/b"]["eli:number"] == ["b"]


def test_the_chain_of_a_measure() -> None:
    f = facts("SCP-35-7.fr.txt")
    m = "doc/SCP/35/7/measure/1.1"
    assert f.of[m]["eli:number"] == ["1"]
    assert f.of[m]["cdip:respondsTo"] == ["SCP/session/29/summary/appendix/II/para/1"]
    assert f.of[m]["cdip:reportedIn"] == ["doc/SCP/35/7"]
    assert set(f.of[m]["cdip:statedIn"]) == {"cdip:place-narrative", "cdip:place-annex"}
    done = f.of[f"{m}/activity/2"]
    assert done["cdip:produced"] == ["doc/SCP/33/2"]
    assert done["cdip:activityKind"] == ["cdip:activity-document"]
    assert done["eli-dl:executed"] == [m]
    assert done["cdip:session"] == ["SCP/session/33"]
    review = f.of[f"{m}/review/2"]
    assert review["eli-dl:recorded_in_a_realization_of"] == ["doc/SCP/33/6-Prov/para/12-30"]
    assert review["cdip:reviewed"] == [f"{m}/activity/2"]
    assert review["cdip:concludedIn"] == ["SCP/session/33/summary/item/6.2"]
    assert f.of[f"{m}/followup/1"]["cdip:followUpStatus"] == ["cdip:status-none"]
    day = f.of["doc/SCP/35/7/measure/2.1/activity/1"]
    assert (day["cdip:date"], day["cdip:activityKind"]) == (["2019-12-04"], ["cdip:activity-workshop"])
    assert f.of["doc/SCP/35/7/measure/2.1/followup/1"]["cdip:dueSession"] == ["SCP/session/36"]


def test_ranges_reports_and_items() -> None:
    f = facts("SCP-35-7.fr.txt")
    r = f.of["doc/SCP/33/6-Prov/para/12-30"]
    assert (r["epvoc:itemNumberBegin"], r["epvoc:itemNumberEnd"]) == (["12"], ["30"])
    assert r["eli:is_part_of"] == ["doc/SCP/33/6-Prov"]
    assert set(r["cdip:statedIn"]) == {"cdip:place-narrative", "cdip:place-annex"}
    assert len(r["prov:wasDerivedFrom"]) == 2
    report = f.of["doc/SCP/33/6-Prov"]
    assert report["dcterms:identifier"] == ["SCP/33/6 Prov."]
    assert report["cdip:provisional"] == ["true"]
    assert report["cdip:reportOf"] == ["SCP/session/33"]
    assert report["cdip:documentKind"] == ["cdip:kind-session-report"]
    item = f.of["SCP/session/33/summary/item/6.2"]
    assert (item["eli:number"], item["eli:is_part_of"]) == (["6.2"], ["SCP/session/33/summary"])
    assert f.of["SCP/session/33/summary"]["cdip:summaryOf"] == ["SCP/session/33"]


def test_a_range_of_one_paragraph() -> None:
    f = facts("SCT-45-4.fr.txt")
    r = f.of["doc/SCT/44/9-Prov/para/40-40"]
    assert (r["epvoc:itemNumberBegin"], r["epvoc:itemNumberEnd"]) == (["40"], ["40"])


def test_a_report_known_only_by_its_session_is_no_work() -> None:
    f = facts("SCCR-41-6.fr.txt")
    iri = "SCCR/session/40/report"
    assert f.types(iri) == {"cdip:SessionReport"}
    assert f.of[iri]["cdip:reportOf"] == ["SCCR/session/40"]
    assert "dcterms:identifier" not in f.of[iri]
    assert f.of[f"{iri}/para/51-52"]["eli:is_part_of"] == [iri]


def test_a_session_of_another_committee_is_known_by_the_symbol_of_its_report() -> None:
    report = read_report(
        plain.source_text(
            """E
SCCR/52/8
ORIGINAL: ENGLISH
DATE: MAY 21, 2027
Standing Committee on Copyright and Related Rights
Fifty-Second Session
Geneva, May 17 to 21, 2027
REPORT ON THE IMPLEMENTATION OF THE PROPOSAL OF THE DELEGATION OF GHANA

Paragraph 1

The Secretariat shall report on licences.

Measure 1: a survey of licences

Implementation

The survey (document SCP/49/6) was presented by the Secretariat.

Discussion: SCP/49/10, paragraphs 60 to 77.

Decision: The Committee took note of the survey.
"""
        )
    )
    quads = graph.quads(report)
    of = {(q.predicate.value, q.object) for q in quads if q.subject == NamedNode(f"{ID}SCP/session/49")}
    assert (expand("rdf:type"), NamedNode(expand("cdip:CommitteeSession"))) in of
    assert (expand("cdip:heldBy"), NamedNode(f"{ID}SCP")) in of
    assert (expand("cdip:ordinal"), Literal(49)) in of
    activity = {
        q.object
        for q in quads
        if q.subject.value.endswith("/activity/1") and q.predicate.value == expand("cdip:session")
    }
    assert activity == {NamedNode(f"{ID}SCP/session/49")}
    violations = [f.rule for f in validation.check_graph(quads) if f.severity == "violation"]
    assert violations == ["Manifestation-sha256-digest"]  # the text was in no file


def test_a_range_of_no_report() -> None:
    f = facts("unresolved")
    r = f.of["doc/SCP/35/7/unresolved/para/41-66"]
    assert f.types("doc/SCP/35/7/unresolved/para/41-66") == {"cdip:ParagraphRange", "eli:WorkSubdivision"}
    assert "eli:is_part_of" not in r
    assert not r.get("cdip:candidate")


def test_a_range_of_several_candidates() -> None:
    f = facts("unresolved")
    r = f.of["doc/SCP/35/7/unresolved/para/7-8"]
    assert "eli:is_part_of" not in r
    assert set(r["cdip:candidate"]) == {"doc/SCP/32/7", "doc/SCP/33/5", "doc/SCP/33/5-Prov"}


def test_a_draft_leads_to_the_adopted_report() -> None:
    f = facts("unresolved")
    assert f.of["doc/SCP/33/5-Prov"]["dcat:hasCurrentVersion"] == ["doc/SCP/33/5"]
    assert "dcat:hasCurrentVersion" not in f.of["doc/SCP/33/5"]


def test_a_document_without_a_symbol_is_named_by_its_hash() -> None:
    f = facts("unsymbolled")
    (work,) = [s for s in f.typed("eli:Work") if "unsymbolled" in s]
    assert work == f"doc/unsymbolled/{f.report.source.sha256[:12]}"
    assert not f.of[work].get("dcterms:identifier")


def test_decisions_say_their_outcomes_in_the_order_of_the_words() -> None:
    f = facts("SCP-35-7.fr.txt")
    d = f.of["doc/SCP/35/7/measure/1.1/decision/1"]
    assert set(d["cdip:outcome"]) == {"cdip:outcome-took-note", "cdip:outcome-requested"}
    assert d["cdip:outcomes"] == ["took-note requested"]
    assert d["cdip:wording"] == ["cdip:wording-worded"]
    assert d["cdip:ofMeasure"] == ["doc/SCP/35/7/measure/1.1"]
    assert d["cdip:session"] == ["SCP/session/31"]


def test_uncertain_decisions_are_told_to_be() -> None:
    f = facts("CDIP-31-5.fr.txt")
    for number in (1, 2):
        assert f.of[f"doc/CDIP/31/5/measure/1.1/decision/{number}"]["cdip:certainty"] == ["cdip:certainty-uncertain"]
    assert f.of["doc/CDIP/31/5/measure/1.2/decision/1"]["cdip:certainty"] == ["cdip:certainty-certain"]


def test_commitments_lead_to_what_answered_them() -> None:
    f = facts("SCP-35-7.fr.txt")
    c = f.of["doc/SCP/35/7/measure/1.1/commitment/1"]
    assert c["cdip:askedBy"] == ["doc/SCP/35/7/measure/1.1/decision/1"]
    assert c["cdip:askedOf"] == ["cdip:actor-secretariat"]
    assert c["cdip:dueSession"] == ["SCP/session/33"]
    assert "doc/SCP/35/7/measure/1.1/activity/2" in c["cdip:answeredBy"]


@pytest.mark.parametrize("name", ["CDIP-31-5.fr.txt", "SCCR-41-6.fr.txt", "plain"])
def test_findings_stand_in_a_graph_beside(name: str) -> None:
    report = facts(name).report
    quads = graph.finding_quads(report, report.findings)
    iri = f"{graph.expression_iri(report)}/findings"
    assert {q.graph_name.value for q in quads if isinstance(q.graph_name, NamedNode)} == {iri}
    found: dict[str, dict[str, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
    for s, p, o, _ in quads:
        assert isinstance(s, NamedNode)
        assert isinstance(o, NamedNode | Literal)
        found[short(s.value)][short(p.value)].append(o)
    things = {s: p for s, p in found.items() if "/finding/" in s}
    assert len(things) == len(report.findings)
    for properties in things.values():
        assert [short(t.value) for t in properties["rdf:type"]] == ["cdip:Finding"]
        assert len(properties["cdip:rule"]) == 1
        assert short(properties["cdip:severity"][0].value) in ("sh:Violation", "sh:Warning", "sh:Info")
        assert sorted(t.language or "" for t in properties["rdfs:label"] if isinstance(t, Literal)) == [
            "en",
            "es",
            "fr",
        ]


def test_the_terms_of_the_same_thing_in_two_documents_are_one() -> None:
    one, other = facts("CDIP-31-5.fr.txt"), facts("CDIP-24-8.fr.txt")
    assert one.of["CDIP"]["dcterms:identifier"] == other.of["CDIP"]["dcterms:identifier"]


def _cited(sentence: str) -> dict[str, list[str]]:
    """What each citation of a sentence points at, as IRIs under id/, by its words."""
    head = "CDIP/25/1\nORIGINAL: ENGLISH\n\nCommittee on Development and Intellectual Property (CDIP)\n\n"
    report = read_report(plain.source_text(f"{head}Twenty-fifth Session\n\n1.\t{sentence}\n"))
    found: dict[str, list[str]] = {}
    for quad in graph.quads(report):
        if quad.predicate == NamedNode(expand("cito:hasCitedEntity")):
            number = int(str(quad.subject).rstrip(">").rpartition("/")[2])
            words = report.source.quote(report.citations[number - 1].span)
            found.setdefault(words, []).append(quad.object.value.removeprefix(ID))
    return found


def test_paragraphs_of_an_annex_are_not_those_of_the_text() -> None:
    assert _cited("See CDIP/24/8, Annex II, paragraph 4, CDIP/24/8, paragraph 4, and paragraph 4 of the terms.") == {
        "CDIP/24/8, Annex II, paragraph 4": ["doc/CDIP/24/8/part/II/para/4-4"],
        "CDIP/24/8, paragraph 4": ["doc/CDIP/24/8/para/4-4"],
        "paragraph 4 of the terms": ["doc/CDIP/25/1/unresolved/part/terms/para/4-4"],
    }


def test_a_run_of_documents_is_all_of_them() -> None:
    assert _cited("See documents SCP/17/7 to 9, A/55/7/Add.1 to 3 and IP/C/M/21.") == {
        "SCP/17/7 to 9": ["doc/SCP/17/7", "doc/SCP/17/8", "doc/SCP/17/9"],
        "A/55/7/Add.1 to 3": [f"doc/WIPO/A/55/7/Add.{n}" for n in (1, 2, 3)],
        "IP/C/M/21": ["doc/IP/C/M/21"],
    }


def test_a_run_without_end_is_its_first_document() -> None:
    assert _cited("See documents SCP/17/7 to 9000.")["SCP/17/7 to 9000"] == ["doc/SCP/17/7"]
