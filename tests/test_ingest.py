"""From files to the store: the same twice, a source that changed, a file that fails, a store that fails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest
from pyoxigraph import Quad

from cdipgraph.errors import (
    CdipgraphError,
    DiskFull,
    EmptySource,
    FaultySource,
    MissingSource,
    StoreError,
    UnreadableSource,
    UsageError,
)
from cdipgraph.ingest import build, build_one
from cdipgraph.store import Store, open_store

SNIPPETS = Path(__file__).parent / "snippets"
SCP, SCCR, NOTE = (SNIPPETS / f"{name}.fr.txt" for name in ("SCP-35-7", "SCCR-41-6", "WO-PBC-36-3"))
ID = "https://w3id.org/cdipgraph/id/"


def content(store: Store) -> list[str]:
    """Every quad of the store, sorted."""
    return sorted(map(str, store.quads()))


def test_a_document_gives_its_graph_and_that_of_its_findings() -> None:
    with open_store(memory=True) as store:
        built = build_one(SCP, store)
        assert built.symbol == "SCP/35/7"
        assert (built.kind, built.language, built.changed) == ("implementation-report", "fr", True)
        assert built.iri == f"{ID}doc/SCP/35/7/fr"
        assert built.iri in store.graphs()
        assert set(store.graphs()) <= {built.iri, f"{built.iri}/findings"}


def test_counts_are_what_was_read() -> None:
    with open_store(memory=True) as store:
        counts = build_one(SCP, store).counts
    expected = {
        "proposal-paragraphs": 2,
        "measures": 3,
        "implementations": 5,
        "reviews": 5,
        "summary-items": 5,
        "follow-ups": 3,
    }
    assert {key: counts[key] for key in expected} == expected


def test_building_twice_gives_the_identical_dataset() -> None:
    with open_store(memory=True) as store:
        first = build([SCP, NOTE], store)
        once = content(store)
        second = build([SCP, NOTE], store)
        assert content(store) == once
        assert [d.changed for d in first.documents] == [True, True]
        assert [d.changed for d in second.documents] == [False, False]
        assert [d.findings for d in first.documents] == [d.findings for d in second.documents]


def test_the_order_of_the_files_does_not_count() -> None:
    with open_store(memory=True) as one, open_store(memory=True) as other:
        build([SCP, SCCR], one)
        build([SCCR, SCP], other)
        assert content(one) == content(other)


def test_a_source_that_changed_replaces_its_graph_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "rapport.txt"
    text = SCP.read_text(encoding="utf-8")
    with open_store(memory=True) as store:
        path.write_text(text, encoding="utf-8")
        iri = build([path, SCCR], store).documents[0].iri
        other = f"{ID}doc/SCCR/41/6/fr"
        before = sorted(map(str, store.quads(other)))
        path.write_text(text.replace("paragraphes 41 à 66", "paragraphes 41 à 112"), encoding="utf-8")
        built = build([path], store).documents[0]
        assert (built.iri, built.changed) == (iri, True)
        after = [str(q) for q in store.quads(iri)]
        assert any("para/41-112" in q for q in after)
        assert not any("para/41-66" in q for q in after)
        assert sorted(map(str, store.quads(other))) == before


def test_what_was_built_anew_is_what_a_fresh_store_would_hold(tmp_path: Path) -> None:
    path = tmp_path / "rapport.txt"
    with open_store(memory=True) as store, open_store(memory=True) as fresh:
        path.write_bytes(SCP.read_bytes())
        build([path], store)
        path.write_text(
            SCP.read_text(encoding="utf-8").replace("paragraphes 41 à 66", "paragraphes 41 à 112"), encoding="utf-8"
        )
        build([path], store)
        build([path], fresh)
        kept = sorted(str(quad) for name in store.graphs() if name.endswith("/history") for quad in store.quads(name))
        assert kept, "what was there before"
        assert sorted({*content(store)} - {*kept}) == content(fresh)


def test_a_file_that_fails_does_not_stop_the_others(tmp_path: Path) -> None:
    empty, pdf = tmp_path / "vide.txt", tmp_path / "rapport.pdf"
    empty.write_bytes(b"")
    pdf.write_bytes(b"%PDF-1.7\n")
    seen: list[tuple[int, int, str]] = []
    with open_store(memory=True) as store:
        sources = [empty, SCP, tmp_path / "absent.txt", NOTE, pdf]
        result = build(sources, store, progress=lambda done, total, name: seen.append((done, total, name)))
        assert [d.symbol for d in result.documents] == ["SCP/35/7", "WO/PBC/36/3"]
        assert [(Path(name).name, type(error)) for name, error in result.failures] == [
            ("vide.txt", EmptySource),
            ("absent.txt", MissingSource),
            ("rapport.pdf", UnreadableSource),
        ]
        assert [entry[:2] for entry in seen] == [(n, 5) for n in range(5)]
        with open_store(memory=True) as clean:
            build([SCP, NOTE], clean)
            assert content(store) == content(clean)


def test_a_source_that_can_no_longer_be_read_leaves_its_graph(tmp_path: Path) -> None:
    path = tmp_path / "rapport.txt"
    path.write_bytes(SCP.read_bytes())
    with open_store(memory=True) as store:
        build([path], store)
        before = content(store)
        path.write_bytes(b"\x00\x01\x02" * 50)
        assert len(build([path], store).failures) == 1
        assert content(store) == before


def test_build_one_raises_what_build_collects(tmp_path: Path) -> None:
    with open_store(memory=True) as store:
        with pytest.raises(MissingSource):
            build_one(tmp_path / "absent.txt", store)
        assert content(store) == []


def test_a_store_that_fails_is_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(memory=True) as store:
        build([SCCR], store)
        before = content(store)
        replace = store.replace_graphs

        def half(quads: list[Quad]) -> Iterator[Quad]:
            yield from quads[: len(quads) // 2]
            raise DiskFull("no space is left", where="memory", remedy="Free some")

        def failing(graphs: Mapping[str, Iterable[Quad]]) -> tuple[str, ...]:
            return replace({name: half(list(quads)) for name, quads in graphs.items()})

        monkeypatch.setattr(store, "replace_graphs", failing)
        with pytest.raises(StoreError):
            build([SCP], store)
        assert content(store) == before


def test_a_program_error_while_building_leaves_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    from cdipgraph import graph

    def broken(*_: object) -> list[Quad]:
        raise RuntimeError("broken")

    with open_store(memory=True) as store:
        build([SCCR], store)
        before = content(store)
        monkeypatch.setattr(graph, "finding_quads", broken)
        ((_, error),) = build([SCP], store).failures
        assert isinstance(error, FaultySource)
        assert "RuntimeError: broken" in str(error)
        assert content(store) == before


def test_findings_of_reading_come_with_the_document() -> None:
    with open_store(memory=True) as store:
        built = build_one(SNIPPETS / "CDIP-31-5.fr.txt", store)
        assert {"measures-announced-differ", "decision-item-uncertain"} <= {f.rule for f in built.findings}
        assert all(f.document == built.iri for f in built.findings if f.rule == "measures-announced-differ")
        stored = [str(q) for q in store.quads(f"{built.iri}/findings")]
        assert sum("ontology#Finding>" in q for q in stored) == len(built.findings)


@pytest.mark.parametrize("path", sorted(SNIPPETS.glob("*.txt")), ids=lambda p: p.stem)
def test_no_document_that_is_sound_violates_a_shape(path: Path) -> None:
    with open_store(memory=True) as store:
        built = build_one(path, store)
    assert [(f.rule, f.message("en")) for f in built.findings if f.severity == "violation"] == []


@pytest.mark.parametrize(("lang", "said"), [("fr", "Trouvé"), ("en", "Found"), ("es", "Encontrado")])
def test_the_summary_is_for_people(lang: str, said: str, tmp_path: Path) -> None:
    with open_store(memory=True) as store:
        result = build([SCP, tmp_path / "absent.txt"], store)
    summary = result.summary(lang)
    assert "SCP/35/7" in summary
    assert said in summary
    assert "absent.txt" in summary
    assert result.seconds > 0
    with pytest.raises(UsageError, match="'xx'"):
        result.summary("xx")


def test_errors_of_sources_are_of_the_tree(tmp_path: Path) -> None:
    with open_store(memory=True) as store:
        result = build([tmp_path / "absent.txt"], store)
    (name, error) = result.failures[0]
    assert isinstance(error, CdipgraphError)
    assert name in error.where
    assert error.remedy
