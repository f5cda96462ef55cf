"""The stores in this process: the protocol, and what the folder withstands."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from cdipgraph.errors import (
    DiskFull,
    NotAStore,
    StoreDamaged,
    StoreError,
    StoreLocked,
    StoreMissing,
    UsageError,
)
from cdipgraph.store import Store, open_store, publish
from cdipgraph.store import folder as folderstore
from cdipgraph.store.folder import MARKER
from cdipgraph.store.local import MemoryStore

EX = "http://example.org/"
G, H = EX + "g", EX + "h"
XSD = "http://www.w3.org/2001/XMLSchema#"


def quad(subject: str, value: str | int, graph: str = G) -> Quad:
    return Quad(NamedNode(EX + subject), NamedNode(EX + "p"), Literal(value), NamedNode(graph))


def some(count: int, graph: str = G, tag: str = "") -> list[Quad]:
    return [quad(f"s{number}", f"value {tag}{number}", graph) for number in range(count)]


def contents(store: Store) -> set[Quad]:
    return set(store.quads())


@pytest.fixture(params=["memory", "folder"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened = open_store(memory=True) if request.param == "memory" else open_store(tmp_path / "store", write=True)
    with opened as it:
        yield it


def run_python(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


# The protocol


def test_what_is_put_in_is_there(store: Store) -> None:
    assert store.replace_graphs({G: some(3), H: some(2, H)}) == (G, H)
    assert store.graphs() == [G, H]
    assert contents(store) == {*some(3), *some(2, H)}
    assert set(store.quads(H)) == set(some(2, H))


def test_a_graph_is_replaced_and_its_neighbour_left(store: Store) -> None:
    store.replace_graphs({G: some(3), H: some(2, H)})
    assert store.replace_graphs({G: some(4, tag="new ")}) == (G,)
    assert contents(store) == {*some(4, tag="new "), *some(2, H)}


def test_only_what_really_changed_is_told(store: Store) -> None:
    store.replace_graphs({G: some(3), H: some(2, H)})
    assert store.replace_graphs({G: reversed(some(3)), H: some(1, H)}) == (H,)
    assert store.replace_graphs({G: some(3), H: some(1, H)}) == ()


def test_a_literal_that_the_store_rewrites_is_no_change(store: Store) -> None:
    graph = {G: [Quad(NamedNode(EX + "s"), NamedNode(EX + "p"), Literal("007", datatype=NamedNode(XSD + "integer")))]}
    assert store.replace_graphs(graph) == (G,)
    assert store.replace_graphs(graph) == ()


def test_a_quad_belongs_to_the_graph_it_is_listed_under(store: Store) -> None:
    store.replace_graphs({G: some(2, H)})
    assert contents(store) == set(some(2, G))


def test_graphs_are_removed_by_name_or_by_nothing(store: Store) -> None:
    store.replace_graphs({G: some(3), H: some(2, H)})
    assert store.remove_graphs([G, EX + "unknown"]) == (G,)
    assert store.graphs() == [H]
    assert store.replace_graphs({H: []}) == (H,)
    assert store.graphs() == []


def test_the_default_graph_is_the_union(store: Store) -> None:
    store.replace_graphs({G: some(3), H: [quad("s0", "another", H)]})
    found = store.query(f"SELECT ?o WHERE {{ <{EX}s0> <{EX}p> ?o }} ORDER BY ?o")
    assert found.variables == ("o",)
    assert found.rows == [(Literal("another"),), (Literal("value 0"),)]
    assert [str(row[0]) for row in store.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")] == [
        f"<{G}>",
        f"<{H}>",
    ]


def test_an_unbound_cell_is_none(store: Store) -> None:
    assert store.query("SELECT ?a ?b { VALUES (?a ?b) { (1 UNDEF) } }").rows == [(Literal(1), None)]


def test_ask_and_construct_answer_as_rows(store: Store) -> None:
    store.replace_graphs({G: some(1)})
    assert store.query("ASK { ?s ?p ?o }").rows == [(Literal(True),)]
    assert store.query("CONSTRUCT { ?s ?p 1 } WHERE { ?s ?p ?o }").rows == [
        (NamedNode(EX + "s0"), NamedNode(EX + "p"), Literal(1))
    ]


@pytest.mark.parametrize("query", ["", "SELECT", "SELECT * { ?s ?p", "INSERT DATA { <x:a> <x:b> 1 }", "🙂"])
def test_what_is_no_query_is_told_so(store: Store, query: str) -> None:
    with pytest.raises(UsageError, match="not SPARQL"):
        store.query(query)


@pytest.mark.parametrize("name", ["", "no iri", "http://example.org/a b"])
def test_a_graph_needs_an_iri(store: Store, name: str) -> None:
    with pytest.raises(UsageError, match="no IRI"):
        store.replace_graphs({name: some(1)})
    assert store.graphs() == []


def test_a_failure_half_way_leaves_all_as_it_was(store: Store) -> None:
    store.replace_graphs({G: some(3)})

    def broken() -> Iterable[Quad]:
        yield from some(5, H)
        raise RuntimeError("the reader broke")

    with pytest.raises(RuntimeError, match="broke"):
        store.replace_graphs({G: some(1), H: broken()})
    assert contents(store) == set(some(3))


def test_iterating_sees_the_state_it_began_with(store: Store) -> None:
    store.replace_graphs({G: some(50)})
    reading = store.quads()
    first = next(reading)
    store.remove_graphs([G])
    assert {first, *reading} == set(some(50))


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.graphs()


def test_threads_lose_no_update(store: Store) -> None:
    def write(number: int) -> None:
        for round_ in range(5):
            store.replace_graphs({f"{EX}{number}": some(3, tag=f"{round_}-")})

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert contents(store) == {q for number in range(4) for q in some(3, f"{EX}{number}", "4-")}


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_comes_back_as_it_went_in(text: str) -> None:
    with MemoryStore() as store:
        store.replace_graphs({G: [quad("s", text)]})
        assert store.query("SELECT ?o { ?s ?p ?o }").rows == [(Literal(text),)]


def test_many_odd_texts_survive_the_folder(tmp_path: Path) -> None:
    texts = ["\x00", "\r\n\t", '"\\"', "\u2028\u202f\u2011", "\U0001f642", "é" * 70_000, "\\u0041", "<>"]
    quads = {quad(f"s{number}", text) for number, text in enumerate(texts)}
    with open_store(tmp_path / "store", write=True) as writer:
        writer.replace_graphs({G: quads})
    with open_store(tmp_path / "store") as reader:
        assert contents(reader) == quads


# Opening


def test_one_place_at_a_time() -> None:
    with pytest.raises(UsageError, match="exclude"):
        open_store("here", endpoint="http://example.org/query")


def test_reading_what_is_not_there_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="cdipgraph build"):
        open_store(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


def test_the_default_folder_is_in_the_current_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store(write=True) as store:
        store.replace_graphs({G: some(1)})
    assert (tmp_path / ".cdipgraph" / MARKER).is_file()


@pytest.mark.parametrize("write", [False, True])
def test_a_foreign_folder_is_left_untouched(tmp_path: Path, write: bool) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(NotAStore, match="untouched"):
        open_store(tmp_path, write=write)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("write", [False, True])
def test_a_file_is_no_store(tmp_path: Path, write: bool) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    with pytest.raises(NotAStore):
        open_store(file, write=write)
    assert file.read_text() == "mine"


def test_an_empty_folder_becomes_a_store(tmp_path: Path) -> None:
    with open_store(tmp_path, write=True) as store:
        store.replace_graphs({G: some(1)})
    with open_store(tmp_path) as reader:
        assert contents(reader) == set(some(1))


def test_a_folder_that_is_just_being_made_a_store_is_not_foreign(tmp_path: Path) -> None:
    (tmp_path / f"{MARKER}.new").write_text("cdip")
    with pytest.raises(StoreMissing):
        open_store(tmp_path)
    with open_store(tmp_path, write=True) as store:
        assert store.replace_graphs({G: some(1)}) == (G,)


def test_a_store_of_another_format_is_left_untouched(tmp_path: Path) -> None:
    (tmp_path / MARKER).write_text("cdipgraph store, format 2\n")
    for write in (False, True):
        with pytest.raises(NotAStore):
            open_store(tmp_path, write=write)
    assert [path.name for path in tmp_path.iterdir()] == [MARKER]


def test_a_writer_that_came_to_nothing_leaves_no_folder(tmp_path: Path) -> None:
    open_store(tmp_path / "store", write=True).close()
    assert list(tmp_path.iterdir()) == []


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    with open_store(tmp_path / "store", write=True) as writer:
        writer.replace_graphs({G: some(1)})
    with open_store(tmp_path / "store") as reader, pytest.raises(StoreError, match="for reading"):
        reader.replace_graphs({G: []})


# Readers and writers at once


def test_a_reader_keeps_what_it_opened(tmp_path: Path) -> None:
    with open_store(tmp_path / "store", write=True) as writer:
        writer.replace_graphs({G: some(200)})
        with open_store(tmp_path / "store") as reader:
            for round_ in range(4):
                writer.replace_graphs({G: some(10, tag=f"{round_}-")})
            assert contents(reader) == set(some(200))
            assert len(reader.query("SELECT * { ?s ?p ?o }")) == 200
        with open_store(tmp_path / "store") as reader:
            assert contents(reader) == set(some(10, tag="3-"))


def test_old_generations_are_removed_when_nobody_reads_them(tmp_path: Path) -> None:
    def generations() -> list[str]:
        return sorted(path.name for path in (tmp_path / "store" / "checkpoints").iterdir() if path.is_dir())

    with open_store(tmp_path / "store", write=True) as writer:
        writer.replace_graphs({G: some(1)})
        reader = open_store(tmp_path / "store")
        writer.replace_graphs({G: some(2)})
        assert generations() == ["1", "2"]
        reader.close()
        writer.replace_graphs({G: some(3)})
        assert generations() == ["3"]


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    code = """
        import sys
        from cdipgraph.errors import StoreLocked
        from cdipgraph.store import open_store
        try:
            open_store(sys.argv[1], write=True)
        except StoreLocked as error:
            print(error)
    """
    with open_store(tmp_path / "store", write=True) as writer:
        writer.replace_graphs({G: some(1)})
        said = run_python(code, tmp_path / "store").stdout
        assert f"process {os.getpid()} (" in said
        assert Path(sys.argv[0]).name in said
        with pytest.raises(StoreLocked):
            open_store(tmp_path / "store", write=True)
    assert run_python(code, tmp_path / "store").stdout == ""


def test_reading_goes_on_while_another_process_writes(tmp_path: Path) -> None:
    with open_store(tmp_path / "store", write=True) as writer:
        writer.replace_graphs({G: some(7)})
        code = """
            import sys
            from cdipgraph.store import open_store
            with open_store(sys.argv[1]) as store:
                print(len(list(store.quads())))
        """
        assert run_python(code, tmp_path / "store").stdout.strip() == "7"


# What can go wrong

KILLED_AT = ["remove", "load", "_switch", "_sync", "_write_durably", "_remove_old"]


@pytest.mark.parametrize("step", KILLED_AT)
def test_a_killed_writer_leaves_a_whole_state(tmp_path: Path, step: str) -> None:
    path = tmp_path / "store"
    with open_store(path, write=True) as writer:
        writer.replace_graphs({G: some(20)})
    code = """
        import os, signal, sys
        from cdipgraph.store import folder as folderstore
        from cdipgraph.store import open_store
        from pyoxigraph import *
        path, step = sys.argv[1:]
        writer = open_store(path, write=True)
        real = getattr(folderstore, step)
        def die(*arguments):
            if step == "_remove_old":
                os.kill(os.getpid(), signal.SIGKILL)
            real(*arguments) if step != "_switch" else None
            os.kill(os.getpid(), signal.SIGKILL)
        setattr(folderstore, step, die)
        new = [Quad(NamedNode("http://example.org/n"), NamedNode("http://example.org/p"), Literal("n"))]
        writer.replace_graphs({"http://example.org/g": new, "http://example.org/h": new})
    """
    assert run_python(code, path, step).returncode == -signal.SIGKILL
    after = {quad("n", "n"), quad("n", "n", H)} if step == "_remove_old" else set(some(20))
    with open_store(path) as reader:
        assert contents(reader) == after
    with open_store(path, write=True) as writer:
        assert contents(writer) == after
        assert writer.replace_graphs({G: some(2), H: []})
    with open_store(path) as reader:
        assert contents(reader) == set(some(2))
    assert not (path / "live").exists()


@pytest.mark.parametrize("step", KILLED_AT[:-1])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_failing_commit_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    path = tmp_path / "store"
    with open_store(path, write=True) as writer:
        writer.replace_graphs({G: some(20)})

        def fail(*_: object) -> None:
            raise OSError(number, os.strerror(number))

        with monkeypatch.context() as patch:
            patch.setattr(folderstore, step, fail)
            with pytest.raises(StoreError) as caught:
                writer.replace_graphs({G: some(30, tag="new ")})
        assert isinstance(caught.value, DiskFull) == (number == errno.ENOSPC)
        assert contents(writer) == set(some(20))
        with open_store(path) as reader:
            assert contents(reader) == set(some(20))
        writer.replace_graphs({G: some(30, tag="new ")})
    with open_store(path) as reader:
        assert contents(reader) == set(some(30, tag="new "))


def test_the_databases_own_word_for_a_full_disk_is_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("IO error: No space left on device: While appending to file: 000010.log")

    with open_store(tmp_path / "store", write=True) as writer:
        monkeypatch.setattr(folderstore, "load", fail)
        with pytest.raises(DiskFull, match="nothing was changed"):
            writer.replace_graphs({G: some(1)})


def test_space_is_looked_for_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(tmp_path / "store", write=True) as writer:
        writer.replace_graphs({G: some(1)})
        usage = shutil.disk_usage(tmp_path)._replace(free=2**20)
        monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
        with pytest.raises(DiskFull, match="1 MB free"):
            writer.replace_graphs({G: some(2)})
        assert contents(writer) == set(some(1))


def _generation(path: Path) -> Path:
    return path / "checkpoints" / (path / "current").read_text().strip()


def _flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    for place in range(0, len(data), 7):
        data[place] ^= 0xFF
    file.write_bytes(data)


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


DAMAGES = {
    "no-current": lambda path: (_generation(path) / "CURRENT").unlink(),
    "flipped-tables": lambda path: [_flip(file) for file in _generation(path).glob("*.sst")],
    "cut-tables": lambda path: [_cut(file) for file in _generation(path).glob("*.sst")],
    "cut-manifest": lambda path: [_cut(file) for file in _generation(path).glob("MANIFEST-*")],
    "no-tables": lambda path: [file.unlink() for file in _generation(path).glob("*.sst")],
    "no-generation": lambda path: shutil.rmtree(_generation(path)),
    "no-number": lambda path: (path / "current").write_text("seven"),
}


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_files_are_told_with_what_to_do(tmp_path: Path, damage: str, write: bool) -> None:
    path = tmp_path / "store"
    with open_store(path, write=True) as writer:
        writer.replace_graphs({G: some(500)})
    DAMAGES[damage](path)
    # Damage shows on opening or on reading, as it happens to lie.
    with pytest.raises(StoreDamaged, match="build it again"), open_store(path, write=write) as store:
        list(store.quads())


def test_a_read_only_folder_is_read_and_not_written() -> None:
    # In a folder of its own: the superuser gives up its rights for this, and must still reach it.
    code = """
        import os, sys
        from cdipgraph.store import folder as folderstore
        from cdipgraph.store import local as localstore
        from cdipgraph.errors import StoreError
        from cdipgraph.store import open_store
        if os.geteuid() == 0:
            os.setegid(65534)
            os.seteuid(65534)
        with open_store(sys.argv[1]) as reader:
            print(len(list(reader.quads())))
        try:
            open_store(sys.argv[1], write=True)
        except StoreError as error:
            print(error)
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "store"
        with open_store(path, write=True) as writer:
            writer.replace_graphs({G: some(3)})
        for entry in (Path(folder), path, *path.rglob("*")):
            entry.chmod(0o555 if entry.is_dir() else 0o444)
        try:
            done = run_python(code, path)
        finally:
            for entry in (Path(folder), path, *path.rglob("*")):
                entry.chmod(0o755)
    assert done.stdout.startswith("3\n"), done.stderr
    assert "no permission" in done.stdout


def test_no_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", fail)
    with pytest.raises(StoreError, match="no permission"):
        open_store(tmp_path / "store", write=True)


def test_reading_the_same_quads_again_adds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "store"
    for _ in range(3):
        with open_store(path, write=True) as writer:
            writer.replace_graphs({G: some(102)})
    with open_store(path) as reader:
        assert len(list(reader.quads())) == 102
    assert (path / "current").read_text() == "1\n"


def test_a_generation_is_an_oxigraph_database(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with open_store(path, write=True) as writer:
        writer.replace_graphs({G: some(3)})
    assert len(pyoxigraph.Store.read_only(str(_generation(path)))) == 3


def test_publishing_into_another_store_sends_what_differs(tmp_path: Path) -> None:
    with open_store(memory=True) as source, open_store(tmp_path / "store", write=True) as target:
        source.replace_graphs({G: some(3), H: some(2, H)})
        target.replace_graphs({H: some(2, H), EX + "other": some(1)})
        done = publish(source, target)
        assert (done.sent, done.unchanged) == ((G,), (H,))
        assert contents(target) == {*some(3), *some(2, H), *some(1, EX + "other")}
