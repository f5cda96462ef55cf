"""`cdipgraph diff`: what came, went and changed between two versions, in words and as RDF, whatever moved."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from time import process_time

import pyoxigraph
import pytest
import rdflib
from click.testing import CliRunner, Result
from exploring import tries
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat

import cdipgraph
from cdipgraph.cli import main
from cdipgraph.differences import Differences, diff
from cdipgraph.differences.comparing import Comparing
from cdipgraph.differences.facts import Facts
from cdipgraph.differences.matching import aligned, between
from cdipgraph.differences.rdf import facts_came, facts_went
from cdipgraph.differences.version import versions
from cdipgraph.errors import MissingSource, UnknownThing, UsageError
from cdipgraph.ingest import build
from cdipgraph.store import Store, open_store
from cdipgraph.store.remote import RemoteStore
from cdipgraph.vocabulary import ID

HERE = Path(__file__).parent
FILES = HERE.parent / "data" / "examples" / "versions"
DATA = HERE.parent / "data"
PROVISIONAL, ADOPTED, CITING = (FILES / f"{name}.txt" for name in ("SCT-58-9-Prov.en", "SCT-58-9.en", "SCT-59-4.fr"))
SPANISH, CORRECTED = FILES / "WO-PBC-44-6.es.txt", FILES / "WO-PBC-44-6-corrected.es.txt"
FRENCH = DATA / "sources" / "CDIP-24-8.fr.txt"
Run = Callable[..., Result]


@cache
def compared(before: Path, after: Path, lang: str = "en") -> Differences:
    """The differences of two files, without a store."""
    return diff(None, str(before), str(after), lang=lang)


def sentences(found: Differences) -> list[str]:
    return [found._wording.sentence(change) for change in found.changes]


def changed(path: Path, folder: Path, *pairs: tuple[str, str], name: str = "changed.txt") -> Path:
    """A copy of a document with some words changed, each of which stands in it."""
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


# Read by hand before it was run


def test_a_provisional_report_and_the_adopted_one() -> None:
    found = compared(PROVISIONAL, ADOPTED)
    assert sentences(found) == [
        "SCT/58/9: date was 2027-02-12, now 2027-05-03.",
        "SCT/58/9: symbol was SCT/58/9 PROV., now SCT/58/9.",
        "SCT/58/9: title was DRAFT REPORT, now REPORT.",
        "SCT/58/9: author was prepared by the Secretariat, now adopted by the Standing Committee.",
        "SCT/58/9: provisional was yes, now no.",
        "New: paragraph 6 “The Delegation of Barbados, speaking on behalf of the…”.",
        "Paragraphs 6–7 are now 7–8.",
        "New: paragraph 9 “The Delegation of Iceland drew attention to names of…”.",
        "Paragraphs 8–11 are now 10–13.",
        "Paragraph 11, text: … on refusals, by office and by [-year,-] {+month,+} to the next session.",
        "Paragraph 12, text: … present a revised version at its [-fifty-ninth-] {+sixtieth+} session.",
        "Gone: paragraph 12 “The Delegation of Norway reported on a survey of its users.”.",
        "Commitment “present a revised version at its sixtieth session”: due session was session 59, now session 60.",
        (
            "Commitment “present a revised version at its sixtieth session”: due time as worded was "
            "at its fifty-ninth session, now at its sixtieth session."
        ),
        "Paragraphs 13–15 are now 14–16.",
    ]


def test_a_corrected_implementation_report() -> None:
    told = sentences(compared(SPANISH, CORRECTED, "es"))
    assert "WO/PBC/44/6: fecha era 2027-03-04, ahora 2027-03-11." in told
    assert "Medida 1.1: intervalo 233–249 de WO/PBC/41/15, ahora 233–250." in told
    assert "Seguimiento en medida 1.1: sesión de vencimiento era sesión 45, ahora sesión 46." in told
    decision = "Decisión «El PBC aprobó las ponencias.» en medida 1.2: resultado era tomó nota, ahora aprobó."
    assert decision in told
    assert "Nuevo: párrafo 10 «Véase también el documento WO/PBC/43/8.»." in told
    assert "Cita nueva en párrafo 10: WO/PBC/43/8." in told
    assert "El párrafo 10 es ahora el 11." in told
    assert sum("233" in sentence for sentence in told) == 2, "the paragraph's words, and the range, once"


def test_where_each_change_stands_in_both_texts() -> None:
    rows = compared(SPANISH, CORRECTED).answer().records()
    (row,) = [row for row in rows if row["fact"] == "eli-dl:recorded_in_a_realization_of"]
    assert (row["change"], row["thing"]) == ("changed", "cdip:Review")
    assert (row["before"], row["after"]) == ("233–249 (WO/PBC/41/15)", "233–250 (WO/PBC/41/15)")
    for path, side in ((SPANISH, "before"), (CORRECTED, "after")):
        words = path.read_text(encoding="utf-8")[int(str(row[f"{side}-start"])) : int(str(row[f"{side}-end"]))]
        assert words.startswith("párrafos 233 a")


def test_the_items_of_a_summary_are_known_by_their_words(tmp_path: Path) -> None:
    path = HERE / "minutes" / "SCP-37-10.fr.txt"
    text = path.read_text(encoding="utf-8")
    last = text.rindex("\n7.")
    (tmp_path / "longer.txt").write_text(
        f"{text[:last]}\n7.\tLe comité a remercié la présidente.\n8.{text[last + 3 :]}", encoding="utf-8"
    )
    told = sentences(compared(path, tmp_path / "longer.txt"))
    assert "Paragraph 7 is now 8." in told
    assert "Item 8 of Chair’s summary (session 37): number was 7, now 8." in told
    assert "New: item 7 of Chair’s summary (session 37)." in told
    assert not [sentence for sentence in told if "text:" in sentence]


# What is no difference


@pytest.mark.parametrize("path", [PROVISIONAL, SPANISH, CITING, FRENCH], ids=lambda path: path.name)
def test_a_document_is_what_it_is(path: Path) -> None:
    found = compared(path, path)
    assert found.changes == ()
    assert str(found).endswith("The two say the same.\n")
    assert facts_came(found.comparing) == facts_went(found.comparing) == []


@pytest.mark.parametrize("path", [PROVISIONAL, SPANISH], ids=lambda path: path.name)
def test_a_moved_text_is_no_change(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    (tmp_path / "moved.txt").write_text("\n\n\n" + text.replace("\n\n", "\n\n\n").replace(" de ", "  de "), "utf-8")
    found = compared(path, tmp_path / "moved.txt")
    assert sentences(found) == []
    assert facts_came(found.comparing) == facts_went(found.comparing) == []
    assert found.before.quads != found.after.quads


@pytest.mark.parametrize("code", ["en", "es"])
def test_the_translations_say_the_same(code: str) -> None:
    found = compared(FRENCH, DATA / "examples" / "translations" / f"CDIP-24-8.{code}.txt")
    assert sentences(found) == []
    assert facts_came(found.comparing) == facts_went(found.comparing) == []


def test_a_translation_that_differs(tmp_path: Path) -> None:
    english = DATA / "examples" / "translations" / "CDIP-24-8.en.txt"
    path = changed(english, tmp_path, ("249", "250"), ("took note of the presentation", "welcomed the presentation"))
    told = sentences(diff(None, str(FRENCH), str(path)))
    assert any("range 233–249 of CDIP/23/17 Prov., now 233–250." in sentence for sentence in told)
    assert any("outcome" in sentence and "now welcomed" in sentence for sentence in told)
    assert not any("text" in sentence for sentence in told)


# A change of one kind each


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        ((("WO/PBC/41/7", "WO/PBC/41/8"),), "Implementation WO/PBC/41/8 in measure 1.1: produced was WO/PBC/41/7"),
        ((("WO/PBC/42/12", "WO/PBC/42/13"),), "Review 51–60 (WO/PBC/42/13) in measure 1.2: paragraph range was 51–60"),
        (
            (("punto 4.1", "punto 4.2"),),
            "recorded in was item 4.1 of Chair’s summary (session 42), now item 4.2 of Chair’s summary (session 42)",
        ),
        ((("Ginebra, 14 a 18 de junio", "Ginebra, 14 a 19 de junio"),), "Session 44: end date was 2027-06-18"),
        ((("Evaluación externa", "Evaluación interna"),), "Measure 1.1: label was Evaluación externa"),
        ((("No se requiere ninguna medida.", "La Secretaría continuará publicándolos."),), "status"),
    ],
)
def test_each_fact_is_told(pairs: tuple[tuple[str, str], ...], told: str, tmp_path: Path) -> None:
    found = sentences(diff(None, str(SPANISH), str(changed(SPANISH, tmp_path, *pairs))))
    assert any(told in sentence for sentence in found), found


def test_a_citation_that_nothing_rests_on_is_told_by_itself(tmp_path: Path) -> None:
    asked = "Evaluar las oficinas en el exterior"
    cited = "según el punto {} del Resumen de la Presidencia de la trigésima octava sesión"
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir(), other.mkdir()
    before = changed(SPANISH, one, (asked, f"{asked}, {cited.format('4.1')}"))
    after = changed(SPANISH, other, (asked, f"{asked}, {cited.format('4.2')}"))
    told = "Cited otherwise in paragraph 2: item 4.1 of Chair’s summary (session 38), now item 4.2"
    assert any(told in sentence for sentence in sentences(diff(None, str(before), str(after))))


def test_a_measure_that_is_numbered_anew_is_the_same(tmp_path: Path) -> None:
    new = "Actividad/Medida 1.\tTraducción de los informes\n\nAplicación y examen en el PBC\n\nSeguimiento\n\nNo hay.\n"
    text = SPANISH.read_text(encoding="utf-8").replace("Actividad/Medida 2.", "Actividad/Medida 3.")
    text = text.replace("Actividad/Medida 1.", f"{new}Actividad/Medida 2.")
    (tmp_path / "more.txt").write_text(text, encoding="utf-8")
    told = sentences(diff(None, str(SPANISH), str(tmp_path / "more.txt")))
    assert "Measure 1.2: number was 1, now 2." in told
    assert "Measure 1.3: number was 2, now 3." in told
    assert any(sentence.startswith("New: measure 1.1") for sentence in told)
    assert not any("range" in sentence for sentence in told)


def test_what_was_handed_in_moves_with_its_paragraph(tmp_path: Path) -> None:
    head = "SCCR/50/8{prov}\nStanding Committee on Copyright\nFiftieth Session\nGeneva, May 3 to 7, 2027\n{title}\n\n"
    paragraphs = [
        "The Chair opened the session.",
        "The Committee took note of document SCCR/50/3.",
        "The Chair closed it.",
    ]
    added = "The Secretariat presented document SCCR/50/3."
    final = [paragraphs[0], added, *paragraphs[1:]]
    texts = {"draft": (" PROV.", "DRAFT REPORT", paragraphs), "final": ("", "REPORT", final)}
    files = []
    for name, (prov, title, lines) in texts.items():
        files.append(tmp_path / f"{name}.txt")
        numbered = "\n\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
        files[-1].write_text(head.format(prov=prov, title=title) + numbered + "\n", encoding="utf-8")
    told = sentences(compared(*files))
    assert [sentence for sentence in told if "elivery" in sentence] == [f"New: delivery “{added}”."]
    assert "Paragraphs 2–3 are now 3–4." in told


# In a store


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store(memory=True) as opened:
        build([PROVISIONAL, ADOPTED, CITING], opened)
        yield opened


def test_ranges_that_others_cite_are_followed(store: Store) -> None:
    found = diff(store, "SCT/58/9 Prov.", "SCT/58/9")
    assert [s for c, s in zip(found.changes, sentences(found), strict=True) if c.what == "shifted"] == [
        "Range 7–9 of SCT/58/9 PROV., cited in SCT/59/4, measure 1.1: now 8–11 in SCT/58/9.",
        "Range 12–13 of SCT/58/9 PROV., cited in SCT/59/4, measure 1.2: now 14 in SCT/58/9.",
    ]


def test_a_range_that_is_gone(tmp_path: Path) -> None:
    shorter = changed(ADOPTED, tmp_path, ("14.\tThe Delegation of the Republic of Korea", "14.\tNobody"))
    with open_store(memory=True) as opened:
        build([PROVISIONAL, shorter, CITING], opened)
        told = sentences(diff(opened, "SCT/58/9 Prov.", "SCT/58/9"))
    assert any(one.startswith("Range 12–13") and "14" in one for one in told)
    with open_store(memory=True) as opened:
        text = ADOPTED.read_text(encoding="utf-8")
        cut = text[: text.index("14.\tThe Delegation")] + text[text.index("15.\tThe SCT took") :]
        (tmp_path / "cut.txt").write_text(cut.replace("15.\t", "14.\t").replace("16.\t", "15.\t"), encoding="utf-8")
        build([PROVISIONAL, tmp_path / "cut.txt", CITING], opened)
        told = sentences(diff(opened, "SCT/58/9 Prov.", "SCT/58/9"))
    assert "Range 12–13 of SCT/58/9 PROV., cited in SCT/59/4, measure 1.2: no longer in SCT/58/9." in told


def test_a_former_state_and_what_became_of_it(tmp_path: Path, remote: RemoteStore) -> None:
    path = tmp_path / "note.txt"
    for one in (SPANISH, CORRECTED):
        path.write_bytes(one.read_bytes())
        build([path], remote)
    expected = sentences(compared(SPANISH, CORRECTED))
    for named in (["WO/PBC/44/6"], ["WO/PBC/44/6@1"], ["WO/PBC/44/6 es@1", "WO/PBC/44/6 es"]):
        assert sentences(diff(remote, *named)) == expected, named
    sha = compared(SPANISH, CORRECTED).before.iri.removeprefix("urn:sha256:")
    assert sentences(diff(remote, f"WO/PBC/44/6@{sha[:8]}")) == expected
    state = f"{ID}doc/WO/PBC/44/6/es/state/1"
    assert sentences(diff(remote, state, f"{ID}doc/WO/PBC/44/6/es")) == expected
    assert diff(remote, str(CORRECTED), "WO/PBC/44/6").changes == ()
    back = diff(remote, "WO/PBC/44/6 es", state)
    assert back.count("went") == diff(remote, state).count("came")


def test_a_former_state_shifts_what_others_cite(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    with open_store(memory=True) as opened:
        for one in (PROVISIONAL, ADOPTED):
            path.write_text(one.read_text("utf-8").replace("SCT/58/9 PROV.", "SCT/58/9"), encoding="utf-8")
            build([path, changed(CITING, tmp_path, (" Prov.", ""), name="citing.txt")], opened)
        told = sentences(diff(opened, "SCT/58/9"))
    assert "Range 7–9 of SCT/58/9, cited in SCT/59/4, measure 1.1: now 8–11 in SCT/58/9." in told


@pytest.mark.parametrize(
    ("names", "error", "message"),
    [
        (["SCT/58/9"], UsageError, "no former state"),
        (["SCT/58/9@4"], UnknownThing, "no former state 4"),
        (["SCT/58/9 es", "SCT/58/9 en"], UnknownThing, "no version of SCT/58/9 in es"),
        (["SCT/58/10", "SCT/58/9"], UnknownThing, "no document in the store"),
        ([str(ADOPTED)], UsageError, "compared with nothing"),
    ],
)
def test_what_is_not_there_is_told(store: Store, names: list[str], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        diff(store, *names)


def test_without_a_store_only_files_are_known() -> None:
    with pytest.raises(MissingSource):
        diff(None, str(ADOPTED), "SCT/58/9")


def test_the_language_of_a_version_is_that_of_the_other() -> None:
    english, spanish = (DATA / "examples" / "translations" / f"CDIP-24-8.{code}.txt" for code in ("en", "es"))
    with open_store(memory=True) as opened:
        build([FRENCH, english, spanish], opened)
        assert diff(opened, "CDIP/24/8 es", "CDIP/24/8 en").changes == ()
        found = diff(opened, str(english), "CDIP/24/8")
        assert (found.before.language, found.after.language) == ("en", "en")


def test_a_language_that_is_left_open_is_asked_for(tmp_path: Path) -> None:
    texts = {
        "en": "SCCR/52/3\n\n1. The Committee took note of document SCCR/51/4 and of what the delegations had said.\n",
        "es": "SCCR/52/3\n\n1. El Comité tomó nota del documento SCCR/51/4 y de lo que dijeron las delegaciones.\n",
    }
    for code, text in texts.items():
        (tmp_path / f"{code}.txt").write_text(text, encoding="utf-8")
    with open_store(memory=True) as opened:
        build([tmp_path], opened)
        with pytest.raises(UsageError, match="2 language versions of SCCR/52/3"):
            diff(opened, str(CITING), "SCCR/52/3")
        assert diff(opened, "SCCR/52/3 en", "SCCR/52/3 es").changes == ()


# RDF


def test_a_patch_makes_the_one_of_the_other() -> None:
    found = compared(SPANISH, CORRECTED)
    quads = set(found.before.quads)
    lines = found.to("patch").splitlines()
    assert (lines[0], lines[-1]) == ("TX .", "TC .")
    for line in lines[1:-1]:
        (quad,) = pyoxigraph.parse(line[2:], format=RdfFormat.N_QUADS)
        (quads.discard if line[0] == "D" else quads.add)(quad)
    assert quads == set(found.after.quads)


def test_two_graphs_hold_what_came_and_what_went() -> None:
    found = compared(SPANISH, CORRECTED)
    graphs: dict[str, set[str]] = {}
    for quad in pyoxigraph.parse(found.to("trig"), format=RdfFormat.TRIG):
        graphs.setdefault(str(quad.graph_name).rstrip(">").rpartition("/")[2] or "DEFAULT", set()).add(str(quad.triple))
    before, after = ({str(q.triple) for q in v.quads} for v in (found.before, found.after))
    worded = {line for line in graphs["went"] | graphs["came"] if "/para/" in line and "#text>" in line}
    assert graphs["went"] - worded <= before
    assert graphs["came"] - worded <= after
    named = f"<{ID}doc/WO/PBC/44/6/para/11> <http://www.w3.org/ns/prov#wasRevisionOf> <{ID}doc/WO/PBC/44/6/para/10>"
    assert named in graphs["DEFAULT"]
    assert any("para/233-250" in line for line in graphs["came"])
    assert any("para/233-249" in line for line in graphs["went"])
    assert not any("#char=" in line for line in graphs["went"] | graphs["came"])


def test_sets_of_changes_hold_facts_and_words() -> None:
    graph = rdflib.Graph().parse(data=compared(SPANISH, CORRECTED).to("turtle"), format="turtle")
    rows = graph.query(
        """PREFIX cs: <http://purl.org/vocab/changeset/schema#> PREFIX cdip: <https://w3id.org/cdipgraph/ontology#>
        SELECT ?old ?new ?words WHERE {
          ?set a cs:ChangeSet ; cs:subjectOfChange ?decision ; rdfs:label ?words ;
            cs:removal [ rdf:predicate cdip:outcome ; rdf:object ?old ] ;
            cs:addition [ rdf:predicate cdip:outcome ; rdf:object ?new ] FILTER(LANG(?words) = "en") }"""
    )
    ((old, new, words),) = [tuple(map(str, row)) for row in rows]  # type: ignore[union-attr]
    assert old.endswith("outcome-took-note")
    assert new.endswith("outcome-approved")
    assert words.startswith("Decision “El PBC aprobó las ponencias.”")


@pytest.mark.parametrize("form", ["turtle", "trig", "patch", "json", "md", "csv", "tsv", "table", "text"])
def test_the_same_twice(form: str) -> None:
    assert diff(None, str(SPANISH), str(CORRECTED)).to(form) == compared(SPANISH, CORRECTED).to(form)


def test_renumbered_things_bear_the_name_of_their_version() -> None:
    found = compared(PROVISIONAL, ADOPTED)
    went = {str(t) for t in facts_went(found.comparing)}
    assert any("58/9-Prov/para/12>" in line for line in went), "paragraph 12 is gone"
    assert not any("58/9-Prov/para/4>" in line for line in went), "paragraph 4 is as it was"


# Words


def test_every_language_has_every_word() -> None:
    table = tomllib.loads((Path(cdipgraph.__file__).parent / "phrases/differences.toml").read_text(encoding="utf-8"))
    assert set(table) == {"en", "fr", "es"}
    for lang in table:
        assert list(table[lang]) == list(table["en"])
        assert set(table[lang]["facts"]) == set(table["en"]["facts"])
        for key, text in table[lang].items():
            if isinstance(text, str):
                holes = {part.partition("}")[0] for part in text.split("{")[1:]}
                assert holes == {part.partition("}")[0] for part in table["en"][key].split("{")[1:]}


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_a_sentence_is_whole_in_every_language(lang: str) -> None:
    for before, after in ((PROVISIONAL, ADOPTED), (SPANISH, CORRECTED), (CORRECTED, SPANISH)):
        for sentence in sentences(compared(before, after, lang)):
            assert "http" not in sentence
            assert "{" not in sentence.replace("{+", "")
            assert "  " not in sentence


# The command


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *arguments: CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_two_files_need_no_store(run: Run, tmp_path: Path) -> None:
    result = run("diff", PROVISIONAL, ADOPTED)
    assert result.exit_code == 1
    assert "Paragraphs 6–7 are now 7–8.\n" in result.stdout
    assert run("diff", ADOPTED, ADOPTED).exit_code == 0
    assert list(tmp_path.iterdir()) == []


def test_with_a_store_its_citations_are_followed(run: Run, built_folder: Path) -> None:
    run("build", PROVISIONAL, ADOPTED, CITING)
    result = run("diff", "SCT/58/9 Prov.", "SCT/58/9", "--lang", "fr")
    assert result.exit_code == 1
    assert "citée dans SCT/59/4, mesure 1.1 : maintenant 8–11 dans SCT/58/9." in result.stdout
    assert "17 difference" in run("diff", PROVISIONAL, ADOPTED).stdout
    assert "15 difference" in run("diff", PROVISIONAL, ADOPTED, "--store", built_folder).stdout


def test_what_was_replaced_is_compared_as_the_build_says(run: Run, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_bytes(SPANISH.read_bytes())
    run("build", "note.txt")
    (tmp_path / "note.txt").write_bytes(CORRECTED.read_bytes())
    built = run("build", "note.txt").stdout
    assert "kept as version 1: cdipgraph diff 'WO/PBC/44/6 es@1'" in built
    result = run("diff", "WO/PBC/44/6 es@1")
    assert result.exit_code == 1
    assert "Measure 1.1: range 233–249 of WO/PBC/41/15, now 233–250." in result.stdout


@pytest.mark.parametrize("name", ["d.ttl", "d.trig", "d.rdfp", "d.json", "d.md", "d.csv", "d.txt"])
def test_the_format_follows_the_name(run: Run, tmp_path: Path, name: str) -> None:
    assert run("diff", SPANISH, CORRECTED, "-o", name).exit_code == 1
    text = (tmp_path / name).read_text(encoding="utf-8")
    first = {"ttl": "@base", "trig": "@base", "rdfp": "TX .", "json": "{", "md": "| change", "csv": "change,"}
    assert text.startswith(first.get(name.rpartition(".")[2], "WO/PBC/44/6: date"))


def test_json_is_data(run: Run) -> None:
    told = json.loads(run("diff", SPANISH, CORRECTED, "--format", "json").stdout)
    assert list(told) == ["before", "after", "changes"]
    assert told["before"]["language"] == "es"
    assert {"changed", "came", "renumbered"} == {change["change"] for change in told["changes"]}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["missing.txt", str(ADOPTED)], 2),
        ([], 2),
        (["SCT/58/9", "SCT/58/9 Prov."], 2),
        ([str(ADOPTED), str(ADOPTED), "--format", "svg"], 2),
        ([str(ADOPTED), str(ADOPTED), "-o", "x.docx"], 2),
        ([str(ADOPTED), "empty.txt"], 3),
    ],
)
def test_exit_codes(run: Run, tmp_path: Path, arguments: list[str], code: int) -> None:
    (tmp_path / "empty.txt").write_text("")
    result = run("diff", *arguments)
    assert result.exit_code == code
    assert "Traceback" not in result.output


def test_from_python(tmp_path: Path) -> None:
    found = cdipgraph.diff(tmp_path / "none", PROVISIONAL, ADOPTED)
    assert len(found) == 15
    assert "<li>Paragraphs 6–7 are now 7–8.</li>" in found._repr_html_()
    with open_store(memory=True) as opened:
        assert len(cdipgraph.diff(opened, PROVISIONAL, ADOPTED, lang="es")) == 15


# Alignment


def test_copies_are_told_apart_by_their_neighbours() -> None:
    before = ["a a", "closed", "b b", "closed", "c c", "closed"]
    after = ["a a", "closed", "n n", "closed", "b b", "closed", "c c", "closed"]
    assert aligned(before, after) == [(0, 0), (1, 1), (2, 4), (3, 5), (4, 6), (5, 7)]


def test_what_moved_is_still_the_same() -> None:
    assert aligned(["one x", "two y", "three z"], ["three z", "one x", "two y"]) == [(0, 1), (1, 2), (2, 0)]


def test_alike_is_the_same_and_other_is_not() -> None:
    before = ["The Delegation of Peru asked for statistics by year.", "The Chair closed the session."]
    after = ["The Delegation of Peru asked for statistics by month.", "A wholly different sentence stands here."]
    assert aligned(before, after) == [(0, 0)]


def test_stretches_between_what_did_not_move() -> None:
    assert between([(0, 0), (3, 4)], (5, 6)) == [(range(1, 3), range(1, 4)), (range(4, 5), range(5, 6))]


@tries(60)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=40))
def test_what_was_put_in_and_taken_out_is_found(steps: list[tuple[bool, bool]]) -> None:
    """Each step is a text that stands in the earlier version, the later one, or both."""
    texts = [f"paragraph about topic{n} and matter{n} with detail{n}" for n in range(len(steps))]
    before = [text for text, (old, _) in zip(texts, steps, strict=True) if old]
    after = [text for text, (_, new) in zip(texts, steps, strict=True) if new]
    expected = {text for text, (old, new) in zip(texts, steps, strict=True) if old and new}
    pairs = aligned(before, after)
    assert {before[i] for i, j in pairs if before[i] == after[j]} == expected
    assert len({j for _, j in pairs}) == len(pairs)


@pytest.mark.parametrize(
    "texts",
    [
        (["The Chair closed the item."] * 3000, ["The Chair closed the item."] * 2900),
        ([f"word{n} other{n % 7}" for n in range(3000)], [f"word{n + 1} other{n % 5}" for n in range(3000)]),
        (
            ["the same words but one number " + str(n) for n in range(2000)],
            ["the same words but one more " + str(n) for n in range(2000)],
        ),
    ],
)
def test_long_documents_take_no_long_time(texts: tuple[list[str], list[str]]) -> None:
    started = process_time()
    aligned(*texts)
    assert process_time() - started < 5


@pytest.mark.parametrize("other", ["wholly{n} different{n} words{n} here", "The Chair said {n} things."])
def test_long_documents_that_share_nothing_take_no_long_time(tmp_path: Path, other: str) -> None:
    for name, words in (("one", "The Delegation said {n} words."), ("other", other)):
        body = "".join(f"{n}.\t{words.format(n=n)}\n" for n in range(1, 1501))
        (tmp_path / f"{name}.txt").write_text(f"SCT/58/9\n\nREPORT\n\n{body}", encoding="utf-8")
    earlier, later = versions(None, str(tmp_path / "one.txt"), str(tmp_path / "other.txt"))
    started = process_time()
    changes = Comparing(Facts(earlier), Facts(later)).changes()
    assert process_time() - started < 10
    assert len(changes) >= 1500


def test_classes_that_nobody_wrote_a_line_for_are_compared(tmp_path: Path) -> None:
    """Deliverables, their states and parts stand in the measure whose IRI theirs goes on from."""
    path = HERE / "deliverables" / "SCT-49-6.en.txt"
    three, two = (
        "three collections:  national guidelines, court decisions and training material",
        "two collections:  national guidelines and court decisions",
    )
    pairs = ((three, two), ("demonstrated a beta version of the database", "launched the database"))
    told = sentences(diff(None, str(path), str(changed(path, tmp_path, *pairs))))
    assert "Gone: enumerated part “training material” in measure 1.1." in told
    assert "Enumeration “two collections” in measure 1.1: announced parts was 3, now 2." in told
    assert any("state was trial, now launched" in sentence for sentence in told)
    assert not any(sentence.startswith("New:") for sentence in told)
