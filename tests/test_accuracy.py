"""How well citations are found: no score falls below the one kept. `python -m benchmarks.accuracy --raise` keeps better
ones.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from benchmarks import accuracy

KEPT: dict[str, dict[str, float]] = json.loads(accuracy.SCORES.read_text(encoding="utf-8"))


def test_our_sentences_are_many_and_half_of_them_were_held_out() -> None:
    sentences = accuracy.sentences(accuracy.OURS)
    assert len(sentences) >= 150
    assert {s.language for s in sentences} == {"en", "fr", "es", "pt"}
    assert 2 * sum(s.held for s in sentences) >= len(sentences)
    assert len({s.text for s in sentences}) == len(sentences)
    assert {label["kind"] for s in sentences for label in s.labels} <= set(accuracy.GROUPS)


def test_no_score_on_our_sentences_has_fallen() -> None:
    found = accuracy.results()
    assert list(accuracy.lower(accuracy.scores({"ours": found["ours"]}), KEPT)) == [], accuracy.report(found["ours"])


def test_what_is_found_has_the_words_that_are_labelled() -> None:
    worded = [words for one in accuracy.sentences(accuracy.OURS) for words in accuracy.worded(one)]
    assert len(worded) >= 120
    assert [(words, found) for words, found in worded if words not in found] == []


def test_no_score_on_the_corpus_has_fallen() -> None:
    if accuracy.corpus() is None:
        pytest.skip("the corpus is not at hand: put it beside the checkout, or name it in CDIPGRAPH_CORPUS")
    found = accuracy.results()
    scores = accuracy.scores(found)
    assert list(accuracy.lower(scores, KEPT)) == [], accuracy.report(found["corpus"])
    assert scores["corpus"]["all"] >= 0.97
    assert min(scores["corpus"][code] for code in ("en", "fr", "es")) >= 0.95


def test_what_is_kept_meets_the_goal() -> None:
    for scores in KEPT.values():
        assert scores["all"] >= 0.97
        assert min(scores[code] for code in ("en", "fr", "es")) >= 0.95


def test_the_list_of_wrong_labels_is_short_and_gives_reasons() -> None:
    wrong = json.loads(accuracy.WRONG.read_text(encoding="utf-8"))
    assert len(wrong) <= 3
    assert all(len(one["reason"]) > 40 for one in wrong)


# The scorer itself


def label(kind: str, symbol: str | None = None, **parts: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "symbol": symbol,
        "session": None,
        "para_start": None,
        "para_end": None,
        "item": None,
        **parts,
    }


def sentence(text: str, *labels: dict[str, Any], language: str = "en") -> accuracy.Sentence:
    return accuracy.Sentence(text, language, labels)


def counts(*sentences: accuracy.Sentence) -> tuple[int, int, int]:
    one = accuracy.score(sentences, with_sessions=True).scores.get("all", accuracy.Score())
    return one.right, one.wrong, one.missed


@pytest.mark.parametrize(
    ("text", "labels", "expected"),
    [
        ("See A/60/1, para. 5.", [label("docpar", "A/60/1", para_start=5, para_end=5)], (1, 0, 0)),
        ("See A/60/1, para. 5.", [label("docpar", "A/60/2", para_start=5, para_end=5)], (0, 1, 1)),
        ("See A/60/1, para. 5.", [label("docpar", "A/60/1", para_start=5, para_end=6)], (0, 1, 1)),
        ("See A/60/1, para. 5.", [], (0, 1, 0)),
        ("See para. 5.", [label("reppar", para_start=5, para_end=5)], (1, 0, 0)),
        ("See para. 5 above.", [label("reppar", para_start=5, para_end=5)], (1, 0, 0)),
        ("See para. 5.2.", [label("reppar", item="5.2")], (1, 0, 0)),
        ("See para. 9 (c).", [label("reppar", para_start=9, para_end=9, item="(c)")], (1, 0, 0)),
        ("(ibid., para. 66)", [label("reppar", "ibid.", para_start=66, para_end=66)], (1, 0, 0)),
        ("Council resolution 1894 (LVII)", [label("res", "Council resolution 1894 (LVII)")], (1, 0, 0)),
        (
            "para. 5 of the same resolution",
            [label("respar", "the same resolution", para_start=5, para_end=5)],
            (1, 0, 0),
        ),
        ("Article 2, paragraph 5,", [label("artpar", para_start=5, para_end=5)], (0, 0, 0)),
        ("Introduction .... 1 to 6", [label("toc")], (0, 0, 0)),
        ("", [label("doc", "A/60/1")], (0, 0, 1)),
    ],
)
def test_what_counts_as_found(text: str, labels: list[dict[str, Any]], expected: tuple[int, int, int]) -> None:
    assert counts(sentence(text or "nothing", *labels)) == expected


def test_precision_recall_and_f1() -> None:
    score = accuracy.Score(right=6, wrong=2, missed=4)
    assert (score.precision, score.recall) == (0.75, 0.6)
    assert score.f1 == pytest.approx(2 * 0.75 * 0.6 / 1.35)


def test_a_fallen_score_is_told() -> None:
    assert list(accuracy.lower({"ours": {"all": 0.9}}, {"ours": {"all": 0.95}})) == ["ours, all: 0.9 is less than 0.95"]
    assert list(accuracy.lower({"ours": {"all": 0.96}}, {"ours": {"all": 0.95}})) == []
    assert list(accuracy.lower({"ours": {}}, {"ours": {"hard": 0.5}})) != []


def test_the_corpus_is_found_by_its_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "CDIPGRAPH_CORPUS", str(tmp_path))
    assert accuracy.corpus() is None
