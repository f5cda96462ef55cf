"""What measures set up: the thing, its states by session, what the text lists of it; in three languages."""

from __future__ import annotations

import pickle
import time
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from chains import Chain
from test_told import read

from cdipgraph import graph, languages, validation
from cdipgraph import lineage as lineages
from cdipgraph.draw import draw
from cdipgraph.lineage.boxes import Made, Step
from cdipgraph.queries import run
from cdipgraph.readers import plain
from cdipgraph.readers import read as read_file
from cdipgraph.reading import read_report
from cdipgraph.report import Deliverable, Measure, Report
from cdipgraph.source import matching_view
from cdipgraph.spans import Span, folded
from cdipgraph.store.local import MemoryStore
from cdipgraph.structure.deliverables import deliverable
from cdipgraph.structure.states import STATES, STEM, stems
from cdipgraph.trace import trace
from cdipgraph.vocabulary import CONCEPTS, ID

FOLDER = Path(__file__).with_name("deliverables")
NAMES = sorted(path.stem for path in FOLDER.glob("*.toml"))
CODES = ("fr", "en", "es")
Row = tuple[str, ...]


@cache
def gold(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def rows(name: str, table: str) -> list[Row]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in gold(name)[table].strip().splitlines()]


@cache
def report(name: str) -> Report:
    return read_report(read_file(FOLDER / f"{name}.txt"))


@cache
def store_of(name: str) -> MemoryStore:
    store = MemoryStore()
    store.replace_graphs({graph.expression_iri(report(name)): graph.quads(report(name))})
    return store


def answered(name: str, question: str) -> list[Row]:
    return [tuple("" if cell is None else str(cell) for cell in row) for row in run(store_of(name), question)]


def fits(expected: str, text: str) -> bool:
    """Whether a text is the expected one, in which an ellipsis stands for words left out."""
    start, cut, end = expected.partition(" … ")
    return text.startswith(start) and text.endswith(end) if cut else text == expected


# Documents read by hand


@pytest.mark.parametrize("name", NAMES)
def test_the_things_of_a_document_read_by_hand(name: str) -> None:
    found = dict.fromkeys(row[:3] for row in answered(name, "deliverables"))
    assert list(found) == rows(name, "things")


@pytest.mark.parametrize("name", NAMES)
def test_the_states_of_a_document_read_by_hand(name: str) -> None:
    found = [(p, m, session, state, text) for p, m, _, session, state, text in answered(name, "deliverables") if state]
    expected = rows(name, "states")
    assert [row[:4] for row in found] == [row[:4] for row in expected]
    assert [(e[4], f[4]) for e, f in zip(expected, found, strict=True) if not fits(e[4], f[4])] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_lists_of_a_document_read_by_hand(name: str) -> None:
    found = [(*row[:6], *row[7:]) for row in answered(name, "parts")]
    assert found == rows(name, "parts")


def test_the_documents_are_of_all_languages() -> None:
    assert {report(name).header.language for name in NAMES} == set(CODES)


def spans(made: Deliverable) -> Iterator[Span]:
    yield made.label.span
    yield from made.names
    yield from (state.stated.span for state in made.states)
    for listed in made.enumerations:
        yield listed.announced.span
        yield from (part.span for part in listed.parts)


@pytest.mark.parametrize("name", NAMES)
def test_every_span_is_words_of_the_text(name: str) -> None:
    text = report(name).source.text
    for measure in report(name).measures:
        made = measure.deliverable
        assert made is not None
        for span in spans(made):
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text) == span.of(text).strip()


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_reaches_its_words(name: str) -> None:
    sparql = """
        PREFIX cdip: <https://w3id.org/cdipgraph/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#>
        PREFIX prov: <http://www.w3.org/ns/prov#>
        SELECT ?fact ?start ?end ?exact WHERE {
          VALUES ?class { cdip:Deliverable cdip:DeliverableState cdip:Enumeration cdip:EnumeratedPart }
          ?fact a ?class .
          OPTIONAL {
            ?fact prov:wasDerivedFrom ?span .
            ?span oa:hasSelector ?p, ?q . ?p oa:start ?start ; oa:end ?end . ?q oa:exact ?exact
          }
        }"""
    found = store_of(name).query(sparql).rows
    assert found
    for _, start, end, exact in found:
        assert report(name).source.text[int(start.value) : int(end.value)] == exact.value  # type: ignore[union-attr]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_of_deliverables_breaks_no_shape(name: str) -> None:
    classes = ("Deliverable-", "DeliverableState-", "Enumeration-", "EnumeratedPart-", "Fact-")
    found = validation.check_graph(graph.quads(report(name)))
    assert [finding.rule for finding in found if finding.rule.startswith(classes)] == []


# Words


@pytest.mark.parametrize("code", CODES)
def test_an_example_of_a_state_holds_a_word_with_one_of_its_stems(code: str) -> None:
    language = languages.load(code)
    for rule in language.table["states"]:
        assert all(len(stem) <= STEM for stem in rule["stems"])
        for example in rule["examples"]:
            view = matching_view(example).lower()
            assert stems(view, Span(0, len(view))) & set(rule["stems"]), (rule["role"], example)


@pytest.mark.parametrize("code", CODES)
def test_every_state_is_told_in_every_language(code: str) -> None:
    roles = {rule["role"] for rule in languages.load(code).table["states"]}
    assert roles == {rule["role"] for rule in languages.load("fr").table["states"]}
    assert roles >= set(STATES)


def test_the_states_are_those_of_the_model() -> None:
    assert CONCEPTS["state"] == STATES


def only(code: str, prose: str, decision: str = "", follows: str = "") -> tuple[Report, Measure, Deliverable]:
    told, measure = read(code, prose, decision, follows)
    assert measure.deliverable is not None
    return told, measure, measure.deliverable


def states(made: Deliverable) -> list[tuple[str, tuple[int, ...], str]]:
    return [(state.kind, state.sessions, state.actor) for state in made.states]


HEADED = {
    "fr": "Mesure : {}\nMise en œuvre\n",
    "en": "Measure: {}\nImplementation\n",
    "es": "Medida: {}\nAplicación\n",
}


def of_measure(code: str, wording: str, prose: str, follows: str = "") -> tuple[Report, Deliverable]:
    """What a measure of this wording sets up, when this is told of it."""
    told, _ = read(code, "Rien.", "", "")
    text = told.source.text.replace("Rien.", HEADED[code].format(wording) + prose)
    if follows:
        text += {"fr": "Suivi", "en": "Follow-up", "es": "Seguimiento"}[code] + f"\n{follows}\n"
    found = read_report(plain.source_text(text))
    made = found.measures[-1].deliverable
    assert made is not None
    return found, made


@pytest.mark.parametrize(
    ("code", "wording", "name", "others"),
    [
        ("fr", "Création d’un observatoire des marques", "observatoire des marques", []),
        ("fr", "Mise à jour régulière de l’annuaire des offices", "annuaire des offices", []),
        ("fr", "Élaborer et publier un guide pratique à l’intention des juges", "guide pratique à l’intention des juges", []),
        ("fr", "Le Secrétariat devrait créer une base de données, qui serait gratuite", "base de données", []),
        ("fr", "Un espace d’échange, en particulier une liste de diffusion", "espace d’échange", ["liste de diffusion"]),
        ("fr", "Rapport présentant les tarifs des offices", "tarifs des offices", []),
        ("fr", "Formation", "Formation", []),
        ("en", "Establishment of an observatory for marks", "observatory for marks", []),
        ("en", "Improving the search tool and reporting to the Committee", "search tool", []),
        ("en", "Develop and publish a handbook on licensing", "handbook on licensing", []),
        ("en", "The Secretariat should create a database, which would be free", "database", []),
        ("en", "A space for exchange, in particular a mailing list", "space for exchange", ["mailing list"]),
        ("en", "Publications", "Publications", []),
        ("es", "Creación de un observatorio de marcas", "observatorio de marcas", []),
        ("es", "Actualización periódica del directorio de oficinas", "directorio de oficinas", []),
        ("es", "Elaborar y publicar una guía práctica destinada a los jueces", "guía práctica", []),
        ("es", "La Secretaría debería crear una base de datos, que sería gratuita", "base de datos", []),
        ("es", "Un espacio de intercambio, en particular una lista de distribución", "espacio de intercambio", ["lista de distribución"]),
    ],
)  # fmt: skip
def test_the_thing_of_a_wording(code: str, wording: str, name: str, others: list[str]) -> None:
    found, made = of_measure(code, wording, "Rien.")
    quote = found.source.quote
    assert (folded(quote(made.label.span)), [folded(quote(span)) for span in made.names]) == (name, others)


@pytest.mark.parametrize(
    ("code", "wording", "prose", "told"),
    [
        ("en", "An online portal", "At the 31st session, delegations asked whether the portal had been launched.", []),
        ("en", "An online portal", "At the 31st session, the Secretariat said that the portal was not available.", []),
        ("en", "An online portal", "At the 31st session, the Secretariat presented a study entitled “A Portal Was Launched”.", []),
        ("en", "An online portal", "At the 31st session, the Secretariat published the rules of procedure.", []),
        ("en", "An online portal", "At the 31st session, a seminar on the portal was held.", []),
        ("en", "A seminar on portals", "At the 31st session, a seminar on portals was held.", [("launched", (31,), "")]),
        ("en", "An online portal", "At the 31st session, delegations suggested that the portal be free.", [("proposed", (31,), "delegations")]),
        ("en", "An online portal", "At the 31st session, the Secretariat launched the portal.", [("launched", (31,), "secretariat")]),
        ("fr", "Un portail en ligne", "À la 31e session, les délégations ont demandé si le portail avait été lancé.", []),
        ("fr", "Un portail en ligne", "À la 31e session, le Secrétariat a indiqué que le portail n’a pas été lancé.", []),
        ("fr", "Un portail en ligne", "À la 31e session, une fois le portail lancé, un débat s’est tenu.", []),
        ("fr", "Un portail en ligne", "À la 31e session, le portail a été mis en ligne.", [("launched", (31,), "")]),
        ("fr", "Un portail en ligne", "À la 31e session, le Secrétariat a montré une version bêta du portail.", [("trial", (31,), "secretariat")]),
        ("es", "Un portal en línea", "En la 31.ª sesión, las delegaciones preguntaron si el portal había sido creado.", []),
        ("es", "Un portal en línea", "En la 31.ª sesión, el portal no fue abierto.", []),
        ("es", "Un portal en línea", "En la 31.ª sesión, la Secretaría puso en marcha el portal.", [("launched", (31,), "secretariat")]),
    ],
)  # fmt: skip
def test_what_is_a_state_and_what_is_not(
    code: str, wording: str, prose: str, told: list[tuple[str, tuple[int, ...], str]]
) -> None:
    assert states(of_measure(code, wording, prose)[1]) == told


@pytest.mark.parametrize(
    ("code", "prose", "kind", "count", "parts"),
    [
        ("en", "At the 31st session, the Secretariat described its three parts: rules, tools and data.", "part", 3, ["|rules", "|tools", "|data"]),
        ("en", "At the 31st session, the Secretariat described the portal: rules, tools and data.", "", None, []),
        ("en", "At the 31st session, the portal had two modules (search and display).", "part", 2, ["|search", "|display"]),
        ("en", "At the 31st session, the Secretariat showed the portal in six sections.", "part", 6, []),
        ("en", "At the 31st session, the Secretariat spoke of the six sections.", "", None, []),
        ("en", "At the 31st session, the Secretariat outlined two options: (a) wait; or (b) act.", "option", 2, ["a|wait", "b|act"]),
        ("en", "At the 31st session, the Secretariat spoke of “Portals: One; Two”.", "", None, []),
        ("en", "At the 31st session, delegations suggested for the portal:\n(a) a search page;\n(b) a help desk.", "suggestion", None, ["a|a search page", "b|a help desk"]),
        ("en", "At the 31st session, the Secretariat described its two parts: rules; and data;.", "part", 2, ["|rules", "|data"]),
        ("es", "En la 31.ª sesión, el portal constaba de dos partes:;reglas;datos;", "part", 2, ["|reglas", "|datos"]),
        ("fr", "À la 31e session, le Secrétariat a décrit six volets : a; b; c; d; e; f.", "part", 6, ["|a", "|b", "|c", "|d", "|e", "|f"]),
        ("fr", "À la 31e session, la variante 1 : attendre; la variante 2 : agir.", "option", None, ["1|attendre", "2|agir"]),
        ("fr", "À la 31e session, le portail a été réparti en sept rubriques.", "part", 7, []),
        ("es", "En la 31.ª sesión, la Secretaría expuso dos variantes: la variante A preveía esperar; la variante B preveía actuar.", "option", 2, ["A|esperar", "B|actuar"]),
        ("es", "En la 31.ª sesión, el portal constaba de dos partes: reglas y datos.", "part", 2, ["|reglas", "|datos"]),
    ],
)  # fmt: skip
def test_lists_in_running_text(code: str, prose: str, kind: str, count: int | None, parts: list[str]) -> None:
    wording = {"fr": "Un portail en ligne", "en": "An online portal", "es": "Un portal en línea"}[code]
    found, made = of_measure(code, wording, prose)
    if not kind:
        assert made.enumerations == ()
        return
    (listed,) = made.enumerations
    assert (listed.kind, listed.count, listed.sessions) == (kind, count, (31,))
    assert [f"{part.number}|{folded(found.source.quote(part.span))}" for part in listed.parts] == parts


def test_the_option_that_was_chosen_is_the_one_listed() -> None:
    quads = graph.quads(report("SCT-49-6.en"))
    chose = {quad.subject.value: quad.object.value for quad in quads if quad.predicate.value.endswith("#chose")}
    base = f"{ID}doc/SCT/49/6/measure/1.2/deliverable/1"
    assert chose == {f"{base}/state/2": f"{base}/enumeration/1/part/2"}


def test_a_deliverable_is_a_part_of_its_report_like_any_other() -> None:
    first, again = (read_report(read_file(FOLDER / "SCT-49-6.en.txt")).measures for _ in range(2))
    assert first == again == pickle.loads(pickle.dumps(first))
    assert all(measure.deliverable for measure in first)
    assert first[0] != replace(first[0], deliverable=None)


def test_a_measure_made_by_hand_has_no_deliverable() -> None:
    assert Measure("1", "1", Span(0, 1), ()).deliverable is None


def seconds(text: str) -> float:
    """What reading the deliverables of a text takes, within reading it: the best of three times."""
    spent = 0.0

    def timed(*given: Any) -> Deliverable:
        nonlocal spent
        started = time.process_time()
        found = deliverable(*given)
        spent += time.process_time() - started
        return found

    taken = []
    with mock.patch("cdipgraph.reading.deliverable", timed):
        for _ in range(3):
            spent = 0.0
            assert all(measure.deliverable for measure in read_report(plain.source_text(text)).measures)
            taken.append(spent)
    return min(taken)


@pytest.mark.parametrize(
    "unit",
    [
        "two options: (a) x; ",
        "a b ",
        "the ",
        ": ",
        "; ",
        "(a) ",
        "“",
        "proposed two ",
        "is ",
        "It is available. ",
        "It has two parts: a; b. ",
    ],
)
def test_hostile_prose_takes_linear_time(unit: str) -> None:
    text = (FOLDER / "SCT-49-6.en.txt").read_text(encoding="utf-8")
    place = text.index("At the forty‑fifth session, the Secretariat submitted")

    def grown(times: int) -> str:
        return text[:place] + "The database " + unit * times + "\n" + text[place:]

    assert seconds(grown(40_000 // len(unit))) < 12 * max(seconds(grown(10_000 // len(unit))), 0.005)


# The strip


def step(state: str, *sessions: int, option: str = "") -> Step:
    return Step(state, sessions, option)


def test_the_strip_shows_each_state_once_by_session() -> None:
    told = (
        step("trial", 23),
        step("proposed", 22),
        step("proposed", 21),
        step("chosen", 23, option="B"),
        step("chosen", 23),
        step("to-be-evaluated", 25),
        step("launched"),
        step("trial"),
    )
    strip = [str(one) for one in Made("forum", (), told).strip]
    assert strip == ["proposed 21 22", "chosen B 23", "trial 23", "launched", "to-be-evaluated 25"]


def test_the_measure_of_the_lineage_tells_what_it_set_up() -> None:
    boxes = {
        box.number: box for box in lineages.read(store_of("SCT-49-6.en"), lang="en").boxes if box.stage == "measure"
    }
    made = boxes["1.2"].made
    assert made is not None
    assert made.label == "mentoring scheme for small design offices"
    assert [str(one) for one in made.strip] == [
        "options 46",
        "chosen b 46",
        "trial 46",
        "launched",
        "to-be-evaluated 50",
    ]
    node = lineages.to_networkx(store_of("SCT-49-6.en"), "1/2", lang="en").nodes[boxes["1.2"].iri]
    assert node["states"] == "options 46; chosen b 46; trial 46; launched; to-be-evaluated 50"


def test_a_deliverable_leads_to_its_measure() -> None:
    iri = f"{ID}doc/SCT/49/6/measure/1.2/deliverable/1"
    found = lineages.read(store_of("SCT-49-6.en"), iri, lang="en")
    assert [box.number for box in found.boxes if box.stage == "measure"] == ["1.2"]


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "options 46 → chosen b 46 → on trial 46 → launched → to be evaluated 50"),
        ("fr", "options 46 → choisi b 46 → à l’essai 46 → lancé → à évaluer 50"),
        ("es", "opciones 46 → elegido b 46 → en prueba 46 → puesto en marcha → por evaluar 50"),
    ],
)
def test_the_trace_tells_the_strip(lang: str, line: str) -> None:
    told = trace(store_of("SCT-49-6.en"), "1/2", lang=lang)
    lines = str(told).splitlines()
    (at,) = [number for number, one in enumerate(lines) if one.endswith(line)]
    assert "mentoring scheme for small design offices" in lines[at - 1]
    assert "expressed a preference for option (b)" in told._repr_html_()


def test_the_picture_and_the_page_show_the_strip() -> None:
    drawing = draw(store_of("SCT-49-6.en"), "1/2", lang="en")
    assert '<text class="line strip"' in drawing.svg()
    assert "options 46 → chosen b 46 →" in drawing.svg()
    assert "options 46 → chosen b 46 → on trial 46 → launched → to be evaluated 50" in drawing.html()


def test_a_measure_without_states_has_no_strip() -> None:
    chain = Chain()
    chain.measure(chain.paragraph(chain.proposal(), 1, "Asked"), 1, "A measure")
    assert "strip" not in draw(chain.store()).svg().partition("</style>")[2]
