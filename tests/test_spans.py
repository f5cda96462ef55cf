"""Offsets: what a span quotes, covers and trims."""

from __future__ import annotations

import pytest
from exploring import tries
from hypothesis import given
from hypothesis import strategies as st

from cdipgraph.source import matching_view
from cdipgraph.spans import Span, folded


def test_a_span_counts_code_points_end_exclusive() -> None:
    text = "Le œuf 𝔘 é fin"
    at = text.index("𝔘")
    assert Span(at, at + 1).of(text) == "𝔘"
    assert Span(0, len(text)).of(text) == text


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ((0, 5), (0, 5), True),
        ((0, 5), (1, 4), True),
        ((0, 5), (4, 6), False),
        ((2, 5), (1, 5), False),
        ((2, 5), (5, 5), True),
    ],
)
def test_covers(outer: tuple[int, int], inner: tuple[int, int], expected: bool) -> None:
    assert Span(*outer).covers(Span(*inner)) is expected


@pytest.mark.parametrize("white", [" ", "\t", "\n", "\r\n", "\u00a0", "\u202f", "\u2003"])
def test_trimmed_drops_any_white_space_at_the_ends_only(white: str) -> None:
    text = f"{white}deux{white}mots{white}"
    assert Span(0, len(text)).trimmed(text).of(text) == f"deux{white}mots"


def test_trimmed_of_nothing_but_white_space_is_empty() -> None:
    text = " \u00a0\n"
    span = Span(0, len(text)).trimmed(text)
    assert span.of(text) == ""
    assert 0 <= span.start == span.end <= len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" a \u00a0\n b ", "a b"),
        ("vingt\u2011deuxième", "vingt\u2011deuxième"),
        ("“mots”", "“mots”"),
        ("un\r\ndeux\ttrois", "un deux trois"),
        ("", ""),
    ],
)
def test_folded_makes_one_space_of_white_space_and_keeps_the_rest(text: str, expected: str) -> None:
    assert folded(text) == expected


@given(st.text(max_size=60))
@tries(60)
def test_the_matching_view_keeps_every_offset(text: str) -> None:
    assert len(matching_view(text)) == len(text)


def test_the_matching_view_is_not_nfkc() -> None:
    assert matching_view("14/2³") == "14/2³"
    assert matching_view("vingt\u2011deuxième\u00a0session") == "vingt-deuxième session"
