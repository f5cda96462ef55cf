"""Every rule: the same in another engine, counted on CDIP/24/8, and held against reports with known faults."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph
import pytest
from example_graphs import INVALID, changed
from pyoxigraph import Quad

from cdipgraph import graph, languages, readers, validation
from cdipgraph.findings import Finding
from cdipgraph.ingest import build
from cdipgraph.reading import read_report
from cdipgraph.store import Store, open_store
from cdipgraph.store.local import MemoryStore
from cdipgraph.structure.formulas import distance, misspelt

HERE = Path(__file__).parent
RULES = {rule.name: rule for rule in validation.rules()}
EXAMPLES = {path.stem: path for path in INVALID if path.stem in RULES}


def graphs(quads: list[Quad]) -> dict[str, list[Quad]]:
    """The quads by the name of their graph."""
    found: dict[str, list[Quad]] = {}
    for quad in quads:
        assert isinstance(quad.graph_name, pyoxigraph.NamedNode)
        found.setdefault(quad.graph_name.value, []).append(quad)
    return found


def read(text: str) -> list[Quad]:
    """The graph of a plain text."""
    return graph.quads(read_report(readers.read_bytes(text.encode(), name="paper.txt")))


def told(*texts: str) -> Counter[str]:
    """How often each rule speaks of these documents together; what reading finds counts too."""
    with MemoryStore() as store:
        found: Counter[str] = Counter()
        for text in texts:
            report = read_report(readers.read_bytes(text.encode(), name="paper.txt"))
            found.update(finding.rule for finding in report.findings if finding.rule not in RULES)
            store.replace_graphs(graphs(graph.quads(report)))
        for rule in RULES.values():
            found[rule.name] += len(list(validation._rule_findings(rule, store)))
    return +found


# In another engine


@pytest.mark.parametrize("name", RULES)
def test_another_engine_finds_the_same_in_the_example(name: str) -> None:
    import rdflib

    quads = changed(EXAMPLES[name].read_text(encoding="utf-8"))
    with MemoryStore() as store:
        store.replace_graphs(graphs(quads))
        here = [["" if cell is None else cell.value for cell in row] for row in store.query(RULES[name].query).rows]
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.N_QUADS), format="nquads")
    there = [["" if cell is None else str(cell) for cell in row] for row in dataset.query(RULES[name].query)]
    assert sorted(here) == sorted(there)
    assert here


# On CDIP/24/8

#: What reading it by hand finds; of every other rule, nothing.
COUNTED = {
    "decision-item-uncertain": 1,  # of items 7.1 and 7.4 of session 22, one holds what session 22 asked for
    "document-not-in-store": 18,  # all that it cites
    "formula-misspelt": 1,  # "a pris note e l'exposé"
    "item-without-decision": 3,  # 5 of session 19, 7.1 and 7.4 of session 22: the narrative words no decision of theirs
    "range-not-in-annex": 1,  # 285 to 291 of CDIP/21/15
}


def test_each_rule_is_counted_on_cdip_24_8(cdip24: Store) -> None:
    found = validation.check(cdip24)
    assert Counter(finding.rule for finding in found) == COUNTED
    assert {f.severity for f in found if f.rule == "document-not-in-store"} == {"info"}


def test_a_finding_has_a_thing_a_sentence_a_place_and_a_suggestion(cdip24: Store) -> None:
    (text,) = (q.object.value for q in cdip24.quads() if q.predicate.value.endswith("#text") and "OMPI" in str(q.object)
               and q.subject.value.endswith("/fr"))  # fmt: skip
    for finding in validation.check(cdip24):
        assert finding.focus
        assert finding.document == "https://w3id.org/cdipgraph/id/doc/CDIP/24/8/fr"
        assert text[finding.start : finding.end] == finding.quote
        assert finding.quote
        for language in ("fr", "en", "es"):
            assert finding.messages[language].strip()
            assert finding.suggestions[language].strip()
            assert "{" not in finding.messages[language] + finding.suggestions[language]


# Reports with known faults: each is found, and with it repaired that finding is gone and nothing comes instead.

FAULTY = {path.name: path.read_text(encoding="utf-8") for path in sorted((HERE / "faulty").glob("*.txt"))}
ENGLISH, SPANISH = FAULTY["SCP-36-6.en.txt"], FAULTY["SCT-47-5.es.txt"]
DECISION = "Decision contained in the Summary by the Chair: the Committee approved the guidelines.\nFollow-up\n\nThe S"
FAULTS = [
    (ENGLISH, {"measures-announced-differ": 1}, "three measures were", "two measures were"),
    (ENGLISH, {"document-of-later-session": 1}, "SCP/34/5", "SCP/33/5"),
    (ENGLISH, {"range-ends-differ": 1}, "41 to 68", "41 to 66"),
    (ENGLISH, {"formula-misspelt": 1}, "took note o the", "took note of the"),
    (ENGLISH, {"event-outside-session": 1}, "December 14, 2021", "December 8, 2021"),
    (ENGLISH, {"date-not-in-annex": 1}, "\tWorkshop on patent information\n\nReport",
     "\tWorkshop on patent information, held on December 14, 2021\n\nReport"),
    (ENGLISH, {"ranges-overlap": 1}, "paragraphs 28 to 44", "paragraphs 31 to 44"),
    (ENGLISH, {"document-not-in-annex": 1, "document-not-in-store": 1},
     "  The Secretariat also presented document SCP/34/10 entitled “Costs of Patent Information”.", ""),
    (ENGLISH, {"paragraphs-not-understood": 1}, "; report, paragraphs [to be completed]", ""),
    (ENGLISH, {"measure-without-decision": 1, "item-without-decision": 1},
     "Follow-up\n\nThe Secretariat will", DECISION + "ecretariat will"),
    (ENGLISH, {"measure-without-follow-up": 1}, "took note of the presentation.\n",
     "took note of the presentation.\nFollow-up\n\nNo follow-up is foreseen.\n"),
    (ENGLISH, {"event-dates-differ": 1}, "October 4, 2023", "October 3, 2023"),
    (SPANISH, {"document-of-later-session": 1}, "SCT/45/4", "SCT/44/4"),
    (SPANISH, {"formula-misspelt": 1, "decision-outcome-unknown": 1}, "tomó nta de", "tomó nota de"),
    (SPANISH, {"document-not-in-narrative": 1, "document-not-in-store": 1},
     "\n\nModelos de reglamentos de uso (SCT/45/6)", ""),
    (SPANISH, {"review-entry-not-understood": 1}, "párrafos xx a yy", "párrafos 5 a 9"),
    (SPANISH, {"ranges-overlap": 1, "range-not-in-narrative": 1},
     "\n\npárrafos 20 a 33 del informe de la cuadragésima cuarta sesión del SCT (SCT/44/8)", ""),
    (SPANISH, {"item-not-in-annex": 1, "decision-item-uncertain": 1}, "párrafo 6.2", "párrafo 6.1"),
]  # fmt: skip


@pytest.mark.parametrize("name", FAULTY)
def test_the_faults_of_a_report_are_found_and_no_others(name: str) -> None:
    expected: Counter[str] = Counter()
    for text, gone, _, _ in FAULTS:
        if text == FAULTY[name]:
            expected |= Counter(gone)
    expected |= Counter({"adopted-report-known": 1} if name.startswith("SCP") else {})
    found = told(FAULTY[name])
    del found["document-not-in-store"], expected["document-not-in-store"]
    assert found == expected


@pytest.mark.parametrize(("text", "gone", "wrong", "right"), FAULTS, ids=["+".join(each[1]) for each in FAULTS])
def test_a_fault_that_is_repaired_is_no_longer_found(text: str, gone: dict[str, int], wrong: str, right: str) -> None:
    assert wrong in text
    before, after = told(text), told(text.replace(wrong, right))
    if "review-entry-not-understood" in gone:  # the range that is now understood is in the annex only
        gone = {**gone, "range-not-in-narrative": -1}
    assert {rule: before[rule] - after[rule] for rule in before | after if before[rule] != after[rule]} == gone


CHECKED = {
    # Each fault was put in by hand, in Spanish and in English; the third report has what is near each, and no fault.
    "SCT-43-5.es": {
        "ParagraphRange-firstNotAfterLast": 1, "decision-item-uncertain": 1, "document-not-in-annex": 1,
        "document-of-later-session": 1, "event-dates-differ": 1, "follow-up-session-over": 1, "formula-misspelt": 1,
        "measure-without-follow-up": 1, "measures-announced-differ": 1, "range-ends-differ": 1, "ranges-overlap": 2,
    },
    "ACE-18-4.en": {
        "date-not-in-annex": 1, "decision-outcome-unknown": 1, "document-not-in-narrative": 1,
        "event-outside-session": 1, "formula-misspelt": 1, "measure-without-decision": 1,
        "measure-without-follow-up": 1, "measure-without-review": 1, "range-not-in-narrative": 1,
    },
    "SCT-44-2.en": {},
}  # fmt: skip


@pytest.mark.parametrize("name", CHECKED)
def test_what_is_told_of_a_whole_report(name: str) -> None:
    with MemoryStore() as opened:
        build([HERE / "checked" / f"{name}.txt"], opened)
        found = Counter(finding.rule for finding in validation.check(opened))
    del found["document-not-in-store"]
    assert found == CHECKED[name]


def test_a_number_that_runs_through_all_sessions_is_of_no_session() -> None:
    text = LATER.replace("SCP/36/6", "SCP/39/6")
    assert told(text)["document-of-later-session"] == 1
    assert told(text.replace("SCP/39/6", "TD/B/C.I/59"))["document-of-later-session"] == 0


# Several documents together

LATER = """SCP/38/2

Standing Committee on the Law of Patents

Thirty-Eighth Session
Geneva, October 5 to 9, 2026


NOTE ON THE WORK PROGRAM

prepared by the Secretariat


1.	The Committee considered document SCP/36/6 at its thirty-sixth session, held in Geneva from October 14 to 17, 2024.
"""


def test_a_follow_up_is_over_when_a_later_document_is_read() -> None:
    assert told(ENGLISH)["follow-up-session-over"] == 0
    assert told(ENGLISH, LATER)["follow-up-session-over"] == 1
    other = LATER.replace("SCP/38/2", "SCCR/48/2").replace("Law of Patents", "Copyright and Related Rights")
    assert told(ENGLISH, other)["follow-up-session-over"] == 0


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("The Secretariat will present revised guidelines at the thirty-fifth session of the SCP.", 1),
        ("The guidelines will be revised in the light of what was said on them at the thirty-fifth session.", 0),
    ],
)
def test_a_follow_up_for_a_session_before_the_document_s_own_is_over(said: str, count: int) -> None:
    planned = "The Secretariat will present revised guidelines at the thirty-seventh session of the SCP."
    assert planned in ENGLISH
    assert told(ENGLISH.replace(planned, said))["follow-up-session-over"] == count


def test_sessions_dated_differently_by_two_documents() -> None:
    assert told(ENGLISH, LATER)["session-dates-differ"] == 1
    assert told(ENGLISH, LATER.replace("14 to 17", "14 to 18"))["session-dates-differ"] == 0


def test_a_document_is_missing_until_it_is_read() -> None:
    alone, together = told(LATER), told(LATER, ENGLISH)
    assert alone["document-not-in-store"] == 1
    assert together["document-not-in-store"] == told(ENGLISH)["document-not-in-store"]


def test_a_commitment_is_overdue_when_nothing_answers_it() -> None:
    asked = ENGLISH.replace(
        "took note of the report.",
        "took note of the report and requested the Secretariat to present a study at the thirty-fifth session.",
    )
    assert told(ENGLISH)["commitment-overdue"] == 0
    assert told(asked)["commitment-overdue"] == 1
    answered = asked.replace(
        "Delegations thanked the Secretariat (",
        "At the thirty-fifth session of the SCP, the Secretariat presented a study on the use of workshops.  "
        "Delegations thanked the Secretariat (",
    )
    assert told(answered)["commitment-overdue"] == 0


def test_a_provisional_report_whose_adopted_version_another_document_cites() -> None:
    prov = SPANISH.replace("SCT/46/8", "SCT/46/8 Prov.")
    assert told(prov)["adopted-report-known"] == 0
    note = """SCT/48/2

Comité Permanente sobre el Derecho de Marcas, Dibujos y Modelos Industriales e Indicaciones Geográficas

Cuadragésima octava sesión
Ginebra, 4 a 8 de noviembre de 2024

NOTA SOBRE LA LABOR

preparada por la Secretaría

1.	Véanse los párrafos 11 a 26 del informe de la cuadragésima sexta sesión del SCT (SCT/46/8).
"""
    assert told(prov, note)["adopted-report-known"] == 1


def test_what_is_held_in_the_margins_is_not_held_during_the_session() -> None:
    apart = ENGLISH.replace("2021, during the thirty-third", "2021, in the margins of the thirty-third")
    assert apart != ENGLISH
    assert told(apart)["event-outside-session"] == 0


REPORTED = HERE / "minutes" / "SCP-37-11.fr.txt"


def citing(first: int, last: int, item: str) -> str:
    """A report that cites paragraphs of the report of session 37, which an item of its summary concludes."""
    return f"""SCP/39/4

Comité permanent du droit des brevets (SCP)

Trente-neuvième session
Genève, 7 – 11 juin 2027

RAPPORT SUR LA MISE EN ŒUVRE DE LA PROPOSITION DE LA DÉLÉGATION DU CHILI

établi par le Secrétariat

Paragraphe 1

Le Secrétariat devrait faire une étude.
Mesure n° 1 : une étude
Mise en œuvre et examen par le SCP

Lors de la trente-septième session du SCP, le Secrétariat a présenté le document SCP/37/44 intitulé “Étude”.
Les délégations en ont débattu (rapport de la trente-septième session du SCP (SCP/37/11), paragraphes {first} à {last}, et paragraphe {item} du résumé présenté par le président de la trente-septième session du SCP).
Décision figurant dans le Résumé présenté par le président : le comité a pris note de l’étude.
Suivi

Aucun suivi n’est prévu.
"""


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(memory=True) as opened:
        yield opened


@pytest.mark.parametrize(
    ("first", "last", "item", "found"),
    [(9, 11, "6.1", False), (5, 8, "6.1", True), (8, 9, "6.1", False), (5, 8, "5.1", False), (5, 8, "6", False)],
)
def test_paragraphs_of_another_item(
    store: Store, tmp_path: Path, first: int, last: int, item: str, found: bool
) -> None:
    path = tmp_path / "paper.txt"
    path.write_text(citing(first, last, item), encoding="utf-8")
    build([REPORTED, path], store)
    findings = list(validation._rule_findings(RULES["paragraphs-of-another-item"], store))
    assert [f.message("fr").partition(" (")[0] for f in findings] == [f"Les paragraphes {first} à {last}"] * found


@pytest.mark.parametrize(("symbol", "found"), [("SCP/37/44", True), ("SCP/37/4", False)])
def test_paragraphs_under_the_heading_of_another_document(
    store: Store, tmp_path: Path, symbol: str, found: bool
) -> None:
    path = tmp_path / "paper.txt"
    path.write_text(citing(9, 11, "6.1").replace("SCP/37/44", symbol), encoding="utf-8")
    build([REPORTED, path], store)
    rows = list(validation._rule_findings(RULES["paragraphs-of-another-document"], store))
    assert [("Examen du document SCP/37/4" in f.message("en")) for f in rows] == ([True] if found else [])


def test_a_range_that_shifted_between_two_versions_that_were_read() -> None:
    adopted = REPORTED.read_text(encoding="utf-8")
    draft = adopted.replace("SCP/37/11", "SCP/37/11 Prov.")
    paper = citing(4, 8, "4.1").replace("SCP/37/11", "SCP/37/11 Prov.")
    assert told(draft, adopted, paper)["range-may-have-shifted"] == 0
    moved = adopted.replace("\n8.", "\n18.").replace("\n9.", "\n8.")
    assert told(draft, moved, paper)["range-may-have-shifted"] == 1


SHIFTED = """SCCR/44/9{prov}
Comité Permanente de Derecho de Autor y Derechos Conexos
Cuadragésima cuarta sesión
Ginebra, 6 a 8 de noviembre de 2023
{title}

PUNTO 5 DEL ORDEN DEL DÍA: LIMITACIONES Y EXCEPCIONES

1. El Presidente abrió el debate sobre ese punto.
{added}
{two}. La Delegación de Chile apoyó el documento SCCR/44/3.
{three}. El Comité tomó nota del documento SCCR/44/3.
{four}. El Comité tomó nota del documento SCCR/44/3.
"""
CITING = """SCCR/45/4
Standing Committee on Copyright and Related Rights (SCCR)
Forty-Fifth Session
Geneva, April 15 to 19, 2024
NOTE BY THE SECRETARIAT

1. See paragraphs 1 to {last} of document SCCR/44/9 Prov.
2. This note is short.
"""


@pytest.mark.parametrize(
    ("added", "last", "found"), [("2. Se añadió este párrafo.", 2, 1), ("", 2, 0), ("2. Uno.", 3, 1), ("2. Uno.", 4, 0)]
)
def test_a_range_whose_words_bear_another_number_in_the_adopted_version(added: str, last: int, found: int) -> None:
    by = bool(added)
    draft = SHIFTED.format(prov=" Prov.", title="PROYECTO DE INFORME", added="", two=2, three=3, four=4)
    adopted = SHIFTED.format(prov="", title="INFORME", added=added, two=2 + by, three=3 + by, four=4 + by)
    assert told(draft, adopted, CITING.format(last=last))["range-shifted"] == found


# Formulas

RIGHT = {
    "fr": [
        "Le comité a pris note de l’exposé.", "Le comité a également pris note du document.",
        "Les délégations ont pris acte de l’utilité de l’exposé.", "Le comité a pris note, au paragraphe 3, de cela.",
        "Le comité a pris note au cours de la session.", "Le comité s’est félicité des informations.",
        "Le comité est convenu de tenir.", "Le Secrétariat a pris note des observations.", "Le comité a noté que.",
        "Le comité a adapté le texte.", "Le comité a pris note avec satisfaction du rapport.",
        "Le comité a décidé, à titre provisoire, de.", "Le comité a demandé qu’un rapport.",
        "Le comité a pris une décision.", "Le comité a pris part.", "Le comité avait demandé des précisions.",
        "Le comité a décodé la liste.", "Le comité en a pris note.",
    ],
    "en": [
        "The Committee took note of the report.", "The Committee took note on 3 May of the report.",
        "The Committee took a decision.", "The Committee adapted the text.", "Delegations noted that.",
        "The Committee agrees that.", "The Committee requested a study.", "The Committee decides to.",
        "The Committee was requested to.", "The Committee discusses.", "The Committee recommenced its work.",
        "The Committee considers.", "Delegations express their appreciation for it.", "Delegations request the text.",
        "The Committee decided, in principle, to.", "The Committee takes note of it.", "Delegations agree to it.",
    ],
    "es": [
        "El Comité tomó nota de la exposición.", "El Comité tomó nota e invitó a.",
        "El Comité tomó nota el 3 de mayo de.", "El Comité decide.", "El Comité pidió a la Secretaría que.",
        "El Comité convino en que.", "El Comité acogió con satisfacción.", "El Comité toma nota de.",
        "Las delegaciones tomaron nota de ello.", "El Comité examinará.", "El Comité tomó la decisión.",
        "Las delegaciones abordaron la cuestión.", "Las delegaciones expresan su satisfacción.",
    ],
}  # fmt: skip
WRONG = {
    "fr": [
        ("Le comité a pris note e l’exposé.", "a pris note de"), ("Le comité a prisnote de cela.", "a pris note de"),
        ("Le comité a pris noet de l’exposé.", "a pris note de"),
        ("Le comité a également pis note du document.", "a pris note du"),
        ("Le comité a pris pris note du document.", "a pris note du"),
        ("Les délégations ont pri note de cela.", "ont pris note de"),
        ("Le comité est convnu de tenir.", "est convenu de"),
        ("Le comité a apprové le texte.", "a approuvé"), ("Le comité a demadé au Secrétariat.", "a demandé au"),
        ("Le comité a accueilli avec satisfction l’exposé.", "a accueilli avec satisfaction"),
        ("Le comité s’est félicté du séminaire.", "s'est félicité du"),
    ],
    "en": [
        ("The Committee took note o the report.", "took note of"), ("The Committee tok note of it.", "took note of"),
        ("The Committee took not of the report.", "took note of"),
        ("The Committee expresed its support for it.", "expressed its support for"),
        ("The Committee approoved it.", "approved"),
        ("The Committee also took noteof the report.", "took note of"),
        ("The Committee expressed its apreciation for it.", "expressed its appreciation for"),
    ],
    "es": [
        ("El Comité tomó nota d la exposición.", "tomó nota de"), ("El Comité tmó nota de ella.", "tomó nota de"),
        ("El Comité acogió con satisfación la propuesta.", "acogió con satisfacción"),
        ("El Comité recomedó que.", "recomendó"), ("El Comité tomó notade la exposición.", "tomó nota de"),
    ],
}  # fmt: skip


def formulas(text: str, code: str) -> list[Finding]:
    return list(misspelt(readers.read_bytes(text.encode(), name="paper.txt"), languages.load(code)))


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in RIGHT.items() for text in texts])
def test_what_is_rightly_written_is_no_typing_error(code: str, text: str) -> None:
    assert formulas(text, code) == []


@pytest.mark.parametrize(("code", "text", "right"), [(code, *pair) for code, pairs in WRONG.items() for pair in pairs])
def test_a_formula_wrong_in_one_word_is_found_with_the_right_wording(code: str, text: str, right: str) -> None:
    (finding,) = formulas(text, code)
    assert f"“{right}”" in finding.message("en")
    assert right in finding.suggestions["es"]
    assert f"“{text[finding.start : finding.end]}”" in finding.message("en")


@cache
def words_of(code: str) -> dict[str, list[str]]:
    table: dict[str, list[str]] = languages.load(code).table["formulas"]
    return table


@pytest.mark.parametrize("code", ["fr", "en", "es"])
def test_formulas_are_lists_of_words(code: str) -> None:
    table = words_of(code)
    assert set(table) == {"sentences", "known", "adverbs"}
    for sentence in table["sentences"]:
        assert sentence == sentence.lower()
        assert all(word for place in sentence.split() for word in place.split("|"))


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [("note", "note", 0), ("noet", "note", 1), ("not", "note", 1), ("e", "de", 1), ("nta", "nota", 1), ("", "de", 2),
     ("satisfction", "satisfaction", 1), ("abcdef", "a", 5)],
)  # fmt: skip
def test_distance_counts_letters_and_exchanged_places(one: str, other: str, letters: int) -> None:
    assert distance(one, other) == distance(other, one) == letters
