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
    "Appendix",
    "ChairSummary",
    "ChairSummaryItem",
    "CommitteeSession",
    "Commitment",
    "DecisionPoint",
    "Deliverable",
    "DeliverableState",
    "EnumeratedPart",
    "Enumeration",
    "Finding",
    "FollowUp",
    "FormerState",
    "ImplementationActivity",
    "Measure",
    "Paragraph",
    "DocumentPart",
    "ParagraphRange",
    "Proposal",
    "ProposalParagraph",
    "ProposalPoint",
    "Review",
    "SessionReport",
    "UnnumberedSession",
)

PROPERTIES: Final = (
    "activityKind",
    "agendaItem",
    "agent",
    "announcedMeasures",
    "announcedParts",
    "answeredBy",
    "askedBy",
    "askedOf",
    "author",
    "candidate",
    "certainty",
    "chose",
    "citationKind",
    "citedFor",
    "committee",
    "committeeName",
    "concludedIn",
    "content",
    "covers",
    "date",
    "dateStatedIn",
    "documentKind",
    "dueSession",
    "endDate",
    "enumerates",
    "enumerationKind",
    "fileName",
    "first",
    "focus",
    "followUpStatus",
    "followsUp",
    "heading",
    "heldBy",
    "heldDuring",
    "inParagraph",
    "issuedAs",
    "item",
    "last",
    "length",
    "ofMeasure",
    "onBehalfOf",
    "ordinal",
    "originalLanguage",
    "otherSymbol",
    "outcome",
    "outcomes",
    "page",
    "paragraphPosition",
    "phraseTables",
    "place",
    "position",
    "presentedAt",
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
    "sessionKind",
    "sessionNumber",
    "sessionPart",
    "severity",
    "sha256",
    "speaker",
    "startDate",
    "state",
    "stateOf",
    "statedIn",
    "subItemOf",
    "suggestion",
    "summaryOf",
    "symbol",
    "text",
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
        "information-session",
        "training",
        "study-visit",
        "side-event",
        "meeting",
        "consultation",
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
    "state": ("proposed", "options", "chosen", "trial", "launched", "maintained", "to-be-evaluated", "closed"),
    "enumeration": ("option", "part", "suggestion"),
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
    "actor": ("secretariat", "committee", "delegations", "chair"),
    "wording": ("worded", "told"),
    "certainty": ("certain", "uncertain"),
    "sitting": ("special", "emergency", "resumed"),
}


def expand(name: str) -> str:
    """The IRI of a prefixed name: `expand("cdip:Measure")`. Raises KeyError for an unknown prefix."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def shortened(iri: str) -> str:
    """The prefixed name of a term: the opposite of `expand`; of no vocabulary of ours, the IRI itself."""
    found = max(((space, prefix) for prefix, space in PREFIXES.items() if iri.startswith(space)), default=None)
    return f"{found[1]}:{iri[len(found[0]) :]}" if found else iri


def concept(scheme: str, value: str) -> str:
    """The IRI of a controlled value: `concept("outcome", "took-note")`."""
    return f"{CDIP}{scheme}-{value}"
