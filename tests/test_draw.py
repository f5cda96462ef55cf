"""The pictures: they are well-formed, nothing in them overlaps, all fits, and nothing in a text can break them."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from chains import Chain, many, small
from hypothesis import given
from hypothesis import strategies as st

from cdipgraph import vocabulary as v
from cdipgraph.draw import Drawing, draw
from cdipgraph.drawing import fonts, words
from cdipgraph.drawing.faces import HEAD, TEXT
from cdipgraph.errors import UnknownThing, UsageError
from cdipgraph.spoken import LANGUAGES
from cdipgraph.store import Store
from cdipgraph.store.local import MemoryStore

SVG = "{http://www.w3.org/2000/svg}"
WORK = f"{v.ID}doc/SCP/31/9"
NASTY = "a <b> & \"c\" 'd' </script><!-- ]]> {{title}} #35; ` | \\ \x00\x0b\ufffe\ud800 \u2028 漢字 🙂"
#: The sizes of the classes of text, and whether they are bold, as `picture.css` has them.
SIZES = {
    "title": (16.0, True),
    "subtitle": (10.5, False),
    "head": (HEAD, True),
    "line": (TEXT, False),
    "side": (TEXT, False),
    "key": (TEXT, False),
    "heading": (12.0, True),
    "date": (10.0, False),
}
ANCHORS = {"heading": 0.5, "date": 0.5, "side": 1.0}

Box = tuple[float, float, float, float]


def nasty() -> Chain:
    """A chain whose every text is out to break the picture."""
    chain = Chain()
    printable = NASTY.replace("\ud800", "")
    proposal = chain.proposal(printable, session=27)
    measure = chain.measure(chain.paragraph(proposal, 1, printable * 20), 1, "x" * 400)
    activity = chain.implementation(measure, 1, printable, symbol="SCP/28/" + "4" * 60, session=28)
    item = chain.item(28, "8.1")
    chain.review(measure, 1, (1, 99999), report=chain.report("SCP/28/12", 28), session=28, of=[activity], item=item)
    decision = chain.decision(
        measure, 1, printable, outcomes="took-note requested welcomed agreed", session=28, item=item
    )
    chain.commitment(decision, 1, printable, due=99)
    chain.followup(measure, printable, status="ongoing")
    return chain


DRAWINGS = {
    "small": small,
    "many": lambda: many(14),
    "nasty": nasty,
    "bare": Chain,
}


@pytest.fixture(scope="module", params=[(name, by) for name in DRAWINGS for by in ("stage", "session")], ids="-".join)
def drawing(request: pytest.FixtureRequest) -> Drawing:
    name, by = request.param
    return draw(DRAWINGS[name]().store(), by=by, lang="en")


@pytest.fixture(scope="module")
def real(built: Store) -> Drawing:
    return draw(built, lang="fr")


def texts(root: ET.Element, dx: float = 0.0, dy: float = 0.0) -> Iterator[tuple[str, str, Box]]:
    """Each text of a picture: its class, its words, and the rectangle it takes by the font's metrics."""
    for child in root:
        if child.tag == f"{SVG}g":
            moved = re.match(r"translate\((\S+) (\S+)\)", child.get("transform", "translate(0 0)"))
            assert moved
            yield from texts(child, dx + float(moved[1]), dy + float(moved[2]))
        elif child.tag == f"{SVG}text":
            kind = child.get("class", "")
            size, bold = SIZES[kind]
            wide = fonts.width(child.text or "", size, bold=bold)
            x = float(child.get("x", "")) + dx - ANCHORS.get(kind, 0.0) * wide
            y = float(child.get("y", "")) + dy
            yield kind, child.text or "", (x, y - 0.76 * size, x + wide, y + 0.2 * size)


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_texts_do_not_overlap(drawing: Drawing) -> None:
    root = ET.fromstring(drawing.svg())
    placed = [(words_, box) for _, words_, box in texts(root) if words_]
    for (one, there), (other, here) in combinations(placed, 2):
        assert not overlap(there, here), (one, other)


def test_texts_fit_their_boxes(drawing: Drawing) -> None:
    for seen, area in drawing.plan.faces:
        room = area.width - seen.inset
        lines = [(line, HEAD, True) for line in seen.head] + [(line, TEXT, False) for line in seen.lines]
        for line, size, bold in lines:
            assert fonts.width(line, size, bold=bold) <= room
        if seen.side:
            both = fonts.width(seen.head[0], HEAD, bold=True) + fonts.width(seen.side, TEXT)
            assert both + seen.outset < room


def test_boxes_stand_in_their_bands_and_apart(drawing: Drawing) -> None:
    areas = [(area.x, area.y, area.right, area.bottom) for _, area in drawing.plan.faces]
    bands = [(band.area.x, band.area.y, band.area.right, band.area.bottom) for band in drawing.plan.bands]
    assert not any(overlap(*pair) for pair in combinations(areas, 2))
    assert not any(overlap(*pair) for pair in combinations(bands, 2))
    for x, y, right, bottom in areas:
        assert any(b[0] <= x and b[1] + 30 <= y and right <= b[2] and bottom <= b[3] for b in bands)


def test_everything_is_on_the_page(drawing: Drawing) -> None:
    root = ET.fromstring(drawing.svg())
    x, y, wide, high = map(float, root.get("viewBox", "").split())
    for _, _, (left, top, right, bottom) in texts(root):
        assert x <= left
        assert y <= top
        assert right <= x + wide
        assert bottom <= y + high


def test_a_picture_has_titles_tooltips_and_labels(drawing: Drawing) -> None:
    root = ET.fromstring(drawing.svg())
    named = root.get("aria-labelledby")
    assert root.find(f"{SVG}title[@id='{named}']") is not None
    assert root.find(f"{SVG}desc") is not None
    nodes = [node for node in root.iter(f"{SVG}g") if node.get("class", "").startswith("node ")]
    assert len(nodes) == len(drawing.lineage.boxes)
    for node in nodes:
        assert node.get("aria-label")
        assert node.findtext(f"{SVG}title")


def test_the_tooltip_holds_what_the_box_cuts() -> None:
    chain = small()
    long = " ".join(["Compilation of practices, methods and tools"] * 6)
    chain.quads = [
        quad for quad in chain.quads if "activity/1" not in quad.subject.value or "label" not in quad.predicate.value
    ]
    chain.say(f"{WORK}/measure/1.1/activity/1", "rdfs:label", long)
    svg = draw(chain.store(), lang="en").svg()
    assert long in svg
    assert "…" in svg
    assert "[SCP/31/9, " in svg


def test_the_same_store_gives_the_same_bytes(drawing: Drawing) -> None:
    again = Drawing(drawing.lineage, drawing.by, drawing.lang)
    for form in ("svg", "html", "mermaid", "dot"):
        assert getattr(again, form)() == getattr(drawing, form)()


def test_every_edge_is_drawn_with_an_arrow(drawing: Drawing) -> None:
    root = ET.fromstring(drawing.svg())
    marks = {f"url(#{marker.get('id')})" for marker in root.iter(f"{SVG}marker")}
    edges = [path for path in root.iter(f"{SVG}path") if path.get("marker-end")]
    assert len(edges) == len(drawing.lineage.links)
    assert all(edge.get("marker-end") in marks for edge in edges)


def test_pictures_on_one_page_do_not_share_names() -> None:
    one, other = draw(small().store()).svg(), draw(many(3).store()).svg()
    names = [set(re.findall(r' id="([^"]+)"', svg)) for svg in (one, other)]
    assert not names[0] & names[1]


def test_the_real_picture_is_an_a3_page_with_readable_text(built: Store) -> None:
    """At most A3 on paper, no text smaller than 6.4 points, and no crossing that could be avoided."""
    for by in ("stage", "session"):
        picture = draw(built, by=by)
        root = ET.fromstring(picture.svg())
        wide, high = (float(root.get(side, "").removesuffix("mm")) for side in ("width", "height"))
        unit = wide / float(root.get("viewBox", "").split()[2])
        assert (wide, high) == (420, 297)
        assert min(size for size, _ in SIZES.values()) * unit / 25.4 * 72 >= 6.4
        assert picture.plan.crossings <= 2


def test_a_chain_alone_is_not_blown_up(built: Store) -> None:
    root = ET.fromstring(draw(built, "2/1").svg())
    assert float(root.get("height", "").removesuffix("mm")) < 120


def test_lanes_are_the_sessions_in_order(built: Store) -> None:
    headings = [band.heading for band in draw(built, by="session").plan.bands]
    sessions = [int(heading.split()[-1]) for heading in headings if heading.startswith("Session ")]
    assert sessions == sorted(sessions)
    assert {19, 20, 21, 22, 23, 25} <= set(sessions)


def test_lanes_of_several_committees_are_told_apart_and_dated() -> None:
    one, other = Chain(symbol="SCP/31/9"), Chain(symbol="SCT/41/2")
    dates = {"SCP": "2018-07-09", "SCT": "2017-01-02"}
    for chain in (one, other):
        measure = chain.measure(chain.paragraph(chain.proposal(), 1, "Asked"), 1, "A measure")
        chain.session(28, dates[chain.committee])
        chain.implementation(measure, 1, "A paper", symbol=f"{chain.committee}/28/4", session=28)
    store = one.store()
    store.replace_graphs({other.expression: other.quads})
    bands = draw(store, by="session", lang="en").plan.bands
    assert [(band.heading, band.date) for band in bands if band.date] == [
        ("SCT · Session 28", "2017-01-02"),
        ("SCP · Session 28", "2018-07-09"),
    ]


def test_what_has_no_session_stands_outside_the_lanes() -> None:
    chain = Chain()
    measure = chain.measure(chain.paragraph(chain.proposal(), 1, "Asked"), 1, "A measure")
    activity = chain.implementation(measure, 1, "A talk", kind="presentation", session=None)
    chain.review(measure, 1, (1, 2), of=[activity])
    chain.followup(measure, "Goes on.", status="ongoing")
    bands = draw(chain.store(), by="session", lang="en").plan.bands
    assert [band.heading for band in bands] == ["Proposal and measures", "Session not stated", "Follow-up"]


# The page


def data(page: str) -> dict[str, list[dict[str, Any]]]:
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert match
    loaded: dict[str, list[dict[str, Any]]] = json.loads(match[1])
    return loaded


def test_the_page_asks_for_nothing(drawing: Drawing) -> None:
    page = drawing.html()
    assert not re.search(
        r"<(?:link|img|iframe|object|embed|base|form)\b|\bsrc=|@import|url\((?!#)|<a\s", page.split("<script")[0]
    )
    script = page.rsplit("<script>", 1)[1]
    assert not re.search(r"fetch|XMLHttp|import\(|WebSocket|sendBeacon|eval|innerHTML|document\.write", script)


def test_the_policy_lets_only_the_pages_own_script_and_style_run(drawing: Drawing) -> None:
    page = drawing.html()
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy.startswith("default-src 'none'")
    styles, scripts = (
        re.findall(r"<style>(.*?)</style>", page, re.DOTALL),
        re.findall(r"<script>(.*?)</script>", page, re.DOTALL),
    )
    assert (len(styles), len(scripts)) == (1, 1)
    for directive, (text,) in (("style-src", styles), ("script-src", scripts)):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert not re.search(r'\son\w+="|\sstyle="', page)


def test_the_page_knows_every_box_and_edge(drawing: Drawing) -> None:
    told = data(drawing.html())
    assert [node["iri"] for node in told["nodes"]] == [box.iri for box in drawing.lineage.boxes]
    assert len(told["edges"]) == len(drawing.lineage.links)
    numbers = set(range(len(told["nodes"])))
    assert all({edge["from"], edge["to"]} <= numbers for edge in told["edges"])


def test_the_page_tells_what_answered_a_request(real: Drawing) -> None:
    """Two requests of session 18 were answered by the report itself, which is no box of the picture."""
    facts = [fact for node in data(real.html())["nodes"] for fact in node["facts"]]
    assert facts.count("satisfaite par CDIP/24/8") == 2


def test_no_text_ends_the_script_or_fills_a_place(drawing: Drawing) -> None:
    page = drawing.html()
    assert page.count("</script") == 2
    assert "<!--" not in page
    assert page.startswith("<!doctype html>")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_speaks_the_readers_language(lang: str) -> None:
    page = draw(small().store(), lang=lang).html()
    assert f'<html lang="{lang}">' in page
    assert {"fr": "Tout montrer", "en": "Show all", "es": "Mostrar todo"}[lang] in page
    assert "The list is kept up to date." in page


def test_every_word_is_there_in_every_language() -> None:
    for scheme in words._tables().values():
        for entry in scheme.values():
            assert set(entry) == set(LANGUAGES)
            assert all(entry.values())


def test_every_controlled_value_that_is_shown_has_a_word() -> None:
    for scheme in ("activity", "outcome", "status", "kind", "place"):
        assert set(v.CONCEPTS[scheme]) <= words.Words("en").all(scheme).keys()


def test_every_relation_and_stage_has_a_word(real: Drawing) -> None:
    told = words.Words("fr")
    assert {link.relation for link in real.lineage.links} <= told.all("relation").keys()
    assert {box.stage for box in real.lineage.boxes} <= told.all("stage").keys()


# Text for other tools


def test_mermaid_text_is_well_formed(drawing: Drawing) -> None:
    first, *lines = drawing.mermaid().splitlines()
    assert first == "flowchart LR"
    node = re.compile(r'    n\d+[\[({]{1,2}"[^"\[\]{}<>|`\\]*(?:<br/>[^"\[\]{}<>|`\\]*)*"[\])}]{1,2}:::\w+')
    edge = re.compile(r'    n\d+ (?:-->|==>|-\.->)(?:\|"[^"|]*"\|)? n\d+')
    style = re.compile(r"    classDef \w+ fill:#\w{6},stroke:#\w{6},color:#\w{6}(?:,stroke-dasharray:5 3)?")
    kinds = [next((kind for kind in (node, edge, style) if kind.fullmatch(line)), None) for line in lines]
    assert None not in kinds, lines[kinds.index(None)]
    assert kinds.count(node) == len(drawing.lineage.boxes)
    assert kinds.count(edge) == len(drawing.lineage.links)


def test_dot_text_is_well_formed(drawing: Drawing) -> None:
    text = drawing.dot()
    bare = re.sub(r'"(?:[^"\\\n]|\\.)*"', "S", text)
    assert '"' not in bare
    assert (bare.count("{"), bare.count("[")) == (bare.count("}"), bare.count("]"))
    assert len(re.findall(r"^    n\d+ \[", text, re.MULTILINE)) == len(drawing.lineage.boxes)
    assert len(re.findall(r"^    n\d+ -> n\d+", text, re.MULTILINE)) == len(drawing.lineage.links)


@pytest.mark.skipif(not shutil.which("dot"), reason="Graphviz is not installed")
def test_graphviz_draws_the_dot_text(drawing: Drawing) -> None:
    done = subprocess.run(["dot", "-Tsvg"], input=drawing.dot().encode(), capture_output=True, check=True, timeout=60)
    assert b"<svg" in done.stdout
    assert not done.stderr


# Asking for a picture


def test_a_thing_without_chain_has_no_picture() -> None:
    with pytest.raises(UnknownThing, match="no chain runs through SCP/20/INF/2"):
        draw(small().store(), "SCP/20/INF/2")


def test_an_unknown_arrangement_is_refused() -> None:
    with pytest.raises(UsageError, match="stage, session"):
        draw(small().store(), by="colour")


def test_an_empty_store_gives_an_empty_picture() -> None:
    with MemoryStore() as store:
        picture = draw(store, lang="en")
    ET.fromstring(picture.svg())
    assert "There is no chain to draw." in picture.svg()
    assert "There is no chain to draw." in picture.html()
    assert picture.mermaid().startswith("flowchart LR")


def test_jupyter_shows_the_picture() -> None:
    picture = draw(small().store())
    assert picture._repr_svg_() == picture.svg()


@pytest.mark.parametrize(
    ("suffix", "start"), [("svg", "<svg"), ("HTML", "<!doctype"), ("mmd", "flowchart"), ("dot", "digraph")]
)
def test_a_picture_is_saved_as_its_name_says(tmp_path: Path, suffix: str, start: str) -> None:
    draw(small().store()).save(tmp_path / f"picture.{suffix}")
    assert (tmp_path / f"picture.{suffix}").read_text("utf-8").startswith(start)


@pytest.mark.parametrize("name", ["picture.png", "picture"])
def test_a_picture_is_not_saved_as_something_else(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"\.svg, \.html, \.mmd or \.dot"):
        draw(small().store()).save(tmp_path / name)


# Letters


LETTERS = st.text(st.characters(codec="utf-8"), max_size=80)


@given(LETTERS, st.floats(0, 300), st.booleans())
def test_a_cut_text_fits(text: str, room: float, bold: bool) -> None:
    cut = fonts.cut(text, room, 10, bold=bold)
    assert fonts.width(cut, 10, bold=bold) <= room
    assert cut == text or text.startswith(cut.removesuffix(fonts.ELLIPSIS))


@given(LETTERS, st.floats(20, 300), st.integers(1, 4), st.booleans())
def test_wrapped_lines_fit_and_lose_nothing_unseen(text: str, room: float, lines: int, bold: bool) -> None:
    wrapped = fonts.wrap(text, room, 10, lines=lines, bold=bold)
    assert len(wrapped) <= lines
    assert all(fonts.width(line, 10, bold=bold) <= room for line in wrapped)
    if not any(fonts.ELLIPSIS in line for line in wrapped):
        assert "".join(wrapped).replace(" ", "") == "".join(text.split())


def test_wide_and_accented_letters_are_measured() -> None:
    assert fonts.width("é", 10) == fonts.width("e", 10) == fonts.width("e\u0301", 10)
    assert fonts.width("漢", 10) == 10
    assert fonts.width("W", 10) > fonts.width("i", 10)
    assert fonts.width("CDIP", 10, bold=True) > fonts.width("CDIP", 10)


# In a browser


BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.mark.skipif(not BROWSER, reason="no Chromium to open the page in")
def test_a_browser_picks_the_box_that_a_link_names(tmp_path: Path) -> None:
    page = tmp_path / "lineage.html"
    draw(small().store(), lang="en").save(page)
    command = [
        str(BROWSER),
        *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
        *("--disable-component-update", "--disable-sync", f"--user-data-dir={tmp_path}/profile", "--dump-dom"),
        f"{page.as_uri()}#pick={v.ID}SCP/session/28/summary/item/8.2",
    ]
    done = subprocess.run(command, capture_output=True, check=True, timeout=120)
    panel = done.stdout.decode().partition("<aside")[2].partition("</aside>")[0]
    assert "<h2>item 8.2 · session 28</h2>" in panel
    assert "The Committee requested a round table" in panel
    assert "Round table · session 29" in panel
