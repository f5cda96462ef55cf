"""The trace: the tree of a chain, in the reader's language, with the words and their places."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from chains import Chain, many, small

from cdipgraph import vocabulary as v
from cdipgraph.errors import UnknownThing
from cdipgraph.store import Store
from cdipgraph.trace import trace

WORK = f"{v.ID}doc/SCP/31/9"
EXPECTED = """\
Proposal: Proposal by the delegation of Utopia · appendix I · session 27
│  “Proposal by the delegation of Utopia” [SCP/31/9, 0–36]
└─ Paragraph 1
   │  “The Secretariat will <list> its practices & tools.” [SCP/31/9, 37–87]
   └─ Measure 1.2 ◄
      │  “A seminar of one day” [SCP/31/9, 336–356]
      ├─ Implementation: Presentation · session 28
      │  │  “Presentation on a seminar” [SCP/31/9, 357–382]
      │  └─ Review: § 113–120 · SCP/28/12 · session 28
      │     │  “paragraphs 113 to 120” [SCP/31/9, 542–563]
      │     └─ Decision: item 8.2 · session 28 · took note, requested
      │        │  “The Committee requested a round table and an evaluation a…” [SCP/31/9, 604–674]
      │        ├─ Request: answered · Secretariat · session 29
      │        │  │  “a round table” [SCP/31/9, 675–688]
      │        │  └─ answered by Round table · session 29
      │        └─ Request: open · Secretariat · session 32
      │              “an evaluation at session 32” [SCP/31/9, 689–716]
      ├─ Implementation: Round table · session 29
      │  │  “Round table on practices” [SCP/31/9, 383–407]
      │  └─ Review: § 30–45 · SCP/29/8 Prov. · session 29
      │     │  “paragraphs 30 to 45” [SCP/31/9, 584–603]
      │     └─ Decision: item 7.1 · session 29 · wording not quoted
      │           “paragraph 7.1 of the Summary by the Chair of session 29” [SCP/31/9, 464–519]
      └─ Follow-up: no follow-up
            “No follow-up is planned.” [SCP/31/9, 717–741]
"""


@pytest.fixture(scope="module")
def store() -> Store:
    return small().store()


def test_the_tree_of_a_measure(store: Store) -> None:
    assert str(trace(store, "1/2", lang="en")) == EXPECTED


def test_quotes_are_where_they_say(built: Store) -> None:
    text = str(built.query(f"SELECT ?t {{ ?e <{v.CDIP}length> ?n ; <{v.CDIP}text> ?t }}").rows[0][0].value)
    told = re.findall(r"«\u00a0(.+?)…?\u00a0» \[CDIP/24/8, (\d+)–(\d+)\]", str(trace(built, "CDIP/24/8", lang="fr")))
    assert len(told) > 80
    for words, start, end in told:
        assert " ".join(text[int(start) : int(end)].split()).startswith(words)


@pytest.mark.parametrize(
    "thing", ["1", "1/3", "2/1", "CDIP/22/11", "CDIP/21/15", "CDIP/21", "CDIP/21 8.3", "CDIP/24/8", "CDIP/18"]
)
def test_any_thing_of_the_real_document_has_a_tree(built: Store, thing: str) -> None:
    told = str(trace(built, thing))
    assert "Décision\u00a0:" in told
    assert "[CDIP/24/8, " in told


def test_the_thing_that_was_asked_for_is_marked(store: Store) -> None:
    lines = [line for line in str(trace(store, "SCP/28 8.2", lang="en")).splitlines() if line.endswith("◄")]
    assert [line.partition("Decision")[1:] for line in lines] == [
        ("Decision", ": item 8.2 · session 28 · took note, requested ◄")
    ]


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        (
            "fr",
            [
                "Mesure 1.2 ◄",
                "Mise en œuvre\u00a0: Table ronde · session 29",
                "«\u00a0a round table\u00a0»",
                "Demande\u00a0: ouverte",
            ],
        ),
        ("es", ["Medida 1.2 ◄", "Aplicación: Mesa redonda · sesión 29", "«a round table»", "Petición: abierta"]),
    ],
)
def test_the_tree_speaks_the_readers_language_and_quotes_the_documents(
    store: Store, lang: str, expected: list[str]
) -> None:
    told = str(trace(store, "1/2", lang=lang))
    assert [words for words in expected if words not in told] == []


@pytest.mark.parametrize("width", [50, 80, 100, 140])
def test_lines_keep_to_the_width(built: Store, width: int) -> None:
    lines = str(trace(built, "CDIP/24/8", width=width)).splitlines()
    assert max(map(len, lines)) <= max(width, 90)
    if width >= 100:
        assert max(map(len, lines)) <= width
    assert all(len(quote) <= 101 for quote in re.findall(r"«\u00a0(.*?)\u00a0»", "\n".join(lines)))


@pytest.mark.parametrize("make", [small, lambda: many(12)])
def test_the_lines_of_the_tree_join(make: type[Chain]) -> None:
    """Under every stroke that goes on downwards stands one that takes it up."""
    chain = make()
    lines = str(trace(chain.store(), chain.symbol, lang="en")).splitlines()
    for above, below in pairwise(lines):
        for place, sign in enumerate(above):
            if sign in "│├" and place < len(above) - len(above.lstrip("│├└─ ")):
                assert below[place : place + 1] in ("│", "├", "└"), (above, below)


def test_each_thing_is_told_once_and_pointed_to_afterwards(built: Store) -> None:
    told = str(trace(built, "1/3", lang="en"))
    assert told.count("item 8.3 · session 21 · decided") == 2
    assert told.count("item 8.3 · session 21 · decided (see above)") == 1


def test_a_shared_item_does_not_lose_its_measures() -> None:
    chain = many(40)
    told = str(trace(chain.store(), chain.symbol, lang="en"))
    assert [int(number) for number in re.findall(r"^ *[├└]─ Paragraph (\d+)", told, re.MULTILINE)] == list(range(1, 11))
    assert len(re.findall(r"Measure \d+\.\d", told)) == 40


def test_a_decision_of_no_measure_is_a_tree_of_its_own(store: Store) -> None:
    told = str(trace(store, f"{WORK}/decision/1", lang="en"))
    assert told.splitlines() == [
        "Decision: session 27 · decided ◄",
        "   “The Committee decided to close the item.” [SCP/31/9, 856–896]",
    ]


def test_a_thing_in_no_chain_is_told_with_what_cites_it() -> None:
    chain = small()
    chain.text += "As was said before in the report, the document "
    chain.citation(f"{v.ID}doc/SCP/20/INF/2", "SCP/20/INF/2", 2)
    start = len(chain.text) - 13
    chain.text += "holds the older study that was made at the request of the members.\n"
    chain.say(chain.expression, "cdip:text", (chain.text,))
    told = str(trace(chain.store(), "SCP/20/INF/2", lang="en", width=140)).splitlines()
    assert told[:4] == [
        "SCP/20/INF/2 (document) ◄",
        "├─ Not part of any chain.",
        "├─ An older study",
        "└─ Cited at (2)",
    ]
    assert told[5] == (
        "      “… before in the report, the document SCP/20/INF/2 holds the older study that was made at …”"
        f" [SCP/31/9, {start}–{start + 12}]"
    )


def test_a_thing_that_nothing_cites_says_so(store: Store) -> None:
    told = str(trace(store, f"{v.ID}SCP/session/20", lang="en"))
    assert told.splitlines() == [
        "SCP/session/20 (committee session) ◄",
        "├─ Not part of any chain.",
        "├─ Session 20",
        "└─ Cited nowhere.",
    ]


@pytest.mark.parametrize(
    ("lang", "kind", "cited"),
    [("fr", "paragraphe", "Cité nulle part."), ("en", "paragraph", "Cited nowhere."), ("es", "párrafo", "No citado.")],
)
def test_a_thing_in_no_chain_is_told_in_the_reader_s_language_and_in_its_own_words(
    lang: str, kind: str, cited: str
) -> None:
    chain = small()
    start = len(chain.text)
    words = "7. The delegates were welcomed."
    told_of = {"eli:number": ("7",), "cdip:heading": ("Opening",)}
    paragraph = chain.add(f"{WORK}/para/7", "cdip:Paragraph", told_of, words)
    told = str(trace(chain.store(), paragraph, lang=lang)).splitlines()
    assert told[0] == f"doc/SCP/31/9/para/7 ({kind}) ◄"
    assert words in told[1]
    assert f"[SCP/31/9, {start}–{start + len(words)}]" in told[1]
    assert told[2].startswith("├─ ")  # that it is in no chain; its number is in its name
    assert told[3:] == ["├─ Opening", f"└─ {cited}"]


def test_an_unknown_thing_is_refused(store: Store) -> None:
    with pytest.raises(UnknownThing):
        trace(store, "SCP/99/99")
    with pytest.raises(UnknownThing):
        trace(store, "https://example.org/nothing")


def test_jupyter_shows_nested_lists_with_all_words_escaped(store: Store) -> None:
    html = trace(store, "1/2", lang="en")._repr_html_()
    assert html.count("<ul") == html.count("</ul>") > 3
    assert html.count("<li>") == html.count("</li>")
    assert "<strong>Measure 1.2</strong>" in html
    assert "&lt;list&gt; its practices &amp; tools" in html


def test_a_remote_store_tells_the_same(remote: Store) -> None:
    chain = small()
    remote.replace_graphs({chain.expression: chain.quads})
    assert str(trace(remote, "1/2", lang="en")) == EXPECTED
    assert str(trace(remote, "SCP/20/INF/2")) == str(trace(chain.store(), "SCP/20/INF/2"))
