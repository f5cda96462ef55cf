"""From a file of corrections to the store and to what is told of it: build, rebuild, resolve, trace, provenance."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import CliRunner, Result
from conftest import SOURCE
from opentexts import ENGLISH, FRENCH, SPANISH
from wordfiles import paragraph, word_file

import cdipgraph
from cdipgraph import validation
from cdipgraph.cli import main
from cdipgraph.drawing.words import Words
from cdipgraph.errors import UnknownThing, UsageError
from cdipgraph.ingest import build
from cdipgraph.queries import run as ask
from cdipgraph.resources import read as resource
from cdipgraph.store import Store, open_store
from cdipgraph.store.remote import RemoteStore
from cdipgraph.trace import trace
from cdipgraph.validation import check
from cdipgraph.vocabulary import CONCEPTS, ID, expand

HEAD = "document,language,thing,quote,before,after,statement,means,session,item,relation,author,date,reason\r\n"
MEANS = "SCP/42/6,en,citation,paragraphs 31 to 44,,,means,SCP/40/9,,,,Ana Pérez,2026-03-31,It is the report.\r\n"
WRONG = "SCP/42/6,en,implementation,A study was presented,,,wrong,,,,,Bo,2026-04-01,It was never shown.\r\n"
GRAPH = f"{ID}doc/SCP/42/6/en"
Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the current one, in which nobody is known to git."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("GIT_AUTHOR_NAME", "GIT_CONFIG_GLOBAL", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.setenv("USER", "reader")
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    return lambda *arguments: CliRunner().invoke(main, [str(argument) for argument in arguments])


def put(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def symbols_of_reviews(store: Store) -> list[object]:
    return [row[4] for row in ask(store, "annex") if row[2] == "review"]


def rules_found(store: Store) -> set[str]:
    return {finding.rule for finding in check(store)}


def origins(store: Store) -> Iterator[tuple[str, str]]:
    for quad in store.quads():
        if quad.predicate.value == expand("cdip:origin"):
            assert isinstance(quad.subject, pyoxigraph.NamedNode)
            yield quad.subject.value, str(quad.object).rpartition("#origin-")[2].rstrip(">")


# Building


@pytest.mark.parametrize("name", ["corrections.csv", "corrections.ttl"])
def test_a_file_beside_the_source_prevails(folder: Path, name: str) -> None:
    source = put(folder / "in" / "a.txt", ENGLISH)
    content = (HEAD + MEANS).encode()
    if name.endswith(".ttl"):
        content = cdipgraph_written(content)
    put(folder / "in" / name, content)
    with open_store(memory=True) as store:
        result = build([source], store)
        assert (result.refused, result.documents[0].counts["settled"]) == ((), 1)
        assert symbols_of_reviews(store) == ["SCP/40/9"]
        assert f"{GRAPH}/corrections" in store.graphs()
        assert not rules_found(store) & {"citation-open", "citation-ambiguous"}
        citations = [row for row in ask(store, "citations", document="SCP/42/6") if row[8] == "by-hand"]
        assert [(row[2], row[3], row[7]) for row in citations] == [("paragraphs", "SCP/40/9", 40)]


def cdipgraph_written(data: bytes) -> bytes:
    from cdipgraph.corrected import read_bytes, written

    return written(read_bytes(data, "c.csv").corrections, "corrections.ttl")


def test_corrections_have_a_graph_of_their_own_with_author_day_and_reason(folder: Path) -> None:
    source = put(folder / "a.txt", ENGLISH)
    put(folder / "corrections.csv", HEAD + MEANS)
    with open_store(memory=True) as store:
        build([source], store)
        own = list(store.quads(f"{GRAPH}/corrections"))
        told = {quad.predicate.value: quad.object.value for quad in own if "/correction/" in str(quad.subject)}
        assert told[expand("cdip:reason")] == "It is the report."
        assert told[expand("dcterms:date")] == "2026-03-31"
        assert told[expand("prov:wasAttributedTo")] == f"{ID}person/Ana-Pérez"
        assert told[expand("cdip:fate")] == expand("cdip:fate-applied")
        assert not any("/correction/" in str(quad.subject) for quad in store.quads(GRAPH))
        assert [f for f in check(store) if f.severity == "violation"] == []


def test_building_again_changes_nothing(folder: Path) -> None:
    source = put(folder / "a.txt", ENGLISH)
    put(folder / "corrections.csv", HEAD + MEANS + WRONG)
    with open_store(memory=True) as store:
        build([source], store)
        before = sorted(map(str, store.quads()))
        again = build([source], store)
        assert not again.documents[0].changed
        assert sorted(map(str, store.quads())) == before


def test_a_correction_survives_building_without_its_file(folder: Path) -> None:
    source = put(folder / "a.txt", ENGLISH)
    file = put(folder / "corrections.csv", HEAD + MEANS)
    with open_store(memory=True) as store:
        build([source], store)
        before = sorted(map(str, store.quads()))
        file.unlink()
        build([source], store)
        assert sorted(map(str, store.quads())) == before
        elsewhere = put(folder / "new" / "a.txt", ENGLISH.replace("A study", "Last year, a study"))
        build([elsewhere], store)
        assert symbols_of_reviews(store) == ["SCP/40/9"]


@pytest.mark.parametrize("left", [HEAD, "", HEAD + WRONG])
def test_a_row_that_is_taken_out_of_the_file_no_longer_holds(folder: Path, left: str) -> None:
    source = put(folder / "a.txt", ENGLISH)
    put(folder / "corrections.csv", HEAD + MEANS)
    with open_store(memory=True) as store:
        build([source], store)
        put(folder / "corrections.csv", left)
        build([source], store)
        assert symbols_of_reviews(store) == [None]
        assert (f"{GRAPH}/corrections" in store.graphs()) == (left == HEAD + WRONG)


def test_a_file_that_cannot_be_read_takes_nothing_back(folder: Path) -> None:
    source = put(folder / "a.txt", ENGLISH)
    put(folder / "corrections.csv", HEAD + MEANS)
    with open_store(memory=True) as store:
        build([source], store)
        put(folder / "corrections.csv", "document,quote\r\n")
        result = build([source], store)
        assert len(result.refused) == 1
        assert symbols_of_reviews(store) == ["SCP/40/9"]


def test_a_file_in_the_current_folder_speaks_only_of_what_it_names(folder: Path) -> None:
    source = put(folder / "in" / "a.txt", ENGLISH)
    put(folder / "in" / "corrections.csv", HEAD + MEANS)
    with open_store(memory=True) as store:
        build([source], store)
        (folder / "in" / "corrections.csv").rename(folder / "kept.csv")
        put(folder / "corrections.csv", HEAD + MEANS.replace("SCP/42/6", "SCP/1/1"))
        build([source], store)
        assert symbols_of_reviews(store) == ["SCP/40/9"]
        put(folder / "corrections.csv", HEAD + MEANS.replace("SCP/40/9", "SCP/39/9"))
        build([source], store)
        assert symbols_of_reviews(store) == ["SCP/39/9"]


def test_bad_rows_are_told_and_good_ones_count(run: Run, folder: Path) -> None:
    put(folder / "a.txt", ENGLISH)
    put(folder / "corrections.csv", HEAD + MEANS.replace("Ana Pérez", "") + MEANS)
    result = run("build", "a.txt")
    assert result.exit_code == 3
    assert "Error: corrections.csv, line 2: the correction gives no author. Say who settled it" in result.stderr
    assert "1 settled by hand" in result.stdout


def test_a_file_that_is_named_and_missing_is_wrong_use(run: Run, folder: Path) -> None:
    put(folder / "a.txt", ENGLISH)
    result = run("build", "a.txt", "--corrections", "nowhere.csv")
    assert (result.exit_code, "there is no such file of corrections" in result.stderr) == (2, True)
    assert not (folder / ".cdipgraph").exists()


def test_a_folder_does_not_tell_of_its_corrections_as_left_out(folder: Path) -> None:
    put(folder / "in" / "a.txt", ENGLISH)
    put(folder / "in" / "corrections.csv", HEAD + MEANS)
    with open_store(memory=True) as store:
        result = build([folder / "in"], store)
    assert (result.left_out, result.documents[0].counts["settled"]) == ((), 1)


@pytest.mark.parametrize("lang", ["fr", "en", "es"])
def test_words_that_are_gone_are_told_in_each_language(folder: Path, lang: str) -> None:
    source = put(folder / "a.txt", ENGLISH.replace("31 to 44", "31 to 45"))
    put(folder / "corrections.csv", HEAD + MEANS.replace(",,,means", ",(report,,means"))
    with open_store(memory=True) as store:
        build([source], store)
        (found,) = [f for f in check(store) if f.rule == "correction-words-gone"]
        assert found.severity == "warning"
        words = {"fr": "ne figurent plus", "en": "no longer stand", "es": "ya no figuran"}
        for part in (words[lang], "paragraphs 31 to 44", "Ana Pérez", "SCP/40/9", "corrections.csv"):
            assert part in found.message(lang)
        assert symbols_of_reviews(store) == [None]
        assert rules_found(store) & {"citation-open", "citation-ambiguous"}


def test_the_place_where_the_words_were_is_shown(folder: Path) -> None:
    source = put(folder / "a.txt", ENGLISH.replace("paragraphs 31 to 44", "paragraphs 31 to 45"))
    row = MEANS.replace(
        ",,,means", ',"thirty-ninth and fortieth sessions of the Committee (report,",). Delegations,means'
    )
    put(folder / "corrections.csv", HEAD + row)
    with open_store(memory=True) as store:
        build([source], store)
        (found,) = [f for f in check(store) if f.rule == "correction-words-gone"]
    assert found.quote == "paragraphs 31 to 45"


def test_what_a_store_elsewhere_holds_is_kept_too(folder: Path, remote: RemoteStore) -> None:
    source = put(folder / "a.txt", ENGLISH)
    file = put(folder / "corrections.csv", HEAD + MEANS + WRONG)
    build([source], remote)
    assert symbols_of_reviews(remote) == ["SCP/40/9"]
    file.unlink()
    build([source], remote)
    assert symbols_of_reviews(remote) == ["SCP/40/9"]
    done = cdipgraph.resolve(remote, "doc/SCP/42/6/measure/1.1/followup/1", wrong=True, reason="x", author="Bo")
    assert done.built is not None
    assert list(ask(remote, "follow-ups")) == []
    assert "Removed by hand (Bo, 2026-04-01)" in str(trace(remote, "SCP/42/6", lang="en"))


# What is wrong


@pytest.mark.parametrize(
    ("thing", "quote", "question"),
    [
        ("implementation", "A study was presented", "timeline"),
        ("review", "paragraphs 31 to 44", "discussed-at"),
        ("follow-up", "No follow-up is planned.", "follow-ups"),
        ("measure", "Paragraph 1", "annex"),
    ],
)
def test_what_is_wrong_is_in_no_answer(folder: Path, thing: str, quote: str, question: str) -> None:
    source = put(folder / "a.txt", ENGLISH)
    with open_store(memory=True) as store:
        build([source], store)
        rows = {name: len(ask(store, name)) for name in ("annex", "timeline", "discussed-at", "follow-ups")}
        put(folder / "corrections.csv", HEAD + f"SCP/42/6,en,{thing},{quote},,,wrong,,,,,Bo,2026-04-01,No.\r\n")
        built = build([source], store)
        assert built.documents[0].counts["settled"] == 1
        assert len(ask(store, question)) < rows[question]
        assert [f.rule for f in check(store) if f.severity == "violation"] == []
        gone = [row for row in ask(store, "provenance") if row[1] == "removed"]
        assert {(row[3], row[5]) for row in gone} == {("Bo", "No.")}
        left = {str(quad.subject) for quad in store.quads(GRAPH)} | {str(quad.object) for quad in store.quads(GRAPH)}
        assert not left & {f"<{row[0]}>" for row in gone}


def test_no_span_is_left_that_proves_nothing(folder: Path) -> None:
    source = put(folder / "a.txt", ENGLISH)
    put(folder / "corrections.csv", HEAD + WRONG)
    with open_store(memory=True) as store:
        build([source], store)
        quads = list(store.quads(GRAPH))
    spans = {str(q.subject) for q in quads if q.object == pyoxigraph.NamedNode(expand("oa:SpecificResource"))}
    proving = {str(q.object) for q in quads if q.predicate.value == expand("prov:wasDerivedFrom")}
    assert spans == proving
    selectors = {str(q.subject) for q in quads if str(q.subject).endswith(("/position>", "/quote>"))}
    assert len(selectors) == 2 * len(spans)


def test_a_relation_alone_can_be_wrong(folder: Path) -> None:
    source = put(folder / "a.txt", ENGLISH)
    row = "SCP/42/6,en,implementation,A study was presented,,,wrong,,,,session,Bo,2026-04-01,No.\r\n"
    put(folder / "corrections.csv", HEAD + row)
    with open_store(memory=True) as store:
        build([source], store)
        (done,) = [row for row in ask(store, "annex") if row[2] == "implementation"]
        assert done[4] == "SCP/40/5"
        iri = f"{ID}doc/SCP/42/6/measure/1.1/activity/1"
        assert not list(store.query(f"SELECT ?s {{ <{iri}> <{expand('cdip:session')}> ?s }}"))
        assert dict.fromkeys(rule for thing, rule in origins(store) if thing == iri) == {"by-hand": None}


@pytest.mark.parametrize(
    ("thing", "quote", "rule"),
    [
        ("decision", "A study was presented", "correction-of-nothing"),
        ("implementation", "is", "correction-place-unclear"),
        ("review", "nowhere to be found", "correction-words-gone"),
    ],
)
def test_what_cannot_be_taken_away_is_told(folder: Path, thing: str, quote: str, rule: str) -> None:
    source = put(folder / "a.txt", ENGLISH)
    put(folder / "corrections.csv", HEAD + f"SCP/42/6,en,{thing},{quote},,,wrong,,,,,Bo,2026-04-01,No.\r\n")
    with open_store(memory=True) as store:
        build([source], store)
        assert rule in rules_found(store)
        assert [row for row in ask(store, "provenance") if row[1] == "removed"] == []


# How facts came about


def test_every_fact_says_how_it_came_about(cdip24: Store) -> None:
    told = {thing for thing, _ in origins(cdip24)}
    findings = {str(q.subject) for q in cdip24.quads() if q.object == pyoxigraph.NamedNode(expand("cdip:Finding"))}
    read = {q.subject for q in cdip24.quads() if q.predicate.value == expand("prov:wasDerivedFrom")}
    assert {f"<{thing}>" for thing in told} == {str(thing) for thing in read} - findings


def test_the_question_tells_every_origin(cdip24: Store) -> None:
    rows = Counter((row[0], row[2] or row[1]) for row in ask(cdip24, "provenance"))
    assert rows == Counter(set(origins(cdip24)))
    assert {row[1] for row in ask(cdip24, "provenance")} == {"read", "derived"}
    one = ask(cdip24, "provenance", thing="1/1")
    assert [(row[1], row[2]) for row in one] == [("read", None)]


def test_what_was_concluded_names_its_rule(cdip24: Store) -> None:
    rules: dict[str, set[str]] = {}
    for thing, rule in origins(cdip24):
        rules.setdefault(thing.removeprefix(ID), set()).add(rule)
    assert rules["doc/CDIP/24/8/measure/1.1/activity/1"] == {"session-by-symbol"}
    for thing, found in rules.items():
        # Only what several places state can be read in one and concluded from another.
        own = ("/citation/", "/measure/", "/decision/", "/commitment/")
        assert "read" not in found or len(found) == 1 or not any(part in thing for part in own)
    for row in ask(cdip24, "citations", document="CDIP/24/8"):
        assert row[8] in ("explicit", "by-session", "by-context", "ambiguous", "open")
    numbers = {n: row[8] for n, row in enumerate(ask(cdip24, "citations", document="CDIP/24/8"), 1)}
    for number, how in numbers.items():
        expected = {str(how)} if str(how).startswith("by-") else {"read"}
        assert rules[f"doc/CDIP/24/8/fr/citation/{number}"] == expected


def test_pictures_and_ontology_call_origins_alike() -> None:
    text = resource("ontology", "cdip.ttl")
    for name in CONCEPTS["origin"]:
        labels = re.search(
            rf'cdip:origin-{name} a .*?skos:prefLabel "(.*?)"@fr, "(.*?)"@en, "(.*?)"@es', text, re.DOTALL
        )
        assert labels is not None
        assert [Words(lang)("origin", name) for lang in ("fr", "en", "es")] == list(labels.groups())


def test_a_fact_settled_by_nobody_is_a_violation(cdip24: Store) -> None:
    assert "settled-by-nobody" in {rule.name for rule in validation.rules()}
    assert "settled-by-nobody" not in rules_found(cdip24)


# The trace


@pytest.mark.parametrize(
    ("lang", "settled", "removed"),
    [
        ("en", "settled by hand: Ana Pérez, 2026-03-31", "Removed by hand (Bo, 2026-04-01): "),
        ("fr", "réglé à la main\u00a0: Ana Pérez, 2026-03-31", "Retiré à la main (Bo, 2026-04-01)\u00a0: "),
        ("es", "resuelto a mano: Ana Pérez, 2026-03-31", "Retirado a mano (Bo, 2026-04-01): "),
    ],
)
def test_the_trace_says_what_was_settled_and_removed(folder: Path, lang: str, settled: str, removed: str) -> None:
    source = put(folder / "a.txt", ENGLISH)
    put(folder / "corrections.csv", HEAD + MEANS + WRONG)
    with open_store(memory=True) as store:
        build([source], store)
        told = str(trace(store, "1/1", lang=lang))
        assert settled in told
        assert removed in told
        assert "It was never shown." in told
        lost = str(trace(store, "doc/SCP/42/6/measure/1.1/activity/1", lang=lang))
        assert lost.startswith(removed)
        assert lost.count("◄") == 1


def test_the_trace_of_a_measure_that_was_removed(folder: Path) -> None:
    source = put(folder / "a.txt", ENGLISH)
    put(
        folder / "corrections.csv",
        HEAD + "SCP/42/6,en,measure,Paragraph 1,,,wrong,,,,,Bo,2026-04-01,There is none.\r\n",
    )
    with open_store(memory=True) as store:
        build([source], store)
        assert (
            str(trace(store, "1/1", lang="en"))
            == "Removed by hand (Bo, 2026-04-01): Paragraph 1 ◄\n└─ There is none.\n"
        )
        with pytest.raises(UnknownThing):
            trace(store, "1/9")


def test_the_trace_of_a_citation_says_who_settled_it(folder: Path) -> None:
    source = put(folder / "a.txt", ENGLISH)
    put(folder / "corrections.csv", HEAD + MEANS)
    with open_store(memory=True) as store:
        build([source], store)
        (row,) = [row for row in ask(store, "provenance") if "/citation/" in str(row[0]) and row[1] == "by-hand"]
        assert "settled by hand: Ana Pérez, 2026-03-31. It is the report." in str(trace(store, str(row[0]), lang="en"))


# resolve


def test_what_is_open_is_listed_with_its_key(run: Run, folder: Path) -> None:
    put(folder / "a.txt", ENGLISH)
    assert run("build", "a.txt", "-q").exit_code == 0
    shown = run("resolve")
    assert "paragraphs 31 to 44" in shown.stdout
    assert "session 39, session 40" in " ".join(shown.stdout.split())
    assert "cdipgraph resolve KEY" in shown.stderr
    (row,) = csv.DictReader(io.StringIO(run("resolve", "--format", "csv").stdout))
    assert re.fullmatch("[a-z][a-z2-7]{5}", row["key"])
    assert (row["thing"], row["document"], row["candidates"]) == ("citation", "SCP/42/6", "session 39, session 40")
    assert row["before"].endswith("Committee (")


@pytest.mark.parametrize("content", [ENGLISH, FRENCH, SPANISH], ids=["en", "fr", "es"])
def test_a_key_settles_what_it_names(run: Run, folder: Path, content: str) -> None:
    put(folder / "in" / "a.txt", content)
    run("build", "in", "-q")
    key = run("resolve", "--format", "tsv").stdout.splitlines()[1].partition("\t")[0]
    done = run("resolve", key, "--means", "SCP/40/9", "--author", "Ana Pérez", "--reason", "Seen.", "--lang", "en")
    assert done.exit_code == 0, done.output
    assert "means SCP/40/9, says Ana Pérez" in done.stdout
    assert "citations left open: 0" in done.stdout
    file = folder / "in" / "corrections.csv"
    assert file.read_bytes().startswith(b"\xef\xbb\xbfdocument,")
    assert run("resolve").stdout == "No rows.\n"
    assert "SCP/40/9" in run("query", "annex").stdout
    again = run("resolve", key, "--means", "SCP/40/9", "--author", "Ana Pérez", "--reason", "Seen.", "--lang", "en")
    assert "had it already" in again.stdout
    assert len(file.read_text(encoding="utf-8").splitlines()) == 2
    run("resolve", key, "--means", "SCP/39/9", "--author", "Bo")
    assert "SCP/39/9" in run("query", "annex").stdout


def test_a_thing_is_named_as_anywhere(run: Run, folder: Path) -> None:
    put(folder / "a.txt", ENGLISH)
    run("build", "a.txt", "-q")
    done = run("resolve", "1/1", "--wrong", "--reason", "No such measure.")
    assert done.exit_code == 0, done.output
    assert "says reader" in done.stdout
    assert run("query", "annex").stdout == "No rows.\n"


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("1/1",), 2, "Give --means WHAT, or --wrong with --reason"),
        (("1/1", "--means", "SCP/40/9", "--wrong"), 2, "Give --means WHAT, or --wrong"),
        (("1/1", "--wrong"), 2, "the correction gives no reason"),
        (("1/1", "--means", "SCP/40/9"), 2, "says what a measure means"),
        (("1/7", "--wrong", "--reason", "x"), 2, "nothing in the store is called '1/7'"),
        (("?", "--wrong", "--reason", "x"), 2, "or by IRI. `cdipgraph resolve` lists what is open"),
        (("SCP/40/5", "--wrong", "--reason", "x"), 2, "no words are those of 'SCP/40/5'"),
        (("--means", "SCP/40/9"), 2, "Name a THING"),
        (("KEY", "--means", "rubbish"), 2, "is nothing that can be meant"),
        (("KEY", "--means", "SCP/40/9", "--source", "none.txt"), 2, "there is no such file"),
        (("1/1", "--wrong", "--reason", "x", "--relation", "dueSession"), 2, "cannot be applied"),
        (("1/1", "--wrong", "--reason", "x", "--relation", "colour"), 2, "'colour' is no relation"),
        (("--format", "turtle"), 2, "what is open is no correction"),
    ],
)
def test_what_cannot_be_stated_is_told_and_nothing_is_written(
    run: Run, folder: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    put(folder / "a.txt", ENGLISH)
    run("build", "a.txt", "-q")
    key = run("resolve", "--format", "tsv").stdout.splitlines()[1].partition("\t")[0]
    before = run("export", "--format", "nquads").stdout
    result = run("resolve", *(key if argument == "KEY" else argument for argument in arguments))
    assert (result.exit_code, told in result.stderr) == (code, True), result.stderr
    assert sorted(path.name for path in folder.iterdir()) == [".cdipgraph", "a.txt"]
    assert run("export", "--format", "nquads").stdout == before


def test_nobody_settles_anything_namelessly(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = put(folder / "a.txt", ENGLISH)
    monkeypatch.delenv("USER")
    monkeypatch.setattr("getpass.getuser", lambda: "")
    with open_store(memory=True) as store:
        build([source], store)
        with pytest.raises(UsageError, match="who settles it is not known"):
            cdipgraph.resolve(store, "1/1", wrong=True, reason="x")
        put(folder / ".gitconfig", "[user]\n\tname = Ana Pérez\n")
        assert cdipgraph.resolve(store, "1/1", wrong=True, reason="x").correction.author == "Ana Pérez"


def test_a_key_stays_when_what_was_open_follows_from_something_else(run: Run, folder: Path) -> None:
    more = "Delegations welcomed it. The fortieth session took it up (report, paragraphs 50 to 52)."
    put(folder / "a.txt", ENGLISH.replace("Delegations welcomed it.", more))
    run("build", "a.txt", "-q")
    keys = [line.partition("\t")[0] for line in run("resolve", "--format", "tsv").stdout.splitlines()[1:]]
    assert len(keys) == 2
    assert run("resolve", keys[0], "--means", "SCP/40/9").exit_code == 0
    assert run("resolve").stdout == "No rows.\n"
    done = run("resolve", keys[1], "--means", "SCP/39/9")
    assert done.exit_code == 0, done.output
    with open_store() as store:
        assert symbols_of_reviews(store) == ["SCP/40/9", "SCP/39/9"]


def test_a_file_that_stands_there_is_written_to_in_its_own_way(run: Run, folder: Path) -> None:
    put(folder / "a.txt", FRENCH)
    heads = "Document;Langue;Chose;Mots;Avant;Après;Début;Constat;Désigne;Auteur;Date;Motif"
    file = put(
        folder / "corrections.csv",
        f"{heads}\r\nSCP/1/1;fr;citation;été;;;;désigne;SCP/1/2;Zoé;2026-01-01;\r\n".encode("cp1252"),
    )
    before = file.read_bytes()
    run("build", "a.txt", "-q")
    key = run("resolve", "--format", "tsv").stdout.splitlines()[1].partition("\t")[0]
    done = run("resolve", key, "--means", "SCP/40/9", "--author", "Ana Pérez", "--reason", "Vérifié à Genève.")
    assert done.exit_code == 0, done.output
    after = file.read_bytes()
    assert after.startswith(before)
    assert "Vérifié à Genève.\r\n".encode("cp1252") in after
    assert after.count(b"\n") == before.count(b"\n") + 1


def test_a_turtle_file_that_stands_there_is_written_to(run: Run, folder: Path) -> None:
    put(folder / "a.txt", ENGLISH)
    file = put(folder / "corrections.ttl", cdipgraph_written((HEAD + WRONG).encode()))
    before = file.read_bytes()
    run("build", "a.txt", "-q")
    key = run("resolve", "--format", "tsv").stdout.splitlines()[1].partition("\t")[0]
    assert run("resolve", key, "--means", "SCP/40/9", "--author", "Ana").exit_code == 0
    assert file.read_bytes().startswith(before)
    assert file.read_text(encoding="utf-8").count("@prefix cdip:") == 1
    assert len(list(csv.reader(io.StringIO(run("resolve", "--made", "--format", "csv").stdout)))) == 3


def test_both_files_hold_the_same(run: Run, folder: Path) -> None:
    put(folder / "c.csv", HEAD + MEANS + WRONG)
    assert run("resolve", "--made", "--corrections", "c.csv", "-o", "c.ttl").exit_code == 0
    assert run("resolve", "--made", "--corrections", "c.ttl", "-o", "d.csv").exit_code == 0
    assert run("resolve", "--made", "--corrections", "d.csv", "-o", "d.ttl").exit_code == 0
    assert (folder / "c.ttl").read_bytes() == (folder / "d.ttl").read_bytes()
    rows = [
        [
            {k: v for k, v in row.items() if v}
            for row in csv.DictReader(io.StringIO((folder / name).read_text("utf-8-sig")))
        ]
        for name in ("c.csv", "d.csv")
    ]
    assert sorted(map(str, rows[0])) == sorted(map(str, rows[1]))


def test_what_is_wrong_with_a_turtle_file_is_told_by_its_line(run: Run, folder: Path) -> None:
    good = cdipgraph_written((HEAD + MEANS).encode()).decode()
    put(folder / "bad.ttl", good + "\n<x> a .\n")
    result = run("resolve", "--made", "--corrections", "bad.ttl")
    assert (result.exit_code, "bad.ttl, line" in result.stderr) == (3, True)
    put(folder / "poor.ttl", good.replace('cdip:quote "paragraphs 31 to 44" ;', ""))
    result = run("resolve", "--made", "--corrections", "poor.ttl")
    assert re.search(r"poor\.ttl, line \d+: the correction gives no quote", result.stderr)


def test_a_turtle_file_may_be_written_shortly(folder: Path) -> None:
    source = put(folder / "a.txt", ENGLISH)
    put(
        folder / "corrections.ttl",
        """@base <https://w3id.org/cdipgraph/id/> .
        @prefix cdip: <https://w3id.org/cdipgraph/ontology#> . @prefix dcterms: <http://purl.org/dc/terms/> .
        @prefix prov: <http://www.w3.org/ns/prov#> .
        <#one> a cdip:Correction ; cdip:correctionOf <doc/SCP/42/6/en> ; cdip:quote "paragraphs 31 to 44" ;
            cdip:symbol "SCP/40/9" ; prov:wasAttributedTo "Ana" ; dcterms:date "2026-03-31" .""",
    )
    with open_store(memory=True) as store:
        result = build([source], store)
        assert (result.refused, symbols_of_reviews(store)) == ((), ["SCP/40/9"])


def test_a_document_whose_file_is_not_found_is_built_from_the_store(run: Run, folder: Path) -> None:
    put(folder / "in" / "a.txt", ENGLISH)
    run("build", "in", "-q")
    (folder / "in" / "a.txt").unlink()
    key = run("resolve", "--format", "tsv").stdout.splitlines()[1].partition("\t")[0]
    assert "citations left open: 0" in run("resolve", key, "--means", "SCP/40/9", "--lang", "en").stdout
    assert (folder / "corrections.csv").is_file()
    assert "SCP/40/9" in run("query", "annex").stdout


def test_a_word_file_that_is_not_found_is_not_built(run: Run, folder: Path) -> None:
    put(folder / "a.docx", word_file("".join(paragraph(line) for line in ENGLISH.splitlines())))
    assert run("build", "a.docx", "-q").exit_code == 0
    key = run("resolve", "--format", "tsv").stdout.splitlines()[1].partition("\t")[0]
    (folder / "a.docx").rename(folder / "b.docx")
    done = run("resolve", key, "--means", "SCP/40/9", "--lang", "en")
    assert (done.exit_code, "was not built anew" in done.stdout) == (0, True), done.output
    assert run("build", "b.docx", "-q").exit_code == 0
    assert "SCP/40/9" in run("query", "annex").stdout
    other = run("resolve", "1/1", "--wrong", "--reason", "x", "--source", "b.docx", "--lang", "en")
    assert "citations left open" in other.stdout


def test_a_new_file_takes_over_what_only_the_store_held(run: Run, folder: Path) -> None:
    put(folder / "a.txt", ENGLISH)
    file = put(folder / "corrections.csv", HEAD + WRONG)
    run("build", "a.txt", "-q")
    file.unlink()
    key = run("resolve", "--format", "tsv").stdout.splitlines()[1].partition("\t")[0]
    run("resolve", key, "--means", "SCP/40/9")
    made = run("resolve", "--made").stdout
    assert "It was never shown" in " ".join(made.split())
    assert len(file.read_text(encoding="utf-8-sig").splitlines()) == 3


def test_a_store_that_fails_leaves_the_row_and_says_so(folder: Path) -> None:
    source = put(folder / "a.txt", ENGLISH)
    with open_store(memory=True) as store:
        build([source], store)
        with pytest.raises(UsageError, match="gives no reason"):
            cdipgraph.resolve(store, "1/1", wrong=True, author="Bo")
    assert not (folder / "corrections.csv").exists()


def test_several_documents_that_tell_of_a_thing_are_told_apart(run: Run, folder: Path) -> None:
    put(folder / "a.txt", ENGLISH)
    put(folder / "b.txt", FRENCH)
    run("build", "a.txt", "b.txt", "-q")
    result = run("resolve", "1/1", "--wrong", "--reason", "x")
    assert result.exit_code == 2
    assert "SCP/42/6/en, SCP/42/6/fr" in result.stderr
    result = run("resolve", "1/1", "--wrong", "--reason", "x", "--document", "SCP/42/6")
    assert result.exit_code == 2
    result = run("resolve", "1/1", "--wrong", "--reason", "x", "--document", "scp/42/6/FR", "--lang", "en")
    assert "of SCP/42/6 (fr) is wrong" in result.stdout
    assert run("query", "annex").stdout.count("SCP/40/5") > 0


def test_from_python(folder: Path) -> None:
    source = put(folder / "a.txt", ENGLISH)
    cdipgraph.build(source)
    (row,) = cdipgraph.unsettled(None)
    done = cdipgraph.resolve(None, str(row[0]), means="session 40", author="Ana")
    assert done.built is not None
    assert str(done).startswith("corrections.csv has it: ")
    assert len(cdipgraph.unsettled(None)) == 0
    cdipgraph.build(source, corrections=[])
    cdipgraph.build(source, corrections="corrections.csv")


def test_cdip_24_8_leaves_one_decision_open(cdip24: Store) -> None:
    rows = cdipgraph.unsettled(cdip24).records()
    assert [(row["thing"], row["candidates"]) for row in rows] == [("decision", "7.1, 7.4")]


def test_settling_the_open_decision_of_cdip_24_8(folder: Path) -> None:
    with open_store(memory=True) as store:
        build([SOURCE], store)
        (row,) = cdipgraph.unsettled(store)
        before = {(r[0], r[1], r[3]) for r in ask(store, "decisions")}
        cdipgraph.resolve(store, str(row[0]), means="CDIP/22 7.4", author="Ana", corrections="c.csv")
        changed = {(r[0], r[1], r[3]) for r in ask(store, "decisions")} - before
        assert [(session, item) for session, item, _ in changed] == [(22, "7.4")]
        assert len(cdipgraph.unsettled(store)) == 0
        assert "decision-item-uncertain" not in rules_found(store)


def test_words_of_the_file_are_told_apart() -> None:
    table = tomllib.loads(
        (Path(cdipgraph.__file__).parent / "phrases" / "corrections.toml").read_text(encoding="utf-8")
    )
    for words in table.values():
        every = [word for same in words.values() for word in same]
        assert len(every) == len(set(every))
