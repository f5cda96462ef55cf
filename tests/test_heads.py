"""Heads of documents: those written by hand, those made up from seeds with every kind of damage, and any text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from exploring import tries
from heads import DAMAGES, FIELDS, Written, seeds, written
from hypothesis import example, given
from hypothesis import strategies as st

from benchmarks.headers import scores, values, wrong
from cdipgraph import languages
from cdipgraph.ingest import build
from cdipgraph.queries import run
from cdipgraph.readers.plain import source_text
from cdipgraph.report import Field
from cdipgraph.source import Block, BlockKind, SourceText
from cdipgraph.spans import Span, folded
from cdipgraph.store.local import MemoryStore
from cdipgraph.structure import Head, read_head

BY_HAND = tomllib.loads(Path(__file__).with_name("headers.toml").read_text(encoding="utf-8"))["header"]
AS_PRINTED = ("committee", "place", "title", "author")


def head_of(text: str) -> tuple[SourceText, Head]:
    """The head of a text, read as that of any document is."""
    source = source_text(text)
    return source, read_head(source, languages.detect(source.lower))


def found_fields(head: Head) -> dict[str, Field]:
    """The fields that were read."""
    fields = {name: getattr(head.header, name.replace("-", "_"), None) for name in FIELDS}
    return {name: field for name, field in fields.items() if isinstance(field, Field)}


def assert_sound(source: SourceText, head: Head) -> None:
    """Every field is a stretch of the text; what is given as printed is the words of that stretch."""
    for name, field in found_fields(head).items():
        start, end = field.span
        assert 0 <= start < end <= len(source.text), name
        assert field.value, name
        assert source.text[start:end] == source.text[start:end].strip(), name
        if name in AS_PRINTED:
            assert folded(source.quote(field.span)) == field.value, name
    assert 0 <= head.end <= len(source.text)


# By hand


@pytest.mark.parametrize("case", BY_HAND, ids=[case["name"] for case in BY_HAND])
def test_a_head_written_by_hand(case: dict[str, Any]) -> None:
    source, head = head_of(case["text"])
    assert_sound(source, head)
    expected = {name: case[name] for name in FIELDS if name in case}
    assert values(head.header) == expected
    assert head.header.language == case["language"]
    assert [field.value for field in head.header.also] == case.get("also", [])
    if "body" in case:
        assert source.text[head.end :].lstrip().startswith(case["body"])


def test_enough_are_written_by_hand_in_every_layout_and_language() -> None:
    assert len(BY_HAND) >= 40
    assert {case["language"] for case in BY_HAND} >= {"en", "es", "fr"}
    assert {case["layout"] for case in BY_HAND} >= {"wipo", "upov", "un", "isba"}


@pytest.mark.parametrize("case", [c for c in BY_HAND if "damage" not in c], ids=lambda case: str(case["name"]))
def test_what_ends_the_lines_does_not_matter(case: dict[str, Any]) -> None:
    _, unix = head_of(case["text"])
    _, windows = head_of(case["text"].replace("\n", "\r\n"))
    assert values(windows.header) == values(unix.header)


# Made up from seeds


@tries(80)
@given(st.integers(0, 10**9), st.lists(st.sampled_from(sorted(DAMAGES)), max_size=3, unique=True))
def test_any_head_made_up_is_read_soundly(seed: int, damages: list[str]) -> None:
    made = written(seed, damages or ["none"])
    source, head = head_of(made.text)
    assert_sound(source, head)
    # What is not printed is not read: no field from nowhere.
    assert not [
        name for name in ("session", "start", "date") if name in values(head.header) and name not in made.values
    ]


@tries(60)
@given(st.integers(0, 10**9))
def test_a_head_without_damage_is_read_right(seed: int) -> None:
    assert [(w.name, w.expected, w.found) for w in wrong(written(seed, ["none"]))] == []


@pytest.mark.parametrize("damage", sorted(DAMAGES))
def test_each_kind_of_damage_leaves_nearly_every_field_right(damage: str) -> None:
    count = 40
    errors = [error for seed in range(20_000, 20_000 + count) for error in wrong(written(seed, [damage]))]
    assert len(errors) <= 0.02 * count * len(FIELDS), [(e.name, e.expected, e.found) for e in errors]


def test_of_all_heads_as_drawn_no_more_than_one_field_in_two_hundred_is_wrong() -> None:
    found = scores(400, 0, start=50_000)
    assert found.overall >= 0.995
    assert found.hard >= 0.985
    assert found.language >= 0.995
    assert min(found.fields.values()) >= 0.98


@pytest.mark.parametrize("left", ["session", "days", "place", "symbol", "date", "original", "author", "title"])
def test_a_field_that_is_not_printed_is_absent(left: str) -> None:
    lines = {
        "symbol": "CWS/14/6",
        "original": "ORIGINAL : ANGLAIS",
        "date": "DATE : 3 MARS 2023",
        "committee": "Comité des normes de l’OMPI (CWS)",
        "session": "Quatorzième session",
        "place": "Genève, ",
        "days": "17 – 21 avril 2023",
        "title": "ÉTUDE SUR LES REGISTRES",
        "author": "établie par le Secrétariat",
    }
    lines.pop(left)
    text = "\n".join(lines.values()).replace("Genève, \n", "Genève, ") + "\n\n1. Le comité a siégé à Genève.\n"
    _, head = head_of(text)
    fields = found_fields(head)
    gone = {"days": ["start", "end"], "original": ["original-language"]}.get(left, [left])
    assert not [name for name in gone if name in fields]
    kept = {"symbol", "date", "committee", "session", "title", "author", "original-language"} - set(gone)
    assert kept <= set(fields)


# Language


@pytest.mark.parametrize("made", list(seeds(70_000, 60)), ids=lambda made: f"{made.language}-{made.layout}")
def test_the_language_of_a_head_alone(made: Written) -> None:
    start = made.text.index(made.body)
    lower = source_text(made.text[:start]).lower
    if len(lower.split()) > 12:  # a symbol and a date are of no language
        assert languages.detect(lower).code == made.language


# What is no head


@tries(200)
@example("|\t\n", "fr")
@example("\n\n\t|\t\nORIGINAL:", "en")
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "ORIGINAL:",
                    "DATE:",
                    "Distr.",
                    "session",
                    "Twenty-",
                    "CDIP/",
                    "24",
                    "/8",
                    "Committee",
                    "(",
                    "|",
                    "\t",
                    "\n",
                ]
            ),
            st.text(max_size=8),
        ),
        max_size=40,
    ).map("".join),
    st.sampled_from(languages.codes()),
)
def test_any_text_at_all_is_read_without_fault(text: str, code: str) -> None:
    source = source_text(text)
    assert_sound(source, read_head(source, languages.load(code)))


def test_an_empty_text_has_no_head() -> None:
    source, head = head_of("")
    assert (found_fields(head), head.end, source.text) == ({}, 0, "")


PROSE = (
    "La desigualdad es la principal debilidad del país, y la distribución de los bienes públicos no depende sólo de la "
    "capacidad de inversión del Estado, sino también de la capacidad de las personas de habitar en los territorios."
)


def test_prose_without_a_head_gives_no_title() -> None:
    _, head = head_of(f"{PROSE}\n\n{PROSE} Es preciso actuar.\n\n{PROSE}\n" * 5)
    assert found_fields(head) == {}


def test_a_word_for_distribution_in_the_title_stays_there() -> None:
    title = "ÉTUDE SUR LA DISTRIBUTION DES SEMENCES"
    _, head = head_of(f"CAJ/51/4\nORIGINAL : anglais\nDATE : 2 mars 2005\n\n{title}\n\n1. Le comité a siégé.\n")
    assert head.header.title is not None
    assert head.header.title.value == title


def test_the_label_of_an_annex_begins_no_second_head() -> None:
    text = (
        "United Nations\nSecurity Council\nS/2025/981\nDistr.: General\n2 May 2025\nOriginal: English\n\n"
        "Letter dated 1 May 2025 from the Representative of Chile addressed to the President of the Council\n\n"
        "I have the honour to transmit a letter from the Minister for Foreign Affairs of my country, which I should be "
        "grateful to have circulated as a document of the Security Council, with its annex, at your convenience.\n\n"
        "Annex\n[Original: Spanish]\n\nDevelopments in the valleys\n\nThe valleys are quiet.\n"
    )
    source, head = head_of(text)
    assert head.header.original_language is not None
    assert head.header.original_language.value == "en"
    assert source.text[head.end :].lstrip().startswith("I have the honour")


def test_a_cover_that_names_its_session_twice() -> None:
    cover = "General Assembly\nOfficial Records\nEightieth Session\nSupplement No. 11\n"
    text = (
        f"A/80/99\n\nUnited Nations\n\nReport of the Committee on Lighthouses\n\n{cover}\n{cover}\n"
        "Report of the Committee on Lighthouses\n\nUnited Nations \u2022 New York, 2025\n\nContents\n\nChapter\n"
    )
    _, head = head_of(text)
    assert values(head.header) == {
        "symbol": "A/80/99",
        "provisional": False,
        "committee": "General Assembly",
        "session": 80,
        "title": "Report of the Committee on Lighthouses",
    }


def test_a_title_of_an_item_that_goes_on_after_a_colon() -> None:
    text = (
        "United Nations\nGeneral Assembly\nA/80/977\nDistr.: General\n4 July 2025\nOriginal: English\n"
        "Eightieth session\nItem 73 (a) of the preliminary list*\nProtection of lighthouses:\n"
        "implementation of the instruments on light\nReport of the Committee on Lighthouses\nNote by the Secretariat\n"
        "1. The General Assembly welcomed the reports.\n"
    )
    _, head = head_of(text)
    assert head.header.title is not None
    assert head.header.author is not None
    assert head.header.title.value == "Report of the Committee on Lighthouses"
    assert head.header.author.value == "Note by the Secretariat"


# Blocks as readers of other formats give them


def laid_out(rows: list[list[str]], text_below: str, kind: BlockKind = BlockKind.CELL) -> SourceText:
    """A head set as a table, with text below it."""
    text, blocks = "", []
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            span = Span(len(text), len(text) + len(cell))
            blocks.append(Block(span, kind, table=0, row=row, column=column))
            text += cell + ("\n" if column == len(cells) - 1 else "\t")
    for line in text_below.split("\n"):
        blocks.append(Block(Span(len(text), len(text) + len(line)), BlockKind.PARAGRAPH))
        text += line + "\n"
    return SourceText(text, tuple(block for block in blocks if block.span.end > block.span.start))


BELOW = "ÉTUDE SUR LES REGISTRES\nétablie par le Secrétariat\n1. Le comité a siégé à Genève pendant la semaine dite."


def test_a_masthead_set_as_a_table() -> None:
    rows = [
        ["OMPI", "F"],
        ["", "CWS/14/6"],
        ["", "ORIGINAL : ANGLAIS"],
        ["", "DATE : 3 MARS 2023"],
        ["Comité des normes de l’OMPI (CWS)", ""],
        ["Quatorzième session", "Genève, 17 – 21 avril 2023"],
    ]
    source = laid_out(rows, BELOW)
    head = read_head(source, languages.load("fr"))
    assert_sound(source, head)
    assert values(head.header) == {
        "symbol": "CWS/14/6",
        "original-language": "en",
        "date": "2023-03-03",
        "committee": "Comité des normes de l’OMPI (CWS)",
        "session": 14,
        "place": "Genève",
        "start": "2023-04-17",
        "end": "2023-04-21",
        "title": "ÉTUDE SUR LES REGISTRES",
        "author": "établie par le Secrétariat",
        "provisional": False,
    }


def test_an_empty_cell_between_labels_is_read_without_fault() -> None:
    text = """|[pic] |International Seabed Authority |
|[pic] |Council |
|[pic] |Distr.: General | |[pic] |8 June 1996 |
|[pic] |ORIGINAL:  English | |[pic] |ISBA/87/C/2 | Eighty-seventh session
Geneva
Program for gardens
"""
    head = read_head(source_text(text), languages.load("en"))
    assert values(head.header)["symbol"] == "ISBA/87/C/2"


def test_two_organs_side_by_side_keep_their_sessions_apart() -> None:
    rows = [
        ["General Assembly", "Economic and Social Council"],
        ["Eightieth session", "2025 session"],
        ["Item 18 of the preliminary list", "25 July 2024–30 July 2025"],
    ]
    above = [[line] for line in ("A/80/98-E/2025/67", "Distr.: General", "29 April 2025", "Original: English")]
    below = "Progress on lighthouses\nReport of the Secretary-General\nI. Introduction\n1. The present report is short."
    source = laid_out(above + rows, below)
    head = read_head(source, languages.load("en"))
    assert values(head.header) == {
        "symbol": "A/80/98-E/2025/67",
        "original-language": "en",
        "date": "2025-04-29",
        "committee": "General Assembly",
        "session": 80,
        "title": "Progress on lighthouses",
        "author": "Report of the Secretary-General",
        "provisional": False,
    }


def test_a_table_of_figures_ends_the_head() -> None:
    source = laid_out([["Pays", "Dépôts"], ["Chili", "12"], ["Mali", "30"]], BELOW)
    assert read_head(source, languages.load("fr")).end == 0


def test_the_symbol_of_the_page_heads_is_the_last_resort() -> None:
    text = "Comité des normes de l’OMPI (CWS)\nQuatorzième session\n\n1. Le comité a siégé.\n"
    source = source_text(text)
    head = "CWS/14/6"
    whole = SourceText(
        source.text + head,
        (*source.blocks, Block(Span(len(text), len(text) + len(head)), BlockKind.RUNNING_HEAD)),
    )
    found = read_head(whole, languages.load("fr")).header.symbol
    assert found is not None
    assert (found.value, whole.quote(found.span)) == (head, head)
    assert read_head(source, languages.load("fr")).header.symbol is None


# Time


@pytest.mark.parametrize(
    "unit",
    [
        "Twenty-",
        "session ",
        "ORIGINAL: ",
        "1 May ",
        "CDIP/1",
        "Committee of the ",
        "DATE ",
        "(",
        "vingt et ",
        "a\t",
        "E\n",
        "216 EX/",
        "a: draft resolution ",
        "Held at ",
        "EC-78/Doc. ",
        "22.IV.",
        "annual special ",
        "X (Fourth ",
    ],
)
def test_a_hostile_head_takes_time_in_proportion(unit: str) -> None:
    def taken(times: int) -> float:
        source = source_text(unit * times)
        start = process_time()
        read_head(source, languages.load("en"))
        return process_time() - start

    taken(100)  # patterns are compiled
    assert taken(16_000) < 1.5


def test_a_head_takes_little_time() -> None:
    sources = [source_text(made.text) for made in seeds(90_000, 60)]
    for source in sources:
        read_head(source, languages.detect(source.lower))
    start = process_time()
    for source in sources:
        read_head(source, languages.detect(source.lower))
    assert (process_time() - start) / len(sources) < 0.006  # a millisecond, and as much as a slow machine may add


# The whole way


def test_what_is_read_is_what_the_query_answers(tmp_path: Path, memory: MemoryStore) -> None:
    papers = [written(seed, ["none"]) for seed in range(95_000, 95_008)]
    paths = [tmp_path / f"{number}.txt" for number, _ in enumerate(papers)]
    for path, made in zip(paths, papers, strict=True):
        path.write_text(made.text, encoding="utf-8")
    build(paths, memory)
    answered: dict[str, dict[str, str]] = {}
    for document, name, value in run(memory, "header").rows:
        answered.setdefault(str(document), {})[str(name)] = str(value)
    for made in papers:
        expected = {name: str(value) for name, value in made.values.items()} | {"language": made.language}
        expected["provisional"] = expected["provisional"].lower()
        assert answered[made.values["symbol"]] == expected
