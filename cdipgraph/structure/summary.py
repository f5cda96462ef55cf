"""A Chair's summary: its items (7, 7.1, 7.1(a)) with their words, what was concluded in each, and its appendices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cdipgraph.report import Appendix, Decision, Item, Paragraph
from cdipgraph.source import Block, SourceText
from cdipgraph.spans import Span
from cdipgraph.structure.conclusions import Conclusions
from cdipgraph.structure.headlines import Head, Headline
from cdipgraph.structure.minutes import Entry, Minutes
from cdipgraph.structure.sections import point

_LETTERS = tuple("abcdefghijklmnopqrstuvwxyz")
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi")
_FIGURES = tuple(map(str, range(1, 40)))
_OPENINGS = {series[0]: series for series in (_LETTERS, _ROMANS, _FIGURES)}
_NEAR = 3  # blocks after the head of an appendix among which its title stands
_LONGEST_TITLE = 400


def summary_paragraphs(minutes: Minutes) -> Iterator[Paragraph]:
    """The paragraphs of a summary: its numbered items, each with the heading over it."""
    for entry in minutes.entries:
        yield Paragraph(entry.span, entry.number, entry.heading, item=entry.item)


def items(source: SourceText, minutes: Minutes) -> list[Item]:
    """The items of a summary in order: the numbered ones and, after each, those lettered in it."""
    found: list[Item] = []
    known: set[str] = set()
    for entry in minutes.numbered:
        found.append(Item(entry.number, entry.span, entry.text, entry.heading, _parent(entry.number, known)))
        found += lettered(source, entry)
        known.add(entry.number)
    return found


def _parent(number: str, known: set[str]) -> str:
    """The nearest item that a dotted number is under."""
    parts = number.split(".")
    longer = (".".join(parts[:size]) for size in range(len(parts) - 1, 0, -1))
    return next((name for name in longer if name in known), "")


def lettered(source: SourceText, entry: Entry) -> list[Item]:
    """The items lettered inside a numbered one: 7.1(a), 7.1(b), and 7.1(b)(i) inside those, whose words they hold."""
    found: list[Item] = []
    outer = inner = _Series()
    for block, label, text in _points(source, entry):
        if inner.follows(label):
            inner = inner.at(label)
        elif outer.follows(label) or (not outer.label and _Series().opens(label)):
            outer, inner = outer.at(label), _Series()
        elif outer.label and outer.other().opens(label):
            inner = outer.other().at(label)
        else:
            continue
        parent = f"{entry.number}({outer.label})" if inner.label else entry.number
        found.append(Item(f"{parent}({label})", block, text, entry.heading, parent))
    return [_whole(item, found) for item in found]


def _whole(item: Item, found: Sequence[Item]) -> Item:
    """The item, its words up to the end of those inside it."""
    end = max([item.span.end, *(inside.span.end for inside in found if inside.parent == item.number)])
    return replace(item, span=Span(item.span.start, end), text=Span(item.text.start, end))


class _Series:
    """Letters, roman numbers or figures that follow one another; `label` is the last of them."""

    def __init__(self, labels: tuple[str, ...] = (), label: str = "") -> None:
        self.labels, self.label = labels, label

    def opens(self, label: str) -> bool:
        """True for the first of a series."""
        return label == self.labels[0] if self.labels else label in _OPENINGS

    def follows(self, label: str) -> bool:
        """True for the one after the last."""
        if not self.label:
            return False
        place = self.labels.index(self.label) + 1
        return place < len(self.labels) and self.labels[place] == label

    def at(self, label: str) -> _Series:
        """The series, with this as its last."""
        return _Series(self.labels or _OPENINGS[label], label)

    def other(self) -> _Series:
        """The series that can stand inside this one."""
        return _Series(_ROMANS if self.labels is _LETTERS else _LETTERS)


def _points(source: SourceText, entry: Entry) -> Iterator[tuple[Span, str, Span]]:
    """The lettered blocks of an entry: each whole, with the blocks that go on with it; its letter; its words."""
    first = entry.blocks[0]
    blocks = [first._replace(span=Span(entry.text.start, first.span.end)), *entry.blocks[1:]]
    labelled = [(i, read) for i, block in enumerate(blocks) if (read := point(source, block))]
    ends = [i for i, _ in labelled[1:]] + [len(blocks)]
    for (i, read), following in zip(labelled, ends, strict=False):
        end = blocks[following - 1].span.end
        yield Span(blocks[i].span.start, end), read.number, Span(read.span.start, end)


# What was concluded


def summarised_decisions(source: SourceText, minutes: Minutes, conclusions: Conclusions) -> Iterator[Decision]:
    """What each item records; where its lettered items conclude for themselves, what each of those does."""
    for entry in minutes.numbered:
        inside = [item for item in lettered(source, entry) if item.parent == entry.number]
        opening = Span(entry.text.start, inside[0].span.start) if inside else entry.text
        if conclusions.announces(opening) or not any(conclusions.decides(item.text) for item in inside):
            yield from _of(conclusions.summarised(entry.text, entry.blocks), entry.number)
            continue
        yield from _of(conclusions.summarised(opening), entry.number)
        for item in inside:
            yield from _of(conclusions.summarised(item.text, entry.blocks), item.number)


def _of(decision: Decision | None, number: str) -> Iterator[Decision]:
    if decision:
        yield replace(decision, item=number)


# Appendices


def appendices(source: SourceText, rest: Sequence[tuple[Block, Headline | None]]) -> list[Appendix]:
    """The appendices after the text, each once, with their titles: on the line of the number or one of the next."""
    found: dict[str, Appendix] = {}
    for position, (_, headline) in enumerate(rest):
        if headline and headline.head is Head.APPENDIX and headline.number not in found:
            title = headline.title or _title(source, rest[position + 1 : position + 1 + _NEAR])
            found[headline.number] = Appendix(headline.number, headline.span, title)
    return list(found.values())


def _title(source: SourceText, following: Sequence[tuple[Block, Headline | None]]) -> Span | None:
    """The line after the head of an appendix that is a title: no sentence, no other head."""
    for block, headline in following:
        if headline and headline.head is not Head.TITLE:
            return None
        if headline or (
            block.span.end - block.span.start <= _LONGEST_TITLE and source.view[block.span.end - 1] not in ".;:"
        ):
            return block.span
    return None
