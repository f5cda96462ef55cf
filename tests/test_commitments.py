"""What became of what was asked, as the documents in a store tell and as it stood when a session ended: of reports in
English and Spanish, of a Chair's summary and the report of its session.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

import cdipgraph
from cdipgraph import ingest, lineage, queries
from cdipgraph.cli import main
from cdipgraph.errors import BadParameter
from cdipgraph.store import Store
from cdipgraph.store.local import MemoryStore
from cdipgraph.trace import trace
from cdipgraph.vocabulary import expand

ASKED = Path(__file__).parent / "asked"
CDIP24 = Path(__file__).parents[1] / "data" / "sources" / "CDIP-24-8.fr.txt"
ENGLISH, SPANISH = ASKED / "SCT-43-7.en.txt", ASKED / "SCP-33-6.es.txt"
MINUTES = (ASKED / "CDIP-23-SUMMARY.en.txt", ASKED / "CDIP-23-17.en.txt")


@cache
def store_of(*sources: Path) -> Store:
    store = MemoryStore()
    result = ingest.build(sources, store)
    assert not result.failures
    assert not result.violated
    return store


def standing(store: Store, as_of: int | None = None) -> list[tuple[object, ...]]:
    """By which session, what (its first words), due when, how it stands."""
    rows = queries.run(store, "commitments", as_of=as_of).rows
    return [(row[0], " ".join(str(row[2]).split()[:3]), row[3], row[4]) for row in rows]


def test_an_english_report() -> None:
    assert queries.run(store_of(ENGLISH), "commitments").to("tsv").splitlines()[1:] == [
        "40\t\torganize a workshop on the practices at its forty-first session\t41\tanswered\tworkshop on practices",
        "40\t\tpublish a glossary within six months\t\tanswered\tThe glossary has been published on the website.",
        "41\t\tthe Secretariat would present a first draft of a guide at a future session\t\tanswered\tSCT/42/5",
        "42\t\tconsider the guide again at its forty-third session\t43\topen\t",
        "42\t\tprovide figures on exchanges by March 31, 2020\t\toverdue\t",
        "42\t\tnominate experts before the end of 2019\t\toverdue\t",
        "43\t\tThe Secretariat will submit a final guide to the forty-fourth session\t44\topen\t",
    ]


def test_a_spanish_report() -> None:
    round_table = "de ser posible, organizara una mesa redonda en la trigésima primera sesión"
    proposal = (
        "presentara una propuesta de base de datos en la trigésima segunda sesión, siempre que se dispusiera de fondos"
    )
    update = "La Secretaría presentará una versión actualizada del estudio en la trigésima quinta sesión"
    assert queries.run(store_of(SPANISH), "commitments").to("tsv").splitlines()[1:] == [
        f"30\t\t{round_table}\t31\tanswered\tmesa redonda sobre las excepciones",
        "30\t\tactualizara el estudio periódicamente\t\topen\t",
        f"31\t\t{proposal}\t32\toverdue\t",
        f"33\t\t{update}\t35\topen\t",
    ]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (39, []),
        (40, [(40, "organize a workshop", 41, "open"), (40, "publish a glossary", None, "open")]),
        (
            41,
            [
                (40, "organize a workshop", 41, "answered"),
                (40, "publish a glossary", None, "open"),
                (41, "the Secretariat would", None, "open"),
            ],
        ),
        (
            44,
            [
                (40, "organize a workshop", 41, "answered"),
                (40, "publish a glossary", None, "answered"),
                (41, "the Secretariat would", None, "answered"),
                (42, "consider the guide", 43, "overdue"),
                (42, "provide figures on", None, "open"),  # when session 44 is held, nothing tells
                (42, "nominate experts before", None, "open"),
                (43, "The Secretariat will", 44, "overdue"),
            ],
        ),
    ],
)
def test_what_was_asked_as_it_stood(as_of: int, expected: list[tuple[object, ...]]) -> None:
    assert standing(store_of(ENGLISH), as_of) == expected


def test_cdip_24_8_as_of_its_sessions() -> None:
    store = store_of(CDIP24)

    def of(session: int, as_of: int | None) -> list[object]:
        return [row[3] for row in standing(store, as_of) if row[0] == session]

    assert of(20, 22) == ["open"]  # the presentation of session 23 answers the request of session 20
    assert of(20, 23) == of(20, None) == ["answered"]
    assert of(23, 22) == []
    assert of(23, 23) == ["open", "open"]
    assert of(23, 24) == of(23, None) == ["answered", "open"]  # the webinars answer a part; the evaluation is open
    assert of(23, 25) == ["answered", "overdue"]


def test_the_answer_of_the_webinars_is_one_in_part() -> None:
    (row,) = store_of(CDIP24).query(
        f"""SELECT ?extent ?words WHERE {{
          ?answer a <{expand("cdip:Answer")}> ; <{expand("cdip:givenBy")}> ?what ; <{expand("cdip:extent")}> ?extent ;
            <{expand("prov:wasDerivedFrom")}>/<{expand("oa:hasSelector")}>/<{expand("oa:exact")}> ?words .
          ?what a <{expand("cdip:FollowUp")}> }}"""
    )
    extent, words = (getattr(term, "value", "") for term in row)
    assert extent == expand("cdip:extent-partial")
    assert words.startswith("Le Secrétariat a lancé une série de webinaires")


@pytest.mark.parametrize("source", [CDIP24, ENGLISH, SPANISH], ids=lambda path: path.stem)
@pytest.mark.parametrize("as_of", [None, 22, 23, 24, 25, 31, 32, 41, 42, 43, 44])
def test_the_question_and_the_trace_tell_the_same(source: Path, as_of: int | None) -> None:
    store = store_of(source)
    rows = queries.run(store, "commitments", as_of=as_of).rows
    asks = lineage.read(store, as_of=as_of).asks
    assert sorted((str(row[2]), row[3] or 0, str(row[4])) for row in rows) == sorted(
        (ask.text, ask.due or 0, ask.status) for ask in asks
    )


def test_the_trace_tells_who_when_and_on_which_conditions() -> None:
    told = str(trace(store_of(ENGLISH), "1/1", lang="en", width=220))
    assert "Request: answered · Secretariat · session 41 · condition: subject to the availability of resources" in told
    assert "Request: answered · Secretariat · within six months" in told
    assert "answered by workshop · session 41" in told.replace("Workshop", "workshop")
    assert "“The glossary has been published on the website.” [SCT/43/7, " in told
    assert "Request: open · Secretariat · session 44" in told
    assert "Request: open · Committee · session 43" in told
    earlier = str(trace(store_of(ENGLISH), "1/1", lang="en", width=220, as_of=40))
    assert "Request: open · Secretariat · session 41" in earlier
    assert "session 44" not in earlier.replace("Follow-up: scheduled · session 44", "")
    with pytest.raises(BadParameter):
        trace(store_of(ENGLISH), "1/1", as_of="soon")


def test_what_two_documents_of_a_session_word_alike_is_one_row() -> None:
    both, summary, report = store_of(*MINUTES), store_of(MINUTES[0]), store_of(MINUTES[1])
    asked = [
        (23, "3", "prepare a guide on technology transfer for its twenty-fifth session", 25, "open", None),
        (23, "6", "organize a seminar at the next session, if funds permit", 24, "open", None),
    ]
    assert list(queries.run(both, "commitments").rows) == list(queries.run(summary, "commitments").rows) == asked
    assert [row[2:5] for row in queries.run(report, "commitments").rows] == [row[2:5] for row in asked]
    items = [row[1] for row in queries.run(both, "decisions").rows]
    assert items == [row[1] for row in queries.run(summary, "decisions").rows] == ["2", "3", "4", "5", "6"]
    assert len(queries.run(report, "decisions").rows) == 3  # neither what is recalled, nor what another session decided


def test_what_one_document_words_twice_is_two_rows() -> None:
    twice = (
        MINUTES[0].read_text(encoding="utf-8").replace("to prepare a guide on technology transfer", "to report back")
    )
    twice = twice.replace("The Committee agreed that the list should not be published.", "The Committee requested the "
                          "Secretariat to report back for its twenty-fifth session.")  # fmt: skip
    store = MemoryStore()
    path = Path(str(MINUTES[0].name))
    with CliRunner().isolated_filesystem():
        path.write_text(twice, encoding="utf-8")
        ingest.build([path], store)
    rows = [row for row in queries.run(store, "commitments").rows if str(row[2]).startswith("report back")]
    assert [row[1] for row in rows] == ["3", "6"]


def test_on_the_command_line(tmp_path: Path) -> None:
    runner, store = CliRunner(), str(tmp_path / "store")
    assert runner.invoke(main, ["build", "-q", "--store", store, str(ENGLISH)]).exit_code == 0
    asked = runner.invoke(main, ["query", "commitments", "--store", store, "--as-of", "40", "--format", "tsv"])
    assert [line.split("\t")[4] for line in asked.output.splitlines()[1:]] == ["open", "open"]
    told = runner.invoke(main, ["trace", "1/1", "--store", store, "--as-of", "40", "--lang", "en"])
    assert "Request: open · Secretariat · session 41" in told.output
    assert runner.invoke(main, ["trace", "1/1", "--store", store, "--as-of", "x"]).exit_code == 2
    assert runner.invoke(main, ["query", "decisions", "--store", store, "--as-of", "40"]).exit_code == 2
    assert len(cdipgraph.query(store, "commitments", as_of=40).rows) == 2
    assert "overdue" in str(cdipgraph.trace(store, "1/2", as_of=43))
