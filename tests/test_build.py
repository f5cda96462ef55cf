"""`cdipgraph build`: folders, standard input, what is left out, what was read as what, and faults that stop nothing."""

from __future__ import annotations

import io
import json
import os
import pty
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import cdipgraph
from cdipgraph import ingest
from cdipgraph.built import COLUMNS, BuildResult, words
from cdipgraph.cli import main
from cdipgraph.corrections import Correction
from cdipgraph.errors import FaultySource, MissingSource, UnreadableSource
from cdipgraph.readers.gathering import gather
from cdipgraph.report import Report
from cdipgraph.source import Block, BlockKind, SourceText
from cdipgraph.spans import Span
from cdipgraph.store import open_store

SNIPPETS = Path(__file__).parent / "snippets"
SCP, SCCR = (SNIPPETS / f"{name}.fr.txt" for name in ("SCP-35-7", "SCCR-41-6"))
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line in an empty folder, in English."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("COLUMNS", "250")

    def invoke(*arguments: object, given: bytes | None = None) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments], input=given)

    return invoke


def page(symbol: str, text: str) -> str:
    return f"<html><body><p>{symbol}</p><p>ORIGINAL: English</p><h1>Proposal</h1><p>1. {text}</p></body></html>"


def put(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


# Folders


def test_the_documents_of_a_folder_are_gathered_and_the_rest_is_said(tmp_path: Path) -> None:
    documents = [
        put(tmp_path / name, data)
        for name, data in {
            "a.txt": "x", "b/c.docx": "PK", "b/d.PDF": "%PDF-1.4", "b/e.html": "<p>", "CDIP-3-9.es": "Texto",
            "z": "Text", "empty.txt": "", "sixteen.fr": "Décision".encode("utf-16-le"), "unnamed": b"%PDF-1.7",
        }.items()
    ]  # fmt: skip
    others = {
        "b/f.png": b"\x89PNG\r\n", "b/g.py": "import x", "data.json": "{}", "archive.zip": b"PK\x03\x04abc",
        "blank.xyz": " ", "noise.bin": bytes(range(256)), "letter.rtf": "{\\rtf1",
    }  # fmt: skip
    for name, data in others.items():
        put(tmp_path / name, data)
    for name in (".hidden.txt", ".git/x.txt", "~$a.docx", "__MACOSX/a.txt", "b/.cdipgraph/x.txt"):
        put(tmp_path / name, "x")
    (tmp_path / "loop").symlink_to(tmp_path)
    gathered = gather([tmp_path])
    assert sorted(gathered.sources) == sorted(map(str, documents))
    assert sorted(Path(name).relative_to(tmp_path).as_posix() for name, _ in gathered.left_out) == sorted(others)
    assert dict(gathered.left_out)[str(tmp_path / "b/f.png")] == "a picture"
    assert list(gather([tmp_path]).sources) == list(gather([str(tmp_path) + "/"]).sources)


def test_what_never_ends_is_no_document_of_a_folder(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "lost.txt").symlink_to("nowhere")
    gathered = gather([tmp_path])
    assert [Path(name).name for name in gathered.sources] == ["lost.txt"]  # which is told to be missing
    assert {Path(name).name: why for name, why in gathered.left_out} == dict.fromkeys(
        ("pipe", "pipe.txt", "zero.txt"), "no file"
    )


def test_what_is_named_itself_is_taken_whatever_it_is_and_once(tmp_path: Path) -> None:
    hidden, other = put(tmp_path / ".x.txt", "x"), put(tmp_path / "a.py", "x")
    gathered = gather([hidden, other, tmp_path / "missing", "-", hidden, tmp_path / "sub/../a.py", "-"])
    assert gathered.sources == (str(hidden), str(other), str(tmp_path / "missing"), "-")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every folder")
def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    put(tmp_path / "a.txt", "x")
    gathered = gather([tmp_path])
    assert gathered.sources == (str(tmp_path / "a.txt"),)
    assert [type(error) for _, error in gathered.failures] == [UnreadableSource]


def test_a_folder_is_built_with_a_table_of_what_was_read_as_what(run: Run, tmp_path: Path) -> None:
    shutil.copy(SCP, put(tmp_path / "in/SCP.txt", ""))
    put(tmp_path / "in/sub/page.html", page("SCCR/30/4", "The Committee took note of document SCCR/30/2."))
    put(tmp_path / "in/empty.txt", "")
    put(tmp_path / "in/chart.png", b"\x89PNG\r\n")
    result = run("build", "in")
    assert result.exit_code == 3
    assert "Left out, being no documents: 1 (chart.png: a picture)" in result.stdout
    rows = [line.split() for line in result.stdout.splitlines()]
    assert ["SCP.txt", "text", "SCP/35/7", "fr", "implementation", "report"] in [row[:6] for row in rows]
    assert ["sub/page.html", "html", "SCCR/30/4", "en", "document"] in [row[:5] for row in rows]
    assert any(row[:3] == ["empty.txt", "not", "read:"] for row in rows)
    assert result.stdout.splitlines()[-1].startswith("2 document(s)")
    assert result.stderr.count("Error: ") == 1
    assert "in/empty.txt" in result.stderr


def test_a_folder_without_a_document_says_so(run: Run, tmp_path: Path) -> None:
    put(tmp_path / "in/chart.png", b"\x89PNG\r\n\x1a\n")
    assert run("build", "in").stdout.splitlines()[:2] == [
        "Left out, being no documents: 1 (chart.png: a picture)",
        "There is no document to read.",
    ]
    assert "aucun document" in run("build", "in", "--lang", "fr").stdout


@pytest.mark.parametrize(
    ("sources", "names"),
    [
        (("/home/a/in/one.txt", "/home/a/in/deep/two.txt", "-"), ["one.txt", "deep/two.txt", "-"]),
        (("/home/one.txt", "/srv/two.txt"), ["/home/one.txt", "/srv/two.txt"]),
    ],
)
def test_the_table_names_files_without_the_folders_that_they_share(sources: tuple[str, ...], names: list[str]) -> None:
    result = BuildResult(failures=tuple((source, MissingSource("there is no such file")) for source in sources))
    assert [row[0] for row in result.read_as(short=True)] == names


def test_the_table_is_data_in_every_format(run: Run, tmp_path: Path) -> None:
    put(tmp_path / "in/a.html", page("SCCR/30/4", "See document SCCR/30/2."))
    put(tmp_path / "in/b.txt", "")
    result = run("build", "in", "--format", "json")
    rows = json.loads(result.stdout)
    assert list(rows[0]) == list(COLUMNS)
    assert (rows[0]["file"], rows[0]["format"], rows[0]["symbol"]) == ("in/a.html", "html", "SCCR/30/4")
    assert rows[0]["paragraphs"] == 1
    assert rows[1]["format"] is None
    assert "not read" in rows[1]["not-understood"]
    assert run("build", "in", "-o", "read.csv").exit_code == 3
    assert (tmp_path / "read.csv").read_text().startswith(",".join(COLUMNS))
    for name in ("csv", "tsv", "md", "table"):
        assert "SCCR/30/4" in run("build", "in", "--format", name).stdout


def test_data_that_is_asked_for_is_given_however_quiet(run: Run, tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "1. The committee met.\n")
    assert run("build", "-q", "a.txt").stdout == ""
    assert json.loads(run("build", "-q", "a.txt", "--format", "json").stdout)[0]["file"] == "a.txt"
    assert run("build", "-q", "a.txt", "-o", "out.csv").stdout == ""
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").startswith("file,format,symbol")
    assert run("build", "a.txt", "-o", "out.pdf").exit_code == 2


def test_what_was_not_understood_is_told(run: Run, tmp_path: Path) -> None:
    put(tmp_path / "note.txt", "A note.\n\n1. The Committee noted what is said in paragraph 12 of that report.\n")
    (row,) = json.loads(run("build", "note.txt", "--format", "json").stdout)
    told = row["not-understood"].split(", ")
    assert told[:3] == ["symbol", "session", "kind"]
    french = json.loads(run("--lang", "fr", "build", "note.txt", "--format", "json").stdout)
    assert french[0]["not-understood"].startswith("cote, session, type")


def test_the_words_are_the_same_in_every_language() -> None:
    path = Path(cdipgraph.__file__).parent / "phrases" / "console.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    assert list(table) == ["en", "fr", "es"]
    for lang in table:
        assert list(words(lang)) == list(words("en"))
        for key, text in words(lang).items():
            assert {part.partition("}")[0] for part in text.split("{")[1:]} == {
                part.partition("}")[0] for part in words("en")[key].split("{")[1:]
            }


# One document twice


def test_of_two_files_of_one_document_the_later_counts_and_it_is_said(tmp_path: Path) -> None:
    first = put(tmp_path / "1.html", page("SCCR/30/4", "The first."))
    second = put(tmp_path / "2.html", page("SCCR/30/4", "The second."))
    third = put(tmp_path / "3.html", page("SCCR/30/5", "Another."))
    with open_store(memory=True) as store:
        result = ingest.build([first, second, third], store)
        texts = [str(quad) for quad in store.quads(result.documents[1].iri)]
    assert [d.replaced_by for d in result.documents] == [str(second), "", ""]
    assert [d.replaces for d in result.documents] == ["", str(first), ""]
    assert any("The second." in text for text in texts)
    assert not any("The first." in text for text in texts)
    summary = result.summary("en")
    assert f"It replaces what {first} gave" in summary
    assert "replaced by 2.html" in summary
    assert "remplacé par 2.html" in result.summary("fr")


@pytest.mark.parametrize(
    "note",
    [
        "# CDIP/24/8\n\nThe text of document CDIP/24/8, as it was converted.\n",
        "Texte\n\nCDIP/24/8\n\nCe dossier contient le document CDIP/24/8, tel qu’il a été converti.\n",
        "Lista\n\nCDIP/24/8\nCDIP/23/17\n\nEsta carpeta contiene los documentos de arriba.\n",
    ],
)
@pytest.mark.parametrize("name", ["A.md", "README.md"])
def test_a_file_that_names_a_document_is_none_of_its_versions(tmp_path: Path, name: str, note: str) -> None:
    text = (SNIPPETS / "SCP-35-7.fr.txt").read_text(encoding="utf-8").replace("SCP/35/7", "CDIP/24/8")
    (tmp_path / "CDIP-24-8.fr.txt").write_text(text, encoding="utf-8")
    (tmp_path / name).write_text(note, encoding="utf-8")
    with open_store(memory=True) as store:
        result = ingest.build([tmp_path], store)
    told = {Path(document.source).name: document for document in result.documents}
    assert told["CDIP-24-8.fr.txt"].symbol == "CDIP/24/8"
    assert told[name].symbol == ""
    assert "/unsymbolled/" in told[name].iri
    assert not any(document.replaced_by for document in result.documents)


@pytest.mark.parametrize("name", ["A.txt", "Z.txt"])
def test_what_is_of_no_known_kind_does_not_stand_for_what_is(tmp_path: Path, name: str) -> None:
    report = put(tmp_path / "SCP-35-7.txt", SCP.read_bytes())
    head = "SCP/35/7\nORIGINAL : FRANÇAIS\nDATE : 3 MAI 2023\nComité permanent du droit des brevets (SCP)\n"
    note = put(tmp_path / name, f"{head}\nAide-mémoire\n\nLe document est à revoir avant la session.\n".encode())
    with open_store(memory=True) as alone, open_store(memory=True) as both:
        ingest.build([report], alone)
        for _ in range(2):
            result = ingest.build([tmp_path], both)
            told = {document.source: document for document in result.documents}
            assert told[str(note)].kind == "document"
            assert told[str(note)].replaced_by == str(report)
            assert told[str(report)].replaced_by == ""
            assert sorted(map(str, both.quads())) == sorted(map(str, alone.quads()))


def test_another_language_of_a_document_replaces_nothing(tmp_path: Path) -> None:
    french = put(tmp_path / "f.txt", SCP.read_bytes())
    spanish = put(
        tmp_path / "s.txt",
        "SCP/35/7\nORIGINAL: INGLÉS\n\n1. El Comité tomó nota de la propuesta de la delegación y de los "
        "documentos que se habían presentado a la reunión para su examen.\n",
    )
    with open_store(memory=True) as store:
        result = ingest.build([french, spanish], store)
    assert [(d.symbol, d.language) for d in result.documents] == [("SCP/35/7", "fr"), ("SCP/35/7", "es")]
    assert not any(d.replaces or d.replaced_by for d in result.documents)


# Standard input and encodings


def test_standard_input_is_built(run: Run) -> None:
    result = run("build", "-", "--format", "json", given=SCP.read_bytes())
    assert result.exit_code == 0
    (row,) = json.loads(result.stdout)
    assert (row["file"], row["symbol"], row["format"]) == ("-", "SCP/35/7", "text")


def test_standard_input_that_is_empty_is_told(run: Run) -> None:
    result = run("build", "-", given=b"")
    assert result.exit_code == 3
    assert result.stderr.startswith("Error: -: the file is empty")


def test_an_encoding_can_be_told(run: Run, tmp_path: Path) -> None:
    put(tmp_path / "a.txt", SCP.read_text(encoding="utf-8").replace("‑", "-").encode("mac_roman", "ignore"))
    assert run("build", "a.txt").exit_code == 3
    told = run("build", "a.txt", "--encoding", "macintosh")
    assert told.exit_code in (0, 1)
    assert "SCP/35/7" in told.stdout
    assert cdipgraph.read(tmp_path / "a.txt", encoding="mac_roman").source.encoding == "mac-roman"
    with cdipgraph.open_store(memory=True) as store:
        assert cdipgraph.build(tmp_path / "a.txt", store, encoding="mac_roman").documents[0].symbol == "SCP/35/7"


def test_an_encoding_that_there_is_not_is_wrong_use(run: Run, tmp_path: Path) -> None:
    result = run("build", SCP, "--encoding", "klingon")
    assert result.exit_code == 2
    assert "--encoding: there is no encoding 'klingon'" in result.stderr
    assert list(tmp_path.iterdir()) == []


# Faults


def test_a_fault_of_our_own_in_one_document_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = put(tmp_path / "bad.txt", "Bad."), put(tmp_path / "good.txt", SCP.read_bytes())
    real = ingest.read_report

    def faulty(source: SourceText, corrections: Iterable[Correction] = ()) -> object:
        if source.text == "Bad.":
            raise RecursionError("too deep")
        return real(source, corrections)

    monkeypatch.setattr(ingest, "read_report", faulty)
    with open_store(memory=True) as store:
        result = ingest.build([bad, good], store)
    assert [d.symbol for d in result.documents] == ["SCP/35/7"]
    ((name, error),) = result.failures
    assert (name, type(error)) == (str(bad), FaultySource)
    assert "RecursionError: too deep" in str(error)
    assert error.exit_code == 3


def test_a_fault_in_writing_or_checking_the_graph_of_one_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = put(tmp_path / "bad.txt", "Bad."), put(tmp_path / "good.txt", SCP.read_bytes())
    real = ingest.graph.quads

    def faulty(report: Report) -> object:
        if report.source.text == "Bad.":
            raise ValueError("no such literal")
        return real(report)

    monkeypatch.setattr(ingest.graph, "quads", faulty)
    with open_store(memory=True) as store:
        result = ingest.build([bad, good], store)
    assert [document.symbol for document in result.documents] == ["SCP/35/7"]
    assert [(name, type(error)) for name, error in result.failures] == [(str(bad), FaultySource)]


@pytest.mark.parametrize("name", [b"bad\xff.txt", b"a b #%?'\".txt", b"two\nlines.txt", "n\u0301.txt".encode()])
def test_a_file_may_have_any_name(tmp_path: Path, name: bytes) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(SCP.read_bytes())
    put(folder / "other.txt", SCCR.read_bytes())
    command = [sys.executable, "-m", "cdipgraph", "--store", "store"]
    environment = {**os.environ, "PYTHONPATH": str(Path(cdipgraph.__file__).parents[1])}
    for verb in (["build", "in"], ["query", "history"], ["export"], ["check"]):
        done = subprocess.run([*command, *verb], cwd=tmp_path, env=environment, capture_output=True, timeout=60)
        assert done.returncode in (0, 1), done.stderr.decode()
        assert done.stdout.decode()
    with open_store(tmp_path / "store") as store:
        assert {row[0] for row in cdipgraph.query(store, "history")} == {"SCP/35/7", "SCCR/41/6"}


def test_findings_are_told_with_page_and_paragraph(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    text = "SCCR/30/4\n1. The Committee noted it.\n2. See paragraph 12 of that report."
    spans = [Span(0, 9), Span(10, 36), Span(37, len(text))]
    blocks = tuple(Block(span, BlockKind.PARAGRAPH, ordinal=n) for n, span in enumerate(spans, 1))
    monkeypatch.setattr(ingest, "_read", lambda *_: SourceText(text, blocks, (0, 37), "x.pdf", "application/pdf"))
    with open_store(memory=True) as store:
        result = ingest.build([put(tmp_path / "x.pdf", "x")], store)
    placed = [line for line in result.summary("en").splitlines() if "refers to" in line]
    assert placed
    assert placed[0].endswith("/citation/1 p. 2 ¶ 3, 44–71]")


# Progress


def test_progress_is_shown_on_a_terminal_only(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        put(tmp_path / name, page("SCCR/30/4" if name == "a.html" else "SCCR/30/5", "Text."))
    command = [sys.executable, "-m", "cdipgraph", "build", "a.html", "b.html", "--format", "csv"]
    environment = {**os.environ, "PYTHONPATH": str(Path(cdipgraph.__file__).parent.parent)}
    piped = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, timeout=60, check=True)
    assert piped.stderr == b""
    leader, follower = pty.openpty()
    shown = subprocess.run(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=follower, timeout=60, check=True
    )
    os.close(follower)
    told = os.read(leader, 10_000).decode()
    os.close(leader)
    assert shown.stdout == piped.stdout
    assert "[........................] 1/2 a.html" in told
    assert "[############............] 2/2 b.html" in told
    assert told.endswith("\r\x1b[K")


def test_a_stream_is_read_by_its_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO(page("SCCR/30/4", "décision").encode())

    monkeypatch.setattr(sys, "stdin", Input())
    with open_store(memory=True) as store:
        assert ingest.build_one("-", store).symbol == "SCCR/30/4"
