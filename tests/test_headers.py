"""The `#+` headers: read as YAML reads them, or refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from example_graphs import ROOT
from hypothesis import given
from hypothesis import strategies as st

from cdipgraph.headers import HeaderError, parse_header

QUERIES = sorted((ROOT / "queries").rglob("*.rq"))

EXAMPLE = """\
#+ summary: What a report's paragraph discusses
#+ question: {fr: "Où, « là » ?", en: 'it''s', es: plain text, n: 3, yes_: true, list: [1, "a", {x: null}]}
#+ parameters:
#+   - {name: report, type: document, required: false}
#+   - name: number
#+     type: integer
#+ flat:
#+ - one
#+ - -2
#+ # a remark
#+
#+ empty: {}
#+ none:
#+ message:
#+   fr: "x {y} \\u00e9 \\"q\\""
#+   deeper:
#+     en: a/b:c
SELECT * WHERE { ?s ?p ?o } # {not: header}
#+ late: true
"""


def as_yaml(text: str) -> str:
    """The header as a YAML document."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("#+"):
            break
        lines.append(line.removeprefix("#+").removeprefix(" "))
    return "\n".join(lines)


def test_every_form() -> None:
    assert parse_header(EXAMPLE) == yaml.safe_load(as_yaml(EXAMPLE))
    assert parse_header(EXAMPLE)["question"] == {
        "fr": "Où, « là » ?",
        "en": "it's",
        "es": "plain text",
        "n": 3,
        "yes_": True,
        "list": [1, "a", {"x": None}],
    }


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_the_headers_of_the_queries_are_yaml_and_read_as_such(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    header = parse_header(text)
    assert header
    assert header == yaml.safe_load(as_yaml(text))


def test_a_query_without_a_header_has_an_empty_one() -> None:
    assert parse_header("SELECT * WHERE { ?s ?p ?o }") == {}
    assert parse_header("") == {}


@pytest.mark.parametrize(
    "line",
    [
        *("a: yes", "a: 1.5", "a: 2019-01-01", "a: 0x10", "a: 007", "a: ~", "a: True", "a: .inf"),  # no text in YAML
        *("a: b: c", "a: b #c", "a: {b: c", 'a: "x" y', 'a: "x', "a", "a: [1, 2", "a: {b: 1, b: 2}", "a: {b:c}"),
        *("a: *x", "a: &x y", "a: !t x", "a: |", "a: > x", "a: %x", "a: @x", "a: `x`", "a: ?x", "a: -x", "a: x, {y}:"),
        *("- a", "a: 1\n#+ a: 2", "a: 1\n#+   b: 2", "a:\n#+   b: 1\n#+  c: 2", "a:\n#+ - b\n#+ c"),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused(line: str) -> None:
    with pytest.raises(HeaderError, match=r"header line \d"):
        parse_header(f"#+ {line}")


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\x85\u2028\u2029\ufeff\ufffe\uffff"))
keys = st.from_regex(r"k[a-z_]{0,8}", fullmatch=True)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)


def flow(value: object) -> str:
    """A value as flow YAML, its keys bare."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


@given(st.dictionaries(keys, values, min_size=1, max_size=4))
def test_what_is_written_is_read_back(header: dict[str, object]) -> None:
    text = "".join(f"#+ {key}: {flow(value)}\n" for key, value in header.items())
    assert parse_header(text) == header


@given(st.text(max_size=60))
def test_any_line_is_read_or_refused(line: str) -> None:
    try:
        parse_header(f"#+ {line}")
    except HeaderError:
        return
