"""What ties documents together: paragraphs that ranges cover, ranges past the end of a report, in any order of
building.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from cdipgraph import validation
from cdipgraph.findings import Finding
from cdipgraph.ingest import build, build_one
from cdipgraph.queries import run
from cdipgraph.store import Store, open_store
from cdipgraph.store.remote import RemoteStore
from cdipgraph.vocabulary import ID, expand

HERE = Path(__file__).parent
REPORT = HERE / "minutes" / "SCP-37-11.fr.txt"
WORK = f"{ID}doc/SCP/37/11"
NOTE = """SCP/39/4

Comité permanent du droit des brevets (SCP)

Trente-neuvième session
Genève, 7 – 11 juin 2027

NOTE SUR LES DÉBATS

établie par le Secrétariat

1.\tLa question a été examinée (paragraphes 9 à 11 du document SCP/37/11).
2.\tVoir aussi les paragraphes {first} à {last} du rapport de la trente-septième session du SCP ({symbol}).
"""


def note(folder: Path, first: int, last: int, symbol: str = "SCP/37/11", name: str = "note") -> Path:
    """A document that cites two ranges of the report: paragraphs 9 to 11, and another one."""
    path = folder / f"{name}.txt"
    text = NOTE.format(first=first, last=last, symbol=symbol)
    path.write_text(text if name == "note" else text.replace("SCP/39/4", f"SCP/39/{len(name)}"), encoding="utf-8")
    return path


def content(store: Store) -> list[str]:
    """Every quad of the store, sorted."""
    return sorted(map(str, store.quads()))


def covered(store: Store) -> dict[str, list[str]]:
    """The numbers of the paragraphs that each range covers."""
    found: dict[str, list[str]] = {}
    for quad in store.quads():
        if quad.predicate.value == expand("cdip:covers"):
            assert isinstance(quad.subject, NamedNode)
            assert isinstance(quad.object, NamedNode)
            found.setdefault(quad.subject.value.removeprefix(WORK), []).append(
                quad.object.value.removeprefix(f"{WORK}/para/")
            )
    return {key: sorted(value, key=int) for key, value in found.items()}


def past(findings: Sequence[Finding]) -> list[Finding]:
    return [f for f in findings if f.rule == "range-past-report"]


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(memory=True) as opened:
        yield opened


def test_a_range_covers_the_paragraphs_of_the_report_that_was_read(store: Store, tmp_path: Path) -> None:
    build([REPORT, note(tmp_path, 4, 6)], store)
    assert covered(store) == {"/para/9-11": ["9", "10", "11"], "/para/4-6": ["4", "5", "6"]}
    assert f"{WORK}/across" in store.graphs()


def test_a_report_that_was_not_read_ties_nothing(store: Store, tmp_path: Path) -> None:
    build([note(tmp_path, 4, 6)], store)
    assert covered(store) == {}
    assert not [name for name in store.graphs() if name.endswith("/across")]


def test_the_order_of_building_does_not_count(tmp_path: Path) -> None:
    sources = [REPORT, note(tmp_path, 12, 15), note(tmp_path, 3, 40, name="other")]
    contents = []
    for order in permutations(sources):
        with open_store(memory=True) as store:
            build(order, store)
            contents.append(content(store))
    assert all(each == contents[0] for each in contents)


def test_building_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    sources = [REPORT, note(tmp_path, 12, 15)]
    build(sources, store)
    once = content(store)
    assert [d.changed for d in build(sources, store).documents] == [False, False]
    assert content(store) == once


def test_a_range_past_the_end_is_found_at_build_and_at_check(store: Store, tmp_path: Path) -> None:
    build([REPORT], store)
    path = note(tmp_path, 12, 15)
    (finding,) = past(build_one(path, store).findings)
    text = path.read_text(encoding="utf-8")
    assert finding.severity == "warning"
    assert finding.start is not None
    assert text[finding.start : finding.end].startswith("paragraphes 12 à 15")
    assert "13" in finding.message("fr")
    assert "SCP/37/11" in finding.message("en")
    assert [(f.document, f.focus, f.start, f.end) for f in past(validation.check(store))] == [
        (finding.document, finding.focus, finding.start, finding.end)
    ]
    rows = [row for row in run(store, "findings", lang="en") if row[1] == "range-past-report"]
    assert [(row[0], row[4], row[5]) for row in rows] == [("warning", finding.start, finding.end)]


def test_the_part_of_it_that_is_there_is_covered(store: Store, tmp_path: Path) -> None:
    build([REPORT, note(tmp_path, 12, 15)], store)
    assert covered(store)["/para/12-15"] == ["12", "13"]


def test_a_reversed_range_covers_nothing_and_is_found(store: Store, tmp_path: Path) -> None:
    build([REPORT], store)
    built = build_one(note(tmp_path, 6, 4), store)
    assert "ParagraphRange-firstNotAfterLast" in {f.rule for f in built.findings}
    assert past(built.findings) == []
    assert set(covered(store)) == {"/para/9-11"}


def test_a_range_of_the_provisional_report_is_not_tied_to_the_adopted_one(store: Store, tmp_path: Path) -> None:
    build([REPORT, note(tmp_path, 4, 6, symbol="SCP/37/11 Prov.")], store)
    assert set(covered(store)) == {"/para/9-11"}


def test_what_is_no_longer_cited_is_no_longer_tied(store: Store, tmp_path: Path) -> None:
    build([REPORT, note(tmp_path, 12, 15)], store)
    assert past(validation.check(store))
    build([note(tmp_path, 4, 6)], store)
    assert set(covered(store)) == {"/para/9-11", "/para/4-6"}
    assert not past(validation.check(store))
    path = tmp_path / "note.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("SCP/37/11", "SCP/36/11"), encoding="utf-8")
    build([path], store)
    assert covered(store) == {}
    assert f"{WORK}/across" not in store.graphs()


def test_a_report_that_changes_ties_anew(store: Store, tmp_path: Path) -> None:
    shorter = tmp_path / "report.txt"
    text = REPORT.read_text(encoding="utf-8")
    build([REPORT, note(tmp_path, 9, 13)], store)
    assert not past(validation.check(store))
    shorter.write_text(text[: text.index("12.\tLe Comité")] + "\n[L’annexe suit]\n", encoding="utf-8")
    build([shorter], store)
    assert covered(store)["/para/9-13"] == ["9", "10", "11"]
    assert len(past(validation.check(store))) == 1


def test_no_paragraph_is_covered_that_is_none(store: Store, tmp_path: Path) -> None:
    build([REPORT, note(tmp_path, 4, 6)], store)
    assert not [f for f in validation.check(store) if f.rule == "covers-no-paragraph"]
    store.remove_graphs([f"{WORK}/fr"])
    found = [f for f in validation.check(store) if f.rule == "covers-no-paragraph"]
    assert len(found) == 6


def test_a_store_elsewhere_ties_the_same(remote: RemoteStore, store: Store, tmp_path: Path) -> None:
    sources = [note(tmp_path, 12, 15), REPORT]
    build(sources, store)
    build(sources, remote)
    assert content(remote) == content(store)


def test_a_report_of_a_session_known_only_by_its_number_is_not_guessed(store: Store, tmp_path: Path) -> None:
    path = note(tmp_path, 4, 6)
    text = path.read_text(encoding="utf-8").replace(" (SCP/37/11).", ".").replace("du document SCP/37/11", "du rapport")
    path.write_text(text, encoding="utf-8")
    build([REPORT, path], store)
    assert covered(store) == {}


def test_a_summary_and_a_report_that_cites_it_share_its_items(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "citing.txt"
    path.write_text(
        NOTE.format(first=1, last=2, symbol="SCP/37/11")
        + "3.\tVoir le paragraphe 5 a) du résumé présenté par la présidente de la trente-septième session du SCP.\n",
        encoding="utf-8",
    )
    build([path, HERE / "minutes" / "SCP-37-10.fr.txt"], store)
    item = NamedNode(f"{ID}SCP/session/37/summary/item/5(a)")
    graphs = {q.graph_name for q in store.quads() if q.subject == item}
    assert graphs == {NamedNode(f"{ID}doc/SCP/39/4/fr"), NamedNode(f"{ID}doc/SCP/37/10/fr")}


def test_who_said_what_on_a_measure(store: Store, tmp_path: Path) -> None:
    head = (
        "SCP/31/10\n\nStanding Committee on the Law of Patents\n\nThirty-First Session\n"
        "Geneva, December 2 to 5, 2019\n\nREPORT\n\nadopted by the Committee\n\n"
    )
    said = {
        41: "The Delegation of Chile, speaking on behalf of the GRULAC, welcomed it.",
        66: "The Chair closed the item.",
    }
    path = tmp_path / "report.txt"
    body = "".join(f"{n}. {said.get(n, 'There was a discussion.')}\n" for n in range(1, 121))
    path.write_text(head + body, encoding="utf-8")
    build([HERE / "snippets" / "SCP-35-7.fr.txt", path], store)
    rows = [tuple(cell or "" for cell in row) for row in run(store, "statements", report="SCP/31/10")]
    first = [row for row in rows if row[:2] == ("1", "1")]
    assert [row[3] for row in first] == [str(n) for n in range(41, 67)]
    assert first[0][2:] == ("SCP/31/10", "41", "Delegation of Chile", "GRULAC")
    assert first[-1][2:] == ("SCP/31/10", "66", "Chair", "")
    assert {row[:2] for row in rows} == {("1", "1"), ("2", "1")}
