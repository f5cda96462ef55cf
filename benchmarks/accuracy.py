"""How well citations are found, against sentences labelled by hand: precision, recall and F1 by kind and language, the
hard kinds apart, and every error. `python -m benchmarks.accuracy [--held] [--raise]`.

A citation counts as found when its symbol (if the sentence gives one), its first and last paragraph, or its dotted
number are right. Whether a paragraph is of "a report" or of "this document" depends on context that a lone sentence
lacks: those two kinds count as one. A paragraph of an article or a contents list is labelled so that it is *not* found.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from cdipgraph.citations import find, resolve
from cdipgraph.languages import load
from cdipgraph.readers import read_bytes
from cdipgraph.report import Citation, CitationKind
from cdipgraph.spans import folded

HERE = Path(__file__).parent
OURS = HERE.parent / "tests" / "citations.jsonl"
SCORES = HERE / "accuracy.json"
WRONG = HERE / "wrong_labels.json"

#: What a label's kind counts as; None: a trap, which must not be found.
GROUPS: dict[str, str | None] = {
    "doc": "document",
    "docrange": "document",
    "docpar": "paragraphs of a document",
    "reppar": "paragraphs without a symbol",
    "intpar": "paragraphs without a symbol",
    "res": "resolution",
    "respar": "resolution",
    "annex": "annex",
    "item": "agenda item",
    "summary": "summary item",
    "session": "session",
    "artpar": None,
    "toc": None,
}
_NUMBER = re.compile(r"(\d+)(?:$|[ (a-z]|\.[a-z])")
_TO = re.compile(r"(?<=\w)(?:-| (?:to|à|a) )(?=\w)")
_NAMED = re.compile(r"\S*\d\S*(?: ?\([^)]*\))?")
_ROMAN = re.compile(r"[ivxlc]+/\d+")


class Key(NamedTuple):
    """What is compared of a citation, in one form for labels and for what was found."""

    group: str
    symbol: str
    first: str
    last: str
    item: str
    session: int | None


@dataclass(frozen=True)
class Sentence:
    """A labelled sentence."""

    text: str
    language: str
    labels: tuple[dict[str, Any], ...]
    source: str = ""
    held: bool = False
    hard: bool = False


@dataclass
class Score:
    """How many citations were found rightly, wrongly, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right + self.missed else 1.0


@dataclass
class Result:
    """The scores of a set of sentences, and its errors."""

    scores: dict[str, Score] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def count(self, names: Iterable[str], what: str) -> None:
        for name in names:
            score = self.scores.setdefault(name, Score())
            setattr(score, what, getattr(score, what) + 1)


def sentences(path: Path) -> list[Sentence]:
    """The labelled sentences of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        Sentence(
            one["text"],
            one["language"],
            tuple(one["citations"]),
            one.get("source", ""),
            one.get("held", False),
            one.get("hard", False),
        )
        for one in map(json.loads, lines)
    ]


def corpus() -> Path | None:
    """The labelled sentences of UN documents, where they are at hand."""
    folder = Path(os.environ.get("CDIPGRAPH_CORPUS") or HERE.parents[1] / "shared" / "corpus")
    path = folder / "citations" / "un-sentences.jsonl"
    return path if path.exists() else None


def found_in(sentence: Sentence) -> list[Citation]:
    """The citations found in a sentence by itself."""
    return resolve(find(read_bytes(sentence.text.encode()), load(sentence.language)))


def key_of_label(label: dict[str, Any]) -> Key | None:
    """What is compared of a label; None for a trap."""
    group = GROUPS[label["kind"]]
    if group is None:
        return None
    item, start, end = label["item"] or "", label["para_start"], label["para_end"]
    first = last = ""
    if start is not None:
        first, last = str(start), str(start if end is None else end)
    elif "paragraphs" in group or group == "resolution":
        first, _, last = item.partition("-")
        first, last = _number(first), _number(last or first)
    symbol = label["symbol"] or ""
    symbol = _named(symbol) if group == "resolution" else "" if symbol == "ibid." else folded(symbol).lower()
    listed = group in ("annex", "agenda item", "summary item")
    session = label["session"] if group in ("session", "annex", "summary item") else None
    return Key(group, symbol, first, last, _item(item) if listed else "", session)


def key_of_citation(c: Citation) -> Key:
    """What is compared of a citation that was found."""
    symbol = str(c.symbol or "").lower()
    first, last = _number(c.first), _number(c.last or c.first)
    match c.kind:
        case CitationKind.DOCUMENT:
            return Key("document", symbol, first, last, "", None)
        case CitationKind.PARAGRAPHS if symbol:
            return Key("paragraphs of a document", symbol, first, last, "", None)
        case CitationKind.PARAGRAPHS | CitationKind.INTERNAL:
            first, last = (first, last) if first else (_number(c.item), _number(c.item))
            return Key("paragraphs without a symbol", "", first, last, "", None)
        case CitationKind.RESOLUTION:
            return Key("resolution", symbol or _named(c.item), first, last, "", None)
        case CitationKind.SESSION:
            return Key("session", "", first, last, "", c.session)
        case CitationKind.ANNEX:
            return Key("annex", symbol, "", "", _item(c.item), c.session)
        case CitationKind.AGENDA_ITEM:
            return Key("agenda item", "", "", "", _item(c.item or f"{c.first}-{c.last}"), None)
        case CitationKind.SUMMARY_ITEM:
            return Key("summary item", "", "", "", _item(c.item or f"{c.first}-{c.last}"), c.session)


def _number(printed: str) -> str:
    """A paragraph number without its points: "50 (b)" is 50; one of several parts whole: "XI.30"."""
    match = _NUMBER.match(printed)
    return match[1] if match else re.sub(r"[\s()]", "", printed).lower()


def _named(symbol: str) -> str:
    """The number of a resolution without the words before it; nothing where it is only referred to again."""
    if "/" in symbol and symbol.split("/")[0].isupper() and "RES" in symbol:
        return symbol.lower()
    match = _ROMAN.search(symbol.lower()) or _NAMED.search(symbol)
    return folded(match[0]).lower() if match else ""


def _item(item: str) -> str:
    return re.sub(r"[\s().]", "", _TO.sub("-", item.partition(", table")[0])).lower()


def score(chosen: Sequence[Sentence], *, with_sessions: bool, excused: Sequence[dict[str, str]] = ()) -> Result:
    """The scores over some sentences, of all and by language, kind and difficulty."""
    result = Result()
    for sentence in chosen:
        found = Counter(key_of_citation(c) for c in found_in(sentence))
        for key in [k for k in found if k.group == "session" and not with_sessions]:
            del found[key]
        for label in sentence.labels:
            key = key_of_label(label)
            if key is None:
                continue
            names = ["all", sentence.language, key.group, *(["hard"] if hard(sentence, label) else [])]
            if found[key]:
                found[key] -= 1
                result.count(names, "right")
            elif excuse(sentence, label, excused):
                result.count(["labels shown to be wrong"], "missed")
            else:
                result.count(names, "missed")
                result.errors.append(f"{sentence.language} missed {_short(key)}: {sentence.text}")
        trap = not any(key_of_label(label) for label in sentence.labels)
        for key in found.elements():
            result.count(["all", sentence.language, key.group, *(["hard"] if trap or sentence.hard else [])], "wrong")
            result.errors.append(f"{sentence.language} wrong  {_short(key)}: {sentence.text}")
    return result


def hard(sentence: Sentence, label: dict[str, Any]) -> bool:
    """True for what is not one number after one word: lists, runs, ranges, dotted numbers, points, "ibid."."""
    fellows = [other for other in sentence.labels if other["kind"] == label["kind"]]
    ranged = label["para_start"] is not None and label["para_start"] != label["para_end"]
    again = label["symbol"] == "ibid." or (label["kind"] == "respar" and not _named(label["symbol"] or ""))
    pointed = bool(label["item"]) and GROUPS[label["kind"]] not in ("annex", "agenda item", "summary item")
    return sentence.hard or len(fellows) > 1 or ranged or again or pointed or label["kind"] == "docrange"


def worded(sentence: Sentence) -> Iterator[tuple[str, list[str]]]:
    """The words that a label gives its citation, where it gives any and the citation is found, and those it has."""
    found = found_in(sentence)
    for label in sentence.labels:
        same = [c for c in found if key_of_citation(c) == key_of_label(label)] if "words" in label else []
        if same:
            yield label["words"], [c.span.of(sentence.text) for c in same]


def excuse(sentence: Sentence, label: dict[str, Any], excused: Iterable[dict[str, str]]) -> bool:
    """True for a label on the list of those shown to be wrong."""
    return any(
        (one["source"], one["language"], one["kind"], one["para"])
        == (sentence.source, sentence.language, label["kind"], str(label["para_start"] or label["item"]))
        for one in excused
    )


def _short(key: Key) -> str:
    number = key.first if key.first == key.last else f"{key.first}-{key.last}"
    parts = (key.symbol, number, key.item, f"session {key.session}" if key.session else "")
    return f"{key.group} {' '.join(p for p in parts if p)}".strip()


def results(held: bool | None = None) -> dict[str, Result]:
    """The results of our own sentences (all, or only those held out, or only the others) and of the corpus, if any."""
    own = [s for s in sentences(OURS) if held is None or s.held is held]
    found = {"ours": score(own, with_sessions=True)}
    path = corpus()
    if path and held is None:
        wrong = json.loads(WRONG.read_text(encoding="utf-8"))
        found["corpus"] = score(sentences(path), with_sessions=False, excused=wrong)
    return found


def scores(found: dict[str, Result]) -> dict[str, dict[str, float]]:
    """The F1 of each part of each set, as it is kept in a file; rounded down, so that none is higher than measured."""
    return {
        name: {part: int(one.f1 * 10_000) / 10_000 for part, one in sorted(result.scores.items()) if one.right}
        for name, result in found.items()
    }


def lower(found: dict[str, dict[str, float]], kept: dict[str, dict[str, float]]) -> Iterator[str]:
    """What is worse than the scores that are kept."""
    for name, parts in kept.items():
        for part, value in parts.items():
            if name in found and found[name].get(part, 0.0) < value:
                yield f"{name}, {part}: {found[name].get(part, 0.0)} is less than {value}"


def report(result: Result) -> str:
    """A table of the scores, and the errors."""
    rows = [f"  {'':28} {'P':>6} {'R':>6} {'F1':>6}  right wrong missed"]
    order = sorted(result.scores, key=lambda name: (name != "all", len(name) != 2, name == "hard", name))
    for name in order:
        one = result.scores[name]
        rates = f"{one.precision:6.3f} {one.recall:6.3f} {one.f1:6.3f}"
        rows.append(f"  {name:28} {rates}  {one.right:5} {one.wrong:5} {one.missed:6}")
    return "\n".join([*rows, *(f"  {error}" for error in result.errors)])


def main(arguments: Sequence[str]) -> None:
    """Prints the scores; with --raise keeps them, unless one has fallen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held", action="store_true", help="only our sentences that were held out")
    parser.add_argument("--tuned", action="store_true", help="only our sentences that were not held out")
    parser.add_argument("--raise", dest="keep", action="store_true", help="keep the scores, if none has fallen")
    options = parser.parse_args(arguments)
    found = results(True if options.held else False if options.tuned else None)
    for name, result in found.items():
        print(f"{name}\n{report(result)}\n")
    if options.keep:
        kept = json.loads(SCORES.read_text(encoding="utf-8")) if SCORES.exists() else {}
        fallen = list(lower(scores(found), kept))
        if fallen:
            sys.exit("\n".join(["Not kept, as these have fallen:", *fallen]))
        SCORES.write_text(json.dumps({**kept, **scores(found)}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
