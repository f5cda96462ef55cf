"""The lineage: which boxes and edges a chain becomes, in Python and as the stored question `lineage`."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
from chains import Chain, many, small
from pyoxigraph import Literal, NamedNode, Quad

from cdipgraph import vocabulary as v
from cdipgraph.errors import UnknownThing
from cdipgraph.lineage import graph_of, read, through, to_networkx
from cdipgraph.queries import run
from cdipgraph.store import Store
from cdipgraph.store.local import MemoryStore

WORK = f"{v.ID}doc/SCP/31/9"
M11, M12, M21 = (f"{WORK}/measure/{number}" for number in ("1.1", "1.2", "2.1"))
ITEM_82 = f"{v.ID}SCP/session/28/summary/item/8.2"


@pytest.fixture(scope="module")
def store() -> Store:
    return small().store()


def labels(graph: nx.DiGraph[str]) -> list[tuple[str, str, str]]:
    named = nx.get_node_attributes(graph, "label")
    return sorted((named[a], data["relation"], named[b]) for a, b, data in graph.edges(data=True))


def test_the_whole_chain(store: Store) -> None:
    assert labels(to_networkx(store, lang="en")) == sorted(
        [
            ("appendix I · session 27", "contains", "Paragraph 1"),
            ("appendix I · session 27", "contains", "Paragraph 2"),
            ("Paragraph 1", "responds", "Measure 1.1"),
            ("Paragraph 1", "responds", "Measure 1.2"),
            ("Paragraph 2", "responds", "Measure 2.1"),
            ("Measure 1.1", "implements", "SCP/28/4"),
            ("SCP/28/4", "reviews", "§ 98–112 · SCP/28/12"),
            ("§ 98–112 · SCP/28/12", "decides", "item 8.1 · session 28"),
            ("item 8.1 · session 28", "follows", "ongoing"),
            ("Measure 1.2", "implements", "Presentation · session 28"),
            ("Measure 1.2", "implements", "Round table · session 29"),
            ("Presentation · session 28", "reviews", "§ 113–120 · SCP/28/12"),
            ("§ 113–120 · SCP/28/12", "decides", "item 8.2 · session 28"),
            ("item 8.2 · session 28", "answers", "Round table · session 29"),
            ("item 8.2 · session 28", "asks", "Request open · session 32"),
            ("Round table · session 29", "reviews", "§ 30–45 · SCP/29/8 Prov."),
            ("§ 30–45 · SCP/29/8 Prov.", "decides", "item 7.1 · session 29"),
            ("item 7.1 · session 29", "follows", "no follow-up"),
            ("Measure 2.1", "implements", "SCP/30/3"),
            ("SCP/30/3", "reviews", "§ 233–249 · report not identified"),
            ("§ 233–249 · report not identified", "decides", "Decision · session 30"),
        ]
    )


def test_what_a_node_tells(store: Store) -> None:
    node = to_networkx(store, lang="en").nodes[ITEM_82]
    text = small().text
    assert node["stage"] == "decision"
    assert node["title"].startswith("The Committee requested a round table")
    assert node["quote"] == node["title"] == text[node["start"] : node["end"]]
    assert (node["document"], node["session"], node["outcomes"]) == ("SCP/31/9", 28, "took-note, requested")


def test_every_quote_is_where_it_says(built: Store) -> None:
    """On the real document: white space apart, the text of the document at the place is the quote."""
    rows = built.query(
        "SELECT ?t { ?e <https://w3id.org/cdipgraph/ontology#length> ?n ; "
        "<https://w3id.org/cdipgraph/ontology#text> ?t }"
    ).rows
    (text,) = (str(getattr(row[0], "value", "")) for row in rows)
    quotes = [quote for box in read(built).boxes for quote in box.quotes]
    assert quotes
    for quote in quotes:
        assert " ".join(text[quote.start : quote.end].split()) == quote.text


def test_the_real_document_has_all_its_boxes(built: Store) -> None:
    stages = Counter(box.stage for box in read(built).boxes)
    assert stages["paragraph"] == 6
    assert (stages["measure"], stages["implementation"], stages["review"], stages["follow-up"]) == (9, 15, 16, 9)
    assert stages["decision"] >= 15


@pytest.mark.parametrize("write", [nx.write_graphml, nx.write_gexf, nx.write_gml])
def test_networkx_can_write_it(built: Store, tmp_path: Path, write: Callable[[nx.DiGraph[str], Path], None]) -> None:
    graph = to_networkx(built)
    write(graph, tmp_path / "lineage")
    assert (tmp_path / "lineage").stat().st_size > 10_000
    assert all(value is not None for _, told in graph.nodes(data=True) for value in told.values())


def test_a_graph_is_acyclic_and_runs_through_the_stages(built: Store) -> None:
    graph = to_networkx(built)
    assert nx.is_directed_acyclic_graph(graph)
    assert {data["relation"] for *_, data in graph.edges(data=True)} >= {"responds", "implements", "reviews", "decides"}


def test_the_chain_through_a_measure(store: Store) -> None:
    graph = to_networkx(store, "1/2", lang="en")
    assert {data["label"] for _, data in graph.nodes(data=True) if data["stage"] == "measure"} == {"Measure 1.2"}
    assert {data["label"] for _, data in graph.nodes(data=True) if data["stage"] == "paragraph"} == {"Paragraph 1"}
    assert len(graph) == 11


@pytest.mark.parametrize(
    ("thing", "measures"),
    [
        ("1", {"1.1", "1.2"}),
        ("2/1", {"2.1"}),
        ("SCP/28/4", {"1.1"}),
        ("SCP/28/12", {"1.1", "1.2"}),
        ("SCP/29/8 Prov.", {"1.2"}),
        ("SCP/28 8.1", {"1.1"}),
        ("SCP/30", {"2.1"}),
        ("SCP/32", {"1.2"}),
        ("SCP/31/9", {"1.1", "1.2", "2.1"}),
        (f"{M12}/decision/1", {"1.2"}),
        (f"{M12}/commitment/2", {"1.2"}),
        (f"{v.ID}doc/SCP/28/12/para/98-112", {"1.1"}),
        (f"{v.ID}SCP/session/27/summary/appendix/I", {"1.1", "1.2", "2.1"}),
        ("SCP/20/INF/2", set()),
    ],
)
def test_a_thing_leads_to_its_chains(store: Store, thing: str, measures: set[str]) -> None:
    graph = to_networkx(store, thing)
    found = {node for node, stage in graph.nodes(data="stage") if stage == "measure"}
    assert found == {f"{WORK}/measure/{number}" for number in measures}


def test_a_chain_is_what_comes_before_and_after(built: Store) -> None:
    lineage = read(built)
    graph = graph_of(lineage)
    for box in lineage.boxes:
        seeds = {one.iri for one in lineage.boxes if box.iri == one.iri or box.iri in one.stands_for}
        kept = seeds.union(*(nx.ancestors(graph, seed) | nx.descendants(graph, seed) for seed in seeds))
        assert {one.iri for one in through(lineage, box.iri).boxes} == kept


def test_an_unknown_thing_is_refused(store: Store) -> None:
    with pytest.raises(UnknownThing):
        to_networkx(store, "9/9")


def test_boxes_are_in_reading_order(store: Store) -> None:
    numbers = [box.number for box in read(store).boxes if box.stage in ("paragraph", "measure")]
    assert numbers == ["1", "1.1", "1.2", "2", "2.1"]


def test_numbers_are_ordered_as_numbers() -> None:
    chain = Chain()
    paragraph = chain.paragraph(chain.proposal(), 1, "What is asked")
    for number in (10, 9, 2):
        chain.measure(paragraph, number, "A measure")
    assert [box.number for box in read(chain.store()).boxes if box.stage == "measure"] == ["1.2", "1.9", "1.10"]


def test_an_uncertain_report_is_told(store: Store) -> None:
    (box,) = [box for box in read(store).boxes if box.stage == "review" and not box.certain]
    assert (box.first, box.last, box.symbol, box.session) == (233, 249, "", 30)


def test_what_is_inferred_is_told(store: Store) -> None:
    inferred = [link for link in read(store).links if not link.certain]
    assert [(link.source, link.target) for link in inferred] == [(f"{M21}/review/1", f"{M21}/decision/1")]


def test_an_item_holds_all_decisions_worded_in_it() -> None:
    chain = Chain()
    measure = chain.measure(chain.paragraph(chain.proposal(), 1, "Asked"), 1, "A measure")
    item = chain.item(28, "8.1")
    chain.decision(measure, 1, "Took note.", outcomes="took-note", session=28, item=item)
    chain.decision(measure, 2, "Welcomed it.", outcomes="welcomed", session=28, item=item)
    (box,) = [box for box in read(chain.store()).boxes if box.stage == "decision"]
    assert (box.iri, box.title, box.outcomes) == (item, "Took note. / Welcomed it.", ("took-note", "welcomed"))


def test_a_decision_without_review_hangs_on_its_measure() -> None:
    chain = Chain()
    measure = chain.measure(chain.paragraph(chain.proposal(), 1, "Asked"), 1, "A measure")
    decision = chain.decision(measure, 1, "Took note.", outcomes="took-note", session=28)
    followup = chain.followup(measure, "Goes on.", status="ongoing")
    links = {(link.source, link.target): link.relation for link in read(chain.store()).links}
    assert links[measure, decision] == "decides"
    assert links[decision, followup] == "follows"


@pytest.mark.parametrize("until", ["measure", "implementation", "review"])
def test_a_follow_up_without_decision_hangs_on_what_came_last(until: str) -> None:
    chain = Chain()
    last = measure = chain.measure(chain.paragraph(chain.proposal(), 1, "Asked"), 1, "A measure")
    if until != "measure":
        last = chain.implementation(measure, 1, "A paper", symbol="SCP/28/4", session=28)
    if until == "review":
        last = chain.review(measure, 1, (1, 2), report=chain.report("SCP/28/12", 28), session=28, of=[last])
    followup = chain.followup(measure, "Goes on.", status="ongoing")
    assert (last, followup) in graph_of(read(chain.store())).edges


def test_a_follow_up_comes_from_the_decisions_of_the_last_session() -> None:
    chain = Chain()
    measure = chain.measure(chain.paragraph(chain.proposal(), 1, "Asked"), 1, "A measure")
    decisions = [
        chain.decision(
            measure, place, "Took note.", outcomes="took-note", session=session, item=chain.item(session, number)
        )
        for place, (session, number) in enumerate([(27, "9"), (28, "7.1"), (28, "7.2")], 1)
    ]
    followup = chain.followup(measure, "Goes on.", status="ongoing")
    sources = {link.source for link in read(chain.store()).links if link.target == followup}
    assert len(decisions) == 3
    assert sources == {f"{v.ID}SCP/session/28/summary/item/{number}" for number in ("7.1", "7.2")}


def asked(due: int | None, answered: str = "") -> Chain:
    chain = Chain()
    measure = chain.measure(chain.paragraph(chain.proposal(), 1, "Asked"), 1, "A measure")
    chain.implementation(measure, 1, "A paper", symbol="SCP/29/4", session=29)
    decision = chain.decision(measure, 1, "Requested it.", outcomes="requested", session=28)
    answers = {
        "": [],
        "paper": [f"{measure}/activity/1"],
        "document": [f"{v.ID}doc/SCP/29/4"],
        "session": [f"{v.ID}SCP/session/29"],
    }
    chain.commitment(decision, 1, "a paper", due=due, answered=answers[answered])
    return chain


@pytest.mark.parametrize(("due", "status"), [(30, "overdue"), (31, "open"), (32, "open"), (None, "open")])
def test_what_was_asked_is_overdue_when_its_session_is_past(due: int | None, status: str) -> None:
    """The newest session of which a document was read is the 31st."""
    lineage = read(asked(due).store())
    assert [ask.status for ask in lineage.asks] == [status]
    assert [(box.status, box.due) for box in lineage.boxes if box.stage == "commitment"] == [(status, due)]


@pytest.mark.parametrize("answer", ["paper", "document"])
def test_an_answer_is_an_edge_to_what_answers(answer: str) -> None:
    lineage = read(asked(29, answer).store())
    assert [ask.status for ask in lineage.asks] == ["answered"]
    assert not [box for box in lineage.boxes if box.stage == "commitment"]
    (link,) = [link for link in lineage.links if link.relation == "answers"]
    assert (link.target, link.note) == (f"{WORK}/measure/1.1/activity/1", "a paper")


def test_an_answer_that_has_no_box_leaves_the_request_a_box() -> None:
    lineage = read(asked(29, "session").store())
    assert [box.status for box in lineage.boxes if box.stage == "commitment"] == ["answered"]
    assert [link.relation for link in lineage.links if link.target.endswith("/commitment/1")] == ["asks"]


def test_two_language_versions_make_one_chain_in_the_readers_language() -> None:
    english, french = small(), Chain(lang="fr")
    paragraph = f"{v.ID}SCP/session/27/summary/appendix/I/para/1"
    french.measure(paragraph, 1, "Liste des pratiques")
    store = english.store()
    store.replace_graphs({french.expression: french.quads})
    titles = {lang: next(box.title for box in read(store, lang=lang).boxes if box.iri == M11) for lang in ("fr", "en")}
    assert titles == {"fr": "Liste des pratiques", "en": "List of practices"}
    assert len(read(store).boxes) == len(read(english.store()).boxes)


def test_an_empty_store_has_no_chain() -> None:
    with MemoryStore() as empty:
        lineage = read(empty)
    assert (lineage.boxes, lineage.links) == ((), ())
    assert through(lineage, M11).boxes == ()


def test_the_order_of_the_quads_does_not_matter() -> None:
    chain = small()
    shuffled = Chain(quads=list(chain.quads))
    random.Random(3).shuffle(shuffled.quads)
    store = MemoryStore()
    store.replace_graphs({shuffled.expression: shuffled.quads})
    assert read(store) == read(chain.store())


def test_a_remote_store_gives_the_same_lineage(remote: Store) -> None:
    chain = small()
    remote.replace_graphs({chain.expression: chain.quads})
    assert read(remote, lang="en") == read(chain.store(), lang="en")


def test_a_thing_cut_short_is_passed_over() -> None:
    """Statements without their things, as in a store that somebody else filled, do not break the lineage."""
    chain = small()
    for kind in ("cdip:Review", "eli-dl:Decision", "cdip:Commitment", "cdip:FollowUp", "cdip:ImplementationActivity"):
        chain.add(f"{WORK}/bare/{kind}", kind, {})
    for name in ("cdip:Measure", "cdip:ProposalParagraph", "cdip:Proposal", "cdip:CommitteeSession"):
        chain.add(f"{WORK}/bare/{name}", name, {})
    lineage = read(chain.store())
    known = {box.iri for box in lineage.boxes}
    assert all(link.source in known and link.target in known for link in lineage.links)
    assert len(known) == len(read(small().store()).boxes) + 8


# The stored question


PROPOSAL = f"{v.ID}SCP/session/27/summary/appendix/I"
STATED = {
    (PROPOSAL, "eli:is_part_of", f"{PROPOSAL}/para/2"),
    (f"{PROPOSAL}/para/2", "cdip:respondsTo", M21),
    (M21, "eli-dl:executed", f"{M21}/activity/1"),
    (f"{M21}/activity/1", "cdip:reviewed", f"{M21}/review/1"),
    (M21, "cdip:ofMeasure", f"{M21}/decision/1"),
}


def edges(store: Store, **parameters: object) -> set[tuple[str, str, str]]:
    rows = run(store, "lineage", **parameters).rows
    return {(str(row[0]), _prefixed(str(row[1])), str(row[2])) for row in rows}


def _prefixed(iri: str) -> str:
    return next(f"{name}:{iri.removeprefix(base)}" for name, base in v.PREFIXES.items() if iri.startswith(base))


def test_the_question_gives_the_edges_through_a_node(store: Store) -> None:
    assert edges(store, node="2/1") == STATED


def test_the_question_gives_all_edges_from_left_to_right(store: Store) -> None:
    found = edges(store)
    assert found > STATED
    assert (f"{M12}/review/1", "cdip:concludedIn", ITEM_82) in found
    assert (ITEM_82, "cdip:recordedIn", f"{M12}/decision/1") in found
    assert (f"{M12}/decision/1", "cdip:askedBy", f"{M12}/commitment/1") in found
    assert (f"{M12}/commitment/1", "cdip:answeredBy", f"{M12}/activity/2") in found
    assert (M11, "cdip:followsUp", f"{M11}/followup/1") in found
    assert len(found) == 26


def test_the_question_names_both_ends(store: Store) -> None:
    answer = run(store, "lineage", node="2/1")
    named = {(row[0], row[2]): (row[3], row[4]) for row in answer.rows}
    assert answer.columns == ("source", "relation", "target", "sourceLabel", "targetLabel")
    assert named[PROPOSAL, f"{PROPOSAL}/para/2"] == ("Proposal by the delegation of Utopia", "Paragraph 2")
    assert named[M21, f"{M21}/activity/1"] == ("A forum", "Feasibility of a forum")


@pytest.mark.parametrize("thing", ["SCP/30/3", f"{M21}/review/1", "2", f"{WORK}/unresolved/para/233-249"])
def test_the_question_takes_what_leads_into_a_chain(store: Store, thing: str) -> None:
    assert (f"{M21}/activity/1", "cdip:reviewed", f"{M21}/review/1") in edges(store, node=thing)
    assert not {edge for edge in edges(store, node=thing) if M11 in edge}


def test_the_question_and_the_graph_agree_on_a_large_store() -> None:
    store = many(30).store()
    for thing in ("2/1", "5/3", "SCP/33/12"):
        ends = {end for edge in edges(store, node=thing) for end in (edge[0], edge[2])}
        nodes = set(to_networkx(store, thing))
        measures = {node for node in nodes if node.rsplit("/", 2)[-2] == "measure"}
        assert measures
        assert measures == {end for end in ends if end.rsplit("/", 2)[-2] == "measure"}


def test_the_same_edge_in_two_graphs_is_one_row(store: Store) -> None:
    chain = small()
    twice = chain.store()
    copies = [Quad(q.subject, q.predicate, q.object, NamedNode(f"{WORK}/other")) for q in chain.quads]
    label = Quad(NamedNode(M11), NamedNode(v.expand("rdfs:label")), Literal("Liste", language="fr"), NamedNode(WORK))
    twice.replace_graphs({f"{WORK}/other": copies, WORK: [label]})
    assert len(run(twice, "lineage").rows) == len(run(store, "lineage").rows)
