"""The IRIs: namespaces, the terms of our own, and how things are named.

Terms are listed here once; `tests/test_ontology.py` holds them against `ontology/cdip.ttl`. The model is told in
`docs/model.md`.
"""

from __future__ import annotations

from typing import Final

CDIP: Final = "https://w3id.org/cdipgraph/ontology#"
ID: Final = "https://w3id.org/cdipgraph/id/"

PREFIXES: Final[dict[str, str]] = {
    "cdip": CDIP,
    "cito": "http://purl.org/spar/cito/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "eli-dl": "http://data.europa.eu/eli/eli-draft-legislation-ontology#",
    "epvoc": "https://data.europarl.europa.eu/def/epvoc#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

CLASSES: Final = (
    "Answer",
    "Appendix",
    "ChairSummary",
    "ChairSummaryItem",
    "CommitteeSession",
    "Commitment",
    "DecisionPoint",
    "Deliverable",
    "Finding",
    "FollowUp",
    "ImplementationActivity",
    "Measure",
    "Paragraph",
    "ParagraphRange",
    "Proposal",
    "ProposalParagraph",
    "ProposalPoint",
    "Review",
    "SessionReport",
)

PROPERTIES: Final = (
    "activityKind",
    "agendaItem",
    "announcedMeasures",
    "answeredBy",
    "answers",
    "askedAt",
    "askedBy",
    "askedOf",
    "author",
    "basis",
    "candidate",
    "certainty",
    "citationKind",
    "citedFor",
    "committee",
    "concludedIn",
    "condition",
    "covers",
    "date",
    "documentKind",
    "dueDate",
    "dueKind",
    "dueSession",
    "dueText",
    "dueWithin",
    "endDate",
    "extent",
    "fileName",
    "first",
    "focus",
    "followUpStatus",
    "followsUp",
    "forPeriod",
    "givenBy",
    "heading",
    "heldBy",
    "inParagraph",
    "issuedAs",
    "item",
    "last",
    "length",
    "ofMeasure",
    "onBehalfOf",
    "ordinal",
    "originalLanguage",
    "outcome",
    "outcomes",
    "page",
    "paragraphPosition",
    "place",
    "position",
    "produced",
    "proposer",
    "provisional",
    "readBy",
    "recordedIn",
    "reportOf",
    "reportedIn",
    "resolution",
    "respondsTo",
    "reviewed",
    "rule",
    "session",
    "sessionNumber",
    "severity",
    "sha256",
    "speaker",
    "startDate",
    "statedIn",
    "subItemOf",
    "summaryOf",
    "symbol",
    "text",
    "undertakenIn",
    "wording",
)

#: The controlled values: concept scheme -> its values; the concept is `cdip:{scheme}-{value}`.
CONCEPTS: Final[dict[str, tuple[str, ...]]] = {
    "kind": ("document", "implementation-report", "session-report", "chair-summary"),
    "activity": (
        "document",
        "presentation",
        "round-table",
        "interactive-dialogue",
        "webinar-series",
        "seminar",
        "workshop",
        "conference",
    ),
    "outcome": (
        "took-note",
        "requested",
        "decided",
        "welcomed",
        "agreed",
        "approved",
        "adopted",
        "recommended",
        "invited",
        "considered",
        "answered",
        "other",
    ),
    "status": ("none", "ongoing", "scheduled", "done"),
    "place": ("narrative", "annex"),
    "citation": (
        "document",
        "paragraphs",
        "summary-item",
        "agenda-item",
        "annex",
        "session",
        "resolution",
        "internal",
    ),
    "how": ("explicit", "by-session", "by-context", "ambiguous", "open"),
    "actor": ("secretariat", "committee", "delegations", "chair", "other"),
    "due": ("session", "date", "duration", "period", "future", "recurring"),
    "extent": ("full", "partial"),
    "basis": ("document", "kind", "session", "words"),
    "wording": ("worded", "told"),
    "certainty": ("certain", "uncertain"),
}


def expand(name: str) -> str:
    """The IRI of a prefixed name: `expand("cdip:Measure")`. Raises KeyError for an unknown prefix."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def concept(scheme: str, value: str) -> str:
    """The IRI of a controlled value: `concept("outcome", "took-note")`."""
    return f"{CDIP}{scheme}-{value}"
