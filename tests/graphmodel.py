"""`docs/model.md` as data, and the facts of documents to hold against it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from cdipgraph import graph
from cdipgraph.readers import read_bytes
from cdipgraph.reading import read_report
from cdipgraph.report import Report
from cdipgraph.vocabulary import ID, PREFIXES

HERE = Path(__file__).parent
FILES = {
    path.name: path
    for path in [
        *sorted((HERE / "snippets").glob("*.txt")),
        *sorted((HERE / "minutes").glob("*.txt")),
        HERE.parent / "data/sources/CDIP-24-8.fr.txt",
    ]
}
NAMES = list(FILES)

INLINE = {
    "unsymbolled": (
        "Note sur les travaux du comité\n\n1.\tLe comité a examiné le document SCP/31/3 à sa "
        "trente et unième session.\n"
    ),
    "plain": "Un texte sans rien, tout simplement.\n",
    "unresolved": (
        "SCP/35/7\n\nComité permanent du droit des brevets (SCP)\n\nTrente-cinquième session\nGenève, 16 – "
        "20 octobre 2023\n\n"
        "RAPPORT SUR LA MISE EN ŒUVRE DE LA PROPOSITION\n\nétabli par le "
        "Secrétariat\n\n"
        "Paragraphe 1\n\nLe Secrétariat devrait agir.\nMise en œuvre et examen par le "
        "SCP\n\n"
        "Un exposé a été présenté (rapport, paragraphes 41 à "
        "66).\n"
        "La question a été examinée lors des trente-deuxième et trente-troisième sessions du comité "
        "(rapport, paragraphes 7 à 8).\n"
        "Voir aussi le rapport de la trente-deuxième session du SCP (SCP/32/7), paragraphes 1 à 2, le "
        "rapport de la trente-troisième session "
        "du SCP (SCP/33/5), paragraphe 3, et le projet de rapport de la trente-troisième session du SCP "
        "(SCP/33/5 Prov.), paragraphe 4.\n"
        "Suivi\n\nAucun suivi n’est prévu.\n"
    ),
    "special": (
        "E\nSCT/S3/9\nORIGINAL: ENGLISH\nDATE: OCTOBER 6, 2023\nStanding Committee on the Law of Trademarks\nThird "
        "Special Session\nGeneva, October 2 to 6, 2023\nREPORT\nadopted by the Committee\n\n1. At its forty-sixth "
        "session the Committee asked for a special session. The third special session took note of the report.\n"
    ),
    "part": (
        "CBD\nDistr.\nLIMITED\n\nCBD/COP/15/L.22\n17 December 2022\n\nORIGINAL: ENGLISH\n\nCONFERENCE OF THE PARTIES "
        "TO THE CONVENTION ON BIOLOGICAL DIVERSITY\nFifteenth meeting – Part II\nMontreal, Canada, "
        "7–19 December 2022\n\nGARDENS IN TOWNS\n\n1. The fifteenth meeting of the Conference was held in two parts.\n"
    ),
    "unnumbered": (
        "F\n\nGRATK/DC/7\nORIGINAL : ANGLAIS\nDATE : 24 MAI 2024\n\nConférence diplomatique sur les ressources "
        "génétiques\n\nGenève, 13 – 24 mai 2024\n\nACTE FINAL\n\nétabli par le Secrétariat\n\n"
        "1. La conférence a siégé.\n"
    ),
    "joint": (
        "WO/BC/19/4 - WO/PC/9/4\nORIGINAL : anglais\nDATE : 3 mars 1999\nF\n\nCOMITÉ DU BUDGET\nDix-neuvième "
        "session\nGenève, 26 – 28 avril 1999\n\nPROJET DE LOCAUX\n\nMémorandum du Directeur "
        "général\n\n1. Le présent mémorandum.\n"
    ),
}


@dataclass
class Facts:
    """The quads of a report, by subject and prefixed property."""

    report: Report
    quads: list[Quad]
    of: dict[str, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    terms: dict[tuple[str, str], list[NamedNode | Literal]] = field(default_factory=lambda: defaultdict(list))

    def types(self, subject: str) -> frozenset[str]:
        return frozenset(self.of[subject]["rdf:type"])

    def typed(self, name: str) -> list[str]:
        return [s for s in self.of if name in self.types(s)]


def short(iri: str) -> str:
    """The prefixed name of a term; things without the start of their IRI."""
    if iri.startswith(ID):
        return iri[len(ID) :]
    return next((f"{p}:{iri[len(base) :]}" for p, base in PREFIXES.items() if iri.startswith(base)), iri)


@cache
def facts(name: str) -> Facts:
    """The facts of a document, by the name of its file or of an inline text."""
    data = FILES[name].read_bytes() if name in FILES else INLINE[name].encode()
    report = read_report(read_bytes(data, name=name))
    found = Facts(report, graph.quads(report))
    for s, p, o, _ in found.quads:
        assert isinstance(s, NamedNode)
        assert isinstance(o, NamedNode | Literal)
        value = short(o.value) if isinstance(o, NamedNode) else o.value
        found.of[short(s.value)][short(p.value)].append(value)
        found.terms[short(s.value), short(p.value)].append(o)
    return found


ALL = [*NAMES, *INLINE]

# docs/model.md as data: name -> (types, further types that may come, IRI, {property: (least, most)}); None: any number.

ONE, MAYBE, SOME, ANY = (1, 1), (0, 1), (1, None), (0, None)
KIND = r"(?:(?:special|emergency|resumed)-)?"
NUMBER = rf"{KIND}\d+"
SERIES = r"[A-Z][A-Za-z0-9/.-]*?"
DOC = rf"(?:doc/(?:[A-Z][A-Za-z0-9/.()-]*|unsymbolled/[0-9a-f]{{12}})|{SERIES}/session/\d+/summary)"
MEASURE = rf"{DOC}/measure/[^/]+"
LANGUAGE = r"(?:fr|en|es)"
SPAN = rf"{DOC}/{LANGUAGE}#char=\d+,\d+"
WHOLE = rf"(?:{DOC}/(?:unresolved/)?|{SERIES}/session/\d+/report/)"
CITED = rf"{WHOLE}(?:part/[^/]+/)?"
PROPOSAL = rf"(?:{SERIES}/session/\d+/summary/appendix/[^/]+|{DOC}/proposal)"
DERIVED = {"prov:wasDerivedFrom": SOME, "cdip:origin": SOME}

Spec = tuple[frozenset[str], frozenset[str], str, dict[str, tuple[int, int | None]]]


def spec(
    types: str, iri: str, properties: dict[str, tuple[int, int | None]], *, may: str = "", read: bool = True
) -> Spec:
    """One line of the model."""
    return (
        frozenset(types.split()),
        frozenset(may.split()),
        iri,
        {"rdf:type": SOME, **properties, **(DERIVED if read else {})},
    )


DOCUMENT = {
    "dcterms:identifier": MAYBE,
    "cdip:documentKind": ONE,
    "dcterms:title": MAYBE,
    "cdip:sessionNumber": MAYBE,
    "cdip:session": ANY,
    "cdip:provisional": MAYBE,
    "cdip:author": MAYBE,
    "dcterms:date": MAYBE,
    "cdip:originalLanguage": MAYBE,
    "prov:wasRevisionOf": ANY,
    "cdip:committee": MAYBE,
    "cdip:committeeName": MAYBE,
    "cdip:otherSymbol": ANY,
    "eli:is_realized_by": ANY,
}
MODEL: dict[str, Spec] = {
    "organisation": spec("org:FormalOrganization", r"[A-Z]+", {"skos:prefLabel": ONE}),
    "committee": spec(
        "org:OrganizationalUnit",
        rf"(?:{SERIES}|{DOC}/committee)",
        {"dcterms:identifier": MAYBE, "skos:prefLabel": MAYBE, "org:unitOf": MAYBE},
    ),
    "session": spec(
        "cdip:CommitteeSession eli-dl:Activity",
        rf"(?:{SERIES}|{DOC}/committee)/session/{NUMBER}",
        {
            "cdip:ordinal": ONE,
            "cdip:sessionKind": MAYBE,
            "cdip:heldBy": MAYBE,
            "rdfs:label": ONE,
            "cdip:startDate": MAYBE,
            "cdip:endDate": MAYBE,
            "cdip:place": MAYBE,
        },
        may="eli-dl:ForeseenActivity",
    ),
    "part of a session": spec(
        "cdip:CommitteeSession eli-dl:Activity",
        rf"{SERIES}/session/{NUMBER}/part/\d+",
        {
            "cdip:ordinal": ONE,
            "cdip:sessionPart": ONE,
            "cdip:sessionKind": MAYBE,
            "cdip:heldBy": MAYBE,
            "eli:is_part_of": ONE,
            "rdfs:label": ONE,
            "cdip:startDate": MAYBE,
            "cdip:endDate": MAYBE,
            "cdip:place": MAYBE,
        },
    ),
    "unnumbered session": spec(
        "cdip:UnnumberedSession eli-dl:Activity",
        rf"(?:(?:{SERIES}|{DOC}/committee)/session/{KIND}\d{{4}}-\d\d-\d\d|{DOC}/session)",
        {
            "cdip:sessionKind": MAYBE,
            "cdip:heldBy": MAYBE,
            "rdfs:label": ONE,
            "cdip:startDate": MAYBE,
            "cdip:endDate": MAYBE,
            "cdip:place": MAYBE,
        },
    ),
    "document": spec("eli:Work", DOC, DOCUMENT),
    "session report": spec(
        "cdip:SessionReport eli:Work", DOC, {**DOCUMENT, "cdip:reportOf": ONE, "dcat:hasCurrentVersion": MAYBE}
    ),
    "report of a session": spec(
        "cdip:SessionReport", rf"{SERIES}/session/\d+/report", {"cdip:reportOf": ONE, "rdfs:label": MAYBE}
    ),
    "expression": spec(
        "eli:Expression",
        rf"{DOC}/{LANGUAGE}",
        {
            "eli:realizes": ONE,
            "dcterms:language": ONE,
            "cdip:text": ONE,
            "cdip:length": ONE,
            "eli:is_embodied_by": ONE,
            "cdip:readBy": ONE,
            "cdip:phraseTables": ONE,
        },
        read=False,
    ),
    "file": spec(
        "eli:Manifestation",
        rf"{DOC}/{LANGUAGE}/file",
        {"cdip:sha256": ONE, "dcterms:format": ONE, "cdip:fileName": ONE},
        read=False,
    ),
    "range": spec(
        "cdip:ParagraphRange eli:WorkSubdivision",
        rf"{CITED}para/[^/]+",
        {
            "epvoc:itemNumberBegin": ONE,
            "epvoc:itemNumberEnd": ONE,
            "eli:is_part_of": MAYBE,
            "cdip:candidate": ANY,
            "rdfs:label": ONE,
            "cdip:statedIn": SOME,
        },
    ),
    "part of a document": spec(
        "cdip:DocumentPart eli:WorkSubdivision",
        rf"{WHOLE}part/[^/]+",
        {"eli:number": ONE, "eli:is_part_of": MAYBE, "cdip:candidate": ANY},
    ),
    "paragraph": spec(
        "cdip:Paragraph",
        rf"{DOC}/(?:para/[^/]+|{LANGUAGE}/paragraph/\d+)",
        {
            "eli:number": MAYBE,
            "cdip:position": ONE,
            "eli:is_part_of": ONE,
            "cdip:heading": MAYBE,
            "cdip:agendaItem": MAYBE,
            "cdip:speaker": MAYBE,
            "cdip:onBehalfOf": MAYBE,
        },
    ),
    "summary": spec(
        "cdip:ChairSummary",
        rf"{SERIES}/session/\d+/summary",
        {"cdip:summaryOf": ONE, "rdfs:label": ONE, "cdip:issuedAs": MAYBE},
    ),
    "summary read": spec(
        "cdip:ChairSummary eli:Work",
        rf"{SERIES}/session/\d+/summary",
        {**DOCUMENT, "cdip:summaryOf": ONE, "rdfs:label": ONE},
    ),
    "item": spec(
        "cdip:ChairSummaryItem",
        rf"{SERIES}/session/\d+/summary/item/[^/]+",
        {
            "eli:number": ONE,
            "eli:is_part_of": ONE,
            "rdfs:label": ONE,
            "cdip:statedIn": SOME,
            "cdip:citedFor": ANY,
            "cdip:text": MAYBE,
            "cdip:heading": MAYBE,
            "cdip:subItemOf": MAYBE,
        },
    ),
    "appendix": spec(
        "cdip:Appendix",
        rf"{SERIES}/session/\d+/summary/appendix(?:/[^/]+)?",
        {"eli:number": MAYBE, "eli:is_part_of": ONE, "dcterms:title": MAYBE, "rdfs:label": ONE},
    ),
    "proposal": spec(
        "cdip:Proposal",
        PROPOSAL,
        {
            "rdfs:label": ONE,
            "cdip:proposer": MAYBE,
            "eli:number": MAYBE,
            "eli:is_part_of": MAYBE,
            "cdip:reportedIn": ONE,
        },
    ),
    "proposal paragraph": spec(
        "cdip:ProposalParagraph",
        rf"{PROPOSAL}/para/[^/]+",
        {
            "eli:number": ONE,
            "eli:is_part_of": ONE,
            "rdfs:label": ONE,
            "cdip:text": MAYBE,
            "cdip:announcedMeasures": MAYBE,
        },
    ),
    "proposal point": spec(
        "cdip:ProposalPoint",
        rf"{PROPOSAL}/para/[^/]+/point/[^/]+",
        {"eli:number": ONE, "eli:is_part_of": ONE, "cdip:text": ONE},
    ),
    "measure": spec(
        "cdip:Measure eli-dl:ForeseenActivity",
        MEASURE,
        {"eli:number": ONE, "cdip:respondsTo": MAYBE, "cdip:reportedIn": ONE, "rdfs:label": ONE, "cdip:statedIn": SOME},
    ),
    "implementation": spec(
        "cdip:ImplementationActivity eli-dl:Activity",
        rf"{MEASURE}/activity/\d+",
        {
            "eli-dl:executed": ONE,
            "cdip:activityKind": ONE,
            "cdip:position": ONE,
            "rdfs:label": ONE,
            "cdip:produced": MAYBE,
            "cdip:session": ANY,
            "cdip:date": MAYBE,
            "cdip:dateStatedIn": ANY,
            "cdip:heldDuring": ANY,
            "cdip:statedIn": SOME,
        },
    ),
    "review": spec(
        "cdip:Review eli-dl:Activity",
        rf"{MEASURE}/review/\d+",
        {
            "cdip:ofMeasure": ONE,
            "eli-dl:recorded_in_a_realization_of": ONE,
            "cdip:session": MAYBE,
            "cdip:position": ONE,
            "cdip:reviewed": ANY,
            "cdip:concludedIn": MAYBE,
            "rdfs:label": ONE,
            "cdip:statedIn": SOME,
        },
    ),
    "decision": spec(
        "eli-dl:Decision",
        rf"(?:{MEASURE}|{DOC})/decision/\d+",
        {
            "cdip:ofMeasure": MAYBE,
            "cdip:session": MAYBE,
            "cdip:recordedIn": MAYBE,
            "cdip:inParagraph": MAYBE,
            "cdip:candidate": ANY,
            "cdip:outcome": SOME,
            "cdip:outcomes": ONE,
            "cdip:text": ONE,
            "cdip:wording": ONE,
            "cdip:certainty": ONE,
            "cdip:position": ONE,
            "rdfs:label": ONE,
        },
    ),
    "decision point": spec(
        "cdip:DecisionPoint",
        rf"(?:{MEASURE}|{DOC})/decision/\d+/point/[^/]+",
        {"eli:number": ONE, "eli:is_part_of": ONE, "cdip:text": ONE},
    ),
    "commitment": spec(
        "cdip:Commitment eli-dl:ForeseenActivity",
        rf"(?:{MEASURE}|{DOC})/commitment/\d+",
        {
            "cdip:askedBy": MAYBE,
            "cdip:undertakenIn": MAYBE,
            "cdip:askedAt": MAYBE,
            "cdip:askedOf": ONE,
            "cdip:text": ONE,
            "cdip:dueSession": MAYBE,
            "cdip:dueDate": MAYBE,
            "cdip:dueWithin": ANY,
            "cdip:forPeriod": ANY,
            "cdip:dueKind": ANY,
            "cdip:dueText": ANY,
            "cdip:condition": ANY,
            "cdip:answeredBy": ANY,
            "cdip:position": ONE,
        },
    ),
    "answer": spec(
        "cdip:Answer",
        rf"(?:{MEASURE}|{DOC})/commitment/\d+/answer/\d+",
        {
            "cdip:answers": ONE,
            "cdip:givenBy": ONE,
            "cdip:extent": ONE,
            "cdip:certainty": ONE,
            "cdip:basis": ONE,
            "cdip:session": MAYBE,
        },
    ),
    "delivery": spec(
        "cdip:Delivery eli-dl:Activity",
        rf"{DOC}/delivery/\d+",
        {
            "rdfs:label": ONE,
            "cdip:text": ONE,
            "cdip:extent": ONE,
            "cdip:agent": MAYBE,
            "cdip:produced": ANY,
            "cdip:inParagraph": MAYBE,
            "cdip:session": MAYBE,
            "cdip:position": ONE,
        },
    ),
    "follow-up": spec(
        "cdip:FollowUp eli-dl:ForeseenActivity",
        rf"{MEASURE}/followup/\d+",
        {"cdip:followsUp": ONE, "cdip:followUpStatus": ONE, "cdip:dueSession": MAYBE, "cdip:text": ONE},
    ),
    "deliverable": spec(
        "cdip:Deliverable",
        rf"{MEASURE}/deliverable/\d+",
        {"cdip:ofMeasure": ONE, "rdfs:label": ONE, "skos:altLabel": ANY, "cdip:statedIn": ONE},
    ),
    "state": spec(
        "cdip:DeliverableState",
        rf"{MEASURE}/deliverable/\d+/state/\d+",
        {
            "cdip:stateOf": ONE,
            "cdip:state": ONE,
            "cdip:session": ANY,
            "cdip:agent": MAYBE,
            "cdip:chose": MAYBE,
            "cdip:text": ONE,
            "cdip:position": ONE,
            "cdip:statedIn": ONE,
        },
    ),
    "enumeration": spec(
        "cdip:Enumeration",
        rf"{MEASURE}/deliverable/\d+/enumeration/\d+",
        {
            "cdip:enumerates": ONE,
            "cdip:enumerationKind": ONE,
            "cdip:announcedParts": MAYBE,
            "cdip:session": ANY,
            "cdip:agent": MAYBE,
            "rdfs:label": ONE,
            "cdip:position": ONE,
            "cdip:statedIn": ONE,
        },
    ),
    "part": spec(
        "cdip:EnumeratedPart",
        rf"{MEASURE}/deliverable/\d+/enumeration/\d+/part/\d+",
        {"eli:is_part_of": ONE, "eli:number": MAYBE, "cdip:text": ONE, "cdip:position": ONE},
    ),
    "citation": spec(
        "cito:Citation",
        rf"{DOC}/{LANGUAGE}/citation/\d+",
        {
            "cito:hasCitingEntity": ONE,
            "cito:hasCitedEntity": ANY,
            "cdip:citationKind": ONE,
            "cdip:resolution": ONE,
            "cdip:symbol": MAYBE,
            "cdip:first": MAYBE,
            "cdip:last": MAYBE,
            "cdip:item": MAYBE,
            "cdip:session": MAYBE,
            "cdip:candidate": ANY,
            "cdip:presentedAt": MAYBE,
            "cdip:statedIn": ONE,
        },
    ),
    "span": spec(
        "oa:SpecificResource",
        SPAN,
        {"oa:hasSource": ONE, "oa:hasSelector": (2, 2), "cdip:page": MAYBE, "cdip:paragraphPosition": MAYBE},
        read=False,
    ),
    "place": spec("oa:TextPositionSelector", rf"{SPAN}/position", {"oa:start": ONE, "oa:end": ONE}, read=False),
    "quote": spec("oa:TextQuoteSelector", rf"{SPAN}/quote", {"oa:exact": ONE}, read=False),
}
LINKS = {  # property -> the lines of the model that its object is of
    "org:unitOf": "organisation",
    "cdip:heldBy": "committee",
    "cdip:committee": "committee",
    "cdip:session": "session|part of a session|unnumbered session",
    "cdip:dueSession": "session",
    "cdip:heldDuring": "session",
    "cdip:presentedAt": "session",
    "cdip:reportOf": "session",
    "cdip:summaryOf": "session",
    "dcat:hasCurrentVersion": "session report",
    "eli:is_realized_by": "expression",
    "eli:realizes": "document|session report|summary read",
    "eli:is_embodied_by": "file",
    "cdip:reportedIn": "document|session report",
    "cdip:candidate": "document|session report|report of a session|session|item",
    "cdip:respondsTo": "proposal paragraph",
    "eli-dl:executed": "measure",
    "cdip:citedFor": "measure",
    "cdip:ofMeasure": "measure",
    "cdip:followsUp": "measure",
    "cdip:produced": "document|session report",
    "cdip:reviewed": "implementation",
    "cdip:concludedIn": "item",
    "cdip:recordedIn": "item",
    "cdip:inParagraph": "paragraph",
    "cdip:issuedAs": "document",
    "cdip:subItemOf": "item",
    "eli-dl:recorded_in_a_realization_of": "range",
    "cdip:askedBy": "decision",
    "cdip:askedAt": "session",
    "cdip:undertakenIn": "follow-up|paragraph|measure|document|session report|summary read",
    "cdip:stateOf": "deliverable",
    "cdip:enumerates": "deliverable",
    "cdip:chose": "part",
    "cdip:answeredBy": "implementation|review|decision|follow-up|delivery|document|session report|session",
    "cdip:answers": "commitment",
    "cdip:givenBy": "implementation|review|decision|follow-up|delivery|document|session report|session",
    "cito:hasCitingEntity": "expression",
    "cito:hasCitedEntity": "document|session report|range|item|session|proposal",
    "prov:wasDerivedFrom": "span",
    "oa:hasSource": "expression",
    "oa:hasSelector": "place|quote",
}
INTEGERS = {
    "cdip:ordinal",
    "cdip:sessionNumber",
    "cdip:sessionPart",
    "cdip:length",
    "epvoc:itemNumberBegin",
    "epvoc:itemNumberEnd",
    "cdip:position",
    "cdip:announcedMeasures",
    "cdip:announcedParts",
    "oa:start",
    "oa:end",
    "cdip:page",
    "cdip:paragraphPosition",
}
DURATIONS = {"cdip:dueWithin", "cdip:forPeriod"}
DATES = {"cdip:dueDate", "cdip:startDate", "cdip:endDate", "cdip:date", "dcterms:date"}
STRINGS = {
    "eli:number",
    "dcterms:identifier",
    "oa:exact",
    "cdip:symbol",
    "cdip:otherSymbol",
    "cdip:first",
    "cdip:last",
    "cdip:item",
    "cdip:agendaItem",
    "cdip:sha256",
    "cdip:phraseTables",
    "cdip:outcomes",
    "cdip:fileName",
    "dcterms:format",
    "cdip:readBy",
}
TAGGED = {"rdfs:label", "skos:altLabel", "dcterms:title", "cdip:committeeName"}
CONCEPT_OF = {
    "cdip:documentKind": "kind",
    "cdip:activityKind": "activity",
    "cdip:outcome": "outcome",
    "cdip:followUpStatus": "status",
    "cdip:statedIn": "place",
    "cdip:dateStatedIn": "place",
    "cdip:citationKind": "citation",
    "cdip:resolution": "how",
    "cdip:askedOf": "actor",
    "cdip:agent": "actor",
    "cdip:state": "state",
    "cdip:enumerationKind": "enumeration",
    "cdip:wording": "wording",
    "cdip:certainty": "certainty",
    "cdip:dueKind": "due",
    "cdip:extent": "extent",
    "cdip:basis": "basis",
    "cdip:sessionKind": "sitting",
    "cdip:origin": "origin",
}


def lines_of(types: frozenset[str], subject: str) -> list[str]:
    """The lines of the model that a thing of these types and this IRI is of."""
    return [
        name
        for name, (needed, may, iri, _) in MODEL.items()
        if needed <= types <= needed | may and re.fullmatch(iri, subject)
    ]
